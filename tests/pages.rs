//! Pages of pictures: nothing lies on anything else or over an edge, on any paper; parts are there or not as they are asked
//! for; the key has what is on the picture; and all graphs of a sheet are seen from one place.

#![expect(clippy::expect_used, reason = "a test stops at what must hold")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use demarche::io;
use demarche::kit::{Point, Rect};
use demarche::model::{Direction, Document, Names, NationId};
use demarche::network::Network;
use demarche::scene::encode::{self, Casing, LineStyle};
use demarche::scene::text::width;
use demarche::scene::{
    self, Align, Badge, Caption, ChangeLine, Extent, Fill, Frame, Ink, Layout, Naming, Orientation, Overflow, Page,
    Panel, Paper, Part, Parts, SampleArrow, SampleBadge, Subject, SwatchMark, TextMark, TieMark,
};

#[path = "support/pictured.rs"]
mod pictured;

use pictured::{COMPARED, Of, pages, picture_of};

/// How far letters may reach over another's box, in points: the boxes hold accents that most letters lack.
const TOUCH: f64 = 0.75;

/// Papers on which further pages are looked at, too: the smallest, on which most goes on, and the commonest.
const FURTHER: [&str; 2] = ["a5 portrait", "a4 landscape"];

/// Returns the sizes of all papers either way up, with what they are called.
fn papers() -> Vec<(String, [f64; 2])> {
    let of = |paper: Paper| Orientation::ALL.map(|side| (format!("{} {}", paper.id(), side.id()), paper.points(side)));
    Paper::ALL.into_iter().flat_map(of).collect()
}

/// Returns the box of the letters of a line, without the room between lines.
fn box_of(mark: &TextMark) -> Rect {
    let TextMark { at, text, style, align, .. } = mark;
    let width = width(text, *style);
    let left = match align {
        Align::Start => at.x,
        Align::End => at.x - width,
    };
    Rect { min: Point::new(left, at.y - style.size * 0.74), max: Point::new(left + width, at.y + style.size * 0.22) }
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    let reach = |min: f64, max: f64| max - min > TOUCH;
    reach(one.min.x.max(other.min.x), one.max.x.min(other.max.x))
        && reach(one.min.y.max(other.min.y), one.max.y.min(other.max.y))
}

fn is_within(inner: &Rect, outer: &Rect) -> bool {
    inner.min.x >= outer.min.x - TOUCH
        && inner.min.y >= outer.min.y - TOUCH
        && inner.max.x <= outer.max.x + TOUCH
        && inner.max.y <= outer.max.y + TOUCH
}

/// Returns where something of a graph is on its page.
fn on_page(panel: &Panel, rect: Rect) -> Rect {
    let place = |at: Point| Point::new(at.x * panel.scale, at.y * panel.scale) + panel.origin;
    Rect { min: place(rect.min), max: place(rect.max) }
}

/// Returns the boxes of the nations, names and words of a graph, with what they are.
fn graph_boxes(panel: &Panel) -> Vec<(String, Rect)> {
    let nations = panel.scene.nations.iter().flat_map(|nation| {
        let circle = Rect::around(nation.center, 2.0 * nation.radius, 2.0 * nation.radius);
        let name = (nation.naming == Naming::Shown).then(|| (nation.name.clone(), nation.name_box()));
        std::iter::once((format!("circle of {}", nation.id), circle)).chain(name)
    });
    let labels = panel.scene.labels.iter().map(|label| {
        let ([width, height], (sin, cos)) = (label.size, label.angle.sin_cos());
        let turned = [width * cos.abs() + height * sin.abs(), width * sin.abs() + height * cos.abs()];
        (label.text.clone(), Rect::around(label.anchor, turned[0], turned[1]))
    });
    let drawn = |rect: Rect| match panel.clip {
        Some(Rect { min, max }) => Rect {
            min: Point::new(rect.min.x.max(min.x), rect.min.y.max(min.y)),
            max: Point::new(rect.max.x.min(max.x), rect.max.y.min(max.y)),
        },
        None => rect,
    };
    nations.chain(labels).map(|(what, rect)| (what, drawn(on_page(panel, rect)))).collect()
}

