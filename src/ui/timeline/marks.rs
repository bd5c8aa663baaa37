//! Paints what happened: stems up and down from the line, with the glyph of their sign and how many they stand for, and
//! the ticks that name months and years.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, pos2, vec2};

use super::scale::Axis;
use crate::model::{Presence, Sign};
use crate::network::Bearing;
use crate::scene::encode::{self, Glyph};
use crate::scene::{Stem, Theme};
use crate::ui::color;

/// Width of a stem, in points; that of a neutral tie is thinner.
const WIDTH: (f32, f32) = (2.0, 1.0);
/// Half the size of a glyph, and of the room that it needs.
const GLYPH: (f32, f32) = (3.0, 4.5);
/// By how much the casing of what is only supposed is wider than a stem, on each side.
const CASING: f32 = 1.5;
/// Half the cross-tick of a negative stem.
const BARB: f32 = 2.5;
/// Opacity of the days that an imprecise date can mean, and of a stem whose date is only approximate.
const SPREAD: f32 = 0.22;
const UNSURE: f32 = 0.55;
/// Least distance of two ticks, in points.
const TICK_ROOM: f32 = 52.0;

/// Height of a stem per weight below which only stems are shown.
const LEAST_UNIT: f32 = 3.0;

/// Where things lie across the bar, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lanes {
    /// All that moves the day when it is pressed.
    pub(super) zone: Rect,
    /// Middle of the row of labels at the top.
    pub(super) labels: f32,
    /// The line from which stems go up and down.
    pub(super) base: f32,
    /// Height of a stem per weight.
    pub(super) unit: f32,
    /// Top of the row of ticks.
    pub(super) ticks: f32,
}

impl Lanes {
    /// Whether there is room for glyphs and words beside stems.
    pub(super) fn has_words(self) -> bool {
        self.unit >= LEAST_UNIT
    }
}

/// Returns the tip of a stem.
pub(super) fn tip(lanes: Lanes, x: f32, stem: &Stem) -> Pos2 {
    let height = f32::from(stem.weight) * lanes.unit;
    match stem.bearing {
        Bearing::Up => pos2(x, lanes.base - height),
        Bearing::Down => pos2(x, lanes.base + height),
    }
}

/// Paints the line and the ticks of the axis.
pub(super) fn axis_ui(painter: &Painter, theme: &Theme, axis: Axis, lanes: Lanes) {
    let faint = Stroke::new(1.0, color(theme.faint));
    painter.hline(axis.left..=axis.right(), lanes.ticks, Stroke::new(1.0, color(theme.line)));
    for tick in axis.ticks(TICK_ROOM) {
        painter.vline(tick.x, lanes.ticks..=lanes.ticks + 4.0, faint);
        if tick.x + 30.0 < axis.right() {
            let at = pos2(tick.x + 4.0, lanes.ticks + 1.0);
            painter.text(at, Align2::LEFT_TOP, tick.words, FontId::proportional(12.0), color(theme.muted));
        }
    }
}

/// Paints faintly, below the others, the stems of what a filter hides.
pub(super) fn rest_ui(painter: &Painter, theme: &Theme, axis: Axis, lanes: Lanes, stems: &[Stem]) {
    for stem in stems {
        stem_ui(painter, theme, axis, lanes, stem, encode::DIMMED as f32);
    }
}

/// Paints the stems along an axis.
pub(super) fn stems_ui(painter: &Painter, theme: &Theme, axis: Axis, lanes: Lanes, stems: &[Stem]) {
    painter.hline(axis.left..=axis.right(), lanes.base, Stroke::new(1.0, color(theme.faint)));
    for stem in stems {
        spread_ui(painter, theme, axis, lanes, stem);
    }
    for stem in stems {
        stem_ui(painter, theme, axis, lanes, stem, 1.0);
    }
    let mut taken = Taken::default();
    for (idx, stem) in stems.iter().enumerate() {
        let x = axis.x(stem.day);
        let at = beyond(tip(lanes, x, stem), stem.bearing, GLYPH.1 + 1.0);
        let words = count(stem);
        // Digits are about half as wide as high.
        let wide = if words.is_empty() { 0.0 } else { 5.5 * words.chars().count() as f32 + 1.0 };
        let room = Rect::from_center_size(at, vec2(2.0, 2.0) * GLYPH.1);
        let whole = room.with_max_x(room.max.x + wide);
        let is_free = |room: Rect, taken: &Taken| {
            lanes.has_words() && taken.is_free(room) && !is_crossed(stems, idx, room, axis, lanes)
        };
        let ink = color(theme.of(encode::sign(stem.sign).role));
        if is_free(whole, &taken) {
            glyph_ui(painter, at, encode::sign(stem.sign).glyph, ink);
            let at = pos2(room.max.x - 0.5, at.y);
            painter.text(at, Align2::LEFT_CENTER, words, FontId::proportional(10.0), color(theme.ink));
            taken.take(whole);
        } else if is_free(room, &taken) {
            glyph_ui(painter, at, encode::sign(stem.sign).glyph, ink);
            taken.take(room);
        } else if stem.sign == Sign::Negative && axis.holds(x) {
            // As on the canvas, a negative tie is told by its cross-tick where there is no room for its glyph.
            painter.hline(x - BARB..=x + BARB, tip(lanes, x, stem).y, Stroke::new(1.5, ink));
        }
    }
}

