//! Splits a tie at a day: the earlier part keeps the id, evidence stands in both, what is dated goes to its part.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::apply::Edit;
use super::change::Change;
use super::duplicate::free_id;
use crate::model::{
    Course, Dispute, DisputedDate, Document, EdtfDate, Entry, EntryId, Milestone, Objection, PartId, Reference,
    Relation, Span, Step, Tie, TieId, Weight,
};

/// Returns the edit that splits a tie, and the id of its later part, which begins on `day`.
///
/// Milestones, exchanges and levels go to their part by the last day that each can mean, and relations stay with the earlier
/// part. What refers to a milestone or exchange refers to it where it is now, and drivers and assessments about the tie are
/// about both parts. O(records).
///
/// # Errors
/// Returns why where there is no such tie, or it has no days on both sides.
pub fn split(document: &Document, id: &TieId, day: Date) -> Result<(TieId, Edit), Objection> {
    let tie = document
        .ties
        .get(id)
        .ok_or_else(|| Objection::new(format!("there is no tie `{id}`"), "select the tie that is to be split"))?;
    let [earlier_span, later_span] = spans(&tie.span, day)?;
    let later_id = TieId::new(&free_id(document, &EntryId::Tie(id.clone()), &format!("{id}-2")));
    let is_earlier = |on: EdtfDate| on.latest() < day;
    let (mut earlier, mut later) = ((**tie).clone(), (**tie).clone());
    (earlier.span, later.span) = (earlier_span, later_span);
    later.id = later_id.clone();
    later.relates.clear();
    weights(&tie.weight, day, &mut earlier.weight, &mut later.weight);
    let course = &tie.course;
    let (early_steps, late_steps): (Vec<_>, Vec<_>) =
        course.milestones.iter().cloned().partition(|it| is_earlier(it.on));
    let (early_moves, late_moves): (Vec<_>, Vec<_>) =
        course.exchanges.iter().cloned().partition(|it| is_earlier(it.on));
    let ids = late_steps.iter().filter_map(|it| it.id.clone());
    let moved: BTreeSet<PartId> = ids.chain(late_moves.iter().filter_map(|it| it.id.clone())).collect();
    let (early_rivals, late_rivals) =
        course.disputed.iter().cloned().partition(|it| stays(it, &moved, &early_steps, &late_steps));
    earlier.course = Course { milestones: early_steps, exchanges: early_moves, disputed: early_rivals };
    later.course = Course { milestones: late_steps, exchanges: late_moves, disputed: late_rivals };
    let moved = Moved { from: id, to: &later_id, parts: moved };
    moved.in_tie(&mut earlier);
    moved.in_tie(&mut later);
    let mut changes =
        vec![Change::put(document, Entry::Tie(Arc::new(earlier))), Change::put(document, Entry::Tie(Arc::new(later)))];
    changes.extend(elsewhere(document, &moved));
    let name = format!("Split “{}” on {}", tie.about.title, EdtfDate::from_day(day).in_words());
    Ok((later_id, Edit::named(name, changes)))
}

/// Returns the spans before a day and from it on.
fn spans(span: &Span, day: Date) -> Result<[Span; 2], Objection> {
    let outside = || {
        let message = format!("the tie has no days on both sides of {}", EdtfDate::from_day(day).in_words());
        Objection::new(message, format!("it exists {}; choose a later day within that than its first", span.in_words()))
    };
    let has_begun = span.earliest_begin().is_none_or(|begin| begin < day);
    let goes_on = span.latest_end().is_none_or(|end| day <= end);
    let before = day.yesterday().ok().filter(|_| has_begun && goes_on).ok_or_else(outside)?;
    let earlier = Span::parse(&format!("{}/{before}", span.begin()));
    let later = Span::parse(&format!("{day}/{}", span.end()));
    match (earlier, later) {
        (Ok(earlier), Ok(later)) => Ok([earlier, later]),
        (Err(error), _) | (_, Err(error)) => Err(error.into()),
    }
}

