//! What goes when a thing is deleted from its form.

use super::place::{piece, put};
use super::thing::{Item, Sort, Thing};
use crate::edit::{Change, Edit, Part, removal, without_part};
use crate::model::{Document, EntryId};

/// Returns the edit that deletes a thing, with all that cannot be without it; `None` for what is not there, and for what an
/// atlas says of itself.
pub fn deletion(document: &Document, thing: &Thing) -> Option<Edit> {
    let changes = match thing {
        Thing::New(_) | Thing::Record(EntryId::Manifest) => return None,
        Thing::Record(id) => removal(document, std::slice::from_ref(id)),
        Thing::Item(item) => without_item(document, item)?,
    };
    (!changes.is_empty()).then(|| Edit::of(document, changes))
}

fn without_item(document: &Document, item: &Item) -> Option<Vec<Change>> {
    let mut entry = document.entry(&item.of.record)?;
    piece(&entry, item)?;
    let part = match (&item.of.record, item.of.within, item.sort, item.idx?) {
        (EntryId::Tie(id), None, Sort::Milestone, idx) => Part::Milestone(id.clone(), idx),
        (EntryId::Tie(id), None, Sort::Exchange, idx) => Part::Exchange(id.clone(), idx),
        (EntryId::Tie(id), None, Sort::Evidence, idx) => Part::Evidence(id.clone(), idx),
        (EntryId::Nation(id), None, Sort::Event, idx) => Part::Event(id.clone(), idx),
        (_, _, _, _) => {
            put(&mut entry, item, None);
            return Some(vec![Change::put(document, entry)]);
        }
    };
    Some(without_part(document, &part))
}
