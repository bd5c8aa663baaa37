//! Places the words on ties: the most important first, where they cover nothing. What finds no room has none.
//!
//! Places are sought once for a range of zooms and then followed, so that words move with their curves and do not jump.

use std::collections::BTreeMap;

use super::boxes::TurnedBox;
use super::encode::{GLYPH_RADIUS, LABEL_SIZE};
use super::items::Emphasis;
use super::room::Room;
use super::sight::{Sight, Stretch};
use super::text::{self, TextStyle};
use crate::kit::{Point, QuadCurve, Vector};
use crate::model::TieId;

/// Letters of labels.
pub(super) const LABEL: TextStyle = TextStyle::regular(LABEL_SIZE);
/// Places on a curve that are tried, best first.
const PLACES: [f64; 11] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];
/// Height of a label's box: the letters from ascenders to descenders, without the line's own leading.
const HEIGHT: f64 = 14.0;
/// Gap between the glyph's rim and the words.
const GLYPH_GAP: f64 = 4.0;
/// Room kept free around a label.
const MARGIN: f64 = 1.5;
/// Ties beyond which no more words are tried: the picture is full long before.
pub(super) const MAX_LABELED: usize = 600;
/// Steeper than this, words only stand level: the sine of 45°.
const STEEP: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// Steeper than this, words may stand level where there is no room along the curve.
const SLOPING: f64 = 0.6;

/// A tie that wants a label.
pub(super) struct Request<'a> {
    pub(super) tie: &'a TieId,
    pub(super) curve: QuadCurve,
    /// Of its glyph, with what runs around that.
    pub(super) glyph_radius: f64,
    pub(super) text: &'a str,
    /// What stands there where the text finds no room; may be empty.
    pub(super) short: &'a str,
    pub(super) claim: Claim,
    /// What the selection makes of it: who is concerned may ask others to give way.
    pub(super) rank: Emphasis,
    pub(super) is_hovered: bool,
    /// The part of the curve on which words are sought.
    pub(super) stretch: Stretch,
}

/// How strongly a tie wants its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It matters much.
    Heavy,
    /// As others.
    Ordinary,
    /// A filter does not ask for it: it takes what all others have left.
    Faint,
}

/// Where on its curve a tie has its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    t: f64,
    side: Side,
    wording: Wording,
}

/// Whether all words stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// They do.
    Full,
    /// Only what changed, since there is no room for more.
    Short,
}

impl Spot {
    /// Returns whether all words stand there.
    pub(super) fn wording(self) -> Wording {
        self.wording
    }
}

/// How words stand to their curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Along it, after the glyph.
    Along,
    /// Level, right of the glyph.
    Right,
    /// Level, left of the glyph.
    Left,
}

/// Whether places are sought or only followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Who has no spot, or none that is free, seeks one.
    Seek,
    /// Who has no spot that is free goes without, unless the selection concerns it.
    Follow,
}

/// Who is served in which order, and how many other curves their words may cover, best first.
const TURNS: [(Claim, &[usize]); 3] = [(Claim::Heavy, &[0, 1, 2, 4]), (Claim::Ordinary, &[0, 1]), (Claim::Faint, &[0])];

/// Where words and glyph of a tie came to lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) glyph: Point,
    /// The box of the words, if they found room.
    pub(super) words: Option<TurnedBox>,
    /// Where that is on the curve.
    pub(super) spot: Option<Spot>,
}

/// A way to put glyph and words.
#[derive(Clone, Copy)]
struct Candidate {
    spot: Spot,
    glyph: Point,
    /// Of the glyph, with what runs around it.
    radius: f64,
    words: TurnedBox,
    /// How many other curves the words would cover.
    n_covered: usize,
}

/// Places glyphs and words of all requests, which come with the most important first. O(requests), for sane crowds.
///
/// `room` holds what words must not touch, and the curves of the first [`MAX_LABELED`] requests in their order, before any
/// others.
pub(super) fn place(
    requests: &[Request],
    room: &mut Room,
    prior: &BTreeMap<TieId, Spot>,
    effort: Effort,
    sight: Option<Sight>,
) -> Vec<Placed> {
    let mut desk = Desk { requests, room, sight, held: vec![None; requests.len()] };
    for (claim, most) in TURNS {
        let turn: Vec<usize> =
            (0..requests.len().min(MAX_LABELED)).filter(|tie| requests[*tie].claim == claim).collect();
        for &tie in &turn {
            if let Some(spot) = prior.get(requests[tie].tie) {
                desk.follow(tie, *spot);
            }
        }
        if effort == Effort::Seek {
            desk.seek(&turn, most, Wording::Full);
            let with_short: Vec<usize> = turn.into_iter().filter(|tie| !requests[*tie].short.is_empty()).collect();
            desk.seek(&with_short, most, Wording::Short);
        }
    }
    if effort == Effort::Follow {
        desk.serve_concerned();
    }
    // What is under the pointer takes what others have left: words that jump at every move would be worse than none.
    for tie in (0..requests.len()).filter(|tie| requests[*tie].is_hovered) {
        desk.seek(&[tie], &[usize::MAX], Wording::Full);
    }
    desk.finish()
}

