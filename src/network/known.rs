//! Turns a document into what could be known of it on a day: everything first reported later is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;

use crate::model::{
    Assessment, Course, Document, Driver, EdtfDate, Event, Evidence, Exchange, Instrument, Milestone, Nation, PartId,
    Reference, Relation, Source, SourceId, Tie, TieId,
};

/// Returns the record as it could be known on `day`. O(record); what was wholly known is shared.
///
/// Evidence counts from the last day that its `reported` can mean. A tie, an event, a driver or an instrument without any
/// evidence known by then is gone; a milestone or an exchange is known from the day on which the first of its sources reported it. What is
/// dated after `day` was ahead, whatever its sources: a tie that ended later still went on, and later weights had not been
/// given. An end that only steps or moves tell which were reported later was not known either. Titles and summaries are the
/// author's and stay as they are written today.
pub fn known_on(document: &Document, day: Date) -> Document {
    let knowing = Knowing { document, day };
    let ties: OrdMap<_, _> =
        document.ties.values().filter_map(|tie| knowing.tie(tie)).map(|tie| (tie.id.clone(), tie)).collect();
    let nations: OrdMap<_, _> =
        document.nations.iter().map(|(id, nation)| (id.clone(), knowing.nation(nation))).collect();
    let known = Document {
        instruments: (document.instruments.iter())
            .filter_map(|(id, it)| Some((id.clone(), knowing.instrument(it)?)))
            .collect(),
        assessments: (document.assessments.iter())
            .filter_map(|(id, it)| Some((id.clone(), knowing.assessment(it)?)))
            .collect(),
        ties,
        nations,
        ..document.clone()
    };
    let known = without_dangling(known);
    // Only sources dated later than what repeats them need to be named to be known.
    let is_later = |source: &Source| source.published.latest() > day;
    let later: BTreeSet<&SourceId> = known.sources.values().filter(|it| is_later(it)).map(|it| &it.id).collect();
    let named: BTreeSet<&SourceId> = named_sources(&known).filter(|id| later.contains(id)).collect();
    let is_known = |source: &Source| !is_later(source) || named.contains(&source.id);
    let sources =
        known.sources.iter().filter(|(_, it)| is_known(it)).map(|(id, it)| (id.clone(), it.clone())).collect();
    Document { sources, ..known.clone() }
}

/// What is asked of each record.
#[derive(Clone, Copy)]
struct Knowing<'a> {
    document: &'a Document,
    day: Date,
}

impl Knowing<'_> {
    fn evidence(self, evidence: &[Evidence]) -> Vec<Evidence> {
        evidence.iter().filter(|item| self.is_known(item)).cloned().collect()
    }

    fn is_known(self, item: &Evidence) -> bool {
        item.reported.latest() <= self.day
    }

    fn has_come(self, on: EdtfDate) -> bool {
        on.earliest() <= self.day
    }

    fn tie(self, tie: &Arc<Tie>) -> Option<Arc<Tie>> {
        if tie.span.begin().date().is_some_and(|begin| !self.has_come(begin)) {
            return None;
        }
        let has_ended = tie.span.end().date().is_none_or(|end| self.has_come(end));
        let is_weighed = tie.weight.levels().iter().all(|level| self.has_come(level.from));
        let has_happened = (tie.course.milestones.iter().map(|it| it.on))
            .chain(tie.course.exchanges.iter().map(|it| it.on))
            .all(|on| self.has_come(on));
        let is_all_known = tie.evidence.iter().all(|item| self.is_known(item));
        let is_past = has_ended && is_weighed && has_happened;
        // A rival date has a source of its own, which need not be among the evidence.
        if is_past && is_all_known && !tie.evidence.is_empty() && tie.course.disputed.is_empty() {
            return Some(tie.clone());
        }
        let evidence = self.evidence(&tie.evidence);
        if evidence.is_empty() {
            return None;
        }
        let known: BTreeSet<&SourceId> = evidence.iter().map(|item| &item.source).collect();
        let has = |sources: &[SourceId]| sources.iter().any(|id| known.contains(id));
        let is_heard = |it: &Relation| it.sources.is_empty() || has(&it.sources);
        let are_heard = |relates: &[Relation]| relates.iter().all(is_heard);
        let relations = |relates: &[Relation]| relates.iter().filter(|it| is_heard(it)).cloned().collect();
        let Course { milestones, exchanges, disputed } = &tie.course;
        let milestones = milestones.iter().filter(|it| self.has_come(it.on) && has(&it.sources)).map(|it| {
            if are_heard(&it.relates) {
                return it.clone();
            }
            Arc::new(Milestone { relates: relations(&it.relates), ..(**it).clone() })
        });
        let exchanges = exchanges.iter().filter(|it| self.has_come(it.on) && has(&it.sources)).map(|it| {
            if are_heard(&it.relates) {
                return it.clone();
            }
            Arc::new(Exchange { relates: relations(&it.relates), ..(**it).clone() })
        });
        let is_published =
            |id: &SourceId| self.document.sources.get(id).is_some_and(|source| source.published.latest() <= self.day);
        let course = Course {
            milestones: milestones.collect(),
            exchanges: exchanges.collect(),
            disputed: disputed.iter().filter(|it| is_published(&it.source)).cloned().collect(),
        };
        let tells_end = |on: EdtfDate| Some(on) == tie.span.end().date();
        let is_end_told = |course: &Course| {
            let steps = course.milestones.iter().map(|it| it.on);
            steps.chain(course.exchanges.iter().map(|it| it.on)).any(tells_end)
        };
        let is_end_unheard = is_end_told(&tie.course) && !is_end_told(&course);
        let span = if has_ended && !is_end_unheard { tie.span } else { tie.span.going_on() };
        let weight = tie.weight.until(self.day);
        let relates = relations(&tie.relates);
        Some(Arc::new(Tie { span, weight, course, relates, evidence, ..(**tie).clone() }))
    }

    fn nation(self, nation: &Arc<Nation>) -> Arc<Nation> {
        let event = |event: &Event| {
            let evidence = self.evidence(&event.evidence);
            (self.has_come(event.on) && !evidence.is_empty()).then(|| Event { evidence, ..event.clone() })
        };
        let driver = |driver: &Driver| {
            let evidence = self.evidence(&driver.evidence);
            (!evidence.is_empty()).then(|| Driver { evidence, ..driver.clone() })
        };
        Arc::new(Nation {
            events: nation.events.iter().filter_map(event).collect(),
            drivers: nation.drivers.iter().filter_map(driver).collect(),
            ..(**nation).clone()
        })
    }

    fn instrument(self, instrument: &Arc<Instrument>) -> Option<Arc<Instrument>> {
        let evidence = self.evidence(&instrument.evidence);
        let has_begun = instrument.span.begin().date().is_none_or(|begin| self.has_come(begin));
        let has_ended = instrument.span.end().date().is_none_or(|end| self.has_come(end));
        let span = if has_ended { instrument.span } else { instrument.span.going_on() };
        (has_begun && !evidence.is_empty()).then(|| Arc::new(Instrument { span, evidence, ..(**instrument).clone() }))
    }

    fn assessment(self, assessment: &Arc<Assessment>) -> Option<Arc<Assessment>> {
        let evidence = self.evidence(&assessment.evidence);
        let is_made = assessment.made.latest() <= self.day;
        (is_made && !evidence.is_empty()).then(|| Arc::new(Assessment { evidence, ..(**assessment).clone() }))
    }
}

