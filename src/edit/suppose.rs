//! Makes a hypothesis of an edit that was made while a scenario is open, so that the record stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::apply::{Edit, EditError, apply};
use super::between::between;
use super::change::Change;
use super::overlay::{Outcome, Overlay, overlay};
use crate::kit::shortened;
use crate::model::{
    Alteration, Document, Entry, EntryId, Hypothesis, HypothesisId, MOST_NAME_LETTERS, Manifest, NationId, Scenario,
    Supposed,
};

/// How an edit joins what a scenario supposes already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    /// What is supposed again on the day from which it holds is changed in its hypothesis, as long as nobody has given reasons
    /// for that.
    Merge,
    /// It always becomes a hypothesis of its own.
    Append,
}

/// Returns [`suppose_onto`] such that what is supposed again is changed in its hypothesis.
///
/// # Errors
/// Returns why when the edit cannot be carried out on that document.
pub fn suppose(record: &Document, scenario: &Arc<Scenario>, day: Date, edit: Edit) -> Result<Edit, EditError> {
    suppose_onto(record, scenario, day, edit, Onto::Merge)
}

/// Returns the edit of the record by which another edit, of the record with a scenario carried out on a day, becomes a
/// hypothesis of that scenario which holds from the day on.
///
/// Where nations of the record sit, what the atlas says of itself and scenarios are changed in the record. That a nation
/// leaves its place because it goes is no change: [`overlay`] sees to that.
///
/// # Errors
/// Returns why when the edit cannot be carried out on that document.
pub fn suppose_onto(
    record: &Document,
    scenario: &Arc<Scenario>,
    day: Date,
    edit: Edit,
    onto: Onto,
) -> Result<Edit, EditError> {
    let shown = overlay(record, scenario, Some(day));
    let edited = apply(&shown.document, &edit)?;
    let mut seen = BTreeSet::new();
    let ids = edit.changes.iter().filter(|change| !change.is_idle()).map(|change| change.id().clone());
    let focus = focus_of_record(record, &shown.document, &edited);
    let is_meant = |id: &EntryId| !goes_with_nation(&edited, id) && (*id != EntryId::Manifest || focus.is_some());
    let ids = ids.filter(|id| seen.insert(id.clone()) && is_meant(id));
    let (of_record, supposed): (Vec<EntryId>, Vec<EntryId>) = ids.partition(|id| is_of_record(record, id));
    let supposing = Supposing { record, day, title: &edit.name, shown: &shown, edited: &edited };
    let mut changes = Vec::new();
    if !supposed.is_empty() {
        let merged = match onto {
            Onto::Merge => supposing.merged(scenario, &supposed),
            Onto::Append => None,
        };
        let after = merged.unwrap_or_else(|| supposing.extended(scenario, &supposed));
        let [before, after] = [scenario.clone(), Arc::new(after)].map(|it| Some(Entry::Scenario(it)));
        changes.extend(Change::new(before, after));
    }
    // The record may have a place that is not shown, since the nation is only back.
    let after = |id: &EntryId| match (edited.entry(id), &focus) {
        (Some(Entry::Manifest(manifest)), Some(focus)) => {
            Some(Entry::Manifest(Arc::new(Manifest { focus: focus.clone(), ..(*manifest).clone() })))
        }
        (entry, _) => entry,
    };
    changes.extend(of_record.iter().filter_map(|id| Change::new(record.entry(id), after(id))));
    Ok(Edit { name: edit.name, changes })
}

/// Returns what the record is to be about after an edit of what is shown; `None` where the edit changes nothing that the atlas
/// says of itself but that it lets go of nations that go: [`overlay`] sees to that.
fn focus_of_record(record: &Document, shown: &Document, edited: &Document) -> Option<Vec<NationId>> {
    let left = shown.manifest.focus.iter().filter(|id| edited.nations.contains_key(*id)).cloned().collect();
    let let_go = Manifest { focus: left, ..(*shown.manifest).clone() };
    if *edited.manifest == let_go {
        return None;
    }
    // Who changes something else does not mean that the record lets go of what is only supposed to be gone.
    let is_same = edited.manifest.focus == let_go.focus;
    Some(if is_same { record.manifest.focus.clone() } else { edited.manifest.focus.clone() })
}

