//! Gives a field the focus, again and again until it has it: what closes in the same frame may give it back elsewhere first.

use egui::Response;

/// Frames after which it is given up: then somebody else wants the focus.
const PATIENCE: u8 = 6;

/// A field on its way to the focus.
#[derive(Debug)]
pub(super) struct Entering {
    /// The fact of the field.
    pub fact: String,
    n_tried: u8,
}

impl Entering {
    pub(super) fn of(fact: impl Into<String>) -> Self {
        Self { fact: fact.into(), n_tried: 0 }
    }

    /// Gives the field the focus and brings it into sight; returns whether it is still on its way.
    pub(super) fn go_on(&mut self, field: &Response) -> bool {
        if field.has_focus() && self.n_tried > 0 || self.n_tried == PATIENCE {
            return false;
        }
        self.n_tried += 1;
        field.request_focus();
        field.scroll_to_me(None);
        field.ctx.request_repaint();
        true
    }
}
