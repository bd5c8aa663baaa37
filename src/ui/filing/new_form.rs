//! The dialog in which an atlas begins.

use egui::{Key, RichText, TextEdit, Ui};

use crate::model::Objection;
use crate::scene::Theme;
use crate::session::{Beginning, Command, FirstKinds, Keeping, Next};
use crate::ui::style::color;

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewForm {
    title: String,
    kinds: FirstKinds,
    stage: Stage,
}

/// How far the form has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The title shall get the focus.
    Opened,
    /// It is being filled in.
    Typing,
}

impl Default for NewForm {
    fn default() -> Self {
        Self { title: String::new(), kinds: FirstKinds::OfStarter, stage: Stage::Opened }
    }
}

impl NewForm {
    /// Shows the form; returns whether the dialog is done.
    pub fn show(&mut self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        ui.set_width(440.0);
        ui.heading("New atlas");
        ui.add_space(12.0);
        let label = ui.label("Title");
        let field = TextEdit::singleline(&mut self.title).desired_width(f32::INFINITY).hint_text("What it is about");
        let title = ui.add(field).labelled_by(label.id);
        if self.stage == Stage::Opened {
            title.request_focus();
            self.stage = Stage::Typing;
        }
        let fault = Objection::to_name(self.title.trim()).err();
        if let Some(fault) = fault.as_ref().filter(|_| !self.title.is_empty()) {
            ui.label(RichText::new(&fault.message).small().color(color(theme.negative)));
        }
        ui.add_space(8.0);
        ui.label("Kinds of ties");
        ui.radio_value(&mut self.kinds, FirstKinds::OfStarter, "Those of the starter atlas, to change as you like");
        ui.radio_value(&mut self.kinds, FirstKinds::Nothing, "None; you make them all");
        ui.add_space(4.0);
        let kept = "It is in no file until you save it";
        ui.label(RichText::new(kept).small().color(color(theme.muted)));
        ui.add_space(12.0);
        let is_entered = title.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let begin = ui.add_enabled(fault.is_none(), egui::Button::new("Begin")).clicked() || is_entered;
            if begin && fault.is_none() {
                let beginning = Beginning { title: self.title.trim().to_owned(), kinds: self.kinds };
                commands.push(Command::Keeping(Keeping::Leave(Next::Begin(beginning))));
                return true;
            }
            ui.button("Cancel").clicked()
        })
        .inner
    }
}
