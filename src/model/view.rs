//! A look at the record that somebody has kept under a name, with one sentence of judgment.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::grade::{Credibility, Reliability};
use super::ids::{KindId, NationId, SourceId, TieId};
use super::kind::Sign;
use super::source::Standing;
use super::span::Span;
use crate::kit::Point;

/// A named look at the record. Ids in it may be of what is no longer there; whoever shows it passes over them.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedView {
    /// What it is called; unique among the views of an atlas.
    pub name: String,
    /// What it shows, in one sentence; may be empty.
    pub judgment: String,
    /// The day looked at.
    pub as_of: Date,
    /// The day by which evidence had to be known; `None` for all that is known.
    pub known_on: Option<Date>,
    /// What is asked for.
    pub asks: ViewAsks,
    /// What becomes of the rest.
    pub rest: ViewRest,
    /// What is selected.
    pub selection: BTreeSet<ViewTarget>,
    /// Where one looks; `None` for all nations.
    pub camera: Option<ViewCamera>,
}

/// What a view asks for: within a field any of its values will do, an empty field asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewAsks {
    /// What a tie itself is to be.
    pub nature: ViewNature,
    /// What it is to rest on.
    pub grounds: ViewGrounds,
    /// Near which nations it is to be, and how near.
    pub around: Option<ViewAround>,
}

/// What a view asks of a tie itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewNature {
    /// Its sign.
    pub signs: BTreeSet<Sign>,
    /// The category of its kind.
    pub categories: BTreeSet<String>,
    /// Its kind.
    pub kinds: BTreeSet<KindId>,
    /// One of its nations.
    pub nations: BTreeSet<NationId>,
    /// Days of which it exists on at least one.
    pub overlaps: Option<Span>,
}

/// What a view asks of the evidence of a tie.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewGrounds {
    /// The reliability of a source that supports it.
    pub reliabilities: BTreeSet<Reliability>,
    /// The credibility of what supports it.
    pub credibilities: BTreeSet<Credibility>,
    /// In what way a claim on it stands.
    pub standings: BTreeSet<Standing>,
    /// A source that it names.
    pub rests_on: BTreeSet<SourceId>,
    /// Sources none of which it may name.
    pub without_sources: BTreeSet<SourceId>,
    /// Whether its dates are to be disputed.
    pub is_disputed: bool,
    /// Whether it is to go back to one origin.
    pub is_single_origin: bool,
}

/// Nations, and how near to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewAround {
    /// Where the steps begin.
    pub nations: BTreeSet<NationId>,
    /// How many ties away, 1 to 3.
    pub hops: u8,
}

/// What becomes of ties that a view does not ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ViewRest {
    /// They are drawn faintly.
    #[default]
    Dimmed,
    /// They are left away.
    Removed,
}

/// Something that is selected in a view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViewTarget {
    /// A nation.
    Nation(NationId),
    /// A tie.
    Tie(TieId),
    /// Two nations and all that is between them.
    Pair(NationId, NationId),
    /// A source and all that rests on it.
    Source(SourceId),
}

/// Where one looks in a view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewCamera {
    /// The point in the middle, in points of the graph view at 100 %; within [`ViewCamera::MOST`] both ways.
    pub center: Point,
    /// View points a point of the graph view; within [`ViewCamera::ZOOM`].
    pub zoom: f64,
}

impl ViewCamera {
    /// Least and most zoom that a view may have, so that what is kept can be read; a window has bounds of its own within.
    pub const ZOOM: (f64, f64) = (1e-6, 1000.0);
    /// Points from the middle at which one may look at most.
    pub const MOST: f64 = 1_000_000.0;

    /// Returns the camera nearest to this one that a view may have; `None` where it looks nowhere.
    pub fn nearest(center: Point, zoom: f64) -> Option<Self> {
        let within = |value: f64| value.clamp(-Self::MOST, Self::MOST);
        let center = center.is_finite().then(|| Point::new(within(center.x), within(center.y)))?;
        zoom.is_finite().then(|| Self { center, zoom: zoom.clamp(Self::ZOOM.0, Self::ZOOM.1) })
    }
}

/// One change of an atlas's list of views.
#[derive(Debug, Clone, PartialEq)]
pub enum ViewChange {
    /// Puts a view in front of the one at this place, or last.
    Insert(usize, NamedView),
    /// Puts a view in the place of the one of this name.
    Replace(String, NamedView),
    /// Takes away the view of this name.
    Remove(String),
}

impl ViewChange {
    /// Returns the name under which a view stands afterwards; `None` where none does.
    pub fn leaves(&self) -> Option<&str> {
        match self {
            Self::Insert(_, view) | Self::Replace(_, view) => Some(&view.name),
            Self::Remove(_) => None,
        }
    }

    /// Returns the one change that does what this one and `later` do one after the other; `None` where they are about
    /// different views.
    pub fn then(&self, later: &Self) -> Option<Self> {
        let about = match later {
            Self::Insert(_, view) => &view.name,
            Self::Replace(name, _) | Self::Remove(name) => name,
        };
        if self.leaves() != Some(about) {
            return None;
        }
        match (self, later) {
            (Self::Insert(idx, _), Self::Insert(_, view) | Self::Replace(_, view)) => {
                Some(Self::Insert(*idx, view.clone()))
            }
            (Self::Replace(name, _), Self::Insert(_, view) | Self::Replace(_, view)) => {
                Some(Self::Replace(name.clone(), view.clone()))
            }
            (Self::Insert(_, view), Self::Remove(_)) => Some(Self::Remove(view.name.clone())),
            (Self::Replace(name, _), Self::Remove(_)) => Some(Self::Remove(name.clone())),
            (Self::Remove(_), _) => None,
        }
    }

    /// Carries it out on a list. A name that the list has already makes an insertion a replacement; a name that it lacks
    /// makes a replacement an insertion at the end.
    pub fn apply(&self, views: &mut Vec<NamedView>) {
        let at = |views: &[NamedView], name: &str| views.iter().position(|view| view.name == name);
        match self {
            Self::Insert(idx, view) => match at(views, &view.name) {
                Some(taken) => views[taken] = view.clone(),
                None => views.insert((*idx).min(views.len()), view.clone()),
            },
            Self::Replace(name, view) => match at(views, name) {
                Some(idx) => views[idx] = view.clone(),
                None => Self::Insert(views.len(), view.clone()).apply(views),
            },
            Self::Remove(name) => views.retain(|view| view.name != *name),
        }
    }
}
