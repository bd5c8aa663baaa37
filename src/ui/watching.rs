//! Follows the files of the open atlas: reads them again soon after they have changed, beside the window, and keeps the last
//! good state on screen while they are worse than that. Writes named views.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use egui::{Context, Ui};

use super::filing::Differences;
use super::inspector::counted;
use super::jobs::Job;
use super::lines::{About, Asked, Lines};
use crate::io::{self, AtlasLock, AtlasWatch, Base, Kept, Loaded, LockError, Reread, Saved, Stamp, ViewsError};
use crate::kit::{boxed, visible};
use crate::model::{Document, Problem, Severity, ViewChange};
use crate::session::{Session, ViewsHome};

/// How long the files are to be quiet before they are read again, in seconds.
const QUIET: f64 = 0.2;
/// How long reading waits at most while they are never quiet, in seconds.
const MOST_WAIT: f64 = 1.0;
/// How often it is looked whether reading is done.
pub(super) const LOOK: Duration = Duration::from_millis(30);

/// Follows the files of one atlas; by default of none, as of the starter atlas.
#[derive(Debug, Default)]
pub struct Watching {
    files: Option<Files>,
    /// Whether it was said that views are kept as long as the window is open only.
    told: Told,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Told {
    #[default]
    NotYet,
    Once,
}

/// The files of an atlas.
#[derive(Debug)]
struct Files {
    path: PathBuf,
    home: ViewsHome,
    watch: AtlasWatch,
    /// The window to wake, once there is one.
    window: Arc<OnceLock<Context>>,
    /// What is shown, as it was read; `None` before the first frame.
    shown: Option<Arc<Loaded>>,
    pending: Pending,
    /// The right to write them, or why there is none.
    lock: Result<Arc<AtlasLock>, LockError>,
    pace: Pace,
    job: Option<Reading>,
    /// How often views were written.
    n_written: u64,
    trouble: Told,
}

/// What the files hold now, as long as something else is shown.
#[derive(Debug, Default)]
enum Pending {
    /// What is shown.
    #[default]
    Nothing,
    /// Something worse than what is shown.
    Worse(Box<Loaded>),
    /// Something else, and it is not said whether that or what was changed here shall stay.
    Newer(Box<Loaded>),
}

/// A reading that goes on.
#[derive(Debug)]
struct Reading {
    job: Job<Reread>,
    /// How often views had been written when it began.
    n_written: u64,
}

/// When to read, in seconds of the window's clock.
#[derive(Debug, Default)]
struct Pace {
    /// When the first change came that was not read yet.
    first: Option<f64>,
    /// When the last one came.
    last: f64,
}

/// What came of a look at the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Followed {
    /// Nothing that is to be seen.
    Nothing,
    /// The session shows what the files hold now.
    Reloaded,
    /// What was changed here stays, with the rest of what the files hold now.
    Kept,
    /// Something else waits than before, or nothing does any more.
    Waiting,
    /// What was changed here and what was changed in the files is to be listed.
    Compare(Differences),
}

impl Watching {
    /// Begins to watch the atlas at `path` and locks it, before it is read, so that nothing goes unnoticed.
    pub fn begin(path: &Path) -> Self {
        let window: Arc<OnceLock<Context>> = Arc::default();
        let woken = window.clone();
        let wake = move || {
            if let Some(context) = woken.get() {
                context.request_repaint();
            }
        };
        let watch = AtlasWatch::begin(path, wake);
        let home = if watch.is_one_file() { ViewsHome::SingleFile } else { ViewsHome::File };
        let files = Files {
            path: path.to_owned(),
            home,
            watch,
            window,
            shown: None,
            pending: Pending::Nothing,
            lock: AtlasLock::take(path).map(Arc::new),
            pace: Pace::default(),
            job: None,
            n_written: 0,
            trouble: Told::NotYet,
        };
        Self { files: Some(files), told: Told::NotYet }
    }

