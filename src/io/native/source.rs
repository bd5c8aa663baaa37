//! Sources, and what they say.

use serde::{Deserialize, Serialize};

use super::is_default;

/// One element of `sources.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Source")]
pub struct SourceRecord {
    /// Unique identifier.
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: Option<String>,
    /// When it was published, EDTF.
    pub published: String,
    /// Where it can be read, http or https.
    #[serde(default, skip_serializing_if = "is_default")]
    pub url: Option<String>,
    /// An archived copy, http or https.
    #[serde(default, skip_serializing_if = "is_default")]
    pub archived: Option<String>,
    /// BCP 47 language tag of the document.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: Option<String>,
    /// What sort of document it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub genre: GenreRecord,
}

/// What sort of document a source is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GenreRecord {
    /// The text of a treaty, agreement, resolution or law itself.
    Instrument,
    /// A government's or an organization's statement or page.
    Official,
    /// News reporting.
    #[default]
    News,
    /// Analysis or comment.
    Analysis,
    /// Encyclopedia, chronology or data set.
    Reference,
}

/// What a source says of a thing.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Evidence")]
pub struct EvidenceRecord {
    /// Id of the source.
    pub source: String,
    /// What it says, in the author's own words.
    pub claim: String,
    /// A short quotation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quote: Option<String>,
    /// Where in the source: article, page, paragraph.
    #[serde(default, skip_serializing_if = "is_default")]
    pub locator: Option<String>,
    /// NATO grade, such as `B2`.
    pub grade: String,
    /// In what way the claim stands.
    pub standing: StandingRecord,
    /// By whom: a nation's id or a name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Option<String>,
    /// Day on which the claim first became public, EDTF.
    pub reported: String,
    /// Id of the source that this one only repeats.
    #[serde(default, skip_serializing_if = "is_default")]
    pub origin: Option<String>,
}

/// In what way a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingRecord {
    /// A document shows it.
    Documented,
    /// Somebody reports it.
    Reported,
    /// Somebody saw or heard it happen.
    Observed,
    /// A side says so.
    Claimed,
    /// The side concerned admits it.
    Acknowledged,
    /// The side concerned denies it.
    Denied,
}
