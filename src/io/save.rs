//! Saves an atlas: where it is, or anew in a place where nothing is. Comments and all that was not touched come along.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Contents, FILE_NAMES, FOLDERS, TextFile, Unlisted, Unread, VIEWS, WhyUnread, name_of, read_atlas};
use super::load::read_settled;
use super::paths::{Vacancy, is_ron, is_within, vacancy};
use super::problems::Problems;
use super::rewrite::{
    AtlasForm, Keepsakes, Made, NewText, ReadAtlas, RewriteError, Rewritten, Sources, Wish, listed, manifest_text,
    reshaped, rewrite, with_views,
};
use super::starter;
use super::transaction::{AtlasLock, SaveError, Stamp, Write, commit, is_absence, make_folder};
use super::views::{NO_VIEWS, views_in};
use crate::model::{Document, Entry, EntryId, NamedView};

/// What came of a save.
#[derive(Debug)]
pub struct Saved {
    /// What the files hold now to the byte.
    pub stamp: Stamp,
    /// What is read from them: what was saved, and records that were faulty before because they named what is there now.
    pub document: Document,
    /// Which records those were; wholly, or in a part. They are not in what is shown until it is taken over.
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

/// Saves a document in the locked atlas, whose files are those that `stamp` tells, and hold what is `shown` as far as anybody
/// has seen it: what they hold besides stays, such as a record that was faulty until something was made that it names. O(bytes).
///
/// Only what differs is written: all other records keep their bytes, comments and order, and so does what could not be read.
///
/// # Errors
/// Returns why when the files have changed, one that would have to change has an error, or the file system refuses. No file is
/// changed then, unless the error is [`SaveError::Unfinished`] or [`SaveError::Stuck`].
pub fn save(
    lock: &AtlasLock,
    stamp: &Stamp,
    shown: &Document,
    wanted: &Document,
    kept: &Keepsakes,
) -> Result<Saved, SaveError> {
    let path = lock.atlas();
    // Half of a save that failed midway would pass for what others have changed.
    lock.finish()?;
    let contents = read_atlas(path, Problems::default());
    let unread = contents.gaps();
    let Contents { files, unread: not_read, unlisted, stamp: now, .. } = contents;
    demand_listed(path, unlisted)?;
    let files_apart = stamp.differing(&now);
    for Unread { path: file, why } in not_read.into_iter().filter(|file| files_apart.contains(&file.path)) {
        match why {
            // What could not be read just now must pass neither for gone nor for changed.
            WhyUnread::Refused(cause) => return Err(SaveError::Io { path: within(path, &file), cause }),
            WhyUnread::NoText(_) | WhyUnread::TooMuch | WhyUnread::NoFile => {}
        }
    }
    if !files_apart.is_empty() {
        let files = files_apart.iter().map(ToString::to_string).collect();
        return Err(SaveError::Changed { path: path.to_owned(), files });
    }
    // Not asked of the disk anew, which may not answer: the lock knows.
    let form = if lock.is_of_folder() { AtlasForm::Folder } else { AtlasForm::File };
    let sources = Sources { files: &files, unread: &unread, form };
    let rewritten = ReadAtlas::of(&sources, &name_of(path))
        .known(&sources, &Wish { shown, wanted, kept })
        .and_then(|base| rewrite(&sources, &base, wanted, kept));
    let Rewritten { texts, files: _, document, revived, made } =
        rewritten.map_err(|cause| SaveError::Unwritable { cause })?;
    let writes: Vec<Write> = texts.into_iter().map(write_of).collect();
    let stamp = commit(lock, stamp, &writes)?;
    Ok(Saved { stamp, document, revived, made })
}

/// Writes a document to a new place: a folder, which is made if it is not there, or one file where the path ends in `.ron`.
/// What is read from `origin` and not changed is copied to the byte; where that is of another form, lists become sections or
/// sections lists. `shown` is what is known to be in the files of `origin`: what they hold besides comes along; `None` where all
/// is known. `views` are the named views that are wanted; where there is `None`, those of `origin` come along. Returns the
/// records of which the new files hold more than what is wanted. O(bytes).
///
/// # Errors
/// Returns why when there is something already, the place is within `origin`, a file of that cannot be read, would have to
/// change and has an error, or cannot be brought into another form, or the file system refuses. Nothing is left there then.
pub fn save_new(
    path: &Path,
    origin: Origin<'_>,
    shown: Option<&Document>,
    wanted: &Document,
    views: Option<&[NamedView]>,
) -> Result<Vec<EntryId>, SaveError> {
    if let Origin::At(atlas) = origin
        && is_within(path, atlas)
    {
        return Err(SaveError::Within { path: path.to_owned(), atlas: atlas.to_owned() });
    }
    let is_file = is_ron(path);
    let form = if is_file { AtlasForm::File } else { AtlasForm::Folder };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unwritable = |cause| SaveError::Unwritable { cause };

    let mut template = Template::read(origin)?.in_form(form, wanted).map_err(unwritable)?;
    if is_file {
        template.rename(&name);
    }
    let base = template.base(wanted);
    let views = match views {
        Some(views) => views.to_vec(),
        None => base.views.clone(),
    };
    let kept = Keepsakes::default();
    // What others have changed since is not asked about: what is wanted is written elsewhere.
    let (base, _) = match shown {
        Some(shown) => base.known_in_part(&template.sources(), &Wish { shown, wanted, kept: &kept }),
        None => (base, None),
    };
    let new = rewrite(&template.sources(), &base, wanted, &kept).map_err(unwritable)?;
    let Template { form, unread, faulty, .. } = template;
    let mut files = new.files;
    put_views(&mut files, form, &unread, [&base.views, &views]).map_err(unwritable)?;

    let bytes = |file: &TextFile| format!("{}{}", file.mark, file.text).into_bytes();
    let texts = files.iter().map(|file| (if is_file { &*name } else { &*file.path }, bytes(file)));
    let faulty = faulty.iter().filter(|_| !is_file).map(|(path, bytes)| (&**path, bytes.clone()));
    let written = |(path, bytes): (&str, Vec<u8>)| Write { path: path.to_owned(), content: Some(bytes) };
    put_anew(path, form, &texts.chain(faulty).map(written).collect::<Vec<_>>())?;
    Ok(new.revived)
}

/// What a new atlas is made from.
#[derive(Debug)]
struct Template {
    /// What it is called where its manifest does not say it.
    name: String,
    form: AtlasForm,
    files: Vec<TextFile>,
    /// Paths of what is there and was not read.
    unread: Vec<Arc<str>>,
    /// What is there and is no text, with its bytes.
    faulty: Vec<(Arc<str>, Vec<u8>)>,
}

impl Default for Template {
    /// Returns one in which there is nothing.
    fn default() -> Self {
        let (files, unread, faulty) = (Vec::new(), Vec::new(), Vec::new());
        Self { name: String::new(), form: AtlasForm::Folder, files, unread, faulty }
    }
}

impl Template {
    /// Returns how an atlas is kept.
    fn form_of(origin: Origin<'_>) -> AtlasForm {
        match origin {
            Origin::At(at) if !at.is_dir() => AtlasForm::File,
            Origin::At(_) | Origin::Starter | Origin::Nowhere => AtlasForm::Folder,
        }
    }

