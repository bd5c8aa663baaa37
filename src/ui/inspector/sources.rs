//! Mentions of sources: each a link that selects its source, wherever the inspector names one.

use super::desk::Desk;
use super::letters::{Letters, label_ui};
use super::row::link_ui;
use crate::model::{Source, SourceId};
use crate::scene::Target;

/// Shows words that stand for a source; a click selects it.
pub(super) fn source_link_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &SourceId, words: &str) {
    let title = desk.document().sources.get(id).map_or("", |source| source.title.as_str());
    let label = if words.contains(title) { words.to_owned() } else { format!("{words}, “{title}”") };
    let link = link_ui(ui, desk.theme, &Letters::small_ink(desk.theme), words, &label);
    desk.mention(&link, &Target::Source(id.clone()));
}

/// Shows `before`, then sources by their publishers, then `after` in one run of small words.
pub(super) fn sources_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, before: &str, ids: &[SourceId], after: &str) {
    let letters = Letters::small(desk.theme);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 0.0);
        if !before.is_empty() {
            label_ui(ui, letters.clone(), before);
        }
        for (idx, id) in ids.iter().enumerate() {
            let publisher = desk.publisher(id);
            let joint = if idx + 1 < ids.len() { "," } else { after };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                source_link_ui(ui, desk, id, publisher);
                if !joint.is_empty() {
                    label_ui(ui, letters.clone(), joint);
                }
            });
        }
    });
}

/// Returns a source as a row names it: "NK News, 11 Jun 2025".
pub(super) fn title_of(source: &Source) -> &str {
    if source.title.is_empty() { &source.publisher } else { &source.title }
}
