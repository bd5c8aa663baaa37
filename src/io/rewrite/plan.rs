//! Decides for each record that differs what becomes of it, and in which file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::canon::{Canon, TooMuch};
use super::super::decode::{RecordPlace, decode};
use super::super::files::TextFile;
use super::super::problems::Problems;
use super::super::syntax::value_at;
use super::draft::{Added, Back, FileDraft, anew, drafted, new_file, new_manifest};
use super::error::RewriteError;
use super::home::{Section, Shelf, file_for};
use super::keepsakes::{Keepsake, Keepsakes, Made};
use super::lossless::is_lossless;
use super::settled::settled;
use super::splice::{self, spliced};
use super::standing::{Index, canon_of};
use super::verify::{Read, read_back};
use crate::edit::{Change, between};
use crate::model::{Document, Entry, EntryId, Place};

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
    /// In one file.
    File,
}

/// What is to be written.
#[derive(Debug)]
pub(in super::super) struct Rewritten {
    /// The files that change, sorted by path; none where nothing does.
    pub texts: Vec<NewText>,
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

/// Returns the new text of each file that changes when a document, as it was read from these files, becomes what is wanted.
/// O(bytes).
///
/// # Errors
/// Returns why when a file that would have to change has an error, or what would be written would be read otherwise than it
/// is meant.
pub(in super::super) fn rewrite(
    sources: &Sources<'_>,
    base: &Document,
    wanted: &Document,
    kept: &Keepsakes,
) -> Result<Rewritten, RewriteError> {
    let wanted = settled(wanted, &between(base, wanted));
    let changes = between(base, &wanted);
    let raw = decode(sources.files, &mut Problems::default());
    let index = Index::of(&raw);
    let shelves: Vec<Shelf> = sources.files.iter().map(Shelf::of).collect();
    let mut anew = BTreeSet::new();
    loop {
        let mut plan = Plan::new(sources, &shelves, &index, &wanted, kept, &anew);
        if raw.manifest.is_none() && (!changes.is_empty() || sources.files.is_empty()) {
            plan.found(&wanted)?;
        }
        for change in &changes {
            plan.change(change)?;
        }
        let Outcome { texts, files, made } = plan.finish()?;
        match read_back(sources, &files, base, &wanted, &changes)? {
            Read::As(document, revived) => return Ok(Rewritten { texts, document, revived, made: Made(made) }),
            Read::Otherwise(ids) => {
                let Some(first) = ids.first().cloned() else { continue };
                let is_changed = |id: &EntryId| {
                    changes.iter().any(|it| it.id() == id && it.before().is_some() && it.after().is_some())
                };
                let n_before = anew.len();
                anew.extend(ids.into_iter().filter(is_changed));
                if anew.len() == n_before {
                    return Err(RewriteError::ReadsOtherwise { id: first });
                }
            }
        }
    }
}

/// What is to become of files.
struct Plan<'a> {
    sources: &'a Sources<'a>,
    shelves: &'a [Shelf],
    index: &'a Index<'a>,
    wanted: &'a Document,
    kept: &'a Keepsakes,
    /// Records that are to be written anew, because what was spliced was read otherwise.
    anew: &'a BTreeSet<EntryId>,
    drafts: BTreeMap<usize, FileDraft>,
    /// Records of files that are not there yet.
    new_files: BTreeMap<Arc<str>, (Section, Vec<Added>)>,
    manifest: Option<Canon>,
    made: Vec<Keepsake>,
}

/// What came of a plan.
struct Outcome {
    texts: Vec<NewText>,
    /// All files as they are then.
    files: Vec<TextFile>,
    made: Vec<Keepsake>,
}

impl<'a> Plan<'a> {
    fn new(
        sources: &'a Sources<'a>,
        shelves: &'a [Shelf],
        index: &'a Index<'a>,
        wanted: &'a Document,
        kept: &'a Keepsakes,
        anew: &'a BTreeSet<EntryId>,
    ) -> Self {
        let (drafts, new_files) = (BTreeMap::new(), BTreeMap::new());
        Self { sources, shelves, index, wanted, kept, anew, drafts, new_files, manifest: None, made: Vec::new() }
    }

