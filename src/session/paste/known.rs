//! Finds what cells name in a record: nations, kinds and sources by id, name, alias, title or address, and ties that are
//! there already. Looks each up in tables made once, since a paste may have many thousand rows.

use std::collections::HashMap;

use crate::kit::{self, counted, did_you_mean, visible};
use crate::model::{Direction, Document, Kind, KindId, Nation, NationId, Objection, SourceId, Span, Tie};

/// Names compared for "did you mean" in one paste, so that a column that is taken for another keeps nobody waiting.
const MOST_COMPARISONS: usize = 200_000;
/// Things of one name that an objection lists.
const MOST_LISTED: usize = 3;

/// What a record knows, by the words for it.
pub(super) struct Known<'a> {
    /// The record.
    pub document: &'a Document,
    nations: Named<'a, Nation>,
    kinds: Named<'a, Kind>,
    source_titles: Named<'a, SourceId>,
    addresses: Named<'a, SourceId>,
    ties: HashMap<Sameness, &'a Tie>,
    /// What was meant by words that are nothing's name, and how many names may still be compared.
    meant: HashMap<String, Option<String>>,
    n_comparisons: usize,
}

/// Things by what they are called, of which several may have one name.
type Named<'a, T> = HashMap<String, Vec<&'a T>>;

/// By what two ties are the same: kind, nations, span and title.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Sameness {
    kind: KindId,
    /// Sorted where the kind holds both ways.
    between: (NationId, NationId),
    span: Span,
    /// Without regard to case; empty for any.
    title: String,
}

impl Sameness {
    /// Returns by what a tie of a kind is the same as another; one without a title is the same as any.
    pub fn new(kind: &Kind, between: &(NationId, NationId), span: Span, title: &str) -> Self {
        let (a, b) = between.clone();
        let is_turned = kind.direction == Direction::Mutual && b < a;
        Self { kind: kind.id.clone(), between: if is_turned { (b, a) } else { (a, b) }, span, title: folded(title) }
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
        for nation in document.nations.values() {
            for name in names_of(nation) {
                add(&mut known.nations, folded(name), nation);
            }
        }
        for kind in document.kinds.values() {
            for name in [kind.id.as_str(), &kind.name] {
                add(&mut known.kinds, folded_kind(name), kind);
            }
        }
        for source in document.sources.values() {
            add(&mut known.source_titles, folded(&source.title), &source.id);
            for url in source.url.iter().chain(&source.archived) {
                add(&mut known.addresses, folded_address(url), &source.id);
            }
        }
        for tie in document.ties.values() {
            if let Some(kind) = document.kinds.get(&tie.kind) {
                for title in [&tie.about.title, ""] {
                    known.ties.entry(Sameness::new(kind, &tie.between, tie.span, title)).or_insert(tie);
                }
            }
        }
        known
    }

    /// Returns the nation of an id, name or alias, without regard to case; `None` where there is none.
    ///
    /// # Errors
    /// Objects to a name that several have.
    pub fn nation(&self, cell: &str) -> Result<Option<&'a Nation>, Objection> {
        let by_id = self.document.nations.get(&NationId::new(cell)).map(|nation| &**nation);
        let called = || only(&self.nations, &folded(cell), "nation", cell, |nation| nation.id.as_str());
        by_id.map_or_else(called, |nation| Ok(Some(nation)))
    }

    /// Returns the kind of an id or name, without regard to case or to hyphens between its words; `None` where there is none.
    ///
    /// # Errors
    /// Objects to a name that several have.
    pub fn kind(&self, cell: &str) -> Result<Option<&'a Kind>, Objection> {
        let by_id = self.document.kinds.get(&KindId::new(cell)).map(|kind| &**kind);
        let called = || only(&self.kinds, &folded_kind(cell), "kind", cell, |kind| kind.id.as_str());
        by_id.map_or_else(called, |kind| Ok(Some(kind)))
    }

    /// Returns the source of an id, title or web address; `None` where there is none.
    ///
    /// # Errors
    /// Objects to a title or address that several have.
    pub fn source(&self, cell: &str) -> Result<Option<&'a SourceId>, Objection> {
        if let Some(source) = self.document.sources.get(&SourceId::new(cell)) {
            return Ok(Some(&source.id));
        }
        match only(&self.addresses, &folded_address(cell), "source", cell, SourceId::as_str)? {
            Some(id) => Ok(Some(id)),
            None => only(&self.source_titles, &folded(cell), "source", cell, SourceId::as_str),
        }
    }

    /// Returns the tie of the record that is the same as another.
    pub fn tie(&self, sameness: &Sameness) -> Option<&'a Tie> {
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

/// Notes that something is called by a name.
fn add<'a, T>(named: &mut Named<'a, T>, name: String, thing: &'a T) {
    let all = named.entry(name).or_default();
    // What has one name twice comes twice in a row.
    if !all.last().is_some_and(|last| std::ptr::eq(*last, thing)) {
        all.push(thing);
    }
}

/// Returns what alone has a name, or objects to that of several.
fn only<'a, T>(
    named: &Named<'a, T>,
    name: &str,
    noun: &str,
    cell: &str,
    id: fn(&T) -> &str,
) -> Result<Option<&'a T>, Objection> {
    match named.get(name).map(Vec::as_slice).unwrap_or_default() {
        [] => Ok(None),
        [thing] => Ok(Some(thing)),
        all => {
            let mut ids: Vec<String> = all.iter().take(MOST_LISTED).map(|thing| format!("`{}`", id(thing))).collect();
            if all.len() > MOST_LISTED {
                ids.push(format!("{} more", all.len() - MOST_LISTED));
            }
            let message = format!("there are {} called `{}`", counted(all.len(), noun), visible(&shortened(cell)));
            Err(Objection::new(message, format!("write the id of the one that is meant: {}", ids.join(", "))))
        }
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
    kit::shortened(cell, MOST_LETTERS)
}
