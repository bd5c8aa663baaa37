//! Turns a network into positions by simulated forces: ties pull, nations push, all drift to the middle.
//!
//! Seeded, and free of platform mathematics: the same network gives the same bits everywhere. It does not draw.

use std::collections::{BTreeMap, BTreeSet};

use crate::kit::{Point, Rng, Vector};
use crate::model::NationId;
use crate::network::Network;

/// Distance that a tied pair settles at, and scale of the push, in points at 100 %.
const IDEAL: f64 = 230.0;
/// Least distance between two nations, so that circles, names and labels find room, in points.
const LEAST: f64 = 120.0;
/// Pull to the middle; stronger up and down than sideways, because windows and pages are wider than high.
const GRAVITY: Vector = Vector::new(0.010, 0.020);
/// Pairs of nations looked at in a whole simulation; large networks get fewer rounds instead of more time.
const BUDGET: usize = 40_000_000;
/// Rounds that a small network gets, and that a large one gets at least.
const ROUNDS: std::ops::RangeInclusive<usize> = 30..=400;
/// Rounds in which nations that still sit too close are moved apart; large networks get fewer of these, too.
const SEPARATION_ROUNDS: std::ops::RangeInclusive<usize> = 30..=200;
/// Pairs beyond which nothing is simulated: 1,500 free nations, which take about a second.
const MOST_PAIRS: usize = 1_500 * 1_500;
/// The golden angle in radians: turned by it again and again, spots on a spiral never line up.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
/// Scale of the spiral in points. Neighbors on it stand about 1.7 times as far apart, so farther than [`LEAST`].
const SPIRAL: f64 = 84.0;

/// Two nations, by index, and how strongly their ties pull.
struct Spring {
    a: usize,
    b: usize,
    strength: f64,
}

/// Returns a position for every nation of `network`, in points at 100 %, x to the right and y down.
///
/// Nations in `fixed` stay where they are, to the last bit, if that is a finite place; the others are placed near those
/// that they are tied to, at least 120 points from anybody where there is room. O(rounds × nations²), rounds limited.
/// Beyond some 1,500 free nations they stand on a spiral in the order of their ids instead, in O(nations log nations).
///
/// After Fruchterman and Reingold 1991, "Graph drawing by force-directed placement".
pub fn force(network: &Network, fixed: &BTreeMap<NationId, Point>, seed: u64) -> BTreeMap<NationId, Point> {
    let nations = network.nations();
    let held: Vec<Option<Point>> =
        nations.iter().map(|nation| fixed.get(&nation.id).copied().filter(|point| point.is_finite())).collect();
    let free: Vec<usize> = (0..nations.len()).filter(|&nation_idx| held[nation_idx].is_none()).collect();
    let middle = middle(held.iter().flatten().copied());
    let at = if nations.len().saturating_mul(free.len()) > MOST_PAIRS {
        spiral(&held, middle)
    } else {
        let springs = springs(network);
        let mut at = begin(&held, &springs, middle, &mut Rng::new(seed));
        simulate(&mut at, &free, &springs, middle);
        separate(&mut at, &free);
        at
    };
    nations.iter().zip(at).map(|(nation, point)| (nation.id.clone(), point)).collect()
}

/// Returns held nations in place and all others on a sunflower's spiral around `middle`, where nobody is held.
fn spiral(held: &[Option<Point>], middle: Point) -> Vec<Point> {
    let cell = |point: Point| [(point.x / LEAST).floor() as i64, (point.y / LEAST).floor() as i64];
    let mut taken: BTreeSet<[i64; 2]> = BTreeSet::new();
    for [column, row] in held.iter().flatten().map(|point| cell(*point)) {
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| [x, y]));
        taken.extend(around.map(|[x, y]| [column.saturating_add(x), row.saturating_add(y)]));
    }
    let spot = |turn: u32| {
        let (radius, angle) = (SPIRAL * (f64::from(turn) + 0.5).sqrt(), f64::from(turn) * GOLDEN_ANGLE);
        middle + Vector::new(libm::cos(angle), libm::sin(angle)) * radius
    };
    let mut spots = (0..).map(spot).filter(|point| !taken.contains(&cell(*point)));
    held.iter().map(|point| point.or_else(|| spots.next()).unwrap_or(middle)).collect()
}

