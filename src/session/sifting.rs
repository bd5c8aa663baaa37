//! Asking for a part of what is there: the filter, what becomes of the rest, and neighbors within some steps.

use std::collections::BTreeSet;

use super::command::Menu;
use super::keys::{Key, Modifiers, Shortcut};
use super::lens::Lens;
use super::run::{Effect, concerned};
use super::state::Session;
use crate::model::SourceId;
use crate::network::{Around, Criterion, Filter, Hiding};

/// What can be asked for of the filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Sift {
    /// Asks for this and nothing else.
    Ask(Box<Filter>),
    /// Shows all that can be asked for, to choose from.
    Choose,
    /// Asks for one thing and nothing else.
    Only(Criterion),
    /// Asks for one thing more.
    Add(Criterion),
    /// Asks for everything again.
    Clear,
    /// Dims or removes what is not asked for.
    Hide(Hiding),
    /// Hides what rests on a source.
    Without(SourceId),
    /// Asks for neighbors within 1 to 3 steps of what is selected, or, with 0, for near and far again.
    Neighbors(u8),
}

impl Sift {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![
            Self::Choose,
            Self::Neighbors(1),
            Self::Neighbors(2),
            Self::Neighbors(3),
            Self::Neighbors(0),
            Self::Hide(Hiding::Dim),
            Self::Hide(Hiding::Remove),
            Self::Clear,
        ]
    }

    /// Returns the menu in which it stands.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::Choose | Self::Clear | Self::Hide(_) | Self::Neighbors(_) => Some(Menu::Filter),
            Self::Ask(_) | Self::Only(_) | Self::Add(_) | Self::Without(_) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        matches!(self, Self::Neighbors(1) | Self::Hide(Hiding::Dim) | Self::Clear)
    }

    /// Whether it would do anything now.
    pub fn is_available(&self, session: &Session) -> bool {
        let filter = &session.lens().filter;
        match self {
            Self::Clear => !filter.is_empty(),
            Self::Neighbors(0) => filter.around.is_some(),
            Self::Neighbors(_) => is_near_something(session),
            Self::Ask(_) | Self::Choose | Self::Only(_) | Self::Add(_) | Self::Hide(_) | Self::Without(_) => true,
        }
    }

    /// Whether what it chooses is so now; `None` for what chooses nothing.
    pub fn is_on(&self, session: &Session) -> Option<bool> {
        let Lens { filter, hiding, .. } = session.lens();
        match self {
            Self::Hide(chosen) => Some(chosen == hiding),
            Self::Neighbors(hops) => Some(filter.around.as_ref().map_or(0, |around| around.hops) == *hops),
            Self::Ask(_) | Self::Choose | Self::Only(_) | Self::Add(_) | Self::Clear | Self::Without(_) => None,
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Ask(_) => "Filter",
            Self::Choose => "Add filter…",
            Self::Only(_) => "Show only this",
            Self::Add(_) => "Add to the filter",
            Self::Clear => "Clear the filter",
            Self::Hide(Hiding::Dim) => "Dim what is filtered out",
            Self::Hide(Hiding::Remove) => "Remove what is filtered out",
            Self::Without(_) => "Hide what rests on this source",
            Self::Neighbors(0) => "Near and far",
            Self::Neighbors(1) => "Neighbors within 1 step",
            Self::Neighbors(2) => "Neighbors within 2 steps",
            Self::Neighbors(_) => "Neighbors within 3 steps",
        }
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Ask(_) => "Shows the ties that are asked for",
            Self::Choose => "Lists kinds, signs, nations, grades and sources to ask for",
            Self::Only(_) => "Asks for the ties that are like this, and for nothing else",
            Self::Add(_) => "Asks for this too",
            Self::Clear => "Shows everything again",
            Self::Hide(Hiding::Dim) => "Leaves what is filtered out in its place, faintly",
            Self::Hide(Hiding::Remove) => "Leaves away what is filtered out",
            Self::Without(_) => "Shows what is left without this source",
            Self::Neighbors(0) => "Shows nations however far from each other",
            Self::Neighbors(_) => "Shows only what is so near to the selection, tie by tie",
        }
    }

    /// Returns its keys; the first stands in the menu.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        use Modifiers::{Ctrl, None};
        const fn of(modifiers: Modifiers, key: Key) -> Shortcut {
            Shortcut::new(modifiers, key)
        }
        match self {
            Self::Neighbors(0) => const { &[of(None, Key::Digit(0))] },
            Self::Neighbors(1) => const { &[of(None, Key::Digit(1))] },
            Self::Neighbors(2) => const { &[of(None, Key::Digit(2))] },
            Self::Neighbors(_) => const { &[of(None, Key::Digit(3))] },
            Self::Clear => const { &[of(Ctrl, Key::Letter('L'))] },
            Self::Choose => const { &[of(None, Key::Letter('L'))] },
            Self::Ask(_) | Self::Only(_) | Self::Add(_) | Self::Hide(_) | Self::Without(_) => &[],
        }
    }

    /// Carries it out; what needs a window comes back as an effect.
    pub(super) fn run(self, session: &mut Session) -> Option<Effect> {
        let mut lens = session.lens().clone();
        match self {
            Self::Ask(filter) => lens.filter = *filter,
            Self::Choose => return Some(Effect::ChooseFilter),
            Self::Only(criterion) => lens.filter = Filter::of(&criterion),
            Self::Add(criterion) => lens.filter = lens.filter.with(&criterion),
            Self::Clear => lens.filter = Filter::default(),
            Self::Hide(hiding) => lens.hiding = hiding,
            Self::Without(source) => {
                lens.filter.grounds.without_sources.insert(source);
            }
            Self::Neighbors(0) => lens.filter.around = None,
            Self::Neighbors(hops) => {
                let nations: BTreeSet<_> = concerned(session, session.selection.targets()).into_iter().collect();
                // Near to nothing, such as a source that supports no tie, is no tie at all.
                if !nations.is_empty() {
                    lens.filter.around = Some(Around { nations, hops });
                }
            }
        }
        session.look_through(lens);
        None
    }
}

/// Whether what is selected concerns a nation.
fn is_near_something(session: &Session) -> bool {
    session.selection.targets().iter().any(|target| !concerned(session, [target]).is_empty())
}
