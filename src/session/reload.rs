//! Takes over an atlas whose files have changed, in one step. View, camera, selection, days, filter, comparison and trail
//! stay as they are, as far as what they name is still there.
//!
//! Nothing jumps: a nation goes where the files put it only where they put it elsewhere than before; every other one stays
//! where it sits, dragged there or not, and only new ones are placed.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;

use super::state::Session;
use crate::kit::Point;
use crate::model::{Document, NamedView, NationId, Position, Problem};
use crate::scene;

impl Session {
    /// Shows what the files of the open atlas hold now, with what is wrong with them. O(all that is in them).
    pub fn reload(&mut self, document: Document, problems: Vec<Problem>, views: Vec<NamedView>) {
        let given = document.positions.clone();
        let mut document = document;
        document.positions = positions(&given, self.given_positions(), &self.record().positions, &document);
        let places = places(&document, &given, self.given_positions(), self.positions());
        self.take_over(Arc::new(document), given, Arc::new(places));
        self.tell(problems);
        self.views.reload(views);
    }

    /// Tells of other problems with the files while everything else stays.
    pub fn tell(&mut self, problems: Vec<Problem>) {
        self.set_problems(problems.into());
    }
}

/// Returns the positions of the files, and in the place of those that are as before what a person made of them meanwhile.
fn positions(
    given: &OrdMap<NationId, Position>,
    before: &OrdMap<NationId, Position>,
    held: &OrdMap<NationId, Position>,
    document: &Document,
) -> OrdMap<NationId, Position> {
    let mut positions = given.clone();
    for (id, position) in held {
        let is_moved = before.get(id) != Some(position);
        if is_moved && given.get(id) == before.get(id) && document.nations.contains_key(id) {
            positions.insert(id.clone(), *position);
        }
    }
    positions
}

/// Returns where all nations of a document sit.
fn places(
    document: &Document,
    given: &OrdMap<NationId, Position>,
    before: &OrdMap<NationId, Position>,
    held: &BTreeMap<NationId, Point>,
) -> BTreeMap<NationId, Point> {
    let stays = |id: &NationId| given.get(id).is_none() || given.get(id) == before.get(id);
    let mut kept: BTreeMap<NationId, Point> = BTreeMap::new();
    for id in document.nations.keys() {
        let at = held.get(id).filter(|_| stays(id)).copied();
        kept.extend(at.or_else(|| Some(given.get(id)?.at)).map(|at| (id.clone(), at)));
    }
    if kept.len() == document.nations.len() {
        return kept;
    }
    let mut placed = document.clone();
    placed.positions.extend(kept.iter().map(|(id, at)| (id.clone(), Position { at: *at, is_pinned: true })));
    let mut places = scene::positions(&placed);
    places.extend(kept);
    places
}
