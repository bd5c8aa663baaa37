//! What goes wrong with `demarche export` is said in one message, and what was there before is unharmed; and arguments win
//! over views in the order that is promised.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use resvg::usvg::roxmltree;
use tempfile::TempDir;

/// Exit codes, as documented.
const FINE: i32 = 0;
const WRONG: i32 = 2;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    command.arg("export").args(arguments).stdin(Stdio::null());
    command
}

/// Exports, holds it to its exit code, and returns what it said.
fn export(arguments: &[&str], expected: i32) -> String {
    held(command(arguments).output().expect("the program runs"), arguments, expected)
}

fn held(output: Output, arguments: &[&str], expected: i32) -> String {
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(expected), "{arguments:.60?}: {said}");
    assert!(!said.contains("panicked") && !said.contains(".demarche-"), "{arguments:.60?}: {said}");
    said
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A folder with a file that was there before.
struct Before {
    folder: TempDir,
}

const OLD: &[u8] = b"what was there before";

impl Before {
    fn with(name: &str) -> (Self, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, OLD).expect("written");
        (Self { folder }, path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Holds the file to its bytes, and the folder to so many entries.
    fn check(&self, path: &Path, n_entries: usize) {
        assert_eq!(fs::read(path).expect("the file"), OLD, "{}", path.display());
        assert_eq!(
            fs::read_dir(self.folder.path()).expect("the folder").count(),
            n_entries,
            "something is left behind"
        );
    }
}

fn atlas(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path
}

#[test]
fn what_cannot_be_is_refused_and_the_file_that_is_there_keeps_its_bytes() {
    for (arguments, expected) in [
        (&["--size", "100000x100000"][..], "100000×100000 is no size for a picture"),
        (&["--size", "16384x16384"], "megapixels"),
        (&["--size", "4294967295x4294967295"], "is no size"),
        (&["--size", "16384x4000", "--scale", "4"], "is no size"),
        (&["--size", "a0"], "a5, a4, a3, a2, letter or slide"),
        (&["--scale", "5"], "1..=4"),
        (&["--without", "everything"], "headline, scenario, dates"),
        (&["--content", "selection"], "nothing is selected"),
        (&["--select", "PRKK"], "did you mean `PRK`?"),
        (&["--view", "None"], "unknown view `None`"),
        (&["--from", "2024-01-01", "--to", "2024-01-01"], "compared with itself"),
        (&["--from", "yesterday"], "is no moment"),
        (&["--to", "2024-01-01"], "--from"),
        (&["--format", "svg"], "--format is for `--out -`"),
        (&["--brief"], "--brief is for a .pdf"),
    ] {
        let (before, path) = Before::with("picture.png");
        let said = export(&[&["--out", text_of(&path)], arguments].concat(), WRONG);
        assert!(said.contains(expected), "{arguments:?}: {said}");
        before.check(&path, 1);
    }
}

#[test]
fn a_path_that_is_none_for_a_picture_is_said() {
    let (before, path) = Before::with("picture");
    let said = export(&["--out", text_of(&path)], WRONG);
    assert!(said.contains("--out must end in .svg, .png"), "{said}");
    before.check(&path, 1);
    fs::create_dir(before.path("folder.svg")).expect("a folder");
    let said = export(&["--out", text_of(&before.path("folder.svg"))], WRONG);
    assert!(said.contains("is not a regular file"), "{said}");
    before.check(&path, 2);
    let said = export(&["--out", "-"], WRONG);
    assert!(said.contains("needs --format"), "{said}");
    let said = export(&["--out", "-", "--out", "-", "--format", "svg"], WRONG);
    assert!(said.contains("there twice"), "{said}");
}

#[test]
fn a_file_that_is_read_only_is_not_replaced() {
    for name in ["a.svg", "a.png", "a.pdf", "a.html", "a.csv", "a.gexf"] {
        let (before, path) = Before::with(name);
        let mut permissions = fs::metadata(&path).expect("the file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("a mode");
        let said = export(&["--out", text_of(&path)], WRONG);
        assert!(said.contains("the file is read-only\nHint: nothing was changed"), "{said}");
        assert!(said.contains(text_of(&path)), "{said}");
        before.check(&path, 1);
    }
}

#[test]
fn all_is_made_before_anything_is_written() {
    let (before, path) = Before::with("a.svg");
    let picture = before.path("b.png");
    let outs = ["--out", text_of(&path), "--out", text_of(&picture)];
    // The SVG could be made, the PNG has too many pixels.
    let said = export(&[&outs[..], &["--size", "9000x9000", "--scale", "4"]].concat(), WRONG);
    assert!(said.contains("is no size for a picture"), "{said}");
    before.check(&path, 1);
}

#[test]
fn what_chooses_the_ties_of_a_picture_is_refused_where_something_else_is_made() {
    let (before, path) = Before::with("a.csv");
    let picture = before.path("b.svg");
    for option in [
        &["--content", "selection", "--select", "PRK"][..],
        &["--from", "2023-06-01", "--to", "2024-12-31"],
        &["--beside", "2023-06-01"],
        &["--view", "Mine"],
        &["--reach", "visible"],
    ] {
        let outs = ["--out", text_of(&path), "--out", text_of(&picture)];
        let said = export(&[&outs[..], option].concat(), WRONG);
        assert!(said.contains(&format!("{} is for pictures", option[0])), "{said}");
        before.check(&path, 1);
    }
    let said = export(&["--out", text_of(&picture), "--from", "2024-12-31", "--to", "2023-06-01"], WRONG);
    assert!(said.contains("is later than --to 2023-06-01"), "{said}");
    let many = vec!["2024-01-01"; 13].join(",");
    let said = export(&["--out", text_of(&picture), "--beside", &many], WRONG);
    assert!(said.contains("--beside names 13 moments\nHint: at most 12"), "{said}");
    before.check(&path, 1);
}

#[test]
fn when_one_of_several_cannot_be_written_it_is_said_which_were() {
    let (before, _) = Before::with("a.csv");
    let paths = ["b.svg", "no/folder/c.svg", "d.svg"].map(|name| before.path(name));
    let outs: Vec<&str> = paths.iter().flat_map(|path| ["--out", text_of(path)]).collect();
    let said = export(&outs, WRONG);
    assert!(said.contains("cannot write the file") && said.contains(text_of(&paths[1])), "{said}");
    assert!(said.contains(&format!("Written before it: {}\n", paths[0].display())), "{said}");
    assert!(paths[0].exists() && !paths[2].exists());
    let said = export(&outs[2..], WRONG);
    assert!(said.contains("Written before it: none") && !paths[2].exists(), "{said}");
}

#[test]
fn a_record_without_nations_makes_no_picture_and_a_view_without_ties_says_so() {
    let (before, path) = Before::with("a.svg");
    let empty =
        atlas(before.folder.path(), "empty.ron", "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")");
    let said = export(&[text_of(&empty), "--out", text_of(&path)], WRONG);
    assert!(said.contains("there is no nation to show\nHint: "), "{said}");
    before.check(&path, 2);
    for name in ["a.svg", "a.png", "a.pdf"] {
        export(&["--as-of", "1900-01-01", "--out", text_of(&before.path(name))], FINE);
    }
    let text = fs::read_to_string(&path).expect("a picture");
    assert!(text.contains("0 ties · 8 nations") && !text.contains("Kinds"), "nothing is in the key");
}

#[test]
fn a_record_of_which_no_nation_can_be_read_says_that_there_are_problems() {
    let (before, path) = Before::with("a.svg");
    let name = "W".repeat(10_000);
    let text = format!(
        "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\", nations: [Nation(id: \"KOR\", name: \"{name}\")])"
    );
    let long = atlas(before.folder.path(), "long.ron", &text);
    let said = export(&[text_of(&long), "--out", text_of(&path)], WRONG);
    assert!(said.contains("1 problem") && said.contains("no nation to show"), "{said}");
    before.check(&path, 2);
}

#[test]
fn words_of_every_sort_are_written_in_every_format() {
    let (before, _) = Before::with("old");
    let words =
        ["<script>alert(1)</script>", "\"]]>", "=HYPERLINK(\"x\")", "\u{202E}x", "😀", &"W".repeat(10_000), "a\u{0}b"];
    for (idx, word) in words.into_iter().enumerate() {
        // Names have a limit of 500 letters, other texts a larger one.
        let quote = |text: &str, most: usize| -> String {
            let letter = |letter: char| match letter {
                letter if letter.is_ascii_alphanumeric() => letter.to_string(),
                letter => format!("\\u{{{:x}}}", u32::from(letter)),
            };
            text.chars().take(most).map(letter).collect()
        };
        let (quoted, long) = (quote(word, 490), quote(word, 10_000));
        let text = format!(
            "Atlas(format: 1, id: \"a\", title: \"{quoted}\", as_of: \"2025-01-01\", authors: [\"{quoted}\"], license: \
             \"{quoted}\", kinds: [Kind(id: \"k\", name: \"{quoted}\", sign: neutral, category: \"c\")], nations: \
             [Nation(id: \"KOR\", name: \"{quoted}\"), Nation(id: \"JPN\", name: \"{quoted} 2\")], sources: [Source(id: \
             \"s\", title: \"{quoted}\", publisher: \"{quoted}\", published: \"2024\")], ties: [Tie(id: \"t\", kind: \"k\", \
             between: (\"KOR\", \"JPN\"), span: \"../..\", title: \"{quoted}\", evidence: \
             [(source: \"s\", claim: \"{long}\", grade: \"B2\", standing: reported, reported: \"2024\")])])"
        );
        let path = atlas(before.folder.path(), &format!("{idx}.ron"), &text);
        for ending in ["svg", "png", "pdf", "html", "md"] {
            let out = before.path(&format!("{idx}.{ending}"));
            export(
                &[text_of(&path), "--out", text_of(&out), "--headline", word.split('\u{0}').next().expect("words")],
                FINE,
            );
            let bytes = fs::read(&out).expect("a file");
            assert!(bytes.len() > 100 && !(ending != "png" && ending != "pdf" && bytes.contains(&0)), "{idx}.{ending}");
        }
        let svg = fs::read_to_string(before.path(&format!("{idx}.svg"))).expect("a picture");
        let svg = roxmltree::Document::parse(&svg).expect("sound XML");
        assert!(!svg.descendants().any(|node| node.tag_name().name() == "script"));
    }
}

#[test]
fn stdout_has_the_bytes_that_a_file_has() {
    let (before, _) = Before::with("old");
    for format in ["svg", "png", "pdf", "html", "md"] {
        let path = before.path(&format!("a.{format}"));
        export(&["--out", text_of(&path)], FINE);
        let arguments = ["--out", "-", "--format", format];
        let output = command(&arguments).output().expect("the program runs");
        assert!(output.stdout == fs::read(&path).expect("a file"), "{format}");
        held(output, &arguments, FINE);
    }
}

/// Returns the lines of words of an SVG that is exported of an atlas.
fn lines(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let out = folder.join("lines.svg");
    export(&[&[text_of(folder), "--out", text_of(&out)], arguments].concat(), FINE);
    let text = fs::read_to_string(&out).expect("a picture");
    let svg = roxmltree::Document::parse(&text).expect("sound XML");
    svg.descendants()
        .filter(|node| node.tag_name().name() == "text")
        .filter_map(|node| node.text())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_view_gives_its_judgment_and_its_look_and_what_is_asked_for_wins() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, text) in [
        ("atlas.ron", "Atlas(format: 1, id: \"a\", title: \"Four\", as_of: \"2025-01-01\")"),
        (
            "kinds.ron",
            "[Kind(id: \"pact\", name: \"pact\", sign: positive, category: \"c\"), Kind(id: \"feud\", name: \"feud\", sign: \
             negative, category: \"c\", direction: directed)]",
        ),
        (
            "nations.ron",
            "[Nation(id: \"A\", name: \"Alpha\"), Nation(id: \"B\", name: \"Bravo\"), Nation(id: \"C\", name: \"Charlie\"), \
             Nation(id: \"D\", name: \"Delta\")]",
        ),
        (
            "positions.ron",
            "[Position(nation: \"A\", at: (0.0, 0.0)), Position(nation: \"B\", at: (300.0, 0.0)), Position(nation: \"C\", at: \
             (300.0, 300.0)), Position(nation: \"D\", at: (0.0, 300.0))]",
        ),
        (
            "views.ron",
            "[View(name: \"Friends\", judgment: \"Friends stand together\", as_of: \"2024-05-01\", filter: (sign: [positive]), \
             hiding: remove, camera: (center: (150.0, 150.0), zoom: 1.0))]",
        ),
    ] {
        atlas(root, name, text);
    }
    fs::create_dir(root.join("ties")).expect("a folder");
    atlas(
        root,
        "ties/all.ron",
        "[Tie(id: \"ab\", kind: \"pact\", between: (\"A\", \"B\"), span: \"2020/..\", title: \"T1\"), Tie(id: \"bc\", kind: \
         \"feud\", between: (\"B\", \"C\"), span: \"2020/..\", title: \"T2\"), Tie(id: \"cd\", kind: \"pact\", between: (\"C\", \
         \"D\"), span: \"2020/..\", title: \"T3\")]",
    );
    let check = |arguments: &[&str], there: &[&str], not_there: &[&str]| {
        let lines = lines(root, arguments);
        let has = |words: &&str| lines.iter().any(|line| line.contains(*words));
        let missing: Vec<_> = there.iter().filter(|words| !has(words)).collect();
        let extra: Vec<_> = not_there.iter().filter(|words| has(words)).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{arguments:?}: without {missing:?}, with {extra:?}: {lines:?}"
        );
    };
    let judgment = "Friends stand together";
    check(&[], &["Four", "1 January 2025", "feud", "from whom to whom"], &[judgment]);
    check(&["--view", "Friends"], &[judgment, "Four", "1 May 2024", "pact", "Only"], &["feud", "from whom to whom"]);
    check(&["--view", "Friends", "--reach", "visible"], &[judgment, "pact"], &["feud"]);
    check(&["--view", "Friends", "--headline", "Other words"], &["Other words", "pact"], &[judgment]);
    check(&["--view", "Friends", "--without", "headline"], &["Four", "pact"], &[judgment]);
    check(&["--view", "Friends", "--as-of", "2023-01-01"], &["1 January 2023", "pact"], &["1 May 2024"]);
    check(
        &["--headline", "Other words", "--sign", "positive"],
        &["Other words", "pact"],
        &["feud", "from whom to whom"],
    );
    // Of a selection, its neighbors and no others.
    check(&["--content", "selection", "--select", "A"], &["Alpha", "Bravo", "pact"], &["Charlie", "Delta", "feud"]);
    check(&["--content", "selection", "--select", "bc"], &["Alpha", "Bravo", "Charlie", "Delta", "feud"], &[]);
    check(&["--view", "Friends", "--content", "everything"], &["feud", "Charlie"], &["Only"]);
}