    /// Reads all files of an atlas.
    ///
    /// # Errors
    /// Returns why when one cannot be read, since nobody would know what the new atlas lacks. One that is gone lacks nothing.
    fn read(origin: Origin<'_>) -> Result<Self, SaveError> {
        let form = Self::form_of(origin);
        let at = match origin {
            Origin::At(at) => at,
            Origin::Starter => {
                return Ok(Self { name: starter::NAME.to_owned(), files: starter::files(), ..Self::default() });
            }
            Origin::Nowhere => return Ok(Self::default()),
        };
        if fs::metadata(at).is_err_and(|cause| is_absence(&cause)) {
            return Ok(Self { form, ..Self::default() });
        }
        let contents = read_settled(at);
        // An atlas of one file that is no text is not written to, but begins anew.
        let unread = if form == AtlasForm::File { Vec::new() } else { contents.gaps() };
        let Contents { files, unread: not_read, unlisted, .. } = contents;
        demand_listed(at, unlisted)?;
        let mut faulty = Vec::new();
        for Unread { path, why } in not_read {
            let refused = |cause| Err(SaveError::Io { path: within(at, &path), cause });
            match why {
                WhyUnread::NoText(bytes) => faulty.push((path, bytes)),
                WhyUnread::NoFile => {}
                WhyUnread::Refused(cause) => return refused(cause),
                WhyUnread::TooMuch => {
                    let words = "a file is too large to be read, and would be missing";
                    return refused(io::Error::new(io::ErrorKind::FileTooLarge, words));
                }
            }
        }
        Ok(Self { name: name_of(at), form, files, unread, faulty })
    }

