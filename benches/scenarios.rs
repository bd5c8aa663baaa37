//! Times a scenario of 1,000 changes over 20,000 ties against the frame that shows it: carried out, switched, and moved
//! through time.
//!
//! `cargo bench --bench scenarios` prints the figures; ARCHITECTURE.md quotes them. Nothing is asserted here.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench stops at what must hold and prints its figures")]

mod support;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::edit::overlay;
use demarche::io::load;
use demarche::kit::Rng;
use demarche::model::{
    Alteration, Document, Entry, Hypothesis, HypothesisId, Scenario, ScenarioId, Supposed, TieId, Weight,
};
use demarche::session::{Command, Scenarios, Session, Time, run};
use jiff::civil::{Date, date};

use support::{N_NATIONS, N_TIES, write_atlas};

/// Runs of each; the median is told.
const RUNS: usize = 15;
/// Changes of the scenario.
const N_CHANGES: usize = 1_000;
const FIRST: Date = date(2030, 1, 1);

/// Returns a scenario of changes, one a day: a tie in three is made, one changes its weight, one ends.
fn scenario(document: &Document) -> Scenario {
    let mut rng = Rng::new(7);
    let ids: Vec<&TieId> = document.ties.keys().collect();
    let mut scenario = Scenario::new(ScenarioId::new("thousand"), "A thousand changes".to_owned());
    for n in 0..N_CHANGES {
        // No tie twice, so that each change finds what it expects.
        let tie = &document.ties[ids[n * (ids.len() / N_CHANGES)]];
        let before = Entry::Tie(tie.clone());
        let mut after = (**tie).clone();
        let alteration = match n % 3 {
            0 => {
                after.id = TieId::new(&format!("supposed-{n}"));
                Some(Alteration::Made(Entry::Tie(Arc::new(after))))
            }
            1 => {
                let weight = 1 + (tie.weight.base() + rng.below(4) as u8) % 5;
                after.weight = Weight::new(weight, format!("because {n}"), Vec::new()).expect("a weight");
                Alteration::between(Some(&before), Some(&Entry::Tie(Arc::new(after))))
            }
            _ => Some(Alteration::Gone(before.id())),
        };
        scenario.hypotheses.push(Arc::new(Hypothesis {
            id: HypothesisId::new(&format!("change-{n}")),
            title: format!("Change {n}"),
            from: FIRST.saturating_add(jiff::Span::new().days(n as i32)),
            supposed: Supposed::On,
            why: String::new(),
            assumes: String::new(),
            sources: Vec::new(),
            likelihood: None,
            does: alteration.into_iter().collect(),
        }));
    }
    scenario
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), N_NATIONS, N_TIES).expect("an atlas");
    let mut document = load(folder.path()).document;
    let scenario = Arc::new(scenario(&document));
    document.scenarios.insert(scenario.id.clone(), scenario.clone());

    let times = (0..RUNS).map(|_| timed(|| drop(black_box(overlay(&document, &scenario, None)))));
    println!("{N_CHANGES} changes carried out over {N_TIES} ties: {:?}", median(times.collect()));

    let mut session = Session::open(document, Vec::new());
    session.resize(1280.0, 800.0);
    run(&mut session, Command::Scenarios(Scenarios::Open(Some(scenario.id.clone()))));
    session.scene();
    let last = session.as_of();
    let mut measure = |words: &str, command: &dyn Fn(usize) -> Command| {
        let (mut steps, mut scenes) = (Vec::new(), Vec::new());
        for n in 0..RUNS {
            let command = command(n);
            steps.push(timed(|| drop(run(&mut session, command))));
            scenes.push(timed(|| drop(black_box(session.scene()))));
        }
        let (step, scene) = (median(steps), median(scenes));
        let ratio = step.as_secs_f64() / scene.as_secs_f64();
        println!("{words}: {step:?}, the scene that shows it: {scene:?}, ratio {ratio:.2}");
    };
    measure("a change switched off or on", &|n| {
        let supposed = if n % 2 == 0 { Supposed::Off } else { Supposed::On };
        Command::Scenarios(Scenarios::Switch(HypothesisId::new("change-500"), supposed))
    });
    measure("the day before a change, or after it", &|n| {
        let back = if n % 2 == 0 { 400 } else { 401 };
        Command::Time(Time::LookAt(last.saturating_sub(jiff::Span::new().days(back))))
    });
    measure("compared with the record", &|_| Command::Scenarios(Scenarios::CompareWithRecord));
}
