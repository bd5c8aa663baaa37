//! One record of any table.

use serde::Serialize;

use super::instrument::{AssessmentRecord, InstrumentRecord};
use super::kind::KindRecord;
use super::manifest::{AtlasRecord, PositionRecord};
use super::nation::NationRecord;
use super::scenario::ScenarioRecord;
use super::source::SourceRecord;
use super::tie::TieRecord;

/// One record of any table, as written: as the record alone, without a word of which table it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Record {
    /// The manifest.
    Atlas(Box<AtlasRecord>),
    /// A kind of tie.
    Kind(Box<KindRecord>),
    /// A nation.
    Nation(Box<NationRecord>),
    /// A source.
    Source(Box<SourceRecord>),
    /// An instrument.
    Instrument(Box<InstrumentRecord>),
    /// A tie.
    Tie(Box<TieRecord>),
    /// An assessment.
    Assessment(Box<AssessmentRecord>),
    /// Where a nation sits.
    Position(Box<PositionRecord>),
    /// A scenario.
    Scenario(Box<ScenarioRecord>),
}
