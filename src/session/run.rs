//! Carries out commands.

use super::command::Command;
use super::state::Session;
use crate::model::NationId;
use crate::scene::Target;

/// What only the owner of a window can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show or hide the list of problems.
    ToggleProblems,
    /// Show an address and ask whether to open it.
    AskToOpen(String),
    /// Show what this program is.
    ShowAbout,
    /// Close the window.
    Close,
}

/// Factor of one step of zooming.
const ZOOM_STEP: f64 = 1.25;

/// Carries out a command; what needs a window comes back as an effect.
pub fn run(session: &mut Session, command: Command) -> Option<Effect> {
    match command {
        Command::Select(target) => session.selection.set([target]),
        Command::Toggle(target) => session.selection.toggle(target),
        Command::SelectPair(a, b) => session.selection.set([Target::Nation(a), Target::Nation(b)]),
        Command::ClearSelection => session.selection.set([]),
        Command::Hover(target) => session.hovered = target,
        Command::Pan(by) => session.view.pan(by),
        Command::ZoomAt(factor, at) => session.view.zoom_at(factor, at),
        Command::ZoomIn => session.view.zoom_at(ZOOM_STEP, session.view.middle()),
        Command::ZoomOut => session.view.zoom_at(1.0 / ZOOM_STEP, session.view.middle()),
        Command::FitAll => session.fit_all(),
        Command::FitSelection => fit_selection(session),
        Command::SetTheme(theme) => session.theme = theme,
        Command::ToggleProblems => return Some(Effect::ToggleProblems),
        Command::AskToOpen(url) => return Some(Effect::AskToOpen(url)),
        Command::About => return Some(Effect::ShowAbout),
        Command::Quit => return Some(Effect::Close),
    }
    None
}

/// Shows the selected nations and both ends of the selected ties; all when nothing is selected.
fn fit_selection(session: &mut Session) {
    let document = session.document();
    let mut nations: Vec<NationId> = Vec::new();
    for target in session.selection.targets() {
        match target {
            Target::Nation(id) => nations.push(id.clone()),
            Target::Tie(id) => {
                if let Some(tie) = document.ties.get(id) {
                    nations.extend([tie.between.0.clone(), tie.between.1.clone()]);
                }
            }
        }
    }
    session.fit_some(&nations);
}
