//! The pages on which notes and changes go on.

use super::caption::Caption;
use super::columns::{Columns, TO_READ};
use super::foot::foot;
use super::head::head;
use super::lists::{Rest, changes, sources};
use super::marks::Page;
use super::notes::{Notes, Room};
use super::options::Layout;
use super::sides::Sides;
use crate::model::Document;

/// Room between lists.
const GAP: f64 = 12.0;
/// Room that the title of a list and the line after it take.
const LISTED: f64 = 60.0;

/// Adds pages until all notes and changes stand.
pub(super) fn continued(
    pages: &mut Vec<Page>,
    document: &Document,
    caption: &Caption,
    notes: &Notes<'_>,
    layout: &Layout,
    rest: Rest,
) {
    let sides = Sides::of(layout);
    let caption = Caption { headline: None, ..caption.clone() };
    let mut rest = rest;
    let title = pages[0].title.clone();
    while rest.n_notes < notes.len() || rest.n_changes < caption.changes.len() {
        let mut page = Page::blank(layout.size, title.clone());
        let head = head(document, &caption, &layout.parts, "", "", sides.span);
        let mut top = sides.top() + head.height;
        head.put(&mut page, sides.top());
        let foot = foot(document, &caption, &layout.parts, notes.len(), sides.span);
        let bottom = Sides::bottom(layout) - foot.height;
        foot.put(&mut page, bottom);
        let before = rest;
        if rest.n_changes < caption.changes.len() {
            let columns = Columns::within(sides.span.left, sides.span.width(), bottom - top - LISTED, TO_READ);
            let (block, n_set) = changes(&caption, rest.n_changes, &columns, layout);
            rest.n_changes = n_set;
            let height = block.height;
            block.put(&mut page, top);
            top += height + GAP;
        }
        if rest.n_changes == caption.changes.len() && rest.n_notes < notes.len() {
            let room = Room { left: sides.span.left, width: sides.span.width(), height: bottom - top - LISTED };
            let (block, n_set) = sources(notes, rest.n_notes, room, layout, &sides);
            rest.n_notes += n_set;
            block.put(&mut page, top);
        }
        if before == rest {
            // Not even one has room on a page of its own.
            break;
        }
        pages.push(page);
    }
}
