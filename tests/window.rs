//! A real window under Xvfb, driven with xdotool as a person would: start, click a day and the pact, read
//! its title, quit by key.
//!
//! Skipped, saying why, where Xvfb or xdotool is missing; required where `CI=true`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

#[path = "support/real.rs"]
mod real;

use real::{can_be_driven, frame, poll, start_display, start_window, window_on, xdotool};

/// Looks without any change after which nothing is on its way any more.
const LOOKS_AT_REST: usize = 40;
const PACT: &str = "rus-prk-partnership-2024";

/// Whether the pact is selected and the inspector shows its title.
fn is_pact_read(frame: &Value) -> bool {
    frame["selection"] == serde_json::json!([format!("tie:{PACT}")])
        && frame["title"] == "Comprehensive Strategic Partnership Treaty"
}

#[test]
fn a_display_that_goes_away_ends_the_program_in_one_line() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (display, name) = start_display(folder.path());
    let (trace, log) = (folder.path().join("trace.jsonl"), folder.path().join("log"));
    let mut window = start_window(None, &trace, &name, folder.path(), fs::File::create(&log).expect("a file"));
    frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    drop(display);
    let status = poll("the program to end", || window.0.try_wait().expect("a child"));
    let said = fs::read_to_string(&log).expect("the log");
    assert!(status.code().is_some_and(|code| code != 0), "{status}: {said}");
    assert!(!said.contains("panicked") && said.trim().lines().count() <= 3, "{said}");
}

#[test]
fn the_pact_is_selected_with_one_click_in_a_real_window() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let trace = folder.path().join("trace.jsonl");
    let log = fs::File::create(folder.path().join("log")).expect("a file");
    let mut window = start_window(None, &trace, &name, folder.path(), log);
    let xdotool = |arguments: &[&str]| xdotool(&name, arguments);

    let first = frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    assert_eq!(first["selection"], serde_json::json!([]));
    assert_eq!(first["problems"], 0);
    let window_id = window_on(&name);
    assert_eq!(xdotool(&["getwindowname", &window_id]), "Démarche: The Korean peninsula, June 2025");
    xdotool(&["windowfocus", &window_id]);

    let at = |axis: usize| first["ties"][PACT][axis].as_f64().expect("a place").round().to_string();
    let place = [at(0), at(1)];
    xdotool(&["mousemove", &place[0], &place[1]]);
    frame(&trace, "the pact under the pointer", |frame| frame["hovered"] == format!("tie:{PACT}"));
    xdotool(&["click", "1"]);
    frame(&trace, "the pact selected and its title in the inspector", is_pact_read);

    poll("the window to close on Ctrl+Q", || {
        // A key pressed before the window has the focus is lost, so it is pressed again.
        xdotool(&["windowfocus", &window_id]);
        xdotool(&["key", "ctrl+q"]);
        window.0.try_wait().expect("a child").map(|status| assert!(status.success(), "{status}"))
    });
}

#[test]
fn a_file_that_is_saved_shows_in_a_real_window_and_a_broken_one_is_said() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let (trace, log) = (folder.path().join("trace.jsonl"), folder.path().join("log"));
    let atlas = folder.path().join("atlas");
    fs::create_dir_all(atlas.join("ties")).expect("a folder");
    let (ties, starter) = (atlas.join("ties"), Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea"));
    let copy = |from: &Path, to: &Path| {
        for entry in fs::read_dir(from).expect("the starter atlas").filter_map(Result::ok) {
            if entry.path().is_file() {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
            }
        }
    };
    copy(&starter, &atlas);
    copy(&starter.join("ties"), &ties);
    let _window = start_window(Some(&atlas), &trace, &name, folder.path(), fs::File::create(&log).expect("a file"));
    let first = frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    let file = ties.join("moscow-pyongyang.ron");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, &text[..text.len() / 2]).expect("written");
    let is_said = |frame: &Value| {
        frame["lines"][0].as_str().is_some_and(|line| line.contains("moscow-pyongyang.ron cannot be read"))
    };
    let broken = frame(&trace, "word of the broken file", is_said);
    assert_eq!((&broken["ties"], &broken["camera"]), (&first["ties"], &first["camera"]), "nothing else changes");
    let added =
        "[Tie(id: \"added\", kind: \"trade\", between: (\"UKR\", \"KOR\"), span: \"2001/..\", title: \"Added\"),";
    fs::write(&file, text.replacen('[', added, 1)).expect("written");
    let mended = frame(&trace, "the saved file", |frame| frame["ties"]["added"].is_array());
    assert_eq!((&mended["nations"], &mended["camera"]), (&first["nations"], &first["camera"]), "nothing moves");
}

