//! Pairs with many ties: three curves and a count, opened by pointer, focus, selection or zoom.

use std::collections::BTreeSet;

use demarche::kit::Point;
use demarche::model::{Document, NationId, TieId};
use demarche::network::Network;
use demarche::scene::{self, Badge, Scene, SceneOptions, Target};
use demarche::session::{Command, Session, Subject, run};

use crate::atlas;

fn options(zoom: f64, selection: &BTreeSet<Target>) -> SceneOptions<'_> {
    SceneOptions { selection, ..SceneOptions::of_nothing(zoom) }
}

fn build(document: &Document, options: &SceneOptions) -> Scene {
    let network = Network::of(document, document.manifest.as_of);
    scene::build(document, &network, &scene::positions(document), options)
}

/// Returns two nations with these ties, 300 points apart, a third far off.
fn pair(ties: &str) -> Document {
    let nations = [("A", "Alpha", 0.0, 0.0), ("B", "Bravo", 300.0, 0.0), ("C", "Charlie", 0.0, 400.0)];
    atlas::document("Pair", &nations, ties)
}

const SIX: &str = "trade|A|B|1|!|\nsanctions|A|B|5|!|\nmilitary aid|A|B|4|!|\ndefense pact|A|B|3|!|\ntrade|A|B|2|!|\nmilitary aid|A|B|2|!|";

/// Returns the texts of a scene's badges.
fn badges(scene: &Scene) -> Vec<&str> {
    scene.badges.iter().map(|badge| badge.text.as_str()).collect()
}

fn weights(scene: &Scene) -> Vec<f64> {
    let mut widths: Vec<f64> = scene.ties.iter().map(|tie| tie.width).collect();
    widths.sort_by(f64::total_cmp);
    widths
}

#[test]
fn a_pair_shows_its_three_heaviest_ties_and_counts_the_others() {
    let nothing = BTreeSet::new();
    let scene = build(&pair(SIX), &options(1.0, &nothing));
    assert_eq!(weights(&scene), [3, 4, 5].map(scene::encode::width));
    assert_eq!(badges(&scene), ["±", "+3"]);
    let (strand, badge) = (scene.badges[1].strand.expect("a strand"), scene.badges[1].center);
    assert!(strand.points(100).any(|point| point.distance(badge) < 30.0), "the count is far from its strand");
    assert!(scene.badges[1].sentence.contains("3 more ties"), "{}", scene.badges[1].sentence);
    assert!(scene.badges[0].sentence.contains("3 positive and 1 negative tie"), "{}", scene.badges[0].sentence);
}

#[test]
fn three_ties_are_no_bundle_and_one_sign_is_not_mixed() {
    let nothing = BTreeSet::new();
    let scene = build(&pair("trade|A|B|1|!|\nmilitary aid|A|B|5|!|\nmilitary aid|A|B|4|!|"), &options(1.0, &nothing));
    assert_eq!((scene.ties.len(), scene.badges.len()), (3, 0));
}

#[test]
fn pointer_focus_and_selection_open_a_bundle() {
    let document = pair(SIX);
    let closed = build(&document, &options(1.0, &BTreeSet::new()));
    let Badge::More(hidden) = &closed.badges[1].badge else { panic!("no bundle") };
    let hidden = Target::Tie(hidden[0].id.clone());
    let pair = (NationId::new("A"), NationId::new("B"));
    let nothing = BTreeSet::new();
    let tie: BTreeSet<Target> = [hidden.clone()].into();
    let both: BTreeSet<Target> = [Target::Nation(pair.0.clone()), Target::Nation(pair.1.clone())].into();
    let ways = [
        SceneOptions { open: Some(pair.clone()), ..options(1.0, &nothing) },
        SceneOptions { focused: Some(hidden), ..options(1.0, &nothing) },
        SceneOptions { focused: Some(Target::Pair(pair.0, pair.1)), ..options(1.0, &nothing) },
        options(1.0, &tie),
        options(1.0, &both),
        options(3.0, &nothing),
    ];
    for way in ways {
        let open = build(&document, &way);
        assert_eq!((open.ties.len(), badges(&open)), (6, vec!["±"]), "{way:?}");
    }
}

