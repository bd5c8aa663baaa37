//! Paints a scene as egui shapes: each mark as `export` writes it in SVG, in the same order.

use std::sync::Arc;

use egui::epaint::{PathShape, PathStroke, RectShape, TextShape};
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Galley, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2,
};

use super::fonts::BOLD;
use super::glyph::{GlyphInk, glyph_shapes};
use super::mass::{Mass, Seen, may_touch};
use super::style::color;
use crate::kit::{Point, QuadCurve};
use crate::model::{NationId, TieId};
use crate::scene::encode;
use crate::scene::{BadgeMark, Color, Emphasis, Fill, LabelMark, Naming, NationMark, Pinning, Scene, Theme, TieMark};

/// A shape, with the mark that it belongs to and what it is of it.
#[derive(Debug, Clone)]
pub struct Painted {
    /// Whose shape.
    pub part: Part,
    /// The shape.
    pub shape: Shape,
}

/// What a shape is of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The curve of a tie.
    Curve(TieId),
    /// A layer of what runs along both sides of a tie that is only supposed.
    Casing(TieId),
    /// The words on a tie.
    Label(TieId),
    /// The circle of a nation.
    Circle(NationId),
    /// Anything else.
    Detail,
}

/// Returns the width of letters laid out by egui.
pub type LayOut<'a> = &'a dyn Fn(&str, FontId, Color32) -> Arc<Galley>;

/// Points by which the straight pieces of a curve may stray from it: less than anybody sees.
const TOLERANCE: f64 = 0.1;
/// Most pieces of a curve.
const MOST_PIECES: f64 = 96.0;
/// Dashes of one curve; a screen of 8,000 points has room for half of them.
const MOST_DASHES: f64 = 1_000.0;
/// Ties in view up to which each is painted by itself, with soft edges and its glyph; more are painted as one mass.
const MOST_DETAILED: usize = 1_500;
/// Emphasized ties that are painted by themselves over a mass.
const MOST_ON_TOP: usize = 200;

/// What is painted, and where.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// What is painted.
    pub scene: &'a Arc<Scene>,
    /// The same before anything was hovered: a mass of ties is made from this, once for all that is hovered in it.
    pub placed: &'a Arc<Scene>,
    /// Gives the colors.
    pub theme: &'a Theme,
    /// Where the scene's zero lies on the screen.
    pub origin: Vec2,
    /// What of the screen is painted.
    pub visible: Rect,
    /// Pixels of the screen a point.
    pub pixels_per_point: f32,
}

/// What painting keeps from one frame to the next.
#[derive(Debug)]
pub struct PaintMemo {
    most_detailed: usize,
    mass: Option<Mass>,
    /// What is lit in it, where that is more than is painted by itself.
    lit: Option<Mass>,
}

impl Default for PaintMemo {
    fn default() -> Self {
        Self::with_detail_up_to(MOST_DETAILED)
    }
}

impl PaintMemo {
    /// Returns an empty memo for painting up to so many ties in view each by itself, and more as one mass.
    pub fn with_detail_up_to(n_ties: usize) -> Self {
        Self { most_detailed: n_ties, mass: None, lit: None }
    }
}

