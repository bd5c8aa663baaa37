//! What goes when a thing goes: the ties of a nation, the evidence from a source, and everything that names what is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::change::Change;
use crate::model::{
    Assessment, Document, Entry, EntryId, Evidence, InstrumentId, KindId, NationId, Reference, Relation, SourceId, Tie,
    TieId,
};

/// Something within a record that has a place of its own there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A milestone of a tie, counted from 0.
    Milestone(TieId, usize),
    /// An exchange of a tie.
    Exchange(TieId, usize),
    /// An event of a nation.
    Event(NationId, usize),
    /// A piece of evidence of a tie.
    Evidence(TieId, usize),
}

/// What is gone.
#[derive(Debug, Default)]
struct Gone {
    nations: BTreeSet<NationId>,
    kinds: BTreeSet<KindId>,
    sources: BTreeSet<SourceId>,
    instruments: BTreeSet<InstrumentId>,
    ties: BTreeSet<TieId>,
    /// Milestones, exchanges and events.
    parts: BTreeSet<Reference>,
}

/// Returns the changes that take records out of a document together with all that cannot be without them: the ties of a
/// nation or a kind, the evidence from a source; whatever else names them lets go of them. What was asked for comes first.
/// O(records).
pub fn removal(document: &Document, ids: &[EntryId]) -> Vec<Change> {
    let mut gone = Gone::default();
    ids.iter().for_each(|id| gone.add(id));
    let follow = document.ties.values().filter(|tie| gone.takes(tie)).map(|tie| tie.id.clone());
    let follow: Vec<TieId> = follow.filter(|id| !gone.ties.contains(id)).collect();
    gone.ties.extend(follow.iter().cloned());
    let places = gone.nations.iter().map(|id| EntryId::Position(id.clone()));
    let all = ids.iter().cloned().chain(follow.into_iter().map(EntryId::Tie)).chain(places);
    let mut taken = BTreeSet::new();
    let mut changes: Vec<Change> =
        all.filter(|id| taken.insert(id.clone())).filter_map(|id| Change::remove(document, &id)).collect();
    changes.extend(let_go(document, &gone, &taken));
    changes
}

/// Returns the changes that take a part out of its record, and out of what refers to it; none where there is no such part.
/// O(records) for a part with an id, else O(record).
pub fn without_part(document: &Document, part: &Part) -> Vec<Change> {
    let mut gone = Gone::default();
    let after = match part {
        Part::Milestone(id, idx) => document.ties.get(id).filter(|tie| *idx < tie.course.milestones.len()).map(|tie| {
            let mut tie = (**tie).clone();
            let part = tie.course.milestones.remove(*idx);
            gone.parts.extend(part.id.as_ref().map(|part| Reference::TiePart(id.clone(), part.clone())));
            Entry::Tie(Arc::new(tie))
        }),
        Part::Exchange(id, idx) => document.ties.get(id).filter(|tie| *idx < tie.course.exchanges.len()).map(|tie| {
            let mut tie = (**tie).clone();
            let part = tie.course.exchanges.remove(*idx);
            gone.parts.extend(part.id.as_ref().map(|part| Reference::TiePart(id.clone(), part.clone())));
            Entry::Tie(Arc::new(tie))
        }),
        Part::Event(id, idx) => document.nations.get(id).filter(|nation| *idx < nation.events.len()).map(|nation| {
            let mut nation = (**nation).clone();
            let part = nation.events.remove(*idx);
            gone.parts.extend(part.id.as_ref().map(|part| Reference::Event(id.clone(), part.clone())));
            Entry::Nation(Arc::new(nation))
        }),
        Part::Evidence(id, idx) => document.ties.get(id).filter(|tie| *idx < tie.evidence.len()).map(|tie| {
            let mut tie = (**tie).clone();
            let item = tie.evidence.remove(*idx);
            // Another piece from the same source holds up what names it.
            if tie.evidence.iter().all(|other| other.source != item.source) {
                let own = Gone { sources: BTreeSet::from([item.source]), ..Gone::default() };
                own.unname(&mut tie);
            }
            Entry::Tie(Arc::new(tie))
        }),
    };
    let Some(after) = after else { return Vec::new() };
    let own = after.id();
    let mut changes = vec![Change::put(document, gone.without(&after).unwrap_or(after))];
    if !gone.parts.is_empty() {
        changes.extend(let_go(document, &gone, &BTreeSet::from([own])));
    }
    changes
}

/// Returns the changes by which all that stays lets go of what is gone, but for records that are `done` already.
fn let_go<'a>(
    document: &'a Document,
    gone: &'a Gone,
    done: &'a BTreeSet<EntryId>,
) -> impl Iterator<Item = Change> + 'a {
    entries(document).filter(|entry| !done.contains(&entry.id())).filter_map(|before| {
        let after = gone.without(&before)?;
        Change::new(Some(before), Some(after))
    })
}

/// Returns all records that may name others.
pub(super) fn entries(document: &Document) -> impl Iterator<Item = Entry> + '_ {
    let manifest = std::iter::once(Entry::Manifest(document.manifest.clone()));
    manifest
        .chain(document.nations.values().cloned().map(Entry::Nation))
        .chain(document.instruments.values().cloned().map(Entry::Instrument))
        .chain(document.ties.values().cloned().map(Entry::Tie))
        .chain(document.assessments.values().cloned().map(Entry::Assessment))
        .chain(document.positions.iter().map(|(id, position)| Entry::Position(id.clone(), *position)))
}

