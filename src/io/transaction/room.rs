//! Makes sure that an atlas can be read once it is saved: the limits on what is read hold for what is written.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use super::super::files::{FILE_NAMES, FOLDERS};
use super::super::limits::{MAX_ATLAS_BYTES, MAX_FILE_BYTES, MAX_FILES};
use super::commit::Write;
use super::error::SaveError;
use super::home::Home;

/// A limit because of which a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveLimit {
    /// It is too large by itself.
    FileBytes,
    /// It is too large together with those before it.
    AtlasBytes,
    /// It is one too many in its folder.
    Files,
}

impl fmt::Display for SaveLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileBytes => write!(f, "the most in one file are {} MB", MAX_FILE_BYTES >> 20),
            Self::AtlasBytes => write!(f, "the most in all files together are {} MB", MAX_ATLAS_BYTES >> 20),
            Self::Files => write!(f, "the most files in one folder are {MAX_FILES}"),
        }
    }
}

/// Bytes of files by their paths within an atlas.
type Sizes<'a> = BTreeMap<&'a str, u64>;

/// Demands that all that is written will be read, and all that was read before, too. O(files).
///
/// # Errors
/// Returns the first file that would not, and because of which limit.
pub(super) fn demand_room(home: &Home, writes: &[Write]) -> Result<(), SaveError> {
    let files = home.files().map_err(|cause| SaveError::Io { path: home.given.clone(), cause })?;
    let size = |at: &Path| fs::metadata(at).map_or(0, |metadata| metadata.len());
    let before: Sizes<'_> = files.iter().map(|(path, at)| (path.as_str(), size(at))).collect();
    match first_unread(&before, writes) {
        Some((file, limit)) => Err(SaveError::Beyond { path: home.given.clone(), file: file.to_owned(), limit }),
        None => Ok(()),
    }
}

/// Returns the first file that would not be read any more, or not be read although it is written.
fn first_unread<'a>(before: &Sizes<'a>, writes: &'a [Write]) -> Option<(&'a str, SaveLimit)> {
    let mut after = before.clone();
    for Write { path, content } in writes {
        match content {
            Some(content) => after.insert(path, content.len() as u64),
            None => after.remove(path.as_str()),
        };
    }
    let unread_before = unread(before);
    let is_written = |path: &str| writes.iter().any(|write| write.path == path && write.content.is_some());
    let is_news = |path: &str| !unread_before.contains_key(path) || is_written(path);
    unread(&after).into_iter().find(|(path, _)| is_news(path))
}

/// Returns the files that are not read, as reading goes through them.
fn unread<'a>(sizes: &Sizes<'a>) -> BTreeMap<&'a str, SaveLimit> {
    let of = |folder: &str| -> Vec<&str> {
        let is_within = |path: &&str| path.split_once('/').is_some_and(|(found, _)| found == folder);
        sizes.keys().copied().filter(is_within).collect()
    };
    let mut others: Vec<&str> = sizes.keys().copied().filter(|path| !path.contains('/')).collect();
    others.sort_by_key(|path| FILE_NAMES.iter().position(|name| name == path));
    let (mut unread, mut n_bytes) = (BTreeMap::new(), 0);
    let numbered = others
        .into_iter()
        .map(|path| (0, path))
        .chain(FOLDERS.into_iter().flat_map(|folder| of(folder).into_iter().enumerate()));
    for (number, path) in numbered {
        let size = sizes.get(path).copied().unwrap_or_default();
        if number >= MAX_FILES {
            unread.insert(path, SaveLimit::Files);
        } else if size > MAX_FILE_BYTES {
            unread.insert(path, SaveLimit::FileBytes);
        } else if n_bytes + size > MAX_ATLAS_BYTES {
            n_bytes = MAX_ATLAS_BYTES;
            unread.insert(path, SaveLimit::AtlasBytes);
        } else {
            n_bytes += size;
        }
    }
    unread
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: u64 = 1 << 20;

    fn write(path: &str, n_bytes: u64) -> Write {
        Write { path: path.to_owned(), content: Some(vec![b' '; n_bytes as usize]) }
    }

    fn check(before: &[(&str, u64)], writes: &[Write], expected: Option<(&str, SaveLimit)>) {
        let before: Sizes<'_> = before.iter().copied().collect();
        assert_eq!(first_unread(&before, writes), expected, "{before:?}");
    }

    #[test]
    fn what_is_written_must_be_read_and_keep_nothing_else_from_it() {
        check(&[], &[write("ties/a.ron", MAX_FILE_BYTES)], None);
        check(&[], &[write("ties/a.ron", MAX_FILE_BYTES + 1)], Some(("ties/a.ron", SaveLimit::FileBytes)));
        let before = [("atlas.ron", MB), ("ties/a.ron", 20 * MB), ("ties/b.ron", 7 * MB)];
        check(&before, &[write("ties/a.ron", 20 * MB)], None);
        // It is read itself, and what comes behind it no more.
        check(&before, &[write("ties/a.ron", 20 * MB + 1)], Some(("ties/b.ron", SaveLimit::AtlasBytes)));
        check(&before, &[write("ties/b.ron", 7 * MB + 1)], Some(("ties/b.ron", SaveLimit::AtlasBytes)));
        check(&before, &[write("nations.ron", 1)], Some(("ties/b.ron", SaveLimit::AtlasBytes)));
        check(&before, &[write("ties/a.ron", MB), write("ties/c.ron", 19 * MB)], None);
        let removed = Write { path: "ties/a.ron".to_owned(), content: None };
        check(&before, &[removed, write("ties/c.ron", 20 * MB)], None);
    }

    #[test]
    fn what_was_too_much_before_keeps_nobody_from_mending_the_rest() {
        let before = [("atlas.ron", MB), ("ties/a.ron", 20 * MB), ("ties/b.ron", 9 * MB), ("ties/z.ron", 40 * MB)];
        check(&before, &[write("ties/a.ron", 21 * MB)], None);
        check(&before, &[write("ties/c.ron", 1)], Some(("ties/c.ron", SaveLimit::AtlasBytes)));
    }

    #[test]
    fn files_of_ties_are_counted_and_no_others() {
        let names: Vec<String> = (0..MAX_FILES).map(|number| format!("ties/{number:04}.ron")).collect();
        let mut before: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 3)).collect();
        before.push(("atlas.ron", 3));
        check(&before, &[write("kinds.ron", 3), write("ties/0500.ron", 4)], None);
        check(&before, &[write("ties/new.ron", 3)], Some(("ties/new.ron", SaveLimit::Files)));
        check(&before, &[write("ties/0000a.ron", 3)], Some(("ties/0999.ron", SaveLimit::Files)));
    }
}
