//! One word through a whole index: what each thing that it concerns is worth. A longer word is looked for only where the
//! shorter one was.

use super::fold::begins_word;
use super::found::Field;
use super::index::{Index, Record, Thing};
use super::matching::{Matched, density, has_letters, letter_mask, literally};

/// What meeting a word costs a thing; less is better. The upper half is the rank, the lower orders within it.
pub(super) type Cost = u32;

/// The cost of what does not meet a word.
pub(super) const UNMET: Cost = Cost::MAX;

/// How many bits of a cost order within a rank.
const BITS: u32 = 16;
/// What a word has that may be a part of an id. Others, which happen to stand in one, do not ask for it.
const DASH: char = '-';
/// Digits of a year.
const DIGITS_OF_YEAR: usize = 4;

/// What one word came to.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    word: String,
    /// What it costs each thing.
    pub costs: Vec<Cost>,
    /// Whether a thing is called anything with all its letters: what a longer word can be found in at all.
    has_letters: Vec<bool>,
    /// The things of which it is said, where that was asked.
    said_of: Option<Vec<usize>>,
}

/// Every rank, the best first: where a word was met, and in which ways. What is written as it was typed, and there the
/// beginnings of words of what a thing is called before what is said of it, stands before what has letters left out.
const RANKS: [(Field, &[Matched]); 16] = {
    use Matched::{Exactly, Fuzzily, Inside, Prefix, WordStart};
    const FROM_ITS_START: &[Matched] = &[Exactly, Prefix, WordStart];
    [
        (Field::Name, &[Exactly]),
        (Field::Title, &[Exactly]),
        (Field::Name, &[Prefix]),
        (Field::Name, &[WordStart]),
        (Field::Title, &[Prefix]),
        (Field::Title, &[WordStart]),
        (Field::Parties, FROM_ITS_START),
        (Field::Name, &[Inside]),
        (Field::Title, &[Inside]),
        (Field::Parties, &[Inside]),
        (Field::Summary, FROM_ITS_START),
        (Field::Evidence, FROM_ITS_START),
        (Field::Summary, &[Inside]),
        (Field::Evidence, &[Inside]),
        (Field::Name, &[Fuzzily]),
        (Field::Title, &[Fuzzily]),
    ]
};

/// Returns where a cost comes from.
pub(super) fn field(cost: Cost) -> Field {
    RANKS.get(usize::from(rank(cost))).map_or(Field::Evidence, |(field, _)| *field)
}

/// Returns the best way in which something of a cost was met in what it is called; `None` where it was met elsewhere.
fn called(cost: Cost) -> Option<Matched> {
    match RANKS.get(usize::from(rank(cost)))? {
        (Field::Name | Field::Title, matched) => matched.first().copied(),
        (Field::Parties | Field::Id | Field::Summary | Field::Evidence, _) => None,
    }
}

fn is_fuzzy(cost: Cost) -> bool {
    called(cost) == Some(Matched::Fuzzily)
}

/// Returns the rank of a cost: 0 is best.
pub(super) fn rank(cost: Cost) -> u8 {
    (cost >> BITS).min(u32::from(u8::MAX)) as u8
}

/// Returns the cost of words that are not met side by side, but each somewhere in the same thing: where all stand in what it
/// is called, it makes no difference which of them stands in which part of that.
pub(super) fn apart(costs: impl Iterator<Item = Cost>) -> Cost {
    let worst = costs.max().unwrap_or(UNMET);
    let alike = |matched| u32::from(rank_of(Field::Parties, matched)) << BITS;
    match RANKS.get(usize::from(rank(worst))) {
        Some((Field::Name | Field::Title | Field::Parties, [Matched::Inside])) => alike(Matched::Inside),
        Some((Field::Name | Field::Title | Field::Parties, ways)) if !ways.contains(&Matched::Fuzzily) => {
            alike(Matched::WordStart)
        }
        Some(_) | None => worst,
    }
}

