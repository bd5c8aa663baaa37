//! Whatever was done before, a session shows what one shows that was just opened: nothing of a scenario, a day or a step
//! stays behind in what is held from one look to the next.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use demarche::edit::{Edit, between};
use demarche::model::{Document, Supposed};
use demarche::network::Vantage;
use demarche::session::{Command, Edits, Scenarios, Session, Time, run};
use demarche::{edit, kit, model};
use jiff::civil::{Date, date};

#[path = "support/chance.rs"]
mod chance;

use chance::Chance;

/// Atlases that are tried, and what is done to each.
const N_ATLASES: u64 = 60;
const N_DEEDS: usize = 25;

fn any_day(chance: &mut Chance) -> Date {
    date(1990, 1, 1).saturating_add(jiff::Span::new().days(chance.below(18_000) as i32))
}

/// Returns something that a person may do.
fn deed(chance: &mut Chance, session: &Session) -> Command {
    let scenarios: Vec<_> = session.record().scenarios.keys().cloned().collect();
    let hypotheses = session.supposition().map(|it| it.scenario.hypotheses.clone()).unwrap_or_default();
    match chance.below(12) {
        0 => Command::Scenarios(Scenarios::Open(None)),
        1 | 2 if !scenarios.is_empty() => Command::Scenarios(Scenarios::Open(Some(chance.pick(&scenarios)))),
        3 => Command::Time(Time::LookAt(any_day(chance))),
        4 => Command::Time(Time::KnownOn(chance.maybe(&[date(2010, 1, 1), date(2024, 1, 1)]))),
        5 => Command::Edits(Edits::Undo),
        6 => Command::Edits(Edits::Redo),
        7 => Command::Scenarios(Scenarios::CompareWithRecord),
        8 if !hypotheses.is_empty() => {
            let hypothesis = chance.pick(&hypotheses);
            let other = if hypothesis.supposed == Supposed::On { Supposed::Off } else { Supposed::On };
            Command::Scenarios(Scenarios::Switch(hypothesis.id.clone(), other))
        }
        9 if !hypotheses.is_empty() => Command::Scenarios(Scenarios::Drop(chance.pick(&hypotheses).id.clone())),
        10 => Command::Scenarios(Scenarios::Delete),
        _ => {
            let (shown, wanted) = (session.shown().clone(), chance.edited(session.shown()));
            Command::Edits(Edits::Commit(Box::new(Edit::named("by chance", between(&shown, &wanted)))))
        }
    }
}

/// Returns a session on the same record that was just opened, with the same look at it.
fn opened(session: &Session) -> Session {
    let mut fresh = Session::open((**session.record()).clone(), Vec::new());
    let lens = session.lens();
    run(&mut fresh, Command::Scenarios(Scenarios::Open(lens.scenario.clone())));
    run(&mut fresh, Command::Time(Time::KnownOn(lens.moment.known_on)));
    run(&mut fresh, Command::Time(Time::LookAt(lens.moment.as_of)));
    fresh
}

/// Returns all that is seen of a session's network, as text.
fn seen(session: &Session) -> Vec<String> {
    let ties = session.network().ties().iter();
    ties.map(|tie| format!("{:?} {:?} {}", tie.tie, tie.as_of_day, tie.is_hypothetical())).collect()
}

fn dated(session: &Session) -> Vec<String> {
    session.timeline().iter().map(|dated| format!("{} {:?} {:?}", dated.tie.id, dated.on, dated.turn())).collect()
}

fn check(session: &Session, fresh: &Session, deed: &str) {
    let differing = |one: &Document, other: &Document| between(one, other);
    assert_eq!(session.lens(), fresh.lens(), "{deed}");
    assert!(
        differing(session.shown(), fresh.shown()).is_empty(),
        "{deed}: {:#?}",
        differing(session.shown(), fresh.shown())
    );
    assert_eq!(seen(session), seen(fresh), "{deed}");
    assert_eq!(dated(session), dated(fresh), "{deed}");
    assert_eq!(session.dated_days(), fresh.dated_days(), "{deed}");
    let outcomes = |session: &Session| session.supposition().map(|it| (it.prospects.clone(), it.outcomes.clone()));
    assert_eq!(outcomes(session), outcomes(fresh), "{deed}");
    if session.supposition().is_none() {
        assert!(differing(session.shown(), session.record()).is_empty(), "{deed}: the record is shown");
    }
    if let Some(comparison) = session.comparison() {
        assert!(comparison.is_of_days() || comparison.with != session.lens().vantage(), "{deed}: with itself");
        let mut other = opened(session);
        run(&mut other, Command::Scenarios(Scenarios::CompareWith(Some(comparison.with.clone()))));
        let fresh = other.comparison().expect("a comparison");
        assert_eq!(comparison.differences, fresh.differences, "{deed}");
        let is_there =
            |with: &Vantage| with.scenario.as_ref().is_none_or(|id| session.record().scenarios.contains_key(id));
        assert!(is_there(&comparison.with), "{deed}");
    }
    // All that is drawn has a place.
    for nation in session.drawn().nations() {
        assert!(session.positions().contains_key(&nation.id), "{deed}: {}", nation.id);
    }
}

#[test]
fn a_session_shows_what_one_shows_that_was_just_opened() {
    for seed in 0..N_ATLASES {
        let mut chance = Chance::new(seed);
        let document = chance.document();
        let document = chance.supposing(&document);
        let mut session = Session::open(document, Vec::new());
        session.resize(1280.0, 800.0);
        for n in 0..N_DEEDS {
            let deed = deed(&mut chance, &session);
            let words = format!("atlas {seed}, deed {n}: {}", deed.label());
            run(&mut session, deed);
            check(&session, &opened(&session), &words);
        }
    }
}
