//! Which forms are open, where they are shown, and which has the focus of the keyboard.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Key, Modifiers, Ui};

use super::entering::Entering;
use super::form::{Outcome, form_ui};
use super::popped::{Popped, What};
use super::split::{SplitForm, split_ui};
use crate::edit::Edit;
use crate::io::cameo_codes;
use crate::model::{Cameo, Document, EntryId, NationId, Objection, TieId};
use crate::scene::Theme;
use crate::session::forms::{Form, Item, Sort, Thing, Tried, deletion, picks};
use crate::session::{Command, Edits, Scenarios, Session, Subject};
use crate::ui::filing::Typed;

/// Frames for which what was added is brought into sight: what unfolds around it takes its time.
const REVEALING: u8 = 24;

/// The forms that are open. Each is about another thing and stands where that thing is shown; what was typed waits while
/// something else is looked at.
#[derive(Debug, Default)]
pub struct Forms {
    open: Vec<Open>,
    split: Option<SplitForm>,
    codes: Option<Arc<[Cameo]>>,
    /// The record that was shown last, to see when it is another one.
    record: Option<Arc<Document>>,
    /// What the keys of this frame ask, and of which form.
    keys: Option<(u64, Keys)>,
    /// How many forms have been opened so far.
    n_opened: u64,
    /// The thing whose row gets the focus back.
    returning: Option<Thing>,
    /// The thing whose form is to be opened, and the fact to begin with.
    asked: Option<(Thing, Option<&'static str>)>,
    /// The record that was added last, and for how many frames it is still brought into sight.
    revealed: Option<(EntryId, u8)>,
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
    /// Which of all forms that were ever opened it is: it is the same wherever its thing lies by now.
    pub number: u64,
    pub form: Form,
    checked: Option<Checked>,
    /// The fact that gets the focus, once it is shown.
    pub entering: Option<Entering>,
    pub tried: Tried,
    /// Whether it was seen before; what has just opened is brought into sight as a whole.
    pub seen: Seen,
    /// What hangs open below a field.
    pub popped: Option<Popped>,
    /// What is typed to be added to facts of which there can be many.
    pub adding: BTreeMap<String, String>,
    /// The pass of the window in which it was shown with the focus last. One that is not shown any more has it no more.
    pub focused_in: Option<u64>,
    /// What deletes its thing, for the record in which that was found out.
    deletion: Option<(Arc<Document>, Option<Edit>)>,
    /// Whether the thing itself was shown in the last frame, and the form in its place.
    place: Place,
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
    typed: Vec<String>,
    read: Arc<Reading>,
}

/// What was typed as an edit, or what is wrong with which facts.
pub(super) type Reading = Result<Edit, Vec<(String, Objection)>>;

impl Open {
    /// Returns a form into which nothing was typed yet, and to which fact the focus goes.
    pub fn of(number: u64, form: Form, entering: Option<Entering>) -> Self {
        Self {
            number,
            entering,
            form,
            checked: None,
            tried: Tried::NotYet,
            seen: Seen::NotYet,
            popped: None,
            adding: BTreeMap::new(),
            focused_in: None,
            deletion: None,
            place: Place::None,
        }
    }

    /// Adds what was typed to facts of which there can be many, and was not yet added by Enter.
    pub fn add_typed(&mut self, document: &Document) {
        let adding = std::mem::take(&mut self.adding);
        for (fact, text) in &adding {
            let lines = self.form.field(fact).map(|field| field.text.clone()).unwrap_or_default();
            let all = lines.lines().chain([text.trim()]).filter(|line| !line.is_empty()).collect::<Vec<_>>();
            self.form.set(document, fact, all.join("\n"));
        }
    }

