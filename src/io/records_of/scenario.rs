//! Scenarios as they are written.

use super::super::changes::alteration_in_ron;
use super::super::native::{
    AlterationRecord, HypothesisRecord, LikelihoodRecord, LikelihoodTermRecord, ScenarioRecord,
};
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

pub(crate) fn hypothesis(hypothesis: &Hypothesis) -> HypothesisRecord {
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
        does: does.iter().map(alteration).collect(),
    }
}

pub(crate) fn alteration(alteration: &Alteration) -> AlterationRecord {
    AlterationRecord::new(&alteration_in_ron(alteration))
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
