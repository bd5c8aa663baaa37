//! Lists of changes as text: what they do to a record, what is said of those that are wrong, and that what is written is read
//! back.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use demarche::edit::{Change, Edit, apply, between};
use demarche::io::{changes_in, changes_in_ron, load_starter};
use demarche::model::{Document, NationId, Severity, TieId};
use demarche::{edit, kit, model};

#[path = "support/chance.rs"]
mod chance;

use chance::Chance;

/// Returns the changes in a text that must be sound.
fn sound(text: &str, document: &Document) -> Vec<Change> {
    let (changes, problems) = changes_in("changes.ron", text, document);
    let errors: Vec<String> =
        problems.iter().filter(|it| it.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{text}", errors.join("\n\n"));
    changes
}

/// Returns a document after the changes in a text.
fn after(text: &str, document: &Document) -> Document {
    apply(document, &Edit::of(document, sound(text, document))).expect("an edit")
}

/// Returns a document of the same atlas without any records.
fn nothing(document: &Document) -> Document {
    let mut manifest = (*document.manifest).clone();
    manifest.focus.clear();
    Document::empty(manifest)
}

/// Checks that changes are read back from what is written of them.
fn check(before: &Document, changes: &[Change]) {
    let text = changes_in_ron(changes);
    let expected = apply(before, &Edit::named("", changes.to_vec())).expect("an edit");
    assert_eq!(after(&text, before), expected, "{text}");
    // Zeros of both signs are equal, so that texts are compared too.
    assert_eq!(format!("{:?}", after(&text, before)), format!("{expected:?}"));
}

#[test]
fn any_document_is_made_of_any_other_by_the_changes_that_are_written() {
    let mut documents: Vec<Document> = (0..60).map(|seed| Chance::new(seed).document()).collect();
    documents.push(nothing(&documents[0]));
    for pair in documents.windows(2) {
        check(&pair[0], &between(&pair[0], &pair[1]));
        check(&pair[1], &between(&pair[1], &pair[0]));
    }
}

#[test]
fn any_scenarios_are_made_of_any_others_by_the_changes_that_are_written() {
    for seed in 0..60 {
        let mut chance = Chance::new(seed);
        let document = chance.document();
        let [one, other] = [0; 2].map(|_| chance.supposing(&document));
        for pair in [[&document, &one], [&one, &other], [&other, &document]] {
            check(pair[0], &between(pair[0], pair[1]));
            check(pair[1], &between(pair[1], pair[0]));
        }
    }
}

#[test]
fn what_is_added_to_a_scenario_is_written_alone() {
    let document = load_starter().document;
    let mut chance = Chance::new(7);
    let before = chance.supposing(&document);
    let id = before.scenarios.keys().next().expect("a scenario").clone();
    let mut scenario = chance.scenario(&id, &document);
    while scenario.hypotheses.len() < 3 {
        scenario = chance.scenario(&id, &document);
    }
    let shorter = model::Scenario { hypotheses: scenario.hypotheses[..2].to_vec(), ..scenario.clone() };
    let put = |scenario: &model::Scenario| {
        let mut document = before.clone();
        document.put(model::Entry::Scenario(std::sync::Arc::new(scenario.clone())));
        document
    };
    let (before, after) = (put(&shorter), put(&scenario));
    let changes = between(&before, &after);
    check(&before, &changes);
    let text = changes_in_ron(&changes);
    assert!(text.contains("add: (changes: [") && text.contains("id: \"h2\"") && !text.contains("id: \"h1\""), "{text}");
}

#[test]
fn what_is_expected_is_checked() {
    let document = load_starter().document;
    let change = |weight: u8| {
        format!("[Change(tie: \"rus-prk-partnership-2024\", expects: (weight: {weight}), set: (weight: 2))]")
    };
    assert_eq!(sound(&change(5), &document).len(), 1);
    let (changes, problems) = changes_in("changes.ron", &change(4), &document);
    assert_eq!((changes.len(), problems.len()), (0, 1));
    assert!(problems[0].message.contains("`weight` is not as expected"), "{}", problems[0]);
}

#[test]
fn the_starter_atlas_is_made_of_nothing_by_the_changes_that_are_written() {
    let starter = load_starter().document;
    let empty = nothing(&starter);
    check(&empty, &between(&empty, &starter));
    check(&starter, &between(&starter, &empty));
}

const PACT: &str = "rus-prk-partnership-2024";

/// Returns the errors in a list of changes of the starter atlas: line, column, message and hint of each.
fn errors(text: &str) -> Vec<(usize, usize, String, String)> {
    let (changes, problems) = changes_in("changes.ron", text, &load_starter().document);
    let errors = problems.into_iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|it| (it.place.line, it.place.column, it.message, it.hint)).collect();
    assert_eq!(errors.is_empty(), !changes.is_empty() || text.trim() == "[]", "{text}");
    errors
}

