//! The timeline in a window without a display, used with and without a pointer.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::io::{load, load_starter};
use demarche::kit::Point;
use demarche::model::{NationId, TieId};
use demarche::session::{Command, Session, Time, run};
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, date};

mod support;

#[path = "support/bar.rs"]
mod bar;

use bar::{BAR, press, press_on_bar};
use support::{Window, session};

const HOME: Date = date(2025, 6, 14);

fn window() -> Window {
    sized(1440.0, 900.0)
}

fn sized(width: f32, height: f32) -> Window {
    let loaded = load_starter();
    support::open(Session::open(loaded.document, loaded.problems), vec2(width, height))
}

/// Opens an atlas of a tie since 1882, reported in 2001, and one since 1980, reported in 1985.
fn old() -> Window {
    let tie = |id, span, reported| {
        format!(
            "Tie(id: \"{id}\", kind: \"k\", between: (\"A\", \"B\"), span: \"{span}\", weight: 3, title: \"The {id} treaty\",\n\
             evidence: [(source: \"s\", claim: \"It was so\", grade: \"B2\", standing: reported, reported: \"{reported}\")]),"
        )
    };
    let text = format!(
        "Atlas(format: 1, id: \"old\", title: \"Old\", as_of: \"2025-06-14\",\n\
         kinds: [Kind(id: \"k\", name: \"pact\", sign: positive, category: \"security\")],\n\
         nations: [Nation(id: \"A\", name: \"Aland\"), Nation(id: \"B\", name: \"Bland\")],\n\
         sources: [Source(id: \"s\", title: \"S\", publisher: \"P\", published: \"1985\", url: \"https://example.org/s\", genre: news)],\n\
         ties: [{}\n{}])\n",
        tie("old", "1882-05-22/..", "2001"),
        tie("new", "1980-03-01/..", "1985"),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.ron");
    std::fs::write(&path, text).expect("an atlas");
    let loaded = load(&path);
    assert_eq!((loaded.problems.len(), loaded.document.ties.len()), (0, 2), "{:?}", loaded.problems);
    support::open(Session::open(loaded.document, loaded.problems), vec2(1440.0, 900.0))
}

fn as_of(window: &Window) -> Date {
    session(window).as_of()
}

fn known_on(window: &Window) -> Option<Date> {
    session(window).lens().moment.known_on
}

fn bar(window: &Window) -> Rect {
    window.get_by_label_contains(BAR).rect()
}

/// Returns where nations are drawn, bit by bit.
fn places(window: &Window) -> Vec<(NationId, Point)> {
    session(window).shown_positions().iter().map(|(id, at)| (id.clone(), *at)).collect()
}

fn drag(window: &mut Window, modifiers: Modifiers, from: egui::Pos2, to: egui::Pos2) {
    drag_with(window, egui::PointerButton::Primary, modifiers, [from, to]);
}

fn drag_with(window: &mut Window, button: egui::PointerButton, modifiers: Modifiers, [from, to]: [egui::Pos2; 2]) {
    for event in [
        egui::Event::PointerMoved(from),
        egui::Event::PointerButton { pos: from, button, pressed: true, modifiers },
        egui::Event::PointerMoved(from + (to - from) * 0.5),
        egui::Event::PointerMoved(to),
        egui::Event::PointerButton { pos: to, button, pressed: false, modifiers },
    ] {
        window.event_modifiers(event, modifiers);
        window.step();
    }
    window.event_modifiers(egui::Event::PointerMoved(to), Modifiers::NONE);
    window.run_steps(2);
}

/// Types into the field that has the focus, in place of what stands there, and presses Enter.
fn enter(window: &mut Window, text: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.key_press(Key::Backspace);
    window.step();
    window.event(egui::Event::Text(text.to_owned()));
    window.step();
    press(window, Modifiers::NONE, Key::Enter);
    window.run_steps(2);
}

#[test]
fn a_press_looks_at_a_day_and_a_drag_goes_on_and_no_nation_moves() {
    let mut window = window();
    let (before, camera) = (places(&window), session(&window).view.camera());
    let bar = bar(&window);
    let from = pos2(bar.left() + 0.7 * bar.width(), bar.center().y);
    drag(&mut window, Modifiers::NONE, from, from - vec2(300.0, 0.0));
    let day = as_of(&window);
    assert!(day < date(2023, 1, 1) && day > date(2019, 1, 1), "{day}");
    window.get_by_label(&format!("as of {}", demarche::model::EdtfDate::from_day(day).in_words()));
    assert_eq!(places(&window), before);
    assert_eq!(session(&window).view.camera(), camera);
}

#[test]
fn a_press_near_a_change_takes_the_change() {
    let mut window = window();
    let changes: Vec<Date> = session(&window).timeline().iter().map(|dated| dated.shows_from()).collect();
    let bar = bar(&window);
    let mut n_taken = 0;
    for share in [0.2, 0.4, 0.6, 0.8] {
        let at = pos2(bar.left() + share * bar.width(), bar.center().y);
        window.drag_at(at);
        window.run_steps(1);
        window.drop_at(at);
        window.run_steps(2);
        let day = as_of(&window);
        let is_near = |change: &Date| (*change - day).get_days().abs() <= 10;
        assert!(changes.contains(&day) || !changes.iter().any(is_near), "{day} is no change, but one is near");
        n_taken += usize::from(changes.contains(&day));
    }
    assert!(n_taken > 0, "none of the presses was near a change");
}

#[test]
fn shift_and_drag_compares_two_days() {
    let mut window = window();
    let bar = bar(&window);
    let (from, to) = (bar.left() + 0.5 * bar.width(), bar.left() + 0.8 * bar.width());
    drag(&mut window, Modifiers::SHIFT, pos2(from, bar.center().y), pos2(to, bar.center().y));
    let comparison = session(&window).comparison().expect("a comparison").clone();
    assert!(comparison.from.day < comparison.to.day && comparison.to.day == as_of(&window), "{comparison:?}");
    assert!(session(&window).selection.is_empty());
}

#[test]
fn the_bar_is_used_with_keys_alone() {
    let mut window = window();
    press_on_bar(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(as_of(&window), date(2025, 6, 13));
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(as_of(&window), HOME);
    press(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(as_of(&window), date(2025, 5, 14));
    let changes: Vec<Date> = session(&window).timeline().iter().map(|dated| dated.shows_from()).collect();
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(Some(as_of(&window)), changes.iter().copied().min());
    press(&mut window, Modifiers::NONE, Key::End);
    assert_eq!(Some(as_of(&window)), changes.iter().copied().max());
}

#[test]
fn comma_and_period_step_from_change_to_change_and_say_what_changed() {
    let mut window = window();
    press(&mut window, Modifiers::NONE, Key::Comma);
    press(&mut window, Modifiers::NONE, Key::Comma);
    let day = as_of(&window);
    let words_of_day = demarche::model::EdtfDate::from_day(day).in_words();
    let changed: Vec<String> = {
        let session = session(&window);
        let on = session.timeline().iter().filter(|dated| dated.shows_from() == day);
        on.map(|dated| dated.title().to_owned()).collect()
    };
    assert!(!changed.is_empty());
    let says = |node: &egui_kittest::Node<'_>| {
        let words = node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default();
        words.starts_with(&format!("{words_of_day}: ")) && words.contains(&changed[0])
    };
    assert!(window.root().children_recursive().any(|node| says(&node)));
    press(&mut window, Modifiers::NONE, Key::Period);
    assert!(as_of(&window) > day);
}

#[test]
fn stepping_over_the_end_of_an_agreement_says_until_when_it_was_there() {
    let mut window = window();
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    enter(&mut window, "2024-06-03");
    press(&mut window, Modifiers::NONE, Key::Escape);
    for said in [
        "4 June 2024: Comprehensive Military Agreement, suspended, South Korea, date disputed",
        "5 June 2024: Comprehensive Military Agreement, no longer there after 4 June 2024",
    ] {
        press_on_bar(&mut window, Modifiers::NONE, Key::Period);
        window.get_by_label(said);
        window.get_by_label_contains(&format!("; last change {said}"));
    }
}

#[test]
fn the_treaty_is_signed_in_june_2024_and_every_button_works_without_a_pointer() {
    let mut window = window();
    window.get_by_label("as of 14 June 2025").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(2);
    enter(&mut window, "2024-06");
    assert_eq!(as_of(&window), date(2024, 6, 30));
    let treaty = session(&window).network().tie(&TieId::new("rus-prk-partnership-2024")).expect("the treaty");
    assert!(treaty.in_words(session(&window).document()).contains("signed"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.run_steps(2);
    for (label, later) in [("Previous change, on the timeline", false), ("Next change, on the timeline", true)] {
        let before = as_of(&window);
        window.get_by_label(label).focus();
        window.run_steps(2);
        press(&mut window, Modifiers::NONE, Key::Space);
        assert_eq!(as_of(&window) > before, later, "{label}");
        assert!(!session(&window).playback().is_playing, "a button keeps Space for itself");
    }
    window.get_by_label("Speed, 3 months a second").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(2);
    window.get_by_label("1 year a second").click_accesskit();
    window.run_steps(2);
    window.get_by_label("Speed, 1 year a second");
    window.get_by_label_contains("earlier, on the timeline").focus();
    window.run_steps(2);
    let before = window.get_by_label_contains("earlier, on the timeline").accesskit_node().label();
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(2);
    assert_ne!(window.get_by_label_contains("earlier, on the timeline").accesskit_node().label(), before);
    window.get_by_label_contains("later, on the timeline");
}

#[test]
fn space_plays_and_stops_on_canvas_and_bar_and_time_goes_by() {
    let mut window = window();
    press_on_bar(&mut window, Modifiers::NONE, Key::Home);
    let before = (as_of(&window), places(&window));
    window.key_press(Key::Space);
    window.run_steps(6);
    assert!(session(&window).playback().is_playing);
    window.get_by_label("Pause, on the timeline");
    let later = as_of(&window);
    assert!(later > before.0, "{later}");
    assert_eq!(places(&window), before.1);
    window.get_by_label_contains("Graph of").focus();
    window.run_steps(1);
    press(&mut window, Modifiers::NONE, Key::Space);
    assert!(!session(&window).playback().is_playing);
    let stopped = as_of(&window);
    window.run_steps(8);
    assert_eq!(as_of(&window), stopped);
}

#[test]
fn a_window_in_which_nothing_plays_asks_for_no_further_frame() {
    let mut window = window();
    window.run_steps(30);
    let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > std::time::Duration::from_secs(1), "{delay:?}");
}

#[test]
fn space_and_drag_moves_the_view_and_plays_nothing() {
    let mut window = window();
    let before = session(&window).view.camera();
    let canvas = window.get_by_label_contains("Graph of").rect();
    let at = canvas.center();
    let space = |pressed| egui::Event::Key {
        key: Key::Space,
        physical_key: Some(Key::Space),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    window.hover_at(at);
    window.event(space(true));
    window.step();
    window.drag_at(at);
    window.step();
    window.hover_at(at + vec2(80.0, 0.0));
    window.step();
    window.drop_at(at + vec2(80.0, 0.0));
    window.step();
    window.event(space(false));
    window.run_steps(2);
    assert!(!session(&window).playback().is_playing);
    assert_ne!(session(&window).view.camera(), before);
}

#[test]
fn a_wrong_day_is_said_beside_its_field_and_nothing_moves() {
    let mut window = window();
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    for (typed, said) in [
        ("2025-02-30", "February 2025 has 28 days"),
        ("0000-01-01", "Years run from 0001 to 9999"),
        ("10000-01-01", "such as 19 June 2024"),
        ("1882-05-22", "Its timeline runs from"),
        ("some day", "such as 19 June 2024"),
    ] {
        enter(&mut window, typed);
        window.get_by_label_contains(said);
        assert_eq!(as_of(&window), HOME, "{typed}");
    }
    enter(&mut window, "2023-12-31");
    assert_eq!(as_of(&window), date(2023, 12, 31));
    assert!(window.query_by_label_contains("such as 19 June 2024").is_none());
}

#[test]
fn known_on_is_typed_moved_by_keys_and_taken_away() {
    let mut window = window();
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Known on").focus();
    window.run_steps(2);
    enter(&mut window, "1900-01-01");
    window.get_by_label_contains("Its timeline runs from");
    assert_eq!(known_on(&window), None);
    enter(&mut window, "2024-01-01");
    assert_eq!((known_on(&window), as_of(&window)), (Some(date(2024, 1, 1)), HOME));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label("Known on 1 January 2024").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(known_on(&window), Some(date(2024, 1, 2)));
    press(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(known_on(&window), Some(date(2023, 12, 2)));
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert_eq!(known_on(&window), None);
    window.get_by_label("Time").click_accesskit();
    window.run_steps(3);
    window.get_by_label_contains("Only what was known by this day").click_accesskit();
    window.run_steps(3);
    assert_eq!(known_on(&window), Some(HOME));
}

/// Opens a window in which only what was known by a day is counted, and returns the middle of that day's handle.
fn with_known_on(day: Date) -> (Window, egui::Pos2) {
    let mut session = Session::open(load_starter().document, Vec::new());
    run(&mut session, Command::Time(Time::KnownOn(Some(day))));
    let window = support::open(session, vec2(1440.0, 900.0));
    let handle = known_handle(&window);
    (window, handle)
}

fn known_handle(window: &Window) -> egui::Pos2 {
    // Its tip begins with the same words and comes after it.
    window.query_all_by_label_contains("Known on").next().expect("the handle").rect().center()
}

#[test]
fn the_handle_of_known_on_is_dragged_and_then_moved_by_keys_and_the_day_looked_at_stays() {
    let (mut window, handle) = with_known_on(date(2023, 6, 1));
    let to = handle - vec2(120.0, 0.0);
    drag(&mut window, Modifiers::NONE, handle, to);
    let dragged = known_on(&window).expect("a day");
    assert!(dragged < date(2023, 1, 1) && dragged > date(2021, 1, 1), "{dragged}");
    // It may have taken a change that lies beside the pointer.
    assert!((known_handle(&window).x - to.x).abs() <= 6.0);
    window.query_all_by_label_contains("Known on").next().expect("the handle").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(known_on(&window), Some(dragged.yesterday().expect("a day")));
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    assert!(known_on(&window).is_some_and(|day| day > dragged));
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert_eq!((known_on(&window), as_of(&window)), (None, HOME));
}

#[test]
fn the_wheel_zooms_around_the_pointer_and_the_middle_button_moves_the_days() {
    let (mut window, before) = with_known_on(date(2022, 6, 1));
    let bar = bar(&window);
    let pointer = pos2(bar.left() + 0.5 * bar.width(), bar.center().y);
    let wheel = |window: &mut Window, delta: egui::Vec2, modifiers: Modifiers| {
        window.hover_at(pointer);
        window.run_steps(2);
        let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
        window.event(egui::Event::MouseWheel { unit, delta, phase, source: egui::MouseWheelSource::Wheel, modifiers });
        window.run_steps(20);
        known_handle(window)
    };
    let zoomed = wheel(&mut window, vec2(0.0, 60.0), Modifiers::NONE);
    let factor = (zoomed.x - pointer.x) / (before.x - pointer.x);
    assert!(factor > 1.1 && factor < 1.4, "{before} {zoomed}");
    drag_with(&mut window, egui::PointerButton::Middle, Modifiers::NONE, [pointer, pointer + vec2(90.0, 0.0)]);
    let moved = known_handle(&window);
    assert!((moved.x - zoomed.x - 90.0).abs() < 1.0, "{zoomed} {moved}");
    let sideways = wheel(&mut window, vec2(-40.0, 0.0), Modifiers::NONE);
    assert!((sideways.x - moved.x + 40.0).abs() < 2.0, "{moved} {sideways}");
    assert_eq!((as_of(&window), known_on(&window)), (HOME, Some(date(2022, 6, 1))));
}

/// Returns the name of the handle of known on.
fn words_of(known_on: Option<Date>) -> String {
    let day = known_on.map(|day| demarche::model::EdtfDate::from_day(day).in_words());
    format!("Known on {}", day.unwrap_or_default())
}

/// Returns what stands in a field.
fn typed(window: &Window, field: &str) -> Option<String> {
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).accesskit_node().value()
}

#[test]
fn a_day_by_which_nothing_was_known_is_said_and_what_was_typed_stays() {
    let mut window = old();
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Known on").focus();
    window.run_steps(2);
    enter(&mut window, "1950");
    window.get_by_label("Nothing was known by 31 December 1950");
    assert_eq!(typed(&window, "Known on").as_deref(), Some("1950"));
    assert_eq!(known_on(&window), None);
    enter(&mut window, "2024-01");
    assert!(window.query_by_label_contains("Nothing was known").is_none());
    assert_eq!(
        typed(&window, "Known on").as_deref(),
        Some("2024-01-31"),
        "a month is shown as the day that it came to"
    );
    enter(&mut window, "1950");
    window.get_by_label("Nothing was known by 31 December 1950");
    assert_eq!(known_on(&window), Some(date(2024, 1, 31)), "what was asked before stays");
}

#[test]
fn what_was_known_by_a_day_takes_no_years_from_the_bar() {
    let mut window = old();
    let type_day = |window: &mut Window, field: &str, day: &str| {
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).focus();
        window.run_steps(2);
        enter(window, day);
    };
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    type_day(&mut window, "Known on", "1990-01-01");
    assert_eq!(known_on(&window), Some(date(1990, 1, 1)));
    type_day(&mut window, "As of", "1882-06-01");
    assert!(window.query_by_label_contains("lies outside of this atlas").is_none());
    assert_eq!(as_of(&window), date(1882, 6, 1));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press_on_bar(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(as_of(&window), date(1882, 6, 2));
}

#[test]
fn the_handle_of_known_on_stays_under_the_pointer_and_goes_by_days_not_by_changes() {
    let mut window = window();
    window.get_by_label("as of 14 June 2025").click_accesskit();
    window.run_steps(4);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Known on").focus();
    window.run_steps(2);
    enter(&mut window, "2023-12-31");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    let from = window.get_by_label("Known on 31 December 2023").rect().center();
    window.drag_at(from);
    window.run_steps(1);
    let mut days = Vec::new();
    for n in 0..=40 {
        let pointer = from - vec2(20.0 + n as f32, 0.0);
        window.hover_at(pointer);
        window.run_steps(2);
        let words = words_of(known_on(&window));
        let handle = window.get_by_role_and_label(egui::accesskit::Role::Slider, &words).rect();
        assert!((handle.center().x - pointer.x).abs() < 2.0, "{words}");
        days.extend(known_on(&window));
    }
    let steps: Vec<i32> = days.windows(2).map(|two| (two[0] - two[1]).get_days()).collect();
    assert!(steps.iter().all(|step| (1..=4).contains(step)), "it goes evenly: {steps:?}");
    // A little beside where it was taken, which is still its day.
    let to = from + vec2(0.1, 0.0);
    window.hover_at(to);
    window.run_steps(2);
    window.drop_at(to);
    window.run_steps(2);
    assert_eq!(known_on(&window), Some(date(2023, 12, 31)), "where it was, it is the same day again");
}

#[test]
fn the_bar_is_higher_where_its_edge_is_moved_and_folded_in_a_narrow_window() {
    let mut window = window();
    let usual = bar(&window).height();
    window.get_by_label("Height of the timeline").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(bar(&window).height(), usual + 16.0);
    let narrow = sized(880.0, 640.0);
    assert!(bar(&narrow).height() < 44.0);
    narrow.get_by_label("Play, on the timeline");
    assert!(narrow.query_by_label_contains("earlier, on the timeline").is_none());
}

#[test]
fn what_a_filter_hides_counts_no_more_on_the_timeline_and_steps_go_on() {
    let mut window = window();
    let n_earlier = |window: &Window| -> usize {
        let label = window.get_by_label_contains("earlier, on the timeline").accesskit_node().label().expect("a label");
        label.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
    };
    let before = n_earlier(&window);
    let words = {
        let (session, id) = (session(&window), NationId::new("UKR"));
        format!("{}, {} ties", session.document().nation_name(&id), session.network().ties_of(&id).len())
    };
    window.get_by_label(&words).focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Num1);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(session(&window).lens().filter.around.is_some());
    assert!(n_earlier(&window) < before);
    press(&mut window, Modifiers::NONE, Key::Comma);
    assert!(as_of(&window) < HOME);
}
