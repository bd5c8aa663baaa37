//! Graphs are read by the programs for which they are written: networkx reads GEXF and GraphML, Graphviz draws DOT, and what
//! they find is what `demarche show --json` prints.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what must hold, and says what it skips"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use demarche::kit::{boxed, visible};
use demarche::model::Span;
use resvg::usvg::roxmltree;
use serde_json::{Value, json};

/// Reads a graph and prints what it finds: sort of graph, nodes by id, edges by id.
const READ: &str = r#"
import json, sys
import networkx as nx

path = sys.argv[1]
graph = nx.read_gexf(path) if path.endswith(".gexf") else nx.read_graphml(path)
assert graph.is_directed() and graph.is_multigraph(), type(graph)
edges = [dict(data, id=key, a=a, b=b) for a, b, key, data in graph.edges(keys=True, data=True)]
print(json.dumps({"nodes": dict(graph.nodes(data=True)), "edges": edges}))
"#;

/// Words that a record might say to whoever reads it.
const HOSTILE: [&str; 20] = [
    "<script>alert(1)</script>",
    "\"]]>",
    "=HYPERLINK(\"http://evil.example\")",
    "a\u{202E}b",
    "😀 👩‍👩‍👧",
    "nul\u{0}nul",
    "\" onload=\"alert(1)",
    "\", URL=\"javascript:alert(1)\", label=\"",
    "<<b>bold</b>>",
    "<TABLE><TR><TD HREF=\"x\">x</TD></TR></TABLE>",
    "&lt;b&gt; &amp; &#60;",
    "ends in \\",
    "\\\"",
    "\\N\\G\\E\\L\\n",
    "<!-- --> <![CDATA[ <?xml ?>",
    "'; DROP TABLE ties; --",
    "two\nlines\r\nand\ttabs",
    "\u{FFFE}\u{FEFF}\u{E0041}",
    "} digraph { a -> b [label=<x>] /* // #",
    "+1 -2 @SUM(A1)",
];
/// Nations, kinds and ties of the hostile atlas; together a thousand labels.
const N_HOSTILE: [usize; 3] = [300, 100, 600];

/// Returns the program without a display.
fn demarche(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert!(output.status.success(), "{arguments:?}\n{stdout}\n{stderr}");
    stdout
}

/// Returns what `show --json` prints.
fn shown(arguments: &[&str]) -> Value {
    serde_json::from_str(&demarche(&[&["show"], arguments, &["--json"]].concat())).expect("JSON")
}

/// Exports twice, holds both to the same bytes, and returns where the file is.
fn exported(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let export = |path: &Path| {
        demarche(&[&["export"], arguments, &["--out", path.to_str().expect("UTF-8")]].concat());
        fs::read(path).expect("a file")
    };
    let again = folder.join(format!("again-{name}"));
    assert!(export(&path) == export(&again), "{name}: the same atlas gives the same bytes");
    path
}

/// Whether a program does what is asked of it; without it, a test is skipped, but not where everything has to be there.
fn is_there(what: &str, program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let is_there = command.status().is_ok_and(|status| status.success());
    if !is_there {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {what}");
        println!("skipped: {what} not found, so nothing reads what is written");
    }
    is_there
}

/// Returns the interpreters that have networkx: the system's, and another where that comes first.
fn pythons() -> Vec<&'static str> {
    if !is_there("python3-networkx", "/usr/bin/python3", &["-c", "import networkx"]) {
        return Vec::new();
    }
    let other = Command::new("python3").args(["-c", "import networkx"]).stderr(Stdio::null()).status();
    let other = other.is_ok_and(|status| status.success()).then_some("python3");
    ["/usr/bin/python3"].into_iter().chain(other).collect()
}

/// Returns what networkx reads in a file.
fn read(python: &str, path: &Path) -> Value {
    let output = Command::new(python).args(["-c", READ]).arg(path).stdin(Stdio::null()).output().expect("Python");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{python} {}: {stderr}", path.display());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// Returns a text of something, as XML gives it back.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a text in {value}"))
}

