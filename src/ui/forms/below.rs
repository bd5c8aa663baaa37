//! A short text with a button at its end that lets something hang open below it, to be chosen from: days, or grades. What is
//! typed stays the truth: a choice only types.

use egui::{Button, Key, Modifiers, Response, RichText, Role, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use super::calendar::{calendar_ui, first_month};
use super::field::{Entered, FieldShown, LINE, enter, entered, id_of, mark_entered, outlined};
use super::grades::grades_ui;
use super::popped::{Entering, Popped, What};
use super::state::{Open, has_focus};
use crate::kit::capitalized;
use crate::model::{EdtfDate, Grade};
use crate::scene::Theme;
use crate::session::Session;
use crate::session::forms::{Field, Input};
use crate::ui::style::color;

/// Most letters that are typed.
const MOST_LETTERS: usize = 100;
/// Room for the button, and for a grade, in points.
const BUTTON: f32 = 40.0;
const GRADE: f32 = 64.0;

/// What hangs open, with what of it is typed.
#[derive(Debug, Clone, Copy)]
enum Below {
    /// Days of a month.
    Days(Option<EdtfDate>),
    /// The NATO scales.
    Grades(Option<Grade>),
}

/// Shows a fact as a text with what can be chosen below it.
pub(super) fn below_ui(ui: &mut Ui, shown: &FieldShown<'_>, open: &mut Open, field: &Field, name: &str) -> Entered {
    let (id, theme) = (id_of(ui, field), shown.theme);
    let mut text = field.text.clone();
    let below = Below::of(&field.input, text.trim());
    let (response, button) = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let width = below.width(ui.available_width() - BUTTON);
            let edit = TextEdit::singleline(&mut text).id(id).hint_text(below.hint(field)).char_limit(MOST_LETTERS);
            let response = outlined(ui, theme, |ui| ui.add(edit.desired_width(width)));
            (response, below.button_ui(ui, theme, field))
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    enter(open, field, &response);
    mark_entered(ui, &response, &text);
    below.meaning_ui(ui, theme);
    let is_down = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowDown));
    if button.clicked() || is_down {
        let is_open = open.popped.as_ref().is_some_and(|popped| popped.fact == field.fact);
        open.popped = (!is_open).then(|| Popped::new(&field.fact, id, below.what(shown.session)));
    }
    let mut typed = response.changed().then_some(text);
    let mut is_inside = false;
    if let Some(mut popped) = open.popped.take_if(|popped| popped.fact == field.fact) {
        let mut picked = None;
        popped.show(ui, &response, name, |ui, popped| picked = below.show(ui, theme, popped, &field.input));
        is_inside = popped.ids.iter().any(|id| has_focus(ui, *id));
        if picked.is_some() {
            typed = picked;
            response.request_focus();
        } else if !popped.is_left(ui, response.rect.union(button.rect), &[response.id, button.id]) {
            open.popped = Some(popped);
        }
    }
    if let Some(typed) = typed {
        open.form.set(shown.document, &field.fact, typed);
    }
    match entered(ui, &response) {
        Entered::Elsewhere if is_inside || button.has_focus() => Entered::Here,
        other => other,
    }
}

impl Below {
    fn of(input: &Input, typed: &str) -> Self {
        match input {
            Input::Grade => Self::Grades(Grade::parse(&typed.to_ascii_uppercase())),
            Input::Date
            | Input::End
            | Input::Line
            | Input::Text
            | Input::Lines
            | Input::Number
            | Input::Pick(_)
            | Input::Picks(_) => Self::Days(EdtfDate::typed(typed).ok()),
        }
    }

    fn hint(self, field: &Field) -> &'static str {
        match self {
            Self::Days(_) if field.hint.is_empty() => "2024-06-19, 2024-06, 19 June 2024",
            Self::Days(_) | Self::Grades(_) => field.hint,
        }
    }

    fn width(self, room: f32) -> f32 {
        match self {
            Self::Days(_) => room,
            Self::Grades(_) => GRADE,
        }
    }

    fn button_ui(self, ui: &mut Ui, theme: &Theme, field: &Field) -> Response {
        match self {
            Self::Days(_) => {
                let button = opener_ui(ui, theme, "", &format!("Calendar for {}", field.label.to_lowercase()));
                paint_sheet(ui, theme, &button);
                button
            }
            Self::Grades(_) => opener_ui(ui, theme, "A–F × 1–6", "Choose a grade"),
        }
    }

    /// Says what a grade means; dates speak for themselves.
    fn meaning_ui(self, ui: &mut Ui, theme: &Theme) {
        if let Self::Grades(Some(grade)) = self {
            let words = RichText::new(capitalized(&grade.in_words())).size(12.0).color(color(theme.muted));
            ui.add_space(2.0);
            ui.add(egui::Label::new(words).wrap());
        }
    }

    fn what(self, session: &Session) -> What {
        match self {
            Self::Days(chosen) => {
                let (year, month) = first_month(chosen, session.as_of());
                What::Calendar { year, month, entering: Entering::Yes }
            }
            Self::Grades(_) => What::Grades { entering: Entering::Yes },
        }
    }

    /// Shows what hangs open; returns what was chosen, as it is typed.
    fn show(self, ui: &mut Ui, theme: &Theme, popped: &mut Popped, input: &Input) -> Option<String> {
        match (self, &mut popped.what) {
            (Self::Days(chosen), _) => calendar_ui(ui, theme, popped, input, chosen),
            (Self::Grades(chosen), What::Grades { entering }) => {
                grades_ui(ui, theme, chosen, std::mem::take(entering), &mut popped.ids).map(|grade| grade.to_string())
            }
            (Self::Grades(_), What::List(_) | What::Calendar { .. }) => None,
        }
    }
}

/// Shows a small button at the end of a field, that lets something hang open below it.
fn opener_ui(ui: &mut Ui, theme: &Theme, words: &str, name: &str) -> Response {
    let words = RichText::new(words).size(12.0).color(color(theme.muted));
    let button = ui.add(Button::new(words).min_size(vec2(30.0, LINE)));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button
}

/// Paints the sheet of a calendar on a button.
fn paint_sheet(ui: &Ui, theme: &Theme, button: &Response) {
    let sheet = egui::Rect::from_center_size(button.rect.center() + vec2(0.0, 0.5), vec2(12.0, 11.0));
    let stroke = Stroke::new(1.2, color(theme.muted));
    let painter = ui.painter();
    painter.rect_stroke(sheet, 1, stroke, egui::StrokeKind::Inside);
    painter.hline(sheet.x_range(), sheet.top() + 3.5, stroke);
    for x in [3.5, 8.5] {
        painter.vline(sheet.left() + x, (sheet.top() - 2.0)..=(sheet.top() + 1.0), stroke);
    }
}
