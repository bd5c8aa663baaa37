//! Changing the record: every step by its name, taken back and done again, and shown where it has changed something.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::command::Menu;
use super::forms::{NewRecord, Thing, deletion};
use super::keys::{Key, Modifiers, Shortcut};
use super::lens::Supposition;
use super::paste::looks_like_rows;
use super::run::{Effect, concerned};
use super::selection::Subject;
use super::state::{Differs, Session};
use crate::edit::{Change, Edit, duplicate, removal, reverse, suppose};
use crate::kit;
use crate::model::{Alteration, Direction, Document, Entry, EntryId, TieId};
use crate::scene::Target;

/// What can be asked for of the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Edits {
    /// Takes back the last step.
    Undo,
    /// Does again the step that was taken back last.
    Redo,
    /// Goes to a revision of the history, counted from the one that was opened.
    GoTo(usize),
    /// Carries out an edit.
    Commit(Box<Edit>),
    /// Deletes what is selected, with all that cannot be without it.
    Delete,
    /// Deletes a thing, with all that cannot be without it.
    DeleteThing(Box<Thing>),
    /// Lets the facts of what is selected be changed, or those of the atlas where nothing is.
    EditSelected,
    /// Asks for the facts of a thing, which may be new. A tie of which nobody has said more is one between what is selected.
    Ask(Box<Thing>),
    /// Adds a copy of what is selected.
    Duplicate,
    /// Turns the selected tie around.
    Reverse,
    /// Asks on which day to split the selected tie.
    AskToSplit,
    /// Asks for rows of a spreadsheet.
    PasteRows,
    /// Asks whether rows of this text shall come in, which was pasted where nothing takes text.
    PasteText(Arc<str>),
    /// Shows or hides the list of all steps.
    ToggleHistory,
}

/// Things that are selected after a step at most: more of them tell nobody anything, and selecting them takes long.
const MOST_SHOWN: usize = 200;

/// What of a step is selected and brought into sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// What it changes.
    Changed,
    /// Nothing: a person is looking at it already.
    Nothing,
}

impl Edits {
    /// Returns what stands in the menu, in its order.
    pub fn all() -> Vec<Self> {
        vec![
            Self::Undo,
            Self::Redo,
            Self::ToggleHistory,
            Self::EditSelected,
            Self::ask_for_new(NewRecord::Tie(None, None)),
            Self::ask_for_new(NewRecord::Nation),
            Self::ask_for_new(NewRecord::Kind),
            Self::ask_for_new(NewRecord::Source),
            Self::ask_for_new(NewRecord::Instrument),
            Self::ask_for_new(NewRecord::Assessment(None)),
            Self::Ask(Box::new(Thing::Record(EntryId::Manifest))),
            Self::PasteRows,
            Self::Duplicate,
            Self::Reverse,
            Self::AskToSplit,
            Self::Delete,
        ]
    }

    /// Returns what asks for a new record.
    pub fn ask_for_new(new: NewRecord) -> Self {
        Self::Ask(Box::new(Thing::New(new)))
    }

    /// Returns the menu in which it stands.
    pub fn menu(&self) -> Option<Menu> {
        match self {
            Self::Undo
            | Self::Redo
            | Self::ToggleHistory
            | Self::EditSelected
            | Self::PasteRows
            | Self::Duplicate
            | Self::Reverse
            | Self::AskToSplit
            | Self::Delete => Some(Menu::Edit),
            Self::Ask(thing) => match &**thing {
                Thing::New(
                    NewRecord::Tie(None, None)
                    | NewRecord::Nation
                    | NewRecord::Kind
                    | NewRecord::Source
                    | NewRecord::Instrument
                    | NewRecord::Assessment(None),
                ) => Some(Menu::Edit),
                Thing::Record(EntryId::Manifest) => Some(Menu::Atlas),
                Thing::New(_) | Thing::Record(_) | Thing::Item(_) => None,
            },
            Self::GoTo(_) | Self::Commit(_) | Self::DeleteThing(_) | Self::PasteText(_) => None,
        }
    }

