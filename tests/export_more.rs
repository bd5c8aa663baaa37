//! Briefs, tables and graphs from the export dialog in a window without a screen: what is chosen is what is seen, written as the
//! command line writes it, and remembered.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;

use demarche::io::load_starter;
use demarche::model::{Document, Manifest, NationId, ScenarioId, Sign, TieId};
use demarche::network::{Filter, Hiding, Nature};
use demarche::scene::Target;
use demarche::session::{Command, Scenarios, Session, Sift, Time, run};
use demarche::ui::App;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::date;

#[path = "support/seen.rs"]
mod seen;
mod support;

use seen::{says, until};
use support::{Window, session};

const LARGE: Vec2 = vec2(1440.0, 1000.0);
const SMALL: Vec2 = vec2(900.0, 620.0);

fn starter() -> Session {
    let loaded = load_starter();
    Session::open(loaded.document, loaded.problems)
}

fn selecting(targets: &[Target]) -> Session {
    let mut session = starter();
    run(&mut session, Command::SelectMany(targets.to_vec()));
    session
}

fn nation(id: &str) -> Target {
    Target::Nation(NationId::new(id))
}

/// Opens the dialog over a session, whose choices are kept in a folder, and names a file in it.
fn dialog_of(session: Session, size: Vec2, folder: &Path, name: &str) -> Window {
    let file = folder.join("state/exports.ron");
    let mut window = support::open_app(size, |context| App::new(context, session, None).remembering_exports(file));
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run_steps(4);
    assert!(is_open(&window));
    window.event(Event::Text(folder.join(name).display().to_string()));
    window.run_steps(3);
    window
}

fn is_open(window: &Window) -> bool {
    says(window, "Export: Brief")
}

fn until_said(window: &mut Window, words: &str) {
    until(window, words, |window| says(window, words));
}

fn choose(window: &mut Window, names: &[&str]) {
    for name in names {
        window.get_by_label(name).click();
        window.run_steps(3);
    }
}

fn is_on(window: &Window, name: &str) -> bool {
    let node = window.get_by_label(name);
    let node = node.accesskit_node();
    node.toggled() == Some(Toggled::True) || node.is_selected() == Some(true)
}

fn is_disabled(window: &Window, name: &str) -> bool {
    window.get_by_label(name).accesskit_node().is_disabled()
}

fn path_of(window: &Window) -> String {
    window.get_by_label("File").accesskit_node().value().unwrap_or_default()
}

/// Asks for the file and waits until it is there, which closes the dialog.
fn export(window: &mut Window) {
    window.get_by_role_and_label(Role::Button, "Export").click();
    until_said(window, "Exported ");
    assert!(!is_open(window));
}

/// Returns the file that the command line writes with these arguments.
fn by_command_line(ending: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("a.{ending}"));
    let mut command = Process::new(env!("CARGO_BIN_EXE_demarche"));
    command.env_remove("SOURCE_DATE_EPOCH").arg("export").arg("--out").arg(&path).args(arguments);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(path).expect("the file")
}

/// Exports a session with choices, and holds the file to that of the command line.
fn check(session: Session, ending: &str, chosen: &[&str], arguments: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog_of(session, LARGE, folder.path(), &format!("a.{ending}"));
    choose(&mut window, chosen);
    export(&mut window);
    let written = fs::read(folder.path().join(format!("a.{ending}"))).expect("the file");
    assert!(written == by_command_line(ending, arguments), "{ending} {chosen:?} is not as by {arguments:?}");
}

#[test]
fn the_dialog_asks_for_a_picture_first_and_looking_at_the_others_changes_nothing() {
    let mut window = support::open(starter(), LARGE);
    let network = session(&window).network().clone();
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run_steps(4);
    assert!(is_on(&window, "Export: Picture") && is_on(&window, "Format: PNG"));
    for (sort, words) in [("Brief", "Preview of the printed form"), ("Data", " rows, "), ("Picture", " pixels, ")] {
        choose(&mut window, &[&format!("Export: {sort}")]);
        until_said(&mut window, words);
    }
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(!is_open(&window) && Arc::ptr_eq(&network, session(&window).network()));
}

