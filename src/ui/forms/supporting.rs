//! Evidence for ties that would rest on none, typed in a dialog: a form for each, over a record that is not there yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use super::field::{FieldShown, field_ui};
use super::state::Open;
use crate::edit::Edit;
use crate::io::cameo_codes;
use crate::model::{Cameo, Document, EntryId, SourceId, TieId};
use crate::scene::Theme;
use crate::session::Session;
use crate::session::forms::{Among, Field, Form, Need, Sort, Thing, Tried, picks};
use crate::ui::filing::Typed;

/// Room between two facts, in points.
const GAP: f32 = 6.0;

/// A tie, and the source that its evidence begins with, if any.
pub type Of<'a> = (&'a TieId, Option<&'a SourceId>);

/// What is typed as evidence, for each tie that lacks it.
#[derive(Debug)]
pub struct Supporting {
    open: BTreeMap<TieId, Open>,
    /// The source that each began with, as it stands in its field.
    begun: BTreeMap<TieId, String>,
    codes: Arc<[Cameo]>,
}

impl Default for Supporting {
    fn default() -> Self {
        Self { open: BTreeMap::new(), begun: BTreeMap::new(), codes: cameo_codes().into() }
    }
}

impl Supporting {
    /// Lets the forms follow a record as it would be. What was typed for a tie that lacks nothing now waits.
    pub fn follow(&mut self, document: &Document) {
        let codes = self.codes.clone();
        self.open.values_mut().for_each(|open| open.form.follow(document, &codes));
    }

    /// Shows what is typed for a tie, beginning with a source where there is one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, document: &Arc<Document>, of: Of<'_>) {
        let codes = self.codes.clone();
        let tie = of.0;
        let Some(open) = self.of(document, of) else { return };
        let read = open.read(document, &codes);
        let objections = read.as_ref().as_ref().err().map(Vec::as_slice).unwrap_or_default();
        let is_asked = |field: &&Field| field.need == Need::Required || field.fact.starts_with("source.");
        let fields: Vec<Field> = open.form.fields().filter(is_asked).cloned().collect();
        let remarks = open.form.remarks(objections, Tried::NotYet);
        let shown = FieldShown { session, document, theme, codes: &codes };
        let reasons: Vec<_> = fields.iter().map(|field| remarks.of(&field.fact).cloned()).collect();
        ui.push_id(("evidence", tie.as_str()), |ui| {
            for (field, reason) in fields.iter().zip(&reasons) {
                field_ui(ui, &shown, open, field, reason.as_ref());
                ui.add_space(GAP);
            }
        });
    }

    /// Returns what was typed for a tie as an edit of the record as it would be; `None` where it cannot be taken yet.
    pub fn read(&mut self, document: &Arc<Document>, of: Of<'_>) -> Option<Edit> {
        let codes = self.codes.clone();
        self.of(document, of)?.read(document, &codes).as_ref().as_ref().ok().cloned()
    }

    /// Whether anything was typed.
    pub fn typed(&self) -> Typed {
        let is_begun = |tie: &TieId, field: &Field| field.fact == "source" && self.begun.get(tie) == Some(&field.text);
        let is_typed = |tie: &TieId, form: &Form| form.fields().any(|it| it.is_touched() && !is_begun(tie, it));
        let is_touched = self.open.iter().any(|(tie, open)| open.form.is_touched() && is_typed(tie, &open.form));
        if is_touched { Typed::Something } else { Typed::Nothing }
    }

    /// Puts away what hangs open below a field when Escape is pressed, before that is taken for leaving.
    pub fn take_escape(&mut self, ui: &Ui) {
        let Some(open) = self.open.values_mut().find(|open| open.popped.is_some()) else { return };
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
            && let Some(popped) = open.popped.take()
        {
            ui.memory_mut(|memory| memory.request_focus(popped.owner));
        }
    }

    fn of(&mut self, document: &Document, (tie, source): Of<'_>) -> Option<&mut Open> {
        if !self.open.contains_key(tie) {
            let thing = Thing::new_item(EntryId::Tie(tie.clone()), Sort::Evidence);
            let mut form = Form::of(document, &self.codes, thing)?;
            if let Some(source) = source.filter(|source| document.sources.contains_key(*source)) {
                let sources = picks(document, &[], &Among::Sources);
                let text = sources.iter().find(|pick| pick.id == source.as_str()).map(|pick| pick.text(&sources));
                let text = text.unwrap_or_else(|| source.to_string());
                form.set(document, "source", text.as_str());
                self.begun.insert(tie.clone(), text);
            }
            let number = self.open.len() as u64;
            self.open.insert(tie.clone(), Open::of(number, form, None));
        }
        self.open.get_mut(tie)
    }
}
