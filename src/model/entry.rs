//! One record of any table, so that what changes records need not know which table they stand in.

use std::sync::Arc;

use super::document::{Document, Manifest, Position};
use super::ids::{AssessmentId, InstrumentId, KindId, NationId, ScenarioId, SourceId, TieId};
use super::instrument::{Assessment, Instrument};
use super::kind::Kind;
use super::nation::Nation;
use super::scenario::Scenario;
use super::source::Source;
use super::tie::Tie;

/// Names one record of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryId {
    /// What the atlas says of itself.
    Manifest,
    /// A kind of tie.
    Kind(KindId),
    /// A nation.
    Nation(NationId),
    /// A source.
    Source(SourceId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A tie.
    Tie(TieId),
    /// An assessment.
    Assessment(AssessmentId),
    /// Where a nation sits.
    Position(NationId),
    /// A scenario.
    Scenario(ScenarioId),
}

/// One record of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// What the atlas says of itself.
    Manifest(Arc<Manifest>),
    /// A kind of tie.
    Kind(Arc<Kind>),
    /// A nation.
    Nation(Arc<Nation>),
    /// A source.
    Source(Arc<Source>),
    /// An instrument.
    Instrument(Arc<Instrument>),
    /// A tie.
    Tie(Arc<Tie>),
    /// An assessment.
    Assessment(Arc<Assessment>),
    /// Where a nation sits.
    Position(NationId, Position),
    /// A scenario.
    Scenario(Arc<Scenario>),
}

impl EntryId {
    /// Returns what people call a record of this sort.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Manifest => "atlas",
            Self::Kind(_) => "kind",
            Self::Nation(_) => "nation",
            Self::Source(_) => "source",
            Self::Instrument(_) => "instrument",
            Self::Tie(_) => "tie",
            Self::Assessment(_) => "assessment",
            Self::Position(_) => "position",
            Self::Scenario(_) => "scenario",
        }
    }

    /// Returns the id of a scenario; `None` for any other record.
    pub fn scenario(&self) -> Option<&ScenarioId> {
        match self {
            Self::Scenario(id) => Some(id),
            Self::Manifest
            | Self::Kind(_)
            | Self::Nation(_)
            | Self::Source(_)
            | Self::Instrument(_)
            | Self::Tie(_)
            | Self::Assessment(_)
            | Self::Position(_) => None,
        }
    }

    /// Returns the author's string; empty for the manifest, of which there is one.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Manifest => "",
            Self::Kind(id) => id.as_str(),
            Self::Nation(id) | Self::Position(id) => id.as_str(),
            Self::Source(id) => id.as_str(),
            Self::Instrument(id) => id.as_str(),
            Self::Tie(id) => id.as_str(),
            Self::Assessment(id) => id.as_str(),
            Self::Scenario(id) => id.as_str(),
        }
    }
}

impl Entry {
    /// Returns which record it is.
    pub fn id(&self) -> EntryId {
        match self {
            Self::Manifest(_) => EntryId::Manifest,
            Self::Kind(kind) => EntryId::Kind(kind.id.clone()),
            Self::Nation(nation) => EntryId::Nation(nation.id.clone()),
            Self::Source(source) => EntryId::Source(source.id.clone()),
            Self::Instrument(instrument) => EntryId::Instrument(instrument.id.clone()),
            Self::Tie(tie) => EntryId::Tie(tie.id.clone()),
            Self::Assessment(assessment) => EntryId::Assessment(assessment.id.clone()),
            Self::Position(id, _) => EntryId::Position(id.clone()),
            Self::Scenario(scenario) => EntryId::Scenario(scenario.id.clone()),
        }
    }

    /// Returns what it is called: a title or a name; the id of a nation for its position.
    pub fn title(&self) -> &str {
        match self {
            Self::Manifest(manifest) => &manifest.title,
            Self::Kind(kind) => &kind.name,
            Self::Nation(nation) => &nation.names.short,
            Self::Source(source) => &source.title,
            Self::Instrument(instrument) => &instrument.title,
            Self::Tie(tie) => &tie.about.title,
            Self::Assessment(assessment) => &assessment.title,
            Self::Position(id, _) => id.as_str(),
            Self::Scenario(scenario) => &scenario.title,
        }
    }
}

impl Document {
    /// Returns the record of that id; `None` where there is none.
    pub fn entry(&self, id: &EntryId) -> Option<Entry> {
        match id {
            EntryId::Manifest => Some(Entry::Manifest(self.manifest.clone())),
            EntryId::Kind(id) => self.kinds.get(id).cloned().map(Entry::Kind),
            EntryId::Nation(id) => self.nations.get(id).cloned().map(Entry::Nation),
            EntryId::Source(id) => self.sources.get(id).cloned().map(Entry::Source),
            EntryId::Instrument(id) => self.instruments.get(id).cloned().map(Entry::Instrument),
            EntryId::Tie(id) => self.ties.get(id).cloned().map(Entry::Tie),
            EntryId::Assessment(id) => self.assessments.get(id).cloned().map(Entry::Assessment),
            EntryId::Position(id) => self.positions.get(id).map(|position| Entry::Position(id.clone(), *position)),
            EntryId::Scenario(id) => self.scenarios.get(id).cloned().map(Entry::Scenario),
        }
    }

    /// Puts a record into its table, in the place of the one of the same id.
    ///
    /// Whether what it names is there is up to the caller.
    pub fn put(&mut self, entry: Entry) {
        match entry {
            Entry::Manifest(manifest) => self.manifest = manifest,
            Entry::Kind(kind) => drop(self.kinds.insert(kind.id.clone(), kind)),
            Entry::Nation(nation) => drop(self.nations.insert(nation.id.clone(), nation)),
            Entry::Source(source) => drop(self.sources.insert(source.id.clone(), source)),
            Entry::Instrument(instrument) => drop(self.instruments.insert(instrument.id.clone(), instrument)),
            Entry::Tie(tie) => drop(self.ties.insert(tie.id.clone(), tie)),
            Entry::Assessment(assessment) => drop(self.assessments.insert(assessment.id.clone(), assessment)),
            Entry::Position(id, position) => drop(self.positions.insert(id, position)),
            Entry::Scenario(scenario) => drop(self.scenarios.insert(scenario.id.clone(), scenario)),
        }
    }

    /// Takes the record of an id out of its table. The manifest stays: an atlas always has one.
    pub fn remove(&mut self, id: &EntryId) {
        match id {
            EntryId::Manifest => {}
            EntryId::Kind(id) => drop(self.kinds.remove(id)),
            EntryId::Nation(id) => drop(self.nations.remove(id)),
            EntryId::Source(id) => drop(self.sources.remove(id)),
            EntryId::Instrument(id) => drop(self.instruments.remove(id)),
            EntryId::Tie(id) => drop(self.ties.remove(id)),
            EntryId::Assessment(id) => drop(self.assessments.remove(id)),
            EntryId::Position(id) => drop(self.positions.remove(id)),
            EntryId::Scenario(id) => drop(self.scenarios.remove(id)),
        }
    }
}
