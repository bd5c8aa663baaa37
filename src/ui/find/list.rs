//! The list under the field: scrolls to where Enter would choose, and says how much there is.

use egui::accesskit::Live;
use egui::{Align, Id, Label, Layout, Modifiers, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::entries::{Entries, Entry};
use super::row::{Cursor, height, row_ui};
use crate::kit::grouped;
use crate::scene::Theme;
use crate::session::{Seek, Session};
use crate::ui::color;

/// Whether the list scrolls to the row that Enter would choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Scrolls {
    /// It does.
    ToCursor,
    /// It stays where it is.
    #[default]
    Not,
}

/// What the pointer did in the list.
pub(super) struct Pointed {
    /// The row that was clicked, and what was held.
    pub clicked: Option<(usize, Modifiers)>,
    /// What the row that Enter would choose is called by the window library.
    pub cursor: Option<Id>,
}

/// Shows what was found, at most so high.
pub(super) fn list_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    entries: &Entries,
    (cursor, scrolls): (Option<usize>, Scrolls),
    most_height: f32,
) -> Pointed {
    let mut pointed = Pointed { clicked: None, cursor: None };
    let wanted: f32 = entries.listed.iter().map(height).sum();
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(wanted.min(most_height)).auto_shrink([false, true]).show(ui, |ui| {
        let list = ui.unique_id();
        ui.ctx().accesskit_node_builder(list, |node| {
            node.set_role(Role::ListBox);
            node.set_label("What was found");
            node.set_size_of_set(entries.listed.len());
        });
        for (idx, entry) in entries.listed.iter().enumerate() {
            let here = if Some(idx) == cursor { Cursor::Here } else { Cursor::Elsewhere };
            let response = row_ui(ui, session, theme, entry, here);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_position_in_set(idx));
            if here == Cursor::Here {
                pointed.cursor = Some(response.id);
                if scrolls == Scrolls::ToCursor {
                    // With its heading, where it is the first of a group.
                    let above = height(entry) - response.rect.height();
                    ui.scroll_to_rect(response.rect.with_min_y(response.rect.top() - above), None);
                }
            }
            if response.clicked() {
                pointed.clicked = Some((idx, ui.input(|input| input.modifiers)));
            }
        }
    });
    pointed
}

/// Says how much was found, and which keys do what.
pub(super) fn status_ui(ui: &mut Ui, theme: &Theme, entries: &Entries) {
    let muted = color(theme.muted);
    let (n_listed, n_found) = (entries.listed.len(), entries.n_found);
    let count = if n_listed < n_found {
        format!("{} of {} found", grouped(n_listed), grouped(n_found))
    } else {
        format!("{} found", grouped(n_found))
    };
    ui.horizontal(|ui| {
        ui.set_height(24.0);
        let label = ui.add(Label::new(RichText::new(&count).small().color(muted)).selectable(false));
        label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &count));
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = "↑↓ choose   Enter go there   Shift+Enter add   Esc close";
            ui.add(Label::new(RichText::new(keys).small().color(muted)).selectable(false).truncate());
        });
    });
}

/// Says that nothing meets what was typed, and what to try.
pub(super) fn nothing_ui(ui: &mut Ui, session: &Session, theme: &Theme, seek: Seek) {
    ui.add_space(12.0);
    ui.vertical_centered(|ui| {
        ui.add(Label::new(RichText::new("Nothing is called so, and nothing is said of it").strong()).selectable(false));
        let mut hint = "Try fewer letters, an alias such as DPRK, or a word of the evidence".to_owned();
        if session.lens().moment.known_on.is_some() {
            hint.push_str("; what was not known yet on the day chosen is left out");
        } else if seek == Seek::Find {
            hint.push_str("; Ctrl+K finds commands too");
        }
        ui.add(Label::new(RichText::new(hint).color(color(theme.muted))).selectable(false).wrap());
    });
    ui.add_space(12.0);
}

/// Returns by how many rows a page moves: as many as are seen.
pub(super) fn rows_of_page(entries: &[Entry], most_height: f32) -> usize {
    let mean = entries.iter().map(height).sum::<f32>() / entries.len().max(1) as f32;
    ((most_height / mean.max(1.0)).floor() as usize).saturating_sub(1).max(1)
}
