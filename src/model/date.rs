//! Dates of day, month or year precision in EDTF (ISO 8601-2), read, compared and put into words.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// A day, a month or a year, perhaps approximate (`~`) or uncertain (`?`).
///
/// Invariant: the month is 1–12 and the day exists in its month; years run from 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdtfDate {
    first: Date,
    precision: Precision,
    qualifier: Qualifier,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The very day.
    Day,
}

/// What an EDTF date says of its own certainty; it fades a tie but never widens a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// Nothing: the date is sure.
    Sure,
    /// `~`: about that date.
    Approximate,
    /// `?`: the date may be wrong.
    Uncertain,
    /// `%`: both.
    Both,
}

/// Why a text is not a date, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct DateError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl DateError {
    /// Returns the error with its two sentences.
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// Names of the months, for dates in words.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl EdtfDate {
    /// Reads a date such as `2024-06-19`, `2024-06`, `2024` or `2024~`.
    ///
    /// # Errors
    /// Returns what is wrong when the text is not a date, names a day that does not exist, or uses a part of EDTF that
    /// atlases do not (masks, seasons, sets, years beyond four digits).
    pub fn parse(text: &str) -> Result<Self, DateError> {
        refuse_unsupported(text)?;
        let (digits, qualifier) = match text.chars().last() {
            Some('~') => (&text[..text.len() - 1], Qualifier::Approximate),
            Some('?') => (&text[..text.len() - 1], Qualifier::Uncertain),
            Some('%') => (&text[..text.len() - 1], Qualifier::Both),
            _ => (text, Qualifier::Sure),
        };
        let parts: Vec<&str> = digits.split('-').collect();
        let widths_are_right = parts.iter().zip([4, 2, 2]).all(|(part, width)| part.len() == width);
        let all_digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if parts.len() > 3 || !widths_are_right || !all_digits {
            return Err(DateError::new(
                format!("`{text}` is not a date"),
                "write YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-06-19",
            ));
        }
        let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let precision = match numbers.len() {
            1 => Precision::Year,
            2 => Precision::Month,
            _ => Precision::Day,
        };
        let (year, month, day) =
            (numbers[0], numbers.get(1).copied().unwrap_or(1), numbers.get(2).copied().unwrap_or(1));
        let first = valid_day(text, year, month, day)?;
        Ok(Self { first, precision, qualifier })
    }

    /// Reads a date as a person types it: as files write it, or in English words.
    ///
    /// # Errors
    /// Returns what is wrong when it is neither.
    pub fn typed(text: &str) -> Result<Self, DateError> {
        Self::parse(Self::digits_of(text).as_deref().unwrap_or(text))
    }

    /// Returns a date in English words as files write it, to be parsed: `2024-06` for "June 2024", `2024-06-19` for
    /// "19 June 2024", "Jun 19, 2024" and the like; `None` for what is not so written.
    pub fn digits_of(words: &str) -> Option<String> {
        let is_between = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '.');
        let (mut day, mut month, mut year) = (None, None, None);
        for word in words.split(is_between).filter(|word| !word.is_empty()) {
            let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
            let part = match (is_number, word.len()) {
                (true, 1 | 2) => day.replace(word.parse().ok()?),
                (true, 4) => year.replace(word.parse().ok()?),
                (false, 3..) => month.replace(month_of(word)?),
                _ => return None,
            };
            if part.is_some() {
                return None;
            }
        }
        let (month, year): (u16, u16) = (month?, year?);
        let day = day.map(|day: u16| format!("-{day:02}")).unwrap_or_default();
        Some(format!("{year:04}-{month:02}{day}"))
    }

    /// Returns the date of one sure day.
    pub fn from_day(day: Date) -> Self {
        Self { first: day, precision: Precision::Day, qualifier: Qualifier::Sure }
    }

    /// Returns the earliest day that it can mean.
    pub fn earliest(self) -> Date {
        self.first
    }

    /// Returns the latest day that it can mean.
    pub fn latest(self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }

    /// Returns how much of the date is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Whether it is neither approximate nor uncertain.
    pub fn is_sure(self) -> bool {
        self.qualifier == Qualifier::Sure
    }

    /// Returns the date as people write it: "19 June 2024", "June 2024", "about 2024".
    pub fn in_words(self) -> String {
        let year = self.first.year();
        let month = MONTHS[usize::from(self.first.month().unsigned_abs()) - 1];
        let plain = match self.precision {
            Precision::Year => format!("{year}"),
            Precision::Month => format!("{month} {year}"),
            Precision::Day => format!("{} {month} {year}", self.first.day()),
        };
        match self.qualifier {
            Qualifier::Sure => plain,
            Qualifier::Approximate => format!("about {plain}"),
            Qualifier::Uncertain => format!("{plain} (uncertain)"),
            Qualifier::Both => format!("about {plain} (uncertain)"),
        }
    }
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}")?,
            Precision::Month => write!(f, "{year:04}-{month:02}")?,
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}")?,
        }
        f.write_str(match self.qualifier {
            Qualifier::Sure => "",
            Qualifier::Approximate => "~",
            Qualifier::Uncertain => "?",
            Qualifier::Both => "%",
        })
    }
}

