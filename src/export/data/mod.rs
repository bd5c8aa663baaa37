//! Turns a network into what other programs read: tables as rows, from which CSV and JSON are made, and graphs as GEXF,
//! GraphML and DOT. What is told of a tie or a nation is said once, in its table; the graphs take it from there.
//!
//! All text stays text: whatever a record says, it is neither markup nor a formula nor an attribute of its own. What cannot
//! be seen, and what turns the direction of text, is a box in XML and `\u{…}` in CSV and DOT.

mod csv;
mod dot;
mod evidence;
mod exchanges;
mod file;
mod gexf;
mod graph;
mod graphml;
mod json;
mod nations;
mod rows;
mod ties;

pub use csv::csv;
pub use dot::dot;
pub use file::{DataFormat, extracted};
pub use gexf::gexf;
pub use graphml::graphml;
pub use json::{json_table, json_text};
pub use rows::{Cell, Column, Extract, Holds, Rows, Table, rows};
