//! Turns the model back into records as they are written: the inverse of `convert`, field by field.
//!
//! Every struct is taken apart whole, so that a new field of the model cannot be forgotten here.

mod evidence;
mod nation;
mod others;
mod scenario;
mod tie;

use super::native::Record;
use crate::model::Entry;

pub(super) use nation::nation;
pub(super) use others::{assessment, instrument, kind, manifest, position, source};
pub(super) use scenario::{alteration, hypothesis, scenario};
pub(super) use tie::tie;

/// Returns a record of any table as it is written.
pub(super) fn record(entry: &Entry) -> Record {
    match entry {
        Entry::Manifest(it) => Record::Atlas(Box::new(manifest(it))),
        Entry::Kind(it) => Record::Kind(Box::new(kind(it))),
        Entry::Nation(it) => Record::Nation(Box::new(nation(it))),
        Entry::Source(it) => Record::Source(Box::new(source(it))),
        Entry::Instrument(it) => Record::Instrument(Box::new(instrument(it))),
        Entry::Tie(it) => Record::Tie(Box::new(tie(it))),
        Entry::Assessment(it) => Record::Assessment(Box::new(assessment(it))),
        Entry::Position(id, it) => Record::Position(Box::new(position(id, it))),
        Entry::Scenario(it) => Record::Scenario(Box::new(scenario(it))),
    }
}
