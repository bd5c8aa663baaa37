//! Converts ties with their milestones, exchanges, rival dates and reasons.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::native::{
    DisputeRecord, ExchangeRecord, LevelRecord, MilestoneRecord, RelationKindRecord, RelationRecord, ResponseRecord,
    StepRecord, TieRecord,
};
use super::at::At;
use super::context::Context;
use super::evidence::evidence;
use super::nation::part_id;
use crate::model::{
    About, Course, Dispute, DisputedDate, Exchange, InstrumentId, Level, Milestone, PartId, Reference, Relation,
    RelationKind, Response, SourceId, Step, Tie, Weight,
};

/// Converts a tie; `None` when what it is, between whom, when or how heavy cannot be told.
pub(super) fn tie(context: &mut Context<'_>, at: &At<'_>, record: TieRecord) -> Option<Tie> {
    let TieRecord { id, kind, between, span, weight, weight_why, levels, title, summary, .. } = record;
    let is_sound = context.kind(&at.field("kind"), &kind)
        & context.name(&at.field("title"), &title)
        & between_is_sound(context, &at.field("between"), &between);
    let span = context.span(&at.field("span"), &span);
    let weight = weight_of(context, at, weight, weight_why, levels);
    let instrument = record.instrument.filter(|id| context.instrument(&at.field("instrument"), id));
    let dependent = record.dependent.filter(|id| party(context, &at.field("dependent"), id, &between));

    // Every source that the tie names counts, even where something else is wrong with the item that names it.
    let own: BTreeSet<String> = record.evidence.iter().map(|item| item.source.clone()).collect();
    let mut ids = BTreeSet::new();
    let mut milestones = Vec::with_capacity(record.milestones.len());
    for (idx, item) in record.milestones.into_iter().enumerate() {
        let list = at.field("milestones");
        milestones.extend(milestone(context, &list.item(idx), item, &between, &own, &mut ids).map(Arc::new));
    }
    let mut exchanges = Vec::with_capacity(record.exchanges.len());
    for (idx, item) in record.exchanges.into_iter().enumerate() {
        let list = at.field("exchanges");
        exchanges.extend(exchange(context, &list.item(idx), item, &between, &own, &mut ids).map(Arc::new));
    }
    let mut disputed = Vec::with_capacity(record.disputed.len());
    for (idx, item) in record.disputed.into_iter().enumerate() {
        disputed.extend(dispute(context, &at.field("disputed").item(idx), item, &ids));
    }
    milestones.sort_by_key(|milestone| milestone.on.latest());
    exchanges.sort_by_key(|exchange| exchange.on.latest());
    let relates = relations(context, &at.field("relates"), record.relates, &own);
    let n_written = record.evidence.len();
    let evidence = evidence(context, &at.field("evidence"), record.evidence);
    if n_written == 0 {
        context.note(at, format!("the tie `{id}` rests on no evidence"), "add `evidence: [ … ]`");
    }
    let (span, weight) = (span?, weight?);
    is_sound.then(|| Tie {
        id: context.tie_id(&id),
        kind: context.kind_id(&kind),
        between: (context.nation_id(&between.0), context.nation_id(&between.1)),
        span,
        weight,
        about: About {
            title,
            summary,
            instrument: instrument.as_deref().map(InstrumentId::new),
            dependent: dependent.as_deref().map(|id| context.nation_id(id)),
        },
        course: Course { milestones, exchanges, disputed },
        relates,
        evidence,
    })
}

fn between_is_sound(context: &mut Context<'_>, at: &At<'_>, between: &(String, String)) -> bool {
    let are_known = context.nation(&at.item(0), &between.0) & context.nation(&at.item(1), &between.1);
    if between.0 == between.1 {
        context.error(at, format!("a tie of `{}` with itself", between.0), "name two different nations");
    }
    are_known && between.0 != between.1
}

/// Checks that a nation is one of the two.
fn party(context: &mut Context<'_>, at: &At<'_>, id: &str, between: &(String, String)) -> bool {
    let is_party = id == between.0 || id == between.1;
    if !is_party {
        context.misfit(
            at,
            format!("`{id}` is not one of the two nations"),
            format!("write `{}` or `{}`", between.0, between.1),
        );
    }
    is_party
}

