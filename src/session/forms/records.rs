//! The facts of the smaller records: kinds, sources, instruments, assessments, and the atlas itself.

use super::field::{Among, Field, Input, typed, typed_end};
use super::picks::{picks, text_of};
use super::reader::{Reader, number_of};
use crate::model::{
    Assessment, AssessmentId, Direction, Document, EdtfDate, Genre, Instrument, InstrumentId, Kind, KindId, Manifest,
    NameStyle, NationId, Objection, Share, Sign, Source, SourceId, Span, TieId,
};

const DIRECTIONS: [Direction; 2] = [Direction::Mutual, Direction::Directed];
const GENRES: [Genre; 5] = [Genre::Instrument, Genre::Official, Genre::News, Genre::Analysis, Genre::Reference];
const NAME_STYLES: [NameStyle; 3] = [NameStyle::Short, NameStyle::Official, NameStyle::Native];

/// Returns a kind of which nothing is known.
pub(super) fn blank_kind() -> Kind {
    let [name, category, term, summary] = [const { String::new() }; 4];
    Kind { id: KindId::new(""), name, sign: Sign::Neutral, category, direction: Direction::Mutual, term, summary }
}

/// Returns the facts of a kind.
pub(super) fn kind_fields(kind: &Kind) -> Vec<Field> {
    let Kind { id: _, name, sign, category, direction, term, summary } = kind;
    vec![
        Field::required("name", "Name", Input::Line, name.as_str()).hint("Such as defense pact"),
        Field::required("sign", "Sign", Input::one_of(Sign::ALL.map(Sign::name)), sign.name()),
        Field::required("category", "Category", Input::Line, category.as_str()).hint("Its group in the legend, a word"),
        Field::required(
            "direction",
            "Direction",
            Input::one_of(DIRECTIONS.map(direction_name)),
            direction_name(*direction),
        ),
        Field::optional("term", "Term", Input::Line, term.as_str()).hint("Whose term the name is"),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()).hint("What it covers"),
    ]
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Mutual => "mutual",
        Direction::Directed => "directed",
    }
}

/// Reads what was typed into a kind.
pub(super) fn read_kind(reader: &mut Reader<'_>, kind: &mut Kind) {
    reader.text("name", &mut kind.name);
    reader.one_of("sign", &Sign::ALL, Sign::name, &mut kind.sign);
    reader.text("category", &mut kind.category);
    reader.one_of("direction", &DIRECTIONS, direction_name, &mut kind.direction);
    reader.text("term", &mut kind.term);
    reader.text("summary", &mut kind.summary);
}

/// Returns a source of which nothing is known.
pub(super) fn blank_source() -> Source {
    Source {
        id: SourceId::new(""),
        title: String::new(),
        publisher: String::new(),
        author: None,
        published: unset(),
        url: None,
        archived: None,
        language: None,
        genre: Genre::News,
    }
}

/// Returns the date that stands for one that is still to be typed; it is never kept.
pub(super) fn unset() -> EdtfDate {
    EdtfDate::from_day(jiff::civil::date(1, 1, 1))
}

/// Returns a date as it is typed; nothing for one that is still to be typed.
pub(super) fn typed_or_unset(date: EdtfDate) -> String {
    if date == unset() { String::new() } else { typed(date) }
}

/// Returns the facts of a source, their names after a prefix.
pub(super) fn source_fields(source: &Source, prefix: &str) -> Vec<Field> {
    let Source { id: _, title, publisher, author, published, url, archived, language, genre } = source;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fact = |fact: &str| format!("{prefix}{fact}");
    vec![
        Field::required(&fact("title"), "Title", Input::Line, title.as_str()).hint("Title of the document"),
        Field::required(&fact("publisher"), "Publisher", Input::Line, publisher.as_str()),
        Field::optional(&fact("author"), "Author", Input::Line, text(author)),
        Field::required(&fact("published"), "Published", Input::Date, typed_or_unset(*published)),
        Field::optional(&fact("url"), "Address", Input::Line, text(url)).hint("https://…"),
        Field::optional(&fact("archived"), "Archived copy", Input::Line, text(archived)).hint("https://…"),
        Field::optional(&fact("language"), "Language", Input::Line, text(language)).hint("A tag such as en or ko"),
        Field::required(&fact("genre"), "Genre", Input::one_of(GENRES.map(Genre::name)), genre.name()),
    ]
}

