//! Shows in a finished scene what is under the pointer: one mark's emphasis, and nobody's place.

use super::encode;
use super::items::{Emphasis, LabelMark, Scene, TieMark};
use super::target::Target;

/// Returns `scene`, in which nothing is hovered, with `target` hovered; the same if it is not there or is selected.
///
/// Unlike [`build`](super::build) with something hovered, it finds no words for a tie that had no room for them, but
/// where those would not be read anyway it is many times faster. O(marks).
pub fn hovered(scene: &Scene, target: &Target) -> Scene {
    let mut scene = scene.clone();
    match target {
        Target::Nation(id) => {
            if let Some(nation) = scene.nations.iter_mut().find(|nation| nation.id == *id) {
                nation.emphasis = nation.emphasis.max(Emphasis::Hovered);
            }
        }
        // Many at once: the scene stays as it is, and the canvas lights what it concerns.
        Target::Pair(..) | Target::Source(_) | Target::Class(_) => {}
        Target::Tie(id) => {
            let is_it = |tie: &TieMark| tie.id == *id && tie.emphasis < Emphasis::Hovered;
            let Some(tie_idx) = scene.ties.iter().position(is_it) else { return scene };
            let tie = &mut scene.ties[tie_idx];
            if tie.emphasis == Emphasis::Dimmed {
                tie.opacity /= encode::DIMMED;
            }
            tie.emphasis = Emphasis::Hovered;
            let opacity = encode::words_opacity(tie.opacity);
            raise(&mut scene.ties, tie_idx, |tie| tie.emphasis);
            if let Some(label_idx) = scene.labels.iter().position(|label: &LabelMark| label.tie == *id) {
                let label = &mut scene.labels[label_idx];
                (label.emphasis, label.opacity) = (Emphasis::Hovered, opacity);
                raise(&mut scene.labels, label_idx, |label| label.emphasis);
            }
        }
    }
    scene
}

/// Moves a mark up to the end of those that are not emphasized more than it is.
fn raise<T>(marks: &mut [T], mark_idx: usize, emphasis: impl Fn(&T) -> Emphasis) {
    let own = emphasis(&marks[mark_idx]);
    let n_passed = marks[mark_idx + 1..].iter().take_while(|mark| emphasis(mark) <= own).count();
    marks[mark_idx..=mark_idx + n_passed].rotate_left(1);
}
