//! The list of problems: notes apart from errors, and each jumps to the record that it is about.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};

use demarche::io::{Loaded, load};
use demarche::kit::{is_unsafe, visible};
use demarche::model::{Place, Problem, RecordText, Severity};
use demarche::session::Session;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

#[expect(dead_code, reason = "what the window shows is found by its names")]
mod support;

use support::Window;

fn faulty(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty").join(name)
}

fn window(name: &str) -> Window {
    window_of(load(&faulty(name)))
}

fn window_of(loaded: Loaded) -> Window {
    support::open(Session::open(loaded.document, loaded.problems), vec2(1280.0, 800.0))
}

#[test]
fn a_clicked_row_shows_its_record_with_a_caret_under_the_letter() {
    let loaded = load(&faulty("many-faults"));
    let mut window = window("many-faults");
    for problem in loaded.problems.iter().filter(|problem| problem.record.is_some()).take(4) {
        let place = problem.place.to_string();
        window.query_all_by_label_contains(&format!(", {place}")).next().expect("its row").click();
        window.run_steps(4);
        let caret = window.query_all_by_label_contains("Caret below letter").next().expect("a caret");
        let (line, letter) = (problem.place.line, problem.place.column);
        let words = format!("Caret below letter {letter} of line {line}");
        assert_eq!(window.query_all_by_label(&words).count(), 1, "{words}; {:?}", caret.rect());
        assert!(window.query_all_by_label_contains(&format!("Line {line}, ")).next().is_some());
        assert!(window.query_all_by_label(&place).next().is_some(), "{place}");
    }
}

#[test]
fn arrows_go_from_problem_to_problem() {
    let loaded = load(&faulty("many-faults"));
    let mut window = window("many-faults");
    for problem in loaded.problems.iter().take(5) {
        assert_eq!(window.query_all_by_label(&problem.place.to_string()).count(), 1, "{problem}");
        window.key_press(Key::ArrowDown);
        window.run_steps(3);
    }
}

#[test]
fn notes_are_listed_apart_from_errors() {
    let mut loaded = load(&faulty("many-faults"));
    let n_errors = loaded.n_errors();
    for name in ["unused-source", "tie-without-evidence"] {
        loaded.problems.extend(load(&faulty(name)).problems);
    }
    let n_notes = loaded.problems.len() - n_errors;
    assert!(n_errors > 1 && n_notes > 1, "{n_errors} errors, {n_notes} notes");
    let mut window = window_of(loaded);
    let rows = |window: &Window| ["Error: ", "Note: "].map(|word| window.query_all_by_label_contains(word).count());
    assert_eq!(rows(&window), [n_errors, n_notes]);
    for (choice, expected) in [
        (format!("{n_notes} notes"), [0, n_notes]),
        (format!("{n_errors} errors"), [n_errors, 0]),
        (format!("All {}", n_errors + n_notes), [n_errors, n_notes]),
    ] {
        window.get_by_label(&choice).click();
        window.run_steps(3);
        assert_eq!(rows(&window), expected, "{choice}");
    }
}

#[test]
fn the_list_can_be_closed_in_the_smallest_window() {
    let loaded = load(&faulty("many-faults"));
    let size = vec2(640.0, 420.0);
    let mut window = support::open(Session::open(loaded.document, loaded.problems), size);
    let close = window.get_by_label("Close").rect();
    assert!(egui::Rect::from_min_size(egui::Pos2::ZERO, size).contains_rect(close), "{close:?}");
    let first = window.get_all_by_role(egui::Role::ListItem).next().expect("a problem").rect();
    assert!(close.bottom() < first.top(), "no row of the list and no record lies over the button");
    window.get_by_label("Close").click();
    window.run_steps(3);
    assert!(window.query_by_label("Problems in the files").is_none());
}

