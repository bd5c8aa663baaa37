//! Opening and saving: what only the owner of the files can do, as it is asked for.

use std::path::PathBuf;

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};

/// What can be asked for of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// Asks for the title of an atlas that begins with nothing.
    New,
    /// Begins that atlas.
    Begin(Beginning),
    /// Asks for an atlas to open.
    Open,
    /// Opens the atlas at a path.
    OpenAt(PathBuf),
    /// Saves the atlas where it is.
    Save,
    /// Asks for a folder to save the atlas in, and to go on there.
    SaveAs,
    /// Saves the atlas in this folder and goes on there.
    SaveTo(PathBuf),
    /// Asks for a folder to write a copy into.
    SaveCopy,
    /// Writes a copy into this folder; the atlas stays where it is.
    CopyTo(PathBuf),
    /// Restores what a program that ended had not saved.
    Restore,
    /// Asks for a folder to write that into.
    RestoreCopy,
    /// Forgets it.
    Discard,
    /// Closes the window.
    Close,
    /// Saves, and when that is done does something that would lose what is not saved.
    SaveFirst(Box<Keeping>),
    /// Does something that loses what is not saved.
    Abandon(Box<Keeping>),
}

/// With what an atlas begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// What it is called.
    pub title: String,
    /// Which kinds of ties it has.
    pub kinds: FirstKinds,
}

/// The kinds of ties that an atlas begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstKinds {
    /// Those of the starter atlas.
    OfStarter,
    /// None.
    Nothing,
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
            Self::Begin(_)
            | Self::OpenAt(_)
            | Self::SaveTo(_)
            | Self::CopyTo(_)
            | Self::Restore
            | Self::RestoreCopy
            | Self::Discard
            | Self::Close
            | Self::SaveFirst(_)
            | Self::Abandon(_) => None,
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
            Self::Begin(_) => "Begin",
            Self::Open => "Open…",
            Self::OpenAt(_) => "Open",
            Self::Save | Self::SaveTo(_) | Self::SaveFirst(_) => "Save",
            Self::SaveAs => "Save as…",
            Self::SaveCopy => "Save a copy…",
            Self::Restore => "Restore",
            Self::Discard => "Discard",
            Self::CopyTo(_) | Self::RestoreCopy => "Save a copy",
            Self::Close => "Close",
            Self::Abandon(_) => "Don’t save",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New | Self::Begin(_) => "Begins an atlas with no nations and no ties in it",
            Self::Open => "Opens another atlas: a folder, or one .ron file",
            Self::OpenAt(_) => "Opens this atlas",
            Self::Save => "Writes what has changed to the files of the atlas; all else in them stays as it is",
            Self::SaveAs | Self::SaveTo(_) => "Writes the atlas to another folder and goes on there",
            Self::SaveCopy | Self::CopyTo(_) => "Writes the atlas to another folder and goes on here",
            Self::Restore => "Opens the atlas as it was, with all steps, to be saved or taken back",
            Self::RestoreCopy => "Writes the atlas as it was to a new folder beside it",
            Self::Discard => "Forgets these changes for good",
            Self::Close => "Closes the window",
            Self::SaveFirst(_) => "Writes what has changed first",
            Self::Abandon(_) => "Loses what has changed since it was saved last",
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
            Self::Begin(_)
            | Self::OpenAt(_)
            | Self::SaveTo(_)
            | Self::SaveCopy
            | Self::CopyTo(_)
            | Self::Restore
            | Self::RestoreCopy
            | Self::Discard
            | Self::Close
            | Self::SaveFirst(_)
            | Self::Abandon(_) => &[],
        }
    }
}