    /// Says what was read of the atlas.
    pub fn reading(mut self, loaded: &Loaded) -> Self {
        if let Some(files) = &mut self.files {
            files.shown = Some(Arc::new(loaded.clone()));
        }
        self
    }

    /// Returns where views of the atlas are kept.
    pub fn home(&self) -> ViewsHome {
        self.files.as_ref().map_or(ViewsHome::Starter, |files| files.home)
    }

    /// Returns where the atlas is; `None` for one that is in no file.
    pub fn path(&self) -> Option<&Path> {
        self.files.as_ref().map(|files| files.path.as_path())
    }

    /// Returns the right to write the atlas, or why there is none; `None` for one that is in no file.
    pub(super) fn lock(&self) -> Option<&Result<Arc<AtlasLock>, LockError>> {
        self.files.as_ref().map(|files| &files.lock)
    }

    /// Returns what the files held to the byte when they were read or written last.
    pub(super) fn stamp(&self) -> Stamp {
        let shown = self.files.as_ref().and_then(|files| files.shown.as_ref());
        shown.map(|shown| shown.stamp.clone()).unwrap_or_default()
    }

    /// Returns what is known to be in the files; `None` for an atlas that is in no file. It may be less than what is in them.
    pub(super) fn shown(&self) -> Option<Document> {
        self.files.as_ref()?.shown.as_ref().map(|shown| shown.document.clone())
    }

    /// Returns what the files held when they were read or written last; `None` for an atlas that is in no file.
    pub(super) fn base(&self) -> Option<Base> {
        let files = self.files.as_ref()?;
        Some(Base::files(&files.path, &files.shown.as_ref()?.stamp))
    }

    /// Takes note that `document` was saved, which is no news then. Records that were faulty before and are sound now, because
    /// what they name is there, are: they come with what is read next.
    pub(super) fn saved(&mut self, document: &Document, saved: Saved) {
        let Some(files) = &mut self.files else { return };
        let Some(shown) = &mut files.shown else { return };
        let Saved { stamp, document: read, revived, made: _ } = saved;
        let now = Arc::make_mut(shown);
        now.document = if revived.is_empty() { read } else { document.clone() };
        now.files = stamp.files();
        now.stamp = stamp;
        files.n_written += 1;
        // The lines of problems may be others now.
        files.read();
    }

    /// Takes note of what the files will hold once the save of a document is finished that was interrupted.
    pub(super) fn awaits(&mut self, document: &Document, stamp: Stamp) {
        if let Some(shown) = self.files.as_mut().and_then(|files| files.shown.as_mut()) {
            let now = Arc::make_mut(shown);
            (now.document, now.stamp) = (document.clone(), stamp);
        }
    }

    /// Locks the atlas once more, where it was not to be locked before.
    pub(super) fn lock_again(&mut self) {
        if let Some(files) = &mut self.files
            && files.lock.is_err()
        {
            files.lock = AtlasLock::take(&files.path).map(Arc::new);
        }
    }

    /// Reads the files again, since they are not what they were when they were read last.
    pub(super) fn look_again(&mut self) {
        if let Some(files) = &mut self.files {
            files.read();
        }
    }

    /// Says who else has the atlas open, so that it cannot be saved here.
    pub(super) fn tell_holder(&self, lines: &mut Lines) {
        if let Some(Err(error @ LockError::Held { .. })) = self.lock() {
            lines.say_lines(About::Held, &error.to_string());
        }
    }

    /// Says in which window the atlas is shown.
    pub(super) fn shown_in(&self, context: &Context) {
        if let Some(files) = &self.files {
            let _ = files.window.set(context.clone());
        }
    }

