//! The way of the keyboard and of screen readers through the canvas: Tab and arrows go, Enter selects, a ring shows where
//! one is, and what has the focus is brought into view.

use egui::accesskit::Action;
use egui::{
    CornerRadius, Event, FocusDirection, Key, Modifiers, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::moving::OWN_KEYS;
use super::places::{Place, Places, reading_order};
use super::pointing::{choose, select_first};
use super::shown::Shown;
use super::state::CanvasState;
use crate::kit::Vector;
use crate::model::NationId;
use crate::scene::{LabelMark, Target, Theme};
use crate::session::{Command, Session};
use crate::ui::color;

/// Room around what is brought into view, for its name and ring, in points.
const VIEW_MARGIN: f32 = 40.0;
/// Frames for which what has just got the focus is kept in view: a bundle that fans out moves it once more.
const SETTLING: u8 = 3;
/// Width of the ring, and of the ground on which it stands out from what it crosses.
const RING: (f32, f32) = (2.0, 5.0);
/// How far the ring stands off.
const RING_GAP: f32 = 4.0;
/// How much more it counts to lie aside than to lie farther ahead when an arrow looks for what is next.
const ASIDE: f32 = 2.0;

/// Where the keyboard has come to.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The nation whose ties Tab goes through.
    open: Option<NationId>,
    /// Frames for which what has the focus is still brought into view.
    settling: u8,
    /// What was clicked in the last frame: from there the keys go on.
    clicked: Option<Target>,
    /// What alone was selected in the last frame, and for how many frames more the focus goes on from there: who has chosen
    /// it in a list gives the focus back only then.
    selected: (Option<Target>, u8),
    /// Whether the pointer was used last: who clicks knows where, and a ring would only be in the way.
    is_by_pointer: bool,
}

impl Walk {
    /// Goes on from what was clicked, once it has its place.
    pub(super) fn go_on_from(&mut self, target: Target) {
        self.clicked = Some(target);
    }
}

/// Gives everything a place for the focus, and follows the keys of the place that has it.
pub(super) fn walking_ui(
    ui: &Ui,
    canvas: &Response,
    session: &Session,
    shown: &Shown,
    state: &mut CanvasState,
    commands: &mut Vec<Command>,
) {
    let CanvasState { places, walk, menu, .. } = state;
    take_requests(ui, places);
    if let Some(place) = walk.clicked.take().and_then(|target| places.all().find(|place| place.target == target)) {
        ui.memory_mut(|memory| memory.request_focus(place.id));
    }
    follow_selection(ui, session, places, walk);
    let focused = ui.memory(|memory| memory.focused());
    let target = focused.and_then(|id| places.find(id)).map(|place| place.target.clone());
    walk.open = target.as_ref().and_then(|target| opened(session, walk.open.as_ref(), target));
    places.follow(session, shown, walk.open.as_ref());
    for place in &places.walk {
        place_ui(ui, session, shown, place, Sense::focusable_noninteractive(), commands);
    }
    for place in &places.beside {
        // What Tab does not come to may still have the focus.
        let sense = if focused == Some(place.id) { Sense::focusable_noninteractive() } else { Sense::hover() };
        place_ui(ui, session, shown, place, sense, commands);
    }
    note_device(ui, walk);

    let place = ui.memory(|memory| memory.focused()).and_then(|id| places.find(id));
    if let Some(place) = place {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(place.id, OWN_KEYS));
        go(ui, places, place);
        if let Some(modifiers) = pressed(ui, |key, _| key == Key::Enter) {
            commands.push(choose(place.target.clone(), modifiers));
        }
    }
    // Asked before the input is held: asking while it is would wait for ever.
    let has_focus = place.is_some() || canvas.has_focus();
    if has_focus && pressed(ui, is_menu_key).is_some() {
        let rect = place.map(|place| shown.screen_rect(place.rect));
        let target = place.map(|place| place.target.clone());
        target.iter().for_each(|target| select_first(session, target, commands));
        let at = rect.map_or(canvas.rect.center(), |rect| rect.center_bottom() + vec2(0.0, RING_GAP));
        menu.open_by_key(at, target, place.map_or(canvas.id, |place| place.id));
    }
    let target = place.map(|place| place.target.clone());
    if target != session.attention.focused {
        walk.settling = SETTLING;
        commands.push(Command::Focus(target));
    }
    if let Some(place) = place
        && walk.settling > 0
        && !walk.is_by_pointer
    {
        walk.settling -= 1;
        commands.extend(way_into_view(shown, place));
    }
}

