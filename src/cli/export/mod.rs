//! `demarche export`: takes something of an atlas away, as the names of the files say. [`run`] finds out as what, the others
//! make it.

mod briefs;
mod data;
mod pictures;
mod run;

pub use run::Export;
