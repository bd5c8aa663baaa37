//! The state of the application: the open atlas, the day looked at, the selection and the view.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::attention::Attention;
use super::drawing::{Drawing, Shown};
use super::lens::{Lens, Sighted, Supposition};
use super::places::places;
use super::preferences::Preferences;
use super::scenarios::Visit;
use super::selection::Selection;
use super::time::{self, Comparison, Playback};
use super::trail::{Stop, Trail};
use super::view::View;
use super::views::NamedViews;
use crate::edit::History;
use crate::kit::{Point, Rect, Vector};
use crate::model::{Document, NationId, Problem, ScenarioId, Severity};
use crate::network::{Dated, Network, Roster, Vantage};
use crate::scene::{self, Bundling, Scene, Target};

/// Everything but the window.
#[derive(Debug)]
pub struct Session {
    /// What is selected.
    pub selection: Selection,
    /// What is pointed at.
    pub attention: Attention,
    /// Where one looks.
    pub view: View,
    /// What the person has chosen for good.
    pub preferences: Preferences,
    /// The named views.
    pub(super) views: NamedViews,
    /// Where the person is in the open scenario.
    pub(super) visit: Visit,
    trail: Trail,
    atlas: Atlas,
    clock: Clock,
    /// Where nations would sit if the drag that goes on were dropped now.
    preview: Option<Arc<BTreeMap<NationId, Point>>>,
    drawing: Drawing,
}

/// How time goes by, and since when changes are counted.
#[derive(Debug, Default)]
struct Clock {
    playback: Playback,
    /// What differs between another day and the day looked at, as far as that is asked.
    comparison: Option<Arc<Comparison>>,
}

/// What is open.
#[derive(Debug)]
struct Atlas {
    /// The record with all its steps.
    history: History,
    problems: Arc<[Problem]>,
    n_problems: Counted,
    /// The record through the lens; never stale, since record and lens change only together with it.
    sighted: Sighted,
    /// Where nations sit.
    positions: Arc<BTreeMap<NationId, Point>>,
    /// Where nations were put that the record gives no place, so that undo brings them back there.
    homes: BTreeMap<NationId, Point>,
}

/// Room left free around all that is shown, in view points.
const MARGIN: f64 = 20.0;
/// Room around the middle of a nation within which it is seen with its name, in view points.
const SEEN_MARGIN: f64 = 64.0;
/// Room left free around the middles of nations that are revealed, for their circles, names and what ties them, in view
/// points, and the part of a small view that it may take on either side.
const REVEAL_MARGIN: f64 = 120.0;
const MOST_REVEAL_MARGIN: f64 = 0.25;

/// In what a record differs from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differs {
    /// In where nations sit, and in nothing else.
    Places,
    /// In anything.
    Records,
}

/// How many problems of each severity there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Something was not taken in.
    pub errors: usize,
    /// An author would want to know.
    pub notes: usize,
}

impl Counted {
    fn of(problems: &[Problem]) -> Self {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        Self { errors, notes: problems.len() - errors }
    }
}

impl Session {
    /// Returns a session with an atlas open as of its own date.
    pub fn open(document: Document, problems: Vec<Problem>) -> Self {
        Self::restored(History::of(Arc::new(document)), problems)
    }

    /// Returns a session with an atlas open at some point of a history.
    pub fn restored(history: History, problems: Vec<Problem>) -> Self {
        let record = history.document().clone();
        let positions = scene::positions(&record);
        let n_problems = Counted::of(&problems);
        let sighted = Sighted::new(&record, Lens::of(&record));
        Self {
            selection: Selection::default(),
            attention: Attention::default(),
            view: View::new(),
            preferences: Preferences::default(),
            views: NamedViews::default(),
            visit: Visit::default(),
            trail: Trail::default(),
            clock: Clock::default(),
            atlas: Atlas {
                history,
                problems: problems.into(),
                n_problems,
                sighted,
                homes: positions.clone(),
                positions: Arc::new(positions),
            },
            preview: None,
            drawing: Drawing::default(),
        }
    }

    /// Returns the record, as far as it was known on the day chosen for that, with what the open scenario supposes, and in a
    /// comparison with the ties that are only ghosts of another record or scenario.
    pub fn document(&self) -> &Arc<Document> {
        self.comparison().map_or(self.own_document(), |comparison| &comparison.document)
    }

    /// Returns the same without what it is compared with.
    pub(super) fn own_document(&self) -> &Arc<Document> {
        &self.atlas.sighted.document
    }

    /// Returns the whole record, whatever was known when.
    pub fn record(&self) -> &Arc<Document> {
        self.atlas.history.document()
    }

