//! What is selected, and what that makes the inspector show.

use std::collections::BTreeSet;

use crate::model::{NationId, TieId};
use crate::scene::Target;

/// The selected nations and ties.
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
        self.targets = targets.into_iter().collect();
    }

    /// Selects it if it is not selected, else deselects it.
    pub fn toggle(&mut self, target: Target) {
        if !self.targets.remove(&target) {
            self.targets.insert(target);
        }
    }

    /// Returns what the selection is about.
    pub fn subject(&self) -> Subject {
        let targets: Vec<&Target> = self.targets.iter().take(3).collect();
        match targets.as_slice() {
            [] => Subject::Nothing,
            [Target::Tie(id)] => Subject::Tie(id.clone()),
            [Target::Nation(id)] => Subject::Nation(id.clone()),
            [Target::Nation(a), Target::Nation(b)] => Subject::Pair(a.clone(), b.clone()),
            _ => Subject::Several,
        }
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