/// Lets the focus, where the canvas has it, go on from what was selected elsewhere, as by finding or by going back.
fn follow_selection(ui: &Ui, session: &Session, places: &Places, walk: &mut Walk) {
    let targets = session.selection.targets();
    let selected = targets.first().filter(|_| targets.len() == 1);
    if selected != walk.selected.0.as_ref() {
        walk.selected = (selected.cloned(), SETTLING);
    }
    let (Some(selected), frames @ 1..) = &mut walk.selected else { return };
    *frames -= 1;
    let focused = ui.memory(|memory| memory.focused()).and_then(|id| places.find(id));
    let place = places.all().find(|place| place.target == *selected);
    if let (Some(focused), Some(place)) = (focused, place) {
        // Once it is there, nothing draws it back.
        *frames = 0;
        if focused.id != place.id {
            ui.memory_mut(|memory| memory.request_focus(place.id));
        }
    }
}

/// Gives the focus to what a screen reader asks for and Tab does not come to.
fn take_requests(ui: &Ui, places: &Places) {
    let is_request = |event: &Event| matches!(event, Event::AccessKitActionRequest(_));
    if !ui.input(|input| input.events.iter().any(is_request)) {
        return;
    }
    let is_asked = |place: &&Place| ui.input(|input| input.has_accesskit_action_request(place.id, Action::Focus));
    if let Some(place) = places.beside.iter().find(is_asked) {
        ui.memory_mut(|memory| memory.request_focus(place.id));
    }
}

/// Returns the nation whose ties are gone through while something has the focus.
fn opened(session: &Session, open: Option<&NationId>, target: &Target) -> Option<NationId> {
    let (a, b) = match target {
        Target::Nation(id) => return Some(id.clone()),
        Target::Pair(a, b) => (a, b),
        Target::Tie(id) => {
            let (a, b) = &session.document().ties.get(id)?.between;
            (a, b)
        }
        Target::Source(_) | Target::Class(_) => return None,
    };
    let first = if reading_order(session, a) <= reading_order(session, b) { a } else { b };
    Some(open.filter(|open| *open == a || *open == b).unwrap_or(first).clone())
}

/// A place: found by its name, focused, and used by screen readers.
fn place_ui(ui: &Ui, session: &Session, shown: &Shown, place: &Place, sense: Sense, commands: &mut Vec<Command>) {
    let response = ui.interact(shown.screen_rect(place.rect), place.id, sense);
    let is_selected = session.selection.holds(&place.target);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &place.words));
    // The pointer goes by what is drawn, not by places, so they sense nothing; screen readers use them all the same.
    ui.ctx().accesskit_node_builder(place.id, |node| {
        node.add_action(Action::Focus);
        node.add_action(Action::Click);
    });
    if ui.input(|input| input.has_accesskit_action_request(place.id, Action::Click)) {
        let modifiers = ui.input(|input| input.modifiers);
        commands.push(choose(place.target.clone(), modifiers));
    }
}

/// Notes whether pointer or keyboard was used last.
fn note_device(ui: &Ui, walk: &mut Walk) {
    let is_typed = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::AccessKitActionRequest(_));
    let (clicked, typed) = ui.input(|input| (input.pointer.any_click(), input.events.iter().any(is_typed)));
    walk.is_by_pointer = clicked || walk.is_by_pointer && !typed;
}

/// Goes on from a place by arrows, Home and End.
fn go(ui: &Ui, places: &Places, from: &Place) {
    let key = |wanted: Key| pressed(ui, |key, modifiers| key == wanted && modifiers.is_none()).is_some();
    let arrows = [
        (Key::ArrowLeft, vec2(-1.0, 0.0)),
        (Key::ArrowRight, vec2(1.0, 0.0)),
        (Key::ArrowUp, vec2(0.0, -1.0)),
        (Key::ArrowDown, vec2(0.0, 1.0)),
    ];
    let mut to = None;
    for (arrow, towards) in arrows {
        if key(arrow) {
            // Or egui would go its own way, to whatever widget lies there.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            to = nearest(places, from, towards);
        }
    }
    if key(Key::Home) {
        to = places.walk.first();
    }
    if key(Key::End) {
        to = places.walk.last();
    }
    if let Some(to) = to {
        ui.memory_mut(|memory| memory.request_focus(to.id));
        ui.ctx().request_repaint();
    }
}