/// Gives each part the weights of its days.
fn weights(weight: &Weight, day: Date, earlier: &mut Weight, later: &mut Weight) {
    let (base, why) = weight.on(day);
    let (early, late): (Vec<_>, Vec<_>) =
        weight.levels().iter().cloned().partition(|level| level.from.earliest() < day);
    // The level of the day itself is the base of the later part.
    let late = late.into_iter().filter(|level| level.from.earliest() > day).collect();
    if let (Some(early), Some(late)) =
        (Weight::new(weight.base(), weight.why().to_owned(), early), Weight::new(base, why.to_owned(), late))
    {
        (*earlier, *later) = (early, late);
    }
}

/// Whether a rival date is about the earlier part.
fn stays(dispute: &Dispute, moved: &BTreeSet<PartId>, early: &[Arc<Milestone>], late: &[Arc<Milestone>]) -> bool {
    let has = |steps: &[Arc<Milestone>], step: Step| steps.iter().any(|it| it.step == step);
    match &dispute.what {
        DisputedDate::Begins => true,
        DisputedDate::Ends => false,
        DisputedDate::Step(step) => has(early, *step) || !has(late, *step),
        DisputedDate::Part(part) => !moved.contains(part),
    }
}

/// Parts that have gone from one tie to another.
struct Moved<'a> {
    from: &'a TieId,
    to: &'a TieId,
    parts: BTreeSet<PartId>,
}

impl Moved<'_> {
    fn names(&self, relations: &[Relation]) -> bool {
        relations.iter().any(|relation| match &relation.to {
            Reference::TiePart(id, part) => id == self.from && self.parts.contains(part),
            Reference::Tie(_) | Reference::Event(..) => false,
        })
    }

    fn follow(&self, relations: &mut [Relation]) {
        for relation in relations {
            match &mut relation.to {
                Reference::TiePart(id, part) if id == self.from && self.parts.contains(part) => *id = self.to.clone(),
                Reference::Tie(_) | Reference::TiePart(..) | Reference::Event(..) => {}
            }
        }
    }

    fn is_named_in(&self, tie: &Tie) -> bool {
        self.names(&tie.relates)
            || tie.course.milestones.iter().any(|it| self.names(&it.relates))
            || tie.course.exchanges.iter().any(|it| self.names(&it.relates))
    }

    /// Lets what a tie refers to be found where it is now.
    fn in_tie(&self, tie: &mut Tie) {
        self.follow(&mut tie.relates);
        for milestone in tie.course.milestones.iter_mut().filter(|it| self.names(&it.relates)) {
            self.follow(&mut Arc::make_mut(milestone).relates);
        }
        for exchange in tie.course.exchanges.iter_mut().filter(|it| self.names(&it.relates)) {
            self.follow(&mut Arc::make_mut(exchange).relates);
        }
    }

    /// Names the later part beside the earlier one.
    fn beside(&self, ids: &mut Vec<TieId>) {
        if let Some(at) = ids.iter().position(|id| id == self.from) {
            ids.insert(at + 1, self.to.clone());
        }
    }
}

/// Returns the changes of all other records.
fn elsewhere(document: &Document, moved: &Moved<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for tie in document.ties.values().filter(|tie| tie.id != *moved.from && moved.is_named_in(tie)) {
        let mut tie = (**tie).clone();
        moved.in_tie(&mut tie);
        changes.push(Change::put(document, Entry::Tie(Arc::new(tie))));
    }
    let explains = |ids: &[TieId]| ids.contains(moved.from);
    for nation in document.nations.values().filter(|it| it.drivers.iter().any(|driver| explains(&driver.explains))) {
        let mut nation = (**nation).clone();
        nation.drivers.iter_mut().for_each(|driver| moved.beside(&mut driver.explains));
        changes.push(Change::put(document, Entry::Nation(Arc::new(nation))));
    }
    for assessment in document.assessments.values().filter(|it| explains(&it.ties)) {
        let mut assessment = (**assessment).clone();
        moved.beside(&mut assessment.ties);
        changes.push(Change::put(document, Entry::Assessment(Arc::new(assessment))));
    }
    changes
}
