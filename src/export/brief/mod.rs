//! Turns a record, as somebody looks at it, into a brief that can be cited, and writes that as Markdown or HTML, or sets it
//! on sheets of paper.

mod blocks;
mod notes;
mod content;
mod ties;
mod course;
mod supposed;
mod markdown;
mod html;
mod sheets;
mod file;

pub use blocks::{Block, Brief, Cited, Column, Fact, Heading, Holds, Level, Row, Run, Table, TieDetails, glyph};
pub use content::{BriefOptions, Subject, Supposition, ToldHypothesis, brief};
pub use file::{BriefFormat, BriefWriting, pages, write};
pub use html::html;
pub use markdown::markdown;
pub use sheets::{picture_size, sheets};
