//! The window without a display: widgets are found by their accessible names.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::{Loaded, load, load_starter};
use demarche::model::{NationId, TieId};
use demarche::network::NetworkTie;
use demarche::scene::Target;
use demarche::session::{Session, Subject, ThemeChoice};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

mod support;

use support::{Window, session};

fn window(loaded: Loaded) -> Window {
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

const PACT: &str = "rus-prk-partnership-2024";

/// Returns the pact on the day, whatever the starter atlas says of it.
fn pact(window: &Window) -> &NetworkTie {
    session(window).network().tie(&TieId::new(PACT)).expect("the pact")
}

/// Returns what the pact's place on the canvas is called.
fn pact_in_words(window: &Window) -> String {
    pact(window).in_words(session(window).document())
}

/// Returns what a nation's place on the canvas is called.
fn nation_in_words(window: &Window, id: &str) -> String {
    let (session, id) = (session(window), NationId::new(id));
    let n_ties = session.network().ties_of(&id).len();
    format!("{}, {}", session.document().nation_name(&id), counted(n_ties, "tie"))
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[test]
fn the_starter_opens_with_its_legend_and_no_dialog() {
    let window = window(load_starter());
    window.get_by_label("Line = evidence");
    window.get_by_label(&format!("{}, in the list", nation_in_words(&window, "PRK")));
    let network = session(&window).network();
    let (ties, nations) = (counted(network.ties().len(), "tie"), counted(network.nations().len(), "nation"));
    window.get_by_label_contains(&format!("Graph of {ties} between {nations}"));
    assert!(window.query_by_label("Problems in the files").is_none());
    assert_eq!(session(&window).selection.subject(), Subject::Nothing);
}

#[test]
fn a_tie_is_one_click_away_and_answers_since_when_and_who_says_so() {
    let mut window = window(load_starter());
    window.get_by_label(&pact_in_words(&window)).click();
    window.run_steps(4);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(TieId::new(PACT)));
    window.get_by_label(&pact(&window).tie.about.title);
    window.get_by_label_contains(&format!("{} independent origins", pact(&window).support.origins.len()));
}

#[test]
fn every_tie_of_the_day_has_an_accessible_sentence() {
    let window = window(load_starter());
    let session = session(&window);
    for tie in session.network().ties() {
        let words = tie.in_words(session.document());
        assert!(window.query_all_by_label(&words).next().is_some(), "{words}");
    }
}

#[test]
fn two_nations_with_shift_are_a_pair_and_escape_clears() {
    let mut window = window(load_starter());
    window.get_by_label(&nation_in_words(&window, "PRK")).click();
    window.run_steps(2);
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("PRK")));
    window.get_by_label(&nation_in_words(&window, "USA")).click_modifiers(Modifiers::SHIFT);
    window.run_steps(2);
    assert_eq!(session(&window).selection.subject(), Subject::Pair(NationId::new("PRK"), NationId::new("USA")));
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(session(&window).selection.is_empty());
}

#[test]
fn escape_closes_an_open_menu_and_keeps_the_selection() {
    let mut window = window(load_starter());
    window.get_by_label(&pact_in_words(&window)).click();
    window.run_steps(4);
    window.get_by_label("View").click();
    window.run_steps(3);
    window.get_by_label_contains("Dark theme");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label_contains("Dark theme").is_none());
    assert_eq!(session(&window).selection.subject(), Subject::Tie(TieId::new(PACT)));
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(session(&window).selection.is_empty());
}

#[test]
fn a_dialog_is_left_by_quitting_too_whatever_the_layout() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty/many-faults");
    let mut window = window(load(&path));
    window.get_by_label("Problems in the files");
    // What a Greek keyboard sends for the key at the place of Q.
    window.event(egui::Event::Key {
        key: Key::Semicolon,
        physical_key: Some(Key::Q),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    });
    window.step();
    let asked = &window.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(asked.contains(&egui::ViewportCommand::Close), "{asked:?}");
}

#[test]
fn two_nations_are_a_pair_by_keyboard_too() {
    let mut window = window(load_starter());
    for (nation, modifiers) in [("PRK", Modifiers::NONE), ("USA", Modifiers::SHIFT)] {
        window.get_by_label(&nation_in_words(&window, nation)).focus();
        window.run_steps(2);
        window.key_press_modifiers(modifiers, Key::Enter);
        window.run_steps(3);
    }
    assert_eq!(session(&window).selection.subject(), Subject::Pair(NationId::new("PRK"), NationId::new("USA")));
}

#[test]
fn a_screen_reader_selects_without_pointing() {
    let mut window = window(load_starter());
    window.get_by_label(&pact_in_words(&window)).click_accesskit();
    window.run_steps(3);
    assert!(session(&window).selection.targets().contains(&Target::Tie(TieId::new(PACT))));
}

