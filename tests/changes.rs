//! What changed between two days, and action and reaction, without ever touching the pointer.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use demarche::io::load_starter;
use demarche::model::{NationId, TieId};
use demarche::network::Shift;
use demarche::scene::{Target, encode};
use demarche::session::{Command, Session, Subject, Time, run};
use egui::accesskit::Role;
use egui::{Event, Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

fn window_of(commands: &[Command]) -> Window {
    let loaded = load_starter();
    let mut session = Session::open(loaded.document, loaded.problems);
    for command in commands {
        run(&mut session, command.clone());
    }
    support::open(session, vec2(1440.0, 900.0))
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().expect("a day")
}

fn compare(from: &str, to: &str) -> Command {
    Command::Time(Time::Compare(day(from), day(to)))
}

fn pair(a: &str, b: &str) -> Command {
    Command::Select(Target::pair(NationId::new(a), NationId::new(b)))
}

/// Gives the focus to the first thing whose name holds some words, and presses Enter there.
fn enter(window: &mut Window, words: &str) {
    let Some(node) = window.query_all_by_label_contains(words).find(|node| is_usable(node)) else {
        panic!("nothing to press is called {words:?}");
    };
    node.focus();
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
}

fn is_usable(node: &egui_kittest::Node<'_>) -> bool {
    let roles = [Role::Button, Role::Link, Role::DisclosureTriangle];
    roles.contains(&node.accesskit_node().role()) && !node.accesskit_node().is_disabled()
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
        || window
            .root()
            .children_recursive()
            .any(|node| node.accesskit_node().value().is_some_and(|value| value.contains(words)))
}

/// Types a day into a field, in place of what stands there.
fn type_day(window: &mut Window, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run_steps(2);
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.key_press(Key::Delete);
    window.run_steps(2);
    window.event(Event::Text(text.to_owned()));
    window.run_steps(2);
}

fn compared(window: &Window) -> Option<(String, String)> {
    session(window).comparison().map(|comparison| (comparison.from.day.to_string(), comparison.to.day.to_string()))
}

#[test]
fn two_typed_days_are_compared_and_what_is_wrong_is_said_beside_the_field() {
    let mut window = window_of(&[]);
    enter(&mut window, "Compare with another day…");
    for (from, to, message) in [
        ("2025-02-30", "", "2025-02-30"),
        ("1066-10-14", "", "14 October 1066 lies outside of this atlas"),
        ("2024-12-31", "2024-01-01", "31 December 2024 is after 1 January 2024"),
        ("", "", "A date is missing"),
    ] {
        type_day(&mut window, "From", from);
        type_day(&mut window, "To", to);
        window.key_press(Key::Enter);
        window.run_steps(3);
        assert!(says(&window, message), "nothing says {message:?}");
        assert_eq!((compared(&window), session(&window).as_of()), (None, day("2025-06-14")), "something moved");
    }
    type_day(&mut window, "From", "2024-01-01");
    type_day(&mut window, "To", "2024-12-31");
    window.get_by_role_and_label(Role::Button, "Compare").focus();
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(compared(&window), Some(("2024-01-01".to_owned(), "2024-12-31".to_owned())));
    assert_eq!(session(&window).as_of(), day("2024-12-31"));
}

#[test]
fn days_to_compare_with_are_offered_by_the_palette_whatever_is_selected() {
    let mut window = window_of(&[pair("PRK", "KOR")]);
    let selected = session(&window).selection.clone();
    let open = |window: &mut Window| {
        window.key_press_modifiers(egui::Modifiers::COMMAND, Key::K);
        window.run_steps(3);
        window.event(Event::Text("compare with".to_owned()));
        window.run_steps(3);
        window.key_press(Key::Enter);
        window.run_steps(4);
        assert!(says(window, "What has changed between it and 14 June 2025"));
    };
    open(&mut window);
    assert!(window.get_by_role_and_label(Role::TextInput, "From").is_focused(), "typing begins at once");
    type_day(&mut window, "From", "2025-02-30");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(says(&window, "February 2025 has 28 days") && compared(&window).is_none());
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(!says(&window, "What has changed between it") && session(&window).selection == selected);
    open(&mut window);
    enter(&mut window, "Compare with 15 May 2025, Last 30 days");
    assert_eq!(compared(&window), Some(("2025-05-15".to_owned(), "2025-06-14".to_owned())));
    assert!(!says(&window, "What has changed between it") && session(&window).selection == selected);
}

#[test]
fn a_day_that_is_none_keeps_the_focus_and_moves_no_field() {
    let mut window = window_of(&[]);
    enter(&mut window, "Compare with another day…");
    let field = |window: &Window, name: &str| {
        let node = window.get_by_role_and_label(Role::TextInput, name);
        (node.rect(), node.is_focused(), node.accesskit_node().value().unwrap_or_default())
    };
    // Days that can be changed and compared stand there, not words that only look like some.
    assert_eq!([field(&window, "From").2, field(&window, "To").2], ["2025-05-15", "2025-06-14"]);
    let before = field(&window, "To").0;
    for (from, to, faulty, other) in [("soon", "2025-06-14", "From", "To"), ("2024-01-01", "x", "To", "From")] {
        type_day(&mut window, "To", to);
        type_day(&mut window, "From", from);
        window.key_press(Key::Enter);
        window.run_steps(3);
        assert_eq!((field(&window, faulty).1, field(&window, other).1), (true, false), "{faulty} keeps the focus");
        assert_eq!(field(&window, "To").0, before, "the field stays where it was");
        window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        window.run_steps(2);
        window.event(Event::Text("2".to_owned()));
        window.run_steps(2);
        assert_eq!(field(&window, faulty).2, "2", "what is typed goes on into the field");
        assert!(session(&window).selection.is_empty());
    }
}

#[test]
fn letters_typed_into_a_field_are_no_shortcuts() {
    let mut window = window_of(&[]);
    enter(&mut window, "Compare with another day…");
    window.get_by_role_and_label(Role::TextInput, "From").focus();
    window.run_steps(2);
    let before = session(&window).as_of();
    window.key_press(Key::Comma);
    window.key_press(Key::F);
    window.run_steps(2);
    assert_eq!(session(&window).as_of(), before);
}

#[test]
fn days_at_hand_are_compared_with_and_only_the_button_ends_it() {
    let mut window = window_of(&[]);
    enter(&mut window, "Compare with another day…");
    enter(&mut window, "Last 30 days");
    assert_eq!(compared(&window), Some(("2025-05-15".to_owned(), "2025-06-14".to_owned())));
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(compared(&window).is_some(), "Escape ends the comparison");
    enter(&mut window, "End the comparison");
    assert_eq!(compared(&window), None);
    enter(&mut window, "Since an event of United States");
    enter(&mut window, "Donald Trump inaugurated, second term");
    assert_eq!(compared(&window), Some(("2025-01-20".to_owned(), "2025-06-14".to_owned())));
    enter(&mut window, "End the comparison");
    window.key_press(Key::Comma);
    window.run_steps(3);
    enter(&mut window, "The atlas’s own date");
    assert_eq!(compared(&window), Some(("2025-06-12".to_owned(), "2025-06-14".to_owned())));
}

#[test]
fn the_list_counts_what_changed_and_its_rows_fly_to_the_tie_which_says_what_became_of_it() {
    let mut window = window_of(&[compare("2024-01-01", "2025-06-14")]);
    assert!(says(&window, "Changes since 1 January 2024"));
    assert!(says(&window, "4 begun · 2 ended · 3 begun and ended"));
    assert!(says(&window, "North Korea · Russia, 5 changes"));
    enter(&mut window, "begun, 19 Jun 2024, Comprehensive Strategic Partnership Treaty, positive");
    let Subject::Tie(id) = session(&window).selection.subject() else { panic!("no tie is selected") };
    let treaty = session(&window).document().ties.get(&id).expect("the tie").about.title.clone();
    assert_eq!(treaty, "Comprehensive Strategic Partnership Treaty");
    assert!(says(&window, "1 January 2024 – 14 June 2025"), "the tie does not say what became of it");
    window.key_press(Key::Escape);
    window.run_steps(2);
    enter(&mut window, "Overview of the day");
    assert!(says(&window, "Last changes"));
    enter(&mut window, "Changes since 1 January 2024");
    assert!(!says(&window, "Last changes"));
}

#[test]
fn moving_the_day_looked_at_updates_the_list() {
    let mut window = window_of(&[compare("2024-01-01", "2025-06-14")]);
    let n_before = session(&window).comparison().expect("a comparison").differences.len();
    for _ in 0..40 {
        window.key_press(Key::Comma);
        window.run_steps(1);
    }
    window.run_steps(3);
    let comparison = session(&window).comparison().expect("a comparison").clone();
    assert!(comparison.to.day < day("2024-12-04") && comparison.differences.len() < n_before);
    let groups = comparison.differences.len();
    assert!(says(&window, &format!("{groups} changes against 1 January 2024")));
}

#[test]
fn a_pair_is_told_in_two_lanes_with_reasons_that_lead_to_their_evidence() {
    let mut window = window_of(&[pair("PRK", "KOR")]);
    assert!(says(&window, "Action and reaction"));
    let reason = "in response to The South sets aside the no-fly zones to resume surveillance, 22 Nov 2023";
    assert!(says(&window, &format!("{reason}, sources hidden")));
    enter(&mut window, reason);
    assert!(says(&window, &format!("{reason}, sources shown")));
    assert!(says(&window, "first reported 23 Nov 2023") || says(&window, "published 23 Nov 2023"), "no evidence shows");
    enter(&mut window, "Strategy, 2 independent origins of Moon hosts Kim");
    assert!(says(&window, "Strategy"));
}

#[test]
fn a_reason_that_stands_elsewhere_leads_there() {
    let mut window = window_of(&[pair("PRK", "KOR")]);
    enter(&mut window, "in response to Trump calls off Singapore");
    window.run_steps(2);
    let row = window
        .query_all_by_label_contains("in response to Trump calls off Singapore")
        .find(|node| node.accesskit_node().role() == Role::Button)
        .expect("a row that leads there");
    row.focus();
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    let Subject::Tie(id) = session(&window).selection.subject() else { panic!("no tie is selected") };
    assert_eq!(id, TieId::new("usa-prk-summits-2018"));
}

#[test]
fn a_nation_lists_what_changed_around_it() {
    let window =
        window_of(&[compare("2024-01-01", "2025-06-14"), Command::Select(Target::Nation(NationId::new("RUS")))]);
    let n = session(&window).comparison().expect("a comparison").differences.iter();
    let n = n.filter(|difference| [&difference.pair.0, &difference.pair.1].contains(&&NationId::new("RUS"))).count();
    assert!(says(&window, &format!("{n} changes")));
}

#[test]
fn the_legend_of_a_comparison_is_cut_nowhere() {
    // A panel of 232 points, without margins, sample and a count of two digits.
    let room = 232.0 - 2.0 * 16.0 - 44.0 - 22.0;
    let window = window_of(&[]);
    for shift in [
        Shift::Begun,
        Shift::Ended,
        Shift::Passed,
        Shift::Stepped(None, None),
        Shift::Strengthened(1, 2),
        Shift::Weakened(2, 1),
        Shift::Mixed,
        Shift::Unmixed,
    ] {
        let words = encode::shift(shift).words;
        let galley = window.ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap(words.to_owned(), egui::FontId::proportional(13.0), egui::Color32::BLACK)
        });
        assert!(galley.size().x <= room, "{words} is {} wide, room is {room}", galley.size().x);
    }
}
