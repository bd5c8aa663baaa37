//! What the window does with the files of its atlas: saves it, opens another, and asks before anything would be lost.

use std::path::Path;
use std::sync::Arc;

use egui::{Ui, ViewportCommand};

use super::{App, Dialog, Parts};
use crate::edit::{Change, Edit, History};
use crate::io::{self, Base, Loaded};
use crate::kit::visible;
use crate::model::{Document, Entry, Kind, Manifest, NameStyle};
use crate::scene::Theme;
use crate::session::{Beginning, Command, Edits, FirstKinds, Keeping, Session, run};
use crate::ui::filing::{Custody, Journaling, Outcome};
use crate::ui::lines::Asked;
use crate::ui::timeline::TimelineState;
use crate::ui::watching::Watching;

impl App {
    /// Does with the files what was asked for.
    pub(super) fn keep(&mut self, ui: &Ui, keeping: Keeping) {
        let Custody { filing, watching, .. } = &mut self.parts.custody;
        let outcome = filing.begin(keeping, &self.session, watching);
        self.come_out(ui, outcome);
    }

    /// Looks whether what goes on with the files is done, and whether the window was asked to close; called once a frame.
    pub(super) fn file_away(&mut self, ui: &Ui) {
        let is_closing = ui.input(|input| input.viewport().close_requested());
        if is_closing && !self.parts.custody.is_closing {
            if self.session.is_unsaved() {
                ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
            }
            self.keep(ui, Keeping::Close);
        }
        let Custody { filing, watching, .. } = &mut self.parts.custody;
        let outcome = filing.finish(&self.session, watching);
        self.come_out(ui, outcome);
        if let Some(words) = self.parts.custody.filing.in_words() {
            self.notice.say(ui, words.to_owned());
            ui.ctx().request_repaint_after(crate::ui::watching::LOOK);
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
        asked
    }

    fn come_out(&mut self, ui: &Ui, outcome: Outcome) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Saved(document, read, stamp) => {
                self.parts.custody.watching.saved(*read, stamp);
                self.session.is_saved_as(document);
                self.parts.custody.journaling.note_files();
                self.saved(ui, "Saved".to_owned());
            }
            Outcome::SavedTo(document, path) => self.go_on_at(ui, document, &path),
            Outcome::Copied(path) => {
                let words = format!("A copy was written to {}", visible(&path.display().to_string()));
                self.notice.say(ui, words);
            }
            Outcome::Opened(path, loaded) => self.open(ui, &path, *loaded),
            Outcome::Begin(beginning) => self.begin(ui, &beginning),
            Outcome::Restore => self.restore(ui),
            Outcome::RestoreCopy => self.restore_copy(ui),
            Outcome::Discard => self.discard(ui),
            Outcome::Changed => {
                self.parts.custody.watching.look_again();
                let words = "Not saved: the files have changed since they were read".to_owned();
                self.notice.say(ui, words);
            }
            Outcome::Ask(dialog) => self.dialog = dialog,
            Outcome::Close => {
                self.parts.custody.is_closing = true;
                self.parts.custody.journaling.close();
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Says that the atlas was saved, and goes on with what was to come then.
    fn saved(&mut self, ui: &Ui, words: String) {
        self.notice.say(ui, words);
        if let Some(outcome) = self.parts.custody.filing.after_save() {
            self.come_out(ui, outcome);
        }
    }

    /// Goes on with the atlas where it was saved.
    fn go_on_at(&mut self, ui: &Ui, document: Arc<Document>, path: &Path) {
        let watching = Watching::begin(path);
        let watching = watching.reading(&io::load(path));
        watching.shown_in(ui.ctx());
        self.session.is_saved_as(document);
        self.session.views_live_in(watching.home());
        self.parts.custody.watching = watching;
        self.parts.custody.journaling.note_files();
        io::note_recent(path, &self.session.record().manifest.title);
        self.saved(ui, format!("Saved in {}", visible(&path.display().to_string())));
    }

    fn open(&mut self, ui: &Ui, path: &Path, loaded: Loaded) {
        // What is open may be the same atlas, whose lock must be free then.
        self.let_go();
        let watching = Watching::begin(path).reading(&loaded);
        io::note_recent(path, &loaded.document.manifest.title);
        let base = Base::files(path, &loaded.stamp);
        let Loaded { document, problems, views, .. } = loaded;
        let session = Session::open(document, problems).with_views(views, watching.home());
        self.switch(ui, session, watching, base);
    }

    fn begin(&mut self, ui: &Ui, beginning: &Beginning) {
        self.let_go();
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
        self.switch(ui, session, Watching::default(), base);
    }

    /// Lets go of the atlas that is open, of which nothing is wanted any more.
    fn let_go(&mut self) {
        self.parts.custody.journaling.close();
        self.parts.custody.watching = Watching::default();
    }

    /// Shows another atlas in this window, which was opened as `base` tells. What a person has chosen for good stays.
    pub(super) fn switch(&mut self, ui: &Ui, mut session: Session, watching: Watching, base: Base) {
        session.preferences = self.session.preferences;
        let timeline = TimelineState::restored(self.parts.timeline.settings());
        watching.shown_in(ui.ctx());
        let Custody { journaling, found, .. } = std::mem::take(&mut self.parts.custody);
        // From its beginning on, so that the journal has what was done to it before it was shown.
        let opened = History::of(session.history().revisions()[0].document.clone());
        let journaling = Journaling::of(journaling.folder().cloned(), base, &opened);
        let custody = Custody { watching, journaling, found, ..Custody::default() };
        self.dialog = if session.n_problems().errors > 0 { Dialog::problems() } else { Dialog::Closed };
        self.session = session;
        self.parts = Parts { timeline, custody, ..Parts::default() };
        self.parts.custody.watching.tell_holder(&mut self.parts.lines);
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
    let words = title.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(crate::model::MOST_ID_LETTERS / 2).collect();
    if id.is_empty() { "atlas".to_owned() } else { id.trim_end_matches('-').to_owned() }
}
