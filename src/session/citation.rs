//! What is selected as one sentence that can be cited: what and since when, in what state, how well supported, by which
//! sources, and as of which day. Plain, and as HTML in which titles lead to their addresses. Nothing is copied here.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::lens::Supposition;
use super::selection::{Selection, Subject};
use crate::kit::{counted, grouped, is_web_address, visible};
use crate::model::{Document, EdtfDate, EntryId, Evidence, NationId, Sign, Source, SourceId, Span, TieId};
use crate::network::{Moment, Network, NetworkTie, reliance};
use crate::scene::Target;

/// Sources that a sentence names at most; the others are counted.
const MOST_SOURCES: usize = 4;
/// Ties or names that a sentence lists at most; the others are counted.
const MOST_THINGS: usize = 6;

/// A cited sentence, in the two forms that a clipboard takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// As plain text, addresses in parentheses.
    pub plain: String,
    /// As HTML: text is escaped, and only http and https addresses are linked.
    pub html: String,
}

/// Returns the sentence on what is selected; on the atlas itself when nothing is. O(evidence of what it is about).
///
/// `document` and `network` are those of `moment`, with what a `supposition` says where a scenario is open.
pub fn cite(
    document: &Document,
    network: &Network,
    moment: Moment,
    supposition: Option<&Supposition>,
    selection: &Selection,
) -> Citation {
    let writer = Writer { document, network, moment, supposition, sentence: Sentence::default() };
    writer.write(selection)
}

/// A sentence that is being written.
#[derive(Default)]
struct Sentence {
    plain: String,
    html: String,
}

impl Sentence {
    /// Adds text, with what would steer its reader made visible.
    fn say(&mut self, text: &str) {
        let shown = visible(text);
        self.html.push_str(&escaped(&shown));
        self.plain.push_str(&shown);
    }

    /// Adds text that leads to an address.
    fn link(&mut self, text: &str, url: Option<&str>) {
        match url.filter(|url| is_web_address(url)) {
            None => self.say(text),
            Some(url) => {
                let (shown, url) = (visible(text), visible(url));
                self.html.push_str(&format!("<a href=\"{}\">{}</a>", escaped(&url), escaped(&shown)));
                self.plain.push_str(&shown);
            }
        }
    }

    /// Adds words to the plain form alone.
    fn say_plainly(&mut self, text: &str) {
        self.plain.push_str(&visible(text));
    }

    fn finished(self) -> Citation {
        // Without it some programs take the bytes for Latin-1.
        Citation { plain: self.plain, html: format!("<meta charset=\"utf-8\"><p>{}</p>", self.html) }
    }
}

/// Returns text as it stands in HTML, also within quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a sentence from a record and its network.
struct Writer<'a> {
    document: &'a Document,
    network: &'a Network,
    moment: Moment,
    supposition: Option<&'a Supposition>,
    sentence: Sentence,
}

impl<'a> Writer<'a> {
    fn write(mut self, selection: &Selection) -> Citation {
        match selection.subject() {
            Subject::Nothing => self.atlas(),
            Subject::Tie(id) => self.tie(&id),
            Subject::Nation(id) => self.nation(&id),
            Subject::Pair(a, b) => self.pair(&a, &b),
            Subject::Source(id) => self.source(&id),
            Subject::Several => self.several(selection),
        }
        let Moment { as_of, known_on } = self.moment;
        let mut day = EdtfDate::from_day(as_of).in_words();
        // Without it, what was left out because it was reported later would read as if nobody had ever reported it.
        if let Some(known_on) = known_on {
            day.push_str(&format!(", as far as it was known on {}", EdtfDate::from_day(known_on).in_words()));
        }
        let title = &self.document.manifest.title;
        self.sentence.say(&match selection.subject() {
            Subject::Nothing => format!("; as of {day}."),
            Subject::Tie(_) | Subject::Nation(_) | Subject::Pair(..) | Subject::Source(_) | Subject::Several => {
                format!("; as of {day}, in “{title}”.")
            }
        });
        self.sentence.finished()
    }

    fn atlas(&mut self) {
        let (manifest, counts) = (&self.document.manifest, self.document.counts());
        let authors =
            if manifest.authors.is_empty() { String::new() } else { format!("{}, ", manifest.authors.join(", ")) };
        let all: Vec<&NetworkTie> = self.network.ties().iter().collect();
        let ties = counted(all.len(), "tie");
        let nations = counted(self.network.nations().len(), "nation");
        let sources = counted(counts.sources, "source");
        self.sentence.say(&format!("{authors}“{}”: {ties} between {nations}, resting on {sources}", manifest.title));
        self.supposed_of(&all);
    }

