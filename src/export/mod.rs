//! Turns a page into files: SVG by [`svg`], and from that SVG a PNG by [`png`]; and a network into tables and graphs for
//! other programs, by [`csv()`], [`gexf`], [`graphml`] and [`dot`].

mod data;
mod error;
mod paint;
mod png;
mod size;
mod svg;
mod xml;

pub use data::{Cell, Column, Extract, Holds, Rows, Table, csv, dot, gexf, graphml, rows};
pub use error::ExportError;
pub use png::png;
pub use size::Size;
pub use svg::{missing_letters, svg};
