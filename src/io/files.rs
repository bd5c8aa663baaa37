//! Reads the files of an atlas into text, refusing what is no file, too large or not UTF-8, and finds places in them.

use std::cell::OnceCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::limits::{MAX_ATLAS_BYTES, MAX_FILE_BYTES, MAX_FILES};
use super::problems::{Found, Problems};
use super::transaction::{Digest, Stamp, is_absence, is_helper};
use crate::kit::did_you_mean;
use crate::model::Place;

/// A file of an atlas in memory.
#[derive(Debug, Clone)]
pub(super) struct TextFile {
    /// Path within the atlas, with `/` between its parts.
    pub path: Arc<str>,
    /// What is in it, without a byte order mark.
    pub text: String,
    /// The byte order mark that stood before it; empty where there was none.
    pub mark: &'static str,
    line_starts: OnceCell<Vec<usize>>,
    /// Letters before each block of [`BLOCK`] bytes, so that places in a file of one line are found as fast as in others.
    letter_counts: OnceCell<Vec<usize>>,
}

/// Says that a file is in UTF-8; some editors write it.
const MARK: &str = "\u{FEFF}";
/// Bytes in a block of which the letters are counted together.
const BLOCK: usize = 4096;

/// The folder of an atlas that holds its files of ties.
pub(super) const TIES: &str = "ties";
/// The folder of an atlas that holds its files of scenarios.
pub(super) const SCENARIOS: &str = "scenarios";
/// The folders of an atlas.
pub(super) const FOLDERS: [&str; 2] = [TIES, SCENARIOS];
/// The file of named views.
pub(super) const VIEWS: &str = "views.ron";

/// Names of the files in an atlas folder, beside those in its folders.
pub(super) const FILE_NAMES: [&str; 8] = [
    "atlas.ron",
    "kinds.ron",
    "nations.ron",
    "sources.ron",
    "instruments.ron",
    "assessments.ron",
    "positions.ron",
    VIEWS,
];

impl TextFile {
    /// Returns the file of that path and text.
    pub fn new(path: &str, text: String) -> Self {
        let (mark, text) = match text.strip_prefix(MARK) {
            Some(rest) => (MARK, rest.to_owned()),
            None => ("", text),
        };
        Self { path: Arc::from(path), text, mark, line_starts: OnceCell::new(), letter_counts: OnceCell::new() }
    }

    /// Returns the same file with another text.
    pub fn with_text(&self, text: String) -> Self {
        let (path, mark) = (self.path.clone(), self.mark);
        Self { path, text, mark, line_starts: OnceCell::new(), letter_counts: OnceCell::new() }
    }

    /// Returns the place of byte `at`. O(log lines) after the first call.
    pub fn place(&self, at: usize) -> Place {
        let (starts, line_idx) = (self.line_starts(), self.line_idx(at));
        let start = starts[line_idx];
        let end = starts.get(line_idx + 1).map_or(self.text.len(), |next| next - 1);
        let (before, after) = self.text[start..end].split_at_checked(at - start).unwrap_or_default();
        let column = self.n_letters_before(at) - self.n_letters_before(start) + 1;
        Place::in_line(self.path.clone(), line_idx + 1, column, before, after.trim_end_matches('\r'))
    }

    /// Returns the line of byte `at`, counted from 0. O(log lines) after the first call.
    pub fn line_idx(&self, at: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }

    /// Returns how many letters stand before a byte. O(1) after the first call, which is O(bytes).
    fn n_letters_before(&self, at: usize) -> usize {
        let is_first_byte = |byte: &&u8| !matches!(**byte, 0x80..=0xBF);
        let counts = self.letter_counts.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let counted = blocks.scan(0, |n_letters, block| {
                let before = *n_letters;
                *n_letters += block.iter().filter(is_first_byte).count();
                Some(before)
            });
            counted.collect()
        });
        let block = at / BLOCK;
        let before_block = counts.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        before_block + rest.iter().filter(is_first_byte).count()
    }

    /// Returns the byte at a line and column as `ron` counts them, both from 1, in the part `within` of the text.
    pub fn byte_in(&self, within: &Range<usize>, line: usize, column: usize) -> usize {
        let part = &self.text[within.clone()];
        let start =
            if line <= 1 { 0 } else { part.match_indices('\n').nth(line - 2).map_or(part.len(), |(at, _)| at + 1) };
        let at = part[start..].char_indices().nth(column.saturating_sub(1)).map_or(part.len(), |(at, _)| start + at);
        within.start + at
    }
}