/// Serves requests.
struct Desk<'a> {
    requests: &'a [Request<'a>],
    room: &'a mut Room,
    sight: Option<Sight>,
    held: Vec<Option<Candidate>>,
}

impl Desk<'_> {
    /// Puts words where they were, if that is free and, while places are sought, seen whole; only what changed where there is room for no more.
    fn follow(&mut self, tie: usize, spot: Spot) {
        let request = &self.requests[tie];
        if !request.stretch.holds(spot.t) {
            return;
        }
        let shorter = Spot { wording: Wording::Short, ..spot };
        let spots = [Some(spot), (!request.short.is_empty()).then_some(shorter)];
        let is_free = |way: &Candidate| {
            self.sight.is_none_or(|sight| sight.suits(&way.words))
                && self.room.is_free(&way.words)
                && self.room.is_free(&glyph_box(way.glyph, way.radius))
        };
        let mut ways = spots
            .into_iter()
            .flatten()
            .filter_map(|spot| candidate(request, spot, size(request, spot.wording)).filter(&is_free));
        if let Some(way) = ways.next() {
            self.hold(tie, way);
        }
    }

    /// Seeks places for ties, which come with the most important first: for all of them the best, then the next best.
    fn seek(&mut self, ties: &[usize], most_covered: &[usize], wording: Wording) {
        // What a tie's words would cover never changes, so it is counted once.
        let mut ways: BTreeMap<usize, Vec<Candidate>> = BTreeMap::new();
        for &most in most_covered {
            for &tie in ties {
                if self.held[tie].is_some() {
                    continue;
                }
                let ways = ways.entry(tie).or_insert_with(|| self.ways_of(tie, wording));
                ways.retain(|way| {
                    self.room.is_free(&way.words) && self.room.is_free(&glyph_box(way.glyph, way.radius))
                });
                if let Some(way) = ways.iter().find(|way| way.n_covered <= most).copied() {
                    self.hold(tie, way);
                }
            }
        }
    }

    /// Sees to it that what is selected, and then what the selection concerns, has its words, at the cost of what it does
    /// not concern.
    fn serve_concerned(&mut self) {
        let is_dimmed = self.requests.iter().any(|request| request.rank == Emphasis::Dimmed);
        for (rank, most_covered) in [(Emphasis::Selected, usize::MAX), (Emphasis::Plain, 2)] {
            if rank == Emphasis::Plain && !is_dimmed {
                return;
            }
            let concerned: Vec<usize> =
                (0..self.requests.len()).filter(|tie| self.requests[*tie].rank == rank).take(MAX_LABELED).collect();
            for tie in concerned {
                if self.held[tie].is_none() {
                    self.displace(tie, most_covered);
                }
            }
        }
    }

    /// Puts words where only less important ones stand, which give way.
    fn displace(&mut self, tie: usize, most_covered: usize) {
        let rank = self.requests[tie].rank;
        let mut ways = self.ways_of(tie, Wording::Full);
        ways.sort_by_key(|way| way.n_covered);
        for way in ways.into_iter().filter(|way| way.n_covered <= most_covered) {
            let Some(mut owners) = self.room.owners(&way.words) else { continue };
            let Some(others) = self.room.owners(&glyph_box(way.glyph, way.radius)) else { continue };
            owners.extend(others);
            if owners.iter().all(|owner| self.requests[*owner].rank < rank) {
                for owner in owners {
                    self.room.release(owner);
                    self.held[owner] = None;
                }
                return self.hold(tie, way);
            }
        }
    }

    fn hold(&mut self, tie: usize, way: Candidate) {
        self.room.lend(way.words.grown(MARGIN), tie);
        self.room.lend(glyph_box(way.glyph, way.radius).grown(MARGIN), tie);
        self.held[tie] = Some(way);
    }

    /// Returns the ways to put words that touch nothing taken for good, best first.
    fn ways_of(&self, tie: usize, wording: Wording) -> Vec<Candidate> {
        let request = &self.requests[tie];
        let size = size(request, wording);
        let own = (tie < MAX_LABELED).then_some(tie);
        let places = PLACES.into_iter().map(|part| request.stretch.at(part));
        let spots = places.flat_map(|t| [Side::Along, Side::Right, Side::Left].map(|side| Spot { t, side, wording }));
        let ways = spots.filter_map(|spot| candidate(request, spot, size));
        let possible = ways.filter(|way| {
            let glyph = glyph_box(way.glyph, way.radius);
            let is_possible = |place: &TurnedBox| self.room.owners(place).is_some();
            let is_seen = self.sight.is_none_or(|sight| sight.suits(&way.words));
            is_seen && is_possible(&way.words) && is_possible(&glyph) && self.room.n_covered(&glyph, own) == 0
        });
        possible.map(|way| Candidate { n_covered: self.room.n_covered(&way.words, own), ..way }).collect()
    }

    /// Gives every tie without words a place for its glyph.
    fn finish(self) -> Vec<Placed> {
        let Self { requests, room, sight: _, held } = self;
        let mut forced: Vec<Point> = Vec::new();
        let mut finished = Vec::with_capacity(requests.len());
        for (tie, (held, request)) in held.into_iter().zip(requests).enumerate() {
            if let Some(way) = held {
                finished.push(Placed { glyph: way.glyph, words: Some(way.words), spot: Some(way.spot) });
                continue;
            }
            let middle = request.curve.at(request.stretch.at(0.5));
            // Beyond the most important, glyphs lie in the middle unasked: a search would only cost time.
            let glyph = if tie < MAX_LABELED { lone_glyph(request, room) } else { Some(middle) };
            let glyph = glyph.unwrap_or_else(|| {
                forced.push(middle);
                middle
            });
            if tie < MAX_LABELED {
                room.take_circle(glyph, request.glyph_radius + MARGIN);
            }
            finished.push(Placed { glyph, words: None, spot: None });
        }
        // In such a crowd that a glyph can only lie on words, the words give way: the glyph says more.
        for placed in &mut finished {
            let is_over = |words: &TurnedBox| forced.iter().any(|glyph| words.overlaps_circle(*glyph, GLYPH_RADIUS));
            placed.words = placed.words.filter(|words| !is_over(words));
        }
        finished
    }
}

