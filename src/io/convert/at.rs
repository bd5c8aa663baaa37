//! Paths from a record to a value in it, for finding where the value is written.

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

/// A change `(…, set: (…), add: (…))` of a record that stands elsewhere.
pub(in super::super) struct Patch {
    /// Where the change is written.
    pub place: RecordPlace,
    /// How many items the lists have before anything is added to them.
    pub n_before: Vec<(&'static str, usize)>,
    /// Whether errors in what the change leaves as it is are said.
    pub kept: Kept,
}

/// Whether errors in what a change leaves as it is are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kept {
    /// They are.
    Told,
    /// They are not: they follow from others that are.
    Silent,
}

/// The tree of a record and where that is written; `None` where it is none.
pub(super) type Tree = (RecordPlace, Option<Node>);

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

    /// Returns the path to a record of which only a change is written.
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

    /// Returns where the value is written; its nearest written parent where it was left out.
    pub(super) fn find(&self, files: &[TextFile], last_tree: &mut Option<Tree>) -> Spot {
        let mut steps = Vec::new();
        let mut at = self;
        while let Some(parent) = at.parent {
            steps.push(at.step);
            at = parent;
        }
        steps.reverse();
        let place = match at.step {
            PathStep::Record(place) | PathStep::Patch(Patch { place, .. }) => place,
            // Only the path of a record has no parent.
            PathStep::Field(_) | PathStep::Item(_) => return Spot::Written(Place::whole_file(Arc::from("."))),
        };
        let file = &files[place.file_idx];
        if !last_tree.as_ref().is_some_and(|(last, _)| last == place) {
            *last_tree = Some((place.clone(), value_at(&file.text, &place.span)));
        }
        let whole = file.place(place.span.start);
        let Some((_, Some(root))) = last_tree.as_ref() else { return Spot::Written(whole) };
        let (mut node, n_done) = match at.step {
            PathStep::Patch(patch) => match start_in(&file.text, root, patch, &steps) {
                Some(start) => start,
                None => return Spot::Kept(whole, spoken(&steps)),
            },
            PathStep::Record(_) | PathStep::Field(_) | PathStep::Item(_) => (root, 0),
        };
        for step in &steps[n_done..] {
            let Some(next) = child(&file.text, node, *step) else { break };
            node = next;
        }
        Spot::Written(file.place(node.span.start))
    }
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

/// Returns the part of a change in which a path begins, and how many of its steps lead there; `None` where the change leaves
/// the value as it is.
fn start_in<'n>(text: &str, change: &'n Node, patch: &Patch, steps: &[PathStep<'_>]) -> Option<(&'n Node, usize)> {
    let first = *steps.first()?;
    let PathStep::Field(name) = first else { return None };
    let within = |part: &str| child(text, child(text, change, PathStep::Field(part))?, first);
    if let Some(value) = within("set") {
        return Some((value, 1));
    }
    let added = within("add")?;
    let PathStep::Item(idx) = steps.get(1)? else { return None };
    let n_before = patch.n_before.iter().find(|(list, _)| *list == name).map_or(0, |(_, n)| *n);
    child(text, added, PathStep::Item(idx.checked_sub(n_before)?)).map(|item| (item, 2))
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