    /// Returns what is read in another form, with all that is in it.
    ///
    /// # Errors
    /// Returns the file that cannot be taken along.
    fn in_form(self, form: AtlasForm, wanted: &Document) -> Result<Self, RewriteError> {
        if self.form == form {
            return Ok(self);
        }
        if let (AtlasForm::File, Some((file, _))) = (form, self.faulty.first()) {
            return Err(RewriteError::Shape { file: file.clone(), why: "it is no text in UTF-8".to_owned() });
        }
        let mut before = self.base(wanted);
        let Self { name, mut files, .. } = self;
        let lacks_manifest = form == AtlasForm::File && !files.iter().any(|file| &*file.path == FILE_NAMES[0]);
        if lacks_manifest && !files.is_empty() {
            // As in a folder, it is written where there is none.
            let entry = Entry::Manifest(wanted.manifest.clone());
            files.push(TextFile::new(FILE_NAMES[0], manifest_text(&entry)?));
        }
        let files = if files.is_empty() { files } else { reshaped(&files, form)? };
        let after = Self { name, form, files, unread: Vec::new(), faulty: Vec::new() };
        let read = after.base(wanted);
        if lacks_manifest {
            before.document.manifest = read.document.manifest.clone();
        }
        let is_same = before.document == read.document && before.views == read.views;
        match after.files.first().filter(|_| !is_same) {
            Some(file) => {
                Err(RewriteError::Shape { file: file.path.clone(), why: "it would be read otherwise".to_owned() })
            }
            None => Ok(after),
        }
    }

    /// Gives an atlas of one file the name that it is to have.
    fn rename(&mut self, name: &str) {
        for file in &mut self.files {
            *file = TextFile::new(name, format!("{}{}", file.mark, file.text));
        }
    }

    fn sources(&self) -> Sources<'_> {
        Sources { files: &self.files, unread: &self.unread, form: self.form }
    }

    /// Returns what is read of it; the manifest that is wanted where there is nothing.
    fn base(&self, wanted: &Document) -> ReadAtlas {
        match self.files.is_empty() {
            true => ReadAtlas::nothing(Document::empty((*wanted.manifest).clone())),
            false => ReadAtlas::of(&self.sources(), &self.name),
        }
    }
}

/// Demands that it is known of which files an atlas is made.
fn demand_listed(atlas: &Path, unlisted: Vec<Unlisted>) -> Result<(), SaveError> {
    match unlisted.into_iter().next() {
        Some(Unlisted { path, cause }) => Err(SaveError::Io { path: within(atlas, &path), cause }),
        None => Ok(()),
    }
}

/// Returns where a file of an atlas is.
fn within(atlas: &Path, path: &str) -> PathBuf {
    if path == "." || !atlas.is_dir() { atlas.to_owned() } else { atlas.join(path) }
}

/// Puts the views that are wanted into files in which others were read.
fn put_views(
    files: &mut Vec<TextFile>,
    form: AtlasForm,
    unread: &[Arc<str>],
    [before, wanted]: [&[NamedView]; 2],
) -> Result<(), RewriteError> {
    if before == wanted {
        return Ok(());
    }
    let found = match form {
        AtlasForm::File => 0,
        AtlasForm::Folder => files.iter().position(|file| &*file.path == VIEWS).unwrap_or(files.len()),
    };
    if found == files.len() {
        let file: Arc<str> = Arc::from(VIEWS);
        if unread.contains(&file) {
            return Err(RewriteError::Unread { file });
        }
        files.push(TextFile::new(VIEWS, NO_VIEWS.to_owned()));
    }
    let file = &mut files[found];
    *file = file.with_text(with_views(file, before, &listed(before, wanted))?);
    let (read, _) = views_in(file);
    let is_other = |idx: &usize| wanted.get(*idx) != read.get(*idx);
    let other = (0..wanted.len().max(read.len())).find(is_other);
    match other.and_then(|idx| wanted.get(idx).or(read.get(idx))) {
        Some(view) => Err(RewriteError::View { name: view.name.clone() }),
        None => Ok(()),
    }
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
        for folder in FOLDERS {
            let _ = fs::remove_dir(path.join(folder));
        }
        let _ = fs::remove_dir(path);
    }
    written
}

