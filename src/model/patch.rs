//! Which facts of a record are expected, and what they are to be: a change that says nothing of all other facts, so that
//! changes of those elsewhere do not break it.

use std::sync::Arc;

use thiserror::Error;

use super::date::EdtfDate;
use super::entry::{Entry, EntryId};
use super::ids::{KindId, NationId};
use super::instrument::{Assessment, Instrument};
use super::kind::{Direction, Kind, Sign};
use super::nation::{Class, Names, Nation};
use super::source::{Genre, Source};
use super::span::Span;
use super::tie::{About, Course, Level, Tie, Weight};

/// Some facts of one record, as they are expected and as they are to be.
///
/// Invariant: both states are of the same record and hold only facts that differ; every other fact is blank in both. Of a
/// list to which items are only added, the first state holds none and the second the new ones; of any other list that
/// differs, both hold all of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    before: Entry,
    after: Entry,
}

/// Why a patch does not fit a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatchError {
    /// It is of another record.
    #[error("it is about another record")]
    Other,
    /// Facts are neither as expected nor as they are to be.
    #[error("{} not as expected", facts_are(facts))]
    Unexpected {
        /// Their names, in the order of the record.
        facts: Vec<&'static str>,
    },
}

/// Returns facts with a verb: "class is", "dates are", "name, sign are".
pub fn facts_are(facts: &[&str]) -> String {
    let is_plural = |fact: &str| {
        let noun = fact.split(" of ").next().unwrap_or(fact);
        noun.ends_with('s') && !noun.ends_with("ss")
    };
    let verb = match facts {
        [one] if !is_plural(one) => "is",
        _ => "are",
    };
    format!("{} {verb}", facts.join(", "))
}

impl Patch {
    /// Returns what makes one state of a record into another; `None` where nothing differs, the two are of different records,
    /// or they are of a sort of which a scenario changes nothing: what an atlas says of itself, a scenario.
    pub fn between(before: &Entry, after: &Entry) -> Option<Self> {
        fn of<R: Patched>(before: &R, after: &R, entry: fn(Arc<R>) -> Entry) -> Option<Patch> {
            let (mut old, mut new) = (before.blank(), before.blank());
            let differs: Vec<bool> =
                R::FACTS.iter().map(|fact| (fact.narrow)(before, after, &mut old, &mut new)).collect();
            let patch = Patch { before: entry(Arc::new(old)), after: entry(Arc::new(new)) };
            differs.contains(&true).then_some(patch)
        }
        if before.id() != after.id() {
            return None;
        }
        match (before, after) {
            (Entry::Kind(before), Entry::Kind(after)) => of(&**before, &**after, Entry::Kind),
            (Entry::Nation(before), Entry::Nation(after)) => of(&**before, &**after, Entry::Nation),
            (Entry::Source(before), Entry::Source(after)) => of(&**before, &**after, Entry::Source),
            (Entry::Instrument(before), Entry::Instrument(after)) => of(&**before, &**after, Entry::Instrument),
            (Entry::Tie(before), Entry::Tie(after)) => of(&**before, &**after, Entry::Tie),
            (Entry::Assessment(before), Entry::Assessment(after)) => of(&**before, &**after, Entry::Assessment),
            (Entry::Position(..), Entry::Position(..)) => {
                (before != after).then(|| Self { before: before.clone(), after: after.clone() })
            }
            (
                Entry::Kind(_)
                | Entry::Nation(_)
                | Entry::Source(_)
                | Entry::Instrument(_)
                | Entry::Tie(_)
                | Entry::Assessment(_)
                | Entry::Position(..)
                | Entry::Manifest(_)
                | Entry::Scenario(_),
                _,
            ) => None,
        }
    }

    /// Returns which record it is about.
    pub fn id(&self) -> EntryId {
        self.after.id()
    }

    /// Returns the facts that are expected, in a record that is blank otherwise.
    pub fn before(&self) -> &Entry {
        &self.before
    }

    /// Returns the facts as they are to be, in a record that is blank otherwise.
    pub fn after(&self) -> &Entry {
        &self.after
    }

