//! Sets a brief on sheets of paper: [`set`] goes through its blocks, `lines` breaks lines, `table` sets tables, and `setter` fills
//! the pages.

mod set;
mod setter;
mod table;
mod lines;

pub use set::{picture_size, sheets};
