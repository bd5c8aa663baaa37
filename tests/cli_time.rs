//! Runs the built program as a person in a terminal does, with days and filters: what it lists, what it refuses and how.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at what must hold")]

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs the program, holds it to its exit code and returns what it printed to both streams.
fn run(arguments: &[&str], expected: i32) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(expected), "{arguments:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

fn json(arguments: &[&str]) -> Value {
    let (stdout, _) = run(&[arguments, &["--json"]].concat(), 0);
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{stdout}"))
}

fn ids(value: &Value) -> BTreeSet<String> {
    let list = value.as_array().expect("a list");
    list.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

/// Returns the ties that are shown.
fn shown(arguments: &[&str]) -> BTreeSet<String> {
    ids(&json(&[&["show"], arguments].concat())["ties"])
}

/// Writes an atlas of two nations with these ties, each `id` and `span`.
fn atlas(ties: &[(String, &str)]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let tie = |(id, span): &(String, &str)| {
        format!(
            "Tie(id: \"{id}\", kind: \"k\", between: (\"A\", \"B\"), span: \"{span}\", weight: 1, title: \"{id} \\u{{202e}}\"),\n"
        )
    };
    let text = format!(
        "Atlas(format: 1, id: \"edge\", title: \"Edge\", as_of: \"2025-06-14\",\n\
         kinds: [Kind(id: \"k\", name: \"k\", sign: neutral, category: \"c\")],\n\
         nations: [Nation(id: \"A\", name: \"A\"), Nation(id: \"B\", name: \"B\")],\nties: [\n{}])\n",
        ties.iter().map(tie).collect::<String>()
    );
    let path = folder.path().join("edge.ron");
    fs::write(&path, text).expect("an atlas");
    let path = path.to_str().expect("UTF-8").to_owned();
    (folder, path)
}

#[test]
fn the_treaty_of_june_2024_is_shown_as_signed_in_that_june() {
    let tie = json(&["show", "--tie", "rus-prk-partnership-2024", "--as-of", "2024-06-20"]);
    assert_eq!((&tie["exists"], &tie["status"]), (&true.into(), &"signed".into()));
    assert_eq!((&tie["as_of"], &tie["known_on"]), (&"2024-06-20".into(), &Value::Null));
    assert!(!shown(&["--as-of", "2024-06-18"]).contains("rus-prk-partnership-2024"));
    let page = json(&["show", "--nation", "PRK", "--as-of", "2024-06-20"]);
    assert_eq!(page["as_of"], "2024-06-20");
    assert!(ids(&page["ties"]).contains("rus-prk-partnership-2024"));
}

#[test]
fn filters_in_words_choose_ties() {
    let all = json(&["show"]);
    let of = |is_asked_for: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        let ties = all["ties"].as_array().expect("a list").iter().filter(|tie| is_asked_for(tie));
        ties.map(|tie| tie["id"].as_str().expect("an id").to_owned()).collect()
    };
    let negative = of(&|tie| tie["sign"] == "negative");
    assert!(!negative.is_empty());
    assert_eq!(shown(&["--sign", "negative"]), negative);
    assert_eq!(shown(&["--sign", "Negative,positive"]), of(&|tie| tie["sign"] != "neutral"));
    assert_eq!(shown(&["--sign", "negative", "--sign", "positive"]), of(&|tie| tie["sign"] != "neutral"));
    assert_eq!(shown(&["--category", "security"]), of(&|tie| tie["category"] == "security"));
    let sanctions = of(&|tie| tie["kind"] == "sanctions");
    assert_eq!(shown(&["--kind", "sanctions", "--sign", "negative", "--category", "economy"]), sanctions);
    assert_eq!(shown(&["--kind", "defense pact"]), of(&|tie| tie["kind"] == "defense-pact"));
    assert_eq!(shown(&["--sign", "negative", "--kind", "trade"]), BTreeSet::new());
    assert_eq!(shown(&["--single-origin"]), of(&|tie| tie["origins"] == 1));
    let names = |tie: &Value, id: &str| tie["sources"].as_array().expect("a list").iter().any(|it| it == id);
    let (with, without) =
        (shown(&["--rests-on", "interfax-2024-12-04"]), shown(&["--without-source", "interfax-2024-12-04"]));
    assert!(of(&|tie| names(tie, "interfax-2024-12-04")).is_subset(&with) && with.is_disjoint(&without));
    assert_eq!(with.len() + without.len(), ids(&all["ties"]).len());
    let [at_least_b, only_a, only_f] = ["B", "A", "F"].map(|letter| shown(&["--reliability", letter]));
    assert!(only_a.is_subset(&at_least_b) && !only_a.is_empty() && only_f.len() < only_a.len());
    assert!(shown(&["--credibility", "1"]).is_subset(&shown(&["--credibility", "2"])));
    assert!(!shown(&["--disputed"]).is_empty());
    assert!(!shown(&["--standing", "denied"]).is_empty());
    assert!(shown(&["--overlaps", "2024-06-19/.."]).contains("rus-prk-partnership-2024"));
    assert!(!shown(&["--overlaps", "2017/2018"]).contains("rus-prk-partnership-2024"));
    assert_eq!(json(&["show", "--sign", "negative"])["filter"], "negative");
}