/// Returns the place that comes next in a direction: near, and rather ahead than aside.
fn nearest<'a>(places: &'a Places, from: &Place, towards: Vec2) -> Option<&'a Place> {
    let at = |place: &Place| pos2(place.rect.center().x as f32, place.rect.center().y as f32);
    let distance = |place: &Place| {
        let way = at(place) - at(from);
        let (ahead, aside) = (way.dot(towards), way.dot(towards.rot90()).abs());
        (ahead > 1.0 && aside <= ahead * ASIDE).then_some(ahead + ASIDE * aside)
    };
    let reached = places.all().filter_map(|place| Some((distance(place)?, place)));
    reached.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, place)| place)
}

/// Takes a pressed key out of the input and returns what was held with it.
fn pressed(ui: &Ui, is_meant: impl Fn(Key, Modifiers) -> bool) -> Option<Modifiers> {
    let mut held = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let is_it = is_meant(*key, *modifiers);
            if is_it {
                held = Some(*modifiers);
            }
            !is_it
        });
    });
    held
}

fn is_menu_key(key: Key, modifiers: Modifiers) -> bool {
    key == Key::Menu || key == Key::F10 && modifiers.shift_only()
}

/// Returns how to pan so that a place is seen; `None` where it is.
fn way_into_view(shown: &Shown, place: &Place) -> Option<Command> {
    let room = shown.rect.shrink(VIEW_MARGIN.min(shown.rect.size().min_elem() / 4.0));
    let at = shown.screen_rect(place.rect).center();
    let by = room.clamp(at) - at;
    (by != Vec2::ZERO).then(|| Command::Pan(Vector::new(f64::from(by.x), f64::from(by.y))))
}

/// Draws where the focus is: on the canvas or on one of its places, selected or not.
pub(super) fn focus_ui(painter: &Painter, theme: &Theme, canvas: &Response, shown: &Shown, state: &CanvasState) {
    let Some(focused) = canvas.ctx.memory(|memory| memory.focused()) else { return };
    if state.walk.is_by_pointer {
        return;
    }
    let strokes = [(RING.1, theme.canvas), (RING.0, theme.ink)].map(|(width, ink)| Stroke::new(width, color(ink)));
    if canvas.id == focused {
        painter.rect_stroke(canvas.rect, 0, strokes[1], StrokeKind::Inside);
    }
    let Some(place) = state.places.find(focused) else { return };
    let ring = shown.screen_rect(place.rect).expand(RING_GAP);
    let label = shown.scene.labels.iter().find(|label| Target::Tie(label.tie.clone()) == place.target);
    for stroke in strokes {
        match (&place.target, label) {
            (Target::Nation(_), _) => {
                painter.circle_stroke(ring.center(), ring.width() / 2.0, stroke);
            }
            (Target::Tie(_), Some(label)) => {
                painter.add(Shape::closed_line(around(shown, label, ring), stroke));
            }
            (Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_), _) => {
                let radius = CornerRadius::same((ring.height() / 2.0).min(12.0) as u8);
                painter.rect_stroke(ring, radius, stroke, StrokeKind::Middle);
            }
        }
    }
}

/// Returns the corners of the box, turned as the words on a tie are, that holds them and the tie's glyph.
fn around(shown: &Shown, label: &LabelMark, glyph: Rect) -> Vec<Pos2> {
    let middle = shown.screen_from_scene(label.anchor);
    let (sin, cos) = (libm::sin(label.angle) as f32, libm::cos(label.angle) as f32);
    let along = vec2(cos, sin);
    let [width, height] = label.size.map(|side| side as f32);
    let words = Rect::from_center_size(Pos2::ZERO, vec2(width, height)).expand(RING_GAP / 2.0);
    let from_middle = glyph.center() - middle;
    let glyph_at = pos2(from_middle.dot(along), from_middle.dot(along.rot90()));
    let whole = words.union(Rect::from_center_size(glyph_at, glyph.size()));
    let corner = |at: Pos2| middle + along * at.x + along.rot90() * at.y;
    [whole.left_top(), whole.right_top(), whole.right_bottom(), whole.left_bottom()].map(corner).to_vec()
}