#[test]
fn briefs_are_written_as_the_command_line_writes_them() {
    check(starter(), "html", &[], &[]);
    check(starter(), "md", &[], &[]);
    let korea = selecting(&[nation("PRK")]);
    let print = ["Colors: Print", "Side up: Landscape"];
    let arguments = ["--brief", "--nation", "PRK", "--theme", "print", "--orientation", "landscape"];
    let pdf = ["Export: Brief", "Format: PDF"];
    check(korea, "pdf", &[pdf, print].concat(), &arguments);
    let pair = selecting(&[nation("RUS"), nation("PRK")]);
    check(pair, "html", &["Colors: Dark"], &["--pair", "PRK,RUS", "--theme", "dark"]);
}

#[test]
fn a_brief_follows_day_known_on_scenario_and_filter() {
    let mut session = starter();
    let id = session.record().scenarios.keys().next().cloned().expect("a scenario");
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(id.clone()))));
    run(&mut session, Command::Time(Time::LookAt(date(2027, 1, 1))));
    run(&mut session, Command::Time(Time::KnownOn(Some(date(2025, 1, 1)))));
    let nature = Nature { signs: [Sign::Negative].into(), ..Nature::default() };
    let filter = Filter { nature, ..Filter::default() };
    run(&mut session, Command::Sift(Sift::Ask(Box::new(filter))));
    run(&mut session, Command::Sift(Sift::Hide(Hiding::Dim)));
    // Nor is what is compared a part of it.
    run(&mut session, Command::Scenarios(Scenarios::CompareWithRecord));
    let scenario = ScenarioId::as_str(&id);
    let asked = ["--scenario", scenario, "--as-of", "2027-01-01", "--known-on", "2025-01-01", "--sign", "negative"];
    check(session, "html", &[], &asked);
}

#[test]
fn tables_and_graphs_are_written_as_the_command_line_writes_them() {
    check(starter(), "csv", &[], &[]);
    check(starter(), "csv", &["Table: Nations", "Days: All days"], &["--table", "nations", "--all-days"]);
    check(starter(), "json", &["Table: Evidence"], &["--table", "evidence"]);
    check(starter(), "gexf", &["Days: All days"], &["--all-days"]);
    check(starter(), "graphml", &[], &[]);
    check(starter(), "dot", &["Colors: Print"], &["--theme", "print"]);
}

#[test]
fn a_brief_is_previewed_on_its_pages_with_what_is_in_it_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = selecting(&[nation("RUS"), nation("PRK")]);
    let mut window = dialog_of(session, LARGE, folder.path(), "a.pdf");
    choose(&mut window, &["Export: Brief"]);
    assert!(path_of(&window).ends_with("a.html") && is_on(&window, "About: Pair"));
    assert!(says(&window, "Ties between North Korea and Russia"));
    until_said(&mut window, "Preview of the printed form, ");
    choose(&mut window, &["Format: PDF"]);
    until(&mut window, "words", |window| {
        says(window, "A4 portrait, ") && says(window, " pages, ") && says(window, " ties, ") && says(window, " sources")
    });
    window.get_by_label("Next page").click();
    until_said(&mut window, "2 of ");
    assert!(!is_disabled(&window, "About: Pair") && is_disabled(&window, "About: Nation"));
    assert!(is_disabled(&window, "Copy"));
    choose(&mut window, &["Format: Markdown"]);
    assert!(path_of(&window).ends_with("a.md") && is_disabled(&window, "Colors: Print"));
}

#[test]
fn what_is_selected_is_what_a_brief_is_about_where_it_fits() {
    let folder = tempfile::tempdir().expect("a folder");
    let tie = starter().record().ties.keys().next().cloned().expect("a tie");
    let cases: [(&[Target], &str, [bool; 2]); 4] = [
        (&[], "All that is shown", [true, true]),
        (&[nation("PRK")], "Nation", [false, true]),
        (&[Target::Tie(TieId::clone(&tie))], "Pair", [true, false]),
        (&[nation("PRK"), nation("RUS"), nation("USA")], "All that is shown", [true, true]),
    ];
    for (targets, about, [no_nation, no_pair]) in cases {
        let mut window = dialog_of(selecting(targets), LARGE, folder.path(), "a.html");
        assert!(is_on(&window, &format!("About: {about}")), "{about}");
        assert_eq!(is_disabled(&window, "About: Nation"), no_nation);
        assert_eq!(is_disabled(&window, "About: Pair"), no_pair);
        choose(&mut window, &["About: All that is shown"]);
        assert!(says(&window, "The record"));
    }
}

