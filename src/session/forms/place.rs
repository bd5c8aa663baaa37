//! Where an item lies within its record: reading it there, and putting it there or taking it away.

use std::sync::Arc;

use super::thing::{Holder, Item, Sort};
use crate::model::{
    Assessment, Dispute, Document, Driver, Entry, Event, Evidence, Exchange, Hypothesis, Instrument, Level, Milestone,
    Nation, NationId, Relation, Share, SourceId, Tie, Weight,
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
    Hypothesis(Hypothesis),
}

/// A list of items as any record holds it.
trait Items {
    /// Returns how many there are.
    fn n_items(&self) -> usize;

    /// Returns one.
    fn item(&self, idx: usize) -> Option<Piece>;

    /// Puts an item in the place of another, behind all others, or away where there is none to put. What is of another sort is
    /// left.
    fn put(&mut self, idx: Option<usize>, piece: Option<Piece>);
}

/// Something of which a list can hold several.
trait Held: Sized {
    fn piece(&self) -> Piece;

    /// Returns it; `None` for what is of another sort.
    fn of(piece: Piece) -> Option<Self>;
}

/// Says which piece something is.
macro_rules! held {
    ($($variant:ident: $held:ty, $piece:expr, $own:expr;)*) => {$(
        impl Held for $held {
            fn piece(&self) -> Piece {
                Piece::$variant($piece(self))
            }

            fn of(piece: Piece) -> Option<Self> {
                if let Piece::$variant(it) = piece { Some($own(it)) } else { None }
            }
        }
    )*};
}

held! {
    Evidence: Evidence, Clone::clone, std::convert::identity;
    Milestone: Arc<Milestone>, |it: &Arc<Milestone>| Milestone::clone(it), Arc::new;
    Exchange: Arc<Exchange>, |it: &Arc<Exchange>| Exchange::clone(it), Arc::new;
    Dispute: Dispute, Clone::clone, std::convert::identity;
    Relation: Relation, Clone::clone, std::convert::identity;
    Level: Level, Clone::clone, std::convert::identity;
    Event: Event, Clone::clone, std::convert::identity;
    Driver: Driver, Clone::clone, std::convert::identity;
    Share: Share, Clone::clone, std::convert::identity;
    Signatory: (NationId, Option<String>), Clone::clone, std::convert::identity;
    Hypothesis: Arc<Hypothesis>, |it: &Arc<Hypothesis>| Hypothesis::clone(it), Arc::new;
}

impl<T: Held> Items for Vec<T> {
    fn n_items(&self) -> usize {
        self.len()
    }

    fn item(&self, idx: usize) -> Option<Piece> {
        self.get(idx).map(T::piece)
    }

    fn put(&mut self, idx: Option<usize>, piece: Option<Piece>) {
        match (idx, piece) {
            (Some(idx), Some(piece)) => {
                if let (Some(place), Some(item)) = (self.get_mut(idx), T::of(piece)) {
                    *place = item;
                }
            }
            (Some(idx), None) => drop((idx < self.len()).then(|| self.remove(idx))),
            (None, Some(piece)) => self.extend(T::of(piece)),
            (None, None) => {}
        }
    }
}

impl Items for Weight {
    fn n_items(&self) -> usize {
        self.levels().len()
    }

    fn item(&self, idx: usize) -> Option<Piece> {
        self.levels().get(idx).map(Level::piece)
    }

    fn put(&mut self, idx: Option<usize>, piece: Option<Piece>) {
        let mut levels = self.levels().to_vec();
        levels.put(idx, piece);
        if let Some(weight) = Self::new(self.base(), self.why().to_owned(), levels) {
            *self = weight;
        }
    }
}

/// Returns how many items there are where an item lies; `None` where nothing can hold such items.
pub(super) fn n_items(entry: &Entry, item: &Item) -> Option<usize> {
    list(entry, &item.of, item.sort).map(Items::n_items)
}

/// Returns an item; `None` for a new one and where there is none.
pub(super) fn piece(entry: &Entry, item: &Item) -> Option<Piece> {
    list(entry, &item.of, item.sort)?.item(item.idx?)
}

/// Returns all items of a sort; `None` where nothing can hold such items.
pub(super) fn pieces(entry: &Entry, of: &Holder, sort: Sort) -> Option<Vec<Piece>> {
    let list = list(entry, of, sort)?;
    Some((0..list.n_items()).filter_map(|idx| list.item(idx)).collect())
}

/// Returns the items of a sort that something holds, to be read; `None` where it can hold none.
fn list<'a>(entry: &'a Entry, of: &Holder, sort: Sort) -> Option<&'a dyn Items> {
    Some(match (entry, of.within, sort) {
        (Entry::Tie(it), None, Sort::Evidence) => &it.evidence,
        (Entry::Tie(it), None, Sort::Milestone) => &it.course.milestones,
        (Entry::Tie(it), None, Sort::Exchange) => &it.course.exchanges,
        (Entry::Tie(it), None, Sort::Dispute) => &it.course.disputed,
        (Entry::Tie(it), None, Sort::Level) => &it.weight,
        (Entry::Tie(it), None, Sort::Relation) => &it.relates,
        (Entry::Tie(it), Some((Sort::Milestone, at)), Sort::Relation) => &it.course.milestones.get(at)?.relates,
        (Entry::Tie(it), Some((Sort::Exchange, at)), Sort::Relation) => &it.course.exchanges.get(at)?.relates,
        (Entry::Nation(it), None, Sort::Event) => &it.events,
        (Entry::Nation(it), None, Sort::Driver) => &it.drivers,
        (Entry::Nation(it), Some((Sort::Event, at)), Sort::Evidence) => &it.events.get(at)?.evidence,
        (Entry::Nation(it), Some((Sort::Driver, at)), Sort::Evidence) => &it.drivers.get(at)?.evidence,
        (Entry::Instrument(it), None, Sort::Evidence) => &it.evidence,
        (Entry::Instrument(it), None, Sort::Signatory) => &it.signatories,
        (Entry::Assessment(it), None, Sort::Evidence) => &it.evidence,
        (Entry::Assessment(it), None, Sort::Share) => &it.shares,
        (Entry::Scenario(it), None, Sort::Hypothesis) => &it.hypotheses,
        (_, _, _) => return None,
    })
}

