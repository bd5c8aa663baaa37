//! A line of the list of what could be asked for: a check mark, a name, a count.

use egui::{FontId, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::kit::{boxed, grouped};
use crate::model::Sign;
use crate::scene::Theme;
use crate::session::Choice;
use crate::ui::galley::one_line;
use crate::ui::inspector::{counted, paint_sign};
use crate::ui::style::color;

/// Height of a line, in points.
const HEIGHT: f32 = 24.0;
/// Room for the check mark, in points.
const GUTTER: f32 = 22.0;
/// Room for the glyph of a sign, in points.
const GLYPH: f32 = 18.0;
/// Room at the right, and before the count, in points.
const MARGIN: f32 = 8.0;

/// A line.
pub(super) struct Line<'a> {
    /// What it would ask for.
    pub choice: &'a Choice,
    /// The title of its field.
    pub field: &'static str,
    /// The sign of what it would ask for, if that has one.
    pub sign: Option<Sign>,
    /// Whether it is asked for.
    pub is_chosen: bool,
    /// Whether Enter would choose it.
    pub is_at_hand: bool,
}

/// Shows a line as wide as the list.
pub(super) fn line_ui(ui: &mut Ui, theme: &Theme, line: &Line<'_>) -> Response {
    let Line { choice, field, sign, is_chosen, is_at_hand } = line;
    // size, allocate
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::CLICK);
    // interact
    let name = boxed(&choice.name);
    let said = format!("{field}: {name}, {}", counted(choice.n_ties, "tie"));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *is_chosen, &said));
    // paint
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if *is_at_hand || response.hovered() {
        painter.rect_filled(rect, 4, color(theme.chip));
    }
    if *is_chosen {
        let stroke = Stroke::new(1.6, color(theme.ink));
        let at = rect.left_center() + vec2(GUTTER / 2.0, 0.0);
        painter.line_segment([at + vec2(-4.0, 0.0), at + vec2(-1.0, 3.5)], stroke);
        painter.line_segment([at + vec2(-1.0, 3.5), at + vec2(4.5, -4.0)], stroke);
    }
    let ink = color(if choice.n_ties == 0 { theme.muted } else { theme.ink });
    let count = painter.layout_no_wrap(grouped(choice.n_ties), FontId::proportional(12.0), color(theme.muted));
    let count_left = rect.right() - MARGIN - count.size().x;
    let mut left = rect.left() + GUTTER;
    if let Some(sign) = sign {
        paint_sign(painter, theme, pos2(left + 6.0, rect.center().y), *sign);
        left += GLYPH;
    }
    let words = one_line(ui, RichText::new(name).color(ink), count_left - MARGIN - left);
    let y = |height: f32| rect.center().y - height / 2.0;
    painter.galley(pos2(left, y(words.size().y)), words, ink);
    painter.galley(pos2(count_left, y(count.size().y)), count, color(theme.muted));
    response
}
