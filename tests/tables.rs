//! Runs the built program to take tables and graphs away: what is in them, for whom, and what is refused.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// All that is written for other programs.
const WRITTEN: [(&str, &[&str]); 9] = [
    ("csv", &[]),
    ("csv", &["--table", "nations"]),
    ("csv", &["--table", "evidence"]),
    ("csv", &["--table", "exchanges"]),
    ("json", &[]),
    ("json", &["--table", "evidence"]),
    ("gexf", &[]),
    ("graphml", &[]),
    ("dot", &["--theme", "print"]),
];

/// Runs the program with a date of builds, holds it to its exit code and returns what it printed to both streams.
fn run_dated(arguments: &[&str], epoch: Option<&str>, expected: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    command.envs(epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)));
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(expected), "{arguments:?}\n{stdout}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    (stdout, stderr)
}

fn run(arguments: &[&str]) -> String {
    run_dated(arguments, None, 0).0
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Returns what is exported to a file that ends so.
fn exported(ending: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("korea.{ending}"));
    assert_eq!(run(&[&["export", "--out", as_text(&path)], arguments].concat()), "");
    fs::read_to_string(&path).expect("UTF-8")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// Returns a table of the starter atlas as JSON and as CSV, after holding each to the other.
fn table(arguments: &[&str]) -> Vec<Value> {
    let rows = json(&exported("json", arguments));
    let rows = rows.as_array().expect("a list").clone();
    let written = exported("csv", arguments);
    assert!(written.ends_with("\r\n") && !written.replace("\r\n", "").contains(['\r', '\n']), "RFC 4180");
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let records: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(&rows) {
        assert_eq!(header.iter().collect::<Vec<_>>(), row.as_object().expect("an object").keys().collect::<Vec<_>>());
        for (name, cell) in header.iter().zip(record) {
            let is_same = match &row[name] {
                Value::Null => cell.is_empty(),
                Value::Bool(value) => cell == value.to_string(),
                Value::Number(value) => cell.parse() == Ok(value.as_f64().expect("a number")),
                Value::String(text) => cell.trim_start_matches('\'') == text.as_str(),
                Value::Array(texts) => cell == texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
                Value::Object(_) => false,
            };
            assert!(is_same, "{name}: {cell} and {}", row[name]);
        }
    }
    rows
}

#[test]
fn the_same_atlas_gives_the_same_bytes_in_every_format() {
    for (ending, arguments) in WRITTEN {
        let one = exported(ending, arguments);
        assert!(one == exported(ending, arguments), "{ending} {arguments:?}");
        assert!(one.ends_with('\n') && one.len() > 500, "{ending} {arguments:?}");
    }
}

#[test]
fn a_json_is_what_show_prints() {
    for arguments in [&[][..], &["--as-of", "2019-02-27", "--sign", "negative"], &["--scenario", "rebuild-trust"]] {
        assert_eq!(exported("json", arguments), run(&[&["show", "--json"], arguments].concat()));
    }
}

#[test]
fn the_table_of_ties_says_what_show_says_and_names() {
    for arguments in [&[][..], &["--as-of", "2019-02-27"], &["--scenario", "rebuild-trust", "--nation", "PRK"]] {
        let shown = json(&exported("json", arguments));
        let rows = table(&[&["--table", "ties"], arguments].concat());
        let ties = list(&shown, "ties");
        assert_eq!(rows.len(), ties.len());
        for (row, tie) in rows.iter().zip(ties) {
            for (key, value) in tie.as_object().expect("an object").iter().filter(|(key, _)| *key != "status_by") {
                assert_eq!(&row[key], value, "{key} of {}", tie["id"]);
            }
        }
    }
    let rows = table(&["--table", "ties"]);
    let pact = rows.iter().find(|row| row["id"] == "rus-prk-partnership-2024").expect("the treaty");
    for (key, expected) in [
        ("a_name", "Russia"),
        ("b_name", "North Korea"),
        ("kind_name", "defense pact"),
        ("first_day", "2024-06-19"),
        ("confidence", "confirmed"),
        ("status", "in_force"),
    ] {
        assert_eq!(pact[key], expected, "{key}");
    }
    assert_eq!((&pact["last_day"], &pact["weight"]), (&Value::Null, &Value::from(5)));
}

#[test]
fn the_table_of_nations_counts_their_ties_by_sign() {
    let shown = json(&exported("json", &["--category", "security"]));
    let rows = table(&["--table", "nations", "--category", "security"]);
    assert_eq!(rows.len(), list(&shown, "nations").len());
    for row in &rows {
        let is_its = |tie: &&Value| tie["a"] == row["id"] || tie["b"] == row["id"];
        for sign in ["positive", "negative", "neutral"] {
            let n = list(&shown, "ties").iter().filter(is_its).filter(|tie| tie["sign"] == sign).count();
            assert_eq!(row[sign], Value::from(n), "{sign} of {}", row["id"]);
        }
        assert!(row["x"].is_number() && row["y"].is_number());
    }
}

#[test]
fn the_tables_of_evidence_and_exchanges_say_what_the_ties_say() {
    let (evidence, exchanges) = (table(&["--table", "evidence"]), table(&["--table", "exchanges"]));
    let mut n_seen = (0, 0);
    let ids: BTreeSet<&str> = evidence.iter().chain(&exchanges).filter_map(|row| row["tie"].as_str()).collect();
    for id in ids {
        let tie = json(&run(&["show", "--tie", id, "--json"]));
        let of_tie = |rows: &[Value]| -> Vec<Value> { rows.iter().filter(|row| row["tie"] == id).cloned().collect() };
        let (mine, moves) = (of_tie(&evidence), of_tie(&exchanges));
        assert_eq!(mine.len(), list(&tie, "evidence").len(), "{id}");
        for (row, item) in mine.iter().zip(list(&tie, "evidence")) {
            for (key, value) in item.as_object().expect("an object") {
                assert_eq!(&row[key], value, "{key} of {id}");
            }
            let grade = format!("{}{}", row["reliability"].as_str().expect("a letter"), row["credibility"]);
            assert_eq!(row["grade"], grade);
        }
        let told: Vec<&Value> = list(&tie, "ledger").iter().filter(|entry| entry.get("approach").is_some()).collect();
        assert_eq!(moves.len(), told.len(), "{id}");
        for entry in told {
            // The ledger has another order.
            let is_it = |row: &&Value| row["on"] == entry["on"] && row["approach"] == entry["approach"];
            let row = moves.iter().find(is_it).expect("the exchange");
            for key in ["on", "by", "approach", "strategy", "response", "reply", "cameo", "goldstein", "sources"] {
                assert_eq!(row[key], entry[key], "{key} of {id}");
            }
        }
        n_seen = (n_seen.0 + mine.len(), n_seen.1 + moves.len());
    }
    assert_eq!(n_seen, (evidence.len(), exchanges.len()));
    assert!(
        exchanges.iter().any(|row| row["goldstein"].as_f64().is_some_and(|value| value < 0.0)),
        "a negative number"
    );
}

#[test]
fn exchanges_are_told_up_to_the_day_and_those_of_all_days_when_asked_for() {
    let until = table(&["--table", "exchanges", "--as-of", "2019-02-27"]);
    assert!(until.iter().all(|row| row["on"].as_str().is_some_and(|on| on <= "2019-02-27")) && !until.is_empty());
    let (of_day, of_all) = (table(&["--table", "ties"]), table(&["--table", "ties", "--all-days"]));
    assert!(of_all.len() > of_day.len());
    let ids = |rows: &[Value]| -> BTreeSet<String> { rows.iter().map(|row| row["id"].to_string()).collect() };
    assert!(ids(&of_day).is_subset(&ids(&of_all)));
    let counts = json(&run(&["check", "--json"]))["counts"].clone();
    assert_eq!(Value::from(of_all.len()), counts["ties"], "all there are");
    let n_exchanges = table(&["--table", "exchanges", "--all-days"]).len();
    assert_eq!(Value::from(n_exchanges), counts["exchanges"], "all there are");
}

#[test]
fn the_date_of_a_graph_is_the_atlas_s_or_that_of_the_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("korea.gexf");
    let arguments = ["export", "--out", as_text(&path), "--as-of", "2024-01-01"];
    for (epoch, expected) in [(None, "2025-06-14"), (Some("0"), "1970-01-01"), (Some("1767225599"), "2025-12-31")] {
        run_dated(&arguments, epoch, 0);
        let written = fs::read_to_string(&path).expect("UTF-8");
        assert!(written.contains(&format!("lastmodifieddate=\"{expected}\"")), "{epoch:?}");
    }
    let (_, stderr) = run_dated(&arguments, Some("yesterday"), 2);
    assert!(stderr.contains("SOURCE_DATE_EPOCH"), "{stderr}");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, arguments, expected) in [
        ("k.svg", &["--table", "ties"][..], "let --out end in .csv or .json"),
        ("k.gexf", &["--table", "ties"], "let --out end in .csv or .json"),
        ("k.png", &["--all-days"], "--as-of"),
        ("k.csv", &["--all-days", "--as-of", "2024-01-01"], "cannot be used with"),
        ("k.csv", &["--table", "sources"], "possible values: ties, nations, evidence, exchanges"),
        ("k.xlsx", &[], ".csv, .json, .gexf, .graphml or .dot"),
        ("no/such/folder/k.csv", &[], "cannot write the file"),
    ] {
        let path = folder.path().join(name);
        let (stdout, stderr) = run_dated(&[&["export", "--out", as_text(&path)], arguments].concat(), None, 2);
        assert!(stderr.contains(expected) && stdout.is_empty(), "{name} {arguments:?}: {stderr}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "{name}");
    }
}
