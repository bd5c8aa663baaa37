//! What differs between two networks: ties that began, ended, changed their status or weight, and pairs that became mixed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::filter::{Filter, Hiding};
use super::mixed::{Between, ByPair};
use super::resolve::{Network, NetworkTie};
use super::roster::Roster;
use crate::model::{Direction, EdtfDate, Nation, NationId, Presence, Sign, State, Tie, TieId};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// In what way.
    pub what: Shift,
    /// Which tie; `None` where it is about the pair.
    pub tie: Option<Arc<Tie>>,
    /// The pair, in the order of ids.
    pub pair: (NationId, NationId),
    /// Since when, as precisely as the record says: for what ended its last date, else the first of the new; `None` where
    /// no date says it.
    pub on: Option<EdtfDate>,
}

/// In what way two networks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shift {
    /// The tie is only in the later one.
    Begun,
    /// The tie is only in the earlier one.
    Ended,
    /// The tie is in neither: it began and ended between them.
    Passed,
    /// Another status, before and after; `None` before the first step.
    Stepped(Option<State>, Option<State>),
    /// It matters more: the weight before and after.
    Strengthened(u8, u8),
    /// It matters less.
    Weakened(u8, u8),
    /// It is of a kind of another sign: before and after.
    Turned(Sign, Sign),
    /// It is of another kind of the same sign.
    Recast,
    /// It is between other nations; the pair is that of the latter.
    Moved,
    /// It goes the other way round between the two.
    Reversed,
    /// The pair has positive and negative ties only in the later one.
    Mixed,
    /// The pair had both only in the earlier one.
    Unmixed,
}

impl Difference {
    /// Returns the day since when: the last that its date can mean for what ended, else the first.
    pub fn day(&self) -> Option<Date> {
        match self.what {
            Shift::Ended | Shift::Unmixed => self.on.map(EdtfDate::latest),
            Shift::Begun
            | Shift::Passed
            | Shift::Stepped(..)
            | Shift::Strengthened(..)
            | Shift::Weakened(..)
            | Shift::Turned(..)
            | Shift::Recast
            | Shift::Moved
            | Shift::Reversed
            | Shift::Mixed => self.on.map(EdtfDate::earliest),
        }
    }
}

impl Shift {
    /// Returns its name as scripts write it: `begun`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Ended => "ended",
            Self::Passed => "passed",
            Self::Stepped(..) => "stepped",
            Self::Strengthened(..) => "strengthened",
            Self::Weakened(..) => "weakened",
            Self::Turned(..) => "turned",
            Self::Recast => "recast",
            Self::Moved => "moved",
            Self::Reversed => "reversed",
            Self::Mixed => "mixed",
            Self::Unmixed => "unmixed",
        }
    }

    /// Returns it as people say it: "in force, was signed".
    pub fn in_words(self) -> String {
        let name = |state: Option<State>| state.map_or("without status", State::name);
        match self {
            Self::Begun => "begun".to_owned(),
            Self::Ended => "ended".to_owned(),
            Self::Passed => "begun and ended".to_owned(),
            Self::Stepped(before, after) => format!("{}, was {}", name(after), name(before)),
            Self::Strengthened(before, after) => format!("strengthened from weight {before} to {after}"),
            Self::Weakened(before, after) => format!("weakened from weight {before} to {after}"),
            Self::Turned(before, after) => format!("{}, was {}", after.name(), before.name()),
            Self::Recast => "of another kind".to_owned(),
            Self::Moved => "between others".to_owned(),
            Self::Reversed => "the other way round".to_owned(),
            Self::Mixed => "newly mixed".to_owned(),
            Self::Unmixed => "no longer mixed".to_owned(),
        }
    }
}

/// A network, and the roster that it was drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Every tie of the record or the scenario, whatever its days and whatever is asked for.
    pub roster: &'a Roster,
    /// Those of a day that are asked for.
    pub network: &'a Network,
}

