//! Nothing selected while a scenario is open: what it asks and comes to, and the list of its changes.

use egui::vec2;

use super::comparing::Asking;
use super::desk::Desk;
use super::editing::{Editable, editable_ui, form_ui};
use super::hypothesis::{Focus, Left, Place, hypothesis_ui};
use super::layout::{section_ui, supposed_chip_ui};
use super::letters::{Letters, label_ui};
use super::memo::ScenarioFacts;
use super::row::link_ui;
use super::summary::summary_ui;
use super::words;
use crate::model::{EntryId, Scenario};
use crate::session::forms::{NewRecord, Sort, Thing};
use crate::session::{Command, Edits, Scenarios, Supposition};

/// Changes that are listed at once; a page more is a click away.
const PAGE: usize = 100;

/// Shows the open scenario.
pub(super) fn scenario_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, facts: &ScenarioFacts, asking: &mut Asking) {
    let Some(supposition) = desk.session.supposition() else { return };
    let (theme, scenario) = (desk.theme, &supposition.scenario);
    let thing = Thing::Record(EntryId::Scenario(scenario.id.clone()));
    if desk.forms.is_open(&thing) {
        form_ui(ui, desk, &thing);
        desk.read.title = Some(scenario.title.clone());
    } else {
        editable_ui(ui, desk, Some(Editable::new(thing, "Edit this scenario")), |ui, desk| head_ui(ui, desk, scenario));
    }
    ui.add_space(12.0);
    links_ui(ui, desk);
    let day = words::day(desk.as_of());
    section_ui(ui, theme, &format!("Against the record on {day}"), "");
    summary_ui(ui, desk, &facts.summary);
    section_ui(ui, theme, "Changes", &facts.counts);
    let hint = format!("What you edit now is supposed from {day} on; the record stays as it is");
    label_ui(ui, Letters::small(theme), &hint);
    ui.add_space(6.0);
    changes_ui(ui, desk, supposition, asking);
}

/// Shows what it is called, who made it, and what it is about.
fn head_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, scenario: &Scenario) {
    let theme = desk.theme;
    let Scenario { id: _, title, author, question, rationale, hypotheses: _ } = scenario;
    ui.horizontal(|ui| {
        supposed_chip_ui(ui, theme, "scenario");
        label_ui(ui, Letters::small(theme), &format!("as of {}", words::day(desk.as_of())));
    });
    ui.add_space(6.0);
    desk.title_ui(ui, title);
    if !author.is_empty() {
        ui.add_space(2.0);
        label_ui(ui, Letters::small(theme), author);
    }
    for (letters, text) in [(Letters::strong(theme), question), (Letters::body(theme), rationale)] {
        if !text.is_empty() {
            ui.add_space(8.0);
            label_ui(ui, letters, text);
        }
    }
}

/// Shows what can be done with the scenario as a whole.
fn links_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let (theme, letters) = (desk.theme, Letters::small_ink(desk.theme));
    let links = [
        (Scenarios::CompareWithRecord, "Compare with the record"),
        (Scenarios::AskToPromote, "Make it record…"),
        (Scenarios::AskToEdit, "Question and reasons…"),
        (Scenarios::Duplicate, "Duplicate"),
        (Scenarios::Delete, "Delete"),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
        for (scenarios, words) in links {
            let command = Command::Scenarios(scenarios);
            if !command.is_available(desk.session) {
                continue;
            }
            if link_ui(ui, theme, &letters, words, command.label()).on_hover_text(command.tooltip()).clicked() {
                desk.commands.push(command);
            }
        }
    });
}

/// Lists a page of the changes, from the first one that is asked for.
fn changes_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, supposition: &Supposition, asking: &mut Asking) {
    let Asking { first_change: first, refocus, .. } = asking;
    let scenario = &supposition.scenario;
    let n_changes = scenario.hypotheses.len();
    if n_changes == 0 {
        nothing_ui(ui, desk);
        return;
    }
    *first = (*first).min((n_changes - 1) / PAGE * PAGE);
    pages_ui(ui, desk, first, n_changes);
    let shown = *first..n_changes.min(*first + PAGE);
    let record = EntryId::Scenario(scenario.id.clone());
    let (wanted, mut left) = (refocus.take(), None);
    let listed = supposition.hypotheses().enumerate().take(shown.end).skip(shown.start);
    for (idx, (hypothesis, prospect, outcome)) in listed {
        let thing = Thing::item(record.clone(), Sort::Hypothesis, idx);
        if form_ui(ui, desk, &thing) {
            continue;
        }
        let focus = if wanted.as_ref() == Some(&hypothesis.id) { Focus::Wanted } else { Focus::AsItIs };
        let place = Place { thing, scenario: &scenario.id, idx, n_changes, hypothesis, prospect, outcome, focus };
        left = left.or(hypothesis_ui(ui, desk, &place).map(|left| (idx, left)));
    }
    if let Some((from, left)) = left {
        // Whoever moves a change keeps it in sight; whoever deletes one goes on with the next.
        let (kept, to) = match left {
            Left::For(to) => (from, to),
            Left::Deleted if from + 1 < n_changes => (from + 1, from),
            Left::Deleted => (from.saturating_sub(1), from.saturating_sub(1)),
        };
        *first = to / PAGE * PAGE;
        *refocus = scenario.hypotheses.get(kept).map(|hypothesis| hypothesis.id.clone());
        ui.ctx().request_repaint();
    }
    if n_changes > PAGE {
        ui.add_space(8.0);
        pages_ui(ui, desk, first, n_changes);
    }
}

/// Says how to begin where nothing is supposed.
fn nothing_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let theme = desk.theme;
    label_ui(ui, Letters::body(theme), "Nothing is supposed yet");
    ui.add_space(2.0);
    let how = "Draw a tie from one nation to another, or edit what is selected: each step becomes a change here";
    label_ui(ui, Letters::small(theme), how);
    ui.add_space(6.0);
    let new = Command::Edits(Edits::ask_for_new(NewRecord::Tie(None, None)));
    if link_ui(ui, theme, &Letters::small_ink(theme), new.label(), new.label()).on_hover_text(new.tooltip()).clicked() {
        desk.commands.push(new);
    }
}

/// Shows which changes are listed, and the way to those before and behind; nothing where all are.
fn pages_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, first: &mut usize, n_changes: usize) {
    if n_changes <= PAGE {
        return;
    }
    let (theme, letters) = (desk.theme, Letters::small_ink(desk.theme));
    let last = n_changes.min(*first + PAGE);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let said = format!("{}–{} of {}", words::grouped(*first + 1), words::grouped(last), words::grouped(n_changes));
        label_ui(ui, Letters::small(theme), &said);
        let before = (*first > 0).then(|| first.saturating_sub(PAGE));
        let behind = (last < n_changes).then_some(last);
        for (to, words, label) in [(before, "‹ Before", "Changes before"), (behind, "Next ›", "Next changes")] {
            if to.is_some() && link_ui(ui, theme, &letters, words, label).clicked() {
                *first = to.unwrap_or(*first);
            }
        }
    });
    ui.add_space(6.0);
}
