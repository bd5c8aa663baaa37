//! Turns pointer, wheel and keys on the bar into days: press and drag move the day looked at, Shift and drag choose two,
//! wheel and pinch zoom, and the middle button, a sideways wheel or Shift and wheel move what is seen.

use egui::{CursorIcon, EventFilter, Key, Modifiers, PointerButton, Response, Ui};
use jiff::civil::Date;

use super::scale::{Axis, Range};
use super::state::{Gesture, TimelineState};
use crate::scene::{Stems, day_of, number_of};
use crate::session::{Command, Session, Time};

/// Points within which a press takes a change instead of the day under it.
const SNAP: f32 = 5.0;
/// Wheel points that double the zoom.
const POINTS_PER_DOUBLING: f32 = 220.0;
/// Factor of one step of zooming by key.
const ZOOM_STEP: f64 = 1.5;
/// Keys that the bar keeps for itself while it has the focus; Tab leads on.
pub(super) const OWN_KEYS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };

/// What the bar shows of a record.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) session: &'a Session,
    pub(super) stems: &'a Stems,
    pub(super) range: Range,
    pub(super) axis: Axis,
}

impl Course<'_> {
    /// Returns the day at a place: that of a change that is very near, else the one that lies there.
    pub(super) fn day_at(&self, x: f32) -> i32 {
        let x = x.clamp(self.axis.left, self.axis.right());
        let within = f64::from(SNAP) * self.axis.days_per_point();
        let time = self.axis.time(x);
        // Where days are broad, the one under the pointer is meant.
        let change = if within > 0.6 { self.stems.nearest(time - 0.5, within) } else { None };
        self.range.clamp(change.unwrap_or_else(|| self.axis.day(x)))
    }
}

