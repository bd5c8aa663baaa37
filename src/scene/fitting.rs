//! The view of the whole scene: as large as it goes with all curves and words in view.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Bundling, SceneOptions, build};
use super::camera::{Camera, fit};
use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::Network;

/// How often the zoom is corrected when curves and words reach beyond the nations.
const ROUNDS: usize = 5;
/// Ties beyond which only nations count: the words of so many would not be shown anyway.
const MOST_TIES: usize = 1_500;

/// Returns the camera that shows nations, curves and words in a view of `width` × `height` points.
///
/// Words have the same size at every zoom, so the scene is made and measured a few times. O(rounds × scene).
pub fn fit_scene(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    bundling: Bundling,
    [width, height]: [f64; 2],
) -> Camera {
    let mut camera = fit(positions, width, height);
    if network.ties().len() > MOST_TIES || positions.is_empty() {
        return camera;
    }
    let nobody = BTreeSet::new();
    for _ in 0..ROUNDS {
        let options =
            SceneOptions { zoom: camera.zoom, selection: &nobody, hovered: None, focused: None, open: None, bundling };
        let bounds = build(document, network, positions, &options).bounds;
        let middle = bounds.center();
        camera.center = Point::new(middle.x / camera.zoom, middle.y / camera.zoom);
        let too_large = (bounds.width() / width.max(1.0)).max(bounds.height() / height.max(1.0));
        if too_large <= 1.0 {
            break;
        }
        camera.zoom /= too_large.min(1.5);
    }
    camera
}
