//! Reads days as people and spreadsheets write them, and refuses those that could mean two different days.

use super::known::shortened;
use crate::kit::visible;
use crate::model::{EdtfDate, Objection, SpanEnd};

/// Most bytes of what may be a date, the longest of which is "about 19 September 2024 00:00:00".
const MOST_BYTES: usize = 60;
/// Words before a date that make it an approximate one.
const ABOUT: [&str; 6] = ["about ", "circa ", "ca. ", "ca ", "c. ", "~"];

/// Reads the beginning of a span; `None` for an empty cell.
pub(super) fn read_begin(cell: &str) -> Result<Option<SpanEnd>, Objection> {
    read_or(SpanEnd::begin_by_word(cell), cell)
}

/// Reads the end of a span; `None` for an empty cell.
pub(super) fn read_end(cell: &str) -> Result<Option<SpanEnd>, Objection> {
    read_or(SpanEnd::end_by_word(cell), cell)
}

/// Reads what is no word for an end.
fn read_or(by_word: Option<SpanEnd>, cell: &str) -> Result<Option<SpanEnd>, Objection> {
    match by_word {
        Some(end) => Ok(Some(end)),
        None if cell.is_empty() => Ok(None),
        None if is_dash(cell) => Ok(Some(SpanEnd::Open)),
        None => read_date(cell).map(|date| Some(SpanEnd::On(date))),
    }
}

/// Whether a cell holds nothing but a dash, as tables write it for what is open.
fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—")
}

/// Reads a date: EDTF, English words, or digits in an order that leaves no doubt.
///
/// # Errors
/// Returns what is wrong with it, and for a date that could be two what both would be.
pub(super) fn read_date(cell: &str) -> Result<EdtfDate, Objection> {
    if cell.len() > MOST_BYTES {
        let message = format!("`{}` is not a date", visible(&shortened(cell)));
        return Err(Objection::new(message, "write YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-06-19"));
    }
    // Some programs set dates with hyphens that are none.
    let text = cell.replace(['\u{2010}', '\u{2011}', '\u{2212}'], "-");
    let text = text.trim();
    match ABOUT.into_iter().find_map(|word| strip_prefix(text, word)).filter(|rest| !rest.is_empty()) {
        Some(rest) => {
            let date = read_plain(rest)?;
            Ok(if date.is_sure() { EdtfDate::parse(&format!("{date}~"))? } else { date })
        }
        None => read_plain(text),
    }
}

/// Reads a date without a word before it.
fn read_plain(text: &str) -> Result<EdtfDate, Objection> {
    let parsed = EdtfDate::parse(text);
    if parsed.is_ok() {
        return Ok(parsed?);
    }
    let text = without_midnight(text);
    if let Some(digits) = EdtfDate::digits_of(text) {
        return Ok(EdtfDate::parse(&digits)?);
    }
    if let Some(digits) = from_numbers(text) {
        return Ok(EdtfDate::parse(&digits?)?);
    }
    parsed.map_err(|error| match is_day_number(text) {
        true => Objection::new(
            format!("`{text}` is not a date but a spreadsheet's number of one"),
            "format the column as YYYY-MM-DD in the spreadsheet, then copy it again",
        ),
        false => error.into(),
    })
}

fn strip_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start())
}

/// Returns a day without the midnight that spreadsheets write behind it. Any other time of day stays, to be refused.
fn without_midnight(text: &str) -> &str {
    let times = ["T00:00:00.000Z", "T00:00:00Z", "T00:00:00", "T00:00", " 00:00:00", " 00:00", " 0:00:00", " 0:00"];
    times.into_iter().find_map(|time| text.strip_suffix(time)).unwrap_or(text)
}

