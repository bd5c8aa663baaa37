//! The list of problems: notes apart from errors, and each jumps to the record that it is about.

use std::path::PathBuf;

use demarche::io::load;
use demarche::session::Session;
use demarche::ui::App;
use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

type Window = Harness<'static, Option<App>>;

fn faulty(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty").join(name)
}

fn window(name: &str) -> Window {
    let mut held = Some(load(&faulty(name)));
    let mut harness = Harness::builder().with_size(vec2(1280.0, 800.0)).allow_missing_glyphs().build_ui_state(
        move |ui, app: &mut Option<App>| {
            if let Some(loaded) = held.take() {
                *app = Some(App::new(ui.ctx(), Session::open(loaded.document, loaded.problems), None));
            }
            if let Some(app) = app {
                app.frame_ui(ui);
            }
        },
        None,
    );
    harness.run_steps(4);
    harness
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
    let mut window = window("many-faults");
    let n_errors = load(&faulty("many-faults")).n_errors();
    let rows = |window: &Window, word: &str| window.query_all_by_label_contains(word).count();
    assert_eq!(rows(&window, "Error: "), n_errors);
    window.get_by_label("0 notes").click();
    window.run_steps(3);
    assert_eq!(rows(&window, "Error: "), 0);
    window.get_by_label(&format!("{n_errors} errors")).click();
    window.run_steps(3);
    assert_eq!(rows(&window, "Error: "), n_errors);
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
    for name in ["control-characters", "control-characters-in-a-message"] {
        let loaded = load(&faulty(name));
        for record in loaded.problems.iter().filter_map(|problem| problem.record.as_ref()) {
            assert!(!record.lines.is_empty());
        }
        let window = window(name);
        let is_steering = |letter: char| letter.is_control() && letter != '\n';
        for node in window.query_all_by_label_contains("") {
            use egui_kittest::kittest::NodeT as _;
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(!label.contains(is_steering), "{label:?}");
        }
    }
}

#[test]
fn a_sound_atlas_keeps_no_text_and_a_faulty_one_only_what_its_problems_are_about() {
    let loaded = load(&faulty("many-faults"));
    let in_files = loaded.problems.iter().filter(|problem| problem.place.excerpt().is_some());
    for problem in in_files {
        let record = problem.record.as_ref().expect("its record");
        let line = problem.place.line - record.first_line;
        assert!(record.lines.get(line).is_some(), "{problem}");
        assert!(record.lines.len() <= 200 && record.lines.iter().map(String::len).sum::<usize>() <= 16 << 10);
    }
}
