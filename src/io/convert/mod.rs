//! Turns records as written into the model, and says of each thing that is wrong where it stands.
//!
//! A record whose own facts are wrong is left out whole; a wrong item within it (one milestone, one piece of evidence) is
//! left out alone. Either way it is reported, so that records read = records kept + records reported.

mod at;
mod context;
mod evidence;
mod known;
mod meant;
mod nation;
mod others;
mod tie;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::{Date, date};

use self::known::Identified;
use super::decode::{RawAtlas, RecordPlace};
use super::files::TextFile;
use super::native::{Record, ScenarioRecord};
use super::problems::Problems;
use crate::model::{Document, Entry, Manifest, NameStyle, NamedView, NationId, Position};

pub(super) use self::at::{At, Giver, Kept, Patch};
pub(super) use self::context::{Context, HandedOn};
pub(super) use self::known::{Known, part_ids};
pub(super) use self::meant::Patience;

/// A document, with the places of records for what is checked later.
pub(super) struct Converted {
    /// What is sound.
    pub document: Document,
    /// Views that are sound, in their order.
    pub views: Vec<NamedView>,
    /// The id that the manifest gives; `None` where something stands in for that.
    pub atlas: Option<String>,
    /// Scenarios as they are written: they are read over the whole record once that is known.
    pub scenarios: Vec<(RecordPlace, ScenarioRecord)>,
    /// Where its records are written.
    pub places: Places,
}

/// Where the first record of each id is written.
pub(super) struct Places {
    /// Ties.
    pub ties: BTreeMap<String, RecordPlace>,
    /// Sources.
    pub sources: BTreeMap<String, RecordPlace>,
    /// Nations.
    pub nations: BTreeMap<String, RecordPlace>,
}

/// Converts all records; `name` is the title of an atlas that has no sound manifest.
pub(super) fn convert(files: &[TextFile], raw: RawAtlas, name: &str, problems: &mut Problems) -> Converted {
    let known = Known::of(&raw);
    let mut context = Context::new(files, &known, problems);
    let RawAtlas { manifest, kinds, nations, sources, instruments, ties, assessments, positions, scenarios, views } =
        raw;

    let kinds = table(&mut context, kinds.records, others::kind, |kind| kind.id.clone());
    known.kinds.settle(kinds.keys().map(|id| id.share()));
    let places = Places {
        ties: places(&ties.records, |record| &record.id),
        sources: places(&sources.records, |record| &record.id),
        nations: places(&nations.records, |record| &record.id),
    };
    let sources = table(&mut context, sources.records, others::source, |source| source.id.clone());
    known.sources.settle(sources.keys().map(|id| id.share()));
    let nations = table(&mut context, nations.records, nation::nation, |nation| nation.id.clone());
    known.nations.settle(nations.keys().map(|id| id.share()));
    let instruments = table(&mut context, instruments.records, others::instrument, |instrument| instrument.id.clone());
    known.instruments.settle(instruments.keys().map(|id| id.share()));
    let ties = table(&mut context, ties.records, tie::tie, |tie| tie.id.clone());
    known.ties.settle(ties.keys().map(|id| id.share()));
    let assessments = table(&mut context, assessments.records, others::assessment, |assessment| assessment.id.clone());

    let mut placed: OrdMap<NationId, Position> = OrdMap::new();
    for (place, record) in positions.records {
        let at = At::record(&place);
        let position = others::position(&mut context, &at, &record);
        let id = context.nation_id(&record.nation);
        if placed.contains_key(&id) {
            let message = format!("`{}` has a position already", record.nation);
            context.error(&at.field("nation"), message, "keep one of the two");
        } else if let Some(position) = position {
            placed.insert(id, position);
        }
    }

    let views = view::views(&mut context, views.records);
    let manifest = manifest.and_then(|(place, record)| others::manifest(&mut context, &At::record(&place), record));
    let atlas = manifest.as_ref().map(|manifest| manifest.id.clone());
    let manifest = manifest.unwrap_or_else(|| stand_in(name, ties.values().map(|tie| &**tie)));
    let document = Document {
        manifest: Arc::new(manifest),
        kinds,
        nations,
        sources,
        instruments,
        ties,
        assessments,
        positions: placed,
        scenarios: OrdMap::new(),
    };
    Converted { document, views, atlas, scenarios: scenarios.records, places }
}

