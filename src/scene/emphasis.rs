//! Says how each mark stands to what is asked for, selected, hovered and focused.

use std::collections::BTreeSet;

use super::build::SceneOptions;
use super::items::Emphasis;
use super::shifts::Shifts;
use super::target::Target;
use crate::model::{NationId, SourceId, TieId};
use crate::network::{Network, NetworkTie, Shift};

/// What is selected and hovered, and whom that concerns.
pub(super) struct Focus<'a> {
    options: &'a SceneOptions<'a>,
    /// Nations that are selected, or tied by what is.
    near: BTreeSet<&'a NationId>,
    /// Pairs of which a tie is selected.
    pairs: BTreeSet<(&'a NationId, &'a NationId)>,
    /// Sources that are selected.
    sources: Vec<&'a SourceId>,
    /// Nations of whose ties a filter asks for none.
    idle: BTreeSet<&'a NationId>,
}

impl<'a> Focus<'a> {
    pub(super) fn new(network: &'a Network, options: &'a SceneOptions<'a>) -> Self {
        let idle = if network.is_filtered() {
            let nations = network.nations().iter().map(|nation| &nation.id);
            nations.filter(|id| network.n_ties_of(id) == 0).collect()
        } else {
            BTreeSet::new()
        };
        let mut focus = Self { options, near: BTreeSet::new(), pairs: BTreeSet::new(), sources: Vec::new(), idle };
        for target in options.selection {
            match target {
                Target::Nation(id) => {
                    focus.near.insert(id);
                    for tie in network.ties_of(id) {
                        focus.near.extend([&tie.tie.between.0, &tie.tie.between.1]);
                    }
                }
                Target::Tie(id) => {
                    if let Some(tie) = network.tie(id) {
                        focus.near.extend([&tie.tie.between.0, &tie.tie.between.1]);
                        focus.pairs.insert(tie.tie.pair());
                    }
                }
                Target::Source(id) => {
                    focus.sources.push(id);
                    for tie in network.ties().iter().filter(|tie| tie.tie.names_source(id)) {
                        focus.near.extend([&tie.tie.between.0, &tie.tie.between.1]);
                    }
                }
                // A selection holds neither: a pair is its nations, a class its ties.
                Target::Pair(..) | Target::Class(_) => {}
            }
        }
        focus
    }

    /// Returns how a tie stands to all of it.
    pub(super) fn of_tie(&self, tie: &NetworkTie) -> Emphasis {
        let is_hovered = match &self.options.hovered {
            Some(Target::Tie(id)) => *id == tie.tie.id,
            Some(Target::Source(id)) => tie.tie.names_source(id),
            Some(Target::Class(class)) => tie.is_asked_for && class.holds(tie),
            Some(Target::Nation(_) | Target::Pair(..)) | None => false,
        };
        let claimed = self.claimed(tie);
        if is_hovered {
            claimed.max(Emphasis::Hovered)
        } else if self.is_searching_out() {
            claimed.min(Emphasis::Dimmed)
        } else {
            claimed
        }
    }

    /// Whether many ties are lit at once out of an unselected picture: a ring around each would not be seen among the rest.
    fn is_searching_out(&self) -> bool {
        self.options.selection.is_empty() && matches!(self.options.hovered, Some(Target::Class(_) | Target::Source(_)))
    }

    /// Returns a tie's emphasis as far as the selection goes.
    pub(super) fn claimed(&self, tie: &NetworkTie) -> Emphasis {
        let selection = self.options.selection;
        let has = |id: &NationId| selection.contains(&Target::Nation(id.clone()));
        let (a, b) = &tie.tie.between;
        let is_concerned = || {
            let of_nation = if self.is_pair() { has(a) && has(b) } else { has(a) || has(b) };
            of_nation || self.pairs.contains(&tie.tie.pair()) || self.sources.iter().any(|id| tie.tie.names_source(id))
        };
        if selection.contains(&Target::Tie(tie.tie.id.clone())) {
            Emphasis::Selected
        } else if tie.is_asked_for && !self.is_unchanged(tie) && (selection.is_empty() || is_concerned()) {
            Emphasis::Plain
        } else {
            Emphasis::Dimmed
        }
    }

    /// Returns what a comparison says, if there is one.
    pub(super) fn shifts(&self) -> Option<&'a Shifts> {
        self.options.shifts.map(AsRef::as_ref)
    }

    /// Returns the numbers of the notes on a tie; empty without any.
    pub(super) fn notes(&self, tie: &TieId) -> &'a str {
        self.options.notes.get(tie).map_or("", String::as_str)
    }

    /// Whether a comparison finds no change in a tie.
    fn is_unchanged(&self, tie: &NetworkTie) -> bool {
        self.shifts().is_some_and(|shifts| !shifts.has_changed(&tie.tie.id))
    }

    /// Whether a tie is drawn although it is not there on the day looked at.
    pub(super) fn is_ghost(&self, tie: &TieId) -> bool {
        self.shifts().is_some_and(|shifts| shifts.is_ghost(tie))
    }

    /// Returns whether a pair became mixed or is mixed no more.
    pub(super) fn shift_of_pair(&self, a: &NationId, b: &NationId) -> Option<Shift> {
        self.shifts()?.of_pair(a, b)
    }

    /// Whether two nations are selected, and thus only what is between them.
    fn is_pair(&self) -> bool {
        let selection = self.options.selection;
        selection.len() == 2 && selection.iter().all(|target| matches!(target, Target::Nation(_)))
    }

    /// Returns how a pair's badges stand to the pointer and the focus, whatever is selected.
    pub(super) fn of_pair(&self, a: &NationId, b: &NationId) -> Emphasis {
        let is_pair = |target: &Option<Target>| matches!(target, Some(Target::Pair(c, d)) if (c, d) == (a, b));
        if is_pair(&self.options.hovered) || is_pair(&self.options.focused) {
            Emphasis::Hovered
        } else {
            Emphasis::Dimmed
        }
    }

    /// Returns how a nation stands to all of it.
    pub(super) fn of_nation(&self, id: &NationId) -> Emphasis {
        let this = Target::Nation(id.clone());
        if self.options.selection.contains(&this) {
            Emphasis::Selected
        } else if self.options.hovered.as_ref() == Some(&this) {
            Emphasis::Hovered
        } else if !self.idle.contains(id) && (self.options.selection.is_empty() || self.near.contains(id)) {
            Emphasis::Plain
        } else {
            Emphasis::Dimmed
        }
    }
}
