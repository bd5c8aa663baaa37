//! The filter at the top of the left panel: `row` shows what is asked for, one chip each, `picker` all that could be, `days`
//! the dates that are typed; `line` is what a list of choices is drawn with.

mod row;
mod picker;
mod days;
mod line;

pub use row::{FilterState, filter_ui};
