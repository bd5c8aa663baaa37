//! What is asked for as chips, each with its count and a way to take it away, and what becomes of the rest.

use std::sync::Arc;

use egui::{
    Align, FontFamily, FontId, Id, Key, Layout, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::picker::Picker;
use crate::kit::boxed;
use crate::model::Document;
use crate::network::{Hiding, Network};
use crate::scene::Theme;
use crate::session::{Chip, Command, Session, Sift, chips};
use crate::ui::galley::one_line;
use crate::ui::panels::cross;
use crate::ui::style::color;

/// Height of a chip and of the buttons below, in points.
const HEIGHT: f32 = 24.0;
/// Room at the left of a chip, between its words and its count, and for its cross, in points.
const LEFT: f32 = 10.0;
const GAP: f32 = 6.0;
const CROSS: f32 = 24.0;
/// Part of the panel's height that chips take at most.
const MOST_OF_HEIGHT: f32 = 0.35;

/// What the filter's part of the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FilterState {
    held: Option<Held>,
    picker: Picker,
    /// Which chip, counted from the first, gets the focus once what had it is gone.
    next: Option<usize>,
}

/// The chips, and of what they were made. The record and its network are held, so that no other can take their place unseen.
#[derive(Debug)]
struct Held {
    document: Arc<Document>,
    network: Arc<Network>,
    chips: Vec<Chip>,
}

impl FilterState {
    /// Opens the list of what could be asked for in the next frame.
    pub fn choose(&mut self) {
        self.picker.ask();
    }

    /// Gives the focus to the first chip in the next frame.
    pub fn lead_to_chips(&mut self) {
        self.next = Some(0);
    }
}

/// Shows what is asked for, and the way to ask for more.
pub fn filter_ui(ui: &mut Ui, session: &Session, state: &mut FilterState, theme: &Theme, commands: &mut Vec<Command>) {
    let is_same =
        |held: &Held| Arc::ptr_eq(&held.document, session.document()) && Arc::ptr_eq(&held.network, session.network());
    let kept = state.held.take().filter(is_same);
    let make =
        || Held { document: session.document().clone(), network: session.network().clone(), chips: chips(session) };
    let held = state.held.insert(kept.unwrap_or_else(make));
    let is_active = !held.chips.is_empty();
    // Beside the panel at its top, where nothing moves while one chooses.
    let beside = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), HEIGHT));
    if is_active {
        title_ui(ui, theme, |ui| clear_ui(ui, theme, commands));
        let most = (ui.available_height() * MOST_OF_HEIGHT).max(3.0 * HEIGHT);
        ScrollArea::vertical().id_salt("chips").max_height(most).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                for (idx, chip) in held.chips.iter().enumerate() {
                    let response = chip_ui(ui, theme, chip, commands);
                    if response.has_focus() && takes_away(ui, &response, chip, commands) {
                        state.next = Some(idx);
                    } else if state.next == Some(idx) {
                        response.request_focus();
                        state.next = None;
                    }
                }
            });
        });
        ui.add_space(4.0);
    }
    let add = match is_active {
        false => title_ui(ui, theme, |ui| add_ui(ui, theme)),
        true => below_ui(ui, session, theme, commands),
    };
    // The last chip was taken away, or all of them.
    if state.next.is_some_and(|next| next >= held.chips.len()) {
        add.request_focus();
        state.next = None;
    }
    state.picker.show(&add, beside, session, theme, commands);
}

/// Shows what this part of the panel is, and at the right what `content` shows.
fn title_ui<R>(ui: &mut Ui, theme: &Theme, content: impl FnOnce(&mut Ui) -> R) -> R {
    let row = ui.horizontal(|ui| {
        let bold = FontFamily::Name(crate::ui::BOLD.into());
        ui.label(RichText::new("Filters").size(11.0).family(bold).color(color(theme.muted)));
        ui.with_layout(Layout::right_to_left(Align::Center), content).inner
    });
    ui.add_space(2.0);
    row.inner
}

/// Shows the way to ask for everything again.
fn clear_ui(ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) {
    let clear = Command::Sift(Sift::Clear);
    let keys = clear.shortcuts().first().map(|shortcut| shortcut.words()).unwrap_or_default();
    let words = RichText::new(format!("Clear  {keys}")).size(12.0).color(color(theme.muted));
    let button = ui.add(egui::Button::new(words).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, clear.label()));
    if button.on_hover_text(clear.tooltip()).clicked() {
        commands.push(clear);
    }
}

/// Shows what stands below the chips: the way to ask for more, whose button is returned, and what becomes of the rest.
fn below_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> Response {
    let row = ui.horizontal(|ui| {
        let add = add_ui(ui, theme);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for hiding in [Hiding::Remove, Hiding::Dim] {
                hiding_ui(ui, session, theme, hiding, commands);
            }
        });
        add
    });
    row.inner
}

