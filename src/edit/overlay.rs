//! Carries out the hypotheses of a scenario over a record, which stays as it is, and says of each what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;

use super::change::Change;
use super::faults::{Fault, faults};
use super::references::dangling;
use crate::model::{Alteration, Document, EntryId, Hypothesis, HypothesisId, PatchError, Scenario, Supposed};

/// A record with hypotheses carried out over it.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The record as it would be.
    pub document: Document,
    /// What came of each hypothesis, in their order.
    pub outcomes: Vec<Outcome>,
    /// The records that are not as the record has them, each with the hypotheses that made them so, in their order.
    pub hypothetical: BTreeMap<EntryId, Vec<HypothesisId>>,
}

/// What came of a hypothesis.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It is switched off.
    Off,
    /// It holds only from a later day on.
    Later,
    /// It does not fit.
    Fails(Failure),
}

/// Why a hypothesis does not fit what it is carried out over.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Failure {
    /// What it makes is there.
    #[error("the {} `{}` is there already", id.noun(), id.as_str())]
    There {
        /// Which record.
        id: EntryId,
    },
    /// What it changes or takes away is not there.
    #[error("there is no {} `{}`{}", id.noun(), id.as_str(), after(before.as_ref()))]
    Missing {
        /// Which record.
        id: EntryId,
        /// The hypothesis that took it away, by its title.
        before: Option<Arc<str>>,
    },
    /// Facts are not as it expects them.
    #[error("of the {} `{}`, {facts} not as expected{}", id.noun(), id.as_str(), after(before.as_ref()))]
    Unexpected {
        /// Which record.
        id: EntryId,
        /// The facts in words, with a verb: "dates are".
        facts: String,
        /// The hypothesis that changed the record before, by its title.
        before: Option<Arc<str>>,
    },
    /// A record would be wrong.
    #[error("the {} `{}` cannot be so: {}", id.noun(), id.as_str(), fault.objection.message)]
    Faulty {
        /// Which record.
        id: EntryId,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// What it takes away is named by what stays.
    #[error("the {} `{}` cannot go: the {} `{}` names it", id.noun(), id.as_str(), by.noun(), by.as_str())]
    Named {
        /// Which record, or the record of which a part goes.
        id: EntryId,
        /// Which one names it.
        by: EntryId,
    },
    /// A part of it means nothing in this record.
    #[error("{why}")]
    Unread {
        /// Why.
        why: Arc<str>,
    },
}

fn after(before: Option<&Arc<str>>) -> String {
    before.map_or(String::new(), |title| format!(" after “{title}”"))
}

/// Returns a record with the hypotheses of a scenario carried out that are switched on and hold on a day, or on any day.
///
/// O(hypotheses × (log n + size of a record)); where a record or a part of one goes that others may name, O(n) besides.
pub fn overlay(record: &Document, scenario: &Scenario, on: Option<Date>) -> Overlay {
    let mut refused: BTreeMap<HypothesisId, Failure> = BTreeMap::new();
    loop {
        let overlay = carried_out(record, scenario, on, &refused);
        let named = named(record, scenario, &overlay);
        if named.is_empty() {
            return overlay;
        }
        // Without these, others may be named no longer, or for the first time.
        refused.extend(named);
    }
}

/// Returns the hypotheses that took away what is still named, with what is to be said of that.
fn named(record: &Document, scenario: &Scenario, overlay: &Overlay) -> BTreeMap<HypothesisId, Failure> {
    let Overlay { document, hypothetical, .. } = overlay;
    let mut ever = record.clone();
    // What is made and taken away again was never in the record, and may be named all the same.
    for alteration in scenario.hypotheses.iter().flat_map(|hypothesis| &hypothesis.does) {
        if let Alteration::Made(entry) = alteration
            && hypothetical.contains_key(&entry.id())
            && record.entry(&entry.id()).is_none()
        {
            ever.put(entry.clone());
        }
    }
    let change = |id: &EntryId| Change::new(ever.entry(id), document.entry(id));
    let changes: Vec<Change> = hypothetical.keys().filter_map(change).collect();
    let mut named = BTreeMap::new();
    for (id, by) in dangling(&ever, document, &changes) {
        let Some(last) = hypothetical.get(&id).and_then(|hypotheses| hypotheses.last()) else { continue };
        named.entry(last.clone()).or_insert(Failure::Named { id, by });
    }
    named
}

