//! Opening and saving atlases: asks where and whether, carries it out beside the window, and says what came of it.
//!
//! `custody` knows which atlas is open and who may write it, `path_form`, `new_form`, `unsaved` and `conflict` are what is
//! asked, `errands` carries out what was answered.

mod conflict;
mod custody;
mod errands;
mod journaling;
mod new_form;
mod path_form;
mod recovery;
mod unsaved;

pub(super) use conflict::Differences;
pub(super) use custody::Custody;
pub(super) use errands::Outcome;
pub(super) use journaling::Journaling;
pub(super) use new_form::NewForm;
pub(super) use path_form::PathForm;
pub(super) use recovery::Offered;
pub(super) use unsaved::unsaved_ui;