impl Gone {
    fn add(&mut self, id: &EntryId) {
        match id {
            EntryId::Kind(id) => drop(self.kinds.insert(id.clone())),
            EntryId::Nation(id) => drop(self.nations.insert(id.clone())),
            EntryId::Source(id) => drop(self.sources.insert(id.clone())),
            EntryId::Instrument(id) => drop(self.instruments.insert(id.clone())),
            EntryId::Tie(id) => drop(self.ties.insert(id.clone())),
            // Nothing names these.
            EntryId::Manifest | EntryId::Assessment(_) | EntryId::Position(_) | EntryId::Scenario(_) => {}
        }
    }

    /// Whether a tie cannot be without what is gone.
    fn takes(&self, tie: &Tie) -> bool {
        let (a, b) = &tie.between;
        self.kinds.contains(&tie.kind) || self.nations.contains(a) || self.nations.contains(b)
    }

    fn is_gone(&self, reference: &Reference) -> bool {
        self.parts.contains(reference)
            || match reference {
                Reference::Tie(id) | Reference::TiePart(id, _) => self.ties.contains(id),
                Reference::Event(id, _) => self.nations.contains(id),
            }
    }

    /// Returns a record without what is gone; `None` where it names nothing of it.
    fn without(&self, entry: &Entry) -> Option<Entry> {
        let after = match entry {
            Entry::Manifest(manifest) => {
                let mut manifest = manifest.clone();
                if manifest.focus.iter().any(|id| self.nations.contains(id)) {
                    Arc::make_mut(&mut manifest).focus.retain(|id| !self.nations.contains(id));
                }
                Entry::Manifest(manifest)
            }
            Entry::Nation(nation) => {
                let mut after = (**nation).clone();
                for driver in &mut after.drivers {
                    driver.explains.retain(|tie| !self.ties.contains(tie));
                    self.clear(&mut driver.evidence);
                }
                after.events.iter_mut().for_each(|event| self.clear(&mut event.evidence));
                Entry::Nation(Arc::new(after))
            }
            Entry::Instrument(instrument) => {
                let mut after = (**instrument).clone();
                after.signatories.retain(|(nation, _)| !self.nations.contains(nation));
                after.not_signed_by.retain(|nation| !self.nations.contains(nation));
                self.clear(&mut after.evidence);
                Entry::Instrument(Arc::new(after))
            }
            Entry::Tie(tie) => Entry::Tie(Arc::new(self.tie_without(tie))),
            Entry::Assessment(assessment) => Entry::Assessment(Arc::new(self.assessment_without(assessment))),
            Entry::Kind(_) | Entry::Source(_) | Entry::Position(..) | Entry::Scenario(_) => return None,
        };
        (after != *entry).then_some(after)
    }

    fn tie_without(&self, tie: &Tie) -> Tie {
        let mut tie = tie.clone();
        tie.about.instrument = tie.about.instrument.filter(|id| !self.instruments.contains(id));
        self.clear(&mut tie.evidence);
        self.unname(&mut tie);
        let lost = |what: &crate::model::DisputedDate| match what {
            crate::model::DisputedDate::Part(part) => {
                self.parts.contains(&Reference::TiePart(tie.id.clone(), part.clone()))
            }
            crate::model::DisputedDate::Begins
            | crate::model::DisputedDate::Ends
            | crate::model::DisputedDate::Step(_) => false,
        };
        tie.course.disputed.retain(|dispute| !self.sources.contains(&dispute.source) && !lost(&dispute.what));
        tie
    }

    /// Lets the relations, milestones and exchanges of a tie let go of what is gone.
    fn unname(&self, tie: &mut Tie) {
        self.forget(&mut tie.relates);
        for milestone in &mut tie.course.milestones {
            if self.touches(&milestone.sources, &milestone.relates) {
                let milestone = Arc::make_mut(milestone);
                milestone.sources.retain(|id| !self.sources.contains(id));
                self.forget(&mut milestone.relates);
            }
        }
        for exchange in &mut tie.course.exchanges {
            if self.touches(&exchange.sources, &exchange.relates) {
                let exchange = Arc::make_mut(exchange);
                exchange.sources.retain(|id| !self.sources.contains(id));
                self.forget(&mut exchange.relates);
            }
        }
    }

    fn assessment_without(&self, assessment: &Assessment) -> Assessment {
        let mut after = assessment.clone();
        after.nations.retain(|id| !self.nations.contains(id));
        after.ties.retain(|id| !self.ties.contains(id));
        after.shares.iter_mut().for_each(|share| share.nations.retain(|id| !self.nations.contains(id)));
        self.clear(&mut after.evidence);
        after
    }

    /// Takes out evidence from sources that are gone. What only repeated one stands on its own then.
    fn clear(&self, evidence: &mut Vec<Evidence>) {
        evidence.retain(|item| !self.sources.contains(&item.source));
        for item in evidence {
            item.origin = item.origin.take().filter(|origin| !self.sources.contains(origin));
        }
    }

    fn forget(&self, relations: &mut Vec<Relation>) {
        relations.retain(|relation| !self.is_gone(&relation.to));
        relations.iter_mut().for_each(|relation| relation.sources.retain(|id| !self.sources.contains(id)));
    }

    fn touches(&self, sources: &[SourceId], relations: &[Relation]) -> bool {
        let of_source = |ids: &[SourceId]| ids.iter().any(|id| self.sources.contains(id));
        of_source(sources) || relations.iter().any(|it| self.is_gone(&it.to) || of_source(&it.sources))
    }
}
