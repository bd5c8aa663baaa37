//! Takes pictures, briefs and data away: the dialog with its options and a preview that is painted from the very pages that are written, and
//! copying a picture.
//!
//! `options` is what is chosen and what it asks for, `remembered` keeps it for each atlas; `form` is the dialog, made of
//! groups of options for each of the `sorts`, the moments that are shown `beside` each other, `preview`, `sample` and `foot`.
//! `looked`, `told`, `writing` and `copying` do beside the window what takes longer than a frame, held by `reins`.

mod beside;
mod copying;
mod foot;
mod form;
mod groups;
mod groups_brief;
mod groups_data;
mod looked;
mod options;
mod place;
mod preview;
mod reins;
mod remembered;
mod sample;
mod sorts;
mod told;
mod writing;

pub(super) use copying::{Copying, Order};
pub(super) use form::ExportForm;
pub(super) use remembered::Remembered;
pub(super) use writing::Exported;
