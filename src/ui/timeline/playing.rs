//! Lets time go by while it plays, and lets Space on the canvas or the bar begin and end that.

use egui::{Event, Id, Key, Popup, Ui};

use super::state::{TimelineState, bar_id};
use crate::session::{Command, Session, Time};

/// Longest time that one frame counts, in seconds: a window that was covered for a minute does not leap by years.
const LONGEST_FRAME: f32 = 0.25;

/// Whether Space is held for playing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Space {
    /// It is not.
    #[default]
    Up,
    /// It was pressed and nothing has been dragged since.
    Held,
}

/// Asks for the time that has passed since the last frame, while it plays.
pub fn elapse(ui: &Ui, session: &Session, commands: &mut Vec<Command>) {
    if session.playback().is_playing {
        let seconds = ui.input(|input| input.stable_dt).min(LONGEST_FRAME);
        commands.push(Command::Time(Time::Elapse(f64::from(seconds))));
        ui.ctx().request_repaint();
    }
}

/// Takes Space out of the input where it plays; `is_canvas` tells which widgets belong to the canvas.
///
/// It plays when Space is let go and nothing was dragged meanwhile, since Space and drag move the view. A button that has
/// the focus keeps Space for itself.
pub fn space(ui: &Ui, state: &mut TimelineState, is_canvas: impl Fn(Id) -> bool, commands: &mut Vec<Command>) {
    let focused = ui.memory(|memory| memory.focused());
    let is_ours = focused.is_none_or(|id| id == bar_id() || is_canvas(id));
    let is_elsewhere = ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx());
    let space = &mut state.space;
    if !is_ours || is_elsewhere {
        *space = Space::Up;
        return;
    }
    ui.input_mut(|input| {
        if input.pointer.any_down() {
            *space = Space::Up;
        }
        input.events.retain(|event| {
            let Event::Key { key: Key::Space, pressed, repeat, modifiers, .. } = event else { return true };
            if modifiers.any() {
                return true;
            }
            match (pressed, *space) {
                (true, _) if !*repeat => *space = Space::Held,
                (false, Space::Held) => {
                    *space = Space::Up;
                    commands.push(Command::Time(Time::Play));
                }
                (true | false, _) => {}
            }
            false
        });
    });
}
