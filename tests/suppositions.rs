//! Scenarios in files: what is read of them, and what is said of those that are wrong or no longer fit the record.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use demarche::io::{AtlasLock, Keepsakes, Loaded, Origin, load, save, save_new};
use demarche::model::{
    Alteration, Document, Entry, EntryId, Hypothesis, Scenario, ScenarioId, Severity, Supposed, TieId, Weight,
};

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
fn what_is_switched_off_keeps_nothing_else_from_being_read() {
    let off = change("one", "Delete(tie: \"ab\")").replace("does:", "off: true, does:");
    let changed = change("two", "Change(tie: \"ab\", expects: (weight: 3), set: (weight: 4))");
    let loaded = opened(&[("scenarios/trust.ron", &scenario(&format!("{off}\n{changed}")))]);
    assert_eq!(told(&loaded), [""; 0]);
    assert!(matches!(trust(&loaded).hypotheses[1].does[0], Alteration::Altered(_)));
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
    check_files("stray", &[("rebuild.ron", &sound)], &[]);
}

/// What somebody wrote: what is switched off, said in fewer words, wrong, and commented.
const BY_HAND: &str = r#"// Head of the file.
[
    // Why this one.
    Scenario(
        id: "trust", atlas: "two", title: "Trust", // its name
        changes: [
            // The first.
            Suppose(
                id: "one", from: "2025-09-01", title: "First", // said so
                does: [
                    /* lighter */ Change(tie: "ab",   set: (weight: 2)), // by one
                    Delete(tie: "gone"), // no more
                ],
            ),
            Suppose(id: "wrong", from: "soon", title: "Wrong", does: []), // left out
            // The last.
            Suppose(id: "two", from: "2025-10-01", title: "Second", does: [Change(tie: "ab", expects: (weight: 2), set: (weight: 1))]),
            // the end
        ],
    ), // after it
]
"#;

const PATH: &str = "scenarios/trust.ron";

/// Returns a scenario with another first hypothesis.
fn with_first(scenario: &Scenario, change: impl Fn(&mut Hypothesis)) -> Entry {
    let mut scenario = scenario.clone();
    change(Arc::make_mut(&mut scenario.hypotheses[0]));
    Entry::Scenario(Arc::new(scenario))
}

/// Checks what a file of a scenario is after a change of the document.
fn check_saved(change: impl Fn(&mut Document), expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[(PATH, BY_HAND)]);
    let loaded = load(folder.path());
    let mut wanted = loaded.document.clone();
    change(&mut wanted);
    let read = saved(folder.path(), &loaded, &wanted);
    let text = fs::read_to_string(folder.path().join(PATH)).expect("the file");
    assert_eq!(text, expected);
    assert_eq!(read.document.ties, wanted.ties);
    let ids = |document: &Document| -> Vec<_> {
        let scenario = document.scenarios.get(&ScenarioId::new("trust"));
        scenario.map_or(Vec::new(), |it| it.hypotheses.iter().map(|it| (it.id.clone(), it.supposed)).collect())
    };
    assert_eq!(ids(&read.document), ids(&wanted));
}

#[test]
fn what_is_changed_in_a_scenario_is_all_that_differs_in_its_file() {
    let trust = |document: &Document| (**document.scenarios.get(&ScenarioId::new("trust")).expect("it")).clone();
    let put = |change: fn(&mut Hypothesis)| {
        move |document: &mut Document| {
            let entry = with_first(&trust(document), change);
            document.put(entry);
        }
    };
    check_saved(|_| {}, BY_HAND);
    let off =
        BY_HAND.replacen("title: \"First\", // said so", "title: \"First\", // said so\n                off: true,", 1);
    check_saved(put(|first| first.supposed = Supposed::Off), &off);
    let retitled = BY_HAND.replacen("\"First\"", "\"1st\"", 1);
    check_saved(put(|first| first.title = "1st".to_owned()), &retitled);
    let without = BY_HAND.replacen("\n                    Delete(tie: \"gone\"), // no more", "", 1);
    check_saved(put(|first| drop(first.does.remove(1))), &without);
    let last = |document: &mut Document| {
        let mut scenario = trust(document);
        drop(scenario.hypotheses.remove(1));
        document.put(Entry::Scenario(Arc::new(scenario)));
    };
    let two = BY_HAND.find("            // The last.\n").expect("the last");
    let end = BY_HAND.find("            // the end").expect("the end");
    check_saved(last, &format!("{}{}", &BY_HAND[..two], &BY_HAND[end..]));
    let gone = "// Head of the file.\n[\n]\n";
    check_saved(|document| document.remove(&EntryId::Scenario(ScenarioId::new("trust"))), gone);
}

