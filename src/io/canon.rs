//! A record as plain text on one line, with the tree of its parts: what two states of a record are compared by, and what
//! `written` lays out.

use std::ops::Range;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;

use super::records_of;
use super::syntax::{Node, Shape, value_at};
use crate::model::Entry;

/// A record as plain text, all its fields in their order and none at its default.
#[derive(Debug)]
pub(super) struct Canon {
    text: String,
    root: Node,
}

/// A value in such a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'c> {
    text: &'c str,
    node: &'c Node,
}

/// What is in a value.
#[derive(Debug)]
pub(super) enum Parts<'c> {
    /// A text, number or word.
    Scalar,
    /// Values in brackets, with the opening one.
    Items(char, Vec<Value<'c>>),
    /// Keys and values.
    Entries(Vec<(Value<'c>, Value<'c>)>),
    /// The name of a struct, and its fields.
    Fields(&'c str, Vec<(&'c str, Value<'c>)>),
}

/// A record that holds more than any file may: too many values, or too long a text.
#[derive(Debug)]
pub(super) struct TooMuch {
    /// Its plain text.
    pub text: String,
}

impl Canon {
    /// Returns the plain text of a record.
    ///
    /// # Errors
    /// Returns the text alone when it holds more than any file may.
    pub fn of<R: Serialize>(record: &R) -> Result<Self, TooMuch> {
        Self::read(plain(record))
    }

    /// Returns the plain text of a record of the model.
    ///
    /// # Errors
    /// Returns the text alone when it holds more than any file may.
    pub fn of_entry(entry: &Entry) -> Result<Self, TooMuch> {
        Self::of(&records_of::record(entry))
    }

    /// Reads a plain text back.
    ///
    /// # Errors
    /// Returns the text alone when it holds more than any file may.
    pub fn read(text: String) -> Result<Self, TooMuch> {
        match value_at(&text, &(0..text.len())) {
            Some(root) => Ok(Self { text, root }),
            None => Err(TooMuch { text }),
        }
    }

    /// Returns the record as a value.
    pub fn value(&self) -> Value<'_> {
        Value { text: &self.text, node: &self.root }
    }
}

/// Returns a record on one line, with the names of structs and texts as they are.
pub(super) fn plain<R: Serialize>(record: &R) -> String {
    // Texts are not escaped: what `ron` escapes is more than what cannot be seen, and longer.
    let config = PrettyConfig::new()
        .depth_limit(0)
        .struct_names(true)
        .escape_strings(false)
        .compact_arrays(true)
        .compact_maps(true)
        .compact_structs(true);
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    // Structs, lists and scalars are all that records are made of, and `ron` writes all of them.
    options.to_string_pretty(record, config).unwrap_or_default()
}

impl<'c> Value<'c> {
    /// Returns the text of the value; two values are the same where these are.
    pub fn text(self) -> &'c str {
        &self.text[self.node.span.clone()]
    }

    fn part(self, node: &'c Node) -> Self {
        Self { text: self.text, node }
    }

    /// Returns what is in it.
    pub fn parts(self) -> Parts<'c> {
        match &self.node.shape {
            Shape::Scalar => Parts::Scalar,
            Shape::Items(items) => {
                let open = if self.text().ends_with(']') { '[' } else { '(' };
                Parts::Items(open, items.iter().map(|item| self.part(item)).collect())
            }
            Shape::Entries(entries) => {
                Parts::Entries(entries.iter().map(|(key, value)| (self.part(key), self.part(value))).collect())
            }
            Shape::Fields(fields) => {
                let name = self.text().split('(').next().unwrap_or_default();
                let named = |range: &Range<usize>| &self.text[range.clone()];
                let fields = fields.iter().map(|field| (named(&field.name), self.part(&field.value))).collect();
                Parts::Fields(name, fields)
            }
        }
    }

    /// Returns its fields; none where it is no struct.
    pub fn fields(self) -> Vec<(&'c str, Self)> {
        match self.parts() {
            Parts::Fields(_, fields) => fields,
            Parts::Scalar | Parts::Items(..) | Parts::Entries(_) => Vec::new(),
        }
    }

    /// Returns the field of a name.
    pub fn field(self, name: &str) -> Option<Self> {
        self.fields().into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }
}
