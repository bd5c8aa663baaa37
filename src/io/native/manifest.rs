//! The manifest, and where nations sit.

use serde::{Deserialize, Serialize};

use super::is_default;

/// The `atlas.ron` manifest.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Atlas")]
pub struct AtlasRecord {
    /// Version of the format; this program reads 1.
    pub format: u32,
    /// Stable identifier, to which scenarios are bound.
    pub id: String,
    /// What the atlas is called.
    pub title: String,
    /// What it covers, in a sentence or two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// Day as of which the record was compiled, `YYYY-MM-DD`.
    pub as_of: String,
    /// Nations that the atlas is about, first the most central.
    #[serde(default, skip_serializing_if = "is_default")]
    pub focus: Vec<String>,
    /// Who compiled it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub authors: Vec<String>,
    /// SPDX expression of the license.
    #[serde(default, skip_serializing_if = "is_default")]
    pub license: String,
    /// Which of a nation's names is shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name_style: NameStyleRecord,
}

/// Which of a nation's names is shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameStyleRecord {
    /// "North Korea".
    #[default]
    Short,
    /// "Democratic People's Republic of Korea".
    Official,
    /// The first native name.
    Native,
}

/// One element of `positions.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Position")]
pub struct PositionRecord {
    /// Id of the nation.
    pub nation: String,
    /// Points in the graph view at 100 %: x to the right, y down.
    pub at: (f64, f64),
    /// Whether layouts leave it there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pinned: bool,
}