/// Returns what differs, grouped by pair, within a pair by day, then by tie. O(ties log ties).
///
/// The two may be of one record on two days, or of a record and a scenario, or two scenarios, on any days. What began and
/// ended between the two days is sought among what `filter` asks for of the latter.
pub fn compare(from: &Side<'_>, to: &Side<'_>, filter: &Filter) -> Vec<Difference> {
    let mut differences: Vec<Difference> = Vec::new();
    // A tie that only the filter hides on one of the days, since who is near whom changes, has neither begun nor ended.
    let is_one = from.roster.is(to.roster);
    let is_absent = |tie: &NetworkTie, side: &Side<'_>| {
        let day = side.network.as_of();
        if is_one { tie.span.presence_on(day) == Presence::Absent } else { !side.roster.has_on(&tie.tie.id, day) }
    };
    let (roster, since, until) = (to.roster, from.network.as_of(), to.network.as_of());
    let (from_side, to_side, from, to) = (from, to, from.network, to.network);
    // Both are sorted by id, so they are walked side by side: looking each tie up took most of the time.
    let mut earlier = from.ties().iter().peekable();
    for tie in to.ties() {
        if is_absent(tie, from_side) {
            differences.push(of_tie(Shift::Begun, tie, tie.span.begin().date()));
            continue;
        }
        while earlier.next_if(|before| before.comes_before(tie)).is_some() {}
        if let Some(before) = earlier.next_if(|before| before.is_of_same_tie_as(tie)) {
            differences.extend(both(before, tie, until));
        }
    }
    let gone = from.ties().iter().filter(|tie| is_absent(tie, to_side));
    // Where only the latter knows of its end, that is the day.
    let end = |tie: &NetworkTie| roster.span_of(&tie.tie.id).unwrap_or(tie.span).end().date();
    differences.extend(gone.map(|tie| of_tie(Shift::Ended, tie, end(tie))));
    if since < until {
        let among = roster.whole().under(filter, Hiding::Remove);
        let is_between = |tie: &NetworkTie| {
            tie.span.earliest_begin().is_some_and(|begin| begin > since) && tie.span.has_ended_by(until)
        };
        let passed = among.ties().iter().filter(|tie| is_between(tie));
        differences.extend(passed.map(|tie| of_tie(Shift::Passed, tie, tie.span.begin().date())));
    }
    differences.extend(mixing(from, to, &end));
    differences.sort_by(|a, b| {
        let by_pair = a.pair.cmp(&b.pair).then_with(|| a.day().cmp(&b.day()));
        by_pair.then_with(|| tie_id(a).cmp(&tie_id(b))).then(a.what.cmp(&b.what))
    });
    differences
}

fn tie_id(difference: &Difference) -> Option<&TieId> {
    difference.tie.as_ref().map(|tie| &tie.id)
}

/// Returns how a tie that is in both differs; `until` is the day of the latter.
fn both(before: &NetworkTie, after: &NetworkTie, until: Date) -> Vec<Difference> {
    let (old_sign, new_sign) = (before.kind.sign, after.kind.sign);
    let state = |tie: &NetworkTie| tie.as_of_day.status.as_ref().map(|status| status.state);
    let mut differences = Vec::new();
    if old_sign != new_sign {
        differences.push(of_tie(Shift::Turned(old_sign, new_sign), after, None));
    } else if before.kind.id != after.kind.id {
        differences.push(of_tie(Shift::Recast, after, None));
    }
    differences.extend(ends(before, after).map(|shift| of_tie(shift, after, None)));
    if state(before) != state(after) {
        let since = after.as_of_day.status.as_ref().map(|status| status.since);
        differences.push(of_tie(Shift::Stepped(state(before), state(after)), after, since));
    }
    let (old, new) = (before.as_of_day.weight, after.as_of_day.weight);
    if old != new {
        let dates = after.tie.weight.changes().map(|(on, ..)| on);
        let last = dates.take_while(|on| on.earliest() <= until).last();
        let shift = if new > old { Shift::Strengthened(old, new) } else { Shift::Weakened(old, new) };
        differences.push(of_tie(shift, after, last));
    }
    differences
}

