//! What is wrong with a record in its document: the same rules by which files are read, for records that a person makes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use imbl::OrdMap;

use super::tie_faults;
use crate::model::{
    Assessment, Document, Entry, Evidence, Hypothesis, Instrument, Kind, MOST_COORDINATE, Manifest, Nation, NationId,
    Objection, Position, Scenario, Source, SourceId, TieId,
};

/// Something wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the record, as files name its fields: `title`, or `evidence.2.claim` with items counted from 0.
    pub at: String,
    /// What is wrong, and what to do about it.
    pub objection: Objection,
}

/// Returns what is wrong with a record among the others of a document, in the order of its fields; nothing for a sound one.
/// O(size of the record × log n).
pub fn faults(document: &Document, entry: &Entry) -> Vec<Fault> {
    let mut check = Check { document, faults: Vec::new() };
    match entry {
        Entry::Manifest(manifest) => check.manifest(manifest),
        Entry::Kind(kind) => check.kind(kind),
        Entry::Nation(nation) => check.nation(nation),
        Entry::Source(source) => check.source(source),
        Entry::Instrument(instrument) => check.instrument(instrument),
        Entry::Tie(tie) => tie_faults::check(&mut check, tie),
        Entry::Assessment(assessment) => check.assessment(assessment),
        Entry::Position(id, position) => check.position(id, position),
        Entry::Scenario(scenario) => check.scenario(scenario),
    }
    check.faults
}

/// Faults found so far.
pub(super) struct Check<'a> {
    pub(super) document: &'a Document,
    faults: Vec<Fault>,
}

