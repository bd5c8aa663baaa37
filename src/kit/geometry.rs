//! Points, vectors, rectangles and quadratic curves in the plane, x to the right and y down.

use std::ops::{Add, Mul, Sub};

/// A place in the plane.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A displacement in the plane.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vector {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// Returns the point at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the point `t` of the way to `other`; 0 is here, 1 is there.
    pub fn lerp(self, other: Self, t: f64) -> Self {
        self + (other - self) * t
    }

    /// Returns the distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// Whether both coordinates are finite.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// Returns the distance to the straight line between `from` and `to`.
    pub fn distance_to_segment(self, from: Self, to: Self) -> f64 {
        let along = to - from;
        let squared = along.dot(along);
        let t = if squared > 0.0 { ((self - from).dot(along) / squared).clamp(0.0, 1.0) } else { 0.0 };
        self.distance(from + along * t)
    }
}

impl Vector {
    /// Returns the vector `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns its length.
    pub fn length(self) -> f64 {
        // sqrt is exact to the last bit on every platform, unlike hypot.
        self.dot(self).sqrt()
    }

    /// Returns the scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Returns the vector of length 1 in its direction, or zero for zero.
    pub fn normalized(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { Self::default() }
    }

    /// Returns the vector turned by a quarter, clockwise on a screen.
    pub fn perpendicular(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// Returns its angle from the x axis in radians, −π to π, clockwise on a screen.
    pub fn angle(self) -> f64 {
        libm::atan2(self.y, self.x)
    }
}

impl Add<Vector> for Point {
    type Output = Self;

    fn add(self, by: Vector) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }
}

impl Sub for Point {
    type Output = Vector;

    fn sub(self, other: Self) -> Vector {
        Vector::new(self.x - other.x, self.y - other.y)
    }
}

impl Add for Vector {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Mul<f64> for Vector {
    type Output = Self;

    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

/// An upright rectangle; `min` is its left top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left top.
    pub min: Point,
    /// Right bottom.
    pub max: Point,
}

impl Rect {
    /// Returns the rectangle of `width` × `height` around `center`.
    pub fn around(center: Point, width: f64, height: f64) -> Self {
        let half = Vector::new(width / 2.0, height / 2.0);
        Self { min: center + half * -1.0, max: center + half }
    }

    /// Returns the smallest rectangle that holds all `points`, or `None` when there are none.
    pub fn holding(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, |rect, point| Self {
            min: Point::new(rect.min.x.min(point.x), rect.min.y.min(point.y)),
            max: Point::new(rect.max.x.max(point.x), rect.max.y.max(point.y)),
        }))
    }

    /// Returns the smallest rectangle that holds this one and `other`.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// Returns it grown by `margin` on each side.
    pub fn grown(self, margin: f64) -> Self {
        let by = Vector::new(margin, margin);
        Self { min: self.min + by * -1.0, max: self.max + by }
    }

    /// Returns its width.
    pub fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    /// Returns its height.
    pub fn height(self) -> f64 {
        self.max.y - self.min.y
    }

    /// Returns its middle.
    pub fn center(self) -> Point {
        self.min.lerp(self.max, 0.5)
    }

    /// Whether `point` lies in it, edges included.
    pub fn contains(self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.min.x < other.max.x && other.min.x < self.max.x && self.min.y < other.max.y && other.min.y < self.max.y
    }
}

/// A quadratic Bézier curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuadCurve {
    /// Where it begins.
    pub from: Point,
    /// Towards which it bends.
    pub control: Point,
    /// Where it ends.
    pub to: Point,
}

impl QuadCurve {
    /// Returns the point at `t`, 0 at the beginning and 1 at the end.
    pub fn at(&self, t: f64) -> Point {
        self.from.lerp(self.control, t).lerp(self.control.lerp(self.to, t), t)
    }

    /// Returns the direction of travel at `t`, not normalized.
    pub fn tangent(&self, t: f64) -> Vector {
        (self.control - self.from) * (1.0 - t) + (self.to - self.control) * t
    }

    /// Returns it from its end to its beginning.
    pub fn reversed(&self) -> Self {
        Self { from: self.to, to: self.from, ..*self }
    }

    /// Returns the part between `start` and `end`, both 0 to 1.
    pub fn between(&self, start: f64, end: f64) -> Self {
        let from = self.at(start);
        let to = self.at(end);
        // The blossom of the curve at (start, end) is the control point of the part.
        let control = self.from.lerp(self.control, start).lerp(self.control.lerp(self.to, start), end);
        Self { from, control, to }
    }

    /// Returns `n + 1` points that divide it evenly by parameter.
    pub fn points(&self, n: usize) -> impl Iterator<Item = Point> + '_ {
        (0..=n).map(move |i| self.at(i as f64 / n.max(1) as f64))
    }

    /// Returns its length, measured over 16 straight pieces.
    pub fn length(&self) -> f64 {
        let points: Vec<Point> = self.points(16).collect();
        points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_curve_lies_on_the_curve() {
        let curve =
            QuadCurve { from: Point::new(0.0, 0.0), control: Point::new(50.0, 80.0), to: Point::new(100.0, 0.0) };
        let part = curve.between(0.2, 0.7);
        assert!(part.at(0.5).distance(curve.at(0.45)) < 1e-9);
        assert!(part.from.distance(curve.at(0.2)) < 1e-9);
    }

    #[test]
    fn distance_to_a_segment_stops_at_its_ends() {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert_eq!(Point::new(5.0, 3.0).distance_to_segment(from, to), 3.0);
        assert_eq!(Point::new(14.0, 3.0).distance_to_segment(from, to), 5.0);
        assert_eq!(Point::new(3.0, 4.0).distance_to_segment(from, from), 5.0);
    }
}
