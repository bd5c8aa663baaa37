//! The one table of the encoding: what means what. Canvas, legend, SVG and docs are made from it.

use super::items::Emphasis;
use crate::model::{Confidence, Presence, Sign, State};
use crate::network::{Shift, TieBasis};

/// Which of a theme's colors a sign has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The theme's positive.
    Positive,
    /// The theme's negative.
    Negative,
    /// The theme's neutral.
    Neutral,
}

/// The sign's own mark, so that color is never alone. Always upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Glyph {
    /// A plus.
    Plus,
    /// A minus.
    Minus,
    /// A small ring.
    Ring,
}

/// Whether a line carries cross-ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Barbs {
    /// None.
    Without,
    /// Short ticks across the line.
    Across,
}

/// How a line is broken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineStyle {
    /// Not at all.
    Solid,
    /// Into dashes.
    Dashed,
    /// Into dots.
    Dotted,
    /// Into dots far apart: a ghost, which is not there on the day looked at.
    Sparse,
}

/// What runs along both sides of a line, or around a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Casing {
    /// Nothing.
    Without,
    /// A contour in the theme's color of what is hypothetical, with a gap: double, so that it survives gray print.
    Hypothetical,
}

/// How a sign is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignCode {
    /// Its color.
    pub role: Role,
    /// Its glyph.
    pub glyph: Glyph,
    /// Its cross-ticks.
    pub barbs: Barbs,
}

/// How a change between two days is drawn and said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShiftCode {
    /// Its mark in lists.
    pub mark: ShiftMark,
    /// What stands before the words on a tie, or in a mixed pair's badge.
    pub on_tie: &'static str,
    /// What counts say: "7 begun".
    pub counted: &'static str,
    /// What the legend says.
    pub words: &'static str,
}

/// The mark of a change, so that color is never needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShiftMark {
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// Both.
    UpAndDown,
    /// A diamond.
    Diamond,
    /// An arrow that points up.
    Rise,
    /// An arrow that points down.
    Fall,
    /// Plus over minus.
    Both,
    /// Plus over minus, struck.
    BothStruck,
}

/// How evidence is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineCode {
    /// How the line is broken up.
    pub style: LineStyle,
    /// What the legend calls it.
    pub words: &'static str,
    /// What that means, for the docs and for hover.
    pub meaning: &'static str,
}

/// The first line of the legend.
pub const EVIDENCE_WORDS: &str = "Line = evidence";
/// What a hollow line says.
pub const HOLLOW_WORDS: &str = "agreed, not in force";
/// What colors and glyphs are called.
pub const SIGN_WORDS: &str = "Color = sign";
/// What the scale of widths is called.
pub const WEIGHT_WORDS: &str = "Width = weight";
/// What width says.
pub const WIDTH_WORDS: &str = "weight, 1 to 5";
/// What an arrowhead says.
pub const ARROW_WORDS: &str = "from whom to whom";
/// What fading says.
pub const FADED_WORDS: &str = "dates uncertain";

/// What the section of the legend about casings is called.
pub const CASING_WORDS: &str = "Casing = hypothetical";
/// What a casing says.
pub const SUPPOSED_WORDS: &str = "supposed";
/// What that means, for the docs and for hover.
pub const SUPPOSED_MEANING: &str = "a scenario makes it or changes it; it is not on record like this";

/// What a bundle's badge says.
pub const MORE_WORDS: &str = "more ties on one line";
/// What a mixed pair's badge says.
pub const MIXED_WORDS: &str = "positive and negative";
/// What stands in the legend's sample of a bundle's badge.
pub const MORE_SAMPLE: &str = "+3";
/// What stands in the legend's sample of a mixed pair's badge.
pub const MIXED_SAMPLE: &str = "±";

/// What a badge says of a pair that is mixed only on the later day.
pub const NEWLY_MIXED: &str = "new ±";
/// What a badge says of a pair that was mixed only on the earlier day.
pub const ONCE_MIXED: &str = "was ±";
/// What the legend says of ties that a comparison finds no change in.
pub const UNCHANGED_WORDS: &str = "unchanged";

/// Radius of a glyph's circle, in view points.
pub const GLYPH_RADIUS: f64 = 6.5;
/// Distance between cross-ticks along the line, in view points.
pub const BARB_SPACING: f64 = 15.0;
/// Opacity of a tie whose dates leave it open whether it exists.
pub const FADED: f64 = 0.5;
/// Opacity of a tie that is not there on the day looked at.
pub const GHOST: f64 = 0.62;
/// Width of its line, in view points.
pub const GHOST_WIDTH: f64 = 2.2;
/// Gap between its dots, in view points.
const GHOST_GAP: f64 = 6.0;
/// Opacity of what the selection does not concern; still to be read.
pub const DIMMED: f64 = 0.28;
/// Width of the canvas-colored core that is left free on each side of a hollow line, in view points.
pub const HOLLOW_RIM: f64 = 1.3;
/// Width that a line needs at least to be seen as hollow, in view points.
const HOLLOW_LEAST: f64 = 4.5;

