//! Where something may lie over the canvas so that it hides as few nations as it can.

use egui::{Align2, Rect, Vec2};

use super::canvas::Shown;
use crate::scene::NationMark;

/// Points by which it may lie over a rim or a name: to graze them hides nothing.
const GRAZE: f32 = 4.0;

/// Returns the first of some corners of `room` in which something of a size hides the fewest nations, best one that is not
/// taken by something else, and how many those are.
pub(super) fn corner(
    shown: &Shown,
    corners: &[Align2],
    size: Vec2,
    room: Rect,
    is_taken: impl Fn(Rect) -> bool,
) -> (Align2, usize) {
    let hides = |corner: &Align2| {
        let rect = corner.align_size_within_rect(size, room);
        (n_hidden(shown, rect), is_taken(rect))
    };
    let found = corners.iter().map(|corner| (*corner, hides(corner))).min_by_key(|(_, hides)| *hides);
    found.map_or((Align2::LEFT_TOP, 0), |(corner, (n_hidden, _))| (corner, n_hidden))
}

/// Returns how many nations something in `rect` hides, by their circles or their names.
fn n_hidden(shown: &Shown, rect: Rect) -> usize {
    let is_hidden = |nation: &&NationMark| {
        let circle = Vec2::splat(2.0 * nation.radius as f32);
        let circle = Rect::from_center_size(shown.screen_from_scene(nation.center), circle);
        [circle, shown.screen_rect(nation.name_box())].iter().any(|part| rect.intersects(part.shrink(GRAZE)))
    };
    shown.scene.nations.iter().filter(is_hidden).count()
}
