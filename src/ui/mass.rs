//! Turns very many ties into one mesh, in the encoding that single ties have, and moves it with the view.
//!
//! Left away is only what cannot be seen: soft edges of a pixel's breadth, glyphs, which would hide each other, and what
//! lies under opaque lines that are painted later or outside of the view.

use std::ops::Range;
use std::sync::{Arc, Weak};

use egui::{Color32, Mesh, Pos2, Rect, Vec2, pos2};

use super::coverage::{Corners, Coverage};
use super::paint::{bounded_dashes, casing_layers, faded, tie_ink};
use super::style::color;
use crate::kit::{Point, QuadCurve};
use crate::scene::encode;
use crate::scene::{Emphasis, Fill, Scene, Theme, TieMark};

/// How far a straight piece may lie from its curve, in points.
const BEND: f64 = 0.2;
/// Longest straight piece, in points: short enough that the hidden part of a line is left away, long enough to be few.
const PIECE: f64 = 24.0;
/// Most pieces of a curve.
const MOST_PIECES: f64 = 512.0;

/// What a mass is made from.
#[derive(Debug, Clone)]
pub(super) struct Seen<'a> {
    /// Whose ties.
    pub(super) scene: &'a Arc<Scene>,
    /// Which of them.
    pub(super) ties: Range<usize>,
    /// Gives the inks.
    pub(super) theme: &'a Theme,
    /// Pixels a point.
    pub(super) pixels_per_point: f32,
}

/// The mass of a scene's ties around what was in view when it was made.
#[derive(Debug)]
pub(super) struct Mass {
    scene: Weak<Scene>,
    ties: Range<usize>,
    theme: Theme,
    pixels_per_point: f32,
    /// Where it is whole, in the scene.
    region: Rect,
    /// In the scene, in the order in which they are painted.
    quads: Vec<Quad>,
    /// Where it was shown last, with its mesh there.
    shown: Option<(Vec2, Rect, Arc<Mesh>)>,
}

/// A straight piece of something.
#[derive(Debug, Clone, Copy)]
struct Quad {
    corners: Corners,
    ink: Color32,
    form: Form,
}

/// What a piece looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Four-sided and nearly a rectangle: its pixels can be told.
    Bar,
    /// An arrowhead, always painted.
    Head,
}

impl Mass {
    /// Returns the mass of ties around what is in view. O(pixels of all lines there).
    pub(super) fn new(seen: &Seen, view: Rect) -> Self {
        // Half a view around it: enough for a while of panning.
        let region = view.expand2(view.size() / 2.0);
        let mut builder = Builder { theme: seen.theme, region, spine: Vec::new(), quads: Vec::new() };
        seen.scene.ties[seen.ties.clone()].iter().for_each(|tie| builder.tie(tie));
        Self {
            scene: Arc::downgrade(seen.scene),
            ties: seen.ties.clone(),
            theme: seen.theme.clone(),
            pixels_per_point: seen.pixels_per_point,
            region,
            quads: unhidden(builder.quads, Coverage::new(region, seen.pixels_per_point)),
            shown: None,
        }
    }

    /// Whether it was made from this and reaches as far as the view.
    pub(super) fn serves(&self, seen: &Seen, view: Rect) -> bool {
        let Self { scene, ties, theme, pixels_per_point, region, quads: _, shown: _ } = self;
        std::ptr::eq(scene.as_ptr(), Arc::as_ptr(seen.scene))
            && *ties == seen.ties
            && theme == seen.theme
            && *pixels_per_point == seen.pixels_per_point
            && region.contains_rect(view)
    }

