//! Divides a page: what stands below and beside its graphs, and the room that it leaves them.

use super::block::Block;
use super::caption::Caption;
use super::columns::{Columns, TO_READ};
use super::key::{Kinds, Seen, key, kinds_width};
use super::lists::{Rest, changes, sources};
use super::marks::Page;
use super::notes::{Notes, Room};
use super::options::{Layout, Overflow, Part};
use super::sides::Sides;
use crate::kit::{Point, Rect};

/// Width of the column of changes.
pub(super) const CHANGES: f64 = 286.0;
/// Room between the column and the graph.
const BESIDE: f64 = 24.0;
/// Room between blocks.
const GAP: f64 = 12.0;
/// Least height of the graphs, as part of the page.
const LEAST_GRAPH: f64 = 0.25;
/// Height of the graphs below which the key leaves the kinds away, as part of the page.
const ROOMY_GRAPH: f64 = 0.33;

/// Returns what stands below the graph, from the bottom up, and how far its lists have come.
pub(super) fn below(
    caption: &Caption,
    notes: &Notes<'_>,
    layout: &Layout,
    sides: &Sides,
    foot: Block,
) -> (Vec<Block>, Rest) {
    let room = sides.room_below(layout);
    let (mut blocks, mut rest) = (vec![foot], Rest { n_notes: 0, n_changes: 0 });
    if notes.len() > 0 {
        // A beginning of a long list would take the room of the graph and help nobody.
        let is_put_off = layout.overflow == Overflow::Continued && !notes.fit(room);
        let room = if is_put_off { Room { height: 0.0, ..room } } else { room };
        let (block, n_notes) = sources(notes, 0, room, layout, sides);
        rest.n_notes = n_notes;
        blocks.push(block);
    }
    if !sides.is_wide && !caption.changes.is_empty() {
        let columns = Columns::within(room.left, room.width, room.height, TO_READ);
        let (block, n_changes) = changes(caption, 0, &columns, layout);
        rest.n_changes = n_changes;
        blocks.push(block);
    }
    (blocks, rest)
}

/// Puts blocks above each other, from the bottom of a page up; returns where the lowest of the rest may end.
pub(super) fn stacked(page: &mut Page, blocks: Vec<Block>, layout: &Layout) -> f64 {
    blocks.into_iter().filter(|block| block.height > 0.0).fold(Sides::bottom(layout), |bottom, block| {
        let top = bottom - block.height;
        block.put(page, top);
        top - GAP
    })
}

/// What stands beside the graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Nothing,
    Kinds,
    Changes,
}

/// What may stand beside the graphs, where there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Nothing,
    Kinds,
    Changes,
}

/// What is around the graphs, and the room that it leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrangement {
    pub(super) column: Column,
    /// Where the key has its kinds; `None` where there is no room for a key.
    pub(super) key: Option<Kinds>,
    pub(super) area: Rect,
}

impl Arrangement {
    pub(super) fn of(all: Seen<'_>, beside: Beside, layout: &Layout, sides: &Sides, [top, bottom]: [f64; 2]) -> Self {
        let has_ties = all.networks.iter().any(|(network, _)| network.asked_for().next().is_some());
        let column = match beside {
            Beside::Changes if sides.is_wide => Column::Changes,
            Beside::Kinds if sides.is_wide && has_ties && layout.parts.has(Part::Legend) => Column::Kinds,
            Beside::Changes | Beside::Kinds | Beside::Nothing => Column::Nothing,
        };
        let height_of = |kinds| key(all, &layout.parts, kinds, sides.span).height;
        let room = bottom - top - GAP;
        // The graph comes first: what its words say already is not said once more at its cost.
        let kinds = match column {
            Column::Kinds => Kinds::Beside,
            Column::Changes | Column::Nothing => {
                let is_roomy = room - height_of(Kinds::Within) >= layout.size[1] * ROOMY_GRAPH;
                if is_roomy { Kinds::Within } else { Kinds::LeftAway }
            }
        };
        let height = height_of(kinds);
        let has_key = height > 0.0 && room - height > layout.size[1] * LEAST_GRAPH;
        let end = bottom - if has_key { height + GAP } else { 0.0 };
        let left = match column {
            Column::Nothing => sides.span.left,
            Column::Kinds => sides.span.left + kinds_width(all, end - top) + BESIDE,
            Column::Changes => sides.span.left + CHANGES + BESIDE,
        };
        let area = Rect { min: Point::new(left, top), max: Point::new(sides.span.right, end.max(top + 1.0)) };
        Self { column, key: has_key.then_some(kinds), area }
    }
}
