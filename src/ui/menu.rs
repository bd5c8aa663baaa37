//! The bar at the top: menus made from the command list, the atlas's title and its day.

use egui::{Align, Button, Layout, MenuBar, RichText, Ui};

use super::inspector::counted;
use super::style::color;
use crate::kit::visible;
use crate::model::EdtfDate;
use crate::scene::Theme;
use crate::session::{Command, Menu, Session};

/// Shows the bar.
pub fn bar_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    ui.horizontal_centered(|ui| {
        MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.label(), |ui| menu_ui(ui, menu, session, commands));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let day = format!("as of {}", EdtfDate::from_day(session.as_of()).in_words());
                ui.label(RichText::new(day).family(egui::FontFamily::Name(super::BOLD.into())));
                problems_ui(ui, session, theme, commands);
                ui.add_space(8.0);
                ui.add(egui::Label::new(visible(&session.document().manifest.title)).truncate());
            });
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, session: &Session, commands: &mut Vec<Command>) {
    ui.set_min_width(200.0);
    for command in Command::all().into_iter().filter(|command| command.menu() == Some(menu)) {
        let keys = command.shortcuts().first().map(|shortcut| shortcut.words()).unwrap_or_default();
        let is_chosen = command == Command::SetTheme(session.preferences.theme);
        let button = Button::new(command.label()).shortcut_text(keys).selected(is_chosen);
        if ui.add(button).on_hover_text(command.tooltip()).clicked() {
            commands.push(command);
            ui.close();
        }
    }
}

/// Says how many problems there are, when there are any.
fn problems_ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let n_problems = session.n_problems();
    let words = match (n_problems.errors, n_problems.notes) {
        (0, 0) => return,
        (0, notes) => counted(notes, "note"),
        (errors, _) => counted(errors, "problem"),
    };
    let ink = if n_problems.errors > 0 { theme.negative } else { theme.ink };
    let button = Button::new(RichText::new(words).color(color(ink)));
    if ui.add(button).on_hover_text(Command::ToggleProblems.tooltip()).clicked() {
        commands.push(Command::ToggleProblems);
    }
}
