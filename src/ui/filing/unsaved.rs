//! The question what is to become of changes that are in no file, before the atlas is left.

use egui::{RichText, Ui};

use crate::kit::boxed;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Next, Session};
use crate::ui::style::color;

/// What would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// What comes after the atlas was left.
    pub next: Next,
    /// Whether something is typed in a form that is not on record yet.
    pub typed: Typed,
}

/// Whether something is typed in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typed {
    /// Nothing is.
    #[default]
    Nothing,
    /// Something is that is not on record.
    Something,
}

impl Unsaved {
    /// Asks what shall become of it; returns whether the dialog is done.
    pub fn show(&self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
        let Self { next, typed } = self;
        ui.set_width(440.0);
        ui.heading(if session.is_unsaved() { "Save the changes?" } else { "Leave what is typed?" });
        ui.add_space(8.0);
        if session.is_unsaved() {
            let title = boxed(&session.record().manifest.title);
            ui.label(format!("“{title}” was changed, and the changes are in no file yet."));
            if let Some(step) = session.history().undoable() {
                let last = format!("The last step was: {}", boxed(&step.name));
                ui.label(RichText::new(last).color(color(theme.muted)));
            }
        }
        if *typed == Typed::Something {
            let words = "What is typed in an open form is not on record; saving leaves it out";
            ui.label(RichText::new(words).color(color(theme.negative)));
        }
        ui.add_space(16.0);
        ui.horizontal(|ui| answers_ui(ui, session, next, commands)).inner
    }
}

/// Shows the buttons; returns whether one was pressed.
fn answers_ui(ui: &mut Ui, session: &Session, next: &Next, commands: &mut Vec<Command>) -> bool {
    let mut answers = vec![Keeping::Abandon(next.clone())];
    if session.is_unsaved() {
        answers.insert(0, Keeping::SaveFirst(next.clone()));
    }
    for (idx, answer) in answers.into_iter().enumerate() {
        let name = if session.is_unsaved() { answer.label() } else { "Leave it" };
        let button = ui.button(name).on_hover_text(answer.tooltip());
        // Enter saves, which loses nothing.
        if idx == 0 && session.is_unsaved() && ui.memory(|memory| memory.focused().is_none()) {
            button.request_focus();
        }
        if button.clicked() {
            commands.push(Command::Keeping(answer));
            return true;
        }
    }
    ui.button("Cancel").clicked()
}
