//! How the record is looked at: as of which day, known by when, in which scenario, and what of it. Everything else a session
//! shows is made from the record seen through this.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::edit::{Outcome, Overlay, overlay};
use crate::model::{Document, EntryId, Hypothesis, HypothesisId, Scenario, ScenarioId, Supposed};
use crate::network::{Dated, Filter, Hiding, Moment, Network, Roster, Vantage, dated_days, known_on, timeline};

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
    /// The record with what is supposed on the day, whatever was known when.
    pub(super) shown: Arc<Document>,
    /// The same as far as it was known.
    pub(super) document: Arc<Document>,
    pub(super) supposition: Option<Supposition>,
    roster: Roster,
    /// The first and the last day of what is dated in the whole record, whatever was known when: a day that can be looked
    /// at is not lost because less is known.
    pub(super) dated_days: Option<(Date, Date)>,
    /// Everything dated in it as far as it was known, and whatever is supposed on any day.
    pub(super) timeline: Arc<[Dated]>,
    /// The days on which something that is asked for changes, sorted, each once: sought in with every step, and asked for
    /// in every frame.
    pub(super) turning_days: Vec<Date>,
    pub(super) network: Arc<Network>,
    /// All ties of the day, once somebody has asked for them.
    day: OnceLock<Arc<Network>>,
    /// The record without anything supposed, and every tie of it, once somebody has asked for them while a scenario is open.
    plain: OnceLock<(Arc<Document>, Roster)>,
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
    /// The first days of those hypotheses that are switched on, sorted.
    days: Vec<Date>,
    /// The record, as far as it was known, with all of them carried out.
    whole: Arc<Overlay>,
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
    pub fn behind(&self, id: &EntryId) -> Vec<&Arc<Hypothesis>> {
        let ids = self.hypothetical.get(id).map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| self.scenario.hypothesis(id)).map(|(_, hypothesis)| hypothesis).collect()
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
        Self::within(record, lens, all)
    }

    /// Looks at a record of which the days are those of `all` where less is known, else its own.
    fn within(record: &Arc<Document>, lens: Lens, all: Option<(Date, Date)>) -> Self {
        let known = as_known(record, lens.moment);
        let supposed = lens.scenario.as_ref().and_then(|id| record.scenarios.get(id));
        let supposed = supposed.map(|scenario| Arc::new(overlay(&known, scenario, None))).zip(supposed);
        let whole = supposed.as_ref().map_or(&*known, |(whole, _)| &whole.document);
        let timeline: Arc<[Dated]> = timeline(whole).into();
        let dated_days = if lens.moment.known_on.is_some() { all } else { dated_days(&timeline) };
        let Some((whole, scenario)) = supposed else {
            let roster = Roster::of(&known);
            let turning_days = turning_days(&timeline, &roster, &lens.filter, &[]);
            let network = Arc::new(resolve(&roster, &lens));
            let (shown, document, supposition) = (record.clone(), known, None);
            let (day, plain) = (OnceLock::new(), OnceLock::new());
            return Self {
                lens,
                shown,
                document,
                supposition,
                roster,
                dated_days,
                timeline,
                turning_days,
                network,
                day,
                plain,
            };
        };
        let mut supposition = Supposition::of(scenario, whole);
        let dated_days = days_with(dated_days, &supposition.days);
        let turning_days = turning_days(&timeline, &Roster::over(&supposition.whole), &lens.filter, &supposition.days);
        let Here { shown, document, roster, network } = supposition.here(record, &known, &lens);
        let (supposition, day, plain) = (Some(supposition), OnceLock::new(), OnceLock::new());
        Self { lens, shown, document, supposition, roster, dated_days, timeline, turning_days, network, day, plain }
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
        let days = self.supposition.as_ref().map(|supposition| supposition.days.clone()).unwrap_or_default();
        if lens.filter != self.lens.filter {
            let whole = self.supposition.as_ref().map(|supposition| Roster::over(&supposition.whole));
            let whole = whole.as_ref().unwrap_or(&self.roster);
            self.turning_days = turning_days(&self.timeline, whole, &lens.filter, &days);
        }
        let era = |day: Date| days.partition_point(|from| *from <= day);
        let is_other_era = era(lens.moment.as_of) != era(self.lens.moment.as_of);
        match self.supposition.as_mut().filter(|_| is_other_era) {
            Some(supposition) => {
                let here = supposition.here(record, &as_known(record, lens.moment), &lens);
                Here { shown: self.shown, document: self.document, roster: self.roster, network: self.network } = here;
            }
            None => self.network = Arc::new(resolve(&self.roster, &lens)),
        }
        self.day = OnceLock::new();
        self.lens = lens;
        true
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
        let known = || as_known(record, *moment);
        let (document, roster) = match supposed.map(|scenario| overlay(&known(), scenario, Some(vantage.day))) {
            Some(overlay) => (Arc::new(overlay.document.clone()), Roster::over(&overlay)),
            None => {
                let plain = || {
                    let known = known();
                    let roster = Roster::of(&known);
                    (known, roster)
                };
                self.plain.get_or_init(plain).clone()
            }
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
    fn of(scenario: &Arc<Scenario>, whole: Arc<Overlay>) -> Self {
        let is_on = |hypothesis: &&Arc<Hypothesis>| hypothesis.supposed == Supposed::On;
        let mut days: Vec<Date> = scenario.hypotheses.iter().filter(is_on).map(|hypothesis| hypothesis.from).collect();
        days.sort_unstable();
        Self {
            scenario: scenario.clone(),
            prospects: whole.outcomes.clone(),
            outcomes: Vec::new(),
            hypothetical: BTreeMap::new(),
            days,
            whole,
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
        self.outcomes.clone_from(&carried_out.outcomes);
        self.hypothetical.clone_from(&carried_out.hypothetical);
        let roster = Roster::over(&carried_out);
        let network = Arc::new(resolve(&roster, lens));
        let document = Arc::new(carried_out.document.clone());
        let shown = match Arc::ptr_eq(record, known) {
            true => document.clone(),
            false => Arc::new(overlay(record, &self.scenario, Some(day)).document),
        };
        Here { shown, document, roster, network }
    }
}

/// Returns a record as far as it was known.
fn as_known(record: &Arc<Document>, moment: Moment) -> Arc<Document> {
    moment.known_on.map_or_else(|| record.clone(), |day| Arc::new(known_on(record, day)))
}

/// Returns the first and the last of days that are dated and days on which something is supposed; `days` are sorted.
fn days_with(dated: Option<(Date, Date)>, days: &[Date]) -> Option<(Date, Date)> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return dated };
    let (from, until) = dated.unwrap_or((*first, *last));
    Some((from.min(*first), until.max(*last)))
}

/// Returns the days on which something that a filter asks for changes, and those on which something is supposed, sorted,
/// each once. O(n log n) in what is dated.
fn turning_days(timeline: &[Dated], roster: &Roster, filter: &Filter, supposed: &[Date]) -> Vec<Date> {
    let asked = (!filter.is_empty()).then(|| roster.whole().under(filter, Hiding::Remove));
    let is_asked = |dated: &&Dated| asked.as_ref().is_none_or(|asked| asked.tie(&dated.tie.id).is_some());
    let mut days: Vec<Date> = timeline.iter().filter(is_asked).map(Dated::shows_from).collect();
    days.extend(supposed);
    days.sort_unstable();
    days.dedup();
    days
}

fn resolve(roster: &Roster, lens: &Lens) -> Network {
    roster.on(lens.moment.as_of).under(&lens.filter, lens.hiding)
}
