//! Pictures of `demarche export`: sets a session as the arguments say, and takes what the export dialog would take.

use std::io::Write as _;
use std::ops::ControlFlow;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::lens::{Look, SiftArguments};
use crate::cli::moment::{MomentArgument, compared, hold};
use crate::export::{
    self, ExportError, Format, Ground, Letters, PdfFacts, PictureSize, Size, Writing, missing_letters,
};
use crate::io::{self, Loaded};
use crate::kit::{did_you_mean, visible};
use crate::model::{Document, NationId, SourceId, TieId};
use crate::network::Hiding;
use crate::scene::{Layout, MOST_BESIDE, Orientation, Overflow, Paper, Part, Parts, Target, Theme, ThemeName};
use crate::session::{Command, Content, PictureRequest, Reach, Scenarios, Session, Sift, Time, Views, ViewsHome, run};

/// Title of these arguments in the help.
const PICTURE: &str = "Pictures";

/// How a picture is to be.
#[derive(Debug, Args)]
#[command(next_help_heading = PICTURE)]
pub(super) struct PictureArguments {
    /// A paper (a5, a4, a3, a2, letter, slide) or width and height in pixels, such as 2560x1600. What has pixels is laid out
    /// 1280 points wide.
    #[arg(long, value_name = "SIZE", default_value = "1280x800", value_parser = size)]
    size: PictureSize,
    /// Which side of a paper is up: landscape, as pictures are, or portrait, as briefs are.
    #[arg(long, value_name = "SIDE", value_parser = orientation)]
    orientation: Option<Orientation>,
    /// Times as many pixels each way, 1 to 4: sharper, not larger.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=4))]
    scale: u32,
    /// Colors of the picture: light where nothing is said, print for a brief on paper.
    #[arg(long, value_enum)]
    theme: Option<ThemeArgument>,
    /// Leaves the ground away; words and circles keep theirs.
    #[arg(long)]
    transparent: bool,
    /// How letters stand in SVG and PDF: as text with its font embedded, or as shapes.
    #[arg(long, value_enum, value_name = "HOW", default_value_t = LettersArgument::Embedded)]
    letters: LettersArgument,
    /// Leaves parts away: headline, scenario, dates, filter, legend, widths, notes, license, version. A list with commas.
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = part)]
    without: Vec<Part>,
    /// What stands over the picture, instead of the judgment of a view.
    #[arg(long, value_name = "WORDS")]
    headline: Option<String>,
    #[command(flatten)]
    of: OfArguments,
}

/// What a picture is to be of.
#[derive(Debug, Args)]
#[command(next_help_heading = PICTURE)]
struct OfArguments {
    /// Which ties: those looked at, those of what --select names with their neighbors, or everything of the day.
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = ContentArgument::View)]
    content: ContentArgument,
    /// Selects nations, ties or sources by id. A list with commas.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    select: Vec<String>,
    /// Takes day, filter, selection and place of a named view of the atlas; other arguments win.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// All of it as large as it goes, or what is seen of the canvas from the place of the view.
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ReachArgument::Fitted)]
    reach: ReachArgument,
    /// Shows what differs: a day, `record` or `scenario:NAME`, each with `@DAY`, from which the comparison goes out.
    #[arg(long, value_name = "MOMENT", value_parser = MomentArgument::parse)]
    from: Option<MomentArgument>,
    /// What the comparison comes to; without it, what is looked at.
    #[arg(long, value_name = "MOMENT", value_parser = MomentArgument::parse, requires = "from")]
    to: Option<MomentArgument>,
    /// Shows several moments side by side on one sheet, each nation in one place; repeat it, or write a list with commas.
    #[arg(long, value_name = "MOMENT", value_delimiter = ',', value_parser = MomentArgument::parse, conflicts_with = "from")]
    beside: Vec<MomentArgument>,
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

/// How letters stand in a picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LettersArgument {
    /// As text, with the font in the file.
    Embedded,
    /// As shapes.
    Outlined,
}

/// Which ties are on a picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ContentArgument {
    /// Those looked at.
    View,
    /// Those of the selection and its neighbors.
    Selection,
    /// All of the day.
    Everything,
}

/// How much of the canvas is on a picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ReachArgument {
    /// All of it.
    Fitted,
    /// What is seen.
    Visible,
}

