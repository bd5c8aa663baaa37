//! Finishes an interrupted save, or takes it back. The lock must be held.
//!
//! A save whose record is in force is finished: each temporary file that the record names is put in its place, provided
//! that both hold what the record says. Where that cannot be done and no file was put into place yet, the save is taken
//! back. Without a record nothing was changed, and temporary files are removed.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::files::in_words;
use super::super::write::sync_folder;
use super::home::{FOLDERS, Home, RECORD, SAVE_PREFIX, folder_of};
use super::moves::{Move, carry_out};
use super::record::{Change, Folders, New, Record};
use super::target::{Refusal, Target};

/// What came of it.
#[derive(Debug, PartialEq)]
pub(super) enum Recovered {
    /// There was no save to finish; what was left of one that had not begun is removed.
    Nothing,
    /// These files were put into place.
    Finished(Vec<String>),
    /// The save of these files was taken back.
    TakenBack(Vec<String>),
}

/// Why a save can neither be finished nor taken back.
#[derive(Debug)]
pub(super) struct Stuck {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// How far a save has come with one file.
#[derive(Debug)]
enum Stage {
    /// The new content is in place.
    Done,
    /// It was in place, and somebody has changed the file since.
    Passed,
    /// The old content is in place, and the new one is ready.
    Ready(Move),
    /// The new content is not in place and cannot be put there.
    Hindered,
}

/// Finishes an interrupted save or takes it back.
pub(super) fn recover(home: &Home) -> Result<Recovered, Stuck> {
    let Some(path) = home.record_path() else {
        remove_all(&home.leftovers());
        return Ok(Recovered::Nothing);
    };
    let record = Record::read(&path).map_err(|why| unreadable(&why))?;
    let recovered = match record {
        None => Recovered::Nothing,
        Some(record) => {
            // Who reads the atlas meanwhile waits for this, as for a save.
            let file = File::open(&path).map_err(|cause| failed(&in_words(&cause)))?;
            file.lock().map_err(|cause| failed(&in_words(&cause)))?;
            follow(home, &path, &record)?
        }
    };
    remove_all(&home.leftovers());
    Ok(recovered)
}

/// Returns what is to be said of a record that cannot be read.
pub(super) fn unreadable(why: &str) -> Stuck {
    Stuck {
        message: format!("the record of an interrupted save, {RECORD}, cannot be read: {why}"),
        hint: format!(
            "if the files are as they should be, remove {RECORD} and then those whose names begin with {SAVE_PREFIX}"
        ),
    }
}

fn follow(home: &Home, path: &Path, record: &Record) -> Result<Recovered, Stuck> {
    let paths: Vec<String> = record.files.iter().map(|change| change.path.clone()).collect();
    let mut stages = Vec::new();
    for change in &record.files {
        stages.push(stage(home, change)?);
    }
    let has_begun = stages.iter().any(|stage| matches!(stage, Stage::Done | Stage::Passed));
    let hindered: Vec<&str> = std::iter::zip(&stages, &paths)
        .filter_map(|(stage, path)| matches!(stage, Stage::Hindered).then_some(path.as_str()))
        .collect();
    if !hindered.is_empty() && has_begun {
        return Err(Stuck {
            message: format!(
                "a save was interrupted and cannot be finished, because others have changed what it was about: {}",
                hindered.join(", ")
            ),
            hint: format!(
                "see that these files are as they should be; then remove {RECORD} and those whose names begin with {SAVE_PREFIX}"
            ),
        });
    }
    if !hindered.is_empty() {
        close(path)?;
        if record.folders == Folders::Made {
            // Only an empty folder can be removed, so nothing is lost.
            let folders = record.files.iter().filter_map(|change| change.path.split_once('/'));
            for folder in folders.map(|(folder, _)| folder).filter(|folder| FOLDERS.contains(folder)) {
                let _ = fs::remove_dir(home.folder.join(folder));
            }
        }
        return Ok(Recovered::TakenBack(paths));
    }
    let moves: Vec<Move> = stages
        .into_iter()
        .filter_map(|stage| match stage {
            Stage::Ready(step) => Some(step),
            Stage::Done | Stage::Passed | Stage::Hindered => None,
        })
        .collect();
    carry_out(&moves).map_err(|failure| {
        failed(&format!("{} cannot be put into place: {}", name_of(&failure.path), in_words(&failure.cause)))
    })?;
    // What was renamed before the interruption may not have reached the disk yet.
    for folder in record.files.iter().filter_map(|change| Some(Target::find(home, &change.path).ok()?.staging)) {
        sync_folder(&folder).map_err(|cause| failed(&in_words(&cause)))?;
    }
    close(path)?;
    Ok(Recovered::Finished(paths))
}

/// Returns how far a save has come with a file.
fn stage(home: &Home, change: &Change) -> Result<Stage, Stuck> {
    let target = Target::find(home, &change.path).map_err(|refusal| {
        let why = match refusal {
            Refusal::NotAPart => "it is no file of an atlas".to_owned(),
            Refusal::NotAFile => "it is not a regular file".to_owned(),
            Refusal::Link(why) => why.to_owned(),
            Refusal::Io(cause) => in_words(&cause),
        };
        failed(&format!("`{}` is not written to: {why}", change.path))
    })?;
    let unread = |cause| failed(&format!("{} cannot be read: {}", change.path, in_words(&cause)));
    let is_old = match change.old {
        None => target.held.is_none(),
        Some(digest) => target.held.is_some() && digest.is_of(&target.at).map_err(unread)?,
    };
    let New::Content { temporary, digest } = &change.new else {
        return Ok(match (&target.held, is_old) {
            (None, _) => Stage::Done,
            (Some(_), true) => Stage::Ready(Move { from: None, to: target.at }),
            (Some(_), false) => Stage::Hindered,
        });
    };
    if target.held.is_some() && digest.is_of(&target.at).map_err(unread)? {
        return Ok(Stage::Done);
    }
    // Beside the target, or in the atlas folder when the target's own had yet to be made.
    let mut from = None;
    for folder in [&target.staging, &home.folder] {
        let place = folder.join(temporary);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_file() && from.is_none() => from = Some(place),
            Ok(_) => {}
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(unread(cause)),
        }
    }
    Ok(match from {
        None if is_old => Stage::Hindered,
        None => Stage::Passed,
        Some(from) if is_old && digest.is_of(&from).map_err(unread)? => {
            Stage::Ready(Move { from: Some(from), to: target.at })
        }
        Some(_) => Stage::Hindered,
    })
}

