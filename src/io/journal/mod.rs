//! Keeps edits that are not saved yet, so that none is lost when the program ends in whatever way.
//!
//! Each open atlas has a journal of its own in the person's folder: what was opened (`entry`), and behind it one frame for
//! each step, each move through the history and each save (`frame`), in the order in which they came; clocks do not matter.
//! A frame that is torn ends the journal, and all before it is sound; a journal in which something else cannot be read is
//! neither removed nor shortened. `log` is what the frames say of the history, `keeping` writes them, `told` reads them,
//! `found` finds the journals that dead processes have left, and `restoring` makes a history of one. A step is kept as lists
//! of changes that do it and that undo it, so that a history can be restored from any state of the files within it.

mod error;
mod frame;
mod entry;
mod log;
mod keeping;
mod told;
mod found;
mod restoring;

pub use entry::Base;
pub use error::JournalError;
pub use found::{FoundJournal, FoundJournals, LastEdit, found_journals};
pub use keeping::{Journal, JournalPosition, JournalSync, journal_folder};
pub use restoring::{LostStep, Restored};
pub use told::JournalEnd;
