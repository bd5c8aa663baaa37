//! Writes named views to an atlas's `views.ron`, on their own: no other file is touched, and what was not changed in this
//! one keeps its bytes, comments included.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::convert::convert;
use super::decode::decode;
use super::files::{TextFile, VIEWS, in_words, read_file};
use super::problems::Problems;
use super::rewrite::{Listed, RewriteError, with_views};
use super::transaction::{AtlasLock, Digest, LockError, SaveError, Write, commit_alone};
use crate::model::{NamedView, Problem, Severity, ViewChange};

/// What is in a file of no views.
pub(super) const NO_VIEWS: &str = "[]\n";

/// Why views were not written. The file is then as it was.
#[derive(Debug, Error)]
pub enum ViewsError {
    /// The file has errors, so that writing it could lose what somebody meant.
    #[error("the file views.ron was not written, because it has an error at {}: {}\nHint: mend it and the next view that is kept is written with this one; until then they are kept as long as the window is open", first.place, first.message)]
    Faulty {
        /// The first error.
        first: Box<Problem>,
    },
    /// The atlas is not locked.
    #[error("the view is kept only as long as the window is open: {words}")]
    Unlocked {
        /// Why not, and what to do.
        words: String,
    },
    /// It was changed meanwhile, or the file system said no.
    #[error("the view is kept only as long as the window is open: {}", in_short(cause))]
    Refused {
        /// What it said.
        cause: SaveError,
    },
    /// Whether the file is there cannot be told, so that it is not known what would be written over.
    #[error(
        "the view is kept only as long as the window is open: cannot read views.ron: {}\nHint: let the folder be read, or open a copy of the atlas, and keep the view again\nFile: {}",
        in_words(cause), path.display()
    )]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// The folder is not there.
    #[error(
        "the view is kept only as long as the window is open: {}\nHint: put the atlas folder back and keep the view again",
        in_words(cause)
    )]
    NoFolder {
        /// What the file system said.
        cause: io::Error,
    },
}

impl ViewsError {
    /// Returns the error for an atlas that cannot be locked.
    pub fn unlocked(error: &LockError) -> Self {
        let words = match error {
            LockError::ReadOnly { path, cause } | LockError::Io { path, cause } => {
                unwritten(&path.join(VIEWS), &in_words(cause))
            }
            LockError::Held { .. } => error.to_string(),
        };
        Self::Unlocked { words }
    }
}

/// Says that the file was not written.
fn unwritten(path: &Path, why: &str) -> String {
    format!(
        "cannot write views.ron: {why}\nHint: let the folder be written to, or open a copy of the atlas, and keep the view again\nFile: {}",
        path.display()
    )
}

/// Returns what was wrong with writing, and where.
fn in_short(error: &SaveError) -> String {
    match error {
        SaveError::NotAFile { .. } => {
            "views.ron is not a regular file\nHint: move it away and keep the view again".to_owned()
        }
        SaveError::Io { path, cause } | SaveError::Unfinished { path, cause, .. } => unwritten(path, &in_words(cause)),
        SaveError::ReadOnly { path } => unwritten(path, "permission denied"),
        SaveError::Changed { .. } => "views.ron was changed meanwhile\nHint: keep the view again".to_owned(),
        SaveError::Unwritable { .. }
        | SaveError::Beyond { .. }
        | SaveError::Within { .. }
        | SaveError::Taken { .. }
        | SaveError::Locked { .. }
        | SaveError::NotAPart { .. }
        | SaveError::Link { .. }
        | SaveError::NotRead { .. }
        | SaveError::Moved { .. }
        | SaveError::Stuck { .. } => error.to_string(),
    }
}

/// What became of changes.
#[derive(Debug, Default, PartialEq)]
pub struct Kept {
    /// Those that are in the file now, in their order.
    pub written: Vec<ViewChange>,
    /// Those that would not be read back as they were meant, in their order; the file knows nothing of them.
    pub refused: Vec<ViewChange>,
}