    /// Plans a manifest where there is none in any file.
    fn found(&mut self, wanted: &Document) -> Result<(), RewriteError> {
        let Sources { files, unread, form } = self.sources;
        let is_there = files.iter().map(|file| &file.path).chain(unread.iter()).any(|path| &**path == "atlas.ron");
        if !is_there && (*form == AtlasForm::Folder || files.is_empty()) {
            let entry = Entry::Manifest(wanted.manifest.clone());
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
        let found = self.index.find(entry).map_err(|_| RewriteError::TooMuch { id: id.clone() })?;
        let (place, canon) = found.ok_or(RewriteError::Unlike { id })?;
        self.demand_sound(place.file_idx)?;
        Ok((place, canon))
    }

    /// Refuses a file that cannot be read to its end.
    fn demand_sound(&self, file_idx: usize) -> Result<(), RewriteError> {
        let Some(error) = &self.shelves[file_idx].error else { return Ok(()) };
        let place = self.sources.files[file_idx].place(error.at);
        Err(faulty(place, &error.message, &error.hint))
    }

    fn replace(&mut self, before: &Entry, after: &Entry) -> Result<(), RewriteError> {
        let id = after.id();
        if id == EntryId::Manifest && self.index.place(&id).is_none() {
            return match (&self.manifest, self.sources.files.first()) {
                (None, Some(file)) => {
                    let hint = "write its `id`, `title` and `as_of` as data/README.md says";
                    Err(faulty(file.place(0), "what the atlas says of itself cannot be read", hint))
                }
                // It is written as a whole.
                (Some(_), _) | (None, None) => Ok(()),
            };
        }
        let (place, file) = self.standing(before)?;
        let [base, wanted] = [plain(before)?, plain(after)?];
        if id == EntryId::Manifest {
            self.drafts.entry(place.file_idx).or_default().manifest = Some([file, base, wanted]);
            return Ok(());
        }
        let (home_idx, item_idx) = self.home(place).ok_or_else(|| RewriteError::Unlike { id: id.clone() })?;
        let text = self.sources.files[place.file_idx].text.as_str();
        let old = &text[place.span.clone()];
        let (plain_base, plain_wanted) = (base.value().text(), wanted.value().text());
        let is_ours = self.kept.text(&id, plain_base) == Some(old);
        let remembered = self.kept.text(&id, plain_wanted).filter(|_| is_ours);
        let body = match remembered {
            Some(body) => body.to_owned(),
            None => {
                let unlike = || RewriteError::Unlike { id: id.clone() };
                let node = value_at(text, &place.span).ok_or_else(unlike)?;
                if self.anew.contains(&id) {
                    if !is_lossless(text, &node, file.value(), base.value()) {
                        return Err(RewriteError::ReadsOtherwise { id });
                    }
                    anew(text, &self.shelves[place.file_idx].homes[home_idx], item_idx, &wanted)
                } else {
                    let change = splice::Change {
                        file: Some(file.value()),
                        base: Some(base.value()),
                        wanted: wanted.value(),
                    };
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
        if self.put_back(&id, section, &canon) {
            return Ok(());
        }
        let Sources { files, unread, form } = *self.sources;
        let path = match (form, files) {
            (AtlasForm::File, [file, ..]) => file.path.clone(),
            (AtlasForm::Folder | AtlasForm::File, _) => {
                file_for(self.wanted, after).ok_or_else(|| RewriteError::ReadsOtherwise { id: id.clone() })?
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
        let shelf = &self.shelves[file_idx];
        let draft = self.drafts.entry(file_idx).or_default();
        match (shelf.homes.iter().position(|home| home.section == section), form) {
            (Some(home_idx), _) => draft.lists.entry(home_idx).or_default().added.push(added),
            (None, AtlasForm::File) if shelf.fields.is_some() => draft.added.entry(section).or_default().push(added),
            (None, AtlasForm::File | AtlasForm::Folder) => {
                let place = files[file_idx].place(shelf.open);
                return Err(faulty(place, "new records cannot be put into it", "write `[ … ]` around its records"));
            }
        }
        Ok(())
    }

    /// Plans to put a record back where it stood, if that is remembered and the list is still there.
    fn put_back(&mut self, id: &EntryId, section: Section, canon: &Canon) -> bool {
        let Some(slot) = self.kept.slot(id) else { return false };
        let Some(file_idx) = self.sources.files.iter().position(|file| file.path == slot.path) else { return false };
        let shelf = &self.shelves[file_idx];
        let home_idx = shelf.homes.iter().position(|home| home.section == section);
        let Some(home_idx) = home_idx.filter(|_| shelf.error.is_none()) else { return false };
        let wanted = canon.value();
        let remembered = self.kept.text(id, wanted.text()).map(str::to_owned);
        let text = slot.slot.body.as_str();
        let body = remembered.or_else(|| {
            // It was removed, put back and changed since it was written last.
            let file = canon_of(section, text)?;
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
        self.shelves[place.file_idx].find(place.span.start)
    }

    /// Returns the new texts, sorted by path.
    fn finish(self) -> Result<Outcome, RewriteError> {
        let Self { sources, shelves, kept, mut drafts, new_files, manifest, mut made, .. } = self;
        let mut outcome = Outcome { texts: Vec::new(), files: Vec::with_capacity(sources.files.len()), made: Vec::new() };
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
        let manifest = manifest.map(|canon| (Arc::from("atlas.ron"), new_manifest(&canon)));
        let lists: Vec<(Arc<str>, String)> = (new_files.iter())
            .map(|(path, (section, records))| (path.clone(), new_file(path, *section, records, &mut made)))
            .collect();
        for (path, text) in manifest.into_iter().chain(lists) {
            outcome.files.push(TextFile::new(&path, text.clone()));
            outcome.texts.push(NewText { path, text: Some(text) });
        }
        outcome.texts.sort_by(|a, b| a.path.cmp(&b.path));
        outcome.made = made;
        Ok(outcome)
    }
}

fn plain(entry: &Entry) -> Result<Canon, RewriteError> {
    Canon::of_entry(entry).map_err(|TooMuch { .. }| RewriteError::TooMuch { id: entry.id() })
}

fn faulty(place: Place, message: &str, hint: &str) -> RewriteError {
    RewriteError::Faulty { place: Box::new(place), message: message.to_owned(), hint: hint.to_owned() }
}

#[path = "."]
#[cfg(test)]
mod tests {
    #[path = "../../../tests/support/chance.rs"]
    mod chance;

    use super::super::super::load::{Loaded, load_files};
    use super::super::super::starter;
    use super::super::super::transaction::Stamp;
    use super::*;
    use crate::edit::{Edit, apply, removal};
    use crate::model::{EdtfDate, Milestone, NationId, Step, TieId};
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
            let files = starter::FILES.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned())).collect();
            Self::of(files, AtlasForm::Folder)
        }

        fn one(path: &str, text: &str, others: &[(&str, &str)]) -> Self {
            let others = others.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned()));
            let files = std::iter::once(TextFile::new(path, text.to_owned())).chain(others).collect();
            Self::of(files, AtlasForm::Folder)
        }

        fn rewritten(&self, wanted: &Document) -> Result<Rewritten, RewriteError> {
            let sources = Sources { files: &self.files, unread: &self.unread, form: self.form };
            rewrite(&sources, &self.document, wanted, &self.kept)
        }

        /// Saves a document; what is read from the new texts must be that, or more where faults were mended.
        fn save(&mut self, wanted: &Document) -> Result<(), RewriteError> {
            let Rewritten { texts, document, revived, made } = self.rewritten(wanted)?;
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
            assert!(found == *wanted || !revived.is_empty());
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
        load_files(files, Stamp::default(), "none", Problems::default())
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
        let raw = decode(before, &mut Problems::default());
        let index = Index::of(&raw);
        let touched: BTreeSet<(usize, usize)> = (changes.iter())
            .filter_map(|change| index.find(change.before()?).ok()?.map(|(place, _)| (place.file_idx, place.span.start)))
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
                    let n_faults = loaded(&files).n_errors();
                    assert!(n_faults > 0, "{error}\n{:#?}", between(&before, &wanted));
                }
            }
        }
        while let Some((document, bytes)) = states.pop() {
            let now = atlas.document.clone();
            let ids: Vec<_> = between(&now, &document).iter().map(|it| it.id().clone()).collect();
            if let Err(error) = atlas.save(&document) {
                for file in &atlas.files { println!("== {}\n{}", file.path, file.text); }
                panic!("{error}\n{ids:?}");
            }
            for (found, expected) in atlas.bytes().iter().zip(&bytes) {
                let at = found.1.bytes().zip(expected.1.bytes()).take_while(|(a, b)| a == b).count();
                let around = |text: &str| text[text.floor_char_boundary(at.saturating_sub(150))..text.ceil_char_boundary(at + 150)].to_owned();
                let ids: Vec<_> = between(&now, &document).iter().map(|it| it.id().clone()).collect();
                assert!(found == expected, "{}: {ids:?}\n{}\n-- is not\n{}", found.0, around(&found.1), around(&expected.1));
            }
            assert_eq!(atlas.bytes().len(), bytes.len());
        }
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
        let mut atlas = Atlas::of(Vec::new(), AtlasForm::Folder);
        atlas.save(&document).expect("a new atlas");
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
                let mut text = by_hand(&mut chance, &file.text);
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
        assert_eq!(atlas.document, document);
        atlas
    }

    #[test]
    fn random_edits_of_the_starter_atlas_are_read_back_and_taken_back() {
        for seed in 0..2 {
            check_edits(Atlas::korea(), seed, 8);
        }
    }

    #[test]
    fn random_edits_of_what_people_write_are_read_back_and_taken_back() {
        for seed in 0..150 {
            check_edits(atlas_by_hand(seed, AtlasForm::Folder), seed, 8);
            check_edits(atlas_by_hand(seed, AtlasForm::File), seed, 8);
        }
    }
}
