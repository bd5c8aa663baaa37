//! A brief quiet message at the foot of the canvas: that something was done, and how to take it back. It goes by itself.

use std::time::Duration;

use egui::accesskit::Live;
use egui::{Align2, Area, Button, Id, Order, Rect, RichText, Role, Ui, WidgetInfo, vec2};

use super::style::color;
use crate::scene::Theme;
use crate::session::Command;

/// For how long it is shown, in seconds.
const SECONDS: f64 = 2.5;
/// For how long one is shown that offers something.
const OFFER_SECONDS: f64 = 10.0;
/// How far above the lower edge it stands, in points.
const ABOVE: f32 = 16.0;

/// The message that is shown, if any.
#[derive(Debug, Default)]
pub(super) struct Notice {
    shown: Option<Message>,
}

#[derive(Debug)]
struct Message {
    words: String,
    /// What a button beside it does, by its name.
    offer: Option<(&'static str, Command)>,
    /// When it goes, in seconds of the window's clock.
    until: f64,
}

impl Notice {
    /// Shows words from now on, in place of others.
    pub fn say(&mut self, ui: &Ui, words: String) {
        self.shown = Some(Message { words, offer: None, until: ui.input(|input| input.time) + SECONDS });
    }

    /// Shows words from now on, with a button that asks for a command.
    pub fn offer(&mut self, ui: &Ui, words: String, name: &'static str, command: Command) {
        let until = ui.input(|input| input.time) + OFFER_SECONDS;
        self.shown = Some(Message { words, offer: Some((name, command)), until });
    }

    /// Shows nothing any more.
    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// Takes back what offers a command, since it would now do something else.
    pub fn take_back_offer(&mut self) {
        self.shown.take_if(|message| message.offer.is_some());
    }

    /// Shows the message in the middle of the foot of `canvas`; asks for one frame more, at its end.
    pub fn show(&mut self, ui: &Ui, theme: &Theme, canvas: Rect, commands: &mut Vec<Command>) {
        let now = ui.input(|input| input.time);
        let Some(message) = self.shown.take_if(|message| message.until > now) else {
            self.shown = None;
            return;
        };
        let Message { words, offer, until } = &message;
        let area = Area::new(Id::unique("notice")).order(Order::Foreground).interactable(offer.is_some());
        let area = area.pivot(Align2::CENTER_BOTTOM).fixed_pos(canvas.center_bottom() - vec2(0.0, ABOVE));
        let is_taken = area.show(ui.ctx(), |ui| {
            let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(12, 8));
            frame.show(ui, |ui| ui.horizontal(|ui| message_ui(ui, theme, words, offer.as_ref())).inner).inner
        });
        if let (true, Some((_, command))) = (is_taken.inner, offer) {
            commands.push(command.clone());
            return;
        }
        ui.ctx().request_repaint_after(Duration::from_secs_f64((until - now).max(0.0)));
        self.shown = Some(message);
    }
}

/// Shows words and the button beside them; returns whether it was pressed.
fn message_ui(ui: &mut Ui, theme: &Theme, words: &str, offer: Option<&(&'static str, Command)>) -> bool {
    let label = egui::Label::new(RichText::new(words).color(color(theme.ink))).selectable(false).extend();
    let response = ui.add(label);
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
    // Read out when it appears, without taking the focus.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    offer.is_some_and(|(name, command)| ui.add(Button::new(*name)).on_hover_text(command.tooltip()).clicked())
}
