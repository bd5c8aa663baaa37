//! Turns a document, the network of a day and positions into a scene.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::TurnedBox;
use super::curves::{self, Measured, Obstacle, Trimmed};
use super::encode::{self, Barbs, GLYPH_RADIUS};
use super::items::{Emphasis, Fill, GlyphMark, LabelMark, NationMark, Scene, TieMark};
use super::labels::{self, Placed, Request, Room};
use super::target::Target;
use super::text::{self, TextStyle};
use crate::kit::{Point, QuadCurve, Rect, Vector, visible};
use crate::layout;
use crate::model::{Document, Nation, NationId};
use crate::network::{Network, NetworkTie};

/// Letters of nations' names.
const NAME: TextStyle = TextStyle::bold(13.0);
/// Height of a name's box.
const NAME_HEIGHT: f64 = 16.0;
/// Gap between a nation's rim and its name.
const NAME_GAP: f64 = 3.0;
/// Smallest and largest circle.
const RADII: (f64, f64) = (18.0, 27.0);
/// Seed of the layout of nations without a position of their own.
const SEED: u64 = 1948;

/// How a scene is looked at.
#[derive(Debug, Clone)]
pub struct SceneOptions<'a> {
    /// View points a world point.
    pub zoom: f64,
    /// What is selected.
    pub selection: &'a BTreeSet<Target>,
    /// What is under the pointer.
    pub hovered: Option<Target>,
}

/// Returns where every nation sits, in world points: as the document says, else by the seeded layout of its whole record.
pub fn positions(document: &Document) -> BTreeMap<NationId, Point> {
    let given = document.positions.iter().map(|(id, position)| (id.clone(), position.at)).collect();
    layout::force(&Network::whole(document), &given, SEED)
}

/// Returns the scene of a network. Nations without a position are left out, and so are their ties.
///
/// O(ties log ties) for sparse networks; words are tried for the 600 most important ties.
pub fn build(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    options: &SceneOptions,
) -> Scene {
    let obstacles = obstacles(document, network, positions, options.zoom);
    let curves = curves::fans(network, &obstacles);
    let focus = Focus::new(network, options);
    let mut ties: Vec<Draft> = Vec::with_capacity(curves.len());
    for (tie, curve) in network.ties().iter().zip(&curves) {
        let (a, b) = (&obstacles[tie.a_idx], &obstacles[tie.b_idx]);
        let width = if tie.is_hollow() { encode::hollow_width } else { encode::width }(tie.as_of_day.weight);
        let trimmed = curves::trim(curve, a, b, width, tie.kind.direction);
        let is_placed = trimmed.curve.from.is_finite() && trimmed.curve.to.is_finite();
        if is_placed {
            ties.push(Draft { tie, width, trimmed, emphasis: focus.of_tie(tie) });
        }
    }
    // The most important first: selected, hovered, then by weight, then by id.
    ties.sort_by_key(|draft| {
        (std::cmp::Reverse((draft.emphasis, draft.tie.as_of_day.weight)), draft.tie.tie.id.clone())
    });
    let nations = nations(document, network, &obstacles, &ties, &focus);
    assemble(document, ties, nations)
}

/// A tie with its curve, before its glyph and words have found their places.
struct Draft<'a> {
    tie: &'a NetworkTie,
    width: f64,
    trimmed: Trimmed,
    emphasis: Emphasis,
}

/// What is selected and hovered, and whom that concerns.
struct Focus<'a> {
    options: &'a SceneOptions<'a>,
    /// Nations that are selected, or tied to what is.
    near: BTreeSet<&'a NationId>,
    /// Pairs of which a tie is selected.
    pairs: BTreeSet<(&'a NationId, &'a NationId)>,
}

impl<'a> Focus<'a> {
    fn new(network: &'a Network, options: &'a SceneOptions<'a>) -> Self {
        let mut focus = Self { options, near: BTreeSet::new(), pairs: BTreeSet::new() };
        for target in options.selection {
            match target {
                Target::Nation(id) => {
                    focus.near.insert(id);
                    for tie in network.ties_of(id) {
                        focus.near.extend([&tie.tie.between.0, &tie.tie.between.1]);
                    }
                }
                Target::Tie(id) => {
                    if let Some(tie) = network.tie(id) {
                        focus.near.extend([&tie.tie.between.0, &tie.tie.between.1]);
                        focus.pairs.insert(pair(tie));
                    }
                }
            }
        }
        focus
    }

