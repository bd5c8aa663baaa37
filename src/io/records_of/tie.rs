//! Ties as they are written.

use super::super::native::{
    DisputeRecord, ExchangeRecord, LevelRecord, MilestoneRecord, RelationKindRecord, RelationRecord, ResponseRecord,
    StepRecord, TieRecord,
};
use super::evidence::evidence;
use crate::model::{
    About, Cameo, Course, Dispute, DisputedDate, Exchange, Level, Milestone, Reference, Relation, RelationKind,
    Response, SourceId, Step, Tie,
};

/// Returns a tie as it is written.
pub(in super::super) fn tie(tie: &Tie) -> TieRecord {
    let Tie { id, kind, between, span, weight, about, course, relates, evidence: items } = tie;
    let About { title, summary, instrument, dependent } = about;
    let Course { milestones, exchanges, disputed } = course;
    TieRecord {
        id: id.to_string(),
        kind: kind.to_string(),
        between: (between.0.to_string(), between.1.to_string()),
        span: span.to_string(),
        weight: i64::from(weight.base()),
        weight_why: weight.why().to_owned(),
        levels: weight.levels().iter().map(level).collect(),
        title: title.clone(),
        summary: summary.clone(),
        instrument: instrument.as_ref().map(ToString::to_string),
        dependent: dependent.as_ref().map(ToString::to_string),
        milestones: milestones.iter().map(|it| milestone(it)).collect(),
        exchanges: exchanges.iter().map(|it| exchange(it)).collect(),
        disputed: disputed.iter().map(dispute).collect(),
        relates: relations(relates),
        evidence: evidence(items),
    }
}

fn level(level: &Level) -> LevelRecord {
    let Level { from, weight, why } = level;
    LevelRecord { from: from.to_string(), weight: i64::from(*weight), why: why.clone() }
}

fn milestone(milestone: &Milestone) -> MilestoneRecord {
    let Milestone { id, on, step, by, title, sources: named, relates } = milestone;
    MilestoneRecord {
        id: id.as_ref().map(ToString::to_string),
        on: on.to_string(),
        step: match step {
            Step::Signed => StepRecord::Signed,
            Step::Ratified => StepRecord::Ratified,
            Step::InForce => StepRecord::InForce,
            Step::Extended => StepRecord::Extended,
            Step::PartlySuspended => StepRecord::PartlySuspended,
            Step::Suspended => StepRecord::Suspended,
            Step::Withdrawn => StepRecord::Withdrawn,
            Step::Superseded => StepRecord::Superseded,
            Step::Expired => StepRecord::Expired,
        },
        by: by.as_ref().map(ToString::to_string),
        title: title.clone(),
        sources: sources(named),
        relates: relations(relates),
    }
}

fn exchange(exchange: &Exchange) -> ExchangeRecord {
    let Exchange { id, on, by, approach, strategy, response, reply, cameo, sources: named, relates } = exchange;
    ExchangeRecord {
        id: id.as_ref().map(ToString::to_string),
        on: on.to_string(),
        by: by.to_string(),
        approach: approach.clone(),
        strategy: strategy.clone(),
        response: response.map(|response| match response {
            Response::Accepted => ResponseRecord::Accepted,
            Response::Rejected => ResponseRecord::Rejected,
            Response::Ignored => ResponseRecord::Ignored,
            Response::Collapsed => ResponseRecord::Collapsed,
            Response::Pending => ResponseRecord::Pending,
        }),
        reply: reply.clone(),
        // What the tables say of a code is looked up when it is read.
        cameo: cameo.as_ref().map(|Cameo { code, root: _, goldstein: _ }| code.clone()),
        sources: sources(named),
        relates: relations(relates),
    }
}

fn dispute(dispute: &Dispute) -> DisputeRecord {
    let Dispute { what, on, source, note } = dispute;
    DisputeRecord {
        what: match what {
            DisputedDate::Begins => "begins".to_owned(),
            DisputedDate::Ends => "ends".to_owned(),
            DisputedDate::Step(step) => step.id().to_owned(),
            DisputedDate::Part(part) => part.to_string(),
        },
        on: on.to_string(),
        source: source.to_string(),
        note: note.clone(),
    }
}

fn relations(relations: &[Relation]) -> Vec<RelationRecord> {
    relations.iter().map(relation).collect()
}

fn relation(relation: &Relation) -> RelationRecord {
    let Relation { to, relation, sources: named } = relation;
    RelationRecord {
        to: match to {
            Reference::Tie(tie) => tie.to_string(),
            Reference::TiePart(tie, part) => format!("{tie}#{part}"),
            Reference::Event(nation, event) => format!("{nation}#{event}"),
        },
        relation: match relation {
            RelationKind::InResponseTo => RelationKindRecord::InResponseTo,
            RelationKind::Enables => RelationKindRecord::Enables,
            RelationKind::Supersedes => RelationKindRecord::Supersedes,
        },
        sources: sources(named),
    }
}

fn sources(sources: &[SourceId]) -> Vec<String> {
    sources.iter().map(ToString::to_string).collect()
}