/// Returns one spring for each tied pair; many ties pull more, but ever less each.
fn springs(network: &Network) -> Vec<Spring> {
    let mut n_ties: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for tie in network.ties() {
        *n_ties.entry((tie.a_idx.min(tie.b_idx), tie.a_idx.max(tie.b_idx))).or_default() += 1;
    }
    let spring = |((a, b), n): ((usize, usize), u32)| Spring { a, b, strength: libm::log(1.0 + f64::from(n)) };
    n_ties.into_iter().map(spring).collect()
}

/// Returns the middle of the held nations, or the origin when none is held.
fn middle(held: impl Iterator<Item = Point>) -> Point {
    let (mut sum, mut n) = (Vector::default(), 0.0);
    for point in held {
        sum = sum + (point - Point::default());
        n += 1.0;
    }
    if n > 0.0 { Point::default() + sum * (1.0 / n) } else { Point::default() }
}

/// Returns where everybody begins: held ones in place, others beside their held neighbors or scattered in a disk.
fn begin(held: &[Option<Point>], springs: &[Spring], middle: Point, rng: &mut Rng) -> Vec<Point> {
    let mut near: Vec<(Vector, f64)> = vec![(Vector::default(), 0.0); held.len()];
    for Spring { a, b, strength } in springs {
        for (one, other) in [(*a, *b), (*b, *a)] {
            if let Some(point) = held[other] {
                near[one].0 = near[one].0 + (point - middle) * *strength;
                near[one].1 += strength;
            }
        }
    }
    let radius = IDEAL * (held.len() as f64).sqrt() / 2.0;
    let mut place = |(point, (pull, weight)): (&Option<Point>, &(Vector, f64))| {
        let direction = direction(rng);
        let far = rng.unit().sqrt();
        point.unwrap_or(match *weight > 0.0 {
            true => middle + *pull * (1.0 / weight) + direction * (LEAST * (0.2 + far)),
            false => middle + direction * (radius * (0.2 + far)),
        })
    };
    held.iter().zip(&near).map(&mut place).collect()
}

/// Returns a random direction of length 1.
fn direction(rng: &mut Rng) -> Vector {
    let angle = rng.unit() * std::f64::consts::TAU;
    Vector::new(libm::cos(angle), libm::sin(angle))
}

/// Lets the forces work on the free nations while they cool down.
fn simulate(at: &mut [Point], free: &[usize], springs: &[Spring], middle: Point) {
    let pairs = (at.len() * free.len()).max(1);
    let n_rounds = (BUDGET / pairs).clamp(*ROUNDS.start(), *ROUNDS.end());
    let mut push = vec![Vector::default(); at.len()];
    for round in 0..n_rounds {
        push.fill(Vector::default());
        for &one in free {
            let mut sum = Vector::default();
            for (other, point) in at.iter().enumerate() {
                if other != one {
                    let apart = at[one] - *point;
                    // Below one point of distance the push would grow without bound.
                    sum = sum + apart * (IDEAL * IDEAL / apart.dot(apart).max(1.0));
                }
            }
            let to_middle = middle - at[one];
            push[one] = sum + Vector::new(to_middle.x * GRAVITY.x, to_middle.y * GRAVITY.y) * IDEAL;
        }
        for Spring { a, b, strength } in springs {
            let apart = at[*b] - at[*a];
            let pull = apart * (apart.length() / IDEAL * strength);
            push[*a] = push[*a] + pull;
            push[*b] = push[*b] + pull * -1.0;
        }
        let warmth = IDEAL * (1.0 - round as f64 / n_rounds as f64);
        for &one in free {
            let step = push[one].length().min(warmth);
            at[one] = at[one] + push[one].normalized() * step;
        }
    }
}

/// Moves free nations that sit closer than [`LEAST`] to somebody apart, a little each round.
fn separate(at: &mut [Point], free: &[usize]) {
    let pairs = (at.len() * free.len()).max(1);
    let n_rounds = (BUDGET / pairs).clamp(*SEPARATION_ROUNDS.start(), *SEPARATION_ROUNDS.end());
    for _ in 0..n_rounds {
        let mut is_done = true;
        for &one in free {
            for other in 0..at.len() {
                let apart = at[one] - at[other];
                let distance = apart.length();
                if other == one || distance >= LEAST {
                    continue;
                }
                is_done = false;
                // Two on one spot part along an angle of their own, so that a heap opens like a fan.
                let angle = one as f64 * GOLDEN_ANGLE;
                let way =
                    if distance > 1e-6 { apart.normalized() } else { Vector::new(libm::cos(angle), libm::sin(angle)) };
                at[one] = at[one] + way * (LEAST - distance + 1.0);
            }
        }
        if is_done {
            return;
        }
    }
}
