//! The facts of a piece of evidence, with those of a source that is not on record yet.

use super::field::{Among, Field, Input};
use super::picks::{NEW_SOURCE, picks, text_of};
use super::reader::Reader;
use super::records::{blank_source, read_source, source_fields, typed_or_unset, unset};
use crate::model::{Credibility, Document, Evidence, Grade, Reliability, Source, SourceId, Standing};

/// What stands before the facts of a new source.
pub(super) const OF_SOURCE: &str = "source.";

/// Returns evidence of which nothing is known.
pub(super) fn blank() -> Evidence {
    Evidence {
        source: SourceId::new(""),
        claim: String::new(),
        quote: None,
        locator: None,
        grade: Grade { reliability: Reliability::F, credibility: Credibility::Six },
        standing: Standing::Reported,
        by: None,
        reported: unset(),
        origin: None,
    }
}

/// Returns the facts of a piece of evidence, which may be new.
pub(super) fn fields(document: &Document, item: Option<&Evidence>) -> Vec<Field> {
    let blank = blank();
    let Evidence { source, claim, quote, locator, grade, standing, by, reported, origin } = item.unwrap_or(&blank);
    let sources = picks(document, &[], &Among::Sources);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let origin = origin.as_ref().map(|id| text_of(&sources, id.as_str())).unwrap_or_default();
    // Nothing is graded before somebody has judged it.
    let grade = item.map(|_| grade.to_string()).unwrap_or_default();
    let mut fields =
        vec![Field::required("source", "Source", Input::Pick(Among::SourcesOrNew), text_of(&sources, source.as_str()))];
    fields.extend(new_source_fields());
    fields.extend([
        Field::required("claim", "Claim", Input::Text, claim.as_str()).hint("What it says, in your own words"),
        Field::optional("quote", "Quotation", Input::Text, text(quote)).hint("A short one"),
        Field::optional("locator", "Where", Input::Line, text(locator)).hint("Article, page, paragraph"),
        Field::required("grade", "Grade", Input::Grade, grade).hint("e.g. B2"),
        Field::required("standing", "Standing", Input::one_of(Standing::ALL.map(Standing::name)), standing.name()),
        Field::optional("by", "By", Input::Pick(Among::Anybody), text(by).as_str())
            .hint("Who claims, saw or denied it"),
        Field::optional("reported", "Reported", Input::Date, typed_or_unset(*reported))
            .hint("When it first became public; empty: with the source"),
        Field::optional("origin", "Repeats", Input::Pick(Among::Sources), origin)
            .hint("The source that this one only repeats"),
    ]);
    fields
}

/// Returns the facts of a source that is made in the same form.
pub(super) fn new_source_fields() -> Vec<Field> {
    let mut fields = source_fields(&blank_source(), OF_SOURCE);
    fields.push(Field::required(&format!("{OF_SOURCE}id"), "Id", Input::Line, ""));
    fields
}

/// Reads what was typed into a piece of evidence; returns the source that is new with it.
pub(super) fn read(reader: &mut Reader<'_>, item: &mut Evidence) -> Option<Source> {
    let new = source(reader, &mut item.source);
    reader.text("claim", &mut item.claim);
    reader.maybe_text("quote", &mut item.quote);
    reader.maybe_text("locator", &mut item.locator);
    reader.grade("grade", &mut item.grade);
    reader.one_of("standing", &Standing::ALL, Standing::name, &mut item.standing);
    who(reader, "by", &mut item.by);
    if reader.is_asked("reported") {
        if reader.typed("reported").is_empty() {
            let known = reader.document.sources.get(&item.source).map(|source| source.published);
            item.reported = new.as_ref().map(|source| source.published).or(known).unwrap_or(item.reported);
        } else {
            reader.date("reported", &mut item.reported);
        }
    }
    reader.maybe_chosen("origin", SourceId::new, &mut item.origin);
    new
}

/// Reads which source it is; returns the one that is new.
pub(super) fn source(reader: &mut Reader<'_>, into: &mut SourceId) -> Option<Source> {
    if reader.typed("source") != NEW_SOURCE {
        reader.chosen("source", SourceId::new, into);
        return None;
    }
    let mut source = blank_source();
    reader.within(OF_SOURCE, |reader| {
        let mut id = String::new();
        reader.new_id(&crate::model::EntryId::Source(source.id.clone()), &mut id);
        source.id = SourceId::new(&id);
        reader.fresh(|reader| read_source(reader, &mut source));
    });
    *into = source.id.clone();
    Some(source)
}

/// Reads who it is: a nation by any of its names, or anybody else.
pub(super) fn who(reader: &mut Reader<'_>, fact: &str, into: &mut Option<String>) {
    if !reader.is_asked(fact) {
        return;
    }
    let typed = reader.typed(fact);
    let nation = reader.document.find_nation(typed).map(|nation| nation.id.to_string());
    *into = (!typed.is_empty()).then(|| nation.unwrap_or_else(|| typed.to_owned()));
}
