//! Scenarios: which one is open, what is in it, and what it is compared with.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::command::Menu;
use super::edits::{Shows, commit_on_record, shortened};
use super::lens::Lens;
use super::run::Effect;
use super::state::Session;
use super::time::comparison;
use crate::edit::{Change, Edit, Outcome, duplicate};
use crate::model::{Alteration, Entry, EntryId, HypothesisId, Scenario, ScenarioId, Supposed};
use crate::network::{Moment, Summary, Vantage};
use crate::scene::Target;

/// What can be asked for of scenarios.
#[derive(Debug, Clone, PartialEq)]
pub enum Scenarios {
    /// Looks at a scenario; `None` for the record as it is.
    Open(Option<ScenarioId>),
    /// Asks for the facts of a new scenario.
    AskForNew,
    /// Asks for the facts of the open scenario.
    AskToEdit,
    /// Adds a copy of the open scenario and opens that.
    Duplicate,
    /// Deletes the open scenario and looks at what was open before.
    Delete,
    /// Switches a hypothesis of the open scenario on or off.
    Switch(HypothesisId, Supposed),
    /// Moves a hypothesis of the open scenario to another place in the order, counted from 0.
    Move(HypothesisId, usize),
    /// Deletes a hypothesis of the open scenario.
    Drop(HypothesisId),
    /// Asks for day, reasons and likelihood of a hypothesis of the open scenario.
    AskToReason(HypothesisId),
    /// Shows what a hypothesis of the open scenario is about, on a day on which it holds.
    Show(HypothesisId),
    /// Shows the next hypothesis of the open scenario.
    Next,
    /// Shows the hypothesis before.
    Previous,
    /// Asks which hypotheses of the open scenario become part of the record, and on what evidence.
    AskToPromote,
    /// Carries out an edit on the record itself, by which hypotheses of the open scenario become part of it.
    Promote(Box<Edit>),
    /// Compares what is looked at with the record or a scenario on a day; `None` ends that.
    CompareWith(Option<Vantage>),
    /// Compares two, and looks at the latter.
    Compare(Vantage, Vantage),
    /// Compares the open scenario with the record on the day looked at.
    CompareWithRecord,
}

impl Scenarios {
    /// Returns what stands in the menu, in its order; the scenarios to open come from the record.
    pub fn all() -> Vec<Self> {
        vec![
            Self::Open(None),
            Self::AskForNew,
            Self::Duplicate,
            Self::AskToEdit,
            Self::Delete,
            Self::Previous,
            Self::Next,
            Self::CompareWithRecord,
            Self::AskToPromote,
        ]
    }

