//! Keys on the timeline's bar in a window without a display.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::Window;

/// What the bar's name begins with.
pub const BAR: &str = "Timeline, as of";

/// Presses a key.
pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(2);
}

/// Gives the bar the focus and presses a key on it.
pub fn press_on_bar(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.get_by_label_contains(BAR).focus();
    window.run_steps(2);
    press(window, modifiers, key);
}
