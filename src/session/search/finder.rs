//! Answers what is typed, letter by letter, from an index that is made once for a record.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Field;
use super::found::{Found, Line, Telling};
use super::index::{Index, Record};
use super::matching::{Matched, Phrase, compare};
use super::scan::{Cost, Scan, UNMET, apart, field, rank, rank_of};
use crate::kit::did_you_mean;
use crate::model::{Document, KindId, Presence};
use crate::network::Network;
use crate::scene::Target;
use crate::session::Command;

/// Letters of a word from which on another may be meant.
const LEAST_MISSPELLED: usize = 4;

/// Finds things in a record.
#[derive(Debug)]
pub struct Finder {
    /// Held, so that no other record can take its place unseen.
    document: Arc<Document>,
    index: Index,
    /// The words of the last query, which a longer one builds upon.
    scans: Vec<Scan>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The best of it, the best first.
    pub found: Vec<Found>,
    /// How many things there are in all.
    pub n_found: usize,
    /// What was looked for instead, where nothing meets what was typed.
    pub instead: Option<String>,
}

/// A thing with what orders it among others.
type Ordered = (Cost, u8, Reverse<Presence>, u64, Reverse<u8>, usize);

impl Finder {
    /// Indexes a record. O(letters).
    pub fn of(document: &Arc<Document>) -> Self {
        let index = Index::of(document);
        Self { document: document.clone(), index, scans: Vec::new() }
    }

    /// Whether it finds things in this very record, wherever its nations sit.
    pub fn is_of(&self, document: &Document) -> bool {
        let Document {
            manifest: _,
            kinds,
            nations,
            sources,
            instruments: _,
            ties,
            assessments: _,
            positions: _,
            scenarios: _,
        } = &*self.document;
        kinds.ptr_eq(&document.kinds)
            && nations.ptr_eq(&document.nations)
            && sources.ptr_eq(&document.sources)
            && ties.ptr_eq(&document.ties)
    }

    /// Returns at most `most` things that meet every word of a query, told as of the day of a network of the record, which
    /// also says how many ties of a kind are asked for.
    ///
    /// Where a word is written nowhere, the nearest word of a name or title is tried in its place. O(letters) for a new word,
    /// O(what the shorter word met) for a letter more.
    pub fn search(&mut self, query: &str, network: &Network, most: usize) -> Answer {
        let phrase = Phrase::of(query);
        if phrase.is_empty() {
            self.scans.clear();
            return Answer::default();
        }
        self.scan(&phrase);
        let answer = self.answer(&phrase, network, most);
        let rank = |answer: &Answer| answer.found.first().map_or(u8::MAX, |found| found.rank);
        // What is written as it was typed, or with letters left out of a name, is no slip.
        if rank(&answer) <= rank_of(Field::Name, Matched::Fuzzily) {
            return answer;
        }
        let Some(instead) = self.nearest(&phrase) else { return answer };
        let typed = std::mem::take(&mut self.scans);
        self.scan(&instead);
        let nearest = self.answer(&instead, network, most);
        self.scans = typed;
        if rank(&nearest) < rank(&answer) {
            Answer { instead: Some(instead.whole().to_owned()), ..nearest }
        } else {
            answer
        }
    }

    /// Returns a thing as it is told when nothing is looked for; `None` when there is none of it.
    pub fn tell(&mut self, target: &Target, as_of: Date) -> Option<Found> {
        let Self { document, index, .. } = self;
        let thing = index.things.iter().find(|thing| thing.record.target() == *target)?;
        let phrase = &Phrase::default();
        let telling = Telling { document, phrase, as_of, n_ties: 0, field: Field::Name, rank: 0 };
        Some(telling.tell(&thing.record))
    }

    /// Returns how well a command of some name meets a query, and the letters of the name that do; `None` where it does not.
    /// One whose name begins with it is as good as anything can be.
    pub fn command(command: &Command, name: &str, query: &str) -> Option<(u8, Line)> {
        let phrase = Phrase::of(query);
        let in_full = || {
            let menu = command.menu().map_or("", |menu| menu.label());
            format!("{menu} {} {name} {}", command.label(), command.tooltip())
        };
        let rank = match compare(name, &phrase) {
            Some(Matched::Exactly | Matched::Prefix) => 0,
            Some(matched) => rank_of(Field::Name, matched),
            None => match compare(&in_full(), &phrase)? {
                Matched::Fuzzily => return None,
                matched => rank_of(Field::Summary, matched),
            },
        };
        Some((rank, Line::of(name, &phrase)))
    }

