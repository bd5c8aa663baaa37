//! Everything a person can ask for, with its words and its keys: the one list from which menus, shortcuts and the
//! overlay of keys are made.

use super::edits::Edits;
use super::exporting::Exporting;
use super::keeping::Keeping;
use super::keys::{Key, LetterKeys, Modifiers, Shortcut};
use super::preferences::ThemeChoice;
use super::scenarios::Scenarios;
use super::seeking::Seek;
use super::sifting::Sift;
use super::state::Session;
use super::time::Time;
use super::views::Views;
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
    /// Selects these things and nothing else.
    SelectMany(Vec<Target>),
    /// Adds these things to the selection.
    Add(Vec<Target>),
    /// Selects everything that is visible.
    SelectAll,
    /// Selects nothing.
    ClearSelection,
    /// Selects one thing and moves the view so that it is seen.
    Reveal(Target),
    /// Goes back to what was selected and seen before.
    Back,
    /// Goes forward again.
    Forward,
    /// Points at something, or at nothing.
    Hover(Option<Target>),
    /// Gives the focus of the keyboard to something on the canvas, or to nothing there.
    Focus(Option<Target>),
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
    /// Shows a nation, with all selected ones if it is selected too, moved by this whole way since the press, in view points;
    /// only a preview until `Drop`.
    Drag(NationId, Vector),
    /// Leaves the dragged nations where they are and pins them.
    Drop,
    /// Puts the dragged nations back.
    AbandonDrag,
    /// Pins the selected nations, or unpins them if all are pinned.
    TogglePins,
    /// Copies a cited sentence on the selection.
    Copy,
    /// Sets the colors of the window.
    SetTheme(ThemeChoice),
    /// Shows or hides a panel.
    TogglePanel(Panel),
    /// Gives the focus of the keyboard to the next part of the window, or to the one before.
    GoToPart(Turn),
    /// Lets letters without Ctrl do something, or not.
    ToggleLetterKeys,
    /// Shows or hides the list of problems.
    ToggleProblems,
    /// Asks whether to open a web address, showing it in full.
    AskToOpen(String),
    /// Shows all keys.
    ShowKeys,
    /// Shows five things to try.
    ShowFirstSteps,
    /// Puts the five things to try away for good.
    DismissFirstSteps,
    /// Shows what this program is.
    About,
    /// Moves through time.
    Time(Time),
    /// Asks for a part of what is there.
    Sift(Sift),
    /// Keeps and shows looks under a name.
    Views(Views),
    /// Asks for something by typing.
    Seek(Seek),
    /// Changes the record, or what is supposed over it.
    Edits(Edits),
    /// Opens, changes and compares scenarios.
    Scenarios(Scenarios),
    /// Opens or saves.
    Keeping(Keeping),
    /// Takes a picture away.
    Exporting(Exporting),
    /// Ends the program.
    Quit,
}

/// A panel beside the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Nations and legend.
    Left,
    /// What is selected.
    Inspector,
}

/// Which way to go round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// To the next.
    Next,
    /// To the one before.
    Previous,
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
    /// What concerns the day looked at.
    Time,
    /// What is supposed over the record.
    Scenario,
    /// What concerns the part that is asked for.
    Filter,
    /// What explains the program.
    Help,
}

