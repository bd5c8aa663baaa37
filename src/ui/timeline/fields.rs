//! The day looked at, in the bar at the top: a button that opens the fields in which days are typed.
//!
//! A month or a year means its last day. What is not a day, or lies outside of what the timeline covers, is said beside
//! its field, and nothing moves.

use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{
    Align, Button, FontFamily, Key, Layout, Popup, PopupCloseBehavior, Response, RichText, Stroke, TextEdit, Ui, vec2,
};
use jiff::civil::Date;

use super::scale::Range;
use super::state::TimelineState;
use crate::kit::{capitalized, quoted};
use crate::model::EdtfDate;
use crate::scene::{Theme, day_of, number_of};
use crate::session::{Command, Session, Time};
use crate::ui::color;

/// What may be typed as a day.
const ANY_DAY: &str = "a day such as 19 June 2024 or 2024-06-19, a month or a year";
/// Width of the fields, in points.
const WIDTH: f32 = 264.0;

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct Fields {
    as_of: Field,
    known_on: Field,
    is_open: bool,
    /// Whether they are to be opened without a click.
    is_asked: bool,
}

/// A field for a day.
#[derive(Debug, Default)]
struct Field {
    text: String,
    /// The day that it was filled with, to see when that is another.
    filled: Option<Date>,
    /// What is wrong with what was entered, and what to do about it.
    error: Option<(String, String)>,
}

/// Shows the day looked at as a button, with the fields below it when it is open.
pub fn as_of_ui(ui: &mut Ui, session: &Session, state: &mut TimelineState, theme: &Theme, commands: &mut Vec<Command>) {
    let mut words = format!("as of {}", EdtfDate::from_day(session.as_of()).in_words());
    let known_on = session.lens().moment.known_on;
    if let Some(known_on) = known_on {
        words = format!("{words}, known on {}", EdtfDate::from_day(known_on).in_words());
    }
    let bold = RichText::new(words).family(FontFamily::Name(crate::ui::BOLD.into()));
    let button = Button::new(bold).frame(true).fill(color(theme.panel)).stroke(Stroke::new(1.0, color(theme.line)));
    let button = ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(10.0, 4.0);
        ui.add(button)
    });
    let button = button.inner.on_hover_text("Type the day that is looked at");
    let fields = &mut state.fields;
    if std::mem::take(&mut fields.is_asked) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Days");
    let is_open = popup.is_open();
    let is_opening = is_open && !fields.is_open;
    fields.is_open = is_open;
    if is_opening {
        fields.as_of.fill(Some(session.as_of()));
        fields.known_on.fill(known_on);
    } else if is_open {
        fields.as_of.follow(Some(session.as_of()));
        fields.known_on.follow(known_on);
    }
    popup.show(|ui| {
        ui.set_width(WIDTH);
        let first = fields_ui(ui, session, fields, theme, commands);
        if is_opening {
            first.request_focus();
            mark_all(ui, &first, &fields.as_of.text);
        }
    });
}

impl TimelineState {
    /// Opens the fields in the next frame, so that a day can be typed at once.
    pub fn ask_for_day(&mut self) {
        self.fields.is_asked = true;
    }
}

/// Marks all that stands in a field, so that what is typed takes its place.
pub(in crate::ui) fn mark_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field.id);
}

fn fields_ui(
    ui: &mut Ui,
    session: &Session,
    fields: &mut Fields,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> Response {
    let range = Range::of(session);
    let (response, entered) = field_ui(ui, theme, "As of", "19 June 2024, 2024-06-19 or 2024", &mut fields.as_of);
    if entered && let Some(day) = fields.as_of.read(range) {
        fields.as_of.fill(Some(day));
        mark_all(ui, &response, &fields.as_of.text);
        commands.push(Command::Time(Time::LookAt(day)));
    }
    let home = session.record().manifest.as_of;
    let words = format!("{}: {}", Time::Home.label(), EdtfDate::from_day(home).in_words());
    if ui.add_enabled(session.as_of() != home, Button::new(words)).clicked() {
        commands.push(Command::Time(Time::Home));
    }
    ui.add_space(4.0);
    ui.separator();
    let (_, entered) = field_ui(ui, theme, "Known on", "all that is known now", &mut fields.known_on);
    if entered {
        if fields.known_on.text.trim().is_empty() {
            fields.known_on.fill(None);
            commands.push(Command::Time(Time::KnownOn(None)));
        } else if let Some(day) = fields.known_on.read(range) {
            match first_report(session).filter(|first| day < *first) {
                Some(first) => fields.known_on.error = Some(before_all(day, first)),
                None => {
                    fields.known_on.fill(Some(day));
                    commands.push(Command::Time(Time::KnownOn(Some(day))));
                }
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        for time in [Time::KnownThen, Time::KnownOn(None)] {
            let is_available = time.is_available(session);
            let response = ui.add_enabled(is_available, Button::new(time.label())).on_hover_text(time.tooltip());
            if response.clicked() {
                commands.push(Command::Time(time));
            }
        }
    });
    let note = RichText::new("Enter looks there. A month or a year means its last day.").size(12.0);
    ui.label(note.color(color(theme.muted)));
    response
}

/// Shows a field with its name and what is wrong with it; returns whether something was entered.
fn field_ui(ui: &mut Ui, theme: &Theme, name: &str, hint: &str, field: &mut Field) -> (Response, bool) {
    let bold = RichText::new(name).size(12.0).color(color(theme.muted));
    let label = ui.label(bold);
    let response = ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.add(TextEdit::singleline(&mut field.text).hint_text(hint).desired_width(f32::INFINITY))
    });
    let response = response.inner.labelled_by(label.id);
    if response.changed() {
        field.error = None;
    }
    if let Some((message, hint)) = &field.error {
        ui.label(RichText::new(message).size(12.0).color(color(theme.negative)));
        ui.label(RichText::new(hint).size(12.0).color(color(theme.muted)));
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        // One goes on typing, whether it was right or wrong.
        response.request_focus();
    }
    (response, entered)
}