/// Paints what is in view of a scene. O(marks), and where very many ties came into view O(pixels of their lines).
pub fn paint(sight: &Sight<'_>, memo: &mut PaintMemo, lay_out: LayOut<'_>) -> Vec<Painted> {
    let &Sight { scene, theme, origin, visible, pixels_per_point, .. } = sight;
    let seen: Vec<&TieMark> = scene.ties.iter().filter(|tie| may_touch(&tie.curve, visible, origin)).collect();
    if seen.len() <= memo.most_detailed {
        (memo.mass, memo.lit) = (None, None);
        let mut painter = Painter { theme, origin, visible, pixels_per_point, lay_out, painted: Vec::new() };
        scene.badges.iter().for_each(|badge| painter.strand(badge));
        seen.iter().for_each(|tie| painter.tie(tie));
        painter.rest(scene, &seen);
        return painter.painted;
    }
    // On a whole pixel, as what lies hidden in a mass is told by whole pixels.
    let origin = (origin * pixels_per_point).round() / pixels_per_point;
    let under = 0..n_under_top(sight.placed);
    let mass =
        mass_of(&mut memo.mass, sight, Seen { scene: sight.placed, ties: under, theme, pixels_per_point }, origin);
    let mut painter = Painter { theme, origin, visible, pixels_per_point, lay_out, painted: Vec::new() };
    scene.badges.iter().for_each(|badge| painter.strand(badge));
    painter.push(Part::Detail, Shape::Mesh(mass));
    let n_under = n_under_top(scene);
    let lit = scene.ties.len() - n_emphasized(scene)..n_under;
    // In the mass, what is selected is lit already, and only what is pointed at is not.
    if lit.is_empty() || Arc::ptr_eq(scene, sight.placed) {
        memo.lit = None;
    } else {
        let mass = mass_of(&mut memo.lit, sight, Seen { scene, ties: lit, theme, pixels_per_point }, origin);
        painter.push(Part::Detail, Shape::Mesh(mass));
    }
    let on_top: Vec<&TieMark> = scene.ties[n_under..].iter().collect();
    on_top.iter().for_each(|tie| painter.tie(tie));
    painter.rest(scene, &on_top);
    painter.painted
}

/// Returns how many of a scene's ties, its last, are emphasized.
fn n_emphasized(scene: &Scene) -> usize {
    scene.ties.iter().rev().take_while(|tie| tie.emphasis > Emphasis::Plain).count()
}

/// Returns how many of a scene's ties come before those that are painted by themselves over a mass.
fn n_under_top(scene: &Scene) -> usize {
    scene.ties.len() - n_emphasized(scene).min(MOST_ON_TOP)
}

/// Returns the triangles of a mass of ties in view; the mass is made anew where the one that is held does not serve.
fn mass_of(held: &mut Option<Mass>, sight: &Sight<'_>, seen: Seen<'_>, origin: Vec2) -> Arc<Mesh> {
    let view = sight.visible.translate(-origin);
    held.take_if(|mass| !mass.serves(&seen, view));
    held.get_or_insert_with(|| Mass::new(&seen, view)).mesh(origin, sight.visible)
}

struct Painter<'a> {
    theme: &'a Theme,
    origin: Vec2,
    visible: Rect,
    pixels_per_point: f32,
    lay_out: LayOut<'a>,
    painted: Vec<Painted>,
}