/// Returns the spells that a tie must have, as networkx tells of them.
fn spells(span: &str) -> Value {
    let span = Span::parse(span).expect("a span");
    let day = |day: Option<jiff::civil::Date>| day.map_or("None".to_owned(), |day| day.to_string());
    match (span.earliest_begin(), span.latest_end()) {
        (None, None) => Value::Null,
        (begin, end) => json!([[day(begin), day(end)]]),
    }
}

/// Holds what a reader found to what `show` says: the same nations, and every tie with its kind, sign, ends and days.
fn compare(found: &Value, shown: &Value, format: &str) {
    let nodes = found["nodes"].as_object().expect("nodes");
    let nations = list(shown, "nations");
    assert_eq!(nodes.len(), nations.len());
    for nation in nations {
        assert_eq!(text(&nodes[text(nation, "id")], "label"), boxed(text(nation, "name")));
    }
    let edges: BTreeMap<&str, &Value> = list(found, "edges").iter().map(|edge| (text(edge, "id"), edge)).collect();
    let ties = list(shown, "ties");
    assert_eq!((edges.len(), list(found, "edges").len()), (ties.len(), ties.len()), "no edge is lost");
    for tie in ties {
        let (id, edge) = (text(tie, "id"), edges[text(tie, "id")]);
        for key in ["a", "b", "kind", "sign", "category", "span", "origins", "hypothetical"] {
            assert_eq!(edge[key], tie[key], "{key} of {id} in {format}");
        }
        for key in ["status", "grade"] {
            assert_eq!(edge.get(key).unwrap_or(&Value::Null), &tie[key], "{key} of {id} in {format}");
        }
        assert_eq!(edge["weight"].as_f64(), tie["weight"].as_f64(), "weight of {id} in {format}");
        assert_eq!(edge["mutual"], json!(tie["directed"] == false), "{id} in {format}");
        let sources: Vec<&str> = list(tie, "sources").iter().filter_map(Value::as_str).collect();
        assert_eq!(edge.get("sources").and_then(Value::as_str).unwrap_or_default(), sources.join("; "));
        let expected = spells(text(tie, "span"));
        if format == "gexf" {
            assert_eq!(edge.get("spells").unwrap_or(&Value::Null), &expected, "spells of {id}");
            // Each weight with the days on which it holds; an open end is null or empty.
            let day = text(shown, "as_of");
            let holds = |level: &&Value| {
                let bound = |n: usize| level[n].as_str().filter(|bound| !bound.is_empty() && *bound != "None");
                bound(1).is_none_or(|from| from <= day) && bound(2).is_none_or(|until| day <= until)
            };
            let level = list(edge, "level").iter().rev().find(holds).expect("a weight on the day");
            assert_eq!(level[0].as_f64(), tie["weight"].as_f64(), "{edge}");
        } else {
            let day = |key: &str| edge.get(key).cloned().unwrap_or_else(|| json!("None"));
            let found = json!([[day("first_day"), day("last_day")]]);
            let expected = if expected.is_null() { json!([["None", "None"]]) } else { expected };
            assert_eq!(found, expected, "days of {id}");
        }
    }
}

/// Holds what networkx reads of an atlas in both formats to what `show` says.
fn check_networkx(arguments: &[&str]) {
    let shown = shown(arguments);
    assert!(list(&shown, "ties").len() >= 40, "there is something to read");
    let folder = tempfile::tempdir().expect("a folder");
    for python in pythons() {
        for format in ["gexf", "graphml"] {
            let path = exported(folder.path(), &format!("atlas.{format}"), arguments);
            compare(&read(python, &path), &shown, format);
        }
    }
}

/// Draws a graph with Graphviz and holds the picture to what `show` says: its nodes, its edges, and nothing that acts.
fn check_graphviz(arguments: &[&str]) {
    if !is_there("graphviz", "dot", &["-V"]) {
        return;
    }
    let shown = shown(arguments);
    let folder = tempfile::tempdir().expect("a folder");
    let path = exported(folder.path(), "atlas.dot", arguments);
    // `neato -n` leaves every nation where it is.
    for program in ["dot", "neato"] {
        let mut command = Command::new(program);
        command.args(if program == "neato" { &["-n", "-Tsvg"][..] } else { &["-Tsvg"] });
        let output = command.arg(&path).stdin(Stdio::null()).output().expect("Graphviz");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !stderr.contains("rror"), "{program}: {stderr}");
        drawn(&String::from_utf8(output.stdout).expect("UTF-8"), &shown);
    }
}

