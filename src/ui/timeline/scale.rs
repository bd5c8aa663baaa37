//! Lays days along the bar: where a day lies, how zooming and panning change that, and which ticks there is room for.
//! Pure numbers, nothing is drawn here.

use jiff::civil::{Date, date};

use crate::scene::{day_of, number_of};
use crate::session::Session;

/// Fewest days across the bar.
const LEAST_DAYS: f64 = 28.0;
/// Years before and days after the atlas's own date that the bar opens on.
const OPENING: (i16, f64) = (8, 200.0);
/// Part of the bar that is left free between its edge and a day that is brought into view.
const REVEAL: f64 = 0.12;
/// Years that the bar covers whatever the record holds.
const YEARS: (Date, Date) = (date(1945, 1, 1), date(2030, 12, 31));

/// The days that the bar covers at all, as numbers, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// The days that are seen.
///
/// Invariant: they lie within the range that they were made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// The first, as a number with its part of a day.
    from: f64,
    /// How many.
    days: f64,
}

/// A scale laid along the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    pub(super) scale: Scale,
    /// Where it begins, in points.
    pub(super) left: f32,
    /// How wide it is, in points.
    pub(super) width: f32,
}

/// A mark on the axis that names a time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f32,
    pub(super) words: String,
}

impl Range {
    /// Returns the range of a record, whatever of it was known when: its own days and the years that every bar covers.
    pub(super) fn of(session: &Session) -> Self {
        Self::around(session.dated_days(), session.record().manifest.as_of)
    }

    /// Returns the range of what is dated from one day to another, if anything is; `home` is the atlas's own day.
    pub(super) fn around(dated: Option<(Date, Date)>, home: Date) -> Self {
        let (first, last) = dated.unwrap_or((home, home));
        let (first, last) = (first.min(home).min(YEARS.0), last.max(home).max(YEARS.1));
        Self { first: number_of(first), last: number_of(last) }
    }

    fn days(self) -> f64 {
        f64::from(self.last - self.first + 1)
    }

    /// Returns the nearest day that is in it.
    pub(super) fn clamp(self, day: i32) -> i32 {
        day.clamp(self.first, self.last)
    }
}

impl Scale {
    /// Returns the days that the bar opens on: the years up to the atlas's own date, and a little more.
    pub(super) fn opening(home: Date, range: Range) -> Self {
        let begin = Date::new((home.year() - OPENING.0).max(1), 1, 1).unwrap_or(home);
        let (from, until) = (f64::from(number_of(begin)), f64::from(number_of(home)) + OPENING.1);
        Self { from, days: until - from }.within(range)
    }

    /// Returns the first day that is seen.
    pub(super) fn from(self) -> f64 {
        self.from
    }

    /// Returns the end of what is seen.
    pub(super) fn until(self) -> f64 {
        self.from + self.days
    }

    /// Returns it with `factor` times fewer days, around a day that stays where it is.
    pub(super) fn zoomed(self, factor: f64, around: f64, range: Range) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return self;
        }
        let days = (self.days / factor).clamp(LEAST_DAYS, range.days().max(LEAST_DAYS));
        let share = (around - self.from) / self.days;
        Self { from: around - share * days, days }.within(range)
    }

    /// Returns it moved by some days.
    pub(super) fn moved(self, by: f64, range: Range) -> Self {
        if by.is_finite() { Self { from: self.from + by, ..self }.within(range) } else { self }
    }

    /// Returns it moved as little as it takes to see a day with some room beside it.
    pub(super) fn showing(self, day: i32, range: Range) -> Self {
        let day = f64::from(day) + 0.5;
        if (self.from..=self.until()).contains(&day) {
            return self;
        }
        let room = self.days * REVEAL;
        let from = if day < self.from { day - room } else { day + room - self.days };
        Self { from, ..self }.within(range)
    }

    /// Returns it moved by most of what is seen.
    pub(super) fn paged(self, pages: f64, range: Range) -> Self {
        self.moved(pages * self.days * 0.8, range)
    }

    fn within(self, range: Range) -> Self {
        let days = self.days.clamp(LEAST_DAYS, range.days().max(LEAST_DAYS));
        let most = (f64::from(range.last) + 1.0 - days).max(f64::from(range.first));
        Self { from: self.from.clamp(f64::from(range.first), most), days }
    }
}