    /// Returns the record with these facts as they are to be, and all others as they are found. A fact that is so already
    /// stays; of a list that others have changed meanwhile, what is taken away goes and what is new comes.
    ///
    /// # Errors
    /// Returns the facts that are neither as expected nor as they are to be.
    pub fn apply(&self, found: &Entry) -> Result<Entry, PatchError> {
        fn to<R: Patched>(patch: [&Arc<R>; 2], found: &R, entry: fn(Arc<R>) -> Entry) -> Result<Entry, PatchError> {
            let [before, after] = patch;
            let mut merged = found.clone();
            let fails = |fact: &&Fact<R>| (fact.merge)(before, after, &mut merged) == Merged::Unexpected;
            let facts: Vec<&'static str> = R::FACTS.iter().filter(fails).map(|fact| fact.name).collect();
            if facts.is_empty() { Ok(entry(Arc::new(merged))) } else { Err(PatchError::Unexpected { facts }) }
        }
        if found.id() != self.id() {
            return Err(PatchError::Other);
        }
        match (&self.before, &self.after, found) {
            (Entry::Kind(before), Entry::Kind(after), Entry::Kind(found)) => to([before, after], &**found, Entry::Kind),
            (Entry::Nation(before), Entry::Nation(after), Entry::Nation(found)) => {
                to([before, after], &**found, Entry::Nation)
            }
            (Entry::Source(before), Entry::Source(after), Entry::Source(found)) => {
                to([before, after], &**found, Entry::Source)
            }
            (Entry::Instrument(before), Entry::Instrument(after), Entry::Instrument(found)) => {
                to([before, after], &**found, Entry::Instrument)
            }
            (Entry::Tie(before), Entry::Tie(after), Entry::Tie(found)) => to([before, after], &**found, Entry::Tie),
            (Entry::Assessment(before), Entry::Assessment(after), Entry::Assessment(found)) => {
                to([before, after], &**found, Entry::Assessment)
            }
            (before, after @ Entry::Position(..), found) => {
                if found == before || found == after {
                    Ok(after.clone())
                } else {
                    Err(PatchError::Unexpected { facts: vec!["place"] })
                }
            }
            // Records of the same id are of the same sort, and no patch is of what comes last.
            (
                Entry::Kind(_)
                | Entry::Nation(_)
                | Entry::Source(_)
                | Entry::Instrument(_)
                | Entry::Tie(_)
                | Entry::Assessment(_)
                | Entry::Position(..)
                | Entry::Manifest(_)
                | Entry::Scenario(_),
                _,
                _,
            ) => Err(PatchError::Other),
        }
    }
}

/// A record that is made of facts.
trait Patched: Clone + 'static {
    /// All its facts but the identifier, in their order.
    const FACTS: &'static [Fact<Self>];

    /// Returns a record of the same identifier that says nothing.
    fn blank(&self) -> Self;
}

/// One fact of a record.
struct Fact<R> {
    name: &'static str,
    /// Takes the fact over from two states into two others where it differs, and says whether it does.
    narrow: fn(&R, &R, &mut R, &mut R) -> bool,
    /// Brings the fact of a record that is found from one state to another.
    merge: fn(&R, &R, &mut R) -> Merged,
}

/// What came of bringing a fact from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merged {
    Done,
    Unexpected,
}

fn narrow_value<T: PartialEq + Clone>(before: &T, after: &T, old: &mut T, new: &mut T) -> bool {
    let differs = before != after;
    if differs {
        old.clone_from(before);
        new.clone_from(after);
    }
    differs
}

fn merge_value<T: PartialEq + Clone>(before: &T, after: &T, found: &mut T) -> Merged {
    if before == after || found == after {
        return Merged::Done;
    }
    if found != before {
        return Merged::Unexpected;
    }
    found.clone_from(after);
    Merged::Done
}

/// Puts a list into the order in which files are read.
type Sort<T> = fn(&mut [T]);

fn narrow_list<T: PartialEq + Clone>(before: &[T], after: &[T], [old, new]: [&mut Vec<T>; 2], sort: Sort<T>) -> bool {
    if before == after {
        return false;
    }
    let added = without(after, before);
    let mut grown = before.to_vec();
    grown.extend(added.iter().cloned());
    sort(&mut grown);
    // What is there a second time could not be told from what is there already.
    if grown == after && added.iter().all(|item| !before.contains(item)) {
        *new = added;
    } else {
        *old = before.to_vec();
        *new = after.to_vec();
    }
    true
}

fn merge_list<T: PartialEq + Clone>(before: &[T], after: &[T], found: &mut Vec<T>, sort: Sort<T>) -> Merged {
    if before == after || found == after {
        return Merged::Done;
    }
    if found == before && !before.is_empty() {
        *found = after.to_vec();
        return Merged::Done;
    }
    let (gone, new) = (without(before, after), without(after, before));
    let count = |list: &[T], item: &T| list.iter().filter(|other| *other == item).count();
    let is_unexpected = if gone.is_empty() && new.is_empty() {
        // Another order is all that is asked for: where it is not there yet, it cannot be told among what came since.
        without(found, &without(found, after)) != after
    } else {
        // What is to go may be gone already; what is to be replaced has to be there, unless it is replaced already.
        let is_replaced = without(&gone, found).is_empty() || without(&new, found).is_empty();
        // Where one more of the same is asked for, it cannot be told whether that is there.
        !is_replaced || new.iter().any(|item| before.contains(item) && count(found, item) < count(after, item))
    };
    if is_unexpected {
        return Merged::Unexpected;
    }
    *found = without(found, &gone);
    let added = without(&new, found);
    found.extend(added);
    sort(found);
    Merged::Done
}

