//! The ledger: exchanges and milestones of one or several ties in order of time, and what each responds to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{
    Document, EdtfDate, Event, Exchange, Milestone, NationId, PartId, Reference, Relation, SourceId, Tie, TieId,
};

/// A dated entry of a tie.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The tie that it belongs to.
    pub tie: Arc<Tie>,
    /// What happened.
    pub what: Happening,
}

/// What an entry says.
#[derive(Debug, Clone)]
pub enum Happening {
    /// A step in the life of the tie.
    Milestone(Arc<Milestone>),
    /// A move and its response.
    Exchange(Arc<Exchange>),
}

impl Entry {
    /// Returns when it happened.
    pub fn on(&self) -> EdtfDate {
        match &self.what {
            Happening::Milestone(milestone) => milestone.on,
            Happening::Exchange(exchange) => exchange.on,
        }
    }

    /// Returns who did it; `None` for a step of both parties.
    pub fn by(&self) -> Option<&NationId> {
        match &self.what {
            Happening::Milestone(milestone) => milestone.by.as_ref(),
            Happening::Exchange(exchange) => Some(&exchange.by),
        }
    }

    /// Returns what it responds to, enables or supersedes.
    pub fn relates(&self) -> &[Relation] {
        match &self.what {
            Happening::Milestone(milestone) => &milestone.relates,
            Happening::Exchange(exchange) => &exchange.relates,
        }
    }

    /// Returns the sources that it names.
    pub fn sources(&self) -> &[SourceId] {
        match &self.what {
            Happening::Milestone(milestone) => &milestone.sources,
            Happening::Exchange(exchange) => &exchange.sources,
        }
    }

    /// Returns the last day on which it can have happened: what is dated to a year was over by the day of its report.
    fn no_later_than(&self, reports: &BTreeMap<&SourceId, Date>) -> Date {
        let first_report = self.sources().iter().filter_map(|source| reports.get(source)).min().copied();
        let latest = self.on().latest();
        first_report.map_or(latest, |report| latest.min(report).max(self.on().earliest()))
    }

    /// Returns its identifier within its tie, where others refer to it.
    pub fn id(&self) -> Option<&PartId> {
        match &self.what {
            Happening::Milestone(milestone) => milestone.id.as_ref(),
            Happening::Exchange(exchange) => exchange.id.as_ref(),
        }
    }
}

/// Returns everything dated in the ties, earliest first. O(n log n) in what is dated and the evidence.
///
/// What is dated to a month or year stands where it was over at the latest; on one day, milestones stand before exchanges
/// and the less precise before the more precise.
pub fn ledger<'a>(ties: impl IntoIterator<Item = &'a Arc<Tie>>) -> Vec<Entry> {
    let mut keyed = Vec::new();
    for tie in ties {
        let reports = first_reports(tie);
        keyed.extend(entries(tie).map(|entry| {
            let is_exchange = matches!(entry.what, Happening::Exchange(_));
            ((entry.no_later_than(&reports), is_exchange, entry.on().precision(), &tie.id), entry)
        }));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, entry)| entry).collect()
}

/// Returns when each source was over with its first report at the latest.
fn first_reports(tie: &Tie) -> BTreeMap<&SourceId, Date> {
    let mut reports: BTreeMap<&SourceId, Date> = BTreeMap::new();
    for item in &tie.evidence {
        let day = item.reported.latest();
        reports.entry(&item.source).and_modify(|first| *first = day.min(*first)).or_insert(day);
    }
    reports
}

/// Returns everything dated in a tie: its milestones, then its exchanges.
fn entries(tie: &Arc<Tie>) -> impl Iterator<Item = Entry> + '_ {
    let milestones = tie.course.milestones.iter().cloned().map(Happening::Milestone);
    let exchanges = tie.course.exchanges.iter().cloned().map(Happening::Exchange);
    milestones.chain(exchanges).map(|what| Entry { tie: tie.clone(), what })
}

/// A link between a tie and something else, seen from the tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// How the two relate, in words: "in response to", "answered by".
    pub words: &'static str,
    /// What stands at the other end.
    pub to: Reference,
    /// The other end in words.
    pub title: String,
    /// When the other end happened or began, where it has a day.
    pub on: Option<EdtfDate>,
}

