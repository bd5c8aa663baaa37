//! Rows of ties on the timeline: what they show, count and mark, in a window without a display.

use demarche::io::load_starter;
use demarche::model::{NationId, Sign, TieId};
use demarche::network::{Criterion, Hiding};
use demarche::scene::Target;
use demarche::session::{Command, Session, Sift, Time, run};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, date};

mod support;

#[path = "support/bar.rs"]
mod bar;

use bar::{press, press_on_bar};
use support::{Window, session};

fn window() -> Window {
    support::open(Session::open(load_starter().document, Vec::new()), vec2(1440.0, 900.0))
}

#[test]
fn a_pair_shows_its_ties_as_rows_that_lead_to_them() {
    let mut window = window();
    for (nation, modifiers) in [("PRK", Modifiers::NONE), ("RUS", Modifiers::SHIFT)] {
        let words = {
            let (session, id) = (session(&window), NationId::new(nation));
            let n_ties = session.network().ties_of(&id).len();
            format!("{}, {n_ties} ties", session.document().nation_name(&id))
        };
        window.get_by_label(&words).focus();
        window.run_steps(2);
        press(&mut window, modifiers, Key::Enter);
    }
    window.run_steps(2);
    let row =
        "Comprehensive Strategic Partnership Treaty, defense pact, since 19 June 2024, dates disputed, on the timeline";
    window.get_by_label(row).focus();
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let selected: Vec<_> = session(&window).selection.targets().iter().cloned().collect();
    assert_eq!(selected, [Target::Tie(TieId::new("rus-prk-partnership-2024"))]);
    // The rows stay, so that one can go on to the next.
    window.get_by_label(row);
}

/// Returns the words that are painted.
fn painted(window: &Window) -> Vec<String> {
    fn collect(shape: &egui::Shape, words: &mut Vec<String>) {
        match shape {
            egui::Shape::Text(text) => words.push(text.galley.text().to_owned()),
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, words)),
            _ => {}
        }
    }
    let mut words = Vec::new();
    window.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut words));
    words
}

#[test]
fn the_rows_say_how_many_they_are_whatever_a_filter_removes() {
    let loaded = load_starter();
    let korea = NationId::new("PRK");
    let of_korea = |tie: &demarche::model::Tie| tie.between.0 == korea || tie.between.1 == korea;
    let document = loaded.document.clone();
    let is_negative = |tie: &demarche::model::Tie| document.kinds[&tie.kind].sign == Sign::Negative;
    let n_all = document.ties.values().filter(|tie| of_korea(tie)).count();
    let n_negative = document.ties.values().filter(|tie| of_korea(tie) && is_negative(tie)).count();
    for (hiding, n) in [(Hiding::Dim, n_all), (Hiding::Remove, n_negative)] {
        let mut session = Session::open(loaded.document.clone(), Vec::new());
        run(&mut session, Command::Select(Target::Nation(korea.clone())));
        run(&mut session, Command::Sift(Sift::Only(Criterion::Sign(Sign::Negative))));
        run(&mut session, Command::Sift(Sift::Hide(hiding)));
        let window = support::open(session, vec2(1440.0, 900.0));
        let painted = painted(&window);
        let title = format!(" of {n} ties, North Korea");
        assert!(painted.iter().any(|words| words.ends_with(&title)), "{title}");
    }
}

/// Opens the starter atlas on a day, with a pair selected or nothing.
fn on(day: Date, pair: Option<(&str, &str)>) -> Window {
    let mut session = Session::open(load_starter().document, Vec::new());
    run(&mut session, Command::Time(Time::LookAt(day)));
    if let Some((a, b)) = pair {
        run(&mut session, Command::Select(Target::Pair(NationId::new(a), NationId::new(b))));
    }
    support::open(session, vec2(1440.0, 900.0))
}

#[test]
fn a_disputed_date_is_marked_and_said_on_the_bar_and_in_the_rows() {
    let is_marked = |window: &Window| painted(window).iter().any(|words| words.ends_with('≠'));
    assert!(!is_marked(&on(date(2002, 1, 1), None)), "no date of those years is disputed");
    for (day, pair, row) in [
        (date(1996, 9, 1), ("PRK", "RUS"), "Soviet-North Korean treaty of 1961, defense pact, "),
        (date(2024, 6, 4), ("KOR", "PRK"), "Comprehensive Military Agreement, military agreement, "),
    ] {
        let mut stems = on(day, None);
        for _ in 0..8 {
            press_on_bar(&mut stems, Modifiers::NONE, Key::ArrowUp);
        }
        assert!(is_marked(&stems), "{day}");
        let title = row.split(", ").next().expect("a title");
        let said = |node: &egui_kittest::Node<'_>| {
            let words = node.accesskit_node().label().unwrap_or_default();
            words.contains(title) && words.ends_with(", date disputed")
        };
        assert!(stems.root().children_recursive().any(|node| said(&node)), "{day}");

        let mut rows = on(day, Some(pair));
        rows.get_by_label("Height of the timeline").focus();
        rows.run_steps(2);
        for _ in 0..12 {
            press(&mut rows, Modifiers::NONE, Key::ArrowUp);
        }
        let name = rows.get_by_label_contains(row).accesskit_node().label().expect("a name");
        assert!(name.ends_with(", dates disputed, on the timeline"), "{name}");
        assert!(is_marked(&rows), "{day}");
    }
}