    /// Whether a line stands above it in its menu.
    pub fn begins_group(&self) -> bool {
        match self {
            Self::EditSelected | Self::Duplicate => true,
            Self::Ask(thing) => matches!(**thing, Thing::New(NewRecord::Tie(..))),
            Self::Undo
            | Self::Redo
            | Self::GoTo(_)
            | Self::Commit(_)
            | Self::Delete
            | Self::DeleteThing(_)
            | Self::Reverse
            | Self::AskToSplit
            | Self::PasteRows
            | Self::PasteText(_)
            | Self::ToggleHistory => false,
        }
    }

    /// Whether it would do anything now.
    pub fn is_available(&self, session: &Session) -> bool {
        let history = session.history();
        match self {
            Self::Undo => history.undoable().is_some(),
            Self::Redo => history.redoable().is_some(),
            Self::GoTo(revision_idx) => *revision_idx < history.revisions().len(),
            Self::Delete => !session.selection.is_empty(),
            Self::EditSelected => edited(session).is_some(),
            Self::Commit(_) | Self::PasteRows | Self::PasteText(_) | Self::ToggleHistory => true,
            Self::Duplicate => one_selected(session).is_some(),
            Self::Reverse => selected_tie(session).is_some_and(|id| is_directed(session, &id)),
            Self::AskToSplit => selected_tie(session).is_some(),
            Self::Ask(thing) | Self::DeleteThing(thing) => {
                thing.record().is_none_or(|id| session.shown().entry(id).is_some())
            }
        }
    }

