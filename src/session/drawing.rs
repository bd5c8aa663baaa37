//! Scenes and plans that were made last, so that nothing is made anew that has not changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::attention::Attention;
use super::selection::Selection;
use crate::kit::{Point, Rect};
use crate::model::{Document, NationId};
use crate::network::Network;
use crate::scene::{self, Bundling, Plan, PlanKey, Scene, SceneOptions, Shifts};

/// Ties beyond which hovering shows in the scene that is there, because a new one would take longer than a frame.
const MOST_TIES_PLACED_ANEW: usize = 1_500;

/// What was drawn last.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    plan: Option<Planned>,
    /// The last plan of a day without a filter, so that clearing one gives back the very same picture.
    unsifted: Option<Planned>,
    /// Everything in its place.
    placed: Option<(Shown, Arc<Scene>)>,
    /// That, with what is under the pointer; only for many ties.
    hovered: Option<(Shown, Arc<Scene>)>,
}

/// A plan, with what it was made for.
#[derive(Debug, Clone)]
struct Planned {
    document: Arc<Document>,
    network: Arc<Network>,
    positions: Places,
    key: PlanKey,
    view: Option<Rect>,
    zoom: f64,
    plan: Arc<Plan>,
}

/// Part of the view by which it can be moved before words are sought anew.
const MOVED: f64 = 1.0 / 6.0;

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
    pub(super) attention: Attention,
    /// The part that is seen, in world points.
    pub(super) view: Option<Rect>,
    /// What a comparison says, whose ghosts are in the network.
    pub(super) shifts: Option<Arc<Shifts>>,
}

impl Drawing {
    /// Returns the scene of what is shown; made anew only when something has changed.
    pub(super) fn scene(&mut self, shown: &Shown) -> Arc<Scene> {
        if shown.network.ties().len() <= MOST_TIES_PLACED_ANEW {
            return self.placed(shown);
        }
        let calm = Shown { attention: shown.attention.without_pointer(), view: None, ..shown.clone() };
        let placed = self.placed(&calm);
        let Some(target) = &shown.attention.hovered else { return placed };
        let mut pointed = calm;
        pointed.attention.hovered = Some(target.clone());
        kept(&mut self.hovered, &pointed, || scene::hovered(&placed, &shown.network, target))
    }

    /// Returns the scene that was made last, before what is under the pointer was shown in it.
    pub(super) fn last_placed(&self) -> Option<&Arc<Scene>> {
        self.placed.as_ref().map(|(_, scene)| scene)
    }

    fn placed(&mut self, shown: &Shown) -> Arc<Scene> {
        let planned = self.planned(shown);
        if let (Some((held, scene)), Some(_)) = (&self.placed, &planned)
            && held == shown
        {
            return scene.clone();
        }
        let plan = planned.unwrap_or_else(|| self.plan(shown));
        // Words keep to the edges of the view for which they were sought, and do not come and go while it is moved a little.
        let is_as_sought = self.plan.as_ref().is_some_and(|held| (held.view, held.zoom) == (shown.view, shown.zoom));
        let options = SceneOptions { view: shown.view.filter(|_| is_as_sought), ..shown.options() };
        let scene = Arc::new(scene::draw(&shown.document, &shown.network, &shown.positions, &options, &plan));
        self.placed = Some((shown.clone(), scene.clone()));
        scene
    }

    /// Returns the plan that is held, if it is still good for what is shown.
    fn planned(&self, shown: &Shown) -> Option<Arc<Plan>> {
        let held = self.plan.as_ref()?;
        let is_good = Arc::ptr_eq(&held.network, &shown.network) && held.is_good_for(shown);
        is_good.then(|| held.plan.clone())
    }

    /// Returns the plan that the day had before a filter was asked for, if it is still good.
    fn before_sifting(&self, shown: &Shown) -> Option<Planned> {
        let held = self.unsifted.as_ref().filter(|_| shown.is_unsifted())?;
        // Of one record, the same day is the same network.
        let is_good = held.network.as_of() == shown.network.as_of() && held.is_good_for(shown);
        is_good.then(|| Planned { network: shown.network.clone(), ..held.clone() })
    }

