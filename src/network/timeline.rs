//! Everything dated in a record in order of time: ties that begin or end, steps and moves in them, changes of weight.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{
    Dispute, DisputedDate, Document, EdtfDate, Exchange, Kind, Milestone, NationId, Response, Sign, Step, Tie,
};

/// A dated turn of a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The tie.
    pub tie: Arc<Tie>,
    /// When.
    pub on: EdtfDate,
    which: Which,
}

/// Which turn of its tie a dated one is: a hundred thousand of them must not hold a copy each.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Which {
    Begun,
    Ended,
    Over,
    /// Index of a milestone in the tie's course.
    Step(usize),
    /// Index of an exchange in the tie's course.
    Move(usize),
    Level(u8, u8),
}

/// What can happen to a tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn<'a> {
    /// It began, and no step or move of that date says how.
    Begun,
    /// It ended, and no step or move of that date says how.
    Ended,
    /// It is no longer there, as a step or move of its last day has said already; this only tells from when on.
    Over,
    /// A step in its formal life.
    Step(&'a Milestone),
    /// A move inside it.
    Move(&'a Exchange),
    /// From then on it mattered more or less: the weight before, and that from this day on.
    Level(u8, u8),
}

/// Whether a turn brings two nations nearer or takes them apart; drawn upward and downward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// A beginning, a step toward force, a move that was accepted or is friendly, a gain in weight.
    Up,
    /// An end, a step out of force, a move that was refused or is hostile, a loss of weight.
    Down,
}

impl Dated {
    /// Returns what happened.
    pub fn turn(&self) -> Turn<'_> {
        match self.which {
            Which::Begun => Turn::Begun,
            Which::Ended => Turn::Ended,
            Which::Over => Turn::Over,
            Which::Step(idx) => Turn::Step(&self.tie.course.milestones[idx]),
            Which::Move(idx) => Turn::Move(&self.tie.course.exchanges[idx]),
            Which::Level(before, after) => Turn::Level(before, after),
        }
    }

    /// Returns the first day on which its effect shows: the day after the last for what ended.
    pub fn shows_from(&self) -> Date {
        match self.which {
            Which::Ended | Which::Over => self.on.latest().tomorrow().unwrap_or(Date::MAX),
            Which::Begun | Which::Step(_) | Which::Move(_) | Which::Level(..) => self.on.earliest(),
        }
    }

    /// Returns whether it points up or down; `kind` is that of the tie.
    pub fn bearing(&self, kind: &Kind) -> Bearing {
        match self.turn() {
            Turn::Begun => Bearing::Up,
            Turn::Ended | Turn::Over => Bearing::Down,
            Turn::Step(milestone) => match milestone.step {
                Step::Signed | Step::Ratified | Step::InForce | Step::Extended => Bearing::Up,
                Step::PartlySuspended | Step::Suspended | Step::Withdrawn | Step::Superseded | Step::Expired => {
                    Bearing::Down
                }
            },
            Turn::Move(exchange) => bearing_of(exchange, kind),
            Turn::Level(before, after) if after < before => Bearing::Down,
            Turn::Level(..) => Bearing::Up,
        }
    }

    /// Returns the sign that it is drawn with: of a move whether it was friendly or hostile, else that of its tie's kind.
    pub fn sign(&self, kind: &Kind) -> Sign {
        match (self.turn(), self.bearing(kind)) {
            (Turn::Move(_), Bearing::Up) => Sign::Positive,
            (Turn::Move(_), Bearing::Down) => Sign::Negative,
            (Turn::Begun | Turn::Ended | Turn::Over | Turn::Step(_) | Turn::Level(..), _) => kind.sign,
        }
    }

    /// Returns what it is called: what was done in a move, else the title of the tie.
    pub fn title(&self) -> &str {
        match self.turn() {
            Turn::Move(exchange) => &exchange.approach,
            Turn::Begun | Turn::Ended | Turn::Over | Turn::Step(_) | Turn::Level(..) => &self.tie.about.title,
        }
    }

    /// Returns what happened beside that: "begun", "ratified, North Korea", "South Korea to North Korea, accepted".
    pub fn in_words(&self, document: &Document) -> String {
        match self.turn() {
            // What is over on the very date of its beginning has no end of its own to tell.
            Turn::Begun if self.tie.span.end().date() == Some(self.on) => "begun and ended".to_owned(),
            Turn::Begun => "begun".to_owned(),
            Turn::Ended => "ended".to_owned(),
            Turn::Over => "no longer there".to_owned(),
            Turn::Step(Milestone { step, by: None, .. }) => step.name().to_owned(),
            Turn::Step(Milestone { step, by: Some(by), .. }) => {
                format!("{}, {}", step.name(), document.nation_name(by))
            }
            Turn::Move(Exchange { by, response, .. }) => {
                let answer = response.map(|response| format!(", {}", response.name())).unwrap_or_default();
                let to = self.tie.other(by).map(|id| document.nation_name(id)).unwrap_or_default();
                format!("{} to {to}{answer}", document.nation_name(by))
            }
            Turn::Level(before, after) if after < before => format!("weakened from weight {before} to {after}"),
            Turn::Level(before, after) => format!("strengthened from weight {before} to {after}"),
        }
    }

    /// Whether it tells something of its own, as all but [`Turn::Over`] do.
    pub fn is_told(&self) -> bool {
        !matches!(self.which, Which::Over)
    }

    /// Whether a rival date is another date of this turn.
    pub fn is_disputed_by(&self, dispute: &Dispute) -> bool {
        let span = &self.tie.span;
        match (&dispute.what, self.turn()) {
            (_, Turn::Over | Turn::Level(..)) => false,
            (DisputedDate::Begins, _) => span.begin().date() == Some(self.on),
            (DisputedDate::Ends, _) => span.end().date() == Some(self.on),
            (DisputedDate::Step(step), Turn::Step(milestone)) => milestone.step == *step,
            (DisputedDate::Part(part), Turn::Step(milestone)) => milestone.id.as_ref() == Some(part),
            (DisputedDate::Part(part), Turn::Move(exchange)) => exchange.id.as_ref() == Some(part),
            (DisputedDate::Step(_), Turn::Begun | Turn::Ended | Turn::Move(_)) => false,
            (DisputedDate::Part(_), Turn::Begun | Turn::Ended) => false,
        }
    }

    /// Whether any source dates it otherwise.
    pub fn is_disputed(&self) -> bool {
        self.tie.course.disputed.iter().any(|dispute| self.is_disputed_by(dispute))
    }

    /// Returns who did it, where one of the two did.
    pub fn by(&self) -> Option<&NationId> {
        match self.turn() {
            Turn::Begun | Turn::Ended | Turn::Over | Turn::Level(..) => None,
            Turn::Step(milestone) => milestone.by.as_ref(),
            Turn::Move(exchange) => Some(&exchange.by),
        }
    }
}

