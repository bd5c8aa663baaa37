//! Room in the window: what the panels do in narrow and wide ones, and what of it is remembered.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};

use demarche::io::{SettingsFile, load_starter};
use demarche::model::{NationId, TieId};
use demarche::scene::Target;
use demarche::session::Session;
use demarche::ui::{App, LastWords};
use egui::{Event, Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, Option<App>>;

const PACT: &str = "rus-prk-partnership-2024";
const LEFT: &str = "Nations and legend";
const CANVAS_SHARE: f32 = 0.55;
/// Room that the test harness leaves around what it shows, in points.
const MARGIN: f32 = 8.0;

/// Opens the starter atlas in a window of this size, in points; without settings, nothing is read or kept.
fn window(size: Vec2, settings: Option<PathBuf>) -> Window {
    let mut held = Some(load_starter());
    let mut harness = Harness::builder()
        .with_size(size + Vec2::splat(2.0 * MARGIN))
        // Fast enough for two clicks to be a double click.
        .with_step_dt(1.0 / 60.0)
        // Native names are shown with the fonts of the system, which a test has not.
        .allow_missing_glyphs()
        .build_ui_state(
            move |ui, app: &mut Option<App>| {
                if let Some(loaded) = held.take() {
                    let new = App::new(ui.ctx(), Session::open(loaded.document, loaded.problems), None);
                    let opened = settings.clone().map(SettingsFile::open);
                    *app = Some(match opened {
                        Some(opened) => new.remembering(ui.ctx(), opened, LastWords::default()),
                        None => new,
                    });
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

fn app(window: &mut Window) -> &mut App {
    window.state_mut().as_mut().expect("an application")
}

fn session(window: &Window) -> &Session {
    window.state().as_ref().expect("an application").session()
}

fn canvas(window: &Window) -> Rect {
    window.get_by_label_contains("Graph of").rect()
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn is_there(window: &Window, label: &str) -> bool {
    window.query_by_label(label).is_some()
}

/// Selects the pact as a screen reader does: without pointing, whatever lies over it.
fn select_pact(window: &mut Window) {
    let words = {
        let session = session(window);
        session.network().tie(&TieId::new(PACT)).expect("the pact").in_words(session.document())
    };
    window.get_by_label(&words).click_accesskit();
    window.run_steps(4);
}

fn settings() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    (folder, path)
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).expect("the settings")
}

#[test]
fn the_canvas_keeps_its_share_of_every_window() {
    // 1366 × 768 at 125 % is 1093 × 614 points; the least is a screen of 1440 × 900 at 400 %.
    let sizes =
        [[1_093, 614], [1_280, 800], [1_366, 768], [1_920, 1_080], [1_100, 700], [900, 600], [640, 420], [360, 225]];
    for [width, height] in sizes {
        let size = vec2(width as f32, height as f32);
        let mut window = window(size, None);
        for _ in 0..2 {
            let canvas = canvas(&window);
            assert!(canvas.width() >= size.x * CANVAS_SHARE, "{size}: the canvas is {canvas}");
            assert!(
                canvas.width() > 100.0 && canvas.height() > 100.0 && canvas.right() <= size.x + MARGIN,
                "{size}: {canvas}"
            );
            select_pact(&mut window);
        }
    }
}

#[test]
fn in_a_narrow_window_the_left_panel_is_a_rail_that_opens_over_the_canvas() {
    let mut window = window(vec2(1_000.0, 700.0), None);
    let before = canvas(&window);
    assert!(!is_there(&window, "Line = evidence"));
    window.get_by_label(&format!("{LEFT}, in the rail")).click();
    window.run_steps(4);
    window.get_by_label("Line = evidence");
    assert_eq!(canvas(&window), before);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&window, "Line = evidence"));
    press(&mut window, Modifiers::NONE, Key::F9);
    window.get_by_label("Close nations and legend").click();
    window.run_steps(4);
    assert!(!is_there(&window, "Line = evidence"));
}

#[test]
fn escape_closes_the_open_list_before_it_clears_the_selection() {
    let mut window = window(vec2(1_000.0, 700.0), None);
    select_pact(&mut window);
    press(&mut window, Modifiers::NONE, Key::F9);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&window, "Line = evidence"));
    assert!(!session(&window).selection.is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(session(&window).selection.is_empty());
}

#[test]
fn a_nation_in_the_rail_is_one_click_away() {
    let mut window = window(vec2(1_000.0, 700.0), None);
    let n_ties = session(&window).network().n_ties_of(&NationId::new("PRK"));
    window.get_by_label(&format!("North Korea, {n_ties} ties, in the rail")).click();
    window.run_steps(3);
    let targets = session(&window).selection.targets();
    assert!(targets.iter().any(|target| matches!(target, Target::Nation(id) if id.as_str() == "PRK")), "{targets:?}");
}

#[test]
fn in_a_very_narrow_window_the_inspector_lies_over_the_canvas_while_something_is_selected() {
    let mut window = window(vec2(800.0, 600.0), None);
    let before = canvas(&window);
    assert!(!is_there(&window, "Close inspector"));
    select_pact(&mut window);
    window.get_by_label("Close inspector");
    assert_eq!(canvas(&window), before);
    // Free canvas, far from everything.
    let free = before.left_bottom() + vec2(8.0, -8.0);
    window.drag_at(free);
    window.drop_at(free);
    window.run_steps(4);
    assert!(!is_there(&window, "Close inspector"));
    select_pact(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&window, "Close inspector"));
    select_pact(&mut window);
    window.get_by_label("Close inspector").click();
    window.run_steps(4);
    assert!(!is_there(&window, "Close inspector"));
    assert!(!session(&window).selection.is_empty());
    // The same once more: who clicks it wants to read of it.
    select_pact(&mut window);
    window.get_by_label("Close inspector");
    assert!(!session(&window).selection.is_empty());
}

