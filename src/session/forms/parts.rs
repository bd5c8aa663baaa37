//! The facts of events and reasons of a nation, of shares in an assessment, and of who signed an instrument.

use super::course::read_id;
use super::evidence::who;
use super::field::{Among, Field, Input};
use super::picks::{picks, text_of};
use super::reader::Reader;
use super::records::{nations, typed_or_unset, unset};
use crate::model::{Basis, Document, Driver, Event, NationId, Objection, PartId, Share, TieId};

const BASES: [Basis; 2] = [Basis::Stated, Basis::Inferred];

/// Returns an event of which nothing is known.
pub(super) fn blank_event() -> Event {
    Event { id: None, on: unset(), title: String::new(), summary: String::new(), evidence: Vec::new() }
}

/// Returns the facts of an event.
pub(super) fn event_fields(event: &Event) -> Vec<Field> {
    let Event { id, on, title, summary, evidence: _ } = event;
    let id = id.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        Field::required("on", "On", Input::Date, typed_or_unset(*on)),
        Field::required("title", "Title", Input::Line, title.as_str()).hint("What happened"),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()),
        Field::optional("id", "Id", Input::Line, id).hint("Only where something refers to it"),
    ]
}

/// Reads what was typed into an event.
pub(super) fn read_event(reader: &mut Reader<'_>, event: &mut Event) {
    reader.date("on", &mut event.on);
    reader.text("title", &mut event.title);
    reader.text("summary", &mut event.summary);
    read_id(reader, &mut event.id);
}

/// Returns a reason of which nothing is known.
pub(super) fn blank_driver() -> Driver {
    Driver {
        id: PartId::new(""),
        title: String::new(),
        summary: String::new(),
        basis: Basis::Stated,
        by: String::new(),
        explains: Vec::new(),
        evidence: Vec::new(),
    }
}

/// Returns the facts of a reason.
pub(super) fn driver_fields(document: &Document, driver: &Driver) -> Vec<Field> {
    let Driver { id, title, summary, basis, by, explains, evidence: _ } = driver;
    let ties = if explains.is_empty() { Vec::new() } else { picks(document, &[], &Among::Ties) };
    let explains: Vec<String> = explains.iter().map(|id| text_of(&ties, id.as_str())).collect();
    vec![
        Field::required("title", "Reason", Input::Line, title.as_str()).hint("In a few words"),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()),
        Field::required("basis", "Basis", Input::one_of(BASES.map(Basis::name)), basis.name()),
        Field::required("by", "By", Input::Pick(Among::Anybody), by.as_str()).hint("Who states or infers it"),
        Field::optional("explains", "Explains", Input::Picks(Among::Ties), explains.join("\n")).hint("Ties"),
        Field::required("id", "Id", Input::Line, id.as_str()),
    ]
}

/// Reads what was typed into a reason.
pub(super) fn read_driver(reader: &mut Reader<'_>, driver: &mut Driver) {
    reader.text("title", &mut driver.title);
    reader.text("summary", &mut driver.summary);
    reader.one_of("basis", &BASES, Basis::name, &mut driver.basis);
    let mut by = Some(driver.by.clone());
    who(reader, "by", &mut by);
    match by {
        Some(by) => driver.by = by,
        None => reader.note("by", Objection::new("this is missing", "say who states or infers it")),
    }
    reader.all_chosen("explains", TieId::new, &mut driver.explains);
    let mut id = Some(driver.id.clone());
    read_id(reader, &mut id);
    driver.id = id.unwrap_or(PartId::new(""));
}

/// Returns the facts of a share, which may be new.
pub(super) fn share_fields(document: &Document, share: Option<&Share>) -> Vec<Field> {
    let about = share.map(|it| nations(document, &it.nations)).unwrap_or_default();
    let percent = share.map(|it| it.percent.to_string()).unwrap_or_default();
    vec![
        Field::required("label", "Label", Input::Line, share.map(|it| it.label.clone()).unwrap_or_default())
            .hint("What the weight is given to"),
        Field::required("percent", "Percent", Input::Number, percent).hint("0 to 100"),
        Field::optional("nations", "Nations", Input::Picks(Among::Nations), about).hint("For which it stands"),
    ]
}

/// Returns a share of which nothing is known.
pub(super) fn blank_share() -> Share {
    Share { label: String::new(), percent: 0.0, nations: Vec::new() }
}

/// Reads what was typed into a share.
pub(super) fn read_share(reader: &mut Reader<'_>, share: &mut Share) {
    reader.text("label", &mut share.label);
    if reader.is_asked("percent") {
        if reader.typed("percent").is_empty() {
            reader.note("percent", Objection::new("the percent is missing", "write a number from 0 to 100"));
        }
        share.percent = reader.number_within("percent", [0.0, 100.0]).unwrap_or(share.percent);
    }
    reader.all_chosen("nations", NationId::new, &mut share.nations);
}

/// Returns the facts of a signatory, which may be new.
pub(super) fn signatory_fields(document: &Document, signatory: Option<&(NationId, Option<String>)>) -> Vec<Field> {
    let known = picks(document, &[], &Among::Nations);
    let nation = signatory.map(|(id, _)| text_of(&known, id.as_str())).unwrap_or_default();
    let whom = signatory.and_then(|(_, whom)| whom.clone()).unwrap_or_default();
    vec![
        Field::required("nation", "Nation", Input::Pick(Among::Nations), nation).hint("Who signed"),
        Field::optional("on_behalf_of", "For", Input::Line, whom).hint("Where not for itself"),
    ]
}

/// Reads what was typed into a signatory.
pub(super) fn read_signatory(reader: &mut Reader<'_>, (nation, whom): &mut (NationId, Option<String>)) {
    reader.chosen("nation", NationId::new, nation);
    reader.maybe_text("on_behalf_of", whom);
}
