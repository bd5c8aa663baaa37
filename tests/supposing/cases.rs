//! Cases of what is supposed: who is blamed for what no longer fits, and where a new hypothesis goes.

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::edit::{
    self, Change, Edit, Failure, Onto, Outcome, Overlay, PromoteError, free_id, overlay, promote, removal, reserved,
    suppose, suppose_onto,
};
use demarche::kit::Point;
use demarche::model::{
    About, Alteration, Course, Direction, Document, EdtfDate, Entry, EntryId, Evidence, Genre, Hypothesis,
    HypothesisId, Kind, KindId, MOST_NAME_LETTERS, Manifest, Milestone, NameStyle, Names, Nation, NationId, PartId,
    Position, Reference, Relation, RelationKind, Scenario, ScenarioId, Sign, Source, SourceId, Span, Step, Supposed,
    Tie, TieId, Weight,
};
use jiff::civil::{Date, date};

const DAY: Date = date(2030, 1, 1);
const LATER: Date = date(2031, 1, 1);

/// Returns a record of four nations with places, and a kind.
fn record() -> Document {
    let mut record = Document::empty(Manifest {
        id: "cases".to_owned(),
        title: "Cases".to_owned(),
        summary: String::new(),
        as_of: DAY,
        focus: Vec::new(),
        authors: Vec::new(),
        license: String::new(),
        name_style: NameStyle::Short,
    });
    let (name, category) = ("Pact".to_owned(), "security".to_owned());
    let (term, summary) = Default::default();
    let (id, direction) = (KindId::new("pact"), Direction::Mutual);
    record.put(Entry::Kind(Arc::new(Kind { id, name, sign: Sign::Positive, category, direction, term, summary })));
    for id in ["AAA", "BBB", "CCC", "DDD"] {
        record.put(nation(id));
        record.put(place(id, 1.0));
    }
    record
}

fn nation(id: &str) -> Entry {
    let names = Names { short: id.to_owned(), official: None, native: Vec::new(), aliases: Vec::new() };
    let (events, drivers) = Default::default();
    let class = demarche::model::Class::State;
    Entry::Nation(Arc::new(Nation { id: NationId::new(id), class, names, cow: None, seat: None, events, drivers }))
}

fn place(id: &str, x: f64) -> Entry {
    Entry::Position(NationId::new(id), Position { at: Point::new(x, 0.0), is_pinned: true })
}

