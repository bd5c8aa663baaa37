//! Carries out what was asked for of the files, beside the window, and remembers what is to come after it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::path_form::{PathForm, Purpose};
use crate::io::{self, AtlasLock, Keepsakes, Loaded, Origin, SaveError, Saved, Stamp};
use crate::model::{Document, NamedView};
use crate::session::{Keeping, Session};
use crate::ui::dialogs::Dialog;
use crate::ui::jobs::Job;
use crate::ui::watching::Watching;

/// The id of the starter atlas, whose text is compiled in.
const STARTER: &str = "korea";

/// What the window does with files at the moment.
#[derive(Debug, Default)]
pub(in crate::ui) struct Filing {
    work: Option<Work>,
    /// What is to be done once a save has succeeded.
    next: Option<Keeping>,
    /// How records were written before, by which a save after undo gives the first bytes again.
    keepsakes: Arc<Keepsakes>,
}

/// Something that goes on.
#[derive(Debug)]
enum Work {
    Saving(Arc<Document>, Job<Result<Saved, SaveError>>),
    SavingTo(Arc<Document>, PathBuf, Job<Result<(), SaveError>>),
    Copying(PathBuf, Job<Result<(), SaveError>>),
    Opening(PathBuf, Job<Box<Loaded>>),
}

/// What came of it.
#[derive(Debug)]
pub(in crate::ui) enum Outcome {
    /// Nothing yet.
    Nothing,
    /// The atlas was saved where it is: what was saved, and what is read from its files now.
    Saved(Arc<Document>, Box<Document>, Stamp),
    /// The atlas was saved at a path, where the window goes on.
    SavedTo(Arc<Document>, PathBuf),
    /// A copy was written to a path.
    Copied(PathBuf),
    /// An atlas was read that was asked for.
    Opened(PathBuf, Box<Loaded>),
    /// The files have changed since they were read, so nothing was written.
    Changed,
    /// Something must be asked or said first.
    Ask(Dialog),
    /// An atlas is to begin.
    Begin(crate::session::Beginning),
    /// What was not saved is to be restored.
    Restore,
    /// It is to be written into a new folder, which is to be asked for.
    RestoreCopy,
    /// It is to be forgotten.
    Discard,
    /// The window is to close.
    Close,
}

