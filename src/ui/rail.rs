//! The rail: what is left of the left panel in a narrow window. A button opens the panel over the canvas, a mark says that a
//! filter is on and leads to it, and below them each nation is one click away by its letters.

use egui::{
    FontFamily, FontId, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::inspector::counted;
use super::left::{Left, Listing};
use super::panels::{Over, name};
use super::style::color;
use crate::kit::boxed;
use crate::scene::{Target, Theme};
use crate::session::{Command, Panel, Session};

/// Size of a button.
const BUTTON: Vec2 = Vec2::new(36.0, 32.0);
/// Size of a nation's button.
const NATION: Vec2 = Vec2::new(36.0, 24.0);
/// Half the width of the funnel's mouth and of its neck, and its half height, in points.
const FUNNEL: [f32; 3] = [6.0, 1.75, 6.0];
/// Letters of a nation's id that fit.
const MOST_LETTERS: usize = 4;

/// Shows the rail.
pub fn rail_ui(
    ui: &mut Ui,
    session: &Session,
    left: &mut Left,
    theme: &Theme,
    over: Over,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    opener_ui(ui, theme, over, commands);
    filters_ui(ui, session, left, theme, over, commands);
    ui.add_space(4.0);
    for Listing { target, name, n_ties } in left.nations(session) {
        // Those without room are in the panel and on the canvas.
        if ui.available_height() < NATION.y {
            break;
        }
        let Target::Nation(id) = target else { continue };
        if id.as_str().chars().nth(MOST_LETTERS).is_some() {
            continue;
        }
        let is_selected = session.selection.holds(target);
        let words = format!("{name}, {}", counted(*n_ties, "tie"));
        let ground = if is_selected { Ground::Selected } else { Ground::Plain };
        let (rect, response) = button_ui(ui, theme, NATION, ground);
        let spoken = format!("{words}, in the rail");
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &spoken));
        let letters = FontId::new(11.0, FontFamily::Name(super::BOLD.into()));
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, boxed(id.as_str()), letters, color(theme.ink));
        if response.on_hover_text(words).clicked() {
            let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
            commands.push(if adds { Command::Toggle(target.clone()) } else { Command::Select(target.clone()) });
        }
    }
}

/// Shows the button that opens the panel over the canvas.
fn opener_ui(ui: &mut Ui, theme: &Theme, over: Over, commands: &mut Vec<Command>) {
    let is_open = over == Over::Open;
    let ground = if is_open { Ground::Open } else { Ground::Plain };
    let (rect, response) = button_ui(ui, theme, BUTTON, ground);
    let words =
        if is_open { format!("Close {}", name(Panel::Left).to_lowercase()) } else { name(Panel::Left).to_owned() };
    let spoken = format!("{words}, in the rail");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &spoken));
    let command = Command::TogglePanel(Panel::Left);
    // Three entries of a list, each with its mark.
    let ink = color(theme.ink);
    for y in [-6.0, 0.0, 6.0] {
        let at = rect.center() + vec2(-8.0, y);
        ui.painter().circle_filled(at, 1.75, ink);
        ui.painter().line_segment([at + vec2(5.0, 0.0), at + vec2(16.0, 0.0)], Stroke::new(1.5, ink));
    }
    let keys = command.shortcuts().first().map(|shortcut| format!(" ({})", shortcut.words())).unwrap_or_default();
    if response.on_hover_text(format!("{words}{keys}")).clicked() {
        commands.push(command);
    }
}

/// Shows that a filter is on, and how many things it asks for; leads to them. Nothing without a filter.
fn filters_ui(ui: &mut Ui, session: &Session, left: &mut Left, theme: &Theme, over: Over, commands: &mut Vec<Command>) {
    let n_criteria = session.lens().filter.criteria().len();
    if n_criteria == 0 {
        return;
    }
    let (rect, response) = button_ui(ui, theme, NATION, Ground::Selected);
    let words = format!("{} on", counted(n_criteria, "filter"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let (painter, ink) = (ui.painter(), color(theme.ink));
    let edge = Stroke::new(1.0, color(theme.selection_edge));
    if !response.has_focus() {
        painter.rect_stroke(rect, 4, edge, StrokeKind::Inside);
    }
    let [mouth, neck, half] = FUNNEL;
    let at = rect.left_center() + vec2(11.0, 0.0);
    let corners = [(-mouth, -half), (mouth, -half), (neck, 0.0), (neck, half), (-neck, half), (-neck, 0.0)];
    // In two parts, since only what is convex is filled.
    let [lid, spout] =
        [&[0, 1, 2, 5], &[5, 2, 3, 4]].map(|part| part.map(|idx| at + Vec2::from(corners[idx])).to_vec());
    for part in [lid, spout] {
        painter.add(Shape::convex_polygon(part, ink, Stroke::NONE));
    }
    let digits = FontId::new(12.0, FontFamily::Name(super::BOLD.into()));
    painter.text(pos2(rect.right() - 10.0, rect.center().y), egui::Align2::CENTER_CENTER, n_criteria, digits, ink);
    if response.on_hover_text(format!("{words}\nShows what is asked for")).clicked() {
        left.lead_to_chips();
        if over == Over::Closed {
            commands.push(Command::TogglePanel(Panel::Left));
        }
    }
}

/// On what a button stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Plain,
    Open,
    Selected,
}

/// Shows a button without anything on it.
fn button_ui(ui: &mut Ui, theme: &Theme, size: Vec2, ground: Ground) -> (Rect, Response) {
    // size, allocate
    let (space, response) = ui.allocate_exact_size(vec2(ui.available_width(), size.y), Sense::click());
    let rect = Rect::from_center_size(space.center(), pos2(size.x.min(space.width()), size.y).to_vec2());
    // paint
    let fill = match (ground, response.hovered()) {
        (Ground::Selected, _) => Some(theme.selection_ground),
        (Ground::Open, _) | (Ground::Plain, true) => Some(theme.chip),
        (Ground::Plain, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 4, color(fill));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    (rect, response)
}
