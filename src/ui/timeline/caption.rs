//! Puts into words what changes on a day, for the line under the bar, its name and its labels.

use super::super::inspector::counted;
use crate::kit::boxed;
use crate::model::EdtfDate;
use crate::scene::{Stems, day_of, number_of};
use crate::session::Session;

/// Changes of one day that are named; the rest is counted.
const MOST_NAMED: usize = 3;

/// What changes on a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// Number of the day.
    pub(super) day: i32,
    /// The first of them by its name.
    pub(super) title: String,
    /// All of them: "11 June 2025: Loudspeakers toward the North, ended".
    pub(super) words: String,
}

/// Returns what changed last, up to the day looked at.
pub(super) fn last_change(session: &Session, stems: &Stems) -> Option<Change> {
    let (day, dated) = stems.until(number_of(session.as_of()))?;
    change(session, day, &dated)
}

/// Returns what changes next, after the day looked at.
pub(super) fn next_change(session: &Session, stems: &Stems) -> Option<Change> {
    let (day, dated) = stems.after(number_of(session.as_of()))?;
    change(session, day, &dated)
}

/// Returns some turns of one day in words.
pub(super) fn change(session: &Session, day: i32, dated: &[usize]) -> Option<Change> {
    let timeline = session.timeline();
    let document = session.document();
    let turns = dated.iter().filter_map(|idx| timeline.get(*idx));
    let named: Vec<String> = turns
        .take(MOST_NAMED)
        .map(|dated| {
            // Its own date where that is not this very day: an end shows on the day after.
            let own = if dated.on == EdtfDate::from_day(day_of(day)) {
                String::new()
            } else {
                format!(" ({})", dated.on.in_words())
            };
            format!("{}, {}{own}", dated.title(), dated.in_words(document))
        })
        .collect();
    let title = boxed(dated.first().and_then(|idx| timeline.get(*idx))?.title());
    let rest = match dated.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        rest => format!("; and {}", counted(rest, "more change")),
    };
    let when = EdtfDate::from_day(day_of(day)).in_words();
    Some(Change { day, title, words: boxed(&format!("{when}: {}{rest}", named.join("; "))) })
}
