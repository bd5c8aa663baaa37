//! The letters of the program's font that a text needs, to be carried along in a file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use font_subset::Font;

/// Returns style rules with the letters of the regular and the bold font that are used, as data; empty where the font
/// cannot be cut down, which leaves the text to the viewer's fonts.
pub(super) fn font_faces(letters: &BTreeSet<char>) -> String {
    let mut rules = String::new();
    for (weight, bytes) in [("normal", notosans::REGULAR_TTF), ("bold", notosans::BOLD_TTF)] {
        let Some(subset) = subset(bytes, letters) else { continue };
        let data = STANDARD.encode(subset);
        let _ = write!(
            rules,
            "@font-face{{font-family:\"Noto Sans\";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
        );
    }
    rules
}

fn subset(bytes: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    Some(Font::opentype(bytes).ok()?.subset(letters).ok()?.to_opentype())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ttf_parser::Face;

    #[test]
    fn a_subset_has_the_letters_that_are_used_and_is_small() {
        let letters: BTreeSet<char> = "Kursk – ¹²".chars().collect();
        let bytes = subset(notosans::REGULAR_TTF, &letters).expect("a subset");
        let face = Face::parse(&bytes, 0).expect("a font");
        assert!(letters.iter().all(|letter| face.glyph_index(*letter).is_some()) && face.glyph_index('Q').is_none());
        assert!(bytes.len() < 20_000, "{}", bytes.len());
    }
}
