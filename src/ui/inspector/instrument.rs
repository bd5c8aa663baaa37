//! The instrument that a tie belongs to: who signed it, who did not, and what else rests on it.

use std::sync::Arc;

use super::desk::Desk;
use super::evidence::folded_evidence_ui;
use super::layout::{MOST_ROWS, fact_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::row::tie_row_ui;
use crate::model::{Instrument, Tie};

/// Shows an instrument as a section of a tie, with the other ties that rest on it.
pub(super) fn instrument_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, instrument: &Instrument, sharing: &[Arc<Tie>]) {
    let theme = desk.theme;
    section_ui(ui, theme, "Instrument", "");
    label_ui(ui, Letters::strong(theme), &instrument.title);
    if !instrument.summary.is_empty() {
        label_ui(ui, Letters::body(theme), &instrument.summary);
    }
    ui.add_space(4.0);
    fact_ui(ui, theme, "Holds", &instrument.span.in_words(), "");
    let signatories = instrument.signatories.iter().map(|(nation, on_behalf_of)| match on_behalf_of {
        Some(whom) => format!("{} on behalf of {}", desk.name(nation), desk.document().who(whom)),
        None => desk.name(nation),
    });
    let signatories = signatories.collect::<Vec<_>>().join(" · ");
    if !signatories.is_empty() {
        fact_ui(ui, theme, "Signed by", &signatories, "");
    }
    let absent = instrument.not_signed_by.iter().map(|nation| desk.name(nation)).collect::<Vec<_>>().join(" · ");
    if !absent.is_empty() {
        fact_ui(ui, theme, "Not signed by", &absent, "");
    }
    folded_evidence_ui(ui, desk, &instrument.title, &instrument.evidence);
    let document = desk.document();
    for tie in sharing.iter().take(MOST_ROWS) {
        let (a, b) = &tie.between;
        let between = format!("{} · {}", document.nation_name(a), document.nation_name(b));
        tie_row_ui(ui, desk, tie, &between);
    }
    rest_ui(ui, theme, sharing.len());
}
