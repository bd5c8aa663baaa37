//! The window: all that is egui. Panels read the session and push commands.

mod app;
mod canvas;
mod dialogs;
mod fonts;
pub mod inspector;
mod keymap;
mod left;
mod menu;
mod paint;
mod problems;
mod sample;
mod style;
mod trace;

pub use app::{App, open};
pub use fonts::{BOLD, install_fonts};
pub use paint::{LayOut, Painted, Part, paint};
pub use style::{color, egui_theme, install_style};
pub use trace::Trace;
