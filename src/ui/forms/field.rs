//! One fact of a form: its name, what is typed or chosen, and below it why that cannot be.

use egui::{Id, Key, Modifiers, Role, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use super::below::below_ui;
use super::form::{reason_ui, said};
use super::list::Taken;
use super::many::{lines_ui, many_ui};
use super::popped::{List, Popped, What};
use super::state::{Open, has_focus};
use crate::model::{Cameo, Document, Objection};
use crate::scene::Theme;
use crate::session::Session;
use crate::session::forms::{Among, Field, Input, Need, picks};
use crate::ui::inspector::{Letters, columns_ui, label_ui};
use crate::ui::style::color;

/// Room for the names of facts, in points.
const NAMES: f32 = 92.0;
/// Height of a line that is typed, in points.
pub(super) const LINE: f32 = 26.0;
/// Room around what is typed, in points, with some for the arrow of a list.
const PICKED: egui::Margin = egui::Margin { left: 8, right: 20, top: 4, bottom: 4 };
/// Most bytes that a field takes, a little more than may be kept, so that the reason can be said.
const MOST_BYTES: usize = crate::model::MOST_TEXT_BYTES + 100;

/// What all fields are shown with.
#[derive(Clone, Copy)]
pub(super) struct FieldShown<'a> {
    pub session: &'a Session,
    /// What is typed into: the record as it is shown, or as it would be.
    pub document: &'a Document,
    pub theme: &'a Theme,
    pub codes: &'a [Cameo],
}

/// What the keyboard does with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entered {
    /// It is not here.
    Elsewhere,
    /// It is here.
    Here,
    /// Enter was pressed.
    Save,
}

/// Shows a fact, and types into its form.
pub(super) fn field_ui(
    ui: &mut Ui,
    shown: &FieldShown<'_>,
    open: &mut Open,
    field: &Field,
    reason: Option<&Objection>,
) -> Entered {
    let theme = shown.theme;
    let mut entered = Entered::Elsewhere;
    columns_ui(
        ui,
        NAMES,
        |ui| {
            // Painted only: the field itself says its name to whoever cannot see it.
            let letters = Letters::muted(theme);
            let galley = letters.galley(ui, field.label, ui.available_width());
            let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(0.0, 4.0), egui::Sense::hover());
            ui.painter().galley(rect.min + vec2(0.0, 4.0), galley, letters.ink);
        },
        |ui| {
            let name = named(field);
            entered = match &field.input {
                Input::Line | Input::Number => line_ui(ui, shown, open, field, &name),
                Input::Text => text_ui(ui, shown, open, field, &name),
                Input::Lines => lines_ui(ui, shown, open, field, &name),
                Input::Date | Input::End | Input::Grade => below_ui(ui, shown, open, field, &name),
                Input::Picks(among) => many_ui(ui, shown, open, field, among, &name),
                Input::Pick(among) => {
                    let mut text = field.text.clone();
                    let (entered, is_typed) = pick_ui(ui, shown, open, field, among, &mut text, &name);
                    if is_typed == Typed::Yes {
                        open.form.set(shown.document, &field.fact, text);
                    }
                    entered
                }
            };
            if let Some(meaning) = open.form.meaning(&field.fact) {
                ui.add_space(2.0);
                label_ui(ui, Letters::small(theme), &meaning);
            }
            if let Some(objection) = reason {
                reason_ui(ui, theme, &said(objection));
            }
        },
    );
    entered
}

/// Returns what a field is called in full.
fn named(field: &Field) -> String {
    let need = match field.need {
        Need::Required => "",
        Need::Optional => ", optional",
    };
    let of_source = if field.fact.starts_with("source.") { " of the new source" } else { "" };
    format!("{}{of_source}{need}", field.label)
}

/// Shows what is typed on a ground with a rim, so that it is seen to be a field.
pub(super) fn outlined<R>(ui: &mut Ui, theme: &Theme, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.extreme_bg_color = color(theme.panel);
        visuals.text_edit_bg_color = Some(color(theme.panel));
        visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, color(theme.faint));
        visuals.selection.stroke = Stroke::new(1.5, color(theme.ink));
        content(ui)
    })
    .inner
}

/// Returns the widget of a fact.
pub(super) fn id_of(ui: &Ui, field: &Field) -> Id {
    ui.make_persistent_id(("fact", &field.fact))
}

/// Gives a field the focus if it is its turn.
pub(super) fn enter(open: &mut Open, field: &Field, response: &egui::Response) {
    if let Some(mut entering) = open.entering.take_if(|entering| entering.fact == field.fact)
        && entering.go_on(response)
    {
        open.entering = Some(entering);
    }
}

/// Marks what stands in a line that the keyboard comes to, so that typing begins anew.
pub(super) fn mark_entered(ui: &Ui, response: &egui::Response, text: &str) {
    let is_pointed = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if response.gained_focus() && !is_pointed {
        mark_all(ui, response.id, text);
    }
}