#[test]
fn what_a_scenario_means_stays_whatever_becomes_of_the_record() {
    let heavier = |document: &mut Document| {
        let mut tie = (**document.ties.get(&TieId::new("ab")).expect("the tie")).clone();
        tie.weight = Weight::new(5, String::new(), Vec::new()).expect("a weight");
        document.put(Entry::Tie(Arc::new(tie)));
    };
    let said = BY_HAND.replacen("\"ab\",   set: (weight: 2)", "\"ab\", expects: (weight: 3), set: (weight: 2)", 1);
    check_saved(heavier, &said);
    check_saved(|document| document.remove(&EntryId::Tie(TieId::new("ab"))), &said);
    let renamed = |document: &mut Document| {
        let mut manifest = (*document.manifest).clone();
        manifest.id = "three".to_owned();
        document.manifest = Arc::new(manifest);
    };
    check_saved(renamed, &BY_HAND.replacen("\"two\", title: \"Trust\"", "\"three\", title: \"Trust\"", 1));
}

#[test]
fn a_new_scenario_goes_to_a_file_of_its_own_laid_out_as_people_do() {
    let made = "Create(tie: Tie(id: \"bc\", kind: \"pact\", between: (\"BBB\", \"CCC\"), span: \"2025-09-01/..\", title: \"T\"))";
    let long = format!(
        "Change(tie: \"ab\", set: (title: \"{}\"), add: (milestones: [(on: \"2025\", step: suspended, sources: [\"gazette\"])]))",
        "Long ".repeat(24)
    );
    let all = [made, &long, "Change(tie: \"ab\", expects: (weight: 3), set: (weight: 2))", "Delete(tie: \"gone\")"];
    let text = scenario(&change("one", &all.join(", ")));
    let text = text.replace("changes:", "author: \"A\", question: \"Q?\", rationale: \"R\", changes:");
    let text = text.replace(
        "does:",
        "off: true, why: \"W\", sources: [\"gazette\"], likelihood: (term: likely, by: \"B\", on: \"2025-06\"), does:",
    );
    let read = opened(&[(PATH, &text)]);
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[]);
    fs::remove_dir(folder.path().join("scenarios")).expect("removed");
    let loaded = load(folder.path());
    let again = saved(folder.path(), &loaded, &read.document);
    assert_eq!(again.document, read.document);
    let written = fs::read_to_string(folder.path().join(PATH)).expect("the file");
    insta::assert_snapshot!("scenario-written", written);
    // Nothing else is touched.
    for (path, text) in [("atlas.ron", ATLAS), ("kinds.ron", KINDS), ("ties/all.ron", TIES)] {
        assert_eq!(fs::read_to_string(folder.path().join(path)).expect("the file"), text);
    }
    // What was made and is not wanted any more goes with its file.
    let lock = AtlasLock::take(folder.path()).expect("the lock");
    save(&lock, &again.stamp, &again.document, &loaded.document, &Keepsakes::default()).expect("saved");
    assert_eq!(load(folder.path()).document, loaded.document);
}

