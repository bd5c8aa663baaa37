//! Reads what becomes of one record in a scenario, over the record as the scenario leaves it up to there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::convert::{At, Context, Kept, Known, Patch, Patience, part_ids, record};
use super::super::decode::RecordPlace;
use super::super::files::TextFile;
use super::super::native::{EventRecord, ExchangeRecord, MilestoneRecord, Record};
use super::super::objected::parse;
use super::super::problems::{Found, Problems};
use super::super::records_of;
use super::give::give;
use super::items::{Form, Given, Item, Mode, Splitting};
use crate::model::{self, Alteration, Document, Entry, EntryId};

/// What an alteration is read over.
pub(in super::super) struct Over<'a> {
    /// All files.
    pub files: &'a [TextFile],
    /// The record as it is before.
    pub document: &'a Document,
    /// All records that ever were there up to here, each as it was last: what took one away may be switched off.
    pub ever: &'a Document,
    /// What may be named.
    pub known: &'a Known,
    /// How much may still be looked for.
    pub patience: Patience,
}

/// What is written of one record, before anybody asks what it means.
pub(in super::super) struct Split(Item);

impl Split {
    /// Returns which record it is about.
    pub fn id(&self) -> &EntryId {
        &self.0.id
    }

    /// Returns the ids of the parts that it gives a tie or a nation.
    pub fn parts(&self, files: &[TextFile]) -> BTreeSet<String> {
        let Item { place, form: Form::Change(given), .. } = &self.0 else { return BTreeSet::new() };
        let text = &files[place.file_idx].text;
        let parts = |given: &Given| {
            let value = &text[given.value.clone()];
            // What cannot be read is reported when it is carried out.
            match (self.id(), &text[given.name.clone()]) {
                (EntryId::Tie(_), "milestones") => parse::<Vec<MilestoneRecord>>(value).map(|it| part_ids(&it)).ok(),
                (EntryId::Tie(_), "exchanges") => parse::<Vec<ExchangeRecord>>(value).map(|it| part_ids(&it)).ok(),
                (EntryId::Nation(_), "events") => parse::<Vec<EventRecord>>(value).map(|it| part_ids(&it)).ok(),
                (_, _) => None,
            }
        };
        given.iter().filter_map(parts).flatten().collect()
    }

    /// Returns the record that is to be made, if one is.
    pub fn made(&self) -> Option<&Record> {
        match &self.0.form {
            Form::Create(record, _) => record.as_ref(),
            Form::Change(_) | Form::Delete => None,
        }
    }
}

/// Returns what is written at a place; `None` where it makes no sense, which is reported.
pub(in super::super) fn split(
    files: &[TextFile],
    place: &RecordPlace,
    atlas: &str,
    problems: &mut Problems,
) -> Option<Split> {
    let RecordPlace { file_idx, span } = place;
    Splitting { file: &files[*file_idx], file_idx: *file_idx, atlas, problems }.item(span.clone()).map(Split)
}

/// Returns what becomes of a record; `None` where it means nothing, which is reported: as an error what is wrong in itself, as
/// a note what does not fit the record.
pub(in super::super) fn supposed(over: &mut Over<'_>, split: Split, problems: &mut Problems) -> Option<Alteration> {
    let Split(Item { id, place, name_at, form }) = split;
    let file = &over.files[place.file_idx];
    let (noun, text) = (id.noun(), id.as_str());
    let mut note =
        |message: String, hint: String| problems.note(|| Found { place: file.place(name_at), message, hint });
    match &id {
        EntryId::Manifest | EntryId::Scenario(_) => {
            let hint = format!("change the {noun} itself, while no scenario is open");
            note(format!("a scenario changes no {noun}"), hint);
            return None;
        }
        EntryId::Kind(_)
        | EntryId::Nation(_)
        | EntryId::Source(_)
        | EntryId::Instrument(_)
        | EntryId::Tie(_)
        | EntryId::Assessment(_)
        | EntryId::Position(_) => {}
    }
    let found = over.document.entry(&id).or_else(|| over.ever.entry(&id));
    match (form, found) {
        (Form::Create(None, _), _) => None,
        (Form::Create(Some(written), inner), _) => {
            over.sound(&At::record(&inner), written, problems).map(Alteration::Made)
        }
        (Form::Delete, Some(_)) => Some(Alteration::Gone(id)),
        (Form::Delete | Form::Change(_), None) => {
            let hint = over.meant(&id).unwrap_or_else(|| format!("correct the id, or create that {noun} before this"));
            note(format!("there is no {noun} `{text}`"), hint);
            None
        }
        (Form::Change(given), Some(before)) => {
            let change = Changing { place, name_at, given };
            change.read(over, &before, problems)
        }
    }
}

