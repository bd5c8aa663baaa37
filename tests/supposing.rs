//! The laws of scenarios: what is supposed over a record is what the same edits make of the record itself, and the record
//! stays what it is.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::edit::{self, Change, Edit, Outcome, between, overlay, promote, suppose};
use demarche::model::{Document, EntryId, Hypothesis, Scenario, ScenarioId, Supposed};
use demarche::network::Roster;
use demarche::{kit, model};
use jiff::civil::{Date, date};
use proptest::prelude::*;

#[path = "support/chance.rs"]
mod chance;

#[path = "supposing/cases.rs"]
mod cases;

use chance::Chance;

const FIRST: Date = date(2030, 1, 1);

/// A record, a scenario over it, and the record as it would be with the same edits made on it.
struct Both {
    record: Document,
    scenario: Arc<Scenario>,
    edited: Document,
}

/// Returns a scenario of some edits of chance, one a month, and what the same edits make of the record.
fn supposed(seed: u64, n_edits: i32) -> Both {
    let mut chance = Chance::new(seed);
    let record = chance.document();
    let scenario = Arc::new(Scenario::new(ScenarioId::new("by-chance"), "By chance".to_owned()));
    let mut both = Both { edited: record.clone(), record, scenario };
    for n in 0..n_edits {
        let day = FIRST.saturating_add(jiff::Span::new().months(n));
        let wanted = chance.edited(&both.edited);
        let edit = Edit::named(format!("Edit {n}"), between(&both.edited, &wanted));
        if !is_of_record(&both.record, &edit) {
            continue;
        }
        let Ok(edited) = edit::apply(&both.edited, &edit) else { continue };
        let step = suppose(&both.record, &both.scenario, day, edit).expect("an edit that the shown document takes");
        follow(&mut both.record, &mut both.scenario, &edited, step);
        both.edited = edited;
        let found = overlay(&both.record, &both.scenario, None);
        let differing = differing(&found.document, &both.edited);
        assert!(differing.is_empty(), "after edit {n}: {:#?}\n{differing:#?}", found.outcomes);
    }
    both
}

/// Whether the record can take what an edit makes of what the atlas says of itself.
fn is_of_record(record: &Document, edit: &Edit) -> bool {
    edit.changes.iter().all(|change| match change.after() {
        Some(model::Entry::Manifest(manifest)) => manifest.focus.iter().all(|id| record.nations.contains_key(id)),
        _ => true,
    })
}

/// Carries out a step on a record and a scenario over it; of the record, it changes only what is not supposed:
/// places of nations of its own that are wanted still, and what the atlas says of itself.
fn follow(record: &mut Document, scenario: &mut Arc<Scenario>, wanted: &Document, step: Edit) {
    let mut changes = Vec::new();
    for change in step.changes {
        match (change.id(), change.after()) {
            (EntryId::Scenario(_), Some(model::Entry::Scenario(after))) => *scenario = after.clone(),
            (EntryId::Manifest, Some(_)) => changes.push(change),
            (EntryId::Position(id), _) if record.nations.contains_key(id) && wanted.nations.contains_key(id) => {
                changes.push(change);
            }
            (_, _) => panic!("the record is changed: {change:?}"),
        }
    }
    *record = edit::apply(record, &Edit::named("of the record", changes)).expect("a record that takes them");
}

/// Returns what differs but for places: a nation that is made again is back in its place.
fn differing(found: &Document, wanted: &Document) -> Vec<Change> {
    let mut changes = between(found, wanted);
    changes.retain(|change| !matches!(change.id(), EntryId::Position(_)));
    changes
}

