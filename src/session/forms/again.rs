//! Finds an item again after its record has changed: by its id, or by what it was and where.

use super::place::{Piece, pieces};
use super::thing::{Holder, Item, Sort};
use crate::model::Entry;

/// Returns where an item of a record is that has become another; `None` where it is gone, or where nobody can tell which it is.
/// O(items).
pub(super) fn again(before: &Entry, after: &Entry, item: &Item) -> Option<Item> {
    let itself = Holder { record: item.of.record.clone(), within: None };
    let within = match item.of.within {
        Some((sort, idx)) => Some((sort, place([before, after], [&itself, &itself], sort, idx)?)),
        None => None,
    };
    let of = Holder { within, ..itself };
    let idx = match item.idx {
        Some(idx) => Some(place([before, after], [&item.of, &of], item.sort, idx)?),
        None => None,
    };
    Some(Item { of, sort: item.sort, idx })
}

/// Returns where in the later of two lists an item of the earlier one is.
fn place([before, after]: [&Entry; 2], [was, is]: [&Holder; 2], sort: Sort, idx: usize) -> Option<usize> {
    let (before, after) = (pieces(before, was, sort)?, pieces(after, is, sort)?);
    let own = before.get(idx)?;
    let n_head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    if idx < n_head {
        return Some(idx);
    }
    let (rest_before, rest_after) = (&before[n_head..], &after[n_head..]);
    let both = rest_before.iter().rev().zip(rest_after.iter().rev());
    let n_tail = both.take_while(|(one, other)| one == other).count();
    if before.len() - idx <= n_tail {
        return Some(idx + after.len() - before.len());
    }
    let changed_before = &rest_before[..rest_before.len() - n_tail];
    let changed_after = &rest_after[..rest_after.len() - n_tail];
    let found = match (changed_before, changed_after) {
        // One thing was changed in its place.
        ([_], [only]) if alike(own, only).contains(&true) => Some(0),
        (_, _) => {
            let is_it = |other: &Piece| alike(own, other) == [true; 2];
            let is_known = changed_before.iter().filter(|other| is_it(other)).count() == 1;
            let equal = changed_after.iter().position(|other| other == own);
            equal.or_else(|| only(changed_after, is_it).filter(|_| is_known))
        }
    };
    found.map(|idx| n_head + idx)
}

/// Returns which one it is; `None` for none and for several.
fn only(pieces: &[Piece], is_it: impl Fn(&Piece) -> bool) -> Option<usize> {
    let mut all = pieces.iter().enumerate().filter(|(_, piece)| is_it(piece)).map(|(idx, _)| idx);
    all.next().filter(|_| all.next().is_none())
}

/// Whether two items have the same id, or else the one and the other of the two facts by which people tell such items apart.
fn alike(one: &Piece, other: &Piece) -> [bool; 2] {
    match (one, other) {
        (Piece::Evidence(a), Piece::Evidence(b)) => [a.source == b.source, a.claim == b.claim],
        (Piece::Milestone(a), Piece::Milestone(b)) => with_ids(&a.id, &b.id, [a.step == b.step, a.on == b.on]),
        (Piece::Exchange(a), Piece::Exchange(b)) => with_ids(&a.id, &b.id, [a.on == b.on, a.approach == b.approach]),
        (Piece::Dispute(a), Piece::Dispute(b)) => [a.what == b.what, a.source == b.source],
        (Piece::Relation(a), Piece::Relation(b)) => [a.relation == b.relation, a.to == b.to],
        (Piece::Level(a), Piece::Level(b)) => [a.from == b.from, (a.weight, &a.why) == (b.weight, &b.why)],
        (Piece::Event(a), Piece::Event(b)) => with_ids(&a.id, &b.id, [a.on == b.on, a.title == b.title]),
        (Piece::Driver(a), Piece::Driver(b)) => [a.id == b.id; 2],
        (Piece::Share(a), Piece::Share(b)) => [a.label == b.label, a.nations == b.nations],
        (Piece::Signatory((a, _)), Piece::Signatory((b, _))) => [a == b; 2],
        (Piece::Hypothesis(a), Piece::Hypothesis(b)) => [a.id == b.id; 2],
        (
            Piece::Evidence(_)
            | Piece::Milestone(_)
            | Piece::Exchange(_)
            | Piece::Dispute(_)
            | Piece::Relation(_)
            | Piece::Level(_)
            | Piece::Event(_)
            | Piece::Driver(_)
            | Piece::Share(_)
            | Piece::Signatory(_)
            | Piece::Hypothesis(_),
            _,
        ) => [false; 2],
    }
}

/// Returns whether ids are the same where both have one, and what else is the same where not.
fn with_ids<T: PartialEq>(one: &Option<T>, other: &Option<T>, otherwise: [bool; 2]) -> [bool; 2] {
    match (one, other) {
        (Some(one), Some(other)) => [one == other; 2],
        (Some(_) | None, _) => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Names, Nation, NationId};
    use std::sync::Arc;

    /// Returns a nation with events, each written as day, title and id: `1 war`, `2 peace #p`.
    fn nation(events: &[&str]) -> Entry {
        let event = |text: &&str| {
            let mut words = text.split(' ');
            let on = format!("200{}", words.next().unwrap_or_default());
            crate::model::Event {
                on: crate::model::EdtfDate::parse(&on).expect("a year"),
                title: words.next().unwrap_or_default().to_owned(),
                id: words.next().map(crate::model::PartId::new),
                summary: String::new(),
                evidence: Vec::new(),
            }
        };
        let names = Names { short: "A".to_owned(), official: None, native: Vec::new(), aliases: Vec::new() };
        let events = events.iter().map(event).collect();
        let id = NationId::new("A");
        let class = crate::model::Class::State;
        Entry::Nation(Arc::new(Nation { id, class, names, cow: None, seat: None, events, drivers: Vec::new() }))
    }

    #[test]
    fn an_item_is_found_by_its_id_or_by_what_it_was_and_no_other_is_taken_for_it() {
        let check = |before: &[&str], after: &[&str], idx, expected: Option<usize>| {
            let (before, after) = (nation(before), nation(after));
            let of = Holder { record: before.id(), within: None };
            let found = again(&before, &after, &Item { of, sort: Sort::Event, idx: Some(idx) });
            assert_eq!(found.and_then(|item| item.idx), expected);
        };
        let three = &["1 war", "2 peace", "3 vote"];
        check(three, three, 1, Some(1));
        check(three, &["2 peace", "3 vote"], 1, Some(0));
        check(three, &["2 peace", "3 vote"], 0, None);
        check(three, &["0 coup", "1 war", "2 peace", "3 vote"], 2, Some(3));
        check(three, &["3 vote", "2 peace", "1 war"], 0, Some(2));
        // Changed in its place, and another one in its place.
        check(three, &["1 war", "2 truce", "3 vote"], 1, Some(1));
        check(three, &["1 war", "9 flood", "3 vote"], 1, None);
        // Two have changed: only what is the same in both ways is surely the same.
        check(three, &["1 raid", "2 truce", "3 vote"], 1, None);
        check(&["1 war #w", "2 peace #p"], &["5 raid #p", "6 truce #w"], 0, Some(1));
        check(&["1 war #w"], &["1 war #x"], 0, None);
        // Of two alike, nobody can tell which is gone.
        check(&["1 war", "1 war", "2 peace"], &["1 war", "2 peace"], 0, Some(0));
        check(&["1 war", "1 war", "2 peace"], &["1 war", "2 peace"], 1, None);
    }
}
