//! How well words are met by a short text, and which of its letters met them.

use std::ops::Range;

use super::fold::{Traced, begins_word, fold};

/// Letters of a query that count; nobody types more, and what is pasted shall not cost more.
const MOST_LETTERS: usize = 120;
/// Words of a query that count.
const MOST_WORDS: usize = 8;
/// Letters from which on some may be left out: two stand in too many texts.
const LEAST_FUZZY: usize = 3;
/// Letters of a text in which letters may be left out.
const MOST_FUZZY: usize = 160;
/// Letters of a word for each letter that may be left out of it: more between them are other words.
const LETTERS_A_GAP: usize = 2;

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

/// Returns how well a folded text meets a folded word without letters left out.
pub(super) fn literally(text: &str, word: &str) -> Option<Matched> {
    let first = text.find(word)?;
    if first == 0 {
        return Some(if text.len() == word.len() { Matched::Exactly } else { Matched::Prefix });
    }
    let is_word = text.match_indices(word).any(|(at, _)| begins_word(text, at));
    Some(if is_word { Matched::WordStart } else { Matched::Inside })
}

/// Whether a folded text has all letters of a folded word in their order, whatever stands between: where it has not, it has
/// neither the word nor a longer one.
pub(super) fn has_letters(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

/// Returns how many letters stand between those of a folded word in a folded text, where these are few; `None` where the word
/// is nowhere so. It begins where a word of the text begins, since nobody leaves out a first letter.
pub(super) fn density(text: &str, word: &str) -> Option<usize> {
    if text.is_ascii() && word.is_ascii() {
        let text = &text.as_bytes()[..text.len().min(MOST_FUZZY)];
        return densest(text, word.as_bytes(), |letter| letter.is_ascii_alphanumeric()).map(|(_, n_between)| n_between);
    }
    let (text, word) = (letters(text), letters(word));
    densest(&text, &word, char::is_alphanumeric).map(|(_, n_between)| n_between)
}

/// Returns where such letters stand, as their numbers.
fn places(text: &str, word: &str) -> Vec<usize> {
    let (text, word) = (letters(text), letters(word));
    let Some((first, _)) = densest(&text, &word, char::is_alphanumeric) else { return Vec::new() };
    let mut word = word.iter().peekable();
    let is_next = |(_, letter): &(usize, &char)| word.next_if_eq(letter).is_some();
    text.iter().enumerate().skip(first).filter(is_next).map(|(at, _)| at).collect()
}

fn letters(text: &str) -> Vec<char> {
    text.chars().take(MOST_FUZZY).collect()
}

/// Returns where a word begins in a text with the fewest others between its letters, and how many these are.
fn densest<T: Copy + PartialEq>(text: &[T], word: &[T], is_of_word: impl Fn(T) -> bool) -> Option<(usize, usize)> {
    let begin = word.first().filter(|_| word.len() >= LEAST_FUZZY)?;
    let begins = |at: usize| text[at] == *begin && at.checked_sub(1).is_none_or(|before| !is_of_word(text[before]));
    let mut best: Option<(usize, usize)> = None;
    for first in (0..text.len()).filter(|at| begins(*at)) {
        // From a first letter on, the next of each kind leaves out the fewest.
        let mut rest = text[first..].iter().take(word.len() + word.len() / LETTERS_A_GAP).enumerate();
        let last = word.iter().try_fold(0, |_, wanted| rest.find(|(_, letter)| *letter == wanted).map(|(at, _)| at));
        let Some(last) = last else { continue };
        let n_between = last + 1 - word.len();
        if best.is_none_or(|(_, least)| n_between < least) {
            best = Some((first, n_between));
        }
    }
    best
}

/// Returns where a phrase stands in a text as it is shown; for a text or two, not for many.
pub(super) fn marks(shown: &str, phrase: &Phrase) -> Vec<Range<usize>> {
    let traced = Traced::of(shown);
    let mut marks: Vec<Range<usize>> = Vec::new();
    let whole = if phrase.is_empty() { Vec::new() } else { literal_marks(&traced, &phrase.whole) };
    if !whole.is_empty() {
        return joined(whole);
    }
    for word in &phrase.words {
        let found = literal_marks(&traced, word);
        if found.is_empty() {
            marks.extend(places(&traced.folded, word).into_iter().filter_map(|idx| traced.letter(idx)));
        } else {
            marks.extend(found);
        }
    }
    joined(marks)
}

/// Returns how well a short text that is not in the index meets a phrase: the worst of its words counts.
pub(super) fn compare(text: &str, phrase: &Phrase) -> Option<Matched> {
    let text = fold(text);
    if let Some(matched) = literally(&text, &phrase.whole) {
        return Some(matched);
    }
    let mut worst = Matched::WordStart;
    for word in &phrase.words {
        let matched = literally(&text, word).or_else(|| density(&text, word).map(|_| Matched::Fuzzily))?;
        worst = worst.max(matched);
    }
    (!phrase.is_empty()).then_some(worst)
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
        let matched = |text: &str, query: &str| compare(text, &Phrase::of(query));
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
        for (far, query) in [
            ("Korean War Armistice Agreement, signed at Panmunjom", "orsg"),
            ("Troops and shells", "tass"),
            ("Resolution 1718 of the UN Security Council", "reuters"),
            ("Comprehensive Military Agreement", "compare"),
        ] {
            assert_eq!(compare(far, &Phrase::of(query)), None, "{query}");
        }
        for (near, query) in [("Moscow", "mscw"), ("Partnership treaty", "prtnrshp"), ("North Korea", "northkorea")] {
            assert_eq!(compare(near, &Phrase::of(query)), Some(Matched::Fuzzily), "{query}");
        }
    }

    #[test]
    fn marks_show_what_was_met() {
        let marked = |text: &str, query: &str| {
            let marks = marks(text, &Phrase::of(query));
            marks.into_iter().map(|mark| (mark.start, mark.end)).collect::<Vec<_>>()
        };
        assert_eq!(marked("North Korea", "korea"), [(6, 11)]);
        assert_eq!(marked("North Korea", "nrth"), [(0, 1), (2, 5)]);
        assert_eq!(marked("북한 DPRK", "북한"), [(0, 6)]);
        assert!(marked("North Korea", "").is_empty());
    }
}
