//! Sets tables: columns as wide as they need, the names above them on every page.

use super::lines::{Letters, Line, lines, natural_width};
use super::set::{LEADING, SMALL};
use super::setter::Setter;
use crate::export::brief::blocks::{Column, Holds, Run, Table};
use crate::scene::text::{TextStyle, width};

/// Gap between columns.
const GAP: f64 = 12.0;
/// Most points of a column that is not of words.
const MOST: f64 = 132.0;
/// Room above and below the lines of a row.
const ROOM: f64 = 3.0;
const HEAD: TextStyle = TextStyle::bold(10.0);

/// Sets a table.
pub(super) fn table(setter: &mut Setter, table: &Table, indent: f64) {
    let widths = widths(table, setter.width(indent));
    setter.space(4.0);
    setter.keep(60.0);
    head(setter, table, &widths, indent);
    let of_cell = |((runs, width), column): ((&Vec<Run>, &f64), &Column)| {
        lines(&in_cell(runs, column.holds), &Letters::of(SMALL), *width)
    };
    for row in &table.rows {
        let cells: Vec<Vec<Line>> = row.cells.iter().zip(&widths).zip(&table.columns).map(of_cell).collect();
        let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        let height = SMALL.size * LEADING;
        // What fits a page stays together; of what does not, each page takes as many lines as it has room for.
        let together = (n_lines as f64 * height + 2.0 * ROOM).min(300.0);
        if !setter.has_room(together) {
            setter.next_page();
            head(setter, table, &widths, indent);
        }
        setter.advance(ROOM);
        for idx in 0..n_lines {
            if !setter.has_room(height) {
                setter.next_page();
                head(setter, table, &widths, indent);
            }
            let baseline = setter.baseline(SMALL);
            let mut x = indent;
            for ((cell, width), column) in cells.iter().zip(&widths).zip(&table.columns) {
                if let Some(line) = cell.get(idx) {
                    let end = line.last().map_or(0.0, |piece| piece.x + piece.width);
                    let by = if column.holds == Holds::Number { (width - end).max(0.0) } else { 0.0 };
                    setter.line(line, x + by, baseline);
                }
                x += width + GAP;
            }
            setter.advance(height);
        }
        setter.advance(ROOM);
        setter.rule(indent);
    }
    setter.space(8.0);
}

/// Sets the names of the columns.
fn head(setter: &mut Setter, table: &Table, widths: &[f64], indent: f64) {
    let baseline = setter.baseline(HEAD);
    let mut x = indent;
    for (column, width) in table.columns.iter().zip(widths) {
        let line = lines(&[Run::quiet(column.name)], &Letters::of(HEAD), *width);
        if let Some(line) = line.first() {
            let end = line.last().map_or(0.0, |piece| piece.x + piece.width);
            let by = if column.holds == Holds::Number { (width - end).max(0.0) } else { 0.0 };
            setter.line(line, x + by, baseline);
        }
        x += width + GAP;
    }
    setter.advance(HEAD.size * LEADING + ROOM);
    setter.rule(indent);
}

/// Returns runs as they stand in a cell: numbers of sources in full size, where nothing stands before them.
fn in_cell(runs: &[Run], holds: Holds) -> Vec<Run> {
    match holds {
        Holds::Words | Holds::Word | Holds::Number => runs.to_vec(),
        Holds::Notes => {
            let numbers = runs.iter().filter_map(|run| match run {
                Run::Note(number) => Some(number.to_string()),
                Run::Text(_) | Run::Strong(_) | Run::Quiet(_) | Run::Sign(_) | Run::Link { .. } | Run::Tie { .. } => {
                    None
                }
            });
            vec![Run::quiet(numbers.collect::<Vec<_>>().join(", "))]
        }
    }
}

/// Returns the widths of the columns: words share what the others leave.
fn widths(table: &Table, room: f64) -> Vec<f64> {
    let room = room - GAP * table.columns.len().saturating_sub(1) as f64;
    let natural = |idx: usize| {
        let of = |runs: &Vec<Run>| natural_width(&in_cell(runs, table.columns[idx].holds), &Letters::of(SMALL), room);
        let widest = table.rows.iter().filter_map(|row| row.cells.get(idx)).map(of).fold(0.0, f64::max);
        widest.max(width(table.columns[idx].name, HEAD)) + 0.5
    };
    let needs: Vec<f64> = (0..table.columns.len()).map(natural).collect();
    let is_words = |idx: usize| table.columns[idx].holds == Holds::Words;
    let mut widths: Vec<f64> =
        needs.iter().enumerate().map(|(idx, need)| if is_words(idx) { 0.0 } else { need.min(MOST) }).collect();
    let left = (room - widths.iter().sum::<f64>()).max(0.0);
    // Long words get more of it, but not as much more as they are longer: they take several lines.
    let words: Vec<usize> = (0..needs.len()).filter(|idx| is_words(*idx)).collect();
    let shares: f64 = words.iter().map(|idx| needs[*idx].min(left).sqrt()).sum();
    for idx in words {
        widths[idx] = (left * needs[idx].min(left).sqrt() / shares.max(1.0)).max(40.0);
    }
    let all: f64 = widths.iter().sum();
    if all > room {
        let factor = room / all;
        widths.iter_mut().for_each(|width| *width *= factor);
    }
    widths
}
