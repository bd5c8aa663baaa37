//! Puts the new files of a save into place, one after the other, and syncs the folders.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::write::sync_folder;
use super::home::folder_of;

/// One file that is put into place or removed.
#[derive(Debug)]
pub(super) struct Move {
    /// The temporary file with the new content; `None` when the target is to be removed.
    pub from: Option<PathBuf>,
    /// The target.
    pub to: PathBuf,
}

/// Why not all files were put into place.
#[derive(Debug)]
pub(super) struct Failure {
    /// The target.
    pub path: PathBuf,
    /// What the file system said.
    pub cause: io::Error,
    /// Whether one was put into place before.
    pub progress: Progress,
}

/// Whether something is changed already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// All is as it was.
    Untouched,
    /// At least one file is the new one.
    Begun,
}

/// Puts files into place, making the folders that they lack.
pub(super) fn carry_out(moves: &[Move]) -> Result<(), Failure> {
    let mut folders: BTreeSet<&Path> = BTreeSet::new();
    let failed = |path: &Path, progress| {
        let path = path.to_owned();
        move |cause| Failure { path, cause, progress }
    };
    for Move { to, .. } in moves {
        let folder = folder_of(to);
        if !folder.is_dir() {
            let made = fs::create_dir(folder).and_then(|()| sync_folder(folder_of(folder)));
            made.map_err(failed(to, Progress::Untouched))?;
        }
    }
    let mut progress = Progress::Untouched;
    for Move { from, to } in moves {
        let moved = match from {
            Some(from) => fs::rename(from, to),
            None => fs::remove_file(to),
        };
        moved.map_err(failed(to, progress))?;
        progress = Progress::Begun;
        folders.insert(folder_of(to));
        folders.extend(from.as_deref().map(folder_of));
    }
    for folder in folders {
        sync_folder(folder).map_err(failed(folder, progress))?;
    }
    Ok(())
}
