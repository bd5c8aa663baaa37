//! What the frames of a journal say of a history: which steps there are, which was made from which, and which are still in
//! the list of revisions.

use super::entry::Happened;

/// Steps and moves in one journal. Beyond, it is full.
pub(super) const MAX_HAPPENED: usize = 1_000_000;

/// A history as its journal tells it. Steps are counted from 1; 0 is the document that was opened.
///
/// Invariant: the list begins with 0, its steps were each made from the one before, and the cursor is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Log {
    /// From which step each was made; that of 0 is 0.
    made_from: Vec<usize>,
    /// The steps that are revisions of the history now.
    list: Vec<usize>,
    cursor: usize,
    n_happened: usize,
}

impl Log {
    pub fn new() -> Self {
        Self { made_from: vec![0], list: vec![0], cursor: 0, n_happened: 0 }
    }

    /// Takes in what has happened; returns whether it could.
    pub fn take(&mut self, happened: &Happened) -> bool {
        if self.is_full() {
            return false;
        }
        match happened {
            Happened::Step { .. } => {
                let step = self.made_from.len();
                self.made_from.push(self.current());
                self.list.truncate(self.cursor + 1);
                self.list.push(step);
                self.cursor += 1;
            }
            Happened::GoTo(revision) if *revision < self.list.len() => self.cursor = *revision,
            Happened::Saved(step, _) if *step < self.made_from.len() => {}
            Happened::GoTo(_) | Happened::Saved(..) => return false,
        }
        self.n_happened += 1;
        true
    }

    pub fn is_full(&self) -> bool {
        self.n_happened >= MAX_HAPPENED
    }

    /// Returns the step whose document is shown.
    pub fn current(&self) -> usize {
        self.list[self.cursor]
    }

    /// Returns the steps that are revisions, the opened document first.
    pub fn list(&self) -> &[usize] {
        &self.list
    }

    /// Returns which of them is shown.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the step from whose document one was made.
    pub fn made_from(&self, step: usize) -> usize {
        self.made_from[step]
    }

    /// Returns the steps from one back to the document that was opened, which is left out; the last first.
    pub fn back_from(&self, step: usize) -> Vec<usize> {
        std::iter::successors(Some(step), |step| Some(self.made_from[*step])).take_while(|step| *step != 0).collect()
    }

    /// Returns the steps that lead from one document to another: those to undo, and those to do after that, in their order.
    pub fn way(&self, from: usize, to: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut back, mut on) = (self.back_from(from), self.back_from(to));
        while back.last().is_some() && back.last() == on.last() {
            back.pop();
            on.pop();
        }
        on.reverse();
        (back, on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step() -> Happened {
        Happened::Step { name: String::new(), n_does: 0, n_undoes: 0 }
    }

    #[test]
    fn a_step_after_undo_takes_the_place_of_what_could_be_redone() {
        let mut log = Log::new();
        for happened in [step(), step(), step(), Happened::GoTo(1), step()] {
            assert!(log.take(&happened));
        }
        assert_eq!((log.list(), log.cursor(), log.current()), ([0, 1, 4].as_slice(), 2, 4));
        assert_eq!(log.way(3, 4), (vec![3, 2], vec![4]));
        assert_eq!(log.way(0, 4), (Vec::new(), vec![1, 4]));
        assert_eq!(log.way(2, 2), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_not_there_cannot_be_gone_to() {
        let mut log = Log::new();
        assert!(log.take(&step()));
        assert!(!log.take(&Happened::GoTo(2)));
        assert!(!log.take(&Happened::Saved(2, super::super::entry::Base::Starter)));
        assert!(log.take(&Happened::Saved(1, super::super::entry::Base::Starter)) && log.take(&Happened::GoTo(0)));
        assert_eq!(log.current(), 0);
    }
}
