//! The index over a record: what each thing is called, letter by letter, and all that is said of it in one long text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::fold::{fold, fold_into};
use super::found::Field;
use super::matching::letter_mask;
use crate::model::{Document, EdtfDate, Kind, Nation, Source, Tie};
use crate::scene::{Class, Target};

/// Letters that a word has at least to be offered in place of a misspelled one.
const LEAST_IN_WORD: usize = 4;

/// What can be found in a record.
#[derive(Debug)]
pub(super) struct Index {
    /// Nations, kinds, sources and ties, in this order.
    pub things: Vec<Thing>,
    /// What things are called; those of a thing stand together.
    pub names: Vec<Name>,
    /// The years of things; those of a thing stand together, the one in which it began first.
    pub years: Vec<i16>,
    /// The things of each id, folded.
    pub ids: BTreeMap<Box<str>, Vec<usize>>,
    /// All that is said of things, folded, with a line break after each text.
    pub said: String,
    /// The words in names and titles, sorted, each once.
    pub vocabulary: BTreeSet<String>,
}

/// Something that can be found.
#[derive(Debug)]
pub(super) struct Thing {
    pub record: Record,
    /// Its part of [`Index::names`].
    pub names: Range<usize>,
    /// Its part of [`Index::years`].
    pub years: Range<usize>,
    /// Where in [`Index::said`] evidence begins, and where all ends; the part begins where that of the thing before ends.
    pub evidence_from: usize,
    pub said_to: usize,
}

/// A record that can be found.
#[derive(Debug)]
pub(super) enum Record {
    Nation(Arc<Nation>),
    Kind(Arc<Kind>),
    Source(Arc<Source>),
    /// A tie with the indices of its nations and its kind among the things.
    Tie(Arc<Tie>, [usize; 3]),
}

/// What something is called.
#[derive(Debug)]
pub(super) struct Name {
    pub field: Field,
    /// Folded.
    pub text: Box<str>,
    /// Which letters it has.
    pub letters: u64,
}

impl Index {
    /// Indexes a record. O(letters).
    pub(super) fn of(document: &Document) -> Self {
        let mut index = Self {
            things: Vec::new(),
            names: Vec::new(),
            years: Vec::new(),
            ids: BTreeMap::new(),
            said: String::new(),
            vocabulary: BTreeSet::new(),
        };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for nation in document.nations.values() {
            places.insert(nation.id.as_str(), index.things.len());
            index.add(Record::Nation(nation.clone()));
        }
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for kind in document.kinds.values() {
            kinds.insert(kind.id.as_str(), index.things.len());
            index.add(Record::Kind(kind.clone()));
        }
        for source in document.sources.values() {
            index.add(Record::Source(source.clone()));
        }
        for tie in document.ties.values() {
            let ends = [&tie.between.0, &tie.between.1].map(|id| places.get(id.as_str()).copied());
            if let ([Some(a), Some(b)], Some(kind)) = (ends, kinds.get(tie.kind.as_str())) {
                index.add(Record::Tie(tie.clone(), [a, b, *kind]));
            }
        }
        index
    }

    fn add(&mut self, record: Record) {
        let first = self.names.len();
        let (names, vocabulary) = (&mut self.names, &mut self.vocabulary);
        record.each_name(&mut |field, text| {
            if text.is_empty() {
                return;
            }
            let text = fold(text).into_boxed_str();
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                if word.chars().count() >= LEAST_IN_WORD && !vocabulary.contains(word) {
                    vocabulary.insert(word.to_owned());
                }
            }
            names.push(Name { field, letters: letter_mask(&text), text });
        });
        let mut evidence_from = None;
        let said = &mut self.said;
        record.each_saying(&mut |field, text| {
            if field == Field::Evidence && evidence_from.is_none() {
                evidence_from = Some(said.len());
            }
            if !text.is_empty() {
                fold_into(text, said);
                said.push('\n');
            }
        });
        let said_to = self.said.len();
        let names = first..self.names.len();
        let first = self.years.len();
        record.each_year(&mut |year| self.years.push(year));
        let years = first..self.years.len();
        if let Some(id) = record.id() {
            self.ids.entry(fold(id).into_boxed_str()).or_default().push(self.things.len());
        }
        self.things.push(Thing { record, names, years, evidence_from: evidence_from.unwrap_or(said_to), said_to });
    }
}