#[test]
fn scenarios_come_along_to_one_file_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (atlas, one, apart) = (folder.path().join("a"), folder.path().join("one.ron"), folder.path().join("b"));
    write(&atlas, &[(PATH, BY_HAND)]);
    let document = load(&atlas).document;
    save_new(&one, Origin::At(&atlas), None, &document, None).expect("saved");
    assert_eq!(load(&one).document, document);
    let text = fs::read_to_string(&one).expect("the file");
    let inner = BY_HAND.split("[\n    // Why").nth(1).expect("a list").strip_suffix("]\n").expect("its end");
    assert!(text.contains(inner), "{text}");
    save_new(&apart, Origin::At(&one), None, &document, None).expect("saved");
    assert_eq!(load(&apart).document, document);
    assert!(fs::read_to_string(apart.join("scenarios/all.ron")).expect("the file").contains(inner));
    // A copy of the same form has the same file.
    let copy = folder.path().join("c");
    save_new(&copy, Origin::At(&atlas), None, &document, None).expect("saved");
    assert_eq!(fs::read_to_string(copy.join(PATH)).expect("the file"), BY_HAND);
}

#[test]
fn ten_thousand_changes_of_one_scenario_are_read() {
    let one = |idx: usize| {
        let (before, after) = (3 + idx % 2, 3 + (idx + 1) % 2);
        change(&format!("c{idx}"), &format!("Change(tie: \"ab\", expects: (weight: {before}), set: (weight: {after}))"))
    };
    let text = scenario(&(0..10_000).map(one).collect::<String>());
    let loaded = opened(&[(PATH, &text)]);
    assert_eq!(told(&loaded), [""; 0]);
    assert_eq!(trust(&loaded).hypotheses.len(), 10_000);
}

#[test]
fn ten_thousand_changes_with_something_to_be_said_of_each_are_read() {
    let all = |one: &dyn Fn(usize) -> String| scenario(&(0..10_000).map(one).collect::<String>());
    let sound = |idx: usize| change(&format!("c{idx}"), "Delete(tie: \"ab\")").replace("does:", "off: true, does:");
    let unknown = all(&|idx| sound(idx).replace("does:", "sources: [\"gazete\"], does:"));
    let early = all(&|idx| sound(idx).replace("2025-09-01", "2017-09-01"));
    let same = all(&|_| sound(0));
    for (text, n_left, n_told) in [(unknown, 10_000, 10_000), (early, 10_000, 10_000), (same, 1, 9_999)] {
        let loaded = opened(&[(PATH, &text)]);
        assert_eq!((trust(&loaded).hypotheses.len(), loaded.problems.len()), (n_left, n_told));
    }
}

/// Checks to which file a new scenario goes beside other files, and that it can be changed and deleted there.
fn check_new(files: &[(&str, &[u8])], id: &str, expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[]);
    for (path, bytes) in files {
        fs::write(folder.path().join(path), bytes).expect("written");
    }
    let loaded = load(folder.path());
    assert!(!loaded.document.scenarios.contains_key(&ScenarioId::new(id)));
    let mut new = trust(&opened(&[(PATH, &scenario(&change("one", "Delete(tie: \"ab\")")))])).clone();
    new.id = ScenarioId::new(id);
    let mut wanted = loaded.document.clone();
    wanted.put(Entry::Scenario(Arc::new(new.clone())));
    let read = saved(folder.path(), &loaded, &wanted);
    assert_eq!(read.document, wanted, "{expected}");
    let text = || fs::read_to_string(folder.path().join(expected)).unwrap_or_default();
    assert!(text().contains(&format!("id: \"{id}\"")), "{expected}: {}", text());

    "Another".clone_into(&mut new.title);
    wanted.put(Entry::Scenario(Arc::new(new.clone())));
    let read = saved(folder.path(), &read, &wanted);
    assert_eq!(read.document, wanted, "{expected}");
    assert!(text().contains("\"Another\""), "{expected}: {}", text());
    let read = saved(folder.path(), &read, &loaded.document);
    assert_eq!(read.document, loaded.document, "{expected}");
    for (path, bytes) in files.iter().filter(|(path, _)| *path != expected) {
        assert_eq!(fs::read(folder.path().join(path)).expect("the file"), *bytes, "{path}");
    }
}

