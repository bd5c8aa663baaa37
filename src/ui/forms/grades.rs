//! The NATO grades to choose from: reliability of the source down, credibility of what it says across, each with its meaning.

use egui::{Align2, FontFamily, FontId, Id, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::popped::Entering;
use crate::kit::capitalized;
use crate::model::{Credibility, Grade, Reliability};
use crate::scene::Theme;
use crate::ui::style::color;

/// Width and height of a grade, in points.
const CELL: (f32, f32) = (30.0, 26.0);
/// Room for what the letters mean, in points.
const WORDS: f32 = 128.0;

/// Shows the grades; returns the one that was chosen.
pub(super) fn grades_ui(
    ui: &mut Ui,
    theme: &Theme,
    chosen: Option<Grade>,
    entering: Entering,
    ids: &mut Vec<Id>,
) -> Option<Grade> {
    let mut picked = None;
    let mut meant = chosen;
    ui.set_width(WORDS + CELL.0 * 6.0);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    for reliability in Reliability::ALL {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(WORDS, CELL.1), Sense::hover());
            let words = reliability.in_words().trim_end_matches(" source").trim_start_matches("reliability ");
            let font = FontId::proportional(12.0);
            let at = rect.left_center();
            ui.painter().text(at, Align2::LEFT_CENTER, capitalized(words), font, color(theme.muted));
            for credibility in Credibility::ALL {
                let grade = Grade { reliability, credibility };
                let (rect, response) = ui.allocate_exact_size(vec2(CELL.0, CELL.1), Sense::click());
                let says = format!("{grade}, {}", grade.in_words());
                let is_chosen = chosen == Some(grade);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &says));
                ids.push(response.id);
                let first = Grade { reliability: Reliability::A, credibility: Credibility::One };
                if entering == Entering::Yes && grade == chosen.unwrap_or(first) {
                    response.request_focus();
                }
                let cell = rect.shrink(1.0);
                let painter = ui.painter();
                let ground = if is_chosen { theme.selection_ground } else { theme.chip };
                let is_judged = reliability != Reliability::F && credibility != Credibility::Six;
                if is_judged || is_chosen {
                    painter.rect_filled(cell, 3, color(ground));
                } else {
                    // No step of the scales, hence no ground like theirs.
                    painter.rect_stroke(cell, 3, Stroke::new(1.0, color(theme.line)), StrokeKind::Inside);
                }
                if response.hovered() || response.has_focus() {
                    meant = Some(grade);
                    painter.rect_stroke(cell, 3, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
                }
                let bold = FontId::new(12.0, FontFamily::Name(crate::ui::BOLD.into()));
                painter.text(cell.center(), Align2::CENTER_CENTER, grade.to_string(), bold, color(theme.ink));
                if response.clicked() {
                    picked = Some(grade);
                }
            }
        });
    }
    ui.add_space(6.0);
    let words = match meant {
        Some(grade) => format!("{grade}: {}", grade.in_words()),
        None => "Reliability of the source down, credibility across".to_owned(),
    };
    ui.add(egui::Label::new(RichText::new(words).size(12.0).color(color(theme.ink))).selectable(false).wrap());
    picked
}
