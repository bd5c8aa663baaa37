//! Scenarios: what somebody supposes, as dated and reasoned changes over a record that stays what it is.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::date::EdtfDate;
use super::entry::{Entry, EntryId};
use super::ids::{HypothesisId, ScenarioId, SourceId};
use super::patch::Patch;

/// A named, ordered list of hypotheses over a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its identifier, after which its file is called.
    pub id: ScenarioId,
    /// What it is called.
    pub title: String,
    /// Who made it; may be empty.
    pub author: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// Why it is worth thinking through; may be empty.
    pub rationale: String,
    /// What is supposed, in the order in which it is carried out.
    pub hypotheses: Vec<Arc<Hypothesis>>,
}

/// One change as somebody supposes it: from when it holds, why, and what becomes of records.
///
/// It holds as a whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// Its identifier within the scenario.
    pub id: HypothesisId,
    /// What happens, in a few words.
    pub title: String,
    /// The first day on which it holds.
    pub from: Date,
    /// Whether it counts.
    pub supposed: Supposed,
    /// Why it might happen; may be empty.
    pub why: String,
    /// What has to be so for it to happen; may be empty.
    pub assumes: String,
    /// Sources of the evidence that it starts from.
    pub sources: Vec<SourceId>,
    /// How likely it is, given the hypotheses before it; `None` where nobody has assessed that.
    pub likelihood: Option<Likelihood>,
    /// What becomes of records, in order.
    pub does: Vec<Alteration>,
}

/// Whether a hypothesis counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Supposed {
    /// It is switched on.
    On,
    /// It is switched off, and kept.
    Off,
}

/// What becomes of one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Alteration {
    /// It is made, where there was none.
    Made(Entry),
    /// Some of its facts become others.
    Altered(Patch),
    /// It is taken away.
    Gone(EntryId),
    /// What was written here means nothing in this record, and is kept as it stands.
    Unread {
        /// The text, as files write it.
        text: Arc<str>,
        /// Why it means nothing.
        why: Arc<str>,
    },
}

/// Somebody's judgment of how likely a hypothesis is, given the ones before it. It is never multiplied with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Likelihood {
    /// In the words of ICD 203.
    pub term: LikelihoodTerm,
    /// By whom.
    pub by: String,
    /// When it was judged.
    pub on: EdtfDate,
}

/// Expressions of likelihood as Intelligence Community Directive 203 (2015) defines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LikelihoodTerm {
    /// 1–5 %.
    AlmostNoChance,
    /// 5–20 %.
    VeryUnlikely,
    /// 20–45 %.
    Unlikely,
    /// 45–55 %.
    RoughlyEvenChance,
    /// 55–80 %.
    Likely,
    /// 80–95 %.
    VeryLikely,
    /// 95–99 %.
    AlmostCertain,
}

impl Scenario {
    /// Returns a scenario in which nothing is supposed yet.
    pub fn new(id: ScenarioId, title: String) -> Self {
        let (author, question, rationale, hypotheses) = Default::default();
        Self { id, title, author, question, rationale, hypotheses }
    }

    /// Returns a hypothesis and its place in the order, counted from 0.
    pub fn hypothesis(&self, id: &HypothesisId) -> Option<(usize, &Arc<Hypothesis>)> {
        self.hypotheses.iter().enumerate().find(|(_, hypothesis)| hypothesis.id == *id)
    }

    /// Returns the first day on which a hypothesis that is switched on begins to hold; `None` where there is none.
    pub fn first_day(&self) -> Option<Date> {
        self.days().min()
    }

    /// Returns the last day on which a hypothesis that is switched on begins to hold; `None` where there is none.
    pub fn last_day(&self) -> Option<Date> {
        self.days().max()
    }

    fn days(&self) -> impl Iterator<Item = Date> {
        let on = self.hypotheses.iter().filter(|hypothesis| hypothesis.supposed == Supposed::On);
        on.map(|hypothesis| hypothesis.from)
    }
}

impl Alteration {
    /// Returns which record it is about; `None` where it means nothing.
    pub fn id(&self) -> Option<EntryId> {
        match self {
            Self::Made(entry) => Some(entry.id()),
            Self::Altered(patch) => Some(patch.id()),
            Self::Gone(id) => Some(id.clone()),
            Self::Unread { .. } => None,
        }
    }

    /// Returns what makes one state of a record into another; `None` where nothing is to be done, or cannot be.
    pub fn between(before: Option<&Entry>, after: Option<&Entry>) -> Option<Self> {
        match (before, after) {
            (None, None) => None,
            (None, Some(after)) => Some(Self::Made(after.clone())),
            (Some(before), None) => Some(Self::Gone(before.id())),
            (Some(before), Some(after)) => Patch::between(before, after).map(Self::Altered),
        }
    }
}

impl LikelihoodTerm {
    /// All of them, from the least likely on.
    pub const ALL: [Self; 7] = [
        Self::AlmostNoChance,
        Self::VeryUnlikely,
        Self::Unlikely,
        Self::RoughlyEvenChance,
        Self::Likely,
        Self::VeryLikely,
        Self::AlmostCertain,
    ];

    /// Returns it as files and scripts write it: `very_unlikely`.
    pub fn id(self) -> &'static str {
        match self {
            Self::AlmostNoChance => "almost_no_chance",
            Self::VeryUnlikely => "very_unlikely",
            Self::Unlikely => "unlikely",
            Self::RoughlyEvenChance => "roughly_even_chance",
            Self::Likely => "likely",
            Self::VeryLikely => "very_likely",
            Self::AlmostCertain => "almost_certain",
        }
    }

    /// Returns it in words: "very unlikely".
    pub fn name(self) -> &'static str {
        match self {
            Self::AlmostNoChance => "almost no chance",
            Self::VeryUnlikely => "very unlikely",
            Self::Unlikely => "unlikely",
            Self::RoughlyEvenChance => "roughly even chance",
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
            Self::AlmostCertain => "almost certain",
        }
    }

    /// Returns its range in percent.
    pub fn percent(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::AlmostNoChance => 1..=5,
            Self::VeryUnlikely => 5..=20,
            Self::Unlikely => 20..=45,
            Self::RoughlyEvenChance => 45..=55,
            Self::Likely => 55..=80,
            Self::VeryLikely => 80..=95,
            Self::AlmostCertain => 95..=99,
        }
    }
}

impl fmt::Display for LikelihoodTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.percent();
        write!(f, "{} ({}–{} %)", self.name(), percent.start(), percent.end())
    }
}
