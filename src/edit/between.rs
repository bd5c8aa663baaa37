//! What differs between two documents.

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use super::change::Change;
use crate::model::{Document, Entry};

/// Returns the changes that make one document into another, table by table, each sorted by id. O(n) in records, and less
/// where the two share structure.
pub fn between(before: &Document, after: &Document) -> Vec<Change> {
    let Document { manifest, kinds, nations, sources, instruments, ties, assessments, positions, scenarios } = before;
    let mut changes = Vec::new();
    if *manifest != after.manifest {
        let [before, after] = [manifest, &after.manifest].map(|it| Entry::Manifest(it.clone()));
        changes.extend(Change::new(Some(before), Some(after)));
    }
    table(&mut changes, kinds, &after.kinds, |_, it| Entry::Kind(it.clone()));
    table(&mut changes, nations, &after.nations, |_, it| Entry::Nation(it.clone()));
    table(&mut changes, sources, &after.sources, |_, it| Entry::Source(it.clone()));
    table(&mut changes, instruments, &after.instruments, |_, it| Entry::Instrument(it.clone()));
    table(&mut changes, ties, &after.ties, |_, it| Entry::Tie(it.clone()));
    table(&mut changes, assessments, &after.assessments, |_, it| Entry::Assessment(it.clone()));
    table(&mut changes, positions, &after.positions, |id, it| Entry::Position(id.clone(), *it));
    table(&mut changes, scenarios, &after.scenarios, |_, it| Entry::Scenario(it.clone()));
    changes
}

fn table<K: Ord + Clone, V: PartialEq + Clone>(
    changes: &mut Vec<Change>,
    before: &OrdMap<K, V>,
    after: &OrdMap<K, V>,
    entry: impl Fn(&K, &V) -> Entry,
) {
    for item in before.diff(after) {
        let (old, new) = match item {
            DiffItem::Add(id, row) => (None, Some(entry(id, row))),
            DiffItem::Remove(id, row) => (Some(entry(id, row)), None),
            DiffItem::Update { old: (old_id, old), new: (new_id, new) } => {
                (Some(entry(old_id, old)), Some(entry(new_id, new)))
            }
        };
        changes.extend(Change::new(old, new));
    }
}
