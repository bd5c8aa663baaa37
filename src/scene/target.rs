//! What a person can point at.

use crate::model::{NationId, TieId};

/// A nation or a tie, as hovered or selected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A nation.
    Nation(NationId),
    /// A tie.
    Tie(TieId),
}
