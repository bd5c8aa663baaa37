//! Writes a journal while its atlas is open.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::Builder;

use super::super::changes::{changes_in_ron, is_within_limits};
use super::super::recent::state_folder;
use super::super::write::sync_folder;
use super::entry::{Base, Happened, Opened, opened_payload, payload, read_happened, read_opened};
use super::error::JournalError;
use super::frame::{Chain, FRAME_BYTES, MAX_PAYLOAD_BYTES};
use super::log::Log;
use crate::edit::{Change, Turn};
use crate::model::Document;

/// The first line of every journal.
pub(super) const FIRST_LINE: &str = "Demarche journal\n";
/// What the names of journals end with.
pub(super) const ENDING: &str = ".journal";
/// What the name of a journal ends with that is not begun yet.
pub(super) const BEGINNING: &str = ".beginning";
/// What the name of a journal ends with that was set aside, after the dot.
const ASIDE: &str = "damaged";
/// Journals of one name that are set aside.
const MOST_ASIDE: usize = 99;
/// Bytes of a journal.
pub(super) const MAX_JOURNAL_BYTES: u64 = 1 << 30;
/// Letters of the atlas's id in the name of its journal.
const MOST_ID_LETTERS: usize = 40;
/// Times that beginning a journal is tried while another program tidies up.
const MOST_TRIES: usize = 10;

/// A journal that is being written; another program can tell by its lock that it is.
///
/// Dropping it leaves the file, so that its edits are offered again.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Arc<File>,
    log: Log,
    chain: Chain,
    /// Bytes that are in the file for sure.
    n_bytes: u64,
    /// Frames that could not be written yet.
    pending: Vec<u8>,
    /// Whether something did not fit in; all that comes after it would make no sense.
    is_full: bool,
}

/// Which document is shown, as its journal counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalPosition(pub(super) usize);

/// Puts a journal on the disk, whoever holds it.
#[derive(Debug, Clone)]
pub struct JournalSync {
    path: PathBuf,
    file: Arc<File>,
}

/// Returns where journals are on this system: `$XDG_STATE_HOME/demarche/journal` or its like.
///
/// # Errors
/// Returns that there is none where a person has no folder.
pub fn journal_folder() -> Result<PathBuf, JournalError> {
    state_folder().map(|folder| folder.join("journal")).ok_or(JournalError::Nowhere)
}

impl Journal {
    /// Begins the journal of a document that was opened at a time, in seconds since the beginning of 1970; it is on the disk
    /// then.
    ///
    /// # Errors
    /// Returns why when the folder cannot be made or written, or nobody could read what was opened.
    pub fn begin(folder: &Path, document: &Document, base: &Base, at: u64) -> Result<Self, JournalError> {
        let (id, title) = (document.manifest.id.clone(), document.manifest.title.clone());
        let opened = Opened { at, id, title, base: base.clone() };
        let mut chain = Chain::new(FIRST_LINE);
        let payload = opened_payload(&opened);
        if payload.len() > MAX_PAYLOAD_BYTES || read_opened(&payload).is_none() {
            return Err(JournalError::TooLarge { path: folder.to_owned() });
        }
        let text = [FIRST_LINE.as_bytes(), &chain.frame(&payload)].concat();
        let (path, file) = make(folder, &opened.id, |mut to| to.write_all(&text))?;
        let (file, n_bytes) = (Arc::new(file), text.len() as u64);
        Ok(Self { path, file, log: Log::new(), chain, n_bytes, pending: Vec::new(), is_full: false })
    }

    /// Goes on with a journal that was left: what is behind its sound part was never whole, and is cut off.
    pub(super) fn go_on(path: PathBuf, file: File, log: Log, chain: Chain, n_bytes: u64) -> Result<Self, JournalError> {
        let cut = file.set_len(n_bytes).and_then(|()| file.sync_all());
        cut.map_err(|cause| JournalError::NotKept { path: path.clone(), cause })?;
        Ok(Self { path, file: Arc::new(file), log, chain, n_bytes, pending: Vec::new(), is_full: false })
    }

