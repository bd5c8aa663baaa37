//! The card with five things to try: it lies in a corner of the canvas, asks for nothing, and is put away for good.

use std::sync::Arc;

use egui::{Area, FontFamily, Frame, Id, Label, Order, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::lit::Lit;
use super::style::color;
use crate::model::Document;
use crate::network::Network;
use crate::scene::{Class, Theme};
use crate::session::{Command, FirstStep, FirstSteps, Session, first_steps};

/// Width of what is in the card, and its distance from the corner, in points.
const WIDTH: f32 = 264.0;
const DISTANCE: f32 = 12.0;
/// Room for the number of a step, in points.
const NUMBER: f32 = 20.0;

/// The card, which remembers what it says of an atlas.
#[derive(Debug, Default)]
pub struct FirstStepsCard {
    held: Option<Held>,
    lit: Lit,
}

/// What there is to try, and in what.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    steps: Vec<FirstStep>,
}

impl FirstStepsCard {
    /// Shows the card in the lower left corner of the canvas, unless it was put away.
    pub fn show(&mut self, ui: &Ui, session: &Session, canvas: Rect, theme: &Theme, commands: &mut Vec<Command>) {
        let mut pointed = None;
        match session.preferences.first_steps {
            FirstSteps::Dismissed => self.held = None,
            FirstSteps::Shown => {
                let is_same = |held: &Held| {
                    Arc::ptr_eq(&held.document, session.document()) && Arc::ptr_eq(&held.network, session.network())
                };
                let held = self.held.take().filter(is_same);
                let work_out = || Held {
                    document: session.document().clone(),
                    network: session.network().clone(),
                    steps: first_steps(session),
                };
                let held = self.held.insert(held.unwrap_or_else(work_out));
                let frame = Frame::popup(&ui.ctx().global_style()).inner_margin(12);
                Area::new(Id::unique("first steps"))
                    .order(Order::Middle)
                    .movable(false)
                    .constrain_to(canvas)
                    .pivot(egui::Align2::LEFT_BOTTOM)
                    .fixed_pos(canvas.left_bottom() + vec2(DISTANCE, -DISTANCE))
                    .show(ui.ctx(), |ui| {
                        frame.show(ui, |ui| card_ui(ui, &held.steps, theme, &mut pointed, commands));
                    });
            }
        }
        self.lit.follow(pointed, session, commands);
    }
}

fn card_ui(ui: &mut Ui, steps: &[FirstStep], theme: &Theme, pointed: &mut Option<Class>, commands: &mut Vec<Command>) {
    ui.set_width(WIDTH);
    let title = if steps.len() == 5 { "Five things to try" } else { "Things to try" };
    ui.label(RichText::new(title).family(FontFamily::Name(super::BOLD.into())));
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
    let number_words = RichText::new(number.to_string()).size(12.0).color(color(theme.muted));
    ui.put(Rect::from_min_size(at, vec2(NUMBER - 8.0, 16.0)), Label::new(number_words).selectable(false));
    ui.painter().galley(at + vec2(NUMBER, 0.0), words, color(theme.ink));
}
