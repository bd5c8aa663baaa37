//! Turns a list of changes into changes of a document, or says of everything that is wrong where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::convert::{At, Context, Kept, Known, Patch, record};
use super::super::decode::RecordPlace;
use super::super::files::{TextFile, read_file};
use super::super::letters::note_unseen_letters;
use super::super::native::Record;
use super::super::objected::{Objected, objected, suggestion};
use super::super::problems::{Found, Problems};
use super::super::records::attach_records;
use super::super::records_of;
use super::super::syntax::value_at;
use super::items::{Form, Given, Item, Mode, items};
use super::patch::{Refused, append, can_set, n_items, replace};
use super::turns::turns;
use crate::edit::{Change, Edit, EditError, apply, dangling};
use crate::model::{Document, Entry, EntryId, Problem};

/// Reads the list of changes of a document in the file at `path`. O(bytes × log records).
///
/// Where there is an error, no change is returned: they are carried out together or not at all.
pub fn read_changes(path: &Path, document: &Document) -> (Vec<Change>, Vec<Problem>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (file, problems) = read_file(path, &name);
    match file {
        Some(file) => of_file(file, document, problems),
        None => (Vec::new(), problems.finish()),
    }
}

/// Reads a list of changes of a document from a text; `name` is what problems call it. O(bytes × log records).
///
/// Where there is an error, no change is returned: they are carried out together or not at all.
pub fn changes_in(name: &str, text: &str, document: &Document) -> (Vec<Change>, Vec<Problem>) {
    of_file(TextFile::new(name, text.to_owned()), document, Problems::default())
}

fn of_file(file: TextFile, document: &Document, mut problems: Problems) -> (Vec<Change>, Vec<Problem>) {
    let files = [file];
    let [file] = &files;
    let mut items = items(file, &document.manifest.id, &mut problems);
    let known = turns(document, file, &mut items, &mut problems);
    let changes = carried_out(document, &files, &known, items, &mut problems);
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
    problems: &mut Problems,
) -> Vec<Change> {
    let mut working = Working {
        document: document.clone(),
        context: Context::new(files, known, problems),
        file: &files[0],
        touched: Vec::with_capacity(items.len()),
        last_at: BTreeMap::new(),
        broken: BTreeSet::new(),
    };
    for item in items {
        working.carry_out(item);
    }
    let Working { document: after, touched, last_at, broken, .. } = working;
    let changes = touched.iter().filter_map(|id| Change::new(document.entry(id), after.entry(id)));
    let edit = Edit::named("", changes.filter(|change| !change.is_idle()).collect());
    let named = dangling(document, &after, &edit.changes).into_iter();
    // What should have let go of it had an error of its own, which was reported.
    let named = named.filter(|(_, by)| !broken.contains(by)).map(|(id, by)| EditError::Named { id, by });
    let mut errors: Vec<EditError> = named.collect();
    if errors.is_empty() && problems.n_errors() == 0 {
        // The rules of files and of edits are the same; should they ever differ, nothing wrong is let through.
        errors.extend(apply(document, &edit).err());
    }
    for error in errors {
        let words = error.to_string();
        let (message, hint) = words.split_once("\nHint: ").unwrap_or((&words, ""));
        let (EditError::Changed { id } | EditError::Faulty { id, .. } | EditError::Named { id, .. }) = &error;
        let place = files[0].place(last_at.get(id).copied().unwrap_or_default());
        problems.error(|| Found { place, message: message.to_owned(), hint: hint.to_owned() });
    }
    edit.changes
}

/// A document on which changes are carried out.
struct Working<'a> {
    document: Document,
    context: Context<'a>,
    file: &'a TextFile,
    /// Records in the order in which they are first touched.
    touched: Vec<EntryId>,
    /// Where each of them is named last.
    last_at: BTreeMap<EntryId, usize>,
    /// Those of them that are not what they should be by now, because something was wrong.
    broken: BTreeSet<EntryId>,
}

impl Working<'_> {
    fn carry_out(&mut self, item: Item) {
        let Item { id, place, name_at, form } = item;
        if self.last_at.insert(id.clone(), name_at).is_none() {
            self.touched.push(id.clone());
        }
        let n_errors = self.context.n_errors();
        let entry = match form {
            Form::Create(None, _) => None,
            Form::Create(Some(written), inner) => record(&mut self.context, &At::record(&inner), written),
            Form::Change(given) => match self.document.entry(&id) {
                Some(entry) => self.change(&id, place, &given, records_of::record(&entry)),
                // It could not be created, which was reported.
                None => None,
            },
            Form::Delete => {
                self.document.remove(&id);
                return;
            }
        };
        match entry.filter(|_| self.context.n_errors() == n_errors) {
            Some(entry) => self.document.put(entry),
            None => drop(self.broken.insert(id)),
        }
    }

    /// Returns a record with the fields that a change gives.
    fn change(&mut self, id: &EntryId, place: RecordPlace, given: &[Given], mut written: Record) -> Option<Entry> {
        let n_before = n_items(&written);
        let n_errors = self.context.n_errors();
        for given in given {
            self.give(id, given, &mut written);
        }
        let is_sound = self.context.n_errors() == n_errors && !self.broken.contains(id);
        let kept = if is_sound { Kept::Told } else { Kept::Silent };
        let entry = record(&mut self.context, &At::patch(&Patch { place, n_before, kept }), written);
        entry.filter(|_| is_sound)
    }

    fn give(&mut self, id: &EntryId, given: &Given, written: &mut Record) {
        let Given { mode, name: name_span, value } = given;
        let (name, text) = (&self.file.text[name_span.clone()], &self.file.text[value.clone()]);
        let done = match mode {
            Mode::Set => replace(written, name, text),
            Mode::Add => append(written, name, text),
        };
        match done {
            Ok(()) => {}
            Err(Refused::Unread(error)) => {
                let tree = value_at(&self.file.text, value);
                let Objected { at, message, hint } = objected(self.file, value, tree.as_ref(), &error);
                self.context.error_at(0, at, message, hint);
            }
            Err(Refused::Unknown(known)) => {
                let is_fixed = matches!((id, name), (EntryId::Position(_), "nation") | (_, "id"));
                let (message, hint) = match mode {
                    Mode::Set if is_fixed => (
                        format!("the `{name}` of a {} stays", id.noun()),
                        "delete the record and create another one".to_owned(),
                    ),
                    Mode::Add if can_set(written, name) => {
                        (format!("`{name}` is no list"), "write it in `set: ( … )`".to_owned())
                    }
                    Mode::Set | Mode::Add => (format!("unknown field `{name}`"), suggestion(name, known, "fields")),
                };
                self.context.error_at(0, name_span.start, message, hint);
            }
        }
    }
}
