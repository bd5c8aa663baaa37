//! Spans of days in EDTF: when a tie exists for sure, perhaps, or not at all.

use std::fmt;

use jiff::civil::Date;

use super::date::{DateError, EdtfDate};

/// The days on which something exists, both ends included.
///
/// Invariant: the latest possible last day is not before the earliest possible first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    begin: SpanEnd,
    end: SpanEnd,
    is_lone: bool,
}

/// One end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpanEnd {
    /// A date.
    On(EdtfDate),
    /// `..`: no bound.
    Open,
    /// Nothing written: there is an end, but nobody knows when.
    Unknown,
}

/// Whether something exists on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// It does not.
    Absent,
    /// It may, as far as the precision of its dates can tell, or its dates are approximate.
    Uncertain,
    /// It does.
    Certain,
}

impl Span {
    /// Reads a span such as `2024-06-19/2025-06-11`, `2024-12-04/..`, `2024/` or a lone `1961`.
    ///
    /// # Errors
    /// Returns what is wrong when an end is not a date, there are more than two ends, or it ends before it begins.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let Some((begin, end)) = text.split_once('/') else {
            let date = SpanEnd::On(EdtfDate::parse(text)?);
            return Ok(Self { begin: date, end: date, is_lone: true });
        };
        if end.contains('/') {
            return Err(DateError::new(
                format!("`{text}` has more than two ends"),
                "write a span as BEGIN/END, such as 2024-06-09/2025-06-11",
            ));
        }
        let span = Self { begin: parse_end(begin)?, end: parse_end(end)?, is_lone: false };
        if span.earliest_begin().zip(span.latest_end()).is_some_and(|(begin, end)| end < begin) {
            return Err(DateError::new(
                format!("the span `{text}` ends before it begins"),
                format!("swap the two dates, as in {end}/{begin}, or correct one"),
            ));
        }
        if matches!((span.begin, span.end), (SpanEnd::Unknown, SpanEnd::Unknown)) {
            return Err(DateError::new(format!("`{text}` has no date"), "write `../..` for what is undated"));
        }
        Ok(span)
    }

    /// Returns the span of what is undated: `../..`.
    pub fn undated() -> Self {
        Self { begin: SpanEnd::Open, end: SpanEnd::Open, is_lone: false }
    }

    /// Returns where it begins.
    pub fn begin(&self) -> SpanEnd {
        self.begin
    }

    /// Returns where it ends.
    pub fn end(&self) -> SpanEnd {
        self.end
    }

    /// Returns the same span without its end.
    pub fn going_on(&self) -> Self {
        Self { begin: self.begin, end: SpanEnd::Open, is_lone: false }
    }

    /// Whether it has a day in common with `other`, as far as their dates can tell.
    pub fn overlaps(&self, other: &Self) -> bool {
        let is_before =
            |a: &Self, b: &Self| a.latest_end().zip(b.earliest_begin()).is_some_and(|(end, begin)| end < begin);
        !is_before(self, other) && !is_before(other, self)
    }

    /// Returns the first day on which it may exist; `None` when there is no bound or nobody knows.
    pub fn earliest_begin(&self) -> Option<Date> {
        self.begin.date().map(EdtfDate::earliest)
    }

    /// Returns the last day on which it may exist; `None` when there is no bound or nobody knows.
    pub fn latest_end(&self) -> Option<Date> {
        self.end.date().map(EdtfDate::latest)
    }

    /// Whether it was over before `day`, whatever its dates leave open.
    pub fn has_ended_by(&self, day: Date) -> bool {
        self.latest_end().is_some_and(|end| end < day)
    }

    /// Returns whether it exists on `day`. Complexity O(1).
    ///
    /// It may exist from the earliest possible first day to the latest possible last, and does so for sure where
    /// the precision leaves nothing open. Qualified dates (`~`, `?`) and unknown ends never make it certain.
    pub fn presence_on(&self, day: Date) -> Presence {
        let is_before = self.earliest_begin().is_some_and(|begin| day < begin);
        if is_before || self.has_ended_by(day) {
            return Presence::Absent;
        }
        let begun = match self.begin {
            SpanEnd::Open => true,
            SpanEnd::Unknown => false,
            SpanEnd::On(date) => date.is_sure() && (self.is_lone || date.latest() <= day),
        };
        let not_ended = match self.end {
            SpanEnd::Open => true,
            SpanEnd::Unknown => false,
            SpanEnd::On(date) => date.is_sure() && (self.is_lone || day <= date.earliest()),
        };
        if begun && not_ended { Presence::Certain } else { Presence::Uncertain }
    }

    /// Returns the span as people say it: "since 19 June 2024", "9 June 2024 – 11 June 2025".
    pub fn in_words(&self) -> String {
        if self.is_lone {
            return self.begin.date().map(EdtfDate::in_words).unwrap_or_default();
        }
        match (self.begin, self.end) {
            (SpanEnd::On(begin), SpanEnd::On(end)) => format!("{} – {}", begin.in_words(), end.in_words()),
            (SpanEnd::On(begin), SpanEnd::Open) => format!("since {}", begin.in_words()),
            (SpanEnd::On(begin), SpanEnd::Unknown) => format!("since {}, end unknown", begin.in_words()),
            (SpanEnd::Open, SpanEnd::On(end)) => format!("until {}", end.in_words()),
            (SpanEnd::Unknown, SpanEnd::On(end)) => format!("until {}, beginning unknown", end.in_words()),
            (SpanEnd::Unknown, SpanEnd::Open) => "since an unknown day".to_owned(),
            (SpanEnd::Open, SpanEnd::Unknown) => "until an unknown day".to_owned(),
            (SpanEnd::Open, SpanEnd::Open) | (SpanEnd::Unknown, SpanEnd::Unknown) => "undated".to_owned(),
        }
    }
}

