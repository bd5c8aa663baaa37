//! What two nations did in turn, laid out in two lanes with the links between entries. Pure layout, nothing is drawn here.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::layout::MOST_ROWS;
use crate::model::{Document, NationId, PartId, Reference, RelationKind, SourceId, TieId};
use crate::network::{Entry, Link, Referents};

/// Links that run side by side at most; what goes beyond shares the last track.
const MOST_TRACKS: usize = 5;

/// Links that are drawn at most, the shortest: more are a hatching in which none can be followed.
const MOST_BONDS: usize = 500;

/// The doings of two nations in order of time, page by page.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Every page, the earliest first.
    pub pages: Vec<Lanes>,
    /// The page that ends with the last entry up to the day looked at.
    pub now: usize,
    /// How many entries there are on all pages.
    pub n_entries: usize,
}

/// A page of the doings of two nations.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// Them.
    pub acts: Vec<Act>,
    /// The links between those that are drawn.
    pub bonds: Vec<Bond>,
    /// How many links between those there are, drawn or not.
    pub n_bonds: usize,
    /// How many links run side by side at most.
    pub n_tracks: usize,
    /// How many entries stand on the pages before.
    pub n_before: usize,
}

/// An entry in its lane.
#[derive(Debug)]
pub(super) struct Act {
    /// What was done.
    pub entry: Entry,
    /// Who did it.
    pub lane: Lane,
    /// What it responds to, enables or supersedes.
    pub links: Vec<Reason>,
}

/// A link of an entry, with what supports it.
#[derive(Debug)]
pub(super) struct Reason {
    /// The link.
    pub link: Link,
    /// The sources that it names, among the evidence of the entry's tie.
    pub sources: Vec<SourceId>,
    /// Whether the other end stands in the same list.
    pub place: Place,
}

/// Where the other end of a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In this list: its index.
    Here(usize),
    /// Somewhere else.
    Elsewhere,
}

/// Whose doing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// The first nation's.
    First,
    /// The second nation's.
    Second,
    /// A step of both, or of somebody else.
    Both,
}

/// A link between two entries of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bond {
    /// Index of what came before: what is answered, what makes possible, what is replaced.
    pub cause: usize,
    /// Index of what came of it.
    pub effect: usize,
    /// How they relate.
    pub relation: RelationKind,
    /// The track on which it runs, from 0.
    pub track: usize,
}

impl Pages {
    /// Lays out entries, which come in order of time. O(n log n) in entries and links.
    pub fn of(document: &Document, mut entries: Vec<Entry>, pair: [&NationId; 2], as_of: Date) -> Self {
        let n_entries = entries.len();
        let n_until = entries.iter().rposition(|entry| entry.on().earliest() <= as_of).map_or(0, |last| last + 1);
        // A page that ends with the last entry up to the day, others before and after it.
        let end = n_until.max(MOST_ROWS.min(n_entries));
        let mut referents = Referents::of(document);
        let mut pages: Vec<Lanes> = Vec::new();
        let (mut start, mut now) = (0, 0);
        while start < n_entries {
            let in_step = if start < end { (end - start - 1) % MOST_ROWS + 1 } else { MOST_ROWS };
            let page: Vec<Entry> = entries.drain(..in_step.min(entries.len())).collect();
            if start < end {
                now = pages.len();
            }
            let n_shown = page.len();
            pages.push(Lanes::of(&mut referents, page, pair, start));
            start += n_shown;
        }
        Self { pages, now, n_entries }
    }
}

impl Lanes {
    fn of(referents: &mut Referents<'_>, shown: Vec<Entry>, [first, second]: [&NationId; 2], n_before: usize) -> Self {
        let named = shown.iter().enumerate().filter_map(|(idx, entry)| Some(((&entry.tie.id, entry.id()?), idx)));
        let idx_of: BTreeMap<(&TieId, &PartId), usize> = named.collect();
        let place_of = |to: &Reference| match to {
            Reference::TiePart(tie, part) => idx_of.get(&(tie, part)).map_or(Place::Elsewhere, |idx| Place::Here(*idx)),
            // A tie stands where its beginning is told of.
            Reference::Tie(tie) => {
                let begins = |entry: &Entry| entry.tie.id == *tie && Some(entry.on()) == entry.tie.span.begin().date();
                shown.iter().position(begins).map_or(Place::Elsewhere, Place::Here)
            }
            Reference::Event(..) => Place::Elsewhere,
        };
        let mut spans = Vec::new();
        let reasons = |(idx, entry): (usize, &Entry)| -> Vec<Reason> {
            let reason = |relation: &crate::model::Relation| {
                let link = referents.link(relation.relation.name(), &relation.to);
                let place = place_of(&relation.to);
                if let Place::Here(other) = place
                    && other != idx
                {
                    spans.push(span(idx, other, relation.relation));
                }
                Reason { link, sources: relation.sources.clone(), place }
            };
            entry.relates().iter().map(reason).collect()
        };
        let links: Vec<Vec<Reason>> = shown.iter().enumerate().map(reasons).collect();
        let lane = |entry: &Entry| match entry.by() {
            Some(by) if by == first => Lane::First,
            Some(by) if by == second => Lane::Second,
            Some(_) | None => Lane::Both,
        };
        let lanes: Vec<Lane> = shown.iter().map(lane).collect();
        let acts = shown.into_iter().zip(lanes).zip(links);
        let acts = acts.map(|((entry, lane), links)| Act { entry, lane, links }).collect();
        let (bonds, n_bonds) = tracked(spans);
        let n_tracks = bonds.iter().map(|bond| bond.track + 1).max().unwrap_or_default();
        Self { acts, bonds, n_bonds, n_tracks, n_before }
    }
}

