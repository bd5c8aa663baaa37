//! A hundred thousand random steps, taken back, done again and abandoned: undo gives back the very same document, what is
//! saved is read back equal, and what was journaled is restored.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::path::Path;
use std::sync::Arc;

use demarche::edit::{Change, Edit, Follower, History, Part, between, removal, without_part};
use demarche::io::{self, AtlasLock, Base, Journal, Keepsakes, Origin, Stamp};
use demarche::kit::Vector;
use demarche::model::{Document, Entry, EntryId, KindId, NationId, Relation, SourceId, TieId};
use demarche::session::{Command, Edits, Session, run};
use demarche::{edit, kit, model};

#[path = "support/chance.rs"]
mod chance;

use chance::Chance;

/// Steps of one walk, and how many of them lie between two saves.
const N_STEPS: usize = 100_000;
const SAVE_EVERY: usize = 500;
/// After so many saves the atlas is opened anew, and of so many times that it is, it is restored from its journal once.
const OPEN_EVERY: usize = 4;
const RESTORE_EVERY: usize = 3;

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
    session: Session,
    /// The documents that undo and redo must give back, and which of them is shown.
    expected: Vec<Arc<Document>>,
    at: usize,
    n_new: usize,
    n_abandoned: usize,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let session = Session::open(sound(chance.document()), Vec::new());
        let expected = vec![session.record().clone()];
        Self { chance, session, expected, at: 0, n_new: 0, n_abandoned: 0 }
    }

    /// Opens the atlas anew with a history of it.
    fn open(&mut self, history: History) {
        self.expected = history.revisions().iter().map(|revision| revision.document.clone()).collect();
        self.at = history.cursor();
        self.session = Session::restored(history, Vec::new());
    }

    fn document(&self) -> &Arc<Document> {
        self.session.record()
    }

    fn run(&mut self, edits: Edits) {
        run(&mut self.session, Command::Edits(edits));
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
            _ => self.abandon(),
        }
        let history = self.session.history();
        assert_eq!((history.cursor(), history.revisions().len()), (self.at, self.expected.len()));
        assert!(Arc::ptr_eq(self.document(), &self.expected[self.at]));
    }

    /// Drags a nation about, and thinks better of it.
    fn abandon(&mut self) {
        let nations: Vec<NationId> = self.session.positions().keys().cloned().collect();
        let Some(nation) = self.chance.maybe(&nations) else { return };
        let before = self.session.positions().clone();
        for _ in 0..3 {
            let by = Vector::new(1.0 + self.chance.below(100) as f64, 7.0);
            run(&mut self.session, Command::Drag(nation.clone(), by));
        }
        assert!(self.session.is_dragging() && *self.session.shown_positions() != before);
        run(&mut self.session, Command::AbandonDrag);
        assert!(Arc::ptr_eq(self.session.shown_positions(), &before));
        self.n_abandoned += 1;
    }

    fn commit(&mut self) {
        let (edit, before) = (self.edit(), self.document().clone());
        self.run(Edits::Commit(Box::new(edit)));
        let document = self.document().clone();
        if !Arc::ptr_eq(&document, &before) {
            self.expected.truncate(self.at + 1);
            self.expected.push(document);
            self.at += 1;
        }
    }

    fn go_to(&mut self, revision_idx: Option<usize>) {
        let Some(revision_idx) = revision_idx.filter(|idx| *idx < self.expected.len()) else { return };
        self.run(Edits::GoTo(revision_idx));
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

    fn base(&self) -> Base {
        Base::files(self.lock.atlas(), &self.stamp)
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

/// The journal of a walk.
struct Kept {
    journal: Journal,
    follower: Follower,
}

impl Kept {
    fn begin(folder: &Path, history: &History, base: &Base) -> Self {
        let journal = Journal::begin(folder, history.document(), base, 1).expect("begun");
        Self { journal, follower: Follower::of(history) }
    }

    fn follow(&mut self, history: &History) {
        for turn in self.follower.turns(history) {
            self.journal.turn(&turn, 1).expect("kept");
        }
    }

    /// Ends as a program does that is killed once all was acknowledged, and returns what is restored then.
    fn restored(self, folder: &Path, disk: &Disk, expected: &History) -> History {
        self.journal.sync_handle().sync().expect("on the disk");
        drop(self.journal);
        let mut found = io::found_journals(folder);
        assert_eq!((found.offered.len(), found.unread.len()), (1, 0));
        let found = found.offered.remove(0);
        let restored = found.restore(&disk.shown, Some(&disk.stamp)).expect("restored");
        assert_eq!(restored.lost, []);
        let history = restored.history(Arc::new(disk.shown.clone()));
        found.discard().expect("removed");
        let documents = |history: &History| -> Vec<Document> {
            history.revisions().iter().map(|revision| (*revision.document).clone()).collect()
        };
        assert_eq!(history.cursor(), expected.cursor());
        assert!(documents(&history) == documents(expected));
        history
    }
}

fn walk(seed: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let journals = folder.path().join("journal");
    let mut walk = Walk::new(seed);
    let mut disk = Disk::new(folder.path(), walk.document());
    let mut kept: Option<Kept> = None;
    let (mut n_undone, mut n_restored) = (0, 0);
    for step in 1..=N_STEPS {
        let before = walk.at;
        walk.step();
        n_undone += usize::from(walk.at < before);
        if let Some(kept) = &mut kept {
            kept.follow(walk.session.history());
        }
        let n_saves = step / SAVE_EVERY;
        // The last steps before the atlas is opened anew are in no file, and only in the journal.
        if step % SAVE_EVERY == 0 && !n_saves.is_multiple_of(OPEN_EVERY) {
            disk.save(&walk.document().clone());
            if let Some(kept) = &mut kept {
                let position = kept.journal.position();
                kept.journal.saved(position, &disk.base(), 1).expect("kept");
            }
        }
        if step % (SAVE_EVERY * OPEN_EVERY) == 0 {
            if let Some(kept) = kept.take() {
                let restored = kept.restored(&journals, &disk, walk.session.history());
                walk.open(restored);
                n_restored += 1;
            }
            disk.save(&walk.document().clone());
            if (n_saves / OPEN_EVERY).is_multiple_of(RESTORE_EVERY) {
                walk.open(History::of(Arc::new(disk.shown.clone())));
                kept = Some(Kept::begin(&journals, walk.session.history(), &disk.base()));
            }
        }
    }
    assert!(n_undone > N_STEPS / 20 && walk.n_new > N_STEPS / 40, "{n_undone} undone, {} new", walk.n_new);
    assert!(
        walk.n_abandoned > N_STEPS / 25 && n_restored > 10,
        "{} abandoned, {n_restored} restored",
        walk.n_abandoned
    );
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
