//! Times a step, its undo and its redo on 20,000 ties against the frame that shows it, and weighs a thousand steps.
//!
//! `cargo bench --bench edits` prints the figures; ARCHITECTURE.md quotes them. Nothing is asserted here.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench stops at what must hold and prints its figures")]

mod support;

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::edit::{Change, Edit, apply};
use demarche::io::load;
use demarche::kit::Rng;
use demarche::model::{Document, Entry, TieId, Weight};
use demarche::session::{Command, Edits, Session, run};

use support::{N_NATIONS, N_TIES, write_atlas};

/// Runs of each; the median is told.
const RUNS: usize = 15;
/// Steps that are weighed: many, since what was freed before is used again first.
const N_STEPS: usize = 50_000;

/// Returns an edit of one tie, another one each time.
fn edit(document: &Document, rng: &mut Rng) -> Edit {
    let ids: Vec<&TieId> = document.ties.keys().collect();
    let mut tie = (*document.ties[ids[rng.below(ids.len())]]).clone();
    tie.weight =
        Weight::new(1 + rng.below(5) as u8, format!("because {}", rng.next_u64()), Vec::new()).expect("a weight");
    Edit::of(document, vec![Change::put(document, Entry::Tie(Arc::new(tie)))])
}

/// Returns the median of how long something takes, which is made ready anew each time.
fn median(mut ready: impl FnMut(), mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            ready();
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// Returns the memory that the process takes up, in bytes.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or_default() << 10
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    write_atlas(folder.path(), N_NATIONS, N_TIES).expect("an atlas");
    let document = load(folder.path()).document;
    let mut rng = Rng::new(7);

    let edits: Vec<Edit> = (0..RUNS).map(|_| edit(&document, &mut rng)).collect();
    let mut next = edits.iter().cycle();
    let applied = median(|| (), || drop(black_box(apply(&document, next.next().expect("an edit")))));
    println!("apply one edit: {applied:?}");

    let mut session = Session::open(document, Vec::new());
    session.resize(1280.0, 800.0);
    session.scene();
    // What shows a step: the scene made anew, without what only painting it costs besides.
    let mut times = Vec::new();
    for words in ["an edit", "an undo", "a redo"] {
        let mut step = Vec::new();
        let mut scene = Vec::new();
        for _ in 0..RUNS {
            let command = match words {
                "an edit" => Edits::Commit(Box::new(edit(session.record(), &mut rng))),
                "an undo" => Edits::Undo,
                _ => Edits::Redo,
            };
            let start = Instant::now();
            run(&mut session, Command::Edits(command));
            step.push(start.elapsed());
            let start = Instant::now();
            black_box(session.scene());
            scene.push(start.elapsed());
        }
        step.sort();
        scene.sort();
        times.push((words, step[RUNS / 2], scene[RUNS / 2]));
    }
    for (words, step, scene) in times {
        let ratio = step.as_secs_f64() / scene.as_secs_f64();
        println!("{words}: {step:?}, the scene that shows it: {scene:?}, ratio {ratio:.2}");
    }

    let documents: Vec<Arc<Document>> = {
        let before = resident();
        let mut documents = vec![session.record().clone()];
        for _ in 0..N_STEPS {
            let last = documents.last().expect("a document");
            let edited = apply(last, &edit(last, &mut rng)).expect("an edit");
            documents.push(Arc::new(edited));
        }
        let grown = resident().saturating_sub(before);
        let each = grown as f64 / N_STEPS as f64;
        println!("{N_STEPS} edits: {:.0} MB, so a thousand: {:.1} MB", grown as f64 / 1e6, each / 1e3);
        documents
    };
    drop(documents);
}
