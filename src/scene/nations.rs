//! Nations as circles, each with its name where it covers the fewest ties.

use std::collections::BTreeMap;

use super::boxes::{Grid, TurnedBox};
use super::curves::{Obstacle, Trimmed};
use super::encode::{self, Casing};
use super::items::{Emphasis, Naming, NationMark, Pinning};
use super::text::{self, TextStyle};
use crate::kit::{Point, Rect, Vector, boxed};
use crate::model::{Document, NationId};
use crate::network::{Network, TieBasis};

/// Room kept free around another nation's circle; less than the least of `GAPS`.
const RIM_GAP: f64 = 2.0;
/// Letters of names.
const NAME: TextStyle = TextStyle::bold(encode::NAME_SIZE);
/// Height of a name's box.
const NAME_HEIGHT: f64 = 16.0;
/// Width of a name at most: hardly wider than a small view.
const MOST_NAME_WIDTH: f64 = 260.0;
/// Smallest and largest circle.
const RADII: (f64, f64) = (18.0, 27.0);
/// Nations from which on they are a crowd, in which names that find no room are left away.
const CROWD: usize = 25;
/// Circle of a nation where there is the least room.
const LEAST_RADIUS: f64 = 4.0;
/// Part of the distance to a neighbor that a circle may fill.
const CROWDED_PART: f64 = 0.4;
/// Circle below which the code within is left away.
const CODE_RADIUS: f64 = 13.0;
/// Nations beyond which names are not placed at all.
const MAX_NAMED: usize = 1_000;
/// Directions in which a name can stand from its circle, and how reluctantly: below, above, beside, aslant.
const DIRECTIONS: [(Vector, usize); 16] = [
    (Vector::new(0.0, 1.0), 0),
    (Vector::new(0.0, -1.0), 1),
    (Vector::new(1.0, 0.0), 3),
    (Vector::new(-1.0, 0.0), 3),
    (Vector::new(0.5, 0.866), 4),
    (Vector::new(-0.5, 0.866), 4),
    (Vector::new(0.5, -0.866), 4),
    (Vector::new(-0.5, -0.866), 4),
    (Vector::new(0.82, 0.572), 5),
    (Vector::new(-0.82, 0.572), 5),
    (Vector::new(0.82, -0.572), 5),
    (Vector::new(-0.82, -0.572), 5),
    (Vector::new(0.966, 0.259), 5),
    (Vector::new(-0.966, 0.259), 5),
    (Vector::new(0.966, -0.259), 5),
    (Vector::new(-0.966, -0.259), 5),
];
/// Gaps between a nation's rim and its name, and how reluctantly.
const GAPS: [(f64, usize); 2] = [(3.0, 0), (14.0, 5)];
/// Places that are tried for a name: each direction with each gap.
const N_PLACES: usize = DIRECTIONS.len() * GAPS.len();
/// What it costs a name to cover a curve, wherever.
const CURVE_COST: usize = 3;
/// What it would cost it to cover the whole of a curve, besides: to lie along one is worse than to cross it.
const ALONG_COST: usize = 40;
/// What it costs a name to cover an arrowhead, another nation or its name: more than any number of curves, so that it is
/// rather left away.
const MEETING_COST: usize = 1_000;
/// Nations times ties beyond which names stand without looking at curves: they cover some wherever they stand.
const MAX_LOOKED_AT: usize = 60_000;
/// Straight pieces by which names see a curve.
const PIECES: usize = 96;

/// Returns all nations as circles with a name below, at places that are not a number where no position is known.
///
/// Circles grow with the number of ties and stay the same on the screen at every zoom.
pub(super) fn obstacles(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    zoom: f64,
) -> Vec<Obstacle> {
    let mut n_ties = vec![0_u32; network.nations().len()];
    for tie in network.ties() {
        n_ties[tie.a_idx] += 1;
        n_ties[tie.b_idx] += 1;
    }
    let nowhere = Point::new(f64::NAN, f64::NAN);
    let is_named = n_ties.len() <= MAX_NAMED;
    let most = roomy_radius(network, positions, zoom);
    let mut obstacles = Vec::with_capacity(n_ties.len());
    for (nation, n) in network.nations().iter().zip(n_ties) {
        let at = positions.get(&nation.id).copied().unwrap_or(nowhere);
        let center = Point::new(at.x * zoom, at.y * zoom);
        let radius = (16.5 + 2.2 * f64::from(n).sqrt()).clamp(RADII.0, RADII.1).min(most);
        let casing = casing(network, &nation.id);
        let width = if is_named { text::width(&shown_name(document, &nation.id), NAME) + 4.0 } else { 0.0 };
        let size = [width, if is_named { NAME_HEIGHT } else { 0.0 }];
        let name = name_place(center, radius + encode::nation_casing_reach(casing), size, 0);
        obstacles.push(Obstacle { center, radius, name, casing });
    }
    obstacles
}

