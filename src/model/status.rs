//! The status of a formal tie as of a day: the latest step of each party, and what they add up to.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::date::EdtfDate;
use super::ids::NationId;
use super::tie::{Milestone, Step, Tie};

/// The status of a tie on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// What the parties' steps add up to.
    pub state: State,
    /// The date of the step that brought the state about.
    pub since: EdtfDate,
    /// The step at which each party stands; a party without any is left out.
    pub by: BTreeMap<NationId, Step>,
}

/// What the steps of all parties add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Signed while ratifications are incomplete.
    Signed,
    /// Ratified by both, not yet in force.
    Ratified,
    /// In force.
    InForce,
    /// Suspended in part by at least one party.
    PartlySuspended,
    /// Suspended by at least one party.
    Suspended,
    /// At least one party has left, or it was replaced or ran out.
    Ended,
}

impl State {
    /// Returns its name as scripts read it: `in_force`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Ratified => "ratified",
            Self::InForce => "in_force",
            Self::PartlySuspended => "partly_suspended",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    /// Returns its name as people say it: "in force".
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Ratified => "ratified",
            Self::InForce => "in force",
            Self::PartlySuspended => "partly suspended",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    /// Whether its promises hold on that day, at least in part.
    pub fn binds(self) -> bool {
        match self {
            Self::InForce | Self::PartlySuspended => true,
            Self::Signed | Self::Ratified | Self::Suspended | Self::Ended => false,
        }
    }
}

impl Tie {
    /// Returns the status on `day`, or `None` for a tie that has taken no formal step by then. O(milestones).
    ///
    /// Each party stands at its latest step, except that signing or ratifying never takes back what is in force. A tie
    /// has ended once either party has left; it is in force once any step put it in force, and merely signed while a
    /// ratification is missing.
    pub fn status_on(&self, day: Date) -> Option<Status> {
        let (a, b) = &self.between;
        let mut standing: BTreeMap<&NationId, &Milestone> = BTreeMap::new();
        let taken = self.course.milestones.iter().filter(|milestone| milestone.on.earliest() <= day);
        for milestone in taken {
            let parties = [a, b].into_iter().filter(|party| milestone.by.as_ref().is_none_or(|by| by == *party));
            for party in parties {
                let held = standing.get(party).map(|held| held.step);
                if !held.is_some_and(|held| outranks(held, milestone.step)) {
                    standing.insert(party, milestone);
                }
            }
        }
        let state = overall(standing.values().map(|milestone| milestone.step))?;
        let since = standing
            .values()
            .filter(|milestone| state_of(milestone.step) == state)
            .map(|milestone| milestone.on)
            .min_by_key(|on| on.earliest());
        let since = since.or_else(|| standing.values().map(|milestone| milestone.on).max_by_key(|on| on.earliest()))?;
        let by = standing.into_iter().map(|(party, milestone)| (party.clone(), milestone.step)).collect();
        Some(Status { state, since: first_of_run(self, day, state).unwrap_or(since), by })
    }
}

/// Whether a later `step` leaves a party where it already is, at `held`.
fn outranks(held: Step, step: Step) -> bool {
    matches!(held, Step::InForce | Step::Extended) && matches!(step, Step::Signed | Step::Ratified)
}

/// Returns the state that one party's step alone amounts to.
fn state_of(step: Step) -> State {
    match step {
        Step::Signed => State::Signed,
        Step::Ratified => State::Ratified,
        Step::InForce | Step::Extended => State::InForce,
        Step::PartlySuspended => State::PartlySuspended,
        Step::Suspended => State::Suspended,
        Step::Withdrawn | Step::Superseded | Step::Expired => State::Ended,
    }
}

/// Returns what the parties' steps add up to.
fn overall(steps: impl Iterator<Item = Step>) -> Option<State> {
    let states: Vec<State> = steps.map(state_of).collect();
    let furthest = *states.iter().max()?;
    let all_ratified = states.len() == 2 && states.iter().all(|state| *state == State::Ratified);
    Some(if furthest == State::Ratified && !all_ratified { State::Signed } else { furthest })
}