#[cfg(target_os = "linux")]
#[expect(clippy::print_stdout, reason = "it says what is skipped")]
#[path = "support/strace.rs"]
mod strace;

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_or_fails_at_any_call_leaves_the_old_file_or_the_new_one() {
    use strace::{FILE_CALLS, can_trace};
    if !can_trace() {
        return;
    }
    let (before, path) = Before::with("a.csv");
    let program = env!("CARGO_BIN_EXE_demarche").to_owned();
    let arguments = ["export", "--out", text_of(&path)].map(str::to_owned);
    let run: Vec<String> = [program].into_iter().chain(arguments).collect();
    let traces = tempfile::tempdir().expect("a folder");
    let trace = traces.path().join("trace");
    assert!(strace::strace(&[], &trace, &run).status.success());
    let new = fs::read(&path).expect("a file");
    // The calls from the first one on that has to do with the new file.
    let mut numbers = std::collections::BTreeMap::<String, usize>::new();
    let (mut points, mut has_begun) = (Vec::new(), false);
    for line in fs::read_to_string(&trace).expect("a trace").lines() {
        let Some((name, rest)) = line.split_once('(') else { continue };
        let number = numbers.entry(name.to_owned()).or_default();
        *number += 1;
        has_begun |= rest.contains(text_of(before.folder.path())) && name != "execve";
        if has_begun && FILE_CALLS.contains(&name) {
            points.push((name.to_owned(), *number));
        }
    }
    assert!(
        points.iter().any(|(name, _)| name == "fsync") && points.iter().any(|(name, _)| name.starts_with("rename"))
    );
    for (name, number) in &points {
        for error in ["ENOSPC", "EIO"] {
            fs::write(&path, OLD).expect("written");
            let rule = format!("inject={name}:error={error}:when={number}");
            let output = strace::strace(&["-e", &format!("trace={name}"), "-e", &rule], &trace, &run);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let held = fs::read(&path).expect("the file");
            match output.status.code() {
                Some(FINE) => assert!(held == new, "{rule}: it is said to be written, and is not"),
                code => {
                    assert_eq!(code, Some(WRONG), "{rule}: {said}");
                    assert!(held == OLD, "{rule}: what was there is harmed");
                    assert!(
                        said.contains("Hint: nothing was changed") && said.contains(text_of(&path)),
                        "{rule}: {said}"
                    );
                    assert!(!said.contains("panicked"), "{rule}: {said}");
                }
            }
            let n_left = fs::read_dir(before.folder.path()).expect("the folder").count();
            assert_eq!(n_left, 1, "{rule}: something is left behind");
        }
    }
}
