//! Which ids there are: those that stand in the files, or those of a document as a list of changes leaves it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::super::decode::{RawAtlas, RawTable};
use super::super::native::{
    AssessmentRecord, EventRecord, ExchangeRecord, InstrumentRecord, KindRecord, MilestoneRecord, NationRecord, Record,
    SourceRecord, TieRecord,
};
use crate::model::{
    Document, EntryId, Instrument, InstrumentId, Kind, KindId, Nation, NationId, Source, SourceId, Tie, TieId,
};

/// Ids that there are, whether or not their records are sound.
#[derive(Default)]
pub(in super::super) struct Known {
    pub kinds: KnownIds,
    pub nations: KnownIds,
    pub sources: KnownIds,
    pub instruments: KnownIds,
    pub ties: KnownIds,
    /// Ids of milestones and exchanges by tie, as far as they are read.
    tie_parts: BTreeMap<String, BTreeSet<String>>,
    /// Ids of events by nation, as far as they are read.
    events: BTreeMap<String, BTreeSet<String>>,
    /// Every name by which a nation that is read goes, with its id.
    names: Vec<(String, String)>,
    /// The same of all nations, for hints, once somebody asks.
    all_names: OnceCell<Vec<(String, String)>>,
}

/// Ids of one table.
#[derive(Default)]
pub(in super::super) struct KnownIds {
    /// What is converted takes its ids from here, so that an id that stands a thousand times is kept once.
    ids: BTreeSet<Arc<str>>,
    /// Records that are there beside those that are read.
    rows: Rows,
    /// Records that may be named as well, whatever becomes of those.
    others: Rows,
    /// Those of them that go.
    gone: BTreeSet<Arc<str>>,
    pub has_gap: bool,
    /// Ids of the records that were sound, once the table is converted.
    kept: OnceCell<BTreeSet<Arc<str>>>,
}

/// Records of a document.
#[derive(Default)]
enum Rows {
    /// None: all records are read.
    #[default]
    None,
    Kinds(OrdMap<KindId, Arc<Kind>>),
    Nations(OrdMap<NationId, Arc<Nation>>),
    Sources(OrdMap<SourceId, Arc<Source>>),
    Instruments(OrdMap<InstrumentId, Arc<Instrument>>),
    Ties(OrdMap<TieId, Arc<Tie>>),
}

impl Rows {
    /// Returns the id of a record in the memory that all share who name it.
    fn find(&self, id: &str) -> Option<Arc<str>> {
        match self {
            Self::None => None,
            Self::Kinds(rows) => rows.get_key_value(&KindId::new(id)).map(|(id, _)| id.share()),
            Self::Nations(rows) => rows.get_key_value(&NationId::new(id)).map(|(id, _)| id.share()),
            Self::Sources(rows) => rows.get_key_value(&SourceId::new(id)).map(|(id, _)| id.share()),
            Self::Instruments(rows) => rows.get_key_value(&InstrumentId::new(id)).map(|(id, _)| id.share()),
            Self::Ties(rows) => rows.get_key_value(&TieId::new(id)).map(|(id, _)| id.share()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Kinds(rows) => rows.len(),
            Self::Nations(rows) => rows.len(),
            Self::Sources(rows) => rows.len(),
            Self::Instruments(rows) => rows.len(),
            Self::Ties(rows) => rows.len(),
        }
    }

    fn ids(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::Kinds(rows) => rows.keys().map(KindId::as_str).collect(),
            Self::Nations(rows) => rows.keys().map(NationId::as_str).collect(),
            Self::Sources(rows) => rows.keys().map(SourceId::as_str).collect(),
            Self::Instruments(rows) => rows.keys().map(InstrumentId::as_str).collect(),
            Self::Ties(rows) => rows.keys().map(TieId::as_str).collect(),
        }
    }
}

impl KnownIds {
    fn of<T: Identified>(table: &RawTable<T>) -> Self {
        let read = table.records.iter().map(|(_, record)| record.id());
        Self {
            ids: read.chain(table.faulty_ids.iter().map(|id| &**id)).map(Arc::from).collect(),
            has_gap: table.has_gap,
            ..Self::default()
        }
    }

    fn within(rows: Rows) -> Self {
        Self { rows, ..Self::default() }
    }

    /// Whether there is a record of that id.
    pub fn contains(&self, id: &str) -> bool {
        let is_row = || !self.gone.contains(id) && self.rows.find(id).is_some();
        self.ids.contains(id) || is_row() || self.others.find(id).is_some()
    }

    /// Whether its record is sound, as far as anybody knows yet.
    pub fn is_kept(&self, id: &str) -> bool {
        self.kept.get().is_none_or(|kept| kept.contains(id))
    }

    /// Returns how many ids there are at most. O(1).
    pub fn at_most(&self) -> usize {
        self.ids.len() + self.rows.len()
    }

