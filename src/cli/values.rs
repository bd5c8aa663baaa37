//! What `show` prints, as JSON values.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::lens::Look;
use crate::model::{
    Direction, DisputedDate, Document, Event, Evidence, Nation, NationId, Sign, SourceId, Status, Support, Tie,
};
use crate::network::{Enrolled, Entry, Happening, Network, NetworkTie, Referents, SignCounts, Summary, ledger, links};

/// Returns the network of a day.
pub(super) fn network_value(look: &Look, network: &Network) -> Value {
    let nation = |nation: &Arc<Nation>| json!({ "id": nation.id.as_str(), "name": nation.names.short });
    json!({
        "as_of": network.as_of().to_string(),
        "known_on": known_on(look),
        "scenario": scenario(look),
        "filter": look.filter_in_words(),
        "nations": network.nations().iter().map(nation).collect::<Vec<_>>(),
        "ties": network.ties().iter().map(brief).collect::<Vec<_>>(),
    })
}

/// Returns the day by which evidence had to be known, or null.
pub(super) fn known_on(look: &Look) -> Value {
    json!(look.moment.known_on.map(|day| day.to_string()))
}

/// Returns the scenario that is carried out; null for the record.
pub(super) fn scenario(look: &Look) -> Value {
    json!(look.scenario.as_ref().map(|scenario| scenario.id.as_str()))
}

/// Returns a tie in brief, as it stands on the day of its network.
fn brief(resolved: &NetworkTie) -> Value {
    let Enrolled { tie, kind, support, .. } = &**resolved;
    let as_of_day = &resolved.as_of_day;
    json!({
        "id": tie.id.as_str(),
        "kind": tie.kind.as_str(),
        "sign": kind.sign.name(),
        "category": kind.category,
        "a": tie.between.0.as_str(),
        "b": tie.between.1.as_str(),
        "directed": kind.direction == Direction::Directed,
        "span": tie.span.to_string(),
        "status": as_of_day.status.as_ref().map(|status| status.state.id()),
        "status_by": status_by(tie, as_of_day.status.as_ref()),
        "weight": as_of_day.weight,
        "grade": support.best.map(|grade| grade.to_string()),
        "origins": support.origins.len(),
        "sources": ids(tie.sources()),
        "hypothetical": resolved.is_hypothetical(),
    })
}

fn status_by(tie: &Tie, status: Option<&Status>) -> Value {
    let by = status.map(|status| status.steps(tie).map(|(party, step)| (party.to_string(), json!(step.id()))));
    Value::Object(by.map(Iterator::collect::<Map<_, _>>).unwrap_or_default())
}

pub(super) fn ids<'a>(sources: impl IntoIterator<Item = &'a SourceId>) -> Vec<&'a str> {
    sources.into_iter().map(SourceId::as_str).collect()
}

/// Returns everything about a tie, whether or not it exists on the day.
pub(super) fn tie_value(look: &Look, network: &Network, tie: &Tie) -> Value {
    let document = &look.document;
    let kind = document.kinds.get(&tie.kind);
    let status = tie.status_on(network.as_of());
    let (weight, why) = tie.weight.on(network.as_of());
    let support: Support = document.support(tie);
    let mut referents = Referents::of(document);
    let entries = ledger([&Arc::new(tie.clone())]);
    let entries: Vec<Value> = entries.iter().map(|entry| entry_value(&mut referents, entry)).collect();
    let disputed: Vec<Value> = tie
        .course
        .disputed
        .iter()
        .map(|dispute| json!({ "what": what(&dispute.what), "on": dispute.on.to_string(), "source": dispute.source.as_str(), "note": dispute.note }))
        .collect();
    let related: Vec<Value> = links(document, tie)
        .into_iter()
        .map(|link| json!({ "how": link.words, "to": link.title, "on": link.on.map(|on| on.to_string()) }))
        .collect();
    json!({
        "id": tie.id.as_str(),
        "title": tie.about.title,
        "as_of": network.as_of().to_string(),
        "known_on": known_on(look),
        "scenario": scenario(look),
        "sentence": network.tie(&tie.id).map(|resolved| resolved.in_words(document)),
        "exists": network.tie(&tie.id).is_some(),
        "kind": tie.kind.as_str(),
        "sign": kind.map(|kind| kind.sign.name()),
        "category": kind.map(|kind| kind.category.clone()),
        "a": tie.between.0.as_str(),
        "b": tie.between.1.as_str(),
        "directed": kind.is_some_and(|kind| kind.direction == Direction::Directed),
        "span": tie.span.to_string(),
        "status": status.as_ref().map(|status| status.state.id()),
        "status_by": status_by(tie, status.as_ref()),
        "weight": weight,
        "weight_why": why,
        "summary": tie.about.summary,
        "instrument": tie.about.instrument.as_ref().map(|id| id.as_str()),
        "dependent": tie.about.dependent.as_ref().map(NationId::as_str),
        "ledger": entries,
        "disputed": disputed,
        "related": related,
        "grade": support.best.map(|grade| grade.to_string()),
        "confidence": support.confidence.name(),
        "origins": support.origins.len(),
        "sources": ids(tie.sources()),
        "evidence": tie.evidence.iter().map(|item| evidence_value(document, item)).collect::<Vec<_>>(),
    })
}

/// Returns which date is disputed, as files write it.
pub(super) fn what(disputed: &DisputedDate) -> &str {
    match disputed {
        DisputedDate::Begins => "begins",
        DisputedDate::Ends => "ends",
        DisputedDate::Step(step) => step.id(),
        DisputedDate::Part(part) => part.as_str(),
    }
}

