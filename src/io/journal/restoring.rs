//! Makes a history of a journal and of what the files hold by now.
//!
//! As a rule all of it is restored: the files hold the document of some step, from which the others are reached by doing and
//! undoing. Each step is carried out on what is there, and must lead back to it; so a step that would take back what somebody
//! else has changed since is found out. Then only the way from what the files hold to what was shown is restored, step by
//! step, and what does not apply is named.

use std::sync::Arc;

use super::super::changes::kept_changes_in;
use super::super::records_of;
use super::error::JournalError;
use super::found::{FoundJournal, KeptStep};
use crate::edit::{Change, Edit, History, Revision, apply};
use crate::model::{Document, Entry, Severity};

/// Steps whose documents the files are tried for, where nobody knows what they hold: a program may have ended after a save
/// and before it was noted.
const MOST_TRIED: usize = 64;

/// A history that was restored from a journal.
#[derive(Debug)]
pub struct Restored {
    /// The document before the first step.
    pub opened: Arc<Document>,
    /// The steps with their documents, those behind the cursor included.
    pub steps: Vec<Revision>,
    /// After how many steps the document comes that was shown.
    pub cursor: usize,
    /// What could not be restored, in its order.
    pub lost: Vec<LostStep>,
    /// The step whose document the files hold, where all was restored.
    pub(super) whole: Option<usize>,
}

/// A step that no longer applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostStep {
    /// What it is called.
    pub name: String,
    /// Why.
    pub why: String,
}

impl Restored {
    /// Returns the history, at what was shown, with the document that the files hold.
    pub fn history(&self, files: Arc<Document>) -> History {
        let mut history = History::of_steps(self.opened.clone(), self.steps.clone(), self.cursor);
        history.is_saved_as(files);
        history
    }
}

/// Restores a journal onto a document, that of the files with their fingerprint where it is in files.
pub(super) fn restored(
    found: &FoundJournal,
    document: &Document,
    fingerprint: Option<&str>,
) -> Result<Restored, JournalError> {
    let told = found.told();
    let (saved, _) = told.saved;
    let known = match fingerprint {
        Some(fingerprint) => told.fingerprints.get(fingerprint).copied(),
        None => Some(saved),
    };
    let mut tried = vec![known.unwrap_or(saved)];
    if known.is_none() {
        let (_, on) = told.log.way(saved, told.log.current());
        tried.splice(0..0, on.into_iter().rev().take(MOST_TRIED));
    }
    for holds in &tried {
        if let Some(restored) = whole(found, document, *holds)? {
            return Ok(restored);
        }
    }
    piecewise(found, document, known.unwrap_or(saved))
}

/// Restores all of a journal onto the document of a step; `None` where that cannot be.
fn whole(found: &FoundJournal, document: &Document, holds: usize) -> Result<Option<Restored>, JournalError> {
    let log = &found.told().log;
    let mut at = document.clone();
    // From what the files hold to the last revision that it is made from, which is 0 if no later one.
    let (back, _) = log.way(holds, log.list().last().copied().unwrap_or_default());
    for step in &back {
        match undone(&at, &found.step(*step)?) {
            Ok((before, _)) => at = before,
            Err(_) => return Ok(None),
        }
    }
    let shared = back.last().map_or(holds, |step| log.made_from(*step));
    let n_shared = log.list().iter().position(|step| *step == shared).unwrap_or_default();
    let shared = Arc::new(at);
    let (mut steps, mut opened) = (Vec::new(), shared.clone());
    for step in log.list()[1..=n_shared].iter().rev() {
        let Ok((before, edit)) = undone(&opened, &found.step(*step)?) else { return Ok(None) };
        steps.push(revision(edit, opened));
        opened = Arc::new(before);
    }
    steps.reverse();
    let mut at = shared;
    for step in &log.list()[n_shared + 1..] {
        let Ok((after, edit)) = done(&at, &found.step(*step)?) else { return Ok(None) };
        at = Arc::new(after);
        steps.push(revision(edit, at.clone()));
    }
    Ok(Some(Restored { opened, steps, cursor: log.cursor(), lost: Vec::new(), whole: Some(holds) }))
}

