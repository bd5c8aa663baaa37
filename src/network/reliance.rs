//! What rests on a source, and what would be left without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ledger::{Entry, ledger};
use crate::model::{
    Assessment, Confidence, Dispute, Document, Driver, Event, Evidence, Grade, Instrument, NationId, SourceId, Tie,
    without,
};

/// What rests on a source. Lists are in the order of the record, entries in that of time.
#[derive(Debug, Clone, Default)]
pub struct Reliance {
    /// Ties with evidence that stands in it or repeats it.
    pub ties: Vec<Arc<Tie>>,
    /// Milestones and exchanges that name it, earliest first.
    pub entries: Vec<Entry>,
    /// Rival dates that it gives, each with its tie.
    pub disputes: Vec<(Arc<Tie>, Dispute)>,
    /// Events of nations with evidence in it.
    pub events: Vec<(NationId, Event)>,
    /// Reasons behind a nation's stance with evidence in it.
    pub drivers: Vec<(NationId, Driver)>,
    /// Instruments with evidence in it.
    pub instruments: Vec<Arc<Instrument>>,
    /// Assessments with evidence in it.
    pub assessments: Vec<Arc<Assessment>>,
    /// What would be worse off without it.
    pub loss: Loss,
    /// How it is used.
    pub usage: Usage,
}

/// What would be worse off without a source and all that only repeats it.
#[derive(Debug, Clone, Default)]
pub struct Loss {
    /// Ties that nothing would support any more, denials aside.
    pub unsupported: Vec<Arc<Tie>>,
    /// Ties that would be less well known: each with what its evidence amounts to now and would amount to then.
    pub weakened: Vec<(Arc<Tie>, Confidence, Confidence)>,
}

/// How a source is used as evidence.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// How often each grade is given to what it says, best first.
    pub grades: Vec<(Grade, usize)>,
    /// Pieces of evidence that it gives by itself.
    pub n_own: usize,
    /// Pieces of evidence in which it only repeats another.
    pub n_repeating: usize,
    /// The sources that it repeats, sorted.
    pub repeats: Vec<SourceId>,
    /// The sources that repeat it, sorted.
    pub repeated_by: Vec<SourceId>,
}

/// Returns what rests on a source, in the whole record, whatever the day. O(evidence + what is dated).
pub fn reliance(document: &Document, source: &SourceId) -> Reliance {
    let mut reliance = Reliance::default();
    let mut tally = Tally::default();
    let mut names = |evidence: &[Evidence]| tally.count(evidence, source);
    for tie in document.ties.values() {
        if names(&tie.evidence) {
            reliance.ties.push(tie.clone());
            reliance.loss.add(document, tie, source);
        }
        let disputes = tie.course.disputed.iter().filter(|dispute| dispute.source == *source);
        reliance.disputes.extend(disputes.map(|dispute| (tie.clone(), dispute.clone())));
    }
    for nation in document.nations.values() {
        let events = nation.events.iter().filter(|event| names(&event.evidence));
        reliance.events.extend(events.map(|event| (nation.id.clone(), event.clone())));
    }
    for nation in document.nations.values() {
        let drivers = nation.drivers.iter().filter(|driver| names(&driver.evidence));
        reliance.drivers.extend(drivers.map(|driver| (nation.id.clone(), driver.clone())));
    }
    reliance.instruments = document.instruments.values().filter(|it| names(&it.evidence)).cloned().collect();
    reliance.assessments = document.assessments.values().filter(|it| names(&it.evidence)).cloned().collect();
    // A milestone or exchange names only sources of its tie's evidence.
    reliance.entries = ledger(&reliance.ties);
    reliance.entries.retain(|entry| entry.sources().contains(source));
    reliance.usage = tally.usage();
    reliance
}

impl Loss {
    fn add(&mut self, document: &Document, tie: &Arc<Tie>, source: &SourceId) {
        let now = document.support(tie);
        let then = document.support_of(&without(&tie.evidence, source));
        if then.origins.is_empty() {
            if !now.origins.is_empty() {
                self.unsupported.push(tie.clone());
            }
        } else if then.confidence > now.confidence {
            self.weakened.push((tie.clone(), now.confidence, then.confidence));
        }
    }
}

/// Counts how a source is used.
#[derive(Default)]
struct Tally {
    /// By rank, which is the grade's place from best to worst.
    grades: BTreeMap<u8, (Option<Grade>, usize)>,
    n_own: usize,
    repeats: BTreeSet<SourceId>,
    n_repeating: usize,
    repeated_by: BTreeSet<SourceId>,
}

impl Tally {
    /// Counts evidence in; returns whether any of it stands in the source or repeats it.
    fn count(&mut self, evidence: &[Evidence], source: &SourceId) -> bool {
        let mut is_named = false;
        for item in evidence {
            if item.source == *source {
                is_named = true;
                let (grade, n) = self.grades.entry(item.grade.rank()).or_default();
                (*grade, *n) = (Some(item.grade), *n + 1);
                match &item.origin {
                    Some(origin) => {
                        self.n_repeating += 1;
                        self.repeats.insert(origin.clone());
                    }
                    None => self.n_own += 1,
                }
            } else if item.origin.as_ref() == Some(source) {
                is_named = true;
                self.repeated_by.insert(item.source.clone());
            }
        }
        is_named
    }

    fn usage(self) -> Usage {
        Usage {
            grades: self.grades.into_values().filter_map(|(grade, n)| Some((grade?, n))).collect(),
            n_own: self.n_own,
            n_repeating: self.n_repeating,
            repeats: self.repeats.into_iter().collect(),
            repeated_by: self.repeated_by.into_iter().collect(),
        }
    }
}
