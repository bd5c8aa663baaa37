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
    /// What has become of the history and is in no journal yet.
    waiting: Vec<Turn>,
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

    /// Returns what the document was that was opened.
    pub fn opened(&self) -> Option<&Base> {
        self.opened.as_ref()
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
        let is_news = !turns.is_empty();
        self.waiting.extend(turns);
        if is_news || std::mem::take(&mut self.files) == News::Some {
            match self.write(history).and_then(|()| self.tell_saved(history, files())) {
                Ok(()) => lines.take_back(About::Unjournaled),
                Err(error) => lines.say_lines(About::Unjournaled, &error.to_string()),
            }
        }
        self.put_on_disk(ui, lines);
    }

    /// Writes what waits for it. What cannot be written without a journal waits on; a journal keeps itself what it could not
    /// write.
    fn write(&mut self, history: &History) -> Result<(), JournalError> {
        if self.journal.is_none()
            && !self.waiting.is_empty()
            && let (Some(opened), Some(folder)) = (&self.opened, &self.folder)
        {
            let document = &history.revisions()[0].document;
            self.journal = Some(Journal::begin(folder, document, opened, now())?);
        }
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let mut written = Ok(());
        for turn in self.waiting.drain(..) {
            written = written.and(journal.turn(&turn, now()));
            self.n_written += 1;
        }
        written
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use egui::{Context, RawInput};

    use super::*;
    use crate::edit::{Change, Edit};
    use crate::io::{found_journals, load_starter};
    use crate::model::{Entry, NationId};

    /// Renames a nation.
    fn rename(history: &mut History, name: &str) {
        let document = history.document().clone();
        let mut nation = (*document.nations[&NationId::new("PRK")]).clone();
        nation.names.short = name.to_owned();
        let edit = Edit::of(&document, vec![Change::put(&document, Entry::Nation(Arc::new(nation)))]);
        assert!(history.commit(edit).expect("an edit").is_some());
    }

    #[test]
    fn what_could_not_be_written_is_written_once_it_can_be() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("journal");
        // Nothing can be made in what is a file.
        fs::write(&folder, "").expect("written");
        let mut history = History::of(Arc::new(load_starter().document));
        let mut journaling = Journaling::of(Some(folder.clone()), Base::Starter, &history);
        let (context, mut lines) = (Context::default(), Lines::default());
        let mut frame = |journaling: &mut Journaling, history: &History| {
            let mut output =
                context.run_ui(RawInput::default(), |ui| journaling.follow(ui, history, || None, &mut lines));
            output.textures_delta.clear();
            !lines.words().is_empty()
        };
        rename(&mut history, "one");
        assert!(frame(&mut journaling, &history), "that it is not kept is said");
        fs::remove_file(&folder).expect("removed");
        rename(&mut history, "two");
        history.go_to(1);
        assert!(!frame(&mut journaling, &history), "it is kept now");
        // What puts it on the disk still holds it.
        if let Some((_, job)) = journaling.sync.take() {
            job.wait().expect("on the disk");
        }
        drop(journaling);
        let found = found_journals(&folder).offered;
        let restored = found[0].restore(&load_starter().document, None).expect("restored");
        let again = restored.history(Arc::new(load_starter().document));
        assert_eq!((again.revisions().len(), again.cursor()), (3, 1));
        assert_eq!(again.document(), history.document());
    }
}
