//! Keeps with each problem the lines of the record that it is in, so that a reader sees it where it stands.
//!
//! Only for files with problems, and bounded: the files themselves are not held in memory.

use std::ops::Range;
use std::sync::Arc;

use super::files::TextFile;
use super::limits::{MAX_RECORD_BYTES, MAX_RECORD_LINES, MAX_RECORDS_BYTES};
use super::syntax::{Node, Outline, Shape, outline};
use crate::model::{Problem, RecordText};

/// Lines shown before and after a place that is in no record.
const LINES_AROUND: usize = 4;

/// Gives problems, sorted by file and line, the text of their records. O(bytes of files with problems).
pub(super) fn attach_records(files: &[TextFile], problems: &mut [Problem]) {
    let mut n_bytes = 0;
    let same_file = |a: &Problem, b: &Problem| a.place.file == b.place.file;
    for of_file in problems.chunk_by_mut(same_file) {
        let Some(file) = files.iter().find(|file| file.path == of_file[0].place.file) else { continue };
        if n_bytes >= MAX_RECORDS_BYTES {
            return;
        }
        let lines: Vec<&str> = file.text.lines().collect();
        let records = records(file);
        let mut last: Option<(Range<usize>, Arc<RecordText>)> = None;
        for problem in of_file.iter_mut().filter(|problem| problem.place.excerpt().is_some()) {
            let line_idx = problem.place.line - 1;
            let range = shown(&lines, &records, line_idx);
            let kept = match last.take().filter(|(held, _)| *held == range) {
                Some(kept) => kept,
                None => {
                    let Some(text) = text(&lines, range.clone()) else { continue };
                    n_bytes += text.lines.iter().map(String::len).sum::<usize>();
                    (range, Arc::new(text))
                }
            };
            problem.record = Some(kept.1.clone());
            last = Some(kept);
            if n_bytes >= MAX_RECORDS_BYTES {
                return;
            }
        }
    }
}

/// Returns the lines, counted from 0, that each record of a file takes up, in their order.
fn records(file: &TextFile) -> Vec<Range<usize>> {
    let Outline { items, fields, .. } = outline(&file.text);
    let of_fields = fields.into_iter().flat_map(|field| match field.value.shape {
        Shape::Items(items) => items,
        // A fact of the manifest, which is short and read as a whole.
        Shape::Scalar | Shape::Entries(_) | Shape::Fields(_) => Vec::new(),
    });
    let lines = |node: Node| file.line_idx(node.span.start)..file.line_idx(node.span.end) + 1;
    items.into_iter().chain(of_fields).map(lines).collect()
}

/// Returns the lines to show of the record that a line is in, at most so many around that line.
fn shown(lines: &[&str], records: &[Range<usize>], line_idx: usize) -> Range<usize> {
    let own = line_idx.saturating_sub(LINES_AROUND)..(line_idx + LINES_AROUND + 1).min(lines.len());
    let before = records.partition_point(|record| record.start <= line_idx);
    let record = before.checked_sub(1).and_then(|idx| records.get(idx)).filter(|record| record.contains(&line_idx));
    let Some(record) = record else { return own };
    let end = record.end.min(lines.len());
    let half = MAX_RECORD_LINES / 2;
    let start = record.start.max(line_idx.saturating_sub(half));
    start..end.min(start + MAX_RECORD_LINES)
}

/// Returns these lines; `None` where they are too long to be read.
fn text(lines: &[&str], range: Range<usize>) -> Option<RecordText> {
    let chosen = lines.get(range.clone())?;
    let n_bytes: usize = chosen.iter().map(|line| line.len()).sum();
    let is_readable = !chosen.is_empty() && n_bytes <= MAX_RECORD_BYTES;
    is_readable.then(|| RecordText {
        first_line: range.start + 1,
        lines: chosen.iter().map(|line| (*line).to_owned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severity;

    fn problem(file: &TextFile, at: usize) -> Problem {
        let place = file.place(at);
        Problem { severity: Severity::Error, place, message: String::new(), hint: String::new(), record: None }
    }

    #[test]
    fn a_problem_carries_its_whole_record_and_no_other() {
        let text = "[\n    (\n        id: \"a\",\n    ),\n    (\n        id: \"b\",\n        x: 1,\n    ),\n]\n";
        let file = TextFile::new("ties/a.ron", text.to_owned());
        let mut problems = [problem(&file, text.find("x:").expect("the field"))];
        attach_records(std::slice::from_ref(&file), &mut problems);
        let record = problems[0].record.as_ref().expect("its record");
        assert_eq!(record.first_line, 5);
        assert_eq!(record.lines, ["    (", "        id: \"b\",", "        x: 1,", "    ),"]);
    }

    #[test]
    fn a_line_too_long_to_be_read_is_left_to_the_excerpt() {
        let text = format!("[(id: \"{}\", x: 1)]", "a".repeat(MAX_RECORD_BYTES));
        let file = TextFile::new("ties/a.ron", text.clone());
        let mut problems = [problem(&file, text.find("x:").expect("the field"))];
        attach_records(std::slice::from_ref(&file), &mut problems);
        assert_eq!(problems[0].record, None);
    }
}