/// Returns the items of a list without those of another, each as many times as it is there. O(n²).
fn without<T: PartialEq + Clone>(list: &[T], others: &[T]) -> Vec<T> {
    let mut others: Vec<&T> = others.iter().collect();
    let is_left = |item: &&T| match others.iter().position(|other| *other == *item) {
        Some(idx) => {
            others.swap_remove(idx);
            false
        }
        None => true,
    };
    list.iter().filter(is_left).cloned().collect()
}

/// Returns a fact that is one value.
macro_rules! value {
    ($name:literal, $($place:tt)+) => {
        Fact {
            name: $name,
            narrow: |before, after, old, new| {
                narrow_value(&before.$($place)+, &after.$($place)+, &mut old.$($place)+, &mut new.$($place)+)
            },
            merge: |before, after, found| merge_value(&before.$($place)+, &after.$($place)+, &mut found.$($place)+),
        }
    };
}

/// Returns a fact that is a list, with what sorts it.
macro_rules! list {
    ($name:literal, $sort:expr, $($place:tt)+) => {
        Fact {
            name: $name,
            narrow: |before, after, old, new| {
                let lists = [&mut old.$($place)+, &mut new.$($place)+];
                narrow_list(&before.$($place)+, &after.$($place)+, lists, $sort)
            },
            merge: |before, after, found| {
                merge_list(&before.$($place)+, &after.$($place)+, &mut found.$($place)+, $sort)
            },
        }
    };
}

/// Leaves a list in its order.
fn as_it_is<T>(_: &mut [T]) {}

impl Patched for Kind {
    const FACTS: &'static [Fact<Self>] = &[
        value!("name", name),
        value!("sign", sign),
        value!("category", category),
        value!("direction", direction),
        value!("term", term),
        value!("summary", summary),
    ];

    fn blank(&self) -> Self {
        let (name, category, term, summary) = Default::default();
        Self { id: self.id.clone(), name, sign: Sign::Neutral, category, direction: Direction::Mutual, term, summary }
    }
}

impl Patched for Nation {
    const FACTS: &'static [Fact<Self>] = &[
        value!("class", class),
        value!("name", names.short),
        value!("official name", names.official),
        list!("native names", as_it_is, names.native),
        list!("aliases", as_it_is, names.aliases),
        value!("COW code", cow),
        value!("seat", seat),
        list!("events", |events| events.sort_by_key(|event| event.on.earliest()), events),
        list!("drivers", as_it_is, drivers),
    ];

    fn blank(&self) -> Self {
        let names = Names { short: String::new(), official: None, native: Vec::new(), aliases: Vec::new() };
        let (events, drivers) = Default::default();
        Self { id: self.id.clone(), class: Class::State, names, cow: None, seat: None, events, drivers }
    }
}

impl Patched for Source {
    const FACTS: &'static [Fact<Self>] = &[
        value!("title", title),
        value!("publisher", publisher),
        value!("author", author),
        value!("date", published),
        value!("address", url),
        value!("archived copy", archived),
        value!("language", language),
        value!("genre", genre),
    ];

    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            title: String::new(),
            publisher: String::new(),
            author: None,
            published: EdtfDate::from_day(BLANK_DAY),
            url: None,
            archived: None,
            language: None,
            genre: Genre::News,
        }
    }
}

impl Patched for Instrument {
    const FACTS: &'static [Fact<Self>] = &[
        value!("title", title),
        value!("dates", span),
        value!("summary", summary),
        list!("signatories", as_it_is, signatories),
        list!("who did not sign", as_it_is, not_signed_by),
        list!("evidence", as_it_is, evidence),
    ];

    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            title: String::new(),
            span: Span::undated(),
            summary: String::new(),
            signatories: Vec::new(),
            not_signed_by: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

impl Patched for Tie {
    const FACTS: &'static [Fact<Self>] = &[
        value!("kind", kind),
        value!("nations", between),
        value!("dates", span),
        BASE,
        LEVELS,
        value!("title", about.title),
        value!("summary", about.summary),
        value!("instrument", about.instrument),
        value!("dependence", about.dependent),
        list!("milestones", |steps| steps.sort_by_key(|step| step.on.latest()), course.milestones),
        list!("moves", |moves| moves.sort_by_key(|step| step.on.latest()), course.exchanges),
        list!("rival dates", as_it_is, course.disputed),
        list!("relations", as_it_is, relates),
        list!("evidence", as_it_is, evidence),
    ];

    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            kind: KindId::new(""),
            between: (NationId::new(""), NationId::new("")),
            span: Span::undated(),
            weight: Weight::usual(),
            about: About { title: String::new(), summary: String::new(), instrument: None, dependent: None },
            course: Course::default(),
            relates: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// The weight of a tie before any change of it, with the reason for it.
