//! Everything a person can ask for, with its words and its keys: the one list from which menus and shortcuts are made.

use super::state::ThemeChoice;
use crate::kit::{Point, Vector};
use crate::model::NationId;
use crate::scene::Target;

/// Something that a person can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Selects one thing and nothing else.
    Select(Target),
    /// Adds one thing to the selection, or takes it away.
    Toggle(Target),
    /// Selects two nations and thus all that is between them.
    SelectPair(NationId, NationId),
    /// Selects nothing.
    ClearSelection,
    /// Points at something, or at nothing.
    Hover(Option<Target>),
    /// Moves what is seen by view points.
    Pan(Vector),
    /// Zooms by a factor around a point of the view.
    ZoomAt(f64, Point),
    /// Zooms in around the middle.
    ZoomIn,
    /// Zooms out around the middle.
    ZoomOut,
    /// Shows all nations.
    FitAll,
    /// Shows what is selected.
    FitSelection,
    /// Sets the colors of the window.
    SetTheme(ThemeChoice),
    /// Shows or hides the list of problems.
    ToggleProblems,
    /// Asks whether to open a web address, showing it in full.
    AskToOpen(String),
    /// Shows what this program is.
    About,
    /// Ends the program.
    Quit,
}

/// A menu of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// What concerns the atlas and the program.
    Atlas,
    /// What concerns the selection.
    Edit,
    /// What concerns the view.
    View,
    /// What explains the program.
    Help,
}

/// A key, by its place on the keyboard, so that a Hangul or Cyrillic layout changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// The letter F.
    F,
    /// The letter Q.
    Q,
    /// The digit 0.
    Zero,
    /// Plus, or the key it shares with the equals sign.
    Plus,
    /// Minus.
    Minus,
    /// Escape.
    Escape,
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
}

/// A key with what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// What is held.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    const fn new(modifiers: Modifiers, key: Key) -> Self {
        Self { modifiers, key }
    }

    /// Returns it as menus show it: "Ctrl+Q".
    pub fn words(self) -> String {
        let key = match self.key {
            Key::F => "F",
            Key::Q => "Q",
            Key::Zero => "0",
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Escape => "Esc",
        };
        match self.modifiers {
            Modifiers::None => key.to_owned(),
            Modifiers::Shift => format!("Shift+{key}"),
            Modifiers::Ctrl => format!("Ctrl+{key}"),
        }
    }
}

impl Command {
    /// Returns every command that stands in a menu, in menu order.
    pub fn all() -> Vec<Self> {
        vec![
            Self::ToggleProblems,
            Self::Quit,
            Self::ClearSelection,
            Self::FitAll,
            Self::FitSelection,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::SetTheme(ThemeChoice::System),
            Self::SetTheme(ThemeChoice::Light),
            Self::SetTheme(ThemeChoice::Dark),
            Self::About,
        ]
    }

    /// Returns the menu in which it stands; `None` for what is only done by pointing.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::ToggleProblems | Self::Quit => Some(Menu::Atlas),
            Self::ClearSelection => Some(Menu::Edit),
            Self::FitAll | Self::FitSelection | Self::ZoomIn | Self::ZoomOut | Self::SetTheme(_) => Some(Menu::View),
            Self::About => Some(Menu::Help),
            Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectPair(..)
            | Self::Hover(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::AskToOpen(_) => None,
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Select(_) => "Select",
            Self::Toggle(_) => "Add to selection",
            Self::SelectPair(..) => "Select the pair",
            Self::ClearSelection => "Clear selection",
            Self::Hover(_) => "Point at",
            Self::Pan(_) => "Move the view",
            Self::ZoomAt(..) => "Zoom at the pointer",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::FitAll => "Fit all",
            Self::FitSelection => "Fit selection",
            Self::SetTheme(ThemeChoice::System) => "Theme of the desktop",
            Self::SetTheme(ThemeChoice::Light) => "Light theme",
            Self::SetTheme(ThemeChoice::Dark) => "Dark theme",
            Self::ToggleProblems => "Problems in the files",
            Self::AskToOpen(_) => "Open the address…",
            Self::About => "About Démarche",
            Self::Quit => "Quit",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Select(_) => "Selects this and nothing else",
            Self::Toggle(_) => "Adds this to the selection, or takes it away",
            Self::SelectPair(..) => "Shows everything between the two nations",
            Self::ClearSelection => "Selects nothing",
            Self::Hover(_) => "Shows what is under the pointer",
            Self::Pan(_) => "Moves what is seen",
            Self::ZoomAt(..) => "Zooms around the pointer",
            Self::ZoomIn => "Shows less, larger",
            Self::ZoomOut => "Shows more, smaller",
            Self::FitAll => "Shows all nations",
            Self::FitSelection => "Shows what is selected as large as it fits",
            Self::SetTheme(ThemeChoice::System) => "Takes light or dark from the desktop",
            Self::SetTheme(ThemeChoice::Light) => "Dark ink on light ground",
            Self::SetTheme(ThemeChoice::Dark) => "Light ink on dark ground",
            Self::ToggleProblems => "Lists what could not be read from the atlas's files",
            Self::AskToOpen(_) => "Shows the full address before anything is opened",
            Self::About => "Version and license of the program and of the open atlas",
            Self::Quit => "Ends the program",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        const FIT: [Shortcut; 2] = [Shortcut::new(Modifiers::None, Key::F), Shortcut::new(Modifiers::Ctrl, Key::Zero)];
        const FIT_SELECTION: [Shortcut; 1] = [Shortcut::new(Modifiers::Shift, Key::F)];
        const ZOOM_IN: [Shortcut; 1] = [Shortcut::new(Modifiers::Ctrl, Key::Plus)];
        const ZOOM_OUT: [Shortcut; 1] = [Shortcut::new(Modifiers::Ctrl, Key::Minus)];
        const CLEAR: [Shortcut; 1] = [Shortcut::new(Modifiers::None, Key::Escape)];
        const QUIT: [Shortcut; 1] = [Shortcut::new(Modifiers::Ctrl, Key::Q)];
        match self {
            Self::FitAll => &FIT,
            Self::FitSelection => &FIT_SELECTION,
            Self::ZoomIn => &ZOOM_IN,
            Self::ZoomOut => &ZOOM_OUT,
            Self::ClearSelection => &CLEAR,
            Self::Quit => &QUIT,
            Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectPair(..)
            | Self::Hover(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::SetTheme(_)
            | Self::ToggleProblems
            | Self::AskToOpen(_)
            | Self::About => &[],
        }
    }
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 4] = [Self::Atlas, Self::Edit, Self::View, Self::Help];

    /// Returns its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Atlas => "Atlas",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut taken: BTreeMap<String, Command> = BTreeMap::new();
        for command in Command::all() {
            for shortcut in command.shortcuts() {
                let clash = taken.insert(shortcut.words(), command.clone());
                assert_eq!(clash, None, "{} and {command:?}", shortcut.words());
            }
        }
    }

    #[test]
    fn every_menu_has_content() {
        for menu in Menu::ALL {
            assert!(Command::all().iter().any(|command| command.menu() == Some(menu)), "{}", menu.label());
        }
    }

    #[test]
    fn every_command_of_the_list_stands_in_a_menu() {
        assert!(Command::all().iter().all(|command| command.menu().is_some()));
    }
}