impl Over<'_> {
    /// Converts a record; `None` where something is wrong with it, which is reported.
    fn sound(&mut self, at: &At<'_>, written: Record, problems: &mut Problems) -> Option<Entry> {
        let n_before = problems.len();
        let patience = std::mem::take(&mut self.patience);
        let mut context = Context::supposing(self.files, self.known, problems, patience);
        let entry = record(&mut context, at, written);
        self.patience = context.into_patience();
        entry.filter(|_| problems.len() == n_before)
    }

    /// Returns a hint which record is probably meant.
    fn meant(&mut self, id: &EntryId) -> Option<String> {
        let Known { kinds, nations, sources, instruments, ties, .. } = self.known;
        let table = match id {
            EntryId::Kind(_) => kinds,
            EntryId::Nation(_) => nations,
            EntryId::Source(_) => sources,
            EntryId::Instrument(_) => instruments,
            EntryId::Tie(_) => ties,
            EntryId::Manifest | EntryId::Assessment(_) | EntryId::Position(_) | EntryId::Scenario(_) => return None,
        };
        self.patience.meant_id(id.as_str(), table).map(|meant| format!("did you mean `{meant}`?"))
    }
}

/// A change of fields that is being read.
struct Changing {
    place: RecordPlace,
    name_at: usize,
    given: Vec<Given>,
}

impl Changing {
    fn read(&self, over: &mut Over<'_>, found: &Entry, problems: &mut Problems) -> Option<Alteration> {
        let file = &over.files[self.place.file_idx];
        let n_before = problems.len();
        self.demand_set(file, problems);
        let written = records_of::record(found);
        let [expected, others]: [Vec<&Given>; 2] = {
            let (expected, others) = self.given.iter().partition(|given| given.mode == Mode::Expect);
            [expected, others]
        };
        let (before, before_at) = self.given(file, &found.id(), &expected, written, problems);
        let (after, after_at) = self.given(file, &found.id(), &others, before.clone(), problems);
        if problems.len() > n_before {
            return None;
        }
        let before = match expected.as_slice() {
            [] => found.clone(),
            [..] => over.sound(&At::patch(&before_at), before, problems)?,
        };
        let after = over.sound(&At::patch(&after_at), after, problems)?;
        let patch = model::Patch::between(&before, &after);
        if patch.is_none() {
            let hint = "change something else, or leave it out".to_owned();
            let message = "it changes nothing".to_owned();
            problems.note(|| Found { place: file.place(self.name_at), message, hint });
        }
        patch.map(Alteration::Altered)
    }

    /// Reports what is expected and stays.
    fn demand_set(&self, file: &TextFile, problems: &mut Problems) {
        let name = |given: &Given| &file.text[given.name.clone()];
        for expected in self.given.iter().filter(|given| given.mode == Mode::Expect) {
            let of = fact(name(expected));
            if self.given.iter().any(|given| given.mode == Mode::Set && fact(name(given)) == of) {
                continue;
            }
            let message = format!("`{}` is expected and not set", name(expected));
            let hint = "write in `expects` only what `set` changes".to_owned();
            problems.error(|| Found { place: file.place(expected.name.start), message, hint });
        }
    }

    /// Returns the record with what is given, and where that is written.
    fn given(
        &self,
        file: &TextFile,
        id: &EntryId,
        given: &[&Given],
        mut written: Record,
        problems: &mut Problems,
    ) -> (Record, Patch) {
        let last = self.place.clone();
        let mut patch = Patch { base: None, last, givers: BTreeMap::new(), kept: Kept::Told };
        for given in given {
            give(file, id, given, &mut written, &mut patch, problems);
        }
        (written, patch)
    }
}

/// Returns the field that stands for all that are one fact.
fn fact(field: &str) -> &str {
    match field {
        "weight_why" | "levels" => "weight",
        "pinned" => "at",
        field => field,
    }
}

/// Returns an alteration that means nothing.
pub(in super::super) fn unread(text: &str, why: &str) -> Alteration {
    Alteration::Unread { text: Arc::from(text), why: Arc::from(why) }
}
