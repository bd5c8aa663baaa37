//! The `demarche` command: runs a subcommand, or opens the window.

use std::process::ExitCode;

use clap::Parser as _;
use demarche::cli::{self, Arguments, complain};
use demarche::io::TraceFile;
use demarche::ui::{self, Trace};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(subcommand) = arguments.subcommand {
        return subcommand.run();
    }
    let trace = match arguments.trace.as_deref().map(TraceFile::create).transpose() {
        Ok(file) => file.map(Trace::new),
        Err(error) => return complain(error),
    };
    let atlas = arguments.atlas;
    match ui::open(atlas.clone().as_deref(), move || cli::load(atlas.as_ref()), trace) {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(words)) => {
            // The window did its work; that something is not remembered is said, and is no failure.
            let _ = complain(words);
            ExitCode::SUCCESS
        }
        Err(reason) => complain(reason),
    }
}
