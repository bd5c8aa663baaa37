//! Ties: standing relations between two nations, with their milestones, exchanges, reasons and evidence.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::date::EdtfDate;
use super::ids::{InstrumentId, KindId, NationId, PartId, SourceId, TieId};
use super::source::Evidence;
use super::span::Span;

/// A standing relation of one kind between two nations.
///
/// Invariant, held by whoever builds one: the two nations differ, and milestones and exchanges rest on sources among
/// the tie's own evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// Its identifier.
    pub id: TieId,
    /// Its kind.
    pub kind: KindId,
    /// The two nations; the first is the sender when the kind is directed.
    pub between: (NationId, NationId),
    /// When it exists.
    pub span: Span,
    /// How much it matters.
    pub weight: Weight,
    /// What it says and what it belongs to.
    pub about: About,
    /// How it went: steps, moves and rival dates.
    pub course: Course,
    /// What it responds to, enables or supersedes.
    pub relates: Vec<Relation>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What a tie is called and what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence or two; may be empty.
    pub summary: String,
    /// The instrument that it shares with other ties.
    pub instrument: Option<InstrumentId>,
    /// Which of the two depends on the other.
    pub dependent: Option<NationId>,
}

/// How a tie went.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// Steps in its formal life, by the last day that each can mean.
    pub milestones: Vec<Arc<Milestone>>,
    /// Dated moves inside it, by the last day that each can mean.
    pub exchanges: Vec<Arc<Exchange>>,
    /// Rival dates.
    pub disputed: Vec<Dispute>,
}

/// How much a tie matters, as its author judges, from 1 to 5.
///
/// Invariant: every weight is 1 to 5, and levels are sorted by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    base: u8,
    why: String,
    levels: Vec<Level>,
}

/// A change of weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// First day of the new weight.
    pub from: EdtfDate,
    /// The new weight, 1 to 5.
    pub weight: u8,
    /// Why; may be empty.
    pub why: String,
}

impl Course {
    /// Returns the ids of those milestones and exchanges that have one.
    pub fn part_ids(&self) -> impl Iterator<Item = &PartId> {
        let milestones = self.milestones.iter().filter_map(|milestone| milestone.id.as_ref());
        milestones.chain(self.exchanges.iter().filter_map(|exchange| exchange.id.as_ref()))
    }
}

impl Weight {
    /// Weights that there are.
    pub const RANGE: std::ops::RangeInclusive<u8> = 1..=5;

    /// Returns the weight, or `None` when one of its numbers is not 1 to 5.
    pub fn new(base: u8, why: String, mut levels: Vec<Level>) -> Option<Self> {
        levels.sort_by_key(|level| level.from.earliest());
        let is_in_range = Self::RANGE.contains(&base) && levels.iter().all(|level| Self::RANGE.contains(&level.weight));
        is_in_range.then_some(Self { base, why, levels })
    }

    /// Returns the weight of a tie whose author gives none: the middle of 1 to 5.
    pub fn usual() -> Self {
        Self { base: 3, why: String::new(), levels: Vec::new() }
    }

    /// Returns the weight with another one, 1 to 5, before its changes; one that is none stays as it is.
    pub(super) fn with_base(&self, base: u8, why: String) -> Self {
        Self::new(base, why, self.levels.clone()).unwrap_or_else(|| self.clone())
    }

    /// Returns the weight with other changes of it, each to 1 to 5; where one is none, they stay as they are.
    pub(super) fn with_levels(&self, levels: Vec<Level>) -> Self {
        Self::new(self.base, self.why.clone(), levels).unwrap_or_else(|| self.clone())
    }

    /// Returns the weight on a day, with the reason given for it.
    pub fn on(&self, day: Date) -> (u8, &str) {
        let level = self.levels.iter().rev().find(|level| level.from.earliest() <= day);
        level.map_or((self.base, self.why.as_str()), |level| (level.weight, level.why.as_str()))
    }

    /// Returns the weight without the changes that came after a day.
    pub fn until(&self, day: Date) -> Self {
        let mut weight = self.clone();
        weight.levels.retain(|level| level.from.earliest() <= day);
        weight
    }

