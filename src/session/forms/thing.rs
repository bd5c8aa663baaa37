//! What a form is about: a record or an item within one, there already or new.

use crate::model::{EntryId, NationId};

/// What a form is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A record of the atlas, or what the atlas says of itself.
    Record(EntryId),
    /// A record that is not there yet.
    New(NewRecord),
    /// An item within a record.
    Item(Item),
}

/// A record that is not there yet, with what is known of it already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NewRecord {
    /// A kind of tie.
    Kind,
    /// A nation.
    Nation,
    /// A source.
    Source,
    /// An instrument.
    Instrument,
    /// A tie, from the one nation to the other as far as these are known.
    Tie(Option<NationId>, Option<NationId>),
    /// An assessment, of this nation if it is about one.
    Assessment(Option<NationId>),
    /// A scenario.
    Scenario,
}

/// An item within a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// What holds it.
    pub of: Holder,
    /// What it is.
    pub sort: Sort,
    /// Which of those it is, counted from 0; `None` for one that is not there yet.
    pub idx: Option<usize>,
}

/// What holds items: a record, or an item of it that holds items of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Holder {
    /// The record.
    pub record: EntryId,
    /// The item within it; `None` where the record itself holds them.
    pub within: Option<(Sort, usize)>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// What a source says: of a tie, an instrument, an assessment, an event or a driver.
    Evidence,
    /// A step of a tie.
    Milestone,
    /// A move in a tie.
    Exchange,
    /// A rival date of a tie.
    Dispute,
    /// What a tie, a milestone or an exchange responds to, enables or supersedes.
    Relation,
    /// A change of a tie's weight.
    Level,
    /// An event of a nation.
    Event,
    /// A reason behind a nation's stance.
    Driver,
    /// A weight in an assessment.
    Share,
    /// Who signed an instrument.
    Signatory,
    /// What a scenario supposes.
    Hypothesis,
}

impl Thing {
    /// Returns an item that a record holds itself.
    pub fn item(record: EntryId, sort: Sort, idx: usize) -> Self {
        Self::Item(Item { of: Holder { record, within: None }, sort, idx: Some(idx) })
    }

    /// Returns a new item that a record shall hold itself.
    pub fn new_item(record: EntryId, sort: Sort) -> Self {
        Self::Item(Item { of: Holder { record, within: None }, sort, idx: None })
    }

    /// Whether it is not there yet.
    pub fn is_new(&self) -> bool {
        match self {
            Self::Record(_) => false,
            Self::New(_) => true,
            Self::Item(item) => item.idx.is_none(),
        }
    }

    /// Returns what people call a thing of this sort: "tie", "rival date".
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Record(id) => id.noun(),
            Self::New(new) => new.noun(),
            Self::Item(item) => item.sort.noun(),
        }
    }

    /// Returns the record that it is or lies in; `None` for one that is not there yet.
    pub fn record(&self) -> Option<&EntryId> {
        match self {
            Self::Record(id) => Some(id),
            Self::New(_) => None,
            Self::Item(item) => Some(&item.of.record),
        }
    }
}

impl NewRecord {
    /// Returns what people call a record of this sort.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Nation => "nation",
            Self::Source => "source",
            Self::Instrument => "instrument",
            Self::Tie(..) => "tie",
            Self::Assessment(_) => "assessment",
            Self::Scenario => "scenario",
        }
    }
}

impl Item {
    /// Returns where it lies in its record as files name it: `milestones.3.relates.0`. A new one lies behind all others.
    pub(super) fn path(&self, n_items: usize) -> String {
        let own = format!("{}.{}", self.sort.list(), self.idx.unwrap_or(n_items));
        match self.of.within {
            Some((sort, idx)) => format!("{}.{idx}.{own}", sort.list()),
            None => own,
        }
    }
}

impl Sort {
    /// Returns what people call it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Milestone => "milestone",
            Self::Exchange => "move",
            Self::Dispute => "rival date",
            Self::Relation => "relation",
            Self::Level => "change of weight",
            Self::Event => "event",
            Self::Driver => "reason",
            Self::Share => "share",
            Self::Signatory => "signatory",
            Self::Hypothesis => "change",
        }
    }

    /// Returns what files call the list of them.
    fn list(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Milestone => "milestones",
            Self::Exchange => "exchanges",
            Self::Dispute => "disputed",
            Self::Relation => "relates",
            Self::Level => "levels",
            Self::Event => "events",
            Self::Driver => "drivers",
            Self::Share => "shares",
            Self::Signatory => "signatories",
            Self::Hypothesis => "changes",
        }
    }
}
