//! Decides for each record that differs what becomes of it, and in which file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::canon::{Canon, TooMuch};
use super::super::decode::RecordPlace;
use super::super::files::TextFile;
use super::super::native::ScenarioRecord;
use super::super::objected::parse;
use super::super::records_of;
use super::super::syntax::value_at;
use super::arrange::is_left_of;
use super::draft::{Added, Back, FileDraft, anew, drafted, new_file, new_manifest};
use super::error::RewriteError;
use super::home::{Home, Section, Shelf, file_for, name_in_list};
use super::keepsakes::{Keepsake, Keepsakes, Made};
use super::lossless::is_lossless;
use super::settled::settled;
use super::splice::{self, spliced};
use super::standing::{ReadAtlas, canon_of};
use super::supposing::{Wording, in_words_of};
use super::verify::{OwnManifest, Read, Trial, read_back};
use crate::edit::{Change, between};
use crate::model::{Document, Entry, EntryId, Scenario};

/// The files of an atlas as they are.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Sources<'a> {
    /// Those that were read.
    pub files: &'a [TextFile],
    /// Paths of those that are there but could not be read.
    pub unread: &'a [Arc<str>],
    /// How the atlas is kept.
    pub form: AtlasForm,
}

/// How an atlas is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum AtlasForm {
    /// In a folder of files.
    Folder,
    /// In one file. One that is not there yet is called `atlas.ron`, whatever name it is to have.
    File,
}

/// What is to be written.
#[derive(Debug)]
pub(in super::super) struct Rewritten {
    /// The files that change, sorted by path; none where nothing does.
    pub texts: Vec<NewText>,
    /// All files as they are then.
    pub files: Vec<TextFile>,
    /// The document as it is read from the new texts: what is wanted, and whatever comes back with it.
    pub document: Document,
    /// Records that had been left out, wholly or in part, and are read again because what they name is there now.
    pub revived: Vec<EntryId>,
    /// What to remember once all is on the disk.
    pub made: Made,
}

/// What a file is to hold.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct NewText {
    /// Its path within the atlas.
    pub path: Arc<str>,
    /// All of it, with a byte order mark where there was one; `None` where the file goes.
    pub text: Option<String>,
}

/// Returns the new text of each file that changes when what was read from these files becomes what is wanted. O(bytes).
///
/// # Errors
/// Returns why when a file that would have to change has an error, or what would be written would be read otherwise than it
/// is meant.
pub(in super::super) fn rewrite(
    sources: &Sources<'_>,
    base: &ReadAtlas,
    wanted: &Document,
    kept: &Keepsakes,
) -> Result<Rewritten, RewriteError> {
    let ReadAtlas { document, views: _, index } = base;
    let asked = between(document, wanted);
    let wanted = settled(wanted, &asked);
    let asked: BTreeSet<&EntryId> = asked.iter().map(Change::id).collect();
    let changes = between(document, &wanted);
    let shelves: Vec<Shelf> = sources.files.iter().map(Shelf::of).collect();
    let own_manifest = own_manifest(sources, base)?;
    let is_replaced = |change: &&Change| change.before().is_some() && change.after().is_some();
    let replaced: BTreeSet<&EntryId> = changes.iter().filter(is_replaced).map(Change::id).collect();
    let (mut anew, mut let_be) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let mut plan = Plan::new(Given { sources, shelves: &shelves, base, wanted: &wanted, kept, anew: &anew });
        if !index.has_manifest() && (!changes.is_empty() || sources.files.is_empty()) {
            plan.found()?;
        }
        for change in &changes {
            plan.change(change)?;
        }
        let named: Vec<EntryId> = match plan.is_renamed() {
            true => document.scenarios.keys().cloned().map(EntryId::Scenario).collect(),
            false => Vec::new(),
        };
        let others: BTreeSet<&EntryId> = anew.iter().chain(&named).collect();
        for id in others.into_iter().filter(|id| !changes.iter().any(|change| change.id() == *id)) {
            plan.reword(id)?;
        }
        let Outcome { texts, files, made, fresh } = plan.finish()?;
        let trial = Trial {
            sources,
            files: &files,
            base: document,
            wanted: &wanted,
            changes: &changes,
            fresh: &fresh,
            let_be: &let_be,
            own_manifest,
        };
        match read_back(&trial)? {
            Read::As(document, revived) => {
                let back = revived.iter().cloned().map(Keepsake::Back);
                let made = Made(made.into_iter().chain(back).collect());
                return Ok(Rewritten { texts, files, document, revived, made });
            }
            Read::Otherwise(first, others) => {
                let n_before = anew.len() + let_be.len();
                let otherwise = || std::iter::once(&first).chain(&others);
                let_be.extend(
                    otherwise()
                        .filter(|id| anew.contains(id) && id.scenario().is_some() && !asked.contains(id))
                        .cloned(),
                );
                let is_wanted = |id: &EntryId| id.scenario().is_some() && wanted.entry(id).is_some();
                anew.extend(otherwise().filter(|id| replaced.contains(id) || is_wanted(id)).cloned());
                if anew.len() + let_be.len() == n_before {
                    return Err(RewriteError::ReadsOtherwise { id: first });
                }
            }
        }
    }
}

/// What a plan is made of.
#[derive(Clone, Copy)]
struct Given<'a> {
    sources: &'a Sources<'a>,
    shelves: &'a [Shelf],
    base: &'a ReadAtlas,
    wanted: &'a Document,
    kept: &'a Keepsakes,
    /// Records that are to be written anew, because what was spliced was read otherwise.
    anew: &'a BTreeSet<EntryId>,
}

/// What is to become of files.
struct Plan<'a> {
    given: Given<'a>,
    drafts: BTreeMap<usize, FileDraft>,
    /// Records of files that are not there yet.
    new_files: BTreeMap<Arc<str>, (Section, Vec<Added>)>,
    manifest: Option<Canon>,
    made: Vec<Keepsake>,
    /// Records that are written as they never were before.
    fresh: Vec<EntryId>,
}

/// What came of a plan.
struct Outcome {
    texts: Vec<NewText>,
    /// All files as they are then.
    files: Vec<TextFile>,
    made: Vec<Keepsake>,
    /// Records that are written as they never were before.
    fresh: Vec<EntryId>,
}

