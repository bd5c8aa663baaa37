//! One fact of a form as the text that a person types.

use std::sync::Arc;

use crate::model::{EdtfDate, SpanEnd};

/// A fact with what is typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What files call it, such as `weight_why` or `between.0`.
    pub fact: String,
    /// What people call it.
    pub label: &'static str,
    /// What is typed or chosen.
    pub input: Input,
    /// Whether it may be left empty.
    pub need: Need,
    /// What it is for, or an example; may be empty.
    pub hint: &'static str,
    /// What is typed so far. Of things of which there can be many, each stands in a line of its own.
    pub text: String,
    /// What it said when the form was opened.
    pub(super) opened: String,
}

/// What is typed or chosen for a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A line of text.
    Line,
    /// Text of several lines.
    Text,
    /// Any number of lines, each a text of its own.
    Lines,
    /// A date in EDTF or in words.
    Date,
    /// The same, or `..` for what is open and nothing for what nobody knows.
    End,
    /// A number.
    Number,
    /// A NATO grade.
    Grade,
    /// One of those.
    Pick(Among),
    /// Any number of those.
    Picks(Among),
}

/// Among what is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// These: what files call each, and what people do.
    Choices(Arc<[(String, String)]>),
    /// Kinds of tie.
    Kinds,
    /// Nations, by any of their names.
    Nations,
    /// Nations, and anybody else by name.
    Anybody,
    /// Sources.
    Sources,
    /// Sources, and one that is made in the same form.
    SourcesOrNew,
    /// Instruments.
    Instruments,
    /// Ties.
    Ties,
    /// Ties, milestones and exchanges of them, and events.
    References,
    /// Event codes of CAMEO.
    CameoCodes,
}

/// Whether a fact may be left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Required,
    /// It may.
    Optional,
}

impl Field {
    /// Returns a fact that must be there.
    pub(super) fn required(fact: &str, label: &'static str, input: Input, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { fact: fact.to_owned(), label, input, need: Need::Required, hint: "", opened: text.clone(), text }
    }

    /// Returns a fact that may be left out.
    pub(super) fn optional(fact: &str, label: &'static str, input: Input, text: impl Into<String>) -> Self {
        Self { need: Need::Optional, ..Self::required(fact, label, input, text) }
    }

    /// Returns it with a hint.
    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Returns what people call it within a sentence.
    pub fn noun(&self) -> String {
        match self.fact.as_str() {
            "between.0" => "first nation".to_owned(),
            "between.1" => "second nation".to_owned(),
            _ => self.label.to_lowercase(),
        }
    }

    /// Whether something else is typed than there was.
    pub fn is_touched(&self) -> bool {
        self.text != self.opened
    }

    /// Whether nothing is typed where something must be.
    pub fn is_missing(&self) -> bool {
        self.need == Need::Required && self.text.trim().is_empty()
    }
}

impl Input {
    /// Returns a choice among words that people and files share.
    pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Pick(Among::Choices(words.into_iter().map(|words| (words.to_owned(), words.to_owned())).collect()))
    }

    /// Returns among what is chosen; `None` for what is typed.
    pub fn among(&self) -> Option<&Among> {
        match self {
            Self::Pick(among) | Self::Picks(among) => Some(among),
            Self::Line | Self::Text | Self::Lines | Self::Date | Self::End | Self::Number | Self::Grade => None,
        }
    }
}

/// Returns a date as a person types it.
pub(super) fn typed(date: EdtfDate) -> String {
    date.to_string()
}

/// Returns an end of a span as a person types it.
pub(super) fn typed_end(end: SpanEnd) -> String {
    end.to_string()
}