#[test]
fn a_nations_page_lists_the_ties_that_are_asked_for_and_several_nations_are_a_filter() {
    let page = json(&["show", "--nation", "DPRK", "--sign", "negative"]);
    assert_eq!((&page["id"], &page["filter"]), (&"PRK".into(), &"negative".into()));
    let ties = page["ties"].as_array().expect("a list");
    assert!(!ties.is_empty() && ties.iter().all(|tie| tie["sign"] == "negative"));
    let both = shown(&["--nation", "UKR,UNSC"]);
    assert_eq!(both, &shown(&["--nation", "UKR", "--nation", "UNSC"]) | &BTreeSet::new());
    let each = ["UKR", "UNSC"].map(|id| ids(&json(&["show", "--nation", id])["ties"]));
    assert_eq!(both, &each[0] | &each[1]);
    let pair = json(&["show", "--pair", "PRK,KOR", "--sign", "negative"]);
    assert_eq!((&pair["positive"], &pair["mixed"]), (&0.into(), &false.into()));
    let listed = ids(&pair["ties"]);
    assert!(listed.contains("prk-kor-two-states-2023") && !listed.contains("kor-prk-deescalation-2025"));
}

#[test]
fn what_is_not_known_yet_is_left_out_of_everything() {
    let known = shown(&["--known-on", "2024-01-01", "--as-of", "2025-06-14"]);
    assert!(known.contains("usa-kor-defense-1953") && !known.contains("rus-prk-partnership-2024"));
    let (_, stderr) = run(&["show", "--tie", "rus-prk-partnership-2024", "--known-on", "2024-01-01"], 2);
    assert!(stderr.contains("was not known on 1 January 2024"), "{stderr}");
    let timeline = json(&["timeline", "--known-on", "2024-01-01"]);
    let changes = timeline.as_array().expect("a list");
    assert!(!changes.is_empty());
    assert!(changes.iter().all(|change| change["first"].as_str().is_some_and(|on| on <= "2024-01-01")));
    let diff = json(&["diff", "--from", "2024-01-01", "--to", "2025-06-14", "--known-on", "2024-01-01"]);
    assert_eq!((&diff["known_on"], diff["changes"].as_array().map(Vec::len)), (&"2024-01-01".into(), Some(0)));
}