#[test]
fn a_table_is_previewed_by_its_first_rows_and_a_graph_by_its_first_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog_of(starter(), SMALL, folder.path(), "a.csv");
    until_said(&mut window, "Preview of 54 rows, ");
    assert!(says(&window, "; the first 30 rows and 8 columns are shown"));
    assert!(is_on(&window, "Export: Data") && is_on(&window, "Table: Ties"));
    choose(&mut window, &["Table: Nations"]);
    until_said(&mut window, "North Korea");
    choose(&mut window, &["Format: GEXF"]);
    until_said(&mut window, " nodes, 54 edges");
    assert!(says(&window, "<gexf") && is_disabled(&window, "Table: Ties"));
    assert!(path_of(&window).ends_with("a.gexf"));
    choose(&mut window, &["Days: All days"]);
    until(&mut window, "more edges", |window| says(window, " edges") && !says(window, " 54 edges"));
    // In a small window, all of it is reached, too.
    assert!(window.get_by_label("Cancel").rect().max.y <= SMALL.y);
}

#[test]
fn the_ending_that_is_typed_chooses_the_sort_and_a_pdf_stays_what_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog_of(starter(), LARGE, folder.path(), "a.pdf");
    assert!(is_on(&window, "Export: Picture") && is_on(&window, "Format: PDF"));
    let mut type_in = |name: &str| {
        window.get_by_label("File").focus();
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(Event::Text(folder.path().join(name).display().to_string()));
        window.run_steps(3);
        let is_on = |name: &&&str| is_on(&window, &format!("Export: {name}"));
        ["Picture", "Brief", "Data"].iter().find(is_on).copied().expect("one is on")
    };
    assert_eq!(
        ["a.md", "a.pdf", "a.dot", "a.txt", "a.pdf"].map(&mut type_in),
        ["Brief", "Brief", "Data", "Data", "Picture"]
    );
    type_in("b.json");
    window.key_press(Key::Enter);
    until_said(&mut window, "Exported b.json");
    assert!(fs::read(folder.path().join("b.json")).expect("the file").starts_with(b"[\n  {"));
}

#[test]
fn a_brief_is_replaced_only_once_that_was_asked_and_given_up_by_escape() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.pdf");
    fs::write(&path, "mine").expect("written");
    let mut window = dialog_of(starter(), LARGE, folder.path(), "mine.html");
    choose(&mut window, &["Format: PDF"]);
    window.get_by_role_and_label(Role::Button, "Export").click();
    window.run_steps(3);
    assert!(says(&window, "mine.pdf is there already; Replace writes over it"));
    window.get_by_label("Replace").click();
    window.run_steps(2);
    assert!(says(&window, "Writing the brief…"));
    window.key_press(Key::Escape);
    until_said(&mut window, "Given up; no file was changed");
    assert_eq!(fs::read(&path).expect("the file"), b"mine");
    window.get_by_label("Replace").click();
    until_said(&mut window, "Exported mine.pdf (");
    assert!(fs::read(&path).expect("the file").starts_with(b"%PDF-"));
}

#[test]
fn choices_come_back_with_the_dialog_and_copying_copies_the_picture_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = dialog_of(starter(), LARGE, folder.path(), "a.gexf");
    choose(&mut window, &["Days: All days", "Export: Brief", "Format: PDF", "Side up: Landscape", "Export: Data"]);
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    until_said(&mut window, "Picture copied (2560 × 1600)");
    window.state_mut().as_mut().expect("an application").close();
    let file = folder.path().join("state/exports.ron");
    let mut window = support::open_app(LARGE, |context| App::new(context, starter(), None).remembering_exports(file));
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run_steps(4);
    assert!(is_on(&window, "Export: Data") && is_on(&window, "Format: GEXF") && is_on(&window, "Days: All days"));
    assert!(path_of(&window).ends_with("korea-2025-06-14.gexf"));
    choose(&mut window, &["Export: Brief"]);
    assert!(is_on(&window, "Format: PDF") && is_on(&window, "Side up: Landscape"));
}

#[test]
fn an_atlas_without_nations_has_a_brief_and_tables_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = Manifest { id: "empty".to_owned(), ..(*starter().record().manifest).clone() };
    let empty = Document::empty(manifest);
    for name in ["a.html", "a.md", "a.csv", "a.gexf"] {
        let mut window = dialog_of(Session::open(empty.clone(), Vec::new()), LARGE, folder.path(), name);
        until(&mut window, "a preview", |window| says(window, "Preview of "));
        export(&mut window);
        assert!(fs::metadata(folder.path().join(name)).is_ok_and(|file| file.len() > 50), "{name}");
    }
}