impl<'a> Plan<'a> {
    fn new(given: Given<'a>) -> Self {
        let (drafts, new_files) = (BTreeMap::new(), BTreeMap::new());
        Self { given, drafts, new_files, manifest: None, made: Vec::new(), fresh: Vec::new() }
    }

    /// Plans a manifest where there is none in any file.
    fn found(&mut self) -> Result<(), RewriteError> {
        let Sources { files, unread, form } = self.given.sources;
        let is_there = files.iter().map(|file| &file.path).chain(unread.iter()).any(|path| &**path == "atlas.ron");
        if !is_there && (*form == AtlasForm::Folder || files.is_empty()) {
            let entry = Entry::Manifest(self.given.wanted.manifest.clone());
            self.manifest = Some(plain(&entry)?);
        }
        Ok(())
    }

    /// Plans one change.
    fn change(&mut self, change: &Change) -> Result<(), RewriteError> {
        match (change.before(), change.after()) {
            (Some(before), Some(after)) => self.replace(before, after),
            (Some(before), None) => self.remove(before),
            (None, Some(after)) => self.add(after),
            (None, None) => Ok(()),
        }
    }

    /// Returns where a record stands in its file, and how it is written there.
    fn standing(&self, entry: &Entry) -> Result<(&'a RecordPlace, Canon), RewriteError> {
        let id = entry.id();
        let found = self
            .given
            .base
            .index
            .find(entry, self.given.sources)
            .map_err(|_| RewriteError::TooMuch { id: id.clone() })?;
        let (place, canon) = found.ok_or(RewriteError::Unlike { id })?;
        self.demand_sound(place.file_idx)?;
        Ok((place, canon))
    }

    /// Refuses a file that cannot be read to its end.
    fn demand_sound(&self, file_idx: usize) -> Result<(), RewriteError> {
        let Some(error) = &self.given.shelves[file_idx].error else { return Ok(()) };
        let place = self.given.sources.files[file_idx].place(error.at);
        Err(RewriteError::faulty(place, &error.message, &error.hint))
    }

    /// Whether the atlas gets another id, which its scenarios name.
    fn is_renamed(&self) -> bool {
        self.given.base.document.manifest.id != self.given.wanted.manifest.id
    }

    /// Plans to write a scenario anew that nobody has changed, because it would be read otherwise over the record that is
    /// wanted. Where that cannot be, it stays as it is.
    ///
    /// # Errors
    /// Returns why when it would stay one of the atlas by the id that this no longer has, and would be opened no more.
    fn reword(&mut self, id: &EntryId) -> Result<(), RewriteError> {
        let (before, after) = (self.given.base.document.entry(id), self.given.wanted.entry(id));
        let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
        let is_reworded = self.replace(&before, &after);
        if is_reworded.is_err() && !(self.is_renamed() && self.names_atlas(id)) { Ok(()) } else { is_reworded }
    }

    /// Whether a scenario says in its file of which atlas it is.
    fn names_atlas(&self, id: &EntryId) -> bool {
        let Some(RecordPlace { file_idx, span }) = self.given.base.index.place(id) else { return false };
        let written = parse::<ScenarioRecord>(&self.given.sources.files[*file_idx].text[span.clone()]);
        written.is_ok_and(|written| !written.atlas.is_empty())
    }

    /// Returns how a scenario was read and is wanted, in the words of the file where those are its own.
    fn worded(&self, [old, new]: [&Scenario; 2], file: &str) -> Result<[Canon; 2], RewriteError> {
        let id = EntryId::Scenario(new.id.clone());
        let written = parse(file).map_err(|_| RewriteError::Unlike { id: id.clone() })?;
        let wording = if self.given.anew.contains(&id) { Wording::Anew } else { Wording::Kept };
        let [base, wanted] = in_words_of(&written, [old, new], wording, &self.given.wanted.manifest.id)
            .map(|record| Canon::of(&record).map_err(|TooMuch { .. }| RewriteError::TooMuch { id: id.clone() }));
        Ok([base?, wanted?])
    }

    fn replace(&mut self, before: &Entry, after: &Entry) -> Result<(), RewriteError> {
        let id = after.id();
        let is_reworded = id.scenario().is_some() && (self.given.anew.contains(&id) || self.is_renamed());
        let [base, wanted] = [plain(before)?, plain(after)?];
        if id.scenario().is_some() && !is_reworded && base.value().text() == wanted.value().text() {
            // Only what it means over the record is another.
            return Ok(());
        }
        if id == EntryId::Manifest && own_manifest(self.given.sources, self.given.base)? == OwnManifest::None {
            let files = self.given.sources.files;
            let file = files.iter().find(|file| &*file.path == "atlas.ron").or(files.first());
            return match (&self.manifest, file) {
                (None, Some(file)) => {
                    let hint = "write its `id`, `title` and `as_of` as data/README.md says";
                    Err(RewriteError::faulty(file.place(0), "what the atlas says of itself cannot be read", hint))
                }
                // It is written as a whole.
                (Some(_), _) | (None, None) => Ok(()),
            };
        }
        let (place, file) = self.standing(before)?;
        if id == EntryId::Manifest {
            self.drafts.entry(place.file_idx).or_default().manifest = Some([file, base, wanted]);
            return Ok(());
        }
        let (home_idx, item_idx) = self.home(place).ok_or_else(|| RewriteError::Unlike { id: id.clone() })?;
        let text = self.given.sources.files[place.file_idx].text.as_str();
        let old = &text[place.span.clone()];
        let (plain_base, plain_wanted) = (base.value().text(), wanted.value().text());
        let is_ours = self.given.kept.text(&id, plain_base) == Some(old);
        let remembered = self.given.kept.text(&id, plain_wanted).filter(|_| is_ours && !is_reworded);
        let body = match remembered {
            Some(body) => body.to_owned(),
            None => {
                self.fresh.push(id.clone());
                let unlike = || RewriteError::Unlike { id: id.clone() };
                let node = value_at(text, &place.span).ok_or_else(unlike)?;
                if self.given.anew.contains(&id) && !is_reworded {
                    if !is_lossless(text, &node, file.value(), base.value()) {
                        return Err(RewriteError::ReadsOtherwise { id });
                    }
                    anew(text, &self.given.shelves[place.file_idx].homes[home_idx], item_idx, &wanted)
                } else {
                    let own = match (before, after) {
                        (Entry::Scenario(read), Entry::Scenario(new)) => Some(self.worded([read, new], old)?),
                        (_, _) => None,
                    };
                    let [base, wanted] = own.as_ref().map_or([&base, &wanted], |[base, wanted]| [base, wanted]);
                    let change =
                        splice::Change { file: Some(file.value()), base: Some(base.value()), wanted: wanted.value() };
                    spliced(text, &node, change).map_err(|_| unlike())?
                }
            }
        };
        self.made.push(Keepsake::Text(id.clone(), plain_base.to_owned(), old.to_owned()));
        self.made.push(Keepsake::Text(id, plain_wanted.to_owned(), body.clone()));
        let list = self.drafts.entry(place.file_idx).or_default().lists.entry(home_idx).or_default();
        list.bodies.insert(item_idx, body);
        Ok(())
    }

