//! Remembers which pixels are covered by opaque shapes, so that what lies wholly under them need not be painted.
//!
//! A pixel counts by its middle, as graphics cards count it. Only convex four-cornered shapes are known here.

use egui::{Pos2, Rect, Vec2};

/// How far a middle must lie from an edge to be safely on one side of it, in pixels: cards round corners to 1/256.
const MARGIN: f32 = 0.05;
/// Pixels in a word of the bitmap.
const WORD: usize = 64;

/// Four corners in order around; the first two are one end, the others the other end.
pub(super) type Corners = [Pos2; 4];

/// The pixels of a region, each covered or not.
#[derive(Debug)]
pub(super) struct Coverage {
    /// Where the region begins, in pixels; a whole number.
    min: Vec2,
    pixels_per_point: f32,
    n_columns: usize,
    n_words: usize,
    rows: Vec<u64>,
}

impl Coverage {
    /// Returns an uncovered region; it is made to end where pixels end.
    pub(super) fn new(region: Rect, pixels_per_point: f32) -> Self {
        let min = (region.min.to_vec2() * pixels_per_point).floor();
        let size = (region.max.to_vec2() * pixels_per_point).ceil() - min;
        let [n_columns, n_rows] = [size.x.max(0.0) as usize, size.y.max(0.0) as usize];
        let n_words = n_columns.div_ceil(WORD);
        Self { min, pixels_per_point, n_columns, n_words, rows: vec![0; n_words * n_rows] }
    }

    /// Whether all pixels of a shape that lie in the region are covered.
    pub(super) fn hides(&self, corners: &Corners) -> bool {
        let mut is_hidden = is_convex(corners);
        self.spans(&self.grown(corners, MARGIN), |row, first, last| {
            let words = &self.rows[row * self.n_words..(row + 1) * self.n_words];
            is_hidden = is_hidden && masks(first, last).all(|(word, mask)| words[word] & mask == mask);
        });
        is_hidden
    }

    /// Covers the pixels of an opaque shape.
    pub(super) fn cover(&mut self, corners: &Corners) {
        let [a, b, _, d] = *corners;
        let shortest = a.distance(b).min(a.distance(d)) * self.pixels_per_point;
        // What is not broader than its margins would be turned inside out by them.
        if shortest < 4.0 * MARGIN || !is_convex(corners) {
            return;
        }
        let mut spans = Vec::new();
        self.spans(&self.grown(corners, -MARGIN), |row, first, last| spans.push((row, first, last)));
        for (row, first, last) in spans {
            let words = &mut self.rows[row * self.n_words..(row + 1) * self.n_words];
            masks(first, last).for_each(|(word, mask)| words[word] |= mask);
        }
    }

    /// Returns corners in pixels of the region, farther out by some pixels.
    fn grown(&self, corners: &Corners, by: f32) -> Corners {
        let [a, b, c, d] = corners.map(|corner| (corner.to_vec2() * self.pixels_per_point - self.min).to_pos2());
        let across = (b - a).normalized() * by;
        let along = (d - a).normalized() * by;
        [a - across - along, b + across - along, c + across + along, d - across + along]
    }

    /// Calls `visit` with each row, first and last column of the pixels whose middles lie within the corners.
    fn spans(&self, corners: &Corners, mut visit: impl FnMut(usize, usize, usize)) {
        let ys = corners.map(|corner| corner.y);
        let top = ys.iter().copied().fold(f32::INFINITY, f32::min);
        let bottom = ys.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let n_rows = self.rows.len().checked_div(self.n_words).unwrap_or(0);
        let first_row = (top - 0.5).ceil().max(0.0) as usize;
        // One more than the last, so that nothing is visited above the region.
        let end_row = ((bottom - 0.5).floor() + 1.0).clamp(0.0, n_rows as f32) as usize;
        for row in first_row..end_row {
            let y = row as f32 + 0.5;
            let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
            for (idx, from) in corners.iter().enumerate() {
                let to = corners[(idx + 1) % corners.len()];
                if (from.y <= y) != (to.y <= y) {
                    let x = from.x + (to.x - from.x) * ((y - from.y) / (to.y - from.y));
                    (left, right) = (left.min(x), right.max(x));
                }
            }
            let first = (left - 0.5).ceil().max(0.0);
            let last = (right - 0.5).floor().min(self.n_columns as f32 - 1.0);
            if first <= last {
                visit(row, first as usize, last as usize);
            }
        }
    }
}

/// Whether it bends one way at every corner: the sides of a sharply bent piece of a broad line cross.
fn is_convex([a, b, c, d]: &Corners) -> bool {
    let turns = [(*a, *b, *c), (*b, *c, *d), (*c, *d, *a), (*d, *a, *b)];
    let turns = turns.map(|(from, over, to)| (over - from).rot90().dot(to - over));
    turns.iter().all(|turn| *turn >= 0.0) || turns.iter().all(|turn| *turn <= 0.0)
}

/// Returns the words that hold the columns from `first` to `last`, each with the bits of these columns.
fn masks(first: usize, last: usize) -> impl Iterator<Item = (usize, u64)> {
    (first / WORD..=last / WORD).map(move |word| {
        let from = first.saturating_sub(word * WORD);
        let to = (last - word * WORD).min(WORD - 1);
        (word, u64::MAX << from & u64::MAX >> (WORD - 1 - to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn region() -> Coverage {
        Coverage::new(Rect::from_min_max(pos2(-10.0, -10.0), pos2(190.0, 90.0)), 1.0)
    }

    fn bar(x: f32, y: f32, length: f32, width: f32) -> Corners {
        [pos2(x, y), pos2(x, y + width), pos2(x + length, y + width), pos2(x + length, y)]
    }

    #[test]
    fn what_lies_under_a_broad_bar_is_hidden_and_what_sticks_out_is_not() {
        let mut coverage = region();
        assert!(!coverage.hides(&bar(20.0, 20.0, 100.0, 2.0)));
        coverage.cover(&bar(10.0, 18.0, 140.0, 6.0));
        assert!(coverage.hides(&bar(20.0, 20.0, 100.0, 2.0)));
        assert!(!coverage.hides(&bar(20.0, 20.0, 140.0, 2.0)), "longer");
        assert!(!coverage.hides(&bar(20.0, 23.0, 100.0, 2.0)), "lower");
    }

    #[test]
    fn two_halves_hide_what_one_does_not() {
        let mut coverage = region();
        coverage.cover(&bar(0.0, 0.0, 64.3, 4.0));
        assert!(!coverage.hides(&bar(10.0, 1.0, 100.0, 1.4)));
        coverage.cover(&bar(64.3, 0.0, 64.3, 4.0));
        assert!(coverage.hides(&bar(10.0, 1.0, 100.0, 1.4)));
    }

    #[test]
    fn what_lies_outside_of_the_region_is_hidden() {
        let coverage = region();
        for outside in [bar(-200.0, 5.0, 100.0, 3.0), bar(300.0, 5.0, 100.0, 3.0), bar(5.0, 200.0, 100.0, 3.0)] {
            assert!(coverage.hides(&outside), "{outside:?}");
        }
        assert!(!coverage.hides(&bar(-200.0, 5.0, 300.0, 3.0)));
    }
}
