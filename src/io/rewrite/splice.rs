//! Changes a record where it stands: what is not changed in it keeps its bytes, and so do comments and what was left out when
//! it was read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::canon::{Parts, Value};
use super::super::syntax::{Field, Node, Shape};
use super::super::trivia::{comment_len, skip};
use super::super::written::{Form, Margin, part};
use super::arrange::{Item, Sorting, States, Step, arranged};
use super::slots::{Piece, Setting, Slots};

/// The three states of a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'c> {
    /// As it is in the file; `None` where it is not.
    pub file: Option<Value<'c>>,
    /// As it was read; `None` where it was left out or is at its default.
    pub base: Option<Value<'c>>,
    /// As it is wanted.
    pub wanted: Value<'c>,
}

/// The file does not hold what was read from it, so that nothing can be changed in it.
#[derive(Debug)]
pub(super) struct Unlike;

/// What becomes of fields that are no part of the record that is changed, as sections of an atlas in one file are not.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// New values of fields, by their index; `None` for those that go.
    pub changed: BTreeMap<usize, Option<String>>,
    /// New fields, as they are written at some indentation.
    pub added: Vec<String>,
}

/// Returns the text of a struct with a change carried out.
///
/// # Errors
/// Returns [`Unlike`] where the file does not hold what was read.
pub(super) fn spliced(text: &str, node: &Node, change: Change<'_>) -> Result<String, Unlike> {
    match &node.shape {
        Shape::Fields(fields) => with_fields(text, &node.span, fields, Some(change), Sections::default()),
        Shape::Scalar | Shape::Items(_) | Shape::Entries(_) => Err(Unlike),
    }
}

/// Returns the text of a struct with a change, if any, and those of its sections carried out.
///
/// # Errors
/// Returns [`Unlike`] where the file does not hold what was read.
pub(super) fn with_fields(
    text: &str,
    span: &Range<usize>,
    fields: &[Field],
    change: Option<Change<'_>>,
    sections: Sections,
) -> Result<String, Unlike> {
    let open = opening(text, span.start);
    let slots = Slots::of(text, open, fields.iter().map(|field| field.name.start..field.value.span.end));
    let mut drafts = FieldDrafts::default();
    let Sections { changed, added } = sections;
    for (idx, value) in changed {
        drafts.put(text, fields, idx, value);
    }
    if let Some(change) = change {
        drafts.change(text, fields, &slots, change)?;
    }
    let FieldDrafts { mut bodies, mut new } = drafts;
    let mut pieces: Vec<Piece> = new.remove(&None).into_iter().flatten().map(Piece::New).collect();
    for idx in 0..fields.len() {
        match bodies.remove(&idx) {
            Some(Some(body)) => pieces.push(Piece::Kept(idx, Some(body))),
            Some(None) => {}
            None => pieces.push(Piece::Kept(idx, None)),
        }
        pieces.extend(new.remove(&Some(idx)).into_iter().flatten().map(Piece::New));
    }
    pieces.extend(added.into_iter().map(Piece::New));
    Ok(around(text, span, &slots, pieces))
}

/// What becomes of the fields of a struct.
#[derive(Debug, Default)]
struct FieldDrafts {
    /// Fields that change, by their index; `None` for those that go.
    bodies: BTreeMap<usize, Option<String>>,
    /// New fields by the field that they follow; `None` at the beginning.
    new: BTreeMap<Option<usize>, Vec<String>>,
}

impl FieldDrafts {
    /// Gives a field a new value, or takes it away.
    fn put(&mut self, text: &str, fields: &[Field], idx: usize, value: Option<String>) {
        let Field { name, value: old } = &fields[idx];
        self.bodies.insert(idx, value.map(|value| format!("{}{value}", &text[name.start..old.span.start])));
    }

