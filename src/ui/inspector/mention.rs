//! What every mention of a nation, a pair, a tie or a source can do: a click selects it, a right click or the menu key opens
//! a small menu, from which it can also be found on the canvas, cited and asked for.

use egui::Response;

use super::desk::Desk;
use crate::model::EntryId;
use crate::scene::Target;
use crate::session::forms::Thing;
use crate::session::{Command, Edits, Session};
use crate::ui::offer::{Offer, offer_ui, sifting};

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
    let session = desk.session;
    offer_ui(response, desk.commands, || offers(session, target));
}

/// Returns what the menu offers.
fn offers(session: &Session, target: &Target) -> Vec<Offer> {
    let [select, reveal, toggle] =
        [Command::Select(target.clone()), Command::Reveal(target.clone()), Command::Toggle(target.clone())];
    let is_selected = session.selection.holds(target);
    let toggling = if is_selected { "Take out of selection" } else { toggle.label() };
    let mut offers = vec![
        Offer::of(select.clone()),
        Offer { words: toggling.to_owned(), asks: vec![toggle] },
        Offer::of(reveal),
        Offer { words: Command::Copy.label().to_owned(), asks: vec![select, Command::Copy] },
    ];
    offers.extend(editing(session, target));
    offers.extend(sifting(session, target));
    offers
}

/// Returns how a target can be edited, for which it is selected, since its form stands where it is shown; and the kind of a tie,
/// whose form stands over anything.
fn editing(session: &Session, target: &Target) -> Vec<Offer> {
    let ask = |id| Command::Edits(Edits::Ask(Box::new(Thing::Record(id))));
    let own = |id| {
        let ask = ask(id);
        Offer { words: ask.label().to_owned(), asks: vec![Command::Select(target.clone()), ask] }
    };
    match target {
        Target::Nation(id) => vec![own(EntryId::Nation(id.clone()))],
        Target::Source(id) => vec![own(EntryId::Source(id.clone()))],
        Target::Tie(id) => {
            let kind = session.shown().ties.get(id).map(|tie| Offer::of(ask(EntryId::Kind(tie.kind.clone()))));
            [own(EntryId::Tie(id.clone()))].into_iter().chain(kind).collect()
        }
        Target::Pair(..) | Target::Class(_) => Vec::new(),
    }
}
