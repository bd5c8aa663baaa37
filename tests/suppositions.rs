//! Scenarios in files: what is read of them, and what is said of those that are wrong or no longer fit the record.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use demarche::io::{AtlasLock, Keepsakes, Loaded, load, save};
use demarche::model::{Alteration, Document, Entry, Scenario, ScenarioId, Severity, TieId};

const ATLAS: &str = r#"Atlas(format: 1, id: "two", title: "Two", as_of: "2025-06-30")
"#;
const KINDS: &str = r#"[Kind(id: "pact", name: "Pact", sign: positive, category: "security", direction: mutual)]
"#;
const NATIONS: &str = r#"[Nation(id: "AAA", name: "Aland"), Nation(id: "BBB", name: "Beland"), Nation(id: "CCC", name: "Celand")]
"#;
const SOURCES: &str = r#"[Source(id: "gazette", title: "Gazette", publisher: "Aland", published: "2018-05-01")]
"#;
const TIES: &str = r#"[
    Tie(
        id: "ab", kind: "pact", between: ("AAA", "BBB"), span: "2018-05-01/..", weight: 3, title: "The pact of A and B",
        evidence: [(source: "gazette", claim: "Signed", grade: "A2", standing: documented, reported: "2018-05-01")],
    ),
]
"#;

/// Returns the text of a file of one scenario with these changes.
fn scenario(changes: &str) -> String {
    format!("[\n    Scenario(id: \"trust\", atlas: \"two\", title: \"Trust\", changes: [\n{changes}\n    ]),\n]\n")
}

/// Returns the text of a change that does something.
fn change(id: &str, does: &str) -> String {
    format!(
        "        Suppose(id: \"{id}\", from: \"2025-09-01\", title: \"Something\", does: [\n            {does}\n        ]),"
    )
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    fs::create_dir_all(folder.join("ties")).expect("a folder");
    fs::create_dir_all(folder.join("scenarios")).expect("a folder");
    let record = [
        ("atlas.ron", ATLAS),
        ("kinds.ron", KINDS),
        ("nations.ron", NATIONS),
        ("sources.ron", SOURCES),
        ("ties/all.ron", TIES),
    ];
    for (path, text) in record.iter().chain(files) {
        fs::write(folder.join(path), text).expect("written");
    }
}

/// Returns an atlas with these files besides its record.
fn opened(files: &[(&str, &str)]) -> Loaded {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    load(folder.path())
}

fn trust(loaded: &Loaded) -> &Scenario {
    loaded.document.scenarios.get(&ScenarioId::new("trust")).expect("the scenario")
}

/// Returns the problems, each on one line.
fn told(loaded: &Loaded) -> Vec<String> {
    let line = |problem: &demarche::model::Problem| {
        let what = if problem.severity == Severity::Error { "error" } else { "note" };
        format!("{}: {what}: {} | {}", problem.place, problem.message, problem.hint)
    };
    loaded.problems.iter().map(line).collect()
}

/// Returns what is said of a scenario that does something; the record opens regardless, and nothing is lost.
fn said(does: &str) -> String {
    let loaded = opened(&[("scenarios/trust.ron", &scenario(&change("one", does)))]);
    assert!(loaded.document.ties.contains_key(&TieId::new("ab")));
    let hypothesis = &trust(&loaded).hypotheses[0];
    let [Alteration::Unread { .. }] = hypothesis.does.as_slice() else { panic!("{:?}", hypothesis.does) };
    format!("{does}\n    {}\n", told(&loaded).join("\n    "))
}

#[test]
fn what_a_scenario_does_is_read_over_what_it_did_before() {
    let made = "Create(tie: Tie(id: \"bc\", kind: \"pact\", between: (\"BBB\", \"CCC\"), span: \"2025-09-01/..\", weight: 2, title: \"T\"))";
    let text = scenario(&[
        change("one", made),
        change("two", "Change(tie: \"bc\", expects: (weight: 2), set: (weight: 4)), Change(tie: \"ab\", set: (span: \"2018-05-01/2025-09-01\"))"),
        change("three", "Delete(tie: \"bc\")"),
    ].join("\n"));
    let loaded = opened(&[("scenarios/trust.ron", &text)]);
    assert_eq!(told(&loaded), [""; 0]);
    let is_read = |alteration: &Alteration| !matches!(alteration, Alteration::Unread { .. });
    assert!(trust(&loaded).hypotheses.iter().all(|it| it.does.iter().all(is_read)));
    let n_done: Vec<usize> = trust(&loaded).hypotheses.iter().map(|it| it.does.len()).collect();
    assert_eq!(n_done, [1, 2, 1]);
}

#[test]
fn what_does_not_fit_the_record_is_noted_at_its_place_and_kept() {
    let step =
        |fields: &str| format!("Change(tie: \"ab\", add: (milestones: [(on: \"2025\", step: suspended, {fields})]))");
    let all = [
        "Delete(tie: \"aB\")".to_owned(),
        "Change(tie: \"bc\", set: (weight: 4))".to_owned(),
        "Change(tie: \"ab\", set: (weight: 3))".to_owned(),
        "Create(tie: Tie(id: \"bd\", kind: \"pact\", between: (\"BBB\", \"DDD\"), span: \"2025/..\", title: \"T\"))"
            .to_owned(),
        "Change(tie: \"ab\", set: (between: (\"AAA\", \"ZZZ\")))".to_owned(),
        step("sources: [\"times\"]"),
        step("by: \"CCC\""),
        "Change(atlas: \"two\", set: (title: \"Three\"))".to_owned(),
        "Delete(scenario: \"trust\")".to_owned(),
    ];
    insta::assert_snapshot!("scenario-unfit", all.map(|does| said(&does)).join("\n"));
}

