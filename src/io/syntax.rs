//! Finds where the parts of RON text lie: a tree of byte ranges that keeps no values.
//!
//! `ron` reports one error and forgets where things were. With this tree a file is split into records, each read on its
//! own, and whatever is wrong with a value can be shown where it stands. Numbers and names are not checked here; `ron`
//! does that record by record. (The one lossless RON parser on offer is a first release and does not bound its nesting.)

use std::ops::Range;

use super::limits::{MAX_NESTING, MAX_RECORDS, MAX_STRING_BYTES, MAX_VALUES};
use crate::kit::grouped;

/// A value in the text.
#[derive(Debug)]
pub(super) struct Node {
    /// Bytes that it takes up.
    pub span: Range<usize>,
    /// What is in it.
    pub shape: Shape,
}

/// What is in a value.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text, number or name.
    Scalar,
    /// `[…]` or `(…)` without field names.
    Items(Vec<Node>),
    /// `{…}`.
    Entries(Vec<(Node, Node)>),
    /// `(…)` with field names.
    Fields(Vec<Field>),
}

/// A named field.
#[derive(Debug)]
pub(super) struct Field {
    /// Bytes of the name.
    pub name: Range<usize>,
    /// Its value.
    pub value: Node,
}

/// Where and why text is not RON.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// Byte at which to look.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// A file's outermost value, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Elements, where the file is a list.
    pub items: Vec<Node>,
    /// Fields, where the file is a struct. A list that broke off holds the elements before the break.
    pub fields: Vec<Field>,
    /// Whether the outermost value is a list.
    pub is_list: bool,
    /// Byte of the outermost bracket.
    pub start: usize,
    /// The name before it; empty where there is none.
    pub name: Range<usize>,
    /// What broke it off; nothing after it was read.
    pub error: Option<SyntaxError>,
}

/// Returns the outline of a whole file: a list of records or a struct of sections. O(bytes).
pub(super) fn outline(text: &str) -> Outline {
    outline_within(text, MAX_RECORDS, "records")
}

/// Returns the outline of a file with at most so many items in a list, which people call by this name. O(bytes).
pub(super) fn outline_within(text: &str, most_items: usize, items: &'static str) -> Outline {
    let mut outline = Outline::default();
    let mut scanner = Scanner { most_items, items, ..Scanner::new(text) };
    let error = scanner.file(&mut outline).err();
    Outline { error, ..outline }
}

/// Returns the tree of one value that was found before, moved to where it lies in its file.
pub(super) fn value_at(text: &str, span: &Range<usize>) -> Option<Node> {
    let mut scanner = Scanner::new(text.get(..span.end)?);
    scanner.at = span.start;
    scanner.value().ok()
}

/// Reads forward through the text.
struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    /// Values read since the last record began.
    n_values: usize,
    /// Records that a list may have, or changes.
    most_items: usize,
    /// What people call those.
    items: &'static str,
    /// The last text read, if it went over several lines: the likely culprit when something odd follows.
    long_string: Option<Range<usize>>,
}

/// Bytes of a name without quotes. No field or word is so long; what is behind them is an error of its own.
const MAX_NAME_BYTES: usize = 128;

/// Bytes of an escape with a number in braces.
const MOST_ESCAPE_BYTES: usize = 16;

