//! Splits a list of changes into its items: what each asks for, and of which record. What the records are is not asked here.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::decode::{RecordPlace, id_of};
use super::super::files::TextFile;
use super::super::limits::MAX_CHANGES;
use super::super::native::Record;
use super::super::objected::{Objected, objected, parse, suggestion};
use super::super::problems::{Found, Problems};
use super::super::syntax::{Field, Node, Outline, Shape, outline_within, value_at};
use super::section::Section;
use crate::kit::visible;
use crate::model::EntryId;

/// What becomes of records.
const FORMS: [&str; 3] = ["Create", "Change", "Delete"];

/// What is to be written where there is no list.
const WHAT_IS_A_LIST: &str = "write [ Create(…), Change(…), Delete(…) ]";

/// One item of a list of changes.
#[derive(Debug)]
pub(super) struct Item {
    /// The record.
    pub id: EntryId,
    /// Where the item is written.
    pub place: RecordPlace,
    /// Where the record is named: what is said of the item as a whole is said there.
    pub name_at: usize,
    /// What becomes of the record.
    pub form: Form,
}

/// What becomes of a record.
#[derive(Debug)]
pub(super) enum Form {
    /// It is made. `None` where it could not be read, which was reported.
    Create(Option<Record>, RecordPlace),
    /// Some of its fields are changed.
    Change(Vec<Given>),
    /// It is taken away.
    Delete,
}

/// A field that a change gives.
#[derive(Debug)]
pub(super) struct Given {
    /// Whether it replaces, appends or is expected.
    pub mode: Mode,
    /// Bytes of its name.
    pub name: Range<usize>,
    /// Bytes of its value.
    pub value: Range<usize>,
}

/// What a given field does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Replaces the field.
    Set,
    /// Appends to it.
    Add,
    /// Says what it is expected to be before.
    Expect,
}

/// Whether a list of changes holds no more than is ever read of one. O(bytes).
pub(in super::super) fn is_within_limits(text: &str) -> bool {
    outline_within(text, MAX_CHANGES, "changes").error.is_none()
}

/// Returns the items of a list of changes of the atlas of an id; those that make no sense are reported. O(bytes).
pub(super) fn items(file: &TextFile, atlas: &str, problems: &mut Problems) -> Vec<Item> {
    let Outline { items, start, is_list, error, .. } = outline_within(&file.text, MAX_CHANGES, "changes");
    let has_broken_off = error.is_some();
    let mut splitting = Splitting { file, file_idx: 0, atlas, problems };
    if let Some(error) = error {
        // What is no list may be anything, so that no bracket is missed in it.
        let hint = if is_list { error.hint } else { WHAT_IS_A_LIST.to_owned() };
        splitting.report(error.at, error.message, format!("{hint}; nothing is changed"));
    }
    if !is_list {
        if !has_broken_off {
            splitting.report(start, "this is no list of changes", WHAT_IS_A_LIST);
        }
        return Vec::new();
    }
    items.into_iter().filter_map(|node| splitting.item(node.span)).collect()
}

/// A file that is being split.
pub(super) struct Splitting<'a> {
    /// The file.
    pub file: &'a TextFile,
    /// Which of the files read it is.
    pub file_idx: usize,
    /// The id of the atlas.
    pub atlas: &'a str,
    /// Where faults are reported.
    pub problems: &'a mut Problems,
}

