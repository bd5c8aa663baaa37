//! Carries out an edit: all of it, or nothing.

use thiserror::Error;

use super::change::Change;
use super::faults::{Fault, faults};
use super::naming::name_of;
use super::references::first_reference;
use crate::model::{Document, EntryId};

/// One step of a person: what is undone and redone as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What it is called, such as "Change end of “Comprehensive Military Agreement”".
    pub name: String,
    /// What it does, in order. A record that is changed twice is expected the second time as the first time left it.
    pub changes: Vec<Change>,
}

/// Why an edit cannot be carried out. The document is then as it was.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EditError {
    /// A record is not as the edit expects it.
    #[error("the {} `{}` is not as it was when this was begun\nHint: look at it again and make the change anew", id.noun(), id.as_str())]
    Changed {
        /// Which record.
        id: EntryId,
    },
    /// A record would be wrong.
    #[error("the {} `{}` cannot be so: {}\nHint: {}", id.noun(), id.as_str(), fault.objection.message, fault.objection.hint)]
    Faulty {
        /// Which record.
        id: EntryId,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// A record that goes is named by another that stays.
    #[error("the {} `{}` cannot go: the {} `{}` names it\nHint: take it out there first, or delete both", id.noun(), id.as_str(), by.noun(), by.as_str())]
    Named {
        /// Which record, or the record of which a part goes.
        id: EntryId,
        /// Which one names it.
        by: EntryId,
    },
}

impl Edit {
    /// Returns an edit of a document under the name that its changes suggest.
    pub fn of(document: &Document, changes: Vec<Change>) -> Self {
        Self { name: name_of(document, &changes), changes }
    }

    /// Returns an edit of some name.
    pub fn named(name: impl Into<String>, changes: Vec<Change>) -> Self {
        Self { name: name.into(), changes }
    }

    /// Whether it changes nothing.
    pub fn is_idle(&self) -> bool {
        self.changes.iter().all(Change::is_idle)
    }
}

/// Returns the document after an edit; all that the edit does not touch is shared with the one before.
///
/// O(changes × (log n + size of a record)); where a record or a part of one goes that others may name, O(n) besides.
///
/// # Errors
/// Returns why when a record is not as expected, would be wrong, or goes while another one names it.
pub fn apply(document: &Document, edit: &Edit) -> Result<Document, EditError> {
    let mut edited = document.clone();
    for change in &edit.changes {
        let id = change.id();
        if edited.entry(id).as_ref() != change.before() {
            return Err(EditError::Changed { id: id.clone() });
        }
        match change.after() {
            Some(entry) => edited.put(entry.clone()),
            None => edited.remove(id),
        }
    }
    // Only at the end, so that what belongs together may come in any order.
    for change in &edit.changes {
        let Some(entry) = edited.entry(change.id()) else { continue };
        if let Some(fault) = faults(&edited, &entry).into_iter().next() {
            return Err(EditError::Faulty { id: change.id().clone(), fault: Box::new(fault) });
        }
    }
    match first_reference(document, &edited, &edit.changes) {
        Some((id, by)) => Err(EditError::Named { id, by }),
        None => Ok(edited),
    }
}
