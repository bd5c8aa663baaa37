//! Kills the program at every system call of a save and of a recovery, and fails every file call with the errors of a full,
//! a broken and a closed disk: the atlas is the old one or the new one, whole, and nothing is left behind.
//!
//! The system calls are counted by a run without faults, from the first that writes; then each is met by its name and
//! number. Skipped, saying why, where strace cannot be used; required where `CI=true`. Of journals, `journal_faults` does it.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "support/strace.rs"]
mod strace;

use strace::{Call, ERRORS, FILE_CALLS, Fault, SIGKILL, can_trace, room, strace, work_on};

/// Least number of points at which the program is killed, and at which a call fails.
const LEAST_POINTS: usize = 300;
/// Everything below a folder, by path: its kind and mode, and what is in it.
type Tree = BTreeMap<String, (String, Vec<u8>)>;

/// A command that changes an atlas, and what there is before and after it.
struct Trial {
    /// What is tried, in words.
    name: &'static str,
    /// Folder with the atlas as it is before; copied for each run.
    before: PathBuf,
    /// Path of the atlas within that folder; empty for the folder itself.
    atlas: &'static str,
    /// What the program is to do with the atlas.
    doing: Doing,
    /// All that may be there once the atlas was opened again.
    outcomes: Vec<Tree>,
}

/// What a run does.
enum Doing {
    /// It applies the changes in this file.
    Apply(PathBuf),
    /// It only opens the atlas, and so finishes what was interrupted.
    Check,
}

impl Trial {
    /// Returns the command, on the atlas in a folder.
    fn command(&self, folder: &Path) -> Vec<String> {
        let atlas = self.atlas_in(folder);
        let arguments: Vec<&Path> = match &self.doing {
            Doing::Apply(changes) => {
                vec![Path::new("apply"), &atlas, Path::new("--changes"), changes, Path::new("--in-place")]
            }
            Doing::Check => vec![Path::new("check"), &atlas],
        };
        let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
        let program = env!("CARGO_BIN_EXE_demarche").to_owned();
        [program].into_iter().chain(arguments.into_iter().map(text)).collect()
    }

    fn atlas_in(&self, folder: &Path) -> PathBuf {
        if self.atlas.is_empty() { folder.to_owned() } else { folder.join(self.atlas) }
    }

    /// What the atlas is when all goes well.
    fn changed(&self) -> &Tree {
        self.outcomes.last().expect("an outcome")
    }

    /// Returns the calls of a run without faults: of a save from the first on that writes, else from the first on that has to
    /// do with the atlas.
    fn calls(&self, room: &Path) -> Vec<Call> {
        let (folder, trace) = (room.join("dry"), room.join("dry.trace"));
        copy(&self.before, &folder);
        let output = strace(&["-s", "4096"], &trace, &self.command(&folder));
        assert!(output.status.success(), "{}: {}", self.name, String::from_utf8_lossy(&output.stderr));
        assert_eq!(&tree(&folder), self.changed(), "{}", self.name);
        let text = fs::read_to_string(&trace).expect("a trace");
        fs::remove_dir_all(&folder).expect("removed");
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut calls = Vec::new();
        let mut has_begun = false;
        for line in text.lines() {
            let Some((name, rest)) = line.split_once('(') else { continue };
            let number = numbers.entry(name).or_default();
            *number += 1;
            has_begun |= match self.doing {
                Doing::Apply(_) => name.starts_with("open") && rest.contains("O_CREAT"),
                // Whether there is anything to finish must not be overlooked either.
                Doing::Check => rest.contains(folder.to_str().expect("UTF-8")) && name != "execve",
            };
            if has_begun {
                calls.push(Call { name: name.to_owned(), number: *number });
            }
        }
        calls
    }

    /// Meets one call with a fault, and opens the atlas again; says what is wrong, if anything is.
    fn meet(&self, room: &Path, call: &Call, fault: &Fault) -> Result<(), String> {
        let (folder, trace) = (room.join("atlas"), room.join("trace"));
        copy(&self.before, &folder);
        let Call { name, number } = call;
        // Letting other calls pass unseen is faster, but then no signals are sent.
        let (how, options) = match fault {
            Fault::Kill => ("signal=KILL".to_owned(), [].as_slice()),
            Fault::Error(error) => (format!("error={error}"), ["-f", "--seccomp-bpf"].as_slice()),
        };
        let (rule, traced) = (format!("inject={name}:{how}:when={number}"), format!("trace={name}"));
        let options = [options, &["-e", &traced, "-e", &rule]].concat();
        let output = strace(&options, &trace, &self.command(&folder));
        let is_met = match fault {
            Fault::Kill => output.status.signal() == Some(SIGKILL),
            Fault::Error(_) => fs::read_to_string(&trace).expect("a trace").contains("(INJECTED)"),
        };
        let at_once = tree(&folder);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let checked = Command::new(env!("CARGO_BIN_EXE_demarche")).arg("check").arg(self.atlas_in(&folder)).output();
        let checked = checked.expect("the program runs");
        let afterwards = tree(&folder);
        fs::remove_dir_all(&folder).expect("removed");
        let fail = |what: &str| Err(format!("{}, {rule}: {what}\nthe program said: {said}", self.name));
        if !is_met {
            return fail("the call was not met");
        }
        // Folder and lock may still bear traces, but what is in the files is told as it is.
        if output.status.success() && atlas_files(&at_once) != atlas_files(self.changed()) {
            return fail("success was reported, and the atlas is not the new one");
        }
        if said.contains("unchanged") && atlas_files(&at_once) != atlas_files(&self.outcomes[0]) {
            return fail("the atlas was said to be unchanged, and is not");
        }
        if !checked.status.success() {
            let words = String::from_utf8_lossy(&checked.stderr);
            return fail(&format!("the atlas cannot be opened any more: {words}"));
        }
        if !self.outcomes.contains(&afterwards) {
            let names: Vec<&String> = afterwards.keys().collect();
            return fail(&format!("the atlas is neither the old nor the new one: {names:?}"));
        }
        Ok(())
    }
}

