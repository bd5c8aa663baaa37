//! The instrument that a tie belongs to: who signed it, who did not, and what else rests on it.

use std::sync::Arc;

use super::desk::Desk;
use super::evidence::folded_evidence_ui;
use super::layout::{LEFT, MOST_ROWS, columns_ui, fact_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::row::tie_row_ui;
use crate::model::{Instrument, NationId, Tie};

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
    let signatories = instrument.signatories.iter().map(|(nation, whom)| (nation, whom.as_deref()));
    nations_ui(ui, desk, "Signed by", signatories.collect());
    nations_ui(ui, desk, "Not signed by", instrument.not_signed_by.iter().map(|nation| (nation, None)).collect());
    folded_evidence_ui(ui, desk, &instrument.title, &instrument.evidence);
    let document = desk.document();
    for tie in sharing.iter().take(MOST_ROWS) {
        let (a, b) = &tie.between;
        let between = format!("{} · {}", document.nation_name(a), document.nation_name(b));
        tie_row_ui(ui, desk, tie, &between);
    }
    rest_ui(ui, theme, sharing.len());
}

/// Shows nations beside a name, each a link, with on whose behalf they acted.
fn nations_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, name: &str, nations: Vec<(&NationId, Option<&str>)>) {
    if nations.is_empty() {
        return;
    }
    let theme = desk.theme;
    columns_ui(
        ui,
        LEFT,
        |ui| {
            label_ui(ui, Letters::muted(theme), name);
        },
        |ui| {
            for (nation, whom) in nations {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(4.0, 0.0);
                    desk.nation_ui(ui, &Letters::body(theme), nation);
                    if let Some(whom) = whom {
                        let whom = format!("on behalf of {}", desk.document().who(whom));
                        label_ui(ui, Letters::body(theme), &whom);
                    }
                });
            }
        },
    );
    ui.add_space(4.0);
}
