//! Tells what has become of a history since one looked last, for whoever keeps a record of it elsewhere.

use std::sync::Arc;

use super::history::{History, Revision};
use crate::model::Document;

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
    known: Vec<Arc<Document>>,
    cursor: usize,
}

impl Follower {
    /// Returns a follower that knows a history as it is.
    pub fn of(history: &History) -> Self {
        Self { known: documents(history), cursor: history.cursor() }
    }

    /// Returns what has become of the history since, and knows it from now on. O(revisions), and O(1) where nothing has.
    pub fn turns(&mut self, history: &History) -> Vec<Turn> {
        let revisions = history.revisions();
        let is_last = |known: &Arc<Document>| revisions.last().is_some_and(|last| Arc::ptr_eq(&last.document, known));
        let is_same = self.known.len() == revisions.len() && self.known.last().is_some_and(is_last);
        let mut turns = Vec::new();
        if !is_same {
            let pairs = std::iter::zip(&self.known, revisions);
            let n_shared = pairs.take_while(|(known, revision)| Arc::ptr_eq(known, &revision.document)).count();
            if n_shared < revisions.len() {
                // The first new step was made from the last one that is shared.
                self.move_to(n_shared - 1, &mut turns);
                turns.extend(revisions[n_shared..].iter().cloned().map(Turn::Step));
                self.cursor = revisions.len() - 1;
            }
            self.known = documents(history);
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

fn documents(history: &History) -> Vec<Arc<Document>> {
    history.revisions().iter().map(|revision| revision.document.clone()).collect()
}