    /// Returns the record with what the open scenario supposes on the day looked at, whatever was known when: what forms
    /// change. It is the record where no scenario is open.
    pub fn shown(&self) -> &Arc<Document> {
        &self.atlas.sighted.shown
    }

    /// Returns what the open scenario supposes; `None` where the record is looked at.
    pub fn supposition(&self) -> Option<&Supposition> {
        self.atlas.sighted.supposition.as_ref()
    }

    /// Returns all steps since the atlas was opened.
    pub fn history(&self) -> &History {
        &self.atlas.history
    }

    pub(super) fn history_mut(&mut self) -> &mut History {
        &mut self.atlas.history
    }

    /// Whether what a target means is in the record, as far as it was known.
    pub(super) fn knows(&self, target: &Target) -> bool {
        is_in(self.document(), target)
    }

    /// Returns what was wrong with its files.
    pub fn problems(&self) -> &[Problem] {
        &self.atlas.problems
    }

    /// Returns how many problems there are.
    pub fn n_problems(&self) -> Counted {
        self.atlas.n_problems
    }

    /// Returns the day looked at.
    pub fn as_of(&self) -> Date {
        self.lens().moment.as_of
    }

    /// Returns the network of that day.
    pub fn network(&self) -> &Arc<Network> {
        &self.atlas.sighted.network
    }

    /// Returns the network of all ties of that day, whatever is asked for.
    pub fn day(&self) -> &Arc<Network> {
        self.atlas.sighted.day()
    }

    /// Returns how the record is looked at.
    pub fn lens(&self) -> &Lens {
        self.atlas.sighted.lens()
    }

    /// Returns everything dated in the record as far as it was known, the earliest first.
    pub fn timeline(&self) -> &Arc<[Dated]> {
        &self.atlas.sighted.calendar.timeline
    }

    /// Returns the document in which all is found that is dated: with everything that the open scenario ever supposes.
    pub fn dated_document(&self) -> &Document {
        match &self.atlas.sighted.supposition {
            Some(supposition) => &supposition.whole.document,
            None => self.own_document(),
        }
    }

    /// Whether something dated, by its place in the timeline, is only supposed.
    pub fn is_supposed_turn(&self, idx: usize) -> bool {
        self.atlas.sighted.calendar.supposed.get(idx).copied().unwrap_or(false)
    }

    /// Returns the first and the last day of what is dated in the whole record, whatever was known when; `None` where
    /// nothing is.
    pub fn dated_days(&self) -> Option<(Date, Date)> {
        self.atlas.sighted.calendar.dated_days
    }

    /// Returns the days on which something changes, sorted, each once.
    pub(super) fn turning_days(&self) -> &[Date] {
        &self.atlas.sighted.calendar.turning_days
    }

    pub(super) fn set_problems(&mut self, problems: Arc<[Problem]>) {
        self.atlas.n_problems = Counted::of(&problems);
        self.atlas.problems = problems;
    }

    /// Shows the record that the history has come to, in which something differs from the one shown `before`, through the
    /// same lens. What is dragged is put back.
    ///
    /// O(n log n) in all that is in it; where nothing but places differs and no scenario is open, O(nations).
    pub(super) fn follow_history(&mut self, before: &Document, differs: Differs) {
        let record = self.record().clone();
        let atlas = &mut self.atlas;
        self.preview = None;
        let differs = if atlas.sighted.lens().scenario.is_some() { Differs::Records } else { differs };
        if differs == Differs::Records {
            let mut lens = atlas.sighted.lens().clone();
            // A scenario that is gone is not looked at any more, nor is the day to which it led.
            if lens.scenario.as_ref().is_some_and(|id| !record.scenarios.contains_key(id)) {
                let is_there = |id: &ScenarioId| record.scenarios.contains_key(id);
                (lens.scenario, lens.moment.as_of) = self.visit.leave(lens.moment.as_of, is_there);
            }
            atlas.sighted = Sighted::new(&record, lens);
        }
        let shown = if differs == Differs::Records { &atlas.sighted.shown } else { &record };
        atlas.positions = Arc::new(places(shown, &before.positions, &atlas.positions, &mut atlas.homes));
        match differs {
            Differs::Records => self.keep_up(),
            Differs::Places => {
                atlas.sighted.place(record);
                // What is drawn in a comparison holds the places, too.
                let with = self.clock.comparison.take().map(|comparison| comparison.with.clone());
                self.compare_with(with);
            }
        }
    }

