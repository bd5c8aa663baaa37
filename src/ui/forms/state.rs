//! Which forms are open, where they are shown, and which has the focus of the keyboard.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Key, Modifiers, Ui};

use super::form::{Outcome, form_ui};
use super::popped::Popped;
use super::split::{SplitForm, split_ui};
use crate::io::cameo_codes;
use crate::model::{Cameo, Document, EntryId, Objection, TieId};
use crate::scene::{Target, Theme};
use crate::session::forms::{Form, Thing};
use crate::session::{Command, Edits, Session};
use crate::ui::filing::Typed;

/// The forms that are open. Each is about another thing and stands where that thing is shown; what was typed waits while
/// something else is looked at.
#[derive(Debug, Default)]
pub struct Forms {
    open: Vec<Open>,
    split: Option<SplitForm>,
    codes: Option<Arc<[Cameo]>>,
    /// The record that was shown last, to see when it is another one.
    record: Option<Arc<Document>>,
    /// What the keys of this frame ask of the form that has the focus.
    keys: Keys,
    /// The thing whose row gets the focus back.
    returning: Option<Thing>,
    /// The thing whose form is to be opened, and the fact to begin with.
    asked: Option<(Thing, Option<&'static str>)>,
    /// The things whose forms have been shown in this frame: each stands in one place.
    shown: Vec<Thing>,
}

/// What a form is asked by keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Keys {
    #[default]
    Nothing,
    /// To be saved.
    Save,
    /// To be put away.
    Abandon,
}

/// A form with what belongs to typing in it.
#[derive(Debug)]
pub(super) struct Open {
    pub form: Form,
    checked: Option<Checked>,
    /// The fact that gets the focus, once it is shown.
    pub entering: Option<String>,
    pub tried: Tried,
    /// Whether it was seen before; what has just opened is brought into sight as a whole.
    pub seen: Seen,
    /// What hangs open below a field.
    pub popped: Option<Popped>,
    /// What is typed to be added to facts of which there can be many.
    pub adding: BTreeMap<String, String>,
    /// Whether it had the focus in the last frame it was shown.
    pub is_focused: bool,
    /// Whether the thing itself was shown in the last frame, and the form in its place.
    place: Place,
}

/// Whether saving was tried: then all that is missing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    NotYet,
    Once,
}

/// Whether a form was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    NotYet,
    Before,
}

/// Where a form stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where its thing is shown.
    Own,
    /// Nowhere: its thing is not in sight.
    None,
}

/// What was typed as it was read last.
#[derive(Debug)]
struct Checked {
    document: Arc<Document>,
    form: Form,
    read: Result<crate::edit::Edit, Vec<(String, Objection)>>,
}

impl Open {
    /// Adds what was typed to facts of which there can be many, and was not yet added by Enter. Returns whether there was any.
    pub fn add_typed(&mut self, document: &Document) -> bool {
        let adding = std::mem::take(&mut self.adding);
        for (fact, text) in &adding {
            let lines = self.form.field(fact).map(|field| field.text.clone()).unwrap_or_default();
            let all = lines.lines().chain([text.trim()]).filter(|line| !line.is_empty()).collect::<Vec<_>>();
            self.form.set(document, fact, all.join("\n"));
        }
        !adding.is_empty()
    }

    /// Returns what was typed as an edit, or what is wrong with it; read anew only where something else is typed or on record.
    pub fn read(
        &mut self,
        document: &Arc<Document>,
        codes: &[Cameo],
    ) -> &Result<crate::edit::Edit, Vec<(String, Objection)>> {
        let is_same = |it: &Checked| Arc::ptr_eq(&it.document, document) && it.form == self.form;
        let kept = self.checked.take().filter(is_same);
        let read =
            || Checked { document: document.clone(), form: self.form.clone(), read: self.form.read(document, codes) };
        &self.checked.insert(kept.unwrap_or_else(read)).read
    }
}

impl Forms {
    /// Opens the form of a thing in the next frame, with a fact to begin with; where it is open already, goes there.
    ///
    /// Not in this one, whose click would take the focus from it, and in which its own place may have been passed.
    pub fn open(&mut self, thing: Thing, fact: Option<&'static str>) {
        self.asked = Some((thing, fact));
    }

    fn open_asked(&mut self, session: &Session) {
        let Some((thing, fact)) = self.asked.take() else { return };
        let at = self.open.iter().position(|open| open.form.thing() == &thing);
        let entering = |form: &Form| {
            let first = || form.fields().find(|it| it.is_missing()).or(form.fields().next()).map(|it| it.fact.clone());
            let asked = fact.filter(|fact| form.field(fact).is_some()).map(str::to_owned);
            asked.or_else(first)
        };
        match at {
            Some(at) => self.open[at].entering = entering(&self.open[at].form),
            None => {
                let codes = self.codes();
                let Some(form) = Form::of(session.record(), &codes, thing) else { return };
                self.open.push(Open {
                    entering: entering(&form),
                    form,
                    checked: None,
                    tried: Tried::NotYet,
                    seen: Seen::NotYet,
                    popped: None,
                    adding: BTreeMap::new(),
                    is_focused: false,
                    place: Place::None,
                });
            }
        }
    }

