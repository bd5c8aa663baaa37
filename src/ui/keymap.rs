//! Keys: the command list's shortcuts. A letter goes by what it writes where that is a Latin letter, so that Q is where a
//! French keyboard has it, and by its place under a Hangul or Cyrillic layout, which changes nothing.

use egui::{Event, Popup, Ui};

use crate::session::{Command, Key, LetterKeys, Modifiers, Shortcut};

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
pub fn pressed(ui: &Ui, takes: Takes, letters: LetterKeys) -> Vec<Command> {
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
                let is_free = (!is_menu_open || shortcut.modifiers == Modifiers::Ctrl)
                    && (letters == LetterKeys::On || !shortcut.is_character());
                is_free && holds(*shortcut, *modifiers) && is_meant(shortcut.key, *key, *physical_key)
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
        Key::Letter(letter) if is_latin_letter(written) => is_letter(letter, written),
        Key::Letter(letter) => place.is_some_and(|place| is_letter(letter, place)),
        // Their place differs from keyboard to keyboard.
        Key::Zero => written == egui::Key::Num0,
        Key::Plus => matches!(written, egui::Key::Plus | egui::Key::Equals),
        Key::Minus => written == egui::Key::Minus,
        Key::Question => written == egui::Key::Questionmark,
        Key::Escape => written == egui::Key::Escape,
        Key::Left => written == egui::Key::ArrowLeft,
        Key::Right => written == egui::Key::ArrowRight,
        Key::F1 => written == egui::Key::F1,
        Key::F9 => written == egui::Key::F9,
    }
}

fn is_latin_letter(key: egui::Key) -> bool {
    matches!(key.name().as_bytes(), [b'A'..=b'Z'])
}

fn is_letter(letter: char, key: egui::Key) -> bool {
    is_latin_letter(key) && key.name().starts_with(letter)
}

fn holds(wanted: Shortcut, held: egui::Modifiers) -> bool {
    match wanted.modifiers {
        // Shift is needed for these signs on many keyboards.
        Modifiers::None if matches!(wanted.key, Key::Plus | Key::Question) => !held.command && !held.alt,
        Modifiers::None => !held.command && !held.alt && !held.shift,
        Modifiers::Shift => held.shift && !held.command && !held.alt,
        Modifiers::Ctrl => held.command && !held.alt,
        Modifiers::Alt => held.alt && !held.command && !held.shift,
    }
}

#[cfg(test)]
mod tests {
    use egui::Key as Pressed;

    use super::*;

    #[test]
    fn a_letter_goes_by_what_it_writes_if_that_is_latin_and_else_by_its_place() {
        let is_quit = |written, place| is_meant(Key::Letter('Q'), written, place);
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