impl Field {
    /// Shows a day in place of what was typed: a month as the day that it came to, even where that is shown already.
    fn fill(&mut self, day: Option<Date>) {
        let text = day.map(|day| EdtfDate::from_day(day).to_string()).unwrap_or_default();
        *self = Self { text, filled: day, error: None };
    }

    /// Takes over a day that is another than before; else what was typed stays.
    fn follow(&mut self, day: Option<Date>) {
        if self.filled != day {
            self.fill(day);
        }
    }

    /// Returns the day that was typed, the last one of a month or year; `None` where that is none, which it then says.
    fn read(&mut self, range: Range) -> Option<Date> {
        let read = read(&self.text, range);
        self.error = read.as_ref().err().cloned();
        read.ok()
    }
}

/// Reads a day of a record as the fields here do.
pub(in crate::ui) fn read_day(text: &str, session: &Session) -> Result<Date, (String, String)> {
    read(text, Range::of(session))
}

/// Reads a day that lies in a range; what is wrong comes with what to do about it.
fn read(text: &str, range: Range) -> Result<Date, (String, String)> {
    let date =
        EdtfDate::typed(text.trim()).map_err(|error| (sentence(&error.message), sentence(&typed_hint(&error.hint))))?;
    let day = date.latest();
    if range.clamp(number_of(day)) == number_of(day) {
        return Ok(day);
    }
    let [first, last] = [range.first, range.last].map(|number| EdtfDate::from_day(day_of(number)).in_words());
    let message = format!("{} lies outside of this atlas", EdtfDate::from_day(day).in_words());
    Err((message, format!("Its timeline runs from {first} to {last}")))
}

/// Returns a hint of the files' own with all that may be typed here: names of months, too.
fn typed_hint(hint: &str) -> String {
    hint.replace("YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-06-19", ANY_DAY)
        .replace("YYYY-MM-DD, YYYY-MM or YYYY", ANY_DAY)
}

/// Returns words as a window says them: with a capital at their head, and what was typed in quotation marks.
fn sentence(words: &str) -> String {
    capitalized(&quoted(words))
}

/// Returns the day on which the first of all evidence was reported.
fn first_report(session: &Session) -> Option<Date> {
    let evidence = session.record().ties.values().flat_map(|tie| &tie.evidence);
    evidence.map(|item| item.reported.earliest()).min()
}

fn before_all(day: Date, first: Date) -> (String, String) {
    let [day, first] = [day, first].map(|day| EdtfDate::from_day(day).in_words());
    (format!("Nothing was known by {day}"), format!("The first report in this atlas is of {first}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(text: &str) -> String {
        match read(text, Range::around(None, date(2025, 6, 14))) {
            Ok(day) => day.to_string(),
            Err((message, hint)) => format!("{message} | {hint}"),
        }
    }

    #[test]
    fn a_day_is_itself_and_a_month_or_year_its_last_day() {
        assert_eq!(check("2024-06-19"), "2024-06-19");
        assert_eq!(check(" 2024-02 "), "2024-02-29");
        assert_eq!(check("2024"), "2024-12-31");
        assert_eq!(check("June 2024"), "2024-06-30");
        assert_eq!(check("19 june 2024"), "2024-06-19");
        assert_eq!(check("30 Feb 2024"), "“2024-02-30” does not exist | February 2024 has 29 days");
    }

    #[test]
    fn what_is_no_day_of_the_atlas_says_why() {
        assert_eq!(check("2025-02-30"), "“2025-02-30” does not exist | February 2025 has 28 days");
        assert_eq!(
            check("1882-05-22"),
            "22 May 1882 lies outside of this atlas | Its timeline runs from 1 January 1945 to 31 December 2030"
        );
        assert_eq!(
            check("soon"),
            "“soon” is not a date | Write a day such as 19 June 2024 or 2024-06-19, a month or a year"
        );
        assert_eq!(check(""), "A date is missing | Write a day such as 19 June 2024 or 2024-06-19, a month or a year");
    }
}
