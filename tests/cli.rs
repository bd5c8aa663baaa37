//! Runs the built program as a person in a terminal does: what it prints, what it writes, how it exits.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Exit codes, as documented.
const FINE: i32 = 0;
const PROBLEMS: i32 = 1;
const WRONG: i32 = 2;

/// Returns the program with its arguments and no display.
fn demarche(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command
}

/// What a run said.
struct Said {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Runs the program and holds it to its exit code.
fn run(arguments: &[&str], expected: i32) -> Said {
    let said = Said::of(demarche(arguments).output().expect("the program runs"));
    assert_eq!(said.code, Some(expected), "{arguments:?}\n{}\n{}", said.stdout, said.stderr);
    said
}

/// Runs the program and reads the JSON that it prints.
fn json(arguments: &[&str], expected: i32) -> Value {
    let said = run(arguments, expected);
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{}", said.stdout))
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty").join(name);
    path.to_str().expect("UTF-8").to_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// Returns the id of each element.
fn ids(values: &[Value]) -> Vec<&str> {
    values.iter().map(|value| value["id"].as_str().expect("an id")).collect()
}

/// A new folder, and the path of a file within it that is not there yet.
fn target(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    (folder, path)
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn n_entries(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

#[test]
fn checking_the_starter_atlas_finds_no_problem() {
    let checked = json(&["check", "--json"], FINE);
    assert_eq!(keys(&checked), ["counts", "problems", "notes"]);
    let counts = &checked["counts"];
    assert_eq!(
        keys(counts),
        ["nations", "kinds", "ties", "sources", "evidence", "exchanges", "milestones", "scenarios"]
    );
    for (what, least) in [("nations", 8), ("kinds", 15), ("ties", 40), ("sources", 25), ("evidence", 40)] {
        assert!(counts[what].as_u64().expect("a count") >= least, "{what}: {counts}");
    }
    assert_eq!(list(&checked, "problems"), &[] as &[Value]);
    let said = run(&["check"], FINE);
    assert!(said.stdout.contains("0 errors") && said.stdout.contains(&format!("{} ties", counts["ties"])));
}

#[test]
fn the_starter_atlas_is_the_same_from_its_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea");
    assert_eq!(json(&["show", "--json"], FINE), json(&["show", as_text(&folder), "--json"], FINE));
}

#[test]
fn checking_a_faulty_atlas_says_where_what_and_how_to_mend_it() {
    let checked = json(&["check", &fixture("weight-nine"), "--json"], PROBLEMS);
    let [problem] = list(&checked, "problems") else { panic!("one problem: {checked}") };
    assert_eq!(keys(problem), ["file", "line", "column", "message", "hint"]);
    assert_eq!(problem["file"], "ties/faulty.ron");
    assert_eq!((&problem["line"], &problem["column"]), (&Value::from(8), &Value::from(17)));
    assert!(problem["message"].as_str().is_some_and(|message| message.contains('9')), "{problem}");
    assert!(problem["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{problem}");
    assert_eq!(checked["counts"]["ties"], 1, "the sound tie is counted");
    let said = run(&["check", &fixture("weight-nine")], PROBLEMS);
    assert!(said.stderr.contains("ties/faulty.ron:8:17") && said.stderr.contains("weight: 9"), "{}", said.stderr);
    assert!(said.stdout.contains("1 errors") || said.stdout.contains("1 error,"), "{}", said.stdout);
}

#[test]
fn notes_are_listed_apart_and_are_no_errors() {
    let checked = json(&["check", &fixture("tie-without-evidence"), "--json"], FINE);
    assert_eq!(list(&checked, "problems"), &[] as &[Value]);
    let [note] = list(&checked, "notes") else { panic!("one note: {checked}") };
    assert_eq!(keys(note), ["file", "line", "column", "message", "hint"]);
}

#[test]
fn an_atlas_that_is_not_there_is_a_problem() {
    let checked = json(&["check", "no/such/atlas", "--json"], PROBLEMS);
    let [problem] = list(&checked, "problems") else { panic!("one problem: {checked}") };
    assert!(problem["message"].as_str().is_some_and(|message| message.contains("no such file or folder")), "{problem}");
}

#[test]
fn the_network_names_nations_and_ties_as_of_the_day_of_the_atlas() {
    let network = json(&["show", "--json"], FINE);
    assert_eq!(keys(&network), ["as_of", "known_on", "scenario", "filter", "nations", "ties"]);
    assert_eq!(network["as_of"], "2025-06-14");
    let nations = list(&network, "nations");
    assert!(nations.iter().all(|nation| keys(nation) == ["id", "name"]));
    for id in ["CHN", "JPN", "KOR", "PRK", "RUS", "UKR", "UNSC", "USA"] {
        assert!(ids(nations).contains(&id), "{id}");
    }
    let ties = list(&network, "ties");
    assert!(!ties.is_empty() && ids(ties).is_sorted());
    for tie in ties {
        let expected = [
            "id",
            "kind",
            "sign",
            "category",
            "a",
            "b",
            "directed",
            "span",
            "status",
            "status_by",
            "weight",
            "grade",
            "origins",
            "sources",
            "hypothetical",
        ];
        assert_eq!(keys(tie), expected);
        assert!(["positive", "negative", "neutral"].contains(&tie["sign"].as_str().expect("a sign")), "{tie}");
        assert!((1..=5).contains(&tie["weight"].as_u64().expect("a weight")), "{tie}");
        for end in ["a", "b"] {
            assert!(ids(nations).contains(&tie[end].as_str().expect("a nation")), "{tie}");
        }
        let n_origins = tie["origins"].as_u64().expect("a count") as usize;
        assert!(n_origins <= list(tie, "sources").len(), "more origins than sources: {tie}");
    }
    let pact = ties.iter().find(|tie| tie["id"] == "rus-prk-partnership-2024").expect("the pact of 2024");
    assert_eq!(pact["kind"], "defense-pact");
    assert_eq!(pact["status"], "in_force");
    assert_eq!((&pact["a"], &pact["b"], &pact["directed"]), (&"RUS".into(), &"PRK".into(), &false.into()));
    assert_eq!(pact["span"], "2024-06-19/..");
}

#[test]
fn one_tie_is_shown_with_all_that_it_rests_on() {
    let tie = json(&["show", "--tie", "rus-prk-partnership-2024", "--json"], FINE);
    assert_eq!(
        (&tie["kind"], &tie["status"], &tie["exists"]),
        (&"defense-pact".into(), &"in_force".into(), &true.into())
    );
    let steps: Vec<&str> = list(&tie, "ledger").iter().filter_map(|entry| entry["step"].as_str()).collect();
    for step in ["signed", "ratified", "in_force"] {
        assert!(steps.contains(&step), "{step} is missing from {steps:?}");
    }
    for item in list(&tie, "evidence") {
        for key in ["source", "publisher", "published", "claim", "grade", "standing", "reported"] {
            assert!(item[key].as_str().is_some_and(|words| !words.is_empty()), "{key}: {item}");
        }
    }
    let words = run(&["show", "--tie", "rus-prk-partnership-2024"], FINE).stdout;
    assert!(words.contains("status: in_force") && words.contains("kind: defense-pact"), "{words}");
}

#[test]
fn a_nation_is_found_by_id_name_and_alias() {
    let by_id = json(&["show", "--nation", "PRK", "--json"], FINE);
    assert_eq!((&by_id["id"], &by_id["name"]), (&"PRK".into(), &"North Korea".into()));
    assert!(list(&by_id, "ties").iter().all(|tie| tie["a"] == "PRK" || tie["b"] == "PRK"));
    assert!(ids(list(&by_id, "ties")).contains(&"rus-prk-partnership-2024"));
    for name in ["DPRK", "North Korea"] {
        assert_eq!(json(&["show", "--nation", name, "--json"], FINE), by_id, "{name}");
    }
}

#[test]
fn a_pair_is_the_same_either_way_round() {
    let pair = json(&["show", "--pair", "PRK,RUS", "--json"], FINE);
    let other = json(&["show", "--pair", "Russia, DPRK", "--json"], FINE);
    assert_eq!((&pair["ties"], &pair["ledger"]), (&other["ties"], &other["ledger"]));
    assert!(ids(list(&pair, "ties")).contains(&"rus-prk-partnership-2024"));
    let of_sign = |sign: &str| list(&pair, "ties").iter().filter(|tie| tie["sign"] == sign).count() as u64;
    for sign in ["positive", "negative", "neutral"] {
        assert_eq!(pair[sign], of_sign(sign), "{sign}");
    }
    assert_eq!(pair["mixed"], of_sign("positive") > 0 && of_sign("negative") > 0);
}

#[test]
fn what_is_not_there_is_asked_back() {
    for (option, value, meant) in [
        ("--tie", "rus-prk-partnership-2023", "rus-prk-partnership-2024"),
        ("--nation", "DPRKK", "DPRK"),
        ("--pair", "PRK,Rusia", "Russia"),
    ] {
        let said = run(&["show", option, value, "--json"], WRONG);
        assert!(said.stderr.contains(&format!("did you mean `{meant}`?")), "{}", said.stderr);
        assert_eq!(said.stdout, "");
    }
    assert!(run(&["show", "--pair", "PRK"], WRONG).stderr.contains("two nations"));
    assert!(run(&["show", "--pair", "PRK,DPRK"], WRONG).stderr.contains("no pair"));
}

#[test]
fn each_tie_of_the_day_is_a_titled_curve_in_the_same_bytes_twice() {
    let (_folder, path) = target("korea.svg");
    let (_other_folder, other) = target("again.svg");
    for path in [&path, &other] {
        run(&["export", "--out", as_text(path)], FINE);
    }
    let svg = fs::read_to_string(&path).expect("a picture");
    assert!(svg == fs::read_to_string(&other).expect("a picture"), "the two pictures differ");
    let network = json(&["show", "--json"], FINE);
    let groups: Vec<&str> = svg.split("<g class=\"tie\" ").skip(1).collect();
    assert_eq!(groups.len(), list(&network, "ties").len());
    for id in ids(list(&network, "ties")) {
        let group = groups.iter().find(|group| group.starts_with(&format!("id=\"tie-{id}\""))).expect(id);
        let group = group.split("</g>").next().unwrap_or_default();
        let title = group.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
        assert!(!title.trim().is_empty() && group.contains("<path "), "{group}");
    }
    let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed XML");
    assert_eq!(document.root_element().tag_name().name(), "svg");
}

#[test]
fn themes_and_sizes_make_other_pictures_of_the_same_scene() {
    let pictures = ["light", "dark", "print"].map(|theme| {
        let (_folder, path) = target("korea.svg");
        run(&["export", "--out", as_text(&path), "--theme", theme, "--size", "2560x1600"], FINE);
        fs::read_to_string(&path).expect("a picture")
    });
    assert!(pictures[0] != pictures[1] && pictures[0] != pictures[2] && pictures[1] != pictures[2]);
    for picture in &pictures {
        assert!(picture.contains("width=\"2560\" height=\"1600\" viewBox=\"0 0 1280 800\""));
    }
}

#[test]
fn a_png_has_the_size_asked_for() {
    let (_folder, path) = target("korea.png");
    run(&["export", "--out", as_text(&path), "--size", "640x400"], FINE);
    let bytes = fs::read(&path).expect("a picture");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    assert_eq!((side(16), side(20)), (640, 400));
}

#[test]
fn what_cannot_be_exported_is_refused_in_one_message_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    fs::write(path("file"), "not a folder").expect("a file");
    fs::create_dir(path("folder.svg")).expect("a folder");
    for (out, size, expected) in [
        ("k.jpg", "640x400", ".svg, .png, .pdf, .html, .md"),
        ("k", "640x400", ".svg, .png, .pdf, .html, .md"),
        ("k.png", "640", "1280x800"),
        ("k.png", "0x400", "0×400 is no size"),
        ("k.svg", "640x-1", "1280x800"),
        ("k.png", "20000x20000", "20000×20000"),
        ("k.png", "16384x16384", "megapixels"),
        ("no/such/folder/k.svg", "640x400", "cannot write the file"),
        ("file/k.svg", "640x400", "cannot write the file"),
        ("folder.svg", "640x400", "not a regular file"),
    ] {
        let said = run(&["export", "--out", &path(out), "--size", size], WRONG);
        assert!(said.stderr.contains(expected), "{out} {size}: {}", said.stderr);
        assert!(!said.stderr.contains("panicked") && !said.stderr.contains(".demarche-"), "{}", said.stderr);
        assert_eq!(said.stdout, "");
        assert_eq!(n_entries(folder.path()), 2, "{out} {size} left something behind");
    }
    assert_eq!(fs::read(path("file")).expect("the file"), b"not a folder");
}

#[test]
fn exporting_to_a_file_that_is_there_replaces_it_whole() {
    let (folder, path) = target("korea.svg");
    fs::write(&path, "old ".repeat(1_000_000)).expect("a longer file");
    run(&["export", "--out", as_text(&path)], FINE);
    let svg = fs::read_to_string(&path).expect("a picture");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && !svg.contains("old old"));
    assert_eq!(n_entries(folder.path()), 1);
}

#[test]
fn a_faulty_atlas_still_shows_and_exports_what_is_sound() {
    let atlas = fixture("weight-nine");
    let network = json(&["show", &atlas, "--tie", "sound", "--json"], PROBLEMS);
    assert_eq!(network["title"], "Border trade");
    let (_folder, path) = target("sound.svg");
    let said = run(&["export", &atlas, "--out", as_text(&path)], PROBLEMS);
    assert!(said.stderr.contains("1 problem") && said.stderr.contains("demarche check"), "{}", said.stderr);
    assert!(fs::read_to_string(&path).expect("a picture").contains("North Korea"));
}

#[test]
fn every_help_has_an_example() {
    for arguments in [
        &["--help"] as &[&str],
        &["check", "--help"],
        &["show", "--help"],
        &["timeline", "--help"],
        &["diff", "--help"],
        &["scenarios", "--help"],
        &["apply", "--help"],
        &["export", "--help"],
    ] {
        let said = run(arguments, FINE);
        assert!(said.stdout.contains("Example: demarche "), "{arguments:?}: {}", said.stdout);
    }
    assert!(run(&["--version"], FINE).stdout.starts_with("demarche "));
    assert!(run(&["check", "--jsno"], WRONG).stderr.contains("--json"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_line_says_so_and_names_export() {
    let said = run(&[], WRONG);
    assert_eq!(said.stderr.lines().count(), 1, "{}", said.stderr);
    assert!(said.stderr.contains("display") && said.stderr.contains("export"), "{}", said.stderr);
    assert_eq!(said.stdout, "");
}

#[test]
fn a_reader_who_has_gone_away_is_no_reason_to_complain() {
    for arguments in
        [&["show", "--json"] as &[&str], &["show"], &["show", "--nation", "PRK"], &["check", "--json"], &["--help"]]
    {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = Said::of(demarche(arguments).stdout(writer).output().expect("the program runs"));
        assert_eq!(said.code, Some(FINE), "{arguments:?}: {}", said.stderr);
        assert_eq!(said.stderr, "", "{arguments:?}");
    }
}
