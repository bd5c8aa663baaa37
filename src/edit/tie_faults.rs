//! What is wrong with a tie.

use std::collections::BTreeSet;

use super::faults::Check;
use crate::model::{
    About, Course, Dispute, DisputedDate, NationId, Objection, Reference, Relation, SourceId, Step, Tie, Weight,
};

/// Checks a tie.
pub(super) fn check(check: &mut Check<'_>, tie: &Tie) {
    let Tie { id, kind, between, span: _, weight, about, course, relates, evidence } = tie;
    let About { title, summary, instrument, dependent } = about;
    check.note("id", Objection::to_id(id.as_str()));
    check.known("kind", "kind", kind, &check.document.kinds);
    check.nation_id("between.0", &between.0);
    check.nation_id("between.1", &between.1);
    let differ = (between.0 != between.1).then_some(()).ok_or(format!("a tie of `{}` with itself", between.0));
    check.demand(differ, "between.1", "name two different nations");
    check.note("title", Objection::to_name(title));
    check.note("summary", Objection::to_length(summary));
    weight_texts(check, weight);
    if let Some(id) = instrument {
        check.known("instrument", "instrument", id, &check.document.instruments);
    }
    if let Some(dependent) = dependent {
        party(check, "dependent", tie, dependent);
    }
    let own: BTreeSet<&SourceId> = evidence.iter().map(|item| &item.source).collect();
    let Course { milestones, exchanges, disputed } = course;
    let mut taken = BTreeSet::new();
    for (idx, milestone) in milestones.iter().enumerate() {
        let field = |name: &str| format!("milestones.{idx}.{name}");
        if let Some(id) = &milestone.id {
            named_part(check, &field("id"), &mut taken, id.as_str());
        }
        if let Some(by) = &milestone.by {
            party(check, &field("by"), tie, by);
        }
        check.note(&field("title"), Objection::to_length(&milestone.title));
        own_sources(check, &field("sources"), &milestone.sources, &own);
        relations(check, &field("relates"), &milestone.relates, &own);
    }
    for (idx, exchange) in exchanges.iter().enumerate() {
        let field = |name: &str| format!("exchanges.{idx}.{name}");
        if let Some(id) = &exchange.id {
            named_part(check, &field("id"), &mut taken, id.as_str());
        }
        party(check, &field("by"), tie, &exchange.by);
        check.note(&field("approach"), Objection::to_text(&exchange.approach));
        check.note(&field("strategy"), Objection::to_length(&exchange.strategy));
        check.note(&field("reply"), Objection::to_length(&exchange.reply));
        own_sources(check, &field("sources"), &exchange.sources, &own);
        relations(check, &field("relates"), &exchange.relates, &own);
    }
    for (idx, dispute) in disputed.iter().enumerate() {
        disputed_date(check, idx, dispute, &taken);
    }
    relations(check, "relates", relates, &own);
    check.evidence("evidence", evidence);
}

fn weight_texts(check: &mut Check<'_>, weight: &Weight) {
    check.note("weight_why", Objection::to_length(weight.why()));
    for (idx, level) in weight.levels().iter().enumerate() {
        check.note(&format!("levels.{idx}.why"), Objection::to_length(&level.why));
    }
}

/// Checks that a nation is one of the two.
fn party(check: &mut Check<'_>, at: &str, tie: &Tie, nation: &NationId) {
    let (a, b) = &tie.between;
    let [nation_name, a, b] = [nation, a, b].map(|id| check.document.nation_name(id));
    let stranger = format!("{nation_name} is not one of the two nations");
    check.demand(tie.concerns(nation).then_some(()).ok_or(stranger), at, &format!("choose {a} or {b}"));
}

/// Checks the id of a milestone or exchange, which must be no word with a meaning of its own in `disputed`.
fn named_part<'p>(check: &mut Check<'_>, at: &str, taken: &mut BTreeSet<&'p str>, id: &'p str) {
    let is_word = matches!(id, "begins" | "ends") || Step::ALL.into_iter().any(|step| step.id() == id);
    let message = format!("`{id}` has a meaning of its own in `disputed`");
    check.demand((!is_word).then_some(()).ok_or(message), at, "give the part another id");
    check.part_id(at, taken, id);
}

/// Checks that sources are among those that the tie rests on.
fn own_sources(check: &mut Check<'_>, at: &str, sources: &[SourceId], own: &BTreeSet<&SourceId>) {
    for (idx, source) in sources.iter().enumerate() {
        let message = format!("the tie does not rest on the source `{source}`");
        let hint = "add it to the tie's evidence, or name one that is there";
        check.demand(own.contains(source).then_some(()).ok_or(message), &format!("{at}.{idx}"), hint);
    }
}

fn relations(check: &mut Check<'_>, at: &str, relations: &[Relation], own: &BTreeSet<&SourceId>) {
    for (idx, relation) in relations.iter().enumerate() {
        let field = |name: &str| format!("{at}.{idx}.{name}");
        match &relation.to {
            Reference::Tie(id) => check.tie_id(&field("to"), id),
            Reference::TiePart(..) | Reference::Event(..) => {
                let missing = format!("there is nothing like `{}`", relation.to);
                let is_there = check.document.has(&relation.to);
                let hint = "name a milestone or exchange of a tie, or an event of a nation, by its id";
                check.demand(is_there.then_some(()).ok_or(missing), &field("to"), hint);
            }
        }
        own_sources(check, &field("sources"), &relation.sources, own);
    }
}

fn disputed_date(check: &mut Check<'_>, idx: usize, dispute: &Dispute, parts: &BTreeSet<&str>) {
    let Dispute { what, on: _, source, note } = dispute;
    let field = |name: &str| format!("disputed.{idx}.{name}");
    match what {
        DisputedDate::Begins | DisputedDate::Ends | DisputedDate::Step(_) => {}
        DisputedDate::Part(part) => {
            let message = format!("`{part}` is no date of this tie");
            let hint = "name the beginning, the end, a step, or a milestone or exchange of this tie";
            check.demand(parts.contains(part.as_str()).then_some(()).ok_or(message), &field("what"), hint);
        }
    }
    check.source_id(&field("source"), source);
    check.note(&field("note"), Objection::to_length(note));
}
