//! Moving and pinning nations: a drag is a preview until it is dropped.

use super::state::Session;
use crate::kit::{Point, Vector};
use crate::model::{NationId, Position};

/// Moves a nation by view points from where it sits, and with it all selected nations if it is one of them.
pub(super) fn drag(session: &mut Session, nation: &NationId, by: Vector) {
    let selected = session.selection.nations();
    let moved = if selected.contains(nation) { selected } else { vec![nation.clone()] };
    let by = by * (1.0 / session.view.camera().zoom);
    let mut positions = (**session.positions()).clone();
    for id in moved {
        if let Some(at) = positions.get_mut(&id) {
            *at = *at + by;
        }
    }
    session.preview(positions);
}

/// Leaves what is dragged where it is: pinned, since a person put it there.
pub(super) fn drop(session: &mut Session) {
    let Some(previewed) = session.take_preview() else { return };
    let settled = session.positions().clone();
    let moved: Vec<(NationId, Point)> =
        previewed.iter().filter(|(id, at)| settled.get(*id) != Some(*at)).map(|(id, at)| (id.clone(), *at)).collect();
    if moved.is_empty() {
        return;
    }
    session.place(moved.into_iter().map(|(id, at)| (id, Position { at, is_pinned: true })));
}

/// Pins the selected nations where they are, or unpins them if all of them are pinned.
pub(super) fn toggle_pins(session: &mut Session) {
    let nations = session.selection.nations();
    if nations.is_empty() {
        return;
    }
    let is_pinned = |id: &NationId| session.document().positions.get(id).is_some_and(|position| position.is_pinned);
    let pins = !nations.iter().all(is_pinned);
    let positions = session.positions().clone();
    let placed = nations.into_iter().filter_map(|id| {
        let at = *positions.get(&id)?;
        Some((id, Position { at, is_pinned: pins }))
    });
    session.place(placed.collect::<Vec<_>>());
}
