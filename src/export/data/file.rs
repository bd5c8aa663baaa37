//! Writes a table or a graph in the format that is wanted.

use super::rows::{Extract, Table, rows};
use super::{csv, dot, gexf, graphml, json_table};
use crate::scene::Theme;

/// What other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DataFormat {
    /// A table with commas.
    #[default]
    Csv,
    /// A table as a list of objects.
    Json,
    /// A graph for Gephi.
    Gexf,
    /// A graph for most programs.
    GraphMl,
    /// A graph for Graphviz.
    Dot,
}

impl DataFormat {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Json, Self::Gexf, Self::GraphMl, Self::Dot];

    /// Returns the ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Dot => "dot",
        }
    }

    /// Whether it holds a table, and not a graph.
    pub fn has_table(self) -> bool {
        match self {
            Self::Csv | Self::Json => true,
            Self::Gexf | Self::GraphMl | Self::Dot => false,
        }
    }

    /// Whether it says where nations sit, where it holds a table, if it does, of this sort.
    pub fn has_places(self, table: Table) -> bool {
        !self.has_table() || table == Table::Nations
    }
}

/// Returns what is taken out of an atlas as a file of the format; `table` is which table, where it holds one. The same gives
/// the same bytes.
pub fn extracted(format: DataFormat, table: Table, extract: &Extract<'_>, theme: &Theme) -> Vec<u8> {
    match format {
        DataFormat::Csv => csv(&rows(table, extract)),
        DataFormat::Json => json_table(&rows(table, extract)).into_bytes(),
        DataFormat::Gexf => gexf(extract).into_bytes(),
        DataFormat::GraphMl => graphml(extract).into_bytes(),
        DataFormat::Dot => dot(extract, theme).into_bytes(),
    }
}
