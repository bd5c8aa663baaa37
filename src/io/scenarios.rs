//! Reads scenarios over a record: what each hypothesis does is read over the record as all hypotheses before it leave that,
//! whether or not they are switched on.
//!
//! What does not fit the record is noted and kept as text, so that the record opens regardless and nothing is lost.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::canon::Canon;
use super::changes::{Over, split, supposed, unread};
use super::convert::{At, Context, HandedOn, Known};
use super::decode::RecordPlace;
use super::files::TextFile;
use super::native::{AlterationRecord, HypothesisRecord, LikelihoodRecord, LikelihoodTermRecord, ScenarioRecord};
use super::problems::Problems;
use super::records_of;
use crate::edit::{Outcome, faults, overlay};
use crate::kit::visible;
use crate::model::{
    Alteration, Document, Entry, EntryId, Hypothesis, HypothesisId, Likelihood, LikelihoodTerm, Objection, Patch,
    Precision, Problem, Scenario, ScenarioId, SourceId, Supposed,
};

/// What scenarios are read over.
pub(super) struct Supposing<'a> {
    /// All files.
    pub files: &'a [TextFile],
    /// The record.
    pub record: &'a Document,
    /// The id of the atlas; `None` where nobody knows it.
    pub atlas: Option<&'a str>,
    /// Whether it is said what does not fit.
    pub telling: Telling,
    /// The first day that anything in the record is dated, once somebody asks.
    begins: OnceCell<Option<Date>>,
    /// What one hypothesis hands on to the next, and one scenario to another.
    handed_on: Cell<HandedOn>,
}

/// A scenario that was read.
pub(super) struct ReadScenario {
    /// The scenario.
    pub scenario: Scenario,
    /// Which of the changes that are written each of its hypotheses is, counted from 0.
    pub written: Vec<usize>,
}

/// Whether it is said what hypotheses do that means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// It is.
    All,
    /// It is only kept.
    Nothing,
}

/// Puts the scenarios that are sound into a document. O(size of the scenarios × log n), and O(n) where records go.
pub(super) fn put_scenarios(
    files: &[TextFile],
    document: &mut Document,
    atlas: Option<&str>,
    records: Vec<(RecordPlace, ScenarioRecord)>,
    problems: &mut Problems,
) {
    let record = document.clone();
    let supposing = Supposing::over(files, &record, atlas, Telling::All);
    let mut first_places: BTreeMap<String, RecordPlace> = BTreeMap::new();
    let mut titles: BTreeMap<String, ScenarioId> = BTreeMap::new();
    for (place, written) in records {
        let at = At::record(&place);
        if let Some(first) = first_places.get(&written.id).filter(|_| is_sound(&written, atlas)) {
            let first = files[first.file_idx].place(first.span.start);
            let message = format!("the id `{}` is taken already", visible(&written.id));
            let hint = format!("the first one is at {first}; give this one another id");
            supposing.within(&Known::default(), problems, |context| context.error(&at.field("id"), message, hint));
            continue;
        }
        // One that is kept and not opened takes no id from another.
        if let Some(ReadScenario { scenario, written }) = supposing.scenario(&at, written, None, problems) {
            first_places.insert(scenario.id.to_string(), place.clone());
            if let Some(first) = titles.insert(scenario.title.to_lowercase(), scenario.id.clone()) {
                let message = format!("the scenario `{}` is called like `{first}`", scenario.id);
                let hint = "give one of the two another title, so that they can be told apart";
                supposing
                    .within(&Known::default(), problems, |context| context.note(&at.field("title"), message, hint));
            }
            supposing.note_failures(&at, &scenario, &written, problems);
            document.scenarios.insert(scenario.id.clone(), Arc::new(scenario));
        }
    }
}

/// Whether a scenario is opened as one of the atlas of an id, where that is known.
pub(super) fn is_sound(written: &ScenarioRecord, atlas: Option<&str>) -> bool {
    is_of(written, atlas) && Objection::to_id(&written.id).is_ok() && Objection::to_name(&written.title).is_ok()
}

