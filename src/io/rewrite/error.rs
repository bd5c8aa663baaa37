//! Why texts could not be made. No file is changed then.

use std::sync::Arc;

use thiserror::Error;

use crate::kit::visible;
use crate::model::{EntryId, Place, Problem};

/// Why texts could not be made.
#[derive(Debug, Error)]
pub enum RewriteError {
    /// A file that would have to change cannot be read to its end.
    #[error("the file cannot be changed, because it has an error at {place}: {message}\nHint: {hint}; then save again\nFile: {}", visible(&place.file))]
    Faulty {
        /// Where.
        place: Box<Place>,
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// A file that would have to change could not be read at all.
    #[error(
        "the file cannot be changed, because it could not be read\nHint: see what is said of it among the problems, and save again\nFile: {}",
        visible(file)
    )]
    Unread {
        /// Its path within the atlas.
        file: Arc<str>,
    },
    /// A record does not stand in the files as it was read.
    #[error(
        "{} is not in the files as it was read\nHint: the files have changed; read them again, or save a copy",
        spoken(id)
    )]
    Unlike {
        /// Which record.
        id: EntryId,
    },
    /// A record holds more than a file may.
    #[error("{} holds more than a file may\nHint: shorten its texts or its lists", spoken(id))]
    TooMuch {
        /// Which record.
        id: EntryId,
    },
    /// What would be written would not be read as what is wanted.
    #[error(
        "{} would be read otherwise than meant\nHint: look for an error in the files at the record of that id or at what it names, mend it, and save again",
        spoken(id)
    )]
    ReadsOtherwise {
        /// The first record of which that is so.
        id: EntryId,
    },
    /// A file cannot become a part of one file, or be taken apart, without a loss.
    #[error(
        "the atlas cannot be kept in another form, because not all that is in a file could be taken along: {why}\nHint: save it in the form that it has, a folder or one .ron file, or mend that file and save again\nFile: {}",
        visible(file)
    )]
    Shape {
        /// Its path within the atlas.
        file: Arc<str>,
        /// Why not.
        why: String,
    },
    /// A named view would not be read as what is wanted.
    #[error(
        "the view “{}” would be read otherwise than meant\nHint: simplify its name and its judgment, or delete it, and save again",
        visible(name)
    )]
    View {
        /// Its name.
        name: String,
    },
    /// What would be written has an error of its own.
    #[error("what is to be saved has an error: {}\nHint: {}\nFile: {}", visible(&problem.message), visible(&problem.hint), visible(&problem.place.file))]
    Unsound {
        /// The error.
        problem: Box<Problem>,
    },
}

impl RewriteError {
    /// Returns that something at a place could not be read.
    pub(super) fn faulty(place: Place, message: &str, hint: &str) -> Self {
        Self::Faulty { place: Box::new(place), message: message.to_owned(), hint: hint.to_owned() }
    }
}

/// Returns a record as people name it.
fn spoken(id: &EntryId) -> String {
    match id {
        EntryId::Manifest => "what the atlas says of itself".to_owned(),
        EntryId::Kind(_)
        | EntryId::Nation(_)
        | EntryId::Source(_)
        | EntryId::Instrument(_)
        | EntryId::Tie(_)
        | EntryId::Assessment(_)
        | EntryId::Position(_)
        | EntryId::Scenario(_) => format!("the {} `{}`", id.noun(), visible(id.as_str())),
    }
}
