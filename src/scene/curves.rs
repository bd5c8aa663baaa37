//! Turns the ties of each pair of nations into a fan of curves that clear other nations, cut to rims and arrowheads.

use std::collections::BTreeMap;

use super::encode;
use crate::kit::{Point, QuadCurve, Rect};
use crate::model::{Direction, Sign};
use crate::network::{Network, NetworkTie};

/// Distance of neighboring curves of a pair at their middle, by how many they are: few stand wider apart.
const SPACING: [f64; 5] = [0.0, 0.0, 34.0, 28.0, 24.0];
/// The same for more of them than the list above has, in view points.
const SPACING_OF_MANY: f64 = 21.0;
/// How far a lone tie bends, as a part of its length, and at most.
const LONE_BEND: (f64, f64) = (0.07, 22.0);
/// Step in which a fan is moved aside to clear a nation, and how far at most, as a part of its length.
const DETOUR: (f64, f64) = (16.0, 0.42);
/// Room that a curve leaves around a third nation.
const CLEARANCE: f64 = 9.0;
/// Pairs beyond which curves go straight through: in such a crowd no detour is simply possible.
const MAX_ROUTED_PAIRS: usize = 600;
/// Ties beyond which curves go straight through as well, since every step aside is tried for each.
const MAX_ROUTED_TIES: usize = 3_000;
/// Steps aside that are tried at most: curves between nations that are very far apart take longer ones.
const MOST_DETOURS: f64 = 64.0;
/// Cross-ticks of one tie at most: a curve that is longer than 900 points has them farther apart.
const MOST_BARBS: f64 = 60.0;
/// Gap between a curve's end and the nation's rim.
const RIM_GAP: f64 = 1.5;

/// A nation as an obstacle: its circle, and the box of its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Obstacle {
    pub(super) center: Point,
    pub(super) radius: f64,
    pub(super) name: Rect,
}

/// A tie's curve between rims, and its arrowhead, tip first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trimmed {
    pub(super) curve: QuadCurve,
    pub(super) arrow: Option<[Point; 3]>,
}

/// Returns a curve from the middle of each tie's first nation to the middle of its second, in the network's order.
///
/// The curves of a pair stand side by side in the same order whoever is named first. O(ties log ties), and for few
/// pairs O(pairs × nations).
pub(super) fn fans(network: &Network, obstacles: &[Obstacle]) -> Vec<QuadCurve> {
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (tie_idx, tie) in network.ties().iter().enumerate() {
        pairs.entry((tie.a_idx.min(tie.b_idx), tie.a_idx.max(tie.b_idx))).or_default().push(tie_idx);
    }
    let is_routed = pairs.len() <= MAX_ROUTED_PAIRS && network.ties().len() <= MAX_ROUTED_TIES;
    let nowhere = Point::default();
    let mut curves = vec![QuadCurve { from: nowhere, control: nowhere, to: nowhere }; network.ties().len()];
    for ((low, high), mut tie_idxs) in pairs {
        tie_idxs.sort_by_key(|&tie_idx| rank(&network.ties()[tie_idx], tie_idx));
        let (from, to) = (obstacles[low].center, obstacles[high].center);
        let offsets = offsets(tie_idxs.len(), from.distance(to));
        let others = obstacles.iter().enumerate().filter(|(nation_idx, _)| *nation_idx != low && *nation_idx != high);
        let aside = if is_routed { detour(from, to, &offsets, others.map(|(_, other)| other)) } else { 0.0 };
        for (offset, tie_idx) in offsets.iter().zip(tie_idxs) {
            let curve = bent(from, to, offset + aside);
            let is_reversed = network.ties()[tie_idx].a_idx == high;
            curves[tie_idx] = if is_reversed { QuadCurve { from: curve.to, to: curve.from, ..curve } } else { curve };
        }
    }
    curves
}

/// Returns the place of a tie in its fan: by sign, then heavier first, then id.
fn rank(tie: &NetworkTie, tie_idx: usize) -> (u8, u8, usize) {
    let sign = match tie.kind.sign {
        Sign::Positive => 0,
        Sign::Neutral => 1,
        Sign::Negative => 2,
    };
    (sign, u8::MAX - tie.as_of_day.weight, tie_idx)
}

/// Returns how far each of `n` curves passes from the straight line at its middle, symmetric around it.
fn offsets(n: usize, length: f64) -> Vec<f64> {
    if n == 1 {
        return vec![(length * LONE_BEND.0).min(LONE_BEND.1)];
    }
    let spacing = SPACING.get(n).copied().unwrap_or(SPACING_OF_MANY);
    (0..n).map(|i| (i as f64 - (n - 1) as f64 / 2.0) * spacing).collect()
}

/// Returns the curve that passes at `offset` from the middle of the straight line.
fn bent(from: Point, to: Point, offset: f64) -> QuadCurve {
    let across = (to - from).normalized().perpendicular();
    // At its middle a quadratic curve has gone half the way to its control point.
    QuadCurve { from, control: from.lerp(to, 0.5) + across * (2.0 * offset), to }
}