#[test]
fn checking_counts_what_is_looked_at_and_lists_all_problems() {
    let all = json(&["check"]);
    let of_2000 = json(&["check", "--as-of", "2000-01-01"]);
    assert_eq!(of_2000["counts"]["ties"], shown(&["--as-of", "2000-01-01"]).len());
    assert_eq!(of_2000["notes"], all["notes"]);
    let known = json(&["check", "--known-on", "2000-01-01"]);
    for what in ["ties", "sources", "evidence", "milestones"] {
        assert!(known["counts"][what].as_u64() < all["counts"][what].as_u64(), "{what}");
    }
    let faulty = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/faulty/weight-nine");
    let (stdout, _) = run(&["check", faulty, "--sign", "negative", "--json"], 1);
    let checked: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((&checked["counts"]["ties"], checked["problems"].as_array().map(Vec::len)), (&0.into(), Some(1)));
}

#[test]
fn the_header_of_a_picture_says_the_days_and_the_filter() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("korea.svg");
    let out = path.to_str().expect("UTF-8");
    let days = ["--as-of", "2024-06-20", "--known-on", "2024-12-31"];
    run(&[&["export", "--out", out, "--sign", "negative"] as &[&str], &days].concat(), 0);
    let svg = fs::read_to_string(&path).expect("a picture");
    for words in ["As of 20 June 2024", "known on 31 December 2024", "Only negative"] {
        assert!(svg.contains(words), "{words}");
    }
    let network = json(&[&["show", "--sign", "negative"] as &[&str], &days].concat());
    assert_eq!(svg.matches("<g class=\"tie\" ").count(), ids(&network["ties"]).len());
    let places = |svg: &str| -> Vec<[f64; 2]> {
        let middle = |rest: &str| {
            let circle = rest.split("<circle").nth(1).expect("a circle");
            let side = |name: &str| circle.split(name).nth(1)?.split('"').next()?.parse().ok();
            [side("cx=\""), side("cy=\"")].map(|side: Option<f64>| side.expect("a number"))
        };
        svg.split("id=\"nation-").skip(1).map(middle).collect()
    };
    let filtered = places(&svg);
    run(&["export", "--out", out], 0);
    let all = places(&fs::read_to_string(&path).expect("a picture"));
    // What else is on the page may leave the graph more room or less, but no nation moves against the others.
    let shape = |places: &[[f64; 2]]| -> Vec<[f64; 2]> {
        let [a, b] = [places[0], places[1]];
        let (x, y) = (b[0] - a[0], b[1] - a[1]);
        let unit = x.hypot(y);
        places.iter().map(|at| [(at[0] - a[0]) / unit, (at[1] - a[1]) / unit]).collect()
    };
    for (one, other) in shape(&filtered).iter().zip(shape(&all)) {
        assert!((one[0] - other[0]).abs() < 0.01 && (one[1] - other[1]).abs() < 0.01, "a nation has moved");
    }
}

#[test]
fn the_timeline_is_in_order_and_ends_where_it_is_told() {
    let timeline = json(&["timeline"]);
    let changes = timeline.as_array().expect("a list");
    let first = |change: &Value| change["first"].as_str().expect("a day").to_owned();
    assert!(changes.len() > 100 && changes.iter().map(first).is_sorted());
    for key in
        ["on", "last", "change", "tie", "a", "b", "by", "title", "words", "sign", "bearing", "disputed", "sources"]
    {
        assert!(changes.iter().all(|change| change.get(key).is_some()), "{key}");
    }
    let pair = json(&["timeline", "--pair", "RUS,PRK", "--as-of", "2024-11-10"]);
    let pair = pair.as_array().expect("a list");
    assert!(pair.iter().all(|change| first(change).as_str() <= "2024-11-10"));
    assert!(pair.iter().all(|change| [&change["a"], &change["b"]].iter().all(|it| **it == "RUS" || **it == "PRK")));
    let signed = pair.iter().find(|change| change["tie"] == "rus-prk-partnership-2024").expect("the pact of 2024");
    assert_eq!(
        (&signed["on"], &signed["step"], &signed["bearing"]),
        (&"2024-06-19".into(), &"signed".into(), &"up".into())
    );
    let of_nation = json(&["timeline", "--nation", "Ukraine"]);
    assert!(of_nation.as_array().expect("a list").iter().all(|change| change["a"] == "UKR" || change["b"] == "UKR"));
    let ends = changes
        .iter()
        .find(|change| change["tie"] == "kor-prk-military-agreement-2018" && change["on"] == "2024-06-04");
    let rivals = ends.expect("the end of the agreement")["disputed"].as_array().expect("a list");
    assert_eq!(rivals[0]["on"], "2023-11-23");
    assert_eq!(run(&["timeline"], 0), run(&["timeline"], 0));
    assert_eq!(run(&["diff", "--from", "2000-01-01"], 0), run(&["diff", "--from", "2000-01-01"], 0));
}

