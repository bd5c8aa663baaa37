//! Who names whom, and what of that no longer holds after changes.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::removal::entries;
use crate::model::{
    Alteration, DisputedDate, Document, Entry, EntryId, Evidence, InstrumentId, KindId, NationId, Reference, Relation,
    SourceId, Tie, TieId,
};

/// A record or part that another record names.
#[derive(Debug, Clone, Copy)]
enum Mention<'a> {
    Nation(&'a NationId),
    Kind(&'a KindId),
    Source(&'a SourceId),
    Instrument(&'a InstrumentId),
    Tie(&'a TieId),
    Part(&'a Reference),
}

/// What is gone after changes.
#[derive(Debug, Default)]
pub(super) struct Gone {
    records: BTreeSet<EntryId>,
    /// Milestones, exchanges and events, each with its record.
    parts: BTreeMap<Reference, EntryId>,
}

/// Returns each record that is gone, or the owner of a part that is gone, while another record still names it, with that one;
/// sorted by who names, each two once. O(changes × log n), and O(n) besides where something is gone.
pub fn dangling(before: &Document, after: &Document, changes: &[Change]) -> Vec<(EntryId, EntryId)> {
    let gone = Gone::by(before, after, changes.iter().map(Change::id));
    let mut found = Vec::new();
    gone.named_in(after, |id, by| {
        found.push((id, by));
        Search::On
    });
    found.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    found.dedup();
    found
}

/// Returns one of those two of them that [`dangling`] lists.
pub(super) fn first_reference(before: &Document, after: &Document, changes: &[Change]) -> Option<(EntryId, EntryId)> {
    let mut found = None;
    Gone::by(before, after, changes.iter().map(Change::id)).named_in(after, |id, by| {
        found = Some((id, by));
        Search::Done
    });
    found
}

/// Whether to look for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    On,
    Done,
}

impl Gone {
    /// Returns what of these records went from one document to another.
    pub(super) fn by<'a>(before: &Document, after: &Document, ids: impl Iterator<Item = &'a EntryId>) -> Self {
        let mut gone = Self::default();
        for id in ids {
            match (before.entry(id), after.entry(id)) {
                (Some(_), None) => drop(gone.records.insert(id.clone())),
                (Some(old), Some(new)) => {
                    let kept = parts_of(&new);
                    let lost = parts_of(&old).into_iter().filter(|part| !kept.contains(part));
                    gone.parts.extend(lost.map(|part| (part, id.clone())));
                }
                (None, _) => {}
            }
        }
        gone.records.retain(is_named);
        gone
    }

    /// Returns all that goes where one or another of these alterations is carried out.
    pub(super) fn by_any<'a>(alterations: impl Iterator<Item = &'a Alteration>) -> Self {
        let mut gone = Self::default();
        for alteration in alterations {
            match alteration {
                Alteration::Gone(id) if is_named(id) => drop(gone.records.insert(id.clone())),
                Alteration::Altered(patch) => {
                    gone.parts.extend(parts_of(patch.before()).into_iter().map(|part| (part, patch.id())));
                }
                Alteration::Gone(_) | Alteration::Made(_) | Alteration::Unread { .. } => {}
            }
        }
        gone
    }

    /// Whether nothing is gone that another record may name.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.parts.is_empty()
    }

    /// Returns a record that is gone, or the owner of a part that is gone, with a record that names it: one that was touched,
    /// as it is now, or any other as it is in the index. O(gone × log n + touched × size of a record).
    pub(super) fn named(
        &self,
        after: &Document,
        touched: &BTreeSet<EntryId>,
        mentions: &Mentions,
    ) -> Option<(EntryId, EntryId)> {
        let other = |names: Option<&BTreeSet<EntryId>>| names?.iter().find(|by| !touched.contains(*by)).cloned();
        let of_record = |id: &EntryId| Some((id.clone(), other(mentions.records.get(id))?));
        let of_part = |(part, id): (&Reference, &EntryId)| Some((id.clone(), other(mentions.parts.get(part))?));
        let by_touched = || {
            touched.iter().filter_map(|id| after.entry(id)).find_map(|entry| {
                let mut found = None;
                each_mention(&entry, &mut |mention| found = found.take().or_else(|| self.find(mention)));
                Some((found?, entry.id()))
            })
        };
        let by_other = self.records.iter().find_map(of_record).or_else(|| self.parts.iter().find_map(of_part));
        by_other.or_else(by_touched)
    }

    fn named_in(&self, document: &Document, mut found: impl FnMut(EntryId, EntryId) -> Search) {
        if self.is_empty() {
            return;
        }
        for entry in entries(document) {
            let mut search = Search::On;
            each_mention(&entry, &mut |mention| {
                if search == Search::On
                    && let Some(id) = self.find(mention)
                {
                    search = found(id, entry.id());
                }
            });
            if search == Search::Done {
                return;
            }
        }
    }

    /// Returns the record that is meant, if that is gone or the part of it.
    fn find(&self, mention: Mention<'_>) -> Option<EntryId> {
        let (record, part) = meant(mention);
        if self.records.contains(&record) {
            return Some(record);
        }
        part.and_then(|part| self.parts.get(part).cloned())
    }
}

/// Whether other records may name a record so that they cannot be without it.
fn is_named(id: &EntryId) -> bool {
    !matches!(id, EntryId::Manifest | EntryId::Assessment(_) | EntryId::Position(_) | EntryId::Scenario(_))
}

/// Who names what may go, kept while records change. Where nations sit is left out: a place goes with its nation.
#[derive(Debug)]
pub(super) struct Mentions {
    may_go: Gone,
    records: BTreeMap<EntryId, BTreeSet<EntryId>>,
    parts: BTreeMap<Reference, BTreeSet<EntryId>>,
}

impl Mentions {
    /// Returns who in a document names what may go. O(n).
    pub(super) fn of(document: &Document, may_go: Gone) -> Self {
        let mut mentions = Self { may_go, records: BTreeMap::new(), parts: BTreeMap::new() };
        entries(document).for_each(|entry| mentions.renew(None, Some(&entry)));
        mentions
    }

    /// Puts what a record names now in the place of what it named.
    pub(super) fn renew(&mut self, before: Option<&Entry>, after: Option<&Entry>) {
        let Self { may_go, records, parts } = self;
        let mut each = |entry: Option<&Entry>, change: fn(&mut BTreeSet<EntryId>, &EntryId)| {
            let Some(entry) = entry.filter(|entry| !matches!(entry, Entry::Position(..))) else { return };
            let by = entry.id();
            each_mention(entry, &mut |mention| {
                let (record, part) = meant(mention);
                if may_go.records.contains(&record) {
                    change(records.entry(record).or_default(), &by);
                }
                if let Some(part) = part.filter(|part| may_go.parts.contains_key(*part)) {
                    change(parts.entry(part.clone()).or_default(), &by);
                }
            });
        };
        each(before, |names, by| {
            names.remove(by);
        });
        each(after, |names, by| {
            names.insert(by.clone());
        });
    }
}

/// Returns the record that is meant, and the part of it where one is.
fn meant(mention: Mention<'_>) -> (EntryId, Option<&Reference>) {
    match mention {
        Mention::Nation(id) => (EntryId::Nation(id.clone()), None),
        Mention::Kind(id) => (EntryId::Kind(id.clone()), None),
        Mention::Source(id) => (EntryId::Source(id.clone()), None),
        Mention::Instrument(id) => (EntryId::Instrument(id.clone()), None),
        Mention::Tie(id) => (EntryId::Tie(id.clone()), None),
        Mention::Part(part) => (owner(part), Some(part)),
    }
}

fn owner(reference: &Reference) -> EntryId {
    match reference {
        Reference::Tie(id) | Reference::TiePart(id, _) => EntryId::Tie(id.clone()),
        Reference::Event(id, _) => EntryId::Nation(id.clone()),
    }
}

/// Returns what others may refer to in a record.
fn parts_of(entry: &Entry) -> BTreeSet<Reference> {
    match entry {
        Entry::Tie(tie) => tie.course.part_ids().map(|part| Reference::TiePart(tie.id.clone(), part.clone())).collect(),
        Entry::Nation(nation) => {
            let parts = nation.events.iter().filter_map(|it| it.id.clone());
            parts.map(|part| Reference::Event(nation.id.clone(), part)).collect()
        }
        Entry::Manifest(_)
        | Entry::Kind(_)
        | Entry::Source(_)
        | Entry::Instrument(_)
        | Entry::Assessment(_)
        | Entry::Position(..)
        | Entry::Scenario(_) => BTreeSet::new(),
    }
}

/// Calls `see` with all that a record names.
fn each_mention<'a>(entry: &'a Entry, see: &mut dyn FnMut(Mention<'_>)) {
    match entry {
        Entry::Manifest(manifest) => manifest.focus.iter().for_each(|id| see(Mention::Nation(id))),
        Entry::Nation(nation) => {
            for driver in &nation.drivers {
                driver.explains.iter().for_each(|id| see(Mention::Tie(id)));
                in_evidence(&driver.evidence, see);
            }
            nation.events.iter().for_each(|event| in_evidence(&event.evidence, see));
        }
        Entry::Instrument(instrument) => {
            instrument.signatories.iter().for_each(|(id, _)| see(Mention::Nation(id)));
            instrument.not_signed_by.iter().for_each(|id| see(Mention::Nation(id)));
            in_evidence(&instrument.evidence, see);
        }
        Entry::Tie(tie) => in_tie(tie, see),
        Entry::Assessment(assessment) => {
            assessment.nations.iter().for_each(|id| see(Mention::Nation(id)));
            assessment.ties.iter().for_each(|id| see(Mention::Tie(id)));
            assessment.shares.iter().flat_map(|share| &share.nations).for_each(|id| see(Mention::Nation(id)));
            in_evidence(&assessment.evidence, see);
        }
        Entry::Position(id, _) => see(Mention::Nation(id)),
        // A scenario keeps what it says of things that are gone.
        Entry::Kind(_) | Entry::Source(_) | Entry::Scenario(_) => {}
    }
}

fn in_tie(tie: &Tie, see: &mut dyn FnMut(Mention<'_>)) {
    see(Mention::Kind(&tie.kind));
    see(Mention::Nation(&tie.between.0));
    see(Mention::Nation(&tie.between.1));
    if let Some(id) = &tie.about.instrument {
        see(Mention::Instrument(id));
    }
    in_relations(&tie.relates, see);
    in_evidence(&tie.evidence, see);
    for milestone in &tie.course.milestones {
        milestone.sources.iter().for_each(|id| see(Mention::Source(id)));
        in_relations(&milestone.relates, see);
    }
    for exchange in &tie.course.exchanges {
        exchange.sources.iter().for_each(|id| see(Mention::Source(id)));
        in_relations(&exchange.relates, see);
    }
    for dispute in &tie.course.disputed {
        see(Mention::Source(&dispute.source));
        match &dispute.what {
            DisputedDate::Part(part) => see(Mention::Part(&Reference::TiePart(tie.id.clone(), part.clone()))),
            DisputedDate::Begins | DisputedDate::Ends | DisputedDate::Step(_) => {}
        }
    }
}

fn in_evidence(evidence: &[Evidence], see: &mut dyn FnMut(Mention<'_>)) {
    for item in evidence {
        see(Mention::Source(&item.source));
        if let Some(origin) = &item.origin {
            see(Mention::Source(origin));
        }
    }
}

fn in_relations(relations: &[Relation], see: &mut dyn FnMut(Mention<'_>)) {
    for relation in relations {
        see(Mention::Part(&relation.to));
        relation.sources.iter().for_each(|id| see(Mention::Source(id)));
    }
}
