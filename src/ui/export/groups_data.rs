//! The options of tables and graphs in groups.

use egui::Ui;

use super::groups::{Entered, Reason, choices_ui, colors_ui, heading_ui, small_ui, title_ui};
use super::groups_brief::looked_at_ui;
use super::options::Options;
use super::sorts::{DataChoices, Days};
use crate::export::{DataFormat, Table};
use crate::scene::Theme;
use crate::session::Session;

/// Shows all options of tables and graphs. None of them is a field in which Enter could be pressed.
pub(super) fn data_ui(ui: &mut Ui, session: &Session, theme: &Theme, options: &mut Options) -> Entered {
    let Options { data: DataChoices { format, table, days }, look, .. } = options;
    title_ui(ui, theme, "Format");
    let formats = [
        (DataFormat::Csv, "CSV", Ok(())),
        (DataFormat::Json, "JSON", Ok(())),
        (DataFormat::Gexf, "GEXF", Ok(())),
        (DataFormat::GraphMl, "GraphML", Ok(())),
        (DataFormat::Dot, "DOT", Ok(())),
    ];
    choices_ui(ui, "Format", format, &formats);
    small_ui(
        ui,
        theme,
        match format {
            DataFormat::Csv => "A table for spreadsheets",
            DataFormat::Json => "A table as a list of objects",
            DataFormat::Gexf => "A graph for Gephi",
            DataFormat::GraphMl => "A graph for most programs",
            DataFormat::Dot => "A graph for Graphviz",
        },
    );
    heading_ui(ui, theme, "Table");
    let is_table: Reason = if format.has_table() { Ok(()) } else { Err("A graph has all nations and ties") };
    let tables = [
        (Table::Ties, "Ties", is_table),
        (Table::Nations, "Nations", is_table),
        (Table::Evidence, "Evidence", is_table),
        (Table::Exchanges, "Exchanges", is_table),
    ];
    choices_ui(ui, "Table", table, &tables);
    heading_ui(ui, theme, "Days");
    choices_ui(ui, "Days", days, &[(Days::This, "This day", Ok(())), (Days::All, "All days", Ok(()))]);
    small_ui(
        ui,
        theme,
        match days {
            Days::This => "Ties that exist on the day, exchanges up to it",
            Days::All => "Ties of all days, as they stand on the date of the atlas",
        },
    );
    looked_at_ui(ui, session, theme);
    if *format == DataFormat::Dot {
        heading_ui(ui, theme, "Look");
        colors_ui(ui, look, Ok(()));
    }
    Entered::No
}