/// What was read of an atlas.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The files that could be read.
    pub files: Vec<TextFile>,
    /// Those that are there and were not.
    pub unread: Vec<Unread>,
    /// Folders of which nobody knows what is in them.
    pub unlisted: Vec<Unlisted>,
    /// What is in all files.
    pub stamp: Stamp,
    /// What is wrong with them.
    pub problems: Problems,
    /// The files as the disk knows them.
    pub seen: Vec<Seen>,
}

impl Contents {
    /// Returns the paths of what is there and was not read, within the atlas. O(n).
    pub fn gaps(&self) -> Vec<Arc<str>> {
        let unlisted = self.unlisted.iter().map(|folder| &folder.path);
        self.unread.iter().map(|file| &file.path).chain(unlisted).cloned().collect()
    }
}

/// A file that is there and was not read.
#[derive(Debug)]
pub(super) struct Unread {
    /// Its path within the atlas.
    pub path: Arc<str>,
    /// Why not.
    pub why: WhyUnread,
}

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum WhyUnread {
    /// The file system said no.
    Refused(io::Error),
    /// It is no text in UTF-8, but these bytes.
    NoText(Vec<u8>),
    /// It is too large, or one of too many.
    TooMuch,
    /// It is no regular file, so that there is nothing in it to be kept.
    NoFile,
}

/// A folder that was not listed to its end.
#[derive(Debug)]
pub(super) struct Unlisted {
    /// Its path within the atlas; `.` for the atlas itself.
    pub path: Arc<str>,
    /// What the file system said.
    pub cause: io::Error,
}

/// A file that was read, as the disk knows it.
#[derive(Debug)]
pub(super) struct Seen {
    path: PathBuf,
    mark: Mark,
}

impl Seen {
    /// Whether the file is another by now.
    pub fn has_changed(&self) -> bool {
        !fs::metadata(&self.path).is_ok_and(|metadata| mark(&metadata) == self.mark)
    }
}

/// What tells a file from the one that was there before: length, and where it is known number and time of the last change.
type Mark = (u64, Option<(u64, i64, i64)>);

#[cfg(unix)]
fn mark(metadata: &Metadata) -> Mark {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.len(), Some((metadata.ino(), metadata.mtime(), metadata.mtime_nsec())))
}

#[cfg(not(unix))]
fn mark(metadata: &Metadata) -> Mark {
    (metadata.len(), None)
}

/// Reads all files of the atlas at `path`, a folder or one `.ron` file; problems are added to those `found` before.
pub(super) fn read_atlas(path: &Path, found: Problems) -> Contents {
    let mut reading = Reading { contents: Contents { problems: found, ..Contents::default() }, n_bytes: 0 };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => reading.folder(path),
        Ok(_) => reading.file(path, &path.file_name().unwrap_or_default().to_string_lossy()),
        Err(cause) => {
            let message = format!("cannot open the atlas: {}", in_words(&cause));
            let hint = "give the path of an atlas folder or of one .ron file";
            reading.refuse(&path.to_string_lossy(), message, hint);
            if !is_absence(&cause) {
                reading.contents.unlisted.push(Unlisted { path: Arc::from("."), cause });
            }
        }
    }
    reading.contents
}

/// Reads one file of an atlas; what is wrong with it is a problem.
pub(super) fn read_file(path: &Path, name: &str) -> (Option<TextFile>, Problems) {
    let Contents { mut files, problems, .. } = read_alone(path, name);
    (files.pop(), problems)
}

/// Reads one file, of an atlas or not.
pub(super) fn read_alone(path: &Path, name: &str) -> Contents {
    let mut reading = Reading { contents: Contents::default(), n_bytes: 0 };
    reading.file(path, name);
    reading.contents
}

/// What has been read so far.
struct Reading {
    contents: Contents,
    n_bytes: u64,
}