fn weight_of(
    context: &mut Context<'_>,
    at: &At<'_>,
    weight: i64,
    why: String,
    records: Vec<LevelRecord>,
) -> Option<Weight> {
    let base = weight_number(context, &at.field("weight"), weight);
    let mut levels = Vec::with_capacity(records.len());
    for (idx, record) in records.into_iter().enumerate() {
        let list = at.field("levels");
        let at = list.item(idx);
        let weight = weight_number(context, &at.field("weight"), record.weight);
        let from = context.date(&at.field("from"), &record.from);
        if let (Some(weight), Some(from)) = (weight, from) {
            levels.push(Level { from, weight, why: record.why });
        }
    }
    Weight::new(base?, why, levels)
}

fn weight_number(context: &mut Context<'_>, at: &At<'_>, weight: i64) -> Option<u8> {
    let number = u8::try_from(weight).ok().filter(|weight| Weight::RANGE.contains(weight));
    if number.is_none() {
        context.error(at, format!("the weight {weight} is out of range"), "write a whole number from 1 to 5");
    }
    number
}

fn milestone(
    context: &mut Context<'_>,
    at: &At<'_>,
    record: MilestoneRecord,
    between: &(String, String),
    own: &BTreeSet<String>,
    ids: &mut BTreeSet<String>,
) -> Option<Milestone> {
    let MilestoneRecord { id, on, step, by, title, sources, relates } = record;
    let is_sound = id.as_deref().is_none_or(|id| named_part(context, at, ids, id))
        & by.as_deref().is_none_or(|by| party(context, &at.field("by"), by, between));
    let sources = own_sources(context, at, sources, own);
    let relates = relations(context, &at.field("relates"), relates, own);
    let on = context.date(&at.field("on"), &on)?;
    is_sound.then(|| Milestone {
        id: id.as_deref().map(PartId::new),
        on,
        step: step_of(step),
        by: by.as_deref().map(|id| context.nation_id(id)),
        title,
        sources,
        relates,
    })
}

fn exchange(
    context: &mut Context<'_>,
    at: &At<'_>,
    record: ExchangeRecord,
    between: &(String, String),
    own: &BTreeSet<String>,
    ids: &mut BTreeSet<String>,
) -> Option<Exchange> {
    let ExchangeRecord { id, on, by, approach, strategy, response, reply, cameo, sources, relates } = record;
    let is_sound = id.as_deref().is_none_or(|id| named_part(context, at, ids, id))
        & party(context, &at.field("by"), &by, between)
        & context.text(&at.field("approach"), &approach);
    let cameo = cameo.and_then(|code| {
        let found = context.cameo.find(&code);
        if found.is_none() {
            let hint = "write two to four digits of the CAMEO code book, such as 1244";
            context.error(&at.field("cameo"), format!("unknown CAMEO code `{code}`"), hint);
        }
        found
    });
    let sources = own_sources(context, at, sources, own);
    let relates = relations(context, &at.field("relates"), relates, own);
    let on = context.date(&at.field("on"), &on)?;
    is_sound.then(|| Exchange {
        id: id.as_deref().map(PartId::new),
        on,
        by: context.nation_id(&by),
        approach,
        strategy,
        response: response.map(response_of),
        reply,
        cameo,
        sources,
        relates,
    })
}

/// Checks the id of a milestone or exchange: its form, that it is free, and that it is no word with a meaning of its own.
fn named_part(context: &mut Context<'_>, at: &At<'_>, ids: &mut BTreeSet<String>, id: &str) -> bool {
    if dated_word(id).is_some() {
        let message = format!("`{id}` has a meaning of its own in `disputed`");
        context.error(&at.field("id"), message, "give the part another id");
        return false;
    }
    part_id(context, at, ids, id)
}

/// Keeps the sources that are among the tie's evidence and reports the others.
fn own_sources(context: &mut Context<'_>, at: &At<'_>, sources: Vec<String>, own: &BTreeSet<String>) -> Vec<SourceId> {
    if sources.is_empty() {
        let hint = "add `sources: [\"…\"]` with sources among the tie's evidence";
        context.note(at, "this names no source, so nobody can tell since when it is known", hint);
    }
    related_sources(context, at, sources, own)
}

fn related_sources(
    context: &mut Context<'_>,
    at: &At<'_>,
    sources: Vec<String>,
    own: &BTreeSet<String>,
) -> Vec<SourceId> {
    let mut kept = Vec::with_capacity(sources.len());
    for (idx, source) in sources.iter().enumerate() {
        if own.contains(source) {
            kept.push(context.source_id(source));
            continue;
        }
        let list = at.field("sources");
        let at = list.item(idx);
        if context.source(&at, source) {
            let message = format!("the tie does not rest on the source `{source}`");
            context.misfit(&at, message, "add it to the tie's `evidence`, or name one that is there");
        }
    }
    kept
}

