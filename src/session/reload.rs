//! Takes over an atlas whose files have changed, as one step that can be undone. View, camera, selection, days, filter,
//! comparison and trail stay as they are, as far as what they name is still there.

use std::sync::Arc;

use super::state::{Differs, Session};
use crate::edit::{Change, Edit, apply, between, joined};
use crate::model::{Document, Entry, EntryId, NamedView, Problem};

/// What taking over the files is called in the history.
const RELOAD: &str = "Read again from the files";
/// What joining both is called there.
const KEEP: &str = "Keep own changes over the files";

impl Session {
    /// Shows what the files of the open atlas hold now, with what is wrong with them. O(all that is in them).
    ///
    /// Nations that were moved and not saved stay where they were put, as long as the files do not put them elsewhere.
    pub fn reload(&mut self, document: Document, problems: Vec<Problem>, views: Vec<NamedView>) {
        let (before, shown_before) = (self.record().clone(), self.shown().clone());
        let saved = self.history().saved().positions.clone();
        let files = Arc::new(document);
        let mut shown = files.clone();
        for (id, position) in &before.positions {
            let is_moved = saved.get(id) != Some(position);
            if is_moved && files.positions.get(id) == saved.get(id) && files.nations.contains_key(id) {
                Arc::make_mut(&mut shown).positions.insert(id.clone(), *position);
            }
        }
        let history = self.history_mut();
        let is_new = history.replace(RELOAD, shown.clone()).is_some();
        // Where nothing is left of one's own, the files hold the very record that is shown.
        let held = if files.positions == shown.positions { history.document().clone() } else { files };
        history.is_saved_as(held);
        if is_new {
            self.follow_history(&shown_before, Differs::Records);
        }
        self.tell(problems);
        self.reload_views(views);
    }

    /// Takes over named views that the files hold now.
    pub(super) fn reload_views(&mut self, views: Vec<NamedView>) {
        self.views.reload(views);
    }

    /// Keeps what was changed here and takes over the rest from what the files hold by now, as one step that can be undone:
    /// of a record that both have changed, what is shown stays, of a scenario hypothesis by hypothesis. Where the two do not fit together, as when a tie was added here
    /// to a nation that is gone there, all that is shown stays. O(records).
    pub fn keep_own(&mut self, files: Document, problems: Vec<Problem>, views: Vec<NamedView>) {
        let (before, shown_before) = (self.record().clone(), self.shown().clone());
        let files = Arc::new(files);
        let own = between(self.history().saved(), &before).into_iter();
        let saved = self.history().saved().clone();
        let own = own.filter_map(|change| {
            let after = change.after().map(|own| joined_with(own, &saved, &files));
            Change::new(files.entry(change.id()), after)
        });
        let joined = apply(&files, &Edit::named(KEEP, own.collect())).map_or_else(|_| before.clone(), Arc::new);
        let history = self.history_mut();
        let is_new = history.replace(KEEP, joined).is_some();
        let is_same = between(history.document(), &files).is_empty();
        let held = if is_same { history.document().clone() } else { files };
        history.is_saved_as(held);
        if is_new {
            self.follow_history(&shown_before, Differs::Records);
        }
        self.tell(problems);
        self.reload_views(views);
    }

    /// Says that what is shown is in no file any more.
    pub fn files_are_gone(&mut self) {
        let nothing = Document::empty((*self.record().manifest).clone());
        self.is_saved_as(Arc::new(nothing));
    }

    /// Says that the files hold a document again, after they were gone. O(records).
    pub fn files_are_back(&mut self, document: Document) {
        let is_shown = **self.record() == document;
        let held = if is_shown { self.record().clone() } else { Arc::new(document) };
        self.is_saved_as(held);
    }

    /// Whether something but the places of nations was changed that the files do not hold. O(records).
    pub fn has_own_edits(&self) -> bool {
        let history = self.history();
        let is_place = |change: &Change| matches!(change.id(), EntryId::Position(_));
        !history.is_saved() && !between(history.saved(), history.document()).iter().all(is_place)
    }

    /// Tells of other problems with the files while everything else stays.
    pub fn tell(&mut self, problems: Vec<Problem>) {
        self.set_problems(problems.into());
    }

    /// Says that the files hold a record of the history now.
    pub fn is_saved_as(&mut self, document: Arc<Document>) {
        self.history_mut().is_saved_as(document);
    }

    /// Whether something was done that the files do not hold.
    pub fn is_unsaved(&self) -> bool {
        !self.history().is_saved()
    }
}

/// Returns a record as it was changed here; of a scenario that others have changed too, with what they made of the rest.
fn joined_with(own: &Entry, saved: &Document, files: &Document) -> Entry {
    let id = own.id();
    match (own, saved.entry(&id), files.entry(&id)) {
        (Entry::Scenario(own), Some(Entry::Scenario(base)), Some(Entry::Scenario(others))) => {
            Entry::Scenario(Arc::new(joined(&base, own, &others)))
        }
        (own, _, _) => own.clone(),
    }
}