impl Command {
    /// Returns every command that stands in a menu, in menu order.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Keeping::all().into_iter().map(Self::Keeping).collect();
        all.extend(Exporting::all().into_iter().map(Self::Exporting));
        all.push(Self::ToggleProblems);
        all.extend(Edits::all().into_iter().map(Self::Edits));
        all.extend([
            Self::Quit,
            Self::Copy,
            Self::SelectAll,
            Self::ClearSelection,
            Self::TogglePins,
            Self::Back,
            Self::Forward,
            Self::FitAll,
            Self::FitSelection,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::TogglePanel(Panel::Left),
            Self::TogglePanel(Panel::Inspector),
            Self::GoToPart(Turn::Next),
            Self::GoToPart(Turn::Previous),
            Self::SetTheme(ThemeChoice::System),
            Self::SetTheme(ThemeChoice::Light),
            Self::SetTheme(ThemeChoice::Dark),
            Self::ShowFirstSteps,
            Self::ShowKeys,
            Self::ToggleLetterKeys,
            Self::About,
        ]);
        all.extend(Time::all().into_iter().map(Self::Time));
        all.extend(Scenarios::all().into_iter().map(Self::Scenarios));
        all.extend(Sift::all().into_iter().map(Self::Sift));
        all.extend(Views::all().into_iter().map(Self::Views));
        all.extend(Seek::all().into_iter().map(Self::Seek));
        all
    }

    /// Returns the menu in which it stands; `None` for what is only done by pointing.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::ToggleProblems | Self::Quit => Some(Menu::Atlas),
            Self::Copy | Self::SelectAll | Self::ClearSelection | Self::TogglePins => Some(Menu::Edit),
            Self::Back
            | Self::Forward
            | Self::FitAll
            | Self::FitSelection
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::TogglePanel(_)
            | Self::GoToPart(_)
            | Self::SetTheme(_) => Some(Menu::View),
            Self::ShowFirstSteps | Self::ShowKeys | Self::ToggleLetterKeys | Self::About => Some(Menu::Help),
            Self::Time(time) => time.menu(),
            Self::Sift(sift) => sift.menu(),
            Self::Views(views) => views.menu(),
            Self::Seek(seek) => Some(seek.menu()),
            Self::Edits(edits) => edits.menu(),
            Self::Scenarios(scenarios) => scenarios.menu(),
            Self::Keeping(keeping) => keeping.menu(),
            Self::Exporting(exporting) => exporting.menu(),
            Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectMany(_)
            | Self::Add(_)
            | Self::Reveal(_)
            | Self::Hover(_)
            | Self::Focus(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::Drag(..)
            | Self::Drop
            | Self::AbandonDrag
            | Self::AskToOpen(_)
            | Self::DismissFirstSteps => None,
        }
    }

    /// Whether a line stands above it in its menu, because what it does is of another sort.
    pub fn begins_group(&self) -> bool {
        if let Self::Sift(sift) = self {
            return sift.begins_group();
        }
        if let Self::Time(time) = self {
            return time.begins_group();
        }
        if let Self::Views(views) = self {
            return views.begins_group();
        }
        if let Self::Seek(seek) = self {
            return seek.begins_group();
        }
        if let Self::Edits(edits) = self {
            return edits.begins_group();
        }
        if let Self::Scenarios(scenarios) = self {
            return scenarios.begins_group();
        }
        if let Self::Keeping(keeping) = self {
            return keeping.begins_group();
        }
        if let Self::Exporting(exporting) = self {
            return exporting.begins_group();
        }
        matches!(
            self,
            Self::Quit
                | Self::ToggleProblems
                | Self::Copy
                | Self::TogglePins
                | Self::FitAll
                | Self::TogglePanel(Panel::Left)
                | Self::SetTheme(ThemeChoice::System)
                | Self::ToggleLetterKeys
                | Self::About
        )
    }

    /// Whether it would do anything now.
    pub fn is_available(&self, session: &Session) -> bool {
        let selection = &session.selection;
        match self {
            Self::ToggleProblems => !session.problems().is_empty(),
            Self::Back => !session.trail().behind().is_empty(),
            Self::Forward => !session.trail().ahead().is_empty(),
            Self::Copy | Self::ClearSelection | Self::FitSelection => !selection.is_empty(),
            Self::TogglePins => !selection.nations().is_empty(),
            Self::SelectAll | Self::FitAll => !session.network().nations().is_empty(),
            Self::Drop | Self::AbandonDrag => session.is_dragging(),
            Self::Time(time) => time.is_available(session),
            Self::Sift(sift) => sift.is_available(session),
            Self::Views(views) => views.is_available(session),
            Self::Edits(edits) => edits.is_available(session),
            Self::Scenarios(scenarios) => scenarios.is_available(session),
            Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectMany(_)
            | Self::Add(_)
            | Self::Reveal(_)
            | Self::Hover(_)
            | Self::Focus(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::Drag(..)
            | Self::SetTheme(_)
            | Self::TogglePanel(_)
            | Self::GoToPart(_)
            | Self::ToggleLetterKeys
            | Self::AskToOpen(_)
            | Self::ShowKeys
            | Self::ShowFirstSteps
            | Self::DismissFirstSteps
            | Self::About
            | Self::Seek(_)
            | Self::Keeping(_)
            | Self::Exporting(_)
            | Self::Quit => true,
        }
    }

    /// Whether what it chooses or switches is so now; `None` for what neither chooses nor switches, and for panels, of
    /// which only the window knows.
    pub fn is_on(&self, session: &Session) -> Option<bool> {
        match self {
            Self::SetTheme(theme) => Some(*theme == session.preferences.theme),
            Self::ToggleLetterKeys => Some(session.preferences.letter_keys == LetterKeys::On),
            Self::Sift(sift) => sift.is_on(session),
            Self::Scenarios(scenarios) => scenarios.is_on(session),
            Self::Time(_)
            | Self::Views(_)
            | Self::TogglePanel(_)
            | Self::GoToPart(_)
            | Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectMany(_)
            | Self::Add(_)
            | Self::SelectAll
            | Self::ClearSelection
            | Self::Reveal(_)
            | Self::Back
            | Self::Forward
            | Self::Hover(_)
            | Self::Focus(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::FitAll
            | Self::FitSelection
            | Self::Drag(..)
            | Self::Drop
            | Self::AbandonDrag
            | Self::TogglePins
            | Self::Copy
            | Self::ToggleProblems
            | Self::AskToOpen(_)
            | Self::ShowKeys
            | Self::ShowFirstSteps
            | Self::DismissFirstSteps
            | Self::About
            | Self::Seek(_)
            | Self::Edits(_)
            | Self::Keeping(_)
            | Self::Exporting(_)
            | Self::Quit => None,
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Select(_) | Self::SelectMany(_) => "Select",
            Self::Toggle(_) | Self::Add(_) => "Add to selection",
            Self::SelectAll => "Select all that is visible",
            Self::ClearSelection => "Clear selection",
            Self::Reveal(_) => "Reveal on canvas",
            Self::Back => "Back",
            Self::Forward => "Forward",
            Self::Hover(_) => "Point at",
            Self::Focus(_) => "Focus",
            Self::Pan(_) => "Move the view",
            Self::ZoomAt(..) => "Zoom at the pointer",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::FitAll => "Fit all",
            Self::FitSelection => "Fit selection",
            Self::Drag(..) => "Move nations",
            Self::Drop => "Leave nations there",
            Self::AbandonDrag => "Put nations back",
            Self::TogglePins => "Pin or unpin nations",
            Self::Copy => "Copy as a cited sentence",
            Self::SetTheme(ThemeChoice::System) => "Theme of the desktop",
            Self::SetTheme(ThemeChoice::Light) => "Light theme",
            Self::SetTheme(ThemeChoice::Dark) => "Dark theme",
            Self::TogglePanel(Panel::Left) => "Nations and legend",
            Self::TogglePanel(Panel::Inspector) => "Inspector",
            Self::GoToPart(Turn::Next) => "Next part of the window",
            Self::GoToPart(Turn::Previous) => "Previous part of the window",
            Self::ToggleLetterKeys => "Letter keys",
            Self::ToggleProblems => "Problems in the files",
            Self::AskToOpen(_) => "Open the address…",
            Self::ShowKeys => "Keys",
            Self::ShowFirstSteps => "Five things to try",
            Self::DismissFirstSteps => "Got it",
            Self::About => "About Démarche",
            Self::Time(time) => time.label(),
            Self::Sift(sift) => sift.label(),
            Self::Views(views) => views.label(),
            Self::Seek(seek) => seek.label(),
            Self::Edits(edits) => edits.label(),
            Self::Scenarios(scenarios) => scenarios.label(),
            Self::Keeping(keeping) => keeping.label(),
            Self::Exporting(exporting) => exporting.label(),
            Self::Quit => "Quit",
        }
    }

    /// Returns its name in menus, with that of what it takes back, does again or opens.
    pub fn label_in(&self, session: &Session) -> String {
        match self {
            Self::Edits(edits) => edits.label_in(session),
            Self::Scenarios(scenarios) => scenarios.label_in(session),
            other => other.label().to_owned(),
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Select(_) => "Selects this and nothing else",
            Self::Toggle(_) => "Adds this to the selection, or takes it away",
            Self::SelectMany(_) => "Selects these and nothing else",
            Self::Add(_) => "Adds these to the selection",
            Self::SelectAll => "Selects every nation and tie that can be seen",
            Self::ClearSelection => "Selects nothing",
            Self::Reveal(_) => "Selects this and moves the view to where it is",
            Self::Back => "Goes back to what was selected and seen before",
            Self::Forward => "Goes forward again",
            Self::Hover(_) => "Shows what is under the pointer",
            Self::Focus(_) => "Gives it the focus of the keyboard",
            Self::Pan(_) => "Moves what is seen",
            Self::ZoomAt(..) => "Zooms around the pointer",
            Self::ZoomIn => "Shows less, larger",
            Self::ZoomOut => "Shows more, smaller",
            Self::FitAll => "Shows all nations",
            Self::FitSelection => "Shows what is selected as large as it fits",
            Self::Drag(..) => "Moves nations, which changes nothing else",
            Self::Drop => "Leaves the nations where they are",
            Self::AbandonDrag => "Puts the nations back where they were",
            Self::TogglePins => "Fixes the places of the selected nations, or sets them free",
            Self::Copy => "Copies what is selected as a sentence with span, status, grade, sources and date",
            Self::SetTheme(ThemeChoice::System) => "Takes light or dark from the desktop",
            Self::SetTheme(ThemeChoice::Light) => "Dark ink on light ground",
            Self::SetTheme(ThemeChoice::Dark) => "Light ink on dark ground",
            Self::TogglePanel(Panel::Left) => "Shows or hides the list of nations and the legend",
            Self::TogglePanel(Panel::Inspector) => "Shows or hides what is known of the selection",
            Self::GoToPart(Turn::Next) => "Takes the keyboard from canvas to inspector, timeline, left panel and bar",
            Self::GoToPart(Turn::Previous) => "Takes the keyboard the other way round",
            Self::ToggleLetterKeys => "Lets single letters do something, or only keys held with Ctrl or Alt",
            Self::ToggleProblems => "Lists what could not be read from the atlas's files",
            Self::AskToOpen(_) => "Shows the full address before anything is opened",
            Self::ShowKeys => "Lists all keys and what they do",
            Self::ShowFirstSteps => "Shows five things to try first",
            Self::DismissFirstSteps => "Puts this card away; the Help menu brings it back",
            Self::About => "Version and license of the program and of the open atlas",
            Self::Time(time) => time.tooltip(),
            Self::Sift(sift) => sift.tooltip(),
            Self::Views(views) => views.tooltip(),
            Self::Seek(seek) => seek.tooltip(),
            Self::Edits(edits) => edits.tooltip(),
            Self::Scenarios(scenarios) => scenarios.tooltip(),
            Self::Keeping(keeping) => keeping.tooltip(),
            Self::Exporting(exporting) => exporting.tooltip(),
            Self::Quit => "Ends the program",
        }
    }

    /// Returns the keys that stand beside it in any list: the first that work; empty where none do.
    pub fn first_keys(&self, letters: LetterKeys) -> String {
        let works = |shortcut: &&Shortcut| letters == LetterKeys::On || !shortcut.is_character();
        self.shortcuts().iter().find(works).map(|shortcut| shortcut.words()).unwrap_or_default()
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        use Modifiers::{Alt, Ctrl, None, Shift};
        const fn of(modifiers: Modifiers, key: Key) -> Shortcut {
            Shortcut::new(modifiers, key)
        }
        match self {
            Self::FitAll => const { &[of(None, Key::Letter('F')), of(Ctrl, Key::Digit(0))] },
            Self::FitSelection => const { &[of(Shift, Key::Letter('F'))] },
            Self::ZoomIn => const { &[of(Ctrl, Key::Plus), of(None, Key::Plus)] },
            Self::ZoomOut => const { &[of(Ctrl, Key::Minus), of(None, Key::Minus)] },
            Self::SelectAll => const { &[of(Ctrl, Key::Letter('A'))] },
            Self::ClearSelection => const { &[of(None, Key::Escape)] },
            Self::Copy => const { &[of(Ctrl, Key::Letter('C'))] },
            Self::TogglePins => const { &[of(None, Key::Letter('P'))] },
            Self::Time(time) => time.shortcuts(),
            Self::Sift(sift) => sift.shortcuts(),
            Self::Views(views) => views.shortcuts(),
            Self::Seek(seek) => seek.shortcuts(),
            Self::Edits(edits) => edits.shortcuts(),
            Self::Keeping(keeping) => keeping.shortcuts(),
            Self::Exporting(exporting) => exporting.shortcuts(),
            Self::Back => const { &[of(Alt, Key::Left)] },
            Self::Forward => const { &[of(Alt, Key::Right)] },
            Self::TogglePanel(Panel::Left) => const { &[of(None, Key::F9)] },
            Self::TogglePanel(Panel::Inspector) => const { &[of(Shift, Key::F9)] },
            Self::GoToPart(Turn::Next) => const { &[of(None, Key::F6)] },
            Self::GoToPart(Turn::Previous) => const { &[of(Shift, Key::F6)] },
            Self::ShowKeys => const { &[of(None, Key::F1), of(None, Key::Question)] },
            Self::Quit => const { &[of(Ctrl, Key::Letter('Q'))] },
            Self::Select(_)
            | Self::Toggle(_)
            | Self::SelectMany(_)
            | Self::Add(_)
            | Self::Reveal(_)
            | Self::Hover(_)
            | Self::Focus(_)
            | Self::Pan(_)
            | Self::ZoomAt(..)
            | Self::Drag(..)
            | Self::Drop
            | Self::AbandonDrag
            | Self::SetTheme(_)
            | Self::ToggleLetterKeys
            | Self::ToggleProblems
            | Self::AskToOpen(_)
            | Self::ShowFirstSteps
            | Self::DismissFirstSteps
            | Self::Scenarios(_)
            | Self::About => &[],
        }
    }
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 7] =
        [Self::Atlas, Self::Edit, Self::View, Self::Time, Self::Scenario, Self::Filter, Self::Help];

    /// Returns its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Atlas => "Atlas",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Time => "Time",
            Self::Scenario => "Scenario",
            Self::Filter => "Filter",
            Self::Help => "Help",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::session::GestureGroup;

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
    fn no_gesture_has_the_keys_of_a_command() {
        let gestures = GestureGroup::ALL.into_iter().flat_map(|group| group.gestures());
        let keys: Vec<&Shortcut> = gestures.flat_map(|gesture| gesture.keys).collect();
        for command in Command::all() {
            assert!(!command.shortcuts().iter().any(|shortcut| keys.contains(&shortcut)), "{command:?}");
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
