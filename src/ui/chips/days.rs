//! The days on one of which a tie has to exist, typed as two dates.

use egui::{Align, Key, Layout, RichText, Role, Stroke, TextEdit, Ui, WidgetInfo};

use crate::kit::{capitalized, quoted};
use crate::network::{Criterion, Field};
use crate::scene::Theme;
use crate::session::{Command, Session, Sift, days_between};
use crate::ui::style::color;

/// Width of a field, in points.
const WIDTH: f32 = 92.0;

/// What is typed, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Days {
    from: String,
    to: String,
    /// Empty while nothing is wrong.
    fault: String,
}

/// Shows the two fields. What is no interval is said below them, and changes nothing.
pub(super) fn days_ui(ui: &mut Ui, session: &Session, days: &mut Days, theme: &Theme, commands: &mut Vec<Command>) {
    let bold = egui::FontFamily::Name(crate::ui::BOLD.into());
    ui.label(RichText::new(Field::Overlap.title()).size(11.0).family(bold).color(color(theme.muted)));
    let mut is_asked = false;
    ui.horizontal(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, color(theme.faint));
        ui.spacing_mut().item_spacing.x = 6.0;
        for (text, name) in [(&mut days.from, "From"), (&mut days.to, "To")] {
            let hint = if name == "From" { "from 2018" } else { "to 2019-06" };
            let field = TextEdit::singleline(text).hint_text(hint).desired_width(WIDTH).char_limit(40);
            let response = ui.add(field);
            response
                .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, format!("{name}, a day, month or year")));
            if response.changed() {
                days.fault.clear();
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                is_asked = true;
                // What was wrong is mended where it was typed.
                response.request_focus();
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
            let button = ui.button("Ask");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Ask for these days"));
            is_asked |= button.clicked();
        });
    });
    if is_asked {
        match days_between(&days.from, &days.to) {
            Ok(span) => {
                days.fault.clear();
                let filter = session.lens().filter.with(&Criterion::Overlap(span));
                commands.push(Command::Sift(Sift::Ask(Box::new(filter))));
            }
            // What the fields hold is seen above; two sentences in one line.
            Err(error) => days.fault = format!("{}: {}", capitalized(&quoted(&error.message)), quoted(&error.hint)),
        }
    }
    if !days.fault.is_empty() {
        ui.label(RichText::new(&days.fault).size(12.0).color(color(theme.negative)));
    }
}
