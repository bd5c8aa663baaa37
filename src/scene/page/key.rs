//! The key of a page: what signs, lines, casings, widths and kinds mean, as far as they are on it.

use std::collections::BTreeSet;

use super::block::{Block, SWATCH};
use super::head::Span;
use super::marks::{Align, Ink};
use super::options::{Part, Parts};
use crate::kit::{Point, counted, grouped};
use crate::model::{Presence, Sign};
use crate::network::Network;
use crate::scene::items::{Badge, Fill, Scene};
use crate::scene::legend::{Legend, LegendRow, LegendSection, Sample, SampleArrow, SampleBadge, signs, weights};
use crate::scene::shifts::Shifts;
use crate::scene::text::{self, TextStyle, cut};

const SMALL: TextStyle = TextStyle::regular(12.0);
const SECTION: TextStyle = TextStyle::bold(11.0);
/// Distance of baselines.
const ROW: f64 = 20.0;
/// The same where there are many kinds.
const DENSE: f64 = 15.5;
/// Gap between samples.
const GAP: f64 = 26.0;
/// Rows of a section beyond which they stand in columns.
const GRID: usize = 8;
/// Width of a column of kinds, room between two, and room for how many ties there are.
const COLUMN: f64 = 214.0;
const BETWEEN: f64 = 20.0;
const COUNT: f64 = 24.0;
/// First baseline of the kinds below their title.
const KINDS_TOP: f64 = 34.0;
/// Width of a key above which the titles of its sections stand in a column of their own.
const ROOMY: f64 = 700.0;

/// What of a picture decides on its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// What is there on each graph, and what a comparison says of it.
    pub(super) networks: &'a [(&'a Network, Option<&'a Shifts>)],
    /// The ties of which a comparison tells, whose kinds alone need be known; `None` without one.
    pub(super) changed: Option<&'a Network>,
    /// The graphs, where they are drawn already; else the key is made for all that there could be.
    pub(super) scenes: Option<&'a [&'a Scene]>,
}

impl Seen<'_> {
    /// Returns the legend of all graphs, if there is one; of several, nothing is counted.
    fn legend(self) -> Option<Legend> {
        let mut legends = self.networks.iter().map(|(network, shifts)| match shifts {
            Some(shifts) => Legend::comparing(network, shifts),
            None => Legend::of(network),
        });
        let legend = legends.next().map(|first| legends.fold(first, joined))?;
        let kinds = self.changed.map(|changed| Legend::of(changed).kinds);
        Some(Legend { kinds: kinds.unwrap_or(legend.kinds), ..legend })
    }

    /// Whether what a sample of the form shows is on the picture.
    fn has(self, sample: &Sample) -> bool {
        let Some(scenes) = self.scenes else { return true };
        let any_tie = |is_so: &dyn Fn(&crate::scene::items::TieMark) -> bool| {
            scenes.iter().any(|scene| scene.ties.iter().any(is_so))
        };
        let any_badge = |is_so: &dyn Fn(&Badge) -> bool| {
            scenes.iter().any(|scene| scene.badges.iter().any(|mark| is_so(&mark.badge)))
        };
        match sample.badge {
            SampleBadge::More => return any_badge(&|badge| matches!(badge, Badge::More(_))),
            SampleBadge::Mixed => return any_badge(&|badge| matches!(badge, Badge::Mixed)),
            SampleBadge::Without => {}
        }
        if sample.fill == Fill::Hollow {
            return any_tie(&|tie| tie.fill == Fill::Hollow);
        }
        if sample.arrow == SampleArrow::Right {
            return any_tie(&|tie| tie.arrow.is_some());
        }
        if sample.opacity < 1.0 {
            let mut ties = self.networks.iter().flat_map(|(network, _)| network.ties());
            return ties.any(|tie| tie.as_of_day.presence == Presence::Uncertain);
        }
        any_tie(&|_| true)
    }
}

/// Returns the signs of the ties on a picture.
fn legend_signs(seen: Seen<'_>) -> BTreeSet<Sign> {
    seen.networks.iter().flat_map(|(network, _)| network.ties()).map(|tie| tie.kind.sign).collect()
}

