//! Evidence for ties that would rest on none, typed in a dialog: a form for each, over a record that is not there yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use super::field::{FieldShown, field_ui};
use super::state::Open;
use crate::edit::Edit;
use crate::io::cameo_codes;
use crate::model::{Cameo, Document, EntryId, TieId};
use crate::scene::Theme;
use crate::session::Session;
use crate::session::forms::{Field, Form, Need, Sort, Thing, Tried};
use crate::ui::filing::Typed;

/// Room between two facts, in points.
const GAP: f32 = 6.0;

/// What is typed as evidence, for each tie that lacks it.
#[derive(Debug)]
pub struct Supporting {
    open: BTreeMap<TieId, Open>,
    codes: Arc<[Cameo]>,
}

impl Default for Supporting {
    fn default() -> Self {
        Self { open: BTreeMap::new(), codes: cameo_codes().into() }
    }
}

impl Supporting {
    /// Lets the forms follow a record as it would be. What was typed for a tie that lacks nothing now waits.
    pub fn follow(&mut self, document: &Document) {
        let codes = self.codes.clone();
        self.open.values_mut().for_each(|open| open.form.follow(document, &codes));
    }

    /// Shows what is typed for a tie.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, theme: &Theme, document: &Arc<Document>, tie: &TieId) {
        let codes = self.codes.clone();
        let Some(open) = self.of(document, tie) else { return };
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
    pub fn read(&mut self, document: &Arc<Document>, tie: &TieId) -> Option<Edit> {
        let codes = self.codes.clone();
        self.of(document, tie)?.read(document, &codes).as_ref().as_ref().ok().cloned()
    }

    /// Whether anything was typed.
    pub fn typed(&self) -> Typed {
        let is_touched = self.open.values().any(|open| open.form.is_touched());
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

    fn of(&mut self, document: &Document, tie: &TieId) -> Option<&mut Open> {
        if !self.open.contains_key(tie) {
            let thing = Thing::new_item(EntryId::Tie(tie.clone()), Sort::Evidence);
            let form = Form::of(document, &self.codes, thing)?;
            let number = self.open.len() as u64;
            self.open.insert(tie.clone(), Open::of(number, form, None));
        }
        self.open.get_mut(tie)
    }
}
