//! Twenty times, a real window is killed at random while somebody edits in it: the next start offers every acknowledged step
//! back, and so does the one after that.
//!
//! Skipped, saying why, where Xvfb or xdotool is missing; required where `CI=true`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::fs;
use std::path::Path;

use demarche::kit::Rng;
use serde_json::Value;

#[path = "support/real.rs"]
mod real;

use real::{Running, can_be_driven, frame, poll, start_display, start_window, window_on, xdotool};

/// Times that the window is killed.
const N_KILLS: usize = 20;
/// Things that somebody does between two kills at most.
const MOST_DOINGS: usize = 6;

fn copy_atlas(to: &Path) {
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea");
    for folder in ["", "ties"] {
        fs::create_dir_all(to.join(folder)).expect("a folder");
        for entry in fs::read_dir(starter.join(folder)).expect("the starter atlas").filter_map(Result::ok) {
            if entry.path().is_file() {
                fs::copy(entry.path(), to.join(folder).join(entry.file_name())).expect("copied");
            }
        }
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// Returns all frames in a trace but the last line, which may be torn.
fn frames(trace: &Path) -> Vec<Value> {
    let text = fs::read_to_string(trace).expect("the trace");
    let whole = &text[..text.rfind('\n').map_or(0, |end| end + 1)];
    whole.lines().map(|line| serde_json::from_str(line).expect("a frame")).collect()
}

/// Returns the steps that may be shown after a restart: those at which the history stood when it was acknowledged last, or
/// since.
fn expected(frames: &[Value]) -> Vec<u64> {
    let acknowledged = number(&frames.last().expect("a frame")["acknowledged"]);
    let reached = |frame: &&Value| number(&frame["written"]) >= acknowledged;
    frames.iter().filter(reached).map(|frame| number(&frame["steps"])).collect()
}

#[test]
fn every_acknowledged_step_is_offered_back_after_twenty_kills() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let atlas = folder.path().join("atlas");
    copy_atlas(&atlas);
    let mut rng = Rng::new(20);
    let mut expects: Vec<u64> = vec![0];
    let mut n_restored = 0;
    for kill in 0..N_KILLS {
        let trace = folder.path().join(format!("trace-{kill}"));
        let log = fs::File::create(folder.path().join(format!("log-{kill}"))).expect("a file");
        let mut window = start_window(Some(&atlas), &trace, &name, folder.path(), log);
        let first = frame(&trace, "the first frame", |frame| frame["nations"]["PRK"].is_array());
        let id = window_on(&name);
        if expects.iter().all(|steps| *steps > 0) || first["dialog"] == "recover" {
            assert_eq!(first["dialog"], "recover", "{expects:?} after {kill} kills");
            poll("what was restored", || {
                // A key pressed before the window has the focus is lost, so it is pressed again.
                xdotool(&name, &["windowfocus", &id]);
                xdotool(&name, &["key", "Return"]);
                let now = frame(&trace, "a frame", |_| true);
                now["dialog"].is_null().then_some(())
            });
            let shown =
                frame(&trace, "what was restored", |frame| frame["dialog"].is_null() && frame["filing"].is_null());
            let steps = number(&shown["steps"]);
            assert!(expects.contains(&steps), "restored step {steps}, expected one of {expects:?} after {kill} kills");
            n_restored += 1;
        }
        let coming = edit(&name, &id, &trace, &mut rng);
        assert!(window.0.try_wait().expect("a child").is_none(), "the window ended by itself");
        window.0.kill().expect("killed");
        window.0.wait().expect("ended");
        expects = expected(&frames(&trace));
        // It may have come into the journal and not into the trace, which is written after it.
        expects.push(coming);
        drop::<Running>(window);
    }
    assert!(n_restored > N_KILLS / 2, "only {n_restored} of {N_KILLS} kills left something to restore");
}

/// Does a few things, without waiting for what comes of the last; returns the step that is shown once that has come.
fn edit(display: &str, window: &str, trace: &Path, rng: &mut Rng) -> u64 {
    xdotool(display, &["windowfocus", window]);
    let n_doings = 1 + rng.below(MOST_DOINGS);
    let mut coming = 0;
    for doing in 0..n_doings {
        let now = frame(trace, "a frame", |_| true);
        let before = number(&now["steps"]);
        if before > 0 && rng.below(4) == 0 {
            xdotool(display, &["key", "ctrl+z"]);
            coming = before - 1;
        } else {
            drag(display, trace, rng);
            coming = before + 1;
        }
        if doing + 1 < n_doings {
            // Something else may have come of it than a step: then there is one step less.
            let start = std::time::Instant::now();
            poll("a step, or none", || {
                let now = frame(trace, "a frame", |_| true);
                let is_over = number(&now["steps"]) != before || start.elapsed() > std::time::Duration::from_secs(3);
                is_over.then_some(())
            });
        }
    }
    coming
}

/// Drags a nation by its middle, toward the middle of the canvas, so that none comes to lie at its edge, where a quick move
/// would leave it before the button is known to be held.
fn drag(display: &str, trace: &Path, rng: &mut Rng) {
    let now = frame(trace, "a frame", |_| true);
    let nations = now["nations"].as_object().expect("nations");
    let id = nations.keys().nth(rng.below(nations.len())).expect("a nation").clone();
    let [x, y] = [0, 1].map(|axis| nations[&id][axis].as_f64().expect("a place").round());
    let mouse = |arguments: &[&str]| drop(xdotool(display, arguments));
    let go = |x: f64, y: f64| mouse(&["mousemove", &x.to_string(), &y.to_string()]);
    go(x, y);
    // One nation may lie below a panel or another; then there is nothing to drag.
    let hovered = format!("nation:{id}");
    let start = std::time::Instant::now();
    let is_found = poll("the nation under the pointer, or not", || {
        let is_hovered = frame(trace, "a frame", |_| true)["hovered"] == hovered.as_str();
        (is_hovered || start.elapsed() > std::time::Duration::from_secs(3)).then_some(is_hovered)
    });
    if !is_found {
        return;
    }
    mouse(&["mousedown", "1"]);
    let middle = |axis: usize| {
        let corner = |idx: usize| now["canvas"][idx][axis].as_f64().expect("a place");
        f64::midpoint(corner(0), corner(1))
    };
    let by = 20.0 + rng.below(40) as f64;
    let toward = |from: f64, to: f64, by: f64| if to < from { from - by } else { from + by };
    go(toward(x, middle(0), 15.0), toward(y, middle(1), 8.0));
    go(toward(x, middle(0), by), toward(y, middle(1), by / 2.0));
    frame(trace, "the nation dragged", |frame| frame["nations"][&id] != nations[&id]);
    mouse(&["mouseup", "1"]);
}
