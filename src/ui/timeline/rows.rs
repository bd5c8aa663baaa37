//! The ties of what is selected as rows for the bar: which, from when to when, and what happened in them. Made once for a
//! record and a selection.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::caption::dispute;
use crate::kit::{boxed, counted};
use crate::model::{Document, EdtfDate, NationId, Presence, Sign, Span, SpanEnd, Tie, TieId};
use crate::network::{Bearing, Hiding, Turn, turns};
use crate::scene::number_of;
use crate::session::{Session, Subject};
use crate::ui::inspector::short_span;

/// One tie.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: TieId,
    /// What it is called in its row.
    pub(super) title: String,
    pub(super) sign: Sign,
    pub(super) weight: u8,
    pub(super) days: Days,
    /// These days in few words.
    pub(super) span: String,
    pub(super) marks: Vec<Mark>,
    /// The row as a screen reader says it.
    pub(super) words: String,
}

/// How a row is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// As it is.
    Full,
    /// Faintly, because a filter does not ask for its tie.
    Faint,
}

/// On which days a tie exists, by their numbers; `None` where there is no bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Days {
    /// The days on which it can have begun, first and last.
    pub(super) begin: Option<(i32, i32)>,
    /// The days that can be its last; `None` while it goes on.
    pub(super) end: Option<(i32, i32)>,
    /// Certain where no end is merely approximate or unknown.
    pub(super) presence: Presence,
}

/// Something that happened in a tie.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// The days on which it can have been.
    pub(super) days: (i32, i32),
    pub(super) shape: MarkShape,
    pub(super) is_disputed: bool,
    pub(super) words: String,
}

/// How something that happened is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkShape {
    /// A step into force.
    Filled,
    /// Another step.
    Open,
    /// A move.
    Move(Bearing),
}

/// The rows of what is selected.
#[derive(Debug, Default)]
pub(super) struct Histories {
    /// What they are of.
    of: Option<(Arc<Document>, Whose)>,
    rows: Vec<Arc<Row>>,
    /// Those that are shown; `None` until somebody asks.
    shown: Option<Shown>,
}

/// The rows that are shown, with what made them so.
#[derive(Debug)]
struct Shown {
    asked: Option<Arc<BTreeSet<TieId>>>,
    hiding: Hiding,
    rows: Arc<[(Arc<Row>, Shade)]>,
}

/// Whose ties are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Nation(NationId),
    Pair(NationId, NationId),
}