    /// Returns what changes of weight change: the day, the weight before and that from then on, earliest first. Levels that
    /// only give another reason are left out.
    pub fn changes(&self) -> impl Iterator<Item = (EdtfDate, u8, u8)> + '_ {
        let before = std::iter::once(self.base).chain(self.levels.iter().map(|level| level.weight));
        let changes = self.levels.iter().zip(before).map(|(level, before)| (level.from, before, level.weight));
        changes.filter(|(_, before, after)| before != after)
    }

    /// Returns the weight before any change of it, 1 to 5.
    pub fn base(&self) -> u8 {
        self.base
    }

    /// Returns the reason given for that; may be empty.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// Returns the changes of weight, earliest first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }
}

/// A dated step in the life of a formal tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Its identifier within the tie, where others refer to it.
    pub id: Option<PartId>,
    /// When.
    pub on: EdtfDate,
    /// Which step.
    pub step: Step,
    /// Whose step; `None` for both parties'.
    pub by: Option<NationId>,
    /// What happened, where the step alone does not say it; may be empty.
    pub title: String,
    /// Sources among the tie's evidence.
    pub sources: Vec<SourceId>,
    /// What it responds to, enables or supersedes.
    pub relates: Vec<Relation>,
}

/// The steps in the life of a formal tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Signed or adopted.
    Signed,
    /// Ratified.
    Ratified,
    /// Took effect.
    InForce,
    /// Prolonged or widened.
    Extended,
    /// Suspended in part.
    PartlySuspended,
    /// Suspended.
    Suspended,
    /// Left by a party.
    Withdrawn,
    /// Replaced by another.
    Superseded,
    /// Ran out.
    Expired,
}

impl Step {
    /// All steps, in the order of a treaty's life.
    pub const ALL: [Self; 9] = [
        Self::Signed,
        Self::Ratified,
        Self::InForce,
        Self::Extended,
        Self::PartlySuspended,
        Self::Suspended,
        Self::Withdrawn,
        Self::Superseded,
        Self::Expired,
    ];

    /// Returns its name as files and scripts write it: `in_force`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Ratified => "ratified",
            Self::InForce => "in_force",
            Self::Extended => "extended",
            Self::PartlySuspended => "partly_suspended",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
        }
    }

    /// Returns its name as people say it: "in force".
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Ratified => "ratified",
            Self::InForce => "in force",
            Self::Extended => "extended",
            Self::PartlySuspended => "partly suspended",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
        }
    }

    /// Whether by it a tie takes effect, or goes on to.
    pub fn is_into_force(self) -> bool {
        match self {
            Self::InForce | Self::Extended => true,
            Self::Signed
            | Self::Ratified
            | Self::PartlySuspended
            | Self::Suspended
            | Self::Withdrawn
            | Self::Superseded
            | Self::Expired => false,
        }
    }
}

/// One dated move inside a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// Its identifier within the tie, where others refer to it.
    pub id: Option<PartId>,
    /// When.
    pub on: EdtfDate,
    /// Who moved.
    pub by: NationId,
    /// What was done or offered.
    pub approach: String,
    /// What it was meant to achieve; may be empty.
    pub strategy: String,
    /// How the other side took it.
    pub response: Option<Response>,
    /// The answer in words; may be empty.
    pub reply: String,
    /// What the move is in CAMEO, with its Goldstein value.
    pub cameo: Option<Cameo>,
    /// Sources among the tie's evidence.
    pub sources: Vec<SourceId>,
    /// What it responds to, enables or supersedes.
    pub relates: Vec<Relation>,
}

/// A CAMEO code with what the tables say of it (Schrodt 2012; Goldstein 1992).
#[derive(Debug, Clone, PartialEq)]
pub struct Cameo {
    /// The code, two to four digits.
    pub code: String,
    /// Name of the code's root.
    pub root: String,
    /// Goldstein intensity, −10 (most hostile) to +10; of this move, never of the tie.
    pub goldstein: f64,
}

/// How the other side took a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Response {
    /// Taken up.
    Accepted,
    /// Turned down.
    Rejected,
    /// Left without an answer.
    Ignored,
    /// Taken up, then broken off.
    Collapsed,
    /// Not yet answered.
    Pending,
}

