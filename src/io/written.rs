//! Writes records as text, laid out as people lay out atlas files: one field on a line where a record has lists of its own,
//! all on one line where it has not.

use std::fmt::Write as _;

use super::canon::{Canon, Parts, TooMuch, Value};
use crate::kit::is_unsafe;
use crate::model::Entry;

/// Structs that are written with each field on a line of its own.
const TALL: [&str; 9] =
    ["Atlas", "Nation", "Event", "Driver", "Instrument", "Tie", "Assessment", "Scenario", "Suppose"];
/// Structs of which the name says what to do; what they do it to is written within them.
pub(super) const DOING: [&str; 3] = ["Create", "Change", "Delete"];
/// Bytes of a list of words that are written on one line at most.
const MOST_ON_A_LINE: usize = 160;
/// Bytes of what is done to a record that are written on one line at most.
const MOST_DONE_ON_A_LINE: usize = 120;
/// One step of indentation where there is none to look at.
pub(super) const STEP: &str = "    ";

/// White space before the lines of something that is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margin<'m> {
    /// Where its first line stands.
    pub indent: &'m str,
    /// By how much lines within it are indented more.
    pub step: &'m str,
}

impl<'m> Margin<'m> {
    /// Returns the usual margin at some indentation.
    pub fn usual(indent: &'m str) -> Self {
        Self { indent, step: STEP }
    }
}

/// Whether a value may go over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It is laid out over several lines where that reads better.
    Tall,
    /// All of it stands on one line.
    Flat,
}

/// Whether structs that need no name are written with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// With their names, as records are.
    Named,
    /// Without, as items of a list are.
    Bare,
}

/// Returns a record as it stands in a file, without a comma after it; its first line stands at `indent` already.
///
/// A record that holds more than any file may is written on one line, and refused when it is read back.
pub(super) fn written(entry: &Entry, indent: &str) -> String {
    match Canon::of_entry(entry) {
        Ok(canon) => record(canon.value(), Form::Tall, Margin::usual(indent)),
        Err(TooMuch { text }) => text,
    }
}

/// Returns a record as it stands in a file; its first line is indented already.
pub(super) fn record(value: Value<'_>, form: Form, margin: Margin<'_>) -> String {
    laid_out(value, form, Naming::Named, margin)
}

/// Returns a value as it stands within a record; its first line is indented already.
pub(super) fn part(value: Value<'_>, form: Form, margin: Margin<'_>) -> String {
    laid_out(value, form, Naming::Bare, margin)
}

fn laid_out(value: Value<'_>, form: Form, naming: Naming, Margin { indent, step }: Margin<'_>) -> String {
    let text = String::with_capacity(value.text().len() * 5 / 4);
    let mut layout = Layout { text, indent: indent.to_owned(), step };
    layout.value(value, form, naming);
    layout.text
}

/// Text as far as it is written.
struct Layout<'m> {
    text: String,
    /// White space before the line that is being written.
    indent: String,
    /// One step of indentation.
    step: &'m str,
}