impl Axis {
    /// Returns where the middle of a day lies.
    pub(super) fn x(&self, day: i32) -> f32 {
        self.x_of(f64::from(day) + 0.5)
    }

    /// Returns where a time lies.
    pub(super) fn x_of(&self, day: f64) -> f32 {
        self.left + ((day - self.scale.from) / self.days_per_point()) as f32
    }

    /// Returns the time at a place, as a number with its part of a day.
    pub(super) fn time(&self, x: f32) -> f64 {
        self.scale.from + f64::from(x - self.left) * self.days_per_point()
    }

    /// Returns the day at a place.
    pub(super) fn day(&self, x: f32) -> i32 {
        self.time(x).floor() as i32
    }

    /// Returns how many days a point is.
    pub(super) fn days_per_point(&self) -> f64 {
        self.scale.days / f64::from(self.width.max(1.0))
    }

    /// Returns where the bar ends.
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Whether a place is on it.
    pub(super) fn holds(&self, x: f32) -> bool {
        (self.left..=self.right()).contains(&x)
    }

    /// Returns the ticks that there is room for: weeks, months or years, none nearer to the next than `room` points.
    /// One of them names a year, unless there are none at all.
    pub(super) fn ticks(&self, room: f32) -> Vec<Tick> {
        let days = f64::from(room) * self.days_per_point();
        let mut ticks = if days <= 7.0 { self.ticks_of_weeks() } else { self.ticks_of_months(days) };
        let day_at = |tick: &Tick| day_of(self.time(tick.x).round() as i32);
        let is_year = |tick: &Tick| (day_at(tick).month(), day_at(tick).day()) == (1, 1);
        if let Some(year) = ticks.first().filter(|_| !ticks.iter().any(is_year)).map(|first| day_at(first).year())
            && let Some(first) = ticks.first_mut()
        {
            first.words = format!("{} {year}", first.words);
        }
        ticks
    }

    /// Returns ticks at beginnings of months at least so many days apart.
    fn ticks_of_months(&self, days: f64) -> Vec<Tick> {
        const MONTHS: [(i32, f64); 9] = [
            (1, 28.0),
            (3, 90.0),
            (6, 181.0),
            (12, 365.0),
            (24, 730.0),
            (60, 1_826.0),
            (120, 3_652.0),
            (240, 7_304.0),
            (1_200, 36_524.0),
        ];
        let step = MONTHS.iter().find(|(_, least)| *least >= days).map_or(12_000, |(months, _)| *months);
        let first = day_of(self.scale.from.floor() as i32);
        let month = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
        let mut ticks = Vec::new();
        let mut at = month.div_euclid(step) * step;
        while let Some(day) = month_begin(at) {
            let x = self.x_of(f64::from(number_of(day)));
            if x > self.right() {
                break;
            }
            if x >= self.left {
                ticks.push(Tick { x, words: month_words(day) });
            }
            at += step;
        }
        ticks
    }

    fn ticks_of_weeks(&self) -> Vec<Tick> {
        let mut ticks = Vec::new();
        for number in self.scale.from.ceil() as i32..=self.scale.until().floor() as i32 {
            let day = day_of(number);
            if matches!(day.day(), 1 | 8 | 15 | 22) {
                let words = match (day.day(), day.month()) {
                    (1, 1) => day.year().to_string(),
                    (dom, month) => format!("{dom} {}", MONTH_NAMES[usize::from(month.unsigned_abs()) - 1]),
                };
                ticks.push(Tick { x: self.x_of(f64::from(number)), words });
            }
        }
        ticks
    }
}

const MONTH_NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns the first day of a month that is counted from the year 0; `None` outside of the years that there are.
fn month_begin(month: i32) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    Date::new(year.max(1), month.rem_euclid(12) as i8 + 1, 1).ok()
}

