//! What is done by pointing and with the keys of the canvas, which no command carries: with the commands, all that the
//! overlay of keys lists.

use super::keys::{Key, Modifiers, Shortcut};

/// Something done with the pointer, or with keys that only mean it where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gesture {
    /// How it is done, as the overlay shows it.
    pub how: &'static str,
    /// What it does.
    pub words: &'static str,
    /// The keys in it, which no command may have.
    pub keys: &'static [Shortcut],
}

/// Gestures under a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GestureGroup {
    /// With mouse, pad or finger.
    Pointing,
    /// With the focus of the keyboard.
    Focus,
    /// Along the timeline.
    Timeline,
}

impl GestureGroup {
    /// All groups, in the overlay's order.
    pub const ALL: [Self; 3] = [Self::Pointing, Self::Focus, Self::Timeline];

    /// Returns its title.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pointing => "On the canvas",
            Self::Focus => "With the keyboard alone",
            Self::Timeline => "On the timeline",
        }
    }

    /// Returns its gestures.
    pub fn gestures(self) -> &'static [Gesture] {
        match self {
            Self::Pointing => &POINTING,
            Self::Focus => &FOCUS,
            Self::Timeline => &TIMELINE,
        }
    }
}

const fn gesture(how: &'static str, words: &'static str, keys: &'static [Shortcut]) -> Gesture {
    Gesture { how, words, keys }
}

const fn plain(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::None, key)
}

/// Space is held here and not pressed, so that it is not among the keys that a command may not have.
const POINTING: [Gesture; 11] = [
    gesture("Wheel or pinch", "Zoom at the pointer", &[]),
    gesture("Drag the ground", "Move the view", &[]),
    gesture("Middle-drag, Space+drag", "Move the view anywhere", &[]),
    gesture("Drag a nation", "Move it and pin it there", &[]),
    gesture("Drag the dot on its rim", "New tie to another nation", &[]),
    gesture("Shift+drag", "Select all in a box", &[]),
    gesture("Click", "Select", &[]),
    gesture("Shift or Ctrl+click", "Select more, or fewer", &[]),
    gesture("Right click", "What can be done with it", &[]),
    gesture("Rest on it", "The essentials on a card", &[]),
    gesture("Double-click the ground", "Fit all", &[]),
];

const FOCUS: [Gesture; 11] = [
    gesture(
        "Tab, Shift+Tab",
        "Nations; the focused one's ties",
        &[plain(Key::Tab), Shortcut::new(Modifiers::Shift, Key::Tab)],
    ),
    gesture(
        "← → ↑ ↓",
        "To what lies there, or move the view",
        &[plain(Key::Left), plain(Key::Right), plain(Key::Up), plain(Key::Down)],
    ),
    gesture("Home, End", "The first nation, the last", &[plain(Key::Home), plain(Key::End)]),
    gesture(
        "Enter, Shift+Enter",
        "Select, add to the selection",
        &[plain(Key::Enter), Shortcut::new(Modifiers::Shift, Key::Enter)],
    ),
    gesture(
        "Menu, Shift+F10",
        "What can be done with it",
        &[plain(Key::Menu), Shortcut::new(Modifiers::Shift, Key::F10)],
    ),
    gesture("F2, Del on a view", "Edit it, delete it", &[]),
    gesture("Del on a filter", "Take it out", &[]),
    gesture("F2, Del on a change", "Its day and reasons, delete it", &[]),
    gesture(
        "Alt+↑, Alt+↓ on a change",
        "Carry it out earlier, later",
        &[Shortcut::new(Modifiers::Alt, Key::Up), Shortcut::new(Modifiers::Alt, Key::Down)],
    ),
    gesture("Page Up, Page Down", "Read on in the inspector", &[]),
    gesture("Esc", "Close what is open, then select nothing", &[]),
];

const TIMELINE: [Gesture; 10] = [
    gesture("Press, drag", "Look at that day", &[]),
    gesture("Shift+drag", "Compare two days", &[]),
    gesture("Wheel or pinch", "Show fewer days, or more", &[]),
    gesture("Shift+wheel, middle drag", "Earlier or later days", &[]),
    gesture("Space", "Play, pause; on the canvas too", &[]),
    gesture(
        "← →, with Shift",
        "The next day, month",
        &[Shortcut::new(Modifiers::Shift, Key::Left), Shortcut::new(Modifiers::Shift, Key::Right)],
    ),
    gesture("Home, End", "The first change, the last", &[]),
    gesture("↑ ↓", "Show fewer days, or more", &[]),
    gesture("Page Up, Page Down", "Earlier or later days", &[]),
    gesture("Del on “known on”", "Count all that is known", &[]),
];
