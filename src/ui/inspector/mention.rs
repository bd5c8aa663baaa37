//! What every mention of a nation, a pair, a tie or a source can do: a click selects it, a right click or the menu key opens
//! a small menu, from which it can also be found on the canvas and cited.

use egui::{Button, Key, Modifiers, Popup, PopupAnchor, Response};

use super::desk::Desk;
use crate::scene::Target;
use crate::session::Command;

/// What a click on a mention does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Click {
    /// It selects the thing.
    Selects,
    /// It selects the thing and moves the view there.
    Reveals,
}

/// Asks for what a person does with a mention of `target`, of which `response` is the row or the link.
pub(super) fn mention_ui(desk: &mut Desk<'_>, response: &Response, target: &Target, click: Click) {
    if response.clicked() {
        let adds = response.ctx.input(|input| input.modifiers.shift || input.modifiers.command);
        desk.commands.push(match (adds, click) {
            (true, _) => Command::Toggle(target.clone()),
            (false, Click::Selects) => Command::Select(target.clone()),
            (false, Click::Reveals) => Command::Reveal(target.clone()),
        });
    }
    let popup_id = Popup::default_response_id(response);
    let is_by_key = response.has_focus() && takes_menu_key(response);
    if is_by_key {
        Popup::open_id(&response.ctx, popup_id);
    }
    // There are many rows, and a popup for each would cost more than the row.
    if !response.secondary_clicked() && !Popup::is_id_open(&response.ctx, popup_id) {
        return;
    }
    let mut popup = Popup::context_menu(response).accessible_name("What to do with this");
    if !response.secondary_clicked() && Popup::position_of_id(&response.ctx, popup_id).is_none() {
        popup = popup.anchor(PopupAnchor::from(response));
    }
    popup.show(|ui| {
        for (idx, (label, asks)) in choices(desk, target).into_iter().enumerate() {
            let button = ui.add(Button::new(label));
            let button = match asks.last() {
                Some(command) => button.on_hover_text(command.tooltip()),
                None => button,
            };
            if is_by_key && idx == 0 {
                button.request_focus();
            }
            if button.clicked() {
                desk.commands.extend(asks);
                ui.close();
            }
        }
    });
}

/// Whether the key for menus, or Shift+F10, was pressed; takes it out of the input.
fn takes_menu_key(response: &Response) -> bool {
    response.ctx.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
    })
}

/// Returns what the menu offers: the words, and what each asks for.
fn choices(desk: &Desk<'_>, target: &Target) -> Vec<(&'static str, Vec<Command>)> {
    let [select, reveal, toggle] =
        [Command::Select(target.clone()), Command::Reveal(target.clone()), Command::Toggle(target.clone())];
    let is_selected = desk.session.selection.holds(target);
    let toggling = if is_selected { "Take out of selection" } else { toggle.label() };
    vec![
        (select.label(), vec![select.clone()]),
        (toggling, vec![toggle]),
        (reveal.label(), vec![reveal]),
        (Command::Copy.label(), vec![select, Command::Copy]),
    ]
}
