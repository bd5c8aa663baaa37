//! Makes a second record like one that is there, to be changed where it differs.

use std::sync::Arc;

use super::apply::Edit;
use super::change::Change;
use crate::model::{
    AssessmentId, Document, Entry, EntryId, InstrumentId, KindId, NationId, Reference, ScenarioId, SourceId, Tie, TieId,
};

/// What the id of a duplicate ends in, and what its title does.
const COPY: (&str, &str) = ("-copy", " (copy)");

/// Returns the edit that adds a copy of a record, and the id of the copy; `None` where there is no such record, and for what an
/// atlas or a nation has only one of.
///
/// What names the record does not name its copy; what the moves of a tie say of each other, those of the copy say of theirs.
pub fn duplicate(document: &Document, id: &EntryId) -> Option<(EntryId, Edit)> {
    let copied = copied(document, id);
    let titled = |title: &str| format!("{title}{}", COPY.1);
    let entry = match document.entry(id)? {
        Entry::Kind(kind) => {
            let mut kind = (*kind).clone();
            (kind.id, kind.name) = (KindId::new(&copied), titled(&kind.name));
            Entry::Kind(Arc::new(kind))
        }
        Entry::Nation(nation) => {
            let mut nation = (*nation).clone();
            (nation.id, nation.names.short) = (NationId::new(&copied), titled(&nation.names.short));
            Entry::Nation(Arc::new(nation))
        }
        Entry::Source(source) => {
            let mut source = (*source).clone();
            (source.id, source.title) = (SourceId::new(&copied), titled(&source.title));
            Entry::Source(Arc::new(source))
        }
        Entry::Instrument(instrument) => {
            let mut instrument = (*instrument).clone();
            (instrument.id, instrument.title) = (InstrumentId::new(&copied), titled(&instrument.title));
            Entry::Instrument(Arc::new(instrument))
        }
        Entry::Tie(tie) => {
            let mut tie = (*tie).clone();
            let before = std::mem::replace(&mut tie.id, TieId::new(&copied));
            tie.about.title = titled(&tie.about.title);
            redirect(&mut tie, &before, &TieId::new(&copied));
            Entry::Tie(Arc::new(tie))
        }
        Entry::Assessment(assessment) => {
            let mut assessment = (*assessment).clone();
            (assessment.id, assessment.title) = (AssessmentId::new(&copied), titled(&assessment.title));
            Entry::Assessment(Arc::new(assessment))
        }
        Entry::Scenario(scenario) => {
            let mut scenario = (*scenario).clone();
            (scenario.id, scenario.title) = (ScenarioId::new(&copied), titled(&scenario.title));
            Entry::Scenario(Arc::new(scenario))
        }
        Entry::Manifest(_) | Entry::Position(..) => return None,
    };
    let name = format!("Duplicate {} “{}”", id.noun(), document.entry(id)?.title());
    Some((entry.id(), Edit::named(name, vec![Change::put(document, entry)])))
}

/// Returns the first of `base`, `base-2`, `base-3` and so on that no record of the sort of `id` has.
pub fn free_id(document: &Document, id: &EntryId, base: &str) -> String {
    let is_taken = |text: &str| match id {
        EntryId::Manifest => false,
        EntryId::Kind(_) => document.kinds.contains_key(&KindId::new(text)),
        EntryId::Nation(_) | EntryId::Position(_) => document.nations.contains_key(&NationId::new(text)),
        EntryId::Source(_) => document.sources.contains_key(&SourceId::new(text)),
        EntryId::Instrument(_) => document.instruments.contains_key(&InstrumentId::new(text)),
        EntryId::Tie(_) => document.ties.contains_key(&TieId::new(text)),
        EntryId::Assessment(_) => document.assessments.contains_key(&AssessmentId::new(text)),
        EntryId::Scenario(_) => document.scenarios.contains_key(&ScenarioId::new(text)),
    };
    let numbered = (2..).map(|n: u64| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|text| !is_taken(text)).unwrap_or_default()
}

fn copied(document: &Document, id: &EntryId) -> String {
    free_id(document, id, &format!("{}{}", id.as_str(), COPY.0))
}

/// Lets what a tie says of its own parts be said of those of another tie.
fn redirect(tie: &mut Tie, from: &TieId, to: &TieId) {
    let own = |reference: &mut Reference| match reference {
        Reference::TiePart(id, _) if id == from => *id = to.clone(),
        Reference::Tie(_) | Reference::TiePart(..) | Reference::Event(..) => {}
    };
    tie.relates.iter_mut().for_each(|relation| own(&mut relation.to));
    let course = &mut tie.course;
    for milestone in course.milestones.iter_mut().filter(|it| !it.relates.is_empty()) {
        Arc::make_mut(milestone).relates.iter_mut().for_each(|relation| own(&mut relation.to));
    }
    for exchange in course.exchanges.iter_mut().filter(|it| !it.relates.is_empty()) {
        Arc::make_mut(exchange).relates.iter_mut().for_each(|relation| own(&mut relation.to));
    }
}