    /// Returns the menu in which it stands.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::Open(None)
            | Self::AskForNew
            | Self::AskToEdit
            | Self::Duplicate
            | Self::Delete
            | Self::Next
            | Self::Previous
            | Self::AskToPromote
            | Self::CompareWithRecord => Some(Menu::Scenario),
            Self::Open(Some(_))
            | Self::Switch(..)
            | Self::Move(..)
            | Self::Drop(_)
            | Self::AskToReason(_)
            | Self::Show(_)
            | Self::Promote(_)
            | Self::Compare(..)
            | Self::CompareWith(_) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        matches!(self, Self::AskForNew | Self::Previous | Self::CompareWithRecord)
    }

    /// Whether it would do anything now.
    pub fn is_available(&self, session: &Session) -> bool {
        let is_open = session.supposition().is_some();
        match self {
            Self::Open(scenario) => session.lens().scenario != *scenario,
            Self::AskForNew | Self::Promote(_) | Self::Compare(..) | Self::CompareWith(Some(_)) => true,
            Self::CompareWith(None) => session.comparison().is_some(),
            Self::Next => neighbor(session, Way::On).is_some(),
            Self::Previous => neighbor(session, Way::Back).is_some(),
            Self::AskToPromote => {
                session.supposition().is_some_and(|supposition| !supposition.scenario.hypotheses.is_empty())
            }
            Self::AskToEdit
            | Self::Duplicate
            | Self::Delete
            | Self::Switch(..)
            | Self::Move(..)
            | Self::Drop(_)
            | Self::AskToReason(_)
            | Self::Show(_)
            | Self::CompareWithRecord => is_open,
        }
    }

    /// Whether it opens what is looked at now; `None` for what opens nothing.
    pub fn is_on(&self, session: &Session) -> Option<bool> {
        match self {
            Self::Open(scenario) => Some(session.lens().scenario == *scenario),
            Self::AskForNew
            | Self::AskToEdit
            | Self::Duplicate
            | Self::Delete
            | Self::Switch(..)
            | Self::Move(..)
            | Self::Drop(_)
            | Self::AskToReason(_)
            | Self::Show(_)
            | Self::Next
            | Self::Previous
            | Self::AskToPromote
            | Self::Promote(_)
            | Self::CompareWith(_)
            | Self::Compare(..)
            | Self::CompareWithRecord => None,
        }
    }

    /// Returns its name in menus, with that of the scenario which it opens.
    pub fn label_in(&self, session: &Session) -> String {
        let opened = if let Self::Open(Some(id)) = self { session.record().scenarios.get(id) } else { None };
        opened.map_or_else(|| self.label().to_owned(), |scenario| shortened(&scenario.title))
    }

    /// Returns its name in menus and on buttons.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Open(None) => "The record",
            Self::Open(Some(_)) => "Open scenario",
            Self::AskForNew => "New scenario…",
            Self::AskToEdit => "Question and reasons…",
            Self::Duplicate => "Duplicate scenario",
            Self::Delete => "Delete scenario",
            Self::Switch(_, Supposed::On) => "Switch on",
            Self::Switch(_, Supposed::Off) => "Switch off",
            Self::Move(..) => "Move",
            Self::Drop(_) => "Delete change",
            Self::AskToReason(_) => "Day and reasons…",
            Self::Show(_) => "Show change",
            Self::Next => "Next change of the scenario",
            Self::Previous => "Previous change of the scenario",
            Self::AskToPromote => "Make it record…",
            Self::Promote(_) => "Make it record",
            Self::CompareWith(Some(_)) | Self::Compare(..) => "Compare",
            Self::CompareWith(None) => "End the comparison",
            Self::CompareWithRecord => "Compare with the record",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Open(None) => "Shows what is on record, without anything supposed",
            Self::Open(Some(_)) => "Shows what this scenario supposes over the record, which stays as it is",
            Self::AskForNew => "Begins a list of changes over the record, which stays as it is",
            Self::AskToEdit => "Lets title, author, question and rationale of the scenario be changed",
            Self::Duplicate => "Adds a copy of the open scenario, to be changed where it differs",
            Self::Delete => "Deletes the open scenario; undo brings it back",
            Self::Switch(_, Supposed::On) => "Lets this change count again",
            Self::Switch(_, Supposed::Off) => "Keeps this change without letting it count",
            Self::Move(..) => "Carries this change out earlier or later",
            Self::Drop(_) => "Deletes this change from the scenario; undo brings it back",
            Self::AskToReason(_) => {
                "Lets the day from which this change holds, its reasons and its likelihood be changed"
            }
            Self::Show(_) => "Selects what this change is about, on a day on which it holds",
            Self::Next => "Shows what the next change of the open scenario is about",
            Self::Previous => "Shows what the change before is about",
            Self::AskToPromote | Self::Promote(_) => {
                "Makes chosen changes part of the record, with the evidence that they then need"
            }
            Self::CompareWith(Some(_)) | Self::Compare(..) => "Lists what differs between the two",
            Self::CompareWith(None) => "Compares no longer",
            Self::CompareWithRecord => "Lists in what the open scenario differs from the record on this day",
        }
    }

    /// Carries it out.
    pub(super) fn run(self, session: &mut Session) -> Option<Effect> {
        match self {
            Self::Open(scenario) => open(session, scenario),
            Self::AskForNew => return Some(Effect::AskForScenario(None)),
            Self::AskToEdit => return open_id(session).map(|id| Effect::AskForScenario(Some(id))),
            Self::Duplicate => return copied(session),
            Self::Delete => return deleted(session),
            Self::Switch(id, supposed) => return switch(session, &id, supposed),
            Self::Move(id, to) => return reorder(session, &id, to),
            Self::Drop(id) => return drop_one(session, &id),
            Self::AskToReason(id) => return Some(Effect::AskForReasons(id)),
            Self::Show(id) => show(session, &id),
            Self::Next => show(session, &neighbor(session, Way::On)?),
            Self::Previous => show(session, &neighbor(session, Way::Back)?),
            Self::AskToPromote => return Some(Effect::AskToPromote),
            Self::Promote(edit) => return commit_on_record(session, *edit, Shows::Nothing),
            Self::CompareWith(with) => compare_with(session, with),
            Self::Compare(from, to) => compare(session, from, to),
            Self::CompareWithRecord => session.compare_with(Some(Vantage::record(session.as_of()))),
        }
        None
    }
}