fn entry_value(referents: &mut Referents<'_>, entry: &Entry) -> Value {
    let by = entry.by().map(NationId::as_str);
    let relates: Vec<Value> = entry
        .relates()
        .iter()
        .map(|relation| json!({ "how": relation.relation.name(), "to": referents.describe(&relation.to).0 }))
        .collect();
    let mut value = match &entry.what {
        Happening::Milestone(milestone) => json!({
            "on": milestone.on.to_string(),
            "tie": entry.tie.id.as_str(),
            "step": milestone.step.id(),
            "by": by,
            "title": milestone.title,
        }),
        Happening::Exchange(exchange) => json!({
            "on": exchange.on.to_string(),
            "tie": entry.tie.id.as_str(),
            "by": by,
            "approach": exchange.approach,
            "strategy": exchange.strategy,
            "response": exchange.response.map(|response| response.name()),
            "reply": exchange.reply,
            "cameo": exchange.cameo.as_ref().map(|cameo| cameo.code.clone()),
            "goldstein": exchange.cameo.as_ref().map(|cameo| cameo.goldstein),
        }),
    };
    value["relates"] = Value::Array(relates);
    value["sources"] = json!(ids(entry.sources()));
    value
}

fn evidence_value(document: &Document, item: &Evidence) -> Value {
    let source = document.sources.get(&item.source);
    json!({
        "source": item.source.as_str(),
        "title": source.map(|source| source.title.clone()),
        "publisher": source.map(|source| source.publisher.clone()),
        "published": source.map(|source| source.published.to_string()),
        "url": source.and_then(|source| source.url.clone()),
        "claim": item.claim,
        "quote": item.quote,
        "locator": item.locator,
        "grade": item.grade.to_string(),
        "standing": item.standing.name(),
        "by": item.by.as_deref().map(|by| document.who(by)),
        "reported": item.reported.to_string(),
        "origin": item.origin.as_ref().map(SourceId::as_str),
    })
}

/// Returns a nation with its ties of the day that are asked for, drivers and events.
pub(super) fn nation_value(look: &Look, network: &Network, nation: &Nation) -> Value {
    let document = &look.document;
    let event = |event: &Event| {
        json!({
            "on": event.on.to_string(),
            "title": event.title,
            "summary": event.summary,
            "evidence": event.evidence.iter().map(|item| evidence_value(document, item)).collect::<Vec<_>>(),
        })
    };
    let drivers: Vec<Value> = nation
        .drivers
        .iter()
        .map(|driver| {
            json!({
                "title": driver.title,
                "summary": driver.summary,
                "basis": driver.basis.name(),
                "by": document.who(&driver.by),
                "explains": driver.explains.iter().map(|tie| tie.as_str()).collect::<Vec<_>>(),
                "evidence": driver.evidence.iter().map(|item| evidence_value(document, item)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": nation.id.as_str(),
        "name": nation.names.short,
        "official": nation.names.official,
        "native": nation.names.native.iter().map(|(language, name)| (language.clone(), json!(name))).collect::<Map<_, _>>(),
        "aliases": nation.names.aliases,
        "as_of": network.as_of().to_string(),
        "known_on": known_on(look),
        "scenario": scenario(look),
        "filter": look.filter_in_words(),
        "ties": network.ties_of(&nation.id).into_iter().map(brief).collect::<Vec<_>>(),
        "drivers": drivers,
        "events": nation.events.iter().map(event).collect::<Vec<_>>(),
    })
}

/// Returns all that is asked for between two nations on the day, and the ledger of all of it that ever was.
pub(super) fn pair_value(look: &Look, network: &Network, a: &NationId, b: &NationId) -> Value {
    let document = &look.document;
    let whole = look.whole();
    let ties = network.ties_between(a, b);
    let count = |sign: Sign| ties.iter().filter(|resolved| resolved.kind.sign == sign).count();
    let ever = whole.ties_between(a, b).into_iter().map(|resolved| &resolved.tie);
    let mut referents = Referents::of(document);
    json!({
        "a": a.as_str(),
        "b": b.as_str(),
        "as_of": network.as_of().to_string(),
        "known_on": known_on(look),
        "scenario": scenario(look),
        "filter": look.filter_in_words(),
        "mixed": network.is_mixed(a, b),
        "positive": count(Sign::Positive),
        "negative": count(Sign::Negative),
        "neutral": count(Sign::Neutral),
        "ties": ties.iter().map(|resolved| brief(resolved)).collect::<Vec<_>>(),
        "ledger": ledger(ever).iter().map(|entry| entry_value(&mut referents, entry)).collect::<Vec<_>>(),
    })
}

/// Returns what one vantage comes to against another.
pub(super) fn summary_value(summary: &Summary) -> Value {
    let Summary { begun, ended, changed, newly_mixed, no_longer_mixed, nations } = summary;
    let ties = |ties: &[Arc<Tie>]| ties.iter().map(|tie| tie.id.to_string()).collect::<Vec<_>>();
    let pairs =
        |pairs: &[(NationId, NationId)]| pairs.iter().map(|(a, b)| json!([a.as_str(), b.as_str()])).collect::<Vec<_>>();
    let counts = |counts: &[usize; 3]| json!({ "positive": counts[0], "negative": counts[1], "neutral": counts[2] });
    let nation = |SignCounts { nation, before, after }: &SignCounts| json!({ "nation": nation.as_str(), "before": counts(before), "after": counts(after) });
    json!({
        "begun": ties(begun),
        "ended": ties(ended),
        "changed": ties(changed),
        "newly_mixed": pairs(newly_mixed),
        "no_longer_mixed": pairs(no_longer_mixed),
        "nations": nations.iter().map(nation).collect::<Vec<_>>(),
    })
}
