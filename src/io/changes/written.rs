//! Writes changes as a list that is read back as the same changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::canon::{Canon, Parts, Value};
use super::super::records_of;
use super::super::written::{Form, Margin, part, quoted, written};
use super::patch::left_out;
use crate::edit::Change;
use crate::model::{Entry, EntryId};

/// White space before an item of the list.
const ITEM: &str = "    ";
/// Bytes of fields that are written on one line at most.
const MOST_ON_A_LINE: usize = 120;
/// The list of a record that grows by most edits while nothing else in it changes.
const SUPPOSED: &str = "changes";
/// White space before a field of a change.
const FIELD: &str = "        ";

/// Returns changes as a list of `Create`, `Change` and `Delete`: of a record that is changed, the fields that differ. A record
/// that is changed more than once is written once. O(size of the records × log changes).
pub fn changes_in_ron(changes: &[Change]) -> String {
    let mut text = String::from("[\n");
    for (before, after) in together(changes) {
        match (before, after) {
            (None, None) => {}
            (None, Some(after)) => {
                let _ = writeln!(text, "{ITEM}Create({}: {}),", after.id().noun(), written(after, ITEM));
            }
            (Some(before), None) => {
                let id = before.id();
                let _ = writeln!(text, "{ITEM}Delete({}: {}),", id.noun(), quoted(id.as_str()));
            }
            (Some(before), Some(after)) => changed(&mut text, before, after),
        }
    }
    text.push_str("]\n");
    text
}

/// Returns each record that is changed, as it is found first and as it is left last; in the order in which they are found.
fn together(changes: &[Change]) -> Vec<(Option<&Entry>, Option<&Entry>)> {
    let mut rows: BTreeMap<&EntryId, usize> = BTreeMap::new();
    let mut found: Vec<(Option<&Entry>, Option<&Entry>)> = Vec::with_capacity(changes.len());
    for change in changes {
        let idx = *rows.entry(change.id()).or_insert(found.len());
        match found.get_mut(idx) {
            Some((_, after)) => *after = change.after(),
            None => found.push((change.before(), change.after())),
        }
    }
    found.retain(|(before, after)| before != after);
    found
}

/// Writes the fields in which two states of a record differ.
fn changed(text: &mut String, before: &Entry, after: &Entry) {
    let (Ok(old), Ok(new)) = (Canon::of_entry(before), Canon::of_entry(after)) else {
        // More than any file may hold: it is refused when it is read back, and not lost until then.
        let id = after.id();
        let _ = writeln!(text, "{ITEM}Delete({}: {}),", id.noun(), quoted(id.as_str()));
        let _ = writeln!(text, "{ITEM}Create({}: {}),", id.noun(), written(after, ITEM));
        return;
    };
    let (old, new) = (old.value(), new.value());
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut added: Option<String> = None;
    for (name, value) in
        new.fields().into_iter().filter(|(name, new)| old.field(name).is_none_or(|old| old.text() != new.text()))
    {
        let before = old.field(name).filter(|_| name == SUPPOSED);
        match before.and_then(|before| appended(before, value)) {
            Some(items) => added = Some(format!("add: ({name}: [\n{items}{ITEM}])")),
            None => fields.push((name, part(value, Form::Tall, Margin::usual(FIELD)))),
        }
    }
    let record = records_of::record(after);
    let gone = old.fields().into_iter().filter(|(name, _)| new.field(name).is_none());
    fields.extend(gone.filter_map(|(name, _)| Some((name, left_out(&record, name)?))));
    let id = match before {
        Entry::Manifest(manifest) => quoted(&manifest.id),
        Entry::Kind(_)
        | Entry::Nation(_)
        | Entry::Source(_)
        | Entry::Instrument(_)
        | Entry::Tie(_)
        | Entry::Assessment(_)
        | Entry::Position(..)
        | Entry::Scenario(_) => quoted(before.id().as_str()),
    };
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let noun = after.id().noun();
    let is_short = fields.iter().map(String::len).sum::<usize>() <= MOST_ON_A_LINE;
    let set = if fields.is_empty() {
        String::new()
    } else if is_short && fields.iter().all(|field| !field.contains('\n')) {
        format!(", set: ({})", fields.join(", "))
    } else {
        let lines: String = fields.iter().map(|field| format!("{FIELD}{field},\n")).collect();
        format!(", set: (\n{lines}{ITEM})")
    };
    let added = added.map(|added| format!(", {added}")).unwrap_or_default();
    let _ = writeln!(text, "{ITEM}Change({noun}: {id}{set}{added}),");
}

/// Returns the items that a list has behind all those that it had before; `None` where it is not so.
fn appended(before: Value<'_>, after: Value<'_>) -> Option<String> {
    let (Parts::Items(_, before), Parts::Items(_, after)) = (before.parts(), after.parts()) else { return None };
    let (first, new) = after.split_at_checked(before.len())?;
    let is_same = first.iter().zip(&before).all(|(new, old)| new.text() == old.text());
    let line = |item: &Value<'_>| format!("{FIELD}{},\n", part(*item, Form::Tall, Margin::usual(FIELD)));
    is_same.then(|| new.iter().map(line).collect())
}
