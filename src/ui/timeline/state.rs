//! What the timeline remembers from one frame to the next. Nothing of it is worth saving.

use std::sync::Arc;

use egui::Id;
use jiff::civil::Date;

use super::fields::Fields;
use super::playing::Space;
use super::rows::Histories;
use super::scale::{Axis, Range, Scale};
use crate::network::Dated;
use crate::scene::{Stem, Stems, number_of};
use crate::session::Session;

/// Points within which turns are merged into one stem.
const COLUMN: f64 = 3.0;

/// What the timeline remembers from one frame to the next.
#[derive(Debug, Default)]
pub struct TimelineState {
    /// The days that are seen; `None` before the first frame.
    pub(super) scale: Option<Scale>,
    /// What the held button does.
    pub(super) gesture: Gesture,
    /// The height that the person gave it, in points.
    pub(super) height: Option<f32>,
    /// Whether pointer or keyboard was used last.
    pub(super) is_by_pointer: bool,
    pub(super) memo: Memo,
    pub(super) histories: Histories,
    pub(super) fields: Fields,
    pub(super) space: Space,
    /// The day looked at in the last frame, to see when it is another.
    seen: Option<Date>,
}

/// What the held button does.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// It moves the day looked at.
    Seeking,
    /// It chooses two days.
    Spanning {
        /// Number of the day on which it was pressed.
        from: i32,
        /// Number of the day where the pointer is.
        to: i32,
    },
    /// It moves what is seen.
    Panning {
        /// Where the pointer was last.
        last: f32,
    },
}

/// Stems that were made last, so that nothing is made anew that has not changed.
#[derive(Debug, Default)]
pub(super) struct Memo {
    stems: Option<(Arc<[Dated]>, Arc<Stems>)>,
    merged: Option<(Arc<Stems>, Axis, Arc<[Stem]>)>,
}

impl Memo {
    /// Returns the stems of the record; made anew only for another one.
    pub(super) fn stems(&mut self, session: &Session) -> Arc<Stems> {
        match &self.stems {
            Some((timeline, stems)) if Arc::ptr_eq(timeline, session.timeline()) => stems.clone(),
            Some(_) | None => {
                let stems = Arc::new(Stems::of(session.document(), session.timeline()));
                self.stems = Some((session.timeline().clone(), stems.clone()));
                stems
            }
        }
    }

    /// Returns the stems that are seen along an axis; made anew only when the record or the axis is another.
    pub(super) fn merged(&mut self, stems: &Arc<Stems>, axis: Axis) -> Arc<[Stem]> {
        match &self.merged {
            Some((of, along, merged)) if Arc::ptr_eq(of, stems) && *along == axis => merged.clone(),
            Some(_) | None => {
                let column = COLUMN * axis.days_per_point();
                let merged: Arc<[Stem]> = stems.merged(axis.scale.from(), axis.scale.until(), column).into();
                self.merged = Some((stems.clone(), axis, merged.clone()));
                merged
            }
        }
    }
}

impl TimelineState {
    /// Returns the days that are seen: those of before, moved where the day looked at is another and would not be seen.
    pub(super) fn follow(&mut self, session: &Session, range: Range) -> Scale {
        let as_of = session.as_of();
        let mut scale = self.scale.unwrap_or_else(|| Scale::opening(session.record().manifest.as_of, range));
        if self.seen != Some(as_of) {
            scale = scale.showing(number_of(as_of), range);
            self.seen = Some(as_of);
        }
        self.scale = Some(scale);
        scale
    }
}

/// Returns the bar as a widget.
pub(super) fn bar_id() -> Id {
    Id::unique("timeline")
}
