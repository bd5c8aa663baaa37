//! The sorts of records that changes are about, as lists of changes name them.

use crate::model::{AssessmentId, EntryId, InstrumentId, KindId, NationId, ScenarioId, SourceId, TieId};

/// A sort of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Atlas,
    Kind,
    Nation,
    Source,
    Instrument,
    Tie,
    Assessment,
    Position,
    Scenario,
}

impl Section {
    /// Their names, in the order in which people are told of them.
    pub const NAMES: [&str; 9] =
        ["tie", "nation", "kind", "source", "instrument", "assessment", "position", "scenario", "atlas"];

    /// Names of those that can be created and deleted; an atlas can only be changed from within.
    pub const RECORDS: [&str; 8] =
        ["tie", "nation", "kind", "source", "instrument", "assessment", "position", "scenario"];

    /// Returns the sort of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "atlas" => Some(Self::Atlas),
            "kind" => Some(Self::Kind),
            "nation" => Some(Self::Nation),
            "source" => Some(Self::Source),
            "instrument" => Some(Self::Instrument),
            "tie" => Some(Self::Tie),
            "assessment" => Some(Self::Assessment),
            "position" => Some(Self::Position),
            "scenario" => Some(Self::Scenario),
            _ => None,
        }
    }

    /// Returns the record of that sort with an id.
    pub fn id(self, id: &str) -> EntryId {
        match self {
            Self::Atlas => EntryId::Manifest,
            Self::Kind => EntryId::Kind(KindId::new(id)),
            Self::Nation => EntryId::Nation(NationId::new(id)),
            Self::Source => EntryId::Source(SourceId::new(id)),
            Self::Instrument => EntryId::Instrument(InstrumentId::new(id)),
            Self::Tie => EntryId::Tie(TieId::new(id)),
            Self::Assessment => EntryId::Assessment(AssessmentId::new(id)),
            Self::Position => EntryId::Position(NationId::new(id)),
            Self::Scenario => EntryId::Scenario(ScenarioId::new(id)),
        }
    }
}