    /// Looks at the record through another lens. What is selected stays selected as long as it is known.
    pub(super) fn look_through(&mut self, lens: Lens) {
        // Slow play asks for the same day many times: a comparison made anew would make the whole picture anew.
        let before = self.shown().clone();
        // A scenario that is gone is not looked at any more.
        let scenario = lens.scenario.filter(|id| self.record().scenarios.contains_key(id));
        let lens = Lens { scenario, ..lens };
        if self.atlas.sighted.look(self.atlas.history.document(), lens) {
            let atlas = &mut self.atlas;
            if !Arc::ptr_eq(&before, &atlas.sighted.shown) {
                let shown = &atlas.sighted.shown;
                atlas.positions = Arc::new(places(shown, &before.positions, &atlas.positions, &mut atlas.homes));
            }
            self.keep_up();
        }
    }

    /// Brings up to date what depends on the record as it is seen now.
    fn keep_up(&mut self) {
        let scenarios = self.record().scenarios.clone();
        let own = self.lens().vantage();
        // Nor is anything compared with a scenario that is gone, or the record with itself once that is.
        let goes_on = |comparison: &Arc<Comparison>| {
            let is_there = comparison.with.scenario.as_ref().is_none_or(|id| scenarios.contains_key(id));
            is_there && (comparison.is_of_days() || comparison.with != own)
        };
        let with = self.clock.comparison.take().filter(goes_on).map(|comparison| comparison.with.clone());
        self.compare_with(with);
        let document = self.document().clone();
        self.selection.retain(|target| is_in(&document, target));
        self.attention.retain(|target| is_in(&document, target));
    }

    /// Returns how time plays.
    pub fn playback(&self) -> Playback {
        self.clock.playback
    }

    pub(super) fn stop_playing(&mut self) {
        self.clock.playback = self.clock.playback.stopped();
    }

    pub(super) fn set_playback(&mut self, playback: Playback) {
        self.clock.playback = playback;
    }

    /// Returns what differs between another day and the day looked at, if that is asked.
    pub fn comparison(&self) -> Option<&Arc<Comparison>> {
        self.clock.comparison.as_ref()
    }

    /// Returns what is drawn: the network of the day looked at, in a comparison with the ghosts of the other day.
    pub fn drawn(&self) -> &Arc<Network> {
        self.clock.comparison.as_ref().map_or(self.network(), |comparison| &comparison.drawn)
    }

    /// Compares what is looked at with another day or scenario, or no more.
    pub(super) fn compare_with(&mut self, with: Option<Vantage>) {
        self.clock.comparison = with.map(|with| Arc::new(time::comparison(self, with)));
        self.place_ghosts();
    }

    /// Finds places for nations that only what is compared with has.
    fn place_ghosts(&mut self) {
        let Some(comparison) = &self.clock.comparison else { return };
        let atlas = &mut self.atlas;
        if comparison.document.nations.keys().any(|id| !atlas.positions.contains_key(id)) {
            let (document, held) = (&comparison.document, &atlas.positions);
            atlas.positions = Arc::new(places(document, &document.positions, held, &mut atlas.homes));
        }
    }

    /// Returns what is seen from somewhere else, of what is asked for.
    pub(super) fn seen_from(&self, vantage: &Vantage) -> (Arc<Document>, Roster, Arc<Network>) {
        self.atlas.sighted.seen_from(self.record(), vantage)
    }

    /// Returns every tie of what is looked at.
    pub(super) fn roster(&self) -> &Roster {
        self.atlas.sighted.roster()
    }

    /// Returns the network of what is asked for on a day.
    pub(super) fn network_on(&self, as_of: Date) -> Arc<Network> {
        self.atlas.sighted.network_on(as_of)
    }

    /// Returns the network of all that is asked for, whatever the day. O(ties).
    pub fn whole_network(&self) -> Network {
        self.atlas.sighted.whole()
    }

    /// Returns where nations sit, in world points, whatever is being dragged.
    pub fn positions(&self) -> &Arc<BTreeMap<NationId, Point>> {
        &self.atlas.positions
    }

    /// Returns where nations are drawn, in world points: where they sit, or where they are being dragged.
    pub fn shown_positions(&self) -> &Arc<BTreeMap<NationId, Point>> {
        self.preview.as_ref().unwrap_or(&self.atlas.positions)
    }

    /// Whether nations are being dragged.
    pub fn is_dragging(&self) -> bool {
        self.preview.is_some()
    }

    /// Returns the way that the person has come.
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Shows nations at other places until the preview is taken back.
    pub(super) fn preview(&mut self, positions: BTreeMap<NationId, Point>) {
        self.preview = Some(Arc::new(positions));
    }

    /// Ends a preview and returns it.
    pub(super) fn take_preview(&mut self) -> Option<Arc<BTreeMap<NationId, Point>>> {
        self.preview.take()
    }

    /// Notes that what was selected is left.
    pub(super) fn leave(&mut self, left: Stop) {
        self.trail.leave(left);
    }

