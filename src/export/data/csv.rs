//! Writes a table as CSV (RFC 4180): a header, commas, lines that end in CRLF, UTF-8 without a byte order mark.
//!
//! Text that a spreadsheet would take for a formula has an apostrophe before it, which spreadsheets know as "this is text";
//! numbers that are numbers have none, so that −10 can be counted with. Controls and letters that turn the direction of text
//! are written as `\u{…}`, line breaks as blanks, so that every row is one line for simple readers, too.

use super::rows::{Cell, Rows};
use crate::kit::{is_unsafe, visible};

/// Returns a table as CSV. The same table gives the same bytes. O(cells).
pub fn csv(rows: &Rows) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut bytes);
    let mut write = |fields: Vec<String>| {
        #[expect(clippy::expect_used, reason = "memory takes what is written, and all rows are of one length")]
        writer.write_record(fields).expect("a row of as many cells as there are columns");
    };
    write(rows.columns.iter().map(|column| column.name.to_owned()).collect());
    for row in &rows.rows {
        write(row.iter().map(field).collect());
    }
    drop(writer);
    bytes
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(_) | Cell::List(_) => defused(&cell.in_text()),
        Cell::Whole(_) | Cell::Decimal(_) | Cell::Flag(_) | Cell::Empty => cell.in_text(),
    }
}

/// Returns a text that a spreadsheet takes for text, whatever it begins with.
fn defused(text: &str) -> String {
    let shown = visible(text);
    if would_run(text) { format!("'{shown}") } else { shown }
}

/// Whether a spreadsheet might take a text for a formula. Blanks and letters that cannot be seen are passed over before
/// formulas by some of them, and wide forms of the signs are taken for the signs.
fn would_run(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let first = text.chars().find(|letter| !letter.is_whitespace() && !is_unsafe(*letter));
    first.is_some_and(|letter| {
        matches!(letter, '=' | '+' | '-' | '@')
            || matches!(letter, '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−')
    })
}

#[cfg(test)]
mod tests {
    use super::super::rows::Column;
    use super::*;

    const COLUMNS: [Column; 2] = [Column::text("words"), Column::decimal("value")];

    fn check(cells: [Cell; 2], expected: &str) {
        let written = csv(&Rows { columns: &COLUMNS, rows: vec![cells.into()] });
        let written = String::from_utf8(written).expect("UTF-8");
        assert_eq!(written, format!("words,value\r\n{expected}\r\n"));
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_defused_and_numbers_stay_numbers() {
        for (text, expected) in [
            ("plain", "plain"),
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("+1", "'+1"),
            ("-10", "'-10"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\rx", "' x"),
            (" \u{200B}\u{A0}=1", "' \\u{200b}\u{A0}=1"),
            ("\u{0}=1", "'\\u{0}=1"),
            ("＝1", "'＝1"),
            ("－1", "'－1"),
            ("a=b", "a=b"),
            ("1-2", "1-2"),
        ] {
            check([Cell::text(text), Cell::Decimal(-10.0)], &format!("{expected},-10"));
        }
    }

    #[test]
    fn cells_with_commas_quotes_and_line_breaks_stay_one_cell_of_one_line() {
        check([Cell::text("a, \"b\"\r\nc"), Cell::Empty], "\"a, \"\"b\"\"  c\",");
        check([Cell::list(["x", "y"]), Cell::Decimal(0.5)], "x; y,0.5");
    }

    #[test]
    fn letters_that_steer_text_are_written_out() {
        check([Cell::text("a\u{202E}b\u{0}😀"), Cell::Empty], "a\\u{202e}b\\u{0}😀,");
    }
}
