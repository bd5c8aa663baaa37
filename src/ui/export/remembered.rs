//! Keeps for each atlas what was chosen last, as files write it, and makes options of it again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::options::{Look, Measure, Of, Options, SCALES, Unit};
use super::sorts::{About, BriefChoices, DataChoices, Days, Sort};
use crate::export::brief::BriefFormat;
use crate::export::{DataFormat, Format, Ground, Letters, Table};
use crate::io::{self, BesideChoice, BriefChoice, DataChoice, ExportChoices, SizeChoice};
use crate::model::ScenarioId;
use crate::network::Vantage;
use crate::scene::{MOST_BESIDE, Orientation, Paper, Part, Parts, ThemeName};
use crate::session::{Content, Reach, Session};
use crate::ui::jobs::Job;
/// Letters of a headline that are remembered.
const MOST_LETTERS: usize = 1000;

const CONTENTS: [(Content, &str); 3] =
    [(Content::View, "view"), (Content::Selection, "selection"), (Content::Everything, "everything")];
const REACHES: [(Reach, &str); 2] = [(Reach::Fitted, "fitted"), (Reach::Visible, "visible")];
const SORTS: [(Sort, &str); 3] = [(Sort::Picture, "picture"), (Sort::Brief, "brief"), (Sort::Data, "data")];
const TABLES: [(Table, &str); 4] = [
    (Table::Ties, "ties"),
    (Table::Nations, "nations"),
    (Table::Evidence, "evidence"),
    (Table::Exchanges, "exchanges"),
];
const DAYS: [(Days, &str); 2] = [(Days::This, "this"), (Days::All, "all")];
const TRANSPARENT: &str = "transparent";
const OUTLINED: &str = "outlined";

/// What was chosen for each atlas.
#[derive(Debug, Default)]
pub(in crate::ui) struct Remembered {
    /// The file; `None` where nothing is remembered beyond this window.
    file: Option<PathBuf>,
    /// What was chosen in this window.
    held: BTreeMap<String, ExportChoices>,
    /// What is chosen in the dialog now, and for which atlas.
    open: Option<(String, ExportChoices)>,
    writing: Option<Job<()>>,
}

impl Remembered {
    /// Returns what remembers in a file.
    pub fn in_file(file: PathBuf) -> Self {
        Self { file: Some(file), ..Self::default() }
    }

    /// Returns what was chosen last for the atlas that is open.
    pub fn of(&self, session: &Session) -> ExportChoices {
        let id = &session.record().manifest.id;
        let held = self.held.get(id).cloned();
        held.or_else(|| io::exports(self.file.as_ref()?, id)).unwrap_or_default()
    }

    /// Follows what is chosen in the dialog, and keeps it once that is closed, however that came.
    pub fn follow(&mut self, chosen: Option<(String, ExportChoices)>) {
        let before = std::mem::replace(&mut self.open, chosen);
        if let (Some((id, choices)), None) = (before, &self.open) {
            self.keep(id, choices);
        }
    }

    /// Keeps what is chosen, and waits until it is kept; for when the window closes.
    pub fn close(&mut self) {
        self.follow(None);
        if let Some(job) = self.writing.take() {
            job.wait();
        }
    }

    fn keep(&mut self, id: String, choices: ExportChoices) {
        // Atlases without an id would share one memory.
        if id.is_empty() || self.held.get(&id) == Some(&choices) {
            return;
        }
        self.held.insert(id.clone(), choices.clone());
        let Some(file) = self.file.clone() else { return };
        // One after the other, so that the last one stays. The one before was over long ago, unless the disk hangs.
        if let Some(before) = self.writing.take() {
            before.wait();
        }
        self.writing = Some(Job::begin(move || io::note_export(&file, &id, &choices)));
    }
}

