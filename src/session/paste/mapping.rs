//! What the columns of a table mean: guessed by what stands above them or in them, and changed by a person.

use super::dates::read_date;
use super::known::Known;
use super::table::Table;
use crate::model::{Grade, Objection};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The first nation, the sender where the kind is directed.
    A,
    /// The second nation.
    B,
    /// The kind of tie.
    Kind,
    /// When it began, or its whole span.
    Start,
    /// When it ended.
    End,
    /// What it is called.
    Title,
    /// What it rests on.
    Source,
    /// The grade of that.
    Grade,
    /// When the source was published.
    Published,
}

/// Whether the first row names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Header {
    /// It does.
    Named,
    /// It is a row as all others.
    Missing,
}

/// What each column of a table holds.
///
/// Invariant: no two columns hold the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mapping {
    /// Whether the first row names the columns.
    pub header: Header,
    columns: Vec<Option<Field>>,
}

/// Rows by whose cells the meaning of a column is guessed.
const SAMPLE_ROWS: usize = 60;
/// Part of the filled cells of a column that must be of a sort, so that it is taken as that.
const LEAST_ALIKE: f64 = 0.5;

/// What a cell may be by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Nation,
    Kind,
    Date,
    Address,
    Grade,
    Words,
}

impl Field {
    /// All of them, in the order in which tables have them.
    pub const ALL: [Self; 9] =
        [Self::A, Self::B, Self::Kind, Self::Start, Self::End, Self::Title, Self::Source, Self::Grade, Self::Published];

    /// Those without which there is no tie.
    pub const NEEDED: [Self; 3] = [Self::A, Self::B, Self::Kind];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "Nation A",
            Self::B => "Nation B",
            Self::Kind => "Kind",
            Self::Start => "Start",
            Self::End => "End",
            Self::Title => "Title",
            Self::Source => "Source",
            Self::Grade => "Grade",
            Self::Published => "Source published",
        }
    }

    /// Returns what people write above such a column, without signs between the letters; blanks part them.
    fn spellings(self) -> &'static str {
        match self {
            Self::A => {
                "a nationa nation1 countrya country1 statea state1 partya party1 partnera partner1 sidea side1 \
                 actora actor1 sender initiator origin sourcecountry sourceactor nation country state fromnation \
                 fromcountry reporter stateabb1"
            }
            Self::B => {
                "b nationb nation2 countryb country2 stateb state2 partyb party2 partnerb partner2 sideb side2 \
                 actorb actor2 partner target recipient receiver counterpart with targetcountry targetactor \
                 tonation tocountry stateabb2"
            }
            Self::Kind => {
                "kind type tietype tiekind kindoftie typeoftie tie relation relationship relationtype \
                 relationshiptype category class typeofrelation"
            }
            Self::Start => {
                "start begin begins began beginning since startdate begindate dateofstart datefrom fromdate \
                 validfrom signed date year startyear beginyear styear span period when"
            }
            Self::End => {
                "end ends ended ending until till through enddate dateofend dateto todate validto validuntil \
                 endyear expired expires terminated"
            }
            Self::Title => {
                "title name treaty agreement treatyname label headline description event what summary subject"
            }
            Self::Source => {
                "source sources url link reference references ref citation sourceurl sourcelink address website \
                 web evidence sourcetitle"
            }
            Self::Grade => {
                "grade grading rating natograde natorating admiralty admiraltygrade admiraltycode sourcegrade \
                 evidencegrade"
            }
            Self::Published => {
                "published publishedon publicationdate dateofpublication datepublished sourcedate reported \
                 reportedon datereported sourcepublished"
            }
        }
    }

    /// Returns what is meant by what stands above a column; `None` where nobody would know.
    fn by_name(head: &str) -> Option<Self> {
        let letters = bare(head);
        Self::ALL.into_iter().find(|field| field.spellings().split(' ').any(|spelling| spelling == letters))
    }

    /// Returns what is meant by a word that means nations in one table and days in another.
    fn by_ambiguous_name(head: &str, sort: Option<Sort>) -> Option<Self> {
        match (bare(head).as_str(), sort == Some(Sort::Date)) {
            ("from", true) => Some(Self::Start),
            ("from", false) => Some(Self::A),
            ("to", true) => Some(Self::End),
            ("to", false) => Some(Self::B),
            _ => None,
        }
    }
}

impl Header {
    /// Returns how many rows are no ties.
    pub fn n_rows(self) -> usize {
        match self {
            Self::Named => 1,
            Self::Missing => 0,
        }
    }
}

