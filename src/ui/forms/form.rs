//! One form: its facts below each other, what is still needed, and what can be done with it.

use std::sync::Arc;

use egui::{Align, Button, FontFamily, Frame, Layout, Margin, RichText, Role, Ui, WidgetInfo, vec2};

use super::entering::Entering;
use super::field::{Entered, FieldShown, field_ui};
use super::state::{Keys, Open, Seen};
use crate::kit::{capitalized, quoted};
use crate::model::{Cameo, Document, EntryId, Objection};
use crate::scene::Theme;
use crate::session::forms::{Field, NewRecord, Remarks, Thing, Tried};
use crate::session::{Command, Edits, Session};
use crate::ui::style::color;

/// Room within a form, in points.
const MARGIN: i8 = 12;
/// Room between two facts, in points.
const GAP: f32 = 6.0;

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is still open.
    Typing,
    /// It is saved, deleted or put away.
    Done,
    /// What is new is added as this record.
    Added(EntryId),
}

/// Shows a form.
pub(super) fn form_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    open: &mut Open,
    codes: &[Cameo],
    keys: Keys,
    commands: &mut Vec<Command>,
) -> Outcome {
    let title = title(open.form.thing());
    let id = egui::Id::unique("form").with(open.number);
    let content = |ui: &mut Ui| content_ui(ui, session, theme, open, codes, keys, commands);
    let shown = ui.push_id(id, |ui| frame_ui(ui, theme, &title, content));
    // As a whole where there is room for it, and else from its top.
    if open.seen == Seen::NotYet {
        let is_small = shown.response.rect.height() <= ui.clip_rect().height();
        ui.scroll_to_rect(shown.response.rect.expand(8.0), if is_small { None } else { Some(Align::TOP) });
        open.seen = Seen::Before;
    }
    shown.inner
}

/// Shows a quiet ground with a title, on which something is typed.
pub(super) fn frame_ui<R>(ui: &mut Ui, theme: &Theme, title: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(color(theme.bar)).corner_radius(8).inner_margin(Margin::same(MARGIN));
    // As wide as its neighbors with their overhang.
    let frame = frame.outer_margin(Margin { left: -MARGIN, right: -MARGIN, top: 6, bottom: 6 });
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            ui.spacing_mut().interact_size.y = 24.0;
            let bold = FontFamily::Name(crate::ui::BOLD.into());
            ui.label(RichText::new(title).family(bold).color(color(theme.ink)));
            ui.add_space(8.0);
            content(ui)
        })
        .inner
}

/// Says why something cannot be taken.
pub(super) fn reason_ui(ui: &mut Ui, theme: &Theme, words: &str) {
    ui.add_space(2.0);
    let label = egui::Label::new(RichText::new(words).size(12.0).color(color(theme.negative))).wrap();
    let response = ui.add(label);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

fn content_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    open: &mut Open,
    codes: &[Cameo],
    keys: Keys,
    commands: &mut Vec<Command>,
) -> Outcome {
    let record = session.shown();
    let read = open.read(record, codes);
    let objections = read.as_ref().as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let fields: Vec<Field> = open.form.fields().cloned().collect();
    let shown = FieldShown { session, document: record, theme, codes };
    let remarks = open.form.remarks(objections, open.tried);
    let of_facts = facts_ui(ui, &shown, open, &fields, &remarks);
    notes_ui(ui, theme, &remarks);
    ui.add_space(4.0);
    let (of_foot, asked) = foot_ui(ui, theme, open, record, read.is_ok().into());
    let is_focused = of_facts != Entered::Elsewhere || of_foot != Entered::Elsewhere;
    open.focused_in = is_focused.then(|| ui.ctx().cumulative_pass_nr());
    match asked {
        Foot::Delete => {
            commands.push(Command::Edits(Edits::DeleteThing(Box::new(open.form.thing().clone()))));
            Outcome::Done
        }
        Foot::Cancel => Outcome::Done,
        Foot::Nothing if keys == Keys::Abandon => Outcome::Done,
        Foot::Nothing if keys == Keys::Nothing && of_facts != Entered::Save => Outcome::Typing,
        Foot::Nothing | Foot::Save => save(ui, session, open, codes, commands),
    }
}

/// Shows all facts; returns what the keyboard does with any of them.
fn facts_ui(ui: &mut Ui, shown: &FieldShown<'_>, open: &mut Open, fields: &[Field], remarks: &Remarks<'_>) -> Entered {
    let mut all = Entered::Elsewhere;
    for field in fields {
        let entered = field_ui(ui, shown, open, field, remarks.of(&field.fact));
        all = all.max(entered);
        ui.add_space(GAP);
    }
    all
}

