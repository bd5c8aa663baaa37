//! Tells what has become of a history since one looked last, for whoever keeps a record of it elsewhere.

use std::sync::Arc;

use super::change::Change;
use super::history::{History, Revision};

/// Something that has become of a history. Done in order on the history as it was, these give it as it is.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Another revision is shown, counted from the one that was opened.
    GoTo(usize),
    /// A step was made from the revision that was shown; what could be redone is lost.
    Step(Revision),
}

/// What is known of a history so far.
#[derive(Debug)]
pub struct Follower {
    /// What each revision changed. No two revisions share it, and each has always the same ones before it.
    known: Vec<Arc<[Change]>>,
    cursor: usize,
}

impl Follower {
    /// Returns a follower that knows a history as it is.
    pub fn of(history: &History) -> Self {
        let known = history.revisions().iter().map(|revision| revision.changes.clone()).collect();
        Self { known, cursor: history.cursor() }
    }

    /// Returns what has become of the history since, and knows it from now on. O(revisions that are others now).
    pub fn turns(&mut self, history: &History) -> Vec<Turn> {
        let revisions = history.revisions();
        let is_shared = |idx: &usize| Arc::ptr_eq(&self.known[*idx], &revisions[*idx].changes);
        // The one that was opened is always there, in whatever history of it this follower was made.
        let n_shared = (1..self.known.len().min(revisions.len())).rev().find(is_shared).map_or(1, |idx| idx + 1);
        let mut turns = Vec::new();
        self.known.truncate(n_shared);
        if n_shared < revisions.len() {
            // The first new step was made from the last one that is shared.
            self.move_to(n_shared - 1, &mut turns);
            turns.extend(revisions[n_shared..].iter().cloned().map(Turn::Step));
            self.known.extend(revisions[n_shared..].iter().map(|revision| revision.changes.clone()));
            self.cursor = revisions.len() - 1;
        }
        self.move_to(history.cursor(), &mut turns);
        turns
    }

    fn move_to(&mut self, cursor: usize, turns: &mut Vec<Turn>) {
        if self.cursor != cursor {
            turns.push(Turn::GoTo(cursor));
            self.cursor = cursor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply::Edit;
    use super::*;
    use crate::model::{Document, Entry, Manifest, NameStyle};

    #[test]
    fn a_follower_of_another_history_of_the_same_document_tells_its_steps_alone() {
        let manifest = Manifest {
            id: "a".to_owned(),
            title: "A".to_owned(),
            summary: String::new(),
            as_of: jiff::civil::date(2025, 6, 14),
            focus: Vec::new(),
            authors: Vec::new(),
            license: String::new(),
            name_style: NameStyle::Short,
        };
        let opened = Arc::new(Document::empty(manifest.clone()));
        let mut follower = Follower::of(&History::of(opened.clone()));
        let mut history = History::of(opened.clone());
        assert!(follower.turns(&history).is_empty());
        let renamed = Entry::Manifest(Arc::new(Manifest { title: "B".to_owned(), ..manifest }));
        let edit = Edit::named("Rename", vec![Change::put(&opened, renamed)]);
        assert!(history.commit(edit).expect("an edit").is_some());
        let turns = follower.turns(&history);
        assert!(matches!(turns.as_slice(), [Turn::Step(step)] if &*step.name == "Rename"), "{turns:?}");
        history.go_to(0);
        assert!(matches!(follower.turns(&history).as_slice(), [Turn::GoTo(0)]));
    }
}
