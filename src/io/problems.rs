//! Collects problems, and counts those beyond what anybody would read.

use std::sync::Arc;

use super::limits::MAX_PROBLEMS;
use crate::model::{Place, Problem, Severity};

/// Problems found so far.
///
/// A hostile file can hold more faults than memory holds reports, so only so many are kept and the rest are counted.
#[derive(Debug, Default)]
pub(super) struct Problems {
    errors: Kept,
    notes: Kept,
}

/// Problems of one severity.
#[derive(Debug, Default)]
struct Kept {
    list: Vec<Problem>,
    n_more: usize,
}

impl Problems {
    /// Adds an error; `make` is called only while there is room.
    pub fn error(&mut self, make: impl FnOnce() -> Found) {
        self.errors.push(Severity::Error, make);
    }

    /// Adds a note; `make` is called only while there is room.
    pub fn note(&mut self, make: impl FnOnce() -> Found) {
        self.notes.push(Severity::Note, make);
    }

    /// Returns the paths of files with an error.
    pub fn files_with_errors(&self) -> Vec<Arc<str>> {
        self.errors.list.iter().map(|problem| problem.place.file.clone()).collect()
    }

    /// Returns the problems by file, line and column, and what counts the rest, if there is a rest.
    pub fn finish(self) -> Vec<Problem> {
        let Self { errors, notes } = self;
        let rests = [(Severity::Error, errors.n_more, "errors"), (Severity::Note, notes.n_more, "notes")];
        let mut kept = errors.list;
        kept.extend(notes.list);
        kept.sort_by(|a, b| {
            let key = |problem: &Problem| (problem.place.file.clone(), problem.place.line, problem.place.column);
            key(a).cmp(&key(b))
        });
        kept.extend(rests.into_iter().filter(|(_, n_more, _)| *n_more > 0).map(|(severity, n_more, what)| Problem {
            severity,
            place: Place::whole_file(Arc::from(".")),
            message: format!("{n_more} more {what} are not listed"),
            hint: format!("mend some of the first {MAX_PROBLEMS} and check again"),
        }));
        kept
    }
}

/// Something wrong, before it is told whether it is an error.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Kept {
    fn push(&mut self, severity: Severity, make: impl FnOnce() -> Found) {
        if self.list.len() < MAX_PROBLEMS {
            let Found { place, message, hint } = make();
            self.list.push(Problem { severity, place, message, hint });
        } else {
            self.n_more += 1;
        }
    }
}
