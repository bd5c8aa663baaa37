//! The view of the whole: at which zoom, around which point, all nations are seen.

use std::collections::BTreeMap;

use crate::kit::{Point, Rect};
use crate::model::NationId;

/// What a view shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// View points a world point.
    pub zoom: f64,
    /// World point in the middle of the view.
    pub center: Point,
}

/// Room that circles, names and bends need beyond the outermost middles, left and right, in view points.
const MARGIN_X: f64 = 76.0;
/// The same above and below.
const MARGIN_Y: f64 = 58.0;
/// Zoom beyond which fitting does not go: three nations should not fly apart over a whole screen.
const MOST: f64 = 1.6;
/// Part of the room that a margin may take on either side: in a small view the nations still fill it.
const MOST_MARGIN: f64 = 0.2;
/// Zoom below which fitting does not go: nations a hundred million points apart are still seen together.
const LEAST: f64 = 1e-6;

/// Returns the camera that shows all nations in a view of `width` × `height` points. O(nations).
pub fn fit(positions: &BTreeMap<NationId, Point>, width: f64, height: f64) -> Camera {
    let finite = positions.values().copied().filter(|point| point.is_finite());
    let Some(bounds) = Rect::holding(finite) else { return Camera { zoom: 1.0, center: Point::default() } };
    let zoom_of =
        |room: f64, margin: f64, extent: f64| (room - 2.0 * margin.min(room * MOST_MARGIN)).max(1.0) / extent.max(1e-6);
    let zoom = zoom_of(width, MARGIN_X, bounds.width()).min(zoom_of(height, MARGIN_Y, bounds.height()));
    Camera { zoom: zoom.clamp(LEAST, MOST), center: bounds.center() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting_leaves_room_for_circles_and_names() {
        let at = |x, y| Point::new(x, y);
        let positions: BTreeMap<NationId, Point> =
            [("A", at(-300.0, -100.0)), ("B", at(500.0, 300.0))].map(|(id, point)| (NationId::new(id), point)).into();
        let camera = fit(&positions, 800.0, 600.0);
        assert_eq!(camera.center, at(100.0, 100.0));
        assert!(camera.zoom * 800.0 + 2.0 * MARGIN_X <= 800.0 + 1e-9 && camera.zoom > 0.5);
    }

    #[test]
    fn nations_fill_a_small_view_and_are_seen_together_however_far_apart_they_are() {
        for (far, width, height) in [(500.0, 316.0, 180.0), (1e6, 800.0, 600.0)] {
            let ends = [("A", Point::new(-far, -far)), ("B", Point::new(far, far))];
            let positions = ends.map(|(id, point)| (NationId::new(id), point)).into();
            let across = fit(&positions, width, height).zoom * 2.0 * far;
            assert!((height * 0.5..height).contains(&across), "{across} of {height}");
        }
    }

    #[test]
    fn fitting_nobody_one_or_a_heap_is_finite() {
        let one = [(NationId::new("A"), Point::new(7.0, 8.0))];
        let heap = ["A", "B"].map(|id| (NationId::new(id), Point::new(7.0, 8.0)));
        assert_eq!(fit(&BTreeMap::new(), 800.0, 600.0).zoom, 1.0);
        assert_eq!(fit(&one.into(), 800.0, 600.0), Camera { zoom: MOST, center: Point::new(7.0, 8.0) });
        assert_eq!(fit(&heap.into(), 0.0, 0.0).center, Point::new(7.0, 8.0));
    }
}
