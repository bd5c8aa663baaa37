//! Where an item lies within its record: reading it there, and putting it there or taking it away.

use std::sync::Arc;

use super::thing::{Holder, Item, Sort};
use crate::model::{
    Dispute, Driver, Entry, Event, Evidence, Exchange, Level, Milestone, NationId, Relation, Share, SourceId, Tie,
    Weight,
};

/// An item within a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Evidence(Evidence),
    Milestone(Milestone),
    Exchange(Exchange),
    Dispute(Dispute),
    Relation(Relation),
    Level(Level),
    Event(Event),
    Driver(Driver),
    Share(Share),
    Signatory((NationId, Option<String>)),
}

/// Returns how many items there are where an item lies; `None` where nothing can hold such items.
pub(super) fn n_items(entry: &Entry, item: &Item) -> Option<usize> {
    (0..).find(|idx| piece_at(entry, &item.of, item.sort, *idx).is_none()).filter(|_| holds(entry, &item.of, item.sort))
}

/// Returns an item; `None` for a new one and where there is none.
pub(super) fn piece(entry: &Entry, item: &Item) -> Option<Piece> {
    piece_at(entry, &item.of, item.sort, item.idx?)
}

fn piece_at(entry: &Entry, of: &Holder, sort: Sort, idx: usize) -> Option<Piece> {
    if let (Sort::Evidence, Some(evidence)) = (sort, evidence_of(entry, of)) {
        return evidence.get(idx).cloned().map(Piece::Evidence);
    }
    match (entry, of.within, sort) {
        (Entry::Tie(tie), None, Sort::Milestone) => {
            tie.course.milestones.get(idx).map(|it| Piece::Milestone((**it).clone()))
        }
        (Entry::Tie(tie), None, Sort::Exchange) => {
            tie.course.exchanges.get(idx).map(|it| Piece::Exchange((**it).clone()))
        }
        (Entry::Tie(tie), None, Sort::Dispute) => tie.course.disputed.get(idx).cloned().map(Piece::Dispute),
        (Entry::Tie(tie), None, Sort::Level) => tie.weight.levels().get(idx).cloned().map(Piece::Level),
        (Entry::Tie(tie), within, Sort::Relation) => relations(tie, within)?.get(idx).cloned().map(Piece::Relation),
        (Entry::Nation(nation), None, Sort::Event) => nation.events.get(idx).cloned().map(Piece::Event),
        (Entry::Nation(nation), None, Sort::Driver) => nation.drivers.get(idx).cloned().map(Piece::Driver),
        (Entry::Assessment(it), None, Sort::Share) => it.shares.get(idx).cloned().map(Piece::Share),
        (Entry::Instrument(it), None, Sort::Signatory) => it.signatories.get(idx).cloned().map(Piece::Signatory),
        (
            Entry::Manifest(_)
            | Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Position(..),
            _,
            _,
        ) => None,
    }
}

/// Whether something can hold items of a sort.
fn holds(entry: &Entry, of: &Holder, sort: Sort) -> bool {
    match sort {
        Sort::Evidence => evidence_of(entry, of).is_some(),
        Sort::Relation => matches!(entry, Entry::Tie(tie) if relations(tie, of.within).is_some()),
        Sort::Milestone | Sort::Exchange | Sort::Dispute | Sort::Level => {
            matches!((entry, of.within), (Entry::Tie(_), None))
        }
        Sort::Event | Sort::Driver => matches!((entry, of.within), (Entry::Nation(_), None)),
        Sort::Share => matches!((entry, of.within), (Entry::Assessment(_), None)),
        Sort::Signatory => matches!((entry, of.within), (Entry::Instrument(_), None)),
    }
}

/// Returns the evidence that something holds.
pub(super) fn evidence_of<'a>(entry: &'a Entry, of: &Holder) -> Option<&'a [Evidence]> {
    match (entry, of.within) {
        (Entry::Tie(tie), None) => Some(&tie.evidence),
        (Entry::Instrument(it), None) => Some(&it.evidence),
        (Entry::Assessment(it), None) => Some(&it.evidence),
        (Entry::Nation(it), Some((Sort::Event, idx))) => it.events.get(idx).map(|it| it.evidence.as_slice()),
        (Entry::Nation(it), Some((Sort::Driver, idx))) => it.drivers.get(idx).map(|it| it.evidence.as_slice()),
        (
            Entry::Manifest(_)
            | Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Position(..),
            _,
        ) => None,
    }
}

