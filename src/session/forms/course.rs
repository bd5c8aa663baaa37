//! The facts of what happened in a tie: milestones, exchanges, rival dates, and what they and the tie relate to.

use super::evidence::{new_source_fields, source};
use super::field::{Among, Field, Input, typed};
use super::picks::{cited, picks, reference_of, text_of};
use super::reader::Reader;
use super::records::{typed_or_unset, unset};
use super::tie::{weight_name, weights};
use crate::model::{
    Cameo, Dispute, DisputedDate, Document, Exchange, Level, Milestone, NationId, Objection, PartId, Reference,
    Relation, RelationKind, Response, Source, SourceId, Step, Tie,
};

const RESPONSES: [Response; 5] =
    [Response::Accepted, Response::Rejected, Response::Ignored, Response::Collapsed, Response::Pending];
const RELATIONS: [RelationKind; 3] = [RelationKind::InResponseTo, RelationKind::Enables, RelationKind::Supersedes];
/// What those dates are called that every tie has.
const ENDS: [(&str, &str); 2] = [("begins", "its beginning"), ("ends", "its end")];

/// Returns a milestone of which nothing is known.
pub(super) fn blank_milestone() -> Milestone {
    Milestone {
        id: None,
        on: unset(),
        step: Step::Signed,
        by: None,
        title: String::new(),
        sources: Vec::new(),
        relates: Vec::new(),
    }
}

/// Returns the facts of a milestone of a tie, which may be new.
pub(super) fn milestone_fields(document: &Document, tie: &Tie, milestone: Option<&Milestone>) -> Vec<Field> {
    let blank = blank_milestone();
    let Milestone { id, on, step, by, title, sources, relates: _ } = milestone.unwrap_or(&blank);
    let step = milestone.map(|_| step.name()).unwrap_or_default();
    let by = by.as_ref().map(|by| party_name(document, tie, by)).unwrap_or_default();
    vec![
        Field::required("step", "Step", Input::one_of(Step::ALL.map(Step::name)), step),
        Field::required("on", "On", Input::Date, typed_or_unset(*on)),
        Field::optional("by", "By", parties(document, tie), by).hint("Empty: both"),
        Field::optional("title", "What", Input::Line, title.as_str()).hint("Where the step alone does not say it"),
        sources_field(document, tie, sources),
        id_field(id.as_ref()),
    ]
}

/// Reads what was typed into a milestone.
pub(super) fn read_milestone(reader: &mut Reader<'_>, milestone: &mut Milestone) {
    reader.one_of("step", &Step::ALL, Step::name, &mut milestone.step);
    reader.date("on", &mut milestone.on);
    reader.maybe_chosen("by", NationId::new, &mut milestone.by);
    reader.text("title", &mut milestone.title);
    reader.all_chosen("sources", SourceId::new, &mut milestone.sources);
    read_id(reader, &mut milestone.id);
}

/// Returns an exchange of which nothing is known.
pub(super) fn blank_exchange() -> Exchange {
    Exchange {
        id: None,
        on: unset(),
        by: NationId::new(""),
        approach: String::new(),
        strategy: String::new(),
        response: None,
        reply: String::new(),
        cameo: None,
        sources: Vec::new(),
        relates: Vec::new(),
    }
}

/// Returns the facts of an exchange in a tie, which may be new.
pub(super) fn exchange_fields(
    document: &Document,
    codes: &[Cameo],
    tie: &Tie,
    exchange: Option<&Exchange>,
) -> Vec<Field> {
    let blank = blank_exchange();
    let Exchange { id, on, by, approach, strategy, response, reply, cameo, sources, relates: _ } =
        exchange.unwrap_or(&blank);
    let known = cameo.as_ref().map(|cameo| text_of(&picks(document, codes, &Among::CameoCodes), &cameo.code));
    let by = exchange.map(|_| party_name(document, tie, by)).unwrap_or_default();
    vec![
        Field::required("on", "On", Input::Date, typed_or_unset(*on)),
        Field::required("by", "By", parties(document, tie), by).hint("Who moved"),
        Field::required("approach", "Approach", Input::Text, approach.as_str()).hint("What was done or offered"),
        Field::optional("strategy", "Strategy", Input::Text, strategy.as_str()).hint("What it was meant to achieve"),
        Field::optional(
            "response",
            "Response",
            Input::one_of(RESPONSES.map(Response::name)),
            response.map(Response::name).unwrap_or_default(),
        )
        .hint("How the other side took it"),
        Field::optional("reply", "Reply", Input::Text, reply.as_str()).hint("The answer in words"),
        Field::optional("cameo", "CAMEO", Input::Pick(Among::CameoCodes), known.unwrap_or_default())
            .hint("The code of such a move"),
        sources_field(document, tie, sources),
        id_field(id.as_ref()),
    ]
}

