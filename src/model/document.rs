//! The whole record: immutable tables that share structure between revisions.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;

use super::ids::{AssessmentId, InstrumentId, KindId, NationId, ScenarioId, SourceId, TieId};
use super::instrument::{Assessment, Instrument};
use super::kind::Kind;
use super::nation::{NameStyle, Nation};
use super::scenario::Scenario;
use super::source::{Evidence, Source, Support};
use super::tie::{Reference, Tie};
use crate::kit::Point;

/// Most records of an atlas, of all sorts together; each takes some 2.3 KB while it is read.
pub const MOST_RECORDS: usize = 60_000;

/// An atlas in memory. Cloning it is cheap; every table is sorted by id.
///
/// Invariant, held by whoever builds one: every id that a record names is in its table, except that evidence and ties
/// that could not be kept are gone together with what named them.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What the atlas says of itself.
    pub manifest: Arc<Manifest>,
    /// Kinds of ties.
    pub kinds: OrdMap<KindId, Arc<Kind>>,
    /// Nations.
    pub nations: OrdMap<NationId, Arc<Nation>>,
    /// Sources.
    pub sources: OrdMap<SourceId, Arc<Source>>,
    /// Instruments.
    pub instruments: OrdMap<InstrumentId, Arc<Instrument>>,
    /// Ties.
    pub ties: OrdMap<TieId, Arc<Tie>>,
    /// Assessments.
    pub assessments: OrdMap<AssessmentId, Arc<Assessment>>,
    /// Where nations sit in the graph view; a nation without an entry has no position of its own yet.
    pub positions: OrdMap<NationId, Position>,
    /// Scenarios over all that.
    pub scenarios: OrdMap<ScenarioId, Arc<Scenario>>,
}

/// What an atlas says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Stable identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it covers; may be empty.
    pub summary: String,
    /// Day as of which it was compiled.
    pub as_of: Date,
    /// Nations that it is about, first the most central.
    pub focus: Vec<NationId>,
    /// Who compiled it.
    pub authors: Vec<String>,
    /// SPDX expression of its license; may be empty.
    pub license: String,
    /// Which of a nation's names is shown.
    pub name_style: NameStyle,
}

/// Where a nation sits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// In points of the graph view at 100 %, x to the right and y down.
    pub at: Point,
    /// Whether layouts leave it there.
    pub is_pinned: bool,
}

/// How many records of each sort a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Nations.
    pub nations: usize,
    /// Kinds.
    pub kinds: usize,
    /// Ties.
    pub ties: usize,
    /// Sources.
    pub sources: usize,
    /// Pieces of evidence, wherever they stand.
    pub evidence: usize,
    /// Exchanges in all ties.
    pub exchanges: usize,
    /// Milestones of all ties.
    pub milestones: usize,
    /// Scenarios.
    pub scenarios: usize,
}

impl Document {
    /// Returns a record of nothing.
    pub fn empty(manifest: Manifest) -> Self {
        Self {
            manifest: Arc::new(manifest),
            kinds: OrdMap::new(),
            nations: OrdMap::new(),
            sources: OrdMap::new(),
            instruments: OrdMap::new(),
            ties: OrdMap::new(),
            assessments: OrdMap::new(),
            positions: OrdMap::new(),
            scenarios: OrdMap::new(),
        }
    }

    /// Returns the name of a nation in the atlas's style, or the id when there is no such nation.
    pub fn nation_name<'a>(&'a self, id: &'a NationId) -> &'a str {
        self.nations.get(id).map_or(id.as_str(), |nation| nation.names.in_style(self.manifest.name_style))
    }

    /// Returns whom `by` means: a nation's name where it is an id, else the words themselves.
    pub fn who<'a>(&'a self, by: &'a str) -> &'a str {
        self.nations.get(&NationId::new(by)).map_or(by, |nation| nation.names.in_style(self.manifest.name_style))
    }

    /// Returns the nation of that id or, without regard to case, of that name or alias.
    pub fn find_nation(&self, text: &str) -> Option<&Arc<Nation>> {
        let wanted = text.to_lowercase();
        let is_meant = |nation: &Nation| {
            let names = &nation.names;
            [nation.id.as_str(), &names.short]
                .into_iter()
                .chain(names.official.as_deref())
                .chain(names.aliases.iter().map(String::as_str))
                .chain(names.native.iter().map(|(_, name)| name.as_str()))
                .any(|name| name.to_lowercase() == wanted)
        };
        self.nations.get(&NationId::new(text)).or_else(|| self.nations.values().find(|nation| is_meant(nation)))
    }

    /// Whether what a relation points to is there. O(log n + parts of its record).
    pub fn has(&self, reference: &Reference) -> bool {
        match reference {
            Reference::Tie(id) => self.ties.contains_key(id),
            Reference::TiePart(id, part) => {
                self.ties.get(id).is_some_and(|tie| tie.course.part_ids().any(|there| there == part))
            }
            Reference::Event(id, part) => self
                .nations
                .get(id)
                .is_some_and(|nation| nation.events.iter().any(|event| event.id.as_ref() == Some(part))),
        }
    }

    /// Returns what the evidence of a tie amounts to.
    pub fn support(&self, tie: &Tie) -> Support {
        self.support_of(&tie.evidence)
    }

    /// Returns what a list of evidence amounts to.
    pub fn support_of(&self, evidence: &[Evidence]) -> Support {
        Support::of(evidence, |id| self.sources.get(id).map(|source| source.genre))
    }

    /// Returns how many records all tables have together, as files list them.
    pub fn n_records(&self) -> usize {
        let Self { manifest: _, kinds, nations, sources, instruments, ties, assessments, positions, scenarios } = self;
        let named = kinds.len() + nations.len() + sources.len() + instruments.len();
        named + ties.len() + assessments.len() + positions.len() + scenarios.len()
    }

    /// Returns how many records of each sort there are.
    pub fn counts(&self) -> Counts {
        let in_nations = self.nations.values().flat_map(|nation| {
            let events = nation.events.iter().map(|event| event.evidence.len());
            events.chain(nation.drivers.iter().map(|driver| driver.evidence.len()))
        });
        let elsewhere = (self.ties.values().map(|tie| tie.evidence.len()))
            .chain(self.instruments.values().map(|instrument| instrument.evidence.len()))
            .chain(self.assessments.values().map(|assessment| assessment.evidence.len()));
        Counts {
            nations: self.nations.len(),
            kinds: self.kinds.len(),
            ties: self.ties.len(),
            sources: self.sources.len(),
            evidence: in_nations.chain(elsewhere).sum(),
            exchanges: self.ties.values().map(|tie| tie.course.exchanges.len()).sum(),
            milestones: self.ties.values().map(|tie| tie.course.milestones.len()).sum(),
            scenarios: self.scenarios.len(),
        }
    }
}
