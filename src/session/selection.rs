//! What is selected, and what that makes the inspector show.

use std::collections::BTreeSet;

use crate::model::{NationId, SourceId, TieId};
use crate::scene::Target;

/// The selected nations, ties and sources.
///
/// Invariant: a pair is held as its two nations, and a class never: whoever selects one names its ties.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    targets: BTreeSet<Target>,
}

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

    /// Selects these and nothing else.
    pub fn set(&mut self, targets: impl IntoIterator<Item = Target>) {
        self.targets.clear();
        self.add(targets);
    }

    /// Adds these to what is selected.
    pub fn add(&mut self, targets: impl IntoIterator<Item = Target>) {
        self.targets.extend(targets.into_iter().flat_map(held));
    }

    /// Deselects what does not meet a condition.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&Target) -> bool) {
        self.targets.retain(is_kept);
    }

    /// Selects it if it is not selected, else deselects it.
    pub fn toggle(&mut self, target: Target) {
        let held = held(target);
        if held.iter().all(|target| self.targets.contains(target)) {
            self.targets.retain(|target| !held.contains(target));
        } else {
            self.targets.extend(held);
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
