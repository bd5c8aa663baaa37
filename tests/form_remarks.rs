//! What forms say: why they cannot be kept, what their facts are called, and what goes with what is deleted.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;

use demarche::io::cameo_codes;
use demarche::kit::Rng;
use demarche::model::{EntryId, SourceId};
use demarche::session::forms::{Form, Item, NEW_SOURCE, NewRecord, Sort, Thing, Tried, deletion};

#[path = "support/forms.rs"]
mod support;

use support::{PACT, form, pact, refused, starter, things, tie_id};

/// Returns one thing of every sort that has a form, there already or new.
fn one_of_each() -> Vec<Thing> {
    let document = starter();
    let mut all: Vec<Thing> = [
        NewRecord::Kind,
        NewRecord::Nation,
        NewRecord::Source,
        NewRecord::Instrument,
        NewRecord::Tie(None, None),
        NewRecord::Assessment(None),
        NewRecord::Scenario,
    ]
    .map(Thing::New)
    .into();
    let mut seen = BTreeSet::new();
    for thing in things(&document) {
        if seen.insert(thing.noun()) {
            // A change of a scenario comes of an edit.
            if let Thing::Item(item) = &thing
                && item.sort != Sort::Hypothesis
            {
                all.push(Thing::Item(Item { idx: None, ..item.clone() }));
            }
            all.push(thing);
        }
    }
    all
}

#[test]
fn whatever_is_typed_a_form_that_cannot_be_kept_says_why() {
    let (document, codes) = (starter(), cameo_codes());
    let all = one_of_each();
    assert_eq!(all.len(), 7 + 8 + 2 * 10 + 1);
    let texts = [
        "",
        " ",
        "x",
        "a b/",
        "20",
        "200",
        "-0",
        "2024",
        "2024-02-30",
        "..",
        "Japan",
        "trade",
        "B2",
        NEW_SOURCE,
        "a: 5",
    ];
    let (mut rng, mut n_refused) = (Rng::new(7), 0);
    for thing in all {
        let blank = form(&document, thing);
        for _ in 0..60 {
            let mut form = blank.clone();
            for _ in 0..=rng.below(6) {
                let facts: Vec<String> = form.fields().map(|field| field.fact.clone()).collect();
                let fact = &facts[rng.below(facts.len())];
                form.set(&document, fact, texts[rng.below(texts.len())]);
            }
            let Err(objections) = form.read(&document, &codes) else { continue };
            n_refused += 1;
            for tried in [Tried::NotYet, Tried::Once] {
                let remarks = form.remarks(&objections, tried);
                let of = |fact: &str| remarks.of(fact).is_some();
                let is_said = |(fact, _): &(String, demarche::model::Objection)| match form
                    .fields()
                    .find(|it| it.fact == *fact)
                {
                    Some(field) => of(fact) || remarks.needed.contains(&field.noun()),
                    None => remarks.general.is_some(),
                };
                assert!(!remarks.is_empty() && objections.iter().all(is_said), "{:?}: {objections:?}", form.thing());
            }
        }
    }
    assert!(n_refused > 1000, "{n_refused}");
}

#[test]
fn the_ends_of_a_tie_are_called_as_its_kind_has_them() {
    let document = starter();
    let directed = document.kinds.values().find(|kind| kind.direction == demarche::model::Direction::Directed);
    let directed = directed.expect("a directed kind").id.to_string();
    let labels = |form: &Form| ["between.0", "between.1"].map(|fact| form.field(fact).map(|it| it.label));
    let mut form = form(&document, Thing::Record(tie_id(PACT)));
    assert_eq!(labels(&form), [Some("Between"), Some("And")]);
    form.set(&document, "kind", directed);
    assert_eq!(labels(&form), [Some("From"), Some("To")]);
    form.set(&document, "kind", "defense-pact");
    assert_eq!(labels(&form), [Some("Between"), Some("And")]);
}

#[test]
fn what_no_longer_holds_in_a_tie_is_called_by_its_name() {
    let document = starter();
    let tie = pact(&document);
    let milestone = tie.course.milestones.iter().find(|it| it.by.is_some()).expect("a milestone of one side").clone();
    let by = milestone.by.as_ref().expect("a nation");
    let end = if tie.between.0 == *by { "between.0" } else { "between.1" };
    let words = format!(
        "then the milestone `{}` of {} does not hold: {} is not one of the two nations | choose ",
        milestone.step.name(),
        milestone.on.in_words(),
        document.nation_name(by)
    );
    refused(&document, Thing::Record(tie_id(PACT)), &[(end, "Japan")], end, &words);
}

#[test]
fn deleting_a_source_tells_how_much_evidence_goes_with_it() {
    let document = starter();
    let n_pieces = |id: &SourceId| {
        let of = |evidence: &[demarche::model::Evidence]| evidence.iter().filter(|it| it.source == *id).count();
        let of_nations = document.nations.values().map(|nation| {
            let of_events: usize = nation.events.iter().map(|it| of(&it.evidence)).sum();
            of_events + nation.drivers.iter().map(|it| of(&it.evidence)).sum::<usize>()
        });
        let of_ties = document.ties.values().map(|it| of(&it.evidence));
        let of_instruments = document.instruments.values().map(|it| of(&it.evidence));
        let of_assessments = document.assessments.values().map(|it| of(&it.evidence));
        of_ties.chain(of_nations).chain(of_instruments).chain(of_assessments).sum::<usize>()
    };
    let mut seen = BTreeSet::new();
    for (id, source) in &document.sources {
        let edit = deletion(&document, &Thing::Record(EntryId::Source(id.clone()))).expect("an edit");
        let with = match n_pieces(id) {
            0 => String::new(),
            1 => " with 1 piece of evidence".to_owned(),
            n => format!(" with {n} pieces of evidence"),
        };
        assert_eq!(edit.name, format!("Delete source “{}”{with}", source.title));
        seen.insert(n_pieces(id).min(2));
    }
    assert!(seen.contains(&1) && seen.contains(&2), "{seen:?}");
}