/// Returns everything below a folder.
fn tree(folder: &Path) -> Tree {
    fn add(folder: &Path, prefix: &str, found: &mut Tree) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let path = entry.path();
            let name = format!("{prefix}{}", entry.file_name().to_str().expect("UTF-8"));
            let metadata = fs::symlink_metadata(&path).expect("metadata");
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
            let content = if metadata.is_symlink() {
                fs::read_link(&path).expect("a link").to_str().expect("UTF-8").as_bytes().to_vec()
            } else if metadata.is_file() {
                fs::read(&path).expect("a file")
            } else {
                add(&path, &format!("{name}/"), found);
                Vec::new()
            };
            found.insert(name, (format!("{mode:o}"), content));
        }
    }
    let mut found = Tree::new();
    add(folder, "", &mut found);
    found
}

/// Returns what is in the files that are a part of an atlas, or of what its links lead to.
fn atlas_files(tree: &Tree) -> BTreeMap<&str, &[u8]> {
    let is_part = |path: &str| !path.contains(".demarche-") && path.contains(".ron");
    tree.iter().filter(|(path, _)| is_part(path)).map(|(path, (_, bytes))| (path.as_str(), bytes.as_slice())).collect()
}

/// Copies everything below a folder to a new one, links as links.
fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp runs");
    assert!(status.success());
}

/// Meets every call of every trial with faults; returns how many points there were.
fn meet_all(trials: &[Trial], faults: &[Fault], is_meant: fn(&str) -> bool) -> usize {
    let room = room();
    let mut points = Vec::new();
    for trial in trials {
        let calls = trial.calls(room.path());
        let n_before = points.len();
        let meant = calls.into_iter().filter(|call| is_meant(&call.name));
        points.extend(meant.flat_map(|call| faults.iter().map(move |fault| (trial, call.clone(), fault))));
        println!("{}: {} points", trial.name, points.len() - n_before);
    }
    let wrong = work_on(room.path(), &points, |room, (trial, call, fault)| trial.meet(room, call, fault));
    assert!(wrong.is_empty(), "{} of {} points:\n{}", wrong.len(), points.len(), wrong.join("\n\n"));
    points.len()
}

/// What an atlas is made of before: path and text.
type Files<'a> = &'a [(&'a str, &'a str)];

