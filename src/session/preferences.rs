//! What a person has chosen for good, whichever atlas is open.

use super::keys::LetterKeys;

/// A person's choices. A window remembers them; a session only follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Light, dark, or as the desktop has it.
    pub theme: ThemeChoice,
    /// Whether letters without Ctrl do something.
    pub letter_keys: LetterKeys,
    /// Whether the card with five things to try is shown.
    pub first_steps: FirstSteps,
}

/// Which colors the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the desktop has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether the card with five things to try is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstSteps {
    /// It is: nobody has put it away yet, or somebody asked for it.
    #[default]
    Shown,
    /// It was put away for good.
    Dismissed,
}
