//! A row of what was found: its sign, its name with the letters that were met, what stands below, and of which sort it is.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Color32, FontFamily, FontId, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::entries::{Entry, What};
use crate::scene::Theme;
use crate::session::{Line, Session};
use crate::ui::inspector::{paint_casing, paint_sign};
use crate::ui::{BOLD, color};

/// Height of a row of one line, of one of two, and of a heading, in points.
const ONE_LINE: f32 = 30.0;
const TWO_LINES: f32 = 44.0;
const HEADING: f32 = 28.0;
/// Room at the left for a glyph, and at either side, in points.
const GUTTER: f32 = 22.0;
const MARGIN: f32 = 12.0;
/// Room for the word that says of which sort it is, in points.
const SORT: f32 = 68.0;

/// Whether Enter would choose a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cursor {
    /// It would.
    Here,
    /// It would choose another.
    Elsewhere,
}

/// Returns the height of a row, in points, with that of the heading above it.
pub(super) fn height(entry: &Entry) -> f32 {
    let row = match entry.what {
        What::Thing(..) => TWO_LINES,
        What::Command(..) => ONE_LINE,
    };
    row + if entry.heading.is_some() { HEADING } else { 0.0 }
}

/// Shows a row.
pub(super) fn row_ui(ui: &mut Ui, session: &Session, theme: &Theme, entry: &Entry, cursor: Cursor) -> Response {
    // size
    let width = ui.available_width();
    // allocate
    if let Some(heading) = entry.heading {
        let (rect, response) = ui.allocate_exact_size(vec2(width, HEADING), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, heading));
        let at = rect.left_bottom() + vec2(MARGIN, -5.0);
        ui.painter().text(at, egui::Align2::LEFT_BOTTOM, heading, bold(11.0), color(theme.muted));
    }
    let headless = height(entry) - if entry.heading.is_some() { HEADING } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, headless), Sense::click());
    // interact
    let is_available = entry.what.is_available(session);
    let words = spoken(session, entry);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, is_available, cursor == Cursor::Here, &words));
    // paint
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let ground = rect.shrink2(vec2(4.0, 1.0));
    if cursor == Cursor::Here {
        ui.painter().rect(ground, 4, color(theme.chip), Stroke::new(1.0, color(theme.muted)), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(ground, 4, color(theme.chip));
    }
    let ink = if is_available { theme.ink } else { theme.muted };
    let sort =
        ui.painter().layout_no_wrap(entry.what.sort().to_owned(), FontId::proportional(11.0), color(theme.muted));
    let right = rect.right() - MARGIN;
    match &entry.what {
        What::Command(_, line) => {
            let y = rect.center().y;
            ui.painter().galley(pos2(right - sort.size().x, y - sort.size().y / 2.0), sort, color(theme.muted));
            let aside = aside_ui(ui, session, theme, &entry.what, pos2(right - SORT, y));
            words_ui(ui, line, rect, y, aside, [color(ink), color(ink)]);
        }
        What::Thing(found, _) => {
            let [first, second] = [rect.top() + 14.0, rect.top() + 31.0];
            ui.painter().galley(pos2(right - sort.size().x, first - sort.size().y / 2.0), sort, color(theme.muted));
            if let Some(sign) = found.sign {
                let at = pos2(rect.left() + MARGIN + 6.0, first);
                paint_sign(ui.painter(), theme, at, sign);
                if session.is_hypothetical(&found.target) {
                    paint_casing(ui.painter(), theme, at);
                }
            }
            let aside = aside_ui(ui, session, theme, &entry.what, pos2(right - SORT, first));
            words_ui(ui, &found.title, rect, first, aside, [color(ink), color(ink)]);
            words_ui(ui, &found.below, rect, second, right, [color(theme.muted), color(theme.ink)]);
        }
    }
    response
}

/// Writes what is told beside a name, up to a point at its right; returns where the name must end.
fn aside_ui(ui: &Ui, session: &Session, theme: &Theme, what: &What, to: egui::Pos2) -> f32 {
    let words = aside(session, what);
    if words.is_empty() {
        return to.x;
    }
    let words = ui.painter().layout_no_wrap(words, FontId::proportional(12.0), color(theme.muted));
    let left = to.x - words.size().x;
    ui.painter().galley(pos2(left, to.y - words.size().y / 2.0), words, color(theme.muted));
    left - 12.0
}

/// Writes a line from the left of a row to a point at its right; the letters that were met are bold.
fn words_ui(ui: &Ui, line: &Line, rect: Rect, y: f32, right: f32, [ink, met]: [Color32; 2]) {
    let left = rect.left() + MARGIN + GUTTER;
    let galley = galley(ui, line, right - left, [ink, met]);
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, ink);
}

fn galley(ui: &Ui, line: &Line, room: f32, [ink, met]: [Color32; 2]) -> Arc<Galley> {
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(room.max(0.0)), ..LayoutJob::default() };
    let plain = TextFormat::simple(FontId::proportional(13.0), ink);
    // Bold, which is seen by whoever sees no colors, and underlined, where a font has no bold letters.
    let marked = TextFormat { underline: Stroke::new(1.0, met), ..TextFormat::simple(bold(13.0), met) };
    let mut at = 0;
    for mark in &line.marks {
        job.append(line.words.get(at..mark.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(line.words.get(mark.clone()).unwrap_or_default(), 0.0, marked.clone());
        at = mark.end;
    }
    job.append(line.words.get(at..).unwrap_or_default(), 0.0, plain);
    ui.painter().layout_job(job)
}

fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}

/// Returns what is told beside a name: keys, that it is selected or only supposed, or why it is not seen on the canvas.
fn aside(session: &Session, what: &What) -> String {
    match what {
        What::Command(command, _) => {
            let keys = command.first_keys(session.preferences.letter_keys);
            if command.is_available(session) {
                let is_on = command.is_on(session) == Some(true);
                [if is_on { "on" } else { "" }, &keys]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("   ")
            } else {
                "not now".to_owned()
            }
        }
        What::Thing(found, absence) => {
            let is_selected = session.selection.targets().contains(&found.target);
            let selected = if is_selected { "selected" } else { "" };
            let supposed = if session.is_hypothetical(&found.target) { "hypothetical" } else { "" };
            let parts = [absence.as_deref().unwrap_or_default(), supposed, selected];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// Returns a row as a screen reader says it: "North Korea, nation, KP, DPRK".
pub(super) fn spoken(session: &Session, entry: &Entry) -> String {
    let (title, sign, below) = match &entry.what {
        What::Thing(found, _) => {
            (&found.title.words, found.sign.map_or("", |sign| sign.name()), found.below.words.as_str())
        }
        What::Command(_, line) => (&line.words, "", ""),
    };
    let aside = aside(session, &entry.what);
    let parts = [title.as_str(), entry.what.sort(), sign, &aside, below];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
