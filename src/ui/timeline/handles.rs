//! Paints the days themselves: the day looked at, the atlas's own, the day by which all must have been known, and the two
//! that are compared; and what changes next to the day looked at.

use std::sync::Arc;

use egui::{Align2, FontFamily, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use jiff::civil::Date;

use super::caption::Change;
use super::marks::Lanes;
use super::scale::Axis;
use crate::model::EdtfDate;
use crate::scene::{Theme, day_of, number_of};
use crate::ui::color;

/// Half the width of a handle, and its height.
pub(super) const HANDLE: (f32, f32) = (6.0, 8.0);
/// Distance of the hatching's lines, and its opacity.
const HATCH: (f32, f32) = (7.0, 0.5);
/// Opacity of the days between two that are compared.
const BETWEEN: f32 = 0.22;
/// Room around words, in points.
const GAP: f32 = 8.0;
/// Widest label of a change.
const WIDEST: f32 = 200.0;
/// Least room in which a label still says something.
const LEAST: f32 = 60.0;

/// What is painted with.
#[derive(Clone, Copy)]
pub(super) struct Brush<'a> {
    pub(super) painter: &'a Painter,
    pub(super) theme: &'a Theme,
    pub(super) axis: Axis,
    pub(super) lanes: Lanes,
}

impl Brush<'_> {
    /// Shades the days from one to another, both included.
    pub(super) fn between(&self, a: i32, b: i32) {
        let Self { painter, theme, axis, lanes } = self;
        let [left, right] = [f64::from(a.min(b)), f64::from(a.max(b)) + 1.0].map(|day| axis.x_of(day));
        let (left, right) = (left.max(axis.left), right.min(axis.right()));
        if left < right {
            let rect = Rect::from_x_y_ranges(left..=right, lanes.zone.top() + 2.0..=lanes.ticks);
            painter.rect_filled(rect, 0, color(theme.selection).gamma_multiply(BETWEEN));
            let edge = Stroke::new(1.0, color(theme.selection_edge));
            for x in [left, right] {
                painter.vline(x, rect.y_range(), edge);
            }
        }
    }

    /// Hatches what comes after the day by which all must have been known, and shows that day's handle.
    pub(super) fn known(&self, known_on: Date) -> Rect {
        let Self { painter, theme, axis, lanes } = self;
        let number = number_of(known_on);
        let x = axis.x_of(f64::from(number) + 1.0);
        let rect = Rect::from_x_y_ranges(x.max(axis.left)..=axis.right(), lanes.zone.top() + 2.0..=lanes.ticks);
        if rect.is_positive() {
            let within = painter.with_clip_rect(rect);
            let stroke = Stroke::new(1.0, color(theme.faint).gamma_multiply(HATCH.1));
            let mut from = rect.left() - rect.height();
            while from < rect.right() {
                within.line_segment([pos2(from, rect.bottom()), pos2(from + rect.height(), rect.top())], stroke);
                from += HATCH.0;
            }
        }
        let handle = Rect::from_center_size(pos2(x, lanes.ticks - HANDLE.1 / 2.0), vec2(16.0, HANDLE.1 + 8.0));
        if !axis.holds(x) {
            return Rect::NOTHING;
        }
        painter.vline(x, lanes.zone.top() + 2.0..=lanes.ticks, Stroke::new(1.5, color(theme.ink)));
        let foot = lanes.ticks;
        let corners = vec![pos2(x, foot - HANDLE.1), pos2(x + HANDLE.0, foot), pos2(x - HANDLE.0, foot)];
        painter.add(Shape::convex_polygon(corners, color(theme.bar), Stroke::new(1.5, color(theme.ink))));
        let words = format!("known on {}", EdtfDate::from_day(known_on).in_words());
        let words = self.words(words, FontId::proportional(12.0), WIDEST);
        let y = lanes.ticks - words.size().y - 1.0;
        let is_room = x + GAP + words.size().x <= axis.right();
        let left = if is_room { x + GAP } else { x - GAP - words.size().x };
        let at = pos2(left, y);
        painter.rect_filled(Rect::from_min_size(at, words.size()).expand2(vec2(3.0, 0.0)), 3, color(theme.bar));
        painter.galley(at, words, color(theme.ink));
        handle
    }

    /// Shows the atlas's own day as a small mark on the axis.
    pub(super) fn home(&self, home: Date) {
        let x = self.axis.x(number_of(home));
        if self.axis.holds(x) {
            let (at, ink) = (pos2(x, self.lanes.ticks), color(self.theme.muted));
            let corners = [vec2(0.0, -4.0), vec2(4.0, 0.0), vec2(0.0, 4.0), vec2(-4.0, 0.0)].map(|by| at + by);
            self.painter.add(Shape::convex_polygon(corners.into(), color(self.theme.bar), Stroke::new(1.5, ink)));
        }
    }

    /// Shows the day looked at; returns where its words stand.
    pub(super) fn now(&self, as_of: Date) -> Option<Rect> {
        let Self { painter, theme, axis, lanes } = self;
        let x = axis.x(number_of(as_of));
        if !axis.holds(x) {
            return None;
        }
        let (accent, edge) = (color(theme.selection), color(theme.selection_edge));
        let top = lanes.zone.top() + 3.0;
        painter.vline(x, top..=lanes.ticks, Stroke::new(2.0, edge));
        let corners = vec![pos2(x - HANDLE.0, top), pos2(x + HANDLE.0, top), pos2(x, top + HANDLE.1)];
        painter.add(Shape::convex_polygon(corners, accent, Stroke::new(1.0, edge)));
        if !lanes.has_words() {
            return None;
        }
        let font = FontId::new(13.0, FontFamily::Name(crate::ui::BOLD.into()));
        let words = self.words(EdtfDate::from_day(as_of).in_words(), font, f32::INFINITY);
        let is_left = x - GAP - words.size().x - HANDLE.0 >= axis.left;
        let align = if is_left { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let by = if is_left { -GAP - 2.0 } else { GAP + 2.0 };
        let rect = align.anchor_size(pos2(x + by, lanes.labels), words.size());
        self.ground(rect);
        painter.galley(rect.min, words, color(theme.ink));
        Some(rect.union(Rect::from_center_size(pos2(x, lanes.labels), Vec2::splat(2.0 * HANDLE.0))))
    }

    /// Names the changes before and after the day looked at, beside its own words.
    pub(super) fn nearest(&self, now: Option<Rect>, last: Option<&Change>, next: Option<&Change>) {
        let Some(now) = now else { return };
        if let Some(last) = last
            && self.axis.holds(self.axis.x(last.day))
        {
            let right = (self.axis.x(last.day) + 4.0).min(now.left() - GAP);
            self.label(&last.title, Align2::RIGHT_CENTER, right, right - self.axis.left);
        }
        if let Some(next) = next
            && self.axis.holds(self.axis.x(next.day))
        {
            let left = (self.axis.x(next.day) - 4.0).max(now.right() + GAP);
            self.label(&next.title, Align2::LEFT_CENTER, left, self.axis.right() - left);
        }
    }

    fn label(&self, title: &str, align: Align2, x: f32, room: f32) {
        if room >= LEAST {
            let words = self.words(title.to_owned(), FontId::proportional(12.0), room.min(WIDEST));
            let rect = align.anchor_size(pos2(x, self.lanes.labels), words.size());
            self.ground(rect);
            self.painter.galley(rect.min, words, color(self.theme.muted));
        }
    }

    /// Clears the ground under words, or hatching and shades would run through them.
    fn ground(&self, rect: Rect) {
        self.painter.rect_filled(rect.expand2(vec2(3.0, 0.0)), 3, color(self.theme.bar));
    }

    fn words(&self, words: String, font: FontId, room: f32) -> Arc<Galley> {
        let mut job = egui::text::LayoutJob::simple_singleline(words, font, color(self.theme.ink));
        for section in &mut job.sections {
            section.format.color = egui::Color32::PLACEHOLDER;
        }
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        self.painter.layout_job(job)
    }

    /// Shows the two days that are being chosen.
    pub(super) fn spanning(&self, from: i32, to: i32) {
        self.between(from, to);
        let words = [from.min(to), from.max(to)].map(|day| EdtfDate::from_day(day_of(day)).in_words()).join(" – ");
        let words = self.words(words, FontId::proportional(12.0), f32::INFINITY);
        let middle = (self.axis.x(from) + self.axis.x(to)) / 2.0;
        let half = words.size().x / 2.0;
        let x = middle.clamp(self.axis.left + half, (self.axis.right() - half).max(self.axis.left + half));
        let rect = Align2::CENTER_CENTER.anchor_size(Pos2::new(x, self.lanes.labels), words.size());
        self.ground(rect);
        self.painter.galley(rect.min, words, color(self.theme.ink));
    }
}
