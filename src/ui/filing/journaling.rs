//! Keeps every step in a journal until it is saved, beside the window, and offers what a dead process has left.

use std::path::PathBuf;

use egui::Ui;

use crate::edit::{Follower, History, Turn};
use crate::io::{Base, Journal, JournalError};
use crate::ui::clock::now;
use crate::ui::jobs::Job;
use crate::ui::lines::{About, Lines};
use crate::ui::watching::LOOK;

/// The journal of the open atlas.
#[derive(Debug, Default)]
pub(in crate::ui) struct Journaling {
    /// Where journals are; `None` for a window that keeps none.
    folder: Option<PathBuf>,
    /// What the document was that was opened; `None` before that is known.
    opened: Option<Base>,
    /// What the files were said to hold last.
    held: Option<Base>,
    follower: Option<Follower>,
    files: News,
    /// Begun with the first step: who only looks leaves nothing behind.
    journal: Option<Journal>,
    sync: Option<(usize, Job<Result<(), JournalError>>)>,
    /// Turns that were written, and those of them that are on the disk for sure.
    n_written: usize,
    n_synced: usize,
}

/// Whether something is other than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum News {
    #[default]
    None,
    Some,
}

impl Journaling {
    /// Returns the journal, in a folder, of an atlas that was opened as a base tells.
    pub fn of(folder: Option<PathBuf>, base: Base, history: &History) -> Self {
        let (held, follower) = (Some(base.clone()), folder.is_some().then(|| Follower::of(history)));
        Self { folder, held, opened: Some(base), follower, ..Self::default() }
    }

    /// Goes on with a journal from which a history was restored.
    pub fn go_on(&mut self, journal: Journal) {
        self.journal = Some(journal);
    }

    /// Returns the folder of the journals.
    pub fn folder(&self) -> Option<&PathBuf> {
        self.folder.as_ref()
    }

    /// Returns how many turns of the history were written, and how many of them are on the disk for sure.
    pub fn counts(&self) -> [usize; 2] {
        [self.n_written, self.n_synced]
    }

    /// Says that the files hold something else since.
    pub fn note_files(&mut self) {
        self.files = News::Some;
    }

    /// Writes what has become of the history; `files` returns what the files hold now, where the atlas is in files. Called
    /// once a frame.
    pub fn follow(&mut self, ui: &Ui, history: &History, files: impl FnOnce() -> Option<Base>, lines: &mut Lines) {
        let turns = self.follower.as_mut().map(|follower| follower.turns(history)).unwrap_or_default();
        if !turns.is_empty() || std::mem::take(&mut self.files) == News::Some {
            let written = self.write(&turns, history);
            match written.and_then(|()| self.tell_saved(history, files())) {
                Ok(()) => lines.take_back(About::Unjournaled),
                Err(error) => lines.say_lines(About::Unjournaled, &error.to_string()),
            }
        }
        self.put_on_disk(ui, lines);
    }

    fn write(&mut self, turns: &[Turn], history: &History) -> Result<(), JournalError> {
        if self.journal.is_none()
            && !turns.is_empty()
            && let (Some(opened), Some(folder)) = (&self.opened, &self.folder)
        {
            let document = &history.revisions()[0].document;
            self.journal = Some(Journal::begin(folder, document, opened, now())?);
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
            let handle = journal.sync_handle();
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