    /// Looks after the files; called once a frame.
    pub(super) fn follow(&mut self, ui: &Ui, session: &mut Session, lines: &mut Lines) -> Followed {
        let Some(files) = &mut self.files else { return Followed::Nothing };
        if let (Some(trouble), Told::NotYet) = (files.watch.trouble(), files.trouble) {
            let words = format!("Changes of the files may go unnoticed: {trouble}");
            lines.say(About::Unwatched, words, "Open the atlas anew to see them; nothing else is affected");
            files.trouble = Told::Once;
        }
        files.begin_when_quiet(ui);
        // A drag would lose the ground under it.
        let is_done = files.job.as_ref().is_some_and(|reading| reading.job.is_done()) && !session.is_dragging();
        let Some(Reading { job, n_written }) = files.job.take_if(|_| is_done) else {
            if files.job.is_some() {
                ui.ctx().request_repaint_after(LOOK);
            }
            return Followed::Nothing;
        };
        if files.pace.first.is_some() {
            // What changed meanwhile is read next; nobody else would ask for the frame that begins it.
            ui.ctx().request_repaint();
        }
        let reread = job.wait();
        if n_written != files.n_written {
            // It may not know of a view that was written meanwhile, and would take it away again.
            files.read();
            ui.ctx().request_repaint_after(LOOK);
            return Followed::Nothing;
        }
        files.heed(reread, session, lines)
    }

    /// Carries out what was asked for with a line.
    pub(super) fn answer(&mut self, asked: Asked, session: &mut Session, lines: &mut Lines) -> Followed {
        let Some(files) = &mut self.files else { return Followed::Nothing };
        match (asked, std::mem::take(&mut files.pending)) {
            // Nobody has said yet that what was changed here may go.
            (Asked::GoOn, Pending::Worse(loaded)) if session.has_own_edits() => files.ask_about(loaded, lines),
            (Asked::GoOn, Pending::Worse(loaded)) | (Asked::Reload, Pending::Newer(loaded)) => {
                files.take_over(*loaded, session, lines)
            }
            (Asked::KeepMine, Pending::Newer(loaded)) => files.keep_mine(*loaded, session, lines),
            (Asked::Compare, pending) => {
                files.pending = pending;
                files.differences(session).map_or(Followed::Nothing, Followed::Compare)
            }
            (Asked::GoOn | Asked::Reload | Asked::KeepMine, pending) => {
                files.pending = pending;
                Followed::Nothing
            }
        }
    }

    /// Returns what was changed here and what in the files, as long as it is not said what shall stay. O(records).
    pub(super) fn differences(&self, session: &Session) -> Option<Differences> {
        self.files.as_ref().and_then(|files| files.differences(session))
    }

    /// Writes what is in no file yet, if that can be done now; for when the window closes.
    pub(super) fn close(&mut self, session: &mut Session, lines: &mut Lines) {
        if let Some(files) = &mut self.files {
            files.retry(session, lines);
        }
    }

    /// Writes the changes of named views that are in no file yet, and says so where they cannot be written.
    pub(super) fn keep_views(&mut self, session: &mut Session, lines: &mut Lines) {
        let home = self.home();
        let hint = match (&mut self.files, home) {
            (Some(Files { lock: Err(LockError::Held { .. }), .. }), ViewsHome::File) => {
                "The atlas is open for writing elsewhere; save it under another name to keep them there"
            }
            (Some(files), ViewsHome::File) => {
                match files.write_views(session) {
                    Ok(None) => lines.take_back(About::Unkept),
                    Ok(Some(name)) => lines.say(
                        About::Unkept,
                        format!(
                            "The view “{}” was not written, because it would not be read back as it was meant",
                            boxed(&name)
                        ),
                        "Simplify the name and the judgment; until then it is kept as long as the window is open",
                    ),
                    Err(error) => lines.say_lines(About::Unkept, &error.to_string()),
                }
                return;
            }
            (_, ViewsHome::Starter) => {
                "The atlas is in no file yet; save it in a folder of your own, and they are kept there"
            }
            (_, ViewsHome::File | ViewsHome::SingleFile) => {
                "Those of an atlas in one file are written only when it is saved as another; a folder keeps them at once"
            }
        };
        if self.told == Told::NotYet {
            lines.say(About::Unkept, "Views are kept as long as this window is open", hint);
            self.told = Told::Once;
        }
    }
}

