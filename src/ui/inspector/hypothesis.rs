//! One change of a scenario: a line with its switch, what has come of it, and, once unfolded, why it is supposed and what it does.

use std::sync::Arc;

use egui::collapsing_header::CollapsingState;
use egui::{
    Align, Button, Id, Key, Layout, Modifiers, Popup, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::desk::Desk;
use super::layout::paint_ground;
use super::letters::{Letters, label_ui};
use super::row::{Lead, Row, link_ui, row_ui};
use super::supposed::reasons_ui;
use super::words;
use crate::edit::{Outcome, alteration_in_words};
use crate::kit::quoted;
use crate::model::{EdtfDate, Hypothesis, ScenarioId, Supposed};
use crate::scene::{Target, Theme};
use crate::session::forms::Thing;
use crate::session::{Command, Scenarios};
use crate::ui::color;

/// Room for the switch, for a digit of the number, and for the button at the end, in points.
const SWITCH: f32 = 22.0;
const DIGIT: f32 = 8.0;
const BUTTON: f32 = 24.0;
/// What a change does that is told at most; the rest is counted.
const MOST_TOLD: usize = 20;

/// A change with what has come of it, and where it stands.
pub(super) struct Place<'a> {
    /// The form in which it is edited.
    pub thing: Thing,
    /// The scenario in which it is.
    pub scenario: &'a ScenarioId,
    /// Which of the changes it is, counted from 0.
    pub idx: usize,
    /// How many there are.
    pub n_changes: usize,
    /// The change.
    pub hypothesis: &'a Arc<Hypothesis>,
    /// What comes of it in the end.
    pub prospect: &'a Outcome,
    /// What has come of it on the day looked at.
    pub outcome: &'a Outcome,
    /// What becomes of the focus.
    pub focus: Focus,
}

/// What becomes of the focus of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    /// It goes to this line.
    Wanted,
    /// It stays where it is.
    AsItIs,
}

/// Why a change is not where it was any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// It was moved to another place, counted from 0.
    For(usize),
    /// It was deleted.
    Deleted,
}

/// Shows a change; returns why it leaves its place, if that was asked for.
pub(super) fn hypothesis_ui(ui: &mut Ui, desk: &mut Desk<'_>, place: &Place<'_>) -> Option<Left> {
    let id = place.widget();
    let mut asked = None;
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let mut state = CollapsingState::load_with_default_open(ui.ctx(), id.with("unfolded"), false);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            switch_ui(ui, desk, place);
            number_ui(ui, desk.theme, place);
            let width = ui.available_width() - BUTTON - 4.0;
            let row = ui.vertical(|ui| {
                ui.set_width(width);
                words_ui(ui, desk, place, &state)
            });
            let row = row.inner;
            if desk.forms.returns_to(&place.thing) || place.focus == Focus::Wanted {
                row.request_focus();
            }
            if row.clicked() {
                state.toggle(ui);
            }
            asked = keys(ui, &row, place);
            ui.add_space(4.0);
            asked = asked.take().or(more_ui(ui, desk, place));
        });
        state.store(ui.ctx());
        state.show_body_unindented(ui, |ui| {
            ui.add_space(4.0);
            details_ui(ui, desk, place);
        });
        ui.add_space(6.0);
    });
    let of = || place.hypothesis.id.clone();
    let (scenarios, left) = match asked? {
        Asked::Move(to) => (Scenarios::Move(of(), to), Some(Left::For(to))),
        Asked::Delete => (Scenarios::Drop(of()), Some(Left::Deleted)),
        Asked::Other(scenarios) => (scenarios, None),
    };
    desk.commands.push(Command::Scenarios(scenarios));
    left
}

/// What is asked of a change.
enum Asked {
    Move(usize),
    Delete,
    Other(Scenarios),
}