fn drawn(svg: &str, shown: &Value) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(svg, options).expect("sound XML");
    let elements: Vec<_> = tree.descendants().filter(|node| node.is_element()).collect();
    let names: BTreeSet<&str> = elements.iter().map(|node| node.tag_name().name()).collect();
    let known = BTreeSet::from(["svg", "g", "title", "polygon", "ellipse", "path", "text"]);
    assert!(names.is_subset(&known), "{names:?}");
    let attributes: BTreeSet<&str> = elements.iter().flat_map(|node| node.attributes()).map(|it| it.name()).collect();
    assert!(!attributes.iter().any(|name| name.starts_with("on") || name.contains("href")), "{attributes:?}");
    let of_class = |class: &str| -> Vec<_> {
        let is_of = |value: &str| value.split(' ').any(|it| it == class);
        elements.iter().filter(|node| node.attribute("class").is_some_and(is_of)).collect()
    };
    let (nodes, edges) = (of_class("node"), of_class("edge"));
    assert_eq!(nodes.len(), list(shown, "nations").len());
    let ids: BTreeSet<&str> = edges.iter().filter_map(|edge| edge.attribute("id")).collect();
    let expected: BTreeSet<&str> = list(shown, "ties").iter().map(|tie| text(tie, "id")).collect();
    assert_eq!((edges.len(), ids), (expected.len(), expected));
    // What is drawn of a nation is its name and nothing else. Graphviz keeps blanks apart with unbroken ones.
    let plain = |text: &str| text.replace('\u{A0}', " ").trim().to_owned();
    let is_text = |node: &roxmltree::Node<'_, '_>| node.has_tag_name(("http://www.w3.org/2000/svg", "text"));
    let words = |node: &roxmltree::Node<'_, '_>| -> Vec<String> {
        node.children().filter(is_text).filter_map(|node| node.text()).map(plain).collect()
    };
    let drawn: BTreeSet<Vec<String>> = nodes.iter().map(|node| words(node)).collect();
    let named = list(shown, "nations").iter().map(|nation| vec![plain(&visible(text(nation, "name")))]);
    assert_eq!(drawn, named.collect());
}

/// Writes an atlas of one file of which every name and title is hostile, and returns its path.
fn hostile(folder: &Path) -> PathBuf {
    let [n_nations, n_kinds, n_ties] = N_HOSTILE;
    let quoted = |text: &str| {
        let letters = text.chars().map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter => format!("\\u{{{:x}}}", u32::from(letter)),
        });
        format!("\"{}\"", letters.collect::<String>())
    };
    let label = |idx: usize| quoted(&format!("{} {idx}", HOSTILE[idx % HOSTILE.len()]));
    let mut atlas = format!(
        "Atlas(format: 1, id: \"hostile\", title: {}, as_of: \"2025-06-14\", sources: [Source(id: \"s\", title: {}, \
         publisher: {}, published: \"2024\")],\n",
        label(0),
        label(1),
        label(2)
    );
    atlas.push_str("kinds: [\n");
    for idx in 0..n_kinds {
        let direction = ["mutual", "directed"][idx % 2];
        let sign = ["positive", "negative", "neutral"][idx % 3];
        let name = label(idx);
        let _ = writeln!(
            atlas,
            "Kind(id: \"k{idx}\", name: {name}, sign: {sign}, category: \"security\", direction: {direction}),"
        );
    }
    atlas.push_str("],\nnations: [\n");
    for idx in 0..n_nations {
        let name = label(n_kinds + idx);
        let _ = writeln!(atlas, "Nation(id: \"n{idx}\", name: {name}, official: {name}, aliases: [{name}]),");
    }
    atlas.push_str("],\npositions: [\n");
    for idx in 0..n_nations {
        let (x, y) = (idx % 20 * 100, idx / 20 * 100);
        let _ = writeln!(atlas, "Position(nation: \"n{idx}\", at: ({x}.0, {y}.0)),");
    }
    atlas.push_str("],\nties: [\n");
    // As many letters as a text may have to do with.
    let long = quoted(&HOSTILE.concat().repeat(50).chars().take(10_000).collect::<String>());
    for idx in 0..n_ties {
        let (kind, title) = (idx % n_kinds, label(n_kinds + n_nations + idx));
        // A chain in which every step is taken twice.
        let (a, b) = (idx / 2 % n_nations, (idx / 2 + 1) % n_nations);
        let span = ["2020/..", "../..", "2019-02/2030", "/2026-01-31", "2024-02-29/"][idx % 5];
        let summary = if idx % 100 == 0 { &long } else { &title };
        let _ = writeln!(
            atlas,
            "Tie(id: \"t{idx}\", kind: \"k{kind}\", between: (\"n{a}\", \"n{b}\"), span: \"{span}\", title: {title}, \
             summary: {summary}, evidence: [(source: \"s\", claim: {title}, grade: \"B2\", standing: reported, \
             reported: \"2024\")]),"
        );
    }
    atlas.push_str("])\n");
    let path = folder.join("hostile.ron");
    fs::write(&path, atlas).expect("written");
    path
}

