//! The handle on a nation's rim: a dot where there is room between its ties, from which a new tie is drawn to another nation.

use std::sync::Arc;

use egui::accesskit::Action;
use egui::{CursorIcon, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::dragging::Gesture;
use super::pointing::pointer_over;
use super::shown::Shown;
use super::state::CanvasState;
use crate::kit::{Point, Vector, boxed};
use crate::model::NationId;
use crate::scene::{NationMark, Scene, Target, Theme};
use crate::session::forms::NewRecord;
use crate::session::{Command, Edits, Session};
use crate::ui::color;

/// Radius of the dot, at rest and under the pointer, and of the ground on which it stands out, in points.
const DOT: f32 = 3.5;
const LARGE_DOT: f32 = 5.0;
const GROUND: f32 = 1.5;
/// How far from its middle the dot can be taken.
const REACH: f32 = 9.0;
/// How far from the middle of a nation the dot stands at least, so that a small one can still be taken itself.
const LEAST_DISTANCE: f64 = 13.0;
/// Directions in which the dot can stand, from right above clockwise; the first of equally free ones is taken.
const N_DIRECTIONS: usize = 24;
/// Room beyond which a direction is as free as can be: a tie can be pointed at from 6 points beside it.
const ENOUGH_ROOM: f64 = 18.0;
/// How far from a nation's rim its ties may end.
const TIE_GAP: f64 = 24.0;
/// Straight pieces by which a curve is measured.
const PIECES: usize = 24;
/// Lengths of the arrowhead, of dashes and of gaps, in points.
const HEAD: f32 = 11.0;
const DASH: f32 = 7.0;
const GAP: f32 = 4.0;
/// Width of the line, and of the ground on which it stands out from what it crosses.
const LINE: (f32, f32) = (2.0, 5.0);
/// How far the ring around a target stands off.
const RING_GAP: f32 = 4.0;

/// The handle that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Handle {
    /// Of which nation.
    pub nation: NationId,
    /// Its middle on the screen.
    pub at: Pos2,
}

impl Handle {
    /// Whether it would be taken at a point of the screen. Around the dot itself, what lies beside the nation comes first.
    pub(super) fn holds(&self, shown: &Shown, pos: Pos2) -> bool {
        let distance = self.at.distance(pos);
        let is_free = || match shown.hit(pos) {
            Some(Target::Nation(id)) => id == self.nation,
            Some(Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_)) => false,
            None => true,
        };
        distance <= LARGE_DOT || distance <= REACH && is_free()
    }
}

/// The freest place on the rim of the nation that had a handle last, kept while the same scene is shown.
#[derive(Debug, Default)]
pub(super) struct FreePlace(Option<(Arc<Scene>, NationId, Point)>);

impl FreePlace {
    fn of(&mut self, scene: &Arc<Scene>, nation: &NationMark) -> Point {
        let is_same = |of: &Arc<Scene>, id: &NationId| Arc::ptr_eq(of, scene) && *id == nation.id;
        match &self.0 {
            Some((of, id, place)) if is_same(of, id) => *place,
            Some(_) | None => {
                let place = freest(scene, nation);
                self.0 = Some((scene.clone(), nation.id.clone(), place));
                place
            }
        }
    }
}

