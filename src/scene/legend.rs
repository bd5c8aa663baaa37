//! What the legend says: evidence first, then form, then the kinds that are present. Made from the encoding itself.

use std::collections::{BTreeMap, BTreeSet};

use super::encode::{self, Casing, LineStyle};
use super::items::Fill;
use super::shifts::Shifts;
use super::target::Class;
use super::text::shortened;
use crate::kit::boxed;
use crate::model::{Confidence, Credibility, KindId, Reliability, Sign};
use crate::network::{Network, Shift};

/// The legend of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Line = evidence.
    pub evidence: LegendSection,
    /// Hollow, width, arrowhead, faded.
    pub form: LegendSection,
    /// What a casing says; no rows where nothing on the picture has one.
    pub casing: LegendSection,
    /// What a comparison found, each sort with how often; no rows without one.
    pub changes: LegendSection,
    /// The kinds that are present, with how many ties each, by sign, then by name, so that no row changes places with the day.
    pub kinds: LegendSection,
    /// How reliable the sources of the best supporting evidence are.
    pub reliability: GradeScale,
    /// How credible what they say is.
    pub credibility: GradeScale,
}

/// One half of the grades, with how many ties each grade gives its line to.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeScale {
    /// What it is about.
    pub title: &'static str,
    /// Its six grades, the last being "cannot be judged".
    pub cells: Vec<GradeCell>,
}

/// One grade of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeCell {
    /// Its letter or digit.
    pub sign: char,
    /// The scale's own words.
    pub words: &'static str,
    /// Whether it says anything of good or bad.
    pub judgment: Judgment,
    /// How many ties rest on it at best.
    pub n_ties: usize,
    /// Those ties.
    pub class: Class,
}

/// Whether a grade judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Judgment {
    /// It has a place between best and worst.
    Judged,
    /// It stands beside them: F and 6 say that nobody can tell, not that it is bad.
    CannotBeJudged,
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
    /// The ties that are like this, where they can be told apart.
    pub class: Option<Class>,
    /// What the words mean, where they leave it open; may be empty.
    pub meaning: &'static str,
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
    /// What runs along both sides.
    pub casing: Casing,
    /// 0 to 1.
    pub opacity: f64,
    /// Whether it ends in an arrowhead.
    pub arrow: SampleArrow,
    /// Whether the sign's glyph and cross-ticks are on it.
    pub glyph: SampleGlyph,
    /// The box of a badge on it.
    pub badge: SampleBadge,
}

/// Which badge is on a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SampleBadge {
    /// None.
    Without,
    /// That of a bundle, on its strand.
    More,
    /// That of a pair with positive and negative ties, on no line.
    Mixed,
}

impl SampleBadge {
    /// Returns the words in the box; `None` without one.
    pub fn text(self) -> Option<&'static str> {
        match self {
            Self::Without => None,
            Self::More => Some(encode::MORE_SAMPLE),
            Self::Mixed => Some(encode::MIXED_SAMPLE),
        }
    }
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

/// A line about which there is nothing to say.
const PLAIN: Sample = Sample {
    sign: None,
    widths: [PLAIN_WIDTH; 2],
    line: LineStyle::Solid,
    fill: Fill::Solid,
    casing: Casing::Without,
    opacity: 1.0,
    arrow: SampleArrow::Without,
    glyph: SampleGlyph::Without,
    badge: SampleBadge::Without,
};

impl Legend {
    /// Returns the legend of a network with what a comparison says of it. O(ties log kinds).
    pub fn comparing(network: &Network, shifts: &Shifts) -> Self {
        let changes = LegendSection { title: "Changes", rows: changes(network, shifts) };
        Self { changes, ..Self::of(network) }
    }

    /// Returns the legend of a network. O(ties log kinds).
    pub fn of(network: &Network) -> Self {
        let plain = PLAIN;
        let row = |sample: Sample, words: &str| LegendRow {
            sample,
            words: words.to_owned(),
            n_ties: None,
            class: None,
            meaning: "",
        };
        let n_in = |class: &Class| network.asked_for().filter(|tie| class.holds(tie)).count();
        let evidence = Confidence::ALL.map(|confidence| {
            let code = encode::line(confidence);
            let class = Class::Confidence(confidence);
            let n_ties = Some(n_in(&class));
            let sample = Sample { line: code.style, ..plain };
            LegendRow { n_ties, class: Some(class), meaning: code.meaning, ..row(sample, code.words) }
        });
        let form = [
            row(Sample { fill: Fill::Hollow, widths: [encode::hollow_width(1); 2], ..plain }, encode::HOLLOW_WORDS),
            row(Sample { widths: [encode::width(1), encode::width(5)], ..plain }, encode::WIDTH_WORDS),
            row(Sample { arrow: SampleArrow::Right, ..plain }, encode::ARROW_WORDS),
            row(Sample { opacity: encode::FADED, ..plain }, encode::FADED_WORDS),
            row(Sample { badge: SampleBadge::More, widths: [encode::STRAND_WIDTH; 2], ..plain }, encode::MORE_WORDS),
            row(Sample { badge: SampleBadge::Mixed, ..plain }, encode::MIXED_WORDS),
        ];
        Self {
            evidence: LegendSection { title: encode::EVIDENCE_WORDS, rows: evidence.into() },
            form: LegendSection { title: "Form", rows: form.into() },
            casing: LegendSection { title: encode::CASING_WORDS, rows: casing(network) },
            changes: LegendSection { title: "Changes", rows: Vec::new() },
            kinds: LegendSection { title: "Kinds", rows: kinds(network, plain) },
            reliability: scale("Reliability of the best source", Reliability::ALL.map(Class::Reliability), n_in),
            credibility: scale("Credibility of the best claim", Credibility::ALL.map(Class::Credibility), n_in),
        }
    }
}