/// Returns the legend of two pictures: the rows of either, not counted.
fn joined(one: Legend, other: Legend) -> Legend {
    let join = |one: LegendSection, other: LegendSection| {
        let LegendSection { title, mut rows } = one;
        for row in other.rows {
            match rows.iter_mut().find(|held| held.words == row.words) {
                // A row that one of them counts none of is on the picture where another counts some.
                Some(held) if held.n_ties == Some(0) => *held = row,
                Some(_) => {}
                None => rows.push(row),
            }
        }
        for row in &mut rows {
            row.n_ties = row.n_ties.filter(|n| *n == 0);
        }
        LegendSection { title, rows }
    };
    let Legend { evidence, form, casing, changes, kinds, reliability, credibility } = one;
    let mut kinds = join(kinds, other.kinds);
    kinds.rows.sort_by(|one, other| (one.sample.sign, &one.words).cmp(&(other.sample.sign, &other.words)));
    Legend {
        evidence: join(evidence, other.evidence),
        form: join(form, other.form),
        casing: join(casing, other.casing),
        changes: join(changes, other.changes),
        kinds,
        reliability,
        credibility,
    }
}

/// Returns how many columns the kinds take in a height: a second one before any is left away.
fn kinds_columns(n_rows: usize, height: f64) -> usize {
    if n_rows <= kinds_room(height, DENSE) { 1 } else { 2 }
}

/// Returns for how many kinds a column of a height has room.
fn kinds_room(height: f64, distance: f64) -> usize {
    let n_below = ((height - KINDS_TOP) / distance).floor();
    if n_below < 0.0 { 0 } else { n_below as usize + 1 }
}

/// Returns how wide the kinds beside the graphs are in a height.
pub(super) fn kinds_width(seen: Seen<'_>, height: f64) -> f64 {
    let n_rows = seen.legend().map_or(0, |legend| legend.kinds.rows.len());
    match kinds_columns(n_rows, height) {
        1 => COLUMN,
        _ => 2.0 * COLUMN + BETWEEN,
    }
}

/// Returns the kinds in columns of a height, as many as there is room for.
pub(super) fn kinds_beside(seen: Seen<'_>, left: f64, height: f64) -> Block {
    let mut block = Block::default();
    let Some(Legend { kinds: LegendSection { title, rows }, .. }) = seen.legend() else { return block };
    if rows.is_empty() || height < KINDS_TOP {
        return block;
    }
    let n_columns = kinds_columns(rows.len(), height);
    let in_one = rows.len().div_ceil(n_columns);
    // Closer together before some are left away.
    let distance = ((height - KINDS_TOP) / (in_one.max(2) - 1) as f64).clamp(DENSE, ROW);
    // A hair less, or the last of just as many would be lost to rounding.
    let room = kinds_room(height, distance * 0.999);
    block.text(Point::new(left, 14.0), title, SECTION, Align::Start, Ink::Muted);
    let n_shown = if in_one <= room { rows.len() } else { (n_columns * room).saturating_sub(1) };
    let in_one = in_one.min(room);
    let place = |idx: usize| {
        let x = left + (idx / in_one.max(1)) as f64 * (COLUMN + BETWEEN);
        Point::new(x, KINDS_TOP + 4.0 + (idx % in_one.max(1)) as f64 * distance)
    };
    for (idx, row) in rows.iter().take(n_shown).enumerate() {
        let at = place(idx);
        let (start, end) = (at.x + SWATCH.0 + SWATCH.1, at.x + COLUMN);
        block.swatch(at, row.sample, SMALL);
        let words = cut(&row.words, SMALL, end - COUNT - start);
        block.text(Point::new(start, at.y), words, SMALL, Align::Start, Ink::Ink);
        if let Some(n) = row.n_ties {
            block.text(Point::new(end, at.y), n.to_string(), SMALL, Align::End, Ink::Muted);
        }
    }
    let n_left = rows.len() - n_shown;
    if n_left > 0 {
        let at = place(n_shown);
        let words = format!("and {}", counted(n_left, "more kind"));
        block.text(Point::new(at.x + SWATCH.0 + SWATCH.1, at.y), words, SMALL, Align::Start, Ink::Muted);
    }
    block.height = KINDS_TOP + 4.0 + in_one as f64 * distance;
    block
}

/// Where the kinds are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinds {
    /// In the key.
    Within,
    /// Beside the graph.
    Beside,
    /// Nowhere: the words on ties say them.
    LeftAway,
}