    /// Returns its name in menus.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::GoTo(_) => "Go to this step",
            Self::Commit(_) => "Change",
            Self::Delete | Self::DeleteThing(_) => "Delete",
            Self::EditSelected => "Edit…",
            Self::Ask(thing) => asking(thing).0,
            Self::Duplicate => "Duplicate",
            Self::Reverse => "Reverse direction",
            Self::AskToSplit => "Split at a day…",
            Self::PasteRows | Self::PasteText(_) => "Paste rows…",
            Self::ToggleHistory => "History",
        }
    }

    /// Returns its name with that of the step which it takes back or does again.
    pub fn label_in(&self, session: &Session) -> String {
        let history = session.history();
        let step = match self {
            Self::Undo => history.undoable(),
            Self::Redo => history.redoable(),
            Self::GoTo(_)
            | Self::Commit(_)
            | Self::Delete
            | Self::DeleteThing(_)
            | Self::EditSelected
            | Self::Ask(_)
            | Self::Duplicate
            | Self::Reverse
            | Self::AskToSplit
            | Self::PasteRows
            | Self::PasteText(_)
            | Self::ToggleHistory => None,
        };
        step.map_or(self.label().to_owned(), |step| format!("{} · {}", self.label(), shortened(&step.name)))
    }

    /// Returns what it does, in a sentence.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Undo => "Takes back the last change of the record, and shows what it changed",
            Self::Redo => "Makes the change again that was taken back last",
            Self::GoTo(_) => "Goes back or forward to the record as it was after this step",
            Self::Commit(_) => "Changes the record in one step",
            Self::Delete => {
                "Deletes what is selected, with the ties of a nation and the evidence from a source; undo brings all back"
            }
            Self::DeleteThing(_) => "Deletes this with all that cannot be without it; undo brings all back",
            Self::EditSelected => {
                "Lets every fact of what is selected be changed in place, or of the atlas where nothing is"
            }
            Self::Ask(thing) => asking(thing).1,
            Self::Duplicate => "Adds a record like the selected one, to be changed where it differs",
            Self::Reverse => "Makes the receiver of the selected tie its sender",
            Self::AskToSplit => "Makes two ties of the selected one: one before a day, one from it on",
            Self::PasteRows | Self::PasteText(_) => {
                "Reads ties from rows that were copied in a spreadsheet, and shows them before they come in"
            }
            Self::ToggleHistory => "Lists all steps since the atlas was opened; a click goes there",
        }
    }

    /// Returns its keys.
    pub fn shortcuts(&self) -> &'static [Shortcut] {
        use Modifiers::{Ctrl, CtrlShift, None};
        const fn of(modifiers: Modifiers, key: Key) -> Shortcut {
            Shortcut::new(modifiers, key)
        }
        match self {
            Self::Undo => const { &[of(Ctrl, Key::Letter('Z'))] },
            Self::Redo => const { &[of(Ctrl, Key::Letter('Y')), of(CtrlShift, Key::Letter('Z'))] },
            Self::Delete => const { &[of(None, Key::Delete), of(None, Key::Backspace)] },
            Self::Ask(thing) => match **thing {
                Thing::New(NewRecord::Tie(..)) => const { &[of(None, Key::Letter('T'))] },
                Thing::New(NewRecord::Nation) => const { &[of(None, Key::Letter('N'))] },
                Thing::New(
                    NewRecord::Kind
                    | NewRecord::Source
                    | NewRecord::Instrument
                    | NewRecord::Assessment(_)
                    | NewRecord::Scenario,
                )
                | Thing::Record(_)
                | Thing::Item(_) => &[],
            },
            Self::EditSelected => const { &[of(None, Key::F2)] },
            Self::ToggleHistory => const { &[of(Ctrl, Key::Letter('H'))] },
            Self::PasteRows => const { &[of(Ctrl, Key::Letter('V'))] },
            Self::GoTo(_)
            | Self::Commit(_)
            | Self::DeleteThing(_)
            | Self::Duplicate
            | Self::Reverse
            | Self::AskToSplit
            | Self::PasteText(_) => &[],
        }
    }

    /// Carries it out.
    pub(super) fn run(self, session: &mut Session) -> Option<Effect> {
        match self {
            Self::Undo => {
                let to = session.history().cursor().checked_sub(1)?;
                go_to(session, to);
            }
            Self::Redo => go_to(session, session.history().cursor() + 1),
            Self::GoTo(revision_idx) => go_to(session, revision_idx),
            Self::Commit(edit) => {
                let is_removal = edit.changes.first().is_some_and(|change| change.after().is_none());
                let shows = if is_removal { Shows::Nothing } else { Shows::Changed };
                return commit(session, *edit, shows);
            }
            Self::Delete => {
                let ids: Vec<EntryId> = session.selection.targets().iter().filter_map(entry_of).collect();
                let edit = Edit::of(session.shown(), removal(session.shown(), &ids));
                return delete(session, edit);
            }
            Self::DeleteThing(thing) => {
                let edit = deletion(session.shown(), &thing)?;
                return delete(session, edit);
            }
            Self::EditSelected => return edited(session).map(Thing::Record).map(Effect::AskFor),
            Self::Ask(thing) => return Some(Effect::AskFor(of_selection(session, *thing))),
            Self::Duplicate => {
                let (_, edit) = duplicate(session.shown(), &one_selected(session)?)?;
                return commit(session, edit, Shows::Changed);
            }
            Self::Reverse => {
                let edit = reverse(session.shown(), &selected_tie(session)?)?;
                return commit(session, edit, Shows::Changed);
            }
            Self::AskToSplit => return selected_tie(session).map(Effect::AskToSplit),
            Self::PasteRows => return Some(Effect::PasteRows),
            Self::PasteText(text) if looks_like_rows(&text) => return Some(Effect::PasteText(text)),
            Self::PasteText(_) => return Some(Effect::SayNoRows),
            Self::ToggleHistory => return Some(Effect::ToggleHistory),
        }
        None
    }
}

/// Carries out an edit; what it changes is selected and brought into sight if so asked.
///
/// While a scenario is open, what the edit changes is supposed in it, from the day looked at on.
pub(super) fn commit(session: &mut Session, edit: Edit, shows: Shows) -> Option<Effect> {
    let before = session.shown().clone();
    let (wished, edit) = match session.supposition() {
        None => (None, edit),
        Some(Supposition { scenario, .. }) => {
            let wished = edit.changes.clone();
            match suppose(session.record(), scenario, session.as_of(), edit) {
                Ok(edit) => (Some(wished), edit),
                Err(error) => return Some(Effect::Refuse(error.to_string())),
            }
        }
    };
    carry_out(session, &before, edit, wished, shows)
}

/// Carries out an edit on the record itself, whatever scenario is open.
pub(super) fn commit_on_record(session: &mut Session, edit: Edit, shows: Shows) -> Option<Effect> {
    let before = session.shown().clone();
    carry_out(session, &before, edit, None, shows)
}

