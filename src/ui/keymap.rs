//! Keys: the command list's shortcuts. A letter goes by what it writes where that is a Latin letter, so that Q is where a
//! French keyboard has it, and by its place under a Hangul or Cyrillic layout, which changes nothing. A digit goes by either.

use std::sync::Arc;

use egui::text_selection::LabelSelectionState;
use egui::{Event, Id, PointerButton, Popup, Ui};

use crate::session::{Command, Edits, Keeping, Key, LetterKeys, Modifiers, Shortcut, Time};

/// Which shortcuts work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// All of them.
    All,
    /// Only the one to quit, while a dialog is open.
    Quitting,
    /// None: something must be answered first.
    Nothing,
    /// That one, and those that show the keys and put them away again, while they are shown.
    Keys,
}

/// A key that was pressed.
#[derive(Debug, Clone, Copy)]
struct Press {
    written: egui::Key,
    place: Option<egui::Key>,
    held: egui::Modifiers,
}

/// Takes the shortcuts of this frame out of the input and returns their commands.
///
/// While text is being typed, only those that lead out of it, save or quit; nothing that is not held with Ctrl while a menu is open, whose own
/// keys those are. What deletes or edits the selection works where nothing else has the focus than the canvas: rows and chips
/// have such keys of their own.
pub fn pressed(ui: &Ui, takes: Takes, letters: LetterKeys, is_canvas: impl Fn(Id) -> bool) -> Vec<Command> {
    let is_menu_open = Popup::is_any_open(ui.ctx());
    let mut commands = Command::all();
    let is_typing = ui.ctx().text_edit_focused();
    let works_in_fields = |command: &Command| {
        matches!(command, Command::GoToPart(_) | Command::Keeping(Keeping::Save | Keeping::SaveAs) | Command::Quit)
    };
    commands.retain(|command| takes.holds(command) && (!is_typing || works_in_fields(command)));
    if ui.memory(|memory| memory.focused()).is_some_and(|id| !is_canvas(id)) {
        commands.retain(|command| !matches!(command, Command::Edits(Edits::Delete | Edits::EditSelected)));
    }
    let is_free = |shortcut: Shortcut| {
        (!is_menu_open || matches!(shortcut.modifiers, Modifiers::Ctrl | Modifiers::CtrlShift))
            && (letters == LetterKeys::On || !shortcut.is_character())
    };
    let mut asked = Vec::new();
    let is_text_marked = is_text_marked(ui);
    ui.input_mut(|input| {
        input.events.retain(|event| {
            // The window library makes this of Ctrl+C. Marked text is copied by the label that it stands in.
            if *event == Event::Copy && !is_text_marked {
                let found = commands.iter().find(|command| **command == Command::Copy);
                asked.extend(found.cloned());
                return found.is_none();
            }
            // And this of Ctrl+V, where there is something to paste.
            let pasted: Option<Arc<str>> = match event {
                Event::Paste(text) => Some(Arc::from(text.as_str())),
                Event::PasteImage(_) => Some(Arc::from("")),
                _ => None,
            };
            if let Some(text) = pasted {
                let is_taken = commands.contains(&Command::Edits(Edits::PasteRows));
                asked.extend(is_taken.then_some(Command::Edits(Edits::PasteText(text))));
                return !is_taken;
            }
            let Event::Key { key, physical_key, pressed: true, modifiers, repeat } = event else { return true };
            let press = Press { written: *key, place: *physical_key, held: *modifiers };
            let is_pressed = |shortcut: &Shortcut| is_free(*shortcut) && press.is(*shortcut);
            let found = commands.iter().find(|command| command.shortcuts().iter().any(is_pressed));
            // A key that is held would switch to and fro many times a second.
            asked.extend(found.filter(|command| !repeat || goes_on(command)).cloned());
            found.is_none()
        });
    });
    asked
}

/// Whether a key that is held does it again and again: what goes on by steps, and nothing that switches.
fn goes_on(command: &Command) -> bool {
    matches!(
        command,
        Command::ZoomIn
            | Command::ZoomOut
            | Command::Back
            | Command::Forward
            | Command::Edits(Edits::Undo | Edits::Redo)
            | Command::Time(Time::Next | Time::Previous)
    )
}

impl Takes {
    fn holds(self, command: &Command) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Quitting => *command == Command::Quit,
            Self::Keys => matches!(command, Command::Quit | Command::ShowKeys),
        }
    }
}

impl Press {
    fn is(self, shortcut: Shortcut) -> bool {
        holds(shortcut, self.held) && is_meant(shortcut.key, self.written, self.place)
    }
}

/// Whether text of a label is marked. A single click leaves a caret without extent in the label, which is taken away here, so
/// that it does not pass for marked text.
fn is_text_marked(ui: &Ui) -> bool {
    let is_lone_click = ui.input(|input| {
        let pointer = &input.pointer;
        let is_further = pointer.button_double_clicked(PointerButton::Primary)
            || pointer.button_triple_clicked(PointerButton::Primary)
            || input.modifiers.shift;
        pointer.primary_clicked() && !is_further
    });
    let labels = ui.ctx().plugin::<LabelSelectionState>();
    let mut labels = labels.lock();
    if is_lone_click {
        labels.clear_selection();
    }
    labels.has_selection()
}

