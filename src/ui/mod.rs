//! The window: all that is egui. Panels read the session and push commands.

mod app;
mod canvas;
mod clipboard;
mod coverage;
mod dialogs;
mod first_steps;
mod fonts;
mod galley;
mod grades;
mod icon;
pub mod inspector;
mod keymap;
mod left;
mod lit;
mod mass;
mod menu;
mod notice;
mod overlay;
mod opening;
mod paint;
mod panels;
mod problems;
mod record;
mod rail;
mod remember;
mod room;
mod sample;
mod style;
mod trace;

pub use app::App;
pub use fonts::{BOLD, install_fonts};
pub use opening::open;
pub use paint::{LayOut, PaintMemo, Painted, Part, Sight, paint};
pub use remember::LastWords;
pub use style::{color, egui_theme, install_style};
pub use trace::Trace;
