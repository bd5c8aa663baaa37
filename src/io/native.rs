//! The shapes of atlas files, format 1: plain serde structs of strings and numbers, exactly as an author writes them.
//!
//! Nothing here is checked beyond its type; `convert` turns these into the model and says what is wrong.
//! The fields are documented for authors in `data/README.md`; keep the two in step.

use serde::Deserialize;

use super::pairs::Pairs;

/// The `atlas.ron` manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Atlas")]
pub struct AtlasRecord {
    /// Version of the format; this program reads 1.
    pub format: u32,
    /// Stable identifier, to which scenarios are bound.
    pub id: String,
    /// What the atlas is called.
    pub title: String,
    /// What it covers, in a sentence or two.
    #[serde(default)]
    pub summary: String,
    /// Day as of which the record was compiled, `YYYY-MM-DD`.
    pub as_of: String,
    /// Nations that the atlas is about, first the most central.
    #[serde(default)]
    pub focus: Vec<String>,
    /// Who compiled it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// SPDX expression of the license.
    #[serde(default)]
    pub license: String,
    /// Which of a nation's names is shown.
    #[serde(default)]
    pub name_style: NameStyleRecord,
}

/// Which of a nation's names is shown.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
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

/// One element of `kinds.ron`.
#[derive(Debug, Deserialize)]
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
    #[serde(default)]
    pub direction: DirectionRecord,
    /// Whose term the name is.
    #[serde(default)]
    pub term: String,
    /// What the kind covers.
    #[serde(default)]
    pub summary: String,
}

/// The sign of a kind.
#[derive(Debug, Clone, Copy, Deserialize)]
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
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectionRecord {
    /// Holds both ways.
    #[default]
    Mutual,
    /// From the first nation of `between` to the second.
    Directed,
}

/// One element of `nations.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Nation")]
pub struct NationRecord {
    /// ISO 3166 alpha-3 code where it has one.
    pub id: String,
    /// State or organization.
    #[serde(default)]
    pub class: ClassRecord,
    /// Short name.
    pub name: String,
    /// Official name.
    #[serde(default)]
    pub official: Option<String>,
    /// Native names by BCP 47 language tag.
    #[serde(default)]
    pub native: Pairs<String>,
    /// Other names by which people look for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Correlates of War state number.
    #[serde(default)]
    pub cow: Option<u16>,
    /// Capital or headquarters.
    #[serde(default)]
    pub seat: Option<SeatRecord>,
    /// Dated events of its own.
    #[serde(default)]
    pub events: Vec<EventRecord>,
    /// Reasons behind its stance.
    #[serde(default)]
    pub drivers: Vec<DriverRecord>,
}

/// State or organization.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassRecord {
    /// A state.
    #[default]
    State,
    /// An international organization or one of its organs.
    Organization,
}

/// Capital or headquarters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Seat")]
pub struct SeatRecord {
    /// City.
    pub name: String,
    /// Latitude in degrees, north positive.
    pub lat: f64,
    /// Longitude in degrees, east positive.
    pub lon: f64,
}

