//! A filter made ready for many ties: what it asks for as bits, against which those of each tie are held.

use std::collections::BTreeSet;

use super::filter::{Asked, Filter, Grounds, Nature};
use super::resolve::NetworkTie;
use super::roster::{Cast, Enrolled};
use crate::model::{Kind, Sign, SourceId, Span, Standing, Tie};

/// What filters ask of a tie, in few bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    /// Places of its kind and its two nations in the cast.
    kind_idx: u32,
    nation_idx: [u32; 2],
    /// The sign of its kind.
    pub(super) sign: Sign,
    /// One bit for each value of a field that some of its evidence has; the grades are those of what supports it.
    reliabilities: u8,
    credibilities: u8,
    standings: u8,
    is_disputed: bool,
    has_single_origin: bool,
}

/// A filter as it is held against ties. A field that is `None` asks for nothing.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    /// For each kind of the cast, whether it is asked for.
    kinds: Option<Vec<bool>>,
    /// For each nation of the cast, whether it is asked for.
    nations: Option<Vec<bool>>,
    reliabilities: Option<u8>,
    credibilities: Option<u8>,
    standings: Option<u8>,
    dispute: Asked,
    single_origin: Asked,
    records: Records<'a>,
}

/// What is asked of the records themselves, which takes longer.
#[derive(Debug)]
struct Records<'a> {
    overlaps: Option<Span>,
    sources: Option<&'a BTreeSet<SourceId>>,
    without_sources: Option<&'a BTreeSet<SourceId>>,
}

impl Traits {
    /// Returns those of a tie, or `None` where there are more kinds or nations than can be counted. O(evidence).
    pub(super) fn of(enrolled: &Enrolled, kind_idx: usize) -> Option<Self> {
        let Enrolled { tie, kind, support, a_idx, b_idx, span: _, basis: _ } = enrolled;
        let (mut reliabilities, mut credibilities, mut standings) = (0, 0, 0);
        for item in &tie.evidence {
            standings |= bit(item.standing as u8);
            if item.standing != Standing::Denied {
                reliabilities |= bit(item.grade.reliability as u8);
                credibilities |= bit(item.grade.credibility as u8);
            }
        }
        Some(Self {
            kind_idx: u32::try_from(kind_idx).ok()?,
            nation_idx: [u32::try_from(*a_idx).ok()?, u32::try_from(*b_idx).ok()?],
            sign: kind.sign,
            reliabilities,
            credibilities,
            standings,
            is_disputed: !tie.course.disputed.is_empty(),
            has_single_origin: support.origins.len() == 1,
        })
    }

    /// Returns the places of its two nations, the lower first.
    pub(super) fn pair(&self) -> [u32; 2] {
        let [a, b] = self.nation_idx;
        [a.min(b), a.max(b)]
    }

    /// Returns the places of its nations in the cast, in the order of the tie.
    pub(super) fn nations(&self) -> [usize; 2] {
        self.nation_idx.map(|nation_idx| nation_idx as usize)
    }
}

impl<'a> Sieve<'a> {
    /// Makes a filter ready, but for `around`, which the network answers. O(nations + kinds).
    pub(super) fn of(filter: &'a Filter, cast: &Cast) -> Self {
        let Filter { nature, grounds, around: _ } = filter;
        let Nature { kinds, categories, signs, nations, overlaps } = nature;
        let Grounds { reliabilities, credibilities, standings, sources, without_sources, dispute, single_origin } =
            grounds;
        let is_kind_asked_for = |kind: &Kind| {
            (kinds.is_empty() || kinds.contains(&kind.id))
                && (categories.is_empty() || categories.contains(&kind.category))
                && (signs.is_empty() || signs.contains(&kind.sign))
        };
        let asks_for_kinds = !kinds.is_empty() || !categories.is_empty() || !signs.is_empty();
        let kinds = || cast.kinds.iter().map(|kind| is_kind_asked_for(kind)).collect();
        let nation_is_asked_for = || cast.nations.iter().map(|nation| nations.contains(&nation.id)).collect();
        Self {
            kinds: asks_for_kinds.then(kinds),
            nations: (!nations.is_empty()).then(nation_is_asked_for),
            reliabilities: bits(reliabilities.iter().map(|it| *it as u8)),
            credibilities: bits(credibilities.iter().map(|it| *it as u8)),
            standings: bits(standings.iter().map(|it| *it as u8)),
            dispute: *dispute,
            single_origin: *single_origin,
            records: Records {
                overlaps: *overlaps,
                sources: (!sources.is_empty()).then_some(sources),
                without_sources: (!without_sources.is_empty()).then_some(without_sources),
            },
        }
    }

    /// Whether a tie is asked for. O(1), or O(evidence) where sources are asked for.
    pub(super) fn lets_through(&self, tie: &NetworkTie) -> bool {
        let Self { kinds, nations, reliabilities, credibilities, standings, dispute, single_origin, records } = self;
        let traits = &tie.traits;
        kinds.as_ref().is_none_or(|kinds| kinds[traits.kind_idx as usize])
            && nations.as_ref().is_none_or(|nations| traits.nations().iter().any(|nation_idx| nations[*nation_idx]))
            && reliabilities.is_none_or(|asked| asked & traits.reliabilities != 0)
            && credibilities.is_none_or(|asked| asked & traits.credibilities != 0)
            && standings.is_none_or(|asked| asked & traits.standings != 0)
            && (*dispute == Asked::Not || traits.is_disputed)
            && (*single_origin == Asked::Not || traits.has_single_origin)
            && records.let_through(tie)
    }
}

impl Records<'_> {
    fn let_through(&self, tie: &NetworkTie) -> bool {
        let Self { overlaps, sources, without_sources } = self;
        overlaps.is_none_or(|span| span.overlaps(&tie.span))
            && sources.is_none_or(|ids| names_any(&tie.tie, ids))
            && without_sources.is_none_or(|ids| !names_any(&tie.tie, ids))
    }
}

/// Whether any evidence of a tie names one of the sources, as where it stands or as what it repeats.
fn names_any(tie: &Tie, ids: &BTreeSet<SourceId>) -> bool {
    let mut named = tie.evidence.iter().flat_map(|item| std::iter::once(&item.source).chain(&item.origin));
    named.any(|id| ids.contains(id))
}

/// Returns the bits of the values that are asked for; `None` where none are.
fn bits(places: impl Iterator<Item = u8>) -> Option<u8> {
    places.map(bit).reduce(|all, one| all | one)
}

/// Returns the bit of a value; no field has more than eight.
fn bit(place: u8) -> u8 {
    1 << place
}
