//! Instruments and assessments: what several ties share, and what somebody makes of them all.

use super::date::EdtfDate;
use super::ids::{AssessmentId, InstrumentId, NationId, TieId};
use super::source::Evidence;
use super::span::Span;

/// What several ties share: an armistice, a trilateral pledge.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Its identifier.
    pub id: InstrumentId,
    /// What it is called.
    pub title: String,
    /// When it holds.
    pub span: Span,
    /// What it says; may be empty.
    pub summary: String,
    /// Who signed, and on whose behalf where not its own.
    pub signatories: Vec<(NationId, Option<String>)>,
    /// Nations concerned that did not sign.
    pub not_signed_by: Vec<NationId>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Somebody's stated judgment of weights; a claim, not a measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Its identifier.
    pub id: AssessmentId,
    /// What it is called.
    pub title: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// Who made it.
    pub author: String,
    /// How; `None` when the author states no method.
    pub method: Option<String>,
    /// When it was made.
    pub made: EdtfDate,
    /// Nations that it is about.
    pub nations: Vec<NationId>,
    /// Ties that it is about.
    pub ties: Vec<TieId>,
    /// The weights, in the author's order.
    pub shares: Vec<Share>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// One weight in an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What the weight is given to.
    pub label: String,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// Nations that it stands for.
    pub nations: Vec<NationId>,
}