    /// Returns the triangles in view; `origin`, a whole number of pixels, is where the scene's zero lies. O(pieces) where
    /// the view has moved.
    pub(super) fn mesh(&mut self, origin: Vec2, visible: Rect) -> Arc<Mesh> {
        if let Some((shown_origin, shown_visible, mesh)) = &self.shown
            && (*shown_origin, *shown_visible) == (origin, visible)
        {
            return mesh.clone();
        }
        let view = visible.translate(-origin);
        // The buffers of the last mesh serve again unless somebody still holds it.
        let mut mesh = self.shown.take().and_then(|(_, _, mesh)| Arc::into_inner(mesh)).unwrap_or_default();
        mesh.clear();
        for quad in self.quads.iter().filter(|quad| view.intersects(Rect::from_points(&quad.corners))) {
            let first = mesh.vertices.len() as u32;
            quad.corners.iter().for_each(|corner| mesh.colored_vertex(*corner + origin, quad.ink));
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first, first + 2, first + 3);
        }
        let mesh = Arc::new(mesh);
        self.shown = Some((origin, visible, mesh.clone()));
        mesh
    }
}

/// Returns the pieces that are not wholly under opaque later ones, in the same order.
fn unhidden(mut quads: Vec<Quad>, mut coverage: Coverage) -> Vec<Quad> {
    quads.reverse();
    quads.retain(|quad| {
        let is_seen = quad.form == Form::Head || !coverage.hides(&quad.corners);
        if is_seen && quad.form == Form::Bar && quad.ink.is_opaque() {
            coverage.cover(&quad.corners);
        }
        is_seen
    });
    quads.reverse();
    quads.shrink_to_fit();
    quads
}

/// Collects the pieces of ties.
struct Builder<'a> {
    theme: &'a Theme,
    region: Rect,
    /// The points of the curve that is at hand.
    spine: Vec<Pos2>,
    quads: Vec<Quad>,
}

impl Builder<'_> {
    fn tie(&mut self, tie: &TieMark) {
        if !may_touch(&tie.curve, self.region, Vec2::ZERO) {
            return;
        }
        let ink = tie_ink(tie, self.theme);
        self.lay_spine(&tie.curve);
        if tie.emphasis > Emphasis::Plain {
            let ground = if tie.emphasis == Emphasis::Selected { self.theme.selection } else { self.theme.line };
            let ground = color(ground).gamma_multiply(encode::HALO_OPACITY as f32);
            self.line(encode::halo_width(tie.width, tie.casing), ground);
        }
        let casing = faded(color(self.theme.hypothetical), tie.opacity);
        for (by, ink) in casing_layers(tie).zip([casing, color(self.theme.canvas)]) {
            self.line(tie.width + 2.0 * by, ink);
            self.head(tie.grown_arrow(by), ink);
        }
        let dashes = bounded_dashes(tie);
        self.broken_line(tie.width, dashes, ink);
        if tie.fill == Fill::Hollow {
            self.broken_line(encode::hollow_core(tie.width), dashes, color(self.theme.canvas));
        }
        for barb in &tie.barbs {
            let [from, to] = barb.map(|end| pos2(end.x as f32, end.y as f32));
            let aside = (to - from).normalized().rot90() * (encode::barb_width(tie.width) / 2.0) as f32;
            self.push(Form::Bar, [from - aside, from + aside, to + aside, to - aside], ink);
        }
        self.head(tie.arrow, ink);
    }

    /// Adds an arrowhead, if there is one.
    fn head(&mut self, head: Option<[Point; 3]>, ink: Color32) {
        if let Some(head) = head {
            let [tip, left, right] = head.map(|corner| pos2(corner.x as f32, corner.y as f32));
            // A corner lies in the middle of its back, so that the tip alone is pointed.
            self.push(Form::Head, [left, tip, right, left.lerp(right, 0.5)], ink);
        }
    }

    /// Lays points along a curve: as few as its bend allows.
    fn lay_spine(&mut self, curve: &QuadCurve) {
        let sag = curve.control.distance(curve.from.lerp(curve.to, 0.5));
        let by_bend = (sag / (2.0 * BEND)).sqrt();
        let by_length = curve.from.distance(curve.to) / PIECE;
        let n_pieces = by_bend.max(by_length).ceil().clamp(1.0, MOST_PIECES) as usize;
        self.spine.clear();
        self.spine.extend(curve.points(n_pieces).map(|point| pos2(point.x as f32, point.y as f32)));
    }

    fn broken_line(&mut self, width: f64, dashes: Option<[f64; 2]>, ink: Color32) {
        match dashes {
            None => self.line(width, ink),
            Some([length, gap]) => self.dashes(width, [length as f32, gap as f32], ink),
        }
    }

    /// Adds the whole of the curve; its pieces share their corners, so that nothing shines through between them.
    fn line(&mut self, width: f64, ink: Color32) {
        let half = (width / 2.0) as f32;
        let spine = std::mem::take(&mut self.spine);
        let sides = |idx: usize| {
            let along = spine[(idx + 1).min(spine.len() - 1)] - spine[idx.saturating_sub(1)];
            let aside = along.normalized().rot90() * half;
            [spine[idx] - aside, spine[idx] + aside]
        };
        let mut last = sides(0);
        for idx in 1..spine.len() {
            let next = sides(idx);
            self.push(Form::Bar, [last[0], last[1], next[1], next[0]], ink);
            last = next;
        }
        self.spine = spine;
    }

    /// Adds pieces of the curve of some length with gaps between them, beginning with a piece.
    fn dashes(&mut self, width: f64, [length, gap]: [f32; 2], ink: Color32) {
        let half = (width / 2.0) as f32;
        let spine = std::mem::take(&mut self.spine);
        // How far along the curve the piece at hand begins, and the dash that is next.
        let (mut behind, mut dash) = (0.0_f32, 0.0_f32);
        let mut begun: Option<Pos2> = None;
        for pair in spine.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let here = from.distance(to);
            let at = |along: f32| from.lerp(to, ((along - behind) / here).clamp(0.0, 1.0));
            while dash <= behind + here {
                let start = *begun.get_or_insert_with(|| at(dash));
                if dash + length > behind + here {
                    break;
                }
                self.segment(start, at(dash + length), half, ink);
                begun = None;
                dash += length + gap;
            }
            behind += here;
        }
        if let (Some(start), Some(end)) = (begun, spine.last()) {
            self.segment(start, *end, half, ink);
        }
        self.spine = spine;
    }

    fn segment(&mut self, from: Pos2, to: Pos2, half: f32, ink: Color32) {
        let aside = (to - from).normalized().rot90() * half;
        self.push(Form::Bar, [from - aside, from + aside, to + aside, to - aside], ink);
    }

    fn push(&mut self, form: Form, corners: Corners, ink: Color32) {
        if self.region.intersects(Rect::from_points(&corners)) {
            self.quads.push(Quad { corners, ink, form });
        }
    }
}

