//! How the record is looked at: as of which day, known by when, in which scenario, and what of it. Everything else a session
//! shows is made from the record seen through this.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::calendar::Calendar;
use crate::edit::{Outcome, Overlay, overlay};
use crate::model::{Document, EntryId, Hypothesis, HypothesisId, Scenario, ScenarioId, Supposed};
use crate::network::{Filter, Hiding, Moment, Network, Roster, Vantage, dated_days, known_on, timeline};

/// What a person has chosen to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// As of when, and known by when.
    pub moment: Moment,
    /// What of it.
    pub filter: Filter,
    /// What becomes of the rest.
    pub hiding: Hiding,
    /// The scenario that is open; `None` for the record as it is.
    pub scenario: Option<ScenarioId>,
}

/// A record seen through a lens.
#[derive(Debug)]
pub(super) struct Sighted {
    lens: Lens,
    /// The record as far as it was known, without anything supposed.
    known: Arc<Document>,
    /// The record with what is supposed on the day, whatever was known when.
    pub(super) shown: Arc<Document>,
    /// The same as far as it was known.
    pub(super) document: Arc<Document>,
    pub(super) supposition: Option<Supposition>,
    roster: Roster,
    pub(super) calendar: Calendar,
    pub(super) network: Arc<Network>,
    /// All ties of the day, once somebody has asked for them.
    day: OnceLock<Arc<Network>>,
    /// Every tie of the record without anything supposed, once somebody has asked for them while a scenario is open.
    plain: OnceLock<Roster>,
}

/// What an open scenario supposes.
#[derive(Debug, Clone)]
pub struct Supposition {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// What comes of each of its hypotheses once all of their days have come.
    pub prospects: Vec<Outcome>,
    /// What has come of each of them on the day looked at.
    pub outcomes: Vec<Outcome>,
    /// The records that are not as the record has them on the day looked at, each with the hypotheses that made them so.
    pub hypothetical: BTreeMap<EntryId, Vec<HypothesisId>>,
    /// The place of each hypothesis in their order.
    places: BTreeMap<HypothesisId, usize>,
    /// The first days of those hypotheses that are switched on, sorted.
    days: Vec<Date>,
    /// The record, as far as it was known, with all of them carried out.
    pub(super) whole: Arc<Overlay>,
}

/// What is seen of a record on a day.
struct Here {
    shown: Arc<Document>,
    document: Arc<Document>,
    roster: Roster,
    network: Arc<Network>,
}

impl Supposition {
    /// Returns a hypothesis with what comes of it in the end, and what has come of it by the day looked at.
    pub fn hypotheses(&self) -> impl Iterator<Item = (&Arc<Hypothesis>, &Outcome, &Outcome)> {
        let both = self.scenario.hypotheses.iter().zip(&self.prospects).zip(&self.outcomes);
        both.map(|((hypothesis, prospect), outcome)| (hypothesis, prospect, outcome))
    }

    /// Returns the hypotheses that made a record what it is on the day looked at, in their order.
    pub fn behind(&self, id: &EntryId) -> impl Iterator<Item = &Arc<Hypothesis>> {
        let ids = self.hypothetical.get(id).into_iter().flatten();
        ids.filter_map(|id| self.scenario.hypotheses.get(*self.places.get(id)?))
    }

    /// Returns how many hypotheses that are. O(log records).
    pub fn n_behind(&self, id: &EntryId) -> usize {
        self.hypothetical.get(id).map_or(0, Vec::len)
    }

    /// Returns how many of the hypotheses that are switched on hold from a day or earlier.
    fn era(&self, day: Date) -> usize {
        self.days.partition_point(|from| *from <= day)
    }
}

impl Lens {
    /// Returns the lens through which a record opens: all of it, as of its own date.
    pub fn of(document: &Document) -> Self {
        let moment = Moment::of(document.manifest.as_of);
        Self { moment, filter: Filter::default(), hiding: Hiding::default(), scenario: None }
    }

