//! Draws the glyph of a sign: a ring that no line runs through, with a plus, a minus or a smaller ring in it.

use std::f32::consts::TAU;
use std::sync::Arc;

use egui::{Color32, Mesh, Pos2, Shape, Stroke, Vec2, vec2};

use crate::scene::encode::{self, Glyph};

/// Pixels by which the straight sides of a ring may stray from a circle: less than anybody sees.
const TOLERANCE: f32 = 0.15;

/// What a glyph is drawn with.
#[derive(Debug, Clone, Copy)]
pub(super) struct GlyphInk {
    /// Color of its lines.
    pub ink: Color32,
    /// Color behind them, opaque.
    pub ground: Color32,
    /// Pixels of the screen a point.
    pub pixels_per_point: f32,
}

/// Returns the shapes of a glyph, the lowest first.
pub(super) fn glyph_shapes(glyph: Glyph, center: Pos2, radius: f32, with: GlyphInk) -> impl Iterator<Item = Shape> {
    let stroke = Stroke::new(encode::GLYPH_STROKE as f32, with.ink);
    let arm = encode::GLYPH_ARM as f32;
    let bar = |by: Vec2| Some(Shape::line_segment([center - by, center + by], stroke));
    let (level, upright) = (vec2(arm, 0.0), vec2(0.0, arm));
    let within = match glyph {
        Glyph::Plus => [bar(level), bar(upright)],
        Glyph::Minus => [bar(level), None],
        Glyph::Ring => [Some(ring(center, encode::GLYPH_RING as f32, stroke.width, with)), None],
    };
    std::iter::once(ring(center, radius, stroke.width, with)).chain(within.into_iter().flatten())
}

/// Returns a filled disk with a rim, both with soft edges, in half the triangles of a filled circle and an outline.
fn ring(center: Pos2, radius: f32, width: f32, with: GlyphInk) -> Shape {
    let GlyphInk { ink, ground, pixels_per_point } = with;
    let soft = (1.0 / pixels_per_point).min(width) / 2.0;
    let [inner, outer] = [radius - width / 2.0, radius + width / 2.0];
    let over_ground = ground.blend(ink);
    let circles = [
        (inner - soft, ground),
        (inner + soft, over_ground),
        (outer - soft, over_ground),
        (outer + soft, Color32::TRANSPARENT),
    ];
    let n_sides = n_sides(outer * pixels_per_point);
    let mut mesh = Mesh::default();
    mesh.colored_vertex(center, ground);
    for side in 0..n_sides {
        let direction = Vec2::angled(TAU * side as f32 / n_sides as f32);
        for (radius, color) in circles {
            mesh.colored_vertex(center + direction * radius, color);
        }
    }
    let n_circles = circles.len() as u32;
    let vertex = |side: u32, circle: u32| 1 + side % n_sides * n_circles + circle;
    for side in 0..n_sides {
        mesh.add_triangle(0, vertex(side, 0), vertex(side + 1, 0));
        for circle in 0..n_circles - 1 {
            let [near, far] = [circle, circle + 1].map(|circle| [vertex(side, circle), vertex(side + 1, circle)]);
            mesh.add_triangle(near[0], far[0], near[1]);
            mesh.add_triangle(near[1], far[0], far[1]);
        }
    }
    Shape::Mesh(Arc::new(mesh))
}

/// Returns how many straight sides make a circle of a radius in pixels.
fn n_sides(radius: f32) -> u32 {
    let turn = 2.0 * (1.0 - TOLERANCE / radius.max(TOLERANCE)).acos();
    (TAU / turn).ceil().clamp(12.0, 128.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_strays_nowhere_from_its_circle_by_more_than_anybody_sees() {
        for radius in [2.4, 6.5, 13.0, 26.0] {
            let half_turn = std::f32::consts::PI / n_sides(radius) as f32;
            assert!(radius * (1.0 - half_turn.cos()) <= TOLERANCE + 1e-4, "{radius}");
        }
    }
}
