//! Lets ties, labels and badges fade in and out instead of popping. What is hit and traced stays the true scene; only what is
//! painted lags behind it, for a blink.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Ui;

use crate::kit::{Point, QuadCurve};
use crate::model::{NationId, TieId};
use crate::scene::{BadgeMark, LabelMark, Scene, TieMark};

/// How long a fade takes, in seconds.
const DURATION: f32 = 0.14;
/// Longest time that one frame counts, in seconds: after a pause a fade begins at its beginning.
const LONGEST_FRAME: f32 = 0.05;
/// How far a label may move from one frame to the next and still be the same one, in points.
const SAME_PLACE: f64 = 24.0;
/// How far it may turn, in radians.
const SAME_TURN: f64 = 0.5;
/// Ties beyond which nothing fades: there is no time to spare in such a frame.
const MOST_TIES: usize = 1_500;

/// What comes and goes.
#[derive(Debug, Default)]
pub(super) struct Fading {
    /// What was painted last, and at which zoom; `None` before the first frame.
    last: Option<(Arc<Scene>, f64)>,
    ties: Vec<Held<TieMark>>,
    labels: Vec<Held<LabelMark>>,
    badges: Vec<Held<BadgeMark>>,
}

/// A mark with how much of it is to be seen.
#[derive(Debug, Clone)]
struct Held<T> {
    mark: T,
    /// 0 to 1.
    share: f32,
    fate: Fate,
}

/// Whether a mark is still in the scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
}

/// A mark that can fade.
trait Fades: Clone {
    type Key: Ord;
    fn key(&self) -> Self::Key;
    fn opacity(&mut self) -> &mut f64;
    /// Whether it has moved or turned so far that it is another mark of the same key.
    fn is_apart_from(&self, other: &Self) -> bool;
    fn moves_with(&mut self, by: f64);
}

impl Fading {
    /// Returns `scene` as it is painted in this frame, at `zoom`; the same where nothing comes or goes. O(marks) where
    /// the scene is another than before or something fades, else nothing.
    pub(super) fn faded(&mut self, ui: &Ui, scene: &Arc<Scene>, zoom: f64) -> Arc<Scene> {
        if scene.ties.len() > MOST_TIES || ui.style().animation_time <= 0.0 {
            *self = Self::default();
            return scene.clone();
        }
        let is_new = match &self.last {
            Some((last, _)) => !Arc::ptr_eq(last, scene),
            None => {
                self.ties = scene.ties.iter().cloned().map(Held::whole).collect();
                self.labels = scene.labels.iter().cloned().map(Held::whole).collect();
                self.badges = scene.badges.iter().cloned().map(Held::whole).collect();
                false
            }
        };
        if is_new {
            let by = self.last.as_ref().map_or(1.0, |(_, before)| zoom / before);
            follow(&mut self.ties, &scene.ties, by);
            follow(&mut self.labels, &scene.labels, by);
            follow(&mut self.badges, &scene.badges, by);
        }
        self.last = Some((scene.clone(), zoom));
        let step = ui.input(|input| input.stable_dt).min(LONGEST_FRAME) / DURATION;
        // All must take their step.
        let is_fading =
            advance(&mut self.ties, step) | advance(&mut self.labels, step) | advance(&mut self.badges, step);
        if !is_fading {
            return scene.clone();
        }
        ui.ctx().request_repaint();
        let mut faded = (**scene).clone();
        faded.ties = self.ties.iter().map(Held::painted).collect();
        faded.labels = self.labels.iter().map(Held::painted).collect();
        faded.badges = self.badges.iter().map(Held::painted).collect();
        Arc::new(faded)
    }
}

impl<T: Fades> Held<T> {
    fn whole(mark: T) -> Self {
        Self { mark, share: 1.0, fate: Fate::Stays }
    }

    fn painted(&self) -> T {
        let mut mark = self.mark.clone();
        *mark.opacity() *= f64::from(self.share);
        mark
    }
}

/// Takes over the marks of a new scene, in which everything is `by` times as far from the zero as before: what is where it
/// was stays, what is gone begins to go, and what is new begins to come. Those that go lie below.
fn follow<T: Fades>(held: &mut Vec<Held<T>>, marks: &[T], by: f64) {
    for held in held.iter_mut() {
        held.mark.moves_with(by);
        held.fate = Fate::Goes;
    }
    let mut before: BTreeMap<T::Key, Vec<Held<T>>> = BTreeMap::new();
    for held in held.drain(..) {
        before.entry(held.mark.key()).or_default().push(held);
    }
    let mut staying = Vec::with_capacity(marks.len());
    for mark in marks {
        let mark = mark.clone();
        let candidates = before.get_mut(&mark.key());
        let found = candidates.and_then(|held| {
            let idx = held.iter().position(|held| !mark.is_apart_from(&held.mark))?;
            Some(held.swap_remove(idx).share)
        });
        staying.push(Held { mark, share: found.unwrap_or(0.0), fate: Fate::Stays });
    }
    held.extend(before.into_values().flatten().filter(|held| held.share > 0.0));
    held.append(&mut staying);
}

/// Goes on with every fade by a share of it; returns whether there is one.
fn advance<T>(held: &mut Vec<Held<T>>, step: f32) -> bool {
    let mut is_fading = false;
    held.retain_mut(|held| match held.fate {
        Fate::Stays => {
            is_fading |= held.share < 1.0;
            held.share = (held.share + step).min(1.0);
            true
        }
        Fate::Goes => {
            is_fading = true;
            held.share -= step;
            held.share > 0.0
        }
    });
    is_fading
}

