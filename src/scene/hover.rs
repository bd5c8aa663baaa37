//! Shows in a finished scene what is under the pointer: one mark's emphasis, and nobody's place.

use std::collections::{HashMap, HashSet};

use super::encode;
use super::items::{Badge, Emphasis, LabelMark, Scene, TieMark};
use super::target::Target;
use crate::model::TieId;
use crate::network::{Network, NetworkTie};

/// Returns `scene` of `network`, in which nothing is hovered, with `target` hovered; the same if it is not there or is
/// selected.
///
/// Unlike [`build`](super::build) with something hovered, it finds no words for a tie that had no room for them, but
/// where those would not be read anyway it is many times faster. O(marks), and O(ties log ties) for a class.
pub fn hovered(scene: &Scene, network: &Network, target: &Target) -> Scene {
    let mut scene = scene.clone();
    match target {
        Target::Nation(id) => {
            if let Some(nation) = scene.nations.iter_mut().find(|nation| nation.id == *id) {
                nation.emphasis = nation.emphasis.max(Emphasis::Hovered);
            }
        }
        Target::Tie(id) => {
            let is_it = |tie: &TieMark| tie.id == *id && tie.emphasis < Emphasis::Hovered;
            let Some(tie_idx) = scene.ties.iter().position(is_it) else {
                // What is not drawn by itself is met at the count that stands for it.
                light_counts(&mut scene, |other| other == id);
                return scene;
            };
            light(&mut scene.ties[tie_idx]);
            let opacity = encode::words_opacity(scene.ties[tie_idx].opacity);
            raise(&mut scene.ties, tie_idx, |tie| tie.emphasis);
            if let Some(label_idx) = scene.labels.iter().position(|label: &LabelMark| label.tie == *id) {
                let label = &mut scene.labels[label_idx];
                (label.emphasis, label.opacity) = (Emphasis::Hovered, opacity);
                raise(&mut scene.labels, label_idx, |label| label.emphasis);
            }
        }
        Target::Pair(a, b) => {
            for badge in scene.badges.iter_mut().filter(|badge| badge.pair == (a.clone(), b.clone())) {
                badge.emphasis = badge.emphasis.max(Emphasis::Hovered);
            }
            light_all(&mut scene, network, |tie| tie.tie.concerns(a) && tie.tie.concerns(b));
        }
        Target::Source(id) => light_all(&mut scene, network, |tie| tie.tie.names_source(id)),
        Target::Class(class) => light_all(&mut scene, network, |tie| tie.is_asked_for && class.holds(tie)),
    }
    scene
}

/// Lights the ties that are meant, and their words, and lays them above what is not.
fn light_all(scene: &mut Scene, network: &Network, is_meant: impl Fn(&NetworkTie) -> bool) {
    let meant: HashSet<&TieId> = network.ties().iter().filter(|tie| is_meant(tie)).map(|tie| &tie.tie.id).collect();
    let mut opacities = HashMap::new();
    for tie in scene.ties.iter_mut().filter(|tie| tie.emphasis < Emphasis::Hovered && meant.contains(&tie.id)) {
        light(tie);
        opacities.insert(tie.id.clone(), encode::words_opacity(tie.opacity));
    }
    for label in &mut scene.labels {
        if let Some(opacity) = opacities.get(&label.tie) {
            (label.emphasis, label.opacity) = (Emphasis::Hovered, *opacity);
        }
    }
    light_counts(scene, |id| meant.contains(id));
    // Stable, so that among equals heavier ones stay above.
    scene.ties.sort_by_key(|tie| tie.emphasis);
    scene.labels.sort_by_key(|label| label.emphasis);
}

/// Lights the counts that stand for a tie that is meant, among others.
fn light_counts(scene: &mut Scene, is_meant: impl Fn(&TieId) -> bool) {
    for badge in &mut scene.badges {
        let holds_one = match &badge.badge {
            Badge::More(ties) => ties.iter().any(|tie| is_meant(&tie.id)),
            Badge::Mixed => false,
        };
        if holds_one && badge.emphasis < Emphasis::Hovered {
            if badge.emphasis == Emphasis::Dimmed {
                badge.opacity /= encode::DIMMED;
            }
            badge.emphasis = Emphasis::Hovered;
        }
    }
}

/// Shows a tie as hovered; one that was dimmed gets its own opacity back.
fn light(tie: &mut TieMark) {
    if tie.emphasis == Emphasis::Dimmed {
        tie.opacity /= encode::DIMMED;
    }
    tie.emphasis = Emphasis::Hovered;
}

/// Moves a mark up to the end of those that are not emphasized more than it is.
fn raise<T>(marks: &mut [T], mark_idx: usize, emphasis: impl Fn(&T) -> Emphasis) {
    let own = emphasis(&marks[mark_idx]);
    let n_passed = marks[mark_idx + 1..].iter().take_while(|mark| emphasis(mark) <= own).count();
    marks[mark_idx..=mark_idx + n_passed].rotate_left(1);
}