/// Checks that a list of changes of the starter atlas has this one error, which stands at `at`.
fn refused(text: &str, at: &str, message: &str, hint: &str) {
    let found = errors(text);
    let [(line, column, said, hinted)] = found.as_slice() else { panic!("{text}\n{found:#?}") };
    let before: usize = text.lines().take(line - 1).map(|line| line.len() + 1).sum();
    let rest: String = text[before..].chars().skip(column - 1).collect();
    assert!(rest.starts_with(at), "{text}\n{said} points at {rest}");
    assert_eq!((said.as_str(), hinted.as_str()), (message, hint), "{text}");
}

#[test]
fn a_change_replaces_whole_fields_and_appends_to_lists() {
    let before = load_starter().document;
    let text = r#"[
        Change(tie: "rus-prk-partnership-2024",
            set: (span: "2024-06-19/2026-01-01", weight: 4, weight_why: "", dependent: "PRK"),
            add: (
                evidence: [(source: "pipa-2010", claim: "A sample", grade: "F6", standing: claimed, reported: "2025")],
                milestones: [(on: "2026-01-01", step: expired, sources: ["pipa-2010"])],
            ),
        ),
        Change(tie: "rus-prk-partnership-2024", set: (dependent: None), add: (levels: [(from: "2025", weight: 2)])),
        Create(source: (id: "pipa-2010", title: "A sample", publisher: "A sample", published: "2010")),
        Change(nation: "PRK", set: (seat: None, class: organization), add: (native: {"xx": "Sample"}, aliases: ["Sample"])),
        Change(atlas: "korea", set: (title: "Sample", focus: [])),
        Change(position: "PRK", set: (pinned: true)),
    ]"#;
    let after = after(text, &before);
    let tie = |document: &Document| document.ties.get(&TieId::new(PACT)).expect("the tie").clone();
    let (old, new) = (tie(&before), tie(&after));
    assert_eq!((new.span.to_string().as_str(), new.weight.base(), new.weight.why()), ("2024-06-19/2026-01-01", 4, ""));
    assert_eq!((new.about.dependent.as_ref(), new.weight.levels().len()), (None, 1));
    assert_eq!(new.evidence[..old.evidence.len()], old.evidence);
    assert_eq!(new.evidence.len(), old.evidence.len() + 1);
    assert_eq!(new.course.milestones.last().map(|it| it.on.to_string()), Some("2026-01-01".to_owned()));
    let nation = after.nations.get(&NationId::new("PRK")).expect("the nation");
    assert_eq!((nation.names.aliases.last().map(String::as_str), nation.seat.as_ref()), (Some("Sample"), None));
    assert_eq!(nation.names.native.last(), Some(&("xx".to_owned(), "Sample".to_owned())));
    assert_eq!((after.manifest.title.as_str(), after.manifest.focus.len()), ("Sample", 0));
    assert!(after.positions.get(&NationId::new("PRK")).expect("a position").is_pinned);
    assert_eq!(between(&before, &after).len(), 5);
}

