//! One frame of the timeline: what happened is painted, what is asked for becomes commands.

use std::sync::Arc;

use egui::{
    Align, Align2, EventFilter, Id, Key, Label, Layout, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use jiff::civil::Date;

use super::caption::{Change, change, last_change, next_change};
use super::controls::{SIDE, Way, controls_ui, outside_ui};
use super::handles::Brush;
use super::histories::{ROW, histories_ui};
use super::marks::{Lanes, axis_ui, rest_ui, stems_ui, tip};
use super::pointing::{Course, TakesWheel, arrows, keys, pointing, wheel};
use super::rows::Histories;
use super::scale::{Axis, Range};
use super::state::{Gesture, TimelineState, bar_id};
use crate::model::EdtfDate;
use crate::scene::{Stem, Stems, Theme, day_of, number_of};
use crate::session::{Command, Session, Time};
use crate::ui::color;
use crate::ui::galley::one_line;

/// Usual height of the bar, the least in which stems keep their glyphs and three rows fit, and that in a narrow window, in
/// points.
const USUAL: f32 = 128.0;
const LEAST: f32 = 112.0;
const FOLDED: f32 = 44.0;
/// Part of a low window's height that the bar takes between the least and the usual, as long as nobody has moved its edge.
const SHARE: f32 = 0.18;
/// Width of the window, in points, below which the bar is folded, and below which its gutter is narrow.
const FOLDED_BELOW: f32 = 900.0;
const NARROW_BELOW: f32 = 1_100.0;
/// Part of the window's height that the bar takes at most.
const MOST: f32 = 0.4;
/// Room at the left and right edge, in points.
const MARGIN: f32 = 16.0;
/// Heights of the rows at the bottom: ticks and caption.
const TICKS: f32 = 18.0;
const CAPTION: f32 = 20.0;
/// Height of the row of labels at the top.
const LABELS: f32 = 18.0;
/// Points on either side of the upper edge that take hold of it, and by which an arrow key moves it.
const GRIP: f32 = 3.0;
const STEP: f32 = 16.0;
/// Points within which the pointer is on a stem.
const REACH: f32 = 4.0;

/// Whether there is room for all of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    Open,
    Folded,
}

fn fold(window: Vec2) -> Fold {
    if window.x < FOLDED_BELOW { Fold::Folded } else { Fold::Open }
}

/// Returns the height of the bar in a window of a size.
pub fn height(window: Vec2, state: &TimelineState) -> f32 {
    match fold(window) {
        Fold::Folded => FOLDED,
        Fold::Open => state.height.unwrap_or(usual(window)).clamp(LEAST, most(window)),
    }
}

/// Returns the height that the bar has when nobody has given it one: in a low window less than usual, since the canvas
/// comes first.
fn usual(window: Vec2) -> f32 {
    (window.y * SHARE).round().clamp(LEAST, USUAL)
}

fn most(window: Vec2) -> f32 {
    (window.y * MOST).max(USUAL).round()
}

/// What is shown along the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// What happened in the whole record.
    Stems,
    /// The ties of what is selected.
    Rows,
}

/// The first and the last day that are seen, and where the middle of each lies, in points from the left of the window.
pub type SeenDays = [(Date, f32); 2];

/// Shows the bar in `rect`; `window` is the size of the window. Returns the days that are seen.
pub fn timeline_ui(
    ui: &mut Ui,
    rect: Rect,
    session: &Session,
    window: Vec2,
    state: &mut TimelineState,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> SeenDays {
    let ui = &mut ui.new_child(UiBuilder::new().id_salt("timeline").max_rect(rect));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, color(theme.line)));
    let stems = state.memo.stems(session);
    let range = Range::of(session);
    let scale = state.follow(session, range);
    let fold = fold(window);
    let gutter = match fold {
        Fold::Folded => 3.0 * (SIDE + 2.0) + 8.0,
        Fold::Open if window.x < NARROW_BELOW => 200.0,
        Fold::Open => 216.0,
    };
    let left = rect.left() + MARGIN + gutter;
    let axis = Axis { scale, left, width: (rect.right() - MARGIN - left).max(1.0) };
    let bar = Bar { session, theme, rect, axis, range, stems, fold };
    bar.ui(ui, state, commands);
    if fold == Fold::Open {
        edge_ui(ui, theme, rect, window, state);
    }
    [axis.left, axis.right()].map(|x| (day_of(axis.day(x)), axis.x(axis.day(x))))
}