#[test]
fn a_record_is_scrolled_to_its_problem_once_and_then_by_hand() {
    let mut loaded = load(&faulty("many-faults"));
    let record = RecordText { first_line: 1, lines: (1..=120).map(|line| format!("line {line}")).collect() };
    let place = |line| Place::in_line("long.ron".into(), line, 3, "li", "ne");
    let problem = |line| Problem {
        severity: Severity::Error,
        place: place(line),
        message: format!("wrong in line {line}"),
        hint: String::new(),
        record: Some(record.clone().into()),
    };
    loaded.problems = vec![problem(100), problem(60)];
    let mut window = window_of(loaded);
    let caret = |window: &Window| window.get_by_label_contains("Caret below letter").rect();
    let shown = caret(&window);
    assert!((0.0..800.0).contains(&shown.center().y), "{shown:?}");
    window.hover_at(shown.center());
    window.run_steps(2);
    for _ in 0..4 {
        window.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 200.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(6);
    }
    let scrolled = caret(&window);
    assert!(scrolled.top() > shown.top() + 400.0, "{shown:?} {scrolled:?}");
    window.run_steps(10);
    assert_eq!(caret(&window), scrolled, "it goes back by itself");
    window.key_press(Key::ArrowDown);
    window.run_steps(4);
    window.get_by_label_contains("of line 60");
    assert!((0.0..800.0).contains(&caret(&window).center().y), "{:?}", caret(&window));
}

#[test]
fn the_place_is_copied_as_editors_take_it() {
    let place = load(&faulty("many-faults")).problems[0].place.to_string();
    let mut window = window("many-faults");
    window.get_by_label("Copy place").click();
    let copied = egui::OutputCommand::CopyText(place);
    let is_copied = (0..4).any(|_| {
        window.step();
        window.output().platform_output.commands.contains(&copied)
    });
    assert!(is_copied, "{copied:?}");
}

#[test]
fn letters_that_steer_are_shown_and_counted_before_the_caret() {
    let folder = tempfile::tempdir().expect("a folder");
    let line_with_a_fault_behind = |text: &str| {
        let swapped = "span: \"2024-06-04/2018-04-27\"";
        text.replace("\n        span: \"2018-04-27/2024-06-04\"", swapped)
    };
    for name in ["control-characters", "control-characters-in-a-message"] {
        let atlas = folder.path().join(name);
        copy(&faulty(name), &atlas, &line_with_a_fault_behind);
        let loaded = load(&atlas);
        let problems = loaded.problems.clone();
        let in_records = problems.iter().filter(|problem| problem.record.is_some());
        let n_steering = in_records.clone().filter(|problem| n_before(problem).1 > 0).count();
        assert_eq!(n_steering > 0, name == "control-characters-in-a-message", "{name}");
        let mut window = window_of(loaded);
        for problem in in_records {
            window.query_all_by_label_contains(&format!(", {}", problem.place)).next().expect("its row").click();
            window.run_steps(4);
            let caret = format!("Caret below letter {} of line {}", n_before(problem).0 + 1, problem.place.line);
            assert_eq!(window.query_all_by_label(&caret).count(), 1, "{name}: {caret}");
            let is_steering = |letter: char| is_unsafe(letter) && letter != '\n';
            for node in window.query_all_by_label_contains("") {
                let label = node.accesskit_node().label().unwrap_or_default();
                assert!(!label.contains(is_steering), "{label:?}");
            }
        }
    }
}

/// Copies a folder, with every text changed.
fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let into = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &into, change);
        } else {
            fs::write(into, change(&fs::read_to_string(&entry).expect("a text"))).expect("written");
        }
    }
}

/// Returns how many letters are shown before the place of a problem in its line, and how many of those that steer stand
/// there.
fn n_before(problem: &Problem) -> (usize, usize) {
    let record = problem.record.as_ref().expect("its record");
    let line = &record.lines[problem.place.line - record.first_line];
    let before: String = line.chars().take(problem.place.column - 1).collect();
    (visible(&before).chars().count(), before.chars().filter(|letter| is_unsafe(*letter)).count())
}

#[test]
fn a_sound_atlas_keeps_no_text_and_a_faulty_one_only_what_its_problems_are_about() {
    let sound = load(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/korea"));
    assert!(!sound.document.ties.is_empty() && sound.problems.is_empty(), "{:?}", sound.problems.first());
    let loaded = load(&faulty("many-faults"));
    let in_files = loaded.problems.iter().filter(|problem| problem.place.excerpt().is_some());
    for problem in in_files {
        let record = problem.record.as_ref().expect("its record");
        let line = problem.place.line - record.first_line;
        assert!(record.lines.get(line).is_some(), "{problem}");
        assert!(record.lines.len() <= 200 && record.lines.iter().map(String::len).sum::<usize>() <= 16 << 10);
    }
}
