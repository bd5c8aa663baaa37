//! Says a filter in words, for headers and messages of the command line.

use crate::model::{Document, KindId, NationId, SourceId};
use crate::network::{Asked, Filter, Grounds, Nature};

/// Returns what a filter asks for: "negative, category security, with North Korea"; `None` for everything.
pub(super) fn filter_in_words(filter: &Filter, document: &Document) -> Option<String> {
    let Filter { nature, grounds, around } = filter;
    let mut parts = of_nature(nature, document);
    parts.extend(of_grounds(grounds));
    if let Some(around) = around {
        let nations = any(around.nations.iter().map(|id| document.nation_name(id)));
        parts.push(format!("within {} steps of {nations}", around.hops));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn of_nature(nature: &Nature, document: &Document) -> Vec<String> {
    let Nature { kinds, categories, signs, nations, overlaps } = nature;
    let kind = |id: &KindId| document.kinds.get(id).map_or_else(|| id.to_string(), |kind| kind.name.clone());
    let nation = |id: &NationId| document.nation_name(id).to_owned();
    let mut parts = Vec::new();
    if !signs.is_empty() {
        parts.push(any(signs.iter().map(|sign| sign.name())));
    }
    if !categories.is_empty() {
        parts.push(format!("category {}", any(categories)));
    }
    if !kinds.is_empty() {
        parts.push(format!("kind {}", any(kinds.iter().map(kind))));
    }
    if !nations.is_empty() {
        parts.push(format!("with {}", any(nations.iter().map(nation))));
    }
    if let Some(span) = overlaps {
        parts.push(format!("overlapping {}", span.in_words()));
    }
    parts
}

fn of_grounds(grounds: &Grounds) -> Vec<String> {
    let Grounds { reliabilities, credibilities, standings, sources, without_sources, dispute, single_origin } = grounds;
    let mut parts = Vec::new();
    if !reliabilities.is_empty() {
        parts.push(format!("reliability {}", any(reliabilities.iter().map(|it| it.sign().to_string()))));
    }
    if !credibilities.is_empty() {
        parts.push(format!("credibility {}", any(credibilities.iter().map(|it| it.sign().to_string()))));
    }
    if !standings.is_empty() {
        parts.push(any(standings.iter().map(|standing| standing.name())));
    }
    if *dispute == Asked::Asked {
        parts.push("with disputed dates".to_owned());
    }
    if *single_origin == Asked::Asked {
        parts.push("of a single origin".to_owned());
    }
    if !sources.is_empty() {
        parts.push(format!("resting on {}", any(sources.iter().map(SourceId::as_str))));
    }
    if !without_sources.is_empty() {
        parts.push(format!("not resting on {}", any(without_sources.iter().map(SourceId::as_str))));
    }
    parts
}

/// Returns "a, b or c".
fn any(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let words: Vec<_> = words.into_iter().collect();
    let mut said = String::new();
    for (idx, word) in words.iter().enumerate() {
        let joint = match idx {
            0 => "",
            _ if idx + 1 == words.len() => " or ",
            _ => ", ",
        };
        said.push_str(joint);
        said.push_str(word.as_ref());
    }
    said
}
