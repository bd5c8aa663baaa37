//! Finds the journals that dead processes have left with something in them that was not saved, restores from them, goes on
//! with them, and discards them.

use std::cmp::Reverse;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::super::transaction::Stamp;
use super::entry::{Base, Happened, read_happened};
use super::error::JournalError;
use super::keeping::{BEGINNING, ENDING, Journal, JournalPosition, remove, set_aside};
use super::restoring::{Restored, restored};
use super::told::{JournalEnd, Reading, StepPlace, Told, read};
use crate::edit::Turn;
use crate::model::Document;

/// Journals that are offered at once; each holds a file open. Others are offered when these are done with.
const MOST_FOUND: usize = 64;

/// What dead processes have left in a folder of journals.
#[derive(Debug, Default)]
pub struct FoundJournals {
    /// The journals with something in them that is not saved, sorted by name.
    pub offered: Vec<FoundJournal>,
    /// Why others cannot be offered, although something may be in them.
    pub unread: Vec<JournalError>,
}

impl FoundJournals {
    /// Puts the journals of the atlas that is opened before the others, and the newest before older ones; numbers them so.
    pub fn sort_for(&mut self, opened: &Base) {
        // Nobody wants another atlas in the place of the one that was asked for.
        self.offered.sort_by_key(|found| (!found.base().is_of_same_atlas(opened), Reverse(found.last_at())));
        let n_found = self.offered.len();
        for (idx, found) in self.offered.iter_mut().enumerate() {
            found.number = [idx + 1, n_found];
        }
    }
}

/// The last step between what was saved and what was shown, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastEdit {
    /// It was done.
    Done(String),
    /// It was taken back after it had been saved.
    TakenBack(String),
}

/// A journal that a dead process has left. As long as this is held, no other program offers it.
#[derive(Debug)]
pub struct FoundJournal {
    path: PathBuf,
    file: File,
    told: Box<Told>,
    /// Which it is of those that were found, and how many those are.
    number: [usize; 2],
}

/// A step as it is kept.
#[derive(Debug)]
pub(super) struct KeptStep {
    pub name: String,
    pub does: String,
    pub undoes: String,
}

/// Returns what dead processes have left in a folder. Journals with nothing in them that the files did not hold are removed, those
/// of which nothing can be read are set aside; what is no journal, or of a newer format, is left alone. O(bytes).
pub fn found_journals(folder: &Path) -> FoundJournals {
    let mut all = FoundJournals::default();
    let paths = files_in(folder).unwrap_or_else(|cause| {
        all.unread.push(JournalError::NotRead { path: folder.to_owned(), cause });
        Vec::new()
    });
    for path in paths {
        let name = path.to_string_lossy();
        if name.ends_with(BEGINNING) && matches!(lock(&path), Ok(Some(_))) {
            // Whoever began it is gone, or will begin it anew.
            let _ = remove(&path);
        }
        if name.ends_with(ENDING) && all.offered.len() < MOST_FOUND {
            match found(&path) {
                Ok(found) => all.offered.extend(found),
                Err(error) => all.unread.push(error),
            }
        }
    }
    all
}

/// Returns the paths of the regular files in a folder, sorted; none where there is no folder.
fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry?;
        // A pipe or a link in the place of a journal is not opened.
        if entry.file_type().is_ok_and(|it| it.is_file()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Looks at a journal; `None` where there is nothing to offer.
fn found(path: &Path) -> Result<Option<FoundJournal>, JournalError> {
    let not_read = |cause| JournalError::NotRead { path: path.to_owned(), cause };
    let Some(file) = lock(path).map_err(not_read)? else { return Ok(None) };
    let told = match read(&file).map_err(not_read)? {
        Reading::Journal(told) => told,
        Reading::Other => return Ok(None),
        Reading::Damaged => return Err(JournalError::Damaged { path: set_aside(path)? }),
    };
    match (told.n_edits(), told.end) {
        // What comes behind the damage may be all that was ever done.
        (0, JournalEnd::Damaged) => Err(JournalError::Damaged { path: set_aside(path)? }),
        (0, JournalEnd::Whole | JournalEnd::Torn) => {
            let _ = remove(path);
            Ok(None)
        }
        (_, JournalEnd::Whole | JournalEnd::Torn | JournalEnd::Damaged) => {
            Ok(Some(FoundJournal { path: path.to_owned(), file, told, number: [1, 1] }))
        }
    }
}

/// Opens and locks a file; `None` where somebody else has it locked, or it is gone.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = match OpenOptions::new().read(true).write(true).open(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    match file.try_lock() {
        // It may have been removed between opening and locking.
        Ok(()) => Ok(path.exists().then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(cause),
    }
}

