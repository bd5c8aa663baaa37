//! A window that paints nothing, made by the same library with the same features: what `start.sh` measures the real one
//! against. It also watches the screen for that script, at less cost than a script could.
//!
//! It stays open when it is called with `--stay`, and watches with `--watch FILE OFFSET`; else, as under `cargo bench`, it
//! does nothing at all.

#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use egui::{Ui, vec2};

/// Time between two looks at the screen: a tenth of what is to be told apart, and little work.
const LOOK: Duration = Duration::from_micros(200);
/// Time after which nothing will come any more.
const LATEST: Duration = Duration::from_secs(30);

struct Nothing;

impl eframe::App for Nothing {
    fn ui(&mut self, _ui: &mut Ui, _frame: &mut eframe::Frame) {}
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--stay", ..] => stay(),
        ["--watch", file, offset, ..] => watch(file, offset),
        _ => {
            println!("run benches/start.sh, which opens this window beside the real one");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the window and keeps it open.
fn stay() -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default().with_inner_size(vec2(1440.0, 900.0));
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    eframe::run_native("nothing", options, Box::new(|_| Ok(Box::new(Nothing))))
        .map_err(|error| format!("no window can be opened: {error}"))
}

/// Returns when the pixel at an offset in the file of a screen is not black.
fn watch(file: &str, offset: &str) -> Result<(), String> {
    let offset = offset.parse().map_err(|_| format!("{offset} is no offset"))?;
    let began = Instant::now();
    while began.elapsed() < LATEST {
        if pixel(file, offset).map_err(|error| format!("the screen cannot be read: {error}"))? != [0; 3] {
            return Ok(());
        }
        std::thread::sleep(LOOK);
    }
    Err("nothing was painted".to_owned())
}

fn pixel(file: &str, offset: u64) -> io::Result<[u8; 3]> {
    let mut pixel = [0; 3];
    let mut file = File::open(file)?;
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut pixel)?;
    Ok(pixel)
}
