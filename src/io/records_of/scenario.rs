//! Scenarios as they are written.

use ron::value::RawValue;

use super::super::changes::alteration_in_ron;
use super::super::native::{HypothesisRecord, LikelihoodRecord, LikelihoodTermRecord, ScenarioRecord};
use crate::model::{Alteration, Hypothesis, Likelihood, LikelihoodTerm, Scenario, Supposed};

pub(crate) fn scenario(scenario: &Scenario) -> ScenarioRecord {
    let Scenario { id, title, author, question, rationale, hypotheses } = scenario;
    ScenarioRecord {
        id: id.to_string(),
        atlas: String::new(),
        title: title.clone(),
        author: author.clone(),
        question: question.clone(),
        rationale: rationale.clone(),
        changes: hypotheses.iter().map(|it| hypothesis(it)).collect(),
    }
}

fn hypothesis(hypothesis: &Hypothesis) -> HypothesisRecord {
    let Hypothesis { id, title, from, supposed, why, assumes, sources, likelihood, does } = hypothesis;
    HypothesisRecord {
        id: id.to_string(),
        from: from.to_string(),
        title: title.clone(),
        off: *supposed == Supposed::Off,
        why: why.clone(),
        assumes: assumes.clone(),
        sources: sources.iter().map(ToString::to_string).collect(),
        likelihood: likelihood.as_ref().map(likelihood_record),
        does: does.iter().filter_map(alteration).collect(),
    }
}

/// Returns what becomes of a record as it is written; `None` for a text that could never have been read.
fn alteration(alteration: &Alteration) -> Option<Box<RawValue>> {
    RawValue::from_boxed_ron(alteration_in_ron(alteration).into_boxed_str()).ok()
}

fn likelihood_record(likelihood: &Likelihood) -> LikelihoodRecord {
    let Likelihood { term, by, on } = likelihood;
    let term = match term {
        LikelihoodTerm::AlmostNoChance => LikelihoodTermRecord::AlmostNoChance,
        LikelihoodTerm::VeryUnlikely => LikelihoodTermRecord::VeryUnlikely,
        LikelihoodTerm::Unlikely => LikelihoodTermRecord::Unlikely,
        LikelihoodTerm::RoughlyEvenChance => LikelihoodTermRecord::RoughlyEvenChance,
        LikelihoodTerm::Likely => LikelihoodTermRecord::Likely,
        LikelihoodTerm::VeryLikely => LikelihoodTermRecord::VeryLikely,
        LikelihoodTerm::AlmostCertain => LikelihoodTermRecord::AlmostCertain,
    };
    LikelihoodRecord { term, by: by.clone(), on: on.to_string() }
}
