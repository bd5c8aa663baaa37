//! What of a picture is wanted, and what it is of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::kit::Point;
use crate::model::{Document, NationId};
use crate::network::Network;
use crate::scene::camera::Camera;
use crate::scene::shifts::Shifts;
use crate::scene::target::Target;

/// Something beside the graph that a picture may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The sentence of a named view.
    Headline,
    /// What lines and kinds mean, as far as they are on the picture.
    Legend,
    /// As of which day, known by when, and how many ties and nations.
    Dates,
    /// The name of the scenario.
    Scenario,
    /// The filter in words.
    Filter,
    /// How wide a line of each weight is.
    Widths,
    /// Numbered notes on the sources of the ties.
    Notes,
    /// The hash of the record that is shown.
    Version,
    /// Authors and license.
    License,
}

/// The parts that a picture has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parts(BTreeSet<Part>);

/// How much of the graph is on a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Extent {
    /// All of it, as large as it goes.
    Fitted,
    /// What a view of some size shows through a camera, as it shows it.
    Visible(Camera, [f64; 2]),
}

/// What becomes of notes for which there is no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// They go on on further pages.
    Continued,
    /// They are counted.
    Counted,
}

/// How a picture is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width and height of the page in points.
    pub size: [f64; 2],
    /// What is on it beside the graph.
    pub parts: Parts,
    /// What becomes of notes for which there is no room.
    pub overflow: Overflow,
}

/// What a picture is of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The record, with what is supposed.
    pub document: &'a Document,
    /// The ties that are drawn; ghosts of a comparison among them.
    pub network: &'a Network,
    /// Where nations sit, in world points.
    pub positions: &'a BTreeMap<NationId, Point>,
    /// What a comparison says of the ties.
    pub shifts: Option<&'a Arc<Shifts>>,
    /// What is selected.
    pub selection: &'a BTreeSet<Target>,
    /// How much of it is on the picture.
    pub extent: Extent,
}

impl<'a> Subject<'a> {
    /// Returns all of a network, with nothing selected.
    pub fn of(document: &'a Document, network: &'a Network, positions: &'a BTreeMap<NationId, Point>) -> Self {
        static NOTHING: BTreeSet<Target> = BTreeSet::new();
        Self { document, network, positions, shifts: None, selection: &NOTHING, extent: Extent::Fitted }
    }
}

impl Layout {
    /// Returns a page of a height in points and the usual width, with all parts.
    pub fn of_height(height: f64) -> Self {
        Self { size: [super::PAGE_WIDTH, height], parts: Parts::all(), overflow: Overflow::Counted }
    }
}

impl Part {
    /// All parts, from top to bottom.
    pub const ALL: [Self; 9] = [
        Self::Headline,
        Self::Scenario,
        Self::Dates,
        Self::Filter,
        Self::Legend,
        Self::Widths,
        Self::Notes,
        Self::License,
        Self::Version,
    ];

    /// Returns its name, as options and files write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Legend => "legend",
            Self::Dates => "dates",
            Self::Scenario => "scenario",
            Self::Filter => "filter",
            Self::Widths => "widths",
            Self::Notes => "notes",
            Self::Version => "version",
            Self::License => "license",
        }
    }

    /// Returns its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "Headline of the view",
            Self::Legend => "Legend",
            Self::Dates => "Dates and counts",
            Self::Scenario => "Scenario",
            Self::Filter => "Filter in words",
            Self::Widths => "Scale of widths",
            Self::Notes => "Numbered sources",
            Self::Version => "Data version",
            Self::License => "License line",
        }
    }
}

impl Parts {
    /// Returns every part.
    pub fn all() -> Self {
        Self(Part::ALL.into())
    }

    /// Returns no part.
    pub fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Whether a part is among them.
    pub fn has(&self, part: Part) -> bool {
        self.0.contains(&part)
    }

    /// Returns the parts with one more.
    pub fn with(mut self, part: Part) -> Self {
        self.0.insert(part);
        self
    }

    /// Returns the parts without one.
    pub fn without(mut self, part: Part) -> Self {
        self.0.remove(&part);
        self
    }

    /// Returns the parts, in the order of their kind.
    pub fn iter(&self) -> impl Iterator<Item = Part> + '_ {
        Part::ALL.into_iter().filter(|part| self.has(*part))
    }
}
