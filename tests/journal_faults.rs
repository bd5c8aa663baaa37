//! Kills a process that keeps a journal at every system call, and fails each of its file calls with the errors of a full, a
//! broken and a closed disk: what it was told to be on the disk is restored, and it is never told so when it is not.
//!
//! Besides, a save in which nothing is left to do syncs what an earlier one may have left unsynced.
//!
//! This program runs itself under strace. It has no threads then, for calls are counted for each thread on its own; hence it
//! is no test of the usual kind. Skipped, saying why, where strace cannot be used; required where `CI=true`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

#[cfg(target_os = "linux")]
#[path = "support/strace.rs"]
mod strace;

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() {
    match [linux::FOLDER, linux::ATLAS].map(std::env::var_os) {
        [Some(folder), _] => linux::keep(std::path::Path::new(&folder)),
        [None, Some(atlas)] => linux::save_again(std::path::Path::new(&atlas)),
        [None, None] => linux::test(),
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;
    use std::fs;
    use std::io::Write as _;
    use std::os::unix::process::ExitStatusExt as _;
    use std::path::Path;
    use std::sync::Arc;

    use demarche::edit::{Change, Edit, Follower, History};
    use demarche::io::{
        AtlasLock, Base, FoundJournals, Journal, Keepsakes, Loaded, Origin, found_journals, load, save, save_new,
    };
    use demarche::model::{Document, Entry, Manifest, NameStyle};

    use super::strace::{Call, ERRORS, FILE_CALLS, Fault, SIGKILL, can_trace, room, strace, work_on};

    /// Says in which folder the process that is met with faults keeps its journal.
    pub const FOLDER: &str = "DEMARCHE_TEST_JOURNAL";
    /// Says which atlas it saves that needs no saving.
    pub const ATLAS: &str = "DEMARCHE_TEST_ATLAS";
    /// Turns that it takes.
    const N_TURNS: usize = 75;
    /// Least number of points at which it is killed, and at which a call fails.
    const LEAST_POINTS: usize = 300;
    /// Begins the lines in which it says how many of its turns are on the disk.
    const TOLD: &str = "on the disk: ";

    fn opened() -> Document {
        let (summary, license) = (String::new(), String::new());
        let (focus, authors, name_style) = (Vec::new(), Vec::new(), NameStyle::Short);
        let (id, title) = ("kept".to_owned(), "Kept".to_owned());
        let as_of = jiff::civil::date(2025, 6, 14);
        Document::empty(Manifest { id, title, summary, as_of, focus, authors, license, name_style })
    }

    /// Takes one turn: every third takes back one step or all, some redo what was taken back, all others are steps.
    fn turn(history: &mut History, number: usize) {
        if number % 9 == 6 {
            history.go_to(history.revisions().len() - 1);
            return;
        }
        if number % 3 == 2 {
            let cursor = history.cursor();
            history.go_to(if number.is_multiple_of(2) { cursor - 1 } else { 0 });
            return;
        }
        let document = history.document().clone();
        let manifest = Manifest { title: format!("Title {number}"), ..(*document.manifest).clone() };
        let change = Change::put(&document, Entry::Manifest(Arc::new(manifest)));
        history.commit(Edit::named(format!("Step {number}"), vec![change])).expect("an edit");
    }

    /// Returns the history after so many turns.
    fn after(n_turns: usize) -> History {
        let mut history = History::of(Arc::new(opened()));
        (0..n_turns).for_each(|number| turn(&mut history, number));
        history
    }

    /// Keeps a journal as a window does, and says after each turn what is on the disk for sure.
    pub fn keep(folder: &Path) {
        let mut history = History::of(Arc::new(opened()));
        let base = Base::New(opened().manifest);
        let mut follower = Follower::of(&history);
        let (mut journal, mut waiting) = (None, Vec::new());
        for number in 0..N_TURNS {
            turn(&mut history, number);
            waiting.extend(follower.turns(&history));
            if journal.is_none() {
                journal = Journal::begin(folder, &opened(), &base, 1_000_000).ok();
            }
            let Some(journal) = &mut journal else { continue };
            // What it could not write it writes with the next turn.
            let written = waiting.drain(..).map(|turn| journal.turn(&turn, 1_000_000)).last();
            if written.is_none_or(|written| written.is_ok()) && journal.sync_handle().sync().is_ok() {
                let _ = writeln!(std::io::stdout(), "{TOLD}{}", number + 1);
            }
        }
    }

    /// Saves an atlas as it is, as after a save that failed once all was in place; says what went wrong.
    pub fn save_again(atlas: &Path) {
        let lock = AtlasLock::take(atlas).expect("locked");
        let Loaded { document, stamp, .. } = load(atlas);
        if let Err(error) = save(&lock, &stamp, &document, &document, &Keepsakes::default()) {
            println!("{error}");
        }
    }

    /// Checks that such a save syncs the folder, and says so where that cannot be done.
    fn check_late_syncs(room: &Path) {
        let atlas = room.join("late.ron");
        save_new(&atlas, Origin::Nowhere, None, &opened(), None).expect("saved");
        let (variable, trace) = (format!("{ATLAS}={}", atlas.to_str().expect("UTF-8")), room.join("late.trace"));
        let run = |rule: &str| {
            let output = strace(&["-E", &variable, "-e", "trace=fsync", "-e", rule], &trace, &command());
            (fs::read_to_string(&trace).expect("a trace"), String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let (calls, said) = run("inject=fsync:retval=0:when=100");
        assert!(calls.contains("fsync(") && said.is_empty(), "{calls}{said}");
        let (_, said) = run("inject=fsync:error=EIO:when=1");
        assert!(said.contains("could not be finished") && said.contains("save it again"), "{said}");
    }

    pub fn test() {
        // Who asks for other tests by their names does not want this one.
        let is_meant = |argument: String| argument.starts_with('-') || "journal_faults".contains(&argument);
        if !std::env::args().skip(1).all(is_meant) || !can_trace() {
            return;
        }
        let room = room();
        check_late_syncs(room.path());
        let calls = calls(room.path());
        let is_file_call = |call: &&Call| FILE_CALLS.contains(&call.name.as_str());
        let kills: Vec<(Call, Fault)> = calls.iter().map(|call| (call.clone(), Fault::Kill)).collect();
        let errors = calls.iter().filter(is_file_call);
        let errors: Vec<_> = errors.flat_map(|call| ERRORS.map(|error| (call.clone(), Fault::Error(error)))).collect();
        println!("a journal: {} points of kills, {} of errors", kills.len(), errors.len());
        assert!(kills.len() >= LEAST_POINTS && errors.len() >= LEAST_POINTS);
        let points = [kills, errors].concat();
        let wrong = work_on(room.path(), &points, |room, (call, fault)| meet(room, call, fault));
        assert!(wrong.is_empty(), "{} of {} points:\n{}", wrong.len(), points.len(), wrong.join("\n\n"));
    }

    fn command() -> Vec<String> {
        vec![std::env::current_exe().expect("this program").to_str().expect("UTF-8").to_owned()]
    }

    fn in_folder(folder: &Path) -> String {
        format!("{FOLDER}={}", folder.to_str().expect("UTF-8"))
    }

    /// Returns the calls of a run without faults, from the first that has to do with the journal.
    fn calls(room: &Path) -> Vec<Call> {
        let (folder, trace) = (room.join("dry"), room.join("dry.trace"));
        let output = strace(&["-E", &in_folder(&folder)], &trace, &command());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(told(&output.stdout), N_TURNS);
        let text = fs::read_to_string(&trace).expect("a trace");
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut calls, mut has_begun) = (Vec::new(), false);
        for line in text.lines() {
            let Some((name, rest)) = line.split_once('(') else { continue };
            let number = numbers.entry(name).or_default();
            *number += 1;
            has_begun |= name != "execve" && rest.contains(folder.to_str().expect("UTF-8"));
            if has_begun {
                calls.push(Call { name: name.to_owned(), number: *number });
            }
        }
        assert_eq!(check(&folder, N_TURNS), Ok(()));
        calls
    }

    /// Returns after how many turns it was said last that they are on the disk.
    fn told(stdout: &[u8]) -> usize {
        let text = String::from_utf8_lossy(stdout).into_owned();
        let whole = &text[..text.rfind('\n').map_or(0, |end| end + 1)];
        whole.lines().rev().find_map(|line| line.strip_prefix(TOLD)?.parse().ok()).unwrap_or(0)
    }

    /// Meets one call with a fault, and looks what can be restored.
    fn meet(room: &Path, call: &Call, fault: &Fault) -> Result<(), String> {
        let (folder, trace) = (room.join("journal"), room.join("trace"));
        let Call { name, number } = call;
        let how = match fault {
            Fault::Kill => "signal=KILL".to_owned(),
            Fault::Error(error) => format!("error={error}"),
        };
        let (rule, traced) = (format!("inject={name}:{how}:when={number}"), format!("trace={name}"));
        let output = strace(&["-E", &in_folder(&folder), "-e", &traced, "-e", &rule], &trace, &command());
        let is_met = match fault {
            Fault::Kill => output.status.signal() == Some(SIGKILL),
            Fault::Error(_) => fs::read_to_string(&trace).expect("a trace").contains("(INJECTED)"),
        };
        let found = check(&folder, told(&output.stdout));
        let _ = fs::remove_dir_all(&folder);
        match (is_met, found) {
            (true, Ok(())) => Ok(()),
            (false, _) => Err(format!("{rule}: the call was not met")),
            (true, Err(why)) => Err(format!("{rule}: {why}\nit said: {}", String::from_utf8_lossy(&output.stderr))),
        }
    }

    /// Says what is wrong with what is found in a folder, where so many turns must be there, if anything is.
    fn check(folder: &Path, n_told: usize) -> Result<(), String> {
        let FoundJournals { mut offered, unread } = found_journals(folder);
        if !unread.is_empty() || offered.len() > 1 {
            return Err(format!("{} are offered, and cannot be read: {unread:?}", offered.len()));
        }
        match offered.pop() {
            // Where all is undone there is nothing to lose; the turn that was under way may be in the journal too.
            None if [n_told, n_told + 1].iter().any(|n_turns| after(*n_turns).cursor() == 0) => {}
            None => return Err(format!("{n_told} turns were on the disk, and nothing is offered")),
            Some(found) => {
                let restored = found.restore(&opened(), None).map_err(|error| error.to_string())?;
                let history = restored.history(Arc::new(opened()));
                if !restored.lost.is_empty() || !(n_told..=N_TURNS).any(|n_turns| is_same(&history, &after(n_turns))) {
                    return Err(format!(
                        "{n_told} turns were on the disk, and what is restored is none of the later states"
                    ));
                }
                found.discard().map_err(|error| error.to_string())?;
            }
        }
        let left: Vec<_> = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("something is left behind: {left:?}")) }
    }

    fn is_same(found: &History, expected: &History) -> bool {
        let documents = |history: &History| -> Vec<(String, Document)> {
            history.revisions().iter().map(|it| (it.name.to_string(), (*it.document).clone())).collect()
        };
        found.cursor() == expected.cursor() && documents(found) == documents(expected)
    }
}
