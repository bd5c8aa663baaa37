//! A fact of which there can be several: texts in lines, a few to tick, or chosen ones each with a way to take it away.

use egui::{Label, Response, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use super::entering::Entering;
use super::field::{Entered, FieldShown, Typed, enter, id_of, outlined, pick_ui};
use super::state::Open;
use crate::kit::boxed;
use crate::scene::Theme;
use crate::session::forms::{Among, Field};
use crate::ui::panels::cross;
use crate::ui::style::color;

/// Shows what is chosen and what can be added.
pub(super) fn many_ui(
    ui: &mut Ui,
    shown: &FieldShown<'_>,
    open: &mut Open,
    field: &Field,
    among: &Among,
    name: &str,
) -> Entered {
    match among {
        Among::Choices(choices) => ticks_ui(ui, shown, open, field, choices),
        Among::Kinds
        | Among::Nations
        | Among::Anybody
        | Among::Sources
        | Among::SourcesOrNew
        | Among::Instruments
        | Among::Ties
        | Among::References
        | Among::CameoCodes => chosen_ui(ui, shown, open, field, among, name),
    }
}

/// Shows texts, each in a line.
pub(super) fn lines_ui(ui: &mut Ui, shown: &FieldShown<'_>, open: &mut Open, field: &Field, name: &str) -> Entered {
    let mut text = field.text.clone();
    let id = id_of(ui, field);
    let edit = TextEdit::multiline(&mut text).id(id).hint_text(field.hint).desired_rows(2).desired_width(f32::INFINITY);
    let response = outlined(ui, shown.theme, |ui| ui.add(edit));
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, format!("{name}, one in each line")));
    enter(open, field, &response);
    if response.changed() {
        open.form.set(shown.document, &field.fact, text);
    }
    if response.has_focus() || response.lost_focus() { Entered::Here } else { Entered::Elsewhere }
}

/// Shows a few things to tick.
fn ticks_ui(
    ui: &mut Ui,
    shown: &FieldShown<'_>,
    open: &mut Open,
    field: &Field,
    choices: &[(String, String)],
) -> Entered {
    let theme = shown.theme;
    let mut entered = Entered::Elsewhere;
    if choices.is_empty() {
        ui.add_space(3.0);
        ui.label(RichText::new("There is none to choose from").color(color(theme.muted)));
    }
    let lines: Vec<&str> = field.text.lines().collect();
    for (id, words) in choices {
        let is_it = |line: &&str| line == id || line.eq_ignore_ascii_case(words);
        let mut is_ticked = lines.iter().any(is_it);
        let response = outlined(ui, theme, |ui| {
            ui.spacing_mut().icon_width = 14.0;
            let words = RichText::new(boxed(words)).size(12.0);
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            ui.add(egui::Checkbox::new(&mut is_ticked, words))
        });
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, boxed(words)));
        enter(open, field, &response);
        if response.has_focus() {
            entered = Entered::Here;
        }
        if response.changed() {
            let mut kept: Vec<&str> = lines.iter().copied().filter(|line| !is_it(line)).collect();
            if is_ticked {
                kept.push(id);
            }
            open.form.set(shown.document, &field.fact, kept.join("\n"));
        }
        ui.add_space(2.0);
    }
    entered
}

/// Shows what was chosen, and a field that adds to it.
fn chosen_ui(
    ui: &mut Ui,
    shown: &FieldShown<'_>,
    open: &mut Open,
    field: &Field,
    among: &Among,
    name: &str,
) -> Entered {
    let record = shown.document;
    let mut entered = Entered::Elsewhere;
    let lines: Vec<&str> = field.text.lines().collect();
    for (idx, line) in lines.iter().enumerate() {
        let response = removable_ui(ui, shown.theme, line);
        if response.has_focus() {
            entered = Entered::Here;
        }
        if response.clicked() {
            let kept = lines.iter().enumerate().filter(|(at, _)| *at != idx).map(|(_, line)| *line);
            let kept: Vec<&str> = kept.collect();
            open.form.set(record, &field.fact, kept.join("\n"));
        }
    }
    let mut adding = open.adding.remove(&field.fact).unwrap_or_default();
    let before = adding.clone();
    let hint = if lines.is_empty() { field.hint } else { "Add another" };
    let mut adder = field.clone();
    adder.hint = hint;
    let (of_adder, is_typed) = pick_ui(ui, shown, open, &adder, among, &mut adding, &format!("{name}, add one"));
    // A pick fills in a whole name at once; a person types letter by letter and ends with Enter.
    let is_picked = is_typed == Typed::Yes && open.popped.is_none() && adding != before && !adding.trim().is_empty();
    let is_entered = of_adder == Entered::Save && !adding.trim().is_empty();
    if is_picked || is_entered {
        let all = lines.iter().copied().chain([adding.trim()]).collect::<Vec<_>>().join("\n");
        open.form.set(record, &field.fact, all);
        open.entering = Some(Entering::of(field.fact.clone()));
        return Entered::Here;
    }
    if !adding.is_empty() {
        open.adding.insert(field.fact.clone(), adding);
    }
    if of_adder == Entered::Elsewhere { entered } else { of_adder }
}

/// Shows something that was chosen; a click takes it away.
fn removable_ui(ui: &mut Ui, theme: &Theme, words: &str) -> Response {
    ui.horizontal(|ui| {
        let width = ui.available_width() - 28.0;
        ui.allocate_ui(vec2(width, 22.0), |ui| {
            ui.set_width(width);
            ui.add(Label::new(RichText::new(boxed(words)).color(color(theme.ink))).truncate().selectable(false));
        });
        let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take out {}", boxed(words))));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4, color(theme.chip));
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
        }
        cross(ui, rect, Stroke::new(1.4, color(theme.muted)));
        response
    })
    .inner
}
