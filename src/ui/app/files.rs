//! What the window does with the files of its atlas: saves it, opens another, and asks before anything would be lost.

use std::path::Path;
use std::sync::Arc;

use egui::{Ui, ViewportCommand};

use super::{App, Dialog, Parts};
use crate::edit::{Change, Edit, History};
use crate::io::{self, Base, Loaded};
use crate::kit::visible;
use crate::model::{Document, Entry, Kind, MOST_ID_LETTERS, Manifest, NameStyle};
use crate::scene::Theme;
use crate::session::{Beginning, Command, Edits, FirstKinds, Keeping, Next, Session, run, slug};
use crate::ui::filing::{Closing, Custody, Filing, Journaling, NoFile, Opened, Outcome, Typed, remember};
use crate::ui::lines::{About, Asked};
use crate::ui::timeline::TimelineState;
use crate::ui::watching::{LOOK, Watching};

impl App {
    /// Does with the files what was asked for.
    pub(super) fn keep(&mut self, ui: &Ui, keeping: Keeping) {
        let typed = self.typed();
        let Custody { filing, watching, .. } = &mut self.parts.custody;
        let outcome = filing.begin(keeping, &self.session, watching, typed);
        self.come_out(ui, outcome);
    }

    /// Whether something is typed that is not on record, in a form or in a dialog.
    fn typed(&mut self) -> Typed {
        match (self.parts.inspector.forms().typed(), self.dialog.typed(&self.session), self.behind.typed(&self.session))
        {
            (Typed::Nothing, Typed::Nothing, Typed::Nothing) => Typed::Nothing,
            _ => Typed::Something,
        }
    }

    /// Shows a dialog; one in which something is typed comes back after it.
    pub(super) fn ask(&mut self, dialog: Dialog) {
        let before = std::mem::replace(&mut self.dialog, dialog);
        if before.typed(&self.session) == Typed::Something {
            self.behind = before;
        }
    }

    /// Looks whether the window was asked to close, and after what goes on with the files; called once a frame.
    pub(super) fn file_away(&mut self, ui: &Ui) {
        if ui.input(|input| input.viewport().close_requested()) && self.parts.custody.closing == Closing::No {
            // It closes once nothing is left to ask; closing then is asked for again.
            ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
            self.keep(ui, Keeping::Leave(Next::Close));
        }
        if self.parts.custody.filing.in_words().is_some() {
            self.look_after_work(ui);
        }
    }

    /// Looks whether what goes on with the files is done, does what was asked for meanwhile, and else says what goes on.
    fn look_after_work(&mut self, ui: &Ui) {
        let typed = self.typed();
        let Custody { filing, watching, .. } = &mut self.parts.custody;
        let outcome = filing.finish(&self.session, watching, typed);
        let waiting = filing.take_waiting(&outcome);
        if !matches!(outcome, Outcome::Nothing) {
            // It said what went on.
            self.notice.clear();
        }
        self.come_out(ui, outcome);
        if let Some(waiting) = waiting {
            self.keep(ui, waiting);
        }
        let filing = &self.parts.custody.filing;
        if let Some(words) = filing.in_words() {
            let give_up = Keeping::GiveUp;
            match filing.can_be_given_up() {
                true => self.notice.offer(ui, words.to_owned(), give_up.label(), Command::Keeping(give_up)),
                false => self.notice.say(ui, words.to_owned()),
            }
            ui.ctx().request_repaint_after(LOOK);
        }
    }

    /// Shows the dialog. Who says no where to save wants nothing that was to come after it.
    pub(super) fn dialog_ui(&mut self, ui: &Ui, theme: &Theme, commands: &mut Vec<Command>) -> Option<Asked> {
        let asks_where = matches!(self.dialog, Dialog::Path(_));
        let asked = self.dialog.show(ui, &self.session, theme, commands);
        let is_answered = commands.iter().any(|command| matches!(command, Command::Keeping(Keeping::SaveTo(_))));
        if asks_where && matches!(self.dialog, Dialog::Closed) && !is_answered {
            self.parts.custody.filing.forget_next();
        }
        if matches!(self.dialog, Dialog::Closed) {
            self.dialog = std::mem::take(&mut self.behind);
        }
        asked
    }

