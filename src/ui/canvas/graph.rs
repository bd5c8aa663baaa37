//! One frame of the canvas: what is seen is painted, what is asked for becomes commands.

use std::sync::Arc;

use egui::{Align2, FontId, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::card::card_ui;
use super::dragging::{dragging, rubber_band_ui};
use super::menu::menu_ui;
use super::moving::moving;
use super::pointing::pointing;
use super::rim::{rim_ui, tying};
use super::shown::Shown;
use super::state::CanvasState;
use super::walking::{focus_ui, walking_ui};
use crate::kit::{boxed, grouped};
use crate::model::EdtfDate;
use crate::scene::{Scene, Theme};
use crate::session::{Command, Session, Sift, Supposition};
use crate::ui::color;
use crate::ui::galley::one_line;
use crate::ui::inspector::counted;
use crate::ui::paint::{Sight, paint};
use crate::ui::panels::cross;

/// Width of the filter in words at most, as a part of the canvas and in points, and of the cross behind it.
const FILTER_SHARE: f32 = 0.6;
const FILTER_WIDTH: f32 = 520.0;
const CROSS: f32 = 20.0;

/// Room between the counts and the filter in words, in points.
const WORDS_GAP: f32 = 20.0;

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
    let mut shown = Shown { rect, scene, origin, handle: None, tying: None };

    let summary = Summary::of(session);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Graph of {}", summary.in_words())));
    walking_ui(ui, &response, session, &shown, state, commands);
    dragging(ui, &response, session, &shown, (&mut state.gesture, state.handle.as_ref()), commands);
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
    rim_ui(ui, &response, session, &shown, state, theme, commands);
    focus_ui(&painter, theme, &response, &shown, state);
    summary_ui(ui, session, rect, summary, theme, commands);

    if session.network().nations().is_empty() {
        let words = "There are no nations in this atlas yet; press N for a new one";
        painter.text(rect.center(), Align2::CENTER_CENTER, words, FontId::proportional(14.0), color(theme.muted));
    }
    card_ui(ui, &response, session, &shown, &mut state.rest, theme, hovered);
    menu_ui(ui, &response, session, &mut state.menu, theme, commands);
    shown.handle.clone_from(&state.handle);
    shown.tying = tying(ui, &shown, state);
    shown
}

/// Writes what is seen into the corner at the right bottom, with the filter in words and the way to clear it.
///
/// On a ground of its own, or ties would run through the words.
fn summary_ui(ui: &Ui, session: &Session, canvas: Rect, summary: Summary, theme: &Theme, commands: &mut Vec<Command>) {
    let painter = ui.painter_at(canvas);
    let Summary { ties, supposed, filter } = summary;
    let corner = canvas.right_bottom() - Vec2::new(16.0, 12.0);
    let lay_out = |words: String| painter.layout_no_wrap(words, FontId::proportional(12.0), color(theme.muted));
    let has_room = |words: &Arc<egui::Galley>| words.size().x <= canvas.width() * FILTER_SHARE;
    let ties = supposed.map(lay_out).filter(has_room).unwrap_or_else(|| lay_out(ties));
    let ground = |place: Rect| {
        painter.rect_filled(place.expand2(Vec2::new(6.0, 2.0)), 3, color(theme.canvas));
    };
    let place = Align2::RIGHT_BOTTOM.anchor_size(corner, ties.size());
    ground(place);
    painter.galley(place.min, ties, color(theme.muted));
    if session.lens().filter.is_empty() {
        return;
    }
    // size
    let most = (canvas.width() * FILTER_SHARE).min(FILTER_WIDTH);
    let words = RichText::new(filter).size(12.0).color(color(theme.ink));
    let words = one_line(ui, words, most);
    let size = Vec2::new(words.size().x + CROSS, words.size().y);
    // Beside the counts where there is room: a second line would cover more of the picture.
    let is_beside = place.left() - WORDS_GAP - size.x >= canvas.left() + WORDS_GAP;
    let corner = if is_beside {
        place.left_bottom() - Vec2::new(WORDS_GAP, 0.0)
    } else {
        place.right_top() - Vec2::new(0.0, 6.0)
    };
    let place = Align2::RIGHT_BOTTOM.anchor_size(corner, size);
    // interact
    let away = Rect::from_min_max(pos2(place.right() - CROSS, place.top()), place.max);
    let clear = Command::Sift(Sift::Clear);
    let response = ui.interact(away.expand(4.0), ui.make_persistent_id("clear the filter"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, clear.label()));
    // paint
    ground(place);
    painter.galley(place.min, words, color(theme.ink));
    let ring = Rect::from_center_size(away.center(), Vec2::splat(16.0));
    if response.hovered() {
        painter.rect_filled(ring, 4, color(theme.chip));
    }
    if response.has_focus() {
        painter.rect_stroke(ring, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    cross(ui, ring, Stroke::new(1.3, color(theme.muted)));
    let keys = clear.shortcuts().first().map(|shortcut| shortcut.words()).unwrap_or_default();
    if response.on_hover_text(format!("{} ({keys})", clear.tooltip())).clicked() {
        commands.push(clear);
    }
}

/// What is seen, in words.
struct Summary {
    /// "47 ties between 8 nations on 14 June 2025", or "12 of 47 ties …" under a filter.
    ties: String,
    /// The same with the scenario that is open: "… on 14 June 2025, “Rebuild trust”"; `None` where none is.
    supposed: Option<String>,
    /// What the filter asks for; empty without one.
    filter: String,
}

impl Summary {
    fn of(session: &Session) -> Self {
        let (network, filter) = (session.network(), &session.lens().filter);
        let day = EdtfDate::from_day(session.as_of()).in_words();
        let nations = counted(network.nations().len(), "nation");
        let n_on_day = counted(network.n_on_day(), "tie");
        let ties = match filter.is_empty() {
            true => n_on_day,
            false => format!("{} of {n_on_day}", grouped(network.n_asked_for())),
        };
        let compared = session.comparison().map(|comparison| {
            let other = session.told_from(comparison, &comparison.with);
            format!(" · {} against {other}", counted(comparison.differences.len(), "change"))
        });
        let (ties, compared) = (format!("{ties} between {nations} on {day}"), compared.unwrap_or_default());
        let titled = |supposition: &Supposition| format!("{ties}, “{}”{compared}", boxed(&supposition.scenario.title));
        let supposed = session.supposition().map(titled);
        Self { ties: format!("{ties}{compared}"), supposed, filter: boxed(&filter.in_words(session.document())) }
    }

    fn in_words(&self) -> String {
        let Self { ties, supposed, filter } = self;
        let ties = supposed.as_ref().unwrap_or(ties);
        if filter.is_empty() { ties.clone() } else { format!("{ties}: {filter}") }
    }
}
