//! Says of a scene whether anything in it covers what has to be read, and whether every tie is there.

use std::collections::BTreeSet;

use demarche::kit::{Point, Rect, Vector};
use demarche::model::TieId;
use demarche::network::Network;
use demarche::scene::{Badge, LabelMark, NationMark, Scene, TieMark};

/// What may overlap by rounding, in points.
const TOLERANCE: f64 = 0.01;

/// A box turned about its middle: middle, direction of its width, half its sides.
#[derive(Clone, Copy)]
struct Turned(Point, Vector, [f64; 2]);

impl Turned {
    fn of_label(label: &LabelMark) -> Self {
        let along = Vector::new(label.angle.cos(), label.angle.sin());
        Self(label.anchor, along, label.size.map(|side| side / 2.0))
    }

    fn of_rect(rect: Rect) -> Self {
        Self(rect.center(), Vector::new(1.0, 0.0), [rect.width() / 2.0, rect.height() / 2.0])
    }

    fn corners(&self) -> Vec<Point> {
        let Self(center, along, [width, height]) = *self;
        let signs = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        signs.map(|(x, y)| center + along * (x * width) + along.perpendicular() * (y * height)).into()
    }

    fn is_near(&self, other: &Self) -> bool {
        let reach = |it: &Self| it.2[0].hypot(it.2[1]);
        self.0.distance(other.0) < reach(self) + reach(other)
    }
}

/// Returns the corners of a label's box.
pub fn corners(label: &LabelMark) -> Vec<Point> {
    Turned::of_label(label).corners()
}

/// Whether two convex polygons overlap by more than rounding: no side of either parts them.
fn overlap(one: &[Point], other: &[Point]) -> bool {
    let sides = |of: &[Point]| -> Vec<Vector> {
        (0..of.len()).map(|at| (of[(at + 1) % of.len()] - of[at]).normalized().perpendicular()).collect()
    };
    let range = |of: &[Point], axis: Vector| {
        let along: Vec<f64> = of.iter().map(|point| (*point - Point::default()).dot(axis)).collect();
        let least = along.iter().copied().fold(f64::INFINITY, f64::min);
        (least, along.into_iter().fold(f64::NEG_INFINITY, f64::max))
    };
    sides(one).into_iter().chain(sides(other)).all(|axis| {
        let (a, b) = (range(one, axis), range(other, axis));
        a.1 - TOLERANCE > b.0 && b.1 - TOLERANCE > a.0
    })
}

/// Returns a circle as a polygon within it.
fn disk(nation: &NationMark) -> Vec<Point> {
    let corner = |at: u32| {
        let angle = std::f64::consts::TAU * f64::from(at) / 24.0;
        nation.center + Vector::new(angle.cos(), angle.sin()) * nation.radius
    };
    (0..24).map(corner).collect()
}

/// Returns how many labels a scene shows, once it is sure that nothing in it covers what has to be read.
pub fn check(scene: &Scene, network: &Network, at: &str) -> usize {
    let labels: Vec<(String, Turned)> =
        scene.labels.iter().map(|label| (format!("{} {}", label.tie, label.text), Turned::of_label(label))).collect();
    let named = scene.nations.iter().filter(|nation| nation.name_size[0] > 0.0);
    let names: Vec<(String, Turned)> =
        named.map(|nation| (nation.name.clone(), Turned::of_rect(nation.name_box()))).collect();
    let badges: Vec<(String, Turned)> =
        scene.badges.iter().map(|badge| (badge.sentence.clone(), Turned::of_rect(badge.rect()))).collect();
    let heads: Vec<(&TieMark, Vec<Point>)> =
        scene.ties.iter().filter_map(|tie| Some((tie, tie.arrow?.to_vec()))).collect();
    let words: Vec<&(String, Turned)> = labels.iter().chain(&names).chain(&badges).collect();
    for (idx, (one, place)) in words.iter().map(|it| (&it.0, it.1)).enumerate() {
        let corners = place.corners();
        for (other, second) in words[idx + 1..].iter().map(|it| (&it.0, it.1)) {
            let meets = place.is_near(&second) && overlap(&corners, &second.corners());
            assert!(!meets, "{at}: “{one}” meets “{other}”");
        }
        let reach = place.2[0].hypot(place.2[1]);
        for nation in scene.nations.iter().filter(|it| it.center.distance(place.0) < reach + it.radius) {
            assert!(!overlap(&corners, &disk(nation)), "{at}: “{one}” meets the circle of {}", nation.id);
        }
        for (tie, head) in heads.iter().filter(|(_, head)| head[0].distance(place.0) < reach + 30.0) {
            assert!(!overlap(&corners, head), "{at}: “{one}” meets the arrowhead of {}", tie.id);
        }
    }
    check_counts(scene, network, at);
    labels.len()
}

/// Every tie is a curve, or is counted by the badge of its pair.
fn check_counts(scene: &Scene, network: &Network, at: &str) {
    let mut seen: Vec<TieId> = scene.ties.iter().map(|tie| tie.id.clone()).collect();
    for badge in &scene.badges {
        match &badge.badge {
            Badge::Mixed => assert!(network.is_mixed(&badge.pair.0, &badge.pair.1), "{at}: {}", badge.sentence),
            Badge::More(ties) => {
                assert_eq!(badge.text, format!("+{}", ties.len()), "{at}: {}", badge.sentence);
                let drawn = scene.ties.iter().filter(|tie| {
                    let (a, b) = network.tie(&tie.id).expect("a tie").tie.pair();
                    (a, b) == (&badge.pair.0, &badge.pair.1)
                });
                assert!(drawn.count() >= 3, "{at}: {}", badge.sentence);
                seen.extend(ties.iter().map(|tie| tie.id.clone()));
            }
        }
    }
    let n_seen = seen.len();
    let distinct: BTreeSet<TieId> = seen.into_iter().collect();
    assert_eq!(distinct.len(), n_seen, "{at}: a tie is shown twice");
    assert!(distinct.iter().eq(network.ties().iter().map(|tie| &tie.tie.id)), "{at}: a tie is lost");
}
