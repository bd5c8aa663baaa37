//! Finds the journals that dead processes have left with something in them that was not saved.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::super::transaction::Stamp;
use super::entry::{Base, Happened, Opened, read_happened, read_opened};
use super::error::JournalError;
use super::frame::{Chain, HEAD_BYTES, TAIL_BYTES};
use super::keeping::{BEGINNING, ENDING, FIRST_LINE, Journal, JournalPosition, MAX_JOURNAL_BYTES, remove};
use super::log::Log;
use super::restoring::{Restored, restored};
use crate::edit::Turn;
use crate::model::Document;

/// Saves of one journal that are remembered.
const MOST_SAVES: usize = 1_000;
/// Journals that are offered at once; each holds a file open. Others are offered when these are done with.
const MOST_FOUND: usize = 64;

/// A journal that a dead process has left. As long as this is held, no other program offers it.
#[derive(Debug)]
pub struct FoundJournal {
    path: PathBuf,
    file: File,
    told: Told,
}

/// What the sound part of a journal tells.
#[derive(Debug)]
pub(super) struct Told {
    pub opened: Opened,
    pub log: Log,
    /// Where the steps are in the file; the first is step 1.
    pub steps: Vec<StepPlace>,
    /// The step whose document was saved last, and to where; 0 and what was opened where nothing was.
    pub saved: (usize, Base),
    /// The steps whose documents the files held, by fingerprint.
    pub fingerprints: BTreeMap<String, usize>,
    chain: Chain,
    last_at: u64,
    n_bytes: u64,
    is_torn: bool,
}

/// Where a step is in a journal.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepPlace {
    payload: u64,
    n_line: usize,
    n_does: usize,
    n_undoes: usize,
}

/// A step as it is kept.
#[derive(Debug)]
pub(super) struct KeptStep {
    pub name: String,
    pub does: String,
    pub undoes: String,
}

/// Returns the journals in a folder that dead processes have left with something in them that is not saved, sorted by name.
/// Those with nothing in them are removed; what is no journal, or of a newer format, is left alone. O(bytes).
pub fn found_journals(folder: &Path) -> Vec<FoundJournal> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    // A pipe or a link in the place of a journal is not opened.
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|it| it.is_file())).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = files.collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if found.len() >= MOST_FOUND {
            break;
        }
        let name = path.to_string_lossy();
        if name.ends_with(BEGINNING) && lock(&path).is_some() {
            // Whoever began it is gone, or will begin it anew.
            let _ = remove(&path);
        }
        if name.ends_with(ENDING)
            && let Some(file) = lock(&path)
            && let Ok(Some(told)) = read(&file)
        {
            if told.n_edits() == 0 {
                let _ = remove(&path);
            } else {
                found.push(FoundJournal { path, file, told });
            }
        }
    }
    found
}

