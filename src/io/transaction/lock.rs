//! The lock of an atlas: who holds it may write. It lies in a file beside the atlas's own and is held by the system, which
//! lets go of it when the program ends, however that comes about.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::{LockError, SaveError};
use super::home::{Form, Home};
use super::recover::{Stuck, recover};
use crate::kit::visible;

/// Times that a file is locked which others remove meanwhile.
const MOST_TRIES: usize = 1_000;
/// Bytes that are read of who holds a lock.
const MAX_HOLDER_BYTES: u64 = 512;

/// The right to write an atlas; released when it is dropped.
#[derive(Debug)]
pub struct AtlasLock {
    home: Home,
    path: PathBuf,
    file: File,
    /// Kept until an interrupted save is settled, so that others wait for that instead of being turned away.
    gate: Option<Gate>,
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Number of the process.
    pub process: u32,
    /// Person and machine, as far as known; may be empty.
    pub person: String,
}

impl AtlasLock {
    /// Locks the atlas at `path`, a folder or one file that may still have to be made, and finishes or takes back what an
    /// interrupted save has left.
    ///
    /// # Errors
    /// Returns why when somebody else has locked it or the file system refuses.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let home = Home::find(path).map_err(|cause| LockError::Io { path: path.to_owned(), cause })?;
        let mut lock = Self::hold(home)?;
        // What cannot be recovered is said by reading the atlas, and refused by saving it.
        let _ = recover(&lock.home);
        // From here on others need not wait; they are told who holds the lock.
        lock.gate = None;
        Ok(lock)
    }

    /// Returns the path at which the lock was taken.
    pub fn atlas(&self) -> &Path {
        &self.home.given
    }

    /// Whether the atlas is a folder of files, and not one file.
    pub(in super::super) fn is_of_folder(&self) -> bool {
        self.home.form == Form::Folder
    }

    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    /// Makes sure that the atlas is still where the lock was taken.
    fn hold_still(&self) -> Result<(), SaveError> {
        let moved = || SaveError::Moved { path: self.home.given.clone() };
        if is_at(&self.file, &self.path) { Ok(()) } else { Err(moved()) }
    }

    /// Finishes or takes back an earlier save of whoever holds the lock that was not finished.
    ///
    /// # Errors
    /// Returns why when neither can be done, or the atlas is no longer where the lock was taken.
    pub(in super::super) fn finish(&self) -> Result<(), SaveError> {
        self.hold_still()?;
        let stuck = |Stuck { message, hint }| SaveError::Stuck { path: self.home.given.clone(), message, hint };
        recover(&self.home).map(drop).map_err(stuck)
    }

    /// Locks an atlas and does nothing else; others who want to lock it, or to settle something, wait until it is released.
    pub(super) fn hold(home: Home) -> Result<Self, LockError> {
        let path = home.lock_path();
        let failed = |cause| LockError::Io { path: home.given.clone(), cause };
        let gate = Gate::enter(&home).map_err(|cause| refused(&home, &path, cause))?;
        for _ in 0..MOST_TRIES {
            let mut file = open(&path).map_err(|cause| refused(&home, &path, cause))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held { path: home.given.clone(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            }
            // Else it was released and removed between opening and locking: this is the lock of nothing.
            if is_at(&file, &path) && is_alone(&file, &path) {
                // Who holds it is only told to others; the lock holds without.
                let _ = file.set_len(0).and_then(|()| file.write_all(this_holder().as_bytes()));
                return Ok(Self { home, path, file, gate: Some(gate) });
            }
        }
        Err(failed(io::Error::other("the lock is taken and released again and again")))
    }
}

/// A lock that is waited for and never held for long. Who takes the lock of an atlas goes through it, so that a lock that is
/// held is always that of a writer who stays.
#[derive(Debug)]
struct Gate {
    path: PathBuf,
    file: File,
}

impl Gate {
    fn enter(home: &Home) -> io::Result<Self> {
        let path = home.gate_path();
        for _ in 0..MOST_TRIES {
            let file = open(&path)?;
            file.lock()?;
            if is_at(&file, &path) && is_alone(&file, &path) {
                return Ok(Self { path, file });
            }
        }
        Err(io::Error::other("the lock is taken and released again and again"))
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        release(&self.file, &self.path);
    }
}

impl Drop for AtlasLock {
    fn drop(&mut self) {
        release(&self.file, &self.path);
    }
}

