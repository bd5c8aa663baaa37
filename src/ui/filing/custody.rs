//! Which atlas is open and who may write it, and what goes on with its files.

use super::errands::Filing;
use super::journaling::Journaling;
use crate::io::FoundJournal;
use crate::ui::watching::Watching;

/// All that the window has to do with files.
#[derive(Debug, Default)]
pub(in crate::ui) struct Custody {
    /// Follows the files of the open atlas.
    pub watching: Watching,
    /// Opens and saves.
    pub filing: Filing,
    /// Keeps every step until it is saved.
    pub journaling: Journaling,
    /// What dead processes have left unsaved, as long as nothing was said about it.
    pub found: Vec<FoundJournal>,
    /// Whether the window closes for good, and nothing is asked any more.
    pub is_closing: bool,
}
