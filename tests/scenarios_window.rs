//! Scenarios in the window: chosen in the bar, read and changed on their page, compared, and made record, all by keyboard too.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

mod support;

use std::sync::Arc;

use demarche::io::load_starter;
use demarche::model::{
    About, Alteration, Course, Document, Entry, EntryId, Hypothesis, HypothesisId, KindId, NationId, Patch, Scenario,
    ScenarioId, Span, Supposed, Tie, TieId, Weight,
};
use demarche::scene::Target;
use demarche::session::{Command, Scenarios, Session, run};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::date;
use support::{Window, open, session};

const TRUST: &str = "trust";
const PACT: &str = "rus-prk-partnership-2024";
const SIZE: Vec2 = vec2(1440.0, 2400.0);

/// Returns a tie of aid on which nobody has reported anything.
fn aid() -> Tie {
    Tie {
        id: TieId::new("usa-prk-aid"),
        kind: KindId::new("aid"),
        between: (NationId::new("USA"), NationId::new("PRK")),
        span: Span::parse("2025-06-01/..").expect("a span"),
        weight: Weight::new(2, String::new(), Vec::new()).expect("a weight"),
        about: About { title: "Food aid".to_owned(), summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence: Vec::new(),
    }
}

fn hypothesis(id: &str, title: &str, month: i8, does: Alteration) -> Arc<Hypothesis> {
    Arc::new(Hypothesis {
        id: HypothesisId::new(id),
        title: title.to_owned(),
        from: date(2025, month, 1),
        supposed: Supposed::On,
        why: format!("Why {title}"),
        assumes: String::new(),
        sources: Vec::new(),
        likelihood: None,
        does: vec![does],
    })
}

/// Returns a scenario of three changes: one that holds, one that comes later, and one of what is not there.
fn trust(document: &Document) -> Scenario {
    let pact = document.entry(&EntryId::Tie(TieId::new(PACT))).expect("the pact");
    let mut renamed = document.ties[&TieId::new(PACT)].as_ref().clone();
    renamed.about.title = "A faded pact".to_owned();
    let renamed = Patch::between(&pact, &Entry::Tie(Arc::new(renamed))).expect("a patch");
    Scenario {
        id: ScenarioId::new(TRUST),
        title: "Rebuild trust, too".to_owned(),
        author: "A desk".to_owned(),
        question: "What if aid begins?".to_owned(),
        rationale: "Somebody has to begin.".to_owned(),
        hypotheses: vec![
            hypothesis("aid", "Aid begins", 6, Alteration::Made(Entry::Tie(Arc::new(aid())))),
            hypothesis("fades", "The pact fades", 9, Alteration::Altered(renamed)),
            hypothesis("gone", "A lost tie ends", 6, Alteration::Gone(EntryId::Tie(TieId::new("lost")))),
        ],
    }
}

/// Returns the starter atlas with that scenario in it, and with nothing open.
fn with_trust() -> Session {
    let mut document = load_starter().document;
    let scenario = trust(&document);
    document.put(Entry::Scenario(Arc::new(scenario)));
    Session::open(document, Vec::new())
}

/// Opens the window on that scenario.
fn on_trust() -> Window {
    let mut session = with_trust();
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
    open(session, SIZE)
}

fn held(window: &Window) -> Arc<Scenario> {
    session(window).record().scenarios[&ScenarioId::new(TRUST)].clone()
}

fn titles(window: &Window) -> Vec<String> {
    held(window).hypotheses.iter().map(|hypothesis| hypothesis.title.clone()).collect()
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click_accesskit();
    window.run_steps(3);
}

fn click_on(window: &mut Window, part: &str) {
    window.get_by_label_contains(part).click_accesskit();
    window.run_steps(3);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn focus(window: &mut Window, part: &str) {
    window.get_by_label_contains(part).focus();
    window.run_steps(3);
}

fn focused(window: &Window) -> String {
    let mut nodes = window.root().children_recursive();
    let node = nodes.find(|node| node.accesskit_node().is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

fn type_into(window: &mut Window, field: &str, text: &str) {
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput | Role::ComboBox);
    let found = window.query_all_by_label(field).find(|it| is_field(it.accesskit_node().role()));
    found.expect("a field").focus();
    window.run_steps(2);
    press(window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(3);
}

fn last_step(window: &Window) -> String {
    session(window).history().undoable().map(|step| step.name.to_string()).unwrap_or_default()
}

#[test]
fn a_scenario_is_chosen_by_keyboard_in_the_bar_and_left_again() {
    let mut window = open(with_trust(), SIZE);
    let record = session(&window).record().clone();
    focus(&mut window, "Scenario, the record");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&window), "The record");
    for _ in 0..20 {
        if focused(&window) == "Rebuild trust, too, 3 changes" {
            break;
        }
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).lens().scenario, Some(ScenarioId::new(TRUST)));
    assert!(says(&window, "Scenario, Rebuild trust, too"));
    assert!(says(&window, "What if aid begins?"));
    click(&mut window, "Scenario, Rebuild trust, too");
    click(&mut window, "The record");
    assert_eq!(session(&window).lens().scenario, None);
    assert!(Arc::ptr_eq(&record, session(&window).record()), "looking changes nothing");
}

#[test]
fn the_menu_lists_scenarios_too() {
    let mut window = open(with_trust(), vec2(1000.0, 1200.0));
    click(&mut window, "Scenario");
    click(&mut window, "Rebuild trust, too");
    assert_eq!(session(&window).lens().scenario, Some(ScenarioId::new(TRUST)));
}

#[test]
fn a_narrow_bar_still_says_that_something_is_supposed() {
    let mut session = with_trust();
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
    let window = open(session, vec2(480.0, 700.0));
    let chooser = window.get_by_label("Scenario, Rebuild trust, too").rect();
    assert!(chooser.left() >= 0.0 && chooser.right() <= 480.0, "{chooser:?}");
}

#[test]
fn the_page_says_what_holds_what_comes_later_and_what_no_longer_applies() {
    let mut window = on_trust();
    assert!(says(&window, "1, Aid begins, from 1 June 2025, details hidden"));
    assert!(says(&window, "2, The pact fades, from 1 September 2025, later"));
    assert!(says(&window, "3, A lost tie ends, from 1 June 2025, No longer applies: there is no tie “lost”"));
    assert!(says(&window, "1 tie begun"));
    assert!(says(&window, "What you edit now is supposed from 14 June 2025 on"));
    click_on(&mut window, "1, Aid begins");
    assert!(says(&window, "Why Aid begins"));
    assert!(says(&window, "not assessed"));
    click(&mut window, "New tie “Food aid”");
    assert_eq!(session(&window).selection.targets().len(), 1);
}

#[test]
fn a_change_is_switched_off_and_on_and_the_day_follows() {
    let mut window = on_trust();
    let is_there = |window: &Window| session(window).network().tie(&TieId::new("usa-prk-aid")).is_some();
    assert!(is_there(&window));
    click(&mut window, "Aid begins counts");
    assert!(!is_there(&window));
    assert!(says(&window, "1, Aid begins, from 1 June 2025, off"));
    assert!(says(&window, "3, 1 off, 1 no longer applying"));
    assert_eq!(last_step(&window), "Switch off “Aid begins”");
    click(&mut window, "Aid begins counts");
    assert!(is_there(&window));
}

#[test]
fn changes_are_moved_and_deleted_by_keys_and_undo_brings_them_back() {
    let mut window = on_trust();
    focus(&mut window, "1, Aid begins");
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(titles(&window), ["The pact fades", "Aid begins", "A lost tie ends"]);
    assert!(focused(&window).starts_with("2, Aid begins"), "{}", focused(&window));
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(titles(&window), ["Aid begins", "The pact fades", "A lost tie ends"]);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert_eq!(titles(&window), ["The pact fades", "A lost tie ends"]);
    assert!(says(&window, "Deleted change “Aid begins”"));
    assert!(focused(&window).starts_with("1, The pact fades"), "the next has the focus, not {}", focused(&window));
    click(&mut window, "Undo");
    assert_eq!(titles(&window), ["Aid begins", "The pact fades", "A lost tie ends"]);
    click(&mut window, "More on The pact fades");
    click(&mut window, "Move up");
    assert_eq!(titles(&window)[0], "The pact fades");
    assert!(focused(&window).starts_with("1, The pact fades"), "the moved one has the focus, not {}", focused(&window));
    focus(&mut window, "3, A lost tie ends");
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(focused(&window).starts_with("2, Aid begins"), "the one before has the focus, not {}", focused(&window));
}

#[test]
fn reasons_are_typed_in_place_and_what_is_wrong_stands_at_its_field() {
    let mut window = on_trust();
    focus(&mut window, "2, The pact fades");
    press(&mut window, Modifiers::NONE, Key::F2);
    assert!(says(&window, "Edit change"));
    type_into(&mut window, "From", "2025");
    assert!(says(&window, "This is not a single day"));
    type_into(&mut window, "From", "1 June 2025");
    type_into(&mut window, "Why, optional", "It was never loved");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    let changed = held(&window).hypotheses[1].clone();
    assert_eq!((changed.from, changed.why.as_str()), (date(2025, 6, 1), "It was never loved"));
    assert!(!changed.does.is_empty(), "what it does stays");
    assert_eq!(session(&window).document().ties[&TieId::new(PACT)].about.title, "A faded pact");
    assert_ne!(session(&window).record().ties[&TieId::new(PACT)].about.title, "A faded pact");
}

#[test]
fn a_scenario_is_begun_by_keyboard_and_edits_become_its_changes() {
    let mut window = open(with_trust(), SIZE);
    focus(&mut window, "Scenario, the record");
    press(&mut window, Modifiers::NONE, Key::Enter);
    for _ in 0..20 {
        if focused(&window) == "New scenario…" {
            break;
        }
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&window), "Title");
    window.event(egui::Event::Text("Talks about talks".to_owned()));
    window.run_steps(3);
    assert!(says(&window, "scenarios/talks-about-talks.ron"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    let id = ScenarioId::new("talks-about-talks");
    assert_eq!(session(&window).lens().scenario.as_ref(), Some(&id));
    assert!(says(&window, "Nothing is supposed yet"));

    let record = session(&window).record().ties.clone();
    window.get_by_label("New tie…").click_accesskit();
    window.run_steps(3);
    for (field, text) in [("Kind", "trade"), ("Between", "Japan"), ("And", "North Korea"), ("Title", "Rice")] {
        type_into(&mut window, field, text);
        press(&mut window, Modifiers::NONE, Key::Enter);
    }
    let scenario = session(&window).record().scenarios[&id].clone();
    assert_eq!(scenario.hypotheses.len(), 1, "{:?}", scenario.hypotheses);
    assert_eq!(scenario.hypotheses[0].from, date(2025, 6, 14));
    assert_eq!(session(&window).record().ties, record, "the record stays as it is");
}

#[test]
fn what_is_compared_with_the_record_is_summed_up_and_laid_side_by_side() {
    let mut window = on_trust();
    click(&mut window, "Compare with the record");
    assert!(says(&window, "Against the record"));
    assert!(says(&window, "1 tie begun"));
    click(&mut window, "Side by side");
    assert!(says(&window, "Food aid, first not there, second since Jun 2025"));
    click(&mut window, "As a list");
    click(&mut window, "Scenario “Rebuild trust, too”");
    assert!(says(&window, "What if aid begins?"));
    click(&mut window, "End the comparison");
    assert!(session(&window).comparison().is_none());
    click(&mut window, "Overview of the day");
    assert!(says(&window, "On record"));
}

#[test]
fn a_record_and_a_scenario_are_compared_on_days_that_are_typed() {
    let mut session_ = with_trust();
    run(&mut session_, Command::ClearSelection);
    let mut window = open(session_, SIZE);
    click_on(&mut window, "Compare with another day…");
    let to = window.get_by_label_contains("To what, The record");
    to.click_accesskit();
    window.run_steps(3);
    let entry = window.query_all_by_label("Rebuild trust, too").next().expect("an entry");
    entry.click_accesskit();
    window.run_steps(3);
    type_into(&mut window, "From", "2025-06-14");
    type_into(&mut window, "To", "2025-10-01");
    click(&mut window, "Compare");
    let comparison = session(&window).comparison().expect("a comparison").clone();
    assert_eq!((comparison.from.scenario.as_ref(), comparison.from.day), (None, date(2025, 6, 14)));
    assert_eq!(
        (comparison.to.scenario.as_ref(), comparison.to.day),
        (Some(&ScenarioId::new(TRUST)), date(2025, 10, 1))
    );
    assert_eq!(session(&window).as_of(), date(2025, 10, 1));
}

#[test]
fn changes_become_record_with_evidence_in_one_step() {
    let mut window = on_trust();
    click(&mut window, "Make it record…");
    let keep = |window: &Window| {
        let mut buttons = window.query_all_by_label("Make it record");
        let button = buttons.rfind(|it| it.accesskit_node().role() == Role::Button).expect("a button");
        !button.accesskit_node().is_disabled()
    };
    assert!(says(&window, "2 of 3 changes chosen"));
    assert!(says(&window, "Still needed: evidence for") && says(&window, "“Food aid”"));
    assert!(!keep(&window));
    assert!(says(&window, "Still needed: evidence for “A faded pact”"), "a change of a tie needs evidence too");
    click_on(&mut window, "The change needs no evidence of its own, A faded pact");
    assert!(!keep(&window) && says(&window, "Still needed: evidence for “Food aid”"));
    let source = session(&window).record().sources.values().next().expect("a source").clone();
    type_into(&mut window, "Source", source.id.as_str());
    press(&mut window, Modifiers::NONE, Key::Enter);
    type_into(&mut window, "Claim", "Food was sent");
    type_into(&mut window, "Grade", "B2");
    assert!(!says(&window, "Still needed: evidence"));
    assert!(keep(&window));
    let keeps = window.query_all_by_label("Make it record").rfind(|it| it.accesskit_node().role() == Role::Button);
    keeps.expect("a button").click_accesskit();
    window.run_steps(3);
    let record = session(&window).record();
    let aid = &record.ties[&TieId::new("usa-prk-aid")];
    assert_eq!((aid.evidence.len(), aid.evidence[0].claim.as_str()), (1, "Food was sent"));
    assert_eq!(record.ties[&TieId::new(PACT)].about.title, "A faded pact");
    assert_eq!(titles(&window), ["A lost tie ends"]);
    assert_eq!(session(&window).history().cursor(), 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!session(&window).record().ties.contains_key(&TieId::new("usa-prk-aid")));
    assert_eq!(titles(&window).len(), 3);
}

#[test]
fn a_scenario_of_thousands_of_changes_is_listed_in_pages() {
    let mut document = load_starter().document;
    let mut scenario = trust(&document);
    let one = scenario.hypotheses[0].clone();
    scenario.hypotheses = (0..1000)
        .map(|idx| {
            let mut aid = aid();
            aid.id = TieId::new(&format!("aid-{idx}"));
            let (id, title) = (HypothesisId::new(&format!("aid-{idx}")), format!("Aid of sort {idx}"));
            let does = vec![Alteration::Made(Entry::Tie(Arc::new(aid)))];
            Arc::new(Hypothesis { id, title, does, ..(*one).clone() })
        })
        .collect();
    document.put(Entry::Scenario(Arc::new(scenario)));
    let mut session = Session::open(document, Vec::new());
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
    let mut window = open(session, vec2(1440.0, 900.0));
    assert!(says(&window, "1–100 of 1,000"));
    let n_rows = |window: &Window| window.query_all_by_label_contains("More on Aid of sort").count();
    assert_eq!(n_rows(&window), 100);
    window.query_all_by_label("Next changes").next().expect("a way").click_accesskit();
    window.run_steps(3);
    assert!(says(&window, "101, Aid of sort 100,"));
    assert_eq!(n_rows(&window), 100);
}

#[test]
fn deleting_what_is_open_goes_back_to_the_record() {
    let mut window = on_trust();
    click(&mut window, "Delete scenario");
    assert_eq!(session(&window).lens().scenario, None);
    assert!(says(&window, "Deleted scenario “Rebuild trust, too”"));
    click(&mut window, "Undo");
    assert!(session(&window).record().scenarios.contains_key(&ScenarioId::new(TRUST)));
}

#[test]
fn the_form_of_a_scenario_stands_in_its_place() {
    let mut window = on_trust();
    click(&mut window, "Question and reasons…");
    type_into(&mut window, "Question, optional", "And what then?");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(held(&window).question, "And what then?");
    assert_eq!(last_step(&window), "Change question of “Rebuild trust, too”");
    let mut session = with_trust();
    run(&mut session, Command::Select(Target::Tie(TieId::new(PACT))));
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
    let mut window = open(session, SIZE);
    click(&mut window, "Scenario");
    click(&mut window, "Question and reasons…");
    assert!(says(&window, "Edit scenario"), "it stands at the top where its page is not shown");
}

/// Returns the starter atlas with copies of that scenario in it, of which the last one is open.
fn with_many(n: usize) -> Session {
    let mut document = load_starter().document;
    let one = trust(&document);
    let id = |idx: usize| ScenarioId::new(&format!("trust-{idx:03}"));
    for idx in 0..n {
        let title = format!("Engage intermediaries: city {idx:03}");
        document.put(Entry::Scenario(Arc::new(Scenario { id: id(idx), title, ..one.clone() })));
    }
    let mut session = Session::open(document, Vec::new());
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(id(n - 1)))));
    session
}