    /// Returns what was typed as an edit, or what is wrong with it; read anew only where something else is typed or on record.
    pub fn read(&mut self, document: &Arc<Document>, codes: &[Cameo]) -> Arc<Reading> {
        let typed = || self.form.fields().map(|field| field.text.as_str());
        let is_same =
            |it: &Checked| Arc::ptr_eq(&it.document, document) && typed().eq(it.typed.iter().map(String::as_str));
        if let Some(checked) = self.checked.as_ref().filter(|it| is_same(it)) {
            return checked.read.clone();
        }
        let read = Arc::new(self.form.read(document, codes));
        let typed = typed().map(str::to_owned).collect();
        self.checked = Some(Checked { document: document.clone(), typed, read: read.clone() });
        read
    }

    /// Returns what deletes its thing, if that is there; found out anew only where the record is another one.
    pub fn deletion(&mut self, document: &Arc<Document>) -> Option<&Edit> {
        let kept = self.deletion.take().filter(|(of, _)| Arc::ptr_eq(of, document));
        let find = || if self.form.is_gone() { None } else { deletion(document, self.form.thing()) };
        let kept = kept.unwrap_or_else(|| (document.clone(), find()));
        self.deletion.insert(kept).1.as_ref()
    }

    /// Goes where its thing is in another record.
    fn follow(&mut self, document: &Document, codes: &[Cameo]) {
        let was_gone = self.form.is_gone();
        self.form.follow(document, codes);
        if self.form.is_gone() && !was_gone {
            // It stands elsewhere now, and says why.
            self.seen = Seen::NotYet;
        }
        if let Some(Popped { fact, what: What::List(list), .. }) = &mut self.popped
            && let Some(among) = self.form.field(fact).and_then(|field| field.input.among())
        {
            list.renew(picks(document, codes, among));
        }
    }

    fn is_touched(&self) -> bool {
        self.form.is_touched() || !self.adding.is_empty()
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
        let at = self.at(&thing);
        let entering = |form: &Form| {
            let first = || form.fields().find(|it| it.is_missing()).or(form.fields().next()).map(|it| it.fact.clone());
            let asked = fact.filter(|fact| form.field(fact).is_some()).map(str::to_owned);
            asked.or_else(first)
        };
        match at {
            Some(at) => self.open[at].entering = entering(&self.open[at].form).map(Entering::of),
            None => {
                let codes = self.codes();
                let Some(form) = Form::of(session.shown(), &codes, thing) else { return };
                self.n_opened += 1;
                let entering = entering(&form).map(Entering::of);
                self.open.push(Open::of(self.n_opened, form, entering));
            }
        }
    }

    /// Asks on which day to split a tie.
    pub fn ask_to_split(&mut self, id: TieId) {
        self.split = Some(SplitForm::of(id));
    }

    /// Takes the keys that save or put away a form out of the input, where it was shown with the focus just now. To be asked
    /// before any other keys are looked at.
    pub fn take_keys(&mut self, ui: &Ui) {
        self.keys = None;
        let last = ui.ctx().cumulative_pass_nr().checked_sub(1);
        if let Some(split) = self.split.as_mut().filter(|it| it.focused_in.is_some() && it.focused_in == last)
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            split.keys = Keys::Abandon;
            return;
        }
        let is_focused = |open: &&mut Open| open.focused_in.is_some() && open.focused_in == last;
        let Some(open) = self.open.iter_mut().find(is_focused) else { return };
        let (is_save, is_escape) = ui.input_mut(|input| {
            let is_save = input.consume_key(Modifiers::COMMAND, Key::Enter);
            (is_save, input.consume_key(Modifiers::NONE, Key::Escape))
        });
        if is_escape && let Some(popped) = open.popped.take() {
            ui.memory_mut(|memory| memory.request_focus(popped.owner));
            return;
        }
        if is_save || is_escape {
            self.keys = Some((open.number, if is_save { Keys::Save } else { Keys::Abandon }));
        }
    }

    /// Follows the record, and opens what was asked for.
    pub fn begin(&mut self, session: &Session) {
        self.shown.clear();
        if let Some((_, n_frames)) = &mut self.revealed {
            *n_frames -= 1;
        }
        self.revealed.take_if(|(_, n_frames)| *n_frames == 0);
        self.follow(session);
        self.open_asked(session);
    }

