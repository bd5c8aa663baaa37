//! Reads one record with `ron`, and turns what it objects to into words, at the place that it means.

use std::ops::Range;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::files::TextFile;
use super::syntax::{Node, Shape};
use crate::kit::did_you_mean;

/// What is wrong with a text.
#[derive(Debug)]
pub(super) struct Objected {
    /// Byte of the file at which to look.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Reads one record; optional values are written without `Some`.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// Returns what `ron` says of the text in `span` of a file; `node` is the tree of that text.
pub(super) fn objected(
    file: &TextFile,
    span: &Range<usize>,
    node: Option<&Node>,
    error: &ron::error::SpannedError,
) -> Objected {
    let at = file.byte_in(span, error.span.start.line, error.span.start.col);
    // Spans of `ron` begin at the white space or bracket before the value.
    let skipped = file.text[at..span.end].find(|letter: char| !letter.is_whitespace() && letter != ':').unwrap_or(0);
    let at = at + skipped;
    let field = |name: &str| node.and_then(|node| field_near(&file.text, node, name, at)).unwrap_or(at);
    use ron::Error as E;
    let (at, message, hint) = match &error.code {
        E::NoSuchStructField { expected, found, .. } => {
            (field(found), format!("unknown field `{found}`"), suggestion(found, expected, "fields"))
        }
        E::DuplicateStructField { field: name, .. } => {
            (at, format!("the field `{name}` is given twice"), "keep one of the two".to_owned())
        }
        E::MissingStructField { field: name, outer } => {
            let owner = node.and_then(|node| record_around(node, at)).unwrap_or(span.start);
            let what = outer.as_deref().map_or("this".to_owned(), |outer| format!("this {}", spoken(outer)));
            (
                owner,
                format!("{what} lacks the field `{name}`"),
                format!("add `{name}: …`; data/README.md says what belongs there"),
            )
        }
        E::NoSuchEnumVariant { expected, found, .. } => {
            let at = file.text[span.start..at]
                .rfind(found.as_str())
                .map(|offset| span.start + offset)
                .filter(|start| *start + found.len() >= at)
                .unwrap_or(at);
            (at, format!("`{found}` is not known here"), suggestion(found, expected, "values"))
        }
        E::ExpectedDifferentStructName { expected, found } => {
            let at = file.text[span.clone()].find(found.as_str()).map_or(at, |offset| span.start + offset);
            (at, format!("`{found}` is not known here"), format!("this list holds `{expected}(…)` records"))
        }
        other => match expected_here(other) {
            Some((what, how)) => (at, format!("{what} is expected here"), how.to_owned()),
            None => (at, format!("{other}"), "data/README.md shows every field with an example".to_owned()),
        },
    };
    Objected { at, message, hint }
}

/// Returns what `ron` expected in a place, and how that is written, where it says so.
fn expected_here(code: &ron::Error) -> Option<(&'static str, &'static str)> {
    use ron::Error as E;
    Some(match code {
        E::ExpectedString | E::ExpectedStringEnd => ("a text", "write it in quotes: \"…\""),
        E::ExpectedInteger | E::InvalidIntegerDigit { .. } | E::IntegerOutOfBounds => {
            ("a whole number", "write digits without quotes, such as 3")
        }
        E::ExpectedFloat => ("a number", "write it without quotes, such as 12.5"),
        E::ExpectedArray => ("a list", "write it in brackets: [ … ]"),
        E::ExpectedMap => ("a map", "write it in braces: { \"key\": \"value\" }"),
        E::ExpectedIdentifier => ("one of the known words", "write it without quotes"),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) | E::ExpectedStructLikeEnd => {
            ("another form of value", "write it as (field: value, …)")
        }
        _ => return None,
    })
}

/// Returns the name of a struct as people say it, without what only the source code calls it.
fn spoken(outer: &str) -> String {
    let name = outer.strip_suffix("Record").unwrap_or(outer);
    format!("`{name}`")
}

/// Returns the start of the field of that name which is nearest to `at`.
fn field_near(text: &str, node: &Node, name: &str, at: usize) -> Option<usize> {
    let mut starts = Vec::new();
    collect_fields(text, node, name, &mut starts);
    starts.into_iter().min_by_key(|start| start.abs_diff(at))
}

fn collect_fields(text: &str, node: &Node, name: &str, starts: &mut Vec<usize>) {
    match &node.shape {
        Shape::Scalar => {}
        Shape::Items(items) => items.iter().for_each(|item| collect_fields(text, item, name, starts)),
        Shape::Entries(entries) => entries.iter().for_each(|(_, value)| collect_fields(text, value, name, starts)),
        Shape::Fields(fields) => {
            for field in fields {
                if &text[field.name.clone()] == name {
                    starts.push(field.name.start);
                }
                collect_fields(text, &field.value, name, starts);
            }
        }
    }
}

/// Returns the start of the innermost struct whose text reaches up to or over `at`.
fn record_around(node: &Node, at: usize) -> Option<usize> {
    if !(node.span.start..=node.span.end).contains(&at) {
        return None;
    }
    let inner = match &node.shape {
        Shape::Scalar => None,
        Shape::Items(items) => items.iter().find_map(|item| record_around(item, at)),
        Shape::Entries(entries) => entries.iter().find_map(|(_, value)| record_around(value, at)),
        Shape::Fields(fields) => fields.iter().find_map(|field| record_around(&field.value, at)),
    };
    let is_record = matches!(node.shape, Shape::Fields(_));
    inner.or_else(|| is_record.then_some(node.span.start))
}

/// Returns a hint that names the word probably meant, or all that there are.
pub(super) fn suggestion(found: &str, expected: &[&'static str], what: &str) -> String {
    match did_you_mean(found, expected.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the {what} here are {}", expected.join(", ")),
    }
}
