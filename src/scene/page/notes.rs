//! Numbers the sources of the ties that are on a picture, as notes are numbered in print, and sets the notes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::block::Block;
use super::columns::{Columns, Entry, TO_LOOK_UP, TO_READ};
use super::marks::Ink;
use super::options::Overflow;
use crate::kit::{boxed, is_web_address, shortened};
use crate::model::{Document, NationId, Source, SourceId, Standing, Tie, TieId};
use crate::network::{Network, NetworkTie};

/// Letters of a note or a change at most; longer titles end early.
pub(super) const MOST_LETTERS: usize = 300;

/// Pairs that a full note names, the others are counted; and letters of an id.
const MOST_PAIRS: usize = 2;
const MOST_ID_LETTERS: usize = 8;

/// The sources of some ties, numbered from 1 by where they are first needed.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    sources: Vec<Numbered<'a>>,
    /// The numbers of each tie, as small raised digits.
    pub(super) marks: BTreeMap<TieId, String>,
    /// How they are set.
    form: Form,
    /// Sources that have no number, since only the best of each tie has one.
    pub(super) n_unnumbered: usize,
}

/// A source with the ties for which it is needed.
#[derive(Debug)]
struct Numbered<'a> {
    source: &'a Source,
    /// Between whom those ties are, each pair once, in the order of need: a tie on which a number found no room is found so.
    pairs: Vec<(&'a NationId, &'a NationId)>,
}

/// How a note is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Author, publisher, title and date.
    Full,
    /// Publisher and date, on one line.
    Short,
}

/// Which sources of a tie have a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picks {
    /// All.
    All,
    /// The one with the best grade, which is not only repeated from elsewhere if there is such a one.
    Best,
}

/// The notes on some ties, and how much room they are given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) width: f64,
    /// Height for the notes alone.
    pub(super) height: f64,
}

impl<'a> Notes<'a> {
    /// Numbers the sources of the ties of networks: pair by pair, the heaviest tie of each first. O(n log n) in ties and
    /// evidence.
    pub(super) fn of(shown: &[(&'a Document, &'a Network)], picks: Picks, form: Form) -> Self {
        let of_one = |(document, network): &(&'a Document, &'a Network)| {
            let document = *document;
            network.ties().iter().map(move |tie| (document, tie))
        };
        let mut ties: Vec<(&Document, &NetworkTie)> = shown.iter().flat_map(of_one).collect();
        let rank = |(_, tie): &(&Document, &NetworkTie)| {
            let (one, other) = &tie.tie.between;
            let pair = if one <= other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) };
            (pair, Reverse(tie.as_of_day.weight), tie.tie.id.clone())
        };
        ties.sort_by_cached_key(rank);
        let mut numbers: BTreeMap<&SourceId, usize> = BTreeMap::new();
        let mut notes = Self { form, ..Self::none() };
        let mut all: BTreeSet<&SourceId> = BTreeSet::new();
        for (document, tie) in ties {
            if notes.marks.contains_key(&tie.tie.id) {
                continue;
            }
            let mut own: Vec<usize> = Vec::new();
            all.extend(tie.tie.sources());
            let best = best(&tie.tie);
            for id in tie.tie.sources() {
                if picks == Picks::Best && best.is_some_and(|best| best != id) {
                    continue;
                }
                let Some((id, source)) = document.sources.get_key_value(id) else { continue };
                let n = *numbers.entry(id).or_insert_with(|| {
                    notes.sources.push(Numbered { source, pairs: Vec::new() });
                    notes.sources.len()
                });
                let (a, b) = &tie.tie.between;
                let pair = if a <= b { (a, b) } else { (b, a) };
                let pairs = &mut notes.sources[n - 1].pairs;
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
                own.push(n);
            }
            own.sort_unstable();
            own.dedup();
            notes.marks.insert(tie.tie.id.clone(), raised(&own));
        }
        notes.n_unnumbered = all.len().saturating_sub(notes.sources.len());
        notes
    }

    /// Returns no notes.
    pub(super) fn none() -> Self {
        Self { sources: Vec::new(), marks: BTreeMap::new(), form: Form::Full, n_unnumbered: 0 }
    }

    /// Returns notes that have room: on all sources in full, else in full or in short on the best of each tie. Where they go
    /// on on further pages, always all in full.
    pub(super) fn fitting(shown: &[(&'a Document, &'a Network)], overflow: Overflow, room: Room) -> Self {
        let all = Self::of(shown, Picks::All, Form::Full);
        if overflow == Overflow::Continued || all.fit(room) {
            return all;
        }
        let best = Self::of(shown, Picks::Best, Form::Full);
        if best.fit(room) { best } else { Self { form: Form::Short, ..best } }
    }

    /// Whether all of them have room.
    pub(super) fn fit(&self, room: Room) -> bool {
        self.len() <= self.columns(room).capacity() && self.set(0, room).1 == self.len()
    }

    /// Returns how many sources there are.
    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Sets the notes from one on, as many as have room; returns them with how many were set.
    pub(super) fn set(&self, from: usize, room: Room) -> (Block, usize) {
        let columns = self.columns(room);
        let entry = |(idx, numbered): (usize, &Numbered<'_>)| {
            let source = numbered.source;
            let words = match self.form {
                Form::Full => format!("{} · {}", in_words(source), between(&numbered.pairs, MOST_PAIRS)),
                Form::Short => {
                    let tail = format!(", {} · {}", day_of(source), between(&numbered.pairs, 1));
                    columns.cut(&boxed(&source.publisher), &tail)
                }
            };
            let url = source.url.clone().filter(|url| is_web_address(url));
            Entry { url, ..columns.entry((idx + 1).to_string(), &words, Ink::Ink) }
        };
        let within = self.sources.iter().enumerate().skip(from).take(columns.capacity());
        columns.set(&within.map(entry).collect::<Vec<Entry>>())
    }

    fn columns(&self, Room { left, width, height }: Room) -> Columns {
        match self.form {
            Form::Full => Columns::within(left, width, height, TO_READ),
            Form::Short => Columns::within(left, width, height, TO_LOOK_UP),
        }
    }
}

