//! Writes JSON as text: tables as lists of objects, and whatever else the program says as JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::rows::{Cell, Rows};
use crate::kit::is_unsafe;

/// Returns a table as JSON, one object for each row. The same table gives the same text. O(cells).
pub fn json_table(rows: &Rows) -> String {
    let object = |row: &Vec<Cell>| -> Map<String, Value> {
        rows.columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), value(cell))).collect()
    };
    json_text(&Value::Array(rows.rows.iter().map(|row| Value::Object(object(row))).collect())) + "\n"
}

/// Returns JSON as text of several lines, without a break after the last.
pub fn json_text(value: &Value) -> String {
    // Letters that steer a terminal become JSON's own escapes, which mean the same to a program.
    let text = format!("{value:#}");
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '\n' && is_unsafe(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(letter);
        }
    }
    safe
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::List(texts) => json!(texts),
        Cell::Whole(value) => json!(value),
        Cell::Decimal(value) => json!(value),
        Cell::Flag(value) => json!(value),
        Cell::Empty => Value::Null,
    }
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
        let written = json_table(&Rows { columns: &COLUMNS, rows: vec![row, bare] });
        assert!(!written.chars().any(|letter| letter != '\n' && is_unsafe(letter)), "{written}");
        let read: Value = serde_json::from_str(&written).expect("JSON");
        let expected = serde_json::json!([
            {"a": text, "b": [text, ""], "c": -0.25, "d": true},
            {"a": null, "b": [], "c": null, "d": 7},
        ]);
        assert_eq!(read, expected);
        let plain = Rows { columns: &COLUMNS, rows: vec![vec![Cell::text("x"); 4], vec![Cell::list(["x", "y"]); 4]] };
        let read: Value = serde_json::from_str(&json_table(&plain)).expect("JSON");
        assert_eq!(json_table(&plain), format!("{read:#}\n"));
        assert_eq!(json_table(&Rows { columns: &COLUMNS, rows: Vec::new() }), "[]\n");
    }
}
