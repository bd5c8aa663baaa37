//! Keeps every step in a journal until it is saved, beside the window, and offers what a dead process has left.

use egui::Ui;

use crate::edit::{Follower, History};
use crate::io::{Base, Journal, JournalError, JournalSync, journal_folder};
use crate::ui::clock::now;
use crate::ui::jobs::Job;
use crate::ui::lines::{About, Lines};
use crate::ui::watching::LOOK;

/// The journal of the open atlas.
#[derive(Debug, Default)]
pub(in crate::ui) struct Journaling {
    /// What the document was that was opened; `None` before that is known.
    opened: Option<Base>,
    /// What the files were said to hold last.
    held: Option<Base>,
    follower: Option<Follower>,
    /// Begun with the first step: who only looks leaves nothing behind.
    journal: Option<Journal>,
    sync: Option<(usize, Job<Result<(), JournalError>>)>,
    /// Turns that were written, and those of them that are on the disk for sure.
    n_written: usize,
    n_synced: usize,
}

impl Journaling {
    /// Returns the journal of an atlas that was opened as a base tells.
    pub fn of(base: Base, history: &History) -> Self {
        Self { held: Some(base.clone()), opened: Some(base), follower: Some(Follower::of(history)), ..Self::default() }
    }

    /// Goes on with a journal from which a history was restored.
    pub fn resumed(journal: Journal, base: Base, history: &History) -> Self {
        Self { journal: Some(journal), ..Self::of(base, history) }
    }

    /// Returns how many turns of the history are on the disk for sure.
    pub fn n_acknowledged(&self) -> usize {
        self.n_synced
    }

    /// Writes what has become of the history; `files` is what the files hold now, where the atlas is in files. Called once a
    /// frame.
    pub fn follow(&mut self, ui: &Ui, history: &History, files: Option<Base>, lines: &mut Lines) {
        let turns = self.follower.as_mut().map(|follower| follower.turns(history)).unwrap_or_default();
        let is_news = !turns.is_empty();
        let written = if is_news { self.write(&turns, history) } else { Ok(()) };
        let told = written.and_then(|()| self.tell_saved(history, files));
        match told {
            Ok(()) if is_news => lines.take_back(About::Unjournaled),
            Ok(()) => {}
            Err(error) => lines.say_lines(About::Unjournaled, &error.to_string()),
        }
        self.put_on_disk(ui, lines);
    }

    fn write(&mut self, turns: &[crate::edit::Turn], history: &History) -> Result<(), JournalError> {
        if self.journal.is_none()
            && let Some(opened) = &self.opened
        {
            let document = &history.revisions()[0].document;
            self.journal = Some(Journal::begin(&journal_folder()?, document, opened, now())?);
        }
        let Some(journal) = &mut self.journal else { return Ok(()) };
        for turn in turns {
            journal.turn(turn, now())?;
            self.n_written += 1;
        }
        Ok(())
    }

    /// Says in the journal that what is shown is what the files hold, where that is news.
    fn tell_saved(&mut self, history: &History, files: Option<Base>) -> Result<(), JournalError> {
        let (Some(journal), Some(files)) = (&mut self.journal, files) else { return Ok(()) };
        if history.is_saved() && self.held.as_ref() != Some(&files) {
            let position = journal.position();
            journal.saved(position, &files, now())?;
            self.held = Some(files);
            self.n_written += 1;
        }
        Ok(())
    }

    /// Has the system put on the disk what was written, one time after the other.
    fn put_on_disk(&mut self, ui: &Ui, lines: &mut Lines) {
        if let Some((n_written, job)) = self.sync.take_if(|(_, job)| job.is_done()) {
            match job.wait() {
                Ok(()) => self.n_synced = n_written,
                Err(error) => {
                    lines.say_lines(About::Unjournaled, &error.to_string());
                    return;
                }
            }
        }
        if let (None, Some(journal)) = (&self.sync, &self.journal)
            && self.n_synced < self.n_written
        {
            let handle: JournalSync = journal.sync_handle();
            self.sync = Some((self.n_written, Job::begin(move || handle.sync())));
        }
        if self.sync.is_some() {
            ui.ctx().request_repaint_after(LOOK);
        }
    }

    /// Removes the journal, since nothing in it is needed any more.
    pub fn close(&mut self) {
        if let Some(journal) = self.journal.take() {
            // What cannot be removed is offered again, which loses nothing.
            let _ = journal.close();
        }
    }
}