/// Whether a scenario is one of the atlas of an id, where that is known.
fn is_of(written: &ScenarioRecord, atlas: Option<&str>) -> bool {
    written.atlas.is_empty() || atlas.is_none_or(|own| written.atlas == own)
}

/// Returns a scenario as it is read over a record once it is written; `None` where it is so already, or cannot be written.
pub(super) fn as_read(record: &Document, scenario: &Arc<Scenario>) -> Option<Scenario> {
    if is_as_read(record, scenario) {
        return None;
    }
    let canon = Canon::of_entry(&Entry::Scenario(scenario.clone())).ok()?;
    let file = [TextFile::new("scenario", canon.value().text().to_owned())];
    let place = RecordPlace { file_idx: 0, span: 0..file[0].text.len() };
    let supposing = Supposing::over(&file, record, None, Telling::Nothing);
    let written = records_of::scenario(scenario);
    let read = supposing.scenario(&At::record(&place), written, None, &mut Problems::default());
    read.map(|read| read.scenario)
}

/// Whether a scenario is certainly read over a record as it is, which is found out much faster than what else it is read as.
fn is_as_read(record: &Document, scenario: &Arc<Scenario>) -> bool {
    let mut so_far = SoFar::of(record);
    let mut is_so = |alteration: &Alteration| {
        let is_so = match alteration {
            Alteration::Made(entry) => faults(&so_far.running, entry).is_empty(),
            Alteration::Gone(id) => so_far.found(id).is_some(),
            Alteration::Altered(patch) => so_far.found(&patch.id()).is_some_and(|found| {
                let after = patch.apply(&found).ok().filter(|after| faults(&so_far.running, after).is_empty());
                after.is_some_and(|after| Patch::between(&found, &after).as_ref() == Some(patch))
            }),
            Alteration::Unread { .. } => false,
        };
        so_far.follow(alteration);
        is_so
    };
    let is_sound = faults(record, &Entry::Scenario(scenario.clone())).is_empty();
    is_sound && scenario.hypotheses.iter().all(|hypothesis| hypothesis.does.iter().all(&mut is_so))
}

/// The record as the hypotheses so far leave it.
struct SoFar {
    running: Document,
    /// That with all that they took away.
    ever: Document,
}

impl SoFar {
    fn of(record: &Document) -> Self {
        Self { running: record.clone(), ever: record.clone() }
    }

    /// Returns a record as it is, or was last.
    fn found(&self, id: &EntryId) -> Option<Entry> {
        self.running.entry(id).or_else(|| self.ever.entry(id))
    }

    /// Carries out what becomes of a record as far as that applies.
    fn follow(&mut self, alteration: &Alteration) {
        let Self { running, ever } = self;
        let entry = match alteration {
            Alteration::Made(entry) => running.entry(&entry.id()).is_none().then(|| entry.clone()),
            Alteration::Altered(patch) => {
                let found = running.entry(&patch.id());
                found.and_then(|found| patch.apply(&found).ok())
            }
            Alteration::Gone(id) => {
                running.remove(id);
                None
            }
            Alteration::Unread { .. } => None,
        };
        if let Some(entry) = entry {
            ever.put(entry.clone());
            running.put(entry);
        }
    }
}

impl<'a> Supposing<'a> {
    /// Returns what scenarios are read over.
    pub fn over(files: &'a [TextFile], record: &'a Document, atlas: Option<&'a str>, telling: Telling) -> Self {
        let (begins, handed_on) = (OnceCell::new(), Cell::new(HandedOn::new()));
        Self { files, record, atlas, telling, begins, handed_on }
    }

