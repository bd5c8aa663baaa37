//! What becomes of edits that a program which ended had not saved: they are offered at the start, one journal after the other.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;

use super::{App, Dialog};
use crate::io::{self, Base, FoundJournal, FoundJournals, JournalError, Loaded, LostStep, Stamp};
use crate::kit::{counted, visible};
use crate::session::Session;
use crate::ui::clock::now;
use crate::ui::filing::{Custody, Filing, Journaling, NoFile, Opened, Ready, Restoration};
use crate::ui::lines::About;
use crate::ui::watching::Watching;

impl App {
    /// Returns the application with journals in a folder, of which it offers what dead processes have left.
    pub fn journaling(mut self, folder: PathBuf) -> Self {
        let base = self.parts.custody.watching.base().unwrap_or(Base::Starter);
        let mut found = io::found_journals(&folder);
        self.parts.custody.journaling = Journaling::of(Some(folder), base, self.session.history());
        found.sort_for(&self.opened());
        let FoundJournals { offered, unread } = found;
        let found = offered.into_iter().map(Arc::new).collect();
        if !unread.is_empty() {
            let words: Vec<String> = unread.iter().map(ToString::to_string).collect();
            self.parts.lines.say_lines(About::Lost, &words.join("\n"));
        }
        self.parts.custody.filing = Filing::of(NoFile::Starter, found);
        self.offer();
        self
    }

    /// Says that edits are kept nowhere but in the window.
    pub(in crate::ui) fn without_journal(mut self, error: &JournalError) -> Self {
        self.parts.lines.say_lines(About::Unjournaled, &error.to_string());
        self
    }

    /// Offers the next journal that was found, if one is left.
    pub(super) fn offer(&mut self) {
        if let Some(offered) = self.parts.custody.filing.offered(&self.opened()) {
            self.ask(Dialog::Recover(offered));
        }
    }

    /// Returns which atlas is open, whatever its files hold.
    fn opened(&self) -> Base {
        let Custody { watching, journaling, .. } = &self.parts.custody;
        match watching.path() {
            Some(path) => Base::files(path, &Stamp::default()),
            None => journaling.opened().cloned().unwrap_or(Base::Starter),
        }
    }

    /// Shows the atlas of a journal as it was, and goes on writing the journal.
    pub(super) fn restored(&mut self, ui: &Ui, found: Arc<FoundJournal>, ready: Ready) {
        let Ready { opened, document, restored } = ready;
        let history = restored.history(document);
        let no_file = if matches!(found.base(), Base::New(_)) { NoFile::Begun } else { NoFile::Starter };
        let (session, watching, base) = match opened {
            Some(Opened { path, watching, loaded }) => {
                let base = Base::files(&path, &loaded.stamp);
                let Loaded { problems, views, .. } = loaded;
                (Session::restored(history, problems).with_views(views, watching.home()), watching, base)
            }
            None => (Session::restored(history, Vec::new()), Watching::default(), found.base().clone()),
        };
        self.switch(ui, session, watching, base.clone(), no_file);
        let journaling =
            Journaling::of(self.parts.custody.journaling.folder().cloned(), base.clone(), self.session.history());
        self.parts.custody.journaling = journaling;
        // Whoever else holds it would have read it only.
        if let Ok(found) = Arc::try_unwrap(found) {
            match found.resume(&restored, &base, now()) {
                Ok((journal, _what_was_lost)) => self.parts.custody.journaling.go_on(journal),
                Err(error) => self.parts.lines.say_lines(About::Unjournaled, &error.to_string()),
            }
        }
        self.tell_lost(&restored.lost);
        self.offer();
    }

    /// Says where the atlas of a journal was written as it was; the journal is not needed any more then.
    pub(super) fn restored_copy(&mut self, found: Arc<FoundJournal>, restoration: Restoration) {
        let Restoration { path, lost } = restoration;
        let path = visible(&path.display().to_string());
        self.parts.lines.say(About::Restored, "What was not saved is in a copy now".to_owned(), &path);
        self.tell_lost(&lost);
        if let (true, Ok(found)) = (lost.is_empty(), Arc::try_unwrap(found))
            && let Err(error) = found.discard()
        {
            self.parts.lines.say_lines(About::Lost, &error.to_string());
        }
        self.offer();
    }

    fn tell_lost(&mut self, lost: &[LostStep]) {
        let Some(first) = lost.first() else { return };
        let words = format!("{} could not be restored: {}", counted(lost.len(), "edit"), first.name);
        let hint = format!("{}; they stay in the journal and are offered again at the next start", first.why);
        self.parts.lines.say(About::Lost, words, &hint);
    }
}
