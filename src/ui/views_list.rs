//! The named views in the left panel: a click shows one; what else can be done with it stands in a menu beside it.

use egui::containers::menu::MenuButton;
use egui::{Align, Button, Key, Layout, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::galley::one_line;
use super::left::{Chosen, ground_ui, title_ui};
use super::style::color;
use crate::kit::boxed;
use crate::model::NamedView;
use crate::scene::Theme;
use crate::session::{Command, Session, Views};

/// Height of a row without and with a judgment, in points.
const HEIGHTS: (f32, f32) = (22.0, 38.0);
/// Width of the button beside a row, in points.
const MORE: f32 = 26.0;

/// Lists the views and what makes one more.
pub(super) fn views_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    title_ui(ui, "Views", theme);
    let shown = session.shown_view().map(|view| view.name.as_str());
    for view in session.views().list() {
        let chosen = if shown == Some(view.name.as_str()) { Chosen::Selected } else { Chosen::Not };
        view_ui(ui, theme, view, chosen, commands);
    }
    let save = Views::AskToSave;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHTS.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, save.label()));
    ground_ui(ui, theme, rect, &response, Chosen::Not);
    let words = one_line(ui, RichText::new(save.label()).color(color(theme.muted)), rect.width());
    let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, color(theme.muted));
    if response.on_hover_text(save.tooltip()).clicked() {
        commands.push(Command::Views(save));
    }
}

fn view_ui(ui: &mut Ui, theme: &Theme, view: &NamedView, chosen: Chosen, commands: &mut Vec<Command>) {
    let (name, judgment) = (boxed(&view.name), boxed(&view.judgment));
    // size
    let height = if judgment.is_empty() { HEIGHTS.0 } else { HEIGHTS.1 };
    // allocate
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let rect = whole.with_max_x(whole.right() - MORE);
    let response = ui.interact(rect, ui.scope_id().with(("view", &view.name)), Sense::click());
    // interact
    let says = format!("View “{name}” {judgment}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen == Chosen::Selected, says.trim_end()));
    let with = |make: fn(String) -> Views| Command::Views(make(view.name.clone()));
    if response.clicked() {
        commands.push(with(Views::Show));
    }
    if response.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::F2) {
            commands.push(with(Views::AskToEdit));
        } else if pressed(Key::Delete) || pressed(Key::Backspace) {
            commands.push(with(Views::Delete));
        }
    }
    // paint
    ground_ui(ui, theme, rect, &response, chosen);
    let room = rect.width() - 4.0;
    let name_line = one_line(ui, RichText::new(name.clone()), room);
    let below = name_line.size().y;
    ui.painter().galley(rect.min + vec2(0.0, 2.0), name_line, color(theme.ink));
    if !judgment.is_empty() {
        let small = one_line(ui, RichText::new(judgment).small().color(color(theme.muted)), room);
        ui.painter().galley(rect.min + vec2(0.0, 2.0 + below), small, color(theme.muted));
    }
    response.on_hover_text(says.trim_end()).context_menu(|ui| menu_ui(ui, &with, commands));
    let beside = Rect::from_min_max(pos2(rect.right(), whole.top()), whole.max);
    let mut beside = ui.new_child(UiBuilder::new().max_rect(beside).layout(Layout::right_to_left(Align::Center)));
    let dots = Button::new("···").frame_when_inactive(false);
    let (more, _) = MenuButton::from_button(dots).ui(&mut beside, |ui| menu_ui(ui, &with, commands));
    more.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("What to do with “{name}”")));
}

fn menu_ui(ui: &mut Ui, with: &dyn Fn(fn(String) -> Views) -> Command, commands: &mut Vec<Command>) {
    for make in [Views::Show, Views::AskToEdit, Views::Delete] {
        let command = with(make);
        if ui.button(command.label()).on_hover_text(command.tooltip()).clicked() {
            commands.push(command);
            ui.close();
        }
    }
}