impl Response {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
            Self::Collapsed => "collapsed",
            Self::Pending => "pending",
        }
    }
}

/// A rival date; it never changes when a tie exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    /// Which date.
    pub what: DisputedDate,
    /// The rival date.
    pub on: EdtfDate,
    /// Who gives it.
    pub source: SourceId,
    /// More about it; may be empty.
    pub note: String,
}

/// Which date of a tie is disputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputedDate {
    /// The first day.
    Begins,
    /// The last day.
    Ends,
    /// The day of a step.
    Step(Step),
    /// The day of a milestone or exchange.
    Part(PartId),
}

/// A reason behind the ripple: this responds to, enables or supersedes that.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What it is related to.
    pub to: Reference,
    /// In what way.
    pub relation: RelationKind,
    /// Sources among the tie's evidence.
    pub sources: Vec<SourceId>,
}

/// Something that a relation points to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A tie.
    Tie(TieId),
    /// A milestone or exchange of a tie.
    TiePart(TieId, PartId),
    /// An event of a nation.
    Event(NationId, PartId),
}

impl fmt::Display for Reference {
    /// Writes it as files do: `TIE`, `TIE#PART` or `NATION#EVENT`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tie(id) => id.fmt(f),
            Self::TiePart(id, part) => write!(f, "{id}#{part}"),
            Self::Event(id, part) => write!(f, "{id}#{part}"),
        }
    }
}

/// How two things relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// Answers it.
    InResponseTo,
    /// Makes it possible.
    Enables,
    /// Takes its place.
    Supersedes,
}

impl RelationKind {
    /// Returns its name: "in response to".
    pub fn name(self) -> &'static str {
        match self {
            Self::InResponseTo => "in response to",
            Self::Enables => "enables",
            Self::Supersedes => "supersedes",
        }
    }

    /// Returns the relation seen from the other end: "answered by".
    pub fn reverse_name(self) -> &'static str {
        match self {
            Self::InResponseTo => "answered by",
            Self::Enables => "enabled by",
            Self::Supersedes => "superseded by",
        }
    }
}

impl Tie {
    /// Whether any evidence of the tie names a source, as where it stands or as what it repeats. O(evidence).
    pub fn names_source(&self, source: &SourceId) -> bool {
        self.evidence.iter().any(|item| item.source == *source || item.origin.as_ref() == Some(source))
    }

    /// Whether `nation` is one of the two.
    pub fn concerns(&self, nation: &NationId) -> bool {
        self.between.0 == *nation || self.between.1 == *nation
    }

    /// Returns the nation at the other end, or `None` when `nation` is at neither.
    pub fn other(&self, nation: &NationId) -> Option<&NationId> {
        match &self.between {
            (a, b) if a == nation => Some(b),
            (a, b) if b == nation => Some(a),
            _ => None,
        }
    }

    /// Returns the two nations in the order of their ids.
    pub fn pair(&self) -> (&NationId, &NationId) {
        let (a, b) = &self.between;
        if a <= b { (a, b) } else { (b, a) }
    }

    /// Returns the distinct sources of its evidence, sorted.
    pub fn sources(&self) -> Vec<&SourceId> {
        let mut sources: Vec<&SourceId> = self.evidence.iter().map(|item| &item.source).collect();
        sources.sort();
        sources.dedup();
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(from: &str, weight: u8) -> Level {
        Level { from: EdtfDate::parse(from).expect("a date"), weight, why: format!("since {from}") }
    }

    #[test]
    fn a_level_holds_from_its_first_day() {
        let weight =
            Weight::new(2, "at first".into(), vec![level("2024-12-04", 5), level("2023", 3)]).expect("a weight");
        let on = |day: &str| weight.on(day.parse().expect("a day"));
        assert_eq!(on("2022-12-31"), (2, "at first"));
        assert_eq!(on("2023-01-01"), (3, "since 2023"));
        assert_eq!(on("2024-12-04"), (5, "since 2024-12-04"));
    }

    #[test]
    fn weights_beyond_one_to_five_are_refused() {
        assert!(Weight::new(0, String::new(), Vec::new()).is_none());
        assert!(Weight::new(5, String::new(), vec![level("2023", 6)]).is_none());
    }
}
