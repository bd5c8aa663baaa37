//! Editing in place: what is shown, or its form where that is open; what is added, and where its form stands.

use egui::text_selection::LabelSelectionState;
use egui::{Rect, Ui, pos2};

use super::desk::Desk;
use super::layout::section_ui;
use super::letters::{Letters, label_ui};
use crate::model::{EntryId, Relation, Tie, TieId};
use crate::network::Link;
use crate::session::forms::{Holder, Item, Sort, Thing};
use crate::ui::forms::{Asked, add_ui, pencil_ui};

/// What can be edited, and from where on.
pub(super) struct Editable<'a> {
    /// The thing.
    pub thing: Thing,
    /// What editing it is called in full.
    pub label: &'a str,
    /// Where it begins, if that is above what the form takes the place of.
    pub top: Option<f32>,
}

impl<'a> Editable<'a> {
    /// Returns a thing whose form takes the place of all of it.
    pub fn new(thing: Thing, label: &'a str) -> Self {
        Self { thing, label, top: None }
    }
}

/// Shows a thing, or in its place its form. `None` is shown as it is: it is not on record as it is shown here.
pub(super) fn editable_ui<'a>(
    ui: &mut Ui,
    desk: &mut Desk<'a>,
    editable: Option<Editable<'_>>,
    content: impl FnOnce(&mut Ui, &mut Desk<'a>),
) {
    let Some(Editable { thing, label, top }) = editable else { return content(ui, desk) };
    if form_ui(ui, desk, &thing) {
        more_ui(ui, desk, &thing);
        return;
    }
    let top = top.unwrap_or(ui.cursor().top());
    content(ui, desk);
    let columns = ui.max_rect().x_range();
    let rect = Rect::from_min_max(pos2(columns.min, top), pos2(columns.max, ui.cursor().top()));
    let id = egui::Id::unique("edit").with(&thing);
    let (response, asked) = pencil_ui(ui, desk.theme, id, rect, label);
    if desk.forms.returns_to(&thing) {
        response.request_focus();
    }
    let Asked::At(at) = asked else { return };
    let spot = at.and_then(|at| desk.spots.iter().rev().find(|(rect, _)| rect.contains(at)).map(|(_, fact)| *fact));
    desk.forms.open(thing, spot);
    // A double click marks a word, which is not meant here.
    ui.ctx().plugin::<LabelSelectionState>().lock().clear_selection();
    ui.ctx().request_repaint();
}

/// Shows a fact; a double click on it opens the form of what it is of at this one.
pub(super) fn spot_ui<'a>(
    ui: &mut Ui,
    desk: &mut Desk<'a>,
    fact: &'static str,
    content: impl FnOnce(&mut Ui, &mut Desk<'a>),
) {
    let top = ui.cursor().top();
    content(ui, desk);
    let columns = ui.max_rect().x_range();
    desk.spots.push((Rect::from_min_max(pos2(columns.min, top), pos2(columns.max, ui.cursor().top())), fact));
}

/// Brings a record into sight that has just been added, and reaches from `top` down to here.
pub(super) fn reveal_added(ui: &Ui, desk: &Desk<'_>, record: &EntryId, top: f32) {
    if desk.forms.reveals(|id| id == record) {
        let rect = Rect::from_min_max(pos2(ui.max_rect().left(), top), pos2(ui.max_rect().right(), ui.cursor().top()));
        ui.scroll_to_rect(rect.expand(8.0), None);
        ui.ctx().request_repaint();
    }
}

/// Shows the form of a thing if it is open; returns whether it is.
pub(super) fn form_ui(ui: &mut Ui, desk: &mut Desk<'_>, thing: &Thing) -> bool {
    let Desk { session, theme, commands, forms, .. } = desk;
    forms.show(ui, session, theme, thing, commands)
}

