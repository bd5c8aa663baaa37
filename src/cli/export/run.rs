//! `demarche export`: takes something of an atlas away, as the names of the files say: a picture, a brief, a table, a graph.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::briefs::subject;
use super::data::DataArguments;
use super::pictures::PictureArguments;
use crate::cli::lens::{DayArguments, LOOKED_AT, NationArguments, SiftArguments};
use crate::cli::output::{complain, mention_problems, refuse_nothing};
use crate::export::brief::{BriefFormat, Subject};
use crate::export::{DataFormat, Format};
use crate::io::{Loaded, write_atomically};
use crate::scene::ThemeName;

/// Takes something of an atlas away.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: demarche export --out korea.pdf --size a3 --theme print\n         demarche export --out 2024.svg --from 2023-06-01 --to 2024-12-31\n         demarche export --out korea.png --size 2560x1600 --without notes,legend"
)]
pub struct Export {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// File to write; its ending says as what: .svg, .png, .pdf, .html, .md, .csv, .json, .gexf, .graphml or .dot. `-` is stdout, with --format. It can be
    /// repeated: all of it is made before anything is written.
    #[arg(long, value_name = "FILE", required = true)]
    out: Vec<PathBuf>,
    /// As what `--out -` is written.
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FormatArgument>,
    #[command(flatten)]
    picture: PictureArguments,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    day: DayArguments,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
    /// Makes the brief that of two nations, by id, name or alias.
    #[arg(long, value_name = "A,B", conflicts_with = "nation", help_heading = LOOKED_AT)]
    pair: Option<String>,
    /// Lets a .pdf be the brief and not the picture.
    #[arg(long)]
    brief: bool,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatArgument {
    /// A picture with text and titles.
    Svg,
    /// A picture in pixels.
    Png,
    /// A picture on paper, with all notes.
    Pdf,
    /// A brief for people and repositories.
    #[value(alias = "markdown")]
    Md,
    /// A brief for browsers, with its picture.
    #[value(alias = "htm")]
    Html,
    /// A table with commas.
    Csv,
    /// A table as a list of objects, or what `show --json` prints.
    Json,
    /// A graph for Gephi.
    Gexf,
    /// A graph for most programs.
    #[value(name = "graphml")]
    GraphMl,
    /// A graph for Graphviz.
    Dot,
}

impl FormatArgument {
    /// Returns what the name of a file asks for.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        <Self as ValueEnum>::from_str(&ending, true).ok()
    }

    /// Returns which table or graph it is; `None` for the others.
    fn data(self) -> Option<DataFormat> {
        match self {
            Self::Svg | Self::Png | Self::Pdf | Self::Md | Self::Html => None,
            Self::Csv => Some(DataFormat::Csv),
            Self::Json => Some(DataFormat::Json),
            Self::Gexf => Some(DataFormat::Gexf),
            Self::GraphMl => Some(DataFormat::GraphMl),
            Self::Dot => Some(DataFormat::Dot),
        }
    }
}

