//! Asking to paste rows.

use std::sync::Arc;

use super::super::command::Menu;
use super::super::keys::{Key, Modifiers, Shortcut};
use super::super::run::Effect;
use super::table::looks_like_rows;

/// What may be asked about rows of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paste {
    /// To bring in what is on the clipboard.
    Ask,
    /// To bring in this text, which was pasted where nothing asked for text.
    Text(Arc<str>),
}

impl Paste {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![Self::Ask]
    }

    /// Returns the menu in which it stands; `None` for what is only done by pasting.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::Ask => Some(Menu::Edit),
            Self::Text(_) => None,
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Ask | Self::Text(_) => "Paste rows…",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Ask | Self::Text(_) => "Makes ties of rows that were copied from a spreadsheet, after a look at each",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        match self {
            Self::Ask => const { &[Shortcut::new(Modifiers::Ctrl, Key::Letter('V'))] },
            Self::Text(_) => &[],
        }
    }

    /// Returns what a window is to do.
    pub fn run(self) -> Effect {
        match self {
            Self::Ask => Effect::AskToPaste,
            Self::Text(text) if looks_like_rows(&text) => Effect::Paste(text),
            Self::Text(_) => Effect::SayNoRows,
        }
    }
}
