//! The command line: one subcommand, one file. None of it needs a display.

mod apply;
mod check;
mod diff;
mod export;
mod lens;
mod moment;
mod output;
mod scenarios;
mod show;
mod timeline;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::io::{self, Loaded};
use crate::model::Document;

pub use output::{FINE, PROBLEMS, WRONG, complain};

/// Explore diplomatic relationships: typed, signed, dated, sourced ties between nations.
///
/// Without a subcommand, opens an atlas in a window; without an atlas, the starter atlas.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = "Example: demarche my-atlas/")]
pub struct Arguments {
    /// What to do without a window.
    #[command(subcommand)]
    pub subcommand: Option<Subcommands>,
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    pub atlas: Option<PathBuf>,
    /// Writes what the window shows to FILE, a line of JSON for each frame that changed.
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

/// What works without a display.
#[derive(Debug, Subcommand)]
pub enum Subcommands {
    /// Reads an atlas and lists all that is wrong with it.
    ///
    /// Exits with 0 when there is no error (notes are not errors), with 1 when there is one.
    ///
    /// The options on what is looked at choose only what is counted: the ties of that day that are asked for, with their
    /// evidence, and their milestones and exchanges up to that day; nations, kinds and sources as far as they were known.
    /// Problems are always all there are.
    Check(check::Check),
    /// Prints the network of an atlas on a day, or one thing in it.
    ///
    /// The day is the atlas's own date if none is given. `--nation` with one nation shows that nation's page, with several
    /// the network of their ties. A filter chooses the ties listed on the page of a nation or a pair: `--nation PRK --sign
    /// negative` lists only North Korea's negative ties.
    Show(show::Show),
    /// Prints all that is dated in an atlas, in order of time.
    ///
    /// Ties that began or ended, steps and moves in them, changes of weight. What is dated to a month or a year stands at
    /// its first day; `first` and `last` in JSON are the days that it can mean.
    Timeline(timeline::Timeline),
    /// Prints what differs between two days, or between the record and a scenario, or two scenarios.
    ///
    /// A moment is a day, `record` or `scenario:NAME`, each with `@DAY`; one without a day is on that of the other, and where
    /// neither has one, on the last day on which a change of a scenario begins to hold. Between the record and a scenario, a
    /// summary says which pairs are newly mixed and of which nations the ties by sign change.
    ///
    /// Ties that began, ended or did both between them (`passed`), that stepped in status or became stronger or weaker, and
    /// pairs that became mixed or are so no longer.
    ///
    /// In JSON, `on` is the first day of what began or passed, the last day of what ended, else the first day of the new,
    /// or null where no date says it, and `date` the same as precisely as the record has it; `tie` is null where the change
    /// is the pair's.
    Diff(diff::Diff),
    /// Lists the scenarios of an atlas: what each supposes, and what it comes to against the record.
    Scenarios(scenarios::Scenarios),
    /// Carries out a list of changes on an atlas, all of them or none.
    ///
    /// The list creates, changes and deletes records. All of it is checked before anything is written: an atlas or a list
    /// with an error is refused with exit code 1, and nothing is changed; a list that cannot be read gives 2. The files are
    /// the old ones or the new ones, even where the program is interrupted; the same atlas and list give the same bytes.
    Apply(apply::Apply),
    /// Takes a picture, a brief, a table or a graph of an atlas on a day away, by the ending of the file.
    ///
    /// A brief is a file that ends in .md or .html, or in .pdf with --brief: summary, ties with their evidence, ledger, weak
    /// points and numbered sources, in .html and .pdf with the picture. `--nation` with one nation or `--pair` makes it the
    /// brief of these, `--scenario` that of the scenario.
    ///
    /// The day is the atlas's own date if none is given. The picture is laid out 1280 points wide and scaled to the size;
    /// the same atlas gives the same bytes. Ties that are not asked for are left away; the header says the days and the
    /// filter.
    ///
    /// A .csv holds a table, a .json one or what `show --json` prints; .gexf, .graphml and .dot hold the graph of nations and
    /// ties, every tie directed, with `mutual` where it holds both ways. Dates in them are the atlas's, or the one of
    /// SOURCE_DATE_EPOCH.
    Export(Box<export::Export>),
}

impl Subcommands {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        match self {
            Self::Check(check) => check.run(),
            Self::Show(show) => show.run(),
            Self::Timeline(timeline) => timeline.run(),
            Self::Diff(diff) => diff.run(),
            Self::Scenarios(scenarios) => scenarios.run(),
            Self::Apply(apply) => apply.run(),
            Self::Export(export) => export.run(),
        }
    }
}

/// Opens the atlas at a path, or the starter atlas.
pub fn load(atlas: Option<&PathBuf>) -> Loaded {
    atlas.map_or_else(io::load_starter, |path| io::load(path))
}

/// Opens an atlas and prints something of its record, or what is wrong with what was asked; returns the exit code.
fn told_of(atlas: Option<&PathBuf>, print: impl FnOnce(&Document) -> Result<(), String>) -> ExitCode {
    let loaded = load(atlas);
    if let Some(code) = output::refuse_nothing(&loaded) {
        return code;
    }
    match print(&loaded.document) {
        Ok(()) => output::mention_problems(&loaded),
        Err(reason) => complain(reason),
    }
}
