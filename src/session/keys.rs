//! Keys as commands name them: by what they are for, not by what a window library calls them.

/// A key. A letter goes by what it writes where that is Latin, and else by its place on the keyboard, so that a Hangul or
/// Cyrillic layout changes nothing; a digit by either, since a French keyboard writes digits only with Shift; all others by
/// what they write or do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, `A` to `Z`.
    Letter(char),
    /// A digit, 0 to 9.
    Digit(u8),
    /// The comma.
    Comma,
    /// The period.
    Period,
    /// Plus, or the key it shares with the equals sign.
    Plus,
    /// Minus.
    Minus,
    /// The question mark, wherever it is written.
    Question,
    /// Escape.
    Escape,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// Tab.
    Tab,
    /// Enter.
    Enter,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// The key for context menus.
    Menu,
    /// Delete what comes next.
    Delete,
    /// Delete what comes before.
    Backspace,
    /// The first function key.
    F1,
    /// The second function key.
    F2,
    /// The sixth function key.
    F6,
    /// The ninth function key.
    F9,
    /// The tenth function key.
    F10,
}

/// Keys held together with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modifiers {
    /// None.
    None,
    /// Shift.
    Shift,
    /// Ctrl, or Command on a Mac.
    Ctrl,
    /// That and Shift.
    CtrlShift,
    /// Alt, or Option on a Mac.
    Alt,
}

/// A key with what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// What is held.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
}

/// Whether letters without Ctrl or Alt do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetterKeys {
    /// They do.
    #[default]
    On,
    /// They do not: for people whose speech input or hands type letters unasked.
    Off,
}

impl LetterKeys {
    /// Returns the other choice.
    pub fn other(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

impl Shortcut {
    pub(super) const fn new(modifiers: Modifiers, key: Key) -> Self {
        Self { modifiers, key }
    }

    /// Whether it is a mere letter, sign or digit, which can be switched off.
    pub fn is_character(self) -> bool {
        match self.key {
            Key::Letter(_) | Key::Digit(_) | Key::Comma | Key::Period | Key::Plus | Key::Minus | Key::Question => {
                matches!(self.modifiers, Modifiers::None | Modifiers::Shift)
            }
            Key::Escape
            | Key::Left
            | Key::Right
            | Key::Up
            | Key::Down
            | Key::Tab
            | Key::Enter
            | Key::Home
            | Key::End
            | Key::Menu
            | Key::Delete
            | Key::Backspace
            | Key::F1
            | Key::F2
            | Key::F6
            | Key::F9
            | Key::F10 => false,
        }
    }

    /// Returns it as menus show it: "Ctrl+Q".
    pub fn words(self) -> String {
        let key = match self.key {
            Key::Letter(letter) => letter.to_string(),
            Key::Digit(digit) => digit.to_string(),
            Key::Comma => ",".to_owned(),
            Key::Period => ".".to_owned(),
            Key::Plus => "+".to_owned(),
            Key::Minus => "−".to_owned(),
            Key::Question => "?".to_owned(),
            Key::Escape => "Esc".to_owned(),
            Key::Left => "←".to_owned(),
            Key::Right => "→".to_owned(),
            Key::Up => "↑".to_owned(),
            Key::Down => "↓".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::Enter => "Enter".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::Menu => "Menu".to_owned(),
            Key::Delete => "Del".to_owned(),
            Key::Backspace => "Backspace".to_owned(),
            Key::F1 => "F1".to_owned(),
            Key::F2 => "F2".to_owned(),
            Key::F6 => "F6".to_owned(),
            Key::F9 => "F9".to_owned(),
            Key::F10 => "F10".to_owned(),
        };
        match self.modifiers {
            Modifiers::None => key,
            Modifiers::Shift => format!("Shift+{key}"),
            Modifiers::Ctrl => format!("Ctrl+{key}"),
            Modifiers::CtrlShift => format!("Ctrl+Shift+{key}"),
            Modifiers::Alt => format!("Alt+{key}"),
        }
    }
}
