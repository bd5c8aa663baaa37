//! What is wrong with a file: where, what, and what to do about it.

use std::fmt;
use std::sync::Arc;

use crate::kit::visible;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path within the atlas.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in letters, counted from 1.
    pub column: usize,
    /// The line itself; empty where there is none to show.
    pub excerpt: String,
}

/// Letters of a line that are shown at most; longer lines are cut around the caret.
const MAX_EXCERPT: usize = 110;

impl Place {
    /// Returns the excerpt and below it a line with a caret, both safe to show, or `None` without an excerpt.
    pub fn caret(&self) -> Option<(String, String)> {
        if self.excerpt.is_empty() {
            return None;
        }
        let letters: Vec<char> = self.excerpt.chars().collect();
        let at = (self.column.max(1) - 1).min(letters.len());
        let start = if letters.len() <= MAX_EXCERPT { 0 } else { at.saturating_sub(MAX_EXCERPT / 2) };
        let end = (start + MAX_EXCERPT).min(letters.len());
        let before = visible(&letters[start..at.clamp(start, end)].iter().collect::<String>());
        let after = visible(&letters[at.clamp(start, end)..end].iter().collect::<String>());
        let (head, tail) = (if start > 0 { "…" } else { "" }, if end < letters.len() { "…" } else { "" });
        let indent = head.chars().count() + before.chars().count();
        Some((format!("{head}{before}{after}{tail}"), format!("{}^", " ".repeat(indent))))
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
        let excerpt = format!("{}X{}", "a".repeat(300), "b".repeat(300));
        let place = Place { file: Arc::from("t.ron"), line: 1, column: 301, excerpt };
        let (shown, caret) = place.caret().expect("an excerpt");
        assert_eq!(shown.chars().nth(caret.chars().count() - 1), Some('X'));
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.chars().count() <= MAX_EXCERPT + 2);
    }

    #[test]
    fn the_caret_stands_below_its_letter_after_an_escaped_one() {
        let place = Place { file: Arc::from("t.ron"), line: 1, column: 3, excerpt: "a\u{7}Xb".into() };
        let (shown, caret) = place.caret().expect("an excerpt");
        assert_eq!(shown.chars().nth(caret.chars().count() - 1), Some('X'));
    }
}
