//! Nothing covers anything that has to be read: measured on the starter atlas and on three made-up ones, at three sizes of
//! the window and three zooms.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

#[path = "../benches/support/mod.rs"]
#[expect(dead_code, reason = "the numbers of the large atlas are for others")]
mod support;

use std::collections::BTreeSet;

use demarche::io::{load, load_starter};
use demarche::kit::{Point, Rect};
use demarche::model::{Document, Position, TieId};
use demarche::network::Network;
use demarche::scene::{Bundling, Camera, SceneOptions, Target, build, fit_scene, positions};
use demarche::session::{Command, Session, run};

mod clear;

use clear::check;
use support::write_atlas;

/// Canvases of windows of 1093 × 614 (1366 × 768 at 125 %), 1280 × 800 and 1920 × 1080 points.
const CANVASES: [(f64, f64); 3] = [(602.0, 570.0), (684.0, 756.0), (1_324.0, 1_036.0)];
/// Zooms, as parts of the one that shows all.
const ZOOMS: [f64; 4] = [0.7, 1.0, 1.3, 2.9];
/// Checks twelve pictures, whole and as a window shows them, of which some show labels: a rule that is kept by showing
/// nothing is not kept.
fn check_everywhere(name: &str, document: &Document, selection: &BTreeSet<Target>, least_labels: usize) {
    let mut n_labels = [0, 0];
    let network = Network::of(document, document.manifest.as_of);
    let positions = positions(document);
    // Laid out once and not for each window.
    let mut laid_out = document.clone();
    laid_out.positions =
        positions.iter().map(|(id, at)| (id.clone(), Position { at: *at, is_pinned: false })).collect();
    for (width, height) in CANVASES {
        let Camera { zoom, .. } =
            fit_scene(document, &network, &positions, Bundling::Closed, [width - 40.0, height - 40.0]);
        for factor in ZOOMS {
            let options = SceneOptions { selection, ..SceneOptions::of_nothing(zoom * factor) };
            let at = format!("{name} at {width} × {height}, {factor} × fitted");
            n_labels[0] += check(&build(document, &network, &positions, &options), &network, &at);

            // The words of a window are sought in what is seen of it, and follow from zoom to zoom.
            let mut session = Session::open(laid_out.clone(), Vec::new());
            session.resize(width, height);
            session.selection.set(selection.iter().cloned());
            session.scene();
            run(&mut session, Command::ZoomAt(factor, Point::new(width / 2.0, height / 2.0)));
            n_labels[1] += check(&session.scene(), &network, &format!("{at}, in a window"));
        }
    }
    assert!(n_labels.iter().all(|n| *n >= least_labels), "{name}: only {n_labels:?} labels in twelve pictures each");
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

#[test]
fn no_words_are_cut_by_the_edge_of_the_first_view_whatever_size_the_window_had_before() {
    for (width, height) in CANVASES.into_iter().chain([(616.0, 596.0), (844.0, 728.0)]) {
        let mut session = Session::open(load_starter().document, Vec::new());
        for (wider, higher) in [(120.0, 128.0), (0.0, 40.0), (0.0, 0.0)] {
            session.resize(width + wider, height + higher);
            session.scene();
        }
        let (scene, to_view) = (session.scene(), session.view.view_from_scene());
        let view = Rect { min: Point::default(), max: Point::new(width, height) };
        for label in &scene.labels {
            let mut corners = clear::corners(label).into_iter().map(|corner| corner + to_view);
            assert!(corners.all(|corner| view.contains(corner)), "{}: {} in {width} × {height}", label.tie, label.text);
        }
    }
}
