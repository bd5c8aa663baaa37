//! The filter as chips that can be taken away, and everything that could be added to it, each with its count on the day.

use std::collections::{BTreeMap, BTreeSet};

use super::state::Session;
use crate::kit::counted;
use crate::model::{
    Credibility, DateError, Document, Evidence, KindId, NationId, Reliability, Sign, SourceId, Span, Standing,
};
use crate::network::{Criterion, Field, Filter, Network, NetworkTie, credible_as, reliable_as};

/// One thing that the filter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What it asks for.
    pub criterion: Criterion,
    /// That in words: "reliability B or better".
    pub words: String,
    /// How many ties of the day it concerns if it is asked alone: those that it lets through, or, of a source whose ties
    /// are hidden, those that it hides.
    pub n_ties: usize,
    /// Why it concerns none; empty where it does concern some.
    pub remark: &'static str,
    /// The filter without it.
    pub without: Filter,
}

/// Everything of one field that could be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The field.
    pub field: Field,
    /// What there is to choose: grades and signs in their order, all else with the most ties first, then by name.
    pub choices: Vec<Choice>,
}

/// Something that could be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it would ask for.
    pub criterion: Criterion,
    /// Its name in its field.
    pub name: String,
    /// Other words by which people look for it, and its name, all in small letters.
    pub known_as: String,
    /// How many ties of the day it concerns, whatever else is asked for.
    pub n_ties: usize,
}

impl Chip {
    /// Returns how many ties it concerns, in words: "23 ties", "hides 4 ties", or why there are none.
    pub fn count_in_words(&self) -> String {
        let ties = counted(self.n_ties, "tie");
        match (self.n_ties, self.criterion.field()) {
            (0, _) => self.remark.to_owned(),
            (_, Field::WithoutSource) => format!("hides {ties}"),
            _ => ties,
        }
    }
}

impl Choice {
    /// Whether it asks for the grade that somebody typed, a letter or a digit and nothing else, in small letters.
    pub fn is_grade(&self, typed: &str) -> bool {
        let mut letters = typed.trim().chars();
        let (Some(letter), None) = (letters.next().map(|letter| letter.to_ascii_uppercase()), letters.next()) else {
            return false;
        };
        match &self.criterion {
            Criterion::Reliability(asked) => {
                Reliability::ALL.into_iter().any(|grade| grade.sign() == letter && *asked == reliable_as(grade))
            }
            Criterion::Credibility(asked) => {
                Credibility::ALL.into_iter().any(|grade| grade.sign() == letter && *asked == credible_as(grade))
            }
            Criterion::Sign(_)
            | Criterion::Category(_)
            | Criterion::Kind(_)
            | Criterion::Nation(_)
            | Criterion::Overlap(_)
            | Criterion::Standing(_)
            | Criterion::Disputed
            | Criterion::SingleOrigin
            | Criterion::Source(_)
            | Criterion::WithoutSource(_)
            | Criterion::Around(..) => false,
        }
    }

    /// Whether every word of what somebody typed, in small letters, begins a word of what it is known as, or, in a script
    /// that does not part words, stands anywhere in it.
    pub fn is_meant_by(&self, typed: &str) -> bool {
        let is_between = |letter: char| !letter.is_alphanumeric();
        typed.split(is_between).all(|word| match word.is_ascii() {
            true => self.known_as.split(is_between).any(|known| known.starts_with(word)),
            false => self.known_as.contains(word),
        })
    }
}

/// Returns what the filter asks for, in its order. O(ties × evidence) for each; empty where it asks for everything.
pub fn chips(session: &Session) -> Vec<Chip> {
    let filter = &session.lens().filter;
    if filter.is_empty() {
        return Vec::new();
    }
    let (day, document) = (session.day(), session.document());
    let chip = |criterion: Criterion| {
        // What hides is counted by what it hides.
        let counted = match &criterion {
            Criterion::WithoutSource(id) => Criterion::Source(id.clone()),
            other => other.clone(),
        };
        let n_ties = day.n_under(&Filter::of(&counted));
        let remark = match (n_ties, criterion.is_on_record(document), session.lens().moment.known_on) {
            (1.., _, _) => "",
            (0, true, _) => "no tie on this day",
            (0, false, Some(_)) => "not known by then",
            (0, false, None) => "not on record",
        };
        Chip { words: criterion.in_words(document), n_ties, remark, without: filter.without(&criterion), criterion }
    };
    filter.criteria().into_iter().map(chip).collect()
}

