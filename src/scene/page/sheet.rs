//! Lays out several networks side by side, each nation in the same place on all: small multiples.

use std::collections::{BTreeMap, BTreeSet};

use super::arrangement::{Arrangement, Beside, below, stacked};
use super::block::Block;
use super::caption::Caption;
use super::continued::continued;
use super::foot::foot;
use super::graph::{Drawn, fitted, panel, seen};
use super::head::head;
use super::key::{Seen, key};
use super::marks::{Align, Ink, Page, Panel};
use super::notes::Notes;
use super::options::{Extent, Layout, Overflow, Part, Subject};
use super::sides::Sides;
use crate::kit::{Point, Rect, boxed, counted};
use crate::network::Network;
use crate::scene::camera::Camera;
use crate::scene::shifts::Shifts;
use crate::scene::text::{self, TextStyle, cut};

/// One of several pictures on a sheet.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// What it is of. All of it is shown, whatever its extent says.
    pub subject: Subject<'a>,
    /// What stands over it: a day, a scenario.
    pub title: String,
    /// Whether it is of a scenario, and hypothetical.
    pub is_supposed: bool,
}

const TITLE: TextStyle = TextStyle::bold(13.0);
const COUNTS: TextStyle = TextStyle::regular(11.0);
/// Room over each picture for its title.
const OVER: f64 = 24.0;
/// Gap between pictures.
const GAP: f64 = 18.0;
/// Width at which a picture is drawn as large as on a page of its own; narrower ones are drawn smaller, down to `LEAST`.
const FULL: f64 = 620.0;
const LEAST: f64 = 0.5;
/// Scale below which ties have no numbers.
const LEAST_NOTED: f64 = 0.75;

