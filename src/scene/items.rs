//! The scene and its marks, in view points and in draw order.

use super::encode::{self, Casing, LineStyle};
use crate::kit::{Point, QuadCurve, Rect};
use crate::model::{NationId, Sign, TieId};

/// Everything that is drawn of a network. Marks that come later lie on top: bundles' strands, ties, labels, badges, then
/// nations.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Smallest rectangle that holds all marks; zero-sized at the origin when there are none.
    pub bounds: Rect,
    /// Ties: dimmed, plain, hovered, selected, and heavier ones later.
    pub ties: Vec<TieMark>,
    /// Nations, by id.
    pub nations: Vec<NationMark>,
    /// Labels, the least important first.
    pub labels: Vec<LabelMark>,
    /// What stands for several ties of a pair, by pair.
    pub badges: Vec<BadgeMark>,
    /// The fan that the pointer has opened and holds open.
    pub open: Option<OpenFan>,
}

/// A tie.
#[derive(Debug, Clone, PartialEq)]
pub struct TieMark {
    /// Which one.
    pub id: TieId,
    /// From the first nation's rim to the second's, or to the back of the arrowhead.
    pub curve: QuadCurve,
    /// Width of the line.
    pub width: f64,
    /// Gives color and glyph.
    pub sign: Sign,
    /// How well it is known.
    pub line: LineStyle,
    /// Whether it binds.
    pub fill: Fill,
    /// Whether it is only supposed.
    pub casing: Casing,
    /// 0 to 1; dimming is already in it.
    pub opacity: f64,
    /// The arrowhead, tip first, if it is directed.
    pub arrow: Option<[Point; 3]>,
    /// Cross-ticks.
    pub barbs: Vec<[Point; 2]>,
    /// The sign's glyph.
    pub glyph: GlyphMark,
    /// How it stands to what is selected and hovered.
    pub emphasis: Emphasis,
    /// The tie's title.
    pub title: String,
    /// The tie in a sentence, as a screen reader says it.
    pub sentence: String,
}

/// Whether a line is full or has a core in the color of its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    /// Full.
    Solid,
    /// Agreed but not in force.
    Hollow,
}

/// The circle that holds a sign's glyph. The glyph itself is always upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlyphMark {
    /// Its middle.
    pub center: Point,
    /// Of the circle.
    pub radius: f64,
}

/// How a mark stands to what is selected and hovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emphasis {
    /// Not concerned by the selection.
    Dimmed,
    /// Nothing special.
    Plain,
    /// Under the pointer.
    Hovered,
    /// Selected.
    Selected,
}

/// A nation.
#[derive(Debug, Clone, PartialEq)]
pub struct NationMark {
    /// Which one.
    pub id: NationId,
    /// Middle of its circle.
    pub center: Point,
    /// Of its circle.
    pub radius: f64,
    /// Bold letters within the circle.
    pub code: String,
    /// Size of those letters.
    pub code_size: f64,
    /// Its name, in bold 13.
    pub name: String,
    /// Middle of the name.
    pub name_anchor: Point,
    /// Width and height of the name's box; zero when the name is left away.
    pub name_size: [f64; 2],
    /// Whether the name is drawn.
    pub naming: Naming,
    /// Whether a person has fixed its place.
    pub pinning: Pinning,
    /// Whether it is only supposed.
    pub casing: Casing,
    /// How it stands to what is selected and hovered.
    pub emphasis: Emphasis,
}

/// The words on a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelMark {
    /// Whose.
    pub tie: TieId,
    /// The kind's name.
    pub text: String,
    /// Middle of the text.
    pub anchor: Point,
    /// Turn in radians, −π/4 to π/4, clockwise on a screen.
    pub angle: f64,
    /// Width and height of its box before it is turned.
    pub size: [f64; 2],
    /// As its tie's.
    pub emphasis: Emphasis,
    /// 0 to 1; more than its tie's where that is faded or dimmed.
    pub opacity: f64,
}

/// A small box with words that stands for a pair: the ties that are not drawn one by one, or that it is mixed.
#[derive(Debug, Clone, PartialEq)]
pub struct BadgeMark {
    /// Whose, in the order of their ids.
    pub pair: (NationId, NationId),
    /// What it stands for.
    pub badge: Badge,
    /// The strand of the ties that are not drawn one by one, from rim to rim; `None` for a mixed pair's.
    pub strand: Option<QuadCurve>,
    /// Whether a tie of the strand is only supposed.
    pub casing: Casing,
    /// Middle of the box.
    pub center: Point,
    /// Width and height of the box.
    pub size: [f64; 2],
    /// The words in the box: "+4" or "±".
    pub text: String,
    /// How it stands to what is selected and hovered.
    pub emphasis: Emphasis,
    /// 0 to 1; dimming is already in it.
    pub opacity: f64,
    /// What it says, as a screen reader says it.
    pub sentence: String,
}

/// All that is between a pair, opened by the pointer; it stays open as long as the pointer is near.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenFan {
    /// Whose, in the order of their ids.
    pub pair: (NationId, NationId),
    /// Its curves.
    pub curves: Vec<QuadCurve>,
}

/// What a badge stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Badge {
    /// These ties of the pair, which are not drawn one by one; sorted by id.
    More(Vec<BundledTie>),
    /// The pair has both positive and negative ties.
    Mixed,
}

/// A tie that is not drawn by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BundledTie {
    /// Which one.
    pub id: TieId,
    /// The tie's title.
    pub title: String,
    /// The tie in a sentence, as a screen reader says it.
    pub sentence: String,
}

/// Whether a nation's name is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// It is.
    Shown,
    /// There is no room for it in the crowd.
    LeftAway,
}

/// Whether a nation's place is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pinning {
    /// Layouts may move it.
    Free,
    /// Layouts leave it there; drawn with a small dot at its rim.
    Pinned,
}

impl BadgeMark {
    /// Returns its box.
    pub fn rect(&self) -> Rect {
        Rect::around(self.center, self.size[0], self.size[1])
    }
}

impl TieMark {
    /// Returns its arrowhead with sides that lie farther out, for a layer of its casing.
    pub fn grown_arrow(&self, by: f64) -> Option<[Point; 3]> {
        let [a, b, c] = self.arrow?;
        // A side is weighted by its length, the corner opposite to it is what it pulls.
        let sides = [b.distance(c), c.distance(a), a.distance(b)];
        let around: f64 = sides.iter().sum();
        let across = (b - a).dot((c - a).perpendicular()).abs();
        if across < 1e-9 {
            return None;
        }
        let inward = a.lerp(b, sides[1] / (sides[0] + sides[1])).lerp(c, sides[2] / around);
        // The radius of the circle within is the area by half of what is around it.
        let factor = 1.0 + by * around / across;
        Some([a, b, c].map(|corner| inward.lerp(corner, factor)))
    }
}

impl NationMark {
    /// Returns how far it reaches from its middle, with its casing.
    pub fn reach(&self) -> f64 {
        self.radius + encode::nation_casing_reach(self.casing)
    }

    /// Returns where the dot lies that says that it is pinned: at the right top of its rim.
    pub fn pin(&self) -> Point {
        let aslant = self.radius * std::f64::consts::FRAC_1_SQRT_2;
        Point::new(self.center.x + aslant, self.center.y - aslant)
    }

    /// Returns the box of its name.
    pub fn name_box(&self) -> Rect {
        Rect::around(self.name_anchor, self.name_size[0], self.name_size[1])
    }
}
