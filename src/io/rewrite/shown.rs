//! What was read from files as somebody knows it who has not seen all of that: what was never shown is as good as left out,
//! and stays in the files whatever becomes of the rest.
//!
//! Records that name what is not there are left out when they are read, and so are parts of records. Once what they name is
//! there, they are read again, and whoever made that may not know it yet, or may take it back.

use super::super::canon::Canon;
use super::Sources;
use super::arrange::is_left_of;
use super::error::RewriteError;
use super::keepsakes::Keepsakes;
use super::settled::settled;
use super::standing::ReadAtlas;
use crate::edit::{Change, between, faults};
use crate::model::{Document, Entry, EntryId};

/// What somebody knows and wants.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Wish<'a> {
    /// What is believed to be in the files.
    pub shown: &'a Document,
    /// What is to be in them.
    pub wanted: &'a Document,
    /// What is remembered of them.
    pub kept: &'a Keepsakes,
}

impl ReadAtlas {
    /// Returns what was read without what is not known: what differs between what is shown and what is wanted is then all that
    /// is to be changed. O(n) in records that differ.
    ///
    /// # Errors
    /// Returns a record that is shown otherwise than it is in the files, and that is to be something else.
    pub fn known(self, sources: &Sources<'_>, wish: &Wish<'_>) -> Result<Self, RewriteError> {
        match self.known_in_part(sources, wish) {
            (_, Some(id)) => Err(RewriteError::Unlike { id }),
            (known, None) => Ok(known),
        }
    }

    /// Returns what was read without what is not known, and the first record that is shown otherwise than it is in the files, and
    /// that is to be something else. O(n) in records that differ.
    pub fn known_in_part(mut self, sources: &Sources<'_>, wish: &Wish<'_>) -> (Self, Option<EntryId>) {
        let [shown, wanted] = [wish.shown, wish.wanted].map(|it| settled(it, &between(&self.document, it)));
        let wish = &Wish { shown: &shown, wanted: &wanted, kept: wish.kept };
        let not_shown = between(&shown, &self.document);
        let mut unlike = None;
        for change in &not_shown {
            if self.forget(change, wish) == Known::Otherwise {
                unlike = unlike.or_else(|| Some(change.id().clone()));
            }
        }
        // What came back once and was seen since falls away again together with what it names.
        let given_up = between(&self.document, wish.wanted);
        for change in given_up.iter().filter(|change| wish.has_fallen_away(change)) {
            match change.after() {
                Some(entry) => self.document.put(entry.clone()),
                None => self.document.remove(change.id()),
            }
        }
        // What is wanted again and stands in the files all the time is not written a second time.
        for change in between(&self.document, wish.wanted) {
            if let Some(entry) = change.after().filter(|_| self.stands(&change, sources)) {
                self.document.put(entry.clone());
            }
        }
        (self, unlike)
    }

    /// Whether what a change adds stands in the files already, and was only left out when they were read.
    fn stands(&self, change: &Change, sources: &Sources<'_>) -> bool {
        let Some(after) = change.after().filter(|it| change.before().is_none_or(|before| is_part(before, it))) else {
            return false;
        };
        match (self.index.find(after, sources), Canon::of_entry(after)) {
            (Ok(Some((_, whole))), Ok(part)) => is_left_of(part.value(), whole.value()),
            (Ok(Some(_) | None) | Err(_), _) => false,
        }
    }

    /// Forgets what is in the files and not shown of one record.
    fn forget(&mut self, change: &Change, wish: &Wish<'_>) -> Known {
        let id = change.id();
        match (change.before(), change.after()) {
            (None, Some(read)) => {
                // Whoever wants the very same has it.
                if wish.wanted.entry(id).as_ref() != Some(read) {
                    self.document.remove(id);
                }
            }
            (Some(shown), Some(read)) if is_part(shown, read) => self.document.put(shown.clone()),
            // Something stands in for a manifest that cannot be read.
            (Some(shown), Some(_)) if *id == EntryId::Manifest && !self.index.has_manifest() => {
                self.document.put(shown.clone());
            }
            (Some(_), Some(read)) if wish.wanted.entry(id).as_ref() == Some(read) => {}
            (Some(_), Some(_)) => return Known::Otherwise,
            // It is not in the files, and is written anew where it is wanted.
            (Some(_) | None, None) => {}
        }
        Known::AsItIs
    }
}

/// How a record of the files is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// As it is, in a part, or not at all.
    AsItIs,
    /// As something else.
    Otherwise,
}

impl Wish<'_> {
    /// Whether something that came back once, because what it names was made, is taken back together with that.
    fn has_fallen_away(&self, change: &Change) -> bool {
        let Some(before) = change.before().filter(|_| self.kept.has_come_back(change.id())) else { return false };
        let is_less = change.after().is_none_or(|after| is_part(after, before));
        is_less && !faults(self.wanted, before).is_empty()
    }
}

/// Whether a record is what is left of another when it is read.
pub(super) fn is_part(part: &Entry, whole: &Entry) -> bool {
    match (Canon::of_entry(part), Canon::of_entry(whole)) {
        (Ok(part), Ok(whole)) => is_left_of(part.value(), whole.value()),
        (Ok(_) | Err(_), _) => false,
    }
}