/// Restores the way from the document of a step to the one that was shown, as far as it applies, and what could be redone.
fn piecewise(found: &FoundJournal, document: &Document, holds: usize) -> Result<Restored, JournalError> {
    let log = &found.told().log;
    let (back, on) = log.way(holds, log.current());
    let mut at = Arc::new(document.clone());
    let mut restored = Restored { opened: at.clone(), steps: Vec::new(), cursor: 0, lost: Vec::new(), whole: None };
    for step in back {
        let KeptStep { name, does, undoes } = found.step(step)?;
        let taken_back = KeptStep { name: format!("Undo: {name}"), does: undoes, undoes: does };
        restored.take(&mut at, &taken_back);
    }
    for step in on {
        restored.take(&mut at, &found.step(step)?);
    }
    restored.cursor = restored.steps.len();
    let n_lost = restored.lost.len();
    for step in &log.list()[log.cursor() + 1..] {
        restored.take(&mut at, &found.step(*step)?);
    }
    // Nobody misses a step that was taken back.
    restored.lost.truncate(n_lost);
    Ok(restored)
}

impl Restored {
    /// Adds a step where it applies and is not so already; names it where it does not apply.
    fn take(&mut self, at: &mut Arc<Document>, step: &KeptStep) {
        match done(at, step) {
            Ok((after, edit)) => {
                *at = Arc::new(after);
                self.steps.push(revision(edit, at.clone()));
            }
            Err(Hindrance::SoAlready) => {}
            Err(Hindrance::Because(why)) => self.lost.push(LostStep { name: step.name.clone(), why }),
        }
    }
}

fn revision(edit: Edit, document: Arc<Document>) -> Revision {
    let Edit { name, changes } = edit;
    Revision { name: name.into(), changes: changes.into(), document }
}

/// Why a step is not done.
enum Hindrance {
    /// The document is as it would leave it.
    SoAlready,
    /// It does not apply.
    Because(String),
}

/// Returns a document after a step, and the step as an edit of it.
fn done(document: &Document, step: &KeptStep) -> Result<(Document, Edit), Hindrance> {
    let (after, edit, _) = there_and_back(document, [&step.does, &step.undoes])?;
    Ok((after, Edit::named(&step.name, edit.changes)))
}

/// Returns the document that a step has made into this one, and the step as an edit of that.
fn undone(document: &Document, step: &KeptStep) -> Result<(Document, Edit), Hindrance> {
    let (before, _, again) = there_and_back(document, [&step.undoes, &step.does])?;
    Ok((before, Edit::named(&step.name, again.changes)))
}

/// Carries out a list of changes that another takes back, and makes sure that it does; returns the document between the two,
/// and both as edits.
fn there_and_back(document: &Document, [does, undoes]: [&str; 2]) -> Result<(Document, Edit, Edit), Hindrance> {
    let (after, edit) = carried_out(document, does)?;
    if edit.changes.is_empty() {
        return Err(Hindrance::SoAlready);
    }
    let because = || Hindrance::Because("what it changes was changed elsewhere since".to_owned());
    let (again, mut back) = carried_out(&after, undoes).map_err(|_| because())?;
    let mut ids = edit.changes.iter().chain(&back.changes).map(Change::id);
    if !ids.all(|id| is_same(again.entry(id).as_ref(), document.entry(id).as_ref())) {
        return Err(because());
    }
    // What it means stays as it was held.
    let held = |change: Change| Change::new(change.before().cloned(), document.entry(change.id()));
    back.changes = back.changes.into_iter().filter_map(held).collect();
    Ok((after, edit, back))
}

/// Whether two states of a record are the same. Scenarios are so that are written alike: what no longer fits the record is
/// read as text once its scenario comes back.
fn is_same(one: Option<&Entry>, other: Option<&Entry>) -> bool {
    match (one, other) {
        (Some(Entry::Scenario(one)), Some(Entry::Scenario(other))) => {
            one == other || records_of::scenario(one) == records_of::scenario(other)
        }
        (one, other) => one == other,
    }
}

/// Returns a document after a list of changes, and those that change something.
fn carried_out(document: &Document, changes: &str) -> Result<(Document, Edit), Hindrance> {
    let (changes, problems) = kept_changes_in("journal", changes, document);
    if let Some(first) = problems.iter().find(|problem| problem.severity == Severity::Error) {
        return Err(Hindrance::Because(first.message.clone()));
    }
    let edit = Edit::named("", changes.into_iter().filter(|change| !change.is_idle()).collect());
    let after = apply(document, &edit).map_err(|error| Hindrance::Because(error.to_string()))?;
    Ok((after, edit))
}
