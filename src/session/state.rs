//! The state of the application: the open atlas, the day looked at, the selection and the view.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::attention::Attention;
use super::drawing::{Drawing, Shown};
use super::preferences::Preferences;
use super::selection::Selection;
use super::trail::{Stop, Trail};
use super::view::View;
use crate::kit::{Point, Rect};
use crate::model::{Document, NationId, Problem, Severity};
use crate::network::Network;
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
    trail: Trail,
    atlas: Atlas,
    /// Where nations would sit if the drag that goes on were dropped now.
    preview: Option<Arc<BTreeMap<NationId, Point>>>,
    drawing: Drawing,
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

/// Room left free around all that is shown, in view points.
const MARGIN: f64 = 20.0;
/// Room left free around the middles of nations that are revealed, for their circles and names, in view points.
const REVEAL_MARGIN: f64 = 64.0;

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
            attention: Attention::default(),
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
            drawing: Drawing::default(),
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
        let room = [width - 2.0 * MARGIN, height - 2.0 * MARGIN];
        let camera =
            scene::fit_scene(&self.atlas.document, &self.atlas.network, &self.atlas.positions, Bundling::Closed, room);
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

    /// Points at something, or at nothing.
    pub(super) fn point_at(&mut self, target: Option<Target>) {
        self.attention.point_at(target, &self.atlas.document);
    }

    /// Returns the scene that was made last, before what is under the pointer was shown in it; `None` before the first.
    pub fn placed_scene(&self) -> Option<&Arc<Scene>> {
        self.drawing.last_placed()
    }

    /// Returns the scene at the present zoom; made anew only when something it shows has changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        let shown = Shown {
            document: self.atlas.document.clone(),
            network: self.atlas.network.clone(),
            positions: self.shown_positions().clone(),
            zoom: self.view.camera().zoom,
            selection: self.selection.clone(),
            attention: self.attention.clone(),
            view: self.view.seen(),
        };
        self.drawing.scene(&shown)
    }
}
