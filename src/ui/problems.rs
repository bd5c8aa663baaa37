//! What could not be read from the atlas's files, and what an author would want to know: a list, and beside each row the
//! record that it is about.

use std::sync::Arc;

use egui::{
    FontFamily, Galley, Id, Label, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::galley::one_line;
use super::inspector::counted;
use super::record::record_ui;
use super::style::color;
use crate::kit::quoted;
use crate::model::{Place, Problem, Severity};
use crate::scene::Theme;
use crate::session::Session;

/// Problems shown at most; the rest are counted.
const MOST_SHOWN: usize = 500;
/// Height of a row, in points.
const ROW: f32 = 24.0;
/// Width of the word before a message, in points.
const WORD: f32 = 44.0;
/// Part of the height that the list has; the record has the rest.
const LIST_PART: f32 = 0.42;

/// Where one is in the list of problems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProblemsView {
    /// Which sort is listed; `None` for both.
    only: Option<Severity>,
    /// Row of the problem that is shown in full, among those listed.
    chosen: usize,
    /// Whether the list has had the focus of the keyboard since it was opened.
    focus: Focus,
    /// The place to which the record was scrolled.
    shown: Option<Place>,
}

/// Whether the list was given the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    /// Its chosen row shall have it.
    #[default]
    Wanted,
    /// It goes its own way.
    Given,
}

/// Shows the problems, errors first, and the record of the chosen one.
pub fn problems_ui(ui: &mut Ui, session: &Session, theme: &Theme, view: &mut ProblemsView) {
    ui.horizontal_wrapped(|ui| filter_ui(ui, session, view));
    let words = "What is sound is open; nothing in the files was changed";
    ui.label(RichText::new(words).small().color(color(theme.muted)));
    ui.add_space(8.0);
    let of = |severity| session.problems().iter().filter(move |problem| problem.severity == severity);
    let listed: Vec<&Problem> = of(Severity::Error)
        .chain(of(Severity::Note))
        .filter(|problem| view.only.is_none_or(|only| only == problem.severity))
        .collect();
    let shown = &listed[..listed.len().min(MOST_SHOWN)];
    view.chosen = view.chosen.min(shown.len().saturating_sub(1));
    if view.focus == Focus::Wanted && !shown.is_empty() {
        // From there, the arrows go from row to row.
        ui.memory_mut(|memory| memory.request_focus(row_id(view.chosen)));
    }
    let height = (ui.available_height() * LIST_PART).min(ROW * (shown.len() as f32 + 1.0));
    ScrollArea::vertical().id_salt("problems").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (row_idx, problem) in shown.iter().enumerate() {
            row_ui(ui, row_idx, problem, theme, view);
        }
        if listed.len() > MOST_SHOWN {
            ui.label(format!("{} more; “demarche check” lists them all", listed.len() - MOST_SHOWN));
        }
    });
    ui.separator();
    if let Some(problem) = shown.get(view.chosen) {
        problem_ui(ui, problem, theme, &mut view.shown);
    }
}

/// Chooses between all problems, errors and notes, with how many there are of each.
fn filter_ui(ui: &mut Ui, session: &Session, view: &mut ProblemsView) {
    let n_problems = session.n_problems();
    let choices = [
        (None, format!("All {}", session.problems().len())),
        (Some(Severity::Error), counted(n_problems.errors, "error")),
        (Some(Severity::Note), counted(n_problems.notes, "note")),
    ];
    for (only, words) in choices {
        if ui.selectable_label(view.only == only, words).clicked() {
            (view.only, view.chosen, view.focus) = (only, 0, Focus::Wanted);
        }
    }
}

fn row_id(row_idx: usize) -> Id {
    Id::unique("problem").with(row_idx)
}

fn row_ui(ui: &mut Ui, row_idx: usize, problem: &Problem, theme: &Theme, view: &mut ProblemsView) {
    // size
    let size = vec2(ui.available_width(), ROW);
    // allocate
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, row_id(row_idx), Sense::click());
    // interact
    let (word, ink) = match problem.severity {
        Severity::Error => ("Error", theme.negative),
        Severity::Note => ("Note", theme.muted),
    };
    let message = quoted(&problem.message);
    let is_chosen = view.chosen == row_idx;
    let says = format!("{word}: {message}, {}", problem.place);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &says));
    if response.clicked() {
        response.request_focus();
        view.chosen = row_idx;
    }
    if response.has_focus() {
        (view.chosen, view.focus) = (row_idx, Focus::Given);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    // paint
    if !ui.is_rect_visible(rect) {
        return;
    }
    let ground = match (is_chosen, response.hovered()) {
        (true, _) => Some(theme.selection_ground),
        (false, true) => Some(theme.chip),
        (false, false) => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 4, color(ground));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    let bold = FontFamily::Name(super::BOLD.into());
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let write = |left: f32, galley: Arc<Galley>| {
        let at = pos2(left, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color(theme.ink));
    };
    write(inner.left(), one_line(ui, RichText::new(word).small().family(bold).color(color(ink)), WORD));
    let place = RichText::new(problem.place.to_string()).small().color(color(theme.muted));
    let place = one_line(ui, place, inner.width() / 2.0);
    let place_left = inner.right() - place.size().x;
    write(place_left, place);
    let left = inner.left() + WORD;
    write(left, one_line(ui, RichText::new(message).color(color(theme.ink)), place_left - left - 16.0));
}

/// Shows a problem in full: message, hint, place and record.
fn problem_ui(ui: &mut Ui, problem: &Problem, theme: &Theme, shown: &mut Option<Place>) {
    let bold = FontFamily::Name(super::BOLD.into());
    ui.add(Label::new(RichText::new(quoted(&problem.message)).family(bold)).wrap());
    if !problem.hint.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Hint").color(color(theme.muted)));
            ui.label(quoted(&problem.hint));
        });
    }
    ui.horizontal(|ui| {
        let place = problem.place.to_string();
        ui.label(RichText::new(&place).color(color(theme.muted)));
        let copy = ui.button("Copy place").on_hover_text("Copies file, line and column, as editors take them");
        if copy.clicked() {
            ui.ctx().copy_text(place);
        }
    });
    ui.add_space(8.0);
    record_ui(ui, problem, theme, shown);
}
