//! Marks are where a reader needs them: nothing hidden, nothing covered, everything can be hit.

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::kit::{Point, Rect, Vector};
use demarche::model::{Document, NationId, Sign, TieId};
use demarche::network::Network;
use demarche::scene::{self, Bundling, Class, Emphasis, LabelMark, Legend, Scene, SceneOptions, Target, TieMark};
use demarche::session::Session;

use crate::atlas;

fn scene(document: &Document, zoom: f64, selection: &[Target], hovered: Option<Target>) -> Scene {
    let selection: BTreeSet<Target> = selection.iter().cloned().collect();
    let network = Network::of(document, document.manifest.as_of);
    let options =
        SceneOptions { selection: &selection, hovered, bundling: Bundling::Open, ..SceneOptions::of_nothing(zoom) };
    scene::build(document, &network, &scene::positions(document), &options)
}

fn pair(ties: &str) -> Document {
    atlas::document("Pair", &[("A", "Alpha", 0.0, 0.0), ("B", "Beta", 600.0, 80.0)], ties)
}

fn tie(id: &str) -> Target {
    Target::Tie(TieId::new(id))
}

/// Returns points all over a label's box.
fn points_of(label: &LabelMark) -> Vec<Point> {
    let along = Vector::new(label.angle.cos(), label.angle.sin());
    let [width, height] = label.size;
    let steps = |n: i32| (-n..=n).map(move |i| f64::from(i) / f64::from(n) / 2.0);
    let at = |x: f64, y: f64| label.anchor + along * (x * width) + along.perpendicular() * (y * height);
    steps(12).flat_map(|x| steps(3).map(move |y| at(x, y))).collect()
}

fn contains(label: &LabelMark, point: Point) -> bool {
    let along = Vector::new(label.angle.cos(), label.angle.sin());
    let from_anchor = point - label.anchor;
    let (x, y) = (from_anchor.dot(along).abs(), from_anchor.dot(along.perpendicular()).abs());
    x <= label.size[0] / 2.0 - 1e-6 && y <= label.size[1] / 2.0 - 1e-6
}

/// Checks that words lie over no nation, name, arrowhead, glyph or other words.
fn check_labels(scene: &Scene) {
    for (at, label) in scene.labels.iter().enumerate() {
        let points = points_of(label);
        assert!(label.angle.abs() <= std::f64::consts::FRAC_PI_4 + 1e-9, "{} is turned too far", label.text);
        for nation in &scene.nations {
            let is_over =
                |point: &Point| point.distance(nation.center) < nation.radius || nation.name_box().contains(*point);
            assert!(!points.iter().any(is_over), "{} lies over {}", label.text, nation.name);
        }
        for other in &scene.labels[at + 1..] {
            assert!(!points.iter().any(|point| contains(other, *point)), "{} lies over {}", label.text, other.text);
        }
        for tie in &scene.ties {
            let is_over = |point: &Point| point.distance(tie.glyph.center) < tie.glyph.radius;
            assert!(!points.iter().any(is_over), "{} lies over the glyph of {}", label.text, tie.id);
            let head = tie.arrow.and_then(Rect::holding);
            let is_over = |point: &Point| head.is_some_and(|head| head.contains(*point));
            assert!(!points.iter().any(is_over), "{} lies over the arrowhead of {}", label.text, tie.id);
        }
    }
}

#[test]
fn words_cover_nothing_at_any_zoom() {
    let document = atlas::korea();
    for zoom in [0.3, 0.6, 0.93, 1.4, 2.5] {
        check_labels(&scene(&document, zoom, &[], None));
    }
    check_labels(&scene(
        &document,
        1.0,
        &[tie("RUS-PRK-00"), Target::Nation(NationId::new("KOR"))],
        Some(tie("RUS-PRK-03")),
    ));
}

#[test]
fn every_tie_has_a_curve_and_heavy_ones_their_words() {
    let document = atlas::korea();
    let scene = scene(&document, 1.0, &[], None);
    assert_eq!(scene.ties.len(), 44);
    let heaviest = scene.ties.iter().filter(|tie| tie.width >= 4.8);
    for tie in heaviest {
        assert!(scene.labels.iter().any(|label| label.tie == tie.id), "{} has no words", tie.id);
    }
    assert!(scene.labels.len() >= 30, "only {} words", scene.labels.len());
}

#[test]
fn parallel_ties_stand_apart_ordered_by_sign() {
    let scene = scene(&pair("war|B|A|3|!|\ntrade|A|B|5|!|\ndefense pact|A|B|1|!|\ntrade|B|A|2|!|"), 1.0, &[], None);
    // Seen along the line from Alpha to Beta, positive stands first on its left hand's side.
    let across = Vector::new(600.0, 80.0).normalized().perpendicular();
    let mut middles: Vec<(f64, Sign)> =
        scene.ties.iter().map(|tie| ((tie.curve.at(0.5) - Point::default()).dot(across), tie.sign)).collect();
    middles.sort_by(|one, other| one.0.total_cmp(&other.0));
    let signs: Vec<Sign> = middles.iter().map(|(_, sign)| *sign).collect();
    assert_eq!(signs, [Sign::Positive, Sign::Neutral, Sign::Neutral, Sign::Negative]);
    assert!(middles.windows(2).all(|two| two[1].0 - two[0].0 >= 20.0), "{middles:?}");
    assert!((middles[0].0 + middles[3].0).abs() < 0.5, "not symmetric: {middles:?}");
}