    fn come_out(&mut self, ui: &Ui, outcome: Outcome) {
        let in_place = |path: &Path| visible(&path.display().to_string());
        match outcome {
            Outcome::Nothing => {}
            Outcome::Saved(document, saved) => {
                let Custody { watching, journaling, .. } = &mut self.parts.custody;
                watching.saved(&document, *saved);
                journaling.note_files();
                self.saved(ui, document, "Saved".to_owned());
            }
            Outcome::SavedTo(document, opened) => {
                let Opened { path, watching, loaded } = *opened;
                remember(&path, &loaded);
                self.follow(ui, watching);
                // What was said of the files before is not true of these, which may hold more: records that were faulty there.
                let Loaded { document: files, problems, views, .. } = loaded;
                self.session.is_saved_as(document.clone());
                self.session.tell(problems.clone());
                match (files == *document, self.session.is_unsaved()) {
                    (true, _) => {}
                    (false, true) => self.session.keep_own(files, problems, views),
                    (false, false) => self.session.reload(files, problems, views),
                }
                for about in [About::Broken, About::Newer, About::Problems] {
                    self.parts.lines.take_back(about);
                }
                self.parts.custody.filing.moved();
                self.parts.custody.journaling.note_files();
                let held = self.session.history().saved().clone();
                self.saved(ui, held, format!("Saved in {}", in_place(&path)));
            }
            Outcome::Copied(path) => self.notice.say(ui, format!("A copy was written to {}", in_place(&path))),
            Outcome::Opened(opened) => self.open(ui, *opened),
            Outcome::Begin(beginning) => self.begin(ui, &beginning),
            Outcome::Restored(found, ready) => self.restored(ui, found, *ready),
            Outcome::RestoredCopy(found, restoration) => self.restored_copy(found, restoration),
            Outcome::Discarded => self.offer(),
            Outcome::NotRestored(words) => {
                self.parts.lines.say_lines(About::Lost, &words);
                self.offer();
            }
            Outcome::Changed => {
                self.parts.custody.watching.look_again();
                let words = "Not saved: the files have changed since they were read";
                self.parts.lines.say(About::Refused, words, "Nothing was written; they are being read again");
            }
            Outcome::Unfinished(document, stamp, words) => {
                self.parts.custody.watching.awaits(&document, *stamp);
                // The very same in content, but nothing that is shown counts as saved until a save succeeds.
                self.session.is_saved_as(Arc::new((*document).clone()));
                self.parts.lines.say_lines(About::Refused, &words);
            }
            Outcome::Ask(dialog) => self.ask(dialog),
            Outcome::Close => {
                self.parts.custody.closing = Closing::ForGood;
                self.parts.custody.journaling.close();
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Takes note that the files hold a document, and goes on with what was to come then: after another save, where something
    /// was changed meanwhile.
    fn saved(&mut self, ui: &Ui, document: Arc<Document>, words: String) {
        self.session.is_saved_as(document);
        self.parts.lines.take_back(About::Refused);
        let typed = self.typed();
        let words = match typed {
            Typed::Nothing => words,
            Typed::Something => format!("{words}, without what is typed and not on record yet"),
        };
        self.notice.say(ui, words);
        let Custody { filing, watching, .. } = &mut self.parts.custody;
        if filing.is_leaving() {
            let outcome = filing.save(&self.session, watching, typed);
            self.come_out(ui, outcome);
        }
    }

    /// Follows the files of an atlas from now on, and those of no other.
    fn follow(&mut self, ui: &Ui, watching: Watching) {
        // What was followed until now may be the same atlas, whose lock is free only then.
        self.parts.custody.watching = watching;
        let watching = &mut self.parts.custody.watching;
        watching.lock_again();
        watching.shown_in(ui.ctx());
        watching.tell_holder(&mut self.parts.lines);
        self.session.views_live_in(watching.home());
    }

    fn open(&mut self, ui: &Ui, opened: Opened) {
        let Opened { path, watching, loaded } = opened;
        remember(&path, &loaded);
        let base = Base::files(&path, &loaded.stamp);
        let Loaded { document, problems, views, .. } = loaded;
        let session = Session::open(document, problems).with_views(views, watching.home());
        self.switch(ui, session, watching, base, NoFile::Starter);
    }

    fn begin(&mut self, ui: &Ui, beginning: &Beginning) {
        let document = Document::empty(manifest_of(beginning));
        let base = Base::New(document.manifest.clone());
        let mut session = Session::open(document, Vec::new());
        match beginning.kinds {
            // A step like any other, so that the journal has it too.
            FirstKinds::OfStarter => {
                let kinds = starter_kinds(&session);
                run(&mut session, Command::Edits(Edits::Commit(Box::new(kinds))));
            }
            FirstKinds::Nothing => {}
        }
        self.switch(ui, session, Watching::default(), base, NoFile::Begun);
    }

    /// Shows another atlas in this window, which was opened as `base` tells; of the one before, nothing is wanted any more. What
    /// a person has chosen for good stays.
    pub(super) fn switch(&mut self, ui: &Ui, session: Session, watching: Watching, base: Base, no_file: NoFile) {
        let preferences = self.session.preferences;
        let timeline = TimelineState::restored(self.parts.timeline.settings());
        let taking = std::mem::take(&mut self.parts.taking);
        let Custody { journaling: mut before, mut filing, .. } = std::mem::take(&mut self.parts.custody);
        before.close();
        // From its beginning on, so that the journal has what was done to it before it was shown.
        let opened = History::of(session.history().revisions()[0].document.clone());
        let journaling = Journaling::of(before.folder().cloned(), base, &opened);
        let custody = Custody { filing: Filing::of(no_file, filing.take_found()), journaling, ..Custody::default() };
        self.dialog = if session.n_problems().errors > 0 { Dialog::problems() } else { Dialog::Closed };
        self.behind = Dialog::Closed;
        self.notice.clear();
        self.session = session;
        self.session.preferences = preferences;
        self.parts = Parts { timeline, custody, taking, ..Parts::default() };
        self.follow(ui, watching);
        ui.ctx().request_repaint();
    }

    /// Keeps the journal of what has become of the record; called once a frame.
    pub(super) fn keep_journal(&mut self, ui: &Ui) {
        let Parts { custody: Custody { journaling, watching, .. }, lines, .. } = &mut self.parts;
        journaling.follow(ui, self.session.history(), || watching.base(), lines);
    }
}

/// Returns what a new atlas says of itself.
fn manifest_of(beginning: &Beginning) -> Manifest {
    Manifest {
        id: id_of(&beginning.title),
        title: beginning.title.clone(),
        summary: String::new(),
        as_of: crate::ui::clock::today(),
        focus: Vec::new(),
        authors: Vec::new(),
        license: String::new(),
        name_style: NameStyle::Short,
    }
}

/// Returns the edit that gives an atlas the kinds of the starter atlas.
fn starter_kinds(session: &Session) -> Edit {
    let kinds = io::load_starter().document.kinds;
    let put = |kind: &Arc<Kind>| Change::put(session.record(), Entry::Kind(kind.clone()));
    Edit::named("Take over the kinds of the starter atlas", kinds.values().map(put).collect())
}

/// Returns an id that says what a title says.
fn id_of(title: &str) -> String {
    let id = slug(title, MOST_ID_LETTERS / 2);
    if id.is_empty() { "atlas".to_owned() } else { id }
}
