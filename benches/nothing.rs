//! A window that paints nothing, made by the same library with the same features: what `start.sh` measures the real one
//! against.
//!
//! It stays open when it is called with `--stay`; else, as under `cargo bench`, it does nothing at all.

#![expect(clippy::print_stdout, reason = "a bench prints")]

use egui::{Ui, vec2};

struct Nothing;

impl eframe::App for Nothing {
    fn ui(&mut self, _ui: &mut Ui, _frame: &mut eframe::Frame) {}
}

fn main() {
    if std::env::args().all(|argument| argument != "--stay") {
        println!("run benches/start.sh, which opens this window beside the real one");
        return;
    }
    let viewport = egui::ViewportBuilder::default().with_inner_size(vec2(1440.0, 900.0));
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    if let Err(error) = eframe::run_native("nothing", options, Box::new(|_| Ok(Box::new(Nothing)))) {
        println!("no window can be opened: {error}");
    }
}