impl Painter<'_> {
    /// Paints all but the lines; glyphs of some ties.
    fn rest(&mut self, scene: &Scene, with_glyphs: &[&TieMark]) {
        scene.labels.iter().for_each(|label| self.label(label));
        with_glyphs.iter().for_each(|tie| self.glyph(tie));
        scene.badges.iter().for_each(|badge| self.badge(badge));
        scene.nations.iter().for_each(|nation| self.nation(nation));
    }

    fn tie(&mut self, tie: &TieMark) {
        let ink = tie_ink(tie, self.theme);
        let points = self.points(&tie.curve);
        match tie.emphasis {
            Emphasis::Selected | Emphasis::Hovered => {
                let is_selected = tie.emphasis == Emphasis::Selected;
                let ground = if is_selected { self.theme.selection } else { self.theme.line };
                let stroke = Stroke::new(
                    encode::halo_width(tie.width, tie.casing) as f32,
                    faded(color(ground), encode::HALO_OPACITY),
                );
                self.push(Part::Detail, Shape::line(points.clone(), stroke));
            }
            Emphasis::Plain | Emphasis::Dimmed => {}
        }
        for (by, ink) in casing_layers(tie).zip(self.casing_inks(tie.opacity)) {
            let stroke = Stroke::new((tie.width + 2.0 * by) as f32, ink);
            self.push(Part::Casing(tie.id.clone()), Shape::line(points.clone(), stroke));
            if let Some(corners) = tie.grown_arrow(by) {
                let corners = corners.map(|corner| self.pos(corner)).to_vec();
                self.push(Part::Detail, Shape::convex_polygon(corners, ink, Stroke::NONE));
            }
        }
        let stroke = Stroke::new(tie.width as f32, ink);
        match bounded_dashes(tie) {
            None => self.push(Part::Curve(tie.id.clone()), Shape::line(points.clone(), stroke)),
            Some([length, gap]) => self.dashed(tie, points.clone(), stroke, [length as f32, gap as f32]),
        }
        if tie.fill == Fill::Hollow {
            let core = Stroke::new(encode::hollow_core(tie.width) as f32, color(self.theme.canvas));
            match bounded_dashes(tie) {
                None => self.push(Part::Detail, Shape::line(points, core)),
                Some([length, gap]) => {
                    let pieces = Shape::dashed_line(&points, core, length as f32, gap as f32);
                    pieces.into_iter().for_each(|piece| self.push(Part::Detail, piece));
                }
            }
        }
        let barb = Stroke::new(encode::barb_width(tie.width) as f32, ink);
        for barb_ends in &tie.barbs {
            let ends = barb_ends.map(|end| self.pos(end));
            self.push(Part::Detail, Shape::line_segment(ends, barb));
        }
        if let Some(corners) = tie.arrow {
            let corners = corners.map(|corner| self.pos(corner)).to_vec();
            self.push(Part::Detail, Shape::convex_polygon(corners, ink, Stroke::NONE));
        }
    }

    /// Paints the pieces of a dashed curve; an invisible path stands for the whole of it.
    fn dashed(&mut self, tie: &TieMark, points: Vec<Pos2>, stroke: Stroke, [length, gap]: [f32; 2]) {
        let pieces = Shape::dashed_line(&points, stroke, length, gap);
        let whole = PathShape { points, closed: false, fill: Color32::TRANSPARENT, stroke: PathStroke::NONE };
        self.push(Part::Curve(tie.id.clone()), Shape::Path(whole));
        pieces.into_iter().for_each(|piece| self.push(Part::Detail, piece));
    }

    fn glyph(&mut self, tie: &TieMark) {
        let with = GlyphInk {
            ink: tie_ink(tie, self.theme),
            // Opaque even where the tie is faded: a line must not run through the glyph.
            ground: color(self.theme.canvas),
            pixels_per_point: self.pixels_per_point,
        };
        let (center, radius) = (self.pos(tie.glyph.center), tie.glyph.radius as f32);
        self.rings(center, encode::glyph_casing(tie.casing, tie.glyph.radius), tie.opacity);
        glyph_shapes(encode::sign(tie.sign).glyph, center, radius, with)
            .for_each(|shape| self.push(Part::Detail, shape));
    }

    fn label(&mut self, label: &LabelMark) {
        let reach = (label.size[0] + label.size[1]) as f32 / 2.0;
        if !self.visible.expand(reach).contains(self.pos(label.anchor)) {
            return;
        }
        let ground = match label.emphasis {
            Emphasis::Selected => self.theme.selection_ground,
            Emphasis::Plain | Emphasis::Hovered | Emphasis::Dimmed => self.theme.canvas,
        };
        let [half_width, half_height] = label.size.map(|side| side / 2.0);
        let (sin, cos) = (libm::sin(label.angle), libm::cos(label.angle));
        let turned = |x: f64, y: f64| {
            self.pos(Point::new(label.anchor.x + x * cos - y * sin, label.anchor.y + x * sin + y * cos))
        };
        let corners = vec![
            turned(-half_width, -half_height),
            turned(half_width, -half_height),
            turned(half_width, half_height),
            turned(-half_width, half_height),
        ];
        self.push(Part::Detail, Shape::convex_polygon(corners, color(ground), Stroke::NONE));
        let ink = faded(color(self.theme.ink), label.opacity);
        let galley = (self.lay_out)(&label.text, FontId::proportional(encode::LABEL_SIZE as f32), ink);
        let text = self.centered(label.anchor, label.angle, galley, ink);
        self.push(Part::Label(label.tie.clone()), text);
    }

    /// Paints the line on which a bundle's badge sits.
    fn strand(&mut self, badge: &BadgeMark) {
        let Some(strand) = &badge.strand else { return };
        let points = self.points(strand);
        if badge.emphasis > Emphasis::Plain {
            let width = encode::halo_width(encode::STRAND_WIDTH, badge.casing) as f32;
            let ground = faded(color(self.theme.line), encode::HALO_OPACITY);
            self.push(Part::Detail, Shape::line(points.clone(), Stroke::new(width, ground)));
        }
        let layers = encode::casing_layers(badge.casing).into_iter().flatten();
        for (by, ink) in layers.zip(self.casing_inks(badge.opacity)) {
            let stroke = Stroke::new((encode::STRAND_WIDTH + 2.0 * by) as f32, ink);
            self.push(Part::Detail, Shape::line(points.clone(), stroke));
        }
        let ink = faded(color(self.theme.muted), badge.opacity);
        self.push(Part::Detail, Shape::line(points, Stroke::new(encode::STRAND_WIDTH as f32, ink)));
    }

    fn badge(&mut self, badge: &BadgeMark) {
        let rect = Rect::from_two_pos(self.pos(badge.rect().min), self.pos(badge.rect().max));
        let canvas = color(self.theme.canvas);
        let over_canvas = |ink: Color| canvas.lerp_to_gamma(color(ink), badge.opacity as f32);
        let radius = CornerRadius::same((badge.size[1] / 2.0) as u8);
        let rim = if badge.emphasis > Emphasis::Plain { self.theme.ink } else { self.theme.muted };
        let stroke = Stroke::new(encode::STRAND_WIDTH as f32, over_canvas(rim));
        let ground = over_canvas(self.theme.nation);
        self.push(Part::Detail, Shape::Rect(RectShape::new(rect, radius, ground, stroke, StrokeKind::Middle)));
        let ink = over_canvas(self.theme.ink);
        let font = FontId::new(encode::BADGE_SIZE as f32, FontFamily::Name(BOLD.into()));
        let galley = (self.lay_out)(&badge.text, font, ink);
        let text = self.centered(badge.center, 0.0, galley, ink);
        self.push(Part::Detail, text);
    }

    fn nation(&mut self, nation: &NationMark) {
        let rim_width = encode::rim_width(nation.emphasis) as f32;
        let is_selected = nation.emphasis == Emphasis::Selected;
        let rim = if is_selected { self.theme.selection_edge } else { self.theme.nation_rim };
        let opacity = if nation.emphasis == Emphasis::Dimmed { encode::NATION_DIMMED as f32 } else { 1.0 };
        let ground = Rect::from_two_pos(self.pos(nation.name_box().min), self.pos(nation.name_box().max));
        // Faded over the canvas's own color, so that no line shines through.
        let canvas = color(self.theme.canvas);
        let over_canvas = |ink: Color| canvas.lerp_to_gamma(color(ink), opacity);
        if nation.naming == Naming::Shown {
            self.push(Part::Detail, Shape::rect_filled(ground, CornerRadius::same(3), canvas));
        }
        let center = self.pos(nation.center);
        let radius = nation.radius as f32;
        self.rings(center, encode::nation_casing(nation.casing, nation.radius), f64::from(opacity));
        // Two filled circles cost far fewer triangles than one with an outline.
        self.push(Part::Detail, Shape::circle_filled(center, radius + rim_width / 2.0, over_canvas(rim)));
        let disk = Shape::circle_filled(center, radius - rim_width / 2.0, over_canvas(self.theme.nation));
        self.push(Part::Circle(nation.id.clone()), disk);
        if nation.pinning == Pinning::Pinned {
            let [pin, gap] = [encode::PIN_RADIUS, encode::PIN_RADIUS + 1.5].map(|radius| radius as f32);
            let at = self.pos(nation.pin());
            self.push(Part::Detail, Shape::circle_filled(at, gap, canvas));
            self.push(Part::Detail, Shape::circle_filled(at, pin, over_canvas(self.theme.nation_rim)));
        }
        let ink = over_canvas(self.theme.ink);
        let code = (!nation.code.is_empty()).then_some((&nation.code, nation.code_size, nation.center));
        let name = (nation.naming == Naming::Shown).then_some((&nation.name, encode::NAME_SIZE, nation.name_anchor));
        for (text, size, anchor) in code.into_iter().chain(name) {
            let galley = (self.lay_out)(text, FontId::new(size as f32, FontFamily::Name(BOLD.into())), ink);
            let shape = self.centered(anchor, 0.0, galley, ink);
            self.push(Part::Detail, shape);
        }
    }

    /// Paints the two layers of a casing around a circle.
    fn rings(&mut self, center: Pos2, radii: Option<[f64; 2]>, opacity: f64) {
        for (radius, ink) in radii.into_iter().flatten().zip(self.casing_inks(opacity)) {
            self.push(Part::Detail, Shape::circle_filled(center, radius as f32, ink));
        }
    }

    /// Returns the colors of the two layers of a casing. The upper is opaque, so that of the lower only contours are left.
    fn casing_inks(&self, opacity: f64) -> [Color32; 2] {
        let canvas = color(self.theme.canvas);
        [faded(color(self.theme.hypothetical), opacity), canvas]
    }

    /// Returns text whose middle lies at `anchor`, turned around it.
    fn centered(&self, anchor: Point, angle: f64, galley: Arc<Galley>, ink: Color32) -> Shape {
        let half = galley.size() / 2.0;
        let (sin, cos) = (libm::sin(angle) as f32, libm::cos(angle) as f32);
        let from_anchor = Vec2::new(half.x * cos - half.y * sin, half.x * sin + half.y * cos);
        let mut text = TextShape::new(self.pos(anchor) - from_anchor, galley, ink);
        text.angle = angle as f32;
        Shape::Text(text)
    }

    fn points(&self, curve: &QuadCurve) -> Vec<Pos2> {
        let sag = curve.control.distance(curve.from.lerp(curve.to, 0.5));
        // A piece of the n-th part of a parabola strays by the n²-th part of the whole's, which is half the sag.
        let n_pieces = (sag / (2.0 * TOLERANCE)).sqrt().ceil().clamp(1.0, MOST_PIECES) as usize;
        curve.points(n_pieces).map(|point| self.pos(point)).collect()
    }

    fn pos(&self, point: Point) -> Pos2 {
        painter_pos(self.origin, point)
    }

    fn push(&mut self, part: Part, shape: Shape) {
        self.painted.push(Painted { part, shape });
    }
}

