//! What can be chosen for a fact, by what names it is found, and what is meant by what was typed.

use super::field::Among;
use crate::kit::did_you_mean;
use crate::model::{Cameo, Document, Objection, Reference, Sign, Source, Tie};
use crate::session::search::fold;

/// What stands for a source that is made in the same form.
pub const NEW_SOURCE: &str = "New source…";

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What files call it.
    pub id: String,
    /// What people call it.
    pub words: String,
    /// More about it; may be empty.
    pub more: String,
    /// The sign of a kind.
    pub sign: Option<Sign>,
    /// Under what it stands in a list; may be empty.
    pub group: String,
    /// What it is found by besides.
    known_as: Vec<String>,
}

impl Pick {
    fn new(id: impl Into<String>, words: impl Into<String>) -> Self {
        let (id, words) = (id.into(), words.into());
        Self { id, words, more: String::new(), sign: None, group: String::new(), known_as: Vec::new() }
    }
}

/// Returns all that can be chosen, in the order of a list. O(records).
pub fn picks(document: &Document, codes: &[Cameo], among: &Among) -> Vec<Pick> {
    match among {
        Among::Choices(choices) => choices.iter().map(|(id, words)| Pick::new(id, words)).collect(),
        Among::Kinds => of_kinds(document),
        Among::Nations | Among::Anybody => of_nations(document),
        Among::Sources => document.sources.values().map(|it| of_source(it)).collect(),
        Among::SourcesOrNew => {
            let new = Pick { more: "not on record yet".to_owned(), ..Pick::new(NEW_SOURCE, NEW_SOURCE) };
            std::iter::once(new).chain(document.sources.values().map(|it| of_source(it))).collect()
        }
        Among::Instruments => document.instruments.values().map(|it| Pick::new(it.id.as_str(), &it.title)).collect(),
        Among::Ties => document.ties.values().map(|tie| of_tie(document, tie)).collect(),
        Among::References => of_references(document),
        Among::CameoCodes => codes.iter().map(of_code).collect(),
    }
}

/// Returns which picks what is typed may mean: all for nothing; those whose words begin with it first. O(picks).
pub fn matching(picks: &[Pick], typed: &str) -> Vec<usize> {
    let typed = fold(typed.trim());
    let wanted: Vec<&str> = typed.split_whitespace().collect();
    let rank = |pick: &Pick| -> Option<u8> {
        let words = fold(&pick.words);
        let mut all = format!("{words} {} {}", fold(&pick.id), fold(&pick.more));
        pick.known_as.iter().for_each(|name| all.extend([" ", &fold(name)]));
        let holds_all = wanted.iter().all(|word| all.contains(word));
        let is_name = pick.known_as.iter().any(|name| fold(name) == typed) || fold(&pick.id) == typed;
        holds_all.then_some(match () {
            () if is_name || words == typed => 0,
            () if words.starts_with(&typed) => 1,
            () if words.split(' ').any(|word| wanted.first().is_some_and(|first| word.starts_with(first))) => 2,
            () => 3,
        })
    };
    if wanted.is_empty() {
        return (0..picks.len()).collect();
    }
    let mut found: Vec<(u8, usize)> =
        picks.iter().enumerate().filter_map(|(idx, pick)| Some((rank(pick)?, idx))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, idx)| idx).collect()
}

/// Returns what stands in a form for something: its words, or its id where others have the same words. O(picks).
pub(super) fn text_of(picks: &[Pick], id: &str) -> String {
    let Some(pick) = picks.iter().find(|pick| pick.id == id) else { return id.to_owned() };
    let is_alone = picks.iter().filter(|other| is_called(other, &pick.words)).count() == 1;
    if is_alone { pick.words.clone() } else { pick.id.clone() }
}

impl Pick {
    /// Returns what stands in a form for it among the others of its list.
    pub fn text(&self, picks: &[Self]) -> String {
        text_of(picks, &self.id)
    }
}

/// Returns which pick is meant by what was typed.
///
/// # Errors
/// Returns what is wrong where none or several are.
pub(super) fn meant<'a>(picks: &'a [Pick], noun: &str, typed: &str) -> Result<&'a Pick, Objection> {
    if let Some(pick) = picks.iter().find(|pick| pick.id == typed) {
        return Ok(pick);
    }
    let mut called = picks.iter().filter(|pick| is_called(pick, typed));
    match (called.next(), called.next()) {
        (Some(pick), None) => Ok(pick),
        (Some(_), Some(_)) => {
            let message = format!("there are several {noun}s called `{typed}`");
            Err(Objection::new(message, "choose one from the list"))
        }
        (None, _) => {
            let known = picks.iter().flat_map(|pick| {
                [pick.words.as_str(), &pick.id].into_iter().chain(pick.known_as.iter().map(String::as_str))
            });
            let hint = match did_you_mean(typed, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "choose one from the list".to_owned(),
            };
            Err(Objection::new(format!("unknown {noun} `{typed}`"), hint))
        }
    }
}

