//! What all conversions share: reporting at a path within a record, and checks of single values.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::cameo::CameoTable;
use super::super::decode::{RawAtlas, RawTable, RecordPlace};
use super::super::files::TextFile;
use super::super::limits::MAX_COMPARISONS;
use super::super::native::{AssessmentRecord, InstrumentRecord, KindRecord, NationRecord, SourceRecord, TieRecord};
use super::super::problems::{Found, Problems};
use super::super::syntax::{Node, Shape, value_at};
use crate::kit::{did_you_mean, visible};
use crate::model::{EdtfDate, KindId, MOST_COORDINATE, NationId, Objection, Place, SourceId, Span, TieId};

/// A path from a record to a value in it, for finding where the value is written. It costs nothing until asked.
pub(in super::super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: PathStep<'a>,
}

enum PathStep<'a> {
    Record(&'a RecordPlace),
    Field(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// Returns the path to a record as a whole.
    pub fn record(place: &'a RecordPlace) -> Self {
        Self { parent: None, step: PathStep::Record(place) }
    }

    /// Returns the path to a field of it.
    pub fn field(&'a self, name: &'a str) -> Self {
        Self { parent: Some(self), step: PathStep::Field(name) }
    }

    /// Returns the path to an element of it; of a map, to the key.
    pub fn item(&'a self, idx: usize) -> Self {
        Self { parent: Some(self), step: PathStep::Item(idx) }
    }

    /// Returns where the value is written; its nearest written parent where it was left out.
    fn find(&self, files: &[TextFile], last_record: &mut Option<(RecordPlace, Option<Node>)>) -> Place {
        let mut steps = Vec::new();
        let mut at = self;
        let place = loop {
            match (&at.step, at.parent) {
                (PathStep::Record(place), _) => break *place,
                (step, Some(parent)) => {
                    steps.push(step);
                    at = parent;
                }
                // Only the path of a record has no parent.
                (_, None) => return Place::whole_file(Arc::from(".")),
            }
        };
        let file = &files[place.file_idx];
        if !last_record.as_ref().is_some_and(|(last, _)| last == place) {
            *last_record = Some((place.clone(), value_at(&file.text, &place.span)));
        }
        let Some((_, Some(root))) = last_record else { return file.place(place.span.start) };
        let mut node: &Node = root;
        while let Some(step) = steps.pop() {
            let next = match (step, &node.shape) {
                (PathStep::Field(name), Shape::Fields(fields)) => {
                    fields.iter().find(|field| file.text[field.name.clone()] == **name).map(|field| &field.value)
                }
                (PathStep::Item(idx), Shape::Items(items)) => items.get(*idx),
                (PathStep::Item(idx), Shape::Entries(entries)) => entries.get(*idx).map(|(key, _)| key),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
        }
        file.place(node.span.start)
    }
}

/// Ids that stand in the files, whether or not their records are sound.
pub(in super::super) struct Known {
    pub kinds: KnownIds,
    pub nations: KnownIds,
    pub sources: KnownIds,
    pub instruments: KnownIds,
    pub ties: KnownIds,
    /// Ids of milestones and exchanges by tie.
    pub tie_parts: BTreeMap<String, BTreeSet<String>>,
    /// Ids of events by nation.
    pub events: BTreeMap<String, BTreeSet<String>>,
    /// Every name by which a nation goes, with its id, for hints.
    nation_names: Vec<(String, String)>,
}

/// Ids of one table.
#[derive(Default)]
pub(in super::super) struct KnownIds {
    /// What is converted takes its ids from here, so that an id that stands a thousand times is kept once.
    ids: BTreeSet<Arc<str>>,
    has_gap: bool,
    /// Ids of the records that were sound, once the table is converted.
    kept: OnceCell<BTreeSet<Arc<str>>>,
}

impl KnownIds {
    fn of<T: Identified>(table: &RawTable<T>) -> Self {
        let read = table.records.iter().map(|(_, record)| record.id());
        Self {
            ids: read.chain(table.faulty_ids.iter().map(|id| &**id)).map(Arc::from).collect(),
            has_gap: table.has_gap,
            kept: OnceCell::new(),
        }
    }

    /// Returns an id as all that names it may share it.
    fn shared(&self, id: &str) -> Arc<str> {
        self.ids.get(id).cloned().unwrap_or_else(|| Arc::from(id))
    }

    /// Says which records turned out to be sound.
    pub fn settle(&self, kept: impl Iterator<Item = Arc<str>>) {
        self.kept.get_or_init(|| kept.collect());
    }
}

/// A table that a view looks things up in.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Table {
    /// Kinds of ties.
    Kinds,
    /// Nations.
    Nations,
    /// Sources.
    Sources,
    /// Ties.
    Ties,
}

/// A record with an id of its own.
pub(in super::super) trait Identified {
    /// Returns the id as written.
    fn id(&self) -> &str;
}

/// Implements `Identified` for records with a field `id`.
macro_rules! identified {
    ($($record:ty),*) => { $(impl Identified for $record { fn id(&self) -> &str { &self.id } })* };
}
identified!(KindRecord, NationRecord, SourceRecord, InstrumentRecord, TieRecord, AssessmentRecord);

impl Known {
    /// Returns the ids in the records as written.
    pub fn of(raw: &RawAtlas) -> Self {
        let parts_of = |tie: &TieRecord| {
            let milestones = tie.milestones.iter().filter_map(|milestone| milestone.id.clone());
            milestones.chain(tie.exchanges.iter().filter_map(|exchange| exchange.id.clone())).collect()
        };
        let names_of = |nation: &NationRecord| {
            let names = std::iter::once(nation.id.clone()).chain([nation.name.clone()]).chain(nation.official.clone());
            let id = nation.id.clone();
            names.chain(nation.aliases.iter().cloned()).map(move |name| (name, id.clone())).collect::<Vec<_>>()
        };
        let events_of = |nation: &NationRecord| nation.events.iter().filter_map(|event| event.id.clone()).collect();
        Self {
            kinds: KnownIds::of(&raw.kinds),
            nations: KnownIds::of(&raw.nations),
            sources: KnownIds::of(&raw.sources),
            instruments: KnownIds::of(&raw.instruments),
            ties: KnownIds::of(&raw.ties),
            tie_parts: raw.ties.records.iter().map(|(_, tie)| (tie.id.clone(), parts_of(tie))).collect(),
            events: raw.nations.records.iter().map(|(_, nation)| (nation.id.clone(), events_of(nation))).collect(),
            nation_names: raw.nations.records.iter().flat_map(|(_, nation)| names_of(nation)).collect(),
        }
    }
}

/// What a conversion may look at, and where it reports.
pub(in super::super) struct Context<'a> {
    pub files: &'a [TextFile],
    pub known: &'a Known,
    pub cameo: &'static CameoTable,
    problems: &'a mut Problems,
    /// Words that may still be compared for "did you mean".
    n_comparisons: usize,
    /// The record in which something was reported last, with its tree: the next report is often in it too.
    last_record: Option<(RecordPlace, Option<Node>)>,
}