impl Files {
    /// Writes the changes of views that are in no file yet; returns the name of one that cannot be written.
    fn write_views(&mut self, session: &mut Session) -> Result<Option<String>, ViewsError> {
        if self.lock.is_err() {
            self.lock = AtlasLock::take(&self.path).map(Arc::new);
        }
        let lock = self.lock.as_ref().map_err(ViewsError::unlocked)?;
        let Kept { written, refused } = io::keep_views(lock, session.views().list(), session.views().unkept())?;
        let name = refused.iter().find_map(ViewChange::leaves).map(str::to_owned);
        session.views_are_kept(refused);
        self.kept(&written);
        Ok(name)
    }

    /// Tries once more to write the changes of views that are in no file yet. What comes of it was said before.
    fn retry(&mut self, session: &mut Session, lines: &mut Lines) {
        let may_write = self.home == ViewsHome::File && !matches!(self.lock, Err(LockError::Held { .. }));
        let is_left = may_write && !session.views().unkept().is_empty();
        if is_left && matches!(self.write_views(session), Ok(None)) {
            lines.take_back(About::Unkept);
        }
    }

    /// Begins to read when the files have been quiet for a moment, and asks for a frame then.
    fn begin_when_quiet(&mut self, ui: &Ui) {
        let now = ui.input(|input| input.time);
        if self.watch.take_change() {
            self.pace.first.get_or_insert(now);
            self.pace.last = now;
        }
        let (Some(first), None) = (self.pace.first, &self.job) else { return };
        let due = (self.pace.last + QUIET).min(first + MOST_WAIT);
        if now < due {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due - now));
            return;
        }
        self.read();
    }

    /// Begins to read, if anything was shown yet.
    fn read(&mut self) {
        let Some(shown) = self.shown.clone() else { return };
        self.pace.first = None;
        self.watch.renew();
        let path = self.path.clone();
        let job = Job::begin(move || io::reread(&path, &shown));
        self.job = Some(Reading { job, n_written: self.n_written });
    }

    /// Takes note of what the files hold now.
    fn heed(&mut self, reread: Reread, session: &mut Session, lines: &mut Lines) -> Followed {
        if let (Pending::Worse(loaded) | Pending::Newer(loaded), Some(shown)) = (&self.pending, &self.shown)
            && loaded.is_nothing()
        {
            // So that what was changed here is told from all the rest.
            session.files_are_back(shown.document.clone());
        }
        match reread {
            Reread::Better(loaded) if session.has_own_edits() && loaded.document != **session.record() => {
                if let (Pending::Worse(_), Some(shown)) = (&self.pending, &self.shown) {
                    session.tell(shown.problems.clone());
                }
                self.ask_about(loaded, lines)
            }
            Reread::Better(loaded) => {
                let followed = self.take_over(*loaded, session, lines);
                self.retry(session, lines);
                followed
            }
            Reread::Same(stamp) => {
                let followed = self.is_as_shown(*stamp, session, lines);
                self.retry(session, lines);
                followed
            }
            Reread::Broken(loaded, first) => {
                session.tell(loaded.problems.clone());
                if loaded.is_nothing() {
                    session.files_are_gone();
                }
                self.pending = Pending::Worse(loaded);
                lines.take_back(About::Problems);
                lines.take_back(About::Newer);
                lines.say(
                    About::Broken,
                    cannot_be_read(&first),
                    "Showing the last good state; saving the file mended brings it up to date",
                );
                Followed::Waiting
            }
        }
    }

    /// Asks what shall stay: what was changed here, or what the files hold now.
    fn ask_about(&mut self, loaded: Box<Loaded>, lines: &mut Lines) -> Followed {
        self.pending = Pending::Newer(loaded);
        lines.take_back(About::Broken);
        lines.say(
            About::Newer,
            "The files have changed, and so has what you see".to_owned(),
            "Nothing was written over; choose what shall stay",
        );
        Followed::Waiting
    }

    /// Takes note that the files hold what is shown.
    fn is_as_shown(&mut self, stamp: Stamp, session: &mut Session, lines: &mut Lines) -> Followed {
        let Some(shown) = &mut self.shown else { return Followed::Nothing };
        Arc::make_mut(shown).stamp = stamp;
        match std::mem::take(&mut self.pending) {
            Pending::Nothing => return Followed::Nothing,
            Pending::Newer(_) => lines.take_back(About::Newer),
            Pending::Worse(_) => {
                session.tell(shown.problems.clone());
                lines.take_back(About::Broken);
            }
        }
        Followed::Waiting
    }

    fn differences(&self, session: &Session) -> Option<Differences> {
        match &self.pending {
            Pending::Newer(loaded) => {
                Some(Differences::of(session.history().saved(), session.record(), &loaded.document))
            }
            Pending::Nothing | Pending::Worse(_) => None,
        }
    }

    fn take_over(&mut self, loaded: Loaded, session: &mut Session, lines: &mut Lines) -> Followed {
        let before = self.shown.take().map(|shown| (shown.problems.clone(), shown.views.clone()));
        let (before, views_before) = before.unwrap_or_default();
        let Loaded { document, problems, views, .. } = loaded.clone();
        // As after a save: only what is wrong with the files may be something else.
        let is_known = document == **session.record() && views == views_before;
        session.reload(document, problems, views);
        lines.take_back(About::Broken);
        lines.take_back(About::Newer);
        let new = io::new_problems(&loaded.problems, &before);
        let is_told = !is_known || new.iter().any(|problem| problem.severity == Severity::Error);
        match new_problems(&new).filter(|_| is_told) {
            Some(words) => lines.say(About::Problems, words, ""),
            None => lines.take_back(About::Problems),
        }
        (self.shown, self.pending) = (Some(Arc::new(loaded)), Pending::Nothing);
        if is_known { Followed::Nothing } else { Followed::Reloaded }
    }

    /// Keeps what was changed here over what the files hold by now, which the next save expects.
    fn keep_mine(&mut self, loaded: Loaded, session: &mut Session, lines: &mut Lines) -> Followed {
        session.keep_own(loaded.document.clone(), loaded.problems.clone(), loaded.views.clone());
        lines.take_back(About::Newer);
        self.shown = Some(Arc::new(loaded));
        Followed::Kept
    }

    /// Takes note of changes of views that are in their file now, so that they are no news.
    fn kept(&mut self, written: &[ViewChange]) {
        /// The file of named views within an atlas.
        const VIEWS: &str = "views.ron";
        if written.is_empty() {
            return;
        }
        self.n_written += 1;
        let Some(shown) = &mut self.shown else { return };
        let mut now = (**shown).clone();
        written.iter().for_each(|change| change.apply(&mut now.views));
        now.stamp = now.stamp.with_file(&self.path, VIEWS);
        now.files = now.stamp.files();
        *shown = Arc::new(now);
    }
}

