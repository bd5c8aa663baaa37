//! Ties with their milestones, exchanges, rival dates and reasons.

use serde::{Deserialize, Serialize};

use super::is_default;
use super::source::EvidenceRecord;

/// One element of a file in `ties/`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Tie")]
pub struct TieRecord {
    /// Unique identifier.
    pub id: String,
    /// Id of its kind.
    pub kind: String,
    /// The two nations; the first is the sender when the kind is directed.
    pub between: (String, String),
    /// Days on which it exists, EDTF.
    pub span: String,
    /// How much it matters, 1 to 5; written even where it is the default, as people do.
    #[serde(default = "default_weight")]
    pub weight: i64,
    /// Why that weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weight_why: String,
    /// Later changes of the weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub levels: Vec<LevelRecord>,
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence or two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// Id of the instrument it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub instrument: Option<String>,
    /// Which of the two depends on the other.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dependent: Option<String>,
    /// Steps in its formal life.
    #[serde(default, skip_serializing_if = "is_default")]
    pub milestones: Vec<MilestoneRecord>,
    /// Dated moves inside it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exchanges: Vec<ExchangeRecord>,
    /// Rival dates.
    #[serde(default, skip_serializing_if = "is_default")]
    pub disputed: Vec<DisputeRecord>,
    /// What it responds to, enables or supersedes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relates: Vec<RelationRecord>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<EvidenceRecord>,
}

/// The weight of a tie whose author gives none: the middle of 1 to 5.
fn default_weight() -> i64 {
    3
}

/// A dated change of a tie's weight.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Level")]
pub struct LevelRecord {
    /// First day of the new weight, EDTF.
    pub from: String,
    /// The new weight, 1 to 5.
    pub weight: i64,
    /// Why it changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub why: String,
}

/// A dated step in the life of a formal tie.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Milestone")]
pub struct MilestoneRecord {
    /// Unique within the tie; lets `relates` and `disputed` name it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// Which step.
    pub step: StepRecord,
    /// Whose step; both parties' where left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: Option<String>,
    /// What happened, where the step alone does not say it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Ids of sources among the tie's evidence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
    /// What it responds to or enables.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relates: Vec<RelationRecord>,
}

/// The steps in the life of a formal tie.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRecord {
    /// Signed or adopted.
    Signed,
    /// Ratified.
    Ratified,
    /// Took effect.
    InForce,
    /// Prolonged or widened.
    Extended,
    /// Suspended in part.
    PartlySuspended,
    /// Suspended.
    Suspended,
    /// Left by a party.
    Withdrawn,
    /// Replaced by another.
    Superseded,
    /// Ran out.
    Expired,
}

/// One dated move inside a tie.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Exchange")]
pub struct ExchangeRecord {
    /// Unique within the tie; lets `relates` name it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// Id of the nation that moved.
    pub by: String,
    /// What was done or offered.
    pub approach: String,
    /// What it was meant to achieve.
    #[serde(default, skip_serializing_if = "is_default")]
    pub strategy: String,
    /// How the other side took it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub response: Option<ResponseRecord>,
    /// The answer in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reply: String,
    /// CAMEO code of the move.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cameo: Option<String>,
    /// Ids of sources among the tie's evidence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
    /// What it responds to or enables.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relates: Vec<RelationRecord>,
}

/// How the other side took a move.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseRecord {
    /// Taken up.
    Accepted,
    /// Turned down.
    Rejected,
    /// Left without an answer.
    Ignored,
    /// Taken up, then broken off.
    Collapsed,
    /// Not yet answered.
    Pending,
}

/// A rival date.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Dispute")]
pub struct DisputeRecord {
    /// `begins`, `ends`, a step, or the id of a milestone or exchange of the tie.
    pub what: String,
    /// The rival date, EDTF.
    pub on: String,
    /// Id of the source that gives it.
    pub source: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

/// A reason: this responds to, enables or supersedes that.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Relation")]
pub struct RelationRecord {
    /// `TIE`, `TIE#EXCHANGE-OR-MILESTONE` or `NATION#EVENT`.
    pub to: String,
    /// How the two relate.
    #[serde(rename = "as")]
    pub relation: RelationKindRecord,
    /// Ids of sources among the tie's evidence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
}

/// How two things relate.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKindRecord {
    /// Answers it.
    InResponseTo,
    /// Makes it possible.
    Enables,
    /// Takes its place.
    Supersedes,
}