    fn remove(&mut self, before: &Entry) -> Result<(), RewriteError> {
        let id = before.id();
        let (place, _) = self.standing(before)?;
        let (home_idx, item_idx) = self.home(place).ok_or_else(|| RewriteError::Unlike { id: id.clone() })?;
        let plain = plain(before)?.value().text().to_owned();
        let list = self.drafts.entry(place.file_idx).or_default().lists.entry(home_idx).or_default();
        list.gone.insert(item_idx, (id, plain));
        Ok(())
    }

    fn add(&mut self, after: &Entry) -> Result<(), RewriteError> {
        let id = after.id();
        let canon = plain(after)?;
        let Some(section) = Section::of(&id) else { return Ok(()) };
        if !self.given.anew.contains(&id) && self.put_back(&id, section, &canon) {
            return Ok(());
        }
        let canon = match after {
            Entry::Scenario(scenario) if self.given.sources.form == AtlasForm::Folder => {
                let atlas = self.given.wanted.manifest.id.clone();
                let record = ScenarioRecord { atlas, ..records_of::scenario(scenario) };
                Canon::of(&record).map_err(|TooMuch { .. }| RewriteError::TooMuch { id: id.clone() })?
            }
            Entry::Scenario(_)
            | Entry::Manifest(_)
            | Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Position(..) => canon,
        };
        self.fresh.push(id.clone());
        let Sources { files, unread, form } = *self.given.sources;
        let path = match (form, files) {
            (AtlasForm::File, [file, ..]) => file.path.clone(),
            (AtlasForm::Folder | AtlasForm::File, _) => {
                self.file_for(after).ok_or_else(|| RewriteError::ReadsOtherwise { id: id.clone() })?
            }
        };
        let added = Added { canon };
        let Some(file_idx) = files.iter().position(|file| file.path == path) else {
            if unread.contains(&path) {
                return Err(RewriteError::Unread { file: path });
            }
            self.new_files.entry(path).or_insert_with(|| (section, Vec::new())).1.push(added);
            return Ok(());
        };
        self.demand_sound(file_idx)?;
        let shelf = &self.given.shelves[file_idx];
        let draft = self.drafts.entry(file_idx).or_default();
        match (shelf.homes.iter().position(|home| home.section == section), form) {
            (Some(home_idx), _) => draft.lists.entry(home_idx).or_default().added.push(added),
            (None, AtlasForm::File) if shelf.fields.is_some() => draft.added.entry(section).or_default().push(added),
            (None, AtlasForm::File | AtlasForm::Folder) => {
                let place = files[file_idx].place(shelf.open);
                return Err(RewriteError::faulty(
                    place,
                    "new records cannot be put into it",
                    "write `[ … ]` around its records",
                ));
            }
        }
        Ok(())
    }

    /// Returns the file to which a new record goes; `None` where there is none. A scenario passes by what has its name and
    /// cannot take it.
    fn file_for(&self, entry: &Entry) -> Option<Arc<str>> {
        let id = entry.id();
        (1..).map_while(|nth| file_for(self.given.wanted, entry, nth)).find(|path| {
            let is_free = || self.can_take(path, id.as_str());
            id.scenario().is_none() || is_free()
        })
    }

    /// Whether a scenario of an id can go to a file.
    fn can_take(&self, path: &str, id: &str) -> bool {
        let Sources { files, unread, form: _ } = self.given.sources;
        let is_same = |other: &str| other.to_lowercase() == path.to_lowercase();
        // Some disks tell no capital letter from a small one.
        if unread.iter().any(|other| is_same(other)) {
            return false;
        }
        files.iter().zip(self.given.shelves).filter(|(file, _)| is_same(&file.path)).all(|(file, shelf)| {
            let has_id = |home: &Home| home.items.iter().any(|span| name_in_list(&file.text, span) == id);
            let takes = |home: &Home| home.section == Section::Scenarios && !has_id(home);
            &*file.path == path && shelf.error.is_none() && shelf.homes.iter().any(takes)
        })
    }

    /// Plans to put a record back where it stood, if that is remembered and the list is still there.
    fn put_back(&mut self, id: &EntryId, section: Section, canon: &Canon) -> bool {
        let Some(slot) = self.given.kept.slot(id) else { return false };
        let Some(file_idx) = self.given.sources.files.iter().position(|file| file.path == slot.path) else {
            return false;
        };
        let shelf = &self.given.shelves[file_idx];
        let home_idx = shelf.homes.iter().position(|home| home.section == section);
        let Some(home_idx) = home_idx.filter(|_| shelf.error.is_none()) else { return false };
        let wanted = canon.value();
        let remembered = self.given.kept.text(id, wanted.text()).map(str::to_owned);
        let text = slot.slot.body.as_str();
        let body = remembered.or_else(|| {
            // It was removed, put back and changed since it was written last.
            let file = canon_of(section, text)?.ok()?;
            let base = Canon::read(slot.plain.clone()).ok()?;
            let change = splice::Change { file: Some(file.value()), base: Some(base.value()), wanted };
            spliced(text, &value_at(text, &(0..text.len()))?, change).ok()
        });
        let Some(body) = body else { return false };
        self.made.push(Keepsake::Text(id.clone(), wanted.text().to_owned(), body.clone()));
        let list = self.drafts.entry(file_idx).or_default().lists.entry(home_idx).or_default();
        list.back.push(Back { kept: slot.clone(), body });
        true
    }

