//! Lines at the head of the inspector: what the shown view says, what there is to know of the files, and why what is selected
//! is not seen. They stay until they are dismissed or are true no more, and take the focus from nothing.
//!
//! There they hide nothing and move no picture. Where no inspector stands beside the canvas, they lie over it in the corner
//! in which they hide the fewest nations.

use egui::accesskit::Live;
use egui::{
    Align2, Area, Frame, Id, Label, Margin, Order, Rect, RichText, Role, ScrollArea, Stroke, Ui, Vec2, WidgetInfo, vec2,
};

use super::canvas::Shown;
use super::corners::corner;
use super::menu::command_words;
use super::remember::dismiss_ui;
use super::style::color;
use crate::kit::{boxed, capitalized, quoted};
use crate::model::NamedView;
use crate::scene::Theme;
use crate::session::{Command, Keeping, Session, Subject, Unseen, Views};

/// Distance from the edges of the canvas, and between lines, in points.
const MARGIN: f32 = 12.0;
const GAP: f32 = 6.0;
/// Widest line over the canvas, in points: as wide as in the inspector, so that it fits beside nations.
const WIDEST: f32 = 340.0;
/// Height of a line, about, in points: enough to choose its corner before it was ever shown.
const HEIGHT: f32 = 64.0;
/// Part of the inspector's height that lines take at most.
const MOST_OF_HEIGHT: f32 = 0.5;
/// Room around the words of a line, in points.
const PADDING: Margin = Margin { left: 12, right: 8, top: 6, bottom: 6 };
/// The corners of the canvas in which they may lie, the best first; in the fourth stands what is seen, in words.
const CORNERS: [Align2; 3] = [Align2::LEFT_TOP, Align2::RIGHT_TOP, Align2::LEFT_BOTTOM];

/// What a line is about; there is one line at most of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// The files hold something worse than what is shown.
    Broken,
    /// The files have changed, and so has what is shown.
    Newer,
    /// The atlas is open for writing elsewhere.
    Held,
    /// Edits are kept nowhere but in the window.
    Unjournaled,
    /// Something that was not saved could not be restored.
    Lost,
    /// It was written to a copy.
    Restored,
    /// The files have problems that they had not before.
    Problems,
    /// Changes of the files may go unnoticed.
    Unwatched,
    /// A view is in no file.
    Unkept,
    /// A view was taken away.
    Deleted,
    /// An edit was not carried out.
    Refused,
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
    /// In which corner they lie, and for which part of the canvas and which size of theirs that was chosen.
    corner: Option<(Align2, Rect, Vec2)>,
    /// How large they were when they were shown over the canvas last.
    size: Option<Vec2>,
}

/// What was asked for with a line that only its owner can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To show what the files hold, although it is worse.
    GoOn,
    /// To show what the files hold, and let go of what was changed here.
    Reload,
    /// To go on with what is shown, whatever the files hold.
    KeepMine,
    /// To see what is different here and there.
    Compare,
}

impl Asked {
    /// Returns what it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::GoOn => "Shows what the files hold now, without what is lost",
            Self::Reload => "Shows what the files hold now; your changes are one step away, by undo",
            Self::KeepMine => "Keeps what was changed here and takes the rest from the files; undo takes that back",
            Self::Compare => "Lists what was changed here and what was changed in the files",
        }
    }
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
        self.say(about, capitalized(first), rest);
    }

    /// Shows no line about something any more.
    pub fn take_back(&mut self, about: About) {
        self.lines.retain(|line| line.about != about);
    }

    /// Returns the words of all lines, the first first.
    pub fn words(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.words.as_str()).collect()
    }

    /// Shows the lines and what the shown view says at the head of the inspector; nothing where there are none.
    pub fn head_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) -> Option<Asked> {
        if self.are_none(session) {
            return None;
        }
        let most = ui.available_height() * MOST_OF_HEIGHT;
        let area = ScrollArea::vertical().id_salt("lines").max_height(most).auto_shrink([false, true]);
        area.show(ui, |ui| {
            let frame = Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 0 });
            frame.show(ui, |ui| self.stack_ui(ui, session, theme, commands)).inner
        })
        .inner
    }

    /// Shows them over the `bare` part of the canvas, beside what is `taken` by something else there.
    pub fn show_over(
        &mut self,
        ui: &Ui,
        session: &Session,
        theme: &Theme,
        (shown, bare): (&Shown, Rect),
        taken: Option<Rect>,
        commands: &mut Vec<Command>,
    ) -> Option<Asked> {
        if self.are_none(session) {
            self.corner = None;
            return None;
        }
        let room = bare.shrink(MARGIN);
        let width = room.width().clamp(1.0, WIDEST);
        let size = self.size.unwrap_or(vec2(width, HEIGHT));
        // Not with every move of the view: what is read shall stay.
        let held = self.corner.filter(|(_, of, then)| (*of, *then) == (room, size));
        let chosen = held.map(|(corner, ..)| corner);
        let is_taken = |rect: Rect| taken.is_some_and(|taken| taken.intersects(rect));
        let chosen = chosen.unwrap_or_else(|| corner(shown, &CORNERS, size, room, is_taken).0);
        self.corner = Some((chosen, room, size));
        let area = Area::new(Id::unique("lines")).order(Order::Middle).movable(false).constrain_to(bare);
        let area = area.pivot(chosen).fixed_pos(chosen.pos_in_rect(&room));
        let asked = area.show(ui.ctx(), |ui| {
            ui.set_width(width);
            self.stack_ui(ui, session, theme, commands)
        });
        let shown = asked.response.rect.size();
        if self.size.replace(shown) != Some(shown) {
            // Another size may fit better elsewhere.
            ui.ctx().request_repaint();
        }
        asked.inner
    }

    /// Whether there is nothing to say. What was deleted and is back is no news any more.
    fn are_none(&mut self, session: &Session) -> bool {
        if session.views().deleted().is_none() {
            self.take_back(About::Deleted);
        }
        self.lines.is_empty() && session.shown_view().is_none() && unseen(session).is_none()
    }

    /// Shows the lines one below the other, as wide as there is room.
    fn stack_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        theme: &Theme,
        commands: &mut Vec<Command>,
    ) -> Option<Asked> {
        let (mut asked, mut dismissed) = (None, None);
        ui.spacing_mut().item_spacing.y = GAP;
        for line in &self.lines {
            framed(ui, theme, |ui| match line_ui(ui, theme, line, commands) {
                Some(Pressed::Dismiss) => dismissed = Some(line.about),
                Some(Pressed::Ask(ask)) => asked = Some(ask),
                None => {}
            });
        }
        if let Some(unseen) = unseen(session) {
            framed(ui, theme, |ui| unseen_ui(ui, session, theme, unseen, commands));
        }
        if let Some(view) = session.shown_view() {
            headline_ui(ui, theme, view);
        }
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
        .inner_margin(PADDING)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}