/// Returns three numbers, or a year and a month, as files write the date; `None` for anything else.
fn from_numbers(text: &str) -> Option<Result<String, Objection>> {
    let separator = ['/', '.', '-'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let is_number = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    match (parts.as_slice(), parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice()) {
        ([year, month], [4, 1 | 2]) => Some(Ok(format!("{year}-{month:0>2}"))),
        ([month, year], [1 | 2, 4]) => Some(Ok(format!("{year}-{month:0>2}"))),
        ([year, month, day], [4, 1 | 2, 1 | 2]) => Some(Ok(format!("{year}-{month:0>2}-{day:0>2}"))),
        ([one, other, year], [1 | 2, 1 | 2, 4]) => Some(year_last(text, one, other, year)),
        ([_, _, _], [1 | 2, 1 | 2, 1 | 2]) => {
            let message = format!("`{text}` has a year of two digits, and could be several days");
            Some(Err(Objection::new(message, "write YYYY-MM-DD, such as 2024-06-19")))
        }
        _ => None,
    }
}

/// Returns a day with its year at the end, if only one of the other two numbers can be the month.
fn year_last(text: &str, one: &str, other: &str, year: &str) -> Result<String, Objection> {
    let is_month = |part: &str| part.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    let written = |month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}");
    match (is_month(one), is_month(other)) {
        (true, true) if one.parse::<u8>() != other.parse::<u8>() => {
            let words = |digits: String| EdtfDate::parse(&digits).map(EdtfDate::in_words).unwrap_or_default();
            let (first, second) = (words(written(other, one)), words(written(one, other)));
            let hint = format!("write {} or {}", written(other, one), written(one, other));
            Err(Objection::new(format!("`{text}` could be {first} or {second}"), hint))
        }
        (_, true) => Ok(written(other, one)),
        (true, false) => Ok(written(one, other)),
        (false, false) => Ok(written(other, one)),
    }
}

/// Whether this is how a spreadsheet counts days, since 1900.
fn is_day_number(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that a cell is read as a date, written as files do.
    fn check(cell: &str, expected: &str) {
        let said = read_date(cell).map_or_else(|objection| objection.message, |date| date.to_string());
        assert_eq!(said, expected, "{cell}");
    }

    #[test]
    fn a_date_is_read_however_it_is_written() {
        for cell in [
            "2024-06-19",
            "19 June 2024",
            "June 19, 2024",
            "19. Jun 2024",
            "2024/06/19",
            "2024/6/19",
            "2024.06.19",
            "19.06.2024",
            "19/06/2024",
            "06/19/2024",
            "6/19/2024",
            "19-06-2024",
            "2024-6-19",
            "2024-06-19 00:00:00",
            "2024-06-19T00:00:00",
            "2024\u{2011}06\u{2011}19",
            "19/6/2024 0:00",
        ] {
            check(cell, "2024-06-19");
        }
        for (cell, expected) in [
            ("2024", "2024"),
            ("2024~", "2024~"),
            ("2024-06?", "2024-06?"),
            ("06/2024", "2024-06"),
            ("2024/06", "2024-06"),
            ("June 2024", "2024-06"),
            ("about 2024", "2024~"),
            ("c. 1950", "1950~"),
            ("ca. June 1950", "1950-06~"),
            ("07.07.2024", "2024-07-07"),
        ] {
            check(cell, expected);
        }
    }

    #[test]
    fn a_day_that_could_be_two_is_never_guessed() {
        check("06/07/2024", "`06/07/2024` could be 6 July 2024 or 7 June 2024");
        check("6.7.2024", "`6.7.2024` could be 6 July 2024 or 7 June 2024");
        check("19/06/24", "`19/06/24` has a year of two digits, and could be several days");
        let objection = read_date("06/07/2024").expect_err("two days");
        assert_eq!(objection.hint, "write 2024-07-06 or 2024-06-07");
    }

    #[test]
    fn what_is_no_date_is_told() {
        check("soon", "`soon` is not a date");
        check("31/06/2024", "`2024-06-31` does not exist");
        check("32/13/2024", "`2024-13-32` has no such month");
        check("45462", "`45462` is not a date but a spreadsheet's number of one");
        check("2024-06-19 14:30", "`2024-06-19 14:30` is not a date");
        check("", "a date is missing");
        check(&"~".repeat(50), &format!("`{}` is not a date", "~".repeat(49)));
        check(&"~".repeat(61), &format!("`{}…` is not a date", "~".repeat(60)));
        check("~", "`~` is not a date");
        check("1/é/2024", "`1/é/2024` is not a date");
    }

    #[test]
    fn an_end_may_be_open_or_unknown() {
        for (cell, expected) in [
            ("", None),
            ("..", Some(SpanEnd::Open)),
            ("Ongoing", Some(SpanEnd::Open)),
            ("–", Some(SpanEnd::Open)),
            ("?", Some(SpanEnd::Unknown)),
            ("Unknown", Some(SpanEnd::Unknown)),
        ] {
            assert_eq!((read_begin(cell), read_end(cell)), (Ok(expected), Ok(expected)), "{cell}");
        }
    }

    #[test]
    fn what_goes_on_has_no_end_and_has_not_begun_before_all_times() {
        for cell in ["present", "In force"] {
            assert_eq!(read_end(cell), Ok(Some(SpanEnd::Open)));
            assert_eq!(read_begin(cell).expect_err("no day").message, format!("`{cell}` is not a date"));
        }
    }
}
