//! The table of ties: each as it stands on the day of the network.

use super::rows::{Cell, Column, Extract, Rows};
use crate::model::{Direction, Document};
use crate::network::{Enrolled, NetworkTie};

const COLUMNS: [Column; 23] = [
    Column::text("id"),
    Column::text("title"),
    Column::text("kind"),
    Column::text("kind_name"),
    Column::text("category"),
    Column::text("sign"),
    Column::text("a"),
    Column::text("b"),
    Column::text("a_name"),
    Column::text("b_name"),
    Column::flag("directed"),
    Column::text("span"),
    Column::text("first_day"),
    Column::text("last_day"),
    Column::text("status"),
    Column::whole("weight"),
    Column::text("grade"),
    Column::text("confidence"),
    Column::whole("origins"),
    Column::text("sources"),
    Column::flag("hypothetical"),
    Column::text("instrument"),
    Column::text("summary"),
];

/// Returns the table of ties. O(ties).
pub(super) fn rows(extract: &Extract<'_>) -> Rows {
    let rows = extract.network.asked_for().map(|tie| row(extract.document, tie).into()).collect();
    Rows { columns: &COLUMNS, rows }
}

fn row(document: &Document, resolved: &NetworkTie) -> [Cell; 23] {
    let Enrolled { tie, kind, support, span, .. } = &**resolved;
    let (a, b) = &tie.between;
    [
        Cell::text(&tie.id),
        Cell::text(&tie.about.title),
        Cell::text(&tie.kind),
        Cell::text(&kind.name),
        Cell::text(&kind.category),
        Cell::text(kind.sign.name()),
        Cell::text(a),
        Cell::text(b),
        Cell::text(document.nation_name(a)),
        Cell::text(document.nation_name(b)),
        Cell::Flag(kind.direction == Direction::Directed),
        Cell::text(span),
        // What may be: the earliest that a first day can mean, and the latest that a last day can.
        Cell::maybe(span.earliest_begin()),
        Cell::maybe(span.latest_end()),
        Cell::maybe(resolved.as_of_day.status.map(|status| status.state.id())),
        Cell::Whole(resolved.as_of_day.weight.into()),
        Cell::maybe(support.best),
        Cell::text(support.confidence.name()),
        Cell::count(support.origins.len()),
        Cell::list(tie.sources()),
        Cell::Flag(resolved.is_hypothetical()),
        Cell::maybe(tie.about.instrument.as_ref()),
        Cell::text(&tie.about.summary),
    ]
}
