//! Takes pasted text apart into rows and cells: guesses by what letter cells are parted, and says what is odd about it.

use csv::{ReaderBuilder, StringRecord};
use thiserror::Error;

use super::mapping::Header;
use crate::kit::{counted, grouped};

/// Most bytes of a paste: as much as a whole atlas may have.
const MOST_BYTES: usize = 28 << 20;
/// Most rows of a paste: as many as an atlas may have records.
const MOST_ROWS: usize = crate::model::MOST_RECORDS;
/// Most columns of a table.
const MOST_COLUMNS: usize = 64;
/// Fewest columns of which a tie can be made: two nations and a kind.
const FEWEST_COLUMNS: usize = 3;
/// Rows and bytes by which it is guessed what parts the cells.
const SAMPLE_ROWS: usize = 100;
const SAMPLE_BYTES: usize = 64 << 10;
/// Part of the rows of a table that have the same number of cells, at least.
const LEAST_ALIKE: f64 = 0.5;
/// Part of the letters of a text that steer instead of being read, at most.
const MOST_CONTROLS: f64 = 0.01;

/// Rows and columns of text.
///
/// Invariant: there is at least one row, and there are 3 to 64 columns. A row may have fewer cells, never more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<StringRecord>,
    n_columns: usize,
    oddities: Vec<String>,
}

/// Why a text is no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// There is no text.
    #[error(
        "There is nothing to paste\nHint: copy the rows in your spreadsheet, then press Ctrl+V here; each row needs two nations and a kind of tie"
    )]
    Empty,
    /// There is a picture instead of text.
    #[error(
        "What was copied is a picture, in which no rows can be read\nHint: copy the cells of the spreadsheet themselves, then press Ctrl+V here"
    )]
    Picture,
    /// It is not text.
    #[error(
        "What was copied is not text\nHint: open the file in a spreadsheet, copy its cells, then press Ctrl+V here"
    )]
    NotText,
    /// Its lines have no columns in common.
    #[error(
        "This is no table: {words} without columns in common\nHint: copy cells of a spreadsheet, or lines with the same number of tabs, commas or semicolons in each"
    )]
    Prose {
        /// How much of it there is.
        words: String,
    },
    /// It has too few columns.
    #[error("This has {n_columns} columns only\nHint: a tie needs two nations and a kind, each in a column of its own")]
    Narrow {
        /// How many.
        n_columns: usize,
    },
    /// It has too many columns.
    #[error(
        "This has {n_columns} columns; the most is {MOST_COLUMNS}\nHint: copy only the columns that ties are made of"
    )]
    Wide {
        /// How many.
        n_columns: usize,
    },
    /// It has too many rows.
    #[error("This has more than {} rows, as many as an atlas can hold\nHint: paste it in parts", grouped(MOST_ROWS))]
    Long,
    /// It has too many bytes.
    #[error("This has {} MB; the most is {} MB\nHint: paste it in parts", n_bytes >> 20, MOST_BYTES >> 20)]
    Large {
        /// How many.
        n_bytes: usize,
    },
}

/// What parts the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    Comma,
    Semicolon,
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

/// What quotation marks mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// They hold a cell together.
    Hold,
    /// They are letters.
    Plain,
}

/// How the rows of a text look when they are parted in one way.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shape {
    separator: Separator,
    n_rows: usize,
    /// The number of cells that most rows have.
    n_columns: usize,
    /// Part of the rows that have so many.
    alike: f64,
}

impl Table {
    /// Reads a table. O(bytes).
    ///
    /// # Errors
    /// Returns why a text is no table of which ties could be made.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(TableError::Empty);
        }
        if text.len() > MOST_BYTES {
            return Err(TableError::Large { n_bytes: text.len() });
        }
        if !is_text(text) {
            return Err(TableError::NotText);
        }
        let mut oddities = oddities(text);
        // One mark too many would make a single cell of all that follows it.
        let quotes = if text.matches('"').count().is_multiple_of(2) { Quotes::Hold } else { Quotes::Plain };
        if quotes == Quotes::Plain {
            oddities.push("A quotation mark is never closed, so that all of them are taken as letters".to_owned());
        }
        let shape = shape_of(text, quotes).ok_or_else(|| TableError::Prose { words: amount(text) })?;
        let mut rows = Vec::new();
        for row in records(text, shape.separator, quotes) {
            if rows.len() == MOST_ROWS {
                return Err(TableError::Long);
            }
            rows.push(row);
        }
        let n_columns = rows.iter().map(filled).max().unwrap_or(0);
        if n_columns > MOST_COLUMNS {
            return Err(TableError::Wide { n_columns });
        }
        if n_columns < FEWEST_COLUMNS {
            return Err(TableError::Narrow { n_columns });
        }
        rows.iter_mut().for_each(|row| row.truncate(n_columns));
        Ok(Self { rows, n_columns, oddities })
    }

    /// Returns how many columns there are.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Returns how many bytes all cells have together. O(rows).
    pub fn n_bytes(&self) -> usize {
        self.rows.iter().map(|row| row.as_slice().len()).sum()
    }

    /// Returns how many rows there are below the header.
    pub fn n_rows(&self, header: Header) -> usize {
        self.rows.len() - header.n_rows()
    }

    /// Returns a cell of a row below the header, without space around it; empty where there is none.
    pub fn cell(&self, header: Header, row_idx: usize, column_idx: usize) -> &str {
        self.rows.get(row_idx + header.n_rows()).and_then(|row| row.get(column_idx)).unwrap_or_default().trim()
    }

    /// Returns a cell of the very first row, header or not.
    pub fn head(&self, column_idx: usize) -> &str {
        self.cell(Header::Missing, 0, column_idx)
    }

    /// Returns what is odd about the text, each in a sentence.
    pub fn oddities(&self) -> &[String] {
        &self.oddities
    }
}

