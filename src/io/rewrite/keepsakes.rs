//! Remembers how records were written before they were changed or removed, so that taking a change back gives the first
//! bytes again, comments and all. Also how lists were written in which nothing stood, and which records came back that had
//! been left out.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::home::Section;
use super::slots::SlotText;
use crate::model::EntryId;

/// Bytes of texts that are remembered at most; the oldest are forgotten first.
const MOST_BYTES: usize = 8 << 20;
/// Bytes that a keepsake takes up besides its texts.
const OVERHEAD: usize = 160;

/// What is remembered from one save to the next. What is read anew from files that others have changed needs new ones.
#[derive(Debug, Clone, Default)]
pub struct Keepsakes {
    texts: BTreeMap<(EntryId, Digest), Numbered<String>>,
    slots: BTreeMap<EntryId, Numbered<KeptSlot>>,
    bare: BTreeMap<(Arc<str>, Section), Numbered<Bare>>,
    back: BTreeMap<EntryId, Numbered<()>>,
    /// In which order they came.
    order: VecDeque<Remembered>,
    n_bytes: usize,
    /// Keepsakes so far.
    n_made: usize,
    /// Saves so far.
    n_saves: usize,
}

/// Stands for the plain text of a record.
type Digest = [u8; blake3::OUT_LEN];

/// A thing with its number among all that were remembered: what takes the place of another has another number.
#[derive(Debug, Clone)]
struct Numbered<T> {
    number: usize,
    thing: T,
}

/// Where a keepsake is, with its number there and its bytes.
#[derive(Debug, Clone)]
struct Remembered {
    key: Key,
    number: usize,
    n_bytes: usize,
}

#[derive(Debug, Clone)]
enum Key {
    Text(EntryId, Digest),
    Slot(EntryId),
    Bare(Arc<str>, Section),
    Back(EntryId),
}

/// One thing to remember.
#[derive(Debug)]
pub(super) enum Keepsake {
    /// How a record with that plain text is written.
    Text(EntryId, String, String),
    /// How a record stood that was removed.
    Slot(EntryId, KeptSlot),
    /// How a list was written in which nothing stood.
    Bare(Arc<str>, Section, Bare),
    /// That a record, or a part of one, came back that had been left out.
    Back(EntryId),
}

/// How a record stood that was removed.
#[derive(Debug, Clone)]
pub(super) struct KeptSlot {
    /// The file.
    pub path: Arc<str>,
    /// The list in it.
    pub section: Section,
    /// Its text.
    pub slot: SlotText,
    /// What stood before it in the list; `None` for the first.
    pub before: Option<String>,
    /// Its plain text.
    pub plain: String,
    /// Its own name in the list.
    pub name: String,
    /// Where in the list it stood.
    pub idx: usize,
    /// In which save it was removed.
    pub save: usize,
}

/// How a list was written in which nothing stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bare {
    /// There was no such file.
    NoFile,
    /// There was no such field.
    NoField,
    /// What was between its brackets.
    Inside(String),
}

impl Keepsakes {
    /// Remembers what came of a save, once it is on the disk. O(n log n) in what is remembered of this save.
    pub fn remember(&mut self, made: Made) {
        self.n_saves += 1;
        for keepsake in made.0 {
            self.n_made += 1;
            let number = self.n_made;
            let (key, n_bytes) = match keepsake {
                Keepsake::Text(id, plain, thing) => {
                    let (digest, n_bytes) = (digest(&plain), thing.len());
                    self.texts.insert((id.clone(), digest), Numbered { number, thing });
                    (Key::Text(id, digest), n_bytes)
                }
                Keepsake::Slot(id, mut thing) => {
                    thing.save = self.n_saves;
                    let n_bytes = thing.n_bytes();
                    self.slots.insert(id.clone(), Numbered { number, thing });
                    (Key::Slot(id), n_bytes)
                }
                Keepsake::Bare(path, section, thing) => {
                    self.bare.insert((path.clone(), section), Numbered { number, thing });
                    (Key::Bare(path, section), 0)
                }
                Keepsake::Back(id) => {
                    self.back.insert(id.clone(), Numbered { number, thing: () });
                    (Key::Back(id), 0)
                }
            };
            let n_bytes = n_bytes + OVERHEAD;
            self.order.push_back(Remembered { key, number, n_bytes });
            self.n_bytes += n_bytes;
        }
        while self.n_bytes > MOST_BYTES {
            let Some(Remembered { key, number, n_bytes }) = self.order.pop_front() else { return };
            self.n_bytes -= n_bytes;
            self.forget(key, number);
        }
    }