/// Opens and locks a file; `None` where somebody else has it locked, or it is gone.
fn lock(path: &Path) -> Option<File> {
    let file = OpenOptions::new().read(true).write(true).open(path).ok()?;
    file.try_lock().ok()?;
    // It may have been removed between opening and locking.
    path.exists().then_some(file)
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

    /// Returns how many steps would be lost without it: those done and those taken back since the last save, and those that
    /// could still be done again.
    pub fn n_edits(&self) -> usize {
        self.told.n_edits()
    }

    /// Returns when something was written last, in seconds since the beginning of 1970, by the clock of that time.
    pub fn last_at(&self) -> u64 {
        self.told.last_at
    }

    /// Whether it breaks off within something; what that was is lost.
    pub fn is_torn(&self) -> bool {
        self.told.is_torn
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
    /// still holds what could not be restored. Discard it once the person has let go of that.
    ///
    /// # Errors
    /// Returns why when the file system refuses; this journal stays and is offered again.
    pub fn resume(self, restored: &Restored, base: &Base, at: u64) -> Result<(Journal, Option<Self>), JournalError> {
        let Some(holds) = restored.whole else {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let mut journal = Journal::begin(folder, &restored.opened, base, at)?;
            return match fill(&mut journal, restored, at) {
                Ok(()) => Ok((journal, Some(self))),
                Err(error) => {
                    // All of it is in this one.
                    let _ = journal.close();
                    Err(error)
                }
            };
        };
        let Self { path, file, told } = self;
        let mut journal = Journal::go_on(path, file, told.log, told.chain, told.n_bytes)?;
        if told.saved != (holds, base.clone()) {
            journal.saved(JournalPosition(holds), base, at)?;
            journal.sync_handle().sync()?;
        }
        Ok((journal, None))
    }

    /// Removes the journal with all that is in it.
    ///
    /// # Errors
    /// Returns why when the file system refuses.
    pub fn discard(self) -> Result<(), JournalError> {
        remove(&self.path)
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

/// Reads the sound part of a journal; `None` for what is none, or of a newer format.
fn read(file: &File) -> io::Result<Option<Told>> {
    let n_file_bytes = file.metadata()?.len();
    let mut from = BufReader::new(file.take(MAX_JOURNAL_BYTES));
    let mut line = [0; FIRST_LINE.len()];
    if from.read_exact(&mut line).is_err() || line != *FIRST_LINE.as_bytes() {
        return Ok(None);
    }
    let mut chain = Chain::new(FIRST_LINE);
    let Some(opened) = chain.next(&mut from)?.and_then(|payload| Some((read_opened(&payload)?, payload.len()))) else {
        return Ok(None);
    };
    let (opened, n_payload) = opened;
    let fingerprints = fingerprint_of(&opened.base).map(|it| (it, 0)).into_iter().collect();
    let mut told = Told {
        log: Log::new(),
        steps: Vec::new(),
        saved: (0, opened.base.clone()),
        fingerprints,
        chain: chain.clone(),
        last_at: opened.at,
        n_bytes: FIRST_LINE.len() as u64 + HEAD_BYTES + n_payload as u64 + TAIL_BYTES,
        is_torn: false,
        opened,
    };
    // What cannot be read to its end is taken as far as it can.
    while let Ok(Some(payload)) = chain.next(&mut from) {
        if !told.take(&payload) {
            break;
        }
        told.chain = chain.clone();
    }
    told.is_torn = told.n_bytes != n_file_bytes;
    Ok(Some(told))
}

fn fingerprint_of(base: &Base) -> Option<String> {
    match base {
        Base::Files { fingerprint, .. } => Some(fingerprint.clone()),
        Base::Starter | Base::New(_) => None,
    }
}

impl Told {
    fn n_edits(&self) -> usize {
        let (back, on) = self.log.way(self.saved.0, self.log.current());
        back.len() + on.len() + self.log.list().len() - 1 - self.log.cursor()
    }

    /// Takes in the next frame; returns whether it makes sense.
    fn take(&mut self, payload: &[u8]) -> bool {
        let Some((happened, at, n_line)) = read_happened(payload) else { return false };
        if !self.log.take(&happened) {
            return false;
        }
        match happened {
            Happened::Step { n_does, n_undoes, .. } => {
                self.steps.push(StepPlace { payload: self.n_bytes + HEAD_BYTES, n_line, n_does, n_undoes });
            }
            Happened::GoTo(_) => {}
            Happened::Saved(step, base) => {
                if let Some(fingerprint) = fingerprint_of(&base).filter(|_| self.fingerprints.len() < MOST_SAVES) {
                    self.fingerprints.insert(fingerprint, step);
                }
                self.saved = (step, base);
            }
        }
        self.last_at = at;
        self.n_bytes += HEAD_BYTES + payload.len() as u64 + TAIL_BYTES;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::load_starter;
    use super::super::entry::{opened_payload, payload};
    use super::*;

    /// Returns a journal of these payloads behind the first frame, each with a sound checksum.
    fn journal(folder: &Path, payloads: &[Vec<u8>]) -> Option<FoundJournal> {
        let opened = Opened { at: 1, id: "a".to_owned(), title: "A".to_owned(), base: Base::Starter };
        let mut chain = Chain::new(FIRST_LINE);
        let mut bytes = [FIRST_LINE.as_bytes(), &chain.frame(&opened_payload(&opened))].concat();
        payloads.iter().for_each(|payload| bytes.extend(chain.frame(payload)));
        fs::write(folder.join("a.journal"), bytes).expect("written");
        found_journals(folder).pop()
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
            assert_eq!((found.n_edits(), found.is_torn()), (1, true));
        }
    }
}