/// Gap between a line and the contours of its casing, in view points.
const CASING_GAP: f64 = 1.4;
/// Width of those contours, in view points.
const CASING_WIDTH: f64 = 1.6;
/// How far cross-ticks reach out of a casing, in view points.
const BARB_OUT: f64 = 1.8;
/// Gap between a glyph's circle and the ring around it that is its casing, in view points.
const GLYPH_CASING_GAP: f64 = 1.0;
/// Distance of a nation's ring from its circle, wide enough for the rim of a selected one, and width of the ring, in view
/// points.
const NATION_CASING: (f64, f64) = (2.6, 2.0);

/// How far the ground of a selected or hovered tie reaches beyond its line, in view points.
pub const HALO: f64 = 4.0;
/// Opacity of that ground.
pub const HALO_OPACITY: f64 = 0.6;
/// Opacity of a nation that the selection does not concern.
pub const NATION_DIMMED: f64 = 0.5;
/// Width of a glyph's lines, in view points.
pub const GLYPH_STROKE: f64 = 1.3;
/// Half the length of a glyph's bars, in view points.
pub const GLYPH_ARM: f64 = 3.0;
/// Radius of the ring in a neutral glyph, in view points.
pub const GLYPH_RING: f64 = 2.4;
/// Size of nations' names, in view points.
pub const NAME_SIZE: f64 = 13.0;
/// Size of the words in badges, in view points.
pub const BADGE_SIZE: f64 = 11.0;
/// Height of a badge, in view points.
pub const BADGE_HEIGHT: f64 = 18.0;
/// Room left and right of the words in a badge, in view points.
pub const BADGE_MARGIN: f64 = 7.0;
/// Width of a bundle's strand and of a badge's rim, in view points.
pub const STRAND_WIDTH: f64 = 1.2;
/// Radius of the dot that says that a nation is pinned, in view points.
pub const PIN_RADIUS: f64 = 4.0;
/// Size of the words on ties, in view points.
pub const LABEL_SIZE: f64 = 12.0;

/// Returns width and height of a badge in the legend, in view points: low enough for a row.
pub fn badge_sample() -> [f64; 2] {
    [24.0, 15.0]
}

/// Returns how a sign is drawn.
pub fn sign(sign: Sign) -> SignCode {
    match sign {
        Sign::Positive => SignCode { role: Role::Positive, glyph: Glyph::Plus, barbs: Barbs::Without },
        Sign::Negative => SignCode { role: Role::Negative, glyph: Glyph::Minus, barbs: Barbs::Across },
        Sign::Neutral => SignCode { role: Role::Neutral, glyph: Glyph::Ring, barbs: Barbs::Without },
    }
}

/// Returns how evidence is drawn.
pub fn line(confidence: Confidence) -> LineCode {
    match confidence {
        Confidence::Confirmed => LineCode {
            style: LineStyle::Solid,
            words: "confirmed",
            meaning: "credible in at least two independent sources, or the instrument’s own text",
        },
        Confidence::Unconfirmed => LineCode {
            style: LineStyle::Dashed,
            words: "unconfirmed",
            meaning: "neither confirmed nor doubtful: often a single source",
        },
        Confidence::Doubtful => LineCode {
            style: LineStyle::Dotted,
            words: "doubtful",
            meaning: "even the best evidence is doubtful or improbable",
        },
    }
}

/// Returns what runs along a tie, by whether the record says it so.
pub fn casing(basis: TieBasis) -> Casing {
    match basis {
        TieBasis::Recorded => Casing::Without,
        TieBasis::Hypothetical => Casing::Hypothetical,
    }
}

/// Returns how a change between two days is drawn and said.
pub fn shift(shift: Shift) -> ShiftCode {
    let code = |mark, on_tie, counted, words| ShiftCode { mark, on_tie, counted, words };
    match shift {
        Shift::Begun => code(ShiftMark::Up, "new", "begun", "“new”: begun"),
        Shift::Ended => code(ShiftMark::Down, "ended", "ended", "“ended”"),
        Shift::Passed => code(ShiftMark::UpAndDown, "begun, ended", "begun and ended", "“begun, ended”"),
        Shift::Stepped(_, after) => {
            code(ShiftMark::Diamond, after.map_or("no status", State::name), "stepped", "another status")
        }
        Shift::Strengthened(..) => code(ShiftMark::Rise, "stronger", "stronger", "“stronger”"),
        Shift::Weakened(..) => code(ShiftMark::Fall, "weaker", "weaker", "“weaker”"),
        Shift::Turned(_, after) => {
            let mark = if after == Sign::Negative { ShiftMark::Down } else { ShiftMark::Up };
            code(mark, "turned", "of another sign", "“turned”: of another sign")
        }
        Shift::Recast => code(ShiftMark::UpAndDown, "other kind", "of another kind", "“other kind”: of another kind"),
        Shift::Moved => code(ShiftMark::UpAndDown, "moved", "between others", "“moved”: between others"),
        Shift::Reversed => {
            code(ShiftMark::UpAndDown, "reversed", "the other way round", "“reversed”: the other way round")
        }
        Shift::Mixed => code(ShiftMark::Both, NEWLY_MIXED, "newly mixed", "“new ±”: now mixed"),
        Shift::Unmixed => code(ShiftMark::BothStruck, ONCE_MIXED, "no longer mixed", "“was ±”: mixed once"),
    }
}