/// Converts one record of any table; `None` where it cannot be kept.
pub(super) fn record(context: &mut Context<'_>, at: &At<'_>, record: Record) -> Option<Entry> {
    let id = match &record {
        Record::Atlas(_) | Record::Position(_) => None,
        Record::Kind(record) => Some(&record.id),
        Record::Nation(record) => Some(&record.id),
        Record::Source(record) => Some(&record.id),
        Record::Instrument(record) => Some(&record.id),
        Record::Tie(record) => Some(&record.id),
        Record::Assessment(record) => Some(&record.id),
        Record::Scenario(record) => Some(&record.id),
    };
    let has_sound_id = id.is_none_or(|id| context.id(&at.field("id"), id));
    let entry = match record {
        Record::Atlas(record) => others::manifest(context, at, *record).map(|it| Entry::Manifest(Arc::new(it))),
        Record::Kind(record) => others::kind(context, at, *record).map(|it| Entry::Kind(Arc::new(it))),
        Record::Nation(record) => nation::nation(context, at, *record).map(|it| Entry::Nation(Arc::new(it))),
        Record::Source(record) => others::source(context, at, *record).map(|it| Entry::Source(Arc::new(it))),
        Record::Instrument(record) => {
            others::instrument(context, at, *record).map(|it| Entry::Instrument(Arc::new(it)))
        }
        Record::Tie(record) => tie::tie(context, at, *record).map(|it| Entry::Tie(Arc::new(it))),
        Record::Assessment(record) => {
            others::assessment(context, at, *record).map(|it| Entry::Assessment(Arc::new(it)))
        }
        Record::Position(record) => {
            let id = context.nation_id(&record.nation);
            others::position(context, at, &record).map(|it| Entry::Position(id, it))
        }
        // It is read over the whole record, which is not known here.
        Record::Scenario(_) => None,
    };
    entry.filter(|_| has_sound_id)
}

/// Converts the records of one table, keeping the first of each id.
fn table<R: Identified, T, Id: Ord + Clone>(
    context: &mut Context<'_>,
    records: Vec<(RecordPlace, R)>,
    convert: impl Fn(&mut Context<'_>, &At<'_>, R) -> Option<T>,
    id_of: impl Fn(&T) -> Id,
) -> OrdMap<Id, Arc<T>> {
    let mut rows = OrdMap::new();
    let mut first_places: BTreeMap<String, RecordPlace> = BTreeMap::new();
    for (place, record) in records {
        let at = At::record(&place);
        if let Some(first) = first_places.get(record.id()) {
            let first = context.files[first.file_idx].place(first.span.start);
            let message = format!("the id `{}` is taken already", record.id());
            context.error(&at.field("id"), message, format!("the first one is at {first}; give this one another id"));
            continue;
        }
        first_places.insert(record.id().to_owned(), place.clone());
        let has_sound_id = context.id(&at.field("id"), record.id());
        if let Some(row) = convert(context, &at, record)
            && has_sound_id
        {
            rows.insert(id_of(&row), Arc::new(row));
        }
    }
    rows
}

/// Returns where the first record of each id is written.
fn places<R>(records: &[(RecordPlace, R)], id_of: impl Fn(&R) -> &String) -> BTreeMap<String, RecordPlace> {
    records.iter().rev().map(|(place, record)| (id_of(record).clone(), place.clone())).collect()
}

/// Returns a manifest for an atlas whose own cannot be read: as of the last day on which anything was reported.
fn stand_in<'a>(name: &str, ties: impl Iterator<Item = &'a crate::model::Tie>) -> Manifest {
    /// For a record without any date.
    const NO_DATE: Date = date(2000, 1, 1);
    let reported = ties.flat_map(|tie| tie.evidence.iter().map(|item| item.reported.latest()));
    Manifest {
        id: name.to_owned(),
        title: name.to_owned(),
        summary: String::new(),
        as_of: reported.max().unwrap_or(NO_DATE),
        focus: Vec::new(),
        authors: Vec::new(),
        license: String::new(),
        name_style: NameStyle::Short,
    }
}
