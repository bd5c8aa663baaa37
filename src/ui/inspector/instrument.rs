//! The instrument that a tie belongs to: who signed it, who did not, and what else rests on it.

use std::sync::Arc;

use super::desk::Desk;
use super::editing::{Editable, editable_ui, form_ui, reveal_added, spot_ui};
use super::evidence::folded_evidence_ui;
use super::layout::{LEFT, MOST_ROWS, columns_ui, fact_ui, rest_ui, section_ui};
use super::letters::{Letters, label_ui};
use super::row::tie_row_ui;
use crate::model::{EntryId, Instrument, NationId, Tie};
use crate::session::forms::{Holder, Sort, Thing};

/// Shows an instrument as a section of a tie, with the other ties that rest on it.
pub(super) fn instrument_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, instrument: &Instrument, sharing: &[Arc<Tie>]) {
    let theme = desk.theme;
    section_ui(ui, theme, "Instrument", "");
    whole_ui(ui, desk, instrument);
    let document = desk.document();
    for tie in sharing.iter().take(MOST_ROWS) {
        let (a, b) = &tie.between;
        let between = format!("{} · {}", document.nation_name(a), document.nation_name(b));
        tie_row_ui(ui, desk, tie, &between);
    }
    rest_ui(ui, theme, sharing.len());
}

/// Shows what an instrument says of itself, who signed it, and what it rests on.
pub(super) fn whole_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, instrument: &Instrument) {
    let theme = desk.theme;
    let (record, top) = (EntryId::Instrument(instrument.id.clone()), ui.cursor().top());
    let head = Editable::new(Thing::Record(record.clone()), "Edit this instrument");
    editable_ui(ui, desk, Some(head), |ui, desk| {
        spot_ui(ui, desk, "title", |ui, _| {
            label_ui(ui, Letters::strong(theme), &instrument.title);
        });
        if !instrument.summary.is_empty() {
            spot_ui(ui, desk, "summary", |ui, _| {
                label_ui(ui, Letters::body(theme), &instrument.summary);
            });
        }
        ui.add_space(4.0);
        spot_ui(ui, desk, "begin", |ui, _| fact_ui(ui, theme, "Holds", &instrument.span.in_words(), ""));
        let absent = instrument.not_signed_by.iter().map(|nation| (nation, None)).collect();
        spot_ui(ui, desk, "not_signed_by", |ui, desk| nations_ui(ui, desk, "Not signed by", absent));
    });
    for (idx, (nation, whom)) in instrument.signatories.iter().enumerate().take(MOST_ROWS) {
        let thing = Thing::item(record.clone(), Sort::Signatory, idx);
        let label = format!("Edit signatory {}", desk.name(nation));
        let name = if idx == 0 { "Signed by" } else { "" };
        editable_ui(ui, desk, Some(Editable::new(thing, &label)), |ui, desk| {
            nations_ui(ui, desk, name, vec![(nation, whom.as_deref())]);
        });
    }
    form_ui(ui, desk, &Thing::new_item(record.clone(), Sort::Signatory));
    reveal_added(ui, desk, &record, top);
    let of = Holder { record, within: None };
    folded_evidence_ui(ui, desk, &instrument.title, &of, &instrument.evidence);
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