fn relations(
    context: &mut Context<'_>,
    at: &At<'_>,
    records: Vec<RelationRecord>,
    own: &BTreeSet<String>,
) -> Vec<Relation> {
    let mut relations = Vec::with_capacity(records.len());
    for (idx, record) in records.into_iter().enumerate() {
        let at = at.item(idx);
        let sources = related_sources(context, &at, record.sources, own);
        let relation = match record.relation {
            RelationKindRecord::InResponseTo => RelationKind::InResponseTo,
            RelationKindRecord::Enables => RelationKind::Enables,
            RelationKindRecord::Supersedes => RelationKind::Supersedes,
        };
        let to = reference(context, &at.field("to"), &record.to);
        relations.extend(to.map(|to| Relation { to, relation, sources }));
    }
    relations
}

/// Reads `TIE`, `TIE#PART` or `NATION#EVENT`.
fn reference(context: &mut Context<'_>, at: &At<'_>, text: &str) -> Option<Reference> {
    let Some((owner, part)) = text.split_once('#') else {
        return context.tie(at, text).then(|| Reference::Tie(context.tie_id(text)));
    };
    let known = context.known;
    let (parts, reference) = match (known.parts_of_tie(owner), known.events_of_nation(owner)) {
        (Some(parts), _) => (parts, Reference::TiePart(context.tie_id(owner), PartId::new(part))),
        (None, Some(events)) => (events, Reference::Event(context.nation_id(owner), PartId::new(part))),
        (None, None) => {
            // Reports an unknown owner; one that is known has an error of its own, or its parts could be looked up.
            if context.is_unreadable_nation(owner) || context.tie(at, owner) {
                let message = format!("left out, because `{owner}` has an error of its own");
                context.note(at, message, "mend that one and this comes back");
            }
            return None;
        }
    };
    if parts.contains(part) {
        return Some(reference);
    }
    let hint = match context.meant(part, parts.len(), parts.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{owner}#{meant}`?"),
        None => format!("give the milestone, exchange or event in `{owner}` that is meant an `id`"),
    };
    context.misfit(at, format!("`{owner}` has no part `{part}`"), hint);
    None
}

fn dispute(context: &mut Context<'_>, at: &At<'_>, record: DisputeRecord, ids: &BTreeSet<String>) -> Option<Dispute> {
    let DisputeRecord { what, on, source, note } = record;
    let has_source = context.source(&at.field("source"), &source);
    let disputed = match dated_word(&what) {
        None if ids.contains(&what) => Some(DisputedDate::Part(PartId::new(&what))),
        word => word,
    };
    if disputed.is_none() {
        let words = ["begins", "ends"].into_iter().chain(Step::ALL.map(Step::id)).chain(ids.iter().map(String::as_str));
        let hint = match context.meant(&what, Step::ALL.len() + ids.len(), words) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write `begins`, `ends`, a step, or the id of a milestone or exchange of this tie".to_owned(),
        };
        context.misfit(&at.field("what"), format!("`{what}` is no date of this tie"), hint);
    }
    let on = context.date(&at.field("on"), &on)?;
    has_source.then_some(Dispute { what: disputed?, on, source: context.source_id(&source), note })
}

/// Returns the date that a word means in every tie.
fn dated_word(word: &str) -> Option<DisputedDate> {
    match word {
        "begins" => Some(DisputedDate::Begins),
        "ends" => Some(DisputedDate::Ends),
        _ => Step::ALL.into_iter().find(|step| step.id() == word).map(DisputedDate::Step),
    }
}

fn step_of(record: StepRecord) -> Step {
    match record {
        StepRecord::Signed => Step::Signed,
        StepRecord::Ratified => Step::Ratified,
        StepRecord::InForce => Step::InForce,
        StepRecord::Extended => Step::Extended,
        StepRecord::PartlySuspended => Step::PartlySuspended,
        StepRecord::Suspended => Step::Suspended,
        StepRecord::Withdrawn => Step::Withdrawn,
        StepRecord::Superseded => Step::Superseded,
        StepRecord::Expired => Step::Expired,
    }
}

fn response_of(record: ResponseRecord) -> Response {
    match record {
        ResponseRecord::Accepted => Response::Accepted,
        ResponseRecord::Rejected => Response::Rejected,
        ResponseRecord::Ignored => Response::Ignored,
        ResponseRecord::Collapsed => Response::Collapsed,
        ResponseRecord::Pending => Response::Pending,
    }
}
