//! The documents that an atlas has been, so that undo and redo give back the very same ones.

use std::sync::Arc;

use super::apply::{Edit, EditError, apply};
use super::between::between;
use super::change::Change;
use crate::model::Document;

/// All steps since an atlas was opened, and which of them is shown.
///
/// Invariant: there is always the document that was opened, and the cursor is at one of the revisions.
#[derive(Debug)]
pub struct History {
    revisions: Vec<Revision>,
    cursor: usize,
    /// The document that the files hold.
    saved: Arc<Document>,
}

/// A document after a step.
#[derive(Debug, Clone)]
pub struct Revision {
    /// What the step is called; empty for the document that was opened.
    pub name: Arc<str>,
    /// What it changed.
    pub changes: Arc<[Change]>,
    /// The document after it.
    pub document: Arc<Document>,
}

impl History {
    /// Returns the history of a document that was just opened.
    pub fn of(document: Arc<Document>) -> Self {
        let opened = Revision { name: Arc::from(""), changes: Arc::from([]), document: document.clone() };
        Self { revisions: vec![opened], cursor: 0, saved: document }
    }

    /// Returns the history of a document and of steps that were carried out already, each on the document of the one before;
    /// shown is the document after so many of them, or the last. The files hold the first.
    pub fn of_steps(opened: Arc<Document>, steps: Vec<Revision>, n_shown: usize) -> Self {
        let mut history = Self::of(opened);
        history.cursor = n_shown.min(steps.len());
        history.revisions.extend(steps);
        history
    }

    /// Returns the document that is shown.
    pub fn document(&self) -> &Arc<Document> {
        &self.revisions[self.cursor].document
    }

    /// Returns all revisions, the opened one first; those behind the cursor are what can be redone.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// Returns which of them is shown.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Carries out an edit and returns its revision; `None` for one that changes nothing. What was undone before can then no
    /// more be redone.
    ///
    /// # Errors
    /// Returns why when the edit cannot be carried out; nothing has changed then.
    pub fn commit(&mut self, edit: Edit) -> Result<Option<&Revision>, EditError> {
        if edit.is_idle() {
            return Ok(None);
        }
        let document = Arc::new(apply(self.document(), &edit)?);
        let Edit { name, mut changes } = edit;
        changes.retain(|change| !change.is_idle());
        Ok(Some(self.push(Revision { name: name.into(), changes: changes.into(), document })))
    }

    /// Takes over another document as one step, such as what the files hold by now, and returns its revision; `None` where it
    /// is the same.
    pub fn replace(&mut self, name: &str, document: Arc<Document>) -> Option<&Revision> {
        let changes = between(self.document(), &document);
        if changes.is_empty() {
            return None;
        }
        Some(self.push(Revision { name: name.into(), changes: changes.into(), document }))
    }

    fn push(&mut self, revision: Revision) -> &Revision {
        self.revisions.truncate(self.cursor + 1);
        self.revisions.push(revision);
        self.cursor += 1;
        &self.revisions[self.cursor]
    }

    /// Returns the step that undo takes back.
    pub fn undoable(&self) -> Option<&Revision> {
        self.cursor.checked_sub(1).map(|_| &self.revisions[self.cursor])
    }

    /// Returns the step that redo does again.
    pub fn redoable(&self) -> Option<&Revision> {
        self.revisions.get(self.cursor + 1)
    }

    /// Goes to a revision. Returns whether it is another one, and there is one.
    pub fn go_to(&mut self, revision_idx: usize) -> bool {
        let is_other = revision_idx != self.cursor && revision_idx < self.revisions.len();
        if is_other {
            self.cursor = revision_idx;
        }
        is_other
    }

    /// Says that the files hold a document now.
    pub fn is_saved_as(&mut self, document: Arc<Document>) {
        self.saved = document;
    }

    /// Returns the document that the files hold.
    pub fn saved(&self) -> &Arc<Document> {
        &self.saved
    }

    /// Whether the document that is shown is the very one that the files hold. O(1).
    pub fn is_saved(&self) -> bool {
        Arc::ptr_eq(self.document(), &self.saved)
    }
}