    /// Says where names and words stand: sought anew with every step of zoom, and when nations or the view have been
    /// moved or another day is looked at, from where they stood.
    fn plan(&mut self, shown: &Shown) -> Arc<Plan> {
        if let Some(planned) = self.before_sifting(shown) {
            let plan = planned.plan.clone();
            self.plan = Some(planned);
            return plan;
        }
        let Shown { document, network, positions, view, .. } = shown;
        let key = PlanKey::of(network, &shown.options());
        let prior = self.plan.take().filter(|held| held.key == key).map(|held| held.plan);
        let plan = Arc::new(scene::plan(document, network, positions, &shown.options(), prior.as_deref()));
        let (document, network, positions) = (document.clone(), network.clone(), positions.clone());
        let planned = Planned { document, network, positions, key, view: *view, zoom: shown.zoom, plan: plan.clone() };
        if shown.is_unsifted() {
            self.unsifted = Some(planned.clone());
        }
        self.plan = Some(planned);
        plan
    }
}

impl Planned {
    /// Whether it is good for what is shown, as far as the network is the same.
    fn is_good_for(&self, shown: &Shown) -> bool {
        let is_same = Arc::ptr_eq(&self.document, &shown.document) && Arc::ptr_eq(&self.positions, &shown.positions);
        is_same
            && self.key == PlanKey::of(&shown.network, &shown.options())
            && is_near((self.view, self.zoom), (shown.view, shown.zoom))
    }
}

/// Whether a view at a zoom has moved so little that what was sought for it will do. Views of another size never are.
fn is_near((held, held_zoom): (Option<Rect>, f64), (view, zoom): (Option<Rect>, f64)) -> bool {
    let (Some(held), Some(view)) = (held, view) else { return held.is_none() && view.is_none() };
    let by = held.center() - view.center();
    let is_as_large = |held: f64, now: f64| (held * held_zoom - now * zoom).abs() < 1.0;
    is_as_large(held.width(), view.width())
        && is_as_large(held.height(), view.height())
        && by.x.abs() <= held.width() * MOVED
        && by.y.abs() <= held.height() * MOVED
}

impl Shown {
    /// Whether it is a day as it is, without a filter or the ghosts of another day.
    fn is_unsifted(&self) -> bool {
        !self.network.is_filtered() && self.shifts.is_none()
    }

    fn options(&self) -> SceneOptions<'_> {
        SceneOptions {
            zoom: self.zoom,
            selection: self.selection.targets(),
            hovered: self.attention.hovered.clone(),
            focused: self.attention.focused.clone(),
            open: self.attention.open().cloned(),
            bundling: Bundling::Closed,
            view: self.view,
            shifts: self.shifts.as_ref(),
            ..SceneOptions::of_nothing(self.zoom)
        }
    }
}

impl PartialEq for Shown {
    /// The record and what was made of it are compared by where they are held: comparing their content would take long.
    /// The view does not count: the plan has looked at it.
    fn eq(&self, other: &Self) -> bool {
        let Self { document, network, positions, zoom, selection, attention, view: _, shifts } = self;
        let is_same = Arc::ptr_eq(document, &other.document)
            && Arc::ptr_eq(network, &other.network)
            && Arc::ptr_eq(positions, &other.positions);
        let is_same = is_same && *shifts == other.shifts;
        is_same && (zoom, selection, attention) == (&other.zoom, &other.selection, &other.attention)
    }
}

/// Returns the scene that is held for what is shown, or else makes it and holds it.
fn kept(held: &mut Option<(Shown, Arc<Scene>)>, shown: &Shown, make: impl FnOnce() -> Scene) -> Arc<Scene> {
    match held {
        Some((held_for, scene)) if held_for == shown => scene.clone(),
        _ => held.insert((shown.clone(), Arc::new(make()))).1.clone(),
    }
}
