//! The facts of a tie itself, apart from what happened in it and what it rests on.

use super::field::{Among, Field, Input, typed_end};
use super::picks::{meant, picks, text_of};
use super::reader::Reader;
use crate::model::{
    About, Course, Direction, Document, Entry, InstrumentId, KindId, NationId, Span, Tie, TieId, Weight,
};

/// What each weight is called.
const WEIGHTS: [(u8, &str); 5] = [(1, "1, the least"), (2, "2"), (3, "3, usual"), (4, "4"), (5, "5, the most")];

/// What the two ends are called where they are alike, and where the one does something to the other.
const MUTUAL: [&str; 2] = ["Between", "And"];
const DIRECTED: [&str; 2] = ["From", "To"];

/// Returns a tie of which nothing is known but perhaps between whom it is.
pub(super) fn blank(from: Option<&NationId>, to: Option<&NationId>) -> Option<Tie> {
    let nobody = NationId::new("");
    Some(Tie {
        id: TieId::new(""),
        kind: KindId::new(""),
        between: (from.unwrap_or(&nobody).clone(), to.unwrap_or(&nobody).clone()),
        span: Span::parse("/..").ok()?,
        weight: Weight::new(3, String::new(), Vec::new())?,
        about: About { title: String::new(), summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence: Vec::new(),
    })
}

/// Returns the facts of a tie.
pub(super) fn fields(document: &Document, tie: &Tie) -> Vec<Field> {
    let Tie { id: _, kind, between, span, weight, about, course: _, relates: _, evidence: _ } = tie;
    let About { title, summary, instrument, dependent } = about;
    let text = |among: &Among, id: &str| text_of(&picks(document, &[], among), id);
    let instrument = instrument.as_ref().map(|id| text(&Among::Instruments, id.as_str())).unwrap_or_default();
    let dependent = dependent.as_ref().map(|id| text(&Among::Nations, id.as_str())).unwrap_or_default();
    vec![
        Field::required("kind", "Kind", Input::Pick(Among::Kinds), text(&Among::Kinds, kind.as_str())),
        Field::required("between.0", MUTUAL[0], Input::Pick(Among::Nations), text(&Among::Nations, between.0.as_str())),
        Field::required("between.1", MUTUAL[1], Input::Pick(Among::Nations), text(&Among::Nations, between.1.as_str())),
        Field::required("title", "Title", Input::Line, title.as_str()),
        Field::optional("begin", "Begins", Input::End, typed_end(span.begin())).hint("A date; empty: unknown"),
        Field::optional("end", "Ends", Input::End, typed_end(span.end())).hint("A date; ..: goes on"),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()).hint("What it is, in a sentence or two"),
        Field::required("weight", "Weight", weights(), weight_name(weight.base())),
        Field::optional("weight_why", "Why", Input::Text, weight.why()).hint("Why that weight"),
        Field::optional("instrument", "Instrument", Input::Pick(Among::Instruments), instrument)
            .hint("What it shares with other ties"),
        Field::optional("dependent", "Depends", Input::Pick(Among::Nations), dependent)
            .hint("Which of the two depends on the other"),
    ]
}

/// Calls the two ends of a tie as its kind has them: a directed one goes from the one nation to the other.
pub(super) fn name_ends(document: &Document, fields: &mut [Field]) {
    let typed = fields.iter().find(|field| field.fact == "kind").map(|field| field.text.trim()).unwrap_or_default();
    let kind = meant(&picks(document, &[], &Among::Kinds), "kind", typed).ok().map(|pick| KindId::new(&pick.id));
    let kind = kind.and_then(|id| document.kinds.get(&id));
    let names = match kind.map(|kind| kind.direction) {
        Some(Direction::Directed) => DIRECTED,
        Some(Direction::Mutual) | None => MUTUAL,
    };
    for (fact, name) in ["between.0", "between.1"].into_iter().zip(names) {
        fields.iter_mut().filter(|field| field.fact == fact).for_each(|field| field.label = name);
    }
}

/// Returns the choice of weights.
pub(super) fn weights() -> Input {
    Input::Pick(Among::Choices(WEIGHTS.iter().map(|(weight, name)| (weight.to_string(), (*name).to_owned())).collect()))
}

/// Returns what a weight is called.
pub(super) fn weight_name(weight: u8) -> &'static str {
    WEIGHTS.iter().find(|(it, _)| *it == weight).map(|(_, name)| *name).unwrap_or_default()
}

/// Reads what was typed into a tie.
pub(super) fn read(reader: &mut Reader<'_>, tie: &mut Tie) {
    reader.chosen("kind", KindId::new, &mut tie.kind);
    reader.chosen("between.0", NationId::new, &mut tie.between.0);
    reader.chosen("between.1", NationId::new, &mut tie.between.1);
    reader.text("title", &mut tie.about.title);
    reader.span(["begin", "end"], &mut tie.span);
    reader.text("summary", &mut tie.about.summary);
    let (before, mut why) = (tie.weight.base(), tie.weight.why().to_owned());
    let mut base = before;
    reader.chosen("weight", |id| id.parse().unwrap_or(before), &mut base);
    reader.text("weight_why", &mut why);
    if let Some(weight) = Weight::new(base, why, tie.weight.levels().to_vec()) {
        tie.weight = weight;
    }
    reader.maybe_chosen("instrument", InstrumentId::new, &mut tie.about.instrument);
    reader.maybe_chosen("dependent", NationId::new, &mut tie.about.dependent);
}

/// Returns the tie of an entry.
pub(super) fn of(entry: &Entry) -> Option<&Tie> {
    match entry {
        Entry::Tie(tie) => Some(tie),
        Entry::Manifest(_)
        | Entry::Kind(_)
        | Entry::Nation(_)
        | Entry::Source(_)
        | Entry::Instrument(_)
        | Entry::Assessment(_)
        | Entry::Position(..)
        | Entry::Scenario(_) => None,
    }
}