/// Follows the pointer on the bar.
pub(super) fn pointing(
    ui: &Ui,
    response: &Response,
    course: Course<'_>,
    state: &mut TimelineState,
    commands: &mut Vec<Command>,
) {
    let pointer = ui.input(|input| input.pointer.clone());
    let pos = pointer.interact_pos().map(|pos| pos.x);
    if response.is_pointer_button_down_on() && pointer.any_pressed() {
        state.is_by_pointer = true;
        response.request_focus();
        state.gesture = match pos {
            Some(x) if pointer.button_down(PointerButton::Middle) => Gesture::Panning { last: x },
            Some(x) if pointer.primary_down() && ui.input(|input| input.modifiers.shift) => {
                let day = course.day_at(x);
                Gesture::Spanning { from: day, to: day }
            }
            Some(_) if pointer.primary_down() => Gesture::Seeking,
            Some(_) | None => Gesture::Idle,
        };
    }
    // A click can begin and end within one frame.
    if let Some(pos) = response.interact_pointer_pos().filter(|_| response.clicked_by(PointerButton::Primary))
        && state.gesture == Gesture::Idle
        && ui.input(|input| !input.modifiers.shift)
    {
        state.gesture = Gesture::Seeking;
        state.is_by_pointer = true;
        response.request_focus();
        commands.push(Command::Time(Time::LookAt(day_of(course.day_at(pos.x)))));
    }
    let Some(x) = pos else {
        state.gesture = Gesture::Idle;
        return;
    };
    match &mut state.gesture {
        Gesture::Idle => {}
        Gesture::Seeking => {
            let day = day_of(course.day_at(x));
            if day != course.session.as_of() {
                commands.push(Command::Time(Time::LookAt(day)));
            }
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        Gesture::Spanning { to, .. } => *to = course.day_at(x),
        Gesture::Panning { last } => {
            let by = f64::from(*last - x) * course.axis.days_per_point();
            *last = x;
            state.scale = state.scale.map(|scale| scale.moved(by, course.range));
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
    }
    // Escape ends the choosing of two days, and only that.
    let is_escape = |command: &Command| *command == Command::ClearSelection;
    if matches!(state.gesture, Gesture::Spanning { .. }) && commands.iter().any(is_escape) {
        commands.retain(|command| !is_escape(command));
        state.gesture = Gesture::Idle;
    }
    if !pointer.any_down() {
        if let Gesture::Spanning { from, to } = state.gesture
            && from != to
        {
            commands.push(Command::Time(Time::Compare(day_of(from), day_of(to))));
        }
        state.gesture = Gesture::Idle;
    }
}

/// Zooms and moves what is seen by wheel and pinch; `takes` is what a wheel that turns up and down does here.
pub(super) fn wheel(ui: &Ui, response: &Response, course: Course<'_>, state: &mut TimelineState, takes: TakesWheel) {
    let Some(pos) = response.hover_pos() else { return };
    let (pinch, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    let up = match takes {
        TakesWheel::Zoom => scroll.y,
        TakesWheel::Rows => 0.0,
    };
    let factor = f64::from(pinch * (up / POINTS_PER_DOUBLING).exp2());
    let Some(mut scale) = state.scale else { return };
    if factor != 1.0 {
        scale = scale.zoomed(factor, course.axis.time(pos.x), course.range);
    }
    if scroll.x != 0.0 {
        scale = scale.moved(-f64::from(scroll.x) * course.axis.days_per_point(), course.range);
    }
    if state.scale != Some(scale) {
        state.scale = Some(scale);
        ui.ctx().request_repaint();
    }
}

/// What a wheel that turns up and down does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TakesWheel {
    /// It zooms.
    Zoom,
    /// It moves rows that there are too many of.
    Rows,
}

/// Follows the keys while the bar has the focus.
pub(super) fn keys(
    ui: &Ui,
    response: &Response,
    course: Course<'_>,
    state: &mut TimelineState,
    commands: &mut Vec<Command>,
) {
    if !response.has_focus() {
        return;
    }
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, OWN_KEYS));
    let as_of = course.session.as_of();
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let bounds = course.stems.first_and_last_change().map(|(first, last)| (day_of(first), day_of(last)));
    // What is held with more comes first, or the plain key would take it.
    let to = if let Some(day) = arrows(ui, as_of) {
        Some(day)
    } else if pressed(Modifiers::NONE, Key::Home) {
        bounds.map(|(first, _)| first)
    } else if pressed(Modifiers::NONE, Key::End) {
        bounds.map(|(_, last)| last)
    } else {
        None
    };
    if let Some(day) = to {
        let day = day_of(course.range.clamp(number_of(day)));
        commands.push(Command::Time(Time::LookAt(day)));
    }
    let around = f64::from(number_of(as_of)) + 0.5;
    for (key, change) in [
        (Key::ArrowUp, Move::Zoom(ZOOM_STEP)),
        (Key::ArrowDown, Move::Zoom(1.0 / ZOOM_STEP)),
        (Key::PageUp, Move::Page(-1.0)),
        (Key::PageDown, Move::Page(1.0)),
    ] {
        if pressed(Modifiers::NONE, key) {
            state.is_by_pointer = false;
            state.scale = state.scale.map(|scale| match change {
                Move::Zoom(factor) => scale.zoomed(factor, around, course.range),
                Move::Page(pages) => scale.paged(pages, course.range),
            });
            ui.ctx().request_repaint();
        }
    }
    if to.is_some() {
        state.is_by_pointer = false;
    }
}

/// How a key changes what is seen.
#[derive(Debug, Clone, Copy)]
enum Move {
    Zoom(f64),
    Page(f64),
}

/// Returns the day to which the arrows lead from a day: the next one, or with Shift that of the next month.
pub(super) fn arrows(ui: &Ui, from: Date) -> Option<Date> {
    let days = jiff::Span::new().days(1);
    let months = jiff::Span::new().months(1);
    let mut day = from;
    ui.input_mut(|input| {
        for (modifiers, span) in [(Modifiers::SHIFT, months), (Modifiers::NONE, days)] {
            for _ in 0..input.count_and_consume_key(modifiers, Key::ArrowLeft) {
                day = day.saturating_sub(span);
            }
            for _ in 0..input.count_and_consume_key(modifiers, Key::ArrowRight) {
                day = day.saturating_add(span);
            }
        }
    });
    (day != from).then_some(day)
}
