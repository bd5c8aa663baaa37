//! Positions are seeded, leave fixed nations alone and keep nations apart.

use std::collections::{BTreeMap, BTreeSet};

use demarche::kit::{Point, Rng};
use demarche::layout::force;
use demarche::model::{NationId, Position};
use demarche::network::Network;
use demarche::scene;

use crate::atlas;

const UNPLACED: [(&str, &str, f64, f64); 5] = [
    ("A", "A", f64::NAN, 0.0),
    ("B", "B", f64::NAN, 0.0),
    ("C", "C", f64::NAN, 0.0),
    ("D", "D", f64::NAN, 0.0),
    ("E", "E", f64::NAN, 0.0),
];

fn network(n_nations: usize, ties: &str) -> Network {
    Network::whole(&atlas::document("Layout", &UNPLACED[..n_nations], ties))
}

fn bits(positions: &BTreeMap<NationId, Point>) -> Vec<(u64, u64)> {
    positions.values().map(|point| (point.x.to_bits(), point.y.to_bits())).collect()
}

fn least_distance(positions: &BTreeMap<NationId, Point>) -> f64 {
    let points: Vec<Point> = positions.values().copied().collect();
    let pairs = points.iter().enumerate().flat_map(|(i, one)| points[i + 1..].iter().map(|other| one.distance(*other)));
    pairs.fold(f64::INFINITY, f64::min)
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let network = network(5, "trade|A|B|3|!|\ntrade|B|C|3|!|");
    let (one, same, other) = (
        force(&network, &BTreeMap::new(), 7),
        force(&network, &BTreeMap::new(), 7),
        force(&network, &BTreeMap::new(), 8),
    );
    assert_eq!(bits(&one), bits(&same));
    assert_ne!(bits(&one), bits(&other));
    assert!(one.values().all(|point| point.is_finite()));
    assert!(least_distance(&one) >= 120.0, "{one:?}");
}

#[test]
fn fixed_nations_do_not_move_and_new_ones_settle_near_their_neighbors() {
    let network = network(4, "trade|A|D|3|!|");
    let at = |x: f64, y: f64| Point::new(x, y);
    let fixed: BTreeMap<NationId, Point> = [("A", at(0.1, 0.2)), ("B", at(1000.3, 0.0)), ("C", at(1000.3, 700.0))]
        .map(|(id, point)| (NationId::new(id), point))
        .into();
    let placed = force(&network, &fixed, 1);
    for (id, point) in &fixed {
        assert_eq!(placed[id], *point);
    }
    let near = placed[&NationId::new("D")].distance(placed[&NationId::new("A")]);
    assert!((120.0..600.0).contains(&near), "{near}");
}

#[test]
fn two_nations_given_one_spot_stay_on_it() {
    let network = network(3, "trade|A|B|3|!|\ntrade|A|C|3|!|");
    let spot = Point::new(5.0, 5.0);
    let fixed: BTreeMap<NationId, Point> = ["A", "B"].map(|id| (NationId::new(id), spot)).into();
    let placed = force(&network, &fixed, 1);
    assert_eq!((placed[&NationId::new("A")], placed[&NationId::new("B")]), (spot, spot));
    assert!(placed[&NationId::new("C")].is_finite() && placed[&NationId::new("C")].distance(spot) >= 120.0);
}

#[test]
fn nations_on_one_spot_are_parted_and_pinned_ones_stay_where_somebody_put_them() {
    // Coordinates that one rounds up and the other down, and coordinates that both round alike.
    for (a, b, is_one_spot) in [(10.49, 10.51, true), (10.3, 10.4, true), (10.0, 10.0, true), (10.0, 11.5, false)] {
        let nations = [("A", "A", a, 0.0), ("B", "B", b, 0.0), ("C", "C", 500.0, 0.0)];
        for pinned in [&[][..], &["B"], &["A", "B"]] {
            let mut document = atlas::document("Spots", &nations, "trade|A|B|3|!|");
            let given: BTreeMap<NationId, Point> =
                document.positions.iter().map(|(id, position)| (id.clone(), position.at)).collect();
            for id in pinned {
                let id = NationId::new(id);
                document.positions.insert(id.clone(), Position { at: given[&id], is_pinned: true });
            }
            let placed = scene::positions(&document);
            let stays = |id: &str| placed[&NationId::new(id)] == given[&NationId::new(id)];
            let expected = match (is_one_spot, pinned) {
                (false, _) | (true, [_, _]) => [true, true],
                (true, ["B"]) => [false, true],
                (true, _) => [true, false],
            };
            assert_eq!([stays("A"), stays("B")], expected, "{a} and {b}, {pinned:?} pinned");
            assert!(stays("C"));
            let apart = placed[&NationId::new("A")].distance(placed[&NationId::new("B")]);
            assert!(apart >= 100.0 || expected == [true, true], "{apart}");
        }
    }
}

#[test]
fn nobody_one_and_places_that_are_no_place_are_laid_out() {
    assert!(force(&network(0, ""), &BTreeMap::new(), 1).is_empty());
    let alone = force(&network(1, ""), &BTreeMap::new(), 1);
    assert!(alone.values().all(|point| point.is_finite()) && alone.len() == 1);
    let nowhere = [(NationId::new("A"), Point::new(f64::NAN, f64::INFINITY))].into();
    assert!(force(&network(2, "trade|A|B|1|!|"), &nowhere, 1).values().all(|point| point.is_finite()));
}

#[test]
fn a_crowd_keeps_its_distance() {
    let ids: Vec<String> = (0..60).map(|i| format!("N{i:02}")).collect();
    let nations: Vec<(&str, &str, f64, f64)> = ids.iter().map(|id| (id.as_str(), id.as_str(), f64::NAN, 0.0)).collect();
    let mut rng = Rng::new(3);
    let mut tie = || format!("trade|{}|{}|3|!|", ids[rng.below(30)], ids[30 + rng.below(30)]);
    let ties: Vec<String> = (0..150).map(|_| tie()).collect();
    let network = Network::whole(&atlas::document("Crowd", &nations, &ties.join("\n")));
    let placed = force(&network, &BTreeMap::new(), 5);
    assert!(least_distance(&placed) >= 119.0, "{}", least_distance(&placed));
}

#[test]
fn twenty_thousand_bare_nations_are_placed_at_once() {
    let ids: Vec<String> = (0..20_000).map(|i| format!("N{i:05}")).collect();
    let nations: Vec<(&str, &str, f64, f64)> = ids.iter().map(|id| (id.as_str(), id.as_str(), f64::NAN, 0.0)).collect();
    let network = Network::whole(&atlas::document("Many", &nations, ""));
    let held = Point::new(500.0, 300.0);
    let placed = force(&network, &[(NationId::new("N00007"), held)].into(), 1);
    assert_eq!((placed.len(), placed[&NationId::new("N00007")]), (20_000, held));
    assert!(placed.values().all(|point| point.is_finite()));
    let distinct: BTreeSet<(u64, u64)> = bits(&placed).into_iter().collect();
    assert_eq!(distinct.len(), 20_000);
    let others = placed.values().filter(|point| **point != held);
    assert!(others.into_iter().all(|point| point.distance(held) >= 120.0));
    let first: BTreeMap<NationId, Point> = placed.into_iter().take(300).collect();
    assert!(least_distance(&first) >= 120.0, "{}", least_distance(&first));
}