    /// Returns another day of what it looks at.
    pub fn vantage_on(&self, day: Date) -> Vantage {
        Vantage { day, ..self.vantage() }
    }

    /// Returns from where it looks.
    pub fn vantage(&self) -> Vantage {
        Vantage { scenario: self.scenario.clone(), day: self.moment.as_of }
    }
}

impl Sighted {
    /// Looks at a record. O(ties × evidence + n log n in what is dated).
    pub(super) fn new(record: &Arc<Document>, lens: Lens) -> Self {
        let all = lens.moment.known_on.and_then(|_| dated_days(&timeline(record)));
        let known = as_known(record, lens.moment);
        let scenario = lens.scenario.as_ref().and_then(|id| record.scenarios.get(id));
        let mut supposition = scenario.map(|scenario| {
            let mut supposition = Supposition::of(scenario, overlay(&known, scenario, None));
            if !Arc::ptr_eq(record, &known) {
                // What was not known yet does not keep anything from holding in the end.
                supposition.prospects = overlay(record, scenario, None).outcomes;
            }
            supposition
        });
        let supposed = supposition.as_ref().map(|it| (&it.whole.document, it.days.as_slice()));
        let calendar = Calendar::of(&known, supposed, all);
        let here = match &mut supposition {
            Some(supposition) => supposition.here(record, &known, &lens),
            None => {
                let roster = Roster::of(&known);
                let network = Arc::new(resolve(&roster, &lens));
                Here { shown: record.clone(), document: known.clone(), roster, network }
            }
        };
        let Here { shown, document, roster, network } = here;
        let (day, plain) = (OnceLock::new(), OnceLock::new());
        let mut sighted = Self { lens, known, shown, document, supposition, roster, calendar, network, day, plain };
        sighted.sift();
        sighted
    }

    /// Seeks the days on which something that is asked for changes.
    fn sift(&mut self) {
        let filter = self.lens.filter.clone();
        match &self.supposition {
            None => self.calendar.sift(&[&self.roster], &[], &filter),
            Some(supposition) if filter.is_empty() => self.calendar.sift(&[], &supposition.days, &filter),
            Some(supposition) => {
                let whole = Roster::over(&supposition.whole);
                let plain = self.plain.get_or_init(|| Roster::of(&self.known));
                self.calendar.sift(&[plain, &whole], &supposition.days, &filter);
            }
        }
    }

    /// Looks at the same record through a lens; only what differs is made anew. O(ties) for another day. Returns whether it
    /// is another lens than before.
    pub(super) fn look(&mut self, record: &Arc<Document>, lens: Lens) -> bool {
        if lens == self.lens {
            return false;
        }
        if lens.moment.known_on != self.lens.moment.known_on || lens.scenario != self.lens.scenario {
            *self = Self::new(record, lens);
            return true;
        }
        let is_other_filter = lens.filter != self.lens.filter;
        let era = |day: Date| self.supposition.as_ref().map(|supposition| supposition.era(day));
        let is_other_era = era(lens.moment.as_of) != era(self.lens.moment.as_of);
        match self.supposition.as_mut().filter(|_| is_other_era) {
            Some(supposition) => {
                let here = supposition.here(record, &self.known, &lens);
                Here { shown: self.shown, document: self.document, roster: self.roster, network: self.network } = here;
            }
            None => self.network = Arc::new(resolve(&self.roster, &lens)),
        }
        self.day = OnceLock::new();
        self.lens = lens;
        if is_other_filter {
            self.sift();
        }
        true
    }

    /// Takes over a record that differs only in where nations sit, while no scenario is open. O(1).
    pub(super) fn place(&mut self, record: Arc<Document>) {
        self.known = match self.lens.moment.known_on {
            None => record.clone(),
            Some(_) => Arc::new(Document { positions: record.positions.clone(), ..(*self.known).clone() }),
        };
        self.document = self.known.clone();
        self.shown = record;
    }

    pub(super) fn lens(&self) -> &Lens {
        &self.lens
    }

