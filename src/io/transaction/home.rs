//! Where an atlas lies on the disk, and what its helper files are called there. All of them begin with `.demarche-`.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::files::FILE_NAMES;
pub(super) use super::super::files::TIES;
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
            Form::File { name, .. } => self.folder.join(format!("{PREFIX}{noun}-{}", mark(name))),
        }
    }

    /// Returns where the record of a save in progress is; an atlas of one file needs none.
    pub fn record_path(&self) -> Option<PathBuf> {
        match &self.form {
            Form::Folder => Some(self.folder.join(RECORD)),
            Form::File { .. } => None,
        }
    }

    /// Returns what the name of a temporary file for `target` begins with. Those of an atlas folder can be told from all
    /// others, and so can those for one file.
    pub fn temporary_prefix(&self, target: &OsStr) -> String {
        let kind = match &self.form {
            Form::Folder => "save",
            Form::File { .. } => "one",
        };
        format!("{PREFIX}{kind}-{}-", mark(&target.to_string_lossy()))
    }

    /// Returns the temporary files that a save may have left, sorted.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        match &self.form {
            Form::Folder => {
                temporaries(&self.folder, SAVE_PREFIX, &mut found);
                let ties = self.folder.join(TIES);
                if fs::canonicalize(&ties).is_ok_and(|at| at.starts_with(&self.folder)) {
                    temporaries(&ties, SAVE_PREFIX, &mut found);
                }
                for (_, path) in self.files() {
                    if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink())
                        && let Ok(target) = fs::canonicalize(&path)
                        && let Some(name) = target.file_name()
                    {
                        temporaries(folder_of(&target), &self.temporary_prefix(name), &mut found);
                    }
                }
            }
            Form::File { name, .. } => {
                temporaries(&self.folder, &self.temporary_prefix(OsStr::new(name)), &mut found);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Returns the paths of all files of the atlas that are there, within it and on the disk, sorted.
    pub fn files(&self) -> Vec<(String, PathBuf)> {
        match &self.form {
            Form::File { name, given } => {
                let path = self.folder.join(name);
                if fs::symlink_metadata(&path).is_ok() { vec![(given.clone(), path)] } else { Vec::new() }
            }
            Form::Folder => {
                let own = FILE_NAMES.into_iter().map(|name| (name.to_owned(), self.folder.join(name)));
                let mut found: Vec<_> = own.filter(|(_, path)| fs::symlink_metadata(path).is_ok()).collect();
                let entries = fs::read_dir(self.folder.join(TIES)).into_iter().flatten().filter_map(Result::ok);
                let ties = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
                let is_part = |name: &str| name.ends_with(".ron");
                found.extend(ties.filter(|(name, _)| is_part(name)).map(|(name, at)| (format!("{TIES}/{name}"), at)));
                found.sort();
                found
            }
        }
    }
}

/// Name of the record of a save in progress.
pub(super) const RECORD: &str = ".demarche-commit";
/// What the names of all temporary files of an atlas folder begin with.
const SAVE_PREFIX: &str = ".demarche-save-";

/// Whether a name is one that a temporary file of an atlas folder has.
pub(super) fn is_temporary(name: &str) -> bool {
    let inner = name.strip_prefix(SAVE_PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
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

/// Returns letters that stand for a name; of one length, so that a name can be as long as the file system allows.
fn mark(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..MARK_LETTERS].to_owned()
}