pub(super) fn entered(ui: &Ui, response: &egui::Response) -> Entered {
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        Entered::Save
    } else if response.has_focus() || response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        Entered::Here
    } else {
        Entered::Elsewhere
    }
}

fn line_ui(ui: &mut Ui, shown: &FieldShown<'_>, open: &mut Open, field: &Field, name: &str) -> Entered {
    let id = id_of(ui, field);
    let mut text = field.text.clone();
    let edit = TextEdit::singleline(&mut text).id(id).hint_text(field.hint).char_limit(MOST_BYTES);
    let response = outlined(ui, shown.theme, |ui| ui.add(edit.desired_width(f32::INFINITY)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    enter(open, field, &response);
    mark_entered(ui, &response, &text);
    if response.changed() {
        open.form.set(shown.document, &field.fact, text);
    }
    entered(ui, &response)
}

fn text_ui(ui: &mut Ui, shown: &FieldShown<'_>, open: &mut Open, field: &Field, name: &str) -> Entered {
    let id = id_of(ui, field);
    let mut text = field.text.clone();
    let edit = TextEdit::multiline(&mut text).id(id).hint_text(field.hint).desired_rows(2).char_limit(MOST_BYTES);
    let response = outlined(ui, shown.theme, |ui| ui.add(edit.desired_width(f32::INFINITY)));
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
    enter(open, field, &response);
    if response.changed() {
        open.form.set(shown.document, &field.fact, text);
    }
    match entered(ui, &response) {
        // Enter begins a line.
        Entered::Save => Entered::Here,
        other => other,
    }
}

/// Whether something else is typed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Yes,
    No,
}

/// Shows a text by which something is found in a list below it.
pub(super) fn pick_ui(
    ui: &mut Ui,
    shown: &FieldShown<'_>,
    open: &mut Open,
    field: &Field,
    among: &Among,
    text: &mut String,
    name: &str,
) -> (Entered, Typed) {
    let (id, theme) = (id_of(ui, field), shown.theme);
    let mut popped = open.popped.take_if(|popped| popped.fact == field.fact);
    let mut chosen = None;
    if let Some(Popped { what: What::List(list), .. }) = &mut popped
        && has_focus(ui, id)
    {
        match list.take_keys(ui) {
            Taken::Nothing => {}
            Taken::Chosen(words) => chosen = Some(words),
            // What is typed stays as it is.
            Taken::AsTyped => popped = None,
        }
    }
    let is_opening = popped.is_none()
        && has_focus(ui, id)
        && ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::ArrowDown) || input.consume_key(Modifiers::ALT, Key::ArrowDown)
        });
    let hint = if field.hint.is_empty() { "Choose or type to find" } else { field.hint };
    let edit = TextEdit::singleline(text).id(id).hint_text(hint).char_limit(MOST_BYTES);
    let response = outlined(ui, theme, |ui| ui.add(edit.desired_width(f32::INFINITY).margin(PICKED)));
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name));
    paint_arrow(ui, theme, &response);
    enter(open, field, &response);
    mark_entered(ui, &response, text);
    if response.clicked() {
        mark_all(ui, id, text);
    }
    if popped.is_none() && (response.clicked() || response.changed() || is_opening) {
        let mut list = List::of(picks(shown.document, shown.codes, among), text);
        if is_opening {
            list.enter();
        }
        popped = Some(Popped::new(&field.fact, id, What::List(list)));
    }
    let mut is_typed = response.changed();
    if let Some(mut popped) = popped {
        if let What::List(list) = &mut popped.what
            && response.changed()
        {
            list.find(text);
        }
        // Its frame has room around it.
        let width = response.rect.width() - 14.0;
        popped.show(ui, &response, name, |ui, popped| {
            if let What::List(list) = &mut popped.what {
                chosen = chosen.take().or(list.show(ui, theme, width, among));
            }
        });
        if let Some(chosen) = chosen {
            (*text, is_typed) = (chosen, true);
            response.request_focus();
        } else if entered(ui, &response) != Entered::Save && !popped.is_left(ui, response.rect, &[id]) {
            open.popped = Some(popped);
        }
    }
    (entered(ui, &response), if is_typed { Typed::Yes } else { Typed::No })
}

fn paint_arrow(ui: &Ui, theme: &Theme, response: &egui::Response) {
    let center = egui::pos2(response.rect.right() - 11.0, response.rect.center().y);
    let points = [vec2(-3.5, -1.5), vec2(0.0, 2.0), vec2(3.5, -1.5)].map(|by| center + by);
    ui.painter().line(points.to_vec(), Stroke::new(1.4, color(theme.muted)));
}

/// Marks what stands in a field, so that typing begins anew.
fn mark_all(ui: &Ui, id: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
    }
}
