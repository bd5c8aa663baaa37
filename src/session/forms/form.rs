//! A thing with its facts as they are typed, and the edit that these amount to.

use std::sync::Arc;

use super::again::again;
use super::course;
use super::evidence::{self, OF_SOURCE};
use super::field::{Field, Input};
use super::nation;
use super::parts;
use super::picks::NEW_SOURCE;
use super::place::{Piece, in_order, n_items, named_place, piece, put};
use super::proposal::proposals;
use super::reader::Reader;
use super::records as record;
use super::scenario;
use super::thing::{Item, NewRecord, Sort, Thing};
use super::tie;
use crate::edit::{Change, Edit, EditError, Fault, apply, faults, name_of};
use crate::model::{
    AssessmentId, Cameo, Document, Entry, EntryId, InstrumentId, KindId, NationId, Objection, ScenarioId, Source,
    SourceId, TieId,
};

/// A thing with its facts as texts.
///
/// It follows the record: where that has changed, the thing is found again, and what nobody has typed is as it is there.
#[derive(Debug, Clone)]
pub struct Form {
    thing: Thing,
    fields: Vec<Field>,
    /// The record that the thing is or lies in, as it was when the thing was there last; `None` for a new record.
    seen: Option<Entry>,
    presence: Presence,
    /// The ids that were proposed last, by fact.
    proposed: Vec<(String, String)>,
}

/// Whether what a form is about is on record, or still can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    There,
    Gone,
}

impl Form {
    /// Returns the form of a thing; `None` where that is not there.
    pub fn of(document: &Document, codes: &[Cameo], thing: Thing) -> Option<Self> {
        let seen = match thing.record() {
            Some(id) => Some(document.entry(id)?),
            None => None,
        };
        let fields = match (&thing, &seen) {
            (Thing::Item(item), Some(entry)) => {
                n_items(entry, item)?;
                let piece = piece(entry, item);
                if item.idx.is_some() && piece.is_none() {
                    return None;
                }
                item_fields(document, codes, entry, item, piece.as_ref())?
            }
            (Thing::Record(_), Some(entry)) => record_fields(document, entry)?,
            (Thing::New(new), _) => {
                let mut fields = record_fields(document, &blank(document, new)?)?;
                if let NewRecord::Assessment(_) = new {
                    fields.push(record::shares_field());
                }
                fields.push(Field::required("id", "Id", Input::Line, "").hint("Stable: others refer to it"));
                fields
            }
            (Thing::Item(_) | Thing::Record(_), None) => return None,
        };
        let mut form = Self { thing, fields, seen, presence: Presence::There, proposed: Vec::new() };
        form.complete(document);
        Some(form)
    }

    /// Goes where the thing is now, if the record has changed: what was typed stays, the rest is as it is there. Where the
    /// thing is gone, the form waits for it to come back. O(records).
    pub fn follow(&mut self, document: &Document, codes: &[Cameo]) {
        let now = self.thing_in(document).and_then(|thing| Self::of(document, codes, thing));
        let Some(mut now) = now else {
            self.presence = Presence::Gone;
            return;
        };
        for field in self.fields.iter().filter(|field| field.is_touched() && !self.is_proposed(field)) {
            if let Some(place) = now.fields.iter_mut().find(|place| place.fact == field.fact) {
                place.text.clone_from(&field.text);
            }
        }
        now.complete(document);
        *self = now;
    }

    /// Returns the thing where it is in a document; `None` where it is gone.
    fn thing_in(&self, document: &Document) -> Option<Thing> {
        match (&self.thing, &self.seen) {
            (Thing::Item(item), Some(seen)) => {
                let entry = document.entry(&item.of.record)?;
                again(seen, &entry, item).map(Thing::Item)
            }
            (Thing::Record(_) | Thing::New(_) | Thing::Item(_), _) => Some(self.thing.clone()),
        }
    }

    /// Whether what it is about is gone from the record. What was typed is still there.
    pub fn is_gone(&self) -> bool {
        self.presence == Presence::Gone
    }

