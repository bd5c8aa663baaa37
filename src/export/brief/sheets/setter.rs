//! Fills pages from top to bottom.

use super::lines::{Letters, Line, lines};
use super::set::{FACTS, LEADING};
use crate::export::brief::blocks::Run;
use crate::kit::{Point, Rect, Vector, boxed};
use crate::scene::text::{TextStyle, cut, missing_letters, width, wrapped};
use crate::scene::{Align, Ink, LinkMark, Page, TextMark};

/// Margins as part of the width of a page, within bounds.
const MARGIN: (f64, f64, f64) = (0.085, 24.0, 76.0);
/// Room for the foot of a page, under its last line.
const FOOT: f64 = 34.0;
/// Height of the picture, as part of a page.
const PICTURE: f64 = 0.62;
const FOOT_STYLE: TextStyle = TextStyle::regular(9.5);

/// Pages that are being filled.
pub(in crate::export::brief) struct Setter {
    pages: Vec<Page>,
    size: [f64; 2],
    title: String,
    /// Where the next line begins, from the top.
    y: f64,
}

fn margin(size: [f64; 2]) -> f64 {
    (size[0] * MARGIN.0).clamp(MARGIN.1, MARGIN.2)
}

/// Returns how large the picture is.
pub(super) fn picture_size(size: [f64; 2]) -> [f64; 2] {
    let margin = margin(size);
    [size[0] - 2.0 * margin, (size[1] - 2.0 * margin) * PICTURE]
}

impl Setter {
    pub(super) fn new(size: [f64; 2], title: String) -> Self {
        let mut setter = Self { pages: Vec::new(), size, title, y: 0.0 };
        setter.next_page();
        setter
    }

    /// Returns the width of the lines that begin at an indent.
    pub(super) fn width(&self, indent: f64) -> f64 {
        (self.size[0] - 2.0 * margin(self.size) - indent).max(40.0)
    }

    fn bottom(&self) -> f64 {
        self.size[1] - margin(self.size) - FOOT
    }

    pub(super) fn next_page(&mut self) {
        let [width, height] = self.size;
        let title = self.title.clone();
        let (panels, texts, swatches, rules, links) = Default::default();
        self.pages.push(Page { width, height, title, panels, texts, swatches, rules, links });
        self.y = margin(self.size);
    }

    fn page(&mut self) -> Option<&mut Page> {
        self.pages.last_mut()
    }

    /// Leaves room, except at the top of a page.
    pub(super) fn space(&mut self, points: f64) {
        if self.y > margin(self.size) {
            self.y += points;
        }
    }

    /// Goes on on the next page where less than some points are left on this one.
    pub(super) fn keep(&mut self, points: f64) {
        if self.y + points > self.bottom() && self.y > margin(self.size) {
            self.next_page();
        }
    }

    /// Whether some points are left on the page.
    pub(super) fn has_room(&self, points: f64) -> bool {
        self.y + points <= self.bottom()
    }

    /// Sets words in one style.
    pub(super) fn words(&mut self, words: &str, style: TextStyle, ink: Ink, indent: f64) {
        for line in wrapped(&boxed(words), style, self.width(indent)) {
            let height = style.size * LEADING;
            self.keep(height);
            let at = Point::new(margin(self.size) + indent, self.baseline(style));
            self.text(TextMark { at, text: line, style, align: Align::Start, ink });
            self.y += height;
        }
    }

    /// Sets runs.
    pub(super) fn runs(&mut self, runs: &[Run], style: TextStyle, indent: f64) {
        for line in lines(runs, &Letters::of(style), self.width(indent)) {
            self.keep(style.size * LEADING);
            self.line(&line, indent, self.baseline(style));
            self.y += style.size * LEADING;
        }
    }

