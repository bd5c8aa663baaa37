//! Makes a hypothesis of an edit that was made while a scenario is open, so that the record stays as it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::apply::{Edit, EditError, apply};
use super::change::Change;
use super::overlay::overlay;
use crate::model::{Alteration, Document, Entry, EntryId, Hypothesis, HypothesisId, Scenario, Supposed};

/// Returns the edit of the record by which another edit, of the record with a scenario carried out on a day, becomes a
/// hypothesis of that scenario which holds from the day on.
///
/// What is supposed again on the day from which it holds is changed in its hypothesis, and does not become another. Where
/// nations of the record sit, what the atlas says of itself and scenarios are changed in the record.
///
/// # Errors
/// Returns why when the edit cannot be carried out on that document.
pub fn suppose(record: &Document, scenario: &Arc<Scenario>, day: Date, edit: Edit) -> Result<Edit, EditError> {
    let shown = overlay(record, scenario, Some(day));
    let edited = apply(&shown.document, &edit)?;
    let Edit { name, changes } = edit;
    let (of_record, supposed): (Vec<Change>, Vec<Change>) =
        changes.into_iter().filter(|change| !change.is_idle()).partition(|change| is_of_record(record, change.id()));
    if supposed.is_empty() {
        return Ok(Edit { name, changes: of_record });
    }
    let ids: Vec<EntryId> = supposed.iter().map(|change| change.id().clone()).fold(Vec::new(), |mut ids, id| {
        if !ids.contains(&id) {
            ids.push(id);
        }
        ids
    });
    let last = |id: &EntryId| shown.hypothetical.get(id).and_then(|hypotheses| hypotheses.last());
    let (places, facts): (Vec<EntryId>, Vec<EntryId>) =
        ids.into_iter().partition(|id| matches!(id, EntryId::Position(_)));
    let mut supposing = Supposing { record, day, edited: &edited, scenario: (**scenario).clone() };
    let mut new: Vec<EntryId> = Vec::new();
    if !facts.is_empty() {
        let owners: BTreeSet<&HypothesisId> = facts.iter().filter_map(last).collect();
        let owner = owners.into_iter().next().filter(|owner| {
            let is_last = facts.iter().filter_map(last).all(|other| other == *owner);
            is_last && scenario.hypothesis(owner).is_some_and(|(_, it)| it.from == day)
        });
        match owner {
            Some(owner) => supposing.amend(owner, &facts),
            None => new = facts,
        }
    }
    for id in places {
        // A nation that is only supposed is put somewhere where it is supposed, whatever the day.
        let nation = EntryId::Nation(crate::model::NationId::new(id.as_str()));
        match last(&id).or(last(&nation)).filter(|_| !new.contains(&nation)) {
            Some(owner) => supposing.amend(owner, &[id]),
            None => new.push(id),
        }
    }
    if !new.is_empty() {
        supposing.add(&name, &new, &shown.document);
    }
    let before = Some(Entry::Scenario(scenario.clone()));
    let mut changes: Vec<Change> =
        Change::new(before, Some(Entry::Scenario(Arc::new(supposing.scenario)))).into_iter().collect();
    changes.extend(of_record);
    Ok(Edit { name, changes })
}

/// Whether a record is changed in the record even while a scenario is open.
fn is_of_record(record: &Document, id: &EntryId) -> bool {
    match id {
        EntryId::Manifest | EntryId::Scenario(_) => true,
        EntryId::Position(nation) => record.nations.contains_key(nation),
        EntryId::Kind(_)
        | EntryId::Nation(_)
        | EntryId::Source(_)
        | EntryId::Instrument(_)
        | EntryId::Tie(_)
        | EntryId::Assessment(_) => false,
    }
}

/// A scenario that is being changed.
struct Supposing<'a> {
    record: &'a Document,
    day: Date,
    /// What is to be shown then.
    edited: &'a Document,
    scenario: Scenario,
}

impl Supposing<'_> {
    /// Makes a hypothesis lead to what records are to be; one that then does nothing goes.
    fn amend(&mut self, owner: &HypothesisId, ids: &[EntryId]) {
        let Some((idx, hypothesis)) = self.scenario.hypothesis(owner) else { return };
        let mut hypothesis = (**hypothesis).clone();
        let earlier = Scenario { hypotheses: self.scenario.hypotheses[..idx].to_vec(), ..self.scenario.clone() };
        let base = overlay(self.record, &earlier, Some(self.day)).document;
        for id in ids {
            let at = hypothesis.does.iter().position(|alteration| alteration.id().as_ref() == Some(id));
            let (before, after) = (base.entry(id), self.edited.entry(id));
            let alteration = Alteration::between(before.as_ref(), after.as_ref());
            hypothesis.does.retain(|alteration| alteration.id().as_ref() != Some(id));
            if let Some(alteration) = alteration {
                let at = at.map_or(hypothesis.does.len(), |at| at.min(hypothesis.does.len()));
                hypothesis.does.insert(at, alteration);
            }
        }
        if hypothesis.does.is_empty() {
            self.scenario.hypotheses.remove(idx);
        } else {
            self.scenario.hypotheses[idx] = Arc::new(hypothesis);
        }
    }

    /// Adds a hypothesis that leads to what records are to be.
    fn add(&mut self, title: &str, ids: &[EntryId], shown: &Document) {
        let alteration = |id: &EntryId| Alteration::between(shown.entry(id).as_ref(), self.edited.entry(id).as_ref());
        let does: Vec<Alteration> = ids.iter().filter_map(alteration).collect();
        if does.is_empty() {
            return;
        }
        let hypothesis = Hypothesis {
            id: free_hypothesis_id(&self.scenario),
            title: title.to_owned(),
            from: self.day,
            supposed: Supposed::On,
            why: String::new(),
            assumes: String::new(),
            sources: Vec::new(),
            likelihood: None,
            does,
        };
        self.scenario.hypotheses.push(Arc::new(hypothesis));
    }
}

/// Returns an identifier that no hypothesis of a scenario has.
pub fn free_hypothesis_id(scenario: &Scenario) -> HypothesisId {
    let taken: BTreeSet<&str> = scenario.hypotheses.iter().map(|hypothesis| hypothesis.id.as_str()).collect();
    let mut n = scenario.hypotheses.len() + 1;
    loop {
        let id = format!("change-{n}");
        if !taken.contains(id.as_str()) {
            return HypothesisId::new(&id);
        }
        n += 1;
    }
}