    /// Forgets what has a number, unless something later is in its place.
    fn forget(&mut self, key: Key, number: usize) {
        fn forget<K: Ord, T>(all: &mut BTreeMap<K, Numbered<T>>, key: &K, number: usize) {
            if all.get(key).is_some_and(|found| found.number == number) {
                all.remove(key);
            }
        }
        match key {
            Key::Text(id, digest) => forget(&mut self.texts, &(id, digest), number),
            Key::Slot(id) => forget(&mut self.slots, &id, number),
            Key::Bare(path, section) => forget(&mut self.bare, &(path, section), number),
            Key::Back(id) => forget(&mut self.back, &id, number),
        }
    }

    /// Whether a record, or a part of one, came back that had been left out.
    pub(super) fn has_come_back(&self, id: &EntryId) -> bool {
        self.back.contains_key(id)
    }

    /// Returns how a record with that plain text was written.
    pub(super) fn text(&self, id: &EntryId, plain: &str) -> Option<&str> {
        self.texts.get(&(id.clone(), digest(plain))).map(|found| found.thing.as_str())
    }

    /// Returns how a record stood that was removed.
    pub(super) fn slot(&self, id: &EntryId) -> Option<&KeptSlot> {
        self.slots.get(id).map(|found| &found.thing)
    }

    /// Returns what stood before something in a list that was removed itself. O(log n).
    pub(super) fn before(&self, path: &str, section: Section, name: &str) -> Option<Option<&str>> {
        let slot = self.slot(&section.entry_id(name))?;
        (*slot.path == *path && slot.name == name).then_some(slot.before.as_deref())
    }

    /// Returns how a list was written in which nothing stood.
    pub(super) fn bare(&self, path: &Arc<str>, section: Section) -> Option<&Bare> {
        self.bare.get(&(path.clone(), section)).map(|found| &found.thing)
    }
}

/// What to remember once texts are on the disk.
#[derive(Debug, Default)]
pub struct Made(pub(super) Vec<Keepsake>);

impl KeptSlot {
    fn n_bytes(&self) -> usize {
        let SlotText { far, far_stays: _, lead, body, rest, comma: _ } = &self.slot;
        let before = self.before.as_ref().map_or(0, String::len);
        far.len() + lead.len() + body.len() + rest.len() + self.plain.len() + before
    }
}

fn digest(plain: &str) -> Digest {
    *blake3::hash(plain.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TieId;

    fn id(idx: usize) -> EntryId {
        EntryId::Tie(TieId::new(&format!("tie-{idx}")))
    }

    fn text(idx: usize, text: &str) -> Keepsake {
        Keepsake::Text(id(idx), idx.to_string(), text.to_owned())
    }

    #[test]
    fn the_oldest_is_forgotten_first_and_what_was_remembered_anew_is_not_the_oldest() {
        let long = "x".repeat(1 << 10);
        let n = MOST_BYTES / ((1 << 10) + OVERHEAD);
        let mut kept = Keepsakes::default();
        kept.remember(Made((0..n).map(|idx| text(idx, &long)).collect()));
        let is_there = |kept: &Keepsakes, idx: usize| kept.text(&id(idx), &idx.to_string()) == Some(&long);
        assert!((0..n).all(|idx| is_there(&kept, idx)));
        kept.remember(Made(vec![text(0, "new")]));
        kept.remember(Made((n..n + 2).map(|idx| text(idx, &long)).collect()));
        assert_eq!(kept.text(&id(0), "0"), Some("new"));
        assert_eq!(kept.text(&id(1), "1"), None);
        assert!((3..n + 2).all(|idx| is_there(&kept, idx)));
        assert!(kept.n_bytes <= MOST_BYTES);
    }

    #[test]
    fn what_stood_before_is_known_of_the_list_that_it_was_in_alone() {
        let text = String::new();
        let slot = SlotText {
            far: text.clone(),
            far_stays: false,
            lead: text.clone(),
            body: text.clone(),
            rest: text.clone(),
            comma: None,
        };
        let (path, section) = (Arc::from("ties/a.ron"), Section::Ties);
        let before = Some("tie-6".to_owned());
        let slot = KeptSlot { path, section, slot, before, plain: text, name: "tie-7".to_owned(), idx: 1, save: 0 };
        let mut kept = Keepsakes::default();
        kept.remember(Made(vec![Keepsake::Slot(id(7), slot)]));
        assert_eq!(kept.before("ties/a.ron", Section::Ties, "tie-7"), Some(Some("tie-6")));
        assert_eq!(kept.before("ties/b.ron", Section::Ties, "tie-7"), None);
        assert_eq!(kept.before("ties/a.ron", Section::Nations, "tie-7"), None);
    }
}