#[test]
fn what_is_to_be_seen_on_the_canvas_is_uncovered_and_its_inspector_comes_back_with_a_click() {
    let mut window = window(vec2(800.0, 600.0), None);
    select_pact(&mut window);
    window.get_by_label("Close inspector");
    window.get_by_label("Reveal on canvas").click();
    window.run_steps(4);
    assert!(!is_there(&window, "Close inspector"));
    assert!(!session(&window).selection.is_empty());
    select_pact(&mut window);
    window.get_by_label("Close inspector");
}

#[test]
fn f9_hides_and_shows_the_panels_of_a_wide_window() {
    let mut window = window(vec2(1_440.0, 900.0), None);
    let before = canvas(&window);
    press(&mut window, Modifiers::NONE, Key::F9);
    assert_eq!(canvas(&window).left(), MARGIN);
    press(&mut window, Modifiers::SHIFT, Key::F9);
    assert_eq!(canvas(&window).width(), 1_440.0);
    press(&mut window, Modifiers::SHIFT, Key::F9);
    press(&mut window, Modifiers::NONE, Key::F9);
    assert_eq!(canvas(&window), before);
}

#[test]
fn an_edge_moves_by_keyboard_and_is_where_it_was_at_the_next_start() {
    let (_folder, path) = settings();
    let size = vec2(1_440.0, 900.0);
    let mut first = window(size, Some(path.clone()));
    let before = canvas(&first);
    first.get_by_label("Width of nations and legend").focus();
    first.run_steps(2);
    press(&mut first, Modifiers::NONE, Key::ArrowRight);
    let moved = canvas(&first);
    assert_eq!((moved.left(), moved.right()), (before.left() + 16.0, before.right()));
    assert_eq!(canvas(&window(size, Some(path))), moved);
}

#[test]
fn a_dragged_edge_is_kept_when_it_is_let_go_and_a_double_click_puts_it_back() {
    let (_folder, path) = settings();
    let mut window = window(vec2(1_440.0, 900.0), Some(path.clone()));
    let before = canvas(&window);
    let edge = before.right_center();
    window.hover_at(edge);
    window.run_steps(2);
    window.drag_at(edge);
    window.run_steps(1);
    for by in 1..=5_i16 {
        window.hover_at(edge + vec2(f32::from(by) * 10.0, 0.0));
        window.run_steps(2);
        assert!(!path.exists(), "written in the middle of a drag");
    }
    window.drop_at(edge + vec2(50.0, 0.0));
    window.run_steps(3);
    assert_eq!(canvas(&window).right(), before.right() + 50.0);
    assert!(text_of(&path).contains("inspector: (width: 314.0, shown: true)"), "{}", text_of(&path));
    let edge = canvas(&window).right_center();
    for _ in 0..2 {
        window.drag_at(edge);
        window.run_steps(1);
        window.drop_at(edge);
        window.run_steps(1);
    }
    window.run_steps(3);
    assert_eq!(canvas(&window), before);
    assert!(text_of(&path).contains("inspector: (shown: true)"), "{}", text_of(&path));
}

