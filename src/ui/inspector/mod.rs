//! The right panel: what is selected, read from top to bottom.

use crate::scene::Theme;
use crate::session::{Command, Session};

/// Shows what is selected.
pub fn inspector_ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let _ = (ui, session, theme, commands);
}
