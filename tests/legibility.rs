//! Nothing covers anything that has to be read: measured on the starter atlas and on three made-up ones, at three sizes of
//! the window and three zooms.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

#[path = "../benches/support/mod.rs"]
#[expect(dead_code, reason = "the numbers of the large atlas are for others")]
mod support;

use std::collections::BTreeSet;

use demarche::io::{load, load_starter};
use demarche::kit::{Point, Rect, Vector};
use demarche::model::{Document, TieId};
use demarche::network::Network;
use demarche::scene::{
    Badge, Bundling, Camera, LabelMark, NationMark, Scene, SceneOptions, Target, TieMark, build, fit_scene, positions,
};

use demarche::session::{Command, Session, run};
use support::write_atlas;

/// Canvases of windows of 1093 × 614 (1366 × 768 at 125 %), 1280 × 800 and 1920 × 1080 points.
const CANVASES: [(f64, f64); 3] = [(602.0, 570.0), (684.0, 756.0), (1_324.0, 1_036.0)];
/// Zooms, as parts of the one that shows all.
const ZOOMS: [f64; 3] = [1.0, 1.3, 2.9];
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
fn check(scene: &Scene, network: &Network, at: &str) -> usize {
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

/// Checks nine pictures, of which some show labels: a rule that is kept by showing nothing is not kept.
fn check_everywhere(name: &str, document: &Document, selection: &BTreeSet<Target>, least_labels: usize) {
    let mut n_labels = 0;
    let network = Network::of(document, document.manifest.as_of);
    let positions = positions(document);
    for (width, height) in CANVASES {
        let Camera { zoom, .. } =
            fit_scene(document, &network, &positions, Bundling::Closed, [width - 40.0, height - 40.0]);
        for factor in ZOOMS {
            let options = SceneOptions { selection, ..SceneOptions::of_nothing(zoom * factor) };
            let at = format!("{name} at {width} × {height}, {factor} × fitted");
            n_labels += check(&build(document, &network, &positions, &options), &network, &at);
        }
    }
    assert!(n_labels >= least_labels, "{name}: only {n_labels} labels in nine pictures");
}

fn made_up(n_nations: usize, n_ties: usize) -> Document {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), n_nations, n_ties).expect("an atlas");
    load(folder.path()).document
}

#[test]
fn nothing_in_the_starter_atlas_covers_what_has_to_be_read() {
    let document = load_starter().document;
    check_everywhere("starter", &document, &BTreeSet::new(), 250);
    let pact = Target::Tie(TieId::new("rus-prk-partnership-2024"));
    check_everywhere("starter with its pact selected", &document, &[pact].into(), 250);
}

#[test]
fn nothing_covers_what_has_to_be_read_among_8_nations_and_60_ties() {
    check_everywhere("8/60", &made_up(8, 60), &BTreeSet::new(), 250);
}

#[test]
fn nothing_covers_what_has_to_be_read_among_30_nations_and_300_ties() {
    check_everywhere("30/300", &made_up(30, 300), &BTreeSet::new(), 250);
}

#[test]
fn nothing_covers_what_has_to_be_read_among_200_nations_and_5000_ties() {
    check_everywhere("200/5,000", &made_up(200, 5_000), &BTreeSet::new(), 20);
}

#[test]
fn zooming_in_keeps_words_and_glyphs_in_sight() {
    let mut session = Session::open(load_starter().document, Vec::new());
    session.resize(844.0, 856.0);
    let view = Rect { min: Point::default(), max: Point::new(844.0, 856.0) };
    for _ in 0..30 {
        run(&mut session, Command::ZoomAt(1.08, Point::new(422.0, 350.0)));
        let (scene, to_view) = (session.scene(), session.view.view_from_scene());
        let is_seen = |point: Point| view.contains(point + to_view);
        let n_curves = scene.ties.iter().filter(|tie| tie.curve.points(40).any(is_seen)).count();
        let n_glyphs = scene.ties.iter().filter(|tie| is_seen(tie.glyph.center)).count();
        let n_labels = scene.labels.iter().filter(|label| is_seen(label.anchor)).count();
        let zoom = session.view.camera().zoom;
        assert!(n_glyphs * 4 >= n_curves * 3, "{n_glyphs} glyphs on {n_curves} curves at zoom {zoom}");
        assert!(n_labels * 2 >= n_curves, "{n_labels} labels on {n_curves} curves at zoom {zoom}");
    }
}
