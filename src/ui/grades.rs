//! The grades in the legend: a small cell for each, and beside the six-step scales what cannot be judged.

use egui::{Align2, FontFamily, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::inspector::counted;
use super::left::point_at;
use super::style::color;
use crate::scene::{Class, GradeCell, GradeScale, Judgment, Theme};
use crate::session::{Command, Session};

/// Height of a cell, in points.
const HEIGHT: f32 = 36.0;
/// Gap between two cells, and before what cannot be judged, in points.
const GAP: f32 = 3.0;
const GAP_BEFORE_UNJUDGED: f32 = 12.0;

/// Shows one half of the grades in a row of cells.
pub(super) fn scale_ui(
    ui: &mut Ui,
    session: &Session,
    scale: &GradeScale,
    theme: &Theme,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let n_cells = scale.cells.len().max(1) as f32;
    let width = (row.width() - GAP * (n_cells - 2.0) - GAP_BEFORE_UNJUDGED) / n_cells;
    let mut left = row.left();
    for (idx, cell) in scale.cells.iter().enumerate() {
        if idx > 0 {
            left += match cell.judgment {
                Judgment::Judged => GAP,
                Judgment::CannotBeJudged => GAP_BEFORE_UNJUDGED,
            };
        }
        let rect = Rect::from_min_size(egui::pos2(left, row.top()), vec2(width, HEIGHT));
        cell_ui(ui, session, rect, cell, theme, pointed, commands);
        left += width;
    }
}

fn cell_ui(
    ui: &Ui,
    session: &Session,
    rect: Rect,
    cell: &GradeCell,
    theme: &Theme,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    let GradeCell { sign, words, judgment, n_ties, class } = cell;
    // allocate
    let response = ui.interact(rect, ui.scope_id().with(("grade", *sign)), Sense::click());
    // interact
    let says = format!("{sign}, {words}: {}", counted(*n_ties, "tie"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
    point_at(&response, session, class, pointed, commands);
    // paint
    let painter = ui.painter();
    match judgment {
        Judgment::Judged => painter.rect_filled(rect, 4, color(theme.chip)),
        // No step of the scale, hence no ground like theirs.
        Judgment::CannotBeJudged => {
            painter.rect_stroke(rect, 4, Stroke::new(1.0, color(theme.faint)), StrokeKind::Inside)
        }
    };
    let rim = match (response.has_focus(), response.hovered()) {
        (true, _) => Some(Stroke::new(1.5, color(theme.ink))),
        (false, true) => Some(Stroke::new(1.0, color(theme.muted))),
        (false, false) => None,
    };
    if let Some(rim) = rim {
        painter.rect_stroke(rect, 4, rim, StrokeKind::Inside);
    }
    let ink = if *n_ties == 0 { theme.muted } else { theme.ink };
    let bold = FontId::new(12.0, FontFamily::Name(super::BOLD.into()));
    let at = |y: f32| rect.center_top() + vec2(0.0, y);
    painter.text(at(11.0), Align2::CENTER_CENTER, sign, bold, color(ink));
    let count = if *n_ties == 0 { "–".to_owned() } else { n_ties.to_string() };
    painter.text(at(26.0), Align2::CENTER_CENTER, count, FontId::proportional(11.0), color(theme.muted));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(says);
}