/// Carries out an edit of the record; `wished` is what a person meant by it, where that is something else.
fn carry_out(
    session: &mut Session,
    before: &Document,
    edit: Edit,
    wished: Option<Vec<Change>>,
    shows: Shows,
) -> Option<Effect> {
    let changes = match session.history_mut().commit(edit) {
        Ok(Some(revision)) => revision.changes.clone(),
        Ok(None) => return None,
        Err(error) => return Some(Effect::Refuse(error.to_string())),
    };
    session.follow_history(before, differs(&changes));
    if shows == Shows::Changed {
        show(session, &concerned_by(wished.as_deref().unwrap_or(&changes)));
    }
    None
}

/// Goes to a revision, and shows what the steps on the way change.
fn go_to(session: &mut Session, revision_idx: usize) {
    let before = session.shown().clone();
    let from = session.history().cursor();
    if !session.history_mut().go_to(revision_idx) {
        return;
    }
    let steps = from.min(revision_idx) + 1..=from.max(revision_idx);
    let revisions = session.history().revisions();
    let changes: Vec<Change> = steps.flat_map(|idx| revisions[idx].changes.iter().cloned()).collect();
    session.follow_history(&before, differs(&changes));
    let is_supposed = changes.iter().any(|change| matches!(change.id(), EntryId::Scenario(_)));
    // Whoever looks at the scenario as a whole sees there what became of it.
    if !(is_supposed && session.selection.is_empty() && session.supposition().is_some()) {
        show(session, &concerned_by(&changes));
    }
}

/// Carries out an edit that deletes something, and lets that be told.
fn delete(session: &mut Session, edit: Edit) -> Option<Effect> {
    let record = session.record().clone();
    let name = edit.name.clone();
    let refused = commit(session, edit, Shows::Nothing);
    refused.or_else(|| (!Arc::ptr_eq(&record, session.record())).then_some(Effect::TellDeleted(name)))
}

/// Returns what asking for a thing is called, and what it does.
fn asking(thing: &Thing) -> (&'static str, &'static str) {
    match thing {
        Thing::New(NewRecord::Kind) => ("New kind…", "Asks what ties of the kind are called and which sign they have"),
        Thing::New(NewRecord::Nation) => ("New nation…", "Asks for its name"),
        Thing::New(NewRecord::Source) => ("New source…", "Asks who published what and when"),
        Thing::New(NewRecord::Instrument) => ("New instrument…", "Asks for what several ties share"),
        Thing::New(NewRecord::Tie(..)) => ("New tie…", "Asks between whom, of what kind and since when"),
        Thing::New(NewRecord::Scenario) => ("New scenario…", "Asks for its title and the question that it answers"),
        Thing::New(NewRecord::Assessment(_)) => ("New assessment…", "Asks whose judgment of weights it is"),
        Thing::Record(EntryId::Manifest) => {
            ("Edit atlas…", "Lets title, day, focus and authors of the atlas be changed")
        }
        Thing::Record(EntryId::Kind(_)) => ("Edit kind…", "Lets name, sign and group of this kind be changed"),
        Thing::Record(_) => ("Edit…", "Lets every fact of this be changed"),
        Thing::Item(item) if item.idx.is_none() => ("Add…", "Asks for the facts of one more"),
        Thing::Item(_) => ("Edit…", "Lets every fact of this be changed"),
    }
}

/// Returns the record whose facts can be changed: what is selected, or what the atlas says of itself where nothing is.
fn edited(session: &Session) -> Option<EntryId> {
    if session.selection.is_empty() { Some(EntryId::Manifest) } else { one_selected(session) }
}

/// Returns a thing with what is known of it by what is selected: a tie of which no end is given is from the selected nation,
/// or between the two that are.
fn of_selection(session: &Session, thing: Thing) -> Thing {
    let Thing::New(NewRecord::Tie(None, None)) = thing else { return thing };
    let (from, to) = match session.selection.subject() {
        Subject::Nation(id) => (Some(id), None),
        Subject::Pair(a, b) => (Some(a), Some(b)),
        Subject::Tie(id) => {
            let between = session.document().ties.get(&id).map(|tie| tie.between.clone());
            between.map_or((None, None), |(a, b)| (Some(a), Some(b)))
        }
        Subject::Nothing | Subject::Source(_) | Subject::Several => (None, None),
    };
    Thing::New(NewRecord::Tie(from, to))
}

