//! Asks with what the day looked at is compared: the record, days that lie at hand, and two days typed, each of the record or
//! of a scenario.

use egui::{
    Align, ComboBox, Frame, Key, Layout, Margin, Response, Role, ScrollArea, Stroke, StrokeKind, TextEdit, WidgetInfo,
    vec2,
};
use jiff::civil::Date;

use super::changes::{ListLayout, title};
use super::desk::Desk;
use super::layout::disclosure_ui;
use super::letters::{Letters, label_ui};
use super::panel::Read;
use super::row::{Lead, Row, link_ui, row_ui};
use super::words;
use crate::kit::{boxed, shortened};
use crate::model::{EdtfDate, HypothesisId, NationId, ScenarioId};
use crate::network::Vantage;
use crate::scene::Theme;
use crate::session::{Command, Scenarios, Session, Time, month_before};
use crate::ui::color;
use crate::ui::forms::Forms;
use crate::ui::timeline::{mark_all, read_day};

/// Width of a field for a day, in points.
const FIELD: f32 = 110.0;
/// Width of its name, in points.
const NAME: f32 = 40.0;
/// Height of the line in which they stand, in points.
const LINE: f32 = 28.0;
/// Height of the two lines that say what is wrong, in points.
const TROUBLE: f32 = 36.0;
/// Width of the dialog, and height of what stands around its days and of the room around it, in points.
const DIALOG: f32 = 400.0;
const AROUND: f32 = 180.0;
/// Letters of a scenario's title that a list of them shows at most.
const MOST_LETTERS: usize = 48;
/// Events of a nation that are listed at most.
const MOST_EVENTS: usize = 20;

/// What a person has typed to compare, and how pages of comparisons and scenarios are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ui) struct Asking {
    /// Which page is shown.
    pub(super) page: Page,
    /// The first of the changes of a scenario that are listed, counted from 0.
    pub(super) first_change: usize,
    /// The change whose line gets the focus in the next frame, since it was moved, or the one before it deleted.
    pub(super) refocus: Option<HypothesisId>,
    /// How differences are laid out.
    pub(super) layout: ListLayout,
    typed: [String; 2],
    /// What is looked at on either day, where somebody has chosen that.
    chosen: [Option<Of>; 2],
    /// What the fields were filled with, to see what was typed since.
    filled: [String; 2],
    /// Whether the first field is still to get the focus.
    is_opening: bool,
    trouble: Option<Trouble>,
}

/// What the inspector shows when nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Page {
    /// What differs, while a comparison is on.
    #[default]
    Changes,
    /// The open scenario.
    Scenario,
    /// The day looked at.
    Overview,
}

impl Page {
    /// Returns the pages that there are now.
    fn all(session: &Session) -> impl Iterator<Item = Self> {
        let changes = session.comparison().map(|_| Self::Changes);
        let scenario = session.supposition().map(|_| Self::Scenario);
        changes.into_iter().chain(scenario).chain([Self::Overview])
    }

    /// Returns it, or what is shown in its place where there is no such page.
    pub(super) fn among(self, session: &Session) -> Self {
        Self::all(session).find(|page| *page == self).or(Self::all(session).next()).unwrap_or(Self::Overview)
    }

    /// Returns what leads to it.
    fn words(self, session: &Session) -> String {
        match (self, session.comparison(), session.supposition()) {
            (Self::Changes, Some(comparison), _) => title(session, comparison),
            (Self::Scenario, _, Some(supposition)) => format!("Scenario “{}”", supposition.scenario.title),
            (Self::Overview | Self::Changes | Self::Scenario, _, _) => "Overview of the day".to_owned(),
        }
    }
}

/// Why what was typed is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trouble {
    field: Field,
    message: String,
    hint: String,
}

impl Asking {
    /// Returns what is asked where that is all there is: typing goes into the first field.
    pub(in crate::ui) fn opening() -> Self {
        Self { is_opening: true, ..Self::default() }
    }
}

/// What is compared on a day: a scenario, or the record.
type Of = Option<ScenarioId>;

/// A field for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    To,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::From => "From",
            Self::To => "To",
        }
    }
}

