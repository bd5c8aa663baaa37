//! Follows a list of changes record by record: what is there when each of them comes, and what is there in the end.

use std::collections::{BTreeMap, BTreeSet};

use super::super::convert::{Known, Patience, part_ids};
use super::super::files::TextFile;
use super::super::native::{EventRecord, ExchangeRecord, MilestoneRecord, Record};
use super::super::objected::parse;
use super::super::problems::{Found, Problems};
use super::items::{Form, Given, Item, Mode};
use crate::model::{AssessmentId, Document, Entry, EntryId, NationId, ScenarioId};

/// What is known of the records that a list of changes touches.
pub(super) struct Turns<'a> {
    document: &'a Document,
    file: &'a TextFile,
    problems: &'a mut Problems,
    known: Known,
    /// Which item touched a record last, and whether it is there since.
    last: BTreeMap<EntryId, (usize, Presence)>,
    patience: Patience,
    /// Ids of the milestones and of the exchanges of ties that are touched, and of the events of nations.
    parts: BTreeMap<EntryId, [BTreeSet<String>; 2]>,
}

/// Whether a record is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    There,
    Gone,
}

/// Keeps the items that can be carried out one after the other, reports the others, and returns which ids there are in the
/// end. O(n log n).
pub(super) fn turns(document: &Document, file: &TextFile, items: &mut Vec<Item>, problems: &mut Problems) -> Known {
    let known = Known::within(document);
    let mut turns = Turns {
        document,
        file,
        problems,
        known,
        last: BTreeMap::new(),
        patience: Patience::new(),
        parts: BTreeMap::new(),
    };
    items.retain(|item| turns.take(item));
    for (id, [ones, others]) in turns.parts {
        let parts = ones.into_iter().chain(others).collect();
        if let EntryId::Nation(id) = id {
            turns.known.set_events_of_nation(id.as_str(), parts);
        } else {
            turns.known.set_parts_of_tie(id.as_str(), parts);
        }
    }
    turns.known
}

