//! What is chosen in the dialog, and what that asks of a session and of the writer.

use super::looked::Wanted;
use super::sorts::{BriefChoices, DataChoices, FileFormat, Sort};
use crate::export::brief::BriefFormat;
use crate::export::{ExportError, Format, Ground, Letters, PdfFacts, PictureSize, Size, Writing};
use crate::kit::{capitalized, quoted};
use crate::model::Document;
use crate::network::Vantage;
use crate::scene::{Layout, Orientation, Overflow, Page, Paper, Parts, ThemeName};
use crate::session::{Content, PictureRequest, Reach, Session};

/// What is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Options {
    /// What is taken away; the rest but for the last two is of pictures.
    pub sort: Sort,
    /// As what a picture is written.
    pub format: Format,
    /// What it is of.
    pub of: Of,
    /// How large it is.
    pub measure: Measure,
    /// How it looks.
    pub look: Look,
    /// What is on it beside the graph.
    pub parts: Parts,
    /// What stands over it; `None` for the judgment of the view that is shown.
    pub headline: Option<String>,
    /// How a brief is.
    pub brief: BriefChoices,
    /// How data are.
    pub data: DataChoices,
}

/// What a picture is of.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Of {
    /// Which ties.
    pub content: Content,
    /// How much of the canvas.
    pub reach: Reach,
    /// What is shown side by side, in its order.
    pub beside: Vec<Vantage>,
}

/// How large a picture is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    /// Which of both counts.
    pub unit: Unit,
    /// The paper.
    pub paper: Paper,
    /// Which side of it is up.
    pub orientation: Orientation,
    /// Width and height in pixels, as typed.
    pub sides: [String; 2],
    /// Times as many pixels each way, where there are pixels: 1, 2 or 4.
    pub scale: u32,
}

/// In what a size is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A sheet of paper.
    Paper,
    /// Pixels.
    Pixels,
}

/// How a picture looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Its colors.
    pub theme: ThemeName,
    /// What is behind it.
    pub ground: Ground,
    /// How letters stand in SVG and PDF.
    pub letters: Letters,
}

/// Scales that can be chosen.
pub(super) const SCALES: [u32; 3] = [1, 2, 4];

impl Default for Options {
    fn default() -> Self {
        let sides = [Size::default().width(), Size::default().height()].map(|side| side.to_string());
        let (paper, orientation) = (Paper::A4, Orientation::Landscape);
        Self {
            sort: Sort::default(),
            format: Format::Png,
            of: Of::default(),
            measure: Measure { unit: Unit::Pixels, paper, orientation, sides, scale: 2 },
            look: Look { theme: ThemeName::Light, ground: Ground::Filled, letters: Letters::Embedded },
            parts: Parts::all(),
            headline: None,
            brief: BriefChoices::default(),
            data: DataChoices::default(),
        }
    }
}

impl Options {
    /// Returns what is copied where nobody is asked: the picture of what is looked at.
    pub fn of_view(self) -> Self {
        let of = Of { content: Content::View, beside: Vec::new(), ..self.of };
        Self { sort: Sort::Picture, of, headline: None, ..self }
    }

    /// Returns as what the file is written.
    pub fn file_format(&self) -> FileFormat {
        match self.sort {
            Sort::Picture => FileFormat::Picture(self.format),
            Sort::Brief => FileFormat::Brief(self.brief.format),
            Sort::Data => FileFormat::Data(self.data.format),
        }
    }

    /// Takes over as what the file is written.
    pub fn set_file_format(&mut self, format: FileFormat) {
        self.sort = format.sort();
        match format {
            FileFormat::Picture(format) => self.format = format,
            FileFormat::Brief(format) => self.brief.format = format,
            FileFormat::Data(format) => self.data.format = format,
        }
    }

