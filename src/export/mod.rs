//! Turns pages into files: SVG by [`svg`], and from that SVG a PNG by [`png`] and a PDF by [`pdf`]; a record into briefs by
//! [`brief`]; and a network into tables and graphs for other programs, by [`csv()`], [`gexf`], [`graphml`] and [`dot`].

pub mod brief;
mod data;
mod error;
mod file;
mod fonts;
mod outline;
mod paint;
mod pdf;
mod pen;
mod png;
mod size;
mod svg;
mod xml;

pub use data::{
    Cell, Column, DataFormat, Extract, Holds, Rows, Table, csv, dot, extracted, gexf, graphml, json_table, json_text,
    rows,
};
pub use error::ExportError;
pub use file::{Format, PictureSize, Writing, painted, write};
pub use pdf::{PdfFacts, pdf};
pub use pen::Letters;
pub use png::{Progress, pixels, png};
pub use size::{Dimensions, Size};
pub use svg::{Ground, SvgOptions, missing_letters, svg};
