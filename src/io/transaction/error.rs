//! Why an atlas was not saved or not locked, in words: what happened, what became of the files, what to do, which file.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::super::files::{in_words, what_to_do};
use super::super::rewrite::RewriteError;
use super::lock::Holder;
use super::room::SaveLimit;
use super::stamp::Stamp;

/// Why an atlas was not saved. Unless it is [`SaveError::Unfinished`] or [`SaveError::Stuck`], no file was changed.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Files are not what they were when they were read.
    #[error("the atlas was not saved, because it has changed on the disk since it was read: {}\nHint: nothing was written; reload it, or save a copy elsewhere\nFile: {}", files.join(", "), path.display())]
    Changed {
        /// The atlas.
        path: PathBuf,
        /// Paths within the atlas of the files that differ, are gone or are new; sorted.
        files: Vec<String>,
    },
    /// The new texts could not be made.
    #[error("the atlas was not saved: {cause}")]
    Unwritable {
        /// Why not.
        cause: RewriteError,
    },
    /// A file could not be read any more.
    #[error("the atlas was not saved, because {file} could not be read then: {limit}\nHint: nothing was written; put more ties into each file, or split the atlas\nFile: {}", path.display())]
    Beyond {
        /// The atlas.
        path: PathBuf,
        /// The path within the atlas.
        file: String,
        /// What it would be beyond of.
        limit: SaveLimit,
    },
    /// A new atlas shall go where something is already.
    #[error("the atlas was not saved, because there is something in its place already\nHint: nothing was written; choose a new or an empty folder\nFile: {}", path.display())]
    Taken {
        /// The place.
        path: PathBuf,
    },
    /// A new atlas shall go into the atlas of which it is a copy.
    #[error("the atlas was not saved, because this place is within the atlas itself\nHint: nothing was written; choose a place outside of {}\nFile: {}", atlas.display(), path.display())]
    Within {
        /// The place.
        path: PathBuf,
        /// The atlas.
        atlas: PathBuf,
    },
    /// A new atlas cannot be locked.
    #[error("the atlas was not saved: {cause}")]
    Locked {
        /// Why not.
        cause: LockError,
    },
    /// A path is not one that a file of an atlas may have, or is given twice.
    #[error("the atlas was not saved, because `{file}` cannot be the path of one of its files\nHint: nothing was written; files of ties are called ties/NAME.ron\nFile: {}", path.display())]
    NotAPart {
        /// The atlas.
        path: PathBuf,
        /// The path within the atlas.
        file: String,
    },
    /// What is in the place of a file is none.
    #[error("the atlas was not saved, because {} is not a regular file\nHint: your file is unchanged; move what is there away, or save the atlas elsewhere", path.display())]
    NotAFile {
        /// The target.
        path: PathBuf,
    },
    /// A link leads out of the atlas, to nothing, or to a file that is written anyway.
    #[error("the atlas was not saved, because of a link: {why}\nHint: your file is unchanged; put the file itself in the place of the link, or save the atlas elsewhere\nFile: {}", path.display())]
    Link {
        /// The target.
        path: PathBuf,
        /// What is wrong with the link.
        why: &'static str,
    },
    /// A file is there that could not be read, so that nobody knows what would be lost.
    #[error("the atlas was not saved, because a file that could not be read would be written over\nHint: your file is unchanged; mend it and reload, or save the atlas elsewhere\nFile: {}", path.display())]
    NotRead {
        /// The target.
        path: PathBuf,
    },
    /// A file may only be read.
    #[error("the atlas was not saved, because a file may only be read\nHint: your file is unchanged; let it be written to, or save the atlas elsewhere\nFile: {}", path.display())]
    ReadOnly {
        /// The target.
        path: PathBuf,
    },
    /// The atlas is no longer where the lock was taken.
    #[error("the atlas was not saved, because its folder was moved, removed or replaced\nHint: put it back where it was, or save the atlas elsewhere\nFile: {}", path.display())]
    Moved {
        /// The atlas.
        path: PathBuf,
    },
    /// The file system said no, before anything was changed.
    #[error("the atlas was not saved: {}\nHint: no file was changed; {}, or save to another place\nFile: {}", in_words(cause), what_to_do(cause), path.display())]
    Io {
        /// The target.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// The file system said no when the new files were already on the disk; the save is finished by the next.
    #[error("the save could not be finished: {}\nHint: save it again to finish it; until then a file may turn out to be the old one or the new one, whole\nFile: {}", in_words(cause), path.display())]
    Unfinished {
        /// The file with which it failed.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
        /// What the atlas is once the save is finished: what the next save has to expect.
        stamp: Box<Stamp>,
    },
    /// An earlier save can neither be finished nor taken back.
    #[error("the atlas was not saved, because {message}\nHint: {hint}\nFile: {}", path.display())]
    Stuck {
        /// The atlas.
        path: PathBuf,
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
}

/// Why an atlas cannot be locked for writing.
#[derive(Debug, Error)]
pub enum LockError {
    /// Somebody else has it open for writing.
    #[error("the atlas is open for writing elsewhere{}\nHint: close it there first, or save a copy\nFile: {}", by(holder.as_ref()), path.display())]
    Held {
        /// The atlas.
        path: PathBuf,
        /// Who; `None` where that is not known.
        holder: Option<Holder>,
    },
    /// The folder can only be read.
    #[error("the atlas can only be read: {}\nHint: let its folder be written to, or save a copy elsewhere\nFile: {}", in_words(cause), path.display())]
    ReadOnly {
        /// The atlas.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// The file system said something else.
    #[error("the atlas cannot be opened for writing: {}\nHint: {}, or save the atlas elsewhere\nFile: {}", in_words(cause), what_to_do(cause), path.display())]
    Io {
        /// The atlas.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
}

fn by(holder: Option<&Holder>) -> String {
    holder.map(|holder| format!(" by {holder}")).unwrap_or_default()
}
