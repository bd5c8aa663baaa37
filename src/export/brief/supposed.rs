//! The scenario of a brief: what it asks and supposes, and what it comes to against the record.

use std::sync::Arc;

use super::blocks::{Block, Fact, Holds, Row, Run};
use super::content::{Subject, Supposition, Writer, in_words, paragraph, part, section, table};
use crate::kit::{capitalized, counted};
use crate::model::{Document, Hypothesis, Likelihood, NationId, Tie};
use crate::network::{SignCounts, Summary};

impl<'a> Writer<'a> {
    /// Returns the scenario that the brief is about; `None` where it is about something else.
    fn own_scenario(&self) -> Option<&'a Supposition<'a>> {
        self.options.supposition.filter(|_| *self.options.subject == Subject::Record)
    }

    /// Says what a scenario asks, why, and what it comes to against the record.
    pub(super) fn scenario_in_words(&mut self) -> Vec<Block> {
        let Some(supposed) = self.own_scenario() else { return Vec::new() };
        let scenario = supposed.scenario;
        let mut blocks: Vec<Block> = paragraph(&scenario.question).into_iter().collect();
        blocks.extend(paragraph(&scenario.rationale));
        let changes = counted(scenario.hypotheses.len(), "change");
        let Summary { begun, ended, changed, newly_mixed, no_longer_mixed, nations } = &supposed.summary;
        let words = format!("It supposes {changes}. Against the record on {}, that comes to:", self.day());
        blocks.extend(paragraph(&words));
        let facts = [("Begun", begun), ("Ended", ended), ("Changed", changed)];
        let mut facts: Vec<Fact> = facts.map(|(name, ties)| self.ties_fact(name, ties)).into();
        for (name, pairs) in [("Newly mixed", newly_mixed), ("No longer mixed", no_longer_mixed)] {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(a, b)| format!("{} · {}", self.any_name(supposed, a), self.any_name(supposed, b)))
                .collect();
            facts.push(Fact::new(name, if pairs.is_empty() { "no pair".to_owned() } else { pairs.join("; ") }));
        }
        blocks.push(Block::Facts(facts));
        blocks.extend(self.sign_counts(supposed, nations));
        blocks
    }

    fn ties_fact(&self, name: &str, ties: &[Arc<Tie>]) -> Fact {
        let mut value = self.tie_runs(ties.iter().map(|tie| &**tie));
        if value.is_empty() {
            value.push(Run::text("no tie"));
        }
        Fact { name: name.to_owned(), value }
    }

    fn sign_counts(&self, supposed: &Supposition<'_>, nations: &[SignCounts]) -> Option<Block> {
        if nations.is_empty() {
            return None;
        }
        let row = |SignCounts { nation, before, after }: &SignCounts| {
            let change = |idx: usize| match (before[idx], after[idx]) {
                (before, after) if before == after => vec![Run::quiet(after.to_string())],
                (before, after) => vec![Run::strong(format!("{before} → {after}"))],
            };
            let name = self.any_name(supposed, nation).to_owned();
            Row { cells: vec![vec![Run::text(name)], change(0), change(1), change(2)], tie: None }
        };
        let columns = [
            ("Ties by sign", Holds::Words),
            ("Positive", Holds::Number),
            ("Negative", Holds::Number),
            ("Neutral", Holds::Number),
        ];
        Some(table("Ties by sign against the record", &columns, nations.iter().map(row).collect()))
    }

    /// Returns the name of a nation that may be only in the record or only supposed.
    fn any_name<'n>(&'n self, supposed: &'n Supposition<'_>, id: &'n NationId) -> &'n str {
        let shown: &Document = self.options.document;
        let document = if shown.nations.contains_key(id) { shown } else { supposed.record };
        document.nation_name(id)
    }

    /// Returns what a scenario supposes, in its order.
    pub(super) fn hypotheses(&mut self) -> Vec<Block> {
        let Some(supposed) = self.own_scenario().filter(|it| !it.hypotheses.is_empty()) else { return Vec::new() };
        let mut blocks = vec![section("What is supposed", &counted(supposed.hypotheses.len(), "change"))];
        for (idx, (hypothesis, told)) in supposed.scenario.hypotheses.iter().zip(&supposed.hypotheses).enumerate() {
            let Hypothesis { title, from, why, assumes, sources, likelihood, .. } = &**hypothesis;
            let idle = told.idle.as_ref().map(|idle| format!(" · {idle}")).unwrap_or_default();
            blocks.push(part(&format!("{}. {title}", idx + 1), &format!("from {}{idle}", in_words(*from))));
            let mut facts: Vec<Fact> = [("Why", why), ("Assumes", assumes)]
                .into_iter()
                .filter(|(_, words)| !words.is_empty())
                .map(|(name, words)| Fact::new(name, words))
                .collect();
            facts.push(Fact::new("Likelihood", self.likelihood_in_words(likelihood.as_ref())));
            if !sources.is_empty() {
                let mut value = vec![Run::text(counted(sources.len(), "source"))];
                value.extend(self.notes.notes(sources));
                facts.push(Fact { name: "Starts from".to_owned(), value });
            }
            facts.push(Fact::new("Does", capitalized(&told.does.join("; "))));
            blocks.push(Block::Facts(facts));
        }
        blocks
    }

    fn likelihood_in_words(&self, likelihood: Option<&Likelihood>) -> String {
        let Some(Likelihood { term, by, on }) = likelihood else { return "not assessed".to_owned() };
        format!("{term}, by {}, {}, given the changes before it", self.document().who(by), on.in_words())
    }
}