    /// Carries a change out.
    fn change(&mut self, text: &str, fields: &[Field], slots: &Slots<'_>, change: Change<'_>) -> Result<(), Unlike> {
        let Change { file, base, wanted } = change;
        let (file, base, all) = (file.ok_or(Unlike)?.fields(), base.ok_or(Unlike)?.fields(), wanted.fields());
        let value_in = |all: &[(&str, Value<'_>)], name: &str| all.iter().position(|(found, _)| *found == name);
        let at =
            |name: &str| fields.iter().position(|field| *text[field.name.clone()].trim_start_matches("r#") == *name);
        let mut last = None;
        for (name, value) in &all {
            let old = value_in(&base, name).map(|idx| base[idx].1);
            let field_idx = at(name);
            let setting = slots.setting(field_idx.or(last), Form::Flat);
            match field_idx {
                Some(idx) if old.is_none_or(|old| old.text() != value.text()) => {
                    let file = value_in(&file, name).map(|idx| file[idx].1);
                    let change = Change { file, base: old, wanted: *value };
                    let value = changed(text, &fields[idx].value, name, change, Near { slots, setting: &setting })?;
                    self.put(text, fields, idx, value);
                }
                None if old.is_none_or(|old| old.text() != value.text()) => {
                    let value = fresh(slots, Item::One(*value), &setting);
                    self.new.entry(last).or_default().push(format!("{name}: {value}"));
                }
                Some(_) | None => {}
            }
            last = field_idx.max(last);
        }
        for (name, old) in base.iter().filter(|(name, _)| value_in(&all, name).is_none()) {
            let Some(idx) = at(name) else { continue };
            let file = value_in(&file, name).map(|idx| file[idx].1);
            let left = remains(text, &fields[idx].value, name, file, *old)?;
            self.put(text, fields, idx, left);
        }
        Ok(())
    }
}

/// The list around a value, and how it is set there.
#[derive(Clone, Copy)]
struct Near<'s, 't> {
    slots: &'s Slots<'t>,
    setting: &'s Setting,
}

/// Returns the text of a value with a change carried out; `None` where nothing is left of it.
fn changed(
    text: &str,
    node: &Node,
    name: &str,
    change: Change<'_>,
    near: Near<'_, '_>,
) -> Result<Option<String>, Unlike> {
    let Change { file, base, wanted } = change;
    match (&node.shape, wanted.parts()) {
        (Shape::Fields(fields), Parts::Fields(..)) if base.is_some() => {
            with_fields(text, &node.span, fields, Some(change), Sections::default()).map(Some)
        }
        (Shape::Items(items), Parts::Fields(..)) if base.is_some() && text[node.span.clone()].starts_with("Some") => {
            let [inner] = items.as_slice() else { return Err(Unlike) };
            let inside = changed(text, inner, name, change, near)?.unwrap_or_default();
            Ok(Some(format!(
                "{}{inside}{}",
                &text[node.span.start..inner.span.start],
                &text[inner.span.end..node.span.end]
            )))
        }
        (Shape::Items(items), Parts::Items('[', _)) => {
            let spans = items.iter().map(|item| item.span.clone()).collect();
            let parted = Parted { spans, nodes: Some(items), emptied: Emptied::Stays };
            list(text, node, parted, name, change_of_lists(file, base, Some(wanted)))
        }
        (Shape::Items(items), Parts::Items(_, parts)) if items.len() == parts.len() => {
            Ok(Some(tuple(text, node, items, base, &parts)))
        }
        (Shape::Entries(entries), Parts::Entries(_)) => {
            let spans = entries.iter().map(|(key, value)| key.span.start..value.span.end).collect();
            let parted = Parted { spans, nodes: None, emptied: Emptied::Stays };
            list(text, node, parted, name, change_of_lists(file, base, Some(wanted)))
        }
        (Shape::Scalar | Shape::Items(_) | Shape::Entries(_) | Shape::Fields(_), _) => {
            Ok(Some(fresh(near.slots, Item::One(wanted), near.setting)))
        }
    }
}

/// Returns what is left of a field that is not wanted any more: items that were left out when it was read.
fn remains(
    text: &str,
    node: &Node,
    name: &str,
    file: Option<Value<'_>>,
    base: Value<'_>,
) -> Result<Option<String>, Unlike> {
    match &node.shape {
        Shape::Items(items) if text[node.span.clone()].starts_with('[') => {
            let spans = items.iter().map(|item| item.span.clone()).collect();
            let parted = Parted { spans, nodes: Some(items), emptied: Emptied::Goes };
            list(text, node, parted, name, change_of_lists(file, Some(base), None))
        }
        Shape::Scalar | Shape::Items(_) | Shape::Entries(_) | Shape::Fields(_) => Ok(None),
    }
}

fn change_of_lists<'c>(file: Option<Value<'c>>, base: Option<Value<'c>>, wanted: Option<Value<'c>>) -> States<'c> {
    States { file: Item::all(file), base: Item::all(base), wanted: Item::all(wanted) }
}

