//! Turns a document, the network of a day and positions into a scene.
//!
//! A [`Plan`] says for a range of zooms where names, words and badges stand; [`draw`] follows it at any zoom within, so
//! that words move with their curves and do not jump. [`build`] does both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::boxes::TurnedBox;
use super::emphasis::Focus;
use super::encode::{self, Barbs, Casing, GLYPH_RADIUS, LineStyle};
use super::fans::Openings;
use super::items::{
    Badge, BadgeMark, BundledTie, Emphasis, Fill, GlyphMark, LabelMark, NationMark, OpenFan, Scene, TieMark,
};
use super::labels::{Effort, Placed, Spot, Wording};
use super::measured::Measured;
use super::plan::{Arranged, Plan, Scenery, plan, step_of};
use super::shifts::Shifts;
use super::sight::Sight;
use super::stage::{Bundle, Draft, Stage, Zooms};
use super::target::Target;
use crate::kit::{Point, QuadCurve, Rect, boxed, counted};
use crate::layout;
use crate::model::{Document, NationId, Position, Sign, TieId};
use crate::network::{Network, NetworkTie};

/// Distance of two nations, in world points, below which they sit on one spot.
const ONE_SPOT: f64 = 1.0;
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
    /// The pair whose bundle the pointer has opened, in the order of their ids.
    pub open: Option<(NationId, NationId)>,
    /// Whether pairs with many ties are bundled.
    pub bundling: Bundling,
    /// The part that is seen, in world points, in which words are sought; `None` for all of it.
    pub view: Option<Rect>,
    /// What a comparison with another day says of the ties; its ghosts are among those of the network.
    pub shifts: Option<&'a Arc<Shifts>>,
    /// Small numbers behind the words of ties, by which their sources are found; ties without any have none.
    pub notes: &'a BTreeMap<TieId, String>,
}

/// What is selected where nothing is.
static NOTHING: BTreeSet<Target> = BTreeSet::new();
/// The numbers of notes where there are none.
static NO_NOTES: BTreeMap<TieId, String> = BTreeMap::new();

impl SceneOptions<'static> {
    /// Returns how all of a scene is looked at, with nothing selected or pointed at.
    pub fn of_nothing(zoom: f64) -> Self {
        Self {
            zoom,
            selection: &NOTHING,
            hovered: None,
            focused: None,
            open: None,
            bundling: Bundling::Closed,
            view: None,
            shifts: None,
            notes: &NO_NOTES,
        }
    }
}

/// Whether pairs with many ties are bundled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bundling {
    /// A pair shows its three heaviest ties and counts the others: where a person can open it.
    #[default]
    Closed,
    /// A pair shows as many ties as it has room for: on paper, where nobody can.
    Open,
}

/// Returns where every nation sits, in world points: as the document says, else by the seeded layout of its whole record.
///
/// Of several that it puts on one spot, where they and their ties would hide each other, only the first stays there, and
/// those that somebody has pinned.
pub fn positions(document: &Document) -> BTreeMap<NationId, Point> {
    let (pinned, free): (Vec<_>, Vec<_>) =
        document.positions.iter().partition(|(_, position): &(&NationId, &Position)| position.is_pinned);
    let mut taken = Spots::default();
    pinned.iter().for_each(|(_, position)| taken.take(position.at));
    let free = free.into_iter().filter(|(_, position)| {
        let is_free = !taken.holds(position.at);
        if is_free {
            taken.take(position.at);
        }
        is_free
    });
    let free: Vec<_> = free.collect();
    let given = pinned.into_iter().chain(free).map(|(id, position)| (id.clone(), position.at)).collect();
    layout::force(&Network::whole(document), &given, SEED)
}

/// Returns where the nations of a record sit over which something is supposed: those of the record where they are without
/// that, and new ones near those that they are tied to.
pub fn positions_over(record: &Document, supposed: &Document) -> BTreeMap<NationId, Point> {
    let mut held = positions(record);
    if supposed.nations.keys().all(|id| held.contains_key(id)) {
        held.retain(|id, _| supposed.nations.contains_key(id));
        return held;
    }
    let mut placed = supposed.clone();
    placed.positions.extend(held.into_iter().map(|(id, at)| (id, Position { at, is_pinned: true })));
    positions(&placed)
}

/// Spots where nations sit, by squares with sides of the least distance, so that only neighbors are compared.
#[derive(Default)]
struct Spots {
    squares: BTreeMap<[i64; 2], Vec<Point>>,
}

impl Spots {
    fn square(at: Point) -> [i64; 2] {
        [at.x, at.y].map(|coordinate| (coordinate / ONE_SPOT).floor() as i64)
    }

    fn take(&mut self, at: Point) {
        self.squares.entry(Self::square(at)).or_default().push(at);
    }

