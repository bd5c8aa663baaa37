//! Why edits are not in the journal, or cannot be restored from one.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::super::files::{in_words, what_to_do};

/// Why edits are not kept, or not restored.
#[derive(Debug, Error)]
pub enum JournalError {
    /// There is no folder for what the program keeps.
    #[error(
        "edits are kept only as long as the window is open: there is no folder for journals\nHint: save often, or set XDG_STATE_HOME to a folder of yours"
    )]
    Nowhere,
    /// The file system said no.
    #[error("edits are kept only as long as the window is open: {}\nHint: save the atlas; {}\nFile: {}", in_words(cause), what_to_do(cause), path.display())]
    NotKept {
        /// The journal or its folder.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// The journal holds as much as one may.
    #[error("edits are kept only as long as the window is open: the journal is full\nHint: save the atlas and open it again\nFile: {}", path.display())]
    Full {
        /// The journal.
        path: PathBuf,
    },
    /// Something is more than is ever read of a journal, so that it would be lost all the same.
    #[error("edits are kept only as long as the window is open: this is more than a journal can hold\nHint: save the atlas and open it again\nFile: {}", path.display())]
    TooLarge {
        /// The journal or its folder.
        path: PathBuf,
    },
    /// The journal can no more be read as it was found.
    #[error("the journal cannot be read: {}\nHint: nothing was changed; it stays where it is\nFile: {}", in_words(cause), path.display())]
    NotRead {
        /// The journal.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// Nothing in the journal can be read, although something may be in it.
    #[error("a journal of edits that were not saved is damaged, so that none of them can be offered\nHint: it is kept as it is, and its text can be read with any editor\nFile: {}", path.display())]
    Damaged {
        /// Where the journal is by now.
        path: PathBuf,
    },
    /// The journal could not be removed.
    #[error("the journal cannot be removed: {}\nHint: it will be offered again; remove the file by hand\nFile: {}", in_words(cause), path.display())]
    NotRemoved {
        /// The journal.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
}
