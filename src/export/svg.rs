//! The only writer of a page and its scene as SVG. What each mark looks like is in `paint`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::paint;
use super::size::Size;
use super::xml::{escaped, number, pair};
use crate::kit::Point;
use crate::scene::text;
use crate::scene::{Page, Scene, TextMark, Theme};

/// Returns the page as SVG of `size` pixels. The same page gives the same bytes. O(marks).
pub fn svg(page: &Page, theme: &Theme, size: Size) -> String {
    let (width, height) = (number(page.width), number(page.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Noto Sans, sans-serif\" role=\"img\">\n",
        size.width(),
        size.height(),
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&page.title));
    // A little beyond the page, or a side that is no whole number of pixels would let the edge shine through.
    let (over_width, over_height) = (number(page.width + 4.0), number(page.height + 4.0));
    let canvas = theme.canvas;
    let _ =
        writeln!(out, "<rect x=\"-2\" y=\"-2\" width=\"{over_width}\" height=\"{over_height}\" fill=\"{canvas}\"/>");
    for [from, to] in &page.rules {
        let _ = writeln!(out, "<path d=\"M{}L{}\" stroke=\"{}\"/>", pair(*from), pair(*to), theme.line);
    }
    out.push_str("<g class=\"legend\">\n");
    for swatch in &page.swatches {
        paint::swatch(&mut out, swatch, theme);
    }
    for mark in &page.texts {
        paint::text(&mut out, mark, theme);
    }
    out.push_str("</g>\n");
    let origin = Point::default() + page.scene_origin;
    let _ = writeln!(out, "<g class=\"graph\" transform=\"translate({})\">", pair(origin));
    scene(&mut out, &page.scene, theme);
    out.push_str("</g>\n</svg>\n");
    out
}

/// Writes the marks of a scene in draw order.
fn scene(out: &mut String, scene: &Scene, theme: &Theme) {
    for badge in &scene.badges {
        paint::strand(out, badge, theme);
    }
    for tie in &scene.ties {
        paint::tie(out, tie, theme);
    }
    for label in &scene.labels {
        paint::label(out, label, theme);
    }
    for tie in &scene.ties {
        paint::glyph(out, tie, theme);
    }
    for badge in &scene.badges {
        paint::badge(out, badge, theme);
    }
    for nation in &scene.nations {
        paint::nation(out, nation, theme);
    }
}

/// Returns the letters on a page that the compiled-in font lacks, sorted: they would be missing from a PNG.
pub fn missing_letters(page: &Page) -> Vec<char> {
    let Page { scene, texts, .. } = page;
    let around = texts.iter().map(|TextMark { text, .. }| text);
    let within = scene.nations.iter().flat_map(|nation| [&nation.name, &nation.code]);
    let labels = scene.labels.iter().map(|label| &label.text);
    let letters: BTreeSet<char> =
        around.chain(within).chain(labels).flat_map(|words| text::missing_letters(words)).collect();
    letters.into_iter().collect()
}