/// Returns the largest radius at which circles mostly keep apart.
///
/// Half of the nations have a neighbor nearer than the median, so a circle fills less than half of that distance.
/// O(nations²) up to [`MAX_NAMED`] nations; beyond, the smallest.
fn roomy_radius(network: &Network, positions: &BTreeMap<NationId, Point>, zoom: f64) -> f64 {
    if network.nations().len() > MAX_NAMED {
        return LEAST_RADIUS;
    }
    let points: Vec<Point> = positions.values().copied().filter(|point| point.is_finite()).collect();
    let nearest = |(idx, point): (usize, &Point)| {
        let others = points.iter().enumerate().filter(|(other, _)| *other != idx);
        others.map(|(_, other)| point.distance(*other)).filter(|away| *away > 0.0).fold(f64::INFINITY, f64::min)
    };
    let mut distances: Vec<f64> = points.iter().enumerate().map(nearest).collect();
    distances.sort_by(f64::total_cmp);
    let median = distances.get(distances.len() / 2).copied().unwrap_or(f64::INFINITY);
    (median * zoom * CROWDED_PART).max(LEAST_RADIUS)
}

/// Returns the marks of all nations that have a place, nothing emphasized, and at which of its places each nation's name
/// stands; `None` for one that is left away. A name keeps its prior place as long as it meets nothing there.
pub(super) fn marks(
    document: &Document,
    network: &Network,
    obstacles: &[Obstacle],
    ties: &[Trimmed],
    prior: &[Option<usize>],
) -> (Vec<NationMark>, Vec<Option<usize>>) {
    let is_crowd = obstacles.len() >= CROWD;
    let nothing = |nation: &Obstacle| Rect { min: nation.center, max: nation.center };
    // In a crowd names come one after the other; a few make room for each other from the start.
    let mut names: Vec<Rect> =
        obstacles.iter().map(|nation| if is_crowd { nothing(nation) } else { nation.name }).collect();
    let mut places: Vec<Option<usize>> = vec![None; obstacles.len()];
    let lines = Lines::new(obstacles.len(), ties);
    let mut order: Vec<usize> = (0..obstacles.len()).filter(|at| obstacles[*at].center.is_finite()).collect();
    // Who has the most ties is served first: its name is missed most.
    order.sort_by(|one, other| obstacles[*other].radius.total_cmp(&obstacles[*one].radius));
    for &nation_idx in order.iter().filter(|_| obstacles.len() <= MAX_NAMED) {
        let prior = prior.get(nation_idx).copied().flatten();
        let place = best_place(nation_idx, obstacles, &names, &lines, prior);
        let nation = &obstacles[nation_idx];
        let size = [nation.name.width(), nation.name.height()];
        names[nation_idx] =
            place.map_or(nothing(nation), |place| name_place(nation.center, nation.reach(), size, place));
        places[nation_idx] = place;
    }
    order.sort_unstable();
    let mark = |nation_idx: usize| {
        let (nation, Obstacle { center, radius, name, casing }) =
            (&network.nations()[nation_idx], obstacles[nation_idx]);
        let is_named = places[nation_idx].is_some();
        let n_letters = if radius < CODE_RADIUS { 0 } else { 4 };
        let code: String = boxed(nation.id.as_str()).chars().take(n_letters).collect();
        NationMark {
            id: nation.id.clone(),
            center,
            radius,
            code_size: if code.chars().count() > 3 { 9.5 } else { 11.5 },
            code,
            name: shown_name(document, &nation.id),
            name_anchor: names[nation_idx].center(),
            name_size: if is_named { [name.width(), name.height()] } else { [0.0, 0.0] },
            naming: if is_named { Naming::Shown } else { Naming::LeftAway },
            pinning: pinning(document, &nation.id),
            casing,
            emphasis: Emphasis::Plain,
        }
    };
    (order.into_iter().map(mark).collect(), places)
}

/// Returns what runs around a nation's circle, by whether the record says it so.
fn casing(network: &Network, id: &NationId) -> Casing {
    encode::casing(if network.is_supposed(id) { TieBasis::Hypothetical } else { TieBasis::Recorded })
}

/// Returns whether a nation's place is fixed.
fn pinning(document: &Document, id: &NationId) -> Pinning {
    let is_pinned = document.positions.get(id).is_some_and(|position| position.is_pinned);
    if is_pinned { Pinning::Pinned } else { Pinning::Free }
}

/// Returns a nation's name, safe to show, and cut with "…" where it would be wider than a view has room for.
fn shown_name(document: &Document, id: &NationId) -> String {
    text::cut(&text::shortened(&boxed(document.nation_name(id))), NAME, MOST_NAME_WIDTH)
}

