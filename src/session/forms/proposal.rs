//! Which id a new record gets as long as nobody has given it another one.

use super::field::Among;
use super::form::Form;
use super::picks::{meant, picks};
use super::thing::{NewRecord, Sort, Thing};
use crate::edit::{free_id, reserved};
use crate::model::{
    AssessmentId, Document, EdtfDate, Entry, EntryId, InstrumentId, KindId, NationId, ScenarioId, SourceId, TieId,
};
use crate::session::slug::slug;

/// Letters of a part of an id at most.
const MOST_LETTERS: usize = 48;
/// Letters of the code of a nation.
const CODE_LETTERS: usize = 3;

/// Returns the facts in which a form has an id to propose, with what is proposed; nothing while too little is known.
pub(super) fn proposals(document: &Document, form: &Form) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let own = match form.thing() {
        Thing::New(new) => of_record(document, form, new),
        Thing::Item(item) if item.idx.is_none() && item.sort == Sort::Driver => {
            of_driver(document, &item.of.record, &slug_of(typed(form, "title")))
        }
        Thing::Record(_) | Thing::Item(_) => String::new(),
    };
    all.push(("id".to_owned(), own));
    if form.has_new_source() {
        all.push(("source.id".to_owned(), of_source(document, form, "source.")));
    }
    all
}

fn typed<'a>(form: &'a Form, fact: &str) -> &'a str {
    form.field(fact).map(|field| field.text.trim()).unwrap_or_default()
}

fn of_record(document: &Document, form: &Form, new: &NewRecord) -> String {
    let title = || slug_of(typed(form, "title"));
    match new {
        NewRecord::Kind => free(document, &EntryId::Kind(KindId::new("")), &slug_of(typed(form, "name"))),
        NewRecord::Nation => {
            let code: String =
                slug_of(typed(form, "name")).chars().filter(|it| *it != '-').take(CODE_LETTERS).collect();
            free(document, &EntryId::Nation(NationId::new("")), &code.to_uppercase())
        }
        NewRecord::Source => of_source(document, form, ""),
        NewRecord::Instrument => {
            let base = joined(&[title(), year(typed(form, "begin"))]);
            free(document, &EntryId::Instrument(InstrumentId::new("")), &base)
        }
        NewRecord::Tie(..) => {
            let [a, b] = ["between.0", "between.1"].map(|fact| id_of(document, &Among::Nations, typed(form, fact)));
            let kind = id_of(document, &Among::Kinds, typed(form, "kind"));
            if [&a, &b, &kind].iter().any(|part| part.is_empty()) {
                return String::new();
            }
            let base = joined(&[slug_of(&a), slug_of(&b), slug_of(&kind), year(typed(form, "begin"))]);
            free(document, &EntryId::Tie(TieId::new("")), &base)
        }
        NewRecord::Assessment(_) => {
            let base = joined(&[title(), year(typed(form, "made"))]);
            free(document, &EntryId::Assessment(AssessmentId::new("")), &base)
        }
        NewRecord::Scenario => free(document, &EntryId::Scenario(ScenarioId::new("")), &title()),
    }
}

/// Returns an id such as `interfax-2024-12-04`.
fn of_source(document: &Document, form: &Form, prefix: &str) -> String {
    let publisher = slug_of(typed(form, &format!("{prefix}publisher")));
    if publisher.is_empty() {
        return String::new();
    }
    let published = EdtfDate::typed(typed(form, &format!("{prefix}published"))).map(|date| date.to_string());
    let published = published.unwrap_or_default().trim_end_matches(['~', '?', '%']).to_owned();
    free(document, &EntryId::Source(SourceId::new("")), &joined(&[publisher, published]))
}

fn of_driver(document: &Document, record: &EntryId, base: &str) -> String {
    let Some(Entry::Nation(nation)) = document.entry(record) else { return String::new() };
    let is_taken = |id: &str| nation.drivers.iter().any(|driver| driver.id.as_str() == id);
    let numbered = (2..).map(|n: u32| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

fn free(document: &Document, of: &EntryId, base: &str) -> String {
    if base.is_empty() {
        return String::new();
    }
    // What a scenario makes one day is taken, too.
    let all = document.scenarios.values().fold(document.clone(), |all, scenario| reserved(&all, scenario));
    free_id(&all, of, base)
}

fn id_of(document: &Document, among: &Among, typed: &str) -> String {
    meant(&picks(document, &[], among), "", typed).map(|pick| pick.id.clone()).unwrap_or_default()
}

fn year(typed: &str) -> String {
    EdtfDate::typed(typed).map(|date| date.earliest().year().to_string()).unwrap_or_default()
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("-")
}

/// Returns words as a part of an id.
fn slug_of(words: &str) -> String {
    slug(words, MOST_LETTERS)
}
