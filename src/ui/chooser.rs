//! What is looked at, in the bar at the top: a button that says whether it is the record or a scenario, and lists both.

use std::sync::Arc;

use egui::{
    Color32, FontFamily, Popup, PopupCloseBehavior, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::galley::one_line;
use super::style::color;
use crate::kit::{boxed, counted};
use crate::model::Scenario;
use crate::scene::Theme;
use crate::session::{Command, Scenarios, Session};

/// Height of the button, room at its ends and for its arrow, in points.
const HEIGHT: f32 = 28.0;
const MARGIN: f32 = 10.0;
const ARROW: f32 = 18.0;
/// Widths between which it is as wide as its words, and the part of the free bar that it takes at most, in points.
const WIDTH: (f32, f32) = (64.0, 220.0);
const MOST_OF_BAR: f32 = 0.4;
/// Width of the list, height of a line, and height of the list of scenarios at most, in points.
const LIST: f32 = 400.0;
const LINE: f32 = 28.0;
const MOST_HEIGHT: f32 = 360.0;
/// Room for a check mark, in points.
const GUTTER: f32 = 24.0;
/// How much of the color of what is supposed its ground has.
const TINT: f32 = 0.14;

/// Shows the button, with the list below it when it is open.
pub fn chooser_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let open = session.supposition().map(|supposition| &supposition.scenario);
    let button = button_ui(ui, theme, open);
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&button));
    // Whoever opens it goes on in the list with the keys, however it was opened.
    let waiting = button.id.with("entering");
    if button.clicked() && !is_open {
        ui.data_mut(|data| data.insert_temp(waiting, true));
    }
    // A list that was never shown does not know yet where its lines are, so the line may only be there in the next frame.
    let is_waiting = ui.data(|data| data.get_temp::<bool>(waiting)) == Some(true);
    let entering = if is_waiting { Entering::Yes } else { Entering::No };
    let mut entered = Entered::No;
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name("Scenarios")
        .show(|ui| {
            ui.set_width(LIST.min(ui.ctx().content_rect().width() - 2.0 * LINE));
            ui.spacing_mut().item_spacing.y = 0.0;
            entered = list_ui(ui, session, theme, entering, commands);
        });
    if entered == Entered::Yes || !is_open && !button.clicked() {
        ui.data_mut(|data| data.remove::<bool>(waiting));
    }
}

/// Whether a line got the focus of the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entered {
    Yes,
    No,
}

/// Whether the focus of the keyboard goes to the line of what is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entering {
    Yes,
    No,
}

/// Returns the ground of what says that something is supposed.
fn supposed_ground(theme: &Theme, under: Color32) -> Color32 {
    under.lerp_to_gamma(color(theme.hypothetical), TINT)
}