type Scan<T> = Result<T, SyntaxError>;

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            depth: 0,
            n_values: 0,
            most_items: MAX_RECORDS,
            items: "records",
            long_string: None,
        }
    }

    fn file(&mut self, outline: &mut Outline) -> Scan<()> {
        let Outline { items, fields, is_list, start, name, error: _ } = outline;
        self.skip_attributes()?;
        self.skip_trivia()?;
        match self.peek() {
            Some(b'[') => {
                *is_list = true;
                *start = self.at;
                self.bracketed(b'[', b']', |scanner| scanner.record(items))?;
            }
            Some(_) => {
                *name = self.name();
                self.skip_trivia()?;
                if self.peek() != Some(b'(') {
                    return Err(self.unexpected("`[` or `(`", "a file holds a list `[…]` of records or one `Atlas(…)`"));
                }
                *start = self.at;
                self.bracketed(b'(', b')', |scanner| scanner.field(fields))?;
            }
            None => return Err(self.error(0, "the file is empty", "write at least `[]`, or remove the file")),
        }
        self.skip_trivia()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => {
                Err(self.unexpected("the end of the file", "a file holds one list or struct and nothing after it"))
            }
        }
    }

    /// Reads a field; a list whose reading breaks off keeps its elements.
    fn field(&mut self, fields: &mut Vec<Field>) -> Scan<()> {
        let name = self.name();
        if name.is_empty() {
            return Err(self.unexpected("a field name", "write fields as `name: value`"));
        }
        self.skip_trivia()?;
        self.demand(b':', "write fields as `name: value`")?;
        self.skip_trivia()?;
        let start = self.at;
        if self.peek() == Some(b'[') {
            let mut items = Vec::new();
            let read = self.bracketed(b'[', b']', |scanner| scanner.record(&mut items));
            fields.push(Field { name, value: Node { span: start..self.at, shape: Shape::Items(items) } });
            return read;
        }
        fields.push(Field { name, value: self.value()? });
        Ok(())
    }

    /// Reads an element of a table and keeps only where it lies: what is in it is looked up when something is wrong.
    fn record(&mut self, records: &mut Vec<Node>) -> Scan<()> {
        if records.len() >= self.most_items {
            let message = format!("the list has more than {} {}", grouped(self.most_items), self.items);
            return Err(self.error(self.at, &message, "split it"));
        }
        self.n_values = 0;
        let span = self.value()?.span;
        records.push(Node { span, shape: Shape::Scalar });
        Ok(())
    }

    fn value(&mut self) -> Scan<Node> {
        self.skip_trivia()?;
        let start = self.at;
        self.n_values += 1;
        if self.n_values > MAX_VALUES {
            let message = format!("this record has more than {} values", grouped(MAX_VALUES));
            return Err(self.error(start, &message, "split it, or look for a list that does not belong here"));
        }
        let shape = match self.peek() {
            Some(b'[') => self.items(b'[', b']')?,
            Some(b'{') => self.entries()?,
            Some(b'(') => self.parenthesized()?,
            Some(b'"') => self.string(start)?,
            Some(b'r') if self.is_raw_string() => self.raw_string()?,
            Some(b'\'') => self.letter()?,
            Some(_) => {
                let name = self.name();
                if name.is_empty() {
                    self.number()?;
                } else {
                    let after_name = self.at;
                    self.skip_trivia()?;
                    if self.peek() == Some(b'(') {
                        let shape = self.parenthesized()?;
                        return Ok(Node { span: start..self.at, shape });
                    }
                    self.at = after_name;
                }
                Shape::Scalar
            }
            None => return Err(self.unexpected("a value", "something is missing before the end of the file")),
        };
        Ok(Node { span: start..self.at, shape })
    }

    fn items(&mut self, open: u8, close: u8) -> Scan<Shape> {
        let mut items = Vec::new();
        self.bracketed(open, close, |scanner| {
            items.push(scanner.value()?);
            Ok(())
        })?;
        Ok(Shape::Items(items))
    }

    fn entries(&mut self) -> Scan<Shape> {
        let mut entries = Vec::new();
        self.bracketed(b'{', b'}', |scanner| {
            let key = scanner.value()?;
            scanner.skip_trivia()?;
            scanner.demand(b':', "write map entries as `key: value`")?;
            entries.push((key, scanner.value()?));
            Ok(())
        })?;
        Ok(Shape::Entries(entries))
    }

    fn parenthesized(&mut self) -> Scan<Shape> {
        let start = self.at;
        self.at += 1;
        self.skip_trivia()?;
        let name = self.name();
        self.skip_trivia()?;
        let has_fields = !name.is_empty() && self.peek() == Some(b':');
        self.at = start;
        if !has_fields {
            return self.items(b'(', b')');
        }
        let mut fields = Vec::new();
        self.bracketed(b'(', b')', |scanner| {
            let name = scanner.name();
            if name.is_empty() {
                return Err(scanner.unexpected("a field name", "write fields as `name: value`"));
            }
            scanner.skip_trivia()?;
            scanner.demand(b':', "write fields as `name: value`")?;
            let value = scanner.value()?;
            fields.push(Field { name, value });
            Ok(())
        })?;
        Ok(Shape::Fields(fields))
    }

    /// Reads `open`, elements separated by commas, and `close`.
    fn bracketed(&mut self, open: u8, close: u8, mut element: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        let start = self.at;
        self.depth += 1;
        if self.depth > MAX_NESTING {
            let message = format!("brackets are nested more than {MAX_NESTING} deep");
            return Err(self.error(start, &message, "no atlas needs that; look for brackets that are not closed"));
        }
        self.at += 1;
        loop {
            self.skip_trivia()?;
            match self.peek() {
                Some(byte) if byte == close => break,
                Some(_) => element(self)?,
                None => return Err(self.unclosed(start, open, close)),
            }
            self.skip_trivia()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => break,
                Some(_) => {
                    let expected = format!("`,` or `{}`", close as char);
                    let hint = format!("the `{}` of line {} is still open here", open as char, self.line_of(start));
                    return Err(self.unexpected(&expected, &hint));
                }
                None => return Err(self.unclosed(start, open, close)),
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    fn unclosed(&self, start: usize, open: u8, close: u8) -> SyntaxError {
        if let Some(string) = &self.long_string {
            return self.unclosed_string(string.start);
        }
        let message = format!("this `{}` is never closed", open as char);
        self.error(start, &message, &format!("add the missing `{}`", close as char))
    }

    fn unclosed_string(&self, start: usize) -> SyntaxError {
        self.error(
            start,
            "this text is never closed",
            "add the missing `\"` at its end; write \\\" for a quotation mark in it",
        )
    }

    fn string(&mut self, start: usize) -> Scan<Shape> {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at = (self.at + 2).min(self.bytes.len()),
                Some(_) => self.at += 1,
                None => {
                    return Err(self.unclosed_string(self.long_string.as_ref().map_or(start, |string| string.start)));
                }
            }
        }
        self.at += 1;
        self.end_of_string(start, meant_bytes(&self.text[start + 1..self.at - 1]))
    }

    fn is_raw_string(&self) -> bool {
        let rest = self.bytes[self.at + 1..].iter();
        rest.clone().find(|byte| **byte != b'#') == Some(&b'"')
    }

    fn raw_string(&mut self) -> Scan<Shape> {
        let start = self.at;
        self.at += 1;
        let n_hashes = self.bytes[self.at..].iter().take_while(|byte| **byte == b'#').count();
        self.at += n_hashes + 1;
        let end = format!("\"{}", "#".repeat(n_hashes));
        let Some(length) = self.text.get(self.at..).and_then(|rest| rest.find(&end)) else {
            return Err(self.error(start, "this text is never closed", &format!("add the missing `{end}` at its end")));
        };
        self.at += length + end.len();
        self.end_of_string(start, length)
    }

    /// Ends a text that means so many bytes.
    fn end_of_string(&mut self, start: usize, n_bytes: usize) -> Scan<Shape> {
        if n_bytes > MAX_STRING_BYTES {
            let (found, most) = (grouped(n_bytes), grouped(MAX_STRING_BYTES));
            let message = format!("this text has {found} bytes; the most is {most}");
            return Err(self.error(start, &message, "shorten it, or close it with `\"` where it should end"));
        }
        self.long_string = self.bytes[start..self.at].contains(&b'\n').then_some(start..self.at);
        Ok(Shape::Scalar)
    }

    fn letter(&mut self) -> Scan<Shape> {
        let start = self.at;
        let rest = &self.text[start + 1..];
        let length = match rest.strip_prefix('\\') {
            Some(escaped) => escaped.find('\'').map(|at| at + 1),
            None => rest.find('\''),
        };
        match length {
            Some(length) if length <= 12 => self.at = start + length + 2,
            _ => return Err(self.error(start, "a lone `'`", "write texts between `\"` and `\"`")),
        }
        Ok(Shape::Scalar)
    }

    fn number(&mut self) -> Scan<()> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
        let length = self.bytes[self.at..].iter().take_while(|byte| is_part(byte)).count();
        if length == 0 {
            return Err(self.unexpected("a value", "write a text in quotes, a number, a name, `(…)`, `[…]` or `{…}`"));
        }
        self.at += length;
        Ok(())
    }

    /// Reads a name, or nothing.
    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        let rest = &self.text[start..];
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        self.at = self.text.len() - rest.len();
        let mut letters = rest.char_indices();
        if letters.next().is_some_and(|(_, letter)| letter.is_alphabetic() || letter == '_') {
            let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
            let length = letters.find(|(_, letter)| !is_part(*letter)).map_or(rest.len(), |(at, _)| at);
            self.at += rest.floor_char_boundary(length.min(MAX_NAME_BYTES));
        } else {
            self.at = start;
        }
        start..self.at
    }

    fn skip_attributes(&mut self) -> Scan<()> {
        loop {
            self.skip_trivia()?;
            if !self.text[self.at..].starts_with("#!") {
                return Ok(());
            }
            let Some(length) = self.text[self.at..].find(']') else {
                return Err(self.error(self.at, "this attribute is never closed", "add the missing `]`"));
            };
            self.at += length + 1;
        }
    }

    /// Skips white space and comments; block comments nest.
    fn skip_trivia(&mut self) -> Scan<()> {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.skip_block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn skip_block_comment(&mut self) -> Scan<()> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at..self.at + 2) {
                Some(b"/*") => {
                    depth += 1;
                    self.at += 2;
                }
                Some(b"*/") => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = self.bytes.len();
                    return Err(self.error(start, "this comment is never closed", "add the missing `*/`"));
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn demand(&mut self, byte: u8, hint: &str) -> Scan<()> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(&format!("`{}`", byte as char), hint))
    }

    /// Returns the error that something else was expected here, blaming an unclosed text where that is likelier.
    fn unexpected(&self, expected: &str, hint: &str) -> SyntaxError {
        let follows_string = self
            .long_string
            .as_ref()
            .is_some_and(|string| self.text.get(string.end..self.at).is_some_and(|between| between.trim().is_empty()));
        if let (true, Some(string)) = (follows_string, &self.long_string) {
            return self.unclosed_string(string.start);
        }
        let found = match self.text[self.at..].chars().next() {
            Some(letter) => format!("`{letter}`"),
            None => "the end of the file".to_owned(),
        };
        self.error(self.at, &format!("expected {expected}, found {found}"), hint)
    }

    fn error(&self, at: usize, message: &str, hint: &str) -> SyntaxError {
        SyntaxError { at, message: message.to_owned(), hint: hint.to_owned() }
    }

    fn line_of(&self, at: usize) -> usize {
        self.bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// Returns how many bytes a text has, of which this stands between its quotes: an escape counts as the letter that it means, as
/// it does for whoever typed the text. O(bytes).
fn meant_bytes(quoted: &str) -> usize {
    let mut n_bytes = 0;
    let mut rest = quoted;
    while let Some(at) = rest.find('\\') {
        n_bytes += at;
        let escaped = &rest[at + 1..];
        let (letter, length) = match escaped.chars().next() {
            Some('x') => (numbered(escaped.get(1..3)), 3),
            Some('u') => {
                // No number is longer; what never closes is not looked for again and again.
                let end = escaped.bytes().take(MOST_ESCAPE_BYTES).position(|byte| byte == b'}');
                let length = end.map_or(1, |end| end + 1);
                (numbered(escaped.get(2..length.saturating_sub(1))), length)
            }
            Some(letter) => (1, letter.len_utf8()),
            None => (0, 0),
        };
        n_bytes += letter;
        rest = escaped.get(length..).unwrap_or_default();
    }
    n_bytes + rest.len()
}

/// Returns how many bytes the letter of a number has; one where there is no such letter, which `ron` objects to.
fn numbered(digits: Option<&str>) -> usize {
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    number.and_then(char::from_u32).map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counts_what_it_means_and_not_how_it_is_written() {
        let n_bytes = |quoted: &str| {
            let meant: String = ron::from_str(&format!("\"{quoted}\"")).expect(quoted);
            assert_eq!(meant_bytes(quoted), meant.len(), "{quoted}");
        };
        for quoted in ["", "ö\\\"x", "\\\\\\n\\t\\0", "\\u{202e}\\u{41}ab\\u{10ffff}", "\\x41\\x7f."] {
            n_bytes(quoted);
        }
        for (start, letter, end) in
            [("\"", "\\\"", "\""), ("\"", "\\u{41}", "\""), ("\"", "x", "\""), ("r##\"", "x", "\"##")]
        {
            let text = |n_letters: usize| format!("[(a: {start}{}{end})]", letter.repeat(n_letters));
            assert!(outline(&text(MAX_STRING_BYTES)).error.is_none(), "{letter}");
            let error = outline(&text(MAX_STRING_BYTES + 1)).error.expect(letter);
            assert_eq!(error.message, "this text has 65,537 bytes; the most is 65,536");
        }
    }

    #[test]
    fn records_are_found_between_comments_and_commas() {
        let text = "// head\n#![enable(implicit_some)]\n[\n  Tie(id: \"a, ] )\", x: r#\"(\"#), /* ) */ (b: [1, -2.5e3], c: {\"k\": 'x'}),\n]\n";
        let outline = outline(text);
        assert!(outline.error.is_none(), "{:?}", outline.error);
        let found: Vec<&str> = outline.items.iter().map(|node| &text[node.span.clone()]).collect();
        assert_eq!(found, ["Tie(id: \"a, ] )\", x: r#\"(\"#)", "(b: [1, -2.5e3], c: {\"k\": 'x'})"]);
    }

    /// Checks the message and the text at which it points.
    fn check(text: &str, message: &str, at: &str) {
        let error = outline(text).error.expect(text);
        assert_eq!(error.message, message);
        assert!(text[error.at..].starts_with(at), "{text:?} points at {:?}", &text[error.at..]);
    }

    #[test]
    fn errors_point_at_their_cause() {
        check("[(a: 1)\n (b: 2)]", "expected `,` or `]`, found `(`", "(b");
        check("[(a: \"x,\n b: \"y\")]", "this text is never closed", "\"x");
        check("[(a: \"x)]", "this text is never closed", "\"x");
        check("[(a: 1)", "this `[` is never closed", "[(a");
        check("[/* (a: 1)]", "this comment is never closed", "/*");
        check("[] x", "expected the end of the file, found `x`", "x");
        check(&"[".repeat(10_000), "brackets are nested more than 64 deep", "[");
        check("", "the file is empty", "");
        check("[(a 1)]", "expected `,` or `)`, found `1`", "1");
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let outline = outline("Atlas(format: 1, ties: [(id: \"a\"), (id: \"b\"), (id \"c\")])");
        assert!(outline.error.is_some());
        let Some(Shape::Items(ties)) = outline.fields.last().map(|field| &field.value.shape) else { panic!("a list") };
        assert_eq!(ties.len(), 2);
    }
}
