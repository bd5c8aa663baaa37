//! Writes files: pictures atomically, and the trace line by line.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;
use thiserror::Error;

use super::files::in_words;

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The target is there and is no regular file.
    #[error("{} is not a regular file\nHint: name a file that does not exist yet, or one to replace", path.display())]
    NotAFile {
        /// The target.
        path: PathBuf,
    },
    /// The file system said no.
    #[error("cannot write the file: {}\nHint: nothing was changed; check the folder, its permissions and the room on the disk\nFile: {}", in_words(cause), path.display())]
    Io {
        /// The target.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
}

/// Writes `bytes` to `path`, so that the file is the old one or the new one and never a part of either.
///
/// A temporary file beside the target is written and synced, then renamed, and the folder is synced. A symbolic link is
/// followed, and the mode of a file that is replaced is kept.
///
/// # Errors
/// Returns why when the target is no regular file or the file system refuses; the target is then unchanged.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |cause| WriteError::Io { path: path.to_owned(), cause };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let held = fs::metadata(&target).ok();
    if held.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        return Err(WriteError::NotAFile { path: path.to_owned() });
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".demarche-");
    let permissions = held.map(|metadata| metadata.permissions()).or_else(usual_permissions);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    // The rename itself is on the disk only once its folder is; folders cannot be synced everywhere.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Returns what a new file commonly may be used for, less what the user's mask takes away.
#[cfg(unix)]
fn usual_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(0o666))
}

/// Returns nothing: other systems give a new file what its folder says.
#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}

/// A file to which the window writes what tests need to know.
#[derive(Debug)]
pub struct TraceFile {
    file: File,
}

impl TraceFile {
    /// Opens the file anew.
    ///
    /// # Errors
    /// Returns why when the file system refuses.
    pub fn create(path: &Path) -> Result<Self, WriteError> {
        let file = File::create(path).map_err(|cause| WriteError::Io { path: path.to_owned(), cause })?;
        Ok(Self { file })
    }

    /// Writes one line in one piece; a trace that cannot be written is not worth stopping for.
    pub fn line(&mut self, line: &str) {
        let _ = self.file.write_all(format!("{line}\n").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("picture.svg");
        write_atomically(&path, b"old").expect("written");
        write_atomically(&path, b"new").expect("written");
        assert_eq!(fs::read(&path).expect("the file"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_modes_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").expect("written");
        fs::set_permissions(&file, Permissions::from_mode(0o640)).expect("a mode");
        symlink(&file, &link).expect("a link");
        write_atomically(&link, b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert_eq!(fs::read(&file).expect("the file"), b"new");
        assert_eq!(fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(write_atomically(folder.path(), b"x"), Err(WriteError::NotAFile { .. })));
        let nowhere = folder.path().join("no/such/folder/file");
        assert!(matches!(write_atomically(&nowhere, b"x"), Err(WriteError::Io { .. })));
    }
}
