//! The buttons of the timeline: play, the previous and the next change, how fast it plays, and the way to what lies
//! outside of the bar.

use egui::{
    Align, Align2, FontId, Id, Layout, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::super::menu::command_words;
use crate::kit::grouped;
use crate::scene::Theme;
use crate::session::{Command, Session, Speed, Time};
use crate::ui::color;

/// Side of a button, in points.
pub(super) const SIDE: f32 = 28.0;
/// Width of the button for the speed.
const SPEED: f32 = 96.0;

/// Which way something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Earlier,
    Later,
}

/// What a button shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Play,
    Pause,
    Back,
    Forth,
}

/// Shows play, the steps and, where there is room, the speed.
pub(super) fn controls_ui(ui: &mut Ui, session: &Session, theme: &Theme, rect: Rect, commands: &mut Vec<Command>) {
    let (play, name) = match session.playback().is_playing {
        true => (Face::Pause, "Pause"),
        false => (Face::Play, Time::Play.label()),
    };
    let buttons = [
        (Time::Play, play, name),
        (Time::Previous, Face::Back, Time::Previous.label()),
        (Time::Next, Face::Forth, Time::Next.label()),
    ];
    let mut left = rect.left();
    for (idx, (time, face, name)) in buttons.into_iter().enumerate() {
        let place = Rect::from_center_size(pos2(left + SIDE / 2.0, rect.center().y), vec2(SIDE, SIDE));
        left += SIDE + 2.0;
        let id = Id::unique("timeline").with(("button", idx));
        let is_enabled = time.is_available(session);
        let ink = if is_enabled { theme.ink } else { theme.faint };
        // Who steps with it to the last change does not lose the focus there, or Tab would begin anew.
        let is_held = ui.memory(|memory| memory.has_focus(id));
        let response = ui.interact(place, id, if is_enabled || is_held { Sense::click() } else { Sense::hover() });
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, format!("{name}, on the timeline")));
        frame(ui, theme, place, &response);
        face_ui(ui, face, place.center(), color(ink));
        let hint = command_words(&Command::Time(time), name, session);
        if response.on_hover_text(hint).clicked() && is_enabled {
            commands.push(Command::Time(time));
        }
    }
    if rect.right() - left >= SPEED - 8.0 {
        let rest = Rect::from_min_max(pos2(left + 4.0, rect.top()), rect.max);
        speed_ui(ui, session, rest, commands);
    }
}

fn face_ui(ui: &Ui, face: Face, center: egui::Pos2, ink: egui::Color32) {
    match face {
        Face::Pause => {
            for x in [-4.5, 1.5] {
                let bar = Rect::from_min_size(center + vec2(x, -6.0), vec2(3.5, 12.0));
                ui.painter().rect_filled(bar, 1, ink);
            }
        }
        Face::Play => triangle(ui, center, vec2(6.0, 7.0), ink),
        Face::Back => chevron(ui, center, -1.0, ink),
        Face::Forth => chevron(ui, center, 1.0, ink),
    }
}

/// Shows how fast it plays, and lets one choose.
fn speed_ui(ui: &mut Ui, session: &Session, rect: Rect, commands: &mut Vec<Command>) {
    let chosen = session.playback().speed;
    let layout = Layout::left_to_right(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().id_salt("speed").max_rect(rect).layout(layout));
    let words = egui::RichText::new(short(chosen)).size(12.0);
    let mut is_left = false;
    let shown = child.menu_button(words, |ui| {
        ui.set_min_width(128.0);
        is_left = ui.input(|input| input.key_pressed(egui::Key::Escape));
        for speed in Speed::ALL {
            if ui.selectable_label(speed == chosen, speed.name()).clicked() {
                commands.push(Command::Time(Time::SetSpeed(speed)));
                ui.close();
                is_left = true;
            }
        }
    });
    if is_left {
        // The lines are gone, and the focus with them.
        shown.response.request_focus();
    }
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Speed, {}", chosen.name())));
    shown.response.on_hover_text("How fast time goes by when it plays");
}

fn short(speed: Speed) -> &'static str {
    match speed {
        Speed::Slow => "1 month/s",
        Speed::Usual => "3 months/s",
        Speed::Fast => "1 year/s",
    }
}

/// Shows how many turns lie outside of the bar on one side, as a button that leads there; nothing where none do. Returns the
/// room that it takes, and whether it was clicked.
pub(super) fn outside_ui(ui: &Ui, theme: &Theme, row: Rect, way: Way, n: usize) -> (f32, bool) {
    if n == 0 {
        return (0.0, false);
    }
    let (id, words) = match way {
        Way::Earlier => ("earlier", format!("{} earlier", grouped(n))),
        Way::Later => ("later", format!("{} later", grouped(n))),
    };
    let galley = ui.painter().layout_no_wrap(words.clone(), FontId::proportional(12.0), color(theme.muted));
    let size = vec2(galley.size().x + 22.0, row.height());
    let rect = match way {
        Way::Earlier => Rect::from_min_size(row.left_top(), size),
        Way::Later => Rect::from_min_size(pos2(row.right() - size.x, row.top()), size),
    };
    let response = ui.interact(rect, Id::unique("timeline").with(id), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words}, on the timeline")));
    frame(ui, theme, rect, &response);
    let ink = color(theme.muted);
    match way {
        Way::Earlier => {
            triangle(ui, pos2(rect.left() + 8.0, rect.center().y), vec2(-3.0, 3.5), ink);
            let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 16.0, rect.center().y), galley.size());
            ui.painter().galley(at.min, galley, ink);
        }
        Way::Later => {
            triangle(ui, pos2(rect.right() - 8.0, rect.center().y), vec2(3.0, 3.5), ink);
            let at = Align2::RIGHT_CENTER.anchor_size(pos2(rect.right() - 16.0, rect.center().y), galley.size());
            ui.painter().galley(at.min, galley, ink);
        }
    }
    (size.x + 8.0, response.on_hover_text("Moves the bar there").clicked())
}

fn frame(ui: &Ui, theme: &Theme, rect: Rect, response: &Response) {
    if response.hovered() && response.sense.senses_click() {
        ui.painter().rect_filled(rect, 4, color(theme.chip));
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.0, color(theme.line)), StrokeKind::Inside);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
}

/// A triangle that points the way of `half`'s x.
fn triangle(ui: &Ui, center: egui::Pos2, half: egui::Vec2, ink: egui::Color32) {
    let corners = vec![center + vec2(-half.x, -half.y), center + vec2(half.x, 0.0), center + vec2(-half.x, half.y)];
    ui.painter().add(Shape::convex_polygon(corners, ink, Stroke::NONE));
}

fn chevron(ui: &Ui, center: egui::Pos2, way: f32, ink: egui::Color32) {
    let stroke = Stroke::new(1.8, ink);
    let tip = center + vec2(2.5 * way, 0.0);
    for y in [-5.0, 5.0] {
        ui.painter().line_segment([center + vec2(-2.5 * way, y), tip], stroke);
    }
}
