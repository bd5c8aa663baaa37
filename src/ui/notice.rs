//! A brief quiet message at the foot of the canvas, that something was done which cannot be seen. It goes by itself.

use std::time::Duration;

use egui::accesskit::Live;
use egui::{Align2, Area, Id, Order, Rect, RichText, Role, Ui, WidgetInfo, vec2};

use super::style::color;
use crate::scene::Theme;

/// For how long it is shown, in seconds.
const SECONDS: f64 = 2.5;
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
    /// When it goes, in seconds of the window's clock.
    until: f64,
}

impl Notice {
    /// Shows words from now on, in place of others.
    pub fn say(&mut self, ui: &Ui, words: String) {
        self.shown = Some(Message { words, until: ui.input(|input| input.time) + SECONDS });
    }

    /// Shows the message in the middle of the foot of `canvas`; asks for one frame more, at its end.
    pub fn show(&mut self, ui: &Ui, theme: &Theme, canvas: Rect) {
        let now = ui.input(|input| input.time);
        let Some(Message { words, until }) = self.shown.take_if(|message| message.until > now) else {
            self.shown = None;
            return;
        };
        let id = Id::unique("notice");
        let area = Area::new(id).order(Order::Foreground).interactable(false).pivot(Align2::CENTER_BOTTOM);
        area.fixed_pos(canvas.center_bottom() - vec2(0.0, ABOVE)).show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
                let label = egui::Label::new(RichText::new(&words).color(color(theme.ink))).selectable(false).extend();
                let response = ui.add(label);
                response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
                // Read out when it appears, without taking the focus.
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
            });
        });
        ui.ctx().request_repaint_after(Duration::from_secs_f64((until - now).max(0.0)));
        self.shown = Some(Message { words, until });
    }
}
