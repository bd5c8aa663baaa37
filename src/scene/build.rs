//! Turns a document, the network of a day and positions into a scene.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::boxes::TurnedBox;
use super::curves::{self, Measured, Trimmed};
use super::emphasis::Focus;
use super::encode::{self, Barbs, GLYPH_RADIUS};
use super::items::{Emphasis, Fill, GlyphMark, LabelMark, NationMark, Scene, TieMark};
use super::labels::{self, Claim, Placed, Request, Room};
use super::nations;
use super::target::Target;
use super::text::shortened;
use crate::kit::{Point, Rect, visible};
use crate::layout;
use crate::model::{Document, NationId};
use crate::network::{Network, NetworkTie};

/// Weight from which on words may push others aside.
const HEAVY: u8 = 4;
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
    /// What has the focus of the keyboard.
    pub focused: Option<Target>,
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
    let obstacles = nations::obstacles(document, network, positions, options.zoom);
    let curves = curves::fans(network, &obstacles);
    let focus = Focus::new(network, options);
    let mut ties: Vec<Draft> = Vec::with_capacity(curves.len());
    for (tie, curve) in network.ties().iter().zip(&curves) {
        let (a, b) = (&obstacles[tie.a_idx], &obstacles[tie.b_idx]);
        let width = if tie.is_hollow() { encode::hollow_width } else { encode::width }(tie.as_of_day.weight);
        let trimmed = curves::trim(curve, a, b, width, tie.kind.direction);
        let is_placed = trimmed.curve.from.is_finite() && trimmed.curve.to.is_finite();
        if is_placed {
            ties.push(Draft { tie, width, trimmed, claimed: focus.claimed(tie), emphasis: focus.of_tie(tie) });
        }
    }
    // The most important first. Hovering changes nothing here, or names and words would jump under the pointer.
    let importance = |draft: &Draft| (draft.claimed, draft.tie.as_of_day.weight);
    ties.sort_by_key(|draft| (Reverse(importance(draft)), draft.tie.tie.id.clone()));
    let drawn: Vec<Trimmed> = ties.iter().map(|draft| draft.trimmed).collect();
    let mut nations = nations::marks(document, network, &obstacles, &drawn);
    for nation in &mut nations {
        nation.emphasis = focus.of_nation(&nation.id);
    }
    assemble(document, ties, nations)
}

/// A tie with its curve, before its glyph and words have found their places.
struct Draft<'a> {
    tie: &'a NetworkTie,
    width: f64,
    trimmed: Trimmed,
    /// The emphasis as far as the selection goes: what is under the pointer must not take others' places.
    claimed: Emphasis,
    emphasis: Emphasis,
}

impl Draft<'_> {
    /// Returns how strongly it wants its label.
    fn claim(&self) -> Claim {
        match self.claimed {
            Emphasis::Selected => Claim::Selected,
            Emphasis::Plain | Emphasis::Hovered if self.tie.as_of_day.weight >= HEAVY => Claim::Heavy,
            Emphasis::Plain | Emphasis::Hovered | Emphasis::Dimmed => Claim::Ordinary,
        }
    }
}

/// Returns the scene, with glyphs and words placed around nations and arrowheads.
fn assemble(document: &Document, ties: Vec<Draft>, nations: Vec<NationMark>) -> Scene {
    let names: Vec<String> = ties.iter().map(|draft| shortened(&visible(&draft.tie.kind.name))).collect();
    let requests: Vec<Request> = ties
        .iter()
        .zip(&names)
        .map(|(draft, text)| Request {
            curve: draft.trimmed.curve,
            text,
            claim: draft.claim(),
            is_hovered: draft.emphasis == Emphasis::Hovered,
        })
        .collect();
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
    let mut scene = Scene {
        bounds: Rect::around(Point::default(), 0.0, 0.0),
        ties: Vec::new(),
        nations,
        labels: Vec::new(),
        badges: Vec::new(),
    };
    for ((draft, text), placed) in ties.iter().zip(&names).zip(&placed) {
        let mark = tie_mark(document, draft, placed);
        scene.labels.extend(placed.words.map(|words| LabelMark {
            tie: mark.id.clone(),
            text: text.clone(),
            anchor: words.center,
            angle: words.along.angle(),
            size: [words.half[0] * 2.0, words.half[1] * 2.0],
            emphasis: mark.emphasis,
            opacity: encode::words_opacity(mark.opacity),
        }));
        scene.ties.push(mark);
    }
    // Painters paint the first mark first, so the most important comes last.
    scene.ties.reverse();
    scene.labels.reverse();
    scene.ties.sort_by_key(|tie| tie.emphasis);
    scene.labels.sort_by_key(|label| label.emphasis);
    scene.bounds = bounds(&scene);
    scene
}

/// Returns the mark of a tie whose glyph and words have their places.
fn tie_mark(document: &Document, draft: &Draft, placed: &Placed) -> TieMark {
    let Draft { tie, width, trimmed, emphasis, claimed: _ } = draft;
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
