//! What a person can point at, and the classes of ties that a legend row stands for.

use crate::model::{Confidence, Credibility, EntryId, KindId, NationId, Reliability, SourceId, TieId};
use crate::network::NetworkTie;

/// What can be pointed at, and for the most part selected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A nation.
    Nation(NationId),
    /// A tie.
    Tie(TieId),
    /// Two nations and all that is between them: what a bundle or the ± badge stands for. Selected as its two nations.
    Pair(NationId, NationId),
    /// A source, and all that rests on it.
    Source(SourceId),
    /// A class of ties. Selected as its ties.
    Class(Class),
}

/// Ties that have something in common which a legend tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// They are of one kind.
    Kind(KindId),
    /// Their evidence amounts to the same.
    Confidence(Confidence),
    /// The best of their supporting evidence comes from sources as reliable.
    Reliability(Reliability),
    /// The best of their supporting evidence is as credible.
    Credibility(Credibility),
}

impl Target {
    /// Returns what is selected for a record: for a place its nation; `None` for what cannot be selected.
    pub fn of_record(id: &EntryId) -> Option<Self> {
        match id {
            EntryId::Nation(id) | EntryId::Position(id) => Some(Self::Nation(id.clone())),
            EntryId::Tie(id) => Some(Self::Tie(id.clone())),
            EntryId::Source(id) => Some(Self::Source(id.clone())),
            EntryId::Manifest
            | EntryId::Kind(_)
            | EntryId::Instrument(_)
            | EntryId::Assessment(_)
            | EntryId::Scenario(_) => None,
        }
    }

    /// Returns the pair of two nations, in the order of their ids.
    pub fn pair(a: NationId, b: NationId) -> Self {
        if a <= b { Self::Pair(a, b) } else { Self::Pair(b, a) }
    }
}

impl Class {
    /// Whether a tie belongs to it.
    pub fn holds(&self, tie: &NetworkTie) -> bool {
        let best = tie.support.best;
        match self {
            Self::Kind(kind) => tie.kind.id == *kind,
            Self::Confidence(confidence) => tie.support.confidence == *confidence,
            Self::Reliability(reliability) => best.is_some_and(|grade| grade.reliability == *reliability),
            Self::Credibility(credibility) => best.is_some_and(|grade| grade.credibility == *credibility),
        }
    }
}
