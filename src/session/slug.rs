//! Makes of words what an id may be made of.

use super::search::fold;

/// Returns words as the letters, digits and hyphens of an id, at most so many: `cote-divoire`. Nothing where none of them can
/// stand in an id.
pub fn slug(words: &str, most_letters: usize) -> String {
    let mut slug = String::new();
    let mut n_letters = 0;
    for letter in fold(words).chars().filter(|letter| *letter != '\'') {
        let letter = if letter.is_alphanumeric() { letter } else { '-' };
        if letter == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if n_letters == most_letters {
            break;
        }
        slug.push(letter);
        n_letters += 1;
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_letters_digits_and_single_hyphens() {
        let check = |words, expected| assert_eq!(slug(words, 20), expected);
        check("Fishing rights", "fishing-rights");
        check("  The Atlas’s — 2nd (part)!", "the-atlass-2nd-part");
        check("Côte d’Ivoire, İzmir", "cote-divoire-izmir");
        check("북한 – 러시아", "북한-러시아");
        check("…", "");
        check("one two three four five six", "one-two-three-four-f");
        check("abcdefghij klmnopqr s tuv", "abcdefghij-klmnopqr");
    }
}
