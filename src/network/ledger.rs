//! The ledger: exchanges and milestones of one or several ties in order of time, and what each responds to.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{
    Document, EdtfDate, Event, Exchange, Milestone, NationId, PartId, Reference, Relation, SourceId, Tie,
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
    fn no_later_than(&self) -> Date {
        let reports = self.tie.evidence.iter().filter(|item| self.sources().contains(&item.source));
        let first_report = reports.map(|item| item.reported.latest()).min();
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

/// Returns everything dated in the ties, earliest first. O(n log n) in what is dated, times the evidence of a tie.
///
/// What is dated to a month or year stands where it was over at the latest; on one day, milestones stand before exchanges
/// and the less precise before the more precise.
pub fn ledger<'a>(ties: impl IntoIterator<Item = &'a Arc<Tie>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = ties.into_iter().flat_map(entries).collect();
    entries.sort_by_cached_key(|entry| {
        let is_exchange = matches!(entry.what, Happening::Exchange(_));
        (entry.no_later_than(), is_exchange, entry.on().precision(), entry.tie.id.clone())
    });
    entries
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

/// Returns what a tie, or anything in it, responds to, enables or supersedes, and what does so to it. O(relations in all ties).
///
/// Links within the tie itself are left out: its ledger shows them.
pub fn links(document: &Document, tie: &Tie) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut push = |words: &'static str, to: Reference| {
        let (title, on) = describe(document, &to);
        let link = Link { words, to, title, on };
        if !links.contains(&link) {
            links.push(link);
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

/// Returns the other end of a reference in words, and its day.
pub fn describe(document: &Document, reference: &Reference) -> (String, Option<EdtfDate>) {
    let begin = |tie: &Tie| tie.span.begin().date();
    match reference {
        Reference::Tie(id) => match document.ties.get(id) {
            Some(tie) => (tie.about.title.clone(), begin(tie)),
            None => (id.to_string(), None),
        },
        Reference::TiePart(id, part) => {
            let part_of = |tie: &Arc<Tie>| entries(tie).find(|entry| entry.id() == Some(part));
            match document.ties.get(id).and_then(part_of) {
                Some(entry) => (words_of(&entry), Some(entry.on())),
                None => (format!("{id}#{part}"), None),
            }
        }
        Reference::Event(id, part) => {
            let is_meant = |event: &&Event| event.id.as_ref() == Some(part);
            let event = document.nations.get(id).and_then(|nation| nation.events.iter().find(is_meant));
            match event {
                Some(event) => (event.title.clone(), Some(event.on)),
                None => (format!("{id}#{part}"), None),
            }
        }
    }
}

/// Returns what an entry says in a line.
fn words_of(entry: &Entry) -> String {
    match &entry.what {
        Happening::Milestone(milestone) if milestone.title.is_empty() => {
            format!("{}: {}", entry.tie.about.title, milestone.step.name())
        }
        Happening::Milestone(milestone) => milestone.title.clone(),
        Happening::Exchange(exchange) => exchange.approach.clone(),
    }
}

/// Returns every relation of a tie and of its parts.
fn relations_of(tie: &Tie) -> impl Iterator<Item = &Relation> {
    let of_milestones = tie.course.milestones.iter().flat_map(|milestone| &milestone.relates);
    let of_exchanges = tie.course.exchanges.iter().flat_map(|exchange| &exchange.relates);
    tie.relates.iter().chain(of_milestones).chain(of_exchanges)
}
