//! Writes files: whole ones atomically, the trace line by line; and stages and syncs what saves put into place.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
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
    /// The target is there and is not to be written to.
    #[error("the file is read-only\nHint: nothing was changed; allow writing to it, or name another file\nFile: {}", path.display())]
    ReadOnly {
        /// The target.
        path: PathBuf,
    },
    /// There is something that was not to be replaced.
    #[error("there is something already\nHint: name a file that does not exist yet\nFile: {}", path.display())]
    Taken {
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
/// Returns why when the target is no regular file, is read-only, or the file system refuses; the target is then unchanged.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |cause| WriteError::Io { path: path.to_owned(), cause };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let held = fs::metadata(&target).ok();
    if held.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        return Err(WriteError::NotAFile { path: path.to_owned() });
    }
    if held.as_ref().is_some_and(|metadata| is_protected(&target, metadata)) {
        return Err(WriteError::ReadOnly { path: path.to_owned() });
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = stage(folder, ".demarche-", "", held.as_ref(), bytes).map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    // The rename itself is on the disk only once its folder is. The file is there in any case.
    let _ = sync_folder(folder);
    Ok(())
}

/// Writes `bytes` to `path` likewise, where nothing is.
///
/// # Errors
/// Returns that something is there, also where it came meanwhile, or why the file system refuses; it is then unchanged.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |cause: io::Error| match cause.kind() {
        ErrorKind::AlreadyExists => WriteError::Taken { path: path.to_owned() },
        _ => WriteError::Io { path: path.to_owned(), cause },
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = stage(folder, ".demarche-", "", None, bytes).map_err(failed)?;
    file.persist_noclobber(path).map_err(|error| failed(error.error))?;
    let _ = sync_folder(folder);
    Ok(())
}

/// Whether a file is not to be written to: a rename would replace it all the same, for it asks only the folder. Its mode is
/// looked at, too, since an administrator may open whatever there is.
fn is_protected(file: &Path, metadata: &Metadata) -> bool {
    let opened = || File::options().write(true).open(file);
    metadata.permissions().readonly() || opened().is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// Writes and syncs a temporary file in a folder, with owner and mode of the file that it will replace, if there is one.
/// It is removed when dropped.
pub(super) fn stage(
    folder: &Path,
    prefix: &str,
    suffix: &str,
    held: Option<&Metadata>,
    bytes: &[u8],
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(prefix).suffix(suffix);
    if let (None, Some(permissions)) = (held, usual_permissions()) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    if let Some(held) = held {
        make_alike(file.as_file(), held)?;
    }
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Syncs a folder, so that new names in it are on the disk. Folders cannot be synced everywhere.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Gives a file the owner and mode of another, as far as this person may.
#[cfg(unix)]
fn make_alike(file: &File, held: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let made = file.metadata()?;
    let mut mode = held.mode() & 0o7777;
    if made.uid() != held.uid() {
        // Only an administrator can give files away; the mode is kept all the same.
        let _ = fchown(file, Some(held.uid()), None);
    }
    if made.gid() != held.gid() && fchown(file, None, Some(held.gid())).is_err() {
        // Another group must not get what was meant for the first one.
        mode = mode & 0o707 | (mode & 0o007) << 3;
    }
    file.set_permissions(Permissions::from_mode(mode))
}

/// Gives a file the permissions of another.
#[cfg(not(unix))]
fn make_alike(file: &File, held: &Metadata) -> io::Result<()> {
    file.set_permissions(held.permissions())
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
        // The group may write, which the usual mask would take away.
        fs::set_permissions(&file, Permissions::from_mode(0o660)).expect("a mode");
        symlink(&file, &link).expect("a link");
        write_atomically(&link, b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert_eq!(fs::read(&file).expect("the file"), b"new");
        assert_eq!(fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o660);
    }

    #[test]
    fn a_file_that_is_read_only_is_not_replaced_whoever_asks() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, "old").expect("written");
        let mut permissions = fs::metadata(&path).expect("the file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("a mode");
        assert!(matches!(write_atomically(&path, b"new"), Err(WriteError::ReadOnly { .. })));
        assert_eq!(fs::read(&path).expect("the file"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(write_atomically(folder.path(), b"x"), Err(WriteError::NotAFile { .. })));
        let nowhere = folder.path().join("no/such/folder/file");
        assert!(matches!(write_atomically(&nowhere, b"x"), Err(WriteError::Io { .. })));
    }
}