/// Shows a chip; its cross takes it away.
fn chip_ui(ui: &mut Ui, theme: &Theme, chip: &Chip, commands: &mut Vec<Command>) -> Response {
    // size
    let (words, said) = (boxed(&chip.words), chip.count_in_words());
    let n_ties = match chip.remark {
        "" => chip.n_ties.to_string(),
        _ => "0".to_owned(),
    };
    let count = ui.painter().layout_no_wrap(n_ties, FontId::proportional(11.5), color(theme.muted));
    let around = LEFT + GAP + count.size().x + CROSS;
    let most = (ui.max_rect().width() - around).max(20.0);
    let ink = if chip.n_ties == 0 { theme.muted } else { theme.ink };
    let galley = one_line(ui, RichText::new(&words).size(12.5).color(color(ink)), most);
    // allocate
    let size = vec2(around + galley.size().x, HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // interact; by what it is, since others before it come and go
    let response = ui.interact(rect, Id::unique("chip").with(&chip.criterion), Sense::click());
    let spoken = format!("{words}, {said}, in the filter");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let place = Rect::from_min_max(pos2(rect.right() - CROSS, rect.top()), rect.max);
    // Not one more stop of the keyboard: the chip itself has the keys.
    let away = ui.interact(place, response.id.with("away"), Sense::CLICK);
    away.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take {words} out of the filter")));
    if away.clicked() {
        commands.push(Command::Sift(Sift::Ask(Box::new(chip.without.clone()))));
    } else if response.clicked() {
        response.request_focus();
    }
    // paint
    let painter = ui.painter();
    painter.rect_filled(rect, HEIGHT / 2.0, color(theme.chip));
    if response.has_focus() {
        painter.rect_stroke(rect, HEIGHT / 2.0, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    let y = |height: f32| rect.center().y - height / 2.0;
    let count_left = rect.left() + LEFT + galley.size().x + GAP;
    let width = count.size().x;
    painter.galley(pos2(rect.left() + LEFT, y(galley.size().y)), galley, color(ink));
    painter.galley(pos2(count_left, y(count.size().y)), count, color(theme.muted));
    let inside = Rect::from_min_max(pos2(count_left + width, rect.top()), rect.max);
    let ink = if away.hovered() { theme.ink } else { theme.muted };
    cross(ui, inside.shrink2(vec2(6.0, 6.0)), Stroke::new(1.3, color(ink)));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(format!("{words}\n{said}\nDelete takes it out of the filter"))
}

/// Takes a chip that has the focus away, if that is asked for; returns whether it was.
fn takes_away(ui: &Ui, response: &Response, chip: &Chip, commands: &mut Vec<Command>) -> bool {
    let is_asked = ui.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Delete) || input.consume_key(Modifiers::NONE, Key::Backspace)
    });
    if is_asked {
        response.surrender_focus();
        commands.push(Command::Sift(Sift::Ask(Box::new(chip.without.clone()))));
    }
    is_asked
}

/// Shows the button that lists what could be asked for.
fn add_ui(ui: &mut Ui, theme: &Theme) -> Response {
    // size
    let command = Command::Sift(Sift::Choose);
    let galley = one_line(ui, RichText::new(command.label()).color(color(theme.ink)), f32::INFINITY);
    // allocate
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(16.0, HEIGHT - galley.size().y), Sense::hover());
    // interact; by a name of its own, since chips above it come and go while its list is open
    let response = ui.interact(rect, Id::unique("add filter"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, command.label()));
    // paint
    let painter = ui.painter();
    painter.rect_filled(rect, 4, color(theme.chip));
    let rim = match (response.has_focus(), response.hovered()) {
        (true, _) => Some(Stroke::new(1.5, color(theme.ink))),
        (false, true) => Some(Stroke::new(1.0, color(theme.faint))),
        (false, false) => None,
    };
    if let Some(rim) = rim {
        painter.rect_stroke(rect, 4, rim, StrokeKind::Inside);
    }
    painter.galley(rect.center() - galley.size() / 2.0, galley, color(theme.ink));
    let keys = command.shortcuts().first().map(|shortcut| shortcut.words()).unwrap_or_default();
    response.on_hover_text(format!("{} ({keys})", command.tooltip()))
}

/// Shows one of the two things that can become of what is not asked for.
fn hiding_ui(ui: &mut Ui, session: &Session, theme: &Theme, hiding: Hiding, commands: &mut Vec<Command>) {
    // size
    let words = match hiding {
        Hiding::Dim => "Dim",
        Hiding::Remove => "Remove",
    };
    let command = Command::Sift(Sift::Hide(hiding));
    let is_on = session.lens().hiding == hiding;
    let ink = color(if is_on { theme.ink } else { theme.muted });
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(12.0), ink);
    // allocate
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, HEIGHT), Sense::click());
    // interact
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, command.label()));
    if response.clicked() {
        commands.push(command.clone());
    }
    // paint
    let painter = ui.painter();
    if is_on || response.hovered() {
        painter.rect_filled(rect, 4, color(theme.chip));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), StrokeKind::Inside);
    }
    painter.galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.on_hover_text(command.tooltip());
}
