//! What is dated in a record, and on which days something changes in it or in what is supposed over it.

use std::sync::Arc;

use jiff::civil::Date;

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

impl Calendar {
    /// Returns the calendar of a record as far as it was known, of which nothing is sifted yet, and of what is `supposed` over
    /// it from some days on; `all` are the days of the whole record where less of it is known. O(n log n) in what is dated.
    pub(super) fn of(known: &Document, supposed: Option<(&Document, &[Date])>, all: Option<(Date, Date)>) -> Self {
        let timeline: Arc<[Dated]> = match supposed {
            Some((document, _)) => timeline_over(known, document).into(),
            None => timeline(known).into(),
        };
        let is_recorded = |dated: &Dated| {
            let tie = known.ties.get(&dated.tie.id);
            tie.is_some_and(|tie| Arc::ptr_eq(tie, &dated.tie))
        };
        let supposed_turns = match supposed {
            Some(_) => timeline.iter().map(|dated| !is_recorded(dated)).collect(),
            None => Vec::new(),
        };
        let first_days = supposed.map_or(&[] as &[Date], |(_, days)| days);
        let found = [dated_days(&timeline), all].into_iter().flatten();
        let found = found.chain(first_days.first().copied().zip(first_days.last().copied()));
        let dated_days = found.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        Self { dated_days, timeline, supposed: supposed_turns, turning_days: Vec::new() }
    }

    /// Seeks the days on which something that a filter asks for changes, and the days from which on something is supposed.
    /// `rosters` are those of the record and of what is supposed: what a scenario takes away or makes is asked for as long as
    /// it is there. O(n log n) in what is dated.
    pub(super) fn sift(&mut self, rosters: &[&Roster], first_days: &[Date], filter: &Filter) {
        let all = |roster: &&Roster| roster.whole().under(filter, Hiding::Remove);
        let asked: Option<Vec<Network>> = (!filter.is_empty()).then(|| rosters.iter().map(all).collect());
        let is_asked = |dated: &&Dated| {
            let holds = |network: &Network| network.tie(&dated.tie.id).is_some();
            asked.as_ref().is_none_or(|asked| asked.iter().any(holds))
        };
        let found = self.timeline.iter().filter(is_asked).map(Dated::shows_from);
        self.turning_days = found.chain(first_days.iter().copied()).collect();
        self.turning_days.sort_unstable();
        self.turning_days.dedup();
    }
}
