//! Pairs of nations that have both positive and negative ties.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::resolve::Network;
use crate::model::{NationId, Sign};

/// Two nations at odds with themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedPair {
    /// The first in the order of ids.
    pub a: NationId,
    /// The second.
    pub b: NationId,
    /// How many ties of each sign there are on the day; signs without any are left out.
    pub counts: BTreeMap<Sign, usize>,
}

/// Returns the pairs that have both positive and negative ties among those that are asked for: those with the most signed ties first, then by id.
/// O(n log p) in ties and pairs.
pub fn mixed_pairs(network: &Network) -> Vec<MixedPair> {
    let mut by_pair: BTreeMap<(&NationId, &NationId), BTreeMap<Sign, usize>> = BTreeMap::new();
    for tie in network.asked_for() {
        *by_pair.entry(tie.tie.pair()).or_default().entry(tie.kind.sign).or_default() += 1;
    }
    let is_mixed =
        |counts: &BTreeMap<Sign, usize>| [Sign::Positive, Sign::Negative].iter().all(|sign| counts.contains_key(sign));
    let mixed = by_pair.into_iter().filter(|(_, counts)| is_mixed(counts));
    let mut pairs: Vec<MixedPair> =
        mixed.map(|((a, b), counts)| MixedPair { a: a.clone(), b: b.clone(), counts }).collect();
    let n_signed = |counts: &BTreeMap<Sign, usize>| -> usize {
        counts.iter().filter(|(sign, _)| **sign != Sign::Neutral).map(|(_, n)| n).sum()
    };
    pairs.sort_by_key(|pair| Reverse(n_signed(&pair.counts)));
    pairs
}