    /// Returns all ids, unsorted. O(n).
    pub fn all_unsorted(&self) -> Vec<&str> {
        let rows = self.rows.ids().into_iter().filter(|id| !self.gone.contains(*id));
        self.ids.iter().map(|id| &**id).chain(rows).collect()
    }

    /// Returns the ids of records that are sound, as far as anybody knows yet; unsorted. O(n).
    pub fn kept_unsorted(&self) -> Vec<&str> {
        match self.kept.get() {
            Some(kept) => kept.iter().map(|id| &**id).collect(),
            None => self.all_unsorted(),
        }
    }

    /// Returns an id as all that names it may share it.
    pub fn shared(&self, id: &str) -> Arc<str> {
        let found = self.ids.get(id).cloned().or_else(|| self.rows.find(id)).or_else(|| self.others.find(id));
        found.unwrap_or_else(|| Arc::from(id))
    }

    /// Says which records turned out to be sound.
    pub fn settle(&self, kept: impl Iterator<Item = Arc<str>>) {
        self.kept.get_or_init(|| kept.collect());
    }

    /// Says that a record comes.
    pub fn add(&mut self, id: &str) {
        self.gone.remove(id);
        if self.rows.find(id).is_none() {
            self.ids.insert(Arc::from(id));
        }
    }

    /// Says that a record goes.
    pub fn remove(&mut self, id: &str) {
        self.ids.remove(id);
        if let Some(id) = self.rows.find(id) {
            self.gone.insert(id);
        }
    }
}

/// A record with an id of its own.
pub(in super::super) trait Identified {
    /// Returns the id as written.
    fn id(&self) -> &str;
}

/// Implements `Identified` for records with a field `id`.
macro_rules! identified {
    ($($record:ty),*) => { $(impl Identified for $record { fn id(&self) -> &str { &self.id } })* };
}
identified!(KindRecord, NationRecord, SourceRecord, InstrumentRecord, TieRecord, AssessmentRecord);

impl Known {
    /// Returns the ids in the records as written.
    pub fn of(raw: &RawAtlas) -> Self {
        let parts_of =
            |tie: &TieRecord| part_ids(&tie.milestones).into_iter().chain(part_ids(&tie.exchanges)).collect();
        let ties = raw.ties.records.iter().map(|(_, tie)| (tie.id.clone(), parts_of(tie)));
        let nations = || raw.nations.records.iter().map(|(_, nation)| nation);
        Self {
            kinds: KnownIds::of(&raw.kinds),
            nations: KnownIds::of(&raw.nations),
            sources: KnownIds::of(&raw.sources),
            instruments: KnownIds::of(&raw.instruments),
            ties: KnownIds::of(&raw.ties),
            tie_parts: ties.collect(),
            events: nations().map(|nation| (nation.id.clone(), part_ids(&nation.events))).collect(),
            names: nations().flat_map(names_of).collect(),
            all_names: OnceCell::new(),
        }
    }

    /// Returns the ids in a document. O(1).
    pub fn within(document: &Document) -> Self {
        let Document {
            manifest: _,
            kinds,
            nations,
            sources,
            instruments,
            ties,
            assessments: _,
            positions: _,
            scenarios: _,
        } = document.clone();
        Self {
            kinds: KnownIds::within(Rows::Kinds(kinds)),
            nations: KnownIds::within(Rows::Nations(nations)),
            sources: KnownIds::within(Rows::Sources(sources)),
            instruments: KnownIds::within(Rows::Instruments(instruments)),
            ties: KnownIds::within(Rows::Ties(ties)),
            ..Self::default()
        }
    }

    /// Returns the ids in either of two documents. O(1).
    pub fn either(document: &Document, other: &Document) -> Self {
        let [mut known, others] = [document, other].map(Self::within);
        known.kinds.others = others.kinds.rows;
        known.nations.others = others.nations.rows;
        known.sources.others = others.sources.rows;
        known.instruments.others = others.instruments.rows;
        known.ties.others = others.ties.rows;
        known
    }

