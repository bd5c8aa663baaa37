//! Lines at the head of the canvas: what the shown view says, and what there is to know of the files. They stay until they
//! are dismissed or are true no more, and take the focus from nothing.

use egui::accesskit::Live;
use egui::{Area, Frame, Id, Label, Margin, Order, Rect, RichText, Role, Stroke, Ui, WidgetInfo, vec2};

use super::remember::dismiss_ui;
use super::style::color;
use crate::kit::{boxed, quoted};
use crate::model::NamedView;
use crate::scene::Theme;
use crate::session::{Command, Session, Views};

/// Distance from the edges of the canvas, and between lines, in points.
const MARGIN: f32 = 12.0;
const GAP: f32 = 6.0;
/// Widest line, in points.
const WIDEST: f32 = 720.0;

/// What a line is about; there is one line at most of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// The files hold something worse than what is shown.
    Broken,
    /// The files have problems that they had not before.
    Problems,
    /// Changes of the files may go unnoticed.
    Unwatched,
    /// A view is in no file.
    Unkept,
    /// A view was taken away.
    Deleted,
}

/// A line.
#[derive(Debug)]
struct Line {
    about: About,
    words: String,
    /// More about it; may be empty.
    hint: String,
}

/// The lines that are shown.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

/// What was asked for with a line that only its owner can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To show what the files hold, although it is worse.
    GoOn,
}

impl Lines {
    /// Shows a line in the place of others about the same.
    pub fn say(&mut self, about: About, words: impl Into<String>, hint: impl Into<String>) {
        self.take_back(about);
        self.lines.push(Line { about, words: words.into(), hint: hint.into() });
        self.lines.sort_by_key(|line| line.about);
    }

    /// Shows a line of which the first of some words is what is the matter, and the others are more about it.
    pub fn say_lines(&mut self, about: About, words: &str) {
        let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
        let mut letters = first.chars();
        let sentence: String =
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        self.say(about, sentence, rest);
    }

    /// Shows no line about something any more.
    pub fn take_back(&mut self, about: About) {
        self.lines.retain(|line| line.about != about);
    }

    /// Returns the words of all lines, the first first.
    pub fn words(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.words.as_str()).collect()
    }

    /// Shows the lines and what the shown view says at the head of `canvas`.
    pub fn show(
        &mut self,
        ui: &Ui,
        session: &Session,
        theme: &Theme,
        canvas: Rect,
        commands: &mut Vec<Command>,
    ) -> Option<Asked> {
        if session.views().deleted().is_none() {
            self.take_back(About::Deleted);
        }
        let view = session.shown_view();
        if self.lines.is_empty() && view.is_none() {
            return None;
        }
        let mut asked = None;
        let mut dismissed = None;
        let room = (canvas.width() - 2.0 * MARGIN).clamp(1.0, WIDEST);
        let area = Area::new(Id::unique("lines")).order(Order::Middle).movable(false).constrain_to(canvas);
        area.fixed_pos(canvas.min + vec2(MARGIN, MARGIN)).show(ui.ctx(), |ui| {
            ui.set_max_width(room);
            ui.spacing_mut().item_spacing.y = GAP;
            for line in &self.lines {
                framed(ui, theme, |ui| match line_ui(ui, theme, line, room, commands) {
                    Some(Pressed::Dismiss) => dismissed = Some(line.about),
                    Some(Pressed::Ask(ask)) => asked = Some(ask),
                    None => {}
                });
            }
            if let Some(view) = view {
                headline_ui(ui, theme, view, room);
            }
        });
        dismissed.into_iter().for_each(|about| self.take_back(about));
        asked
    }
}

/// What was pressed in a line.
enum Pressed {
    Dismiss,
    Ask(Asked),
}

fn framed(ui: &mut Ui, theme: &Theme, add: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(color(theme.panel))
        .stroke(Stroke::new(1.0, color(theme.line)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 6))
        .show(ui, add);
}

fn line_ui(ui: &mut Ui, theme: &Theme, line: &Line, room: f32, commands: &mut Vec<Command>) -> Option<Pressed> {
    /// Room that the buttons take up, in points.
    const BUTTONS: f32 = 210.0;
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_max_width((room - BUTTONS).max(120.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            let ink = match line.about {
                About::Broken | About::Problems => theme.negative,
                About::Unwatched | About::Unkept | About::Deleted => theme.ink,
            };
            let words = quoted(&line.words);
            let response = ui.add(Label::new(RichText::new(&words).color(color(ink))).wrap().selectable(false));
            response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
            // Read out when it appears, without taking the focus.
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
            for hint in line.hint.lines() {
                ui.add(
                    Label::new(RichText::new(quoted(hint)).small().color(color(theme.muted))).wrap().selectable(false),
                );
            }
        });
        match line.about {
            About::Broken => {
                problems_button_ui(ui, commands);
                let go_on =
                    ui.button("Go on without").on_hover_text("Shows what the files hold now, without what is lost");
                if go_on.clicked() {
                    pressed = Some(Pressed::Ask(Asked::GoOn));
                }
                return;
            }
            About::Problems => problems_button_ui(ui, commands),
            About::Deleted => {
                if ui.button("Undo").on_hover_text(Views::Undelete.tooltip()).clicked() {
                    commands.push(Command::Views(Views::Undelete));
                }
            }
            About::Unwatched | About::Unkept => {}
        }
        if dismiss_ui(ui, theme) {
            pressed = Some(Pressed::Dismiss);
        }
    });
    pressed
}

fn problems_button_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    if ui.button("Problems").on_hover_text(Command::ToggleProblems.tooltip()).clicked() {
        commands.push(Command::ToggleProblems);
    }
}

/// Shows the name of a view and what it says.
fn headline_ui(ui: &mut Ui, theme: &Theme, view: &NamedView, room: f32) {
    let (name, judgment) = (boxed(&view.name), boxed(&view.judgment));
    framed(ui, theme, |ui| {
        ui.set_max_width(room);
        ui.spacing_mut().item_spacing.y = 1.0;
        let (headline, below) = if judgment.is_empty() { (&name, "") } else { (&judgment, name.as_str()) };
        let bold = egui::FontFamily::Name(super::BOLD.into());
        let response = ui.add(Label::new(RichText::new(headline).family(bold)).wrap().selectable(false));
        let says = format!("Shown is the view “{name}” {judgment}");
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, says.trim_end()));
        if !below.is_empty() {
            ui.add(Label::new(RichText::new(below).small().color(color(theme.muted))).selectable(false));
        }
    });
}
