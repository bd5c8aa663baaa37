//! Runs the built program over scenarios as a person in a terminal does: what they suppose, in what they differ from the
//! record, and that the record stays what it is.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "support/atlas.rs"]
mod atlas;

use atlas::{contents, copied};

/// The scenarios that ship with the starter atlas.
const SHIPPED: [&str; 5] = [
    "address-new-alliances",
    "engage-intermediaries",
    "engage-intermediaries-china",
    "present-course",
    "rebuild-trust",
];

/// A tie of the same pair as the alliance, after it in the order of ids.
const SECOND: &str = "usa-kor-troops-1953";

/// Runs the program, holds it to its exit code and returns what it printed to both streams.
fn run(arguments: &[&str], expected: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(expected), "{arguments:?}\n{stdout}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    (stdout, stderr)
}

fn json(arguments: &[&str]) -> Value {
    let (stdout, _) = run(&[arguments, &["--json"]].concat(), 0);
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{stdout}"))
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn the_shipped_scenarios_say_what_they_suppose() {
    let (stdout, stderr) = run(&["scenarios"], 0);
    assert_eq!(stderr, "");
    insta::assert_snapshot!("shipped", stdout);
    let listed = json(&["scenarios"]);
    let listed = listed.as_array().expect("a list");
    assert_eq!(listed.iter().map(|it| it["id"].as_str().expect("an id")).collect::<Vec<_>>(), SHIPPED);
    for scenario in listed {
        let changes = scenario["changes"].as_array().expect("a list");
        assert!(changes.len() >= 5, "{}", scenario["id"]);
        for change in changes {
            // The article gives no likelihoods.
            assert!(change["likelihood"].is_null() && change["no_longer_applies"].is_null(), "{change}");
            let says = |field: &str| change[field].as_str().is_some_and(|text| !text.is_empty());
            assert!(says("why") && says("assumes") && says("from"), "{change}");
            assert!(change["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{change}");
        }
    }
}

#[test]
fn each_shipped_scenario_differs_from_the_record_as_reviewed() {
    for name in SHIPPED {
        let to = format!("scenario:{name}@2026-01-01");
        let (stdout, _) = run(&["diff", "--from", "record", "--to", &to], 0);
        insta::assert_snapshot!(name, stdout);
    }
}

#[test]
fn looking_at_a_scenario_leaves_every_file_as_it_is() {
    let (_folder, atlas) = copied();
    let before = contents(&atlas);
    for name in SHIPPED {
        for subcommand in ["check", "show", "timeline", "scenarios"] {
            run(&[subcommand, as_text(&atlas), "--scenario", name, "--json"], 0);
        }
        let to = format!("scenario:{name}");
        run(&["diff", as_text(&atlas), "--from", "record", "--to", &to], 0);
    }
    assert_eq!(contents(&atlas), before);
}

#[test]
fn every_subcommand_looks_at_a_scenario() {
    let tie = "usa-prk-letters-2025";
    let has = |value: &Value| value["ties"].as_array().expect("a list").iter().any(|it| it["id"] == tie);
    let shown = json(&["show", "--scenario", "rebuild-trust"]);
    assert!(has(&shown) && shown["scenario"] == "rebuild-trust" && shown["as_of"] == "2026-03-09");
    let hypothetical = |it: &&Value| it["hypothetical"] == true;
    let ties = shown["ties"].as_array().expect("a list");
    assert!(ties.iter().filter(hypothetical).count() >= 6 && ties.iter().any(|it| it["hypothetical"] == false));
    // By its title, and before its first change.
    let earlier = json(&["show", "--scenario", "Rebuild trust", "--as-of", "2025-07-01"]);
    assert!(
        !has(&earlier)
            && earlier["ties"].as_array().is_some_and(|ties| ties.iter().all(|it| it["hypothetical"] == false))
    );
    let record = json(&["show", "--as-of", "2026-03-09"]);
    assert!(!has(&record) && record["scenario"].is_null());
    let (one, _) = run(&["show", "--scenario", "rebuild-trust", "--tie", tie], 0);
    assert!(one.contains("Letters between the leaders"), "{one}");
    let (timeline, _) = run(&["timeline", "--scenario", "rebuild-trust", "--pair", "USA,PRK"], 0);
    assert!(timeline.contains("2025-12-10") && timeline.contains("scenario “Rebuild trust”"), "{timeline}");
    let [plain, supposed] = [vec!["check"], vec!["check", "--scenario", "rebuild-trust"]].map(|it| json(&it));
    assert!(supposed["counts"]["ties"].as_u64() > plain["counts"]["ties"].as_u64());
    let folder = tempfile::tempdir().expect("a folder");
    let picture = folder.path().join("trust.svg");
    run(&["export", "--scenario", "rebuild-trust", "--out", as_text(&picture)], 0);
    let svg = fs::read_to_string(&picture).expect("a picture");
    assert!(svg.contains("Letters between the leaders") || svg.contains("summit"), "{}", svg.len());
}

#[test]
fn two_futures_are_compared_on_any_days() {
    let value = json(&["diff", "--from", "scenario:present-course", "--to", "scenario:rebuild-trust@2026-01-01"]);
    assert_eq!(
        (&value["from_of"], &value["to_of"]),
        (&"scenario:present-course".into(), &"scenario:rebuild-trust".into())
    );
    // A moment without a day is on that of the other.
    assert_eq!((&value["from"], &value["to"]), (&"2026-01-01".into(), &"2026-01-01".into()));
    let changes = value["changes"].as_array().expect("a list");
    let change = |tie: &str| changes.iter().find(|it| it["tie"] == tie).map(|it| it["change"].clone());
    assert_eq!(change("usa-prk-letters-2025"), Some("begun".into()));
    assert_eq!(change("prk-kor-balloons-2025"), Some("ended".into()));
    assert!(!value["summary"]["begun"].as_array().expect("a list").is_empty());
    // Back to the record, what begins ends.
    let there = json(&["diff", "--from", "record", "--to", "scenario:rebuild-trust@2026-01-01"]);
    let back = json(&["diff", "--from", "scenario:rebuild-trust@2026-01-01", "--to", "record"]);
    let ties = |value: &Value| {
        let list = value.as_array().expect("a list").iter();
        list.map(|id| id.as_str().expect("an id").to_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(ties(&there["summary"]["begun"]), ties(&back["summary"]["ended"]));
    assert_eq!(there["summary"]["newly_mixed"], back["summary"]["no_longer_mixed"]);
    // Two days of one scenario have no summary against a record.
    let within = json(&["diff", "--scenario", "rebuild-trust", "--from", "2025-07-01", "--to", "2026-01-01"]);
    assert!(within.get("summary").is_none() && within["from_of"] == "scenario:rebuild-trust");
}

#[test]
fn what_is_no_scenario_is_refused_with_what_there_is() {
    for (arguments, hint) in [
        (vec!["show", "--scenario", "rebuild-trsut"], "did you mean `rebuild-trust`?"),
        (vec!["diff", "--from", "record", "--to", "scenario:nowhere"], "there are address-new-alliances"),
        (vec!["diff", "--from", "record", "--to", "rebuild-trust"], "scenario:NAME"),
        (vec!["apply", "--changes", "x.ron", "--out", "x", "--title", "No scenario"], "--scenario"),
        (vec!["apply", "--changes", "x.ron", "--out", "x", "--scenario", "no/path"], "Hint: "),
    ] {
        let (_, stderr) = run(&arguments, 2);
        assert!(stderr.contains(hint), "{arguments:?}: {stderr}");
    }
}

#[test]
fn a_script_makes_a_scenario_and_extends_it_and_leaves_the_record_alone() {
    let (folder, atlas) = copied();
    let before = contents(&atlas);
    let changes = folder.path().join("changes.ron");
    let pact = "[Change(tie: \"rus-prk-partnership-2024\", set: (weight: 2))]";
    fs::write(&changes, pact).expect("a list");
    let apply = |more: &[&str], expected: i32| {
        let (atlas, changes) = (as_text(&atlas).to_owned(), as_text(&changes).to_owned());
        run(
            &[&["apply", &atlas, "--changes", &changes, "--in-place", "--scenario", "pact-fades"], more].concat(),
            expected,
        )
    };
    let (stdout, _) = apply(&["--from", "2026-02-01", "--title", "The pact fades"], 0);
    assert!(stdout.contains("in the scenario pact-fades"), "{stdout}");
    let read = |name: &str| fs::read_to_string(atlas.join(name)).expect(name);
    let made = read("scenarios/pact-fades.ron");
    assert!(made.contains("title: \"The pact fades\"") && made.contains("from: \"2026-02-01\""), "{made}");
    let new = "[Create(tie: Tie(id: \"chn-prk-guarantee\", kind: \"mutual-aid-treaty\", between: (\"CHN\", \"PRK\"), span: \"2026-03-01/..\", weight: 3, title: \"Guarantee\"))]";
    let kinds: Value = json(&["show"]);
    let kind =
        kinds["ties"].as_array().expect("a list").iter().find(|it| it["sign"] == "positive" && it["directed"] == false);
    let kind = kind.expect("a kind")["kind"].as_str().expect("an id");
    fs::write(&changes, new.replace("mutual-aid-treaty", kind)).expect("a list");
    apply(&["--from", "2026-03-01"], 0);
    let extended = read("scenarios/pact-fades.ron");
    assert!(extended.contains("The pact fades") && extended.contains("chn-prk-guarantee"), "{extended}");
    // A list that does not fit is refused as in the record, and nothing is written.
    fs::write(&changes, "[Delete(tie: \"no-such-tie\")]").expect("a list");
    apply(&[], 1);
    assert_eq!(read("scenarios/pact-fades.ron"), extended);
    let mut after = contents(&atlas);
    after.remove("scenarios/pact-fades.ron");
    assert_eq!(after, before);
    let value = json(&["scenarios", as_text(&atlas), "--scenario", "pact-fades"]);
    assert_eq!(value[0]["against_record"]["begun"], serde_json::json!(["chn-prk-guarantee"]));
    assert_eq!(value[0]["against_record"]["changed"], serde_json::json!(["rus-prk-partnership-2024"]));
}

/// Carries out a list of changes on an atlas in a scenario, and holds that to its exit code.
fn suppose(atlas: &Path, list: &str, scenario: &str, more: &[&str], expected: i32) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let changes = folder.path().join("changes.ron");
    fs::write(&changes, list).expect("a list");
    let arguments = ["apply", as_text(atlas), "--changes", as_text(&changes), "--in-place", "--scenario", scenario];
    run(&[&arguments, more].concat(), expected)
}

#[test]
fn a_scenario_is_extended_by_its_title_and_in_whatever_case() {
    let (_folder, atlas) = copied();
    let n_before = contents(&atlas).len();
    for (name, weight) in [("Rebuild-Trust", 2), ("REBUILD trust", 1)] {
        let list = format!("[Change(tie: \"rus-prk-partnership-2024\", set: (weight: {weight}))]");
        let (stdout, _) = suppose(&atlas, &list, name, &[], 0);
        assert!(stdout.contains("in the scenario rebuild-trust"), "{stdout}");
    }
    assert_eq!(contents(&atlas).len(), n_before);
}

#[test]
fn what_is_only_of_the_record_is_not_supposed() {
    let (_folder, atlas) = copied();
    let before = contents(&atlas);
    for (change, what) in [
        ("Change(position: \"PRK\", set: (pinned: true))", "the position of `PRK`"),
        ("Change(atlas: \"korea\", set: (title: \"Another\"))", "what the atlas says of itself"),
    ] {
        let list = format!("[Change(tie: \"rus-prk-partnership-2024\", set: (weight: 2)), {change}]");
        let (_, stderr) = suppose(&atlas, &list, "pact-fades", &[], 1);
        assert!(stderr.contains(what) && stderr.contains("without --scenario"), "{stderr}");
    }
    assert_eq!(contents(&atlas), before);
}

#[test]
fn what_changes_nothing_makes_no_scenario() {
    let (_folder, atlas) = copied();
    let before = contents(&atlas);
    let tie = "rus-prk-partnership-2024";
    let weight = json(&["show", "--tie", tie])["weight"].clone();
    let set = |weight: &str| format!("Change(tie: \"{tie}\", set: (weight: {weight}))");
    let same = set(&weight.to_string());
    for list in [format!("[{same}]"), format!("[{}, {same}]", set("1"))] {
        let (stdout, _) = suppose(&atlas, &list, "idle", &[], 0);
        assert!(stdout.contains("0 created, 0 changed, 0 deleted"), "{stdout}");
        assert!(stdout.contains("no file was written"), "{stdout}");
    }
    assert_eq!(contents(&atlas), before);
}

#[test]
fn a_tie_between_others_and_one_turned_around_are_told_and_summed_up_once() {
    let (_folder, atlas) = copied();
    let shown = json(&["show"]);
    let directed = shown["ties"].as_array().expect("a list").iter().find(|it| it["directed"] == true).expect("one");
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    let (turned, a, b) = (id(&directed["id"]), id(&directed["a"]), id(&directed["b"]));
    let list = format!(
        "[Change(tie: \"kor-jpn-relations-1965\", set: (between: (\"KOR\", \"RUS\"), milestones: [], exchanges: [], disputed: [])), \
          Change(tie: \"{turned}\", set: (between: (\"{b}\", \"{a}\")))]"
    );
    suppose(&atlas, &list, "others", &[], 0);
    let value = json(&["diff", as_text(&atlas), "--from", "record", "--to", "scenario:others"]);
    let changes = value["changes"].as_array().expect("a list");
    let is_told = |tie: &str, words: &str| changes.iter().any(|it| it["tie"] == tie && it["words"] == words);
    assert!(is_told("kor-jpn-relations-1965", "between others"), "{value}");
    assert!(is_told(&turned, "the other way round"), "{value}");
    assert_eq!(value["summary"]["changed"].as_array().map(Vec::len), Some(2), "{}", value["summary"]);
}

#[test]
fn a_tie_of_which_several_things_change_is_summed_up_once() {
    let (_folder, atlas) = copied();
    // What is said of the second tie stands between what is said of the first, since it has no day.
    let list = "[Change(tie: \"usa-kor-defense-1953\", set: (weight: 2), add: (milestones: [(on: \"2026-01-05\", step: suspended, \
                title: \"Suspended\", sources: [\"usa-kor-treaty-text\"])])), Change(tie: \"SECOND\", set: (weight: 1))]";
    suppose(&atlas, &list.replace("SECOND", SECOND), "less", &["--from", "2026-02-01"], 0);
    let value = json(&["diff", as_text(&atlas), "--from", "record", "--to", "scenario:less"]);
    let ties: Vec<&Value> = value["changes"].as_array().expect("a list").iter().map(|it| &it["tie"]).collect();
    assert_eq!(ties, ["usa-kor-defense-1953", SECOND, "usa-kor-defense-1953"]);
    assert_eq!(value["summary"]["changed"], serde_json::json!(["usa-kor-defense-1953", SECOND]));
}

#[test]
fn nations_and_days_that_only_a_scenario_has_can_be_asked_for() {
    let (_folder, atlas) = copied();
    let kind = "joint-exercises";
    let list = format!(
        "[Create(nation: (id: \"XKU\", name: \"Korea United\")), \
          Create(tie: (id: \"xku-chn\", kind: \"{kind}\", between: (\"XKU\", \"CHN\"), span: \"2150-03-01/..\", weight: 3, title: \"New\"))]"
    );
    let kinds = fs::read_to_string(atlas.join("kinds.ron")).expect("kinds");
    let first = kinds.split("Kind(id: \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a kind");
    suppose(&atlas, &list.replace(kind, first), "far", &["--from", "2150-01-01"], 0);
    let atlas = as_text(&atlas);
    let (shown, _) = run(&["show", atlas, "--scenario", "far"], 0);
    assert!(shown.contains("as of 1 January 2150"), "{shown}");
    for arguments in [vec!["show", atlas, "--as-of", "2150-01-01"], vec!["diff", atlas, "--from", "2150-01-01"]] {
        let (_, stderr) = run(&arguments, 2);
        assert!(stderr.contains("outside the days that can be shown"), "{stderr}");
    }
    let value =
        json(&["diff", atlas, "--from", "record", "--to", "scenario:far@2150-03-01", "--nation", "korea united"]);
    assert_eq!(value["summary"]["begun"], serde_json::json!(["xku-chn"]));
    assert!(value["filter"].as_str().is_some_and(|words| words.contains("Korea United")), "{}", value["filter"]);
    let (listed, _) = run(&["scenarios", atlas, "--as-of", "2150-03-01", "--nation", "Korea United"], 0);
    assert!(listed.contains("Ties by sign change for China, Korea United"), "{listed}");
}
