//! The two days of a look at the record: the day looked at, and the day by which evidence had to be known; and from where
//! one looks in a comparison.

use jiff::civil::Date;

use crate::model::ScenarioId;

/// As of when, and known by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day looked at.
    pub as_of: Date,
    /// Only what had been reported by this day counts; `None` for all that is known now.
    pub known_on: Option<Date>,
}

impl Moment {
    /// Returns a day with all that is known of it now.
    pub fn of(as_of: Date) -> Self {
        Self { as_of, known_on: None }
    }
}

/// From where one looks: the record or a scenario over it, on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vantage {
    /// Which scenario; `None` for the record as it is.
    pub scenario: Option<ScenarioId>,
    /// The day looked at.
    pub day: Date,
}

impl Vantage {
    /// Returns the record on a day.
    pub fn record(day: Date) -> Self {
        Self { scenario: None, day }
    }

    /// Returns the two in the order in which a comparison tells them: of one record the earlier day first, else the record
    /// before a scenario, else as they are given.
    pub fn in_order(one: Self, other: Self) -> (Self, Self) {
        let is_later = one.scenario == other.scenario && one.day > other.day;
        let is_supposed = one.scenario.is_some() && other.scenario.is_none();
        if is_later || is_supposed { (other, one) } else { (one, other) }
    }
}
