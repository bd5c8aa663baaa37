//! The list of what could not be read from the atlas's files.

use egui::{FontFamily, RichText, ScrollArea, Ui};

use super::inspector::counted;
use super::style::color;
use crate::kit::visible;
use crate::model::{Problem, Severity};
use crate::scene::Theme;
use crate::session::Session;

/// Problems shown at most; the rest are counted.
const MOST_SHOWN: usize = 500;

/// Shows all problems, errors first.
pub fn problems_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    let n_problems = session.n_problems();
    let words = format!(
        "{}, {}. What is sound is open; nothing in the files was changed",
        counted(n_problems.errors, "error"),
        counted(n_problems.notes, "note")
    );
    ui.label(RichText::new(words).color(color(theme.muted)));
    ui.add_space(8.0);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let of = |severity| session.problems().iter().filter(move |problem| problem.severity == severity);
        for problem in of(Severity::Error).chain(of(Severity::Note)).take(MOST_SHOWN) {
            problem_ui(ui, problem, theme);
        }
        if session.problems().len() > MOST_SHOWN {
            ui.label(format!("{} more; `demarche check` lists them all", session.problems().len() - MOST_SHOWN));
        }
    });
}

fn problem_ui(ui: &mut Ui, problem: &Problem, theme: &Theme) {
    let (word, ink) = match problem.severity {
        Severity::Error => ("Error", theme.negative),
        Severity::Note => ("Note", theme.muted),
    };
    ui.horizontal_wrapped(|ui| {
        let bold = FontFamily::Name(super::BOLD.into());
        ui.label(RichText::new(word).family(bold).color(color(ink)));
        ui.label(quoted(&problem.message));
    });
    ui.label(RichText::new(problem.place.to_string()).small().color(color(theme.muted)));
    if let Some((excerpt, caret)) = problem.place.caret() {
        // No compiled-in font has letters of one width, so the caret is put in front of its letter instead of below.
        let at = caret.chars().count() - 1;
        let before: String = excerpt.chars().take(at).collect();
        let after: String = excerpt.chars().skip(at).collect();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.label(RichText::new(before.trim_start()).small());
            ui.label(RichText::new("▸").small().color(color(theme.negative)));
            ui.label(RichText::new(after).small());
        });
    }
    if !problem.hint.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Hint").small().color(color(theme.muted)));
            ui.label(RichText::new(quoted(&problem.hint)).small());
        });
    }
    ui.add_space(12.0);
}

/// Returns a message safe to show, with quotation marks for a terminal's backticks.
fn quoted(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for (idx, part) in visible(message).split('`').enumerate() {
        match idx {
            0 => {}
            idx if idx % 2 == 1 => shown.push('“'),
            _ => shown.push('”'),
        }
        shown.push_str(part);
    }
    shown
}
