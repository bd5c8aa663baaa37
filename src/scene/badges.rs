//! Places badges: on the strand of what is bundled, or between the positive and negative curves of a mixed pair.

use super::boxes::TurnedBox;
use super::encode::{BADGE_HEIGHT, BADGE_MARGIN, BADGE_SIZE};
use super::room::Room;
use super::sight::Stretch;
use super::text::{self, TextStyle};
use crate::kit::{Point, QuadCurve, Vector};

/// Letters of badges.
const BADGE: TextStyle = TextStyle::bold(BADGE_SIZE);
/// Places on a curve that are tried: this many on each side of its middle, and how far apart.
const PLACES: (i32, f64) = (10, 0.045);
/// How far beside its curve a badge is tried where there is no room on it, in view points.
const BESIDE: [f64; 6] = [0.0, 12.0, 22.0, 36.0, 54.0, 80.0];
/// The ways to go beside it: right, left, down, up and aslant, since a curve may be as short as nothing.
const WAYS: [Vector; 8] = [
    Vector::new(0.0, 1.0),
    Vector::new(0.0, -1.0),
    Vector::new(1.0, 0.0),
    Vector::new(-1.0, 0.0),
    Vector::new(0.7, 0.7),
    Vector::new(-0.7, 0.7),
    Vector::new(0.7, -0.7),
    Vector::new(-0.7, -0.7),
];
/// Room kept free around a badge.
const MARGIN: f64 = 2.0;
/// Gap between two badges of one pair.
const GAP: f64 = 3.0;

/// Badges of a pair that want a place on a curve, side by side.
pub(super) struct Wanted {
    /// The strand, or the way between positive and negative curves.
    pub(super) curve: QuadCurve,
    /// The words of each badge, from left to right.
    pub(super) words: Vec<String>,
    /// The part of the curve on which a place is sought.
    pub(super) stretch: Stretch,
    /// How far beside the curve a place is sought at most, in view points.
    pub(super) reach: f64,
}

/// Where the badges of a pair came to lie.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Middle and size of each; none where there was no room.
    pub(super) boxes: Vec<(Point, [f64; 2])>,
    /// Where on the curve or beside it; `None` where there was no room.
    pub(super) spot: Option<Spot>,
}

/// Where on its curve a pair has its badges, and how far beside it in view points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    t: f64,
    beside: Vector,
}

/// Places badges where they touch nothing that is taken and cover the fewest curves; takes that room.
///
/// `prior` is where they were, which they keep if it is free. O(curves near).
pub(super) fn place(wanted: &Wanted, room: &mut Room, prior: Option<Spot>) -> Placed {
    let widths: Vec<f64> = wanted.words.iter().map(|words| text::width(words, BADGE) + 2.0 * BADGE_MARGIN).collect();
    let all = widths.iter().sum::<f64>() + GAP * (widths.len().saturating_sub(1)) as f64;
    let box_at =
        |spot: &Spot| TurnedBox::new(wanted.curve.at(spot.t) + spot.beside, 0.0, [all, BADGE_HEIGHT]).grown(MARGIN);
    let is_free = |spot: &Spot| room.is_free(&box_at(spot));
    let best = |distance: f64| {
        let outward = (0..=2 * PLACES.0).map(|step| f64::from((step + 1) / 2) * if step % 2 == 0 { 1.0 } else { -1.0 });
        let ways = if distance > 0.0 { &WAYS[..] } else { &WAYS[..1] };
        let spots = outward.flat_map(|steps| {
            ways.iter().map(move |way| Spot { t: wanted.stretch.at(0.5 + steps * PLACES.1), beside: *way * distance })
        });
        spots.filter(is_free).min_by_key(|spot| room.n_covered(&box_at(spot), None))
    };
    let spot = prior
        .filter(|spot| wanted.stretch.holds(spot.t) && is_free(spot))
        .or_else(|| BESIDE.into_iter().filter(|beside| *beside <= wanted.reach).find_map(best));
    let Some(taken) = spot.as_ref().map(box_at) else { return Placed { boxes: Vec::new(), spot: None } };
    room.take(taken);
    let mut left = taken.center.x - all / 2.0;
    let boxes = widths.into_iter().map(|width| {
        let center = Point::new(left + width / 2.0, taken.center.y);
        left += width + GAP;
        (center, [width, BADGE_HEIGHT])
    });
    Placed { boxes: boxes.collect(), spot }
}
