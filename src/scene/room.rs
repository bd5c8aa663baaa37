//! What is taken of a picture, and by whom: boxes that nothing may touch, and curves that words should not cover.

use std::collections::BTreeSet;

use super::boxes::{Grid, TurnedBox};
use crate::kit::{Point, QuadCurve, Rect};

/// Distance of the points by which a curve knows that words would cover it.
const SAMPLE_SPACING: f64 = 6.0;
/// Points of one curve at most: longer ones lie mostly out of view, or are seen from too far for words.
const MOST_SAMPLES: f64 = 240.0;

/// Boxes and curves, found by where they lie.
pub(super) struct Room {
    boxes: Vec<Taken>,
    grid: Grid<usize>,
    /// Points of curves, with the curve's index.
    lines: Grid<(usize, usize)>,
    points: Vec<Vec<Point>>,
}

/// A box that is taken.
struct Taken {
    place: TurnedBox,
    /// Who can be asked to give it up; nobody for nations, names, arrowheads and badges.
    owner: Option<usize>,
    is_held: bool,
}

impl Room {
    /// Returns room without anything in it but curves. O(length of curves).
    pub(super) fn new(curves: impl IntoIterator<Item = QuadCurve>) -> Self {
        let mut room = Self { boxes: Vec::new(), grid: Grid::new(), lines: Grid::new(), points: Vec::new() };
        for (line, curve) in curves.into_iter().enumerate() {
            let n = (curve.length() / SAMPLE_SPACING).ceil().clamp(1.0, MOST_SAMPLES) as usize;
            let points: Vec<Point> = curve.points(n).collect();
            for (at, point) in points.iter().enumerate() {
                room.lines.insert(Rect { min: *point, max: *point }, (line, at));
            }
            room.points.push(points);
        }
        room
    }

    /// Takes a box for good.
    pub(super) fn take(&mut self, place: TurnedBox) {
        self.insert(place, None);
    }

    /// Takes a circle for good, as the box around it.
    pub(super) fn take_circle(&mut self, center: Point, radius: f64) {
        self.take(TurnedBox::new(center, 0.0, [radius * 2.0, radius * 2.0]));
    }

    /// Takes a box for somebody who may have to give it up.
    pub(super) fn lend(&mut self, place: TurnedBox, owner: usize) {
        self.insert(place, Some(owner));
    }

    /// Gives up all that an owner holds. O(boxes).
    pub(super) fn release(&mut self, owner: usize) {
        self.boxes.iter_mut().filter(|taken| taken.owner == Some(owner)).for_each(|taken| taken.is_held = false);
    }

    /// Whether a box touches nothing that is taken.
    pub(super) fn is_free(&self, wanted: &TurnedBox) -> bool {
        self.grid.all(wanted.enclosing(), |at| {
            let taken = &self.boxes[at];
            !taken.is_held || !taken.place.overlaps(wanted)
        })
    }

    /// Whether a box touches nothing that somebody may have to give up.
    pub(super) fn is_off_lent(&self, wanted: &TurnedBox) -> bool {
        self.grid.all(wanted.enclosing(), |at| {
            let taken = &self.boxes[at];
            !taken.is_held || taken.owner.is_none() || !taken.place.overlaps(wanted)
        })
    }

    /// Returns whose boxes a box touches, sorted; `None` if one of them is taken for good.
    pub(super) fn owners(&self, wanted: &TurnedBox) -> Option<BTreeSet<usize>> {
        let mut owners = BTreeSet::new();
        let is_lent = self.grid.all(wanted.enclosing(), |at| {
            let taken = &self.boxes[at];
            if !taken.is_held || !taken.place.overlaps(wanted) {
                return true;
            }
            owners.extend(taken.owner);
            taken.owner.is_some()
        });
        is_lent.then_some(owners)
    }

    /// Returns how many curves a box would cover; `own` does not count, where that is among the curves.
    pub(super) fn n_covered(&self, wanted: &TurnedBox, own: Option<usize>) -> usize {
        let mut covered = BTreeSet::new();
        self.lines.all(wanted.enclosing(), |(line, at)| {
            if own != Some(line) && wanted.contains(self.points[line][at]) {
                covered.insert(line);
            }
            true
        });
        covered.len()
    }

    fn insert(&mut self, place: TurnedBox, owner: Option<usize>) {
        self.grid.insert(place.enclosing(), self.boxes.len());
        self.boxes.push(Taken { place, owner, is_held: true });
    }
}
