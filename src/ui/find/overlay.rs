//! The panel under the bar in which one types: it holds the focus until something is chosen or it is closed, and then gives
//! the focus back.

use std::sync::Arc;

use egui::{
    Align2, Color32, Context, EventFilter, Frame, Id, Key, Margin, Modal, Modifiers, Stroke, TextEdit, Ui, pos2, vec2,
};

use super::entries::{Entries, What};
use super::field::magnifier;
use super::list::{Scrolls, list_ui, nothing_ui, rows_of_page, status_ui};
use crate::network::Network;
use crate::scene::Theme;
use crate::session::{Command, Finder, Seek, Session};
use crate::ui::color;
use crate::ui::keymap::Takes;

/// Width of the panel where there is room for it, in points.
const WIDTH: f32 = 560.0;
/// How far below the top of the window it stands, in points: under the bar.
const TOP: f32 = 48.0;
/// Height of the list where there is room for it, in points.
const LIST_HEIGHT: f32 = 440.0;
/// Height of the field and of what stands under the list, with the room around it, in points.
const BESIDE_LIST: f32 = 96.0;
/// Letters that can be typed.
const MOST_LETTERS: usize = 300;

/// Finding by typing, while it is open and while it is not.
#[derive(Debug, Default)]
pub struct Find {
    finder: Option<Finder>,
    open: Option<Open>,
    /// What gets the focus back in the frame after the last of the panel, which still bars it from everything below.
    give_back: Option<Id>,
}

/// What the open panel holds.
#[derive(Debug)]
struct Open {
    seek: Seek,
    query: String,
    /// The row that Enter would choose, if any.
    cursor: Option<usize>,
    scrolls: Scrolls,
    /// What had the focus before.
    before: Option<Id>,
    entries: Entries,
    /// For what the entries were listed.
    listed_for: Option<(Seek, String, Arc<Network>)>,
}

/// What a person did.
enum Act {
    Nothing,
    Close,
    /// Choose the row at the cursor, once what was typed with it is listed, and close.
    Enter,
    /// Add that row to the selection.
    EnterMore,
    /// Choose a row, and close.
    Choose(usize),
    /// Add a row to the selection.
    Add(usize),
}

impl Find {
    /// Opens the panel, or goes over to the other list in it.
    pub fn open(&mut self, context: &Context, seek: Seek) {
        match &mut self.open {
            Some(open) => open.seek = seek,
            None => {
                self.open = Some(Open {
                    seek,
                    query: String::new(),
                    cursor: None,
                    scrolls: Scrolls::ToCursor,
                    before: context.memory(|memory| memory.focused()),
                    entries: Entries::default(),
                    listed_for: None,
                });
            }
        }
    }

    /// Returns which shortcuts work while it is open; `None` while it is closed.
    pub fn takes(&self) -> Option<Takes> {
        self.open.as_ref().map(|_| Takes::Quitting)
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
        let Some(open) = &mut self.open else {
            if let Some(before) = self.give_back.take() {
                ui.ctx().memory_mut(|memory| memory.request_focus(before));
                ui.ctx().request_repaint();
            }
            return;
        };
        let kept = self.finder.take().filter(|finder| finder.is_of(session.document()));
        let finder = self.finder.insert(kept.unwrap_or_else(|| Finder::of(session.document())));
        let context = ui.ctx();
        let window = context.content_rect();
        let id = Id::unique("find");
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, TOP));
        let frame = Frame::popup(&context.global_style()).inner_margin(Margin::ZERO);
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(Color32::from_black_alpha(48));
        let list_height = LIST_HEIGHT.min(window.height() - TOP - BESIDE_LIST).max(44.0);
        let response = modal.show(context, |ui| {
            ui.set_width(WIDTH.min(window.width() - 24.0));
            open.panel_ui(ui, session, finder, theme, list_height)
        });
        let act = if response.backdrop_response.clicked() { Act::Close } else { response.inner };
        match act {
            Act::Nothing | Act::Enter | Act::EnterMore => {}
            Act::Close => self.close(context),
            Act::Add(idx) => {
                if let Some(What::Thing(found, _)) = open.entries.listed.get(idx).map(|entry| &entry.what) {
                    commands.push(Command::Add(vec![found.target.clone()]));
                }
            }
            Act::Choose(idx) => {
                let chosen = open.entries.listed.get(idx).map(|entry| &entry.what);
                let Some(chosen) = chosen.filter(|what| what.is_available(session)) else { return };
                match chosen {
                    // It is shown where it is, and selected as by a click, so that it can be read even in a small window.
                    What::Thing(found, _) => {
                        commands.push(Command::Reveal(found.target.clone()));
                        commands.push(Command::Select(found.target.clone()));
                    }
                    What::Command(command, _) => commands.push(command.clone()),
                }
                self.close(context);
            }
        }
    }

    /// Closes the panel and gives the focus back.
    fn close(&mut self, context: &Context) {
        let Some(Open { before, .. }) = self.open.take() else { return };
        self.give_back = before;
        if let Some(field) = context.memory(|memory| memory.focused()) {
            context.memory_mut(|memory| memory.surrender_focus(field));
        }
        context.request_repaint();
    }
}

