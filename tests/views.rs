//! Named views, kept, shown, renamed, taken away and brought back with the keyboard alone; and what becomes of their file.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche::io::{load, load_starter};
use demarche::kit::Vector;
use demarche::model::{NationId, SourceId};
use demarche::scene::Target;
use demarche::session::{Command, Session, Views, ViewsHome, run};
use demarche::ui::Watching;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

#[path = "support/watched.rs"]
mod watched;

use watched::{Window, says, session, show};

fn atlas(root: &Path) {
    watched::atlas(root, &["A", "B"]);
}

fn open(root: &Path) -> Window {
    watched::open(root, |_| {})
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn write(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(2);
}

/// Goes to something by its name and presses Enter there.
fn enter(window: &mut Window, label: &str) {
    window.get_by_label(label).focus();
    window.run_steps(2);
    press(window, Modifiers::NONE, Key::Enter);
}

fn names(window: &Window) -> Vec<&str> {
    session(window).views().list().iter().map(|view| view.name.as_str()).collect()
}

#[test]
fn a_view_is_kept_shown_renamed_deleted_and_brought_back_without_a_pointer() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    press(&mut window, Modifiers::COMMAND, Key::A);
    let selected = session(&window).selection.clone();
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Both");
    press(&mut window, Modifiers::NONE, Key::Tab);
    write(&mut window, "They stand alone");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&window), ["Both"]);
    let text = fs::read_to_string(folder.path().join("views.ron")).expect("the file");
    assert!(text.contains("name: \"Both\"") && text.contains("judgment: \"They stand alone\""), "{text}");
    assert_eq!(session(&window).shown_view().map(|view| view.judgment.as_str()), Some("They stand alone"));

    // Something of it changes: the headline goes, and comes back when it is shown again.
    press(&mut window, Modifiers::NONE, Key::Escape);
    let camera = session(&window).view.camera();
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    assert!(session(&window).shown_view().is_none() && session(&window).selection.is_empty());
    enter(&mut window, "View “Both” They stand alone");
    assert_eq!((&session(&window).selection, session(&window).view.camera()), (&selected, camera));
    assert!(session(&window).shown_view().is_some());
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert!(session(&window).selection.is_empty() && session(&window).shown_view().is_none());

    // A name that is taken is said beside the field, and nothing is lost.
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Both");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "There is a view of this name already") && names(&window) == ["Both"]);
    write(&mut window, " again");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&window), ["Both", "Both again"]);

    window.get_by_label("View “Both again”").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::F2);
    press(&mut window, Modifiers::COMMAND, Key::A);
    write(&mut window, "Apart");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&window), ["Both", "Apart"]);

    enter(&mut window, "What to do with “Both”");
    enter(&mut window, "Delete this view");
    assert_eq!(names(&window), ["Apart"]);
    assert_eq!(load(folder.path()).views.len(), 1);
    enter(&mut window, "Undo");
    assert_eq!(names(&window), ["Both", "Apart"]);
    assert_eq!(load(folder.path()).views, session(&window).views().list());
}

#[test]
fn a_name_is_needed_and_cancelling_keeps_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    enter(&mut window, "Save this view…");
    enter(&mut window, "Save");
    assert!(says(&window, "A view needs a name"));
    enter(&mut window, "Cancel");
    assert!(names(&window).is_empty() && !folder.path().join("views.ron").exists());
}