/// Places in which something stands already.
#[derive(Debug, Default)]
struct Taken {
    /// Those of before, from left to right; only the last few can be touched again.
    rects: Vec<Rect>,
}

impl Taken {
    fn is_free(&self, rect: Rect) -> bool {
        !self.rects.iter().rev().take(24).any(|other| other.intersects(rect))
    }

    fn take(&mut self, rect: Rect) {
        self.rects.push(rect);
    }
}

/// Whether another stem runs through a place.
fn is_crossed(stems: &[Stem], idx: usize, room: Rect, axis: Axis, lanes: Lanes) -> bool {
    let crosses = |other: &Stem| {
        let x = axis.x(other.day);
        room.intersects(Rect::from_two_pos(pos2(x - 1.0, lanes.base), tip(lanes, x + 1.0, other)))
    };
    let is_near = |other: &&Stem| (room.left() - 3.0..=room.right() + 3.0).contains(&axis.x(other.day));
    let before = stems[..idx].iter().rev().take_while(is_near);
    let after = stems[idx + 1..].iter().take_while(is_near);
    before.chain(after).any(crosses)
}

/// Returns what stands beside a glyph: how many turns it is, and whether one is disputed.
fn count(stem: &Stem) -> String {
    let n = if stem.n > 1 { crate::kit::grouped(stem.n) } else { String::new() };
    if stem.is_disputed { format!("{n}≠") } else { n }
}

/// Paints the days that a turn can have been on, as a bracket.
fn spread_ui(painter: &Painter, theme: &Theme, axis: Axis, lanes: Lanes, stem: &Stem) {
    let Some((first, last)) = stem.spread else { return };
    let ink = color(theme.of(encode::sign(stem.sign).role));
    let left = axis.x_of(f64::from(first)).max(axis.left);
    let right = axis.x_of(f64::from(last) + 1.0).min(axis.right());
    if right - left < WIDTH.0 {
        return;
    }
    let far = beyond(pos2(left, lanes.base), stem.bearing, lanes.unit * 0.8);
    let rect = Rect::from_two_pos(pos2(left, lanes.base), pos2(right, far.y));
    painter.rect_filled(rect, 0, ink.gamma_multiply(SPREAD));
    let edge = Stroke::new(1.0, ink.gamma_multiply(UNSURE));
    for x in [left, right] {
        painter.vline(x, rect.y_range(), edge);
    }
}

fn stem_ui(painter: &Painter, theme: &Theme, axis: Axis, lanes: Lanes, stem: &Stem, opacity: f32) {
    let x = axis.x(stem.day);
    if !axis.holds(x) {
        return;
    }
    let ink = color(theme.of(encode::sign(stem.sign).role));
    let ink = match stem.presence {
        Presence::Certain => ink.gamma_multiply(opacity),
        Presence::Uncertain | Presence::Absent => ink.gamma_multiply(UNSURE * opacity),
    };
    let tip = tip(lanes, x, stem);
    let width = match stem.sign {
        Sign::Positive | Sign::Negative => WIDTH.0,
        Sign::Neutral => WIDTH.1,
    };
    let bar = Rect::from_two_pos(pos2(x - width / 2.0, lanes.base), tip + vec2(width / 2.0, 0.0));
    if stem.is_supposed {
        let casing = color(theme.hypothetical).gamma_multiply(opacity);
        painter.rect_filled(bar.expand2(vec2(CASING, CASING)), 0, casing);
    }
    painter.rect_filled(bar, 0, ink);
}

fn beyond(tip: Pos2, bearing: Bearing, by: f32) -> Pos2 {
    match bearing {
        Bearing::Up => tip - vec2(0.0, by),
        Bearing::Down => tip + vec2(0.0, by),
    }
}

/// Paints a glyph without a ring around it.
pub(super) fn glyph_ui(painter: &Painter, at: Pos2, glyph: Glyph, ink: Color32) {
    let stroke = Stroke::new(1.5, ink);
    let arm = GLYPH.0;
    match glyph {
        Glyph::Plus => {
            painter.hline(at.x - arm..=at.x + arm, at.y, stroke);
            painter.vline(at.x, at.y - arm..=at.y + arm, stroke);
        }
        Glyph::Minus => {
            painter.hline(at.x - arm..=at.x + arm, at.y, stroke);
        }
        Glyph::Ring => {
            painter.circle_stroke(at, arm - 0.5, Stroke::new(1.2, ink));
        }
    }
}
