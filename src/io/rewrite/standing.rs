//! Where each record of an atlas stands in its files, and how it is written there.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::canon::{Canon, TooMuch};
use super::super::decode::{RawAtlas, RawTable, RecordPlace};
use super::super::native::{
    AssessmentRecord, InstrumentRecord, KindRecord, NationRecord, PositionRecord, SourceRecord, TieRecord,
};
use super::super::objected::parse;
use super::home::Section;
use crate::model::{Entry, EntryId};

/// Finds records by their ids.
#[derive(Debug)]
pub(super) struct Index<'r> {
    raw: &'r RawAtlas,
    /// The first record of each id in each table, by its index among those that could be read.
    first: BTreeMap<(Section, &'r str), usize>,
}

impl<'r> Index<'r> {
    /// Returns what finds records. O(n log n).
    pub fn of(raw: &'r RawAtlas) -> Self {
        let RawAtlas { manifest: _, kinds, nations, sources, instruments, ties, assessments, positions, views: _ } =
            raw;
        let mut index = Self { raw, first: BTreeMap::new() };
        index.add(Section::Kinds, kinds, |it| &it.id);
        index.add(Section::Nations, nations, |it| &it.id);
        index.add(Section::Sources, sources, |it| &it.id);
        index.add(Section::Instruments, instruments, |it| &it.id);
        index.add(Section::Ties, ties, |it| &it.id);
        index.add(Section::Assessments, assessments, |it| &it.id);
        index.add(Section::Positions, positions, |it| &it.nation);
        index
    }

    fn add<R>(&mut self, section: Section, table: &'r RawTable<R>, id: impl Fn(&'r R) -> &'r String) {
        for (idx, (_, record)) in table.records.iter().enumerate() {
            self.first.entry((section, id(record))).or_insert(idx);
        }
    }

    /// Returns where the record of an id stands; `None` where there is none that could be read.
    pub fn place(&self, id: &EntryId) -> Option<&'r RecordPlace> {
        let Some(section) = Section::of(id) else { return self.raw.manifest.as_ref().map(|(place, _)| place) };
        let idx = *self.first.get(&(section, id.as_str()))?;
        let raw = self.raw;
        let place = match section {
            Section::Kinds => &raw.kinds.records.get(idx)?.0,
            Section::Nations => &raw.nations.records.get(idx)?.0,
            Section::Sources => &raw.sources.records.get(idx)?.0,
            Section::Instruments => &raw.instruments.records.get(idx)?.0,
            Section::Ties => &raw.ties.records.get(idx)?.0,
            Section::Assessments => &raw.assessments.records.get(idx)?.0,
            Section::Positions => &raw.positions.records.get(idx)?.0,
        };
        Some(place)
    }

    /// Returns where a record stands and how it is written there; `None` where it does not.
    ///
    /// # Errors
    /// Returns its text when it holds more than any file may.
    pub fn find(&self, entry: &Entry) -> Result<Option<(&'r RecordPlace, Canon)>, TooMuch> {
        let id = entry.id();
        let raw = self.raw;
        if let Entry::Position(nation, position) = entry {
            // Of several positions, the first sound one was taken.
            let is_meant = |record: &PositionRecord| {
                record.nation == nation.as_str() && record.at == (position.at.x, position.at.y)
            };
            let found = raw.positions.records.iter().find(|(_, record)| is_meant(record));
            return found.map(|(place, record)| Ok((place, Canon::of(record)?))).transpose();
        }
        let Some(place) = self.place(&id) else { return Ok(None) };
        let idx = Section::of(&id).and_then(|section| self.first.get(&(section, id.as_str())).copied()).unwrap_or(0);
        let canon = match &id {
            EntryId::Manifest => raw.manifest.as_ref().map(|(_, it)| Canon::of(it)),
            EntryId::Kind(_) => raw.kinds.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Nation(_) => raw.nations.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Source(_) => raw.sources.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Instrument(_) => raw.instruments.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Tie(_) => raw.ties.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Assessment(_) => raw.assessments.records.get(idx).map(|(_, it)| Canon::of(it)),
            EntryId::Position(_) => None,
        };
        canon.map(|canon| Ok((place, canon?))).transpose()
    }
}

/// Returns the plain text of a record as it is written in its list; `None` where it cannot be read.
pub(super) fn canon_of(section: Section, text: &str) -> Option<Canon> {
    fn read<R: DeserializeOwned + Serialize>(text: &str) -> Option<Canon> {
        Canon::of(&parse::<R>(text).ok()?).ok()
    }
    match section {
        Section::Kinds => read::<KindRecord>(text),
        Section::Nations => read::<NationRecord>(text),
        Section::Sources => read::<SourceRecord>(text),
        Section::Instruments => read::<InstrumentRecord>(text),
        Section::Ties => read::<TieRecord>(text),
        Section::Assessments => read::<AssessmentRecord>(text),
        Section::Positions => read::<PositionRecord>(text),
    }
}
