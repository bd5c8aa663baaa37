//! The card with the essentials that appears when the pointer rests on something: near it, not over it.

use egui::{Frame, Margin, Popup, PopupKind, Pos2, Rect, RectAlign, Response, Sense, Ui, Vec2, vec2};

use super::shown::Shown;
use crate::kit::{self, QuadCurve, capitalized};
use crate::model::{Direction, EntryId, NationId, Sign};
use crate::network::NetworkTie;
use crate::scene::{Target, Theme};
use crate::session::Session;
use crate::ui::color;
use crate::ui::inspector::{Letters, counted, label_ui, origins, paint_sign, short_date, short_span};

/// Width of a card at most, in points.
const WIDTH: f32 = 280.0;
/// Room between a card and what it is of.
const GAP: f32 = 10.0;
/// Half the side of what of a tie is left free: the pointer, and the line under it.
const REACH: f32 = 12.0;
/// How far around the pointer a fan is left free.
const FAN_REACH: f64 = 72.0;
/// Straight pieces by which the curves of a fan are measured.
const PIECES: usize = 32;
/// Seconds within which something comes under a pointer because that was moved.
const AT_ONCE: f64 = 0.3;
/// Ties that a pair's card names; the others are counted.
const MOST_TIES: usize = 6;

/// On what the pointer rests, and since when.
#[derive(Debug, Default)]
pub(super) enum Rest {
    /// On nothing.
    #[default]
    Nowhere,
    /// It has come to it, but may go on.
    On(Target, f64),
    /// It has rested there; the card is shown, at where the pointer was then.
    Shown(Target, Pos2),
    /// Something else went on there, such as a press or a menu: no card until the pointer has been elsewhere. What comes to
    /// lie under a pointer that stays where it was is nothing that it was moved to, and is silenced too.
    Silenced(Option<Target>, Pos2),
}

/// Shows the card of what the pointer rests on.
pub(super) fn card_ui(
    ui: &Ui,
    canvas: &Response,
    session: &Session,
    shown: &Shown,
    rest: &mut Rest,
    theme: &Theme,
    hovered: Option<Target>,
) {
    let (pos, now, is_busy, is_scrolling) = ui.input(|input| {
        // A finger hides what it rests on, and presses rather than points.
        let is_busy = input.pointer.any_down() || input.pointer.any_click() || input.any_touches();
        (input.pointer.latest_pos(), input.time, is_busy, input.smooth_scroll_delta() != Vec2::ZERO)
    });
    let Some(pos) = pos else {
        *rest = Rest::Nowhere;
        return;
    };
    if is_busy || session.is_dragging() || Popup::is_any_open(ui.ctx()) {
        *rest = Rest::Silenced(hovered, pos);
        return;
    }
    if matches!(rest, Rest::Silenced(_, at) if *at == pos) {
        return;
    }
    let Some(target) = hovered else {
        *rest = Rest::Nowhere;
        return;
    };
    let is_same = match rest {
        Rest::Nowhere => false,
        Rest::On(held, _) | Rest::Shown(held, _) => *held == target,
        Rest::Silenced(held, _) => held.as_ref() == Some(&target),
    };
    let moved = ui.input(|input| f64::from(input.pointer.time_since_last_movement()));
    if !is_same && moved > AT_ONCE && !is_scrolling {
        // It has come to the pointer, not the pointer to it.
        *rest = Rest::Silenced(None, pos);
        return;
    }
    if !is_same || is_scrolling {
        *rest = Rest::On(target, now);
    }
    if let Rest::On(target, since) = rest {
        let waited = (now - *since).min(moved) as f32;
        let delay = ui.style().interaction.tooltip_delay;
        if waited < delay {
            ui.ctx().request_repaint_after_secs(delay - waited);
        } else {
            *rest = Rest::Shown(target.clone(), pos);
        }
    }
    if let Rest::Shown(target, pos) = rest {
        popup_ui(ui, canvas, session, shown, theme, target, *pos);
    }
}

