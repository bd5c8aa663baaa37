//! Writes named views to an atlas's `views.ron`, on their own: no other file is touched, and what was not changed in this
//! one keeps its bytes, comments included.

use std::fs;
use std::ops::Range;
use std::path::Path;

use thiserror::Error;

use super::convert::convert;
use super::decode::decode;
use super::files::{TextFile, in_words, read_file};
use super::problems::Problems;
use super::syntax::{Outline, outline};
use super::trivia::comma_after;
use super::views_record::written;
use super::write::{WriteError, write_atomically};
use crate::model::{NamedView, Problem, Severity, ViewChange};

/// Name of the file within an atlas folder.
const FILE: &str = "views.ron";

/// Why views were not written. The file is then as it was.
#[derive(Debug, Error)]
pub enum ViewsError {
    /// The file has errors, so that writing it could lose what somebody meant.
    #[error("the file views.ron was not written, because it has an error at {}: {}\nHint: mend it and the next view that is kept is written with this one; until then they are kept as long as the window is open", first.place, first.message)]
    Faulty {
        /// The first error.
        first: Box<Problem>,
    },
    /// The file system said no.
    #[error("the view is kept only as long as the window is open: {}", in_short(cause))]
    Refused {
        /// What it said.
        cause: WriteError,
    },
    /// The folder is not there.
    #[error(
        "the view is kept only as long as the window is open: {}\nHint: put the atlas folder back and keep the view again",
        in_words(cause)
    )]
    NoFolder {
        /// What the file system said.
        cause: std::io::Error,
    },
}

