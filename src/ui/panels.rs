//! The panels beside the canvas: which are shown, how wide they are, and what opens over the canvas in a narrow window.
//!
//! What stands in them is not decided here.

use egui::{
    Align, Area, Event, EventFilter, FontFamily, Frame, Id, Key, Layout, Order, Rect, Response, RichText, Role, Sense,
    Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::room::{Berth, Room, Shown, Wish, share};
use super::style::color;
use crate::io::{PanelSettings, Switch};
use crate::scene::Theme;
use crate::session::{Command, Panel, Selection, Session};

/// Points on either side of a panel's edge that take hold of it.
const GRIP: f32 = 4.0;
/// Points by which an arrow key moves a panel's edge.
const STEP: f32 = 16.0;
/// Height of the strip with which a panel over the canvas is closed.
const STRIP: f32 = 32.0;

/// Which panels are shown, and how.
#[derive(Debug, Default)]
pub struct Panels {
    left: Wish,
    inspector: Wish,
    left_over: Over,
    inspector_over: Over,
    /// What was selected in the last frame, to see when something else is.
    selected: Selection,
    asked: Asked,
}

/// What somebody has asked for in the last frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Asked {
    /// Nothing that concerns the panels.
    #[default]
    Nothing,
    /// To select something, be it the same again, and so to read of it.
    ToRead,
    /// To see something on the canvas.
    ToSee,
}

/// Whether a panel that lies over the canvas is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Over {
    /// It is.
    Open,
    /// It is not.
    #[default]
    Closed,
}

impl Panels {
    /// Returns where the panels are in a window of this width, in points.
    pub fn room(&self, width: f32) -> Room {
        share(width, self.left, self.inspector)
    }

    /// Whether a panel is open over the canvas; asked only of one that can be.
    pub fn over(&self, panel: Panel) -> Over {
        match panel {
            Panel::Left => self.left_over,
            Panel::Inspector => self.inspector_over,
        }
    }

    /// Returns the panels that are seen.
    pub fn seen(&self, room: Room) -> Vec<Panel> {
        let is_seen = |panel: &Panel| match (*panel, room) {
            (Panel::Left, Room { left: berth, .. }) | (Panel::Inspector, Room { inspector: berth, .. }) => {
                match berth {
                    Berth::Hidden => false,
                    Berth::Beside { .. } => true,
                    Berth::Rail { .. } | Berth::Over { .. } => self.over(*panel) == Over::Open,
                }
            }
        };
        [Panel::Left, Panel::Inspector].into_iter().filter(is_seen).collect()
    }

    /// Takes over what was remembered.
    pub fn restore(&mut self, left: PanelSettings, inspector: PanelSettings) {
        let wish = |settings: PanelSettings| Wish {
            shown: match settings.shown {
                Switch::On => Shown::Shown,
                Switch::Off => Shown::Hidden,
            },
            width: settings.width,
        };
        (self.left, self.inspector) = (wish(left), wish(inspector));
    }

    /// Returns what is worth remembering of the left panel and the inspector.
    pub fn settings(&self) -> [PanelSettings; 2] {
        [self.left, self.inspector].map(|wish| PanelSettings {
            shown: match wish.shown {
                Shown::Shown => Switch::On,
                Shown::Hidden => Switch::Off,
            },
            width: wish.width,
        })
    }

    /// Shows or hides a panel where there is room for it beside the canvas; else opens it over the canvas or closes it.
    ///
    /// `width` is that of the window, in points.
    pub fn toggle(&mut self, panel: Panel, width: f32) {
        match self.berth(panel, width) {
            Berth::Beside { .. } => self.wish(panel).shown = Shown::Hidden,
            Berth::Rail { .. } | Berth::Over { .. } => *self.open(panel) = other(self.over(panel)),
            Berth::Hidden => {
                self.wish(panel).shown = Shown::Shown;
                match self.berth(panel, width) {
                    Berth::Rail { .. } | Berth::Over { .. } => *self.open(panel) = Over::Open,
                    Berth::Beside { .. } | Berth::Hidden => {}
                }
            }
        }
    }

    /// Sees to it that a panel is seen, beside the canvas or over it.
    pub fn see(&mut self, panel: Panel, width: f32) {
        if !self.seen(self.room(width)).contains(&panel) {
            self.toggle(panel, width);
        }
    }

    fn berth(&self, panel: Panel, width: f32) -> Berth {
        let room = self.room(width);
        match panel {
            Panel::Left => room.left,
            Panel::Inspector => room.inspector,
        }
    }

