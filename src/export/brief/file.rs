//! Writes a brief with its picture in the format that is wanted.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::blocks::Brief;
use super::content::{BriefOptions, Subject};
use super::{html, markdown, picture_size, sheets};
use crate::export::{ExportError, Letters, PdfFacts, Progress, Size, SvgOptions, pdf, svg};
use crate::kit::Point;
use crate::model::NationId;
use crate::network::Network;
use crate::scene::{self, Caption, Layout, Overflow, PAGE_WIDTH, Page, Part, Parts, Theme};

/// What a brief is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BriefFormat {
    /// A page for browsers, with its picture.
    #[default]
    Html,
    /// Text for people and repositories.
    Markdown,
    /// Sheets of paper, with its picture.
    Pdf,
}

/// How a brief is written.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefWriting<'a> {
    /// As what.
    pub format: BriefFormat,
    /// Colors of its picture.
    pub theme: &'a Theme,
    /// How letters stand in a PDF.
    pub letters: Letters,
    /// Who made the record, as a PDF says it.
    pub authors: &'a [String],
    /// Of which day a PDF says that it is.
    pub date: Date,
    /// The name of a picture that lies beside a Markdown file, if one does.
    pub beside: Option<&'a str>,
}

impl BriefFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Html, Self::Markdown, Self::Pdf];

    /// Returns the ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Pdf => "pdf",
        }
    }
}

/// Returns the pages that stand in a file of the format: the picture in HTML, the sheets of a size in points in a PDF.
/// `positions` are those of the whole record, so that nations sit in the same places whatever is looked at.
pub fn pages(
    brief: &Brief,
    options: &BriefOptions<'_>,
    positions: &BTreeMap<NationId, Point>,
    format: BriefFormat,
    size: [f64; 2],
) -> Vec<Page> {
    let picture = |size| picture(options, positions, size);
    match format {
        BriefFormat::Markdown => Vec::new(),
        BriefFormat::Html => picture([PAGE_WIDTH, Size::default().page_height(PAGE_WIDTH)]).into_iter().collect(),
        BriefFormat::Pdf => sheets(brief, picture(picture_size(size)), size),
    }
}

/// Returns a brief as a file of the format, with its pages. The same gives the same bytes.
///
/// # Errors
/// Returns why a PDF cannot be made, or that it was broken off.
pub fn write(
    brief: &Brief,
    pages: &[Page],
    writing: &BriefWriting<'_>,
    progress: Progress<'_>,
) -> Result<Vec<u8>, ExportError> {
    let BriefWriting { format, theme, letters, authors, date, beside } = writing;
    let options = SvgOptions::of(Size::default());
    match format {
        BriefFormat::Markdown => Ok(markdown(brief, *beside).into_bytes()),
        BriefFormat::Html => {
            let picture = pages.first().map(|page| svg(page, theme, options)).unwrap_or_default();
            Ok(html(brief, &picture).into_bytes())
        }
        BriefFormat::Pdf => {
            let title = format!("{}, {}", brief.title, brief.subtitle);
            let facts = PdfFacts { title, authors: authors.to_vec(), date: *date };
            pdf(pages, theme, SvgOptions { letters: *letters, ..options }, &facts, progress)
        }
    }
}

/// Returns the picture of what a brief is about: of a nation or a pair, only those whom its ties concern. The brief itself
/// has the sources, and who made it.
fn picture(options: &BriefOptions<'_>, positions: &BTreeMap<NationId, Point>, size: [f64; 2]) -> Option<Page> {
    let BriefOptions { subject, document, network, whole: _, known_on, filter, version: _, supposition } = *options;
    let name = |id: &NationId| document.nation_name(id).to_owned();
    let among = |others: &[&NationId]| network.among(|tie| subject.concerns(&tie.tie), others);
    let (only, network): (Option<String>, Network) = match subject {
        Subject::Record => (None, network.clone()),
        Subject::Nation(id) => (Some(format!("ties of {}", name(id))), among(&[id])),
        Subject::Pair(a, b) => (Some(format!("ties between {} and {}", name(a), name(b))), among(&[a, b])),
    };
    let filter = only.into_iter().chain(filter.map(str::to_owned)).collect::<Vec<_>>().join(", ");
    let of_network =
        network.nations().iter().filter_map(|nation| Some((nation.id.clone(), *positions.get(&nation.id)?)));
    let positions: BTreeMap<NationId, Point> = of_network.collect();
    let caption = Caption {
        known_on,
        filter: Some(filter).filter(|filter| !filter.is_empty()),
        scenario: supposition.map(|it| it.scenario.title.clone()),
        ..Caption::default()
    };
    let parts = [Part::Notes, Part::License, Part::Version].into_iter().fold(Parts::all(), Parts::without);
    let layout = Layout { size, parts, overflow: Overflow::Counted };
    scene::picture(&scene::Subject::of(document, &network, &positions), &caption, &layout).into_iter().next()
}