#[test]
fn the_order_of_changes_matters_within_a_record_and_not_between_records() {
    let before = load_starter().document;
    let tie = r#"Create(tie: (id: "t", kind: "k", between: ("AAA", "PRK"), span: "2024", title: "T", evidence: [
        (source: "s", claim: "c", grade: "B2", standing: reported, reported: "2024")], relates: [(to: "PRK#e", as: enables)]))"#;
    let event = r#"Change(nation: "PRK", add: (events: [(id: "e", on: "2024", title: "E")]))"#;
    let others = r#"Create(source: (id: "s", title: "S", publisher: "P", published: "2024")),
        Create(nation: (id: "AAA", name: "A")), Create(kind: (id: "k", name: "K", sign: neutral, category: "c"))"#;
    let [first, last] =
        [[tie, event, others], [others, event, tie]].map(|list| after(&format!("[{}]", list.join(",")), &before));
    assert_eq!(first, last);
    assert_eq!(between(&before, &first).len(), 5);
    // Made, changed and taken away again: nothing has happened.
    let nothing = r#"[Create(kind: (id: "k", name: "K", sign: neutral, category: "c")), Change(kind: "k", set: (name: "L")),
        Delete(kind: "k")]"#;
    assert_eq!(sound(nothing, &before), []);
    let again = r#"[Delete(assessment: "refusal-shares-2025"), Create(assessment: (id: "refusal-shares-2025", title: "T",
        author: "A", made: "2025", shares: []))]"#;
    assert_eq!(sound(again, &before).len(), 1);
}

