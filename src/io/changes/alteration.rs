//! Writes what becomes of one record in a scenario: `Create(…)`, `Change(…)` or `Delete(…)` on one line.

use super::super::canon::Canon;
use super::super::records_of;
use super::super::written::{Form, Margin, part, quoted, record};
use super::patch::{is_list, left_out};
use crate::model::{Alteration, Entry, Patch};

/// Returns an alteration as it is read back from a scenario.
pub(in super::super) fn alteration_in_ron(alteration: &Alteration) -> String {
    match alteration {
        Alteration::Unread { text, why: _ } => text.to_string(),
        Alteration::Made(entry) => format!("Create({}: {})", entry.id().noun(), flat(entry)),
        Alteration::Gone(id) => format!("Delete({}: {})", id.noun(), quoted(id.as_str())),
        Alteration::Altered(patch) => altered(patch),
    }
}

fn flat(entry: &Entry) -> String {
    match Canon::of_entry(entry) {
        Ok(canon) => record(canon.value(), Form::Flat, Margin::usual("")),
        Err(too_much) => too_much.text,
    }
}

/// Writes the facts that a patch expects, those that it sets, and what it only adds to lists.
fn altered(patch: &Patch) -> String {
    let (before, after) = (patch.before(), patch.after());
    let (old_record, new_record) = (records_of::record(before), records_of::record(after));
    let (Ok(old), Ok(new)) = (Canon::of(&old_record), Canon::of(&new_record)) else { return String::new() };
    let (old, new) = (old.value(), new.value());
    let (mut expected, mut set, mut added) = (Vec::new(), Vec::new(), Vec::new());
    let text = |value| part(value, Form::Flat, Margin::usual(""));
    for (name, value) in new.fields() {
        match old.field(name) {
            Some(old) if old.text() == value.text() => {}
            None if is_list(&new_record, name) => added.push(format!("{name}: {}", text(value))),
            found => {
                let before = found.map(text).or_else(|| left_out(&old_record, name));
                expected.extend(before.map(|before| format!("{name}: {before}")));
                set.push(format!("{name}: {}", text(value)));
            }
        }
    }
    for (name, value) in old.fields().into_iter().filter(|(name, _)| new.field(name).is_none()) {
        expected.push(format!("{name}: {}", text(value)));
        set.extend(left_out(&new_record, name).map(|blank| format!("{name}: {blank}")));
    }
    let id = patch.id();
    let parts = [("expects", expected), ("set", set), ("add", added)];
    let parts = parts.into_iter().filter(|(_, fields)| !fields.is_empty());
    let parts: String = parts.map(|(name, fields)| format!(", {name}: ({})", fields.join(", "))).collect();
    format!("Change({}: {}{parts})", id.noun(), quoted(id.as_str()))
}
