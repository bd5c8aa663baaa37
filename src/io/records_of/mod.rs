//! Turns the model back into records as they are written: the inverse of `convert`, field by field.
//!
//! Every struct is taken apart whole, so that a new field of the model cannot be forgotten here.

mod evidence;
mod nation;
mod others;
mod tie;

pub(super) use nation::nation;
pub(super) use others::{assessment, instrument, kind, manifest, position, source};
pub(super) use tie::tie;