impl Reading {
    fn folder(&mut self, root: &Path) {
        let names = self.list(root, "");
        let hint = "every atlas has one; a minimal one is Atlas(format: 1, id: \"mine\", title: \"Mine\", as_of: \"2025-06-14\")";
        if !names.iter().any(|name| name == FILE_NAMES[0]) {
            self.refuse("atlas.ron", "the folder has no atlas.ron".to_owned(), hint);
        }
        for name in FILE_NAMES {
            if names.iter().any(|found| found == name) {
                self.file(&root.join(name), name);
            }
        }
        let is_other =
            |name: &&String| FILE_NAMES.into_iter().chain(FOLDERS).all(|known| known != **name) && !is_helper(name);
        for name in names.iter().filter(is_other) {
            let is_ron = name.to_lowercase().ends_with(".ron");
            let meant = did_you_mean(name, FILE_NAMES.into_iter().chain(FOLDERS));
            match meant {
                Some(meant) => self.pass_over(name, &format!("did you mean `{meant}`?")),
                None if is_ron => {
                    self.pass_over(name, "files of ties belong in ties/, those of scenarios in scenarios/")
                }
                None => {}
            }
        }
        for name in FOLDERS {
            // A folder of which the disk does not say what it is is listed, so that the error is told.
            let is_listed = fs::metadata(root.join(name)).map_or(true, |metadata| metadata.is_dir());
            if names.iter().any(|found| found == name) && is_listed {
                self.folder_within(root, name);
            }
        }
    }

    /// Reads the files of a folder within the atlas.
    fn folder_within(&mut self, root: &Path, records: &str) {
        let (folder, prefix) = (root.join(records), format!("{records}/"));
        let (names, others): (Vec<String>, Vec<String>) =
            self.list(&folder, &prefix).into_iter().partition(|name| name.ends_with(".ron"));
        let is_other = |name: &&String| name.to_lowercase().ends_with(".ron") || folder.join(name).is_dir();
        for name in others.iter().filter(is_other) {
            let hint = format!("only files directly in {prefix} that end in .ron are read");
            self.pass_over(&format!("{prefix}{name}"), &hint);
        }
        if names.len() > MAX_FILES {
            let message = format!("the folder has {} files; the most is {MAX_FILES}", names.len());
            self.refuse(records, message, &format!("put more {records} into each file"));
            for name in names.iter().skip(MAX_FILES) {
                let path: Arc<str> = Arc::from(format!("{prefix}{name}"));
                self.contents.stamp.insert(path.clone(), None);
                self.contents.unread.push(Unread { path, why: WhyUnread::TooMuch });
            }
        }
        for name in names.iter().take(MAX_FILES) {
            self.file(&folder.join(name), &format!("{prefix}{name}"));
        }
    }

    /// Notes that something in the folder was not read.
    fn pass_over(&mut self, name: &str, hint: &str) {
        let place = Place::whole_file(Arc::from(name));
        let message = format!("`{name}` is not a part of an atlas and was not read");
        self.contents.problems.note(|| Found { place, message, hint: hint.to_owned() });
    }

