//! What changed between two days is told apart by words, dots and fading, never by color alone, and moves no nation.

use std::collections::BTreeMap;
use std::sync::Arc;

use demarche::io;
use demarche::kit::Point;
use demarche::model::{Course, Document, EdtfDate, Level, Milestone, NationId, Span, Step, Tie, TieId, Weight};
use demarche::network::{Filter, Roster, Side};
use demarche::scene::encode::LineStyle;
use demarche::scene::{Emphasis, Legend, Scene, TieMark};
use demarche::session::{Command, Session, Time, run};

use crate::atlas;

fn date(text: &str) -> EdtfDate {
    EdtfDate::parse(text).expect("a date")
}

/// Returns an atlas in which one tie of each sort changes in 2024, between Alpha and six others.
fn changing() -> Document {
    let at = |n: i32| {
        let angle = f64::from(n) * std::f64::consts::TAU / 7.0;
        (500.0 * angle.cos(), 500.0 * angle.sin())
    };
    let names = ["B", "C", "D", "E", "F", "G", "H"];
    let around = names.iter().enumerate().map(|(n, name)| (*name, *name, at(n as i32).0, at(n as i32).1));
    let nations: Vec<_> = std::iter::once(("A", "Alpha", 0.0, 0.0)).chain(around).collect();
    let ties = "defense pact|A|B|3|!|\ntrade|A|C|3|!|\ntrade|A|D|3|!|\ndefense pact|A|E|3|!|\ntrade|A|F|2|!|\ntrade|A|G|4|!|\ntrade|A|H|3|!|\ndefense pact|A|H|3|!|\nsanctions|A|H|3|!|";
    let mut document = atlas::document("Changing", &nations, ties);
    let mut change = |id: &str, with: &dyn Fn(&mut Tie)| {
        let id = TieId::new(id);
        let mut tie = (**document.ties.get(&id).expect("a tie")).clone();
        with(&mut tie);
        document.ties.insert(id, Arc::new(tie));
    };
    let span = |text: &str| Span::parse(text).expect("a span");
    let weight = |base, new| {
        let level = Level { from: date("2024-05-01"), weight: new, why: String::new() };
        Weight::new(base, String::new(), vec![level]).expect("a weight")
    };
    let step = |on: &str, step| Milestone {
        id: None,
        on: date(on),
        step,
        by: None,
        title: String::new(),
        sources: Vec::new(),
        relates: Vec::new(),
    };
    change("A-B-00", &|tie| tie.span = span("2024-03-01/.."));
    change("A-C-01", &|tie| tie.span = span("2018/2024-03-01"));
    change("A-D-02", &|tie| tie.span = span("2024-03-01/2024-06-01"));
    change("A-E-03", &|tie| {
        let milestones = vec![step("2018-09-19", Step::Signed), step("2024-04-01", Step::InForce)];
        tie.course = Course { milestones: milestones.into_iter().map(Arc::new).collect(), ..Course::default() };
    });
    change("A-F-04", &|tie| tie.weight = weight(2, 4));
    change("A-G-05", &|tie| tie.weight = weight(4, 2));
    change("A-H-08", &|tie| tie.span = span("2024-03-01/.."));
    document
}

/// Returns a session that compares two days.
fn comparing(document: Document, from: &str, to: &str) -> Session {
    let mut session = Session::open(document, Vec::new());
    session.resize(1_200.0, 1_200.0);
    run(&mut session, Command::Time(Time::Compare(day(from), day(to))));
    session
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().expect("a day")
}

fn mark<'a>(scene: &'a Scene, id: &str) -> &'a TieMark {
    scene.ties.iter().find(|mark| mark.id == TieId::new(id)).expect("a tie")
}

#[test]
fn each_sort_of_change_is_said_in_words_and_ghosts_are_dots_far_apart() {
    let mut session = comparing(changing(), "2024-01-01", "2025-01-01");
    let scene = session.scene();
    let words: BTreeMap<&str, &str> =
        scene.labels.iter().map(|label| (label.tie.as_str(), label.text.as_str())).collect();
    let said = [
        ("A-B-00", "new · defense pact"),
        ("A-C-01", "ended · trade"),
        ("A-D-02", "begun, ended · trade"),
        ("A-E-03", "in force · defense pact"),
        ("A-F-04", "stronger · trade"),
        ("A-G-05", "weaker · trade"),
        ("A-H-06", "trade"),
    ];
    for (id, words_of_tie) in said {
        assert_eq!(words.get(id), Some(&words_of_tie), "{id}");
    }
    let is_ghost = |id| mark(&scene, id).line == LineStyle::Sparse && mark(&scene, id).opacity < 1.0;
    assert!(is_ghost("A-C-01") && is_ghost("A-D-02"));
    assert!(!is_ghost("A-B-00") && !is_ghost("A-E-03"));
    assert_eq!(mark(&scene, "A-H-06").emphasis, Emphasis::Dimmed);
    assert_eq!(mark(&scene, "A-B-00").emphasis, Emphasis::Plain);
    assert!(mark(&scene, "A-C-01").sentence.ends_with("compared: ended"), "{}", mark(&scene, "A-C-01").sentence);
    assert_eq!(scene.badges.iter().map(|badge| badge.text.as_str()).collect::<Vec<_>>(), ["new ±"]);
    assert!(scene.badges[0].sentence.contains("newly mixed"), "{}", scene.badges[0].sentence);
}