#[test]
fn a_view_brings_back_its_day_and_filter_and_the_way_back_leads_out_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let views = "[View(name: \"v\", as_of: \"2001-02-03\", known_on: \"2024-01-01\", hiding: remove,
        filter: (sign: [negative], category: [\"security\"], nation: [\"A\", \"nobody\"], reliability: [\"A\"], credibility: [1, 6],
            standing: [denied], overlaps: \"1990/2000\", disputed: true, single_origin: true, rests_on: [\"x\"],
            without_source: [\"y\"], around: (nations: [\"A\", \"nobody\"], hops: 2)),
        selection: [nation(\"A\"), nation(\"nobody\"), tie(\"none\"), pair(\"B\", \"A\"), source(\"x\")],
        camera: (center: (10.0, 20.0), zoom: 1.5))]";
    fs::write(folder.path().join("views.ron"), views).expect("written");
    let loaded = load(folder.path());
    assert_eq!((loaded.n_errors(), loaded.views.len()), (0, 1));
    let mut window = open(folder.path());
    let before = session(&window).lens().clone();
    enter(&mut window, "View “v”");
    let shown = session(&window);
    assert_eq!(shown.as_of(), jiff::civil::date(2001, 2, 3));
    assert_eq!(shown.lens().filter.around.as_ref().map(|around| around.hops), Some(2));
    assert_eq!(shown.view.camera().zoom, 1.5);
    let selected: Vec<String> = shown.selection.targets().iter().map(|target| format!("{target:?}")).collect();
    assert!(!selected.iter().any(|target| target.contains("nobody") || target.contains("none")), "{selected:?}");
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(session(&window).lens(), &before);
    press(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(session(&window).as_of(), jiff::civil::date(2001, 2, 3));
}

#[test]
fn the_way_says_the_name_of_a_view_that_selects_nothing_and_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let view = "[View(name: \"Both\", as_of: \"2001-02-03\", judgment: \"They stand alone\")]";
    fs::write(folder.path().join("views.ron"), view).expect("written");
    let mut window = open(folder.path());
    enter(&mut window, "View “Both” They stand alone");
    assert!(session(&window).shown_view().is_some());
    assert!(says(&window, "Back to Overview"));
    // Once something of it has changed, it is the overview again, which needs no way to itself.
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    assert!(session(&window).shown_view().is_none() && !says(&window, "Back to Overview"));
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(session(&window).as_of(), jiff::civil::date(2025, 1, 1));
}

#[test]
fn a_file_with_an_error_is_left_alone_and_the_view_is_kept_for_now() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    let torn = "[View(name: \"a\", as_of";
    fs::write(folder.path().join("views.ron"), torn).expect("written");
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Mine");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "views.ron was not written") && says(&window, "mend it"));
    assert_eq!(fs::read_to_string(folder.path().join("views.ron")).expect("the file"), torn);
    assert_eq!(names(&window), ["Mine"]);
    fs::write(folder.path().join("views.ron"), "[]").expect("written");
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Second");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let kept: Vec<String> = load(folder.path()).views.into_iter().map(|view| view.name).collect();
    assert_eq!(kept, ["Mine", "Second"], "what was not kept before is kept with it");
    assert!(!says(&window, "was not written"));
}

#[test]
fn the_starter_atlas_keeps_views_for_the_session_and_says_so() {
    let loaded = load_starter();
    let mut session = Session::open(loaded.document, loaded.problems);
    run(&mut session, Command::Select(Target::Nation(NationId::new("PRK"))));
    let mut window = show(session, Watching::default());
    assert_eq!(self::session(&window).views().home(), ViewsHome::Starter);
    press(&mut window, Modifiers::COMMAND, Key::D);
    assert!(says(&window, "when the atlas is saved in a folder"));
    write(&mut window, "North");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(names(&window), ["North"]);
    assert!(says(&window, "Views are kept as long as this window is open"));
    enter(&mut window, "Dismiss this message");
    assert!(!says(&window, "Views are kept as long as this window is open"));
}

#[test]
fn what_is_typed_for_a_view_is_asked_about_before_the_window_closes_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Half a name");
    press(&mut window, Modifiers::COMMAND, Key::Q);
    let is_held = |window: &Window| window.query_all_by_value("Half a name").next().is_some();
    assert!(says(&window, "Discard what is typed?"));
    assert!(!is_held(&window), "one dialog at a time");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Discard what is typed?"));
    assert!(is_held(&window), "what was typed is there again");
}

/// Saves what is seen under a name, by keys.
fn save(window: &mut Window, name: &str) {
    press(window, Modifiers::COMMAND, Key::D);
    write(window, name);
    press(window, Modifiers::NONE, Key::Enter);
}

/// Shows frames until the files hold views of these names.
fn wait_for(window: &mut Window, root: &Path, names: &[&str]) {
    let start = Instant::now();
    while load(root).views.iter().map(|view| view.name.as_str()).ne(names.iter().copied()) {
        assert!(start.elapsed() < Duration::from_secs(120), "waited in vain for {names:?}");
        window.step();
    }
}

