//! Pictures and briefs are read by the programs that people read them with: poppler finds every word, link and font in a PDF,
//! xmllint finds SVG sound; and whatever a record says, nothing in either does anything.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops at what must hold, and says what it skips")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use demarche::export::{self, Format, Ground, Letters, PdfFacts, PictureSize, Writing};
use demarche::io;
use demarche::model::{SourceId, TieId};
use demarche::scene::{Layout, Orientation, Overflow, Page, Paper, Parts, ThemeName};
use resvg::usvg::roxmltree;
use serde_json::Value;
use ttf_parser::Face;

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/pictured.rs"]
mod pictured;

use hostile::{hostile_atlas, of_all};
use pictured::{Of, pages, picture_of};

const A4: [&str; 2] = ["--size", "a4"];
const DIFFERENCE: [&str; 4] = ["--from", "2023-06-01", "--to", "2024-12-31"];
const BESIDE: [&str; 2] = ["--beside", "2018-06-01,2024-12-31,scenario:rebuild-trust@2026-06-14"];
const SUPPOSED: [&str; 4] = ["--scenario", "rebuild-trust", "--as-of", "2026-06-14"];

/// Whether programs are there; without them, a test is skipped, but not where everything has to be there.
fn are_there(programs: &[&str]) -> bool {
    let is_missing = |program: &&&str| {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
        !found.is_ok_and(|status| status.success())
    };
    let missing: Vec<&str> = programs.iter().filter(is_missing).copied().collect();
    if !missing.is_empty() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {}", missing.join(" and "));
        println!("skipped: {} not found, so nothing reads what is written", missing.join(" and "));
    }
    missing.is_empty()
}

