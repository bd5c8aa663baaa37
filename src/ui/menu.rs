//! The bar at the top: menus made from the command list, the atlas's title and its day.

use egui::{
    Align, Button, FontId, Layout, MenuBar, RichText, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, vec2,
};

use super::chooser::chooser_ui;
use super::find::field_ui;
use super::inspector::counted;
use super::style::color;
use super::timeline::{TimelineState, as_of_ui};
use crate::kit::boxed;
use crate::scene::Theme;
use crate::session::{Command, Menu, Panel, Scenarios, Session};

/// Height of an entry, in points.
const HEIGHT: f32 = 26.0;
/// Room for the check mark, and between words and keys, in points.
const GUTTER: f32 = 24.0;
const GAP: f32 = 28.0;
/// Room on the right of an entry, in points.
const MARGIN: f32 = 8.0;
/// Width of the bar, in points, below which its menus lie in one.
const NARROW: f32 = 560.0;
/// Scenarios in the menu at most.
const MOST_SCENARIOS: usize = 20;
/// Least room in which the atlas's title is worth reading, in points.
const LEAST_TITLE: f32 = 48.0;

/// Shows the bar; `panels` are those that are shown, and `timeline` holds the days that are being typed.
pub fn bar_ui(
    ui: &mut Ui,
    session: &Session,
    panels: &[Panel],
    timeline: &mut TimelineState,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let middle = ui.max_rect().center().x;
    let is_narrow = ui.max_rect().width() < NARROW;
    ui.horizontal_centered(|ui| {
        MenuBar::new().ui(ui, |ui| {
            let mut menus_ui = |ui: &mut Ui| {
                for menu in Menu::ALL {
                    ui.menu_button(menu.label(), |ui| menu_ui(ui, menu, session, panels, theme, commands));
                }
            };
            if is_narrow {
                ui.menu_button("Menu", menus_ui);
            } else {
                menus_ui(ui);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                as_of_ui(ui, session, timeline, theme, commands);
                // What is supposed must be seen to be; that nothing is, the menu says where there is no room.
                let n_scenarios = session.record().scenarios.len();
                if !is_narrow || session.supposition().is_some() || n_scenarios > MOST_SCENARIOS {
                    chooser_ui(ui, session, theme, commands);
                }
                problems_ui(ui, session, theme, commands);
                ui.add_space(8.0);
                let field = field_ui(ui, middle, theme, commands);
                let room = ui.available_rect_before_wrap();
                let room = room.with_min_x((field.right() + 12.0).min(room.right()));
                if room.width() >= LEAST_TITLE {
                    ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
                        ui.add(egui::Label::new(title(session)).truncate());
                    });
                }
            });
        });
    });
}

/// Returns the atlas's title, with a mark where something in it is in no file yet.
fn title(session: &Session) -> String {
    let mark = if session.is_unsaved() { "• " } else { "" };
    format!("{mark}{}", boxed(&session.record().manifest.title))
}

fn menu_ui(ui: &mut Ui, menu: Menu, session: &Session, panels: &[Panel], theme: &Theme, commands: &mut Vec<Command>) {
    let mut listed = Command::all();
    listed.retain(|command| command.menu() == Some(menu));
    if menu == Menu::Scenario {
        add_scenarios(session, &mut listed);
    }
    let font = TextStyle::Button.resolve(ui.style());
    let width = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font.clone(), color(theme.ink)).size().x;
    let widest =
        |words: &dyn Fn(&Command) -> String| listed.iter().map(|command| width(&words(command))).fold(0.0, f32::max);
    let letters = session.preferences.letter_keys;
    let room =
        GUTTER + widest(&|command| command.label_in(session)) + GAP + widest(&|command| command.first_keys(letters));
    ui.set_width(room + MARGIN);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (idx, command) in listed.into_iter().enumerate() {
        if idx > 0 && command.begins_group() {
            ui.separator();
        }
        let check = match (&command, command.is_on(session)) {
            (Command::TogglePanel(panel), None) => Some(panels.contains(panel)),
            (_, check) => check,
        };
        let (name, keys) = (command.label_in(session), command.first_keys(letters));
        let entry = Entry { command: &command, name, keys, check, font: font.clone() };
        let is_available = command.is_available(session);
        let clicked = ui.add_enabled_ui(is_available, |ui| entry_ui(ui, theme, &entry)).inner;
        if clicked {
            commands.push(command);
            ui.close();
        }
    }
}