impl Place<'_> {
    /// Returns the widget that shows it: the same wherever it stands, so that it keeps the focus when it is moved, and another
    /// one than that of a change of another scenario.
    fn widget(&self) -> Id {
        Id::unique("hypothesis").with(self.scenario.as_str()).with(self.hypothesis.id.as_str())
    }

    fn up(&self) -> Option<usize> {
        self.idx.checked_sub(1)
    }

    fn down(&self) -> Option<usize> {
        (self.idx + 1 < self.n_changes).then_some(self.idx + 1)
    }

    /// Returns what has come of it in a word or two, and why it does not apply where it does not.
    fn state(&self) -> (&'static str, Option<String>) {
        match (self.prospect, self.outcome) {
            (Outcome::Off, _) | (_, Outcome::Off) => ("off", None),
            (Outcome::Fails(why), _) => ("", Some(format!("No longer applies: {}", quoted(&why.to_string())))),
            (_, Outcome::Later) => ("later", None),
            (_, Outcome::Fails(why)) => ("", Some(format!("Does not apply on this day: {}", quoted(&why.to_string())))),
            (Outcome::Holds | Outcome::Later, Outcome::Holds) => ("", None),
        }
    }
}

/// Shows whether the change counts, to be switched.
fn switch_ui(ui: &mut Ui, desk: &mut Desk<'_>, place: &Place<'_>) {
    let Hypothesis { id, title, supposed, .. } = &**place.hypothesis;
    let mut is_on = *supposed == Supposed::On;
    let switched = Scenarios::Switch(id.clone(), if is_on { Supposed::Off } else { Supposed::On });
    let response = ui
        .allocate_ui_with_layout(vec2(SWITCH, 20.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(SWITCH);
            // In the middle of the first line of the words beside it.
            ui.add_space(3.0);
            ui.spacing_mut().icon_width = 15.0;
            let rim = egui::Stroke::new(1.0, color(desk.theme.faint));
            ui.visuals_mut().widgets.inactive.bg_stroke = rim;
            ui.add(egui::Checkbox::without_text(&mut is_on))
        })
        .inner;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, format!("{title} counts")));
    let command = Command::Scenarios(switched);
    if response.on_hover_text(command.tooltip()).changed() {
        desk.commands.push(command);
    }
}

/// Paints which change it is, as wide as the last one's number.
fn number_ui(ui: &mut Ui, theme: &Theme, place: &Place<'_>) {
    let n_digits = place.n_changes.to_string().len().max(2);
    let (rect, _) = ui.allocate_exact_size(vec2(n_digits as f32 * DIGIT + 8.0, 20.0), Sense::hover());
    let galley = Letters::small(theme).galley(ui, &(place.idx + 1).to_string(), f32::INFINITY);
    let at = pos2(rect.right() - 8.0 - galley.size().x, rect.top() + 3.0);
    ui.painter().galley(at, galley, color(theme.muted));
}

/// Shows what it is called, since when it holds, and what has come of it.
fn words_ui(ui: &mut Ui, desk: &mut Desk<'_>, place: &Place<'_>, unfolded: &CollapsingState) -> Response {
    let Hypothesis { title, from, .. } = &**place.hypothesis;
    let (state, why_not) = place.state();
    let day = EdtfDate::from_day(*from);
    let is_idle = !state.is_empty() || why_not.is_some();
    let mut below = format!("from {}", words::short_date(day));
    let mut said = format!("{}, {title}, from {}", place.idx + 1, day.in_words());
    if !state.is_empty() {
        below = format!("{below} · {state}");
        said = format!("{said}, {state}");
    }
    if let Some(why_not) = &why_not {
        said = format!("{said}, {why_not}");
    }
    let said = format!("{said}, {}", if unfolded.is_open() { "details shown" } else { "details hidden" });
    let letters = if is_idle { Letters::muted(desk.theme) } else { Letters::body(desk.theme) };
    let row = Row { lead: Lead::Nothing, title, letters, after: "", below: &below, right: "", label: &said };
    let response = row_ui(ui, desk.theme, &row);
    if let Some(why_not) = why_not {
        let letters = Letters { ink: color(desk.theme.negative), ..Letters::small(desk.theme) };
        label_ui(ui, letters, &why_not);
    }
    response
}

