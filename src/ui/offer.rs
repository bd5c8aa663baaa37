//! What a row offers beside a click: a small menu that a right click or the menu key opens, and in it, among other things,
//! what can be asked for of the filter.

use egui::{Button, Key, Modifiers, Popup, PopupAnchor, Response};

use crate::kit::boxed;
use crate::network::{Criterion, credible_as, reliable_as};
use crate::scene::{Class, Target};
use crate::session::{Command, Session, Sift};

/// An entry of the menu.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is called.
    pub words: String,
    /// What it asks for.
    pub asks: Vec<Command>,
}

impl Offer {
    /// Returns an entry that asks for one thing, by the name of that.
    pub fn of(command: Command) -> Self {
        Self { words: command.label().to_owned(), asks: vec![command] }
    }
}

/// Shows the menu of a row when it is asked for; `offers` is called only then.
pub fn offer_ui(response: &Response, commands: &mut Vec<Command>, offers: impl FnOnce() -> Vec<Offer>) {
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
        for (idx, Offer { words, asks }) in offers().into_iter().enumerate() {
            let button = ui.add(Button::new(words));
            let button = match asks.last() {
                Some(command) => button.on_hover_text(command.tooltip()),
                None => button,
            };
            if is_by_key && idx == 0 {
                button.request_focus();
            }
            if button.clicked() {
                commands.extend(asks);
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

/// Returns what can be asked of the filter about a thing; nothing about what no filter tells apart.
pub fn sifting(session: &Session, target: &Target) -> Vec<Offer> {
    match target {
        Target::Nation(id) => about(session, &Criterion::Nation(id.clone()), ""),
        Target::Tie(id) => {
            let document = session.document();
            let kind = document.ties.get(id).and_then(|tie| document.kinds.get(&tie.kind));
            let of_kind = |kind: &crate::model::Kind| {
                about(session, &Criterion::Kind(kind.id.clone()), &format!("kind: {}", boxed(&kind.name)))
            };
            kind.map(|kind| of_kind(kind)).unwrap_or_default()
        }
        Target::Source(id) => {
            let mut offers = about(session, &Criterion::Source(id.clone()), "");
            let hidden = Criterion::WithoutSource(id.clone());
            offers.push(match session.lens().filter.has(&hidden) {
                true => taking_out(session, &hidden, "Show what rests on this source again"),
                false => Offer::of(Command::Sift(Sift::Without(id.clone()))),
            });
            offers
        }
        Target::Class(Class::Kind(id)) => about(session, &Criterion::Kind(id.clone()), ""),
        Target::Class(Class::Reliability(least)) => of_grades(session, Criterion::Reliability(reliable_as(*least))),
        Target::Class(Class::Credibility(least)) => of_grades(session, Criterion::Credibility(credible_as(*least))),
        Target::Pair(..) | Target::Class(Class::Confidence(_)) => Vec::new(),
    }
}

/// A grade in the legend stands for the best there is; a filter asks for that and better.
fn of_grades(session: &Session, criterion: Criterion) -> Vec<Offer> {
    let words = criterion.in_words(session.document());
    about(session, &criterion, &words)
}

/// `what` names what is asked for, where that is not the thing itself.
fn about(session: &Session, criterion: &Criterion, what: &str) -> Vec<Offer> {
    let filter = &session.lens().filter;
    let named = |command: Command| {
        let label = command.label();
        let words = match (what, label.strip_suffix(" this")) {
            ("", _) => label.to_owned(),
            (what, Some(only)) => format!("{only} {what}"),
            (what, None) => format!("{label}: {}", what.trim_start_matches("kind: ")),
        };
        Offer { words, asks: vec![command] }
    };
    let mut offers = vec![named(Command::Sift(Sift::Only(criterion.clone())))];
    if filter.has(criterion) {
        offers.push(taking_out(session, criterion, "Take out of the filter"));
    } else if !filter.is_empty() {
        offers.push(named(Command::Sift(Sift::Add(criterion.clone()))));
    }
    offers
}

fn taking_out(session: &Session, criterion: &Criterion, words: &str) -> Offer {
    let without = session.lens().filter.without(criterion);
    Offer { words: words.to_owned(), asks: vec![Command::Sift(Sift::Ask(Box::new(without)))] }
}