/// Returns a document in which nothing refers to what is not in it.
fn without_dangling(document: Document) -> Document {
    let parts_of = |tie: &Arc<Tie>| -> Vec<(TieId, PartId)> {
        let ids = tie.course.milestones.iter().map(|it| &it.id).chain(tie.course.exchanges.iter().map(|it| &it.id));
        ids.flatten().map(|part| (tie.id.clone(), part.clone())).collect()
    };
    let parts: BTreeSet<(TieId, PartId)> = document.ties.values().flat_map(parts_of).collect();
    let has = |reference: &Reference| match reference {
        Reference::Tie(id) => document.ties.contains_key(id),
        Reference::TiePart(id, part) => parts.contains(&(id.clone(), part.clone())),
        Reference::Event(id, part) => {
            let events = document.nations.get(id).map(|nation| &nation.events);
            events.is_some_and(|events| events.iter().any(|event| event.id.as_ref() == Some(part)))
        }
    };
    let is_shared = |tie: &Tie| tie.about.instrument.as_ref().is_none_or(|id| document.instruments.contains_key(id));
    let is_sound = |tie: &Tie| {
        let parts = tie.course.milestones.iter().map(|it| &it.relates);
        let parts = parts.chain(tie.course.exchanges.iter().map(|it| &it.relates));
        parts.chain([&tie.relates]).flatten().all(|relation| has(&relation.to)) && is_shared(tie)
    };
    let sound = |tie: &Arc<Tie>| {
        let mut tie = (**tie).clone();
        let keep = |relates: &mut Vec<Relation>| relates.retain(|relation| has(&relation.to));
        if !is_shared(&tie) {
            tie.about.instrument = None;
        }
        keep(&mut tie.relates);
        tie.course.milestones.iter_mut().for_each(|it| keep(&mut Arc::make_mut(it).relates));
        tie.course.exchanges.iter_mut().for_each(|it| keep(&mut Arc::make_mut(it).relates));
        Arc::new(tie)
    };
    let mut ties = document.ties.clone();
    for (id, tie) in document.ties.iter().filter(|(_, tie)| !is_sound(tie)) {
        ties.insert(id.clone(), sound(tie));
    }
    let explained = |nation: &Arc<Nation>| {
        let mut nation = (**nation).clone();
        nation.drivers.iter_mut().for_each(|driver| driver.explains.retain(|id| document.ties.contains_key(id)));
        Arc::new(nation)
    };
    let nations = document.nations.iter().map(|(id, nation)| (id.clone(), explained(nation))).collect();
    let about = |assessment: &Arc<Assessment>| {
        let ties = assessment.ties.iter().filter(|id| document.ties.contains_key(*id)).cloned().collect();
        Arc::new(Assessment { ties, ..(**assessment).clone() })
    };
    let assessments = document.assessments.iter().map(|(id, it)| (id.clone(), about(it))).collect();
    Document { ties, nations, assessments, ..document.clone() }
}

/// Returns every source that is named anywhere, unsorted and as often as it is named.
fn named_sources(document: &Document) -> impl Iterator<Item = &SourceId> {
    let of_ties = document.ties.values().map(|tie| &tie.evidence);
    let of_nations = document.nations.values().flat_map(|nation| {
        let events = nation.events.iter().map(|event| &event.evidence);
        events.chain(nation.drivers.iter().map(|driver| &driver.evidence))
    });
    let of_instruments = document.instruments.values().map(|instrument| &instrument.evidence);
    let of_assessments = document.assessments.values().map(|assessment| &assessment.evidence);
    let evidence = of_ties.chain(of_nations).chain(of_instruments).chain(of_assessments).flatten();
    let named = evidence.flat_map(|item| std::iter::once(&item.source).chain(&item.origin));
    named.chain(document.ties.values().flat_map(|tie| tie.course.disputed.iter().map(|dispute| &dispute.source)))
}