#[test]
fn networkx_finds_the_ties_of_the_starter_atlas() {
    check_networkx(&[]);
}

#[test]
fn networkx_finds_the_ties_of_a_scenario() {
    check_networkx(&["--scenario", "rebuild-trust"]);
}

#[test]
fn networkx_finds_the_ties_of_another_day_that_are_asked_for() {
    check_networkx(&["--as-of", "2019-02-27", "--credibility", "3"]);
}

#[test]
fn networkx_finds_a_thousand_hostile_labels_to_be_text() {
    let folder = tempfile::tempdir().expect("a folder");
    check_networkx(&[hostile(folder.path()).to_str().expect("UTF-8")]);
}

#[test]
fn graphviz_draws_the_starter_atlas_and_a_scenario() {
    check_graphviz(&[]);
    check_graphviz(&["--scenario", "rebuild-trust"]);
}

#[test]
fn graphviz_draws_a_thousand_hostile_labels_as_text() {
    let folder = tempfile::tempdir().expect("a folder");
    check_graphviz(&[hostile(folder.path()).to_str().expect("UTF-8")]);
}

#[test]
fn hostile_labels_are_no_markup_and_no_formulas() {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = hostile(folder.path());
    let atlas = atlas.to_str().expect("UTF-8");
    let known = [
        (
            "gexf",
            "gexf meta creator description graph attributes attribute nodes node attvalues attvalue position edges edge spells spell",
        ),
        ("graphml", "graphml key graph desc node data edge"),
    ];
    for (format, known) in known {
        let written = fs::read_to_string(exported(folder.path(), &format!("h.{format}"), &[atlas])).expect("a file");
        let tree = roxmltree::Document::parse(&written).expect("sound XML");
        let names: BTreeSet<&str> =
            tree.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
        assert_eq!(names, known.split(' ').collect(), "{format}");
    }
    for table in ["ties", "nations", "evidence", "exchanges"] {
        let path = exported(folder.path(), &format!("{table}.csv"), &[atlas, "--table", table]);
        let mut reader = csv::ReaderBuilder::new().from_path(path).expect("a table");
        let n_rows = reader.records().map(|row| row.expect("a row of as many cells as the header")).map(inert).count();
        let expected = match table {
            "nations" => N_HOSTILE[0],
            "exchanges" => 0,
            _ => N_HOSTILE[2],
        };
        assert_eq!(n_rows, expected, "{table}");
    }
}

/// Holds every cell to what no spreadsheet runs.
fn inert(row: csv::StringRecord) {
    for cell in &row {
        let begins = cell.trim_start().chars().next();
        let is_number = cell.parse::<f64>().is_ok();
        assert!(is_number || !begins.is_some_and(|first| "=+-@＝＋－＠".contains(first)), "{cell}");
        assert!(!cell.chars().any(demarche::kit::is_unsafe), "{cell:?}");
    }
}