/// Reads what was typed into a source.
pub(super) fn read_source(reader: &mut Reader<'_>, source: &mut Source) {
    reader.text("title", &mut source.title);
    reader.text("publisher", &mut source.publisher);
    reader.maybe_text("author", &mut source.author);
    reader.date("published", &mut source.published);
    reader.maybe_text("url", &mut source.url);
    reader.maybe_text("archived", &mut source.archived);
    reader.maybe_text("language", &mut source.language);
    reader.one_of("genre", &GENRES, Genre::name, &mut source.genre);
}

/// Returns an instrument of which nothing is known.
pub(super) fn blank_instrument() -> Option<Instrument> {
    Some(Instrument {
        id: InstrumentId::new(""),
        title: String::new(),
        span: Span::parse("/..").ok()?,
        summary: String::new(),
        signatories: Vec::new(),
        not_signed_by: Vec::new(),
        evidence: Vec::new(),
    })
}

/// Returns the facts of an instrument.
pub(super) fn instrument_fields(document: &Document, instrument: &Instrument) -> Vec<Field> {
    let Instrument { id: _, title, span, summary, signatories: _, not_signed_by, evidence: _ } = instrument;
    let absent = nations(document, not_signed_by);
    vec![
        Field::required("title", "Title", Input::Line, title.as_str()),
        Field::optional("begin", "Begins", Input::End, typed_end(span.begin())).hint("A date; empty: unknown"),
        Field::optional("end", "Ends", Input::End, typed_end(span.end())).hint("A date; ..: goes on"),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()).hint("What it says"),
        Field::optional("not_signed_by", "Not signed by", Input::Picks(Among::Nations), absent)
            .hint("Nations concerned that did not sign"),
    ]
}

/// Reads what was typed into an instrument.
pub(super) fn read_instrument(reader: &mut Reader<'_>, instrument: &mut Instrument) {
    reader.text("title", &mut instrument.title);
    reader.span(["begin", "end"], &mut instrument.span);
    reader.text("summary", &mut instrument.summary);
    reader.all_chosen("not_signed_by", NationId::new, &mut instrument.not_signed_by);
}

/// Returns an assessment of which nothing is known but perhaps of which nation it is.
pub(super) fn blank_assessment(document: &Document, nation: Option<&NationId>) -> Assessment {
    Assessment {
        id: AssessmentId::new(""),
        title: String::new(),
        question: String::new(),
        author: String::new(),
        method: None,
        made: EdtfDate::from_day(document.manifest.as_of),
        nations: nation.cloned().into_iter().collect(),
        ties: Vec::new(),
        shares: Vec::new(),
        evidence: Vec::new(),
    }
}

/// Returns the facts of an assessment.
pub(super) fn assessment_fields(document: &Document, assessment: &Assessment) -> Vec<Field> {
    let Assessment { id: _, title, question, author, method, made, nations: about, ties, shares: _, evidence: _ } =
        assessment;
    let about = nations(document, about);
    let known = if ties.is_empty() { Vec::new() } else { picks(document, &[], &Among::Ties) };
    let ties: Vec<String> = ties.iter().map(|id| text_of(&known, id.as_str())).collect();
    vec![
        Field::required("title", "Title", Input::Line, title.as_str()),
        Field::optional("question", "Question", Input::Text, question.as_str()).hint("The question that it answers"),
        Field::required("author", "Author", Input::Line, author.as_str()).hint("Who made it"),
        Field::optional("method", "Method", Input::Text, method.clone().unwrap_or_default()).hint("How it was made"),
        Field::required("made", "Made", Input::Date, typed(*made)),
        Field::optional("nations", "About", Input::Picks(Among::Nations), about).hint("Nations"),
        Field::optional("ties", "Ties", Input::Picks(Among::Ties), ties.join("\n")).hint("Ties that it is about"),
    ]
}