    /// Goes on with the sound part of a journal that was left, in another one; the first stays as it is.
    pub(super) fn go_on_anew(
        left: &Path,
        file: &File,
        id: &str,
        log: Log,
        chain: Chain,
        n_bytes: u64,
    ) -> Result<Self, JournalError> {
        let folder = left.parent().unwrap_or(Path::new("."));
        let (path, file) = make(folder, id, |mut to| {
            let mut from = file;
            from.rewind()?;
            let n_copied = io::copy(&mut from.take(n_bytes), &mut to)?;
            if n_copied == n_bytes { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
        })?;
        Ok(Self { path, file: Arc::new(file), log, chain, n_bytes, pending: Vec::new(), is_full: false })
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what has become of the history, at a time. Where that cannot be done, it is tried again with the next.
    ///
    /// # Errors
    /// Returns why when it, or something before it, is not in the file.
    pub fn turn(&mut self, turn: &Turn, at: u64) -> Result<(), JournalError> {
        match turn {
            Turn::GoTo(revision) => self.append(&Happened::GoTo(*revision), at, None),
            Turn::Step(revision) => self.step(&revision.name, &revision.changes, at),
        }
    }

    /// Writes a step of some name, at a time.
    pub(super) fn step(&mut self, name: &str, changes: &[Change], at: u64) -> Result<(), JournalError> {
        let back = changes.iter().rev().filter_map(|it| Change::new(it.after().cloned(), it.before().cloned()));
        let (does, undoes) = (changes_in_ron(changes), changes_in_ron(&back.collect::<Vec<_>>()));
        let step = Happened::Step { name: name.to_owned(), n_does: does.len(), n_undoes: undoes.len() };
        self.append(&step, at, Some((&does, &undoes)))
    }

    /// Returns which document is shown, to be told once it is saved.
    pub fn position(&self) -> JournalPosition {
        JournalPosition(self.log.current())
    }

    /// Writes that the document of a position is what the files hold by now, at a time.
    ///
    /// # Errors
    /// Returns why when it, or something before it, is not in the file.
    pub fn saved(&mut self, position: JournalPosition, base: &Base, at: u64) -> Result<(), JournalError> {
        self.append(&Happened::Saved(position.0, base.clone()), at, None)
    }

    /// Writes what could not be written before.
    ///
    /// # Errors
    /// Returns why when it still cannot be.
    pub fn catch_up(&mut self) -> Result<(), JournalError> {
        if self.is_full {
            return Err(JournalError::Full { path: self.path.clone() });
        }
        self.write().map_err(|cause| JournalError::NotKept { path: self.path.clone(), cause })
    }

    fn append(&mut self, happened: &Happened, at: u64, lists: Option<(&str, &str)>) -> Result<(), JournalError> {
        let payload = payload(happened, at, lists);
        let n_bytes = self.n_bytes + (self.pending.len() + payload.len()) as u64 + FRAME_BYTES;
        let is_readable = payload.len() <= MAX_PAYLOAD_BYTES
            && read_happened(&payload).is_some()
            && lists.is_none_or(|(does, undoes)| is_within_limits(does) && is_within_limits(undoes));
        if !self.is_full && !is_readable {
            self.is_full = true;
            return Err(JournalError::TooLarge { path: self.path.clone() });
        }
        self.is_full |= n_bytes > MAX_JOURNAL_BYTES || !self.log.take(happened);
        if self.is_full {
            return Err(JournalError::Full { path: self.path.clone() });
        }
        self.pending.extend(self.chain.frame(&payload));
        self.write().map_err(|cause| JournalError::NotKept { path: self.path.clone(), cause })
    }

    /// Writes what is not in the file yet.
    fn write(&mut self) -> io::Result<()> {
        let mut file = &*self.file;
        // An earlier write may have stopped anywhere.
        let written = file.seek(SeekFrom::Start(self.n_bytes)).and_then(|_| file.write_all(&self.pending));
        match written {
            Ok(()) => {
                self.n_bytes += self.pending.len() as u64;
                self.pending.clear();
                Ok(())
            }
            Err(error) => {
                // A part of a frame says nothing, and is written over by the next that succeeds.
                let _ = file.set_len(self.n_bytes);
                Err(error)
            }
        }
    }

    /// Returns what puts the journal on the disk, for doing so beside the window: what was written before is there once
    /// [`JournalSync::sync`] has succeeded.
    pub fn sync_handle(&self) -> JournalSync {
        JournalSync { path: self.path.clone(), file: self.file.clone() }
    }

    /// Ends and removes the journal, because nothing in it is needed any more.
    ///
    /// # Errors
    /// Returns why when the file system refuses.
    pub fn close(self) -> Result<(), JournalError> {
        remove(&self.path)
    }
}

impl JournalSync {
    /// Puts what was written on the disk.
    ///
    /// # Errors
    /// Returns why when the file system refuses: nobody knows then what is on the disk.
    pub fn sync(&self) -> Result<(), JournalError> {
        self.file.sync_data().map_err(|cause| JournalError::NotKept { path: self.path.clone(), cause })
    }
}

/// Removes a journal.
pub(super) fn remove(path: &Path) -> Result<(), JournalError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(JournalError::NotRemoved { path: path.to_owned(), cause })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Sets a journal aside, where it is not found any more, and returns where it is then.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, JournalError> {
    let named = |number: usize| match number {
        1 => path.with_extension(ASIDE),
        number => path.with_extension(format!("{number}.{ASIDE}")),
    };
    let is_vacant = |path: &PathBuf| fs::symlink_metadata(path).is_err_and(|it| it.kind() == ErrorKind::NotFound);
    let aside = (1..=MOST_ASIDE).map(named).find(is_vacant).ok_or_else(|| ErrorKind::AlreadyExists.into());
    let moved = aside.and_then(|aside| fs::rename(path, &aside).map(|()| aside));
    moved.map_err(|cause| JournalError::NotRead { path: path.to_owned(), cause })
}

/// Makes a journal for an atlas of some id in a folder, locked and on the disk. What it begins with may be written several
/// times.
fn make(folder: &Path, id: &str, write: impl Fn(&File) -> io::Result<()>) -> Result<(PathBuf, File), JournalError> {
    let not_kept = |cause| JournalError::NotKept { path: folder.to_owned(), cause };
    fs::create_dir_all(folder).map_err(not_kept)?;
    let mut n_tries = 1;
    loop {
        match try_to_make(folder, id, &write) {
            Err(error) if error.kind() == ErrorKind::NotFound && n_tries < MOST_TRIES => n_tries += 1,
            made => return made.map_err(not_kept),
        }
    }
}

fn try_to_make(folder: &Path, id: &str, write: &impl Fn(&File) -> io::Result<()>) -> io::Result<(PathBuf, File)> {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let name: String = id.chars().filter(is_plain).take(MOST_ID_LETTERS).collect();
    let beginning = Builder::new().prefix(&format!("{name}-")).suffix(BEGINNING).tempfile_in(folder)?;
    // Locked before it can be found.
    match beginning.as_file().try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(ErrorKind::NotFound.into()),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    write(beginning.as_file())?;
    beginning.as_file().sync_all()?;
    let path = beginning.path().with_extension(&ENDING[1..]);
    let file = beginning.persist_noclobber(&path).map_err(|error| error.error)?;
    if let Err(error) = sync_folder(folder) {
        let _ = remove(&path);
        return Err(error);
    }
    Ok((path, file))
}

#[cfg(test)]
mod tests {
    use super::super::super::load_starter;
    use super::super::found::found_journals;
    use super::super::told::JournalEnd;
    use super::*;
    use crate::model::{Entry, MOST_TEXT_BYTES, Manifest};

    #[test]
    fn what_could_not_be_written_is_written_with_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let document = load_starter().document;
        let mut journal = Journal::begin(folder.path(), &document, &Base::Starter, 1).expect("begun");
        let step = |journal: &mut Journal, name: &str| {
            let id = document.assessments.keys().next().expect("one").clone();
            let gone = Change::remove(&document, &crate::model::EntryId::Assessment(id));
            journal.step(name, gone.as_slice(), 1)
        };
        step(&mut journal, "one").expect("kept");
        // A handle that cannot be written to, as if the disk were full.
        let readable = Arc::new(File::open(journal.path()).expect("opened"));
        let writable = std::mem::replace(&mut journal.file, readable);
        for name in ["two", "three"] {
            let error = step(&mut journal, name).expect_err("not kept");
            let words = error.to_string();
            assert!(words.starts_with("edits are kept only as long as the window is open: "), "{words}");
            assert!(words.contains("Hint: save the atlas; ") && words.contains("File: "), "{words}");
        }
        // A part of a frame, as a disk that fills up leaves it.
        (&*writable).write_all(b"0000").expect("written");
        journal.file = writable;
        step(&mut journal, "four").expect("kept");
        drop(journal);
        let found = found_journals(folder.path()).offered;
        assert_eq!((found.len(), found[0].n_edits(), found[0].end()), (1, 4, JournalEnd::Whole));
        let names: Vec<String> = (1..=4).map(|it| found[0].step(it).expect("a step").name).collect();
        assert_eq!(names, ["one", "two", "three", "four"]);
    }

    #[test]
    fn a_step_that_does_not_fit_ends_the_journal_and_what_was_kept_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let document = load_starter().document;
        let mut journal = Journal::begin(folder.path(), &document, &Base::Starter, 1).expect("begun");
        let all: Vec<Change> = document
            .assessments
            .keys()
            .filter_map(|id| Change::remove(&document, &crate::model::EntryId::Assessment(id.clone())))
            .collect();
        journal.step("one", &all, 1).expect("kept");
        journal.n_bytes = MAX_JOURNAL_BYTES;
        let error = journal.step("two", &all, 1).expect_err("full");
        assert!(
            matches!(error, JournalError::Full { .. }) && error.to_string().contains("the journal is full"),
            "{error}"
        );
        journal.n_bytes = 0;
        assert!(matches!(journal.step("three", &all, 1), Err(JournalError::Full { .. })));
        drop(journal);
        assert_eq!(found_journals(folder.path()).offered[0].n_edits(), 1);
    }

