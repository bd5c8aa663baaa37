//! The key of a page: what lines, casings, widths and kinds mean, as far as they are on it.

use super::block::{Block, SWATCH};
use super::head::Span;
use super::marks::{Align, Ink};
use super::options::{Part, Parts};
use crate::kit::{Point, counted, grouped};
use crate::model::Presence;
use crate::network::Network;
use crate::scene::items::{Badge, Fill, Scene};
use crate::scene::legend::{Legend, LegendRow, LegendSection, Sample, SampleArrow, SampleBadge, weights};
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
/// Width of the column of kinds.
pub(super) const COLUMN: f64 = 228.0;
/// Width of a key above which the titles of its sections stand in a column of their own.
const ROOMY: f64 = 700.0;

/// What of a picture decides on its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// What is on each graph, and what a comparison says of it.
    pub(super) networks: &'a [(&'a Network, Option<&'a Shifts>)],
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
        legends.next().map(|first| legends.fold(first, joined))
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

/// Returns the kinds in a column of a height, as many as there is room for.
pub(super) fn kinds_column(seen: Seen<'_>, left: f64, height: f64) -> Block {
    let mut column = Block::default();
    let Some(Legend { kinds: LegendSection { title, rows }, .. }) = seen.legend() else { return column };
    let (first, end) = (ROW + 14.0, left + COLUMN);
    // Closer together before some are left away.
    let distance = ((height - first) / (rows.len().max(2) - 1) as f64).clamp(DENSE, ROW);
    let room = ((height - first) / distance).floor().max(0.0) as usize + 1;
    if rows.is_empty() || height < first {
        return column;
    }
    column.text(Point::new(left, 14.0), title, SECTION, Align::Start, Ink::Muted);
    let n_shown = if rows.len() <= room { rows.len() } else { room.saturating_sub(1) };
    let start = left + SWATCH.0 + SWATCH.1;
    for (idx, row) in rows.iter().take(n_shown).enumerate() {
        let baseline = first + 4.0 + idx as f64 * distance;
        column.swatch(Point::new(left, baseline), row.sample, SMALL);
        let words = cut(&row.words, SMALL, end - 24.0 - start);
        column.text(Point::new(start, baseline), words, SMALL, Align::Start, Ink::Ink);
        if let Some(n) = row.n_ties {
            column.text(Point::new(end, baseline), n.to_string(), SMALL, Align::End, Ink::Muted);
        }
    }
    let n_left = rows.len() - n_shown;
    if n_left > 0 {
        let at = Point::new(start, first + 4.0 + n_shown as f64 * distance);
        column.text(at, format!("and {}", counted(n_left, "more kind")), SMALL, Align::Start, Ink::Muted);
    }
    column.height = first + 4.0 + rows.len().min(room) as f64 * distance;
    column
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
        sections.extend(within);
        sections.extend([legend.changes, evidence, form]);
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
        // Short ones stand beside what comes before them where there is room for the whole.
        let is_beside = idx > 0 && pen.at.x + GAP + width_of(section) <= span.right;
        if idx > 0 && !is_beside {
            pen.at = Point::new(begin, pen.at.y + ROW);
        }
        let is_first = !is_beside && begin > span.left;
        if is_first {
            key.text(Point::new(span.left, pen.at.y), section.title, SECTION, Align::Start, Ink::Muted);
        } else {
            pen.at.x += if is_beside { GAP } else { 0.0 };
            key.text(pen.at, section.title, SECTION, Align::Start, Ink::Muted);
            pen.at.x += text::width(section.title, SECTION) + 14.0;
        }
        // Many of a sort are looked through sooner where they stand under each other.
        let cell = (section.rows.len() > GRID).then(|| section.rows.iter().map(width_of_row).fold(0.0, f64::max) + GAP);
        for row in &section.rows {
            pen.sample(&mut key, row, cell);
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
