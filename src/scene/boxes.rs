//! Turned boxes, what they overlap, and a grid that finds what is near.

use std::collections::BTreeMap;

use crate::kit::{Point, Rect, Vector};

/// Side of a grid cell in view points: about a label's width.
const CELL: f64 = 64.0;

/// Columns and rows of cells in which one thing is held at most, four screens wide: nothing that is shown is wider.
const MOST_CELLS: i64 = 128;

/// A box turned about its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TurnedBox {
    pub(super) center: Point,
    /// Direction of its width, of length 1.
    pub(super) along: Vector,
    /// Half its width and half its height.
    pub(super) half: [f64; 2],
}

impl TurnedBox {
    /// Returns the box of `size` around `center`, turned by `angle` radians clockwise.
    pub(super) fn new(center: Point, angle: f64, size: [f64; 2]) -> Self {
        let along = Vector::new(libm::cos(angle), libm::sin(angle));
        Self { center, along, half: [size[0] / 2.0, size[1] / 2.0] }
    }

    /// Returns it grown by `margin` on each side.
    pub(super) fn grown(self, margin: f64) -> Self {
        Self { half: [self.half[0] + margin, self.half[1] + margin], ..self }
    }

    /// Returns the smallest upright rectangle that holds it.
    pub(super) fn enclosing(&self) -> Rect {
        let (x, y) = (self.along.x.abs(), self.along.y.abs());
        let (width, height) = (self.half[0] * x + self.half[1] * y, self.half[0] * y + self.half[1] * x);
        Rect::around(self.center, width * 2.0, height * 2.0)
    }

    /// Whether a point lies in it.
    pub(super) fn contains(&self, point: Point) -> bool {
        let [x, y] = self.local(point);
        x.abs() <= self.half[0] && y.abs() <= self.half[1]
    }

    /// Whether it overlaps a circle.
    pub(super) fn overlaps_circle(&self, center: Point, radius: f64) -> bool {
        let [x, y] = self.local(center);
        let outside = Vector::new((x.abs() - self.half[0]).max(0.0), (y.abs() - self.half[1]).max(0.0));
        outside.dot(outside) < radius * radius
    }

    /// Whether two boxes overlap, by the separating axes of both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let axes = [self.along, self.along.perpendicular(), other.along, other.along.perpendicular()];
        axes.into_iter().all(|axis| {
            let between = (other.center - self.center).dot(axis).abs();
            between < self.reach(axis) + other.reach(axis)
        })
    }

    /// Returns how far it reaches from its middle along an axis.
    fn reach(&self, axis: Vector) -> f64 {
        self.along.dot(axis).abs() * self.half[0] + self.along.perpendicular().dot(axis).abs() * self.half[1]
    }

    /// Returns a point as seen from its middle, along and across.
    fn local(&self, point: Point) -> [f64; 2] {
        let from_center = point - self.center;
        [from_center.dot(self.along), from_center.dot(self.along.perpendicular())]
    }
}

/// Things found by where they lie. Each is held in every cell that its rectangle touches.
#[derive(Debug)]
pub(super) struct Grid<T> {
    cells: BTreeMap<(i64, i64), Vec<T>>,
}

impl<T: Copy> Grid<T> {
    /// Returns an empty grid.
    pub(super) fn new() -> Self {
        Self { cells: BTreeMap::new() }
    }

    /// Puts a thing where it lies.
    pub(super) fn insert(&mut self, place: Rect, thing: T) {
        for cell in cells(place) {
            self.cells.entry(cell).or_default().push(thing);
        }
    }

    /// Whether all that may lie in `place` holds to `is_so`; things in several cells are asked several times.
    pub(super) fn all(&self, place: Rect, mut is_so: impl FnMut(T) -> bool) -> bool {
        cells(place).filter_map(|cell| self.cells.get(&cell)).flatten().all(|thing| is_so(*thing))
    }
}

/// Returns the cells that a rectangle touches.
fn cells(place: Rect) -> impl Iterator<Item = (i64, i64)> {
    let cell = |value: f64| (value / CELL).floor() as i64;
    let range = |from: f64, to: f64| cell(from)..=cell(to).min(cell(from).saturating_add(MOST_CELLS));
    let (columns, rows) = (range(place.min.x, place.max.x), range(place.min.y, place.max.y));
    columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_boxes_pass_where_upright_ones_would_not() {
        let quarter = std::f64::consts::FRAC_PI_4;
        let one = TurnedBox::new(Point::new(0.0, 0.0), quarter, [100.0, 10.0]);
        let beside = TurnedBox::new(Point::new(20.0, -20.0), quarter, [100.0, 10.0]);
        assert!(one.enclosing().overlaps(beside.enclosing()));
        assert!(!one.overlaps(&beside));
        assert!(one.overlaps(&TurnedBox::new(Point::new(3.0, -3.0), quarter, [100.0, 10.0])));
        assert!(one.contains(Point::new(30.0, 30.0)) && !one.contains(Point::new(30.0, 0.0)));
        assert!(one.overlaps_circle(Point::new(30.0, 20.0), 5.0) && !one.overlaps_circle(Point::new(30.0, 0.0), 5.0));
    }

    #[test]
    fn a_grid_finds_what_lies_near() {
        let mut grid = Grid::new();
        grid.insert(Rect::around(Point::new(0.0, 0.0), 200.0, 20.0), 1);
        grid.insert(Rect::around(Point::new(900.0, 0.0), 20.0, 20.0), 2);
        assert!(!grid.all(Rect::around(Point::new(90.0, 0.0), 10.0, 10.0), |thing| thing == 2));
        assert!(grid.all(Rect::around(Point::new(900.0, 0.0), 10.0, 10.0), |thing| thing == 2));
        assert!(grid.all(Rect::around(Point::new(0.0, 500.0), 10.0, 10.0), |_| false));
    }
}
