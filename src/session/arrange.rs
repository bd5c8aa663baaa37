//! Moving and pinning nations: a drag is a preview until it is dropped.

use super::edits::{self, Shows};
use super::run::Effect;
use super::state::Session;
use crate::edit::{Change, Edit};
use crate::kit::Vector;
use crate::model::{Entry, NationId, Position};

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

/// Leaves what is dragged where it is: pinned, since a person put it there. One step, however long the way.
pub(super) fn drop(session: &mut Session) -> Option<Effect> {
    let previewed = session.take_preview()?;
    let settled = session.positions();
    let moved = previewed.iter().filter(|(id, at)| settled.get(*id) != Some(*at));
    let placed = moved.map(|(id, at)| (id.clone(), Position { at: *at, is_pinned: true }));
    place(session, placed.collect())
}

/// Pins the selected nations where they are, or unpins them if all of them are pinned.
pub(super) fn toggle_pins(session: &mut Session) -> Option<Effect> {
    let nations = session.selection.nations();
    let is_pinned = |id: &NationId| session.document().positions.get(id).is_some_and(|position| position.is_pinned);
    let is_pinned_now = !nations.iter().all(is_pinned);
    let at = |id: &NationId| session.positions().get(id).copied();
    let placed = nations.into_iter().filter_map(|id| Some((at(&id)?, id)));
    let placed = placed.map(|(at, id)| (id, Position { at, is_pinned: is_pinned_now }));
    place(session, placed.collect())
}

/// Gives nations other positions.
fn place(session: &mut Session, placed: Vec<(NationId, Position)>) -> Option<Effect> {
    let record = session.record().clone();
    let put = |(id, position)| Change::put(&record, Entry::Position(id, position));
    edits::commit(session, Edit::of(&record, placed.into_iter().map(put).collect()), Shows::Nothing)
}