    /// Returns the ids of the milestones and exchanges of a tie; `None` where there is no such tie that can be read.
    pub fn parts_of_tie(&self, id: &str) -> Option<Cow<'_, BTreeSet<String>>> {
        if let Some(parts) = self.tie_parts.get(id) {
            return Some(Cow::Borrowed(parts));
        }
        let parts_in = |rows: &Rows| {
            let Rows::Ties(rows) = rows else { return None };
            let course = &rows.get(&TieId::new(id)).filter(|_| self.ties.contains(id))?.course;
            Some(course.part_ids().map(ToString::to_string).collect())
        };
        either(parts_in(&self.ties.rows), parts_in(&self.ties.others)).map(Cow::Owned)
    }

    /// Returns the ids of the events of a nation; `None` where there is no such nation that can be read.
    pub fn events_of_nation(&self, id: &str) -> Option<Cow<'_, BTreeSet<String>>> {
        if let Some(events) = self.events.get(id) {
            return Some(Cow::Borrowed(events));
        }
        let events_in = |rows: &Rows| {
            let Rows::Nations(rows) = rows else { return None };
            let nation = rows.get(&NationId::new(id)).filter(|_| self.nations.contains(id))?;
            let events = nation.events.iter().filter_map(|event| event.id.as_ref());
            Some(events.map(ToString::to_string).collect())
        };
        either(events_in(&self.nations.rows), events_in(&self.nations.others)).map(Cow::Owned)
    }

    /// Returns every name by which a nation goes, with its id. O(nations) at the first call.
    pub fn nation_names(&self) -> &[(String, String)] {
        self.all_names.get_or_init(|| {
            let rows = match &self.nations.rows {
                Rows::Nations(rows) => {
                    rows.values().filter(|nation| self.nations.contains(nation.id.as_str())).collect()
                }
                Rows::None | Rows::Kinds(_) | Rows::Sources(_) | Rows::Instruments(_) | Rows::Ties(_) => Vec::new(),
            };
            let of_rows = rows.into_iter().flat_map(|nation| {
                let names = &nation.names;
                let all = [nation.id.as_str(), &names.short].into_iter().chain(names.official.as_deref());
                let all = all.chain(names.aliases.iter().map(String::as_str));
                all.map(|name| (name.to_owned(), nation.id.to_string())).collect::<Vec<_>>()
            });
            self.names.iter().cloned().chain(of_rows).collect()
        })
    }

    /// Says that a record comes, with all that others may name of it.
    pub fn add(&mut self, record: &Record) {
        match record {
            Record::Kind(it) => self.kinds.add(&it.id),
            Record::Nation(it) => {
                self.nations.add(&it.id);
                self.name_nation(it);
                self.set_events_of_nation(&it.id, part_ids(&it.events));
            }
            Record::Source(it) => self.sources.add(&it.id),
            Record::Instrument(it) => self.instruments.add(&it.id),
            Record::Tie(it) => {
                self.ties.add(&it.id);
                let parts = part_ids(&it.milestones).into_iter().chain(part_ids(&it.exchanges));
                self.set_parts_of_tie(&it.id, parts.collect());
            }
            Record::Atlas(_) | Record::Assessment(_) | Record::Position(_) | Record::Scenario(_) => {}
        }
    }

    /// Says that a tie or a nation has these parts besides those that it has.
    pub fn add_parts(&mut self, id: &EntryId, parts: &BTreeSet<String>) {
        match id {
            EntryId::Tie(id) => {
                let known = self.parts_of_tie(id.as_str()).map(Cow::into_owned).unwrap_or_default();
                self.set_parts_of_tie(id.as_str(), known.union(parts).cloned().collect());
            }
            EntryId::Nation(id) => {
                let known = self.events_of_nation(id.as_str()).map(Cow::into_owned).unwrap_or_default();
                self.set_events_of_nation(id.as_str(), known.union(parts).cloned().collect());
            }
            EntryId::Manifest
            | EntryId::Kind(_)
            | EntryId::Source(_)
            | EntryId::Instrument(_)
            | EntryId::Assessment(_)
            | EntryId::Position(_)
            | EntryId::Scenario(_) => {}
        }
    }

    /// Says which milestones and exchanges a tie will have.
    pub fn set_parts_of_tie(&mut self, id: &str, parts: BTreeSet<String>) {
        self.tie_parts.insert(id.to_owned(), parts);
    }

    /// Says which events a nation will have.
    pub fn set_events_of_nation(&mut self, id: &str, events: BTreeSet<String>) {
        self.events.insert(id.to_owned(), events);
    }

    /// Says that a nation comes, with all its names.
    pub fn name_nation(&mut self, nation: &NationRecord) {
        self.names.extend(names_of(nation));
    }
}

/// Something within a record that others may name.
pub(in super::super) trait Part {
    /// Returns its id as written.
    fn part_id(&self) -> Option<&str>;
}

/// Implements `Part` for items with an optional field `id`.
macro_rules! parts {
    ($($record:ty),*) => { $(impl Part for $record { fn part_id(&self) -> Option<&str> { self.id.as_deref() } })* };
}
parts!(MilestoneRecord, ExchangeRecord, EventRecord);

/// Returns the ids of those items that have one.
pub(in super::super) fn part_ids<T: Part>(items: &[T]) -> BTreeSet<String> {
    items.iter().filter_map(T::part_id).map(str::to_owned).collect()
}

/// Returns what is in either of two sets; `None` where there is neither.
fn either(one: Option<BTreeSet<String>>, other: Option<BTreeSet<String>>) -> Option<BTreeSet<String>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.union(&other).cloned().collect()),
        (one, other) => one.or(other),
    }
}

fn names_of(nation: &NationRecord) -> Vec<(String, String)> {
    let names = std::iter::once(nation.id.clone()).chain([nation.name.clone()]).chain(nation.official.clone());
    names.chain(nation.aliases.iter().cloned()).map(|name| (name, nation.id.clone())).collect()
}