/// Carries out hypotheses one after the other, but for those that are refused.
fn carried_out(
    record: &Document,
    scenario: &Scenario,
    on: Option<Date>,
    refused: &BTreeMap<HypothesisId, Failure>,
) -> Overlay {
    let outcomes = Vec::with_capacity(scenario.hypotheses.len());
    let mut overlay = Overlay { document: record.clone(), outcomes, hypothetical: BTreeMap::new() };
    let mut titles: BTreeMap<EntryId, Arc<str>> = BTreeMap::new();
    for hypothesis in &scenario.hypotheses {
        let outcome = match (hypothesis.supposed, refused.get(&hypothesis.id)) {
            (Supposed::Off, _) => Outcome::Off,
            (Supposed::On, _) if on.is_some_and(|day| hypothesis.from > day) => Outcome::Later,
            (Supposed::On, Some(failure)) => Outcome::Fails(failure.clone()),
            (Supposed::On, None) => match after_one(&overlay.document, hypothesis, &titles) {
                Err(failure) => Outcome::Fails(failure),
                Ok(document) => {
                    overlay.document = document;
                    let title: Arc<str> = Arc::from(hypothesis.title.as_str());
                    let touched: BTreeSet<EntryId> = hypothesis.does.iter().filter_map(Alteration::id).collect();
                    for id in touched {
                        titles.insert(id.clone(), title.clone());
                        overlay.hypothetical.entry(id).or_default().push(hypothesis.id.clone());
                    }
                    Outcome::Holds
                }
            },
        };
        overlay.outcomes.push(outcome);
    }
    overlay
}

/// Returns a document after one hypothesis; `titles` are those of the hypotheses that touched records last.
fn after_one(
    document: &Document,
    hypothesis: &Hypothesis,
    titles: &BTreeMap<EntryId, Arc<str>>,
) -> Result<Document, Failure> {
    let mut document = document.clone();
    for alteration in &hypothesis.does {
        alter(&mut document, alteration, titles)?;
    }
    // Only at the end, so that what belongs together may come in any order.
    for id in hypothesis.does.iter().filter_map(Alteration::id) {
        let Some(entry) = document.entry(&id) else { continue };
        if let Some(fault) = faults(&document, &entry).into_iter().next() {
            return Err(Failure::Faulty { id, fault: Box::new(fault) });
        }
    }
    Ok(document)
}

fn alter(
    document: &mut Document,
    alteration: &Alteration,
    titles: &BTreeMap<EntryId, Arc<str>>,
) -> Result<(), Failure> {
    let before = |id: &EntryId| titles.get(id).cloned();
    match alteration {
        Alteration::Unread { why, .. } => return Err(Failure::Unread { why: why.clone() }),
        Alteration::Made(entry) => {
            let id = entry.id();
            if document.entry(&id).is_some_and(|found| found != *entry) {
                return Err(Failure::There { id });
            }
            document.put(entry.clone());
        }
        Alteration::Gone(id) => {
            if document.entry(id).is_none() {
                return Err(Failure::Missing { id: id.clone(), before: before(id) });
            }
            document.remove(id);
        }
        Alteration::Altered(patch) => {
            let id = patch.id();
            let Some(found) = document.entry(&id) else {
                return Err(Failure::Missing { before: before(&id), id });
            };
            match patch.apply(&found) {
                Ok(entry) => document.put(entry),
                Err(PatchError::Unexpected { facts }) => {
                    let verb = if facts.len() == 1 && !facts[0].ends_with('s') { "is" } else { "are" };
                    let facts = format!("{} {verb}", facts.join(", "));
                    return Err(Failure::Unexpected { before: before(&id), id, facts });
                }
                // The record that is found has the id of the patch.
                Err(PatchError::Other) => return Err(Failure::Missing { before: before(&id), id }),
            }
        }
    }
    Ok(())
}