/// Returns the same to be changed.
fn list_mut<'a>(entry: &'a mut Entry, of: &Holder, sort: Sort) -> Option<&'a mut dyn Items> {
    Some(match entry {
        Entry::Tie(tie) => {
            let Tie { course, evidence, weight, relates, .. } = Arc::make_mut(tie);
            match (of.within, sort) {
                (None, Sort::Evidence) => evidence,
                (None, Sort::Milestone) => &mut course.milestones,
                (None, Sort::Exchange) => &mut course.exchanges,
                (None, Sort::Dispute) => &mut course.disputed,
                (None, Sort::Level) => weight,
                (None, Sort::Relation) => relates,
                (Some((Sort::Milestone, at)), Sort::Relation) => {
                    &mut Arc::make_mut(course.milestones.get_mut(at)?).relates
                }
                (Some((Sort::Exchange, at)), Sort::Relation) => {
                    &mut Arc::make_mut(course.exchanges.get_mut(at)?).relates
                }
                (_, _) => return None,
            }
        }
        Entry::Nation(nation) => {
            let Nation { events, drivers, .. } = Arc::make_mut(nation);
            match (of.within, sort) {
                (None, Sort::Event) => events,
                (None, Sort::Driver) => drivers,
                (Some((Sort::Event, at)), Sort::Evidence) => &mut events.get_mut(at)?.evidence,
                (Some((Sort::Driver, at)), Sort::Evidence) => &mut drivers.get_mut(at)?.evidence,
                (_, _) => return None,
            }
        }
        Entry::Instrument(instrument) => {
            let Instrument { signatories, evidence, .. } = Arc::make_mut(instrument);
            match (of.within, sort) {
                (None, Sort::Evidence) => evidence,
                (None, Sort::Signatory) => signatories,
                (_, _) => return None,
            }
        }
        Entry::Assessment(assessment) => {
            let Assessment { shares, evidence, .. } = Arc::make_mut(assessment);
            match (of.within, sort) {
                (None, Sort::Evidence) => evidence,
                (None, Sort::Share) => shares,
                (_, _) => return None,
            }
        }
        Entry::Scenario(scenario) => {
            let hypotheses = &mut Arc::make_mut(scenario).hypotheses;
            if of.within.is_none() && sort == Sort::Hypothesis { hypotheses } else { return None }
        }
        Entry::Manifest(_) | Entry::Kind(_) | Entry::Source(_) | Entry::Position(..) => return None,
    })
}

/// Puts an item at its place: in the place of another, behind all others, or away where there is none to put. What names a
/// source of a tie's evidence follows it to another source. Whatever does not fit is left.
pub(super) fn put(entry: &mut Entry, item: &Item, new: Option<Piece>) {
    let source = |piece: &Option<Piece>| match piece {
        Some(Piece::Evidence(evidence)) => Some(evidence.source.clone()),
        Some(_) | None => None,
    };
    let sources = source(&piece(entry, item)).zip(source(&new));
    if let Some(list) = list_mut(entry, &item.of, item.sort) {
        list.put(item.idx, new);
    }
    if let (Entry::Tie(tie), Some((before, after))) = (entry, sources) {
        follow(Arc::make_mut(tie), &before, &after);
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

/// Returns in words what stands at a place in a record, named as files name it: `milestones.3.by`.
pub(super) fn named_place((document, entry): (&Document, &Entry), at: &str) -> String {
    let mut parts = at.split('.');
    let list = parts.next().unwrap_or_default();
    let idx = parts.next().and_then(|idx| idx.parse::<usize>().ok());
    let named = idx.and_then(|idx| match (entry, list) {
        (Entry::Tie(tie), "milestones") => {
            let Milestone { step, on, .. } = &**tie.course.milestones.get(idx)?;
            Some(format!("the milestone `{}` of {}", step.name(), on.in_words()))
        }
        (Entry::Tie(tie), "exchanges") => {
            let Exchange { by, on, .. } = &**tie.course.exchanges.get(idx)?;
            Some(format!("the move of {} of {}", document.nation_name(by), on.in_words()))
        }
        (Entry::Nation(nation), "events") => Some(format!("the event `{}`", nation.events.get(idx)?.title)),
        (Entry::Nation(nation), "drivers") => Some(format!("the reason `{}`", nation.drivers.get(idx)?.title)),
        (_, _) => None,
    });
    named.unwrap_or_else(|| format!("something in {list}"))
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
        | Entry::Position(..)
        | Entry::Scenario(_) => {}
    }
}
