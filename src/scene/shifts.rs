//! What a comparison of two days makes of ties and pairs, for drawing: what it changed, and what is only a ghost.

use std::collections::{BTreeMap, BTreeSet};

use super::encode;
use crate::model::{NationId, TieId};
use crate::network::{Difference, Network, Shift};

/// What a comparison says of each tie and each pair.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shifts {
    ties: BTreeMap<TieId, Vec<Shift>>,
    pairs: BTreeMap<(NationId, NationId), Shift>,
    /// Ties that are not there on the day looked at.
    ghosts: BTreeSet<TieId>,
}

impl Shifts {
    /// Returns what differences say of what is drawn; `network` is that of the day looked at. O(differences log ties).
    pub fn of(differences: &[Difference], network: &Network) -> Self {
        let mut shifts = Self::default();
        for difference in differences {
            match &difference.tie {
                Some(tie) => {
                    shifts.ties.entry(tie.id.clone()).or_default().push(difference.what);
                    if network.tie(&tie.id).is_none() {
                        shifts.ghosts.insert(tie.id.clone());
                    }
                }
                None => drop(shifts.pairs.insert(difference.pair.clone(), difference.what)),
            }
        }
        shifts
    }

    /// Whether a tie changed.
    pub fn has_changed(&self, tie: &TieId) -> bool {
        self.ties.contains_key(tie)
    }

    /// Whether a tie is drawn although it is not there on the day looked at.
    pub fn is_ghost(&self, tie: &TieId) -> bool {
        self.ghosts.contains(tie)
    }

    /// Returns what changed in a tie, in the order of its differences.
    pub fn of_tie(&self, tie: &TieId) -> &[Shift] {
        self.ties.get(tie).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a pair became mixed or is mixed no more.
    pub fn of_pair(&self, a: &NationId, b: &NationId) -> Option<Shift> {
        self.pairs.get(&(a.clone(), b.clone())).copied()
    }

    /// Returns every shift there is, and whether its tie is a ghost.
    pub(super) fn all(&self) -> impl Iterator<Item = (Shift, bool)> {
        let of_ties = self.ties.iter().flat_map(|(id, shifts)| {
            let is_ghost = self.is_ghost(id);
            shifts.iter().map(move |shift| (*shift, is_ghost))
        });
        of_ties.chain(self.pairs.values().map(|shift| (*shift, false)))
    }

    /// Returns how many ties changed.
    pub fn n_ties(&self) -> usize {
        self.ties.len()
    }

    /// Returns how many of the ties that changed are not there on the day looked at.
    pub fn n_ghosts(&self) -> usize {
        self.ghosts.len()
    }

    /// Returns what changed in a tie as it stands before its words: "in force, stronger"; empty if nothing did.
    pub(super) fn short(&self, tie: &TieId) -> String {
        let marks: Vec<&str> = self.of_tie(tie).iter().map(|shift| encode::shift(*shift).on_tie).collect();
        marks.join(", ")
    }

    /// Returns a tie's sentence with what changed behind it.
    pub(super) fn sentence(&self, tie: &TieId, sentence: String) -> String {
        let said: Vec<String> = self.of_tie(tie).iter().map(|shift| shift.in_words()).collect();
        if said.is_empty() { sentence } else { format!("{sentence}; compared: {}", said.join(", ")) }
    }
}
