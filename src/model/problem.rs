//! What is wrong with a file: where, what, and what to do about it.

use std::fmt;
use std::sync::Arc;

use crate::kit::{columns, visible};

/// Something wrong with an atlas, or worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Error or note.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// The lines of the record that it is in; `None` where there are none to show or too many problems came before.
    pub record: Option<Arc<RecordText>>,
}

/// Lines of a file, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordText {
    /// Number of the first of them, counted from 1.
    pub first_line: usize,
    /// The lines, without their ends.
    pub lines: Vec<String>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was not taken in.
    Error,
    /// All was taken in, but an author would want to know.
    Note,
}

/// A place in a file.
///
/// Invariant: the excerpt is at most `MAX_EXCERPT` letters, and the caret stands within it or just behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path within the atlas.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in letters, counted from 1.
    pub column: usize,
    excerpt: String,
    n_before_caret: usize,
}

/// Letters of a line that are shown at most; longer lines are cut around the caret.
const MAX_EXCERPT: usize = 110;

impl Place {
    /// Returns the place of a file as a whole.
    pub fn whole_file(file: Arc<str>) -> Self {
        Self { file, line: 1, column: 1, excerpt: String::new(), n_before_caret: 0 }
    }

    /// Returns the place in a line, at `column`, with the text of the line before and after it. O(1) in the line's length
    /// but for finding its end.
    pub fn in_line(file: Arc<str>, line: usize, column: usize, before: &str, after: &str) -> Self {
        let mut letters = before.chars().rev();
        let room = MAX_EXCERPT / 2;
        // A place near the beginning of a line shows the line from its beginning.
        let n_shown = if column <= MAX_EXCERPT { MAX_EXCERPT } else { room };
        let shown: Vec<char> = letters.by_ref().take(n_shown).collect();
        let head = if letters.next().is_some() { "…" } else { "" };
        let before: String = shown.iter().rev().collect();
        let mut letters = after.chars();
        let after: String = letters.by_ref().take(MAX_EXCERPT - shown.len().min(MAX_EXCERPT)).collect();
        let tail = if letters.next().is_some() { "…" } else { "" };
        let before = format!("{head}{}", visible(&before));
        let n_before_caret = before.chars().count();
        Self { file, line, column, excerpt: format!("{before}{}{tail}", visible(&after)), n_before_caret }
    }

    /// Returns the line, safe to show and cut around the place, and how many of its letters stand before the place;
    /// `None` where there is no text to show.
    pub fn excerpt(&self) -> Option<(&str, usize)> {
        (!self.excerpt.is_empty()).then_some((self.excerpt.as_str(), self.n_before_caret))
    }

    /// Returns that line, and below it one with a caret for letters of one width; `None` where there is no text to show.
    pub fn caret(&self) -> Option<(&str, String)> {
        let (excerpt, n_before) = self.excerpt()?;
        let before: String = excerpt.chars().take(n_before).collect();
        Some((excerpt, format!("{}^", " ".repeat(columns(&before)))))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", visible(&self.file), self.line, self.column)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Note => "note",
        };
        write!(f, "{severity}: {}", visible(&self.message))?;
        if let Some((excerpt, caret)) = self.place.caret() {
            let line = self.place.line.to_string();
            let margin = " ".repeat(line.len());
            write!(f, "\n{margin}--> {}\n{line} | {excerpt}\n{margin} | {caret}", self.place)?;
        } else {
            write!(f, "\n --> {}", self.place)?;
        }
        if !self.hint.is_empty() {
            write!(f, "\nhint: {}", visible(&self.hint))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let (before, after) = ("a".repeat(300), format!("X{}", "b".repeat(300)));
        let place = Place::in_line(Arc::from("t.ron"), 1, 301, &before, &after);
        let (shown, caret) = place.caret().expect("an excerpt");
        assert_eq!(shown.chars().nth(caret.chars().count() - 1), Some('X'));
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.chars().count() <= MAX_EXCERPT + 2);
    }

    #[test]
    fn the_caret_stands_two_columns_further_behind_a_wide_letter() {
        let place = Place::in_line(Arc::from("t.ron"), 1, 5, "\"북한", "X\"");
        let (_, caret) = place.caret().expect("an excerpt");
        assert_eq!(caret, "     ^");
    }

    #[test]
    fn the_caret_stands_below_its_letter_after_an_escaped_one() {
        let place = Place::in_line(Arc::from("t.ron"), 1, 3, "a\u{7}", "Xb");
        let (shown, caret) = place.caret().expect("an excerpt");
        assert_eq!(shown.chars().nth(caret.chars().count() - 1), Some('X'));
    }
}