    #[test]
    fn what_could_not_be_read_again_is_refused_and_told() {
        let document = load_starter().document;
        let renamed = |title: &str| {
            let manifest = Manifest { title: title.to_owned(), ..(*document.manifest).clone() };
            Change::put(&document, Entry::Manifest(Arc::new(manifest)))
        };
        let long = |n_letters: usize| "x".repeat(n_letters);
        // The name of a step, and a text in it; each a little more than is read.
        for (name, title) in [(long(257 << 10), "new".to_owned()), ("step".to_owned(), long(MOST_TEXT_BYTES + 1))] {
            let folder = tempfile::tempdir().expect("a folder");
            let mut journal = Journal::begin(folder.path(), &document, &Base::Starter, 1).expect("begun");
            journal.step("sound", &[renamed(&long(MOST_TEXT_BYTES))], 1).expect("kept");
            let error = journal.step(&name, &[renamed(&title)], 1).expect_err("refused");
            assert!(matches!(error, JournalError::TooLarge { .. }), "{error:?}");
            assert!(
                error.to_string().contains("this is more than a journal can hold\nHint: save the atlas"),
                "{error}"
            );
            // What would come after it would make no sense.
            assert!(matches!(journal.step("next", &[renamed("next")], 1), Err(JournalError::Full { .. })));
            drop(journal);
            let found = found_journals(folder.path()).offered;
            assert_eq!((found[0].n_edits(), found[0].end()), (1, JournalEnd::Whole));
        }
        let mut untold = document.clone();
        untold.manifest = Arc::new(Manifest { title: long(257 << 10), ..(*document.manifest).clone() });
        let folder = tempfile::tempdir().expect("a folder");
        let error = Journal::begin(folder.path(), &untold, &Base::Starter, 1).expect_err("refused");
        assert!(matches!(error, JournalError::TooLarge { .. }), "{error:?}");
    }

    #[test]
    fn a_frame_fits_with_its_head_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = Journal::begin(folder.path(), &load_starter().document, &Base::Starter, 1).expect("begun");
        let n_payload = payload(&Happened::GoTo(0), 1, None).len() as u64;
        journal.n_bytes = MAX_JOURNAL_BYTES - n_payload - FRAME_BYTES + 1;
        assert!(matches!(journal.turn(&Turn::GoTo(0), 1), Err(JournalError::Full { .. })));
    }
}
