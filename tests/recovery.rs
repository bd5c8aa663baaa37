//! What the window says at its start of what a program that ended has left in its journals.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use demarche::edit::{Change, Edit, Follower, History};
use demarche::io::{self, Base, Journal, LastEdit, load_starter};
use demarche::model::{Entry, NationId};
use demarche::session::Session;
use demarche::ui::App;
use egui::accesskit::Role;
use egui::{Event, Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

type Window = Harness<'static, Option<App>>;

/// Shows the starter atlas with the journals of a folder.
fn show(folder: &Path) -> Window {
    let folder = folder.to_owned();
    let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).allow_missing_glyphs().build_ui_state(
        move |ui, app: &mut Option<App>| {
            let app = app.get_or_insert_with(|| {
                let session = Session::open(load_starter().document, Vec::new());
                App::new(ui.ctx(), session, None).journaling(folder.clone())
            });
            app.frame_ui(ui);
        },
        None,
    );
    window.run_steps(4);
    window
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

/// Leaves a journal of two steps in a folder, as a program does that is killed, and returns where each begins and the second
/// ends.
fn leave(folder: &Path) -> [usize; 3] {
    leave_of(folder, &Base::Starter, 1)
}

/// Leaves such a journal of an atlas, written at a time.
fn leave_of(folder: &Path, base: &Base, at: u64) -> [usize; 3] {
    let mut history = History::of(Arc::new(load_starter().document));
    let mut follower = Follower::of(&history);
    let mut journal = Journal::begin(folder, history.document(), base, at).expect("begun");
    let path = journal.path().to_owned();
    let n_bytes = || fs::metadata(&path).expect("a journal").len() as usize;
    let first = n_bytes();
    let ends = ["One", "Two"].map(|name| {
        let mut nation = (*history.document().nations[&NationId::new("PRK")]).clone();
        nation.names.short = name.to_owned();
        let change = Change::put(history.document(), Entry::Nation(Arc::new(nation)));
        let edit = Edit::of(history.document(), vec![change]);
        history.commit(edit).expect("an edit");
        for turn in follower.turns(&history) {
            journal.turn(&turn, at).expect("kept");
        }
        n_bytes()
    });
    [first, ends[0], ends[1]]
}

/// Changes the only file of a folder.
fn change(folder: &Path, how: impl FnOnce(&mut Vec<u8>)) {
    let entry = fs::read_dir(folder).expect("the folder").next().expect("a file").expect("an entry");
    let mut bytes = fs::read(entry.path()).expect("a journal");
    how(&mut bytes);
    fs::write(entry.path(), bytes).expect("written");
}

#[test]
fn what_is_lost_with_a_torn_or_damaged_journal_is_said_where_the_rest_is_offered() {
    let check = |how: fn(&mut Vec<u8>, [usize; 3]), offered: &str, lost: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let places = leave(folder.path());
        change(folder.path(), |bytes| how(bytes, places));
        let window = show(folder.path());
        assert!(says(&window, "Restore what was not saved?") && says(&window, offered), "{offered}");
        for words in ["was being written just then", "is damaged"] {
            assert_eq!(says(&window, words), words == lost, "{words}");
        }
    };
    check(|_, _| {}, "2 edits", "");
    check(|bytes, [.., end]| bytes.truncate(end - 1), "1 edit", "was being written just then");
    check(|bytes, [_, second, _]| bytes[second + 60] ^= 1, "1 edit", "is damaged");
}

#[test]
fn a_journal_of_which_nothing_can_be_offered_is_kept_and_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, ..] = leave(folder.path());
    change(folder.path(), |bytes| bytes[first + 60] ^= 1);
    let window = show(folder.path());
    assert!(!says(&window, "Restore what was not saved?"));
    assert!(says(&window, "A journal of edits that were not saved is damaged"));
    let left = fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").path());
    let endings: Vec<_> = left.filter_map(|path| Some(path.extension()?.to_string_lossy().into_owned())).collect();
    assert_eq!(endings, ["damaged"]);
}

/// Returns the place of another atlas than the one that is open.
fn elsewhere() -> Base {
    Base::Files { path: "/somewhere/else".into(), fingerprint: String::new() }
}

fn is_focused(window: &Window, button: &str) -> bool {
    window.get_by_role_and_label(Role::Button, button).is_focused()
}

