//! What the window does with the files of its atlas: saves it, opens another, and asks before anything would be lost.

use egui::{Ui, ViewportCommand};

use super::{App, Dialog, Parts};
use crate::io::{self, Loaded};
use crate::model::Document;
use crate::scene::Theme;
use crate::session::{Beginning, Command, FirstKinds, Keeping, Session};
use crate::ui::filing::{Custody, Outcome};
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
                self.saved(ui, "Saved".to_owned());
            }
            Outcome::SavedTo(document, path) => {
                let loaded = io::load(&path);
                let watching = Watching::begin(&path).reading(&loaded);
                watching.shown_in(ui.ctx());
                self.session.is_saved_as(document);
                self.session.views_live_in(watching.home());
                self.parts.custody.watching = watching;
                io::note_recent(&path, &self.session.record().manifest.title);
                self.saved(ui, format!("Saved in {}", crate::kit::visible(&path.display().to_string())));
            }
            Outcome::Copied(path) => {
                let words = format!("A copy was written to {}", crate::kit::visible(&path.display().to_string()));
                self.notice.say(ui, words);
            }
            Outcome::Opened(path, loaded) => {
                let watching = Watching::begin(&path).reading(&loaded);
                io::note_recent(&path, &loaded.document.manifest.title);
                self.switch(ui, *loaded, watching);
            }
            Outcome::Begin(beginning) => {
                let document = begun(&beginning);
                let loaded = Loaded::of_nothing(document);
                self.switch(ui, loaded, Watching::default());
            }
            Outcome::Changed => {
                self.parts.custody.watching.look_again();
                let words = "Not saved: the files have changed since they were read".to_owned();
                self.notice.say(ui, words);
            }
            Outcome::Ask(dialog) => self.dialog = dialog,
            Outcome::Close => {
                self.parts.custody.is_closing = true;
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

    /// Shows another atlas in this window. What a person has chosen for good stays as it is.
    fn switch(&mut self, ui: &Ui, loaded: Loaded, watching: Watching) {
        let Loaded { document, problems, views, .. } = loaded;
        let mut session = Session::open(document, problems).with_views(views, watching.home());
        session.preferences = self.session.preferences;
        let timeline = TimelineState::restored(self.parts.timeline.settings());
        watching.shown_in(ui.ctx());
        let custody = Custody { watching, ..Custody::default() };
        self.dialog = if session.n_problems().errors > 0 { Dialog::problems() } else { Dialog::Closed };
        self.session = session;
        self.parts = Parts { timeline, custody, ..Parts::default() };
        self.parts.custody.watching.tell_holder(&mut self.parts.lines);
        ui.ctx().request_repaint();
    }
}

/// Returns an atlas with nothing in it but the kinds that were asked for.
fn begun(beginning: &Beginning) -> Document {
    let Beginning { title, kinds } = beginning;
    let starter = io::load_starter().document;
    let mut manifest = (*starter.manifest).clone();
    manifest.id = id_of(title);
    manifest.title = title.clone();
    manifest.summary = String::new();
    manifest.focus = Vec::new();
    manifest.authors = Vec::new();
    manifest.license = String::new();
    manifest.as_of = crate::ui::clock::today();
    let mut document = Document::empty(manifest);
    match kinds {
        FirstKinds::OfStarter => document.kinds = starter.kinds,
        FirstKinds::Nothing => {}
    }
    document
}

/// Returns an id that says what a title says.
fn id_of(title: &str) -> String {
    let words = title.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(crate::model::MOST_ID_LETTERS / 2).collect();
    if id.is_empty() { "atlas".to_owned() } else { id.trim_end_matches('-').to_owned() }
}
