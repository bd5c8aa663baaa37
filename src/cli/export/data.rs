//! `demarche export` to what other programs read: a table as CSV or JSON, or a graph, by the name of the file.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::stamp_day;
use crate::cli::lens::Look;
use crate::cli::output::json_text;
use crate::cli::values::network_value;
use crate::export::{Cell, Extract, Rows, Table, csv, dot, gexf, graphml, rows};
use crate::model::Document;
use crate::scene::{self, Theme};

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

/// What other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataFormat {
    /// A table with commas.
    Csv,
    /// A table as a list of objects, or the network as `show` prints it.
    Json,
    /// A graph for Gephi.
    Gexf,
    /// A graph for most programs.
    GraphMl,
    /// A graph for Graphviz.
    Dot,
}

impl DataArguments {
    /// Holds what is asked for to the formats of the files; `None` is a picture or a brief.
    ///
    /// # Errors
    /// Returns which option has no meaning there.
    pub(super) fn fit(&self, formats: &[Option<DataFormat>]) -> Result<(), String> {
        let has_table = |format: &Option<DataFormat>| match format {
            Some(DataFormat::Csv | DataFormat::Json) => true,
            Some(DataFormat::Gexf | DataFormat::GraphMl | DataFormat::Dot) | None => false,
        };
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
        let positions =
            if self.has_places(format) { scene::positions_over(record, &look.document) } else { BTreeMap::new() };
        let extract = Extract {
            document: &look.document,
            network: &network,
            positions: &positions,
            until: (!self.all_days).then_some(look.moment.as_of),
            dated: stamp_day(look.document.manifest.as_of)?,
        };
        let table = |table: TableArgument| rows(table.table(), &extract);
        Ok(match (format, self.table) {
            (DataFormat::Csv, chosen) => csv(&table(chosen.unwrap_or(TableArgument::Ties))),
            (DataFormat::Json, Some(chosen)) => as_line(&json_text(&rows_value(&table(chosen)))),
            (DataFormat::Json, None) => as_line(&json_text(&network_value(look, &network))),
            (DataFormat::Gexf, _) => gexf(&extract).into_bytes(),
            (DataFormat::GraphMl, _) => graphml(&extract).into_bytes(),
            (DataFormat::Dot, _) => dot(&extract, theme).into_bytes(),
        })
    }

    /// Whether what is written says where nations sit; laying them out can take longer than all the rest.
    fn has_places(&self, format: DataFormat) -> bool {
        match format {
            DataFormat::Csv | DataFormat::Json => match self.table {
                Some(TableArgument::Nations) => true,
                Some(TableArgument::Ties | TableArgument::Evidence | TableArgument::Exchanges) | None => false,
            },
            DataFormat::Gexf | DataFormat::GraphMl | DataFormat::Dot => true,
        }
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

fn as_line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}

/// Returns a table as a list of objects.
fn rows_value(rows: &Rows) -> Value {
    let object = |row: &Vec<Cell>| -> Map<String, Value> {
        rows.columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), cell_value(cell))).collect()
    };
    Value::Array(rows.rows.iter().map(|row| Value::Object(object(row))).collect())
}

fn cell_value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::List(texts) => json!(texts),
        Cell::Whole(value) => json!(value),
        Cell::Decimal(value) => json!(value),
        Cell::Flag(value) => json!(value),
        Cell::Empty => Value::Null,
    }
}
