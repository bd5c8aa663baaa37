//! Scrolling what the inspector shows by keys, and bringing into sight what Tab comes to.

use egui::scroll_area::ScrollAreaOutput;
use egui::{Event, Id, Key, LayerId, Popup, Rect, ScrollArea, Ui, vec2};

use crate::session::Subject;

/// What of a page stays in sight when the next one is shown, in points.
const OVERLAP: f32 = 40.0;
/// Room around what is brought into sight, in points.
const MARGIN: f32 = 12.0;

/// Where to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scroll {
    PageUp,
    PageDown,
    Top,
    Bottom,
}

/// What is asked of scrolling from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct Scrolling {
    asked: Option<Scroll>,
    /// Where the inspector was, and on which layer.
    place: Option<(Rect, LayerId)>,
    /// What had the focus, to see when something else has it.
    focused: Option<Id>,
    measure: Option<Measure>,
}

/// Whose the keys are that scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// All of them are the inspector's.
    Inspector,
    /// The first and the last are the canvas's own.
    Canvas,
    /// Somebody else wants them.
    Other,
}

impl Scrolling {
    /// Takes the keys that scroll out of the input, where the focus is nowhere, in the inspector or on the canvas.
    pub(super) fn take_keys(&mut self, ui: &Ui, is_canvas: impl Fn(Id) -> bool) {
        // Whoever shows it in this frame says so again.
        let place = self.place.take();
        let owner = match ui.memory(|memory| memory.focused()) {
            _ if ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx()) => Owner::Other,
            None => Owner::Inspector,
            Some(id) if is_canvas(id) => Owner::Canvas,
            Some(id) if holds(place, ui, id) => Owner::Inspector,
            Some(_) => Owner::Other,
        };
        if owner == Owner::Other || place.is_none() {
            return;
        }
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                if modifiers.any() {
                    return true;
                }
                let scroll = match key {
                    Key::PageUp => Scroll::PageUp,
                    Key::PageDown => Scroll::PageDown,
                    Key::Home if owner == Owner::Inspector => Scroll::Top,
                    Key::End if owner == Owner::Inspector => Scroll::Bottom,
                    _ => return true,
                };
                self.asked = Some(scroll);
                false
            });
        });
    }

    /// Notes where it is shown.
    pub(super) fn shown_in(&mut self, ui: &Ui) {
        self.place = Some((ui.max_rect(), ui.layer_id()));
    }

    /// Brings what has got the focus within a scrolled part into sight; to be asked at the end of that part.
    pub(super) fn follow_focus(&mut self, ui: &Ui) {
        let focused = ui.memory(|memory| memory.focused());
        if focused == std::mem::replace(&mut self.focused, focused) {
            return;
        }
        let response = focused.and_then(|id| ui.ctx().read_response(id));
        if let Some(response) = response.filter(|response| response.layer_id == ui.layer_id())
            && ui.min_rect().contains_rect(response.rect)
        {
            ui.scroll_to_rect(response.rect.expand2(vec2(0.0, MARGIN)), None);
        }
    }

    /// Returns the scrolled part of a subject, scrolled as was asked; in the next frame where it is shown anew.
    pub(super) fn scrolled(&mut self, area: ScrollArea, subject: &Subject) -> ScrollArea {
        let Some(Measure { offset, page, last, .. }) = self.measure.as_ref().filter(|last| last.subject == *subject)
        else {
            return area;
        };
        let Some(scroll) = self.asked.take() else { return area };
        let offset = match scroll {
            Scroll::PageUp => offset - page,
            Scroll::PageDown => offset + page,
            Scroll::Top => 0.0,
            Scroll::Bottom => *last,
        };
        area.vertical_scroll_offset(offset.clamp(0.0, *last))
    }

    /// Takes note of how much of a subject is seen, and where.
    pub(super) fn note<R>(&mut self, ui: &Ui, subject: Subject, output: &ScrollAreaOutput<R>) {
        let (seen, whole) = (output.inner_rect.height(), output.content_size.y);
        let page = (seen - OVERLAP).max(OVERLAP);
        let offset = output.state.clamped_offset().y;
        self.measure = Some(Measure { subject, offset, page, last: (whole - seen).max(0.0) });
        if self.asked.is_some() {
            ui.ctx().request_repaint();
        }
    }
}

/// How much of a subject was seen, in points.
#[derive(Debug)]
struct Measure {
    subject: Subject,
    offset: f32,
    /// By how much a page scrolls.
    page: f32,
    /// The offset at which its end is seen.
    last: f32,
}

/// Whether a widget lies in a place, be it scrolled out of sight there.
fn holds(place: Option<(Rect, LayerId)>, ui: &Ui, id: Id) -> bool {
    let (Some((rect, layer)), Some(response)) = (place, ui.ctx().read_response(id)) else { return false };
    let seen = response.interact_rect;
    let is_in_column = rect.x_range().contains(response.rect.center().x);
    layer == response.layer_id && is_in_column && (!seen.is_positive() || rect.contains(seen.center()))
}
