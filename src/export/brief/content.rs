//! Turns a record, as somebody looks at it, into the brief of all of it, of a nation, of a pair or of a scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::blocks::{Block, Brief, Column, Fact, Heading, Holds, Level, Run, Table};
use super::notes::Notes;
use crate::kit::{capitalized, counted, grouped};
use crate::model::{
    Class, Confidence, Direction, Document, EdtfDate, Manifest, NationId, Scenario, Sign, SourceId, Tie, TieId,
};
use crate::network::{Network, NetworkTie, Summary, mixed_pairs};

/// What a brief is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All that is asked for; where a scenario is open, that scenario.
    Record,
    /// A nation.
    Nation(NationId),
    /// Two nations, in the order in which they are named.
    Pair(NationId, NationId),
}

/// What a brief is made from: a record as somebody looks at it.
#[derive(Debug, Clone, Copy)]
pub struct BriefOptions<'a> {
    /// What it is about.
    pub subject: &'a Subject,
    /// The record as far as it was known, with what is supposed on the day.
    pub document: &'a Document,
    /// Its network on the day; only what is asked for there is told.
    pub network: &'a Network,
    /// The network of all its ties, whatever their days: what it says of the time before and after.
    pub whole: &'a Network,
    /// The day by which evidence had to be known; `None` for all that is known now.
    pub known_on: Option<Date>,
    /// What is asked for, in words; `None` for everything.
    pub filter: Option<&'a str>,
    /// The version of the record.
    pub version: &'a str,
    /// What is supposed; `None` for the record as it is.
    pub supposition: Option<&'a Supposition<'a>>,
}

/// A scenario that is carried out over a record.
#[derive(Debug, Clone)]
pub struct Supposition<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The record without it: what names there had that are gone.
    pub record: &'a Document,
    /// What each hypothesis does, in the order of the scenario.
    pub hypotheses: Vec<ToldHypothesis>,
    /// What it comes to against the record on the day.
    pub summary: Summary,
}

/// What a hypothesis does, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldHypothesis {
    /// What becomes of each record.
    pub does: Vec<String>,
    /// Why it does not hold on the day; `None` where it does.
    pub idle: Option<String>,
}

/// Returns the brief of a record. O(n log n) in ties, evidence and what is dated.
pub fn brief(options: &BriefOptions<'_>) -> Brief {
    let mut writer = Writer::of(options);
    let mut blocks = writer.summary();
    blocks.push(Block::Picture);
    blocks.extend(writer.hypotheses());
    blocks.extend(writer.ties());
    blocks.extend(writer.reasons());
    blocks.extend(writer.other_days());
    blocks.extend(writer.ledger());
    blocks.extend(writer.events());
    blocks.extend(writer.weak_points());
    blocks.extend(writer.assessments());
    let (title, subtitle) = writer.titles();
    let (caution, facts) = (writer.caution(), writer.facts());
    Brief { title, subtitle, caution, facts, blocks, sources: writer.notes.cited() }
}

/// Writes a brief, section by section: the order of the calls is that of the numbers of its sources.
pub(super) struct Writer<'a> {
    pub options: &'a BriefOptions<'a>,
    pub notes: Notes<'a>,
    /// The ties of the day that it is about, those of one pair beside each other.
    pub ties: Vec<&'a NetworkTie>,
    /// The ties that it is about, whatever their days, by id.
    pub ever: Vec<&'a NetworkTie>,
    /// The ties of the day, whose details are told.
    detailed: BTreeSet<TieId>,
}

