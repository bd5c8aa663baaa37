//! What can be clicked: whole rows and words within a line. Each is found by its full name, not by what is painted.

use egui::{CursorIcon, Response, Role, Sense, Stroke, WidgetInfo, pos2, vec2};

use super::desk::Desk;
use super::layout::{INDENT, LEFT, paint_ground};
use super::letters::{Letters, galley, glued};
use super::marks::{paint_casing, paint_shift, paint_sign};
use super::words;
use crate::kit::boxed;
use crate::model::{Sign, Tie};
use crate::scene::encode::ShiftMark;
use crate::scene::{Target, Theme};
use crate::ui::color;

/// How far the ground of a row reaches into the margins, in points.
const OVERHANG: f32 = 6.0;
/// Least height of a row, in points.
const LEAST_HEIGHT: f32 = 22.0;

/// A row to click on.
pub(super) struct Row<'a> {
    /// What stands before the text.
    pub lead: Lead<'a>,
    /// The text, wrapped.
    pub title: &'a str,
    /// How the text looks.
    pub letters: Letters,
    /// Small words that follow the text in its own lines; may be empty.
    pub after: &'a str,
    /// Small words in lines of their own; may be empty.
    pub below: &'a str,
    /// Small words at the right end of the first line; may be empty.
    pub right: &'a str,
    /// What the row is called in full, for tests and screen readers.
    pub label: &'a str,
}

/// What stands before the text of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lead<'a> {
    /// Nothing.
    Nothing,
    /// The glyph of a sign.
    Sign(Sign),
    /// The same of something that is only supposed: in a ring.
    Supposed(Sign),
    /// Muted words in the left column.
    Words(&'a str),
    /// The mark of a change, and the glyph of a sign where there is one.
    Shift(ShiftMark, Option<Sign>),
}

/// Shows a row as wide as the panel.
pub(super) fn row_ui(ui: &mut egui::Ui, theme: &Theme, row: &Row<'_>) -> Response {
    // Size
    let width = ui.available_width();
    let indent = match row.lead {
        Lead::Nothing => 0.0,
        Lead::Sign(_) | Lead::Supposed(_) => INDENT,
        Lead::Shift(..) => 2.0 * INDENT,
        Lead::Words(_) => LEFT,
    };
    let small = Letters::small(theme);
    let right = small.galley(ui, row.right, f32::INFINITY);
    let right_width = if row.right.is_empty() { 0.0 } else { right.size().x + 12.0 };
    let after = if row.after.is_empty() { String::new() } else { format!("  {}", glued(row.after)) };
    let title = galley(ui, &[(&row.letters, row.title), (&small, &after)], width - indent - right_width);
    let below = (!row.below.is_empty()).then(|| small.galley(ui, row.below, width - indent));
    let below_height = below.as_ref().map_or(0.0, |below| below.size().y);
    let height = (title.size().y + below_height + 4.0).max(LEAST_HEIGHT).ceil();
    // Allocate
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    // Interact
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, boxed(row.label)));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    // Paint
    if ui.is_rect_visible(rect) || response.has_focus() {
        paint_ground(ui, theme, rect.expand2(vec2(OVERHANG, 0.0)), &response);
        let top = rect.top() + 2.0;
        let first_line = title.rows.first().map_or(18.0, |row| row.height());
        match row.lead {
            Lead::Nothing => {}
            Lead::Sign(sign) => paint_sign(ui.painter(), theme, pos2(rect.left() + 6.0, top + first_line / 2.0), sign),
            Lead::Supposed(sign) => {
                let at = pos2(rect.left() + 6.0, top + first_line / 2.0);
                paint_sign(ui.painter(), theme, at, sign);
                paint_casing(ui.painter(), theme, at);
            }
            Lead::Shift(mark, sign) => {
                let y = top + first_line / 2.0;
                paint_shift(ui.painter(), pos2(rect.left() + 6.0, y), mark, color(theme.ink));
                if let Some(sign) = sign {
                    paint_sign(ui.painter(), theme, pos2(rect.left() + INDENT + 6.0, y), sign);
                }
            }
            Lead::Words(words) => {
                let words = Letters::muted(theme).galley(ui, words, LEFT - 4.0);
                ui.painter().galley(pos2(rect.left(), top), words, color(theme.muted));
            }
        }
        let below_top = top + title.size().y;
        ui.painter().galley(pos2(rect.left() + indent, top), title, color(theme.ink));
        if let Some(below) = below {
            ui.painter().galley(pos2(rect.left() + indent, below_top), below, color(theme.muted));
        }
        // One point lower, so that 12-point letters stand on the line of 13-point ones.
        let right_at = pos2(rect.right() - right.size().x, top + 1.0);
        ui.painter().galley(right_at, right, color(theme.muted));
    }
    response
}

/// Shows a tie as a row, by its kind; a click selects it.
pub(super) fn tie_row_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, below: &str) {
    let sentence = desk.sentence(tie);
    let label = if below.is_empty() { sentence } else { format!("{sentence}, {below}") };
    let row = Row {
        lead: desk.lead(tie),
        title: desk.kind(tie).map_or(tie.kind.as_str(), |kind| &kind.name),
        letters: Letters::body(desk.theme),
        after: "",
        below,
        right: &words::short_span(&tie.span),
        label: &label,
    };
    let response = row_ui(ui, desk.theme, &row);
    desk.mention(&response, &Target::Tie(tie.id.clone()));
}

/// Shows words to click on within a line; underlined when pointed at.
pub(super) fn link_ui(ui: &mut egui::Ui, theme: &Theme, letters: &Letters, words: &str, label: &str) -> Response {
    // Size
    let width = if ui.layout().main_wrap() { ui.max_rect().width() } else { ui.available_width() };
    let galley = letters.galley(ui, words, width);
    // Allocate
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    // Interact
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, boxed(label)));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    // Paint
    let ring = rect.expand2(vec2(3.0, 1.0));
    paint_ground(ui, theme, ring, &response);
    if response.hovered() || response.has_focus() {
        for line in galley.rows.iter().map(|row| row.rect().translate(rect.min.to_vec2())) {
            ui.painter().hline(line.x_range(), line.bottom() - 1.0, Stroke::new(1.0, letters.ink));
        }
    }
    ui.painter().galley(rect.left_top(), galley, letters.ink);
    response
}
