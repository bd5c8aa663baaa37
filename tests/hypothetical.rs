//! Whatever is only supposed says so, wherever a person meets it: on the canvas, in the inspector, in the legend, in what is
//! found and in what is cited.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::sync::Arc;

use demarche::io::load_starter;
use demarche::model::{
    Alteration, Document, EdtfDate, Entry, Hypothesis, HypothesisId, Likelihood, LikelihoodTerm, Names, Nation,
    NationId, Scenario, ScenarioId, SourceId, Supposed, Tie, TieId, Weight,
};
use demarche::scene::Target;
use demarche::session::{Command, Effect, Scenarios, Session, run};
use egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod support;

use support::{Window, session};

/// The tie that the scenario changes, and one that it leaves alone.
const CHANGED: &str = "rus-prk-partnership-2024";

fn hypothesis(id: &str, title: &str, does: Alteration) -> Hypothesis {
    Hypothesis {
        id: HypothesisId::new(id),
        title: title.to_owned(),
        from: "2025-06-01".parse().expect("a day"),
        supposed: Supposed::On,
        why: String::new(),
        assumes: String::new(),
        sources: Vec::new(),
        likelihood: None,
        does: vec![does],
    }
}

/// Returns the starter atlas with a scenario that makes a nation and a tie with it, and changes the weight of a treaty.
fn document() -> Document {
    let mut document = load_starter().document;
    let before = document.ties[&TieId::new(CHANGED)].clone();
    let mut after = (*before).clone();
    after.weight = Weight::new(2, String::new(), Vec::new()).expect("a weight");
    let weaker = Alteration::between(Some(&Entry::Tie(before.clone())), Some(&Entry::Tie(Arc::new(after))));
    let nation = &document.nations[&NationId::new("RUS")];
    let names = Names { short: "Avalon".to_owned(), official: None, native: Vec::new(), aliases: Vec::new() };
    let avalon =
        Nation { id: NationId::new("AVA"), names, seat: None, events: vec![], drivers: vec![], ..(**nation).clone() };
    let mut channel = Tie {
        id: TieId::new("ava-prk-channel"),
        between: (NationId::new("AVA"), NationId::new("PRK")),
        span: demarche::model::Span::parse("2025-06-01/..").expect("a span"),
        course: Default::default(),
        relates: Vec::new(),
        evidence: Vec::new(),
        ..(*before).clone()
    };
    channel.about.title = "Channel through Avalon".to_owned();
    channel.about.instrument = None;
    channel.about.dependent = None;
    let source: SourceId = document.sources.keys().next().expect("a source").clone();
    let reasoned = Hypothesis {
        why: "Both sides need a way to talk".to_owned(),
        assumes: "Avalon is trusted".to_owned(),
        sources: vec![source],
        likelihood: Some(Likelihood {
            term: LikelihoodTerm::Unlikely,
            by: "A. Analyst".to_owned(),
            on: EdtfDate::parse("2025-06").expect("a date"),
        }),
        ..hypothesis("channel", "A channel opens", Alteration::Made(Entry::Tie(Arc::new(channel))))
    };
    let mut scenario = Scenario::new(ScenarioId::new("engage"), "Engage intermediaries".to_owned());
    scenario.hypotheses = vec![
        Arc::new(hypothesis("avalon", "Avalon comes to be", Alteration::Made(Entry::Nation(Arc::new(avalon))))),
        Arc::new(reasoned),
        Arc::new(hypothesis("weaker", "The treaty matters less", weaker.expect("a change"))),
    ];
    document.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
    document
}

fn opened() -> Session {
    let mut session = Session::open(document(), Vec::new());
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new("engage")))));
    session
}

fn window_with(selected: Target) -> Window {
    let mut session = opened();
    run(&mut session, Command::Select(selected));
    support::open(session, vec2(1440.0, 1200.0))
}

fn tie(id: &str) -> Target {
    Target::Tie(TieId::new(id))
}

/// Asserts that each text is the name of something, or part of one.
fn says(window: &Window, texts: &[&str]) {
    for text in texts {
        assert!(window.query_all_by_label_contains(text).next().is_some(), "nothing says {text:?}");
    }
}

