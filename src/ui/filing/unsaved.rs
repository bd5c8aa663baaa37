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
    /// What goes on with the files, in words, and would be broken off.
    pub goes_on: Option<&'static str>,
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
        let Self { next: _, typed, goes_on } = self;
        ui.set_width(440.0);
        ui.heading(match (goes_on, session.is_unsaved()) {
            (Some(_), _) => "Leave before it is done?",
            (None, true) => "Save the changes?",
            (None, false) => "Discard what is typed?",
        });
        ui.add_space(8.0);
        if let Some(goes_on) = goes_on {
            let words = "is not done yet; broken off, it leaves each file as it was or as it will be, never half";
            ui.label(format!("{} {words}", goes_on.trim_end_matches('…')));
        }
        if session.is_unsaved() {
            let title = boxed(&session.record().manifest.title);
            ui.label(format!("“{title}” was changed, and the changes are in no file yet."));
            if let Some(step) = session.history().undoable() {
                let last = format!("The last step was: {}", boxed(&step.name));
                ui.label(RichText::new(last).color(color(theme.muted)));
            }
        }
        if *typed == Typed::Something {
            let words = "What is typed in an open form is not on record, and saving leaves it out";
            ui.label(RichText::new(words).color(color(theme.negative)));
        }
        ui.add_space(16.0);
        ui.horizontal(|ui| answers_ui(ui, session, self, commands)).inner
    }
}

/// Shows the buttons; returns whether one was pressed.
fn answers_ui(ui: &mut Ui, session: &Session, asked: &Unsaved, commands: &mut Vec<Command>) -> bool {
    let Unsaved { next, goes_on, .. } = asked;
    let mut answers = vec![Keeping::Abandon(next.clone())];
    if session.is_unsaved() && goes_on.is_none() {
        answers.insert(0, Keeping::SaveFirst(next.clone()));
    }
    for (idx, answer) in answers.iter().enumerate() {
        let name = match (goes_on, session.is_unsaved()) {
            (Some(_), _) => "Leave now",
            (None, true) => answer.label(),
            (None, false) => "Discard it",
        };
        let button = ui.button(name).on_hover_text(answer.tooltip());
        // Enter saves, which loses nothing.
        if idx == 0 && answers.len() > 1 && ui.memory(|memory| memory.focused().is_none()) {
            button.request_focus();
        }
        if button.clicked() {
            commands.push(Command::Keeping(answer.clone()));
            return true;
        }
    }
    ui.button("Cancel").clicked()
}
