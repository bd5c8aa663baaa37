//! What a timeline shows of a record: every dated turn as a stem, those that share a column merged into one. Days are
//! counted in numbers here, so that a bar or a page can lay them along any axis; nothing is drawn.

use jiff::civil::Date;

use crate::model::{Document, Presence, Sign};
use crate::network::{Bearing, Dated, Turn};

/// The day that has the number zero.
const ZERO: Date = jiff::civil::date(1970, 1, 1);

/// A dated turn, or several that share a column, as a stem that points up or down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stem {
    /// Where it stands: the number of the first day that it can mean, of an end the last.
    pub day: i32,
    /// The days that it can mean, first and last, where that is more than one.
    pub spread: Option<(i32, i32)>,
    /// Up or down.
    pub bearing: Bearing,
    /// Sign of the heaviest of its ties.
    pub sign: Sign,
    /// Weight of the heaviest of its ties, 1 to 5; its height.
    pub weight: u8,
    /// Uncertain where its date is only approximate.
    pub presence: Presence,
    /// Whether a source dates it otherwise.
    pub is_disputed: bool,
    /// Whether it, or one of those that it stands for, is only supposed.
    pub is_supposed: bool,
    /// How many turns it stands for.
    pub n: usize,
    /// The heaviest of them, by its place in the list of what is dated.
    pub dated: usize,
}

/// All stems of a record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stems {
    /// By day.
    stems: Vec<Stem>,
    /// The days on which something changes, each with a place in the list of what is dated; sorted.
    changes: Vec<(i32, usize)>,
    /// Most days that a turn can mean.
    widest: i32,
}

/// Returns the number of a day.
pub fn number_of(day: Date) -> i32 {
    ZERO.until(day).map_or(0, |span| span.get_days())
}

/// Returns the day of a number; the nearest that there is.
pub fn day_of(number: i32) -> Date {
    let span = jiff::Span::new().days(number.clamp(-800_000, 3_000_000));
    ZERO.saturating_add(span)
}

impl Stems {
    /// Returns the stems of everything dated in a record; `is_supposed` takes a place in the list of what is dated.
    /// O(n log n) in what is dated.
    pub fn of(document: &Document, timeline: &[Dated], is_supposed: impl Fn(usize) -> bool) -> Self {
        let stem = |(idx, dated): (usize, &Dated)| {
            stem(document, idx, dated).map(|stem| Stem { is_supposed: is_supposed(idx), ..stem })
        };
        let mut stems: Vec<Stem> = timeline.iter().enumerate().filter_map(stem).collect();
        stems.sort_by_key(|stem| stem.day);
        let mut changes: Vec<(i32, usize)> =
            timeline.iter().enumerate().map(|(idx, dated)| (number_of(dated.shows_from()), idx)).collect();
        changes.sort_unstable();
        let widest = stems.iter().filter_map(|stem| stem.spread).map(|(first, last)| last - first).max().unwrap_or(0);
        Self { stems, changes, widest }
    }

    /// Returns what is asked for and the rest; `is_asked` takes a place in the list of what is dated. O(n) in what is dated.
    pub fn parted(&self, is_asked: impl Fn(usize) -> bool) -> [Self; 2] {
        let (asked, rest) = self.stems.iter().partition(|stem| is_asked(stem.dated));
        let (asked_days, other_days) = self.changes.iter().partition(|(_, dated)| is_asked(*dated));
        [(asked, asked_days), (rest, other_days)].map(|(stems, changes)| Self { stems, changes, ..*self })
    }

    /// Returns how many turns stand before a day.
    pub fn n_before(&self, day: f64) -> usize {
        self.stems.partition_point(|stem| f64::from(stem.day) < day)
    }

    /// Returns how many turns stand after a day.
    pub fn n_after(&self, day: f64) -> usize {
        self.stems.len() - self.stems.partition_point(|stem| f64::from(stem.day) <= day)
    }