fn relations(tie: &Tie, within: Option<(Sort, usize)>) -> Option<&[Relation]> {
    match within {
        None => Some(&tie.relates),
        Some((Sort::Milestone, idx)) => tie.course.milestones.get(idx).map(|it| it.relates.as_slice()),
        Some((Sort::Exchange, idx)) => tie.course.exchanges.get(idx).map(|it| it.relates.as_slice()),
        Some(_) => None,
    }
}

/// Puts an item at its place: in the place of another, behind all others, or away where there is none to put. What names a
/// source of a tie's evidence follows it to another source. Whatever does not fit is left.
pub(super) fn put(entry: &mut Entry, item: &Item, piece: Option<Piece>) {
    match entry {
        Entry::Tie(tie) => put_in_tie(Arc::make_mut(tie), item, piece),
        Entry::Nation(nation) => {
            let nation = Arc::make_mut(nation);
            match (item.of.within, item.sort, piece) {
                (None, Sort::Event, Some(Piece::Event(event))) => set(&mut nation.events, item.idx, Some(event)),
                (None, Sort::Event, None) => set(&mut nation.events, item.idx, None),
                (None, Sort::Driver, Some(Piece::Driver(driver))) => set(&mut nation.drivers, item.idx, Some(driver)),
                (None, Sort::Driver, None) => set(&mut nation.drivers, item.idx, None),
                (Some((Sort::Event, idx)), Sort::Evidence, piece) => {
                    if let Some(event) = nation.events.get_mut(idx) {
                        set_evidence(&mut event.evidence, item.idx, piece);
                    }
                }
                (Some((Sort::Driver, idx)), Sort::Evidence, piece) => {
                    if let Some(driver) = nation.drivers.get_mut(idx) {
                        set_evidence(&mut driver.evidence, item.idx, piece);
                    }
                }
                (Some(_) | None, _, _) => {}
            }
        }
        Entry::Instrument(instrument) => {
            let instrument = Arc::make_mut(instrument);
            match (item.sort, piece) {
                (Sort::Evidence, piece) => set_evidence(&mut instrument.evidence, item.idx, piece),
                (Sort::Signatory, Some(Piece::Signatory(one))) => set(&mut instrument.signatories, item.idx, Some(one)),
                (Sort::Signatory, None) => set(&mut instrument.signatories, item.idx, None),
                (_, _) => {}
            }
        }
        Entry::Assessment(assessment) => {
            let assessment = Arc::make_mut(assessment);
            match (item.sort, piece) {
                (Sort::Evidence, piece) => set_evidence(&mut assessment.evidence, item.idx, piece),
                (Sort::Share, Some(Piece::Share(share))) => set(&mut assessment.shares, item.idx, Some(share)),
                (Sort::Share, None) => set(&mut assessment.shares, item.idx, None),
                (_, _) => {}
            }
        }
        Entry::Manifest(_) | Entry::Kind(_) | Entry::Source(_) | Entry::Position(..) => {}
    }
}