/// Whether a key is meant by what it writes and by its place on the keyboard.
fn is_meant(wanted: Key, written: egui::Key, place: Option<egui::Key>) -> bool {
    match wanted {
        Key::Letter(letter) if is_latin_letter(written) => is_letter(letter, written),
        Key::Letter(letter) => place.is_some_and(|place| is_letter(letter, place)),
        // A French keyboard writes digits only with Shift.
        Key::Digit(digit) => is_digit(digit, written) || place.is_some_and(|place| is_digit(digit, place)),
        // Their place differs from keyboard to keyboard.
        Key::Comma => written == egui::Key::Comma,
        Key::Period => written == egui::Key::Period,
        Key::Plus => matches!(written, egui::Key::Plus | egui::Key::Equals),
        Key::Minus => written == egui::Key::Minus,
        Key::Question => written == egui::Key::Questionmark,
        Key::Escape => written == egui::Key::Escape,
        Key::Left => written == egui::Key::ArrowLeft,
        Key::Right => written == egui::Key::ArrowRight,
        Key::Up => written == egui::Key::ArrowUp,
        Key::Down => written == egui::Key::ArrowDown,
        Key::Tab => written == egui::Key::Tab,
        Key::Enter => written == egui::Key::Enter,
        Key::Home => written == egui::Key::Home,
        Key::End => written == egui::Key::End,
        Key::Menu => written == egui::Key::Menu,
        Key::Delete => written == egui::Key::Delete,
        Key::Backspace => written == egui::Key::Backspace,
        Key::F1 => written == egui::Key::F1,
        Key::F2 => written == egui::Key::F2,
        Key::F6 => written == egui::Key::F6,
        Key::F9 => written == egui::Key::F9,
        Key::F10 => written == egui::Key::F10,
    }
}

fn is_digit(digit: u8, key: egui::Key) -> bool {
    key.name() == digit.to_string()
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
        // With Shift, a letter is another shortcut, but signs and digits need it on some keyboards.
        Modifiers::Ctrl => held.command && !held.alt && !(held.shift && matches!(wanted.key, Key::Letter(_))),
        Modifiers::CtrlShift => held.command && held.shift && !held.alt,
        Modifiers::Alt => held.alt && !held.command && !held.shift,
    }
}

#[cfg(test)]
mod tests {
    use egui::Key as Pressed;

    use super::*;
    use crate::session::GestureGroup;

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

    /// Returns the commands that a press asks for.
    fn asked(press: Press) -> Vec<Command> {
        let mut commands = Command::all();
        commands.retain(|command| command.shortcuts().iter().any(|shortcut| press.is(*shortcut)));
        commands
    }

    fn every_press() -> impl Iterator<Item = Press> {
        let held = (0..16_u8).map(|bits| egui::Modifiers {
            alt: bits & 1 != 0,
            ctrl: bits & 2 != 0,
            shift: bits & 4 != 0,
            mac_cmd: false,
            command: bits & 8 != 0,
        });
        held.flat_map(|held| Pressed::ALL.iter().map(move |key| Press { written: *key, place: Some(*key), held }))
    }

    #[test]
    fn no_press_asks_for_two_commands() {
        for press in every_press() {
            assert!(asked(press).len() <= 1, "{press:?}: {:?}", asked(press));
        }
    }

    #[test]
    fn no_press_of_a_gesture_asks_for_a_command() {
        let gestures = GestureGroup::ALL.into_iter().flat_map(|group| group.gestures());
        let keys: Vec<Shortcut> = gestures.flat_map(|gesture| gesture.keys).copied().collect();
        for press in every_press().filter(|press| keys.iter().any(|shortcut| press.is(*shortcut))) {
            assert_eq!(asked(press), [], "{press:?}");
        }
    }

    #[test]
    fn a_letter_with_shift_is_another_shortcut_than_without() {
        let press = |held| Press { written: Pressed::F, place: Some(Pressed::F), held };
        assert_eq!(asked(press(egui::Modifiers::NONE)), [Command::FitAll]);
        assert_eq!(asked(press(egui::Modifiers::SHIFT)), [Command::FitSelection]);
        assert_eq!(asked(press(egui::Modifiers::ALT)), []);
    }

    #[test]
    fn the_question_mark_is_found_wherever_a_keyboard_has_it() {
        // American: Shift and slash. German: Shift and the key right of 0. French: Shift and the key of M.
        for place in [Pressed::Slash, Pressed::Minus, Pressed::M] {
            let press = Press { written: Pressed::Questionmark, place: Some(place), held: egui::Modifiers::SHIFT };
            assert_eq!(asked(press), [Command::ShowKeys], "{place:?}");
        }
    }

    #[test]
    fn a_hangul_or_cyrillic_layout_changes_no_letter() {
        // Its letters have no key of their own, so that the place stands for both, or another sign is written there.
        for written in [Pressed::F, Pressed::Semicolon, Pressed::OpenBracket] {
            let press = Press { written, place: Some(Pressed::F), held: egui::Modifiers::NONE };
            assert_eq!(asked(press), [Command::FitAll], "{written:?}");
        }
    }

    #[test]
    fn the_keys_of_the_library_itself_are_switched_off() {
        let context = egui::Context::default();
        crate::ui::install_style(&context);
        context.options(|options| assert!(!options.zoom_with_keyboard && options.quit_shortcuts.is_empty()));
    }
}
