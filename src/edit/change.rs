//! One change: a record as it is found and as it is to be.

use crate::model::{Document, Entry, EntryId};

/// What becomes of one record.
///
/// Invariant: at least one of the two is there, both are of the same id, and the manifest is never taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    id: EntryId,
    before: Option<Entry>,
    after: Option<Entry>,
}

impl Change {
    /// Returns the change that makes `before` into `after`; `None` where neither is there, their ids differ, or an atlas
    /// would lose its manifest.
    pub fn new(before: Option<Entry>, after: Option<Entry>) -> Option<Self> {
        let id = after.as_ref().or(before.as_ref())?.id();
        let is_same = before.as_ref().is_none_or(|before| before.id() == id);
        let is_lost = id == EntryId::Manifest && after.is_none();
        (is_same && !is_lost).then_some(Self { id, before, after })
    }

    /// Returns the change that puts a record into a document.
    pub fn put(document: &Document, entry: Entry) -> Self {
        let id = entry.id();
        Self { before: document.entry(&id), after: Some(entry), id }
    }

    /// Returns the change that takes a record out of a document; `None` where it is not there, and for the manifest.
    pub fn remove(document: &Document, id: &EntryId) -> Option<Self> {
        Self::new(document.entry(id), None)
    }

    /// Returns which record it is about.
    pub fn id(&self) -> &EntryId {
        &self.id
    }

    /// Returns the record as it is expected to be found; `None` where there shall be none.
    pub fn before(&self) -> Option<&Entry> {
        self.before.as_ref()
    }

    /// Returns the record as it is to be; `None` where it goes.
    pub fn after(&self) -> Option<&Entry> {
        self.after.as_ref()
    }

    /// Whether it changes nothing.
    pub fn is_idle(&self) -> bool {
        self.before == self.after
    }
}
