//! Collects problems, and counts those beyond what anybody would read.

use super::limits::{MAX_MESSAGE_LETTERS, MAX_PROBLEMS};
use crate::kit::{counted, grouped};
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

    /// Returns how many problems there are so far.
    pub fn len(&self) -> usize {
        self.n_errors() + self.notes.list.len() + self.notes.n_more
    }

    /// Returns what is wrong first, errors before notes.
    pub fn first(&self) -> Option<&Problem> {
        self.errors.list.first().or(self.notes.list.first())
    }

    /// Adds what is known of a part; `told` says how its notes are put here, from how they are put there.
    pub fn take_in(&mut self, part: Self, told: impl Fn(Problem) -> Problem) {
        let Self { errors, notes } = part;
        self.errors.take_in(errors, |problem| problem);
        self.notes.take_in(notes, told);
    }

    /// Returns how many errors there are so far.
    pub fn n_errors(&self) -> usize {
        self.errors.list.len() + self.errors.n_more
    }

    /// Returns the problems by file, line and column, and what counts the rest, if there is a rest.
    pub fn finish(self) -> Vec<Problem> {
        let Self { errors, notes } = self;
        let rests = [errors.rest(Severity::Error, "error"), notes.rest(Severity::Note, "note")];
        let mut kept = errors.list;
        kept.extend(notes.list);
        kept.sort_by(|a, b| {
            let key = |problem: &Problem| (problem.place.file.clone(), problem.place.line, problem.place.column);
            key(a).cmp(&key(b))
        });
        kept.extend(rests.into_iter().flatten());
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
    /// Returns what counts those that are not kept, at the file in which they begin; `None` where there are none.
    fn rest(&self, severity: Severity, what: &str) -> Option<Problem> {
        let last = self.list.last().filter(|_| self.n_more > 0)?;
        let verb = if self.n_more == 1 { "is" } else { "are" };
        Some(Problem {
            severity,
            place: Place::whole_file(last.place.file.clone()),
            message: format!("{} {verb} not listed", counted(self.n_more, &format!("more {what}"))),
            hint: format!("mend some of the first {} and check again", grouped(MAX_PROBLEMS)),
            record: None,
        })
    }

    fn take_in(&mut self, part: Self, told: impl Fn(Problem) -> Problem) {
        let Self { list, n_more } = part;
        let n_before = self.list.len() + list.len();
        let room = MAX_PROBLEMS.saturating_sub(self.list.len());
        self.list.extend(list.into_iter().take(room).map(told));
        self.n_more += n_more + (n_before - self.list.len());
    }

    fn push(&mut self, severity: Severity, make: impl FnOnce() -> Found) {
        if self.list.len() < MAX_PROBLEMS {
            let Found { place, message, hint } = make();
            self.list.push(Problem {
                severity,
                place,
                message: shortened(message),
                hint: shortened(hint),
                record: None,
            });
        } else {
            self.n_more += 1;
        }
    }
}

/// Returns a message cut to what fits on a few lines, whatever a hostile file makes it quote.
fn shortened(message: String) -> String {
    match message.char_indices().nth(MAX_MESSAGE_LETTERS) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn found() -> Found {
        Found {
            place: Place::whole_file(Arc::from("ties/a.ron")),
            message: "wrong".repeat(1000),
            hint: "mend it".to_owned(),
        }
    }

    #[test]
    fn many_notes_neither_hide_an_error_nor_become_one() {
        let mut problems = Problems::default();
        (0..MAX_PROBLEMS + 7).for_each(|_| problems.note(found));
        problems.error(found);
        let listed = problems.finish();
        assert_eq!(listed.iter().filter(|problem| problem.severity == Severity::Error).count(), 1);
        let last = listed.last().expect("what counts the rest");
        assert_eq!((&*last.message, &*last.place.file), ("7 more notes are not listed", "ties/a.ron"));
        assert_eq!(last.hint, "mend some of the first 50,000 and check again");
        assert!(listed.iter().all(|problem| problem.message.chars().count() <= MAX_MESSAGE_LETTERS + 1));
    }
}
