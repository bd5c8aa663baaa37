//! Turns a document into its roster: every tie with all of it that no day changes, in rows that a pass reads from end to end.
//!
//! Ties lie all over the memory, and looking each of them up costs far more than what is asked of it; so what a day needs to
//! know of a tie stands beside that of the next.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::resolve::{AsOf, Network, NetworkTie};
use super::sieve::Traits;
use crate::edit::Overlay;
use crate::model::{
    Document, EntryId, Kind, KindId, Nation, NationId, Presence, Span, Status, Support, Taken, Tie, TieId,
};

/// Every tie of a record with all of it that no day changes: a network is drawn from it by one pass.
#[derive(Debug, Clone)]
pub struct Roster {
    as_of: Date,
    cast: Arc<Cast>,
    /// When each tie exists; it alone is read of those that do not.
    spans: Vec<Span>,
    /// What a day needs to know of each tie besides, in the same order.
    rows: Vec<Row>,
    /// The steps of all ties, those of one beside each other.
    steps: Vec<Taken>,
}

/// What a roster and all its networks share, sorted by id.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) nations: Vec<Arc<Nation>>,
    pub(super) kinds: Vec<Arc<Kind>>,
    pub(super) ties: Vec<Enrolled>,
    /// Nations that a scenario makes, or changes.
    supposed: BTreeSet<NationId>,
}

/// A tie with what no day changes.
#[derive(Debug)]
pub struct Enrolled {
    /// The record.
    pub tie: Arc<Tie>,
    /// When it exists, as the record says: asked of every tie at once, which reading the records would slow down.
    pub span: Span,
    /// Its kind.
    pub kind: Arc<Kind>,
    /// What its evidence amounts to.
    pub support: Support,
    /// Index of its first nation in [`Network::nations`].
    pub a_idx: usize,
    /// Index of its second nation.
    pub b_idx: usize,
    /// Whether the record says it so.
    pub basis: TieBasis,
}

/// Whether the record says something, or only a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TieBasis {
    /// It is in the record as it is here.
    Recorded,
    /// A scenario makes it, or changes it.
    Hypothetical,
}

/// What a day needs to know of a tie.
#[derive(Debug, Clone)]
struct Row {
    traits: Traits,
    /// Its weight where no day changes it.
    lasting_weight: Option<u8>,
    /// Where its steps lie among those of the roster.
    steps: (u32, u32),
}

impl Cast {
    /// Returns the place of a nation. O(log nations).
    pub(super) fn nation_idx(&self, id: &NationId) -> Option<usize> {
        self.nations.binary_search_by(|nation| nation.id.cmp(id)).ok()
    }

    /// Whether a scenario makes a nation, or changes it.
    pub(super) fn is_supposed(&self, id: &NationId) -> bool {
        self.supposed.contains(id)
    }

    /// Returns a cast with the nations and kinds of another besides, and no ties. O(n log n).
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut nations = [self.nations.as_slice(), &other.nations].concat();
        // Sorting is stable, so that of two states of a nation the first is kept.
        nations.sort_by(|one, other| one.id.cmp(&other.id));
        nations.dedup_by(|one, other| one.id == other.id);
        let mut kinds = [self.kinds.as_slice(), &other.kinds].concat();
        kinds.sort_by(|one, other| one.id.cmp(&other.id));
        kinds.dedup_by(|one, other| one.id == other.id);
        let supposed = self.supposed.union(&other.supposed).cloned().collect();
        Self { nations, kinds, ties: Vec::new(), supposed }
    }

    /// Returns a cast with only some of the nations, all kinds, and no ties. O(nations).
    pub(super) fn among(&self, is_kept: impl Fn(&NationId) -> bool) -> Self {
        let nations = self.nations.iter().filter(|nation| is_kept(&nation.id)).cloned().collect();
        Self { nations, kinds: self.kinds.clone(), ties: Vec::new(), supposed: self.supposed.clone() }
    }

    /// Takes in a tie of another cast, and returns what filters ask of it; `None` where its nations or its kind are not
    /// there.
    pub(super) fn adopt(&mut self, tie: &Enrolled) -> Option<Traits> {
        let (a_idx, b_idx) = (self.nation_idx(&tie.tie.between.0)?, self.nation_idx(&tie.tie.between.1)?);
        let kind_idx = self.kind_idx(&tie.tie.kind)?;
        let Enrolled { tie, span, kind, support, basis, a_idx: _, b_idx: _ } = tie;
        let (tie, kind, support) = (tie.clone(), kind.clone(), support.clone());
        let enrolled = Enrolled { tie, span: *span, kind, support, a_idx, b_idx, basis: *basis };
        let traits = Traits::of(&enrolled, kind_idx)?;
        self.ties.push(enrolled);
        Some(traits)
    }

    fn kind_idx(&self, id: &KindId) -> Option<usize> {
        self.kinds.binary_search_by(|kind| kind.id.cmp(id)).ok()
    }

    /// Returns a tie with what no day changes, and adds its steps to those of others; `None` where its nations or its kind
    /// are not there, or there are more steps than can be counted. O(evidence + milestones).
    fn enroll(&self, document: &Document, tie: &Arc<Tie>, steps: &mut Vec<Taken>) -> Option<(Enrolled, Row)> {
        let (a_idx, b_idx) = (self.nation_idx(&tie.between.0)?, self.nation_idx(&tie.between.1)?);
        let kind_idx = self.kind_idx(&tie.kind)?;
        let kind = self.kinds[kind_idx].clone();
        let support = document.support(tie);
        let basis = TieBasis::Recorded;
        let enrolled = Enrolled { tie: tie.clone(), span: tie.span, kind, support, a_idx, b_idx, basis };
        let traits = Traits::of(&enrolled, kind_idx)?;
        let lasting_weight = tie.weight.levels().is_empty().then(|| tie.weight.on(document.manifest.as_of).0);
        let first = u32::try_from(steps.len()).ok()?;
        let last = u32::try_from(steps.len() + tie.course.milestones.len()).ok()?;
        steps.extend(tie.taken());
        Some((enrolled, Row { traits, lasting_weight, steps: (first, last) }))
    }
}

