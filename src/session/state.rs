//! The state of the application: the open atlas, the day looked at, the selection and the view.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::selection::Selection;
use super::view::View;
use crate::kit::Point;
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
    /// Where one looks.
    pub view: View,
    /// Light, dark, or as the desktop has it.
    pub theme: ThemeChoice,
    document: Arc<Document>,
    problems: Arc<[Problem]>,
    /// Made from the document and its day; never stale, since both change only in `open`.
    network: Arc<Network>,
    positions: Arc<BTreeMap<NationId, Point>>,
    drawn: Drawn,
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

/// Which colors the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the desktop has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What a scene is made from, beside the network and the positions.
#[derive(Debug, Clone, PartialEq)]
struct SceneKey {
    zoom: f64,
    selection: Selection,
    hovered: Option<Target>,
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
            view: View::new(),
            theme: ThemeChoice::default(),
            document: Arc::new(document),
            problems: problems.into(),
            network: Arc::new(network),
            positions: Arc::new(positions),
            drawn: Drawn::default(),
        }
    }

    /// Returns the record.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Returns what was wrong with its files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns how many problems there are.
    pub fn n_problems(&self) -> Counted {
        let errors = self.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        Counted { errors, notes: self.problems.len() - errors }
    }

    /// Returns the day looked at.
    pub fn as_of(&self) -> Date {
        self.network.as_of()
    }

    /// Returns the network of that day.
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// Returns where nations sit, in world points.
    pub fn positions(&self) -> &Arc<BTreeMap<NationId, Point>> {
        &self.positions
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
        let camera = scene::fit_scene(&self.document, &self.network, &self.positions, room.0, room.1);
        self.view.look_at_all(camera);
    }

    /// Shows some nations as large as they fit.
    pub fn fit_some(&mut self, nations: &[NationId]) {
        let chosen: BTreeMap<NationId, Point> =
            nations.iter().filter_map(|id| Some((id.clone(), *self.positions.get(id)?))).collect();
        if chosen.is_empty() {
            return self.fit_all();
        }
        let (width, height) = self.view.size();
        self.view.look_at(scene::fit(&chosen, width - 2.0 * MARGIN, height - 2.0 * MARGIN));
    }

    /// Returns the scene at the present zoom; made anew only when something it shows has changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        let zoom = self.view.camera().zoom;
        let key = |hovered| SceneKey { zoom, selection: self.selection.clone(), hovered };
        let (here, later) = match self.network.ties().len() {
            0..=MOST_TIES_PLACED_ANEW => (self.hovered.clone(), None),
            _ => (None, self.hovered.clone()),
        };
        let options = SceneOptions { zoom, selection: self.selection.targets(), hovered: here.clone() };
        let make = || scene::build(&self.document, &self.network, &self.positions, &options);
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
