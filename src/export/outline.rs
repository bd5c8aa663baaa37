//! Turns a line of text into the shapes of its letters.

use std::fmt::Write as _;
use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::xml::number;
use crate::kit::Point;
use crate::scene::text::{FontWeight, TextStyle, glyphs};

/// Returns the path of a line of text whose baseline begins at a point. Kerned and joined as it is measured.
pub(super) fn outline(text: &str, style: TextStyle, at: Point) -> String {
    let Some(face) = face(style.weight) else { return String::new() };
    let scale = style.size / f64::from(face.units_per_em());
    let mut path = Path { d: String::new(), origin: at, scale };
    for glyph in glyphs(text, style) {
        path.origin = Point::new(at.x + glyph.at.x, at.y + glyph.at.y);
        face.outline_glyph(GlyphId(glyph.id), &mut path);
    }
    path.d
}

fn face(weight: FontWeight) -> Option<&'static Face<'static>> {
    static REGULAR: OnceLock<Option<Face<'static>>> = OnceLock::new();
    static BOLD: OnceLock<Option<Face<'static>>> = OnceLock::new();
    match weight {
        FontWeight::Regular => REGULAR.get_or_init(|| Face::parse(notosans::REGULAR_TTF, 0).ok()).as_ref(),
        FontWeight::Bold => BOLD.get_or_init(|| Face::parse(notosans::BOLD_TTF, 0).ok()).as_ref(),
    }
}

/// A path that is being written; fonts count upward.
struct Path {
    d: String,
    origin: Point,
    scale: f64,
}

impl Path {
    fn pair(&self, x: f32, y: f32) -> String {
        let (x, y) = (self.origin.x + f64::from(x) * self.scale, self.origin.y - f64::from(y) * self.scale);
        format!("{} {}", number(x), number(y))
    }
}

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.d, "M{}", self.pair(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.d, "L{}", self.pair(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.d, "Q{} {}", self.pair(x1, y1), self.pair(x, y));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.d, "C{} {} {}", self.pair(x1, y1), self.pair(x2, y2), self.pair(x, y));
    }

    fn close(&mut self) {
        self.d.push('Z');
    }
}
