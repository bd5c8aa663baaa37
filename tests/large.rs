//! Opens an atlas of 200 nations and 20,000 ties and makes its picture: nothing is lost, nothing is out of its place.

#[path = "../benches/support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use demarche::io::load;
use demarche::network::Network;
use demarche::scene::{Badge, SceneOptions, build, fit, positions};

use support::{N_NATIONS, N_TIES, write_atlas};

#[test]
fn a_large_atlas_opens_resolves_and_is_drawn_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), N_NATIONS, N_TIES).expect("an atlas");
    let loaded = load(folder.path());
    assert!(loaded.problems.is_empty(), "{} problems, first: {}", loaded.problems.len(), loaded.problems[0]);
    let document = loaded.document;
    let counts = document.counts();
    assert_eq!((counts.nations, counts.ties), (N_NATIONS, N_TIES));
    assert!(counts.exchanges > N_TIES / 2 && counts.evidence > N_TIES, "{counts:?}");

    let network = Network::of(&document, document.manifest.as_of);
    assert_eq!((network.nations().len(), network.ties().len()), (N_NATIONS, N_TIES));

    let positions = positions(&document);
    assert_eq!(positions.len(), N_NATIONS);
    assert!(positions.values().all(|point| point.is_finite()));
    let distinct: BTreeSet<[u64; 2]> = positions.values().map(|at| [at.x.to_bits(), at.y.to_bits()]).collect();
    assert_eq!(distinct.len(), N_NATIONS, "two nations sit on one spot");

    let options = SceneOptions::of_nothing(fit(&positions, 1280.0, 800.0).zoom);
    let scene = build(&document, &network, &positions, &options);
    let bundled = scene.badges.iter().map(|badge| match &badge.badge {
        Badge::More(ties) => ties.len(),
        Badge::Mixed => 0,
    });
    assert_eq!((scene.nations.len(), scene.ties.len() + bundled.sum::<usize>()), (N_NATIONS, N_TIES));
    let curves = scene.ties.iter().map(|tie| &tie.curve);
    assert!(curves.into_iter().all(|curve| [curve.from, curve.control, curve.to].iter().all(|at| at.is_finite())));
}

#[test]
fn the_same_numbers_make_the_same_atlas() {
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    for folder in &folders {
        write_atlas(folder.path(), 20, 1_000).expect("an atlas");
    }
    let [one, other] = folders.each_ref().map(|folder| load(folder.path()));
    assert_eq!(one.n_errors(), 0);
    assert!(one.document == other.document);
}