#[test]
fn wherever_one_looks_the_view_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let far = "[Position(nation: \"A\", at: (-1000000.0, 0.0)), Position(nation: \"B\", at: (1000000.0, 0.0))]";
    fs::write(folder.path().join("positions.ron"), far).expect("written");
    let (mut session, watching) = watched::read(folder.path());
    session.resize(800.0, 600.0);
    let keep = |session: &mut Session, name: &str| {
        run(session, Command::Views(Views::Save(name.to_owned(), String::new())));
    };
    assert!(session.view.camera().zoom < 0.001, "{:?}", session.view);
    keep(&mut session, "All");
    run(&mut session, Command::Pan(Vector::new(-3000.0, 0.0)));
    assert!(session.view.camera().center.x > 1e6, "{:?}", session.view);
    keep(&mut session, "Beyond");
    let mut window = show(session, watching);
    save(&mut window, "Third");
    assert!(!says(&window, "was not written"));
    let kept = load(folder.path());
    assert_eq!((kept.n_errors(), kept.views.len()), (0, 3));
}

#[test]
fn neighbors_of_a_source_that_supports_no_tie_hide_nothing_and_the_view_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let source = "[Source(id: \"idle\", publisher: \"P\", title: \"T\", published: \"2020\", genre: news)]";
    fs::write(folder.path().join("sources.ron"), source).expect("written");
    let (mut session, watching) = watched::read(folder.path());
    let idle = Target::Source(SourceId::new("idle"));
    run(&mut session, Command::Select(idle.clone()));
    assert!(session.selection.targets().contains(&idle));
    let mut window = show(session, watching);
    press(&mut window, Modifiers::NONE, Key::Num2);
    assert!(self::session(&window).lens().filter.is_empty() && !says(&window, "around 0 nations"));
    save(&mut window, "Idle");
    assert_eq!(load(folder.path()).views.len(), 1);
}

#[test]
fn a_view_that_cannot_be_written_keeps_no_other_from_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let (mut session, watching) = watched::read(folder.path());
    run(&mut session, Command::Views(Views::Save("Long".to_owned(), "x".repeat(70_000))));
    let mut window = show(session, watching);
    save(&mut window, "Short");
    assert!(says(&window, "The view “Long” was not written"));
    let kept: Vec<String> = load(folder.path()).views.into_iter().map(|view| view.name).collect();
    assert_eq!((kept, names(&window)), (vec!["Short".to_owned()], vec!["Long", "Short"]));
}

#[test]
fn a_view_that_could_not_be_written_is_as_soon_as_the_file_is_mended_and_at_the_latest_on_closing() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    let path = folder.path().join("views.ron");
    fs::write(&path, "[View(").expect("written");
    save(&mut window, "Mine");
    assert!(says(&window, "views.ron was not written"));
    fs::write(&path, "[]").expect("written");
    wait_for(&mut window, folder.path(), &["Mine"]);
    window.run_steps(2);
    assert!(!says(&window, "was not written"));

    fs::write(&path, "[View(").expect("written");
    save(&mut window, "Next");
    fs::write(&path, "[]").expect("written");
    window.state_mut().as_mut().expect("an application").close();
    let kept: Vec<String> = load(folder.path()).views.into_iter().map(|view| view.name).collect();
    assert_eq!(kept, ["Next"]);
}

#[test]
fn no_view_is_lost_when_its_file_breaks_and_is_then_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    let mut window = open(folder.path());
    let path = folder.path().join("views.ron");
    save(&mut window, "Night");
    fs::write(&path, "garbage (").expect("written");
    save(&mut window, "Second");
    assert!(says(&window, "views.ron was not written"));
    fs::remove_file(&path).expect("removed");
    save(&mut window, "Alpha");
    let mut kept: Vec<String> = load(folder.path()).views.into_iter().map(|view| view.name).collect();
    kept.sort();
    assert_eq!(kept, ["Alpha", "Night", "Second"]);
    assert!(!says(&window, "was not written"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_can_only_be_read_is_said_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    atlas(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("a mode");
    let is_held_back = fs::write(folder.path().join("probe"), "").is_err();
    let mut window = open(folder.path());
    press(&mut window, Modifiers::COMMAND, Key::D);
    write(&mut window, "Mine");
    press(&mut window, Modifiers::NONE, Key::Enter);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
    // Somebody with all rights writes there nevertheless.
    assert_eq!(says(&window, "permission denied") && says(&window, "let the folder be written to"), is_held_back);
    assert_eq!(names(&window), ["Mine"]);
}
