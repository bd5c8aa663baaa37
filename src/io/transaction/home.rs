//! Where an atlas lies on the disk, and what its helper files are called there. All of them begin with `.demarche-`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::files::FILE_NAMES;
pub(super) use super::super::files::{FOLDERS, TIES};
use super::super::write::sync_folder;
use super::error::SaveError;

/// What the names of all helper files begin with.
const PREFIX: &str = ".demarche-";
/// What the names of temporary files end with; never with `.ron`, which would make them parts of an atlas.
pub(super) const SUFFIX: &str = ".tmp";
/// Letters of a digest that tell apart the files of one folder in the names of helper files.
const MARK_LETTERS: usize = 8;

/// An atlas on the disk; links to it are resolved.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The path as it was given, for messages.
    pub given: PathBuf,
    /// Its folder, or the folder of its one file.
    pub folder: PathBuf,
    /// Its files.
    pub form: Form,
}

/// Whether an atlas is a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// It is, and holds its files.
    Folder,
    /// It is one file of the folder: its name there, and the name by which it was given.
    File {
        /// Its name, links resolved.
        name: String,
        /// Its name as it was given.
        given: String,
    },
}

impl Home {
    /// Finds the atlas at a path: a folder, or a file that may still have to be made.
    pub fn find(given: &Path) -> io::Result<Self> {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match fs::canonicalize(given) {
            Ok(folder) if fs::metadata(&folder)?.is_dir() => {
                Ok(Self { given: given.to_owned(), folder, form: Form::Folder })
            }
            Ok(file) => {
                let form = Form::File { name: name(&file), given: name(given) };
                Ok(Self { given: given.to_owned(), folder: folder_of(&file).to_owned(), form })
            }
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(given).is_err() => {
                if given.file_name().is_none() {
                    return Err(error);
                }
                let form = Form::File { name: name(given), given: name(given) };
                Ok(Self { given: given.to_owned(), folder: fs::canonicalize(folder_of(given))?, form })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the path of a file of the atlas, for messages.
    pub fn shown(&self, within: &str) -> PathBuf {
        match &self.form {
            Form::Folder => self.given.join(within),
            Form::File { .. } => self.given.clone(),
        }
    }

    /// Returns where the lock is.
    pub fn lock_path(&self) -> PathBuf {
        self.helper("lock")
    }

    /// Returns where the lock is through which one comes to the other.
    pub fn gate_path(&self) -> PathBuf {
        self.helper("gate")
    }

    fn helper(&self, noun: &str) -> PathBuf {
        match &self.form {
            Form::Folder => self.folder.join(format!("{PREFIX}{noun}")),
            Form::File { name, .. } => self.folder.join(format!("{PREFIX}{noun}-{}", mark(name.as_bytes()))),
        }
    }

    /// Returns where the record of a save in progress is; an atlas of one file needs none.
    pub fn record_path(&self) -> Option<PathBuf> {
        match &self.form {
            Form::Folder => Some(self.folder.join(RECORD)),
            Form::File { .. } => None,
        }
    }

    /// Returns what the names of the atlas's temporary files in a folder begin with. They can be told from those of all other
    /// atlases: in its own folders no other one's have such names, and in those to which links lead they bear its mark.
    pub fn temporary_prefix(&self, folder: &Path) -> String {
        match &self.form {
            Form::Folder if folder == self.folder || FOLDERS.iter().any(|it| folder == self.folder.join(it)) => {
                SAVE_PREFIX.to_owned()
            }
            Form::Folder => format!("{LINK_PREFIX}{}-", mark(self.folder.as_os_str().as_encoded_bytes())),
            Form::File { name, .. } => format!("{PREFIX}one-{}-", mark(name.as_bytes())),
        }
    }

    /// Returns the temporary files that a save may have left, sorted.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let mut folders = BTreeSet::from([self.folder.clone()]);
        if self.form == Form::Folder {
            let own = FOLDERS.into_iter().filter_map(|name| fs::canonicalize(self.folder.join(name)).ok());
            folders.extend(own.filter(|at| at.starts_with(&self.folder)));
            // Where the files cannot be told, what is left behind links is removed the next time.
            let links = self.files().unwrap_or_default().into_iter().map(|(_, path)| path);
            let links = links.filter(|path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()));
            folders.extend(links.filter_map(|path| Some(folder_of(&fs::canonicalize(path).ok()?).to_owned())));
        }
        let mut found = Vec::new();
        for folder in folders {
            temporaries(&folder, &self.temporary_prefix(&folder), &mut found);
        }
        found.sort();
        found
    }

    /// Returns the paths of all files of the atlas that are there, within it and on the disk, sorted. An error is that nobody
    /// can tell which are: some of them would pass for all.
    pub fn files(&self) -> io::Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        match &self.form {
            Form::File { name, given } => {
                let path = self.folder.join(name);
                if is_there(&path)? {
                    found.push((given.clone(), path));
                }
            }
            Form::Folder => {
                for name in FILE_NAMES {
                    let path = self.folder.join(name);
                    if is_there(&path)? {
                        found.push((name.to_owned(), path));
                    }
                }
                for folder in FOLDERS {
                    let entries = match fs::read_dir(self.folder.join(folder)) {
                        Err(cause) if is_absence(&cause) => None,
                        entries => Some(entries?),
                    };
                    for entry in entries.into_iter().flatten() {
                        let entry = entry?;
                        let name = entry.file_name().to_string_lossy().into_owned();
                        if name.ends_with(".ron") {
                            found.push((format!("{folder}/{name}"), entry.path()));
                        }
                    }
                }
                found.sort();
            }
        }
        Ok(found)
    }
}

