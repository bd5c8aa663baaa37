//! Places the words on ties: greedily, the most important first, where they cover nothing. What finds no room has none.

use std::collections::BTreeSet;

use super::boxes::{Grid, TurnedBox};
use super::encode::{GLYPH_RADIUS, LABEL_SIZE};
use super::text::{self, TextStyle};
use crate::kit::{Point, QuadCurve, Rect, Vector};

/// Letters of labels.
pub(super) const LABEL: TextStyle = TextStyle::regular(LABEL_SIZE);
/// Places on a curve that are tried, best first.
const PLACES: [f64; 7] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];
/// Height of a label's box: the letters from ascenders to descenders, without the line's own leading.
const HEIGHT: f64 = 14.0;
/// Gap between the glyph's rim and the words.
const GLYPH_GAP: f64 = 4.0;
/// Room kept free around a label.
const MARGIN: f64 = 1.5;
/// Ties beyond which no more words are tried: the picture is full long before.
const MAX_LABELED: usize = 600;
/// Distance of the points by which a curve knows that words would cover it.
const SAMPLE_SPACING: f64 = 6.0;
/// Points of one curve at most: longer ones lie mostly out of view, or are seen from too far for words.
const MOST_SAMPLES: f64 = 240.0;
/// Steeper than this, words only stand level: the sine of 45°.
const STEEP: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// Steeper than this, words may stand level where there is no room along the curve.
const SLOPING: f64 = 0.6;

/// A tie that wants a label.
pub(super) struct Request<'a> {
    pub(super) curve: QuadCurve,
    pub(super) text: &'a str,
    pub(super) claim: Claim,
    pub(super) is_hovered: bool,
}

/// How strongly a tie wants its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is selected: wherever there is room at all.
    Selected,
    /// It matters much.
    Heavy,
    /// As others.
    Ordinary,
}

/// Who is served in which order, and how many other curves their words may cover, best first.
const TURNS: [(Claim, &[usize]); 3] =
    [(Claim::Selected, &[0, 1, 2, usize::MAX]), (Claim::Heavy, &[0, 1, 2, 4]), (Claim::Ordinary, &[0, 1])];

/// Where words and glyph of a tie came to lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) glyph: Point,
    /// The box of the words, if they found room.
    pub(super) words: Option<TurnedBox>,
}

/// What is taken already. Covered curves are counted; all else must not be touched.
pub(super) struct Room {
    boxes: Vec<TurnedBox>,
    grid: Grid<usize>,
    /// Those of the boxes that are words.
    words: Vec<TurnedBox>,
    /// Points of curves, with the tie's place among the requests.
    lines: Grid<(usize, usize)>,
    points: Vec<Vec<Point>>,
}

/// A way to put glyph and words.
#[derive(Clone, Copy)]
struct Candidate {
    glyph: Point,
    words: TurnedBox,
    /// How many other curves the words would cover.
    n_covered: usize,
}

impl Room {
    /// Returns room without anything in it but curves, one a request.
    pub(super) fn new(requests: &[Request]) -> Self {
        let mut room =
            Self { boxes: Vec::new(), grid: Grid::new(), words: Vec::new(), lines: Grid::new(), points: Vec::new() };
        for (tie, request) in requests.iter().take(MAX_LABELED).enumerate() {
            let n = (request.curve.length() / SAMPLE_SPACING).ceil().clamp(1.0, MOST_SAMPLES) as usize;
            let points: Vec<Point> = request.curve.points(n).collect();
            for (at, point) in points.iter().enumerate() {
                room.lines.insert(Rect { min: *point, max: *point }, (tie, at));
            }
            room.points.push(points);
        }
        room
    }

    /// Takes a box.
    pub(super) fn take(&mut self, taken: TurnedBox) {
        self.grid.insert(taken.enclosing(), self.boxes.len());
        self.boxes.push(taken);
    }

    /// Takes a circle, as the box around it.
    pub(super) fn take_circle(&mut self, center: Point, radius: f64) {
        self.take(TurnedBox::new(center, 0.0, [radius * 2.0, radius * 2.0]));
    }

    fn is_free(&self, wanted: &TurnedBox) -> bool {
        self.grid.all(wanted.enclosing(), |at| !self.boxes[at].overlaps(wanted))
    }

    /// Whether a box covers no curve other than that of request `own`.
    fn is_clear(&self, wanted: &TurnedBox, own: usize) -> bool {
        self.lines.all(wanted.enclosing(), |(tie, at)| tie == own || !wanted.contains(self.points[tie][at]))
    }

    /// Returns how many curves other than that of request `own` a box would cover.
    fn n_covered(&self, wanted: &TurnedBox, own: usize) -> usize {
        let mut covered = BTreeSet::new();
        self.lines.all(wanted.enclosing(), |(tie, at)| {
            if tie != own && wanted.contains(self.points[tie][at]) {
                covered.insert(tie);
            }
            true
        });
        covered.len()
    }
}

