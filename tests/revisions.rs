//! A hundred thousand random steps, taken back, done again and abandoned: undo gives back the very same document, what is
//! saved is read back equal, and a record of the turns leads to the same place.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::path::Path;
use std::sync::Arc;

use demarche::edit::{Change, Edit, Follower, History, Part, Turn, apply, between, removal, without_part};
use demarche::io::{self, AtlasLock, Keepsakes, Origin, Stamp};
use demarche::model::{Document, Entry, EntryId, KindId, NationId, Relation, SourceId, TieId};
use demarche::{edit, kit, model};

#[path = "support/chance.rs"]
mod chance;

use chance::Chance;

/// Steps of one walk, and how many of them lie between two saves.
const N_STEPS: usize = 100_000;
const SAVE_EVERY: usize = 500;

/// Returns a document without relations to what is not there, of which some go with others.
fn sound(mut document: Document) -> Document {
    loop {
        let before = document.clone();
        for tie in before.ties.values() {
            let mut tie = (**tie).clone();
            let is_there = |relation: &Relation| before.has(&relation.to);
            tie.relates.retain(is_there);
            tie.course.milestones.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
            tie.course.exchanges.iter_mut().for_each(|it| Arc::make_mut(it).relates.retain(is_there));
            document.put(Entry::Tie(Arc::new(tie)));
        }
        if document == before {
            return document;
        }
    }
}

/// Somebody who edits at random, and what must be true of it.
struct Walk {
    chance: Chance,
    history: History,
    /// The documents that undo and redo must give back, and which of them is shown.
    expected: Vec<Arc<Document>>,
    at: usize,
    follower: Follower,
    /// The history as it is made again from the turns alone.
    replayed: History,
    n_new: usize,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let opened = Arc::new(sound(chance.document()));
        let history = History::of(opened.clone());
        let (follower, replayed) = (Follower::of(&history), History::of(opened.clone()));
        Self { chance, history, expected: vec![opened], at: 0, follower, replayed, n_new: 0 }
    }

    fn document(&self) -> &Arc<Document> {
        self.history.document()
    }

    fn step(&mut self) {
        match self.chance.below(10) {
            0..4 => self.commit(),
            4..7 => self.go_to(self.at.checked_sub(1)),
            7 => self.go_to(Some(self.at + 1)),
            8 => {
                let revision_idx = self.chance.below(self.expected.len());
                self.go_to(Some(revision_idx));
            }
            _ => {
                // What is only tried leaves nothing behind.
                let (edit, before) = (self.edit(), self.document().clone());
                let _ = apply(&before, &edit);
                assert!(Arc::ptr_eq(self.document(), &before));
            }
        }
        assert!(Arc::ptr_eq(self.document(), &self.expected[self.at]));
    }

    fn commit(&mut self) {
        let (edit, before) = (self.edit(), self.document().clone());
        match self.history.commit(edit) {
            Ok(Some(revision)) => {
                self.expected.truncate(self.at + 1);
                self.expected.push(revision.document.clone());
                self.at += 1;
            }
            Ok(None) | Err(_) => assert!(Arc::ptr_eq(self.history.document(), &before)),
        }
    }

    fn go_to(&mut self, revision_idx: Option<usize>) {
        let Some(revision_idx) = revision_idx.filter(|idx| *idx < self.expected.len()) else { return };
        self.history.go_to(revision_idx);
        self.at = revision_idx;
    }

    /// Returns an edit of any sort, sound or not.
    fn edit(&mut self) -> Edit {
        let document = self.document().clone();
        let empty = Document::empty((*document.manifest).clone());
        let ids: Vec<EntryId> = between(&empty, &document).iter().map(|change| change.id().clone()).collect();
        let picked = if ids.is_empty() { EntryId::Manifest } else { self.chance.pick(&ids) };
        // What is made at random names one of each.
        let lacks = [document.nations.len() < 3, document.sources.len() < 2, document.kinds.is_empty()];
        if let Some(sort) = lacks.into_iter().position(|lacks| lacks) {
            return Edit::of(&document, vec![self.new_record(&document, sort)]);
        }
        let changes = match self.chance.below(12) {
            // Few, or nothing would be left.
            0 if document.ties.len() > 2 => removal(&document, &[picked]),
            1 => without_part(&document, &self.part(&document)),
            2 | 3 => {
                let sort = self.chance.below(4);
                vec![self.new_record(&document, sort)]
            }
            4 => Change::remove(&document, &picked).into_iter().collect(),
            _ => vec![Change::put(&document, self.chance.another(&document, &picked))],
        };
        Edit::of(&document, changes)
    }

    fn new_record(&mut self, document: &Document, sort: usize) -> Change {
        self.n_new += 1;
        let id = format!("new-{}", self.n_new);
        let id = match sort {
            0 => EntryId::Nation(NationId::new(&id)),
            1 => EntryId::Source(SourceId::new(&id)),
            2 => EntryId::Kind(KindId::new(&id)),
            _ => EntryId::Tie(TieId::new(&id)),
        };
        Change::put(document, self.chance.another(document, &id))
    }

    fn part(&mut self, document: &Document) -> Part {
        let ties: Vec<TieId> = document.ties.keys().cloned().collect();
        let nations: Vec<NationId> = document.nations.keys().cloned().collect();
        let idx = self.chance.below(4);
        match self.chance.below(3) {
            0 if !ties.is_empty() => Part::Milestone(self.chance.pick(&ties), idx),
            1 if !ties.is_empty() => Part::Exchange(self.chance.pick(&ties), idx),
            _ => Part::Event(self.chance.maybe(&nations).unwrap_or(NationId::new("nobody")), idx),
        }
    }

    /// Does on the replayed history what has become of the true one.
    fn replay(&mut self) {
        for turn in self.follower.turns(&self.history) {
            match turn {
                Turn::GoTo(revision_idx) => drop(self.replayed.go_to(revision_idx)),
                Turn::Step(revision) => {
                    let edit = Edit::named(&*revision.name, revision.changes.to_vec());
                    self.replayed.commit(edit).expect("what was done can be done again");
                }
            }
        }
        assert_eq!(self.replayed.cursor(), self.history.cursor());
        assert_eq!(self.replayed.revisions().len(), self.history.revisions().len());
        assert_eq!(self.replayed.document(), self.history.document());
    }
}

