//! Everything between two nations: their ties by sign, the merged ledger, and what has ended.

use std::sync::Arc;

use super::course::say;
use super::desk::Desk;
use super::layout::{chip_ui, section_ui};
use super::ledger::{ENTRY_GAP, exchange_ui, line_ui, relations_ui};
use super::letters::{Letters, label_ui};
use super::row::{link_ui, tie_row_ui};
use super::words;
use crate::model::{NationId, Sign, SpanEnd, Tie};
use crate::network::{Entry, Happening, ledger};

/// Shows two nations and all that is, was and happened between them.
pub(super) fn pair_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, a: &NationId, b: &NationId) {
    let theme = desk.theme;
    title_ui(ui, desk, a, b);
    let network = desk.network();
    let present: Vec<Arc<Tie>> = network.ties_between(a, b).into_iter().map(|resolved| resolved.tie.clone()).collect();
    let on_record: Vec<Arc<Tie>> =
        desk.document().ties.values().filter(|tie| tie.concerns(a) && tie.concerns(b)).cloned().collect();
    ui.add_space(10.0);
    if network.is_mixed(a, b) {
        chip_ui(ui, theme, None, "± mixed");
        ui.add_space(8.0);
    }
    label_ui(ui, Letters::body(theme), &balance(desk, &present));
    let present = by_sign(desk, present);
    if !present.is_empty() {
        section_ui(ui, theme, &format!("On {}", words::day(desk.as_of())), &words::counted(present.len(), "tie"));
    }
    for tie in &present {
        tie_row_ui(ui, desk, tie, &tie.about.title);
    }
    let is_present = |tie: &&Arc<Tie>| present.iter().any(|other| other.id == tie.id);
    let absent: Vec<&Arc<Tie>> = on_record.iter().filter(|tie| !is_present(tie)).collect();
    let (mut ended, other): (Vec<_>, Vec<_>) = absent.into_iter().partition(|tie| has_ended(desk, tie));
    ended.sort_by_key(|tie| (std::cmp::Reverse(tie.span.latest_end()), tie.id.clone()));
    for (name, ties) in [("Ended", ended), ("Not yet begun", other)] {
        if !ties.is_empty() {
            section_ui(ui, theme, name, &words::counted(ties.len(), "tie"));
        }
        for tie in ties {
            tie_row_ui(ui, desk, tie, &tie.about.title);
        }
    }
    ledger_ui(ui, desk, &on_record);
}

/// Returns ties in the order of their signs, then of their beginnings.
pub(super) fn by_sign(desk: &Desk<'_>, mut ties: Vec<Arc<Tie>>) -> Vec<Arc<Tie>> {
    ties.sort_by_key(|tie| (desk.sign(tie), tie.span.earliest_begin(), tie.id.clone()));
    ties
}

/// Shows both names; each selects its nation.
fn title_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, a: &NationId, b: &NationId) {
    let letters = Letters::title(desk.theme);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let [a_name, b_name] = [a, b].map(|id| desk.name(id));
        desk.title = Some(format!("{a_name} · {b_name}"));
        if link_ui(ui, desk.theme, &letters, &a_name, &a_name).clicked() {
            desk.select_nation(a);
        }
        label_ui(ui, letters.clone(), "·");
        if link_ui(ui, desk.theme, &letters, &b_name, &b_name).clicked() {
            desk.select_nation(b);
        }
    });
}

/// Returns how many ties of each sign there are: "Mixed: 2 positive and 4 negative ties".
fn balance(desk: &Desk<'_>, ties: &[Arc<Tie>]) -> String {
    let count = |sign: Sign| ties.iter().filter(|tie| desk.sign(tie) == sign).count();
    let counts: Vec<(usize, &str)> =
        Sign::ALL.map(|sign| (count(sign), sign.name())).into_iter().filter(|(n, _)| *n > 0).collect();
    let said: Vec<String> = counts.iter().map(|(n, name)| format!("{n} {name}")).collect();
    let noun = if ties.len() == 1 { "tie" } else { "ties" };
    let said = match said.as_slice() {
        [] => return format!("No tie between them on {}", words::day(desk.as_of())),
        [one] => format!("{one} {noun}"),
        [first, second] => format!("{first} and {second} {noun}"),
        [first @ .., last] => format!("{} and {last} {noun}", first.join(", ")),
    };
    if count(Sign::Positive) > 0 && count(Sign::Negative) > 0 { format!("Mixed: {said}") } else { said }
}

fn has_ended(desk: &Desk<'_>, tie: &Tie) -> bool {
    match tie.span.end() {
        SpanEnd::On(end) => end.latest() < desk.as_of(),
        SpanEnd::Open | SpanEnd::Unknown => false,
    }
}

/// Shows everything dated between the two, earliest first, each entry with the tie that it belongs to.
fn ledger_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, ties: &[Arc<Tie>]) {
    let entries = ledger(ties);
    if entries.is_empty() {
        return;
    }
    let n_entries = if entries.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", entries.len()) };
    section_ui(ui, desk.theme, "Ledger", &n_entries);
    for (idx, entry) in entries.iter().enumerate() {
        if idx > 0 {
            ui.add_space(ENTRY_GAP);
        }
        entry_ui(ui, desk, entry);
    }
}

fn entry_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, entry: &Entry) {
    let theme = desk.theme;
    match &entry.what {
        Happening::Milestone(milestone) => {
            let (said, more) = say(desk, milestone);
            line_ui(ui, theme, &words::short_date(milestone.on), |ui| {
                label_ui(ui, Letters::strong(theme), &said);
                tie_link_ui(ui, desk, &entry.tie);
                if !more.is_empty() {
                    label_ui(ui, Letters::body(theme), &more);
                }
            });
            relations_ui(ui, desk, &milestone.relates);
        }
        Happening::Exchange(exchange) => {
            exchange_ui(ui, desk, &entry.tie, exchange, |ui, desk| tie_link_ui(ui, desk, &entry.tie));
        }
    }
}

/// Shows which tie an entry belongs to; a click selects it.
fn tie_link_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let theme = desk.theme;
    let label = format!("{}, {}", tie.about.title, desk.sentence(tie));
    if link_ui(ui, theme, &Letters::small(theme), &tie.about.title, &label).clicked() {
        desk.select_tie(tie);
    }
}