/// Removes a file that is locked, and lets go of it.
fn release(file: &File, path: &Path) {
    // Whoever waits for this file finds out that it is gone and makes another. Where files cannot be told apart, nobody
    // would find out, so there it stays.
    if cfg!(unix) && is_at(file, path) {
        let _ = fs::remove_file(path);
    }
    let _ = file.unlock();
}

impl Holder {
    /// Whether it is this very program.
    pub(super) fn is_this(&self) -> bool {
        self.process == std::process::id()
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.process)?;
        if !self.person.is_empty() {
            write!(f, " of {}", visible(&self.person))?;
        }
        Ok(())
    }
}

fn open(path: &Path) -> io::Result<File> {
    // A file that an untrusted folder has in this place must not be written over, whatever it leads to.
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("there is something else in the place of the lock, .demarche-lock"));
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Returns why a lock could not be opened: a lock that may only be read can still be held by somebody.
fn refused(home: &Home, path: &Path, cause: io::Error) -> LockError {
    if matches!(cause.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        if let Ok(mut file) = File::open(path)
            && matches!(file.try_lock(), Err(TryLockError::WouldBlock))
        {
            return LockError::Held { path: home.given.clone(), holder: holder(&mut file) };
        }
        return LockError::ReadOnly { path: home.given.clone(), cause };
    }
    LockError::Io { path: home.given.clone(), cause }
}

/// Returns who has written into a lock that he holds it.
fn holder(file: &mut File) -> Option<Holder> {
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.take(MAX_HOLDER_BYTES).read_to_end(&mut bytes)).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (process, person) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
    Some(Holder { process: process.parse().ok()?, person: person.to_owned() })
}

fn this_holder() -> String {
    let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(std::env::var_os).unwrap_or_default();
    let host = gethostname::gethostname();
    let person = [user, host].map(|part| part.to_string_lossy().into_owned());
    let person = person.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("@");
    format!("{}\n{}\n", std::process::id(), person.replace('\n', " "))
}

/// Whether an open file, which is at a path and locked, has no other name. Otherwise it is taken away from the path, where
/// another is made then: what is behind the other name, such as a snapshot of the folder, is not to be written into.
#[cfg(unix)]
fn is_alone(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let is_alone = file.metadata().is_ok_and(|metadata| metadata.nlink() == 1);
    if !is_alone {
        let _ = fs::remove_file(path);
    }
    is_alone
}

/// Whether an open file has no other name; other systems do not say.
#[cfg(not(unix))]
fn is_alone(_file: &File, _path: &Path) -> bool {
    true
}

/// Whether an open file is the regular one at a path. It may have got other names since it was locked.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    there.is_file() && (open.dev(), open.ino()) == (there.dev(), there.ino())
}