    fn tie(&mut self, id: &TieId) {
        let Some(tie) = self.document.ties.get(id) else { return self.sentence.say(id.as_str()) };
        let resolved = self.network.tie(id);
        let kind = self.document.kinds.get(&tie.kind);
        let (name, sign) = kind.map_or((tie.kind.as_str(), Sign::Neutral), |kind| (&kind.name, kind.sign));
        let (a, b) = &tie.between;
        let (a, b) = (self.document.nation_name(a), self.document.nation_name(b));
        let joint = match kind.map(|kind| kind.direction) {
            Some(crate::model::Direction::Directed) => " to ",
            Some(crate::model::Direction::Mutual) | None => "–",
        };
        let span = tie.span.in_words();
        let state = match resolved {
            None => format!("{span}, {}", absence(&tie.span, self.network)),
            Some(resolved) if resolved.as_of_day.status.is_some() => format!("{span}, {}", resolved.state_in_words()),
            Some(_) => span,
        };
        let title = &tie.about.title;
        self.sentence.say(&format!("{a}{joint}{b}: {title} ({name}, {}), {state}", sign.name()));
        self.support(&tie.evidence);
        self.supposed(&EntryId::Tie(id.clone()));
    }

    /// Says how well evidence supports what it is about, and names its sources, those of the best grade first.
    fn support(&mut self, evidence: &[Evidence]) {
        let support = self.document.support_of(evidence);
        let Some(best) = support.best else { return self.sentence.say("; no supporting evidence") };
        let origins = match support.origins.len() {
            1 => "1 origin".to_owned(),
            n => format!("{} independent origins", grouped(n)),
        };
        self.sentence.say(&format!("; {}, best grade {best}, {origins}: ", support.confidence.name()));
        let mut supporting: Vec<&Evidence> =
            evidence.iter().filter(|item| item.standing != crate::model::Standing::Denied).collect();
        supporting.sort_by_key(|item| (item.origin.is_some(), item.grade.rank()));
        let mut sources: Vec<&SourceId> = Vec::new();
        for item in supporting {
            if !sources.contains(&&item.source) {
                sources.push(&item.source);
            }
        }
        self.sources(&sources);
    }

    fn nation(&mut self, id: &NationId) {
        let ties = self.network.ties_of(id);
        let name = self.document.nation_name(id);
        let official = self.document.nations.get(id).and_then(|nation| nation.names.official.as_deref());
        let official = official.filter(|official| *official != name).map(|it| format!(" ({it})")).unwrap_or_default();
        self.sentence.say(&format!("{name}{official} has {}", with_signs(&ties)));
        let mut partners: BTreeMap<&NationId, usize> = BTreeMap::new();
        for partner in ties.iter().filter_map(|tie| tie.tie.other(id)) {
            *partners.entry(partner).or_default() += 1;
        }
        let mut partners: Vec<(&NationId, usize)> = partners.into_iter().collect();
        partners.sort_by_key(|(_, n)| Reverse(*n));
        let named: Vec<String> =
            partners.iter().map(|(id, n)| format!("{} ({n})", self.document.nation_name(id))).collect();
        if !named.is_empty() {
            self.sentence.say(&format!(", with {}", listed(&named)));
        }
        self.support_of(&ties);
        match self.supposition.and_then(|supposition| supposition.said_of(&EntryId::Nation(id.clone()))) {
            Some(said) => self.sentence.say(&format!("; {said}")),
            None => self.supposed_of(&ties),
        }
    }

    fn pair(&mut self, a: &NationId, b: &NationId) {
        let mut ties = self.network.ties_between(a, b);
        ties.sort_by_key(|tie| Reverse(tie.as_of_day.weight));
        let (a, b) = (self.document.nation_name(a), self.document.nation_name(b));
        self.sentence.say(&format!("Between {a} and {b} there are {}", with_signs(&ties)));
        let named: Vec<String> = ties.iter().map(|tie| format!("{} {}", tie.kind.name, tie.state_in_words())).collect();
        if !named.is_empty() {
            self.sentence.say(&format!(": {}", listed(&named)));
        }
        self.support_of(&ties);
        self.supposed_of(&ties);
    }

    /// Says of a record that it is only supposed, if so: what is cited must not pass for the record.
    fn supposed(&mut self, id: &EntryId) {
        if let Some(said) = self.supposition.and_then(|supposition| supposition.said_of(id)) {
            self.sentence.say(&format!("; {said}"));
        }
    }

    /// Says how many of several ties are only supposed, if any.
    fn supposed_of(&mut self, ties: &[&NetworkTie]) {
        let n_supposed = ties.iter().filter(|tie| tie.is_hypothetical()).count();
        if let Some(said) = self.supposition.and_then(|it| it.said_of_some(n_supposed, ties.len())) {
            self.sentence.say(&format!("; {said}"));
        }
    }

