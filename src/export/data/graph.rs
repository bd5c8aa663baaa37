//! What graphs of any format say: nations as nodes and ties as edges, with what their tables tell of them.
//!
//! Every edge is directed and has an attribute `mutual`, since readers refuse graphs in which only some edges are.

use super::rows::{Cell, Column, Extract, Holds, Rows, Table, rows};
use crate::export::xml::escaped;
use crate::kit::Point;
use crate::model::Direction;
use crate::network::NetworkTie;

/// A graph.
pub(super) struct Graph<'a> {
    /// What nodes say besides their id and label, in the order of [`Node::values`].
    pub(super) node_columns: Vec<Column>,
    /// Nations, sorted by id.
    pub(super) nodes: Vec<Node>,
    /// What edges say besides their id, ends, label and weight, in the order of [`Edge::values`].
    pub(super) edge_columns: Vec<Column>,
    /// Ties, sorted by id.
    pub(super) edges: Vec<Edge<'a>>,
}

/// A nation.
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    /// In points, y down; `None` for a nation without a place.
    pub(super) at: Option<Point>,
    pub(super) values: Vec<Cell>,
}

/// A tie.
pub(super) struct Edge<'a> {
    /// The tie as it stands on the day.
    pub(super) tie: &'a NetworkTie,
    /// Whether it holds both ways.
    pub(super) is_mutual: bool,
    pub(super) values: Vec<Cell>,
}

/// Columns of nations that are no attributes: formats have places of their own for them.
const PLACED_OF_NATIONS: [&str; 4] = ["id", "name", "x", "y"];
/// Columns of ties that are none: the ends have their names at the nodes, and `mutual` says the opposite of `directed`.
const PLACED_OF_TIES: [&str; 7] = ["id", "a", "b", "a_name", "b_name", "directed", "weight"];

/// Returns what is taken out of an atlas as a graph. O(nations + ties).
pub(super) fn graph<'a>(extract: &Extract<'a>) -> Graph<'a> {
    let (node_columns, values) = attributes(rows(Table::Nations, extract), &PLACED_OF_NATIONS);
    let nodes = extract.network.nations().iter().zip(values).map(|(nation, values)| Node {
        id: nation.id.to_string(),
        label: extract.document.nation_name(&nation.id).to_owned(),
        at: extract.positions.get(&nation.id).copied(),
        values,
    });
    let (columns, values) = attributes(rows(Table::Ties, extract), &PLACED_OF_TIES);
    let edges = extract.network.asked_for().zip(values).map(|(tie, mut values)| {
        let is_mutual = match tie.kind.direction {
            Direction::Mutual => true,
            Direction::Directed => false,
        };
        values.insert(0, Cell::Flag(is_mutual));
        Edge { tie, is_mutual, values }
    });
    let edge_columns = [Column::flag("mutual")].into_iter().chain(columns).collect();
    Graph { node_columns, nodes: nodes.collect(), edge_columns, edges: edges.collect() }
}

/// Returns the columns of a table that are not placed, and what stands in them.
fn attributes(table: Rows, placed: &[&str]) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let is_kept: Vec<bool> = table.columns.iter().map(|column| !placed.contains(&column.name)).collect();
    let columns = table.columns.iter().zip(&is_kept).filter(|(_, kept)| **kept).map(|(column, _)| *column);
    let kept =
        |row: Vec<Cell>| row.into_iter().zip(&is_kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
    (columns.collect(), table.rows.into_iter().map(kept).collect())
}

impl Edge<'_> {
    /// Returns its id: that of the tie.
    pub(super) fn id(&self) -> &str {
        self.tie.tie.id.as_str()
    }

    /// Returns the ids of its two ends; from the first to the second where it is directed.
    pub(super) fn ends(&self) -> [&str; 2] {
        let (a, b) = &self.tie.tie.between;
        [a.as_str(), b.as_str()]
    }
}

/// Returns the columns with what stands in them, without what is empty.
pub(super) fn filled<'a>(columns: &'a [Column], values: &'a [Cell]) -> impl Iterator<Item = (Column, String)> + 'a {
    let all = columns.iter().zip(values).map(|(column, cell)| (*column, cell.in_text()));
    all.filter(|(_, text)| !text.is_empty())
}

/// Returns the same as XML.
pub(super) fn filled_xml<'a>(
    columns: &'a [Column],
    values: &'a [Cell],
) -> impl Iterator<Item = (&'static str, String)> + 'a {
    filled(columns, values).map(|(column, text)| (column.name, escaped(&text)))
}

/// Returns what a column holds, in words of a format: of text, whole numbers, decimals, flags.
pub(super) fn type_of(column: Column, [text, whole, decimal, flag]: [&'static str; 4]) -> &'static str {
    match column.holds {
        Holds::Text => text,
        Holds::Whole => whole,
        Holds::Decimal => decimal,
        Holds::Flag => flag,
    }
}