/// Returns length and gap of a tie's dashes, longer ones where a curve far larger than any screen would have thousands.
pub(super) fn bounded_dashes(tie: &TieMark) -> Option<[f64; 2]> {
    let [length, gap] = encode::dashes(tie.line, tie.width)?;
    let n_dashes = tie.curve.length() / (length + gap);
    let by = (n_dashes / MOST_DASHES).max(1.0);
    Some([length * by, gap * by])
}

/// Returns by how much the layers of a tie's casing are wider than its line, on each side; none without a casing.
pub(super) fn casing_layers(tie: &TieMark) -> impl Iterator<Item = f64> {
    encode::casing_layers(tie.casing).into_iter().flatten()
}

/// Returns the color of a tie's line.
pub(super) fn tie_ink(tie: &TieMark, theme: &Theme) -> Color32 {
    faded(color(theme.of(encode::sign(tie.sign).role)), tie.opacity)
}

/// Returns where a scene point lies on the screen.
fn painter_pos(origin: Vec2, point: Point) -> Pos2 {
    pos2(point.x as f32 + origin.x, point.y as f32 + origin.y)
}

/// Returns a color with less than its own opacity.
pub(super) fn faded(color: Color32, opacity: f64) -> Color32 {
    if opacity >= 1.0 { color } else { color.gamma_multiply(opacity as f32) }
}