    /// Returns in which list of its file a record stands, and where in it.
    fn home(&self, place: &RecordPlace) -> Option<(usize, usize)> {
        self.given.shelves[place.file_idx].find(place.span.start)
    }

    /// Returns the new texts, sorted by path.
    fn finish(self) -> Result<Outcome, RewriteError> {
        let Self { given, mut drafts, new_files, manifest, mut made, fresh } = self;
        let Given { sources, shelves, kept, base: _, wanted: _, anew: _ } = given;
        let files = Vec::with_capacity(sources.files.len());
        let mut outcome = Outcome { texts: Vec::new(), files, made: Vec::new(), fresh };
        for (idx, file) in sources.files.iter().enumerate() {
            let Some(draft) = drafts.remove(&idx) else {
                outcome.files.push(file.clone());
                continue;
            };
            let text = drafted(file, &shelves[idx], draft, kept, &mut made)?;
            if text.as_ref() != Some(&file.text) {
                let whole = text.as_ref().map(|text| format!("{}{text}", file.mark));
                outcome.texts.push(NewText { path: file.path.clone(), text: whole });
            }
            outcome.files.extend(text.map(|text| file.with_text(text)));
        }
        let mut new: Vec<(Arc<str>, String)> = Vec::new();
        let manifest = manifest.map(|canon| TextFile::new("atlas.ron", new_manifest(&canon)));
        match (manifest, sources.form) {
            (Some(file), AtlasForm::File) => {
                let mut draft = FileDraft::default();
                for (section, records) in new_files.into_values() {
                    draft.added.entry(section).or_default().extend(records);
                }
                let text = drafted(&file, &Shelf::of(&file), draft, kept, &mut made)?;
                new.extend(text.map(|text| (file.path.clone(), text)));
            }
            (manifest, AtlasForm::Folder | AtlasForm::File) => {
                new.extend(manifest.map(|file| (file.path.clone(), file.text)));
                let list = |(path, (section, records)): (Arc<str>, (Section, Vec<Added>))| {
                    let text = new_file(&path, section, &records, &mut made);
                    (path, text)
                };
                new.extend(new_files.into_iter().map(list));
            }
        }
        for (path, text) in new {
            outcome.files.push(TextFile::new(&path, text.clone()));
            outcome.texts.push(NewText { path, text: Some(text) });
        }
        outcome.texts.sort_by(|a, b| a.path.cmp(&b.path));
        outcome.made = made;
        Ok(outcome)
    }
}

/// Returns whether the manifest of a document is what stands in its files.
fn own_manifest(sources: &Sources<'_>, base: &ReadAtlas) -> Result<OwnManifest, RewriteError> {
    let entry = Entry::Manifest(base.document.manifest.clone());
    let found =
        base.index.find(&entry, sources).map_err(|TooMuch { .. }| RewriteError::TooMuch { id: EntryId::Manifest })?;
    let is_own = match found {
        Some((_, canon)) => is_left_of(plain(&entry)?.value(), canon.value()),
        None => false,
    };
    Ok(if is_own { OwnManifest::Read } else { OwnManifest::None })
}

/// Returns the text of a manifest on its own.
///
/// # Errors
/// Returns its id when it holds more than any file may.
pub(in super::super) fn manifest_text(entry: &Entry) -> Result<String, RewriteError> {
    Ok(new_manifest(&plain(entry)?))
}

fn plain(entry: &Entry) -> Result<Canon, RewriteError> {
    Canon::of_entry(entry).map_err(|TooMuch { .. }| RewriteError::TooMuch { id: entry.id() })
}

#[path = "."]
#[cfg(test)]
mod tests {
    #[path = "../../../tests/support/chance.rs"]
    #[expect(clippy::duplicate_mod, reason = "the tests of two modules make records by chance")]
    mod chance;

    use std::path::Path;

    use super::super::super::files::{Contents, read_atlas};
    use super::super::super::load::{Loaded, load_files};
    use super::super::super::problems::Problems;
    use super::super::super::starter;
    use super::super::super::transaction::Stamp;
    use super::*;
    use crate::model::{EdtfDate, Milestone, NationId, Problem, Step, Tie, TieId};
    use crate::{edit, kit, model};

    use chance::Chance;

    /// An atlas in memory that is saved time and again.
    struct Atlas {
        files: Vec<TextFile>,
        unread: Vec<Arc<str>>,
        form: AtlasForm,
        document: Document,
        kept: Keepsakes,
    }

    impl Atlas {
        fn of(files: Vec<TextFile>, form: AtlasForm) -> Self {
            let document = loaded(&files).document;
            Self { files, unread: Vec::new(), form, document, kept: Keepsakes::default() }
        }

        fn korea() -> Self {
            Self::of(starter::files(), AtlasForm::Folder)
        }