/// Name of the record of a save in progress.
pub(super) const RECORD: &str = ".demarche-commit";
/// What the names of all temporary files of an atlas folder begin with that are within it.
pub(super) const SAVE_PREFIX: &str = ".demarche-save-";
/// What the names of those begin with that are where links lead to, beside the files of others.
const LINK_PREFIX: &str = ".demarche-link-";

/// Whether a name is one that a temporary file of an atlas folder has.
pub(super) fn is_temporary(name: &str) -> bool {
    let inner = [SAVE_PREFIX, LINK_PREFIX].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    let inner = inner.and_then(|rest| rest.strip_suffix(SUFFIX));
    inner.is_some_and(|inner| inner.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()))
}

/// Whether a name belongs to a helper file.
pub(in super::super) fn is_helper(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// Returns the folder that a path lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder for a new atlas, and those above it, where they are not there yet.
///
/// # Errors
/// Returns why when the file system refuses.
pub fn make_folder(path: &Path) -> Result<(), SaveError> {
    let failed = |cause| SaveError::Io { path: path.to_owned(), cause };
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty()).collect();
    for folder in missing.into_iter().rev().filter(|folder| !folder.is_dir()) {
        fs::create_dir(folder).and_then(|()| sync_folder(folder_of(folder))).map_err(failed)?;
    }
    Ok(())
}

/// Adds the regular files of a folder whose names have a beginning and [`SUFFIX`].
fn temporaries(folder: &Path, prefix: &str, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_meant = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(prefix) && name.ends_with(SUFFIX) && entry.file_type().is_ok_and(|it| it.is_file())
    };
    found.extend(entries.filter(is_meant).map(|entry| entry.path()));
}

/// Whether there is anything at a path.
fn is_there(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(cause) if is_absence(&cause) => Ok(false),
        found => found.map(|_| true),
    }
}

/// Whether an error says that nothing is there.
pub(in super::super) fn is_absence(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Returns letters that stand for a name; of one length, so that a name can be as long as the file system allows.
fn mark(name: &[u8]) -> String {
    blake3::hash(name).to_hex()[..MARK_LETTERS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn half_a_list_of_files_is_none() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::find(folder.path()).expect("found");
        fs::write(folder.path().join("atlas.ron"), "Atlas()").expect("written");
        assert_eq!(home.files().expect("listed").len(), 1);
        // It is there and cannot be listed, not even by an administrator.
        symlink("ties", folder.path().join("ties")).expect("a link to itself");
        assert!(home.files().is_err());
    }
}