/// What the bar is made of in a frame.
struct Bar<'a> {
    session: &'a Session,
    theme: &'a Theme,
    rect: Rect,
    axis: Axis,
    range: Range,
    stems: Arc<Stems>,
    fold: Fold,
}

impl Bar<'_> {
    fn ui(&self, ui: &mut Ui, state: &mut TimelineState, commands: &mut Vec<Command>) {
        let Self { session, theme, rect, axis, range, .. } = self;
        let lanes = self.lanes();
        let parted = state.memo.parted(session, &self.stems);
        let last = last_change(session, &parted.asked);
        let response = ui.interact(lanes.zone, bar_id(), Sense::click_and_drag());
        response.widget_info(|| {
            let day = EdtfDate::from_day(session.as_of()).in_words();
            let changed = last.as_ref().map(|last| format!("; last change {}", last.words)).unwrap_or_default();
            WidgetInfo::labeled(Role::Slider, true, format!("Timeline, as of {day}{changed}"))
        });
        let course = Course { session, stems: &parted.asked, range: *range, axis: *axis };
        pointing(ui, &response, course, state, commands);
        keys(ui, &response, course, state, commands);

        state.histories.follow(session);
        let rows = state.histories.shown(session, parted.ties.as_ref());
        let content = match (rows.is_empty(), self.fold) {
            (false, Fold::Open) => Content::Rows,
            (true, _) | (_, Fold::Folded) => Content::Stems,
        };
        let [merged, rest] = state.memo.merged(session, &parted, *axis);
        let painter = ui.painter_at(*rect);
        let brush = Brush { painter: &painter, theme, axis: *axis, lanes };
        if let Some(comparison) = session.comparison() {
            let days = [comparison.from.day, comparison.to.day].map(number_of);
            brush.between(days[0].min(days[1]), days[0].max(days[1]));
        }
        axis_ui(&painter, theme, *axis, lanes);
        let pointed;
        if content == Content::Rows {
            let zone = Rect::from_x_y_ranges(rect.left() + MARGIN - 8.0..=axis.right(), rows_range(lanes));
            pointed = histories_ui(ui, session, &rows, *axis, zone, theme, commands);
            let n_fit = n_fit(lanes);
            let is_on_rows = response.hover_pos().is_some_and(|pos| pos.y < lanes.ticks);
            let takes = if is_on_rows && rows.len() > n_fit { TakesWheel::Rows } else { TakesWheel::Zoom };
            wheel(ui, &response, course, state, takes);
        } else {
            rest_ui(&painter.with_clip_rect(lanes.zone), theme, *axis, lanes, &rest);
            stems_ui(&painter.with_clip_rect(lanes.zone), theme, *axis, lanes, &merged);
            wheel(ui, &response, course, state, TakesWheel::Zoom);
            pointed = self.words_at(&response, lanes, &merged);
        }
        self.days_ui(ui, state, brush, content, (&parted.asked, last.as_ref()), commands);
        if response.has_focus() && !state.is_by_pointer {
            ui.painter().rect_stroke(lanes.zone, 3, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
        }
        if let Some(words) = pointed.filter(|_| state.gesture == Gesture::Idle) {
            response.on_hover_text_at_pointer(words);
        }
        self.controls_ui(ui, lanes, &state.histories, content, commands);
        if self.fold == Fold::Open {
            let (from, until) = (axis.scale.from(), axis.scale.until());
            let n_outside = match content {
                Content::Rows => state.histories.n_outside(from, until),
                Content::Stems => (parted.asked.n_before(from), parted.asked.n_after(until)),
            };
            self.caption_ui(ui, state, n_outside, last);
        }
    }

    /// Says where things lie.
    fn lanes(&self) -> Lanes {
        let Self { rect, axis, fold, .. } = self;
        let (below, top) = match fold {
            Fold::Folded => (TICKS, rect.top() + 2.0),
            Fold::Open => (TICKS + CAPTION + 4.0, rect.top() + 3.0),
        };
        let ticks = rect.bottom() - below;
        let zone = Rect::from_min_max(pos2(axis.left, top), pos2(axis.right(), ticks + TICKS));
        let (head, foot) = match fold {
            Fold::Folded => (4.0, 4.0),
            // Room for the labels, and for glyphs beyond the tips.
            Fold::Open => (LABELS + 9.0, 10.0),
        };
        let height = (ticks - top - head - foot).max(10.0);
        let unit = height / 2.0 / 5.0;
        Lanes { zone, labels: top + LABELS / 2.0, base: top + head + height / 2.0, unit, ticks }
    }

    /// Shows the days: the one looked at, the atlas's own, that by which all must have been known, and those being chosen.
    fn days_ui(
        &self,
        ui: &Ui,
        state: &TimelineState,
        brush: Brush<'_>,
        content: Content,
        (asked, last): (&Stems, Option<&Change>),
        commands: &mut Vec<Command>,
    ) {
        let session = self.session;
        if let Some(known_on) = session.lens().moment.known_on {
            let handle = brush.known(known_on);
            self.known_handle_ui(ui, handle, known_on, commands);
        }
        brush.home(session.record().manifest.as_of);
        if let Gesture::Spanning { from, to } = state.gesture {
            brush.spanning(from, to);
            return;
        }
        let now = brush.now(session.as_of());
        if self.fold == Fold::Open && content == Content::Stems {
            brush.nearest(now, last, next_change(session, asked).as_ref());
        }
    }

    /// Lets the day by which all must have been known be moved, by pointer and by keyboard.
    fn known_handle_ui(&self, ui: &Ui, handle: Rect, known_on: Date, commands: &mut Vec<Command>) {
        if !handle.is_positive() {
            return;
        }
        let id = Id::unique("timeline").with("known on");
        let response = ui.interact(handle, id, Sense::click_and_drag());
        let words = format!("Known on {}", EdtfDate::from_day(known_on).in_words());
        response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &words));
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        }
        let mut to = None;
        if response.dragged()
            && let Some(pos) = response.interact_pointer_pos()
        {
            // It stands where its day ends. Changes mean nothing for it, since it is about reports.
            let end = self.axis.time(pos.x.clamp(self.axis.left, self.axis.right())).round() as i32;
            to = Some(day_of(self.range.clamp(end - 1)));
        }
        if response.has_focus() {
            let lock = EventFilter { horizontal_arrows: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, lock));
            to = to.or_else(|| arrows(ui, known_on).map(|day| day_of(self.range.clamp(number_of(day)))));
            ui.painter().rect_stroke(handle, 3, Stroke::new(1.5, color(self.theme.ink)), StrokeKind::Inside);
            let removes = |input: &mut egui::InputState| {
                [Key::Delete, Key::Backspace].into_iter().any(|key| input.consume_key(egui::Modifiers::NONE, key))
            };
            if ui.input_mut(removes) {
                commands.push(Command::Time(Time::KnownOn(None)));
            }
        }
        if let Some(day) = to.filter(|day| *day != known_on) {
            commands.push(Command::Time(Time::KnownOn(Some(day))));
        }
        response.on_hover_text(format!("{words}\nWhat was reported later is not counted. Delete counts all again"));
    }

    /// Returns what the stem under the pointer stands for.
    fn words_at(&self, response: &Response, lanes: Lanes, merged: &[Stem]) -> Option<String> {
        let pos = response.hover_pos()?;
        let home = self.session.record().manifest.as_of;
        if (pos - pos2(self.axis.x(number_of(home)), lanes.ticks)).length() <= REACH + 2.0 {
            return Some(format!("{}, {}", Time::Home.label(), EdtfDate::from_day(home).in_words()));
        }
        let near = |stem: &&Stem| {
            let x = self.axis.x(stem.day);
            let along = lanes.base..=tip(lanes, x, stem).y;
            let is_beside = if along.start() <= along.end() { pos.y >= lanes.base } else { pos.y <= lanes.base };
            (x - pos.x).abs() <= REACH && is_beside && pos.y < lanes.ticks
        };
        let distance = |stem: &&Stem| (self.axis.x(stem.day) - pos.x).abs();
        let stem = merged.iter().filter(near).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        let said = change(self.session, stem.day, &[stem.dated])?.words;
        match stem.n {
            1 => Some(said),
            n => Some(format!("{said}\nand {} close to it", super::super::inspector::counted(n - 1, "more turn"))),
        }
    }

    /// Shows the buttons at the left, and above them what the stems mean or whose ties the rows are.
    fn controls_ui(
        &self,
        ui: &mut Ui,
        lanes: Lanes,
        histories: &Histories,
        content: Content,
        commands: &mut Vec<Command>,
    ) {
        let Self { session, theme, rect, axis, fold, .. } = self;
        let (top, bottom) = match fold {
            Fold::Folded => (rect.top(), rect.bottom()),
            Fold::Open => (lanes.ticks + 4.0, rect.bottom() - 6.0),
        };
        let place = Rect::from_min_max(pos2(rect.left() + MARGIN - 6.0, top), pos2(axis.left - 12.0, bottom));
        controls_ui(ui, session, theme, place, commands);
        let says = match (fold, content) {
            (Fold::Folded, _) => Vec::new(),
            (Fold::Open, Content::Rows) => vec![(lanes.labels, histories.title(session, n_fit(lanes)))],
            (Fold::Open, Content::Stems) => vec![
                (lanes.base - 18.0, "Up: begins, accepted, in force".to_owned()),
                (lanes.base, "Height: weight of the tie, 1 to 5".to_owned()),
                (lanes.base + 18.0, "Down: ends, refused, suspended".to_owned()),
            ],
        };
        for (y, words) in says {
            let words = RichText::new(words).size(12.0).color(color(theme.muted));
            let words = one_line(ui, words, axis.left - 12.0 - rect.left() - MARGIN);
            let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + MARGIN, y), words.size());
            ui.painter().galley(at.min, words, color(theme.muted));
        }
    }

    /// Says what changed last, between the ways to what lies outside of the bar.
    fn caption_ui(
        &self,
        ui: &mut Ui,
        state: &mut TimelineState,
        (n_before, n_after): (usize, usize),
        last: Option<Change>,
    ) {
        let Self { session, theme, rect, axis, range, .. } = self;
        let bottom = rect.bottom() - 4.0;
        let row = Rect::from_x_y_ranges(axis.left..=axis.right(), bottom - CAPTION..=bottom);
        let (left, is_earlier) = outside_ui(ui, theme, row, Way::Earlier, n_before);
        let (right, is_later) = outside_ui(ui, theme, row, Way::Later, n_after);
        for (is_clicked, pages) in [(is_earlier, -1.0), (is_later, 1.0)] {
            if is_clicked {
                state.scale = state.scale.map(|scale| scale.paged(pages, *range));
                ui.ctx().request_repaint();
            }
        }
        let words = match last {
            Some(last) if last.day == number_of(session.as_of()) => last.words,
            Some(last) => format!("Last change {}", last.words),
            None if session.dated_days().is_none() => "Nothing in this atlas is dated".to_owned(),
            None => "Nothing has changed by then".to_owned(),
        };
        let room = row.with_min_x(row.left() + left).with_max_x(row.right() - right);
        let layout = Layout::left_to_right(Align::Center);
        let mut child = ui.new_child(UiBuilder::new().id_salt("caption").max_rect(room).layout(layout));
        let text = RichText::new(words).size(12.0).color(color(theme.muted));
        let response = child.add(Label::new(text).truncate());
        // Screen readers say what a step has brought.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}

/// Returns where rows lie, from top to bottom.
fn rows_range(lanes: Lanes) -> std::ops::RangeInclusive<f32> {
    lanes.zone.top() + LABELS..=lanes.ticks
}

/// Returns how many rows there is room for, of the last at least half.
fn n_fit(lanes: Lanes) -> usize {
    let rows = rows_range(lanes);
    ((rows.end() - rows.start()) / ROW).round() as usize
}

/// Lets the upper edge be moved, by pointer or by keyboard, so that there is room for more rows.
fn edge_ui(ui: &Ui, theme: &Theme, rect: Rect, window: Vec2, state: &mut TimelineState) {
    let line = Rect::from_x_y_ranges(rect.x_range(), rect.top()..=rect.top());
    let response =
        ui.interact(line.expand2(vec2(0.0, GRIP)), Id::unique("edge").with("timeline"), Sense::click_and_drag());
    let height = height(window, state);
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(height)),
        ..WidgetInfo::labeled(Role::Splitter, true, "Height of the timeline")
    });
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeVertical);
    }
    if response.has_focus() || response.hovered() || response.dragged() {
        let ink = if response.has_focus() { theme.ink } else { theme.muted };
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.5, color(ink)));
    }
    let mut wanted = height;
    if response.dragged()
        && let Some(pos) = response.interact_pointer_pos()
    {
        wanted = rect.bottom() - pos.y;
    }
    if response.has_focus() {
        let lock = EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, lock));
        for (key, by) in [(Key::ArrowUp, STEP), (Key::ArrowDown, -STEP)] {
            let n = ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::NONE, key));
            wanted += by * n as f32;
        }
    }
    let wanted = wanted.clamp(LEAST, most(window)).round();
    if response.double_clicked() {
        state.height = None;
    } else if wanted != height {
        state.height = Some(wanted);
    }
    if response.double_clicked() || wanted != height {
        ui.ctx().request_repaint();
    }
}