    /// Lets all forms go where their things are now. What is gone is put away, unless something was typed.
    fn follow(&mut self, session: &Session) {
        let record = session.shown();
        if self.record.as_ref().is_some_and(|last| Arc::ptr_eq(last, record)) {
            return;
        }
        self.record = Some(record.clone());
        let codes = self.codes();
        self.open.iter_mut().for_each(|open| open.follow(record, &codes));
        self.open.retain(|open| !open.form.is_gone() || open.is_touched());
        self.split.take_if(|split| !record.ties.contains_key(&split.tie));
    }

    /// Whether the form of a thing is open.
    pub fn is_open(&self, thing: &Thing) -> bool {
        self.at(thing).is_some()
    }

    /// Returns which form is that of a thing that is there.
    fn at(&self, thing: &Thing) -> Option<usize> {
        self.open.iter().position(|open| open.form.thing() == thing && !open.form.is_gone())
    }

    /// Whether something is typed in any form that is not on record.
    pub fn typed(&self) -> Typed {
        if self.open.iter().any(Open::is_touched) { Typed::Something } else { Typed::Nothing }
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
        let Some(at) = self.at(thing) else { return false };
        if self.shown.contains(thing) {
            return true;
        }
        self.shown.push(thing.clone());
        self.open[at].place = Place::Own;
        self.show_at(ui, session, theme, at, commands);
        true
    }

    /// Shows at the top what has no place of its own there: new records, kinds, the atlas, what is not shown itself, and what
    /// is gone while somebody typed.
    pub fn show_without_place(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
        let mut at = 0;
        while at < self.open.len() {
            let place = std::mem::replace(&mut self.open[at].place, Place::None);
            let is_here = self.open[at].form.is_gone()
                || match self.open[at].form.thing() {
                    Thing::New(_) | Thing::Record(EntryId::Manifest | EntryId::Kind(_)) => true,
                    Thing::Record(EntryId::Instrument(_) | EntryId::Assessment(_) | EntryId::Scenario(_))
                    | Thing::Item(Item { sort: Sort::Hypothesis, .. }) => place == Place::None,
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
        let keys = self.keys.take_if(|(number, _)| *number == open.number).map(|(_, keys)| keys).unwrap_or_default();
        let outcome = form_ui(ui, session, theme, open, &codes, keys, commands);
        match outcome {
            Outcome::Typing => {}
            Outcome::Done => {
                let done = self.open.remove(at);
                self.returning = Some(done.form.thing().clone());
            }
            Outcome::Added(id) => {
                let done = self.open.remove(at);
                self.returning = Some(done.form.thing().clone());
                self.reveal(session, id, &done.form, commands);
            }
        }
    }

    /// Lets what has no page of its own be seen once it is added: on the page of the nation that it is about, where that is
    /// looked at, and else on the page of the atlas.
    fn reveal(&mut self, session: &Session, id: EntryId, form: &Form, commands: &mut Vec<Command>) {
        if let EntryId::Scenario(id) = id {
            // Whoever begins a scenario wants to suppose something in it.
            commands.push(Command::Scenarios(Scenarios::Open(Some(id))));
            commands.push(Command::ClearSelection);
            return;
        }
        let (EntryId::Instrument(_) | EntryId::Assessment(_)) = id else { return };
        let about = form.field("nations").map(|field| field.text.as_str()).unwrap_or_default();
        let is_about = |nation: &NationId| {
            let found = |line: &str| session.shown().find_nation(line.trim()).is_some_and(|it| it.id == *nation);
            about.lines().any(found)
        };
        if !matches!(session.selection.subject(), Subject::Nation(nation) if is_about(&nation)) {
            commands.push(Command::ClearSelection);
        }
        self.revealed = Some((id, REVEALING));
    }

    /// Whether a record has just been added, and is to be brought into sight.
    pub fn reveals(&self, is_it: impl Fn(&EntryId) -> bool) -> bool {
        self.revealed.as_ref().is_some_and(|(id, _)| is_it(id))
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