#[test]
fn the_wheel_zooms_and_f_fits_again() {
    let mut window = window(load_starter());
    let fitted = session(&window).view.camera();
    let pos = window.get_by_label_contains("Graph of").rect().center();
    window.hover_at(pos);
    window.run_steps(2);
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 120.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(12);
    assert!(session(&window).view.camera().zoom > fitted.zoom * 1.2, "{:?}", session(&window).view.camera());
    window.key_press(Key::F);
    window.run_steps(2);
    assert_eq!(session(&window).view.camera(), fitted);
}

#[test]
fn dragging_moves_the_view_and_selects_nothing() {
    let mut window = window(load_starter());
    let before = session(&window).view.camera();
    let canvas = window.get_by_label_contains("Graph of").rect();
    let start = canvas.left_top() + vec2(20.0, 20.0);
    window.drag_at(start);
    window.run_steps(1);
    window.hover_at(start + vec2(60.0, 40.0));
    window.run_steps(1);
    window.drop_at(start + vec2(60.0, 40.0));
    window.run_steps(2);
    let after = session(&window).view.camera();
    assert!((before.center.x - after.center.x - 60.0 / before.zoom).abs() < 1.0, "{before:?} {after:?}");
    assert!(session(&window).selection.is_empty());
}

#[test]
fn menus_are_made_from_the_command_list() {
    let mut window = window(load_starter());
    window.get_by_label("View").click();
    window.run_steps(3);
    window.get_by_label_contains("Dark theme").click();
    window.run_steps(3);
    assert_eq!(session(&window).preferences.theme, ThemeChoice::Dark);
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn a_faulty_atlas_opens_with_what_is_sound_and_lists_its_problems() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty/many-faults");
    let mut window = window(load(&path));
    window.get_by_label("Problems in the files");
    window.get_by_label("9 errors");
    window.get_by_label("0 notes");
    window.get_by_label_contains(", ties/faulty.ron:5:26").click();
    window.run_steps(3);
    window.get_by_label("ties/faulty.ron:5:26");
    window.get_by_label_contains("did you mean “PRK”?");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label("Problems in the files").is_none());
    window.get_by_label("9 problems");
    window.get_by_label_contains("Graph of 0 ties between 3 nations");
}

#[test]
fn an_address_is_shown_in_full_before_it_is_opened() {
    let mut window = window(load_starter());
    window.get_by_label(&pact_in_words(&window)).click();
    window.run_steps(4);
    let document = session(&window).document().clone();
    let tie = document.ties.get(&TieId::new(PACT)).expect("the pact").clone();
    let source = document.sources.get(&tie.evidence[0].source).expect("a source");
    let url = source.url.clone().expect("an address");
    window.query_all_by_label_contains("Open source").next().expect("a way to the source").click_accesskit();
    window.run_steps(3);
    window.get_by_label(&url);
    window.get_by_label("Open in browser");
    assert!(window.output().platform_output.commands.is_empty(), "nothing is opened yet");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label("Open in browser").is_none());
}

/// Returns what was put on the clipboard in the last frame.
fn copied(window: &Window) -> Vec<String> {
    let commands = window.output().platform_output.commands.iter();
    let text = |command: &egui::OutputCommand| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    };
    commands.filter_map(text).collect()
}

#[test]
fn ctrl_c_copies_a_cited_sentence_and_says_so_for_a_while() {
    let mut window = window(load_starter());
    window.get_by_label(&pact_in_words(&window)).click();
    window.run_steps(4);
    window.event(egui::Event::Copy);
    window.step();
    let copied = copied(&window);
    assert_eq!(copied.len(), 1, "{copied:?}");
    let title = &pact(&window).tie.about.title;
    assert!(copied[0].contains(title) && copied[0].contains("as of 14 June 2025"), "{copied:?}");
    window.run_steps(2);
    window.get_by_label("Copied as a cited sentence");
    // A step is a quarter of a second.
    window.run_steps(12);
    assert!(window.query_by_label("Copied as a cited sentence").is_none());
}

#[test]
fn marked_text_is_copied_and_not_the_sentence() {
    let mut window = window(load_starter());
    let summary = session(&window).document().manifest.summary.clone();
    let label = window.get_by_label(&summary).rect();
    let (from, to) = (label.left_top() + vec2(1.0, 4.0), label.left_top() + vec2(90.0, 4.0));
    // A click without extent marks nothing.
    for (marks, at) in [(false, from), (true, to)] {
        window.hover_at(from);
        window.run_steps(1);
        window.drag_at(from);
        window.run_steps(1);
        window.hover_at(at);
        window.run_steps(1);
        window.drop_at(at);
        window.run_steps(1);
        window.event(egui::Event::Copy);
        window.step();
        let copied = copied(&window);
        assert_eq!(copied.len(), 1, "{copied:?}");
        assert_eq!(summary.starts_with(&copied[0]), marks, "{copied:?}");
        window.run_steps(30);
    }
}
