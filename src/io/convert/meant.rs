//! Finds the word that was probably meant, as long as there is time left for looking.

use super::super::limits::MAX_COMPARISONS;
use super::known::KnownIds;
use crate::kit::did_you_mean;

/// How many words may still be compared in one atlas or list, so that a hostile one cannot keep the program busy for ever; none by
/// default.
#[derive(Default)]
pub(in super::super) struct Patience(usize);

impl Patience {
    /// Returns all that there is for one atlas or list.
    pub fn new() -> Self {
        Self(MAX_COMPARISONS)
    }

    /// Returns the word that is probably meant.
    pub fn meant<'k>(&mut self, word: &str, n_words: usize, words: impl Iterator<Item = &'k str>) -> Option<&'k str> {
        self.allows(n_words)?;
        did_you_mean(word, words)
    }

    /// Returns the id that is probably meant.
    pub fn meant_id<'k>(&mut self, word: &str, known: &'k KnownIds) -> Option<&'k str> {
        self.allows(known.at_most())?;
        did_you_mean(word, known.all_unsorted())
    }

    /// Returns the id of a sound record that is probably meant.
    pub fn meant_kept<'k>(&mut self, word: &str, known: &'k KnownIds) -> Option<&'k str> {
        self.allows(known.at_most())?;
        did_you_mean(word, known.kept_unsorted())
    }

    /// Whether so many words may still be compared.
    pub fn is_left_for(&self, n_words: usize) -> bool {
        self.0 >= n_words
    }

    /// Takes up the time for so many words; `None` where there is not so much left.
    fn allows(&mut self, n_words: usize) -> Option<()> {
        self.0 = self.0.checked_sub(n_words)?;
        Some(())
    }
}