/// Carries out changes on the `views.ron` of the locked atlas folder, each that is read back as it was meant: one view
/// that cannot be written must not keep the others from the file. Where the file is gone, all of `shown`, in which the changes
/// are carried out already, is written: what stands on the screen must not be lost. O(changes × bytes).
///
/// # Errors
/// Returns why when the file has errors or cannot be written; it is then the one that was read, or what others have made of it.
/// Where only the disk has failed at the very end, it can be the new one, and is written again the next time.
pub fn keep_views(lock: &AtlasLock, shown: &[NamedView], changes: &[ViewChange]) -> Result<Kept, ViewsError> {
    let root = lock.atlas();
    fs::read_dir(root).map_err(|cause| ViewsError::NoFolder { cause })?;
    let path = root.join(VIEWS);
    let all: Vec<ViewChange>;
    let mut old = None;
    let (mut file, mut views, changes) = match presence(&path, fs::symlink_metadata(&path).map(drop))? {
        Presence::There => {
            let (file, problems) = read_file(&path, VIEWS);
            refuse(problems.finish())?;
            let file = file.unwrap_or_else(|| TextFile::new(VIEWS, String::new()));
            let views = read(&file)?;
            old = Some(Digest::of(format!("{}{}", file.mark, file.text).as_bytes()));
            (file, views, changes)
        }
        Presence::Gone => {
            all = shown.iter().enumerate().map(|(idx, view)| ViewChange::Insert(idx, view.clone())).collect();
            (TextFile::new(VIEWS, NO_VIEWS.to_owned()), Vec::new(), all.as_slice())
        }
    };
    let mut kept = Kept::default();
    for change in changes {
        // What was refused before is not in the file, so that a later change of the same view takes its place.
        let earlier = kept.refused.iter().enumerate().find_map(|(idx, earlier)| Some((idx, earlier.then(change)?)));
        let change = match earlier {
            Some((idx, both)) => {
                kept.refused.remove(idx);
                both
            }
            None => change.clone(),
        };
        let mut meant = views.clone();
        change.apply(&mut meant);
        let now = edited(&file, &views, &change).ok();
        match now.filter(|now| read(now).is_ok_and(|found| found == meant)) {
            Some(now) => {
                (file, views) = (now, meant);
                kept.written.push(change);
            }
            None => kept.refused.push(change),
        }
    }
    if !kept.written.is_empty() {
        let content = format!("{}{}", file.mark, file.text).into_bytes();
        let write = Write { path: VIEWS.to_owned(), content: Some(content) };
        commit_alone(lock, old, &write).map_err(|cause| ViewsError::Refused { cause })?;
    }
    Ok(kept)
}

/// Whether there is a file.
#[derive(Debug, PartialEq, Eq)]
enum Presence {
    There,
    Gone,
}

/// Returns whether there is a file at a path of which the file system has said this.
fn presence(path: &Path, said: io::Result<()>) -> Result<Presence, ViewsError> {
    match said {
        Ok(()) => Ok(Presence::There),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Presence::Gone),
        // It may be there for all that, and what is in it must not be written over.
        Err(cause) => Err(ViewsError::Unread { path: path.to_owned(), cause }),
    }
}

/// Returns the views in a list of them; one for each record.
fn read(file: &TextFile) -> Result<Vec<NamedView>, ViewsError> {
    let (views, problems) = views_in(file);
    refuse(problems)?;
    Ok(views)
}

/// Returns the views in a file that is a list of them, and what is wrong with it alone.
pub(super) fn views_in(file: &TextFile) -> (Vec<NamedView>, Vec<Problem>) {
    let files = std::slice::from_ref(file);
    let mut problems = Problems::default();
    let raw = decode(files, &mut problems);
    let views = convert(files, raw, VIEWS, &mut problems).views;
    (views, problems.finish())
}

fn refuse(problems: Vec<Problem>) -> Result<(), ViewsError> {
    let first = problems.into_iter().find(|problem| problem.severity == Severity::Error);
    first.map_or(Ok(()), |first| Err(ViewsError::Faulty { first: Box::new(first) }))
}

