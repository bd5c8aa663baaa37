//! The formal life of a tie: its milestones, and dates that somebody gives differently.

use egui::{pos2, vec2};

use super::desk::Desk;
use super::editing::{Editable, adding_section_ui, at, editable_ui};
use super::layout::{INDENT, LEFT, MOST_ROWS, columns_ui, rest_ui};
use super::letters::{Letters, label_ui};
use super::marks::{Marker, paint_marker};
use super::sources::{source_link_ui, sources_ui};
use super::words;
use crate::model::{Dispute, EntryId, Milestone, Step, Tie};
use crate::scene::encode;
use crate::session::forms::{Sort, Thing};
use crate::ui::color;

/// Shows the milestones of a tie, earliest first, then rival dates.
pub(super) fn milestones_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie) {
    let course = &tie.course;
    if course.milestones.is_empty() && course.disputed.is_empty() {
        return;
    }
    let name = if course.milestones.is_empty() { "Disputed dates" } else { "Milestones" };
    let record = EntryId::Tie(tie.id.clone());
    let sort = if course.milestones.is_empty() { Sort::Dispute } else { Sort::Milestone };
    adding_section_ui(ui, desk, name, "", &Thing::new_item(record.clone(), sort));
    let whole = desk.session.shown().ties.get(&tie.id).map(|tie| &tie.course).unwrap_or(course);
    let ink = color(desk.theme.of(encode::sign(desk.sign(tie)).role));
    for (idx, milestone) in course.milestones.iter().enumerate().take(MOST_ROWS) {
        let label = format!("Edit milestone of {}", words::short_date(milestone.on));
        let at = at(&whole.milestones, milestone, idx);
        let thing = at.map(|idx| Thing::item(record.clone(), Sort::Milestone, idx));
        let editable = thing.map(|thing| Editable::new(thing, &label));
        editable_ui(ui, desk, editable, |ui, desk| milestone_ui(ui, desk, milestone, ink));
    }
    rest_ui(ui, desk.theme, course.milestones.len());
    for (idx, dispute) in course.disputed.iter().enumerate().take(MOST_ROWS) {
        let at = at(&whole.disputed, dispute, idx);
        let thing = at.map(|idx| Thing::item(record.clone(), Sort::Dispute, idx));
        let label = format!("Edit rival date {}", words::short_date(dispute.on));
        let editable = thing.map(|thing| Editable::new(thing, &label));
        editable_ui(ui, desk, editable, |ui, desk| dispute_ui(ui, desk, tie, dispute));
    }
    rest_ui(ui, desk.theme, course.disputed.len());
}

/// Shows one milestone: its marker, its date, what, by whom and according to whom.
fn milestone_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, milestone: &Milestone, ink: egui::Color32) {
    let theme = desk.theme;
    let at = ui.cursor().min;
    let (words, more) = say(desk, milestone);
    let is_later = milestone.on.earliest() > desk.as_of();
    // What is still ahead must not look like what has been achieved.
    let (marker, ink) = if is_later { (Marker::Open, color(theme.muted)) } else { (marker(milestone.step), ink) };
    let letters = if is_later { Letters::muted(theme) } else { Letters::body(theme) };
    paint_marker(ui.painter(), pos2(at.x + 6.0, at.y + 9.0), marker, ink);
    columns_ui(
        ui,
        INDENT + LEFT,
        |ui| {
            ui.horizontal_top(|ui| {
                ui.add_space(INDENT);
                label_ui(ui, Letters::muted(theme), &words::short_date(milestone.on));
            });
        },
        |ui| {
            label_ui(ui, letters, &words);
            if !more.is_empty() {
                label_ui(ui, Letters::small(theme), &more);
            }
            if is_later {
                label_ui(ui, Letters::small(theme), &format!("after {}", words::day(desk.as_of())));
            }
            sources_ui(ui, desk, "", &milestone.sources, "");
        },
    );
    ui.add_space(4.0);
}

/// Returns what happened in words, and more about it where the step alone does not say it.
pub(super) fn say(desk: &Desk<'_>, milestone: &Milestone) -> (String, String) {
    milestone.in_words(desk.document())
}

fn marker(step: Step) -> Marker {
    if step.is_into_force() { Marker::Filled } else { Marker::Open }
}

/// Shows a rival date, with who gives it.
fn dispute_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, tie: &Tie, dispute: &Dispute) {
    let theme = desk.theme;
    let what = tie.disputed_in_words(&dispute.what);
    let publisher = desk.publisher(&dispute.source);
    let words = format!("{publisher} dates {what} {}", dispute.on.in_words());
    columns_ui(
        ui,
        INDENT,
        |ui| {
            ui.allocate_ui(vec2(INDENT, 0.0), |ui| label_ui(ui, Letters::strong(theme), "≠"));
        },
        |ui| {
            source_link_ui(ui, desk, &dispute.source, &words);
            if !dispute.note.is_empty() {
                label_ui(ui, Letters::small(theme), &dispute.note);
            }
        },
    );
    ui.add_space(4.0);
}