fn with(scenario: &Scenario, idx: usize, supposed: Supposed) -> Scenario {
    let mut scenario = scenario.clone();
    let hypothesis = Hypothesis { supposed, ..(*scenario.hypotheses[idx]).clone() };
    scenario.hypotheses[idx] = Arc::new(hypothesis);
    scenario
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scenario_over_the_record_is_the_same_edits_made_on_the_record(seed in any::<u64>(), n_edits in 1..12_i32) {
        let Both { record, scenario, edited } = supposed(seed, n_edits);
        let found = overlay(&record, &scenario, None);
        prop_assert!(found.outcomes.iter().all(|outcome| *outcome == Outcome::Holds), "{:?}", found.outcomes);
        let differing = differing(&found.document, &edited);
        prop_assert!(differing.is_empty(), "{differing:#?}");
        // Before the first day there is nothing but the record.
        let before = overlay(&record, &scenario, Some(FIRST.saturating_sub(jiff::Span::new().days(1))));
        prop_assert!(between(&before.document, &record).is_empty());
    }

    #[test]
    fn what_is_supposed_is_shown_on_its_day_whatever_days_came_before(seed in any::<u64>(), n_edits in 1..14_i32) {
        let mut chance = Chance::new(seed);
        let mut record = chance.document();
        let mut scenario = Arc::new(Scenario::new(ScenarioId::new("by-chance"), "By chance".to_owned()));
        for n in 0..n_edits {
            // Few days, so that they come again, and earlier ones after later ones.
            let day = FIRST.saturating_add(jiff::Span::new().months(chance.pick(&[0, 1, 2])));
            let shown = overlay(&record, &scenario, Some(day)).document;
            let wanted = chance.edited(&shown);
            let edit = Edit::named(format!("Edit {n}"), between(&shown, &wanted));
            if !is_of_record(&record, &edit) {
                continue;
            }
            let step = suppose(&record, &scenario, day, edit).expect("an edit that the shown document takes");
            follow(&mut record, &mut scenario, &wanted, step);
            let found = overlay(&record, &scenario, Some(day));
            let is_back = |change: &Change| matches!(change.id(), EntryId::Position(id) if !shown.nations.contains_key(id));
            let differing: Vec<Change> =
                between(&found.document, &wanted).into_iter().filter(|change| !is_back(change)).collect();
            prop_assert!(differing.is_empty(), "after edit {}: {:#?}\n{:#?}", n, found.outcomes, differing);
            for change in between(&record, &found.document) {
                prop_assert!(found.hypothetical.contains_key(change.id()), "{change:?}");
            }
            for id in found.hypothetical.keys() {
                prop_assert!(record.entry(id) != found.document.entry(id), "{id:?}");
            }
        }
    }

    #[test]
    fn a_hypothesis_that_is_switched_off_and_on_again_gives_the_same_network(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let Both { record, scenario, .. } = supposed(seed, 8);
        prop_assume!(!scenario.hypotheses.is_empty());
        let idx = at.index(scenario.hypotheses.len());
        let off = with(&scenario, idx, Supposed::Off);
        let on = with(&off, idx, Supposed::On);
        prop_assert_eq!(&on, &*scenario);
        let network = |scenario: &Scenario| {
            let overlay = overlay(&record, scenario, None);
            let ties = Roster::over(&overlay).on(date(2035, 1, 1));
            ties.ties().iter().map(|tie| (tie.tie.clone(), tie.is_hypothetical())).collect::<Vec<_>>()
        };
        prop_assert_eq!(network(&on), network(&scenario));
        // What does not fit without it is told, and the record is never what suffers.
        let without = overlay(&record, &off, None);
        prop_assert_eq!(&without.outcomes[idx], &Outcome::Off);
        for change in between(&record, &without.document) {
            prop_assert!(without.hypothetical.contains_key(change.id()), "{change:?}");
        }
    }

    #[test]
    fn what_is_made_record_is_what_was_supposed(seed in any::<u64>()) {
        let Both { record, scenario, edited } = supposed(seed, 6);
        let mut holding = record.clone();
        holding.scenarios.insert(scenario.id.clone(), scenario.clone());
        let chosen: BTreeSet<_> = scenario.hypotheses.iter().map(|hypothesis| hypothesis.id.clone()).collect();
        prop_assume!(!chosen.is_empty());
        let edit = promote(&holding, &scenario.id, &chosen, &Clone::clone).expect("all of it fits");
        let mut made = edit::apply(&holding, &edit).expect("a sound edit");
        let left = made.scenarios.remove(&scenario.id).expect("the scenario stays");
        prop_assert!(left.hypotheses.is_empty());
        prop_assert!(differing(&made, &edited).is_empty());
    }
}
