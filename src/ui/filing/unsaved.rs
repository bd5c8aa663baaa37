//! The question what is to become of changes that are in no file, before something that would lose them.

use egui::{RichText, Ui};

use crate::kit::boxed;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Session};
use crate::ui::style::color;

/// Asks before `next`; returns whether the dialog is done.
pub fn unsaved_ui(ui: &mut Ui, session: &Session, theme: &Theme, next: &Keeping, commands: &mut Vec<Command>) -> bool {
    ui.set_width(440.0);
    ui.heading("Save the changes?");
    ui.add_space(8.0);
    let title = boxed(&session.record().manifest.title);
    ui.label(format!("“{title}” was changed, and the changes are in no file yet."));
    let history = session.history();
    let last = history.undoable().map(|step| format!("The last step was: {}", boxed(&step.name)));
    if let Some(last) = last {
        ui.label(RichText::new(last).color(color(theme.muted)));
    }
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        let save = ui.button("Save");
        // Enter saves, which loses nothing.
        if ui.memory(|memory| memory.focused().is_none()) {
            save.request_focus();
        }
        if save.clicked() {
            commands.push(Command::Keeping(Keeping::SaveFirst(Box::new(next.clone()))));
            return true;
        }
        let abandon = Keeping::Abandon(Box::new(next.clone()));
        if ui.button(abandon.label()).on_hover_text(abandon.tooltip()).clicked() {
            commands.push(Command::Keeping(abandon));
            return true;
        }
        ui.button("Cancel").clicked()
    })
    .inner
}
