//! What a table is made of: columns with names and types, and rows of cells. What stands in them is up to each table.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{evidence, exchanges, nations, ties};
use crate::export::xml::number;
use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::Network;

/// What is taken out of an atlas.
#[derive(Debug, Clone, Copy)]
pub struct Extract<'a> {
    /// The record.
    pub document: &'a Document,
    /// Its ties on a day, or on all days; what a filter does not ask for is left away.
    pub network: &'a Network,
    /// Where nations sit, in points, x to the right and y down.
    pub positions: &'a BTreeMap<NationId, Point>,
    /// Day up to which exchanges are told; `None` for all of them.
    pub until: Option<Date>,
    /// Day that formats with a date of their own give as theirs; never the clock's.
    pub dated: Date,
}

/// The tables that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row for each tie.
    Ties,
    /// A row for each nation, tied or not.
    Nations,
    /// A row for each piece of evidence of each tie.
    Evidence,
    /// A row for each exchange of each tie.
    Exchanges,
}

/// A table: every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// What the columns are called and hold.
    pub columns: &'static [Column],
    /// The rows, sorted by id of nation or tie, within a tie as the record has them.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same as in what `show` prints, where that has it.
    pub name: &'static str,
    /// What its cells are, where they are not empty.
    pub holds: Holds,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text, or texts.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers with decimals.
    Decimal,
    /// True or false.
    Flag,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Somebody's words, an id or a date.
    Text(String),
    /// Several of them.
    List(Vec<String>),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
    /// True or false.
    Flag(bool),
    /// Nothing is known, or nothing is there.
    Empty,
}

/// Stands between the parts of a list where a format has no lists.
const BETWEEN: &str = "; ";

/// Returns a table of what is taken out of an atlas. O(what it lists).
pub fn rows(table: Table, extract: &Extract<'_>) -> Rows {
    match table {
        Table::Ties => ties::rows(extract),
        Table::Nations => nations::rows(extract),
        Table::Evidence => evidence::rows(extract),
        Table::Exchanges => exchanges::rows(extract),
    }
}

impl Column {
    /// Returns a column of text.
    pub(super) const fn text(name: &'static str) -> Self {
        Self { name, holds: Holds::Text }
    }

    /// Returns a column of whole numbers.
    pub(super) const fn whole(name: &'static str) -> Self {
        Self { name, holds: Holds::Whole }
    }

    /// Returns a column of numbers with decimals.
    pub(super) const fn decimal(name: &'static str) -> Self {
        Self { name, holds: Holds::Decimal }
    }

    /// Returns a column of what is true or false.
    pub(super) const fn flag(name: &'static str) -> Self {
        Self { name, holds: Holds::Flag }
    }
}

impl Cell {
    /// Returns the cell of a text.
    pub(super) fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// Returns the cell of a text that may be missing.
    pub(super) fn maybe(text: Option<impl ToString>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// Returns the cell of several texts.
    pub(super) fn list(texts: impl IntoIterator<Item = impl ToString>) -> Self {
        Self::List(texts.into_iter().map(|text| text.to_string()).collect())
    }

    /// Returns the cell of a count.
    pub(super) fn count(n: usize) -> Self {
        i64::try_from(n).map_or(Self::Empty, Self::Whole)
    }

    /// Returns what stands in it where there are only texts: parts of a list with semicolons between them, nothing for what
    /// is empty.
    pub fn in_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(texts) => texts.join(BETWEEN),
            Self::Whole(value) => value.to_string(),
            Self::Decimal(value) => number(*value),
            Self::Flag(value) => value.to_string(),
            Self::Empty => String::new(),
        }
    }
}
