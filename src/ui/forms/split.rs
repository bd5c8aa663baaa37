//! Asks on which day a tie is to be split.

use std::ops::ControlFlow;
use std::sync::Arc;

use egui::{Key, RichText, TextEdit, Ui};

use super::entering::Entering;
use super::form::{frame_ui, reason_ui, said};
use super::state::Keys;
use crate::edit::{Edit, split};
use crate::model::{Document, EdtfDate, Objection, Precision, TieId};
use crate::scene::Theme;
use crate::session::Session;
use crate::ui::style::color;

/// What is typed.
#[derive(Debug)]
pub(super) struct SplitForm {
    pub tie: TieId,
    typed: String,
    entering: Option<Entering>,
    /// The pass of the window in which it had the focus last, and what keys have asked of it.
    pub focused_in: Option<u64>,
    pub keys: Keys,
    /// What was typed as it was read last.
    read: Option<Read>,
}

/// What was typed, read in a record.
#[derive(Debug)]
struct Read {
    document: Arc<Document>,
    typed: String,
    edit: Arc<Result<Edit, Objection>>,
}

impl SplitForm {
    pub(super) fn of(tie: TieId) -> Self {
        let entering = Some(Entering::of("day"));
        Self { tie, typed: String::new(), entering, focused_in: None, keys: Keys::Nothing, read: None }
    }

    /// Returns what was typed as an edit, or what is wrong with it; read anew only where something else is typed or on record.
    fn read(&mut self, document: &Arc<Document>) -> Arc<Result<Edit, Objection>> {
        let is_same = |read: &Read| Arc::ptr_eq(&read.document, document) && read.typed == self.typed;
        if let Some(read) = self.read.as_ref().filter(|read| is_same(read)) {
            return read.edit.clone();
        }
        let edit = Arc::new(self.edit(document));
        self.read = Some(Read { document: document.clone(), typed: self.typed.clone(), edit: edit.clone() });
        edit
    }

    fn edit(&self, document: &Document) -> Result<Edit, Objection> {
        let date = EdtfDate::typed(self.typed.trim())?;
        if date.precision() != Precision::Day || !date.is_sure() {
            return Err(Objection::new("this is not a single day", "write the first day of the later part"));
        }
        split(document, &self.tie, date.earliest()).map(|(_, edit)| edit)
    }
}

/// Shows the form; breaks with the edit once that is asked for, and with nothing when it is put away.
pub(super) fn split_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    form: &mut SplitForm,
) -> ControlFlow<Option<Edit>> {
    let mut flow = ControlFlow::Continue(());
    frame_ui(ui, theme, "Split this tie", |ui| {
        let label = ui.label(RichText::new("First day of the later part").color(color(theme.muted)));
        ui.add_space(4.0);
        let field = TextEdit::singleline(&mut form.typed).hint_text("2024-12-04").desired_width(f32::INFINITY);
        let field = super::field::outlined(ui, theme, |ui| ui.add(field)).labelled_by(label.id);
        if let Some(mut entering) = form.entering.take()
            && entering.go_on(&field)
        {
            form.entering = Some(entering);
        }
        super::field::mark_entered(ui, &field, &form.typed);
        let read = form.read(session.shown());
        if let (Err(objection), false) = (&*read, form.typed.trim().is_empty()) {
            reason_ui(ui, theme, &said(objection));
        }
        ui.add_space(4.0);
        let note = "Evidence stands in both parts; milestones and moves go to theirs";
        ui.label(RichText::new(note).size(12.0).color(color(theme.muted)));
        ui.add_space(8.0);
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let split = ui.add_enabled(read.is_ok(), egui::Button::new("Split"));
            let cancel = ui.button("Cancel");
            let is_focused = [&field, &split, &cancel].iter().any(|it| it.has_focus());
            form.focused_in = is_focused.then(|| ui.ctx().cumulative_pass_nr());
            let is_put_away = cancel.clicked() || form.keys == Keys::Abandon;
            match &*read {
                Ok(edit) if split.clicked() || is_entered => flow = ControlFlow::Break(Some(edit.clone())),
                Ok(_) | Err(_) if is_put_away => flow = ControlFlow::Break(None),
                Ok(_) | Err(_) => {}
            }
        });
    });
    ui.add_space(12.0);
    flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_starter;

    #[test]
    fn a_day_is_read_anew_only_where_it_or_the_record_is_another() {
        let document = Arc::new(load_starter().document);
        let mut form = SplitForm::of(TieId::new("rus-prk-partnership-2024"));
        form.typed = "2024-12-04".to_owned();
        let first = form.read(&document);
        assert!(first.is_ok());
        assert!(Arc::ptr_eq(&form.read(&document), &first));
        form.typed = "2024-12-05".to_owned();
        let other = form.read(&document);
        assert!(other != first && !Arc::ptr_eq(&form.read(&Arc::new((*document).clone())), &other));
    }
}
