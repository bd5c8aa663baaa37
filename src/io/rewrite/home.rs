//! Where records live: the lists of a table in the files of an atlas.

use std::ops::Range;
use std::sync::Arc;

use super::super::decode::section_of;
use super::super::files::TextFile;
use super::super::objected::parse;
use super::super::syntax::{Field, Outline, Shape, SyntaxError, outline, value_at};
use crate::model::{
    AssessmentId, Document, Entry, EntryId, InstrumentId, KindId, NationId, ScenarioId, SourceId, TieId,
};

/// A table of an atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Kinds.
    Kinds,
    /// Nations.
    Nations,
    /// Sources.
    Sources,
    /// Instruments.
    Instruments,
    /// Ties.
    Ties,
    /// Assessments.
    Assessments,
    /// Positions.
    Positions,
    /// Scenarios.
    Scenarios,
}

impl Section {
    const ALL: [Self; 8] = [
        Self::Kinds,
        Self::Nations,
        Self::Sources,
        Self::Instruments,
        Self::Ties,
        Self::Assessments,
        Self::Positions,
        Self::Scenarios,
    ];

    /// Returns the table of a record; `None` for the manifest, which stands in none.
    pub fn of(id: &EntryId) -> Option<Self> {
        match id {
            EntryId::Manifest => None,
            EntryId::Kind(_) => Some(Self::Kinds),
            EntryId::Nation(_) => Some(Self::Nations),
            EntryId::Source(_) => Some(Self::Sources),
            EntryId::Instrument(_) => Some(Self::Instruments),
            EntryId::Tie(_) => Some(Self::Ties),
            EntryId::Assessment(_) => Some(Self::Assessments),
            EntryId::Position(_) => Some(Self::Positions),
            EntryId::Scenario(_) => Some(Self::Scenarios),
        }
    }

    /// Returns its name in an atlas of one file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kinds => "kinds",
            Self::Nations => "nations",
            Self::Sources => "sources",
            Self::Instruments => "instruments",
            Self::Ties => "ties",
            Self::Assessments => "assessments",
            Self::Positions => "positions",
            Self::Scenarios => "scenarios",
        }
    }

    /// Returns the record of an id in the table.
    pub fn entry_id(self, id: &str) -> EntryId {
        match self {
            Self::Kinds => EntryId::Kind(KindId::new(id)),
            Self::Nations => EntryId::Nation(NationId::new(id)),
            Self::Sources => EntryId::Source(SourceId::new(id)),
            Self::Instruments => EntryId::Instrument(InstrumentId::new(id)),
            Self::Ties => EntryId::Tie(TieId::new(id)),
            Self::Assessments => EntryId::Assessment(AssessmentId::new(id)),
            Self::Positions => EntryId::Position(NationId::new(id)),
            Self::Scenarios => EntryId::Scenario(ScenarioId::new(id)),
        }
    }

    /// Returns the table that a file of a list holds; `None` where it holds none that is known here.
    fn of_file(path: &str) -> Option<Self> {
        let name = section_of(path);
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// A file of an atlas, as far as it matters where its records are.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Its lists of records.
    pub homes: Vec<Home>,
    /// Byte of its outermost bracket.
    pub open: usize,
    /// Its fields, where it is one `Atlas(…)`.
    pub fields: Option<Vec<Field>>,
    /// What keeps it from being read to its end.
    pub error: Option<SyntaxError>,
}

/// A list of records.
#[derive(Debug)]
pub(super) struct Home {
    /// Which table.
    pub section: Section,
    /// Byte of its bracket.
    pub open: usize,
    /// Bytes of its records.
    pub items: Vec<Range<usize>>,
    /// Which field it is; `None` where the file is the list.
    pub field_idx: Option<usize>,
}

impl Shelf {
    /// Returns what is in a file.
    pub fn of(file: &TextFile) -> Self {
        let Outline { items, mut fields, is_list, start, name: _, error } = outline(&file.text);
        if is_list {
            let items = items.into_iter().map(|item| item.span).collect();
            let section = Section::of_file(&file.path);
            let home = section.map(|section| Home { section, open: start, items, field_idx: None });
            return Self { homes: home.into_iter().collect(), open: start, fields: None, error };
        }
        let mut homes = Vec::new();
        for (idx, field) in fields.iter_mut().enumerate() {
            let section = Section::ALL.into_iter().find(|it| it.name() == &file.text[field.name.clone()]);
            let (Some(section), Shape::Items(items)) = (section, &field.value.shape) else { continue };
            if file.text[field.value.span.clone()].starts_with('[') {
                let items = items.iter().map(|item| item.span.clone()).collect();
                homes.push(Home { section, open: field.value.span.start, items, field_idx: Some(idx) });
            }
        }
        Self { homes, open: start, fields: Some(fields), error }
    }

    /// Returns where a record lies: which of the lists, and where in it.
    pub fn find(&self, start: usize) -> Option<(usize, usize)> {
        self.homes.iter().enumerate().find_map(|(home_idx, home)| {
            let item_idx = home.items.binary_search_by_key(&start, |item| item.start).ok()?;
            Some((home_idx, item_idx))
        })
    }
}

/// Returns what a record is told from others by in its list: its id, or all of it where that cannot be read.
pub(super) fn name_in_list(text: &str, span: &Range<usize>) -> String {
    let id = value_at(text, span).and_then(|node| {
        let Shape::Fields(fields) = node.shape else { return None };
        let named = |name: &str| fields.iter().find(|field| &text[field.name.clone()] == name);
        let field = named("id").or_else(|| named("nation")).or_else(|| named("name"))?;
        parse::<String>(&text[field.value.span.clone()]).ok()
    });
    id.unwrap_or_else(|| text[span.clone()].to_owned())
}

/// Returns the file in a folder to which a new record goes, `None` for a tie of a kind that there is not.
/// A scenario has many to choose from, of which this is the `nth`, counted from 1.
pub(super) fn file_for(document: &Document, entry: &Entry, nth: usize) -> Option<Arc<str>> {
    let path = match entry {
        Entry::Scenario(scenario) => format!("scenarios/{}.ron", scenario_file(scenario.id.as_str(), nth)),
        Entry::Manifest(_) => "atlas.ron".to_owned(),
        Entry::Tie(tie) => format!("ties/{}.ron", document.kinds.get(&tie.kind)?.category),
        Entry::Kind(_)
        | Entry::Nation(_)
        | Entry::Source(_)
        | Entry::Instrument(_)
        | Entry::Assessment(_)
        | Entry::Position(..) => format!("{}.ron", Section::of(&entry.id())?.name()),
    };
    Some(Arc::from(path))
}

/// Bytes of an id that the name of a file repeats at most: disks take 255 with all that is around it.
const MOST_NAME_BYTES: usize = 200;

/// Returns what the `nth` file for a scenario may be called without its ending: as the scenario, as far as disks take that.
fn scenario_file(id: &str, nth: usize) -> String {
    let mut end = id.len().min(MOST_NAME_BYTES);
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    // What begins with a dot is hidden, or a helper of a save.
    let shown = if id.starts_with('.') { "_" } else { "" };
    let number = if nth > 1 { format!("-{nth}") } else { String::new() };
    format!("{shown}{}{number}", &id[..end])
}