    /// Returns what is to be made of a session.
    ///
    /// # Errors
    /// Returns why nothing can be.
    pub fn wanted(&self, session: &Session) -> Result<Wanted, &'static str> {
        match self.sort {
            Sort::Picture => match self.size() {
                Ok(size) => Ok(Wanted::Picture(self.request(size, ""))),
                Err(_) => Err("There is no picture of this size\nHint: mend the size"),
            },
            Sort::Brief => Ok(Wanted::Brief(self.brief.about.subject(session), self.sheet().page())),
            Sort::Data => Ok(Wanted::Data(self.data, self.look.theme)),
        }
    }

    /// Returns the size of what is seen in the preview, where that can be told.
    pub fn shape(&self) -> Option<PictureSize> {
        match self.sort {
            Sort::Picture => self.size().ok(),
            Sort::Brief | Sort::Data => Some(self.sheet()),
        }
    }

    /// Returns the paper of a brief.
    fn sheet(&self) -> PictureSize {
        PictureSize::Paper(self.brief.paper, self.brief.orientation)
    }

    /// Returns what is behind what is seen in the preview.
    pub fn ground(&self) -> Ground {
        match self.sort {
            Sort::Picture => self.look.ground,
            Sort::Brief | Sort::Data => Ground::Filled,
        }
    }

    /// Whether the preview has pages to be leafed through.
    pub fn has_pages(&self) -> bool {
        match self.file_format() {
            FileFormat::Picture(Format::Pdf) | FileFormat::Brief(_) => true,
            FileFormat::Picture(Format::Svg | Format::Png) | FileFormat::Data(_) => false,
        }
    }

    /// Whether a picture in pixels is written.
    pub fn is_png(&self) -> bool {
        self.file_format() == FileFormat::Picture(Format::Png)
    }

    /// Returns the size of the picture.
    ///
    /// # Errors
    /// Returns why there is none of the size that was typed.
    pub fn size(&self) -> Result<PictureSize, String> {
        let Measure { unit, paper, orientation, sides: [width, height], scale } = &self.measure;
        let in_words = |error: ExportError| capitalized(&error.to_string());
        let size = match unit {
            Unit::Paper => PictureSize::Paper(*paper, *orientation),
            Unit::Pixels => PictureSize::Pixels(Size::new(side(width)?, side(height)?).map_err(in_words)?),
        };
        if self.format == Format::Png {
            size.pixels(*scale).map_err(in_words)?;
        }
        Ok(size)
    }

    /// Returns what is asked of a session, for a record of a version.
    pub fn request(&self, size: PictureSize, version: &str) -> PictureRequest {
        let overflow = match self.format {
            Format::Pdf => Overflow::Continued,
            Format::Svg | Format::Png => Overflow::Counted,
        };
        PictureRequest {
            content: self.of.content,
            reach: self.of.reach,
            beside: self.of.beside.clone(),
            headline: self.headline.clone(),
            layout: Layout { size: size.page(), parts: self.parts.clone(), overflow },
            version: version.to_owned(),
        }
    }

    /// Returns how pages of a record are written.
    pub fn writing(&self, size: PictureSize, record: &Document, pages: &[Page]) -> Writing {
        let Look { theme: _, ground, letters } = self.look;
        let title = pages.first().map(|page| page.title.clone()).unwrap_or_default();
        let facts = PdfFacts { title, authors: record.manifest.authors.clone(), date: record.manifest.as_of };
        Writing { format: self.format, size, scale: self.measure.scale, ground, letters, facts }
    }

    /// Whether letters that the font lacks are left to whoever shows the file.
    pub fn leaves_letters(&self) -> bool {
        match (self.file_format(), self.look.letters) {
            (FileFormat::Picture(Format::Svg), Letters::Named | Letters::Embedded) => true,
            (FileFormat::Picture(Format::Svg), Letters::Outlined | Letters::Boxed) => false,
            (FileFormat::Picture(Format::Png | Format::Pdf) | FileFormat::Brief(BriefFormat::Pdf), _) => false,
            (FileFormat::Brief(BriefFormat::Html | BriefFormat::Markdown) | FileFormat::Data(_), _) => true,
        }
    }

    /// Returns the size as people say it: "A4 landscape, 2245 × 1587 pixels".
    pub fn size_in_words(&self, size: PictureSize) -> String {
        let pixels = size.pixels(self.measure.scale).ok().filter(|_| self.is_png());
        let pixels = pixels.map(|size| format!("{} × {} pixels", size.width(), size.height()));
        match size {
            PictureSize::Paper(Paper::Slide, _) => paper_in_words(Paper::Slide.name().to_owned(), pixels),
            PictureSize::Paper(paper, side) => paper_in_words(format!("{} {}", paper.name(), side.id()), pixels),
            PictureSize::Pixels(size) => pixels.unwrap_or_else(|| format!("{} × {}", size.width(), size.height())),
        }
    }
}

fn paper_in_words(paper: String, pixels: Option<String>) -> String {
    std::iter::once(paper).chain(pixels).collect::<Vec<_>>().join(", ")
}

/// Reads a side in pixels.
fn side(text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| match text.trim() {
        "" => "Width and height are needed\nHint: whole numbers of pixels, such as 1280 and 800".to_owned(),
        text => {
            format!("{} is no number of pixels\nHint: write a whole number such as 1280", quoted(&format!("`{text}`")))
        }
    })
}

/// Returns the judgment of the view that is shown; empty where there is none.
pub(super) fn judgment(session: &Session) -> &str {
    session.shown_view().map(|view| view.judgment.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(width: &str, height: &str, scale: u32) -> Options {
        let mut options = Options::default();
        options.measure.sides = [width, height].map(str::to_owned);
        options.measure.scale = scale;
        options
    }

    #[test]
    fn a_size_that_there_is_not_says_why() {
        let check = |options: Options, expected: &str| {
            let words = options.size().expect_err("no size");
            assert!(words.starts_with(expected), "{words}");
        };
        check(pixels("", "800", 1), "Width and height are needed");
        check(pixels("wide", "800", 1), "“wide” is no number of pixels");
        check(pixels("100000", "100000", 1), "100000×100000 is no size for a picture\nHint: each side is 1 to 16384");
        check(pixels("8000", "8000", 4), "32000×32000 is no size for a picture");
        // Nothing is multiplied in what has no pixels.
        assert!(Options { format: Format::Svg, ..pixels("8000", "8000", 4) }.size().is_ok());
    }

    #[test]
    fn a_size_is_told_as_it_comes_out() {
        let check = |options: Options, expected: &str| {
            assert_eq!(options.size_in_words(options.size().expect("a size")), expected);
        };
        check(pixels("1280", "800", 2), "2560 × 1600 pixels");
        let mut paper = pixels("1", "1", 2);
        paper.measure.unit = Unit::Paper;
        check(paper.clone(), "A4 landscape, 2245 × 1587 pixels");
        check(Options { format: Format::Pdf, ..paper.clone() }, "A4 landscape");
        paper.measure.paper = Paper::Slide;
        check(Options { format: Format::Pdf, ..paper }, "Slide 16:9");
    }
}
