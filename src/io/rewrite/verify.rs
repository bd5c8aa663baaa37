//! Reads new texts back: nothing is written that is read as something else than what was wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::super::canon::{Canon, Parts, Value};
use super::super::check::check;
use super::super::convert::convert;
use super::super::decode::{RecordPlace, decode, mark_gap};
use super::super::files::TextFile;
use super::super::problems::Problems;
use super::super::reread::new_errors;
use super::Sources;
use super::error::RewriteError;
use super::shown::is_part;
use super::standing::Index;
use crate::edit::{Change, between};
use crate::model::{Document, Entry, EntryId, Problem};

/// What came of reading back.
#[derive(Debug)]
pub(super) enum Read {
    /// It is what was wanted.
    As(Document, Vec<EntryId>),
    /// It is not, in this record and these others.
    Otherwise(EntryId, Vec<EntryId>),
}

/// New texts that are tried, and what they were made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial<'a> {
    /// The files as they are.
    pub sources: &'a Sources<'a>,
    /// The files as they would be.
    pub files: &'a [TextFile],
    /// The document as it was read.
    pub base: &'a Document,
    /// The document as it is wanted.
    pub wanted: &'a Document,
    /// What differs between the two.
    pub changes: &'a [Change],
    /// Records that are written as they never were before.
    pub fresh: &'a [EntryId],
    /// Scenarios that nobody has changed, and that cannot be written such that they are read as before.
    pub let_be: &'a BTreeSet<EntryId>,
    /// Where the manifest comes from.
    pub own_manifest: OwnManifest,
}

/// Whether the manifest of a document is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnManifest {
    /// It stands in the files.
    Read,
    /// It does not: something stands in for it.
    None,
}

/// Reads files back. Records that had been left out, and come back because what they name is there now, are named.
///
/// # Errors
/// Returns an error that there was not before, in a record that is written as it never was.
pub(super) fn read_back(trial: &Trial<'_>) -> Result<Read, RewriteError> {
    let mut problems = Problems::default();
    let mut raw = decode(trial.files, &mut problems);
    for path in trial.sources.unread {
        mark_gap(&mut raw, path);
    }
    let index = Index::of(&raw);
    // What makes no sense in a scenario is kept, and must be the same once it is read.
    let fresh = trial.fresh.iter().filter(|id| id.scenario().is_none());
    let written: Vec<RecordPlace> = fresh.filter_map(|id| index.place(id).cloned()).collect();
    let converted = convert(trial.files, raw, &trial.base.manifest.id, &mut problems);
    let mut document = check(trial.files, converted, &mut problems);
    if trial.own_manifest == OwnManifest::None && !trial.changes.iter().any(|it| *it.id() == EntryId::Manifest) {
        // What stands in for a manifest that cannot be read depends on what else there is.
        document.manifest = trial.wanted.manifest.clone();
    }
    let problems = problems.finish();
    // What is deleted may be named where something else is wrong, too, and that is said from then on.
    let is_deleted = trial.changes.iter().any(|change| change.after().is_none());
    if !is_deleted && let Some(problem) = unsound(trial, &written, &problems) {
        return Err(RewriteError::Unsound { problem: Box::new(problem) });
    }
    let changed: BTreeSet<&EntryId> = trial.changes.iter().map(Change::id).collect();
    let (mut revived, mut others) = (Vec::new(), Vec::new());
    for difference in between(trial.wanted, &document) {
        let id = difference.id().clone();
        if trial.let_be.contains(&id) {
            continue;
        }
        if is_revived(&difference, trial.base, &changed) { revived.push(id) } else { others.push(id) }
    }
    let mut others = others.into_iter();
    Ok(match others.next() {
        None => Read::As(document, revived),
        Some(first) => Read::Otherwise(first, others.collect()),
    })
}

/// Whether all that is read besides what is wanted had been left out before.
fn is_revived(difference: &Change, base: &Document, changed: &BTreeSet<&EntryId>) -> bool {
    let (id, is_changed) = (difference.id(), changed.contains(difference.id()));
    match (difference.before(), difference.after()) {
        (None, Some(_)) => !is_changed && base.entry(id).is_none(),
        (Some(wanted), Some(read)) => {
            let has_gone = || base.entry(id).is_some_and(|base| has_all_gone(&base, wanted, read));
            is_part(wanted, read) && (!is_changed || has_gone())
        }
        (Some(_) | None, None) => false,
    }
}

/// Whether nothing is read of what stood in a record before and is not wanted any more.
fn has_all_gone(base: &Entry, wanted: &Entry, read: &Entry) -> bool {
    let [Ok(base), Ok(wanted), Ok(read)] = [base, wanted, read].map(Canon::of_entry) else { return false };
    let [base, wanted, read] = [&base, &wanted, &read].map(|canon| {
        let mut counts = BTreeMap::new();
        count_parts(canon.value(), &mut counts);
        counts
    });
    let n_wanted = |part| wanted.get(part).copied().unwrap_or(0);
    read.iter().all(|(part, n)| *n <= n_wanted(part) || base.get(part).copied().unwrap_or(0) <= n_wanted(part))
}

/// Counts the fields and the items of lists within a value, each by its name and text.
fn count_parts<'c>(value: Value<'c>, counts: &mut BTreeMap<(&'c str, &'c str), usize>) {
    let parts: Vec<(&str, Value<'c>)> = match value.parts() {
        Parts::Scalar => Vec::new(),
        Parts::Items(_, items) => items.into_iter().map(|item| ("", item)).collect(),
        Parts::Entries(entries) => entries.into_iter().map(|(key, value)| (key.text(), value)).collect(),
        Parts::Fields(_, fields) => fields,
    };
    for (name, part) in parts {
        *counts.entry((name, part.text())).or_default() += 1;
        count_parts(part, counts);
    }
}

/// Returns an error in what was written that was not there before.
fn unsound(trial: &Trial<'_>, written: &[RecordPlace], problems: &[Problem]) -> Option<Problem> {
    let Trial { sources, files, base, .. } = *trial;
    let mut lines: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for RecordPlace { file_idx, span } in written {
        let file = &files[*file_idx];
        let last = lines.entry(&file.path).or_default().entry(file.line_idx(span.start)).or_default();
        *last = file.line_idx(span.end).max(*last);
    }
    // Records follow one another, so that the last that begins before a line is the one that can hold it.
    let is_within = |problem: &&Problem| {
        let line = problem.place.line.saturating_sub(1);
        let of_file = lines.get(&*problem.place.file);
        of_file.and_then(|it| it.range(..=line).next_back()).is_some_and(|(_, last)| line <= *last)
    };
    // Most atlases have no errors at all, and then the old files need not be read.
    let suspects: Vec<Problem> = new_errors(problems, &[]).filter(is_within).cloned().collect();
    if suspects.is_empty() {
        return None;
    }
    let mut before = Problems::default();
    let mut raw = decode(sources.files, &mut before);
    // What only names what an unread file may hold was no error before, and is none now.
    sources.unread.iter().for_each(|path| mark_gap(&mut raw, path));
    let converted = convert(sources.files, raw, &base.manifest.id, &mut before);
    check(sources.files, converted, &mut before);
    new_errors(&suspects, &before.finish()).next().cloned()
}
