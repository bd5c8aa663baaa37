//! What stands in the frames of a journal, as text: a line that says what it is, and for a step two lists of changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::super::convert::{At, Context, Known, record};
use super::super::decode::RecordPlace;
use super::super::files::TextFile;
use super::super::native::{AtlasRecord, Record};
use super::super::objected::parse;
use super::super::problems::Problems;
use super::super::records_of;
use super::super::transaction::Stamp;
use crate::model::{Document, Entry, Manifest};

/// The format of journals that this program reads and writes.
pub(super) const JOURNAL_FORMAT: u32 = 1;
/// Bytes of the line that says what a frame is.
const MAX_LINE_BYTES: usize = 256 << 10;

/// What a document was before the first step of a journal, or what a save has made of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Base {
    /// The starter atlas, which is compiled in.
    Starter,
    /// A new atlas of nothing but this.
    New(Arc<Manifest>),
    /// The files of an atlas.
    Files {
        /// Where the atlas is.
        path: PathBuf,
        /// What all its files hold, see [`Stamp::fingerprint`].
        fingerprint: String,
    },
}

impl Base {
    /// Returns the files of the atlas at a path, as a stamp tells them.
    pub fn files(path: &Path, stamp: &Stamp) -> Self {
        let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
        Self::Files { path, fingerprint: stamp.fingerprint() }
    }

    /// Whether this is the same atlas as another, whatever its files hold by now. Those that are in no file are only told apart
    /// by what they were at their beginning.
    pub fn is_of_same_atlas(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Starter, Self::Starter) => true,
            (Self::New(manifest), Self::New(other)) => manifest == other,
            (Self::Files { path, .. }, Self::Files { path: other, .. }) => path == other,
            (Self::Starter | Self::New(_) | Self::Files { .. }, _) => false,
        }
    }

    /// Returns the document before the first step, where it is in no file.
    pub(super) fn document(&self) -> Option<Document> {
        match self {
            Self::Starter => Some(super::super::load_starter().document),
            Self::New(manifest) => Some(Document::empty((**manifest).clone())),
            Self::Files { .. } => None,
        }
    }
}

/// What was opened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opened {
    /// When, in seconds since the beginning of 1970.
    pub at: u64,
    /// Id of the atlas.
    pub id: String,
    /// Title of the atlas.
    pub title: String,
    pub base: Base,
}

/// Something that has become of a history.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Happened {
    /// A step was made: what it is called, and the bytes of its two lists of changes, the one that does it before the one
    /// that undoes it, behind the line.
    Step { name: String, n_does: usize, n_undoes: usize },
    /// Another revision is shown.
    GoTo(usize),
    /// The document of a step was saved; 0 for the one that was opened.
    Saved(usize, Base),
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Opened")]
struct OpenedRecord {
    format: u32,
    at: u64,
    id: String,
    title: String,
    base: BaseRecord,
}

/// The part of the first frame that every version can read.
#[derive(Deserialize)]
#[serde(rename = "Opened")]
struct FormatRecord {
    format: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BaseRecord {
    Starter,
    New(AtlasRecord),
    Files { path: PathRecord, fingerprint: String },
}

/// A path; one that is no text is kept byte by byte.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PathRecord {
    Text(String),
    Bytes(Vec<u8>),
}

#[derive(Serialize, Deserialize)]
enum HappenedRecord {
    Step { at: u64, name: String, does: usize, undoes: usize },
    GoTo { at: u64, revision: usize },
    Saved { at: u64, step: usize, base: BaseRecord },
}

/// Returns the payload of the first frame.
pub(super) fn opened_payload(opened: &Opened) -> Vec<u8> {
    let Opened { at, id, title, base } = opened.clone();
    line(&OpenedRecord { format: JOURNAL_FORMAT, at, id, title, base: base_record(&base) })
}

/// Returns the payload of a frame, with the two lists of changes of a step.
pub(super) fn payload(happened: &Happened, at: u64, lists: Option<(&str, &str)>) -> Vec<u8> {
    let mut payload = line(&match happened {
        Happened::Step { name, n_does, n_undoes } => {
            HappenedRecord::Step { at, name: name.clone(), does: *n_does, undoes: *n_undoes }
        }
        Happened::GoTo(revision) => HappenedRecord::GoTo { at, revision: *revision },
        Happened::Saved(step, base) => HappenedRecord::Saved { at, step: *step, base: base_record(base) },
    });
    if let Some((does, undoes)) = lists {
        payload.extend_from_slice(does.as_bytes());
        payload.extend_from_slice(undoes.as_bytes());
    }
    payload
}

/// Reads the first frame; `None` where it is none, or of a newer format.
pub(super) fn read_opened(payload: &[u8]) -> Option<Opened> {
    let (text, _) = line_of(payload)?;
    let FormatRecord { format } = parse(text).ok()?;
    if format != JOURNAL_FORMAT {
        return None;
    }
    let OpenedRecord { format: _, at, id, title, base } = parse(text).ok()?;
    Some(Opened { at, id, title, base: base_of(base)? })
}