/// Returns what a tie, or anything in it, responds to, enables or supersedes, and what does so to it.
/// O(n log n) in the relations of all ties and the parts that they name.
///
/// Links within the tie itself are left out: its ledger shows them.
pub fn links(document: &Document, tie: &Tie) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut told: BTreeSet<(&'static str, Reference)> = BTreeSet::new();
    let mut referents = Referents::of(document);
    let mut push = |words: &'static str, to: Reference| {
        if told.insert((words, to.clone())) {
            links.push(referents.link(words, &to));
        }
    };
    for relation in relations_of(tie) {
        if !leads_to(&relation.to, tie) {
            push(relation.relation.name(), relation.to.clone());
        }
    }
    let leads_here = |other: &&Arc<Tie>| relations_of(other).any(|relation| leads_to(&relation.to, tie));
    for other in document.ties.values().filter(|other| other.id != tie.id).filter(leads_here) {
        let from_tie = other.relates.iter().map(|relation| (relation, Reference::Tie(other.id.clone())));
        let parts = ledger([other]);
        let from_parts = parts.iter().flat_map(|entry| {
            let from = match entry.id() {
                Some(part) => Reference::TiePart(other.id.clone(), part.clone()),
                None => Reference::Tie(other.id.clone()),
            };
            entry.relates().iter().map(move |relation| (relation, from.clone()))
        });
        for (relation, from) in from_tie.chain(from_parts).filter(|(relation, _)| leads_to(&relation.to, tie)) {
            push(relation.relation.reverse_name(), from);
        }
    }
    links
}

/// Whether a reference leads to the tie or into it.
fn leads_to(reference: &Reference, tie: &Tie) -> bool {
    match reference {
        Reference::Tie(id) | Reference::TiePart(id, _) => *id == tie.id,
        Reference::Event(..) => false,
    }
}

/// What references lead to. The parts of a tie or nation are put in order when the first of them is asked for, so that many
/// references into one large tie do not look through it each.
#[derive(Debug)]
pub struct Referents<'a> {
    document: &'a Document,
    parts: BTreeMap<&'a TieId, BTreeMap<&'a PartId, Part<'a>>>,
    events: BTreeMap<&'a NationId, BTreeMap<&'a PartId, &'a Event>>,
}

/// A part of a tie that can be referred to.
#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Milestone(&'a Milestone),
    Exchange(&'a Exchange),
}

impl<'a> Referents<'a> {
    /// Returns what references lead to in a record.
    pub fn of(document: &'a Document) -> Self {
        Self { document, parts: BTreeMap::new(), events: BTreeMap::new() }
    }

    /// Returns a link to the other end of a reference.
    pub fn link(&mut self, words: &'static str, to: &Reference) -> Link {
        let (title, on) = self.describe(to);
        Link { words, to: to.clone(), title, on }
    }

    /// Returns the other end of a reference in words, and its day. O(log parts), and once O(parts log parts) for each tie or
    /// nation.
    pub fn describe(&mut self, reference: &Reference) -> (String, Option<EdtfDate>) {
        let document = self.document;
        match reference {
            Reference::Tie(id) => match document.ties.get(id) {
                Some(tie) => (tie.about.title.clone(), tie.span.begin().date()),
                None => (id.to_string(), None),
            },
            Reference::TiePart(id, part) => {
                let found = document.ties.get_key_value(id).and_then(|(id, tie)| {
                    let parts = self.parts.entry(id).or_insert_with(|| parts_of(tie));
                    Some((tie, *parts.get(part)?))
                });
                match found {
                    Some((tie, Part::Milestone(it))) if it.title.is_empty() => {
                        (format!("{}: {}", tie.about.title, it.step.name()), Some(it.on))
                    }
                    Some((_, Part::Milestone(it))) => (it.title.clone(), Some(it.on)),
                    Some((_, Part::Exchange(it))) => (it.approach.clone(), Some(it.on)),
                    None => (format!("{id}#{part}"), None),
                }
            }
            Reference::Event(id, part) => {
                let found = document.nations.get_key_value(id).and_then(|(id, nation)| {
                    let events = self.events.entry(id).or_insert_with(|| {
                        first_of_each(nation.events.iter().filter_map(|event| Some((event.id.as_ref()?, event))))
                    });
                    events.get(part)
                });
                match found {
                    Some(event) => (event.title.clone(), Some(event.on)),
                    None => (format!("{id}#{part}"), None),
                }
            }
        }
    }
}

fn parts_of(tie: &Tie) -> BTreeMap<&PartId, Part<'_>> {
    let milestones = tie.course.milestones.iter().filter_map(|it| Some((it.id.as_ref()?, Part::Milestone(it))));
    let exchanges = tie.course.exchanges.iter().filter_map(|it| Some((it.id.as_ref()?, Part::Exchange(it))));
    first_of_each(milestones.chain(exchanges))
}

fn first_of_each<'a, T>(named: impl Iterator<Item = (&'a PartId, T)>) -> BTreeMap<&'a PartId, T> {
    let mut first = BTreeMap::new();
    for (id, it) in named {
        first.entry(id).or_insert(it);
    }
    first
}

/// Returns every relation of a tie and of its parts.
fn relations_of(tie: &Tie) -> impl Iterator<Item = &Relation> {
    let of_milestones = tie.course.milestones.iter().flat_map(|milestone| &milestone.relates);
    let of_exchanges = tie.course.exchanges.iter().flat_map(|exchange| &exchange.relates);
    tie.relates.iter().chain(of_milestones).chain(of_exchanges)
}
