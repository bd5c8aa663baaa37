//! How the record is looked at: as of which day, known by when, and what of it. Everything else a session shows is made
//! from the record seen through this.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::model::Document;
use crate::network::{Dated, Filter, Hiding, Moment, Network, Roster, dated_days, known_on, timeline};

/// What a person has chosen to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// As of when, and known by when.
    pub moment: Moment,
    /// What of it.
    pub filter: Filter,
    /// What becomes of the rest.
    pub hiding: Hiding,
}

/// A record seen through a lens.
#[derive(Debug)]
pub(super) struct Sighted {
    lens: Lens,
    /// The record as far as it was known.
    pub(super) document: Arc<Document>,
    roster: Roster,
    /// The first and the last day of what is dated in the whole record, whatever was known when: a day that can be looked
    /// at is not lost because less is known.
    pub(super) dated_days: Option<(Date, Date)>,
    /// Everything dated in it as far as it was known.
    pub(super) timeline: Arc<[Dated]>,
    /// The days on which something that is asked for changes, sorted, each once: sought in with every step, and asked for
    /// in every frame.
    pub(super) turning_days: Vec<Date>,
    pub(super) network: Arc<Network>,
    /// All ties of the day, once somebody has asked for them.
    day: OnceLock<Arc<Network>>,
}

impl Lens {
    /// Returns the lens through which a record opens: all of it, as of its own date.
    pub fn of(document: &Document) -> Self {
        let moment = Moment::of(document.manifest.as_of);
        Self { moment, filter: Filter::default(), hiding: Hiding::default() }
    }
}

impl Sighted {
    /// Looks at a record. O(ties × evidence + n log n in what is dated).
    pub(super) fn new(record: &Arc<Document>, lens: Lens) -> Self {
        let all = lens.moment.known_on.and_then(|_| dated_days(&timeline(record)));
        Self::within(record, lens, all)
    }

    /// Looks at a record of which the days are those of `all` where less is known, else its own.
    fn within(record: &Arc<Document>, lens: Lens, all: Option<(Date, Date)>) -> Self {
        let document = match lens.moment.known_on {
            Some(day) => Arc::new(known_on(record, day)),
            None => record.clone(),
        };
        let roster = Roster::of(&document);
        let timeline: Arc<[Dated]> = timeline(&document).into();
        let dated_days = if lens.moment.known_on.is_some() { all } else { dated_days(&timeline) };
        let turning_days = turning_days(&timeline, &roster, &lens.filter);
        let network = Arc::new(resolve(&roster, &lens));
        Self { lens, document, roster, dated_days, timeline, turning_days, network, day: OnceLock::new() }
    }

    /// Looks at the same record through a lens; only what differs is made anew. O(ties) for another day. Returns whether it
    /// is another lens than before.
    pub(super) fn look(&mut self, record: &Arc<Document>, lens: Lens) -> bool {
        if lens == self.lens {
            return false;
        }
        if lens.moment.known_on == self.lens.moment.known_on {
            if lens.filter != self.lens.filter {
                self.turning_days = turning_days(&self.timeline, &self.roster, &lens.filter);
            }
            self.network = Arc::new(resolve(&self.roster, &lens));
            self.day = OnceLock::new();
            self.lens = lens;
        } else {
            *self = Self::within(record, lens, self.dated_days);
        }
        true
    }

    pub(super) fn lens(&self) -> &Lens {
        &self.lens
    }

    /// Returns the network of a day, of what is asked for alone.
    pub(super) fn network_on(&self, as_of: Date) -> Arc<Network> {
        let Lens { moment, filter, hiding } = &self.lens;
        if as_of == moment.as_of && (filter.is_empty() || *hiding == Hiding::Remove) {
            return self.network.clone();
        }
        Arc::new(self.roster.on(as_of).under(filter, Hiding::Remove))
    }

    /// Returns the network of all ties of the day looked at. O(ties) the first time, where a filter has removed some.
    pub(super) fn day(&self) -> &Arc<Network> {
        if self.network.n_on_day() == self.network.ties().len() {
            return &self.network;
        }
        self.day.get_or_init(|| Arc::new(self.roster.on(self.lens.moment.as_of)))
    }

    /// Returns the network of all ties that are asked for, whatever their days.
    pub(super) fn whole(&self) -> Network {
        self.roster.whole().under(&self.lens.filter, Hiding::Remove)
    }
}

/// Returns the days on which something that a filter asks for changes, sorted, each once. O(n log n) in what is dated.
fn turning_days(timeline: &[Dated], roster: &Roster, filter: &Filter) -> Vec<Date> {
    let asked = (!filter.is_empty()).then(|| roster.whole().under(filter, Hiding::Remove));
    let is_asked = |dated: &&Dated| asked.as_ref().is_none_or(|asked| asked.tie(&dated.tie.id).is_some());
    let mut days: Vec<Date> = timeline.iter().filter(is_asked).map(Dated::shows_from).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn resolve(roster: &Roster, lens: &Lens) -> Network {
    roster.on(lens.moment.as_of).under(&lens.filter, lens.hiding)
}
