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
    // Nations are sorted by id, and so are their indices, which compare sooner.
    let mut by_pair: BTreeMap<(usize, usize), BTreeMap<Sign, usize>> = BTreeMap::new();
    for tie in network.asked_for() {
        let pair = (tie.a_idx.min(tie.b_idx), tie.a_idx.max(tie.b_idx));
        *by_pair.entry(pair).or_default().entry(tie.kind.sign).or_default() += 1;
    }
    let is_mixed =
        |counts: &BTreeMap<Sign, usize>| [Sign::Positive, Sign::Negative].iter().all(|sign| counts.contains_key(sign));
    let id = |idx: usize| network.nations()[idx].id.clone();
    let mixed = by_pair.into_iter().filter(|(_, counts)| is_mixed(counts));
    let mut pairs: Vec<MixedPair> = mixed.map(|((a, b), counts)| MixedPair { a: id(a), b: id(b), counts }).collect();
    let n_signed = |counts: &BTreeMap<Sign, usize>| -> usize {
        counts.iter().filter(|(sign, _)| **sign != Sign::Neutral).map(|(_, n)| n).sum()
    };
    pairs.sort_by_key(|pair| Reverse(n_signed(&pair.counts)));
    pairs
}