        fn one(path: &str, text: &str, others: &[(&str, &str)]) -> Self {
            let others = others.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned()));
            let files = std::iter::once(TextFile::new(path, text.to_owned())).chain(others).collect();
            Self::of(files, AtlasForm::Folder)
        }

        fn rewritten(&self, wanted: &Document) -> Result<Rewritten, RewriteError> {
            let sources = self.sources();
            rewrite(&sources, &ReadAtlas::of(&sources, "none"), wanted, &self.kept)
        }

        fn sources(&self) -> Sources<'_> {
            Sources { files: &self.files, unread: &self.unread, form: self.form }
        }

        /// Saves a document; what is read from the new texts must be that, or more where faults were mended.
        fn save(&mut self, wanted: &Document) -> Result<(), RewriteError> {
            let Rewritten { texts, files: _, document, revived, made } = self.rewritten(wanted)?;
            for NewText { path, text } in texts {
                let idx = self.files.iter().position(|file| file.path == path);
                let file = text.map(|text| TextFile::new(&path, text));
                match (idx, file) {
                    (Some(idx), Some(file)) => self.files[idx] = file,
                    (Some(idx), None) => drop(self.files.remove(idx)),
                    (None, file) => self.files.push(file.expect("a new file")),
                }
            }
            let found = loaded(&self.files).document;
            assert_eq!(found, document);
            // What a scenario means depends on the record that it is read over.
            let wanted = settled(wanted, &between(&self.document, wanted));
            assert!(found == wanted || !revived.is_empty());
            self.document = document;
            self.kept.remember(made);
            Ok(())
        }

        fn bytes(&self) -> Vec<(String, String)> {
            let mut bytes: Vec<(String, String)> = (self.files.iter())
                .map(|file| (file.path.to_string(), format!("{}{}", file.mark, file.text)))
                .collect();
            bytes.sort();
            bytes
        }

        fn text(&self, path: &str) -> &str {
            &self.files.iter().find(|file| &*file.path == path).expect(path).text
        }
    }

    fn loaded(files: &[TextFile]) -> Loaded {
        load_files(files, &[], Stamp::default(), "none", Problems::default())
    }

    /// Returns the texts of all records by their tables and names, in the order of each file.
    fn records(files: &[TextFile]) -> BTreeMap<(String, Section), Vec<String>> {
        let mut records = BTreeMap::new();
        for file in files {
            for home in Shelf::of(file).homes {
                let texts = home.items.iter().map(|span| file.text[span.clone()].to_owned()).collect();
                records.insert((file.path.to_string(), home.section), texts);
            }
        }
        records
    }

    /// Checks that all records but the changed ones have their bytes, in their order.
    fn check_untouched(before: &[TextFile], after: &[TextFile], changes: &[Change]) {
        let (old, new) = (records(before), records(after));
        let sources = Sources { files: before, unread: &[], form: AtlasForm::Folder };
        let ReadAtlas { index, .. } = ReadAtlas::of(&sources, "none");
        let touched: BTreeSet<(usize, usize)> = (changes.iter())
            .filter_map(|change| {
                let found = index.find(change.before()?, &sources).ok()?;
                found.map(|(place, _)| (place.file_idx, place.span.start))
            })
            .collect();
        for (file_idx, file) in before.iter().enumerate() {
            for home in Shelf::of(file).homes {
                let key = (file.path.to_string(), home.section);
                let spans = home.items.iter().filter(|span| !touched.contains(&(file_idx, span.start)));
                let mut now = new.get(&key).into_iter().flatten();
                for span in spans {
                    let text = &file.text[span.clone()];
                    assert!(now.any(|found| found == text), "{key:?} lacks, or has out of order: {text}");
                }
            }
        }
        assert!(old.keys().all(|(path, _)| after.iter().any(|file| *file.path == **path)) || !changes.is_empty());
    }

    /// Carries random edits out on an atlas, saving after each, and takes all of them back again.
    fn check_edits(mut atlas: Atlas, seed: u64, n_edits: usize) {
        let mut chance = Chance::new(seed);
        let mut states = vec![(atlas.document.clone(), atlas.bytes())];
        for _ in 0..n_edits {
            let mut wanted = chance.edited(&atlas.document);
            if chance.below(3) == 0 {
                wanted = chance.edited(&wanted);
            }
            let (before, files) = (atlas.document.clone(), atlas.files.clone());
            match atlas.save(&wanted) {
                Ok(()) => {
                    check_untouched(&files, &atlas.files, &between(&before, &wanted));
                    states.push((atlas.document.clone(), atlas.bytes()));
                }
                Err(error) => {
                    let n_faults = loaded(&files).n_errors() + atlas.unread.len();
                    assert!(n_faults > 0, "{error}\n{:#?}", between(&before, &wanted));
                }
            }
        }
        let first = states.first().map_or(0, |(_, bytes)| bytes.len());
        while let Some((document, bytes)) = states.pop() {
            let ids: Vec<_> = between(&atlas.document, &document).iter().map(|it| it.id().clone()).collect();
            atlas.save(&document).unwrap_or_else(|error| panic!("{error}\n{ids:?}"));
            let mut now = atlas.bytes();
            // A manifest that was missing stays once it is there.
            now.retain(|(path, _)| path != "atlas.ron" || bytes.iter().any(|(old, _)| old == path));
            for (found, expected) in now.iter().zip(&bytes) {
                let at = found.1.bytes().zip(expected.1.bytes()).take_while(|(a, b)| a == b).count();
                let near = |text: &str| {
                    let (start, end) = (at.saturating_sub(150), at + 150);
                    text[text.floor_char_boundary(start)..text.ceil_char_boundary(end)].to_owned()
                };
                assert!(found == expected, "{}: {ids:?}\n{}\n--\n{}", found.0, near(&found.1), near(&expected.1));
            }
            assert_eq!(now.len(), bytes.len());
        }
        assert!(atlas.files.len() <= first + 1);
    }

    /// Returns a text with white space, comments and missing commas as people leave them.
    fn by_hand(chance: &mut Chance, text: &str) -> String {
        const BETWEEN: [&str; 8] =
            ["\n", " // said (so]\n", "/* a, \"b */", "\n\n", "\n    // above\n    ", "  ", "/* two\n\nlines */", "\t"];
        let mut made = String::new();
        let (mut in_string, mut is_escaped) = (false, false);
        for (at, letter) in text.char_indices() {
            if in_string {
                made.push(letter);
                in_string = is_escaped || letter != '"';
                is_escaped = !is_escaped && letter == '\\';
                continue;
            }
            in_string = letter == '"';
            let closes = text[at + 1..].trim_start().starts_with([')', ']', '}']);
            if matches!(letter, ')' | ']' | '}') && chance.below(20) == 0 {
                made.push_str(chance.pick(&BETWEEN));
            }
            if letter == ',' && chance.below(20) == 0 {
                made.push_str(chance.pick(&BETWEEN));
            }
            if letter != ',' || !closes || chance.below(3) > 0 {
                made.push(letter);
            }
            if matches!(letter, '(' | '[' | '{' | ',' | ':') && chance.below(12) == 0 {
                made.push_str(chance.pick(&BETWEEN));
            }
        }
        made
    }

    /// Returns an atlas of chance, as somebody might have written it.
    fn atlas_by_hand(seed: u64, form: AtlasForm) -> Atlas {
        let mut chance = Chance::new(seed);
        let document = chance.document();
        written_by_hand(&mut chance, &document, form)
    }

    fn written_by_hand(chance: &mut Chance, document: &Document, form: AtlasForm) -> Atlas {
        let mut atlas = Atlas::of(Vec::new(), AtlasForm::Folder);
        atlas.save(document).expect("a new atlas");
        let mut files = atlas.files;
        if form == AtlasForm::File {
            let mut sections: BTreeMap<&str, String> = BTreeMap::new();
            let mut manifest = String::new();
            for file in &files {
                match Shelf::of(file).homes.first() {
                    Some(home) => {
                        let list = file.text.trim().trim_start_matches('[').trim_end_matches(']').trim();
                        let all = sections.entry(home.section.name()).or_default();
                        all.push_str(&format!("{list}\n"));
                    }
                    None => manifest = file.text.trim().trim_end_matches(')').to_owned(),
                }
            }
            let sections: String = sections.iter().map(|(name, list)| format!("{name}: [{list}],\n")).collect();
            files = vec![TextFile::new("mine.ron", format!("{manifest}{sections})\n"))];
        }
        let files = (files.iter())
            .map(|file| {
                let mut text = by_hand(chance, &file.text);
                if chance.below(3) == 0 {
                    text = text.replace('\n', "\r\n");
                }
                if chance.below(3) == 0 {
                    text = format!("\u{FEFF}{text}");
                }
                if chance.below(3) == 0 {
                    text = text.trim_end().to_owned();
                }
                TextFile::new(&file.path, text)
            })
            .collect();
        let atlas = Atlas::of(files, form);
        assert_eq!(&atlas.document, document);
        atlas
    }

    /// Returns an atlas with faults in some pieces of evidence, each of which is left out when it is read.
    fn with_faults(seed: u64) -> Atlas {
        let mut chance = Chance::new(seed);
        let files = (atlas_by_hand(seed, AtlasForm::Folder).files.iter())
            .map(|file| {
                let mut parts = file.text.split("grade:");
                let mut text = parts.next().unwrap_or_default().to_owned();
                for part in parts {
                    let wrong = [" nothing, ", " \"Z9\", // not a grade\n"][chance.below(30).min(1)];
                    let is_faulty = chance.below(6) == 0;
                    let rest = part.split_once(',').map_or("", |(_, rest)| rest);
                    text.push_str("grade:");
                    text.push_str(&if is_faulty { format!("{wrong}{rest}") } else { part.to_owned() });
                }
                file.with_text(text)
            })
            .collect();
        Atlas::of(files, AtlasForm::Folder)
    }

    /// Returns in which files of ties a piece of evidence has a wrong grade.
    fn wrong_grades(files: &[TextFile]) -> Vec<String> {
        let is_meant = |it: &Problem| it.place.file.starts_with("ties/") && it.message.contains("is not a NATO grade");
        let problems = loaded(files).problems;
        let mut found: Vec<String> =
            problems.iter().filter(|it| is_meant(it)).map(|it| it.place.file.to_string()).collect();
        found.sort();
        found
    }

    #[test]
    fn faults_are_never_mended_nor_made_by_a_save() {
        let (mut n_saved, mut n_refused) = (0, 0);
        for seed in 0..20 {
            let mut atlas = with_faults(seed);
            let mut chance = Chance::new(seed);
            for _ in 0..6 {
                let is_of_tie = |it: &Change| matches!((it.before(), it.after()), (Some(Entry::Tie(_)), Some(_)));
                let mut tries = (0..8).map(|_| chance.edited(&atlas.document));
                let wanted = tries.find(|it| between(&atlas.document, it).iter().any(is_of_tie));
                let Some(wanted) = wanted else { continue };
                let changes = between(&atlas.document, &wanted);
                let (files, errors) = (atlas.files.clone(), wrong_grades(&atlas.files));
                if atlas.save(&wanted).is_err() {
                    n_refused += 1;
                    continue;
                }
                n_saved += 1;
                check_untouched(&files, &atlas.files, &changes);
                if changes.iter().all(|change| change.after().is_some()) {
                    assert_eq!(wrong_grades(&atlas.files), errors);
                }
            }
        }
        assert!(n_saved > 10 * n_refused, "{n_saved} {n_refused}");
    }

    #[test]
    fn atlases_with_every_sort_of_fault_are_saved_around_their_faults_or_not_at_all() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty");
        let mut n_atlases = 0;
        for entry in std::fs::read_dir(root).expect("the faulty atlases") {
            let path = entry.expect("an entry").path();
            let form = if path.is_dir() { AtlasForm::Folder } else { AtlasForm::File };
            let contents = read_atlas(&path, Problems::default());
            let unread = contents.gaps();
            let Contents { files, .. } = contents;
            check_edits(Atlas { unread, ..Atlas::of(files, form) }, 1, 5);
            n_atlases += 1;
        }
        assert!(n_atlases > 50, "{n_atlases}");
    }

    #[test]
    fn random_edits_of_the_starter_atlas_are_read_back_and_taken_back() {
        for seed in 0..2 {
            check_edits(Atlas::korea(), seed, 5);
        }
    }

    #[test]
    fn random_edits_of_atlases_with_scenarios_are_read_back_and_taken_back() {
        for seed in 0..60 {
            let mut chance = Chance::new(seed);
            let document = chance.document();
            let supposing = chance.supposing(&document);
            let form = chance.pick(&[AtlasForm::Folder, AtlasForm::File]);
            check_edits(written_by_hand(&mut chance, &supposing, form), seed, 6);
        }
    }

    #[test]
    fn random_edits_of_what_people_write_are_read_back_and_taken_back() {
        for seed in 0..8 {
            check_edits(atlas_by_hand(seed, AtlasForm::Folder), seed, 6);
            check_edits(atlas_by_hand(seed, AtlasForm::File), seed, 6);
        }
    }

    const MANIFEST: &str =
        "Atlas(\n    format: 1,\n    id: \"two\",\n    title: \"Two\",\n    as_of: \"2024-06-30\",\n)\n";
    const KINDS: &str = "[\n    Kind(id: \"pact\", name: \"pact\", sign: positive, category: \"security\"),\n    Kind(id: \"trade\", name: \"trade\", sign: neutral, category: \"trade\"),\n]\n";
    const NATIONS: &str = "[\n    Nation(id: \"AAA\", name: \"A\"),\n    Nation(id: \"BBB\", name: \"B\"),\n    Nation(id: \"CCC\", name: \"C\"),\n]";
    const SOURCES: &str = "[\n    Source(id: \"s\", title: \"S\", publisher: \"P\", published: \"2024\"),\n]\n";
    const TIES: &str = r#"// Head of the file.