fn line_ui(ui: &mut Ui, theme: &Theme, line: &Line, commands: &mut Vec<Command>) -> Option<Pressed> {
    /// Room that the button takes with which a line is dismissed, in points.
    const CROSS: f32 = 32.0;
    let mut pressed = None;
    let is_lasting = matches!(line.about, About::Broken | About::Newer);
    ui.horizontal_top(|ui| {
        let cross = if is_lasting { 0.0 } else { CROSS };
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - cross).max(1.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(2.0);
            let ink = match line.about {
                About::Broken | About::Newer | About::Problems => theme.negative,
                About::Held
                | About::Unjournaled
                | About::Lost
                | About::Restored
                | About::Unwatched
                | About::Unkept
                | About::Deleted
                | About::Refused => theme.ink,
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
            pressed = buttons_ui(ui, line.about, commands);
        });
        if !is_lasting && dismiss_ui(ui, theme) {
            pressed = Some(Pressed::Dismiss);
        }
    });
    pressed
}

/// Shows what can be done about a line, below its words.
fn buttons_ui(ui: &mut Ui, about: About, commands: &mut Vec<Command>) -> Option<Pressed> {
    let mut pressed = None;
    let mut row = |add: &mut dyn FnMut(&mut Ui)| {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| add(ui));
        ui.add_space(2.0);
    };
    match about {
        About::Broken => row(&mut |ui| {
            problems_button_ui(ui, commands);
            if ui.button("Go on without").on_hover_text(Asked::GoOn.tooltip()).clicked() {
                pressed = Some(Pressed::Ask(Asked::GoOn));
            }
        }),
        About::Newer => row(&mut |ui| {
            for (name, asked) in
                [("Reload", Asked::Reload), ("Keep mine", Asked::KeepMine), ("Compare…", Asked::Compare)]
            {
                if ui.button(name).on_hover_text(asked.tooltip()).clicked() {
                    pressed = Some(Pressed::Ask(asked));
                }
            }
        }),
        About::Held => row(&mut |ui| {
            let save_as = Keeping::SaveAs;
            if ui.button(save_as.label()).on_hover_text(save_as.tooltip()).clicked() {
                commands.push(Command::Keeping(save_as));
            }
        }),
        About::Problems => row(&mut |ui| problems_button_ui(ui, commands)),
        About::Deleted => row(&mut |ui| {
            if ui.button("Undo").on_hover_text(Views::Undelete.tooltip()).clicked() {
                commands.push(Command::Views(Views::Undelete));
            }
        }),
        About::Unjournaled | About::Lost | About::Restored | About::Unwatched | About::Unkept | About::Refused => {}
    }
    pressed
}

/// Returns why the one tie that is selected is not seen, if so.
fn unseen(session: &Session) -> Option<Unseen> {
    match session.selection.subject() {
        Subject::Tie(id) => session.unseen(&id),
        Subject::Nothing | Subject::Nation(_) | Subject::Pair(..) | Subject::Source(_) | Subject::Several => None,
    }
}

/// Says why what is selected is not seen, and offers what would show it.
fn unseen_ui(ui: &mut Ui, session: &Session, theme: &Theme, unseen: Unseen, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        let words = unseen.in_words();
        let response = ui.add(Label::new(RichText::new(&words).color(color(theme.ink))).selectable(false));
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        if let Some((name, command)) = unseen.remedy()
            && ui.button(name).on_hover_text(command_words(&command, name, session)).clicked()
        {
            commands.push(command);
        }
    });
}

fn problems_button_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    if ui.button("Problems").on_hover_text(Command::ToggleProblems.tooltip()).clicked() {
        commands.push(Command::ToggleProblems);
    }
}

/// Shows the name of a view and what it says.
fn headline_ui(ui: &mut Ui, theme: &Theme, view: &NamedView) {
    let (name, judgment) = (boxed(&view.name), boxed(&view.judgment));
    framed(ui, theme, |ui| {
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