fn popup_ui(ui: &Ui, canvas: &Response, session: &Session, shown: &Shown, theme: &Theme, target: &Target, pos: Pos2) {
    let (rect, is_level) = room_of(shown, target, pos);
    let sides = [RectAlign::RIGHT, RectAlign::LEFT, RectAlign::BOTTOM_START, RectAlign::TOP_START];
    let ends = [RectAlign::BOTTOM, RectAlign::TOP, RectAlign::RIGHT, RectAlign::LEFT];
    let alignments = if is_level { ends } else { sides };
    let margin = Margin { left: 12, right: 12, top: 8, bottom: 10 };
    // Of a size of its own, so that a card never begins with the size of the one before.
    let id = canvas.id.with(("card", format!("{target:?}")));
    Popup::new(id, ui.ctx().clone(), rect, canvas.layer_id)
        .kind(PopupKind::Tooltip)
        .align(alignments[0])
        .align_alternatives(&alignments)
        .gap(GAP)
        .width(WIDTH)
        .sense(Sense::hover())
        .interactable(false)
        .frame(Frame::popup(ui.style()).inner_margin(margin))
        .show(|ui| {
            ui.set_max_width(WIDTH);
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            ui.style_mut().interaction.selectable_labels = false;
            match target {
                Target::Nation(id) => nation_ui(ui, session, theme, id),
                Target::Tie(id) => {
                    if let Some(tie) = session.drawn().tie(id) {
                        tie_ui(ui, session, theme, tie);
                    }
                }
                Target::Pair(a, b) => pair_ui(ui, session, theme, a, b),
                // Neither lies on the canvas.
                Target::Source(_) | Target::Class(_) => {}
            }
        });
}

/// Returns what the card must leave free, and whether it is something level, beside which above and below are the better
/// sides.
fn room_of(shown: &Shown, target: &Target, pos: Pos2) -> (Rect, bool) {
    let scene = &shown.scene;
    let around_pointer = Rect::from_center_size(pos, Vec2::splat(2.0 * REACH));
    match target {
        Target::Nation(id) => {
            let nation = scene.nations.iter().find(|nation| nation.id == *id);
            let rect = nation.map(|nation| {
                let side = Vec2::splat(nation.radius as f32 * 2.0);
                let circle = Rect::from_center_size(shown.screen_from_scene(nation.center), side);
                circle.union(shown.screen_rect(nation.name_box()))
            });
            (rect.unwrap_or(around_pointer), false)
        }
        Target::Pair(a, b) => {
            let is_it = |pair: &(NationId, NationId)| pair.0 == *a && pair.1 == *b;
            let at = shown.scene_from_screen(pos);
            if let Some(badge) = scene.badges.iter().find(|badge| is_it(&badge.pair) && badge.rect().contains(at)) {
                return (shown.screen_rect(badge.rect()), false);
            }
            let curves = scene.open.iter().filter(|open| is_it(&open.pair)).flat_map(|open| &open.curves);
            // What has fanned out is there to be pointed at, so the card leaves it free around the pointer.
            let points = curves.clone().flat_map(|curve| curve.points(PIECES));
            let near = kit::Rect::holding(points.filter(|point| point.distance(at) <= FAN_REACH));
            let rect = near.map_or(around_pointer, |near| around_pointer.union(shown.screen_rect(near)));
            (rect, curves.clone().next().is_some_and(is_level))
        }
        Target::Tie(id) => {
            let tie = scene.ties.iter().find(|tie| tie.id == *id);
            (around_pointer, tie.is_some_and(|tie| is_level(&tie.curve)))
        }
        Target::Source(_) | Target::Class(_) => (around_pointer, false),
    }
}

fn is_level(curve: &QuadCurve) -> bool {
    (curve.to.x - curve.from.x).abs() > (curve.to.y - curve.from.y).abs()
}

fn nation_ui(ui: &mut Ui, session: &Session, theme: &Theme, id: &NationId) {
    let document = session.document();
    let Some(nation) = document.nations.get(id) else { return };
    label_ui(ui, Letters::strong(theme), document.nation_name(id));
    if let Some((_, native)) = nation.names.native.first() {
        label_ui(ui, Letters::small(theme), native);
    }
    supposed_ui(ui, session, theme, &EntryId::Nation(id.clone()));
    ui.add_space(4.0);
    signs_ui(ui, theme, session.network().ties_of(id).into_iter().filter(|tie| tie.is_asked_for));
    let as_of = session.as_of();
    if let Some(event) = nation.events.iter().rev().find(|event| event.on.earliest() <= as_of) {
        ui.add_space(4.0);
        label_ui(ui, Letters::small(theme), &short_date(event.on));
        label_ui(ui, Letters::body(theme), &event.title);
    }
}

