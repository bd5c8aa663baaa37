//! What the timeline remembers from one frame to the next. Only the height that a person gave it is worth saving.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Id;
use jiff::civil::Date;

use super::fields::Fields;
use super::playing::Space;
use super::rows::Histories;
use super::scale::{Axis, Range, Scale};
use crate::io::TimelineSettings;
use crate::model::TieId;
use crate::network::{Dated, Filter, Hiding};
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
    /// The height that the person gave it, in points; `None` if nobody has.
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
    parted: Option<(Arc<Stems>, Filter, Parted)>,
    /// What is asked for along an axis, and the rest.
    merged: [Option<Merged>; 2],
}

/// Stems along an axis, with what they were made from.
type Merged = (Arc<Stems>, Axis, Arc<[Stem]>);

/// What a filter asks for among the stems of a record.
#[derive(Debug, Clone)]
pub(super) struct Parted {
    /// The ties that are asked for; `None` where nothing is filtered.
    pub(super) ties: Option<Arc<BTreeSet<TieId>>>,
    pub(super) asked: Arc<Stems>,
    rest: Arc<Stems>,
}

impl Memo {
    /// Returns the stems of the record; made anew only for another one.
    pub(super) fn stems(&mut self, session: &Session) -> Arc<Stems> {
        match &self.stems {
            Some((timeline, stems)) if Arc::ptr_eq(timeline, session.timeline()) => stems.clone(),
            Some(_) | None => {
                let stems = Arc::new(Stems::of(session.dated_document(), session.timeline(), |idx| {
                    session.is_supposed_turn(idx)
                }));
                self.stems = Some((session.timeline().clone(), stems.clone()));
                stems
            }
        }
    }

    /// Parts the stems of the record by what is asked for; made anew only when record or filter are others. O(ties) then.
    pub(super) fn parted(&mut self, session: &Session, stems: &Arc<Stems>) -> Parted {
        let filter = &session.lens().filter;
        match &self.parted {
            Some((of, under, parted)) if Arc::ptr_eq(of, stems) && under == filter => parted.clone(),
            Some(_) | None => {
                let parted = part(session, stems);
                self.parted = Some((stems.clone(), filter.clone(), parted.clone()));
                parted
            }
        }
    }

    /// Returns the stems that are seen along an axis, and those of the rest that are shown faintly; made anew only when
    /// these or the axis are others.
    pub(super) fn merged(&mut self, session: &Session, parted: &Parted, axis: Axis) -> [Arc<[Stem]>; 2] {
        let [asked, rest] = &mut self.merged;
        let rest = match session.lens().hiding {
            Hiding::Dim if parted.ties.is_some() => merged(rest, &parted.rest, axis),
            Hiding::Dim | Hiding::Remove => Arc::default(),
        };
        [merged(asked, &parted.asked, axis), rest]
    }
}

fn part(session: &Session, stems: &Arc<Stems>) -> Parted {
    if session.lens().filter.is_empty() {
        return Parted { ties: None, asked: stems.clone(), rest: Arc::default() };
    }
    let network = session.whole_network();
    let ties: BTreeSet<TieId> = network.ties().iter().map(|tie| tie.tie.id.clone()).collect();
    let timeline = session.timeline();
    let is_asked = |dated: usize| timeline.get(dated).is_some_and(|dated| ties.contains(&dated.tie.id));
    let [asked, rest] = stems.parted(is_asked).map(Arc::new);
    Parted { ties: Some(Arc::new(ties)), asked, rest }
}

fn merged(held: &mut Option<Merged>, stems: &Arc<Stems>, axis: Axis) -> Arc<[Stem]> {
    match held {
        Some((of, along, merged)) if Arc::ptr_eq(of, stems) && *along == axis => merged.clone(),
        Some(_) | None => {
            let column = COLUMN * axis.days_per_point();
            let merged: Arc<[Stem]> = stems.merged(axis.scale.from(), axis.scale.until(), column).into();
            *held = Some((stems.clone(), axis, merged.clone()));
            merged
        }
    }
}

impl TimelineState {
    /// Returns a timeline with the height that was remembered.
    pub fn restored(settings: TimelineSettings) -> Self {
        Self { height: settings.height, ..Self::default() }
    }

    /// Returns what is worth remembering.
    pub fn settings(&self) -> TimelineSettings {
        TimelineSettings { height: self.height }
    }

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
pub(in crate::ui) fn bar_id() -> Id {
    Id::unique("timeline")
}
