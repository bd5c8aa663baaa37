//! How a document changes.
//!
//! A **change** puts one record in the place of another, or where none was, or takes it away; it says what it expects to
//! find. An **edit** is a named list of changes that a person makes, and takes back, in one step. `apply` carries it out on a
//! document and gives another, or says why not; nothing is ever inverted. `History` keeps the documents themselves, so that
//! undo gives back the very same one. `removal` says what goes when a thing goes, `references` what still names it, `between`
//! what differs between two documents, `naming` what a step is called, `Follower` what has become of a history since one
//! looked last.
//! `overlay` carries out the hypotheses of a scenario over a record, `suppose` makes hypotheses of edits, and `promote` edits of
//! hypotheses.
//! `split`, `reverse` and `duplicate` are what a person can do with a whole record.

mod change;
mod apply;
mod faults;
mod tie_faults;
mod removal;
mod references;
mod between;
mod naming;
mod alterations;
mod duplicate;
mod reverse;
mod split;
mod overlay;
mod suppose;
mod promote;
mod joining;
mod history;
mod follower;

pub use alterations::{Told, alteration_in_words, told};
pub use apply::{Edit, EditError, apply};
pub use between::between;
pub use change::Change;
pub use duplicate::{duplicate, free_id};
pub use faults::{Fault, faults};
pub use follower::{Follower, Turn};
pub use history::{History, Revision};
pub use joining::joined;
pub use naming::{facts_of, name_of};
pub use overlay::{Failure, Outcome, Overlay, overlay};
pub use promote::{PromoteError, promote};
pub use references::dangling;
pub use removal::{Part, removal, without_part};
pub use reverse::reverse;
pub use split::split;
pub use suppose::{Onto, reserved, suppose, suppose_onto};
