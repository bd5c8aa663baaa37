//! Saves the files of an atlas so that on the disk it is the old one or the new one, whatever happens meanwhile.
//!
//! Who saves holds the lock of the atlas (`lock`) and a stamp of what was read (`stamp`). `commit` writes and syncs all new
//! contents beside their targets, puts a `record` of what is to be done in force, and then renames. `recover` finishes what
//! was interrupted, or takes it back, and `settle` does so before an atlas is read. `home` and `target` decide which paths
//! may be touched at all, `room` whether they can be read then. What is written is not decided here.

mod error;
mod home;
mod target;
mod stamp;
mod lock;
mod record;
mod room;
mod moves;
mod recover;
mod settle;
mod commit;

pub use commit::{Write, commit};
pub use error::{LockError, SaveError};
pub use home::make_folder;
pub use lock::{AtlasLock, Holder};
pub use room::SaveLimit;
pub use stamp::Stamp;

pub(super) use commit::commit_alone;
pub(super) use home::{is_absence, is_helper};
pub(super) use settle::{Settled, is_under_way, settle};
pub(super) use stamp::Digest;