    /// Whether somebody sits on the spot already.
    fn holds(&self, at: Point) -> bool {
        let [x, y] = Self::square(at);
        let near = [-1, 0, 1].into_iter().flat_map(|by| [-1, 0, 1].map(|other| [by, other]));
        let mut near =
            near.filter_map(|[by, other]| self.squares.get(&[x.saturating_add(by), y.saturating_add(other)]));
        near.any(|spots| spots.iter().any(|spot| spot.distance(at) < ONE_SPOT))
    }
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
    draw(document, network, positions, options, &plan(document, network, positions, options, None))
}

/// Returns the scene of a network in which names, words and badges stand where a plan for its range of zooms says.
///
/// What touches something at this very zoom is left away, so nothing ever overlaps. O(ties log ties).
pub fn draw(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    options: &SceneOptions,
    plan: &Plan,
) -> Scene {
    let zooms = Zooms { shown: options.zoom, step: step_of(options.zoom) };
    let focus = Focus::new(network, options);
    let scenery = Scenery { document, network, positions, zooms };
    // At this very zoom a curve bends a little otherwise than where its words were sought, and they may leave the view.
    let sight = options.view.map(|view| {
        let at = |point: Point| Point::new(point.x * options.zoom, point.y * options.zoom);
        Sight { view: Rect { min: at(view.min), max: at(view.max) }, scale: 1.0 }
    });
    let (stage, arranged) = scenery.arrange(Openings::of(network, options), &focus, plan, Effort::Follow, sight);
    let Arranged { mut nations, placed, badges, plan: _ } = arranged;
    for nation in &mut nations {
        nation.emphasis = focus.of_nation(&nation.id);
    }
    let mut scene = Scene {
        bounds: Rect::around(Point::default(), 0.0, 0.0),
        ties: Vec::new(),
        nations,
        labels: Vec::new(),
        badges: Vec::new(),
        open: options.open.as_ref().and_then(|pair| open_fan(network, &stage, pair)),
    };
    for (draft, placed) in stage.drafts.iter().zip(&placed) {
        let mark = tie_mark(document, draft, placed, options.shifts.map(Arc::as_ref));
        scene.labels.extend(placed.words.map(|words| LabelMark {
            tie: mark.id.clone(),
            text: match placed.spot.map(Spot::wording) {
                Some(Wording::Short) => draft.short.clone(),
                Some(Wording::Full) | None => draft.words.clone(),
            },
            anchor: words.center,
            angle: words.along.angle(),
            size: [words.half[0] * 2.0, words.half[1] * 2.0],
            emphasis: mark.emphasis,
            opacity: encode::words_opacity(mark.opacity),
        }));
        scene.ties.push(mark);
    }
    for (bundle, placed) in stage.bundles.iter().zip(&badges) {
        scene.badges.extend(badge_marks(document, network, &focus, bundle, placed));
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
fn tie_mark(document: &Document, draft: &Draft, placed: &Placed, shifts: Option<&Shifts>) -> TieMark {
    let Draft { tie, words: _, short: _, width, trimmed, emphasis, claimed: _, is_ghost, has_changed: _ } = draft;
    let casing = encode::casing(tie.basis);
    let is_free = |point: Point| {
        point.distance(placed.glyph) > encode::glyph_reach(casing) + 4.0
            && placed.words.is_none_or(|words| !words.grown(4.0).contains(point))
    };
    let presence = if *is_ghost { encode::GHOST } else { encode::opacity(tie.as_of_day.presence) };
    let sentence = boxed(&tie.in_words(document));
    let barbs = match (encode::sign(tie.kind.sign).barbs, is_ghost) {
        (Barbs::Without, _) | (Barbs::Across, true) => Vec::new(),
        (Barbs::Across, false) => Measured::new(trimmed.curve).barbs(*width, casing, is_free),
    };
    TieMark {
        id: tie.tie.id.clone(),
        curve: trimmed.curve,
        width: *width,
        sign: tie.kind.sign,
        line: if *is_ghost { LineStyle::Sparse } else { encode::line(tie.support.confidence).style },
        fill: if tie.is_hollow() && !is_ghost { Fill::Hollow } else { Fill::Solid },
        casing,
        opacity: presence * dimming(*emphasis),
        arrow: trimmed.arrow,
        barbs,
        glyph: GlyphMark { center: placed.glyph, radius: GLYPH_RADIUS },
        emphasis: *emphasis,
        title: boxed(&tie.tie.about.title),
        sentence: match shifts {
            Some(shifts) => shifts.sentence(&tie.tie.id, sentence),
            None => sentence,
        },
    }
}

fn dimming(emphasis: Emphasis) -> f64 {
    if emphasis == Emphasis::Dimmed { encode::DIMMED } else { 1.0 }
}

/// Returns the badges of a pair that have found a place, from left to right.
fn badge_marks(
    document: &Document,
    network: &Network,
    focus: &Focus,
    bundle: &Bundle,
    placed: &super::badges::Placed,
) -> Vec<BadgeMark> {
    let fan = &bundle.fan;
    let pair = [fan.nations.0, fan.nations.1].map(|nation_idx| network.nations()[nation_idx].id.clone());
    let names = boxed(&format!("{}–{}", document.nation_name(&pair[0]), document.nation_name(&pair[1])));
    let tie = |tie_idx: &usize| &network.ties()[*tie_idx];
    let of = |tie_idxs: &[usize]| {
        let most = tie_idxs.iter().map(|tie_idx| focus.of_tie(tie(tie_idx))).max();
        most.unwrap_or(Emphasis::Plain).min(Emphasis::Hovered).max(focus.of_pair(&pair[0], &pair[1]))
    };
    let mixed = fan.mixed.map(|words| {
        let all: Vec<usize> = fan.drawn.iter().chain(&fan.bundled).copied().collect();
        let is_of = |tie: &NetworkTie, sign| tie.kind.sign == sign && !focus.is_ghost(&tie.tie.id);
        let n = |sign| all.iter().filter(|tie_idx| is_of(tie(tie_idx), sign)).count();
        let (positive, negative) = (n(Sign::Positive), counted(n(Sign::Negative), "negative tie"));
        let said = match focus.shift_of_pair(&pair[0], &pair[1]) {
            Some(shift) => shift.in_words(),
            None => "mixed".to_owned(),
        };
        let sentence = format!("{names}, {said}: {positive} positive and {negative}");
        (Badge::Mixed, None, Casing::Without, words.to_owned(), of(&all), sentence)
    });
    let more = (!fan.bundled.is_empty()).then(|| {
        let bundled = |tie: &NetworkTie| BundledTie {
            id: tie.tie.id.clone(),
            title: boxed(&tie.tie.about.title),
            sentence: boxed(&tie.in_words(document)),
        };
        let ties = fan.bundled.iter().map(|tie_idx| bundled(tie(tie_idx))).collect();
        let kinds: Vec<String> = fan.bundled.iter().take(12).map(|tie_idx| boxed(&tie(tie_idx).kind.name)).collect();
        let asked = fan.bundled.iter().filter(|tie_idx| tie(tie_idx).is_asked_for).count();
        let asked = if network.is_filtered() { format!(", {asked} asked for") } else { String::new() };
        let n_supposed = fan.bundled.iter().filter(|tie_idx| tie(tie_idx).is_hypothetical()).count();
        let (casing, supposed) = match n_supposed {
            0 => (Casing::Without, String::new()),
            n => (Casing::Hypothetical, format!(", {n} hypothetical")),
        };
        let n_more = counted(fan.bundled.len(), "more tie");
        let sentence = format!("{names}, {n_more}{asked}{supposed}: {}", kinds.join(", "));
        (Badge::More(ties), bundle.strand, casing, fan.more(network), of(&fan.bundled), sentence)
    });
    let said = mixed.into_iter().chain(more);
    said.zip(&placed.boxes)
        .map(|((badge, strand, casing, text, emphasis, sentence), (center, size))| BadgeMark {
            pair: pair.clone().into(),
            badge,
            strand,
            casing,
            center: *center,
            size: *size,
            text,
            emphasis,
            opacity: dimming(emphasis),
            sentence,
        })
        .collect()
}

/// Returns the open fan of a pair: where the pointer may go without closing it.
fn open_fan(network: &Network, stage: &Stage, pair: &(NationId, NationId)) -> Option<OpenFan> {
    let is_of_pair = |tie: &NetworkTie| tie.tie.pair() == (&pair.0, &pair.1);
    let curves = stage.drafts.iter().filter(|draft| is_of_pair(draft.tie)).map(|draft| draft.trimmed.curve);
    let idx = |id: &NationId| network.nations().binary_search_by(|nation| nation.id.cmp(id)).ok();
    let nations = (idx(&pair.0)?, idx(&pair.1)?);
    let strand = stage.bundles.iter().find(|bundle| bundle.fan.nations == nations).and_then(|bundle| bundle.strand);
    let curves: Vec<QuadCurve> = curves.chain(strand).collect();
    Some(OpenFan { pair: pair.clone(), curves })
}

/// Returns the smallest rectangle that holds all marks.
fn bounds(scene: &Scene) -> Rect {
    let circles =
        scene.nations.iter().map(|nation| Rect::around(nation.center, nation.reach() * 2.0, nation.reach() * 2.0));
    let names = scene.nations.iter().map(NationMark::name_box);
    let reach = |tie: &TieMark| tie.width + encode::casing_reach(tie.casing);
    let ties = scene.ties.iter().filter_map(|tie| Some(Rect::holding(tie.curve.points(12))?.grown(reach(tie))));
    let words = scene.labels.iter().map(|label| TurnedBox::new(label.anchor, label.angle, label.size).enclosing());
    let badges = scene.badges.iter().map(BadgeMark::rect);
    circles.chain(names).chain(ties).chain(words).chain(badges).reduce(Rect::union).unwrap_or(scene.bounds)
}