impl PictureArguments {
    /// Refuses what has a meaning for pictures alone, where something else is made: what chooses ties would be ignored there.
    ///
    /// # Errors
    /// Returns which option that is.
    pub(super) fn refuse(&self) -> Result<(), String> {
        let OfArguments { content, select, view, reach, from, to: _, beside } = &self.of;
        let given = [
            ("--content", !matches!(content, ContentArgument::View)),
            ("--select", !select.is_empty()),
            ("--view", view.is_some()),
            ("--reach", !matches!(reach, ReachArgument::Fitted)),
            ("--from", from.is_some()),
            ("--beside", !beside.is_empty()),
        ];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(format!(
                "{option} is for pictures\nHint: let each --out end in .svg, .png or .pdf; `diff --json` tells a difference"
            )),
            None => Ok(()),
        }
    }

    /// Returns a picture as a file.
    pub(super) fn made(
        &self,
        format: Format,
        loaded: &Loaded,
        sift: &SiftArguments,
        as_of: Option<Date>,
        nations: &[String],
    ) -> Result<Vec<u8>, String> {
        let look = sift.look(&loaded.document, as_of, nations)?;
        let session = self.session(loaded, &look, as_of)?;
        let record = &loaded.document;
        if self.of.beside.len() > MOST_BESIDE {
            let (n, hint) = (self.of.beside.len(), format!("at most {MOST_BESIDE} can be read on one sheet"));
            return Err(format!("--beside names {n} moments\nHint: {hint}"));
        }
        let beside = self.of.beside.iter().map(|moment| {
            let outlook = moment.outlook(record, look.scenario.as_ref())?;
            outlook.within(record)?;
            Ok(outlook.vantage())
        });
        let overflow = match format {
            Format::Pdf => Overflow::Continued,
            Format::Svg | Format::Png => Overflow::Counted,
        };
        let size = self.size_of();
        let parts = self.without.iter().fold(Parts::all(), |parts, part| parts.without(*part));
        let request = PictureRequest {
            content: match self.of.content {
                ContentArgument::View => Content::View,
                ContentArgument::Selection => Content::Selection,
                ContentArgument::Everything => Content::Everything,
            },
            reach: match self.of.reach {
                ReachArgument::Fitted => Reach::Fitted,
                ReachArgument::Visible => Reach::Visible,
            },
            beside: beside.collect::<Result<_, String>>()?,
            headline: self.headline.clone(),
            layout: Layout { size: size.page(), parts, overflow },
            version: io::version(&loaded.document),
        };
        let picture = session.picture(&request).map_err(|none| none.in_words().to_owned())?;
        let pages = picture.pages();
        self.mention_boxes(format, &pages);
        let manifest = &loaded.document.manifest;
        let writing = Writing {
            format,
            size,
            scale: self.scale,
            ground: if self.transparent { Ground::Transparent } else { Ground::Filled },
            letters: self.letters(),
            facts: PdfFacts {
                title: pages.first().map(|page| page.title.clone()).unwrap_or_default(),
                authors: manifest.authors.clone(),
                date: super::run::stamp_day(manifest.as_of)?,
            },
        };
        export::write(&pages, &self.theme(ThemeName::Light), &writing, &|_| ControlFlow::Continue(()))
            .map_err(|error| error.to_string())
    }

    /// Returns the paper of a document: that of `--size`, or else A4 upright.
    pub(super) fn sheet(&self) -> PictureSize {
        match self.size {
            PictureSize::Paper(paper, _) => {
                PictureSize::Paper(paper, self.orientation.unwrap_or(Orientation::Portrait))
            }
            PictureSize::Pixels(_) => PictureSize::Paper(Paper::A4, self.orientation.unwrap_or(Orientation::Portrait)),
        }
    }

    /// Returns how letters stand in SVG and PDF.
    pub(super) fn letters(&self) -> Letters {
        match self.letters {
            LettersArgument::Embedded => Letters::Embedded,
            LettersArgument::Outlined => Letters::Outlined,
        }
    }

    /// Returns the colors; `usual` are those where nothing is said.
    pub(super) fn theme(&self, usual: ThemeName) -> Theme {
        io::theme(match self.theme {
            None => usual,
            Some(ThemeArgument::Light) => ThemeName::Light,
            Some(ThemeArgument::Dark) => ThemeName::Dark,
            Some(ThemeArgument::Print) => ThemeName::Print,
        })
    }

    fn size_of(&self) -> PictureSize {
        match self.size {
            PictureSize::Paper(paper, _) => PictureSize::Paper(paper, self.orientation.unwrap_or_default()),
            PictureSize::Pixels(size) => PictureSize::Pixels(size),
        }
    }

    /// Returns a session that looks as the arguments say.
    fn session(&self, loaded: &Loaded, look: &Look, as_of: Option<Date>) -> Result<Session, String> {
        let record = &loaded.document;
        let mut session =
            Session::open(record.clone(), Vec::new()).with_views(loaded.views.clone(), ViewsHome::Starter);
        let [width, height] = self.size_of().page();
        session.resize(width, height);
        let is_plain = self.of.view.is_none();
        if let Some(name) = &self.of.view {
            if session.views().find(name).is_none() {
                return Err(no_view(&session, name));
            }
            run(&mut session, Command::Views(Views::Show(name.clone())));
        }
        if let Some(scenario) = &look.scenario {
            run(&mut session, Command::Scenarios(Scenarios::Open(Some(scenario.id.clone()))));
        }
        if is_plain || as_of.is_some() || look.scenario.is_some() {
            run(&mut session, Command::Time(Time::LookAt(look.moment.as_of)));
        }
        if is_plain || look.moment.known_on.is_some() {
            run(&mut session, Command::Time(Time::KnownOn(look.moment.known_on)));
        }
        if is_plain || !look.filter().is_empty() {
            run(&mut session, Command::Sift(Sift::Ask(Box::new(look.filter().clone()))));
            run(&mut session, Command::Sift(Sift::Hide(Hiding::Remove)));
        }
        if !self.of.select.is_empty() {
            let targets = self.of.select.iter().map(|id| target(session.document(), id)).collect::<Result<_, _>>()?;
            run(&mut session, Command::SelectMany(targets));
        }
        if let Some(from) = &self.of.from {
            let [from, to] = compared(record, look.scenario.as_ref(), from, self.of.to.as_ref())?;
            let to = if self.of.to.is_none() && as_of.is_some() {
                crate::cli::moment::Outlook { day: look.moment.as_of, ..to }
            } else {
                to
            };
            hold(record, &from, &to)?;
            if from.vantage() == to.vantage() {
                return Err(format!(
                    "{} is compared with itself\nHint: name another moment with --to",
                    from.in_words()
                ));
            }
            run(&mut session, Command::Scenarios(Scenarios::Compare(from.vantage(), to.vantage())));
        }
        if is_plain && session.selection.is_empty() {
            session.fit_all();
        }
        Ok(session)
    }

    /// Says which letters are boxes, if any are: who makes a picture should know before its readers do.
    pub(super) fn mention_boxes(&self, format: Format, pages: &[crate::scene::Page]) {
        let is_text = format == Format::Svg && matches!(self.letters, LettersArgument::Embedded);
        let mut missing: Vec<char> = pages.iter().flat_map(missing_letters).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return;
        }
        let missing: String = missing.into_iter().collect();
        let words = match is_text {
            true => format!("letters that the built-in font lacks are left to the fonts of the viewer: {missing}"),
            false => format!(
                "letters that the built-in font lacks are boxes: {missing}\nHint: an .svg shows them with the fonts of its viewer"
            ),
        };
        let _ = writeln!(std::io::stderr().lock(), "demarche: {words}");
    }
}

