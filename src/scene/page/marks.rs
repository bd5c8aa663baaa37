//! What a page is made of, in points from its left top.

use std::collections::BTreeMap;

use crate::kit::{Point, Rect, Vector};
use crate::model::{NationId, TieId};
use crate::scene::items::Scene;
use crate::scene::legend::Sample;
use crate::scene::text::TextStyle;

/// A picture on a page, in points, the origin at its left top.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What the picture is called: atlas, day, scenario and filter.
    pub title: String,
    /// The graphs, in reading order; none on a page of words.
    pub panels: Vec<Panel>,
    /// Words around them.
    pub texts: Vec<TextMark>,
    /// Samples of lines in the legend.
    pub swatches: Vec<SwatchMark>,
    /// Thin rules.
    pub rules: Vec<[Point; 2]>,
    /// Places that lead to an address.
    pub links: Vec<LinkMark>,
}

/// A graph on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The graph.
    pub scene: Scene,
    /// What to add to the scene's points, once they are multiplied by `scale`.
    pub origin: Vector,
    /// Points of the page a point of the scene.
    pub scale: f64,
    /// Beyond which nothing of it is drawn, in points of the page; `None` where all of it is.
    pub clip: Option<Rect>,
    /// What more there is to say of its marks.
    pub about: About,
}

/// What there is to say of marks beside their titles, for who cannot see them or points at them in a browser.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Of ties: their dates, best grade and sources.
    pub ties: BTreeMap<TieId, String>,
    /// Of nations: how many ties of which sign, and with whom.
    pub nations: BTreeMap<NationId, String>,
}

/// One line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// Where its baseline begins or ends.
    pub at: Point,
    /// The words.
    pub text: String,
    /// Size and weight.
    pub style: TextStyle,
    /// To which side of `at` it stands.
    pub align: Align,
    /// Its color.
    pub ink: Ink,
}

/// To which side of its point a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// It begins there.
    Start,
    /// It ends there.
    End,
}

/// The color of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// To be read first.
    Ink,
    /// To be read second.
    Muted,
    /// Says that what is shown is only supposed.
    Hypothetical,
}

/// A sample of a line in the legend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SwatchMark {
    /// Its left end.
    pub from: Point,
    /// Its right end.
    pub to: Point,
    /// What it shows.
    pub sample: Sample,
}

/// A place on a page that leads to an address.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkMark {
    /// Where.
    pub place: Rect,
    /// An http or https address.
    pub url: String,
    /// What is there, for who cannot see it.
    pub words: String,
}

impl Page {
    /// Returns what is on it, moved.
    pub fn moved(self, by: Vector) -> Self {
        let moved = |Rect { min, max }: Rect| Rect { min: min + by, max: max + by };
        Self {
            panels: self
                .panels
                .into_iter()
                .map(|panel| Panel { origin: panel.origin + by, clip: panel.clip.map(moved), ..panel })
                .collect(),
            texts: self.texts.into_iter().map(|mark| TextMark { at: mark.at + by, ..mark }).collect(),
            swatches: self
                .swatches
                .into_iter()
                .map(|mark| SwatchMark { from: mark.from + by, to: mark.to + by, ..mark })
                .collect(),
            rules: self.rules.into_iter().map(|rule| rule.map(|end| end + by)).collect(),
            links: self.links.into_iter().map(|mark| LinkMark { place: moved(mark.place), ..mark }).collect(),
            ..self
        }
    }

    /// Returns a page with nothing on it.
    pub(super) fn blank([width, height]: [f64; 2], title: String) -> Self {
        Self {
            width,
            height,
            title,
            panels: Vec::new(),
            texts: Vec::new(),
            swatches: Vec::new(),
            rules: Vec::new(),
            links: Vec::new(),
        }
    }
}