/// Returns the rank of what was met somewhere in some way.
pub(super) fn rank_of(field: Field, matched: Matched) -> u8 {
    let field = match (field, matched) {
        (Field::Name, _) => Field::Name,
        // With letters left out it makes no difference where else it was met.
        (_, Matched::Fuzzily) => Field::Title,
        (Field::Id, _) => Field::Parties,
        (Field::Title | Field::Parties | Field::Summary | Field::Evidence, _) => field,
    };
    let is_meant = |(of, ways): &(Field, &[Matched])| *of == field && ways.contains(&matched);
    RANKS.iter().position(is_meant).map_or(u8::MAX, |rank| rank as u8)
}

impl Scan {
    /// Looks for a word everywhere, or where `shorter` found a part of it.
    pub(super) fn of(index: &Index, word: &str, shorter: Option<&Self>) -> Self {
        let n = index.things.len();
        let mut scan =
            Self { word: word.to_owned(), costs: vec![UNMET; n], has_letters: vec![false; n], said_of: None };
        scan.called(index, shorter);
        scan.by_id(index);
        scan.by_year(index);
        scan.between(index);
        // A single Latin letter is said of everything; a Hangul or Han one is a word.
        if word.len() > 1 {
            scan.said(index, shorter.and_then(|shorter| shorter.said_of.as_deref()));
        }
        scan
    }

    /// Looks for words that stand beside each other in what things are called, and nowhere else.
    pub(super) fn beside(index: &Index, words: &str) -> Self {
        let letters = letter_mask(words);
        let cost = |thing: &Thing| {
            let names = index.names[thing.names.clone()].iter().filter(|name| name.letters & letters == letters);
            names.filter_map(|name| Some(literal_cost(name.field, &name.text, literally(&name.text, words)?))).min()
        };
        let costs = index.things.iter().map(|thing| cost(thing).unwrap_or(UNMET)).collect();
        Self { word: words.to_owned(), costs, has_letters: Vec::new(), said_of: None }
    }

    /// Returns the word.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Whether it stands anywhere as it was typed, without letters left out.
    pub(super) fn is_met(&self) -> bool {
        self.costs.iter().any(|cost| *cost != UNMET && !is_fuzzy(*cost))
    }

    fn called(&mut self, index: &Index, shorter: Option<&Self>) {
        let letters = letter_mask(&self.word);
        for (idx, thing) in index.things.iter().enumerate() {
            if shorter.is_some_and(|shorter| !shorter.has_letters[idx]) {
                continue;
            }
            for name in &index.names[thing.names.clone()] {
                if name.letters & letters != letters {
                    continue;
                }
                let cost = match literally(&name.text, &self.word) {
                    Some(matched) => Some(literal_cost(name.field, &name.text, matched)),
                    None if !has_letters(&name.text, &self.word) => continue,
                    None => density(&name.text, &self.word).map(|n_between| {
                        let rank = rank_of(name.field, Matched::Fuzzily);
                        u32::from(rank) << BITS | n_between as u32
                    }),
                };
                self.has_letters[idx] = true;
                self.costs[idx] = self.costs[idx].min(cost.unwrap_or(UNMET));
            }
        }
    }

    /// Lets things be found by their ids: by a part of one once a dash is typed, since other words only happen to stand there.
    fn by_id(&mut self, index: &Index) {
        if !self.word.contains(DASH) {
            self.lower(index.ids.get(self.word.as_str()).into_iter().flatten(), Matched::Exactly);
            return;
        }
        for (id, things) in &index.ids {
            if let Some(matched) = literally(id, &self.word) {
                self.lower(things, matched);
            }
        }
    }