#[test]
fn a_new_scenario_passes_by_what_has_its_name_and_cannot_take_it() {
    let sound = scenario(&change("one", "Delete(tie: \"ab\")"));
    let foreign = sound.replace("\"two\"", "\"three\"");
    let faulty = sound.replace("\"Trust\"", "\"\"");
    let torn: &[u8] = b"[\n    Scenario(id: \"half\", title: \"Half\", changes: [";
    let second = "scenarios/trust-2.ron";
    check_new(&[(PATH, torn)], "trust", second);
    check_new(&[(PATH, torn), (second, torn)], "trust", "scenarios/trust-3.ron");
    check_new(&[(PATH, b"(a: 1)")], "trust", second);
    check_new(&[(PATH, b"[\xff]")], "trust", second);
    check_new(&[(PATH, foreign.as_bytes())], "trust", second);
    check_new(&[(PATH, faulty.as_bytes())], "trust", second);
    check_new(&[("scenarios/Trust.ron", b"[]\n")], "trust", second);
    check_new(&[("scenarios/all.ron", foreign.as_bytes())], "trust", PATH);
    check_new(&[(PATH, b"[]\n")], "trust", PATH);
}

#[test]
fn a_scenario_that_is_not_opened_takes_no_id_from_one_that_is() {
    let sound = scenario(&change("one", "Delete(tie: \"ab\")"));
    for other in [sound.replace("\"two\"", "\"three\""), sound.replace("\"Trust\"", "\"\"")] {
        let loaded = opened(&[("scenarios/a.ron", &other), ("scenarios/b.ron", &sound)]);
        assert_eq!((trust(&loaded).title.as_str(), loaded.problems.len()), ("Trust", 1), "{:?}", told(&loaded));
    }
}

#[test]
fn an_id_that_no_file_can_be_called_by_is_saved_all_the_same() {
    let long = "\u{ac00}".repeat(128);
    check_new(&[], &long, &format!("scenarios/{}.ron", "\u{ac00}".repeat(66)));
    check_new(&[], ".demarche-save-1", "scenarios/_.demarche-save-1.ron");
}

#[test]
fn an_atlas_gets_no_other_id_where_a_scenario_could_not_follow() {
    let sound = scenario(&change("one", "Delete(tie: \"ab\")"));
    let torn = format!("{}    Scenario(id: \"half\", title: \"Half\", changes: [", &sound[..sound.len() - 2]);
    let renamed = |text: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[(PATH, text)]);
        let loaded = load(folder.path());
        let mut wanted = loaded.document.clone();
        let mut manifest = (*wanted.manifest).clone();
        "three".clone_into(&mut manifest.id);
        wanted.manifest = Arc::new(manifest);
        let lock = AtlasLock::take(folder.path()).expect("the lock");
        let saved = save(&lock, &loaded.stamp, &loaded.document, &wanted, &Keepsakes::default());
        saved.map(|_| assert!(load(folder.path()).document == wanted)).map_err(|error| error.to_string())
    };
    let error = renamed(&torn).expect_err("refused");
    assert!(error.contains("cannot be changed, because it has an error") && error.contains(PATH), "{error}");
    // One that does not say of which atlas it is stays as it is.
    assert_eq!(renamed(&torn.replace("atlas: \"two\", ", "")), Ok(()));
}

#[test]
fn two_scenarios_of_one_title_are_both_opened_and_told_of() {
    let one = scenario(&change("one", "Change(tie: \"ab\", set: (weight: 4))"));
    let other = one.replace("id: \"trust\"", "id: \"other\"").replace("\"Trust\"", "\"TRUST\"");
    let loaded = opened(&[("scenarios/a.ron", &one), ("scenarios/b.ron", &other)]);
    assert_eq!(loaded.document.scenarios.len(), 2);
    let [note] = &told(&loaded)[..] else { panic!("one note: {:?}", told(&loaded)) };
    assert!(
        note.starts_with("scenarios/b.ron:2") && note.contains("note: the scenario `other` is called like `trust`"),
        "{note}"
    );
}
