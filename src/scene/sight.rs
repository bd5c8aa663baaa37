//! Says which part of a curve is seen, so that its words and its badge can stand there.

use super::boxes::TurnedBox;
use crate::kit::{Point, QuadCurve, Rect};

/// Pieces by which a curve's way through the view is followed.
const PIECES: usize = 48;
/// How far within the view's edge a glyph has to lie to count as seen, in view points.
const MARGIN: f64 = 24.0;

/// Room kept free between words and the view's edge, in view points.
const EDGE: f64 = 6.0;

/// The part of a curve that is seen, as parameters from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
}

/// What is seen of a scene.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// The view, in the scene's points.
    pub(super) view: Rect,
    /// How much larger the scene is than it will be seen: by as much words have to be taken for larger.
    pub(super) scale: f64,
}

impl Stretch {
    /// All of a curve.
    pub(super) const WHOLE: Self = Self { from: 0.0, to: 1.0 };

    /// Returns the parameter that lies at `part` of the stretch, 0 at its beginning and 1 at its end.
    pub(super) fn at(self, part: f64) -> f64 {
        self.from + (self.to - self.from) * part
    }

    /// Whether a parameter lies in it.
    pub(super) fn holds(self, t: f64) -> bool {
        (self.from..=self.to).contains(&t)
    }
}

impl Sight {
    /// Returns the longest stretch of a curve that is seen; the whole where all or nothing of it is. O(1).
    pub(super) fn stretch(&self, curve: &QuadCurve) -> Stretch {
        let inner = self.view.grown(-MARGIN * self.scale);
        let is_seen: Vec<bool> = curve.points(PIECES).map(|point: Point| inner.contains(point)).collect();
        let (mut best, mut run) = ((0, 0), (0, 0));
        for (at, is_seen) in is_seen.iter().enumerate() {
            run = if *is_seen { (run.0, at + 1) } else { (at + 1, at + 1) };
            if run.1 - run.0 > best.1 - best.0 {
                best = run;
            }
        }
        if best.1 - best.0 < 2 || best == (0, is_seen.len()) {
            return Stretch::WHOLE;
        }
        let part = |at: usize| at as f64 / PIECES as f64;
        Stretch { from: part(best.0), to: part(best.1 - 1) }
    }

    /// Whether words in a box would be seen whole, or stand so far out that nobody looks for them.
    pub(super) fn suits(&self, words: &TurnedBox) -> bool {
        let seen = TurnedBox { half: words.half.map(|half| half * self.scale), ..*words }.enclosing();
        let inner = self.view.grown(-EDGE * self.scale);
        !seen.overlaps(self.view) || (inner.contains(seen.min) && inner.contains(seen.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_curve_that_leaves_the_view_the_part_within_is_taken() {
        let sight = Sight { view: Rect::around(Point::default(), 200.0, 200.0), scale: 1.0 };
        let along = |from: f64, to: f64| {
            let (from, to) = (Point::new(from, 0.0), Point::new(to, 0.0));
            sight.stretch(&QuadCurve { from, control: from.lerp(to, 0.5), to })
        };
        assert_eq!(along(-50.0, 50.0), Stretch::WHOLE);
        assert_eq!(along(500.0, 900.0), Stretch::WHOLE);
        let seen = along(0.0, 960.0);
        assert!(seen.from == 0.0 && (0.05..0.1).contains(&seen.to), "{seen:?}");
    }

    #[test]
    fn words_on_the_edge_of_the_view_do_not_suit() {
        let sight = Sight { view: Rect::around(Point::default(), 200.0, 200.0), scale: 1.0 };
        let words = |x: f64| TurnedBox::new(Point::new(x, 0.0), 0.0, [60.0, 14.0]);
        assert!(sight.suits(&words(60.0)) && !sight.suits(&words(68.0)) && sight.suits(&words(400.0)));
    }
}
