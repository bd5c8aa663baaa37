//! What is only supposed is told from what is on record by a double contour and by words, and stays readable as what it is.

use std::sync::Arc;

use demarche::edit::Outcome;
use demarche::export::{self, Size, SvgOptions};
use demarche::io;
use demarche::kit::Point;
use demarche::model::{
    Alteration, Class, Document, Entry, Hypothesis, HypothesisId, Names, Nation, NationId, Position, Scenario,
    ScenarioId, Supposed, TieId, Weight,
};
use demarche::scene::encode::Casing;
use demarche::scene::{self, Badge, Caption, Fill, Layout, Legend, Page, Scene, Subject, Target, ThemeName, TieMark};
use demarche::session::{Command, Scenarios, Session, run};

use crate::atlas;

fn hypothesis(id: &str, does: Vec<Alteration>) -> Arc<Hypothesis> {
    Arc::new(Hypothesis {
        id: HypothesisId::new(id),
        title: format!("Hypothesis {id}"),
        from: "2018-09-19".parse().expect("a day"),
        supposed: Supposed::On,
        why: String::new(),
        assumes: String::new(),
        sources: Vec::new(),
        likelihood: None,
        does,
    })
}

fn made(number: usize, line: &str) -> Alteration {
    Alteration::Made(Entry::Tie(Arc::new(atlas::tie(number, line))))
}

fn with(document: &mut Document, does: Vec<Alteration>) {
    let mut scenario = Scenario::new(ScenarioId::new("rebuild-trust"), "Rebuild trust".to_owned());
    let all = does.into_iter().enumerate();
    scenario.hypotheses = all.map(|(idx, does)| hypothesis(&format!("h{idx}"), vec![does])).collect();
    document.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
}

/// Returns an atlas in which a scenario makes a nation and ties of each form, and changes a tie.
fn supposing() -> Document {
    let nations = [("A", "Alpha", -200.0, 0.0), ("B", "Bravo", 200.0, -40.0), ("C", "Charlie", 40.0, 220.0)];
    let ties = "defense pact|A|B|5|!|\ntrade|B|C|2|!|\nsanctions|C|A|3|!|";
    let mut document = atlas::document("Supposing", &nations, ties);
    let before = document.ties[&TieId::new("B-C-01")].clone();
    let mut after = (*before).clone();
    after.weight = Weight::new(4, String::new(), Vec::new()).expect("a weight");
    let changed = Alteration::between(Some(&Entry::Tie(before)), Some(&Entry::Tie(Arc::new(after))));
    let delta = Nation {
        id: NationId::new("D"),
        class: Class::State,
        names: Names { short: "Delta".to_owned(), ..document.nations[&NationId::new("A")].names.clone() },
        ..(*document.nations[&NationId::new("A")]).clone()
    };
    document.positions.insert(NationId::new("D"), Position { at: Point::new(330.0, 190.0), is_pinned: false });
    with(
        &mut document,
        vec![
            changed.expect("a change"),
            Alteration::Made(Entry::Nation(Arc::new(delta))),
            made(7, "military aid|A|D|3|B2|"),
            made(8, "sanctions|B|A|4|D5|"),
            made(9, "military agreement|C|D|2|!|h"),
        ],
    );
    document
}

/// Returns a session that looks at the scenario.
fn opened(document: Document) -> Session {
    let mut session = Session::open(document, Vec::new());
    session.resize(900.0, 700.0);
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(ScenarioId::new("rebuild-trust")))));
    let supposition = session.supposition().expect("a scenario");
    let fail = supposition.hypotheses().find(|(.., outcome)| **outcome != Outcome::Holds);
    assert_eq!(fail, None, "a hypothesis does not hold");
    session
}

fn mark<'a>(scene: &'a Scene, id: &str) -> &'a TieMark {
    scene.ties.iter().find(|mark| mark.id == TieId::new(id)).expect("a tie")
}

fn page(session: &Session) -> Page {
    let caption = Caption { scenario: Some("Rebuild trust".to_owned()), ..Caption::default() };
    captioned(session, &caption)
}

fn captioned(session: &Session, caption: &Caption) -> Page {
    let (document, network) = (session.document(), session.network());
    let positions = scene::positions(document);
    scene::picture(&Subject::of(document, network, &positions), caption, &Layout::of_height(800.0)).remove(0)
}

