//! What is selected, and what that makes the inspector show.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{NationId, SourceId, TieId};
use crate::scene::Target;

/// The selected nations, ties and sources.
///
/// Invariant: a pair is held as its two nations, and a class never: whoever selects one names its ties.
///
/// Many parts of a window hold a copy in every frame, so copies share what they hold.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    targets: Arc<BTreeSet<Target>>,
}

impl PartialEq for Selection {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.targets, &other.targets) || self.targets == other.targets
    }
}

impl Eq for Selection {}

/// What a selection is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Nothing is selected.
    Nothing,
    /// One tie.
    Tie(TieId),
    /// One nation.
    Nation(NationId),
    /// One source and all that rests on it.
    Source(SourceId),
    /// Two nations and all that is between them, in the order of their ids.
    Pair(NationId, NationId),
    /// Anything else: several things at once.
    Several,
}

impl Selection {
    /// Returns the selected things, sorted.
    pub fn targets(&self) -> &BTreeSet<Target> {
        &self.targets
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Whether it is selected: a pair is when both of its nations are, a class never.
    pub fn holds(&self, target: &Target) -> bool {
        match target {
            Target::Pair(a, b) => [a, b].into_iter().all(|id| self.targets.contains(&Target::Nation(id.clone()))),
            Target::Nation(_) | Target::Tie(_) | Target::Source(_) | Target::Class(_) => self.targets.contains(target),
        }
    }

    /// Selects these and nothing else.
    pub fn set(&mut self, targets: impl IntoIterator<Item = Target>) {
        self.targets = Arc::new(targets.into_iter().flat_map(held).collect());
    }

    /// Adds these to what is selected.
    pub fn add(&mut self, targets: impl IntoIterator<Item = Target>) {
        Arc::make_mut(&mut self.targets).extend(targets.into_iter().flat_map(held));
    }

    /// Deselects what does not meet a condition.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&Target) -> bool) {
        if !self.targets.iter().all(&is_kept) {
            Arc::make_mut(&mut self.targets).retain(is_kept);
        }
    }

    /// Selects it if it is not selected, else deselects it.
    pub fn toggle(&mut self, target: Target) {
        let is_held = self.holds(&target);
        let held = held(target);
        if is_held {
            Arc::make_mut(&mut self.targets).retain(|target| !held.contains(target));
        } else {
            Arc::make_mut(&mut self.targets).extend(held);
        }
    }

    /// Returns the selected nations, sorted.
    pub fn nations(&self) -> Vec<NationId> {
        let nation = |target: &Target| match target {
            Target::Nation(id) => Some(id.clone()),
            Target::Tie(_) | Target::Pair(..) | Target::Source(_) | Target::Class(_) => None,
        };
        self.targets.iter().filter_map(nation).collect()
    }

    /// Returns what the selection is about.
    pub fn subject(&self) -> Subject {
        let targets: Vec<&Target> = self.targets.iter().take(3).collect();
        match targets.as_slice() {
            [] => Subject::Nothing,
            [Target::Tie(id)] => Subject::Tie(id.clone()),
            [Target::Nation(id)] => Subject::Nation(id.clone()),
            [Target::Source(id)] => Subject::Source(id.clone()),
            [Target::Nation(a), Target::Nation(b)] => Subject::Pair(a.clone(), b.clone()),
            _ => Subject::Several,
        }
    }
}

/// Returns as what a target is held.
fn held(target: Target) -> Vec<Target> {
    match target {
        Target::Pair(a, b) => vec![Target::Nation(a), Target::Nation(b)],
        Target::Class(_) => Vec::new(),
        Target::Nation(_) | Target::Tie(_) | Target::Source(_) => vec![target],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_selected_when_both_nations_are_and_toggling_it_takes_them_out() {
        let nation = |id| Target::Nation(NationId::new(id));
        let pair = Target::pair(NationId::new("USA"), NationId::new("PRK"));
        let mut selection = Selection::default();
        selection.set([nation("USA")]);
        assert!(!selection.holds(&pair));
        selection.toggle(pair.clone());
        assert!(selection.holds(&pair) && selection.holds(&nation("PRK")));
        selection.toggle(pair.clone());
        assert!(selection.is_empty() && !selection.holds(&pair));
    }

    #[test]
    fn two_nations_are_a_pair_and_a_third_is_not() {
        let nation = |id| Target::Nation(NationId::new(id));
        let mut selection = Selection::default();
        selection.set([nation("USA")]);
        selection.toggle(nation("PRK"));
        assert_eq!(selection.subject(), Subject::Pair(NationId::new("PRK"), NationId::new("USA")));
        selection.toggle(nation("RUS"));
        assert_eq!(selection.subject(), Subject::Several);
        selection.toggle(nation("RUS"));
        selection.toggle(nation("USA"));
        assert_eq!(selection.subject(), Subject::Nation(NationId::new("PRK")));
    }
}
