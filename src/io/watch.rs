//! Notices that the files of an open atlas have changed. It reads nothing of them: who is told reads them again.
//!
//! The folders are watched, not the files, since most editors put a new file in the place of the old one. So is what the
//! atlas lies in, in order to notice that it comes back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _, recommended_watcher};

use super::files::FOLDERS;
use super::paths::is_ron;

/// Watches the files of one atlas.
#[derive(Debug)]
pub struct AtlasWatch {
    watcher: Option<RecommendedWatcher>,
    /// The atlas: a folder, or one file.
    root: PathBuf,
    watched: BTreeSet<PathBuf>,
    noticed: Arc<Noticed>,
}

/// What the watching has brought to light; shared with the library's own thread.
#[derive(Debug, Default)]
struct Noticed {
    has_changed: AtomicBool,
    /// Why not everything is noticed, in words; set once.
    trouble: OnceLock<String>,
}

impl AtlasWatch {
    /// Begins to watch the atlas at `path`: a folder, or one file. `wake` is called, on another thread, when there is
    /// something to ask for.
    pub fn begin(path: &Path, wake: impl Fn() + Send + 'static) -> Self {
        // The system names files by their whole paths, with links resolved.
        let root =
            std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
        let noticed = Arc::new(Noticed::default());
        let (shared, atlas) = (noticed.clone(), root.clone());
        let watcher = recommended_watcher(move |event: notify::Result<Event>| {
            let is_news = match event {
                Ok(event) if concerns(&atlas, &event) => !shared.has_changed.swap(true, Ordering::AcqRel),
                Ok(_) => false,
                Err(error) => shared.trouble.set(in_words(&error)).is_ok(),
            };
            if is_news {
                wake();
            }
        });
        let watcher = match watcher {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                let _ = noticed.trouble.set(in_words(&error));
                None
            }
        };
        let mut watch = Self { watcher, root, watched: BTreeSet::new(), noticed };
        watch.renew();
        watch
    }

    /// Whether the atlas is one file now, and no folder.
    pub fn is_one_file(&self) -> bool {
        self.root.is_file()
    }

    /// Returns whether a file of the atlas may have changed since this was asked last.
    pub fn take_change(&self) -> bool {
        self.noticed.has_changed.swap(false, Ordering::AcqRel)
    }

    /// Returns why changes may go unnoticed, in words for a person; `None` as long as all is well.
    pub fn trouble(&self) -> Option<&str> {
        self.noticed.trouble.get().map(String::as_str)
    }

    /// Watches the folders anew; to be called after a change, since a folder that was put in the place of another is
    /// another one to the system.
    pub fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut wanted = BTreeSet::new();
        if self.root.is_dir() {
            wanted.insert(self.root.clone());
            wanted.extend(FOLDERS.map(|name| self.root.join(name)).into_iter().filter(|folder| folder.is_dir()));
        }
        wanted.extend(self.root.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_owned));
        for path in self.watched.difference(&wanted) {
            // It is gone, and with it what was watched.
            let _ = watcher.unwatch(path);
        }
        let mut refused = None;
        let mut watched = BTreeSet::new();
        for path in wanted {
            match watcher.watch(&path, RecursiveMode::NonRecursive) {
                Ok(()) => drop(watched.insert(path)),
                // A folder may go away between being seen and being watched; that is a change, which comes by itself.
                Err(_) if !path.is_dir() => {}
                Err(error) => refused = Some(error),
            }
        }
        self.watched = watched;
        if let Some(error) = refused {
            let _ = self.noticed.trouble.set(in_words(&error));
        }
    }
}

/// Whether an event can mean that a file of the atlas is another now. Reading is none: it would never end.
fn concerns(root: &Path, event: &Event) -> bool {
    let is_change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    };
    let is_part = |path: &PathBuf| {
        let Ok(within) = path.strip_prefix(root) else { return root.starts_with(path) };
        within.as_os_str().is_empty() || FOLDERS.iter().any(|name| within == Path::new(name)) || is_ron(within)
    };
    // Without paths: the system lost count of what happened.
    is_change && (event.paths.is_empty() || event.need_rescan() || event.paths.iter().any(is_part))
}

/// Returns why something cannot be watched, with what to do about it.
fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more files; raise fs.inotify.max_user_watches to let it".to_owned()
        }
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY_OPEN) => {
            "the system gives no more watchers; raise fs.inotify.max_user_instances to let it".to_owned()
        }
        notify::ErrorKind::Io(error) => super::files::in_words(error),
        notify::ErrorKind::Generic(words) => words.clone(),
        notify::ErrorKind::PathNotFound => "the folder is not there".to_owned(),
        notify::ErrorKind::WatchNotFound | notify::ErrorKind::InvalidConfig(_) => error.to_string(),
    }
}

/// What Linux says when a user has all the watchers that one may have.
const TOO_MANY_OPEN: i32 = 24;

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, ModifyKind};

    use super::*;

    #[test]
    fn what_is_read_or_is_no_part_of_the_atlas_is_no_change() {
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let check = |path: &str, expected: bool| {
            let root = Path::new("/a/atlas");
            let written = event(EventKind::Modify(ModifyKind::Any), path);
            assert_eq!(concerns(root, &written), expected, "{path}");
            assert!(!concerns(root, &event(EventKind::Access(AccessKind::Read), path)), "{path}");
        };
        check("/a/atlas/ties/x.ron", true);
        check("/a/atlas/atlas.ron", true);
        check("/a/atlas/ties", true);
        check("/a/atlas/scenarios", true);
        check("/a/atlas/scenarios/x.ron", true);
        check("/a/atlas", true);
        check("/a", true);
        check("/a/atlas/ties/.x.ron.swp", false);
        check("/a/atlas/notes.txt", false);
        check("/a/other/x.ron", false);
        assert!(concerns(Path::new("/a"), &event(EventKind::Create(CreateKind::Any), "/a/views.ron")));
        assert!(concerns(Path::new("/a"), &Event::new(EventKind::Other)));
    }
}