    fn lower<'a>(&mut self, things: impl IntoIterator<Item = &'a usize>, matched: Matched) {
        for idx in things {
            self.costs[*idx] = self.costs[*idx].min(literal_cost(Field::Id, "", matched));
        }
    }

    /// Lets things be found by their years.
    fn by_year(&mut self, index: &Index) {
        let wanted: i16 = match self.word.parse() {
            Ok(year) if self.word.len() == DIGITS_OF_YEAR => year,
            _ => return,
        };
        for (idx, thing) in index.things.iter().enumerate() {
            let at = index.years[thing.years.clone()].iter().position(|year| *year == wanted);
            let matched = match at {
                Some(0) => Matched::Exactly,
                Some(_) => Matched::WordStart,
                None => continue,
            };
            self.costs[idx] = self.costs[idx].min(literal_cost(Field::Parties, "", matched));
        }
    }

    /// Lets ties be found by their nations and their kind.
    fn between(&mut self, index: &Index) {
        for (idx, thing) in index.things.iter().enumerate() {
            let Record::Tie(_, [a, b, kind]) = thing.record else { continue };
            let best = [a, b, kind].into_iter().map(|idx| self.costs[idx]).min();
            let matched = match best.and_then(called) {
                Some(Matched::Exactly | Matched::Prefix | Matched::WordStart) => Matched::WordStart,
                Some(Matched::Inside) => Matched::Inside,
                Some(Matched::Fuzzily) | None => continue,
            };
            self.costs[idx] = self.costs[idx].min(u32::from(rank_of(Field::Parties, matched)) << BITS);
        }
    }

    fn said(&mut self, index: &Index, within: Option<&[usize]>) {
        let mut said_of = Vec::new();
        match within {
            Some(within) => {
                for idx in within {
                    let from = said_from(index, *idx);
                    let text = &index.said[from..index.things[*idx].said_to];
                    let mut found = text.match_indices(&self.word).map(|(at, _)| from + at).peekable();
                    if found.peek().is_some() {
                        said_of.push(*idx);
                    }
                    for at in found {
                        meet(&mut self.costs[*idx], index, *idx, at);
                    }
                }
            }
            None => {
                let mut idx = 0;
                for (at, _) in index.said.match_indices(&self.word) {
                    while index.things.get(idx).is_some_and(|thing| thing.said_to <= at) {
                        idx += 1;
                    }
                    if idx >= index.things.len() {
                        break;
                    }
                    if said_of.last() != Some(&idx) {
                        said_of.push(idx);
                    }
                    meet(&mut self.costs[idx], index, idx, at);
                }
            }
        }
        self.said_of = Some(said_of);
    }
}

/// Returns the cost of a literal match; of names, the shorter are nearer to what was typed.
fn literal_cost(field: Field, text: &str, matched: Matched) -> Cost {
    let within = match field {
        Field::Name => text.len().min(usize::from(u16::MAX)) as u32,
        Field::Id | Field::Parties => u32::from(matched != Matched::Exactly),
        Field::Title | Field::Summary | Field::Evidence => 0,
    };
    u32::from(rank_of(field, matched)) << BITS | within
}

/// Lowers the cost of a thing of which a word is said at a byte.
fn meet(cost: &mut Cost, index: &Index, idx: usize, at: usize) {
    if *cost < u32::from(rank_of(Field::Summary, Matched::WordStart)) << BITS {
        return;
    }
    let field = if at < index.things[idx].evidence_from { Field::Summary } else { Field::Evidence };
    let matched = if begins_word(&index.said, at) { Matched::WordStart } else { Matched::Inside };
    *cost = (*cost).min(u32::from(rank_of(field, matched)) << BITS);
}

/// Returns where what is said of a thing begins.
fn said_from(index: &Index, idx: usize) -> usize {
    idx.checked_sub(1).map_or(0, |before| index.things[before].said_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wherever_and_however_a_word_is_met_that_has_one_rank() {
        for field in [Field::Name, Field::Title, Field::Parties, Field::Id, Field::Summary, Field::Evidence] {
            for matched in [Matched::Exactly, Matched::Prefix, Matched::WordStart, Matched::Inside, Matched::Fuzzily] {
                let rank = rank_of(field, matched);
                let (told, ways) = RANKS[usize::from(rank)];
                assert!(ways.contains(&matched), "{field:?} {matched:?}");
                assert_eq!(super::field(u32::from(rank) << BITS), told);
                let is_alike = matched == Matched::Fuzzily || field == Field::Id;
                assert!(told == field || is_alike, "{field:?} {matched:?} is told as {told:?}");
            }
        }
    }
}
