//! What is only supposed of a tie or a nation: that it is, and the hypotheses behind it with their reasons.

use super::desk::Desk;
use super::layout::{MOST_ROWS, fact_ui, rest_ui, section_ui, supposed_chip_ui};
use super::letters::{Letters, label_ui};
use super::row::{Lead, Row, row_ui};
use super::sources::sources_ui;
use super::words;
use crate::model::{EntryId, Hypothesis, Likelihood};
use crate::session::{Command, Scenarios};

/// Shows the chip that says that a record is only supposed, if it is.
pub(super) fn chip_of_ui(ui: &mut egui::Ui, desk: &Desk<'_>, id: &EntryId) {
    let Some(supposition) = desk.session.supposition().filter(|it| it.hypothetical.contains_key(id)) else { return };
    // Worked out only while somebody points at it: thousands of hypotheses may stand behind one record.
    supposed_chip_ui(ui, desk.theme, "hypothetical").on_hover_ui(|ui| {
        let said = supposition.said_of(id).unwrap_or_default();
        label_ui(ui, Letters::body(desk.theme), &said);
    });
}

/// Shows the hypotheses that made a record what it is here; nothing for one that is as the record has it.
pub(super) fn supposed_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &EntryId) {
    let Some(supposition) = desk.session.supposition() else { return };
    let n_behind = supposition.n_behind(id);
    if n_behind == 0 {
        return;
    }
    section_ui(ui, desk.theme, "Supposed", &supposition.name());
    for (idx, hypothesis) in supposition.behind(id).take(MOST_ROWS).enumerate() {
        if idx > 0 {
            ui.add_space(12.0);
        }
        behind_ui(ui, desk, hypothesis);
    }
    rest_ui(ui, desk.theme, n_behind);
}

/// Shows one hypothesis behind a record; a click on its title shows what it is about.
fn behind_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, hypothesis: &Hypothesis) {
    let theme = desk.theme;
    let Hypothesis { id, title, from, .. } = hypothesis;
    let from = format!("from {}", words::day(*from));
    let show = Command::Scenarios(Scenarios::Show(id.clone()));
    let row = Row {
        lead: Lead::Nothing,
        title,
        letters: Letters::strong(theme),
        after: "",
        below: &from,
        right: "",
        label: &format!("{title}, {from}, supposed"),
    };
    if row_ui(ui, theme, &row).on_hover_text(show.tooltip()).clicked() {
        desk.commands.push(show);
    }
    reasons_ui(ui, desk, hypothesis);
}

/// Shows why a hypothesis is supposed, what it assumes and starts from, and how likely it is.
pub(super) fn reasons_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, hypothesis: &Hypothesis) {
    let theme = desk.theme;
    let Hypothesis { why, assumes, sources, likelihood, .. } = hypothesis;
    for (name, words) in [("Why", why), ("Assumes", assumes)].into_iter().filter(|(_, words)| !words.is_empty()) {
        fact_ui(ui, theme, name, words, "");
    }
    match likelihood {
        None => fact_ui(ui, theme, "Likelihood", "not assessed", ""),
        Some(Likelihood { term, by, on }) => {
            let by = format!("by {by}, {}, given the changes before it", on.in_words());
            fact_ui(ui, theme, "Likelihood", &term.to_string(), &by);
        }
    }
    if !sources.is_empty() {
        sources_ui(ui, desk, "Starts from", sources, "");
    }
}
