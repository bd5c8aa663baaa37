//! What the person points at without choosing it: with the pointer, with the keyboard, and the bundle that opens for it.

use crate::model::{Document, NationId};
use crate::scene::Target;

/// What is pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attention {
    /// What is under the pointer.
    pub hovered: Option<Target>,
    /// What on the canvas has the focus of the keyboard.
    pub focused: Option<Target>,
    /// The pair whose bundle the pointer has opened.
    open: Option<(NationId, NationId)>,
}

impl Attention {
    /// Returns the pair whose bundle the pointer has opened.
    pub fn open(&self) -> Option<&(NationId, NationId)> {
        self.open.as_ref()
    }

    /// Points at something, or at nothing. Pointing at a pair opens its bundle, which stays open until something else than
    /// the pair and its ties is pointed at.
    pub(super) fn point_at(&mut self, target: Option<Target>, document: &Document) {
        let pair_of = |id| document.ties.get(id).map(|tie| tie.pair());
        let is_open = |pair: (&NationId, &NationId)| self.open.as_ref().is_some_and(|(a, b)| (a, b) == pair);
        self.open = match &target {
            Some(Target::Pair(a, b)) => Some((a.clone(), b.clone())),
            Some(Target::Tie(id)) if pair_of(id).is_some_and(is_open) => self.open.take(),
            Some(Target::Nation(_) | Target::Tie(_) | Target::Source(_) | Target::Class(_)) | None => None,
        };
        self.hovered = target;
    }

    /// Points no more at what does not meet a condition.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&Target) -> bool) {
        self.hovered.take_if(|target| !is_kept(target));
        self.focused.take_if(|target| !is_kept(target));
        self.open.take_if(|(a, b)| !is_kept(&Target::Pair(a.clone(), b.clone())));
    }

    /// Returns the same with nothing under the pointer; what that has opened stays open.
    pub(super) fn without_pointer(&self) -> Self {
        Self { hovered: None, ..self.clone() }
    }
}
