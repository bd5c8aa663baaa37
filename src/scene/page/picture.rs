//! Lays out one network: head, kinds or changes at the side, the graph, the key, the sources, the foot.

use super::block::Block;
use super::caption::{Caption, ChangeLine};
use super::columns::{Columns, Entry, LINE, SMALL, TO_READ};
use super::foot::foot;
use super::graph::{Drawn, panel, seen};
use super::head::{Span, head};
use super::key::{COLUMN, Kinds, Seen, key, kinds_column};
use super::marks::{Align, Ink, Page, Panel};
use super::notes::{MOST_LETTERS, Notes, Room};
use super::options::{Extent, Layout, Overflow, Part, Subject};
use crate::kit::{Point, Rect, boxed, counted, grouped, shortened};
use crate::model::Document;
use crate::network::Network;
use crate::scene::items::Badge;
use crate::scene::text::TextStyle;

/// Room for the title over sources and changes.
const TITLED: f64 = 24.0;
const SECTION: TextStyle = TextStyle::bold(11.0);
/// Part of a page that sources and changes below the graph take at most, each, on a wide page and on a high one.
const MOST_BELOW: (f64, f64) = (0.24, 0.34);
/// Width from which on kinds or changes stand beside the graph, if the page is not much higher than wide.
const WIDE: f64 = 780.0;
/// Width of the column of changes.
const CHANGES: f64 = 286.0;
/// How small the marks of a graph may become, one after the other, so that each tie is drawn by itself.
const SMALLER: [f64; 3] = [0.9, 0.8, 0.7];
/// Ties beyond which that is not tried.
const MOST_TRIED: usize = 400;
/// Room between the column and the graph.
const BESIDE: f64 = 24.0;
/// Room between blocks.
const GAP: f64 = 12.0;
/// Least height of a graph, as part of the page.
pub(super) const LEAST_GRAPH: f64 = 0.25;
/// Height of a graph below which the key leaves the kinds away, as part of the page.
pub(super) const ROOMY_GRAPH: f64 = 0.45;

/// Returns the page of a network, and with `Overflow::Continued` those on which its notes and changes go on.
pub fn picture(subject: &Subject<'_>, caption: &Caption, layout: &Layout) -> Vec<Page> {
    let seen = seen(subject);
    let frame = Sides::of(layout);
    // A comparison is defended by the sources of what changed.
    let changed = subject.shifts.map(|shifts| seen.only(|tie| shifts.has_changed(&tie.tie.id)));
    let cited = changed.as_ref().unwrap_or(&seen);
    let notes = match layout.parts.has(Part::Notes) {
        true => Notes::fitting(&[(subject.document, cited)], layout.overflow, frame.room_below(layout)),
        false => Notes::none(),
    };
    let mut page = Page::blank(layout.size, caption.title(subject.document, Some(subject.network)));
    let counts = counts(&seen, subject);
    let days = caption.days(subject.network);
    let head = head(subject.document, caption, &layout.parts, &days, &counts, frame.span);
    let n_sources = n_sources(cited);
    let top = frame.margin * 0.5 + head.height;
    head.put(&mut page, frame.margin * 0.5);
    let below = Below::of(
        caption,
        &notes,
        layout,
        &frame,
        foot(subject.document, caption, &layout.parts, n_sources, frame.span),
    );
    let Below { rest, top: bottom } = below.put(&mut page);
    let networks = [(&seen, subject.shifts.map(AsRef::as_ref))];
    let all = Seen { networks: &networks, scenes: None };
    let has_column = frame.is_wide && (layout.parts.has(Part::Legend) || !caption.changes.is_empty());
    let kinds = if frame.is_wide && caption.changes.is_empty() { Kinds::Beside } else { Kinds::Within };
    let room = bottom - top - GAP;
    // The graph comes first: what its words say already is not said once more at its cost.
    let with_kinds = key(all, &layout.parts, kinds, frame.span).height;
    let kinds = match kinds {
        Kinds::Within if room - with_kinds < layout.size[1] * ROOMY_GRAPH => Kinds::LeftAway,
        kinds => kinds,
    };
    let estimated = key(all, &layout.parts, kinds, frame.span).height;
    let has_key = room - estimated > layout.size[1] * LEAST_GRAPH || estimated == 0.0;
    let left = match (has_column, caption.changes.is_empty()) {
        (true, true) if seen.asked_for().next().is_some() => frame.span.left + COLUMN + BESIDE,
        (true, false) => frame.span.left + CHANGES + BESIDE,
        (true | false, _) => frame.span.left,
    };
    let end = bottom - if has_key { estimated + GAP } else { 0.0 };
    let area = Rect { min: Point::new(left, top), max: Point::new(frame.span.right, end.max(top + 1.0)) };
    let panel = roomy(subject, area, &notes);
    let mut unsaid = 0;
    if kinds == Kinds::Beside && has_column {
        kinds_column(all, frame.span.left, area.height()).put(&mut page, top);
    } else if has_column {
        let (block, n_set) =
            changes(caption, 0, &Columns::one(frame.span.left, CHANGES, area.height() - TITLED - LINE), layout);
        block.put(&mut page, top);
        unsaid = caption.changes.len() - n_set;
    }
    if has_key {
        let scenes = [&panel.scene];
        let block = key(Seen { scenes: Some(&scenes), ..all }, &layout.parts, kinds, frame.span);
        let height = block.height;
        block.put(&mut page, bottom - height);
    }
    page.panels.push(panel);
    let rest = if frame.is_wide { Rest { n_changes: caption.changes.len() - unsaid, ..rest } } else { rest };
    let mut pages = vec![page];
    if layout.overflow == Overflow::Continued {
        continued(&mut pages, subject.document, caption, &notes, layout, rest);
    }
    pages
}

