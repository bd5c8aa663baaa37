//! Sees to interrupted saves before an atlas is read. Nothing is written, and no lock taken, where nothing was interrupted.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use super::super::files::in_words;
use super::super::problems::{Found, Problems};
use super::error::LockError;
use super::home::{Home, RECORD};
use super::lock::AtlasLock;
use super::record::Record;
use super::recover::{Recovered, Stuck, recover, unreadable};
use crate::model::Place;

/// Times that a save or a recovery is waited for; one that stays after that is none that anybody works on.
const MOST_WAITS: usize = 50;

/// What an atlas is like when reading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Settled {
    /// No save was under way.
    Whole,
    /// A save is not finished and cannot be, which was reported.
    Unfinished,
}

/// Finishes or takes back an interrupted save of the atlas at a path; says what was done, or why nothing could be.
///
/// A save that is under way is waited for, since reading in the midst of it would give half of each state.
pub(in super::super) fn settle(atlas: &Path, problems: &mut Problems) -> Settled {
    let home = match Home::find(atlas) {
        Ok(home) => home,
        // Where there is no atlas, reading says so.
        Err(cause) if is_absence(&cause) => return Settled::Whole,
        Err(cause) => {
            let message = format!("nobody can tell whether a save was interrupted: {}", in_words(&cause));
            return report(Err(Stuck { message, hint: "open the atlas again".to_owned() }), problems);
        }
    };
    for _ in 0..MOST_WAITS {
        if !is_unsettled(&home) {
            return Settled::Whole;
        }
        match AtlasLock::hold(home.clone()) {
            Ok(lock) => return report(recover(lock.home()), problems),
            Err(LockError::Held { .. }) => match wait(&home) {
                Waited::Ended => return Settled::Whole,
                Waited::Again => {}
            },
            Err(refused @ (LockError::ReadOnly { .. } | LockError::Io { .. })) => {
                return report_unfinished(&home, &refused, problems);
            }
        }
    }
    report(Err(unfinished(&home, "somebody else has it open for writing")), problems)
}

/// Whether a save of the atlas at a path is under way or was interrupted.
pub(in super::super) fn is_under_way(atlas: &Path) -> bool {
    Home::find(atlas).is_ok_and(|home| home.record_path().is_some_and(|path| is_there(&path)))
}

/// Whether anything of a save or a lock is there.
fn is_unsettled(home: &Home) -> bool {
    is_there(&home.lock_path())
        || is_there(&home.gate_path())
        || home.record_path().is_some_and(|path| is_there(&path))
        || !home.leftovers().is_empty()
}

/// Whether there is something at a path; also where the file system does not say, so that it is looked into.
fn is_there(path: &Path) -> bool {
    !fs::symlink_metadata(path).is_err_and(|cause| is_absence(&cause))
}

/// Whether an error says that there is nothing at a path.
pub(in super::super) fn is_absence(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// What has become of a save that others make.
enum Waited {
    /// There is none.
    Ended,
    /// There was one; it is time to look again.
    Again,
}

/// Waits until a save ends that is under way: its record is locked as long as it is worked on.
fn wait(home: &Home) -> Waited {
    let Some(path) = home.record_path() else { return Waited::Ended };
    match fs::symlink_metadata(&path) {
        Err(_) => return Waited::Ended,
        Ok(metadata) if !metadata.is_file() => return Waited::Again,
        Ok(_) => {}
    }
    if let Ok(record) = File::open(&path) {
        let _ = record.lock_shared();
    }
    Waited::Again
}

fn report(recovered: Result<Recovered, Stuck>, problems: &mut Problems) -> Settled {
    let place = Place::whole_file(Arc::from(RECORD));
    match recovered {
        Ok(Recovered::Nothing) => {}
        Ok(Recovered::Finished(files)) => {
            let message = format!("a save that was interrupted is finished now: {}", files.join(", "));
            problems.note(|| Found { place, message, hint: "nothing needs to be done".to_owned() });
        }
        Ok(Recovered::TakenBack(files)) => {
            let message = format!("a save that was interrupted was taken back: {}", files.join(", "));
            let hint = "the files are as they were before it; make the changes again".to_owned();
            problems.note(|| Found { place, message, hint });
        }
        Err(Stuck { message, hint }) => {
            problems.error(|| Found { place, message, hint });
            return Settled::Unfinished;
        }
    }
    Settled::Whole
}

/// Reports a save that cannot be finished because the atlas cannot be locked.
fn report_unfinished(home: &Home, refused: &LockError, problems: &mut Problems) -> Settled {
    let is_begun = home.record_path().is_some_and(|path| is_there(&path));
    let words = refused.to_string();
    let why = words.lines().next().unwrap_or_default();
    if is_begun {
        return report(Err(unfinished(home, why)), problems);
    }
    if !home.leftovers().is_empty() {
        let place = Place::whole_file(Arc::from(RECORD));
        let message = format!("temporary files of an interrupted save are left, because {why}");
        let hint = "the files of the atlas are as they were before it; the next save removes these".to_owned();
        problems.note(|| Found { place, message, hint });
    }
    Settled::Whole
}

/// Returns what is to be said of a save that is in force and not finished.
fn unfinished(home: &Home, why: &str) -> Stuck {
    let record = home.record_path().map_or(Ok(None), |path| Record::read(&path));
    match record {
        Err(cause) => unreadable(&cause),
        Ok(record) => {
            let files: Vec<String> =
                record.into_iter().flat_map(|record| record.files).map(|change| change.path).collect();
            Stuck {
                message: format!("a save was interrupted and is not finished, because {why}: {}", files.join(", ")),
                hint: "what was read may be the old state in one file and the new one in another; open the atlas where it \
                       can be written to"
                    .to_owned(),
            }
        }
    }
}