/// Returns options as files write them, with the folder and the view for which they were chosen.
pub(super) fn choices(options: &Options, folder: Option<PathBuf>, view: &str) -> ExportChoices {
    let Options { sort, format, of: Of { content, reach, beside }, measure, look, parts, headline, brief, data } =
        options;
    let Measure { unit, paper, orientation, sides, scale } = measure;
    let Look { theme, ground, letters } = look;
    let beside = beside.iter().map(|vantage| BesideChoice {
        scenario: vantage.scenario.as_ref().map(|id| id.as_str().to_owned()),
        day: vantage.day.to_string(),
    });
    let transparent = (*ground == Ground::Transparent).then_some(TRANSPARENT);
    let outlined = (*letters == Letters::Outlined).then_some(OUTLINED);
    let unit = match unit {
        Unit::Paper => "paper",
        Unit::Pixels => "pixels",
    };
    ExportChoices {
        // What cannot be written as text is forgotten.
        folder: folder.filter(|folder| folder.to_str().is_some()),
        format: format.ending().to_owned(),
        content: word(&CONTENTS, *content),
        reach: word(&REACHES, *reach),
        beside: beside.collect(),
        size: SizeChoice {
            of: unit.to_owned(),
            paper: paper.id().to_owned(),
            orientation: orientation.id().to_owned(),
            pixels: sides.clone(),
            scale: *scale,
        },
        theme: theme.name().to_owned(),
        with: transparent.into_iter().chain(outlined).map(str::to_owned).collect(),
        without: Part::ALL.into_iter().filter(|part| !parts.has(*part)).map(|part| part.id().to_owned()).collect(),
        headline: headline
            .as_ref()
            .map(|words| (view.to_owned(), words.chars().take(MOST_LETTERS).collect::<String>())),
        sort: word(&SORTS, *sort),
        brief: BriefChoice {
            format: brief.format.ending().to_owned(),
            paper: brief.paper.id().to_owned(),
            orientation: brief.orientation.id().to_owned(),
        },
        data: DataChoice {
            format: data.format.ending().to_owned(),
            table: word(&TABLES, data.table),
            days: word(&DAYS, data.days),
        },
    }
}

/// Returns the options that were written so; the usual ones in place of what makes no sense or is not there any more.
pub(super) fn options(choices: &ExportChoices, session: &Session) -> Options {
    let usual = Options::default();
    let ExportChoices { folder: _, format, content, reach, beside, size, theme, with, without, headline, .. } = choices;
    let ExportChoices { sort, brief, data, .. } = choices;
    let has = |word: &str| with.iter().any(|with| with == word);
    let scenarios = &session.record().scenarios;
    let vantage = |choice: &BesideChoice| {
        let scenario = choice.scenario.as_deref().map(ScenarioId::new);
        let is_there = scenario.as_ref().is_none_or(|id| scenarios.contains_key(id));
        let day: Date = choice.day.parse().ok()?;
        is_there.then_some(Vantage { scenario, day })
    };
    let view = session.shown_view().map(|view| view.name.as_str()).unwrap_or_default();
    let parts = Part::ALL.into_iter().filter(|part| without.iter().any(|id| id == part.id()));
    let SizeChoice { of, paper, orientation, pixels, scale } = size;
    let usual_measure = usual.measure.clone();
    let measure = Measure {
        unit: match of.as_str() {
            "paper" => Unit::Paper,
            "pixels" => Unit::Pixels,
            _ => usual_measure.unit,
        },
        paper: Paper::ALL.into_iter().find(|it| it.id() == paper).unwrap_or(usual_measure.paper),
        orientation: Orientation::ALL.into_iter().find(|it| it.id() == orientation).unwrap_or_default(),
        sides: if pixels.iter().any(String::is_empty) { usual_measure.sides } else { pixels.clone() },
        scale: SCALES.into_iter().find(|it| it == scale).unwrap_or(usual_measure.scale),
    };
    let content = match meant(&CONTENTS, content).unwrap_or_default() {
        // Nothing would be on it now.
        Content::Selection if session.selection.is_empty() => Content::View,
        content => content,
    };
    let options = Options {
        sort: meant(&SORTS, sort).unwrap_or_default(),
        brief: brief_of(brief, About::suggested(session)),
        data: data_of(data),
        format: Format::ALL.into_iter().find(|it| it.ending() == format).unwrap_or(usual.format),
        of: Of {
            content,
            reach: meant(&REACHES, reach).unwrap_or_default(),
            beside: beside.iter().filter_map(vantage).take(MOST_BESIDE).collect(),
        },
        measure,
        look: Look {
            theme: ThemeName::ALL.into_iter().find(|it| it.name() == theme).unwrap_or(usual.look.theme),
            ground: if has(TRANSPARENT) { Ground::Transparent } else { Ground::Filled },
            letters: if has(OUTLINED) { Letters::Outlined } else { Letters::Embedded },
        },
        parts: parts.fold(Parts::all(), Parts::without),
        headline: headline.as_ref().filter(|(of, _)| of == view).map(|(_, words)| words.clone()),
    };
    // A size of which there is no picture is nothing that anybody chose.
    if options.size().is_ok() { options } else { Options { measure: usual.measure, ..options } }
}

