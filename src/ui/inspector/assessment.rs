//! Somebody's stated weights as a bar: a claim, and shown as one.

use egui::{CornerRadius, Rect, Role, Sense, WidgetInfo, pos2, vec2};

use super::desk::Desk;
use super::editing::{Editable, editable_ui, form_ui, reveal_added, spot_ui};
use super::evidence::folded_evidence_ui;
use super::layout::columns_ui;
use super::letters::{Letters, label_ui};
use crate::kit::boxed;
use crate::model::{Assessment, EntryId, Share};
use crate::scene::{Color, Theme, contrast};
use crate::session::forms::{Holder, Sort, Thing};
use crate::ui::color;

/// Height of the bar, in points.
const BAR_HEIGHT: f32 = 24.0;
/// Gap between two shares, so that neighbors of like tint still part.
const GAP: f32 = 2.0;
/// How much ink each share has, first to last, then over again.
const TINTS: [f64; 5] = [0.85, 0.35, 0.2, 0.65, 0.1];

/// Shows an assessment: whose claim, by what method, and the shares.
pub(super) fn assessment_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, assessment: &Assessment) {
    let theme = desk.theme;
    let (record, top) = (EntryId::Assessment(assessment.id.clone()), ui.cursor().top());
    let head = Editable::new(Thing::Record(record.clone()), "Edit this assessment");
    editable_ui(ui, desk, Some(head), |ui, desk| said_ui(ui, desk, assessment));
    ui.add_space(6.0);
    bar_ui(ui, theme, &assessment.shares);
    ui.add_space(6.0);
    for (idx, share) in assessment.shares.iter().enumerate() {
        let label = format!("Edit share {}", idx + 1);
        let editable = Editable::new(Thing::item(record.clone(), Sort::Share, idx), &label);
        editable_ui(ui, desk, Some(editable), |ui, _| share_ui(ui, theme, tint(theme, idx), share));
    }
    form_ui(ui, desk, &Thing::new_item(record.clone(), Sort::Share));
    ui.add_space(2.0);
    reveal_added(ui, desk, &record, top);
    let of = Holder { record, within: None };
    folded_evidence_ui(ui, desk, &assessment.title, &of, &assessment.evidence);
}

/// Shows what is assessed, by whom and how.
fn said_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, assessment: &Assessment) {
    let theme = desk.theme;
    spot_ui(ui, desk, "title", |ui, _| {
        label_ui(ui, Letters::strong(theme), &assessment.title);
    });
    if !assessment.question.is_empty() {
        spot_ui(ui, desk, "question", |ui, _| {
            label_ui(ui, Letters::body(theme), &assessment.question);
        });
    }
    let author = desk.document().who(&assessment.author);
    let claim = format!("claim by {author}, {}", assessment.made.in_words());
    spot_ui(ui, desk, "author", |ui, _| {
        label_ui(ui, Letters::small(theme), &claim);
    });
    let method = assessment.method.as_ref().map_or("no method stated".to_owned(), |method| format!("Method {method}"));
    spot_ui(ui, desk, "method", |ui, _| {
        label_ui(ui, Letters::small(theme), &method);
    });
}

/// Shows the shares side by side, each with its percentage where there is room.
fn bar_ui(ui: &mut egui::Ui, theme: &Theme, shares: &[Share]) {
    // Size
    let size = vec2(ui.available_width(), BAR_HEIGHT);
    let whole = shares.iter().map(|share| share.percent).sum::<f64>().max(100.0);
    // Allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    // Interact
    let said: Vec<String> =
        shares.iter().map(|share| format!("{} {}", percent(share.percent), boxed(&share.label))).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, said.join(", ")));
    // Paint
    ui.painter().rect_filled(rect, CornerRadius::same(2), color(theme.chip));
    let mut left = rect.left();
    for (idx, share) in shares.iter().enumerate() {
        let width = rect.width() * (share.percent / whole) as f32;
        let gap = if left + width + GAP < rect.right() { GAP } else { 0.0 };
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(left + (width - gap).max(0.0), rect.bottom()));
        left += width;
        let ground = tint(theme, idx);
        ui.painter().rect_filled(part, CornerRadius::same(2), color(ground));
        let letters = Letters { ink: color(readable(theme, ground)), ..Letters::small_strong(theme) };
        let galley = letters.galley(ui, &percent(share.percent), f32::INFINITY);
        if galley.size().x + 8.0 <= part.width() {
            ui.painter().galley(part.center() - galley.size() / 2.0, galley, letters.ink);
        }
    }
}

/// Shows one share in words: its tint, its label, its percentage at the right.
fn share_ui(ui: &mut egui::Ui, theme: &Theme, ground: Color, share: &Share) {
    let width = ui.available_width() - 48.0;
    columns_ui(
        ui,
        width,
        |ui| {
            columns_ui(
                ui,
                20.0,
                |ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
                    let square = Rect::from_center_size(rect.center(), vec2(12.0, 12.0));
                    ui.painter().rect_filled(square, CornerRadius::same(2), color(ground));
                },
                |ui| {
                    label_ui(ui, Letters::body(theme), &share.label);
                },
            );
        },
        |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                label_ui(ui, Letters::body(theme), &percent(share.percent));
            });
        },
    );
    ui.add_space(2.0);
}

/// Returns "50 %"; one decimal where there is one.
fn percent(percent: f64) -> String {
    if percent.fract().abs() < 0.05 { format!("{percent:.0} %") } else { format!("{percent:.1} %") }
}

/// Returns the ground of a share: the panel with some ink in it.
fn tint(theme: &Theme, idx: usize) -> Color {
    let share = TINTS[idx % TINTS.len()];
    let mix = |ink: u8, panel: u8| (f64::from(ink) * share + f64::from(panel) * (1.0 - share)).round() as u8;
    let (ink, panel) = (theme.ink, theme.panel);
    Color::opaque(mix(ink.r, panel.r), mix(ink.g, panel.g), mix(ink.b, panel.b))
}

/// Returns which of ink and panel is read more easily on a ground.
fn readable(theme: &Theme, ground: Color) -> Color {
    if contrast(theme.ink, ground) >= contrast(theme.panel, ground) { theme.ink } else { theme.panel }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io;
    use crate::scene::ThemeName;

    #[test]
    fn percentages_are_read_on_every_share_in_every_theme() {
        for name in ThemeName::ALL {
            let theme = io::theme(name);
            for idx in 0..TINTS.len() {
                let ground = tint(&theme, idx);
                let ratio = contrast(readable(&theme, ground), ground);
                assert!(ratio >= 4.5, "{} share {idx}: {ratio:.2}", name.name());
            }
        }
    }
}
