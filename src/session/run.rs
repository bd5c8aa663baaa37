//! Carries out commands.

use std::sync::Arc;

use super::arrange;
use super::citation::{Citation, cite};
use super::command::{Command, Panel, Turn};
use super::exporting::Exporting;
use super::forms::Thing;
use super::keeping::Keeping;
use super::preferences::FirstSteps;
use super::seeking::Seek;
use super::state::Session;
use super::trail::Stop;
use crate::model::{HypothesisId, NationId, ScenarioId, TieId};
use crate::scene::Target;

/// What only the owner of a window can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show or hide the list of problems.
    ToggleProblems,
    /// Show or hide a panel.
    TogglePanel(Panel),
    /// Give the focus to another part of the window.
    GoToPart(Turn),
    /// Let the day looked at be typed.
    AskForDay,
    /// Show what can be asked for, to choose from.
    ChooseFilter,
    /// Put a cited sentence on the clipboard.
    Copy(Citation),
    /// Show an address and ask whether to open it.
    AskToOpen(String),
    /// Ask for name and judgment of a view: of the one of this name, or of a new one.
    AskForView(Option<String>),
    /// Ask with which day to compare.
    AskToCompare,
    /// Write the changes of named views that are not kept yet.
    KeepViews,
    /// Ask for the facts of a thing, which may be new.
    AskFor(Thing),
    /// Ask for the facts of a scenario, or of a new one.
    AskForScenario(Option<ScenarioId>),
    /// Ask for day, reasons and likelihood of a hypothesis of the open scenario.
    AskForReasons(HypothesisId),
    /// Ask which hypotheses become part of the record, and on what evidence.
    AskToPromote,
    /// Ask on which day to split a tie.
    AskToSplit(TieId),
    /// Ask for rows of a spreadsheet.
    PasteRows,
    /// Show or hide the list of all steps.
    ToggleHistory,
    /// Say what was deleted, and offer to bring it back.
    TellDeleted(String),
    /// Say why an edit was not carried out.
    Refuse(String),
    /// Open or save.
    Keep(Keeping),
    /// Take a picture away.
    Export(Exporting),
    /// Show all keys.
    ShowKeys,
    /// Show what this program is.
    ShowAbout,
    /// Let something be asked for by typing.
    Seek(Seek),
    /// Show what comes of these rows of a spreadsheet.
    PasteText(Arc<str>),
    /// Say that what was pasted holds no rows.
    SayNoRows,
    /// Close the window.
    Close,
}

/// Factor of one step of zooming.
const ZOOM_STEP: f64 = 1.25;

/// Carries out a command; what needs a window comes back as an effect.
pub fn run(session: &mut Session, command: Command) -> Option<Effect> {
    match command {
        Command::Select(target) => select(session, vec![target]),
        Command::Toggle(target) => toggle(session, target),
        Command::SelectMany(targets) => select(session, targets),
        Command::Add(targets) => add(session, targets),
        Command::SelectAll => select(session, everything(session)),
        Command::ClearSelection => select(session, Vec::new()),
        Command::Reveal(target) => reveal(session, target),
        Command::Back => session.go_back(),
        Command::Forward => session.go_forward(),
        Command::Hover(target) => session.point_at(target),
        Command::Focus(target) => session.attention.focused = target,
        Command::Pan(by) => session.view.pan(by),
        Command::ZoomAt(factor, at) => session.view.zoom_at(factor, at),
        Command::ZoomIn => session.view.zoom_at(ZOOM_STEP, session.view.middle()),
        Command::ZoomOut => session.view.zoom_at(1.0 / ZOOM_STEP, session.view.middle()),
        Command::FitAll => session.fit_all(),
        Command::FitSelection => session.fit_some(&concerned(session, session.selection.targets())),
        Command::Drag(nation, by) => arrange::drag(session, &nation, by),
        Command::Drop => return arrange::drop(session),
        Command::AbandonDrag => drop(session.take_preview()),
        Command::TogglePins => return arrange::toggle_pins(session),
        // A filter is a way of looking: what is cited is the record.
        Command::Copy => {
            let (document, day, moment) = (session.document(), session.day(), session.lens().moment);
            return Some(Effect::Copy(cite(document, day, moment, session.supposition(), &session.selection)));
        }
        Command::SetTheme(theme) => session.preferences.theme = theme,
        Command::ToggleLetterKeys => session.preferences.letter_keys = session.preferences.letter_keys.other(),
        Command::ShowFirstSteps => session.preferences.first_steps = FirstSteps::Shown,
        Command::DismissFirstSteps => session.preferences.first_steps = FirstSteps::Dismissed,
        Command::Time(time) => return time.run(session),
        Command::Sift(sift) => return sift.run(session),
        Command::Views(views) => return views.run(session),
        Command::Edits(edits) => return edits.run(session),
        Command::Scenarios(scenarios) => return scenarios.run(session),
        Command::Keeping(keeping) => return Some(Effect::Keep(keeping)),
        Command::Exporting(exporting) => return Some(Effect::Export(exporting)),
        Command::TogglePanel(panel) => return Some(Effect::TogglePanel(panel)),
        Command::GoToPart(turn) => return Some(Effect::GoToPart(turn)),
        Command::ToggleProblems => return Some(Effect::ToggleProblems),
        Command::AskToOpen(url) => return Some(Effect::AskToOpen(url)),
        Command::ShowKeys => return Some(Effect::ShowKeys),
        Command::About => return Some(Effect::ShowAbout),
        Command::Seek(seek) => return Some(Effect::Seek(seek)),
        Command::Quit => return Some(Effect::Close),
    }
    None
}