/// Shows the ways to the other pages, and the way out of a comparison; nothing where there is neither.
pub(super) fn pages_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, asking: &mut Asking) {
    let here = asking.page.among(desk.session);
    let others: Vec<Page> = Page::all(desk.session).filter(|page| *page != here).collect();
    if others.is_empty() {
        return;
    }
    let (theme, letters) = (desk.theme, Letters::small_ink(desk.theme));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
        for other in others {
            let words = other.words(desk.session);
            if link_ui(ui, theme, &letters, &words, &words).clicked() {
                asking.page = other;
            }
        }
        if desk.session.comparison().is_none() {
            return;
        }
        let end = Command::Time(Time::CompareWith(None));
        if link_ui(ui, theme, &letters, end.label(), end.label()).on_hover_text(end.tooltip()).clicked() {
            desk.commands.push(end);
        }
    });
    ui.add_space(12.0);
}

/// Shows what to compare with, once asked for.
pub(super) fn comparing_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, asking: &mut Asking) {
    ui.add_space(12.0);
    let words = Time::AskToCompare.label();
    disclosure_ui(ui, desk.theme, words, words, |ui| days_ui(ui, desk, asking));
}

/// Shows the same in a dialog, whatever is selected; returns whether the dialog is done.
pub(in crate::ui) fn compare_ui(
    ui: &mut egui::Ui,
    session: &Session,
    asking: &mut Asking,
    theme: &Theme,
    commands: &mut Vec<Command>,
) -> bool {
    let room = ui.ctx().content_rect().height() - AROUND;
    let n_asked = commands.len();
    ui.set_width(DIALOG);
    // As high as the window lets it be, and not as the window library thinks usual.
    ui.set_max_height(room + AROUND);
    let day = words::day(session.as_of());
    let is_alone = session.record().scenarios.is_empty();
    ui.heading(if is_alone { "Compare with another day" } else { "Compare with another day or scenario" });
    label_ui(ui, Letters::small(theme), &format!("What has changed between it and {day}, the day looked at"));
    ui.add_space(8.0);
    let (read, forms) = (Read::default(), Forms::default());
    let mut desk = Desk { session, theme, commands, read, forms, spots: Vec::new() };
    ScrollArea::vertical().max_height(room.max(LINE)).auto_shrink([false, true]).show(ui, |ui| {
        // Rows are lit a little beyond their words.
        let frame = Frame::NONE.inner_margin(Margin::symmetric(8, 0));
        frame.show(ui, |ui| days_ui(ui, &mut desk, asking));
    });
    ui.add_space(4.0);
    let is_cancelled = ui.button("Cancel").clicked();
    is_cancelled || desk.commands.len() > n_asked
}

/// Shows days that lie at hand, and two fields for others.
fn days_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, asking: &mut Asking) {
    let as_of = desk.as_of();
    if desk.session.supposition().is_some() {
        let with_record = Scenarios::CompareWithRecord;
        preset_ui(ui, desk, "The record", as_of, Command::Scenarios(with_record));
    }
    preset_ui(ui, desk, "Last 30 days", month_before(as_of), Command::Time(Time::CompareMonth));
    let home = desk.session.record().manifest.as_of;
    if home != as_of {
        preset_ui(ui, desk, "The atlas’s own date", home, Command::Time(Time::CompareHome));
    }
    let focus = desk.document().manifest.focus.clone();
    for id in &focus {
        events_ui(ui, desk, id);
    }
    ui.add_space(8.0);
    typed_ui(ui, desk, asking);
    ui.add_space(8.0);
}

/// Shows the events of a nation before the day looked at, the last first; each compares with its day.
fn events_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, id: &NationId) {
    let document = desk.document();
    let Some(nation) = document.nations.get(id) else { return };
    let mut events: Vec<_> = nation.events.iter().filter(|event| event.on.earliest() < desk.as_of()).collect();
    if events.is_empty() {
        return;
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.on.earliest()));
    let words = format!("Since an event of {}", desk.name(id));
    ui.add_space(2.0);
    disclosure_ui(ui, desk.theme, &words, &words, |ui| {
        for event in events.into_iter().take(MOST_EVENTS) {
            let day = event.on.earliest();
            preset_ui(ui, desk, &event.title, day, Command::Time(Time::CompareWith(Some(day))));
        }
    });
}