fn put_in_tie(tie: &mut Tie, item: &Item, piece: Option<Piece>) {
    let (idx, course) = (item.idx, &mut tie.course);
    match (item.sort, piece) {
        (Sort::Evidence, piece) => {
            let before = idx.and_then(|idx| tie.evidence.get(idx)).map(|it| it.source.clone());
            let after = match &piece {
                Some(Piece::Evidence(evidence)) => Some(evidence.source.clone()),
                Some(_) | None => None,
            };
            set_evidence(&mut tie.evidence, idx, piece);
            if let (Some(before), Some(after)) = (before, after) {
                follow(tie, &before, &after);
            }
        }
        (Sort::Milestone, Some(Piece::Milestone(it))) => set(&mut course.milestones, idx, Some(Arc::new(it))),
        (Sort::Milestone, None) => set(&mut course.milestones, idx, None),
        (Sort::Exchange, Some(Piece::Exchange(it))) => set(&mut course.exchanges, idx, Some(Arc::new(it))),
        (Sort::Exchange, None) => set(&mut course.exchanges, idx, None),
        (Sort::Dispute, Some(Piece::Dispute(it))) => set(&mut course.disputed, idx, Some(it)),
        (Sort::Dispute, None) => set(&mut course.disputed, idx, None),
        (Sort::Level, piece) => {
            let mut levels = tie.weight.levels().to_vec();
            match piece {
                Some(Piece::Level(level)) => set(&mut levels, idx, Some(level)),
                Some(_) => {}
                None => set(&mut levels, idx, None),
            }
            if let Some(weight) = Weight::new(tie.weight.base(), tie.weight.why().to_owned(), levels) {
                tie.weight = weight;
            }
        }
        (Sort::Relation, piece) => {
            let relation = match piece {
                Some(Piece::Relation(relation)) => Some(relation),
                Some(_) | None => None,
            };
            let relations = match item.of.within {
                Some((Sort::Milestone, at)) => course.milestones.get_mut(at).map(|it| &mut Arc::make_mut(it).relates),
                Some((Sort::Exchange, at)) => course.exchanges.get_mut(at).map(|it| &mut Arc::make_mut(it).relates),
                Some(_) => None,
                None => Some(&mut tie.relates),
            };
            if let Some(relations) = relations {
                set(relations, idx, relation);
            }
        }
        (_, _) => {}
    }
}

/// Puts a piece of evidence into a list, or takes it away.
fn set_evidence(evidence: &mut Vec<Evidence>, idx: Option<usize>, piece: Option<Piece>) {
    match piece {
        Some(Piece::Evidence(item)) => set(evidence, idx, Some(item)),
        Some(_) => {}
        None => set(evidence, idx, None),
    }
}

/// Puts an item into a list or takes it away.
fn set<T>(list: &mut Vec<T>, idx: Option<usize>, item: Option<T>) {
    match (idx, item) {
        (Some(idx), Some(item)) => {
            if let Some(place) = list.get_mut(idx) {
                *place = item;
            }
        }
        (Some(idx), None) => drop((idx < list.len()).then(|| list.remove(idx))),
        (None, Some(item)) => list.push(item),
        (None, None) => {}
    }
}

/// Lets what a tie says of a source be said of another one, unless other evidence still stands in the first.
fn follow(tie: &mut Tie, before: &SourceId, after: &SourceId) {
    if before == after || tie.evidence.iter().any(|item| item.source == *before) {
        return;
    }
    let renamed = |ids: &mut Vec<SourceId>| {
        let has_both = ids.contains(after);
        ids.retain(|id| !(has_both && id == before));
        ids.iter_mut().filter(|id| *id == before).for_each(|id| *id = after.clone());
    };
    let in_relations = |relations: &mut Vec<Relation>| relations.iter_mut().for_each(|it| renamed(&mut it.sources));
    let is_named = |sources: &[SourceId], relations: &[Relation]| {
        sources.contains(before) || relations.iter().any(|it| it.sources.contains(before))
    };
    in_relations(&mut tie.relates);
    for milestone in tie.course.milestones.iter_mut().filter(|it| is_named(&it.sources, &it.relates)) {
        let milestone = Arc::make_mut(milestone);
        renamed(&mut milestone.sources);
        in_relations(&mut milestone.relates);
    }
    for exchange in tie.course.exchanges.iter_mut().filter(|it| is_named(&it.sources, &it.relates)) {
        let exchange = Arc::make_mut(exchange);
        renamed(&mut exchange.sources);
        in_relations(&mut exchange.relates);
    }
}

/// Brings what is dated into the order in which a record holds it.
pub(super) fn in_order(entry: &mut Entry) {
    match entry {
        Entry::Tie(tie) => {
            let course = &mut Arc::make_mut(tie).course;
            course.milestones.sort_by_key(|milestone| milestone.on.latest());
            course.exchanges.sort_by_key(|exchange| exchange.on.latest());
        }
        Entry::Nation(nation) => Arc::make_mut(nation).events.sort_by_key(|event| event.on.earliest()),
        Entry::Manifest(_)
        | Entry::Kind(_)
        | Entry::Source(_)
        | Entry::Instrument(_)
        | Entry::Assessment(_)
        | Entry::Position(..) => {}
    }
}