/// Whether there is a regular file at a path; other systems do not say whether it is the same.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_one_is_told_who_holds_the_lock_until_it_is_released() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = AtlasLock::take(folder.path()).expect("locked");
        // By another path to the same folder.
        let error = AtlasLock::take(&folder.path().join(".")).expect_err("held");
        let LockError::Held { holder: Some(Holder { process, .. }), .. } = &error else { panic!("{error:?}") };
        assert_eq!(*process, std::process::id());
        assert!(error.to_string().contains(&format!("by process {process}")), "{error}");
        drop(lock);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
        AtlasLock::take(folder.path()).expect("locked again");
    }

    #[test]
    fn a_lock_that_a_dead_process_has_left_is_taken_over() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(".demarche-lock"), "1\nsomebody@some-machine-with-a-long-name\n")
            .expect("written");
        let _lock = AtlasLock::take(folder.path()).expect("locked");
        let error = AtlasLock::take(folder.path()).expect_err("held");
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        assert!(!error.to_string().contains("long-name"), "{error}");
    }

    #[test]
    fn who_holds_a_lock_is_told_without_obeying_what_is_written_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".demarche-lock");
        let hold = |text: &str| {
            fs::write(&path, text).expect("written");
            let file = File::open(&path).expect("opened");
            file.try_lock().expect("locked");
            file
        };
        let held = hold("77\nana\u{1b}[2J\u{202e}@host\n");
        let words = AtlasLock::take(folder.path()).expect_err("held").to_string();
        assert!(words.contains("process 77 of ana") && !words.contains(['\u{1b}', '\u{202e}']), "{words}");
        drop(held);
        let _held = hold("no number");
        assert!(matches!(AtlasLock::take(folder.path()), Err(LockError::Held { holder: None, .. })));
    }

    #[test]
    fn two_single_files_of_one_folder_have_two_locks_and_one_file_has_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let [a, b] = ["a.ron", "b.ron"].map(|name| folder.path().join(name));
        fs::write(&a, "Atlas()").expect("written");
        let _a = AtlasLock::take(&a).expect("locked");
        // This one is still to be made.
        let _b = AtlasLock::take(&b).expect("locked");
        assert!(matches!(AtlasLock::take(&a), Err(LockError::Held { .. })));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.ron");
            std::os::unix::fs::symlink(&a, &link).expect("a link");
            assert!(matches!(AtlasLock::take(&link), Err(LockError::Held { .. })));
        }
    }

    #[test]
    fn who_wants_to_write_is_not_turned_away_by_those_who_only_read() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("atlas.ron"), "Atlas()").expect("written");
        std::thread::scope(|scope| {
            for _ in 0..2 {
                // Each removes the lock that a dead process has left, for which it holds it.
                scope.spawn(|| {
                    for _ in 0..200 {
                        let mut left = tempfile::NamedTempFile::new_in(folder.path()).expect("a file");
                        left.write_all(b"1\ndead\n").expect("written");
                        // Nothing happens where a lock is there: it would be one that is held.
                        let _ = left.persist_noclobber(folder.path().join(".demarche-lock"));
                        crate::io::load(folder.path());
                    }
                });
            }
            for _ in 0..200 {
                AtlasLock::take(folder.path()).expect("locked");
            }
        });
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_in_the_place_of_the_lock_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let (victim, lock) = (folder.path().join("victim"), folder.path().join(".demarche-lock"));
        fs::write(&victim, "dear").expect("written");
        std::os::unix::fs::symlink(&victim, &lock).expect("a link");
        assert!(matches!(AtlasLock::take(folder.path()), Err(LockError::Io { .. })));
        fs::remove_file(&lock).expect("removed");
        for helper in [".demarche-lock", ".demarche-gate"] {
            fs::hard_link(&victim, folder.path().join(helper)).expect("a second name");
            AtlasLock::take(folder.path()).expect("locked");
            assert_eq!(fs::read_to_string(&victim).expect("the file"), "dear");
            assert!(!folder.path().join(helper).exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_snapshot_of_the_folder_by_hard_links_neither_ends_a_lock_nor_keeps_it_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let [atlas, snapshot] = ["atlas", "snapshot"].map(|name| folder.path().join(name));
        [&atlas, &snapshot].iter().for_each(|folder| fs::create_dir(folder).expect("made"));
        let lock = AtlasLock::take(&atlas).expect("locked");
        fs::hard_link(atlas.join(".demarche-lock"), snapshot.join(".demarche-lock")).expect("a second name");
        lock.finish().expect("still locked");
        assert!(matches!(AtlasLock::take(&atlas), Err(LockError::Held { .. })));
        drop(lock);
        for folder in [&atlas, &snapshot, &atlas] {
            AtlasLock::take(folder).expect("locked again").finish().expect("locked");
            assert_eq!(fs::read_dir(folder).expect("the folder").count(), 0);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_with_two_names_that_a_dead_process_has_left_is_taken_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let [atlas, snapshot] = ["atlas", "snapshot"].map(|name| folder.path().join(name));
        [&atlas, &snapshot].iter().for_each(|folder| fs::create_dir(folder).expect("made"));
        fs::write(atlas.join(".demarche-lock"), "1\n").expect("written");
        fs::hard_link(atlas.join(".demarche-lock"), snapshot.join(".demarche-lock")).expect("a second name");
        // Each of both can be locked while the other is.
        let locks = [&atlas, &snapshot].map(|folder| AtlasLock::take(folder).expect("locked"));
        locks.iter().for_each(|lock| lock.finish().expect("locked"));
    }

    #[test]
    fn where_nothing_is_there_is_nothing_to_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = AtlasLock::take(&folder.path().join("no/atlas")).expect_err("nothing there");
        assert!(matches!(&error, LockError::Io { .. }) && error.to_string().contains("no such file"), "{error}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_is_told_from_one_that_is_held() {
        // Nobody may make a file there, not even an administrator, whom permissions do not bind.
        let error = AtlasLock::take(Path::new("/sys/kernel")).expect_err("read-only");
        assert!(matches!(&error, LockError::ReadOnly { .. }), "{error:?}");
    }
}
