//! Folds texts so that case, diacritics and kinds of dashes make no difference: each letter to one letter or to none, so
//! that what was found in the folded text can be shown in the original.

use std::ops::Range;

use nucleo_matcher::chars;

use crate::kit::is_unsafe;

/// Returns as what a letter is compared; `None` for what only joins a letter or is not seen.
pub(super) fn folded(letter: char) -> Option<char> {
    match letter {
        'a'..='z' | '0'..='9' | ' ' => Some(letter),
        'A'..='Z' => Some(letter.to_ascii_lowercase()),
        '\u{300}'..='\u{36f}' => None,
        '‐'..='―' | '−' => Some('-'),
        '‘' | '’' => Some('\''),
        '“' | '”' | '„' | '«' | '»' => Some('"'),
        _ if letter.is_whitespace() => Some(' '),
        _ if is_unsafe(letter) => None,
        _ => Some(chars::to_lower_case(chars::normalize(letter))),
    }
}

/// Adds a folded text to `to`.
pub(super) fn fold_into(text: &str, to: &mut String) {
    to.extend(text.chars().filter_map(folded));
}

/// Returns a folded text.
pub(in crate::session) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Whether a word begins at a byte of a folded text.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|letter| !letter.is_alphanumeric())
}

/// A text as it is shown, with its folded letters and where each of them stands.
pub(super) struct Traced {
    /// The folded text.
    pub folded: String,
    /// Where each folded letter stands: bytes of the shown text.
    places: Vec<Range<usize>>,
}

impl Traced {
    pub(super) fn of(shown: &str) -> Self {
        let mut traced = Self { folded: String::with_capacity(shown.len()), places: Vec::new() };
        for (at, letter) in shown.char_indices() {
            let place = at..at + letter.len_utf8();
            match folded(letter) {
                Some(letter) => {
                    traced.folded.push(letter);
                    traced.places.push(place);
                }
                // An accent belongs to the letter before it.
                None => {
                    if let Some(last) = traced.places.last_mut() {
                        last.end = place.end;
                    }
                }
            }
        }
        traced
    }

    /// Returns where bytes of the folded text stand in the shown one.
    pub(super) fn shown(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let first = self.folded.get(..folded.start)?.chars().count();
        let n = self.folded.get(folded)?.chars().count();
        let (first, last) = (self.places.get(first)?, self.places.get((first + n).checked_sub(1)?)?);
        Some(first.start..last.end)
    }

    /// Returns where one letter of the folded text stands in the shown one.
    pub(super) fn letter(&self, idx: usize) -> Option<Range<usize>> {
        self.places.get(idx).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_dashes_make_no_difference() {
        for (text, wanted) in [
            ("São Tomé", "sao tome"),
            ("e\u{301}T", "et"),
            ("Korea–Russia", "korea-russia"),
            ("북한", "북한"),
            ("ΑΒ", "αβ"),
        ] {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_found_is_shown_with_its_accents() {
        let traced = Traced::of("The cafe\u{301} Ünal");
        let shown = |needle: &str| {
            let at = traced.folded.find(needle).expect(needle);
            traced.shown(at..at + needle.len()).expect("a place")
        };
        assert_eq!(shown("cafe"), 4..10);
        assert_eq!(shown("un"), 11..14);
    }
}