    /// Returns the stems of some days, those within `column` days and of one bearing merged, by day.
    /// O(log n) and O(stems of these days).
    ///
    /// Columns keep their places when the bar is moved, so that nothing flickers.
    pub fn merged(&self, from: f64, until: f64, column: f64) -> Vec<Stem> {
        let first = self.stems.partition_point(|stem| f64::from(stem.day.saturating_add(self.widest)) < from);
        let mut merged: Vec<Stem> = Vec::new();
        let mut open: [Option<(i64, usize)>; 2] = [None, None];
        for stem in self.stems[first..].iter().take_while(|stem| stem_begin(stem) <= until) {
            let cell = (f64::from(stem.day) / column.max(1e-6)).floor() as i64;
            let side = match stem.bearing {
                Bearing::Up => 0,
                Bearing::Down => 1,
            };
            match open[side] {
                Some((held, idx)) if held == cell => merged[idx].take_in(stem),
                Some(_) | None => {
                    open[side] = Some((cell, merged.len()));
                    merged.push(*stem);
                }
            }
        }
        merged
    }

    /// Returns the last change up to a day: its day and all that changes on it.
    pub fn until(&self, day: i32) -> Option<(i32, Vec<usize>)> {
        let end = self.changes.partition_point(|(on, _)| *on <= day);
        let (on, _) = self.changes[..end].last()?;
        Some((*on, self.on(*on)))
    }

    /// Returns the first change after a day: its day and all that changes on it.
    pub fn after(&self, day: i32) -> Option<(i32, Vec<usize>)> {
        let begin = self.changes.partition_point(|(on, _)| *on <= day);
        let (on, _) = self.changes[begin..].first()?;
        Some((*on, self.on(*on)))
    }

    /// Returns the first and the last day on which something changes.
    pub fn first_and_last_change(&self) -> Option<(i32, i32)> {
        Some((self.changes.first()?.0, self.changes.last()?.0))
    }

    /// Returns the day of change that is nearest to a day and at most `within` days away.
    pub fn nearest(&self, day: f64, within: f64) -> Option<i32> {
        let idx = self.changes.partition_point(|(on, _)| f64::from(*on) < day);
        let near = [idx.checked_sub(1), Some(idx)].into_iter().flatten();
        let near = near.filter_map(|idx| self.changes.get(idx)).map(|(on, _)| *on);
        let distance = |on: i32| (f64::from(on) - day).abs();
        near.filter(|on| distance(*on) <= within).min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
    }

    /// Returns all that changes on a day, as places in the list of what is dated.
    fn on(&self, day: i32) -> Vec<usize> {
        let [begin, end] = [day, day + 1].map(|day| self.changes.partition_point(|(on, _)| *on < day));
        self.changes[begin..end].iter().map(|(_, idx)| *idx).collect()
    }
}

impl Stem {
    /// Takes in another of its column.
    fn take_in(&mut self, other: &Stem) {
        let spread = match (self.spread, other.spread) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
        let n = self.n + other.n;
        let is_disputed = self.is_disputed || other.is_disputed;
        let is_supposed = self.is_supposed || other.is_supposed;
        if other.weight > self.weight {
            *self = *other;
        }
        *self = Self { spread, n, is_disputed, is_supposed, ..*self };
    }
}

fn stem_begin(stem: &Stem) -> f64 {
    f64::from(stem.spread.map_or(stem.day, |(first, _)| first))
}

