//! Opens faulty atlases: every fault is reported where it stands, and what is sound opens.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::io::{Loaded, load, load_starter};
use demarche::model::TieId;

/// Returns the problems as printed, and what opened nevertheless.
fn report(loaded: &Loaded) -> String {
    let mut text = String::new();
    for problem in &loaded.problems {
        let _ = writeln!(text, "{problem}\n");
    }
    let counts = loaded.document.counts();
    let _ = write!(
        text,
        "opened: {} nations, {} kinds, {} ties, {} sources, {} evidence, {} exchanges, {} milestones",
        counts.nations, counts.kinds, counts.ties, counts.sources, counts.evidence, counts.exchanges, counts.milestones
    );
    text
}

fn faulty() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faulty")
}

#[test]
fn every_fault_is_reported_where_it_stands() {
    let mut names: Vec<String> = fs::read_dir(faulty())
        .expect("the fixtures")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 30, "only {} fixtures", names.len());
    for name in names {
        let loaded = load(&faulty().join(&name));
        insta::assert_snapshot!(name.trim_end_matches(".ron"), report(&loaded));
    }
}

#[test]
fn every_problem_has_a_line_a_caret_and_a_hint() {
    // Only problems of a file as a whole have no line to show.
    let whole = ["the folder has no atlas.ron", "the file is in UTF-16", "the file is empty"];
    for entry in fs::read_dir(faulty()).expect("the fixtures").filter_map(Result::ok) {
        for problem in load(&entry.path()).problems {
            assert!(!problem.hint.is_empty(), "{}: {}", entry.path().display(), problem);
            assert!(problem.place.line >= 1 && problem.place.column >= 1);
            let is_shown = problem.place.caret().is_some();
            assert!(is_shown || whole.contains(&problem.message.as_str()), "{problem}");
        }
    }
}

#[test]
fn a_pipe_is_refused_without_waiting_for_a_writer() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("atlas.ron"), "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")")
        .expect("a file");
    fs::create_dir(folder.path().join("ties")).expect("a folder");
    let pipe = folder.path().join("ties/pipe.ron");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    for path in [folder.path(), pipe.as_path()] {
        let loaded = load(path);
        assert_eq!(loaded.n_errors(), 1, "{}", report(&loaded));
        assert!(report(&loaded).contains("this is not a regular file"), "{}", report(&loaded));
    }
}

#[test]
fn a_file_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.ron");
    // A sparse file: 300 MB that take up no room on the disk.
    fs::File::create(&path).and_then(|file| file.set_len(300 << 20)).expect("a file");
    let loaded = load(&path);
    assert!(report(&loaded).contains("the file has 300 MB; the most is 28 MB"), "{}", report(&loaded));
}

#[test]
fn nesting_ten_thousand_deep_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("list.ron", "[".repeat(10_000)),
        ("struct.ron", format!("Atlas(title: {}", "(a: ".repeat(10_000))),
        ("map.ron", format!("Atlas(title: {}", "{a: ".repeat(10_000))),
        ("comment.ron", "/*".repeat(10_000)),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        assert_eq!(load(&path).n_errors(), 1, "{}", report(&load(&path)));
    }
}

#[test]
fn an_atlas_cut_off_or_garbled_anywhere_is_read_without_panic() {
    let text = fs::read(faulty().join("single-file-faults.ron")).expect("a fixture");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("atlas.ron");
    for at in 0..text.len() {
        let mut backslash = text[..at].to_vec();
        backslash.extend_from_slice(b"\"\\");
        let mut garbled = text.clone();
        garbled[at] = b"(){}[]\"\\,:'#r/*\xC3"[at % 16];
        for bytes in [&text[..at], &backslash, &garbled] {
            fs::write(&path, bytes).expect("written");
            let loaded = load(&path);
            assert!(loaded.problems.iter().all(|problem| !problem.message.is_empty()));
        }
        // Cut off before its last bracket, it is never sound.
        fs::write(&path, &text[..at]).expect("written");
        assert!(load(&path).n_errors() > 0, "{}", String::from_utf8_lossy(&text[..at]));
    }
}