impl<'a> Context<'a> {
    /// Returns a context that reports to `problems`.
    pub fn new(files: &'a [TextFile], known: &'a Known, problems: &'a mut Problems) -> Self {
        let cameo = CameoTable::builtin();
        Self { files, known, cameo, problems, n_comparisons: MAX_COMPARISONS, last_record: None }
    }

    /// Reports an error at a path.
    pub fn error(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        let Self { files, problems, last_record, .. } = self;
        let (message, hint) = (message.into(), hint.into());
        problems.error(|| Found { place: at.find(files, last_record), message, hint });
    }

    /// Reports a note at a path.
    pub fn note(&mut self, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        let Self { files, problems, last_record, .. } = self;
        let (message, hint) = (message.into(), hint.into());
        problems.note(|| Found { place: at.find(files, last_record), message, hint });
    }

    /// Returns the id of a kind, shared by all that name it.
    pub fn kind_id(&self, id: &str) -> KindId {
        KindId::from(self.known.kinds.shared(id))
    }

    /// Returns the id of a nation, shared by all that name it.
    pub fn nation_id(&self, id: &str) -> NationId {
        NationId::from(self.known.nations.shared(id))
    }

    /// Returns the id of a source, shared by all that name it.
    pub fn source_id(&self, id: &str) -> SourceId {
        SourceId::from(self.known.sources.shared(id))
    }

    /// Returns the id of a tie, shared by all that name it.
    pub fn tie_id(&self, id: &str) -> TieId {
        TieId::from(self.known.ties.shared(id))
    }