/// Returns how a brief was, about what is selected now.
fn brief_of(choice: &BriefChoice, about: About) -> BriefChoices {
    let BriefChoice { format, paper, orientation } = choice;
    let usual = BriefChoices::default();
    BriefChoices {
        format: BriefFormat::ALL.into_iter().find(|it| it.ending() == format).unwrap_or(usual.format),
        about,
        paper: Paper::ALL.into_iter().find(|it| it.id() == paper).unwrap_or(usual.paper),
        orientation: Orientation::ALL.into_iter().find(|it| it.id() == orientation).unwrap_or(usual.orientation),
    }
}

fn data_of(choice: &DataChoice) -> DataChoices {
    let DataChoice { format, table, days } = choice;
    let usual = DataChoices::default();
    DataChoices {
        format: DataFormat::ALL.into_iter().find(|it| it.ending() == format).unwrap_or(usual.format),
        table: meant(&TABLES, table).unwrap_or(usual.table),
        days: meant(&DAYS, days).unwrap_or(usual.days),
    }
}

fn word<T: PartialEq>(words: &[(T, &str)], of: T) -> String {
    words.iter().find(|(one, _)| *one == of).map(|(_, word)| (*word).to_owned()).unwrap_or_default()
}

fn meant<T: Copy>(words: &[(T, &str)], text: &str) -> Option<T> {
    words.iter().find(|(_, word)| *word == text).map(|(one, _)| *one)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_chosen_is_read_back_as_it_was() {
        let session = Session::open(io::load_starter().document, Vec::new());
        let scenario = session.record().scenarios.keys().next().cloned().expect("a scenario");
        let mut chosen = Options {
            format: Format::Pdf,
            parts: Parts::all().without(Part::Legend).without(Part::Notes),
            headline: Some("Two fronts, one treaty".to_owned()),
            ..Options::default()
        };
        let day = date(2024, 6, 19);
        chosen.of = Of {
            content: Content::Everything,
            reach: Reach::Visible,
            beside: vec![Vantage::record(day), Vantage { scenario: Some(scenario), day }],
        };
        chosen.measure = Measure {
            unit: Unit::Paper,
            paper: Paper::A2,
            orientation: Orientation::Portrait,
            sides: ["640".to_owned(), "x".to_owned()],
            scale: 4,
        };
        chosen.sort = Sort::Data;
        chosen.brief = BriefChoices {
            format: BriefFormat::Pdf,
            about: About::All,
            paper: Paper::A5,
            orientation: Orientation::Landscape,
        };
        chosen.data = DataChoices { format: DataFormat::Dot, table: Table::Exchanges, days: Days::All };
        chosen.look = Look { theme: ThemeName::Print, ground: Ground::Transparent, letters: Letters::Outlined };
        assert_eq!(options(&choices(&chosen, None, ""), &session), chosen);
        // The words of another view are not those of this one.
        assert_eq!(options(&choices(&chosen, None, "Kursk"), &session).headline, None);
        assert_eq!(options(&ExportChoices::default(), &session), Options::default());
    }

    #[test]
    fn a_scenario_that_is_gone_is_left_away() {
        let session = Session::open(io::load_starter().document, Vec::new());
        let mut written = choices(&Options::default(), None, "");
        let beside =
            |scenario: &str, day: &str| BesideChoice { scenario: Some(scenario.to_owned()), day: day.to_owned() };
        written.beside = vec![beside("gone", "2024-06-19"), BesideChoice { scenario: None, day: "soon".to_owned() }];
        assert_eq!(options(&written, &session).of.beside, Vec::new());
    }
}