/// Returns how the nations of a tie that is in both differ.
fn ends(before: &NetworkTie, after: &NetworkTie) -> Option<Shift> {
    let (old, new) = (&before.tie.between, &after.tie.between);
    if Arc::ptr_eq(&before.tie, &after.tie) || old == new {
        return None;
    }
    if before.pair() != after.pair() {
        return Some(Shift::Moved);
    }
    // The order of the two says something of directed ties only.
    let is_directed = |tie: &NetworkTie| tie.kind.direction == Direction::Directed;
    (is_directed(before) && is_directed(after)).then_some(Shift::Reversed)
}

/// Returns the pairs that are mixed in only one of the two; `end` says when a tie ended. O(n log n) in the ties.
fn mixing(from: &Network, to: &Network, end: &dyn Fn(&NetworkTie) -> Option<EdtfDate>) -> Vec<Difference> {
    let (before, after) = (ByPair::of(from), ByPair::of(to));
    let difference = |what, pair, on| Difference { what, tie: None, pair, on };
    let (earlier_places, later_places) = (places(to, from), places(from, to));
    let mixed = after.mixed().filter_map(|between| {
        let was_mixed = counterpart(&before, between, &earlier_places).is_some_and(Between::is_mixed);
        let new = (!was_mixed).then_some(between)?;
        Some(difference(Shift::Mixed, new.pair(to)?, mixed_since(to, new)))
    });
    let unmixed = before.mixed().filter_map(|between| {
        let left = counterpart(&after, between, &later_places);
        let old = (!left.is_some_and(Between::is_mixed)).then_some(between)?;
        Some(difference(Shift::Unmixed, old.pair(from)?, mixed_until(from, old, left, end)))
    });
    mixed.chain(unmixed).collect()
}

/// Returns for each nation of a network its place in another. O(nations log nations).
fn places(of: &Network, within: &Network) -> Vec<Option<u32>> {
    let place = |nation: &Arc<Nation>| u32::try_from(within.nation_idx(&nation.id)?).ok();
    of.nations().iter().map(place).collect()
}

/// Returns the ties of the same pair in another network, in which `places` are those of all nations of the first.
fn counterpart<'a>(other: &'a ByPair, between: Between<'_>, places: &[Option<u32>]) -> Option<Between<'a>> {
    let [a, b] = between.places()?;
    Some(other.between([places[a as usize]?, places[b as usize]?]))
}

/// Returns the first day on which a pair had both signs among the ties that it has now.
fn mixed_since(network: &Network, between: Between<'_>) -> Option<EdtfDate> {
    let mut first: BTreeMap<Sign, Option<EdtfDate>> = BTreeMap::new();
    for (sign, tie) in between.ties(network).filter(|(sign, _)| *sign != Sign::Neutral) {
        let begin = tie.span.begin().date();
        first.entry(sign).and_modify(|first| *first = (*first).min(begin)).or_insert(begin);
    }
    first.into_values().max().flatten()
}

/// Returns the last day on which a pair had both signs among the ties that it had; `left` are those that it still has, and `end` says when a tie ended.
fn mixed_until(
    from: &Network,
    between: Between<'_>,
    left: Option<Between<'_>>,
    end: &dyn Fn(&NetworkTie) -> Option<EdtfDate>,
) -> Option<EdtfDate> {
    let mut last: BTreeMap<Sign, Option<EdtfDate>> = BTreeMap::new();
    let gone =
        between.ties(from).filter(|(sign, _)| *sign != Sign::Neutral && !left.is_some_and(|left| left.has(*sign)));
    for (sign, tie) in gone {
        let end = end(tie);
        let later =
            |last: Option<EdtfDate>| [last, end].into_iter().max_by_key(|date| date.map(EdtfDate::latest)).flatten();
        last.entry(sign).and_modify(|last| *last = later(*last)).or_insert(end);
    }
    last.into_values().min_by_key(|date| date.map(EdtfDate::latest)).flatten()
}

fn of_tie(what: Shift, tie: &NetworkTie, on: Option<EdtfDate>) -> Difference {
    Difference { what, tie: Some(tie.tie.clone()), pair: tie.pair(), on }
}
