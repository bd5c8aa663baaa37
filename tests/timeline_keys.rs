//! Every control of the timeline and of its fields, reached by Tab and used with keys alone.

#![expect(clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;

use demarche::io::load_starter;
use demarche::model::{EdtfDate, NationId};
use demarche::scene::Target;
use demarche::session::{Command, Session, run};
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, date};

mod support;

use support::{Window, session};

const HOME: Date = date(2025, 6, 14);

fn window() -> Window {
    support::open(Session::open(load_starter().document, Vec::new()), vec2(1440.0, 900.0))
}

fn as_of(window: &Window) -> Date {
    session(window).as_of()
}

fn known_on(window: &Window) -> Option<Date> {
    session(window).lens().moment.known_on
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

fn focus_bar(window: &mut Window) {
    window.get_by_label_contains("Timeline, as of").focus();
    window.run_steps(2);
}

fn has_focus(window: &Window, name: &str) -> bool {
    window.query_all_by_label(name).any(|node| node.accesskit_node().is_focused())
}

/// Presses Tab until something of this name has the focus.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..40 {
        if has_focus(window, name) {
            return;
        }
        press(window, Key::Tab);
    }
    panic!("Tab does not lead to {name}");
}

#[test]
fn tab_leads_to_every_button_of_the_bar_and_enter_presses_it() {
    let mut window = window();
    focus_bar(&mut window);
    tab_to(&mut window, "Previous change, on the timeline");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    let before = as_of(&window);
    assert!(before < HOME);
    tab_to(&mut window, "Next change, on the timeline");
    press(&mut window, Key::Enter);
    assert!(as_of(&window) > before);
    tab_to(&mut window, "Speed, 3 months a second");
    press(&mut window, Key::Enter);
    window.run_steps(2);
    tab_to(&mut window, "1 month a second");
    press(&mut window, Key::Enter);
    assert!(has_focus(&window, "Speed, 1 month a second"), "a speed was chosen");
    press(&mut window, Key::Enter);
    tab_to(&mut window, "1 year a second");
    press(&mut window, Key::Escape);
    assert!(has_focus(&window, "Speed, 1 month a second"), "none was chosen");
    focus_bar(&mut window);
    tab_to(&mut window, "Play, on the timeline");
    press(&mut window, Key::Enter);
    assert!(session(&window).playback().is_playing);
    press(&mut window, Key::Enter);
    assert!(!session(&window).playback().is_playing);
    let n_out = |window: &Window, way: &str| {
        let words = format!("{way}, on the timeline");
        let labels = window.query_all_by_label_contains(&words);
        labels.filter_map(|node| node.accesskit_node().label()).collect::<String>()
    };
    for (way, other) in [("later", "earlier"), ("earlier", "later")] {
        let before = [way, other].map(|way| n_out(&window, way));
        focus_bar(&mut window);
        tab_to(&mut window, &before[0]);
        press(&mut window, Key::Enter);
        window.run_steps(2);
        assert_ne!([way, other].map(|way| n_out(&window, way)), before, "{way}");
    }
    for key in [Key::PageDown, Key::PageUp] {
        let before = n_out(&window, "earlier");
        focus_bar(&mut window);
        press(&mut window, key);
        assert_ne!(n_out(&window, "earlier"), before, "{key:?}");
    }
}

#[test]
fn the_buttons_under_the_fields_are_pressed_with_keys_alone() {
    let mut window = window();
    press(&mut window, Key::Comma);
    let day = as_of(&window);
    let words = format!("as of {}", EdtfDate::from_day(day).in_words());
    window.get_by_label(&words).focus();
    window.run_steps(2);
    press(&mut window, Key::Enter);
    window.run_steps(2);
    tab_to(&mut window, "Only what was known by this day");
    press(&mut window, Key::Enter);
    assert_eq!(known_on(&window), Some(day));
    tab_to(&mut window, "All that is known now");
    press(&mut window, Key::Enter);
    assert_eq!(known_on(&window), None);
    tab_to(&mut window, "The atlas's own date: 14 June 2025");
    press(&mut window, Key::Enter);
    assert_eq!(as_of(&window), HOME);
}

#[test]
fn tab_goes_through_all_rows_of_a_pair_however_many_are_seen() {
    let mut session = Session::open(load_starter().document, Vec::new());
    run(&mut session, Command::Select(Target::Pair(NationId::new("PRK"), NationId::new("RUS"))));
    let mut window = support::open(session, vec2(1440.0, 900.0));
    let rows = |window: &Window| -> Vec<String> {
        let nodes = window.query_all_by_label_contains(", on the timeline");
        let rows = nodes.filter_map(|node| node.accesskit_node().label());
        rows.filter(|label| label.matches(',').count() > 1).collect()
    };
    assert!(rows(&window).len() < 8, "not all are seen");
    let first = rows(&window).remove(0);
    focus_bar(&mut window);
    tab_to(&mut window, &first);
    let mut gone_through = BTreeSet::new();
    for _ in 0..8 {
        let focused =
            window.query_all_by_label_contains(", on the timeline").find(|it| it.accesskit_node().is_focused());
        gone_through.extend(focused.and_then(|node| node.accesskit_node().label()));
        press(&mut window, Key::Tab);
        window.run_steps(8);
    }
    assert_eq!(gone_through.len(), 8, "{gone_through:#?}");
}
