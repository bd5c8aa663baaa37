//! Draws a sample of a line for the legend, as `export` writes it in SVG.

use egui::{Align2, FontFamily, FontId, Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::glyph::{GlyphInk, glyph_shapes};
use super::style::color;
use crate::scene::encode::{self, Barbs};
use crate::scene::{Fill, Sample, SampleArrow, SampleBadge, SampleGlyph, Theme};

/// Draws a sample in the middle of `rect`.
pub fn sample_ui(painter: &Painter, rect: Rect, sample: &Sample, theme: &Theme) {
    let ink = sample.sign.map_or(theme.ink, |sign| theme.of(encode::sign(sign).role));
    let ink = color(ink).gamma_multiply(sample.opacity as f32);
    let [thin, thick] = sample.widths;
    let (from, to) = (rect.left_center(), rect.right_center());
    let (length, breadth) = encode::arrow_size(thin);
    let end = match sample.arrow {
        SampleArrow::Without => to,
        SampleArrow::Right => to - vec2(length as f32 * 0.75, 0.0),
    };
    if sample.badge == SampleBadge::Mixed {
        // It stands on no line.
    } else if thin == thick {
        let stroke = Stroke::new(thin as f32, ink);
        let layers = encode::casing_layers(sample.casing).into_iter().flatten();
        for (by, layer) in layers.zip([theme.hypothetical, theme.panel]) {
            painter.line_segment([from, end], Stroke::new((thin + 2.0 * by) as f32, color(layer)));
        }
        match encode::dashes(sample.line, thin) {
            None => {
                painter.line_segment([from, end], stroke);
            }
            Some([dash, gap]) => {
                painter.extend(Shape::dashed_line(&[from, end], stroke, dash as f32, gap as f32));
            }
        }
        if sample.fill == Fill::Hollow {
            painter.line_segment([from, end], Stroke::new(encode::hollow_core(thin) as f32, color(theme.panel)));
        }
    } else {
        let half = |width: f64| vec2(0.0, width as f32 / 2.0);
        let corners = vec![from - half(thin), to - half(thick), to + half(thick), from + half(thin)];
        painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
    }
    if sample.arrow == SampleArrow::Right {
        let tail = to.x - length as f32;
        let corners = vec![to, pos2(tail, to.y + breadth as f32), pos2(tail, to.y - breadth as f32)];
        painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
    }
    if let (SampleGlyph::Middle, Some(sign)) = (sample.glyph, sample.sign) {
        let code = encode::sign(sign);
        let reach = encode::barb_reach(thin, sample.casing) as f32 - 0.6;
        let barb = Stroke::new(encode::barb_width(thin) as f32, ink);
        match code.barbs {
            Barbs::Across => {
                for x in [-11.0, 11.0] {
                    let at = rect.center() + vec2(x, 0.0);
                    painter.line_segment([at - vec2(0.0, reach), at + vec2(0.0, reach)], barb);
                }
            }
            Barbs::Without => {}
        }
        let with = GlyphInk { ink, ground: color(theme.panel), pixels_per_point: painter.pixels_per_point() };
        painter.extend(glyph_shapes(code.glyph, rect.center(), encode::GLYPH_RADIUS as f32, with));
    }
    if let Some(words) = sample.badge.text() {
        badge_ui(painter, rect.center(), words, theme);
    }
}

/// Draws a badge as on the canvas, low enough for a row.
fn badge_ui(painter: &Painter, center: egui::Pos2, words: &str, theme: &Theme) {
    let [width, height] = encode::badge_sample().map(|length| length as f32);
    let rect = Rect::from_center_size(center, vec2(width, height));
    let rim = Stroke::new(encode::STRAND_WIDTH as f32, color(theme.muted));
    painter.rect(rect, height / 2.0, color(theme.nation), rim, StrokeKind::Middle);
    let font = FontId::new(encode::BADGE_SIZE as f32, FontFamily::Name(super::BOLD.into()));
    painter.text(center, Align2::CENTER_CENTER, words, font, color(theme.ink));
}
