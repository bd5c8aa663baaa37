//! The command line: one subcommand, one file. None of it needs a display.

mod check;
mod diff;
mod export;
mod filter_words;
mod lens;
mod output;
mod show;
mod timeline;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::io::{self, Loaded};

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
    Check(check::Check),
    /// Prints the network of an atlas on a day, or one thing in it.
    Show(show::Show),
    /// Prints all that is dated in an atlas, in order of time.
    Timeline(timeline::Timeline),
    /// Prints what changed between two days.
    Diff(diff::Diff),
    /// Makes a picture of an atlas on a day.
    Export(export::Export),
}

impl Subcommands {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        match self {
            Self::Check(check) => check.run(),
            Self::Show(show) => show.run(),
            Self::Timeline(timeline) => timeline.run(),
            Self::Diff(diff) => diff.run(),
            Self::Export(export) => export.run(),
        }
    }
}

/// Opens the atlas at a path, or the starter atlas.
pub fn load(atlas: Option<&PathBuf>) -> Loaded {
    atlas.map_or_else(io::load_starter, |path| io::load(path))
}
