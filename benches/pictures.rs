//! Times `demarche export` to a PNG of 3840 × 2160 pixels beside Graphviz, which draws the same nations and ties in the same
//! places, and weighs both.
//!
//! `cargo bench --bench pictures` prints the figures; ARCHITECTURE.md quotes them. Each program is a process of its own that
//! reads its file and writes its picture, and they take turns, so that a busy machine slows both. Needs `neato`. Nothing is
//! asserted here.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench stops at what must hold and prints its figures")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{N_NATIONS, N_TIES, write_atlas};

/// Runs of each; the median is told.
const RUNS: usize = 7;
/// Between two looks at how much memory a process holds.
const LOOK: Duration = Duration::from_millis(2);

/// What a run has cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    time: Duration,
    /// Most resident memory, in kilobytes; 0 where the system does not tell.
    memory: u64,
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = folder.path().join("large");
    write_atlas(&large, N_NATIONS, N_TIES / 4).expect("an atlas");
    if Command::new("neato").arg("-V").stderr(Stdio::null()).status().is_err() {
        println!("neato is missing: nothing to compare with");
        return;
    }
    println!(
        "{:<34} {:>10} {:>10} {:>7} {:>9} {:>9}",
        "3840 × 2160", "demarche", "neato", "ratio", "demarche", "neato"
    );
    for (name, atlas) in [("starter atlas", None), ("200 nations, 5,000 ties", Some(large.as_path()))] {
        compare(name, atlas, folder.path());
    }
}

fn compare(name: &str, atlas: Option<&Path>, folder: &Path) {
    let (dot, png, other) = (folder.join("graph.dot"), folder.join("own.png"), folder.join("other.png"));
    let export = |out: &Path, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.arg("export").args(atlas).arg("--out").arg(out).args(more).stderr(Stdio::null());
        command
    };
    let made = export(&dot, &[]).status().expect("demarche runs");
    assert!(made.code().is_some_and(|code| code < 2), "no graph for neato");
    let neato = || {
        let mut command = Command::new("neato");
        // 40 × 22.5 inches of 96 pixels each.
        command.args(["-n", "-Tpng", "-Gsize=40,22.5!", "-Gratio=fill", "-Gdpi=96", "-o"]).arg(&other).arg(&dot);
        command.stderr(Stdio::null());
        command
    };
    // All that a picture has, and the graph alone, as neato draws it.
    let bare = ["--size", "3840x2160", "--without", "legend,widths,notes,license,version,dates,scenario,filter"];
    for (what, more) in [("", &bare[..2]), (", graph alone", &bare[..])] {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            own.push(cost(export(&png, more)));
            others.push(cost(neato()));
        }
        let (own, others) = (median(own), median(others));
        let milliseconds = |cost: Cost| format!("{} ms", cost.time.as_millis());
        let megabytes = |cost: Cost| format!("{} MB", cost.memory / 1_000);
        let ratio = own.time.as_secs_f64() / others.time.as_secs_f64();
        println!(
            "{:<34} {:>10} {:>10} {ratio:>7.2} {:>9} {:>9}",
            format!("{name}{what}"),
            milliseconds(own),
            milliseconds(others),
            megabytes(own),
            megabytes(others)
        );
    }
    println!("  files: {} and {} bytes", size(&png), size(&other));
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).expect("a file").len()
}

/// Runs a program to its end.
fn cost(mut command: Command) -> Cost {
    let start = Instant::now();
    let mut child = command.spawn().expect("it runs");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        // The system keeps the peak itself, so the last look before the end tells nearly all of it.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = memory.max(peak.unwrap_or(0));
        if child.try_wait().expect("a child").is_some() {
            return Cost { time: start.elapsed(), memory };
        }
        thread::sleep(LOOK);
    }
}

/// Returns the median of times and of memory, each by itself.
fn median(costs: Vec<Cost>) -> Cost {
    let middle = |mut values: Vec<u128>| {
        values.sort_unstable();
        values[values.len() / 2]
    };
    let time = middle(costs.iter().map(|cost| cost.time.as_micros()).collect());
    let memory = middle(costs.iter().map(|cost| u128::from(cost.memory)).collect());
    Cost { time: Duration::from_micros(time as u64), memory: memory as u64 }
}
