//! The window without a display: widgets are found by their accessible names.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::{Loaded, load, load_starter};
use demarche::model::{NationId, TieId};
use demarche::scene::Target;
use demarche::session::{Session, Subject, ThemeChoice};
use demarche::ui::App;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

type Window = Harness<'static, Option<App>>;

fn window(loaded: Loaded) -> Window {
    let mut held = Some(loaded);
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        // Native names are shown with the fonts of the system, which a test has not.
        .allow_missing_glyphs()
        .build_ui_state(
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
    harness.run_steps(3);
    harness
}

fn session(window: &Window) -> &Session {
    window.state().as_ref().expect("an application").session()
}

const PACT: &str = "Russia–North Korea, defense pact, positive, in force since 4 December 2024, 11 independent sources";

#[test]
fn the_starter_opens_with_its_legend_and_no_dialog() {
    let window = window(load_starter());
    window.get_by_label("Line = evidence");
    window.get_by_label("North Korea, 25 ties, in the list");
    window.get_by_label_contains("Graph of 54 ties between 8 nations");
    assert!(window.query_by_label("Problems in the files").is_none());
    assert_eq!(session(&window).selection.subject(), Subject::Nothing);
}

#[test]
fn a_tie_is_one_click_away_and_answers_since_when_and_who_says_so() {
    let mut window = window(load_starter());
    window.get_by_label(PACT).click();
    window.run_steps(4);
    assert_eq!(session(&window).selection.subject(), Subject::Tie(TieId::new("rus-prk-partnership-2024")));
    window.get_by_label("Comprehensive Strategic Partnership Treaty");
    window.get_by_label_contains("11 independent origins");
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
    window.get_by_label("North Korea, 25 ties").click();
    window.run_steps(2);
    assert_eq!(session(&window).selection.subject(), Subject::Nation(NationId::new("PRK")));
    window.get_by_label("United States, 23 ties").click_modifiers(Modifiers::SHIFT);
    window.run_steps(2);
    assert_eq!(session(&window).selection.subject(), Subject::Pair(NationId::new("PRK"), NationId::new("USA")));
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(session(&window).selection.is_empty());
}

#[test]
fn a_screen_reader_selects_without_pointing() {
    let mut window = window(load_starter());
    window.get_by_label(PACT).click_accesskit();
    window.run_steps(3);
    assert!(session(&window).selection.targets().contains(&Target::Tie(TieId::new("rus-prk-partnership-2024"))));
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
    assert_eq!(session(&window).theme, ThemeChoice::Dark);
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn a_faulty_atlas_opens_with_what_is_sound_and_lists_its_problems() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty/many-faults");
    let mut window = window(load(&path));
    window.get_by_label("Problems in the files");
    window.get_by_label_contains("9 errors, 0 notes");
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
    window.get_by_label(PACT).click();
    window.run_steps(4);
    let document = session(&window).document().clone();
    let tie = document.ties.get(&TieId::new("rus-prk-partnership-2024")).expect("the pact").clone();
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