/// Whether a text that was pasted where none was asked for is likely to be rows of a table. O(1): looks at its beginning.
pub fn looks_like_rows(text: &str) -> bool {
    let text = sample(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    if !is_text(text) {
        return false;
    }
    shape_of(text, Quotes::Hold).is_some_and(|shape| match shape.separator {
        // Nothing but a table has tabs within its lines.
        Separator::Tab => shape.n_columns >= FEWEST_COLUMNS,
        Separator::Comma | Separator::Semicolon => {
            let is_even = shape.n_columns >= FEWEST_COLUMNS && shape.alike > 0.8;
            is_even && (shape.n_rows >= 2 || is_lone_row(text, shape.separator))
        }
    })
}

/// Whether a single line is a row, and no sentence or number: a sentence has spaces behind its marks, a number no words.
fn is_lone_row(text: &str, separator: Separator) -> bool {
    let mark = char::from(separator.byte());
    let cells: Vec<&str> = text.trim().split(mark).collect();
    let is_word = |cell: &&&str| cell.chars().any(char::is_alphabetic);
    cells.iter().filter(is_word).count() >= FEWEST_COLUMNS && cells.iter().all(|cell| !cell.starts_with(' '))
}

/// Returns the way to part cells that gives the most even table; `None` where none gives any.
fn shape_of(text: &str, quotes: Quotes) -> Option<Shape> {
    let separators = [Separator::Tab, Separator::Semicolon, Separator::Comma];
    let shapes = separators.map(|separator| shape(text, separator, quotes));
    let sound = shapes.into_iter().filter(|shape| shape.n_columns >= 2 && shape.alike >= LEAST_ALIKE);
    // Of equal ones the first: commas stand within cells more often than semicolons, and tabs never.
    let worth = |shape: &Shape| match shape.separator {
        Separator::Tab => f64::INFINITY,
        Separator::Comma | Separator::Semicolon => shape.n_columns as f64 * shape.alike,
    };
    sound.reduce(|best, other| if worth(&other) > worth(&best) { other } else { best })
}

fn shape(text: &str, separator: Separator, quotes: Quotes) -> Shape {
    let widths: Vec<usize> = records(sample(text), separator, quotes).take(SAMPLE_ROWS).map(|row| row.len()).collect();
    let n_of = |width: usize| widths.iter().filter(|other| **other == width).count();
    let n_columns = widths.iter().copied().max_by_key(|width| (n_of(*width), *width)).unwrap_or(0);
    let alike = n_of(n_columns) as f64 / widths.len().max(1) as f64;
    Shape { separator, n_rows: widths.len(), n_columns, alike }
}

/// Returns the beginning of a text.
fn sample(text: &str) -> &str {
    text.char_indices().map(|(at, _)| at).find(|at| *at >= SAMPLE_BYTES).map_or(text, |end| &text[..end])
}

/// Returns the rows of a text that hold anything.
fn records(text: &str, separator: Separator, quotes: Quotes) -> impl Iterator<Item = StringRecord> + '_ {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator.byte()).quoting(quotes == Quotes::Hold);
    // What is text already and may have rows of any width cannot fail to be read.
    builder.from_reader(text.as_bytes()).into_records().map_while(Result::ok).filter(|row| filled(row) > 0)
}

/// Returns how many cells a row has up to the last that holds anything.
fn filled(row: &StringRecord) -> usize {
    row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(idx, _)| idx + 1).last().unwrap_or(0)
}

/// Whether this was text before it was pasted, and not a picture or a program read as one.
fn is_text(text: &str) -> bool {
    let is_steering = |letter: &char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{85}');
    let n_letters = text.chars().count();
    let n_odd = text.chars().filter(|letter| is_steering(letter) || *letter == '\u{FFFD}').count();
    !text.contains('\0') && n_odd as f64 <= (n_letters as f64 * MOST_CONTROLS).max(3.0)
}

