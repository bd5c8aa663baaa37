//! Gathers the ties of each pair into a fan: which of them are drawn one by one, and which are one counted strand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::build::{Bundling, SceneOptions};
use super::encode;
use super::shifts::Shifts;
use super::target::Target;
use crate::model::{NationId, Sign, TieId};
use crate::network::{Network, NetworkTie, Shift};

/// Curves that a pair shows at most as long as nobody asks for more.
const MOST_CLOSED: usize = 3;
/// Curves of an open fan at most: beyond, colors and words can no longer be told apart.
const MOST_OPEN: usize = 48;
/// Distance of neighboring curves in the narrowest open fan, in view points.
const NARROWEST: f64 = 13.0;
/// Part of the distance of its nations that an open fan may be wide.
const WIDEST: f64 = 0.62;
/// Distance of two nations from which on there is room for all that is between them, in view points.
const ROOMY: f64 = 640.0;
/// Room that a curve has in a fan that opens by itself, in view points.
const ROOM: f64 = 40.0;
/// Ties beyond which nothing is bundled: a badge for each pair would cover more than it clears.
const MOST_AMONG: usize = 6_000;
/// Ties that are forced out of their bundles at most: nobody looks for one among so many.
const MOST_FORCED: usize = 100;

/// What is to be seen one by one, whatever its weight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Openings {
    pairs: BTreeSet<(NationId, NationId)>,
    ties: BTreeSet<TieId>,
    /// Pairs whose badges have found no room, by the indices of their nations: an uncounted bundle would hide its ties.
    cramped: BTreeSet<(usize, usize)>,
    bundling: Bundling,
    /// What a comparison says: what changed is drawn before what did not.
    shifts: Option<Arc<Shifts>>,
}

/// The ties of a pair.
#[derive(Debug)]
pub(super) struct Fan {
    /// Indices of its nations, the lower first.
    pub(super) nations: (usize, usize),
    /// Indices of the ties that are drawn one by one, side by side in this order.
    pub(super) drawn: Vec<usize>,
    /// Indices of the ties that the strand stands for, sorted; none when all are drawn.
    pub(super) bundled: Vec<usize>,
    /// What its badge says, if there are both positive and negative ties, or a comparison says that there were.
    pub(super) mixed: Option<&'static str>,
}

impl Openings {
    /// Returns what the pointer, the focus and the selection ask for.
    pub(super) fn of(network: &Network, options: &SceneOptions) -> Self {
        let shifts = options.shifts.cloned();
        let mut openings = Self { bundling: options.bundling, shifts, ..Self::default() };
        openings.pairs.extend(options.open.clone());
        match &options.focused {
            Some(Target::Tie(id)) => openings.tie(network, id),
            Some(Target::Pair(a, b)) => openings.pairs.extend([(a.clone(), b.clone())]),
            Some(Target::Nation(_) | Target::Source(_) | Target::Class(_)) | None => {}
        }
        let mut nations = Vec::new();
        for target in options.selection.iter().take(MOST_FORCED) {
            match target {
                Target::Nation(id) => nations.push(id.clone()),
                Target::Tie(id) => drop(openings.ties.insert(id.clone())),
                Target::Pair(..) | Target::Source(_) | Target::Class(_) => {}
            }
        }
        if let ([a, b], 2) = (nations.as_slice(), options.selection.len()) {
            openings.pairs.insert((a.clone(), b.clone()));
        }
        openings
    }

    /// Opens pairs, by the indices of their nations, because their badges have found no room.
    pub(super) fn free(&mut self, cramped: impl IntoIterator<Item = (usize, usize)>) {
        self.cramped.extend(cramped);
    }

    /// Returns the pairs that are open because their badges have found no room.
    pub(super) fn cramped(&self) -> &BTreeSet<(usize, usize)> {
        &self.cramped
    }

    /// Opens the pair of a tie, and sees to it that the tie is among what is drawn.
    fn tie(&mut self, network: &Network, id: &TieId) {
        if let Some(tie) = network.tie(id) {
            let (a, b) = tie.tie.pair();
            self.pairs.insert((a.clone(), b.clone()));
            self.ties.insert(id.clone());
        }
    }
}

impl Fan {
    /// Returns how many ties its strand stands for: "+4", or "+1 of 4" where a filter asks for only one of them.
    pub(super) fn more(&self, network: &Network) -> String {
        let n = self.bundled.len();
        match self.bundled.iter().filter(|tie_idx| network.ties()[**tie_idx].is_asked_for).count() {
            0 => format!("+{n}"),
            n_asked if n_asked == n => format!("+{n}"),
            n_asked => format!("+{n_asked} of {n}"),
        }
    }
}

