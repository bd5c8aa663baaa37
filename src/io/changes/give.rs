//! Carries out on a record as written what a change says of one of its fields, and notes where that is said.

use super::super::convert::{Giver, Kept, Patch};
use super::super::files::TextFile;
use super::super::native::Record;
use super::super::objected::{Objected, objected, suggestion};
use super::super::problems::{Found, Problems};
use super::super::syntax::value_at;
use super::items::{Given, Mode};
use super::patch::{Refused, append, can_set, n_items, replace};
use crate::model::EntryId;

/// Gives a field of a record what is written for it; what it is expected to be is given like what it is set to.
pub(super) fn give(
    file: &TextFile,
    id: &EntryId,
    given: &Given,
    written: &mut Record,
    patch: &mut Patch,
    problems: &mut Problems,
) {
    let Given { mode, name: name_span, value } = given;
    let (name, text) = (&file.text[name_span.clone()], &file.text[value.clone()]);
    let n_before = n_items(written, name);
    let done = match mode {
        Mode::Set | Mode::Expect => replace(written, name, text),
        Mode::Add => append(written, name, text),
    };
    let error = match done {
        Ok(()) => {
            let place = patch.last.clone();
            let mut set = |part| {
                let set = Some((part, place.clone()));
                patch.givers.insert(name.to_owned(), Giver { set, added: Vec::new() });
            };
            match mode {
                Mode::Set => set("set"),
                Mode::Expect => set("expects"),
                Mode::Add => patch.givers.entry(name.to_owned()).or_default().added.push((n_before, place)),
            }
            return;
        }
        Err(error) => error,
    };
    patch.kept = Kept::Silent;
    let (at, message, hint) = match error {
        Refused::Unread(error) => {
            let tree = value_at(&file.text, value);
            let Objected { at, message, hint } = objected(file, value, tree.as_ref(), &error);
            (at, message, hint)
        }
        Refused::Unknown(known) => {
            let is_fixed = matches!((id, name), (EntryId::Position(_), "nation") | (_, "id"));
            let (message, hint) = match mode {
                Mode::Set | Mode::Expect if is_fixed => (
                    format!("the `{name}` of a {} stays", id.noun()),
                    "delete the record and create another one".to_owned(),
                ),
                Mode::Add if can_set(written, name) => {
                    (format!("`{name}` is no list"), "write it in `set: ( … )`".to_owned())
                }
                Mode::Set | Mode::Add | Mode::Expect => {
                    // Hardly anybody means the id of the atlas, which can be set.
                    let known: Vec<&'static str> = known.iter().copied().filter(|known| *known != "id").collect();
                    (format!("unknown field `{name}`"), suggestion(name, &known, "fields"))
                }
            };
            (name_span.start, message, hint)
        }
    };
    problems.error(|| Found { place: file.place(at), message, hint });
}
