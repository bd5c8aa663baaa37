//! Writes the pages of a picture in the format that is wanted.

use super::error::ExportError;
use super::pdf::{PdfFacts, pdf};
use super::pen::Letters;
use super::png::{Progress, pixels, png};
use super::size::{Dimensions, Size};
use super::svg::{Ground, SvgOptions, svg};
use crate::scene::{Orientation, PAGE_WIDTH, Page, Paper, Theme};

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// Scalable Vector Graphics, with text and a title for every mark.
    Svg,
    /// Pixels.
    #[default]
    Png,
    /// Portable Document Format, with links, and with notes that go on on further pages.
    Pdf,
}

/// How large a picture is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureSize {
    /// A sheet of paper, at so many pixels a point where pixels are wanted.
    Paper(Paper, Orientation),
    /// So many pixels, times the scale.
    Pixels(Size),
}

/// How pages are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Writing {
    /// As what.
    pub format: Format,
    /// How large.
    pub size: PictureSize,
    /// Pixels a pixel of the size, 1 to 4: sharper, not larger.
    pub scale: u32,
    /// What is behind it.
    pub ground: Ground,
    /// How letters stand in SVG and PDF.
    pub letters: Letters,
    /// What a PDF says of itself.
    pub facts: PdfFacts,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Pdf];

    /// Returns the ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

impl PictureSize {
    /// Returns the size of the page in its points.
    pub fn page(self) -> [f64; 2] {
        match self {
            Self::Paper(paper, orientation) => paper.points(orientation),
            Self::Pixels(size) => [PAGE_WIDTH, size.page_height(PAGE_WIDTH)],
        }
    }

    /// Returns how many pixels it has at a scale.
    ///
    /// # Errors
    /// Returns which limit that breaks.
    pub fn pixels(self, scale: u32) -> Result<Size, ExportError> {
        match self {
            Self::Paper(paper, orientation) => {
                let [width, height] = paper.points(orientation).map(|side| (side * f64::from(scale)).round() as u32);
                Size::new(width, height)
            }
            Self::Pixels(size) => Size::new(size.width().saturating_mul(scale), size.height().saturating_mul(scale)),
        }
    }

    fn dimensions(self) -> Dimensions {
        match self {
            Self::Paper(paper, orientation) => Dimensions::Millimeters(paper.millimeters(orientation)),
            Self::Pixels(size) => Dimensions::Pixels(size),
        }
    }
}

/// Returns pages as a file of the format; SVG and PNG of the first alone. The same pages give the same bytes.
///
/// # Errors
/// Returns an error where there is no page, the size is beyond the limits, it is broken off, or an encoder fails.
pub fn write(pages: &[Page], theme: &Theme, writing: &Writing, progress: Progress<'_>) -> Result<Vec<u8>, ExportError> {
    let Some(page) = pages.first() else { return Err(ExportError::Nothing) };
    let Writing { format, size, scale, ground, letters, facts } = writing;
    let options = SvgOptions { size: size.dimensions(), ground: *ground, letters: *letters };
    match format {
        Format::Svg => Ok(svg(page, theme, options).into_bytes()),
        Format::Png => {
            let text = svg(page, theme, SvgOptions { letters: Letters::Boxed, ..options });
            png(&text, size.pixels(*scale)?, *ground, progress)
        }
        Format::Pdf => pdf(pages, theme, options, facts, progress),
    }
}

/// Returns the pixels of a page, as a PNG of it would have them: red, green, blue and opacity of 8 bits, not multiplied.
///
/// # Errors
/// Returns an error where it is broken off.
pub fn painted(
    page: &Page,
    theme: &Theme,
    ground: Ground,
    size: Size,
    progress: Progress<'_>,
) -> Result<Vec<u8>, ExportError> {
    let options = SvgOptions { size: Dimensions::Pixels(size), ground, letters: Letters::Boxed };
    pixels(&svg(page, theme, options), size, progress)
}