/// Says which file holds the first error, and where.
fn cannot_be_read(first: &Problem) -> String {
    let Problem { place, message, .. } = first;
    let file = visible(&place.file);
    if message.starts_with("cannot ") {
        return format!("{file}: {message}");
    }
    match place.excerpt() {
        Some(_) => format!("{file} cannot be read: line {}, {message}", place.line),
        None => format!("{file} cannot be read: {message}"),
    }
}

/// Counts new problems and says where they are; `None` where there are none.
fn new_problems(new: &[&Problem]) -> Option<String> {
    let errors = new.iter().filter(|problem| problem.severity == Severity::Error);
    let first = errors.clone().next().or(new.first())?;
    let words = match errors.count() {
        0 => counted(new.len(), "new note"),
        n_errors => counted(n_errors, "new problem"),
    };
    let is_one_file = new.iter().all(|problem| problem.place.file == first.place.file);
    let others = if is_one_file { "" } else { " and other files" };
    Some(format!("{words} in {}{others}", visible(&first.place.file)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use egui::{RawInput, ViewportId};
    use tempfile::TempDir;

    use super::*;
    use crate::session::{Command, Views, run};

    /// An atlas that is watched, in a window that is at rest.
    struct Open {
        folder: TempDir,
        watching: Watching,
        session: Session,
        lines: Lines,
        context: Context,
    }

    impl Open {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let manifest = "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")";
            fs::write(folder.path().join("atlas.ron"), manifest).expect("written");
            let loaded = io::load(folder.path());
            let watching = Watching::begin(folder.path()).reading(&loaded);
            let session = Session::open(loaded.document, loaded.problems).with_views(loaded.views, watching.home());
            let context = Context::default();
            for _ in 0..3 {
                context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
            }
            Self { folder, watching, session, lines: Lines::default(), context }
        }

        fn files(&mut self) -> &mut Files {
            self.watching.files.as_mut().expect("files")
        }

        /// Looks after the files in one frame; returns what came of it, and after which time the next one is asked for.
        fn follow(&mut self) -> (Followed, Duration) {
            let Self { watching, session, lines, context, .. } = self;
            let mut followed = Followed::Nothing;
            let mut output = context.run_ui(RawInput::default(), |ui| {
                followed = watching.follow(ui, session, lines);
            });
            output.textures_delta.clear();
            (followed, output.viewport_output[&ViewportId::ROOT].repaint_delay)
        }
    }

    #[test]
    fn what_changes_while_files_are_read_is_read_next_although_nobody_moves_the_pointer() {
        let mut open = Open::new();
        open.files().job = Some(Reading { job: Job::Done(Reread::Same(Box::default())), n_written: 0 });
        open.files().pace = Pace { first: Some(0.0), last: 0.0 };
        assert_eq!(open.follow().1, Duration::ZERO);
    }

    #[test]
    fn notes_on_what_was_saved_here_are_counted_and_not_told_as_news() {
        let mut open = Open::new();
        let sources = "[Source(id: \"s\", title: \"S\", publisher: \"P\", published: \"2024\")]";
        fs::write(open.folder.path().join("sources.ron"), sources).expect("written");
        let loaded = io::load(open.folder.path());
        assert!(!loaded.problems.is_empty() && loaded.problems.iter().all(|it| it.severity == Severity::Note));
        let job = |loaded: &Loaded| Job::Done(Reread::Better(Box::new(loaded.clone())));
        // First as news of somebody else's, then, as after a save, of a record that is shown already.
        for (shown, expected) in [(None, Followed::Reloaded), (Some(loaded.document.clone()), Followed::Nothing)] {
            let is_news = shown.is_none();
            open.session = Session::open(shown.unwrap_or_else(|| (**open.session.record()).clone()), Vec::new());
            open.lines = Lines::default();
            Arc::make_mut(open.files().shown.as_mut().expect("shown")).problems.clear();
            open.files().job = Some(Reading { job: job(&loaded), n_written: 0 });
            assert_eq!(open.follow().0, expected);
            assert_eq!(open.session.n_problems().notes, loaded.problems.len());
            assert_eq!(!open.lines.words().is_empty(), is_news, "{:?}", open.lines.words());
        }
    }

    #[test]
    fn a_view_that_is_saved_while_files_are_read_stays() {
        let mut open = Open::new();
        let before = io::load(open.folder.path());
        open.files().job = Some(Reading { job: Job::Done(Reread::Better(Box::new(before))), n_written: 0 });
        run(&mut open.session, Command::Views(Views::Save("Mine".to_owned(), String::new())));
        open.watching.keep_views(&mut open.session, &mut open.lines);
        open.follow();
        assert!(open.session.views().find("Mine").is_some(), "it is in the file, and was gone from the window");
        // It is read again, since the same reading may hold other news.
        let reading = open.files().job.take().expect("another reading");
        assert!(matches!(reading.job.wait(), Reread::Same(_)));
    }
}
