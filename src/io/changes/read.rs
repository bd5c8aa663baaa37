//! Turns a list of changes into changes of a document, or says of everything that is wrong where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::super::convert::{At, Context, Kept, Known, Patch, record};
use super::super::files::{Contents, TextFile, WhyUnread, read_alone};
use super::super::letters::note_unseen_letters;
use super::super::native::Record;
use super::super::problems::{Found, Problems};
use super::super::records::attach_records;
use super::super::records_of;
use super::super::scenarios::{Supposing, Telling};
use super::give::give;
use super::items::{Form, Given, Item, Mode, items};
use super::turns::turns;
use crate::edit::{Change, Edit, EditError, apply, dangling};
use crate::model::{Document, Entry, EntryId, Problem, ScenarioId};

/// Reads the list of changes of a document in the file at `path`, which problems call as it is given. O(bytes × log records).
///
/// Where there is an error in the list, no change is returned: they are carried out together or not at all.
///
/// # Errors
/// Returns why when the file cannot be read at all.
pub fn read_changes(path: &Path, document: &Document) -> Result<(Vec<Change>, Vec<Problem>), Box<Problem>> {
    let Contents { mut files, mut unread, problems, .. } = read_alone(path, &path.to_string_lossy());
    if let Some(file) = files.pop() {
        return Ok(of_file(file, document, Telling::All, problems));
    }
    let mut problems = problems.finish();
    match unread.pop().map(|file| file.why) {
        // It was read, and is no list.
        Some(WhyUnread::NoText(_)) | None => Ok((Vec::new(), problems)),
        Some(WhyUnread::Refused(_) | WhyUnread::TooMuch | WhyUnread::NoFile) => {
            problems.pop().map_or_else(|| Ok((Vec::new(), Vec::new())), |problem| Err(Box::new(problem)))
        }
    }
}

/// Reads a list of changes of a document from a text; `name` is what problems call it. O(bytes × log records).
///
/// Where there is an error, no change is returned: they are carried out together or not at all.
pub fn changes_in(name: &str, text: &str, document: &Document) -> (Vec<Change>, Vec<Problem>) {
    of_file(TextFile::new(name, text.to_owned()), document, Telling::All, Problems::default())
}

/// Reads a list of changes that was written from a document, as [`changes_in`] does; what means nothing in a scenario was so
/// before, and is kept.
pub(in super::super) fn kept_changes_in(name: &str, text: &str, document: &Document) -> (Vec<Change>, Vec<Problem>) {
    of_file(TextFile::new(name, text.to_owned()), document, Telling::Nothing, Problems::default())
}

fn of_file(
    file: TextFile,
    document: &Document,
    telling: Telling,
    mut problems: Problems,
) -> (Vec<Change>, Vec<Problem>) {
    let files = [file];
    let [file] = &files;
    let mut items = items(file, &document.manifest.id, &mut problems);
    let known = turns(document, file, &mut items, &mut problems);
    let changes = carried_out(document, &files, &known, items, telling, &mut problems);
    note_unseen_letters(&files, &mut problems);
    let is_sound = problems.n_errors() == 0;
    let mut problems = problems.finish();
    attach_records(&files, &mut problems);
    (if is_sound { changes } else { Vec::new() }, problems)
}

