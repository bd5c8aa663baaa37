//! Writes files of an atlas, all of them or none.
//!
//! All new contents are written and synced beside their targets first; then it is made sure that the atlas is what it was
//! when it was read; then the record is put in force, which is the moment from which on the save counts; then the files are
//! renamed and the record is removed. One file alone needs no record, since a rename is whole by itself.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempPath;

use super::super::write::{stage, sync_folder};
use super::error::SaveError;
use super::home::{Home, RECORD, SUFFIX, folder_of, is_absence};
use super::lock::AtlasLock;
use super::moves::{Failure, Move, Progress, carry_out};
use super::record::{Change, Folders, New, Record};
use super::room::demand_room;
use super::stamp::{Digest, Stamp};
use super::target::{Refusal, Target};

/// What is to become of one file of an atlas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Its path within the atlas, such as `ties/security.ron`; for an atlas of one file the name of that.
    pub path: String,
    /// All that is to be in it; `None` removes it.
    pub content: Option<Vec<u8>>,
}

/// A file that is to be changed, looked at and found fit for it.
struct Step<'a> {
    path: &'a str,
    old: Option<Digest>,
    target: Target,
    wanted: Wanted<'a>,
}

/// What is to be in the place of a file.
enum Wanted<'a> {
    Nothing,
    Content(&'a [u8], Digest),
}

/// A file that is to be changed, with all that is needed for it on the disk.
struct Staged<'a> {
    path: &'a str,
    old: Option<Digest>,
    target: Target,
    becomes: Becomes,
}

/// What will be in the place of a file.
enum Becomes {
    Nothing,
    /// What is in a file beside it, which is removed when it is dropped.
    Content(TempPath, Digest),
}

/// Writes files of the locked atlas as one: on the disk it is the old one or the new one, even when the program is
/// interrupted, and then at the latest once the atlas is opened next. Returns the stamp of the new one. O(bytes).
///
/// A link to a file is followed, and its mode is kept. Files whose content would stay the same are not touched.
///
/// # Errors
/// Returns why when the atlas is not what `stamp` says, a file cannot be written, or the file system refuses. No file is
/// changed then, unless the error is [`SaveError::Unfinished`] or [`SaveError::Stuck`].
pub fn commit(lock: &AtlasLock, stamp: &Stamp, writes: &[Write]) -> Result<Stamp, SaveError> {
    let home = lock.home();
    lock.finish()?;
    demand_room(home, writes)?;
    let steps = plan(home, stamp, writes)?;
    let mut staged = Vec::new();
    for step in steps {
        staged.push(stage_one(home, step)?);
    }
    for folder in staged.iter().map(|step| &step.target.staging).collect::<BTreeSet<_>>() {
        sync_folder(folder).map_err(|cause| SaveError::Io { path: folder.clone(), cause })?;
    }
    let files = stamp.changed(home).map_err(|cause| SaveError::Io { path: home.given.clone(), cause })?;
    if !files.is_empty() {
        return Err(SaveError::Changed { path: home.given.clone(), files });
    }
    let mut after = stamp.clone();
    for step in &staged {
        match &step.becomes {
            Becomes::Content(_, digest) => after.insert(Arc::from(step.path), Some(*digest)),
            Becomes::Nothing => after.remove(step.path),
        }
    }
    match staged.as_mut_slice() {
        [] => sync_all(home, &after)?,
        [step] if !step.target.lacks_folder() => put_alone(home, step, &after)?,
        all => put_together(home, all, &after)?,
    }
    Ok(after)
}

/// Writes one file of the locked atlas that has to do with no other, such that nothing others have written is lost; `old` is
/// what was read of it, `None` where it was not there. O(bytes of the file).
///
/// # Errors
/// Returns why when the file is not what was read, cannot be written, or the file system refuses. It is not changed then,
/// unless the error is [`SaveError::Unfinished`].
pub(in super::super) fn commit_alone(lock: &AtlasLock, old: Option<Digest>, write: &Write) -> Result<(), SaveError> {
    let home = lock.home();
    lock.finish()?;
    demand_room(home, std::slice::from_ref(write))?;
    let mut stamp = Stamp::default();
    if let Some(old) = old {
        stamp.insert(Arc::from(write.path.as_str()), Some(old));
    }
    let steps = plan(home, &stamp, std::slice::from_ref(write))?;
    if steps.is_empty() {
        return sync_all(home, &stamp);
    }
    for step in steps {
        let mut staged = stage_one(home, step)?;
        let folder = staged.target.staging.clone();
        sync_folder(&folder).map_err(|cause| SaveError::Io { path: home.shown(&write.path), cause })?;
        put_alone(home, &mut staged, &stamp)?;
    }
    Ok(())
}

