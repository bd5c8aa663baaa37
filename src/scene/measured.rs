//! Walks a curve by length, for marks that stand evenly along it.

use super::encode::{self, Casing};
use crate::kit::{Point, QuadCurve};

/// Cross-ticks of one tie at most: a curve that is longer than 900 points has them farther apart.
const MOST_BARBS: f64 = 60.0;

/// A curve with its lengths: `n` evenly spaced parameters would crowd where it bends.
#[derive(Debug)]
pub(super) struct Measured {
    curve: QuadCurve,
    /// Length up to parameter i ∕ [`Self::PIECES`].
    lengths: Vec<f64>,
}

impl Measured {
    const PIECES: usize = 32;

    pub(super) fn new(curve: QuadCurve) -> Self {
        let mut lengths = vec![0.0];
        let mut last = curve.from;
        for point in curve.points(Self::PIECES).skip(1) {
            lengths.push(lengths[lengths.len() - 1] + last.distance(point));
            last = point;
        }
        Self { curve, lengths }
    }

    /// Returns the length of the whole.
    pub(super) fn length(&self) -> f64 {
        self.lengths[Self::PIECES]
    }

    /// Returns the parameter at a length from the beginning.
    pub(super) fn at_length(&self, length: f64) -> f64 {
        let piece = self.lengths.partition_point(|&upto| upto <= length).clamp(1, Self::PIECES);
        let (low, high) = (self.lengths[piece - 1], self.lengths[piece]);
        let within = if high > low { ((length - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        ((piece - 1) as f64 + within) / Self::PIECES as f64
    }

    /// Returns the cross-ticks of a line of `width`, evenly spaced, none where `is_free` refuses.
    pub(super) fn barbs(&self, width: f64, casing: Casing, is_free: impl Fn(Point) -> bool) -> Vec<[Point; 2]> {
        let spacing = encode::BARB_SPACING.max(self.length() / MOST_BARBS);
        let n = (self.length() / spacing).floor() as usize;
        let reach = encode::barb_reach(width, casing);
        let margin = (self.length() - n.saturating_sub(1) as f64 * spacing) / 2.0;
        let ticks = (0..n).filter_map(|i| {
            let t = self.at_length(margin + i as f64 * spacing);
            let point = self.curve.at(t);
            let across = self.curve.tangent(t).normalized().perpendicular() * reach;
            is_free(point).then_some([point + across, point + across * -1.0])
        });
        ticks.collect()
    }
}
