//! The list of all steps since the atlas was opened, over the canvas; a click goes to one.

use egui::{
    Align, Area, Frame, Id, Layout, Margin, Order, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    vec2,
};

use super::galley::one_line;
use super::panels::cross;
use super::style::color;
use crate::edit::Revision;
use crate::kit::boxed;
use crate::scene::Theme;
use crate::session::{Command, Edits, Session};

/// Width of the list, height of a row, and distance from the edges of the canvas, in points.
const WIDTH: f32 = 360.0;
const ROW: f32 = 26.0;
const MARGIN: f32 = 12.0;
/// Part of the canvas's height that the list takes at most.
const MOST_OF_HEIGHT: f32 = 0.7;
/// What the atlas is called as it was before any step.
const OPENED: &str = "As it was opened";

/// The list, and whether it is shown.
#[derive(Debug, Default)]
pub(super) struct HistoryList {
    shown: Shown,
    /// The revision to which it was scrolled last.
    seen: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    No,
    Yes,
}

impl HistoryList {
    /// Shows the list, or puts it away.
    pub fn toggle(&mut self) {
        self.shown = match self.shown {
            Shown::No => Shown::Yes,
            Shown::Yes => Shown::No,
        };
        self.seen = None;
    }

    /// Shows the list in the upper right of `canvas`, if it is shown.
    pub fn show(&mut self, ui: &Ui, session: &Session, theme: &Theme, canvas: Rect, commands: &mut Vec<Command>) {
        if self.shown == Shown::No {
            return;
        }
        let width = WIDTH.min(canvas.width() - 2.0 * MARGIN);
        let corner = canvas.right_top() + vec2(-MARGIN - width, MARGIN);
        let area = Area::new(Id::unique("history")).order(Order::Middle).movable(false).fixed_pos(corner);
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::same(8)).show(ui, |ui| {
                ui.set_width(width - 16.0);
                if head_ui(ui, theme) {
                    self.shown = Shown::No;
                }
                self.rows_ui(ui, session, theme, canvas.height() * MOST_OF_HEIGHT, commands);
            });
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, height: f32, commands: &mut Vec<Command>) {
        let history = session.history();
        let n_rows = history.revisions().len();
        ui.spacing_mut().item_spacing.y = 0.0;
        // The area over the canvas remembers how high it was, and would never let the list grow.
        let least = (n_rows as f32 * ROW).min(height);
        let mut area = ScrollArea::vertical().id_salt("steps").max_height(height).min_scrolled_height(least);
        area = area.auto_shrink([false, true]);
        if self.seen.replace(history.cursor()) != Some(history.cursor()) {
            // In the middle, so that what comes before and after is seen too.
            let offset = history.cursor() as f32 * ROW - (height - ROW) / 2.0;
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
        area.show_rows(ui, ROW, n_rows, |ui, rows| {
            for (revision_idx, revision) in history.revisions().iter().enumerate().take(rows.end).skip(rows.start) {
                let row = Row { revision_idx, revision, session, theme };
                if row.show(ui) {
                    commands.push(Command::Edits(Edits::GoTo(revision_idx)));
                }
            }
        });
    }
}

/// Shows the title; returns whether the list was closed.
fn head_ui(ui: &mut Ui, theme: &Theme) -> bool {
    ui.horizontal(|ui| {
        let bold = egui::FontFamily::Name(super::BOLD.into());
        ui.add(egui::Label::new(RichText::new("History").family(bold)).selectable(false));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the history"));
            if response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, 4, color(theme.chip));
            }
            cross(ui, rect, Stroke::new(1.5, color(theme.muted)));
            response.clicked()
        })
        .inner
    })
    .inner
}

/// One step in the list.
struct Row<'a> {
    revision_idx: usize,
    revision: &'a Revision,
    session: &'a Session,
    theme: &'a Theme,
}

impl Row<'_> {
    /// Shows it; returns whether it was chosen.
    fn show(&self, ui: &mut Ui) -> bool {
        let Self { revision_idx, revision, session, theme } = self;
        let history = session.history();
        let name = if *revision_idx == 0 { OPENED.to_owned() } else { boxed(&revision.name) };
        let is_saved = std::sync::Arc::ptr_eq(&revision.document, history.saved());
        let (is_here, is_ahead) = (*revision_idx == history.cursor(), *revision_idx > history.cursor());
        // size, allocate
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        // interact
        let says = format!("{name}{}", if is_saved { ", as the files hold it" } else { "" });
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_here, &says));
        // paint
        let ground = if is_here { Some(theme.selection_ground) } else { response.hovered().then_some(theme.chip) };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, 4, color(ground));
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
        }
        let ink = color(if is_ahead { theme.muted } else { theme.ink });
        let mut room = rect.shrink2(vec2(8.0, 0.0));
        if is_saved {
            let saved = one_line(ui, RichText::new("saved").size(11.0).color(color(theme.muted)), 60.0);
            room.max.x -= saved.size().x;
            let at = egui::pos2(room.max.x, room.center().y - saved.size().y / 2.0);
            ui.painter().galley(at, saved, color(theme.muted));
            room.max.x -= 8.0;
        }
        let words = one_line(ui, RichText::new(&name).color(ink), room.width());
        let is_cut = words.elided;
        ui.painter().galley(egui::pos2(room.min.x, room.center().y - words.size().y / 2.0), words, ink);
        let response = if is_cut { response.on_hover_text(&name) } else { response };
        response.clicked()
    }
}
