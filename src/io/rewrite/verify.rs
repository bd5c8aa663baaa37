//! Reads new texts back: nothing is written that is read as something else than what was wanted.

use std::collections::BTreeSet;

use super::super::canon::Canon;
use super::super::check::check;
use super::super::convert::convert;
use super::super::decode::{RecordPlace, decode, mark_gap};
use super::super::files::TextFile;
use super::super::problems::Problems;
use super::super::reread::new_errors;
use super::Sources;
use super::arrange::is_left_of;
use super::error::RewriteError;
use super::standing::Index;
use crate::edit::{Change, between};
use crate::model::{Document, EntryId, Problem};

/// What came of reading back.
#[derive(Debug)]
pub(super) enum Read {
    /// It is what was wanted.
    As(Document, Vec<EntryId>),
    /// It is not, in these records.
    Otherwise(Vec<EntryId>),
}

/// Reads files back. Records that had been left out, and come back because what they name is there now, are named.
///
/// # Errors
/// Returns an error that there was not before, in a record that was changed.
pub(super) fn read_back(
    sources: &Sources<'_>,
    files: &[TextFile],
    base: &Document,
    wanted: &Document,
    changes: &[Change],
) -> Result<Read, RewriteError> {
    let mut problems = Problems::default();
    let mut raw = decode(files, &mut problems);
    for path in sources.unread {
        mark_gap(&mut raw, path);
    }
    let has_manifest = raw.manifest.is_some();
    let index = Index::of(&raw);
    let written: Vec<RecordPlace> = (changes.iter())
        .filter(|change| change.after().is_some() && *change.id() != EntryId::Manifest)
        .filter_map(|change| index.place(change.id()).cloned())
        .collect();
    let converted = convert(files, raw, &base.manifest.id, &mut problems);
    let mut document = check(files, converted, &mut problems);
    if !has_manifest {
        // What stands in for a manifest that cannot be read depends on what else there is.
        document.manifest = wanted.manifest.clone();
    }
    let problems = problems.finish();
    if let Some(problem) = unsound(sources, files, &written, &problems, base) {
        return Err(RewriteError::Unsound { problem: Box::new(problem) });
    }
    let changed: BTreeSet<&EntryId> = changes.iter().map(Change::id).collect();
    let (mut revived, mut others) = (Vec::new(), Vec::new());
    for difference in between(wanted, &document) {
        #[cfg(test)] // DEBUG
        { eprintln!("DEBUG {:?}\n W {}\n R {}", difference.id(), difference.before().map_or(String::new(), |it| Canon::of_entry(it).unwrap().value().text().to_owned()), difference.after().map_or(String::new(), |it| Canon::of_entry(it).unwrap().value().text().to_owned())); 
          for f in files { if let Some(a) = f.text.find(difference.id().as_str()) { eprintln!("IN {} {}", f.path, &f.text[f.text.floor_char_boundary(a.saturating_sub(50))..f.text.ceil_char_boundary(a+1500)]); } } }
        let id = difference.id().clone();
        if is_revived(&difference, base, &changed) { revived.push(id) } else { others.push(id) }
    }
    Ok(if others.is_empty() { Read::As(document, revived) } else { Read::Otherwise(others) })
}

/// Whether all that is read besides what is wanted had been left out before.
fn is_revived(difference: &Change, base: &Document, changed: &BTreeSet<&EntryId>) -> bool {
    if changed.contains(difference.id()) {
        return false;
    }
    match (difference.before(), difference.after()) {
        (None, Some(_)) => base.entry(difference.id()).is_none(),
        (Some(wanted), Some(read)) => match (Canon::of_entry(wanted), Canon::of_entry(read)) {
            (Ok(wanted), Ok(read)) => is_left_of(wanted.value(), read.value()),
            (Ok(_) | Err(_), _) => false,
        },
        (Some(_) | None, None) => false,
    }
}

/// Returns an error in what was written that was not there before.
fn unsound(
    sources: &Sources<'_>,
    files: &[TextFile],
    written: &[RecordPlace],
    problems: &[Problem],
    base: &Document,
) -> Option<Problem> {
    let is_within = |problem: &&Problem| {
        written.iter().any(|RecordPlace { file_idx, span }| {
            let file = &files[*file_idx];
            let lines = file.line_idx(span.start)..=file.line_idx(span.end);
            file.path == problem.place.file && lines.contains(&problem.place.line.saturating_sub(1))
        })
    };
    // Most atlases have no errors at all, and then the old files need not be read.
    let suspects: Vec<Problem> = new_errors(problems, &[]).filter(is_within).cloned().collect();
    if suspects.is_empty() {
        return None;
    }
    let mut before = Problems::default();
    let raw = decode(sources.files, &mut before);
    let converted = convert(sources.files, raw, &base.manifest.id, &mut before);
    check(sources.files, converted, &mut before);
    new_errors(&suspects, &before.finish()).next().cloned()
}
