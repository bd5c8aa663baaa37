//! What comes of a table: for each row the tie that it becomes or what is wrong with it, and all sound ones as one edit.

use std::collections::HashMap;
use std::sync::Arc;

use super::cited::{Cited, NewSources};
use super::fresh::Fresh;
use super::known::{Known, Sameness};
use super::mapping::{Field, Mapping};
use super::row::{Draft, read_row};
use super::table::Table;
use crate::edit::{Change, Edit};
use crate::kit::{capitalized, counted, grouped};
use crate::model::{
    About, Course, Direction, Document, EdtfDate, Entry, Evidence, MOST_RECORDS, Objection, Source, SourceId, Standing,
    Tie, TieId, Weight,
};

/// What comes of a table, its columns taken as some mapping says, in some record.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    rows: Vec<Outcome>,
    missing: Vec<Field>,
    remarks: Vec<String>,
    ties: Vec<Arc<Tie>>,
    sources: Vec<Arc<Source>>,
    /// How many records the atlas has without them.
    n_there: usize,
}

/// Whether an atlas can hold what comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// It can.
    Yes,
    /// It would have more records than one may have.
    No {
        /// How many.
        n_records: usize,
    },
}

/// What comes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A tie, in words.
    Ready(String),
    /// Nothing, and why.
    Problem(Objection),
}

impl Preview {
    /// Reads a table with the columns that it probably has.
    pub fn guess(table: &Table, document: &Document) -> (Mapping, Self) {
        let mut known = Known::of(document);
        let mapping = Mapping::guessed(table, &known);
        let preview = Self::read(table, &mapping, &mut known);
        (mapping, preview)
    }

    /// Reads a table with the columns that somebody chose. O(rows × log records + records).
    pub fn of(table: &Table, mapping: &Mapping, document: &Document) -> Self {
        Self::read(table, mapping, &mut Known::of(document))
    }

    fn read(table: &Table, mapping: &Mapping, known: &mut Known<'_>) -> Self {
        let (missing, n_there) = (mapping.missing(), known.document.n_records());
        if !missing.is_empty() {
            let (rows, remarks, ties, sources) = Default::default();
            return Self { rows, missing, remarks, ties, sources, n_there };
        }
        let mut read: Vec<Result<Draft<'_>, Objection>> = (0..table.n_rows(mapping.header))
            .map(|row_idx| read_row(table, mapping, row_idx, known).map_err(together))
            .collect();
        leave_out_repeats(&mut read, mapping, known);
        let as_of = known.document.manifest.as_of;
        let mut new = NewSources::default();
        let named: Vec<Vec<Named>> = read.iter().flatten().map(|draft| named(draft, &mut new, as_of)).collect();
        let (sources, n_undated) = new.records(known, EdtfDate::from_day(as_of));
        let mut ties = Vec::with_capacity(named.len());
        let mut fresh = Fresh::default();
        for (draft, named) in read.iter().flatten().zip(&named) {
            ties.push(Arc::new(tie(draft, named, &sources, known.document, &mut fresh)));
        }
        let remarks = remarks(read.iter().flatten(), &sources, n_undated);
        let rows = read.into_iter().map(|read| match read {
            Ok(draft) => Outcome::Ready(words(&draft, known.document)),
            Err(objection) => Outcome::Problem(objection),
        });
        Self { rows: rows.collect(), missing, remarks, ties, sources, n_there }
    }

    /// Returns what comes of each row below the header; nothing while a column is missing.
    pub fn rows(&self) -> &[Outcome] {
        &self.rows
    }

    /// Returns what is needed for a tie and stands in no column.
    pub fn missing(&self) -> &[Field] {
        &self.missing
    }

    /// Returns what a person should know of what comes in, each in a sentence.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Returns how many rows come in.
    pub fn n_ready(&self) -> usize {
        self.ties.len()
    }

    /// Returns how many rows are left out.
    pub fn n_problems(&self) -> usize {
        self.rows.len() - self.ties.len()
    }

    /// Returns how many sources come in with them.
    pub fn n_sources(&self) -> usize {
        self.sources.len()
    }

