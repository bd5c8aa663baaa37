//! Shows the beginning of a table or graph in place of a picture.

use egui::{FontFamily, Grid, Id, Label, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder};
use egui::{WidgetInfo, vec2};

use super::told::{Beginning, Sample};
use crate::scene::Theme;
use crate::ui::style::color;

/// Size of letters, in points.
const LETTERS: f32 = 11.5;

/// Shows the beginning of data in an area.
pub(super) fn sample_ui(ui: &mut Ui, theme: &Theme, area: Rect, sample: &Sample) {
    ui.painter().rect(area, 4, color(theme.canvas), Stroke::new(1.0, color(theme.line)), StrokeKind::Inside);
    let response = ui.interact(area, Id::unique("export sample"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Preview of {}", sample.words)));
    ui.scope_builder(UiBuilder::new().max_rect(area.shrink(10.0)).id_salt("sample"), |ui| {
        ScrollArea::both().auto_shrink([false, false]).id_salt("sample").show(ui, |ui| match &sample.shown {
            Beginning::Table { columns, rows } => table_ui(ui, theme, columns, rows),
            Beginning::Lines(lines) => {
                let text = RichText::new(lines.join("\n")).monospace().size(LETTERS).color(color(theme.ink));
                ui.add(Label::new(text).extend());
            }
        });
    });
}

fn table_ui(ui: &mut Ui, theme: &Theme, columns: &[&str], rows: &[Vec<String>]) {
    let cell = |ui: &mut Ui, text: RichText| drop(ui.add(Label::new(text.size(LETTERS)).extend()));
    Grid::new("sample").spacing(vec2(18.0, 4.0)).min_row_height(14.0).show(ui, |ui| {
        for name in columns {
            let bold = FontFamily::Name(crate::ui::BOLD.into());
            cell(ui, RichText::new(*name).family(bold).color(color(theme.muted)));
        }
        ui.end_row();
        for row in rows {
            for text in row {
                cell(ui, RichText::new(text).color(color(theme.ink)));
            }
            ui.end_row();
        }
    });
}
