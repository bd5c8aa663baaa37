//! What becomes of edits that a program which ended had not saved: they are offered at the start, one journal after the other.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;

use super::{App, Dialog};
use crate::io::{self, Base, FoundJournal, JournalError, Loaded, Origin, Restored, Stamp};
use crate::kit::counted;
use crate::model::{Document, NamedView};
use crate::session::Session;
use crate::ui::clock::now;
use crate::ui::filing::{Journaling, Offered};
use crate::ui::lines::About;
use crate::ui::watching::Watching;

impl App {
    /// Returns the application with journals in a folder, of which it offers what dead processes have left.
    pub fn journaling(mut self, folder: PathBuf) -> Self {
        let base = self.parts.custody.watching.base().unwrap_or(Base::Starter);
        self.parts.custody.found = io::found_journals(&folder);
        self.parts.custody.journaling = Journaling::of(Some(folder), base, self.session.history());
        self.offer();
        self
    }

    /// Says that edits are kept nowhere but in the window.
    pub(in crate::ui) fn without_journal(mut self, error: &JournalError) -> Self {
        self.parts.lines.say_lines(About::Unjournaled, &error.to_string());
        self
    }

    /// Offers the next journal that was found, if one is left.
    fn offer(&mut self) {
        if let Some(found) = self.parts.custody.found.first() {
            self.dialog = Dialog::Recover(Offered::of(found));
        }
    }

    /// Opens the atlas of the journal that is offered, as it was.
    pub(super) fn restore(&mut self, ui: &Ui) {
        let Some(found) = self.next_found() else { return };
        self.parts.custody.journaling.close();
        // It may be the atlas that is open, whose lock must be free then.
        self.parts.custody.watching = Watching::default();
        let read = Read::of(&found);
        let restored = match found.restore(&read.document, read.stamp.as_ref()) {
            Ok(restored) => restored,
            Err(error) => return self.parts.lines.say_lines(About::Lost, &error.to_string()),
        };
        let files = Arc::new(read.document);
        let history = restored.history(files);
        let watching = read.watching;
        let session = Session::restored(history, read.problems).with_views(read.views, watching.home());
        let base = watching.base().unwrap_or_else(|| found.base().clone());
        self.switch(ui, session, watching, base.clone());
        self.resume(found, &restored, &base);
        self.tell_lost(&restored);
        self.offer();
    }

    /// Goes on writing the journal from which a history was restored.
    fn resume(&mut self, found: FoundJournal, restored: &Restored, base: &Base) {
        match found.resume(restored, base, now()) {
            Ok((journal, _rest)) => {
                let folder = self.parts.custody.journaling.folder().cloned();
                let mut journaling = Journaling::of(folder, base.clone(), self.session.history());
                journaling.go_on(journal);
                self.parts.custody.journaling = journaling;
            }
            Err(error) => self.parts.lines.say_lines(About::Unjournaled, &error.to_string()),
        }
    }

    fn tell_lost(&mut self, restored: &Restored) {
        let Some(first) = restored.lost.first() else { return };
        let words = format!("{} could not be restored: {}", counted(restored.lost.len(), "edit"), first.name);
        let hint = format!("{}; they stay in the journal and are offered again at the next start", first.why);
        self.parts.lines.say(About::Lost, words, &hint);
    }

    /// Writes the atlas of the journal that is offered, as it was, to a folder beside it.
    pub(super) fn restore_copy(&mut self, ui: &Ui) {
        let Some(found) = self.next_found() else { return };
        let read = Read::of(&found);
        let told = found.restore(&read.document, read.stamp.as_ref()).map_err(|error| error.to_string()).and_then(
            |restored| {
                let history = restored.history(Arc::new(read.document.clone()));
                let (at, origin) = match found.base() {
                    Base::Files { path, .. } => (Some(path.as_path()), Origin::At(path)),
                    Base::Starter => (None, Origin::Starter),
                    Base::New(_) => (None, Origin::Nowhere),
                };
                let path = io::vacant_beside(at, &format!("{}-restored", history.document().manifest.id));
                io::save_new(&path, origin, history.document(), &read.views).map_err(|error| error.to_string())?;
                Ok((path, restored))
            },
        );
        match told {
            Ok((path, restored)) => {
                let path = crate::kit::visible(&path.display().to_string());
                self.notice.say(ui, format!("Written to {path}"));
                self.parts.lines.say(About::Restored, "What was not saved is in a copy now".to_owned(), &path);
                self.tell_lost(&restored);
                if restored.lost.is_empty() {
                    let _ = found.discard();
                }
            }
            Err(words) => self.parts.lines.say_lines(About::Lost, &words),
        }
        self.offer();
    }

    /// Forgets the journal that is offered.
    pub(super) fn discard(&mut self, _ui: &Ui) {
        if let Some(Err(error)) = self.next_found().map(FoundJournal::discard) {
            self.parts.lines.say_lines(About::Lost, &error.to_string());
        }
        self.offer();
    }

    fn next_found(&mut self) -> Option<FoundJournal> {
        let found = &mut self.parts.custody.found;
        (!found.is_empty()).then(|| found.remove(0))
    }
}

/// The atlas of a journal as it is now.
struct Read {
    document: Document,
    stamp: Option<Stamp>,
    problems: Vec<crate::model::Problem>,
    views: Vec<NamedView>,
    watching: Watching,
}

impl Read {
    fn of(found: &FoundJournal) -> Self {
        let nowhere = |document| Self {
            document,
            stamp: None,
            problems: Vec::new(),
            views: Vec::new(),
            watching: Watching::default(),
        };
        match found.base() {
            Base::Files { path, .. } => {
                let watching = Watching::begin(path);
                let loaded = io::load(path);
                let watching = watching.reading(&loaded);
                let Loaded { document, stamp, problems, views, .. } = loaded;
                Self { document, stamp: Some(stamp), problems, views, watching }
            }
            Base::Starter | Base::New(_) => {
                nowhere(found.base_document().unwrap_or_else(|| io::load_starter().document))
            }
        }
    }
}
