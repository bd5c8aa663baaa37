//! All keys at a glance: every command by menu, and what is done by pointing; made from the session's lists.

use egui::{
    Align2, Color32, FontFamily, FontId, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::galley::one_line;
use super::style::color;
use crate::scene::Theme;
use crate::session::{Command, GestureGroup, LetterKeys, Menu, Session};

/// Width of a column, and the gap between two, in points.
const COLUMN: f32 = 320.0;
const GAP: f32 = 32.0;
/// Height of a row, and of a title with the room above it, in points.
const ROW: f32 = 24.0;
const TITLE: f32 = 32.0;
/// Height of what stands above the columns, in points.
const HEADER: f32 = 40.0;
/// Room that the dialog leaves free in the window, in points.
const AROUND: f32 = 56.0;

/// Rows under a title.
struct Section {
    title: &'static str,
    rows: Vec<Row>,
}

impl Section {
    /// Returns its height, in points.
    fn height(&self) -> f32 {
        TITLE + ROW * self.rows.len() as f32
    }
}

/// What is done, and how.
struct Row {
    words: &'static str,
    tooltip: &'static str,
    ways: Vec<Way>,
}

/// One way to do it.
struct Way {
    words: String,
    works: Works,
}

/// Whether a key does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Works {
    /// It does.
    Yes,
    /// It is a letter, and letters are switched off.
    SwitchedOff,
}

/// Shows all keys; returns whether the dialog is done.
pub fn overlay_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) -> bool {
    let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
    let letters = session.preferences.letter_keys;
    let sections = sections(letters);
    let n_columns = (((room.x + GAP) / (COLUMN + GAP)).floor() as usize).clamp(1, 3);
    let width = (COLUMN * n_columns as f32 + GAP * (n_columns - 1) as f32).min(room.x);
    ui.set_width(width);
    let columns = in_columns(&sections, n_columns);
    let tallest = columns.iter().map(|column| column.iter().map(Section::height).sum()).fold(0.0, f32::max);
    let height = tallest.min((room.y - HEADER).max(ROW));
    ui.set_height(HEADER + height);
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.heading("Keys");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_done = ui.button("Close").clicked();
            let mut is_on = letters == LetterKeys::On;
            let choice = ui.checkbox(&mut is_on, Command::ToggleLetterKeys.label());
            if choice.on_hover_text(Command::ToggleLetterKeys.tooltip()).changed() {
                commands.push(Command::ToggleLetterKeys);
            }
        });
    });
    ui.add_space(4.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let width = (width - GAP * (n_columns - 1) as f32) / n_columns as f32;
            for column in columns {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    column.iter().for_each(|section| section_ui(ui, section, theme));
                });
            }
        });
    });
    is_done
}

/// Returns what is listed: every command by menu, then the gestures.
fn sections(letters: LetterKeys) -> Vec<Section> {
    let of_menu = |menu: Menu| {
        let commands = Command::all().into_iter().filter(|command| command.menu() == Some(menu));
        let row = |command: Command| {
            let way = |shortcut: &crate::session::Shortcut| {
                let is_off = letters == LetterKeys::Off && shortcut.is_character();
                Way { words: shortcut.words(), works: if is_off { Works::SwitchedOff } else { Works::Yes } }
            };
            let ways = command.shortcuts().iter().map(way).collect();
            Row { words: command.label(), tooltip: command.tooltip(), ways }
        };
        Section { title: menu.label(), rows: commands.map(row).collect() }
    };
    let of_group = |group: GestureGroup| {
        let row = |gesture: &crate::session::Gesture| {
            let way = Way { words: gesture.how.to_owned(), works: Works::Yes };
            Row { words: gesture.words, tooltip: "", ways: vec![way] }
        };
        Section { title: group.label(), rows: group.gestures().iter().map(row).collect() }
    };
    Menu::ALL.into_iter().map(of_menu).chain(GestureGroup::ALL.into_iter().map(of_group)).collect()
}

/// Parts sections into columns of about the same height, in their order.
fn in_columns(sections: &[Section], n_columns: usize) -> Vec<&[Section]> {
    let mut columns = Vec::new();
    let mut rest = sections;
    for n_left in (1..=n_columns).rev() {
        let fair = rest.iter().map(Section::height).sum::<f32>() / n_left as f32;
        let mut reached = 0.0;
        // A section belongs to the column in which most of it fits.
        let fits = |section: &&Section| {
            let middle = reached + section.height() / 2.0;
            reached += section.height();
            middle <= fair
        };
        let n = if n_left == 1 { rest.len() } else { rest.iter().take_while(fits).count().max(1).min(rest.len()) };
        let (column, others) = rest.split_at(n);
        columns.push(column);
        rest = others;
    }
    columns
}

fn section_ui(ui: &mut Ui, section: &Section, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), TITLE), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, section.title));
    let bold = FontId::new(11.0, FontFamily::Name(super::BOLD.into()));
    let at = rect.left_bottom() - vec2(0.0, 4.0);
    ui.painter().text(at, Align2::LEFT_BOTTOM, section.title, bold, color(theme.muted));
    section.rows.iter().for_each(|row| row_ui(ui, row, theme));
}

fn row_ui(ui: &mut Ui, row: &Row, theme: &Theme) {
    // allocate
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    // interact
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(row)));
    // paint
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, color(theme.line)));
    let font = FontId::proportional(12.0);
    let mut right = rect.right();
    for way in row.ways.iter().rev() {
        let ink = match way.works {
            Works::Yes => theme.ink,
            Works::SwitchedOff => theme.muted,
        };
        let words = painter.layout_no_wrap(way.words.clone(), font.clone(), color(ink));
        let size = words.size() + vec2(12.0, 3.0);
        let chip = egui::Rect::from_min_size(egui::pos2(right - size.x, rect.center().y - size.y / 2.0), size);
        match way.works {
            Works::Yes => {
                painter.rect(chip, 4, color(theme.chip), Stroke::new(1.0, color(theme.line)), StrokeKind::Inside);
            }
            Works::SwitchedOff => {
                painter.hline(chip.shrink(3.0).x_range(), chip.center().y, Stroke::new(1.0, color(theme.muted)));
            }
        }
        painter.galley(chip.center() - words.size() / 2.0, words, Color32::PLACEHOLDER);
        right = chip.left() - 4.0;
    }
    let words = RichText::new(row.words).size(13.0).color(color(theme.ink));
    let words = one_line(ui, words, right - rect.left() - 8.0);
    painter.galley(egui::pos2(rect.left(), rect.center().y - words.size().y / 2.0), words, color(theme.ink));
    if !row.tooltip.is_empty() {
        response.on_hover_text(row.tooltip);
    }
}

/// Returns a row as a screen reader says it: "Fit all: F or Ctrl+0".
fn spoken(row: &Row) -> String {
    let way = |way: &Way| match way.works {
        Works::Yes => way.words.clone(),
        Works::SwitchedOff => format!("{} (switched off)", way.words),
    };
    let ways: Vec<String> = row.ways.iter().map(way).collect();
    if ways.is_empty() { row.words.to_owned() } else { format!("{}: {}", row.words, ways.join(" or ")) }
}