impl FoundJournal {
    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns where the atlas was last: what was opened, or what it was saved to since.
    pub fn base(&self) -> &Base {
        &self.told.saved.1
    }

    /// Returns the document to restore onto, where that is in no file.
    pub fn base_document(&self) -> Option<Document> {
        self.base().document()
    }

    /// Returns the title of the atlas when it was opened.
    pub fn title(&self) -> &str {
        &self.told.opened.title
    }

    /// Returns how many steps would be lost without it: those that lie between what was saved and what was shown, be they done
    /// or taken back.
    pub fn n_edits(&self) -> usize {
        self.told.n_edits()
    }

    /// Returns the last of those steps; `None` where it can no more be read.
    pub fn last_edit(&self) -> Option<LastEdit> {
        let (back, on) = self.told.log.way(self.told.saved.0, self.told.log.current());
        let name = |step: &usize| self.step(*step).ok().map(|step| step.name);
        match on.last() {
            Some(step) => name(step).map(LastEdit::Done),
            None => back.last().and_then(name).map(LastEdit::TakenBack),
        }
    }

    /// Returns which it is of those that were found, counted from 1, and how many those are; see
    /// [`sort_for`](FoundJournals::sort_for).
    pub fn number(&self) -> [usize; 2] {
        self.number
    }

    /// Returns when something was written last, in seconds since the beginning of 1970, by the clock of that time.
    pub fn last_at(&self) -> u64 {
        self.told.last_at
    }

    /// Returns how it ends: what was torn is lost, and what is damaged can be read no further.
    pub fn end(&self) -> JournalEnd {
        self.told.end
    }

    /// Restores the history onto a document: what the files of the atlas hold now, with their stamp, or
    /// [`base_document`](Self::base_document) without one.
    ///
    /// What no longer applies is named, and all else is restored. The journal stays as it is.
    ///
    /// # Errors
    /// Returns why when the journal can no more be read.
    pub fn restore(&self, document: &Document, stamp: Option<&Stamp>) -> Result<Restored, JournalError> {
        restored(self, document, stamp.map(Stamp::fingerprint).as_deref())
    }

    /// Goes on with what was restored from it, at a time: returns the journal to write on, and this one as well where that
    /// still holds what could not be restored. Discard it once the person has let go of that. A damaged one is set aside, and
    /// the one to write on is another.
    ///
    /// # Errors
    /// Returns why when the file system refuses; this journal stays and is offered again.
    pub fn resume(self, restored: &Restored, base: &Base, at: u64) -> Result<(Journal, Option<Self>), JournalError> {
        let Some(holds) = restored.whole else {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let mut journal = Journal::begin(folder, &restored.opened, base, at)?;
            return match fill(&mut journal, restored, at) {
                Ok(()) if restored.lost.is_empty() => {
                    // Where it cannot be removed, it is offered again, which loses nothing.
                    let _ = self.discard();
                    Ok((journal, None))
                }
                Ok(()) => Ok((journal, Some(self))),
                Err(error) => {
                    // All of it is in this one.
                    let _ = journal.close();
                    Err(error)
                }
            };
        };
        let Self { path, file, told, number: _ } = self;
        let Told { log, saved, chain, n_bytes, end, opened, .. } = *told;
        let mut journal = match end {
            JournalEnd::Whole | JournalEnd::Torn => Journal::go_on(path, file, log, chain, n_bytes)?,
            JournalEnd::Damaged => {
                let journal = Journal::go_on_anew(&path, &file, &opened.id, log, chain, n_bytes)?;
                // Where it cannot be set aside, it is offered again, which loses nothing.
                let _ = set_aside(&path);
                journal
            }
        };
        if saved != (holds, base.clone()) {
            journal.saved(JournalPosition(holds), base, at)?;
            journal.sync_handle().sync()?;
        }
        Ok((journal, None))
    }

    /// Removes the journal with all that is in it; a damaged one, of which nobody knows what is in it, is set aside.
    ///
    /// # Errors
    /// Returns why when the file system refuses.
    pub fn discard(self) -> Result<(), JournalError> {
        match self.told.end {
            JournalEnd::Whole | JournalEnd::Torn => remove(&self.path),
            JournalEnd::Damaged => set_aside(&self.path).map(drop),
        }
    }

    pub(super) fn told(&self) -> &Told {
        &self.told
    }

