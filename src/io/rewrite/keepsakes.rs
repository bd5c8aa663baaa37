//! Remembers how records were written before they were changed or removed, so that taking a change back gives the first
//! bytes again, comments and all.

use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
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
    texts: BTreeMap<(EntryId, Digest), String>,
    slots: BTreeMap<EntryId, KeptSlot>,
    bare: BTreeMap<(Arc<str>, Section), Bare>,
    /// In which order they came, each with its bytes.
    order: VecDeque<(Key, usize)>,
    n_bytes: usize,
    /// Saves so far.
    n_saves: usize,
}

/// Stands for the plain text of a record.
type Digest = [u64; 2];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Text(EntryId, Digest),
    Slot(EntryId, usize),
    Bare(Arc<str>, Section),
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
    /// Remembers what came of a save, once it is on the disk.
    pub fn remember(&mut self, made: Made) {
        self.n_saves += 1;
        for keepsake in made.0 {
            let (key, n_bytes) = match keepsake {
                Keepsake::Text(id, plain, text) => {
                    let (digest, n_bytes) = (digest(&plain), text.len());
                    self.texts.insert((id.clone(), digest), text);
                    (Key::Text(id, digest), n_bytes)
                }
                Keepsake::Slot(id, mut slot) => {
                    slot.save = self.n_saves;
                    let n_bytes = slot.slot.n_bytes() + slot.plain.len() + slot.before.as_ref().map_or(0, String::len);
                    self.slots.insert(id.clone(), slot);
                    (Key::Slot(id, self.n_saves), n_bytes)
                }
                Keepsake::Bare(path, section, bare) => {
                    self.bare.insert((path.clone(), section), bare);
                    (Key::Bare(path, section), 0)
                }
            };
            self.order.push_back((key, n_bytes + OVERHEAD));
            self.n_bytes += n_bytes + OVERHEAD;
        }
        while self.n_bytes > MOST_BYTES {
            let Some((key, n_bytes)) = self.order.pop_front() else { return };
            self.n_bytes -= n_bytes;
            if !self.order.iter().any(|(later, _)| *later == key) {
                self.forget(&key);
            }
        }
    }

    fn forget(&mut self, key: &Key) {
        match key {
            Key::Text(id, digest) => drop(self.texts.remove(&(id.clone(), *digest))),
            Key::Slot(id, save) if self.slots.get(id).is_some_and(|slot| slot.save == *save) => {
                self.slots.remove(id);
            }
            Key::Slot(..) => {}
            Key::Bare(path, section) => drop(self.bare.remove(&(path.clone(), *section))),
        }
    }

    /// Returns how a record with that plain text was written.
    pub(super) fn text(&self, id: &EntryId, plain: &str) -> Option<&str> {
        self.texts.get(&(id.clone(), digest(plain))).map(String::as_str)
    }

    /// Returns how a record stood that was removed.
    pub(super) fn slot(&self, id: &EntryId) -> Option<&KeptSlot> {
        self.slots.get(id)
    }

    /// Returns what stood before something in a list that was removed itself.
    pub(super) fn before(&self, path: &str, section: Section, name: &str) -> Option<Option<&str>> {
        let is_meant = |slot: &&KeptSlot| *slot.path == *path && slot.section == section && slot.name == name;
        self.slots.values().find(is_meant).map(|slot| slot.before.as_deref())
    }

    /// Returns how a list was written in which nothing stood.
    pub(super) fn bare(&self, path: &Arc<str>, section: Section) -> Option<&Bare> {
        self.bare.get(&(path.clone(), section))
    }
}

/// What to remember once texts are on the disk.
#[derive(Debug, Default)]
pub struct Made(pub(super) Vec<Keepsake>);

impl SlotText {
    fn n_bytes(&self) -> usize {
        self.far.len() + self.lead.len() + self.body.len() + self.rest.len()
    }
}

fn digest(plain: &str) -> Digest {
    [0_u8, 1].map(|salt| {
        let mut hasher = DefaultHasher::new();
        (salt, plain).hash(&mut hasher);
        hasher.finish()
    })
}
