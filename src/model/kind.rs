//! Kinds of ties: what a tie can be, and which sign that has. Kinds are data; users add their own.

use super::ids::KindId;

/// A type of tie, such as "defense pact" or "rejected outreach".
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// Its identifier.
    pub id: KindId,
    /// What legend and inspector call it.
    pub name: String,
    /// The sign of every tie of this kind.
    pub sign: Sign,
    /// Its group in the legend.
    pub category: String,
    /// Whether its ties point from one nation to the other.
    pub direction: Direction,
    /// Whose term the name is; may be empty.
    pub term: String,
    /// What it covers; may be empty.
    pub summary: String,
}

/// Whether a tie brings two nations together or sets them against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Together.
    Positive,
    /// Against each other.
    Negative,
    /// Neither.
    Neutral,
}

/// Whether a tie has a sender and a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Holds both ways.
    Mutual,
    /// From the first nation to the second.
    Directed,
}

impl Sign {
    /// All signs, in legend order.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::Neutral];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Neutral => "neutral",
        }
    }
}
