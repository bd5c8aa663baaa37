//! Briefs: everything of the record is in them, each number leads to its source, and whatever the record says stays text.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use demarche::export::brief::{html, markdown};
use demarche::io;
use demarche::kit::boxed;
use pulldown_cmark::{Event, Options, Parser, Tag};
use resvg::usvg::roxmltree::{self, Node, ParsingOptions};
use serde_json::Value;

#[path = "support/hostile.rs"]
mod hostile;

use hostile::{hostile_atlas, of_all};

/// Most bytes of the HTML brief of the starter atlas.
const MOST_BYTES: usize = 500_000;

fn demarche(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).stdin(Stdio::null()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.output().expect("the program runs")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&demarche(arguments).stdout).expect("JSON")
}

/// Returns what `export` writes into a file of this name.
fn exported(name: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let output = demarche(&[&["export", "--out", path.to_str().expect("UTF-8")], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(&path).expect("the brief")
}

/// Reads a page as XML, which is stricter than HTML.
fn parsed(page: &str) -> roxmltree::Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    roxmltree::Document::parse_with_options(page, options).expect("sound XML")
}

fn elements<'a>(page: &'a roxmltree::Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    page.descendants().filter(|node| node.has_tag_name(name) || node.tag_name().name() == name).collect()
}

fn by_id<'a>(page: &'a roxmltree::Document<'_>) -> BTreeMap<&'a str, Node<'a, 'a>> {
    let mut found = BTreeMap::new();
    for node in page.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(found.insert(id, node).is_none(), "two have the id {id}");
        }
    }
    found
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn links<'a>(node: Node<'a, 'a>) -> Vec<&'a str> {
    node.descendants().filter_map(|node| node.attribute("href")).collect()
}

/// Returns the addresses of links in Markdown, in their order.
fn markdown_links(text: &str) -> Vec<String> {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
    let links = parser.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    links.collect()
}

#[test]
fn every_tie_of_the_day_is_told_with_its_sources() {
    let network = json(&["show", "--json"]);
    let ties = network["ties"].as_array().expect("ties");
    let (page, text) = (exported("a.html", &[]), exported("a.md", &[]));
    let document = parsed(&page);
    let ids = by_id(&document);
    let record = io::load_starter().document;
    let addresses: BTreeSet<String> = markdown_links(&text).into_iter().collect();
    assert!(ties.len() > 40);
    for tie in ties {
        let id = tie["id"].as_str().expect("an id");
        let details = ids.get(format!("evidence-{id}").as_str()).unwrap_or_else(|| panic!("{id}"));
        assert!(ids.contains_key(format!("tie-{id}").as_str()), "{id} is in the picture");
        assert!(addresses.contains(&format!("#evidence-{id}")), "{id}");
        assert!(text.contains(&format!("<a id=\"evidence-{id}\"></a>")), "{id}");
        let told = text_of(*details);
        for word in [&tie["grade"], &tie["sign"]] {
            let word = word.as_str().expect("a word");
            let is_label = |node: Node<'_, '_>| node.attribute("aria-label") == Some(word);
            assert!(told.contains(word) || details.descendants().any(is_label), "{id}: {word}");
        }
        let led_to: Vec<&str> = links(*details).into_iter().filter_map(|to| to.strip_prefix('#')).collect();
        for source in tie["sources"].as_array().expect("sources") {
            let source = source.as_str().expect("an id");
            let held = record.sources.values().find(|it| it.id.as_str() == source).expect("a source");
            let leads = |to: &&&str| ids.get(**to).is_some_and(|at| text_of(*at).contains(&held.title));
            assert!(led_to.iter().any(|to| leads(&to)), "{id}: {source}");
        }
    }
}

#[test]
fn every_address_of_the_evidence_is_linked() {
    let arguments = ["--nation", "PRK"];
    let shown = json(&["show", "--nation", "PRK", "--json"]);
    let mut urls = BTreeSet::new();
    let mut gather = |value: &Value| {
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            urls.extend(value["url"].as_str().map(str::to_owned));
            open.extend(value.as_array().into_iter().flatten().cloned());
            open.extend(value.as_object().into_iter().flat_map(|fields| fields.values().cloned()));
        }
    };
    gather(&shown);
    for tie in shown["ties"].as_array().expect("ties") {
        gather(&json(&["show", "--tie", tie["id"].as_str().expect("an id"), "--json"]));
    }
    assert!(urls.len() > 100, "{}", urls.len());
    let page = exported("a.html", &arguments);
    let document = parsed(&page);
    let in_page: BTreeSet<&str> = links(document.root()).into_iter().collect();
    let in_text: BTreeSet<String> = markdown_links(&exported("a.md", &arguments)).into_iter().collect();
    for url in &urls {
        assert!(in_page.contains(url.as_str()), "{url}");
        assert!(in_text.contains(url), "{url}");
    }
}