fn cited(session: &mut Session, target: Target) -> String {
    run(session, Command::Select(target));
    match run(session, Command::Copy) {
        Some(Effect::Copy(citation)) => citation.plain,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_supposed_tie_says_so_in_its_head_and_why_it_is_supposed() {
    let window = window_with(tie("ava-prk-channel"));
    says(&window, &["Channel through Avalon", "Supposed", "scenario “Engage intermediaries”"]);
    assert!(window.query_by_label("hypothetical").is_some(), "no chip");
    says(
        &window,
        &["A channel opens, from 1 June 2025, supposed", "Both sides need a way to talk", "Avalon is trusted"],
    );
    says(&window, &["unlikely (20–45 %)", "by A. Analyst, June 2025, given the changes before it"]);
}

#[test]
fn a_changed_tie_names_what_changed_it_and_a_recorded_one_says_nothing() {
    let window = window_with(tie(CHANGED));
    says(&window, &["The treaty matters less, from 1 June 2025, supposed", "not assessed"]);
    let mut session = Session::open(document(), Vec::new());
    run(&mut session, Command::Select(tie(CHANGED)));
    let window = support::open(session, vec2(1440.0, 1200.0));
    assert!(window.query_by_label("hypothetical").is_none());
    assert!(window.query_all_by_label_contains("hypothetical").next().is_none(), "the record says so");
}

#[test]
fn a_supposed_nation_says_so_and_its_ties_do_in_their_rows() {
    let window = window_with(Target::Nation(NationId::new("AVA")));
    assert!(window.query_by_label("hypothetical").is_some(), "no chip");
    says(&window, &["Avalon comes to be, from 1 June 2025, supposed"]);
    let rows = window.get_all_by_role(Role::Button).filter_map(|row| row.accesskit_node().label());
    let row = rows.into_iter().find(|words| words.starts_with("Avalon–North Korea, ")).expect("a row");
    assert!(row.contains(", hypothetical"), "{row}");
}

#[test]
fn the_hypothesis_behind_a_tie_is_shown_by_a_click_and_the_next_one_follows_upon_it() {
    let mut window = window_with(tie(CHANGED));
    let is_last = |window: &Window| !Scenarios::Next.is_available(session(window));
    assert!(!is_last(&window), "one is shown already");
    window.get_by_label("The treaty matters less, from 1 June 2025, supposed").click();
    window.run_steps(4);
    assert!(is_last(&window), "the last of them is not shown");
    assert!(session(&window).selection.holds(&tie(CHANGED)));
}

#[test]
fn the_legend_shows_the_casing_only_while_something_is_supposed() {
    let window = window_with(tie(CHANGED));
    says(&window, &["Casing = hypothetical"]);
    let window = support::open(Session::open(document(), Vec::new()), vec2(1440.0, 1200.0));
    assert!(window.query_all_by_label_contains("Casing = hypothetical").next().is_none());
}

#[test]
fn the_sentence_of_a_tie_on_the_canvas_ends_with_that_it_is_hypothetical() {
    let mut session = opened();
    session.resize(1000.0, 800.0);
    let scene = session.scene();
    let sentence = |id: &str| scene.ties.iter().find(|mark| mark.id == TieId::new(id)).map(|mark| &mark.sentence);
    assert!(sentence("ava-prk-channel").expect("a tie").ends_with(", hypothetical"));
    let window = support::open(session, vec2(1440.0, 900.0));
    says(&window, &["no evidence, hypothetical"]);
}

#[test]
fn what_is_found_says_that_it_is_hypothetical() {
    let mut window = support::open(opened(), vec2(1440.0, 900.0));
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(3);
    window.event(Event::Text("Channel through Avalon".to_owned()));
    window.run_steps(3);
    let rows = window.get_all_by_role(Role::ListBoxOption).filter_map(|row| row.accesskit_node().label());
    let first = rows.into_iter().next().expect("a row");
    assert!(first.starts_with("Channel through Avalon, tie, ") && first.contains(", hypothetical, "), "{first}");
}

#[test]
fn what_is_cited_says_that_it_is_hypothetical_and_in_which_scenario() {
    let mut session = opened();
    let made = cited(&mut session, tie("ava-prk-channel"));
    assert!(made.contains("; hypothetical, scenario “Engage intermediaries”: not on record; as of "), "{made}");
    let changed = cited(&mut session, tie(CHANGED));
    assert!(
        changed.contains("; hypothetical, scenario “Engage intermediaries”: not on record like this; "),
        "{changed}"
    );
    let nation = cited(&mut session, Target::Nation(NationId::new("AVA")));
    assert!(nation.contains("; hypothetical, scenario “Engage intermediaries”: not on record; "), "{nation}");
    let other = cited(&mut session, Target::Nation(NationId::new("PRK")));
    assert!(other.contains("; 2 of these ") && other.contains("hypothetical, scenario “Engage"), "{other}");
    let mut record = Session::open(document(), Vec::new());
    assert!(!cited(&mut record, tie(CHANGED)).contains("hypothetical"));
}
