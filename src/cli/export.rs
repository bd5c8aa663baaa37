//! `demarche export`: makes a picture of an atlas, as SVG or PNG by the name of the file, or a table or graph.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::data::{DataArguments, DataFormat};
use super::lens::{DayArguments, NationArguments, SiftArguments};
use super::output::{complain, mention_problems, refuse_nothing};
use crate::export::{ExportError, Size, missing_letters, png, svg};
use crate::io::{self, write_atomically};
use crate::scene::{self, PAGE_WIDTH, PageOptions, ThemeName};

/// Makes a picture of an atlas on a day.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche export --out korea.png --size 2560x1600 --theme print")]
pub struct Export {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// File to write, ending in .svg or .png, or in .csv, .json, .gexf, .graphml or .dot.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Width and height in pixels.
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    size: Size,
    /// Colors of the picture.
    #[arg(long, value_enum, default_value_t = ThemeArgument::Light)]
    theme: ThemeArgument,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    day: DayArguments,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
}

/// Colors of a picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ThemeArgument {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
    /// Black ink on white, for paper.
    Print,
}

/// What a picture is written as.
enum Format {
    Svg,
    Png,
    Data(DataFormat),
}

impl Export {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        let Some(format) = format_of(&self.out) else {
            let words = "--out must end in .svg or .png, .csv, .json, .gexf, .graphml or .dot\nHint: the ending says what is made";
            return complain(format_args!("{words}\nFile: {}", self.out.display()));
        };
        let data = match format {
            Format::Svg | Format::Png => None,
            Format::Data(data) => Some(data),
        };
        if let Err(reason) = self.data.fit(data) {
            return complain(reason);
        }
        let loaded = super::load(self.atlas.as_ref());
        if let Some(code) = refuse_nothing(&loaded) {
            return code;
        }
        let look = match self.sift.look(&loaded.document, self.day.as_of, &self.nations.nation) {
            Ok(look) => look,
            Err(reason) => return complain(reason),
        };
        let theme = io::theme(match self.theme {
            ThemeArgument::Light => ThemeName::Light,
            ThemeArgument::Dark => ThemeName::Dark,
            ThemeArgument::Print => ThemeName::Print,
        });
        if let Some(data) = data {
            let written = self.data.bytes(data, &loaded.document, &look, &theme);
            let written =
                written.and_then(|bytes| write_atomically(&self.out, &bytes).map_err(|error| error.to_string()));
            return match written {
                Ok(()) => mention_problems(&loaded),
                Err(reason) => complain(reason),
            };
        }
        // Places come from the whole record, so that they are the same whatever is looked at.
        let positions = scene::positions_over(&loaded.document, &look.document);
        let options = PageOptions {
            height: self.size.page_height(PAGE_WIDTH),
            known_on: look.moment.known_on,
            filter: look.filter_in_words(),
            scenario: look.scenario.as_ref().map(|scenario| scenario.title.as_str()),
        };
        let page = scene::page(&look.document, &look.network(), &positions, &options);
        let text = svg(&page, &theme, self.size);
        let bytes = match format {
            Format::Svg | Format::Data(_) => text.into_bytes(),
            Format::Png => {
                let missing: String = missing_letters(&page).into_iter().collect();
                if !missing.is_empty() {
                    let words =
                        format_args!("letters that the built-in font lacks are left out of the picture: {missing}");
                    let _ = writeln!(
                        std::io::stderr().lock(),
                        "demarche: {words}\nHint: an .svg shows them with the fonts of its viewer"
                    );
                }
                match png(&text, self.size) {
                    Ok(bytes) => bytes,
                    Err(error) => return complain(error),
                }
            }
        };
        match write_atomically(&self.out, &bytes) {
            Ok(()) => mention_problems(&loaded),
            Err(error) => complain(error),
        }
    }
}

/// Returns what a file of this name is.
fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        ending => DataFormat::of_ending(ending).map(Format::Data),
    }
}

/// Reads `1280x800`.
fn size(text: &str) -> Result<Size, String> {
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height) = sides.ok_or_else(|| "write width and height in pixels, such as 1280x800".to_owned())?;
    Size::new(width, height).map_err(|error: ExportError| error.to_string())
}
