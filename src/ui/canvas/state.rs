//! What the canvas remembers from one frame to the next. Nothing of it is worth saving.

use egui::Id;

use super::card::Rest;
use super::dragging::Gesture;
use super::fading::Fading;
use super::menu::OpenMenu;
use super::places::Places;
use super::pointing::HeldBadge;
use super::rim::{FreePlace, Handle};
use super::walking::Walk;
use crate::scene::Target;
use crate::ui::paint::PaintMemo;

/// What the canvas remembers from one frame to the next.
#[derive(Debug, Default)]
pub struct CanvasState {
    /// The canvas as a widget; `None` before the first frame.
    pub(super) id: Option<Id>,
    /// What the held button does.
    pub(super) gesture: Gesture,
    /// The handle on a nation's rim that was shown in the last frame.
    pub(super) handle: Option<Handle>,
    /// Where there was the most room for it.
    pub(super) free: FreePlace,
    /// The badge that the pointer is on, even where its bundle has opened.
    pub(super) badge: Option<HeldBadge>,
    /// What the pointer was on in the last frame.
    pub(super) hovered: Option<Target>,
    /// On what the pointer rests.
    pub(super) rest: Rest,
    /// The context menu, if one is open.
    pub(super) menu: OpenMenu,
    /// The places of the last frame.
    pub(super) places: Places,
    /// Where the keyboard has come to.
    pub(super) walk: Walk,
    /// Words that come and go.
    pub(super) fading: Fading,
    /// What painting keeps of very many ties.
    pub(super) painted: PaintMemo,
}

impl CanvasState {
    /// Returns the canvas as a widget; `None` before the first frame.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// Whether a widget is the canvas or a place on it.
    pub fn holds(&self, id: Id) -> bool {
        self.id == Some(id) || self.places.find(id).is_some()
    }
}
