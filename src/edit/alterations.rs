//! Says in words what a hypothesis does to each record, and why it does not hold.

use std::sync::Arc;

use super::naming::facts_of;
use super::overlay::Outcome;
use crate::kit::{capitalized, quoted};
use crate::model::{Alteration, Document, EntryId, Hypothesis, NationId, Scenario};

/// What a hypothesis does, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What becomes of each record.
    pub does: Vec<String>,
    /// Why it does not hold; `None` where it does.
    pub idle: Option<String>,
}

/// Returns what the hypotheses of a scenario do, in their order, of which each has come to one of the outcomes.
///
/// `shown` is the record with what is supposed, `record` without.
pub fn told(shown: &Document, record: &Document, scenario: &Scenario, outcomes: &[Outcome]) -> Vec<Told> {
    let one = |(hypothesis, outcome): (&Arc<Hypothesis>, &Outcome)| Told {
        does: hypothesis.does.iter().map(|it| alteration_in_words(shown, record, it)).collect(),
        idle: match outcome {
            Outcome::Holds => None,
            Outcome::Off => Some("switched off".to_owned()),
            Outcome::Later => Some("holds only later".to_owned()),
            Outcome::Fails(why) => Some(format!("does not apply: {why}")),
        },
    };
    scenario.hypotheses.iter().zip(outcomes).map(one).collect()
}

/// Returns what an alteration does, in words: "New tie “Aid”", "Change “Military agreement”: end".
///
/// `shown` is the record with what is supposed, `record` without: a thing that is gone still has its title there.
pub fn alteration_in_words(shown: &Document, record: &Document, alteration: &Alteration) -> String {
    let titled = |id: &EntryId| {
        let entry = shown.entry(id).or_else(|| record.entry(id));
        let title = entry.map_or_else(|| id.as_str().to_owned(), |entry| entry.title().to_owned());
        format!("“{title}”")
    };
    match alteration {
        Alteration::Made(entry) => match entry.id() {
            EntryId::Position(id) => format!("Place {}", shown.nation_name(&id)),
            id => format!("New {} “{}”", id.noun(), entry.title()),
        },
        Alteration::Gone(EntryId::Position(id)) => format!("Unplace {}", shown.nation_name(id)),
        Alteration::Gone(id) => format!("Delete {} {}", id.noun(), titled(id)),
        Alteration::Altered(patch) => match patch.id() {
            EntryId::Position(id) => format!("Move {}", shown.nation_name(&NationId::new(id.as_str()))),
            id => format!("Change {}: {}", titled(&id), facts_of(patch.before(), patch.after())),
        },
        Alteration::Unread { text: _, why } => capitalized(&quoted(why)),
    }
}