    /// Reads a step.
    pub(super) fn step(&self, step: usize) -> Result<KeptStep, JournalError> {
        self.read_step(step).map_err(|cause| JournalError::NotRead { path: self.path.clone(), cause })
    }

    fn read_step(&self, step: usize) -> io::Result<KeptStep> {
        let other = || io::Error::other("it is not what it was when it was found");
        let StepPlace { payload, n_line, n_does, n_undoes } = *self.told.steps.get(step - 1).ok_or_else(other)?;
        let mut file = &self.file;
        file.seek(SeekFrom::Start(payload))?;
        let mut bytes = vec![0; n_line + n_does + n_undoes];
        file.read_exact(&mut bytes)?;
        let Some((Happened::Step { name, .. }, ..)) = read_happened(&bytes) else { return Err(other()) };
        // What is no text is no list of changes either, and is named when the step is carried out.
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (does, undoes) = bytes[n_line..].split_at(n_does);
        Ok(KeptStep { name, does: text(does), undoes: text(undoes) })
    }
}

/// Writes what was restored to a new journal, and puts it on the disk.
fn fill(journal: &mut Journal, restored: &Restored, at: u64) -> Result<(), JournalError> {
    for edit in &restored.steps {
        journal.step(&edit.name, &edit.changes, at)?;
    }
    journal.turn(&Turn::GoTo(restored.cursor), at)?;
    journal.sync_handle().sync()
}

#[cfg(test)]
mod tests {
    use super::super::super::load_starter;
    use super::super::entry::{Opened, opened_payload, payload};
    use super::super::frame::Chain;
    use super::super::keeping::FIRST_LINE;
    use super::*;

    /// Returns a journal of these payloads behind the first frame, each with a sound checksum.
    fn journal(folder: &Path, payloads: &[Vec<u8>]) -> Option<FoundJournal> {
        let opened = Opened { at: 1, id: "a".to_owned(), title: "A".to_owned(), base: Base::Starter };
        let mut chain = Chain::new(FIRST_LINE);
        let mut bytes = [FIRST_LINE.as_bytes(), &chain.frame(&opened_payload(&opened))].concat();
        payloads.iter().for_each(|payload| bytes.extend(chain.frame(payload)));
        fs::write(folder.join("a.journal"), bytes).expect("written");
        found_journals(folder).offered.pop()
    }

    fn step(does: &[u8], undoes: &[u8]) -> Vec<u8> {
        let happened = Happened::Step { name: "hostile".to_owned(), n_does: does.len(), n_undoes: undoes.len() };
        [payload(&happened, 1, None), does.to_vec(), undoes.to_vec()].concat()
    }

    #[test]
    fn steps_that_make_no_sense_are_named_and_no_hindrance_to_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let sound = b"[Change(atlas: \"korea\", set: (title: \"New\"))]";
        let back = b"[Change(atlas: \"korea\", set: (title: \"The Korean peninsula, June 2025\"))]";
        let deep = "[".repeat(1_000_000);
        let payloads = [
            step(b"\xff\xfe\x00", b""),
            step(deep.as_bytes(), deep.as_bytes()),
            step(b"[Delete(nation: \"PRK\")]", b"[]"),
            step(b"[Change(atlas: \"korea\", set: (license: \"X\"))]", b"[]"),
            step(sound, back),
        ];
        let found = journal(folder.path(), &payloads).expect("a journal");
        let document = load_starter().document;
        let restored = found.restore(&document, None).expect("restored");
        assert_eq!((restored.lost.len(), restored.steps.len(), restored.cursor), (4, 1, 1));
        assert_eq!(restored.history(document.into()).document().manifest.title, "New");
    }

    #[test]
    fn a_frame_that_makes_no_sense_ends_the_sound_part() {
        let folder = tempfile::tempdir().expect("a folder");
        let sound = step(b"[]", b"[]");
        let wrong = [
            payload(&Happened::GoTo(99), 1, None),
            payload(&Happened::Saved(99, Base::Starter), 1, None),
            b"".to_vec(),
            b"no line break".to_vec(),
            b"Nonsense(at: 1)\n".to_vec(),
            vec![b'('; 1 << 20],
            step(b"[]", b"[]")[1..].to_vec(),
        ];
        for wrong in wrong {
            let found = journal(folder.path(), &[sound.clone(), wrong, sound.clone()]).expect("a journal");
            assert_eq!((found.n_edits(), found.end()), (1, JournalEnd::Damaged));
        }
    }
}