    /// Returns whether the atlas can hold them; files with more records could not be read again.
    pub fn fits(&self) -> Fits {
        let n_records = self.n_there + self.ties.len() + self.sources.len();
        if n_records <= MOST_RECORDS { Fits::Yes } else { Fits::No { n_records } }
    }

    /// Says what comes in: "47 of 50 rows come in: 47 ties, 12 new sources · 3 problems".
    pub fn in_words(&self) -> String {
        if !self.missing.is_empty() {
            let missing: Vec<String> = self.missing.iter().map(|field| field.name().to_lowercase()).collect();
            return format!("No column is taken as {}: choose above the columns what they hold", missing.join(" and "));
        }
        if let Fits::No { n_records } = self.fits() {
            let (ties, sources) = (counted(self.n_ready(), "tie"), counted(self.n_sources(), "new source"));
            let (n_records, most) = (grouped(n_records), grouped(MOST_RECORDS));
            return format!(
                "{ties} and {sources} do not fit, the atlas would have {n_records} records and the most is {most}: \
                 paste fewer rows, or into another atlas"
            );
        }
        let n_ready = self.n_ready();
        let mut words = format!("{} of {} come in: ", grouped(n_ready), counted(self.rows.len(), "row"));
        words.push_str(&counted(n_ready, "tie"));
        if self.n_sources() > 0 {
            words.push_str(&format!(", {}", counted(self.n_sources(), "new source")));
        }
        if self.n_problems() > 0 {
            words.push_str(&format!(" · {}", counted(self.n_problems(), "problem")));
        }
        words
    }

    /// Returns the edit that brings in all sound rows, ties before sources; `None` where there is none or where they do not fit.
    pub fn edit(&self) -> Option<Edit> {
        if self.ties.is_empty() || self.fits() != Fits::Yes {
            return None;
        }
        let ties = self.ties.iter().map(|tie| Entry::Tie(tie.clone()));
        let entries = ties.chain(self.sources.iter().map(|source| Entry::Source(source.clone())));
        let changes = entries.filter_map(|entry| Change::new(None, Some(entry))).collect();
        Some(Edit::named(format!("Paste {}", counted(self.ties.len(), "tie")), changes))
    }
}

/// Returns all that is wrong with a row as one.
fn together(objections: Vec<Objection>) -> Objection {
    let each = |part: fn(&Objection) -> &str| objections.iter().map(part).collect::<Vec<_>>();
    let mut hints = each(|it| &it.hint);
    hints.dedup();
    Objection::new(each(|it| &it.message).join("; "), hints.join("; "))
}

