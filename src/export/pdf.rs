//! Pages as PDF, made from their SVG: text stays text, fonts are embedded, sources are links.

use jiff::civil::Date;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::{Rect, Size};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::Tree;

use super::error::ExportError;
use super::pen::Letters;
use super::png::{Progress, options};
use super::size::Dimensions;
use super::svg::{SvgOptions, svg};
use crate::kit::boxed;
use crate::scene::{Page, Theme};

/// Typographer's points a point of a page, of which 96 make an inch.
const POINTS: f64 = 0.75;

/// What a PDF says of itself beside its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFacts {
    /// Its title.
    pub title: String,
    /// Who made what is on it.
    pub authors: Vec<String>,
    /// Of which day it is.
    pub date: Date,
}

/// Returns pages as one PDF. The same pages and facts give the same bytes. O(marks).
///
/// # Errors
/// Returns an error when a page cannot be read back, when it is broken off, or when the PDF cannot be written.
pub fn pdf(
    pages: &[Page],
    theme: &Theme,
    options: SvgOptions,
    facts: &PdfFacts,
    progress: Progress<'_>,
) -> Result<Vec<u8>, ExportError> {
    let mut document = krilla::Document::new();
    for (idx, page) in pages.iter().enumerate() {
        add(&mut document, page, theme, options)?;
        if progress((idx + 1) as f64 / pages.len() as f64).is_break() {
            return Err(ExportError::BrokenOff);
        }
    }
    let PdfFacts { title, authors, date } = facts;
    let (year, month, day) = (date.year(), date.month(), date.day());
    let on = DateTime::new(u16::try_from(year).unwrap_or(0)).month(month.unsigned_abs()).day(day.unsigned_abs());
    let metadata = Metadata::new()
        .title(boxed(title))
        .authors(authors.iter().map(|author| boxed(author)).collect())
        .creator(format!("Démarche {}", env!("CARGO_PKG_VERSION")))
        .language("en".to_owned())
        .creation_date(on);
    document.set_metadata(metadata);
    document.finish().map_err(|error| ExportError::Pdf { reason: format!("{error:?}") })
}

fn add(
    document: &mut krilla::Document,
    page: &Page,
    theme: &Theme,
    svg_options: SvgOptions,
) -> Result<(), ExportError> {
    let no_page = || ExportError::Pdf { reason: format!("{}×{} is no size for a page", page.width, page.height) };
    let letters = match svg_options.letters {
        Letters::Outlined => Letters::Outlined,
        Letters::Named | Letters::Embedded | Letters::Boxed => Letters::Boxed,
    };
    let text = svg(page, theme, SvgOptions { size: Dimensions::OfPage, letters, ..svg_options });
    let tree = Tree::from_str(&text, &options()).map_err(|error| ExportError::Svg { reason: error.to_string() })?;
    let (width, height) = ((page.width * POINTS) as f32, (page.height * POINTS) as f32);
    let size = Size::from_wh(width, height).ok_or_else(no_page)?;
    let settings = PageSettings::from_wh(width, height).ok_or_else(no_page)?;
    let mut on = document.start_page_with(settings);
    let mut surface = on.surface();
    surface.draw_svg(&tree, size, SvgSettings { embed_text: true, ..SvgSettings::default() });
    surface.finish();
    for link in &page.links {
        let [left, top, right, bottom] =
            [link.place.min.x, link.place.min.y, link.place.max.x, link.place.max.y].map(|side| (side * POINTS) as f32);
        let Some(place) = Rect::from_ltrb(left, top, right, bottom) else { continue };
        let target = Target::Action(Action::Link(LinkAction::new(link.url.clone())));
        on.add_annotation(Annotation::new_link(LinkAnnotation::new(place, target), Some(link.words.clone())));
    }
    on.finish();
    Ok(())
}