    /// Reads a scenario; `None` where it cannot be kept. What of it was so `before` is not read again.
    pub fn scenario(
        &self,
        at: &At<'_>,
        written: ScenarioRecord,
        before: Option<&Scenario>,
        problems: &mut Problems,
    ) -> Option<ReadScenario> {
        let is_of = is_of(&written, self.atlas);
        let ScenarioRecord { id, atlas, title, author, question, rationale, changes } = written;
        let is_sound = self.within(&Known::default(), problems, |context| {
            let is_sound = context.id(&at.field("id"), &id) & context.name(&at.field("title"), &title);
            let Some(own) = self.atlas.filter(|_| !is_of) else { return is_sound };
            let message = format!("this scenario is of another atlas, `{}`", visible(&atlas));
            let hint = format!("this is the atlas `{}`; the scenario is kept, and not opened", visible(own));
            context.error(&at.field("atlas"), message, hint);
            false
        });
        if !is_sound {
            return None;
        }
        let mut reading =
            Hypotheses { supposing: self, scenario: &id, before: Before::of(before), so_far: SoFar::of(self.record) };
        let list = at.field("changes");
        let mut taken = BTreeSet::new();
        let (mut hypotheses, mut places) = (Vec::with_capacity(changes.len()), Vec::with_capacity(changes.len()));
        for (idx, written) in changes.into_iter().enumerate() {
            let at = list.item(idx);
            if !taken.insert(written.id.clone()) {
                let message = format!("the id `{}` is taken already in this scenario", visible(&written.id));
                let hint = "give this change another id; it is kept, and left out";
                self.within(&Known::default(), problems, |context| context.error(&at.field("id"), message, hint));
                continue;
            }
            if let Some(hypothesis) = reading.one(&at, written, problems) {
                hypotheses.push(hypothesis);
                places.push(idx);
            }
        }
        let scenario = Scenario { id: ScenarioId::new(&id), title, author, question, rationale, hypotheses };
        Some(ReadScenario { scenario, written: places })
    }

    /// Notes each hypothesis that does not fit what it is carried out over, unless that is said already.
    fn note_failures(&self, at: &At<'_>, scenario: &Scenario, written: &[usize], problems: &mut Problems) {
        let overlay = overlay(self.record, scenario, None);
        let list = at.field("changes");
        let is_unread = |alteration: &Alteration| matches!(alteration, Alteration::Unread { .. });
        self.within(&Known::default(), problems, |context| {
            for ((hypothesis, outcome), idx) in scenario.hypotheses.iter().zip(overlay.outcomes).zip(written) {
                let Outcome::Fails(failure) = outcome else { continue };
                if hypothesis.does.iter().any(is_unread) {
                    continue;
                }
                let message = no_longer(hypothesis.id.as_str(), scenario.id.as_str(), &failure.to_string());
                context.note(&list.item(*idx), message, KEPT);
            }
        });
    }

    /// Does something in a context that goes on where the one before it ended.
    fn within<T>(&self, known: &Known, problems: &mut Problems, does: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let mut context = Context::after(self.files, known, problems, self.handed_on.take());
        let done = does(&mut context);
        self.handed_on.set(context.into_handed_on());
        done
    }

    /// Returns the first day that anything in the record is dated; `None` where nothing is. O(n) the first time.
    fn begins(&self) -> Option<Date> {
        *self.begins.get_or_init(|| {
            let Document { ties, nations, instruments, .. } = self.record;
            let of_ties = ties.values().flat_map(|tie| {
                let steps = tie.course.milestones.iter().map(|it| it.on.earliest());
                let moves = tie.course.exchanges.iter().map(|it| it.on.earliest());
                tie.span.earliest_begin().into_iter().chain(steps).chain(moves)
            });
            let of_nations = nations.values().flat_map(|nation| nation.events.iter().map(|it| it.on.earliest()));
            let of_instruments = instruments.values().filter_map(|instrument| instrument.span.earliest_begin());
            of_ties.chain(of_nations).chain(of_instruments).min()
        })
    }
}

/// What a note on a hypothesis advises.
const KEPT: &str = "it is kept; correct it, or switch it off";

/// Returns what is said of a hypothesis that does not fit.
fn no_longer(hypothesis: &str, scenario: &str, why: &str) -> String {
    format!("the change `{hypothesis}` of the scenario `{scenario}` no longer applies: {why}")
}