/// Carries out items one after the other and returns what came of them: one change for each record, in the order in which
/// they are first touched.
fn carried_out(
    document: &Document,
    files: &[TextFile; 1],
    known: &Known,
    items: Vec<Item>,
    telling: Telling,
    problems: &mut Problems,
) -> Vec<Change> {
    let mut drafts = Drafts { document, files, problems, touched: Vec::new(), drafts: BTreeMap::new() };
    items.into_iter().for_each(|item| drafts.carry_out(item));
    let Drafts { touched, drafts, .. } = drafts;
    let mut context = Context::new(files, known, problems);
    let (mut after, mut broken, mut last_at) = (document.clone(), BTreeSet::new(), BTreeMap::new());
    for (id, Draft { name_at, state }) in drafts {
        last_at.insert(id.clone(), name_at);
        match state {
            State::Gone => after.remove(&id),
            State::Unread => drop(broken.insert(id)),
            State::Written(written, patch) => {
                let n_errors = context.n_errors();
                let is_sound = patch.kept == Kept::Told;
                let entry = match written {
                    // These come last, when all that they are read over is as the list leaves it.
                    Record::Scenario(written) => {
                        let over = Supposing::over(files, &after, Some(&after.manifest.id), telling);
                        let before = document.scenarios.get(&ScenarioId::new(id.as_str()));
                        let read =
                            over.scenario(&At::patch(&patch), *written, before.map(|it| &**it), context.problems());
                        read.map(|read| Entry::Scenario(Arc::new(read.scenario)))
                    }
                    written => record(&mut context, &At::patch(&patch), written),
                };
                match entry.filter(|_| is_sound && context.n_errors() == n_errors) {
                    Some(entry) => after.put(entry),
                    None => drop(broken.insert(id)),
                }
            }
        }
    }
    let changes = touched.iter().filter_map(|id| Change::new(document.entry(id), after.entry(id)));
    let edit = Edit::named("", changes.filter(|change| !change.is_idle()).collect());
    let mut named: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    // What should have let go of it had an error of its own, which was reported.
    for (id, by) in dangling(document, &after, &edit.changes).into_iter().filter(|(_, by)| !broken.contains(by)) {
        named.entry(id).or_default().push(by);
    }
    for (id, by) in &named {
        let by: Vec<String> = by.iter().map(|by| format!("the {} `{}`", by.noun(), by.as_str())).collect();
        let by = match by.as_slice() {
            [by] => format!("{by} names it"),
            all => format!("{} records name it: {}", all.len(), all.join(", ")),
        };
        let at = last_at.get(id).copied().unwrap_or_default();
        let message = format!("the {} `{}` cannot go: {by}", id.noun(), id.as_str());
        context.error_at(0, at, message, "take it out there first, or delete both");
    }
    if context.n_errors() == 0
        && let Err(error) = apply(document, &edit)
    {
        // The rules of files and of edits are the same; should they ever differ, nothing wrong is let through.
        let (EditError::Changed { id } | EditError::Faulty { id, .. } | EditError::Named { id, .. }) = &error;
        let words = error.to_string();
        let (message, hint) = words.split_once("\nHint: ").unwrap_or((&words, ""));
        context.error_at(0, last_at.get(id).copied().unwrap_or_default(), message, hint);
    }
    edit.changes
}

/// Records as the items of a list leave them, before anybody asks whether they are sound.
struct Drafts<'a> {
    document: &'a Document,
    files: &'a [TextFile; 1],
    problems: &'a mut Problems,
    /// Records in the order in which they are first touched.
    touched: Vec<EntryId>,
    drafts: BTreeMap<EntryId, Draft>,
}

/// A record as the items so far leave it.
struct Draft {
    /// Where it is named last.
    name_at: usize,
    state: State,
}

/// What has become of a record.
enum State {
    Gone,
    /// It should be there and could not be read, which was reported.
    Unread,
    Written(Record, Patch),
}

impl Drafts<'_> {
    fn carry_out(&mut self, item: Item) {
        let Item { id, place, name_at, form } = item;
        let before = self.drafts.remove(&id).map(|draft| draft.state);
        if before.is_none() {
            self.touched.push(id.clone());
        }
        let patch = |base| Patch { base, last: place.clone(), givers: BTreeMap::new(), kept: Kept::Told };
        let state = match form {
            Form::Delete => State::Gone,
            Form::Create(None, _) => State::Unread,
            Form::Create(Some(written), inner) => State::Written(written, patch(Some(inner))),
            Form::Change(given) => {
                let before = before.or_else(|| {
                    let entry = self.document.entry(&id)?;
                    Some(State::Written(records_of::record(&entry), patch(None)))
                });
                match before {
                    Some(State::Written(mut written, mut patch)) => {
                        patch.last = place;
                        for given in &given {
                            self.give(&id, given, &mut written, &mut patch);
                        }
                        State::Written(written, patch)
                    }
                    Some(State::Unread | State::Gone) | None => State::Unread,
                }
            }
        };
        self.drafts.insert(id, Draft { name_at, state });
    }

    /// Carries out what a change says of a field.
    fn give(&mut self, id: &EntryId, given: &Given, written: &mut Record, patch: &mut Patch) {
        let Self { files: [file], problems, .. } = self;
        if given.mode != Mode::Expect {
            return give(file, id, given, written, patch, problems);
        }
        let mut expected = written.clone();
        let n_errors = problems.n_errors();
        give(file, id, given, &mut expected, patch, problems);
        patch.givers.remove(&file.text[given.name.clone()]);
        if problems.n_errors() == n_errors && expected != *written {
            let message = format!("`{}` is not as expected", &file.text[given.name.clone()]);
            let hint = "something else has changed it; look at it again, or leave out what you expect".to_owned();
            problems.error(|| Found { place: file.place(given.name.start), message, hint });
        }
    }
}