/// Reads what was typed into an exchange.
pub(super) fn read_exchange(reader: &mut Reader<'_>, exchange: &mut Exchange) {
    reader.date("on", &mut exchange.on);
    reader.chosen("by", NationId::new, &mut exchange.by);
    reader.text("approach", &mut exchange.approach);
    reader.text("strategy", &mut exchange.strategy);
    if reader.is_asked("response") {
        let mut response = exchange.response.unwrap_or(Response::Pending);
        let is_given = !reader.typed("response").is_empty();
        if is_given {
            reader.one_of("response", &RESPONSES, Response::name, &mut response);
        }
        exchange.response = is_given.then_some(response);
    }
    reader.text("reply", &mut exchange.reply);
    if reader.is_asked("cameo") {
        let mut code = None;
        reader.maybe_chosen("cameo", str::to_owned, &mut code);
        exchange.cameo = code.and_then(|code| reader.codes.iter().find(|it| it.code == code).cloned());
    }
    reader.all_chosen("sources", SourceId::new, &mut exchange.sources);
    read_id(reader, &mut exchange.id);
}

/// Returns the facts of a rival date, which may be new.
pub(super) fn dispute_fields(document: &Document, tie: &Tie, dispute: Option<&Dispute>) -> Vec<Field> {
    let dates = dates_of(tie);
    let what = dispute.map(|it| what_id(&it.what)).unwrap_or_default();
    let words = dates.iter().find(|(id, _)| *id == what).map(|(_, words)| words.clone()).unwrap_or_default();
    let source = dispute.map(|it| text_of(&picks(document, &[], &Among::Sources), it.source.as_str()));
    let mut fields = vec![
        Field::required("what", "Which date", Input::Pick(Among::Choices(dates.into())), words),
        Field::required("on", "Rival date", Input::Date, dispute.map(|it| typed(it.on)).unwrap_or_default()),
        Field::required("source", "Source", Input::Pick(Among::SourcesOrNew), source.unwrap_or_default())
            .hint("Who gives it"),
    ];
    fields.extend(new_source_fields());
    fields.push(Field::optional("note", "Note", Input::Text, dispute.map(|it| it.note.clone()).unwrap_or_default()));
    fields
}

/// Returns a rival date of which nothing is known.
pub(super) fn blank_dispute() -> Dispute {
    Dispute { what: DisputedDate::Begins, on: unset(), source: SourceId::new(""), note: String::new() }
}

/// Reads what was typed into a rival date; returns the source that is new with it.
pub(super) fn read_dispute(reader: &mut Reader<'_>, dispute: &mut Dispute) -> Option<Source> {
    reader.chosen("what", what_of, &mut dispute.what);
    reader.date("on", &mut dispute.on);
    let new = source(reader, &mut dispute.source);
    reader.text("note", &mut dispute.note);
    new
}

/// Returns the dates of a tie that can be disputed, as files and as people call them.
fn dates_of(tie: &Tie) -> Vec<(String, String)> {
    let of = |(id, words): (&str, &str)| (id.to_owned(), words.to_owned());
    let mut dates: Vec<_> = ENDS.map(of).to_vec();
    dates.extend(Step::ALL.map(|step| of((step.id(), step.name()))));
    let steps = tie.course.milestones.iter().filter_map(|it| Some((it.id.as_ref()?, it.step.name(), it.on)));
    let moves = tie.course.exchanges.iter().filter_map(|it| Some((it.id.as_ref()?, it.approach.as_str(), it.on)));
    dates.extend(steps.chain(moves).map(|(id, words, on)| (id.to_string(), format!("{words}, {}", on.in_words()))));
    dates
}

fn what_id(what: &DisputedDate) -> String {
    match what {
        DisputedDate::Begins => ENDS[0].0.to_owned(),
        DisputedDate::Ends => ENDS[1].0.to_owned(),
        DisputedDate::Step(step) => step.id().to_owned(),
        DisputedDate::Part(part) => part.to_string(),
    }
}

fn what_of(id: &str) -> DisputedDate {
    match id {
        "begins" => DisputedDate::Begins,
        "ends" => DisputedDate::Ends,
        _ => Step::ALL
            .into_iter()
            .find(|step| step.id() == id)
            .map_or_else(|| DisputedDate::Part(PartId::new(id)), DisputedDate::Step),
    }
}