impl Check<'_> {
    /// Notes what is objected to at a field.
    pub(super) fn note(&mut self, at: &str, checked: Result<(), Objection>) {
        if let Err(objection) = checked {
            self.faults.push(Fault { at: at.to_owned(), objection });
        }
    }

    /// Notes an objection at a field where something does not hold.
    pub(super) fn demand(&mut self, holds: Result<(), String>, at: &str, hint: &str) {
        self.note(at, holds.map_err(|message| Objection::new(message, hint)));
    }

    /// Checks texts that may be empty.
    pub(super) fn lengths(&mut self, texts: &[(&str, &str)]) {
        for (at, text) in texts {
            self.note(at, Objection::to_length(text));
        }
    }

    pub(super) fn nation_id(&mut self, at: &str, id: &NationId) {
        self.known(at, "nation", id, &self.document.nations);
    }

    pub(super) fn tie_id(&mut self, at: &str, id: &TieId) {
        self.known(at, "tie", id, &self.document.ties);
    }

    pub(super) fn source_id(&mut self, at: &str, id: &SourceId) {
        self.known(at, "source", id, &self.document.sources);
    }

    /// Checks that an id is in its table.
    pub(super) fn known<K: Ord + fmt::Display, V>(&mut self, at: &str, what: &str, id: &K, table: &OrdMap<K, V>) {
        if !table.contains_key(id) {
            let hint = format!("correct it, or add that {what}");
            self.note(at, Err(Objection::new(format!("unknown {what} `{id}`"), hint)));
        }
    }

    /// Checks that the ids of parts are sound and differ.
    pub(super) fn part_id<'p>(&mut self, at: &str, taken: &mut BTreeSet<&'p str>, id: &'p str) {
        self.note(at, Objection::to_id(id));
        if !taken.insert(id) {
            let message = format!("the id `{id}` is taken already in this record");
            self.note(at, Err(Objection::new(message, "give this one another id")));
        }
    }

    /// Checks a list of evidence, and that no origin leads back to itself.
    pub(super) fn evidence(&mut self, at: &str, evidence: &[Evidence]) {
        for (idx, item) in evidence.iter().enumerate() {
            let Evidence { source, claim, quote, locator, grade: _, standing: _, by, reported: _, origin } = item;
            let field = |name: &str| format!("{at}.{idx}.{name}");
            self.source_id(&field("source"), source);
            self.note(&field("claim"), Objection::to_text(claim));
            for (name, text) in [("quote", quote), ("locator", locator), ("by", by)] {
                self.note(&field(name), text.as_deref().map_or(Ok(()), Objection::to_length));
            }
            if let Some(origin) = origin {
                self.source_id(&field("origin"), origin);
            }
        }
        if let Some(idx) = circle(evidence) {
            let id = &evidence[idx].source;
            let message = format!("what `{id}` repeats leads back to itself");
            let hint = "leave the origin out where the claim first appeared";
            self.note(&format!("{at}.{idx}.origin"), Err(Objection::new(message, hint)));
        }
    }

    fn manifest(&mut self, manifest: &Manifest) {
        let Manifest { id, title, summary, as_of: _, focus, authors, license, name_style: _ } = manifest;
        self.note("id", Objection::to_id(id));
        self.note("title", Objection::to_name(title));
        self.lengths(&[("summary", summary), ("license", license)]);
        for (idx, nation) in focus.iter().enumerate() {
            self.nation_id(&format!("focus.{idx}"), nation);
        }
        for (idx, author) in authors.iter().enumerate() {
            self.note(&format!("authors.{idx}"), Objection::to_length(author));
        }
    }

    fn kind(&mut self, kind: &Kind) {
        let Kind { id, name, sign: _, category, direction: _, term, summary } = kind;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("name", Objection::to_name(name));
        self.note("category", Objection::to_category(category));
        self.lengths(&[("term", term), ("summary", summary)]);
    }

    fn source(&mut self, source: &Source) {
        let Source { id, title, publisher, author, published: _, url, archived, language, genre: _ } = source;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("title", Objection::to_name(title));
        self.note("publisher", Objection::to_name(publisher));
        for (at, text) in [("author", author), ("language", language)] {
            self.note(at, text.as_deref().map_or(Ok(()), Objection::to_length));
        }
        for (at, text) in [("url", url), ("archived", archived)] {
            self.note(at, text.as_deref().map_or(Ok(()), Objection::to_url));
        }
    }

    fn nation(&mut self, nation: &Nation) {
        let Nation { id, class: _, names, cow: _, seat, events, drivers } = nation;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("name", Objection::to_name(&names.short));
        self.note("official", names.official.as_deref().map_or(Ok(()), Objection::to_length));
        let mut languages = BTreeSet::new();
        for (idx, (language, name)) in names.native.iter().enumerate() {
            let at = format!("native.{idx}");
            self.note(&at, Objection::to_length(name));
            let is_new = languages.insert(language);
            let taken = format!("there is a name in `{language}` already");
            self.demand(is_new.then_some(()).ok_or(taken), &at, "keep one of the two");
        }
        for (idx, alias) in names.aliases.iter().enumerate() {
            self.note(&format!("aliases.{idx}"), Objection::to_length(alias));
        }
        if let Some(seat) = seat {
            self.note("seat.name", Objection::to_name(&seat.city));
            self.note("seat.lat", Objection::to_number(seat.latitude, -90.0, 90.0));
            self.note("seat.lon", Objection::to_number(seat.longitude, -180.0, 180.0));
        }
        let mut taken = BTreeSet::new();
        for (idx, event) in events.iter().enumerate() {
            let field = |name: &str| format!("events.{idx}.{name}");
            if let Some(id) = &event.id {
                self.part_id(&field("id"), &mut taken, id.as_str());
            }
            self.note(&field("title"), Objection::to_name(&event.title));
            self.note(&field("summary"), Objection::to_length(&event.summary));
            self.evidence(&field("evidence"), &event.evidence);
        }
        let mut taken = BTreeSet::new();
        for (idx, driver) in drivers.iter().enumerate() {
            let field = |name: &str| format!("drivers.{idx}.{name}");
            self.part_id(&field("id"), &mut taken, driver.id.as_str());
            self.note(&field("title"), Objection::to_name(&driver.title));
            self.note(&field("by"), Objection::to_text(&driver.by));
            self.note(&field("summary"), Objection::to_length(&driver.summary));
            for (at, tie) in driver.explains.iter().enumerate() {
                self.tie_id(&format!("drivers.{idx}.explains.{at}"), tie);
            }
            self.evidence(&field("evidence"), &driver.evidence);
        }
    }

    fn instrument(&mut self, instrument: &Instrument) {
        let Instrument { id, title, span: _, summary, signatories, not_signed_by, evidence } = instrument;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("title", Objection::to_name(title));
        self.note("summary", Objection::to_length(summary));
        for (idx, (nation, on_behalf_of)) in signatories.iter().enumerate() {
            self.nation_id(&format!("signatories.{idx}.nation"), nation);
            let behalf = on_behalf_of.as_deref().map_or(Ok(()), Objection::to_length);
            self.note(&format!("signatories.{idx}.on_behalf_of"), behalf);
        }
        for (idx, nation) in not_signed_by.iter().enumerate() {
            self.nation_id(&format!("not_signed_by.{idx}"), nation);
        }
        self.evidence("evidence", evidence);
    }

    fn assessment(&mut self, assessment: &Assessment) {
        let Assessment { id, title, question, author, method, made: _, nations, ties, shares, evidence } = assessment;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("title", Objection::to_name(title));
        self.note("author", Objection::to_name(author));
        self.note("question", Objection::to_length(question));
        self.note("method", method.as_deref().map_or(Ok(()), Objection::to_length));
        for (idx, nation) in nations.iter().enumerate() {
            self.nation_id(&format!("nations.{idx}"), nation);
        }
        for (idx, tie) in ties.iter().enumerate() {
            self.tie_id(&format!("ties.{idx}"), tie);
        }
        for (idx, share) in shares.iter().enumerate() {
            self.note(&format!("shares.{idx}.label"), Objection::to_name(&share.label));
            self.note(&format!("shares.{idx}.percent"), Objection::to_number(share.percent, 0.0, 100.0));
            for (at, nation) in share.nations.iter().enumerate() {
                self.nation_id(&format!("shares.{idx}.nations.{at}"), nation);
            }
        }
        self.evidence("evidence", evidence);
    }

    fn scenario(&mut self, scenario: &Scenario) {
        let Scenario { id, title, author, question, rationale, hypotheses } = scenario;
        self.note("id", Objection::to_id(id.as_str()));
        self.note("title", Objection::to_name(title));
        self.lengths(&[("author", author), ("question", question), ("rationale", rationale)]);
        let mut taken = BTreeSet::new();
        for (idx, hypothesis) in hypotheses.iter().enumerate() {
            // What it does to records is looked at when it is carried out, and what it starts from may be gone.
            let Hypothesis { id, title, from: _, supposed: _, why, assumes, sources: _, likelihood, does: _ } =
                &**hypothesis;
            let field = |name: &str| format!("changes.{idx}.{name}");
            self.part_id(&field("id"), &mut taken, id.as_str());
            self.note(&field("title"), Objection::to_name(title));
            for (name, text) in [("why", why), ("assumes", assumes)] {
                self.note(&field(name), Objection::to_length(text));
            }
            if let Some(likelihood) = likelihood {
                self.note(&field("likelihood.by"), Objection::to_name(&likelihood.by));
            }
        }
    }

    fn position(&mut self, id: &NationId, position: &Position) {
        self.nation_id("nation", id);
        for (at, value) in [("at.0", position.at.x), ("at.1", position.at.y)] {
            self.note(at, Objection::to_number(value, -MOST_COORDINATE, MOST_COORDINATE));
        }
    }
}

/// Returns the first item whose origins lead back to it. O(n log n).
fn circle(evidence: &[Evidence]) -> Option<usize> {
    let by_source: BTreeMap<&SourceId, usize> =
        evidence.iter().enumerate().rev().map(|(idx, item)| (&item.source, idx)).collect();
    let origin_of = |idx: usize| by_source.get(evidence[idx].origin.as_ref()?).copied();
    // In which walk an item was met; an item met in an earlier walk leads to nothing new.
    let mut walks: Vec<Option<usize>> = vec![None; evidence.len()];
    for start in 0..evidence.len() {
        let mut next = Some(start);
        while let Some(idx) = next {
            match walks[idx] {
                Some(walk) if walk == start => return Some(idx),
                Some(_) => break,
                None => walks[idx] = Some(start),
            }
            next = origin_of(idx);
        }
    }
    None
}
