//! One frame of the canvas: what is seen is painted, what is asked for becomes commands.

use std::sync::Arc;

use egui::{Align2, FontId, Role, Sense, Ui, Vec2, WidgetInfo};

use super::card::card_ui;
use super::dragging::{dragging, rubber_band_ui};
use super::menu::menu_ui;
use super::moving::moving;
use super::pointing::pointing;
use super::shown::Shown;
use super::state::CanvasState;
use super::walking::{focus_ui, walking_ui};
use crate::model::EdtfDate;
use crate::scene::{Scene, Theme};
use crate::session::{Command, Session};
use crate::ui::color;
use crate::ui::inspector::counted;
use crate::ui::paint::{Sight, paint};

/// Shows the graph.
///
/// `scene` is the session's, made after the session was told the size of the room there is for it.
pub fn canvas_ui(
    ui: &mut Ui,
    session: &Session,
    scene: Arc<Scene>,
    state: &mut CanvasState,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> Shown {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    state.id = Some(response.id);
    let offset = session.view.view_from_scene();
    let origin = rect.min.to_vec2() + Vec2::new(offset.x as f32, offset.y as f32);
    let shown = Shown { rect, scene, origin };

    let summary = summary(session);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Graph of {summary}")));
    walking_ui(ui, &response, session, &shown, state, commands);
    dragging(ui, &response, session, &shown, &mut state.gesture, commands);
    let hovered = pointing(ui, &response, session, &shown, state, commands);
    moving(ui, &response, &shown, &state.gesture, commands);

    let painter = ui.painter_at(rect);
    let lay_out = |text: &str, font: FontId, ink| painter.layout_no_wrap(text.to_owned(), font, ink);
    let faded = state.fading.faded(ui, &shown.scene, session.view.camera().zoom);
    let placed = session.placed_scene().unwrap_or(&shown.scene);
    let pixels_per_point = ui.ctx().pixels_per_point();
    let sight = Sight { scene: &faded, placed, theme, origin, visible: rect, pixels_per_point };
    let painted = paint(&sight, &mut state.painted, &lay_out);
    painter.extend(painted.into_iter().map(|painted| painted.shape));
    rubber_band_ui(&painter, theme, &state.gesture, ui);
    focus_ui(&painter, theme, &response, &shown, state);
    // On a ground of its own, or ties would run through the words.
    let words = painter.layout_no_wrap(summary, FontId::proportional(12.0), color(theme.muted));
    let place = Align2::RIGHT_BOTTOM.anchor_size(rect.right_bottom() - Vec2::new(16.0, 12.0), words.size());
    painter.rect_filled(place.expand2(Vec2::new(6.0, 2.0)), 3, color(theme.canvas));
    painter.galley(place.min, words, color(theme.muted));

    card_ui(ui, &response, session, &shown, &mut state.rest, theme, hovered);
    menu_ui(ui, &response, session, &mut state.menu, theme, commands);
    shown
}

/// Returns what is seen, in words: "47 ties between 8 nations on 14 June 2025".
fn summary(session: &Session) -> String {
    let network = session.network();
    let day = EdtfDate::from_day(session.as_of()).in_words();
    let ties = counted(network.ties().len(), "tie");
    let nations = counted(network.nations().len(), "nation");
    let compared = session.comparison().map(|comparison| {
        let other = EdtfDate::from_day(comparison.with).in_words();
        format!(" · {} against {other}", counted(comparison.differences.len(), "change"))
    });
    format!("{ties} between {nations} on {day}{}", compared.unwrap_or_default())
}