    /// Opens the form of what is selected, if that is one thing.
    pub fn open_selected(&mut self, session: &Session) {
        let targets: Vec<&Target> = session.selection.targets().iter().collect();
        let id = match targets.as_slice() {
            [Target::Tie(id)] => EntryId::Tie(id.clone()),
            [Target::Nation(id)] => EntryId::Nation(id.clone()),
            [Target::Source(id)] => EntryId::Source(id.clone()),
            [] => EntryId::Manifest,
            _ => return,
        };
        self.open(Thing::Record(id), None);
    }

    /// Asks on which day to split a tie.
    pub fn ask_to_split(&mut self, id: TieId) {
        self.split = Some(SplitForm::of(id));
    }

    /// Takes the keys that save or put away a form out of the input, where it has the focus. To be asked before any other
    /// keys are looked at.
    pub fn take_keys(&mut self, ui: &Ui) {
        let Some(open) = self.open.iter_mut().find(|open| open.is_focused) else { return };
        let (is_save, is_escape) = ui.input_mut(|input| {
            let is_save = input.consume_key(Modifiers::COMMAND, Key::Enter);
            (is_save, input.consume_key(Modifiers::NONE, Key::Escape))
        });
        if is_escape && let Some(popped) = open.popped.take() {
            ui.memory_mut(|memory| memory.request_focus(popped.owner));
            return;
        }
        if is_save || is_escape {
            self.keys = if is_save { Keys::Save } else { Keys::Abandon };
        }
    }

    /// Opens what was asked for, and forgets what is gone from the record.
    pub fn begin(&mut self, session: &Session) {
        self.shown.clear();
        self.forget(session);
        self.open_asked(session);
    }

    fn forget(&mut self, session: &Session) {
        let record = session.record();
        if self.record.as_ref().is_some_and(|last| Arc::ptr_eq(last, record)) {
            return;
        }
        self.record = Some(record.clone());
        let is_there = |open: &Open| open.form.thing().record().is_none_or(|id| record.entry(id).is_some());
        self.open.retain(is_there);
        self.split.take_if(|split| !record.ties.contains_key(&split.tie));
    }

    /// Whether the form of a thing is open.
    pub fn is_open(&self, thing: &Thing) -> bool {
        self.open.iter().any(|open| open.form.thing() == thing)
    }

    /// Whether something is typed in any form that is not on record.
    pub fn typed(&self) -> Typed {
        let is_touched = |open: &Open| open.form.is_touched() || !open.adding.is_empty();
        if self.open.iter().any(is_touched) { Typed::Something } else { Typed::Nothing }
    }

    /// Shows the form of a thing in its place, if it is open; returns whether it is.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        theme: &Theme,
        thing: &Thing,
        commands: &mut Vec<Command>,
    ) -> bool {
        let Some(at) = self.open.iter().position(|open| open.form.thing() == thing) else { return false };
        if self.shown.contains(thing) {
            return true;
        }
        self.shown.push(thing.clone());
        self.open[at].place = Place::Own;
        self.show_at(ui, session, theme, at, commands);
        true
    }

    /// Shows at the top what has no place of its own there: new records, kinds, the atlas, and what is not shown itself.
    pub fn show_without_place(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
        let mut at = 0;
        while at < self.open.len() {
            let place = std::mem::replace(&mut self.open[at].place, Place::None);
            let is_here = match self.open[at].form.thing() {
                Thing::New(_) | Thing::Record(EntryId::Manifest | EntryId::Kind(_)) => true,
                Thing::Record(EntryId::Instrument(_) | EntryId::Assessment(_)) => place == Place::None,
                Thing::Record(_) | Thing::Item(_) => false,
            };
            let n_open = self.open.len();
            if is_here {
                self.show_at(ui, session, theme, at, commands);
                ui.add_space(12.0);
            }
            at += usize::from(self.open.len() == n_open);
        }
    }

    fn show_at(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, at: usize, commands: &mut Vec<Command>) {
        let codes = self.codes();
        let open = &mut self.open[at];
        let keys = if open.is_focused { std::mem::take(&mut self.keys) } else { Keys::Nothing };
        let outcome = form_ui(ui, session, theme, open, &codes, keys, commands);
        match outcome {
            Outcome::Typing => {}
            Outcome::Done => {
                let done = self.open.remove(at);
                self.returning = Some(done.form.thing().clone());
            }
        }
    }

    /// Shows in the place of a tie on which day it is to be split, if that is asked.
    pub fn show_split(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        theme: &Theme,
        id: &TieId,
        commands: &mut Vec<Command>,
    ) {
        let Some(mut split) = self.split.take_if(|split| split.tie == *id) else { return };
        match split_ui(ui, session, theme, &mut split) {
            std::ops::ControlFlow::Continue(()) => self.split = Some(split),
            std::ops::ControlFlow::Break(None) => {}
            std::ops::ControlFlow::Break(Some(edit)) => commands.push(Command::Edits(Edits::Commit(Box::new(edit)))),
        }
    }

    /// Returns whether the row of a thing gets the focus back now.
    pub fn returns_to(&mut self, thing: &Thing) -> bool {
        self.returning.take_if(|returning| returning == thing).is_some()
    }

    fn codes(&mut self) -> Arc<[Cameo]> {
        self.codes.get_or_insert_with(|| cameo_codes().into()).clone()
    }
}

/// Returns whether a widget has the focus.
pub(super) fn has_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}
