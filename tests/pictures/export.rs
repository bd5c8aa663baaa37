//! SVG is sound, says what it shows and never runs what a file says; PNG has the pixels asked for.

use std::ops::ControlFlow;

use demarche::export::{self, Ground, Size, SvgOptions};
use demarche::io;
use demarche::model::{Document, TieId};
use demarche::network::Network;
use demarche::scene::{self, Caption, Layout, Page, Subject, ThemeName};
use resvg::usvg;

use crate::atlas;

fn page(document: &Document, height: f64) -> Page {
    let network = Network::of(document, document.manifest.as_of);
    let positions = scene::positions(document);
    let subject = Subject::of(document, &network, &positions);
    scene::picture(&subject, &Caption::default(), &Layout::of_height(height)).remove(0)
}

fn svg(document: &Document) -> String {
    export::svg(&page(document, 800.0), &io::theme(ThemeName::Light), SvgOptions::of(Size::default()))
}

fn png(svg: &str, size: Size) -> Vec<u8> {
    export::png(svg, size, Ground::Filled, &|_| ControlFlow::Continue(())).expect("a picture")
}

/// Returns an atlas of three nations whose words are the given ones.
fn three(title: &str, name: &str) -> Document {
    let nations = [("ALB", name, -200.0, 0.0), ("BRA", "Bravo", 200.0, -40.0), ("CHL", "Charlie", 40.0, 180.0)];
    let ties =
        "defense pact|ALB|BRA|5|!|\nsanctions|BRA|ALB|3|B2|\nmilitary agreement|ALB|CHL|2|!|h\ntrade|BRA|CHL|1|D5|u";
    let mut document = atlas::document("Three nations", &nations, ties);
    let hostile = document.ties.get(&TieId::new("ALB-BRA-00")).map(|tie| {
        let mut tie = (**tie).clone();
        tie.about.title = title.to_owned();
        tie
    });
    if let Some(tie) = hostile {
        document.ties.insert(tie.id.clone(), tie.into());
    }
    document
}

/// Returns all text of a document's elements and attributes, and the names of its elements.
fn parsed(svg: &str) -> (Vec<String>, Vec<String>) {
    let tree = usvg::roxmltree::Document::parse(svg).expect("sound XML");
    let elements = tree.descendants().filter(|node| node.is_element());
    let names = elements.map(|node| node.tag_name().name().to_owned()).collect();
    let texts = tree.descendants().filter_map(|node| node.text().map(str::to_owned)).collect();
    (names, texts)
}

#[test]
fn each_tie_is_a_curve_with_its_title() {
    let document = atlas::korea();
    let svg = svg(&document);
    let tree = usvg::roxmltree::Document::parse(&svg).expect("sound XML");
    let network = Network::of(&document, document.manifest.as_of);
    for tie in network.ties() {
        let id = format!("tie-{}", tie.tie.id);
        let group = tree.descendants().find(|node| node.attribute("id") == Some(&id)).expect("a group");
        assert_eq!(group.attribute("class"), Some("tie"));
        let title = group.first_element_child().and_then(|node| node.text()).expect("a title");
        assert_eq!(title, format!("{} — {}", tie.tie.about.title, tie.in_words(&document)));
        assert_eq!(group.children().filter(|node| node.attribute("class") == Some("curve")).count(), 1);
    }
    assert_eq!(tree.descendants().filter(|node| node.attribute("class") == Some("nation")).count(), 8);
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let (one, again) = (svg(&atlas::korea()), svg(&atlas::korea()));
    assert_eq!(one, again);
    assert_eq!(png(&one, Size::default()), png(&again, Size::default()));
}

#[test]
fn hostile_words_stay_words() {
    for hostile in ["</text><script>alert(1)</script>", "a & b &amp; c", "\"quoted\" 'single'", "]]> <!-- -->"] {
        let (names, texts) = parsed(&svg(&three(hostile, hostile)));
        assert!(!names.iter().any(|name| name == "script"), "{hostile}");
        assert!(texts.iter().any(|text| text == hostile), "{hostile}");
        assert!(texts.iter().any(|text| text.starts_with(&format!("{hostile} — "))), "{hostile}");
    }
}

#[test]
fn controls_and_overrides_are_boxes_and_not_obeyed() {
    let (_, texts) = parsed(&svg(&three("a\u{0}b\u{1b}[31m\u{202e}c", "Al\u{7}pha\u{FFFF}")));
    assert!(texts.iter().any(|text| text.starts_with("a□b□[31m□c — ")));
    assert!(texts.iter().any(|text| text == "Al□pha□"));
}

#[test]
fn a_picture_has_the_pixels_asked_for_in_every_theme() {
    let document = atlas::korea();
    for (name, (width, height)) in ThemeName::ALL.into_iter().zip([(1280, 800), (900, 900), (640, 300)]) {
        let size = Size::new(width, height).expect("a size");
        let page = page(&document, size.page_height(scene::PAGE_WIDTH));
        let png = png(&export::svg(&page, &io::theme(name), SvgOptions::of(size)), size);
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [width.to_be_bytes(), height.to_be_bytes()].concat());
    }
}

#[test]
fn the_ground_reaches_every_corner_of_odd_sizes() {
    let (width, height) = (999_u32, 701_u32);
    let size = Size::new(width, height).expect("a size");
    let theme = io::theme(ThemeName::Light);
    let page = page(&atlas::korea(), size.page_height(scene::PAGE_WIDTH));
    let bytes = png(&export::svg(&page, &theme, SvgOptions::of(size)), size);
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; (width * height * 3) as usize];
    reader.next_frame(&mut pixels).expect("pixels");
    for (x, y) in [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)] {
        let at = ((y * width + x) * 3) as usize;
        assert_eq!(pixels[at..at + 3], [theme.canvas.r, theme.canvas.g, theme.canvas.b], "at {x}, {y}");
    }
}

#[test]
fn pages_of_any_shape_are_sound() {
    for document in
        [atlas::korea(), atlas::document("Nothing", &[], ""), atlas::document("One", &[("A", "A", 0.0, 0.0)], "")]
    {
        for (width, height) in [(1280, 800), (16_384, 1), (1, 16_384), (400, 400)] {
            let size = Size::new(width, height).expect("a size");
            let svg = export::svg(
                &page(&document, size.page_height(scene::PAGE_WIDTH)),
                &io::theme(ThemeName::Light),
                SvgOptions::of(size),
            );
            assert!(usvg::Tree::from_str(&svg, &usvg::Options::default()).is_ok(), "{width}×{height}");
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{width}×{height}");
        }
    }
}

#[test]
fn letters_that_the_font_lacks_are_named() {
    assert_eq!(export::missing_letters(&page(&atlas::korea(), 800.0)), [] as [char; 0]);
    assert_eq!(export::missing_letters(&page(&three("", "북한"), 800.0)), ['북', '한']);
}

#[test]
fn three_nations_are_drawn_like_this() {
    insta::assert_snapshot!(svg(&three("Treaty of “A & B”", "Alpha")));
}
