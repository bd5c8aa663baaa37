//! Nations: states and organizations, by what names they go, what happened to them, and why they stand where they do.

use super::date::EdtfDate;
use super::ids::{NationId, PartId, TieId};
use super::source::Evidence;

/// An actor: a state, or an organization of states.
#[derive(Debug, Clone, PartialEq)]
pub struct Nation {
    /// Its identifier.
    pub id: NationId,
    /// State or organization.
    pub class: Class,
    /// Its short, official and native names.
    pub names: Names,
    /// Correlates of War state number.
    pub cow: Option<u16>,
    /// Its capital or headquarters.
    pub seat: Option<Seat>,
    /// Dated events of its own, earliest first.
    pub events: Vec<Event>,
    /// Reasons behind its stance.
    pub drivers: Vec<Driver>,
}

/// The names of a nation.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    /// Such as "North Korea".
    pub short: String,
    /// Such as "Democratic People's Republic of Korea".
    pub official: Option<String>,
    /// BCP 47 language tag and name, in the author's order.
    pub native: Vec<(String, String)>,
    /// Other names by which people look for it, such as `DPRK`.
    pub aliases: Vec<String>,
}

/// Which of a nation's names is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameStyle {
    /// "North Korea".
    Short,
    /// "Democratic People's Republic of Korea".
    Official,
    /// The first native name.
    Native,
}

/// State or organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A state.
    State,
    /// An international organization or one of its organs.
    Organization,
}

/// A capital or headquarters.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// The city.
    pub city: String,
    /// Latitude in degrees, −90 to 90, north positive.
    pub latitude: f64,
    /// Longitude in degrees, −180 to 180, east positive.
    pub longitude: f64,
}

/// Something dated that happened to a nation alone: an inauguration, a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identifier within the nation, where others refer to it.
    pub id: Option<PartId>,
    /// When.
    pub on: EdtfDate,
    /// What happened.
    pub title: String,
    /// More about it; may be empty.
    pub summary: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A reason behind a nation's stance.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Its identifier within the nation.
    pub id: PartId,
    /// The reason in a few words.
    pub title: String,
    /// More about it; may be empty.
    pub summary: String,
    /// Stated or inferred.
    pub basis: Basis,
    /// By whom: a nation's id or a name.
    pub by: String,
    /// Ties that it helps to explain.
    pub explains: Vec<TieId>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Where a driver comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The nation says so itself.
    Stated,
    /// Somebody else concludes it.
    Inferred,
}

impl Basis {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
        }
    }
}

impl Names {
    /// Returns the name in a style, or the short one where that is not known.
    pub fn in_style(&self, style: NameStyle) -> &str {
        let styled = match style {
            NameStyle::Short => None,
            NameStyle::Official => self.official.as_deref(),
            NameStyle::Native => self.native.first().map(|(_, name)| name.as_str()),
        };
        styled.unwrap_or(&self.short)
    }
}
