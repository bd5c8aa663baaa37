//! Holds the walls between the floors: who may import whom, which crates and effects stay where, how long a file may be.
//!
//! The table is that of ARCHITECTURE.md. It is read from the source text: comments and strings are blanked first, then
//! words and paths are looked at. It does not resolve names; the compiler and clippy do that.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::ops::Range;
use std::path::Path;

/// Each floor, and the floors below that it may import.
const FLOORS: [(&str, &[&str]); 12] = [
    ("kit", &[]),
    ("model", &["kit"]),
    ("edit", &["model", "kit"]),
    // The journal writes edits. That `theme.rs` fills in the theme type of `scene` is allowed below.
    ("io", &["edit", "model", "kit"]),
    ("network", &["edit", "model", "kit"]),
    ("analysis", &["network", "model", "kit"]),
    ("layout", &["network", "model", "kit"]),
    ("scene", &["analysis", "layout", "network", "model", "kit"]),
    ("export", &["scene", "analysis", "network", "model", "kit"]),
    ("session", &["scene", "analysis", "layout", "network", "edit", "model", "kit"]),
    ("cli", &["session", "export", "scene", "analysis", "layout", "network", "io", "edit", "model", "kit"]),
    ("ui", &["session", "export", "scene", "analysis", "layout", "network", "io", "edit", "model", "kit"]),
];

/// Imports beyond the table: the theme type lives in `scene`, where it is used; its files are read in `io`, like all files.
const EXCEPTIONS: [(&str, &str); 1] = [("src/io/theme.rs", "scene")];

/// Words of code, and the places where alone they may stand (none: nowhere), each a folder or a file.
const WORDS: [(&[&str], &[&str], &str); 8] = [
    (&["egui", "eframe", "epaint", "ecolor", "emath"], &["src/ui/"], "egui stays in ui"),
    (&["petgraph"], &["src/network/"], "petgraph stays in network"),
    (&["serde", "ron"], &["src/io/"], "serde and ron stay in io"),
    (&["serde_json"], &["src/io/", "src/export/", "src/cli/", "src/ui/"], "JSON stays in io, export, cli and ui"),
    (&["Instant", "SystemTime", "Zoned"], &["src/ui/", "src/main.rs"], "clocks stay in ui and main.rs"),
    (&["thread", "spawn"], &["src/ui/jobs.rs"], "threads stay in ui/jobs.rs"),
    (&["todo", "unimplemented"], &[], "unfinished code"),
    (&["ignore", "should_panic"], &[], "every test runs and says what it expects"),
];

/// Pieces of code without white space, and the places where alone they may stand.
const PIECES: [(&[&str], &[&str], &str); 3] = [
    (&["Timestamp::now"], &["src/ui/", "src/main.rs"], "clocks stay in ui and main.rs"),
    (
        &[".read_dir(", ".canonicalize(", ".try_exists(", ".symlink_metadata(", ".read_link("],
        &["src/io/"],
        "files stay in io",
    ),
    (
        &[".sin()", ".cos()", ".tan()", ".atan2(", ".powf(", ".exp()", ".ln()", ".log10()", ".log2()"],
        // Widths of letters and pixels on a screen may differ in the last bit; positions may not.
        &["src/ui/"],
        "platform mathematics differs between machines: use libm",
    ),
];

/// Most lines of a file, tests not counted.
const MOST_LINES: usize = 600;
/// Most lines of `main.rs`.
const MOST_MAIN_LINES: usize = 40;
/// Lines above a call that may panic in which its reason must stand.
const REASON_WITHIN: usize = 5;

/// A source file, taken apart. All three texts have the same length and lines.
struct Source<'a> {
    /// Path within the repository, with `/`.
    path: &'a str,
    /// As written.
    text: &'a str,
    /// Comments and the insides of strings blanked.
    code: String,
    /// Everything but comments blanked.
    comments: String,
    /// Byte at which the unit tests begin.
    tests_start: usize,
}

impl<'a> Source<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        let (code, comments) = split(text);
        let tests_start = code.find("#[cfg(test)]").unwrap_or(code.len());
        Self { path, text, code, comments, tests_start }
    }

    fn is_program(&self) -> bool {
        self.path.starts_with("src/")
    }

    /// The floor that the file belongs to; none for the crate's roots, tests and benches.
    fn floor(&self) -> Option<&'a str> {
        let (floor, _) = self.path.strip_prefix("src/")?.split_once('/')?;
        Some(floor)
    }

    /// How many modules lie between the file and the root of the crate, itself included.
    fn depth(&self) -> usize {
        let parts = self.path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
        parts.filter(|part| *part != "mod").count()
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path == *place || place.ends_with('/') && self.path.starts_with(place))
    }
}