/// Says below the facts what is wrong with none of them in particular, and what still is to be typed.
fn notes_ui(ui: &mut Ui, theme: &Theme, remarks: &Remarks<'_>) {
    if let Some(objection) = remarks.general {
        reason_ui(ui, theme, &said(objection));
        ui.add_space(GAP);
    }
    if !remarks.needed.is_empty() {
        let needed = format!("Still needed: {}", remarks.needed.join(", "));
        ui.label(RichText::new(needed).size(12.0).color(color(theme.muted)));
        ui.add_space(GAP);
    }
}

/// What was clicked below the facts.
#[derive(Debug)]
enum Foot {
    Nothing,
    Save,
    Cancel,
    Delete,
}

/// Shows what can be done with a form; returns whether the keyboard is there, and what was clicked.
fn foot_ui(ui: &mut Ui, theme: &Theme, open: &mut Open, record: &Arc<Document>, can_save: Enabled) -> (Entered, Foot) {
    let mut asked = Foot::Nothing;
    let mut is_focused = false;
    ui.horizontal(|ui| {
        let save = save_ui(ui, theme, open.form.thing(), can_save);
        let cancel = ui.add(Button::new("Cancel")).on_hover_text("Puts this away (Esc)");
        if save.clicked() {
            asked = Foot::Save;
        }
        if cancel.clicked() {
            asked = Foot::Cancel;
        }
        is_focused |= save.has_focus() || cancel.has_focus();
        if let Some(edit) = open.deletion(record) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = RichText::new("Delete").color(color(theme.negative));
                let delete = ui.add(Button::new(words).frame_when_inactive(false)).on_hover_text(edit.name.as_str());
                delete.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Delete this"));
                is_focused |= delete.has_focus();
                if delete.clicked() {
                    asked = Foot::Delete;
                }
            });
        }
    });
    (if is_focused { Entered::Here } else { Entered::Elsewhere }, asked)
}

/// Keeps what was typed, or says what is wrong with it.
fn save(ui: &Ui, session: &Session, open: &mut Open, codes: &[Cameo], commands: &mut Vec<Command>) -> Outcome {
    open.add_typed(session.shown());
    match open.read(session.shown(), codes).as_ref() {
        Ok(edit) => {
            commands.push(Command::Edits(Edits::Commit(Box::new(edit.clone()))));
            match (open.form.thing(), edit.changes.first()) {
                (Thing::New(_), Some(change)) => Outcome::Added(change.id().clone()),
                (Thing::New(_) | Thing::Record(_) | Thing::Item(_), _) => Outcome::Done,
            }
        }
        Err(objections) => {
            open.tried = Tried::Once;
            let is_faulty = |field: &&Field| objections.iter().any(|(fact, _)| *fact == field.fact);
            open.entering = open.form.fields().find(is_faulty).map(|field| Entering::of(field.fact.clone()));
            ui.ctx().request_repaint();
            Outcome::Typing
        }
    }
}

/// Whether something can be clicked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Enabled {
    Yes,
    No,
}

impl From<bool> for Enabled {
    fn from(is_enabled: bool) -> Self {
        if is_enabled { Self::Yes } else { Self::No }
    }
}

fn save_ui(ui: &mut Ui, theme: &Theme, thing: &Thing, enabled: Enabled) -> egui::Response {
    let words = if thing.is_new() { "Add" } else { "Save" };
    let is_enabled = enabled == Enabled::Yes;
    let (fill, ink) = if is_enabled { (theme.ink, theme.panel) } else { (theme.chip, theme.muted) };
    let button = Button::new(RichText::new(words).color(color(ink))).fill(color(fill)).min_size(vec2(56.0, 24.0));
    let keys = if ui.ctx().os().is_mac() { "Cmd+Enter" } else { "Ctrl+Enter" };
    let response = ui.add_enabled(is_enabled, button);
    let name = if thing.is_new() { format!("Add this {}", thing.noun()) } else { words.to_owned() };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, &name));
    response.on_hover_text(format!("Keeps what was typed (Enter, {keys} in several lines)"))
}

/// Returns an objection in a line.
pub(super) fn said(objection: &Objection) -> String {
    let message = capitalized(&quoted(&objection.message));
    if objection.hint.is_empty() { message } else { format!("{message}: {}", quoted(&objection.hint)) }
}

/// Returns what stands over a form.
fn title(thing: &Thing) -> String {
    match thing {
        Thing::New(NewRecord::Tie(..)) => "New tie".to_owned(),
        Thing::New(new) => format!("New {}", new.noun()),
        Thing::Record(EntryId::Manifest) => "Edit atlas".to_owned(),
        Thing::Record(id) => format!("Edit {}", id.noun()),
        Thing::Item(item) => {
            let verb = if item.idx.is_some() { "Edit" } else { "Add" };
            format!("{verb} {}", thing.noun())
        }
    }
}