/// Shows a day to compare with.
fn preset_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, title: &str, day: Date, asks: Command) {
    let on = words::short_date(EdtfDate::from_day(day));
    let row = Row {
        lead: Lead::Nothing,
        title,
        letters: Letters::body(desk.theme),
        after: "",
        below: "",
        right: &on,
        label: &format!("Compare with {on}, {title}"),
    };
    if row_ui(ui, desk.theme, &row).clicked() {
        desk.commands.push(asks);
    }
}

/// Shows two fields for days, and below them what is wrong with what stands there, so that neither moves.
///
/// They hold the last 30 days until somebody types others. The focus stays where there is something to mend.
fn typed_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>, asking: &mut Asking) {
    let Asking { typed, filled, chosen, is_opening, trouble, page: _, first_change: _, refocus: _, layout: _ } = asking;
    let wanted = [month_before(desk.as_of()), desk.as_of()].map(|day| day.to_string());
    for ((text, filled), wanted) in typed.iter_mut().zip(filled.iter_mut()).zip(wanted) {
        if *text == *filled {
            text.clone_from(&wanted);
        }
        *filled = wanted;
    }
    let theme = desk.theme;
    let [from, to] = typed;
    let session = desk.session;
    let [of_from, of_to] = chosen;
    let from_field = field_ui(ui, theme, Field::From, from, trouble, |ui| of_ui(ui, session, Field::From, of_from));
    let to_field = field_ui(ui, theme, Field::To, to, trouble, |ui| of_ui(ui, session, Field::To, of_to));
    let is_clicked = ui.button("Compare").clicked();
    ui.add_space(4.0);
    if std::mem::take(is_opening) {
        from_field.response.request_focus();
        mark_all(ui, &from_field.response, from);
    }
    if from_field.is_asked || to_field.is_asked || is_clicked {
        let read = |text: &str| read_day(text, desk.session);
        let of = [of_from, of_to].map(|of| of.clone().unwrap_or_else(|| session.lens().scenario.clone()));
        let order = if of[0] == of[1] { Order::Earlier } else { Order::Any };
        match days(from, to, desk.as_of(), order, read) {
            Ok((from, to)) => {
                *trouble = None;
                desk.commands.push(comparing(session, of, [from, to]));
                if from_field.is_asked { from_field.response } else { to_field.response }.request_focus();
            }
            Err(fault) => {
                match fault.field {
                    Field::From => from_field.response.request_focus(),
                    Field::To => to_field.response.request_focus(),
                }
                *trouble = Some(fault);
            }
        }
    }
    // Its room is kept, so that nothing moves when there is something to say.
    ui.allocate_ui(vec2(ui.available_width(), TROUBLE), |ui| {
        ui.set_min_height(TROUBLE);
        if let Some(Trouble { field, message, hint }) = trouble {
            let letters = Letters { ink: color(theme.negative), ..Letters::small_strong(theme) };
            label_ui(ui, letters, &format!("{}: {message}", field.name()));
            label_ui(ui, Letters::small(theme), hint);
        }
    });
}

/// Returns what compares two vantages.
fn comparing(session: &Session, [from, to]: [Of; 2], days: [Date; 2]) -> Command {
    if from == to && to == session.lens().scenario {
        return Command::Time(Time::Compare(days[0], days[1]));
    }
    let [from, to] = [(from, days[0]), (to, days[1])].map(|(scenario, day)| Vantage { scenario, day });
    Command::Scenarios(Scenarios::Compare(from, to))
}

