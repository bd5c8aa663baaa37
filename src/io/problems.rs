//! Collects problems, and counts those beyond what anybody would read.

use std::sync::Arc;

use super::limits::MAX_PROBLEMS;
use crate::model::{Place, Problem, Severity};

/// Problems found so far.
///
/// A hostile file can hold more faults than memory holds reports, so only so many are kept and the rest are counted;
/// errors and notes apart, so that many notes neither hide an error nor become one.
#[derive(Debug, Default)]
pub(super) struct Problems {
    kept: Vec<Problem>,
    n_errors: usize,
    n_notes: usize,
}

impl Problems {
    /// Adds a problem of that severity; `make` is called only while there is room.
    pub fn push(&mut self, severity: Severity, make: impl FnOnce() -> Problem) {
        let n = match severity {
            Severity::Error => &mut self.n_errors,
            Severity::Note => &mut self.n_notes,
        };
        *n += 1;
        if *n <= MAX_PROBLEMS {
            self.kept.push(make());
        }
    }

    /// Returns the paths of files with an error.
    pub fn files_with_errors(&self) -> Vec<Arc<str>> {
        let errors = self.kept.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.place.file.clone()).collect()
    }

    /// Returns the problems by file, line and column, and behind them how many more there are, if there are more.
    pub fn finish(self) -> Vec<Problem> {
        let Self { mut kept, n_errors, n_notes } = self;
        kept.sort_by(|a, b| {
            let key = |problem: &Problem| (problem.place.file.clone(), problem.place.line, problem.place.column);
            key(a).cmp(&key(b))
        });
        let all = [(Severity::Error, n_errors, "errors"), (Severity::Note, n_notes, "notes")];
        for (severity, n, what) in all.into_iter().filter(|(_, n, _)| *n > MAX_PROBLEMS) {
            kept.push(Problem {
                severity,
                place: Place::whole_file(Arc::from(".")),
                message: format!("{} more {what} are not listed", n - MAX_PROBLEMS),
                hint: format!("mend some of the first {MAX_PROBLEMS} and check again"),
            });
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notes_neither_hide_an_error_nor_become_one() {
        let mut problems = Problems::default();
        let mut push = |severity| {
            problems.push(severity, || Problem {
                severity,
                place: Place::whole_file(Arc::from("ties/a.ron")),
                message: "wrong".to_owned(),
                hint: "mend it".to_owned(),
            });
        };
        (0..MAX_PROBLEMS + 7).for_each(|_| push(Severity::Note));
        push(Severity::Error);
        let listed = problems.finish();
        assert_eq!(listed.iter().filter(|problem| problem.severity == Severity::Error).count(), 1);
        assert_eq!(listed.last().map(|problem| &*problem.message), Some("7 more notes are not listed"));
    }
}