#[test]
fn what_a_scenario_makes_or_changes_is_cased_and_keeps_its_own_form() {
    let mut session = opened(supposing());
    let scene = session.scene();
    let cased: Vec<&str> =
        scene.ties.iter().filter(|tie| tie.casing == Casing::Hypothetical).map(|tie| tie.id.as_str()).collect();
    assert_eq!(cased.len(), 4, "{cased:?}");
    for plain in ["A-B-00", "C-A-02"] {
        assert_eq!(mark(&scene, plain).casing, Casing::Without, "{plain}");
        assert!(!mark(&scene, plain).sentence.contains("hypothetical"), "{plain}");
    }
    for id in cased {
        assert!(mark(&scene, id).sentence.ends_with(", hypothetical"), "{id}: {}", mark(&scene, id).sentence);
    }
    assert_eq!(mark(&scene, "C-D-09").fill, Fill::Hollow);
    assert!(!mark(&scene, "B-A-08").barbs.is_empty() && mark(&scene, "B-A-08").arrow.is_some());
    let ringed: Vec<&str> = scene
        .nations
        .iter()
        .filter(|nation| nation.casing == Casing::Hypothetical)
        .map(|nation| nation.id.as_str())
        .collect();
    assert_eq!(ringed, ["D"]);
}

#[test]
fn the_record_has_no_casing_and_no_word_of_one() {
    let mut session = Session::open(supposing(), Vec::new());
    session.resize(900.0, 700.0);
    let scene = session.scene();
    assert!(scene.ties.iter().all(|tie| tie.casing == Casing::Without));
    assert!(scene.nations.iter().all(|nation| nation.casing == Casing::Without));
    assert!(Legend::of(session.network()).casing.rows.is_empty());
}

#[test]
fn lines_end_at_the_ring_of_a_nation_and_not_under_it() {
    let mut session = opened(supposing());
    let scene = session.scene();
    let delta = scene.nations.iter().find(|nation| nation.id == NationId::new("D")).expect("a nation");
    let tie = mark(&scene, "C-D-09");
    assert!(tie.curve.to.distance(delta.center) >= delta.reach() - 1e-6);
    let tip = mark(&scene, "A-D-07").arrow.expect("an arrowhead")[0];
    assert!(tip.distance(delta.center) >= delta.reach() - 1e-6);
}

#[test]
fn a_bundle_that_holds_what_is_supposed_is_cased_and_counts_it() {
    let nations = [("A", "Alpha", 0.0, 0.0), ("B", "Bravo", 300.0, 0.0), ("C", "Charlie", 0.0, 400.0)];
    let mut document = atlas::document("Pair", &nations, &["trade|A|B|4|!|"; 4].join("\n"));
    with(&mut document, vec![made(7, "trade|A|B|1|!|")]);
    let strand = |session: &mut Session| {
        let scene = session.scene();
        let badge = scene.badges.iter().find(|badge| matches!(badge.badge, Badge::More(_))).expect("a bundle");
        (badge.casing, badge.sentence.clone())
    };
    let (casing, sentence) = strand(&mut opened(document.clone()));
    assert_eq!(casing, Casing::Hypothetical);
    assert!(sentence.contains("2 more ties, 1 hypothetical: "), "{sentence}");
    let mut session = Session::open(document, Vec::new());
    run(&mut session, Command::Select(Target::Nation(NationId::new("C"))));
    session.resize(900.0, 700.0);
    run(&mut session, Command::ClearSelection);
    let scene = session.scene();
    assert!(scene.badges.iter().all(|badge| badge.casing == Casing::Without));
}

#[test]
fn the_legend_says_what_a_casing_is_and_how_many_ties_have_one() {
    let session = opened(supposing());
    let legend = Legend::of(session.network());
    let rows: Vec<(&str, Option<usize>, Casing)> =
        legend.casing.rows.iter().map(|row| (row.words.as_str(), row.n_ties, row.sample.casing)).collect();
    assert_eq!(rows, [("supposed", Some(4), Casing::Hypothetical)]);
}

#[test]
fn a_page_names_the_scenario_however_long_its_title_and_that_it_is_hypothetical() {
    let session = opened(supposing());
    let title = "Rebuild trust step by step ".repeat(40);
    let page = captioned(&session, &Caption { scenario: Some(title), ..Caption::default() });
    let said = page.texts.iter().find(|mark| mark.text.starts_with("Scenario “")).expect("the scenario");
    assert!(said.text.ends_with("…”: hypothetical"), "{}", said.text);
    assert!(page.title.contains("hypothetical"), "{}", page.title);
    let plain = captioned(&session, &Caption::default());
    assert!(!plain.texts.iter().any(|mark| mark.text.contains("hypothetical") && mark.text.contains('“')));
}

#[test]
fn a_scenario_is_drawn_like_this() {
    let svg = export::svg(&page(&opened(supposing())), &io::theme(ThemeName::Light), SvgOptions::of(Size::default()));
    insta::assert_snapshot!(svg);
}
