//! Marks that are laid out from a top down before it is known where that top will be.

use super::marks::{Align, Ink, LinkMark, Page, SwatchMark, TextMark};
use crate::kit::{Point, Rect, Vector};
use crate::scene::legend::Sample;
use crate::scene::text::TextStyle;

/// Width of a sample, and the gap to its words.
pub(super) const SWATCH: (f64, f64) = (34.0, 10.0);

/// Marks with the height that they take.
#[derive(Debug, Default)]
pub(super) struct Block {
    texts: Vec<TextMark>,
    swatches: Vec<SwatchMark>,
    rules: Vec<[Point; 2]>,
    links: Vec<LinkMark>,
    /// How high it is, in points.
    pub(super) height: f64,
}

impl Block {
    /// Writes a line whose baseline begins or ends at a point.
    pub(super) fn text(&mut self, at: Point, text: impl Into<String>, style: TextStyle, align: Align, ink: Ink) {
        self.texts.push(TextMark { at, text: text.into(), style, align, ink });
    }

    /// Draws a sample whose middle is level with the middle of the letters on a baseline.
    pub(super) fn swatch(&mut self, at: Point, sample: Sample, letters: TextStyle) {
        let y = at.y - letters.size * 0.27;
        self.swatches.push(SwatchMark { from: Point::new(at.x, y), to: Point::new(at.x + SWATCH.0, y), sample });
    }

    /// Draws a thin rule.
    pub(super) fn rule(&mut self, from: Point, to: Point) {
        self.rules.push([from, to]);
    }

    /// Lets a place lead to an address.
    pub(super) fn link(&mut self, place: Rect, url: &str, words: String) {
        self.links.push(LinkMark { place, url: url.to_owned(), words });
    }

    /// Returns it with room above it.
    pub(super) fn moved(self, above: f64) -> Self {
        let by = Vector::new(0.0, above);
        let Self { texts, swatches, rules, links, height } = self;
        let link = |mark: LinkMark| {
            let Rect { min, max } = mark.place;
            LinkMark { place: Rect { min: min + by, max: max + by }, ..mark }
        };
        Self {
            texts: texts.into_iter().map(|mark| TextMark { at: mark.at + by, ..mark }).collect(),
            swatches: swatches
                .into_iter()
                .map(|mark| SwatchMark { from: mark.from + by, to: mark.to + by, ..mark })
                .collect(),
            rules: rules.into_iter().map(|rule| rule.map(|end| end + by)).collect(),
            links: links.into_iter().map(link).collect(),
            height: height + above,
        }
    }

    /// Puts it on a page with its top at a height.
    pub(super) fn put(self, page: &mut Page, top: f64) {
        let Self { texts, swatches, rules, links, height: _ } = self.moved(top);
        page.texts.extend(texts);
        page.swatches.extend(swatches);
        page.rules.extend(rules);
        page.links.extend(links);
    }
}
