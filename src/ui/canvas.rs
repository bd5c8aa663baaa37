//! The canvas: paints the scene and turns pointer, wheel and keys into commands.

use std::collections::BTreeSet;

use egui::{
    Align2, FontId, Id, PointerButton, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

use super::paint::paint;
use super::style::color;
use crate::kit::{Point, Vector};
use crate::model::EdtfDate;
use crate::scene::{Scene, Target, Theme, hit};
use crate::session::{Command, Session};

/// Points by which an arrow key moves the view.
const ARROW_STEP: f64 = 48.0;
/// Ties up to which each has a place of its own in the order of focus; beyond, only nations have.
const MOST_FOCUSABLE_TIES: usize = 400;
/// Wheel points that double the zoom.
const POINTS_PER_DOUBLING: f32 = 220.0;

/// Where the canvas lies and what it showed, for tests that click into a real window.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The canvas on the screen, in points.
    pub rect: Rect,
    /// What was painted.
    pub scene: std::sync::Arc<Scene>,
    /// Where the scene's zero lies on the screen.
    pub origin: Vec2,
}

/// Shows the graph.
pub fn canvas_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, commands: &mut Vec<Command>) -> Shown {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    session.resize(f64::from(rect.width()), f64::from(rect.height()));
    let scene = session.scene();
    let offset = session.view.view_from_scene();
    let origin = rect.min.to_vec2() + Vec2::new(offset.x as f32, offset.y as f32);
    let shown = Shown { rect, scene, origin };

    let summary = summary(session);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Graph of {summary}")));
    let asked = places_ui(ui, session, &shown);
    pointing(ui, &response, &shown, session, commands, asked);
    moving(ui, &response, &shown, commands);

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0, color(theme.canvas));
    let lay_out = |text: &str, font: FontId, ink| painter.layout_no_wrap(text.to_owned(), font, ink);
    let painted = paint(&shown.scene, theme, origin, rect, &lay_out);
    painter.extend(painted.into_iter().map(|painted| painted.shape));
    focus_ui(ui, &painter, theme, session, &shown);
    painter.text(
        rect.right_bottom() - Vec2::new(16.0, 12.0),
        Align2::RIGHT_BOTTOM,
        summary,
        FontId::proportional(12.0),
        color(theme.muted),
    );
    shown
}

/// Returns what is seen, in words: "47 ties between 8 nations on 14 June 2025".
fn summary(session: &Session) -> String {
    let network = session.network();
    let day = EdtfDate::from_day(session.as_of()).in_words();
    let plural = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let ties = plural(network.ties().len(), "tie", "ties");
    let nations = plural(network.nations().len(), "nation", "nations");
    format!("{ties} between {nations} on {day}")
}

/// Gives every nation and tie a place for focus and screen readers; returns the one that was asked for without pointing.
fn places_ui(ui: &Ui, session: &Session, shown: &Shown) -> Option<Target> {
    let mut asked = None;
    for (target, rect, words) in places(session, shown) {
        let response = ui.interact(rect, place_id(&target), Sense::click());
        let is_selected = session.selection.targets().contains(&target);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &words));
        if response.clicked() && !ui.input(|input| input.pointer.any_click()) {
            asked = Some(target);
        }
    }
    asked
}

fn place_id(target: &Target) -> Id {
    Id::unique("canvas").with(match target {
        Target::Nation(id) => ("nation", id.as_str().to_owned()),
        Target::Tie(id) => ("tie", id.as_str().to_owned()),
    })
}

/// Returns every nation, then every tie, with its place on the screen and its words.
fn places(session: &Session, shown: &Shown) -> Vec<(Target, Rect, String)> {
    let document = session.document();
    let at = |point: Point| pos2(point.x as f32, point.y as f32) + shown.origin;
    let mut places = Vec::new();
    for nation in &shown.scene.nations {
        let n_ties = session.network().ties_of(&nation.id).len();
        let rect = Rect::from_center_size(at(nation.center), Vec2::splat(nation.radius as f32 * 2.0));
        let words =
            format!("{}, {n_ties} {}", document.nation_name(&nation.id), if n_ties == 1 { "tie" } else { "ties" });
        places.push((Target::Nation(nation.id.clone()), rect, words));
    }
    if shown.scene.ties.len() <= MOST_FOCUSABLE_TIES {
        for tie in &shown.scene.ties {
            let rect = Rect::from_center_size(at(tie.glyph.center), Vec2::splat(tie.glyph.radius as f32 * 2.0));
            places.push((Target::Tie(tie.id.clone()), rect, tie.sentence.clone()));
        }
    }
    places.retain(|(_, rect, _)| shown.rect.intersects(*rect));
    places
}

