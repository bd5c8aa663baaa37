//! Which id a new record gets as long as nobody has given it another one.

use super::field::Input;
use super::form::Form;
use super::picks::{meant, picks};
use super::reader::date_of;
use super::thing::{NewRecord, Sort, Thing};
use crate::edit::free_id;
use crate::model::{AssessmentId, Document, Entry, EntryId, InstrumentId, KindId, NationId, SourceId, TieId};
use crate::session::search::fold;

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
            of_driver(document, &item.of.record, &slug(typed(form, "title")))
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
    let title = || slug(typed(form, "title"));
    match new {
        NewRecord::Kind => free(document, &EntryId::Kind(KindId::new("")), &slug(typed(form, "name"))),
        NewRecord::Nation => {
            let code: String = slug(typed(form, "name")).chars().filter(|it| *it != '-').take(CODE_LETTERS).collect();
            free(document, &EntryId::Nation(NationId::new("")), &code.to_uppercase())
        }
        NewRecord::Source => of_source(document, form, ""),
        NewRecord::Instrument => {
            let base = joined(&[title(), year(typed(form, "begin"))]);
            free(document, &EntryId::Instrument(InstrumentId::new("")), &base)
        }
        NewRecord::Tie(..) => {
            let [a, b] = ["between.0", "between.1"].map(|fact| id_of(document, &Input::Nation, typed(form, fact)));
            let kind = id_of(document, &Input::Kind, typed(form, "kind"));
            if [&a, &b, &kind].iter().any(|part| part.is_empty()) {
                return String::new();
            }
            let base = joined(&[slug(&a), slug(&b), slug(&kind), year(typed(form, "begin"))]);
            free(document, &EntryId::Tie(TieId::new("")), &base)
        }
        NewRecord::Assessment(_) => {
            let base = joined(&[title(), year(typed(form, "made"))]);
            free(document, &EntryId::Assessment(AssessmentId::new("")), &base)
        }
    }
}

/// Returns an id such as `interfax-2024-12-04`.
fn of_source(document: &Document, form: &Form, prefix: &str) -> String {
    let publisher = slug(typed(form, &format!("{prefix}publisher")));
    if publisher.is_empty() {
        return String::new();
    }
    let published = date_of(typed(form, &format!("{prefix}published"))).map(|date| date.to_string());
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
    if base.is_empty() { String::new() } else { free_id(document, of, base) }
}

fn id_of(document: &Document, input: &Input, typed: &str) -> String {
    meant(&picks(document, &[], input), "", typed).map(|pick| pick.id.clone()).unwrap_or_default()
}

fn year(typed: &str) -> String {
    date_of(typed).map(|date| date.earliest().year().to_string()).unwrap_or_default()
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("-")
}

/// Returns words as the letters, digits and dashes of an id.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for letter in fold(words).chars() {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' {
            slug.push('-');
        }
        if slug.chars().count() >= MOST_LETTERS {
            break;
        }
    }
    slug.trim_matches('-').to_owned()
}