fn focus(window: &mut Window, button: &str) {
    window.get_by_role_and_label(Role::Button, button).focus();
    window.run_steps(2);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(4);
}

fn n_left(folder: &Path) -> usize {
    fs::read_dir(folder).expect("the folder").count()
}

#[test]
fn journals_of_the_atlas_that_is_opened_come_first_and_newer_ones_before_older_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    // What the files hold by then does not matter.
    let of = |path: &str, held: &str| Base::Files { path: path.into(), fingerprint: held.to_owned() };
    for (base, at) in [(of("/b", "x"), 900), (of("/a", "y"), 300), (Base::Starter, 100), (of("/a", "z"), 500)] {
        leave_of(folder.path(), &base, at);
    }
    let order = |opened: &Base| -> Vec<(u64, [usize; 2])> {
        let mut found = io::found_journals(folder.path());
        found.sort_for(opened);
        found.offered.iter().map(|found| (found.last_at(), found.number())).collect()
    };
    assert_eq!(order(&of("/a", "w")), [(500, [1, 4]), (300, [2, 4]), (900, [3, 4]), (100, [4, 4])]);
    assert_eq!(order(&Base::Starter), [(100, [1, 4]), (900, [2, 4]), (500, [3, 4]), (300, [4, 4])]);
}

#[test]
fn the_atlas_that_was_asked_for_comes_first_and_enter_puts_no_other_in_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    leave_of(folder.path(), &elsewhere(), 9_000);
    leave_of(folder.path(), &Base::Starter, 60);
    leave_of(folder.path(), &Base::Starter, 120);
    let mut window = show(folder.path());
    assert!(says(&window, "1 of 3") && says(&window, "2 edits, the last on 1 January 1970 at 00:02 UTC"));
    assert!(!says(&window, "of another atlas") && is_focused(&window, "Restore"));
    press(&mut window, Key::Enter);
    for _ in 0..10_000 {
        // It is read beside the window.
        window.run_steps(1);
        std::thread::yield_now();
        if says(&window, "2 of 3") {
            break;
        }
    }
    window.run_steps(4);
    assert!(says(&window, "2 of 3") && says(&window, "at 00:01 UTC") && is_focused(&window, "Restore"));
    focus(&mut window, "Discard");
    assert!(is_focused(&window, "Discard"));
    press(&mut window, Key::Enter);
    assert!(is_focused(&window, "Discard for good"));
    press(&mut window, Key::Enter);
    assert!(says(&window, "3 of 3") && says(&window, "of another atlas: /somewhere/else"));
    assert!(is_focused(&window, "Later") && !is_focused(&window, "Restore"));
    press(&mut window, Key::Enter);
    assert!(!says(&window, "Restore what was not saved?"));
    assert!(n_left(folder.path()) >= 1, "it is offered again");
}

#[test]
fn a_single_journal_is_not_counted_and_its_last_step_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    leave(folder.path());
    let found = io::found_journals(folder.path()).offered;
    let Some(LastEdit::Done(name)) = found[0].last_edit() else { panic!("a step") };
    assert!(!name.is_empty());
    drop(found);
    let window = show(folder.path());
    assert!(says(&window, &format!("The last: {name}")) && !says(&window, "1 of 1"));
}

#[test]
fn what_nobody_can_take_back_is_done_at_the_second_press() {
    let folder = tempfile::tempdir().expect("a folder");
    leave(folder.path());
    let mut window = show(folder.path());
    focus(&mut window, "Discard");
    press(&mut window, Key::Enter);
    assert!(is_focused(&window, "Discard for good") && n_left(folder.path()) == 1);
    // Who goes elsewhere has not meant it.
    focus(&mut window, "Later");
    assert!(window.query_by_label("Discard for good").is_none());
    focus(&mut window, "Discard");
    let (key, physical_key, modifiers) = (Key::Enter, None, egui::Modifiers::NONE);
    for pressed in [true, true, true, false] {
        window.event(Event::Key { key, physical_key, pressed, repeat: false, modifiers });
        window.run_steps(2);
    }
    assert!(is_focused(&window, "Discard for good"));
    assert_eq!(n_left(folder.path()), 1, "a key that is held is one press");
    press(&mut window, Key::Enter);
    assert!(!says(&window, "Restore what was not saved?") && n_left(folder.path()) == 0);
}