/// Shows the handle of the nation that is pointed at or has the focus, and the tie that is being drawn from one.
pub(super) fn rim_ui(
    ui: &Ui,
    canvas: &Response,
    session: &Session,
    shown: &Shown,
    state: &mut CanvasState,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let painter = ui.painter_at(shown.rect);
    let pointer = pointer_over(ui, canvas, shown);
    if let Gesture::Tying { from } = &state.gesture {
        state.handle = None;
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        if let Some(pos) = ui.input(|input| input.pointer.latest_pos()) {
            line_ui(&painter, theme, shown, from, pos);
        }
        return;
    }
    let nation = nation(session, shown, state, pointer);
    state.handle = nation.and_then(|nation| handle_of(shown, nation, &mut state.free));
    let Some(handle) = &state.handle else { return };
    handle_ui(ui, canvas, session, handle, commands);
    let is_over = pointer.is_some_and(|pos| handle.holds(shown, pos));
    if is_over {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    let radius = if is_over { LARGE_DOT } else { DOT };
    painter.circle_filled(handle.at, radius + GROUND, color(theme.canvas));
    painter.circle_filled(handle.at, radius, color(theme.ink));
}

/// Returns the nation that has a handle: the one whose handle the pointer is on, that on which it is, or the one that has the
/// focus.
fn nation(session: &Session, shown: &Shown, state: &CanvasState, pointer: Option<Pos2>) -> Option<NationId> {
    if !state.gesture.is_idle() || state.menu.is_open() {
        return None;
    }
    let nation_of = |target: &Option<Target>| match target {
        Some(Target::Nation(id)) => Some(id.clone()),
        Some(Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_)) | None => None,
    };
    let held = state.handle.as_ref().filter(|handle| pointer.is_some_and(|pos| handle.holds(shown, pos)));
    let held = held.map(|handle| handle.nation.clone());
    held.or_else(|| nation_of(&state.hovered)).or_else(|| nation_of(&session.attention.focused))
}

/// Returns the handle of a nation; `None` where it is not shown.
fn handle_of(shown: &Shown, nation: NationId, free: &mut FreePlace) -> Option<Handle> {
    let mark = mark(&shown.scene, &nation)?;
    let at = shown.screen_from_scene(free.of(&shown.scene, mark));
    shown.rect.contains(at).then_some(Handle { nation, at })
}

/// Lets screen readers find the handle and ask for a new tie by it.
fn handle_ui(ui: &Ui, canvas: &Response, session: &Session, handle: &Handle, commands: &mut Vec<Command>) {
    let id = canvas.id.with("handle for a new tie");
    let response = ui.interact(Rect::from_center_size(handle.at, Vec2::splat(2.0 * REACH)), id, Sense::hover());
    let name = boxed(session.document().nation_name(&handle.nation));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("New tie from {name}")));
    ui.ctx().accesskit_node_builder(id, |node| node.add_action(Action::Click));
    if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
        commands.push(Command::Edits(Edits::ask_for_new(NewRecord::Tie(Some(handle.nation.clone()), None))));
    }
}

/// Returns the nation to which a tie would lead that is drawn from one to a point of the screen.
pub(super) fn target(shown: &Shown, from: &NationId, pos: Pos2) -> Option<NationId> {
    match shown.hit(pos) {
        Some(Target::Nation(id)) if id != *from && shown.rect.contains(pos) => Some(id),
        Some(Target::Nation(_) | Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_)) | None => {
            None
        }
    }
}

/// Returns from which nation a tie is being drawn, and to which it would lead; `None` where none is drawn.
pub(super) fn tying(ui: &Ui, shown: &Shown, state: &CanvasState) -> Option<(NationId, Option<NationId>)> {
    let from = match &state.gesture {
        Gesture::Tying { from } => from.clone(),
        Gesture::Idle | Gesture::Panning { .. } | Gesture::Moving { .. } | Gesture::Boxing { .. } => return None,
    };
    let to = ui.input(|input| input.pointer.latest_pos()).and_then(|pos| target(shown, &from, pos));
    Some((from, to))
}

fn mark<'s>(scene: &'s Scene, nation: &NationId) -> Option<&'s NationMark> {
    let mark = scene.nations.iter().find(|mark| mark.id == *nation)?;
    mark.center.is_finite().then_some(mark)
}

