//! The view of the whole scene: as large as it goes with all nations, names and curves in view.

use std::collections::BTreeMap;

use super::build::{Bundling, SceneOptions};
use super::camera::{Camera, fit};
use super::emphasis::Focus;
use super::fans::Openings;
use super::items::NationMark;
use super::nations;
use super::plan::step_of;
use super::stage::{Stage, Zooms};
use crate::kit::{Point, Rect};
use crate::model::{Document, NationId};
use crate::network::Network;

/// How often the zoom is corrected when curves and names reach beyond the nations.
const ROUNDS: usize = 3;
/// Part of the zoom that shows the nations below which it is not corrected: rather is a bend cut.
const LEAST: f64 = 0.7;
/// Ties beyond which only nations count: so many leave no room to spare anyway.
const MOST_TIES: usize = 1_500;

/// Returns the camera that shows nations, names and curves in a view of `width` × `height` points.
///
/// Names have the same size at every zoom, and curves bend around what is in their way, so they are placed and measured
/// a few times. Words on ties do not count: they find their places within the view. O(rounds × ties log ties).
pub fn fit_scene(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    bundling: Bundling,
    [width, height]: [f64; 2],
) -> Camera {
    let mut camera = fit(positions, width, height);
    let middles = Rect::holding(positions.values().copied().filter(|point| point.is_finite()));
    let Some(middles) = middles.filter(|_| network.ties().len() <= MOST_TIES) else { return camera };
    let most = camera.zoom;
    for _ in 0..ROUNDS {
        let zoom = camera.zoom;
        let options = SceneOptions { bundling, ..SceneOptions::of_nothing(zoom) };
        let zooms = Zooms { shown: zoom, step: step_of(zoom) };
        let (openings, focus) = (Openings::of(network, &options), Focus::new(network, &options));
        // Words would be sought in vain: they are not measured.
        let stage = Stage::new(document, network, positions, zooms, &openings, &focus);
        let (nations, _) = nations::marks(document, network, &stage.obstacles, &stage.trimmed(), &[]);
        let circles =
            nations.iter().map(|nation| Rect::around(nation.center, nation.radius * 2.0, nation.radius * 2.0));
        let names = nations.iter().map(NationMark::name_box);
        let curves = stage.drafts.iter().filter_map(|draft| Rect::holding(draft.trimmed.curve.points(12)));
        let Some(bounds) = circles.chain(names).chain(curves).reduce(Rect::union) else { return camera };
        camera.center = Point::new(bounds.center().x / zoom, bounds.center().y / zoom);
        // What reaches beyond the middles hardly depends on the zoom.
        let fitting = |room: f64, extent: f64, all: f64| {
            if extent <= 0.0 { f64::INFINITY } else { (room - (all - extent * zoom)) / extent }
        };
        let wanted = fitting(width, middles.width(), bounds.width());
        let wanted = wanted.min(fitting(height, middles.height(), bounds.height()));
        let next = wanted.clamp(most * LEAST, most.max(zoom));
        if (next - zoom).abs() < zoom * 0.005 {
            break;
        }
        camera.zoom = next;
    }
    camera
}
