//! What was read from the files of an atlas: the document, and where each of its records stands.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::canon::{Canon, TooMuch};
use super::super::check::check;
use super::super::convert::{Converted, convert};
use super::super::decode::{RawAtlas, RawTable, RecordPlace, decode, mark_gap};
use super::super::native::{
    AssessmentRecord, AtlasRecord, InstrumentRecord, KindRecord, NationRecord, PositionRecord, ScenarioRecord,
    SourceRecord, TieRecord,
};
use super::super::objected::parse;
use super::super::problems::Problems;
use super::super::scenarios::is_sound;
use super::Sources;
use super::home::Section;
use crate::model::{Document, Entry, EntryId, NamedView};

/// What was read from the files of an atlas.
#[derive(Debug)]
pub(in super::super) struct ReadAtlas {
    /// What is sound.
    pub document: Document,
    /// Its named views.
    pub views: Vec<NamedView>,
    /// Where its records stand.
    pub(super) index: Index,
}

impl ReadAtlas {
    /// Reads files; `name` is the title of an atlas that has no sound manifest. O(bytes).
    pub fn of(sources: &Sources<'_>, name: &str) -> Self {
        let mut problems = Problems::default();
        let mut raw = decode(sources.files, &mut problems);
        sources.unread.iter().for_each(|path| mark_gap(&mut raw, path));
        let mut index = Index::of(&raw);
        let mut converted = convert(sources.files, raw, name, &mut problems);
        index.add_scenarios(&converted);
        let views = std::mem::take(&mut converted.views);
        Self { document: check(sources.files, converted, &mut problems), views, index }
    }

    /// Returns what an atlas is read as of which there is no file yet: its manifest is at hand and nothing else.
    pub fn nothing(document: Document) -> Self {
        Self { document, views: Vec::new(), index: Index::default() }
    }
}

/// Finds records by their ids.
#[derive(Debug, Default)]
pub(super) struct Index {
    manifest: Option<(RecordPlace, AtlasRecord)>,
    /// Where the first record of each id in each table stands; of scenarios, the first that is opened.
    first: BTreeMap<(Section, String), RecordPlace>,
    /// All positions of each nation, in their order.
    positions: BTreeMap<String, Vec<(RecordPlace, PositionRecord)>>,
}

impl Index {
    /// Returns what finds records, but for scenarios. O(n log n).
    pub fn of(raw: &RawAtlas) -> Self {
        let RawAtlas {
            manifest,
            kinds,
            nations,
            sources,
            instruments,
            ties,
            assessments,
            positions,
            scenarios: _,
            views: _,
        } = raw;
        let mut index = Self { manifest: manifest.clone(), ..Self::default() };
        index.add(Section::Kinds, kinds, |it| &it.id);
        index.add(Section::Nations, nations, |it| &it.id);
        index.add(Section::Sources, sources, |it| &it.id);
        index.add(Section::Instruments, instruments, |it| &it.id);
        index.add(Section::Ties, ties, |it| &it.id);
        index.add(Section::Assessments, assessments, |it| &it.id);
        index.add(Section::Positions, positions, |it| &it.nation);
        for (place, record) in &positions.records {
            let of_nation = index.positions.entry(record.nation.clone()).or_default();
            of_nation.push((place.clone(), record.clone()));
        }
        index
    }

    fn add<R>(&mut self, section: Section, table: &RawTable<R>, id: impl Fn(&R) -> &String) {
        for (place, record) in &table.records {
            self.first.entry((section, id(record).clone())).or_insert_with(|| place.clone());
        }
    }

    /// Adds the scenarios that are opened, which is known only once the manifest is read. O(n log n).
    fn add_scenarios(&mut self, converted: &Converted) {
        let Converted { scenarios, atlas, .. } = converted;
        for (place, record) in scenarios.iter().filter(|(_, record)| is_sound(record, atlas.as_deref())) {
            self.first.entry((Section::Scenarios, record.id.clone())).or_insert_with(|| place.clone());
        }
    }

    /// Whether a manifest could be read.
    pub fn has_manifest(&self) -> bool {
        self.manifest.is_some()
    }

