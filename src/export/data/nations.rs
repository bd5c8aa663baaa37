//! The table of nations: what they are called, where they sit, and how many ties of each sign they have.

use super::rows::{Cell, Column, Extract, Rows};
use crate::model::{Class, Nation, Sign};

const COLUMNS: [Column; 12] = [
    Column::text("id"),
    Column::text("name"),
    Column::text("official"),
    Column::text("native"),
    Column::text("aliases"),
    Column::text("class"),
    Column::whole("cow"),
    Column::decimal("x"),
    Column::decimal("y"),
    Column::whole("positive"),
    Column::whole("negative"),
    Column::whole("neutral"),
];

/// Returns the table of nations. O(nations + ties).
pub(super) fn rows(extract: &Extract<'_>) -> Rows {
    let rows = extract.network.nations().iter().map(|nation| row(extract, nation).into()).collect();
    Rows { columns: &COLUMNS, rows }
}

fn row(extract: &Extract<'_>, nation: &Nation) -> [Cell; 12] {
    let names = &nation.names;
    let at = extract.positions.get(&nation.id);
    // To a hundredth of a point, since more is noise.
    let coordinate = |value: f64| Cell::Decimal((value * 100.0).round() / 100.0);
    let ties = extract.network.ties_of(&nation.id);
    let n_of = |sign| Cell::count(ties.iter().filter(|tie| tie.is_asked_for && tie.kind.sign == sign).count());
    let [positive, negative, neutral] = Sign::ALL.map(n_of);
    [
        Cell::text(&nation.id),
        Cell::text(&names.short),
        Cell::maybe(names.official.as_ref()),
        Cell::list(names.native.iter().map(|(language, name)| format!("{language}: {name}"))),
        Cell::list(&names.aliases),
        Cell::text(class(nation.class)),
        nation.cow.map_or(Cell::Empty, |number| Cell::Whole(number.into())),
        at.map_or(Cell::Empty, |at| coordinate(at.x)),
        at.map_or(Cell::Empty, |at| coordinate(at.y)),
        positive,
        negative,
        neutral,
    ]
}

/// Returns a class as files write it.
fn class(class: Class) -> &'static str {
    match class {
        Class::State => "state",
        Class::Organization => "organization",
    }
}