/// Whether a curve, with what belongs to it, may reach into a rectangle; `origin` is where the scene's zero lies in it.
pub(super) fn may_touch(curve: &QuadCurve, rect: Rect, origin: Vec2) -> bool {
    /// Parts that are looked at one by one: a long bent curve fills little of its box.
    const PARTS: usize = 8;
    let room = rect.expand(encode::HALO as f32 * 4.0).translate(-origin);
    let pos = |point: Point| pos2(point.x as f32, point.y as f32);
    if !room.intersects(Rect::from_points(&[curve.from, curve.control, curve.to].map(pos))) {
        return false;
    }
    // Chords lie inside of the bend, by as much as the sag over 2 × parts².
    let sag = curve.control.distance(curve.from.lerp(curve.to, 0.5));
    let room = room.expand((sag / (2 * PARTS * PARTS) as f64) as f32);
    let points: Vec<Pos2> = curve.points(PARTS).map(pos).collect();
    points.windows(2).any(|ends| room.intersects(Rect::from_points(ends)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io;
    use crate::kit::{Point, Rng};
    use crate::model::{Sign, TieId};
    use crate::scene::encode::Casing;
    use crate::scene::encode::LineStyle;
    use crate::scene::{GlyphMark, ThemeName};

    /// A canvas of pixels, painted as a graphics card would: where the middle of a pixel lies inside.
    const SIDE: usize = 300;

    /// Returns a tie from one random place to another.
    fn tie(rng: &mut Rng) -> TieMark {
        let mut point = || Point::new(rng.below(SIDE + 80) as f64 - 40.0, rng.below(SIDE + 80) as f64 - 40.0);
        let (from, to) = (point(), point());
        let control = from.lerp(to, 0.5).lerp(point(), 0.2);
        let width = encode::width(1 + rng.below(5) as u8);
        let (length, half) = encode::arrow_size(width);
        let back = Point::new(to.x - length, to.y - half);
        TieMark {
            id: TieId::new("a"),
            curve: QuadCurve { from, control, to },
            width,
            sign: [Sign::Positive, Sign::Negative, Sign::Neutral][rng.below(3)],
            line: [LineStyle::Solid, LineStyle::Dashed, LineStyle::Dotted][rng.below(3)],
            fill: [Fill::Solid, Fill::Hollow][rng.below(2)],
            casing: [Casing::Without, Casing::Without, Casing::Hypothetical][rng.below(3)],
            opacity: [1.0, 1.0, encode::FADED][rng.below(3)],
            arrow: (rng.below(2) == 0).then_some([to, back, Point::new(back.x, to.y + half)]),
            barbs: vec![[from.lerp(to, 0.4), Point::new(from.lerp(to, 0.4).x, from.lerp(to, 0.4).y + 6.0)]],
            glyph: GlyphMark { center: from, radius: encode::GLYPH_RADIUS },
            emphasis: Emphasis::Plain,
            title: String::new(),
            sentence: String::new(),
        }
    }

    /// Returns the color of every pixel that pieces give, one after another.
    fn pixels(quads: &[Quad]) -> Vec<Color32> {
        let mut pixels = vec![Color32::WHITE; SIDE * SIDE];
        for quad in quads {
            let bounds = Rect::from_points(&quad.corners).intersect(region());
            for y in bounds.min.y as usize..(bounds.max.y.ceil() as usize).min(SIDE) {
                for x in bounds.min.x as usize..(bounds.max.x.ceil() as usize).min(SIDE) {
                    let middle = pos2(x as f32 + 0.5, y as f32 + 0.5);
                    let [a, b, c, d] = quad.corners;
                    if holds([a, b, c], middle) || holds([a, c, d], middle) {
                        pixels[y * SIDE + x] = pixels[y * SIDE + x].blend(quad.ink);
                    }
                }
            }
        }
        pixels
    }

    fn holds(triangle: [Pos2; 3], point: Pos2) -> bool {
        let side = |from: Pos2, to: Pos2| (to - from).rot90().dot(point - from);
        let [a, b, c] = triangle;
        let sides = [side(a, b), side(b, c), side(c, a)];
        sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0)
    }

    fn region() -> Rect {
        Rect::from_min_size(Pos2::ZERO, Vec2::splat(SIDE as f32))
    }

    fn quads(n_ties: usize) -> Vec<Quad> {
        let mut rng = Rng::new(1_815);
        let theme = io::theme(ThemeName::Light);
        let mut builder = Builder { theme: &theme, region: region(), spine: Vec::new(), quads: Vec::new() };
        (0..n_ties).for_each(|_| builder.tie(&tie(&mut rng)));
        builder.quads
    }

    #[test]
    fn what_is_left_away_of_a_mass_changes_no_pixel() {
        let all = quads(2_500);
        let shown = unhidden(all.clone(), Coverage::new(region(), 1.0));
        assert!(shown.len() * 2 < all.len(), "{} of {} pieces are shown", shown.len(), all.len());
        let (expected, painted) = (pixels(&all), pixels(&shown));
        let n_other = expected.iter().zip(&painted).filter(|(expected, painted)| expected != painted).count();
        assert_eq!(n_other, 0, "pixels of another color");
        assert!(painted.iter().filter(|pixel| **pixel != Color32::WHITE).count() > SIDE * SIDE / 2);
    }

    #[test]
    fn a_piece_is_told_hidden_only_by_what_is_painted_later() {
        let few = quads(12);
        assert!(unhidden(few.clone(), Coverage::new(region(), 1.0)).len() > few.len() * 3 / 4);
    }
}