    /// Goes back to what was selected before.
    pub(super) fn go_back(&mut self) {
        let here = self.here_beside(self.trail.behind().last());
        if let Some(stop) = self.trail.back(here) {
            self.arrive(stop);
        }
    }

    /// Goes forward again.
    pub(super) fn go_forward(&mut self) {
        let here = self.here_beside(self.trail.ahead().last());
        if let Some(stop) = self.trail.forward(here) {
            self.arrive(stop);
        }
    }

    /// Returns what is selected and where one looks.
    pub(super) fn here(&self) -> Stop {
        Stop { selection: self.selection.clone(), camera: self.view.camera(), lens: None }
    }

    /// Returns what is selected and where one looks, and through which lens where the stop to go to brings its own.
    fn here_beside(&self, to: Option<&Stop>) -> Stop {
        let lens = to.and_then(|stop| stop.lens.as_ref()).map(|_| Box::new(self.lens().clone()));
        Stop { lens, ..self.here() }
    }

    pub(super) fn arrive(&mut self, stop: Stop) {
        if let Some(lens) = stop.lens {
            // It has a day of its own, which shall not pass by.
            self.stop_playing();
            self.look_through(*lens);
        }
        self.selection = stop.selection;
        let document = self.document().clone();
        self.selection.retain(|target| is_in(&document, target));
        if self.view.camera() != stop.camera {
            self.view.look_at(stop.camera);
        }
    }

    /// Takes over the size of the view, in view points; shows all until the person has moved the camera.
    pub fn resize(&mut self, width: f64, height: f64) {
        if self.view.resize(width, height) {
            self.fit_all();
        }
    }

    /// Shows all nations, with all curves and words.
    pub fn fit_all(&mut self) {
        let (width, height) = self.view.size();
        let room = [width - 2.0 * MARGIN, height - 2.0 * MARGIN];
        let camera = scene::fit_scene(self.document(), self.network(), &self.atlas.positions, Bundling::Closed, room);
        self.view.look_at_all(camera);
    }

    /// Moves the view as little as it takes to see some nations; zooms out where they do not fit.
    pub(super) fn show(&mut self, nations: &[NationId]) {
        let positions = self.shown_positions().clone();
        let points = nations.iter().filter_map(|id| positions.get(id)).copied();
        let Some(bounds) = Rect::holding(points.filter(|point| point.is_finite())) else { return };
        let (width, height) = self.view.size();
        let is_still = |way: Vector| way == Vector::default();
        // What is in sight with its name stays where it is.
        if self.view.way_to(bounds, SEEN_MARGIN).is_some_and(is_still) {
            return;
        }
        let margin = REVEAL_MARGIN.min(width.min(height) * MOST_REVEAL_MARGIN);
        match self.view.way_to(bounds, margin) {
            Some(by) => self.view.pan(by),
            None => self.fit_some(nations),
        }
    }

    /// Shows some nations as large as they fit.
    pub fn fit_some(&mut self, nations: &[NationId]) {
        let chosen: BTreeMap<NationId, Point> =
            nations.iter().filter_map(|id| Some((id.clone(), *self.shown_positions().get(id)?))).collect();
        if chosen.is_empty() {
            return self.fit_all();
        }
        let (width, height) = self.view.size();
        self.view.look_at(scene::fit(&chosen, width - 2.0 * MARGIN, height - 2.0 * MARGIN));
    }

    /// Points at something, or at nothing.
    pub(super) fn point_at(&mut self, target: Option<Target>) {
        let document = self.document().clone();
        self.attention.point_at(target, &document);
    }

    /// Returns the scene that was made last, before what is under the pointer was shown in it; `None` before the first.
    pub fn placed_scene(&self) -> Option<&Arc<Scene>> {
        self.drawing.last_placed()
    }

    /// Returns the scene at the present zoom; made anew only when something it shows has changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        let shown = Shown {
            document: self.document().clone(),
            network: self.drawn().clone(),
            positions: self.shown_positions().clone(),
            zoom: self.view.camera().zoom,
            selection: self.selection.clone(),
            attention: self.attention.clone(),
            view: self.view.seen(),
            shifts: self.comparison().map(|comparison| comparison.shifts.clone()),
        };
        self.drawing.scene(&shown)
    }
}

/// Whether what a target means is in a record.
fn is_in(document: &Document, target: &Target) -> bool {
    match target {
        Target::Nation(id) => document.nations.contains_key(id),
        Target::Tie(id) => document.ties.contains_key(id),
        Target::Pair(a, b) => document.nations.contains_key(a) && document.nations.contains_key(b),
        Target::Source(id) => document.sources.contains_key(id),
        Target::Class(_) => true,
    }
}
