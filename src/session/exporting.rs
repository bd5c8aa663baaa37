//! Taking pictures and briefs away: what only the owner of a window can do, as it is asked for.

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};

/// What can be asked for of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exporting {
    /// Asks what is to be written where.
    Ask,
    /// Puts the picture of what is looked at on the clipboard, as it was exported last.
    CopyPicture,
    /// Gives up copying a picture.
    GiveUp,
}

impl Exporting {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![Self::Ask, Self::CopyPicture]
    }

    /// Returns the menu in which it stands.
    pub fn menu(self) -> Option<Menu> {
        match self {
            Self::Ask | Self::CopyPicture => Some(Menu::Atlas),
            Self::GiveUp => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(self) -> bool {
        matches!(self, Self::Ask)
    }

    /// Returns its name in menus and on buttons.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ask => "Export…",
            Self::CopyPicture => "Copy picture",
            Self::GiveUp => "Cancel",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Ask => "Writes a picture, a brief, a table or a graph, each with a preview",
            Self::CopyPicture => "Copies the picture of what is looked at, as it was last exported from this atlas",
            Self::GiveUp => "Gives up copying the picture",
        }
    }

    /// Returns its keys.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        match self {
            Self::Ask => const { &[Shortcut::new(Modifiers::Ctrl, Key::Letter('E'))] },
            Self::CopyPicture => const { &[Shortcut::new(Modifiers::CtrlShift, Key::Letter('C'))] },
            Self::GiveUp => &[],
        }
    }
}