#[test]
fn a_chosen_theme_and_hidden_panels_are_remembered() {
    let (_folder, path) = settings();
    let size = vec2(1_440.0, 900.0);
    let mut first = window(size, Some(path.clone()));
    assert!(!path.exists(), "nothing was chosen yet");
    first.get_by_label("View").click();
    first.run_steps(3);
    first.get_by_label_contains("Dark theme").click();
    first.run_steps(3);
    press(&mut first, Modifiers::NONE, Key::F9);
    let second = window(size, Some(path));
    assert_eq!(second.ctx.theme(), egui::Theme::Dark);
    assert_eq!(canvas(&second).left(), MARGIN);
}

#[test]
fn the_height_given_to_the_timeline_is_remembered_and_a_low_window_has_a_lower_one() {
    let (_folder, path) = settings();
    let (large, low) = (vec2(1_440.0, 900.0), vec2(1_093.0, 614.0));
    let height = |window: &Window, size: Vec2| size.y + MARGIN - canvas(window).bottom();
    let mut first = window(large, Some(path.clone()));
    assert_eq!(height(&first, large), 128.0);
    assert_eq!(height(&window(low, Some(path.clone())), low), 112.0);
    first.get_by_label("Height of the timeline").focus();
    first.run_steps(2);
    press(&mut first, Modifiers::NONE, Key::ArrowUp);
    assert!(text_of(&path).contains("timeline: (height: 144.0)"), "{}", text_of(&path));
    for size in [large, low] {
        assert_eq!(height(&window(size, Some(path.clone())), size), 144.0, "{size}");
    }
}

#[test]
fn the_size_of_the_window_is_remembered_when_it_closes_and_only_if_it_changed() {
    let (_folder, path) = settings();
    let mut window = window(vec2(1_440.0, 900.0), Some(path.clone()));
    app(&mut window).close();
    assert!(!path.exists(), "nothing was changed");
    window.set_size(vec2(1_200.0, 700.0));
    window.run_steps(3);
    assert!(!path.exists(), "written while the window is sized");
    app(&mut window).close();
    assert!(text_of(&path).contains("window: (width: 1200.0, height: 700.0, maximized: false)"), "{}", text_of(&path));
}

#[test]
fn the_theme_of_the_desktop_is_followed_unless_another_was_chosen() {
    let (_folder, path) = settings();
    let mut follows = window(vec2(800.0, 600.0), None);
    fs::write(&path, "Settings(format: 1, theme: light)").expect("written");
    let mut light = window(vec2(800.0, 600.0), Some(path));
    for (system, followed) in [(egui::Theme::Dark, egui::Theme::Dark), (egui::Theme::Light, egui::Theme::Light)] {
        for window in [&mut follows, &mut light] {
            window.input_mut().system_theme = Some(system);
            window.event(Event::PointerGone);
            window.run_steps(2);
        }
        assert_eq!((follows.ctx.theme(), light.ctx.theme()), (followed, egui::Theme::Light));
    }
}

#[test]
fn a_torn_file_is_said_once_in_a_line_that_can_be_dismissed() {
    let (_folder, path) = settings();
    fs::write(&path, "Settings(format: 1, the").expect("written");
    let mut first = window(vec2(1_440.0, 900.0), Some(path.clone()));
    first.get_by_label_contains("The settings could not be read and were set aside");
    first.get_by_label_contains("settings.ron.broken-1");
    first.get_by_label("Dismiss this message").click();
    first.run_steps(3);
    assert!(first.query_by_label_contains("set aside").is_none());
    let second = window(vec2(1_440.0, 900.0), Some(path));
    assert!(second.query_by_label_contains("set aside").is_none());
}

#[test]
fn the_edges_say_their_width_to_a_screen_reader() {
    let window = window(vec2(1_440.0, 900.0), None);
    let edge = window.get_by_label("Width of inspector");
    assert_eq!(edge.accesskit_node().numeric_value(), Some(364.0));
}