/// Returns the page of several networks, and with `Overflow::Continued` those on which the notes go on; nothing of none.
pub fn sheet(frames: &[Frame<'_>], caption: &Caption, layout: &Layout) -> Vec<Page> {
    let Some(first) = frames.first() else { return Vec::new() };
    let seen: Vec<Network> = frames.iter().map(|frame| seen(&frame.subject)).collect();
    let shown: Vec<_> = frames.iter().map(|frame| frame.subject.document).zip(&seen).collect();
    let sides = Sides::of(layout);
    let notes = match layout.parts.has(Part::Notes) {
        true => Notes::fitting(&shown, layout.overflow, sides.room_below(layout)),
        false => Notes::none(),
    };
    let document = first.subject.document;
    let titles: Vec<String> = frames.iter().map(|frame| boxed(&frame.title)).collect();
    let mut page = Page::blank(layout.size, format!("{}: {}", caption.title(document, None), titles.join("; ")));
    let known_on = caption.known_on.map(|day| format!("known on {}", crate::model::EdtfDate::from_day(day).in_words()));
    let counts = std::iter::once(counted(frames.len(), "picture")).chain(known_on).collect::<Vec<_>>().join(" · ");
    let head = head(document, caption, &layout.parts, "", &counts, sides.span);
    let top = sides.top() + head.height;
    head.put(&mut page, sides.top());
    let n_sources: BTreeSet<_> =
        seen.iter().flat_map(|network| network.ties()).flat_map(|tie| tie.tie.sources()).collect();
    let foot = foot(document, caption, &layout.parts, n_sources.len(), sides.span);
    let (blocks, rest) = below(caption, &notes, layout, &sides, foot);
    let bottom = stacked(&mut page, blocks, layout);
    let networks: Vec<(&Network, Option<&Shifts>)> =
        seen.iter().zip(frames).map(|(network, frame)| (network, frame.subject.shifts.map(AsRef::as_ref))).collect();
    let all = Seen { networks: &networks, changed: None, scenes: None };
    let arrangement = Arrangement::of(all, Beside::Nothing, layout, &sides, [top, bottom]);
    let panels = panels(&mut page, frames, &seen, &notes, arrangement.area);
    if let Some(kinds) = arrangement.key {
        let scenes: Vec<_> = panels.iter().map(|panel| &panel.scene).collect();
        let block = key(Seen { scenes: Some(&scenes), ..all }, &layout.parts, kinds, sides.span);
        let height = block.height;
        block.put(&mut page, bottom - height);
    }
    page.panels = panels;
    let mut pages = vec![page];
    if layout.overflow == Overflow::Continued {
        continued(&mut pages, document, caption, &notes, layout, rest);
    }
    pages
}

/// Draws the pictures into a grid, all through one camera, with their titles.
fn panels(page: &mut Page, frames: &[Frame<'_>], seen: &[Network], notes: &Notes<'_>, area: Rect) -> Vec<Panel> {
    let n_columns = columns_of(frames.len(), area);
    let n_rows = frames.len().div_ceil(n_columns);
    let width = (area.width() - GAP * (n_columns - 1) as f64) / n_columns as f64;
    let height = (area.height() - GAP * (n_rows - 1) as f64) / n_rows as f64;
    let scale = (width / FULL).clamp(LEAST, 1.0);
    let place = |idx: usize| {
        let (column, row) = ((idx % n_columns) as f64, (idx / n_columns) as f64);
        let min = Point::new(area.min.x + column * (width + GAP), area.min.y + row * (height + GAP));
        Rect { min, max: Point::new(min.x + width, min.y + height.max(1.0)) }
    };
    let inner = |place: Rect| {
        let top = (place.min.y + OVER).min(place.max.y - 1.0);
        Rect { min: Point::new(place.min.x, top), max: place.max }
    };
    let camera = camera(frames, inner(place(0)), scale);
    let mut panels = Vec::new();
    for (idx, (frame, network)) in frames.iter().zip(seen).enumerate() {
        let place = place(idx);
        let ink = if frame.is_supposed { Ink::Hypothetical } else { Ink::Ink };
        let counts = counted(network.n_asked_for(), "tie");
        let mut over = Block::default();
        let words = cut(&boxed(&frame.title), TITLE, width);
        // What it is of has to be read; how many there are can be done without.
        let has_counts = text::width(&words, TITLE) + 12.0 + text::width(&counts, COUNTS) <= width;
        over.text(Point::new(place.min.x, 14.0), words, TITLE, Align::Start, ink);
        if has_counts {
            over.text(Point::new(place.max.x, 14.0), counts, COUNTS, Align::End, Ink::Muted);
        }
        over.rule(Point::new(place.min.x, 20.0), Point::new(place.max.x, 20.0));
        over.put(page, place.min.y);
        // Smaller numbers nobody could read; the notes say between whom their ties are.
        let none = BTreeMap::new();
        let marks = if scale < LEAST_NOTED { &none } else { &notes.marks };
        let drawn = Drawn { notes: marks, camera: Some(camera), scale };
        let subject = Subject { extent: Extent::Fitted, ..frame.subject };
        panels.push(panel(&subject, inner(place), &drawn));
    }
    panels
}

/// Returns the number of columns with which pictures, twice as wide as high at most, are largest.
fn columns_of(n: usize, area: Rect) -> usize {
    let size = |n_columns: usize| {
        let n_rows = n.div_ceil(n_columns);
        let width = (area.width() - GAP * (n_columns - 1) as f64) / n_columns as f64;
        let height = (area.height() - GAP * (n_rows - 1) as f64) / n_rows as f64 - OVER;
        // The graph of a dozen nations is about half as high again as wide.
        (width / 1.5).min(height)
    };
    (1..=n.max(1)).max_by(|one, other| size(*one).total_cmp(&size(*other))).unwrap_or(1)
}

/// Returns the camera through which all of every picture is seen.
fn camera(frames: &[Frame<'_>], area: Rect, scale: f64) -> Camera {
    let cameras = frames.iter().map(|frame| fitted(&frame.subject, area, scale));
    cameras
        .min_by(|one, other| one.zoom.total_cmp(&other.zoom))
        .unwrap_or(Camera { zoom: 1.0, center: Point::default() })
}
