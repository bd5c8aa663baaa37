//! What a person has changed and what the files have changed meanwhile, side by side, before one of them is chosen.

use std::collections::BTreeMap;

use egui::{RichText, ScrollArea, Ui};

use crate::edit::between;
use crate::kit::boxed;
use crate::model::{Document, Entry, EntryId};
use crate::scene::Theme;
use crate::session::{Command, Keeping};
use crate::ui::lines::Asked;
use crate::ui::style::color;

/// Height that the list takes at most, in points.
const MOST_HEIGHT: f32 = 360.0;
/// Width of what names a record, in points.
const WORDS_WIDTH: f32 = 400.0;

/// What differs, record by record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    rows: Vec<Row>,
}

/// A record that is not the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    words: String,
    /// What became of it here, and what in the files; `None` where it is as it was.
    here: Option<Became>,
    files: Option<Became>,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    New,
    Changed,
    Deleted,
}

impl Became {
    fn in_words(became: Option<Self>) -> &'static str {
        match became {
            None => "as it was",
            Some(Self::New) => "new",
            Some(Self::Changed) => "changed",
            Some(Self::Deleted) => "deleted",
        }
    }
}

impl Differences {
    /// Returns what has become of `saved` here and in the files. O(records).
    pub fn of(saved: &Document, here: &Document, files: &Document) -> Self {
        let mut found: BTreeMap<EntryId, [Option<Became>; 2]> = BTreeMap::new();
        for (side, document) in [here, files].into_iter().enumerate() {
            for change in between(saved, document) {
                let became = match (change.before(), change.after()) {
                    (None, _) => Became::New,
                    (_, None) => Became::Deleted,
                    (Some(_), Some(_)) => Became::Changed,
                };
                found.entry(change.id().clone()).or_default()[side] = Some(became);
            }
        }
        // As it is called where it was changed.
        let title = |id: &EntryId, became: Option<Became>| {
            let order = if became.is_some() { [here, files, saved] } else { [files, here, saved] };
            order.into_iter().find_map(|document| document.entry(id))
        };
        let row = |(id, [here, files]): (EntryId, [Option<Became>; 2])| {
            let title = title(&id, here).as_ref().map(Entry::title).unwrap_or_default().to_owned();
            Row { words: format!("{} {}", id.noun(), boxed(&title)), here, files }
        };
        Self { rows: found.into_iter().map(row).collect() }
    }

    /// Lists what differs and asks what is to stay; returns the answer, and whether the dialog is done.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> (Option<Asked>, bool) {
        ui.set_width(640.0);
        ui.heading("Changed here and in the files");
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
            egui::Grid::new("differences").num_columns(3).spacing([20.0, 4.0]).show(ui, |ui| {
                for head in ["", "Here", "In the files"] {
                    ui.label(RichText::new(head).small().color(color(theme.muted)));
                }
                ui.end_row();
                for Row { words, here, files } in &self.rows {
                    let is_both = here.is_some() && files.is_some();
                    ui.scope(|ui| {
                        ui.set_width(WORDS_WIDTH);
                        ui.add(egui::Label::new(words).truncate()).on_hover_text(words);
                    });
                    for side in [here, files] {
                        let ink = if is_both { theme.negative } else { theme.ink };
                        ui.label(RichText::new(Became::in_words(*side)).color(color(ink)));
                    }
                    ui.end_row();
                }
            });
        });
        ui.add_space(12.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Reload").on_hover_text(Asked::Reload.tooltip()).clicked() {
                return (Some(Asked::Reload), true);
            }
            if ui.button("Keep mine").on_hover_text(Asked::KeepMine.tooltip()).clicked() {
                return (Some(Asked::KeepMine), true);
            }
            if ui.button(Keeping::SaveCopy.label()).on_hover_text(Keeping::SaveCopy.tooltip()).clicked() {
                commands.push(Command::Keeping(Keeping::SaveCopy));
                return (None, true);
            }
            (None, ui.button("Cancel").clicked())
        })
        .inner
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::NationId;

    #[test]
    fn what_both_have_changed_is_told_from_what_one_has() {
        let saved = crate::io::load_starter().document;
        let renamed = |id: &str, name: &str, document: &Document| {
            let mut document = document.clone();
            let mut nation = (*document.nations[&NationId::new(id)]).clone();
            nation.names.short = name.to_owned();
            document.put(Entry::Nation(Arc::new(nation)));
            document
        };
        let here = renamed("CHN", "X", &renamed("PRK", "A", &saved));
        let files = renamed("RUS", "Y", &renamed("PRK", "B", &saved));
        let rows = Differences::of(&saved, &here, &files).rows;
        let sides: Vec<_> = rows.iter().map(|row| (row.words.as_str(), row.here, row.files)).collect();
        let changed = Some(Became::Changed);
        assert_eq!(sides, [("nation X", changed, None), ("nation A", changed, changed), ("nation Y", None, changed)]);
    }
}