    fn wish(&mut self, panel: Panel) -> &mut Wish {
        match panel {
            Panel::Left => &mut self.left,
            Panel::Inspector => &mut self.inspector,
        }
    }

    fn open(&mut self, panel: Panel) -> &mut Over {
        match panel {
            Panel::Left => &mut self.left_over,
            Panel::Inspector => &mut self.inspector_over,
        }
    }

    /// Closes a panel that lies over the canvas.
    pub fn close(&mut self, panel: Panel) {
        *self.open(panel) = Over::Closed;
    }

    /// Opens the inspector over the canvas when something is selected anew, and closes it when nothing is any more, or when
    /// something is to be seen there.
    pub fn follow(&mut self, session: &Session, room: Room, width: f32) {
        let asked = std::mem::take(&mut self.asked);
        let is_other = self.selected != session.selection;
        self.selected = session.selection.clone();
        match asked {
            Asked::Nothing if !is_other => return,
            // What lies over the canvas would hide it.
            Asked::ToSee => (self.inspector_over, self.left_over) = (Over::Closed, Over::Closed),
            Asked::Nothing | Asked::ToRead if session.selection.is_empty() => self.inspector_over = Over::Closed,
            Asked::Nothing | Asked::ToRead => self.inspector_over = Over::Open,
        }
        if let (Berth::Rail { width: rail, over: left }, Berth::Over { width: right }) = (room.left, room.inspector) {
            // The person chose from the list and wants to read now.
            if self.inspector_over == Over::Open && rail + left + right > width {
                self.left_over = Over::Closed;
            }
        }
    }

    /// Takes note of what was asked for: who selects again what is selected already wants to read of it, and who wants to see
    /// something on the canvas wants it uncovered. Who asks for both wants to read first.
    pub fn heed(&mut self, commands: &[Command]) {
        let is_reading = |command: &Command| matches!(command, Command::Select(_) | Command::SelectMany(_));
        let is_seeing = |command: &Command| matches!(command, Command::Reveal(_));
        self.asked = match (commands.iter().any(is_seeing), commands.iter().any(is_reading)) {
            (_, true) => Asked::ToRead,
            (true, false) => Asked::ToSee,
            (false, false) => Asked::Nothing,
        };
    }

    /// Lets Escape and a click on free canvas close what lies over it, the left panel before anything is unselected.
    pub fn give_way(&mut self, commands: &mut Vec<Command>, room: Room) {
        if !commands.contains(&Command::ClearSelection) {
            return;
        }
        if matches!(room.left, Berth::Rail { .. }) && self.left_over == Over::Open {
            self.left_over = Over::Closed;
            commands.retain(|command| *command != Command::ClearSelection);
        } else {
            self.inspector_over = Over::Closed;
        }
    }

    /// Lets the edges of the panels that stand beside the canvas be moved, by pointer or by keyboard.
    pub fn edges_ui(&mut self, ui: &Ui, theme: &Theme, room: Room, canvas: Rect) {
        for (panel, berth, x) in
            [(Panel::Left, room.left, canvas.left()), (Panel::Inspector, room.inspector, canvas.right())]
        {
            if let Berth::Beside { width, range } = berth {
                let line = Rect::from_min_max(pos2(x, canvas.top()), pos2(x, canvas.bottom()));
                match edge_ui(ui, theme, panel, line, width, range) {
                    Moved::Not => {}
                    Moved::To(width) => self.wish(panel).width = Some(width),
                    // Its usual width comes back.
                    Moved::Back => self.wish(panel).width = None,
                }
            }
        }
    }
}

/// What a person did with a panel's edge.
enum Moved {
    Not,
    /// The panel shall have this width.
    To(f32),
    /// The panel shall have its usual width.
    Back,
}

/// Returns a panel's name, as the menu has it.
pub fn name(panel: Panel) -> &'static str {
    Command::TogglePanel(panel).label()
}

fn other(over: Over) -> Over {
    match over {
        Over::Open => Over::Closed,
        Over::Closed => Over::Open,
    }
}