    /// Returns where the record of an id stands; `None` where there is none that could be read. O(log n).
    pub fn place(&self, id: &EntryId) -> Option<&RecordPlace> {
        match Section::of(id) {
            Some(section) => self.first.get(&(section, id.as_str().to_owned())),
            None => self.manifest.as_ref().map(|(place, _)| place),
        }
    }

    /// Returns where a record stands in its files and how it is written there; `None` where it does not. O(log n), and O(n)
    /// in the positions of one nation.
    ///
    /// # Errors
    /// Returns its text when it holds more than any file may.
    pub fn find(&self, entry: &Entry, sources: &Sources<'_>) -> Result<Option<(&RecordPlace, Canon)>, TooMuch> {
        match entry {
            Entry::Manifest(_) => {
                let found = self.manifest.as_ref();
                found.map(|(place, record)| Ok((place, Canon::of(record)?))).transpose()
            }
            Entry::Position(nation, position) => {
                // Of several positions, the first sound one was taken.
                let at = (position.at.x, position.at.y);
                let found = self.positions.get(nation.as_str()).into_iter().flatten().find(|(_, it)| it.at == at);
                found.map(|(place, record)| Ok((place, Canon::of(record)?))).transpose()
            }
            Entry::Kind(_)
            | Entry::Nation(_)
            | Entry::Source(_)
            | Entry::Instrument(_)
            | Entry::Tie(_)
            | Entry::Assessment(_)
            | Entry::Scenario(_) => {
                let id = entry.id();
                let (Some(place), Some(section)) = (self.place(&id), Section::of(&id)) else { return Ok(None) };
                let text = &sources.files[place.file_idx].text[place.span.clone()];
                canon_of(section, text).map(|canon| Ok((place, canon?))).transpose()
            }
        }
    }
}

/// Returns the plain text of a record as it is written in its list; `None` where it cannot be read.
///
/// # Errors
/// Returns its text when it holds more than any file may.
pub(super) fn canon_of(section: Section, text: &str) -> Option<Result<Canon, TooMuch>> {
    fn read<R: DeserializeOwned + Serialize>(text: &str) -> Option<Result<Canon, TooMuch>> {
        Some(Canon::of(&parse::<R>(text).ok()?))
    }
    match section {
        Section::Kinds => read::<KindRecord>(text),
        Section::Nations => read::<NationRecord>(text),
        Section::Sources => read::<SourceRecord>(text),
        Section::Instruments => read::<InstrumentRecord>(text),
        Section::Ties => read::<TieRecord>(text),
        Section::Assessments => read::<AssessmentRecord>(text),
        Section::Positions => read::<PositionRecord>(text),
        Section::Scenarios => read::<ScenarioRecord>(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::files::TextFile;
    use super::super::AtlasForm;
    use super::*;
    use crate::kit::Point;
    use crate::model::{NationId, Position};

    #[test]
    fn of_several_positions_of_a_nation_the_one_that_was_read_is_found() {
        let positions = "[\n    Position(nation: \"BBB\", at: (3, 4)),\n    Position(nation: \"AAA\", at: (3, 1e300)),\n    Position(nation: \"AAA\", at: (1, 2)),\n    Position(nation: \"AAA\", at: (3, 4)),\n]\n";
        let nations = "[Nation(id: \"AAA\", name: \"A\"), Nation(id: \"BBB\", name: \"B\")]\n";
        let files = [("nations.ron", nations), ("positions.ron", positions)];
        let files = files.map(|(path, text)| TextFile::new(path, text.to_owned()));
        let sources = Sources { files: &files, unread: &[], form: AtlasForm::Folder };
        let read = ReadAtlas::of(&sources, "none");
        for (id, expected) in [("AAA", "(1, 2)"), ("BBB", "(3, 4)")] {
            let nation = NationId::new(id);
            let position = *read.document.positions.get(&nation).expect("a position");
            let found = read.index.find(&Entry::Position(nation.clone(), position), &sources).expect("a text");
            let (place, _) = found.expect("a place");
            let text = &files[place.file_idx].text[place.span.clone()];
            assert!(text.contains(id) && text.contains(expected), "{text}");
            let elsewhere = Position { at: Point::new(-7.0, 0.0), ..position };
            assert!(read.index.find(&Entry::Position(nation, elsewhere), &sources).expect("a text").is_none());
        }
    }
}
