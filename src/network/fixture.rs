//! Three nations, three kinds and three sources for the tests of this folder.

// All of this file is for tests, which `cfg` says here for those who read the text of the file.
#[cfg(test)]
use std::sync::Arc;

use crate::model::{
    About, Class, Course, Direction, Document, EdtfDate, Evidence, Genre, Grade, Kind, KindId, Manifest, NameStyle,
    Names, Nation, NationId, Sign, Source, SourceId, Span, Standing, Tie, TieId, Weight,
};

/// Returns a date.
pub(crate) fn date(text: &str) -> EdtfDate {
    EdtfDate::parse(text).expect(text)
}

/// Returns evidence written as `source grade reported [denied | documented | from origin]`.
pub(crate) fn evidence(lines: &[&str]) -> Vec<Evidence> {
    let read = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        Evidence {
            source: SourceId::new(words[0]),
            claim: "as it says".to_owned(),
            quote: None,
            locator: None,
            grade: Grade::parse(words[1]).expect("a grade"),
            standing: match words.get(3) {
                Some(&"denied") => Standing::Denied,
                Some(&"documented") => Standing::Documented,
                _ => Standing::Reported,
            },
            by: None,
            reported: date(words[2]),
            origin: words.get(4).map(|id| SourceId::new(id)),
        }
    };
    lines.iter().map(read).collect()
}

/// Returns a tie of weight 3 between two nations written as `A B`.
pub(crate) fn tie(id: &str, kind: &str, between: &str, span: &str, lines: &[&str]) -> Tie {
    let (a, b) = between.split_once(' ').expect("two nations");
    Tie {
        id: TieId::new(id),
        kind: KindId::new(kind),
        between: (NationId::new(a), NationId::new(b)),
        span: Span::parse(span).expect(span),
        weight: Weight::new(3, String::new(), Vec::new()).expect("a weight"),
        about: About { title: format!("The {id}"), summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence: evidence(lines),
    }
}

/// Returns a record of nations A, B and C, kinds `ally`, `foe` and `trade`, sources `s`, `t` and `u`, and these ties.
pub(crate) fn document(ties: impl IntoIterator<Item = Tie>) -> Document {
    let mut document = Document::empty(Manifest {
        id: "test".to_owned(),
        title: "A test".to_owned(),
        summary: String::new(),
        as_of: "2025-06-14".parse().expect("a day"),
        focus: Vec::new(),
        authors: Vec::new(),
        license: String::new(),
        name_style: NameStyle::Short,
    });
    for (id, sign) in [("ally", Sign::Positive), ("foe", Sign::Negative), ("trade", Sign::Neutral)] {
        let kind = Kind {
            id: KindId::new(id),
            name: id.to_owned(),
            sign,
            category: String::new(),
            direction: Direction::Mutual,
            term: String::new(),
            summary: String::new(),
        };
        document.kinds.insert(kind.id.clone(), Arc::new(kind));
    }
    for id in ["A", "B", "C"] {
        let names = Names { short: format!("Nation {id}"), official: None, native: Vec::new(), aliases: Vec::new() };
        let (class, id) = (Class::State, NationId::new(id));
        let nation = Nation { id, class, names, cow: None, seat: None, events: Vec::new(), drivers: Vec::new() };
        document.nations.insert(nation.id.clone(), Arc::new(nation));
    }
    for id in ["s", "t", "u"] {
        let source = Source {
            id: SourceId::new(id),
            title: format!("Report <{id}>"),
            publisher: format!("Paper {}", id.to_uppercase()),
            author: None,
            published: date("2024-03-04"),
            url: Some(format!("https://{id}.example/?a=1&b=\"2\"")),
            archived: None,
            language: None,
            genre: Genre::News,
        };
        document.sources.insert(source.id.clone(), Arc::new(source));
    }
    for tie in ties {
        document.ties.insert(tie.id.clone(), Arc::new(tie));
    }
    document
}