const BASE: Fact<Tie> = Fact {
    name: "weight",
    narrow: |before, after, old, new| {
        let (mut was, mut is) = (base(old), base(new));
        let differs = narrow_value(&base(before), &base(after), &mut was, &mut is);
        old.weight = old.weight.with_base(was.0, was.1);
        new.weight = new.weight.with_base(is.0, is.1);
        differs
    },
    merge: |before, after, found| {
        let mut now = base(found);
        let merged = merge_value(&base(before), &base(after), &mut now);
        found.weight = found.weight.with_base(now.0, now.1);
        merged
    },
};

/// The changes of the weight of a tie.
const LEVELS: Fact<Tie> = Fact {
    name: "changes of weight",
    narrow: |before, after, old, new| {
        let (mut was, mut is) = (levels(old), levels(new));
        let differs = narrow_list(&levels(before), &levels(after), [&mut was, &mut is], by_day);
        old.weight = old.weight.with_levels(was);
        new.weight = new.weight.with_levels(is);
        differs
    },
    merge: |before, after, found| {
        let mut now = levels(found);
        let merged = merge_list(&levels(before), &levels(after), &mut now, by_day);
        found.weight = found.weight.with_levels(now);
        merged
    },
};

fn base(tie: &Tie) -> (u8, String) {
    (tie.weight.base(), tie.weight.why().to_owned())
}

fn levels(tie: &Tie) -> Vec<Level> {
    tie.weight.levels().to_vec()
}

fn by_day(levels: &mut [Level]) {
    levels.sort_by_key(|level| level.from.earliest());
}

impl Patched for Assessment {
    const FACTS: &'static [Fact<Self>] = &[
        value!("title", title),
        value!("question", question),
        value!("author", author),
        value!("method", method),
        value!("date", made),
        list!("nations", as_it_is, nations),
        list!("ties", as_it_is, ties),
        list!("shares", as_it_is, shares),
        list!("evidence", as_it_is, evidence),
    ];

    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            title: String::new(),
            question: String::new(),
            author: String::new(),
            method: None,
            made: EdtfDate::from_day(BLANK_DAY),
            nations: Vec::new(),
            ties: Vec::new(),
            shares: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// What stands for a day that a patch says nothing of.
const BLANK_DAY: jiff::civil::Date = jiff::civil::date(2000, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &str) -> Vec<char> {
        items.chars().collect()
    }

    /// Checks what a change from one list to another makes of a third; `None` where that is unexpected.
    #[track_caller]
    fn check(before: &str, after: &str, found: &str, expected: Option<&str>) {
        let [before, after, mut found] = [before, after, found].map(list);
        let (mut old, mut new) = (Vec::new(), Vec::new());
        narrow_list(&before, &after, [&mut old, &mut new], as_it_is);
        let merged = merge_list(&old, &new, &mut found, as_it_is);
        assert_eq!((merged == Merged::Done).then_some(found), expected.map(list));
    }

    #[test]
    fn a_change_of_a_list_is_carried_out_on_what_others_made_of_it_or_refused() {
        for (before, after, found, expected) in [
            ("ab", "abc", "ab", Some("abc")),
            ("ab", "abc", "abc", Some("abc")),
            ("ab", "abc", "xb", Some("xbc")),
            ("ab", "a", "abx", Some("ax")),
            // What is to go is gone.
            ("ab", "a", "ax", Some("ax")),
            ("ab", "ac", "abx", Some("axc")),
            ("ab", "ac", "axc", Some("axc")),
            ("ab", "ac", "ax", None),
            // Another order.
            ("ab", "ba", "ab", Some("ba")),
            ("ab", "ba", "bax", Some("bax")),
            ("ab", "ba", "abx", None),
            // Another one of the same.
            ("a", "aa", "a", Some("aa")),
            ("a", "aa", "aax", Some("aax")),
            ("a", "aa", "ax", None),
        ] {
            check(before, after, found, expected);
        }
    }

    #[test]
    fn facts_have_the_verb_of_their_number() {
        for (facts, expected) in [
            (&["class"][..], "class is"),
            (&["address"], "address is"),
            (&["dates"], "dates are"),
            (&["evidence"], "evidence is"),
            (&["changes of weight"], "changes of weight are"),
            (&["name", "sign"], "name, sign are"),
        ] {
            assert_eq!(facts_are(facts), expected);
        }
    }
}