impl Filing {
    /// Says what goes on, in words; `None` while nothing does.
    pub fn in_words(&self) -> Option<&'static str> {
        self.work.as_ref().map(|work| match work {
            Work::Saving(..) | Work::SavingTo(..) | Work::Copying(..) => "Saving…",
            Work::Opening(..) => "Opening…",
        })
    }

    /// Begins what was asked for.
    pub fn begin(&mut self, keeping: Keeping, session: &Session, watching: &Watching) -> Outcome {
        let manifest = &session.record().manifest;
        let ask =
            |purpose, why| Outcome::Ask(Dialog::Path(PathForm::save(purpose, &manifest.id, watching.path(), why)));
        match keeping {
            Keeping::New => Outcome::Ask(Dialog::New(super::NewForm::default())),
            Keeping::Open => Outcome::Ask(Dialog::Path(PathForm::open(String::new()))),
            Keeping::SaveAs => ask(Purpose::SaveAs, String::new()),
            Keeping::SaveCopy => ask(Purpose::SaveCopy, String::new()),
            Keeping::Begin(_) | Keeping::OpenAt(_) | Keeping::Restore | Keeping::Close if session.is_unsaved() => {
                Outcome::Ask(Dialog::Unsaved(keeping))
            }
            Keeping::Abandon(next) => self.go_on(*next),
            Keeping::Begin(_)
            | Keeping::OpenAt(_)
            | Keeping::Restore
            | Keeping::RestoreCopy
            | Keeping::Discard
            | Keeping::Close => self.go_on(keeping),
            Keeping::SaveFirst(next) => {
                self.next = Some(*next);
                self.begin(Keeping::Save, session, watching)
            }
            // One after the other: the second would find files that it does not know.
            Keeping::Save | Keeping::SaveTo(_) | Keeping::CopyTo(_) if self.work.is_some() => Outcome::Nothing,
            Keeping::Save => match watching.lock() {
                Some(Ok(lock)) => self.save(lock.clone(), session, watching),
                Some(Err(error)) => ask(Purpose::SaveAs, error.to_string()),
                None => ask(Purpose::SaveAs, String::new()),
            },
            Keeping::SaveTo(path) => {
                let (document, job) = write_new(&path, session, watching);
                self.work = Some(Work::SavingTo(document, path, job));
                Outcome::Nothing
            }
            Keeping::CopyTo(path) => {
                let (_, job) = write_new(&path, session, watching);
                self.work = Some(Work::Copying(path, job));
                Outcome::Nothing
            }
        }
    }

    fn save(&mut self, lock: Arc<AtlasLock>, session: &Session, watching: &Watching) -> Outcome {
        if session.is_unsaved() {
            let (document, stamp) = (session.record().clone(), watching.stamp());
            let (wanted, kept) = (document.clone(), self.keepsakes.clone());
            let job = Job::begin(move || io::save(&lock, &stamp, &wanted, &kept));
            self.work = Some(Work::Saving(document, job));
            return Outcome::Nothing;
        }
        // There is nothing to write, and what was to come after it can come.
        self.next.take().map_or(Outcome::Nothing, |next| self.go_on(next))
    }

    /// Does what does not mind that something is not saved.
    fn go_on(&mut self, keeping: Keeping) -> Outcome {
        match keeping {
            Keeping::OpenAt(path) => {
                let at = path.clone();
                self.work = Some(Work::Opening(path, Job::begin(move || Box::new(io::load(&at)))));
                Outcome::Nothing
            }
            Keeping::Begin(beginning) => Outcome::Begin(beginning),
            Keeping::Restore => Outcome::Restore,
            Keeping::RestoreCopy => Outcome::RestoreCopy,
            Keeping::Discard => Outcome::Discard,
            Keeping::Close => Outcome::Close,
            Keeping::New
            | Keeping::Open
            | Keeping::Save
            | Keeping::SaveAs
            | Keeping::SaveTo(_)
            | Keeping::SaveCopy
            | Keeping::CopyTo(_)
            | Keeping::SaveFirst(_)
            | Keeping::Abandon(_) => Outcome::Nothing,
        }
    }

    /// Returns what came of what goes on, once it is done.
    pub fn finish(&mut self, session: &Session, watching: &Watching) -> Outcome {
        let is_done = |work: &mut Work| match work {
            Work::Saving(_, job) => job.is_done(),
            Work::SavingTo(_, _, job) | Work::Copying(_, job) => job.is_done(),
            Work::Opening(_, job) => job.is_done(),
        };
        let Some(work) = self.work.take_if(is_done) else { return Outcome::Nothing };
        let again = |purpose, error: SaveError| {
            let form = PathForm::save(purpose, &session.record().manifest.id, watching.path(), error.to_string());
            Outcome::Ask(Dialog::Path(form))
        };
        match work {
            Work::Saving(document, job) => match job.wait() {
                Ok(Saved { stamp, document: read, revived: _, made }) => {
                    Arc::make_mut(&mut self.keepsakes).remember(made);
                    Outcome::Saved(document, Box::new(read), stamp)
                }
                Err(SaveError::Changed { .. }) => {
                    self.next = None;
                    Outcome::Changed
                }
                Err(error) => {
                    self.next = None;
                    again(Purpose::SaveAs, error)
                }
            },
            Work::SavingTo(document, path, job) => match job.wait() {
                Ok(()) => {
                    self.keepsakes = Arc::default();
                    Outcome::SavedTo(document, path)
                }
                Err(error) => again(Purpose::SaveAs, error),
            },
            Work::Copying(path, job) => match job.wait() {
                Ok(()) => Outcome::Copied(path),
                Err(error) => again(Purpose::SaveCopy, error),
            },
            Work::Opening(path, job) => match job.wait() {
                loaded if loaded.is_nothing() => {
                    let why = loaded.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    Outcome::Ask(Dialog::Path(PathForm::open(why)))
                }
                loaded => {
                    self.keepsakes = Arc::default();
                    Outcome::Opened(path, loaded)
                }
            },
        }
    }

    /// Returns what was to come after a save that has succeeded.
    pub fn after_save(&mut self) -> Option<Outcome> {
        self.next.take().map(|next| self.go_on(next))
    }

    /// Lets go of what was to come after a save, since it is not wanted any more.
    pub fn forget_next(&mut self) {
        self.next = None;
    }
}

/// Begins to write the atlas that is shown, with its named views, where nothing is.
fn write_new(path: &Path, session: &Session, watching: &Watching) -> (Arc<Document>, Job<Result<(), SaveError>>) {
    let (path, document, at) = (path.to_owned(), session.record().clone(), watching.path().map(Path::to_owned));
    let (wanted, views): (_, Vec<NamedView>) = (document.clone(), session.views().list().to_vec());
    let opened = &session.history().revisions()[0].document;
    let is_starter = opened.manifest.id == STARTER && !opened.nations.is_empty();
    let job = Job::begin(move || {
        let origin = match &at {
            Some(at) => Origin::At(at),
            None if is_starter => Origin::Starter,
            None => Origin::Nowhere,
        };
        io::save_new(&path, origin, &wanted, &views)
    });
    (document, job)
}