#[test]
fn of_200_ties_as_many_as_fit_are_drawn_and_the_others_counted() {
    let document = pair(&["trade|A|B|3|!|"; 200].join("\n"));
    let network = Network::of(&document, document.manifest.as_of);
    let last = network.ties()[199].tie.id.clone();
    let nothing = BTreeSet::new();
    assert_eq!(badges(&build(&document, &options(1.0, &nothing))), ["+197"]);
    let open = SceneOptions { open: Some((NationId::new("A"), NationId::new("B"))), ..options(1.0, &nothing) };
    let open = build(&document, &open);
    let n_drawn = open.ties.len();
    assert!((4..=48).contains(&n_drawn), "{n_drawn} curves");
    assert_eq!(badges(&open), [format!("+{}", 200 - n_drawn)]);
    // Whatever is selected is drawn, however many others there are.
    let selected: BTreeSet<Target> = [Target::Tie(last.clone())].into();
    assert!(build(&document, &options(1.0, &selected)).ties.iter().any(|tie| tie.id == last));
}

#[test]
fn a_bundle_opens_under_the_pointer_and_stays_open_on_the_way_to_its_ties() {
    let mut session = Session::open(pair(SIX), Vec::new());
    session.resize(800.0, 600.0);
    let closed = session.scene();
    let count = closed.badges.iter().find(|badge| badge.text == "+3").expect("a count").center;
    let point = |session: &mut Session, at: Point| {
        let scene = session.scene();
        let target = scene::hit(&scene, at);
        run(session, Command::Hover(target.clone()));
        (target, session.scene().ties.len())
    };
    let (target, n_drawn) = point(&mut session, count);
    assert_eq!((target, n_drawn), (Some(Target::Pair(NationId::new("A"), NationId::new("B"))), 6));
    // Over one of its ties it stays open, and between them too.
    let open = session.scene();
    for tie in &open.ties {
        let way = tie.curve.at(0.5);
        assert_eq!(point(&mut session, way).1, 6, "closed over {}", tie.id);
    }
    let [one, other] = [&open.ties[0], &open.ties[1]].map(|tie| tie.curve.at(0.5));
    assert_eq!(point(&mut session, one.lerp(other, 0.5)).1, 6);
    assert_eq!(point(&mut session, Point::new(count.x, count.y + 250.0)), (None, 3));
}

#[test]
fn selecting_a_badge_selects_its_pair() {
    let mut session = Session::open(pair(SIX), Vec::new());
    session.resize(800.0, 600.0);
    let scene = session.scene();
    let target = scene::hit(&scene, scene.badges[0].center).expect("a badge");
    run(&mut session, Command::Select(target));
    assert_eq!(session.selection.subject(), Subject::Pair(NationId::new("A"), NationId::new("B")));
}

#[test]
fn a_selected_tie_that_is_drawn_moves_nobody() {
    let document = atlas::korea();
    let nothing = BTreeSet::new();
    let still = build(&document, &options(1.0, &nothing));
    for tie in still.ties.iter().map(|tie| &tie.id) {
        let selected: BTreeSet<Target> = [Target::Tie(TieId::new(tie.as_str()))].into();
        let scene = build(&document, &options(1.0, &selected));
        for mark in &still.ties {
            let again = scene.ties.iter().find(|other| other.id == mark.id).expect("a tie");
            assert_eq!(again.curve, mark.curve, "{} moves when {tie} is selected", mark.id);
        }
        assert!(scene.nations.iter().zip(&still.nations).all(|(one, other)| one.name_anchor == other.name_anchor));
        assert!(scene.labels.iter().any(|label| label.tie == *tie), "{tie} has no words though it is selected");
    }
}

#[test]
fn words_stay_where_they_are_while_a_nation_far_from_them_is_dragged() {
    let mut session = Session::open(atlas::korea(), Vec::new());
    session.resize(1_200.0, 1_000.0);
    let before = session.scene();
    let ukraine = NationId::new("UKR");
    let from = session.shown_positions()[&ukraine];
    for step in 1..=12 {
        // From where it sat when the drag began.
        let by = demarche::kit::Vector::new(2.0, -3.0) * f64::from(step);
        run(&mut session, Command::Drag(ukraine.clone(), by));
        session.scene();
    }
    let way = session.shown_positions()[&ukraine] - from;
    assert!((way.x * session.view.camera().zoom - 24.0).abs() < 1e-6, "{way:?}");
    let after = session.scene();
    let is_far = |id: &TieId| !id.as_str().contains("UKR");
    let kept = before.labels.iter().filter(|label| is_far(&label.tie));
    let (mut n_kept, mut n_moved) = (0, 0);
    for label in kept {
        match after.labels.iter().find(|other| other.tie == label.tie) {
            Some(other) if other.anchor.distance(label.anchor) < 1.0 => n_kept += 1,
            _ => n_moved += 1,
        }
    }
    assert!(n_kept > 9 * n_moved, "{n_kept} labels stayed, {n_moved} jumped or vanished");
}
