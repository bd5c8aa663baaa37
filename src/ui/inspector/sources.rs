//! Mentions of sources: each a link that selects its source, wherever the inspector names one.

use egui::{Align, Layout, vec2};

use super::desk::Desk;
use super::letters::{Letters, glued, label_ui};
use super::row::link_ui;
use crate::model::{Source, SourceId};
use crate::scene::Target;

/// Shows words that stand for a source; a click selects it.
pub(super) fn source_link_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &SourceId, words: &str) {
    linked_ui(ui, desk, id, &Letters::small_ink(desk.theme), words, words);
}

/// Shows `before`, then sources by their publishers, then, after a colon, `after` in one run of small words.
pub(super) fn sources_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, before: &str, ids: &[SourceId], after: &str) {
    let letters = Letters::small(desk.theme);
    // Aligned at the top, so that links and plain words stand on one line to the pixel.
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        if !before.is_empty() {
            label_ui(ui, letters.clone(), before);
        }
        for (idx, id) in ids.iter().enumerate() {
            let publisher = desk.publisher(id);
            let is_last = idx + 1 == ids.len();
            let joint = match (is_last, after) {
                (false, _) => ",",
                (true, "") => "",
                (true, _) => ":",
            };
            linked_ui(ui, desk, id, &letters, &format!("{publisher}{joint}"), publisher);
        }
        if !after.is_empty() {
            label_ui(ui, letters, &glued(after));
        }
    });
}

/// Shows a link to a source, which is called by a name and the source's title.
fn linked_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &SourceId, letters: &Letters, words: &str, name: &str) {
    let title = desk.document().sources.get(id).map_or("", |source| source.title.as_str());
    let label = if name.contains(title) { name.to_owned() } else { format!("{name}, “{title}”") };
    let link = link_ui(ui, desk.theme, letters, words, &label);
    desk.mention(&link, &Target::Source(id.clone()));
}

/// Returns what a source is called: its title, or who published it where it has none.
pub(super) fn title_of(source: &Source) -> &str {
    if source.title.is_empty() { &source.publisher } else { &source.title }
}