/// Returns the place on a nation's rim, in points of the scene, around which there is the most room. O(ties).
fn freest(scene: &Scene, nation: &NationMark) -> Point {
    let distance = nation.radius.max(LEAST_DISTANCE);
    let near = distance + TIE_GAP;
    let is_near = |point: Point| point.distance(nation.center) <= near;
    let curves = scene.ties.iter().map(|tie| &tie.curve);
    let strands = scene.badges.iter().filter_map(|badge| badge.strand.as_ref());
    let curves = curves.chain(strands).filter(|curve| is_near(curve.from) || is_near(curve.to));
    let pieces: Vec<[Point; 2]> = curves
        .flat_map(|curve| {
            let points: Vec<Point> = curve.points(PIECES).collect();
            points.windows(2).map(|piece| [piece[0], piece[1]]).collect::<Vec<_>>()
        })
        .filter(|[from, to]| is_near(*from) || is_near(*to))
        .collect();
    let others = scene.nations.iter().filter(|other| other.id != nation.id);
    let others: Vec<&NationMark> =
        others.filter(|other| other.center.distance(nation.center) <= near + 200.0).collect();
    let room = |at: Point| {
        let to_ties = pieces.iter().map(|[from, to]| at.distance_to_segment(*from, *to));
        let to_circles = others.iter().map(|other| at.distance(other.center) - other.radius);
        let to_names = others.iter().copied().chain([nation]).map(|mark| to_name(mark, at));
        to_ties.chain(to_circles).chain(to_names).fold(ENOUGH_ROOM, f64::min)
    };
    let places = (0..N_DIRECTIONS).map(|idx| {
        // Right above to the right comes first, where hands of most people do not hide it.
        let turn = std::f64::consts::TAU * (idx as f64 / N_DIRECTIONS as f64 + 1.0 / 12.0);
        let towards = Vector::new(libm::sin(turn), -libm::cos(turn));
        let at = Point::new(nation.center.x + towards.x * distance, nation.center.y + towards.y * distance);
        (room(at), at)
    });
    places.reduce(|best, other| if other.0 > best.0 { other } else { best }).map_or(nation.center, |(_, at)| at)
}

/// Returns how far a point lies from a nation's name.
fn to_name(nation: &NationMark, at: Point) -> f64 {
    if nation.name_size == [0.0, 0.0] {
        return f64::INFINITY;
    }
    let name = nation.name_box();
    let beside = (name.min.x - at.x).max(at.x - name.max.x).max(0.0);
    let above = (name.min.y - at.y).max(at.y - name.max.y).max(0.0);
    libm::hypot(beside, above)
}