/// Returns the width of a nation's rim, in view points.
pub fn rim_width(emphasis: Emphasis) -> f64 {
    match emphasis {
        Emphasis::Selected => 3.5,
        Emphasis::Hovered => 2.5,
        Emphasis::Plain | Emphasis::Dimmed => 1.5,
    }
}

/// Returns the width of a line of this weight, 1 to 5, in view points.
pub fn width(weight: u8) -> f64 {
    match weight {
        0 | 1 => 1.4,
        2 => 1.9,
        3 => 2.6,
        4 => 3.6,
        5.. => 4.8,
    }
}

/// Returns the width of a hollow line of this weight: wide enough that its core shows.
pub fn hollow_width(weight: u8) -> f64 {
    width(weight).max(HOLLOW_LEAST)
}

/// Returns the width of the canvas-colored core of a hollow line of `width`.
pub fn hollow_core(width: f64) -> f64 {
    (width - 2.0 * HOLLOW_RIM).max(0.0)
}

/// Returns the opacity that a tie's presence on the day gives it.
pub fn opacity(presence: Presence) -> f64 {
    match presence {
        Presence::Absent => 0.0,
        Presence::Uncertain => FADED,
        Presence::Certain => 1.0,
    }
}

/// Returns the opacity of the words on a tie of this opacity: what is faded has still to be read.
pub fn words_opacity(opacity: f64) -> f64 {
    0.4 + 0.6 * opacity
}

/// Returns length and gap of the pieces of a line of `width`, in view points; `None` for an unbroken one.
///
/// Pieces grow with the width, or a broad dashed line would look dotted.
pub fn dashes(style: LineStyle, width: f64) -> Option<[f64; 2]> {
    match style {
        LineStyle::Solid => None,
        LineStyle::Dashed => Some([5.0 + width, 3.0 + width]),
        LineStyle::Dotted => Some([width.max(1.8), width.max(1.8) + 2.4]),
        LineStyle::Sparse => Some([width.max(1.8), width.max(1.8) + GHOST_GAP]),
    }
}

/// Returns half the length of a cross-tick on a line of `width`; it reaches out of a casing, or it would not be seen.
pub fn barb_reach(width: f64, casing: Casing) -> f64 {
    match casing {
        Casing::Without => width / 2.0 + 3.2,
        Casing::Hypothetical => width / 2.0 + casing_reach(casing) + BARB_OUT,
    }
}

/// Returns how far a casing reaches beyond its line on each side.
pub fn casing_reach(casing: Casing) -> f64 {
    casing_layers(casing).map_or(0.0, |[outer, _]| outer)
}

/// Returns by how much the two layers of a casing are larger than what is cased, on each side: that in the casing's color,
/// and the one over it in the canvas's, which leaves only the contours; `None` without a casing.
pub fn casing_layers(casing: Casing) -> Option<[f64; 2]> {
    match casing {
        Casing::Without => None,
        Casing::Hypothetical => Some([CASING_GAP + CASING_WIDTH, CASING_GAP]),
    }
}

/// Returns the radii of the two layers of the casing of a glyph's circle; `None` without one.
pub fn glyph_casing(casing: Casing, radius: f64) -> Option<[f64; 2]> {
    let rim = radius + GLYPH_STROKE / 2.0 + GLYPH_CASING_GAP;
    match casing {
        Casing::Without => None,
        Casing::Hypothetical => Some([rim + CASING_WIDTH, rim]),
    }
}

/// Returns how far a tie's glyph reaches from its middle, with its casing.
pub fn glyph_reach(casing: Casing) -> f64 {
    glyph_casing(casing, GLYPH_RADIUS).map_or(GLYPH_RADIUS, |[outer, _]| outer)
}

/// Returns how far a nation's casing reaches beyond its circle.
pub fn nation_casing_reach(casing: Casing) -> f64 {
    nation_casing(casing, 0.0).map_or(0.0, |[outer, _]| outer)
}

/// Returns the radii of the two layers of a nation's casing; `None` without one.
pub fn nation_casing(casing: Casing, radius: f64) -> Option<[f64; 2]> {
    match casing {
        Casing::Without => None,
        Casing::Hypothetical => Some([radius + NATION_CASING.0 + NATION_CASING.1, radius + NATION_CASING.0]),
    }
}

/// Returns the width of the ground of a selected or hovered line of `width`: it reaches out of a casing as far as out of a
/// line without one.
pub fn halo_width(width: f64, casing: Casing) -> f64 {
    width + 2.0 * (casing_reach(casing) + HALO)
}

/// Returns the width of cross-ticks on a line of `width`.
pub fn barb_width(width: f64) -> f64 {
    (width * 0.5).clamp(1.1, 1.8)
}

/// Returns length and half breadth of the arrowhead of a line of `width`.
pub fn arrow_size(width: f64) -> (f64, f64) {
    let length = 7.0 + width * 1.5;
    (length, length * 0.45)
}
