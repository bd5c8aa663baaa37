//! Runs `demarche apply` as a script does: what it writes, what it refuses, and that a refusal writes nothing.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "support/atlas.rs"]
mod atlas;

use atlas::{contents, copied};

const FINE: i32 = 0;
const PROBLEMS: i32 = 1;
const WRONG: i32 = 2;

/// Runs the program and holds it to its exit code; returns what it printed to stdout and to stderr.
fn run(arguments: &[&str], expected: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(expected), "{arguments:?}\n{stdout}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    (stdout, stderr)
}

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn sample() -> String {
    as_text(&in_project("data/samples/changes.ron")).to_owned()
}

#[test]
fn the_sample_changes_only_its_lines_in_four_files() {
    let (_folder, atlas) = copied();
    let before = contents(&atlas);
    let (stdout, stderr) = run(&["apply", as_text(&atlas), "--changes", &sample(), "--in-place"], FINE);
    assert_eq!(
        stdout,
        "The Korean peninsula, June 2025: 1 created, 2 changed, 1 deleted\n\
         4 files written: nations.ron, positions.ron, sources.ron, ties/diplomacy.ron\n"
    );
    assert_eq!(stderr, "");
    let after = contents(&atlas);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let lines = |bytes: &[u8]| -> Vec<String> { String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect() };
    let mut differ = Vec::new();
    for (name, bytes) in &before {
        let (old, new) = (lines(bytes), lines(&after[name]));
        let n_gone = old.iter().filter(|line| !new.contains(line)).count();
        let n_new = new.iter().filter(|line| !old.contains(line)).count();
        if n_gone + n_new > 0 {
            differ.push((name.as_str(), n_gone, n_new));
        }
    }
    assert_eq!(
        differ,
        [("nations.ron", 1, 1), ("positions.ron", 1, 0), ("sources.ron", 0, 1), ("ties/diplomacy.ron", 0, 1)]
    );
    run(&["check", as_text(&atlas)], FINE);
}

#[test]
fn a_copy_has_the_same_bytes_as_a_change_in_place_and_as_another_copy() {
    let (folder, atlas) = copied();
    let out = |name: &str| folder.path().join(name);
    let (stdout, _) = run(&["apply", "--changes", &sample(), "--out", as_text(&out("a"))], FINE);
    assert!(stdout.ends_with(&format!("written to {}\n", out("a").display())), "{stdout}");
    fs::create_dir(out("b")).expect("an empty folder");
    run(&["apply", as_text(&atlas), "--changes", &sample(), "--out", as_text(&out("b"))], FINE);
    assert_eq!(contents(&out("a")), contents(&out("b")));
    run(&["apply", as_text(&atlas), "--changes", &sample(), "--in-place"], FINE);
    let mut in_place = contents(&atlas);
    // No part of the atlas, which is all that is copied.
    in_place.remove("LICENSE");
    assert_eq!(contents(&out("a")), in_place);
}

#[test]
fn an_atlas_of_one_file_keeps_its_form_and_its_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let (atlas, list, copy) =
        (folder.path().join("pair.ron"), folder.path().join("changes"), folder.path().join("new.ron"));
    let text = "// Two of them.\nAtlas(\n    format: 1, id: \"pair\", title: \"A pair\", as_of: \"2025-06-14\",\n    nations: [Nation(id: \"CHN\", name: \"China\"), /* and */ Nation(id: \"PRK\", name: \"North Korea\")],\n)\n";
    fs::write(&atlas, text).expect("written");
    fs::write(&list, "[Change(nation: \"PRK\", set: (name: \"DPRK\"))]").expect("written");
    let expected = text.replace("North Korea", "DPRK");
    run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--out", as_text(&copy)], FINE);
    assert_eq!(
        (fs::read_to_string(&copy).expect("a copy"), fs::read_to_string(&atlas).expect("it")),
        (expected.clone(), text.to_owned())
    );
    let (stdout, _) = run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--in-place"], FINE);
    assert_eq!(stdout, "A pair: 0 created, 1 changed, 0 deleted\n1 file written: pair.ron\n");
    assert_eq!(fs::read_to_string(&atlas).expect("it"), expected);
    // What is so already is not written again.
    let (stdout, _) = run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--in-place"], FINE);
    assert_eq!(stdout, "A pair: 0 created, 0 changed, 0 deleted\nno file was written\n");
}