impl<'a> Writer<'a> {
    fn of(options: &'a BriefOptions<'a>) -> Self {
        let concerned = |network: &'a Network| -> Vec<&'a NetworkTie> {
            network.asked_for().filter(|tie| options.subject.concerns(&tie.tie)).collect()
        };
        let (mut ties, ever) = (concerned(options.network), concerned(options.whole));
        let mut n_ties: BTreeMap<(&NationId, &NationId), usize> = BTreeMap::new();
        for tie in &ties {
            *n_ties.entry(tie.tie.pair()).or_default() += 1;
        }
        let rank = |tie: &NetworkTie| n_ties.get(&tie.tie.pair()).map_or(0, |n| usize::MAX - n);
        ties.sort_by(|one, other| {
            let by_pair = rank(one).cmp(&rank(other)).then_with(|| one.tie.pair().cmp(&other.tie.pair()));
            let by_weight = || other.as_of_day.weight.cmp(&one.as_of_day.weight);
            by_pair.then_with(|| one.kind.sign.cmp(&other.kind.sign)).then_with(by_weight)
        });
        let detailed = ties.iter().map(|tie| tie.tie.id.clone()).collect();
        Self { options, notes: Notes::of(options.document), ties, ever, detailed }
    }

    pub fn document(&self) -> &'a Document {
        self.options.document
    }

    pub fn name(&self, id: &'a NationId) -> &'a str {
        self.document().nation_name(id)
    }

    /// Returns the day looked at, in words.
    pub fn day(&self) -> String {
        in_words(self.options.network.as_of())
    }

    /// Returns words that lead to the details of a tie, if those are told.
    pub fn tie_run(&self, tie: &Tie) -> Run {
        let (text, id) = (tie.about.title.clone(), tie.id.clone());
        if self.detailed.contains(&id) { Run::Tie { text, id } } else { Run::Text(text) }
    }

    /// Returns the titles of ties, one after the other, each likewise.
    pub fn tie_runs<'t>(&self, ties: impl Iterator<Item = &'t Tie>) -> Vec<Run> {
        let mut runs = Vec::new();
        for (idx, tie) in ties.enumerate() {
            runs.extend((idx > 0).then(|| Run::text("; ")));
            runs.push(self.tie_run(tie));
        }
        runs
    }

    /// Returns between whom a tie is: "Russia – North Korea", "China to North Korea".
    pub fn between(&self, tie: &Tie) -> String {
        let (a, b) = &tie.between;
        let (a, b) = (self.document().nation_name(a), self.document().nation_name(b));
        match self.document().kinds.get(&tie.kind).map(|kind| kind.direction) {
            Some(Direction::Directed) => format!("{a} to {b}"),
            Some(Direction::Mutual) | None => format!("{a} – {b}"),
        }
    }

    /// Returns what the brief is called, and what sort of brief of which atlas it is.
    fn titles(&self) -> (String, String) {
        let atlas = &self.document().manifest.title;
        match (self.options.subject, self.options.supposition) {
            (Subject::Record, None) => (atlas.clone(), "Brief of the record".to_owned()),
            (Subject::Record, Some(supposed)) => {
                (supposed.scenario.title.clone(), format!("Scenario brief over “{atlas}”"))
            }
            (Subject::Nation(id), _) => (self.name(id).to_owned(), format!("Nation brief from “{atlas}”")),
            (Subject::Pair(a, b), _) => {
                (format!("{} · {}", self.name(a), self.name(b)), format!("Pair brief from “{atlas}”"))
            }
        }
    }

    fn caution(&self) -> Option<String> {
        let supposed = self.options.supposition?;
        let n_supposed = self.ties.iter().filter(|tie| tie.is_hypothetical()).count();
        let how_many = match n_supposed {
            0 => "none of the ties below differs from the record".to_owned(),
            n => format!("{} of {} below not on record like this", grouped(n), counted(self.ties.len(), "tie")),
        };
        Some(format!("Hypothetical, scenario “{}”: {how_many}", supposed.scenario.title))
    }

    fn facts(&self) -> Vec<Fact> {
        let Manifest { id, authors, license, .. } = &*self.document().manifest;
        let BriefOptions { known_on, filter, version, supposition, .. } = *self.options;
        let scenario = supposition.map(|supposed| match supposed.scenario.author.as_str() {
            "" => format!("“{}”", supposed.scenario.title),
            author => format!("“{}”, by {}", supposed.scenario.title, self.document().who(author)),
        });
        let data = format!("{}, version {version}", if id.is_empty() { "atlas" } else { id });
        let facts = [
            ("As of", Some(self.day())),
            ("Known on", known_on.map(in_words)),
            ("Scenario", scenario),
            ("Only", filter.map(str::to_owned)),
            ("Data", Some(data)),
            ("Authors", Some(authors.join(", "))),
            ("License", Some(license.clone())),
        ];
        let told = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
        told.filter(|(_, value)| !value.is_empty()).map(|(name, value)| Fact::new(name, value)).collect()
    }

    /// Says what there is in a few sentences, and what a scenario comes to.
    fn summary(&mut self) -> Vec<Block> {
        let mut blocks = vec![section("Summary", "")];
        match self.options.subject {
            Subject::Record => {
                let summary = &self.document().manifest.summary;
                blocks.extend(self.options.supposition.is_none().then(|| paragraph(summary)).flatten());
                blocks.extend(self.scenario_in_words());
                blocks.extend(paragraph(&self.counts_in_words(&format!("On {} there are ", self.day()))));
                blocks.extend(self.mixed_in_words());
            }
            Subject::Nation(id) => {
                blocks.extend(self.names(id));
                let name = self.name(id);
                blocks.extend(paragraph(&self.counts_in_words(&format!("On {} {name} has ", self.day()))));
                blocks.extend(self.partners(id));
            }
            Subject::Pair(a, b) => {
                let (a_name, b_name) = (self.name(a), self.name(b));
                let begin = format!("On {}, between {a_name} and {b_name}, there are ", self.day());
                let mixed = match self.options.network.is_mixed(a, b) {
                    true => " The pair is mixed: it has both positive and negative ties.",
                    false => "",
                };
                blocks.extend(paragraph(&format!("{}{mixed}", self.counts_in_words(&begin))));
            }
        }
        blocks
    }

    /// Says how many ties there are, of which signs, and how sure.
    fn counts_in_words(&self, begin: &str) -> String {
        let of_sign = |sign| self.ties.iter().filter(|tie| tie.kind.sign == sign).count();
        let signs: Vec<String> = Sign::ALL
            .into_iter()
            .map(|sign| (of_sign(sign), sign))
            .filter(|(n, _)| *n > 0)
            .map(|(n, sign)| format!("{} {}", grouped(n), sign.name()))
            .collect();
        if signs.is_empty() {
            let asked = if self.options.filter.is_some() { " that are asked for" } else { "" };
            return format!("{begin}no ties{asked}.");
        }
        let of_confidence = |confidence| self.ties.iter().filter(|tie| tie.support.confidence == confidence).count();
        let sure: Vec<String> = Confidence::ALL
            .into_iter()
            .map(|confidence| (of_confidence(confidence), confidence))
            .filter(|(n, _)| *n > 0)
            .map(|(n, confidence)| {
                format!("{} {} {}", grouped(n), if n == 1 { "is" } else { "are" }, confidence.name())
            })
            .collect();
        let evidence = self.ties.iter().flat_map(|tie| &tie.tie.evidence);
        let sources: BTreeSet<&SourceId> = evidence.map(|item| &item.source).collect();
        let ties = counted(self.ties.len(), "tie");
        // One tie is, and several are: the sentence begins before it is known how many.
        let begin = if self.ties.len() == 1 { begin.replace("there are ", "there is ") } else { begin.to_owned() };
        let rest = if self.ties.len() == 1 { "It rests" } else { "They rest" };
        let sources = counted(sources.len(), "source");
        format!("{begin}{ties}: {}. {rest} on {sources}; by the evidence, {}.", listed(&signs), listed(&sure))
    }

    fn mixed_in_words(&self) -> Option<Block> {
        let mixed = mixed_pairs(self.options.network);
        let pair = |pair: &crate::network::MixedPair| {
            let counts: Vec<String> = pair.counts.iter().map(|(sign, n)| format!("{n} {}", sign.name())).collect();
            let document = self.document();
            format!("{} and {} ({})", document.nation_name(&pair.a), document.nation_name(&pair.b), counts.join(", "))
        };
        let pairs: Vec<String> = mixed.iter().map(pair).collect();
        match pairs.as_slice() {
            [] => None,
            [one] => paragraph(&format!("One pair is mixed, with both positive and negative ties: {one}.")),
            many => {
                let n = grouped(many.len());
                paragraph(&format!("{n} pairs are mixed, with both positive and negative ties: {}.", many.join("; ")))
            }
        }
    }

    /// Says by what other names a nation goes.
    fn names(&self, id: &NationId) -> Option<Block> {
        let nation = self.document().nations.get(id)?;
        let names = &nation.names;
        let class = match nation.class {
            Class::State => "a state",
            Class::Organization => "an organization",
        };
        let shown = self.document().nation_name(id);
        let native = names.native.iter().map(|(_, name)| name.as_str());
        let mut others: Vec<&str> = Vec::new();
        for name in std::iter::once(names.short.as_str()).chain(names.official.as_deref()).chain(native) {
            if name != shown && !others.contains(&name) {
                others.push(name);
            }
        }
        let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
        let seat = nation.seat.as_ref().map(|seat| format!(" with its seat in {}", seat.city)).unwrap_or_default();
        paragraph(&format!("{}{others} is {class}{seat}.", capitalized(shown)))
    }

    /// Says with whom a nation has how many ties.
    fn partners(&self, id: &NationId) -> Option<Block> {
        let mut partners: Vec<(&NationId, usize)> = Vec::new();
        for partner in self.ties.iter().filter_map(|tie| tie.tie.other(id)) {
            match partners.iter_mut().find(|(other, _)| *other == partner) {
                Some((_, n)) => *n += 1,
                None => partners.push((partner, 1)),
            }
        }
        let partners: Vec<String> = partners
            .into_iter()
            .map(|(partner, n)| {
                let mixed = if self.options.network.is_mixed(id, partner) { ", mixed" } else { "" };
                format!("{} ({}{mixed})", self.document().nation_name(partner), grouped(n))
            })
            .collect();
        (!partners.is_empty()).then(|| paragraph(&format!("They are with {}.", listed(&partners)))).flatten()
    }
}