/// Returns the graph in an area, its marks smaller where some ties would else only be counted: nobody can open them on paper.
fn roomy(subject: &Subject<'_>, area: Rect, notes: &Notes<'_>) -> Panel {
    let at = |scale: f64| panel(subject, area, &Drawn { notes: &notes.marks, camera: None, scale });
    let hides = |panel: &Panel| panel.scene.badges.iter().any(|mark| matches!(mark.badge, Badge::More(_)));
    let first = at(1.0);
    let is_whole = subject.extent != Extent::Fitted || subject.network.ties().len() > MOST_TRIED || !hides(&first);
    if is_whole {
        return first;
    }
    SMALLER.into_iter().map(at).find(|panel| !hides(panel)).unwrap_or(first)
}

/// Returns how many ties and nations are on a picture; where a filter dims some, how many are asked for.
fn counts(seen: &Network, subject: &Subject<'_>) -> String {
    let n_ghosts =
        subject.shifts.map_or(0, |shifts| seen.ties().iter().filter(|tie| shifts.is_ghost(&tie.tie.id)).count());
    let n_asked = seen.n_asked_for().saturating_sub(n_ghosts);
    let n_all = seen.ties().len() - n_ghosts;
    let ties = match n_asked == n_all {
        true => counted(n_all, "tie"),
        false => format!("{} of {}", grouped(n_asked), counted(n_all, "tie")),
    };
    let n_nations = subject.network.nations().iter().filter(|it| subject.positions.contains_key(&it.id)).count();
    format!("{ties} · {}", counted(n_nations, "nation"))
}

/// Returns how many sources the ties of a network name.
pub(super) fn n_sources(network: &Network) -> usize {
    let sources: std::collections::BTreeSet<_> = network.ties().iter().flat_map(|tie| tie.tie.sources()).collect();
    sources.len()
}

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
        let margin = (width.min(height) * 0.05).clamp(2.0, 40.0);
        let span = Span { left: margin, right: (width - margin).max(margin + 1.0) };
        Self { margin, span, is_wide: width >= WIDE && width > height * 0.8 }
    }

    /// Returns the room that notes and changes below the graph have at most, their titles aside.
    pub(super) fn room_below(&self, layout: &Layout) -> Room {
        let part = if self.is_wide { MOST_BELOW.0 } else { MOST_BELOW.1 };
        Room { left: self.span.left, width: self.span.width(), height: layout.size[1] * part - 40.0 }
    }
}

/// How far notes and changes have come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest {
    /// Notes that stand already.
    pub(super) n_notes: usize,
    /// Changes that stand already.
    pub(super) n_changes: usize,
}

/// What stands below the graph, from the bottom up.
struct Below<T> {
    rest: Rest,
    top: T,
}

impl Below<Vec<Block>> {
    fn of(caption: &Caption, notes: &Notes<'_>, layout: &Layout, frame: &Sides, foot: Block) -> Self {
        let room = frame.room_below(layout);
        let columns = Columns::within(room.left, room.width, room.height, TO_READ);
        let mut rest = Rest { n_notes: 0, n_changes: 0 };
        let mut blocks = vec![foot];
        if notes.len() > 0 {
            // A beginning of a long list would take the room of the graph and help nobody.
            let room = if layout.overflow == Overflow::Continued && !notes.fit(room) {
                Room { height: 0.0, ..room }
            } else {
                room
            };
            let (block, n_notes) = sources(notes, 0, room, layout, frame);
            rest.n_notes = n_notes;
            blocks.push(block);
        }
        if !frame.is_wide && !caption.changes.is_empty() {
            let (block, n_changes) = changes(caption, 0, &columns, layout);
            rest.n_changes = n_changes;
            blocks.push(block);
        }
        Self { rest, top: blocks }
    }

    /// Puts it on a page; returns where it begins.
    fn put(self, page: &mut Page) -> Below<f64> {
        let mut top = page.height - (page.width.min(page.height) * 0.025).clamp(1.0, 14.0);
        for block in self.top.into_iter().filter(|block| block.height > 0.0) {
            top -= block.height;
            block.put(page, top);
            top -= GAP;
        }
        Below { rest: self.rest, top }
    }
}