#[test]
fn a_list_opened_with_the_mouse_is_walked_by_keys_from_the_line_that_is_shown() {
    let mut window = open(with_many(60), vec2(1440.0, 900.0));
    window.get_by_label_contains("Scenario, Engage intermediaries: city 059").click();
    window.run_steps(4);
    assert_eq!(focused(&window), "Engage intermediaries: city 059, 3 changes");
    for _ in 0..3 {
        press(&mut window, Modifiers::SHIFT, Key::Tab);
    }
    assert_eq!(focused(&window), "Engage intermediaries: city 056, 3 changes");
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(session(&window).lens().scenario, Some(ScenarioId::new("trust-058")));
}

#[test]
fn changes_of_two_scenarios_are_unfolded_each_by_itself() {
    let mut window = open(with_many(2), SIZE);
    click_on(&mut window, "1, Aid begins");
    assert!(says(&window, "1, Aid begins, from 1 June 2025, details shown"));
    let other = window.get_by_label_contains("Scenario, Engage intermediaries: city 001");
    other.click();
    window.run_steps(4);
    click(&mut window, "Engage intermediaries: city 000, 3 changes");
    assert!(says(&window, "1, Aid begins, from 1 June 2025, details hidden"));
}

#[test]
fn a_list_of_differences_stays_unfolded_when_a_change_is_switched() {
    let other = hypothesis(
        "more",
        "More aid",
        6,
        Alteration::Made(Entry::Tie(Arc::new(Tie { id: TieId::new("usa-prk-more"), ..aid() }))),
    );
    let mut document = load_starter().document;
    let mut scenario = trust(&document);
    scenario.hypotheses.push(other);
    document.put(Entry::Scenario(Arc::new(scenario)));
    let mut session_ = Session::open(document, Vec::new());
    run(&mut session_, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
    let mut window = open(session_, SIZE);
    click(&mut window, "2 ties begun, hidden");
    click(&mut window, "More aid counts");
    assert!(says(&window, "1 tie begun, shown"));
}

#[test]
fn the_dialog_that_makes_record_fits_any_window_with_its_buttons_in_sight() {
    for size in [vec2(640.0, 420.0), vec2(1440.0, 900.0)] {
        let mut session_ = with_trust();
        run(&mut session_, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new(TRUST)))));
        let mut window = open(session_, size);
        press(&mut window, Modifiers::COMMAND, Key::K);
        window.event(egui::Event::Text("Make it record".to_owned()));
        window.run_steps(3);
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.run_steps(3);
        let heading = window.query_all_by_label("Make it record").next().expect("a heading").rect();
        let cancel = window.get_by_label("Cancel").rect();
        assert!(heading.top() >= 24.0, "{size}: the heading stands at {heading}");
        assert!(cancel.bottom() <= size.y - 24.0, "{size}: the buttons end at {cancel}");
    }
}

#[test]
fn the_count_on_the_canvas_names_the_scenario() {
    let window = on_trust();
    assert!(says(&window, "on 14 June 2025, “Rebuild trust, too”"));
}
