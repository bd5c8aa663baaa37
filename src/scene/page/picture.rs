//! Lays out one network: head, kinds or changes at the side, the graph, the key, the sources, the foot.

use std::collections::BTreeSet;

use super::arrangement::{Arrangement, Beside, CHANGES, Column, below, stacked};
use super::caption::Caption;
use super::columns::{Columns, LINE};
use super::continued::continued;
use super::foot::foot;
use super::graph::{Drawn, panel, seen};
use super::head::head;
use super::key::{Seen, key, kinds_beside};
use super::lists::{TITLED, changes};
use super::marks::{Page, Panel};
use super::notes::Notes;
use super::options::{Extent, Layout, Overflow, Part, Subject};
use super::sides::Sides;
use crate::kit::{Point, Rect, counted, grouped};
use crate::model::{SourceId, TieId};
use crate::network::Network;
use crate::scene::items::Badge;

/// How small the marks of a graph may become, one after the other, so that each tie is drawn by itself.
const SMALLER: [f64; 3] = [0.9, 0.8, 0.7];
/// Ties beyond which that is not tried.
const MOST_TRIED: usize = 400;

/// Returns the page of a network, and with `Overflow::Continued` those on which its notes and changes go on.
pub fn picture(subject: &Subject<'_>, caption: &Caption, layout: &Layout) -> Vec<Page> {
    let document = subject.document;
    let (seen, sides) = (seen(subject), Sides::of(layout));
    // A comparison is defended by the sources of what changed.
    let changed = subject.shifts.map(|shifts| seen.only(|tie| shifts.has_changed(&tie.tie.id)));
    let cited = changed.as_ref().unwrap_or(&seen);
    let notes = match layout.parts.has(Part::Notes) {
        true => Notes::fitting(&[(document, cited)], layout.overflow, sides.room_below(layout)),
        false => Notes::none(),
    };
    let mut page = Page::blank(layout.size, caption.title(document, Some(subject.network)));
    let (days, counts) = (caption.days(subject.network), counts(&seen, subject));
    let head = head(document, caption, &layout.parts, &days, &counts, sides.span);
    let top = sides.top() + head.height;
    head.put(&mut page, sides.top());
    let foot = foot(document, caption, &layout.parts, n_sources(cited), sides.span);
    let (blocks, mut rest) = below(caption, &notes, layout, &sides, foot);
    let bottom = stacked(&mut page, blocks, layout);
    // Ghosts are not there on the day: what is counted leaves them out.
    let there = seen.only(|tie| !subject.shifts.is_some_and(|shifts| shifts.is_ghost(&tie.tie.id)));
    let networks = [(&there, subject.shifts.map(AsRef::as_ref))];
    let all = Seen { networks: &networks, changed: changed.as_ref(), scenes: None };
    let beside = if caption.changes.is_empty() { Beside::Kinds } else { Beside::Changes };
    let arrangement = Arrangement::of(all, beside, layout, &sides, [top, bottom]);
    let panel = roomy(subject, arrangement.area, &notes);
    match arrangement.column {
        Column::Nothing => {}
        Column::Kinds => kinds_beside(all, sides.span.left, arrangement.area.height()).put(&mut page, top),
        Column::Changes => {
            let columns = Columns::one(sides.span.left, CHANGES, arrangement.area.height() - TITLED - LINE);
            let (block, n_set) = changes(caption, 0, &columns, layout);
            block.put(&mut page, top);
            rest.n_changes = n_set;
        }
    }
    if let Some(kinds) = arrangement.key {
        let scenes = [&panel.scene];
        let block = key(Seen { scenes: Some(&scenes), ..all }, &layout.parts, kinds, sides.span);
        let height = block.height;
        block.put(&mut page, bottom - height);
    }
    page.panels.push(panel);
    let mut pages = vec![page];
    if layout.overflow == Overflow::Continued {
        continued(&mut pages, document, caption, &notes, layout, rest);
    }
    pages
}

/// Returns the graph in an area, its marks smaller where some ties would else only be counted: nobody can open them on paper.
fn roomy(subject: &Subject<'_>, area: Rect, notes: &Notes<'_>) -> Panel {
    let at = |scale: f64| panel(subject, area, &Drawn { notes: &notes.marks, camera: None, scale });
    let n_hidden = |panel: &Panel| -> usize {
        let counted = panel.scene.badges.iter().map(|mark| match &mark.badge {
            Badge::More(ties) => ties.len(),
            Badge::Mixed => 0,
        });
        counted.sum()
    };
    let mut best = at(1.0);
    if subject.extent != Extent::Fitted || subject.network.ties().len() > MOST_TRIED {
        return best;
    }
    let mut n_best = n_hidden(&best);
    for scale in SMALLER {
        if n_best == 0 {
            break;
        }
        let panel = at(scale);
        let n = n_hidden(&panel);
        if n < n_best {
            (best, n_best) = (panel, n);
        }
    }
    best
}

/// Which ties are on a picture, and on which sources they rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Ties that are asked for and there on the day.
    pub ties: BTreeSet<TieId>,
    /// What the ties that it numbers sources for name: in a comparison, those that changed.
    pub sources: BTreeSet<SourceId>,
}

impl Tally {
    /// Returns what is on either of two pictures.
    pub fn joined(self, other: Self) -> Self {
        let Self { mut ties, mut sources } = self;
        ties.extend(other.ties);
        sources.extend(other.sources);
        Self { ties, sources }
    }
}

/// Returns what is on a picture. O(evidence of its ties).
pub fn tally(subject: &Subject<'_>) -> Tally {
    let seen = seen(subject);
    let is_ghost = |id: &TieId| subject.shifts.is_some_and(|shifts| shifts.is_ghost(id));
    let is_cited = |id: &TieId| subject.shifts.is_none_or(|shifts| shifts.has_changed(id));
    let there = seen.asked_for().filter(|tie| !is_ghost(&tie.tie.id)).map(|tie| tie.tie.id.clone());
    let cited = seen.ties().iter().filter(|tie| is_cited(&tie.tie.id)).flat_map(|tie| tie.tie.sources()).cloned();
    Tally { ties: there.collect(), sources: cited.collect() }
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
    let is_on = |at: &Point| match subject.extent {
        Extent::Fitted => true,
        Extent::Visible(camera, [width, height]) => {
            Rect::around(camera.center, width / camera.zoom, height / camera.zoom).contains(*at)
        }
    };
    let places = subject.network.nations().iter().filter_map(|nation| subject.positions.get(&nation.id));
    let n_nations = places.filter(|at| is_on(at)).count();
    format!("{ties} · {}", counted(n_nations, "nation"))
}

/// Returns how many sources the ties of a network name.
pub(super) fn n_sources(network: &Network) -> usize {
    let sources: BTreeSet<_> = network.ties().iter().flat_map(|tie| tie.tie.sources()).collect();
    sources.len()
}
