//! Scenes and plans that were made last, so that nothing is made anew that has not changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::selection::Selection;
use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::Network;
use crate::scene::{self, Bundling, Plan, PlanKey, Scene, SceneOptions, Target};

/// Ties beyond which hovering shows in the scene that is there, because a new one would take longer than a frame.
const MOST_TIES_PLACED_ANEW: usize = 1_500;

/// What was drawn last.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    plan: Option<(Arc<Document>, Places, PlanKey, Arc<Plan>)>,
    /// Everything in its place.
    placed: Option<(Shown, Arc<Scene>)>,
    /// That, with what is under the pointer; only for many ties.
    hovered: Option<(Shown, Arc<Scene>)>,
}

/// Where nations are drawn, in world points.
type Places = Arc<BTreeMap<NationId, Point>>;

/// What a scene is made from.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) document: Arc<Document>,
    pub(super) network: Arc<Network>,
    pub(super) positions: Places,
    pub(super) zoom: f64,
    pub(super) selection: Selection,
    pub(super) hovered: Option<Target>,
    pub(super) focused: Option<Target>,
    /// The pair that the pointer has opened.
    pub(super) open: Option<(NationId, NationId)>,
}

impl Drawing {
    /// Returns the scene of what is shown; made anew only when something has changed.
    pub(super) fn scene(&mut self, shown: &Shown) -> Arc<Scene> {
        if shown.network.ties().len() <= MOST_TIES_PLACED_ANEW {
            return self.placed(shown);
        }
        let calm = Shown { hovered: None, open: None, ..shown.clone() };
        let placed = self.placed(&calm);
        let Some(target) = &shown.hovered else { return placed };
        let pointed = Shown { hovered: shown.hovered.clone(), ..calm };
        kept(&mut self.hovered, &pointed, || scene::hovered(&placed, &shown.network, target))
    }

    fn placed(&mut self, shown: &Shown) -> Arc<Scene> {
        if let Some((held, scene)) = &self.placed
            && held == shown
        {
            return scene.clone();
        }
        let plan = self.plan(shown);
        let Shown { document, network, positions, .. } = shown;
        kept(&mut self.placed, shown, || scene::draw(document, network, positions, &shown.options(), &plan))
    }

    /// Returns where names and words stand; sought anew with every step of zoom, and when nations have been moved, from
    /// where they stood.
    fn plan(&mut self, shown: &Shown) -> Arc<Plan> {
        let Shown { document, network, positions, .. } = shown;
        let key = PlanKey::of(network, &shown.options());
        let mut prior = None;
        if let Some((of_document, of_positions, of_key, plan)) = &self.plan
            && *of_key == key
        {
            if Arc::ptr_eq(of_document, document) && Arc::ptr_eq(of_positions, positions) {
                return plan.clone();
            }
            prior = Some(plan.clone());
        }
        let plan = Arc::new(scene::plan(document, network, positions, &shown.options(), prior.as_deref()));
        self.plan = Some((document.clone(), positions.clone(), key, plan.clone()));
        plan
    }
}

impl Shown {
    fn options(&self) -> SceneOptions<'_> {
        SceneOptions {
            zoom: self.zoom,
            selection: self.selection.targets(),
            hovered: self.hovered.clone(),
            focused: self.focused.clone(),
            open: self.open.clone(),
            bundling: Bundling::Closed,
        }
    }
}

impl PartialEq for Shown {
    /// The record and what was made of it are compared by where they are held: comparing their content would take long.
    fn eq(&self, other: &Self) -> bool {
        let Self { document, network, positions, zoom, selection, hovered, focused, open } = self;
        let is_same = Arc::ptr_eq(document, &other.document)
            && Arc::ptr_eq(network, &other.network)
            && Arc::ptr_eq(positions, &other.positions);
        is_same
            && (zoom, selection, hovered, focused, open)
                == (&other.zoom, &other.selection, &other.hovered, &other.focused, &other.open)
    }
}

/// Returns the scene that is held for what is shown, or else makes it and holds it.
fn kept(held: &mut Option<(Shown, Arc<Scene>)>, shown: &Shown, make: impl FnOnce() -> Scene) -> Arc<Scene> {
    match held {
        Some((held_for, scene)) if held_for == shown => scene.clone(),
        _ => held.insert((shown.clone(), Arc::new(make()))).1.clone(),
    }
}