fn tie(id: &str, a: &str, b: &str) -> Tie {
    Tie {
        id: TieId::new(id),
        kind: KindId::new("pact"),
        between: (NationId::new(a), NationId::new(b)),
        span: Span::undated(),
        weight: Weight::usual(),
        about: About { title: id.to_owned(), summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence: Vec::new(),
    }
}

fn put(tie: Tie) -> Entry {
    Entry::Tie(Arc::new(tie))
}

/// Returns a tie with a step that others may refer to.
fn stepped(id: &str) -> Tie {
    let mut tie = tie(id, "AAA", "BBB");
    tie.course.milestones.push(Arc::new(Milestone {
        id: Some(PartId::new("m")),
        on: EdtfDate::from_day(DAY),
        step: Step::ALL[0],
        by: None,
        title: String::new(),
        sources: Vec::new(),
        relates: Vec::new(),
    }));
    tie
}

/// Returns a tie that refers to the step of another.
fn relating(id: &str, to: &str) -> Tie {
    let to = Reference::TiePart(TieId::new(to), PartId::new("m"));
    let relation = Relation { to, relation: RelationKind::InResponseTo, sources: Vec::new() };
    Tie { relates: vec![relation], ..tie(id, "AAA", "BBB") }
}

fn source(id: &str) -> Source {
    Source {
        id: SourceId::new(id),
        title: id.to_owned(),
        publisher: id.to_owned(),
        author: None,
        published: EdtfDate::from_day(DAY),
        url: None,
        archived: None,
        language: None,
        genre: Genre::News,
    }
}

fn resting(tie: Tie, on: &str) -> Tie {
    let evidence = Evidence {
        source: SourceId::new(on),
        claim: "It is so".to_owned(),
        quote: None,
        locator: None,
        grade: demarche::model::Grade::parse("A2").expect("a grade"),
        standing: demarche::model::Standing::Documented,
        by: None,
        reported: EdtfDate::from_day(DAY),
        origin: None,
    };
    Tie { evidence: vec![evidence], ..tie }
}

fn nothing() -> Arc<Scenario> {
    Arc::new(Scenario::new(ScenarioId::new("case"), "Case".to_owned()))
}

/// Returns a scenario that does these things one after the other.
fn doing(all: Vec<Alteration>) -> Arc<Scenario> {
    let hypothesis = |(idx, does): (usize, Alteration)| {
        Arc::new(Hypothesis {
            id: HypothesisId::new(&format!("h{idx}")),
            title: format!("H {idx}"),
            from: DAY,
            supposed: Supposed::On,
            why: String::new(),
            assumes: String::new(),
            sources: Vec::new(),
            likelihood: None,
            does: vec![does],
        })
    };
    let hypotheses = all.into_iter().enumerate().map(hypothesis).collect();
    Arc::new(Scenario { hypotheses, ..(*nothing()).clone() })
}

/// Supposes changes of what is shown on a day.
fn then(record: &mut Document, scenario: &mut Arc<Scenario>, day: Date, changes: impl Fn(&Document) -> Vec<Change>) {
    let shown = overlay(record, scenario, Some(day)).document;
    let edit = Edit::named("Then", changes(&shown));
    let wanted = edit::apply(&shown, &edit).expect("a sound edit");
    let step = suppose(record, scenario, day, edit).expect("a sound edit");
    super::follow(record, scenario, &wanted, step);
}

fn putting(entry: Entry) -> impl Fn(&Document) -> Vec<Change> {
    move |shown| vec![Change::put(shown, entry.clone())]
}

fn all_hold(overlay: &Overlay) -> bool {
    overlay.outcomes.iter().all(|outcome| *outcome == Outcome::Holds)
}

#[test]
fn a_nation_that_goes_in_a_scenario_keeps_its_place_in_the_record() {
    let (mut record, mut scenario) = (record(), nothing());
    let before = record.clone();
    let aaa = NationId::new("AAA");
    then(&mut record, &mut scenario, DAY, |shown| removal(shown, &[EntryId::Nation(NationId::new("AAA"))]));
    assert_eq!(record, before);
    record.put(place("AAA", 7.0));
    let found = overlay(&record, &scenario, None);
    assert!(all_hold(&found), "{:?}", found.outcomes);
    assert!(!found.document.positions.contains_key(&aaa));
    then(&mut record, &mut scenario, LATER, putting(nation("AAA")));
    assert_eq!(overlay(&record, &scenario, None).document, record);
    assert!(overlay(&record, &scenario, None).hypothetical.is_empty());
}

#[test]
fn what_an_amended_hypothesis_cannot_name_yet_becomes_another() {
    let (mut record, mut scenario) = (record(), nothing());
    then(&mut record, &mut scenario, DAY, putting(put(tie("t", "AAA", "BBB"))));
    then(&mut record, &mut scenario, DAY, putting(Entry::Source(Arc::new(source("new")))));
    then(&mut record, &mut scenario, DAY, putting(put(resting(tie("t", "AAA", "BBB"), "new"))));
    assert_eq!(scenario.hypotheses.len(), 3);
    let found = overlay(&record, &scenario, Some(DAY));
    assert!(all_hold(&found), "{:?}", found.outcomes);
    assert_eq!(found.document.ties[&TieId::new("t")].evidence.len(), 1);
}

#[test]
fn what_is_supposed_on_an_earlier_day_comes_before_what_holds_later() {
    let (mut record, mut scenario) = (record(), nothing());
    record.put(put(tie("t", "AAA", "BBB")));
    let retitled = |title: &str| {
        let mut tie = tie("t", "AAA", "BBB");
        tie.about.title = title.to_owned();
        put(tie)
    };
    then(&mut record, &mut scenario, LATER, putting(put(tie("u", "AAA", "BBB"))));
    then(&mut record, &mut scenario, DAY, putting(put(tie("v", "AAA", "BBB"))));
    let days: Vec<Date> = scenario.hypotheses.iter().map(|it| it.from).collect();
    assert_eq!(days, [DAY, LATER]);
    // What would keep a later one from holding goes to the end, and is what does not fit then.
    then(&mut record, &mut scenario, LATER, putting(retitled("later")));
    then(&mut record, &mut scenario, DAY, putting(retitled("earlier")));
    let found = overlay(&record, &scenario, Some(DAY));
    assert_eq!(found.document.ties[&TieId::new("t")].about.title, "earlier");
}

#[test]
fn what_is_only_appended_changes_no_hypothesis() {
    let (mut record, mut scenario) = (record(), nothing());
    then(&mut record, &mut scenario, DAY, putting(put(tie("t", "AAA", "BBB"))));
    let shown = overlay(&record, &scenario, Some(DAY)).document;
    let edit = Edit::named("Long ".repeat(200), vec![Change::put(&shown, put(tie("t", "AAA", "CCC")))]);
    let step = suppose_onto(&record, &scenario, DAY, edit, Onto::Append).expect("a sound edit");
    super::follow(&mut record, &mut scenario, &shown, step);
    assert_eq!(scenario.hypotheses.len(), 2);
    assert_eq!(scenario.hypotheses[1].title.chars().count(), MOST_NAME_LETTERS);
}

#[test]
fn an_id_that_is_only_supposed_is_not_free() {
    let record = record();
    let mut scenario = (*doing(vec![Alteration::Made(put(tie("t", "AAA", "BBB")))])).clone();
    Arc::make_mut(&mut scenario.hypotheses[0]).supposed = Supposed::Off;
    let like = EntryId::Tie(TieId::new(""));
    assert_eq!(free_id(&record, &like, "t"), "t");
    assert_eq!(free_id(&reserved(&record, &scenario), &like, "t"), "t-2");
}

/// Checks which hypotheses fail since what they take away is named, and by what.
#[track_caller]
fn check_named(record: &Document, does: Vec<Alteration>, expected: &[(usize, &str, &str)]) {
    let found = overlay(record, &doing(does), None);
    let told = found.outcomes.iter().enumerate().filter_map(|(idx, outcome)| match outcome {
        Outcome::Fails(Failure::Named { id, by }) => Some((idx, id.as_str(), by.as_str())),
        Outcome::Fails(other) => panic!("{idx}: {other}"),
        Outcome::Holds | Outcome::Off | Outcome::Later => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let dangling = edit::dangling(record, &found.document, &edit::between(record, &found.document));
    assert_eq!(dangling, []);
}

#[test]
fn only_the_hypothesis_that_takes_away_what_is_named_fails() {
    let mut record = record();
    record.put(put(stepped("s")));
    record.put(put(relating("r", "s")));
    let altered = |before: &Tie, after: &Tie| {
        let [before, after] = [before, after].map(|tie| put(tie.clone()));
        Alteration::between(Some(&before), Some(&after)).expect("a difference")
    };
    let (with, without) = (stepped("s"), tie("s", "AAA", "BBB"));
    let mut titled = without.clone();
    titled.about.title = "Another".to_owned();
    let gone = |id: &str| Alteration::Gone(EntryId::Tie(TieId::new(id)));
    let made = |tie: Tie| Alteration::Made(put(tie));
    // Another change of the same record is innocent.
    check_named(&record, vec![altered(&with, &without), altered(&without, &titled)], &[(0, "s", "r")]);
    // Who names it may go first, but not later.
    check_named(&record, vec![gone("r"), gone("s")], &[]);
    check_named(&record, vec![gone("s"), gone("r")], &[(0, "s", "r")]);
    // What is made within the scenario is not missed.
    let chain = vec![made(stepped("x")), made(relating("y", "x")), altered(&stepped("x"), &tie("x", "AAA", "BBB"))];
    check_named(&record, chain, &[(2, "x", "y")]);
    let nation_gone = Alteration::Gone(EntryId::Nation(NationId::new("AAA")));
    check_named(&record, vec![nation_gone], &[(0, "AAA", "r")]);
}

#[test]
fn part_of_a_scenario_becomes_record_with_its_evidence_and_the_rest_stays() {
    let mut record = record();
    record.put(Entry::Source(Arc::new(source("old"))));
    let tie_of = |id: &str| Alteration::Made(put(tie(id, "AAA", "BBB")));
    let scenario = doing(vec![tie_of("t"), tie_of("u")]);
    record.put(Entry::Scenario(scenario.clone()));
    let chosen = |id: &str| BTreeSet::from([HypothesisId::new(id)]);
    let with_evidence = |tie: &Tie| resting(tie.clone(), "old");
    let edit = promote(&record, &scenario.id, &chosen("h1"), &with_evidence).expect("it fits");
    let made = edit::apply(&record, &edit).expect("a sound edit");
    assert_eq!(made.ties.keys().map(TieId::as_str).collect::<Vec<_>>(), ["u"]);
    assert_eq!(made.ties[&TieId::new("u")].evidence.len(), 1);
    assert_eq!(made.scenarios[&scenario.id].hypotheses, scenario.hypotheses[..1]);
    let refused = promote(&record, &scenario.id, &chosen("h9"), &with_evidence);
    assert_eq!(refused, Err(PromoteError::Nothing));
}