fn stem(document: &Document, idx: usize, dated: &Dated) -> Option<Stem> {
    let kind = document.kinds.get(&dated.tie.kind)?;
    let [first, last] = [dated.on.earliest(), dated.on.latest()].map(number_of);
    let (day, weight) = match dated.turn() {
        Turn::Over => return None,
        Turn::Ended => (last, dated.tie.weight.on(dated.on.latest()).0),
        Turn::Level(before, after) => (first, before.max(after)),
        Turn::Begun | Turn::Step(_) | Turn::Move(_) => (first, dated.tie.weight.on(dated.on.earliest()).0),
    };
    Some(Stem {
        day,
        spread: (first != last).then_some((first, last)),
        bearing: dated.bearing(kind),
        sign: dated.sign(kind),
        weight,
        presence: if dated.on.is_sure() { Presence::Certain } else { Presence::Uncertain },
        is_disputed: dated.is_disputed(),
        is_supposed: false,
        n: 1,
        dated: idx,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stem(day: i32, bearing: Bearing, weight: u8) -> Stem {
        Stem {
            day,
            spread: None,
            bearing,
            sign: Sign::Positive,
            weight,
            presence: Presence::Certain,
            is_disputed: false,
            is_supposed: false,
            n: 1,
            dated: 0,
        }
    }

    fn stems(stems: Vec<Stem>) -> Stems {
        let changes = stems.iter().enumerate().map(|(idx, stem)| (stem.day, idx)).collect();
        Stems { stems, changes, ..Stems::default() }
    }

    #[test]
    fn a_day_has_a_number_and_a_number_its_day() {
        for day in [date(1, 1, 1), date(1945, 8, 15), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)] {
            assert_eq!(day_of(number_of(day)), day);
        }
        assert_eq!(number_of(date(2024, 3, 1)) - number_of(date(2024, 2, 28)), 2);
    }

    #[test]
    fn what_falls_into_one_column_is_merged_and_counted_by_bearing() {
        let all = (0..2_000).map(|_| stem(100, Bearing::Up, 2)).chain([stem(101, Bearing::Down, 5)]);
        let merged = stems(all.collect()).merged(0.0, 1_000.0, 30.0);
        let seen: Vec<_> = merged.iter().map(|stem| (stem.bearing, stem.n, stem.weight)).collect();
        assert_eq!(seen, [(Bearing::Up, 2_000, 2), (Bearing::Down, 1, 5)]);
    }

    #[test]
    fn a_column_is_as_high_as_its_heaviest_and_none_is_lost() {
        let all: Vec<Stem> = (0..500).map(|day| stem(day, Bearing::Up, 1 + (day % 5) as u8)).collect();
        for column in [0.5, 1.0, 7.0, 30.0, 600.0] {
            let merged = stems(all.clone()).merged(0.0, 500.0, column);
            assert_eq!(merged.iter().map(|stem| stem.n).sum::<usize>(), 500, "{column}");
            assert!(column < 7.0 || merged.iter().all(|stem| stem.weight == 5 || stem.n < 5), "{column}");
        }
    }

    #[test]
    fn a_press_near_a_change_takes_it_and_elsewhere_takes_the_day() {
        let stems = stems(vec![stem(100, Bearing::Up, 1), stem(200, Bearing::Down, 1)]);
        assert_eq!(stems.nearest(104.0, 5.0), Some(100));
        assert_eq!(stems.nearest(196.0, 5.0), Some(200));
        assert_eq!(stems.nearest(150.0, 5.0), None);
    }

    #[test]
    fn what_is_not_asked_for_is_parted_from_the_rest_and_none_is_lost() {
        let numbered = (0..10).map(|dated| Stem { dated, ..stem(dated as i32, Bearing::Up, 1) });
        let [asked, rest] = stems(numbered.collect()).parted(|dated| dated < 3);
        assert_eq!((asked.n_after(-1.0), rest.n_after(-1.0)), (3, 7));
        assert_eq!(asked.until(9), Some((2, vec![2])), "the last change is one of what is asked for");
    }

    #[test]
    fn changes_are_found_on_both_sides_of_a_day() {
        let stems = stems(vec![stem(100, Bearing::Up, 1), stem(100, Bearing::Up, 1), stem(200, Bearing::Down, 1)]);
        assert_eq!(stems.until(99), None);
        assert_eq!(stems.until(100), Some((100, vec![0, 1])));
        assert_eq!(stems.after(100), Some((200, vec![2])));
        assert_eq!(stems.after(200), None);
    }
}
