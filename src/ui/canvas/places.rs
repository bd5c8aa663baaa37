//! Where on the canvas the keyboard and screen readers can go: a place for each nation, tie and badge, in reading order.
//!
//! Nations come in reading order: those in focus first, then by name. After the *open* nation, the one at which the
//! keyboard is, come its ties by partner, and before them the badges of each pair. So every tie is reached twice, from
//! either side, and it takes no more steps to pass a nation than there are nations.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::Id;

use super::shown::Shown;
use crate::kit::{Point, Rect, boxed};
use crate::model::{NationId, TieId};
use crate::network::NetworkTie;
use crate::scene::{Badge, BadgeMark, Scene, Target, TieMark};
use crate::session::Session;
use crate::ui::inspector::counted;

/// Ties up to which each has a place at all times; beyond, only those of the open and the selected nations have.
const MOST_TIES_WITH_PLACES: usize = 400;

/// Where something can have the focus.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// What.
    pub(super) target: Target,
    /// Its identifier as a widget.
    pub(super) id: Id,
    /// Where it lies, in points of the scene.
    pub(super) rect: Rect,
    /// What a screen reader says.
    pub(super) words: String,
}

/// All places of a scene.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Those through which Tab goes, in its order.
    pub(super) walk: Vec<Place>,
    /// Those that only screen readers, arrows and pointers come to.
    pub(super) beside: Vec<Place>,
    made_from: Option<(Arc<Scene>, Option<NationId>, Option<Target>)>,
}

impl Places {
    /// Takes over a scene, unless these are its places already. O(marks).
    pub(super) fn follow(&mut self, session: &Session, shown: &Shown, open: Option<&NationId>) {
        let is_same = |(scene, held, focused): &(Arc<Scene>, Option<NationId>, Option<Target>)| {
            Arc::ptr_eq(scene, &shown.scene) && held.as_ref() == open && *focused == session.attention.focused
        };
        if self.made_from.as_ref().is_some_and(is_same) {
            return;
        }
        let mut made = Maker::new(session, &shown.scene).places(open);
        made.made_from = Some((shown.scene.clone(), open.cloned(), session.attention.focused.clone()));
        *self = made;
    }

    /// Returns all of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Place> {
        self.walk.iter().chain(&self.beside)
    }

    /// Returns the place that is a widget.
    pub(super) fn find(&self, id: Id) -> Option<&Place> {
        self.all().find(|place| place.id == id)
    }
}

/// Returns the rank of a nation in reading order, then its name.
pub(super) fn reading_order(session: &Session, id: &NationId) -> (usize, String, NationId) {
    let document = session.document();
    let focus = &document.manifest.focus;
    let rank = focus.iter().position(|other| other == id).unwrap_or(focus.len());
    (rank, document.nation_name(id).to_owned(), id.clone())
}

/// What places are made from.
struct Maker<'a> {
    session: &'a Session,
    scene: &'a Scene,
    /// The badges of each pair.
    badges: BTreeMap<(&'a NationId, &'a NationId), Vec<&'a BadgeMark>>,
    /// The badge of ties that are not drawn one by one.
    bundles: BTreeMap<&'a TieId, &'a BadgeMark>,
}

impl<'a> Maker<'a> {
    fn new(session: &'a Session, scene: &'a Scene) -> Self {
        let mut badges: BTreeMap<_, Vec<&BadgeMark>> = BTreeMap::new();
        let mut bundles = BTreeMap::new();
        for badge in &scene.badges {
            badges.entry((&badge.pair.0, &badge.pair.1)).or_default().push(badge);
            match &badge.badge {
                Badge::More(ties) => bundles.extend(ties.iter().map(|tie| (&tie.id, badge))),
                Badge::Mixed => {}
            }
        }
        Self { session, scene, badges, bundles }
    }

    fn places(&self, open: Option<&NationId>) -> Places {
        let (network, drawn) = (self.session.network(), self.session.drawn());
        let wanted = self.wanted(open);
        let marks: BTreeMap<&TieId, &TieMark> =
            self.scene.ties.iter().filter(|tie| wanted.contains(&tie.id)).map(|tie| (&tie.id, tie)).collect();
        let mut nations: Vec<_> = self.scene.nations.iter().collect();
        nations.sort_by_cached_key(|nation| reading_order(self.session, &nation.id));
        let mut walk = Vec::new();
        let mut walked = BTreeSet::new();
        for nation in nations {
            let n_ties = counted(network.n_ties_of(&nation.id), "tie");
            let words = boxed(&format!("{}, {n_ties}", self.session.document().nation_name(&nation.id)));
            let rect = Rect::around(nation.center, nation.radius * 2.0, nation.radius * 2.0);
            walk.push(place(Target::Nation(nation.id.clone()), rect, words));
            if open == Some(&nation.id) {
                let theirs = self.of_nation(&nation.id, &marks);
                walked.extend(theirs.iter().map(|place| place.target.clone()));
                walk.extend(theirs);
            }
        }
        let pairs = self.badges.keys().filter_map(|pair| self.pair_place(*pair, &marks));
        let ties = wanted.iter().filter_map(|id| self.tie_place(drawn.tie(id)?, &marks));
        let beside = pairs.chain(ties).filter(|place| !walked.contains(&place.target)).collect();
        Places { walk, beside, made_from: None }
    }