/// The items of a list in the text.
struct Parted<'n> {
    spans: Vec<Range<usize>>,
    /// What is in each; `None` where they are keys with values.
    nodes: Option<&'n [Node]>,
    emptied: Emptied,
}

/// What becomes of a list in which nothing is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Emptied {
    /// It is written as such: its field must be there.
    Stays,
    /// It goes with its field.
    Goes,
}

/// Returns the text of a list with a change carried out; `None` where nothing is left in it.
fn list(text: &str, node: &Node, parted: Parted<'_>, name: &str, states: States<'_>) -> Result<Option<String>, Unlike> {
    let Parted { spans, nodes, emptied } = parted;
    if spans.len() != states.file.len() {
        return Err(Unlike);
    }
    let steps = arranged(&states, Sorting::of(name)).ok_or(Unlike)?;
    if steps.is_empty() && emptied == Emptied::Goes {
        return Ok(None);
    }
    let open = opening(text, node.span.start);
    let slots = Slots::of(text, open, spans.into_iter());
    let mut pieces = Vec::with_capacity(steps.len());
    let mut near = None;
    for step in steps {
        pieces.push(match step {
            Step::Stays(idx) => {
                near = Some(idx);
                Piece::Kept(idx, None)
            }
            Step::Becomes(idx, base_idx, wanted_idx) => {
                near = Some(idx);
                let setting = slots.setting(near, Form::Flat);
                let body = match (nodes, states.file[idx], states.base[base_idx], states.wanted[wanted_idx]) {
                    (Some(nodes), Item::One(file), Item::One(base), Item::One(wanted)) => {
                        let change = Change { file: Some(file), base: Some(base), wanted };
                        changed(text, &nodes[idx], "", change, Near { slots: &slots, setting: &setting })?
                    }
                    (_, _, _, wanted) => Some(fresh(&slots, wanted, &setting)),
                };
                Piece::Kept(idx, body)
            }
            Step::New(idx) => Piece::New(fresh(&slots, states.wanted[idx], &slots.setting(near, Form::Flat))),
        });
    }
    Ok(Some(around(text, &node.span, &slots, pieces)))
}

/// Returns the text of a tuple with those parts changed that differ from what was read.
fn tuple(text: &str, node: &Node, items: &[Node], base: Option<Value<'_>>, wanted: &[Value<'_>]) -> String {
    let old = Item::all(base);
    let mut changed = String::new();
    let mut at = node.span.start;
    for (idx, (item, wanted)) in items.iter().zip(wanted).enumerate() {
        let is_same = matches!(old.get(idx), Some(Item::One(old)) if old.text() == wanted.text());
        if !is_same {
            changed.push_str(&text[at..item.span.start]);
            changed.push_str(&part(*wanted, Form::Flat, Margin::usual("")));
            at = item.span.end;
        }
    }
    changed + &text[at..node.span.end]
}

/// Returns the text of something new, with the ends of lines of the file that it goes to.
fn fresh(slots: &Slots<'_>, item: Item<'_>, setting: &Setting) -> String {
    let usual = Margin::usual("");
    slots.in_lines(match item {
        Item::One(value) => part(value, setting.form, setting.margin()),
        Item::Pair(key, value) => format!("{}: {}", part(key, Form::Flat, usual), part(value, Form::Flat, usual)),
    })
}

/// Returns a list with what is around its brackets.
fn around(text: &str, span: &Range<usize>, slots: &Slots<'_>, pieces: Vec<Piece>) -> String {
    let inside = slots.inside();
    let new = slots.rebuilt(pieces, Form::Flat);
    format!("{}{new}{}", &text[span.start..inside.start], &text[inside.end..span.end])
}

/// Returns where the bracket of a value opens, behind its name.
pub(super) fn opening(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        at = skip(text, at);
        let rest = &text[at..];
        match rest.chars().next() {
            Some('(' | '[' | '{') | None => return at,
            Some(letter) => at += letter.len_utf8().max(comment_len(rest).unwrap_or(0)),
        }
    }
}
