//! What the files of an atlas were when they were read, in order to notice that they are others by now.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::home::Home;

/// The contents of all files of an atlas at one time, by their paths within it, as lengths and hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// `None` for a file that is there but could not be read.
    files: BTreeMap<Arc<str>, Option<Digest>>,
}

impl Stamp {
    /// Returns the paths of the files within the atlas, sorted.
    pub fn files(&self) -> Vec<Arc<str>> {
        self.files.keys().cloned().collect()
    }

    /// Returns the stamp with one file of the atlas at `root` as it is now: one that was written alone.
    pub fn with_file(mut self, root: &Path, name: &str) -> Self {
        match fs::read(root.join(name)) {
            Ok(bytes) => self.insert(Arc::from(name), Some(Digest::of(&bytes))),
            Err(cause) if cause.kind() == ErrorKind::NotFound => self.remove(name),
            Err(_) => self.insert(Arc::from(name), None),
        }
        self
    }

    /// Returns letters by which these contents can be told from all others.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (path, digest) in &self.files {
            let digest = digest.map_or_else(String::new, |digest| digest.to_string());
            // Neither holds a line break that could be taken for these.
            hasher.update(format!("{path:?}\n{digest}\n").as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Returns the paths of the files that are not in both, or not the same, sorted.
    pub fn differing(&self, other: &Self) -> Vec<Arc<str>> {
        let all: BTreeSet<&Arc<str>> = self.files.keys().chain(other.files.keys()).collect();
        all.into_iter().filter(|path| self.files.get(*path) != other.files.get(*path)).cloned().collect()
    }

    /// Adds a file; `None` where it could not be read.
    pub(in super::super) fn insert(&mut self, path: Arc<str>, digest: Option<Digest>) {
        self.files.insert(path, digest);
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Returns what a file was: nothing where there was none, and nothing inside where it could not be read.
    pub(super) fn get(&self, path: &str) -> Option<Option<Digest>> {
        self.files.get(path).copied()
    }

    /// Returns the paths of the files that are not what they were, are gone or are new, sorted. O(bytes). An error is that
    /// nobody can tell.
    pub(super) fn changed(&self, home: &Home) -> io::Result<Vec<String>> {
        let now = home.files()?;
        let mut changed = Vec::new();
        for (path, at) in &now {
            let is_same = match self.get(path) {
                None => false,
                Some(None) => true,
                Some(Some(digest)) => digest.is_of(at)?,
            };
            if !is_same {
                changed.push(path.clone());
            }
        }
        let is_gone = |path: &str| !now.iter().any(|(there, _)| there == path);
        let known = self.files.iter().filter(|(_, digest)| digest.is_some());
        changed.extend(known.map(|(path, _)| path.to_string()).filter(|path| is_gone(path)));
        changed.sort();
        Ok(changed)
    }
}

/// Length and hash of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Digest {
    n_bytes: u64,
    hash: blake3::Hash,
}

impl Digest {
    /// Returns the digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { n_bytes: bytes.len() as u64, hash: blake3::hash(bytes) }
    }

    /// Returns the digest that was written as a text.
    pub fn parse(text: &str) -> Option<Self> {
        let (n_bytes, hash) = text.split_once('-')?;
        Some(Self { n_bytes: n_bytes.parse().ok()?, hash: blake3::Hash::from_hex(hash).ok()? })
    }

    /// Whether these bytes are in the file at `path`; `false` where there is none. Only as many are read as there should be.
    pub fn is_of(&self, path: &Path) -> io::Result<bool> {
        let metadata = match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            found => found?,
        };
        if !metadata.is_file() || metadata.len() != self.n_bytes {
            return Ok(false);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?.take(self.n_bytes + 1))?;
        Ok(hasher.count() == self.n_bytes && hasher.finalize() == self.hash)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.n_bytes, self.hash.to_hex())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_not_taken_for_none() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("views.ron")).expect("made");
        let stamp = Stamp::default().with_file(folder.path(), "views.ron").with_file(folder.path(), "kinds.ron");
        assert_eq!((stamp.get("views.ron"), stamp.get("kinds.ron")), (Some(None), None));
    }
}
