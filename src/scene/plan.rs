//! Where names, words and badges stand, sought once for a range of zooms.

use std::collections::{BTreeMap, BTreeSet};

use super::badges::{self, Wanted};
use super::boxes::TurnedBox;
use super::build::SceneOptions;
use super::emphasis::Focus;
use super::encode;
use super::fans::Openings;
use super::items::{Emphasis, NationMark};
use super::labels::{self, Effort, Placed, Request, Spot};
use super::nations;
use super::room::Room;
use super::sight::{Sight, Stretch};
use super::stage::{Bundle, Stage, Zooms};
use crate::kit::{Point, QuadCurve, Rect};
use crate::model::{Document, NationId, TieId};
use crate::network::Network;

/// Steps of zoom within a doubling: places are sought anew at every √2.
const STEPS_PER_DOUBLING: f64 = 2.0;

/// How far from its curves a mixed pair's badge may stand, in view points.
const NEAR: f64 = 22.0;
/// Ties beyond which mixed pairs have no badge: most pairs of such a crowd would.
const MOST_MARKED: usize = 1_500;

/// Where names, words and badges stand; valid between a zoom and √2 times that.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Place of each nation's name, by the nation's index.
    names: Vec<Option<usize>>,
    /// Place of each tie's words.
    words: BTreeMap<TieId, Spot>,
    /// Place of each pair's badges, by the indices of its nations.
    badges: BTreeMap<(usize, usize), badges::Spot>,
    /// Pairs whose bundle is open because its badges have found no room.
    cramped: BTreeSet<(usize, usize)>,
    /// Of the curves of which only a part is seen, that part.
    seen: BTreeMap<TieId, Stretch>,
    /// The same of the curves on which badges sit.
    badges_seen: BTreeMap<(usize, usize), Stretch>,
}

/// What a plan is valid for, beside the network and the positions.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanKey {
    /// Least zoom of its range.
    step: f64,
    /// What is open, whatever is selected besides.
    openings: Openings,
}

/// Everything in its place.
pub(super) struct Arranged {
    pub(super) nations: Vec<NationMark>,
    /// Glyph and words of each draft of the stage.
    pub(super) placed: Vec<Placed>,
    /// Badges of each bundle of the stage.
    pub(super) badges: Vec<badges::Placed>,
    /// The places, for the next time.
    pub(super) plan: Plan,
}

impl PlanKey {
    /// Returns what a plan for these options has to be valid for.
    pub fn of(network: &Network, options: &SceneOptions) -> Self {
        Self { step: step_of(options.zoom), openings: Openings::of(network, options) }
    }
}

/// Returns the plan for the range of zooms in which `options` lie. O(ties log ties) for sparse networks; words are tried
/// for the 600 most important ties.
///
/// With `prior`, what had a place there keeps it as long as it touches nothing: for nations that are being dragged.
pub fn plan(
    document: &Document,
    network: &Network,
    positions: &BTreeMap<NationId, Point>,
    options: &SceneOptions,
    prior: Option<&Plan>,
) -> Plan {
    let key = PlanKey::of(network, options);
    // In the middle of the range: at its beginning some words have no room yet, at its end some have more.
    let zooms = Zooms { shown: key.step * libm::exp2(0.5 / STEPS_PER_DOUBLING), step: key.step };
    let calm = SceneOptions {
        bundling: options.bundling,
        shifts: options.shifts,
        notes: options.notes,
        ..SceneOptions::of_nothing(key.step)
    };
    let scenery = Scenery { document, network, positions, zooms };
    let sight = options.view.map(|view| {
        let at = |point: Point| Point::new(point.x * zooms.shown, point.y * zooms.shown);
        Sight { view: Rect { min: at(view.min), max: at(view.max) }, scale: zooms.shown / options.zoom }
    });
    let nothing = Plan::default();
    let focus = Focus::new(network, &calm);
    scenery.arrange(key.openings, &focus, prior.unwrap_or(&nothing), Effort::Seek, sight).1.plan
}

/// Returns the zoom at which the range of `zoom` begins.
pub(super) fn step_of(zoom: f64) -> f64 {
    if zoom.is_finite() && zoom > 0.0 {
        libm::exp2((libm::log2(zoom) * STEPS_PER_DOUBLING).floor() / STEPS_PER_DOUBLING)
    } else {
        1.0
    }
}

/// What a stage is made from, at one zoom.
#[derive(Clone, Copy)]
pub(super) struct Scenery<'a> {
    pub(super) document: &'a Document,
    pub(super) network: &'a Network,
    pub(super) positions: &'a BTreeMap<NationId, Point>,
    pub(super) zooms: Zooms,
}

impl<'a> Scenery<'a> {
    /// Puts everything in its place. A bundle whose badge finds no room is opened, since it would hide what it holds.
    pub(super) fn arrange(
        self,
        mut openings: Openings,
        focus: &Focus,
        prior: &Plan,
        effort: Effort,
        sight: Option<Sight>,
    ) -> (Stage<'a>, Arranged) {
        openings.free(prior.cramped.iter().copied());
        loop {
            let stage = Stage::new(self.document, self.network, self.positions, self.zooms, &openings, focus);
            match arrange(self.document, self.network, &stage, prior, effort, sight) {
                Ok(mut arranged) => {
                    arranged.plan.cramped = openings.cramped().clone();
                    return (stage, arranged);
                }
                // Ends, since every turn opens a bundle that stays open.
                Err(Cramped(pairs)) => openings.free(pairs),
            }
        }
    }
}

