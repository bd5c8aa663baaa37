//! Whether a record can be written anew without losing anything that a person wrote.

use std::ops::Range;

use super::super::canon::{Parts, Value};
use super::super::syntax::{Node, Shape};

/// Whether a record holds no comment, and nothing that was left out when it was read.
pub(super) fn is_lossless(text: &str, node: &Node, file: Value<'_>, base: Value<'_>) -> bool {
    !has_comment(text, node) && sorted(file) == sorted(base)
}

fn has_comment(text: &str, node: &Node) -> bool {
    let mut scalars = Vec::new();
    collect(node, &mut scalars);
    let ends = scalars.iter().map(|span| span.start).chain([node.span.end]);
    let starts = std::iter::once(node.span.start).chain(scalars.iter().map(|span| span.end));
    starts.zip(ends).any(|(start, end)| text[start..end].contains("//") || text[start..end].contains("/*"))
}

/// Collects the bytes of texts, numbers and words in their order.
fn collect(node: &Node, scalars: &mut Vec<Range<usize>>) {
    match &node.shape {
        Shape::Scalar => scalars.push(node.span.clone()),
        Shape::Items(items) => items.iter().for_each(|item| collect(item, scalars)),
        Shape::Entries(entries) => entries.iter().for_each(|(key, value)| {
            collect(key, scalars);
            collect(value, scalars);
        }),
        Shape::Fields(fields) => fields.iter().for_each(|field| collect(&field.value, scalars)),
    }
}

/// Returns the text of a value with its lists sorted: some are when they are read.
fn sorted(value: Value<'_>) -> String {
    match value.parts() {
        Parts::Scalar | Parts::Entries(_) => value.text().to_owned(),
        Parts::Items(open, items) => {
            let mut items: Vec<String> = items.into_iter().map(sorted).collect();
            if open == '[' {
                items.sort();
            }
            format!("{open}{}", items.join(","))
        }
        Parts::Fields(name, fields) => {
            let fields: Vec<String> = fields.into_iter().map(|(name, it)| format!("{name}:{}", sorted(it))).collect();
            format!("{name}({})", fields.join(","))
        }
    }
}