/// Returns the code and the comments of a Rust text, each with everything else blanked.
fn split(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let mut code = text.as_bytes().to_vec();
    let mut comments = blank(bytes, 0..bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let end = if rest.starts_with(b"//") {
            at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            end_of_block(bytes, at)
        } else if let Some(end) = end_of_string(bytes, at) {
            // The quotes stay, so that a call with a string argument still looks like one.
            let inside = at + 1..end.saturating_sub(1).max(at + 1);
            let blanked = blank(bytes, inside.clone());
            code[inside.clone()].copy_from_slice(&blanked[inside]);
            at = end;
            continue;
        } else {
            at += 1;
            continue;
        };
        comments[at..end].copy_from_slice(&bytes[at..end]);
        let blanked = blank(bytes, at..end);
        code[at..end].copy_from_slice(&blanked[at..end]);
        at = end;
    }
    let utf8 = |bytes| String::from_utf8(bytes).expect("whole letters were blanked");
    (utf8(code), utf8(comments))
}

/// Returns the bytes with those in `range` as spaces; line breaks stay.
fn blank(bytes: &[u8], range: Range<usize>) -> Vec<u8> {
    let keep = |(at, byte): (usize, &u8)| if !range.contains(&at) || *byte == b'\n' { *byte } else { b' ' };
    bytes.iter().enumerate().map(keep).collect()
}

fn end_of_block(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if bytes[at..].starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// Returns where the string or letter literal that starts at `at` ends; none when there is none.
fn end_of_string(bytes: &[u8], at: usize) -> Option<usize> {
    let follows_word = at > 0 && is_word_byte(bytes[at - 1]);
    match bytes[at] {
        b'"' => Some(end_of_quoted(bytes, at + 1, b'"')),
        b'r' if !follows_word || bytes[at - 1] == b'b' => {
            let n_hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
            let open = at + 1 + n_hashes;
            if bytes.get(open) != Some(&b'"') {
                return None;
            }
            let close = [b"\"".as_slice(), "#".repeat(n_hashes).as_bytes()].concat();
            let found = bytes[open + 1..].windows(close.len()).position(|window| window == close);
            Some(found.map_or(bytes.len(), |offset| open + 1 + offset + close.len()))
        }
        // A letter is closed after one character or an escape; anything else is a lifetime.
        b'\'' => {
            let text = std::str::from_utf8(&bytes[at + 1..]).ok()?;
            let mut letters = text.char_indices();
            match (letters.next()?.1, letters.next()?) {
                ('\\', _) => Some(end_of_quoted(bytes, at + 1, b'\'')),
                (_, (width, '\'')) => Some(at + 1 + width + 1),
                _ => None,
            }
        }
        _ => None,
    }
}

fn end_of_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn is_word_byte(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// Returns where `word` stands alone in `code`.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (code[..*at].bytes().last(), code[at + word.len()..].bytes().next());
        !before.is_some_and(is_word_byte) && !after.is_some_and(is_word_byte)
    })
}

/// Returns what follows `root::` wherever it stands in `code`: the next word, or those of a group in braces.
fn segments<'a>(code: &'a str, root: &'a str) -> impl Iterator<Item = (usize, &'a str)> + 'a {
    words(code, root).flat_map(move |at| {
        let Some(rest) = code[at + root.len()..].trim_start().strip_prefix("::") else { return Vec::new() };
        let rest = rest.trim_start();
        match rest.strip_prefix('{') {
            Some(group) => members(group).into_iter().map(|member| (at, first_word(member))).collect(),
            None => vec![(at, first_word(rest))],
        }
    })
}

/// Splits what follows an opening brace at the commas of that brace.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            '}' if depth == 0 => {
                found.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found.retain(|member| !member.trim().is_empty());
    found
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|letter: char| letter != '_' && letter != '*' && !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// Returns every wall that a file breaks, as `path:line: why`.
fn faults(path: &str, text: &str) -> Vec<String> {
    let source = Source::new(path, text);
    let mut found: Vec<(usize, String)> = Vec::new();
    opening(&source, &mut found);
    lengths(&source, &mut found);
    unfinished(&source, &mut found);
    if source.is_program() {
        imports(&source, &mut found);
        effects(&source, &mut found);
        panics(&source, &mut found);
    }
    found.sort();
    found.into_iter().map(|(line, why)| format!("{path}:{line}: {why}")).collect()
}

