//! What of that which is shown is only supposed, and in which scenario.

use super::lens::Supposition;
use super::state::Session;
use crate::kit::{counted, grouped};
use crate::model::{Alteration, EntryId};
use crate::scene::{Class, Target};

impl Session {
    /// Whether the open scenario makes or changes something. O(log records).
    pub fn is_hypothetical(&self, target: &Target) -> bool {
        let id = match target {
            Target::Nation(id) => EntryId::Nation(id.clone()),
            Target::Tie(id) => EntryId::Tie(id.clone()),
            Target::Source(id) => EntryId::Source(id.clone()),
            Target::Class(Class::Kind(id)) => EntryId::Kind(id.clone()),
            Target::Pair(..) | Target::Class(Class::Confidence(_) | Class::Reliability(_) | Class::Credibility(_)) => {
                return false;
            }
        };
        self.supposition().is_some_and(|supposition| supposition.hypothetical.contains_key(&id))
    }
}

impl Supposition {
    /// Returns what is to be said of a record that it makes or changes, wherever that record is cited: "hypothetical,
    /// scenario “Rebuild trust”: not on record"; `None` for others.
    pub fn said_of(&self, id: &EntryId) -> Option<String> {
        if self.n_behind(id) == 0 {
            return None;
        }
        let makes = |alteration: &Alteration| matches!(alteration, Alteration::Made(entry) if entry.id() == *id);
        // Only what comes first can have made it, unless it was taken away in between.
        let is_made = self.behind(id).next().is_some_and(|first| first.does.iter().any(makes));
        let how = if is_made { "not on record" } else { "not on record like this" };
        Some(format!("hypothetical, {}: {how}", self.name()))
    }

    /// Returns what is to be said of several ties of which some are supposed; `None` where none is.
    pub fn said_of_some(&self, n_supposed: usize, n_ties: usize) -> Option<String> {
        let how_many = match (n_supposed, n_ties) {
            (0, _) => return None,
            (n, all) if n == all => "hypothetical".to_owned(),
            (n, all) => format!("{} of these {} hypothetical", grouped(n), counted(all, "tie")),
        };
        Some(format!("{how_many}, {}: not on record like this", self.name()))
    }

    /// Returns how the scenario is called among other words: "scenario “Rebuild trust”".
    pub fn name(&self) -> String {
        format!("scenario “{}”", self.scenario.title)
    }
}