    /// Returns the roster of what is looked at.
    pub(super) fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Returns the network of a day, of what is asked for alone, with what is supposed on the day looked at.
    pub(super) fn network_on(&self, as_of: Date) -> Arc<Network> {
        let Lens { moment, filter, hiding, scenario: _ } = &self.lens;
        if as_of == moment.as_of && (filter.is_empty() || *hiding == Hiding::Remove) {
            return self.network.clone();
        }
        Arc::new(self.roster.on(as_of).under(filter, Hiding::Remove))
    }

    /// Returns what is seen from somewhere else: the document, its roster, and the network of what is asked for. O(ties) for
    /// another day on which the same is supposed and for the record once it was seen, else O(ties × evidence).
    pub(super) fn seen_from(&self, record: &Arc<Document>, vantage: &Vantage) -> (Arc<Document>, Roster, Arc<Network>) {
        let Lens { moment, filter, hiding: _, scenario } = &self.lens;
        let era = |day: Date| self.supposition.as_ref().map(|supposition| supposition.era(day));
        if vantage.scenario == *scenario && era(vantage.day) == era(moment.as_of) {
            return (self.document.clone(), self.roster.clone(), self.network_on(vantage.day));
        }
        let supposed = vantage.scenario.as_ref().and_then(|id| record.scenarios.get(id));
        let (document, roster) = match supposed.map(|scenario| overlay(&self.known, scenario, Some(vantage.day))) {
            Some(overlay) => {
                let roster = Roster::over(&overlay);
                (Arc::new(overlay.document), roster)
            }
            None => (self.known.clone(), self.plain.get_or_init(|| Roster::of(&self.known)).clone()),
        };
        let network = Arc::new(roster.on(vantage.day).under(filter, Hiding::Remove));
        (document, roster, network)
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

impl Supposition {
    /// Returns what a scenario supposes, of which nothing is carried out yet on the day looked at.
    fn of(scenario: &Arc<Scenario>, whole: Overlay) -> Self {
        let is_on = |hypothesis: &&Arc<Hypothesis>| hypothesis.supposed == Supposed::On;
        let mut days: Vec<Date> = scenario.hypotheses.iter().filter(is_on).map(|hypothesis| hypothesis.from).collect();
        days.sort_unstable();
        Self {
            scenario: scenario.clone(),
            prospects: whole.outcomes.clone(),
            outcomes: Vec::new(),
            hypothetical: BTreeMap::new(),
            places: scenario.hypotheses.iter().enumerate().map(|(idx, it)| (it.id.clone(), idx)).collect(),
            days,
            whole: Arc::new(whole),
        }
    }

    /// Carries out what is supposed on the day that a lens looks at, over a record and over what was known of it.
    /// O(ties × evidence).
    fn here(&mut self, record: &Arc<Document>, known: &Arc<Document>, lens: &Lens) -> Here {
        let day = lens.moment.as_of;
        let carried_out = match self.era(day) == self.days.len() {
            true => self.whole.clone(),
            false => Arc::new(overlay(known, &self.scenario, Some(day))),
        };
        self.hypothetical.clone_from(&carried_out.hypothetical);
        let roster = Roster::over(&carried_out);
        let network = Arc::new(resolve(&roster, lens));
        let document = Arc::new(carried_out.document.clone());
        let (shown, outcomes) = match Arc::ptr_eq(record, known) {
            true => (document.clone(), carried_out.outcomes.clone()),
            false => {
                let overlay = overlay(record, &self.scenario, Some(day));
                (Arc::new(overlay.document), overlay.outcomes)
            }
        };
        self.outcomes = outcomes;
        Here { shown, document, roster, network }
    }
}

/// Returns a record as far as it was known.
fn as_known(record: &Arc<Document>, moment: Moment) -> Arc<Document> {
    moment.known_on.map_or_else(|| record.clone(), |day| Arc::new(known_on(record, day)))
}

fn resolve(roster: &Roster, lens: &Lens) -> Network {
    roster.on(lens.moment.as_of).under(&lens.filter, lens.hiding)
}
