//! Chooses what the inspector shows from the selection, and scrolls it.

use egui::{Frame, Id, Margin, ScrollArea};

use super::breadcrumb::breadcrumb_ui;
use super::changes::changes_ui;
use super::comparing::{comparing_ui, pages_ui};
use super::desk::Desk;
use super::memo::{Facts, Memo, Recalled};
use super::nation::nation_ui;
use super::overview::nothing_ui;
use super::pair::pair_ui;
use super::scenario::scenario_ui;
use super::several::several_ui;
use super::source::source_ui;
use super::tie::tie_ui;
use crate::scene::Theme;
use crate::session::{Command, Session};

/// What a person can read in the inspector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// The title that it shows.
    pub title: Option<String>,
    /// How many pieces of evidence are wholly in sight.
    pub n_evidence: usize,
}

/// Takes the keys that scroll the inspector out of the input of a frame, before it is shown.
pub fn scroll_by_keys(ui: &egui::Ui, memo: &mut Memo, is_canvas: impl Fn(Id) -> bool) {
    memo.scrolling.take_keys(ui, is_canvas);
}

/// Shows what is selected.
///
/// It fills the space that it is given, brings its own margins and scrolls vertically. Returns what can be read there.
pub fn inspector_ui(
    ui: &mut egui::Ui,
    session: &Session,
    memo: &mut Memo,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> Read {
    let subject = session.selection.subject();
    let mut forms = std::mem::take(&mut memo.forms);
    forms.begin(session);
    let mut desk = Desk { session, theme, commands, read: Read::default(), forms, spots: Vec::new() };
    memo.scrolling.shown_in(ui);
    let page = memo.page(session);
    Frame::NONE.inner_margin(Margin { left: 12, right: 20, top: 8, bottom: 0 }).show(ui, |ui| {
        breadcrumb_ui(ui, &mut desk, page);
    });
    // Another subject has another place to scroll to, so that it is read from its top.
    let scroll = ScrollArea::vertical().auto_shrink(false).id_salt(format!("inspector {subject:?}"));
    let output = memo.scrolling.scrolled(scroll, &subject).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 8, bottom: 32 }).show(ui, |ui| {
            let spacing = ui.spacing_mut();
            spacing.item_spacing = egui::vec2(8.0, 0.0);
            spacing.interact_size.y = 0.0;
            ui.set_width(ui.available_width());
            top_forms_ui(ui, &mut desk);
            let Recalled { facts, became, asking, scrolling } = memo.recall(session);
            match facts {
                Facts::Nothing(facts) => {
                    pages_ui(ui, &mut desk, asking);
                    nothing_ui(ui, &mut desk, facts, asking);
                }
                Facts::Scenario(facts) => {
                    pages_ui(ui, &mut desk, asking);
                    scenario_ui(ui, &mut desk, facts, asking);
                    comparing_ui(ui, &mut desk, asking);
                }
                Facts::Changes(facts) => {
                    pages_ui(ui, &mut desk, asking);
                    changes_ui(ui, &mut desk, facts, asking);
                    comparing_ui(ui, &mut desk, asking);
                }
                Facts::Tie(id, facts) => tie_ui(ui, &mut desk, id, facts, became),
                Facts::Nation(id, facts) => nation_ui(ui, &mut desk, id, facts, became),
                Facts::Pair(a, b, facts) => pair_ui(ui, &mut desk, [a, b], facts, became),
                Facts::Source(id, facts) => source_ui(ui, &mut desk, id, facts),
                Facts::Several(facts) => several_ui(ui, &mut desk, facts),
            }
            scrolling.follow_focus(ui);
        });
    });
    memo.scrolling.note(ui, subject, &output);
    memo.forms = desk.forms;
    desk.read
}

/// Shows the forms that have no place of their own on the page.
fn top_forms_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let Desk { session, theme, commands, forms, .. } = desk;
    forms.show_without_place(ui, session, theme, commands);
}
