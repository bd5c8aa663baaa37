//! Carries out what was asked for of the files, beside the window, and remembers what is to come after it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::new_form::NewForm;
use super::opened::{Opened, Ready};
use super::path_form::{PathForm, Purpose};
use super::recovery::Offered;
use super::unsaved::{Typed, Unsaved};
use crate::io::{
    self, AtlasLock, Base, FoundJournal, JournalError, Keepsakes, LostStep, Origin, SaveError, Saved, Stamp,
};
use crate::model::{Document, NamedView};
use crate::session::{Beginning, Keeping, Next, Session};
use crate::ui::dialogs::Dialog;
use crate::ui::jobs::Job;
use crate::ui::watching::Watching;

/// What the window does with files at the moment.
#[derive(Debug, Default)]
pub(in crate::ui) struct Filing {
    work: Option<Work>,
    /// What was asked for while that went on, to be done when it is over.
    waiting: Option<Keeping>,
    /// What is to be done once a save has succeeded.
    next: Option<Next>,
    /// What was in open forms when that was asked for.
    typed: Typed,
    /// How records were written before, by which a save after undo gives the first bytes again.
    keepsakes: Arc<Keepsakes>,
    /// Why the atlas is in no file, where it is in none.
    no_file: NoFile,
    /// What dead processes have left unsaved, as long as nothing was said about it; the first is offered.
    found: Vec<Arc<FoundJournal>>,
}

/// Why an atlas is in no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::ui) enum NoFile {
    /// It is the starter atlas.
    #[default]
    Starter,
    /// It has just begun.
    Begun,
}

/// Something that goes on.
#[derive(Debug)]
enum Work {
    Saving(Arc<Document>, Job<Result<Saved, SaveError>>),
    SavingTo(Arc<Document>, PathBuf, Job<Result<Box<Opened>, SaveError>>),
    Copying(PathBuf, Job<Result<(), SaveError>>),
    Opening(Left, PathBuf, Job<Box<Opened>>),
    Restoring(Left, Arc<FoundJournal>, Job<Result<Box<Ready>, JournalError>>),
    RestoringCopy(Arc<FoundJournal>, Job<Result<Restoration, String>>),
}

/// What was given up when another atlas was asked for.
#[derive(Debug)]
struct Left {
    document: Arc<Document>,
    typed: Typed,
}

impl Left {
    /// Whether something was edited or typed since, of which nobody has said that it may be lost.
    fn was_used(&self, session: &Session, typed: Typed) -> bool {
        !Arc::ptr_eq(session.record(), &self.document) || self.typed == Typed::Nothing && typed == Typed::Something
    }
}

/// What was restored into a copy.
#[derive(Debug)]
pub(in crate::ui) struct Restoration {
    /// Where the copy is.
    pub path: PathBuf,
    /// What could not be restored.
    pub lost: Vec<LostStep>,
}

/// What came of it.
#[derive(Debug)]
pub(in crate::ui) enum Outcome {
    /// Nothing yet.
    Nothing,
    /// The atlas was saved where it is: this document was.
    Saved(Arc<Document>, Box<Saved>),
    /// The atlas was saved in a place where the window goes on.
    SavedTo(Arc<Document>, Box<Opened>),
    /// A copy was written to a path.
    Copied(PathBuf),
    /// An atlas was read that was asked for.
    Opened(Box<Opened>),
    /// The files have changed since they were read, so nothing was written.
    Changed,
    /// The new contents, of this document, are on the disk and will be put into place; until then the files count as these, for
    /// this reason.
    Unfinished(Arc<Document>, Box<Stamp>, String),
    /// Something must be asked or said first.
    Ask(Dialog),
    /// An atlas is to begin.
    Begin(Beginning),
    /// What was not saved is restored.
    Restored(Arc<FoundJournal>, Box<Ready>),
    /// What was not saved is in a copy.
    RestoredCopy(Arc<FoundJournal>, Restoration),
    /// What was not saved is forgotten.
    Discarded,
    /// It is not, or was not restored, for this reason.
    NotRestored(String),
    /// The window is to close.
    Close,
}

impl Filing {
    /// Returns what is done with an atlas that is in no file, or in files, and what others have left meanwhile.
    pub fn of(no_file: NoFile, found: Vec<Arc<FoundJournal>>) -> Self {
        Self { no_file, found, ..Self::default() }
    }