/// Shows below the form of a thing what can be added to it.
fn more_ui(ui: &mut Ui, desk: &mut Desk<'_>, thing: &Thing) {
    let within = |record: &EntryId, sort: Sort, idx: Option<usize>, added: Sort| {
        Thing::Item(Item {
            of: Holder { record: record.clone(), within: idx.map(|idx| (sort, idx)) },
            sort: added,
            idx: None,
        })
    };
    let added: Vec<Thing> = match thing {
        Thing::Item(Item { of, sort: sort @ (Sort::Milestone | Sort::Exchange), idx: Some(idx) }) => {
            vec![within(&of.record, *sort, Some(*idx), Sort::Relation)]
        }
        Thing::Record(id @ EntryId::Instrument(_)) => vec![Thing::new_item(id.clone(), Sort::Signatory)],
        Thing::Record(id @ EntryId::Assessment(_)) => vec![Thing::new_item(id.clone(), Sort::Share)],
        Thing::Record(_) | Thing::New(_) | Thing::Item(_) => return,
    };
    adding_ui(ui, desk, &added);
}

/// Shows what can be added, each as a word to click on, and the forms of those that are being added.
pub(super) fn adding_ui(ui: &mut Ui, desk: &mut Desk<'_>, things: &[Thing]) {
    let asked = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(14.0, 4.0);
        let mut asked = None;
        for thing in things {
            let noun = thing.noun();
            let response = add_ui(ui, desk.theme, noun, &format!("Add {noun}"));
            if desk.forms.returns_to(thing) {
                response.request_focus();
            }
            if response.clicked() {
                asked = Some(thing.clone());
            }
        }
        asked
    });
    for thing in things {
        form_ui(ui, desk, thing);
    }
    if let Some(thing) = asked.inner {
        desk.forms.open(thing, None);
        ui.ctx().request_repaint();
    }
}

/// Shows at the end of a page all that can be added to a record.
pub(super) fn add_section_ui(ui: &mut Ui, desk: &mut Desk<'_>, record: &EntryId, sorts: &[Sort]) {
    section_ui(ui, desk.theme, "Add", "");
    let things: Vec<Thing> = sorts.iter().map(|sort| Thing::new_item(record.clone(), *sort)).collect();
    adding_ui(ui, desk, &things);
}

/// Opens a section to which something can be added: its name, a remark at the right end, and what adds before that.
pub(super) fn adding_section_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    name: &str,
    remark: &str,
    thing: &Thing,
) -> egui::Response {
    ui.add_space(20.0);
    let theme = desk.theme;
    let (response, add) = ui
        .horizontal(|ui| {
            let response = label_ui(ui, Letters::section(theme), name);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(layout, |ui| {
                let add = add_ui(ui, theme, "Add", &format!("Add to {}", name.to_lowercase()));
                if remark.is_empty() {
                    return (response, add);
                }
                ui.add_space(6.0);
                (label_ui(ui, Letters::small(theme), remark), add)
            })
            .inner
        })
        .inner;
    ui.add_space(4.0);
    form_ui(ui, desk, thing);
    // Here, where the form was, and not at the end of the page, where the same can be added.
    if desk.forms.returns_to(thing) {
        add.request_focus();
    }
    if add.clicked() {
        desk.forms.open(thing.clone(), None);
        ui.ctx().request_repaint();
    }
    response
}

/// Returns where in a list of the record something is that is shown, which may be less than the record holds.
pub(super) fn at<T: PartialEq>(list: &[T], shown: &T, idx: usize) -> Option<usize> {
    if list.get(idx) == Some(shown) { Some(idx) } else { list.iter().position(|it| it == shown) }
}

/// Returns the relation of a tie, or of a milestone of it, that a link tells of; `None` for what others say. Those of its moves
/// stand below these.
pub(super) fn relation_of(desk: &Desk<'_>, id: &TieId, link: &Link) -> Option<Thing> {
    let tie: &Tie = desk.session.shown().ties.get(id)?;
    let is_it = |relation: &Relation| relation.relation.name() == link.words && relation.to == link.to;
    if let Some(idx) = tie.relates.iter().position(is_it) {
        return Some(relation(id, None, idx));
    }
    let mut milestones = tie.course.milestones.iter().enumerate();
    let (at, idx) = milestones.find_map(|(at, it)| Some((at, it.relates.iter().position(is_it)?)))?;
    Some(relation(id, Some((Sort::Milestone, at)), idx))
}

/// Returns a relation by where it stands in a tie: in the tie itself, or in something within it.
pub(super) fn relation(id: &TieId, within: Option<(Sort, usize)>, idx: usize) -> Thing {
    let of = Holder { record: EntryId::Tie(id.clone()), within };
    Thing::Item(Item { of, sort: Sort::Relation, idx: Some(idx) })
}
