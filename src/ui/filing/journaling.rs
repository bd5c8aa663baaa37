//! Keeps every step in a journal until it is saved, beside the window, and offers what a dead process has left.

use std::path::PathBuf;
use std::time::Duration;

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
    /// One of which nobody knows what is on the disk, to be removed once another has taken its place.
    doubtful: Option<Journal>,
    sync: Option<(usize, Job<Result<(), JournalError>>)>,
    /// Turns that were given to the journal, those of them that it has written, and those that are on the disk for sure.
    n_given: usize,
    n_written: usize,
    n_synced: usize,
    /// When what could not be written is tried again, in seconds of the window's clock.
    again_at: Option<f64>,
}

/// How long it takes until something is tried again that could not be written, in seconds.
const PAUSE: f64 = 1.0;

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
        let now = ui.input(|input| input.time);
        let is_due = self.again_at.is_some_and(|at| at <= now);
        if is_news || is_due || std::mem::take(&mut self.files) == News::Some {
            match self.write(history).and_then(|()| self.tell_saved(history, files())) {
                Ok(()) => {
                    (self.n_written, self.again_at) = (self.n_given, None);
                    lines.take_back(About::Unjournaled);
                }
                Err(error) => {
                    self.again_at = Some(now + PAUSE);
                    ui.ctx().request_repaint_after(Duration::from_secs_f64(PAUSE));
                    lines.say_lines(About::Unjournaled, &error.to_string());
                }
            }
        }
        self.put_on_disk(ui, history, lines);
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
        let mut written = if self.n_given > self.n_written { journal.catch_up() } else { Ok(()) };
        for turn in self.waiting.drain(..) {
            // What comes last says whether all before it is written too.
            written = journal.turn(&turn, now());
            self.n_given += 1;
        }
        written
    }

    /// Says in the journal that what is shown is what the files hold, where that is news.
    fn tell_saved(&mut self, history: &History, files: Option<Base>) -> Result<(), JournalError> {
        let Some(files) = files else { return Ok(()) };
        let Some(journal) = &mut self.journal else {
            if self.waiting.is_empty() && history.is_saved() {
                // Nothing was done yet: what begins now begins with what the files hold.
                (self.opened, self.held) = (Some(files.clone()), Some(files));
            }
            return Ok(());
        };
        if history.is_saved() && self.held.as_ref() != Some(&files) {
            let position = journal.position();
            journal.saved(position, &files, now())?;
            self.held = Some(files);
            self.n_given += 1;
        }
        Ok(())
    }

    /// Has the system put on the disk what was written, one time after the other.
    fn put_on_disk(&mut self, ui: &Ui, history: &History, lines: &mut Lines) {
        if let Some((n_written, job)) = self.sync.take_if(|(_, job)| job.is_done()) {
            match job.wait() {
                Ok(()) => {
                    self.n_synced = n_written;
                    if let Some(doubtful) = self.doubtful.take() {
                        // What cannot be removed is offered again, which loses nothing.
                        let _ = doubtful.close();
                    }
                }
                Err(error) => {
                    lines.say_lines(About::Unjournaled, &error.to_string());
                    self.begin_anew(ui, history);
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

    /// Goes on in another journal, in which all is written once more: nobody knows what of this one is on the disk, and the
    /// system would call a second try a success. Where the other one fails too, there is none.
    fn begin_anew(&mut self, ui: &Ui, history: &History) {
        let failed = self.journal.take();
        (self.n_given, self.n_written, self.n_synced) = (0, 0, 0);
        self.waiting.clear();
        if self.doubtful.is_some() {
            (self.folder, self.follower) = (None, None);
            return;
        }
        let opened = History::of(history.revisions()[0].document.clone());
        (self.doubtful, self.follower) = (failed, Some(Follower::of(&opened)));
        self.held.clone_from(&self.opened);
        self.files = News::Some;
        ui.ctx().request_repaint();
    }

    /// Removes the journal, since nothing in it is needed any more.
    pub fn close(&mut self) {
        for journal in self.journal.take().into_iter().chain(self.doubtful.take()) {
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

    #[test]
    fn what_is_edited_after_saving_elsewhere_is_offered_there() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("journal");
        let mut history = History::of(Arc::new(load_starter().document));
        let mut journaling = Journaling::of(Some(folder.clone()), Base::Starter, &history);
        let there = Base::files(&home.path().join("atlas"), &crate::io::Stamp::default());
        follow(&mut journaling, &history, None);
        journaling.note_files();
        follow(&mut journaling, &history, Some(there.clone()));
        rename(&mut history, "one");
        follow(&mut journaling, &history, Some(there.clone()));
        // What puts it on the disk still holds it.
        if let Some((_, job)) = journaling.sync.take() {
            job.wait().expect("on the disk");
        }
        drop(journaling);
        assert_eq!(found_journals(&folder).offered[0].base(), &there);
    }

    #[test]
    fn a_journal_that_the_disk_may_have_lost_is_written_once_more() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("journal");
        let mut history = History::of(Arc::new(load_starter().document));
        let mut journaling = Journaling::of(Some(folder.clone()), Base::Starter, &history);
        rename(&mut history, "one");
        follow(&mut journaling, &history, None);
        let failed = journaling.journal.as_ref().expect("a journal").path().to_owned();
        let cause = std::io::Error::other("a disk that is worn out");
        let error = JournalError::NotKept { path: failed.clone(), cause };
        let (_, job) = journaling.sync.replace((1, Job::Done(Err(error)))).expect("under way");
        job.wait().expect("on the disk");
        assert!(follow(&mut journaling, &history, None), "that is said");
        assert_eq!(journaling.counts(), [0, 0], "nothing is acknowledged");
        follow(&mut journaling, &history, None);
        assert_ne!(journaling.journal.as_ref().expect("another").path(), failed);
        assert_eq!(journaling.counts()[0], 1);
        let (n_written, job) = journaling.sync.take().expect("under way");
        journaling.sync = Some((n_written, Job::Done(job.wait())));
        follow(&mut journaling, &history, None);
        assert!(!failed.exists(), "it is not offered beside the other");
        drop(journaling);
        let [found] = found_journals(&folder).offered.try_into().expect("one journal");
        let restored = found.restore(&load_starter().document, None).expect("restored");
        let again = restored.history(Arc::new(load_starter().document));
        assert_eq!(again.document(), history.document());
    }

    /// Shows a frame; returns whether something is said.
    fn follow(journaling: &mut Journaling, history: &History, files: Option<Base>) -> bool {
        let (context, mut lines) = (Context::default(), Lines::default());
        let mut output = context.run_ui(RawInput::default(), |ui| {
            journaling.follow(ui, history, || files.clone(), &mut lines);
        });
        output.textures_delta.clear();
        !lines.words().is_empty()
    }
}
