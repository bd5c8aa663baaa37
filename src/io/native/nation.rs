//! Nations with their names, events and drivers.

use serde::{Deserialize, Serialize};

use super::is_default;
use super::source::EvidenceRecord;
use crate::io::pairs::Pairs;

/// One element of `nations.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Nation")]
pub struct NationRecord {
    /// ISO 3166 alpha-3 code where it has one.
    pub id: String,
    /// State or organization.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: ClassRecord,
    /// Short name.
    pub name: String,
    /// Official name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub official: Option<String>,
    /// Native names by BCP 47 language tag.
    #[serde(default, skip_serializing_if = "is_default")]
    pub native: Pairs<String>,
    /// Other names by which people look for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aliases: Vec<String>,
    /// Correlates of War state number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cow: Option<u16>,
    /// Capital or headquarters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seat: Option<SeatRecord>,
    /// Dated events of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub events: Vec<EventRecord>,
    /// Reasons behind its stance.
    #[serde(default, skip_serializing_if = "is_default")]
    pub drivers: Vec<DriverRecord>,
}

/// State or organization.
#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassRecord {
    /// A state.
    #[default]
    State,
    /// An international organization or one of its organs.
    Organization,
}

/// Capital or headquarters.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Event")]
pub struct EventRecord {
    /// Unique within the nation; lets `relates` name it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: Option<String>,
    /// When, EDTF.
    pub on: String,
    /// What happened.
    pub title: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<EvidenceRecord>,
}

/// A reason behind a nation's stance.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "Driver")]
pub struct DriverRecord {
    /// Unique within the nation.
    pub id: String,
    /// The reason in a few words.
    pub title: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// Stated by the nation or inferred by somebody.
    pub basis: BasisRecord,
    /// By whom: a nation's id or a name.
    pub by: String,
    /// Ids of ties that it helps to explain.
    #[serde(default, skip_serializing_if = "is_default")]
    pub explains: Vec<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<EvidenceRecord>,
}

/// Where a driver comes from.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisRecord {
    /// The nation says so.
    Stated,
    /// Somebody else concludes it.
    Inferred,
}