fn size(request: &Request, wording: Wording) -> [f64; 2] {
    let text = match wording {
        Wording::Full => request.text,
        Wording::Short => request.short,
    };
    [text::width(text, LABEL) + 2.0, HEIGHT]
}

/// Returns the box around a glyph.
fn glyph_box(center: Point, radius: f64) -> TurnedBox {
    TurnedBox::new(center, 0.0, [radius * 2.0, radius * 2.0])
}

/// Returns where words of `size` lie at a spot, along the curve or, where it is steep, level beside it; `None` where they
/// cannot stand that way.
fn candidate(request: &Request, spot: Spot, size: [f64; 2]) -> Option<Candidate> {
    let (curve, radius) = (&request.curve, request.glyph_radius);
    let point = curve.at(spot.t);
    let tangent = curve.tangent(spot.t).normalized();
    let along = if tangent.x < 0.0 { tangent * -1.0 } else { tangent };
    let beside = radius + GLYPH_GAP + size[0] / 2.0;
    let level = |x: f64| {
        let is_steep = along.y.abs() > SLOPING || along == Vector::default();
        let words = TurnedBox::new(point + Vector::new(x, 0.0), 0.0, size);
        is_steep.then_some(Candidate { spot, glyph: point, radius, words, n_covered: 0 })
    };
    match spot.side {
        Side::Right => level(beside),
        Side::Left => level(-beside),
        Side::Along => {
            let lead = radius * 2.0 + GLYPH_GAP;
            let start = point + along * (-(lead + size[0]) / 2.0);
            let center = start + along * (lead + size[0] / 2.0);
            let words = TurnedBox { center, along, half: [size[0] / 2.0, size[1] / 2.0] };
            // Words much longer than the curve would hang over its ends.
            let fits = curve.length() > lead + size[0] + 8.0;
            let is_flat = along != Vector::default() && along.y.abs() <= STEEP;
            // On the curve itself, unless it bends so much that the nearest place is under the words.
            let ahead = start + along * radius;
            let nearest = nearest(curve, ahead);
            let glyph = if words.overlaps_circle(nearest, radius + 1.0) { ahead } else { nearest };
            (fits && is_flat).then_some(Candidate { spot, glyph, radius, words, n_covered: 0 })
        }
    }
}

/// Returns the point of a curve nearest to a point beside it.
fn nearest(curve: &QuadCurve, to: Point) -> Point {
    curve.points(64).min_by(|one, other| one.distance(to).total_cmp(&other.distance(to))).unwrap_or(to)
}

/// Returns where a glyph without words lies: as near to the middle as it is free, else off all words, if there is such a
/// place.
fn lone_glyph(request: &Request, room: &Room) -> Option<Point> {
    let outward = (0..=40).map(|step| 0.5 + f64::from((step + 1) / 2) * if step % 2 == 0 { 0.021 } else { -0.021 });
    let places: Vec<Point> = outward.map(|part| request.curve.at(request.stretch.at(part))).collect();
    let free = places.iter().find(|place| room.is_free(&glyph_box(**place, request.glyph_radius)));
    free.or_else(|| places.iter().find(|place| room.is_off_lent(&glyph_box(**place, request.glyph_radius)))).copied()
}