impl Turns<'_> {
    /// Returns whether an item can be carried out, as far as that depends on the ones before it.
    fn take(&mut self, item: &Item) -> bool {
        let Item { id, place, name_at, form } = item;
        let last = self.last.get(id).copied();
        let is_there = last.map_or_else(|| self.document.entry(id).is_some(), |(_, now)| now == Presence::There);
        let (noun, text) = (id.noun(), id.as_str());
        match (form, is_there) {
            (Form::Create(..), true) => {
                let (message, hint) = match last {
                    None => (
                        format!("the atlas has a {noun} `{text}` already"),
                        format!("write Change({noun}: \"{text}\", …), or give this one another id"),
                    ),
                    Some((at, _)) => (
                        format!("the {noun} `{text}` is there already"),
                        format!("see {}; give this one another id, or leave it out", self.file.place(at)),
                    ),
                };
                self.report(*name_at, message, hint);
                return false;
            }
            (Form::Change(_) | Form::Delete, false) => {
                let (message, hint) = match last {
                    None => (format!("there is no {noun} `{text}`"), self.meant(id)),
                    Some((at, _)) => (
                        format!("the {noun} `{text}` is deleted before this"),
                        format!("see {}; leave one of the two out", self.file.place(at)),
                    ),
                };
                self.report(*name_at, message, hint);
                return false;
            }
            (Form::Create(..), false) | (Form::Change(_) | Form::Delete, true) => {}
        }
        let now = if matches!(form, Form::Delete) { Presence::Gone } else { Presence::There };
        self.last.insert(id.clone(), (place.span.start, now));
        match form {
            Form::Create(record, _) => self.create(id, record.as_ref()),
            Form::Change(given) => self.change(id, given),
            Form::Delete => self.delete(id),
        }
        true
    }

    fn report(&mut self, at: usize, message: String, hint: String) {
        let file = self.file;
        self.problems.error(|| Found { place: file.place(at), message, hint });
    }

    fn create(&mut self, id: &EntryId, record: Option<&Record>) {
        match id {
            EntryId::Kind(id) => self.known.kinds.add(id.as_str()),
            EntryId::Nation(id) => self.known.nations.add(id.as_str()),
            EntryId::Source(id) => self.known.sources.add(id.as_str()),
            EntryId::Instrument(id) => self.known.instruments.add(id.as_str()),
            EntryId::Tie(id) => self.known.ties.add(id.as_str()),
            EntryId::Manifest | EntryId::Assessment(_) | EntryId::Position(_) | EntryId::Scenario(_) => {}
        }
        match record {
            Some(Record::Tie(tie)) => {
                self.parts.insert(id.clone(), [part_ids(&tie.milestones), part_ids(&tie.exchanges)]);
            }
            Some(Record::Nation(nation)) => {
                self.known.name_nation(nation);
                self.parts.insert(id.clone(), [part_ids(&nation.events), BTreeSet::new()]);
            }
            Some(
                Record::Atlas(_)
                | Record::Kind(_)
                | Record::Source(_)
                | Record::Instrument(_)
                | Record::Assessment(_)
                | Record::Position(_)
                | Record::Scenario(_),
            )
            | None => {}
        }
    }

    fn change(&mut self, id: &EntryId, given: &[Given]) {
        for Given { mode, name, value } in given {
            let (name, value) = (&self.file.text[name.clone()], &self.file.text[value.clone()]);
            // What cannot be read is reported when it is carried out.
            let (idx, ids) = match (id, name) {
                (EntryId::Tie(_), "milestones") => (0, parse::<Vec<MilestoneRecord>>(value).map(|it| part_ids(&it))),
                (EntryId::Tie(_), "exchanges") => (1, parse::<Vec<ExchangeRecord>>(value).map(|it| part_ids(&it))),
                (EntryId::Nation(_), "events") => (0, parse::<Vec<EventRecord>>(value).map(|it| part_ids(&it))),
                _ => continue,
            };
            let Ok(mut ids) = ids else { continue };
            let parts = &mut self.parts_of(id)[idx];
            match mode {
                Mode::Set => *parts = ids,
                Mode::Add => parts.append(&mut ids),
                Mode::Expect => {}
            }
        }
    }

    fn parts_of(&mut self, id: &EntryId) -> &mut [BTreeSet<String>; 2] {
        self.parts.entry(id.clone()).or_insert_with(|| match self.document.entry(id) {
            Some(Entry::Tie(tie)) => {
                let milestones = tie.course.milestones.iter().filter_map(|it| it.id.as_ref());
                let exchanges = tie.course.exchanges.iter().filter_map(|it| it.id.as_ref());
                [milestones.map(ToString::to_string).collect(), exchanges.map(ToString::to_string).collect()]
            }
            Some(Entry::Nation(nation)) => {
                let events = nation.events.iter().filter_map(|it| it.id.as_ref());
                [events.map(ToString::to_string).collect(), BTreeSet::new()]
            }
            Some(
                Entry::Manifest(_)
                | Entry::Kind(_)
                | Entry::Source(_)
                | Entry::Instrument(_)
                | Entry::Assessment(_)
                | Entry::Position(..)
                | Entry::Scenario(_),
            )
            | None => Default::default(),
        })
    }

    fn delete(&mut self, id: &EntryId) {
        match id {
            EntryId::Kind(id) => self.known.kinds.remove(id.as_str()),
            EntryId::Nation(id) => self.known.nations.remove(id.as_str()),
            EntryId::Source(id) => self.known.sources.remove(id.as_str()),
            EntryId::Instrument(id) => self.known.instruments.remove(id.as_str()),
            EntryId::Tie(id) => self.known.ties.remove(id.as_str()),
            EntryId::Manifest | EntryId::Assessment(_) | EntryId::Position(_) | EntryId::Scenario(_) => {}
        }
        self.parts.remove(id);
    }

    /// Returns a hint which record is probably meant.
    fn meant(&mut self, id: &EntryId) -> String {
        let Self { document, known, patience, .. } = self;
        let Document { assessments, positions, scenarios, .. } = document;
        let word = id.as_str();
        let meant = match id {
            EntryId::Manifest => None,
            EntryId::Kind(_) => patience.meant_id(word, &known.kinds),
            EntryId::Nation(_) => patience.meant_id(word, &known.nations),
            EntryId::Source(_) => patience.meant_id(word, &known.sources),
            EntryId::Instrument(_) => patience.meant_id(word, &known.instruments),
            EntryId::Tie(_) => patience.meant_id(word, &known.ties),
            EntryId::Assessment(_) => {
                patience.meant(word, assessments.len(), assessments.keys().map(AssessmentId::as_str))
            }
            EntryId::Position(_) => patience.meant(word, positions.len(), positions.keys().map(NationId::as_str)),
            EntryId::Scenario(_) => patience.meant(word, scenarios.len(), scenarios.keys().map(ScenarioId::as_str)),
        };
        match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("correct the id, or create that {}", id.noun()),
        }
    }
}
