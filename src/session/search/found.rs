//! What was found, in words: what it is called, what stands below that, and which letters were met.

use std::ops::Range;

use jiff::civil::Date;

use super::fold::{Traced, fold};
use super::index::{Record, names};
use super::matching::{Phrase, marks};
use crate::kit::{boxed, counted};
use crate::model::{Class, Direction, Document, NationId, Presence, Sign};
use crate::scene::Target;

/// Letters of a line at most: nobody reads more in a list.
const MOST_LETTERS: usize = 160;
/// Letters of a sentence that are shown before what was met in it.
const LEAD: usize = 24;

/// Where something was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// In a name or an alias, or in the id of a nation.
    Name,
    /// In a title.
    Title,
    /// In the names of the nations, the kind or the years of a tie, or in who published a source and when.
    Parties,
    /// In the id by which the files and the command line know it.
    Id,
    /// In what says what it is, or in one of its steps and moves.
    Summary,
    /// In what a source says.
    Evidence,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub target: Target,
    /// What it is called.
    pub title: Line,
    /// What stands below that: between whom and when, or what was said.
    pub below: Line,
    /// Where it was met.
    pub field: Field,
    /// How good it is: 0 is best.
    pub rank: u8,
    /// The sign of a tie or a kind.
    pub sign: Option<Sign>,
    /// Whether there is nothing of it on the day: a tie that does not exist then, a kind of which no tie is asked for.
    pub presence: Presence,
}

/// Words with the letters that were met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The words, safe to show.
    pub words: String,
    /// Bytes of the words that were met, in their order, none touching another.
    pub marks: Vec<Range<usize>>,
}

impl Line {
    /// Returns a line with the letters that a phrase meets.
    pub(super) fn of(text: &str, phrase: &Phrase) -> Self {
        let mut words: String = boxed(text);
        if let Some((end, _)) = words.char_indices().nth(MOST_LETTERS) {
            words.truncate(end);
            words.push('…');
        }
        let marks = marks(&words, phrase);
        Self { words, marks }
    }
}

/// What is told of a thing that was found: where, how well, and for which phrase on which day.
pub(super) struct Telling<'a> {
    pub document: &'a Document,
    pub phrase: &'a Phrase,
    pub as_of: Date,
    /// How many ties of a kind are asked for.
    pub n_ties: usize,
    pub field: Field,
    pub rank: u8,
}