fn called(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).env("TZ", "UTC").stdin(Stdio::null()).output().expect(program);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{program} {arguments:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn demarche(arguments: &[&str], epoch: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    command.envs(epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)));
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Exports under a name and returns the path.
fn exported(folder: &Path, name: &str, arguments: &[&[&str]]) -> PathBuf {
    let path = folder.join(name);
    demarche(&[&["export", "--out", text_of(&path)], arguments.concat().as_slice()].concat(), None);
    path
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Returns a text without its blanks and ends of lines, for lines are broken as there is room.
fn folded(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Returns the sources of the ties that `show` shows.
fn cited(arguments: &[&str]) -> BTreeSet<String> {
    let shown = demarche(&[&["show"], arguments, &["--json"]].concat(), None).stdout;
    let shown: Value = serde_json::from_slice(&shown).expect("JSON");
    let ties = shown["ties"].as_array().expect("ties").iter();
    let sources = ties.flat_map(|tie| tie["sources"].as_array().expect("sources"));
    sources.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Holds a PDF to the words and addresses of sources, to those of a page, and to embedded fonts and links to the web alone.
fn check_pdf(path: &Path, cited: &BTreeSet<String>, first: Option<&Page>) {
    let text = folded(&called("pdftotext", &["-raw", "-enc", "UTF-8", text_of(path), "-"]));
    let name = path.display();
    let says = |words: &str| assert!(text.contains(&folded(words)), "{name}: “{words}” is missing");
    let record = io::load_starter().document;
    assert!(cited.len() > 5, "{name}: {cited:?}");
    let mut addresses = BTreeSet::new();
    for id in cited {
        let source = &record.sources[&SourceId::new(id)];
        says(&source.title);
        says(&source.publisher);
        addresses.extend(source.url.clone().filter(|url| url.starts_with("http")));
    }
    says(&record.manifest.title);
    if let Some(page) = first {
        page.texts.iter().for_each(|mark| says(&mark.text));
        for scene in page.panels.iter().map(|panel| &panel.scene) {
            scene.nations.iter().for_each(|nation| says(&nation.name));
            scene.labels.iter().for_each(|label| says(&label.text));
            scene.badges.iter().for_each(|badge| says(&badge.text));
        }
    }
    let linked = called("pdfinfo", &["-url", text_of(path)]);
    let linked: BTreeSet<String> =
        linked.lines().skip(1).filter_map(|line| line.split_whitespace().nth(2)).map(str::to_owned).collect();
    assert!(linked.iter().all(|url| url.starts_with("https://") || url.starts_with("http://")), "{linked:?}");
    let missing: Vec<_> = addresses.difference(&linked).collect();
    assert!(missing.is_empty(), "{name}: {missing:?}");
    let fonts = called("pdffonts", &[text_of(path)]);
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    // From the right: emb, sub, uni and the two numbers of the object.
    let is_embedded = |line: &&str| line.split_whitespace().rev().nth(4) == Some("yes");
    assert!(!fonts.is_empty() && fonts.iter().all(is_embedded), "{fonts:?}");
}

/// Returns the first page as the program lays it out for a PDF, with the version that the program names.
fn first_page(of: Of, paper: Paper) -> Page {
    let mut page = pages(of, paper.points(Orientation::Landscape), Overflow::Continued).remove(0);
    let version = io::version(&io::load_starter().document);
    for mark in &mut page.texts {
        mark.text = mark.text.replace("0123456789ab", &version);
    }
    page
}

#[test]
fn every_word_and_source_of_a_picture_is_in_its_pdf() {
    if !are_there(&["pdftotext", "pdffonts", "pdfinfo"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let export = |name: &str, arguments: &[&[&str]]| exported(folder.path(), name, arguments);
    for (name, paper) in [("a4", Paper::A4), ("a3", Paper::A3)] {
        let path = export(&format!("{name}.pdf"), &[&["--size", name]]);
        check_pdf(&path, &cited(&[]), Some(&first_page(Of::Record, paper)));
    }
    let path = export("scenario.pdf", &[&A4, &SUPPOSED]);
    check_pdf(&path, &cited(&SUPPOSED), Some(&first_page(Of::Scenario, Paper::A4)));
    let path = export("brief.pdf", &[&["--brief"]]);
    check_pdf(&path, &cited(&[]), None);
}

#[test]
fn every_change_and_what_it_rests_on_is_in_the_pdf_of_a_difference() {
    if !are_there(&["pdftotext", "pdffonts", "pdfinfo"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = exported(folder.path(), "difference.pdf", &[&A4, &DIFFERENCE]);
    let told = demarche(&[&["diff"], &DIFFERENCE[..], &["--json"]].concat(), None).stdout;
    let told = String::from_utf8(told).expect("UTF-8");
    let record = io::load_starter().document;
    let is_told = |id: &TieId| told.contains(&format!("\"{id}\""));
    let changed: Vec<_> = record.ties.values().filter(|tie| is_told(&tie.id)).collect();
    assert!(changed.len() > 5, "{told}");
    let sources = changed.iter().flat_map(|tie| tie.sources()).map(ToString::to_string).collect();
    check_pdf(&path, &sources, Some(&first_page(Of::Difference, Paper::A4)));
    let text = folded(&called("pdftotext", &["-raw", "-enc", "UTF-8", text_of(&path), "-"]));
    for tie in changed {
        assert!(text.contains(&folded(&tie.about.title)), "{}", tie.about.title);
    }
}

#[test]
fn every_day_of_a_sheet_and_its_sources_are_in_its_pdf() {
    if !are_there(&["pdftotext", "pdffonts", "pdfinfo"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = exported(folder.path(), "sheet.pdf", &[&A4, &BESIDE]);
    let days = [&["--as-of", "2018-06-01"][..], &["--as-of", "2024-12-31"], &SUPPOSED];
    let sources = days.into_iter().flat_map(cited).collect();
    check_pdf(&path, &sources, Some(&first_page(Of::Sheet, Paper::A4)));
}

#[test]
fn a_pdf_of_shapes_has_no_fonts_and_looks_the_same() {
    if !are_there(&["pdftotext", "pdffonts", "pdftoppm"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let ink = ["embedded", "outlined"].map(|letters| {
        let path = exported(folder.path(), &format!("{letters}.pdf"), &[&A4, &["--letters", letters]]);
        if letters == "outlined" {
            assert_eq!(called("pdftotext", &[text_of(&path), "-"]).trim(), "");
            assert_eq!(called("pdffonts", &[text_of(&path)]).lines().count(), 2);
        }
        let root = folder.path().join(letters);
        called("pdftoppm", &["-r", "60", "-gray", "-singlefile", text_of(&path), text_of(&root)]);
        let pixels = fs::read(root.with_extension("pgm")).expect("pixels");
        pixels.iter().filter(|pixel| **pixel < 200).count() as f64
    });
    assert!(ink[0] > 5_000.0 && (ink[0] / ink[1] - 1.0).abs() < 0.03, "{ink:?}");
}

#[test]
fn a_pdf_says_whose_it_is_and_of_which_day() {
    if !are_there(&["pdfinfo"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("facts.pdf");
    let arguments = ["export", "--out", text_of(&path), "--size", "a4"];
    for (epoch, day) in [(None, "2025-06-14T00:00:00Z"), (Some("1700000000"), "2023-11-14T00:00:00Z")] {
        demarche(&arguments, epoch);
        let said = called("pdfinfo", &["-isodates", text_of(&path)]);
        let fact =
            |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default();
        assert_eq!(fact("Title:"), "The Korean peninsula, June 2025, as of 14 June 2025");
        assert_eq!((fact("Author:"), fact("CreationDate:")), ("The Démarche project", day));
        assert_eq!((fact("JavaScript:"), fact("Form:"), fact("Encrypted:")), ("no", "none", "no"));
    }
}

/// Holds an SVG to elements and attributes that only show something, and to ids of which no two are alike.
fn check_inert(svg: &roxmltree::Document<'_>) {
    let known =
        BTreeSet::from(["svg", "title", "desc", "style", "rect", "path", "g", "text", "circle", "clipPath", "a"]);
    let mut ids = BTreeSet::new();
    for node in svg.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        assert!(known.contains(name), "{name}");
        if name == "style" {
            assert!(
                node.text()
                    .is_some_and(|rules| rules.split('}').all(|it| it.is_empty() || it.starts_with("@font-face{")))
            );
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "style", "{name}={value}");
            assert!(
                name != "href" || ["https://", "http://", "#"].iter().any(|begin| value.starts_with(begin)),
                "{value}"
            );
            assert!(name != "id" || ids.insert(value), "two have the id {value}");
        }
    }
}

/// Returns the classes of marks that must have a title and a description, with the ids of those that have.
fn described<'a>(svg: &'a roxmltree::Document<'_>, class: &str) -> BTreeSet<&'a str> {
    let marks = svg.descendants().filter(|node| node.attribute("class") == Some(class));
    let said = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.children().any(|it| it.tag_name().name() == name && it.text().is_some_and(|text| !text.trim().is_empty()))
    };
    marks
        .map(|node| {
            let id = node.attribute("id").expect("an id");
            assert!(said(node, "title") && said(node, "desc"), "{id} says nothing of itself");
            id
        })
        .collect()
}

#[test]
fn svg_is_sound_and_says_of_every_tie_and_nation_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let has_xmllint = are_there(&["xmllint"]);
    let outlined = ["--letters", "outlined"];
    let pictures: [(&str, &[&[&str]]); 7] = [
        ("embedded", &[&A4]),
        ("outlined", &[&A4, &outlined]),
        ("transparent", &[&["--transparent"]]),
        ("small", &[&["--size", "a5", "--orientation", "portrait"]]),
        ("sheet", &[&A4, &BESIDE]),
        ("difference", &[&A4, &DIFFERENCE]),
        ("near", &[&["--content", "selection", "--select", "UKR"]]),
    ];
    for (name, arguments) in pictures {
        let path = exported(folder.path(), &format!("{name}.svg"), arguments);
        if has_xmllint {
            called("xmllint", &["--noout", text_of(&path)]);
        }
        let text = fs::read_to_string(&path).expect("a picture");
        let svg = roxmltree::Document::parse(&text).expect("sound XML");
        check_inert(&svg);
        let (ties, nations) = (described(&svg, "tie"), described(&svg, "nation"));
        assert!(!ties.is_empty() && !nations.is_empty(), "{name}");
        if ["embedded", "outlined", "transparent", "small"].contains(&name) {
            let shown = demarche(&["show", "--json"], None).stdout;
            let shown: Value = serde_json::from_slice(&shown).expect("JSON");
            let ids = |what: &str, prefix: &str| -> BTreeSet<String> {
                let list = shown[what].as_array().expect("a list").iter();
                list.filter_map(|it| it["id"].as_str()).map(|id| format!("{prefix}-{id}")).collect()
            };
            assert_eq!(ties.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), ids("ties", "tie"), "{name}");
            assert_eq!(
                nations.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
                ids("nations", "nation"),
                "{name}"
            );
        }
    }
}

/// Returns every line of words of an SVG, as often as it is there.
fn words_of(svg: &roxmltree::Document<'_>) -> BTreeMap<String, usize> {
    let words = svg.descendants().filter_map(|node| match node.tag_name().name() {
        "text" => node.text(),
        "path" => node.attribute("aria-label"),
        _ => None,
    });
    let mut found = BTreeMap::new();
    words.for_each(|words| *found.entry(words.to_owned()).or_default() += 1);
    found
}

#[test]
fn letters_are_carried_along_or_are_shapes_that_say_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = ["embedded", "outlined"].map(|letters| {
        let path = exported(folder.path(), &format!("{letters}.svg"), &[&A4, &["--letters", letters]]);
        fs::read_to_string(path).expect("a picture")
    });
    let [embedded, outlined] = [&texts[0], &texts[1]].map(|text| roxmltree::Document::parse(text).expect("sound XML"));
    assert!(!outlined.descendants().any(|node| ["text", "style"].contains(&node.tag_name().name())));
    assert_eq!(words_of(&embedded), words_of(&outlined));
    let style = embedded.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "style")));
    let rules = style.and_then(|node| node.text()).expect("rules");
    let fonts: Vec<Vec<u8>> = rules
        .split("base64,")
        .skip(1)
        .map(|rest| STANDARD.decode(rest.split(')').next().unwrap_or_default()).expect("a font"))
        .collect();
    assert_eq!(fonts.len(), 2, "regular and bold");
    let letters: BTreeSet<char> = words_of(&embedded).keys().flat_map(|words| words.chars()).collect();
    for (font, whole) in fonts.iter().zip([notosans::REGULAR_TTF, notosans::BOLD_TTF]) {
        let [font, whole] = [font.as_slice(), whole].map(|bytes| Face::parse(bytes, 0).expect("a font"));
        let lost: Vec<&char> = letters
            .iter()
            .filter(|letter| whole.glyph_index(**letter).is_some() && font.glyph_index(**letter).is_none())
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

/// Returns the pages of an atlas as a file.
fn written(pages: &[Page], format: Format, letters: Letters) -> Vec<u8> {
    let writing = Writing {
        format,
        size: PictureSize::Paper(Paper::A4, Orientation::Landscape),
        scale: 1,
        ground: Ground::Filled,
        letters,
        facts: PdfFacts {
            title: "<script>\u{0}\u{202E}]]>".to_owned(),
            authors: vec!["\"/><x>\u{0}\u{FFFF}".to_owned()],
            date: jiff::civil::date(2025, 6, 14),
        },
    };
    let theme = io::theme(ThemeName::Light);
    export::write(pages, &theme, &writing, &|_| ControlFlow::Continue(())).expect("a file")
}

#[test]
fn a_thousand_hostile_labels_are_only_words() {
    let (document, texts) = hostile_atlas();
    assert!(texts.len() >= 1_000, "{}", texts.len());
    let layout =
        Layout { size: Paper::A4.points(Orientation::Landscape), parts: Parts::all(), overflow: Overflow::Continued };
    let folder = tempfile::tempdir().expect("a folder");
    let pages = picture_of(document.clone(), Of::Record, &layout).pages();
    assert!(pages.iter().all(|page| page.links.is_empty()), "no address is one of the web");
    for (name, letters) in [("embedded", Letters::Embedded), ("outlined", Letters::Outlined)] {
        let path = folder.path().join(format!("{name}.svg"));
        fs::write(&path, written(&pages, Format::Svg, letters)).expect("written");
        let text = fs::read_to_string(&path).expect("UTF-8");
        check_inert(&roxmltree::Document::parse(&text).expect("sound XML"));
        assert!(!text.contains(|letter| letter != '\n' && demarche::kit::is_unsafe(letter)), "{name}");
        if are_there(&["xmllint"]) {
            called("xmllint", &["--noout", text_of(&path)]);
        }
    }
    let brief = export::brief::sheets(&of_all(&document).0, None, Paper::A4.points(Orientation::Portrait));
    if !are_there(&["pdfinfo", "pdftotext", "pdffonts"]) {
        return;
    }
    for (name, pages) in [("picture", pages), ("brief", brief)] {
        let path = folder.path().join(format!("{name}.pdf"));
        fs::write(&path, written(&pages, Format::Pdf, Letters::Embedded)).expect("written");
        let said = called("pdfinfo", &[text_of(&path)]);
        for line in ["JavaScript:      no", "Form:            none"] {
            assert!(said.contains(line), "{said}");
        }
        assert_eq!(called("pdfinfo", &["-js", text_of(&path)]).trim(), "");
        assert_eq!(called("pdfinfo", &["-url", text_of(&path)]).lines().count(), 1, "{name} leads nowhere");
        let text = called("pdftotext", &[text_of(&path), "-"]);
        assert!(text.contains("script>alert(1)") && !text.contains(['\u{0}', '\u{202E}']), "{name}");
    }
}

#[test]
fn a_letter_that_no_font_has_is_told_and_shown_as_is_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = folder.path().join("atlas.ron");
    let text = "Atlas(format: 1, id: \"a\", title: \"A\", as_of: \"2025-01-01\", kinds: [Kind(id: \"k\", name: \"trade\", \
                sign: neutral, category: \"economy\")], nations: [Nation(id: \"KOR\", name: \"북한\"), Nation(id: \
                \"JPN\", name: \"Japan\")], ties: [Tie(id: \"t\", kind: \"k\", between: (\"KOR\", \"JPN\"), span: \
                \"../..\", title: \"T\")])";
    fs::write(&atlas, text).expect("written");
    for (name, letters, is_text) in [
        ("a.svg", "embedded", true),
        ("b.svg", "outlined", false),
        ("c.pdf", "embedded", false),
        ("d.png", "embedded", false),
    ] {
        let path = folder.path().join(name);
        let arguments = ["export", text_of(&atlas), "--out", text_of(&path), "--letters", letters];
        let said = String::from_utf8(demarche(&arguments, None).stderr).expect("UTF-8");
        let words = if is_text { "left to the fonts of the viewer" } else { "are boxes" };
        assert!(said.contains(words) && said.contains('북') && said.contains('한'), "{name}: {said}");
        let shown = match name {
            "a.svg" | "b.svg" => {
                let text = fs::read_to_string(&path).expect("a picture");
                words_of(&roxmltree::Document::parse(&text).expect("sound XML")).into_keys().collect()
            }
            "c.pdf" if are_there(&["pdftotext"]) => called("pdftotext", &[text_of(&path), "-"]),
            _ => continue,
        };
        assert_eq!((shown.contains("북한"), shown.contains("□□")), (is_text, !is_text), "{name}: {shown}");
    }
}

#[test]
fn the_same_gives_the_same_bytes_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, arguments) in
        [("a.svg", &A4[..]), ("a.png", &[]), ("a.pdf", &A4), ("a.html", &[]), ("a.md", &[]), ("b.pdf", &["--brief"])]
    {
        let [one, again] = ["one-", "again-"]
            .map(|prefix| fs::read(exported(folder.path(), &format!("{prefix}{name}"), &[arguments])).expect("a file"));
        assert!(one == again && one.len() > 1_000, "{name}");
    }
}