impl Export {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        let formats = match self.formats() {
            Ok(formats) => formats,
            Err(reason) => return complain(reason),
        };
        let loaded = crate::cli::load(self.atlas.as_ref());
        if let Some(code) = refuse_nothing(&loaded) {
            return code;
        }
        // All is made before anything is written, so that what cannot be made leaves no half of the rest behind.
        let made: Result<Vec<Vec<u8>>, String> =
            self.out.iter().zip(&formats).map(|(path, format)| self.made(path, *format, &loaded)).collect();
        match made.and_then(|made| self.write(&made)) {
            Ok(()) => mention_problems(&loaded),
            Err(reason) => {
                // What could not be read may be why.
                let _ = mention_problems(&loaded);
                complain(reason)
            }
        }
    }

    /// Writes all files; of the first that cannot be written, says why and which ones are written already.
    fn write(&self, made: &[Vec<u8>]) -> Result<(), String> {
        for (idx, (path, bytes)) in self.out.iter().zip(made).enumerate() {
            if let Err(reason) = write(path, bytes) {
                let already: Vec<String> = self.out[..idx].iter().map(|path| path.display().to_string()).collect();
                let already = if already.is_empty() { "none".to_owned() } else { already.join(", ") };
                let is_alone = self.out.len() == 1;
                return Err(if is_alone { reason } else { format!("{reason}\nWritten before it: {already}") });
            }
        }
        Ok(())
    }

    /// Returns as what each file is written.
    fn formats(&self) -> Result<Vec<FormatArgument>, String> {
        let is_stdout = |path: &&PathBuf| path.as_os_str() == "-";
        if self.out.iter().filter(is_stdout).count() > 1 {
            return Err("`--out -` is there twice\nHint: stdout takes one file".to_owned());
        }
        if self.format.is_some() && !self.out.iter().any(|path| is_stdout(&path)) {
            return Err("--format is for `--out -`\nHint: the ending of a file says as what it is written".to_owned());
        }
        let format = |path: &PathBuf| match (is_stdout(&path), self.format) {
            (true, Some(format)) => Ok(format),
            (true, None) => Err("`--out -` needs --format\nHint: such as --format svg".to_owned()),
            (false, _) => FormatArgument::of(path).ok_or_else(|| {
                let words = "--out must end in .svg, .png, .pdf, .html, .md, .csv, .json, .gexf, .graphml or .dot";
                format!("{words}\nHint: the ending says as what it is written\nFile: {}", path.display())
            }),
        };
        let formats: Vec<FormatArgument> = self.out.iter().map(format).collect::<Result<_, String>>()?;
        let is_brief = |format: &FormatArgument| match format {
            FormatArgument::Md | FormatArgument::Html => true,
            FormatArgument::Pdf => self.brief,
            FormatArgument::Svg | FormatArgument::Png => false,
            FormatArgument::Csv
            | FormatArgument::Json
            | FormatArgument::Gexf
            | FormatArgument::GraphMl
            | FormatArgument::Dot => false,
        };
        if self.pair.is_some() && !formats.iter().all(is_brief) {
            let hint = "a picture of two nations: --content selection --select A,B";
            return Err(format!("--pair is for a brief\nHint: {hint}"));
        }
        if self.brief && !formats.contains(&FormatArgument::Pdf) {
            return Err("--brief is for a .pdf\nHint: .md and .html are briefs without it".to_owned());
        }
        if formats.iter().any(|format| is_brief(format) || format.data().is_some()) {
            self.picture.refuse()?;
        }
        self.data.fit(&formats.iter().map(|format| format.data()).collect::<Vec<_>>())?;
        Ok(formats)
    }

    /// Returns the bytes of a file.
    fn made(&self, path: &Path, format: FormatArgument, loaded: &Loaded) -> Result<Vec<u8>, String> {
        let picture = |format| self.picture.made(format, loaded, &self.sift, self.day.as_of, &self.nations.nation);
        match format {
            FormatArgument::Svg => picture(Format::Svg),
            FormatArgument::Png => picture(Format::Png),
            FormatArgument::Pdf if self.brief => self.brief(BriefFormat::Pdf, loaded, None),
            FormatArgument::Pdf => picture(Format::Pdf),
            FormatArgument::Md => self.brief(BriefFormat::Markdown, loaded, self.picture_beside(path)),
            FormatArgument::Html => self.brief(BriefFormat::Html, loaded, None),
            FormatArgument::Csv => self.extract(DataFormat::Csv, loaded),
            FormatArgument::Json => self.extract(DataFormat::Json, loaded),
            FormatArgument::Gexf => self.extract(DataFormat::Gexf, loaded),
            FormatArgument::GraphMl => self.extract(DataFormat::GraphMl, loaded),
            FormatArgument::Dot => self.extract(DataFormat::Dot, loaded),
        }
    }

    /// Returns the name of a picture that is written into the folder of a file, if one is.
    fn picture_beside(&self, path: &Path) -> Option<&str> {
        let is_picture = |other: &&PathBuf| match FormatArgument::of(other) {
            Some(FormatArgument::Svg | FormatArgument::Png) => other.parent() == path.parent(),
            Some(_) | None => false,
        };
        self.out.iter().find(is_picture)?.file_name()?.to_str()
    }

    /// Returns the bytes of a brief. One nation or a pair is what it is about, and no filter.
    fn brief(&self, format: BriefFormat, loaded: &Loaded, beside: Option<&str>) -> Result<Vec<u8>, String> {
        let (record, nations) = (&loaded.document, &self.nations.nation);
        let about = subject(&self.sift.everything(record)?, nations, self.pair.as_deref())?;
        let nations: &[String] = if about == Subject::Record { nations } else { &[] };
        let look = self.sift.look(record, self.day.as_of, nations)?;
        super::briefs::written(format, &look, record, &about, &self.picture, beside)
    }

    /// Returns the bytes of a table or graph.
    fn extract(&self, format: DataFormat, loaded: &Loaded) -> Result<Vec<u8>, String> {
        let look = self.sift.look(&loaded.document, self.day.as_of, &self.nations.nation)?;
        self.data.bytes(format, &loaded.document, &look, &self.picture.theme(ThemeName::Light))
    }
}

/// Writes a file, or to stdout.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.as_os_str() != "-" {
        return write_atomically(path, bytes).map_err(|error| error.to_string());
    }
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // A reader who has gone away, such as `head`, is no reason to complain.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write the output: {error}"))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Returns the day that a file gives as its own: that of `SOURCE_DATE_EPOCH`, in UTC, where it is set, else the date of the
/// atlas; the clock would make other bytes every day.
///
/// # Errors
/// Returns that the variable has no seconds in it.
pub(super) fn stamp_day(home: Date) -> Result<Date, String> {
    let Ok(seconds) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(home) };
    if seconds.is_empty() {
        return Ok(home);
    }
    let moment = seconds
        .parse()
        .ok()
        .filter(|seconds: &i64| *seconds >= 0)
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    let words = "SOURCE_DATE_EPOCH has no whole number of seconds since 1970\nHint: correct or unset it";
    moment.map(|moment| Offset::UTC.to_datetime(moment).date()).ok_or_else(|| words.to_owned())
}
