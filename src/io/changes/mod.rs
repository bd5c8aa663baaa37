//! Lists of changes as text: what scripts bring to an atlas, and what the journal keeps.
//!
//! `items` splits a list, `turns` follows each record through it, `patch` and `give` change single fields, `read` makes changes
//! of a document of all that, and `written` writes such changes. Whether they are carried out is not decided here. A single
//! item of a list also says what becomes of a record in a scenario: `supposed` reads that, `alteration` writes it.

mod section;
mod items;
mod turns;
mod patch;
mod give;
mod read;
mod written;
mod supposed;
mod alteration;

pub use read::{changes_in, read_changes};
pub use written::changes_in_ron;

pub(super) use alteration::alteration_in_ron;
pub(super) use items::is_within_limits;
pub(super) use read::kept_changes_in;
pub(super) use supposed::{Over, split, supposed, unread};