#[test]
fn june_2024_and_the_pact_are_reached_by_keys_alone_in_a_real_window() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let trace = folder.path().join("trace.jsonl");
    let log = fs::File::create(folder.path().join("log")).expect("a file");
    let _window = start_window(None, &trace, &name, folder.path(), log);
    let xdotool = |arguments: &[&str]| xdotool(&name, arguments);
    let first = frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    let window_id =
        poll("the window", || xdotool(&["search", "--class", "^demarche$"]).lines().next().map(str::to_owned));
    let day = |frame: &Value| frame["as_of"].as_str().expect("a day").to_owned();
    let last_day = || day(&frame(&trace, "a frame", |_| true));
    // A key pressed before the window has the focus is lost, so the first is pressed again; once one has come through,
    // those on their way are waited for.
    poll("the first step back", || {
        xdotool(&["windowfocus", &window_id]);
        xdotool(&["key", "comma"]);
        (last_day() < day(&first)).then_some(())
    });
    let (mut now, mut n_looks) = (last_day(), 0);
    poll("the last of the first steps", || {
        let before = std::mem::replace(&mut now, last_day());
        n_looks = if before == now { n_looks + 1 } else { 0 };
        (n_looks == LOOKS_AT_REST).then_some(())
    });
    while now.as_str() > "2024-06-30" {
        xdotool(&["key", "comma"]);
        now = day(&frame(&trace, "an earlier day", |frame| day(frame) < now));
    }
    assert!(now.as_str() >= "2024-06-01", "steps lead from change to change, to {now}");
    xdotool(&["key", "ctrl+f"]);
    xdotool(&["type", "--delay", "50", "partnership treaty"]);
    xdotool(&["key", "Return"]);
    let last = frame(&trace, "the pact selected and its title in the inspector", is_pact_read);
    assert!(day(&last).starts_with("2024-06"), "the day stays");
    assert_eq!(last["evidence"], 0, "the evidence lies below what is seen at first");
    poll("its evidence in sight", || {
        xdotool(&["key", "Page_Down"]);
        let seen = frame(&trace, "a frame", |_| true)["evidence"].as_u64().expect("a number");
        (seen >= 2).then_some(())
    });
    for (id, _) in first["nations"].as_object().expect("nations") {
        assert!(last["nations"][id].is_array(), "{id} is there as before");
    }
}

#[test]
fn june_2024_and_the_pact_are_reached_with_two_clicks_in_a_real_window() {
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let trace = folder.path().join("trace.jsonl");
    let log = fs::File::create(folder.path().join("log")).expect("a file");
    let _window = start_window(None, &trace, &name, folder.path(), log);
    let xdotool = |arguments: &[&str]| xdotool(&name, arguments);
    let first = frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    xdotool(&["windowfocus", &window_on(&name)]);
    let number = |value: &Value| value.as_f64().expect("a number");
    let place = |of: &Value| [0, 1].map(|axis| number(&of[axis]).round().to_string());
    // A click before the window follows the pointer is lost.
    let [x, y] = place(&first["nations"]["PRK"]);
    xdotool(&["mousemove", &x, &y]);
    frame(&trace, "a nation under the pointer", |frame| frame["hovered"] == "nation:PRK");

    // The first click: June 2024 on the timeline, found as a person does, between the years that stand there.
    let end = |end: usize| {
        let day: jiff::civil::Date = first["days"][end]["day"].as_str().expect("a day").parse().expect("a day");
        (day, number(&first["days"][end]["x"]))
    };
    let ((from, left), (until, right)) = (end(0), end(1));
    let signing = jiff::civil::date(2024, 6, 19);
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| f64::from((to - from).get_days());
    let x = left + (right - left) * days(from, signing) / days(from, until);
    let y = (number(&first["timeline"][0][1]) + number(&first["timeline"][1][1])) / 2.0;
    xdotool(&["mousemove", &x.round().to_string(), &y.round().to_string(), "click", "1"]);
    let june =
        frame(&trace, "June 2024", |frame| frame["as_of"].as_str().is_some_and(|day| day.starts_with("2024-06")));
    assert_eq!((&june["nations"], &june["camera"]), (&first["nations"], &first["camera"]), "no nation moves");

    // The second click: the pact, which in the first frame of a day may still lie where it lay the day before.
    poll("the pact under the pointer", || {
        let now = frame(&trace, "the pact", |frame| frame["ties"][PACT].is_array());
        let [x, y] = place(&now["ties"][PACT]);
        xdotool(&["mousemove", &x, &y]);
        (now["hovered"] == format!("tie:{PACT}")).then_some(())
    });
    xdotool(&["click", "1"]);
    frame(&trace, "the pact selected and its title in the inspector", is_pact_read);
}

