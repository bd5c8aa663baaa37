//! Sets a brief on sheets of paper: lines, tables, the picture, numbered sources and a foot on every page.

use super::setter::{self, Setter};
use super::table;
use crate::export::brief::blocks::{Block, Brief, Cited, Fact, Heading, Level, Run, TieDetails, glyph};
use crate::kit::boxed;
use crate::scene::text::TextStyle;
use crate::scene::{Ink, Page};

const TITLE: TextStyle = TextStyle::bold(24.0);
const SECTION: TextStyle = TextStyle::bold(16.0);
const PART: TextStyle = TextStyle::bold(13.0);
const BODY: TextStyle = TextStyle::regular(12.0);
pub(super) const SMALL: TextStyle = TextStyle::regular(11.0);
/// Distance of baselines as a multiple of the size of letters.
pub(super) const LEADING: f64 = 1.45;
/// Room for the names of facts.
pub(super) const FACTS: f64 = 118.0;
/// By how much what belongs to something stands in.
const INDENT: f64 = 14.0;
/// Room for the number of a source.
const NUMBER: f64 = 30.0;

/// Returns a brief as pages of a size in points. `picture` is laid out to be [`picture_size`] large. O(letters).
pub fn sheets(brief: &Brief, picture: Option<Page>, size: [f64; 2]) -> Vec<Page> {
    let Brief { title, subtitle, caution, facts, blocks, sources } = brief;
    let mut setter = Setter::new(size, boxed(title));
    setter.words(title, TITLE, Ink::Ink, 0.0);
    setter.words(subtitle, BODY, Ink::Muted, 0.0);
    if let Some(caution) = caution {
        setter.space(4.0);
        setter.words(caution, PART, Ink::Hypothetical, 0.0);
    }
    setter.space(8.0);
    self::facts(&mut setter, facts, 0.0);
    let mut picture = picture;
    for block in blocks {
        self::block(&mut setter, block, 0.0, &mut picture);
    }
    if !sources.is_empty() {
        heading(&mut setter, &Heading { level: Level::Section, text: "Sources".to_owned(), remark: String::new() });
        for (idx, cited) in sources.iter().enumerate() {
            source(&mut setter, idx + 1, cited);
        }
    }
    if setter.lacks_letters() {
        setter.space(10.0);
        setter.words("□ stands for a letter that the font of this document lacks.", SMALL, Ink::Muted, 0.0);
    }
    setter.finished(&boxed(&foot_of(brief)))
}

/// Returns how large the picture of a brief is, in points, on pages of a size.
pub fn picture_size(size: [f64; 2]) -> [f64; 2] {
    setter::picture_size(size)
}

/// Returns what stands at the foot of every page.
fn foot_of(brief: &Brief) -> String {
    let facts = brief.facts.iter().filter(|fact| ["As of", "Data"].contains(&fact.name.as_str()));
    let said = facts.map(|fact| format!("{} {}", fact.name.to_lowercase(), plain(&fact.value)));
    std::iter::once(brief.title.clone()).chain(said).collect::<Vec<_>>().join(" · ")
}

/// Returns the words of runs.
fn plain(runs: &[Run]) -> String {
    let words = |run: &Run| match run {
        Run::Text(text) | Run::Strong(text) | Run::Quiet(text) | Run::Link { text, .. } | Run::Tie { text, .. } => {
            text.clone()
        }
        Run::Sign(sign) => sign.name().to_owned(),
        Run::Note(_) => String::new(),
    };
    runs.iter().map(words).collect()
}

fn block(setter: &mut Setter, block: &Block, indent: f64, picture: &mut Option<Page>) {
    match block {
        Block::Heading(heading) => self::heading(setter, heading),
        Block::Paragraph(runs) => {
            setter.runs(runs, BODY, indent);
            setter.space(6.0);
        }
        Block::Facts(facts) => self::facts(setter, facts, indent),
        Block::List(items) => {
            for item in items {
                setter.bullet(indent, BODY);
                setter.runs(item, BODY, indent + INDENT);
                setter.space(2.0);
            }
            setter.space(4.0);
        }
        Block::Table(table) => table::table(setter, table, indent),
        Block::Picture => {
            if let Some(picture) = picture.take() {
                setter.picture(picture);
            }
        }
        Block::Tie(details) => tie(setter, details, indent, picture),
    }
}

fn heading(setter: &mut Setter, heading: &Heading) {
    let Heading { level, text, remark } = heading;
    let (style, above, with) = match level {
        Level::Section => (SECTION, 22.0, 90.0),
        Level::Part => (PART, 14.0, 70.0),
    };
    setter.space(above);
    setter.keep(with);
    let mut runs = vec![Run::text(text.clone())];
    if !remark.is_empty() {
        runs.push(Run::quiet(format!("  {remark}")));
    }
    setter.runs(&runs, style, 0.0);
    setter.space(4.0);
}

fn facts(setter: &mut Setter, facts: &[Fact], indent: f64) {
    for Fact { name, value } in facts {
        setter.beside(name, indent, SMALL);
        setter.runs(value, SMALL, indent + FACTS);
    }
    setter.space(6.0);
}

fn tie(setter: &mut Setter, details: &TieDetails, indent: f64, picture: &mut Option<Page>) {
    let TieDetails { id: _, title, sign, line, blocks } = details;
    setter.space(10.0);
    setter.keep(80.0);
    let runs = [Run::quiet(format!("{} ", glyph(*sign))), Run::strong(title.clone())];
    setter.runs(&runs, PART, indent);
    setter.runs(line, SMALL, indent);
    setter.space(3.0);
    for block in blocks {
        self::block(setter, block, indent + INDENT, picture);
    }
}

fn source(setter: &mut Setter, number: usize, cited: &Cited) {
    let Cited { id: _, words, url } = cited;
    let mut runs = words.clone();
    if let Some(url) = url {
        runs.push(Run::text(" "));
        runs.push(Run::Link { text: url.clone(), url: url.clone() });
    }
    setter.number(number, NUMBER, SMALL);
    setter.runs(&runs, SMALL, NUMBER);
    setter.space(3.0);
}