fn is_called(pick: &Pick, name: &str) -> bool {
    let is_same = |known: &str| known.eq_ignore_ascii_case(name) || known.to_lowercase() == name.to_lowercase();
    is_same(&pick.words) || is_same(&pick.id) || pick.known_as.iter().any(|known| is_same(known))
}

fn of_kinds(document: &Document) -> Vec<Pick> {
    let mut kinds: Vec<_> = document.kinds.values().collect();
    kinds.sort_by(|a, b| (a.sign, &a.category, &a.name).cmp(&(b.sign, &b.category, &b.name)));
    let pick = |kind: &std::sync::Arc<crate::model::Kind>| Pick {
        more: kind.summary.clone(),
        sign: Some(kind.sign),
        group: format!("{} · {}", kind.sign.name(), kind.category),
        ..Pick::new(kind.id.as_str(), &kind.name)
    };
    kinds.into_iter().map(pick).collect()
}

fn of_nations(document: &Document) -> Vec<Pick> {
    let mut nations: Vec<_> = document.nations.values().collect();
    nations.sort_by_key(|nation| fold(&nation.names.short));
    let pick = |nation: &std::sync::Arc<crate::model::Nation>| {
        let names = &nation.names;
        let others = names.official.iter().chain(&names.aliases).chain(names.native.iter().map(|(_, name)| name));
        Pick {
            more: nation.id.to_string(),
            known_as: others.cloned().collect(),
            ..Pick::new(nation.id.as_str(), &names.short)
        }
    };
    nations.into_iter().map(pick).collect()
}

fn of_source(source: &Source) -> Pick {
    Pick {
        more: format!("{} · {}", source.published.in_words(), source.id),
        known_as: vec![source.title.clone()],
        ..Pick::new(source.id.as_str(), cited(source))
    }
}

/// Returns a source in a line: "Interfax, “Treaty takes effect”".
pub(super) fn cited(source: &Source) -> String {
    format!("{}, “{}”", source.publisher, source.title)
}

fn of_tie(document: &Document, tie: &Tie) -> Pick {
    let (a, b) = &tie.between;
    let between = format!("{} – {}", document.nation_name(a), document.nation_name(b));
    Pick {
        more: format!("{between} · {}", tie.span.in_words()),
        sign: document.kinds.get(&tie.kind).map(|kind| kind.sign),
        ..Pick::new(tie.id.as_str(), &tie.about.title)
    }
}

fn of_references(document: &Document) -> Vec<Pick> {
    let mut all = Vec::new();
    for tie in document.ties.values() {
        all.push(Pick { group: "Ties".to_owned(), ..of_tie(document, tie) });
    }
    let of = |reference: Reference, words: String, more: String, group: &str| Pick {
        more,
        group: group.to_owned(),
        ..Pick::new(reference.to_string(), words)
    };
    for tie in document.ties.values() {
        for milestone in &tie.course.milestones {
            let Some(id) = &milestone.id else { continue };
            let by = milestone.by.as_ref().map(|by| format!(" by {}", document.nation_name(by))).unwrap_or_default();
            let words = format!("{}: {}{by}", tie.about.title, milestone.step.name());
            let reference = Reference::TiePart(tie.id.clone(), id.clone());
            all.push(of(reference, words, milestone.on.in_words(), "Milestones and moves"));
        }
        for exchange in &tie.course.exchanges {
            let Some(id) = &exchange.id else { continue };
            let words = format!("{}: {}", tie.about.title, exchange.approach);
            let reference = Reference::TiePart(tie.id.clone(), id.clone());
            all.push(of(reference, words, exchange.on.in_words(), "Milestones and moves"));
        }
    }
    for nation in document.nations.values() {
        for event in &nation.events {
            let Some(id) = &event.id else { continue };
            let words = format!("{}: {}", nation.names.short, event.title);
            let reference = Reference::Event(nation.id.clone(), id.clone());
            all.push(of(reference, words, event.on.in_words(), "Events"));
        }
    }
    all.sort_by_key(|pick| match pick.group.as_str() {
        "Ties" => 0,
        "Events" => 2,
        _ => 1,
    });
    all
}

fn of_code(code: &Cameo) -> Pick {
    let Cameo { code, root, goldstein } = code;
    Pick {
        more: format!("Goldstein {goldstein:+.1}").replace('-', "−"),
        ..Pick::new(code, format!("{code} {}", root.to_lowercase()))
    }
}

/// Returns a reference that was chosen; `None` for what is none.
pub(super) fn reference_of(document: &Document, id: &str) -> Option<Reference> {
    use crate::model::{NationId, PartId, TieId};
    let Some((owner, part)) = id.split_once('#') else { return Some(Reference::Tie(TieId::new(id))) };
    let part = PartId::new(part);
    let tie = Reference::TiePart(TieId::new(owner), part.clone());
    if document.has(&tie) {
        return Some(tie);
    }
    let event = Reference::Event(NationId::new(owner), part);
    document.has(&event).then_some(event)
}