/// Words for what has no bound on a side, and for what goes on.
const OPEN: [&str; 4] = ["..", "…", "open", "ongoing"];
const GOING_ON: [&str; 6] = ["present", "now", "today", "current", "to date", "in force"];
/// Words for what nobody knows.
const UNKNOWN: [&str; 6] = ["?", "unknown", "n/a", "na", "n.d.", "tbd"];

impl SpanEnd {
    /// Returns which beginning people mean by a word; `None` for what is no such word.
    pub fn begin_by_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        let is_of = |words: &[&str]| words.contains(&word.as_str());
        if is_of(&OPEN) { Some(Self::Open) } else { is_of(&UNKNOWN).then_some(Self::Unknown) }
    }

    /// Returns which end people mean by a word, which may also say that something goes on; `None` for what is no such word.
    pub fn end_by_word(word: &str) -> Option<Self> {
        let is_going_on = GOING_ON.contains(&word.to_lowercase().as_str());
        if is_going_on { Some(Self::Open) } else { Self::begin_by_word(word) }
    }

    /// Returns the date, if there is one.
    pub fn date(self) -> Option<EdtfDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// Reads one end of a span.
fn parse_end(text: &str) -> Result<SpanEnd, DateError> {
    match text {
        ".." => Ok(SpanEnd::Open),
        "" => Ok(SpanEnd::Unknown),
        _ => EdtfDate::parse(text).map(SpanEnd::On),
    }
}

impl fmt::Display for SpanEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_lone { self.begin.fmt(f) } else { write!(f, "{}/{}", self.begin, self.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the presence of a span on days: `-` absent, `~` uncertain, `+` certain.
    fn check(span: &str, days: &[(&str, char)]) {
        let parsed = Span::parse(span).expect(span);
        assert_eq!(parsed.to_string(), span);
        for (day, expected) in days {
            let sign = match parsed.presence_on(day.parse().expect(day)) {
                Presence::Absent => '-',
                Presence::Uncertain => '~',
                Presence::Certain => '+',
            };
            assert_eq!(sign, *expected, "{span} on {day}");
        }
    }

    #[test]
    fn both_ends_are_included() {
        check(
            "2024-06-09/2025-06-11",
            &[("2024-06-08", '-'), ("2024-06-09", '+'), ("2025-06-11", '+'), ("2025-06-12", '-')],
        );
    }

    #[test]
    fn a_lone_date_is_a_span_of_all_its_days() {
        check("1961", &[("1960-12-31", '-'), ("1961-01-01", '+'), ("1961-12-31", '+'), ("1962-01-01", '-')]);
    }

    #[test]
    fn imprecise_ends_leave_days_open() {
        check("2021/..", &[("2020-12-31", '-'), ("2021-03-01", '~'), ("2021-12-31", '+'), ("2040-01-01", '+')]);
        check("2018-03/2019", &[("2018-03-15", '~'), ("2018-04-01", '+'), ("2019-06-01", '~'), ("2020-01-01", '-')]);
    }

    #[test]
    fn unknown_and_open_ends_differ() {
        check("2024/", &[("2024-12-31", '~'), ("2030-01-01", '~')]);
        check("/2024", &[("1000-01-01", '~'), ("2024-05-01", '~'), ("2025-01-01", '-')]);
        check("../..", &[("1500-01-01", '+'), ("2500-01-01", '+')]);
    }

    #[test]
    fn qualifiers_fade_but_never_widen() {
        check("2000-01-01~/2001-01-01", &[("1999-12-31", '-'), ("2000-06-01", '~'), ("2001-01-02", '-')]);
    }

    #[test]
    fn wrong_spans_are_refused() {
        for text in ["2025/2024", "2024/2025/2026", "/", "2024-06-09/2024-06-08", "x/y"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }
}
