//! What of a network is asked for: kinds, signs, grades, origins, neighbors.

use std::collections::BTreeSet;

use crate::model::{Credibility, KindId, NationId, Reliability, Sign, SourceId, Span, Standing};

/// What is asked for. Within a field any of its values will do, an empty field asks for nothing, and all fields must agree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// What the tie itself is.
    pub nature: Nature,
    /// What it rests on.
    pub grounds: Grounds,
    /// Ties between nations within so many steps of these; `None` asks for nothing.
    pub around: Option<Around>,
}

/// What a tie itself is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nature {
    /// Its kind.
    pub kinds: BTreeSet<KindId>,
    /// The category of its kind.
    pub categories: BTreeSet<String>,
    /// Its sign.
    pub signs: BTreeSet<Sign>,
    /// One of its two nations.
    pub nations: BTreeSet<NationId>,
    /// Days of which it exists on at least one, as far as its dates can tell.
    pub overlaps: Option<Span>,
}

/// What a tie is to rest on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// The reliability of a source that supports it.
    pub reliabilities: BTreeSet<Reliability>,
    /// The credibility of what supports it.
    pub credibilities: BTreeSet<Credibility>,
    /// In what way a claim on it stands.
    pub standings: BTreeSet<Standing>,
    /// A source that its evidence names.
    pub sources: BTreeSet<SourceId>,
    /// Sources none of which its evidence may name.
    pub without_sources: BTreeSet<SourceId>,
    /// Whether its dates are disputed.
    pub dispute: Asked,
    /// Whether all that supports it goes back to one origin.
    pub single_origin: Asked,
}

/// Whether something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// It is.
    Asked,
    /// It is not.
    #[default]
    Not,
}

/// Nations, and how far from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// Where the steps begin.
    pub nations: BTreeSet<NationId>,
    /// How many ties away, 1 to 3.
    pub hops: u8,
}

/// What becomes of ties that a filter does not ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hiding {
    /// They are drawn faintly, in their places.
    #[default]
    Dim,
    /// They are left away.
    Remove,
}

impl Filter {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Returns the grades that are at least as good as one; of what cannot be judged, only that.
pub fn reliable_as(least: Reliability) -> BTreeSet<Reliability> {
    let judged = Reliability::ALL.into_iter().filter(|it| *it != Reliability::F && *it <= least);
    if least == Reliability::F { BTreeSet::from([least]) } else { judged.collect() }
}

/// Returns the grades that are at least as good as one; of what cannot be judged, only that.
pub fn credible_as(least: Credibility) -> BTreeSet<Credibility> {
    let judged = Credibility::ALL.into_iter().filter(|it| *it != Credibility::Six && *it <= least);
    if least == Credibility::Six { BTreeSet::from([least]) } else { judged.collect() }
}