#[test]
fn every_number_leads_to_the_source_of_that_number_and_back() {
    for arguments in [&[][..], &["--nation", "PRK"], &["--pair", "PRK,USA"], &["--scenario", "rebuild-trust"]] {
        let page = exported("a.html", arguments);
        let document = parsed(&page);
        let ids = by_id(&document);
        let mut n_notes = 0;
        for node in elements(&document, "a") {
            let Some(to) = node.attribute("href").and_then(|href| href.strip_prefix('#')) else { continue };
            let target = ids.get(to).unwrap_or_else(|| panic!("nothing is called {to}"));
            if let Some(number) = to.strip_prefix("source-") {
                assert_eq!(text_of(node), number);
                let place = target.prev_siblings().filter(|node| node.is_element()).count();
                assert_eq!(place.to_string(), number, "where a reader counts to");
                let back = format!("#{}", node.attribute("id").expect("a place to come back to"));
                assert!(links(*target).contains(&back.as_str()), "{back}");
                n_notes += 1;
            }
        }
        assert!(n_notes > 30, "{n_notes}");

        let text = exported("a.md", arguments);
        let n_sources = elements(&document, "li").iter().filter(|node| is_source(node)).count();
        for number in markdown_links(&text).iter().filter_map(|to| to.strip_prefix("#source-")) {
            assert!(number.parse::<usize>().is_ok_and(|number| (1..=n_sources).contains(&number)), "{number}");
            assert!(text.contains(&format!("\n{number}. <a id=\"source-{number}\"></a>")), "{number}");
        }
    }
}

fn is_source(node: &Node<'_, '_>) -> bool {
    node.attribute("id").is_some_and(|id| id.starts_with("source-"))
}

#[test]
fn a_brief_says_what_it_is_of_and_from_which_data() {
    let version = io::version(&io::load_starter().document);
    for (arguments, title, subtitle) in [
        (&[][..], "The Korean peninsula, June 2025", "Brief of the record"),
        (&["--nation", "DPRK"], "North Korea", "Nation brief from"),
        (&["--pair", "USA,PRK"], "United States · North Korea", "Pair brief from"),
        (&["--scenario", "Rebuild trust"], "Rebuild trust", "Scenario brief over"),
    ] {
        let page = exported("a.html", arguments);
        let document = parsed(&page);
        let headings = elements(&document, "h1");
        assert_eq!(headings.iter().map(|node| text_of(*node)).collect::<Vec<_>>(), [title]);
        let text = exported("a.md", arguments);
        assert!(text.starts_with(&format!("# {title}\n\n{subtitle}")), "{}", &text[..200]);
        for told in [text.as_str(), text_of(document.root_element()).as_str()] {
            assert!(told.contains(&format!("korea, version {version}")) && told.contains("CC0-1.0"), "{title}");
            let is_hypothetical = told.contains("Hypothetical, scenario “Rebuild trust”: 11 of 58 ties below");
            assert_eq!(is_hypothetical, title == "Rebuild trust", "{title}");
        }
        let levels: Vec<u8> = ["h1", "h2", "h3", "h4"]
            .iter()
            .zip(1..)
            .flat_map(|(name, level)| {
                elements(&document, name).iter().map(|node| (node.range().start, level)).collect::<Vec<_>>()
            })
            .collect::<BTreeMap<usize, u8>>()
            .into_values()
            .collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "headings in order: {levels:?}");
    }
}

#[test]
fn a_scenario_brief_tells_each_hypothesis_and_what_comes_of_all() {
    let told = json(&["scenarios", "--scenario", "rebuild-trust", "--json"]);
    let page = exported("a.html", &["--scenario", "rebuild-trust"]);
    let document = parsed(&page);
    let words = text_of(document.root_element());
    for change in told[0]["changes"].as_array().expect("changes") {
        for fact in ["title", "why", "assumes"] {
            let fact = change[fact].as_str().expect("words");
            assert!(words.contains(fact), "{fact}");
        }
    }
    let ids = by_id(&document);
    for tie in told[0]["against_record"]["begun"].as_array().expect("ties") {
        assert!(ids.contains_key(format!("evidence-{}", tie.as_str().expect("an id")).as_str()));
    }
}

#[test]
fn a_pair_brief_holds_only_what_is_between_the_two() {
    let shown = json(&["show", "--pair", "PRK,USA", "--json"]);
    let page = exported("a.html", &["--pair", "PRK,USA"]);
    let document = parsed(&page);
    let of_class = |class: &str| document.descendants().filter(|node| node.attribute("class") == Some(class)).count();
    assert_eq!(elements(&document, "details").len(), shown["ties"].as_array().expect("ties").len());
    assert_eq!(of_class("nation"), 2);
    let rows = elements(&document, "tr").len();
    assert!(rows > shown["ledger"].as_array().expect("a ledger").len(), "the ledger is whole");
}

