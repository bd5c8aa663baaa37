//! Forms without a window: what can be edited, as the texts that a person types, and the edit that they amount to.
//!
//! A [`Thing`] is what a form is about: a record or an item within one, there already or new. A [`Form`] has its facts as
//! [`Field`]s; `reader` reads what was typed, saying of each fact what is wrong with it, and the files named after records and
//! items say which facts those have. `picks` is what can be chosen for a fact, `place` where an item lies within its record,
//! `again` where it lies once that has changed, `proposal` which id a new record gets, `deletion` what goes when a thing goes,
//! `remarks` what is said of a form that cannot be kept.

mod thing;
mod field;
mod picks;
mod reader;
mod place;
mod again;
mod proposal;
mod tie;
mod nation;
mod records;
mod evidence;
mod course;
mod parts;
mod scenario;
mod form;
mod deletion;
mod remarks;

pub use deletion::deletion;
pub use field::{Among, Field, Input, Need};
pub use form::Form;
pub use picks::{NEW_SOURCE, Pick, matching, picks};
pub use remarks::{Remarks, Tried};
pub use thing::{Holder, Item, NewRecord, Sort, Thing};
