//! What a held button does: it moves nations, pans, draws a new tie, or spans a box that selects.

use egui::{CursorIcon, Key, Modifiers, Painter, PointerButton, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use super::pointing::pointer_over;
use super::rim::{self, Handle};
use super::shown::Shown;
use crate::kit::{Point, Vector};
use crate::model::NationId;
use crate::scene::{Badge, Target, Theme};
use crate::session::forms::NewRecord;
use crate::session::{Command, Edits, Session};
use crate::ui::color;

/// How much of the accent the ground of the box has, so that what lies in it stays readable.
const BAND_GROUND: f32 = 0.12;

/// What the held button does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Gesture {
    /// Nothing, or it may still become a click.
    #[default]
    Idle,
    /// It moves the view.
    Panning {
        /// Where the pointer was last, on the screen.
        last: Pos2,
    },
    /// It moves a nation, and with it all that are selected if it is one of them.
    Moving {
        /// Which one.
        nation: NationId,
        /// Where it was taken, in world points: so it stays under the pointer whatever the view does.
        grabbed: Point,
    },
    /// It draws a new tie from a nation.
    Tying {
        /// From which one.
        from: NationId,
    },
    /// It spans a box that selects what lies in it.
    Boxing {
        /// Where the box begins, on the screen.
        from: Pos2,
    },
}

impl Gesture {
    /// Whether no button does anything.
    pub(super) fn is_idle(&self) -> bool {
        *self == Self::Idle
    }
}

/// Follows the held button.
pub(super) fn dragging(
    ui: &Ui,
    response: &Response,
    session: &Session,
    shown: &Shown,
    (gesture, handle): (&mut Gesture, Option<&Handle>),
    commands: &mut Vec<Command>,
) {
    let zoom = session.view.camera().zoom;
    if response.drag_started() {
        *gesture = begun(ui, shown, handle, zoom);
    }
    // Escape ends the gesture, and only that.
    let is_escape = |command: &Command| *command == Command::ClearSelection;
    let is_escapable = matches!(gesture, Gesture::Moving { .. } | Gesture::Boxing { .. } | Gesture::Tying { .. });
    if is_escapable && commands.iter().any(is_escape) {
        commands.retain(|command| !is_escape(command));
        abandon(gesture, commands);
    }
    let pointer = ui.input(|input| input.pointer.latest_pos());
    if response.dragged()
        && let Some(pos) = pointer
    {
        go_on(ui, shown, gesture, pos, zoom, commands);
    } else if !gesture.is_idle() {
        // Without a button let go it was broken off, as when the window lost the pointer.
        let is_released = ui.input(|input| input.pointer.any_released());
        match (is_released, pointer) {
            (true, Some(pos)) => finish(ui, shown, gesture, pos, commands),
            (true, None) | (false, _) => abandon(gesture, commands),
        }
    }
    let is_to_pan = || ui.input(|input| input.key_down(Key::Space)) && pointer_over(ui, response, shown).is_some();
    match gesture {
        Gesture::Idle if is_to_pan() => ui.ctx().set_cursor_icon(CursorIcon::Grab),
        Gesture::Idle => {}
        Gesture::Panning { .. } | Gesture::Moving { .. } => ui.ctx().set_cursor_icon(CursorIcon::Grabbing),
        Gesture::Boxing { .. } | Gesture::Tying { .. } => ui.ctx().set_cursor_icon(CursorIcon::Crosshair),
    }
}

/// Returns what begins with the button that is held: by which button, which keys, and what lies where it was pressed.
fn begun(ui: &Ui, shown: &Shown, handle: Option<&Handle>, zoom: f64) -> Gesture {
    let (from, primary, middle, is_space, is_shift) = ui.input(|input| {
        let pointer = &input.pointer;
        let is_down = |button| pointer.button_down(button);
        let from = pointer.press_origin().or(pointer.latest_pos());
        let (primary, middle) = (is_down(PointerButton::Primary), is_down(PointerButton::Middle));
        (from, primary, middle, input.key_down(Key::Space), input.modifiers.shift)
    });
    let Some(from) = from.filter(|_| primary || middle) else { return Gesture::Idle };
    if middle || is_space {
        return Gesture::Panning { last: from };
    }
    if let Some(handle) = handle.filter(|handle| handle.holds(shown, from)) {
        return Gesture::Tying { from: handle.nation.clone() };
    }
    match shown.hit(from) {
        Some(Target::Nation(nation)) => {
            let grabbed = shown.scene_from_screen(from);
            Gesture::Moving { nation, grabbed: Point::new(grabbed.x / zoom, grabbed.y / zoom) }
        }
        Some(Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_)) | None if is_shift => {
            Gesture::Boxing { from }
        }
        Some(Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_)) | None => {
            Gesture::Panning { last: from }
        }
    }
}

