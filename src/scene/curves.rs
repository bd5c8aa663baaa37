//! Turns each fan into curves that clear other nations, cut to rims and arrowheads.

use super::encode::{self, Casing};
use super::fans::Fan;
use crate::kit::{Point, QuadCurve, Rect};
use crate::model::{Direction, Sign};
use crate::network::Network;

/// Distance of neighboring curves of a pair at their middle, by how many they are: few stand wider apart.
const SPACING: [f64; 5] = [0.0, 0.0, 34.0, 28.0, 24.0];
/// The same for more of them than the list above has, in view points.
const SPACING_OF_MANY: f64 = 21.0;
/// Part of the distance of its nations that a fan may be wide, and least distance of its curves, in view points.
const WIDEST: f64 = 0.7;
const LEAST_SPACING: f64 = 5.0;
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
/// Gap between a curve's end and the nation's rim.
const RIM_GAP: f64 = 1.5;

/// A nation as an obstacle: its circle with what runs around it, and the box of its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Obstacle {
    pub(super) center: Point,
    pub(super) radius: f64,
    pub(super) name: Rect,
    pub(super) casing: Casing,
}

impl Obstacle {
    /// Returns how far it reaches from its middle, with its casing.
    pub(super) fn reach(&self) -> f64 {
        self.radius + encode::nation_casing_reach(self.casing)
    }
}

/// A tie's curve between rims, and its arrowhead, tip first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trimmed {
    pub(super) curve: QuadCurve,
    pub(super) arrow: Option<[Point; 3]>,
}

/// The curves of a fan, from the middle of its lower nation to the middle of the other.
#[derive(Debug)]
pub(super) struct Spread {
    /// One for each tie that is drawn, in the fan's order.
    pub(super) curves: Vec<QuadCurve>,
    /// The strand, if ties are bundled: the outermost.
    pub(super) strand: Option<QuadCurve>,
    /// The way between positive and negative curves, if the pair is mixed.
    pub(super) rift: Option<QuadCurve>,
}

/// Returns the curves of each fan, side by side in the same order whoever is named first.
///
/// O(ties), and for few pairs O(pairs × nations).
pub(super) fn spread(network: &Network, fans: &[Fan], obstacles: &[Obstacle]) -> Vec<Spread> {
    let n_curves: usize = fans.iter().map(|fan| fan.drawn.len()).sum();
    let is_routed = fans.len() <= MAX_ROUTED_PAIRS && n_curves <= MAX_ROUTED_TIES;
    let of_fan = |fan: &Fan| {
        let (low, high) = fan.nations;
        let (from, to) = (obstacles[low].center, obstacles[high].center);
        let n_strands = usize::from(!fan.bundled.is_empty());
        let offsets = offsets(fan.drawn.len() + n_strands, from.distance(to));
        let others = obstacles.iter().enumerate().filter(|(nation_idx, _)| *nation_idx != low && *nation_idx != high);
        let aside = if is_routed { detour(from, to, &offsets, others.map(|(_, other)| other)) } else { 0.0 };
        let mut curves: Vec<QuadCurve> = offsets.iter().map(|offset| bent(from, to, offset + aside)).collect();
        let strand = curves.split_off(fan.drawn.len()).pop();
        let is_negative = |tie_idx: &usize| network.ties()[*tie_idx].kind.sign == Sign::Negative;
        let n_before = fan.drawn.iter().take_while(|tie_idx| !is_negative(tie_idx)).count();
        let beside = |at: usize| offsets.get(at).copied();
        let middle = match (n_before.checked_sub(1).and_then(beside), beside(n_before)) {
            (Some(one), Some(other)) => f64::midpoint(one, other),
            (one, other) => one.or(other).unwrap_or_default(),
        };
        Spread { curves, strand, rift: fan.mixed.map(|_| bent(from, to, middle + aside)) }
    };
    fans.iter().map(of_fan).collect()
}

/// Returns how far each of `n` curves passes from the straight line at its middle, symmetric around it.
fn offsets(n: usize, length: f64) -> Vec<f64> {
    if n == 1 {
        return vec![(length * LONE_BEND.0).min(LONE_BEND.1)];
    }
    let spacing = SPACING.get(n).copied().unwrap_or(SPACING_OF_MANY).min(length * WIDEST / n as f64).max(LEAST_SPACING);
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
        others.filter(|other| reach.is_some_and(|reach| reach.grown(other.reach()).contains(other.center))).collect();
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
        let (reach, name) = (other.reach() + CLEARANCE, other.name.grown(2.0));
        let is_near = bounds.grown(reach).contains(other.center) || bounds.overlaps(name);
        is_near && points.iter().any(|point| point.distance(other.center) < reach || name.contains(*point))
    };
    others.iter().filter(is_crossed).count()
}

/// Returns the part of a curve between the rims of its nations, leaving room for the arrowhead of a directed tie.
pub(super) fn trim(curve: &QuadCurve, from: &Obstacle, to: &Obstacle, width: f64, direction: Direction) -> Trimmed {
    let start = leaves(curve, from.center, from.reach() + RIM_GAP);
    let back = QuadCurve { from: curve.to, to: curve.from, ..*curve };
    let tip_at = 1.0 - leaves(&back, to.center, to.reach() + RIM_GAP);
    match direction {
        Direction::Mutual => Trimmed { curve: curve.between(start, tip_at.max(start)), arrow: None },
        Direction::Directed => {
            let (length, breadth) = encode::arrow_size(width);
            let tail_at = (1.0 - leaves(&back, to.center, to.reach() + RIM_GAP + length)).max(start);
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
