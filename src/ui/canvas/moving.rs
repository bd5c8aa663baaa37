//! Wheel and pinch zoom to the pointer; the arrows pan while the canvas itself has the focus.

use egui::{EventFilter, Key, Modifiers, Popup, Response, Ui};

use super::dragging::Gesture;
use super::pointing::pointer_over;
use super::shown::Shown;
use crate::kit::{Point, Vector};
use crate::session::Command;

/// Points by which an arrow key moves the view.
const ARROW_STEP: f64 = 48.0;
/// Wheel points that double the zoom.
const POINTS_PER_DOUBLING: f32 = 220.0;
/// Keys that the canvas keeps for itself while it has the focus; Tab leads on.
pub(super) const OWN_KEYS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// Moves the view by wheel, pinch and arrow keys.
pub(super) fn moving(ui: &Ui, response: &Response, shown: &Shown, gesture: &Gesture, commands: &mut Vec<Command>) {
    if let Some(pos) = pointer_over(ui, response, shown)
        && gesture.is_idle()
    {
        // Ctrl and wheel come as a pinch.
        let (pinch, wheel) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().y));
        let factor = pinch * (wheel / POINTS_PER_DOUBLING).exp2();
        if factor != 1.0 {
            let at = pos - shown.rect.min;
            commands.push(Command::ZoomAt(f64::from(factor), Point::new(f64::from(at.x), f64::from(at.y))));
        }
    }
    // The arrows are the menu's while one is open.
    if response.has_focus() && !Popup::is_any_open(ui.ctx()) {
        let keys = [
            (Key::ArrowLeft, Vector::new(ARROW_STEP, 0.0)),
            (Key::ArrowRight, Vector::new(-ARROW_STEP, 0.0)),
            (Key::ArrowUp, Vector::new(0.0, ARROW_STEP)),
            (Key::ArrowDown, Vector::new(0.0, -ARROW_STEP)),
        ];
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, OWN_KEYS));
        for (key, by) in keys {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                commands.push(Command::Pan(by));
            }
        }
    }
}
