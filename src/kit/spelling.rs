//! Finds the known word that was probably meant by an unknown one.

/// Similarity below which a suggestion would puzzle more than help.
const MIN_SIMILARITY: f64 = 0.6;

/// Letters beyond which a word is no slip of the pen, and comparing it would take long.
const MAX_LETTERS: usize = 64;

/// Returns the candidate nearest to `word`, if any is near enough; the first of equals.
///
/// Damerau–Levenshtein similarity without regard to case, so that swapped letters count as one slip.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let is_short = |word: &str| word.chars().nth(MAX_LETTERS).is_none();
    if !is_short(word) {
        return None;
    }
    let word = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| is_short(candidate)) {
        let similarity = strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase());
        if similarity >= MIN_SIMILARITY && best.is_none_or(|(least, _)| similarity > least) {
            best = Some((similarity, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_letters_are_recognized() {
        assert_eq!(did_you_mean("DRPK", ["USA", "DPRK", "KOR"]), Some("DPRK"));
        assert_eq!(did_you_mean("wieght", ["title", "weight"]), Some("weight"));
    }

    #[test]
    fn a_far_word_gets_no_suggestion() {
        assert_eq!(did_you_mean("zebra", ["USA", "weight"]), None);
    }
}