fn select(session: &mut Session, targets: Vec<Target>) {
    let here = session.here();
    let is_asked = !targets.is_empty();
    let named = named(session, targets);
    // A kind that the filter hides has no tie to select, which is no reason to let go of what is selected.
    if is_asked && named.is_empty() {
        return;
    }
    session.selection.set(named);
    note(session, here);
}

fn toggle(session: &mut Session, target: Target) {
    let here = session.here();
    for target in named(session, vec![target]) {
        session.selection.toggle(target);
    }
    note(session, here);
}

fn add(session: &mut Session, targets: Vec<Target>) {
    let here = session.here();
    let named = named(session, targets);
    session.selection.add(named);
    note(session, here);
}

fn reveal(session: &mut Session, target: Target) {
    let here = session.here();
    let named = named(session, vec![target]);
    if named.is_empty() {
        return;
    }
    let nations = concerned(session, &named);
    session.selection.set(named);
    session.show(&nations);
    note(session, here);
}

/// Notes on the trail what was left, if it was.
fn note(session: &mut Session, left: Stop) {
    if left.selection != session.selection {
        session.leave(left);
    }
}

/// Returns targets with every class replaced by its ties of the day that are asked for, without what is not known.
fn named(session: &Session, targets: Vec<Target>) -> Vec<Target> {
    let network = session.network();
    let name = |target| match target {
        Target::Class(class) => {
            network.asked_for().filter(|tie| class.holds(tie)).map(|tie| Target::Tie(tie.tie.id.clone())).collect()
        }
        Target::Nation(_) | Target::Tie(_) | Target::Pair(..) | Target::Source(_) => vec![target],
    };
    targets.into_iter().flat_map(name).filter(|target| session.knows(target)).collect()
}

/// Returns all nations, and the ties of the day that are asked for.
fn everything(session: &Session) -> Vec<Target> {
    let network = session.network();
    let nations = network.nations().iter().map(|nation| Target::Nation(nation.id.clone()));
    nations.chain(network.asked_for().map(|tie| Target::Tie(tie.tie.id.clone()))).collect()
}

/// Returns the nations that targets are or concern, in no particular order: both ends of a tie, and of all ties that rest
/// on a source.
pub(super) fn concerned<'a>(session: &Session, targets: impl IntoIterator<Item = &'a Target>) -> Vec<NationId> {
    let document = session.document();
    let mut nations: Vec<NationId> = Vec::new();
    for target in targets {
        match target {
            Target::Nation(id) => nations.push(id.clone()),
            Target::Pair(a, b) => nations.extend([a.clone(), b.clone()]),
            Target::Tie(id) => {
                if let Some(tie) = document.ties.get(id) {
                    nations.extend([tie.between.0.clone(), tie.between.1.clone()]);
                }
            }
            Target::Source(id) => {
                for tie in document.ties.values().filter(|tie| tie.names_source(id)) {
                    nations.extend([tie.between.0.clone(), tie.between.1.clone()]);
                }
            }
            Target::Class(class) => {
                for tie in session.network().asked_for().filter(|tie| class.holds(tie)) {
                    nations.extend([tie.tie.between.0.clone(), tie.tie.between.1.clone()]);
                }
            }
        }
    }
    nations
}