/// Returns that there is no view of a name, and which there are.
fn no_view(session: &Session, name: &str) -> String {
    let names: Vec<String> = session.views().list().iter().map(|view| visible(&view.name)).collect();
    let hint =
        if names.is_empty() { "the atlas has none".to_owned() } else { format!("there are {}", names.join(", ")) };
    format!("unknown view `{}`\nHint: {hint}", visible(name))
}

/// Returns what an id means.
fn target(document: &Document, id: &str) -> Result<Target, String> {
    let id = id.trim();
    if let Some(nation) = document.find_nation(id) {
        return Ok(Target::Nation(nation.id.clone()));
    }
    if document.ties.contains_key(&TieId::new(id)) {
        return Ok(Target::Tie(TieId::new(id)));
    }
    if document.sources.contains_key(&SourceId::new(id)) {
        return Ok(Target::Source(SourceId::new(id)));
    }
    let ids = document.nations.keys().map(NationId::as_str).chain(document.ties.keys().map(TieId::as_str));
    Err(unknown(
        "nation, tie or source",
        id,
        did_you_mean(id, ids.chain(document.sources.keys().map(SourceId::as_str))),
    ))
}

fn unknown(what: &str, name: &str, meant: Option<&str>) -> String {
    let hint = meant.map_or_else(
        || "the ids are those of the atlas’s files".to_owned(),
        |meant| format!("did you mean `{}`?", visible(meant)),
    );
    format!("unknown {what} `{}`\nHint: {hint}", visible(name))
}

/// Reads `a4` or `1280x800`.
fn size(text: &str) -> Result<PictureSize, String> {
    if let Some(paper) = Paper::ALL.into_iter().find(|paper| paper.id().eq_ignore_ascii_case(text)) {
        return Ok(PictureSize::Paper(paper, Orientation::Landscape));
    }
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height) = sides.ok_or_else(|| {
        "write width and height in pixels, such as 1280x800, or a5, a4, a3, a2, letter or slide".to_owned()
    })?;
    Size::new(width, height).map(PictureSize::Pixels).map_err(|error: ExportError| error.to_string())
}

fn orientation(text: &str) -> Result<Orientation, String> {
    let found = Orientation::ALL.into_iter().find(|side| side.id().eq_ignore_ascii_case(text));
    found.ok_or_else(|| "write landscape or portrait".to_owned())
}

fn part(text: &str) -> Result<Part, String> {
    let found = Part::ALL.into_iter().find(|part| part.id().eq_ignore_ascii_case(text.trim()));
    found.ok_or_else(|| format!("write one of {}", Part::ALL.map(Part::id).join(", ")))
}