impl Record {
    /// Returns what is selected when it is chosen.
    pub(super) fn target(&self) -> Target {
        match self {
            Self::Nation(nation) => Target::Nation(nation.id.clone()),
            Self::Kind(kind) => Target::Class(Class::Kind(kind.id.clone())),
            Self::Source(source) => Target::Source(source.id.clone()),
            Self::Tie(tie, _) => Target::Tie(tie.id.clone()),
        }
    }

    /// Visits all that it is called.
    fn each_name(&self, visit: &mut dyn FnMut(Field, &str)) {
        match self {
            Self::Nation(nation) => names(nation).for_each(|name| visit(Field::Name, name)),
            Self::Kind(kind) => visit(Field::Name, &kind.name),
            Self::Source(source) => {
                visit(Field::Title, &source.title);
                visit(Field::Parties, &source.publisher);
                visit(Field::Parties, source.author.as_deref().unwrap_or_default());
            }
            Self::Tie(tie, _) => visit(Field::Title, &tie.about.title),
        }
    }

    /// Returns the id by which files and the command line know it; a nation's is a name.
    fn id(&self) -> Option<&str> {
        match self {
            Self::Nation(_) => None,
            Self::Kind(kind) => Some(kind.id.as_str()),
            Self::Source(source) => Some(source.id.as_str()),
            Self::Tie(tie, _) => Some(tie.id.as_str()),
        }
    }

    /// Visits the years of it; that in which it began first, for whoever types a year means that one first.
    fn each_year(&self, visit: &mut dyn FnMut(i16)) {
        match self {
            Self::Nation(_) | Self::Kind(_) => {}
            Self::Source(source) => visit(year(source.published)),
            Self::Tie(tie, _) => {
                let [begin, end] = [tie.span.begin(), tie.span.end()].map(|end| end.date().map(year));
                // Where its beginning is not known, no year is that.
                visit(begin.unwrap_or_default());
                let steps = tie.course.milestones.iter().map(|milestone| year(milestone.on));
                end.into_iter().chain(steps).filter(|year| Some(*year) != begin).for_each(visit);
            }
        }
    }

    /// Visits all that is said of it: what it is first, then its evidence.
    pub(super) fn each_saying(&self, visit: &mut dyn FnMut(Field, &str)) {
        let summary = Field::Summary;
        match self {
            Self::Nation(nation) => {
                for event in &nation.events {
                    [&event.title, &event.summary].into_iter().for_each(|text| visit(summary, text));
                }
                for driver in &nation.drivers {
                    [&driver.title, &driver.summary].into_iter().for_each(|text| visit(summary, text));
                }
                let of_events = nation.events.iter().flat_map(|event| &event.evidence);
                for item in of_events.chain(nation.drivers.iter().flat_map(|driver| &driver.evidence)) {
                    visit(Field::Evidence, &item.claim);
                    visit(Field::Evidence, item.quote.as_deref().unwrap_or_default());
                }
            }
            Self::Kind(kind) => {
                [&kind.summary, &kind.term, &kind.category].into_iter().for_each(|text| visit(summary, text));
            }
            Self::Source(_) => {}
            Self::Tie(tie, _) => {
                visit(summary, &tie.about.summary);
                tie.course.milestones.iter().for_each(|milestone| visit(summary, &milestone.title));
                for exchange in &tie.course.exchanges {
                    for text in [&exchange.approach, &exchange.strategy, &exchange.reply] {
                        visit(summary, text);
                    }
                }
                for item in &tie.evidence {
                    visit(Field::Evidence, &item.claim);
                    visit(Field::Evidence, item.quote.as_deref().unwrap_or_default());
                }
            }
        }
    }
}

/// Returns all names of a nation: the short one, its id, the official one, native ones and aliases.
pub(super) fn names(nation: &Nation) -> impl Iterator<Item = &str> {
    let names = &nation.names;
    let official = names.official.iter().map(String::as_str);
    let native = names.native.iter().map(|(_, name)| name.as_str());
    let aliases = names.aliases.iter().map(String::as_str);
    [names.short.as_str(), nation.id.as_str()].into_iter().chain(official).chain(native).chain(aliases)
}

/// Returns the year of a date.
fn year(date: EdtfDate) -> i16 {
    date.earliest().year()
}