fn failed(why: &str) -> Stuck {
    Stuck {
        message: format!("a save was interrupted and cannot be finished: {why}"),
        hint: "see to that and open the atlas again".to_owned(),
    }
}

/// Removes the record: the save is over.
fn close(path: &Path) -> Result<(), Stuck> {
    let closed = fs::remove_file(path).and_then(|()| sync_folder(folder_of(path)));
    closed.map_err(|cause| failed(&format!("{RECORD} cannot be removed: {}", in_words(&cause))))
}

/// Removes temporary files; one that cannot be removed now is tried again the next time.
pub(super) fn remove_all(paths: &[PathBuf]) {
    for path in paths {
        let _ = fs::remove_file(path);
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::stamp::Digest;
    use super::*;

    /// An atlas folder with a save that was interrupted somewhere.
    struct Interrupted {
        folder: tempfile::TempDir,
        home: Home,
        record: Record,
    }

    /// Names of the temporary files of the save below.
    const TEMPORARIES: [&str; 3] = [
        ".demarche-save-00000000-aaaaaa.tmp",
        ".demarche-save-00000000-bbbbbb.tmp",
        ".demarche-save-00000000-cccccc.tmp",
    ];
    /// What the save does: path, old content, new content; empty for none.
    const FILES: [(&str, &str, &str); 4] = [
        ("nations.ron", "[ /* old */ ]", "[ /* new nations */ ]"),
        ("ties/a.ron", "[]", "[ /* a */ ]"),
        ("ties/new.ron", "", "[ /* fresh */ ]"),
        ("ties/gone.ron", "[ /* going */ ]", ""),
    ];

    impl Interrupted {
        /// Returns the state after all temporary files were written, with the record in force.
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path();
            fs::create_dir(root.join("ties")).expect("ties");
            fs::write(root.join("atlas.ron"), "Atlas()").expect("written");
            let mut files = Vec::new();
            for (idx, (path, old, new)) in FILES.into_iter().enumerate() {
                if !old.is_empty() {
                    fs::write(root.join(path), old).expect("written");
                }
                let becomes = match TEMPORARIES.get(idx) {
                    Some(name) => {
                        fs::write(folder_of(&root.join(path)).join(name), new).expect("written");
                        New::Content { temporary: (*name).to_owned(), digest: Digest::of(new.as_bytes()) }
                    }
                    None => New::Absent,
                };
                let old = (!old.is_empty()).then(|| Digest::of(old.as_bytes()));
                files.push(Change { path: path.to_owned(), old, new: becomes });
            }
            let home = Home::find(root).expect("found");
            let it = Self { folder, home, record: Record { files, folders: Folders::Kept } };
            it.write_record();
            it
        }

        fn write_record(&self) {
            fs::write(self.path(RECORD), self.record.written().expect("a record")).expect("written");
        }

        fn path(&self, within: &str) -> PathBuf {
            self.folder.path().join(within)
        }

        /// Puts the first `n` files into place, as the save does.
        fn advance(&self, n: usize) {
            for (idx, (path, ..)) in FILES.into_iter().enumerate().take(n) {
                match TEMPORARIES.get(idx) {
                    Some(name) => fs::rename(folder_of(&self.path(path)).join(name), self.path(path)).expect("renamed"),
                    None => fs::remove_file(self.path(path)).expect("removed"),
                }
            }
        }

        fn recover(&self) -> Result<Recovered, Stuck> {
            recover(&self.home)
        }

        /// Returns all files that are there, helper files too.
        fn contents(&self) -> BTreeMap<String, String> {
            let mut found = BTreeMap::new();
            for (prefix, folder) in [("", self.path(".")), ("ties/", self.path("ties"))] {
                for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
                    if entry.path().is_file() {
                        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                        found.insert(name, fs::read_to_string(entry.path()).expect("a file"));
                    }
                }
            }
            found
        }
    }

    fn old() -> BTreeMap<String, String> {
        expected(|(_, old, _)| old)
    }

    fn new() -> BTreeMap<String, String> {
        expected(|(_, _, new)| new)
    }

    fn expected(
        which: impl Fn((&'static str, &'static str, &'static str)) -> &'static str,
    ) -> BTreeMap<String, String> {
        let all = FILES.into_iter().map(|file| (file.0.to_owned(), which(file).to_owned()));
        let manifest = ("atlas.ron".to_owned(), "Atlas()".to_owned());
        all.filter(|(_, content)| !content.is_empty()).chain([manifest]).collect()
    }

    #[test]
    fn a_save_in_force_is_finished_wherever_it_was_interrupted() {
        for n_done in 0..=FILES.len() {
            let it = Interrupted::new();
            it.advance(n_done);
            assert!(matches!(it.recover(), Ok(Recovered::Finished(_))), "{n_done}");
            assert_eq!(it.contents(), new(), "{n_done}");
            assert_eq!(it.recover().expect("recovered"), Recovered::Nothing, "{n_done}");
        }
    }

    #[test]
    fn a_recovery_that_is_interrupted_itself_is_finished() {
        for n_done in 0..FILES.len() {
            let it = Interrupted::new();
            it.advance(n_done);
            // The same content is in place and still in a temporary file too.
            fs::write(it.path("nations.ron"), FILES[0].2).expect("written");
            it.recover().expect("recovered");
            assert_eq!(it.contents(), new(), "{n_done}");
        }
    }

    #[test]
    fn without_a_record_the_old_atlas_stays_and_nothing_is_left() {
        let it = Interrupted::new();
        fs::remove_file(it.path(RECORD)).expect("removed");
        // A record that was not yet in force is a temporary file like others.
        fs::write(it.path(".demarche-save-11111111-dddddd.tmp"), "// blake3 of").expect("written");
        assert_eq!(it.recover().expect("recovered"), Recovered::Nothing);
        assert_eq!(it.contents(), old());
    }

    #[test]
    fn a_folder_that_the_save_makes_is_made_by_recovery_too() {
        let it = Interrupted::new();
        // All of it lies in the atlas folder as long as there is no other.
        fs::rename(it.path("ties").join(TEMPORARIES[2]), it.path(TEMPORARIES[2])).expect("renamed");
        fs::remove_dir_all(it.path("ties")).expect("removed");
        let files =
            it.record.files.iter().filter(|change| ["nations.ron", "ties/new.ron"].contains(&change.path.as_str()));
        let record = Record { files: files.cloned().collect(), folders: Folders::Made };
        fs::write(it.path(RECORD), record.written().expect("a record")).expect("written");
        assert!(matches!(it.recover(), Ok(Recovered::Finished(_))));
        assert_eq!(fs::read_to_string(it.path("ties/new.ron")).expect("the file"), FILES[2].2);
        assert_eq!(it.contents().len(), 3);
    }

    #[test]
    fn a_save_that_has_changed_nothing_and_cannot_be_finished_is_taken_back() {
        let check = |hinder: fn(&Interrupted), expected: BTreeMap<String, String>| {
            let it = Interrupted::new();
            hinder(&it);
            assert!(matches!(it.recover(), Ok(Recovered::TakenBack(_))));
            assert_eq!(it.contents(), expected);
        };
        // A temporary file is torn, or gone.
        check(|it| fs::write(it.path(TEMPORARIES[0]), "[ /* ne").expect("written"), old());
        check(|it| fs::remove_file(it.path("ties").join(TEMPORARIES[1])).expect("removed"), old());
        // Somebody has edited a file since: what he wrote stays.
        let mut edited = old();
        edited.insert("ties/a.ron".to_owned(), "[ /* by hand */ ]".to_owned());
        check(|it| fs::write(it.path("ties/a.ron"), "[ /* by hand */ ]").expect("written"), edited);
    }

    #[test]
    fn a_save_that_others_have_hindered_midway_is_reported_and_left_as_it_is() {
        let it = Interrupted::new();
        it.advance(1);
        fs::write(it.path("ties/a.ron"), "[ /* by hand */ ]").expect("written");
        let before = it.contents();
        let stuck = it.recover().expect_err("stuck");
        assert!(stuck.message.contains("ties/a.ron") && stuck.hint.contains(RECORD), "{stuck:?}");
        assert_eq!(it.contents(), before);
    }

    #[test]
    fn what_was_edited_after_it_was_put_into_place_stays_so() {
        let it = Interrupted::new();
        it.advance(FILES.len());
        fs::write(it.path("ties/a.ron"), "[ /* later */ ]").expect("written");
        assert!(matches!(it.recover(), Ok(Recovered::Finished(_))));
        let mut expected = new();
        expected.insert("ties/a.ron".to_owned(), "[ /* later */ ]".to_owned());
        assert_eq!(it.contents(), expected);
    }

    #[test]
    fn a_torn_record_is_reported_and_nothing_is_touched() {
        let whole = Interrupted::new().record.written().expect("a record");
        for n_bytes in (0..whole.len()).step_by(16) {
            let it = Interrupted::new();
            fs::write(it.path(RECORD), &whole[..n_bytes]).expect("written");
            let before = it.contents();
            assert!(it.recover().expect_err("stuck").message.contains("damaged"), "{n_bytes}");
            assert_eq!(it.contents(), before, "{n_bytes}");
        }
        let it = Interrupted::new();
        fs::write(it.path(RECORD), vec![b' '; 5 << 20]).expect("written");
        assert!(it.recover().expect_err("stuck").message.contains("too large"));
    }

    #[test]
    fn a_record_cannot_name_what_is_no_file_of_an_atlas() {
        let outside = tempfile::tempdir().expect("a folder");
        let victim = outside.path().join("x.ron");
        fs::write(&victim, "[]").expect("written");
        let absolute = victim.to_string_lossy().into_owned();
        let relative = format!("../{}/x.ron", outside.path().file_name().expect("a name").to_string_lossy());
        let hostile = [
            &absolute,
            &relative,
            &format!("ties/{absolute}"),
            &format!("ties/../{relative}"),
            "ties/../atlas.ron",
            "ties/./a.ron",
            "ties//a.ron",
            "ties\\a.ron",
            "ties/..",
            "ties/.ron",
            "ties/a.txt",
            "ties/.demarche-x.ron",
            "notes.txt",
            "NATIONS.RON",
            "sub/a.ron",
            "",
            ".",
            "ties/a\0.ron",
            ".bashrc",
        ];
        for path in hostile {
            let mut it = Interrupted::new();
            fs::write(outside.path().join(TEMPORARIES[1]), FILES[1].2).expect("written");
            it.record.files[1].path = path.to_owned();
            it.write_record();
            let before = it.contents();
            assert!(it.recover().is_err(), "{path}");
            assert_eq!(it.contents(), before, "{path}");
            assert_eq!(fs::read_to_string(&victim).expect("the file"), "[]", "{path}");
        }
    }

    #[test]
    fn a_record_cannot_name_what_is_no_temporary_file() {
        for name in ["../x.tmp", "/etc/passwd", "atlas.ron", ".demarche-commit", ".demarche-save-/../x.tmp", ""] {
            let mut it = Interrupted::new();
            let New::Content { temporary, .. } = &mut it.record.files[0].new else { panic!("content") };
            *temporary = name.to_owned();
            it.write_record();
            let before = it.contents();
            assert!(it.recover().is_err(), "{name}");
            assert_eq!(it.contents(), before, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_recovery_out_of_the_atlas() {
        use std::os::unix::fs::symlink;
        let check = |arrange: fn(&Interrupted, &Path), what: &str| {
            let outside = tempfile::tempdir().expect("a folder");
            for (name, content) in [("a.ron", "[]"), ("gone.ron", FILES[3].1)] {
                fs::write(outside.path().join(name), content).expect("written");
            }
            let it = Interrupted::new();
            arrange(&it, outside.path());
            let _ = it.recover();
            let read = |name: &str| fs::read_to_string(outside.path().join(name)).expect("the file");
            assert_eq!((read("a.ron").as_str(), read("gone.ron").as_str()), ("[]", FILES[3].1), "{what}");
            assert!(!outside.path().join("new.ron").exists(), "{what}");
        };
        check(
            |it, outside| {
                fs::rename(it.path("ties"), outside.join("ties")).expect("moved");
                for name in &TEMPORARIES[1..] {
                    fs::rename(outside.join("ties").join(name), outside.join(name)).expect("moved");
                }
                fs::remove_dir_all(outside.join("ties")).expect("removed");
                symlink(outside, it.path("ties")).expect("a link");
            },
            "the folder is a link",
        );
        check(
            |it, outside| {
                fs::remove_file(it.path("ties/a.ron")).expect("removed");
                symlink(outside.join("a.ron"), it.path("ties/a.ron")).expect("a link");
            },
            "the file is a link, the new content lies in the atlas",
        );
        check(
            |it, outside| symlink(outside.join("new.ron"), it.path("ties/new.ron")).expect("a link"),
            "the file is a link to nothing",
        );
        check(
            |it, outside| {
                let temporary = it.path("ties").join(TEMPORARIES[2]);
                fs::remove_file(&temporary).expect("removed");
                fs::write(outside.join("fresh"), FILES[2].2).expect("written");
                symlink(outside.join("fresh"), &temporary).expect("a link");
            },
            "the temporary file is a link",
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_the_record_is_not_waited_for() {
        let it = Interrupted::new();
        fs::remove_file(it.path(RECORD)).expect("removed");
        let made = std::process::Command::new("mkfifo").arg(it.path(RECORD)).status().expect("mkfifo");
        assert!(made.success());
        assert!(it.recover().expect_err("stuck").message.contains("not a regular file"));
    }
}
