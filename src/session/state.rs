//! The state of the application: the open atlas, the day looked at, the selection and the view.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::preferences::Preferences;
use super::selection::Selection;
use super::trail::{Stop, Trail};
use super::view::View;
use crate::kit::{Point, Rect};
use crate::model::{Document, NationId, Problem, Severity};
use crate::network::Network;
use crate::scene::{self, Scene, SceneOptions, Target};

/// Everything but the window.
#[derive(Debug)]
pub struct Session {
    /// What is selected.
    pub selection: Selection,
    /// What is under the pointer.
    pub hovered: Option<Target>,
    /// What on the canvas has the focus of the keyboard.
    pub focused: Option<Target>,
    /// Where one looks.
    pub view: View,
    /// What the person has chosen for good.
    pub preferences: Preferences,
    trail: Trail,
    atlas: Atlas,
    /// Where nations would sit if the drag that goes on were dropped now.
    preview: Option<Arc<BTreeMap<NationId, Point>>>,
    drawn: Drawn,
}

/// What is open.
#[derive(Debug)]
struct Atlas {
    document: Arc<Document>,
    problems: Arc<[Problem]>,
    /// Made from the document and its day; never stale, since ties and day change only in `open`.
    network: Arc<Network>,
    positions: Arc<BTreeMap<NationId, Point>>,
}

/// Scenes that were made last, each with what it was made from.
#[derive(Debug, Default)]
struct Drawn {
    /// Everything in its place.
    placed: Option<(SceneKey, Arc<Scene>)>,
    /// That, with what is under the pointer; only for many ties.
    hovered: Option<(SceneKey, Arc<Scene>)>,
}

/// Ties beyond which hovering shows in the scene that is there, because a new one would take longer than a frame.
const MOST_TIES_PLACED_ANEW: usize = 1_500;

/// Room left free around all that is shown, in view points.
const MARGIN: f64 = 20.0;
/// Room left free around the middles of nations that are revealed, for their circles and names, in view points.
const REVEAL_MARGIN: f64 = 64.0;

/// What a scene is made from.
#[derive(Debug, Clone)]
struct SceneKey {
    zoom: f64,
    selection: Selection,
    hovered: Option<Target>,
    focused: Option<Target>,
    document: Arc<Document>,
    positions: Arc<BTreeMap<NationId, Point>>,
}

impl PartialEq for SceneKey {
    /// The record and the positions are compared by where they are held: comparing their content would take long.
    fn eq(&self, other: &Self) -> bool {
        let Self { zoom, selection, hovered, focused, document, positions } = self;
        let is_same = Arc::ptr_eq(document, &other.document) && Arc::ptr_eq(positions, &other.positions);
        is_same
            && (zoom, selection, hovered, focused) == (&other.zoom, &other.selection, &other.hovered, &other.focused)
    }
}

/// How many problems of each severity there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Something was not taken in.
    pub errors: usize,
    /// An author would want to know.
    pub notes: usize,
}

impl Session {
    /// Returns a session with an atlas open as of its own date.
    pub fn open(document: Document, problems: Vec<Problem>) -> Self {
        let network = Network::of(&document, document.manifest.as_of);
        let positions = scene::positions(&document);
        Self {
            selection: Selection::default(),
            hovered: None,
            focused: None,
            view: View::new(),
            preferences: Preferences::default(),
            trail: Trail::default(),
            atlas: Atlas {
                document: Arc::new(document),
                problems: problems.into(),
                network: Arc::new(network),
                positions: Arc::new(positions),
            },
            preview: None,
            drawn: Drawn::default(),
        }
    }

    /// Returns the record.
    pub fn document(&self) -> &Arc<Document> {
        &self.atlas.document
    }

    /// Returns what was wrong with its files.
    pub fn problems(&self) -> &[Problem] {
        &self.atlas.problems
    }

    /// Returns how many problems there are.
    pub fn n_problems(&self) -> Counted {
        let errors = self.atlas.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        Counted { errors, notes: self.atlas.problems.len() - errors }
    }

    /// Returns the day looked at.
    pub fn as_of(&self) -> Date {
        self.atlas.network.as_of()
    }

    /// Returns the network of that day.
    pub fn network(&self) -> &Arc<Network> {
        &self.atlas.network
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

    /// Takes over a document that differs in nothing but positions, and these.
    pub(super) fn rearrange(&mut self, document: Arc<Document>, positions: BTreeMap<NationId, Point>) {
        self.atlas.document = document;
        self.atlas.positions = Arc::new(positions);
    }

    /// Notes that what was selected is left.
    pub(super) fn leave(&mut self, left: Stop) {
        self.trail.leave(left);
    }

    /// Goes back to what was selected before.
    pub(super) fn go_back(&mut self) {
        let here = self.here();
        if let Some(stop) = self.trail.back(here) {
            self.arrive(stop);
        }
    }

    /// Goes forward again.
    pub(super) fn go_forward(&mut self) {
        let here = self.here();
        if let Some(stop) = self.trail.forward(here) {
            self.arrive(stop);
        }
    }

    /// Returns what is selected and where one looks.
    pub(super) fn here(&self) -> Stop {
        Stop { selection: self.selection.clone(), camera: self.view.camera() }
    }

    fn arrive(&mut self, stop: Stop) {
        self.selection = stop.selection;
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
        let room = (width - 2.0 * MARGIN, height - 2.0 * MARGIN);
        let camera = scene::fit_scene(&self.atlas.document, &self.atlas.network, &self.atlas.positions, room.0, room.1);
        self.view.look_at_all(camera);
    }

    /// Moves the view as little as it takes to see some nations; zooms out where they do not fit.
    pub(super) fn show(&mut self, nations: &[NationId]) {
        let positions = self.shown_positions().clone();
        let points = nations.iter().filter_map(|id| positions.get(id)).copied();
        let Some(bounds) = Rect::holding(points.filter(|point| point.is_finite())) else { return };
        match self.view.way_to(bounds, REVEAL_MARGIN) {
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

    /// Returns the scene at the present zoom; made anew only when something it shows has changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        let zoom = self.view.camera().zoom;
        let positions = self.shown_positions().clone();
        let key = |hovered| SceneKey {
            zoom,
            selection: self.selection.clone(),
            hovered,
            focused: self.focused.clone(),
            document: self.atlas.document.clone(),
            positions: positions.clone(),
        };
        let (here, later) = match self.atlas.network.ties().len() {
            0..=MOST_TIES_PLACED_ANEW => (self.hovered.clone(), None),
            _ => (None, self.hovered.clone()),
        };
        let options = SceneOptions {
            zoom,
            selection: self.selection.targets(),
            hovered: here.clone(),
            focused: self.focused.clone(),
        };
        let make = || scene::build(&self.atlas.document, &self.atlas.network, &positions, &options);
        let Drawn { placed, hovered } = &mut self.drawn;
        let placed = kept(placed, key(here), make);
        let Some(target) = later else { return placed };
        kept(hovered, key(Some(target.clone())), || scene::hovered(&placed, &target))
    }
}

/// Returns the scene that is held for `key`, or else makes it and holds it.
fn kept(held: &mut Option<(SceneKey, Arc<Scene>)>, key: SceneKey, make: impl FnOnce() -> Scene) -> Arc<Scene> {
    match held {
        Some((held_key, scene)) if *held_key == key => scene.clone(),
        _ => held.insert((key, Arc::new(make()))).1.clone(),
    }
}
