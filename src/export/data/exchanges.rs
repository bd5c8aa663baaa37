//! The table of exchanges: each dated move inside a tie, with how it was taken and its Goldstein value.

use super::rows::{Cell, Column, Extract, Rows};
use crate::model::{Exchange, TieId};

const COLUMNS: [Column; 10] = [
    Column::text("tie"),
    Column::text("on"),
    Column::text("by"),
    Column::text("approach"),
    Column::text("strategy"),
    Column::text("response"),
    Column::text("reply"),
    Column::text("cameo"),
    Column::decimal("goldstein"),
    Column::text("sources"),
];

/// Returns the table of exchanges, up to the day where there is one. O(exchanges).
pub(super) fn rows(extract: &Extract<'_>) -> Rows {
    let mut rows = Vec::new();
    for resolved in extract.network.asked_for() {
        let exchanges = resolved.tie.course.exchanges.iter();
        let told = exchanges.filter(|exchange| extract.until.is_none_or(|day| exchange.on.earliest() <= day));
        rows.extend(told.map(|exchange| row(&resolved.tie.id, exchange).into()));
    }
    Rows { columns: &COLUMNS, rows }
}

fn row(tie: &TieId, exchange: &Exchange) -> [Cell; 10] {
    let cameo = exchange.cameo.as_ref();
    [
        Cell::text(tie),
        Cell::text(exchange.on),
        Cell::text(&exchange.by),
        Cell::text(&exchange.approach),
        Cell::text(&exchange.strategy),
        Cell::maybe(exchange.response.map(|response| response.name())),
        Cell::text(&exchange.reply),
        Cell::maybe(cameo.map(|cameo| &cameo.code)),
        cameo.map_or(Cell::Empty, |cameo| Cell::Decimal(cameo.goldstein)),
        Cell::list(&exchange.sources),
    ]
}