/// Returns the one record that is selected; `None` for several or none.
fn one_selected(session: &Session) -> Option<EntryId> {
    let mut ids = session.selection.targets().iter();
    let only = entry_of(ids.next()?)?;
    ids.next().is_none().then_some(only)
}

fn selected_tie(session: &Session) -> Option<TieId> {
    match one_selected(session)? {
        EntryId::Tie(id) => Some(id),
        EntryId::Manifest
        | EntryId::Kind(_)
        | EntryId::Nation(_)
        | EntryId::Source(_)
        | EntryId::Instrument(_)
        | EntryId::Assessment(_)
        | EntryId::Position(_)
        | EntryId::Scenario(_) => None,
    }
}

/// Whether turning a tie around says something else.
fn is_directed(session: &Session, id: &TieId) -> bool {
    let record = session.shown();
    let kind = record.ties.get(id).and_then(|tie| record.kinds.get(&tie.kind));
    kind.is_some_and(|kind| kind.direction == Direction::Directed)
}

/// Returns the record that a target is.
fn entry_of(target: &Target) -> Option<EntryId> {
    match target {
        Target::Nation(id) => Some(EntryId::Nation(id.clone())),
        Target::Tie(id) => Some(EntryId::Tie(id.clone())),
        Target::Source(id) => Some(EntryId::Source(id.clone())),
        Target::Pair(..) | Target::Class(_) => None,
    }
}

/// Returns the records that changes are about; of a scenario, those that its hypotheses are about which differ.
fn concerned_by(changes: &[Change]) -> Vec<EntryId> {
    let mut told = Vec::new();
    for change in changes {
        let hypotheses = |entry: Option<&Entry>| match entry {
            Some(Entry::Scenario(scenario)) => scenario.hypotheses.clone(),
            Some(_) | None => Vec::new(),
        };
        if !matches!(change.id(), EntryId::Scenario(_)) {
            told.push(change.id().clone());
            continue;
        }
        let (before, after) = (hypotheses(change.before()), hypotheses(change.after()));
        let [had, has] = [&before, &after].map(|list| list.iter().map(Arc::as_ptr).collect::<BTreeSet<_>>());
        let new = after.iter().filter(|one| !had.contains(&Arc::as_ptr(one)));
        let gone = before.iter().filter(|one| !has.contains(&Arc::as_ptr(one)));
        told.extend(new.chain(gone).flat_map(|hypothesis| &hypothesis.does).filter_map(Alteration::id));
    }
    told
}

/// Returns in what records differ after changes.
fn differs(changes: &[Change]) -> Differs {
    let is_place = |change: &Change| matches!(change.id(), EntryId::Position(_));
    if changes.iter().all(is_place) { Differs::Places } else { Differs::Records }
}

/// Selects what was changed, as far as it is there, and moves the view so that it is seen. Where several things were changed,
/// those are meant that are of one sort with the first: the others only followed.
fn show(session: &mut Session, changed: &[EntryId]) {
    let told: Vec<&EntryId> = {
        let is_place = |id: &&EntryId| matches!(id, EntryId::Position(_));
        let ids: Vec<&EntryId> = changed.iter().collect();
        if ids.iter().all(is_place) { ids } else { ids.into_iter().filter(|id| !is_place(id)).collect() }
    };
    let Some(first) = told.first() else { return };
    let is_meant = |id: &&&EntryId| std::mem::discriminant(**id) == std::mem::discriminant(*first);
    let targets =
        told.iter().filter(is_meant).filter_map(|id| Target::of_record(id)).filter(|target| session.knows(target));
    let targets: Vec<Target> = targets.take(MOST_SHOWN).collect();
    if targets.is_empty() {
        return;
    }
    let here = session.here();
    let nations = concerned(session, &targets);
    session.selection.set(targets);
    session.show(&nations);
    if here.selection != session.selection {
        session.leave(here);
    }
}

/// Returns the name of a step, as long as there is room for it in a menu.
pub(super) fn shortened(name: &str) -> String {
    /// Letters of a name in a menu at most.
    const MOST_LETTERS: usize = 48;
    kit::shortened(&kit::boxed(name), MOST_LETTERS)
}
