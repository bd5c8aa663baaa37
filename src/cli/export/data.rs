//! `demarche export` to what other programs read: a table as CSV or JSON, or a graph, by the name of the file.

use std::collections::BTreeMap;

use super::run::stamp_day;
use crate::cli::lens::Look;
use crate::cli::values::network_value;
use crate::export::{DataFormat, Extract, Table, extracted, json_text};
use crate::model::Document;
use crate::scene::{self, Theme};
use clap::{Args, ValueEnum};

/// What goes into tables and graphs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tables and graphs")]
pub(super) struct DataArguments {
    /// Which table a .csv or .json holds: a .csv the ties if left out, a .json then what `show --json` prints.
    #[arg(long, value_enum, value_name = "TABLE")]
    table: Option<TableArgument>,
    /// Takes ties of all days into a table or graph, with weights and status of the date of the atlas, instead of those that
    /// exist on a day.
    #[arg(long, conflicts_with = "as_of")]
    all_days: bool,
}

/// Tables that there are.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum TableArgument {
    /// A row for each tie.
    Ties,
    /// A row for each nation.
    Nations,
    /// A row for each piece of evidence of each tie.
    Evidence,
    /// A row for each exchange of each tie, up to the day.
    Exchanges,
}

impl DataArguments {
    /// Holds what is asked for to the formats of the files; `None` is a picture or a brief.
    ///
    /// # Errors
    /// Returns which option has no meaning there.
    pub(super) fn fit(&self, formats: &[Option<DataFormat>]) -> Result<(), String> {
        let has_table = |format: &Option<DataFormat>| format.is_some_and(DataFormat::has_table);
        if self.table.is_some() && !formats.iter().any(has_table) {
            return Err("--table chooses a table\nHint: let --out end in .csv or .json".to_owned());
        }
        if self.all_days && formats.contains(&None) {
            let hint = "a picture or a brief shows one day; choose it with --as-of";
            return Err(format!("--all-days is for tables and graphs\nHint: {hint}"));
        }
        Ok(())
    }

    /// Returns a table or graph of what is looked at of a record. The same gives the same bytes.
    ///
    /// # Errors
    /// Returns that the environment says of a date what is none.
    pub(super) fn bytes(
        &self,
        format: DataFormat,
        record: &Document,
        look: &Look,
        theme: &Theme,
    ) -> Result<Vec<u8>, String> {
        let network = if self.all_days { look.whole() } else { look.network() };
        let table = self.table.map(TableArgument::table);
        let chosen = table.unwrap_or(Table::Ties);
        // Laying out where nations sit can take longer than all the rest.
        let has_places = format.has_places(chosen);
        let positions = if has_places { scene::positions_over(record, &look.document) } else { BTreeMap::new() };
        let extract = Extract {
            document: &look.document,
            network: &network,
            positions: &positions,
            until: (!self.all_days).then_some(look.moment.as_of),
            dated: stamp_day(look.document.manifest.as_of)?,
        };
        Ok(match (format, table) {
            (DataFormat::Json, None) => format!("{}\n", json_text(&network_value(look, &network))).into_bytes(),
            (format, _) => extracted(format, chosen, &extract, theme),
        })
    }
}

impl TableArgument {
    fn table(self) -> Table {
        match self {
            Self::Ties => Table::Ties,
            Self::Nations => Table::Nations,
            Self::Evidence => Table::Evidence,
            Self::Exchanges => Table::Exchanges,
        }
    }
}