impl Telling<'_> {
    /// Tells a thing.
    pub(super) fn tell(&self, record: &Record) -> Found {
        let Self { document, as_of, n_ties, field, rank, .. } = self;
        let (title, mut below, sign, presence) = match record {
            Record::Nation(nation) => {
                let title = document.nation_name(&nation.id).to_owned();
                let names = &nation.names;
                let class = match nation.class {
                    Class::State => None,
                    Class::Organization => Some("organization"),
                };
                let official = names.official.as_deref().filter(|name| *name != title);
                let others = [names.short.as_str(), nation.id.as_str()].into_iter().filter(|name| *name != title);
                let native = names.native.iter().map(|(_, name)| name.as_str());
                let others: Vec<&str> = others.chain(native).chain(names.aliases.iter().map(String::as_str)).collect();
                let others = others.join(", ");
                let parts = class.into_iter().chain(official).chain([others.as_str()]);
                let below = joined(parts.collect());
                (title, below, None, Presence::Certain)
            }
            Record::Kind(kind) => {
                let ties = match n_ties {
                    0 => "no ties to show now".to_owned(),
                    n => counted(*n, "tie"),
                };
                let below = joined(vec![&kind.category, kind.sign.name(), &ties]);
                let presence = if *n_ties == 0 { Presence::Absent } else { Presence::Certain };
                (kind.name.clone(), below, Some(kind.sign), presence)
            }
            Record::Source(source) => {
                let published = source.published.in_words();
                let below = joined(vec![&source.publisher, source.author.as_deref().unwrap_or_default(), &published]);
                (source.title.clone(), below, None, Presence::Certain)
            }
            Record::Tie(tie, _) => {
                let kind = document.kinds.get(&tie.kind);
                let mark = match kind.map(|kind| kind.direction) {
                    Some(Direction::Directed) => "→",
                    Some(Direction::Mutual) | None => "–",
                };
                let [a, b] = [&tie.between.0, &tie.between.1].map(|id| document.nation_name(id));
                let between = format!("{a} {mark} {b}");
                let span = tie.span.in_words();
                let below = joined(vec![&between, kind.map_or("", |kind| &kind.name), &span]);
                let presence = tie.span.presence_on(*as_of);
                (tie.about.title.clone(), below, kind.map(|kind| kind.sign), presence)
            }
        };
        let phrase = match self.said(record) {
            Some(said) => {
                below = said;
                self.phrase.clone()
            }
            None => self.shown(record, &title, &mut below),
        };
        let [title, below] = [title, below].map(|text| Line::of(&text, &phrase));
        Found { target: record.target(), title, below, field: *field, rank: *rank, sign, presence }
    }

    /// Adds to a line what of a thing was met that does not stand there, and returns the words to mark: where a nation is
    /// met by another name, that by which it is shown.
    fn shown(&self, record: &Record, title: &str, below: &mut String) -> Phrase {
        let mut words = self.phrase.words().to_vec();
        for word in self.phrase.words() {
            if [title, below].iter().any(|text| fold(text).contains(word.as_str())) {
                continue;
            }
            let ends = match record {
                Record::Tie(tie, _) => vec![&tie.between.0, &tie.between.1],
                Record::Nation(_) | Record::Kind(_) | Record::Source(_) => Vec::new(),
            };
            let is_called = |id: &&NationId| {
                let nation = self.document.nations.get(*id);
                nation.is_some_and(|nation| names(nation).any(|name| fold(name).contains(word.as_str())))
            };
            if let Some(nation) = ends.into_iter().find(is_called) {
                words.push(fold(self.document.nation_name(nation)));
            } else if let Some(other) = other(record, word) {
                *below = format!("{below} · {other}");
            }
        }
        if words.len() == self.phrase.words().len() { self.phrase.clone() } else { Phrase::from_words(words) }
    }

    /// Returns the sentence in which the phrase was met, from shortly before that on; `None` where it was met in a name.
    fn said(&self, record: &Record) -> Option<String> {
        if !matches!(self.field, Field::Summary | Field::Evidence) || matches!(record, Record::Source(_)) {
            return None;
        }
        let n_met = |text: &str| {
            let text = fold(text);
            let words = self.phrase.words().iter().filter(|word| text.contains(word.as_str())).count();
            words + usize::from(text.contains(self.phrase.whole()))
        };
        let mut best: (usize, String) = (0, String::new());
        record.each_saying(&mut |field, text| {
            if field == self.field {
                let n = n_met(text);
                if n > best.0 {
                    best = (n, text.to_owned());
                }
            }
        });
        let sentence = excerpt(&boxed(&best.1), self.phrase);
        match (best.0, self.field) {
            (0, _) => None,
            (_, Field::Evidence) => Some(format!("evidence: {sentence}")),
            _ => Some(sentence),
        }
    }
}

/// Returns what of a thing has a word and is not shown otherwise: its id, or the step of a year.
fn other(record: &Record, word: &str) -> Option<String> {
    let id = match record {
        Record::Nation(_) => return None,
        Record::Kind(kind) => kind.id.as_str(),
        Record::Source(source) => source.id.as_str(),
        Record::Tie(tie, _) => tie.id.as_str(),
    };
    if fold(id).contains(word) {
        return Some(id.to_owned());
    }
    let Record::Tie(tie, _) = record else { return None };
    let step = tie.course.milestones.iter().find(|step| step.on.in_words().contains(word))?;
    let words = if step.title.is_empty() { step.step.name() } else { &step.title };
    Some(format!("{}: {words}", step.on.in_words()))
}

/// Returns a sentence from the word shortly before what was met.
fn excerpt(sentence: &str, phrase: &Phrase) -> String {
    let traced = Traced::of(sentence);
    let found = traced.folded.find(phrase.whole()).map(|at| at..at + phrase.whole().len());
    let word = || phrase.words().iter().find_map(|word| traced.folded.find(word).map(|at| at..at + word.len()));
    let Some(met) = found.or_else(word).and_then(|met| traced.shown(met)) else { return sentence.to_owned() };
    let before = &sentence[..met.start];
    let Some((lead, _)) = before.char_indices().rev().nth(LEAD) else { return sentence.to_owned() };
    let from = before[lead..].find(' ').map_or(lead, |space| lead + space + 1);
    format!("…{}", &sentence[from..])
}

/// Joins what is not empty.
fn joined(parts: Vec<&str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" · ")
}