impl Subject {
    /// Whether it is about a tie.
    pub fn concerns(&self, tie: &Tie) -> bool {
        match self {
            Self::Record => true,
            Self::Nation(id) => tie.concerns(id),
            Self::Pair(a, b) => tie.concerns(a) && tie.concerns(b),
        }
    }
}

/// Returns a day as people write it.
pub(super) fn in_words(day: Date) -> String {
    EdtfDate::from_day(day).in_words()
}

/// Returns the heading of a section.
pub(super) fn section(text: &str, remark: &str) -> Block {
    Block::Heading(Heading { level: Level::Section, text: text.to_owned(), remark: remark.to_owned() })
}

/// Returns the heading of a part of a section.
pub(super) fn part(text: &str, remark: &str) -> Block {
    Block::Heading(Heading { level: Level::Part, text: text.to_owned(), remark: remark.to_owned() })
}

/// Returns a paragraph; `None` where nothing is said.
pub(super) fn paragraph(text: &str) -> Option<Block> {
    (!text.trim().is_empty()).then(|| Block::Paragraph(vec![Run::text(text)]))
}

/// Returns a table of named columns.
pub(super) fn table(caption: &str, columns: &[(&'static str, Holds)], rows: Vec<super::blocks::Row>) -> Block {
    let columns = columns.iter().map(|(name, holds)| Column { name, holds: *holds }).collect();
    Block::Table(Table { caption: caption.to_owned(), columns, rows })
}

/// Returns words one after the other: "a, b and c".
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns the records of ties.
pub(super) fn records<'a>(ties: &[&'a NetworkTie]) -> impl Iterator<Item = &'a Arc<Tie>> {
    ties.iter().map(|tie| &tie.tie)
}