impl Layout<'_> {
    fn value(&mut self, value: Value<'_>, form: Form, naming: Naming) {
        match value.parts() {
            Parts::Scalar => self.scalar(value.text()),
            Parts::Items(open, items) => self.items(open, &items, form, value.text().len()),
            Parts::Entries(entries) => {
                self.text.push('{');
                for (idx, (key, value)) in entries.iter().enumerate() {
                    self.separate(idx);
                    self.scalar(key.text());
                    self.text.push_str(": ");
                    self.value(*value, Form::Flat, Naming::Bare);
                }
                self.text.push('}');
            }
            Parts::Fields(name, fields) => {
                if DOING.contains(&name) {
                    return self.doing(name, &fields, form, value.text().len());
                }
                let is_tall = TALL.contains(&name);
                if is_tall || naming == Naming::Named {
                    self.text.push_str(name);
                }
                if is_tall && form == Form::Tall {
                    self.lines('(', ')', &fields, |layout, (name, value)| layout.field(name, *value, Form::Tall));
                    return;
                }
                self.text.push('(');
                for (idx, (name, value)) in fields.iter().enumerate() {
                    self.separate(idx);
                    self.field(name, *value, Form::Flat);
                }
                self.text.push(')');
            }
        }
    }

    /// Writes what is done to a record.
    fn doing(&mut self, name: &str, fields: &[(&str, Value<'_>)], form: Form, n_bytes: usize) {
        self.text.push_str(name);
        let named = |layout: &mut Self, (name, value): &(&str, Value<'_>), form| {
            layout.text.push_str(name);
            layout.text.push_str(": ");
            layout.value(*value, form, Naming::Named);
        };
        match fields {
            // A whole record, which is laid out as it is elsewhere.
            [field] => {
                self.text.push('(');
                named(self, field, form);
                self.text.push(')');
            }
            [..] if form == Form::Tall && n_bytes > MOST_DONE_ON_A_LINE => {
                self.lines('(', ')', fields, |layout, (name, value)| match value.parts() {
                    Parts::Fields("", parts) if value.text().len() > MOST_DONE_ON_A_LINE => {
                        layout.text.push_str(&format!("{name}: "));
                        layout.lines('(', ')', &parts, |layout, (name, value)| layout.field(name, *value, form));
                    }
                    Parts::Fields(..) | Parts::Scalar | Parts::Items(..) | Parts::Entries(_) => {
                        layout.field(name, *value, Form::Flat);
                    }
                });
            }
            [..] => {
                self.text.push('(');
                for (idx, field) in fields.iter().enumerate() {
                    self.separate(idx);
                    named(self, field, Form::Flat);
                }
                self.text.push(')');
            }
        }
    }

    fn items(&mut self, open: char, items: &[Value<'_>], form: Form, n_bytes: usize) {
        let has_structs = items.iter().any(|item| matches!(item.parts(), Parts::Fields(..)));
        if open == '[' && form == Form::Tall && (has_structs || n_bytes > MOST_ON_A_LINE) {
            self.lines('[', ']', items, |layout, item| layout.value(*item, Form::Tall, Naming::Bare));
            return;
        }
        self.text.push(open);
        for (idx, item) in items.iter().enumerate() {
            self.separate(idx);
            self.value(*item, Form::Flat, Naming::Bare);
        }
        self.text.push(if open == '[' { ']' } else { ')' });
    }

    fn field(&mut self, name: &str, value: Value<'_>, form: Form) {
        self.text.push_str(name);
        self.text.push_str(": ");
        self.value(value, form, Naming::Bare);
    }

    /// Writes parts on a line each, between brackets.
    fn lines<T>(&mut self, open: char, close: char, parts: &[T], write: impl Fn(&mut Self, &T)) {
        self.text.push(open);
        self.text.push('\n');
        self.indent.push_str(self.step);
        for part in parts {
            self.text.push_str(&self.indent);
            write(self, part);
            self.text.push_str(",\n");
        }
        self.indent.truncate(self.indent.len() - self.step.len());
        self.text.push_str(&self.indent);
        self.text.push(close);
    }

    fn separate(&mut self, idx: usize) {
        if idx > 0 {
            self.text.push_str(", ");
        }
    }

    fn scalar(&mut self, text: &str) {
        let is_string = text.trim_start_matches('r').trim_start_matches('#').starts_with('"');
        let meant = if is_string { ron::from_str::<String>(text).ok() } else { None };
        match meant {
            Some(meant) => self.text.push_str(&quoted(&meant)),
            None => self.text.push_str(text),
        }
    }
}

/// Returns a text in quotes. Letters that cannot be seen are written by their numbers, so that a reader sees them.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            letter if is_unsafe(letter) => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[path = "."]
#[cfg(test)]
mod tests {
    #[path = "../../tests/support/chance.rs"]
    #[allow(clippy::duplicate_mod, reason = "the tests of two modules make records by chance")]
    mod chance;

    use super::super::check::check as check_all;
    use super::super::convert::convert;
    use super::super::decode::decode;
    use super::super::files::TextFile;
    use super::super::load::load_starter;
    use super::super::native::{
        AssessmentRecord, AtlasRecord, InstrumentRecord, KindRecord, NationRecord, PositionRecord, ScenarioRecord,
        SourceRecord, TieRecord,
    };
    use super::super::objected::parse;
    use super::super::problems::Problems;
    use super::super::{records_of, starter};
    use super::*;
    use crate::edit::between;
    use crate::model::{Document, Severity};
    use crate::{edit, kit, model};

    use chance::Chance;

    /// Returns the file that an entry of its sort stands in.
    fn file_of(entry: &Entry) -> &'static str {
        match entry {
            Entry::Manifest(_) => "atlas.ron",
            Entry::Kind(_) => "kinds.ron",
            Entry::Nation(_) => "nations.ron",
            Entry::Source(_) => "sources.ron",
            Entry::Instrument(_) => "instruments.ron",
            Entry::Tie(_) => "ties/all.ron",
            Entry::Assessment(_) => "assessments.ron",
            Entry::Position(..) => "positions.ron",
            Entry::Scenario(_) => "scenarios/all.ron",
        }
    }

    fn entries(document: &Document) -> Vec<Entry> {
        let nothing = Document::empty((*document.manifest).clone());
        let manifest = Entry::Manifest(document.manifest.clone());
        let others = between(&nothing, document).into_iter().filter_map(|change| change.after().cloned());
        std::iter::once(manifest).chain(others).collect()
    }

    /// Checks that a document is read back from its records as they are written.
    fn check(document: &Document) {
        let mut texts: Vec<(&str, String)> = Vec::new();
        for entry in entries(document) {
            let (file, text) = (file_of(&entry), written(&entry, "    "));
            assert!(text.chars().all(|letter| letter == '\n' || !is_unsafe(letter)), "{text:?}");
            same_record(&entry, &text);
            match texts.iter_mut().find(|(found, _)| *found == file) {
                Some((_, list)) => list.push_str(&format!("    {text},\n")),
                None if file == "atlas.ron" => texts.push((file, text)),
                None => texts.push((file, format!("[\n    {text},\n"))),
            }
        }
        let close = |file: &str| if file == "atlas.ron" { "" } else { "]\n" };
        let files: Vec<TextFile> =
            texts.into_iter().map(|(file, text)| TextFile::new(file, text + close(file))).collect();
        let mut problems = Problems::default();
        let raw = decode(&files, &mut problems);
        let found = check_all(&files, convert(&files, raw, "none", &mut problems), &mut problems);
        let errors: Vec<_> =
            problems.finish().into_iter().filter(|problem| problem.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(&found, document);
        // Zeros of both signs are equal, so that texts are compared too.
        assert_eq!(format!("{found:?}"), format!("{document:?}"));
    }

    /// Checks that the text of a record is read as that very record.
    fn same_record(entry: &Entry, text: &str) {
        fn same<R: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(record: R, text: &str) {
            assert_eq!(parse::<R>(text).expect(text), record, "{text}");
        }
        match entry {
            Entry::Manifest(it) => same::<AtlasRecord>(records_of::manifest(it), text),
            Entry::Kind(it) => same::<KindRecord>(records_of::kind(it), text),
            Entry::Nation(it) => same::<NationRecord>(records_of::nation(it), text),
            Entry::Source(it) => same::<SourceRecord>(records_of::source(it), text),
            Entry::Instrument(it) => same::<InstrumentRecord>(records_of::instrument(it), text),
            Entry::Tie(it) => same::<TieRecord>(records_of::tie(it), text),
            Entry::Assessment(it) => same::<AssessmentRecord>(records_of::assessment(it), text),
            Entry::Position(id, it) => same::<PositionRecord>(records_of::position(id, it), text),
            Entry::Scenario(it) => same::<ScenarioRecord>(records_of::scenario(it), text),
        }
    }

    #[test]
    fn the_starter_atlas_is_read_back_from_what_is_written() {
        check(&load_starter().document);
    }

    #[test]
    fn records_of_chance_are_read_back_from_what_is_written() {
        for seed in 0..300 {
            check(&Chance::new(seed).document());
        }
    }

    #[test]
    fn scenarios_of_chance_are_read_back_from_what_is_written() {
        for seed in 0..300 {
            let mut chance = Chance::new(seed);
            let document = chance.document();
            check(&chance.supposing(&document));
        }
    }

    #[test]
    fn records_are_laid_out_as_people_lay_them_out() {
        let all: String = starter::FILES.iter().map(|(_, text)| *text).collect();
        let mut n_same = 0;
        for entry in entries(&load_starter().document) {
            let is_whole = match &entry {
                // Some leave out that a source is news, or put a short list of one on one line.
                Entry::Source(_) | Entry::Instrument(_) | Entry::Tie(_) | Entry::Assessment(_) | Entry::Scenario(_) => {
                    false
                }
                Entry::Manifest(_) | Entry::Kind(_) | Entry::Nation(_) | Entry::Position(..) => true,
            };
            let text = written(&entry, if matches!(entry, Entry::Manifest(_)) { "" } else { "    " });
            let is_same = all.contains(&text);
            n_same += usize::from(is_same);
            assert!(is_same || !is_whole, "{text}");
        }
        assert!(n_same >= 300, "{n_same}");
    }
}
