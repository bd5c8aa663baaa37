//! What the legend says: evidence first, then form, then the kinds that are present. Made from the encoding itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::encode::{self, LineStyle};
use super::items::Fill;
use super::text::shortened;
use crate::kit::visible;
use crate::model::{Confidence, KindId, Sign};
use crate::network::Network;

/// The legend of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Line = evidence.
    pub evidence: LegendSection,
    /// Hollow, width, arrowhead, faded.
    pub form: LegendSection,
    /// The kinds that are present, with how many ties each, by sign, then most first, then by name.
    pub kinds: LegendSection,
}

/// Rows under a title.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendSection {
    /// What they are about.
    pub title: &'static str,
    /// The rows.
    pub rows: Vec<LegendRow>,
}

/// A drawn sample and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendRow {
    /// What is drawn.
    pub sample: Sample,
    /// What it means.
    pub words: String,
    /// How many ties are like this; `None` where nobody counts.
    pub n_ties: Option<usize>,
    /// The kind, where the row is about one.
    pub kind: Option<KindId>,
}

/// A short piece of line as an example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Gives the color; `None` for ink.
    pub sign: Option<Sign>,
    /// Width of the line; where two differ, it grows from the first to the second.
    pub widths: [f64; 2],
    /// How it is broken up.
    pub line: LineStyle,
    /// Full or hollow.
    pub fill: Fill,
    /// 0 to 1.
    pub opacity: f64,
    /// Whether it ends in an arrowhead.
    pub arrow: SampleArrow,
    /// Whether the sign's glyph and cross-ticks are on it.
    pub glyph: SampleGlyph,
}

/// Whether a sample ends in an arrowhead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SampleArrow {
    /// It does not.
    Without,
    /// On its right.
    Right,
}

/// Whether a sample shows the sign's glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SampleGlyph {
    /// It does not.
    Without,
    /// In the middle, with cross-ticks where the sign has them.
    Middle,
}

/// Width of lines in the legend, where width is not what they are about.
const PLAIN_WIDTH: f64 = 2.0;

impl Legend {
    /// Returns the legend of a network. O(ties log kinds).
    pub fn of(network: &Network) -> Self {
        let plain = Sample {
            sign: None,
            widths: [PLAIN_WIDTH; 2],
            line: LineStyle::Solid,
            fill: Fill::Solid,
            opacity: 1.0,
            arrow: SampleArrow::Without,
            glyph: SampleGlyph::Without,
        };
        let row = |sample: Sample, words: &str| LegendRow { sample, words: words.to_owned(), n_ties: None, kind: None };
        let evidence = Confidence::ALL.map(|confidence| {
            let code = encode::line(confidence);
            row(Sample { line: code.style, ..plain }, code.words)
        });
        let form = [
            row(Sample { fill: Fill::Hollow, widths: [encode::hollow_width(1); 2], ..plain }, encode::HOLLOW_WORDS),
            row(Sample { widths: [encode::width(1), encode::width(5)], ..plain }, encode::WIDTH_WORDS),
            row(Sample { arrow: SampleArrow::Right, ..plain }, encode::ARROW_WORDS),
            row(Sample { opacity: encode::FADED, ..plain }, encode::FADED_WORDS),
        ];
        Self {
            evidence: LegendSection { title: encode::EVIDENCE_WORDS, rows: evidence.into() },
            form: LegendSection { title: "Form", rows: form.into() },
            kinds: LegendSection { title: "Kinds", rows: kinds(network, plain) },
        }
    }
}

/// Returns a row for each kind that is present.
fn kinds(network: &Network, plain: Sample) -> Vec<LegendRow> {
    let mut n_of: BTreeMap<&KindId, (usize, &crate::model::Kind)> = BTreeMap::new();
    for tie in network.ties() {
        n_of.entry(&tie.kind.id).or_insert((0, &tie.kind)).0 += 1;
    }
    let mut present: Vec<(usize, &crate::model::Kind)> = n_of.into_values().collect();
    present.sort_by_key(|(n, kind)| (kind.sign, Reverse(*n), kind.name.clone()));
    let row = |(n, kind): (usize, &crate::model::Kind)| LegendRow {
        sample: Sample { sign: Some(kind.sign), glyph: SampleGlyph::Middle, ..plain },
        words: shortened(&visible(&kind.name)),
        n_ties: Some(n),
        kind: Some(kind.id.clone()),
    };
    present.into_iter().map(row).collect()
}
