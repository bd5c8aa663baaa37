//! Makes hypotheses of a scenario part of its record: one edit, by which they leave the scenario.

use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use super::apply::Edit;
use super::between::between;
use super::change::Change;
use super::overlay::{Outcome, overlay};
use crate::model::{Document, Entry, HypothesisId, Scenario, ScenarioId, Supposed, Tie};

/// Why hypotheses cannot become part of the record.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PromoteError {
    /// There is no such scenario.
    #[error("there is no scenario `{scenario}`\nHint: open it again")]
    NoScenario {
        /// Which.
        scenario: ScenarioId,
    },
    /// Nothing was chosen.
    #[error("no change is chosen\nHint: choose at least one")]
    Nothing,
    /// A hypothesis does not fit the record.
    #[error("“{title}” does not fit the record: {why}\nHint: choose what it builds on too, or leave it out")]
    Unfit {
        /// The hypothesis, by its title.
        title: String,
        /// Why not.
        why: String,
    },
}

/// Returns the edit that carries out chosen hypotheses on the record itself and takes them out of their scenario. Ties that
/// are made or changed rest on evidence that `with_evidence` gives them.
///
/// # Errors
/// Returns why when a hypothesis does not fit the record without those that are not chosen.
pub fn promote(
    record: &Document,
    scenario: &ScenarioId,
    chosen: &BTreeSet<HypothesisId>,
    with_evidence: &dyn Fn(&Tie) -> Tie,
) -> Result<Edit, PromoteError> {
    let Some(scenario) = record.scenarios.get(scenario) else {
        return Err(PromoteError::NoScenario { scenario: scenario.clone() });
    };
    let (taken, left): (Vec<_>, Vec<_>) =
        scenario.hypotheses.iter().cloned().partition(|hypothesis| chosen.contains(&hypothesis.id));
    if taken.is_empty() {
        return Err(PromoteError::Nothing);
    }
    // Whoever makes something part of the record means it, switched on or not.
    let on = taken.iter().map(|hypothesis| {
        let mut hypothesis = (**hypothesis).clone();
        hypothesis.supposed = Supposed::On;
        Arc::new(hypothesis)
    });
    let only = Scenario { hypotheses: on.collect(), ..(**scenario).clone() };
    let overlay = overlay(record, &only, None);
    for (hypothesis, outcome) in only.hypotheses.iter().zip(&overlay.outcomes) {
        match outcome {
            Outcome::Holds | Outcome::Off | Outcome::Later => {}
            Outcome::Fails(failure) => {
                return Err(PromoteError::Unfit { title: hypothesis.title.clone(), why: failure.to_string() });
            }
        }
    }
    let changes = between(record, &overlay.document).into_iter();
    let mut changes: Vec<Change> = changes
        .filter_map(|change| match change.after() {
            Some(Entry::Tie(tie)) => {
                Change::new(change.before().cloned(), Some(Entry::Tie(Arc::new(with_evidence(tie)))))
            }
            Some(_) | None => Some(change),
        })
        .collect();
    let rest = Scenario { hypotheses: left, ..(**scenario).clone() };
    changes.extend(Change::new(Some(Entry::Scenario(scenario.clone())), Some(Entry::Scenario(Arc::new(rest)))));
    let name = match taken.as_slice() {
        [one] => format!("Make “{}” record", one.title),
        all => format!("Make {} changes of “{}” record", all.len(), scenario.title),
    };
    Ok(Edit::named(name, changes))
}