/// Pairs whose badges have found no room, by the indices of their nations; at least one.
struct Cramped(Vec<(usize, usize)>);

/// Puts everything of a stage in its place: names, then badges, then words, each clear of what came before.
fn arrange(
    document: &Document,
    network: &Network,
    stage: &Stage,
    prior: &Plan,
    effort: Effort,
    sight: Option<Sight>,
) -> Result<Arranged, Cramped> {
    let trimmed = stage.trimmed();
    let (nations, names) = nations::marks(document, network, &stage.obstacles, &trimmed, &prior.names);
    let strands = stage.bundles.iter().filter_map(|bundle| bundle.strand);
    let mut room = Room::new(trimmed.iter().take(labels::MAX_LABELED).map(|tie| tie.curve).chain(strands));
    take_nations(&mut room, &nations);
    for [tip, left, right] in trimmed.iter().filter_map(|tie| tie.arrow) {
        if let Some(head) = Rect::holding([tip, left, right]) {
            room.take(TurnedBox::new(head.center(), 0.0, [head.width(), head.height()]));
        }
    }
    // What is seen is looked for anew when places are, and known from then on.
    let stretch = |curve: &QuadCurve, known: Option<&Stretch>| match (effort, sight) {
        (Effort::Seek, Some(sight)) => sight.stretch(curve),
        (Effort::Seek, None) => Stretch::WHOLE,
        (Effort::Follow, _) => known.copied().unwrap_or(Stretch::WHOLE),
    };
    let mut badges_seen = BTreeMap::new();
    let is_crowd = network.ties().len() > MOST_MARKED;
    let mut place = |bundle: &Bundle| {
        let seen = |curve: &QuadCurve| stretch(curve, prior.badges_seen.get(&bundle.fan.nations));
        match wanted(network, bundle, seen).filter(|_| bundle.strand.is_some() || !is_crowd) {
            Some(wanted) => {
                badges_seen.insert(bundle.fan.nations, wanted.stretch);
                badges::place(&wanted, &mut room, prior.badges.get(&bundle.fan.nations).copied())
            }
            None => badges::Placed { boxes: Vec::new(), spot: None },
        }
    };
    let badges: Vec<badges::Placed> = stage.bundles.iter().map(&mut place).collect();
    let hides = |(bundle, placed): (&Bundle, &badges::Placed)| {
        (bundle.strand.is_some() && placed.spot.is_none()).then_some(bundle.fan.nations)
    };
    let cramped: Vec<(usize, usize)> = stage.bundles.iter().zip(&badges).filter_map(hides).collect();
    if !cramped.is_empty() {
        return Err(Cramped(cramped));
    }
    let requests: Vec<Request> = stage
        .drafts
        .iter()
        .map(|draft| Request {
            tie: &draft.tie.tie.id,
            curve: draft.trimmed.curve,
            glyph_radius: encode::glyph_reach(encode::casing(draft.tie.basis)),
            text: &draft.words,
            short: &draft.short,
            claim: draft.claim(),
            rank: draft.claimed,
            is_hovered: draft.emphasis == Emphasis::Hovered,
            stretch: stretch(&draft.trimmed.curve, prior.seen.get(&draft.tie.tie.id)),
        })
        .collect();
    let placed = labels::place(&requests, &mut room, &prior.words, effort, sight);
    let words = requests.iter().zip(&placed).filter_map(|(request, placed)| Some((request.tie.clone(), placed.spot?)));
    let spots =
        stage.bundles.iter().zip(&badges).filter_map(|(bundle, placed)| Some((bundle.fan.nations, placed.spot?)));
    let in_part = requests.iter().filter(|request| request.stretch != Stretch::WHOLE);
    badges_seen.retain(|_, stretch| *stretch != Stretch::WHOLE);
    let plan = Plan {
        names,
        words: words.collect(),
        badges: spots.collect(),
        cramped: BTreeSet::new(),
        seen: in_part.map(|request| (request.tie.clone(), request.stretch)).collect(),
        badges_seen,
    };
    Ok(Arranged { nations, placed, badges, plan })
}

/// Takes the room of circles and names.
fn take_nations(room: &mut Room, nations: &[NationMark]) {
    for nation in nations {
        room.take_circle(nation.center, nation.reach() + 2.0);
        room.take(TurnedBox::new(nation.name_anchor, 0.0, nation.name_size));
    }
}

/// Returns the badges of a pair and where they want to sit.
fn wanted(network: &Network, bundle: &Bundle, stretch: impl Fn(&QuadCurve) -> Stretch) -> Option<Wanted> {
    let more = (!bundle.fan.bundled.is_empty()).then(|| bundle.fan.more(network));
    // A count has to be somewhere; "±" says only what the curves beside it say too, and far from them it says nothing.
    let reach = if more.is_some() { f64::INFINITY } else { NEAR };
    let mixed = bundle.fan.mixed.map(str::to_owned);
    let curve = bundle.strand.or(bundle.rift)?;
    Some(Wanted { curve, words: mixed.into_iter().chain(more).collect(), stretch: stretch(&curve), reach })
}
