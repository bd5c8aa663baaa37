//! Why a tie is not on the canvas as others are, and what would show it.

use jiff::civil::Date;

use super::command::Command;
use super::sifting::Sift;
use super::state::Session;
use super::time::Time;
use crate::model::{EdtfDate, Presence, Tie, TieId};

/// Why a tie is not seen as others are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// It does not exist on the day looked at.
    NotThere {
        /// The day looked at.
        as_of: Date,
        /// A day on which it exists; `None` where none is known.
        there: Option<There>,
    },
    /// The filter does not ask for it and removes it.
    Removed,
    /// The filter does not ask for it and dims it.
    Dimmed,
}

/// A day on which a tie exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    /// Its first.
    First(Date),
    /// Its last, where nobody knows the first.
    Last(Date),
}

impl Session {
    /// Returns why a tie is not seen as others are; `None` for one that is seen, be it as a ghost of another day, and for one
    /// that is not on record.
    pub fn unseen(&self, id: &TieId) -> Option<Unseen> {
        let tie = self.document().ties.get(id)?;
        match self.drawn().tie(id) {
            Some(drawn) if drawn.is_asked_for => None,
            Some(_) => Some(Unseen::Dimmed),
            None if tie.span.presence_on(self.as_of()) == Presence::Absent => {
                Some(Unseen::NotThere { as_of: self.as_of(), there: there(tie) })
            }
            None => Some(Unseen::Removed),
        }
    }
}

impl Unseen {
    /// Returns it in words: "Not there on 19 June 2024".
    pub fn in_words(self) -> String {
        match self {
            Self::NotThere { as_of, .. } => format!("Not there on {}", EdtfDate::from_day(as_of).in_words()),
            Self::Removed => "Hidden by the filter".to_owned(),
            Self::Dimmed => "Filtered out; seen only while it is selected".to_owned(),
        }
    }

    /// Returns what would show it, and what that is called; `None` where nothing would.
    pub fn remedy(self) -> Option<(&'static str, Command)> {
        match self {
            Self::NotThere { there, .. } => there.map(|there| match there {
                There::First(day) => ("Look at its first day", Command::Time(Time::LookAt(day))),
                There::Last(day) => ("Look at its last day", Command::Time(Time::LookAt(day))),
            }),
            Self::Removed | Self::Dimmed => Some((Sift::Clear.label(), Command::Sift(Sift::Clear))),
        }
    }
}

fn there(tie: &Tie) -> Option<There> {
    let is_there = |day: &Date| tie.span.presence_on(*day) != Presence::Absent;
    let first = tie.span.begin().date().map(EdtfDate::earliest).filter(is_there);
    let last = tie.span.end().date().map(EdtfDate::latest).filter(is_there);
    first.map(There::First).or(last.map(There::Last))
}