/// Shows what is looked at on a day, to be chosen among the record and its scenarios; nothing where there are none.
fn of_ui(ui: &mut egui::Ui, session: &Session, field: Field, chosen: &mut Option<Of>) {
    let scenarios = &session.record().scenarios;
    if scenarios.is_empty() {
        *chosen = None;
        return;
    }
    // One that is gone is not compared any more.
    chosen.take_if(|of| of.as_ref().is_some_and(|id| !scenarios.contains_key(id)));
    let mut of = chosen.clone().unwrap_or_else(|| session.lens().scenario.clone());
    let before = of.clone();
    let name = |of: &Of| {
        let scenario = of.as_ref().and_then(|id| scenarios.get(id));
        boxed(scenario.map_or("The record", |scenario| &scenario.title))
    };
    let said = format!("{} what, {}", field.name(), name(&of));
    let list = ComboBox::from_id_salt(("compared", field.name())).selected_text(name(&of)).width(ui.available_width());
    let list = list.truncate().show_ui(ui, |ui| {
        for one in std::iter::once(None).chain(scenarios.keys().cloned().map(Some)) {
            let whole = name(&one);
            // The list is as wide as its longest line, which may be wider than the window.
            let words = shortened(&whole, MOST_LETTERS);
            let is_cut = words != whole;
            let line = ui.selectable_value(&mut of, one, words);
            line.widget_info(|| WidgetInfo::labeled(Role::Button, true, &whole));
            if is_cut {
                line.on_hover_text(whole);
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    if of != before {
        *chosen = Some(of);
    }
}

/// A field for a day, as it was shown.
struct ShownField {
    response: Response,
    /// Whether what stands there is to be compared now.
    is_asked: bool,
}

/// Shows a field and what stands behind it.
fn field_ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    field: Field,
    text: &mut String,
    trouble: &mut Option<Trouble>,
    behind: impl FnOnce(&mut egui::Ui),
) -> ShownField {
    let line = vec2(ui.available_width(), LINE);
    let shown = ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(LINE);
        let label = ui.allocate_ui(vec2(NAME, LINE), |ui| {
            ui.set_min_width(NAME);
            label_ui(ui, Letters::muted(theme), field.name())
        });
        let response = ui.add(TextEdit::singleline(text).hint_text("2024-06-19").desired_width(FIELD).char_limit(40));
        let response = response.labelled_by(label.inner.id);
        if response.changed() {
            trouble.take_if(|trouble| trouble.field == field);
        }
        let is_wrong = trouble.as_ref().is_some_and(|trouble| trouble.field == field);
        if is_wrong || !response.has_focus() {
            let edge = Stroke::new(1.0, color(if is_wrong { theme.negative } else { theme.line }));
            ui.painter().rect_stroke(response.rect, 4, edge, StrokeKind::Inside);
        }
        let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        behind(ui);
        ShownField { response, is_asked: is_entered }
    });
    ui.add_space(4.0);
    shown.inner
}

/// In which order two days are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The first is the earlier one.
    Earlier,
    /// In any, and they may be the same: what is looked at differs.
    Any,
}

/// Reads two days; an empty second one is the day looked at.
fn days(
    from: &str,
    to: &str,
    as_of: Date,
    order: Order,
    read: impl Fn(&str) -> Reading,
) -> Result<(Date, Date), Trouble> {
    let day = |text: &str, field| read(text).map_err(|(message, hint)| Trouble { field, message, hint });
    let from = day(from, Field::From)?;
    let to = if to.trim().is_empty() { as_of } else { day(to, Field::To)? };
    if order == Order::Any {
        return Ok((from, to));
    }
    let trouble = |message: String, hint: &str| Err(Trouble { field: Field::From, message, hint: hint.to_owned() });
    if from == to {
        return trouble("Both are the same day".to_owned(), "A day does not differ from itself");
    }
    if from > to {
        let message = format!("{} is after {}", words::day(from), words::day(to));
        return trouble(message, "The earlier day comes first; nothing was changed");
    }
    Ok((from, to))
}

/// A day, or what is wrong with it and what to do about it.
type Reading = Result<Date, (String, String)>;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, expected: Result<(&str, &str), (Field, &str)>) {
        let read = |text: &str| text.parse().map_err(|_| (format!("{text} is no day"), String::new()));
        let got = days(from, to, "2025-06-14".parse().expect("a day"), Order::Earlier, read);
        let got = got.map(|(from, to)| (from.to_string(), to.to_string()));
        let got = got.map_err(|trouble| (trouble.field, trouble.message));
        let expected = expected.map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(got, expected.map_err(|(field, message)| (field, message.to_owned())), "{from} {to}");
    }

    #[test]
    fn typed_days_are_compared_or_said_to_be_wrong() {
        check("2024-01-01", "2024-12-31", Ok(("2024-01-01", "2024-12-31")));
        check("2024-01-01", "", Ok(("2024-01-01", "2025-06-14")));
        check("2024-12-31", "2024-01-01", Err((Field::From, "31 December 2024 is after 1 January 2024")));
        check("2025-06-14", "", Err((Field::From, "Both are the same day")));
        check("soon", "", Err((Field::From, "soon is no day")));
        check("2024-01-01", "soon", Err((Field::To, "soon is no day")));
    }
}
