//! What opens a form: a quiet word at the head of a section, and a pencil over the end of what can be edited, which is there
//! for the keyboard too.

use egui::{
    CursorIcon, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::scene::Theme;
use crate::ui::inspector::Letters;
use crate::ui::style::color;

/// Width and height of a pencil, in points.
const PENCIL: f32 = 22.0;

/// Shows words to click on after a plus, such as "Add" or "Milestone"; `label` says in full what is added.
pub fn add_ui(ui: &mut Ui, theme: &Theme, words: &str, label: &str) -> Response {
    // size
    let letters = Letters::small(theme);
    let galley = letters.galley(ui, &format!("+ {words}"), f32::INFINITY);
    // allocate
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    // interact
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    // paint
    let ground = rect.expand2(vec2(4.0, 2.0));
    let is_lit = response.hovered() || response.has_focus();
    if response.hovered() {
        ui.painter().rect_filled(ground, 4, color(theme.chip));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(ground, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    let ink = color(if is_lit { theme.ink } else { theme.muted });
    ui.painter().galley_with_override_text_color(rect.min, galley, ink);
    response
}

/// What was done with what can be edited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// To edit it, clicked where this is.
    At(Option<Pos2>),
}

/// Shows the pencil over the upper right end of what can be edited: seen when it is pointed at or has the focus. Returns whether
/// it was asked for, by the pencil, Enter, F2, or a double click anywhere on the thing.
pub fn pencil_ui(ui: &Ui, theme: &Theme, id: Id, thing: Rect, label: &str) -> (Response, Asked) {
    let rect = Rect::from_min_size(pos2(thing.right() - PENCIL + 8.0, thing.top() - 2.0), vec2(PENCIL, PENCIL));
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let is_over = ui.rect_contains_pointer(thing.expand2(vec2(8.0, 2.0)));
    if response.has_focus() {
        // What it is about, so that one sees what Enter edits.
        let around = Rect::from_min_max(thing.min - vec2(6.0, 2.0), thing.max + vec2(6.0, 2.0));
        ui.painter().rect_stroke(around, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    if is_over || response.has_focus() {
        let ground = if response.hovered() { theme.chip } else { theme.panel };
        ui.painter().rect_filled(rect, 4, color(ground));
        paint_pencil(ui, rect.center(), Stroke::new(1.4, color(theme.muted)));
    }
    let is_key = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2));
    let double = ui.input(|input| {
        let is_double = input.pointer.button_double_clicked(egui::PointerButton::Primary);
        is_double.then(|| input.pointer.interact_pos()).flatten()
    });
    let double = double.filter(|at| is_over && thing.contains(*at));
    let asked = if response.clicked() || is_key {
        Asked::At(None)
    } else if double.is_some() {
        Asked::At(double)
    } else {
        Asked::Nothing
    };
    (response, asked)
}

fn paint_pencil(ui: &Ui, center: Pos2, stroke: Stroke) {
    let at = |x: f32, y: f32| center + vec2(x, y);
    let outline = [at(-5.0, 5.0), at(-4.2, 1.8), at(2.4, -4.8), at(4.8, -2.4), at(-1.8, 4.2)];
    ui.painter().add(Shape::closed_line(outline.to_vec(), stroke));
    ui.painter().line_segment([at(0.8, -3.2), at(3.2, -0.8)], stroke);
}
