//! Finds what cells name in a record: nations, kinds and sources by id, name, alias, title or address, and ties that are
//! there already. Looks each up in tables made once, since a paste may have many thousand rows.

use std::collections::HashMap;

use crate::kit::{did_you_mean, visible};
use crate::model::{Direction, Document, Kind, KindId, Nation, NationId, Objection, SourceId, Span, TieId};

/// Names compared for "did you mean" in one paste, so that a column that is taken for another keeps nobody waiting.
const MOST_COMPARISONS: usize = 200_000;

/// What a record knows, by the words for it.
pub(super) struct Known<'a> {
    /// The record.
    pub document: &'a Document,
    nations: HashMap<String, &'a Nation>,
    kinds: HashMap<String, &'a Kind>,
    source_titles: HashMap<String, &'a SourceId>,
    addresses: HashMap<String, &'a SourceId>,
    ties: HashMap<Sameness, &'a TieId>,
    /// What was meant by words that are nothing's name, and how many names may still be compared.
    meant: HashMap<String, Option<String>>,
    n_comparisons: usize,
}

/// By what two ties are the same, whatever they are called: kind, nations and span.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Sameness {
    kind: KindId,
    /// Sorted where the kind holds both ways.
    between: (NationId, NationId),
    span: Span,
}

impl Sameness {
    /// Returns by what a tie of a kind is the same as another.
    pub fn new(kind: &Kind, between: &(NationId, NationId), span: Span) -> Self {
        let (a, b) = between.clone();
        let is_turned = kind.direction == Direction::Mutual && b < a;
        Self { kind: kind.id.clone(), between: if is_turned { (b, a) } else { (a, b) }, span }
    }
}

impl<'a> Known<'a> {
    /// Returns what a record knows. O(records).
    pub fn of(document: &'a Document) -> Self {
        let mut known = Self {
            document,
            nations: HashMap::new(),
            kinds: HashMap::new(),
            source_titles: HashMap::new(),
            addresses: HashMap::new(),
            ties: HashMap::new(),
            meant: HashMap::new(),
            n_comparisons: 0,
        };
        // The first of a name keeps it, as everywhere.
        for nation in document.nations.values() {
            for name in names_of(nation) {
                known.nations.entry(folded(name)).or_insert(nation);
            }
        }
        for kind in document.kinds.values() {
            for name in [kind.id.as_str(), &kind.name] {
                known.kinds.entry(folded_kind(name)).or_insert(kind);
            }
        }
        for source in document.sources.values() {
            known.source_titles.entry(folded(&source.title)).or_insert(&source.id);
            for url in source.url.iter().chain(&source.archived) {
                known.addresses.entry(folded_address(url)).or_insert(&source.id);
            }
        }
        for tie in document.ties.values() {
            if let Some(kind) = document.kinds.get(&tie.kind) {
                known.ties.entry(Sameness::new(kind, &tie.between, tie.span)).or_insert(&tie.id);
            }
        }
        known
    }

    /// Returns the nation of an id, name or alias, without regard to case.
    pub fn nation(&self, cell: &str) -> Option<&'a Nation> {
        let by_id = self.document.nations.get(&NationId::new(cell)).map(|nation| &**nation);
        by_id.or_else(|| self.nations.get(&folded(cell)).copied())
    }

    /// Returns the kind of an id or name, without regard to case or to hyphens between its words.
    pub fn kind(&self, cell: &str) -> Option<&'a Kind> {
        let by_id = self.document.kinds.get(&KindId::new(cell)).map(|kind| &**kind);
        by_id.or_else(|| self.kinds.get(&folded_kind(cell)).copied())
    }

    /// Returns the source of an id, title or web address.
    pub fn source(&self, cell: &str) -> Option<&'a SourceId> {
        let by_id = self.document.sources.get(&SourceId::new(cell)).map(|source| &source.id);
        by_id.or_else(|| {
            self.addresses.get(&folded_address(cell)).or_else(|| self.source_titles.get(&folded(cell))).copied()
        })
    }

    /// Returns the tie of the record that is the same as another.
    pub fn tie(&self, sameness: &Sameness) -> Option<&'a TieId> {
        self.ties.get(sameness).copied()
    }

    /// Objects to a word that is no nation's name.
    pub fn unknown_nation(&mut self, cell: &str) -> Objection {
        let document = self.document;
        let names = || document.nations.values().flat_map(|nation| names_of(nation));
        let meant = self.meant("nation", cell, names);
        self.unknown("nation", cell, meant, "write its id, name or alias as the atlas has it, or add the nation first")
    }

    /// Objects to a word that is no kind's name.
    pub fn unknown_kind(&mut self, cell: &str) -> Objection {
        let document = self.document;
        let names = || document.kinds.values().flat_map(|kind| [kind.id.as_str(), &kind.name]);
        let meant = self.meant("kind", cell, names);
        self.unknown("kind", cell, meant, "write its id or name as the atlas has it, or add the kind first")
    }

    fn unknown(&self, noun: &str, cell: &str, meant: Option<String>, hint: &str) -> Objection {
        let message = format!("unknown {noun} `{}`", visible(&shortened(cell)));
        Objection::new(message, meant.map_or(hint.to_owned(), |meant| format!("did you mean `{meant}`?")))
    }

    /// Returns the name that was probably meant; each word is compared once, and many thousand different ones are not.
    fn meant<'n, N: Iterator<Item = &'n str>>(
        &mut self,
        noun: &str,
        cell: &str,
        names: impl Fn() -> N,
    ) -> Option<String> {
        let key = format!("{noun} {cell}");
        if let Some(meant) = self.meant.get(&key) {
            return meant.clone();
        }
        let n_names = names().count();
        if self.n_comparisons + n_names > MOST_COMPARISONS {
            return None;
        }
        self.n_comparisons += n_names;
        let meant = did_you_mean(cell, names()).map(str::to_owned);
        self.meant.insert(key, meant.clone());
        meant
    }
}

/// Returns all that a nation is called.
fn names_of(nation: &Nation) -> impl Iterator<Item = &str> {
    let names = &nation.names;
    [nation.id.as_str(), &names.short]
        .into_iter()
        .chain(names.official.as_deref())
        .chain(names.aliases.iter().map(String::as_str))
        .chain(names.native.iter().map(|(_, name)| name.as_str()))
}

/// Returns words without regard to case and to how many spaces part them.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn folded_kind(words: &str) -> String {
    folded(&words.replace(['-', '_'], " "))
}

/// Returns an address without what makes no other document of it.
pub(super) fn folded_address(url: &str) -> String {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.trim_end_matches('/').to_owned()
}

/// Returns the beginning of a cell, for messages.
pub(super) fn shortened(cell: &str) -> String {
    const MOST_LETTERS: usize = 60;
    match cell.char_indices().nth(MOST_LETTERS) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.to_owned(),
    }
}