/// Reads any other frame: what has happened, when, and where the lists of changes begin; `None` where it makes no sense.
pub(super) fn read_happened(payload: &[u8]) -> Option<(Happened, u64, usize)> {
    let (text, behind) = line_of(payload)?;
    let n_behind = payload.len() - behind;
    let (happened, at) = match parse(text).ok()? {
        HappenedRecord::Step { at, name, does, undoes } => {
            let is_whole = does.checked_add(undoes) == Some(n_behind);
            (is_whole.then_some(Happened::Step { name, n_does: does, n_undoes: undoes })?, at)
        }
        HappenedRecord::GoTo { at, revision } => (Happened::GoTo(revision), at),
        HappenedRecord::Saved { at, step, base } => (Happened::Saved(step, base_of(base)?), at),
    };
    Some((happened, at, behind))
}

fn line<T: Serialize>(record: &T) -> Vec<u8> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    // Texts are escaped, so that all of it is one line.
    let mut line = options.to_string(record).unwrap_or_default().into_bytes();
    line.push(b'\n');
    line
}

fn line_of(payload: &[u8]) -> Option<(&str, usize)> {
    let length = payload.iter().take(MAX_LINE_BYTES).position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&payload[..length]).ok()?, length + 1))
}

fn base_record(base: &Base) -> BaseRecord {
    match base {
        Base::Starter => BaseRecord::Starter,
        Base::New(manifest) => BaseRecord::New(records_of::manifest(manifest)),
        Base::Files { path, fingerprint } => {
            BaseRecord::Files { path: path_record(path), fingerprint: fingerprint.clone() }
        }
    }
}

fn base_of(record: BaseRecord) -> Option<Base> {
    match record {
        BaseRecord::Starter => Some(Base::Starter),
        BaseRecord::New(record) => manifest_of(record).map(Base::New),
        BaseRecord::Files { path, fingerprint } => Some(Base::Files { path: path_of(path)?, fingerprint }),
    }
}

/// Returns a manifest by the rules of files.
fn manifest_of(written: AtlasRecord) -> Option<Arc<Manifest>> {
    let (files, mut problems) = ([TextFile::new("atlas.ron", String::new())], Problems::default());
    let place = RecordPlace { file_idx: 0, span: 0..0 };
    let known = Known::default();
    let mut context = Context::new(&files, &known, &mut problems);
    match record(&mut context, &At::record(&place), Record::Atlas(Box::new(written))) {
        Some(Entry::Manifest(manifest)) => Some(manifest),
        Some(
            Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Position(..)
            | Entry::Scenario(_),
        )
        | None => None,
    }
}

fn path_record(path: &Path) -> PathRecord {
    match path.to_str() {
        Some(text) => PathRecord::Text(text.to_owned()),
        None => PathRecord::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
    }
}

#[cfg(unix)]
fn path_of(record: PathRecord) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(match record {
        PathRecord::Text(text) => PathBuf::from(text),
        PathRecord::Bytes(bytes) => PathBuf::from(std::ffi::OsString::from_vec(bytes)),
    })
}

/// Returns the path; other systems have no way from such bytes back to one.
#[cfg(not(unix))]
fn path_of(record: PathRecord) -> Option<PathBuf> {
    match record {
        PathRecord::Text(text) => Some(PathBuf::from(text)),
        PathRecord::Bytes(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let starter = super::super::super::load_starter().document;
        let manifest =
            Manifest { focus: Vec::new(), title: "A \"new\"\none".to_owned(), ..(*starter.manifest).clone() };
        let bases = [
            Base::Starter,
            Base::New(Arc::new(manifest)),
            Base::Files { path: PathBuf::from("/a b/\n\"c\""), fingerprint: "f".to_owned() },
        ];
        for base in bases {
            let opened =
                Opened { at: 7, id: "korea".to_owned(), title: "북\u{202e}\n".to_owned(), base: base.clone() };
            assert_eq!(read_opened(&opened_payload(&opened)), Some(opened));
            let saved = Happened::Saved(3, base);
            assert_eq!(read_happened(&payload(&saved, 9, None)).map(|it| (it.0, it.1)), Some((saved, 9)));
        }
        let step = Happened::Step { name: "Change “x”\n".to_owned(), n_does: 5, n_undoes: 7 };
        let bytes = payload(&step, 1, Some(("[\n  ]", "[ \n\n ]\n")));
        let (found, at, behind) = read_happened(&bytes).expect("a step");
        assert_eq!((found, at, &bytes[behind..behind + 5]), (step, 1, b"[\n  ]".as_slice()));
        // Lists of another length are no step.
        assert_eq!(read_happened(&bytes[..bytes.len() - 1]), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_kept() {
        use std::os::unix::ffi::OsStringExt as _;
        let path = PathBuf::from(std::ffi::OsString::from_vec(b"/a/\xff\n".to_vec()));
        let base = Base::Files { path, fingerprint: String::new() };
        let saved = Happened::Saved(0, base);
        assert_eq!(read_happened(&payload(&saved, 0, None)).map(|it| it.0), Some(saved));
    }

    #[test]
    fn a_newer_format_is_not_read() {
        let newer = b"Opened(format:2,at:0,id:\"a\",title:\"b\",base:starter,more:1)\n";
        assert_eq!(read_opened(newer), None);
        assert_eq!(read_opened(b""), None);
        assert_eq!(read_happened(b"Step(at:0,name:\"x\",does:18446744073709551615,undoes:1)\n"), None);
    }
}
