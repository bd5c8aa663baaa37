//! Turns a page into files: SVG by [`svg`], and from that SVG a PNG by [`png`]; and a record into briefs by [`brief`].

pub mod brief;
mod error;
mod paint;
mod png;
mod size;
mod svg;
mod xml;

pub use error::ExportError;
pub use png::png;
pub use size::Size;
pub use svg::{missing_letters, svg};