/// Returns what is wrong with where things are on a page.
fn faults(page: &Page) -> Vec<String> {
    let whole = Rect { min: Point::default(), max: Point::new(page.width, page.height) };
    let texts: Vec<(&str, Rect)> = page.texts.iter().map(|mark| (mark.text.as_str(), box_of(mark))).collect();
    let graphs: Vec<(String, Rect)> = page.panels.iter().flat_map(graph_boxes).collect();
    let mut found = Vec::new();
    for (idx, (text, one)) in texts.iter().enumerate() {
        if !is_within(one, &whole) {
            found.push(format!("beyond the page: {text} {one:?}"));
        }
        let others = texts[idx + 1..].iter().map(|(text, rect)| (*text, rect));
        let all = others.chain(graphs.iter().map(|(what, rect)| (what.as_str(), rect)));
        found.extend(all.filter(|(_, other)| overlap(one, other)).map(|(other, _)| format!("{text} × {other}")));
        let on_sample = |swatch: &&SwatchMark| {
            let SwatchMark { from, to, .. } = swatch;
            overlap(one, &Rect { min: Point::new(from.x, from.y - 2.0), max: Point::new(to.x, to.y + 2.0) })
        };
        found.extend(page.swatches.iter().filter(on_sample).map(|_| format!("{text} × a sample")));
    }
    let beyond = graphs.iter().filter(|(_, rect)| !is_within(rect, &whole));
    found.extend(beyond.map(|(what, _)| format!("beyond the page: {what}")));
    found
}

