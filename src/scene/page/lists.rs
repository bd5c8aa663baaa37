//! The lists of a page: its sources and its changes, each under its title, as far as they have room.

use super::block::Block;
use super::caption::{Caption, ChangeLine};
use super::columns::{Columns, Entry, LINE, SMALL};
use super::marks::{Align, Ink};
use super::notes::{MOST_LETTERS, Notes, Room};
use super::options::{Layout, Overflow};
use super::sides::Sides;
use crate::kit::{Point, boxed, counted, shortened};
use crate::scene::text::TextStyle;

/// Room for the title over sources and changes.
pub(super) const TITLED: f64 = 24.0;
const SECTION: TextStyle = TextStyle::bold(11.0);

/// How far notes and changes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    /// Notes that stand already.
    pub(super) n_notes: usize,
    /// Changes that stand already.
    pub(super) n_changes: usize,
}

/// Returns the sources from one on, under their title and a rule; at the end how many have no room.
pub(super) fn sources(notes: &Notes<'_>, from: usize, room: Room, layout: &Layout, sides: &Sides) -> (Block, usize) {
    let (set, n_set) = notes.set(from, room);
    let n_left = notes.len() - from - n_set;
    let title = match (from, n_set, layout.overflow) {
        (0, 0, Overflow::Continued) => {
            format!("Small numbers on ties are sources; 1 to {} are on the next pages", notes.len())
        }
        (0, ..) if notes.n_unnumbered > 0 => {
            let rest = counted(notes.n_unnumbered, "more source");
            format!("Small numbers on ties are sources, the best of each; a PDF has {rest}")
        }
        (0, ..) => "Small numbers on ties are sources".to_owned(),
        _ => "Sources, continued".to_owned(),
    };
    let mut block = titled(&title, set, room.left);
    block.rule(Point::new(sides.span.left, 0.0), Point::new(sides.span.right, 0.0));
    if n_left > 0 && n_set > 0 {
        let words = match layout.overflow {
            Overflow::Continued => format!("and {} on the next page", counted(n_left, "more source")),
            Overflow::Counted => format!("and {}; a PDF has them all", counted(n_left, "more source")),
        };
        tail(&mut block, &words, room.left);
    }
    (block, n_set)
}

/// Returns the changes from one on, under their title, pair by pair; at the end how many have no room.
pub(super) fn changes(caption: &Caption, from: usize, columns: &Columns, layout: &Layout) -> (Block, usize) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last: Option<&str> = None;
    for (idx, ChangeLine { pair, on, words }) in caption.changes.iter().enumerate().skip(from).take(columns.capacity())
    {
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
    let n_left = caption.changes.len() - from - n_set;
    let mut block = titled(if from == 0 { "Changes" } else { "Changes, continued" }, set, columns.left);
    if n_left > 0 {
        let words = match layout.overflow {
            Overflow::Continued => format!("and {} on the next page", counted(n_left, "more change")),
            Overflow::Counted => format!("and {}; a PDF has them all", counted(n_left, "more change")),
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