/// Returns the bond of an entry that names another, not yet on any track.
fn span(entry: usize, named: usize, relation: RelationKind) -> Bond {
    let (cause, effect) = match relation {
        RelationKind::InResponseTo | RelationKind::Supersedes => (named, entry),
        RelationKind::Enables => (entry, named),
    };
    Bond { cause, effect, relation, track: 0 }
}

/// Gives bonds their tracks, so that two on one track touch nowhere: the shortest first, on the first track that is free.
/// Returns those that are drawn, and how many there are. O(n log n), and O(those drawn²).
fn tracked(mut bonds: Vec<Bond>) -> (Vec<Bond>, usize) {
    let ends = |bond: &Bond| (bond.cause.min(bond.effect), bond.cause.max(bond.effect));
    bonds.sort_by_key(|bond| (ends(bond).1 - ends(bond).0, ends(bond), bond.relation));
    bonds.dedup();
    let n_bonds = bonds.len();
    bonds.truncate(MOST_BONDS);
    for idx in 0..bonds.len() {
        let (top, bottom) = ends(&bonds[idx]);
        let touches = |other: &&Bond| ends(other).0 <= bottom && top <= ends(other).1;
        let taken: Vec<usize> = bonds[..idx].iter().filter(touches).map(|other| other.track).collect();
        bonds[idx].track = (0..MOST_TRACKS - 1).find(|track| !taken.contains(track)).unwrap_or(MOST_TRACKS - 1);
    }
    (bonds, n_bonds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spans: &[(usize, usize)], tracks: &[(usize, usize, usize)]) {
        let bonds = spans.iter().map(|(entry, named)| span(*entry, *named, RelationKind::InResponseTo)).collect();
        let laid: Vec<_> = tracked(bonds).0.iter().map(|bond| (bond.cause, bond.effect, bond.track)).collect();
        assert_eq!(laid, tracks);
    }

    #[test]
    fn what_enables_comes_before_what_it_enables_and_an_answer_after_what_it_answers() {
        let ends = |relation| (span(3, 7, relation).cause, span(3, 7, relation).effect);
        assert_eq!(ends(RelationKind::Enables), (3, 7));
        assert_eq!(ends(RelationKind::InResponseTo), (7, 3));
        assert_eq!(ends(RelationKind::Supersedes), (7, 3));
    }

    #[test]
    fn links_that_touch_run_side_by_side_and_others_share_a_track() {
        check(&[(1, 0), (3, 2)], &[(0, 1, 0), (2, 3, 0)]);
        check(&[(1, 0), (2, 1)], &[(0, 1, 0), (1, 2, 1)]);
        check(&[(5, 0), (2, 1), (4, 3)], &[(1, 2, 0), (3, 4, 0), (0, 5, 1)]);
    }

    #[test]
    fn a_link_told_twice_is_drawn_once() {
        check(&[(1, 0), (1, 0)], &[(0, 1, 0)]);
    }

    #[test]
    fn of_more_links_than_can_be_followed_the_shortest_are_drawn_and_all_counted() {
        let spans = (0..200).flat_map(|one| (0..one).map(move |other| span(one, other, RelationKind::InResponseTo)));
        let (drawn, n_bonds) = tracked(spans.collect());
        assert_eq!((drawn.len(), n_bonds), (MOST_BONDS, 199 * 200 / 2));
        assert!(drawn.iter().all(|bond| bond.cause.abs_diff(bond.effect) <= 3));
    }

    #[test]
    fn more_links_than_tracks_share_the_last() {
        let spans: Vec<(usize, usize)> = (1..9).map(|entry| (entry, 0)).collect();
        let bonds = spans.iter().map(|(entry, named)| span(*entry, *named, RelationKind::InResponseTo)).collect();
        let most = tracked(bonds).0.iter().map(|bond| bond.track).max();
        assert_eq!(most, Some(MOST_TRACKS - 1));
    }
}