    /// Returns the journals about which nothing was said yet.
    pub fn take_found(&mut self) -> Vec<Arc<FoundJournal>> {
        std::mem::take(&mut self.found)
    }

    /// Returns what is offered of the next journal that was found, if one is left, while an atlas is open.
    pub fn offered(&self, opened: &Base) -> Option<Offered> {
        self.found.first().map(|found| Offered::of(found, opened))
    }

    /// Says what goes on, in words; `None` while nothing does.
    pub fn in_words(&self) -> Option<&'static str> {
        self.work.as_ref().map(|work| match work {
            Work::Saving(..) | Work::SavingTo(..) | Work::Copying(..) => "Saving…",
            Work::Opening(..) => "Opening…",
            Work::Restoring(..) | Work::RestoringCopy(..) => "Restoring…",
        })
    }

    /// Whether what goes on can be given up, because it only reads.
    pub fn can_be_given_up(&self) -> bool {
        matches!(self.work, Some(Work::Opening(..)))
    }

    /// Begins what was asked for; `typed` says what is in open forms.
    pub fn begin(&mut self, keeping: Keeping, session: &Session, watching: &mut Watching, typed: Typed) -> Outcome {
        match keeping {
            // What was to come after a save was said before this.
            Keeping::New | Keeping::Open | Keeping::Save | Keeping::SaveAs | Keeping::SaveCopy | Keeping::Leave(_) => {
                self.next = None;
            }
            Keeping::SaveTo(_)
            | Keeping::CopyTo(_)
            | Keeping::GiveUp
            | Keeping::SaveFirst(_)
            | Keeping::Abandon(_)
            | Keeping::RestoreCopy
            | Keeping::Discard => {}
        }
        if self.work.is_some() {
            return self.wait(keeping, session, watching, typed);
        }
        let ask = |purpose, why| ask_where(purpose, why, session, watching);
        match keeping {
            Keeping::New => Outcome::Ask(Dialog::New(NewForm::default())),
            Keeping::Open => Outcome::Ask(Dialog::Path(PathForm::open(String::new()))),
            Keeping::SaveAs => ask(Purpose::SaveAs, String::new()),
            Keeping::SaveCopy => ask(Purpose::SaveCopy, String::new()),
            Keeping::GiveUp => Outcome::Nothing,
            Keeping::Leave(next) if session.is_unsaved() || typed == Typed::Something => {
                Outcome::Ask(Dialog::Unsaved(Unsaved { next, typed, goes_on: None }))
            }
            Keeping::Leave(next) | Keeping::Abandon(next) => {
                self.typed = typed;
                self.go_on(next, session)
            }
            Keeping::SaveFirst(next) => {
                (self.next, self.typed) = (Some(next), typed);
                self.save(session, watching, typed)
            }
            Keeping::Save => self.save(session, watching, typed),
            Keeping::SaveTo(path) => {
                let (document, write) = self.copy_of(session, watching);
                let at = path.clone();
                let job = Job::begin(move || write(&at).map(|()| Box::new(Opened::at(&at))));
                self.work = Some(Work::SavingTo(document, path, job));
                Outcome::Nothing
            }
            Keeping::CopyTo(path) => {
                let (_, write) = self.copy_of(session, watching);
                let at = path.clone();
                self.work = Some(Work::Copying(path, Job::begin(move || write(&at))));
                Outcome::Nothing
            }
            Keeping::RestoreCopy => self.restore_copy(),
            Keeping::Discard => match self.next_found().map(Arc::try_unwrap) {
                Some(Ok(found)) => found
                    .discard()
                    .map_or_else(|error| Outcome::NotRestored(error.to_string()), |()| Outcome::Discarded),
                Some(Err(_)) | None => Outcome::Nothing,
            },
        }
    }

    /// Takes note of what was asked for while something goes on: one after the other, since a second save would find files
    /// that it does not know. Who asks once more to leave is told what goes on, and may break it off.
    fn wait(&mut self, keeping: Keeping, session: &Session, watching: &Watching, typed: Typed) -> Outcome {
        match keeping {
            Keeping::GiveUp => {
                self.work.take_if(|work| matches!(work, Work::Opening(..)));
                Outcome::Nothing
            }
            Keeping::Abandon(Next::Close) => Outcome::Close,
            Keeping::Leave(next) if self.waiting == Some(Keeping::Leave(next.clone())) => {
                Outcome::Ask(Dialog::Unsaved(Unsaved { next, typed, goes_on: self.in_words() }))
            }
            Keeping::SaveAs => ask_where(Purpose::SaveAs, String::new(), session, watching),
            Keeping::SaveCopy => ask_where(Purpose::SaveCopy, String::new(), session, watching),
            keeping => {
                self.waiting = Some(keeping);
                Outcome::Nothing
            }
        }
    }

    /// Returns what was asked for while something went on, once that is over; it is not wanted any more where something is
    /// asked because of what came of it.
    pub fn take_waiting(&mut self, outcome: &Outcome) -> Option<Keeping> {
        let waiting = self.waiting.take_if(|_| self.work.is_none());
        waiting.filter(|_| !matches!(outcome, Outcome::Ask(_)))
    }

    /// Saves the atlas where it is, or asks where. Where nothing is to be saved, what was to come after it comes.
    pub fn save(&mut self, session: &Session, watching: &mut Watching, typed: Typed) -> Outcome {
        if !session.is_unsaved() {
            let is_new = self.typed == Typed::Nothing && typed == Typed::Something;
            return match self.next.take() {
                // Typed since that was said, so nobody has said that it may be lost.
                Some(next) if is_new => Outcome::Ask(Dialog::Unsaved(Unsaved { next, typed, goes_on: None })),
                Some(next) => self.go_on(next, session),
                None => Outcome::Nothing,
            };
        }
        // Whoever held it may be gone.
        watching.lock_again();
        match watching.lock() {
            Some(Ok(lock)) => {
                let (document, stamp, kept) = (session.record().clone(), watching.stamp(), self.keepsakes.clone());
                let (lock, wanted, shown): (Arc<AtlasLock>, _, _) = (lock.clone(), document.clone(), watching.shown());
                let job =
                    Job::begin(move || io::save(&lock, &stamp, shown.as_ref().unwrap_or(&wanted), &wanted, &kept));
                self.work = Some(Work::Saving(document, job));
                Outcome::Nothing
            }
            Some(Err(error)) => ask_where(Purpose::SaveAs, error.to_string(), session, watching),
            None => ask_where(Purpose::SaveAs, String::new(), session, watching),
        }
    }

    /// Leaves the atlas that is open.
    fn go_on(&mut self, next: Next, session: &Session) -> Outcome {
        let left = Left { document: session.record().clone(), typed: self.typed };
        match next {
            Next::Open(path) => {
                let at = path.clone();
                self.work = Some(Work::Opening(left, path, Job::begin(move || Box::new(Opened::at(&at)))));
                Outcome::Nothing
            }
            Next::Begin(beginning) => Outcome::Begin(beginning),
            Next::Restore => {
                let Some(found) = self.next_found() else { return Outcome::Nothing };
                let of = found.clone();
                self.work = Some(Work::Restoring(left, found, Job::begin(move || Ready::of(&of).map(Box::new))));
                Outcome::Nothing
            }
            Next::Close => Outcome::Close,
        }
    }

    fn restore_copy(&mut self) -> Outcome {
        let Some(found) = self.next_found() else { return Outcome::Nothing };
        let of = found.clone();
        self.work = Some(Work::RestoringCopy(found, Job::begin(move || restored_copy(&of))));
        Outcome::Nothing
    }

    fn next_found(&mut self) -> Option<Arc<FoundJournal>> {
        (!self.found.is_empty()).then(|| self.found.remove(0))
    }

    /// Returns the atlas that is shown, and what writes it with its named views where nothing is.
    fn copy_of(
        &self,
        session: &Session,
        watching: &Watching,
    ) -> (Arc<Document>, impl FnOnce(&Path) -> Result<(), SaveError> + Clone + Send + 'static) {
        let (document, at, no_file) = (session.record().clone(), watching.path().map(Path::to_owned), self.no_file);
        let (wanted, views): (_, Vec<NamedView>) = (document.clone(), session.views().list().to_vec());
        let shown = watching.shown();
        let write = move |path: &Path| {
            let origin = match (&at, no_file) {
                (Some(at), _) => Origin::At(at),
                (None, NoFile::Starter) => Origin::Starter,
                (None, NoFile::Begun) => Origin::Nowhere,
            };
            io::save_new(path, origin, shown.as_ref(), &wanted, Some(&views)).map(drop)
        };
        (document, write)
    }

    /// Returns what came of what goes on, once it is done; `typed` says what is in open forms.
    ///
    /// What was edited while another atlas was read is asked about like what was edited before.
    pub fn finish(&mut self, session: &Session, watching: &Watching, typed: Typed) -> Outcome {
        let is_done = |work: &mut Work| match work {
            Work::Saving(_, job) => job.is_done(),
            Work::SavingTo(.., job) => job.is_done(),
            Work::Copying(_, job) => job.is_done(),
            Work::Opening(.., job) => job.is_done(),
            Work::Restoring(.., job) => job.is_done(),
            Work::RestoringCopy(_, job) => job.is_done(),
        };
        let Some(work) = self.work.take_if(is_done) else { return Outcome::Nothing };
        let again = |purpose, path: &Path, error: &SaveError| {
            Outcome::Ask(Dialog::Path(PathForm::again(purpose, path, error.to_string())))
        };
        match work {
            Work::Saving(document, job) => match job.wait() {
                Ok(mut saved) => {
                    Arc::make_mut(&mut self.keepsakes).remember(std::mem::take(&mut saved.made));
                    Outcome::Saved(document, Box::new(saved))
                }
                Err(error) => {
                    self.next = None;
                    match error {
                        SaveError::Changed { .. } => Outcome::Changed,
                        SaveError::Unfinished { ref stamp, .. } => {
                            Outcome::Unfinished(document, stamp.clone(), error.to_string())
                        }
                        error => ask_where(Purpose::SaveAs, error.to_string(), session, watching),
                    }
                }
            },
            Work::SavingTo(document, path, job) => match job.wait() {
                Ok(opened) => Outcome::SavedTo(document, opened),
                Err(error) => again(Purpose::SaveAs, &path, &error),
            },
            Work::Copying(path, job) => match job.wait() {
                Ok(()) => Outcome::Copied(path),
                Err(error) => again(Purpose::SaveCopy, &path, &error),
            },
            Work::Opening(left, path, job) => match job.wait() {
                opened if opened.loaded.is_nothing() => {
                    let why = opened.loaded.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    Outcome::Ask(Dialog::Path(PathForm::again(Purpose::Open, &path, why)))
                }
                _ if left.was_used(session, typed) => {
                    Outcome::Ask(Dialog::Unsaved(Unsaved { next: Next::Open(path), typed, goes_on: None }))
                }
                opened => Outcome::Opened(opened),
            },
            Work::Restoring(left, found, job) => match job.wait() {
                Ok(_) if left.was_used(session, typed) => {
                    self.found.insert(0, found);
                    Outcome::Ask(Dialog::Unsaved(Unsaved { next: Next::Restore, typed, goes_on: None }))
                }
                Ok(ready) => Outcome::Restored(found, ready),
                Err(error) => Outcome::NotRestored(error.to_string()),
            },
            Work::RestoringCopy(found, job) => {
                job.wait().map_or_else(Outcome::NotRestored, |restoration| Outcome::RestoredCopy(found, restoration))
            }
        }
    }

    /// Takes note that the atlas is in another place now, where nothing was written before.
    pub fn moved(&mut self) {
        self.keepsakes = Arc::default();
    }

    /// Whether something is to come after a save.
    pub fn is_leaving(&self) -> bool {
        self.next.is_some()
    }

    /// Lets go of what was to come after a save, since it is not wanted any more.
    pub fn forget_next(&mut self) {
        self.next = None;
    }
}

