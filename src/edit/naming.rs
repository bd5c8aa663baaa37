//! What a step is called, as menus, the history and toasts show it.

use super::change::Change;
use crate::kit::counted;
use crate::model::{Assessment, Document, Entry, EntryId, Instrument, Kind, Manifest, Nation, Scenario, Source, Tie};

/// Returns what changes of a document are called together, such as "Change end of “Comprehensive Military Agreement”".
///
/// The first change is what a person asked for; others that follow from it are counted.
pub fn name_of(document: &Document, changes: &[Change]) -> String {
    let is_place = |change: &&Change| matches!(change.id(), EntryId::Position(_));
    let told: Vec<&Change> = changes.iter().filter(|change| !is_place(change) && !change.is_idle()).collect();
    let Some(first) = told.first() else { return moved(document, changes) };
    let of = |test: fn(&Change) -> bool| told.iter().filter(|change| test(change)).count();
    let (n_new, n_gone) = (of(|it| it.before().is_none()), of(|it| it.after().is_none()));
    match (first.before(), first.after()) {
        (None, _) if n_new > 1 => format!("New {}", counted(n_new, first.id().noun())),
        (None, Some(after)) => format!("New {} {}", first.id().noun(), marked(after.title())),
        (Some(before), None) => {
            let is_same = told.iter().all(|it| it.after().is_some() || it.id().noun() == first.id().noun());
            if n_gone > 1 && is_same {
                return format!("Delete {}{}", counted(n_gone, first.id().noun()), with_evidence(&told));
            }
            let ties = told.iter().filter(|it| it.after().is_none() && matches!(it.id(), EntryId::Tie(_))).count();
            let with = if ties > 0 && !matches!(first.id(), EntryId::Tie(_)) {
                format!(" with {}", counted(ties, "tie"))
            } else {
                with_evidence(&told)
            };
            format!("Delete {} {}{with}", first.id().noun(), marked(before.title()))
        }
        (Some(_), Some(_)) if told.len() > 1 => format!("Change {}", counted(told.len(), "record")),
        (Some(before), Some(after)) => changed(before, after),
        (None, None) => String::new(),
    }
}

/// Returns how many pieces of evidence go with sources; nothing for what is no source.
fn with_evidence(told: &[&Change]) -> String {
    let is_source = told.first().is_some_and(|change| matches!(change.id(), EntryId::Source(_)));
    let n_pieces = |entry: Option<&Entry>| entry.map(n_evidence).unwrap_or_default();
    let n_lost = |change: &&Change| n_pieces(change.before()).saturating_sub(n_pieces(change.after()));
    match told.iter().map(n_lost).sum::<usize>() {
        n if n > 0 && is_source => format!(" with {} of evidence", counted(n, "piece")),
        _ => String::new(),
    }
}

/// Returns how many pieces of evidence a record holds.
fn n_evidence(entry: &Entry) -> usize {
    match entry {
        Entry::Tie(tie) => tie.evidence.len(),
        Entry::Instrument(instrument) => instrument.evidence.len(),
        Entry::Assessment(assessment) => assessment.evidence.len(),
        Entry::Nation(nation) => {
            let of_events = nation.events.iter().map(|event| event.evidence.len());
            of_events.chain(nation.drivers.iter().map(|driver| driver.evidence.len())).sum()
        }
        Entry::Manifest(_) | Entry::Kind(_) | Entry::Source(_) | Entry::Position(..) | Entry::Scenario(_) => 0,
    }
}

fn moved(document: &Document, changes: &[Change]) -> String {
    let places: Vec<&Change> = changes.iter().filter(|change| !change.is_idle()).collect();
    let is_same_place = |change: &&Change| match (change.before(), change.after()) {
        (Some(Entry::Position(_, before)), Some(Entry::Position(_, after))) => before.at == after.at,
        _ => false,
    };
    let is_pinned = |change: &&Change| matches!(change.after(), Some(Entry::Position(_, after)) if after.is_pinned);
    let word = match (places.iter().all(is_same_place), places.iter().all(is_pinned)) {
        (false, _) => "Move",
        (true, true) => "Pin",
        (true, false) => "Unpin",
    };
    match places.as_slice() {
        [one] => format!("{word} {}", document.nation_name(&crate::model::NationId::new(one.id().as_str()))),
        all => format!("{word} {}", counted(all.len(), "nation")),
    }
}