    fn of_tie(&self, tie: &NetworkTie) -> Emphasis {
        let has = |id: &NationId| self.options.selection.contains(&Target::Nation(id.clone()));
        let (a, b) = &tie.tie.between;
        let this = Target::Tie(tie.tie.id.clone());
        if self.options.selection.contains(&this) {
            Emphasis::Selected
        } else if self.options.hovered.as_ref() == Some(&this) {
            Emphasis::Hovered
        } else if self.options.selection.is_empty() || self.pairs.contains(&pair(tie)) || has(a) || has(b) {
            Emphasis::Plain
        } else {
            Emphasis::Dimmed
        }
    }

    fn of_nation(&self, id: &NationId) -> Emphasis {
        let this = Target::Nation(id.clone());
        if self.options.selection.contains(&this) {
            Emphasis::Selected
        } else if self.options.hovered.as_ref() == Some(&this) {
            Emphasis::Hovered
        } else if self.options.selection.is_empty() || self.near.contains(id) {
            Emphasis::Plain
        } else {
            Emphasis::Dimmed
        }
    }
}

/// Returns the two nations of a tie in a fixed order.
fn pair(tie: &NetworkTie) -> (&NationId, &NationId) {
    let (a, b) = &tie.tie.between;
    if a <= b { (a, b) } else { (b, a) }
}

/// Returns all nations as circles with a name below, at places that are not a number where no position is known.
fn obstacles(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    zoom: f64,
) -> Vec<Obstacle> {
    let mut n_ties = vec![0_u32; network.nations().len()];
    for tie in network.ties() {
        n_ties[tie.a_idx] += 1;
        n_ties[tie.b_idx] += 1;
    }
    let nowhere = Point::new(f64::NAN, f64::NAN);
    let place = |(nation, n): (&std::sync::Arc<Nation>, u32)| {
        let at = positions.get(&nation.id).copied().unwrap_or(nowhere);
        let center = Point::new(at.x * zoom, at.y * zoom);
        let radius = (16.5 + 2.2 * f64::from(n).sqrt()).clamp(RADII.0, RADII.1);
        let size = [text::width(&shown_name(document, &nation.id), NAME) + 4.0, NAME_HEIGHT];
        let name = name_places(center, radius, size)[0];
        Obstacle { center, radius, name }
    };
    network.nations().iter().zip(n_ties).map(place).collect()
}

/// Returns a nation's name, safe to show.
fn shown_name(document: &Document, id: &NationId) -> String {
    visible(document.nation_name(id))
}

/// Returns the boxes where a name can stand: below its circle, above, right and left of it.
fn name_places(center: Point, radius: f64, size: [f64; 2]) -> [Rect; 4] {
    let (aside, away) = (radius + NAME_GAP + 2.0 + size[0] / 2.0, radius + NAME_GAP + size[1] / 2.0);
    [(0.0, away), (0.0, -away), (aside, 0.0), (-aside, 0.0)]
        .map(|(x, y)| Rect::around(center + Vector::new(x, y), size[0], size[1]))
}

/// Returns the marks of all nations that have a place, each name where it covers the fewest ties.
fn nations(
    document: &Document,
    network: &Network,
    obstacles: &[Obstacle],
    ties: &[Draft],
    focus: &Focus,
) -> Vec<NationMark> {
    let mut marks = Vec::with_capacity(obstacles.len());
    let mut names: Vec<Rect> = obstacles.iter().map(|nation| nation.name).collect();
    for (nation_idx, (nation, obstacle)) in network.nations().iter().zip(obstacles).enumerate() {
        let Obstacle { center, radius, name } = *obstacle;
        if !center.is_finite() {
            continue;
        }
        let own = ties.iter().filter(|draft| draft.tie.a_idx == nation_idx || draft.tie.b_idx == nation_idx);
        let own: Vec<QuadCurve> = own.map(|draft| draft.trimmed.curve).collect();
        let size = [name.width(), name.height()];
        let cost = |place: &Rect| {
            let covered = own.iter().filter(|curve| curve.points(48).any(|point| place.contains(point))).count();
            let is_taken = |other: &Obstacle| {
                TurnedBox::new(place.center(), 0.0, size).overlaps_circle(other.center, other.radius + 2.0)
            };
            let crowded = obstacles.iter().filter(|other| is_taken(other)).count()
                + names
                    .iter()
                    .enumerate()
                    .filter(|(other, name)| *other != nation_idx && name.overlaps(*place))
                    .count();
            covered + crowded * 100
        };
        // Below unless another place is clearly better; beside only where that frees more still.
        let places = name_places(center, radius, size);
        let best = places.iter().zip([0, 1, 2, 2]).min_by_key(|(place, reluctance)| cost(place) * 2 + reluctance);
        let place = best.map_or(name, |(place, _)| *place);
        names[nation_idx] = place;
        let code: String = visible(nation.id.as_str()).chars().take(4).collect();
        let code_size = if code.chars().count() > 3 { 10.0 } else { 11.5 };
        marks.push(NationMark {
            id: nation.id.clone(),
            center,
            radius,
            code,
            code_size,
            name: shown_name(document, &nation.id),
            name_anchor: place.center(),
            name_size: size,
            emphasis: focus.of_nation(&nation.id),
        });
    }
    marks
}