impl Open {
    fn panel_ui(&mut self, ui: &mut Ui, session: &Session, finder: &mut Finder, theme: &Theme, height: f32) -> Act {
        ui.spacing_mut().item_spacing.y = 0.0;
        // Before the field takes the keys that move its own caret.
        let mut act = self.keys(ui, height);
        let field = self.field_ui(ui, theme);
        self.list(session, finder);
        act = match (act, self.cursor) {
            (Act::Enter, Some(idx)) => Act::Choose(idx),
            (Act::EnterMore, Some(idx)) => Act::Add(idx),
            (Act::Enter | Act::EnterMore, None) => Act::Nothing,
            (act, _) => act,
        };
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, color(theme.line)));
        ui.add_space(4.0);
        if let Some(instead) = &self.entries.instead {
            let words =
                format!("Read as “{instead}”, since nothing is called “{}”", crate::kit::boxed(self.query.trim()));
            Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
                ui.add(
                    egui::Label::new(egui::RichText::new(words).color(color(theme.muted))).truncate().selectable(false),
                );
            });
        }
        if self.entries.listed.is_empty() {
            nothing_ui(ui, session, theme, self.seek);
        } else {
            let at = (self.cursor, std::mem::take(&mut self.scrolls));
            let pointed = list_ui(ui, session, theme, &self.entries, at, height);
            if let Some(cursor) = pointed.cursor {
                ui.ctx().accesskit_node_builder(field, |node| node.set_active_descendant(cursor.accesskit_id()));
            }
            if let Some((idx, held)) = pointed.clicked {
                self.cursor = Some(idx);
                act = if held.shift || held.command { Act::Add(idx) } else { Act::Choose(idx) };
            }
        }
        ui.add_space(4.0);
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, color(theme.line)));
        Frame::new().inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| status_ui(ui, theme, &self.entries));
        act
    }

    /// Takes the keys of the list out of the input.
    fn keys(&mut self, ui: &Ui, height: f32) -> Act {
        let n = self.entries.listed.len();
        let page = rows_of_page(&self.entries.listed, height);
        let before = self.cursor;
        let last = n.saturating_sub(1);
        let act = ui.input_mut(|input| {
            let mut pressed = |held, key| input.consume_key(held, key);
            let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
            if pressed(none, Key::Escape) {
                return Act::Close;
            }
            if pressed(Modifiers::COMMAND | shift, Key::P) || pressed(Modifiers::COMMAND, Key::K) {
                self.seek = Seek::Palette;
            }
            if pressed(Modifiers::COMMAND, Key::F) {
                self.seek = Seek::Find;
            }
            // Shift first: keys without it are taken with it too.
            if pressed(shift, Key::Tab) || pressed(none, Key::ArrowUp) {
                self.cursor = Some(self.cursor.filter(|at| *at > 0).map_or(last, |at| at - 1));
            }
            if pressed(none, Key::Tab) || pressed(none, Key::ArrowDown) {
                self.cursor = Some(self.cursor.filter(|at| *at < last).map_or(0, |at| at + 1));
            }
            if pressed(none, Key::PageUp) {
                self.cursor = Some(self.cursor.map_or(0, |at| at.saturating_sub(page)));
            }
            if pressed(none, Key::PageDown) {
                self.cursor = Some(self.cursor.map_or(0, |at| (at + page).min(last)));
            }
            if pressed(none, Key::Home) {
                self.cursor = Some(0);
            }
            if pressed(none, Key::End) {
                self.cursor = Some(last);
            }
            if pressed(shift, Key::Enter) {
                return Act::EnterMore;
            }
            if pressed(none, Key::Enter) { Act::Enter } else { Act::Nothing }
        });
        if self.cursor != before {
            self.scrolls = Scrolls::ToCursor;
        }
        act
    }

    /// Shows the field, which has the focus as long as the panel is open; returns its id.
    fn field_ui(&mut self, ui: &mut Ui, theme: &Theme) -> Id {
        let (words, name) = match self.seek {
            Seek::Find => ("Find nations, ties, sources, kinds", "Find"),
            Seek::Palette => ("Find nations, ties, commands", "Find or do anything"),
        };
        let frame = Frame::new().inner_margin(Margin { left: 34, right: 12, top: 10, bottom: 10 });
        let edit = TextEdit::singleline(&mut self.query)
            .id(Id::unique("find field"))
            .hint_text(words)
            .frame(Frame::NONE)
            .desired_width(f32::INFINITY)
            .align(Align2::LEFT_CENTER)
            .char_limit(MOST_LETTERS)
            .event_filter(EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true });
        let response = frame.show(ui, |ui| ui.add(edit)).inner;
        let at = pos2(ui.max_rect().left() + 19.0, response.rect.center().y);
        magnifier(ui.painter(), at, Stroke::new(1.5, color(theme.muted)));
        if !response.has_focus() {
            response.request_focus();
        }
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
        response.id
    }

    /// Lists what meets what is typed, if anything has changed.
    fn list(&mut self, session: &Session, finder: &mut Finder) {
        let wanted = (self.seek, self.query.clone(), session.network().clone());
        let is_listed = self.listed_for.as_ref().is_some_and(|(seek, query, network)| {
            (*seek, query) == (wanted.0, &wanted.1) && Arc::ptr_eq(network, &wanted.2)
        });
        if is_listed {
            return;
        }
        self.entries = Entries::of(session, finder, self.seek, &self.query);
        self.listed_for = Some(wanted);
        (self.cursor, self.scrolls) = (self.entries.first, Scrolls::ToCursor);
    }
}