/// Asks where an atlas is to be saved; `why` says what has gone wrong, if anything has.
fn ask_where(purpose: Purpose, why: String, session: &Session, watching: &Watching) -> Outcome {
    let id = &session.record().manifest.id;
    Outcome::Ask(Dialog::Path(PathForm::save(purpose, id, watching.path(), why)))
}

/// Writes the atlas of a journal as it was to a folder beside it.
fn restored_copy(found: &FoundJournal) -> Result<Restoration, String> {
    let Ready { opened: _, document, restored } = Ready::of(found).map_err(|error| error.to_string())?;
    let history = restored.history(document);
    let opened = history.revisions()[0].document.clone();
    let (at, origin) = match found.base() {
        Base::Files { path, .. } => (Some(path.as_path()), Origin::At(path)),
        Base::Starter => (None, Origin::Starter),
        Base::New(_) => (None, Origin::Nowhere),
    };
    let path = io::vacant_beside(at, &format!("{}-restored", history.document().manifest.id));
    io::save_new(&path, origin, Some(&opened), history.document(), None).map_err(|error| error.to_string())?;
    Ok(Restoration { path, lost: restored.lost })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Change, Edit};
    use crate::model::{Entry, Manifest};
    use crate::session::{Command, Edits, run};

    /// Gives the atlas another title.
    fn rename(session: &mut Session) {
        let manifest = Manifest { title: "Another".to_owned(), ..(*session.record().manifest).clone() };
        let change = Change::put(session.record(), Entry::Manifest(Arc::new(manifest)));
        run(session, Command::Edits(Edits::Commit(Box::new(Edit::named("Change title", vec![change])))));
    }

    fn settle(filing: &mut Filing, session: &Session, typed: Typed) -> Outcome {
        let (watching, start) = (Watching::default(), std::time::Instant::now());
        loop {
            match filing.finish(session, &watching, typed) {
                Outcome::Nothing => assert!(start.elapsed().as_secs() < 120, "nothing comes of it"),
                outcome => return outcome,
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn what_was_edited_or_typed_while_another_atlas_was_read_is_asked_about() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("atlas.ron");
        let starter = io::load_starter().document;
        io::save_new(&path, Origin::Nowhere, None, &starter, None).expect("saved");
        let mut session = Session::open(starter, Vec::new());
        let open = |filing: &mut Filing, session: &Session, keeping, typed| {
            let outcome = filing.begin(keeping, session, &mut Watching::default(), typed);
            assert!(matches!(outcome, Outcome::Nothing), "{outcome:?}");
        };
        let next = Next::Open(path);
        let mut filing = Filing::default();
        open(&mut filing, &session, Keeping::Leave(next.clone()), Typed::Nothing);
        let outcome = settle(&mut filing, &session, Typed::Something);
        assert!(matches!(&outcome, Outcome::Ask(Dialog::Unsaved(Unsaved { next: asked, .. })) if *asked == next));

        open(&mut filing, &session, Keeping::Leave(next.clone()), Typed::Nothing);
        rename(&mut session);
        let outcome = settle(&mut filing, &session, Typed::Nothing);
        assert!(matches!(&outcome, Outcome::Ask(Dialog::Unsaved(Unsaved { next: asked, .. })) if *asked == next));

        // What was there when somebody said that it may be lost is not asked about again.
        open(&mut filing, &session, Keeping::Abandon(next), Typed::Something);
        let outcome = settle(&mut filing, &session, Typed::Something);
        assert!(matches!(outcome, Outcome::Opened(_)), "{outcome:?}");
    }

    #[test]
    fn who_asks_to_leave_while_a_save_goes_on_leaves_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("atlas.ron");
        let mut session = Session::open(io::load_starter().document, Vec::new());
        rename(&mut session);
        let (mut filing, mut watching) = (Filing::default(), Watching::default());
        let mut begin = |filing: &mut Filing, keeping| filing.begin(keeping, &session, &mut watching, Typed::Nothing);
        assert!(matches!(begin(&mut filing, Keeping::SaveTo(path)), Outcome::Nothing));
        assert!(matches!(begin(&mut filing, Keeping::Leave(Next::Close)), Outcome::Nothing));
        // Who cannot wait is told what goes on.
        let outcome = begin(&mut filing, Keeping::Leave(Next::Close));
        assert!(matches!(&outcome, Outcome::Ask(Dialog::Unsaved(Unsaved { goes_on: Some(_), .. }))), "{outcome:?}");
        let outcome = settle(&mut filing, &session, Typed::Nothing);
        assert!(matches!(outcome, Outcome::SavedTo(..)), "{outcome:?}");
        assert_eq!(filing.take_waiting(&outcome), Some(Keeping::Leave(Next::Close)));
    }

    #[test]
    fn what_was_to_come_after_a_save_does_not_come_after_another_one() {
        let mut session = Session::open(io::load_starter().document, Vec::new());
        rename(&mut session);
        let (mut filing, mut watching) = (Filing::default(), Watching::default());
        let mut begin = |filing: &mut Filing, keeping| filing.begin(keeping, &session, &mut watching, Typed::Nothing);
        assert!(matches!(begin(&mut filing, Keeping::SaveFirst(Next::Close)), Outcome::Ask(Dialog::Path(_))));
        // The dialog is left by asking to close once more, and that by going on.
        assert!(matches!(begin(&mut filing, Keeping::Leave(Next::Close)), Outcome::Ask(Dialog::Unsaved(_))));
        assert!(matches!(begin(&mut filing, Keeping::Save), Outcome::Ask(Dialog::Path(_))));
        assert!(!filing.is_leaving());
    }
}