/// Returns how a move is meant or was taken: the answer first, then the Goldstein value, then the sign of its tie.
fn bearing_of(exchange: &Exchange, kind: &Kind) -> Bearing {
    match exchange.response {
        Some(Response::Accepted) => return Bearing::Up,
        Some(Response::Rejected | Response::Ignored | Response::Collapsed) => return Bearing::Down,
        Some(Response::Pending) | None => {}
    }
    let is_hostile = match &exchange.cameo {
        Some(cameo) => cameo.goldstein < 0.0,
        None => kind.sign == Sign::Negative,
    };
    if is_hostile { Bearing::Down } else { Bearing::Up }
}

/// Returns everything dated in a record, the earliest first. O(n log n) in what is dated.
///
/// What is dated to a month or a year stands at its first day, and all that is told by something else, too: who lists turns
/// leaves away what [`Dated::is_told`] denies. On one day the order is that of the ids of ties, and
/// within a tie steps come before moves, these before changes of weight and these before ends.
pub fn timeline(document: &Document) -> Vec<Dated> {
    let mut dated: Vec<Dated> = document.ties.values().flat_map(turns).collect();
    dated.sort_by_key(|dated| dated.on.earliest());
    dated
}

/// Returns everything dated in a record, and whatever is dated otherwise in what is supposed over it: a tie that is taken
/// away one day was there before. O(n log n).
pub fn timeline_over(record: &Document, supposed: &Document) -> Vec<Dated> {
    let mut dated = timeline(record);
    for (id, tie) in &supposed.ties {
        let before = record.ties.get(id);
        if before.is_some_and(|before| Arc::ptr_eq(before, tie)) {
            continue;
        }
        let had: Vec<Dated> = before.into_iter().flat_map(turns).collect();
        let is_new = |new: &Dated| !had.iter().any(|old| old.on == new.on && old.turn() == new.turn());
        dated.extend(turns(tie).filter(is_new));
    }
    dated.sort_by_key(|dated| dated.on.earliest());
    dated
}

/// Returns the first and the last day that anything in a timeline can mean; `None` where nothing is dated. O(n).
pub fn dated_days(timeline: &[Dated]) -> Option<(Date, Date)> {
    let days = timeline.iter().map(|dated| (dated.on.earliest(), dated.on.latest()));
    days.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

/// Returns the last `most` turns up to `as_of`, the last first. O(n log n) in what is dated.
///
/// What is dated to a month or a year counts from its first day, so that it does not push out what is known to the day.
pub fn recent(document: &Document, as_of: Date, most: usize) -> Vec<Dated> {
    let mut dated: Vec<Dated> = (document.ties.values().flat_map(turns))
        .filter(|dated| dated.shows_from() <= as_of && !matches!(dated.which, Which::Level(..) | Which::Over))
        .collect();
    // A stable sort keeps the order of ids, and of steps before moves, among what happened on one day.
    dated.sort_by_key(|dated| Reverse(dated.on.earliest()));
    dated.truncate(most);
    dated
}

/// Returns everything dated in a tie, in no order of time; its beginning only where no step or move says the same.
pub fn turns(tie: &Arc<Tie>) -> impl Iterator<Item = Dated> + '_ {
    let steps = tie.course.milestones.iter().enumerate().map(|(idx, milestone)| (milestone.on, Which::Step(idx)));
    let moves = tie.course.exchanges.iter().enumerate().map(|(idx, exchange)| (exchange.on, Which::Move(idx)));
    let is_told = |on: EdtfDate| {
        let mut dates = tie.course.milestones.iter().map(|milestone| milestone.on);
        dates.any(|date| date == on) || tie.course.exchanges.iter().any(|exchange| exchange.on == on)
    };
    let levels = tie.weight.changes().map(|(on, before, after)| (on, Which::Level(before, after)));
    let begin = tie.span.begin().date();
    let begun = begin.filter(|on| !is_told(*on)).map(|on| (on, Which::Begun));
    // What begins and ends on one date is told once.
    let is_end_told = move |on| Some(on) == begin || is_told(on);
    let ended = tie.span.end().date().map(|on| (on, if is_end_told(on) { Which::Over } else { Which::Ended }));
    let turns = steps.chain(moves).chain(begun).chain(levels).chain(ended);
    turns.map(|(on, which)| Dated { tie: tie.clone(), on, which })
}
