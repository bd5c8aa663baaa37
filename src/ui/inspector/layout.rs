//! Where things stand in the inspector: sections, two columns, chips, disclosures. All on a 4-point grid.

use egui::collapsing_header::CollapsingState;
use egui::{Align, CornerRadius, Layout, Response, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};

use super::letters::{Letters, label_ui};
use super::marks::paint_sign;
use super::words;
use crate::kit::boxed;
use crate::model::Sign;
use crate::scene::Theme;
use crate::ui::color;

/// Width of the left column: dates and labels.
pub(super) const LEFT: f32 = 96.0;
/// Room for a glyph or marker before the text.
pub(super) const INDENT: f32 = 20.0;

/// Rows that a section lists at most; the others are counted.
pub(super) const MOST_ROWS: usize = 200;

/// Says how many things of the day a filter leaves out of a list, if any.
pub(super) fn filtered_out_ui(ui: &mut egui::Ui, theme: &Theme, n: usize) {
    if n > 0 {
        ui.add_space(4.0);
        label_ui(ui, Letters::small(theme), &format!("{} more filtered out", words::grouped(n)));
    }
}

/// Says how many of `n` rows a section leaves out, if any.
pub(super) fn rest_ui(ui: &mut egui::Ui, theme: &Theme, n: usize) {
    if n > MOST_ROWS {
        ui.add_space(4.0);
        label_ui(ui, Letters::small(theme), &format!("{} more", words::grouped(n - MOST_ROWS)));
    }
}

/// Opens a section: space, its name, and a remark at the right end of the line, which may be empty.
pub(super) fn section_ui(ui: &mut egui::Ui, theme: &Theme, name: &str, remark: &str) -> Response {
    ui.add_space(20.0);
    let letters = Letters::small(theme);
    let response = ui
        .horizontal(|ui| {
            let name = label_ui(ui, Letters::section(theme), name);
            if remark.is_empty() {
                return name;
            }
            let layout = Layout::right_to_left(Align::Center);
            ui.with_layout(layout, |ui| label_ui(ui, letters, remark)).inner
        })
        .inner;
    ui.add_space(4.0);
    response
}

/// Shows two columns whose first lines stand side by side.
pub(in crate::ui) fn columns_ui(
    ui: &mut egui::Ui,
    left_width: f32,
    left: impl FnOnce(&mut egui::Ui),
    right: impl FnOnce(&mut egui::Ui),
) {
    let right_width = (ui.available_width() - left_width).max(1.0);
    ui.horizontal_top(|ui| {
        // No gap between the columns; within them the usual one.
        let gap = std::mem::take(&mut ui.spacing_mut().item_spacing.x);
        column_ui(ui, left_width, gap, left);
        column_ui(ui, right_width, gap, right);
    });
}

fn column_ui(ui: &mut egui::Ui, width: f32, gap: f32, content: impl FnOnce(&mut egui::Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.x = gap;
        content(ui);
    });
}

/// Shows a fact: its name muted on the left, what it says on the right, and below that why, which may be empty.
pub(super) fn fact_ui(ui: &mut egui::Ui, theme: &Theme, name: &str, value: &str, why: &str) {
    columns_ui(
        ui,
        LEFT,
        |ui| {
            label_ui(ui, Letters::muted(theme), name);
        },
        |ui| {
            label_ui(ui, Letters::body(theme), value);
            if !why.is_empty() {
                label_ui(ui, Letters::small(theme), why);
            }
        },
    );
    ui.add_space(4.0);
}

/// Shows a chip: a few bold words on a rounded ground, after the glyph of a sign if there is one.
pub(super) fn chip_ui(ui: &mut egui::Ui, theme: &Theme, sign: Option<Sign>, words: &str) -> Response {
    // Size
    let galley = Letters::small_strong(theme).galley(ui, words, f32::INFINITY);
    let indent = if sign.is_some() { 16.0 } else { 0.0 };
    let size = vec2(galley.size().x + indent + 20.0, 24.0);
    // Allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    // Interact
    let label = match sign {
        Some(sign) => format!("{}, {}", boxed(words), sign.name()),
        None => boxed(words),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    // Paint
    ui.painter().rect_filled(rect, CornerRadius::same(12), color(theme.chip));
    if let Some(sign) = sign {
        paint_sign(ui.painter(), theme, pos2(rect.left() + 15.0, rect.center().y), sign);
    }
    let at = pos2(rect.left() + 10.0 + indent, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color(theme.ink));
    response
}

/// Shows the chip that says that something is only supposed, in the color of what is: its rim is double, as casings are.
pub(super) fn supposed_chip_ui(ui: &mut egui::Ui, theme: &Theme, words: &str) -> Response {
    let chip = chip_ui(ui, theme, None, words);
    let stroke = Stroke::new(1.5, color(theme.hypothetical));
    ui.painter().rect_stroke(chip.rect, CornerRadius::same(12), stroke, StrokeKind::Inside);
    chip
}

/// Whether something is to be unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfolding {
    /// It is.
    Asked,
    /// It stays as it is.
    NotAsked,
}

/// Shows words to click on that unfold what is under them; folded at first.
pub(super) fn disclosure_ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    words: &str,
    label: &str,
    body: impl FnOnce(&mut egui::Ui),
) {
    unfolding_ui(ui, theme, label, (words, label), Unfolding::NotAsked, body);
}

/// Shows the same, known by a name that stays where the words change, and unfolded where that is asked.
pub(super) fn unfolding_ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    name: &str,
    (words, label): (&str, &str),
    unfolding: Unfolding,
    body: impl FnOnce(&mut egui::Ui),
) {
    let id = ui.make_persistent_id(name);
    let mut state = CollapsingState::load_with_default_open(ui.ctx(), id, false);
    if unfolding == Unfolding::Asked {
        state.set_open(true);
    }
    // Size
    let galley = Letters::small_ink(theme).galley(ui, words, f32::INFINITY);
    let size = vec2(galley.size().x + 16.0, 20.0);
    // Allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // Interact
    if response.clicked() {
        state.toggle(ui);
    }
    let said = format!("{}, {}", boxed(label), if state.is_open() { "shown" } else { "hidden" });
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &said));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    // Paint
    paint_ground(ui, theme, rect.expand2(vec2(4.0, 0.0)), &response);
    let center = pos2(rect.left() + 5.0, rect.center().y);
    let triangle = if state.is_open() {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)]
    };
    let points = triangle.map(|by| center + by).to_vec();
    ui.painter().add(egui::Shape::convex_polygon(points, color(theme.muted), Stroke::NONE));
    let at = pos2(rect.left() + 16.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color(theme.ink));
    state.store(ui.ctx());
    state.show_body_unindented(ui, |ui| {
        ui.add_space(4.0);
        body(ui);
    });
}

/// Paints the shade of what the pointer is over, and the ring around what has the focus.
pub(super) fn paint_ground(ui: &egui::Ui, theme: &Theme, rect: egui::Rect, response: &Response) {
    let radius = CornerRadius::same(4);
    if response.hovered() {
        ui.painter().rect_filled(rect, radius, color(theme.chip));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}