/// Where a person is in a scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Visit {
    /// The hypothesis that was shown last.
    hypothesis: Option<HypothesisId>,
    /// The day that was left for that of a scenario, and that one.
    left: Option<(Date, Date)>,
    /// The scenario that was open before.
    before: Option<ScenarioId>,
}

impl Visit {
    /// Leaves a scenario that is gone, and returns the one to look at then, the one that was open before it if `is_there`, and
    /// the day: of the record the one that was left for the scenario, if `day` is the one to which it led.
    pub(super) fn leave(&mut self, day: Date, is_there: impl Fn(&ScenarioId) -> bool) -> (Option<ScenarioId>, Date) {
        let Self { hypothesis: _, left, before } = std::mem::take(self);
        match before.filter(is_there) {
            Some(before) => {
                self.left = left;
                (Some(before), day)
            }
            None => (None, left.filter(|(_, to)| *to == day).map_or(day, |(from, _)| from)),
        }
    }
}

impl Session {
    /// Returns what the open scenario comes to against the record on the day looked at; `None` where none is open.
    /// O(ties log ties) once the ties of the record are known.
    pub fn against_record(&self) -> Option<Summary> {
        self.supposition()?;
        let record = Vantage::record(self.as_of());
        match self.comparison().filter(|comparison| comparison.with == record) {
            Some(comparison) => comparison.summary.clone(),
            None => comparison(self, record).summary,
        }
    }
}

/// Looks at a scenario or the record. What was compared stays compared, unless it is looked at now.
///
/// Where nothing of a scenario holds yet on the day looked at, its last day is looked at instead, since it would look like
/// the record; on the way back to the record, that day is left again.
fn open(session: &mut Session, scenario: Option<ScenarioId>) {
    if !is_there(session, scenario.as_ref()) {
        return;
    }
    session.stop_playing();
    session.visit.hypothesis = None;
    session.visit.before = session.lens().scenario.clone();
    let day = session.as_of();
    let opened = scenario.as_ref().and_then(|id| session.record().scenarios.get(id));
    let last = opened.filter(|opened| opened.first_day().is_some_and(|first| first > day)).and_then(|it| it.last_day());
    let left = session.visit.left.take();
    let as_of = match (&scenario, last, left) {
        (Some(_), Some(last), _) => {
            session.visit.left = Some((left.filter(|(_, to)| *to == day).map_or(day, |(from, _)| from), last));
            last
        }
        (None, _, Some((from, to))) if to == day => from,
        (Some(_), None, left) => {
            session.visit.left = left;
            day
        }
        (None, _, _) => day,
    };
    let moment = Moment { as_of, ..session.lens().moment };
    let lens = Lens { scenario, moment, ..session.lens().clone() };
    let own = lens.vantage();
    if session.comparison().is_some_and(|comparison| comparison.with == own) {
        session.compare_with(None);
    }
    session.look_through(lens);
}

/// Whether a scenario can be looked at; the record always can.
fn is_there(session: &Session, scenario: Option<&ScenarioId>) -> bool {
    scenario.is_none_or(|id| session.record().scenarios.contains_key(id))
}

/// Looks at the record or a scenario on a day.
fn look_from(session: &mut Session, vantage: Vantage) {
    let Vantage { scenario, day } = vantage;
    session.stop_playing();
    if session.lens().scenario != scenario {
        session.visit.hypothesis = None;
    }
    let lens = session.lens().clone();
    let moment = Moment { as_of: day, ..lens.moment };
    session.look_through(Lens { scenario, moment, ..lens });
}

fn open_scenario(session: &Session) -> Option<Arc<Scenario>> {
    session.supposition().map(|supposition| supposition.scenario.clone())
}

fn copied(session: &mut Session) -> Option<Effect> {
    let id = EntryId::Scenario(open_id(session)?);
    let (copy, edit) = duplicate(session.record(), &id)?;
    let refused = commit_on_record(session, edit, Shows::Nothing);
    open(session, Some(ScenarioId::new(copy.as_str())));
    refused
}

fn deleted(session: &mut Session) -> Option<Effect> {
    let scenario = open_scenario(session)?;
    let change = Change::remove(session.record(), &EntryId::Scenario(scenario.id.clone()))?;
    let name = format!("Delete scenario “{}”", scenario.title);
    let refused = commit_on_record(session, Edit::named(name.clone(), vec![change]), Shows::Nothing);
    refused.or(Some(Effect::TellDeleted(name)))
}