#[test]
fn what_cannot_be_looked_at_is_refused_with_what_can() {
    let cases: [(&[&str], &[&str]); 18] = [
        (&["show", "--as-of", "2024-02-30"], &["does not exist", "February 2024 has 29 days"]),
        (&["show", "--as-of", "2024-06"], &["is a month, not a day", "write 2024-06-01 or 2024-06-30"]),
        (&["show", "--known-on", "2024"], &["is a year, not a day", "write 2024-01-01 or 2024-12-31"]),
        (&["show", "--as-of", "2024-06-19~"], &["is no sure day", "2024-06-19"]),
        (&["show", "--as-of", "yesterday"], &["is not a date", "YYYY-MM-DD"]),
        (&["timeline", "--as-of", "9999-01-01"], &["outside the days that can be shown", "1900-01-01"]),
        (
            &["diff", "--from", "2024-12-31", "--to", "2023-06-01"],
            &["is later than", "--from 2023-06-01 --to 2024-12-31"],
        ),
        (&["diff", "--from", "1066-10-14"], &["14 October 1066 is outside"]),
        (&["diff", "--to", "2024-12-31"], &["--from"]),
        (&["show", "--sign", "postive"], &["unknown sign `postive`", "did you mean `positive`", "neutral"]),
        (&["export", "--out", "k.svg", "--kind", "sanction"], &["did you mean `sanctions`", "trade"]),
        (&["check", "--category", "secruity"], &["did you mean `security`", "economy"]),
        (&["timeline", "--nation", "DPRKK"], &["did you mean `DPRK`", "PRK"]),
        (&["show", "--reliability", "G"], &["unknown reliability `G`", "A, B, C, D, E, F"]),
        (&["show", "--credibility", "B2"], &["--reliability B --credibility 2"]),
        (&["show", "--rests-on", "interfax-2024-12-40"], &["did you mean `interfax-2024-12-04`"]),
        (&["show", "--overlaps", "2018/2017"], &["ends before it begins", "2017/2018"]),
        (&["show", "--tie", "rus-prk-partnership-2024", "--sign", "negative"], &["leave one of them out"]),
    ];
    for (arguments, expected) in cases {
        let (stdout, stderr) = run(arguments, 2);
        assert_eq!(stdout, "", "{arguments:?}");
        assert!(expected.iter().all(|words| stderr.contains(words)), "{arguments:?}: {stderr}");
        assert!(stderr.contains("Hint: ") || arguments == ["diff", "--to", "2024-12-31"], "{arguments:?}: {stderr}");
    }
    assert!(!std::path::Path::new("k.svg").exists());
}