fn opening(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    let is_library_root = source.path == "src/lib.rs" && source.text.starts_with("#![doc = include_str!");
    if !source.text.starts_with("//! ") && !is_library_root {
        found.push((1, "the file does not open with `//!`".to_owned()));
    }
}

fn lengths(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    let n_lines = source.text[..source.tests_start].lines().count();
    let most = if source.path == "src/main.rs" { MOST_MAIN_LINES } else { MOST_LINES };
    if n_lines > most {
        found.push((n_lines, format!("the file has {n_lines} lines, more than {most}")));
    }
    // What stands behind the tests would not be counted, nor looked at.
    let tests = source.code[source.tests_start..].trim_start_matches("#[cfg(test)]").trim_start();
    if source.is_program() && !tests.is_empty() && !tests.starts_with("mod tests {") {
        found.push((source.line(source.tests_start), "`#[cfg(test)]` is for `mod tests` at the end".to_owned()));
    }
}

fn unfinished(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    for (words_of_rule, _, why) in WORDS.iter().filter(|(_, places, _)| places.is_empty()) {
        for word in *words_of_rule {
            let is_meant = |at: &usize| {
                let (before, after) = (source.code[..*at].trim_end(), &source.code[at + word.len()..]);
                before.ends_with("#[") || after.starts_with('!')
            };
            let all = words(&source.code, word).filter(is_meant);
            found.extend(all.map(|at| (source.line(at), format!("`{word}`: {why}"))));
        }
    }
    for at in words(&source.comments, "TODO").filter(|at| !source.comments[at + 4..].starts_with('(')) {
        found.push((source.line(at), "a bare TODO: say whose, as `TODO(name): …`".to_owned()));
    }
}

/// Holds the table of floors over `crate::` paths, and that no `super::` leaves a floor.
fn imports(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    for at in words(&source.code, "crate") {
        if first_word(&source.code[at + "crate".len()..]) == "as" {
            found.push((source.line(at), "`crate` under another name hides what is imported".to_owned()));
        }
    }
    let Some(floor) = source.floor() else { return };
    let Some((_, below)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
        found.push((1, format!("`{floor}` is no floor of the house")));
        return;
    };
    for (at, to) in segments(&source.code, "crate") {
        if to != floor && !below.contains(&to) && !EXCEPTIONS.contains(&(source.path, to)) {
            found.push((source.line(at), format!("`{floor}` may not import `{to}`")));
        }
    }
    for at in words(&source.code, "super").filter(|at| !source.code[..*at].trim_end().ends_with("::")) {
        let mut rest = &source.code[at..];
        let mut n_supers = 0;
        while let Some(after) = rest.strip_prefix("super") {
            n_supers += 1;
            rest = after.trim_start().strip_prefix("::").unwrap_or_default().trim_start();
        }
        let is_hidden =
            rest.strip_prefix('{').is_some_and(|group| members(group).iter().any(|m| first_word(m) == "super"));
        // The module of the tests is one step deeper than its file.
        let depth = source.depth() + usize::from(at >= source.tests_start);
        if n_supers >= depth || is_hidden {
            found.push((source.line(at), "`super` leaves the floor: write `crate::…`".to_owned()));
        }
    }
}

/// Holds crates, files, clocks and threads to their places; tests may do as they like.
fn effects(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    let code = &source.code[..source.tests_start];
    for (words_of_rule, places, why) in WORDS.iter().filter(|(_, places, _)| !places.is_empty()) {
        for word in words_of_rule.iter().filter(|_| !source.is_in(places)) {
            found.extend(words(code, word).map(|at| (source.line(at), format!("`{word}`: {why}"))));
        }
    }
    for (pieces, places, why) in &PIECES {
        for piece in pieces.iter().filter(|_| !source.is_in(places)) {
            found.extend(code.match_indices(piece).map(|(at, _)| (source.line(at), format!("`{piece}`: {why}"))));
        }
    }
    for (at, segment) in segments(code, "std") {
        if segment == "fs" && !source.is_in(&["src/io/"]) {
            found.push((source.line(at), "`std::fs`: files stay in io".to_owned()));
        }
    }
}

