//! Changes the list of named views in the text of a file, such that nothing else in it differs. What is written is not read
//! back here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::files::TextFile;
use super::super::objected::parse;
use super::super::syntax::{Node, Outline, Shape, outline};
use super::super::views_record::{ViewRecord, written};
use super::super::written::{Form, Margin};
use super::error::RewriteError;
use super::slots::{Piece, Setting, Slots};
use super::splice::{Sections, with_fields};
use crate::model::NamedView;

/// The section of views in an atlas of one file.
const SECTION: &str = "views";

/// A view of a list as it is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum Listed<'v> {
    /// The one that is there under a name stays.
    Stays(&'v str),
    /// The one that is there under a name becomes another.
    Becomes(&'v str, &'v NamedView),
    /// It is new.
    New(&'v NamedView),
}

/// Returns what becomes of views: those of one name are one, and so are those that differ in nothing but their names.
/// O(n log n), and O(n²) in views that are new or gone.
pub(in super::super) fn listed<'v>(before: &'v [NamedView], wanted: &'v [NamedView]) -> Vec<Listed<'v>> {
    let named: BTreeMap<&str, &NamedView> = before.iter().map(|view| (view.name.as_str(), view)).collect();
    let names: BTreeSet<&str> = wanted.iter().map(|view| view.name.as_str()).collect();
    let is_gone = |view: &&NamedView| !names.contains(view.name.as_str());
    let mut gone: Vec<&NamedView> = before.iter().filter(is_gone).collect();
    let mut listed = Vec::with_capacity(wanted.len());
    for view in wanted {
        let is_renamed = |old: &&NamedView| NamedView { name: old.name.clone(), ..view.clone() } == **old;
        listed.push(match named.get(view.name.as_str()) {
            Some(old) if *old == view => Listed::Stays(&old.name),
            Some(old) => Listed::Becomes(&old.name, view),
            None => match gone.iter().position(is_renamed) {
                Some(idx) => Listed::Becomes(&gone.remove(idx).name, view),
                None => Listed::New(view),
            },
        });
    }
    listed
}

/// Returns the text of a file, in which the views `before` were read, with its list of views as it is wanted. O(bytes).
///
/// Views that stay keep their bytes and comments, and so do those that could not be read.
///
/// # Errors
/// Returns the error that keeps the file from being read to its end.
pub(in super::super) fn with_views(
    file: &TextFile,
    before: &[NamedView],
    views: &[Listed<'_>],
) -> Result<String, RewriteError> {
    let text = file.text.as_str();
    let faulty = |at: usize, message: &str, hint: &str| RewriteError::faulty(file.place(at), message, hint);
    let Outline { items, fields, is_list, start, name: _, error } = outline(text);
    if let Some(error) = error {
        return Err(faulty(error.at, &error.message, &error.hint));
    }
    let spans = |items: &[Node]| items.iter().map(|item| item.span.clone()).collect::<Vec<_>>();
    if is_list {
        return Ok(relisted(text, start, &spans(&items), before, views));
    }
    let field = fields.iter().find(|field| &text[field.name.clone()] == SECTION);
    match field.map(|field| (&field.value.span, &field.value.shape)) {
        Some((span, Shape::Items(items))) if text[span.clone()].starts_with('[') => {
            Ok(relisted(text, span.start, &spans(items), before, views))
        }
        Some((span, _)) => Err(faulty(span.start, "`views` is not a list", "write `views: [ … ]`")),
        None => {
            let slots = Slots::of(text, start, fields.iter().map(|field| field.name.start..field.value.span.end));
            let Setting { indent, step, .. } = slots.setting(fields.len().checked_sub(1), Form::Tall);
            let inner = format!("{indent}{step}");
            let margin = Margin { indent: &inner, step: &step };
            let new = views.iter().filter_map(|view| match view {
                Listed::Stays(_) => None,
                Listed::Becomes(_, view) | Listed::New(view) => Some(written(view, Form::Tall, margin)),
            });
            let list: String = new.map(|view| format!("{inner}{view},\n")).collect();
            let added = vec![slots.in_lines(format!("{SECTION}: [\n{list}{indent}]"))];
            let sections = Sections { added, ..Sections::default() };
            let atlas = with_fields(text, &(start..text.len()), &fields, None, sections);
            let atlas = atlas.map_err(|_| faulty(start, "views cannot be put into it", "write `views: [ … ]`"))?;
            Ok(format!("{}{atlas}", &text[..start]))
        }
    }
}

/// Returns the text with the list of views whose bracket opens at `open` as it is wanted.
fn relisted(text: &str, open: usize, items: &[Range<usize>], before: &[NamedView], views: &[Listed<'_>]) -> String {
    let item_of = item_of(text, items, before);
    let place = |view: &Listed<'_>| match view {
        Listed::Stays(name) | Listed::Becomes(name, _) => item_of.get(name).copied(),
        Listed::New(_) => None,
    };
    let read: BTreeSet<usize> = item_of.values().copied().collect();
    let staying: BTreeSet<usize> = views.iter().filter_map(place).collect();
    // What could not be read follows what it followed.
    let mut unread: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for idx in 0..items.len() {
        if staying.contains(&idx) {
            last = Some(idx);
        } else if !read.contains(&idx) {
            unread.entry(last).or_default().push(idx);
        }
    }
    let slots = Slots::of(text, open, items.iter().cloned());
    let mut behind = |idx: Option<usize>| {
        let items = unread.remove(&idx).into_iter().flatten();
        items.map(|idx| Piece::Kept(idx, None)).collect::<Vec<_>>()
    };
    let (mut pieces, mut near) = (behind(None), None);
    for view in views {
        let idx = place(view);
        near = idx.or(near);
        let setting = slots.setting(near, Form::Tall);
        let anew = |view: &NamedView| slots.in_lines(written(view, setting.form, setting.margin()));
        match (idx, view) {
            (Some(idx), Listed::Stays(_)) => pieces.push(Piece::Kept(idx, None)),
            (Some(idx), Listed::Becomes(_, view) | Listed::New(view)) => {
                pieces.push(Piece::Kept(idx, Some(anew(view))))
            }
            (None, Listed::Becomes(_, view) | Listed::New(view)) => pieces.push(Piece::New(anew(view))),
            // It is not there, so that it cannot stay; whoever reads the text back finds that out.
            (None, Listed::Stays(_)) => {}
        }
        pieces.extend(behind(idx));
    }
    let inside = slots.inside();
    let new = slots.rebuilt(pieces, Form::Tall);
    format!("{}{new}{}", &text[..inside.start], &text[inside.end..])
}

/// Returns which item each view is, by its name.
fn item_of<'v>(text: &str, items: &[Range<usize>], views: &'v [NamedView]) -> BTreeMap<&'v str, usize> {
    let names = views.iter().map(|view| view.name.as_str());
    if items.len() == views.len() {
        // All of them were read, and in their order.
        return names.zip(0..).collect();
    }
    let names: BTreeSet<&str> = names.collect();
    let mut item_of = BTreeMap::new();
    for (idx, item) in items.iter().enumerate() {
        let name = parse::<ViewRecord>(&text[item.clone()]).ok().and_then(|record| names.get(record.name.as_str()));
        if let Some(name) = name {
            item_of.entry(*name).or_insert(idx);
        }
    }
    item_of
}