/// Leaves out rows whose tie is in the record already, or in a row before.
fn leave_out_repeats(read: &mut [Result<Draft<'_>, Objection>], mapping: &Mapping, known: &Known<'_>) {
    let mut rows: HashMap<Sameness, usize> = HashMap::new();
    for (row_idx, row) in read.iter_mut().enumerate() {
        let Ok(draft) = row else { continue };
        // Another title makes another tie of it: there may be two of a kind at a time.
        let sameness = Sameness::new(draft.kind, &draft.between, draft.span, &draft.title);
        if let Some(held) = known.tie(&sameness) {
            let message = format!("the atlas has this tie: `{}`", held.about.title);
            let hint = "give it another title or other dates if it is another one";
            *row = Err(Objection::new(message, hint));
            continue;
        }
        let number = row_idx + 1 + mapping.header.n_rows();
        if let Some(first) = rows.get(&sameness) {
            let hint = "write several sources into one cell, each on a line of its own; give another tie another title";
            *row = Err(Objection::new(format!("row {} says the same", grouped(*first)), hint));
        } else {
            rows.insert(sameness, number);
        }
    }
}

/// A source that a row names.
enum Named {
    Known(SourceId),
    /// Its place among the new ones.
    New(usize),
}

/// Notes what a row tells of new sources.
fn named(draft: &Draft<'_>, new: &mut NewSources, as_of: jiff::civil::Date) -> Vec<Named> {
    let dates = [draft.span.end(), draft.span.begin()].into_iter().filter_map(|end| end.date());
    // A day that is still to come was foretold.
    let latest = dates.clone().find(|date| date.earliest() <= as_of);
    let note = |cited: &Cited| match cited {
        Cited::Known(id) => Named::Known(id.clone()),
        Cited::New(source) => Named::New(new.note(source, draft.published, latest)),
    };
    draft.cited.iter().map(note).collect()
}

/// Returns the tie of a row.
fn tie(draft: &Draft<'_>, named: &[Named], sources: &[Arc<Source>], document: &Document, fresh: &mut Fresh) -> Tie {
    let Draft { kind, between, span, title, cited: _, grade: _, published } = draft;
    let year = span.begin().date().or(span.end().date()).map(|date| date.earliest().year().to_string());
    let words = [between.0.as_str(), between.1.as_str(), kind.id.as_str(), year.as_deref().unwrap_or_default()];
    let id = TieId::new(&fresh.id(&words, |id| document.ties.contains_key(&TieId::new(id))));
    let title = if title.is_empty() { capitalized(&kind.name) } else { title.clone() };
    let evidence = named.iter().filter_map(|named| {
        let source = match named {
            Named::Known(id) => document.sources.get(id)?,
            Named::New(idx) => sources.get(*idx)?,
        };
        Some(Evidence {
            source: source.id.clone(),
            claim: title.clone(),
            quote: None,
            locator: None,
            grade: draft.graded()?,
            standing: Standing::Reported,
            by: None,
            reported: published.unwrap_or(source.published),
            origin: None,
        })
    });
    let evidence = evidence.collect();
    Tie {
        id,
        kind: kind.id.clone(),
        between: between.clone(),
        span: *span,
        weight: Weight::usual(),
        about: About { title, summary: String::new(), instrument: None, dependent: None },
        course: Course::default(),
        relates: Vec::new(),
        evidence,
    }
}

/// Says what tie a row becomes.
fn words(draft: &Draft<'_>, document: &Document) -> String {
    let (a, b) = &draft.between;
    let arrow = match draft.kind.direction {
        Direction::Mutual => "–",
        Direction::Directed => "→",
    };
    let (a, b) = (document.nation_name(a), document.nation_name(b));
    let mut words = format!("{a} {arrow} {b}, {}, {}", draft.kind.name, draft.span.in_words());
    let n_new = draft.cited.iter().filter(|cited| matches!(cited, Cited::New(_))).count();
    words.push_str(&match (draft.cited.len(), n_new) {
        (0, _) => ", without a source".to_owned(),
        (n, 0) => format!(", {}", counted(n, "source")),
        (n, n_new) if n == n_new => format!(", {}", counted(n, "new source")),
        (n, n_new) => format!(", {}, {} of them new", counted(n, "source"), n_new),
    });
    if let Some(grade) = draft.graded().filter(|_| !draft.cited.is_empty()) {
        words.push_str(&format!(", {grade}"));
    }
    words
}

/// Says what is true of what comes in though no cell says it.
fn remarks<'d>(
    drafts: impl Iterator<Item = &'d Draft<'d>> + Clone,
    sources: &[Arc<Source>],
    n_undated: usize,
) -> Vec<String> {
    let of = |test: fn(&Draft<'_>) -> bool| drafts.clone().filter(|draft| test(draft)).count();
    let mut remarks = Vec::new();
    let mut remark = |n: usize, one: &str, words: &str| {
        if n > 0 {
            remarks.push(format!("{} {words}", counted(n, one)));
        }
    };
    remark(of(|it| it.cited.is_empty()), "tie", "without a source");
    remark(of(|it| !it.cited.is_empty() && it.grade.is_none()), "tie", "without a grade: F6, cannot be judged");
    remark(of(|it| it.cited.is_empty() && it.grade.is_some()), "grade", "not taken, for want of a source to be graded");
    remark(
        of(|it| it.span.begin().date().is_none() && it.span.end().date().is_none()),
        "tie",
        "without any date: undated",
    );
    let is_going_on = |it: &Draft<'_>| it.span.begin().date().is_some() && it.span.end() == crate::model::SpanEnd::Open;
    remark(of(is_going_on), "tie", "without an end: going on");
    let words = "of unknown date: dated by the latest day of which they tell, marked uncertain";
    remark(n_undated, "new source", words);
    let n_unpublished = sources.iter().filter(|source| source.url.is_none()).count();
    remark(n_unpublished, "new source", "without an address: its publisher is left to be filled in");
    remarks
}
