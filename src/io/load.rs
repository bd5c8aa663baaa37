//! Opens an atlas: whatever is sound becomes a document, and whatever is not a problem.

use std::path::Path;
use std::sync::Arc;

use super::check::check;
use super::convert::convert;
use super::decode::{decode, mark_gap};
use super::files::{Contents, TextFile, name_of, read_atlas};
use super::letters::note_unseen_letters;
use super::problems::{Found, Problems};
use super::records::attach_records;
use super::starter;
use super::transaction::{Settled, Stamp, is_under_way, settle};
use crate::model::{Document, NamedView, Place, Problem, Severity};

/// An opened atlas.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What is sound.
    pub document: Document,
    /// What is not, and notes; sorted by file, line and column, errors and notes together, each with its record’s text.
    pub problems: Vec<Problem>,
    /// Its named views, in their order.
    pub views: Vec<NamedView>,
    /// The files that were read, by their paths within the atlas.
    pub files: Vec<Arc<str>>,
    /// What was in all its files, those included that could not be understood: what a save has to expect.
    pub stamp: Stamp,
}

/// Times that an atlas is read which others change meanwhile.
const MOST_READS: usize = 20;

impl Loaded {
    /// Returns an atlas that is in no file yet.
    pub fn of_nothing(document: Document) -> Self {
        Self { document, problems: Vec::new(), views: Vec::new(), files: Vec::new(), stamp: Stamp::default() }
    }

    /// Whether there was nothing to read at all, of which the first problem says why.
    pub fn is_nothing(&self) -> bool {
        self.files.is_empty() && !self.problems.is_empty()
    }

    /// Returns how many of the problems are errors.
    pub fn n_errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }
}

/// Opens the atlas at `path`: a folder, or one `.ron` file. O(bytes).
///
/// It never fails as a whole: a path that is no atlas gives an empty document and a problem that says so. A save that was
/// interrupted is finished or taken back first, and one that is under way is waited for; where neither can be done, a problem
/// says so.
pub fn load(path: &Path) -> Loaded {
    let contents = read_settled(path);
    let gaps = contents.gaps();
    let Contents { files, stamp, problems, .. } = contents;
    load_files(&files, &gaps, stamp, &name_of(path), problems)
}

/// Reads the files of the atlas at `path` while nobody writes to them, as [`load`] does. O(bytes).
pub(super) fn read_settled(path: &Path) -> Contents {
    let mut n_reads = 1;
    loop {
        let mut found = Problems::default();
        let settled = settle(path, &mut found);
        let mut contents = read_atlas(path, found);
        // Half of it may be from before a save and half from after it.
        let has_changed = is_under_way(path) || contents.seen.iter().any(|file| file.has_changed());
        let is_torn = settled == Settled::Whole && has_changed;
        if is_torn && n_reads < MOST_READS {
            n_reads += 1;
            continue;
        }
        if is_torn {
            let place = Place::whole_file(Arc::from("."));
            let message = "the files are changed again and again while they are read".to_owned();
            let hint = "open the atlas again when they are quiet".to_owned();
            contents.problems.error(|| Found { place, message, hint });
        }
        return contents;
    }
}

/// Opens the starter atlas, which is compiled in.
pub fn load_starter() -> Loaded {
    load_files(&starter::files(), &[], Stamp::default(), starter::NAME, Problems::default())
}

/// Makes a document of files and says what is wrong with them; `gaps` are the paths of what was not read.
pub(super) fn load_files(
    files: &[TextFile],
    gaps: &[Arc<str>],
    stamp: Stamp,
    name: &str,
    mut problems: Problems,
) -> Loaded {
    let mut raw = decode(files, &mut problems);
    gaps.iter().for_each(|path| mark_gap(&mut raw, path));
    let mut converted = convert(files, raw, name, &mut problems);
    let views = std::mem::take(&mut converted.views);
    let document = check(files, converted, &mut problems);
    note_unseen_letters(files, &mut problems);
    let mut problems = problems.finish();
    attach_records(files, &mut problems);
    let files = files.iter().map(|file| file.path.clone()).collect();
    Loaded { document, problems, views, files, stamp }
}
