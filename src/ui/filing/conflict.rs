//! What a person has changed and what the files have changed meanwhile, side by side, before one of them is chosen.

use std::collections::BTreeMap;

use egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};

use crate::edit::{Change, between, facts_of};
use crate::kit::boxed;
use crate::model::{Document, Entry, EntryId};
use crate::scene::Theme;
use crate::session::{Command, Keeping};
use crate::ui::lines::Asked;
use crate::ui::style::color;

/// Height that the list takes at most, in points.
const MOST_HEIGHT: f32 = 360.0;
/// Width of what names a record, and of what became of it on either side, in points.
const WORDS_WIDTH: f32 = 260.0;
const BECAME_WIDTH: f32 = 190.0;
const GAP: f32 = 16.0;
/// Height of a row, in points.
const ROW: f32 = 22.0;
/// What stands above the columns.
const HEADS: [&str; 3] = ["", "Here", "In the files"];

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
#[derive(Debug, Clone, PartialEq, Eq)]
enum Became {
    New,
    /// Something else in these facts.
    Changed(String),
    Deleted,
}

impl Became {
    fn of(change: &Change) -> Self {
        match (change.before(), change.after()) {
            (None, _) => Self::New,
            (_, None) => Self::Deleted,
            (Some(before), Some(after)) => Self::Changed(facts_of(before, after)),
        }
    }

    fn in_words(became: Option<&Self>) -> String {
        match became {
            None => "as it was".to_owned(),
            Some(Self::New) => "new".to_owned(),
            Some(Self::Changed(facts)) if facts.is_empty() => "changed".to_owned(),
            Some(Self::Changed(facts)) => format!("changed: {facts}"),
            Some(Self::Deleted) => "deleted".to_owned(),
        }
    }
}

impl Differences {
    /// Returns what has become of `saved` here and in the files. O(records).
    pub fn of(saved: &Document, here: &Document, files: &Document) -> Self {
        let mut found: BTreeMap<EntryId, [Option<Became>; 2]> = BTreeMap::new();
        for (side, document) in [here, files].into_iter().enumerate() {
            for change in between(saved, document) {
                found.entry(change.id().clone()).or_default()[side] = Some(Became::of(&change));
            }
        }
        // As it is called where it was changed.
        let title = |id: &EntryId, became: Option<&Became>| {
            let order = if became.is_some() { [here, files, saved] } else { [files, here, saved] };
            order.into_iter().find_map(|document| document.entry(id))
        };
        let row = |(id, [here, files]): (EntryId, [Option<Became>; 2])| {
            let title = title(&id, here.as_ref()).as_ref().map(Entry::title).unwrap_or_default().to_owned();
            Row { words: format!("{} {}", id.noun(), boxed(&title)), here, files }
        };
        Self { rows: found.into_iter().map(row).collect() }
    }

    /// Lists what differs and asks what is to stay; returns the answer, and whether the dialog is done.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) -> (Option<Asked>, bool) {
        ui.set_width(WORDS_WIDTH + 2.0 * (BECAME_WIDTH + GAP));
        ui.heading("Changed here and in the files");
        ui.add_space(8.0);
        let small = |words: &str| RichText::new(words).small().color(color(theme.muted));
        row_ui(ui, HEADS.map(small));
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().max_height(MOST_HEIGHT).auto_shrink([false, true]);
        area.show_rows(ui, ROW, self.rows.len(), |ui, rows| {
            // No row may be higher than it is counted, or the last ones could not be scrolled to.
            ui.spacing_mut().interact_size.y = ROW;
            self.rows.get(rows).unwrap_or_default().iter().for_each(|row| row_ui(ui, row.cells(theme)));
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

impl Row {
    /// Returns what stands in its columns.
    fn cells(&self, theme: &Theme) -> [RichText; 3] {
        let Self { words, here, files } = self;
        let is_both = here.is_some() && files.is_some();
        let became = |side: Option<&Became>| {
            let ink = match (side, is_both) {
                (None, _) => theme.muted,
                (Some(_), false) => theme.ink,
                (Some(_), true) => theme.negative,
            };
            RichText::new(Became::in_words(side)).color(color(ink))
        };
        let [here, files] = [here, files].map(|side| became(side.as_ref()));
        [RichText::new(words).color(color(theme.ink)), here, files]
    }
}

/// Shows words in the columns, side by side; what is cut is told where it is pointed at.
fn row_ui(ui: &mut Ui, cells: [RichText; 3]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (words, width) in cells.into_iter().zip([WORDS_WIDTH, BECAME_WIDTH, BECAME_WIDTH]) {
            ui.allocate_ui_with_layout(vec2(width, ROW), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                ui.add(egui::Label::new(words).truncate());
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::model::NationId;
    use crate::scene::ThemeName;

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
        let words = |row: &Row| [&row.here, &row.files].map(|side| Became::in_words(side.as_ref()));
        let sides: Vec<_> = rows.iter().map(|row| (row.words.as_str(), words(row))).collect();
        let [changed, same] = ["changed: name".to_owned(), "as it was".to_owned()];
        let expected = [
            ("nation X", [changed.clone(), same.clone()]),
            ("nation A", [changed.clone(), changed.clone()]),
            ("nation Y", [same, changed]),
        ];
        assert_eq!(sides, expected);
    }

    #[test]
    fn of_very_many_rows_only_those_in_sight_are_made() {
        let row = |idx| Row { words: format!("tie {idx}"), here: Some(Became::New), files: None };
        let differences = Differences { rows: (0..20_000).map(row).collect() };
        let theme = crate::io::theme(ThemeName::Light);
        let mut window = Harness::builder().allow_missing_glyphs().build_ui(move |ui| {
            // Higher than a row, as styles may have it.
            ui.spacing_mut().interact_size.y = 30.0;
            differences.show(ui, &theme, &mut Vec::new());
        });
        window.run_steps(2);
        let is_made = |idx| window.query_by_label(&format!("tie {idx}")).is_some();
        assert_eq!([0, 10, 40, 19_999].map(is_made), [true, true, false, false]);
        let top = |idx| window.get_by_label(&format!("tie {idx}")).rect().top();
        assert_eq!(top(10) - top(0), 10.0 * ROW);
    }
}
