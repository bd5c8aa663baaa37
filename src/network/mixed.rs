//! Pairs of nations that have both positive and negative ties.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::resolve::{Network, NetworkTie};
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
/// O(n log n) in the ties.
pub fn mixed_pairs(network: &Network) -> Vec<MixedPair> {
    let by_pair = ByPair::of(network);
    let mut pairs: Vec<(usize, MixedPair)> = by_pair.mixed().filter_map(|between| between.counted(network)).collect();
    pairs.sort_by_key(|(n_signed, _)| Reverse(*n_signed));
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// The ties of a network that are asked for, in the order of their pairs: what is asked of every pair is asked in one pass.
pub(super) struct ByPair(Vec<Placed>);

/// A tie and where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    /// Places of its nations in the network, the lower first, which is also the first by id.
    pair: [u32; 2],
    tie_idx: u32,
    sign: Sign,
}

/// The ties between two nations.
#[derive(Clone, Copy)]
pub(super) struct Between<'a>(&'a [Placed]);

impl ByPair {
    /// O(n log n) in the ties.
    pub(super) fn of(network: &Network) -> Self {
        let placed =
            |(tie_idx, tie): (u32, &NetworkTie)| Placed { pair: tie.traits.pair(), tie_idx, sign: tie.traits.sign };
        let asked_for = (0..).zip(network.ties()).filter(|(_, tie)| tie.is_asked_for);
        let mut placed: Vec<Placed> = asked_for.map(placed).collect();
        placed.sort_unstable();
        Self(placed)
    }

    /// Returns the pairs that have both positive and negative ties, by id. O(ties).
    pub(super) fn mixed(&self) -> impl Iterator<Item = Between<'_>> {
        let pairs = self.0.chunk_by(|one, other| one.pair == other.pair).map(Between);
        pairs.filter(|between| between.is_mixed())
    }

    /// Returns the ties of a pair, maybe none, by the places of its nations, the lower first. O(log ties).
    pub(super) fn between(&self, pair: [u32; 2]) -> Between<'_> {
        let from = self.0.partition_point(|placed| placed.pair < pair);
        let n_ties = self.0[from..].partition_point(|placed| placed.pair == pair);
        Between(&self.0[from..from + n_ties])
    }
}

impl<'a> Between<'a> {
    /// Whether any of the ties has a sign.
    pub(super) fn has(self, sign: Sign) -> bool {
        self.0.iter().any(|placed| placed.sign == sign)
    }

    /// Whether there are both positive and negative ones.
    pub(super) fn is_mixed(self) -> bool {
        self.has(Sign::Positive) && self.has(Sign::Negative)
    }

    /// Returns the places of the two nations, the lower first; `None` where there is no tie.
    pub(super) fn places(self) -> Option<[u32; 2]> {
        self.0.first().map(|placed| placed.pair)
    }

    /// Returns the two nations in the order of their ids; `None` where there is no tie. `network` is theirs.
    pub(super) fn pair(self, network: &Network) -> Option<(NationId, NationId)> {
        let id = |nation_idx: u32| network.nations()[nation_idx as usize].id.clone();
        self.places().map(|[a, b]| (id(a), id(b)))
    }

    /// Returns the ties with their signs; `network` is theirs.
    pub(super) fn ties(self, network: &'a Network) -> impl Iterator<Item = (Sign, &'a NetworkTie)> {
        self.0.iter().map(|placed| (placed.sign, &network.ties()[placed.tie_idx as usize]))
    }

    /// Returns how many of the ties have a sign that is not neutral, and the pair.
    fn counted(self, network: &Network) -> Option<(usize, MixedPair)> {
        let (a, b) = self.pair(network)?;
        let mut counts = BTreeMap::new();
        self.0.iter().for_each(|placed| *counts.entry(placed.sign).or_default() += 1);
        let n_signed = self.0.iter().filter(|placed| placed.sign != Sign::Neutral).count();
        Some((n_signed, MixedPair { a, b, counts }))
    }
}
