//! Finding nations, ties, sources and kinds by what they are called and by what is said of them.
//!
//! [`Finder`] indexes a record once and answers each letter that is typed; the best answers come first. It neither selects
//! nor shows anything.

mod finder;
mod fold;
mod found;
mod index;
mod matching;
mod scan;

pub use finder::{Answer, Finder};
pub(super) use fold::fold;
pub use found::{Field, Found, Line};