impl Histories {
    /// Takes over what is selected: the ties of a nation or a pair. One of these ties may be selected meanwhile.
    pub(super) fn follow(&mut self, session: &Session) {
        let document = session.document();
        let whose = match session.selection.subject() {
            Subject::Nation(id) => Some(Whose::Nation(id)),
            Subject::Pair(a, b) => Some(Whose::Pair(a, b)),
            Subject::Tie(id) if self.rows.iter().any(|row| row.id == id) => {
                self.of.as_ref().map(|(_, whose)| whose.clone())
            }
            Subject::Tie(_) | Subject::Nothing | Subject::Source(_) | Subject::Several => None,
        };
        let is_same = match (&self.of, &whose) {
            (Some((of, held)), Some(whose)) => Arc::ptr_eq(of, document) && held == whose,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_same {
            self.rows = whose.as_ref().map(|whose| rows(document, whose)).unwrap_or_default();
            self.of = whose.map(|whose| (document.clone(), whose));
            self.shown = None;
        }
    }

    /// Returns the rows that are shown; `asked` are the ties that a filter asks for, `None` without one. Made anew only when
    /// these, the filter or what becomes of the rest are others.
    pub(super) fn shown(
        &mut self,
        session: &Session,
        asked: Option<&Arc<BTreeSet<TieId>>>,
    ) -> Arc<[(Arc<Row>, Shade)]> {
        let hiding = session.lens().hiding;
        let is_same = |shown: &Shown| {
            let is_asked_same = match (&shown.asked, asked) {
                (Some(held), Some(asked)) => Arc::ptr_eq(held, asked),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            is_asked_same && shown.hiding == hiding
        };
        let shown = match self.shown.take().filter(is_same) {
            Some(shown) => shown,
            None => Shown { asked: asked.cloned(), hiding, rows: self.under(asked.map(Arc::as_ref), hiding) },
        };
        self.shown.insert(shown).rows.clone()
    }

    fn under(&self, asked: Option<&BTreeSet<TieId>>, hiding: Hiding) -> Arc<[(Arc<Row>, Shade)]> {
        let shade = |row: &Row| match asked {
            Some(asked) if !asked.contains(&row.id) => Shade::Faint,
            Some(_) | None => Shade::Full,
        };
        let is_shown = |(_, shade): &(Arc<Row>, Shade)| *shade == Shade::Full || hiding == Hiding::Dim;
        self.rows.iter().map(|row| (row.clone(), shade(row))).filter(is_shown).collect()
    }

    /// Returns how many steps and moves of the rows that are shown stand before and after some days.
    pub(super) fn n_outside(&self, from: f64, until: f64) -> (usize, usize) {
        let rows = self.shown.iter().flat_map(|shown| shown.rows.iter());
        let marks = || rows.clone().flat_map(|(row, _)| &row.marks);
        let n_before = marks().filter(|mark| f64::from(mark.days.1) < from).count();
        (n_before, marks().filter(|mark| f64::from(mark.days.0) > until).count())
    }

    /// Returns whose ties they are, and how many of them are in view where there is room for `n_fit`: "4 of 8 ties, Russia –
    /// North Korea".
    pub(super) fn title(&self, session: &Session, n_fit: usize) -> String {
        let name = |id: &NationId| session.document().nation_name(id).to_owned();
        let whose = match &self.of {
            Some((_, Whose::Nation(id))) => name(id),
            Some((_, Whose::Pair(a, b))) => format!("{} – {}", name(a), name(b)),
            None => return String::new(),
        };
        let n_shown = self.shown.as_ref().map_or(0, |shown| shown.rows.len());
        let part = if n_fit < n_shown { format!("{n_fit} of ") } else { String::new() };
        boxed(&format!("{part}{}, {whose}", counted(n_shown, "tie")))
    }
}

/// Returns the rows of a nation or pair, those that began last above: there is room for few, and these are asked for most.
/// O(ties).
fn rows(document: &Document, whose: &Whose) -> Vec<Arc<Row>> {
    let is_theirs = |tie: &&Arc<Tie>| match whose {
        Whose::Nation(id) => tie.between.0 == *id || tie.between.1 == *id,
        Whose::Pair(a, b) => tie.other(a) == Some(b),
    };
    let mut ties: Vec<&Arc<Tie>> = document.ties.values().filter(is_theirs).collect();
    ties.sort_by_key(|tie| (Reverse(tie.span.earliest_begin()), Reverse(tie.weight.on(Date::MAX).0), tie.id.clone()));
    ties.into_iter().filter_map(|tie| row(document, whose, tie)).map(Arc::new).collect()
}

fn row(document: &Document, whose: &Whose, tie: &Arc<Tie>) -> Option<Row> {
    let kind = document.kinds.get(&tie.kind)?;
    let title = match whose {
        Whose::Pair(..) => tie.about.title.clone(),
        Whose::Nation(id) => {
            let partner = tie.other(id).map(|id| document.nation_name(id)).unwrap_or_default();
            format!("{partner}: {}", tie.about.title)
        }
    };
    let marks = turns(tie).filter_map(|dated| {
        let shape = match dated.turn() {
            Turn::Begun | Turn::Ended | Turn::Over | Turn::Level(..) => return None,
            Turn::Step(milestone) if milestone.step.is_into_force() => MarkShape::Filled,
            Turn::Step(_) => MarkShape::Open,
            Turn::Move(_) => MarkShape::Move(dated.bearing(kind)),
        };
        let (on, what) = (dated.on.in_words(), dated.in_words(document));
        let words = format!("{on}: {}, {what}{}", dated.title(), dispute(&dated));
        let days = (number_of(dated.on.earliest()), number_of(dated.on.latest()));
        Some(Mark { days, shape, is_disputed: dated.is_disputed(), words: boxed(&words) })
    });
    let mut marks: Vec<Mark> = marks.collect();
    marks.sort_by_key(|mark| mark.days);
    let weight = tie.weight.on(tie.span.latest_end().unwrap_or(Date::MAX)).0;
    let disputed = if tie.course.disputed.is_empty() { "" } else { ", dates disputed" };
    let words = boxed(&format!("{title}, {}, {}{disputed}", kind.name, tie.span.in_words()));
    let (id, sign, title) = (tie.id.clone(), kind.sign, boxed(&title));
    Some(Row { id, title, sign, weight, days: days(&tie.span), span: short_span(&tie.span), marks, words })
}

fn days(span: &Span) -> Days {
    let both = |date: EdtfDate| (number_of(date.earliest()), number_of(date.latest()));
    let begin = span.begin().date().map(both);
    let end = span.end().date().map(both);
    let is_sure = |end: SpanEnd| match end {
        SpanEnd::On(date) => date.is_sure(),
        SpanEnd::Open => true,
        SpanEnd::Unknown => false,
    };
    let is_certain = is_sure(span.begin()) && is_sure(span.end());
    let (begin, end) = match (begin, end) {
        // A lone year or month is a span of all its days, none of them in doubt.
        (Some(begin), Some(end)) if span.begin() == span.end() => (Some((begin.0, begin.0)), Some((end.1, end.1))),
        ends => ends,
    };
    Days { begin, end, presence: if is_certain { Presence::Certain } else { Presence::Uncertain } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_starter;
    use crate::scene::Target;
    use crate::session::{Command, Sift, run};

    #[test]
    fn rows_are_made_anew_only_for_another_selection_filter_or_hiding() {
        let mut session = Session::open(load_starter().document, Vec::new());
        let mut histories = Histories::default();
        run(&mut session, Command::Select(Target::Nation(NationId::new("PRK"))));
        histories.follow(&session);
        let asked: Arc<BTreeSet<TieId>> = Arc::new([TieId::new("rus-prk-partnership-2024")].into());
        let all = histories.shown(&session, None);
        assert!(Arc::ptr_eq(&all, &histories.shown(&session, None)));
        let dimmed = histories.shown(&session, Some(&asked));
        assert_eq!(dimmed.len(), all.len());
        assert_eq!(dimmed.iter().filter(|(_, shade)| *shade == Shade::Full).count(), 1);
        run(&mut session, Command::Sift(Sift::Hide(Hiding::Remove)));
        assert_eq!(histories.shown(&session, Some(&asked)).len(), 1);
        run(&mut session, Command::Select(Target::Nation(NationId::new("JPN"))));
        histories.follow(&session);
        assert_ne!(histories.shown(&session, None).len(), all.len());
    }
}