/// Returns all that could be asked for, by field, with how many ties of the day each concerns alone.
///
/// O(ties × evidence + n log n) in what there is to choose. Days and nearness are not among it: they are typed, or begin
/// with what is selected.
pub fn choices(session: &Session) -> Vec<Choices> {
    let (day, document) = (session.day(), session.document());
    let tally = Tally::of(day);
    let sorted = |criteria: Vec<(Criterion, usize)>| {
        let mut choices: Vec<Choice> =
            criteria.into_iter().map(|(criterion, n_ties)| choice(document, criterion, n_ties)).collect();
        choices.sort_by(|a, b| b.n_ties.cmp(&a.n_ties).then_with(|| a.known_as.cmp(&b.known_as)));
        choices
    };
    let ordered = |criteria: Vec<(Criterion, usize)>| -> Vec<Choice> {
        criteria.into_iter().map(|(criterion, n_ties)| choice(document, criterion, n_ties)).collect()
    };
    let signs = Sign::ALL.map(|sign| (Criterion::Sign(sign), n_of(&tally.signs, &sign)));
    let categories: BTreeSet<&String> = document.kinds.values().map(|kind| &kind.category).collect();
    let categories = categories.into_iter().filter(|category| !category.is_empty());
    let categories = categories.map(|it| (Criterion::Category(it.clone()), n_of(&tally.categories, &it.as_str())));
    let kinds = document.kinds.keys().map(|id| (Criterion::Kind(id.clone()), n_of(&tally.kinds, &id)));
    let nations = document.nations.keys().map(|id| (Criterion::Nation(id.clone()), n_of(&tally.nations, &id)));
    let standings = Standing::ALL.map(|it| (Criterion::Standing(it), n_of(&tally.standings, &it)));
    let reliabilities = Reliability::ALL
        .map(|least| (Criterion::Reliability(reliable_as(least)), tally.n_with_one_of(&reliable_as(least))));
    let credibilities = Credibility::ALL
        .map(|least| (Criterion::Credibility(credible_as(least)), tally.n_with_claim_of(&credible_as(least))));
    let weaknesses = [(Criterion::SingleOrigin, tally.n_single), (Criterion::Disputed, tally.n_disputed)];
    let sources = || document.sources.keys().map(|id| (id, n_of(&tally.sources, &id)));
    let resting = sources().map(|(id, n)| (Criterion::Source(id.clone()), n)).collect();
    let hidden = sources().map(|(id, n)| (Criterion::WithoutSource(id.clone()), n)).collect();
    let all = [
        (Field::Sign, ordered(signs.into())),
        (Field::Category, sorted(categories.collect())),
        (Field::Kind, sorted(kinds.collect())),
        (Field::Nation, sorted(nations.collect())),
        (Field::Reliability, ordered(reliabilities.into())),
        (Field::Credibility, ordered(credibilities.into())),
        (Field::Standing, ordered(standings.into())),
        (Field::Weakness, ordered(weaknesses.into())),
        (Field::Source, sorted(resting)),
        (Field::WithoutSource, sorted(hidden)),
    ];
    all.into_iter().filter(|(_, it)| !it.is_empty()).map(|(field, choices)| Choices { field, choices }).collect()
}

/// Reads the days between two dates as people type them; an empty one leaves that end open. The first may be a whole
/// interval.
///
/// # Errors
/// Returns what is wrong when there is no date at all, one is none, or the second lies before the first.
pub fn days_between(from: &str, to: &str) -> Result<Span, DateError> {
    let (from, to) = (from.trim(), to.trim());
    let end = |text: &str| if text.is_empty() { "..".to_owned() } else { text.to_owned() };
    match (from, to) {
        ("", "") => Err(DateError {
            message: "there is no date".to_owned(),
            hint: "write YYYY-MM-DD, YYYY-MM or YYYY in one of the fields, or in both".to_owned(),
        }),
        (whole, "") if whole.contains('/') => Span::parse(whole),
        _ => Span::parse(&format!("{}/{}", end(from), end(to))),
    }
}

