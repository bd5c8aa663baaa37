//! The shapes of atlas files, format 1: plain serde structs of strings and numbers, exactly as an author writes them.
//!
//! Nothing here is checked beyond its type; `convert` turns these into the model and says what is wrong.
//! The fields are documented for authors in `data/README.md`; keep the two in step.

mod instrument;
mod kind;
mod manifest;
mod nation;
mod source;
mod tie;

pub use instrument::{InstrumentRecord, SignatoryRecord, AssessmentRecord, ShareRecord};
pub use kind::{KindRecord, SignRecord, DirectionRecord};
pub use manifest::{AtlasRecord, NameStyleRecord, PositionRecord};
pub use nation::{NationRecord, ClassRecord, SeatRecord, EventRecord, DriverRecord, BasisRecord};
pub use source::{SourceRecord, GenreRecord, EvidenceRecord, StandingRecord};
pub use tie::{TieRecord, LevelRecord, MilestoneRecord, StepRecord, ExchangeRecord, ResponseRecord, DisputeRecord, RelationRecord, RelationKindRecord};

/// Whether a field is at its default, so that it need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