/// What was there of a scenario before it is read again.
struct Before<'a> {
    hypotheses: BTreeMap<&'a str, &'a Arc<Hypothesis>>,
    /// What was done, by how it is written.
    alterations: BTreeMap<String, &'a Alteration>,
}

impl<'a> Before<'a> {
    fn of(scenario: Option<&'a Scenario>) -> Self {
        let hypotheses = || scenario.into_iter().flat_map(|scenario| &scenario.hypotheses);
        let written = |alteration: &'a Alteration| (records_of::alteration(alteration).text().to_owned(), alteration);
        Self {
            hypotheses: hypotheses().map(|hypothesis| (hypothesis.id.as_str(), hypothesis)).collect(),
            alterations: hypotheses().flat_map(|hypothesis| hypothesis.does.iter().map(written)).collect(),
        }
    }

    /// Returns a hypothesis that was there as it is written.
    fn same(&self, written: &HypothesisRecord) -> Option<Arc<Hypothesis>> {
        let hypothesis = *self.hypotheses.get(written.id.as_str())?;
        (records_of::hypothesis(hypothesis) == *written).then(|| hypothesis.clone())
    }
}

/// The hypotheses of a scenario while they are read.
struct Hypotheses<'a> {
    supposing: &'a Supposing<'a>,
    /// The id of the scenario.
    scenario: &'a str,
    before: Before<'a>,
    so_far: SoFar,
}

impl Hypotheses<'_> {
    /// Reads one hypothesis; `None` where it cannot be kept.
    fn one(&mut self, at: &At<'_>, written: HypothesisRecord, problems: &mut Problems) -> Option<Arc<Hypothesis>> {
        if let Some(same) = self.before.same(&written) {
            same.does.iter().for_each(|alteration| self.so_far.follow(alteration));
            return Some(same);
        }
        let HypothesisRecord { id, from, title, off, why, assumes, sources, likelihood, does } = written;
        // Whether all fit together is asked once they are carried out.
        let known = Known::either(&self.so_far.running, &self.so_far.ever);
        let (is_sound, from, likelihood) = self.supposing.within(&known, problems, |context| {
            let is_sound = context.id(&at.field("id"), &id) & context.name(&at.field("title"), &title);
            let from = self.day(context, &at.field("from"), &from);
            let likelihood = likelihood.and_then(|it| read_likelihood(context, &at.field("likelihood"), it));
            note_sources(context, &at.field("sources"), &sources);
            (is_sound, from, likelihood)
        });
        let from = from.filter(|_| is_sound)?;
        let does = self.does(&at.field("does"), &id, &does, known, problems);
        let supposed = if off { Supposed::Off } else { Supposed::On };
        let sources = sources.iter().map(|id| SourceId::new(id)).collect();
        let id = HypothesisId::new(&id);
        Some(Arc::new(Hypothesis { id, title, from, supposed, why, assumes, sources, likelihood, does }))
    }

    /// Reads the day from which a hypothesis holds.
    fn day(&self, context: &mut Context<'_>, at: &At<'_>, text: &str) -> Option<Date> {
        let day = context.date(at, text)?;
        if day.precision() != Precision::Day || !day.is_sure() {
            context.error(at, format!("`{text}` is not one sure day"), "write YYYY-MM-DD");
            return None;
        }
        let day = day.earliest();
        if day < self.supposing.record.manifest.as_of && self.supposing.begins().is_some_and(|begins| day < begins) {
            let hint = format!("the first date in the record is {}", self.supposing.begins().unwrap_or(day));
            context.note(at, format!("the change holds from {day}, before the record begins"), hint);
        }
        Some(day)
    }

    /// Reads what a hypothesis does.
    fn does(
        &mut self,
        at: &At<'_>,
        hypothesis: &str,
        written: &[AlterationRecord],
        mut known: Known,
        problems: &mut Problems,
    ) -> Vec<Alteration> {
        let Supposing { files, record, telling, .. } = *self.supposing;
        let mut splits = Vec::with_capacity(written.len());
        for (idx, item) in written.iter().enumerate() {
            let mut own = Problems::default();
            let kept = self.before.alterations.get(item.text()).map(|it| (*it).clone());
            let mut handed_on = self.supposing.handed_on.take();
            let place = at.item(idx).spot(files, &mut handed_on.last_tree);
            self.supposing.handed_on.set(handed_on);
            let split =
                place.filter(|_| kept.is_none()).and_then(|it| split(files, &it, &record.manifest.id, &mut own));
            let split = split.filter(|_| own.len() == 0);
            match (&kept, &split) {
                (Some(Alteration::Made(entry)), _) => known.add(&records_of::record(entry)),
                // What belongs together may come in any order.
                (_, Some(split)) => {
                    split.made().into_iter().for_each(|record| known.add(record));
                    let parts = split.parts(files);
                    if !parts.is_empty() {
                        known.add_parts(split.id(), &parts);
                    }
                }
                (_, None) => {}
            }
            splits.push((kept, split, own));
        }
        let mut does = Vec::with_capacity(written.len());
        for (item, (kept, split, mut own)) in written.iter().zip(splits) {
            let alteration = kept.or_else(|| {
                let HandedOn { patience, last_tree } = self.supposing.handed_on.take();
                let SoFar { running: document, ever } = &self.so_far;
                let mut over = Over { files, document, ever, known: &known, patience };
                let alteration = split.and_then(|split| supposed(&mut over, split, &mut own));
                self.supposing.handed_on.set(HandedOn { patience: over.patience, last_tree });
                alteration
            });
            let why = own.first().map(|problem| problem.message.clone());
            if telling == Telling::All {
                problems.take_in(own, |problem| self.told(hypothesis, problem));
            }
            let alteration = alteration.unwrap_or_else(|| unread(item.text(), why.as_deref().unwrap_or(NO_SENSE)));
            self.so_far.follow(&alteration);
            does.push(alteration);
        }
        does
    }

    /// Says of a note on a part of a hypothesis which one that is.
    fn told(&self, hypothesis: &str, problem: Problem) -> Problem {
        Problem { message: no_longer(hypothesis, self.scenario, &problem.message), ..problem }
    }
}