/// Draws the tie that would come of letting go: dashed, with an arrowhead, to the pointer or to the nation under it.
fn line_ui(painter: &Painter, theme: &Theme, shown: &Shown, from: &NationId, pos: Pos2) {
    let Some(mark_from) = mark(&shown.scene, from) else { return };
    let [ink, ground] = [theme.ink, theme.canvas].map(color);
    let strokes = [Stroke::new(LINE.1, ground), Stroke::new(LINE.0, ink)];
    let target = target(shown, from, pos).and_then(|id| mark(&shown.scene, &id));
    let middle = shown.screen_from_scene(mark_from.center);
    let (end, gap) = match target {
        Some(target) => (shown.screen_from_scene(target.center), target.radius as f32 + RING_GAP + LINE.0),
        None => (pos, 0.0),
    };
    if let Some(target) = target {
        for stroke in strokes {
            painter.circle_stroke(end, target.radius as f32 + RING_GAP, stroke);
        }
    }
    let way = end - middle;
    let length = way.length() - mark_from.radius as f32 - gap;
    if length <= HEAD {
        return;
    }
    let towards = way.normalized();
    let start = middle + towards * mark_from.radius as f32;
    let tip = start + towards * length;
    let back = tip - towards * HEAD;
    painter.line_segment([start, tip], strokes[0]);
    painter.extend(Shape::dashed_line(&[start, back], strokes[1], DASH, GAP));
    let aside = towards.rot90() * (HEAD * 0.45);
    let head = vec![tip, back + aside, back - aside];
    painter.add(Shape::convex_polygon(head.clone(), ground, Stroke::new(LINE.1 - LINE.0, ground)));
    painter.add(Shape::convex_polygon(head, ink, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::scene::ThemeName;
    use crate::session::forms::Thing;
    use crate::session::run;
    use crate::ui::canvas::canvas_ui;

    /// A canvas alone, and what was asked for on it.
    #[derive(Default)]
    struct Held {
        session: Option<Session>,
        state: CanvasState,
        shown: Option<Shown>,
        asked: Vec<Command>,
    }

    type Window = Harness<'static, Held>;

    /// Shows the starter atlas; what is pointed at and focused is carried out, all else only noted.
    fn window() -> Window {
        let draw = |ui: &mut Ui, held: &mut Held| {
            let session = held.session.get_or_insert_with(|| {
                crate::ui::install_fonts(ui.ctx());
                let loaded = crate::io::load_starter();
                Session::open(loaded.document, loaded.problems)
            });
            let size = ui.available_size();
            session.resize(f64::from(size.x), f64::from(size.y));
            let (scene, theme, mut commands) = (session.scene(), crate::io::theme(ThemeName::Light), Vec::new());
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                commands.push(Command::ClearSelection);
            }
            held.shown = Some(canvas_ui(ui, session, scene, &mut held.state, &theme, &mut commands));
            for command in commands {
                if matches!(command, Command::Hover(_) | Command::Focus(_)) {
                    run(session, command);
                } else {
                    held.asked.push(command);
                }
            }
        };
        let builder = Harness::builder().with_size(vec2(1000.0, 700.0)).allow_missing_glyphs();
        let mut window = builder.build_ui_state(draw, Held::default());
        window.run_steps(4);
        window
    }

    fn nation(window: &Window, id: &str) -> Pos2 {
        let shown = window.state().shown.as_ref().expect("a frame");
        shown.screen_from_scene(mark(&shown.scene, &NationId::new(id)).expect("a nation").center)
    }

    fn move_to(window: &mut Window, pos: Pos2) {
        window.event(Event::PointerMoved(pos));
        window.run_steps(3);
    }

    fn press(window: &mut Window, pos: Pos2) {
        window.event(button(pos, State::Down));
        window.run_steps(2);
    }

    fn release(window: &mut Window, pos: Pos2) {
        window.event(button(pos, State::Up));
        window.run_steps(2);
    }

    #[derive(PartialEq)]
    enum State {
        Down,
        Up,
    }

    fn button(pos: Pos2, state: State) -> Event {
        let (button, pressed) = (PointerButton::Primary, state == State::Down);
        Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
    }

    /// Points at a nation and returns where its handle is.
    fn handle(window: &mut Window, id: &str) -> Pos2 {
        let at = nation(window, id);
        move_to(window, at);
        window.state().state.handle.as_ref().expect("a handle").at
    }

    /// Drags from the handle of a nation to a place, and returns what was asked for since.
    fn drag(window: &mut Window, from: &str, to: Pos2) -> Vec<Command> {
        let at = handle(window, from);
        move_to(window, at);
        window.state_mut().asked.clear();
        press(window, at);
        move_to(window, at + (to - at) * 0.5);
        move_to(window, to);
        release(window, to);
        std::mem::take(&mut window.state_mut().asked)
    }

    fn is_new_tie(command: &Command) -> bool {
        matches!(command, Command::Edits(Edits::Ask(thing)) if matches!(**thing, Thing::New(NewRecord::Tie(..))))
    }

    #[test]
    fn a_nation_has_a_handle_while_it_is_pointed_at_and_keeps_it_while_that_is_taken() {
        let mut window = window();
        assert_eq!(window.state().state.handle, None);
        let at = handle(&mut window, "PRK");
        assert!(window.query_by_label("New tie from North Korea").is_some());
        assert!(at.distance(nation(&window, "PRK")) >= LEAST_DISTANCE as f32);
        let outward = (at - nation(&window, "PRK")).normalized();
        move_to(&mut window, at + outward * (LARGE_DOT - 1.0));
        assert_eq!(window.state().state.handle.as_ref().map(|handle| handle.nation.as_str()), Some("PRK"));
        move_to(&mut window, pos2(4.0, 4.0));
        assert_eq!(window.state().state.handle, None);
    }

    #[test]
    fn a_nation_that_has_the_focus_has_a_handle() {
        let mut window = window();
        run(window.state_mut().session.as_mut().expect("a session"), Command::Focus(None));
        window.key_press(Key::Tab);
        window.key_press(Key::Tab);
        window.run_steps(4);
        let focused = window.state().session.as_ref().expect("a session").attention.focused.clone();
        let handle = window.state().state.handle.as_ref().map(|handle| Target::Nation(handle.nation.clone()));
        assert!(focused.is_some() && handle == focused, "{handle:?} {focused:?}");
    }

    #[test]
    fn dragging_from_the_handle_to_another_nation_asks_for_a_tie_between_them() {
        let mut window = window();
        for (from, to) in [("PRK", "RUS"), ("USA", "JPN"), ("CHN", "PRK")] {
            let at = nation(&window, to);
            let expected = NewRecord::Tie(Some(NationId::new(from)), Some(NationId::new(to)));
            assert_eq!(drag(&mut window, from, at), [Command::Edits(Edits::ask_for_new(expected))], "{from} to {to}");
        }
    }

    #[test]
    fn dropping_elsewhere_asks_for_nothing() {
        let mut window = window();
        let own = nation(&window, "PRK");
        for to in [pos2(6.0, 6.0), own, pos2(-40.0, 300.0)] {
            assert_eq!(drag(&mut window, "PRK", to), [], "{to}");
        }
    }

    #[test]
    fn escape_abandons_it_and_nothing_else() {
        let mut window = window();
        let (at, to) = (handle(&mut window, "PRK"), nation(&window, "RUS"));
        press(&mut window, at);
        move_to(&mut window, at + (to - at) * 0.5);
        move_to(&mut window, to);
        window.state_mut().asked.clear();
        window.key_press(Key::Escape);
        window.run_steps(2);
        release(&mut window, to);
        assert_eq!(window.state().asked, []);
        assert!(window.state().state.gesture.is_idle());
    }

    #[test]
    fn the_nation_over_which_a_tie_is_held_lights_up() {
        let mut window = window();
        let (at, to) = (handle(&mut window, "PRK"), nation(&window, "RUS"));
        press(&mut window, at);
        move_to(&mut window, at + (to - at) * 0.5);
        move_to(&mut window, to);
        let session = window.state().session.as_ref().expect("a session");
        assert_eq!(session.attention.hovered, Some(Target::Nation(NationId::new("RUS"))));
        assert_eq!(window.state().state.gesture, Gesture::Tying { from: NationId::new("PRK") });
    }

    #[test]
    fn a_nation_is_still_moved_by_its_middle() {
        let mut window = window();
        let at = nation(&window, "PRK");
        handle(&mut window, "PRK");
        press(&mut window, at);
        move_to(&mut window, at + vec2(30.0, 0.0));
        assert!(window.state().asked.iter().any(|command| matches!(command, Command::Drag(..))));
        release(&mut window, at + vec2(30.0, 0.0));
        assert!(!window.state().asked.iter().any(is_new_tie));
    }

    #[test]
    fn no_handle_of_the_starter_atlas_lies_over_what_else_can_be_pointed_at() {
        let window = window();
        let shown = window.state().shown.as_ref().expect("a frame");
        for mark in &shown.scene.nations {
            let handle = handle_of(shown, mark.id.clone(), &mut FreePlace::default()).expect("a handle");
            let others = shown.scene.ties.iter().filter(|tie| {
                let points: Vec<Point> = tie.curve.points(64).collect();
                points.iter().any(|point| shown.screen_from_scene(*point).distance(handle.at) <= DOT)
            });
            assert_eq!(others.count(), 0, "{}", mark.id);
        }
    }

    #[test]
    fn the_freest_place_is_sought_once_for_a_nation_in_a_scene() {
        let window = window();
        let scene = &window.state().shown.as_ref().expect("a frame").scene;
        let marks = ["RUS", "PRK"].map(|id| mark(scene, &NationId::new(id)).expect("a nation"));
        let mut free = FreePlace::default();
        let found = marks.map(|mark| free.of(scene, mark));
        assert_eq!(found, marks.map(|mark| freest(scene, mark)));
        // What is held is given back without a search, as long as it is of this scene and nation.
        let held = Point::new(1.0, 2.0);
        let hold = || FreePlace(Some((scene.clone(), marks[0].id.clone(), held)));
        assert_eq!([hold().of(scene, marks[0]), hold().of(scene, marks[1])], [held, found[1]]);
        assert_eq!(hold().of(&Arc::new((**scene).clone()), marks[0]), found[0]);
    }
}
