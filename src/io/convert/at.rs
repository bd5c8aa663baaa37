//! Paths from a record to a value in it, for finding where the value is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::decode::RecordPlace;
use super::super::files::TextFile;
use super::super::syntax::{Node, Shape, value_at};
use crate::model::Place;

/// A path from a record to a value in it. It costs nothing until asked.
pub(in super::super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: PathStep<'a>,
}

#[derive(Clone, Copy)]
enum PathStep<'a> {
    Record(&'a RecordPlace),
    Patch(&'a Patch),
    Field(&'a str),
    Item(usize),
}

/// A record that is written in pieces: somewhere or elsewhere, and then `Change(…, set: (…), add: (…))` after `Change`.
pub(in super::super) struct Patch {
    /// Where the record stands whole; `None` where only its changes are written.
    pub base: Option<RecordPlace>,
    /// The last change of it.
    pub last: RecordPlace,
    /// Where fields are given that are not as they stand in the whole.
    pub givers: BTreeMap<String, Giver>,
    /// Whether errors in what the changes leave as it is are said.
    pub kept: Kept,
}

/// Where a field is given.
#[derive(Default)]
pub(in super::super) struct Giver {
    /// The change that sets it, if any does, with the part of that in which it does.
    pub set: Option<(&'static str, RecordPlace)>,
    /// The changes that add to it, each with the first item that it adds, counted from 0 in the whole list.
    pub added: Vec<(usize, RecordPlace)>,
}

/// Whether errors in what a change leaves as it is are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kept {
    /// They are.
    Told,
    /// They are not: they follow from others that are.
    Silent,
}

/// Where a path begins: in which record or change, the steps that lead to the value there, and how many steps of the path are
/// done by those.
struct Start<'a> {
    place: &'a RecordPlace,
    steps: Vec<PathStep<'a>>,
    n_done: usize,
}

impl Patch {
    /// Returns where a path begins; `None` where no change gives the value.
    fn start<'a>(&'a self, steps: &[PathStep<'a>]) -> Option<Start<'a>> {
        let whole = || self.base.as_ref().map(|place| Start { place, steps: Vec::new(), n_done: 0 });
        let Some(PathStep::Field(name)) = steps.first() else { return whole() };
        let field = PathStep::Field(name);
        let Some(Giver { set, added }) = self.givers.get(*name) else { return whole() };
        let add = match steps.get(1) {
            Some(PathStep::Item(idx)) => {
                added[..added.partition_point(|(first, _)| first <= idx)].last().map(|it| (it, *idx))
            }
            Some(PathStep::Field(_) | PathStep::Record(_) | PathStep::Patch(_)) | None => None,
        };
        if let Some(((first, place), idx)) = add {
            let steps = vec![PathStep::Field("add"), field, PathStep::Item(idx - first)];
            return Some(Start { place, steps, n_done: 2 });
        }
        let set = set.as_ref();
        let set = set.map(|(part, place)| Start { place, steps: vec![PathStep::Field(part), field], n_done: 1 });
        set.or_else(whole)
    }
}

/// The tree of a record and where that is written; `None` where it is none.
pub(in super::super) type Tree = (RecordPlace, Option<Node>);

/// Where a value is written.
pub(super) enum Spot {
    /// There, or where it would be.
    Written(Place),
    /// Nowhere: a change leaves it as it is. The change, and the path from its record.
    Kept(Place, String),
}

impl Spot {
    /// Returns the place of the value, or of the change.
    pub fn place(self) -> Place {
        match self {
            Self::Written(place) | Self::Kept(place, _) => place,
        }
    }
}

impl<'a> At<'a> {
    /// Returns the path to a record as a whole.
    pub fn record(place: &'a RecordPlace) -> Self {
        Self { parent: None, step: PathStep::Record(place) }
    }

    /// Returns the path to a record that is written in pieces.
    pub fn patch(patch: &'a Patch) -> Self {
        Self { parent: None, step: PathStep::Patch(patch) }
    }

    /// Returns the path to a field of it.
    pub fn field(&'a self, name: &'a str) -> Self {
        Self { parent: Some(self), step: PathStep::Field(name) }
    }

    /// Returns the path to an element of it; of a map, to the key.
    pub fn item(&'a self, idx: usize) -> Self {
        Self { parent: Some(self), step: PathStep::Item(idx) }
    }

    /// Whether a change leaves the value as it is.
    pub(super) fn is_kept(&self, files: &[TextFile], last_tree: &mut Option<Tree>) -> bool {
        matches!(self.root(), PathStep::Patch(_)) && matches!(self.find(files, last_tree), Spot::Kept(..))
    }

    /// Whether an error here only follows from others.
    pub(super) fn is_silent(&self, files: &[TextFile], last_tree: &mut Option<Tree>) -> bool {
        matches!(self.root(), PathStep::Patch(Patch { kept: Kept::Silent, .. })) && self.is_kept(files, last_tree)
    }

    fn root(&self) -> PathStep<'a> {
        let mut at = self;
        while let Some(parent) = at.parent {
            at = parent;
        }
        at.step
    }

    /// Returns the bytes in which the value is written; `None` where it was left out, or a change leaves it as it is.
    pub fn spot(&self, files: &[TextFile], last_tree: &mut Option<Tree>) -> Option<RecordPlace> {
        let (root, steps) = self.path();
        let Start { place, steps: inner, n_done } = match root {
            PathStep::Record(place) => Start { place, steps: Vec::new(), n_done: 0 },
            PathStep::Patch(patch) => patch.start(&steps)?,
            PathStep::Field(_) | PathStep::Item(_) => return None,
        };
        let text = &files[place.file_idx].text;
        let mut path = inner.iter().chain(&steps[n_done..]);
        let node = path.try_fold(tree(place, files, last_tree)?, |node, step| child(text, node, *step))?;
        Some(RecordPlace { file_idx: place.file_idx, span: node.span.clone() })
    }

    /// Returns where the value is written; its nearest written parent where it was left out.
    pub(super) fn find(&self, files: &[TextFile], last_tree: &mut Option<Tree>) -> Spot {
        let (root, steps) = self.path();
        let start = match root {
            PathStep::Record(place) => Start { place, steps: Vec::new(), n_done: 0 },
            PathStep::Patch(patch) => match patch.start(&steps) {
                Some(start) => start,
                None => {
                    let RecordPlace { file_idx, span } = &patch.last;
                    return Spot::Kept(files[*file_idx].place(span.start), spoken(&steps));
                }
            },
            // Only the path of a record has no parent.
            PathStep::Field(_) | PathStep::Item(_) => return Spot::Written(Place::whole_file(Arc::from("."))),
        };
        let Start { place, steps: inner, n_done } = start;
        let file = &files[place.file_idx];
        let Some(mut node) = tree(place, files, last_tree) else {
            return Spot::Written(file.place(place.span.start));
        };
        for step in inner.iter().chain(&steps[n_done..]) {
            let Some(next) = child(&file.text, node, *step) else { break };
            node = next;
        }
        Spot::Written(file.place(node.span.start))
    }

    /// Returns with what the path begins, and its steps from there.
    fn path(&self) -> (PathStep<'a>, Vec<PathStep<'a>>) {
        let mut steps = Vec::new();
        let mut at = self;
        while let Some(parent) = at.parent {
            steps.push(at.step);
            at = parent;
        }
        steps.reverse();
        (at.step, steps)
    }
}

/// Returns the tree of a record, which is kept for the next time.
fn tree<'t>(place: &RecordPlace, files: &[TextFile], last_tree: &'t mut Option<Tree>) -> Option<&'t Node> {
    if !last_tree.as_ref().is_some_and(|(last, _)| last == place) {
        *last_tree = Some((place.clone(), value_at(&files[place.file_idx].text, &place.span)));
    }
    last_tree.as_ref().and_then(|(_, root)| root.as_ref())
}

fn child<'n>(text: &str, node: &'n Node, step: PathStep<'_>) -> Option<&'n Node> {
    match (step, &node.shape) {
        (PathStep::Field(name), Shape::Fields(fields)) => {
            fields.iter().find(|field| text[field.name.clone()] == *name).map(|field| &field.value)
        }
        (PathStep::Item(idx), Shape::Items(items)) => items.get(idx),
        (PathStep::Item(idx), Shape::Entries(entries)) => entries.get(idx).map(|(key, _)| key),
        _ => None,
    }
}

/// Returns a path as people write it, such as `evidence[2].source`.
fn spoken(steps: &[PathStep<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            PathStep::Field(name) if path.is_empty() => path.push_str(name),
            PathStep::Field(name) => path.push_str(&format!(".{name}")),
            PathStep::Item(idx) => path.push_str(&format!("[{}]", idx + 1)),
            PathStep::Record(_) | PathStep::Patch(_) => {}
        }
    }
    path
}
