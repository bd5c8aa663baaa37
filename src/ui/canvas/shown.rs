//! Where the canvas lies on the screen, and what it shows there: from points of the scene to points of the screen and back.

use std::sync::Arc;

use egui::{Pos2, Rect, Vec2, pos2};

use super::rim::Handle;
use crate::kit::{self, Point};
use crate::model::NationId;
use crate::scene::{Scene, Target, hit};

/// Where the canvas lies and what it showed, for tests that click into a real window.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The canvas on the screen, in points.
    pub rect: Rect,
    /// What was painted.
    pub scene: Arc<Scene>,
    /// Where the scene's zero lies on the screen.
    pub origin: Vec2,
    /// The handle on a nation's rim, if one is shown.
    pub handle: Option<Handle>,
    /// From which nation a tie is being drawn, and to which it would lead.
    pub tying: Option<(NationId, Option<NationId>)>,
}

impl Shown {
    /// Returns where a point of the scene lies on the screen.
    pub(in crate::ui) fn screen_from_scene(&self, point: Point) -> Pos2 {
        pos2(point.x as f32, point.y as f32) + self.origin
    }

    /// Returns where a rectangle of the scene lies on the screen.
    pub(in crate::ui) fn screen_rect(&self, rect: kit::Rect) -> Rect {
        Rect::from_two_pos(self.screen_from_scene(rect.min), self.screen_from_scene(rect.max))
    }

    /// Returns which point of the scene lies at a point of the screen.
    pub(super) fn scene_from_screen(&self, pos: Pos2) -> Point {
        let point = pos - self.origin;
        Point::new(f64::from(point.x), f64::from(point.y))
    }

    /// Returns what lies at a point of the screen.
    pub(super) fn hit(&self, pos: Pos2) -> Option<Target> {
        hit(&self.scene, self.scene_from_screen(pos))
    }
}