/// Why a text means nothing of which nothing else is said.
const NO_SENSE: &str = "it makes no sense here";

/// Notes the sources that nobody knows.
fn note_sources(context: &mut Context<'_>, at: &At<'_>, sources: &[String]) {
    let known = &context.known.sources;
    for (idx, source) in sources.iter().enumerate().filter(|(_, source)| !known.contains(source)) {
        let hint = match context.meant_id(source, known) {
            Some(meant) => format!("did you mean `{meant}`? It is kept as it is"),
            None => "it is kept; add that source, or leave it out".to_owned(),
        };
        context.note(&at.item(idx), format!("unknown source `{}`", visible(source)), hint);
    }
}

fn read_likelihood(context: &mut Context<'_>, at: &At<'_>, written: LikelihoodRecord) -> Option<Likelihood> {
    let LikelihoodRecord { term, by, on } = written;
    let is_sound = context.name(&at.field("by"), &by);
    let on = context.date(&at.field("on"), &on)?;
    let term = match term {
        LikelihoodTermRecord::AlmostNoChance => LikelihoodTerm::AlmostNoChance,
        LikelihoodTermRecord::VeryUnlikely => LikelihoodTerm::VeryUnlikely,
        LikelihoodTermRecord::Unlikely => LikelihoodTerm::Unlikely,
        LikelihoodTermRecord::RoughlyEvenChance => LikelihoodTerm::RoughlyEvenChance,
        LikelihoodTermRecord::Likely => LikelihoodTerm::Likely,
        LikelihoodTermRecord::VeryLikely => LikelihoodTerm::VeryLikely,
        LikelihoodTermRecord::AlmostCertain => LikelihoodTerm::AlmostCertain,
    };
    is_sound.then_some(Likelihood { term, by, on })
}
