//! The sides of a page: its margins, and how much room there is beside and below a graph.

use super::head::Span;
use super::notes::Room;
use super::options::Layout;

/// Part of a page that sources and changes below the graph take at most, each, on a wide page and on a high one.
const MOST_BELOW: (f64, f64) = (0.275, 0.34);
/// Width from which on kinds or changes stand beside the graph, if the page is not much higher than wide.
const WIDE: f64 = 780.0;
/// Margins as part of the shorter side, and the widest.
const MARGIN: (f64, f64) = (0.05, 40.0);
/// Room below the last line, as part of the shorter side, and the most.
const BOTTOM: (f64, f64) = (0.025, 14.0);

/// The sides of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    pub(super) margin: f64,
    pub(super) span: Span,
    /// Whether there is room beside the graph.
    pub(super) is_wide: bool,
}

impl Sides {
    pub(super) fn of(layout: &Layout) -> Self {
        let [width, height] = layout.size;
        let margin = (width.min(height) * MARGIN.0).clamp(2.0, MARGIN.1);
        let span = Span { left: margin, right: (width - margin).max(margin + 1.0) };
        Self { margin, span, is_wide: width >= WIDE && width > height * 0.8 }
    }

    /// Returns the room that notes and changes below the graph have at most, their titles aside.
    pub(super) fn room_below(&self, layout: &Layout) -> Room {
        let part = if self.is_wide { MOST_BELOW.0 } else { MOST_BELOW.1 };
        Room { left: self.span.left, width: self.span.width(), height: layout.size[1] * part - 40.0 }
    }

    /// Returns the top of the first line.
    pub(super) fn top(&self) -> f64 {
        self.margin * 0.5
    }

    /// Returns the bottom of the last line.
    pub(super) fn bottom(layout: &Layout) -> f64 {
        let [width, height] = layout.size;
        height - (width.min(height) * BOTTOM.0).clamp(1.0, BOTTOM.1)
    }
}