fn panics(source: &Source<'_>, found: &mut Vec<(usize, String)>) {
    let code = &source.code[..source.tests_start];
    let lines: Vec<&str> = code.lines().collect();
    for call in [".unwrap()", ".expect(", "panic!("] {
        for (at, _) in code.match_indices(call) {
            let line = source.line(at);
            let above = &lines[line.saturating_sub(REASON_WITHIN + 1)..line];
            if !above.iter().any(|line| line.contains("reason =")) {
                found.push((line, format!("`{call}` without a reason")));
            }
        }
    }
}

/// Returns every `.rs` file below a folder of the repository, as paths within it.
fn rust_files(root: &Path, folder: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(root.join(folder)).expect("a folder of the repository") {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type").is_dir() {
            rust_files(root, &path, found);
        } else if path.ends_with(".rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_window_can_open_links_and_copy() {
    // Without these features the buttons "Open in browser" and "Copy address" are there and do nothing, silently.
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).expect("the manifest");
    let eframe = manifest.lines().find(|line| line.starts_with("eframe = ")).expect("eframe");
    for feature in ["\"links\"", "\"clipboard\"", "\"accesskit\"", "\"glow\""] {
        assert!(eframe.contains(feature), "eframe lacks {feature}");
    }
}

#[test]
fn the_walls_stand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        rust_files(root, folder, &mut paths);
    }
    paths.sort();
    assert!(paths.len() > 80, "only {} files were looked at", paths.len());
    let read = |path: &String| fs::read_to_string(root.join(path)).expect("a source file");
    let found: Vec<String> = paths.iter().flat_map(|path| faults(path, &read(path))).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_floor_of_the_library_is_in_the_table_and_in_its_order() {
    let root = include_str!("../src/lib.rs");
    let declared: Vec<&str> =
        root.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    for floor in &declared {
        assert!(FLOORS.iter().any(|(name, _)| name == floor), "`{floor}` is not in the table");
    }
    for (floor, below) in FLOORS {
        for other in below {
            let place = |name: &str| declared.iter().position(|declared| *declared == name);
            let is_below = place(other).is_none_or(|other| place(floor).is_none_or(|floor| other < floor));
            assert!(is_below, "`{other}` stands above `{floor}` in src/lib.rs");
        }
    }
}

/// Checks that a file is found faulty for a reason, or sound when the reason is empty.
fn check(path: &str, code: &str, expected: &str) {
    let found = faults(path, &format!("//! Doc.\n\n{code}\n")).join("\n");
    if expected.is_empty() {
        assert_eq!(found, "", "{path}: {code}");
    } else {
        assert!(found.contains(expected), "{path}: {code}\nexpected: {expected}\nfound: {found}");
    }
}

#[test]
fn imports_across_a_wall_are_found() {
    let check = |path: &str, code: &str, to: &str| {
        let expected = if to.is_empty() { String::new() } else { format!("may not import `{to}`") };
        check(path, code, &expected);
    };
    check("src/kit/rng.rs", "use crate::model::Tie;", "model");
    check("src/model/tie.rs", "use crate::{kit::Rng, io::{load, Loaded}};", "io");
    check("src/model/tie.rs", "use crate::{\n    kit::{self, Rng},\n    model::Tie,\n};", "");
    check("src/model/tie.rs", "fn f() -> crate::scene::Theme {}", "scene");
    check("src/io/load.rs", "use crate::scene::Theme;", "scene");
    check("src/io/theme.rs", "use crate::scene::Theme;", "");
    check("src/io/theme.rs", "use crate::network::Network;", "network");
    check("src/layout/force.rs", "use crate::analysis::degree;", "analysis");
    check("src/analysis/degree.rs", "use crate::layout::force;", "layout");
    check("src/scene/build.rs", "use crate::edit::Edit;", "edit");
    check("src/export/svg.rs", "use crate::layout::force;", "layout");
    check("src/session/run.rs", "use crate::export::svg;", "export");
    check("src/cli/show.rs", "use crate::ui::App;", "ui");
    check("src/ui/app.rs", "use crate::cli::load;", "cli");
    check("src/ui/app.rs", "use crate::{export, io, session};", "");
    check("src/kit/rng.rs", "// use crate::model::Tie;\nlet words = \"crate::model\";", "");
    check(
        "src/kit/rng.rs",
        "let words = r#\"a \" crate::model\"#; let quote = '\"'; fn f<'a>() { crate::io::load }",
        "io",
    );
}