fn go_on(ui: &Ui, shown: &Shown, gesture: &mut Gesture, pos: Pos2, zoom: f64, commands: &mut Vec<Command>) {
    match gesture {
        Gesture::Panning { last } => {
            let by = pos - *last;
            *last = pos;
            commands.push(Command::Pan(Vector::new(f64::from(by.x), f64::from(by.y))));
        }
        Gesture::Moving { nation, grabbed } => {
            let at = shown.scene_from_screen(pos);
            let by = Vector::new(at.x - grabbed.x * zoom, at.y - grabbed.y * zoom);
            commands.push(Command::Drag(nation.clone(), by));
        }
        // Only the box itself is seen to grow, and the line.
        Gesture::Boxing { .. } | Gesture::Tying { .. } => ui.ctx().request_repaint(),
        Gesture::Idle => {}
    }
}

fn finish(ui: &Ui, shown: &Shown, gesture: &mut Gesture, pos: Pos2, commands: &mut Vec<Command>) {
    match std::mem::take(gesture) {
        Gesture::Moving { .. } => commands.push(Command::Drop),
        Gesture::Boxing { from } => {
            let modifiers = ui.input(|input| input.modifiers);
            commands.push(chosen(shown, Rect::from_two_pos(from, pos), modifiers));
        }
        Gesture::Tying { from } => {
            if let Some(to) = rim::target(shown, &from, pos) {
                commands.push(Command::Edits(Edits::ask_for_new(NewRecord::Tie(Some(from), Some(to)))));
            }
        }
        Gesture::Panning { .. } | Gesture::Idle => {}
    }
}

fn abandon(gesture: &mut Gesture, commands: &mut Vec<Command>) {
    match std::mem::take(gesture) {
        Gesture::Moving { .. } => commands.push(Command::AbandonDrag),
        Gesture::Panning { .. } | Gesture::Boxing { .. } | Gesture::Tying { .. } | Gesture::Idle => {}
    }
}

/// Returns what a box asks for: what lies in it alone, or with Ctrl beside what is selected already.
///
/// A nation lies in it with its middle, a tie with its glyph, and the ties of a bundle with the bundle's badge.
fn chosen(shown: &Shown, band: Rect, modifiers: Modifiers) -> Command {
    let scene = &shown.scene;
    let holds = |point: Point| band.contains(shown.screen_from_scene(point));
    let nations = scene.nations.iter().filter(|nation| holds(nation.center));
    let nations = nations.map(|nation| Target::Nation(nation.id.clone()));
    let ties = scene.ties.iter().filter(|tie| holds(tie.glyph.center)).map(|tie| Target::Tie(tie.id.clone()));
    let bundled = scene.badges.iter().filter(|badge| holds(badge.center)).flat_map(|badge| match &badge.badge {
        Badge::More(ties) => ties.as_slice(),
        Badge::Mixed => &[],
    });
    let targets = nations.chain(ties).chain(bundled.map(|tie| Target::Tie(tie.id.clone()))).collect();
    if modifiers.command { Command::Add(targets) } else { Command::SelectMany(targets) }
}

/// Paints the box that is being spanned.
pub(super) fn rubber_band_ui(painter: &Painter, theme: &Theme, gesture: &Gesture, ui: &Ui) {
    let Gesture::Boxing { from } = gesture else { return };
    let Some(pos) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let band = Rect::from_two_pos(*from, pos);
    let accent = color(theme.selection);
    painter.rect_filled(band, 0, accent.gamma_multiply(BAND_GROUND));
    painter.rect_stroke(band, 0, Stroke::new(1.0, accent), StrokeKind::Inside);
}
