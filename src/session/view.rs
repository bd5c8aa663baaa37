//! Where one looks: the camera in a view of some size.

use crate::kit::{Point, Rect, Vector};
use crate::model::ViewCamera;
use crate::scene::Camera;

/// How many times farther than all nations fill the view one can go: beyond, they lie on a heap.
const FARTHER: f64 = 2.5;

/// A camera in a view; view points run from the left top.
///
/// Invariant: the zoom is finite and within [`View::ZOOM`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    camera: Camera,
    width: f64,
    height: f64,
    /// Least zoom that still tells anything.
    least: f64,
    /// Whether the person has moved the camera; until then the view follows its size.
    is_moved: bool,
}

impl View {
    /// Least and most view points a world point.
    pub const ZOOM: (f64, f64) = (ViewCamera::ZOOM.0, 12.0);

    /// Returns a view of no size yet.
    pub fn new() -> Self {
        Self {
            camera: Camera { zoom: 1.0, center: Point::default() },
            width: 0.0,
            height: 0.0,
            least: Self::ZOOM.0,
            is_moved: false,
        }
    }

    /// Returns the camera.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// Returns the vector from scene points (world × zoom) to view points.
    pub fn view_from_scene(&self) -> Vector {
        let Camera { zoom, center } = self.camera;
        Vector::new(self.width / 2.0 - center.x * zoom, self.height / 2.0 - center.y * zoom)
    }

    /// Takes over the size of the view; returns whether the camera shall be fitted anew.
    pub fn resize(&mut self, width: f64, height: f64) -> bool {
        let is_other = (self.width, self.height) != (width, height);
        (self.width, self.height) = (width, height);
        is_other && !self.is_moved
    }

    /// Returns its width and height in view points.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// Looks at all, and goes on doing so when the view's size changes.
    pub fn look_at_all(&mut self, camera: Camera) {
        self.look_at(camera);
        self.least = (self.camera.zoom / FARTHER).max(Self::ZOOM.0);
        self.is_moved = false;
    }

    /// Looks through a camera.
    pub fn look_at(&mut self, camera: Camera) {
        let zoom = if camera.zoom.is_finite() { camera.zoom.clamp(Self::ZOOM.0, Self::ZOOM.1) } else { 1.0 };
        self.camera = Camera { zoom, ..camera };
        self.is_moved = true;
    }

    /// Moves what is seen by view points.
    pub fn pan(&mut self, by: Vector) {
        self.camera.center = self.camera.center + by * (-1.0 / self.camera.zoom);
        self.is_moved = true;
    }

    /// Returns the part of the world that is seen, in world points; `None` as long as the view has no size.
    pub fn seen(&self) -> Option<Rect> {
        let Camera { zoom, center } = self.camera;
        (self.width > 0.0 && self.height > 0.0).then(|| Rect::around(center, self.width / zoom, self.height / zoom))
    }

    /// Returns how far to pan at least so that `bounds`, in world points, are seen with `margin` view points around them;
    /// `None` where that takes another zoom.
    pub fn way_to(&self, bounds: Rect, margin: f64) -> Option<Vector> {
        let zoom = self.camera.zoom;
        let offset = self.view_from_scene();
        let axis = |least: f64, most: f64, offset: f64, room: f64| {
            let (least, most) = (least * zoom + offset - margin, most * zoom + offset + margin);
            if most - least > room {
                None
            } else if least < 0.0 {
                Some(-least)
            } else {
                Some((room - most).min(0.0))
            }
        };
        let x = axis(bounds.min.x, bounds.max.x, offset.x, self.width)?;
        Some(Vector::new(x, axis(bounds.min.y, bounds.max.y, offset.y, self.height)?))
    }

    /// Zooms by a factor; the point at `at`, in view points, stays where it is.
    pub fn zoom_at(&mut self, factor: f64, at: Point) {
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        let before = self.camera.zoom;
        let least = self.least.min(before);
        let zoom = (before * factor).clamp(least, Self::ZOOM.1);
        let from_center = Vector::new(at.x - self.width / 2.0, at.y - self.height / 2.0);
        self.camera.center = self.camera.center + from_center * (1.0 / before - 1.0 / zoom);
        self.camera.zoom = zoom;
        self.is_moved = true;
    }

    /// Returns the middle of the view, in view points.
    pub fn middle(&self) -> Point {
        Point::new(self.width / 2.0, self.height / 2.0)
    }
}

impl Default for View {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> View {
        let mut view = View::new();
        assert!(view.resize(800.0, 600.0));
        view.look_at_all(Camera { zoom: 0.8, center: Point::new(10.0, 20.0) });
        view
    }

    fn to_view(view: &View, world: Point) -> Point {
        Point::new(world.x * view.camera().zoom, world.y * view.camera().zoom) + view.view_from_scene()
    }

    #[test]
    fn the_point_under_the_pointer_stays_when_zooming() {
        let mut view = view();
        let world = Point::new(123.0, -45.0);
        let at = to_view(&view, world);
        for factor in [1.3, 1.3, 0.2, 5.0] {
            view.zoom_at(factor, at);
            assert!(to_view(&view, world).distance(at) < 1e-9);
        }
    }

    #[test]
    fn zooming_stops_at_its_limits_and_ignores_nonsense() {
        let mut view = view();
        for factor in [1e9, f64::NAN, -1.0, 0.0, f64::INFINITY] {
            view.zoom_at(factor, view.middle());
        }
        assert_eq!(view.camera().zoom, View::ZOOM.1);
    }

    #[test]
    fn what_is_revealed_is_panned_to_as_little_as_it_takes() {
        let mut view = view();
        let seen = Rect::around(Point::new(10.0, 20.0), 100.0, 100.0);
        assert_eq!(view.way_to(seen, 20.0), Some(Vector::default()));
        let beside = Rect::around(Point::new(2000.0, 20.0), 100.0, 100.0);
        let way = view.way_to(beside, 20.0).expect("a way");
        view.pan(way);
        let right = to_view(&view, beside.max);
        assert!((right.x - 780.0).abs() < 1e-9 && way.y == 0.0, "{right:?}");
        assert_eq!(view.way_to(Rect::around(Point::default(), 5000.0, 10.0), 20.0), None);
    }

    #[test]
    fn resizing_fits_anew_only_until_the_camera_is_moved() {
        let mut view = view();
        assert!(!view.resize(800.0, 600.0));
        assert!(view.resize(1600.0, 1200.0));
        view.pan(Vector::new(10.0, 0.0));
        assert!(!view.resize(800.0, 600.0));
    }
}
