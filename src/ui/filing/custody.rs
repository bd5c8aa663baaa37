//! All that the window has to do with files.

use super::errands::Filing;
use super::journaling::Journaling;
use crate::ui::watching::Watching;

/// What follows the files of the open atlas, writes them, and keeps what is not written yet.
#[derive(Debug, Default)]
pub(in crate::ui) struct Custody {
    /// Follows the files of the open atlas.
    pub watching: Watching,
    /// Opens and saves.
    pub filing: Filing,
    /// Keeps every step until it is saved.
    pub journaling: Journaling,
    /// Whether the window closes for good.
    pub closing: Closing,
}

/// Whether a window closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::ui) enum Closing {
    /// Nobody has asked for it, or it was not to be.
    #[default]
    No,
    /// It does, and nothing is asked any more.
    ForGood,
}