impl Mapping {
    /// Returns what the columns of a table probably hold.
    pub(super) fn guessed(table: &Table, known: &Known<'_>) -> Self {
        let n_columns = table.n_columns();
        let is_name = |head: &str| Field::by_name(head).is_some() || Field::by_ambiguous_name(head, None).is_some();
        let n_names = (0..n_columns).filter(|column| is_name(table.head(*column))).count();
        // A row of ties has two nations; what has words that are the names of columns has no nations in it.
        let is_sorted = |head: &str| !matches!(sort_of(known, head), None | Some(Sort::Words));
        let n_sorted = (0..n_columns).filter(|column| is_sorted(table.head(*column))).count();
        let below = |column| sort_of_column(table, known, Header::Named, column);
        let n_sorted_below =
            (0..n_columns).filter(|column| !matches!(below(*column), None | Some(Sort::Words))).count();
        let is_named = n_names >= 2 && n_names > n_sorted || n_sorted == 0 && n_sorted_below >= 2;
        let header = if is_named { Header::Named } else { Header::Missing };
        let mut mapping = Self { header, columns: vec![None; n_columns] };
        let sorts: Vec<Option<Sort>> =
            (0..n_columns).map(|column| sort_of_column(table, known, header, column)).collect();
        if header == Header::Named {
            mapping.take_names(table, &sorts);
        }
        mapping.take_sorts(&sorts);
        mapping
    }

    /// Takes columns as what stands above them; the first of a name keeps it.
    fn take_names(&mut self, table: &Table, sorts: &[Option<Sort>]) {
        for (column, sort) in sorts.iter().enumerate() {
            let head = table.head(column);
            let field = Field::by_ambiguous_name(head, *sort).or_else(|| Field::by_name(head));
            if let Some(field) = field.filter(|field| self.column_of(*field).is_none()) {
                self.columns[column] = Some(field);
            }
        }
    }

    /// Takes the other columns as what stands in them.
    fn take_sorts(&mut self, sorts: &[Option<Sort>]) {
        for (column, sort) in sorts.iter().enumerate() {
            if self.columns[column].is_some() {
                continue;
            }
            let fields: &[Field] = match sort {
                Some(Sort::Nation) => &[Field::A, Field::B],
                Some(Sort::Kind) => &[Field::Kind],
                Some(Sort::Date) => &[Field::Start, Field::End],
                Some(Sort::Address) => &[Field::Source],
                Some(Sort::Grade) => &[Field::Grade],
                // With names above the columns, what has another one is something else.
                Some(Sort::Words) if self.header == Header::Missing => &[Field::Title],
                Some(Sort::Words) | None => &[],
            };
            self.columns[column] = fields.iter().copied().find(|field| self.column_of(*field).is_none());
        }
    }

    /// Returns the mapping with a column that holds something else; a column that held that before holds nothing then.
    pub fn with(mut self, column_idx: usize, field: Option<Field>) -> Self {
        if let Some(other) = field.and_then(|field| self.column_of(field)) {
            self.columns[other] = None;
        }
        if let Some(column) = self.columns.get_mut(column_idx) {
            *column = field;
        }
        self
    }

    /// Returns the mapping of a table whose first row names its columns, or does not.
    pub fn with_header(self, header: Header) -> Self {
        Self { header, ..self }
    }

    /// Returns what each column holds; `None` for one that is not taken.
    pub fn columns(&self) -> &[Option<Field>] {
        &self.columns
    }

    /// Returns the column that holds something.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|held| *held == Some(field))
    }

    /// Returns what is needed for a tie and stands in no column.
    pub fn missing(&self) -> Vec<Field> {
        Field::NEEDED.into_iter().filter(|field| self.column_of(*field).is_none()).collect()
    }
}

/// Returns what most of the filled cells of a column are.
fn sort_of_column(table: &Table, known: &Known<'_>, header: Header, column: usize) -> Option<Sort> {
    let cells = (0..table.n_rows(header).min(SAMPLE_ROWS)).map(|row| table.cell(header, row, column));
    let sorts: Vec<Sort> = cells.filter_map(|cell| sort_of(known, cell)).collect();
    let sorted = [Sort::Nation, Sort::Kind, Sort::Date, Sort::Address, Sort::Grade];
    let is_most = |sort: &Sort| {
        let n_alike = sorts.iter().filter(|other| *other == sort).count();
        n_alike > 0 && n_alike as f64 >= sorts.len() as f64 * LEAST_ALIKE
    };
    sorted.into_iter().find(is_most).or_else(|| (!sorts.is_empty()).then_some(Sort::Words))
}

/// Returns what a cell is by itself; `None` for an empty one.
fn sort_of(known: &Known<'_>, cell: &str) -> Option<Sort> {
    Some(if cell.is_empty() {
        return None;
    } else if !matches!(known.nation(cell), Ok(None)) {
        Sort::Nation
    } else if !matches!(known.kind(cell), Ok(None)) {
        Sort::Kind
    } else if Grade::parse(cell).is_some() {
        Sort::Grade
    } else if Objection::to_url(cell).is_ok() {
        Sort::Address
    } else if is_like_a_date(cell) {
        Sort::Date
    } else {
        Sort::Words
    })
}

/// Whether a cell is a date, or would be one if it were clear which.
fn is_like_a_date(cell: &str) -> bool {
    let is_number_with_signs = || {
        cell.contains(['/', '.', '-'])
            && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'-'))
            && cell.bytes().any(|byte| byte.is_ascii_digit())
    };
    read_date(cell).is_ok() || is_number_with_signs()
}

/// Returns the letters and digits of what stands above a column.
fn bare(head: &str) -> String {
    head.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