/// Returns the number of a month, by its name or the first three letters or more of it.
fn month_of(word: &str) -> Option<u16> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| month.to_ascii_lowercase().starts_with(&word))?;
    u16::try_from(at + 1).ok()
}

/// Refuses the parts of EDTF that atlases do not use, each with its own hint.
fn refuse_unsupported(text: &str) -> Result<(), DateError> {
    let refuse =
        |what: &str, hint: &str| Err(DateError::new(format!("`{text}` uses {what}, which atlases do not"), hint));
    if text.is_empty() {
        return Err(DateError::new("a date is missing", "write YYYY-MM-DD, YYYY-MM or YYYY"));
    }
    if text.contains('X') {
        return refuse("EDTF's unspecified digits", "write a span such as 1950/1959 instead of a decade");
    }
    if text.starts_with(['[', '{']) {
        return refuse("an EDTF set", "give one date, and rival dates under `disputed`");
    }
    if text.starts_with(['Y', '-', '+']) {
        return refuse("a year before 1 or beyond 9999", "write the year with four digits");
    }
    if text.contains('T') {
        return refuse("a time of day", "write the day alone, YYYY-MM-DD");
    }
    let month = text.get(5..7).and_then(|month| month.parse::<u8>().ok());
    if text.get(4..5) == Some("-") && month.is_some_and(|month| (21..=41).contains(&month)) {
        return refuse("an EDTF season", "write the months as a span such as 2024-06/2024-08");
    }
    Ok(())
}

/// Returns the day, or says which part of it does not exist.
fn valid_day(text: &str, year: i16, month: i16, day: i16) -> Result<Date, DateError> {
    if year < 1 {
        return Err(DateError::new(format!("`{text}` is not a date"), "years run from 0001 to 9999"));
    }
    if !(1..=12).contains(&month) {
        return Err(DateError::new(format!("`{text}` has no such month"), "months run from 01 to 12"));
    }
    let (month, day) = (month as i8, day as i8);
    Date::new(year, month, day).map_err(|_| {
        let name = MONTHS[usize::from(month.unsigned_abs()) - 1];
        let last = Date::new(year, month, 1).map_or(31, |first| first.days_in_month());
        DateError::new(format!("`{text}` does not exist"), format!("{name} {year} has {last} days"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, earliest_latest: &str) {
        let date = EdtfDate::parse(text).expect(text);
        assert_eq!(format!("{} {}", date.earliest(), date.latest()), earliest_latest);
        assert_eq!(date.to_string(), text);
    }

    #[test]
    fn each_precision_covers_its_days() {
        check("2024-06-19", "2024-06-19 2024-06-19");
        check("2024-02", "2024-02-01 2024-02-29");
        check("1961", "1961-01-01 1961-12-31");
        check("1961~", "1961-01-01 1961-12-31");
        check("0476%", "0476-01-01 0476-12-31");
    }

    #[test]
    fn what_is_refused_says_why() {
        let refused = [
            "",
            "19XX",
            "2024-21",
            "[2020,2021]",
            "Y12024",
            "-0044",
            "2024-13",
            "2023-02-30",
            "2024-6-1",
            "24",
            "2024-06-19T12:00",
            "2024-06-19-01",
            "20２4",
            "soon",
            "2024-",
            "0000",
        ];
        let said: Vec<String> = refused
            .iter()
            .map(|text| {
                let error = EdtfDate::parse(text).expect_err(text);
                format!("{} | {}", error.message, error.hint)
            })
            .collect();
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn dates_are_put_into_words() {
        let words: Vec<String> = ["2024-06-19", "2024-06", "2024~", "2024?"]
            .iter()
            .filter_map(|t| EdtfDate::parse(t).ok())
            .map(EdtfDate::in_words)
            .collect();
        assert_eq!(words, ["19 June 2024", "June 2024", "about 2024", "2024 (uncertain)"]);
    }

    #[test]
    fn what_is_said_in_words_is_read_from_words() {
        for text in ["2024-06-19", "2024-06", "1950-12-01"] {
            let date = EdtfDate::parse(text).expect(text);
            assert_eq!(EdtfDate::digits_of(&date.in_words()).as_deref(), Some(text));
        }
        let read = |words: &str| EdtfDate::digits_of(words).unwrap_or_default();
        assert_eq!(read("sept 9, 1948"), "1948-09-09");
        assert_eq!(read("  Jun.  2024"), "2024-06");
        for words in ["", "2024", "June", "19 2024", "June June 2024", "Juno 2024", "ju 2024", "19 June 24", "2024-06"]
        {
            assert_eq!(read(words), "", "{words}");
        }
    }
}
