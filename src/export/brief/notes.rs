//! Numbers the sources of a brief by their first mention, and says of each what it is and how it is graded.

use std::collections::BTreeMap;

use super::blocks::{Cited, Run};
use crate::kit::is_web_address;
use crate::model::{Document, Evidence, Grade, SourceId};

/// The sources that have been mentioned so far.
pub(super) struct Notes<'a> {
    document: &'a Document,
    numbers: BTreeMap<SourceId, usize>,
    /// In the order of their numbers.
    mentioned: Vec<Mentioned>,
}

/// A source that has been mentioned.
struct Mentioned {
    id: SourceId,
    /// By rank, which is the grade's place from best to worst: how often it is given in the brief.
    grades: BTreeMap<u8, (Grade, usize)>,
}

impl<'a> Notes<'a> {
    /// Returns that none has been mentioned.
    pub fn of(document: &'a Document) -> Self {
        Self { document, numbers: BTreeMap::new(), mentioned: Vec::new() }
    }

    /// Returns the number of a source, a new one at its first mention. O(log sources).
    pub fn note(&mut self, id: &SourceId) -> Run {
        Run::Note(self.number(id))
    }

    /// Returns the numbers of several sources, in their order, each once.
    pub fn notes<'s>(&mut self, ids: impl IntoIterator<Item = &'s SourceId>) -> Vec<Run> {
        let mut numbers: Vec<usize> = ids.into_iter().map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(Run::Note).collect()
    }

    /// Returns the number of the source of a piece of evidence, and counts the grade that is given there.
    pub fn graded(&mut self, item: &Evidence) -> Run {
        let number = self.number(&item.source);
        if let Some(mentioned) = self.mentioned.get_mut(number - 1) {
            mentioned.grades.entry(item.grade.rank()).or_insert((item.grade, 0)).1 += 1;
        }
        Run::Note(number)
    }

    fn number(&mut self, id: &SourceId) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        self.mentioned.push(Mentioned { id: id.clone(), grades: BTreeMap::new() });
        self.numbers.insert(id.clone(), self.mentioned.len());
        self.mentioned.len()
    }

    /// Returns the sources, numbered.
    pub fn cited(self) -> Vec<Cited> {
        let Self { document, numbers: _, mentioned } = self;
        mentioned.into_iter().map(|mentioned| mentioned.cited(document)).collect()
    }
}

impl Mentioned {
    fn cited(self, document: &Document) -> Cited {
        let Self { id, grades } = self;
        let Some(source) = document.sources.get(&id) else {
            let words = vec![Run::text(format!("an unknown source, {id}"))];
            return Cited { id, words, url: None };
        };
        let author = source.author.as_ref().map(|author| format!("{author}, ")).unwrap_or_default();
        let mut words = vec![
            Run::text(format!("{author}{}, ", source.publisher)),
            Run::link(format!("“{}”", source.title), source.url.as_deref()),
            Run::text(format!(", {}", source.published.in_words())),
        ];
        if let Some(archived) = source.archived.as_deref().filter(|url| is_web_address(url)) {
            words.push(Run::text(", "));
            words.push(Run::link("archived copy", Some(archived)));
        }
        let given: Vec<String> = grades.into_values().map(|(grade, n)| times(grade, n)).collect();
        let graded = if given.is_empty() { String::new() } else { format!("; graded {}", given.join(", ")) };
        words.push(Run::quiet(format!("; {}{graded}", source.genre.name())));
        let url = source.url.clone().filter(|url| is_web_address(url));
        Cited { id, words, url }
    }
}

/// Returns how often a grade is given: "B2", "B2 ×3".
fn times(grade: Grade, n: usize) -> String {
    if n == 1 { grade.to_string() } else { format!("{grade} ×{n}") }
}