/// Returns what is to be done, refusing what must not be; nothing is written here.
fn plan<'a>(home: &Home, stamp: &Stamp, writes: &'a [Write]) -> Result<Vec<Step<'a>>, SaveError> {
    let (mut paths, mut places) = (BTreeSet::new(), BTreeSet::new());
    let mut steps = Vec::new();
    for Write { path, content } in writes {
        let refuse = |refusal: Refusal| refusal.into_error(home, path);
        if !paths.insert(path) {
            return Err(refuse(Refusal::NotAPart));
        }
        let target = Target::find(home, path).map_err(refuse)?;
        if !places.insert(target.at.clone()) {
            return Err(refuse(Refusal::Link("another file of the atlas leads to the same one")));
        }
        let old = match stamp.get(path) {
            // Nobody has read what is there by now.
            None if target.held.is_some() => {
                return Err(SaveError::Changed { path: home.given.clone(), files: vec![path.clone()] });
            }
            None => None,
            Some(Some(digest)) => Some(digest),
            Some(None) => return Err(SaveError::NotRead { path: home.shown(path) }),
        };
        let wanted = match content.as_deref() {
            None if old.is_none() => continue,
            None => Wanted::Nothing,
            Some(content) => Wanted::Content(content, Digest::of(content)),
        };
        if matches!(&wanted, Wanted::Content(_, digest) if old == Some(*digest)) {
            continue;
        }
        if target.held.is_some() {
            ensure_writable(&target).map_err(|cause| match cause.kind() {
                io::ErrorKind::PermissionDenied => SaveError::ReadOnly { path: home.shown(path) },
                _ => refuse(Refusal::Io(cause)),
            })?;
        }
        steps.push(Step { path, old, target, wanted });
    }
    Ok(steps)
}

/// Makes sure that a file may be written to: renaming another one into its place would not ask.
fn ensure_writable(target: &Target) -> io::Result<()> {
    if target.held.as_ref().is_some_and(|held| held.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    OpenOptions::new().append(true).open(&target.at).map(drop)
}

/// Writes the new content of a file beside it.
fn stage_one<'a>(home: &Home, step: Step<'a>) -> Result<Staged<'a>, SaveError> {
    let Step { path, old, target, wanted } = step;
    let becomes = match wanted {
        Wanted::Nothing => Becomes::Nothing,
        Wanted::Content(content, digest) => {
            let prefix = home.temporary_prefix(&target.staging);
            let staged = stage(&target.staging, &prefix, SUFFIX, target.held.as_ref(), content);
            let staged = staged.map_err(|cause| SaveError::Io { path: home.shown(path), cause })?;
            Becomes::Content(staged.into_temp_path(), digest)
        }
    };
    Ok(Staged { path, old, target, becomes })
}

impl Staged<'_> {
    fn as_move(&self) -> Move {
        let from = match &self.becomes {
            Becomes::Nothing => None,
            Becomes::Content(staged, _) => Some(staged.to_path_buf()),
        };
        Move { from, to: self.target.at.clone() }
    }

    /// Keeps what is staged, or has it removed when it is dropped.
    fn belongs_to(&mut self, owner: Owner) {
        match &mut self.becomes {
            Becomes::Nothing => {}
            Becomes::Content(staged, _) => staged.disable_cleanup(owner == Owner::Record),
        }
    }
}

/// To whom staged files belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// To the save: without it they are nothing.
    Save,
    /// To the record that is in force, or by another name to the atlas.
    Record,
}

/// Syncs the folders in which files of the atlas are: an earlier save may have failed just there, and all is in place then.
fn sync_all(home: &Home, stamp: &Stamp) -> Result<(), SaveError> {
    let unfinished =
        |path: &Path, cause| SaveError::Unfinished { path: path.to_owned(), cause, stamp: Box::new(stamp.clone()) };
    let files = home.files().map_err(|cause| unfinished(&home.given, cause))?;
    let targets = files.iter().filter_map(|(path, _)| Some(Target::find(home, path).ok()?.staging));
    for folder in targets.chain([home.folder.clone()]).collect::<BTreeSet<_>>() {
        sync_folder(&folder).map_err(|cause| unfinished(&folder, cause))?;
    }
    Ok(())
}

/// Demands that the targets are still what they were when they were read: what others have written meanwhile is not lost.
fn demand_unchanged(home: &Home, steps: &[Staged<'_>]) -> Result<(), SaveError> {
    let is_same = |step: &Staged<'_>| match step.old {
        Some(old) => old.is_of(&step.target.at),
        None => match fs::symlink_metadata(&step.target.at) {
            Err(cause) if is_absence(&cause) => Ok(true),
            found => found.map(|_| false),
        },
    };
    let mut files = Vec::new();
    for step in steps {
        if !is_same(step).map_err(|cause| SaveError::Io { path: home.shown(step.path), cause })? {
            files.push(step.path.to_owned());
        }
    }
    files.sort();
    if files.is_empty() { Ok(()) } else { Err(SaveError::Changed { path: home.given.clone(), files }) }
}