[
    // Pacts

    // The first one.
    // Of two lines.
    Tie(
        id: "one", kind: "pact", // a pact
        between: ("AAA", "BBB"),
        /* as signed */ span: "2020/..",
        weight: 4,
        title: "One", // its name
        // Steps:
        milestones: [
            // the beginning
            (on: "2020-01-01", step: signed), // as said
            (on: "20X0", step: ratified), // not a date
            // and so on
            (on: "2021", step: in_force, title: "Two"),
        ],
        evidence: [(source: "s", claim: "C", grade: "A1", standing: reported, reported: "2024")], // all
        // the end of one
    ), // after one

    // Others
    Tie(id: "two", kind: "pact", between: ("BBB", "CCC"), span: "2021/..", title: "Two") // no comma
    // the end
]"#;

    /// Returns an atlas with a heavily commented file.
    fn commented(change: impl Fn(&str) -> String) -> Atlas {
        let others =
            [("atlas.ron", MANIFEST), ("kinds.ron", KINDS), ("nations.ron", NATIONS), ("sources.ron", SOURCES)];
        let others = others.map(|(path, text)| (path, change(text)));
        let others: Vec<(&str, &str)> = others.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let atlas = Atlas::one("ties/security.ron", &change(TIES), &others);
        assert_eq!(atlas.document.ties.len(), 2);
        atlas
    }

    /// Returns the document with a tie changed.
    fn with_tie(document: &Document, id: &str, change: impl Fn(&mut Tie)) -> Document {
        let mut tie = (**document.ties.get(&TieId::new(id)).expect(id)).clone();
        change(&mut tie);
        let mut document = document.clone();
        document.put(Entry::Tie(Arc::new(tie)));
        document
    }

    fn without_tie(document: &Document, id: &str) -> Document {
        let mut document = document.clone();
        document.remove(&EntryId::Tie(TieId::new(id)));
        document
    }

    /// Checks the whole text of the commented file after a save, and that the first bytes are there after it is taken back.
    fn check(change: impl Fn(&Document) -> Document, expected: impl Fn(&str) -> String) {
        for lines in [|text: &str| text.to_owned(), |text: &str| text.replace('\n', "\r\n")] {
            let with_mark = |text: &str| format!("\u{FEFF}{}", lines(text));
            for set in [&lines as &dyn Fn(&str) -> String, &with_mark] {
                let mut atlas = commented(set);
                let (first, bytes) = (atlas.document.clone(), atlas.bytes());
                atlas.save(&change(&first)).expect("a save");
                assert_eq!(atlas.text("ties/security.ron"), lines(&expected(TIES)));
                let others = |bytes: &[(String, String)]| bytes[..bytes.len() - 1].to_vec();
                assert_eq!(others(&atlas.bytes()), others(&bytes));
                atlas.save(&first).expect("a save");
                assert_eq!(atlas.bytes(), bytes);
            }
        }
    }

    #[test]
    fn a_changed_value_is_all_that_differs() {
        let retitled = |document: &Document| with_tie(document, "one", |tie| tie.about.title = "New \u{202E}".into());
        check(retitled, |text| text.replace("\"One\"", "\"New \\u{202e}\""));
        let named = |document: &Document| with_tie(document, "one", |tie| tie.about.summary = "S".into());
        check(named, |text| text.replace("// its name\n", "// its name\n        summary: \"S\",\n"));
        let named = |document: &Document| with_tie(document, "two", |tie| tie.about.summary = "S".into());
        check(named, |text| text.replace("title: \"Two\") //", "title: \"Two\", summary: \"S\") //"));
        let reversed = |document: &Document| {
            with_tie(document, "one", |tie| tie.between = (NationId::new("CCC"), NationId::new("BBB")))
        };
        check(reversed, |text| text.replace("(\"AAA\", \"BBB\")", "(\"CCC\", \"BBB\")"));
    }

    #[test]
    fn items_of_lists_come_and_go_around_those_that_could_not_be_read() {
        let step = |on: &str, step| {
            let on = EdtfDate::parse(on).expect("a date");
            let (id, by, title, sources, relates) = (None, None, String::new(), Vec::new(), Vec::new());
            Arc::new(Milestone { id, on, step, by, title, sources, relates })
        };
        let first = "            // the beginning\n            (on: \"2020-01-01\", step: signed), // as said\n";
        let last = "            // and so on\n            (on: \"2021\", step: in_force, title: \"Two\"),\n";
        let added = |document: &Document| {
            with_tie(document, "one", |tie| tie.course.milestones.insert(1, step("2020-02", Step::Extended)))
        };
        check(added, |text| text.replace(first, &format!("{first}            (on: \"2020-02\", step: extended),\n")));
        let removed = |document: &Document| with_tie(document, "one", |tie| drop(tie.course.milestones.remove(0)));
        check(removed, |text| text.replace(first, ""));
        let emptied = |document: &Document| with_tie(document, "one", |tie| tie.course.milestones.clear());
        check(emptied, |text| text.replace(first, "").replace(last, ""));
        let moved = |document: &Document| {
            with_tie(document, "one", |tie| {
                Arc::make_mut(&mut tie.course.milestones[0]).on = EdtfDate::parse("2022").expect("a date");
                tie.course.milestones.swap(0, 1);
            })
        };
        check(moved, |text| text.replace("on: \"2020-01-01\"", "on: \"2022\""));
    }

    #[test]
    fn a_tie_goes_with_the_comments_that_are_its_own() {
        let first = TIES.find("    // The first one.").expect("the first");
        let second = TIES.find("\n    // Others").expect("the second");
        check(|document| without_tie(document, "one"), |text| format!("{}{}", &text[..first], &text[second..]));
        let end = TIES.find("    // the end\n").expect("the end");
        check(
            |document| without_tie(document, "two"),
            |text| format!("{}{}", text[..second].replace("), // after", ") // after"), &text[end..]),
        );
        let none = |document: &Document| without_tie(&without_tie(document, "one"), "two");
        check(none, |text| format!("{}{}", &text[..first], &text[end..]));
    }

    #[test]
    fn new_ties_go_to_the_file_of_their_category_which_is_made_where_there_is_none() {
        let mut atlas = commented(str::to_owned);
        let (first, bytes) = (atlas.document.clone(), atlas.bytes());
        let copied = |document: &Document, id: &str, kind: &str| {
            let mut tie = (**document.ties.get(&TieId::new("two")).expect("the tie")).clone();
            (tie.id, tie.kind) = (TieId::new(id), model::KindId::new(kind));
            let mut document = document.clone();
            document.put(Entry::Tie(Arc::new(tie)));
            document
        };
        let wanted = copied(&copied(&first, "three", "pact"), "four", "trade");
        atlas.save(&wanted).expect("a save");
        let lines = |id: &str, kind: &str| {
            format!(
                "    Tie(\n        id: \"{id}\",\n        kind: \"{kind}\",\n        between: (\"BBB\", \"CCC\"),\n        span: \"2021/..\",\n        weight: 3,\n        title: \"Two\",\n    )"
            )
        };
        let grown = TIES.replace(
            "title: \"Two\") // no comma\n",
            &format!("title: \"Two\"), // no comma\n{}\n", lines("three", "pact")),
        );
        assert_eq!(atlas.text("ties/security.ron"), grown);
        assert_eq!(atlas.text("ties/trade.ron"), format!("[\n{},\n]\n", lines("four", "trade")));
        atlas.save(&first).expect("a save");
        assert_eq!(atlas.bytes(), bytes);
    }

    #[test]
    fn a_tie_that_comes_back_changed_keeps_its_comments() {
        let mut atlas = commented(str::to_owned);
        let first = atlas.document.clone();
        atlas.save(&without_tie(&first, "one")).expect("a save");
        atlas.save(&with_tie(&first, "one", |tie| tie.about.title = "New".into())).expect("a save");
        assert_eq!(atlas.text("ties/security.ron"), TIES.replace("\"One\"", "\"New\""));
    }

    #[test]
    fn what_is_remembered_is_not_put_over_what_others_wrote() {
        let mut atlas = commented(str::to_owned);
        let first = atlas.document.clone();
        atlas.save(&with_tie(&first, "one", |tie| tie.about.title = "New".into())).expect("a save");
        let theirs = atlas.text("ties/security.ron").replace("// its name", "// their comment");
        let idx = atlas.files.iter().position(|file| &*file.path == "ties/security.ron").expect("the file");
        atlas.files[idx] = atlas.files[idx].with_text(theirs);
        atlas.save(&first).expect("a save");
        assert_eq!(atlas.text("ties/security.ron"), TIES.replace("// its name", "// their comment"));
    }

    #[test]
    fn files_that_cannot_be_read_are_not_written() {
        let mut atlas = commented(str::to_owned);
        let first = atlas.document.clone();
        let idx = atlas.files.iter().position(|file| &*file.path == "ties/security.ron").expect("the file");
        let broken = atlas.files[idx].text.replace("// the end\n]", "(");
        atlas.files[idx] = atlas.files[idx].with_text(broken);
        let error = atlas.save(&without_tie(&first, "one")).expect_err("an error");
        assert!(matches!(&error, RewriteError::Faulty { place, .. } if &*place.file == "ties/security.ron"), "{error}");
        // Others are.
        let mut manifest = (*first.manifest).clone();
        manifest.title = "Mine".to_owned();
        let mut wanted = first.clone();
        wanted.put(Entry::Manifest(Arc::new(manifest)));
        atlas.save(&wanted).expect("a save");
        assert_eq!(atlas.text("atlas.ron"), MANIFEST.replace("\"Two\"", "\"Mine\""));
        // A file that is not known is not written over.
        let mut atlas = commented(str::to_owned);
        atlas.unread.push(Arc::from("positions.ron"));
        let mut wanted = atlas.document.clone();
        let position = model::Position { at: kit::Point::new(1.0, -2.0), is_pinned: false };
        wanted.put(Entry::Position(NationId::new("AAA"), position));
        let error = atlas.save(&wanted).expect_err("an error");
        assert!(matches!(&error, RewriteError::Unread { file } if &**file == "positions.ron"), "{error}");
    }

    #[test]
    fn a_new_atlas_of_one_file_holds_all_of_it() {
        for seed in 0..20 {
            let mut chance = Chance::new(seed);
            let document = chance.document();
            let mut atlas = Atlas::of(Vec::new(), AtlasForm::File);
            atlas.save(&document).expect("a save");
            assert_eq!(atlas.files.len(), 1);
        }
    }

    #[test]
    fn what_was_left_out_comes_back_when_what_it_names_is_made() {
        let faulty = TIES.replace("(\"BBB\", \"CCC\")", "(\"BBB\", \"DDD\")");
        let others =
            [("atlas.ron", MANIFEST), ("kinds.ron", KINDS), ("nations.ron", NATIONS), ("sources.ron", SOURCES)];
        let mut atlas = Atlas::one("ties/security.ron", &faulty, &others);
        let mut nation = (**atlas.document.nations.get(&NationId::new("CCC")).expect("a nation")).clone();
        nation.id = NationId::new("DDD");
        let mut wanted = atlas.document.clone();
        wanted.put(Entry::Nation(Arc::new(nation)));
        let rewritten = atlas.rewritten(&wanted).expect("texts");
        assert_eq!(rewritten.revived, [EntryId::Tie(TieId::new("two"))]);
        atlas.save(&wanted).expect("a save");
        assert_eq!(atlas.text("ties/security.ron"), faulty);
    }

    #[test]
    fn an_id_that_a_record_with_an_error_has_cannot_be_taken() {
        let faulty = TIES.replace("span: \"2021/..\"", "span: \"soon\"");
        let others =
            [("atlas.ron", MANIFEST), ("kinds.ron", KINDS), ("nations.ron", NATIONS), ("sources.ron", SOURCES)];
        let mut atlas = Atlas::one("ties/security.ron", &faulty, &others);
        let mut tie = (**atlas.document.ties.get(&TieId::new("one")).expect("the tie")).clone();
        tie.id = TieId::new("two");
        let mut wanted = atlas.document.clone();
        wanted.put(Entry::Tie(Arc::new(tie)));
        let error = atlas.save(&wanted).expect_err("an error");
        assert!(matches!(error, RewriteError::Unsound { .. } | RewriteError::ReadsOtherwise { .. }), "{error}");
    }
}
