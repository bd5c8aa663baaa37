//! Instruments, which several ties share, and assessments.

use serde::{Deserialize, Serialize};

use super::is_default;
use super::source::EvidenceRecord;

/// One element of `instruments.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Instrument")]
pub struct InstrumentRecord {
    /// Unique identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Days on which it holds, EDTF.
    pub span: String,
    /// What it says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// Who signed, and for whom.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signatories: Vec<SignatoryRecord>,
    /// Nations concerned that did not sign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_signed_by: Vec<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<EvidenceRecord>,
}

/// One signature under an instrument.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Signatory")]
pub struct SignatoryRecord {
    /// The nation.
    pub nation: String,
    /// On whose behalf, where not its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_behalf_of: Option<String>,
}

/// One element of `assessments.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Assessment")]
pub struct AssessmentRecord {
    /// Unique identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The question that it answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: String,
    /// Who made it.
    pub author: String,
    /// How; "no method stated" where left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub method: Option<String>,
    /// When it was made, EDTF.
    pub made: String,
    /// Ids of the nations it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nations: Vec<String>,
    /// Ids of the ties it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: Vec<String>,
    /// The weights given, in percent.
    pub shares: Vec<ShareRecord>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<EvidenceRecord>,
}

/// One weight in an assessment.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Share")]
pub struct ShareRecord {
    /// What the weight is given to.
    pub label: String,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// Ids of the nations it stands for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nations: Vec<String>,
}
