//! Scenarios of which every field is left to chance.

use std::sync::Arc;

use super::super::edit::between;
use super::super::model::{
    Alteration, Document, Entry, Hypothesis, HypothesisId, Likelihood, LikelihoodTerm, Scenario, ScenarioId, SourceId,
    Supposed,
};
use super::Chance;

impl Chance {
    /// Returns the document with scenarios of chance over it.
    pub fn supposing(&mut self, document: &Document) -> Document {
        let mut supposing = document.clone();
        for idx in 0..1 + self.below(3) {
            let id = ScenarioId::new(&format!("w-{idx}"));
            supposing.put(Entry::Scenario(Arc::new(self.scenario(&id, document))));
        }
        supposing
    }

    /// Returns a scenario that fits a document.
    pub fn scenario(&mut self, id: &ScenarioId, document: &Document) -> Scenario {
        let mut record = document.clone();
        record.scenarios.clear();
        let hypotheses = self.list(4, |chance, idx| {
            let before = record.clone();
            for _ in 0..1 + chance.below(3) {
                record = chance.edited(&record);
            }
            record.manifest = document.manifest.clone();
            Arc::new(chance.hypothesis(idx, &before, &record))
        });
        let title = self.text();
        let [author, question, rationale] = [0; 3].map(|_| self.or_empty());
        Scenario { id: id.clone(), title, author, question, rationale, hypotheses }
    }

    fn hypothesis(&mut self, idx: usize, before: &Document, after: &Document) -> Hypothesis {
        let mut does: Vec<Alteration> = between(before, after)
            .into_iter()
            .filter_map(|change| Alteration::between(change.before(), change.after()))
            .collect();
        if self.below(2) == 0 {
            does.reverse();
        }
        let sources: Vec<SourceId> = before.sources.keys().cloned().collect();
        Hypothesis {
            id: HypothesisId::new(&format!("h{idx}")),
            title: self.text(),
            from: self.date().earliest(),
            supposed: self.pick(&[Supposed::On, Supposed::Off]),
            why: self.or_empty(),
            assumes: self.or_empty(),
            sources: self.subset(&sources, 3),
            likelihood: self.some(|chance| Likelihood {
                term: chance.pick(&LikelihoodTerm::ALL),
                by: chance.text(),
                on: chance.date(),
            }),
            does,
        }
    }

    /// Returns a scenario that is as the old one in most.
    pub(super) fn mixed_scenario(&mut self, old: &Scenario, new: &Scenario) -> Scenario {
        let mut scenario = old.clone();
        self.put(&mut scenario.title, &new.title);
        self.put(&mut scenario.rationale, &new.rationale);
        scenario.hypotheses.retain(|_| self.below(4) > 0);
        for hypothesis in &mut scenario.hypotheses {
            let hypothesis = Arc::make_mut(hypothesis);
            self.put(&mut hypothesis.supposed, &Supposed::Off);
            self.put(&mut hypothesis.why, &new.question);
            if self.below(3) == 0 {
                hypothesis.does.truncate(1);
            }
        }
        let n = self.below(1_000_000);
        for (idx, hypothesis) in new.hypotheses.iter().enumerate() {
            let mut hypothesis = (**hypothesis).clone();
            hypothesis.id = HypothesisId::new(&format!("new-{n}-{idx}"));
            scenario.hypotheses.push(Arc::new(hypothesis));
        }
        scenario
    }
}
