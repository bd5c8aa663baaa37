//! Puts into words what changes on a day, for the line under the bar, its name and its labels.

use super::super::inspector::counted;
use crate::kit::boxed;
use crate::model::EdtfDate;
use crate::network::Dated;
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

/// Returns what goes behind the words about a turn of which somebody gives another date, and is marked ≠ beside it.
pub(super) fn dispute(dated: &Dated) -> &'static str {
    if dated.is_disputed() { ", date disputed" } else { "" }
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
    let document = session.dated_document();
    let mut turns: Vec<(usize, &Dated)> = dated.iter().filter_map(|idx| Some((*idx, timeline.get(*idx)?))).collect();
    // What was told by another turn already gives way to what is new.
    turns.sort_by_key(|(_, dated)| !dated.is_told());
    let named: Vec<String> = turns
        .iter()
        .take(MOST_NAMED)
        .map(|(idx, dated)| {
            // Its own date where that is not this very day: an end shows on the day after.
            let own = match dated.is_told() {
                true if dated.on == EdtfDate::from_day(day_of(day)) => String::new(),
                true => format!(" ({})", dated.on.in_words()),
                false => format!(" after {}", dated.on.in_words()),
            };
            let supposed = if session.is_supposed_turn(*idx) { ", supposed" } else { "" };
            format!("{}, {}{own}{}{supposed}", dated.title(), dated.in_words(document), dispute(dated))
        })
        .collect();
    let title = boxed(turns.first()?.1.title());
    let rest = match dated.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        rest => format!("; and {}", counted(rest, "more change")),
    };
    let when = EdtfDate::from_day(day_of(day)).in_words();
    Some(Change { day, title, words: boxed(&format!("{when}: {}{rest}", named.join("; "))) })
}
