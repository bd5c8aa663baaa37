//! Opens an atlas: whatever is sound becomes a document, and whatever is not a problem.

use std::path::Path;
use std::sync::Arc;

use super::check::check;
use super::convert::convert;
use super::decode::{decode, mark_gap};
use super::files::{TextFile, name_of, read_atlas};
use super::letters::note_unseen_letters;
use super::problems::Problems;
use super::records::attach_records;
use crate::model::{Document, NamedView, Problem, Severity};

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
}

impl Loaded {
    /// Returns how many of the problems are errors.
    pub fn n_errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }
}

/// Opens the atlas at `path`: a folder, or one `.ron` file. O(bytes).
///
/// It never fails as a whole: a path that is no atlas gives an empty document and a problem that says so.
pub fn load(path: &Path) -> Loaded {
    let (files, problems) = read_atlas(path);
    load_files(&files, &name_of(path), problems)
}

/// Opens the starter atlas, which is compiled in.
pub fn load_starter() -> Loaded {
    let files: Vec<TextFile> =
        super::starter::FILES.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned())).collect();
    load_files(&files, "korea", Problems::default())
}

/// Makes a document of files and says what is wrong with them.
pub(super) fn load_files(files: &[TextFile], name: &str, mut problems: Problems) -> Loaded {
    let unread = problems.files_with_errors();
    let mut raw = decode(files, &mut problems);
    for path in &unread {
        mark_gap(&mut raw, path);
    }
    let mut converted = convert(files, raw, name, &mut problems);
    let views = std::mem::take(&mut converted.views);
    let document = check(files, converted, &mut problems);
    note_unseen_letters(files, &mut problems);
    let mut problems = problems.finish();
    attach_records(files, &mut problems);
    let files = files.iter().map(|file| file.path.clone()).collect();
    Loaded { document, problems, views, files }
}