/// Shows the edge of a panel on a vertical line: dragging or arrow keys move it, a double click puts it back.
fn edge_ui(ui: &Ui, theme: &Theme, panel: Panel, line: Rect, width: f32, [least, most]: [f32; 2]) -> Moved {
    // interact
    let response = ui.interact(line.expand2(vec2(GRIP, 0.0)), edge_id(panel), Sense::click_and_drag());
    let words = format!("Width of {}", name(panel).to_lowercase());
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(width)),
        ..WidgetInfo::labeled(Role::Splitter, true, &words)
    });
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    }
    // paint
    let ink = match (response.has_focus(), response.hovered() || response.dragged()) {
        (true, _) => Stroke::new(2.0, color(theme.ink)),
        (false, true) => Stroke::new(1.5, color(theme.muted)),
        (false, false) => Stroke::new(1.0, color(theme.line)),
    };
    ui.painter().vline(line.left(), line.y_range(), ink);
    let outward = match panel {
        Panel::Left => 1.0,
        Panel::Inspector => -1.0,
    };
    let by = if response.dragged() { response.drag_delta().x } else { arrows(ui, &response) } * outward;
    if response.double_clicked() {
        return Moved::Back;
    }
    // Where the pointer has gone farther than the edge can, the edge waits until the pointer is back.
    let wanted = match (response.dragged(), response.interact_pointer_pos()) {
        (true, Some(pointer)) => width + (pointer.x - line.left()) * outward,
        _ => width + by,
    };
    let wanted = wanted.clamp(least, most).round();
    if by == 0.0 || wanted == width { Moved::Not } else { Moved::To(wanted) }
}

fn edge_id(panel: Panel) -> Id {
    Id::unique("edge").with(name(panel))
}

/// Returns the points by which the arrow keys move an edge that has the focus.
fn arrows(ui: &Ui, response: &Response) -> f32 {
    if !response.has_focus() {
        return 0.0;
    }
    let lock = EventFilter { horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, lock));
    let is_pressed = |event: &Event, wanted: Key| matches!(event, Event::Key { key, pressed: true, modifiers, .. } if *key == wanted && modifiers.is_none());
    ui.input(|input| {
        let n_pressed = |key| input.events.iter().filter(|event| is_pressed(event, key)).count() as f32;
        (n_pressed(Key::ArrowRight) - n_pressed(Key::ArrowLeft)) * STEP
    })
}

/// Shows a panel over the canvas, with a strip to close it; returns what it shows and whether it stays open.
pub fn over_ui<R>(ui: &Ui, theme: &Theme, panel: Panel, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> (R, Over) {
    let area = Area::new(Id::unique("over").with(name(panel)))
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .default_size(rect.size());
    let visuals = &ui.style().visuals;
    let frame = Frame::new().fill(color(theme.panel)).stroke(visuals.window_stroke).shadow(visuals.popup_shadow);
    let shown = area.constrain(false).fade_in(false).show(ui.ctx(), |ui| {
        ui.painter().add(frame.paint(rect));
        let (strip, rest) = rect.split_top_bottom_at_y(rect.top() + STRIP);
        let over = strip_ui(ui, theme, panel, strip);
        let mut body = ui.new_child(egui::UiBuilder::new().max_rect(rest).layout(Layout::top_down(Align::Min)));
        body.shrink_clip_rect(rest);
        ui.expand_to_include_rect(rect);
        (add(&mut body), over)
    });
    shown.inner
}

/// Shows the name of a panel and the button that closes it.
fn strip_ui(ui: &mut Ui, theme: &Theme, panel: Panel, strip: Rect) -> Over {
    // As what stands below it.
    let margin = match panel {
        Panel::Left => 16.0,
        Panel::Inspector => 20.0,
    };
    let inside = strip.shrink2(vec2(margin, 4.0)).with_max_x(strip.right() - 8.0);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)));
    let over = if close_ui(&mut row, theme, panel).clicked() { Over::Closed } else { Over::Open };
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let bold = FontFamily::Name(super::BOLD.into());
        let words = RichText::new(name(panel)).size(11.0).family(bold).color(color(theme.muted));
        ui.add(egui::Label::new(words).truncate().selectable(false));
    });
    over
}

/// Shows the button that closes a panel.
fn close_ui(ui: &mut Ui, theme: &Theme, panel: Panel) -> Response {
    // size, allocate
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    // interact
    let words = format!("Close {}", name(panel).to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    // paint
    if response.hovered() {
        ui.painter().rect_filled(rect, 4, color(theme.chip));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, color(theme.ink)), egui::StrokeKind::Inside);
    }
    cross(ui, rect, Stroke::new(1.5, color(theme.muted)));
    response
}

/// Paints the cross of a button that closes something.
pub fn cross(ui: &Ui, rect: Rect, stroke: Stroke) {
    let [left, right, top, bottom] =
        [rect.center().x - 4.0, rect.center().x + 4.0, rect.center().y - 4.0, rect.center().y + 4.0];
    ui.painter().line_segment([pos2(left, top), pos2(right, bottom)], stroke);
    ui.painter().line_segment([pos2(left, bottom), pos2(right, top)], stroke);
}
