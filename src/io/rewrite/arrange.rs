//! Which items of a list are which: those in the file, those of the record as it was read, and those that are wanted.
//!
//! An item of the file that was left out when it was read has no counterpart, and stays where it is.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;

use super::super::canon::{Parts, Value};
use super::super::objected::parse;
use super::super::written::DOING;
use crate::model::EdtfDate;

/// An item of a list, or a key with its value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'c> {
    /// A value.
    One(Value<'c>),
    /// A key and a value.
    Pair(Value<'c>, Value<'c>),
}

/// An item of the list as it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The item of the file at that index stays, whatever is in it.
    Stays(usize),
    /// The item of the file at the first index, which was read as that at the second, becomes what is wanted at the third.
    Becomes(usize, usize, usize),
    /// What is wanted at that index is new.
    New(usize),
}

/// The three states of a list.
#[derive(Debug)]
pub(super) struct States<'c> {
    /// As it is in the file.
    pub file: Vec<Item<'c>>,
    /// As it was read.
    pub base: Vec<Item<'c>>,
    /// As it is wanted.
    pub wanted: Vec<Item<'c>>,
}

/// By which day a list is sorted when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    /// It is not.
    None,
    /// By the first day that a field can mean.
    Earliest(&'static str),
    /// By the last day that a field can mean.
    Latest(&'static str),
}

impl Sorting {
    /// Returns how the list in a field of that name is sorted.
    pub fn of(field: &str) -> Self {
        match field {
            "milestones" | "exchanges" => Self::Latest("on"),
            "events" => Self::Earliest("on"),
            "levels" => Self::Earliest("from"),
            _ => Self::None,
        }
    }

    /// Returns the day of an item; `None` where the list is not sorted.
    fn day_of(self, item: Item<'_>) -> Option<Date> {
        let date = |field| {
            let Item::One(value) = item else { return None };
            let text: String = parse(value.field(field)?.text()).ok()?;
            EdtfDate::parse(&text).ok()
        };
        match self {
            Self::None => None,
            Self::Earliest(field) => date(field).map(EdtfDate::earliest),
            Self::Latest(field) => date(field).map(EdtfDate::latest),
        }
    }
}

impl<'c> Item<'c> {
    /// Returns the items of a list or map; none for anything else.
    pub fn all(value: Option<Value<'c>>) -> Vec<Self> {
        match value.map(Value::parts) {
            Some(Parts::Items(_, items)) => items.into_iter().map(Self::One).collect(),
            Some(Parts::Entries(entries)) => entries.into_iter().map(|(key, value)| Self::Pair(key, value)).collect(),
            Some(Parts::Scalar | Parts::Fields(..)) | None => Vec::new(),
        }
    }

    /// Returns the text by which items are compared.
    fn text(self) -> (&'c str, &'c str) {
        match self {
            Self::One(value) => ("", value.text()),
            Self::Pair(key, value) => (key.text(), value.text()),
        }
    }

    /// Returns the text of what tells an item from others even when the rest of it changes.
    fn name(self) -> Option<(&'c str, &'c str)> {
        match self {
            Self::One(value) => match value.parts() {
                // What is done, and to which record: that stands in it whole, or by its id.
                Parts::Fields(doing, fields) if DOING.contains(&doing) => {
                    let (_, about) = fields.first()?;
                    Some((doing, about.field("id").unwrap_or(*about).text()))
                }
                Parts::Fields(..) => value.field("id").map(|id| ("", id.text())),
                Parts::Scalar | Parts::Items(..) | Parts::Entries(_) => None,
            },
            Self::Pair(key, _) => Some(("", key.text())),
        }
    }

    /// Whether this is what is left of `whole` when it is read.
    fn is_left_of(self, whole: Self) -> bool {
        match (self, whole) {
            (Self::One(part), Self::One(whole)) => is_left_of(part, whole),
            (Self::Pair(..), _) | (_, Self::Pair(..)) => self.text() == whole.text(),
        }
    }
}

/// Whether `part` is `whole` but for what may be left out when it is read: fields, and items of lists.
pub(super) fn is_left_of(part: Value<'_>, whole: Value<'_>) -> bool {
    if part.text() == whole.text() {
        return true;
    }
    match (part.parts(), whole.parts()) {
        (Parts::Fields(name, fields), Parts::Fields(other, all)) => {
            let mut rest = all.into_iter();
            // Both are in the order of the fields.
            let is_there = |(name, value): (&str, Value<'_>)| {
                rest.find(|(found, _)| *found == name).is_some_and(|(_, found)| is_left_of(value, found))
            };
            name == other && fields.into_iter().all(is_there)
        }
        (Parts::Items('[', items), Parts::Items('[', all)) => {
            let mut rest = all.into_iter();
            items.into_iter().all(|item| rest.any(|found| is_left_of(item, found)))
        }
        (Parts::Scalar | Parts::Items(..) | Parts::Entries(_) | Parts::Fields(..), _) => false,
    }
}

/// Returns the list as it is to be; `None` where the file does not hold what was read.
///
/// Items keep the order of the file where what is read then is in the order wanted, and new ones follow their predecessors.
/// O(n log n), and O(n²) in those items of which a part was left out.
pub(super) fn arranged(states: &States<'_>, sorting: Sorting) -> Option<Vec<Step>> {
    let States { file, base, wanted } = states;
    let base_of_file = base_of_file(file, base)?;
    let base_of_wanted = base_of_wanted(base, wanted);
    let mut wanted_of_base: Vec<Option<usize>> = vec![None; base.len()];
    for (wanted_idx, base_idx) in base_of_wanted.iter().enumerate() {
        if let Some(base_idx) = base_idx {
            wanted_of_base[*base_idx] = Some(wanted_idx);
        }
    }
    // What stays of the file, each with the index at which it is wanted; `None` for what was left out.
    let staying: Vec<(Step, Option<usize>)> = (base_of_file.iter().enumerate())
        .filter_map(|(file_idx, base_idx)| {
            let Some(base_idx) = *base_idx else { return Some((Step::Stays(file_idx), None)) };
            let wanted_idx = wanted_of_base[base_idx]?;
            let is_same = base[base_idx].text() == wanted[wanted_idx].text();
            let step = if is_same { Step::Stays(file_idx) } else { Step::Becomes(file_idx, base_idx, wanted_idx) };
            Some((step, Some(wanted_idx)))
        })
        .collect();
    let in_file_order = with_new(&staying, &base_of_wanted);
    let mut order: Vec<usize> = in_file_order.iter().filter_map(|(_, wanted_idx)| *wanted_idx).collect();
    if sorting != Sorting::None {
        order.sort_by_key(|idx| sorting.day_of(wanted[*idx]));
    }
    let steps = if order.is_sorted() { in_file_order } else { with_new(&in_wanted_order(staying), &base_of_wanted) };
    Some(steps.into_iter().map(|(step, _)| step).collect())
}

/// Returns for each item of the file as which item it was read.
fn base_of_file(file: &[Item<'_>], base: &[Item<'_>]) -> Option<Vec<Option<usize>>> {
    let mut by_text = queues(base, |item| Some(item.text()));
    let mut found: Vec<Option<usize>> =
        file.iter().map(|item| by_text.get_mut(&item.text()).and_then(VecDeque::pop_front)).collect();
    let mut is_found = vec![false; base.len()];
    found.iter().flatten().for_each(|idx| is_found[*idx] = true);
    let mut open: Vec<usize> = (0..file.len()).filter(|idx| found[*idx].is_none()).collect();
    for base_idx in (0..base.len()).filter(|idx| !is_found[*idx]) {
        let at = open.iter().position(|file_idx| base[base_idx].is_left_of(file[*file_idx]))?;
        found[open.remove(at)] = Some(base_idx);
    }
    Some(found)
}

/// Returns for each item that is wanted what it was before; `None` for new ones.
fn base_of_wanted(base: &[Item<'_>], wanted: &[Item<'_>]) -> Vec<Option<usize>> {
    let mut by_text = queues(base, |item| Some(item.text()));
    let mut found: Vec<Option<usize>> =
        wanted.iter().map(|item| by_text.get_mut(&item.text()).and_then(VecDeque::pop_front)).collect();
    let mut is_free = vec![true; base.len()];
    found.iter().flatten().for_each(|idx| is_free[*idx] = false);
    let free: Vec<Item<'_>> = base.to_vec();
    let mut by_name = queues(&free, |item| item.name());
    for (idx, item) in wanted.iter().enumerate().filter(|(_, item)| item.name().is_some()) {
        let Some(name) = item.name().filter(|_| found[idx].is_none()) else { continue };
        let same = by_name.get_mut(&name).and_then(|queue| queue.iter().copied().find(|idx| is_free[*idx]));
        if let Some(base_idx) = same {
            (found[idx], is_free[base_idx]) = (Some(base_idx), false);
        }
    }
    pair_by_likeness(base, wanted, &mut found, &mut is_free);
    // Of words, what stands where another stood before takes its place.
    for idx in 0..wanted.len() {
        let is_word = matches!(wanted[idx], Item::One(value) if matches!(value.parts(), Parts::Scalar));
        if found[idx].is_some() || !is_word {
            continue;
        }
        let candidate = match idx.checked_sub(1) {
            Some(before) => found[before].map(|before| before + 1),
            None => Some(0),
        };
        if let Some(base_idx) = candidate.filter(|idx| is_free.get(*idx) == Some(&true)) {
            (found[idx], is_free[base_idx]) = (Some(base_idx), false);
        }
    }
    found
}

/// Pairs of items that are compared for likeness at most, so that a hostile list cannot keep the program busy.
const MOST_PAIRS: usize = 10_000;

/// Finds items without a name that are like one from before in half of their fields or more, the likest first.
fn pair_by_likeness(base: &[Item<'_>], wanted: &[Item<'_>], found: &mut [Option<usize>], is_free: &mut [bool]) {
    let old: Vec<usize> = (0..base.len()).filter(|idx| is_free[*idx] && base[*idx].name().is_none()).collect();
    let new: Vec<usize> =
        (0..wanted.len()).filter(|idx| found[*idx].is_none() && wanted[*idx].name().is_none()).collect();
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return;
    }
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for wanted_idx in &new {
        for base_idx in &old {
            let n_same = likeness(base[*base_idx], wanted[*wanted_idx]);
            pairs.extend(n_same.map(|n_same| (usize::MAX - n_same, *wanted_idx, *base_idx)));
        }
    }
    pairs.sort_unstable();
    for (_, wanted_idx, base_idx) in pairs {
        if found[wanted_idx].is_none() && is_free[base_idx] {
            (found[wanted_idx], is_free[base_idx]) = (Some(base_idx), false);
        }
    }
}