/// Returns the file with one change carried out; everything else keeps its bytes.
fn edited(file: &TextFile, views: &[NamedView], change: &ViewChange) -> Result<TextFile, RewriteError> {
    let mut listed: Vec<Listed<'_>> = views.iter().map(|view| Listed::Stays(&view.name)).collect();
    let at = |name: &str| views.iter().position(|view| view.name == name);
    let (taken, idx, view) = match change {
        ViewChange::Remove(name) => {
            listed.retain(|it| *it != Listed::Stays(name));
            return Ok(file.with_text(with_views(file, views, &listed)?));
        }
        ViewChange::Insert(idx, view) => (at(&view.name), *idx, view),
        ViewChange::Replace(name, view) => (at(name).or_else(|| at(&view.name)), views.len(), view),
    };
    match taken {
        Some(idx) => listed[idx] = Listed::Becomes(&views[idx].name, view),
        None => listed.insert(idx.min(views.len()), Listed::New(view)),
    }
    Ok(file.with_text(with_views(file, views, &listed)?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::kit::{Point, Rng};
    use crate::model::{
        Credibility, KindId, NationId, Reliability, Sign, SourceId, Span, Standing, TieId, ViewAround, ViewAsks,
        ViewCamera, ViewGrounds, ViewNature, ViewRest, ViewTarget,
    };

    fn view(name: &str) -> NamedView {
        NamedView {
            name: name.to_owned(),
            judgment: String::new(),
            as_of: jiff::civil::date(2024, 6, 30),
            known_on: None,
            asks: ViewAsks::default(),
            rest: ViewRest::Dimmed,
            selection: BTreeSet::new(),
            camera: None,
        }
    }

    /// Locks an atlas folder and carries out changes on its views.
    fn kept_in(root: &Path, shown: &[NamedView], changes: &[ViewChange]) -> Result<Kept, ViewsError> {
        keep_views(&AtlasLock::take(root).map_err(|error| ViewsError::unlocked(&error))?, shown, changes)
    }

    /// Returns a view of which every field is left to chance.
    fn any_view(rng: &mut Rng, name: &str) -> NamedView {
        let mut some = |n: usize| (rng.unit() * n as f64) as usize;
        let words = [
            "",
            "plain",
            "with \"quotes\" and \\",
            "two\nlines",
            "북한 and é",
            "tab\tand \u{202E}turn",
            "// no /* comment */",
        ];
        let ids = ["PRK", "KOR", "USA", "rus-prk", "x.1"];
        let mut subset = |salt: usize| -> Vec<&str> { ids.into_iter().filter(|_| some(4 + salt) == 0).collect() };
        let (kinds, nations, sources, without, around) = (subset(0), subset(0), subset(1), subset(1), subset(0));
        let selected = subset(0);
        let nature = ViewNature {
            signs: [Sign::Positive, Sign::Negative, Sign::Neutral].into_iter().filter(|_| some(3) == 0).collect(),
            categories: words.into_iter().filter(|_| some(5) == 0).map(str::to_owned).collect(),
            kinds: kinds.into_iter().map(KindId::new).collect(),
            nations: nations.into_iter().map(NationId::new).collect(),
            overlaps: ["2024", "2024-06-09/..", "../1991", "2018-03/2019~"]
                .get(some(8))
                .and_then(|it| Span::parse(it).ok()),
        };
        let grounds = ViewGrounds {
            reliabilities: Reliability::ALL.into_iter().filter(|_| some(4) == 0).collect(),
            credibilities: Credibility::ALL.into_iter().filter(|_| some(4) == 0).collect(),
            standings: Standing::ALL.into_iter().filter(|_| some(4) == 0).collect(),
            rests_on: sources.into_iter().map(SourceId::new).collect(),
            without_sources: without.into_iter().map(SourceId::new).collect(),
            is_disputed: some(2) == 0,
            is_single_origin: some(2) == 0,
        };
        let around: BTreeSet<NationId> = around.into_iter().map(NationId::new).collect();
        let hops = 1 + some(3) as u8;
        let target = |(idx, id): (usize, &str)| match idx % 4 {
            0 => ViewTarget::Nation(NationId::new(id)),
            1 => ViewTarget::Tie(TieId::new(id)),
            2 => ViewTarget::Source(SourceId::new(id)),
            _ => ViewTarget::Pair(NationId::new(id), NationId::new("zzz")),
        };
        NamedView {
            judgment: words[some(words.len())].to_owned(),
            known_on: (some(2) == 0).then(|| jiff::civil::date(2024, 2, 29)),
            rest: if some(2) == 0 { ViewRest::Removed } else { ViewRest::Dimmed },
            selection: selected.into_iter().enumerate().map(target).collect(),
            asks: ViewAsks {
                nature,
                grounds,
                around: (!around.is_empty()).then_some(ViewAround { nations: around, hops }),
            },
            camera: (some(3) > 0).then(|| ViewCamera {
                center: Point::new(some(1000) as f64 / 7.0 - 50.0, -0.0),
                zoom: (1 + some(500)) as f64 / 77.0,
            }),
            ..view(&format!("{name} {}", words[some(words.len())]))
        }
    }

    #[test]
    fn what_is_written_is_read_back_the_same_after_any_changes() {
        let mut rng = Rng::new(4);
        let folder = tempfile::tempdir().expect("a folder");
        let mut views: Vec<NamedView> = Vec::new();
        fs::write(folder.path().join(VIEWS), "[]\n").expect("written");
        for step in 0..300 {
            let made = any_view(&mut rng, &step.to_string());
            let idx = (rng.unit() * (views.len() + 1) as f64) as usize;
            let change = match (views.get(idx), step % 3) {
                (Some(held), 0) => ViewChange::Replace(held.name.clone(), made),
                (Some(held), 1) if views.len() > 4 => ViewChange::Remove(held.name.clone()),
                _ => ViewChange::Insert(idx, made),
            };
            let kept = kept_in(folder.path(), &[], std::slice::from_ref(&change)).expect("written");
            assert_eq!(kept.written, std::slice::from_ref(&change));
            change.apply(&mut views);
            let text = fs::read_to_string(folder.path().join(VIEWS)).expect("the file");
            assert_eq!(read(&TextFile::new(VIEWS, text.clone())).expect("views"), views, "{text}");
        }
    }

    #[test]
    fn comments_and_spaces_of_views_that_are_not_touched_stay() {
        let text = "// Why these.\n[\n    // The first.\n    View(name: \"a\",   as_of: \"2024-06-30\"), // said so\n    /* b, */ (as_of: \"2024-07-01\", name: \"b\")\n    // the end\n]\n";
        for newline in ["\n", "\r\n"] {
            let text = &text.replace('\n', newline);
            let file = TextFile::new(VIEWS, format!("\u{FEFF}{text}"));
            let views = read(&file).expect("views");
            let edited = |change: ViewChange| {
                let file = edited(&file, &views, &change).expect("a text");
                assert_eq!(file.mark, "\u{FEFF}");
                file.text
            };
            let (first, rest) = text.split_once(" (as_of").expect("b");
            let (_, end) = rest.split_once(newline).expect("the end");
            let c =
                format!("    View({newline}        name: \"c\",{newline}        as_of: \"2024-06-30\",{newline}    )");
            let added = edited(ViewChange::Insert(9, view("c")));
            assert_eq!(added, format!("{first} (as_of: \"2024-07-01\", name: \"b\"),{newline}{c}{newline}{end}"));
            let replaced = edited(ViewChange::Replace("b".to_owned(), view("c")));
            assert_eq!(replaced, format!("{first} {}{newline}{end}", c.trim()));
            let (kept, _) = first.split_once("    /* b, */").expect("b");
            let removed = format!("{}{end}", kept.replace("), // said so", ") // said so"));
            assert_eq!(edited(ViewChange::Remove("b".to_owned())), removed);
            assert_eq!(edited(ViewChange::Remove("z".to_owned())), *text);
        }
    }

    #[test]
    fn a_view_in_a_list_on_one_line_is_written_on_it() {
        let file = TextFile::new(VIEWS, "[View(name: \"a\", as_of: \"2024-06-30\")]".to_owned());
        let views = read(&file).expect("views");
        let added = edited(&file, &views, &ViewChange::Insert(0, view("b"))).expect("a text");
        let [a, b] = ["a", "b"].map(|name| format!("View(name: \"{name}\", as_of: \"2024-06-30\")"));
        assert_eq!(added.text, format!("[{b}, {a}]"));
    }

    #[test]
    fn only_a_file_that_is_not_there_is_gone() {
        let path = Path::new("views.ron");
        let said = |kind: ErrorKind| presence(path, Err(kind.into()));
        assert_eq!(said(ErrorKind::NotFound).expect("an answer"), Presence::Gone);
        for kind in [ErrorKind::PermissionDenied, ErrorKind::Interrupted, ErrorKind::Other] {
            let error = said(kind).expect_err("an error");
            assert!(matches!(&error, ViewsError::Unread { .. }), "{error}");
            assert!(error.to_string().contains("\nHint: "), "{error}");
        }
        assert_eq!(presence(path, Ok(())).expect("an answer"), Presence::There);
    }

    #[test]
    fn a_file_with_an_error_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(VIEWS);
        for text in ["[View(name: \"a\"", "[View(name: \"a\", as_of: \"2024-02-30\")]", "not a list", "", "\u{0}\u{1}"]
        {
            fs::write(&path, text).expect("written");
            let error = kept_in(folder.path(), &[], &[ViewChange::Insert(0, view("b"))]).expect_err(text);
            assert!(matches!(error, ViewsError::Faulty { .. }), "{text}: {error}");
            assert_eq!(fs::read_to_string(&path).expect("the file"), text);
        }
    }

    #[test]
    fn a_view_that_would_not_be_read_back_keeps_no_other_from_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(VIEWS), "[]\n").expect("written");
        // Longer than any text that is read.
        let long = NamedView { judgment: "x".repeat(70_000), ..view("long") };
        let [first, bad, last] = [view("a"), long, view("b")].map(|it| ViewChange::Insert(9, it));
        let kept = kept_in(folder.path(), &[], &[first.clone(), bad.clone(), last.clone()]).expect("written");
        assert_eq!(kept, Kept { written: vec![first, last], refused: vec![bad.clone()] });
        let names = || -> Vec<String> {
            let text = fs::read_to_string(folder.path().join(VIEWS)).expect("the file");
            read(&TextFile::new(VIEWS, text)).expect("views").into_iter().map(|it| it.name).collect()
        };
        assert_eq!(names(), ["a", "b"]);
        // Shortened, under another name, it is written; taken away, nothing of it is left to write.
        let short = ViewChange::Replace("long".to_owned(), view("short"));
        assert_eq!(kept_in(folder.path(), &[], &[bad.clone(), short]).expect("written").refused, []);
        assert_eq!(names(), ["a", "b", "short"]);
        let gone = kept_in(folder.path(), &[], &[bad, ViewChange::Remove("long".to_owned())]).expect("written");
        assert_eq!((gone.refused, names().len()), (Vec::new(), 3));
    }

    #[test]
    fn what_cannot_be_written_says_what_to_do() {
        let nowhere = Path::new("/nowhere/at/all");
        let error = kept_in(nowhere, &[], &[ViewChange::Insert(0, view("b"))]).expect_err("no folder").to_string();
        assert!(error.contains("as long as the window is open") && error.contains("Hint:"), "{error}");
        let denied = SaveError::Io { path: "views.ron".into(), cause: ErrorKind::PermissionDenied.into() };
        let error = ViewsError::Refused { cause: denied }.to_string();
        assert!(error.contains("permission denied") && error.contains("Hint: let the folder be written to"), "{error}");
    }
}
