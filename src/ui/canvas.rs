//! The canvas: paints the scene and turns pointer, wheel and keys into commands.

use std::sync::Arc;

use egui::{
    Align2, FontId, Id, Modifiers, PointerButton, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2,
};

use super::inspector::counted;
use super::paint::{PaintMemo, Sight, paint};
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
    pub scene: Arc<Scene>,
    /// Where the scene's zero lies on the screen.
    pub origin: Vec2,
}

/// Shows the graph.
///
/// `scene` is the session's, made after the session was told the size of the room there is for it.
pub fn canvas_ui(
    ui: &mut Ui,
    session: &Session,
    scene: Arc<Scene>,
    theme: &Theme,
    memo: &mut PaintMemo,
    commands: &mut Vec<Command>,
) -> Shown {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let offset = session.view.view_from_scene();
    let origin = rect.min.to_vec2() + Vec2::new(offset.x as f32, offset.y as f32);
    let shown = Shown { rect, scene, origin };

    let summary = summary(session);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Graph of {summary}")));
    let places = places(session, &shown);
    let asked = places_ui(ui, session, &places);
    pointing(ui, &response, &shown, session, commands, asked);
    moving(ui, &response, &shown, commands);

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0, color(theme.canvas));
    let lay_out = |text: &str, font: FontId, ink| painter.layout_no_wrap(text.to_owned(), font, ink);
    let placed = session.placed_scene().unwrap_or(&shown.scene);
    let pixels_per_point = ui.ctx().pixels_per_point();
    let sight = Sight { scene: &shown.scene, placed, theme, origin, visible: rect, pixels_per_point };
    let painted = paint(&sight, memo, &lay_out);
    painter.extend(painted.into_iter().map(|painted| painted.shape));
    focus_ui(&painter, theme, &response, &places);
    // On a ground of its own, or ties would run through the words.
    let words = painter.layout_no_wrap(summary, FontId::proportional(12.0), color(theme.muted));
    let place = Align2::RIGHT_BOTTOM.anchor_size(rect.right_bottom() - Vec2::new(16.0, 12.0), words.size());
    painter.rect_filled(place.expand2(Vec2::new(6.0, 2.0)), 3, color(theme.canvas));
    painter.galley(place.min, words, color(theme.muted));
    shown
}

/// Returns what is seen, in words: "47 ties between 8 nations on 14 June 2025".
fn summary(session: &Session) -> String {
    let network = session.network();
    let day = EdtfDate::from_day(session.as_of()).in_words();
    let ties = counted(network.ties().len(), "tie");
    let nations = counted(network.nations().len(), "nation");
    format!("{ties} between {nations} on {day}")
}

/// Where a nation or tie can be focused.
struct Place {
    target: Target,
    rect: Rect,
    words: String,
}

/// Gives every nation and tie a place for focus and screen readers; returns the one that was asked for without pointing.
fn places_ui(ui: &Ui, session: &Session, places: &[Place]) -> Option<Target> {
    let mut asked = None;
    for Place { target, rect, words } in places {
        let response = ui.interact(*rect, place_id(target), Sense::click());
        let is_selected = session.selection.targets().contains(target);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, words));
        if response.clicked() && !ui.input(|input| input.pointer.any_click()) {
            asked = Some(target.clone());
        }
    }
    asked
}

fn place_id(target: &Target) -> Id {
    Id::unique("canvas").with(match target {
        Target::Nation(id) => ("nation", id.as_str().to_owned()),
        Target::Tie(id) => ("tie", id.as_str().to_owned()),
        Target::Pair(a, b) => ("pair", format!("{a} {b}")),
        Target::Source(id) => ("source", id.as_str().to_owned()),
        Target::Class(class) => ("class", format!("{class:?}")),
    })
}