/// Returns in how many fields two structs are the same; `None` where those are less than half of all.
fn likeness(old: Item<'_>, new: Item<'_>) -> Option<usize> {
    let (Item::One(old), Item::One(new)) = (old, new) else { return None };
    let (old, new) = (old.fields(), new.fields());
    let is_same = |(name, value): &&(&str, Value<'_>)| {
        new.iter().any(|(other, found)| other == name && found.text() == value.text())
    };
    let n_same = old.iter().filter(is_same).count();
    (n_same > 0 && 2 * n_same >= old.len().min(new.len())).then_some(n_same)
}

fn queues<'c, K: Ord>(items: &[Item<'c>], key: impl Fn(Item<'c>) -> Option<K>) -> BTreeMap<K, VecDeque<usize>> {
    let mut queues: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (idx, item) in items.iter().enumerate() {
        if let Some(key) = key(*item) {
            queues.entry(key).or_default().push_back(idx);
        }
    }
    queues
}

/// Returns what stays with the new items put right behind what is wanted before them.
fn with_new(staying: &[(Step, Option<usize>)], base_of_wanted: &[Option<usize>]) -> Vec<(Step, Option<usize>)> {
    let is_new = |idx: &usize| base_of_wanted.get(*idx).is_some_and(Option::is_none);
    let new_from = |from: usize| (from..).take_while(is_new).map(|idx| (Step::New(idx), Some(idx)));
    let mut steps: Vec<(Step, Option<usize>)> = new_from(0).collect();
    for (step, wanted_idx) in staying {
        steps.push((*step, *wanted_idx));
        steps.extend(wanted_idx.iter().flat_map(|idx| new_from(idx + 1)));
    }
    steps
}

/// Returns what stays in the order in which it is wanted; what was left out follows what it followed.
fn in_wanted_order(staying: Vec<(Step, Option<usize>)>) -> Vec<(Step, Option<usize>)> {
    let mut last = None;
    let mut keyed = Vec::with_capacity(staying.len());
    for (step, wanted_idx) in staying {
        last = wanted_idx.or(last);
        keyed.push((last, (step, wanted_idx)));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, step)| step).collect()
}
