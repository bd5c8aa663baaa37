//! The table of evidence: what each tie rests on, each piece with its source, grade and standing.

use super::rows::{Cell, Column, Extract, Rows};
use crate::model::{Credibility, Document, Evidence, TieId};

const COLUMNS: [Column; 16] = [
    Column::text("tie"),
    Column::text("source"),
    Column::text("publisher"),
    Column::text("title"),
    Column::text("published"),
    Column::text("url"),
    Column::text("claim"),
    Column::text("quote"),
    Column::text("locator"),
    Column::text("grade"),
    Column::text("reliability"),
    Column::whole("credibility"),
    Column::text("standing"),
    Column::text("by"),
    Column::text("reported"),
    Column::text("origin"),
];

/// Returns the table of evidence. O(evidence).
pub(super) fn rows(extract: &Extract<'_>) -> Rows {
    let of_tie = |id, evidence: &[Evidence]| -> Vec<Vec<Cell>> {
        evidence.iter().map(|item| row(extract.document, id, item).into()).collect()
    };
    let rows = extract.network.asked_for().flat_map(|resolved| of_tie(&resolved.tie.id, &resolved.tie.evidence));
    Rows { columns: &COLUMNS, rows: rows.collect() }
}

fn row(document: &Document, tie: &TieId, item: &Evidence) -> [Cell; 16] {
    let source = document.sources.get(&item.source);
    [
        Cell::text(tie),
        Cell::text(&item.source),
        Cell::maybe(source.map(|source| &source.publisher)),
        Cell::maybe(source.map(|source| &source.title)),
        Cell::maybe(source.map(|source| source.published)),
        Cell::maybe(source.and_then(|source| source.url.as_ref())),
        Cell::text(&item.claim),
        Cell::maybe(item.quote.as_ref()),
        Cell::maybe(item.locator.as_ref()),
        Cell::text(item.grade),
        Cell::text(item.grade.reliability.sign()),
        Cell::Whole(number(item.grade.credibility)),
        Cell::text(item.standing.name()),
        Cell::maybe(item.by.as_deref().map(|by| document.who(by))),
        Cell::text(item.reported),
        Cell::maybe(item.origin.as_ref()),
    ]
}

fn number(credibility: Credibility) -> i64 {
    match credibility {
        Credibility::One => 1,
        Credibility::Two => 2,
        Credibility::Three => 3,
        Credibility::Four => 4,
        Credibility::Five => 5,
        Credibility::Six => 6,
    }
}