/// Returns what keys ask of a change whose line has the focus.
fn keys(ui: &Ui, row: &Response, place: &Place<'_>) -> Option<Asked> {
    if !row.has_focus() {
        return None;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        return place.up().map(Asked::Move);
    }
    if pressed(Modifiers::ALT, Key::ArrowDown) {
        return place.down().map(Asked::Move);
    }
    let id = || place.hypothesis.id.clone();
    if pressed(Modifiers::NONE, Key::F2) {
        return Some(Asked::Other(Scenarios::AskToReason(id())));
    }
    let is_delete = pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace);
    is_delete.then_some(Asked::Delete)
}

/// Shows a button with all that can be done with a change; returns what was chosen.
fn more_ui(ui: &mut Ui, desk: &mut Desk<'_>, place: &Place<'_>) -> Option<Asked> {
    let theme = desk.theme;
    // Size, allocate
    let (rect, response) = ui.allocate_exact_size(vec2(BUTTON, BUTTON), Sense::click());
    // Interact
    let title = &place.hypothesis.title;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("More on {title}")));
    // Paint
    if ui.is_rect_visible(rect) {
        paint_ground(ui, theme, rect, &response);
        for x in [-5.0, 0.0, 5.0] {
            ui.painter().circle_filled(rect.center() + vec2(x, 0.0), 1.5, color(theme.muted));
        }
    }
    let id = &place.hypothesis.id;
    let mut chosen = None;
    Popup::menu(&response).accessible_name(format!("What to do with {title}")).show(|ui| {
        let mut entry_ui = |ui: &mut Ui, words: &str, keys: &str, asked: Option<Asked>| {
            let button = Button::new(words).shortcut_text(keys);
            let button = ui.add_enabled(asked.is_some(), button);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, asked.is_some(), words));
            if button.clicked() {
                chosen = asked;
                ui.close();
            }
        };
        entry_ui(ui, "Show", "", Some(Asked::Other(Scenarios::Show(id.clone()))));
        entry_ui(ui, "Day and reasons…", "F2", Some(Asked::Other(Scenarios::AskToReason(id.clone()))));
        ui.separator();
        entry_ui(ui, "Move up", "Alt+Up", place.up().map(Asked::Move));
        entry_ui(ui, "Move down", "Alt+Down", place.down().map(Asked::Move));
        ui.separator();
        entry_ui(ui, "Delete change", "Del", Some(Asked::Delete));
    });
    response.on_hover_text("Show, edit, move or delete this change");
    chosen
}

/// Shows why it is supposed, how likely that is, and what it does.
fn details_ui(ui: &mut Ui, desk: &mut Desk<'_>, place: &Place<'_>) {
    let theme = desk.theme;
    let Hypothesis { id, does, .. } = &**place.hypothesis;
    egui::Frame::NONE.inner_margin(egui::Margin { left: SWITCH as i8, ..egui::Margin::ZERO }).show(ui, |ui| {
        reasons_ui(ui, desk, place.hypothesis);
        label_ui(ui, Letters::muted(theme), "Does");
        for alteration in does.iter().take(MOST_TOLD) {
            let target = alteration.id().and_then(|id| desk.document().entry(&id).and_then(|_| Target::of_record(&id)));
            link_to_ui(ui, desk, &alteration_in_words(desk.session.shown(), desk.session.record(), alteration), target);
        }
        if does.len() > MOST_TOLD {
            label_ui(ui, Letters::small(theme), &format!("{} more", words::grouped(does.len() - MOST_TOLD)));
        }
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for scenarios in [Scenarios::Show(id.clone()), Scenarios::AskToReason(id.clone())] {
                let command = Command::Scenarios(scenarios);
                let link = link_ui(ui, theme, &Letters::small_ink(theme), command.label(), command.label());
                if link.on_hover_text(command.tooltip()).clicked() {
                    desk.commands.push(command);
                }
            }
        });
        ui.add_space(4.0);
    });
}

/// Shows words that lead to a target, where there is one.
fn link_to_ui(ui: &mut Ui, desk: &mut Desk<'_>, words: &str, target: Option<Target>) {
    ui.add_space(2.0);
    match target {
        Some(target) => {
            let link = link_ui(ui, desk.theme, &Letters::body(desk.theme), words, words);
            desk.flight(&link, &target);
        }
        None => {
            label_ui(ui, Letters::body(desk.theme), words);
        }
    }
}