fn month_words(day: Date) -> String {
    match day.month() {
        1 => day.year().to_string(),
        month => MONTH_NAMES[usize::from(month.unsigned_abs()) - 1].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Date = date(2025, 6, 14);

    fn range() -> Range {
        Range::around(None, HOME)
    }

    fn axis(scale: Scale) -> Axis {
        Axis { scale, left: 100.0, width: 1_000.0 }
    }

    #[test]
    fn some_tick_names_the_year_however_near_one_is() {
        for days in [14.0, 20.0, 60.0, 120.0, 300.0, 3_000.0] {
            for first in [date(2024, 3, 17), date(2023, 12, 20), date(2024, 6, 1)] {
                let axis = axis(Scale { from: f64::from(number_of(first)), days });
                let ticks = axis.ticks(60.0);
                let names_year =
                    |tick: &Tick| tick.words.split(' ').any(|word| word.len() == 4 && word.starts_with("20"));
                assert!(ticks.iter().any(names_year), "{first} and {days} days: {ticks:?}");
            }
        }
    }

    #[test]
    fn it_opens_on_the_years_before_the_atlas_and_a_little_more() {
        let scale = Scale::opening(HOME, range());
        assert_eq!(day_of(scale.from() as i32), date(2017, 1, 1));
        assert_eq!(day_of(scale.until() as i32), date(2025, 12, 31));
    }

    #[test]
    fn the_range_is_1945_to_2030_or_the_records_if_that_is_larger() {
        assert_eq!((day_of(range().first), day_of(range().last)), (YEARS.0, YEARS.1));
        let old = Range::around(Some((date(1882, 5, 22), date(1950, 1, 1))), HOME);
        assert_eq!((day_of(old.first), day_of(old.last)), (date(1882, 5, 22), YEARS.1));
    }

    #[test]
    fn a_day_lies_where_a_press_finds_it_again() {
        let axis = axis(Scale::opening(HOME, range()).zoomed(30.0, f64::from(number_of(HOME)), range()));
        for day in number_of(HOME) - 20..number_of(HOME) + 20 {
            assert_eq!(axis.day(axis.x(day)), day);
        }
    }

    #[test]
    fn zooming_keeps_the_day_under_the_pointer() {
        let scale = Scale::opening(HOME, range());
        let around = axis(scale).time(700.0);
        let zoomed = axis(scale.zoomed(1.7, around, range()));
        assert!((zoomed.x_of(around) - 700.0).abs() < 0.01);
    }

    #[test]
    fn neither_zooming_nor_panning_leaves_the_range() {
        let mut scale = Scale::opening(HOME, range());
        for step in 0..500 {
            let around = scale.from() + f64::from(step % 7) * 100.0;
            scale = match step % 4 {
                0 => scale.zoomed(0.3, around, range()),
                1 => scale.moved(1e9, range()),
                2 => scale.zoomed(1e6, around, range()),
                _ => scale.moved(-1e9, range()),
            };
            assert!(scale.from() >= f64::from(range().first) && scale.until() <= f64::from(range().last) + 1.0);
            assert!(scale.days >= LEAST_DAYS);
        }
        assert_eq!(scale.zoomed(f64::NAN, 0.0, range()), scale);
    }

    #[test]
    fn a_day_out_of_view_is_brought_into_it_and_one_in_view_moves_nothing() {
        let scale = Scale::opening(HOME, range());
        assert_eq!(scale.showing(number_of(HOME), range()), scale);
        for day in [date(1953, 7, 27), date(2029, 1, 1)] {
            let shown = scale.showing(number_of(day), range());
            assert!(axis(shown).holds(axis(shown).x(number_of(day))), "{day}");
        }
    }

    #[test]
    fn ticks_follow_the_zoom_and_never_crowd() {
        let mut scale = Scale::opening(HOME, range()).zoomed(1e-9, 0.0, range());
        let mut said = Vec::new();
        for _ in 0..12 {
            let ticks = axis(scale).ticks(60.0);
            assert!(ticks.windows(2).all(|two| two[1].x - two[0].x >= 50.0), "{ticks:?}");
            assert!(!ticks.is_empty());
            said.push(ticks[ticks.len() / 2].words.clone());
            scale = scale.zoomed(1.8, f64::from(number_of(HOME)), range());
        }
        assert_eq!(said[0], "1990");
        assert!(said.iter().any(|words| words == "Apr" || words == "Jul"), "{said:?}");
        assert!(said.last().is_some_and(|words| words.contains(' ')), "{said:?}");
    }
}