#[test]
fn an_arrowhead_points_at_the_receiver_whoever_is_first() {
    let scene = scene(&pair("sanctions|A|B|3|!|\nmilitary aid|B|A|3|!|"), 1.0, &[], None);
    for (id, receiver) in [("A-B-00", Point::new(600.0, 80.0)), ("B-A-01", Point::new(0.0, 0.0))] {
        let mark = scene.ties.iter().find(|mark| mark.id == TieId::new(id)).expect("a tie");
        let [tip, left, _] = mark.arrow.expect("an arrowhead");
        assert!(tip.distance(receiver) < left.distance(receiver));
        assert!((19.0..30.0).contains(&tip.distance(receiver)), "{id}: {}", tip.distance(receiver));
    }
}

#[test]
fn a_curve_clears_a_third_nation_on_its_way() {
    let nations = [("A", "A", 0.0, 0.0), ("B", "B", 600.0, 0.0), ("C", "C", 300.0, 0.0)];
    let scene = scene(&atlas::document("Row", &nations, "trade|A|B|3|!|"), 1.0, &[], None);
    let third = scene.nations.iter().find(|nation| nation.id == NationId::new("C")).expect("a nation");
    let least = scene.ties[0].curve.points(100).map(|point| point.distance(third.center)).fold(f64::INFINITY, f64::min);
    assert!(least > third.radius + 5.0, "passes at {least}");
}

#[test]
fn everything_can_be_hit_where_it_is_drawn() {
    let scene = scene(&atlas::korea(), 1.0, &[], None);
    for nation in &scene.nations {
        assert_eq!(scene::hit(&scene, nation.center), Some(Target::Nation(nation.id.clone())));
        assert_eq!(scene::hit(&scene, nation.name_anchor), Some(Target::Nation(nation.id.clone())));
    }
    for label in &scene.labels {
        assert_eq!(scene::hit(&scene, label.anchor), Some(Target::Tie(label.tie.clone())), "{}", label.text);
    }
    for tie in &scene.ties {
        let is_hit = |point: Point| scene::hit(&scene, point) == Some(Target::Tie(tie.id.clone()));
        assert!(tie.curve.points(60).any(is_hit), "{} cannot be hit", tie.id);
    }
    assert_eq!(scene::hit(&scene, Point::new(-5_000.0, 0.0)), None);
}

#[test]
fn a_selection_dims_what_it_does_not_concern() {
    let document = atlas::korea();
    let emphasis = |scene: &Scene, id: &str| {
        scene.ties.iter().find(|mark: &&TieMark| mark.id == TieId::new(id)).map(|mark| mark.emphasis).expect("a tie")
    };
    let nation = scene(&document, 1.0, &[Target::Nation(NationId::new("KOR"))], None);
    assert_eq!(emphasis(&nation, "KOR-JPN-28"), Emphasis::Plain);
    assert_eq!(emphasis(&nation, "RUS-UKR-39"), Emphasis::Dimmed);
    let tie = scene(&document, 1.0, &[tie("RUS-PRK-00")], Some(tie("RUS-UKR-39")));
    assert_eq!(emphasis(&tie, "RUS-PRK-00"), Emphasis::Selected);
    assert_eq!(emphasis(&tie, "RUS-PRK-03"), Emphasis::Plain);
    assert_eq!(emphasis(&tie, "RUS-UKR-39"), Emphasis::Hovered);
    assert_eq!(tie.ties.last().map(|mark| mark.emphasis), Some(Emphasis::Selected));
    assert!(tie.ties.iter().filter(|mark| mark.emphasis == Emphasis::Dimmed).all(|mark| mark.opacity < 0.3));
}

#[test]
fn hovering_moves_nobody_elses_words() {
    let document = atlas::korea();
    let (still, hovered) = (scene(&document, 1.0, &[], None), scene(&document, 1.0, &[], Some(tie("RUS-PRK-03"))));
    for label in &still.labels {
        let again = hovered.labels.iter().find(|other| other.tie == label.tie).expect("its words");
        assert_eq!((again.anchor, again.angle), (label.anchor, label.angle), "{}", label.text);
    }
}

