//! `demarche export`: makes a picture of an atlas, as SVG or PNG by the name of the file, or a brief, as Markdown or HTML.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::brief::{BriefFormat, page_of, subject, written};
use super::lens::{DayArguments, LOOKED_AT, Look, NationArguments, SiftArguments};
use super::output::{complain, mention_problems, refuse_nothing};
use crate::export::brief::Subject;
use crate::export::{ExportError, Size, missing_letters, png, svg};
use crate::io::{self, write_atomically};
use crate::model::Document;
use crate::scene::{PAGE_WIDTH, ThemeName};

/// Makes a picture of an atlas on a day.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche export --out korea.png --size 2560x1600 --theme print")]
pub struct Export {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// File to write, ending in .svg or .png, or for a brief in .md or .html.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Width and height in pixels.
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    size: Size,
    /// Colors of the picture.
    #[arg(long, value_enum, default_value_t = ThemeArgument::Light)]
    theme: ThemeArgument,
    #[command(flatten)]
    day: DayArguments,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
    /// Only ties between two nations, by id, name or alias.
    #[arg(long, value_name = "A,B", conflicts_with = "nation", help_heading = LOOKED_AT)]
    pair: Option<String>,
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
    Brief(BriefFormat),
}

impl Export {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        let Some(format) = format_of(&self.out) else {
            let words = "--out must end in .svg, .png, .md or .html\nHint: the ending says what is made";
            return complain(format_args!("{words}\nFile: {}", self.out.display()));
        };
        let loaded = super::load(self.atlas.as_ref());
        if let Some(code) = refuse_nothing(&loaded) {
            return code;
        }
        let (look, subject) = match self.asked(&loaded.document, &format) {
            Ok(asked) => asked,
            Err(reason) => return complain(reason),
        };
        let write = |bytes: &[u8]| match write_atomically(&self.out, bytes) {
            Ok(()) => mention_problems(&loaded),
            Err(error) => complain(error),
        };
        if let Format::Brief(format) = format {
            return write(written(format, &look, &loaded.document, &subject, None).as_bytes());
        }
        let page = page_of(&look, &loaded.document, &subject, self.size.page_height(PAGE_WIDTH));
        let theme = io::theme(match self.theme {
            ThemeArgument::Light => ThemeName::Light,
            ThemeArgument::Dark => ThemeName::Dark,
            ThemeArgument::Print => ThemeName::Print,
        });
        let text = svg(&page, &theme, self.size);
        let bytes = match format {
            Format::Svg | Format::Brief(_) => text.into_bytes(),
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
        write(&bytes)
    }

    /// Returns what is looked at, and what of it is asked for. A brief of one nation is about it; a picture is filtered.
    fn asked(&self, record: &Document, format: &Format) -> Result<(Look, Subject), String> {
        let nations = &self.nations.nation;
        let about = match format {
            Format::Brief(_) => subject(&self.sift.everything(record)?, nations, self.pair.as_deref())?,
            Format::Svg | Format::Png => subject(&self.sift.everything(record)?, &[], self.pair.as_deref())?,
        };
        let nations: &[String] = if about == Subject::Record { nations } else { &[] };
        Ok((self.sift.look(record, self.day.as_of, nations)?, about))
    }
}

/// Returns what a file of this name is.
fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        _ => BriefFormat::of(path).map(Format::Brief),
    }
}

/// Reads `1280x800`.
fn size(text: &str) -> Result<Size, String> {
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height) = sides.ok_or_else(|| "write width and height in pixels, such as 1280x800".to_owned())?;
    Size::new(width, height).map_err(|error: ExportError| error.to_string())
}
