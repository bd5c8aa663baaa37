//! How well words are met by a short text, and which of its letters met them.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{Traced, begins_word, fold};

/// Letters of a query that count; nobody types more, and what is pasted shall not cost more.
const MOST_LETTERS: usize = 120;
/// Words of a query that count.
const MOST_WORDS: usize = 8;
/// Letters from which on some may be left out: two stand in too many texts.
const LEAST_FUZZY: usize = 3;
/// Letters of a text in which letters may be left out.
const MOST_FUZZY: usize = 160;
/// What each letter must score at least when letters are left out between; a letter alone scores 16, a gap costs some.
const SCORE_OF_LETTER: usize = 16;

/// How well a text meets a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// It is the word.
    Exactly,
    /// It begins with it.
    Prefix,
    /// One of its words begins with it.
    WordStart,
    /// It stands somewhere in it.
    Inside,
    /// Its letters stand in it, with few others between them.
    Fuzzily,
}

/// What is looked for: folded words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    words: Vec<String>,
    whole: String,
}

impl Phrase {
    /// Reads what was typed. Signs are letters like others.
    pub fn of(query: &str) -> Self {
        let query: String = query.chars().take(MOST_LETTERS).collect();
        let mut words: Vec<String> =
            fold(&query).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.truncate(MOST_WORDS);
        Self::from_words(words)
    }

    pub(super) fn from_words(words: Vec<String>) -> Self {
        let whole = words.join(" ");
        Self { words, whole }
    }

    /// Returns its words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns all words with a space between them.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Compares folded texts with words; holds what that takes from text to text.
pub(super) struct Comparer {
    matcher: Matcher,
    text: Vec<char>,
    word: Vec<char>,
    letters: Vec<u32>,
}

impl std::fmt::Debug for Comparer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Comparer").finish_non_exhaustive()
    }
}

impl Default for Comparer {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        // The texts are folded already.
        (config.normalize, config.ignore_case, config.prefer_prefix) = (false, false, true);
        Self { matcher: Matcher::new(config), text: Vec::new(), word: Vec::new(), letters: Vec::new() }
    }
}

/// Returns how well a folded text meets a folded word without letters left out.
pub(super) fn literally(text: &str, word: &str) -> Option<Matched> {
    let first = text.find(word)?;
    if first == 0 {
        return Some(if text.len() == word.len() { Matched::Exactly } else { Matched::Prefix });
    }
    let is_word = text.match_indices(word).any(|(at, _)| begins_word(text, at));
    Some(if is_word { Matched::WordStart } else { Matched::Inside })
}

impl Comparer {
    /// Returns the score of a text that has all letters of a word in their order, whatever is between.
    pub(super) fn loosely(&mut self, text: &str, word: &str) -> Option<u16> {
        let Self { matcher, text: text_letters, word: word_letters, .. } = self;
        matcher.fuzzy_match(letters(text, text_letters), letters(word, word_letters))
    }

    /// Whether the letters of a word stand close enough for such a score.
    pub(super) fn is_close(word: &str, score: u16) -> bool {
        let n = word.chars().count();
        n >= LEAST_FUZZY && usize::from(score) >= n * SCORE_OF_LETTER
    }

    /// Returns how well a text as it is shown meets a phrase, and where; for a text or two, not for many.
    pub(super) fn marks(&mut self, shown: &str, phrase: &Phrase) -> Vec<Range<usize>> {
        let traced = Traced::of(shown);
        let mut marks: Vec<Range<usize>> = Vec::new();
        let whole = if phrase.is_empty() { Vec::new() } else { literal_marks(&traced, &phrase.whole) };
        if !whole.is_empty() {
            return joined(whole);
        }
        for word in &phrase.words {
            let found = literal_marks(&traced, word);
            if found.is_empty() { marks.extend(self.fuzzy_marks(&traced, word)) } else { marks.extend(found) }
        }
        joined(marks)
    }

