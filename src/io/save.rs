//! Saves an atlas: where it is, or anew in a place where nothing is. Comments and all that was not touched come along.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::files::{Contents, TextFile, name_of, read_atlas};
use super::load::load_files;
use super::paths::{Vacancy, vacancy};
use super::problems::Problems;
use super::rewrite::{AtlasForm, Keepsakes, Made, NewText, Rewritten, Sources, rewrite};
use super::starter;
use super::transaction::{AtlasLock, SaveError, Stamp, Write, commit, make_folder};
use super::views_record::written;
use crate::model::{Document, EntryId, NamedView};

/// What came of a save.
#[derive(Debug)]
pub struct Saved {
    /// What the files hold now to the byte.
    pub stamp: Stamp,
    /// What is read from them: what was saved, and records that were faulty before because they named what is there now.
    pub document: Document,
    /// Which records those were.
    pub revived: Vec<EntryId>,
    /// What to remember of how things were written.
    pub made: Made,
}

/// The atlas from which another is made.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// One that is in files.
    At(&'a Path),
    /// The starter atlas, which is compiled in.
    Starter,
    /// None: it is in no file yet.
    Nowhere,
}

/// The file of named views.
const VIEWS: &str = "views.ron";
/// The folder of ties.
const TIES: &str = "ties";

/// Saves a document in the locked atlas, whose files are those that `stamp` tells. O(bytes).
///
/// Only what differs is written: all other records keep their bytes, comments and order, and so does what could not be read.
///
/// # Errors
/// Returns why when the files have changed, one that would have to change has an error, or the file system refuses. No file is
/// changed then, unless the error is [`SaveError::Unfinished`] or [`SaveError::Stuck`].
pub fn save(lock: &AtlasLock, stamp: &Stamp, wanted: &Document, kept: &Keepsakes) -> Result<Saved, SaveError> {
    let path = lock.atlas();
    // Half of a save that failed midway would pass for what others have changed.
    lock.finish()?;
    let (files, unread, now) = read(path);
    // Not asked of the disk anew, which may not answer: the lock knows.
    let form = if lock.is_of_folder() { AtlasForm::Folder } else { AtlasForm::File };
    let sources = Sources { files: &files, unread: &unread, form };
    // What could not be read just now must not pass for gone.
    let files_apart = stamp.apart_from(&now);
    if !files_apart.is_empty() {
        return Err(SaveError::Changed { path: path.to_owned(), files: files_apart });
    }
    let base = load_files(&files, now, &name_of(path), Problems::default()).document;
    let Rewritten { texts, document, revived, made } =
        rewrite(&sources, &base, wanted, kept).map_err(|cause| SaveError::Unwritable { cause })?;
    let writes: Vec<Write> = texts.into_iter().map(write_of).collect();
    let stamp = commit(lock, stamp, &writes)?;
    Ok(Saved { stamp, document, revived, made })
}

/// Writes a document to a new place: a folder, which is made if it is not there, or one file where the path ends in `.ron`.
/// What is read from `origin` and not changed is copied to the byte. O(bytes).
///
/// # Errors
/// Returns why when there is something already, a file that would have to change has an error, or the file system refuses.
/// Nothing is left there then.
pub fn save_new(path: &Path, origin: Origin<'_>, wanted: &Document, views: &[NamedView]) -> Result<(), SaveError> {
    let is_file = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    let (files, unread) = match origin {
        Origin::At(at) if form_of(at) == AtlasForm::Folder && !is_file => {
            let (files, unread, _) = read(at);
            (files, unread)
        }
        Origin::Starter if !is_file => {
            let files = starter::FILES.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned()));
            (files.collect(), Vec::new())
        }
        Origin::At(at) if form_of(at) == AtlasForm::File && is_file => {
            let (files, unread, _) = read(at);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let renamed = |file: TextFile| TextFile::new(&name, format!("{}{}", file.mark, file.text));
            (files.into_iter().map(renamed).collect(), unread)
        }
        // Files of another form cannot be copied.
        Origin::At(_) | Origin::Starter | Origin::Nowhere => (Vec::new(), Vec::new()),
    };
    let form = if is_file { AtlasForm::File } else { AtlasForm::Folder };
    let base = match files.is_empty() {
        true => Document::empty((*wanted.manifest).clone()),
        false => {
            let name = match origin {
                Origin::At(at) => name_of(at),
                Origin::Starter | Origin::Nowhere => String::new(),
            };
            load_files(&files, Stamp::default(), &name, Problems::default()).document
        }
    };
    let sources = Sources { files: &files, unread: &unread, form };
    let rewritten = rewrite(&sources, &base, wanted, &Keepsakes::default());
    let Rewritten { texts, .. } = rewritten.map_err(|cause| SaveError::Unwritable { cause })?;
    let is_kept = |file: &&TextFile| !texts.iter().any(|new| new.path == file.path);
    let bytes = |file: &TextFile| format!("{}{}", file.mark, file.text).into_bytes();
    let kept = files.iter().filter(is_kept);
    let mut writes: Vec<Write> =
        kept.map(|file| Write { path: file.path.to_string(), content: Some(bytes(file)) }).collect();
    writes.extend(texts.into_iter().map(write_of).filter(|write| write.content.is_some()));
    if is_file {
        // Its text is made before it has its name.
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        writes.iter_mut().for_each(|write| write.path.clone_from(&name));
    }
    if !is_file && !views.is_empty() {
        writes.retain(|write| write.path != VIEWS);
        let listed: String = views.iter().map(|view| format!("    {},\n", written(view))).collect();
        writes.push(Write { path: VIEWS.to_owned(), content: Some(format!("[\n{listed}]\n").into_bytes()) });
    }
    put_anew(path, form, &writes)
}

/// Writes the files of a new atlas; takes back what was made for them where that fails.
fn put_anew(path: &Path, form: AtlasForm, writes: &[Write]) -> Result<(), SaveError> {
    if vacancy(path) == Vacancy::Taken {
        return Err(SaveError::Taken { path: path.to_owned() });
    }
    let is_made = form == AtlasForm::Folder && !path.is_dir();
    if is_made {
        make_folder(path)?;
    }
    let written = AtlasLock::take(path)
        .map_err(|cause| SaveError::Locked { cause })
        .and_then(|lock| commit(&lock, &Stamp::default(), writes).map(drop));
    if written.is_err() && is_made {
        // Only empty folders are removed.
        let _ = fs::remove_dir(path.join(TIES)).and_then(|()| fs::remove_dir(path)).or_else(|_| fs::remove_dir(path));
    }
    written
}

/// Reads the files of an atlas; returns those that were read, the paths of those that could not be, and the stamp of all.
fn read(path: &Path) -> (Vec<TextFile>, Vec<Arc<str>>, Stamp) {
    let Contents { files, stamp, .. } = read_atlas(path, Problems::default());
    let is_unread = |path: &Arc<str>| !files.iter().any(|file| file.path == *path);
    let unread = stamp.files().into_iter().filter(is_unread).collect();
    (files, unread, stamp)
}

fn form_of(path: &Path) -> AtlasForm {
    if path.is_dir() { AtlasForm::Folder } else { AtlasForm::File }
}

fn write_of(NewText { path, text }: NewText) -> Write {
    Write { path: path.to_string(), content: text.map(String::into_bytes) }
}