/// Whether a record is the place of a nation that goes.
fn goes_with_nation(edited: &Document, id: &EntryId) -> bool {
    nation_at(id).is_some_and(|nation| !edited.nations.contains_key(nation))
}

/// Returns whose place a record is; `None` where it is none.
fn nation_at(id: &EntryId) -> Option<&NationId> {
    match id {
        EntryId::Position(nation) => Some(nation),
        EntryId::Manifest
        | EntryId::Kind(_)
        | EntryId::Nation(_)
        | EntryId::Source(_)
        | EntryId::Instrument(_)
        | EntryId::Tie(_)
        | EntryId::Assessment(_)
        | EntryId::Scenario(_) => None,
    }
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

/// An edit that is to be supposed.
struct Supposing<'a> {
    record: &'a Document,
    day: Date,
    title: &'a str,
    shown: &'a Overlay,
    /// What is to be shown then.
    edited: &'a Document,
}

impl Supposing<'_> {
    /// Returns the hypothesis that touched a record last.
    fn last(&self, id: &EntryId) -> Option<&HypothesisId> {
        self.shown.hypothetical.get(id).and_then(|hypotheses| hypotheses.last())
    }

    /// Returns the scenario with these records changed in the hypotheses that suppose them; `None` where there are none, or
    /// what is to be would not come of it.
    fn merged(&self, scenario: &Scenario, ids: &[EntryId]) -> Option<Scenario> {
        let (places, facts): (Vec<EntryId>, Vec<EntryId>) = ids.iter().cloned().partition(|id| nation_at(id).is_some());
        let mut owned: BTreeMap<HypothesisId, Vec<EntryId>> = BTreeMap::new();
        let mut new: Vec<EntryId> = Vec::new();
        let owners: BTreeSet<&HypothesisId> = facts.iter().filter_map(|id| self.last(id)).collect();
        // What somebody has given reasons for is not made into something else behind their back.
        let is_bare = |it: &Hypothesis| {
            it.why.is_empty() && it.assumes.is_empty() && it.sources.is_empty() && it.likelihood.is_none()
        };
        let is_of_day =
            |owner: &HypothesisId| scenario.hypothesis(owner).is_some_and(|(_, it)| it.from == self.day && is_bare(it));
        match owners.first() {
            Some(owner) if owners.len() == 1 && is_of_day(owner) => drop(owned.insert((*owner).clone(), facts)),
            Some(_) | None => new = facts,
        }
        for id in places {
            // A nation that is only supposed is put somewhere where it is supposed, whatever the day.
            let nation = EntryId::Nation(NationId::new(id.as_str()));
            match self.last(&id).or(self.last(&nation)).filter(|_| !new.contains(&nation)) {
                Some(owner) => owned.entry(owner.clone()).or_default().push(id),
                None => new.push(id),
            }
        }
        if owned.is_empty() {
            return None;
        }
        let mut merged = scenario.clone();
        owned.iter().for_each(|(owner, ids)| self.amend(&mut merged, owner, ids));
        if !new.is_empty() {
            merged = self.extended(&merged, &new);
        }
        self.is_met(&merged, owned.keys()).then_some(merged)
    }

    /// Whether a scenario makes of the record what is to be shown, and these hypotheses hold, as far as they are left.
    fn is_met<'i>(&self, scenario: &Scenario, mut holding: impl Iterator<Item = &'i HypothesisId>) -> bool {
        let found = overlay(self.record, scenario, Some(self.day));
        let holds = |id: &HypothesisId| match scenario.hypothesis(id) {
            Some((idx, _)) => found.outcomes[idx] == Outcome::Holds,
            None => true,
        };
        let differs = |change: &Change| !is_of_record(self.record, change.id());
        holding.all(holds) && !between(&found.document, self.edited).iter().any(differs)
    }

    /// Makes a hypothesis lead to what records are to be; one that then does nothing goes.
    fn amend(&self, scenario: &mut Scenario, owner: &HypothesisId, ids: &[EntryId]) {
        let Some((idx, hypothesis)) = scenario.hypothesis(owner) else { return };
        let mut hypothesis = (**hypothesis).clone();
        let earlier = Scenario { hypotheses: scenario.hypotheses[..idx].to_vec(), ..scenario.clone() };
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
        // Where a nation sits that is no longer made goes with it.
        let made =
            |nation: &NationId| hypothesis.does.iter().any(|it| it.id() == Some(EntryId::Nation(nation.clone())));
        let is_idle = |alteration: &Alteration| {
            alteration
                .id()
                .is_some_and(|id| goes_with_nation(self.edited, &id) && nation_at(&id).is_some_and(|it| !made(it)))
        };
        let does = hypothesis.does.iter().filter(|alteration| !is_idle(alteration)).cloned().collect();
        hypothesis.does = does;
        if hypothesis.does.is_empty() {
            scenario.hypotheses.remove(idx);
        } else {
            scenario.hypotheses[idx] = Arc::new(hypothesis);
        }
    }

    /// Returns the scenario with another hypothesis that leads to what records are to be: before those that hold only from a
    /// later day on where all of them fit then, else at the end.
    fn extended(&self, scenario: &Scenario, ids: &[EntryId]) -> Scenario {
        let alteration =
            |id: &EntryId| Alteration::between(self.shown.document.entry(id).as_ref(), self.edited.entry(id).as_ref());
        let does: Vec<Alteration> = ids.iter().filter_map(alteration).collect();
        if does.is_empty() {
            return scenario.clone();
        }
        let id = free_hypothesis_id(scenario);
        let hypothesis = Arc::new(Hypothesis {
            id: id.clone(),
            title: shortened(self.title, MOST_NAME_LETTERS - 1),
            from: self.day,
            supposed: Supposed::On,
            why: String::new(),
            assumes: String::new(),
            sources: Vec::new(),
            likelihood: None,
            does,
        });
        let with_at = |idx: usize| {
            let mut extended = scenario.clone();
            extended.hypotheses.insert(idx, hypothesis.clone());
            extended
        };
        let later = scenario.hypotheses.iter().position(|other| other.from > self.day);
        let earlier = later.map(|idx| (idx, with_at(idx)));
        match earlier {
            Some((idx, earlier)) if self.spares(scenario, &earlier, idx) => earlier,
            Some(_) | None => with_at(scenario.hypotheses.len()),
        }
    }

    /// Whether a hypothesis that was inserted holds, all others that held still do, and what is to be shown comes of it.
    fn spares(&self, before: &Scenario, after: &Scenario, idx: usize) -> bool {
        let [mut after_it, before_it] = [after, before].map(|scenario| overlay(self.record, scenario, None).outcomes);
        let own = after_it.remove(idx);
        let stays = |(after, before): (&Outcome, &Outcome)| *before != Outcome::Holds || *after == Outcome::Holds;
        own == Outcome::Holds
            && after_it.iter().zip(&before_it).all(stays)
            && self.is_met(after, std::iter::once(&after.hypotheses[idx].id))
    }
}

/// Returns an identifier that no hypothesis of a scenario has.
fn free_hypothesis_id(scenario: &Scenario) -> HypothesisId {
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

/// Returns the record with all that any hypothesis of a scenario makes, whether that holds or not: what
/// [`free_id`](super::free_id) is asked of, so that nothing new takes an identifier that is only not shown.
pub fn reserved(record: &Document, scenario: &Scenario) -> Document {
    let mut reserved = record.clone();
    for alteration in scenario.hypotheses.iter().flat_map(|hypothesis| &hypothesis.does) {
        match alteration {
            Alteration::Made(entry) if reserved.entry(&entry.id()).is_none() => reserved.put(entry.clone()),
            Alteration::Made(_) | Alteration::Altered(_) | Alteration::Gone(_) | Alteration::Unread { .. } => {}
        }
    }
    reserved
}