/// Hovering, clicking and double-clicking.
fn pointing(
    ui: &Ui,
    response: &Response,
    shown: &Shown,
    session: &Session,
    commands: &mut Vec<Command>,
    asked: Option<Target>,
) {
    let scene_point = |pos: egui::Pos2| {
        let point = pos - shown.origin;
        Point::new(f64::from(point.x), f64::from(point.y))
    };
    let pointer = ui.input(|input| input.pointer.latest_pos());
    // The layer under the pointer, so that nothing is pointed at through a menu or a dialog.
    let is_over = |pos: &egui::Pos2| shown.rect.contains(*pos) && ui.ctx().layer_id_at(*pos) == Some(response.layer_id);
    let under = pointer.filter(is_over);
    let hovered = under.and_then(|pos| hit(&shown.scene, scene_point(pos)));
    if hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    let (is_click, is_double, modifiers) = ui.input(|input| {
        let pointer = &input.pointer;
        let clicked = pointer.button_clicked(PointerButton::Primary);
        (clicked, pointer.button_double_clicked(PointerButton::Primary), input.modifiers)
    });
    if is_click && under.is_some() {
        match &hovered {
            Some(target) if modifiers.shift || modifiers.command => commands.push(Command::Toggle(target.clone())),
            Some(target) => commands.push(Command::Select(target.clone())),
            None if is_double => commands.push(Command::FitAll),
            None => commands.push(Command::ClearSelection),
        }
        response.request_focus();
    }
    if let Some(target) = asked {
        commands.push(Command::Select(target));
    }
    if hovered != session.hovered {
        commands.push(Command::Hover(hovered));
    }
}

/// Dragging, wheel, pinch and arrow keys.
fn moving(ui: &Ui, response: &Response, shown: &Shown, commands: &mut Vec<Command>) {
    if response.dragged() {
        let by = response.drag_delta();
        commands.push(Command::Pan(Vector::new(f64::from(by.x), f64::from(by.y))));
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    if let Some(pos) = response.hover_pos().or_else(|| pointer_over(ui, shown)) {
        let (pinch, wheel) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().y));
        let factor = pinch * (wheel / POINTS_PER_DOUBLING).exp2();
        if factor != 1.0 {
            let at = pos - shown.rect.min;
            commands.push(Command::ZoomAt(f64::from(factor), Point::new(f64::from(at.x), f64::from(at.y))));
        }
    }
    if response.has_focus() {
        let keys = [
            (egui::Key::ArrowLeft, Vector::new(ARROW_STEP, 0.0)),
            (egui::Key::ArrowRight, Vector::new(-ARROW_STEP, 0.0)),
            (egui::Key::ArrowUp, Vector::new(0.0, ARROW_STEP)),
            (egui::Key::ArrowDown, Vector::new(0.0, -ARROW_STEP)),
        ];
        let lock = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, lock));
        for (key, by) in keys {
            if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key)) {
                commands.push(Command::Pan(by));
            }
        }
    }
}

/// Returns the pointer when it is over a nation's or tie's place, which lies above the canvas.
fn pointer_over(ui: &Ui, shown: &Shown) -> Option<egui::Pos2> {
    let pos = ui.input(|input| input.pointer.hover_pos())?;
    (shown.rect.contains(pos) && ui.ctx().layer_id_at(pos) == Some(ui.layer_id())).then_some(pos)
}

/// Draws where the focus is.
fn focus_ui(ui: &Ui, painter: &egui::Painter, theme: &Theme, session: &Session, shown: &Shown) {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return };
    let stroke = Stroke::new(2.0, color(theme.ink));
    let known: BTreeSet<&Target> = session.selection.targets().iter().collect();
    for (target, rect, _) in places(session, shown) {
        if place_id(&target) == focused && !known.contains(&target) {
            painter.rect_stroke(rect.expand(4.0), 6, stroke, StrokeKind::Outside);
        }
    }
}
