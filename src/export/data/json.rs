//! Writes a table as JSON: a list of objects, one for each row, as the command line writes all of its JSON. Letters that steer
//! a terminal become JSON's own escapes, which mean the same to a program.

use std::fmt::Write as _;

use super::rows::{Cell, Rows};
use crate::kit::is_unsafe;

/// Returns a table as JSON. The same table gives the same text. O(cells).
pub fn json(rows: &Rows) -> String {
    let objects = rows.rows.iter().map(|row| {
        let members = rows.columns.iter().zip(row);
        let members = members.map(|(column, cell)| format!("    {}: {}", quoted(column.name), value(cell)));
        block("  ", ['{', '}'], members.collect())
    });
    block("", ['[', ']'], objects.map(|object| format!("  {object}")).collect()) + "\n"
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::List(texts) => {
            block("    ", ['[', ']'], texts.iter().map(|text| format!("      {}", quoted(text))).collect())
        }
        Cell::Whole(value) => value.to_string(),
        Cell::Decimal(value) if value.is_finite() => format!("{value:?}"),
        Cell::Flag(value) => value.to_string(),
        Cell::Decimal(_) | Cell::Empty => "null".to_owned(),
    }
}

/// Returns lines between brackets, of which the latter stands at an indent.
fn block(indent: &str, [open, close]: [char; 2], lines: Vec<String>) -> String {
    match lines.as_slice() {
        [] => format!("{open}{close}"),
        lines => format!("{open}\n{}\n{indent}{close}", lines.join(",\n")),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter if letter < ' ' || is_unsafe(letter) => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::rows::Column;
    use super::*;

    #[test]
    fn every_text_is_read_back_and_nothing_steers_a_terminal() {
        const COLUMNS: [Column; 4] = [Column::text("a"), Column::text("b"), Column::decimal("c"), Column::flag("d")];
        let text = "say \"no\"\\\n\t\r\u{1}\u{8}\u{c}\u{7f}\u{202e}\u{e0041}조선";
        let row = vec![Cell::text(text), Cell::list([text, ""]), Cell::Decimal(-0.25), Cell::Flag(true)];
        let bare = vec![Cell::Empty, Cell::List(Vec::new()), Cell::Decimal(f64::NAN), Cell::Whole(7)];
        let written = json(&Rows { columns: &COLUMNS, rows: vec![row, bare] });
        assert!(!written.chars().any(|letter| letter != '\n' && is_unsafe(letter)), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        let expected = serde_json::json!([
            {"a": text, "b": [text, ""], "c": -0.25, "d": true},
            {"a": null, "b": [], "c": null, "d": 7},
        ]);
        assert_eq!(read, expected);
        let plain = Rows { columns: &COLUMNS, rows: vec![vec![Cell::text("x"); 4], vec![Cell::list(["x", "y"]); 4]] };
        let read: serde_json::Value = serde_json::from_str(&json(&plain)).expect("JSON");
        assert_eq!(json(&plain), format!("{read:#}\n"));
        assert_eq!(json(&Rows { columns: &COLUMNS, rows: Vec::new() }), "[]\n");
    }
}