fn choice(document: &Document, criterion: Criterion, n_ties: usize) -> Choice {
    let mut name = criterion.name(document);
    let mut others: Vec<&str> = vec![criterion.field().title()];
    match &criterion {
        Criterion::Kind(id) => {
            let kind = document.kinds.get(id);
            others.extend(kind.iter().flat_map(|kind| [kind.category.as_str(), kind.sign.name()]));
        }
        Criterion::Nation(id) => {
            others.push(id.as_str());
            if let Some(nation) = document.nations.get(id) {
                let native = nation.names.native.iter().map(|(_, name)| name.as_str());
                others.extend(nation.names.aliases.iter().map(String::as_str).chain(native));
                others.extend([nation.names.short.as_str()].into_iter().chain(nation.names.official.as_deref()));
            }
        }
        Criterion::Source(id) | Criterion::WithoutSource(id) => {
            if let Some(source) = document.sources.get(id) {
                // Publishers have many sources on one day; the title tells them apart.
                name = [name.as_str(), source.title.as_str()].join(": ").trim_end_matches(": ").to_owned();
                others.push(id.as_str());
            }
        }
        Criterion::Reliability(grades) if *grades == reliable_as(Reliability::F) => name.push_str(", cannot be judged"),
        Criterion::Credibility(grades) if *grades == credible_as(Credibility::Six) => {
            name.push_str(", cannot be judged");
        }
        Criterion::Sign(_)
        | Criterion::Category(_)
        | Criterion::Overlap(_)
        | Criterion::Reliability(_)
        | Criterion::Credibility(_)
        | Criterion::Standing(_)
        | Criterion::Disputed
        | Criterion::SingleOrigin
        | Criterion::Around(..) => {}
    }
    // The name first, so that what has as many ties is sorted by it.
    let known_as = std::iter::once(name.as_str()).chain(others).collect::<Vec<_>>().join(" ").to_lowercase();
    Choice { criterion, name, known_as, n_ties }
}

fn n_of<K: Ord>(counts: &BTreeMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

/// How many ties of a day have what.
#[derive(Default)]
struct Tally<'a> {
    signs: BTreeMap<Sign, usize>,
    categories: BTreeMap<&'a str, usize>,
    kinds: BTreeMap<&'a KindId, usize>,
    nations: BTreeMap<&'a NationId, usize>,
    standings: BTreeMap<Standing, usize>,
    /// By all the grades that support a tie.
    reliabilities: BTreeMap<BTreeSet<Reliability>, usize>,
    credibilities: BTreeMap<BTreeSet<Credibility>, usize>,
    sources: BTreeMap<&'a SourceId, usize>,
    n_disputed: usize,
    n_single: usize,
}

impl<'a> Tally<'a> {
    /// O(ties × evidence).
    fn of(day: &'a Network) -> Self {
        let mut tally = Self::default();
        day.ties().iter().for_each(|tie| tally.count(tie));
        tally
    }

    fn count(&mut self, tie: &'a NetworkTie) {
        *self.signs.entry(tie.kind.sign).or_default() += 1;
        *self.categories.entry(&tie.kind.category).or_default() += 1;
        *self.kinds.entry(&tie.kind.id).or_default() += 1;
        let (a, b) = &tie.tie.between;
        for id in BTreeSet::from([a, b]) {
            *self.nations.entry(id).or_default() += 1;
        }
        let evidence = &tie.tie.evidence;
        let supporting = || evidence.iter().filter(|item| item.standing != Standing::Denied);
        *self.reliabilities.entry(supporting().map(|item| item.grade.reliability).collect()).or_default() += 1;
        *self.credibilities.entry(supporting().map(|item| item.grade.credibility).collect()).or_default() += 1;
        for standing in evidence.iter().map(|item| item.standing).collect::<BTreeSet<_>>() {
            *self.standings.entry(standing).or_default() += 1;
        }
        let named = |item: &'a Evidence| std::iter::once(&item.source).chain(&item.origin);
        for source in evidence.iter().flat_map(named).collect::<BTreeSet<_>>() {
            *self.sources.entry(source).or_default() += 1;
        }
        self.n_disputed += usize::from(!tie.tie.course.disputed.is_empty());
        self.n_single += usize::from(tie.support.origins.len() == 1);
    }

    fn n_with_one_of(&self, grades: &BTreeSet<Reliability>) -> usize {
        self.reliabilities.iter().filter(|(given, _)| !given.is_disjoint(grades)).map(|(_, n)| n).sum()
    }

    fn n_with_claim_of(&self, grades: &BTreeSet<Credibility>) -> usize {
        self.credibilities.iter().filter(|(given, _)| !given.is_disjoint(grades)).map(|(_, n)| n).sum()
    }
}