fn check_room(of: Of) {
    let mut wrong = Vec::new();
    for (paper, size) in papers() {
        for overflow in [Overflow::Counted, Overflow::Continued] {
            if overflow == Overflow::Continued && !FURTHER.contains(&paper.as_str()) {
                continue;
            }
            for (idx, page) in pages(of, size, overflow).iter().enumerate() {
                let found = faults(page).into_iter();
                wrong.extend(found.map(|fault| format!("{paper}, {overflow:?}, page {}: {fault}", idx + 1)));
            }
        }
    }
    assert!(wrong.is_empty(), "{of:?}: {} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_on_the_picture_of_the_record_lies_on_anything_else() {
    check_room(Of::Record);
}

#[test]
fn nothing_on_the_picture_of_a_scenario_lies_on_anything_else() {
    check_room(Of::Scenario);
}

#[test]
fn nothing_on_the_picture_of_a_difference_lies_on_anything_else() {
    check_room(Of::Difference);
}

#[test]
fn nothing_on_a_sheet_lies_on_anything_else() {
    check_room(Of::Sheet);
}

/// Returns words without blanks, so that it does not matter where lines are broken.
fn folded(words: &str) -> String {
    words.split_whitespace().collect()
}

#[test]
fn every_source_and_every_change_stands_on_some_page() {
    let record = io::load_starter().document;
    for (paper, size) in papers().into_iter().filter(|(paper, _)| FURTHER.contains(&paper.as_str())) {
        for of in Of::ALL {
            let layout = Layout { size, parts: Parts::all(), overflow: Overflow::Continued };
            let picture = picture_of(record.clone(), of, &layout);
            let pages = picture.pages();
            let said: String = pages.iter().flat_map(|page| &page.texts).map(|mark| folded(&mark.text)).collect();
            let sources = picture.tally().sources;
            assert!(sources.len() > 5, "{of:?}: {} sources", sources.len());
            for id in &sources {
                let words = picture.document().sources.get(id).expect("a source").in_words();
                assert!(said.contains(&folded(&words)), "{of:?} on {paper}: {words}");
            }
            let numbers: BTreeSet<usize> =
                pages.iter().flat_map(|page| &page.texts).filter_map(|mark| mark.text.parse().ok()).collect();
            assert!((1..=sources.len()).all(|n| numbers.contains(&n)), "{of:?} on {paper}: a number is missing");
            if of == Of::Difference {
                let [before, after] = COMPARED.map(|day| Network::of(&record, day));
                let begun = after.ties().iter().filter(|tie| before.tie(&tie.tie.id).is_none());
                let titles: Vec<String> = begun.map(|tie| tie.tie.about.title.clone()).collect();
                assert!(
                    titles.len() > 5 && titles.iter().all(|title| said.contains(&folded(title))),
                    "{paper}: {said}"
                );
            }
        }
    }
}

/// Returns the starter atlas in which every word of people is this one.
fn worded(word: &str) -> Document {
    let mut document = io::load_starter().document;
    let renamed = document.nations.values().map(|nation| {
        let mut nation = (**nation).clone();
        nation.names = Names { short: word.to_owned(), official: Some(word.to_owned()), ..nation.names };
        (nation.id.clone(), Arc::new(nation))
    });
    document.nations = renamed.collect();
    let retitled = document.ties.values().map(|tie| {
        let mut tie = (**tie).clone();
        tie.about.title = word.to_owned();
        (tie.id.clone(), Arc::new(tie))
    });
    document.ties = retitled.collect();
    let kinds = document.kinds.values().map(|kind| {
        let mut kind = (**kind).clone();
        (kind.name, kind.term) = (word.to_owned(), word.to_owned());
        (kind.id.clone(), Arc::new(kind))
    });
    document.kinds = kinds.collect();
    let sources = document.sources.values().map(|source| {
        let mut source = (**source).clone();
        (source.title, source.publisher) = (word.to_owned(), word.to_owned());
        (source.id.clone(), Arc::new(source))
    });
    document.sources = sources.collect();
    let scenarios = document.scenarios.values().map(|scenario| {
        let mut scenario = (**scenario).clone();
        scenario.title = word.to_owned();
        (scenario.id.clone(), Arc::new(scenario))
    });
    document.scenarios = scenarios.collect();
    let mut manifest = (*document.manifest).clone();
    (manifest.title, manifest.license, manifest.authors) = (word.to_owned(), word.to_owned(), vec![word.to_owned()]);
    document.manifest = Arc::new(manifest);
    document
}

#[test]
fn ten_thousand_letters_stay_on_the_page_and_off_each_other() {
    let mut wrong = Vec::new();
    for word in ["W".repeat(10_000), "many words ".repeat(1_000)] {
        let document = worded(&word);
        for (name, size) in [("a5 portrait", Paper::A5.points(Orientation::Portrait))] {
            for of in [Of::Scenario, Of::Difference] {
                let layout = Layout { size, parts: Parts::all(), overflow: Overflow::Continued };
                let pages = picture_of(document.clone(), of, &layout).pages();
                let faults = pages.iter().flat_map(|page| {
                    let mut page = page.clone();
                    // Between names of sixty letters the graph itself has no room; that is no matter of the page.
                    page.panels.clear();
                    faults(&page)
                });
                wrong.extend(faults.map(|fault| {
                    let short: String = fault.chars().take(120).collect();
                    format!("{of:?} on {name}: {short}")
                }));
                let last =
                    pages.last().map(|page| page.texts.iter().any(|mark| mark.text.contains("on the next page")));
                assert_eq!(last, Some(false), "{of:?} on {name}: more is promised than there is");
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_page_of_any_size_is_laid_out() {
    for size in [[1280.0, 1.0], [1.0, 1.0]] {
        for of in [Of::Record, Of::Difference, Of::Sheet] {
            for overflow in [Overflow::Continued, Overflow::Counted] {
                let pages = pages(of, size, overflow);
                let is_sound = |page: &Page| page.texts.iter().all(|mark| mark.at.is_finite());
                assert!(!pages.is_empty() && pages.iter().all(is_sound), "{of:?} {size:?}");
            }
        }
    }
}

/// Holds the samples in the key to what the graphs have.
fn check_key(of: Of, page: &Page) {
    let scenes: Vec<_> = page.panels.iter().map(|panel| &panel.scene).collect();
    let any_tie = |is_so: &dyn Fn(&TieMark) -> bool| scenes.iter().any(|scene| scene.ties.iter().any(is_so));
    let any_badge =
        |is_so: &dyn Fn(&Badge) -> bool| scenes.iter().any(|scene| scene.badges.iter().any(|mark| is_so(&mark.badge)));
    assert!(!page.swatches.is_empty(), "{of:?} has a key");
    for SwatchMark { sample, .. } in &page.swatches {
        let sign = sample.sign.is_none_or(|sign| any_tie(&|tie| tie.sign == sign));
        let line = match sample.line {
            LineStyle::Solid => true,
            line => any_tie(&|tie| tie.line == line),
        };
        let fill = sample.fill == Fill::Solid || any_tie(&|tie| tie.fill == sample.fill);
        let arrow = match sample.arrow {
            SampleArrow::Right => any_tie(&|tie| tie.arrow.is_some()),
            SampleArrow::Without => true,
        };
        let is_cased = |casing: Casing| {
            let nations = scenes.iter().flat_map(|scene| &scene.nations);
            any_tie(&|tie| tie.casing == casing) || nations.into_iter().any(|nation| nation.casing == casing)
        };
        let casing = sample.casing == Casing::Without || is_cased(sample.casing);
        let badge = match sample.badge {
            SampleBadge::Without => true,
            SampleBadge::More => any_badge(&|badge| matches!(badge, Badge::More(_))),
            SampleBadge::Mixed => any_badge(&|badge| matches!(badge, Badge::Mixed)),
        };
        let all = [sign, line, fill, arrow, casing, badge];
        assert_eq!(all, [true; 6], "{of:?}: sign, line, fill, arrow, casing, badge of {sample:?}");
    }
}

#[test]
fn the_key_has_nothing_that_is_not_on_the_picture() {
    for of in Of::ALL {
        for size in [Paper::A4.points(Orientation::Landscape), Paper::A3.points(Orientation::Portrait)] {
            check_key(of, &pages(of, size, Overflow::Counted)[0]);
        }
    }
    let says = |of: Of, words: &str| {
        let page = pages(of, [1280.0, 800.0], Overflow::Counted).remove(0);
        page.texts.iter().any(|mark| mark.text.contains(words))
    };
    assert!(says(Of::Record, "sanctions") && !says(Of::Positive, "sanctions"));
    assert!(says(Of::Record, encode::MIXED_WORDS) && !says(Of::Positive, encode::MIXED_WORDS));
    for of in Of::ALL {
        assert!(says(of, encode::WEIGHT_WORDS), "{of:?} has a scale of widths");
    }
    assert!(says(Of::Scenario, encode::CASING_WORDS) && !says(Of::Record, encode::CASING_WORDS));
}

#[test]
fn nothing_directed_has_no_arrow_in_the_key() {
    let document = io::load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let mutual = network.only(|tie| tie.kind.direction == Direction::Mutual);
    let positions = scene::positions(&document);
    let page = |network: &Network| {
        scene::picture(&Subject::of(&document, network, &positions), &Caption::default(), &Layout::of_height(800.0))
            .remove(0)
    };
    let says = |page: &Page| page.texts.iter().any(|mark| mark.text == encode::ARROW_WORDS);
    assert!(says(&page(&network)) && !says(&page(&mutual)));
}

#[test]
fn each_part_takes_away_its_words_and_no_others() {
    let document = io::load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let positions = scene::positions(&document);
    let caption = Caption {
        headline: Some("They stand alone".to_owned()),
        known_on: Some(network.as_of()),
        filter: Some("what was asked".to_owned()),
        scenario: Some("What if".to_owned()),
        version: "0123456789ab".to_owned(),
        ..Caption::default()
    };
    let said = |parts: Parts| {
        let layout = Layout { size: [1280.0, 1000.0], parts, overflow: Overflow::Continued };
        let pages = scene::picture(&Subject::of(&document, &network, &positions), &caption, &layout);
        let texts = pages.iter().flat_map(|page| page.texts.iter().map(|mark| mark.text.clone()));
        texts.collect::<Vec<_>>().join("\n")
    };
    let words: BTreeMap<Part, &[&str]> = BTreeMap::from([
        (Part::Headline, &["They stand alone"][..]),
        (Part::Scenario, &["Scenario “What if”: hypothetical"]),
        (Part::Dates, &["As of 14 June 2025", "known on", "54 ties"]),
        (Part::Filter, &["Only what was asked"]),
        (Part::Legend, &["Kinds", "consultation pledge", encode::EVIDENCE_WORDS]),
        (Part::Widths, &[encode::WEIGHT_WORDS]),
        (Part::Notes, &["Sources", "AidData, “Chinese Government donates"]),
        (Part::License, &["CC0-1.0", "The Démarche project", "214 sources"]),
        (Part::Version, &["data 0123456789ab"]),
    ]);
    let all = said(Parts::all());
    for part in Part::ALL {
        let less = said(Parts::all().without(part));
        for (other, words) in &words {
            for words in *words {
                assert!(all.contains(words), "{words} is on the whole picture");
                assert_eq!(less.contains(words), *other != part, "“{words}” without {}", part.id());
            }
        }
    }
    let bare = said(Parts::none());
    let left = "Hypothetical\nThe Korean peninsula, June 2025";
    assert_eq!(bare, left, "what is left is the name of the record, and that this is not what it says");
}

#[test]
fn each_nation_is_in_the_same_place_of_every_graph_of_a_sheet() {
    for (paper, size) in papers() {
        let page = pages(Of::Sheet, size, Overflow::Counted).remove(0);
        assert_eq!(page.panels.len(), 3);
        let places = |panel: &Panel| -> BTreeMap<NationId, [i64; 2]> {
            let corner = panel.clip.expect("each has its own part of the page").min;
            let nations = panel.scene.nations.iter().map(|nation| {
                let at = on_page(panel, Rect { min: nation.center, max: nation.center }).min;
                (nation.id.clone(), [at.x - corner.x, at.y - corner.y].map(|side| (side * 100.0).round() as i64))
            });
            nations.collect()
        };
        let places: Vec<_> = page.panels.iter().map(places).collect();
        assert_eq!(places[0].len(), 8, "{paper}");
        let clip = page.panels[0].clip.expect("a part of the page");
        assert!(clip.height() > size[1] * 0.12 && clip.width() > size[0] * 0.2, "{paper}: {clip:?} shows nothing");
        for other in &places[1..] {
            for (id, at) in &places[0] {
                assert!(other.get(id).is_none_or(|other| other == at), "{id} on {paper}");
            }
        }
        let over = |words: &str| {
            page.texts.iter().filter(|mark| mark.text.contains(words)).map(|mark| mark.ink).collect::<Vec<_>>()
        };
        let days: Vec<Ink> = ["1 June 2018", "31 December 2024"].into_iter().flat_map(over).collect();
        assert_eq!(days, [Ink::Ink; 2], "{paper}");
        assert_eq!(over("Rebuild"), [Ink::Hypothetical], "{paper}");
    }
}

#[test]
fn no_graphs_make_no_sheet() {
    assert_eq!(scene::sheet(&[] as &[Frame<'_>], &Caption::default(), &Layout::of_height(800.0)), []);
}

#[test]
fn what_is_cut_off_is_cut_off_for_the_sources_too() {
    let document = io::load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let positions = scene::positions(&document);
    let layout = Layout { overflow: Overflow::Continued, ..Layout::of_height(800.0) };
    let pictured = |extent: Extent| {
        let subject = Subject { extent, ..Subject::of(&document, &network, &positions) };
        scene::picture(&subject, &Caption::default(), &layout)
    };
    let whole = pictured(Extent::Fitted);
    assert_eq!(whole[0].panels[0].clip, None);
    let at = positions[&NationId::new("RUS")];
    let near = pictured(Extent::Visible(scene::Camera { zoom: 2.0, center: at }, [240.0, 160.0]));
    let clip = near[0].panels[0].clip.expect("it is cut off");
    assert!(clip.width() > 0.0 && is_within(&clip, &Rect { min: Point::default(), max: Point::new(1280.0, 800.0) }));
    let links = |pages: &[Page]| -> BTreeSet<String> {
        pages.iter().flat_map(|page| &page.links).map(|link| link.url.clone()).collect()
    };
    let (all, some) = (links(&whole), links(&near));
    assert!(!some.is_empty() && some.len() < all.len() && some.is_subset(&all), "{} of {}", some.len(), all.len());
    let url_of = |id: &str| document.sources.values().find(|it| it.id.as_str() == id).and_then(|it| it.url.clone());
    assert!(some.contains(&url_of("treaty-text-2024").expect("an address")), "a tie of Russia is seen");
    let rivalry = "https://www.anews.com.tr/asia/2023/07/28/japan-names-china-its-greatest-strategic-challenge";
    assert!(all.contains(rivalry) && !some.contains(rivalry), "one of China and Japan is not");
}

#[test]
fn a_change_of_many_letters_is_cut_and_the_others_follow() {
    let document = io::load_starter().document;
    let network = Network::of(&document, document.manifest.as_of);
    let positions = scene::positions(&document);
    let line = |words: String| ChangeLine { pair: "A – B".to_owned(), on: String::new(), words };
    let changes = vec![line("W".repeat(10_000)), line("the last".to_owned())];
    let layout =
        Layout { size: Paper::A5.points(Orientation::Portrait), parts: Parts::all(), overflow: Overflow::Continued };
    let caption = Caption { changes, ..Caption::default() };
    let pages = scene::picture(&Subject::of(&document, &network, &positions), &caption, &layout);
    assert!(pages.iter().flat_map(|page| &page.texts).any(|mark| mark.text.contains("the last")));
}