    /// Returns the word that is probably meant, as long as there is time left for looking.
    pub fn meant<'k>(&mut self, word: &str, n_words: usize, words: impl Iterator<Item = &'k str>) -> Option<&'k str> {
        self.n_comparisons = self.n_comparisons.checked_sub(n_words)?;
        did_you_mean(word, words)
    }

    /// Reports what is objected to at a path; returns whether nothing was.
    pub fn objects(&mut self, at: &At<'_>, checked: Result<(), Objection>) -> bool {
        let Err(Objection { message, hint }) = checked else { return true };
        self.error(at, message, hint);
        false
    }

    /// Checks an identifier.
    pub fn id(&mut self, at: &At<'_>, id: &str) -> bool {
        self.objects(at, Objection::to_id(id))
    }

    /// Checks a text that must say something.
    pub fn text(&mut self, at: &At<'_>, text: &str) -> bool {
        self.objects(at, Objection::to_text(text))
    }

    /// Checks a title or name: that it says something, and that there is room for it in a picture.
    pub fn name(&mut self, at: &At<'_>, name: &str) -> bool {
        self.objects(at, Objection::to_name(name))
    }

    /// Reads a date.
    pub fn date(&mut self, at: &At<'_>, text: &str) -> Option<EdtfDate> {
        EdtfDate::parse(text).map_err(|error| self.error(at, error.message, error.hint)).ok()
    }

    /// Reads a span.
    pub fn span(&mut self, at: &At<'_>, text: &str) -> Option<Span> {
        Span::parse(text).map_err(|error| self.error(at, error.message, error.hint)).ok()
    }

    /// Checks that a number is finite and within `min` and `max`.
    pub fn number(&mut self, at: &At<'_>, value: f64, min: f64, max: f64) -> bool {
        self.objects(at, Objection::to_number(value, min, max))
    }

    /// Checks the coordinates of a position.
    pub fn coordinates(&mut self, at: &At<'_>, x: f64, y: f64) -> bool {
        self.number(&at.item(0), x, -MOST_COORDINATE, MOST_COORDINATE)
            & self.number(&at.item(1), y, -MOST_COORDINATE, MOST_COORDINATE)
    }

    /// Checks an address.
    pub fn url(&mut self, at: &At<'_>, url: Option<String>) -> Option<String> {
        let url = url?;
        self.objects(at, Objection::to_url(&url)).then_some(url)
    }

    /// Notes that an id is of nothing in the atlas, if it is.
    pub fn note_absent(&mut self, at: &At<'_>, table: Table, id: &str) {
        let Known { kinds, nations, sources, ties, .. } = self.known;
        let (what, known) = match table {
            Table::Kinds => ("kind", kinds),
            Table::Nations => ("nation", nations),
            Table::Sources => ("source", sources),
            Table::Ties => ("tie", ties),
        };
        let ids = known.kept.get().unwrap_or(&known.ids);
        if ids.contains(id) {
            return;
        }
        let meant = self.meant(id, ids.len(), ids.iter().map(|id| &**id));
        let hint = match meant {
            Some(meant) => format!("did you mean `{meant}`? As it is, it matches nothing"),
            None => "it matches nothing until it is there".to_owned(),
        };
        self.note(at, format!("unknown {what} `{}` in a view", visible(id)), hint);
    }

    /// Whether a nation of that id stands in the files, but its record could not be read.
    pub fn is_unreadable_nation(&self, id: &str) -> bool {
        self.known.nations.ids.contains(id) && !self.known.events.contains_key(id)
    }

    /// Checks that a nation of that id stands in the files.
    pub fn nation(&mut self, at: &At<'_>, id: &str) -> bool {
        let Known { nations, nation_names, .. } = self.known;
        self.reference(at, "nation", id, nations, |context| {
            let meant = context.meant(id, nation_names.len(), nation_names.iter().map(|(name, _)| name.as_str()))?;
            nation_names.iter().find(|(name, _)| name == meant).map(|(_, id)| id.as_str())
        })
    }

    /// Checks that a kind of that id stands in the files.
    pub fn kind(&mut self, at: &At<'_>, id: &str) -> bool {
        let KnownIds { ids, .. } = &self.known.kinds;
        let meant = |context: &mut Self| context.meant(id, ids.len(), ids.iter().map(|id| &**id));
        self.reference(at, "kind", id, &self.known.kinds, meant)
    }

    /// Checks that a source of that id stands in the files.
    pub fn source(&mut self, at: &At<'_>, id: &str) -> bool {
        let KnownIds { ids, .. } = &self.known.sources;
        let meant = |context: &mut Self| context.meant(id, ids.len(), ids.iter().map(|id| &**id));
        self.reference(at, "source", id, &self.known.sources, meant)
    }

    /// Checks that an instrument of that id stands in the files.
    pub fn instrument(&mut self, at: &At<'_>, id: &str) -> bool {
        let KnownIds { ids, .. } = &self.known.instruments;
        let meant = |context: &mut Self| context.meant(id, ids.len(), ids.iter().map(|id| &**id));
        self.reference(at, "instrument", id, &self.known.instruments, meant)
    }

    /// Checks that a tie of that id stands in the files.
    pub fn tie(&mut self, at: &At<'_>, id: &str) -> bool {
        let KnownIds { ids, .. } = &self.known.ties;
        let meant = |context: &mut Self| context.meant(id, ids.len(), ids.iter().map(|id| &**id));
        self.reference(at, "tie", id, &self.known.ties, meant)
    }

    fn reference<'k>(
        &mut self,
        at: &At<'_>,
        what: &str,
        id: &str,
        known: &KnownIds,
        meant: impl FnOnce(&mut Self) -> Option<&'k str>,
    ) -> bool {
        let is_kept = known.kept.get().is_none_or(|kept| kept.contains(id));
        if known.ids.contains(id) && is_kept {
            return true;
        }
        if known.ids.contains(id) {
            let message = format!("left out, because {what} `{id}` has an error of its own");
            self.note(at, message, "mend that one and this comes back");
            return false;
        }
        let id = visible(id);
        if known.has_gap {
            let hint = format!("it may stand in the part of the {what}s that could not be read");
            self.note(at, format!("left out, because {what} `{id}` was not found"), hint);
        } else {
            let meant = meant(self);
            let hint = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("correct it, or add that {what}"),
            };
            self.error(at, format!("unknown {what} `{id}`"), hint);
        }
        false
    }
}
