//! What a scenario comes to against its record, in a few lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::comparison::{Difference, Shift};
use super::resolve::Network;
use crate::model::{NationId, Sign, Tie, TieId};

/// What differs between two networks, summed up.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Ties that are only in the latter, in the order of the differences.
    pub begun: Vec<Arc<Tie>>,
    /// Ties that are only in the former.
    pub ended: Vec<Arc<Tie>>,
    /// Ties that are in both and differ, each once.
    pub changed: Vec<Arc<Tie>>,
    /// Pairs that have positive and negative ties only in the latter.
    pub newly_mixed: Vec<(NationId, NationId)>,
    /// Pairs that had both only in the former.
    pub no_longer_mixed: Vec<(NationId, NationId)>,
    /// Nations that have more or fewer ties of some sign, sorted by id.
    pub nations: Vec<SignCounts>,
}

/// How many ties of each sign a nation has, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignCounts {
    /// Which nation.
    pub nation: NationId,
    /// Positive, negative and neutral ties before.
    pub before: [usize; 3],
    /// The same after.
    pub after: [usize; 3],
}

/// Returns what differences between two networks come to. O(n log n) in ties and differences.
pub fn summary(from: &Network, to: &Network, differences: &[Difference]) -> Summary {
    let mut summary = Summary {
        begun: Vec::new(),
        ended: Vec::new(),
        changed: Vec::new(),
        newly_mixed: Vec::new(),
        no_longer_mixed: Vec::new(),
        nations: nations(from, to),
    };
    // Differences of one tie need not follow upon each other, since within a pair they are in the order of days.
    let mut changed: BTreeSet<&TieId> = BTreeSet::new();
    for Difference { what, tie, pair, on: _ } in differences {
        match (what, tie) {
            (Shift::Mixed, _) => summary.newly_mixed.push(pair.clone()),
            (Shift::Unmixed, _) => summary.no_longer_mixed.push(pair.clone()),
            (Shift::Begun, Some(tie)) => summary.begun.push(tie.clone()),
            (Shift::Ended, Some(tie)) => summary.ended.push(tie.clone()),
            (
                Shift::Stepped(..)
                | Shift::Strengthened(..)
                | Shift::Weakened(..)
                | Shift::Turned(..)
                | Shift::Recast
                | Shift::Moved
                | Shift::Reversed,
                Some(tie),
            ) => {
                if changed.insert(&tie.id) {
                    summary.changed.push(tie.clone());
                }
            }
            // It is in neither of the two.
            (Shift::Passed, _) => {}
            (
                Shift::Begun
                | Shift::Ended
                | Shift::Stepped(..)
                | Shift::Strengthened(..)
                | Shift::Weakened(..)
                | Shift::Turned(..)
                | Shift::Recast
                | Shift::Moved
                | Shift::Reversed,
                None,
            ) => {}
        }
    }
    summary
}

fn nations(from: &Network, to: &Network) -> Vec<SignCounts> {
    let mut counts: BTreeMap<NationId, [[usize; 3]; 2]> = BTreeMap::new();
    for (side, network) in [from, to].into_iter().enumerate() {
        for tie in network.asked_for() {
            let sign_idx = match tie.kind.sign {
                Sign::Positive => 0,
                Sign::Negative => 1,
                Sign::Neutral => 2,
            };
            let (a, b) = tie.pair();
            counts.entry(a).or_default()[side][sign_idx] += 1;
            counts.entry(b).or_default()[side][sign_idx] += 1;
        }
    }
    let differing = counts.into_iter().filter(|(_, [before, after])| before != after);
    differing.map(|(nation, [before, after])| SignCounts { nation, before, after }).collect()
}
