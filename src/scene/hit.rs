//! Says what lies under a point of the view: nation, then badge, then label or glyph, then the nearest tie or strand.

use super::boxes::TurnedBox;
use super::items::{LabelMark, Scene, TieMark};
use super::target::Target;
use crate::kit::{Point, QuadCurve};

/// How far from a tie's line a pointer may be, in view points.
const NEAR: f64 = 6.0;
/// How far from the curves of an open fan a pointer may be without closing it, in view points: more than half of the
/// distance of two curves.
const OPEN_REACH: f64 = 20.0;
/// Straight pieces by which a curve is measured.
const PIECES: usize = 16;
/// How far beyond its rim a glyph can be hit.
const GLYPH_MARGIN: f64 = 2.0;

/// Returns what lies at `at`, a point in the scene's view points. O(marks).
///
/// Of marks of one sort the topmost counts, of ties the nearest within 6 points, and of equally near ones the topmost.
pub fn hit(scene: &Scene, at: Point) -> Option<Target> {
    let nation = scene
        .nations
        .iter()
        .rev()
        .find(|nation| nation.center.distance(at) <= nation.radius || nation.name_box().contains(at));
    if let Some(nation) = nation {
        return Some(Target::Nation(nation.id.clone()));
    }
    if let Some(badge) = scene.badges.iter().rev().find(|badge| badge.rect().contains(at)) {
        return Some(Target::Pair(badge.pair.0.clone(), badge.pair.1.clone()));
    }
    let is_on = |label: &&LabelMark| TurnedBox::new(label.anchor, label.angle, label.size).contains(at);
    if let Some(label) = scene.labels.iter().rev().find(is_on) {
        return Some(Target::Tie(label.tie.clone()));
    }
    let is_on_glyph = |tie: &&TieMark| tie.glyph.center.distance(at) <= tie.glyph.radius + GLYPH_MARGIN;
    if let Some(tie) = scene.ties.iter().rev().find(is_on_glyph) {
        return Some(Target::Tie(tie.id.clone()));
    }
    let mut nearest: Option<(f64, &TieMark)> = None;
    for tie in scene.ties.iter().rev() {
        let reach = NEAR + tie.width / 2.0;
        let distance = distance(&tie.curve, at, reach);
        if distance <= reach && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, tie));
        }
    }
    let strands = scene.badges.iter().filter_map(|badge| Some((badge, badge.strand.as_ref()?)));
    let strands = strands.map(|(badge, strand)| (distance(strand, at, NEAR), badge));
    let strand = strands.filter(|(distance, _)| *distance <= NEAR).min_by(|(a, _), (b, _)| a.total_cmp(b));
    match (nearest, strand) {
        (Some((to_tie, tie)), Some((to_strand, _))) if to_tie <= to_strand => Some(Target::Tie(tie.id.clone())),
        (Some((_, tie)), None) => Some(Target::Tie(tie.id.clone())),
        (_, Some((_, badge))) => Some(Target::Pair(badge.pair.0.clone(), badge.pair.1.clone())),
        (None, None) => {
            let is_near = |curve| distance(curve, at, OPEN_REACH) <= OPEN_REACH;
            let open = scene.open.as_ref().filter(|open| open.curves.iter().any(is_near));
            open.map(|open| Target::Pair(open.pair.0.clone(), open.pair.1.clone()))
        }
    }
}

/// Returns the distance of a curve, or infinity where its bounds say that it is beyond `reach`.
fn distance(curve: &QuadCurve, at: Point, reach: f64) -> f64 {
    // The curve lies within the triangle of its three points.
    let (left, right) =
        (curve.from.x.min(curve.control.x).min(curve.to.x), curve.from.x.max(curve.control.x).max(curve.to.x));
    let (top, bottom) =
        (curve.from.y.min(curve.control.y).min(curve.to.y), curve.from.y.max(curve.control.y).max(curve.to.y));
    if at.x < left - reach || at.x > right + reach || at.y < top - reach || at.y > bottom + reach {
        return f64::INFINITY;
    }
    let points: Vec<Point> = curve.points(PIECES).collect();
    points.windows(2).map(|piece| at.distance_to_segment(piece[0], piece[1])).fold(f64::INFINITY, f64::min)
}
