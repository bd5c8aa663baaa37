//! The dialog in which a view gets its name and its judgment.

use egui::{Key, Label, RichText, TextEdit, Ui};

use super::filing::Typed;
use super::style::color;
use crate::kit::boxed;
use crate::model::EdtfDate;
use crate::scene::Theme;
use crate::session::{Command, NamedViews, Session, Views, ViewsHome};

/// Most letters of a judgment: a sentence, not a page.
const MOST_LETTERS: usize = 400;

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewForm {
    /// The name of the view that is edited; `None` for a new one.
    of: Option<String>,
    name: String,
    judgment: String,
    stage: Stage,
}

/// How far a form has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The name shall get the focus.
    Opened,
    /// It is being filled in.
    Typing,
    /// Saving it was tried.
    Tried,
}

impl ViewForm {
    /// Returns the form of a view, or of a new one.
    pub fn of(session: &Session, of: Option<String>) -> Self {
        let held = of.as_deref().and_then(|name| session.views().find(name));
        let [name, judgment] = held.map_or_else(Default::default, |view| [view.name.clone(), view.judgment.clone()]);
        Self { of, name, judgment, stage: Stage::Opened }
    }

    /// Whether something is typed that the view does not say.
    pub fn typed(&self, session: &Session) -> Typed {
        let Self { name, judgment, .. } = Self::of(session, self.of.clone());
        if (&self.name, &self.judgment) == (&name, &judgment) { Typed::Nothing } else { Typed::Something }
    }

    /// Shows the form; returns whether the dialog is done.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        ui.set_width(440.0);
        ui.heading(if self.of.is_some() { "Edit the view" } else { "Save this view" });
        if self.of.is_none() {
            ui.label(RichText::new(seen(session)).color(color(theme.muted)));
        }
        ui.add_space(12.0);
        let label = ui.label("Name");
        let name =
            TextEdit::singleline(&mut self.name).char_limit(NamedViews::MOST_LETTERS).desired_width(f32::INFINITY);
        let name = ui.add(name).labelled_by(label.id);
        if self.stage == Stage::Opened {
            name.request_focus();
            self.stage = Stage::Typing;
        }
        let fault = session.views().fault(&self.name, self.of.as_deref());
        let is_said = self.stage == Stage::Tried || !self.name.trim().is_empty();
        if let Some(fault) = fault.filter(|_| is_said) {
            ui.add(Label::new(RichText::new(fault.in_words()).small().color(color(theme.negative))));
        }
        ui.add_space(8.0);
        let label = ui.label("Judgment");
        let judgment = TextEdit::multiline(&mut self.judgment)
            .char_limit(MOST_LETTERS)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .hint_text("What it shows, in one sentence")
            // One sentence has one line; Enter saves.
            .return_key(None);
        let judgment = ui.add(judgment).labelled_by(label.id);
        let kept = match session.views().home() {
            ViewsHome::File => "Kept in views.ron of this atlas",
            ViewsHome::SingleFile => "Kept as long as this window is open, or when the atlas is saved as another",
            ViewsHome::Starter => "Kept as long as this window is open, or when the atlas is saved in a folder",
        };
        ui.label(RichText::new(kept).small().color(color(theme.muted)));
        ui.add_space(12.0);
        // A text field of one line gives the focus away with Enter.
        let is_in_text = name.lost_focus() || name.has_focus() || judgment.has_focus();
        let is_entered = is_in_text && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let is_saved = ui.button("Save").clicked() || is_entered;
            if is_saved && fault.is_none() {
                self.judgment.retain(|letter| letter != '\n' && letter != '\r');
                commands.push(Command::Views(self.command()));
                return true;
            }
            if is_saved {
                self.stage = Stage::Tried;
                name.request_focus();
            }
            ui.button("Cancel").clicked()
        })
        .inner
    }

    fn command(&self) -> Views {
        let (name, judgment) = (self.name.clone(), self.judgment.clone());
        match &self.of {
            Some(of) => Views::Edit(of.clone(), name, judgment),
            None => Views::Save(name, judgment),
        }
    }
}

/// Says what of the present look a view would keep.
fn seen(session: &Session) -> String {
    let day = |day| EdtfDate::from_day(day).in_words();
    let lens = session.lens();
    let mut parts = vec![format!("As of {}", day(lens.moment.as_of))];
    parts.extend(lens.moment.known_on.map(|known_on| format!("known on {}", day(known_on))));
    if !lens.filter.is_empty() {
        parts.push("filtered".to_owned());
    }
    match session.selection.targets().len() {
        0 => {}
        n => parts.push(format!("{n} selected")),
    }
    parts.push("as it lies on the canvas".to_owned());
    boxed(&parts.join(", "))
}
