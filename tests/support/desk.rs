//! A person at a window whose steps a journal keeps, and what is looked up in such journals.

#![allow(dead_code, reason = "each test uses what it needs of it")]

use std::path::Path;
use std::sync::Arc;

use demarche::edit::{Change, Edit, Follower, History, between};
use demarche::io::{
    self, AtlasLock, Base, FoundJournal, FoundJournals, Journal, Keepsakes, Loaded, Restored, load_starter,
};
use demarche::model::{Document, Entry, Span, TieId};

/// A tie of the starter atlas.
pub const PACT: &str = "rus-prk-partnership-2024";
/// Another one.
pub const TROOPS: &str = "prk-rus-troops-2024";

/// A person at a window, without the window.
pub struct Desk {
    /// Its steps.
    pub history: History,
    /// What tells them.
    pub follower: Follower,
    /// Where they are kept.
    pub journal: Journal,
    /// Seconds on a clock that goes backward.
    pub at: u64,
}

impl Desk {
    /// Opens a document and begins its journal.
    pub fn open(folder: &Path, document: Document, base: &Base) -> Self {
        let journal = Journal::begin(folder, &document, base, 1_000_000).expect("begun");
        let history = History::of(Arc::new(document));
        Self { follower: Follower::of(&history), history, journal, at: 1_000_000 }
    }

    /// Goes on with what was restored.
    pub fn resumed(history: History, journal: Journal) -> Self {
        Self { follower: Follower::of(&history), history, journal, at: 500 }
    }

    /// Returns what is shown.
    pub fn document(&self) -> &Document {
        self.history.document()
    }

    /// Makes a step.
    pub fn commit(&mut self, edit: Edit) {
        self.history.commit(edit).expect("an edit");
        self.keep();
    }

    /// Undoes or redoes.
    pub fn go_to(&mut self, revision: usize) {
        self.history.go_to(revision);
        self.keep();
    }

    /// Tells the journal what has happened.
    pub fn keep(&mut self) {
        for turn in self.follower.turns(&self.history) {
            self.at -= 1;
            self.journal.turn(&turn, self.at).expect("kept");
        }
    }

    /// Gives a tie another span.
    pub fn respan(&mut self, tie: &str, span: &str) {
        let edit = respan(self.document(), tie, span);
        self.commit(edit);
    }

    /// Ends as a process does that is killed.
    pub fn dies(self) -> History {
        self.history
    }
}

/// Returns what gives a tie another span.
pub fn respan(document: &Document, tie: &str, span: &str) -> Edit {
    let mut tie = (*document.ties[&TieId::new(tie)]).clone();
    tie.span = Span::parse(span).expect("a span");
    Edit::of(document, vec![Change::put(document, Entry::Tie(Arc::new(tie)))])
}

/// Returns the span of a tie.
pub fn span_of(document: &Document, tie: &str) -> String {
    document.ties[&TieId::new(tie)].span.to_string()
}

/// Returns the journals in a folder that are offered; none must be unreadable.
pub fn found_journals(folder: &Path) -> Vec<FoundJournal> {
    let FoundJournals { offered, unread } = io::found_journals(folder);
    assert!(unread.is_empty(), "{unread:?}");
    offered
}

/// Returns the only journal in a folder.
pub fn one(folder: &Path) -> FoundJournal {
    let mut found = found_journals(folder);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Checks that a history is the same as another.
pub fn same(found: &History, expected: &History) {
    let told = |history: &History| -> Vec<(String, Document)> {
        history.revisions().iter().map(|it| (it.name.to_string(), (*it.document).clone())).collect()
    };
    assert_eq!(found.cursor(), expected.cursor());
    assert_eq!(found.revisions().len(), expected.revisions().len());
    for (found, expected) in std::iter::zip(told(found), told(expected)) {
        assert_eq!(found.0, expected.0);
        assert!(found.1 == expected.1, "after {}: {:?}", found.0, between(&found.1, &expected.1));
    }
}

/// Restores a journal onto a document that is in no file.
pub fn restored(found: &FoundJournal, document: &Document) -> Restored {
    found.restore(document, None).expect("restored")
}

/// A folder with a copy of the starter atlas and one for journals.
pub fn on_disk() -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().expect("a folder");
    let starter = load_starter().document;
    io::save_new(&folder.path().join("atlas"), io::Origin::Starter, None, &starter, None).expect("written");
    let loaded = io::load(&folder.path().join("atlas"));
    assert_eq!(loaded.document, starter);
    (folder, loaded)
}

/// Saves a document over the files of an atlas, as a window or somebody else does.
pub fn save(atlas: &Path, document: &Document) -> Base {
    let now = io::load(atlas);
    let lock = AtlasLock::take(atlas).expect("locked");
    let saved = io::save(&lock, &now.stamp, &now.document, document, &Keepsakes::default()).expect("saved");
    Base::files(atlas, &saved.stamp)
}
