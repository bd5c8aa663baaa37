//! How the inspector says things: short dates, counts, spans, citations. Pure text, nothing is drawn here.

use jiff::civil::Date;

pub(in crate::ui) use crate::kit::{counted, grouped};
use crate::model::{EdtfDate, Evidence, Precision, Source, Span, SpanEnd, State, Status, Support};

/// The months as compact rows write them.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns a date for compact rows: "4 Dec 2024", "Dec 2024", "about 2024", "2024 (uncertain)".
pub(in crate::ui) fn short_date(date: EdtfDate) -> String {
    let first = date.earliest();
    let plain = match date.precision() {
        Precision::Day => format!("{} {}", first.day(), short_month(first)),
        Precision::Month => short_month(first),
        Precision::Year => first.year().to_string(),
    };
    qualified(date, plain)
}

/// Returns a day in words: "14 June 2025".
pub(super) fn day(day: Date) -> String {
    EdtfDate::from_day(day).in_words()
}

/// Returns a span for the end of a row, to the month: "since Oct 2024", "1999 – Jan 2008".
pub(in crate::ui) fn short_span(span: &Span) -> String {
    let rough = |date: EdtfDate| {
        let first = date.earliest();
        let plain = match date.precision() {
            Precision::Day | Precision::Month => short_month(first),
            Precision::Year => first.year().to_string(),
        };
        qualified(date, plain)
    };
    match (span.begin(), span.end()) {
        (SpanEnd::On(begin), SpanEnd::On(end)) if begin == end => rough(begin),
        (SpanEnd::On(begin), SpanEnd::On(end)) => format!("{} – {}", rough(begin), rough(end)),
        (SpanEnd::On(begin), SpanEnd::Open | SpanEnd::Unknown) => format!("since {}", rough(begin)),
        (SpanEnd::Open | SpanEnd::Unknown, SpanEnd::On(end)) => format!("until {}", rough(end)),
        (SpanEnd::Open | SpanEnd::Unknown, SpanEnd::Open | SpanEnd::Unknown) => "undated".to_owned(),
    }
}

/// Returns why a tie of this span is not there on `as_of`: "ended 11 June 2025", "did not exist on 14 June 2025".
pub(super) fn absence(span: &Span, as_of: Date) -> String {
    match span.end().date() {
        Some(end) if span.has_ended_by(as_of) => format!("ended {}", end.in_words()),
        _ => format!("did not exist on {}", day(as_of)),
    }
}

/// Returns the state of a formal tie as a chip says it: "in force", "signed, not in force".
pub(super) fn state(status: &Status) -> String {
    match status.state {
        State::Signed | State::Ratified => format!("{}, not in force", status.state.name()),
        State::InForce | State::PartlySuspended | State::Suspended | State::Ended => status.state.name().to_owned(),
    }
}

/// Returns how many independent origins support something.
pub(in crate::ui) fn origins(evidence: &[Evidence], support: &Support) -> String {
    match support.origins.len() {
        0 if evidence.is_empty() => "no evidence".to_owned(),
        0 => "no supporting evidence".to_owned(),
        1 => "1 origin".to_owned(),
        n => format!("{n} independent origins"),
    }
}

/// Returns a source as a short citation: "Interfax, “Treaty takes effect”".
pub(super) fn citation(source: &Source) -> String {
    match &source.author {
        Some(author) => format!("{author}, {}, “{}”", source.publisher, source.title),
        None => format!("{}, “{}”", source.publisher, source.title),
    }
}

/// Returns the host of a web address; the whole address where it has none.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

fn short_month(day: Date) -> String {
    let name = MONTHS.get(usize::from(day.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default();
    format!("{name} {}", day.year())
}

/// Adds what the date says of its own certainty.
fn qualified(date: EdtfDate, plain: String) -> String {
    // Its notation ends in `~` for approximate, `?` for uncertain, `%` for both.
    let (about, uncertain) = match date.to_string().chars().last() {
        Some('~') => ("about ", ""),
        Some('?') => ("", " (uncertain)"),
        Some('%') => ("about ", " (uncertain)"),
        _ => ("", ""),
    };
    format!("{about}{plain}{uncertain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(span: &str, short: &str) {
        assert_eq!(short_span(&Span::parse(span).expect(span)), short);
    }

    #[test]
    fn rows_say_spans_to_the_month() {
        check("2024-10-08/..", "since Oct 2024");
        check("1948/..", "since 1948");
        check("1999~/2008-01-31", "about 1999 – Jan 2008");
        check("../1991", "until 1991");
        check("2018-06-12", "Jun 2018");
        check("../..", "undated");
    }

    #[test]
    fn dates_in_rows_keep_their_precision() {
        let short = |text| EdtfDate::parse(text).map(short_date).expect("a date");
        assert_eq!(
            ["2024-12-04", "2024-12", "2024", "2024~", "2024?", "2024%"].map(short),
            ["4 Dec 2024", "Dec 2024", "2024", "about 2024", "2024 (uncertain)", "about 2024 (uncertain)"]
        );
    }

    #[test]
    fn counts_are_read_in_threes_and_one_is_one() {
        let said = [0, 1, 200, 1_000, 19_800, 1_234_567].map(|n| counted(n, "tie"));
        assert_eq!(said, ["0 ties", "1 tie", "200 ties", "1,000 ties", "19,800 ties", "1,234,567 ties"]);
    }

    #[test]
    fn the_host_is_what_would_be_asked_for() {
        assert_eq!(host("https://kcna.example/a/b?c"), "kcna.example");
        assert_eq!(host("https://kcna.example@evil.example/"), "evil.example");
    }

    #[test]
    fn what_is_not_there_says_whether_it_has_been() {
        let says = |span: &str| absence(&Span::parse(span).expect(span), "2025-06-14".parse().expect("a day"));
        assert_eq!(says("2024-06-09/2025-06-11"), "ended 11 June 2025");
        assert_eq!(says("2026/.."), "did not exist on 14 June 2025");
    }
}
