//! Makes briefs, tables and graphs of what is looked at, as files and as what is seen of them before.

use super::sorts::{DataChoices, Days};
use crate::edit::Told;
use crate::export::brief::{
    self, Brief, BriefFormat, BriefOptions, BriefWriting, Subject, Supposition, ToldHypothesis,
};
use crate::export::{Cell, ExportError, Extract, Letters, Progress, Rows, extracted, rows};
use crate::io;
use crate::kit::{boxed, counted, shortened};
use crate::scene::{Page, ThemeName};
use crate::session::Account;

/// Rows and columns of a table that are seen of it before it is written, and letters of a cell.
const MOST_ROWS: usize = 30;
const MOST_COLUMNS: usize = 8;
const MOST_CELL: usize = 32;
/// Lines of a graph that are seen of it before it is written, and letters of a line.
const MOST_LINES: usize = 60;
const MOST_LINE: usize = 160;

/// The beginning of data.
#[derive(Debug)]
pub(super) struct Sample {
    /// How much there is in all, in words.
    pub words: String,
    /// What is shown of it.
    pub shown: Beginning,
}

/// What is shown of data.
#[derive(Debug)]
pub(super) enum Beginning {
    /// The first rows of a table.
    Table {
        /// Names of its first columns.
        columns: Vec<&'static str>,
        /// What stands in them.
        rows: Vec<Vec<String>>,
    },
    /// The first lines of a text.
    Lines(Vec<String>),
}

/// Returns a brief as sheets of a size in points, and how many sources it names.
pub(super) fn sheets(account: &Account, subject: &Subject, version: &str, size: [f64; 2]) -> (Vec<Page>, usize) {
    telling(account, subject, version, |brief, options| {
        let pages = brief::pages(brief, options, &account.positions, BriefFormat::Pdf, size);
        (pages, brief.sources.len())
    })
}

/// Returns a brief as a file of a format, on pages of a size in points where it has some.
///
/// # Errors
/// Returns why a PDF cannot be made.
pub(super) fn brief_file(
    account: &Account,
    subject: &Subject,
    version: &str,
    (format, theme): (BriefFormat, ThemeName),
    size: [f64; 2],
    progress: Progress<'_>,
) -> Result<Vec<u8>, ExportError> {
    telling(account, subject, version, |brief, options| {
        let pages = brief::pages(brief, options, &account.positions, format, size);
        let (theme, manifest) = (io::theme(theme), &account.record.manifest);
        let (letters, date) = (Letters::Embedded, manifest.as_of);
        let (theme, authors, beside) = (&theme, &manifest.authors, None);
        brief::write(brief, &pages, &BriefWriting { format, theme, letters, authors, date, beside }, progress)
    })
}

/// Returns a table or graph as a file.
pub(super) fn data_file(account: &Account, choices: DataChoices, theme: ThemeName) -> Vec<u8> {
    let DataChoices { format, table, days } = choices;
    extracting(account, days, |extract| extracted(format, table, extract, &io::theme(theme)))
}

/// Returns the beginning of a table or graph.
pub(super) fn sample(account: &Account, choices: DataChoices, theme: ThemeName) -> Sample {
    let DataChoices { format, table, days } = choices;
    extracting(account, days, |extract| {
        if format.has_table() {
            return table_sample(&rows(table, extract));
        }
        let bytes = extracted(format, table, extract, &io::theme(theme));
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().take(MOST_LINES).map(|line| shortened(&boxed(line), MOST_LINE)).collect();
        let (n_nations, n_ties) = (extract.network.nations().len(), extract.network.n_asked_for());
        let words = format!("{}, {}", counted(n_nations, "node"), counted(n_ties, "edge"));
        Sample { words, shown: Beginning::Lines(lines) }
    })
}

fn table_sample(rows: &Rows) -> Sample {
    let (n_rows, n_columns) = (rows.rows.len(), rows.columns.len());
    let words = format!("{}, {}", counted(n_rows, "row"), counted(n_columns, "column"));
    let [most_rows, most_columns] = [n_rows.min(MOST_ROWS), n_columns.min(MOST_COLUMNS)];
    let words = match (most_rows < n_rows, most_columns < n_columns) {
        (false, false) => words,
        (true, _) => {
            format!(
                "{words}; the first {} and {} are shown",
                counted(most_rows, "row"),
                counted(most_columns, "column")
            )
        }
        (false, true) => format!("{words}; the first {} are shown", counted(most_columns, "column")),
    };
    let row = |row: &Vec<Cell>| {
        let cells = row.iter().take(MOST_COLUMNS).map(Cell::in_text);
        cells.map(|text| shortened(&boxed(&text), MOST_CELL)).collect()
    };
    let columns = rows.columns.iter().take(MOST_COLUMNS).map(|column| column.name).collect();
    Sample { words, shown: Beginning::Table { columns, rows: rows.rows.iter().take(MOST_ROWS).map(row).collect() } }
}

/// Gives a brief, and what it is made from, to something.
fn telling<T>(
    account: &Account,
    subject: &Subject,
    version: &str,
    with: impl FnOnce(&Brief, &BriefOptions<'_>) -> T,
) -> T {
    let whole = account.whole();
    let told = |Told { does, idle }: Told| ToldHypothesis { does, idle };
    let supposition = account.supposed.as_ref().map(|supposed| Supposition {
        scenario: &supposed.scenario,
        record: &account.record,
        hypotheses: supposed.hypotheses.iter().cloned().map(told).collect(),
        summary: supposed.summary.clone(),
    });
    let options = BriefOptions {
        subject,
        document: &account.document,
        network: &account.network,
        whole: &whole,
        known_on: account.moment.known_on,
        filter: account.filter.as_deref(),
        version,
        supposition: supposition.as_ref(),
    };
    with(&brief::brief(&options), &options)
}

/// Gives what is taken out of an atlas to something.
fn extracting<T>(account: &Account, days: Days, with: impl FnOnce(&Extract<'_>) -> T) -> T {
    let whole = match days {
        Days::This => None,
        Days::All => Some(account.whole()),
    };
    let until = whole.is_none().then_some(account.moment.as_of);
    let network = whole.as_ref().unwrap_or(&account.network);
    let dated = account.document.manifest.as_of;
    with(&Extract { document: &account.document, network, positions: &account.positions, until, dated })
}