/// Returns the box of a name at one of its `N_PLACES` places, where it touches the circle around its own.
fn name_place(center: Point, radius: f64, size: [f64; 2], place: usize) -> Rect {
    let direction = DIRECTIONS[place % DIRECTIONS.len()].0;
    let reach = radius + GAPS[place / DIRECTIONS.len()].0;
    let (mut inside, mut outside) = (0.0, reach + size[0] + size[1]);
    for _ in 0..16 {
        let distance = f64::midpoint(inside, outside);
        let touching = TurnedBox::new(center + direction * distance, 0.0, size).overlaps_circle(center, reach);
        if touching { inside = distance } else { outside = distance }
    }
    Rect::around(center + direction * outside, size[0], size[1])
}

/// What names try not to cover: curves as points, with what holds them, none in a dense crowd; and arrowheads.
struct Lines {
    curves: Vec<(Rect, Vec<Point>)>,
    heads: Vec<Rect>,
    /// Finds the arrowheads by where they lie.
    near: Grid<usize>,
}

impl Lines {
    fn new(n_nations: usize, ties: &[Trimmed]) -> Self {
        let looked_at = if n_nations.saturating_mul(ties.len()) <= MAX_LOOKED_AT { ties } else { &[] };
        let points = looked_at.iter().map(|tie| tie.curve.points(PIECES).collect::<Vec<Point>>());
        let curves = points.filter_map(|points| Some((Rect::holding(points.iter().copied())?, points))).collect();
        let heads: Vec<Rect> = ties.iter().filter_map(|tie| Rect::holding(tie.arrow?)).collect();
        let mut near = Grid::new();
        for (head_idx, head) in heads.iter().enumerate() {
            near.insert(*head, head_idx);
        }
        Self { curves, heads, near }
    }
}

/// Returns at which of its places a name covers least, below its circle unless another is clearly better; the prior one as
/// long as it meets nothing; `None` where it would meet something everywhere.
fn best_place(
    nation_idx: usize,
    obstacles: &[Obstacle],
    names: &[Rect],
    lines: &Lines,
    prior: Option<usize>,
) -> Option<usize> {
    let Obstacle { center, name, .. } = obstacles[nation_idx];
    let radius = obstacles[nation_idx].reach();
    let size = [name.width(), name.height()];
    // All places lie in here, so only what touches it is looked at more closely.
    let farthest = GAPS[GAPS.len() - 1].0;
    let around = Rect::around(center, radius * 2.0, radius * 2.0).grown(size[0].max(size[1]) + farthest);
    let touches = |rect: &Rect| {
        let is_beside = rect.max.x < around.min.x || rect.min.x > around.max.x;
        !is_beside && rect.max.y >= around.min.y && rect.min.y <= around.max.y
    };
    let near = lines.curves.iter().filter(|(bounds, _)| touches(bounds));
    let curves: Vec<Vec<Point>> = near
        .map(|(_, points)| points.iter().copied().filter(|point| around.contains(*point)).collect())
        .filter(|points: &Vec<Point>| !points.is_empty())
        .collect();
    let meets_head = |rect: Rect| !lines.near.all(rect, |head_idx| !lines.heads[head_idx].overlaps(rect));
    let reach = |other: &Obstacle| other.reach() + RIM_GAP;
    let circles: Vec<&Obstacle> =
        obstacles.iter().filter(|other| around.grown(reach(other)).contains(other.center)).collect();
    let is_other = |(other, name): &(usize, &Rect)| *other != nation_idx && touches(name);
    let others: Vec<Rect> = names.iter().enumerate().filter(is_other).map(|(_, name)| *name).collect();
    let cost = |place: usize| {
        let rect = name_place(center, radius, size, place);
        let n_covered = |points: &Vec<Point>| points.iter().filter(|point| rect.contains(**point)).count();
        let of_curve = |n_covered: usize| CURVE_COST + n_covered * ALONG_COST / PIECES;
        let of_curves: usize = curves.iter().map(n_covered).filter(|n_covered| *n_covered > 0).map(of_curve).sum();
        let n_heads = usize::from(meets_head(rect));
        let turned = TurnedBox::new(rect.center(), 0.0, size);
        let n_circles = circles.iter().filter(|other| turned.overlaps_circle(other.center, reach(other))).count();
        let n_names = others.iter().filter(|other| other.overlaps(rect)).count();
        let reluctance = DIRECTIONS[place % DIRECTIONS.len()].1 + GAPS[place / DIRECTIONS.len()].1;
        of_curves + (n_heads + n_circles + n_names) * MEETING_COST + reluctance
    };
    if let Some(place) = prior.filter(|place| cost(*place) < MEETING_COST) {
        return Some(place);
    }
    let costed = (0..N_PLACES).map(|place| (cost(place), place));
    costed.min().filter(|(cost, _)| *cost < MEETING_COST).map(|(_, place)| place)
}