#[test]
fn a_filter_and_days_are_told_and_kept_to() {
    let arguments = ["--nation", "PRK", "--sign", "negative", "--as-of", "2024-06-20", "--known-on", "2024-12-31"];
    let page = exported("a.html", &arguments);
    let document = parsed(&page);
    let words = text_of(document.root_element());
    for told in ["As of20 June 2024", "Known on31 December 2024", "Onlynegative"] {
        assert!(words.contains(told), "{told}");
    }
    let folds = elements(&document, "details");
    assert!(!folds.is_empty());
    assert!(folds.iter().all(|node| node.attribute("class") == Some("tie negative")));
}

#[test]
fn the_same_record_gives_the_same_bytes_and_no_more_than_can_be_mailed() {
    let starter = exported("a.html", &[]);
    assert_eq!(starter, exported("a.html", &[]));
    assert!(starter.len() <= MOST_BYTES, "{}", starter.len());
    assert_eq!(exported("a.md", &[]), exported("a.markdown", &[]));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/korea");
    assert_eq!(starter, exported("a.html", &[folder.to_str().expect("UTF-8")]));
}

#[test]
fn who_is_not_on_record_is_refused() {
    for arguments in [
        &["--pair", "PRK"][..],
        &["--pair", "PRK,PRK"],
        &["--pair", "PRK,Atlantis"],
        &["--nation", "Atlantis"],
        &["--pair", "PRK,USA", "--nation", "KOR"],
        &["--scenario", "nowhere"],
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        let output = demarche(&[&["export", "--out", path.to_str().expect("UTF-8")], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!path.exists(), "{arguments:?}");
    }
}

#[test]
fn a_thousand_hostile_labels_stay_text_in_html() {
    let (record, texts) = hostile_atlas();
    assert!(texts.len() >= 1_000, "{}", texts.len());
    let (brief, picture) = of_all(&record);
    let page = html(&brief, &picture);
    let document = parsed(&page);
    let known = [
        "html head meta title style body a header p h1 h2 h3 dl div dt dd nav ul ol li main section figure figcaption table",
        "caption thead tbody tr th td details summary b span small strong sup footer script svg g path rect circle text desc",
    ];
    let known: BTreeSet<&str> = known.iter().flat_map(|names| names.split_whitespace()).collect();
    for node in document.descendants().filter(Node::is_element) {
        assert!(known.contains(node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "style" && name != "src" && name != "autofocus", "{name}");
            assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{name}={value}");
            assert!(name != "href" || value.starts_with('#') || value.starts_with("http"), "{value}");
        }
    }
    assert_eq!((elements(&document, "script").len(), elements(&document, "style").len()), (1, 1));
    // HTML ends both wherever it finds their end.
    assert_eq!((page.matches("</script").count(), page.matches("</style").count()), (1, 1));
    assert!(!page.contains('\u{202E}') && !page.contains('\u{0}'));
    let words = text_of(document.root_element());
    let lost = texts.iter().find(|text| !words.contains(&boxed(text)));
    assert_eq!(lost, None);
}

#[test]
fn a_thousand_hostile_labels_stay_text_in_markdown() {
    let (record, texts) = hostile_atlas();
    let text = markdown(&of_all(&record).0, Some("a picture.svg"));
    assert!(!text.contains('\u{202E}') && !text.contains('\u{0}'));
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut words = String::new();
    let mut n_pictures = 0;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(html.starts_with("<a id=\"") || &*html == "</a>", "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with('#') || dest_url.starts_with("http"), "{dest_url}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                assert_eq!(&*dest_url, "a picture.svg");
                n_pictures += 1;
            }
            Event::Text(text) => words.push_str(&text),
            Event::Start(Tag::CodeBlock(_) | Tag::Strikethrough) | Event::Code(_) => panic!("{event:?}"),
            _ => {}
        }
    }
    assert_eq!(n_pictures, 1);
    let lost = texts.iter().map(|text| boxed(text)).find(|text| !words.contains(text.trim()));
    assert_eq!(lost, None);
}

#[test]
fn an_atlas_of_nothing_has_a_brief() {
    let mut record = io::load_starter().document;
    record.ties = Default::default();
    record.assessments = Default::default();
    let (brief, picture) = of_all(&record);
    let page = html(&brief, &picture);
    assert!(text_of(parsed(&page).root_element()).contains("there are no ties"));
    assert!(markdown(&brief, None).contains("there are no ties"));
}
