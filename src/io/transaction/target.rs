//! Decides where a file of an atlas may be written: at a plain path within it, a link to one file being followed.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::files::FILE_NAMES;
use super::error::SaveError;
use super::home::{FOLDERS, Form, Home, TIES, folder_of, is_helper};

/// A file of an atlas on the disk, or the place for one.
#[derive(Debug)]
pub(super) struct Target {
    /// Where it is, links resolved.
    pub at: PathBuf,
    /// Where its temporary file goes: beside it, or into the atlas folder as long as its own folder is not there.
    pub staging: PathBuf,
    /// What is known of the file; `None` where there is none.
    pub held: Option<Metadata>,
}

/// Why a path is not written to.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It cannot be the path of a file of an atlas.
    NotAPart,
    /// There is something else.
    NotAFile,
    /// A link is not followed.
    Link(&'static str),
    /// The file system said no.
    Io(io::Error),
}

impl Refusal {
    /// Returns the error of a save that fails for this reason.
    pub fn into_error(self, home: &Home, within: &str) -> SaveError {
        let path = home.shown(within);
        match self {
            Self::NotAPart => SaveError::NotAPart { path: home.given.clone(), file: within.to_owned() },
            Self::NotAFile => SaveError::NotAFile { path },
            Self::Link(why) => SaveError::Link { path, why },
            Self::Io(cause) => SaveError::Io { path, cause },
        }
    }
}

impl Target {
    /// Finds the file at a path within an atlas.
    pub fn find(home: &Home, within: &str) -> Result<Self, Refusal> {
        match &home.form {
            Form::File { name, given } if within == given => in_folder(&home.folder, name),
            Form::File { .. } => Err(Refusal::NotAPart),
            Form::Folder if FILE_NAMES.contains(&within) => in_folder(&home.folder, within),
            Form::Folder => {
                let parts = within.split_once('/').filter(|(folder, name)| FOLDERS.contains(folder) && is_plain(name));
                let (folder, name) = parts.ok_or(Refusal::NotAPart)?;
                let folder = home.folder.join(folder);
                match fs::symlink_metadata(&folder) {
                    Ok(_) => in_folder(&inside(home, &folder)?, name),
                    Err(error) if error.kind() == ErrorKind::NotFound => {
                        // A name that is too long is found out now, not when there is no way back.
                        missing(&home.folder.join(name))?;
                        Ok(Self { at: folder.join(name), staging: home.folder.clone(), held: None })
                    }
                    Err(error) => Err(Refusal::Io(error)),
                }
            }
        }
    }

    /// Whether its folder has yet to be made.
    pub fn lacks_folder(&self) -> bool {
        folder_of(&self.at) != self.staging
    }
}

/// Whether a name can be that of a file in a folder of the atlas: no path, and no helper file.
fn is_plain(name: &str) -> bool {
    let is_separator = |letter: char| matches!(letter, '/' | '\\' | '\0') || cfg!(windows) && letter == ':';
    name.len() > ".ron".len() && name.ends_with(".ron") && !name.contains(is_separator) && !is_helper(name)
}

/// Returns a folder of the atlas with links resolved, which must not lead out of that.
fn inside(home: &Home, folder: &Path) -> Result<PathBuf, Refusal> {
    let at = fs::canonicalize(folder).map_err(Refusal::Io)?;
    if !at.starts_with(&home.folder) {
        return Err(Refusal::Link(if folder.ends_with(TIES) {
            "the folder ties leads out of the atlas"
        } else {
            "the folder scenarios leads out of the atlas"
        }));
    }
    if fs::metadata(&at).map_err(Refusal::Io)?.is_dir() { Ok(at) } else { Err(Refusal::NotAFile) }
}

fn in_folder(folder: &Path, name: &str) -> Result<Target, Refusal> {
    let path = folder.join(name);
    let held = match fs::symlink_metadata(&path) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Target { at: path, staging: folder.to_owned(), held: None });
        }
        Err(error) => return Err(Refusal::Io(error)),
    };
    let (at, held) = if held.is_symlink() {
        let at = fs::canonicalize(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Refusal::Link("it leads to a file that is not there"),
            _ => Refusal::Io(error),
        })?;
        let held = fs::metadata(&at).map_err(Refusal::Io)?;
        (at, held)
    } else {
        (path, held)
    };
    if !held.is_file() {
        return Err(Refusal::NotAFile);
    }
    Ok(Target { staging: folder_of(&at).to_owned(), at, held: Some(held) })
}

/// Makes sure that a file could be there, although there is none.
fn missing(path: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Refusal::Io(error)),
        Ok(_) | Err(_) => Ok(()),
    }
}