/// Returns what color and glyph say, for the signs that are present.
pub(super) fn signs(present: &BTreeSet<Sign>) -> LegendSection {
    let row = |sign: Sign| LegendRow {
        sample: Sample { sign: Some(sign), glyph: SampleGlyph::Middle, ..PLAIN },
        words: sign.name().to_owned(),
        n_ties: None,
        class: None,
        meaning: "",
    };
    let rows = Sign::ALL.into_iter().filter(|sign| present.contains(sign)).map(row).collect();
    LegendSection { title: encode::SIGN_WORDS, rows }
}

/// Returns the scale of weights: how wide a line of each is.
pub(super) fn weights() -> LegendSection {
    let row = |weight: u8| LegendRow {
        sample: Sample { widths: [encode::width(weight); 2], ..PLAIN },
        words: weight.to_string(),
        n_ties: None,
        class: None,
        meaning: "",
    };
    LegendSection { title: encode::WEIGHT_WORDS, rows: (1..=5).map(row).collect() }
}

/// Returns what a casing says, where a scenario makes or changes something on the picture.
fn casing(network: &Network) -> Vec<LegendRow> {
    let n_ties = network.asked_for().filter(|tie| tie.is_hypothetical()).count();
    let is_any = network.ties().iter().any(|tie| tie.is_hypothetical());
    if !is_any && !network.nations().iter().any(|nation| network.is_supposed(&nation.id)) {
        return Vec::new();
    }
    vec![LegendRow {
        sample: Sample { casing: Casing::Hypothetical, ..PLAIN },
        words: encode::SUPPOSED_WORDS.to_owned(),
        n_ties: (n_ties > 0).then_some(n_ties),
        class: None,
        meaning: encode::SUPPOSED_MEANING,
    }]
}

/// Returns a row for each sort of change that there is, then one for all other ties.
fn changes(network: &Network, shifts: &Shifts) -> Vec<LegendRow> {
    let mut n_of: BTreeMap<&'static str, (Shift, bool, usize)> = BTreeMap::new();
    for (shift, is_ghost) in shifts.all() {
        n_of.entry(encode::shift(shift).counted).or_insert((shift, is_ghost, 0)).2 += 1;
    }
    let mut found: Vec<(Shift, bool, usize)> = n_of.into_values().collect();
    found.sort_unstable();
    let row = |sample: Sample, words: &str, n_ties: Option<usize>| LegendRow {
        sample,
        words: words.to_owned(),
        n_ties,
        class: None,
        meaning: "",
    };
    let ghost = Sample { line: LineStyle::Sparse, opacity: encode::GHOST, widths: [encode::GHOST_WIDTH; 2], ..PLAIN };
    let of = |(shift, is_ghost, n): (Shift, bool, usize)| {
        let sample = match shift {
            Shift::Begun
            | Shift::Ended
            | Shift::Passed
            | Shift::Stepped(..)
            | Shift::Turned(..)
            | Shift::Recast
            | Shift::Moved
            | Shift::Reversed => {
                if is_ghost {
                    ghost
                } else {
                    PLAIN
                }
            }
            Shift::Strengthened(..) => Sample { widths: [encode::width(1), encode::width(5)], ..PLAIN },
            Shift::Weakened(..) => Sample { widths: [encode::width(5), encode::width(1)], ..PLAIN },
            Shift::Mixed | Shift::Unmixed => Sample { badge: SampleBadge::Mixed, ..PLAIN },
        };
        row(sample, encode::shift(shift).words, Some(n))
    };
    let n_there = shifts.n_ties() - shifts.n_ghosts();
    let unchanged = Sample { opacity: encode::DIMMED, ..PLAIN };
    let n_unchanged = network.asked_for().count().saturating_sub(n_there);
    let rest = row(unchanged, encode::UNCHANGED_WORDS, Some(n_unchanged));
    found.into_iter().map(of).chain([rest]).collect()
}

/// Returns one half of the grades; `classes` are of grades only.
fn scale(title: &'static str, classes: [Class; 6], n_in: impl Fn(&Class) -> usize) -> GradeScale {
    let cell = |class: Class| {
        let (sign, words, is_judged) = match &class {
            Class::Reliability(grade) => (grade.sign(), grade.in_words(), *grade != Reliability::F),
            Class::Credibility(grade) => (grade.sign(), grade.in_words(), *grade != Credibility::Six),
            Class::Kind(_) | Class::Confidence(_) => return None,
        };
        let judgment = if is_judged { Judgment::Judged } else { Judgment::CannotBeJudged };
        Some(GradeCell { sign, words, judgment, n_ties: n_in(&class), class })
    };
    GradeScale { title, cells: classes.into_iter().filter_map(cell).collect() }
}

/// Returns a row for each kind that is present.
fn kinds(network: &Network, plain: Sample) -> Vec<LegendRow> {
    let mut n_of: BTreeMap<&KindId, (usize, &crate::model::Kind)> = BTreeMap::new();
    for tie in network.asked_for() {
        n_of.entry(&tie.kind.id).or_insert((0, &tie.kind)).0 += 1;
    }
    let mut present: Vec<(usize, &crate::model::Kind)> = n_of.into_values().collect();
    present.sort_by(|(_, a), (_, b)| (a.sign, &a.name).cmp(&(b.sign, &b.name)));
    let row = |(n, kind): (usize, &crate::model::Kind)| LegendRow {
        sample: Sample { sign: Some(kind.sign), glyph: SampleGlyph::Middle, ..plain },
        words: shortened(&boxed(&kind.name)),
        n_ties: Some(n),
        class: Some(Class::Kind(kind.id.clone())),
        meaning: "",
    };
    present.into_iter().map(row).collect()
}
