//! Collects problems, and counts those beyond what anybody would read.

use std::sync::Arc;

use super::limits::MAX_PROBLEMS;
use crate::model::{Place, Problem, Severity};

/// Problems found so far.
///
/// A hostile file can hold more faults than memory holds reports, so only so many are kept and the rest are counted.
#[derive(Debug, Default)]
pub(super) struct Problems {
    kept: Vec<Problem>,
    n_more: usize,
}

impl Problems {
    /// Adds a problem; `make` is called only while there is room.
    pub fn push(&mut self, make: impl FnOnce() -> Problem) {
        if self.kept.len() < MAX_PROBLEMS {
            self.kept.push(make());
        } else {
            self.n_more += 1;
        }
    }

    /// Returns the paths of files with an error.
    pub fn files_with_errors(&self) -> Vec<Arc<str>> {
        let errors = self.kept.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.place.file.clone()).collect()
    }

    /// Returns the problems by file, line and column, and one more that counts the rest, if there is a rest.
    pub fn finish(self) -> Vec<Problem> {
        let Self { mut kept, n_more } = self;
        kept.sort_by(|a, b| {
            let key = |problem: &Problem| (problem.place.file.clone(), problem.place.line, problem.place.column);
            key(a).cmp(&key(b))
        });
        if n_more > 0 {
            kept.push(Problem {
                severity: Severity::Error,
                place: Place::whole_file(Arc::from(".")),
                message: format!("{n_more} more problems are not listed"),
                hint: format!("mend some of the first {MAX_PROBLEMS} and check again"),
            });
        }
        kept
    }
}
