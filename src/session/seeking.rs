//! Asking for something by typing: a thing of the record, or anything at all, commands among it.

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};

/// What is looked through for what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seek {
    /// Nations, ties, sources and kinds.
    Find,
    /// These and commands.
    Palette,
}

impl Seek {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![Self::Find, Self::Palette]
    }

    /// Returns the menu in which it stands.
    pub fn menu(self) -> Menu {
        match self {
            Self::Find | Self::Palette => Menu::Edit,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(self) -> bool {
        self == Self::Find
    }

    /// Returns its name in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Find => "Find…",
            Self::Palette => "Find or do anything…",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Find => "Finds nations, ties, sources and kinds by name, alias, title or evidence",
            Self::Palette => "Finds commands too, and carries them out",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        use Modifiers::{Ctrl, CtrlShift};
        const fn of(modifiers: Modifiers, key: Key) -> Shortcut {
            Shortcut::new(modifiers, key)
        }
        match self {
            Self::Find => const { &[of(Ctrl, Key::Letter('F'))] },
            Self::Palette => const { &[of(Ctrl, Key::Letter('K')), of(CtrlShift, Key::Letter('P'))] },
        }
    }
}
