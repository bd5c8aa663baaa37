//! Where nations sit after the record has changed: nothing jumps.
//!
//! A nation goes where the record puts it only where it puts it elsewhere than before; every other one stays where it
//! sits, and only new ones are placed.

use std::collections::BTreeMap;

use imbl::OrdMap;

use crate::kit::Point;
use crate::model::{Document, NationId, Position};
use crate::scene;

/// Returns where all nations of a document sit, which sat at the places `held` while the record gave the positions `before`.
///
/// `homes` are the places of nations that the record gives none; new ones are added.
pub(super) fn places(
    document: &Document,
    before: &OrdMap<NationId, Position>,
    held: &BTreeMap<NationId, Point>,
    homes: &mut BTreeMap<NationId, Point>,
) -> BTreeMap<NationId, Point> {
    let given = &document.positions;
    let place = |id: &NationId| match given.get(id) {
        given if given == before.get(id) => held.get(id).copied(),
        given => given.map(|position| position.at),
    };
    let known = |id: &NationId| place(id).or_else(|| homes.get(id).copied());
    let mut kept: BTreeMap<NationId, Point> =
        document.nations.keys().filter_map(|id| Some((id.clone(), known(id)?))).collect();
    if kept.len() < document.nations.len() {
        let mut placed = document.clone();
        placed.positions.extend(kept.iter().map(|(id, at)| (id.clone(), Position { at: *at, is_pinned: true })));
        let found = scene::positions(&placed);
        let new = found.into_iter().filter(|(id, _)| !kept.contains_key(id));
        let new: Vec<(NationId, Point)> = new.collect();
        homes.extend(new.iter().cloned());
        kept.extend(new);
    }
    kept
}