    /// Returns the names in a folder, sorted.
    fn list(&mut self, folder: &Path, prefix: &str) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
        // Half a list would pass for the whole of it.
        match fs::read_dir(folder).and_then(|entries| entries.map(name).collect::<io::Result<Vec<String>>>()) {
            Ok(mut names) => {
                names.sort();
                names
            }
            Err(cause) => {
                let message = format!("cannot list the folder: {}", in_words(&cause));
                let path = if prefix.is_empty() { "." } else { prefix };
                self.refuse(path, message, "check its permissions");
                self.contents.unlisted.push(Unlisted { path: Arc::from(path), cause });
                Vec::new()
            }
        }
    }

    fn file(&mut self, path: &Path, name: &str) {
        // It is known of from now on, whatever comes of reading it.
        self.contents.stamp.insert(Arc::from(name), None);
        let bytes = self.bytes_of(path);
        if let Ok(bytes) = &bytes {
            self.contents.stamp.insert(Arc::from(name), Some(Digest::of(bytes)));
        }
        match bytes.and_then(decoded) {
            Ok(text) => self.contents.files.push(TextFile::new(name, text)),
            Err(Refusal { place_in, message, hint, why }) => {
                self.contents.unread.push(Unread { path: Arc::from(name), why });
                match place_in {
                    Some((text, at)) => {
                        let place = TextFile::new(name, text).place(at);
                        self.contents.problems.error(|| Found { place, message, hint: hint.to_owned() });
                    }
                    None => self.refuse(name, message, hint),
                }
            }
        }
    }

    fn bytes_of(&mut self, path: &Path) -> Result<Vec<u8>, Refusal> {
        // The type is looked at before opening: opening a named pipe would wait for somebody to write into it.
        let metadata =
            fs::metadata(path).map_err(|cause| Refusal::by_system(cause, "check that it exists and may be read"))?;
        if !metadata.is_file() {
            let hint = "an atlas is made of regular text files; pipes and devices are not read";
            return Err(Refusal::of(WhyUnread::NoFile, "this is not a regular file", hint));
        }
        let too_large = |n_bytes: u64| {
            let message = format!("the file has {} MB; the most is {} MB", n_bytes >> 20, MAX_FILE_BYTES >> 20);
            Refusal::of(WhyUnread::TooMuch, message, "split it; ties can stand in any number of files in ties/")
        };
        if metadata.len() > MAX_FILE_BYTES {
            return Err(too_large(metadata.len()));
        }
        let too_many = || {
            let message = format!("the atlas has more than {} MB in all", MAX_ATLAS_BYTES >> 20);
            Refusal::of(WhyUnread::TooMuch, message, "this file and those after it were not read; split the atlas")
        };
        if self.n_bytes + metadata.len() > MAX_ATLAS_BYTES {
            self.n_bytes = MAX_ATLAS_BYTES;
            return Err(too_many());
        }
        self.contents.seen.push(Seen { path: path.to_owned(), mark: mark(&metadata) });
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
        read.map_err(|cause| Refusal::by_system(cause, "check its permissions"))?;
        self.n_bytes += bytes.len() as u64;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(too_large(bytes.len() as u64));
        }
        if self.n_bytes > MAX_ATLAS_BYTES {
            return Err(too_many());
        }
        Ok(bytes)
    }

    fn refuse(&mut self, name: &str, message: String, hint: &str) {
        let place = Place::whole_file(Arc::from(name));
        self.contents.problems.error(|| Found { place, message, hint: hint.to_owned() });
    }
}

/// Why a file was not read, in words.
struct Refusal {
    /// The text and the byte to show, where there are any.
    place_in: Option<(String, usize)>,
    message: String,
    hint: &'static str,
    why: WhyUnread,
}

impl Refusal {
    fn of(why: WhyUnread, message: impl Into<String>, hint: &'static str) -> Self {
        Self { place_in: None, message: message.into(), hint, why }
    }

    fn by_system(cause: io::Error, hint: &'static str) -> Self {
        let message = format!("cannot read the file: {}", in_words(&cause));
        Self::of(WhyUnread::Refused(cause), message, hint)
    }
}

/// Returns the text in UTF-8, or says what the bytes are instead.
fn decoded(bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::of(WhyUnread::NoText(bytes), "the file is in UTF-16", "save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let place_in = Some((String::from_utf8_lossy(error.as_bytes()).into_owned(), at));
        let why = WhyUnread::NoText(error.into_bytes());
        Refusal { place_in, ..Refusal::of(why, "the file is not UTF-8 from here on", "save it as UTF-8") }
    })
}

/// Returns an error of the file system in words, without its code or the names of temporary files.
pub(super) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "no more room is granted on the disk".to_owned(),
        io::ErrorKind::InvalidFilename => "the name is too long".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        _ => {
            let words = error.to_string();
            words.split(" at path ").next().unwrap_or_default().to_owned()
        }
    }
}

/// Returns what a person can do about an error of the file system.
pub(super) fn what_to_do(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "let the folder and its files be written to"
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "put the folder back",
        io::ErrorKind::InvalidFilename => "choose a shorter name",
        _ => "check the folder and the disk",
    }
}

/// Returns the path of the atlas as a title for one that has none of its own.
pub(super) fn name_of(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    absolute.file_stem().map_or_else(|| "Untitled".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