/// Returns every nation in reading order, those in focus first and then by name, then every tie by its id; each with its
/// place on the screen and its words. The order is that of focus, whatever is hovered or selected.
fn places(session: &Session, shown: &Shown) -> Vec<Place> {
    let document = session.document();
    let at = |point: Point| pos2(point.x as f32, point.y as f32) + shown.origin;
    let is_seen = |rect: &Rect| shown.rect.intersects(*rect);
    let mut nations: Vec<_> = shown
        .scene
        .nations
        .iter()
        .map(|nation| (nation, Rect::from_center_size(at(nation.center), Vec2::splat(nation.radius as f32 * 2.0))))
        .filter(|(_, rect)| is_seen(rect))
        .collect();
    let focus = &document.manifest.focus;
    nations.sort_by_cached_key(|(nation, _)| {
        let rank = focus.iter().position(|id| *id == nation.id).unwrap_or(focus.len());
        (rank, document.nation_name(&nation.id).to_owned(), nation.id.clone())
    });
    let mut places: Vec<Place> = nations
        .into_iter()
        .map(|(nation, rect)| {
            let n_ties = counted(session.network().n_ties_of(&nation.id), "tie");
            let words = format!("{}, {n_ties}", document.nation_name(&nation.id));
            Place { target: Target::Nation(nation.id.clone()), rect, words }
        })
        .collect();
    if shown.scene.ties.len() <= MOST_FOCUSABLE_TIES {
        let mut ties: Vec<_> = shown
            .scene
            .ties
            .iter()
            .map(|tie| {
                let rect = Rect::from_center_size(at(tie.glyph.center), Vec2::splat(tie.glyph.radius as f32 * 2.0));
                Place { target: Target::Tie(tie.id.clone()), rect, words: tie.sentence.clone() }
            })
            .filter(|place| is_seen(&place.rect))
            .collect();
        ties.sort_by(|a, b| a.target.cmp(&b.target));
        places.append(&mut ties);
    }
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
            Some(target) => commands.push(choose(target.clone(), modifiers)),
            None if is_double => commands.push(Command::FitAll),
            None => commands.push(Command::ClearSelection),
        }
        response.request_focus();
    }
    if let Some(target) = asked {
        commands.push(choose(target, modifiers));
    }
    // What a row of the legend lights stays lit until the pointer comes here.
    let is_lit_elsewhere = under.is_none() && matches!(session.hovered, Some(Target::Class(_)));
    if hovered != session.hovered && !is_lit_elsewhere {
        commands.push(Command::Hover(hovered));
    }
}

/// Returns what choosing something asks for: held with Shift or Ctrl, it adds to the selection or takes away from it.
fn choose(target: Target, modifiers: Modifiers) -> Command {
    if modifiers.shift || modifiers.command { Command::Toggle(target) } else { Command::Select(target) }
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
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
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

/// Draws where the focus is: on the canvas or on one of its places, selected or not.
///
/// Not while the person works with the pointer: who clicks knows where, and a frame around all would only be in the way.
fn focus_ui(painter: &egui::Painter, theme: &Theme, canvas: &Response, places: &[Place]) {
    let Some(focused) = canvas.ctx.memory(|memory| memory.focused()) else { return };
    let is_key = |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. });
    let (clicked, typed) = canvas.ctx.input(|input| (input.pointer.any_click(), input.events.iter().any(is_key)));
    let by_pointer = Id::unique("the pointer was used last");
    let is_by_pointer = canvas.ctx.data_mut(|data| {
        let is_by_pointer = data.get_temp_mut_or_insert_with(by_pointer, || false);
        *is_by_pointer = clicked || *is_by_pointer && !typed;
        *is_by_pointer
    });
    if is_by_pointer {
        return;
    }
    let stroke = Stroke::new(2.0, color(theme.ink));
    if canvas.id == focused {
        painter.rect_stroke(canvas.rect, 0, stroke, StrokeKind::Inside);
    }
    if let Some(place) = places.iter().find(|place| place_id(&place.target) == focused) {
        painter.rect_stroke(place.rect.expand(4.0), 6, stroke, StrokeKind::Outside);
    }
}
