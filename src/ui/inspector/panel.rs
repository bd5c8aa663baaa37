//! Chooses what the inspector shows from the selection, and scrolls it.

use egui::{Frame, Margin, ScrollArea};

use super::desk::Desk;
use super::nation::nation_ui;
use super::overview::{nothing_ui, several_ui};
use super::pair::pair_ui;
use super::tie::tie_ui;
use crate::scene::Theme;
use crate::session::{Command, Session, Subject};

/// Shows what is selected.
///
/// It fills the space that it is given, brings its own margins and scrolls vertically. Returns the title that it shows.
pub fn inspector_ui(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> Option<String> {
    let subject = session.selection.subject();
    let mut desk = Desk { session, theme, commands, title: None };
    // Another subject has another place to scroll to, so that it is read from its top.
    let scroll = ScrollArea::vertical().auto_shrink(false).id_salt(format!("inspector {subject:?}"));
    scroll.show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 16, bottom: 32 }).show(ui, |ui| {
            let spacing = ui.spacing_mut();
            spacing.item_spacing = egui::vec2(8.0, 0.0);
            spacing.interact_size.y = 0.0;
            ui.set_width(ui.available_width());
            match &subject {
                Subject::Nothing => nothing_ui(ui, &mut desk),
                Subject::Tie(id) => tie_ui(ui, &mut desk, id),
                Subject::Nation(id) => nation_ui(ui, &mut desk, id),
                Subject::Pair(a, b) => pair_ui(ui, &mut desk, a, b),
                Subject::Several => several_ui(ui, &mut desk),
            }
        });
    });
    desk.title
}
