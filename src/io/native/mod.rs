//! The shapes of atlas files, format 1: plain serde structs of strings and numbers, exactly as an author writes them.
//!
//! Nothing here is checked beyond its type; `convert` turns these into the model and says what is wrong.
//! The fields are documented for authors in `data/README.md`; keep the two in step.

mod instrument;
mod kind;
mod manifest;
mod nation;
mod record;
mod scenario;
mod source;
mod tie;

pub use instrument::{AssessmentRecord, InstrumentRecord, ShareRecord, SignatoryRecord};
pub use kind::{DirectionRecord, KindRecord, SignRecord};
pub use manifest::{AtlasRecord, NameStyleRecord, PositionRecord};
pub use nation::{BasisRecord, ClassRecord, DriverRecord, EventRecord, NationRecord, SeatRecord};
pub use record::Record;
pub use scenario::{AlterationRecord, HypothesisRecord, LikelihoodRecord, LikelihoodTermRecord, ScenarioRecord};
pub use source::{EvidenceRecord, GenreRecord, SourceRecord, StandingRecord};
pub use tie::{
    DisputeRecord, ExchangeRecord, LevelRecord, MilestoneRecord, RelationKindRecord, RelationRecord, ResponseRecord,
    StepRecord, TieRecord,
};

/// Whether a field is at its default, so that it need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
