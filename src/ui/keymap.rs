//! Keys: the command list's shortcuts. A letter goes by what it writes where that is a Latin letter, so that Q is where a
//! French keyboard has it, and by its place under a Hangul or Cyrillic layout, which changes nothing.

use egui::{Event, Popup, Ui};

use crate::session::{Command, Key, Modifiers, Shortcut};

/// Which shortcuts work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// All of them.
    All,
    /// Only the one to quit, while a dialog is open.
    Quitting,
}

/// Takes the shortcuts of this frame out of the input and returns their commands.
///
/// Nothing while text is being typed; nothing that is not held with Ctrl while a menu is open, whose own keys those are.
pub fn pressed(ui: &Ui, takes: Takes) -> Vec<Command> {
    if ui.ctx().text_edit_focused() {
        return Vec::new();
    }
    let is_menu_open = Popup::is_any_open(ui.ctx());
    let mut commands = Command::all();
    commands.retain(|command| takes == Takes::All || *command == Command::Quit);
    let mut asked = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return true };
            let is_pressed = |shortcut: &Shortcut| {
                let is_free = !is_menu_open || shortcut.modifiers == Modifiers::Ctrl;
                is_free && holds(shortcut.modifiers, *modifiers) && is_meant(shortcut.key, *key, *physical_key)
            };
            let found = commands.iter().find(|command| command.shortcuts().iter().any(is_pressed));
            asked.extend(found.cloned());
            found.is_none()
        });
    });
    asked
}

/// Whether a key is meant by what it writes and by its place on the keyboard.
fn is_meant(wanted: Key, written: egui::Key, place: Option<egui::Key>) -> bool {
    match wanted {
        // Their place differs from keyboard to keyboard.
        Key::Plus | Key::Minus | Key::Escape | Key::Zero => is_key(wanted, written),
        Key::F | Key::Q if is_latin_letter(written) => is_key(wanted, written),
        Key::F | Key::Q => place.is_some_and(|place| is_key(wanted, place)),
    }
}

fn is_latin_letter(key: egui::Key) -> bool {
    matches!(key.name().as_bytes(), [b'A'..=b'Z'])
}

fn is_key(key: Key, pressed: egui::Key) -> bool {
    match key {
        Key::F => pressed == egui::Key::F,
        Key::Q => pressed == egui::Key::Q,
        Key::Zero => pressed == egui::Key::Num0,
        Key::Plus => matches!(pressed, egui::Key::Plus | egui::Key::Equals),
        Key::Minus => pressed == egui::Key::Minus,
        Key::Escape => pressed == egui::Key::Escape,
    }
}

fn holds(wanted: Modifiers, held: egui::Modifiers) -> bool {
    match wanted {
        Modifiers::None => !held.command && !held.alt && !held.shift,
        Modifiers::Shift => held.shift && !held.command && !held.alt,
        // Shift is needed for the plus of many keyboards.
        Modifiers::Ctrl => held.command && !held.alt,
    }
}

#[cfg(test)]
mod tests {
    use egui::Key as Pressed;

    use super::*;

    #[test]
    fn a_letter_goes_by_what_it_writes_if_that_is_latin_and_else_by_its_place() {
        let is_quit = |written, place| is_meant(Key::Q, written, place);
        assert!(is_quit(Pressed::Q, Some(Pressed::Q)));
        // A French keyboard: Q is written at the place of A, and A at the place of Q.
        assert!(is_quit(Pressed::Q, Some(Pressed::A)));
        assert!(!is_quit(Pressed::A, Some(Pressed::Q)));
        // A Greek keyboard writes a semicolon there; Cyrillic and Hangul letters have no key of their own.
        assert!(is_quit(Pressed::Semicolon, Some(Pressed::Q)));
        assert!(is_quit(Pressed::Q, None));
        assert!(!is_quit(Pressed::Semicolon, None));
    }

    #[test]
    fn escape_goes_by_what_it_writes() {
        assert!(is_meant(Key::Escape, Pressed::Escape, Some(Pressed::F13)));
        assert!(!is_meant(Key::Escape, Pressed::F13, Some(Pressed::Escape)));
    }
}