/// Returns how far a fan has to move aside so that the fewest other nations lie under it; the least such way.
fn detour<'a>(from: Point, to: Point, offsets: &[f64], others: impl Iterator<Item = &'a Obstacle>) -> f64 {
    let farthest = from.distance(to) * DETOUR.1;
    let widest = offsets.iter().fold(0.0_f64, |widest, offset| widest.max(offset.abs()));
    let reach = Rect::holding([from, to]).map(|rect| rect.grown(farthest + widest));
    let near: Vec<&Obstacle> =
        others.filter(|other| reach.is_some_and(|reach| reach.grown(other.radius).contains(other.center))).collect();
    let n_hits = |aside: f64| -> usize {
        let fan = offsets.iter().map(|offset| bent(from, to, offset + aside));
        fan.map(|curve| n_crossed(&curve, &near)).sum()
    };
    let mut best = (n_hits(0.0), 0.0);
    let stride = DETOUR.0.max(farthest / MOST_DETOURS);
    let mut step = stride;
    while best.0 > 0 && step <= farthest {
        for aside in [step, -step] {
            let hits = n_hits(aside);
            if hits < best.0 {
                best = (hits, aside);
            }
        }
        step += stride;
    }
    best.1
}

/// Returns how many nations a curve comes too near to, or passes through the names of.
fn n_crossed(curve: &QuadCurve, others: &[&Obstacle]) -> usize {
    let points: Vec<Point> = curve.points(24).collect();
    let Some(bounds) = Rect::holding(points.iter().copied()) else { return 0 };
    let is_crossed = |other: &&&Obstacle| {
        let (reach, name) = (other.radius + CLEARANCE, other.name.grown(2.0));
        let is_near = bounds.grown(reach).contains(other.center) || bounds.overlaps(name);
        is_near && points.iter().any(|point| point.distance(other.center) < reach || name.contains(*point))
    };
    others.iter().filter(is_crossed).count()
}

/// Returns the part of a curve between the rims of its nations, leaving room for the arrowhead of a directed tie.
pub(super) fn trim(curve: &QuadCurve, from: &Obstacle, to: &Obstacle, width: f64, direction: Direction) -> Trimmed {
    let start = leaves(curve, from.center, from.radius + RIM_GAP);
    let back = QuadCurve { from: curve.to, to: curve.from, ..*curve };
    let tip_at = 1.0 - leaves(&back, to.center, to.radius + RIM_GAP);
    match direction {
        Direction::Mutual => Trimmed { curve: curve.between(start, tip_at.max(start)), arrow: None },
        Direction::Directed => {
            let (length, breadth) = encode::arrow_size(width);
            let tail_at = (1.0 - leaves(&back, to.center, to.radius + RIM_GAP + length)).max(start);
            let (tip, tail) = (curve.at(tip_at), curve.at(tail_at));
            let across = (tip - tail).normalized().perpendicular() * breadth;
            let arrow = [tip, tail + across, tail + across * -1.0];
            // The line ends a little inside the head, so that no seam shows.
            let end = tail_at + (tip_at - tail_at) * 0.25;
            Trimmed { curve: curve.between(start, end.max(start)), arrow: Some(arrow) }
        }
    }
}

/// Returns where a curve that begins at `center` first is `radius` away from it, at most its middle.
fn leaves(curve: &QuadCurve, center: Point, radius: f64) -> f64 {
    let (mut inside, mut outside) = (0.0, 0.5);
    for _ in 0..24 {
        let t = f64::midpoint(inside, outside);
        if curve.at(t).distance(center) < radius { inside = t } else { outside = t }
    }
    outside
}

/// Walks a curve by length: `n` evenly spaced parameters would crowd where it bends.
#[derive(Debug)]
pub(super) struct Measured {
    curve: QuadCurve,
    /// Length up to parameter i ∕ [`Self::PIECES`].
    lengths: Vec<f64>,
}

impl Measured {
    const PIECES: usize = 32;

    pub(super) fn new(curve: QuadCurve) -> Self {
        let mut lengths = vec![0.0];
        let mut last = curve.from;
        for point in curve.points(Self::PIECES).skip(1) {
            lengths.push(lengths[lengths.len() - 1] + last.distance(point));
            last = point;
        }
        Self { curve, lengths }
    }

    /// Returns the length of the whole.
    pub(super) fn length(&self) -> f64 {
        self.lengths[Self::PIECES]
    }

    /// Returns the parameter at a length from the beginning.
    pub(super) fn at_length(&self, length: f64) -> f64 {
        let piece = self.lengths.partition_point(|&upto| upto <= length).clamp(1, Self::PIECES);
        let (low, high) = (self.lengths[piece - 1], self.lengths[piece]);
        let within = if high > low { ((length - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        ((piece - 1) as f64 + within) / Self::PIECES as f64
    }

    /// Returns the cross-ticks of a line of `width`, evenly spaced, none where `is_free` refuses.
    pub(super) fn barbs(&self, width: f64, is_free: impl Fn(Point) -> bool) -> Vec<[Point; 2]> {
        let spacing = encode::BARB_SPACING.max(self.length() / MOST_BARBS);
        let n = (self.length() / spacing).floor() as usize;
        let reach = encode::barb_reach(width);
        let margin = (self.length() - n.saturating_sub(1) as f64 * spacing) / 2.0;
        let ticks = (0..n).filter_map(|i| {
            let t = self.at_length(margin + i as f64 * spacing);
            let point = self.curve.at(t);
            let across = self.curve.tangent(t).normalized().perpendicular() * reach;
            is_free(point).then_some([point + across, point + across * -1.0])
        });
        ticks.collect()
    }
}
