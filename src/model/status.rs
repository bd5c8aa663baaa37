//! The status of a formal tie as of a day: the latest step of each party, and what they add up to.

use jiff::civil::Date;

use super::date::EdtfDate;
use super::ids::NationId;
use super::tie::{Step, Tie};

/// The status of a tie on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// What the parties' steps add up to.
    pub state: State,
    /// The date of the step that brought the state about.
    pub since: EdtfDate,
    /// The step at which each of the tie's two nations stands, in the order of the tie; `None` before its first.
    pub by: [Option<Step>; 2],
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

impl Status {
    /// Returns which of the two nations of `tie`, whose status it is, stands at which step.
    pub fn steps<'a>(&self, tie: &'a Tie) -> impl Iterator<Item = (&'a NationId, Step)> {
        let (a, b) = &tie.between;
        [a, b].into_iter().zip(self.by).filter_map(|(party, step)| Some((party, step?)))
    }
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

/// A step with whose it is, in few bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub on: EdtfDate,
    /// Which step.
    pub step: Step,
    /// Which of the tie's two nations took it, in the order of the tie.
    pub by: [bool; 2],
}

impl Tie {
    /// Returns the steps of its formal life, in their order.
    pub fn taken(&self) -> impl Iterator<Item = Taken> + '_ {
        let (a, b) = &self.between;
        self.course.milestones.iter().map(move |milestone| {
            let is_by = |party| milestone.by.as_ref().is_none_or(|by| by == party);
            Taken { on: milestone.on, step: milestone.step, by: [is_by(a), is_by(b)] }
        })
    }

    /// Returns the status on `day`, or `None` for a tie that has taken no formal step by then. O(milestones).
    pub fn status_on(&self, day: Date) -> Option<Status> {
        Status::after(self.taken(), day)
    }
}

impl Status {
    /// Returns the status that steps have led to on `day`, or `None` where none was taken by then. O(steps).
    ///
    /// Each party stands at its latest step, except that signing or ratifying never takes back what goes further. A tie
    /// has ended once either party has left; it is in force once any step put it in force, and merely signed while a
    /// ratification is missing. Relies on steps being in order, the less precise dates last.
    pub fn after(steps: impl IntoIterator<Item = Taken>, day: Date) -> Option<Self> {
        let mut by: [Option<Step>; 2] = [None; 2];
        let mut reached: Option<(State, EdtfDate)> = None;
        for taken in steps.into_iter().filter(|taken| taken.on.earliest() <= day) {
            for (held, is_theirs) in by.iter_mut().zip(taken.by) {
                if is_theirs {
                    *held = Some(advanced(*held, taken.step));
                }
            }
            let state = overall(by.into_iter().flatten());
            if state != reached.map(|(state, _)| state) {
                reached = state.map(|state| (state, taken.on));
            }
        }
        reached.map(|(state, since)| Self { state, since, by })
    }
}

/// Returns where a party stands that stood at `held` and takes a `step`.
///
/// Signing and ratifying take back nothing that goes further, and an extension prolongs only what is in force.
fn advanced(held: Option<Step>, step: Step) -> Step {
    let Some(held) = held else { return step };
    match step {
        Step::Signed | Step::Ratified => held.max(step),
        Step::Extended if !matches!(held, Step::InForce | Step::Extended) => held,
        Step::Extended
        | Step::InForce
        | Step::PartlySuspended
        | Step::Suspended
        | Step::Withdrawn
        | Step::Superseded
        | Step::Expired => step,
    }
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
    let states = steps.map(state_of);
    let (furthest, n_ratified) = states.fold((None, 0), |(furthest, n_ratified), state| {
        (furthest.max(Some(state)), n_ratified + usize::from(state == State::Ratified))
    });
    let (furthest, all_ratified) = (furthest?, n_ratified == 2);
    Some(if furthest == State::Ratified && !all_ratified { State::Signed } else { furthest })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{About, Course, KindId, Milestone, PartId, Span, TieId, Weight};

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
            course: Course { milestones: milestones.iter().map(read).map(Arc::new).collect(), ..Course::default() },
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
                ("2024-11-11", "ratified 2024-11-11"),
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

    #[test]
    fn a_step_dated_to_a_year_comes_after_those_of_its_days() {
        check(&["2000-02-09 signed", "2000 ratified"], &[("2000-12-31", "ratified 2000")]);
        check(&["2018-09-19 in_force", "2018 suspended B"], &[("2019-01-01", "suspended 2018")]);
    }

    #[test]
    fn what_has_ended_is_not_revived_by_signing_or_extending() {
        check(
            &["2010 in_force", "2012 withdrawn A", "2013 signed A", "2014 extended"],
            &[("2015-01-01", "ended 2012")],
        );
        check(&["2010 signed", "2012 extended"], &[("2015-01-01", "signed 2010")]);
    }
}