fn write_of(NewText { path, text }: NewText) -> Write {
    Write { path: path.to_string(), content: text.map(String::into_bytes) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::load::{Loaded, load};
    use super::*;
    use crate::model::{Manifest, ViewAsks, ViewRest};

    const MANIFEST: &str = "Atlas(format: 1, id: \"two\", title: \"Two\", as_of: \"2024-06-30\")\n";
    const NATIONS: &str = "[\n    // The first.\n    Nation(id: \"AAA\", name: \"A\"),\n    Nation(id: \"BBB\", nmae: \"B\"), // faulty\n]\n";
    const VIEWS_TEXT: &str = "// Why these.\n[\n    // The first.\n    View(name: \"a\",   as_of: \"2024-06-30\"), // said so\n    View(name: \"b\", as_of: \"2024-02-30\"), // faulty\n    // The last.\n    View(as_of: \"2024-07-01\", name: \"c\"),\n]\n";

    fn atlas(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let at = folder.path().join("old").join(path);
            fs::create_dir_all(at.parent().expect("a folder")).expect("made");
            fs::write(at, text).expect("written");
        }
        folder
    }

    fn usual() -> tempfile::TempDir {
        atlas(&[("atlas.ron", MANIFEST), ("nations.ron", NATIONS), ("views.ron", VIEWS_TEXT), ("ties/a.ron", "[]\n")])
    }

    fn view(name: &str) -> NamedView {
        NamedView {
            name: name.to_owned(),
            judgment: String::new(),
            as_of: jiff::civil::date(2024, 6, 30),
            known_on: None,
            asks: ViewAsks::default(),
            rest: ViewRest::Dimmed,
            selection: BTreeSet::new(),
            camera: None,
        }
    }

    fn names(loaded: &Loaded) -> Vec<&str> {
        loaded.views.iter().map(|view| view.name.as_str()).collect()
    }

    /// Returns the atlas in a folder of that name, and its text in a file of it.
    fn found(folder: &Path, name: &str, file: &str) -> (Loaded, String) {
        let at = folder.join(name);
        let text = fs::read_to_string(if file.is_empty() { at.clone() } else { at.join(file) }).expect("a text");
        (load(&at), text)
    }

    #[cfg(unix)]
    fn loop_at(path: &Path) {
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir_all(path);
        std::os::unix::fs::symlink(path, path).expect("a link");
    }

    #[test]
    fn a_copy_has_the_views_of_its_origin_to_the_byte_where_they_are_the_same() {
        let folder = usual();
        let (old, _) = found(folder.path(), "old", "views.ron");
        let at = folder.path().join("old");
        for (name, views) in [("as-they-are", None), ("the-same", Some(old.views.as_slice()))] {
            save_new(&folder.path().join(name), Origin::At(&at), None, &old.document, views).expect("saved");
            let (new, text) = found(folder.path(), name, "views.ron");
            assert_eq!((new.views, text.as_str()), (old.views.clone(), VIEWS_TEXT));
        }
    }

    #[test]
    fn views_that_differ_in_a_copy_leave_the_others_their_comments_and_faults() {
        let folder = usual();
        let (old, _) = found(folder.path(), "old", "views.ron");
        let at = folder.path().join("old");
        let [a, c] = [old.views[0].clone(), old.views[1].clone()];
        let moved = NamedView { name: "moved".to_owned(), ..c.clone() };
        let views = [a, moved, view("d")];
        save_new(&folder.path().join("new"), Origin::At(&at), None, &old.document, Some(&views)).expect("saved");
        let (new, text) = found(folder.path(), "new", "views.ron");
        assert_eq!(new.views, views);
        let (head, _) = VIEWS_TEXT.split_once("    View(as_of").expect("the last");
        let lines = |name: &str, day: &str| {
            format!("    View(\n        name: \"{name}\",\n        as_of: \"{day}\",\n    ),\n")
        };
        let tail = [lines("moved", "2024-07-01"), lines("d", "2024-06-30")].concat();
        assert_eq!(text, format!("{head}{tail}]\n"));
        // None at all is another thing than those that there are.
        save_new(&folder.path().join("none"), Origin::At(&at), None, &old.document, Some(&[])).expect("saved");
        let (none, text) = found(folder.path(), "none", "views.ron");
        assert_eq!((names(&none), text.contains("// faulty"), text.contains("\"a\"")), (Vec::new(), true, false));
    }

    #[test]
    fn an_atlas_of_one_file_takes_views_along_and_gives_them_back() {
        let folder = usual();
        let (old, _) = found(folder.path(), "old", "views.ron");
        let to = |name: &str, from: &str, views: Option<&[NamedView]>| {
            let at = folder.path().join(from);
            save_new(&folder.path().join(name), Origin::At(&at), None, &old.document, views).expect("saved");
            load(&folder.path().join(name))
        };
        let one = to("one.ron", "old", None);
        assert_eq!((&one.views, one.document == old.document), (&old.views, true));
        let (_, text) = found(folder.path(), "one.ron", "");
        assert!(text.contains(VIEWS_TEXT.trim_start_matches("// Why these.\n").trim_end()), "{text}");
        let mut more = old.views.clone();
        more.insert(1, view("d"));
        assert_eq!(to("more.ron", "one.ron", Some(&more)).views, more);
        let (_, longer) = found(folder.path(), "more.ron", "");
        let new = "    View(\n        name: \"d\",\n        as_of: \"2024-06-30\",\n    ),\n";
        assert_eq!(longer.replace(new, ""), text);
        assert_eq!(to("same.ron", "more.ron", None).views, more);
        assert_eq!(to("folder", "more.ron", None).views, more);
        assert_eq!(to("none.ron", "more.ron", Some(&[])).views, []);
        save_new(&folder.path().join("begun.ron"), Origin::Nowhere, None, &old.document, Some(&more)).expect("saved");
        assert_eq!(load(&folder.path().join("begun.ron")).views, more);
    }

    #[test]
    fn a_view_that_would_be_read_otherwise_is_named_and_nothing_is_written() {
        let folder = usual();
        let (old, _) = found(folder.path(), "old", "views.ron");
        let long = NamedView { judgment: "x".repeat(70_000), ..view("long") };
        for name in ["new", "new.ron"] {
            let to = folder.path().join(name);
            let error = save_new(&to, Origin::Nowhere, None, &old.document, Some(&[view("d"), long.clone()]));
            let error = error.expect_err("an error").to_string();
            assert!(error.contains("the view “long”") && error.contains("\nHint: "), "{error}");
            assert!(!to.exists());
        }
    }

    #[test]
    fn views_are_not_put_into_a_file_of_them_that_cannot_be_read_to_its_end() {
        let folder = atlas(&[("atlas.ron", MANIFEST), ("views.ron", "[View(name: \"a\"")]);
        let at = folder.path().join("old");
        let document = load(&at).document;
        let error = save_new(&folder.path().join("new"), Origin::At(&at), None, &document, Some(&[view("d")]));
        let error = error.expect_err("an error").to_string();
        assert!(error.contains("views.ron"), "{error}");
        // Where nothing is to be put into it, it comes along as it is.
        save_new(&folder.path().join("new"), Origin::At(&at), None, &document, Some(&[])).expect("saved");
        assert_eq!(found(folder.path(), "new", "views.ron").1, "[View(name: \"a\"");
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_is_not_made_of_files_that_cannot_be_read() {
        for lacking in ["nations.ron", "ties/a.ron", "views.ron", "ties"] {
            let folder = usual();
            let at = folder.path().join("old");
            let document = load(&at).document;
            loop_at(&at.join(lacking));
            for name in ["new", "new.ron"] {
                let to = folder.path().join(name);
                let error = save_new(&to, Origin::At(&at), None, &document, None).expect_err(lacking);
                let SaveError::Io { path, .. } = &error else { panic!("{lacking}: {error}") };
                assert_eq!(path.components().collect::<PathBuf>(), at.join(lacking), "{error}");
                assert!(!to.exists());
            }
        }
    }

    #[test]
    fn a_copy_is_made_of_what_is_shown_where_the_atlas_is_gone() {
        let folder = usual();
        let at = folder.path().join("old");
        let old = load(&at);
        fs::remove_dir_all(&at).expect("removed");
        for name in ["new", "new.ron"] {
            save_new(&folder.path().join(name), Origin::At(&at), None, &old.document, Some(&old.views)).expect("saved");
            let new = load(&folder.path().join(name));
            assert_eq!((new.document, new.views), (old.document.clone(), old.views.clone()));
        }
    }

    #[test]
    fn what_is_no_text_is_copied_to_the_byte() {
        let folder = usual();
        let at = folder.path().join("old");
        let bytes = b"[Tie(id: \"\xFF\")]";
        fs::write(at.join("ties/a.ron"), bytes).expect("written");
        let old = load(&at);
        save_new(&folder.path().join("new"), Origin::At(&at), None, &old.document, None).expect("saved");
        assert_eq!(fs::read(folder.path().join("new/ties/a.ron")).expect("the file"), bytes);
        assert_eq!(load(&folder.path().join("new")).problems, old.problems);
        // One file that is none begins anew.
        let at = folder.path().join("atlas.ron");
        fs::write(&at, bytes).expect("written");
        let document = with_nation(&old.document, "CCC");
        save_new(&folder.path().join("one.ron"), Origin::At(&at), None, &document, None).expect("saved");
        assert_eq!(load(&folder.path().join("one.ron")).document, document);
    }

    /// Saves a document in the atlas at a path, with what was read of it.
    fn saved(at: &Path, read: &Loaded, wanted: &Document) -> Result<Saved, SaveError> {
        let lock = AtlasLock::take(at).expect("the lock");
        save(&lock, &read.stamp, &read.document, wanted, &Keepsakes::default())
    }

    fn with_nation(document: &Document, id: &str) -> Document {
        let (_, nation) = document.nations.iter().next().expect("a nation");
        let mut nation = (**nation).clone();
        nation.id = crate::model::NationId::new(id);
        let mut document = document.clone();
        document.put(Entry::Nation(Arc::new(nation)));
        document
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_for_a_moment_is_not_taken_for_changed_by_others() {
        for lacking in ["nations.ron", "ties"] {
            let folder = usual();
            let at = folder.path().join("old");
            let read = load(&at);
            loop_at(&at.join(lacking));
            let error = saved(&at, &read, &with_nation(&read.document, "CCC")).expect_err(lacking);
            assert!(matches!(&error, SaveError::Io { .. }), "{lacking}: {error}");
        }
        let folder = usual();
        let at = folder.path().join("old");
        let read = load(&at);
        fs::write(at.join("nations.ron"), "[]").expect("written");
        let error = saved(&at, &read, &with_nation(&read.document, "CCC")).expect_err("an error");
        assert!(matches!(&error, SaveError::Changed { files, .. } if files == &["nations.ron"]), "{error}");
    }

    #[test]
    fn other_files_are_saved_beside_a_manifest_that_cannot_be_read() {
        let broken: [&[u8]; 4] = [b"Atlas(format: 1, id: \"two\"", b"Atlas(format: 1)", b"\xFF\xFE\x00", b"[]"];
        for bytes in broken {
            let folder = usual();
            let at = folder.path().join("old");
            fs::write(at.join("atlas.ron"), bytes).expect("written");
            let read = load(&at);
            assert!(read.n_errors() > 1, "{:?}", read.problems);
            let wanted = with_nation(&read.document, "CCC");
            assert_eq!(saved(&at, &read, &wanted).expect("saved").document, wanted);
            assert_eq!(load(&at).document, wanted);
            assert_eq!(fs::read(at.join("atlas.ron")).expect("the manifest"), bytes);
            // What the atlas says of itself cannot be changed where it cannot be read.
            let manifest = Manifest { title: "New".to_owned(), ..(*wanted.manifest).clone() };
            let mut retitled = wanted.clone();
            retitled.put(Entry::Manifest(Arc::new(manifest)));
            let error = saved(&at, &load(&at), &retitled).expect_err("an error").to_string();
            assert!(error.contains("atlas.ron") || error.contains("what the atlas says of itself"), "{error}");
            assert_eq!(fs::read(at.join("atlas.ron")).expect("the manifest"), bytes);
        }
    }

    const KINDS: &str = "[Kind(id: \"trade\", name: \"trade\", sign: neutral, category: \"economy\")]\n";
    const SOURCES: &str = "[Source(id: \"s\", title: \"S\", publisher: \"P\", published: \"2024\")]\n";
    /// A tie that names a nation that is not there, and one with evidence of a source that is not there.
    const TIES_TEXT: &str = "[\n    // Not yet.\n    Tie(id: \"t\", kind: \"trade\", between: (\"AAA\", \"CCC\"), span: \"2020/..\", title: \"T\"), // T\n    Tie(id: \"u\", kind: \"trade\", between: (\"AAA\", \"BBB\"), span: \"2020/..\", title: \"U\", evidence: [\n        Evidence(source: \"s\", grade: \"A1\", standing: documented, reported: \"2024\", claim: \"known\"),\n        Evidence(source: \"lost\", grade: \"A1\", standing: documented, reported: \"2024\", claim: \"not known\"), // yet\n    ]),\n]\n";

    /// Returns an atlas of which a record and a part of another are left out when it is read.
    fn with_gaps() -> tempfile::TempDir {
        let nations = "[\n    Nation(id: \"AAA\", name: \"A\"),\n    Nation(id: \"BBB\", name: \"B\"),\n]\n";
        atlas(&[
            ("atlas.ron", MANIFEST),
            ("kinds.ron", KINDS),
            ("nations.ron", nations),
            ("sources.ron", SOURCES),
            ("ties/a.ron", TIES_TEXT),
        ])
    }

    /// Returns a document with what lacks for all to be read.
    fn without_gaps(document: &Document) -> Document {
        let mut document = with_nation(document, "CCC");
        let (_, source) = document.sources.iter().next().expect("a source");
        let mut source = (**source).clone();
        source.id = crate::model::SourceId::new("lost");
        document.put(Entry::Source(Arc::new(source)));
        document
    }

    /// Returns a document in which a tie has another title.
    fn retitled(document: &Document, title: &str) -> Document {
        let mut tie = (*document.ties[&crate::model::TieId::new("u")]).clone();
        tie.about.title = title.to_owned();
        let mut document = document.clone();
        document.put(Entry::Tie(Arc::new(tie)));
        document
    }

    #[test]
    fn what_comes_back_with_a_save_and_was_never_shown_stays_whatever_is_saved_next() {
        let folder = with_gaps();
        let at = folder.path().join("old");
        let ties = || fs::read_to_string(at.join("ties/a.ron")).expect("the ties");
        let opened = load(&at);
        assert_eq!((opened.n_errors(), opened.document.ties.len()), (2, 1), "{:?}", opened.problems);
        let lock = AtlasLock::take(&at).expect("the lock");
        let mut kept = Keepsakes::default();
        let mut saved = |stamp: &Stamp, shown: &Document, wanted: &Document| {
            let mut saved = save(&lock, stamp, shown, wanted, &kept).expect("saved");
            kept.remember(std::mem::take(&mut saved.made));
            saved
        };
        let more = without_gaps(&opened.document);
        let first = saved(&opened.stamp, &opened.document, &more);
        assert_eq!((first.revived.len(), load(&at).n_errors()), (2, 0));
        assert_eq!(ties(), TIES_TEXT);
        // Saved again before anybody has looked: with another title, which leaves the rest of that tie alone.
        let other = retitled(&more, "Other");
        let second = saved(&first.stamp, &more, &other);
        assert_eq!(second.revived.len(), 2);
        assert_eq!(ties(), TIES_TEXT.replace("\"U\"", "\"Other\""));
        // What they name is taken back: they are faulty again, and stay.
        let third = saved(&second.stamp, &other, &opened.document);
        assert_eq!((third.revived.len(), third.document == opened.document), (0, true));
        assert_eq!(ties(), TIES_TEXT);
        assert_eq!(load(&at).problems, opened.problems);
    }

    #[test]
    fn what_has_come_back_falls_away_with_what_it_names_and_stays_in_the_files() {
        let folder = with_gaps();
        let at = folder.path().join("old");
        let ties = || fs::read_to_string(at.join("ties/a.ron")).expect("the ties");
        let opened = load(&at);
        let lock = AtlasLock::take(&at).expect("the lock");
        let mut kept = Keepsakes::default();
        let more = without_gaps(&opened.document);
        let first = save(&lock, &opened.stamp, &opened.document, &more, &kept).expect("saved");
        kept.remember(first.made);
        // It was read anew and shown; then that and what lacked before is undone.
        let shown = load(&at).document;
        assert_eq!(shown.ties.len(), 2);
        let second = save(&lock, &first.stamp, &shown, &opened.document, &kept).expect("saved");
        assert_eq!((ties().as_str(), second.document == opened.document), (TIES_TEXT, true));
        kept.remember(second.made);
        // Done again and deleted on its own, it goes.
        let third = save(&lock, &second.stamp, &opened.document, &shown, &kept).expect("saved");
        assert_eq!((ties().as_str(), third.revived), (TIES_TEXT, Vec::new()));
        kept.remember(third.made);
        let mut less = shown.clone();
        less.remove(&EntryId::Tie(crate::model::TieId::new("t")));
        save(&lock, &third.stamp, &shown, &less, &kept).expect("saved");
        assert!(!ties().contains("\"t\"") && ties().contains("not known"), "{}", ties());
        assert_eq!(load(&at).document, less);
    }

    #[test]
    fn what_is_shown_otherwise_than_it_is_in_the_files_is_not_written_over() {
        let folder = with_gaps();
        let at = folder.path().join("old");
        let opened = load(&at);
        let lock = AtlasLock::take(&at).expect("the lock");
        let shown = retitled(&opened.document, "Shown");
        let error = save(&lock, &opened.stamp, &shown, &shown, &Keepsakes::default()).expect_err("an error");
        assert!(error.to_string().contains("the tie `u` is not in the files as it was read"), "{error}");
    }

    #[test]
    fn another_form_keeps_comments_and_what_is_faulty() {
        let folder = with_gaps();
        let (at, one, many) = (folder.path().join("old"), folder.path().join("one.ron"), folder.path().join("many"));
        let opened = load(&at);
        let wanted = retitled(&opened.document, "Other");
        let revived = save_new(&one, Origin::At(&at), Some(&opened.document), &wanted, None).expect("saved");
        assert_eq!(revived, []);
        let inner = TIES_TEXT.trim_start_matches('[').trim_end_matches("]\n").replace("\"U\"", "\"Other\"");
        let text = fs::read_to_string(&one).expect("the file");
        assert!(text.contains(&inner), "{text}");
        let read = load(&one);
        assert_eq!((read.document == wanted, read.n_errors()), (true, 2), "{:?}", read.problems);
        // And back, with views as they are shown.
        save_new(&many, Origin::At(&one), Some(&read.document), &wanted, Some(&[view("v")])).expect("saved");
        let (back, text) = found(folder.path(), "many", "ties/all.ron");
        assert_eq!((back.document == wanted, back.n_errors(), names(&back)), (true, 2, vec!["v"]));
        assert!(text.contains(&inner), "{text}");
    }

    #[test]
    fn what_comes_back_with_a_new_atlas_is_told() {
        let folder = with_gaps();
        let at = folder.path().join("old");
        let opened = load(&at);
        let more = without_gaps(&opened.document);
        for name in ["new", "new.ron"] {
            let to = folder.path().join(name);
            let revived = save_new(&to, Origin::At(&at), Some(&opened.document), &more, None).expect("saved");
            assert_eq!((revived.len(), load(&to).n_errors(), load(&to).document.ties.len()), (2, 0, 2));
        }
        // What has come to the files since it was shown comes along, too.
        let kinds = "[Kind(id: \"gift\", name: \"gift\", sign: positive, category: \"economy\"), ";
        fs::write(at.join("kinds.ron"), KINDS.replacen('[', kinds, 1)).expect("written");
        let revived = save_new(&folder.path().join("next"), Origin::At(&at), Some(&opened.document), &more, None);
        assert_eq!(revived.expect("saved").len(), 3);
    }

    #[test]
    fn another_form_is_refused_where_something_would_be_lost() {
        for (file, bytes) in [("ties/b.ron", b"[Tie(id: \"\xFF\")]".as_slice()), ("ties/b.ron", b"[Tie(")] {
            let folder = with_gaps();
            let (at, to) = (folder.path().join("old"), folder.path().join("one.ron"));
            fs::write(at.join(file), bytes).expect("written");
            let document = load(&at).document;
            let error = save_new(&to, Origin::At(&at), None, &document, Some(&[])).expect_err("an error").to_string();
            assert!(error.contains(file) && error.contains("Hint: save it in the form that it has"), "{error}");
            assert!(!to.exists());
            save_new(&folder.path().join("new"), Origin::At(&at), None, &document, Some(&[])).expect("saved");
        }
    }
}
