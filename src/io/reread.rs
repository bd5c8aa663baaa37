//! Reads an open atlas again after its files have changed, and decides whether what is there now takes the place of what is
//! shown.
//!
//! The rule: what is there now is shown, unless it has an error that was not there before **and** something that is shown
//! would be lost by it. Then the last good state stays, with the new problems listed, until a later save is good. A file
//! that is gone counts as such an error where records would be lost with it: editors take files away for a moment, and
//! nobody wants to see half an atlas because a disk was unplugged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::load::{Loaded, load};
use super::transaction::Stamp;
use crate::model::{Document, Place, Problem, Severity};

/// What came of reading again.
#[derive(Debug)]
pub enum Reread {
    /// All is as it was, with what the files hold by now to the byte.
    Same(Box<Stamp>),
    /// What is there now, which is to be shown.
    Better(Box<Loaded>),
    /// What is there now, which would lose something; what is shown had better stay. The first new error is named.
    Broken(Box<Loaded>, Box<Problem>),
}

/// Reads the atlas at `path` again, of which `shown` is shown. O(bytes).
pub fn reread(path: &Path, shown: &Loaded) -> Reread {
    judge(load(path), shown)
}

fn judge(mut now: Loaded, shown: &Loaded) -> Reread {
    if now.document == shown.document && now.views == shown.views && now.problems == shown.problems {
        return Reread::Same(Box::new(now.stamp));
    }
    let mut gone = gone(&now, shown);
    // What misses a file that is gone follows from that.
    let first = gone.first().or_else(|| new_errors(&now.problems, &shown.problems).next()).cloned();
    let Some(first) = first else { return Reread::Better(Box::new(now)) };
    if loses(&now, shown) {
        now.problems.append(&mut gone);
        Reread::Broken(Box::new(now), Box::new(first))
    } else {
        Reread::Better(Box::new(now))
    }
}

/// Returns an error for each file that was read before and of which nothing is said now.
fn gone(now: &Loaded, shown: &Loaded) -> Vec<Problem> {
    if now.files.is_empty() {
        // Of the atlas as a whole that is said already.
        return Vec::new();
    }
    let is_there: BTreeSet<&Arc<str>> =
        now.files.iter().chain(now.problems.iter().map(|problem| &problem.place.file)).collect();
    let missing = shown.files.iter().filter(|file| !is_there.contains(file));
    let problem = |file: &Arc<str>| Problem {
        severity: Severity::Error,
        place: Place::whole_file(file.clone()),
        message: "the file is gone".to_owned(),
        hint: "put it back, or go on without it".to_owned(),
        record: None,
    };
    missing.map(problem).collect()
}

/// Returns the errors that were not there before, wherever in their files they stand now.
pub(super) fn new_errors<'a>(now: &'a [Problem], before: &[Problem]) -> impl Iterator<Item = &'a Problem> {
    new_problems(now, before).into_iter().filter(|problem| problem.severity == Severity::Error)
}

/// Returns the problems that were not there before, wherever in their files they stand now. O(n log n).
pub fn new_problems<'a>(now: &'a [Problem], before: &[Problem]) -> Vec<&'a Problem> {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for problem in before {
        *known.entry((&problem.place.file, &problem.message)).or_default() += 1;
    }
    let mut new = Vec::new();
    for problem in now {
        match known.get_mut(&(&*problem.place.file, problem.message.as_str())) {
            Some(n_left) if *n_left > 0 => *n_left -= 1,
            Some(_) | None => new.push(problem),
        }
    }
    new
}

/// Whether something that is shown is not there now.
fn loses(now: &Loaded, shown: &Loaded) -> bool {
    let (new, old) = (&now.document, &shown.document);
    let (n_new, n_old) = (new.counts(), old.counts());
    old.kinds.keys().any(|id| !new.kinds.contains_key(id))
        || old.nations.keys().any(|id| !new.nations.contains_key(id))
        || old.sources.keys().any(|id| !new.sources.contains_key(id))
        || old.instruments.keys().any(|id| !new.instruments.contains_key(id))
        || old.ties.keys().any(|id| !new.ties.contains_key(id))
        || old.assessments.keys().any(|id| !new.assessments.contains_key(id))
        || old.positions.keys().any(|id| !new.positions.contains_key(id))
        || old.scenarios.keys().any(|id| !new.scenarios.contains_key(id))
        || shown.views.iter().any(|view| !now.views.iter().any(|it| it.name == view.name))
        || old.manifest != new.manifest
        || n_new.evidence < n_old.evidence
        || n_new.exchanges < n_old.exchanges
        || n_new.milestones < n_old.milestones
        || n_details(new) < n_details(old)
}

/// Returns how many lesser items stand in the records of a document.
fn n_details(document: &Document) -> usize {
    let of_ties = document.ties.values().map(|tie| {
        let course = &tie.course;
        let links = course.milestones.iter().map(|it| it.relates.len() + it.sources.len());
        let moves = course.exchanges.iter().map(|it| it.relates.len() + it.sources.len());
        course.disputed.len() + tie.weight.changes().count() + tie.relates.len() + links.chain(moves).sum::<usize>()
    });
    let of_nations = document.nations.values().map(|nation| {
        nation.events.len() + nation.drivers.len() + nation.drivers.iter().map(|it| it.explains.len()).sum::<usize>()
    });
    let of_instruments = document.instruments.values().map(|it| it.signatories.len() + it.not_signed_by.len());
    let of_assessments = document.assessments.values().map(|it| it.shares.len() + it.nations.len() + it.ties.len());
    let of_sources =
        document.sources.values().map(|it| usize::from(it.url.is_some()) + usize::from(it.archived.is_some()));
    let of_scenarios = document.scenarios.values().map(|scenario| {
        let hypotheses = scenario.hypotheses.iter();
        hypotheses.map(|it| 1 + it.does.len() + it.sources.len() + usize::from(it.likelihood.is_some())).sum::<usize>()
    });
    of_ties.chain(of_scenarios).chain(of_sources).chain(of_nations).chain(of_instruments).chain(of_assessments).sum()
}
