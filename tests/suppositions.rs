//! Scenarios in files: what is read of them, and what is said of those that are wrong or no longer fit the record.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;

use demarche::io::{Loaded, load};
use demarche::model::{Alteration, Scenario, ScenarioId, Severity, TieId};

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

/// Checks what is said of a scenario that does something, and that the record opens regardless.
fn check(does: &str, expected: &[&str]) {
    let loaded = opened(&[("scenarios/trust.ron", &scenario(&change("one", does)))]);
    assert_eq!(told(&loaded), expected, "{does}");
    assert!(loaded.document.ties.contains_key(&TieId::new("ab")));
    let hypothesis = &trust(&loaded).hypotheses[0];
    assert_eq!(hypothesis.does.len(), 1, "{does}");
    let is_unread = matches!(&hypothesis.does[0], Alteration::Unread { .. });
    assert_eq!(is_unread, !expected.is_empty(), "{:?}", hypothesis.does);
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
    check("Delete(tie: \"ab\")", &[]);
    check("Delete(tie: \"aB\")", &[]);
    check("Change(tie: \"bc\", set: (weight: 4))", &[]);
    check("Change(tie: \"ab\", set: (weight: 3))", &[]);
    check(
        "Create(tie: Tie(id: \"bc\", kind: \"pact\", between: (\"BBB\", \"DDD\"), span: \"..\", weight: 2, title: \"T\"))",
        &[],
    );
    check("Change(tie: \"ab\", add: (milestones: [(on: \"2025\", step: suspended, sources: [\"gazette\"])]))", &[]);
    check("Change(tie: \"ab\", add: (milestones: [(on: \"2025\", step: suspended, sources: [\"times\"])]))", &[]);
    check("Change(tie: \"ab\", add: (milestones: [(on: \"2025\", step: suspended, by: \"CCC\")]))", &[]);
    check("Change(atlas: \"two\", set: (title: \"Three\"))", &[]);
    check("Delete(scenario: \"trust\")", &[]);
}

#[test]
fn what_cannot_be_read_is_an_error_at_its_place_and_kept() {
    check("Change(tie: \"ab\", set: (span: \"soon\"))", &[]);
    check("Change(tie: \"ab\", set: (spann: \"2018/..\"))", &[]);
    check("Change(tie: \"ab\", expects: (weight: 3), set: (span: \"2018/..\"))", &[]);
    check("Change(tie: \"ab\", expects: (weight: 9), set: (weight: 4))", &[]);
    check("Creat(tie: Tie(id: \"x\"))", &[]);
    check("Create(tie: Tie(id: \"bc\", kind: \"pact\"))", &[]);
    check("5", &[]);
}