/// Returns the scene, with glyphs and words placed around nations and arrowheads.
fn assemble(document: &Document, ties: Vec<Draft>, nations: Vec<NationMark>) -> Scene {
    let names: Vec<String> = ties.iter().map(|draft| visible(&draft.tie.kind.name)).collect();
    let requests: Vec<Request> =
        ties.iter().zip(&names).map(|(draft, text)| Request { curve: draft.trimmed.curve, text }).collect();
    let mut room = Room::new(&requests);
    for nation in &nations {
        room.take_circle(nation.center, nation.radius + 2.0);
        room.take(TurnedBox::new(nation.name_anchor, 0.0, nation.name_size));
    }
    for [tip, left, right] in ties.iter().filter_map(|draft| draft.trimmed.arrow) {
        if let Some(head) = Rect::holding([tip, left, right]) {
            room.take(TurnedBox::new(head.center(), 0.0, [head.width(), head.height()]));
        }
    }
    let placed = labels::place(&requests, room);
    let mut scene =
        Scene { bounds: Rect::around(Point::default(), 0.0, 0.0), ties: Vec::new(), nations, labels: Vec::new() };
    for ((draft, text), placed) in ties.iter().zip(&names).zip(&placed) {
        let mark = tie_mark(document, draft, placed);
        scene.labels.extend(placed.words.map(|words| LabelMark {
            tie: mark.id.clone(),
            text: text.clone(),
            anchor: words.center,
            angle: words.along.angle(),
            size: [words.half[0] * 2.0, words.half[1] * 2.0],
            emphasis: mark.emphasis,
            opacity: mark.opacity,
        }));
        scene.ties.push(mark);
    }
    // Painters paint the first mark first, so the most important comes last.
    scene.ties.reverse();
    scene.labels.reverse();
    scene.bounds = bounds(&scene);
    scene
}

/// Returns the mark of a tie whose glyph and words have their places.
fn tie_mark(document: &Document, draft: &Draft, placed: &Placed) -> TieMark {
    let Draft { tie, width, trimmed, emphasis } = draft;
    let is_free = |point: Point| {
        point.distance(placed.glyph) > GLYPH_RADIUS + 4.0
            && placed.words.is_none_or(|words| !words.grown(4.0).contains(point))
    };
    let barbs = match encode::sign(tie.kind.sign).barbs {
        Barbs::Without => Vec::new(),
        Barbs::Across => Measured::new(trimmed.curve).barbs(*width, is_free),
    };
    let dimming = if *emphasis == Emphasis::Dimmed { encode::DIMMED } else { 1.0 };
    TieMark {
        id: tie.tie.id.clone(),
        curve: trimmed.curve,
        width: *width,
        sign: tie.kind.sign,
        line: encode::line(tie.support.confidence).style,
        fill: if tie.is_hollow() { Fill::Hollow } else { Fill::Solid },
        opacity: encode::opacity(tie.as_of_day.presence) * dimming,
        arrow: trimmed.arrow,
        barbs,
        glyph: GlyphMark { center: placed.glyph, radius: GLYPH_RADIUS },
        emphasis: *emphasis,
        title: visible(&tie.tie.about.title),
        sentence: visible(&tie.in_words(document)),
    }
}

/// Returns the smallest rectangle that holds all marks.
fn bounds(scene: &Scene) -> Rect {
    let circles =
        scene.nations.iter().map(|nation| Rect::around(nation.center, nation.radius * 2.0, nation.radius * 2.0));
    let names = scene.nations.iter().map(NationMark::name_box);
    let ties =
        scene.ties.iter().filter_map(|tie| Rect::holding(tie.curve.points(12)).map(|rect| rect.grown(tie.width)));
    let words = scene.labels.iter().map(|label| TurnedBox::new(label.anchor, label.angle, label.size).enclosing());
    circles.chain(names).chain(ties).chain(words).reduce(Rect::union).unwrap_or(scene.bounds)
}