    /// Sets one line whose baseline is known, without going on.
    pub(super) fn line(&mut self, line: &Line, indent: f64, baseline: f64) {
        let left = margin(self.size) + indent;
        for piece in line {
            let (style, ink) = (piece.style, piece.ink);
            // Viewers drop blanks at either end.
            let text = piece.text.trim_start_matches(' ');
            let blanks = &piece.text[..piece.text.len() - text.len()];
            let at = Point::new(left + piece.x + width(blanks, style), baseline - piece.rise);
            if text.is_empty() {
                continue;
            }
            self.text(TextMark { at, text: text.to_owned(), style, align: Align::Start, ink });
            if let Some(url) = &piece.url {
                let min = Point::new(at.x, baseline - style.size);
                let place = Rect { min, max: Point::new(at.x + piece.width, baseline + style.size * 0.3) };
                let link = LinkMark { place, url: url.clone(), words: piece.text.clone() };
                if let Some(page) = self.page() {
                    page.links.push(link);
                }
            }
        }
    }

    /// Returns where the baseline of the next line lies.
    pub(super) fn baseline(&self, style: TextStyle) -> f64 {
        self.y + style.size * (LEADING + 0.7) / 2.0
    }

    /// Goes down by some points, without leaving the page.
    pub(super) fn advance(&mut self, points: f64) {
        self.y += points;
    }

    /// Sets a name beside what comes next.
    pub(super) fn beside(&mut self, name: &str, indent: f64, style: TextStyle) {
        self.keep(style.size * LEADING);
        let at = Point::new(margin(self.size) + indent, self.baseline(style));
        let text = cut(&boxed(name), style, FACTS - 8.0);
        self.text(TextMark { at, text, style, align: Align::Start, ink: Ink::Muted });
    }

    /// Sets the point of a list before what comes next.
    pub(super) fn bullet(&mut self, indent: f64, style: TextStyle) {
        self.keep(style.size * LEADING);
        let at = Point::new(margin(self.size) + indent, self.baseline(style));
        self.text(TextMark { at, text: "•".to_owned(), style, align: Align::Start, ink: Ink::Muted });
    }

    /// Sets a number before what comes next.
    pub(super) fn number(&mut self, number: usize, room: f64, style: TextStyle) {
        self.keep(style.size * LEADING);
        let at = Point::new(margin(self.size) + room - 8.0, self.baseline(style));
        self.text(TextMark { at, text: number.to_string(), style, align: Align::End, ink: Ink::Ink });
    }

    /// Draws a thin rule from an indent to the right edge at the next line.
    pub(super) fn rule(&mut self, indent: f64) {
        let (left, right, y) = (margin(self.size) + indent, self.size[0] - margin(self.size), self.y);
        if let Some(page) = self.page() {
            page.rules.push([Point::new(left, y), Point::new(right, y)]);
        }
    }

    /// Puts the picture.
    pub(super) fn picture(&mut self, picture: Page) {
        self.space(10.0);
        self.keep(picture.height);
        let by = Vector::new(margin(self.size), self.y);
        let height = picture.height;
        let placed = picture.moved(by);
        if let Some(page) = self.page() {
            page.panels.extend(placed.panels);
            page.texts.extend(placed.texts);
            page.swatches.extend(placed.swatches);
            page.rules.extend(placed.rules);
            page.links.extend(placed.links);
        }
        self.y += height;
    }

    pub(super) fn text(&mut self, mark: TextMark) {
        if let Some(page) = self.page() {
            page.texts.push(mark);
        }
    }

    /// Whether the font lacks a letter of what is set.
    pub(super) fn lacks_letters(&self) -> bool {
        let mut texts = self.pages.iter().flat_map(|page| &page.texts);
        texts.any(|mark| !missing_letters(&mark.text).is_empty())
    }

    /// Returns the pages, each with its foot.
    pub(super) fn finished(self, foot: &str) -> Vec<Page> {
        let Self { mut pages, size, .. } = self;
        let (margin, n) = (margin(size), pages.len());
        let baseline = size[1] - margin;
        for (idx, page) in pages.iter_mut().enumerate() {
            let number = format!("{} of {n}", idx + 1);
            let room = size[0] - 2.0 * margin - 80.0;
            let words = cut(foot, FOOT_STYLE, room);
            let mark = |x: f64, text: String, align| TextMark {
                at: Point::new(x, baseline),
                text,
                style: FOOT_STYLE,
                align,
                ink: Ink::Muted,
            };
            page.texts.push(mark(margin, words, Align::Start));
            page.texts.push(mark(size[0] - margin, number, Align::End));
        }
        pages
    }
}