impl Splitting<'_> {
    fn report(&mut self, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        let (file, message, hint) = (self.file, message.into(), hint.into());
        self.problems.error(|| Found { place: file.place(at), message, hint });
    }

    fn report_objected(&mut self, span: &Range<usize>, node: Option<&Node>, error: &ron::error::SpannedError) {
        let Objected { at, message, hint } = objected(self.file, span, node, error);
        self.report(at, message, hint);
    }

    /// Returns what is written there; `None` where it makes no sense, which is reported.
    pub fn item(&mut self, span: Range<usize>) -> Option<Item> {
        let text = &self.file.text;
        let node = value_at(text, &span)?;
        let word = text[span.clone()].split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
        let word = word.unwrap_or_default();
        let fields = match node.shape {
            Shape::Fields(fields) => fields,
            Shape::Items(items) if items.is_empty() && text[span.clone()].ends_with(')') => Vec::new(),
            Shape::Scalar | Shape::Items(_) | Shape::Entries(_) => {
                self.report(span.start, "this is no change", "write Create(…), Change(…) or Delete(…)");
                return None;
            }
        };
        let place = RecordPlace { file_idx: self.file_idx, span: span.clone() };
        match word {
            "Create" => self.create(place, fields),
            "Change" => self.change(place, fields),
            "Delete" => self.delete(place, fields),
            "" => {
                self.report(span.start, "this does not say what to do", "write Create(…), Change(…) or Delete(…)");
                None
            }
            other => {
                let hint = suggestion(other, &FORMS, "changes");
                self.report(span.start, format!("`{other}` is not known here"), hint);
                None
            }
        }
    }

    /// Returns the field that says what a change is about, and the others; reports what is wrong with any. `named` are the sorts
    /// of records of which hints speak.
    fn about(
        &mut self,
        at: usize,
        fields: Vec<Field>,
        others: &'static [&'static str],
        named: &'static [&'static str],
    ) -> Option<(Section, Field, Vec<Field>)> {
        let text = &self.file.text;
        let (mut about, mut rest): (Option<(Section, Field)>, Vec<Field>) = (None, Vec::new());
        let mut is_sound = true;
        for field in fields {
            let name = &text[field.name.clone()];
            match Section::named(name) {
                Some(section) if about.is_none() => about = Some((section, field)),
                Some(_) => {
                    is_sound = false;
                    self.report(
                        field.name.start,
                        "one change is about one record",
                        "write a change of its own for this",
                    );
                }
                None if !others.contains(&name) => {
                    is_sound = false;
                    let known: Vec<&'static str> = named.iter().chain(others).copied().collect();
                    let hint = suggestion(name, &known, "fields");
                    self.report(field.name.start, format!("unknown field `{name}`"), hint);
                }
                None if rest.iter().any(|other| text[other.name.clone()] == *name) => {
                    is_sound = false;
                    self.report(field.name.start, format!("the field `{name}` is given twice"), "keep one of the two");
                }
                None => rest.push(field),
            }
        }
        if about.is_none() && is_sound {
            let named: Vec<String> = named.iter().map(|name| format!("`{name}: …`")).collect();
            let hint = format!("name a record: {}", named.join(", "));
            self.report(at, "this does not say what it is about", hint);
        }
        let (section, field) = about.filter(|_| is_sound)?;
        Some((section, field, rest))
    }

    fn create(&mut self, place: RecordPlace, fields: Vec<Field>) -> Option<Item> {
        let (section, field, _) = self.about(place.span.start, fields, &[], &Section::RECORDS)?;
        let text = &self.file.text;
        if section == Section::Atlas {
            let hint = "an atlas has one already; write Change(atlas: \"…\", set: (…))";
            self.report(field.name.start, "an atlas cannot be created within an atlas", hint);
            return None;
        }
        let span = field.value.span.clone();
        let (record, id) = match record(section, &text[span.clone()]) {
            Ok(record) => {
                let id = id_in(&record).to_owned();
                (Some(record), id)
            }
            Err(error) => {
                self.report_objected(&span, Some(&field.value), &error);
                // Known all the same, so that what names it is not reported too.
                let id = match section {
                    Section::Position => None,
                    Section::Atlas
                    | Section::Kind
                    | Section::Nation
                    | Section::Source
                    | Section::Instrument
                    | Section::Tie
                    | Section::Assessment
                    | Section::Scenario => id_of(text, &field.value),
                };
                (None, id?)
            }
        };
        let inner = RecordPlace { file_idx: self.file_idx, span };
        Some(Item { id: section.id(&id), place, name_at: field.name.start, form: Form::Create(record, inner) })
    }

    fn change(&mut self, place: RecordPlace, fields: Vec<Field>) -> Option<Item> {
        let (section, field, rest) =
            self.about(place.span.start, fields, &["set", "add", "expects"], &Section::NAMES)?;
        let id = self.id(section, &field)?;
        if section == Section::Atlas {
            self.atlas_id(&field);
        }
        let mut given = Vec::new();
        let mut names = BTreeSet::new();
        let text_is = |part: &Field, word: &str| self.file.text[part.name.clone()] == *word;
        if rest.iter().all(|part| text_is(part, "expects")) {
            let hint = "add `set: (field: value)` or `add: (list: [ … ])`";
            self.report(place.span.start, "this does not say what to change", hint);
        }
        for part in rest {
            let text = &self.file.text;
            let mode = match &text[part.name.clone()] {
                "set" => Mode::Set,
                "expects" => Mode::Expect,
                _ => Mode::Add,
            };
            let fields = match part.value.shape {
                Shape::Fields(fields) => fields,
                Shape::Items(items) if items.is_empty() && text[part.value.span.clone()].starts_with('(') => continue,
                Shape::Scalar | Shape::Items(_) | Shape::Entries(_) => {
                    self.report(part.value.span.start, "fields are expected here", "write (field: value, …)");
                    continue;
                }
            };
            for field in fields {
                let name = &text[field.name.clone()];
                if !names.insert((mode == Mode::Expect, name)) {
                    self.report(field.name.start, format!("the field `{name}` is given twice"), "keep one of the two");
                } else {
                    given.push(Given { mode, name: field.name, value: field.value.span });
                }
            }
        }
        Some(Item { id, place, name_at: field.value.span.start, form: Form::Change(given) })
    }

    /// Checks that changes of the manifest are meant for this atlas.
    fn atlas_id(&mut self, field: &Field) {
        let meant = parse::<String>(&self.file.text[field.value.span.clone()]).unwrap_or_default();
        if meant != self.atlas {
            let hint = format!("this is the atlas `{}`", visible(self.atlas));
            self.report(field.value.span.start, format!("this is not the atlas `{}`", visible(&meant)), hint);
        }
    }

    fn delete(&mut self, place: RecordPlace, fields: Vec<Field>) -> Option<Item> {
        let (section, field, _) = self.about(place.span.start, fields, &[], &Section::RECORDS)?;
        if section == Section::Atlas {
            self.report(field.name.start, "an atlas cannot be deleted from within", "delete its folder");
            return None;
        }
        let id = self.id(section, &field)?;
        Some(Item { id, place, name_at: field.value.span.start, form: Form::Delete })
    }

    /// Returns the record that a field names by its id.
    fn id(&mut self, section: Section, field: &Field) -> Option<EntryId> {
        let span = &field.value.span;
        match parse::<String>(&self.file.text[span.clone()]) {
            Ok(id) => Some(section.id(&id)),
            Err(error) => {
                self.report_objected(span, Some(&field.value), &error);
                None
            }
        }
    }
}

/// Reads a record of some sort.
fn record(section: Section, text: &str) -> Result<Record, ron::error::SpannedError> {
    Ok(match section {
        Section::Atlas => Record::Atlas(Box::new(parse(text)?)),
        Section::Kind => Record::Kind(Box::new(parse(text)?)),
        Section::Nation => Record::Nation(Box::new(parse(text)?)),
        Section::Source => Record::Source(Box::new(parse(text)?)),
        Section::Instrument => Record::Instrument(Box::new(parse(text)?)),
        Section::Tie => Record::Tie(Box::new(parse(text)?)),
        Section::Assessment => Record::Assessment(Box::new(parse(text)?)),
        Section::Position => Record::Position(Box::new(parse(text)?)),
        Section::Scenario => Record::Scenario(Box::new(parse(text)?)),
    })
}

fn id_in(record: &Record) -> &str {
    match record {
        Record::Atlas(record) => &record.id,
        Record::Kind(record) => &record.id,
        Record::Nation(record) => &record.id,
        Record::Source(record) => &record.id,
        Record::Instrument(record) => &record.id,
        Record::Tie(record) => &record.id,
        Record::Assessment(record) => &record.id,
        Record::Position(record) => &record.nation,
        Record::Scenario(record) => &record.id,
    }
}
