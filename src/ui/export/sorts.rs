//! What sorts of files there are: pictures, briefs and data, each with formats of its own, and what is chosen of the latter two.

use std::ffi::OsStr;

use crate::export::brief::{BriefFormat, Subject};
use crate::export::{DataFormat, Format, Table};
use crate::model::NationId;
use crate::scene::{Orientation, Paper};
use crate::session::Session;

/// What is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    /// What is seen.
    #[default]
    Picture,
    /// What is known, in words.
    Brief,
    /// What other programs read.
    Data,
}

/// As what a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    /// A picture.
    Picture(Format),
    /// A brief.
    Brief(BriefFormat),
    /// A table or graph.
    Data(DataFormat),
}

/// What is chosen of a brief.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BriefChoices {
    /// As what it is written.
    pub format: BriefFormat,
    /// What it is about.
    pub about: About,
    /// The paper of a PDF.
    pub paper: Paper,
    /// Which side of it is up.
    pub orientation: Orientation,
}

/// What a brief is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum About {
    /// The record or the open scenario.
    #[default]
    All,
    /// The selected nation.
    Nation,
    /// The selected two nations.
    Pair,
}

/// What is chosen of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DataChoices {
    /// As what it is written.
    pub format: DataFormat,
    /// Which table, where there is one.
    pub table: Table,
    /// Ties of which days.
    pub days: Days,
}

/// Ties of which days there are in data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Days {
    /// Of the day looked at.
    #[default]
    This,
    /// Of all of them.
    All,
}

impl Sort {
    /// All sorts, in their order.
    pub const ALL: [Self; 3] = [Self::Picture, Self::Brief, Self::Data];

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "Picture",
            Self::Brief => "Brief",
            Self::Data => "Data",
        }
    }
}

impl FileFormat {
    /// Returns the ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Picture(format) => format.ending(),
            Self::Brief(format) => format.ending(),
            Self::Data(format) => format.ending(),
        }
    }

    /// Returns the format that an ending asks for, if it asks for one. A PDF is what was meant before: a picture or a brief.
    pub fn asked_by(ending: &OsStr, before: Self) -> Option<Self> {
        let pictures = Format::ALL.map(Self::Picture).into_iter();
        let all = pictures.chain(BriefFormat::ALL.map(Self::Brief)).chain(DataFormat::ALL.map(Self::Data));
        let mut meant = all.filter(|format| ending.eq_ignore_ascii_case(format.ending()));
        let first = meant.next()?;
        Some(std::iter::once(first).chain(meant).find(|format| format.sort() == before.sort()).unwrap_or(first))
    }

    /// Returns what it is of.
    pub fn sort(self) -> Sort {
        match self {
            Self::Picture(_) => Sort::Picture,
            Self::Brief(_) => Sort::Brief,
            Self::Data(_) => Sort::Data,
        }
    }
}

impl Default for BriefChoices {
    fn default() -> Self {
        let (format, about) = (BriefFormat::default(), About::default());
        Self { format, about, paper: Paper::A4, orientation: Orientation::Portrait }
    }
}

impl Default for DataChoices {
    fn default() -> Self {
        Self { format: DataFormat::default(), table: Table::Ties, days: Days::default() }
    }
}

impl About {
    /// Returns what the selection suggests.
    pub fn suggested(session: &Session) -> Self {
        if session.selected_pair().is_some() {
            return Self::Pair;
        }
        session.selected_nation().map_or(Self::All, |_| Self::Nation)
    }

    /// Returns what that is.
    pub fn subject(self, session: &Session) -> Subject {
        let nation = || session.selected_nation().map(Subject::Nation);
        let pair = || session.selected_pair().map(|(a, b): (NationId, NationId)| Subject::Pair(a, b));
        match self {
            Self::All => None,
            Self::Nation => nation(),
            Self::Pair => pair(),
        }
        .unwrap_or(Subject::Record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_asks_for_its_format_and_a_pdf_for_what_was_meant_before() {
        let picture = FileFormat::Picture(Format::Png);
        let check = |ending: &str, before, expected| {
            assert_eq!(FileFormat::asked_by(OsStr::new(ending), before), expected, "{ending}");
        };
        let brief = FileFormat::Brief(BriefFormat::Html);
        check("PDF", picture, Some(FileFormat::Picture(Format::Pdf)));
        check("pdf", brief, Some(FileFormat::Brief(BriefFormat::Pdf)));
        check("pdf", FileFormat::Data(DataFormat::Csv), Some(FileFormat::Picture(Format::Pdf)));
        check("graphml", brief, Some(FileFormat::Data(DataFormat::GraphMl)));
        check("txt", brief, None);
    }
}
