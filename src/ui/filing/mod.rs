//! Opening and saving atlases: asks where and whether, carries it out beside the window, and says what came of it.
//!
//! `path_form`, `new_form`, `unsaved`, `conflict` and `recovery` are what is asked, `errands` carries out what was answered,
//! `opened` is an atlas that was read meanwhile, `journaling` keeps every step until it is saved; `custody` holds them all.

mod conflict;
mod custody;
mod errands;
mod journaling;
mod new_form;
mod opened;
mod path_form;
mod recovery;
mod unsaved;

pub(super) use conflict::Differences;
pub(super) use custody::{Closing, Custody};
pub(super) use errands::{Filing, NoFile, Outcome, Restoration};
pub(super) use journaling::Journaling;
pub(super) use new_form::NewForm;
pub(super) use opened::{Opened, Ready, remember};
pub(super) use path_form::PathForm;
pub(super) use recovery::Offered;
pub(super) use unsaved::{Typed, Unsaved};
