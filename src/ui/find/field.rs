//! The field in the middle of the bar that opens the panel; where there is no room for it, a button with a magnifier.

use egui::{FontId, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::scene::Theme;
use crate::session::{Command, Seek};
use crate::ui::color;
use crate::ui::galley::one_line;

/// Width of the field, least width of it, and that of the button, in points.
const WIDTH: f32 = 320.0;
const LEAST_WIDTH: f32 = 180.0;
const BUTTON: f32 = 32.0;
/// Height of either, in points.
const HEIGHT: f32 = 28.0;
/// Room on either side, in points.
const GAP: f32 = 12.0;
/// What stands in it.
const WORDS: &str = "Find nations, ties, commands";

/// Shows the field in what is left of a bar, as near to the middle of it as it fits; returns where it stands.
pub(in crate::ui) fn field_ui(ui: &mut Ui, middle: f32, theme: &Theme, commands: &mut Vec<Command>) -> Rect {
    // size
    let free = ui.available_rect_before_wrap();
    let place = place(free, middle);
    // allocate, interact
    let response = ui.interact(place, ui.scope_id().with("find"), Sense::click());
    let command = Command::Seek(Seek::Palette);
    let keys = command.shortcuts().first().map(|shortcut| shortcut.words()).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{WORDS} {keys}")));
    // paint
    let is_field = place.width() > BUTTON;
    let painter = ui.painter();
    let (ground, rim) = if response.hovered() { (theme.chip, theme.faint) } else { (theme.panel, theme.line) };
    let rim = if response.has_focus() { Stroke::new(1.5, color(theme.ink)) } else { Stroke::new(1.0, color(rim)) };
    painter.rect(place, 6, color(ground), rim, StrokeKind::Inside);
    let muted = color(theme.muted);
    if is_field {
        magnifier(painter, place.left_center() + vec2(15.0, 0.0), Stroke::new(1.5, muted));
        let keys = painter.layout_no_wrap(keys, FontId::proportional(11.0), muted);
        let right = place.right() - 10.0 - keys.size().x;
        painter.galley(pos2(right, place.center().y - keys.size().y / 2.0), keys, muted);
        let left = place.left() + 28.0;
        let words = one_line(ui, egui::RichText::new(WORDS).color(muted), right - left - 8.0);
        ui.painter().galley(pos2(left, place.center().y - words.size().y / 2.0), words, muted);
    } else {
        magnifier(painter, place.center(), Stroke::new(1.5, color(theme.ink)));
    }
    if response.on_hover_text(command.tooltip()).clicked() {
        commands.push(command);
    }
    place
}

/// Returns where the field stands in the free part of a bar.
fn place(free: Rect, middle: f32) -> Rect {
    let room = free.width() - 2.0 * GAP;
    // Half the room on the narrower side counts twice, so that it stays in the middle as long as it is a field there.
    let centered = 2.0 * (middle - free.left() - GAP).min(free.right() - GAP - middle);
    let width = if centered >= LEAST_WIDTH { centered.min(WIDTH) } else { room.min(WIDTH) };
    let width = if width >= LEAST_WIDTH { width } else { BUTTON };
    let least = free.left() + GAP;
    let left = (middle - width / 2.0).min(free.right() - GAP - width).max(least);
    Rect::from_min_size(pos2(left.round(), (free.center().y - HEIGHT / 2.0).round()), vec2(width.round(), HEIGHT))
}

/// Paints a magnifier.
pub(super) fn magnifier(painter: &Painter, center: Pos2, stroke: Stroke) {
    let glass = center - vec2(1.0, 1.0);
    painter.circle_stroke(glass, 4.5, stroke);
    painter.line_segment([glass + vec2(3.3, 3.3), center + vec2(5.5, 5.5)], stroke);
}
