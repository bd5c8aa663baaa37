//! Rows of a spreadsheet that were pasted: text becomes a table, its columns get a meaning, and each row is read against
//! the record into a tie or into what is wrong with it. Nothing is changed here: what comes of it is an edit.
//!
//! `table` takes text apart, `mapping` says and guesses what columns mean, `known` finds what cells name, `dates` reads
//! days as spreadsheets write them, `cited` what a row rests on, `row` puts one row together, `fresh` makes ids, and
//! `preview` is the whole.

mod cited;
mod dates;
mod fresh;
mod known;
mod mapping;
mod preview;
mod row;
mod table;

pub use mapping::{Field, Header, Mapping};
pub use preview::{Fits, Outcome, Preview};
pub(super) use table::looks_like_rows;
pub use table::{Table, TableError};