    /// Returns the ties that have a place.
    fn wanted(&self, open: Option<&NationId>) -> BTreeSet<TieId> {
        let network = self.session.drawn();
        if network.ties().len() <= MOST_TIES_WITH_PLACES {
            return network.ties().iter().map(|tie| tie.tie.id.clone()).collect();
        }
        let selected = self.session.selection.nations();
        let nations = selected.iter().chain(open).take(MOST_TIES_WITH_PLACES);
        let mut wanted: BTreeSet<TieId> = BTreeSet::new();
        for nation in nations {
            // With very many selected it would be all of them again.
            if wanted.len() <= MOST_TIES_WITH_PLACES || open == Some(nation) {
                wanted.extend(network.ties_of(nation).into_iter().map(|tie| tie.tie.id.clone()));
            }
        }
        wanted
    }

    /// Returns the places of a nation's badges and ties, by partner, the weightiest first.
    fn of_nation(&self, nation: &NationId, marks: &BTreeMap<&TieId, &TieMark>) -> Vec<Place> {
        let mut by_partner: BTreeMap<_, Vec<&NetworkTie>> = BTreeMap::new();
        for tie in self.session.drawn().ties_of(nation) {
            if let Some(partner) = tie.tie.other(nation) {
                by_partner.entry(reading_order(self.session, partner)).or_default().push(tie);
            }
        }
        let mut places = Vec::new();
        for ((_, _, partner), mut ties) in by_partner {
            let pair = if *nation <= partner { (nation, &partner) } else { (&partner, nation) };
            places.extend(self.pair_place(pair, marks));
            ties.sort_by_key(|tie| (Reverse(tie.as_of_day.weight), tie.tie.id.clone()));
            places.extend(ties.into_iter().filter_map(|tie| self.tie_place(tie, marks)));
        }
        places
    }

    /// Returns the place of a pair that has a badge, or had one when it got the focus, upon which its bundle fans out.
    fn pair_place(&self, (a, b): (&NationId, &NationId), marks: &BTreeMap<&TieId, &TieMark>) -> Option<Place> {
        let target = Target::pair(a.clone(), b.clone());
        let badges = self.badges.get(&(a, b));
        let sentences = badges.into_iter().flatten().map(|badge| badge.sentence.as_str());
        let sentence = sentences.collect::<Vec<_>>().join("; ");
        let is_bundle = |badge: &&&BadgeMark| matches!(badge.badge, Badge::More(_));
        if let Some(badge) = badges.and_then(|badges| badges.iter().find(is_bundle).or(badges.first())) {
            return Some(place(target, badge.rect(), boxed(&sentence)));
        }
        if self.session.attention.focused.as_ref() != Some(&target) {
            return None;
        }
        let between = self.session.network().ties_between(a, b);
        let rect = between.iter().find_map(|tie| self.tie_rect(&tie.tie.id, marks))?;
        let document = self.session.document();
        let names = format!("{}–{}", document.nation_name(a), document.nation_name(b));
        Some(place(target, rect, boxed(&format!("{names}, {}", counted(between.len(), "tie")))))
    }

    fn tie_place(&self, tie: &NetworkTie, marks: &BTreeMap<&TieId, &TieMark>) -> Option<Place> {
        let id = &tie.tie.id;
        let words = match marks.get(id) {
            Some(mark) => mark.sentence.clone(),
            None => boxed(&tie.in_words(self.session.document())),
        };
        Some(place(Target::Tie(id.clone()), self.tie_rect(id, marks)?, words))
    }

    /// Returns where a tie is met: at its glyph, or at the badge of the bundle in which it is.
    fn tie_rect(&self, id: &TieId, marks: &BTreeMap<&TieId, &TieMark>) -> Option<Rect> {
        if let Some(mark) = marks.get(id) {
            let side = mark.glyph.radius * 2.0;
            return Some(Rect::around(mark.glyph.center, side, side));
        }
        self.bundles.get(id).map(|badge| badge.rect()).or_else(|| self.between_nations(id))
    }

    /// Returns the middle between the nations of a tie that is not drawn at all.
    fn between_nations(&self, id: &TieId) -> Option<Rect> {
        let (a, b) = &self.session.document().ties.get(id)?.between;
        let middle = |id: &NationId| Some(self.scene.nations.iter().find(|nation| nation.id == *id)?.center);
        let middle: Point = middle(a)?.lerp(middle(b)?, 0.5);
        Some(Rect::around(middle, 1.0, 1.0))
    }
}

fn place(target: Target, rect: Rect, words: String) -> Place {
    let id = Id::unique("canvas").with(match &target {
        Target::Nation(id) => ("nation", id.as_str().to_owned()),
        Target::Tie(id) => ("tie", id.as_str().to_owned()),
        Target::Pair(a, b) => ("pair", format!("{a} {b}")),
        Target::Source(id) => ("source", id.as_str().to_owned()),
        Target::Class(class) => ("class", format!("{class:?}")),
    });
    Place { target, id, rect, words }
}
