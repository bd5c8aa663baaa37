//! Saving from the window, without a screen: what has changed is in the files and nothing else, and nothing is written over
//! that somebody else has changed.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

#[path = "support/watched.rs"]
mod watched;

use watched::{Window, says, session, write};

/// How long anything may take; generous, since the machine may be slow and busy.
const WATCHDOG: Duration = Duration::from_secs(120);
const TIES: &str = "ties/security.ron";
const TEXT: &str = "// Why these.
[
    // The oldest of them.
    Tie(id: \"pact\", kind: \"pact\", between: (\"A\", \"B\"), span: \"2001/..\", title: \"Pact\"), // said so
    Tie(id: \"talks\", kind: \"pact\", between: (\"B\", \"C\"),   span: \"2002/..\", title: \"Talks\"),
]
";

/// An atlas in a folder of its own with a tie selected.
fn open(folder: &Path, tie: &str) -> Window {
    use demarche::model::TieId;
    use demarche::scene::Target;
    use demarche::session::{Command, run};
    watched::open(folder, |session| {
        run(session, Command::Select(Target::Tie(TieId::new(tie))));
    })
}

fn atlas() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    watched::atlas(folder.path(), &["A", "B", "C"]);
    write(folder.path(), TIES, TEXT);
    folder
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(2);
}

/// Shows frames until something is so.
fn until(window: &mut Window, what: &str, is_so: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !is_so(window) {
        assert!(start.elapsed() < WATCHDOG, "waited in vain for {what}");
        window.run_steps(1);
    }
}

#[test]
fn what_is_deleted_goes_from_its_file_and_undo_and_save_gives_the_first_bytes_again() {
    let folder = atlas();
    let mut window = open(folder.path(), "pact");
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(session(&window).is_unsaved() && says(&window, "Deleted tie “Pact”"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the save", |window| !session(window).is_unsaved());
    let saved = fs::read_to_string(folder.path().join(TIES)).expect("the file");
    let left = TEXT.lines().filter(|line| !line.contains("oldest") && !line.contains("Pact"));
    assert_eq!(saved, left.map(|line| format!("{line}\n")).collect::<String>());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(session(&window).is_unsaved());
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the second save", |window| !session(window).is_unsaved());
    assert_eq!(fs::read_to_string(folder.path().join(TIES)).expect("the file"), TEXT);
}

#[test]
fn files_that_change_under_unsaved_edits_are_not_written_over_without_a_choice() {
    for (choice, keeps_pact) in [("Reload", true), ("Keep mine", false)] {
        let folder = atlas();
        let mut window = open(folder.path(), "pact");
        press(&mut window, Modifiers::NONE, Key::Delete);
        let theirs = TEXT.replace("Talks", "Their talks");
        fs::write(folder.path().join(TIES), &theirs).expect("written");
        until(&mut window, "the question", |window| says(window, "The files have changed, and so has what you see"));
        press(&mut window, Modifiers::COMMAND, Key::S);
        until(&mut window, "the refusal", |window| says(window, "Not saved"));
        assert_eq!(fs::read_to_string(folder.path().join(TIES)).expect("the file"), theirs);
        until(&mut window, "the question again", |window| says(window, "The files have changed"));
        window.get_by_label(choice).click();
        window.run_steps(3);
        // What only the others have changed is taken over either way.
        assert_eq!(shown(&window), (keeps_pact, "Their talks".to_owned()), "{choice}");
        press(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(shown(&window), (false, "Talks".to_owned()), "{choice}, undone");
        press(&mut window, Modifiers::COMMAND, Key::Y);
        press(&mut window, Modifiers::COMMAND, Key::S);
        until(&mut window, "the save", |window| !session(window).is_unsaved());
        let text = fs::read_to_string(folder.path().join(TIES)).expect("the file");
        assert!(text.contains("Their talks") && text.contains("// said so") == keeps_pact, "{choice}: {text}");
    }
}

/// Returns whether the pact is there, and what the talks are called.
fn shown(window: &Window) -> (bool, String) {
    use demarche::model::TieId;
    let ties = &session(window).record().ties;
    (ties.contains_key(&TieId::new("pact")), ties[&TieId::new("talks")].about.title.clone())
}

#[test]
fn saving_works_from_a_field_that_is_being_typed_into() {
    let folder = atlas();
    let mut window = open(folder.path(), "pact");
    press(&mut window, Modifiers::NONE, Key::Delete);
    press(&mut window, Modifiers::NONE, Key::F2);
    window.run_steps(3);
    assert!(window.ctx.text_edit_focused(), "something is being typed");
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the save", |window| !session(window).is_unsaved());
    assert!(!fs::read_to_string(folder.path().join(TIES)).expect("the file").contains("Pact"));
}

#[test]
fn an_atlas_whose_folder_is_gone_is_not_saved_and_can_be_saved_elsewhere() {
    let folder = atlas();
    let (home, elsewhere) = (folder.path().join("home"), folder.path().join("elsewhere"));
    fs::create_dir(&home).expect("a folder");
    for name in ["atlas.ron", "kinds.ron", "nations.ron", "ties"] {
        fs::rename(folder.path().join(name), home.join(name)).expect("moved");
    }
    let mut window = open(&home, "pact");
    assert!(!session(&window).is_unsaved());
    fs::rename(&home, &elsewhere).expect("moved");
    until(&mut window, "that it is gone", |window| session(window).is_unsaved());
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "where to save it", |window| says(window, "Save the atlas as"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    fs::rename(&elsewhere, &home).expect("moved");
    until(&mut window, "that it is back", |window| !session(window).is_unsaved());
}

#[test]
fn a_second_window_is_told_who_has_the_atlas_open() {
    let folder = atlas();
    let first = open(folder.path(), "pact");
    let second = open(folder.path(), "pact");
    assert!(!says(&first, "open for writing elsewhere"));
    assert!(says(&second, "open for writing elsewhere by process"));
    drop(first);
    let mut second = second;
    press(&mut second, Modifiers::NONE, Key::Delete);
    press(&mut second, Modifiers::COMMAND, Key::S);
    until(&mut second, "the save, since nobody else has it open", |window| !session(window).is_unsaved());
}