/// Returns what a change of one record is called.
fn changed(before: &Entry, after: &Entry) -> String {
    let title = marked(after.title());
    match told(before, after).as_slice() {
        [] => format!("Change {title}"),
        [Told::Fact("title" | "name")] => format!("Rename {} to {title}", marked(before.title())),
        [Told::Fact("direction")] if matches!(after, Entry::Tie(_)) => format!("Reverse direction of {title}"),
        [Told::Fact(fact)] => format!("Change {fact} of {title}"),
        [Told::Added(what)] => format!("Add {what} to {title}"),
        [Told::Removed(what)] => format!("Delete {what} of {title}"),
        many => format!("Change {} of {title}", counted(many.len(), "fact")),
    }
}

/// Returns in words what differs between two states of one record, such as "end, evidence added"; empty where it is another
/// record altogether.
pub fn facts_of(before: &Entry, after: &Entry) -> String {
    let words: Vec<String> = told(before, after)
        .into_iter()
        .map(|told| match told {
            Told::Fact(fact) => fact.to_owned(),
            Told::Added(what) => format!("{what} added"),
            Told::Removed(what) => format!("{what} deleted"),
        })
        .collect();
    words.join(", ")
}

/// Returns what is told of a change of one record; nothing where it is another one altogether.
fn told(before: &Entry, after: &Entry) -> Vec<Told> {
    match (before, after) {
        (Entry::Manifest(before), Entry::Manifest(after)) => manifest_facts(before, after),
        (Entry::Kind(before), Entry::Kind(after)) => kind_facts(before, after),
        (Entry::Nation(before), Entry::Nation(after)) => nation_facts(before, after),
        (Entry::Source(before), Entry::Source(after)) => source_facts(before, after),
        (Entry::Instrument(before), Entry::Instrument(after)) => instrument_facts(before, after),
        (Entry::Tie(before), Entry::Tie(after)) => tie_facts(before, after),
        (Entry::Assessment(before), Entry::Assessment(after)) => assessment_facts(before, after),
        (Entry::Scenario(before), Entry::Scenario(after)) => scenario_facts(before, after),
        (
            Entry::Manifest(_)
            | Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Position(..)
            | Entry::Scenario(_),
            _,
        ) => Vec::new(),
    }
}

