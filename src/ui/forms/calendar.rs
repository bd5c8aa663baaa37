//! Days of a month to choose from. What is typed stays the truth: a click only types.

use egui::{Button, Key, Modifiers, RichText, Role, Ui, WidgetInfo, vec2};
use jiff::civil::{Date, date};

use super::popped::{Entering, Popped, What};
use crate::model::{EdtfDate, Precision};
use crate::scene::Theme;
use crate::session::forms::Input;
use crate::ui::style::color;

/// Width and height of a day, in points.
const DAY: (f32, f32) = (32.0, 26.0);
/// Days of a week, Monday first as ISO 8601 has it.
const WEEK: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Shows the month of a calendar below a date; returns what was chosen, as it is typed.
pub(super) fn calendar_ui(
    ui: &mut Ui,
    theme: &Theme,
    popped: &mut Popped,
    input: &Input,
    chosen: Option<EdtfDate>,
) -> Option<String> {
    let What::Calendar { year, month, entering } = &mut popped.what else { return None };
    ui.set_width(DAY.0 * 7.0);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let entering = std::mem::take(entering);
    head_ui(ui, theme, (year, month), &mut popped.ids);
    ui.add_space(4.0);
    let first = Date::new(*year, *month, 1).ok()?;
    let day = days_ui(ui, theme, first, chosen, entering, &mut popped.ids);
    ui.add_space(6.0);
    let other = others_ui(ui, first, input, &mut popped.ids);
    day.map(|day| day.to_string()).or(other)
}

/// Shows the days of a month by weeks; returns the one that was clicked.
fn days_ui(
    ui: &mut Ui,
    theme: &Theme,
    first: Date,
    chosen: Option<EdtfDate>,
    entering: Entering,
    ids: &mut Vec<egui::Id>,
) -> Option<Date> {
    ui.horizontal(|ui| {
        for name in WEEK {
            ui.allocate_ui(vec2(DAY.0, 18.0), |ui| {
                ui.set_width(DAY.0);
                ui.vertical_centered(|ui| ui.label(RichText::new(name).size(11.0).color(color(theme.muted))));
            });
        }
    });
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or_default();
    let n_days = usize::try_from(first.days_in_month()).unwrap_or_default();
    let mut clicked = None;
    for week in 0..(before + n_days).div_ceil(7) {
        ui.horizontal(|ui| {
            for place in week * 7..week * 7 + 7 {
                let day = (place + 1).checked_sub(before).filter(|day| (1..=n_days).contains(day));
                let Some(day) = day.and_then(|day| first.with().day(i8::try_from(day).ok()?).build().ok()) else {
                    ui.allocate_space(vec2(DAY.0, DAY.1));
                    continue;
                };
                let is_chosen = chosen.is_some_and(|it| it.precision() == Precision::Day && it.earliest() == day);
                let response = day_ui(ui, theme, day, Chosen::from(is_chosen));
                ids.push(response.id);
                let is_first = chosen.is_none_or(|it| it.earliest() != day) && day.day() == 1;
                if entering == Entering::Yes && (is_chosen || is_first) {
                    response.request_focus();
                }
                if response.clicked() {
                    clicked = Some(day);
                }
            }
        });
    }
    clicked
}

/// Shows what is less than a day, and how else a span may end; returns what was clicked, as it is typed.
fn others_ui(ui: &mut Ui, first: Date, input: &Input, ids: &mut Vec<egui::Id>) -> Option<String> {
    let month = first.strftime("%Y-%m").to_string();
    let in_words = EdtfDate::parse(&month).map(EdtfDate::in_words).unwrap_or_default();
    let year = format!("{:04}", first.year());
    let mut choices = vec![(in_words, month), (year.clone(), year)];
    if *input == Input::End {
        choices.extend([("Open", ".."), ("Unknown", "")].map(|(words, text)| (words.to_owned(), text.to_owned())));
    }
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (words, text) in choices {
            let button = ui.add(Button::new(RichText::new(words).size(12.0)).small());
            ids.push(button.id);
            if button.clicked() {
                clicked = Some(text);
            }
        }
    });
    clicked
}

/// Shows the month with the ways to others; Page Up and Page Down go there too.
fn head_ui(ui: &mut Ui, theme: &Theme, (year, month): (&mut i16, &mut i8), ids: &mut Vec<egui::Id>) {
    let mut by = ui.input_mut(|input| {
        let next = input.count_and_consume_key(Modifiers::NONE, Key::PageDown);
        i32::try_from(next).unwrap_or_default()
            - i32::try_from(input.count_and_consume_key(Modifiers::NONE, Key::PageUp)).unwrap_or_default()
    });
    ui.horizontal(|ui| {
        for (words, name, step) in [("«", "Year before", -12), ("‹", "Month before", -1)] {
            by += way_ui(ui, words, name, ids) * step;
        }
        let shown = Date::new(*year, *month, 1).map(|day| day.strftime("%Y-%m").to_string()).unwrap_or_default();
        let words = EdtfDate::parse(&shown).map(EdtfDate::in_words).unwrap_or_default();
        let bold = egui::FontFamily::Name(crate::ui::BOLD.into());
        let room = vec2((DAY.0 * 7.0 - 4.0 * 28.0).max(1.0), 24.0);
        ui.allocate_ui_with_layout(room, egui::Layout::centered_and_justified(egui::Direction::TopDown), |ui| {
            ui.add(egui::Label::new(RichText::new(words).family(bold).color(color(theme.ink))).selectable(false));
        });
        for (words, name, step) in [("›", "Next month", 1), ("»", "Next year", 12)] {
            by += way_ui(ui, words, name, ids) * step;
        }
    });
    let months = i32::from(*year) * 12 + i32::from(*month) - 1 + by;
    let months = months.clamp(12, 9999 * 12 + 11);
    *year = i16::try_from(months / 12).unwrap_or(*year);
    *month = i8::try_from(months % 12 + 1).unwrap_or(*month);
}

fn way_ui(ui: &mut Ui, words: &str, name: &str, ids: &mut Vec<egui::Id>) -> i32 {
    let button = ui.add_sized(vec2(28.0, 24.0), Button::new(words).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ids.push(button.id);
    i32::from(button.clicked())
}

/// Whether a day is that of the date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Yes,
    No,
}

impl From<bool> for Chosen {
    fn from(is_chosen: bool) -> Self {
        if is_chosen { Self::Yes } else { Self::No }
    }
}

fn day_ui(ui: &mut Ui, theme: &Theme, day: Date, chosen: Chosen) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(DAY.0, DAY.1), egui::Sense::click());
    let name = EdtfDate::from_day(day).in_words();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen == Chosen::Yes, &name));
    let cell = rect.shrink(1.0);
    let painter = ui.painter();
    if chosen == Chosen::Yes {
        painter.rect_filled(cell, 4, color(theme.selection_ground));
        painter.rect_stroke(cell, 4, egui::Stroke::new(1.0, color(theme.selection_edge)), egui::StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(cell, 4, color(theme.chip));
    }
    if response.has_focus() {
        painter.rect_stroke(cell, 4, egui::Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
    }
    let font = egui::FontId::proportional(13.0);
    painter.text(cell.center(), egui::Align2::CENTER_CENTER, day.day().to_string(), font, color(theme.ink));
    response
}

/// Returns the month that a calendar shows first: that of a date, or else of a day.
pub(super) fn first_month(chosen: Option<EdtfDate>, otherwise: Date) -> (i16, i8) {
    let day = chosen.map_or(otherwise, EdtfDate::earliest);
    let day = if day.year() < 1 { date(2000, 1, 1) } else { day };
    (day.year(), day.month())
}
