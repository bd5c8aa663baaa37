//! The atlases that were opened last, in a file of their own beside the journals.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::write::write_atomically;

/// Atlases that are remembered.
const MOST_RECENT: usize = 10;
/// Bytes in the file: far more than ten paths take.
const MAX_BYTES: u64 = 64 << 10;

/// An atlas that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it was.
    pub path: PathBuf,
    /// What it was called.
    pub title: String,
}

/// Returns the folder of what the program keeps of its own accord: `$XDG_STATE_HOME/demarche` or its like; `None` where a
/// person has no folder.
pub(super) fn state_folder() -> Option<PathBuf> {
    let folders = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("demarche"))
}

/// Returns the atlases that were opened last, the last first; none where nothing is remembered.
pub fn recent() -> Vec<Recent> {
    file().map(|path| read(&path)).unwrap_or_default()
}

/// Notes that an atlas was opened. That it cannot be remembered is not worth a word.
pub fn note_recent(path: &Path, title: &str) {
    let (Some(file), Ok(path)) = (file(), fs::canonicalize(path)) else { return };
    note(&file, Recent { path, title: title.to_owned() });
}

fn file() -> Option<PathBuf> {
    state_folder().map(|folder| folder.join("recent.ron"))
}

fn read(path: &Path) -> Vec<Recent> {
    let mut text = String::new();
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let is_read = is_file && File::open(path).is_ok_and(|file| file.take(MAX_BYTES).read_to_string(&mut text).is_ok());
    let mut recent: Vec<Recent> = if is_read { ron::from_str(&text).unwrap_or_default() } else { Vec::new() };
    recent.truncate(MOST_RECENT);
    recent
}

fn note(file: &Path, opened: Recent) {
    let mut recent = read(file);
    recent.retain(|other| other.path != opened.path);
    recent.insert(0, opened);
    recent.truncate(MOST_RECENT);
    let config = ron::ser::PrettyConfig::default();
    if let (Ok(text), Some(folder)) = (ron::ser::to_string_pretty(&recent, config), file.parent()) {
        let _ = fs::create_dir_all(folder).map(|()| write_atomically(file, text.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ten_are_remembered_each_once_the_last_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("demarche/recent.ron");
        for number in (0..15).chain([8]) {
            note(&file, Recent { path: PathBuf::from(format!("/atlas-{number}")), title: "北".to_owned() });
        }
        let paths: Vec<String> = read(&file).into_iter().map(|recent| recent.path.display().to_string()).collect();
        assert_eq!(paths.len(), MOST_RECENT);
        assert_eq!(&paths[..3], ["/atlas-8", "/atlas-14", "/atlas-13"]);
    }

    #[test]
    fn a_broken_list_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("recent.ron");
        fs::write(&file, "[(path: \"/a\", tit").expect("written");
        assert_eq!(read(&file), []);
        note(&file, Recent { path: PathBuf::from("/a"), title: "A".to_owned() });
        assert_eq!(read(&file).len(), 1);
    }
}