fn button_ui(ui: &mut Ui, theme: &Theme, open: Option<&Arc<Scenario>>) -> Response {
    // size
    let title = open.map_or_else(|| "The record".to_owned(), |scenario| boxed(&scenario.title));
    let ink = color(if open.is_some() { theme.hypothetical } else { theme.ink });
    let bold = RichText::new(&title).family(FontFamily::Name(super::BOLD.into())).color(ink);
    let most = (ui.available_width() * MOST_OF_BAR).clamp(WIDTH.0, WIDTH.1);
    let words = one_line(ui, bold, most - 2.0 * MARGIN - ARROW);
    let size = vec2((words.size().x + 2.0 * MARGIN + ARROW).clamp(WIDTH.0, most), HEIGHT);
    // allocate
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // interact
    let said = open.map_or_else(|| "Scenario, the record".to_owned(), |_| format!("Scenario, {title}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    // paint
    let painter = ui.painter();
    let (ground, edge) = match open {
        Some(_) => (supposed_ground(theme, color(theme.panel)), color(theme.hypothetical)),
        None => (color(theme.panel), color(theme.line)),
    };
    let ground = if response.hovered() && open.is_none() { color(theme.chip) } else { ground };
    let edge = if response.has_focus() { Stroke::new(1.5, color(theme.ink)) } else { Stroke::new(1.0, edge) };
    painter.rect(rect, 4, ground, edge, StrokeKind::Inside);
    painter.galley(pos2(rect.left() + MARGIN, rect.center().y - words.size().y / 2.0), words, ink);
    let center = pos2(rect.right() - MARGIN - 4.0, rect.center().y);
    let arrow = [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)].map(|by| center + by);
    painter.line(arrow.to_vec(), Stroke::new(1.4, ink));
    let hint = match open {
        Some(_) => format!("{title}\nWhat is shown is supposed by this scenario; the record stays as it is"),
        None => "What is on record is shown; choose a scenario to see what it supposes".to_owned(),
    };
    response.on_hover_text(hint)
}

/// Lists the record, all scenarios, and what begins another one.
fn list_ui(ui: &mut Ui, session: &Session, theme: &Theme, entering: Entering, commands: &mut Vec<Command>) -> Entered {
    let mut entered = Entered::No;
    // What is only measured is not there to be entered.
    let is_there = !ui.is_sizing_pass();
    let mut enter = |line: Response, chosen: Chosen| {
        if is_there && entering == Entering::Yes && chosen == Chosen::Yes {
            line.request_focus();
            entered = Entered::Yes;
        }
        line
    };
    let record = Scenarios::Open(None);
    let chosen = Chosen::from(record.is_on(session) == Some(true));
    if enter(line_ui(ui, theme, record.label(), "", chosen, record.tooltip()), chosen).clicked() {
        commands.push(Command::Scenarios(record));
        ui.close();
    }
    let scenarios = &session.record().scenarios;
    if !scenarios.is_empty() {
        ui.separator();
        let mut area = ScrollArea::vertical().max_height(MOST_HEIGHT).auto_shrink([false, true]);
        let open = session.lens().scenario.as_ref();
        let at = scenarios.keys().position(|id| Some(id) == open).filter(|_| entering == Entering::Yes);
        if let Some(at) = at {
            // Only what is in sight is shown, and can get the focus.
            area = area.vertical_scroll_offset((at as f32 * LINE - MOST_HEIGHT / 2.0).max(0.0));
        }
        area.show_rows(ui, LINE, scenarios.len(), |ui, rows| {
            for scenario in scenarios.values().take(rows.end).skip(rows.start) {
                let open = Scenarios::Open(Some(scenario.id.clone()));
                let chosen = Chosen::from(open.is_on(session) == Some(true));
                let n_changes = counted(scenario.hypotheses.len(), "change");
                let hint = if scenario.question.is_empty() { open.tooltip() } else { &scenario.question };
                let line = line_ui(ui, theme, &scenario.title, &n_changes, chosen, hint);
                if enter(line, chosen).clicked() {
                    commands.push(Command::Scenarios(open));
                    ui.close();
                }
            }
        });
    }
    ui.separator();
    let new = Scenarios::AskForNew;
    if line_ui(ui, theme, new.label(), "", Chosen::Never, new.tooltip()).clicked() {
        commands.push(Command::Scenarios(new));
        ui.close();
    }
    entered
}

/// Whether a line is what is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Yes,
    No,
    /// It is nothing to look at.
    Never,
}

impl From<bool> for Chosen {
    fn from(is_chosen: bool) -> Self {
        if is_chosen { Self::Yes } else { Self::No }
    }
}

fn line_ui(ui: &mut Ui, theme: &Theme, words: &str, right: &str, chosen: Chosen, hint: &str) -> Response {
    // size, allocate
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    // interact
    let words = boxed(words);
    let said = if right.is_empty() { words.clone() } else { format!("{words}, {right}") };
    response.widget_info(|| match chosen {
        Chosen::Yes | Chosen::No => WidgetInfo::selected(Role::Button, true, chosen == Chosen::Yes, &said),
        Chosen::Never => WidgetInfo::labeled(Role::Button, true, &said),
    });
    // paint
    if response.hovered() {
        ui.painter().rect_filled(rect, 4, color(theme.chip));
    }
    if response.gained_focus() {
        // With its neighbors, so that these are shown and can get the focus next.
        ui.scroll_to_rect_animation(rect.expand2(vec2(0.0, LINE)), None, egui::style::ScrollAnimation::none());
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    if chosen == Chosen::Yes {
        let stroke = Stroke::new(1.6, color(theme.ink));
        let at = rect.left_center() + vec2(GUTTER / 2.0 - 1.0, 0.0);
        ui.painter().line_segment([at + vec2(-4.0, 0.0), at + vec2(-1.0, 3.5)], stroke);
        ui.painter().line_segment([at + vec2(-1.0, 3.5), at + vec2(4.5, -4.0)], stroke);
    }
    let mut room = rect.right() - MARGIN;
    if !right.is_empty() {
        let galley = one_line(ui, RichText::new(right).size(12.0).color(color(theme.muted)), LIST);
        room -= galley.size().x;
        ui.painter().galley(pos2(room, rect.center().y - galley.size().y / 2.0), galley, color(theme.muted));
        room -= MARGIN;
    }
    let left = rect.left() + GUTTER;
    let galley = one_line(ui, RichText::new(words).color(color(theme.ink)), room - left);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, color(theme.ink));
    response.on_hover_text(boxed(hint))
}
