//! Opening and saving: what only the owner of the files can do, as it is asked for.

use std::path::PathBuf;

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};

/// What can be asked for of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// Asks for the title of an atlas that begins with nothing.
    New,
    /// Asks for an atlas to open.
    Open,
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
    /// Gives up reading an atlas that was asked for.
    GiveUp,
    /// Leaves the atlas that is open; asks first where that would lose something.
    Leave(Next),
    /// Leaves it once it is saved.
    SaveFirst(Next),
    /// Leaves it and loses what is not saved.
    Abandon(Next),
    /// Writes what a program that ended had not saved to a folder beside its atlas.
    RestoreCopy,
    /// Forgets what a program that ended had not saved.
    Discard,
}

/// What comes after an atlas was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Another one, from nothing.
    Begin(Beginning),
    /// The atlas at a path.
    Open(PathBuf),
    /// What a program that ended had not saved.
    Restore,
    /// Nothing: the window closes.
    Close,
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
            Self::SaveTo(_)
            | Self::CopyTo(_)
            | Self::GiveUp
            | Self::Leave(_)
            | Self::SaveFirst(_)
            | Self::Abandon(_)
            | Self::RestoreCopy
            | Self::Discard => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        matches!(self, Self::Save)
    }

    /// Returns its name in menus and on buttons.
    pub fn label(&self) -> &'static str {
        match self {
            Self::New => "New atlas…",
            Self::Open => "Open…",
            Self::Save | Self::SaveTo(_) | Self::SaveFirst(_) => "Save",
            Self::SaveAs => "Save as…",
            Self::SaveCopy => "Save a copy…",
            Self::CopyTo(_) | Self::RestoreCopy => "Save a copy",
            Self::GiveUp => "Cancel",
            Self::Leave(Next::Begin(_)) => "Begin",
            Self::Leave(Next::Open(_)) => "Open",
            Self::Leave(Next::Restore) => "Restore",
            Self::Leave(Next::Close) => "Close",
            Self::Abandon(_) => "Don’t save",
            Self::Discard => "Discard",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New | Self::Leave(Next::Begin(_)) => "Begins an atlas with no nations and no ties in it",
            Self::Open => "Opens another atlas: a folder, or one .ron file",
            Self::Save => "Writes what has changed to the files of the atlas; all else in them stays as it is",
            Self::SaveAs | Self::SaveTo(_) => "Writes the atlas to another folder and goes on there",
            Self::SaveCopy | Self::CopyTo(_) => "Writes the atlas to another folder and goes on here",
            Self::GiveUp => "Gives up opening this atlas",
            Self::Leave(Next::Open(_)) => "Opens this atlas",
            Self::Leave(Next::Restore) => "Opens the atlas as it was, with all steps, to be saved or taken back",
            Self::Leave(Next::Close) => "Closes the window",
            Self::SaveFirst(_) => "Writes what has changed first",
            Self::Abandon(_) => "Loses what has changed since it was saved last",
            Self::RestoreCopy => "Writes the atlas as it was to a new folder beside it",
            Self::Discard => "Forgets these changes for good",
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
            Self::SaveTo(_)
            | Self::SaveCopy
            | Self::CopyTo(_)
            | Self::GiveUp
            | Self::Leave(_)
            | Self::SaveFirst(_)
            | Self::Abandon(_)
            | Self::RestoreCopy
            | Self::Discard => &[],
        }
    }
}