/// Returns what was wrong with writing, and where.
fn in_short(error: &WriteError) -> String {
    match error {
        WriteError::NotAFile { .. } => {
            "views.ron is not a regular file\nHint: move it away and keep the view again".to_owned()
        }
        WriteError::Io { path, cause } => format!(
            "cannot write views.ron: {}\nHint: let the folder be written to, or open a copy of the atlas, and keep the view again\nFile: {}",
            in_words(cause),
            path.display()
        ),
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

/// Carries out changes on the `views.ron` of the atlas folder at `root`, each that is read back as it was meant: one view
/// that cannot be written must not keep the others from the file. Where the file is gone, all of `shown`, in which the changes
/// are carried out already, is written: what stands on the screen must not be lost. O(changes × bytes).
///
/// # Errors
/// Returns why when the file has errors or cannot be written; it is then unchanged.
pub fn keep_views(root: &Path, shown: &[NamedView], changes: &[ViewChange]) -> Result<Kept, ViewsError> {
    fs::read_dir(root).map_err(|cause| ViewsError::NoFolder { cause })?;
    let path = root.join(FILE);
    let all: Vec<ViewChange>;
    let (mut text, mut views, changes) = match fs::symlink_metadata(&path) {
        Ok(_) => {
            let (file, problems) = read_file(&path, FILE);
            refuse(problems.finish())?;
            let text = file.map(|file| file.text).unwrap_or_default();
            (text.clone(), read(&text)?, changes)
        }
        Err(_) => {
            all = shown.iter().enumerate().map(|(idx, view)| ViewChange::Insert(idx, view.clone())).collect();
            ("[]\n".to_owned(), Vec::new(), all.as_slice())
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
        let (now, mut meant) = (edited(&text, &views, &change), views.clone());
        change.apply(&mut meant);
        if read(&now).is_ok_and(|found| found == meant) {
            (text, views) = (now, meant);
            kept.written.push(change);
        } else {
            kept.refused.push(change);
        }
    }
    if !kept.written.is_empty() {
        write_atomically(&path, text.as_bytes()).map_err(|cause| ViewsError::Refused { cause })?;
    }
    Ok(kept)
}

/// Returns the views in a list of them; one for each record.
fn read(text: &str) -> Result<Vec<NamedView>, ViewsError> {
    let files = [TextFile::new(FILE, text.to_owned())];
    let mut problems = Problems::default();
    let raw = decode(&files, &mut problems);
    let views = convert(&files, raw, FILE, &mut problems).views;
    refuse(problems.finish())?;
    Ok(views)
}

fn refuse(problems: Vec<Problem>) -> Result<(), ViewsError> {
    let first = problems.into_iter().find(|problem| problem.severity == Severity::Error);
    first.map_or(Ok(()), |first| Err(ViewsError::Faulty { first: Box::new(first) }))
}

/// Returns the text with one change carried out; everything else keeps its bytes.
fn edited(text: &str, views: &[NamedView], change: &ViewChange) -> String {
    let Outline { items, start, .. } = outline(text);
    let spans: Vec<Range<usize>> = items.into_iter().map(|item| item.span).collect();
    let at = |name: &str| views.iter().position(|view| view.name == name).and_then(|idx| spans.get(idx));
    let (name, place, view) = match change {
        ViewChange::Remove(name) => {
            return at(name).map_or_else(|| text.to_owned(), |span| without(text, span));
        }
        ViewChange::Insert(idx, view) => (&view.name, spans.get(*idx), view),
        ViewChange::Replace(name, view) => (name, None, view),
    };
    let record = written(view);
    if let Some(span) = at(name) {
        return format!("{}{record}{}", &text[..span.start], &text[span.end..]);
    }
    match (place, spans.last()) {
        (Some(next), _) => format!("{}{record},\n    {}", &text[..next.start], &text[next.start..]),
        (None, Some(last)) => {
            let comma = comma_after(text, last.end);
            let end = comma.map_or(last.end, |comma| end_of_line(text, comma + 1));
            let between = if comma.is_some() { "" } else { "," };
            format!("{}{between}\n    {record},{}", &text[..end], &text[end..])
        }
        (None, None) => {
            let inside = (start + 1).min(text.len());
            let (before, after) = text.split_at(inside);
            let close = if after.starts_with('\n') || after.starts_with('\r') { "" } else { "\n" };
            format!("{before}\n    {record},{close}{after}")
        }
    }
}

/// Returns the text without a record, the comma after it and the line that they stood on.
fn without(text: &str, span: &Range<usize>) -> String {
    let end = comma_after(text, span.end).map_or(span.end, |comma| comma + 1);
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[end..];
    let next = rest.find('\n').map_or(rest.len(), |at| at + 1);
    if text[line..span.start].trim().is_empty() && rest[..next].trim().is_empty() {
        format!("{}{}", &text[..line], &rest[next..])
    } else {
        format!("{}{rest}", &text[..span.start])
    }
}

/// Returns the end of the line where only a comment follows on it, else the same byte.
fn end_of_line(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    if line.trim_start().starts_with("//") { from + line.trim_end().len() } else { from }
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
        fs::write(folder.path().join(FILE), "[]\n").expect("written");
        for step in 0..300 {
            let made = any_view(&mut rng, &step.to_string());
            let idx = (rng.unit() * (views.len() + 1) as f64) as usize;
            let change = match (views.get(idx), step % 3) {
                (Some(held), 0) => ViewChange::Replace(held.name.clone(), made),
                (Some(held), 1) if views.len() > 4 => ViewChange::Remove(held.name.clone()),
                _ => ViewChange::Insert(idx, made),
            };
            let kept = keep_views(folder.path(), &[], std::slice::from_ref(&change)).expect("written");
            assert_eq!(kept.written, std::slice::from_ref(&change));
            change.apply(&mut views);
            let text = fs::read_to_string(folder.path().join(FILE)).expect("the file");
            assert_eq!(read(&text).expect("views"), views, "{text}");
        }
    }

    #[test]
    fn comments_and_spaces_of_views_that_are_not_touched_stay() {
        let text = "// Why these.\n[\n    // The first.\n    View(name: \"a\",   as_of: \"2024-06-30\"), // said so\n    /* b, */ (as_of: \"2024-07-01\", name: \"b\")\n    // the end\n]\n";
        let views = read(text).expect("views");
        let added = edited(text, &views, &ViewChange::Insert(9, view("c")));
        assert!(added.contains("    // The first.\n    View(name: \"a\",   as_of: \"2024-06-30\"), // said so\n    /* b, */ (as_of: \"2024-07-01\", name: \"b\"),"), "{added}");
        assert!(added.contains("    // the end\n]\n"), "{added}");
        let replaced = edited(text, &views, &ViewChange::Replace("b".to_owned(), view("b")));
        assert!(replaced.starts_with(&text[..text.find("(as_of").expect("b")]), "{replaced}");
        let removed = edited(text, &views, &ViewChange::Remove("b".to_owned()));
        assert!(removed.contains("// said so\n    /* b, */ \n    // the end"), "{removed}");
        assert_eq!(edited(text, &views, &ViewChange::Remove("z".to_owned())), text);
    }

    #[test]
    fn a_file_with_an_error_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        for text in ["[View(name: \"a\"", "[View(name: \"a\", as_of: \"2024-02-30\")]", "not a list", "", "\u{0}\u{1}"]
        {
            fs::write(&path, text).expect("written");
            let error = keep_views(folder.path(), &[], &[ViewChange::Insert(0, view("b"))]).expect_err(text);
            assert!(matches!(error, ViewsError::Faulty { .. }), "{text}: {error}");
            assert_eq!(fs::read_to_string(&path).expect("the file"), text);
        }
    }

    #[test]
    fn a_view_that_would_not_be_read_back_keeps_no_other_from_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), "[]\n").expect("written");
        // Longer than any text that is read.
        let long = NamedView { judgment: "x".repeat(70_000), ..view("long") };
        let [first, bad, last] = [view("a"), long, view("b")].map(|it| ViewChange::Insert(9, it));
        let kept = keep_views(folder.path(), &[], &[first.clone(), bad.clone(), last.clone()]).expect("written");
        assert_eq!(kept, Kept { written: vec![first, last], refused: vec![bad.clone()] });
        let names = || -> Vec<String> {
            let text = fs::read_to_string(folder.path().join(FILE)).expect("the file");
            read(&text).expect("views").into_iter().map(|it| it.name).collect()
        };
        assert_eq!(names(), ["a", "b"]);
        // Shortened, under another name, it is written; taken away, nothing of it is left to write.
        let short = ViewChange::Replace("long".to_owned(), view("short"));
        assert_eq!(keep_views(folder.path(), &[], &[bad.clone(), short]).expect("written").refused, []);
        assert_eq!(names(), ["a", "b", "short"]);
        let gone = keep_views(folder.path(), &[], &[bad, ViewChange::Remove("long".to_owned())]).expect("written");
        assert_eq!((gone.refused, names().len()), (Vec::new(), 3));
    }

    #[test]
    fn what_cannot_be_written_says_what_to_do() {
        let nowhere = Path::new("/nowhere/at/all");
        let error = keep_views(nowhere, &[], &[ViewChange::Insert(0, view("b"))]).expect_err("no folder").to_string();
        assert!(error.contains("as long as the window is open") && error.contains("Hint:"), "{error}");
        let denied = WriteError::Io { path: "views.ron".into(), cause: std::io::ErrorKind::PermissionDenied.into() };
        let error = ViewsError::Refused { cause: denied }.to_string();
        assert!(error.contains("permission denied") && error.contains("Hint: let the folder be written to"), "{error}");
    }
}