    /// Looks for every word of a phrase, building upon the words of the last one.
    fn scan(&mut self, phrase: &Phrase) {
        let before = std::mem::take(&mut self.scans);
        for word in phrase.words() {
            if let Some(same) = before.iter().find(|scan| scan.word() == word) {
                self.scans.push(same.clone());
                continue;
            }
            let shorter = before.iter().filter(|scan| word.contains(scan.word())).max_by_key(|scan| scan.word().len());
            self.scans.push(Scan::of(&self.index, word, shorter));
        }
    }

    fn answer(&mut self, phrase: &Phrase, network: &Network, most: usize) -> Answer {
        let as_of = network.as_of();
        let beside = (phrase.words().len() > 1).then(|| Scan::beside(&self.index, phrase.whole()));
        let cost = |idx: usize| match (&beside, self.scans.as_slice()) {
            (None, [only]) => only.costs[idx],
            (None, _) => UNMET,
            (Some(beside), words) => apart(words.iter().map(|scan| scan.costs[idx])).min(beside.costs[idx]),
        };
        let met = (0..self.index.things.len()).map(|idx| (idx, cost(idx))).filter(|(_, cost)| *cost != UNMET);
        let mut ordered: Vec<Ordered> = met.map(|(idx, cost)| self.ordered(idx, cost, as_of)).collect();
        let n_found = ordered.len();
        if n_found > most && most > 0 {
            ordered.select_nth_unstable(most - 1);
            ordered.truncate(most);
        }
        ordered.sort_unstable();
        ordered.truncate(most);
        let n_ties = self.n_ties(&ordered, network);
        let Self { document, index, .. } = self;
        let tell = |(cost, .., idx): &Ordered| {
            let record = &index.things[*idx].record;
            let n_ties = match record {
                Record::Kind(kind) => n_ties.get(&kind.id).copied().unwrap_or_default(),
                Record::Nation(_) | Record::Source(_) | Record::Tie(..) => 0,
            };
            let (field, rank) = (field(*cost), rank(*cost));
            Telling { document, phrase, as_of, n_ties, field, rank }.tell(record)
        };
        Answer { found: ordered.iter().map(tell).collect(), n_found, instead: None }
    }

    fn ordered(&self, idx: usize, cost: Cost, as_of: Date) -> Ordered {
        let (sort, presence, weight) = match &self.index.things[idx].record {
            Record::Nation(_) => (0, Presence::Certain, 0),
            Record::Kind(_) => (1, Presence::Certain, 0),
            Record::Tie(tie, _) => {
                let presence = match tie.span.presence_on(as_of) {
                    Presence::Absent => Presence::Absent,
                    Presence::Uncertain | Presence::Certain => Presence::Certain,
                };
                (2, presence, tie.weight.on(as_of).0)
            }
            Record::Source(_) => (3, Presence::Certain, 0),
        };
        let by_words = self.scans.iter().map(|scan| u64::from(scan.costs[idx])).sum();
        (cost, sort, Reverse(presence), by_words, Reverse(weight), idx)
    }

    /// Returns how many ties of each kind are asked for: choosing a kind chooses these. Nothing where no kind is told.
    fn n_ties<'a>(&self, told: &[Ordered], network: &'a Network) -> BTreeMap<&'a KindId, usize> {
        let mut n_ties = BTreeMap::new();
        if told.iter().any(|(.., idx)| matches!(self.index.things[*idx].record, Record::Kind(_))) {
            for tie in network.asked_for() {
                *n_ties.entry(&tie.kind.id).or_default() += 1;
            }
        }
        n_ties
    }

    /// Returns the phrase with words that are near to those that meet nothing; `None` when there are none.
    fn nearest(&self, phrase: &Phrase) -> Option<Phrase> {
        let mut is_other = false;
        let near = |(word, scan): (&String, &Scan)| {
            let n = word.chars().count();
            if scan.is_met() || n < LEAST_MISSPELLED {
                return word.clone();
            }
            let is_as_long = |known: &&str| known.chars().count().abs_diff(n) <= 2;
            let known = self.index.vocabulary.iter().map(String::as_str).filter(is_as_long);
            let near = did_you_mean(word, known);
            is_other |= near.is_some();
            near.map_or_else(|| word.clone(), str::to_owned)
        };
        let words = phrase.words().iter().zip(&self.scans).map(near).collect();
        is_other.then(|| Phrase::from_words(words))
    }
}