/// Returns the source that supports a tie best.
fn best(tie: &Tie) -> Option<&SourceId> {
    let supporting = tie.evidence.iter().filter(|item| item.standing != Standing::Denied);
    supporting.min_by_key(|item| (item.origin.is_some(), item.grade.rank())).map(|item| &item.source)
}

/// Returns when a source was published: as files write it where that is sure, else in words.
fn day_of(source: &Source) -> String {
    if source.published.is_sure() { source.published.to_string() } else { source.published.in_words() }
}

/// Returns the pairs of some ties, by the ids of their nations: "PRK–RUS, CHN–PRK", and how many more.
fn between(pairs: &[(&NationId, &NationId)], most: usize) -> String {
    let short = |id: &NationId| shortened(&boxed(id.as_str()), MOST_ID_LETTERS);
    let named: Vec<String> = pairs.iter().take(most).map(|(a, b)| format!("{}–{}", short(a), short(b))).collect();
    let n_more = pairs.len().saturating_sub(most);
    let more = if n_more == 0 { String::new() } else { format!(" +{n_more}") };
    format!("{}{more}", named.join(", "))
}

/// Returns a source as a note names it: author, publisher, title and date.
fn in_words(source: &Source) -> String {
    shortened(&boxed(&source.in_words()), MOST_LETTERS)
}

/// Returns sorted numbers as raised digits; three and more in a row as a range: "¹ ³–⁵".
fn raised(numbers: &[usize]) -> String {
    let digit = |letter: char| match letter {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + letter as u32 - '0' as u32).unwrap_or(letter),
        other => other,
    };
    let number = |n: usize| n.to_string().chars().map(digit).collect::<String>();
    let mut parts: Vec<String> = Vec::new();
    let mut rest = numbers;
    while let Some(&first) = rest.first() {
        let run = rest.iter().enumerate().take_while(|(idx, n)| **n == first + idx).count();
        match run {
            1 | 2 => parts.extend(rest[..run].iter().map(|n| number(*n))),
            run => parts.push(format!("{}–{}", number(first), number(first + run - 1))),
        }
        rest = &rest[run..];
    }
    // A thin space, which no line is broken at.
    parts.join("\u{2009}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::text::missing_letters;

    #[test]
    fn numbers_are_raised_and_runs_of_them_are_ranges() {
        let check = |numbers: &[usize], expected: &str| assert_eq!(raised(numbers), expected);
        check(&[], "");
        check(&[1, 2], "¹\u{2009}²");
        check(&[3, 4, 5, 10], "³–⁵\u{2009}¹⁰");
        assert_eq!(missing_letters(&raised(&[1, 5, 6, 7, 8, 9, 20, 34])), [] as [char; 0]);
    }
}
