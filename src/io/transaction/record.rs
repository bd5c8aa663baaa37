//! The record of a save: which files become what. Once it is in force, the save is finished whatever happens.
//!
//! It is read back from folders that anybody may have made, so every name in it is looked at again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::files::FILE_NAMES;
use super::super::limits::{MAX_FILES, MAX_RECORD_FILE_BYTES};
use super::home::is_temporary;
use super::stamp::Digest;

/// The format of the record.
const FORMAT: u32 = 1;
/// Files that a save changes at most: it removes as many as can be read, and makes as many.
const MOST_CHANGES: usize = 2 * (FILE_NAMES.len() + MAX_FILES);
/// What is written for a file that is not there.
const ABSENT: &str = "absent";
/// What the first line begins with.
const SEAL: &str = "// blake3 of the lines below: ";

/// What a save does.
#[derive(Debug, PartialEq)]
pub(super) struct Record {
    /// Each file.
    pub files: Vec<Change>,
    /// Whether a folder that a file stands in was not there before, that of ties or that of scenarios.
    pub folders: Folders,
}

/// Whether a save makes a folder within the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folders {
    /// All that are needed were there.
    Kept,
    /// It makes one at least.
    Made,
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// Its path within the atlas.
    pub path: String,
    /// What was there; `None` for nothing.
    pub old: Option<Digest>,
    /// What will be there.
    pub new: New,
}

/// What will be in the place of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum New {
    /// Nothing.
    Absent,
    /// What is in a temporary file.
    Content {
        /// Name of the temporary file.
        temporary: String,
        /// What is in it.
        digest: Digest,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Commit")]
struct CommitText {
    format: u32,
    /// Whether a folder is made, whichever that is.
    makes_ties: bool,
    files: Vec<ChangeText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Change")]
struct ChangeText {
    path: String,
    temporary: String,
    old: String,
    new: String,
}

impl Record {
    /// Returns the record as it stands in its file; `None` where it would be more than what is read back.
    pub fn written(&self) -> Option<String> {
        if self.files.len() > MOST_CHANGES {
            return None;
        }
        let of = |digest: Option<Digest>| digest.map_or_else(|| ABSENT.to_owned(), |digest| digest.to_string());
        let change = |change: &Change| {
            let (temporary, new) = match &change.new {
                New::Absent => (String::new(), None),
                New::Content { temporary, digest } => (temporary.clone(), Some(*digest)),
            };
            ChangeText { path: change.path.clone(), temporary, old: of(change.old), new: of(new) }
        };
        let files = self.files.iter().map(change).collect();
        let text = CommitText { format: FORMAT, makes_ties: self.folders == Folders::Made, files };
        let body = ron::ser::to_string_pretty(&text, ron::ser::PrettyConfig::default()).ok()?;
        let written = format!("{SEAL}{}\n{body}\n", blake3::hash(format!("{body}\n").as_bytes()).to_hex());
        (written.len() as u64 <= MAX_RECORD_FILE_BYTES).then_some(written)
    }

    /// Reads the record at `path`; `Ok(None)` where there is none, and words where it is not to be trusted.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(super::super::files::in_words(&error)),
            Ok(metadata) if !metadata.is_file() => return Err("it is not a regular file".to_owned()),
            Ok(_) => {}
        }
        let mut text = String::new();
        let read = File::open(path).and_then(|file| file.take(MAX_RECORD_FILE_BYTES + 1).read_to_string(&mut text));
        match read {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(super::super::files::in_words(&error)),
            Ok(n) if n as u64 > MAX_RECORD_FILE_BYTES => return Err("it is too large".to_owned()),
            Ok(_) => {}
        }
        Self::parse(&text).map(Some)
    }

    /// Reads a record from its text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let broken = || "it is damaged".to_owned();
        let (seal, body) = text.split_once('\n').ok_or_else(broken)?;
        let seal = seal.strip_prefix(SEAL).and_then(|hex| blake3::Hash::from_hex(hex).ok()).ok_or_else(broken)?;
        if blake3::hash(body.as_bytes()) != seal {
            return Err(broken());
        }
        let CommitText { format, makes_ties, files } = ron::from_str(body).map_err(|_| broken())?;
        if format != FORMAT {
            return Err(format!("it is of format {format}, this version knows {FORMAT}"));
        }
        if files.is_empty() || files.len() > MOST_CHANGES {
            return Err(format!("it names {} files", files.len()));
        }
        let files: Vec<Change> = files.into_iter().map(changed).collect::<Result<_, _>>()?;
        let paths: BTreeSet<&String> = files.iter().map(|change| &change.path).collect();
        if paths.len() < files.len() {
            return Err("it names a file twice".to_owned());
        }
        Ok(Self { files, folders: if makes_ties { Folders::Made } else { Folders::Kept } })
    }
}

/// Returns the change that a text means.
fn changed(text: ChangeText) -> Result<Change, String> {
    let ChangeText { path, temporary, old, new } = text;
    let digest = |text: &str| match text {
        ABSENT => Ok(None),
        _ => Digest::parse(text).map(Some).ok_or_else(|| "it is damaged".to_owned()),
    };
    let (old, new) = (digest(&old)?, digest(&new)?);
    let new = match new {
        None if temporary.is_empty() => New::Absent,
        Some(digest) if is_temporary(&temporary) => New::Content { temporary, digest },
        None | Some(_) => return Err(format!("`{temporary}` is not the name of a temporary file")),
    };
    Ok(Change { path, old, new })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(n_files: usize) -> Record {
        let digest = Digest::of(b"[]");
        let change = |number: usize| Change {
            // As long as a name can be, of letters that are written with more than one.
            path: format!("ties/{number:04}{}.ron", "\"".repeat(247)),
            old: Some(digest),
            new: New::Content { temporary: format!(".demarche-save-{number}.tmp"), digest },
        };
        Record { files: (0..n_files).map(change).collect(), folders: Folders::Kept }
    }

    #[test]
    fn a_record_of_as_many_files_as_can_change_is_read_back_and_one_of_more_is_not_written() {
        let all = record(MOST_CHANGES);
        let text = all.written().expect("a text");
        assert_eq!(Record::parse(&text).expect("a record"), all);
        assert_eq!(record(MOST_CHANGES + 1).written(), None);
    }
}
