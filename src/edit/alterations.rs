//! Says in words what a hypothesis does to one record.

use super::naming::facts_of;
use crate::kit::{capitalized, quoted};
use crate::model::{Alteration, Document, EntryId, NationId};

/// Returns what an alteration does, in words: "New tie “Aid”", "Change “Military agreement”: end".
///
/// `shown` is the record with what is supposed, `record` without: a thing that is gone still has its title there.
pub fn alteration_in_words(shown: &Document, record: &Document, alteration: &Alteration) -> String {
    let titled = |id: &EntryId| {
        let entry = shown.entry(id).or_else(|| record.entry(id));
        let title = entry.map_or_else(|| id.as_str().to_owned(), |entry| entry.title().to_owned());
        format!("“{title}”")
    };
    match alteration {
        Alteration::Made(entry) => match entry.id() {
            EntryId::Position(id) => format!("Place {}", shown.nation_name(&id)),
            id => format!("New {} “{}”", id.noun(), entry.title()),
        },
        Alteration::Gone(EntryId::Position(id)) => format!("Unplace {}", shown.nation_name(id)),
        Alteration::Gone(id) => format!("Delete {} {}", id.noun(), titled(id)),
        Alteration::Altered(patch) => match patch.id() {
            EntryId::Position(id) => format!("Move {}", shown.nation_name(&NationId::new(id.as_str()))),
            id => format!("Change {}: {}", titled(&id), facts_of(patch.before(), patch.after())),
        },
        Alteration::Unread { text: _, why } => capitalized(&quoted(why)),
    }
}
