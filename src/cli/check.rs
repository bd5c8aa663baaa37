//! `demarche check`: reads an atlas and lists all that is wrong with it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::lens::{LOOKED_AT, NationArguments, SiftArguments, day};
use super::output::{FINE, PROBLEMS, complain, print, print_json};
use crate::kit::{counted, visible};
use crate::model::{Problem, Severity};

/// Reads an atlas and lists all that is wrong with it.
#[derive(Debug, Args)]
#[command(after_help = "Example: demarche check my-atlas/ --json")]
pub struct Check {
    /// Folder of an atlas, or one .ron file; the starter atlas if left out.
    atlas: Option<PathBuf>,
    /// Prints JSON: `counts`, `problems` and `notes`.
    #[arg(long)]
    json: bool,
    /// Counts only the ties of this day, such as 2024-06-19. A month or a year is no day.
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = LOOKED_AT)]
    as_of: Option<Date>,
    #[command(flatten)]
    sift: SiftArguments,
    #[command(flatten)]
    nations: NationArguments,
}

impl Check {
    /// Carries it out.
    pub fn run(self) -> ExitCode {
        let loaded = super::load(self.atlas.as_ref());
        let counted_as = self.sift.counted(&loaded.document, self.as_of, &self.nations.nation);
        let (counts, looked_at) = match counted_as {
            Ok(counted) => counted,
            Err(reason) => return complain(reason),
        };
        let of = |severity| loaded.problems.iter().filter(move |problem| problem.severity == severity);
        let n_errors = loaded.n_errors();
        if self.json {
            print_json(&json!({
                "counts": {
                    "nations": counts.nations,
                    "kinds": counts.kinds,
                    "ties": counts.ties,
                    "sources": counts.sources,
                    "evidence": counts.evidence,
                    "exchanges": counts.exchanges,
                    "milestones": counts.milestones,
                    "scenarios": counts.scenarios,
                },
                "problems": of(Severity::Error).map(problem).collect::<Vec<_>>(),
                "notes": of(Severity::Note).map(problem).collect::<Vec<_>>(),
            }));
        } else {
            let mut stderr = std::io::stderr().lock();
            for problem in &loaded.problems {
                let _ = writeln!(stderr, "{problem}\n");
            }
            let parts = [
                (counts.nations, "nation"),
                (counts.kinds, "kind"),
                (counts.ties, "tie"),
                (counts.sources, "source"),
                (counts.evidence, "evidence item"),
                (counts.exchanges, "exchange"),
                (counts.milestones, "milestone"),
                (counts.scenarios, "scenario"),
            ];
            let parts: Vec<String> = parts.iter().map(|(n, noun)| counted(*n, noun)).collect();
            print(format_args!("{}: {}", visible(&loaded.document.manifest.title), parts.join(", ")));
            if let Some(words) = looked_at {
                print(visible(&words));
            }
            let n_notes = loaded.problems.len() - n_errors;
            print(format_args!("{}, {}", counted(n_errors, "error"), counted(n_notes, "note")));
        }
        ExitCode::from(if n_errors == 0 { FINE } else { PROBLEMS })
    }
}

fn problem(problem: &Problem) -> Value {
    json!({
        "file": &*problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
    })
}