/// A dated event of a nation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Event")]
pub struct EventRecord {
    /// Unique within the nation; lets `relates` name it.
    #[serde(default)]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// What happened.
    pub title: String,
    /// More about it.
    #[serde(default)]
    pub summary: String,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// A reason behind a nation's stance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Driver")]
pub struct DriverRecord {
    /// Unique within the nation.
    pub id: String,
    /// The reason in a few words.
    pub title: String,
    /// More about it.
    #[serde(default)]
    pub summary: String,
    /// Stated by the nation or inferred by somebody.
    pub basis: BasisRecord,
    /// By whom: a nation's id or a name.
    pub by: String,
    /// Ids of ties that it helps to explain.
    #[serde(default)]
    pub explains: Vec<String>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// Where a driver comes from.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisRecord {
    /// The nation says so.
    Stated,
    /// Somebody else concludes it.
    Inferred,
}

/// One element of `sources.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Source")]
pub struct SourceRecord {
    /// Unique identifier.
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    #[serde(default)]
    pub author: Option<String>,
    /// When it was published, EDTF.
    pub published: String,
    /// Where it can be read, http or https.
    #[serde(default)]
    pub url: Option<String>,
    /// An archived copy, http or https.
    #[serde(default)]
    pub archived: Option<String>,
    /// BCP 47 language tag of the document.
    #[serde(default)]
    pub language: Option<String>,
    /// What sort of document it is.
    #[serde(default)]
    pub genre: GenreRecord,
}

/// What sort of document a source is.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
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

/// One element of `instruments.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Instrument")]
pub struct InstrumentRecord {
    /// Unique identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Days on which it holds, EDTF.
    pub span: String,
    /// What it says.
    #[serde(default)]
    pub summary: String,
    /// Who signed, and for whom.
    #[serde(default)]
    pub signatories: Vec<SignatoryRecord>,
    /// Nations concerned that did not sign.
    #[serde(default)]
    pub not_signed_by: Vec<String>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// One signature under an instrument.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Signatory")]
pub struct SignatoryRecord {
    /// The nation.
    pub nation: String,
    /// On whose behalf, where not its own.
    #[serde(default)]
    pub on_behalf_of: Option<String>,
}

/// One element of a file in `ties/`.
#[derive(Debug, Deserialize)]
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
    /// How much it matters, 1 to 5.
    #[serde(default = "default_weight")]
    pub weight: i64,
    /// Why that weight.
    #[serde(default)]
    pub weight_why: String,
    /// Later changes of the weight.
    #[serde(default)]
    pub levels: Vec<LevelRecord>,
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence or two.
    #[serde(default)]
    pub summary: String,
    /// Id of the instrument it belongs to.
    #[serde(default)]
    pub instrument: Option<String>,
    /// Which of the two depends on the other.
    #[serde(default)]
    pub dependent: Option<String>,
    /// Steps in its formal life.
    #[serde(default)]
    pub milestones: Vec<MilestoneRecord>,
    /// Dated moves inside it.
    #[serde(default)]
    pub exchanges: Vec<ExchangeRecord>,
    /// Rival dates.
    #[serde(default)]
    pub disputed: Vec<DisputeRecord>,
    /// What it responds to, enables or supersedes.
    #[serde(default)]
    pub relates: Vec<RelationRecord>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// The weight of a tie whose author gives none: the middle of 1 to 5.
fn default_weight() -> i64 {
    3
}

/// A dated change of a tie's weight.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Level")]
pub struct LevelRecord {
    /// First day of the new weight, EDTF.
    pub from: String,
    /// The new weight, 1 to 5.
    pub weight: i64,
    /// Why it changed.
    #[serde(default)]
    pub why: String,
}

/// A dated step in the life of a formal tie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Milestone")]
pub struct MilestoneRecord {
    /// Unique within the tie; lets `relates` and `disputed` name it.
    #[serde(default)]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// Which step.
    pub step: StepRecord,
    /// Whose step; both parties' where left out.
    #[serde(default)]
    pub by: Option<String>,
    /// What happened, where the step alone does not say it.
    #[serde(default)]
    pub title: String,
    /// Ids of sources among the tie's evidence.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What it responds to or enables.
    #[serde(default)]
    pub relates: Vec<RelationRecord>,
}

/// The steps in the life of a formal tie.
#[derive(Debug, Clone, Copy, Deserialize)]
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
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Exchange")]
pub struct ExchangeRecord {
    /// Unique within the tie; lets `relates` name it.
    #[serde(default)]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// Id of the nation that moved.
    pub by: String,
    /// What was done or offered.
    pub approach: String,
    /// What it was meant to achieve.
    #[serde(default)]
    pub strategy: String,
    /// How the other side took it.
    #[serde(default)]
    pub response: Option<ResponseRecord>,
    /// The answer in words.
    #[serde(default)]
    pub reply: String,
    /// CAMEO code of the move.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Ids of sources among the tie's evidence.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What it responds to or enables.
    #[serde(default)]
    pub relates: Vec<RelationRecord>,
}

/// How the other side took a move.
#[derive(Debug, Clone, Copy, Deserialize)]
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
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Dispute")]
pub struct DisputeRecord {
    /// `begins`, `ends`, a step, or the id of a milestone or exchange of the tie.
    pub what: String,
    /// The rival date, EDTF.
    pub on: String,
    /// Id of the source that gives it.
    pub source: String,
    /// More about it.
    #[serde(default)]
    pub note: String,
}

/// A reason: this responds to, enables or supersedes that.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Relation")]
pub struct RelationRecord {
    /// `TIE`, `TIE#EXCHANGE-OR-MILESTONE` or `NATION#EVENT`.
    pub to: String,
    /// How the two relate.
    #[serde(rename = "as")]
    pub relation: RelationKindRecord,
    /// Ids of sources among the tie's evidence.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How two things relate.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKindRecord {
    /// Answers it.
    InResponseTo,
    /// Makes it possible.
    Enables,
    /// Takes its place.
    Supersedes,
}

/// What a source says of a thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Evidence")]
pub struct EvidenceRecord {
    /// Id of the source.
    pub source: String,
    /// What it says, in the author's own words.
    pub claim: String,
    /// A short quotation.
    #[serde(default)]
    pub quote: Option<String>,
    /// Where in the source: article, page, paragraph.
    #[serde(default)]
    pub locator: Option<String>,
    /// NATO grade, such as `B2`.
    pub grade: String,
    /// In what way the claim stands.
    pub standing: StandingRecord,
    /// By whom: a nation's id or a name.
    #[serde(default)]
    pub by: Option<String>,
    /// Day on which the claim first became public, EDTF.
    pub reported: String,
    /// Id of the source that this one only repeats.
    #[serde(default)]
    pub origin: Option<String>,
}

/// In what way a claim stands.
#[derive(Debug, Clone, Copy, Deserialize)]
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

/// One element of `assessments.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Assessment")]
pub struct AssessmentRecord {
    /// Unique identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The question that it answers.
    #[serde(default)]
    pub question: String,
    /// Who made it.
    pub author: String,
    /// How; "no method stated" where left out.
    #[serde(default)]
    pub method: Option<String>,
    /// When it was made, EDTF.
    pub made: String,
    /// Ids of the nations it is about.
    #[serde(default)]
    pub nations: Vec<String>,
    /// Ids of the ties it is about.
    #[serde(default)]
    pub ties: Vec<String>,
    /// The weights given, in percent.
    pub shares: Vec<ShareRecord>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// One weight in an assessment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Share")]
pub struct ShareRecord {
    /// What the weight is given to.
    pub label: String,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// Ids of the nations it stands for.
    #[serde(default)]
    pub nations: Vec<String>,
}

/// One element of `positions.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Position")]
pub struct PositionRecord {
    /// Id of the nation.
    pub nation: String,
    /// Points in the graph view at 100 %: x to the right, y down.
    pub at: (f64, f64),
    /// Whether layouts leave it there.
    #[serde(default)]
    pub pinned: bool,
}
