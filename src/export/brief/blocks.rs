//! What a brief is made of, for no format: headings, paragraphs, tables, lists, ties with their evidence, numbered sources.

use crate::kit::is_web_address;
use crate::model::{Sign, SourceId, TieId};

/// A brief, ready to be written in any format: what it says and in which order, and nothing of how it looks.
///
/// Its texts are those of the record as they are; whoever writes them makes sure that they stay text.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// What it is about: a nation, two nations, a scenario or the atlas.
    pub title: String,
    /// What sort of brief it is, and of which atlas: "Nation brief from “The Korean peninsula”".
    pub subtitle: String,
    /// That what it tells is only supposed, and in which scenario; `None` for a brief of the record.
    pub caution: Option<String>,
    /// As of when, known by when, under which filter, from which version of which data.
    pub facts: Vec<Fact>,
    /// The text itself. The title is not in it; its headings are of levels 2 and 3.
    pub blocks: Vec<Block>,
    /// The sources that its notes lead to, in the order of their numbers, the first of which is 1.
    pub sources: Vec<Cited>,
}

/// Something named: "Status", "in force since 4 December 2024".
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What is said of it.
    pub value: Vec<Run>,
}

/// A piece of a brief.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// Facts, one below the other.
    Facts(Vec<Fact>),
    /// A list without an order.
    List(Vec<Vec<Run>>),
    /// A table.
    Table(Table),
    /// Where the picture stands. There is one place at most.
    Picture,
    /// A tie with all that it rests on.
    Tie(TieDetails),
}

/// A heading, with a place that can be led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// How deep it stands.
    pub level: Level,
    /// What it says.
    pub text: String,
    /// What else is said on its line, less loudly: "± mixed"; may be empty.
    pub remark: String,
}

/// How deep a heading stands. The brief's title is above both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Of a section.
    Section,
    /// Of a part of a section.
    Part,
}

/// A table with one line of names above its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub name: &'static str,
    /// What stands in it.
    pub holds: Holds,
}

/// What stands in a column, from which its width and its side follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Words; they take the room that the others leave.
    Words,
    /// A word or two, or a date, which is not broken.
    Word,
    /// A number, which stands at the right.
    Number,
    /// Numbers of sources.
    Notes,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What stands in each column.
    pub cells: Vec<Vec<Run>>,
    /// The tie whose details are told elsewhere in the brief; `None` where there is none.
    pub tie: Option<TieId>,
}

/// A tie with all that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct TieDetails {
    /// Which tie.
    pub id: TieId,
    /// What it is called.
    pub title: String,
    /// Its sign.
    pub sign: Sign,
    /// Its kind, state and grade, on one line.
    pub line: Vec<Run>,
    /// What is known of it, and the evidence.
    pub blocks: Vec<Block>,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Plain words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// Words to be read second.
    Quiet(String),
    /// A sign: its glyph and its name.
    Sign(Sign),
    /// Words that lead to an address, which is one of http or https.
    Link {
        /// What is read.
        text: String,
        /// Where it leads.
        url: String,
    },
    /// Words that lead to the details of a tie, which are in the brief.
    Tie {
        /// What is read.
        text: String,
        /// Which tie.
        id: TieId,
    },
    /// The number of a source.
    Note(usize),
}

/// A numbered source.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// Which source.
    pub id: SourceId,
    /// Author, publisher, title and date, where it is archived, and which grades are given to what it says.
    pub words: Vec<Run>,
    /// Where it can be read: an http or https address, to be written out where a link cannot be followed.
    pub url: Option<String>,
}

impl Run {
    /// Returns plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Returns words that stand out.
    pub fn strong(words: impl Into<String>) -> Self {
        Self::Strong(words.into())
    }

    /// Returns words to be read second.
    pub fn quiet(words: impl Into<String>) -> Self {
        Self::Quiet(words.into())
    }

    /// Returns words that lead to an address if that is one of http or https, and else only the words.
    pub fn link(text: impl Into<String>, url: Option<&str>) -> Self {
        let text = text.into();
        match url.filter(|url| is_web_address(url)) {
            Some(url) => Self::Link { text, url: url.to_owned() },
            None => Self::Text(text),
        }
    }
}

impl Fact {
    /// Returns a fact in plain words.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: vec![Run::text(value)] }
    }
}

/// Returns the glyph of a sign, as texts write it.
pub fn glyph(sign: Sign) -> &'static str {
    match sign {
        Sign::Positive => "+",
        Sign::Negative => "−",
        Sign::Neutral => "○",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_led_to() {
        let leads = |url: &str| matches!(Run::link("here", Some(url)), Run::Link { .. });
        assert!(leads("https://a.example/x?y") && leads("http://a.example"));
        for url in ["javascript:alert(1)", "data:text/html,x", "HTTPS:x", " https://a", "https://a\u{202e}b", "//a"] {
            assert!(!leads(url), "{url}");
        }
        assert_eq!(Run::link("here", None), Run::text("here"));
    }
}
