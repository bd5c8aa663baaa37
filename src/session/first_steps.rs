//! Five things to try first, made of what is in the open atlas.

use std::collections::BTreeMap;

use super::command::Command;
use super::edits::Edits;
use super::forms::NewRecord;
use super::keeping::Keeping;
use super::state::Session;
use crate::kit::boxed;
use crate::model::{KindId, NationId, Sign};
use crate::network::NetworkTie;
use crate::scene::text::shortened;
use crate::scene::{Class, Target};

/// Something to try.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstStep {
    /// What to do.
    pub words: String,
    /// What does it for somebody who clicks the words; `None` for what only a hand can do.
    pub command: Option<Command>,
    /// The ties that it lights while it is pointed at.
    pub lights: Option<Class>,
}

/// Returns what to try in an atlas; without ties there is less, and how to open another. O(ties log ties).
pub fn first_steps(session: &Session) -> Vec<FirstStep> {
    let mut steps = Vec::new();
    steps.extend(heaviest(session).map(|tie| tie_step(session, tie)));
    steps.extend(kind_step(session));
    steps.extend(pair_step(session));
    steps.extend(nation_step(session));
    if session.network().ties().is_empty() {
        steps.extend(beginning_steps(session));
    }
    steps.push(keys_step());
    steps
}

/// Returns what to do with an atlas that has no ties.
fn beginning_steps(session: &Session) -> [FirstStep; 3] {
    let step = |words: &str, command: Command| {
        let command = command.is_available(session).then_some(command);
        FirstStep { words: words.to_owned(), command, lights: None }
    };
    [
        step("Press N for a new nation", Command::Edits(Edits::ask_for_new(NewRecord::Nation))),
        step("Press T for a tie between two of them", Command::Edits(Edits::ask_for_new(NewRecord::Tie(None, None)))),
        step("Press Ctrl+O to open another atlas", Command::Keeping(Keeping::Open)),
    ]
}

/// Returns the tie of the greatest weight, and among those the one with the most steps, then the most evidence.
fn heaviest(session: &Session) -> Option<&NetworkTie> {
    let told = |tie: &NetworkTie| (tie.tie.course.milestones.len(), tie.tie.evidence.len());
    session.network().ties().iter().max_by_key(|tie| (tie.as_of_day.weight, told(tie)))
}

fn tie_step(session: &Session, tie: &NetworkTie) -> FirstStep {
    let (a, b) = &tie.tie.between;
    let kind = shortened(&boxed(&tie.kind.name));
    let words = format!("Click “{kind}” between {} and {}", name(session, a), name(session, b));
    FirstStep { words, command: Some(Command::Reveal(Target::Tie(tie.tie.id.clone()))), lights: None }
}

/// The kind with the most ties.
fn kind_step(session: &Session) -> Option<FirstStep> {
    let mut n_of: BTreeMap<&KindId, (usize, &str)> = BTreeMap::new();
    for tie in session.network().ties() {
        n_of.entry(&tie.kind.id).or_insert((0, &tie.kind.name)).0 += 1;
    }
    let (id, (_, name)) = n_of.into_iter().max_by_key(|(_, (n_ties, _))| *n_ties)?;
    let class = Class::Kind(id.clone());
    let words = format!("Rest on “{}” in the legend", shortened(&boxed(name)));
    Some(FirstStep { words, command: Some(Command::Select(Target::Class(class.clone()))), lights: Some(class) })
}

/// The pair with the most ties, a mixed one where there is any.
fn pair_step(session: &Session) -> Option<FirstStep> {
    let mut pairs: BTreeMap<(&NationId, &NationId), (usize, bool, bool)> = BTreeMap::new();
    for tie in session.network().ties() {
        let (n_ties, has_positive, has_negative) = pairs.entry(tie.tie.pair()).or_default();
        *n_ties += 1;
        *has_positive |= tie.kind.sign == Sign::Positive;
        *has_negative |= tie.kind.sign == Sign::Negative;
    }
    let best = pairs.into_iter().max_by_key(|(_, (n_ties, positive, negative))| (*positive && *negative, *n_ties));
    let ((a, b), _) = best?;
    let words = format!("Click {}, then Shift+click {}", name(session, a), name(session, b));
    let target = Target::pair(a.clone(), b.clone());
    Some(FirstStep { words, command: Some(Command::Reveal(target)), lights: None })
}

/// The nation with the most ties.
fn nation_step(session: &Session) -> Option<FirstStep> {
    let network = session.network();
    let nation = network.nations().iter().max_by_key(|nation| network.n_ties_of(&nation.id))?;
    let words = format!("Drag {} to where you want it", name(session, &nation.id));
    Some(FirstStep { words, command: None, lights: None })
}

fn keys_step() -> FirstStep {
    let words = "Press F1 or ? to see all keys".to_owned();
    FirstStep { words, command: Some(Command::ShowKeys), lights: None }
}

fn name(session: &Session, id: &NationId) -> String {
    shortened(&boxed(session.document().nation_name(id)))
}
