//! The card with five things to try: it lies in a corner of the canvas where it hides no nation, or shows only its title
//! where there is no such corner; it asks for nothing, and is put away for good.

use std::sync::Arc;

use egui::{
    Align2, Area, FontFamily, FontId, Frame, Id, Order, Rect, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2,
};

use super::canvas::Shown;
use super::corners::corner;
use super::lit::Lit;
use super::style::color;
use crate::model::Document;
use crate::network::Network;
use crate::scene::{Class, Theme};
use crate::session::{Command, FirstStep, FirstSteps, Session, first_steps};

/// Width of what is in the card, and its distance from the corner, in points.
const WIDTH: f32 = 184.0;
const DISTANCE: f32 = 12.0;
/// Room for the number of a step, in points.
const NUMBER: f32 = 20.0;

/// The card, which remembers what it says of an atlas.
#[derive(Debug, Default)]
pub struct FirstStepsCard {
    held: Option<Held>,
    lit: Lit,
    asked: Asked,
    /// Where it lay in the last frame.
    rect: Option<Rect>,
}

/// Whether somebody wants to read the card, even where it hides nations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Asked {
    /// Nobody has said so: where it would hide nations, only its title is shown.
    #[default]
    NotYet,
    /// Somebody has unfolded it, or brought it back from the Help menu.
    Yes,
}

/// What there is to try, and in what.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    steps: Vec<FirstStep>,
    /// Where the card lies and how many nations it hides there, and for which size of the canvas that was chosen.
    corner: (Align2, usize, Vec2),
}

/// The corners in which the card may lie, the best first; in the fourth stands what is seen, in words.
const CORNERS: [Align2; 3] = [Align2::LEFT_BOTTOM, Align2::LEFT_TOP, Align2::RIGHT_TOP];
/// Height of the card, about, in points: enough to choose its corner.
const HEIGHT: f32 = 276.0;

impl FirstStepsCard {
    /// Returns where the card lies; `None` where there is none.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }

    /// Shows the card in a corner of the canvas, unless it was put away.
    pub fn show(&mut self, ui: &Ui, session: &Session, shown: &Shown, theme: &Theme, commands: &mut Vec<Command>) {
        let canvas = shown.rect.shrink(DISTANCE);
        let mut pointed = None;
        match session.preferences.first_steps {
            FirstSteps::Dismissed => {
                (self.held, self.rect) = (None, None);
                // Whoever brings it back wants to read it.
                self.asked = Asked::Yes;
            }
            FirstSteps::Shown => {
                let is_same = |held: &Held| {
                    Arc::ptr_eq(&held.document, session.document()) && Arc::ptr_eq(&held.network, session.network())
                };
                let held = self.held.take().filter(is_same);
                let work_out = || Held {
                    document: session.document().clone(),
                    network: session.network().clone(),
                    steps: first_steps(session),
                    corner: best_corner(shown, canvas),
                };
                let held = self.held.insert(held.unwrap_or_else(work_out));
                // Not with every move of the view: who reads the card wants it to stay.
                if held.corner.2 != canvas.size() {
                    held.corner = best_corner(shown, canvas);
                }
                let (corner, n_hidden, _) = held.corner;
                let is_folded = n_hidden > 0 && self.asked == Asked::NotYet;
                let frame = Frame::popup(&ui.ctx().global_style()).inner_margin(12);
                let shown = Area::new(Id::unique("first steps"))
                    .order(Order::Middle)
                    .movable(false)
                    .constrain_to(canvas)
                    .pivot(corner)
                    .fixed_pos(corner.pos_in_rect(&canvas))
                    .show(ui.ctx(), |ui| {
                        if is_folded {
                            let unfold = ui.button(title(&held.steps)).on_hover_text("Shows what to try first");
                            self.asked = if unfold.clicked() { Asked::Yes } else { self.asked };
                        } else {
                            frame.show(ui, |ui| card_ui(ui, &held.steps, theme, &mut pointed, commands));
                        }
                    });
                self.rect = Some(shown.response.rect);
            }
        }
        self.lit.follow(pointed, session, commands);
    }
}

/// Returns the corner in which the card hides the fewest nations, how many it hides, and the size of the canvas.
fn best_corner(shown: &Shown, canvas: Rect) -> (Align2, usize, Vec2) {
    let (best, n_hidden) = corner(shown, &CORNERS, vec2(WIDTH + 24.0, HEIGHT), canvas, |_| false);
    (best, n_hidden, canvas.size())
}

fn title(steps: &[FirstStep]) -> &'static str {
    if steps.len() == 5 { "Five things to try" } else { "Things to try" }
}

fn card_ui(ui: &mut Ui, steps: &[FirstStep], theme: &Theme, pointed: &mut Option<Class>, commands: &mut Vec<Command>) {
    ui.set_width(WIDTH);
    ui.label(RichText::new(title(steps)).family(FontFamily::Name(super::BOLD.into())));
    for (idx, step) in steps.iter().enumerate() {
        step_ui(ui, idx + 1, step, theme, pointed, commands);
    }
    ui.add_space(4.0);
    let dismiss = Command::DismissFirstSteps;
    if ui.button(dismiss.label()).on_hover_text(dismiss.tooltip()).clicked() {
        commands.push(dismiss);
    }
}

/// Shows a step; one that can be done by clicking it is a button.
fn step_ui(
    ui: &mut Ui,
    number: usize,
    step: &FirstStep,
    theme: &Theme,
    pointed: &mut Option<Class>,
    commands: &mut Vec<Command>,
) {
    // size
    let text = egui::WidgetText::from(RichText::new(&step.words).size(12.0).color(color(theme.ink)));
    let wrap = Some(egui::TextWrapMode::Wrap);
    let words = text.into_galley(ui, wrap, WIDTH - NUMBER, egui::TextStyle::Small);
    // allocate
    let sense = if step.command.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, words.size().y + 6.0), sense);
    // interact
    let role = if step.command.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &step.words));
    if response.hovered() || response.has_focus() {
        pointed.clone_from(&step.lights);
    }
    if response.clicked() {
        commands.extend(step.command.clone());
    }
    // paint
    let ground = rect.expand2(vec2(6.0, 0.0));
    if step.command.is_some() && response.hovered() {
        ui.painter().rect_filled(ground, 4, color(theme.chip));
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(ground, 4, Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
    }
    let at = rect.left_top() + vec2(0.0, 3.0);
    let font = FontId::proportional(12.0);
    ui.painter().text(at, Align2::LEFT_TOP, number, font, color(theme.muted));
    ui.painter().galley(at + vec2(NUMBER, 0.0), words, color(theme.ink));
}