#[test]
fn what_makes_no_sense_is_an_error_at_its_place_and_kept() {
    let all = [
        "Change(tie: \"ab\", set: (span: \"soon\"))",
        "Change(tie: \"ab\", set: (spann: \"2018/..\"))",
        "Change(tie: \"ab\", set: (span: 5))",
        "Change(tie: \"ab\", expects: (weight: 3), set: (span: \"2018/..\"))",
        "Change(tie: \"ab\", expects: (weight: 9), set: (weight: 4))",
        "Change(tie: \"ab\")",
        "Creat(tie: Tie(id: \"x\"))",
        "Create(tie: Tie(id: \"bc\", kind: \"pact\"))",
        "Delete(ty: \"ab\")",
        "5",
    ];
    insta::assert_snapshot!("scenario-senseless", all.map(said).join("\n"));
}

/// Checks what is said of files of scenarios, which scenarios and changes are left, and that saving keeps the files.
fn check_files(name: &str, files: &[(&str, &str)], expected: &[(&str, &[&str])]) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    let loaded = load(folder.path());
    let left = loaded.document.scenarios.values();
    let left: Vec<(String, Vec<String>)> =
        left.map(|it| (it.id.to_string(), it.hypotheses.iter().map(|it| it.id.to_string()).collect())).collect();
    let expected: Vec<(String, Vec<String>)> =
        expected.iter().map(|(id, all)| ((*id).to_owned(), all.iter().map(|id| (*id).to_owned()).collect())).collect();
    assert_eq!(left, expected, "{name}");
    insta::assert_snapshot!(format!("scenario-{name}"), told(&loaded).join("\n"));
    let mut tie = (**loaded.document.ties.get(&TieId::new("ab")).expect("the tie")).clone();
    tie.about.title = "Another".to_owned();
    let mut wanted = loaded.document.clone();
    wanted.put(Entry::Tie(Arc::new(tie)));
    saved(folder.path(), &loaded, &wanted);
    for (path, text) in files {
        assert_eq!(fs::read_to_string(folder.path().join(path)).expect("the file"), *text, "{name}: {path}");
    }
    assert_eq!(load(folder.path()).document, wanted);
}

/// Saves a document, and returns what is read then.
fn saved(folder: &Path, shown: &Loaded, wanted: &Document) -> Loaded {
    let lock = AtlasLock::take(folder).expect("the lock");
    save(&lock, &shown.stamp, &shown.document, wanted, &Keepsakes::default()).expect("saved");
    load(folder)
}

#[test]
fn files_that_are_wrong_are_named_kept_and_no_hindrance() {
    let nothing = change("one", "Delete(tie: \"ab\")");
    let sound = scenario(&nothing);
    let path = "scenarios/trust.ron";
    check_files("of-another", &[(path, &sound.replace("\"two\"", "\"three\""))], &[]);
    check_files("taken", &[(path, &sound), ("scenarios/b.ron", &sound)], &[("trust", &["one"])]);
    check_files("change-taken", &[(path, &scenario(&format!("{nothing}\n{nothing}")))], &[("trust", &["one"])]);
    let other = change("two", "Delete(tie: \"ab\")");
    let both = scenario(&format!("{nothing}\n{other}"));
    check_files("contradicting", &[(path, &both)], &[("trust", &["one", "two"])]);
    let before = both.replacen("2025-09-01", "2017-09-01", 1);
    check_files("too-early", &[(path, &before)], &[("trust", &["one", "two"])]);
    for (idx, day) in ["soon", "2025-09", "2025-02-30", "2025-09-01~"].into_iter().enumerate() {
        check_files(&format!("day-{idx}"), &[(path, &both.replacen("2025-09-01", day, 1))], &[("trust", &["two"])]);
    }
    let unknown = sound.replace("does: [", "sources: [\"gazete\"], does: [");
    check_files("unknown-source", &[(path, &unknown)], &[("trust", &["one"])]);
    let likely = sound.replace("does: [", "likelihood: (term: likely, by: \"\", on: \"soon\"), does: [");
    check_files("likelihood", &[(path, &likely)], &[("trust", &["one"])]);
    check_files("term", &[(path, &likely.replace("likely,", "certain,"))], &[]);
    check_files("field", &[(path, &sound.replace("does:", "doe:"))], &[]);
    let torn = format!("{}    Scenario(id: \"half\", title: \"Half\", changes: [", &sound[..sound.len() - 2]);
    check_files("torn", &[(path, &torn)], &[("trust", &["one"])]);
    check_files("empty", &[(path, "")], &[]);
    check_files("not-read", &[("scenarios/notes.RON", "[]")], &[]);
}
