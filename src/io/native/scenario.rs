//! Scenarios over an atlas.

use ron::value::RawValue;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::one_line::on_one_line;
use super::is_default;

/// One element of a file in `scenarios/`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Scenario")]
pub struct ScenarioRecord {
    /// Its identifier.
    pub id: String,
    /// Identifier of the atlas that it is about; left out, it is about the one that it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub atlas: String,
    /// What it is called.
    pub title: String,
    /// Who made it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: String,
    /// The question that it answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: String,
    /// Why it is worth thinking through.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rationale: String,
    /// What is supposed, in the order in which it is carried out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changes: Vec<HypothesisRecord>,
}

/// One change as somebody supposes it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Suppose")]
pub struct HypothesisRecord {
    /// Its identifier within the scenario.
    pub id: String,
    /// The first day on which it holds, `YYYY-MM-DD`.
    pub from: String,
    /// What happens, in a few words.
    pub title: String,
    /// Whether it is kept without counting.
    #[serde(default, skip_serializing_if = "is_default")]
    pub off: bool,
    /// Why it might happen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub why: String,
    /// What has to be so for it to happen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assumes: String,
    /// Ids of the sources of the evidence that it starts from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
    /// How likely it is, given the changes before it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub likelihood: Option<LikelihoodRecord>,
    /// What becomes of records: `Create(…)`, `Change(…)`, `Delete(…)`.
    pub does: Vec<AlterationRecord>,
}

/// What becomes of one record, as text: it can be read only over a whole record.
///
/// Invariant: it is one value, on one line and without comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterationRecord(String);

impl AlterationRecord {
    /// Returns what a text says, which is one value.
    pub fn new(text: &str) -> Self {
        Self(on_one_line(text))
    }

    /// Returns its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AlterationRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(Box::<RawValue>::deserialize(deserializer)?.get_ron()))
    }
}

impl Serialize for AlterationRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_ron(&self.0).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// Somebody's judgment of a likelihood.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Likelihood")]
pub struct LikelihoodRecord {
    /// In the words of ICD 203.
    pub term: LikelihoodTermRecord,
    /// By whom.
    pub by: String,
    /// When, in EDTF.
    pub on: String,
}

/// Expressions of likelihood of ICD 203.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LikelihoodTermRecord {
    /// 1–5 %.
    AlmostNoChance,
    /// 5–20 %.
    VeryUnlikely,
    /// 20–45 %.
    Unlikely,
    /// 45–55 %.
    RoughlyEvenChance,
    /// 55–80 %.
    Likely,
    /// 80–95 %.
    VeryLikely,
    /// 95–99 %.
    AlmostCertain,
}
