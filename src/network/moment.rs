//! The two days of a look at the record: the day looked at, and the day by which evidence had to be known.

use jiff::civil::Date;

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
