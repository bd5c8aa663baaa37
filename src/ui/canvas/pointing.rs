//! Hovering, clicking and double-clicking; a right click selects and asks for the context menu.

use egui::{CursorIcon, Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::dragging::Gesture;
use super::rim;
use super::shown::Shown;
use super::state::CanvasState;
use crate::scene::{Camera, Target};
use crate::session::{Command, Session};

/// Says what is under the pointer and does what its buttons ask for; returns what is under it.
pub(super) fn pointing(
    ui: &Ui,
    response: &Response,
    session: &Session,
    shown: &Shown,
    state: &mut CanvasState,
    commands: &mut Vec<Command>,
) -> Option<Target> {
    let under = pointer_over(ui, response, shown);
    state.badge = under.and_then(|pos| badge_at(session, shown, state.badge.take(), pos));
    let hovered = match &state.gesture {
        Gesture::Idle => {
            // The handle belongs to its nation, where it stands out of that too.
            let handle = state.handle.as_ref().filter(|handle| under.is_some_and(|pos| handle.holds(shown, pos)));
            let nation = handle.map(|handle| Target::Nation(handle.nation.clone()));
            let badge = || state.badge.as_ref().map(|badge| badge.pair.clone());
            nation.or_else(badge).or_else(|| shown.hit(under?))
        }
        // What would be tied lights up, and nothing else.
        Gesture::Tying { from } => {
            Some(Target::Nation(under.and_then(|pos| rim::target(shown, from, pos)).unwrap_or_else(|| from.clone())))
        }
        // What is held stays what it is, whatever it is moved over.
        Gesture::Moving { nation, .. } => Some(Target::Nation(nation.clone())),
        Gesture::Panning { .. } | Gesture::Boxing { .. } => None,
    };
    // With Space held it would be taken, not pointed at.
    if hovered.is_some() && state.gesture.is_idle() && !ui.input(|input| input.key_down(Key::Space)) {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let (is_click, is_double, is_menu, modifiers) = ui.input(|input| {
        let pointer = &input.pointer;
        let clicked = |button| pointer.button_clicked(button);
        let is_double = pointer.button_double_clicked(PointerButton::Primary);
        (clicked(PointerButton::Primary), is_double, clicked(PointerButton::Secondary), input.modifiers)
    });
    // A click beside an open menu only closes it.
    let is_click = is_click && !state.menu.is_open();
    if let Some(pos) = under
        && (is_click || is_menu)
    {
        match &hovered {
            Some(target) if is_menu => select_first(session, target, commands),
            Some(target) => commands.push(choose(target.clone(), modifiers)),
            None if is_menu => {}
            None if is_double => commands.push(Command::FitAll),
            None => commands.push(Command::ClearSelection),
        }
        if is_menu {
            state.menu.open_at(pos, hovered.clone());
        }
        response.request_focus();
        if let Some(target) = hovered.clone().filter(|_| is_click) {
            state.walk.go_on_from(target);
        }
    }
    say(&hovered, session, state, commands);
    hovered
}

/// Says what is pointed at here when that is something else than before, or when nothing is lit though something is.
///
/// What a row of the legend lights stays lit until the pointer comes to something here: a row that has the focus of the
/// keyboard would be put out else, wherever the pointer lies, and one that the pointer has just come to as well.
fn say(hovered: &Option<Target>, session: &Session, state: &mut CanvasState, commands: &mut Vec<Command>) {
    let is_new = state.hovered != *hovered;
    state.hovered.clone_from(hovered);
    let is_said = commands.iter().any(|command| matches!(command, Command::Hover(_)));
    let is_wanted = match hovered {
        Some(_) => is_new || session.attention.hovered.is_none() && !is_said,
        None => is_new && !is_said,
    };
    if is_wanted && *hovered != session.attention.hovered {
        commands.push(Command::Hover(hovered.clone()));
    }
}

/// A badge on which the pointer came to rest: its bundle opens and it is gone, and yet the pointer is still on it.
#[derive(Debug)]
pub(super) struct HeldBadge {
    /// Where it was on the screen.
    rect: Rect,
    /// What it stands for.
    pair: Target,
    /// Where one looked then, and where the canvas lay: nothing of the screen lies there any more once these change.
    seen: (Camera, Rect),
}

/// Returns the badge that the pointer is on: the one that it was on before, as long as it stays where that was and the view
/// does too.
fn badge_at(session: &Session, shown: &Shown, held: Option<HeldBadge>, pos: Pos2) -> Option<HeldBadge> {
    let at = shown.scene_from_screen(pos);
    let seen = (session.view.camera(), shown.rect);
    held.filter(|held| held.seen == seen && held.rect.contains(pos)).or_else(|| {
        let is_nation = matches!(shown.hit(pos), Some(Target::Nation(_)));
        let badge = shown.scene.badges.iter().rev().find(|badge| badge.rect().contains(at) && !is_nation)?;
        let pair = Target::Pair(badge.pair.0.clone(), badge.pair.1.clone());
        Some(HeldBadge { rect: shown.screen_rect(badge.rect()), pair, seen })
    })
}

/// Returns the pointer where it is over the canvas and over nothing that lies on it, such as a menu or a dialog.
pub(super) fn pointer_over(ui: &Ui, response: &Response, shown: &Shown) -> Option<Pos2> {
    let is_over = |pos: &Pos2| shown.rect.contains(*pos) && ui.ctx().layer_id_at(*pos) == Some(response.layer_id);
    ui.input(|input| input.pointer.latest_pos()).filter(is_over)
}

/// Returns what choosing something asks for: held with Shift or Ctrl, it adds to the selection or takes away from it.
pub(super) fn choose(target: Target, modifiers: Modifiers) -> Command {
    if modifiers.shift || modifiers.command { Command::Toggle(target) } else { Command::Select(target) }
}

/// Asks to select something before a menu speaks of the selection, unless it is selected already among others.
pub(super) fn select_first(session: &Session, target: &Target, commands: &mut Vec<Command>) {
    if !session.selection.holds(target) {
        commands.push(Command::Select(target.clone()));
    }
}