#[test]
fn only_the_manifest_says_what_the_atlas_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = "Atlas(format: 1, id: \"a\", title: \"Mine\", as_of: \"2025-01-01\")";
    fs::write(folder.path().join("atlas.ron"), atlas).expect("written");
    fs::create_dir_all(folder.path().join("ties/deep")).expect("a folder");
    fs::create_dir(folder.path().join("tie")).expect("a folder");
    fs::write(folder.path().join("ties/z.ron"), atlas.replace("Mine", "Other")).expect("written");
    fs::write(folder.path().join("ties/security.RON"), "[]").expect("written");
    let loaded = load(folder.path());
    assert_eq!(loaded.document.manifest.title, "Mine");
    let report = report(&loaded);
    assert!(report.contains("error: this file is not a list"), "{report}");
    for unread in ["`tie`", "`ties/deep`", "`ties/security.RON`"] {
        assert!(report.contains(&format!("note: {unread} is not a part of an atlas and was not read")), "{report}");
    }
    fs::write(folder.path().join("atlas.ron"), "Atlas(kinds: [])").expect("written");
    assert!(load(folder.path()).n_errors() >= 2);
}

#[test]
fn places_in_a_manifest_do_not_depend_on_where_its_commas_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("atlas.ron");
    let text = "// é\nAtlas(\n  format: 1\n, id: \"a\"\n, ties: [ (é) ] // ,\n, title: \"A\"\n, as_of: \"2025-02-30\"\n, wieght: 1\n)\n";
    fs::write(&path, text).expect("written");
    let found: Vec<String> = load(&path).problems.iter().map(|problem| problem.place.to_string()).collect();
    assert_eq!(found, ["atlas.ron:5:12", "atlas.ron:8:3"]);
    fs::write(&path, text.replace("\n, wieght: 1", "")).expect("written");
    let found: Vec<String> = load(&path).problems.iter().map(|problem| problem.place.to_string()).collect();
    assert_eq!(found, ["atlas.ron:5:12", "atlas.ron:7:10"]);
}

#[test]
fn a_record_without_a_list_around_it_is_reported_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")";
    fs::write(folder.path().join("atlas.ron"), atlas).expect("written");
    fs::write(folder.path().join("kinds.ron"), "Kind(id: \"k\")").expect("written");
    let loaded = load(folder.path());
    assert_eq!(loaded.n_errors(), 1, "{}", report(&loaded));
    assert!(report(&loaded).contains("this file is not a list"));
}

#[test]
fn hostile_words_are_not_compared_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let aliases: String = (0..20_000).map(|n| format!("\"alias {n}\",")).collect();
    let unknown: String = (0..2_000).map(|n| format!("\"unknown {n}\",")).collect();
    let long = "x".repeat(60_000);
    let text = format!(
        "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\", focus: [{unknown} \"{long}\"], \
         nations: [Nation(id: \"A\", name: \"A\", aliases: [{aliases} \"{long}y\"])])"
    );
    let path = folder.path().join("atlas.ron");
    fs::write(&path, text).expect("written");
    let loaded = load(&path);
    assert_eq!(loaded.n_errors(), 2_001);
    assert!(loaded.problems.iter().all(|problem| problem.message.chars().count() < 500));
}

#[test]
fn a_path_to_nothing_is_one_error() {
    let loaded = load(Path::new("no/such/atlas"));
    assert_eq!(loaded.n_errors(), 1);
    assert!(report(&loaded).contains("there is no such file or folder"));
}

#[test]
fn ten_thousand_faulty_ties_are_all_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("atlas.ron"), "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\")")
        .expect("a file");
    fs::create_dir(folder.path().join("ties")).expect("a folder");
    let ties: String = (0..10_000)
        .map(|n| format!("Tie(id: \"t{n}\", kind: \"k\", between: (\"A\", \"B\"), span: \"2024\", title: \"T\"),\n"))
        .collect();
    fs::write(folder.path().join("ties/all.ron"), format!("[\n{ties}]")).expect("a file");
    // Each lacks its kind and both nations.
    assert_eq!(load(folder.path()).n_errors(), 30_000);
}

#[test]
fn the_starter_atlas_is_sound() {
    let loaded = load_starter();
    assert!(loaded.problems.is_empty(), "{}", report(&loaded));
    let on_disk = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea"));
    assert_eq!(loaded.document, on_disk.document);
    let document = loaded.document;
    let counts = document.counts();
    assert!(counts.ties >= 40 && counts.sources >= 25, "{counts:?}");
    let kinds: std::collections::BTreeSet<_> = document.ties.values().map(|tie| &tie.kind).collect();
    assert!(kinds.len() >= 15, "{kinds:?}");
    assert!(document.ties.contains_key(&TieId::new("rus-prk-partnership-2024")));
    for tie in document.ties.values() {
        assert!(!tie.evidence.is_empty(), "{} has no evidence", tie.id);
        for source in tie.sources() {
            let source = document.sources.get(source).expect("a source");
            assert!(source.url.is_some() && !source.publisher.is_empty(), "{} has no address", source.id);
        }
    }
}