/// Lists the scenarios behind the record; the chooser in the bar has all, should there be more than fit.
fn add_scenarios(session: &Session, listed: &mut Vec<Command>) {
    let is_record = |command: &Command| *command == Command::Scenarios(Scenarios::Open(None));
    let at = listed.iter().position(is_record).map_or(0, |at| at + 1);
    let scenarios = session.record().scenarios.keys().take(MOST_SCENARIOS).cloned();
    let opening = scenarios.map(|id| Command::Scenarios(Scenarios::Open(Some(id))));
    listed.splice(at..at, opening);
}

/// Returns what a button for a command says of it: `name`, its keys and what it does.
pub fn command_words(command: &Command, name: &str, session: &Session) -> String {
    match command.first_keys(session.preferences.letter_keys) {
        keys if keys.is_empty() => format!("{name}\n{}", command.tooltip()),
        keys => format!("{name} ({keys})\n{}", command.tooltip()),
    }
}

/// What stands in a menu.
struct Entry<'a> {
    command: &'a Command,
    /// What it is called now.
    name: String,
    keys: String,
    /// Whether it has a check mark; `None` for what has no place for one.
    check: Option<bool>,
    font: FontId,
}

/// Shows an entry; returns whether it was chosen.
fn entry_ui(ui: &mut Ui, theme: &Theme, entry: &Entry<'_>) -> bool {
    let Entry { command, name, keys, check, font } = entry;
    // size
    let size = vec2(ui.available_width(), HEIGHT);
    // allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // interact
    let is_enabled = ui.is_enabled();
    let says = if keys.is_empty() { name.clone() } else { format!("{name} {keys}") };
    response.widget_info(|| match check {
        Some(is_on) => WidgetInfo::selected(Role::Button, is_enabled, *is_on, &says),
        None => WidgetInfo::labeled(Role::Button, is_enabled, &says),
    });
    // paint
    let painter = ui.painter();
    if response.hovered() && is_enabled {
        painter.rect_filled(rect, 4, color(theme.chip));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    if *check == Some(true) {
        let stroke = Stroke::new(1.6, color(theme.ink));
        let at = rect.left_center() + vec2(GUTTER / 2.0 - 1.0, 0.0);
        painter.line_segment([at + vec2(-4.0, 0.0), at + vec2(-1.0, 3.5)], stroke);
        painter.line_segment([at + vec2(-1.0, 3.5), at + vec2(4.5, -4.0)], stroke);
    }
    let words = painter.layout_no_wrap(name.clone(), font.clone(), color(theme.ink));
    let y = |height: f32| rect.center().y - height / 2.0;
    painter.galley(egui::pos2(rect.left() + GUTTER, y(words.size().y)), words, color(theme.ink));
    let keys = painter.layout_no_wrap(keys.clone(), font.clone(), color(theme.muted));
    let left = rect.right() - MARGIN - keys.size().x;
    painter.galley(egui::pos2(left, y(keys.size().y)), keys, color(theme.muted));
    let clicked = response.clicked();
    response.on_hover_text(command.tooltip()).on_disabled_hover_text(command.tooltip());
    clicked
}

/// Says how many problems there are, when there are any.
fn problems_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let n_problems = session.n_problems();
    let words = match (n_problems.errors, n_problems.notes) {
        (0, 0) => return,
        (0, notes) => counted(notes, "note"),
        (errors, _) => counted(errors, "problem"),
    };
    let ink = if n_problems.errors > 0 { theme.negative } else { theme.ink };
    let button = Button::new(RichText::new(words).color(color(ink)));
    if ui.add(button).on_hover_text(Command::ToggleProblems.tooltip()).clicked() {
        commands.push(Command::ToggleProblems);
    }
}