#[test]
fn hovering_in_a_finished_scene_shows_what_a_new_one_would() {
    let document = atlas::korea();
    let network = Network::of(&document, document.manifest.as_of);
    for selection in [vec![], vec![Target::Nation(NationId::new("KOR"))]] {
        let still = scene(&document, 1.0, &selection, None);
        let nations = still.nations.iter().map(|nation| Target::Nation(nation.id.clone()));
        let ties = still.labels.iter().map(|label| Target::Tie(label.tie.clone()));
        for target in nations.chain(ties) {
            let quick = scene::hovered(&still, &network, &target);
            let full = scene(&document, 1.0, &selection, Some(target));
            assert_eq!(quick.nations, full.nations);
            assert_eq!(quick.labels.len(), full.labels.len());
            for (one, other) in quick.ties.iter().zip(&full.ties) {
                assert_eq!((&one.id, one.emphasis, one.curve), (&other.id, other.emphasis, other.curve));
                assert!((one.opacity - other.opacity).abs() < 1e-12);
            }
            for (one, other) in quick.labels.iter().zip(&full.labels) {
                assert_eq!((&one.tie, one.emphasis, one.anchor), (&other.tie, other.emphasis, other.anchor));
                assert!((one.opacity - other.opacity).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn hovering_a_class_in_a_finished_scene_lights_its_ties_and_no_others() {
    let document = atlas::korea();
    let network = Network::of(&document, document.manifest.as_of);
    let still = scene(&document, 1.0, &[Target::Nation(NationId::new("KOR"))], None);
    let class = Class::Kind(network.ties()[0].kind.id.clone());
    let lit = scene::hovered(&still, &network, &Target::Class(class.clone()));
    assert_eq!(lit.ties.len(), still.ties.len());
    for mark in &lit.ties {
        let is_meant = network.tie(&mark.id).is_some_and(|tie| class.holds(tie));
        assert_eq!(mark.emphasis == Emphasis::Hovered, is_meant, "{}", mark.id);
    }
    assert!(lit.ties.is_sorted_by_key(|tie| tie.emphasis));
}

#[test]
fn nations_worlds_apart_have_bounded_ticks_and_names() {
    let name = "Very long ".repeat(5_000);
    let nations = [("A", name.as_str(), -1e6, -1e6), ("B", "B", 1e6, 1e6), ("C", "C", 0.0, 0.0)];
    let ties = vec!["war|A|B|3|!|"; 40].join("\n");
    let scene = scene(&atlas::document("Far", &nations, &ties), 12.0, &[], None);
    assert_eq!(scene.ties.len(), 40);
    assert!(scene.ties.iter().all(|tie| (20..=60).contains(&tie.barbs.len())));
    assert!(scene.nations.iter().all(|nation| nation.name.chars().count() <= 60 && nation.name_size[0] < 900.0));
}

#[test]
fn a_nation_without_a_place_takes_its_ties_with_it() {
    let document = pair("trade|A|B|3|!|");
    let network = Network::of(&document, document.manifest.as_of);
    let positions = [(NationId::new("A"), Point::new(0.0, 0.0))].into();
    let selection = BTreeSet::new();
    let options = SceneOptions { selection: &selection, bundling: Bundling::Open, ..SceneOptions::of_nothing(1.0) };
    let scene = scene::build(&document, &network, &positions, &options);
    assert_eq!((scene.nations.len(), scene.ties.len()), (1, 0));
}

#[test]
fn nations_on_one_spot_make_finite_marks() {
    let nations = [("A", "A", 5.0, 5.0), ("B", "B", 5.0, 5.0)];
    let scene = scene(&atlas::document("Heap", &nations, "trade|A|B|3|!|\nsanctions|A|B|3|!|"), 1.0, &[], None);
    for tie in &scene.ties {
        let points = [tie.curve.from, tie.curve.control, tie.curve.to, tie.glyph.center];
        assert!(points.into_iter().chain(tie.arrow.into_iter().flatten()).all(Point::is_finite), "{tie:?}");
    }
}

#[test]
fn the_legend_names_evidence_first_and_kinds_by_sign_and_name() {
    let document = atlas::korea();
    let legend = Legend::of(&Network::of(&document, document.manifest.as_of));
    let said: Vec<String> = [&legend.evidence, &legend.form, &legend.kinds]
        .into_iter()
        .flat_map(|section| {
            let rows = section.rows.iter().map(|row| match row.n_ties {
                Some(n) => format!("  {} {n}", row.words),
                None => format!("  {}", row.words),
            });
            std::iter::once(section.title.to_owned()).chain(rows)
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn hovering_among_many_ties_keeps_the_scene_that_is_there() {
    let mut session = Session::open(pair(&vec!["trade|A|B|3|!|"; 1_600].join("\n")), Vec::new());
    session.resize(800.0, 600.0);
    let still = session.scene();
    session.attention.hovered = Some(Target::Tie(still.ties[0].id.clone()));
    let hovered = session.scene();
    assert_eq!(hovered.ties.last().map(|tie| (&tie.id, tie.emphasis)), Some((&still.ties[0].id, Emphasis::Hovered)));
    assert!(Arc::ptr_eq(&hovered, &session.scene()));
    session.attention.hovered = Some(Target::Nation(NationId::new("A")));
    assert!(session.scene().ties.iter().all(|tie| tie.emphasis == Emphasis::Plain));
    session.attention.hovered = None;
    assert!(Arc::ptr_eq(&still, &session.scene()));
}
