//! How a scenario is written in its file and how it is wanted, in terms of what the file says: one thing can be said in many
//! ways there, and what is not changed keeps its own.

use std::collections::{BTreeMap, VecDeque};

use super::super::native::{AlterationRecord, HypothesisRecord, ScenarioRecord};
use super::super::records_of;
use crate::model::Scenario;

/// Whether what is not changed keeps its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// It does.
    Kept,
    /// All that is done is said anew, so that it does not depend on what the record says.
    Anew,
}

/// Returns how a scenario that is written in a file was read and is wanted, in the words of the file as far as they are kept.
/// `atlas` is the id of the atlas then.
pub(super) fn in_words_of(
    file: &ScenarioRecord,
    [read, wanted]: [&Scenario; 2],
    wording: Wording,
    atlas: &str,
) -> [ScenarioRecord; 2] {
    let mut written: BTreeMap<&str, &HypothesisRecord> = BTreeMap::new();
    for hypothesis in &file.changes {
        written.entry(&hypothesis.id).or_insert(hypothesis);
    }
    let [mut base, mut new] = [read, wanted].map(records_of::scenario);
    base.atlas.clone_from(&file.atlas);
    if !file.atlas.is_empty() {
        atlas.clone_into(&mut new.atlas);
    }
    let mut words: BTreeMap<String, Words> = BTreeMap::new();
    for hypothesis in &mut base.changes {
        // Each text is read as one alteration, whatever is in it.
        let own = written.get(hypothesis.id.as_str()).filter(|own| own.does.len() == hypothesis.does.len());
        let Some(own) = own else { continue };
        let read = std::mem::replace(&mut hypothesis.does, own.does.clone());
        words.insert(hypothesis.id.clone(), Words::of(&read, &own.does));
    }
    if wording == Wording::Kept {
        for hypothesis in &mut new.changes {
            let Some(words) = words.get_mut(&hypothesis.id) else { continue };
            hypothesis.does.iter_mut().for_each(|alteration| words.put_into(alteration));
        }
    }
    [base, new]
}

/// How alterations are written in a file, by how they would be written anew.
struct Words(BTreeMap<String, VecDeque<AlterationRecord>>);

impl Words {
    fn of(read: &[AlterationRecord], written: &[AlterationRecord]) -> Self {
        let mut words: BTreeMap<String, VecDeque<AlterationRecord>> = BTreeMap::new();
        for (read, written) in read.iter().zip(written) {
            words.entry(read.text().to_owned()).or_default().push_back(written.clone());
        }
        Self(words)
    }

    fn put_into(&mut self, alteration: &mut AlterationRecord) {
        if let Some(written) = self.0.get_mut(alteration.text()).and_then(VecDeque::pop_front) {
            *alteration = written;
        }
    }
}
