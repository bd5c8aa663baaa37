//! One row of a table, read against a record: what tie it is, or what is wrong with it.

use super::cited::{Cited, read_sources};
use super::dates::{read_begin, read_date, read_end};
use super::known::{Known, shortened};
use super::mapping::{Field, Mapping};
use super::table::Table;
use crate::kit::{self, visible};
use crate::model::{EdtfDate, Grade, Kind, Nation, NationId, Objection, Span, SpanEnd};

/// The grade of what nobody has graded: neither can be judged.
const UNGRADED: &str = "F6";
/// Letters of what is wrong with a cell at most.
const MOST_LETTERS: usize = 140;

/// A tie that a row says there is.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub kind: &'a Kind,
    pub between: (NationId, NationId),
    pub span: Span,
    /// Empty where the row has none.
    pub title: String,
    pub cited: Vec<Cited>,
    /// `None` where the row has none.
    pub grade: Option<Grade>,
    /// When its sources were published, as the row says.
    pub published: Option<EdtfDate>,
}

impl Draft<'_> {
    /// Returns its grade, or that of what nobody has graded.
    pub fn graded(&self) -> Option<Grade> {
        self.grade.or_else(|| Grade::parse(UNGRADED))
    }
}

/// Reads a row.
///
/// # Errors
/// Returns all that is wrong with it, in the order of columns as files have them.
pub(super) fn read_row<'a>(
    table: &Table,
    mapping: &Mapping,
    row_idx: usize,
    known: &mut Known<'a>,
) -> Result<Draft<'a>, Vec<Objection>> {
    let cell = |field| mapping.column_of(field).map_or("", |column| table.cell(mapping.header, row_idx, column));
    let mut faults = Faults::default();
    let a = faults.take(read_nation(cell(Field::A), Field::A, known));
    let b = faults.take(read_nation(cell(Field::B), Field::B, known));
    let kind = faults.take(read_kind(cell(Field::Kind), known));
    if let (Some(a), Some(b)) = (a, b)
        && a.id == b.id
    {
        let message = format!("a tie of `{}` with itself", a.id);
        faults.add(Objection::new(message, "name two different nations"));
    }
    let span = faults.take(read_span(cell(Field::Start), cell(Field::End)));
    let title = cell(Field::Title).split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.is_empty() {
        faults.take(Objection::to_name(&title));
    }
    let cited = faults.take(read_sources(cell(Field::Source), known));
    let grade = faults.take(read_grade(cell(Field::Grade)));
    let published = match cell(Field::Published) {
        "" => None,
        cell => faults.take(read_date(cell).map_err(|objection| of_field(Field::Published, objection))),
    };
    match (a, b, kind, span, cited, grade) {
        (Some(a), Some(b), Some(kind), Some(span), Some(cited), Some(grade)) if faults.0.is_empty() => {
            let between = (a.id.clone(), b.id.clone());
            Ok(Draft { kind, between, span, title, cited, grade, published })
        }
        _ => Err(faults.0),
    }
}

/// What is wrong with a row.
#[derive(Default)]
struct Faults(Vec<Objection>);

impl Faults {
    /// Returns what was read, or notes why it was not.
    fn take<T>(&mut self, read: Result<T, Objection>) -> Option<T> {
        read.map_err(|objection| self.0.push(objection)).ok()
    }

    fn add(&mut self, objection: Objection) {
        self.0.push(objection);
    }
}

fn read_nation<'a>(cell: &str, field: Field, known: &mut Known<'a>) -> Result<&'a Nation, Objection> {
    if cell.is_empty() {
        let hint = "write its id, name or alias";
        return Err(Objection::new(format!("no {}", field.name().replacen('N', "n", 1)), hint));
    }
    known.nation(cell)?.ok_or_else(|| known.unknown_nation(cell))
}

fn read_kind<'a>(cell: &str, known: &mut Known<'a>) -> Result<&'a Kind, Objection> {
    if cell.is_empty() {
        return Err(Objection::new("no kind", "write the id or name of a kind, such as those in the legend"));
    }
    known.kind(cell)?.ok_or_else(|| known.unknown_kind(cell))
}

/// Reads both ends. What has no end goes on; the beginning of what has only an end is unknown.
fn read_span(start: &str, end: &str) -> Result<Span, Objection> {
    if end.is_empty()
        && start.contains('/')
        && let Ok(span) = Span::parse(start)
        && read_date(start).is_err()
    {
        return Ok(span);
    }
    let begin = read_begin(start).map_err(|objection| of_field(Field::Start, objection))?;
    let end = read_end(end).map_err(|objection| of_field(Field::End, objection))?;
    let (begin, end) = match (begin, end) {
        (None, None) | (None, Some(SpanEnd::Open)) => (SpanEnd::Open, SpanEnd::Open),
        (None, Some(end)) => (SpanEnd::Unknown, end),
        (Some(begin), None) => (begin, SpanEnd::Open),
        (Some(begin), Some(end)) => (begin, end),
    };
    // Who knows neither end knows no date at all.
    let is_dated = begin.date().is_some() || end.date().is_some();
    let written = if is_dated { format!("{begin}/{end}") } else { "../..".to_owned() };
    Ok(Span::parse(&written)?)
}

fn read_grade(cell: &str) -> Result<Option<Grade>, Objection> {
    if cell.is_empty() {
        return Ok(None);
    }
    let bare: String = cell.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    match Grade::parse(&bare.to_uppercase()) {
        Some(grade) => Ok(Some(grade)),
        None => {
            let message = format!("`{}` is not a grade", visible(&shortened(cell)));
            Err(Objection::new(
                message,
                "write a letter A–F for the source and a digit 1–6 for what it says, such as B2",
            ))
        }
    }
}

/// Says of which column an objection speaks.
fn of_field(field: Field, objection: Objection) -> Objection {
    let Objection { message, hint } = objection;
    let message = visible(&kit::shortened(&message, MOST_LETTERS));
    Objection { message: format!("{}: {message}", field.name().to_lowercase()), hint }
}