#[test]
fn every_form_that_makes_no_sense_is_shown_where_it_stands() {
    let forms = "write Create(…), Change(…) or Delete(…)";
    let fields = "name a record: `tie: …`, `nation: …`, `kind: …`, `source: …`, `instrument: …`, `assessment: …`, `position: …`, `scenario: …`";
    refused("[7]", "7", "this is no change", forms);
    refused("[Delete]", "Delete", "this is no change", forms);
    refused(r#"[Delete("a")]"#, "Delete", "this is no change", forms);
    refused(r#"[(tie: "a")]"#, "(tie", "this does not say what to do", forms);
    refused(r#"[Put(tie: "a")]"#, "Put", "`Put` is not known here", "the changes here are Create, Change, Delete");
    refused(r#"[delete(tie: "a")]"#, "delete", "`delete` is not known here", "did you mean `Delete`?");
    refused("[Delete()]", "Delete", "this does not say what it is about", fields);
    refused(
        r#"[Delete(tie: "a", kind: "b")]"#,
        "kind",
        "one change is about one record",
        "write a change of its own for this",
    );
    refused(r#"[Delete(ties: "a")]"#, "ties", "unknown field `ties`", "did you mean `tie`?");
    refused(r#"[Delete(tie: 3)]"#, "3", "a text is expected here", "write it in quotes: \"…\"");
    refused(
        &format!(r#"[Change(tie: "{PACT}")]"#),
        "Change",
        "this does not say what to change",
        "add `set: (field: value)` or `add: (list: [ … ])`",
    );
    refused(
        &format!(r#"[Change(tie: "{PACT}", set: [])]"#),
        "[]",
        "fields are expected here",
        "write (field: value, …)",
    );
    refused(
        &format!(r#"[Change(tie: "{PACT}", set: (), set: ())]"#),
        "set: ())]",
        "the field `set` is given twice",
        "keep one of the two",
    );
    refused(
        &format!(r#"[Change(tie: "{PACT}", set: (levels: []), add: (levels: []))]"#),
        "levels: []))",
        "the field `levels` is given twice",
        "keep one of the two",
    );
    let records = "tie, nation, kind, source, instrument, assessment, position, scenario";
    for form in ["Create", "Delete"] {
        let known = format!("the fields here are {records}");
        refused(&format!("[{form}(colour: 1)]"), "colour", "unknown field `colour`", &known);
    }
    let known = format!("the fields here are {records}, atlas, set, add, expects");
    refused("[Change(colour: 1)]", "colour", "unknown field `colour`", &known);
    let many = format!("[{}\nDelete(tie: \"x\")]", "(),".repeat(200_000));
    let said = errors(&many).into_iter().find(|error| error.0 == 2).map(|(_, _, message, _)| message);
    assert_eq!(said.as_deref(), Some("the list has more than 200,000 changes"));
    refused("(ties: [])", "(ties", "this is no list of changes", "write [ Create(…), Change(…), Delete(…) ]");
    refused(
        "[Delete(assessment: \"refusal-shares-2025\")",
        "[",
        "this `[` is never closed",
        "add the missing `]`; nothing is changed",
    );
}

#[test]
fn every_field_that_makes_no_sense_is_shown_where_it_stands() {
    let tie = |rest: &str| format!(r#"[Change(tie: "{PACT}", {rest})]"#);
    refused(&tie(r#"set: (wieght: 4)"#), "wieght", "unknown field `wieght`", "did you mean `weight`?");
    refused(&tie(r#"set: (id: "x")"#), "id", "the `id` of a tie stays", "delete the record and create another one");
    let atlas = |rest: &str| format!(r#"[Change(atlas: "korea", set: ({rest}))]"#);
    let known = "the fields here are title, as_of, summary, license, name_style, focus, authors";
    refused(&atlas("colour: 1"), "colour", "unknown field `colour`", known);
    refused(&tie(r#"add: (title: "x")"#), "title", "`title` is no list", "write it in `set: ( … )`");
    refused(
        &tie(r#"set: (weight: "4")"#),
        "\"4\"",
        "a whole number is expected here",
        "write digits without quotes, such as 3",
    );
    refused(&tie(r#"set: (weight: 9)"#), "9", "the weight 9 is out of range", "write a whole number from 1 to 5");
    refused(&tie(r#"set: (title: None)"#), "None", "a text is expected here", "write it in quotes: \"…\"");
    refused(
        &tie(r#"set: (kind: "defence-pact")"#),
        "\"defence",
        "unknown kind `defence-pact`",
        "did you mean `defense-pact`?",
    );
    refused(
        &tie(r#"add: (milestones: [(on: "2025", step: signd)])"#),
        "signd",
        "`signd` is not known here",
        "did you mean `signed`?",
    );
    // The second item that is added, wherever that is in the whole list.
    refused(
        &tie(r#"add: (levels: [(from: "2025", weight: 1), (from: "2025-02-30", weight: 1)])"#),
        "\"2025-02-30",
        "`2025-02-30` does not exist",
        "February 2025 has 28 days",
    );
    refused(
        r#"[Change(atlas: "corea", set: (title: "x"))]"#,
        "\"corea",
        "this is not the atlas `corea`",
        "this is the atlas `korea`",
    );
    refused(
        r#"[Change(position: "PRK", set: (nation: "KOR"))]"#,
        "nation",
        "the `nation` of a position stays",
        "delete the record and create another one",
    );
    // What a change does to the rest of its record.
    let found = errors(&tie("set: (evidence: [])"));
    assert!(!found.is_empty());
    for (line, column, message, _) in found {
        assert_eq!((line, column), (1, 2), "{message}");
        assert!(message.contains(" (in its `") && message.ends_with("which this leaves as it is)"), "{message}");
    }
}

#[test]
fn changes_that_contradict_each_other_are_shown_where_they_do() {
    let nation = |id: &str| format!(r#"Create(nation: (id: "{id}", name: "A"))"#);
    refused(
        &format!("[{},\n{}]", nation("AAA"), nation("AAA")),
        "nation",
        "the nation `AAA` is there already",
        "see changes.ron:1:2; give this one another id, or leave it out",
    );
    refused(
        &format!("[{}]", nation("PRK")),
        "nation",
        "the atlas has a nation `PRK` already",
        "write Change(nation: \"PRK\", …), or give this one another id",
    );
    refused(
        r#"[Delete(position: "PRK"), Change(position: "PRK", set: (pinned: true))]"#,
        "\"PRK\", set",
        "the position `PRK` is deleted before this",
        "see changes.ron:1:2; leave one of the two out",
    );
    refused(
        r#"[Delete(tie: "rus-prk-partnership-2023")]"#,
        "\"rus",
        "there is no tie `rus-prk-partnership-2023`",
        "did you mean `rus-prk-partnership-2024`?",
    );
    refused(
        r#"[Delete(instrument: "armistice-1953"), Delete(assessment: "refusal-shares-2025")]"#,
        "\"armistice-1953\"",
        "the instrument `armistice-1953` cannot go: 2 records name it: the tie `usa-chn-armistice-1953`, the tie `usa-prk-armistice-1953`",
        "take it out there first, or delete both",
    );
    // What names it lets go of it, even later.
    let released = r#"[Delete(instrument: "armistice-1953"),
        Change(tie: "usa-chn-armistice-1953", set: (instrument: None)),
        Change(tie: "usa-prk-armistice-1953", set: (instrument: None))]"#;
    assert_eq!(errors(released), []);
}

#[test]
fn one_fault_is_told_once_and_all_faults_are_told_together() {
    let text = r#"[
        Create(source: (id: "a", title: "T", publisher: "P", published: "2024-13")),
        Create(source: (id: "b", title: "T", publisher: "P", published: "2024", urll: "")),
        Create(tie: (id: "t", kind: "defense-pact", between: ("RUS", "PRK"), span: "2024", title: "T", evidence: [
            (source: "a", claim: "c", grade: "B2", standing: reported, reported: "2024"),
            (source: "b", claim: "c", grade: "B9", standing: reported, reported: "2024"),
        ])),
        Change(tie: "t", set: (weight: 3), add: (evidence: [
            (source: "c", claim: "c", grade: "B2", standing: reported, reported: "2024"),
        ])),
        Delete(source: "treaty-text-2023"),
    ]"#;
    let lines: Vec<usize> = errors(text).into_iter().map(|(line, ..)| line).collect();
    assert_eq!(lines, [2, 3, 6, 9, 11], "{:#?}", errors(text));
}

#[test]
fn a_hundred_thousand_changes_are_read() {
    let document = load_starter().document;
    let ids: Vec<&str> = document.ties.keys().map(TieId::as_str).collect();
    let change =
        |n: usize| format!("Change(tie: {:?}, set: (weight: {})),\n", ids[n % ids.len()], 1 + n / ids.len() % 5);
    let text = format!("[{}]", (0..100_000).map(change).collect::<String>());
    let last = 99_999;
    let after = after(&text, &document);
    let tie = after.ties.get(&TieId::new(ids[last % ids.len()])).expect("the tie");
    assert_eq!(usize::from(tie.weight.base()), 1 + last / ids.len() % 5);
    // One list grows by all of them.
    let add = "Change(nation: \"PRK\", add: (aliases: [\"x\"])),\n".repeat(100_000);
    assert_eq!(sound(&format!("[{add}]"), &document).len(), 1);
}

#[test]
fn every_list_of_changes_in_the_documentation_applies_to_the_starter_atlas() {
    let page = read("data/README.md");
    let section = page.split("\n## Changes from scripts\n").nth(1).expect("a section");
    let section = section.split("\n## ").next().expect("its text");
    let document = load_starter().document;
    let lists: Vec<&str> = section.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(lists.len(), 3);
    for list in &lists {
        let changes = sound(list, &document);
        assert!(changes.len() >= 2 && !changes.iter().any(Change::is_idle), "{list}");
    }
    // Every form and every sort of record is shown, and every sample is said to be one.
    for shown in ["Create(tie:", "Change(tie:", "Delete(", "set: (", "add: (", "Change(atlas:", "None", "[]", "\"\""] {
        assert!(lists.iter().any(|list| list.contains(shown)), "{shown}");
    }
    for noun in ["tie", "nation", "kind", "source", "instrument", "assessment", "position", "atlas"] {
        assert!(section.contains(&format!("`{noun}`")), "{noun}");
    }
}

#[test]
fn the_sample_of_changes_applies_to_the_starter_atlas_without_a_word() {
    let document = load_starter().document;
    let (changes, problems) = changes_in("changes.ron", &read("data/samples/changes.ron"), &document);
    assert_eq!(problems, []);
    assert_eq!(changes.len(), 4);
    apply(&document, &Edit::of(&document, changes)).expect("an edit");
}

fn read(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file")
}
