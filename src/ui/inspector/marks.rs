//! Marks that stand beside words, so that color is never alone: the sign's glyph, how a move was answered, milestones.

use egui::{Color32, Painter, Pos2, Stroke, pos2, vec2};

use crate::model::{Response, Sign};
use crate::scene::{Theme, encode};
use crate::ui::color;

/// Half the extent of a glyph, in points.
const REACH: f32 = 4.0;
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
