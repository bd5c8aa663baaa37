//! Draws a graph into a part of a page.

use std::collections::{BTreeMap, BTreeSet};

use super::about::about;
use super::marks::Panel;
use super::options::{Extent, Subject};
use crate::kit::{Point, Rect};
use crate::model::TieId;
use crate::network::Network;
use crate::scene::build::{Bundling, SceneOptions, build};
use crate::scene::camera::Camera;
use crate::scene::fitting::fit_scene;
use crate::scene::items::{Badge, Scene};

/// Pieces by which it is told whether a curve comes into view.
const PIECES: usize = 24;

/// How a graph is drawn into its area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn<'a> {
    /// The numbers of the notes on ties.
    pub(super) notes: &'a BTreeMap<TieId, String>,
    /// Through which camera, where it is the same for several; else all is fitted.
    pub(super) camera: Option<Camera>,
    /// Points of the page a point of the scene, where all is fitted.
    pub(super) scale: f64,
}

/// Returns the camera that shows all of a graph in an area, drawn at a scale.
pub(super) fn fitted(subject: &Subject<'_>, area: Rect, scale: f64) -> Camera {
    let Subject { document, network, positions, .. } = *subject;
    fit_scene(document, network, positions, Bundling::Open, [area.width() / scale, area.height() / scale])
}

/// Returns the graph in an area of a page.
pub(super) fn panel(subject: &Subject<'_>, area: Rect, drawn: &Drawn<'_>) -> Panel {
    match subject.extent {
        Extent::Visible(camera, view) => {
            let scene = scene(subject, camera, view, Bundling::Closed, drawn.notes);
            let scale = (area.width() / view[0].max(1.0)).min(area.height() / view[1].max(1.0));
            let clip = Rect::around(area.center(), view[0] * scale, view[1] * scale);
            placed(subject, scene, camera, scale, area, Some(clip))
        }
        Extent::Fitted => {
            let camera = drawn.camera.unwrap_or_else(|| fitted(subject, area, drawn.scale));
            let view = [area.width() / drawn.scale, area.height() / drawn.scale];
            let scene = scene(subject, camera, view, Bundling::Open, drawn.notes);
            placed(subject, scene, camera, drawn.scale, area, drawn.camera.map(|_| area))
        }
    }
}

fn placed(subject: &Subject<'_>, scene: Scene, camera: Camera, scale: f64, area: Rect, clip: Option<Rect>) -> Panel {
    let Camera { zoom, center } = camera;
    let middle = Point::new(center.x * zoom * scale, center.y * zoom * scale);
    Panel { about: about(subject, &scene), scene, origin: area.center() - middle, scale, clip }
}

fn scene(
    subject: &Subject<'_>,
    camera: Camera,
    [width, height]: [f64; 2],
    bundling: Bundling,
    notes: &BTreeMap<TieId, String>,
) -> Scene {
    let Subject { document, network, positions, shifts, selection, extent: _ } = *subject;
    let Camera { zoom, center } = camera;
    let view = Some(Rect::around(center, width / zoom, height / zoom));
    let options = SceneOptions { selection, bundling, view, shifts, notes, ..SceneOptions::of_nothing(zoom) };
    build(document, network, positions, &options)
}

/// Returns the network of what is on a picture: what is drawn, or counted in a badge, within what is seen.
pub(super) fn seen(subject: &Subject<'_>) -> Network {
    let Subject { network, positions, .. } = *subject;
    let has_place = |tie: &crate::network::NetworkTie| {
        let (a, b) = &tie.tie.between;
        [a, b].into_iter().all(|id| positions.get(id).is_some_and(|at| at.is_finite()))
    };
    let Extent::Visible(camera, view) = subject.extent else { return network.only(has_place) };
    let scene = scene(subject, camera, view, Bundling::Closed, &BTreeMap::new());
    let Camera { zoom, center } = camera;
    let view = Rect::around(Point::new(center.x * zoom, center.y * zoom), view[0], view[1]);
    let mut ids: BTreeSet<&TieId> = BTreeSet::new();
    ids.extend(scene.ties.iter().filter(|tie| tie.curve.points(PIECES).any(|at| view.contains(at))).map(|tie| &tie.id));
    for badge in &scene.badges {
        let is_seen = badge.strand.is_some_and(|strand| strand.points(PIECES).any(|at| view.contains(at)));
        if let (Badge::More(ties), true) = (&badge.badge, is_seen) {
            ids.extend(ties.iter().map(|tie| &tie.id));
        }
    }
    network.only(|tie| ids.contains(&tie.tie.id))
}