#[test]
fn atlases_at_the_edge_are_listed_and_compared() {
    let (_folder, undated) = atlas(&[("a".to_owned(), "../.."), ("b".to_owned(), "../..")]);
    assert_eq!(json(&["timeline", &undated]), Value::Array(Vec::new()));
    let diff = json(&["diff", &undated, "--from", "1950-01-01"]);
    assert_eq!(diff["changes"], Value::Array(Vec::new()));
    assert!(run(&["timeline", &undated], 0).0.contains("0 dated changes"));

    let (_folder, one) = atlas(&[("a".to_owned(), "2020-05/2021")]);
    let timeline = json(&["timeline", &one]);
    let changes = timeline.as_array().expect("a list");
    let told = changes.iter().map(|it| {
        [&it["change"], &it["on"], &it["first"], &it["last"]].map(|it| it.as_str().expect("text").to_owned())
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [["begun", "2020-05", "2020-05-01", "2020-05-31"], ["ended", "2021", "2021-01-01", "2021-12-31"]]
    );
    let (words, _) = run(&["timeline", &one], 0);
    assert!(words.contains("\\u{202e}") && !words.contains('\u{202e}'), "{words}");
    let (words, _) = run(&["diff", &one, "--from", "2000-01-01", "--json"], 0);
    assert!(words.contains("\"passed\"") && words.contains("\\u202e") && !words.contains('\u{202e}'), "{words}");

    let many: Vec<(String, &str)> = (0..2_000).map(|n| (format!("t{n:04}"), "2020-05-01/..")).collect();
    let (_folder, many) = atlas(&many);
    assert_eq!(json(&["timeline", &many]).as_array().map(Vec::len), Some(2_000));
    let diff = json(&["diff", &many, "--from", "2020-04-30", "--to", "2020-05-01"]);
    assert_eq!((&diff["counts"]["begun"], diff["changes"].as_array().map(Vec::len)), (&2_000.into(), Some(2_000)));
    let last_of_april = json(&["timeline", &many, "--as-of", "2020-04-30"]);
    assert_eq!(last_of_april, Value::Array(Vec::new()));
}

#[test]
fn a_change_known_to_the_month_is_not_told_to_the_day() {
    let days = ["--from", "2024-06-01", "--to", "2024-12-31"];
    let (words, _) = run(&[&["diff"], &days[..]].concat(), 0);
    assert!(words.contains("  2024-07     begun: Noise toward the South"), "{words}");
    let value = json(&[&["diff"], &days[..]].concat());
    let changes = value["changes"].as_array().expect("a list");
    let noise = changes.iter().find(|it| it["tie"] == "prk-kor-noise-2024").expect("the change");
    assert_eq!((&noise["on"], &noise["date"]), (&"2024-07-01".into(), &"2024-07".into()));
}

#[test]
fn a_path_to_nothing_is_no_empty_atlas() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("nowhere").display().to_string();
    let picture = folder.path().join("x.svg").display().to_string();
    let asked: [&[&str]; 4] =
        [&["show"], &["timeline"], &["diff", "--from", "2024-01-01"], &["export", "--out", &picture]];
    for arguments in asked {
        let (stdout, stderr) = run(&[&arguments[..1], &[&nowhere], &arguments[1..]].concat(), 2);
        assert!(stdout.is_empty() && stderr.contains("there is no such file or folder"), "{arguments:?}: {stderr}");
    }
    assert!(!folder.path().join("x.svg").exists());
}

#[test]
fn differences_are_grouped_by_pair_and_counted() {
    let (words, _) = run(&["diff", "--from", "2024-01-01", "--to", "2025-06-14"], 0);
    assert!(words.contains("16 changes: 4 begun, 2 ended, 3 passed, 3 strengthened, 4 weakened"), "{words}");
    let headings: Vec<&str> = words.lines().skip(2).filter(|line| !line.starts_with(' ')).collect();
    let distinct: BTreeSet<&&str> = headings.iter().collect();
    assert_eq!(headings.len(), distinct.len(), "a pair stands twice: {headings:?}");
    let diff = json(&["diff", "--from", "2018-01-01", "--to", "2018-12-31"]);
    let mixed = diff["changes"].as_array().expect("a list").iter().find(|change| change["change"] == "mixed");
    let mixed = mixed.expect("a pair that became mixed in 2018");
    assert_eq!((&mixed["tie"], &mixed["kind"]), (&Value::Null, &Value::Null));
    assert!(mixed["on"].as_str().is_some_and(|on| ("2018-01-01".."2019-01-01").contains(&on)), "{mixed}");
    let same = json(&["diff", "--from", "2024-01-01", "--to", "2024-01-01"]);
    assert_eq!(same["changes"], Value::Array(Vec::new()));
}