/// Puts a single file into place.
fn put_alone(home: &Home, step: &mut Staged<'_>, after: &Stamp) -> Result<(), SaveError> {
    let path = home.shown(step.path);
    demand_unchanged(home, std::slice::from_ref(step))?;
    match carry_out(&[step.as_move()]) {
        Ok(()) => {
            step.belongs_to(Owner::Record);
            Ok(())
        }
        Err(Failure { cause, progress: Progress::Untouched, .. }) => Err(SaveError::Io { path, cause }),
        Err(Failure { cause, progress: Progress::Begun, .. }) => {
            step.belongs_to(Owner::Record);
            Err(SaveError::Unfinished { path, cause, stamp: Box::new(after.clone()) })
        }
    }
}

/// Puts several files into place, under a record.
fn put_together(home: &Home, steps: &mut [Staged<'_>], after: &Stamp) -> Result<(), SaveError> {
    let failed = |cause| SaveError::Io { path: home.given.clone(), cause };
    let path = home.folder.join(RECORD);
    let record = record(steps).ok_or_else(|| failed(io::Error::other("too many files at once")))?;
    let prefix = home.temporary_prefix(&home.folder);
    let file = stage(&home.folder, &prefix, SUFFIX, None, record.as_bytes()).map_err(failed)?;
    // Who reads the atlas meanwhile waits for this lock, which ends with the save.
    let locked = file.as_file().try_lock().map_err(io::Error::from);
    locked.map_err(failed)?;
    let _in_force = file.persist(&path).map_err(|error| failed(error.error))?;

    steps.iter_mut().for_each(|step| step.belongs_to(Owner::Record));
    let moves: Vec<Move> = steps.iter().map(Staged::as_move).collect();
    let synced = sync_folder(&home.folder);
    // As late as can be: whatever others change from here on is lost in the twinkling of a rename. Where the record cannot be
    // removed, it is by who opens the atlas next, since a save whose targets are others is taken back.
    if let (Ok(()), Err(changed)) = (&synced, demand_unchanged(home, steps)) {
        take_back(steps, &path);
        return Err(changed);
    }
    let put = synced
        .map_err(|cause| Failure { path: path.clone(), cause, progress: Progress::Untouched })
        .and_then(|()| carry_out(&moves));
    if let Err(Failure { path: at, cause, progress }) = put {
        let shown = at.strip_prefix(&home.folder).map_or_else(|_| at.clone(), |within| home.given.join(within));
        if progress == Progress::Untouched && take_back(steps, &path) {
            return Err(SaveError::Io { path: shown, cause });
        }
        return Err(SaveError::Unfinished { path: shown, cause, stamp: Box::new(after.clone()) });
    }
    // All is in place and on the disk. A record that stays says the same, and goes when the atlas is opened next.
    if fs::remove_file(&path).is_ok() {
        let _ = sync_folder(&home.folder);
    }
    Ok(())
}

/// Returns the text of the record; `None` where it would be too large.
fn record(steps: &[Staged<'_>]) -> Option<String> {
    let change = |step: &Staged<'_>| {
        let new = match &step.becomes {
            Becomes::Nothing => New::Absent,
            Becomes::Content(staged, digest) => {
                let temporary = staged.file_name().unwrap_or_default().to_string_lossy().into_owned();
                New::Content { temporary, digest: *digest }
            }
        };
        Change { path: step.path.to_owned(), old: step.old, new }
    };
    let files = steps.iter().map(change).collect();
    let folders = if steps.iter().any(|step| step.target.lacks_folder()) { Folders::Made } else { Folders::Kept };
    Record { files, folders }.written()
}

/// Takes a save back of which no file is in place yet; returns whether that could be done.
fn take_back(steps: &mut [Staged<'_>], record: &Path) -> bool {
    // The record goes first: without the files it would not make sense.
    if fs::remove_file(record).is_err() {
        return false;
    }
    let _ = sync_folder(folder_of(record));
    steps.iter_mut().for_each(|step| step.belongs_to(Owner::Save));
    for step in steps.iter().filter(|step| step.target.lacks_folder()) {
        // Only an empty folder can be removed, so nothing is lost.
        let _ = fs::remove_dir(folder_of(&step.target.at));
    }
    true
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::super::super::limits::MAX_FILES;
    use super::super::super::load::load;
    use super::super::error::LockError;
    use super::super::home::make_folder;
    use super::*;

    const MANIFEST: &str = "Atlas(format: 1, id: \"mine\", title: \"Mine\", as_of: \"2025-06-14\")\n";

    /// Returns the folder of a small atlas.
    fn atlas() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("ties")).expect("ties");
        for (path, text) in
            [("atlas.ron", MANIFEST), ("nations.ron", "[]\n"), ("ties/a.ron", "[]\n"), ("ties/b.ron", "[ ]\n")]
        {
            fs::write(folder.path().join(path), text).expect("written");
        }
        folder
    }

    /// Says that something is over when it is dropped, also by a test that fails.
    struct Ending<'a>(&'a AtomicBool);

    impl Drop for Ending<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Release);
        }
    }

    fn write(path: &str, content: &str) -> Write {
        Write { path: path.to_owned(), content: Some(content.as_bytes().to_vec()) }
    }

    /// Locks an atlas and writes to it what was read before.
    fn save(root: &Path, writes: &[Write]) -> Result<Stamp, SaveError> {
        let lock = AtlasLock::take(root).expect("locked");
        commit(&lock, &load(root).stamp, writes)
    }

    /// Returns all files below a folder with what is in them.
    fn contents(folder: &Path) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                found.extend(contents(&entry));
            } else {
                let content = if entry.is_file() { fs::read_to_string(&entry).expect("text") } else { String::new() };
                found.push((entry, content));
            }
        }
        found.sort();
        found
    }

    /// Checks that a save is refused with these words, and that nothing is changed or left.
    fn check_refused(root: &Path, writes: &[Write], words: &[&str]) {
        let before = contents(root);
        let error = save(root, writes).expect_err("refused");
        for word in words {
            assert!(error.to_string().contains(word), "{error}\nlacks {word}");
        }
        assert_eq!(contents(root), before, "{error}");
    }

    #[test]
    fn files_are_written_made_and_removed_and_nothing_is_left() {
        let folder = atlas();
        let removed = Write { path: "ties/b.ron".to_owned(), content: None };
        let writes =
            [write("nations.ron", "[] // n\n"), write("ties/a.ron", "[] // a\n"), write("ties/c.ron", "[]"), removed];
        let stamp = save(folder.path(), &writes).expect("saved");
        assert_eq!(stamp, load(folder.path()).stamp);
        let found: Vec<String> = contents(folder.path()).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, [MANIFEST, "[] // n\n", "[] // a\n", "[]"]);
        // What is the same already is not touched.
        assert_eq!(save(folder.path(), &[write("ties/c.ron", "[]")]).expect("saved"), stamp);
    }

    #[test]
    fn a_new_atlas_is_made_of_nothing_with_its_folder_for_ties() {
        for writes in [vec![write("atlas.ron", MANIFEST), write("ties/a.ron", "[]")], vec![write("ties/a.ron", "[]")]] {
            let above = tempfile::tempdir().expect("a folder");
            let root = above.path().join("new/atlas");
            make_folder(&root).expect("made");
            let lock = AtlasLock::take(&root).expect("locked");
            let stamp = commit(&lock, &Stamp::default(), &writes).expect("saved");
            drop(lock);
            assert_eq!(contents(&root).len(), writes.len());
            assert_eq!(load(&root).stamp, stamp);
        }
    }

    #[test]
    fn a_single_file_is_saved_and_a_new_one_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.ron");
        let lock = AtlasLock::take(&path).expect("locked");
        let stamp = commit(&lock, &Stamp::default(), &[write("mine.ron", MANIFEST)]).expect("saved");
        assert_eq!(load(&path).stamp, stamp);
        let other = commit(&lock, &stamp, &[write("other.ron", MANIFEST)]).expect_err("another file");
        assert!(matches!(other, SaveError::NotAPart { .. }));
        commit(&lock, &stamp, &[write("mine.ron", "Atlas()")]).expect("saved");
        drop(lock);
        assert_eq!(contents(folder.path()), [(path, "Atlas()".to_owned())]);
    }

    #[test]
    fn what_an_interrupted_save_of_a_single_file_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.ron");
        fs::write(&path, MANIFEST).expect("written");
        let of = |name: &str| {
            let home = Home::find(&folder.path().join(name)).expect("found");
            folder.path().join(format!("{}aaaaaa.tmp", home.temporary_prefix(&home.folder)))
        };
        let lock = AtlasLock::take(&path).expect("locked");
        fs::write(of("mine.ron"), "Atl").expect("written");
        fs::write(of("other.ron"), "Atl").expect("written");
        load(&path);
        assert!(of("mine.ron").exists(), "somebody may still be writing it");
        drop(lock);
        load(&path);
        assert!(!of("mine.ron").exists() && of("other.ron").exists());
    }

    #[test]
    fn an_atlas_that_others_have_changed_is_not_written_over() {
        let check = |change: fn(&Path), expected: &str| {
            let folder = atlas();
            let stamp = load(folder.path()).stamp;
            change(folder.path());
            let before = contents(folder.path());
            let lock = AtlasLock::take(folder.path()).expect("locked");
            let error =
                commit(&lock, &stamp, &[write("nations.ron", "[ ]"), write("ties/a.ron", "[ ]")]).expect_err("changed");
            let SaveError::Changed { files, .. } = &error else { panic!("{error:?}") };
            assert_eq!(files.join(" "), expected);
            drop(lock);
            assert_eq!(contents(folder.path()), before);
        };
        check(|root| fs::write(root.join("nations.ron"), "{}\n").expect("written"), "nations.ron");
        // Also where this save writes nothing.
        check(|root| fs::write(root.join("ties/b.ron"), "[] // longer").expect("written"), "ties/b.ron");
        check(|root| fs::remove_file(root.join("ties/b.ron")).expect("removed"), "ties/b.ron");
        check(|root| fs::write(root.join("sources.ron"), "[]").expect("written"), "sources.ron");
        check(|root| fs::remove_dir_all(root.join("ties")).expect("removed"), "ties/a.ron ties/b.ron");
        check(|root| fs::write(root.join("ties/a.ron"), vec![b' '; 9 << 20]).expect("written"), "ties/a.ron");
    }

    #[test]
    fn paths_that_are_no_files_of_an_atlas_are_refused() {
        let folder = atlas();
        for path in
            ["../x.ron", "/tmp/x.ron", "ties/../x.ron", "ties/x.txt", "x.ron", "scenes/x.ron", "ties/.demarche-x.ron"]
        {
            check_refused(
                folder.path(),
                &[write("nations.ron", "[ ]"), write(path, "[]")],
                &[path, "nothing was written"],
            );
        }
        let twice = [write("nations.ron", "[ ]"), write("nations.ron", "[  ]")];
        check_refused(folder.path(), &twice, &["nations.ron"]);
    }

    #[test]
    fn a_name_that_is_too_long_is_refused_before_anything_is_written() {
        let long = format!("ties/{}.ron", "n".repeat(300));
        let writes = [write("nations.ron", "[ ]"), write(&long, "[]")];
        let words = ["the name is too long", "no file was changed", "choose a shorter name", &long];
        let folder = atlas();
        check_refused(folder.path(), &writes, &words);
        // Also where the folder for it would have to be made first.
        fs::remove_dir_all(folder.path().join("ties")).expect("removed");
        check_refused(folder.path(), &writes, &words);
        // One as long as the file system allows is none too long.
        let longest = format!("ties/{}.ron", "n".repeat(251));
        save(folder.path(), &[write("nations.ron", "[ ]"), write(&longest, "[]")]).expect("saved");
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_refused() {
        let folder = atlas();
        fs::create_dir(folder.path().join("ties/c.ron")).expect("made");
        check_refused(
            folder.path(),
            &[write("nations.ron", "[ ]"), write("ties/c.ron", "[]")],
            &["ties/c.ron is not a regular file"],
        );
        let folder = atlas();
        fs::remove_dir_all(folder.path().join("ties")).expect("removed");
        fs::write(folder.path().join("ties"), "").expect("written");
        check_refused(folder.path(), &[write("ties/c.ron", "[]")], &["is not a regular file"]);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_not_written_to_nor_waited_for() {
        use std::os::unix::fs::symlink;
        let folder = atlas();
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("ties/p.ron")).status().expect("mkfifo");
        assert!(made.success());
        symlink("/dev/full", folder.path().join("ties/d.ron")).expect("a link");
        for path in ["ties/p.ron", "ties/d.ron"] {
            let words =
                [&format!("{path} is not a regular file"), "your file is unchanged"].map(|word| word.to_owned());
            let words = words.iter().map(String::as_str).collect::<Vec<_>>();
            check_refused(folder.path(), &[write("nations.ron", "[ ]"), write(path, "[]")], &words);
        }
        // Others can still be saved.
        save(folder.path(), &[write("nations.ron", "[ ]"), write("ties/a.ron", "[ ]")]).expect("saved");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_written_through_and_modes_are_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, elsewhere) = (atlas(), tempfile::tempdir().expect("a folder"));
        let real = elsewhere.path().join("real");
        fs::rename(folder.path().join("ties/a.ron"), &real).expect("moved");
        symlink(&real, folder.path().join("ties/a.ron")).expect("a link");
        let mode = |path: &Path| fs::metadata(path).expect("the file").permissions().mode() & 0o777;
        for (path, mode) in [(real.clone(), 0o606), (folder.path().join("nations.ron"), 0o620)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        }
        save(folder.path(), &[write("nations.ron", "[ ]"), write("ties/a.ron", "[ /* a */ ]")]).expect("saved");
        assert!(fs::symlink_metadata(folder.path().join("ties/a.ron")).expect("the link").is_symlink());
        assert_eq!(contents(elsewhere.path()), [(real.clone(), "[ /* a */ ]".to_owned())]);
        assert_eq!((mode(&real), mode(&folder.path().join("nations.ron"))), (0o606, 0o620));
    }

    #[cfg(unix)]
    #[test]
    fn links_to_nothing_or_out_of_the_atlas_by_a_folder_or_twice_to_one_file_are_refused() {
        use std::os::unix::fs::symlink;
        let elsewhere = tempfile::tempdir().expect("a folder");
        let folder = atlas();
        symlink(elsewhere.path().join("none"), folder.path().join("ties/c.ron")).expect("a link");
        check_refused(folder.path(), &[write("ties/c.ron", "[]")], &["a file that is not there"]);
        fs::remove_file(folder.path().join("ties/c.ron")).expect("removed");
        symlink("a.ron", folder.path().join("ties/c.ron")).expect("a link");
        check_refused(
            folder.path(),
            &[write("ties/a.ron", "[ ]"), write("ties/c.ron", "[  ]")],
            &["leads to the same one"],
        );
        fs::remove_dir_all(folder.path().join("ties")).expect("removed");
        symlink(elsewhere.path(), folder.path().join("ties")).expect("a link");
        check_refused(folder.path(), &[write("ties/c.ron", "[]")], &["leads out of the atlas"]);
        assert!(contents(elsewhere.path()).is_empty());
    }

    #[test]
    fn a_file_that_may_only_be_read_is_not_replaced() {
        // No one may write it, so an administrator is refused too.
        let folder = atlas();
        let path = folder.path().join("ties/a.ron");
        let mut permissions = fs::metadata(&path).expect("the file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("a mode");
        check_refused(
            folder.path(),
            &[write("nations.ron", "[ ]"), write("ties/a.ron", "[ ]")],
            &["may only be read", "ties/a.ron"],
        );
    }

    #[test]
    fn a_file_that_could_not_be_read_is_not_written_over_but_the_others_are() {
        let folder = atlas();
        let file = fs::File::create(folder.path().join("ties/huge.ron")).expect("made");
        // A hole: it takes no room on the disk.
        file.set_len(29 << 20).expect("a length");
        let error = save(folder.path(), &[write("ties/huge.ron", "[]")]).expect_err("refused");
        assert!(matches!(error, SaveError::NotRead { .. }), "{error:?}");
        save(folder.path(), &[write("nations.ron", "[ ]"), write("ties/a.ron", "[ ]")]).expect("saved");
        assert_eq!(fs::metadata(folder.path().join("ties/huge.ron")).expect("the file").len(), 29 << 20);
    }

    #[test]
    fn a_folder_that_is_removed_or_replaced_while_open_is_noticed() {
        let above = tempfile::tempdir().expect("a folder");
        let root = above.path().join("atlas");
        for is_replaced in [false, true] {
            make_folder(&root).expect("made");
            fs::write(root.join("atlas.ron"), MANIFEST).expect("written");
            let lock = AtlasLock::take(&root).expect("locked");
            let stamp = load(&root).stamp;
            fs::remove_dir_all(&root).expect("removed");
            if is_replaced {
                fs::create_dir(&root).expect("made");
                fs::write(root.join("atlas.ron"), MANIFEST).expect("written");
                fs::write(root.join(".demarche-lock"), "").expect("written");
            }
            let error = commit(&lock, &stamp, &[write("nations.ron", "[]")]).expect_err("moved");
            assert!(matches!(error, SaveError::Moved { .. }), "{error:?}");
            drop(lock);
            assert_eq!(root.exists(), is_replaced);
        }
    }

    #[test]
    fn reading_finishes_an_interrupted_save_says_so_once_and_leaves_what_others_are_writing() {
        let folder = atlas();
        let temporary = ".demarche-save-00000000-aaaaaa.tmp";
        let digest = Digest::of(b"[ /* new */ ]\n");
        let change = Change {
            path: "nations.ron".to_owned(),
            old: Some(Digest::of(b"[]\n")),
            new: New::Content { temporary: temporary.to_owned(), digest },
        };
        let record = Record { files: vec![change], folders: Folders::Kept }.written().expect("a record");
        fs::write(folder.path().join(temporary), "[ /* new */ ]\n").expect("written");
        let lock = AtlasLock::take(folder.path()).expect("locked");
        assert!(!folder.path().join(temporary).exists(), "what a dead process has left is removed");
        fs::write(folder.path().join(temporary), "[ /* new */ ]\n").expect("written");
        assert!(load(folder.path()).problems.is_empty());
        assert!(folder.path().join(temporary).exists(), "it may be of the one who holds the lock");

        fs::write(folder.path().join(RECORD), record).expect("written");
        let problems = load(folder.path()).problems;
        assert!(
            problems.iter().any(|it| it.message.contains("not finished") && it.message.contains("nations.ron")),
            "{problems:?}"
        );
        drop(lock);
        let loaded = load(folder.path());
        assert_eq!((loaded.n_errors(), loaded.problems.len()), (0, 1), "{:?}", loaded.problems);
        assert!(loaded.problems[0].message.contains("is finished now: nations.ron"));
        assert_eq!(fs::read_to_string(folder.path().join("nations.ron")).expect("the file"), "[ /* new */ ]\n");
        assert!(load(folder.path()).problems.is_empty());
        assert_eq!(contents(folder.path()).len(), 4);
    }

    #[test]
    fn a_save_that_failed_midway_is_finished_by_the_next_and_until_then_is_said_not_to_be() {
        let folder = atlas();
        let lock = AtlasLock::take(folder.path()).expect("locked");
        let before = load(folder.path());
        // As it is when the second of two files could not be renamed.
        let mut after = before.stamp.clone();
        let files = [("nations.ron", "[]\n", "a"), ("ties/b.ron", "[ ]\n", "b")].map(|(path, old, mark)| {
            let temporary = format!(".demarche-save-{mark}.tmp");
            let digest = Digest::of(b"[ /* new */ ]\n");
            let at = folder.path().join(path);
            fs::write(at.with_file_name(&temporary), "[ /* new */ ]\n").expect("written");
            after.insert(Arc::from(path), Some(digest));
            Change {
                path: path.to_owned(),
                old: Some(Digest::of(old.as_bytes())),
                new: New::Content { temporary, digest },
            }
        });
        let record = Record { files: files.to_vec(), folders: Folders::Kept }.written().expect("a record");
        fs::write(folder.path().join(RECORD), record).expect("written");
        fs::rename(folder.path().join(".demarche-save-a.tmp"), folder.path().join("nations.ron")).expect("renamed");

        let errors = load(folder.path()).problems;
        let [error] = errors.as_slice() else { panic!("{errors:?}") };
        assert!(error.message.contains("not all of it could be put into place: nations.ron, ties/b.ron"), "{error}");
        assert!(error.hint.ends_with("save it again"), "{error}");

        let saved =
            super::super::super::save::save(&lock, &after, &before.document, &before.document, &Default::default());
        assert_eq!(saved.expect("saved").stamp, after);
        drop(lock);
        assert_eq!(load(folder.path()).stamp, after);
        assert_eq!(contents(folder.path()).len(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn what_another_atlas_has_behind_a_link_is_left_alone_and_the_own_is_removed() {
        use std::os::unix::fs::symlink;
        let (above, there) = (atlas(), atlas());
        let (above, there) = (above.path(), there.path());
        fs::remove_file(above.join("nations.ron")).expect("removed");
        symlink(there.join("nations.ron"), above.join("nations.ron")).expect("a link");
        let staged = |root: &Path| {
            let folder = fs::canonicalize(there).expect("a folder");
            folder.join(format!("{}aaaaaa.tmp", Home::find(root).expect("found").temporary_prefix(&folder)))
        };
        for (root, other) in [(above, there), (there, above)] {
            [root, other].iter().for_each(|root| fs::write(staged(root), "").expect("written"));
            load(root);
            assert!(!staged(root).exists() && staged(other).exists(), "{}", root.display());
        }
        // A save stages under that very name.
        let writes = [write("nations.ron", "[ ]")];
        let lock = AtlasLock::take(above).expect("locked");
        let steps = plan(lock.home(), &load(above).stamp, &writes).expect("a plan");
        for step in steps {
            let Becomes::Content(path, _) = stage_one(lock.home(), step).expect("staged").becomes else { panic!() };
            let prefix = staged(above).to_string_lossy().replace("aaaaaa.tmp", "");
            assert!(path.to_string_lossy().starts_with(&prefix), "{path:?} {prefix}");
        }
    }

    #[test]
    fn a_file_that_nobody_has_read_is_not_written_over() {
        let folder = atlas();
        let home = Home::find(folder.path()).expect("found");
        let refused = plan(&home, &Stamp::default(), &[write("nations.ron", "[ ]")]).err();
        assert!(matches!(&refused, Some(SaveError::Changed { files, .. }) if files == &["nations.ron"]), "{refused:?}");
    }

    /// Returns the steps of a save that is all but put into place.
    fn staged<'a>(lock: &AtlasLock, stamp: &Stamp, writes: &'a [Write]) -> Vec<Staged<'a>> {
        let steps = plan(lock.home(), stamp, writes).expect("a plan");
        steps.into_iter().map(|step| stage_one(lock.home(), step).expect("staged")).collect()
    }

    #[test]
    fn what_others_write_at_the_last_moment_is_not_written_over() {
        let check = |writes: &[Write], change: fn(&Path), expected: &str| {
            let folder = atlas();
            let lock = AtlasLock::take(folder.path()).expect("locked");
            let stamp = load(folder.path()).stamp;
            let mut steps = staged(&lock, &stamp, writes);
            change(folder.path());
            let put = match steps.as_mut_slice() {
                [step] => put_alone(lock.home(), step, &stamp),
                all => put_together(lock.home(), all, &stamp),
            };
            let error = put.expect_err("changed");
            assert!(matches!(&error, SaveError::Changed { files, .. } if files.join(" ") == expected), "{error:?}");
            drop(steps);
            drop(lock);
            let after = contents(folder.path());
            load(folder.path());
            assert_eq!(contents(folder.path()), after);
            assert!(!after.iter().any(|(path, text)| text.contains("/*own*/") || path.ends_with(RECORD)), "{after:?}");
        };
        let change = |root: &Path| fs::write(root.join("ties/a.ron"), "{}\n").expect("written");
        check(&[write("ties/a.ron", "[/*own*/]")], change, "ties/a.ron");
        check(&[write("nations.ron", "[/*own*/]"), write("ties/a.ron", "[/*own*/]")], change, "ties/a.ron");
        let make = |root: &Path| fs::write(root.join("ties/c.ron"), "[]\n").expect("written");
        check(&[write("nations.ron", "[/*own*/]"), write("ties/c.ron", "[/*own*/]")], make, "ties/c.ron");
    }

    #[test]
    fn a_file_that_has_to_do_with_no_other_is_written_unless_it_was_changed_itself() {
        let folder = atlas();
        let lock = AtlasLock::take(folder.path()).expect("locked");
        let views = write("views.ron", "[ ]");
        commit_alone(&lock, None, &views).expect("written");
        fs::write(folder.path().join("ties/a.ron"), "{}").expect("written");
        let old = Some(Digest::of(b"[ ]"));
        commit_alone(&lock, old, &write("views.ron", "[  ]")).expect("written");
        for old in [old, None] {
            let error = commit_alone(&lock, old, &write("views.ron", "[/*own*/]")).expect_err("changed");
            assert!(matches!(&error, SaveError::Changed { files, .. } if files == &["views.ron"]), "{error:?}");
        }
        drop(lock);
        assert_eq!(fs::read_to_string(folder.path().join("views.ron")).expect("the file"), "[  ]");
        assert_eq!(contents(folder.path()).len(), 5);
    }

    #[test]
    fn a_file_that_is_one_too_many_is_not_written() {
        let folder = atlas();
        for number in 2..MAX_FILES {
            fs::write(folder.path().join(format!("ties/x{number}.ron")), "[]").expect("written");
        }
        check_refused(folder.path(), &[write("ties/z.ron", "[]")], &["ties/z.ron", "1000", "nothing was written"]);
        save(folder.path(), &[write("ties/a.ron", "[ ]"), write("kinds.ron", "[]")]).expect("saved");
    }

    #[test]
    fn two_savers_at_once_never_lose_what_the_other_wrote() {
        // Each adds a letter to two files as often as it gets the lock and the atlas as it is then.
        let folder = atlas();
        let root = folder.path();
        let n_saved: usize = std::thread::scope(|scope| {
            let savers: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(move || {
                        let mut n_saved = 0;
                        while n_saved < 25 {
                            match AtlasLock::take(root) {
                                Ok(lock) => {
                                    let stamp = load(root).stamp;
                                    let text = fs::read_to_string(root.join("nations.ron")).expect("the file");
                                    let text = format!("{text}//\n");
                                    let writes = [write("nations.ron", &text), write("ties/a.ron", &text)];
                                    commit(&lock, &stamp, &writes).expect("saved");
                                    n_saved += 1;
                                }
                                Err(LockError::Held { .. }) => std::thread::yield_now(),
                                Err(error) => panic!("{error}"),
                            }
                        }
                        n_saved
                    })
                })
                .collect();
            savers.into_iter().map(|saver| saver.join().expect("done")).sum()
        });
        let expected = format!("[]\n{}", "//\n".repeat(n_saved));
        for path in ["nations.ron", "ties/a.ron"] {
            assert_eq!(fs::read_to_string(root.join(path)).expect("the file"), expected);
        }
        assert_eq!(contents(root).len(), 4);
    }

    #[test]
    fn who_reads_during_saves_never_sees_half_of_one() {
        let folder = atlas();
        let root = folder.path();
        let is_done = AtomicBool::new(false);
        let n_reads: usize = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut n_reads = 0;
                while !is_done.load(Ordering::Acquire) {
                    let loaded = load(root);
                    if loaded.n_errors() > 0 {
                        // It could not come by a whole one, and says so.
                        continue;
                    }
                    // Both files always have the same content.
                    assert_eq!(loaded.stamp.get("nations.ron"), loaded.stamp.get("ties/a.ron"));
                    n_reads += 1;
                }
                n_reads
            });
            let ending = Ending(&is_done);
            let lock = AtlasLock::take(root).expect("locked");
            let mut stamp = load(root).stamp;
            for n in 0..60 {
                let text = format!("[] // {n}\n");
                stamp =
                    commit(&lock, &stamp, &[write("nations.ron", &text), write("ties/a.ron", &text)]).expect("saved");
            }
            drop(ending);
            reader.join().expect("a reader that saw no half")
        });
        assert!(n_reads > 0);
    }
}