fn tie_ui(ui: &mut Ui, session: &Session, theme: &Theme, tie: &NetworkTie) {
    let document = session.document();
    let (a, b) = (document.nation_name(&tie.tie.between.0), document.nation_name(&tie.tie.between.1));
    let between = match tie.kind.direction {
        Direction::Mutual => format!("{a} · {b}"),
        Direction::Directed => format!("{a} → {b}"),
    };
    label_ui(ui, Letters::small(theme), &between);
    label_ui(ui, Letters::strong(theme), &tie.tie.about.title);
    ui.add_space(2.0);
    sign_ui(ui, theme, tie.kind.sign, &format!("{}, {}", tie.kind.name, tie.kind.sign.name()));
    label_ui(ui, Letters::body(theme), &tie.state_in_words());
    if tie.as_of_day.status.is_some() {
        label_ui(ui, Letters::small(theme), &short_span(&tie.tie.span));
    }
    ui.add_space(4.0);
    let support = &tie.support;
    let grade = support.best.map(|grade| format!(" · best {grade}")).unwrap_or_default();
    let origins = origins(&tie.tie.evidence, support);
    label_ui(ui, Letters::small(theme), &format!("{}{grade} · {origins}", support.confidence.name()));
    supposed_ui(ui, session, theme, &EntryId::Tie(tie.tie.id.clone()));
    if let Some(comparison) = session.comparison().filter(|it| it.shifts.has_changed(&tie.tie.id)) {
        let said: Vec<String> = comparison.shifts.of_tie(&tie.tie.id).iter().map(|shift| shift.in_words()).collect();
        let against = session.told_from(comparison, &comparison.with);
        ui.add_space(4.0);
        label_ui(ui, Letters::small_strong(theme), &format!("{} · against {against}", said.join(", ")));
    }
}

fn pair_ui(ui: &mut Ui, session: &Session, theme: &Theme, a: &NationId, b: &NationId) {
    let document = session.document();
    let mut between = session.network().ties_between(a, b);
    between.retain(|tie| tie.is_asked_for);
    between.sort_by_key(|tie| (tie.kind.sign, std::cmp::Reverse(tie.as_of_day.weight)));
    let names = format!("{} · {}", document.nation_name(a), document.nation_name(b));
    label_ui(ui, Letters::strong(theme), &names);
    signs_ui(ui, theme, between.iter().copied());
    ui.add_space(4.0);
    for tie in between.iter().take(MOST_TIES) {
        let supposed = if tie.is_hypothetical() { ", hypothetical" } else { "" };
        sign_ui(ui, theme, tie.kind.sign, &format!("{}{supposed}", tie.tie.about.title));
    }
    if between.len() > MOST_TIES {
        label_ui(ui, Letters::small(theme), &format!("{} more", between.len() - MOST_TIES));
    }
}

/// Says that something is only supposed, and in which scenario, if so.
fn supposed_ui(ui: &mut Ui, session: &Session, theme: &Theme, id: &EntryId) {
    let Some(said) = session.supposition().and_then(|supposition| supposition.said_of(id)) else { return };
    let letters = Letters { ink: color(theme.hypothetical), ..Letters::small_strong(theme) };
    label_ui(ui, letters, &capitalized(&said));
}

/// Counts ties by sign, each beside its glyph.
fn signs_ui<'a>(ui: &mut Ui, theme: &Theme, ties: impl Iterator<Item = &'a NetworkTie>) {
    let mut counts = std::collections::BTreeMap::<Sign, usize>::new();
    ties.for_each(|tie| *counts.entry(tie.kind.sign).or_default() += 1);
    if counts.is_empty() {
        label_ui(ui, Letters::small(theme), "no ties on this day");
    }
    for (sign, n_ties) in counts {
        sign_ui(ui, theme, sign, &counted(n_ties, &format!("{} tie", sign.name())));
    }
}

/// Shows the glyph of a sign and words beside it.
fn sign_ui(ui: &mut Ui, theme: &Theme, sign: Sign, words: &str) {
    ui.horizontal_top(|ui| {
        let line = ui.text_style_height(&egui::TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, line), Sense::hover());
        paint_sign(ui.painter(), theme, rect.center(), sign);
        label_ui(ui, Letters::body(theme), words);
    });
}