/// Places glyphs and words of all requests, which come with the most important first. O(requests), for sane crowds.
pub(super) fn place(requests: &[Request], mut room: Room) -> Vec<Placed> {
    let mut placed: Vec<Option<Placed>> = vec![None; requests.len()];
    // What a tie's words would cover never changes, so it is counted once.
    let mut ways: Vec<Option<Vec<Candidate>>> = vec![None; requests.len().min(MAX_LABELED)];
    let mut serve = |tie: usize, request: &Request, most_covered: usize| {
        if placed[tie].is_some() {
            return;
        }
        let ways = ways[tie].get_or_insert_with(|| ways_of(tie, request, &room));
        ways.retain(|way| room.is_free(&way.words) && room.is_free(&glyph_box(way.glyph)));
        if let Some(found) = ways.iter().find(|way| way.n_covered <= most_covered) {
            room.take(found.words.grown(MARGIN));
            room.words.push(found.words);
            room.take_circle(found.glyph, GLYPH_RADIUS + MARGIN);
            placed[tie] = Some(Placed { glyph: found.glyph, words: Some(found.words) });
        }
    };
    let wanted = || requests.iter().take(MAX_LABELED).enumerate();
    for (claim, most) in TURNS {
        for &most_covered in most {
            wanted()
                .filter(|(_, request)| request.claim == claim)
                .for_each(|(tie, request)| serve(tie, request, most_covered));
        }
    }
    // What is under the pointer takes what others have left: words that jump at every move would be worse than none.
    wanted().filter(|(_, request)| request.is_hovered).for_each(|(tie, request)| serve(tie, request, usize::MAX));
    let mut forced: Vec<Point> = Vec::new();
    let mut finished = Vec::with_capacity(requests.len());
    for (tie, (found, request)) in placed.into_iter().zip(requests).enumerate() {
        let middle = request.curve.at(0.5);
        // Beyond the most important, glyphs lie in the middle unasked: a search would only cost time.
        let lone = || if tie < MAX_LABELED { lone_glyph(&request.curve, &room) } else { Some(middle) };
        let placed = found.or_else(|| lone().map(|glyph| Placed { glyph, words: None })).unwrap_or_else(|| {
            forced.push(middle);
            Placed { glyph: middle, words: None }
        });
        if placed.words.is_none() && tie < MAX_LABELED {
            room.take_circle(placed.glyph, GLYPH_RADIUS + MARGIN);
        }
        finished.push(placed);
    }
    // In such a crowd that a glyph can only lie on words, the words give way: the glyph says more.
    for placed in &mut finished {
        let is_over = |words: &TurnedBox| forced.iter().any(|glyph| words.overlaps_circle(*glyph, GLYPH_RADIUS));
        placed.words = placed.words.filter(|words| !is_over(words));
    }
    finished
}

/// Returns the ways to put words that touch nothing taken and put the glyph on no other curve, best first.
fn ways_of(tie: usize, request: &Request, room: &Room) -> Vec<Candidate> {
    let size = [text::width(request.text, LABEL) + 2.0, HEIGHT];
    let all = PLACES.into_iter().flat_map(|t| candidates(&request.curve, t, size)).flatten();
    let possible = all.filter(|way| {
        let glyph = glyph_box(way.glyph);
        room.is_free(&way.words) && room.is_free(&glyph) && room.is_clear(&glyph, tie)
    });
    possible.map(|way| Candidate { n_covered: room.n_covered(&way.words, tie), ..way }).collect()
}

/// Returns the box around a glyph.
fn glyph_box(center: Point) -> TurnedBox {
    TurnedBox::new(center, 0.0, [GLYPH_RADIUS * 2.0, GLYPH_RADIUS * 2.0])
}

/// Returns the ways to put words at `t`: along the curve, and where it is steep, level on either side of it.
fn candidates(curve: &QuadCurve, t: f64, size: [f64; 2]) -> [Option<Candidate>; 3] {
    let point = curve.at(t);
    let tangent = curve.tangent(t).normalized();
    let along = if tangent.x < 0.0 { tangent * -1.0 } else { tangent };
    let beside = GLYPH_RADIUS + GLYPH_GAP + size[0] / 2.0;
    let level = |x: f64| {
        let is_steep = along.y.abs() > SLOPING || along == Vector::default();
        let words = TurnedBox::new(point + Vector::new(x, 0.0), 0.0, size);
        is_steep.then_some(Candidate { glyph: point, words, n_covered: 0 })
    };
    let lead = GLYPH_RADIUS * 2.0 + GLYPH_GAP;
    let start = point + along * (-(lead + size[0]) / 2.0);
    let words =
        TurnedBox { center: start + along * (lead + size[0] / 2.0), along, half: [size[0] / 2.0, size[1] / 2.0] };
    // Words much longer than the curve would hang over its ends.
    let fits = curve.length() > lead + size[0] + 8.0;
    let is_flat = along != Vector::default() && along.y.abs() <= STEEP;
    // On the curve itself, unless it bends so much that the nearest place is under the words.
    let ahead = start + along * GLYPH_RADIUS;
    let nearest = nearest(curve, ahead);
    let glyph = if words.overlaps_circle(nearest, GLYPH_RADIUS + 1.0) { ahead } else { nearest };
    [(fits && is_flat).then_some(Candidate { glyph, words, n_covered: 0 }), level(beside), level(-beside)]
}

/// Returns the point of a curve nearest to a point beside it.
fn nearest(curve: &QuadCurve, to: Point) -> Point {
    curve.points(64).min_by(|one, other| one.distance(to).total_cmp(&other.distance(to))).unwrap_or(to)
}

/// Returns where a glyph without words lies: as near to the middle as it is free, else off all words, if there is such
/// a place.
fn lone_glyph(curve: &QuadCurve, room: &Room) -> Option<Point> {
    let outward = (0..=40).map(|step| 0.5 + f64::from((step + 1) / 2) * if step % 2 == 0 { 0.021 } else { -0.021 });
    let places: Vec<Point> = outward.map(|t| curve.at(t)).collect();
    let free = places.iter().find(|place| room.is_free(&glyph_box(**place)));
    let off_words = || places.iter().find(|place| room.words.iter().all(|words| !words.overlaps(&glyph_box(**place))));
    free.or_else(off_words).copied()
}