/// An atlas on the disk into which a walk is saved.
struct Disk {
    lock: AtlasLock,
    stamp: Stamp,
    kept: Keepsakes,
    shown: Document,
}

impl Disk {
    fn new(folder: &Path, document: &Document) -> Self {
        let path = folder.join("atlas");
        io::save_new(&path, Origin::Nowhere, None, document, None).expect("saved");
        let lock = AtlasLock::take(&path).expect("locked");
        Self { stamp: io::load(&path).stamp, lock, kept: Keepsakes::default(), shown: document.clone() }
    }

    fn save(&mut self, document: &Document) {
        let saved = io::save(&self.lock, &self.stamp, &self.shown, document, &self.kept).expect("saved");
        self.kept.remember(saved.made);
        let loaded = io::load(self.lock.atlas());
        assert_eq!((&loaded.stamp, loaded.n_errors()), (&saved.stamp, 0), "{:?}", loaded.problems.first());
        assert_eq!(between(document, &loaded.document), []);
        self.stamp = loaded.stamp;
        self.shown = loaded.document;
    }
}

fn walk(seed: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut walk = Walk::new(seed);
    let mut disk = Disk::new(folder.path(), walk.document());
    let mut n_undone = 0;
    for step in 1..=N_STEPS {
        let before = walk.at;
        walk.step();
        n_undone += usize::from(walk.at < before);
        if step % 50 == 0 {
            walk.replay();
        }
        if step % SAVE_EVERY == 0 {
            disk.save(&walk.document().clone());
        }
    }
    assert!(n_undone > N_STEPS / 20 && walk.n_new > N_STEPS / 40, "{n_undone} undone, {} new", walk.n_new);
}

#[test]
fn undo_gives_back_the_same_document_and_what_is_saved_is_read_back_seed_1() {
    walk(1);
}

#[test]
fn undo_gives_back_the_same_document_and_what_is_saved_is_read_back_seed_2() {
    walk(2);
}

#[test]
fn undo_gives_back_the_same_document_and_what_is_saved_is_read_back_seed_3() {
    walk(3);
}

/// What the tests of the crate itself also include.
#[test]
fn a_document_of_chance_is_sound() {
    let mut chance = Chance::new(9);
    let document = sound(chance.document());
    let empty = Document::empty((*document.manifest).clone());
    for change in between(&empty, &document) {
        let entry: &Entry = change.after().expect("a record");
        assert_eq!(edit::faults(&document, entry), [], "{:?}", change.id());
    }
}