#[test]
fn a_scenario_is_opened_compared_and_stepped_through_by_keys_in_a_real_window() {
    const AGREEMENT: &str = "kor-prk-military-agreement-2025";
    if !can_be_driven() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_display, name) = start_display(folder.path());
    let (trace, log) = (folder.path().join("trace.jsonl"), folder.path().join("log"));
    let (atlas, starter) = (folder.path().join("korea"), Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea"));
    let before = contents(&starter);
    for (path, bytes) in &before {
        let path = atlas.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    let _window = start_window(Some(&atlas), &trace, &name, folder.path(), fs::File::create(&log).expect("a file"));
    let xdotool = |arguments: &[&str]| xdotool(&name, arguments);
    let first = frame(&trace, "the first frame", |frame| frame["ties"][PACT].is_array());
    assert_eq!((&first["scenario"], &first["hypothetical"]), (&Value::Null, &serde_json::json!([])));
    let window_id = window_on(&name);
    // A key pressed before the window has the focus is lost, so the first is pressed again.
    poll("the first key", || {
        xdotool(&["windowfocus", &window_id]);
        xdotool(&["key", "comma"]);
        let now = frame(&trace, "a frame", |_| true);
        (now["as_of"] != first["as_of"]).then_some(())
    });
    let at_rest = || {
        let (mut now, mut n_looks) = (Value::Null, 0);
        poll("the last of the keys", || {
            let before = std::mem::replace(&mut now, frame(&trace, "a frame", |_| true));
            n_looks = if before == now { n_looks + 1 } else { 0 };
            (n_looks == LOOKS_AT_REST).then_some(())
        });
    };
    let by_name = |words: &str| {
        at_rest();
        let before = frame(&trace, "a frame", |_| true)["focused"].clone();
        xdotool(&["key", "ctrl+k"]);
        // Letters go to the field only once it has the focus.
        frame(&trace, "the field to type in", |now| now["focused"] != before && !now["focused"].is_null());
        xdotool(&["type", "--delay", "50", words]);
        xdotool(&["key", "Return"]);
    };
    by_name("rebuild trust");
    let is_read = |frame: &Value| frame["scenario"] == "rebuild-trust" && frame["title"] == "Rebuild trust";
    let opened = frame(&trace, "the scenario and its page", is_read);
    assert_eq!(opened["unsaved"], false, "looking changes nothing");
    let is_cased = |frame: &Value| frame["hypothetical"].as_array().is_some_and(|all| all.contains(&AGREEMENT.into()));
    let cased = frame(&trace, "a hypothetical tie with its casing", |frame| is_cased(frame));
    assert!(cased["ties"][AGREEMENT].is_array(), "it lies on the canvas");
    let title = xdotool(&["getwindowname", &window_id]);
    assert!(title.contains("scenario “Rebuild trust”"), "{title}");

    by_name("compare with the record");
    let compared = frame(&trace, "the comparison", |frame| frame["comparison"].is_array());
    assert_eq!(compared["comparison"][0]["scenario"], Value::Null);
    assert_eq!(compared["comparison"][1]["scenario"], "rebuild-trust");
    by_name("next change of the scenario");
    let step = frame(&trace, "the first change", |frame| frame["selection"] != compared["selection"]);
    by_name("next change of the scenario");
    frame(&trace, "the second change", |frame| frame["selection"] != step["selection"]);
    for (title, id) in [
        ("address new alliances", "address-new-alliances"),
        ("engage intermediaries: seoul", "engage-intermediaries"),
        ("engage intermediaries: beijing", "engage-intermediaries-china"),
        ("present course", "present-course"),
    ] {
        by_name(title);
        frame(&trace, title, |frame| frame["scenario"] == id && frame["unsaved"] == false);
    }
    assert_eq!(contents(&atlas), before, "the files of the atlas stay as they are");
}

/// Returns the bytes of the files of an atlas, by their paths in it.
fn contents(atlas: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in ["", "ties", "scenarios"] {
        for entry in fs::read_dir(atlas.join(folder)).expect("a folder").filter_map(Result::ok) {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if name.ends_with(".ron") {
                files.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    files
}
