//! What there is to place at a zoom: circles, fans, and a curve for each tie that is drawn one by one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::curves::{self, Obstacle, Spread, Trimmed};
use super::emphasis::Focus;
use super::encode;
use super::fans::{self, Fan, Openings};
use super::items::Emphasis;
use super::labels::Claim;
use super::nations;
use super::text::shortened;
use crate::kit::{Point, QuadCurve, boxed};
use crate::model::{Direction, Document, NationId};
use crate::network::{Network, NetworkTie};

/// Weight from which on words may push others aside.
const HEAVY: u8 = 4;

/// Everything that wants a place, at one zoom.
pub(super) struct Stage<'a> {
    /// Nations, by their index in the network.
    pub(super) obstacles: Vec<Obstacle>,
    /// Ties that are drawn one by one, the most important first.
    pub(super) drafts: Vec<Draft<'a>>,
    /// What stands for several ties, with the curves on which its badges sit.
    pub(super) bundles: Vec<Bundle>,
}

/// A tie with its curve, before its glyph and words have found their places.
pub(super) struct Draft<'a> {
    pub(super) tie: &'a NetworkTie,
    /// Its words.
    pub(super) words: String,
    /// What a comparison says of it, and the numbers of its notes, for where there is no room for more; may be empty.
    pub(super) short: String,
    pub(super) width: f64,
    pub(super) trimmed: Trimmed,
    /// The emphasis as far as the selection goes: what is under the pointer must not take others' places.
    pub(super) claimed: Emphasis,
    pub(super) emphasis: Emphasis,
    /// Whether it is not there on the day looked at.
    pub(super) is_ghost: bool,
    /// Whether a comparison finds a change in it; `None` without one.
    pub(super) has_changed: Option<bool>,
}

/// A pair that has badges.
pub(super) struct Bundle {
    pub(super) fan: Fan,
    /// The strand, from rim to rim, if ties are bundled.
    pub(super) strand: Option<QuadCurve>,
    /// The way between positive and negative curves, from rim to rim, if the pair is mixed.
    pub(super) rift: Option<QuadCurve>,
}

/// A zoom, and the one for which fans are gathered: they open by steps and not in between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zooms {
    pub(super) shown: f64,
    pub(super) step: f64,
}

impl<'a> Stage<'a> {
    /// Returns what there is to place. Nations without a position are left out, and so are their ties. O(ties log ties).
    pub(super) fn new(
        document: &Document,
        network: &'a Network,
        positions: &BTreeMap<NationId, Point>,
        zooms: Zooms,
        openings: &Openings,
        focus: &Focus,
    ) -> Self {
        let obstacles = nations::obstacles(document, network, positions, zooms.shown);
        let scale = zooms.step / zooms.shown;
        let distance = |(low, high): (usize, usize)| obstacles[low].center.distance(obstacles[high].center) * scale;
        let fans = fans::fans(network, openings, distance);
        let spreads = curves::spread(network, &fans, &obstacles);
        let mut drafts: Vec<Draft> = Vec::with_capacity(network.ties().len());
        let mut bundles = Vec::new();
        for (fan, spread) in fans.into_iter().zip(spreads) {
            let ends = [fan.nations.0, fan.nations.1].map(|nation_idx| obstacles[nation_idx]);
            if !ends.iter().all(|end| end.center.is_finite()) {
                continue;
            }
            drafts.extend(fan.drawn.iter().zip(&spread.curves).map(|(&tie_idx, curve)| {
                let tie = &network.ties()[tie_idx];
                let curve = if tie.a_idx == fan.nations.0 { *curve } else { curve.reversed() };
                draft(tie, &curve, &obstacles, focus)
            }));
            if !fan.bundled.is_empty() || fan.mixed.is_some() {
                bundles.push(bundle(fan, &spread, &ends));
            }
        }
        // The selection changes nothing here, or names and words would jump at every click.
        let rank = |draft: &Draft| {
            let matters = Reverse((draft.has_changed, draft.tie.is_asked_for, draft.tie.as_of_day.weight));
            (matters, draft.tie.tie.id.clone())
        };
        drafts.sort_by_key(rank);
        Self { obstacles, drafts, bundles }
    }

    /// Returns the curves of the drafts, cut to rims and arrowheads.
    pub(super) fn trimmed(&self) -> Vec<Trimmed> {
        self.drafts.iter().map(|draft| draft.trimmed).collect()
    }
}

impl Draft<'_> {
    /// Returns how strongly it wants its label.
    pub(super) fn claim(&self) -> Claim {
        let is_heavy = self.has_changed.unwrap_or(self.tie.as_of_day.weight >= HEAVY);
        match (self.tie.is_asked_for, is_heavy) {
            (true, true) => Claim::Heavy,
            (true, false) => Claim::Ordinary,
            (false, _) => Claim::Faint,
        }
    }
}

fn draft<'a>(tie: &'a NetworkTie, curve: &QuadCurve, obstacles: &[Obstacle], focus: &Focus) -> Draft<'a> {
    let (a, b) = (&obstacles[tie.a_idx], &obstacles[tie.b_idx]);
    let is_ghost = focus.is_ghost(&tie.tie.id);
    let width = match (is_ghost, tie.is_hollow()) {
        (true, _) => encode::GHOST_WIDTH,
        (false, true) => encode::hollow_width(tie.as_of_day.weight),
        (false, false) => encode::width(tie.as_of_day.weight),
    };
    let trimmed = curves::trim(curve, a, b, width, tie.kind.direction);
    let has_changed = focus.shifts().map(|shifts| shifts.has_changed(&tie.tie.id));
    let short = focus.shifts().map(|shifts| shifts.short(&tie.tie.id)).unwrap_or_default();
    let name = shortened(&boxed(&tie.kind.name));
    let words = if short.is_empty() { name } else { format!("{short} · {name}") };
    let [words, short] = [words, short].map(|words| noted(words, focus.notes(&tie.tie.id)));
    let (claimed, emphasis) = (focus.claimed(tie), focus.of_tie(tie));
    Draft { tie, words, short, width, trimmed, claimed, emphasis, is_ghost, has_changed }
}

/// Returns words with the numbers of notes behind them.
fn noted(words: String, notes: &str) -> String {
    match (words.is_empty(), notes.is_empty()) {
        (_, true) => words,
        (true, false) => notes.to_owned(),
        (false, false) => format!("{words} {notes}"),
    }
}

fn bundle(fan: Fan, spread: &Spread, [low, high]: &[Obstacle; 2]) -> Bundle {
    let cut = |curve: &QuadCurve| curves::trim(curve, low, high, encode::STRAND_WIDTH, Direction::Mutual).curve;
    Bundle { strand: spread.strand.as_ref().map(cut), rift: spread.rift.as_ref().map(cut), fan }
}