/// What is told of a change.
enum Told {
    Fact(&'static str),
    Added(&'static str),
    Removed(&'static str),
}

fn facts<const N: usize>(differ: [(&'static str, bool); N]) -> Vec<Told> {
    differ.into_iter().filter(|(_, differs)| *differs).map(|(fact, _)| Told::Fact(fact)).collect()
}

/// Returns what became of a list.
fn listed<T: PartialEq>(what: &'static str, before: &[T], after: &[T]) -> Option<Told> {
    match before.len().cmp(&after.len()) {
        std::cmp::Ordering::Less => Some(Told::Added(what)),
        std::cmp::Ordering::Greater => Some(Told::Removed(what)),
        std::cmp::Ordering::Equal => (before != after).then_some(Told::Fact(what)),
    }
}

fn manifest_facts(before: &Manifest, after: &Manifest) -> Vec<Told> {
    facts([
        ("title", before.title != after.title),
        ("summary", before.summary != after.summary),
        ("date", before.as_of != after.as_of),
        ("focus", before.focus != after.focus),
        ("authors", before.authors != after.authors),
        ("license", before.license != after.license),
        ("name style", before.name_style != after.name_style),
    ])
}

fn kind_facts(before: &Kind, after: &Kind) -> Vec<Told> {
    facts([
        ("name", before.name != after.name),
        ("sign", before.sign != after.sign),
        ("category", before.category != after.category),
        ("direction", before.direction != after.direction),
        ("term", before.term != after.term),
        ("summary", before.summary != after.summary),
    ])
}

fn source_facts(before: &Source, after: &Source) -> Vec<Told> {
    facts([
        ("title", before.title != after.title),
        ("publisher", before.publisher != after.publisher),
        ("author", before.author != after.author),
        ("date", before.published != after.published),
        ("address", before.url != after.url),
        ("archived copy", before.archived != after.archived),
        ("language", before.language != after.language),
        ("genre", before.genre != after.genre),
    ])
}

fn instrument_facts(before: &Instrument, after: &Instrument) -> Vec<Told> {
    let mut all = facts([
        ("title", before.title != after.title),
        ("dates", before.span != after.span),
        ("summary", before.summary != after.summary),
        ("signatories", before.signatories != after.signatories || before.not_signed_by != after.not_signed_by),
    ]);
    all.extend(listed("evidence", &before.evidence, &after.evidence));
    all
}

fn assessment_facts(before: &Assessment, after: &Assessment) -> Vec<Told> {
    let mut all = facts([
        ("title", before.title != after.title),
        ("question", before.question != after.question),
        ("author", before.author != after.author),
        ("method", before.method != after.method),
        ("date", before.made != after.made),
        ("nations", before.nations != after.nations),
        ("ties", before.ties != after.ties),
    ]);
    all.extend(listed("share", &before.shares, &after.shares));
    all.extend(listed("evidence", &before.evidence, &after.evidence));
    all
}

fn scenario_facts(before: &Scenario, after: &Scenario) -> Vec<Told> {
    let mut all = facts([
        ("title", before.title != after.title),
        ("author", before.author != after.author),
        ("question", before.question != after.question),
        ("rationale", before.rationale != after.rationale),
    ]);
    all.extend(listed("change", &before.hypotheses, &after.hypotheses));
    all
}

fn tie_facts(before: &Tie, after: &Tie) -> Vec<Told> {
    let is_reversed = before.between.0 == after.between.1 && before.between.1 == after.between.0;
    let mut all = facts([
        ("kind", before.kind != after.kind),
        ("direction", is_reversed),
        ("nations", before.between != after.between && !is_reversed),
        ("beginning", before.span.begin() != after.span.begin()),
        ("end", before.span.end() != after.span.end()),
        ("weight", before.weight != after.weight),
        ("title", before.about.title != after.about.title),
        ("summary", before.about.summary != after.about.summary),
        ("instrument", before.about.instrument != after.about.instrument),
        ("dependence", before.about.dependent != after.about.dependent),
    ]);
    let (course, now) = (&before.course, &after.course);
    if after.evidence.len() < before.evidence.len() {
        // What named it has only let go of it.
        all.extend(listed("evidence", &before.evidence, &after.evidence));
        return all;
    }
    all.extend(listed("milestone", &course.milestones, &now.milestones));
    all.extend(listed("move", &course.exchanges, &now.exchanges));
    all.extend(listed("rival date", &course.disputed, &now.disputed));
    all.extend(listed("relation", &before.relates, &after.relates));
    all.extend(listed("evidence", &before.evidence, &after.evidence));
    all
}

fn nation_facts(before: &Nation, after: &Nation) -> Vec<Told> {
    let (names, now) = (&before.names, &after.names);
    let mut all = facts([
        ("class", before.class != after.class),
        ("name", names.short != now.short),
        ("official name", names.official != now.official),
        ("native names", names.native != now.native),
        ("aliases", names.aliases != now.aliases),
        ("COW code", before.cow != after.cow),
        ("seat", before.seat != after.seat),
    ]);
    all.extend(listed("event", &before.events, &after.events));
    all.extend(listed("driver", &before.drivers, &after.drivers));
    all
}

/// Returns a title in quotation marks.
fn marked(title: &str) -> String {
    format!("“{title}”")
}
