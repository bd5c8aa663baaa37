//! A record as its author wrote it, with line numbers and a caret under the very letter that a problem is about.

use egui::text::{CCursor, CharIndex};
use egui::{Align, Align2, FontId, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::style::color;
use crate::kit::visible;
use crate::model::{Place, Problem};
use crate::scene::Theme;

/// Size of the text, height of a line, and of the caret's line below the one that it points into, in points.
const SIZE: f32 = 12.0;
const LINE: f32 = 18.0;
const CARET: f32 = 10.0;
/// Room between the numbers and the lines, and around all, in points.
const GAP: f32 = 14.0;
const MARGIN: f32 = 8.0;

/// The lines to show, safe to show, and where the caret stands.
struct Shown {
    first_line: usize,
    lines: Vec<String>,
    /// The line with the caret, counted from 0 among these.
    at_line: usize,
    /// Letters before the caret in that line.
    n_before: usize,
}

/// Shows the record of a problem, or what there is of its line; nothing for a problem with a file as a whole.
///
/// `shown_last` is the place that was shown last: the record is scrolled to another one once, and from then on by hand.
pub fn record_ui(ui: &mut Ui, problem: &Problem, theme: &Theme, shown_last: &mut Option<Place>) {
    let Some(shown) = Shown::of(problem) else { return };
    // One view for each place, or the next record would be seen scrolled as far as the one before.
    let salt = ("record", problem.place.to_string());
    egui::Frame::new().fill(color(theme.canvas)).corner_radius(4).inner_margin(MARGIN).show(ui, |ui| {
        let area = ScrollArea::both().id_salt(salt).auto_shrink([false, false]).min_scrolled_height(LINE);
        area.show(ui, |ui| {
            let caret = lines_ui(ui, &shown, theme);
            // While sizes are only tried, nothing is scrolled yet.
            if shown_last.as_ref() != Some(&problem.place) && !ui.is_sizing_pass() {
                // In the middle, so that it is seen even where there is room for two lines only.
                let room = caret.expand2(vec2(40.0, LINE));
                ui.scroll_to_rect_animation(room, Some(Align::Center), egui::style::ScrollAnimation::none());
                *shown_last = Some(problem.place.clone());
            }
        });
    });
}

impl Shown {
    fn of(problem: &Problem) -> Option<Self> {
        let place = &problem.place;
        let of_record = problem.record.as_ref().and_then(|record| {
            let at_line = place.line.checked_sub(record.first_line)?;
            let line = record.lines.get(at_line)?;
            let before: String = line.chars().take(place.column.saturating_sub(1)).collect();
            Some(Self {
                first_line: record.first_line,
                lines: record.lines.iter().map(|line| visible(line)).collect(),
                at_line,
                n_before: visible(&before).chars().count(),
            })
        });
        of_record.or_else(|| {
            let (excerpt, n_before) = place.excerpt()?;
            Some(Self { first_line: place.line, lines: vec![excerpt.to_owned()], at_line: 0, n_before })
        })
    }
}

/// Shows the lines; returns where the caret stands.
fn lines_ui(ui: &mut Ui, shown: &Shown, theme: &Theme) -> Rect {
    let Shown { first_line, lines, at_line, n_before } = shown;
    let font = FontId::proportional(SIZE);
    let lay_out = |words: String, ink| ui.painter().layout_no_wrap(words, font.clone(), color(ink));
    let numbers = lay_out((first_line + lines.len()).to_string(), theme.muted).size().x;
    let galleys: Vec<_> = lines.iter().map(|line| lay_out(line.clone(), theme.ink)).collect();
    let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
    let size = vec2(numbers + GAP + width + MARGIN, LINE * lines.len() as f32 + CARET);
    let (rect, response) = ui.allocate_exact_size(size.max(vec2(ui.available_width(), 0.0)), Sense::hover());
    let says = format!("Line {}, {}", first_line + at_line, lines[*at_line]);
    response.widget_info(|| WidgetInfo::labeled(Role::Code, true, &says));
    let painter = ui.painter();
    let mut top = rect.top();
    let mut caret = rect;
    for (idx, galley) in galleys.into_iter().enumerate() {
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), LINE));
        top += LINE;
        if idx == *at_line {
            painter.rect_filled(row, 2, color(theme.selection_ground));
            top += CARET;
        }
        let number = (first_line + idx).to_string();
        let ink = if idx == *at_line { theme.ink } else { theme.muted };
        let at = pos2(row.left() + numbers, row.center().y);
        painter.text(at, Align2::RIGHT_CENTER, number, font.clone(), color(ink));
        let left = row.left() + numbers + GAP;
        if idx == *at_line {
            // Measured, since letters differ in width.
            let x_of = |n: usize| galley.pos_from_cursor(CCursor::new(CharIndex(n))).left();
            let [begin, end] = [*n_before, n_before + 1].map(x_of);
            let tip = pos2(left + (begin + end.max(begin)) / 2.0, row.bottom() + 1.0);
            caret_ui(ui, tip, theme);
            let name = format!("Caret below letter {} of line {}", n_before + 1, first_line + idx);
            caret = Rect::from_center_size(tip + vec2(0.0, CARET / 2.0), vec2(CARET, CARET));
            let response = ui.interact(caret, ui.scope_id().with("caret"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        }
        painter.galley(pos2(left, row.center().y - galley.size().y / 2.0), galley, color(theme.ink));
    }
    caret
}

/// Draws the caret with its tip at a point.
fn caret_ui(ui: &Ui, tip: egui::Pos2, theme: &Theme) {
    let corners = vec![tip, tip + vec2(5.0, 8.0), tip + vec2(-5.0, 8.0)];
    ui.painter().add(Shape::convex_polygon(corners, color(theme.negative), Stroke::NONE));
}