/// Returns the facts of a relation, which may be new.
pub(super) fn relation_fields(document: &Document, tie: &Tie, relation: Option<&Relation>) -> Vec<Field> {
    let to = relation.map(|it| text_of(&picks(document, &[], &Among::References), &it.to.to_string()));
    let name = relation.map(|it| it.relation.name()).unwrap_or_default();
    vec![
        Field::required("as", "In what way", Input::one_of(RELATIONS.map(RelationKind::name)), name),
        Field::required("to", "To what", Input::Pick(Among::References), to.unwrap_or_default()),
        sources_field(document, tie, relation.map(|it| it.sources.as_slice()).unwrap_or_default()),
    ]
}

/// Returns a relation of which nothing is known.
pub(super) fn blank_relation(tie: &Tie) -> Relation {
    Relation { to: Reference::Tie(tie.id.clone()), relation: RelationKind::InResponseTo, sources: Vec::new() }
}

/// Reads what was typed into a relation.
pub(super) fn read_relation(reader: &mut Reader<'_>, tie: &Tie, relation: &mut Relation) {
    reader.one_of("as", &RELATIONS, RelationKind::name, &mut relation.relation);
    let document = reader.document;
    let mut to = None;
    reader.chosen("to", |id| reference_of(document, id), &mut to);
    relation.to = to.unwrap_or(relation.to.clone());
    if reader.is_asked("to") && relation.to == Reference::Tie(tie.id.clone()) && !reader.typed("to").is_empty() {
        reader.note("to", Objection::new("the tie cannot relate to itself as a whole", "name another one, or a step"));
    }
    reader.all_chosen("sources", SourceId::new, &mut relation.sources);
}

/// Returns the facts of a change of weight, which may be new.
pub(super) fn level_fields(level: Option<&Level>) -> Vec<Field> {
    vec![
        Field::required("from", "From", Input::Date, level.map(|it| typed(it.from)).unwrap_or_default()),
        Field::required("weight", "Weight", weights(), level.map(|it| weight_name(it.weight)).unwrap_or_default()),
        Field::optional("why", "Why", Input::Text, level.map(|it| it.why.clone()).unwrap_or_default()),
    ]
}

/// Returns a change of weight of which nothing is known.
pub(super) fn blank_level() -> Level {
    Level { from: unset(), weight: 3, why: String::new() }
}

/// Reads what was typed into a change of weight.
pub(super) fn read_level(reader: &mut Reader<'_>, level: &mut Level) {
    reader.date("from", &mut level.from);
    let before = level.weight;
    reader.chosen("weight", |id| id.parse().unwrap_or(before), &mut level.weight);
    reader.text("why", &mut level.why);
}

/// Returns the choice between the two nations of a tie.
fn parties(document: &Document, tie: &Tie) -> Input {
    let (a, b) = &tie.between;
    Input::Pick(Among::Choices([a, b].map(|id| (id.to_string(), party_name(document, tie, id))).into()))
}

/// Returns what a nation is called among the two of a tie: its short name, or its id where both have the same.
fn party_name(document: &Document, tie: &Tie, id: &NationId) -> String {
    let short = |id: &NationId| document.nations.get(id).map_or(id.to_string(), |it| it.names.short.clone());
    match tie.other(id).map(short) {
        Some(other) if other == short(id) => id.to_string(),
        Some(_) | None => short(id),
    }
}

/// Returns the choice among the sources that a tie rests on.
fn sources_field(document: &Document, tie: &Tie, sources: &[SourceId]) -> Field {
    let words = |id: &SourceId| document.sources.get(id).map_or(id.to_string(), |source| cited(source));
    let own = tie.sources().into_iter().map(|id| (id.to_string(), words(id))).collect();
    let own = Among::Choices(own);
    let known = picks(document, &[], &own);
    let text: Vec<String> = sources.iter().map(|id| text_of(&known, id.as_str())).collect();
    let hint = "Sources among the tie's evidence";
    Field::optional("sources", "Sources", Input::Picks(own), text.join("\n")).hint(hint)
}

fn id_field(id: Option<&PartId>) -> Field {
    let text = id.map(ToString::to_string).unwrap_or_default();
    Field::optional("id", "Id", Input::Line, text).hint("Only where something refers to it")
}

/// Reads an id that may be left out.
pub(super) fn read_id(reader: &mut Reader<'_>, into: &mut Option<PartId>) {
    if reader.is_asked("id") {
        let typed = reader.typed("id");
        *into = (!typed.is_empty()).then(|| PartId::new(typed));
        if let (false, Err(objection)) = (typed.is_empty(), Objection::to_id(typed)) {
            reader.note("id", objection);
        }
    }
}