/// Returns the date since when a tie that is in force on `day` has been so; an extension does not begin it anew.
fn first_of_run(tie: &Tie, day: Date, state: State) -> Option<EdtfDate> {
    if state != State::InForce {
        return None;
    }
    let mut begun = None;
    for milestone in tie.course.milestones.iter().filter(|milestone| milestone.on.earliest() <= day) {
        match state_of(milestone.step) {
            State::InForce => begun = begun.or(Some(milestone.on)),
            State::Signed | State::Ratified => {}
            State::PartlySuspended | State::Suspended | State::Ended => begun = None,
        }
    }
    begun
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{About, Course, KindId, PartId, Span, TieId, Weight};

    /// Makes a tie between A and B with milestones written as `date step [party]`.
    fn tie(milestones: &[&str]) -> Tie {
        let read = |line: &&str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            Milestone {
                id: None::<PartId>,
                on: EdtfDate::parse(words[0]).expect("a date"),
                step: Step::ALL.into_iter().find(|step| step.id() == words[1]).expect("a step"),
                by: words.get(2).map(|party| NationId::new(party)),
                title: String::new(),
                sources: Vec::new(),
                relates: Vec::new(),
            }
        };
        Tie {
            id: TieId::new("t"),
            kind: KindId::new("pact"),
            between: (NationId::new("A"), NationId::new("B")),
            span: Span::parse("../..").expect("a span"),
            weight: Weight::new(3, String::new(), Vec::new()).expect("a weight"),
            about: About { title: "Pact".into(), summary: String::new(), instrument: None, dependent: None },
            course: Course { milestones: milestones.iter().map(read).collect(), ..Course::default() },
            relates: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// Checks the status on days, written as `day: state since`.
    fn check(milestones: &[&str], expected: &[(&str, &str)]) {
        let tie = tie(milestones);
        for (day, words) in expected {
            let status = tie.status_on(day.parse().expect("a day"));
            let said = status.map_or("none".to_owned(), |status| format!("{} {}", status.state.id(), status.since));
            assert_eq!(said, *words, "{milestones:?} on {day}");
        }
    }

    #[test]
    fn a_treaty_is_only_signed_until_the_last_ratification() {
        check(
            &["2024-06-19 signed", "2024-11-09 ratified A", "2024-11-11 ratified B", "2024-12-04 in_force"],
            &[
                ("2024-06-18", "none"),
                ("2024-06-19", "signed 2024-06-19"),
                ("2024-11-10", "signed 2024-06-19"),
                ("2024-11-11", "ratified 2024-11-09"),
                ("2025-06-14", "in_force 2024-12-04"),
            ],
        );
    }

    #[test]
    fn it_has_ended_once_one_party_has_left() {
        check(
            &[
                "2018-09-19 in_force",
                "2023-11-22 partly_suspended A",
                "2023-11-23 withdrawn B",
                "2024-06-04 suspended A",
            ],
            &[
                ("2023-11-22", "partly_suspended 2023-11-22"),
                ("2023-11-23", "ended 2023-11-23"),
                ("2024-06-04", "ended 2023-11-23"),
            ],
        );
    }

    #[test]
    fn a_late_ratification_takes_nothing_back() {
        check(&["1954-11-17 in_force", "1954-11-18 ratified B"], &[("1955-01-01", "in_force 1954-11-17")]);
    }

    #[test]
    fn an_extension_does_not_begin_it_anew() {
        check(&["2001-07-16 in_force", "2021-06-28 extended"], &[("2025-01-01", "in_force 2001-07-16")]);
    }

    #[test]
    fn resuming_a_suspended_tie_begins_it_anew() {
        check(
            &["2000 in_force", "2010 suspended", "2020 in_force"],
            &[("2015-01-01", "suspended 2010"), ("2021-01-01", "in_force 2020")],
        );
    }
}
