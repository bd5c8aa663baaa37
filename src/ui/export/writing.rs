//! Writes what is taken away to a file beside the window; until the very end it can be given up, and nothing has changed then.

use std::path::PathBuf;
use std::sync::Arc;

use super::looked::{Laid, Matter, Source};
use super::options::Options;
use super::reins::Reins;
use super::told;
use crate::export::{self, ExportError, PictureSize};
use crate::io::{self, WriteError};
use crate::kit::capitalized;
use crate::model::Document;
use crate::ui::jobs::Job;

/// A file that was written.
#[derive(Debug)]
pub(in crate::ui) struct Exported {
    /// Where.
    pub path: PathBuf,
    /// How large the file is.
    pub n_bytes: usize,
}

/// Why nothing was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// There is a file already, and nobody has said that it may be replaced.
    Taken,
    /// It was given up.
    Stopped,
    /// This.
    Fault(String),
}

/// Whether a file that is there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// It may not.
    Keep,
    /// Somebody has said that it may.
    Replace,
}

/// What is to be written.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub source: Source,
    /// What is seen of it, where that is made already.
    pub laid: Option<Arc<Laid>>,
    pub options: Options,
    pub size: PictureSize,
    pub record: Arc<Document>,
    pub path: PathBuf,
    pub over: Over,
}

/// A file that is being written; it is given up when this is let go of.
#[derive(Debug)]
pub(super) struct Writer {
    job: Option<Job<Result<Exported, Unwritten>>>,
    /// Tells how far it has come.
    pub reins: Reins,
}

impl Writer {
    /// Begins to write.
    pub fn begin(order: Order) -> Self {
        let reins = Reins::default();
        let held = reins.clone();
        Self { job: Some(Job::begin(move || written(&order, &held))), reins }
    }

    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        self.job.as_ref().is_none_or(Job::is_done)
    }

    /// Waits for what came of it.
    pub fn wait(mut self) -> Result<Exported, Unwritten> {
        self.job.take().map_or(Err(Unwritten::Stopped), Job::wait)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.reins.stop();
    }
}

fn written(order: &Order, reins: &Reins) -> Result<Exported, Unwritten> {
    let Order { source, laid, options, size, record, path, over } = order;
    let fault = |words: String| Unwritten::Fault(capitalized(&words));
    let bytes = match &source.matter {
        Matter::Picture(_) => {
            let laid = laid.clone().unwrap_or_else(|| Arc::new(source.laid()));
            let writing = options.writing(*size, record, &laid.pages);
            export::write(&laid.pages, &io::theme(options.look.theme), &writing, &|done| reins.note(done))
        }
        Matter::Brief(account, subject, size) => {
            let how = (options.brief.format, options.look.theme);
            told::brief_file(account, subject, &source.version(), how, *size, &|done| reins.note(done))
        }
        Matter::Data(account, choices, theme) => Ok(told::data_file(account, *choices, *theme)),
    };
    let bytes = bytes.map_err(|error| match error {
        ExportError::BrokenOff => Unwritten::Stopped,
        error => fault(error.to_string()),
    })?;
    // The last moment at which it can be given up.
    if reins.is_stopped() {
        return Err(Unwritten::Stopped);
    }
    let written = match over {
        Over::Replace => io::write_atomically(path, &bytes),
        Over::Keep => io::write_new(path, &bytes),
    };
    written.map_err(|error| match error {
        WriteError::Taken { .. } => Unwritten::Taken,
        error => fault(error.to_string()),
    })?;
    Ok(Exported { path: path.clone(), n_bytes: bytes.len() })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::looked::{Looked, Wanted};
    use super::*;
    use crate::session::Session;

    fn order(path: PathBuf, over: Over) -> Order {
        let session = Session::open(io::load_starter().document, Vec::new());
        let options = Options::default();
        let size = options.size().expect("a size");
        let source = Looked::default().at(&session, Wanted::Picture(options.request(size, ""))).expect("a picture");
        Order { source, laid: None, options, size, record: session.record().clone(), path, over }
    }

    #[test]
    fn what_is_given_up_or_not_to_be_replaced_leaves_a_file_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("picture.png");
        fs::write(&path, "mine").expect("written");
        let reins = Reins::default();
        reins.stop();
        let given_up = written(&order(path.clone(), Over::Replace), &reins);
        assert_eq!(given_up.expect_err("given up"), Unwritten::Stopped);
        let kept = written(&order(path.clone(), Over::Keep), &Reins::default());
        assert_eq!(kept.expect_err("taken"), Unwritten::Taken);
        assert_eq!(fs::read(&path).expect("the file"), b"mine");
        let names = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(names, 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told_with_a_hint() {
        let path = PathBuf::from("/proc/picture.png");
        let Err(Unwritten::Fault(words)) = written(&order(path, Over::Keep), &Reins::default()) else {
            panic!("it was written")
        };
        assert!(
            words.starts_with("Cannot write the file: ") && words.contains("\nHint: nothing was changed"),
            "{words}"
        );
    }
}
