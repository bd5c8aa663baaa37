//! Marks that stand beside words, so that color is never alone: the sign's glyph, how a move was answered, milestones.

use egui::{Color32, Painter, Pos2, Shape, Stroke, pos2, vec2};

use crate::model::{Response, Sign};
use crate::scene::encode::ShiftMark;
use crate::scene::{Theme, encode};
use crate::ui::color;

/// Half the extent of a glyph, in points.
const REACH: f32 = 4.0;
/// Radius of the ring around the glyph of what is only supposed, in points.
const CASING: f32 = 7.5;
/// Width of a glyph's strokes, in points.
const STROKE: f32 = 1.75;

/// Paints the glyph of a sign in the sign's color.
pub(in crate::ui) fn paint_sign(painter: &Painter, theme: &Theme, center: Pos2, sign: Sign) {
    let code = encode::sign(sign);
    let stroke = Stroke::new(STROKE, color(theme.of(code.role)));
    let across = [center - vec2(REACH, 0.0), center + vec2(REACH, 0.0)];
    match code.glyph {
        encode::Glyph::Plus => {
            painter.line_segment(across, stroke);
            painter.line_segment([center - vec2(0.0, REACH), center + vec2(0.0, REACH)], stroke);
        }
        encode::Glyph::Minus => {
            painter.line_segment(across, stroke);
        }
        encode::Glyph::Ring => {
            painter.circle_stroke(center, REACH, Stroke::new(1.5, stroke.color));
        }
    }
}

/// Paints the ring around the glyph of something that is only supposed; words beside it say so.
pub(in crate::ui) fn paint_casing(painter: &Painter, theme: &Theme, center: Pos2) {
    painter.circle_stroke(center, CASING, Stroke::new(1.5, color(theme.hypothetical)));
}

/// Paints how a move was answered: a check, a cross, a struck ring, a peak that falls off, or three dots.
pub(super) fn paint_response(painter: &Painter, center: Pos2, response: Response, ink: Color32) {
    let stroke = Stroke::new(STROKE, ink);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| pos2(center.x + x, center.y + y)).collect();
        painter.line(points, stroke);
    };
    match response {
        Response::Accepted => line(&[(-4.0, 0.5), (-1.0, 3.5), (4.0, -3.0)]),
        Response::Rejected => {
            line(&[(-3.0, -3.0), (3.0, 3.0)]);
            line(&[(3.0, -3.0), (-3.0, 3.0)]);
        }
        Response::Ignored => {
            painter.circle_stroke(center, REACH - 0.5, Stroke::new(1.5, ink));
            line(&[(3.5, -3.5), (-3.5, 3.5)]);
        }
        Response::Collapsed => line(&[(-4.5, 2.5), (-1.0, -3.0), (1.0, 0.0), (1.0, 3.5), (4.5, 3.5)]),
        Response::Pending => {
            for x in [-4.0, 0.0, 4.0] {
                painter.circle_filled(center + vec2(x, 0.0), 1.25, ink);
            }
        }
    }
}

/// Paints the mark of a change between two days.
pub(super) fn paint_shift(painter: &Painter, center: Pos2, mark: ShiftMark, ink: Color32) {
    let stroke = Stroke::new(STROKE, ink);
    let at = |points: &[(f32, f32)]| -> Vec<Pos2> { points.iter().map(|(x, y)| center + vec2(*x, *y)).collect() };
    let area = |points: &[(f32, f32)]| {
        painter.add(Shape::convex_polygon(at(points), ink, Stroke::NONE));
    };
    let line = |points: &[(f32, f32)]| {
        painter.line(at(points), stroke);
    };
    let both = || {
        line(&[(-3.5, -1.5), (3.5, -1.5)]);
        line(&[(0.0, -5.0), (0.0, 2.0)]);
        line(&[(-3.5, 4.5), (3.5, 4.5)]);
    };
    match mark {
        ShiftMark::Up => area(&[(0.0, -4.5), (5.0, 4.0), (-5.0, 4.0)]),
        ShiftMark::Down => area(&[(0.0, 4.5), (-5.0, -4.0), (5.0, -4.0)]),
        ShiftMark::UpAndDown => {
            area(&[(0.0, -6.0), (4.0, -0.75), (-4.0, -0.75)]);
            area(&[(0.0, 6.0), (-4.0, 0.75), (4.0, 0.75)]);
        }
        ShiftMark::Diamond => area(&[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]),
        ShiftMark::Rise => {
            line(&[(0.0, 5.0), (0.0, -4.5)]);
            line(&[(-3.5, -1.0), (0.0, -4.5), (3.5, -1.0)]);
        }
        ShiftMark::Fall => {
            line(&[(0.0, -5.0), (0.0, 4.5)]);
            line(&[(-3.5, 1.0), (0.0, 4.5), (3.5, 1.0)]);
        }
        ShiftMark::Both => both(),
        ShiftMark::BothStruck => {
            both();
            line(&[(-5.0, 5.5), (5.0, -5.5)]);
        }
    }
}

/// Whether a step puts a tie in force or only leads there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// The tie binds from here on.
    Filled,
    /// It does not, or not yet, or no longer.
    Open,
}

/// Paints the marker of a milestone.
pub(super) fn paint_marker(painter: &Painter, center: Pos2, marker: Marker, ink: Color32) {
    match marker {
        Marker::Filled => painter.circle_filled(center, 4.5, ink),
        Marker::Open => painter.circle_stroke(center, 4.0, Stroke::new(1.75, ink)),
    };
}
