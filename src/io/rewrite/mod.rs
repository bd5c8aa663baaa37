//! From a document as it was read and a document as it is wanted to new texts of files, such that nothing else in them
//! changes. No file is touched here.
//!
//! A record that is not changed keeps its bytes, and so does one that could not be read, or what was left out of one. In a
//! record that is changed, only the values that differ do, item by item in lists: comments stay. A record that goes takes
//! its comma along, the comment behind it on its line, and the comment lines right above it; what stands above a blank line
//! stays. New records go to the end of their lists. Whatever is written is read back first (`verify`), and nothing is
//! written that would be read otherwise. `Keepsakes` remember how things were written, so that a change that is taken back
//! gives the first bytes again.
//!
//! `home` knows where records live, `standing` where each stands, `shown` what is known of them, `supposing` how scenarios are
//! worded, `slots` takes lists apart and puts them together,
//! `arrange` finds out which item is which, `splice` changes a record in its place, `draft` makes the text of a file, `views`
//! that of the list of named views, and `reshape` makes one file of many and many of one.

mod arrange;
mod draft;
mod error;
mod home;
mod keepsakes;
mod lossless;
mod plan;
mod reshape;
mod settled;
mod shown;
mod slots;
mod splice;
mod standing;
mod supposing;
mod verify;
mod views;

pub use error::RewriteError;
pub use keepsakes::{Keepsakes, Made};
pub(super) use plan::{AtlasForm, NewText, Rewritten, Sources, manifest_text, rewrite};
pub(super) use reshape::reshaped;
pub(super) use shown::Wish;
pub(super) use standing::ReadAtlas;
pub(super) use views::{Listed, listed, with_views};