/// Returns the sources from one on, under their title and a rule; at the end how many have no room.
pub(super) fn sources(notes: &Notes<'_>, from: usize, room: Room, layout: &Layout, frame: &Sides) -> (Block, usize) {
    let (set, n_set) = notes.set(from, room);
    let n_left = notes.len() - from - n_set;
    let title = match (from, n_set, layout.overflow) {
        (0, 0, Overflow::Continued) => format!("Sources 1–{} are on the next pages", notes.len()),
        (0, ..) if notes.n_unnumbered > 0 => {
            let rest = counted(notes.n_unnumbered, "more source");
            format!("Best source of each tie; a larger page or a PDF has {rest}")
        }
        (0, ..) => "Sources".to_owned(),
        _ => "Sources, continued".to_owned(),
    };
    let mut block = titled(&title, set, room.left);
    block.rule(Point::new(frame.span.left, 0.0), Point::new(frame.span.right, 0.0));
    if n_left > 0 && n_set > 0 {
        let words = match layout.overflow {
            Overflow::Continued => format!("and {} on the next page", counted(n_left, "more source")),
            Overflow::Counted => format!("and {}", counted(n_left, "more source")),
        };
        tail(&mut block, &words, room.left);
    }
    (block, n_set)
}

/// Returns the changes from one on, under their title, pair by pair; at the end how many have no room.
pub(super) fn changes(caption: &Caption, from: usize, columns: &Columns, layout: &Layout) -> (Block, usize) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last: Option<&str> = None;
    for (idx, ChangeLine { pair, on, words }) in caption.changes.iter().enumerate().skip(from) {
        let said = [on.as_str(), words.as_str()].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("  ");
        let mut entry = columns.entry(String::new(), &shortened(&boxed(&said), MOST_LETTERS), Ink::Muted);
        if last != Some(pair) {
            let heading = columns.entry(String::new(), &shortened(&boxed(pair), MOST_LETTERS), Ink::Ink);
            entry.lines.splice(0..0, heading.lines);
            entry.above = usize::from(idx > from);
            last = Some(pair);
        }
        entries.push(entry);
    }
    let (set, n_set) = columns.set(&entries);
    let n_left = entries.len() - n_set;
    let mut block = titled(if from == 0 { "Changes" } else { "Changes, continued" }, set, columns.left);
    if n_left > 0 {
        let words = match layout.overflow {
            Overflow::Continued => format!("and {} on the next page", counted(n_left, "more change")),
            Overflow::Counted => format!("and {}", counted(n_left, "more change")),
        };
        tail(&mut block, &words, columns.left);
    }
    (block, from + n_set)
}

/// Returns a block under a title.
fn titled(title: &str, set: Block, left: f64) -> Block {
    let mut block = set.moved(TITLED);
    block.text(Point::new(left, 16.0), title, SECTION, Align::Start, Ink::Muted);
    block
}

/// Adds a line below all.
fn tail(block: &mut Block, words: &str, left: f64) {
    block.height += LINE + 2.0;
    block.text(Point::new(left, block.height - 3.0), words, SMALL, Align::Start, Ink::Muted);
}

/// Adds pages until all notes and changes stand.
pub(super) fn continued(
    pages: &mut Vec<Page>,
    document: &Document,
    caption: &Caption,
    notes: &Notes<'_>,
    layout: &Layout,
    rest: Rest,
) {
    let frame = Sides::of(layout);
    let mut rest = rest;
    let title = pages[0].title.clone();
    while rest.n_notes < notes.len() || rest.n_changes < caption.changes.len() {
        let mut page = Page::blank(layout.size, title.clone());
        let head = head(document, &Caption { headline: None, ..caption.clone() }, &layout.parts, "", "", frame.span);
        let mut top = frame.margin * 0.5 + head.height;
        head.put(&mut page, frame.margin * 0.5);
        let foot = foot(document, caption, &layout.parts, notes.len(), frame.span);
        let bottom = layout.size[1] - 14.0 - foot.height;
        foot.put(&mut page, bottom);
        let before = (rest.n_notes, rest.n_changes);
        if rest.n_changes < caption.changes.len() {
            let columns = Columns::within(frame.span.left, frame.span.width(), bottom - top - 60.0, TO_READ);
            let (block, n_set) = changes(caption, rest.n_changes, &columns, layout);
            rest.n_changes = n_set;
            let height = block.height;
            block.put(&mut page, top);
            top += height + GAP;
        }
        if rest.n_changes == caption.changes.len() && rest.n_notes < notes.len() {
            let room = Room { left: frame.span.left, width: frame.span.width(), height: bottom - top - 60.0 };
            let (block, n_set) = sources(notes, rest.n_notes, room, layout, &frame);
            rest.n_notes += n_set;
            block.put(&mut page, top);
        }
        if before == (rest.n_notes, rest.n_changes) {
            // Not even one has room on a page of its own.
            break;
        }
        pages.push(page);
    }
}