#[test]
fn a_list_with_errors_is_refused_whole_and_all_of_them_are_listed() {
    let (folder, atlas) = copied();
    let list = folder.path().join("wrong.ron");
    fs::write(&list, "[\n    Change(nation: \"KOR\", set: (name: \"X\")),\n    Delete(nation: \"JPN\"),\n    Change(tie: \"x\", set: (weight: 1)),\n]\n").expect("written");
    let before = contents(&atlas);
    let (stdout, stderr) = run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--in-place"], PROBLEMS);
    assert_eq!(stdout, "");
    assert!(
        stderr.contains("error: the nation `JPN` cannot go")
            && stderr.contains(&format!(" --> {}:3:20", list.display())),
        "{stderr}"
    );
    assert!(
        stderr.contains("error: there is no tie `x`") && stderr.contains(&format!(" --> {}:4:17", list.display())),
        "{stderr}"
    );
    assert!(stderr.ends_with("wrong.ron has 2 errors, so nothing was changed\n"), "{stderr}");
    let out = folder.path().join("out");
    run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--out", as_text(&out)], PROBLEMS);
    assert_eq!(contents(&atlas), before);
    assert!(!out.exists());
}

#[test]
fn what_is_read_and_is_no_list_is_an_error_at_its_place() {
    let (folder, atlas) = copied();
    let list = folder.path().join("list");
    let before = contents(&atlas);
    let cases: [(&[u8], &str, &str); 5] = [
        (b"", ":1:1", "the file is empty\n"),
        (b"hello", ":1:6", "expected `[` or `(`"),
        (b"[\n  Create(", ":2:9", "this `(` is never closed"),
        (b"[\n\xff]", ":2:1", "the file is not UTF-8 from here on"),
        (b"\xff\xfe[\0]\0", ":1:1", "the file is in UTF-16"),
    ];
    for (bytes, place, message) in cases {
        fs::write(&list, bytes).expect("written");
        let (stdout, stderr) = run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--in-place"], PROBLEMS);
        assert_eq!(stdout, "");
        assert!(stderr.contains(message) && stderr.contains(&format!("{}{place}\n", list.display())), "{stderr}");
        assert!(stderr.ends_with("list has 1 error, so nothing was changed\n"), "{stderr}");
    }
    assert_eq!(contents(&atlas), before);
}

#[test]
fn a_copy_within_the_atlas_itself_is_refused() {
    let (folder, atlas) = copied();
    fs::create_dir(atlas.join("empty")).expect("a folder");
    let before = contents(folder.path());
    let check = |out: &Path| {
        let arguments = ["apply", as_text(&atlas), "--changes", &sample(), "--out", as_text(out)];
        let (stdout, stderr) = run(&arguments, WRONG);
        assert_eq!(stdout, "");
        assert!(stderr.contains("this place is within the atlas itself\nHint: nothing was written; "), "{stderr}");
        assert_eq!(contents(folder.path()), before);
        assert!(!out.exists() || fs::read_dir(out).expect("a folder").next().is_none());
    };
    check(&atlas.join("new"));
    check(&atlas.join("empty"));
    check(&atlas.join("ties/new"));
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(atlas.join("ties"), &link).expect("a link");
        let arguments = ["apply", as_text(&atlas), "--changes", &sample(), "--out"];
        let (_, stderr) = run(&[&arguments[..], &[as_text(&link.join("new"))]].concat(), WRONG);
        assert!(stderr.contains("this place is within the atlas itself"), "{stderr}");
    }
}

