//! Opening and saving: what only the owner of the files can do, as it is asked for.

use std::path::PathBuf;

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};

/// What can be asked for of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// Begins an atlas from nothing.
    New,
    /// Asks for an atlas to open.
    Open,
    /// Opens the atlas at a path.
    OpenAt(PathBuf),
    /// Saves the atlas where it is.
    Save,
    /// Asks for a folder, saves the atlas there and goes on with that one.
    SaveAs,
    /// Asks for a folder and writes a copy there; the atlas stays where it is.
    SaveCopy,
}

impl Keeping {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![Self::New, Self::Open, Self::Save, Self::SaveAs, Self::SaveCopy]
    }

    /// Returns the menu in which it stands.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::New | Self::Open | Self::Save | Self::SaveAs | Self::SaveCopy => Some(Menu::Atlas),
            Self::OpenAt(_) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        matches!(self, Self::Save)
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::New => "New atlas…",
            Self::Open => "Open…",
            Self::OpenAt(_) => "Open",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::SaveCopy => "Save a copy…",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New => "Begins an atlas with nothing in it",
            Self::Open => "Opens another atlas: a folder, or one .ron file",
            Self::OpenAt(_) => "Opens this atlas",
            Self::Save => "Writes what has changed to the files of the atlas; all else in them stays as it is",
            Self::SaveAs => "Writes the atlas to another folder and goes on there",
            Self::SaveCopy => "Writes the atlas to another folder and goes on here",
        }
    }

    /// Returns its keys.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        use Modifiers::{Ctrl, CtrlShift};
        match self {
            Self::New => const { &[Shortcut::new(Ctrl, Key::Letter('N'))] },
            Self::Open => const { &[Shortcut::new(Ctrl, Key::Letter('O'))] },
            Self::Save => const { &[Shortcut::new(Ctrl, Key::Letter('S'))] },
            Self::SaveAs => const { &[Shortcut::new(CtrlShift, Key::Letter('S'))] },
            Self::SaveCopy | Self::OpenAt(_) => &[],
        }
    }
}
