//! What is dated in a record, and on which days something changes in it or in what is supposed over it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::edit::Overlay;
use crate::model::Document;
use crate::network::{Dated, Filter, Hiding, Network, Roster, dated_days, timeline, timeline_over};

/// What is dated, and when.
#[derive(Debug)]
pub(super) struct Calendar {
    /// The first and the last day of what is dated in the whole record, whatever was known when: a day that can be looked
    /// at is not lost because less is known.
    pub(super) dated_days: Option<(Date, Date)>,
    /// Everything dated in it as far as it was known, and whatever is supposed on any day.
    pub(super) timeline: Arc<[Dated]>,
    /// For each of that whether it is only supposed; nothing where nothing is.
    pub(super) supposed: Vec<bool>,
    /// The days on which something that is asked for changes, sorted, each once: sought in with every step, and asked for
    /// in every frame.
    pub(super) turning_days: Vec<Date>,
}

/// A record as far as it was known, and what is supposed over it.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    /// The record.
    pub(super) known: &'a Document,
    /// The record with all that is supposed, and the first days of that, sorted.
    pub(super) supposed: Option<(&'a Overlay, &'a [Date])>,
}

impl Days<'_> {
    fn first_days(&self) -> &[Date] {
        self.supposed.map_or(&[], |(_, days)| days)
    }
}

impl Calendar {
    /// Returns the calendar of a record; `all` are the days of the whole record where less of it is known. O(n log n) in
    /// what is dated.
    pub(super) fn of(days: Days<'_>, all: Option<(Date, Date)>, filter: &Filter) -> Self {
        let timeline: Arc<[Dated]> = match days.supposed {
            Some((overlay, _)) => timeline_over(days.known, &overlay.document).into(),
            None => timeline(days.known).into(),
        };
        let is_recorded = |dated: &Dated| {
            let tie = days.known.ties.get(&dated.tie.id);
            tie.is_some_and(|tie| Arc::ptr_eq(tie, &dated.tie))
        };
        let supposed_turns = match days.supposed {
            Some(_) => timeline.iter().map(|dated| !is_recorded(dated)).collect(),
            None => Vec::new(),
        };
        let found = [dated_days(&timeline), all].into_iter().flatten();
        let supposed = days.first_days().first().copied().zip(days.first_days().last().copied());
        let dated_days = found.chain(supposed).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let mut calendar = Self { dated_days, timeline, supposed: supposed_turns, turning_days: Vec::new() };
        calendar.sift(days, filter);
        calendar
    }

    /// Seeks the days on which something that a filter asks for changes, and those on which something is supposed.
    /// O(n log n) in what is dated.
    pub(super) fn sift(&mut self, days: Days<'_>, filter: &Filter) {
        // What a scenario takes away or makes is asked for as long as it is there.
        let asked: Option<[Option<Network>; 2]> = (!filter.is_empty()).then(|| {
            let all = |roster: Roster| roster.whole().under(filter, Hiding::Remove);
            [Some(all(Roster::of(days.known))), days.supposed.map(|(overlay, _)| all(Roster::over(overlay)))]
        });
        let is_asked = |dated: &&Dated| {
            let holds = |network: &Network| network.tie(&dated.tie.id).is_some();
            asked.as_ref().is_none_or(|asked| asked.iter().flatten().any(holds))
        };
        let found = self.timeline.iter().filter(is_asked).map(Dated::shows_from);
        self.turning_days = found.chain(days.first_days().iter().copied()).collect();
        self.turning_days.sort_unstable();
        self.turning_days.dedup();
    }
}