/// Returns the shares of a new assessment; those of one that is there have forms of their own.
pub(super) fn shares_field() -> Field {
    Field::required("shares", "Shares", Input::Lines, "").hint("Trade: 60 %, a share in each line")
}

/// Reads the shares that are typed into a new assessment, each as its label and its percent.
fn read_shares(reader: &mut Reader<'_>, into: &mut Vec<Share>) {
    if reader.field("shares").is_none() {
        return;
    }
    into.clear();
    for line in reader.lines("shares") {
        let parts = line.rsplit_once([':', '：']).map(|(label, percent)| (label.trim(), percent.trim()));
        let read = parts.and_then(|(label, percent)| Some((label, number_of(percent)?)));
        match read.filter(|(label, _)| !label.is_empty()) {
            Some((label, percent)) => into.push(Share { label: label.to_owned(), percent, nations: Vec::new() }),
            None => {
                let message = format!("`{line}` does not say how much of the whole it is");
                reader.note("shares", Objection::new(message, "write the percent behind it: `Trade: 60 %`"));
            }
        }
    }
    if reader.typed("shares").is_empty() {
        let hint = "write each as its label and its percent: `Trade: 60 %`";
        reader.note("shares", Objection::new("an assessment has at least one share", hint));
    }
}

/// Reads what was typed into an assessment.
pub(super) fn read_assessment(reader: &mut Reader<'_>, assessment: &mut Assessment) {
    reader.text("title", &mut assessment.title);
    reader.text("question", &mut assessment.question);
    reader.text("author", &mut assessment.author);
    reader.maybe_text("method", &mut assessment.method);
    reader.date("made", &mut assessment.made);
    reader.all_chosen("nations", NationId::new, &mut assessment.nations);
    reader.all_chosen("ties", TieId::new, &mut assessment.ties);
    read_shares(reader, &mut assessment.shares);
}

/// Returns what an atlas says of itself.
pub(super) fn manifest_fields(document: &Document, manifest: &Manifest) -> Vec<Field> {
    let Manifest { id: _, title, summary, as_of, focus, authors, license, name_style } = manifest;
    let style = Input::one_of(NAME_STYLES.map(style_name));
    vec![
        Field::required("title", "Title", Input::Line, title.as_str()),
        Field::optional("summary", "Summary", Input::Text, summary.as_str()).hint("What it covers"),
        Field::required("as_of", "As of", Input::Date, as_of.to_string()).hint("The day as of which it was compiled"),
        Field::optional("focus", "Focus", Input::Picks(Among::Nations), nations(document, focus))
            .hint("Nations that it is about, the most central first"),
        Field::optional("authors", "Authors", Input::Lines, authors.join("\n"))
            .hint("Who compiled it, a name in each line"),
        Field::optional("license", "License", Input::Line, license.as_str()).hint("Such as CC0-1.0"),
        Field::required("name_style", "Names", style, style_name(*name_style))
            .hint("Which of a nation's names is shown"),
    ]
}

fn style_name(style: NameStyle) -> &'static str {
    match style {
        NameStyle::Short => "short",
        NameStyle::Official => "official",
        NameStyle::Native => "native",
    }
}

/// Reads what was typed of an atlas.
pub(super) fn read_manifest(reader: &mut Reader<'_>, manifest: &mut Manifest) {
    reader.text("title", &mut manifest.title);
    reader.text("summary", &mut manifest.summary);
    if reader.is_asked("as_of") {
        reader.day("as_of", &mut manifest.as_of);
    }
    reader.all_chosen("focus", NationId::new, &mut manifest.focus);
    reader.texts("authors", &mut manifest.authors);
    reader.text("license", &mut manifest.license);
    reader.one_of("name_style", &NAME_STYLES, style_name, &mut manifest.name_style);
}

/// Returns nations as they are typed, each in a line.
pub(super) fn nations(document: &Document, ids: &[NationId]) -> String {
    let known = if ids.is_empty() { Vec::new() } else { picks(document, &[], &Among::Nations) };
    ids.iter().map(|id| text_of(&known, id.as_str())).collect::<Vec<_>>().join("\n")
}