/// Compares what is looked at with another vantage, if that is there; or no more.
fn compare_with(session: &mut Session, with: Option<Vantage>) {
    let with = with.filter(|with| is_there(session, with.scenario.as_ref()));
    session.compare_with(with);
}

/// Compares two vantages, if they are there, and looks at the latter.
fn compare(session: &mut Session, from: Vantage, to: Vantage) {
    if [&from, &to].into_iter().all(|vantage| is_there(session, vantage.scenario.as_ref())) {
        session.compare_with(None);
        look_from(session, to);
        session.compare_with(Some(from));
    }
}

fn open_id(session: &Session) -> Option<ScenarioId> {
    open_scenario(session).map(|scenario| scenario.id.clone())
}

/// Commits another state of a scenario.
fn put(session: &mut Session, name: String, scenario: Scenario) -> Option<Effect> {
    let change = Change::put(session.record(), Entry::Scenario(Arc::new(scenario)));
    commit_on_record(session, Edit::named(name, vec![change]), Shows::Nothing)
}

fn switch(session: &mut Session, id: &HypothesisId, supposed: Supposed) -> Option<Effect> {
    let mut scenario = (*open_scenario(session)?).clone();
    let (idx, hypothesis) = scenario.hypothesis(id)?;
    let word = if supposed == Supposed::On { "on" } else { "off" };
    let name = format!("Switch {word} “{}”", hypothesis.title);
    Arc::make_mut(&mut scenario.hypotheses[idx]).supposed = supposed;
    put(session, name, scenario)
}

fn reorder(session: &mut Session, id: &HypothesisId, to: usize) -> Option<Effect> {
    let mut scenario = (*open_scenario(session)?).clone();
    let (idx, hypothesis) = scenario.hypothesis(id)?;
    let name = format!("Move “{}”", hypothesis.title);
    let moved = scenario.hypotheses.remove(idx);
    let to = to.min(scenario.hypotheses.len());
    scenario.hypotheses.insert(to, moved);
    put(session, name, scenario)
}

fn drop_one(session: &mut Session, id: &HypothesisId) -> Option<Effect> {
    let mut scenario = (*open_scenario(session)?).clone();
    let (idx, hypothesis) = scenario.hypothesis(id)?;
    let name = format!("Delete change “{}”", hypothesis.title);
    scenario.hypotheses.remove(idx);
    put(session, name.clone(), scenario).or(Some(Effect::TellDeleted(name)))
}

/// Which way to go through the hypotheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

/// Returns the hypothesis before or after the one that was shown last; from none, the first or the last.
fn neighbor(session: &Session, way: Way) -> Option<HypothesisId> {
    let hypotheses = &session.supposition()?.scenario.hypotheses;
    let last = session.visit.hypothesis.as_ref();
    let last = last.and_then(|id| hypotheses.iter().position(|hypothesis| hypothesis.id == *id));
    let idx = match (last, way) {
        (None, Way::On) => 0,
        (None, Way::Back) => hypotheses.len().checked_sub(1)?,
        (Some(idx), Way::On) => idx + 1,
        (Some(idx), Way::Back) => idx.checked_sub(1)?,
    };
    hypotheses.get(idx).map(|hypothesis| hypothesis.id.clone())
}

/// Looks at the first day of a hypothesis where its day has not come yet, and selects the nations and ties that it is about,
/// as far as they are there then.
fn show(session: &mut Session, id: &HypothesisId) {
    let Some(supposition) = session.supposition() else { return };
    let Some((idx, hypothesis)) = supposition.scenario.hypothesis(id) else { return };
    let hypothesis = hypothesis.clone();
    let has_come = supposition.outcomes.get(idx).is_none_or(|outcome| *outcome != Outcome::Later);
    session.visit.hypothesis = Some(id.clone());
    let here = session.here();
    if !has_come {
        session.stop_playing();
        let lens = session.lens().clone();
        let moment = Moment { as_of: hypothesis.from, ..lens.moment };
        session.look_through(Lens { moment, ..lens });
    }
    let ids: BTreeSet<EntryId> = hypothesis.does.iter().filter_map(Alteration::id).collect();
    let targets: BTreeSet<Target> = ids.iter().filter_map(Target::of_record).collect();
    let targets: Vec<Target> = targets.into_iter().filter(|target| session.knows(target)).collect();
    let nations = super::run::concerned(session, &targets);
    session.selection.set(targets);
    session.show(&nations);
    if here.selection != session.selection {
        session.leave(here);
    }
}