/// Returns the fans of all pairs that are tied, sorted by their nations.
///
/// `distance` says how far apart two nations stand, in view points at the zoom for which fans are gathered.
/// O(ties log ties).
pub(super) fn fans(network: &Network, openings: &Openings, distance: impl Fn((usize, usize)) -> f64) -> Vec<Fan> {
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (tie_idx, tie) in network.ties().iter().enumerate() {
        pairs.entry((tie.a_idx.min(tie.b_idx), tie.a_idx.max(tie.b_idx))).or_default().push(tie_idx);
    }
    pairs.into_iter().map(|(nations, tie_idxs)| fan(network, openings, nations, tie_idxs, distance(nations))).collect()
}

fn fan(
    network: &Network,
    openings: &Openings,
    nations: (usize, usize),
    mut tie_idxs: Vec<usize>,
    distance: f64,
) -> Fan {
    let tie = |tie_idx: usize| &network.ties()[tie_idx];
    let shifts = openings.shifts.as_deref();
    let mixed = mixed(network, shifts, nations, &tie_idxs);
    let has_changed = |tie_idx: usize| shifts.is_some_and(|shifts| shifts.has_changed(&tie(tie_idx).tie.id));
    let n = tie_idxs.len();
    let mut bundled = Vec::new();
    let is_cramped = openings.cramped.contains(&nations) || network.ties().len() > MOST_AMONG;
    if n > MOST_CLOSED && !is_cramped {
        let is_forced = |tie_idx: usize| openings.ties.contains(&tie(tie_idx).tie.id);
        let importance = |tie_idx: usize| (Reverse(has_changed(tie_idx)), importance(tie(tie_idx), tie_idx));
        tie_idxs.sort_by_key(|&tie_idx| importance(tie_idx));
        let id = |nation_idx: usize| network.nations()[nation_idx].id.clone();
        let is_asked = openings.bundling == Bundling::Open
            || openings.pairs.contains(&(id(nations.0), id(nations.1)))
            || tie_idxs[MOST_CLOSED..].iter().any(|&tie_idx| is_forced(tie_idx));
        let is_roomy = distance >= ROOMY && n as f64 * ROOM <= distance;
        let n_fitting = (distance * WIDEST / NARROWEST) as usize;
        let n_changed = tie_idxs.iter().filter(|&&tie_idx| has_changed(tie_idx)).count();
        let most = if is_asked || is_roomy { n } else { n_changed };
        let capacity = most.min(n_fitting.min(MOST_OPEN)).max(MOST_CLOSED);
        tie_idxs.sort_by_key(|&tie_idx| (Reverse(is_forced(tie_idx)), importance(tie_idx)));
        bundled = tie_idxs.split_off(capacity);
        bundled.sort_unstable();
    }
    tie_idxs.sort_by_key(|&tie_idx| rank(tie(tie_idx), tie_idx));
    Fan { nations, drawn: tie_idxs, bundled, mixed }
}

/// Returns what the badge of a mixed pair says; ghosts make nobody mixed.
fn mixed(
    network: &Network,
    shifts: Option<&Shifts>,
    nations: (usize, usize),
    tie_idxs: &[usize],
) -> Option<&'static str> {
    let id = |nation_idx: usize| &network.nations()[nation_idx].id;
    let shift = shifts.and_then(|shifts| shifts.of_pair(id(nations.0), id(nations.1)));
    match shift {
        Some(shift @ (Shift::Mixed | Shift::Unmixed)) => return Some(encode::shift(shift).on_tie),
        // Of pairs nothing else is said.
        Some(
            Shift::Begun
            | Shift::Ended
            | Shift::Passed
            | Shift::Stepped(..)
            | Shift::Strengthened(..)
            | Shift::Weakened(..)
            | Shift::Turned(..)
            | Shift::Recast
            | Shift::Moved
            | Shift::Reversed,
        )
        | None => {}
    }
    let is_there = |tie: &NetworkTie| !shifts.is_some_and(|shifts| shifts.is_ghost(&tie.tie.id));
    let has = |sign| {
        let mut ties = tie_idxs.iter().map(|&tie_idx| &network.ties()[tie_idx]);
        ties.any(|tie| tie.kind.sign == sign && is_there(tie))
    };
    (has(Sign::Positive) && has(Sign::Negative)).then_some(encode::MIXED_SAMPLE)
}

/// Returns who is drawn first: the heavier, then what takes a side, then by id.
fn importance(tie: &NetworkTie, tie_idx: usize) -> (Reverse<u8>, bool, usize) {
    (Reverse(tie.as_of_day.weight), tie.kind.sign == Sign::Neutral, tie_idx)
}

/// Returns the place of a tie in its fan: by sign, then heavier first, then id.
fn rank(tie: &NetworkTie, tie_idx: usize) -> (u8, u8, usize) {
    let sign = match tie.kind.sign {
        Sign::Positive => 0,
        Sign::Neutral => 1,
        Sign::Negative => 2,
    };
    (sign, u8::MAX - tie.as_of_day.weight, tie_idx)
}