/// Returns the key: evidence, form, casing, changes, weights, and the kinds where they are not beside the graph.
pub(super) fn key(seen: Seen<'_>, parts: &Parts, kinds: Kinds, span: Span) -> Block {
    let mut sections: Vec<LegendSection> = Vec::new();
    if let (true, Some(legend)) = (parts.has(Part::Legend), seen.legend()) {
        let within = (kinds == Kinds::Within).then_some(legend.kinds);
        let evidence = retained(legend.evidence, |row| row.n_ties != Some(0));
        let has_scale = parts.has(Part::Widths);
        let form = retained(legend.form, |row| {
            let [thin, thick] = row.sample.widths;
            !(has_scale && thin != thick) && seen.has(&row.sample)
        });
        let present: BTreeSet<Sign> = legend_signs(seen);
        sections.extend(within);
        sections.extend([legend.changes, signs(&present), evidence, form]);
        sections.push(legend.casing);
    }
    if parts.has(Part::Widths) && seen.networks.iter().any(|(network, _)| !network.ties().is_empty()) {
        sections.push(weights());
    }
    sections.retain(|section| !section.rows.is_empty());
    let mut key = Block::default();
    if sections.is_empty() {
        return key;
    }
    key.rule(Point::new(span.left, 0.0), Point::new(span.right, 0.0));
    let widest = sections.iter().map(|section| text::width(section.title, SECTION)).fold(0.0, f64::max);
    let begin = if span.width() > ROOMY { span.left + widest + 24.0 } else { span.left };
    let mut pen = Pen { at: Point::new(begin, 26.0), begin, right: span.right };
    for (idx, section) in sections.iter().enumerate() {
        // Many of a sort are looked through sooner where they stand under each other, over the whole width.
        let is_grid = section.rows.len() > GRID;
        // Short ones stand beside what comes before them where there is room for the whole.
        let is_beside = !is_grid && idx > 0 && pen.at.x + GAP + width_of(section) <= span.right;
        if idx > 0 && !is_beside {
            pen.at = Point::new(begin, pen.at.y + ROW);
        }
        if is_grid || !is_beside && begin > span.left {
            key.text(Point::new(span.left, pen.at.y), section.title, SECTION, Align::Start, Ink::Muted);
        } else {
            pen.at.x += if is_beside { GAP } else { 0.0 };
            key.text(pen.at, section.title, SECTION, Align::Start, Ink::Muted);
            pen.at.x += text::width(section.title, SECTION) + 14.0;
        }
        let cell = is_grid.then(|| section.rows.iter().map(width_of_row).fold(0.0, f64::max) + GAP);
        if is_grid {
            pen = Pen { at: Point::new(span.left, pen.at.y + ROW), begin: span.left, ..pen };
        }
        for row in &section.rows {
            pen.sample(&mut key, row, cell);
        }
        if is_grid {
            // Nothing stands beside it.
            pen = Pen { at: Point::new(span.right, pen.at.y), begin, ..pen };
        }
    }
    key.height = pen.at.y + 10.0;
    key
}

/// Returns a section without the rows that are not wanted.
fn retained(section: LegendSection, is_wanted: impl Fn(&LegendRow) -> bool) -> LegendSection {
    let LegendSection { title, mut rows } = section;
    rows.retain(is_wanted);
    LegendSection { title, rows }
}

/// Returns how wide a section is on one line.
fn width_of(section: &LegendSection) -> f64 {
    let rows = section.rows.iter().map(|row| width_of_row(row) + GAP);
    text::width(section.title, SECTION) + 14.0 + rows.sum::<f64>() - GAP
}

fn width_of_row(row: &LegendRow) -> f64 {
    SWATCH.0 + SWATCH.1 + text::width(&words_of(row), SMALL)
}

fn words_of(row: &LegendRow) -> String {
    row.n_ties.map_or_else(|| row.words.clone(), |n| format!("{} ({})", row.words, grouped(n)))
}

/// Where the next sample stands.
struct Pen {
    at: Point,
    begin: f64,
    right: f64,
}

impl Pen {
    /// Draws a sample with its words, in a cell of a width where that is given.
    fn sample(&mut self, key: &mut Block, row: &LegendRow, cell: Option<f64>) {
        let words = cut(&words_of(row), SMALL, self.right - self.begin - SWATCH.0 - SWATCH.1);
        let width = cell.map_or_else(|| SWATCH.0 + SWATCH.1 + text::width(&words, SMALL), |cell| cell - GAP);
        if self.at.x + width > self.right && self.at.x > self.begin {
            self.at = Point::new(self.begin, self.at.y + ROW);
        }
        key.swatch(self.at, row.sample, SMALL);
        let start = Point::new(self.at.x + SWATCH.0 + SWATCH.1, self.at.y);
        key.text(start, words, SMALL, Align::Start, Ink::Ink);
        self.at.x += cell.unwrap_or(width + GAP);
    }
}