    /// Returns what the form is about.
    pub fn thing(&self) -> &Thing {
        &self.thing
    }

    /// Returns the facts in the order in which they are typed: those of a new source only where one is made.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let has_new_source = self.has_new_source();
        self.fields.iter().filter(move |field| has_new_source || !field.fact.starts_with(OF_SOURCE))
    }

    /// Returns a fact.
    pub fn field(&self, fact: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.fact == fact)
    }

    /// Types something for a fact. An id that nobody has typed follows.
    pub fn set(&mut self, document: &Document, fact: &str, text: impl Into<String>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.fact == fact) {
            field.text = text.into();
            self.complete(document);
        }
    }

    /// Whether anything else is typed than there was.
    pub fn is_touched(&self) -> bool {
        self.fields().any(|field| field.is_touched() && !self.is_proposed(field))
    }

    /// Whether a source is made in the form.
    pub fn has_new_source(&self) -> bool {
        self.field("source").is_some_and(|field| field.text.trim() == NEW_SOURCE)
    }

    /// Returns what is said below a fact of what is typed there, where that does not speak for itself.
    pub fn meaning(&self, fact: &str) -> Option<String> {
        let id = self.field(fact).filter(|field| field.fact == "id" && !field.text.trim().is_empty())?;
        let is_scenario = matches!(self.thing, Thing::New(NewRecord::Scenario));
        is_scenario.then(|| format!("Its file is scenarios/{}.ron", id.text.trim()))
    }

    fn is_proposed(&self, field: &Field) -> bool {
        self.proposed.iter().any(|(fact, text)| *fact == field.fact && *text == field.text)
    }

    /// Lets what follows from the other facts follow: ids, and what the two ends of a tie are called.
    fn complete(&mut self, document: &Document) {
        self.propose(document);
        if matches!(self.thing, Thing::New(NewRecord::Tie(..)) | Thing::Record(EntryId::Tie(_))) {
            tie::name_ends(document, &mut self.fields);
        }
    }

    /// Proposes ids anew, where nobody has typed another one.
    fn propose(&mut self, document: &Document) {
        for (fact, text) in proposals(document, self) {
            let last = self.proposed.iter().position(|(of, _)| *of == fact);
            let is_own = |field: &Field| last.map_or(field.text.is_empty(), |at| self.proposed[at].1 == field.text);
            let Some(at) = self.fields.iter().position(|field| field.fact == fact && is_own(field)) else { continue };
            self.fields[at].text.clone_from(&text);
            match last {
                Some(last) => self.proposed[last].1 = text,
                None => self.proposed.push((fact, text)),
            }
        }
    }

    /// Reads what was typed as an edit of the document, which need not be as it was when the form was opened.
    ///
    /// # Errors
    /// Returns what is wrong with which facts; that of no fact in particular stands by an empty name.
    pub fn read(&self, document: &Document, codes: &[Cameo]) -> Result<Edit, Vec<(String, Objection)>> {
        let entry = self.thing.record().and_then(|id| document.entry(id));
        if entry == self.seen && !self.is_gone() {
            return self.read_here(document, codes);
        }
        let mut form = self.clone();
        form.follow(document, codes);
        form.read_here(document, codes)
    }

    /// Reads what was typed where the thing is.
    fn read_here(&self, document: &Document, codes: &[Cameo]) -> Result<Edit, Vec<(String, Objection)>> {
        let mut reader = Reader::of(document, codes, self);
        let read = match (self.presence, &self.thing) {
            (Presence::Gone, _) => None,
            (Presence::There, Thing::Record(id)) => {
                document.entry(id).map(|entry| self.read_record(&mut reader, entry))
            }
            (Presence::There, Thing::New(new)) => {
                blank(document, new).map(|entry| self.read_record(&mut reader, entry))
            }
            (Presence::There, Thing::Item(item)) => read_item(&mut reader, item),
        };
        let Some(Read { entry, source, prefix }) = read else {
            let message = format!("this {} is no longer on record as it was", self.thing.noun());
            let hint = "undo brings it back; what was typed stays here until you cancel";
            return Err(vec![(String::new(), Objection::new(message, hint))]);
        };
        let objections = reader.objections();
        if !objections.is_empty() {
            return Err(objections);
        }
        self.checked(document, entry, source, &prefix)
    }

    /// Returns the edit that puts a record and perhaps a source, if both are sound.
    fn checked(
        &self,
        document: &Document,
        mut entry: Entry,
        source: Option<Source>,
        prefix: &str,
    ) -> Result<Edit, Vec<(String, Objection)>> {
        let mut with_source = document.clone();
        let mut objections = Vec::new();
        let source = source.map(|source| Entry::Source(Arc::new(source)));
        if let Some(source) = &source {
            with_source.put(source.clone());
            let of_source = faults(&with_source, source).into_iter();
            objections.extend(of_source.map(|fault| (format!("{OF_SOURCE}{}", fault.at), fault.objection)));
        }
        objections.extend(
            faults(&with_source, &entry).into_iter().map(|fault| self.objection((document, &entry), prefix, fault)),
        );
        if !objections.is_empty() {
            return Err(objections);
        }
        in_order(&mut entry);
        // Named after what a person edits, whatever comes with it.
        let main = Change::put(document, entry.clone());
        let name = self.step(document, &main);
        let changes: Vec<Change> =
            std::iter::once(main).chain(source.map(|source| Change::put(document, source))).collect();
        let edit = Edit::named(name, changes);
        match apply(document, &edit) {
            Ok(_) => Ok(edit),
            Err(EditError::Named { by, .. }) => {
                let message = format!("the {} `{}` refers to it by its id", by.noun(), by.as_str());
                Err(vec![("id".to_owned(), Objection::new(message, "leave the id as it was, or change that first"))])
            }
            Err(EditError::Faulty { fault, .. }) => Err(vec![self.objection((document, &entry), prefix, *fault)]),
            Err(error @ EditError::Changed { .. }) => {
                Err(vec![(String::new(), Objection::new(error.to_string(), "close this and open it again"))])
            }
        }
    }

    /// Returns what keeping the form is called.
    fn step(&self, document: &Document, change: &Change) -> String {
        let hypothesis = match (&self.thing, change.before()) {
            (Thing::Item(Item { sort: Sort::Hypothesis, idx: Some(idx), .. }), Some(Entry::Scenario(scenario))) => {
                scenario.hypotheses.get(*idx)
            }
            (Thing::Item(_) | Thing::Record(_) | Thing::New(_), _) => None,
        };
        match hypothesis {
            Some(hypothesis) => format!("Change reasons of “{}”", hypothesis.title),
            None => name_of(document, std::slice::from_ref(change)),
        }
    }

    /// Returns at which fact a fault stands: that of the same name, or else that which was touched first, since what was
    /// sound before is at odds with that.
    fn objection(&self, within: (&Document, &Entry), prefix: &str, fault: Fault) -> (String, Objection) {
        let Fault { at, objection } = fault;
        let own = at.strip_prefix(prefix).map(|rest| rest.trim_start_matches('.'));
        let is_at = |field: &&Field, own: &str| {
            own == field.fact || own.strip_prefix(field.fact.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        if let Some(field) = own.and_then(|own| self.fields.iter().find(|field| is_at(field, own))) {
            return (field.fact.clone(), objection);
        }
        let refers = at.ends_with(".to") || at.ends_with(".what");
        if refers && self.field("id").is_some_and(Field::is_touched) {
            let hint = "leave the id as it was, or change that first";
            return ("id".to_owned(), Objection::new("something in this record refers to it by its id", hint));
        }
        let touched = self.fields().find(|field| field.is_touched()).map(|field| field.fact.clone());
        let place = named_place(within, &at);
        let message = format!("then {place} does not hold: {}", objection.message);
        (touched.unwrap_or_default(), Objection { message, ..objection })
    }

    /// Reads a record, from what it is or from a blank one.
    fn read_record(&self, reader: &mut Reader<'_>, mut entry: Entry) -> Read {
        match &mut entry {
            Entry::Manifest(it) => record::read_manifest(reader, Arc::make_mut(it)),
            Entry::Kind(it) => record::read_kind(reader, Arc::make_mut(it)),
            Entry::Nation(it) => nation::read(reader, Arc::make_mut(it)),
            Entry::Source(it) => record::read_source(reader, Arc::make_mut(it)),
            Entry::Instrument(it) => record::read_instrument(reader, Arc::make_mut(it)),
            Entry::Tie(it) => tie::read(reader, Arc::make_mut(it)),
            Entry::Assessment(it) => record::read_assessment(reader, Arc::make_mut(it)),
            Entry::Scenario(it) => scenario::read(reader, Arc::make_mut(it)),
            Entry::Position(..) => {}
        }
        if matches!(self.thing, Thing::New(_)) {
            let mut id = String::new();
            reader.new_id(&entry.id(), &mut id);
            give_id(&mut entry, &id);
        }
        Read { entry, source: None, prefix: String::new() }
    }
}

/// Reads an item into its record; `None` where it is not there.
fn read_item(reader: &mut Reader<'_>, item: &Item) -> Option<Read> {
    let mut entry = reader.document.entry(&item.of.record)?;
    let n_items = n_items(&entry, item)?;
    let mut piece = match item.idx {
        Some(_) => piece(&entry, item)?,
        None => blank_piece(&entry, item)?,
    };
    let source = read_piece(reader, &entry, &mut piece);
    put(&mut entry, item, Some(piece));
    Some(Read { prefix: item.path(n_items), entry, source })
}

/// What was read.
struct Read {
    entry: Entry,
    /// A source that is new with it.
    source: Option<Source>,
    /// Where in the record the facts stand.
    prefix: String,
}

/// Returns the facts of a record; `None` for places.
fn record_fields(document: &Document, entry: &Entry) -> Option<Vec<Field>> {
    Some(match entry {
        Entry::Manifest(it) => record::manifest_fields(document, it),
        Entry::Kind(it) => record::kind_fields(it),
        Entry::Nation(it) => nation::fields(it),
        Entry::Source(it) => record::source_fields(it, ""),
        Entry::Instrument(it) => record::instrument_fields(document, it),
        Entry::Tie(it) => tie::fields(document, it),
        Entry::Assessment(it) => record::assessment_fields(document, it),
        Entry::Scenario(it) => scenario::fields(it),
        Entry::Position(..) => return None,
    })
}

/// Returns a record of which no more is known than was said when it was asked for.
fn blank(document: &Document, new: &NewRecord) -> Option<Entry> {
    Some(match new {
        NewRecord::Kind => Entry::Kind(Arc::new(record::blank_kind())),
        NewRecord::Nation => Entry::Nation(Arc::new(nation::blank())),
        NewRecord::Source => Entry::Source(Arc::new(record::blank_source())),
        NewRecord::Instrument => Entry::Instrument(Arc::new(record::blank_instrument()?)),
        NewRecord::Tie(from, to) => Entry::Tie(Arc::new(tie::blank(from.as_ref(), to.as_ref())?)),
        NewRecord::Assessment(nation) => {
            Entry::Assessment(Arc::new(record::blank_assessment(document, nation.as_ref())))
        }
        NewRecord::Scenario => Entry::Scenario(Arc::new(scenario::blank())),
    })
}

fn give_id(entry: &mut Entry, id: &str) {
    match entry {
        Entry::Manifest(_) | Entry::Position(..) => {}
        Entry::Kind(it) => Arc::make_mut(it).id = KindId::new(id),
        Entry::Nation(it) => Arc::make_mut(it).id = NationId::new(id),
        Entry::Source(it) => Arc::make_mut(it).id = SourceId::new(id),
        Entry::Instrument(it) => Arc::make_mut(it).id = InstrumentId::new(id),
        Entry::Tie(it) => Arc::make_mut(it).id = TieId::new(id),
        Entry::Assessment(it) => Arc::make_mut(it).id = AssessmentId::new(id),
        Entry::Scenario(it) => Arc::make_mut(it).id = ScenarioId::new(id),
    }
}

/// Returns the facts of an item, which may be new.
fn item_fields(
    document: &Document,
    codes: &[Cameo],
    entry: &Entry,
    item: &Item,
    opened: Option<&Piece>,
) -> Option<Vec<Field>> {
    let is_new = opened.is_none();
    let piece = opened.cloned().map_or_else(|| blank_piece(entry, item), Some)?;
    let tie = || tie::of(entry);
    Some(match &piece {
        Piece::Evidence(it) => evidence::fields(document, (!is_new).then_some(it)),
        Piece::Milestone(it) => course::milestone_fields(document, tie()?, (!is_new).then_some(it)),
        Piece::Exchange(it) => course::exchange_fields(document, codes, tie()?, (!is_new).then_some(it)),
        Piece::Dispute(it) => course::dispute_fields(document, tie()?, (!is_new).then_some(it)),
        Piece::Relation(it) => course::relation_fields(document, tie()?, (!is_new).then_some(it)),
        Piece::Level(it) => course::level_fields((!is_new).then_some(it)),
        Piece::Event(it) => parts::event_fields(it),
        Piece::Driver(it) => parts::driver_fields(document, it),
        Piece::Share(it) => parts::share_fields(document, (!is_new).then_some(it)),
        Piece::Signatory(it) => parts::signatory_fields(document, (!is_new).then_some(it)),
        Piece::Hypothesis(it) => scenario::hypothesis_fields(document, it),
    })
}

/// Returns an item of which nothing is known; `None` where the record cannot hold it.
fn blank_piece(entry: &Entry, item: &Item) -> Option<Piece> {
    Some(match item.sort {
        Sort::Evidence => Piece::Evidence(evidence::blank()),
        Sort::Milestone => Piece::Milestone(course::blank_milestone()),
        Sort::Exchange => Piece::Exchange(course::blank_exchange()),
        Sort::Dispute => Piece::Dispute(course::blank_dispute()),
        Sort::Relation => Piece::Relation(course::blank_relation(tie::of(entry)?)),
        Sort::Level => Piece::Level(course::blank_level()),
        Sort::Event => Piece::Event(parts::blank_event()),
        Sort::Driver => Piece::Driver(parts::blank_driver()),
        Sort::Share => Piece::Share(parts::blank_share()),
        Sort::Signatory => Piece::Signatory((NationId::new(""), None)),
        // It comes of what is edited while a scenario is open.
        Sort::Hypothesis => return None,
    })
}

/// Reads what was typed into an item; returns the source that is new with it.
fn read_piece(reader: &mut Reader<'_>, entry: &Entry, piece: &mut Piece) -> Option<Source> {
    match piece {
        Piece::Evidence(it) => return evidence::read(reader, it),
        Piece::Dispute(it) => return course::read_dispute(reader, it),
        Piece::Milestone(it) => course::read_milestone(reader, it),
        Piece::Exchange(it) => course::read_exchange(reader, it),
        Piece::Relation(it) => {
            if let Some(tie) = tie::of(entry) {
                course::read_relation(reader, tie, it);
            }
        }
        Piece::Level(it) => course::read_level(reader, it),
        Piece::Event(it) => parts::read_event(reader, it),
        Piece::Driver(it) => parts::read_driver(reader, it),
        Piece::Share(it) => parts::read_share(reader, it),
        Piece::Signatory(it) => parts::read_signatory(reader, it),
        Piece::Hypothesis(it) => scenario::read_hypothesis(reader, it),
    }
    None
}