impl Fades for TieMark {
    type Key = TieId;

    fn key(&self) -> Self::Key {
        self.id.clone()
    }

    fn opacity(&mut self) -> &mut f64 {
        &mut self.opacity
    }

    /// A tie is the same wherever its nations are dragged and however its pair fans out.
    fn is_apart_from(&self, _other: &Self) -> bool {
        false
    }

    fn moves_with(&mut self, by: f64) {
        let QuadCurve { from, control, to } = &mut self.curve;
        let ends = [from, control, to, &mut self.glyph.center].into_iter();
        for point in ends.chain(self.arrow.iter_mut().flatten()).chain(self.barbs.iter_mut().flatten()) {
            *point = scaled(*point, by);
        }
    }
}

impl Fades for LabelMark {
    type Key = (TieId, String);

    fn key(&self) -> Self::Key {
        (self.tie.clone(), self.text.clone())
    }

    fn opacity(&mut self) -> &mut f64 {
        &mut self.opacity
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        self.anchor.distance(other.anchor) > SAME_PLACE || (self.angle - other.angle).abs() > SAME_TURN
    }

    fn moves_with(&mut self, by: f64) {
        self.anchor = scaled(self.anchor, by);
    }
}

impl Fades for BadgeMark {
    type Key = (NationId, NationId, String);

    fn key(&self) -> Self::Key {
        (self.pair.0.clone(), self.pair.1.clone(), self.text.clone())
    }

    fn opacity(&mut self) -> &mut f64 {
        &mut self.opacity
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        self.center.distance(other.center) > SAME_PLACE
    }

    fn moves_with(&mut self, by: f64) {
        self.center = scaled(self.center, by);
        if let Some(strand) = &mut self.strand {
            for point in [&mut strand.from, &mut strand.control, &mut strand.to] {
                *point = scaled(*point, by);
            }
        }
    }
}

fn scaled(point: Point, by: f64) -> Point {
    Point::new(point.x * by, point.y * by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Emphasis;

    fn label(tie: &str, x: f64) -> LabelMark {
        LabelMark {
            tie: TieId::new(tie),
            text: "aid".to_owned(),
            anchor: Point::new(x, 0.0),
            angle: 0.0,
            size: [20.0, 14.0],
            emphasis: Emphasis::Plain,
            opacity: 1.0,
        }
    }

    fn shares(held: &[Held<LabelMark>]) -> Vec<(&str, f64, f32)> {
        held.iter().map(|held| (held.mark.tie.as_str(), held.mark.anchor.x, held.share)).collect()
    }

    #[test]
    fn what_is_new_comes_what_is_gone_goes_and_what_has_moved_a_little_stays() {
        let mut held = vec![Held::whole(label("goes", 0.0)), Held::whole(label("stays", 100.0))];
        follow(&mut held, &[label("stays", 110.0), label("comes", 50.0)], 1.0);
        assert!(advance(&mut held, 0.25));
        assert_eq!(shares(&held), [("goes", 0.0, 0.75), ("stays", 110.0, 1.0), ("comes", 50.0, 0.25)]);
        for _ in 0..4 {
            advance(&mut held, 0.25);
        }
        assert_eq!(shares(&held), [("stays", 110.0, 1.0), ("comes", 50.0, 1.0)]);
        assert!(!advance(&mut held, 0.25));
    }

    #[test]
    fn a_tie_that_is_dragged_far_is_the_same_tie_and_one_that_ends_goes() {
        let scene = |as_of: &str| {
            let mut session = crate::session::Session::open(crate::io::load_starter().document, Vec::new());
            session.resize(800.0, 600.0);
            let day = as_of.parse().expect("a day");
            crate::session::run(&mut session, crate::session::Command::Time(crate::session::Time::LookAt(day)));
            session.scene()
        };
        let (before, after) = (scene("2024-06-18"), scene("2024-06-19"));
        let mut held: Vec<Held<TieMark>> = before.ties.iter().cloned().map(Held::whole).collect();
        follow(&mut held, &after.ties, 1.0);
        let is_fading = advance(&mut held, 0.5);
        let of = |id: &str| held.iter().find(|held| held.mark.id.as_str() == id).map(|held| held.share);
        assert!(is_fading);
        assert_eq!(of("rus-prk-partnership-2024"), Some(0.5), "it was signed that day");
        let mut dragged = before.ties.clone();
        dragged.iter_mut().for_each(|tie| tie.moves_with(3.0));
        let mut held: Vec<Held<TieMark>> = before.ties.iter().cloned().map(Held::whole).collect();
        follow(&mut held, &dragged, 1.0);
        assert!(!advance(&mut held, 0.5), "wherever it lies, it is the same");
    }

    #[test]
    fn a_label_that_jumps_fades_from_one_place_to_the_other() {
        let mut held = vec![Held::whole(label("jumps", 0.0))];
        follow(&mut held, &[label("jumps", 200.0)], 1.0);
        advance(&mut held, 0.5);
        assert_eq!(shares(&held), [("jumps", 0.0, 0.5), ("jumps", 200.0, 0.5)]);
    }

    #[test]
    fn zooming_moves_what_goes_along_with_the_rest() {
        let mut held = vec![Held::whole(label("goes", 100.0)), Held::whole(label("stays", 200.0))];
        follow(&mut held, &[label("stays", 300.0)], 1.5);
        assert_eq!(shares(&held), [("goes", 150.0, 1.0), ("stays", 300.0, 1.0)]);
    }
}