    /// Names the sources of several ties: those on which most of them rest first.
    fn support_of(&mut self, ties: &[&'a NetworkTie]) {
        let mut n_ties: BTreeMap<&SourceId, usize> = BTreeMap::new();
        for id in ties.iter().flat_map(|tie| tie.tie.sources()) {
            *n_ties.entry(id).or_default() += 1;
        }
        let Some(best) = ties.iter().filter_map(|tie| tie.support.best).min_by_key(|grade| grade.rank()) else {
            if !ties.is_empty() {
                self.sentence.say("; no supporting evidence");
            }
            return;
        };
        let mut sources: Vec<(&SourceId, usize)> = n_ties.into_iter().collect();
        sources.sort_by_key(|(_, n)| Reverse(*n));
        self.sentence.say(&format!("; best grade {best}, {}: ", counted(sources.len(), "source")));
        let sources: Vec<&SourceId> = sources.into_iter().map(|(id, _)| id).collect();
        self.sources(&sources);
    }

    fn source(&mut self, id: &SourceId) {
        let reliance = reliance(self.document, id);
        self.sources(&[id]);
        let grades: Vec<String> = reliance.usage.grades.iter().map(|(grade, n)| format!("{grade} ×{n}")).collect();
        let graded = if grades.is_empty() { "not graded".to_owned() } else { format!("graded {}", grades.join(", ")) };
        let repeats: Vec<&str> = reliance.usage.repeats.iter().map(|id| publisher(self.document, id)).collect();
        let repeats = match repeats.as_slice() {
            [] => String::new(),
            publishers if reliance.usage.n_own == 0 => format!("; it only repeats {}", publishers.join(", ")),
            publishers => format!("; it repeats {} in part", publishers.join(", ")),
        };
        let (ties, alone) = (reliance.ties.len(), reliance.loss.unsupported.len());
        let rest = if ties == 1 { "rests" } else { "rest" };
        self.sentence.say(&format!(
            "; {graded}{repeats}; {} {rest} on it, {} on nothing else",
            counted(ties, "tie"),
            grouped(alone)
        ));
    }

    fn several(&mut self, selection: &Selection) {
        let mut names = Vec::new();
        let mut ties: Vec<&NetworkTie> = Vec::new();
        for target in selection.targets() {
            match target {
                Target::Nation(id) => names.push(self.document.nation_name(id).to_owned()),
                Target::Tie(id) => {
                    names.push(self.document.ties.get(id).map_or(id.as_str(), |tie| &tie.about.title).to_owned());
                    ties.extend(self.network.tie(id));
                }
                Target::Source(id) => names.push(publisher(self.document, id).to_owned()),
                // A selection holds neither.
                Target::Pair(..) | Target::Class(_) => {}
            }
        }
        self.sentence.say(&listed(&names));
        if !ties.is_empty() {
            self.sentence.say(&format!("; among them {}", with_signs(&ties)));
        }
        self.support_of(&ties);
        self.supposed_of(&ties);
    }

    /// Names sources, each with publisher, title, date and address; the last are counted.
    fn sources(&mut self, ids: &[&SourceId]) {
        for (idx, id) in ids.iter().take(MOST_SOURCES).enumerate() {
            if idx > 0 {
                self.sentence.say("; ");
            }
            match self.document.sources.get(*id) {
                None => self.sentence.say("an unknown source"),
                Some(source) => self.cited(source),
            }
        }
        if ids.len() > MOST_SOURCES {
            self.sentence.say(&format!("; and {} more", grouped(ids.len() - MOST_SOURCES)));
        }
    }

    fn cited(&mut self, source: &Source) {
        let author = source.author.as_ref().map(|author| format!("{author}, ")).unwrap_or_default();
        self.sentence.say(&format!("{author}{}, ", source.publisher));
        self.sentence.link(&format!("“{}”", source.title), source.url.as_deref());
        self.sentence.say(&format!(", {}", source.published.in_words()));
        if let Some(url) = &source.url {
            self.sentence.say_plainly(&format!(" ({url})"));
        }
    }
}

fn publisher<'a>(document: &'a Document, id: &'a SourceId) -> &'a str {
    document.sources.get(id).map_or(id.as_str(), |source| &source.publisher)
}

/// Returns how many ties there are, with how many of each sign: "3 ties (1 positive, 2 negative)".
fn with_signs(ties: &[&NetworkTie]) -> String {
    let of_sign = |sign| ties.iter().filter(|tie| tie.kind.sign == sign).count();
    let signs: Vec<String> = Sign::ALL
        .into_iter()
        .map(|sign| (of_sign(sign), sign))
        .filter(|(n, _)| *n > 0)
        .map(|(n, sign)| format!("{} {}", grouped(n), sign.name()))
        .collect();
    match signs.as_slice() {
        [] => "no ties".to_owned(),
        signs => format!("{} ({})", counted(ties.len(), "tie"), signs.join(", ")),
    }
}

/// Returns names one after the other; the last are counted.
fn listed(names: &[String]) -> String {
    let first = names.iter().take(MOST_THINGS).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_THINGS) {
        0 => first,
        more => format!("{first} and {} more", grouped(more)),
    }
}

/// Returns why a tie of this span is not there on the day.
fn absence(span: &Span, network: &Network) -> String {
    if span.has_ended_by(network.as_of()) { "ended".to_owned() } else { "not yet begun".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        let mut sentence = Sentence::default();
        sentence.link("here", Some("javascript:alert(1)"));
        assert_eq!(sentence.html, "here");
        sentence.link("there", Some("https://a.example"));
        assert_eq!(sentence.html, "here<a href=\"https://a.example\">there</a>");
    }
}
