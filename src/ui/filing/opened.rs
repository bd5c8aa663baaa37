//! An atlas that was read beside the window, and what a journal makes of one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::io::{self, Base, FoundJournal, JournalError, Loaded, Restored};
use crate::model::Document;
use crate::ui::jobs::Job;
use crate::ui::watching::Watching;

/// An atlas whose files were watched and locked before they were read, so that nothing goes unnoticed.
#[derive(Debug)]
pub(in crate::ui) struct Opened {
    /// Where it is.
    pub path: PathBuf,
    /// Follows its files.
    pub watching: Watching,
    /// What was read.
    pub loaded: Loaded,
}

/// A history that was restored from a journal.
#[derive(Debug)]
pub(in crate::ui) struct Ready {
    /// Its atlas; `None` where that is in no file.
    pub opened: Option<Opened>,
    /// What the atlas holds without it.
    pub document: Arc<Document>,
    /// The history.
    pub restored: Restored,
}

impl Opened {
    /// Reads the atlas at a path. O(bytes).
    pub fn at(path: &Path) -> Self {
        let watching = Watching::begin(path);
        let loaded = io::load(path);
        Self { path: path.to_owned(), watching: watching.reading(&loaded), loaded }
    }
}

impl Ready {
    /// Restores a journal onto its atlas as that is now. O(bytes).
    ///
    /// # Errors
    /// Returns why when the journal can no more be read.
    pub fn of(found: &FoundJournal) -> Result<Self, JournalError> {
        let opened = match found.base() {
            Base::Files { path, .. } => Some(Opened::at(path)),
            Base::Starter | Base::New(_) => None,
        };
        let document = match &opened {
            Some(opened) => opened.loaded.document.clone(),
            // Only an atlas in files has none of its own.
            None => found.base_document().unwrap_or_else(|| io::load_starter().document),
        };
        let restored = found.restore(&document, opened.as_ref().map(|opened| &opened.loaded.stamp))?;
        Ok(Self { opened, document: Arc::new(document), restored })
    }
}

/// Remembers beside the window that an atlas was opened: what that comes to is waited for by nobody.
pub(in crate::ui) fn remember(path: &Path, loaded: &Loaded) {
    let (path, title) = (path.to_owned(), loaded.document.manifest.title.clone());
    drop(Job::begin(move || io::note_recent(&path, &title)));
}
