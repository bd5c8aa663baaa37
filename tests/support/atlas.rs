//! Atlases on disk: copies to change, and all bytes of their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the bytes of every file in a folder, by its path there.
#[expect(clippy::expect_used, reason = "a test stops at what must hold")]
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(contents(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
    files
}

/// A folder with a copy of the starter atlas, `korea`.
#[expect(clippy::expect_used, reason = "a test stops at what must hold")]
pub fn copied() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = folder.path().join("korea");
    for (name, bytes) in contents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea")) {
        let path = atlas.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    (folder, atlas)
}