#[test]
fn a_floor_cannot_be_left_by_super_or_by_another_name() {
    check("src/io/convert/tie.rs", "use super::super::files::TextFile;", "");
    check("src/io/convert/tie.rs", "use super::super::super::scene::Theme;", "`super` leaves the floor");
    check("src/io/load.rs", "use super::super::scene::Theme;", "`super` leaves the floor");
    check("src/io/load.rs", "use super::{super::scene::Theme};", "`super` leaves the floor");
    check("src/io/mod.rs", "use super::scene::Theme;", "`super` leaves the floor");
    check("src/io/load.rs", "#[cfg(test)]\nmod tests {\n    use super::super::files;\n}", "");
    check("src/io/load.rs", "use crate as house;", "under another name");
    check("src/attic/load.rs", "", "no floor of the house");
}

#[test]
fn crates_and_effects_out_of_their_place_are_found() {
    check("src/scene/build.rs", "use egui::Pos2;", "egui stays in ui");
    check("src/ui/paint.rs", "use egui::epaint::Mesh;", "");
    check("src/layout/force.rs", "use petgraph::graph::UnGraph;", "petgraph stays in network");
    check("src/model/tie.rs", "#[derive(serde::Deserialize)]\nstruct Tie;", "serde and ron stay in io");
    check("src/session/state.rs", "use serde_json::json;", "JSON stays in io, export, cli and ui");
    check("src/cli/show.rs", "use serde_json::json;", "");
    check("src/cli/show.rs", "use std::fs;", "files stay in io");
    check("src/cli/show.rs", "use std::{collections::BTreeMap, fs::{self, File}};", "files stay in io");
    check("src/cli/show.rs", "for entry in path.read_dir() {}", "files stay in io");
    check("src/model/date.rs", "let now = std::time::Instant::now();", "clocks stay in ui and main.rs");
    check("src/session/state.rs", "let now = jiff::Timestamp::now();", "clocks stay in ui and main.rs");
    check("src/main.rs", "let now = jiff::Zoned::now();", "");
    check("src/ui/app.rs", "std::thread::spawn(work);", "threads stay in ui/jobs.rs");
    check("src/layout/force.rs", "let x = angle.cos();", "use libm");
    check("src/layout/force.rs", "// egui, serde and Instant are not used here\nlet word = \"egui\";", "");
}

#[test]
fn calls_that_may_panic_need_a_reason() {
    check("src/kit/rng.rs", "let one = some.unwrap();", "`.unwrap()` without a reason");
    check("src/kit/rng.rs", "let one = some.expect(\"one\");", "`.expect(` without a reason");
    check("src/kit/rng.rs", "panic!(\"no\");", "`panic!(` without a reason");
    check("src/kit/rng.rs", "#[expect(clippy::unwrap_used, reason = \"it is there\")]\nlet one = some.unwrap();", "");
    check("src/kit/rng.rs", "// The reason = none.\nlet one = some.unwrap();", "`.unwrap()` without a reason");
    check("src/kit/rng.rs", "let one = some.unwrap_or_default();", "");
    check("src/kit/rng.rs", "#[cfg(test)]\nmod tests {\n    fn f() { some.unwrap(); }\n}", "");
    check("tests/cli.rs", "some.unwrap();", "");
}

#[test]
fn unfinished_and_overlong_files_are_found() {
    assert!(faults("tests/cli.rs", "use std::fs;\n").join("").contains("does not open with `//!`"));
    assert!(faults("src/lib.rs", "#![doc = include_str!(\"../ARCHITECTURE.md\")]\n").is_empty());
    check("src/kit/rng.rs", "fn f() { todo!() }", "unfinished code");
    check("tests/cli.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}", "every test runs");
    check("src/kit/rng.rs", "// TODO: more", "a bare TODO");
    check("src/kit/rng.rs", "// TODO(ana): more\nlet words = \"TODO\";", "");
    check("src/main.rs", &"// line\n".repeat(40), "more than 40");
    check("src/kit/rng.rs", &"// line\n".repeat(600), "more than 600");
    check("src/kit/rng.rs", &format!("#[cfg(test)]\nmod tests {{\n{}}}", "// line\n".repeat(900)), "");
    check("src/kit/rng.rs", "#[cfg(test)]\nfn helper() {}\n\nfn hidden() {}", "is for `mod tests` at the end");
}
