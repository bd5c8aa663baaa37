//! Kinds of ties.

use serde::{Deserialize, Serialize};

use super::is_default;

/// One element of `kinds.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Kind")]
pub struct KindRecord {
    /// Unique identifier.
    pub id: String,
    /// What legend and inspector call it.
    pub name: String,
    /// Whether such a tie is positive, negative or neutral.
    pub sign: SignRecord,
    /// Group in the legend, and the file in `ties/` that new ties go to.
    pub category: String,
    /// Whether it points from the first nation to the second.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: DirectionRecord,
    /// Whose term the name is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub term: String,
    /// What the kind covers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
}

/// The sign of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignRecord {
    /// Brings the two together.
    Positive,
    /// Sets the two against each other.
    Negative,
    /// Neither.
    Neutral,
}

/// Whether ties of a kind have a direction.
#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectionRecord {
    /// Holds both ways.
    #[default]
    Mutual,
    /// From the first nation of `between` to the second.
    Directed,
}
