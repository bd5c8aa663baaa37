//! Joins two states of a scenario that were made of one: what was changed here stays, the rest is what others made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Hypothesis, HypothesisId, Scenario};

/// Returns a scenario with what `own` has changed since `base`, and otherwise as others have it by now: fact by fact, and
/// hypothesis by hypothesis. O(n log n) in hypotheses.
pub fn joined(base: &Scenario, own: &Scenario, others: &Scenario) -> Scenario {
    let fact = |of: fn(&Scenario) -> &String| {
        let kept = if of(own) == of(base) { others } else { own };
        of(kept).clone()
    };
    Scenario {
        id: own.id.clone(),
        title: fact(|it| &it.title),
        author: fact(|it| &it.author),
        question: fact(|it| &it.question),
        rationale: fact(|it| &it.rationale),
        hypotheses: hypotheses(base, own, others),
    }
}

fn hypotheses(base: &Scenario, own: &Scenario, others: &Scenario) -> Vec<Arc<Hypothesis>> {
    let [held, mine, theirs] = [base, own, others].map(by_id);
    let chosen = |id: &HypothesisId| {
        let is_mine = held.get(id) != mine.get(id);
        if is_mine { mine.get(id) } else { theirs.get(id) }.map(|hypothesis| (*hypothesis).clone())
    };
    // Whoever has moved something means the order.
    let common = |scenario: &Scenario| {
        let ids = scenario.hypotheses.iter().map(|hypothesis| hypothesis.id.clone());
        ids.filter(|id| held.contains_key(id) && mine.contains_key(id)).collect::<Vec<_>>()
    };
    let (first, second) = if common(own) == common(base) { (others, own) } else { (own, others) };
    let mut order: Vec<HypothesisId> = first.hypotheses.iter().map(|hypothesis| hypothesis.id.clone()).collect();
    let there: BTreeSet<HypothesisId> = order.iter().cloned().collect();
    let mut behind: BTreeMap<Option<HypothesisId>, Vec<HypothesisId>> = BTreeMap::new();
    let mut last = None;
    for hypothesis in &second.hypotheses {
        if there.contains(&hypothesis.id) {
            last = Some(hypothesis.id.clone());
        } else {
            behind.entry(last.clone()).or_default().push(hypothesis.id.clone());
        }
    }
    let leading = behind.remove(&None).unwrap_or_default();
    let following = order.drain(..).flat_map(|id| {
        let after = behind.remove(&Some(id.clone())).unwrap_or_default();
        std::iter::once(id).chain(after)
    });
    leading.into_iter().chain(following).filter_map(|id| chosen(&id)).collect()
}

fn by_id(scenario: &Scenario) -> BTreeMap<&HypothesisId, &Arc<Hypothesis>> {
    scenario.hypotheses.iter().map(|hypothesis| (&hypothesis.id, hypothesis)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{ScenarioId, Supposed};

    /// Returns a scenario of hypotheses, each an id with `-` before it where it is switched off.
    fn scenario(title: &str, hypotheses: &str) -> Scenario {
        let hypothesis = |word: &str| {
            let (id, supposed) = match word.strip_prefix('-') {
                Some(id) => (id, Supposed::Off),
                None => (word, Supposed::On),
            };
            Arc::new(Hypothesis {
                id: HypothesisId::new(id),
                title: id.to_owned(),
                from: date(2026, 1, 1),
                supposed,
                why: String::new(),
                assumes: String::new(),
                sources: Vec::new(),
                likelihood: None,
                does: Vec::new(),
            })
        };
        let hypotheses = hypotheses.split_whitespace().map(hypothesis).collect();
        Scenario { hypotheses, ..Scenario::new(ScenarioId::new("s"), title.to_owned()) }
    }

    #[test]
    fn what_was_changed_here_stays_and_the_rest_is_what_others_made_of_it() {
        let check = |base: &str, own: &str, others: &str, expected: &str| {
            let [base, own, others, expected] = [base, own, others, expected].map(|text| scenario("S", text));
            assert_eq!(joined(&base, &own, &others), expected);
        };
        // One is switched off here while others are added, changed and deleted there.
        check("a b", "-a b", "a b c d", "-a b c d");
        check("a b c", "a b -c", "a -b c", "a -b -c");
        check("a b c", "a -b c", "b c", "-b c");
        // What is deleted here is gone, and what both have changed is as it is here.
        check("a b c", "a c", "a -b c", "a c");
        check("a b", "-a b", "b", "-a b");
        // What is new here follows what it followed.
        check("a b", "a n b", "a b c", "a n b c");
        check("a b", "n a b", "b a", "n b a");
        // The order of whoever has moved something.
        check("a b c", "c a b", "a b c d", "c d a b");
        check("a b c", "a b c", "c b a", "c b a");
        let [base, own, others] = ["Base", "Base", "Others"].map(|title| scenario(title, "a"));
        assert_eq!(joined(&base, &own, &others).title, "Others");
        assert_eq!(joined(&base, &scenario("Own", "a"), &others).title, "Own");
    }
}
