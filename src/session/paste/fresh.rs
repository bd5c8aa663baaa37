//! Makes ids for new records that read well and are not taken.

use std::collections::{HashMap, HashSet};

use crate::model::MOST_ID_LETTERS;
use crate::session::slug::slug;

/// Letters of an id at most, with some left for a number behind it.
const MOST: usize = MOST_ID_LETTERS - 12;

/// Ids of one table that have been given out.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    given: HashSet<String>,
    /// For each beginning the number that was tried last, so that many of one beginning take no longer than others.
    last: HashMap<String, usize>,
}

impl Fresh {
    /// Returns an id made of words that is neither given nor taken: `rus-prk-trade-2024`, then `rus-prk-trade-2024-2`.
    pub fn id(&mut self, words: &[&str], is_taken: impl Fn(&str) -> bool) -> String {
        let mut base = slug(&words.join(" "), MOST);
        if base.is_empty() {
            "pasted".clone_into(&mut base);
        }
        let last = self.last.entry(base.clone()).or_insert(0);
        loop {
            *last += 1;
            let id = if *last == 1 { base.clone() } else { format!("{base}-{last}") };
            if !is_taken(&id) && self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Objection;

    #[test]
    fn an_id_is_made_of_words_and_given_once() {
        let mut fresh = Fresh::default();
        let mut id = |words: &[&str]| fresh.id(words, |id| id == "rus-prk-trade-2");
        assert_eq!(id(&["RUS", "PRK", "trade"]), "rus-prk-trade");
        assert_eq!(id(&["RUS", "PRK", "trade"]), "rus-prk-trade-3");
        assert_eq!(id(&["", "…"]), "pasted");
        assert_eq!(id(&["www.Reuters.com", "İzmir"]), "www-reuters-com-izmir");
        for words in ["북한 – 러시아", &"long ".repeat(400), "a\u{301}\u{202e}b"] {
            assert_eq!(Objection::to_id(&id(&[words])), Ok(()), "{words}");
        }
    }
}
