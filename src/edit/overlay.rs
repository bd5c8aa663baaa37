//! Carries out the hypotheses of a scenario over a record, which stays as it is, and says of each what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;

use super::faults::{Fault, faults};
use super::references::{Gone, Mentions};
use crate::model::{
    Alteration, Document, EntryId, Hypothesis, HypothesisId, NationId, PatchError, Scenario, Supposed, facts_are,
};

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
/// A nation that goes leaves its place, wherever that is by then; one that the record has and that is made again is back there.
///
/// O(hypotheses × (log n + size of a record)); where a record or a part of one goes that others may name, O(n) besides, once.
pub fn overlay(record: &Document, scenario: &Scenario, on: Option<Date>) -> Overlay {
    let mut running = Running { record, scenario, document: record.clone(), titles: BTreeMap::new(), mentions: None };
    let mut outcomes = Vec::with_capacity(scenario.hypotheses.len());
    let mut hypothetical: BTreeMap<EntryId, Vec<HypothesisId>> = BTreeMap::new();
    for hypothesis in &scenario.hypotheses {
        let outcome = match hypothesis.supposed {
            Supposed::Off => Outcome::Off,
            Supposed::On if on.is_some_and(|day| hypothesis.from > day) => Outcome::Later,
            Supposed::On => match running.carry_out(hypothesis) {
                Err(failure) => Outcome::Fails(failure),
                Ok(touched) => {
                    for id in touched {
                        hypothetical.entry(id).or_default().push(hypothesis.id.clone());
                    }
                    Outcome::Holds
                }
            },
        };
        outcomes.push(outcome);
    }
    let document = running.document;
    // What one hypothesis makes of a record, another may have taken back.
    hypothetical.retain(|id, _| record.entry(id) != document.entry(id));
    Overlay { document, outcomes, hypothetical }
}

/// A record over which hypotheses are carried out one after the other.
struct Running<'a> {
    record: &'a Document,
    scenario: &'a Scenario,
    document: Document,
    /// The titles of the hypotheses that touched records last.
    titles: BTreeMap<EntryId, Arc<str>>,
    /// Who names what may go; looked up only once something goes.
    mentions: Option<Mentions>,
}

impl Running<'_> {
    /// Carries out one hypothesis, and returns which records it touches; where it does not fit, all stays.
    fn carry_out(&mut self, hypothesis: &Hypothesis) -> Result<BTreeSet<EntryId>, Failure> {
        let mut after = self.document.clone();
        for alteration in &hypothesis.does {
            alter(&mut after, alteration, &self.titles)?;
        }
        let mut touched: BTreeSet<EntryId> = hypothesis.does.iter().filter_map(Alteration::id).collect();
        touched.extend(self.settle(&mut after, &touched));
        // Only at the end, so that what belongs together may come in any order.
        for id in hypothesis.does.iter().filter_map(Alteration::id) {
            let Some(entry) = after.entry(&id) else { continue };
            if let Some(fault) = faults(&after, &entry).into_iter().next() {
                return Err(Failure::Faulty { id, fault: Box::new(fault) });
            }
        }
        self.look_for_names(&after, &touched)?;
        let title: Arc<str> = Arc::from(hypothesis.title.as_str());
        self.titles.extend(touched.iter().map(|id| (id.clone(), title.clone())));
        self.document = after;
        Ok(touched)
    }

    /// Takes the places of nations that went, gives nations of the record that are back theirs, and lets the atlas be about
    /// those that are there; returns which records that changes.
    fn settle(&self, after: &mut Document, touched: &BTreeSet<EntryId>) -> Vec<EntryId> {
        let mut places = Vec::new();
        for id in touched {
            let EntryId::Nation(nation) = id else { continue };
            let is_there = after.nations.contains_key(nation);
            let is_back = is_there && !self.document.nations.contains_key(nation);
            match (self.record.positions.get(nation), after.positions.contains_key(nation)) {
                (_, true) if !is_there => drop(after.positions.remove(nation)),
                (Some(position), false) if is_back => drop(after.positions.insert(nation.clone(), *position)),
                (_, _) => continue,
            }
            places.push(EntryId::Position(nation.clone()));
        }
        // An atlas is about those of its nations that are there.
        let focus: Vec<NationId> =
            self.record.manifest.focus.iter().filter(|id| after.nations.contains_key(*id)).cloned().collect();
        if focus != after.manifest.focus {
            Arc::make_mut(&mut after.manifest).focus = focus;
            places.push(EntryId::Manifest);
        }
        places
    }

    /// Refuses that something goes which a record that stays names, and keeps count of who names what.
    fn look_for_names(&mut self, after: &Document, touched: &BTreeSet<EntryId>) -> Result<(), Failure> {
        let gone = Gone::by(&self.document, after, touched.iter());
        if !gone.is_empty() {
            let (document, hypotheses) = (&self.document, &self.scenario.hypotheses);
            let may_go = || Gone::by_any(hypotheses.iter().flat_map(|hypothesis| &hypothesis.does));
            let mentions = self.mentions.get_or_insert_with(|| Mentions::of(document, may_go()));
            if let Some((id, by)) = gone.named(after, touched, mentions) {
                return Err(Failure::Named { id, by });
            }
        }
        if let Some(mentions) = &mut self.mentions {
            touched.iter().for_each(|id| mentions.renew(self.document.entry(id).as_ref(), after.entry(id).as_ref()));
        }
        Ok(())
    }
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
            let is_place = matches!(id, EntryId::Position(_));
            // A place is nothing to insist on: it goes with its nation.
            if document.entry(id).is_none() && !is_place {
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
                    return Err(Failure::Unexpected { before: before(&id), id, facts: facts_are(&facts) });
                }
                // The record that is found has the id of the patch.
                Err(PatchError::Other) => return Err(Failure::Missing { before: before(&id), id }),
            }
        }
    }
    Ok(())
}