#[test]
fn looked_at_from_the_earlier_day_what_is_still_to_come_is_a_ghost() {
    let mut session = comparing(changing(), "2024-01-01", "2025-01-01");
    run(&mut session, Command::Time(Time::LookAt(day("2024-01-01"))));
    run(&mut session, Command::Time(Time::CompareWith(Some(day("2025-01-01")))));
    let scene = session.scene();
    assert_eq!(mark(&scene, "A-B-00").line, LineStyle::Sparse);
    assert_ne!(mark(&scene, "A-C-01").line, LineStyle::Sparse);
    let badge = scene.badges.first().expect("a badge");
    assert!(badge.sentence.contains("1 positive and 0 negative ties"), "a ghost counts: {}", badge.sentence);
}

#[test]
fn a_comparison_moves_no_nation_and_is_drawn_once() {
    let mut session = Session::open(io::load_starter().document, Vec::new());
    session.resize(1_000.0, 800.0);
    let centers = |scene: &Scene| -> Vec<(NationId, Point)> {
        scene.nations.iter().map(|nation| (nation.id.clone(), nation.center)).collect()
    };
    let before = session.scene();
    run(&mut session, Command::Time(Time::CompareWith(Some(day("2016-01-01")))));
    let compared = session.scene();
    assert!(compared.ties.iter().any(|tie| tie.line == LineStyle::Sparse), "nothing ended since 2016");
    assert_eq!(centers(&before), centers(&compared));
    assert!(Arc::ptr_eq(&compared, &session.scene()), "drawn anew although nothing changed");
    run(&mut session, Command::ClearSelection);
    assert!(session.comparison().is_some(), "Escape ends the comparison");
    run(&mut session, Command::Time(Time::CompareWith(None)));
    assert_eq!(*session.scene(), *before);
}

#[test]
fn what_changed_is_drawn_before_what_did_not() {
    let ties = "trade|A|B|5|!|\nmilitary aid|A|B|5|!|\nsanctions|A|B|5|!|\ndefense pact|A|B|1|!|\ntrade|A|B|4|!|";
    let nations = [("A", "Alpha", 0.0, 0.0), ("B", "Bravo", 300.0, 0.0), ("C", "Charlie", 0.0, 400.0)];
    let mut document = atlas::document("Pair", &nations, ties);
    let id = TieId::new("A-B-03");
    let mut begun = (**document.ties.get(&id).expect("a tie")).clone();
    begun.span = Span::parse("2025-01-01/..").expect("a span");
    document.ties.insert(id.clone(), Arc::new(begun));
    let is_drawn = |session: &mut Session| session.scene().ties.iter().any(|tie| tie.id == id);
    let mut session = Session::open(document, Vec::new());
    session.resize(600.0, 600.0);
    assert!(!is_drawn(&mut session), "the lightest is not bundled");
    run(&mut session, Command::Time(Time::CompareWith(Some(day("2024-01-01")))));
    assert!(is_drawn(&mut session), "the only one that changed is bundled");
}

#[test]
fn words_that_find_no_room_leave_what_changed() {
    let ties = ["defense pact|A|B|3|!|"; 3].join("\n");
    let nations = [("A", "Alpha", 0.0, 0.0), ("B", "Bravo", 150.0, 0.0)];
    let mut document = atlas::document("Narrow", &nations, &ties);
    for tie in document.ties.clone().values() {
        let mut begun = (**tie).clone();
        begun.span = Span::parse("2025-01-01/..").expect("a span");
        document.ties.insert(begun.id.clone(), Arc::new(begun));
    }
    let network = demarche::network::Network::of(&document, document.manifest.as_of);
    let before = demarche::network::Network::of(&document, day("2024-01-01"));
    let roster = Roster::of(&document);
    let [from, to] = [&before, &network].map(|network| Side { roster: &roster, network });
    let differences = demarche::network::compare(&from, &to, &Filter::default());
    let shifts = Arc::new(demarche::scene::Shifts::of(&differences, &network));
    let nothing = demarche::scene::SceneOptions::of_nothing(1.0);
    let options = demarche::scene::SceneOptions { shifts: Some(&shifts), ..nothing };
    let scene = demarche::scene::build(&document, &network, &demarche::scene::positions(&document), &options);
    let words: Vec<&str> = scene.labels.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(words, ["new"; 3]);
}

#[test]
fn the_legend_counts_each_sort_of_change_and_what_did_not_change() {
    let session = comparing(changing(), "2024-01-01", "2025-01-01");
    let comparison = session.comparison().expect("a comparison");
    let legend = Legend::comparing(session.network(), &comparison.shifts);
    let rows: Vec<String> =
        legend.changes.rows.iter().map(|row| format!("{} {}", row.words, row.n_ties.unwrap_or_default())).collect();
    let expected = [
        "“new”: begun 2",
        "“ended” 1",
        "“begun, ended” 1",
        "another status 1",
        "“stronger” 1",
        "“weaker” 1",
        "“new ±”: now mixed 1",
        "unchanged 2",
    ];
    assert_eq!(rows, expected);
    assert!(Legend::of(session.network()).changes.rows.is_empty());
}
