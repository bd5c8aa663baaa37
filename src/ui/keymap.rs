//! Keys: the command list's shortcuts, by the place of a key so that no keyboard layout changes them.

use egui::{Event, Ui};

use crate::session::{Command, Key, Modifiers, Shortcut};

/// Takes the shortcuts of this frame out of the input and returns their commands; nothing while text is being typed.
pub fn pressed(ui: &Ui) -> Vec<Command> {
    if ui.ctx().text_edit_focused() {
        return Vec::new();
    }
    let commands = Command::all();
    let mut asked = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return true };
            let is_pressed = |shortcut: &Shortcut| {
                let by_place = physical_key.is_some_and(|physical| is_key(shortcut.key, physical));
                holds(shortcut.modifiers, *modifiers) && (by_place || physical_key.is_none() && is_key(shortcut.key, *key))
                    // Plus and Escape go by what they write: their place differs from keyboard to keyboard.
                    || holds(shortcut.modifiers, *modifiers) && is_written(shortcut.key) && is_key(shortcut.key, *key)
            };
            let found = commands.iter().find(|command| command.shortcuts().iter().any(is_pressed));
            asked.extend(found.cloned());
            found.is_none()
        });
    });
    asked
}

/// Whether a key goes by what it writes.
fn is_written(key: Key) -> bool {
    match key {
        Key::Plus | Key::Minus | Key::Escape | Key::Zero => true,
        Key::F | Key::Q => false,
    }
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