impl Roster {
    /// Returns the roster of a record. O(ties × evidence).
    pub fn of(document: &Document) -> Self {
        Self::supposing(document, |_| TieBasis::Recorded)
    }

    /// Returns the roster of a record with a scenario carried out over it. O(ties × evidence).
    pub fn over(overlay: &Overlay) -> Self {
        Self::supposing(&overlay.document, |id| match overlay.hypothetical.contains_key(id) {
            true => TieBasis::Hypothetical,
            false => TieBasis::Recorded,
        })
    }

    fn supposing(document: &Document, basis: impl Fn(&EntryId) -> TieBasis) -> Self {
        let nations: Vec<Arc<Nation>> = document.nations.values().cloned().collect();
        let is_supposed = |id: &&NationId| basis(&EntryId::Nation((*id).clone())) == TieBasis::Hypothetical;
        let supposed = document.nations.keys().filter(is_supposed).cloned().collect();
        let kinds = document.kinds.values().cloned().collect();
        let n_ties = document.ties.len();
        let mut cast = Cast { nations, kinds, ties: Vec::with_capacity(n_ties), supposed };
        let (mut spans, mut rows) = (Vec::with_capacity(n_ties), Vec::with_capacity(n_ties));
        let mut steps = Vec::new();
        for tie in document.ties.values() {
            let Some((mut enrolled, row)) = cast.enroll(document, tie, &mut steps) else { continue };
            // A tie of a kind that is changed is another one, too.
            let ids = [EntryId::Tie(tie.id.clone()), EntryId::Kind(tie.kind.clone())];
            if ids.iter().any(|id| basis(id) == TieBasis::Hypothetical) {
                enrolled.basis = TieBasis::Hypothetical;
            }
            spans.push(tie.span);
            rows.push(row);
            cast.ties.push(enrolled);
        }
        Self { as_of: document.manifest.as_of, cast: Arc::new(cast), spans, rows, steps }
    }

    /// Whether a tie is on record and exists on a day. O(log ties).
    pub(super) fn has_on(&self, id: &TieId, day: Date) -> bool {
        self.span_of(id).is_some_and(|span| span.presence_on(day) != Presence::Absent)
    }

    /// Returns when a tie exists; `None` where there is none of that id. O(log ties).
    pub(super) fn span_of(&self, id: &TieId) -> Option<Span> {
        let found = self.cast.ties.binary_search_by(|enrolled| enrolled.tie.id.cmp(id));
        found.ok().map(|idx| self.spans[idx])
    }

    /// Whether another roster is this very one.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.cast, &other.cast)
    }

    /// Returns the network of the ties that exist on `as_of`, among all nations. O(ties).
    pub fn on(&self, as_of: Date) -> Network {
        self.resolve(as_of, |span| span.presence_on(as_of))
    }

    /// Returns the network of every tie on record, whatever its span, with weights and status as of the atlas's date.
    pub fn whole(&self) -> Network {
        self.resolve(self.as_of, |_| Presence::Certain)
    }

    fn resolve(&self, as_of: Date, presence: impl Fn(&Span) -> Presence) -> Network {
        // Room for all at once: growing would move what is there again and again.
        let mut resolved = Vec::with_capacity(self.rows.len());
        for ((tie_idx, span), row) in (0..).zip(&self.spans).zip(&self.rows) {
            let presence = presence(span);
            if presence == Presence::Absent {
                continue;
            }
            let Row { traits, lasting_weight, steps: (first, last) } = row;
            let weight = lasting_weight.unwrap_or_else(|| self.cast.ties[tie_idx].tie.weight.on(as_of).0);
            let steps = &self.steps[*first as usize..*last as usize];
            let status = Status::after(steps.iter().copied(), as_of);
            let as_of_day = AsOf { presence, status, weight };
            resolved.push(NetworkTie::new(&self.cast, tie_idx, *traits, as_of_day));
        }
        Network::assemble(as_of, self.cast.clone(), resolved)
    }
}