#[test]
fn a_new_record_is_indented_as_its_file_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (atlas, list) = (folder.path().join("pair.ron"), folder.path().join("changes"));
    let head = "  format: 1,\n  id: \"pair\",\n  title: \"A pair\",\n  as_of: \"2025-06-14\",\n";
    fs::write(&list, "[Create(nation: (id: \"CHN\", name: \"China\", aliases: [\"PRC\"]))]").expect("written");
    let new = |outer: &str, step: &str| {
        let inner = format!("{outer}{step}");
        format!("{outer}Nation(\n{inner}id: \"CHN\",\n{inner}name: \"China\",\n{inner}aliases: [\"PRC\"],\n{outer}),\n")
    };
    let tall = "    Nation(\n      id: \"PRK\",\n      name: \"North Korea\",\n    ),\n";
    let flat = "    Nation(id: \"PRK\", name: \"North Korea\"),\n";
    for (before, after) in [
        (format!("  nations: [\n{tall}  ],\n"), format!("  nations: [\n{tall}{}  ],\n", new("    ", "  "))),
        (format!("  nations: [\n{flat}  ],\n"), format!("  nations: [\n{flat}{}  ],\n", new("    ", "  "))),
        ("  nations: [],\n".to_owned(), format!("  nations: [\n{}  ],\n", new("    ", "  "))),
        (String::new(), format!("  nations: [\n{}  ],\n", new("    ", "  "))),
        (
            format!("  nations: [\n{}  ],\n", tall.replace("  ", "\t")),
            format!("  nations: [\n{}{}  ],\n", tall.replace("  ", "\t"), new("\t\t", "\t")),
        ),
    ] {
        fs::write(&atlas, format!("Atlas(\n{head}{before})\n")).expect("written");
        run(&["apply", as_text(&atlas), "--changes", as_text(&list), "--in-place"], FINE);
        assert_eq!(fs::read_to_string(&atlas).expect("it"), format!("Atlas(\n{head}{after})\n"));
    }
}

#[test]
fn an_atlas_with_an_error_is_refused_and_left_alone() {
    let (folder, atlas) = copied();
    let path = atlas.join("ties/koreas.ron");
    let text = fs::read_to_string(&path).expect("a file").replacen("weight: 4", "weight: 9", 1);
    fs::write(&path, text).expect("written");
    let before = contents(&atlas);
    for target in [vec!["--in-place"], vec!["--out", as_text(&folder.path().join("out"))]] {
        let sample = sample();
        let arguments = [vec!["apply", as_text(&atlas), "--changes", &sample], target].concat();
        let (stdout, stderr) = run(&arguments, PROBLEMS);
        assert_eq!(stdout, "");
        assert!(stderr.contains("the weight 9 is out of range"), "{stderr}");
        assert!(stderr.ends_with("demarche: the atlas has 1 error, so nothing was changed\n"), "{stderr}");
        assert_eq!(contents(&atlas), before);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}

#[test]
fn wrong_usage_is_told_from_problems_and_writes_nothing() {
    let (folder, atlas) = copied();
    let (atlas, sample) = (as_text(&atlas).to_owned(), sample());
    let at = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    fs::create_dir(at("full")).expect("a folder");
    fs::write(at("full/file"), "mine").expect("written");
    let before = contents(folder.path());
    let (full, one, nothing, new) = (at("full"), at("new.ron"), at("nothing.ron"), at("new"));
    let cases: [(&[&str], &str); 9] = [
        (&["--changes", &sample], "--in-place|--out"),
        (&[&atlas, "--in-place"], "--changes"),
        (&[&atlas, "--changes", &sample, "--in-place", "--out", &new], "cannot be used with"),
        (&["--changes", &sample, "--in-place"], "the starter atlas is a part of the program"),
        (&["--changes", &sample, "--out", &full], "there is something in its place already"),
        (&["--changes", &sample, "--out", &one], "the atlas is a folder"),
        (&[&atlas, "--changes", &nothing, "--in-place"], "there is no such file or folder"),
        (&[&atlas, "--changes", &full, "--in-place"], "this is not a regular file"),
        (&[&nothing, "--changes", &sample, "--in-place"], "cannot open the atlas"),
    ];
    for (arguments, expected) in cases {
        let (stdout, stderr) = run(&[&["apply"], arguments].concat(), WRONG);
        assert_eq!(stdout, "");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
        assert_eq!(contents(folder.path()), before, "{arguments:?}");
    }
}
