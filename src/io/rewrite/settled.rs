//! Puts the lists of a record into the order in which they are read, where their order says nothing, and scenarios into the
//! form in which they are read over the record.

use std::sync::Arc;

use super::super::scenarios::as_read;
use crate::edit::Change;
use crate::model::{Document, Entry, EntryId, Scenario};

/// Returns a document in which the changed records have their milestones, exchanges and events in the order of their days, and
/// scenarios that may be read otherwise after the changes are as they are read.
pub(super) fn settled(document: &Document, changes: &[Change]) -> Document {
    let mut settled = document.clone();
    for entry in changes.iter().filter_map(Change::after) {
        match entry {
            Entry::Tie(tie) => {
                let course = &tie.course;
                let is_sorted = course.milestones.is_sorted_by_key(|it| it.on.latest())
                    && course.exchanges.is_sorted_by_key(|it| it.on.latest());
                if !is_sorted {
                    let mut tie = (**tie).clone();
                    tie.course.milestones.sort_by_key(|it| it.on.latest());
                    tie.course.exchanges.sort_by_key(|it| it.on.latest());
                    settled.put(Entry::Tie(Arc::new(tie)));
                }
            }
            Entry::Nation(nation) if !nation.events.is_sorted_by_key(|it| it.on.earliest()) => {
                let mut nation = (**nation).clone();
                nation.events.sort_by_key(|it| it.on.earliest());
                settled.put(Entry::Nation(Arc::new(nation)));
            }
            Entry::Nation(_)
            | Entry::Manifest(_)
            | Entry::Kind(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Assessment(_)
            | Entry::Position(..)
            | Entry::Scenario(_) => {}
        }
    }
    let is_of_record = |change: &Change| !matches!(change.id(), EntryId::Scenario(_));
    let scenarios: Vec<Arc<Scenario>> = if changes.iter().any(is_of_record) {
        settled.scenarios.values().cloned().collect()
    } else {
        changes.iter().filter_map(|change| settled.scenarios.get(change.id().scenario()?).cloned()).collect()
    };
    for scenario in scenarios {
        match as_read(&settled, &scenario) {
            Some(read) if read != *scenario => settled.put(Entry::Scenario(Arc::new(read))),
            Some(_) | None => {}
        }
    }
    settled
}