/// Says which letters were lost on the way.
fn oddities(text: &str) -> Vec<String> {
    let mut oddities = Vec::new();
    let n_lost = text.matches('\u{FFFD}').count();
    if n_lost > 0 {
        let lost = counted(n_lost, "letter");
        oddities.push(format!("{lost} could not be read (�): save the file as “CSV UTF-8” and copy from that"));
    }
    // é in UTF-8, taken for Latin-1, becomes Ã©, and ’ becomes â€™.
    let pairs = || text.chars().zip(text.chars().skip(1));
    let is_mess = |(one, next): (char, char)| match one {
        'Ã' | 'Â' => ('\u{80}'..='\u{BF}').contains(&next),
        'â' => matches!(next, '€' | '\u{80}'),
        _ => false,
    };
    if pairs().any(is_mess) {
        let words =
            "Some letters look garbled, such as “Ã©” for “é”: the file was opened as another encoding than it has";
        oddities.push(words.to_owned());
    }
    oddities
}

fn amount(text: &str) -> String {
    match text.trim().lines().count() {
        1 => "one line".to_owned(),
        n => format!("{} lines", grouped(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what a text becomes: its rows with cells parted by a bar, or why it is no table.
    fn check(text: &str, expected: &str) {
        let said = match Table::read(text) {
            Ok(table) => {
                let row = |row_idx| {
                    let cells = (0..table.n_columns()).map(|column| table.cell(Header::Missing, row_idx, column));
                    cells.collect::<Vec<_>>().join("|")
                };
                (0..table.n_rows(Header::Missing)).map(row).collect::<Vec<_>>().join(" / ")
            }
            Err(error) => error.to_string().lines().next().expect("a message").to_owned(),
        };
        assert_eq!(said, expected, "{text:?}");
    }

    #[test]
    fn cells_are_parted_by_what_makes_an_even_table() {
        check("a\tb\tc\nd\te\tf\n", "a|b|c / d|e|f");
        check("a,b,c\r\nd,e,f\r\n", "a|b|c / d|e|f");
        check("a;b;c\rd;e;f", "a|b|c / d|e|f");
        check("a;b;x, y\nd;e;z, u, v\n", "a|b|x, y / d|e|z, u, v");
        check("\u{FEFF}RUS\tPRK\tpact, of 2024", "RUS|PRK|pact, of 2024");
    }

    #[test]
    fn a_quoted_cell_may_hold_line_breaks_marks_and_separators() {
        check("a\tb\t\"one\ntwo\"\nd\te\t\"say \"\"no\"\"\"\n", "a|b|one\ntwo / d|e|say \"no\"");
    }

    #[test]
    fn empty_rows_and_columns_behind_the_last_are_left_out() {
        check("a,b,c,,\n,,,,\n\nd,e,,,\n", "a|b|c / d|e|");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_swallows_nothing() {
        check("a\tb\t\"c\nd\te\tf\n", "a|b|\"c / d|e|f");
        assert_eq!(Table::read("a\tb\t\"c\nd\te\tf\n").expect("a table").oddities().len(), 1);
    }

    #[test]
    fn what_is_no_table_is_told() {
        check(" \n\t\n", "There is nothing to paste");
        check("\u{FEFF}", "There is nothing to paste");
        check("\u{89}PNG\r\n\u{1a}\n\0\0\0\rIHDR", "What was copied is not text");
        check("Soldiers of the North fight in Kursk.", "This is no table: one line without columns in common");
        check(
            "One line.\nAnother, with commas, three, of them.\nA third; here\n",
            "This is no table: 3 lines without columns in common",
        );
        check("a\tb\nc\td\n", "This has 2 columns only");
        check(&"a,b,".repeat(40), "This has 80 columns; the most is 64");
        check(&"a\tb\tc\n".repeat(MOST_ROWS + 1), "This has more than 60,000 rows, as many as an atlas can hold");
    }

    #[test]
    fn letters_that_were_lost_are_told() {
        let table = Table::read("a\tb\tCura\u{FFFD}ao\nd\te\tCÃ´te d’Ivoire\n").expect("a table");
        assert_eq!(table.oddities().len(), 2);
        assert_eq!(Table::read("a\tb\tCôte d’Ivoire, Â, Ã\n").expect("a table").oddities(), [""; 0]);
    }

    #[test]
    fn rows_are_told_from_prose() {
        assert!(looks_like_rows("RUS\tPRK\tdefense-pact"));
        assert!(looks_like_rows("a,b,kind\nRUS,PRK,trade\n"));
        assert!(looks_like_rows("China;Japan;trade;2010;2011;T"));
        assert!(looks_like_rows("a;b;kind;title\r\nRUS;PRK;trade;Coal, and oil\r\n"));
        assert!(looks_like_rows("RUS,PRK,trade,2010"));
        for prose in [
            "",
            "RUS",
            "First, second, and third.",
            "Troops; shells; missiles",
            "1,000,000",
            "https://example.org",
            "One.\nTwo, three.\nFour, five, six.",
            "\0\0",
        ] {
            assert!(!looks_like_rows(prose), "{prose}");
        }
    }
}
