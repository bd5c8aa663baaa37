//! What changed last up to a day: ties that began or ended, steps and moves in them.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Document, EdtfDate, NationId, Response, Step, Tie};

/// One change, and in which tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Recent {
    /// The tie.
    pub tie: Arc<Tie>,
    /// When.
    pub on: EdtfDate,
    /// What happened.
    pub turn: Turn,
}

/// What can change in a tie.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// It began, and no step or move of that date says how.
    Begun,
    /// It ended, and no step or move of that date says how.
    Ended,
    /// A step in its formal life, by a party or by both.
    Step(Step, Option<NationId>),
    /// A move by a nation: the approach, and how it was answered.
    Move(NationId, String, Option<Response>),
}

/// Returns the last `most` changes up to `as_of`, the last first. O(n log n) in what is dated.
///
/// What is dated to a month or a year counts from its first day, so that it does not push out what is known to the day.
pub fn recent(document: &Document, as_of: Date, most: usize) -> Vec<Recent> {
    let mut dates: Vec<(Reverse<Date>, &Arc<Tie>, Dated<'_>)> = Vec::new();
    for tie in document.ties.values() {
        let dated = dated(tie).filter(|dated| dated.on().earliest() <= as_of);
        dates.extend(dated.map(|dated| (Reverse(dated.on().earliest()), tie, dated)));
    }
    // A stable sort keeps the order of ids, and of steps before moves, among what happened on one day.
    dates.sort_by_key(|(on, ..)| *on);
    let told = dates.into_iter().take(most);
    told.map(|(_, tie, dated)| Recent { tie: tie.clone(), on: dated.on(), turn: dated.turn() }).collect()
}

/// A date of a tie, and what happened on it, still borrowed.
#[derive(Debug, Clone, Copy)]
enum Dated<'a> {
    Begun(EdtfDate),
    Ended(EdtfDate),
    Step(&'a crate::model::Milestone),
    Move(&'a crate::model::Exchange),
}

impl Dated<'_> {
    fn on(self) -> EdtfDate {
        match self {
            Self::Begun(on) | Self::Ended(on) => on,
            Self::Step(milestone) => milestone.on,
            Self::Move(exchange) => exchange.on,
        }
    }

    fn turn(self) -> Turn {
        match self {
            Self::Begun(_) => Turn::Begun,
            Self::Ended(_) => Turn::Ended,
            Self::Step(milestone) => Turn::Step(milestone.step, milestone.by.clone()),
            Self::Move(exchange) => Turn::Move(exchange.by.clone(), exchange.approach.clone(), exchange.response),
        }
    }
}

/// Returns everything dated in a tie; its ends only where no step or move says the same.
fn dated(tie: &Tie) -> impl Iterator<Item = Dated<'_>> {
    let parts = tie.course.milestones.iter().map(Dated::Step).chain(tie.course.exchanges.iter().map(Dated::Move));
    let is_told = |on: EdtfDate| {
        let mut dates = tie.course.milestones.iter().map(|milestone| milestone.on);
        dates.any(|date| date == on) || tie.course.exchanges.iter().any(|exchange| exchange.on == on)
    };
    let begin = tie.span.begin().date();
    let end = tie.span.end().date().filter(|end| Some(*end) != begin);
    let begun = begin.filter(|on| !is_told(*on)).map(Dated::Begun);
    let ended = end.filter(|on| !is_told(*on)).map(Dated::Ended);
    parts.chain(begun).chain(ended)
}
