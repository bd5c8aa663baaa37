//! The way of the keyboard from one region of the window to the next, as F6 goes in other programs.
//!
//! Canvas and timeline are widgets of their own and take the focus themselves. The inspector is given it as a whole, so that
//! its keys scroll it; of the left panel and the bar, the first widget gets it. Where the focus is, is told by where it lies.

use egui::{Context, FocusDirection, Id, LayerId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::style::color;
use crate::scene::Theme;
use crate::session::Turn;

/// Room between the ring and the edge of a region, in points.
const RING_GAP: f32 = 1.0;

/// A region of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The picture.
    Canvas,
    /// What is selected.
    Inspector,
    /// The bar of days.
    Timeline,
    /// Nations and legend, or the rail that is left of them.
    Left,
    /// The menus.
    Bar,
}

impl Region {
    /// In the order in which one comes to them.
    const ALL: [Self; 5] = [Self::Canvas, Self::Inspector, Self::Timeline, Self::Left, Self::Bar];

    fn name(self) -> &'static str {
        match self {
            Self::Canvas => "Canvas",
            Self::Inspector => "Inspector, as a whole",
            Self::Timeline => "Timeline",
            Self::Left => "Nations and legend, as a whole",
            Self::Bar => "Bar, as a whole",
        }
    }
}

/// Where the regions are, and to which the focus is on its way.
#[derive(Debug, Default)]
pub struct Regions {
    /// Those of the last frame that was begun, where and on which layer.
    shown: Vec<(Region, Rect, LayerId)>,
    asked: Option<Region>,
}

impl Regions {
    /// Asks for the next region, or the one before, seen from what has the focus; without any, seen from the canvas.
    pub fn turn(&mut self, context: &Context, turn: Turn, is_canvas: impl Fn(Id) -> bool) {
        let there: Vec<Region> =
            Region::ALL.into_iter().filter(|region| self.shown.iter().any(|(shown, ..)| shown == region)).collect();
        let focused = context.memory(|memory| memory.focused());
        let here = focused.and_then(|id| if is_canvas(id) { Some(Region::Canvas) } else { self.around(context, id) });
        let at = there.iter().position(|region| *region == here.unwrap_or(Region::Canvas)).unwrap_or_default();
        let by = match turn {
            Turn::Next => 1,
            Turn::Previous => there.len().saturating_sub(1),
        };
        self.asked = there.get((at + by) % there.len().max(1)).copied();
        context.request_repaint();
    }

    /// Forgets where the regions of the last frame were, once they have been asked for.
    pub fn begin(&mut self) {
        self.shown.clear();
    }

    /// Says that a region begins here, and gives it the focus where it was asked for.
    ///
    /// `own` is the widget that is the whole region, where there is one.
    pub fn region_ui(&mut self, ui: &Ui, region: Region, rect: Rect, own: Option<Id>) {
        self.shown.push((region, rect, ui.layer_id()));
        let is_asked = self.asked == Some(region);
        if is_asked {
            self.asked = None;
        }
        if let Some(own) = own {
            if is_asked {
                ui.memory_mut(|memory| memory.request_focus(own));
            }
            return;
        }
        let id = id_of(region);
        // It is there only while it is wanted, so that Tab does not come to it.
        if !is_asked && !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        if is_asked {
            ui.memory_mut(|memory| {
                memory.request_focus(id);
                match region {
                    Region::Left | Region::Bar => memory.move_focus(FocusDirection::Next),
                    Region::Inspector | Region::Canvas | Region::Timeline => {}
                }
            });
        }
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, region.name()));
    }

    /// Draws the ring of a region that has the focus as a whole, over what it shows.
    pub fn ring_ui(&self, ui: &Ui, region: Region, rect: Rect, theme: &Theme) {
        if ui.memory(|memory| memory.has_focus(id_of(region))) {
            let ring = Stroke::new(2.0, color(theme.ink));
            ui.painter().rect_stroke(rect.shrink(RING_GAP), 0, ring, StrokeKind::Inside);
        }
    }

    /// Returns the region in which a widget lies.
    fn around(&self, context: &Context, id: Id) -> Option<Region> {
        let response = context.read_response(id)?;
        let holds = |rect: Rect| {
            // What is scrolled out of sight still lies in its column.
            rect.contains(response.interact_rect.center()) || rect.x_range().contains(response.rect.center().x)
        };
        let on_layer = self.shown.iter().filter(|(_, _, layer)| *layer == response.layer_id);
        let mut around: Vec<Region> =
            on_layer.filter(|(_, rect, _)| holds(*rect)).map(|(region, ..)| *region).collect();
        // Bar and timeline reach over all columns, so they hold only what is seen there.
        let is_seen_in = |region: Region| {
            self.shown.iter().any(|(shown, rect, _)| *shown == region && rect.contains(response.interact_rect.center()))
        };
        around.retain(|region| !matches!(region, Region::Bar | Region::Timeline) || is_seen_in(*region));
        around.sort_by_key(|region| !is_seen_in(*region));
        around.first().copied()
    }
}

/// Returns a region as a whole as a widget.
fn id_of(region: Region) -> Id {
    Id::unique("region").with(region.name())
}
