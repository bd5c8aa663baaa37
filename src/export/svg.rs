//! The only writer of a page and its scenes as SVG. What each mark looks like is in `paint`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::fonts::font_faces;
use super::paint;
use super::pen::{Letters, Pen};
use super::size::{Dimensions, Size};
use super::xml::{escaped, number, pair};
use crate::kit::{Point, Rect, boxed};
use crate::scene::text;
use crate::scene::{Badge, Page, Panel, TextMark, Theme};

/// How a page is written as SVG.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SvgOptions {
    /// How large it says that it is.
    pub size: Dimensions,
    /// What is behind everything.
    pub ground: Ground,
    /// How letters stand in it.
    pub letters: Letters,
}

impl SvgOptions {
    /// Returns how a page is written in so many pixels, on its ground, with letters as they are named.
    pub fn of(size: Size) -> Self {
        Self { size: Dimensions::Pixels(size), ground: Ground::Filled, letters: Letters::Named }
    }
}

/// What is behind a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ground {
    /// The canvas of the theme.
    #[default]
    Filled,
    /// Nothing. Words, glyphs and circles keep grounds of their own, or lines would run through them.
    Transparent,
}

/// Returns the page as SVG. The same page gives the same bytes. O(marks).
pub fn svg(page: &Page, theme: &Theme, options: SvgOptions) -> String {
    let (width, height) = (number(page.width), number(page.height));
    let [own_width, own_height] = options.size.attributes([page.width, page.height]);
    let out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{own_width}\" height=\"{own_height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Noto Sans, sans-serif\" role=\"graphics-document document\">\n"
    );
    let mut pen = Pen { out, theme, letters: options.letters, prefix: String::new() };
    let _ = writeln!(pen.out, "<title>{}</title>", escaped(&page.title));
    let _ = writeln!(pen.out, "<desc>{}</desc>", escaped(&description(page)));
    match options.letters {
        Letters::Embedded => {
            let _ = writeln!(pen.out, "<style>{}</style>", font_faces(&letters(page)));
        }
        Letters::Named | Letters::Outlined | Letters::Boxed => {}
    }
    match options.ground {
        Ground::Filled => {
            // A little beyond the page, or a side that is no whole number of pixels would let the edge shine through.
            let (over_width, over_height) = (number(page.width + 4.0), number(page.height + 4.0));
            let canvas = theme.canvas;
            let _ = writeln!(
                pen.out,
                "<rect x=\"-2\" y=\"-2\" width=\"{over_width}\" height=\"{over_height}\" fill=\"{canvas}\"/>"
            );
        }
        Ground::Transparent => {}
    }
    for [from, to] in &page.rules {
        let _ = writeln!(pen.out, "<path d=\"M{}L{}\" stroke=\"{}\"/>", pair(*from), pair(*to), theme.line);
    }
    pen.out.push_str("<g class=\"legend\">\n");
    for swatch in &page.swatches {
        paint::swatch(&mut pen, swatch);
    }
    for mark in &page.texts {
        paint::text(&mut pen, mark);
    }
    pen.out.push_str("</g>\n");
    for (idx, panel) in page.panels.iter().enumerate() {
        if idx > 0 {
            pen.prefix = format!("p{}-", idx + 1);
        }
        graph(&mut pen, panel);
    }
    links(&mut pen, page);
    pen.out.push_str("</svg>\n");
    pen.out
}

/// Returns what a page is, for who does not see it.
fn description(page: &Page) -> String {
    let n_counted = |panel: &Panel| {
        let counted = panel.scene.badges.iter().map(|mark| match &mark.badge {
            Badge::More(ties) => ties.len(),
            Badge::Mixed => 0,
        });
        counted.sum::<usize>()
    };
    let ties: usize = page.panels.iter().map(|panel| panel.scene.ties.len() + n_counted(panel)).sum();
    let nations = page.panels.first().map_or(0, |panel| panel.scene.nations.len());
    format!(
        "{} between {}. Each tie and each nation has a title and a description.",
        crate::kit::counted(ties, "tie"),
        crate::kit::counted(nations, "nation")
    )
}

/// Writes a graph, cut off where it is to be.
fn graph(pen: &mut Pen<'_>, panel: &Panel) {
    let Panel { scene, origin, scale, clip, about } = panel;
    let id = format!("{}clip", pen.prefix);
    if let Some(Rect { min, max }) = clip {
        let (width, height) = (number(max.x - min.x), number(max.y - min.y));
        let (x, y) = (number(min.x), number(min.y));
        let _ = writeln!(
            pen.out,
            "<clipPath id=\"{id}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/></clipPath>\n\
             <g clip-path=\"url(#{id})\">"
        );
    }
    let origin = pair(Point::default() + *origin);
    let scaled = if *scale == 1.0 { String::new() } else { format!(" scale({scale:.5})") };
    let _ = writeln!(pen.out, "<g class=\"graph\" transform=\"translate({origin}){scaled}\">");
    for badge in &scene.badges {
        paint::strand(pen, badge);
    }
    for tie in &scene.ties {
        paint::tie(pen, tie, about.ties.get(&tie.id).map_or("", String::as_str));
    }
    for label in &scene.labels {
        paint::label(pen, label);
    }
    for tie in &scene.ties {
        paint::glyph(pen, tie);
    }
    for badge in &scene.badges {
        paint::badge(pen, badge, about);
    }
    for nation in &scene.nations {
        paint::nation(pen, nation, about.nations.get(&nation.id).map_or("", String::as_str));
    }
    pen.out.push_str("</g>\n");
    if clip.is_some() {
        pen.out.push_str("</g>\n");
    }
}

/// Lets the sources lead to their addresses: nothing to be seen, over their words.
fn links(pen: &mut Pen<'_>, page: &Page) {
    for link in &page.links {
        let Rect { min, max } = link.place;
        let (x, y, width, height) = (number(min.x), number(min.y), number(max.x - min.x), number(max.y - min.y));
        let _ = writeln!(
            pen.out,
            "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" \
             width=\"{width}\" height=\"{height}\" fill=\"none\" pointer-events=\"all\"/></a>",
            escaped(&link.url),
            escaped(&link.words),
        );
    }
}

/// Returns the letters on a page that the compiled-in font lacks, sorted: boxes in a PNG, a PDF and where letters are shapes.
pub fn missing_letters(page: &Page) -> Vec<char> {
    let letters: BTreeSet<char> = texts(page).flat_map(text::missing_letters).collect();
    letters.into_iter().collect()
}

/// Returns all letters on a page, as they are written: a box for each that steers.
fn letters(page: &Page) -> BTreeSet<char> {
    texts(page).flat_map(|text| boxed(text).chars().collect::<Vec<_>>()).collect()
}

/// Returns every text that is written on a page.
fn texts(page: &Page) -> impl Iterator<Item = &str> {
    let around = page.texts.iter().map(|TextMark { text, .. }| text.as_str());
    let samples = page.swatches.iter().filter_map(|mark| mark.sample.badge.text());
    let within = page.panels.iter().map(|panel| &panel.scene).flat_map(|scene| {
        let nations = scene.nations.iter().flat_map(|nation| [nation.name.as_str(), &nation.code]);
        let labels = scene.labels.iter().map(|label| label.text.as_str());
        nations.chain(labels).chain(scene.badges.iter().map(|badge| badge.text.as_str()))
    });
    around.chain(samples).chain(within)
}