    fn fuzzy_marks(&mut self, traced: &Traced, word: &str) -> Vec<Range<usize>> {
        let Self { matcher, text, word: word_letters, letters: places } = self;
        places.clear();
        let text = letters(&traced.folded, text);
        let Some(score) = matcher.fuzzy_indices(text, letters(word, word_letters), places) else { return Vec::new() };
        if !Self::is_close(word, score) {
            return Vec::new();
        }
        places.iter().filter_map(|idx| traced.letter(*idx as usize)).collect()
    }

    /// Returns how well a short text that is not in the index meets a phrase: the worst of its words counts.
    pub(super) fn compare(&mut self, text: &str, phrase: &Phrase) -> Option<Matched> {
        let text = fold(text);
        if let Some(matched) = literally(&text, &phrase.whole) {
            return Some(matched);
        }
        let mut worst = Matched::WordStart;
        for word in &phrase.words {
            let score =
                |comparer: &mut Self| comparer.loosely(&text, word).filter(|score| Self::is_close(word, *score));
            let matched = literally(&text, word).or_else(|| score(self).map(|_| Matched::Fuzzily))?;
            worst = worst.max(matched);
        }
        (!phrase.is_empty()).then_some(worst)
    }
}

/// Marks where a word stands: at the beginnings of words if anywhere there, else wherever.
fn literal_marks(traced: &Traced, word: &str) -> Vec<Range<usize>> {
    let mut found: Vec<usize> = traced.folded.match_indices(word).map(|(at, _)| at).collect();
    if found.iter().any(|at| begins_word(&traced.folded, *at)) {
        found.retain(|at| begins_word(&traced.folded, *at));
    }
    found.into_iter().filter_map(|at| traced.shown(at..at + word.len())).collect()
}

/// Returns ranges sorted, those that touch as one.
fn joined(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

/// Returns the letters of a folded text as the matcher takes them; those of a long one only in part.
fn letters<'a>(text: &'a str, buffer: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        let bytes = text.as_bytes();
        return Utf32Str::Ascii(&bytes[..bytes.len().min(MOST_FUZZY)]);
    }
    buffer.clear();
    buffer.extend(text.chars().take(MOST_FUZZY));
    Utf32Str::Unicode(buffer)
}

/// Returns a mask of the letters of a folded text: a text that lacks a letter of a word cannot hold the word.
pub(super) fn letter_mask(text: &str) -> u64 {
    let bit = |letter: char| match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        _ => 36 + u32::from(letter) % 28,
    };
    text.chars().fold(0, |mask, letter| mask | 1 << bit(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_met_exactly_then_from_its_beginning_then_from_a_word_s() {
        let matched = |text: &str, query: &str| Comparer::default().compare(text, &Phrase::of(query));
        assert_eq!(matched("Dark theme", "dark theme"), Some(Matched::Exactly));
        assert_eq!(matched("Dark theme", "DARK"), Some(Matched::Prefix));
        assert_eq!(matched("Dark theme", "the"), Some(Matched::WordStart));
        assert_eq!(matched("Dark theme", "ark"), Some(Matched::Inside));
        assert_eq!(matched("Dark theme", "theme dark"), Some(Matched::WordStart));
        assert_eq!(matched("Dark theme", "drk"), Some(Matched::Fuzzily));
        assert_eq!(matched("Dark theme", "light"), None);
        assert_eq!(matched("Dark theme", ""), Some(Matched::Prefix));
    }

    #[test]
    fn letters_far_apart_are_no_match() {
        let far = "Korean War Armistice Agreement, signed at Panmunjom";
        assert_eq!(Comparer::default().compare(far, &Phrase::of("orsg")), None);
    }

    #[test]
    fn marks_show_what_was_met() {
        let marks = |text: &str, query: &str| {
            let marks = Comparer::default().marks(text, &Phrase::of(query));
            marks.into_iter().map(|mark| (mark.start, mark.end)).collect::<Vec<_>>()
        };
        assert_eq!(marks("North Korea", "korea"), [(6, 11)]);
        assert_eq!(marks("North Korea", "nrth"), [(0, 1), (2, 5)]);
        assert_eq!(marks("북한 DPRK", "북한"), [(0, 6)]);
        assert!(marks("North Korea", "").is_empty());
    }
}