const MANIFEST: &str = "Atlas(format: 1, id: \"small\", title: \"Small\", as_of: \"2025-06-14\")\n";
const KINDS: &str = "[
    Kind(id: \"trade\", name: \"trade\", sign: neutral, category: \"economy\"),
    Kind(id: \"pact\", name: \"pact\", sign: positive, category: \"security\"),
]
";
const NATIONS: &str = "[Nation(id: \"KOR\", name: \"South Korea\"), Nation(id: \"PRK\", name: \"North Korea\")]\n";

/// Makes a trial of applying changes: writes the atlas, and finds out what it becomes by a run without faults.
fn applied(room: &Path, name: &'static str, atlas: &'static str, changes: &[&str], arrange: impl Fn(&Path)) -> Trial {
    let (before, file) = (room.join(name).join("before"), room.join(name).join("changes.ron"));
    fs::create_dir_all(&before).expect("made");
    arrange(&before);
    fs::write(&file, format!("[\n{}\n]\n", changes.join(",\n"))).expect("written");
    let mut trial = Trial { name, before, atlas, doing: Doing::Apply(file), outcomes: Vec::new() };
    trial.outcomes = vec![tree(&trial.before), carried_out(room, &trial, None)];
    trial
}

/// Makes a trial of opening an atlas of which a save was interrupted just after the first file was put into place.
fn interrupted(room: &Path, name: &'static str, of: &Trial) -> Trial {
    // The first rename puts the record in force, the second one file into place, the third never happens.
    let third = Call { name: "rename".to_owned(), number: 3 };
    let midway = carried_out(room, of, Some(&third));
    assert!(midway.contains_key(".demarche-commit") && !of.outcomes.contains(&midway), "{:?}", midway.keys());
    let before = room.join(name).join("before");
    fs::create_dir_all(room.join(name)).expect("made");
    fs::rename(room.join("run"), &before).expect("kept");
    Trial { name, before, atlas: of.atlas, doing: Doing::Check, outcomes: vec![of.changed().clone()] }
}

/// Runs a trial once, killed at a call or not at all, and returns what there is then in the folder `run`.
fn carried_out(room: &Path, trial: &Trial, killed_at: Option<&Call>) -> Tree {
    let run = room.join("run");
    let _ = fs::remove_dir_all(&run);
    copy(&trial.before, &run);
    let command = trial.command(&run);
    let rule = killed_at.map(|Call { name, number }| format!("inject={name}:signal=KILL:when={number}"));
    let options: Vec<&str> = rule.iter().flat_map(|rule| ["-e", rule.as_str()]).collect();
    let output = strace(&options, &room.join("run.trace"), &command);
    assert_eq!(output.status.success(), killed_at.is_none(), "{}", String::from_utf8_lossy(&output.stderr));
    tree(&run)
}

fn write_all(folder: &Path, files: Files<'_>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

/// Returns all that is tried.
fn trials(room: &Path) -> Vec<Trial> {
    let files = [
        ("atlas.ron", MANIFEST),
        ("kinds.ron", KINDS),
        ("nations.ron", NATIONS),
        ("sources.ron", "[Source(id: \"paper\", title: \"Paper\", publisher: \"P\", published: \"2024\")]\n"),
        (
            "ties/economy.ron",
            "// Trade.\n[\n    Tie(id: \"old\", kind: \"trade\", between: (\"KOR\", \"PRK\"), span: \"../..\", title: \"Old\"),\n]\n",
        ),
    ];
    let (nation, source) =
        ("Change(nation: \"KOR\", set: (name: \"Korea\"))", "Change(source: \"paper\", set: (title: \"News\"))");
    let old = "Change(tie: \"old\", set: (title: \"Older\"))";
    let new =
        "Create(tie: Tie(id: \"new\", kind: \"pact\", between: (\"KOR\", \"PRK\"), span: \"2024/..\", title: \"New\"))";
    let several = applied(room, "several files", "", &[nation, source, old, new], |folder| write_all(folder, &files));
    let n_changed =
        several.changed().iter().filter(|(path, entry)| several.outcomes[0].get(*path) != Some(entry)).count();
    assert!(n_changed >= 3, "only {n_changed} files are changed");
    let linked = applied(room, "a link and no folder of ties yet", "atlas", &[nation, new], |folder| {
        write_all(&folder.join("atlas"), &files[..2]);
        write_all(folder, &[("elsewhere/nations.ron", NATIONS)]);
        std::os::unix::fs::symlink("../elsewhere/nations.ron", folder.join("atlas/nations.ron")).expect("a link");
    });
    let single = applied(room, "a single file", "small.ron", &[nation], |folder| {
        let sections = format!("{}, kinds: {KINDS}, nations: {NATIONS})", MANIFEST.trim_end().trim_end_matches(')'));
        write_all(folder, &[("small.ron", &sections), ("other.txt", "not to be touched")]);
    });
    let half = interrupted(room, "an interrupted save", &several);
    vec![several, linked, single, half]
}

#[test]
fn a_save_that_is_killed_at_any_call_leaves_the_old_atlas_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let room = room();
    let n_points = meet_all(&trials(room.path()), &[Fault::Kill], |_| true);
    assert!(n_points >= LEAST_POINTS, "only {n_points} points");
}

#[test]
fn a_save_of_which_any_file_call_fails_leaves_the_old_atlas_or_the_new_one_and_says_which() {
    if !can_trace() {
        return;
    }
    let room = room();
    let n_points = meet_all(&trials(room.path()), &ERRORS.map(Fault::Error), |name| FILE_CALLS.contains(&name));
    assert!(n_points >= LEAST_POINTS, "only {n_points} points");
}

#[test]
fn a_save_that_fails_once_all_is_in_place_says_that_it_is_to_be_saved_again() {
    if !can_trace() {
        return;
    }
    let room = room();
    let [_, _, single, _] = trials(room.path()).try_into().ok().expect("four trials");
    let folder = room.path().join("late");
    copy(&single.before, &folder);
    let (program, atlas) = (env!("CARGO_BIN_EXE_demarche"), single.atlas_in(&folder));
    let trace = room.path().join("late.trace");
    // The first folder is synced before the file is renamed, and once more behind that.
    let calls = single.calls(room.path());
    let last = calls.iter().filter(|call| call.name == "fsync").map(|call| call.number).max().expect("a sync");
    let rule = format!("inject=fsync:error=EIO:when={last}");
    let output = strace(&["-e", "trace=fsync", "-e", &rule], &trace, &single.command(&folder));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("save it again to finish it"), "{said}");
    assert_eq!(atlas_files(&tree(&folder)), atlas_files(single.changed()));
    let checked = Command::new(program).arg("check").arg(&atlas).output().expect("the program runs");
    assert!(checked.status.success());
}
